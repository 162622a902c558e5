"""
Sentences about records, contents and the people who may act.
"""

from typing import Final

from followup_rules.clauses import Text

SENTENCES: Final[dict[str, Text]] = {
    "all_present": Text(
        "{rule} has everything required; {clause} is met.",
        "{rule}要素齐全，符合{clause}要求。",
    ),
    "items_missing": Text(
        "{rule} lacks {missing}; {clause} is not met.",
        "{rule}缺少{missing}，不符合{clause}要求。",
    ),
    "items_outstanding": Text(
        "{rule} still lacks {missing}; the matter is not closed yet ({clause}).",
        "{rule}尚缺{missing}，事项尚未办结（{clause}）。",
    ),
    "items_unknown": Text(
        "{rule} cannot be judged: nothing is known of {unknown} ({clause}).",
        "缺少{unknown}的情况，{rule}暂时无法判定；补充后可重新判定（{clause}）。",
    ),
    "item_waived": Text(
        "{items} does not apply here: {circumstance}.",
        "{items}在此情形（{circumstance}）下不适用。",
    ),
    "item_ruled_out": Text(
        "{items} cannot be done by {circumstance} and does not count.",
        "{items}不能以{circumstance}方式完成，不予认可。",
    ),
    "nothing_to_record": Text(
        "There is nothing that {rule} would be kept of; {clause} does not apply.",
        "没有需要{rule}的事项，{clause}不适用。",
    ),
    "actor_allowed": Text(
        "{rule}: done by {actors}, as {clause} asks.",
        "{rule}：由{actors}担任，符合{clause}要求。",
    ),
    "actor_not_allowed": Text(
        "{rule}: done by {actors}; {clause} allows {allowed}.",
        "{rule}：由{actors}担任，不符合{clause}要求，应由{allowed}担任。",
    ),
    "others_present": Text(
        "{others} also took part.",
        "另有{others}参加。",
    ),
}
