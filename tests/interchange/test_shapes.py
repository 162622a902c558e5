"""
Every shape by itself: what it takes, what it refuses, and what it is called.
"""

import datetime as dt
import enum
from fractions import Fraction
from typing import Any

import pytest

from followup_rules.clauses import Text
from followup_rules.fields import (
    Exact,
    Flag,
    Given,
    Kind,
    Later,
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
from followup_rules.tables import Table, TableOf
from followup_rules.timing.amounts import Days, Hours, Seasons, ServiceLife, Span
from followup_rules.timing.cycles import CELLS, Cycle
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
    shape.read(value, at)
    return [fault.code for fault in at.faults]


CASES: list[tuple[Any, object, list[str]]] = [
    (Whole(), 0, []),
    (Whole(), -1, ["not_allowed"]),
    (Whole(1, 3), 3, []),
    (Whole(1, 3), 4, ["not_allowed"]),
    (Whole(), 3.0, ["float"]),
    (Whole(), True, ["wrong_type"]),
    (Whole(), "3", ["wrong_type"]),
    (Share(), "5%", []),
    (Share(), "100%", []),
    (Share(), "100.0%", []),
    (Share(), "100.1%", ["not_allowed"]),
    (Share(), "0.05", []),
    (Share(), "1.0", []),
    (Share(), "1.1", ["not_allowed"]),
    (Share(), "1/3", []),
    (Share(), "4/3", ["above_one"]),
    (Share(), "3/0", ["not_allowed"]),
    (Share(), "5%\n", ["not_allowed"]),
    (Share(), " 5%", ["not_allowed"]),
    (Share(), "-5%", ["not_allowed"]),
    (Share(), 0.05, ["float"]),
    (Share(), 1, ["wrong_type"]),
    (Exact(0, 100), 60, []),
    (Exact(0, 100), "85.5", []),
    (Exact(0, 100), "171/2", []),
    (Exact(0, 100), 101, ["not_allowed"]),
    (Exact(0, 100), "100.5", ["does_not_fit"]),
    (Exact(0, 100), "-1", ["does_not_fit"]),
    (Exact(), "-1", []),
    (Exact(), "x", ["not_allowed"]),
    (Exact(), 0.5, ["float"]),
    (Exact(), True, ["wrong_type"]),
    (Exact(), None, ["wrong_type"]),
    (Words(), "漏水", []),
    (Words(), "", ["not_allowed"]),
    (Words(), " x", ["not_allowed"]),
    (Words(), "x\u3000", ["not_allowed"]),
    (Words(), "x\n", ["not_allowed"]),
    (Words(), "a\tb", ["not_allowed"]),
    (Words(), "e\u0301", ["not_nfc"]),
    (Words(), 3, ["wrong_type"]),
    (Flag(), True, []),
    (Flag(), 1, ["wrong_type"]),
    (Zone(), "Asia/Shanghai", []),
    (Zone(), "Mars/Base", ["unknown_zone"]),
    (Zone(), "../etc/passwd", ["unknown_zone"]),
    (Zone(), 8, ["wrong_type"]),
    (Member(Colour), "RED", []),
    (Member(Colour), "red", ["not_allowed"]),
    (Member(Colour), 1, ["wrong_type"]),
    (Kind((Days, Hours)), "3 days", []),
    (Kind((Days, Hours)), "1 day", []),
    (Kind((Days, Hours)), "0 days", []),
    (Kind((Days, Hours)), "03 days", ["not_allowed"]),
    (Kind((Days, Hours)), "3days", ["not_allowed"]),
    (Kind((Days, Hours)), "3 weeks", ["not_allowed"]),
    (Kind((Days, Hours)), 3, ["wrong_type"]),
    (Kind((Days, Span)), "1 year 15 days", []),
    (Kind((Days, Span)), "1 month - 4 days", []),
    (Kind((Days, Span)), "1 year - 1 month - 3 hours", []),
    (Kind((Days, Span)), "1 year", ["not_allowed"]),
    (Kind((Days, Span)), "15 days 1 year", ["not_allowed"]),
    (Kind((Days, Span)), "1 year 1 year", ["not_allowed"]),
    (Kind((Days, Span)), "1 year - 1 month 3 hours", ["not_allowed"]),
    (Kind((Days, Span)), "- 1 year 3 hours", ["not_allowed"]),
    (Kind((Days, Span)), " 1 year 3 hours", ["not_allowed"]),
    (Kind((Days, Span)), "1 year 3 hours\n", ["not_allowed"]),
    (Kind((Days, Span)), "1 month 1 half-month", ["not_allowed"]),
    (Kind((Days, Span)), "1 day 3 working hours", ["not_allowed"]),
    (Kind((Days, Span)), "1 week - 7 days", ["does_not_fit"]),
    (Kind((Days, Span)), "1 month - 3 working days", ["does_not_fit"]),
    (Kind((Window,)), "09:00-12:00", []),
    (Kind((Window,)), "22:00-06:00", []),
    (Kind((Window,)), "00:00-24:00", []),
    (Kind((Window,)), "24:00-06:00", ["not_allowed"]),
    (Kind((Window,)), "9:00-12:00", ["not_allowed"]),
    (Kind((Window,)), "09:00-12:00\n", ["not_allowed"]),
    (Kind((Window,)), "09:00-09:00", ["does_not_fit"]),
    (Kind((Window,)), 9, ["wrong_type"]),
    (Kind((Seasons, ServiceLife)), "design service life", []),
    (Kind((Seasons, ServiceLife)), "2 seasons", []),
    (Kind((Seasons, ServiceLife)), "0 seasons", ["not_allowed"]),
    (Kind((dt.time,)), "17:30", []),
    (Kind((dt.time,)), "17:30:00.000001", []),
    (Kind((dt.time,)), dt.time(17, 30), []),
    (Kind((dt.time,)), dt.time(17, 30, tzinfo=dt.UTC), ["not_allowed"]),
    (Kind((dt.time,)), "24:00", ["not_allowed"]),
    (Kind((dt.time,)), 17, ["wrong_type"]),
    (Kind((dt.date,)), "2026-02-28", []),
    (Kind((dt.date,)), dt.date(2026, 2, 28), []),
    (Kind((dt.date,)), "2026-02-29", ["no_such_day"]),
    (Kind((dt.date,)), "0000-01-01", ["no_such_day"]),
    (Kind((dt.date,)), "2026-2-28", ["not_allowed"]),
    (Kind((dt.date,)), dt.datetime(2026, 2, 28, tzinfo=dt.UTC), ["wrong_type"]),
    (Kind((dt.date,)), 20260228, ["wrong_type"]),
    (Kind((dt.datetime,)), "2026-03-02T16:30:00+08:00", []),
    (Kind((dt.datetime,)), dt.datetime(2026, 3, 2, 16, 30, tzinfo=dt.UTC), []),
    (Kind((dt.datetime,)), dt.datetime(2026, 3, 2, 16, 30), ["not_a_time"]),  # noqa: DTZ001 - refused
    (Kind((dt.datetime,)), dt.date(2026, 3, 2), ["wrong_type"]),
    (Kind(CELLS), "QUARTER", []),
    (Kind(CELLS), "2 weeks from 2026-01-05", []),
    (Kind(CELLS), "quarter", ["not_allowed"]),
    (Kind(CELLS), "0 weeks from 2026-01-05", ["not_allowed"]),
    (Kind(CELLS), "2 weeks from 2026-02-29", ["not_allowed"]),
    (Kind(CELLS), 3, ["wrong_type"]),
    (Given(), dt.date(2026, 3, 2), []),
    (Given(), 0.5, ["float"]),
    (Given(), None, ["wrong_type"]),
    (Kind((Text,)), {"en": "a", "zh": "b"}, []),
    (Kind((Text,)), {"en": "a"}, []),
    (Kind((Text,)), {"fr": "a"}, []),
    (Kind((Text,)), {}, ["too_few"]),
    (Kind((Text,)), {"english": "a", "en": ""}, ["unknown_key", "not_allowed"]),
    (Kind((Text,)), "a", ["wrong_type"]),
    (TableOf(Words()), {"a": "b"}, []),
    (TableOf(Words()), {"a": 1, " ": "b"}, ["wrong_type", "not_allowed"]),
    (TableOf(Words()), {1: "b"}, ["wrong_type"]),
    (TableOf(Words()), [], ["wrong_type"]),
    (Optional(Whole()), False, []),
    (Optional(Whole()), 0, []),
    (Optional(Whole()), None, ["wrong_type"]),
    (Many(Words(), least=1, unique=""), ["a", "b"], []),
    (Many(Words(), least=1, unique=""), ["a", "a"], ["twice"]),
    (Many(Words(), least=1), [], ["too_few"]),
    (Many(Words()), ["a", "a"], []),
    (Many(Words()), "a", ["wrong_type"]),
    (Many(Kind((Case,)), least=1, unique="key"), {}, ["too_few"]),
    (Many(Kind((Case,)), unique="key"), [], ["wrong_type"]),
    (Many(Kind((Case,)), unique="key"), {"a": 3}, ["wrong_type"]),
    (Kind((After, Before)), {"kind": "before", "lead": "60 days"}, []),
    (Kind((After, Before)), {"kind": "befor"}, ["not_allowed"]),
    (Kind((After, Before)), {"lead": "60 days"}, ["missing_key"]),
    (Kind((After, Before)), {"kind": 3}, ["wrong_type"]),
    (Kind((After, Before)), 3, ["wrong_type"]),
]


class TestCheck:
    """
    Each value is taken, or refused with one stable code.
    """

    @pytest.mark.parametrize(("rule", "value", "expected"), CASES)
    def test_a_value(self, rule: Any, value: object, expected: list[str]) -> None:
        """
        The boundary is inside; one step beyond is not.
        """
        shape = shape_of(rule)
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
        assert DayShape().write(dt.date(2026, 7, 1), None) == "2026-07-01"
        assert shape_of(Member(Colour)).allowed == "RED, BLUE"
        assert shape_of(Kind(CELLS)).allowed == (
            f"{', '.join(one.name for one in Cycle)} or a text such as "
            "'2 weeks from 2026-01-05'"
        )

    def test_a_moment_as_toml_has_it(self) -> None:
        """
        A time of TOML's own is read as the moment that it is.
        """
        east = dt.timezone(dt.timedelta(hours=8))
        moment = dt.datetime(2026, 3, 2, 16, 30, tzinfo=east)
        shape = shape_of(Kind((dt.datetime,)))

        assert shape.read(moment, Place()) == moment
        assert shape.write(moment, None) == "2026-03-02T16:30:00+08:00"
        assert shape.read("2026-03-02T16:30:00+08:00", Place()) == moment

    def test_days_and_times_as_they_stand(self) -> None:
        """
        Those of TOML's own become the texts that JSON has, at any depth.
        """
        said = {
            "day": dt.date(2026, 3, 2),
            "at": [dt.time(9, 30), dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)],
        }

        assert shape_of(Given()).read(said, Place()) == Table(
            {"day": "2026-03-02", "at": ("09:30:00", "2026-03-02T09:30:00+00:00")}
        )

    def test_the_nearest_cycle(self) -> None:
        """
        Whoever writes a cycle small is told the name that was meant.
        """
        at = Place()
        assert shape_of(Kind(CELLS)).read("quarter", at) is None
        assert [fault.nearest for fault in at.faults] == ["QUARTER"]

    @pytest.mark.parametrize(
        ("rule", "value", "written"),
        [
            (Whole(), 3, 3),
            (Share(), Fraction(1, 20), "5%"),
            (Share(), Fraction(1, 3), "1/3"),
            (Exact(), Fraction(60), 60),
            (Exact(), Fraction(171, 2), "171/2"),
            (Words(), "漏水", "漏水"),
            (Flag(), False, False),
            (Zone(), "UTC", "UTC"),
            (Member(Colour), Colour.RED, "RED"),
            (Kind((Days, Hours)), Days(1), "1 day"),
            (Kind((Days, Hours)), Hours(0), "0 hours"),
            (Kind((Days, ServiceLife)), ServiceLife(), "design service life"),
            (Kind((dt.time,)), dt.time(17, 30), "17:30:00"),
            (Kind((dt.date,)), dt.date(2026, 2, 28), "2026-02-28"),
            (Kind((Text,)), Text("a", "b"), {"en": "a", "zh": "b"}),
            (
                Kind((After, Before)),
                Before(lead=Days(60)),
                {"kind": "before", "lead": "60 days"},
            ),
            (Optional(Whole()), None, False),
            (Many(Words()), ("a", "a"), ["a", "a"]),
            (TableOf(Whole()), Table({"a": 1}), {"a": 1}),
            (Later("Colour", __name__), Colour.BLUE, "BLUE"),
        ],
    )
    def test_there_and_back(self, rule: Any, value: object, written: object) -> None:
        """
        A value has one way of being written, which is read as that value.
        """
        shape = shape_of(rule)
        at = Place()
        assert shape.write(value, None) == written
        assert shape.read(written, at) == value
        assert not at.faults


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
