"""
Lists of names, and grades, over the columns of a ledger.
"""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from tests.frames.books.compare import differences, tables
from tests.frames.books.random_ledgers import SH
from tests.frames.ledgers import rows_of

from followup_rules import frames, interchange

FILES = Path(__file__).resolve().parents[3]
BOOK = interchange.read(FILES / "docs/examples/books/discharge.toml")
NOON = dt.datetime(2026, 3, 9, 12, tzinfo=SH)
LATER = NOON + dt.timedelta(days=30)
CALLERS: dict[str, tuple[list[str | None] | None, str]] = {
    "ward": (["ward_nurse"], "actor_allowed"),
    "both": (["stranger", "followup_centre"], "actor_allowed"),
    "other": (["department_head"], "actor_not_allowed"),
    "nobody": ([], "fact_missing:roles"),
    "unsaid": (None, "fact_missing:roles"),
    "odd": (["ward_nurse"], "refused, for its grade is none"),
}
GRADES = ("satisfied", "满意", None, None, "dissatisfied", "x")


def ledgers() -> dict[str, list[dict[str, Any]]]:
    """Return one discharge, and a call by each."""
    left = {"id": "D1", "ward": "A", "discharged_at": NOON}
    facts = BOOK.ledgers["discharge"].facts
    left |= {fact.name: None for fact in facts if fact.name not in left}
    told = {fact.name: None for fact in BOOK.ledgers["call"].facts}
    calls = [
        {
            **told,
            "id": name,
            "discharge_id": "D1",
            "called_at": NOON + dt.timedelta(hours=5),
            "callers": callers,
            "reached": True,
            "closed": True,
            "grade": grade,
        }
        for (name, (callers, _)), grade in zip(CALLERS.items(), GRADES, strict=True)
    ]
    return {"discharge": [left], "call": calls}


class TestLists:
    """
    One of several roles is enough; of none, or of what is not told, nobody knows.
    """

    @pytest.mark.parametrize("engine", ["polars", "pyarrow", "duckdb"])
    def test_who_called(self, engine: str) -> None:
        """
        In columns, and with the verdicts of rows; of a grade that is none, rows say so.
        """
        rows = ledgers()
        found = frames.assess(BOOK, tables(BOOK, rows, engine), as_of=LATER)
        said = {
            row["id"]: row["reason"]
            for row in rows_of(found.verdicts)
            if row["rule"] == "callers"
        }
        want = {name: reason for name, (_, reason) in CALLERS.items()}
        del want["odd"]
        assert said == want
        assert "callers" not in {one.rule for one in found.by_rows}
        assert differences(BOOK, rows, engine, as_of=LATER) == []
