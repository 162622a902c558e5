"""
Sentences about doing something inside a window of days.
"""

from typing import Final

from followup_rules.clauses import Text

SENTENCES: Final[dict[str, Text]] = {
    "done_in_window": Text(
        "{rule} was due from {opens} to {last_day} and was done {done}; "
        "{clause} is met.",
        "{rule}应在{opens}至{last_day}期间完成，实际完成时间为{done}，符合{clause}要求。",
    ),
    "done_after_window": Text(
        "{rule} was due from {opens} to {last_day} and was done {done}, after the window ({clause}).",
        "{rule}应在{opens}至{last_day}期间完成，实际于{done}完成，已逾期（{clause}）。",
    ),
    "done_after_target": Text(
        "{rule} was striven for from {opens} to {last_day} and was done {done}, after that; this breaks nothing ({clause}).",
        "{rule}宜在{opens}至{last_day}期间进行，实际于{done}进行，晚于该期间，不计为违规（{clause}）。",
    ),
    "done_before_window": Text(
        "{rule} was striven for from {opens} to {last_day} and was done {done}, before "
        "that; this breaks nothing ({clause}).",
        "{rule}宜在{opens}至{last_day}期间进行，实际于{done}提前进行，不计为违规（{clause}）。",
    ),
    "window_missed": Text(
        "As of {as_of}, {rule} has not been done; it was due from {opens} to "
        "{last_day}; {clause} is not met.",
        "截至{as_of}，{rule}仍未完成，已超过期限（应在{opens}至{last_day}期间完成），"
        "不符合{clause}要求。",
    ),
    "window_ahead": Text(
        "{rule} is due from {opens} to {last_day}; the window is not open yet "
        "({clause}).",
        "{rule}应在{opens}至{last_day}期间完成，期间尚未开始（{clause}）。",
    ),
    "window_running": Text(
        "{rule} has not been done yet; it is due from {opens} to {last_day} ({clause}).",
        "{rule}尚未完成，应在{opens}至{last_day}期间完成（{clause}）。",
    ),
    "before_window": Text(
        "What was done {early} came before the window opened {opens} and does not "
        "count.",
        "{early}所做的早于期间开始之日{opens}，不予认可。",
    ),
    "anchor_absent": Text(
        "What {rule} follows has not happened yet; {clause} does not apply yet.",
        "{rule}的前提事项尚未发生，{clause}暂不适用。",
    ),
    "window_not_owed": Text(
        "{rule} is not owed here; {clause} does not apply.",
        "此情形下无须进行{rule}，{clause}不适用。",
    ),
}
