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
    "team_as_asked": Text(
        "{rule}: those who took part are as {clause} asks.",
        "{rule}：参加人员符合{clause}要求。",
    ),
    "team_too_small": Text(
        "{rule}: {people} took part, and at least {least} must; {clause} is not met.",
        "{rule}：参加{people}人，不足{least}人，不符合{clause}要求。",
    ),
    "team_not_apart": Text(
        "{rule}: {together} acted in roles that nobody may hold together; {clause} is "
        "not met.",
        "{rule}：{together}一人兼任不得兼任的角色，不符合{clause}要求。",
    ),
    "team_not_independent": Text(
        "{rule}: roles that must be independent of one another were all of {bodies}; "
        "{clause} is not met.",
        "{rule}：应相互独立的角色同属{bodies}，不符合{clause}要求。",
    ),
    "dual_role": Text(
        "Held more than one of the roles: {doubled}.", "{doubled}一人兼任多个角色。"
    ),
}
