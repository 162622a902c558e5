"""
What plain data says where a policy holds a value.

Every rule of `fields` has a shape here. A shape checks plain data in the readable
form and returns it in the complete form, which is one to one with the policy's
fields (`check`); turns the complete form into the readable one (`tidy`); and says as
JSON Schema what it takes (`schema`). The two forms differ in three things: entries
that have a key of their own stand in a table under it, clauses of the rulebook are
named by id, and `false` says that there is nothing.

`protocol` says what a shape is, `single` and `times` hold the values that stand by
themselves, and `nested` the shapes that hold others.
"""

from followup_rules.interchange.shapes.nested import (
    KeyedShape,
    ListShape,
    OptionalShape,
    TableShape,
)
from followup_rules.interchange.shapes.protocol import (
    Clauses,
    Schema,
    SchemaBook,
    Shape,
)
from followup_rules.interchange.shapes.single import (
    EXACT_PATTERN,
    SHARE_PATTERN,
    WORDS_PATTERN,
    ExactShape,
    FlagShape,
    MemberShape,
    ShareShape,
    WholeShape,
    WordsShape,
    ZoneShape,
)
from followup_rules.interchange.shapes.times import (
    DAY_PATTERN,
    TIME_PATTERN,
    DayShape,
    LengthShape,
    TimeShape,
    WindowShape,
)

__all__ = [
    "DAY_PATTERN",
    "EXACT_PATTERN",
    "SHARE_PATTERN",
    "TIME_PATTERN",
    "WORDS_PATTERN",
    "Clauses",
    "DayShape",
    "ExactShape",
    "FlagShape",
    "KeyedShape",
    "LengthShape",
    "ListShape",
    "MemberShape",
    "OptionalShape",
    "Schema",
    "SchemaBook",
    "Shape",
    "ShareShape",
    "TableShape",
    "TimeShape",
    "WholeShape",
    "WindowShape",
    "WordsShape",
    "ZoneShape",
]
