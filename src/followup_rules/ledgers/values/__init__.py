"""
What the attribute of a row may hold, from its type annotation.

A value is read once, on the way in: names are found by their aliases, lists are
frozen, whole numbers become ids. What cannot be read is refused with what is allowed.
"""

from followup_rules.ledgers.values.annotated import check_default, closed_list, value_of
from followup_rules.ledgers.values.kinds import (
    AnyMoment,
    Calculation,
    CategoryOf,
    FormOf,
    GradeOf,
    Instant,
    ListedBy,
    OneOf,
    Plain,
    Role,
    TableOf,
    Unread,
    Value,
    Vocabulary,
)
from followup_rules.ledgers.values.links import (
    Entries,
    Id,
    Inner,
    ItemOf,
    Names,
    RowOf,
    as_id,
)

__all__ = [
    "AnyMoment",
    "Calculation",
    "CategoryOf",
    "Entries",
    "FormOf",
    "GradeOf",
    "Id",
    "Inner",
    "Instant",
    "ItemOf",
    "ListedBy",
    "Names",
    "OneOf",
    "Plain",
    "Role",
    "RowOf",
    "TableOf",
    "Unread",
    "Value",
    "Vocabulary",
    "as_id",
    "check_default",
    "closed_list",
    "value_of",
]
