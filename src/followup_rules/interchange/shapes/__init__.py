"""
What plain data says where a policy holds a value.

Whatever `fields` says that a field may hold has a shape here. A shape makes the value
from plain data and says all that is wrong with it (`read`), writes the value as plain
data (`write`), and says as JSON Schema what it takes (`schema`). Entries that have a
key of their own stand in a table under it, clauses of the rulebook are named by id,
and `false` says that there is nothing.

`protocol` says what a shape is, `single` and `times` hold the values that stand by
themselves, `spoken` the texts with a form of their own, `clauses` and `questions` what
a book names or asks, and `nested` the shapes that hold others.
"""

from followup_rules.interchange.shapes.clauses import ClauseShape
from followup_rules.interchange.shapes.nested import (
    ListShape,
    OptionalShape,
    TableShape,
)
from followup_rules.interchange.shapes.protocol import Schema, SchemaBook, Shape
from followup_rules.interchange.shapes.questions import QuestionShape
from followup_rules.interchange.shapes.single import LABEL, SHAPES, WORDS
from followup_rules.interchange.shapes.spoken import (
    AboutShape,
    CalculationShape,
    GivenShape,
    InstantShape,
    TextShape,
    TypeShape,
)
from followup_rules.interchange.shapes.times import (
    CellsShape,
    DayShape,
    LengthShape,
    TimeShape,
    WindowShape,
)

__all__ = [
    "LABEL",
    "SHAPES",
    "WORDS",
    "AboutShape",
    "CalculationShape",
    "CellsShape",
    "ClauseShape",
    "DayShape",
    "GivenShape",
    "InstantShape",
    "LengthShape",
    "ListShape",
    "OptionalShape",
    "QuestionShape",
    "Schema",
    "SchemaBook",
    "Shape",
    "TableShape",
    "TextShape",
    "TimeShape",
    "TypeShape",
    "WindowShape",
]
