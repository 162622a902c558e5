"""
Procedures over frames: each order of steps is asked once, and all rows are answered.
"""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.frames.books.compare import differences, tables
from tests.frames.books.random_ledgers import NOW, SH, Maker, Rows, told
from tests.frames.ledgers import rows_of

from followup_rules import interchange
from followup_rules.books.rulebook import Rulebook
from followup_rules.frames.books import assess_book, courses, strangers
from followup_rules.timing.amounts import Days
from followup_rules.timing.counting import ClosesAt, Counting

HERE = Path(__file__).parent
DATA: dict[str, Any] = tomllib.loads((HERE / "courses.toml").read_text("utf-8"))
WORK: Rulebook = interchange.load(DATA)
FAST = ("polars", "polars lazy", "pandas", "pyarrow")
ASKED: dict[str, Any] = {"as_of": NOW, "period": None, "calendar": None}


def jobs(seed: int, most: int) -> Rows:
    """Return a ledger of jobs whose steps lie about each other."""
    maker = Maker(WORK, seed, bad=(0, 0.02)[seed % 2])
    ledger = WORK.ledgers["job"]
    made = [maker.row(ledger, place) for place in range(most)]
    return told(WORK, {"job": made})


def at(day: int, hour: int) -> dt.datetime:
    """Return a time of March."""
    return dt.datetime(2026, 3, day, hour, tzinfo=SH)


def job(name: str, **given: Any) -> dict[str, Any]:
    """Return a job of which nothing is done but what is given."""
    absent = dict.fromkeys(WORK.ledgers["job"].by_name)
    return {**absent, "id": name, "came_at": at(2, 9), "entered_at": None, **given}


def judged(book: Rulebook, *rows: dict[str, Any]) -> Any:
    """Judge jobs in polars."""
    return assess_book(book, tables(book, {"job": [*rows]}, "polars"), **ASKED)


class TestTheSameVerdicts:
    """
    Days and instants in every order: verdicts, rows in error and accounts agree.
    """

    @pytest.mark.parametrize("seed", range(8))
    def test_in_memory(self, seed: int) -> None:
        """
        Some columns hold days, others instants, as the seed has it.
        """
        engine = FAST[seed // 2 % 4]
        assert differences(WORK, jobs(seed, 60), engine, **ASKED) == []

    def test_in_a_database(self) -> None:
        """
        The same in DuckDB.
        """
        assert differences(WORK, jobs(1, 30), "duckdb", **ASKED) == []


class TestByHand:
    """
    What was derived from the text by hand.
    """

    @pytest.mark.parametrize("most", [0, 10_000])
    def test_orders(self, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        In order; mended before it was looked at; looked at before it came.

        What is refused is left out by its id, or by a join where ids are too many.
        """
        monkeypatch.setattr(strangers, "MOST", most)
        found = judged(
            WORK,
            job("J1", looked_at=at(3, 9), mended_at=at(4, 9), big=False, excused=False),
            job("J2", looked_at=at(4, 9), mended_at=at(3, 9), excused=False),
            job("J3", looked_at=at(1, 9), mended_at=at(3, 9), big=False, excused=False),
            job("J4", looked_at=at(3, 9), mended_at=at(5, 9), big=False, excused=False),
        )
        status = {
            row["id"]: (row["status"], row["reason"])
            for row in rows_of(found.verdicts)
            if row["rule"] == "handling"
        }
        assert status["J1"] == status["J4"] == ("met", "steps_all_done")
        assert status["J2"] == ("breached", "step_out_of_order")
        assert "J3" not in status, "one of two facts must be wrong"
        assert [row["row"] for row in rows_of(found.row_errors)] == ["J3"]
        assert (found.by_rows, found.rows_taken) == ((), {"job": 1})

    def test_orders_within_a_day(self) -> None:
        """
        On one day mended an hour after it was looked at, an hour before, and as it was.
        """
        found = judged(
            WORK,
            job(
                "J1", looked_at=at(3, 9), mended_at=at(3, 10), big=False, excused=False
            ),
            job(
                "J2", looked_at=at(3, 10), mended_at=at(3, 9), big=False, excused=False
            ),
            job("J3", looked_at=at(3, 9), mended_at=at(3, 9), big=False, excused=False),
        )
        reasons = {
            row["id"]: row["reason"]
            for row in rows_of(found.verdicts)
            if row["rule"] == "handling"
        }
        assert reasons == {
            "J1": "steps_all_done",
            "J2": "step_out_of_order",
            "J3": "steps_all_done",
        }
        assert found.by_rows == ()

    def test_parties_of_steps(self) -> None:
        """
        A step is owed by its own party.
        """
        found = judged(WORK, job("J1", mended_at=at(4, 9), big=True, excused=False))
        party = {
            row["key"].split("/")[2]: row["party"]
            for row in rows_of(found.verdicts)
            if row["rule"] == "stepwise"
        }
        assert party == {"tell": "shop", "sign": "client", "file": "shop"}


class TestByRows:
    """
    What hangs on more than an order is asked of rows, and said.
    """

    def test_too_many_orders(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        Of many courses that differ each row may as well be asked.
        """
        monkeypatch.setattr(courses, "MOST", 1)
        done = job("J1", looked_at=at(3, 9)), job("J2")
        found = judged(WORK, *done)
        assert {one.rule: one.why for one in found.by_rows} == {
            "handling": "more than 1 orders of steps that differ"
        }

    def test_limits(self) -> None:
        """
        A limit hangs on how long it took.
        """
        rule = WORK["handling"]
        first = evolve(rule.steps[0], limit=Days(2))
        found = judged(
            WORK.replace("handling", evolve(rule, steps=(first, *rule.steps[1:]))),
            job("J1"),
        )
        assert {one.rule: one.why for one in found.by_rows} == {
            "handling": "limit of look"
        }

    @pytest.mark.parametrize(
        ("counting", "why"),
        [
            (Counting(zone="Asia/Tokyo"), "its days are those of another zone"),
            (
                Counting(zone="Asia/Shanghai", closes_at=ClosesAt.CLOCK_TIME),
                "days that end otherwise than at midnight",
            ),
        ],
    )
    def test_days_of_another_kind(self, counting: Counting, why: str) -> None:
        """
        Orders are told on the days of the book, which end at midnight.
        """
        rule = evolve(WORK["stepwise"], counting=counting)
        found = judged(WORK.replace("stepwise", rule), job("J1"))
        assert [(one.rule, one.why) for one in found.by_rows] == [("stepwise", why)]

    def test_conditions_that_time_changes(self) -> None:
        """
        What a step depends on may be another answer by now.
        """
        changed = {**DATA["rules"]["stepwise"]}
        changed["feed"] = {
            **changed["feed"],
            "conditions": {"big": "not told_on has happened"},
        }
        book = interchange.load(
            {**DATA, "rules": {**DATA["rules"], "stepwise": changed}}
        )
        found = judged(book, job("J1"))
        assert [(one.rule, one.why) for one in found.by_rows] == [
            ("stepwise", "not told_on has happened, which time may change")
        ]
