"""
Sentences about draws and the subjects they reach.
"""

from typing import Final

from followup_rules.clauses import Text

_COUNTS = Text(
    "{rule}, {cell}: {required} owed ({size} {scope}, {eligible} eligible), "
    "{counted} done",
    "{rule}（{cell}）：可抽取对象{eligible}个，{scope}{size}，应回访{required}个，已完成{counted}个",
)

SENTENCES: Final[dict[str, Text]] = {
    "subjects_reached": Text(
        _COUNTS.en + "; {clause} is met.", _COUNTS.zh + "，符合{clause}要求。"
    ),
    "subjects_reached_late": Text(
        _COUNTS.en + ", but only {in_time} before {settles} ({clause}).",
        _COUNTS.zh + "，但在{settles}前仅完成{in_time}个，属逾期完成（{clause}）。",
    ),
    "subjects_not_reached": Text(
        _COUNTS.en + ", {shortfall} short; {clause} is not met.",
        _COUNTS.zh + "，还差{shortfall}个，不符合{clause}要求。",
    ),
    "subjects_open": Text(
        _COUNTS.en + ", {shortfall} short so far; it settles at {settles} ({clause}).",
        _COUNTS.zh + "，目前还差{shortfall}个，至{settles}方可定论（{clause}）。",
    ),
    "subjects_unknown": Text(
        _COUNTS.en + ", and of {uncertain} more it is not known whether they were "
        "reached.",
        _COUNTS.zh
        + "，另有{uncertain}个是否接通不明，暂时无法判定；补充后可重新判定。",
    ),
    "frame_empty": Text(
        "Nobody was eligible for {rule} in {cell}; {clause} does not apply.",
        "{cell}没有可供{rule}的对象，{clause}不适用。",
    ),
    "draw_disproved": Text(
        "{rule}, {cell}: the receipt does not prove the draw ({found}); {clause} is "
        "not met.",
        "{rule}（{cell}）：抽取凭证与复核结果不符（{found}），不能证明系随机抽取，"
        "不符合{clause}要求。",
    ),
    "draw_unproven": Text(
        "There is no receipt; whoever was drawn, no more of them can have been reached.",
        "没有抽取凭证；无论抽中何人，已完成数都不会更多。",
    ),
    "census": Text(
        "The ledger held no more than {asked}, so everyone was drawn.",
        "台账可抽取对象不超过{asked}个，全部抽取。",
    ),
    "reserves_exhausted": Text(
        "{exhausted} of these could not be reached and the reserves are used up; every "
        "attempt is logged.",
        "其中{exhausted}个未能接通，备选对象已用尽，各次尝试均有记录。",
    ),
    "substitute_out_of_order": Text(
        "Called out of turn and not counted: {ids}.",
        "未按备选顺序回访、不予计入：{ids}。",
    ),
    "attempt_without_reason": Text(
        "Not reached, and no reason was logged: {ids}.",
        "未接通且未记录原因：{ids}。",
    ),
    "under_other_scope": Text(
        "Read as {size} {other}, {other_required} would be owed: {outcome}.",
        "如理解为{other}{size}，应回访{other_required}个，结论为{outcome}。",
    ),
}
