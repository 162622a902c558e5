"""
Working days where nothing else is counted: the short way says what the long way says.
"""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    DateOutOfRangeError,
)
from followup_rules.timing.amounts import WorkingDays
from followup_rules.timing.calendars import china, from_exceptions
from followup_rules.timing.counting import Counting

CHINA = china()
FIRST, LAST = dt.date(2024, 1, 2), dt.date(2025, 12, 20)
PLAIN = Counting(zone="Asia/Shanghai")
LONG = Counting(zone="Asia/Shanghai", day_ends=dt.time(18))
"""It ends its days earlier, and so goes the long way to the same day."""
DAYS = st.dates(FIRST, LAST)


@given(day=DAYS, n=st.integers(0, 30))
def test_both_ways_find_the_same_day(day: dt.date, n: int) -> None:
    """None at all stays where it is, and rest days at the start are passed over."""
    amount = WorkingDays(n)
    try:
        expected = LONG.deadline(day, amount, calendar=CHINA).last_day
    except CalendarNotCoveredError as error:
        with pytest.raises(CalendarNotCoveredError, match=str(error.day)):
            PLAIN.deadline(day, amount, calendar=CHINA)
        return
    assert PLAIN.deadline(day, amount, calendar=CHINA).last_day == expected


@given(day=DAYS, n=st.integers(1, 10))
def test_day_by_day(day: dt.date, n: int) -> None:
    """Found again by asking each day whether it is worked."""
    left, found = n, day
    while left:
        found += dt.timedelta(days=1)
        left -= CHINA.kind(found).is_working
    assert PLAIN.deadline(day, WorkingDays(n), calendar=CHINA).last_day == found


def test_it_needs_a_calendar() -> None:
    """There is no Monday to Friday that nobody named."""
    with pytest.raises(CalendarRequiredError):
        PLAIN.deadline(FIRST, WorkingDays(3))


def test_the_last_day_of_all() -> None:
    """A deadline has no end there."""
    years = from_exceptions(
        "far", dt.date(9999, 1, 1), dt.date.max, off=[], source="made up"
    )
    with pytest.raises(DateOutOfRangeError):
        PLAIN.deadline(dt.date(9999, 12, 30), WorkingDays(1), calendar=years)
