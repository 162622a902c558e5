"""
Minutes, half-months, and lengths of several units, counted.
"""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import calendars, days

from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    DateOutOfRangeError,
    InvalidFieldError,
    NotAnInstantError,
)
from followup_rules.timing.amounts import (
    Amount,
    Days,
    HalfMonths,
    Hours,
    Minutes,
    Months,
    Weeks,
    WorkingDays,
    WorkingMinutes,
    Years,
    read_amount,
)
from followup_rules.timing.calendars import TableCalendar, china, roll_forward
from followup_rules.timing.counting import (
    EU_REGULATION_1182_71,
    HOUSE_RULES,
    Counting,
    LastDay,
)
from followup_rules.timing.counting.units import time_of, units_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")
COUNTED = Counting(start_day_counted=True)
FROM_NEXT = Counting(months_from_next_day=True)


def day(text: str) -> dt.date:
    """Read a day."""
    return dt.date.fromisoformat(text)


def at(text: str, zone: ZoneInfo = SHANGHAI) -> dt.datetime:
    """Read an instant in a zone."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone)


class TestMinutes:
    """
    Minutes run as hours do.
    """

    @pytest.mark.parametrize(
        ("start", "n", "closes"),
        [
            ("2026-03-02T09:00", 15, "2026-03-02T09:15:00+08:00"),
            ("2026-03-02T09:00:59", 30, "2026-03-02T09:30:59+08:00"),
            ("2026-12-31T23:50", 10, "2027-01-01T00:00:00+08:00"),
            ("2026-03-02T09:00", 0, "2026-03-02T09:00:00+08:00"),
            ("2026-03-02T09:00", 2880, "2026-03-04T09:00:00+08:00"),
        ],
    )
    def test_by_hand(self, start: str, n: int, closes: str) -> None:
        """
        Exactly so many minutes later is still in time.
        """
        due = HOUSE_RULES.deadline(at(start), Minutes(n))

        assert due.closes.isoformat() == closes
        assert due.met_by(due.closes)
        assert not due.met_by(due.closes.add(microseconds=1))

    def test_sixty_are_an_hour(self) -> None:
        """
        Across a change of the clocks as well, forward and backward.
        """
        for start in ("2026-03-08T00:30", "2026-11-01T00:30", "2026-05-05T05:05"):
            for counting in (HOUSE_RULES, EU_REGULATION_1182_71):
                moment = at(start, NEW_YORK)
                for ask in (counting.deadline, counting.before):
                    assert ask(moment, Minutes(180)) == ask(moment, Hours(3))

    def test_they_roll_like_hours(self) -> None:
        """
        Minutes that end on a rest day run on to the same time of a working day.
        """
        counting = Counting(rest_day=LastDay.ROLLS_FORWARD, hours_roll=True)
        due = counting.deadline(at("2026-03-06T23:50"), Minutes(15), calendar=china())

        assert due.closes.isoformat() == "2026-03-09T00:05:00+08:00"

    def test_a_day_is_not_enough(self) -> None:
        """
        An instant is needed, and years have an end.
        """
        with pytest.raises(NotAnInstantError):
            HOUSE_RULES.deadline(day("2026-03-02"), Minutes(15))
        with pytest.raises(DateOutOfRangeError, match="10000000000000 minutes"):
            HOUSE_RULES.deadline(at("2026-03-02T09:00"), Minutes(10**13))


class TestHalfMonths:
    """
    Two are a month, and an odd one is 15 days at the end.
    """

    @pytest.mark.parametrize(
        ("counting", "start", "n", "last"),
        [
            (HOUSE_RULES, "2026-03-02", 0, "2026-03-02"),
            (HOUSE_RULES, "2026-03-02", 1, "2026-03-17"),
            (HOUSE_RULES, "2026-02-20", 1, "2026-03-07"),
            (HOUSE_RULES, "2026-01-31", 2, "2026-02-28"),
            (HOUSE_RULES, "2026-01-31", 3, "2026-03-15"),
            (COUNTED, "2026-03-02", 0, "2026-03-02"),
            (COUNTED, "2026-03-02", 1, "2026-03-16"),
            (COUNTED, "2026-03-02", 3, "2026-04-16"),
            (FROM_NEXT, "2026-02-28", 1, "2026-03-15"),
            (FROM_NEXT, "2026-02-28", 3, "2026-04-15"),
        ],
    )
    def test_by_hand(self, counting: Counting, start: str, n: int, last: str) -> None:
        """
        Counted on the fingers of a calendar.
        """
        due = counting.deadline(day(start), HalfMonths(n))

        assert due.last_day.isoformat() == last

    @pytest.mark.parametrize(
        ("counting", "event", "n", "first"),
        [
            (HOUSE_RULES, "2026-03-31", 1, "2026-03-16"),
            (HOUSE_RULES, "2026-03-31", 2, "2026-02-28"),
            (HOUSE_RULES, "2026-03-31", 3, "2026-02-13"),
            (COUNTED, "2026-03-31", 1, "2026-03-17"),
        ],
    )
    def test_backward(self, counting: Counting, event: str, n: int, first: str) -> None:
        """
        The month first, then the 15 days.
        """
        due = counting.before(day(event), HalfMonths(n))

        assert due.last_day.isoformat() == first


SPANS = [
    (HOUSE_RULES, "2024-02-29", "1 year 15 days", "2025-03-15"),
    (HOUSE_RULES, "2026-01-31", "1 month 4 days", "2026-03-04"),
    (HOUSE_RULES, "2026-01-31", "1 month - 4 days", "2026-02-24"),
    (HOUSE_RULES, "2026-01-31", "1 month 1 week 2 days", "2026-03-09"),
    (HOUSE_RULES, "2024-02-29", "1 year - 1 month", "2025-01-29"),
    (HOUSE_RULES, "2025-08-31", "1 year 6 months", "2027-02-28"),
    (HOUSE_RULES, "2026-01-31", "1 year 1 half-month", "2027-02-15"),
    (HOUSE_RULES, "2026-01-31", "1 year - 1 half-month", "2027-01-16"),
    (HOUSE_RULES, "2026-01-31", "1 year - 3 half-months", "2026-12-16"),
    (COUNTED, "2026-03-02", "1 month 4 days", "2026-04-05"),
    (COUNTED, "2026-03-02", "1 week 2 days", "2026-03-10"),
    (FROM_NEXT, "2026-02-28", "1 month 4 days", "2026-04-04"),
]
"""A convention, a start, a length, and the last day, counted by hand."""


class TestSpans:
    """
    From the largest unit down, years and months in one step.
    """

    @pytest.mark.parametrize(("counting", "start", "length", "last"), SPANS)
    def test_by_hand(
        self, counting: Counting, start: str, length: str, last: str
    ) -> None:
        """
        Counted on the fingers of a calendar.
        """
        due = counting.deadline(day(start), read_amount(length))

        assert due.last_day.isoformat() == last
        assert not due.closes_included

    def test_backward(self) -> None:
        """
        The same way back, and what is taken off comes nearer again.
        """
        for length, first in [
            ("1 month 4 days", "2026-02-24"),
            ("1 month - 4 days", "2026-03-04"),
            ("1 week 1 day", "2026-03-23"),
        ]:
            due = HOUSE_RULES.before(day("2026-03-31"), read_amount(length))
            assert due.last_day.isoformat() == first

    def test_working_days_come_last(self) -> None:
        """
        A month from 15 January is a Sunday; three working days follow, over New Year.
        """
        length = Months(1) + WorkingDays(3)
        due = HOUSE_RULES.deadline(day("2026-01-15"), length, calendar=china())

        # 2026-02-15 to 02-23 is the Spring Festival
        assert due.last_day.isoformat() == "2026-02-26"
        with pytest.raises(CalendarRequiredError):
            HOUSE_RULES.deadline(day("2026-01-15"), length)

    def test_it_rolls_as_one(self) -> None:
        """
        The last day of all rolls, not the end of each unit.
        """
        counting = attrs.evolve(HOUSE_RULES, rest_day=LastDay.ROLLS_FORWARD)
        due = counting.deadline(
            day("2026-01-31"), read_amount("1 month - 7 days"), calendar=china()
        )

        assert due.last_day.isoformat() == "2026-02-24"

    def test_the_least_of_working_days(self) -> None:
        """
        A span is always long enough to be asked for them.
        """
        counting = Counting(least_working_days=7, least_applies_from=99)
        due = counting.deadline(day("2026-03-06"), Weeks(1) + Days(1), calendar=china())

        assert due.last_day.isoformat() == "2026-03-17"

    @pytest.mark.parametrize("length", ["1 day 3 hours", "3 days 3 hours - 5 minutes"])
    def test_hours_need_an_instant(self, length: str) -> None:
        """
        A day has no clock time to run on from.
        """
        with pytest.raises(NotAnInstantError):
            HOUSE_RULES.deadline(day("2026-03-02"), read_amount(length))
        with pytest.raises(InvalidFieldError, match="allowed: Days, Weeks, Work"):
            HOUSE_RULES.last_day(700_000, read_amount(length))
        with pytest.raises(InvalidFieldError, match="allowed: Days, Weeks, Work"):
            HOUSE_RULES.first_day(700_000, read_amount(length))

    @pytest.mark.parametrize(
        ("start", "length", "closes"),
        [
            ("2026-03-06T16:30", "1 day 3 hours", "2026-03-07T19:30:00-05:00"),
            # the clocks go forward at two; the day is a day, the hours are elapsed
            ("2026-03-07T01:30", "1 day 1 hour", "2026-03-08T03:30:00-04:00"),
            ("2026-03-07T02:30", "1 day 1 hour", "2026-03-08T04:30:00-04:00"),
            ("2026-10-31T01:30", "1 day 1 hour", "2026-11-01T01:30:00-05:00"),
            ("2026-01-31T10:00", "1 month - 90 minutes", "2026-02-28T08:30:00-05:00"),
        ],
    )
    def test_hours_run_from_the_clock_time(
        self, start: str, length: str, closes: str
    ) -> None:
        """
        Days lead to the same clock time, and hours run from there.
        """
        counting = Counting(zone="America/New_York")
        due = counting.deadline(at(start, NEW_YORK), read_amount(length))

        assert due.closes.isoformat() == closes
        assert due.closes_included

    def test_working_days_and_hours(self) -> None:
        """
        One working day after Friday 16:30, and four hours.
        """
        length = WorkingDays(1) + Hours(4)
        friday = at("2026-03-06T16:30")
        due = HOUSE_RULES.deadline(friday, length, calendar=china())
        before = HOUSE_RULES.before(friday, length, calendar=china())

        assert due.closes.isoformat() == "2026-03-09T20:30:00+08:00"
        assert before.closes.isoformat() == "2026-03-05T12:30:00+08:00"
        with pytest.raises(CalendarRequiredError):
            HOUSE_RULES.deadline(friday, length)

    def test_the_years_have_an_end(self) -> None:
        """
        A count that leaves them is refused under the name of the whole span.
        """
        late = at("9999-12-30T10:00")
        for length in (Days(1) + Hours(15), Weeks(1) + Minutes(1)):
            with pytest.raises(DateOutOfRangeError, match=str(length)):
                HOUSE_RULES.deadline(late, length)

    def test_units(self) -> None:
        """
        Amounts of time on the clock alone hold no days, and the others no time.
        """
        whole = {units_of(amount) for amount in (Days(7), Weeks(1))}
        assert whole == {(0, 7, 0)}
        assert {units_of(amount) for amount in (Months(12), Years(1))} == {(12, 0, 0)}
        assert units_of(WorkingDays(3)) == (0, 0, 3)
        hours: tuple[Amount, ...] = (Hours(3), Minutes(3), WorkingMinutes(3))
        assert {units_of(amount) for amount in hours} == {(0, 0, 0)}
        assert time_of(Days(3)) == dt.timedelta(0)


def counted(start: dt.date, months: int, later: int) -> dt.date:
    """Step through the calendar: so many months, then so many days."""
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    number = start.day
    while True:
        try:
            found = dt.date(year, month, number)
            break
        except ValueError:
            number -= 1
    step = dt.timedelta(days=1 if later > 0 else -1)
    for _ in range(abs(later)):
        found += step
    return found


class TestAgainstSteps:
    """
    The count agrees with walking through the calendar.
    """

    @given(days(), st.integers(1, 3), st.integers(1, 14), st.integers(1, 27))
    def test_years_months_and_days(
        self, start: dt.date, years: int, months: int, n: int
    ) -> None:
        """
        Years and months in one step, then days one by one.
        """
        whole = Years(years) + Months(months)
        for length, later in ((whole + Days(n), n), (whole - Days(n), -n)):
            due = HOUSE_RULES.deadline(start, length)
            assert due.last_day == counted(start, 12 * years + months, later)

    @given(days(), st.integers(0, 9))
    def test_half_months(self, start: dt.date, n: int) -> None:
        """
        Whole months, then 15 days for an odd one.
        """
        due = HOUSE_RULES.deadline(start, HalfMonths(n))

        assert due.last_day == counted(start, n // 2, 15 * (n % 2))

    @given(days(), calendars(), st.integers(1, 2), st.integers(1, 9))
    def test_working_days(
        self, start: dt.date, calendar: TableCalendar, weeks: int, n: int
    ) -> None:
        """
        Working days are found one by one after the weeks.
        """
        length: Any = Weeks(weeks) + WorkingDays(n)
        try:
            due = HOUSE_RULES.deadline(start, length, calendar=calendar)
        except CalendarNotCoveredError:
            return
        found = start + dt.timedelta(weeks=weeks)
        for _ in range(n):
            found = roll_forward(calendar, found + dt.timedelta(days=1))
        assert due.last_day == found
