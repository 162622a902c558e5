"""
The nights on which clocks change, from the first day asked about to the last.
"""

import datetime as dt

import pytest

from followup_rules.testing.moments import clock_changes

CHANGED = "2026-03-29T01:00:00+00:00"  # in Europe, by the Union's directive 2000/84


@pytest.mark.parametrize(
    ("first", "last", "changes"),
    [
        (29, 29, [CHANGED]),
        (28, 29, [CHANGED]),
        (29, 30, [CHANGED]),
        (27, 28, []),
        (30, 31, []),
    ],
)
def test_both_ends_are_asked_about(first: int, last: int, changes: list[str]) -> None:
    """Clocks change on the first day or the last as on any other."""
    begins, ends = dt.date(2026, 3, first), dt.date(2026, 3, last)
    found = clock_changes(begins, ends, "Europe/Berlin")

    assert [one.isoformat() for one in found] == changes
