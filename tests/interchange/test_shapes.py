"""
Every shape by itself: what it takes, what it refuses, and what it is called.
"""

import datetime as dt
import enum
from typing import Any

import pytest

from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import (
    Exact,
    Flag,
    Kind,
    Many,
    Member,
    Optional,
    Share,
    Whole,
    Words,
    Zone,
)
from followup_rules.interchange.classes import ChoiceShape, shape_of
from followup_rules.interchange.faults import Place, nearest, show_path
from followup_rules.interchange.shapes import DayShape, TableShape
from followup_rules.policies.deadlines import Case
from followup_rules.policies.windows import After, Before
from followup_rules.tables import Table
from followup_rules.timing.amounts import Days, Hours, Seasons, ServiceLife, Span
from followup_rules.timing.hours import Window


class Colour(enum.Enum):
    """
    A choice for these tests.
    """

    RED = "red"
    BLUE = "blue"


def codes(shape: Any, value: object) -> list[str]:
    """Return the faults of a value."""
    at = Place()
    shape.check(value, at)
    return [fault.code for fault in at.faults]


CASES: list[tuple[Any, Any, object, list[str]]] = [
    (Whole(), None, 0, []),
    (Whole(), None, -1, ["not_allowed"]),
    (Whole(1, 3), None, 3, []),
    (Whole(1, 3), None, 4, ["not_allowed"]),
    (Whole(), None, 3.0, ["float"]),
    (Whole(), None, True, ["wrong_type"]),
    (Whole(), None, "3", ["wrong_type"]),
    (Share(), None, "5%", []),
    (Share(), None, "100%", []),
    (Share(), None, "100.0%", []),
    (Share(), None, "100.1%", ["not_allowed"]),
    (Share(), None, "0.05", []),
    (Share(), None, "1.0", []),
    (Share(), None, "1.1", ["not_allowed"]),
    (Share(), None, "1/3", []),
    (Share(), None, "4/3", ["above_one"]),
    (Share(), None, "3/0", ["not_allowed"]),
    (Share(), None, "5%\n", ["not_allowed"]),
    (Share(), None, " 5%", ["not_allowed"]),
    (Share(), None, "-5%", ["not_allowed"]),
    (Share(), None, 0.05, ["float"]),
    (Share(), None, 1, ["wrong_type"]),
    (Exact(0, 100), None, 60, []),
    (Exact(0, 100), None, "85.5", []),
    (Exact(0, 100), None, "171/2", []),
    (Exact(0, 100), None, 101, ["not_allowed"]),
    (Exact(0, 100), None, "100.5", ["does_not_fit"]),
    (Exact(0, 100), None, "-1", ["does_not_fit"]),
    (Exact(), None, "-1", []),
    (Exact(), None, "x", ["not_allowed"]),
    (Exact(), None, 0.5, ["float"]),
    (Exact(), None, True, ["wrong_type"]),
    (Exact(), None, None, ["wrong_type"]),
    (Words(), None, "漏水", []),
    (Words(), None, "", ["not_allowed"]),
    (Words(), None, " x", ["not_allowed"]),
    (Words(), None, "x\u3000", ["not_allowed"]),
    (Words(), None, "x\n", ["not_allowed"]),
    (Words(), None, "a\tb", ["not_allowed"]),
    (Words(), None, "e\u0301", ["not_nfc"]),
    (Words(), None, 3, ["wrong_type"]),
    (Flag(), None, True, []),
    (Flag(), None, 1, ["wrong_type"]),
    (Zone(), None, "Asia/Shanghai", []),
    (Zone(), None, "Mars/Base", ["unknown_zone"]),
    (Zone(), None, "../etc/passwd", ["unknown_zone"]),
    (Zone(), None, 8, ["wrong_type"]),
    (Member(Colour), None, "RED", []),
    (Member(Colour), None, "red", ["not_allowed"]),
    (Member(Colour), None, 1, ["wrong_type"]),
    (Kind((Days, Hours)), None, "3 days", []),
    (Kind((Days, Hours)), None, "1 day", []),
    (Kind((Days, Hours)), None, "0 days", []),
    (Kind((Days, Hours)), None, "03 days", ["not_allowed"]),
    (Kind((Days, Hours)), None, "3days", ["not_allowed"]),
    (Kind((Days, Hours)), None, "3 weeks", ["not_allowed"]),
    (Kind((Days, Hours)), None, 3, ["wrong_type"]),
    (Kind((Days, Span)), None, "1 year 15 days", []),
    (Kind((Days, Span)), None, "1 month - 4 days", []),
    (Kind((Days, Span)), None, "1 year - 1 month - 3 hours", []),
    (Kind((Days, Span)), None, "1 year", ["not_allowed"]),
    (Kind((Days, Span)), None, "15 days 1 year", ["not_allowed"]),
    (Kind((Days, Span)), None, "1 year 1 year", ["not_allowed"]),
    (Kind((Days, Span)), None, "1 year - 1 month 3 hours", ["not_allowed"]),
    (Kind((Days, Span)), None, "- 1 year 3 hours", ["not_allowed"]),
    (Kind((Days, Span)), None, " 1 year 3 hours", ["not_allowed"]),
    (Kind((Days, Span)), None, "1 year 3 hours\n", ["not_allowed"]),
    (Kind((Days, Span)), None, "1 month 1 half-month", ["not_allowed"]),
    (Kind((Days, Span)), None, "1 day 3 working hours", ["not_allowed"]),
    (Kind((Days, Span)), None, "1 week - 7 days", ["does_not_fit"]),
    (Kind((Days, Span)), None, "1 month - 3 working days", ["does_not_fit"]),
    (Kind((Window,)), None, "09:00-12:00", []),
    (Kind((Window,)), None, "22:00-06:00", []),
    (Kind((Window,)), None, "00:00-24:00", []),
    (Kind((Window,)), None, "24:00-06:00", ["not_allowed"]),
    (Kind((Window,)), None, "9:00-12:00", ["not_allowed"]),
    (Kind((Window,)), None, "09:00-12:00\n", ["not_allowed"]),
    (Kind((Window,)), None, "09:00-09:00", ["does_not_fit"]),
    (Kind((Window,)), None, 9, ["wrong_type"]),
    (Kind((Seasons, ServiceLife)), None, "design service life", []),
    (Kind((Seasons, ServiceLife)), None, "2 seasons", []),
    (Kind((Seasons, ServiceLife)), None, "0 seasons", ["not_allowed"]),
    (Kind((dt.time,)), None, "17:30", []),
    (Kind((dt.time,)), None, "17:30:00.000001", []),
    (Kind((dt.time,)), None, dt.time(17, 30), []),
    (Kind((dt.time,)), None, dt.time(17, 30, tzinfo=dt.UTC), ["not_allowed"]),
    (Kind((dt.time,)), None, "24:00", ["not_allowed"]),
    (Kind((dt.time,)), None, 17, ["wrong_type"]),
    (Kind((dt.date,)), None, "2026-02-28", []),
    (Kind((dt.date,)), None, dt.date(2026, 2, 28), []),
    (Kind((dt.date,)), None, "2026-02-29", ["no_such_day"]),
    (Kind((dt.date,)), None, "0000-01-01", ["no_such_day"]),
    (Kind((dt.date,)), None, "2026-2-28", ["not_allowed"]),
    (Kind((dt.date,)), None, dt.datetime(2026, 2, 28, tzinfo=dt.UTC), ["wrong_type"]),
    (Kind((dt.date,)), None, 20260228, ["wrong_type"]),
    (Kind((Text,)), None, {"en": "a", "zh": "b"}, []),
    (Kind((Text,)), None, {"en": "a"}, ["missing_key"]),
    (Kind((Text,)), None, "a", ["wrong_type"]),
    (Kind((Table,)), Table[str], {"a": "b"}, []),
    (Kind((Table,)), Table[str], {"a": 1, " ": "b"}, ["wrong_type", "not_allowed"]),
    (Kind((Table,)), Table[str], {1: "b"}, ["wrong_type"]),
    (Kind((Table,)), Table[str], [], ["wrong_type"]),
    (Optional(Whole()), None, False, []),
    (Optional(Whole()), None, 0, []),
    (Optional(Whole()), None, None, ["wrong_type"]),
    (Many(Words(), least=1, unique=""), None, ["a", "b"], []),
    (Many(Words(), least=1, unique=""), None, ["a", "a"], ["twice"]),
    (Many(Words(), least=1), None, [], ["too_few"]),
    (Many(Words()), None, ["a", "a"], []),
    (Many(Words()), None, "a", ["wrong_type"]),
    (Many(Kind((Case,)), least=1, unique="key"), None, {}, ["too_few"]),
    (Many(Kind((Case,)), unique="key"), None, [], ["wrong_type"]),
    (Many(Kind((Case,)), unique="key"), None, {"a": 3}, ["wrong_type"]),
    (Kind((After, Before)), None, {"kind": "before", "lead": "60 days"}, []),
    (Kind((After, Before)), None, {"kind": "befor"}, ["not_allowed"]),
    (Kind((After, Before)), None, {"lead": "60 days"}, ["missing_key"]),
    (Kind((After, Before)), None, {"kind": 3}, ["wrong_type"]),
    (Kind((After, Before)), None, 3, ["wrong_type"]),
]


class TestCheck:
    """
    Each value is taken, or refused with one stable code.
    """

    @pytest.mark.parametrize(("rule", "hint", "value", "expected"), CASES)
    def test_a_value(
        self, rule: Any, hint: Any, value: object, expected: list[str]
    ) -> None:
        """
        The boundary is inside; one step beyond is not.
        """
        shape = shape_of(rule, hint)
        assert codes(shape, value) == expected
        assert shape.allowed

    def test_a_table_of_at_least_one(self) -> None:
        """
        A table may need an entry.
        """
        shape = TableShape(shape_of(Words()), 1)
        assert codes(shape, {}) == ["too_few"]
        assert codes(shape, {"a": "b"}) == []

    def test_lists_and_their_bounds(self) -> None:
        """
        A schema says how long a list must be, and that nothing stands twice.
        """

        class Book:
            partial = alone = False

            def refer(self, name: str, make: Any) -> dict[str, Any]:
                return {"$ref": name, "of": make()["type"]}

        free = shape_of(Many(Whole())).schema(Book())
        assert free == {"type": "array", "items": {"type": "integer", "minimum": 0}}
        bound = shape_of(Many(Words(), least=2, unique="")).schema(Book())
        assert bound["minItems"] == 2
        assert bound["uniqueItems"] is True

    def test_forms_of_lengths(self) -> None:
        """
        Every unit is named with an example.
        """
        assert shape_of(Kind((Span,))).allowed == "'1 year 15 days'"
        assert shape_of(Kind((Window,))).allowed == (
            "a window such as '09:00-12:00', '22:00-06:00' or '00:00-24:00'"
        )
        assert shape_of(Kind((Days, ServiceLife))).allowed == (
            "'3 days' or 'design service life'"
        )
        assert ChoiceShape((After, Before)).allowed == (
            "a table whose kind is after, before"
        )
        assert DayShape().tidy("2026-07-01", None) == "2026-07-01"
        assert shape_of(Member(Colour)).allowed == "RED, BLUE"

    def test_tables_of_anything_else(self) -> None:
        """
        A table of what has no form is refused when it is asked for.
        """
        with pytest.raises(InvalidFieldError, match="texts, numbers or flags"):
            shape_of(Kind((Table,)), Table[bytes])


class TestPlaces:
    """
    Paths and nearest names.
    """

    @pytest.mark.parametrize(
        ("path", "shown"),
        [
            ((), ""),
            (("rules", "visit_quota.office"), 'rules."visit_quota.office"'),
            (("a", 0, "b", 1), "a[0].b[1]"),
            (("漏水",), '"漏水"'),
            (('a"b\\c',), '"a\\"b\\\\c"'),
            (("",), '""'),
        ],
    )
    def test_as_toml_writes_them(self, path: Any, shown: str) -> None:
        """
        A path can be searched for in the file.
        """
        assert show_path(path) == shown

    def test_nearest(self) -> None:
        """
        The case of letters does not hide a name; what is no text has none.
        """
        assert nearest("up", ["UP", "DOWN"]) == "UP"
        assert nearest("sideways", ["UP", "DOWN"]) is None
        assert nearest(3, ["UP"]) is None
