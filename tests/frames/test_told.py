"""
One rule of a book over columns: the book's answer, or what it was not told.
"""

import datetime as dt
from typing import Any

import attrs
import pendulum
import pyarrow as pa
import pytest
from tests.frames.ledgers import ENGINES, rows_of

from followup_rules.clauses import Clause
from followup_rules.frames import assess, check
from followup_rules.rulebooks import construction, repair
from followup_rules.timing.amounts import Days
from followup_rules.timing.cycles import month

ZONE = "Asia/Shanghai"


def at(number: int, day: int, hour: int = 10) -> dt.datetime:
    """Return an instant of 2026."""
    return pendulum.datetime(2026, number, day, hour, tz=ZONE)


NOW = at(4, 20)
VISITS: list[tuple[str, dt.datetime, dt.datetime | None, bool | None]] = [
    ("not selected", at(3, 2), None, False),
    ("visited all the same", at(3, 2), at(3, 3), False),
    ("visited late", at(3, 2), at(3, 9), False),
    ("visited later than now", at(3, 2), at(4, 21), False),
    ("selected", at(3, 2), None, True),
    ("selected and visited", at(3, 2), at(3, 3), True),
    ("not due yet", at(4, 19), None, True),
    ("nobody knows", at(3, 2), None, None),
    ("nobody knows, visited", at(3, 2), at(3, 3), None),
]


def judged_by_the_book() -> dict[str, str]:
    """Return what the book says of each repair; a visit is made by the office."""
    repairs = [
        repair.Repair(id=name, categories="leak", completed_at=done, owes_visit=owes)
        for name, done, _, owes in VISITS
    ]
    visits = [
        repair.Visit(
            id=f"visit of {name}",
            repair_id=name,
            visited_at=seen,
            visitors=[repair.Visitor("office")],
        )
        for name, _, seen, _ in VISITS
        if seen is not None
    ]
    report = repair.assess(repairs, visits, as_of=NOW)
    found = report.rows("en")
    return {
        one["id"]: one["status"] for one in found if one["rule"] == "visit_deadline"
    }


def in_columns(engine: str, rule: Any = repair.VISIT_DEADLINE, **told: Any) -> Any:
    """Return what columns say of each repair."""
    table = pa.table(
        {
            "name": [name for name, *_ in VISITS],
            "completed_at": pa.array([one[1] for one in VISITS]),
            "seen": pa.array([one[2] for one in VISITS], pa.timestamp("us", ZONE)),
            "owed": pa.array([one[3] for one in VISITS], pa.bool_()),
            "category": ["leak"] * len(VISITS),
        }
    )
    asked = {"done": "seen", "category": "category", "as_of": NOW, **told}
    return rows_of(assess(ENGINES[engine](table), rule, **asked))


@pytest.mark.parametrize("engine", ENGINES)
class TestOwed:
    """
    A-66: a repair owes a visit that was selected, or that was visited.
    """

    def test_the_book_and_its_rule(self, engine: str) -> None:
        """
        Told what was selected, a rule says what the book says.
        """
        rows = in_columns(engine, owed="owed")
        by_columns = {one["name"]: one["status"] for one in rows}
        assert by_columns == judged_by_the_book()
        assert by_columns["visited all the same"] == "met"

    def test_not_told(self, engine: str) -> None:
        """
        What was done was owed; of the rest nobody knows, but by when it would be due.
        """
        for rule in (
            repair.VISIT_DEADLINE,
            attrs.evolve(
                repair.VISIT_DEADLINE, counting=repair.VISIT_DEADLINE.counting
            ),
        ):
            rows = {one["name"]: one for one in in_columns(engine, rule)}
            found = {name: one["status"] for name, one in rows.items()}
            known = {"visited all the same", "visited late", "selected and visited"}
            known |= {"nobody knows, visited"}
            for name, status in judged_by_the_book().items():
                assert found[name] == (status if name in known else "undetermined")
            selected = rows["selected"]
            assert selected["reason"] == "fact_missing:owed"
            assert str(selected["due_day"])[:10] == "2026-03-05"
            assert selected["margin_us"] is not None

    def test_every_repair(self, engine: str) -> None:
        """
        None is that every one is owed.
        """
        rows = {one["name"]: one["status"] for one in in_columns(engine, owed=None)}
        assert rows["not selected"] == "breached"
        assert rows["nobody knows"] == "breached"
        assert rows["visited all the same"] == "met"

    def test_a_rule_of_ones_own(self, engine: str) -> None:
        """
        Under a clause of its own a rule is not that of the book.
        """
        clause = Clause(id="HOUSE-1", en="within three days", zh="三日内")
        own = attrs.evolve(
            repair.VISIT_DEADLINE, clause=clause, limit=Days(3), cases=()
        )
        rows = in_columns(engine, own, category=None)
        assert {one["status"] for one in rows} == {"breached", "met", "late", "pending"}


class TestOtherRules:
    """
    Rules whose feed asks whether they are owed, and rules whose feed takes it so.
    """

    DEFECT = pa.table({"occurred": [at(3, 2)], "done": [at(3, 3)]})

    def test_a_feed_that_asks(self) -> None:
        """
        Whether the defect had to be repaired decides, though it was.
        """
        rule = construction.RULES["defect_repair"]
        asked: Any = {"trigger": "occurred", "done": "done", "as_of": NOW}
        (row,) = rows_of(assess(self.DEFECT, rule, **asked))
        assert (row["status"], row["reason"]) == ("undetermined", "fact_missing:owed")
        (row,) = rows_of(assess(self.DEFECT, rule, **asked, owed=None))
        assert row["status"] == "met"

    def test_a_feed_that_does_not(self) -> None:
        """
        Every problem is put right.
        """
        rule = repair.RULES["rectification"]
        asked: Any = {"trigger": "occurred", "done": "done", "as_of": NOW}
        (row,) = rows_of(assess(self.DEFECT, rule, **asked))
        assert row["status"] == "met"

    def test_what_is_listed(self) -> None:
        """
        A check names the argument.
        """
        table = pa.table({"nr": ["R"], "completed_at": [at(3, 2)], "kind": ["leak"]})
        found = check(
            table, repair.VISIT_DEADLINE, row="nr", category="kind", as_of=NOW
        )
        assert found.counts == (("fact_missing:owed", 1),)
        assert found.listed[0].field == "owed"


FINAL = at(4, 8, 0)
"""A week after 31 March."""


@pytest.mark.parametrize("engine", ENGINES)
class TestSettled:
    """
    A-10: a share is final when the month is over, and the last limit has passed.
    """

    @staticmethod
    def of(engine: str, now: dt.datetime, seen: int = 0, **told: Any) -> Any:
        """Return the share of ten repairs of 31 March, of which some were visited."""
        table = pa.table(
            {
                "month": ["2026-03"] * 10,
                "reached": [number < seen for number in range(10)],
                "final": pa.array([FINAL] * 10),
                "over": pa.array([at(4, 1, 0)] * 10),
            }
        )
        asked = {"reached": "reached", "by": "month", "as_of": now, **told}
        rule = repair.VISIT_QUOTAS["office"]
        (row,) = rows_of(assess(ENGINES[engine](table), rule, **asked))
        return row

    @pytest.mark.parametrize("seen", [0, 1])
    @pytest.mark.parametrize("day", [2, 10])
    def test_the_book_and_its_rule(self, engine: str, day: int, seen: int) -> None:
        """
        Told when it is final, a share is what the book says.
        """
        repairs = [
            repair.Repair(id=f"R{n}", categories="general", completed_at=at(3, 31))
            for n in range(10)
        ]
        visits = [
            repair.Visit(
                id=f"V{n}",
                repair_id=f"R{n}",
                visited_at=at(3, 31, 12),
                visitors=[repair.Visitor("office")],
                looked_on_site=True,
                asked_about_service=True,
                asked_for_suggestions=True,
                charges_checked=True,
                signed=True,
                registered=True,
            )
            for n in range(seen)
        ]
        report = repair.assess(repairs, visits, as_of=at(4, day), period=month(2026, 3))
        (by_book,) = report.where(rule="visit_quota.office")
        row = self.of(engine, at(4, day), seen, settles="final", ends="over")
        assert row["status"] == by_book.status.value

    def test_not_told(self, engine: str) -> None:
        """
        It is counted and not judged, but for a month that certainly still runs.
        """
        row = self.of(engine, at(4, 2))
        assert (row["required"], row["shortfall"]) == (1, 1)
        assert (row["status"], row["reason"]) == (
            "undetermined",
            "fact_missing:settles",
        )
        row = self.of(engine, at(4, 2), ends="over")
        assert row["reason"] == "fact_missing:settles"
        row = self.of(engine, at(3, 31), ends=at(4, 1))
        assert row["status"] == "pending"
        row = self.of(engine, at(4, 2), settles=FINAL)
        assert row["status"] == "pending"
        row = self.of(engine, at(4, 2), 1, settles=FINAL)
        assert row["reason"] == "fact_missing:ends"
        assert self.of(engine, FINAL, 1, settles=FINAL)["status"] == "met"
        assert self.of(engine, FINAL, settles=FINAL)["status"] == "breached"

    def test_final(self, engine: str) -> None:
        """
        None is that it is.
        """
        row = self.of(engine, at(4, 2), settles=None, ends=None)
        assert row["status"] == "breached"
