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
from followup_rules.books.feeds import (
    Cadence,
    Deadline,
    Extensions,
    Keeping,
    Pauses,
    WayOut,
)
from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError
from followup_rules.policies.cadence import CadencePolicy
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.policies.deadlines.terms import Start
from followup_rules.policies.keeping import KeepingPolicy
from followup_rules.timing.amounts import Days
from followup_rules.timing.cycles import Cycle, month

FEED: dict[str, Any] = {"each": "matter", "done": "answered_at"}


def paused(_case: Any, _row: Any) -> tuple[Any, ...]:
    """Return no pauses at all."""
    return ()


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
                {},
                {"start": Start.LATEST, "events": ["came_at", "met_on"]},
                "what starts its count is told otherwise than asked",
            ),
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


class TestKeeping:
    """
    A category that no case is about.
    """

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
