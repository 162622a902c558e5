"""
Feeds that tell more than their rules ask, or otherwise: they are judged by rows.
"""

import datetime as dt
from typing import Any

import pytest
from attrs import evolve
from tests.frames.books.random_ledgers import NOW
from tests.frames.books.test_judging import CLAUSES, assess, book, march, matters, why
from tests.frames.ledgers import rows_of

from followup_rules import frames
from followup_rules.books.conditions import By
from followup_rules.books.feeds import (
    Cadence,
    Deadline,
    Extensions,
    Keeping,
    Notice,
    Pauses,
    WayOut,
)
from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError
from followup_rules.policies.cadence import CadencePolicy, CountedBy
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.policies.deadlines.terms import Start
from followup_rules.policies.keeping import KeepingPolicy
from followup_rules.policies.notices import NoticePolicy
from followup_rules.timing.amounts import Days, Hours, WorkingDays
from followup_rules.timing.calendars import DayKind
from followup_rules.timing.counting import Counting
from followup_rules.timing.cycles import Cycle, month

FEED: dict[str, Any] = {"each": "matter", "done": "answered_at"}
TICK = dt.timedelta(microseconds=1)


def paused(_case: Any, _row: Any) -> tuple[Any, ...]:
    """Return no pauses at all."""
    return ()


def both(_case: Any, row: Any) -> dict[str, Any]:
    """Return two events, of which the latest starts the count."""
    return {"came_at": row.came_at, "met_on": row.met_on}


class TestDeadlines:
    """
    What moves a bound, and what starts it.
    """

    @pytest.mark.parametrize(
        ("feed", "fields", "reason"),
        [
            ({"pauses": Pauses(begins="promised", reason="signed")}, {}, "its pauses"),
            (
                {"extensions": Extensions(extended_to="promised")},
                {},
                "its extensions",
            ),
            (
                {"pauses": Pauses(given=paused)},
                {"stopped_by": ["papers"]},
                "paused()",
            ),
            (
                {"since": By(both)},
                {"start": Start.LATEST, "events": ["came_at", "met_on"]},
                "what starts its count is told otherwise than asked",
            ),
            ({"done": "answered_at, promised"}, {}, "answered_at, promised"),
        ],
    )
    def test_what_no_column_tells(
        self, feed: dict[str, Any], fields: dict[str, Any], reason: str
    ) -> None:
        """
        Rows say it in their own words, or refuse it.
        """
        rules = book(
            DeadlinePolicy,
            Deadline(**{**FEED, "since": "came_at", **feed}),
            limit=Days(2),
            **fields,
        )
        table = matters(answered_at=[march(11)], promised=[march(11)], signed=["x"])
        found = assess(rules, table)
        assert why(found) == reason
        assert found.rows_taken == {"matter": 1}

    def test_days_and_hours_in_one_length(self) -> None:
        """
        Columns count them as single rows do: until 11 March at 11:00.
        """
        feed = Deadline(**FEED, since="came_at")
        rules = book(DeadlinePolicy, feed, limit=Days(1) + Hours(2))
        found = assess(rules, matters(answered_at=[march(11, 11), march(11, 12)]))
        assert found.by_rows == ()
        assert [row["reason"] for row in rows_of(found.verdicts)] == [
            *("done_in_time", "done_late"),
        ]


class TestNotices:
    """
    Working days of a calendar that may answer otherwise tomorrow.
    """

    def test_a_calendar_of_a_host(self) -> None:
        """
        Before Tuesday the 17th nobody works on Mondays: two days ahead is the 14th.
        """

        class Own:
            """Every day is worked but Mondays."""

            calendar_id = "own"
            confirmed = (dt.date(2026, 3, 1), dt.date(2026, 3, 31))

            def kind(self, on: dt.date) -> DayKind:
                """Say what kind of day it is."""
                return DayKind.WEEKEND if on.weekday() == 0 else DayKind.WORKING

        feed = Notice(each="matter", event="promised", done="answered_at")
        rules = book(NoticePolicy, feed, event="promised", lead=WorkingDays(2))
        table = {"matter": matters(promised=[march(17)], answered_at=[march(14)])}
        found = frames.assess(rules, table, as_of=NOW, calendar=Own())
        [row] = rows_of(found.verdicts)
        assert (row["reason"], row["last_day"]) == (
            "done_in_time",
            dt.date(2026, 3, 14),
        )
        assert found.by_rows == ()


def in_order(found: Any) -> list[str]:
    """Return what is said of each row, by its id: a join keeps no order."""
    rows = sorted(rows_of(found.verdicts), key=lambda row: str(row["id"]))
    return [row["reason"] for row in rows]


class TestKeeping:
    """
    A category that no case is about, and a calendar that nobody passed.
    """

    def test_without_a_calendar(self) -> None:
        """
        How long nine working days are is not known.
        """
        feed = Keeping(each="matter", since="came_at")
        rules = book(KeepingPolicy, feed, keep_for=WorkingDays(9))
        found = assess(rules, matters(signed=["x"]))
        assert [row["reason"] for row in rows_of(found.verdicts)] == [
            "calendar_missing"
        ]
        assert found.by_rows == ()

    def test_what_goes_before_its_days_are_over(self) -> None:
        """
        Two days from the tenth are the eleventh and the twelfth.
        """
        feed = Keeping(each="matter", since="came_at", disposed="answered_at")
        rules = book(KeepingPolicy, feed, keep_for=Days(2))
        gone = [march(12, 23), march(13, 0), march(11), None]
        found = assess(rules, matters(answered_at=gone))
        assert in_order(found) == [
            "disposed_early",
            "kept_long_enough",
            "disposed_early",
            "kept_long_enough",
        ]
        assert found.by_rows == ()

    def test_what_goes_as_its_hours_end(self) -> None:
        """
        Two days in hours from nine o'clock end at nine: what goes then is kept enough.
        """
        feed = Keeping(each="matter", since="came_at", disposed="answered_at")
        rules = book(KeepingPolicy, feed, keep_for=Hours(48))
        ends = march(12)
        found = assess(rules, matters(answered_at=[ends, ends - TICK, ends + TICK]))
        assert in_order(found) == [
            "kept_long_enough",
            "disposed_early",
            "kept_long_enough",
        ]
        assert found.by_rows == ()

    def test_days_and_hours_beside_a_recess(self) -> None:
        """
        Where a court's recess does not count, days hang on a calendar; nobody passed one.
        """
        feed = Keeping(each="matter", since="came_at")
        counting = Counting(zone="Asia/Shanghai", suspended_days_count=False)
        rules = book(
            KeepingPolicy, feed, keep_for=Days(2) + Hours(3), counting=counting
        )
        found = assess(rules, matters(signed=["x"]))
        assert [row["reason"] for row in rows_of(found.verdicts)] == [
            "calendar_missing"
        ]
        assert found.by_rows == ()

    def test_a_category_too_many(self) -> None:
        """
        Where it is told, the row is refused.
        """
        rules = book(
            KeepingPolicy,
            Keeping(each="matter", since="came_at", category="signed"),
            keep_for=Days(2),
        )
        found = assess(rules, matters(signed=["x", None]))
        assert why(found) == "signed"
        assert [row["reason"] for row in rows_of(found.verdicts)] == [
            "kept_long_enough"
        ]


class TestCadence:
    """
    Cells that columns cannot lay out.
    """

    def rules(self, **feed: Any) -> Any:
        """Return a monthly duty."""
        return book(
            CadencePolicy,
            Cadence(of="matter", since=("matter",), **feed),
            cycle=Cycle.MONTH,
        )

    def test_a_way_out(self) -> None:
        """
        What lets a subject off is held against the end of each cell.
        """
        way = WayOut(
            key="withdrawn",
            name=Text("it was withdrawn", "撤回"),
            clause=CLAUSES["first"].id,
            when="promised",
        )
        rules = self.rules(each="matter", whose="signed", ways_out=(way,))
        found = assess(rules, matters(promised=[march(1), None], signed=["M2", "M1"]))
        assert why(found) == "let off by withdrawn"

    def test_about_another_period(self) -> None:
        """
        What came in March is about the February in which it was answered.
        """
        rules = book(
            CadencePolicy,
            Cadence(of="matter", since=("matter",), about="met_on"),
            cycle=Cycle.MONTH,
            by=CountedBy.PERIOD_COVERED,
            limit=Days(5),
        )
        table = {"matter": matters(met_on=[dt.date(2026, 2, 3)])}
        found = frames.assess(rules, table, as_of=NOW, period=month(2026, 2))
        assert why(found) == "it is about another period than that of its day"
        assert [(row["cell"], row["reason"]) for row in rows_of(found.verdicts)] == [
            ("2026-02", "cell_reached_late")
        ]

    def test_the_first_year_of_all(self) -> None:
        """
        A period of year 1 is judged by rows, whose calendar reaches so far.
        """
        told: dict[str, Any] = {"as_of": NOW, "period": month(1, 1)}
        table = {"matter": matters(signed=["x"])}
        found = frames.assess(self.rules(), table, **told)
        assert "a day of the years 2 to 9998" in why(found)
        assert [row["cell"] for row in rows_of(found.verdicts)] == ["0001-01"]


class TestEarlyCounts:
    """
    Whether what was done before the trigger counts is a flag of the call.
    """

    def test_one_rule_alone(self) -> None:
        """
        Before the trigger it is impossible, or in time.
        """
        rule = DeadlinePolicy(
            id="rule",
            clause=CLAUSES["general"],
            name=Text("the matter", "事项"),
            owed_by="desk",
            limit=Days(2),
        )
        table = matters(answered_at=[march(9)])
        told: dict[str, Any] = {
            "trigger": "came_at",
            "done": "answered_at",
            "as_of": NOW,
        }
        for early, reason in ((False, "impossible_order"), (True, "done_in_time")):
            found = frames.assess(table, rule, early_counts=early, **told)
            assert [row["reason"] for row in rows_of(found)] == [reason]
            if early:
                verdict = rule.assess(march(10), march(9), as_of=NOW, early_counts=True)
                assert verdict.reason.code == reason
        with pytest.raises(InvalidFieldError, match="early_counts"):
            frames.assess(table, rule, early_counts=1, **told)
        days = evolve(rule, limit=Days(3)).due(dt.date(2026, 3, 10)).last_day
        assert (days.year, days.month, days.day) == (2026, 3, 13)
