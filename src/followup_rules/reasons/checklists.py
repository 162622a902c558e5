"""
Sentences about records, contents and the people who may act.
"""

from typing import Final

from followup_rules.clauses import Text

SENTENCES: Final[dict[str, Text]] = {
    "all_present": Text(
        "{rule} includes {content}; {clause} is met.",
        "{rule}已包含{content}，符合{clause}要求。",
    ),
    "items_missing": Text(
        "{rule} does not include {missing}; {clause} is not met.",
        "{rule}缺少{missing}，不符合{clause}要求。",
    ),
    "items_late": Text(
        "{rule} includes {content}, but {late} came after the matter was closed "
        "({clause}).",
        "{rule}已包含{content}，但{late}晚于事项办结（{clause}）。",
    ),
    "items_outstanding": Text(
        "{rule} does not include {missing} yet; the matter is not closed ({clause}).",
        "{rule}尚缺{missing}，事项尚未办结（{clause}）。",
    ),
    "items_unknown": Text(
        "{rule} cannot be judged: nothing is known of {unknown} ({clause}).",
        "尚不清楚{rule}是否包含{unknown}，暂时无法判定；补充后可重新判定（{clause}）。",
    ),
    "item_waived": Text(
        "{items} does not apply here: {circumstance}.",
        "{items}在此情形（{circumstance}）下不适用。",
    ),
    "item_ruled_out": Text(
        "{items} cannot be done by {circumstance} and would not count.",
        "{items}不能以{circumstance}方式完成，即使有记录亦不予认可。",
    ),
    "nothing_to_record": Text(
        "There is nothing to look at for {rule}; {clause} does not apply.",
        "尚无{rule}可查，{clause}不适用。",
    ),
    "items_waived": Text(
        "{rule} need not include {waived} here; {clause} does not apply.",
        "此情形下{rule}无须包含{waived}，{clause}不适用。",
    ),
    "actor_allowed": Text(
        "{rule}: {actors}, as {clause} asks.", "{rule}：{actors}，符合{clause}要求。"
    ),
    "actor_not_allowed": Text(
        "{rule}: {actors}; {clause} asks for {allowed}.",
        "{rule}：{actors}，不符合{clause}要求，应为{allowed}。",
    ),
    "others_present": Text("Also took part: {others}.", "另有{others}参加。"),
}
