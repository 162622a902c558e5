"""
Which cells of the calendar may be longer than others, by the days of eight years.
"""

import calendar
import datetime as dt
from itertools import pairwise

import attrs
import pytest
from tests.interchange.test_strictness_of_counts import MONTHLY

from followup_rules.interchange.strictness import laxer
from followup_rules.timing.cycles import Cycle, Every

YEARS = range(2021, 2029)
BEGINS: dict[Cycle, list[dt.date]] = {
    Cycle.WEEK: [dt.date(2021, 1, 4) + dt.timedelta(weeks=n) for n in range(400)],
    Cycle.HALF_MONTH: [
        dt.date(y, m, d) for y in YEARS for m in range(1, 13) for d in (1, 16)
    ],
    Cycle.MONTH: [dt.date(y, m, 1) for y in YEARS for m in range(1, 13)],
    Cycle.QUARTER: [dt.date(y, m, 1) for y in YEARS for m in (1, 4, 7, 10)],
    Cycle.HALF_YEAR: [dt.date(y, m, 1) for y in YEARS for m in (1, 7)],
    Cycle.YEAR: [dt.date(y, 1, 1) for y in YEARS],
}
LENGTHS = {
    cycle: {(after - begin).days for begin, after in pairwise(days)}
    for cycle, days in BEGINS.items()
}
FIXED = (1, 6, 7, 8, 12, 13, 14, 15, 16, 17, 27, 28, 30, 31, 83, 94, 167, 187, 364, 367)


def is_rarer(new: Cycle | Every, old: Cycle | Every) -> bool:
    """
    Say whether a visit in each of some cells is laxer than one in each of others.
    """
    changes = [attrs.evolve(MONTHLY, cycle=cycle) for cycle in (new, old)]
    return [one.path for one in laxer(*changes)] == [("cycle",)]


def test_leap_years_are_among_them() -> None:
    """So the shortest and the longest of each cell are."""
    assert any(map(calendar.isleap, YEARS))
    assert LENGTHS[Cycle.HALF_MONTH] == {13, 14, 15, 16}


@pytest.mark.parametrize("days", FIXED)
def test_against_so_many_days(days: int) -> None:
    """
    Cells are rarer where the longest of them is longer than the shortest of the others.

    The numbers leave out those between which a quarter, a half-year or a year is only
    bounded by its months.
    """
    fixed = Every(length=f"{days} days", since=dt.date(2026, 1, 1))

    for cycle, lengths in LENGTHS.items():
        assert is_rarer(cycle, fixed) is (max(lengths) > days), cycle
        assert is_rarer(fixed, cycle) is (days > min(lengths)), cycle


def test_against_one_another() -> None:
    """Each is rarer than all that are shorter, and than none that is longer."""
    by_length = [Cycle.DAY, *BEGINS]

    for place, new in enumerate(by_length):
        for other, old in enumerate(by_length):
            assert is_rarer(new, old) is (place > other), (new, old)
