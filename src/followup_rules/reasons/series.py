"""
Sentences about a series of planned visits.
"""

from typing import Final

from followup_rules.clauses import Text

_PLANNED: Final = Text(
    "{rule}: {visit} was planned from {opens} on and due {deadline}",
    "{rule}：{visit}应自{opens}起、于{deadline}完成",
)

SENTENCES: Final[dict[str, Text]] = {
    "visit_kept": Text(
        _PLANNED.en + ", and was made {done}; {clause} is met.",
        _PLANNED.zh + "，实际于{done}完成，符合{clause}要求。",
    ),
    "visit_late": Text(
        _PLANNED.en + ", and was made {done}, too late under {clause}.",
        _PLANNED.zh + "，实际于{done}完成，属逾期（{clause}）。",
    ),
    "visit_missed": Text(
        _PLANNED.en + ", and has not been made by {as_of}; {clause} is not met.",
        _PLANNED.zh + "，截至{as_of}仍未进行，不符合{clause}要求。",
    ),
    "visit_pending": Text(
        _PLANNED.en + " ({clause}); it can still be made.",
        _PLANNED.zh + "，尚可进行（{clause}）。",
    ),
    "visit_not_owed": Text(
        _PLANNED.en
        + ", but the series was broken off {ended}; {clause} does not apply.",
        _PLANNED.zh + "，但计划已于{ended}终止，{clause}不适用。",
    ),
    "visit_unscheduled": Text(
        "{rule}: what was made on {visit} belongs to no visit of the plan ({clause}).",
        "{rule}：{visit}的一次属计划外，不对应计划中的任何一次（{clause}）。",
    ),
    "series_kept": Text(
        "{rule}: {served} of {planned} planned visits were made, all in time, and no "
        "other is owed; {clause} is met.",
        "{rule}：计划{planned}次，已按期完成{served}次，无应进行而未进行的项目，"
        "符合{clause}要求。",
    ),
    "series_late": Text(
        "{rule}: made after the window: {late} ({clause}).",
        "{rule}：{late}逾期完成（{clause}）。",
    ),
    "series_missed": Text(
        "{rule}: missed: {missed}; {clause} is not met.",
        "{rule}：{missed}未进行，不符合{clause}要求。",
    ),
    "series_running": Text(
        "{rule}: {served} of {planned} planned visits were made so far ({clause}).",
        "{rule}：计划{planned}次，目前已完成{served}次（{clause}）。",
    ),
    "series_not_owed": Text(
        "{rule}: the series was broken off {ended}, before a visit was owed; {clause} "
        "does not apply.",
        "{rule}：计划已于{ended}终止，其时尚无应进行的项目，{clause}不适用。",
    ),
    "visits_behind": Text(
        "Behind the plan so far: {behind}.", "目前未按期进行：{behind}。"
    ),
    "visits_unscheduled": Text(
        "Besides, outside the plan: {count}.", "另有计划外{count}次。"
    ),
}
