"""
Sentences about shares of a population.
"""

from typing import Final

from followup_rules.clauses import Text

_COUNTS = Text(
    "{members} in {cell}: {population}; {rule} must be at least {rate}: {required} needed, "
    "{counted} reached",
    "{cell}共{members}{population}项，{rule}不得低于{rate}，至少应达到{required}项，实际{counted}项",
)

SENTENCES: Final[dict[str, Text]] = {
    "share_reached": Text(
        _COUNTS.en + "; {clause} is met.", _COUNTS.zh + "，符合{clause}要求。"
    ),
    "share_not_reached": Text(
        _COUNTS.en + ", {shortfall} short; {clause} is not met.",
        _COUNTS.zh + "，还差{shortfall}项，不符合{clause}要求。",
    ),
    "share_reached_late": Text(
        _COUNTS.en
        + ", but only {counted_in_time} of them before {settles} ({clause}).",
        _COUNTS.zh + "，但在{settles}前仅{counted_in_time}项，属逾期完成（{clause}）。",
    ),
    "share_open": Text(
        _COUNTS.en + "{so_far}; it settles at {settles} ({clause}).",
        _COUNTS.zh + "{so_far}，至{settles}方可定论（{clause}）。",
    ),
    "share_unknown": Text(
        _COUNTS.en + ", and whether {uncertain} more count is not known.",
        _COUNTS.zh
        + "，另有{uncertain}项是否计入尚不明确，暂时无法判定；补充后可重新判定。",
    ),
    "population_empty": Text(
        "There was nothing to count in {cell}; {clause} does not apply.",
        "{cell}内没有可计的对象，{clause}不适用。",
    ),
    "population_waived": Text(
        "With {population} in {cell} nothing is owed; {clause} does not apply.",
        "{cell}内仅{population}项，按约定不作要求，{clause}不适用。",
    ),
    "population_waived_so_far": Text(
        "With {population} in {cell} nothing is owed so far ({clause}).",
        "{cell}内目前仅{population}项，按约定暂不作要求（{clause}）。",
    ),
    "population_empty_so_far": Text(
        "There is nothing to count in {cell} so far; it settles at {settles} ({clause}).",
        "{cell}内目前没有可计的对象，至{settles}方可定论（{clause}）。",
    ),
    "period_still_open": Text(
        "The period still runs, so the count can change.",
        "期间尚未结束，数量仍可能变化。",
    ),
    "episodes_merged": Text(
        "Counted with another that followed closely: {count}.",
        "间隔较短、合并计算的有{count}项。",
    ),
    "union_coverage": Text(
        "All roles together reached {union} of {population} (for information).",
        "各角色合计回访{union}项（共{population}项），仅供参考。",
    ),
    "contact_uncertain": Text(
        "Whether the contact {visit} counts is not known, because its record is not.",
        "因记录情况不明，{visit}是否算作回访尚不能确定。",
    ),
    "visitors_unrecorded": Text(
        "Who came is not recorded for {visits}.",
        "{visits}未记录回访人身份。",
    ),
    "self_visit": Text(
        "Made by the person who did the repair: {count} of these visits.",
        "其中{count}项由维修人员本人回访。",
    ),
}
