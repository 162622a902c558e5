"""
Open hours and days of a cell on Spark, held against single calls.
"""

import pytest
from tests.frames import test_open_hours as by_hand
from tests.spark.clusters import rows_of

from followup_rules.timing.amounts import WorkingHours


@pytest.fixture(autouse=True)
def _rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fetch rows as Spark hands them out."""
    monkeypatch.setattr(by_hand, "rows_of", rows_of)


@pytest.mark.parametrize("seed", [100, 103])
def test_as_single_calls(seed: int) -> None:
    """
    Whatever an office may decide, at the edges of its hours.
    """
    assert by_hand.compared(seed, "pyspark") == []


def test_over_a_weekend() -> None:
    """
    Four hours from Friday at 16:00 end on Monday at 11:30.
    """
    policy = by_hand.rule(WorkingHours(4))
    found = by_hand.bounds(policy, [by_hand.march(13, 16)], "pyspark")
    end = by_hand.march(16, 11, 30)
    assert found == [("not_done", by_hand.day(16), end)]
