"""
Sentences about rates and their bounds.
"""

from typing import Final

from followup_rules.clauses import Text

_RATE: Final = Text(
    "{rule} is {value} ({numerator} of {denominator}), and {bound} {rate} is asked for",
    "{rule}为{value}（{numerator}/{denominator}），要求{bound}{rate}",
)

SENTENCES: Final[dict[str, Text]] = {
    "bound_kept": Text(
        _RATE.en + "; {clause} is met.", _RATE.zh + "，符合{clause}要求。"
    ),
    "bound_not_kept": Text(
        _RATE.en + ", {gap}; {clause} is not met.",
        _RATE.zh + "，{gap}，不符合{clause}要求。",
    ),
    "target_missed": Text(
        _RATE.en + " where possible; the target is missed, which is no violation "
        "({clause}).",
        "{rule}为{value}（{numerator}/{denominator}），未达到力争{bound}{rate}的要求，"
        "不计为违规（{clause}）。",
    ),
    "bound_kept_late": Text(
        _RATE.en + "; only {in_time} of them came in their time ({clause}).",
        _RATE.zh
        + "，其中按时办理的仅占{in_time}/{denominator}，属逾期完成（{clause}）。",
    ),
    "bound_not_in_time": Text(
        _RATE.en
        + "; but only {in_time} came in their time, which can no longer be made good; "
        "{clause} is not met.",
        _RATE.zh
        + "，但按时办理的仅占{in_time}/{denominator}，已无法按时达到，不符合{clause}要求。",
    ),
    "bound_open": Text(
        _RATE.en + "; it can still change ({clause}).",
        _RATE.zh + "，尚未定论（{clause}）。",
    ),
    "bound_unknown": Text(
        _RATE.en + "; {uncertain} more may count, and what decides that is not known "
        "({clause}).",
        _RATE.zh + "，另有{uncertain}项情况不明，暂时无法判定；补充后可重新判定"
        "（{clause}）。",
    ),
    "nothing_to_measure": Text(
        "There is nothing that {rule} could be measured on; {clause} does not apply.",
        "没有可供计算{rule}的对象，{clause}不适用。",
    ),
    "nothing_to_measure_so_far": Text(
        "There is nothing so far that {rule} could be measured on, and the period "
        "still runs ({clause}).",
        "目前没有可供计算{rule}的对象，期间尚未结束（{clause}）。",
    ),
    "counted_for": Text("Counted for {of}.", "统计对象：{of}。"),
    "counted_in": Text("Counted in {cell}.", "统计期间：{cell}。"),
    "joined_later": Text(
        "Left out, for they came to be counted only after the period: {count}.",
        "期间结束后才符合统计条件、未予计入的数量为{count}。",
    ),
    "still_in_time": Text(
        "Of those not counted, still in their own time: {count}.",
        "尚在期限内、暂未计入的数量为{count}。",
    ),
    "bound_exceeded_so_far": Text(
        "The bound is exceeded at present.",
        "目前已超出该界限。",
    ),
}
