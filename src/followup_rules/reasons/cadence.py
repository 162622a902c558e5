"""
Sentences about doing something in each cell of the calendar.
"""

from typing import Final

from followup_rules.clauses import Text

_COUNTS: Final = Text(
    "{rule}: at least {required} owed in {cell}, {counted} on record",
    "{rule}（{cell}）至少应有{required}{unit}，实有{counted}{unit}",
)

SENTENCES: Final[dict[str, Text]] = {
    "cell_reached": Text(
        _COUNTS.en + "; {clause} is met.", _COUNTS.zh + "，符合{clause}要求。"
    ),
    "cell_running": Text(
        _COUNTS.en + ", {shortfall} short so far; {cell} has not ended ({clause}).",
        _COUNTS.zh + "，目前还差{shortfall}{unit}，期间尚未结束（{clause}）。",
    ),
    "cell_due_later": Text(
        _COUNTS.en + ", {shortfall} short so far; it is due {deadline} ({clause}).",
        _COUNTS.zh + "，目前还差{shortfall}{unit}，应于{deadline}完成（{clause}）。",
    ),
    "cell_missed": Text(
        _COUNTS.en + ", {shortfall} short; {clause} is not met.",
        _COUNTS.zh + "，还差{shortfall}{unit}，不符合{clause}要求。",
    ),
    "cell_reached_late": Text(
        _COUNTS.en + ", but only {counted_in_time} of them {deadline} ({clause}).",
        _COUNTS.zh
        + "，但{deadline}仅有{counted_in_time}{unit}，属逾期完成（{clause}）。",
    ),
    "cell_open": Text(
        _COUNTS.en + "; {cell} has ended, and {clause} sets no limit for what is "
        "about it, so it is not counted as late.",
        _COUNTS.zh + "；该期间已结束，{clause}未规定补交时限，不按逾期处理。",
    ),
    "cell_exempt": Text(
        "{cell} has no working day; {clause} does not apply.",
        "{cell}没有工作日，{clause}不适用。",
    ),
    "cell_out_of_season": Text(
        "{cell} has no day of the season of {season}; {clause} does not apply.",
        "{cell}不在{season}之内，{clause}不适用。",
    ),
    "cell_before_duty": Text(
        "{rule} is owed from {began} on, which is after {cell}; {clause} does not apply.",
        "{rule}自{began}起方须进行，{cell}在此之前，{clause}不适用。",
    ),
    "cell_after_duty": Text(
        "The duty of {rule} ended {ended}, before {cell} was over; {clause} does not "
        "apply.",
        "{rule}的义务已于{ended}终止，其时{cell}尚未结束，{clause}不适用。",
    ),
    "not_counted": Text(
        "On record besides, and not counted under {clause}: {count}.",
        "另有{count}{unit}不符合{clause}的计数条件，未计入。",
    ),
    "cells_covered": Text(
        "In {cell}, reached {covered} of {subjects}, counted by {kind} (for information).",
        "{cell}{kind}覆盖情况为{covered}/{subjects}，仅供参考。",
    ),
    "above_usual": Text(
        "More than the usual {usual_most}, which is allowed.",
        "超过通常的{usual_most}{unit}，属允许范围。",
    ),
}
