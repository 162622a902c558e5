"""
Checks of rows that a regulation writes for itself, in columns where they find nothing.
"""

import datetime as dt
from typing import Any

import pyarrow as pa
import pytest
from attrs import evolve
from tests.frames.books.compare import INSTANT, differences
from tests.frames.books.random_ledgers import NOW, SH, Maker, Rows, told
from tests.frames.ledgers import ENGINES, rows_of

from followup_rules.books.rulebook import Rulebook
from followup_rules.frames.books import assess_book
from followup_rules.rulebooks import community
from followup_rules.rulebooks.community.matters import appointment
from followup_rules.timing.counting import Counting
from followup_rules.timing.cycles import quarter

BOOK: Rulebook = community.RULES
ASKED: dict[str, Any] = {"as_of": NOW, "period": quarter(2026, 1), "calendar": None}
IN_COLUMNS = {
    "appointed_reply",
    "matter_register",
    "settlement",
    "escalation",
    "outcome_and_reply",
    "complaint_routing",
}
DAY = dt.date(2026, 3, 3)


def matters(seed: int) -> Rows:
    """Return a ledger of matters, whose moments are days or instants."""
    maker = Maker(BOOK, seed, bad=(0, 0.03)[seed % 2])
    ledger = BOOK.ledgers["matter"]
    return told(BOOK, {"matter": [maker.row(ledger, place) for place in range(40)]})


def table(**moments: tuple[Any, list[Any]]) -> Any:
    """Return visits' matters of one morning, with further columns of moments."""
    count = len(next(iter(moments.values()))[1])
    raised = dt.datetime(2026, 3, 2, 9, tzinfo=SH)
    columns = {
        "id": pa.array([f"M{place}" for place in range(count)]),
        "kind": pa.array(["opinion"] * count),
        "source": pa.array(["visit"] * count),
        "raised_at": pa.array([raised] * count, INSTANT),
        "answered_on_spot": pa.array([False] * count),
    }
    columns |= {name: pa.array(held, kind) for name, (kind, held) in moments.items()}
    return ENGINES["polars"](pa.table(columns))


def by_rows(book: Rulebook, found: Any) -> dict[str, str]:
    """Return why rules of matters were judged by rows."""
    own = {rule_id for rule_id in IN_COLUMNS if rule_id in book.feeds}
    return {one.rule: one.why for one in found.by_rows if one.rule in own}


class TestMatters:
    """
    An hour of a day cannot be held against that day as such, which a check refuses.
    """

    @pytest.mark.parametrize("seed", range(6))
    def test_the_same_verdicts(self, seed: int) -> None:
        """
        Generated matters with and without appointments, in two engines.
        """
        engine = ("polars", "pyarrow")[seed // 2 % 2]
        assert differences(BOOK, matters(seed), engine, **ASKED) == []

    def test_the_hour_and_the_day(self) -> None:
        """
        Answered on the day of the appointed hour, the day before, and never.
        """
        hour = dt.datetime(2026, 3, 3, 15, tzinfo=SH)
        days = [DAY, DAY - dt.timedelta(days=1), None]
        frame = table(appointed=(INSTANT, [hour] * 3), replied_at=(pa.date32(), days))
        found = assess_book(BOOK, {"matter": frame}, **ASKED)
        assert by_rows(BOOK, found) == {}
        answers = {
            row["id"]: row["status"]
            for row in rows_of(found.verdicts)
            if row["rule"] == "appointed_reply"
        }
        assert answers == {"M1": "met", "M2": "breached"}
        errors = [(row["row"], row["field"]) for row in rows_of(found.row_errors)]
        assert errors == [("M0", "replied_at")]

    def test_another_count(self) -> None:
        """
        Where the hour of the appointment decides otherwise, nothing is taken for sure.
        """
        rule = evolve(BOOK["appointed_reply"], counting=Counting(least_working_days=2))
        book = BOOK.replace("appointed_reply", rule)
        frame = table(replied_at=(pa.date32(), [DAY]))
        found = assess_book(book, {"matter": frame}, **ASKED)
        why = "its rows are checked by a function"
        assert by_rows(book, found) == dict.fromkeys(IN_COLUMNS, why)

    def test_a_question_that_columns_do_not_answer(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """
        Then the whole ledger is asked of its check, and the question is named.
        """
        question = "raised_at is one of monday"
        monkeypatch.setattr(appointment, "__finds_nothing__", lambda _: question)
        frame = table(replied_at=(pa.date32(), [DAY]))
        found = assess_book(BOOK, {"matter": frame}, **ASKED)
        assert set(by_rows(BOOK, found)) == IN_COLUMNS
        assert found.rows_taken["matter"] == 1
