"""
Sentences about teams.
"""

from typing import Final

from followup_rules.clauses import Text

SENTENCES: Final[dict[str, Text]] = {
    "team_complete": Text(
        "{rule}: {required} took part, as {clause} asks.",
        "{rule}：{required}均已参加，符合{clause}要求。",
    ),
    "team_incomplete": Text(
        "{rule} had no separate person as {missing}; {clause} is not met.",
        "{rule}：缺少{missing}，不符合{clause}要求。",
    ),
    "dual_role": Text(
        "Held more than one of the roles: {doubled}.", "{doubled}一人兼任多个角色。"
    ),
}
