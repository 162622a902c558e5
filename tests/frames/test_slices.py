"""
What is in memory as a whole is judged slice by slice, and says the same.
"""

import datetime as dt
from typing import Any

import pyarrow as pa
import pytest
from tests.frames.ledgers import ENGINES, rows_of

from followup_rules.frames import assess, columns
from followup_rules.rulebooks import repair

SH = dt.timezone(dt.timedelta(hours=8))
NOW = dt.datetime(2026, 3, 6, 10, tzinfo=SH)
FIRST = dt.datetime(2026, 3, 1, 9, tzinfo=SH)
HOURS = (0, 1, 47, 48, 49, 72, 73, 96, 168, 192, None)
REPAIRS = 23


def ledger() -> pa.Table:
    """
    Return repairs that are done on either side of each limit, and some unknown.
    """
    rows: list[dict[str, Any]] = []
    for number in range(REPAIRS):
        begun = FIRST + dt.timedelta(hours=7 * number)
        hours = HOURS[number % len(HOURS)]
        done = None if hours is None else begun + dt.timedelta(hours=hours)
        category = (*repair.VISIT_DEADLINE.categories, "none such")[number % 4]
        rows.append({"completed_at": begun, "visited_at": done, "category": category})
    instant = pa.timestamp("us", "UTC")
    kinds = {
        "completed_at": instant,
        "visited_at": instant,
        "category": pa.string(),
    }
    return pa.Table.from_pylist(rows, pa.schema(kinds))


@pytest.mark.parametrize("size", [1, 5, REPAIRS - 1, REPAIRS])
@pytest.mark.parametrize("engine", ["pyarrow", "pandas"])
def test_slices_say_what_the_whole_says(
    engine: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows before and after a cut, and a last slice that is not full."""
    frame = ENGINES[engine](ledger())
    asked = {"done": "visited_at", "category": "category", "as_of": NOW}
    whole = rows_of(assess(frame, repair.VISIT_DEADLINE, **asked))

    monkeypatch.setattr(columns, "SLICE", size)

    assert rows_of(assess(frame, repair.VISIT_DEADLINE, **asked)) == whole
    assert {row["status"] for row in whole} > {"met", "late", "pending"}
