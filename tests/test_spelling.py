"""
The types of attributes as files spell them.
"""

from typing import Any

import pytest
from attrs import evolve

from followup_rules.books.register import register
from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import Flag, Kind, Whole, Words
from followup_rules.ledgers.spelling import Parts, read_type, spell
from followup_rules.ledgers.values import (
    Entries,
    GradeOf,
    ItemOf,
    ListedBy,
    Names,
    OneOf,
    Plain,
    RowOf,
    TableOf,
    Value,
)
from followup_rules.tables import Table

YES = Plain(holds=Flag())
TYPES: list[tuple[str, Any]] = [
    ("number from 2", Plain(holds=Whole(2))),
    ("number to 9", Plain(holds=Whole(0, 9))),
    ("number from 2 to 9?", Plain(holds=Whole(2, 9), optional=True)),
    ("list of grade of x", Names(each=GradeOf("x"))),
    ("row of case if kept", RowOf("case", if_kept=True)),
    ("row of case", RowOf("case")),
    ("listed in a.b.causes", ListedBy("a.b", "causes")),
    ("table of item of x with yes or no?", TableOf(ItemOf("x"), YES, optional=True)),
    (
        "table of item of x with yes or no or unknown",
        TableOf(ItemOf("x"), evolve(YES, optional=True)),
    ),
    (
        "entries of item of x with number or a list added up",
        Entries(names=ItemOf("x"), each=Plain(holds=Whole()), listed=True, added=True),
    ),
]


class TestSpelling:
    """
    There and back.
    """

    @pytest.mark.parametrize(("said", "value"), TYPES)
    def test_of_a_type(self, said: str, value: Any) -> None:
        """
        Each type has one spelling.
        """
        assert read_type(said) == value
        assert spell(value) == said

    def test_of_a_closed_list(self) -> None:
        """
        Its words stand elsewhere.
        """
        value = read_type("one of a, b c ,d")
        assert value == OneOf(Table({name: Text(name) for name in ("a", "b c", "d")}))
        assert spell(value) == "one of a, b c, d"
        with pytest.raises(InvalidFieldError):
            spell(OneOf(Table({"a, b": Text("both")})))

    def test_of_rows_inside_rows(self) -> None:
        """
        Their ledger is looked up later.
        """
        assert read_type("rows of visit?") == Parts(kind="visit", optional=True)

    def test_rows_not_looked_up_read_nothing(self) -> None:
        """A kind of rows that is still to be found holds no rows itself."""
        parts = Parts(kind="visit")
        with pytest.raises(NotImplementedError):
            parts.read((), "visits", None)  # type: ignore[arg-type]

    def test_of_every_attribute_that_ships(self) -> None:
        """
        Nothing that a book declares is beyond files.
        """
        for book in register().books.values():
            for ledger in book.ledgers.values():
                for fact in ledger.facts:
                    assert spell(fact.value)

    @pytest.mark.parametrize(
        "said",
        [
            *("", "?", "txt", "text ?", " text", "yes  or no", "number from 5 to 2"),
            *("one of", "one of a, a", "one of a,,b", "list of", "list of txt"),
            *(
                "category of",
                "category of a b",
                "row of a b",
                "id of a b",
                "rows of a b",
            ),
            *(
                "listed in a",
                "listed in a. b",
                "table of text",
                "table of txt with text",
            ),
            *(
                "entries of text",
                "entries of text with txt",
                "house:Type",
                "name of rule",
            ),
        ],
    )
    def test_what_is_none(self, said: str) -> None:
        """
        It is refused with everything that is allowed.
        """
        with pytest.raises(InvalidFieldError, match="yes or no, day"):
            read_type(said)

    @pytest.mark.parametrize(
        "value",
        [
            Plain(holds=Kind((int,))),
            Names(each=Plain(holds=Words(), optional=True)),
            Value(),
        ],
    )
    def test_what_has_none(self, value: Any) -> None:
        """
        What files cannot say is not written.
        """
        with pytest.raises(InvalidFieldError, match="a type that files know"):
            spell(value)
