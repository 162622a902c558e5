"""
Reading a host's rows: what is usable is judged, what is not is named.
"""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from followup_rules.errors import FollowupRulesError, InvalidFieldError, RowError
from followup_rules.fields import Flag
from followup_rules.ledger import (
    Row,
    check_calendar,
    check_ids,
    check_period,
    falls_in,
    known_by,
    sift,
    usable,
)
from followup_rules.timing.cycles import month
from followup_rules.timing.moments import zone_of

NOON = dt.datetime(2026, 3, 2, 4, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 2)
NAIVE = dt.datetime(2026, 3, 2)  # noqa: DTZ001 - that is the error
SHANGHAI = zone_of("Asia/Shanghai")
MICRO = dt.timedelta(microseconds=1)


def row(**fields: Any) -> Row:
    """Return a row with these attributes."""
    return Row("visit", "V1", SimpleNamespace(**fields))


def refused(error: pytest.ExceptionInfo[RowError], field: str, says: str) -> bool:
    """Say whether an error names this row, the field and the fault."""
    found = error.value
    return (found.kind, found.row, found.field) == ("visit", "V1", field) and (
        says in found.problem
    )


class TestRow:
    """
    One row while its fields are checked.
    """

    def test_a_missing_attribute(self) -> None:
        """It is an error of the row, never an AttributeError."""
        with pytest.raises(RowError) as error:
            row().get("when")

        assert refused(error, "when", "no such attribute")
        assert row(when=None).get("when") is None

    @pytest.mark.parametrize("value", [DAY, NAIVE, None, "2026-03-02"])
    def test_instants(self, value: object) -> None:
        """An aware datetime, or None where that is allowed."""
        assert row(when=NOON).instant("when") == NOON
        assert row(when=None).instant("when", optional=True) is None
        with pytest.raises(RowError) as error:
            row(when=value).instant("when")
        assert refused(error, "when", "time zone")

    @pytest.mark.parametrize("value", [NAIVE, None, 5])
    def test_moments(self, value: object) -> None:
        """A day or an aware datetime, or None where that is allowed."""
        assert row(when=NOON).moment("when") == NOON
        assert row(when=DAY).moment("when") == DAY
        assert row(when=None).moment("when", optional=True) is None
        with pytest.raises(RowError) as error:
            row(when=value).moment("when")
        assert error.value.field == "when"

    def test_the_order_of_moments(self) -> None:
        """Each later one is none or not before the first."""
        fine = row(found=DAY, told=NOON, fixed=None)
        wrong = row(found=NOON, told=NOON, fixed=NOON - MICRO)

        fine.moments_after("found", "told", "fixed", zone=SHANGHAI)
        with pytest.raises(RowError) as error:
            wrong.moments_after("found", "told", "fixed", zone=SHANGHAI)
        assert refused(error, "fixed", "lies before found")

    def test_names(self) -> None:
        """One of the allowed, or the nearest is told."""
        assert row(channel="phone").one_of("channel", ("phone", "on_site")) == "phone"
        with pytest.raises(RowError) as error:
            row(channel="fone").one_of("channel", ("phone", "on_site"))
        assert refused(error, "channel", "allowed: phone, on_site; nearest: 'phone'")

    def test_field_rules(self) -> None:
        """What fits a field rule."""
        assert row(closed=False).holds("closed", Flag()) is False
        with pytest.raises(RowError) as error:
            row(closed=0).holds("closed", Flag())
        assert refused(error, "closed", "cannot be 0; allowed: True or False")

    @pytest.mark.parametrize("value", [None, "abc", iter([]), 3])
    def test_collections(self, value: object) -> None:
        """Lists, tuples and sets can be read twice; a generator cannot."""
        assert row(people=[1]).collection("people") == [1]
        with pytest.raises(RowError) as error:
            row(people=value).collection("people")
        assert refused(error, "people", "a list, tuple or set")

    def test_other_questions(self) -> None:
        """Our own refusals become errors of the row; other faults do not hide."""

        def refuse() -> None:
            raise InvalidFieldError("x", 1, "2")

        def stumble() -> None:
            raise KeyError("bug")

        def name() -> None:
            raise row().error("other", None, "named already")

        assert row(x=1).check("x", lambda: 7) == 7
        with pytest.raises(RowError) as error:
            row(x=1).check("x", refuse)
        assert refused(error, "x", "allowed: 2")
        with pytest.raises(RowError) as error:
            row(x=1).check("x", name)
        assert refused(error, "other", "named already")
        with pytest.raises(KeyError):
            row(x=1).check("x", stumble)


class TestArguments:
    """
    What a call is handed beside its rows.
    """

    def test_periods(self) -> None:
        """None is all, unless one is needed."""
        check_period(None)
        check_period(month(2026, 3), needed=True)
        with pytest.raises(InvalidFieldError, match="period cannot be None"):
            check_period(None, needed=True)

    def test_calendars(self) -> None:
        """Every part must be there."""
        parts = {"calendar_id": "own", "confirmed": (DAY, DAY), "kind": str}

        check_calendar(None)
        check_calendar(SimpleNamespace(**parts))
        for absent in parts:
            fewer = {name: part for name, part in parts.items() if name != absent}
            with pytest.raises(InvalidFieldError, match="calendar cannot be"):
                check_calendar(SimpleNamespace(**fewer))

    def test_ids(self) -> None:
        """A collection of texts, or none."""
        check_ids("plan", None)
        check_ids("plan", ("V1", "V2"))
        with pytest.raises(InvalidFieldError, match="plan cannot be 'V1'"):
            check_ids("plan", "V1")
        with pytest.raises(InvalidFieldError, match="plan cannot be"):
            check_ids("plan", ("V1", ""))


class TestUsable:
    """
    The rows that can be judged, and the others.
    """

    def test_ids_are_sound_and_occur_once(self) -> None:
        """Of two rows with one id the first is kept."""
        rows = [
            SimpleNamespace(id="a", n=1),
            SimpleNamespace(id="a", n=2),
            SimpleNamespace(id=" b", n=3),
            SimpleNamespace(id=4, n=4),
            SimpleNamespace(n=5),
            SimpleNamespace(id=None, n=6),
            SimpleNamespace(id="c", n=7),
        ]
        found = usable("visit", iter(rows), lambda _row: None)

        assert [kept.n for kept in found.rows] == [1, 7]
        assert [error.row for error in found.errors] == [
            "a",
            " b",
            "4",
            "no. 5",
            "no. 6",
        ]
        assert "earlier row" in found.errors[0].problem

    def test_a_bad_row_takes_no_id(self) -> None:
        """A row in error does not spoil the good one that follows it."""
        rows = [SimpleNamespace(id="a", n=1), SimpleNamespace(id="a", n=2)]

        def check(row: Row) -> None:
            if row.get("n") == 1:
                raise row.error("n", 1, "not one")

        found = usable("visit", rows, check)
        assert [kept.n for kept in found.rows] == [2]
        assert len(found.errors) == 1

    def test_other_errors_are_not_swallowed(self) -> None:
        """Only errors of rows are collected."""

        def check(_row: Row) -> None:
            raise InvalidFieldError("x", 1, "2")

        with pytest.raises(FollowupRulesError):
            usable("visit", [SimpleNamespace(id="a")], check)

    @pytest.mark.parametrize("rows", [None, SimpleNamespace(id="a"), "a"])
    def test_rows_are_many(self, rows: Any) -> None:
        """One row alone, a text or nothing is no ledger."""
        with pytest.raises(InvalidFieldError, match="a list of rows"):
            usable("visit", rows, lambda _row: None)


class TestSift:
    """
    What was known, and what belongs to the period.
    """

    def test_known_and_inside(self) -> None:
        """The moment of judgement is included, and so are both ends of the period."""
        moments = [
            NOON,
            NOON + MICRO,
            dt.date(2026, 2, 28),
            dt.date(2026, 3, 1),
            dt.datetime(2026, 2, 28, 16, tzinfo=dt.UTC),
        ]
        found = sift(
            moments, lambda m: m, now=NOON, period=month(2026, 3), zone=SHANGHAI
        )

        assert found.known == (NOON, *moments[2:])
        assert found.inside == (NOON, *moments[3:])
        assert (found.later, found.outside) == (1, 1)
        everything = sift(moments, lambda m: m, now=NOON, period=None, zone=SHANGHAI)
        assert everything.outside == 0

    @pytest.mark.parametrize("period", [2026, (DAY, DAY), "2026-03"])
    def test_a_period_is_a_period(self, period: Any) -> None:
        """A year's number or two days are no period."""
        with pytest.raises(InvalidFieldError, match="a Period"):
            sift([], lambda _row: DAY, now=NOON, period=period, zone=SHANGHAI)

    def test_single_moments(self) -> None:
        """One moment at a time."""
        assert falls_in(DAY, month(2026, 3), SHANGHAI)
        assert not falls_in(dt.date(2026, 4, 1), month(2026, 3), SHANGHAI)
        assert known_by(NOON, NOON, SHANGHAI) == NOON
        assert known_by(NOON, NOON + MICRO, SHANGHAI) is None
        assert known_by(NOON, None, SHANGHAI) is None
