"""
Filing deadlines that the tax administration published, from the calendar alone.

They are no follow-up rule, and so a good judge of calendar and arithmetic. A
month's filing period runs to the 15th. Every run of three or more rest days within
the 1st to the 15th lengthens it by as many working days as it has rest days; where
there is none, a 15th that is a rest day moves to the next working day.
"""

import datetime as dt
import itertools
from pathlib import Path

import pytest

from followup_rules.timing.calendars import (
    DayKind,
    TableCalendar,
    WorkCalendar,
    add_working_days,
    china,
    from_exceptions,
    from_holiday_cn,
    is_working_day,
    roll_forward,
)

FIXTURES = Path(__file__).parents[1] / "fixtures" / "holiday-cn"

PUBLISHED = {
    2021: (20, 23, 15, 20, 21, 18, 15, 16, 15, 26, 15, 15),
    2022: (19, 23, 15, 20, 19, 20, 15, 15, 20, 25, 15, 15),
    2023: (16, 15, 15, 17, 18, 15, 17, 15, 15, 23, 15, 15),
}
"""The day of the month, January to December, as published in three yearly notices."""

ROWS = [
    (year, month, day)
    for year, deadlines in PUBLISHED.items()
    for month, day in enumerate(deadlines, 1)
]


class Counter:
    """
    A calendar without a table.
    """

    calendar_id = "counter"
    confirmed = (dt.date(2021, 1, 1), dt.date(2023, 12, 28))

    def kind(self, day: dt.date) -> DayKind:
        """
        Ask the table of the China extra.
        """
        return china().kind(day)


def from_files() -> TableCalendar:
    """
    Load the three yearly files of our own.
    """
    return from_holiday_cn(*(FIXTURES / f"{year}.json" for year in PUBLISHED))


def filing_deadline(calendar: WorkCalendar, year: int, month: int) -> dt.date:
    """
    Apply the rule of the module's docstring.
    """
    days = [dt.date(year, month, day) for day in range(1, 16)]
    runs = [
        len(list(run))
        for worked, run in itertools.groupby(
            days, key=lambda day: is_working_day(calendar, day)
        )
        if not worked
    ]
    extension = sum(length for length in runs if length >= 3)
    if extension:
        return add_working_days(calendar, days[-1], extension)
    return roll_forward(calendar, days[-1])


class TestPublishedDeadlines:
    """
    All 36 published deadlines of three years come out, whatever feeds the calendar.
    """

    @pytest.mark.parametrize(("year", "month", "day"), ROWS)
    @pytest.mark.parametrize("make", [china, from_files, Counter])
    def test_row(
        self, make: type[WorkCalendar], year: int, month: int, day: int
    ) -> None:
        """
        The computed deadline is the published one.
        """
        assert filing_deadline(make(), year, month) == dt.date(year, month, day)

    def test_make_up_days_matter(self) -> None:
        """
        A calendar that ignores make-up days gets some of them wrong.
        """
        first, last = china().confirmed
        span = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
        off = [
            day
            for day in span
            if day.weekday() < 5 and not is_working_day(china(), day)
        ]
        naive = from_exceptions("naive", first, last, off=off, source="a test")
        wrong = [
            (year, month)
            for year, month, day in ROWS
            if filing_deadline(naive, year, month).day != day
        ]

        assert wrong == [(2021, 2), (2022, 4), (2022, 10), (2023, 10)]
