"""
Sentences about the time between one and the next.
"""

from typing import Final

from followup_rules.clauses import Text

SENTENCES: Final[dict[str, Text]] = {
    "interval_kept": Text(
        "{rule}, counted from {since}, came again {done}; {clause} is met.",
        "{rule}自{since}起算，下一次于{done}进行，符合{clause}要求。",
    ),
    "interval_exceeded_late": Text(
        "{rule}, counted from {since}, was due again {deadline} and came {done}, too "
        "late under {clause}.",
        "{rule}自{since}起算，下一次应于{deadline}进行，实际于{done}进行，属逾期（{clause}）。",
    ),
    "interval_exceeded": Text(
        "{rule}, counted from {since}, was due again {deadline} and has not come by "
        "{as_of}; {clause} is not met.",
        "{rule}自{since}起算，下一次应于{deadline}进行，截至{as_of}仍未进行，"
        "不符合{clause}要求。",
    ),
    "interval_running": Text(
        "{rule}, counted from {since}, is due again {deadline} ({clause}).",
        "{rule}自{since}起算，下一次应于{deadline}进行，尚在期限内（{clause}）。",
    ),
    "interval_too_short": Text(
        "{rule}, counted from {since}, was not to come again before {earliest}, and came "
        "{done}; {clause} is not met.",
        "{rule}自{since}起算，下一次不得早于{earliest}，实际于{done}进行，"
        "不符合{clause}要求。",
    ),
    "interval_without_next": Text(
        "{rule} has not come again since {since}; {clause} asks for no next one.",
        "{rule}自{since}以来未再次进行；{clause}未规定下一次的时间。",
    ),
    "interval_cut_off": Text(
        "{rule}, counted from {since}, was due again {deadline}, but the duty ended "
        "{ended}; {clause} does not apply.",
        "{rule}自{since}起算，下一次应于{deadline}进行，但该义务已于{ended}终止，"
        "{clause}不适用。",
    ),
}
