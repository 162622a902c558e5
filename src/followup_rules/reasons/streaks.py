"""
Sentences about what happens again and again.
"""

from typing import Final

from followup_rules.clauses import Text

_FULL: Final = Text("{full} by {last}", "截至{last}，{full}")

SENTENCES: Final[dict[str, Text]] = {
    "streak_not_reached": Text(
        "{rule}: {most} so far, {required} would make it owed ({clause}).",
        "{rule}：目前{most}，不足{required}，{clause}不适用。",
    ),
    "streak_below": Text(
        "{rule}: {most} so far, fewer than {required} ({clause}).",
        "{rule}：目前{most}，不足{required}，期间尚未结束（{clause}）。",
    ),
    "streak_avoided": Text(
        "{rule}: {most}, fewer than {required}; {clause} is met.",
        "{rule}：{most}，不足{required}，符合{clause}要求。",
    ),
    "streak_forbidden": Text(
        "{rule}: " + _FULL.en + "; {clause} is not met.",
        "{rule}：" + _FULL.zh + "，不符合{clause}要求。",
    ),
    "streak_answered": Text(
        _FULL.en + "; {rule} was done {done}; {clause} is met.",
        _FULL.zh + "，{rule}已于{done}完成，符合{clause}要求。",
    ),
    "streak_answered_late": Text(
        _FULL.en + "; {rule} was due {deadline} and was done {done}, too late under "
        "{clause}.",
        _FULL.zh + "，{rule}应于{deadline}完成，实际于{done}完成，属逾期（{clause}）。",
    ),
    "streak_answer_due": Text(
        _FULL.en + "; {rule} is due {deadline} ({clause}).",
        _FULL.zh + "，{rule}应于{deadline}完成，尚在期限内（{clause}）。",
    ),
    "streak_not_answered": Text(
        _FULL.en + "; {rule} was due {deadline} and has not been done by {as_of}; "
        "{clause} is not met.",
        _FULL.zh
        + "，{rule}应于{deadline}完成，截至{as_of}仍未完成，不符合{clause}要求。",
    ),
    "streak_unanswered": Text(
        _FULL.en + "; {rule} is owed, and {clause} sets no limit for it.",
        _FULL.zh + "，应进行{rule}，{clause}未规定时限。",
    ),
    "counted_over": Text(
        "What is counted is what {other} came to in each cell ({other_clause}).",
        "计入的是{other}在各期的判定结果（{other_clause}）。",
    ),
}
