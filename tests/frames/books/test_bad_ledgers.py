"""
Ledgers as hosts have them: keys of two types, ids that stand twice, rows of nobody.
"""

from collections import Counter
from typing import Any

import pyarrow as pa
import pytest
from tests.frames.books.compare import only
from tests.frames.books.random_ledgers import NOW
from tests.frames.books.test_books import moment
from tests.frames.ledgers import ENGINES, rows_of

from followup_rules import frames
from followup_rules.errors import WrongColumnTypeError
from followup_rules.frames.books import BookAssessment
from followup_rules.rulebooks import repair
from followup_rules.timing.cycles import month

VISITED = only(repair.RULES, "visit_deadline", "visitors", "rectification_notice")
AWARE = pa.timestamp("us", "UTC")
PERSON = pa.struct({"role": pa.string(), "person": pa.string()})


def repairs(ids: Any, **more: Any) -> pa.Table:
    """Return repairs of leaks, all completed at once, that owe a visit."""
    count = len(ids)
    told = {
        "id": ids,
        "categories": ["leak"] * count,
        "owes_visit": [True] * count,
        "completed_at": pa.array([moment(2026, 3, 1, 9)] * count, AWARE),
        **more,
    }
    return pa.table(told)


def visits(owners: Any) -> pa.Table:
    """Return a visit to each of some repairs, the day after."""
    count = len(owners)
    return pa.table(
        {
            "id": [f"V{place}" for place in range(count)],
            "repair_id": owners,
            "visited_at": pa.array([moment(2026, 3, 2, 9)] * count, AWARE),
            "visitors": pa.array(
                [[{"role": "office", "person": "Li"}]] * count, pa.list_(PERSON)
            ),
        }
    )


def judged(engine: str, **tables: pa.Table) -> BookAssessment:
    """Judge when repairs were visited, which takes every row of both ledgers."""
    given = {kind: ENGINES[engine](table) for kind, table in tables.items()}
    return frames.assess(VISITED, given, as_of=NOW, period=month(2026, 3))


def statuses(found: BookAssessment) -> dict[str, str]:
    """Return what became of each repair's deadline."""
    return {
        row["id"]: row["status"]
        for row in rows_of(found.verdicts)
        if row["rule"] == "visit_deadline"
    }


def faults(found: BookAssessment) -> Counter[tuple[str, str, str]]:
    """Return which rows are in error, and for what."""
    return Counter(
        (row["ledger"], row["row"], row["fault"]) for row in rows_of(found.row_errors)
    )


def accounted(found: BookAssessment, kind: str) -> tuple[int, int, int]:
    """Return how many rows of a ledger were given, judged and in error."""
    [one] = [row for row in rows_of(found.accounts) if row["ledger"] == kind]
    return one["given"], one["judged"], one["in_error"]


@pytest.mark.parametrize("engine", ENGINES)
class TestLedgers:
    """
    What is wrong is counted and named, and the rest is judged.
    """

    def test_keys_of_two_types(self, engine: str) -> None:
        """A whole number is the text that writes it; anything else names its column."""
        numbers = repairs(pa.array([1, 2]))
        found = judged(engine, repair=numbers, visit=visits(["1"]))

        assert statuses(found) == {"1": "met", "2": "breached"}
        assert not faults(found)
        with pytest.raises(
            WrongColumnTypeError, match=r"^visit\.repair_id='repair_id'"
        ):
            judged(engine, repair=numbers, visit=visits(pa.array([1.0])))

    def test_ids_that_stand_many_times(self, engine: str) -> None:
        """The first row of an id is judged, and each later one is an error."""
        found = judged(
            engine, repair=repairs(["R1"] * 30 + ["R2"]), visit=visits(["R1"])
        )

        assert statuses(found) == {"R1": "met", "R2": "breached"}
        assert faults(found) == {("repair", "R1", "id_twice"): 29}
        assert accounted(found, "repair") == (31, 2, 29)

    def test_rows_of_no_owner(self, engine: str) -> None:
        """A visit to a repair that is not there, and one to none."""
        found = judged(engine, repair=repairs(["R1"]), visit=visits(["R9", None, "R1"]))

        assert statuses(found) == {"R1": "met"}
        assert faults(found) == {
            ("visit", "V0", "no_owner"): 1,
            ("visit", "V1", "unfit"): 1,
        }
        assert accounted(found, "visit") == (3, 1, 2)

    def test_one_of_thousands(self, engine: str) -> None:
        """It alone leaves its frame."""
        ids = [f"R{place}" for place in range(3_000)]
        sorts = ["leak"] * 2_999 + ["leek"]
        found = judged(engine, repair=repairs(ids, categories=sorts), visit=visits(ids))

        assert Counter(statuses(found).values()) == {"met": 2_999}
        assert {row for _, row, _ in faults(found)} == {"R2999", "V2999"}
        assert found.rows_taken == {"repair": 1, "visit": 1}
