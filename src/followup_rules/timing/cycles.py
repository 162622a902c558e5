"""
Calendar weeks, months, quarters and years as cells.

每周, 每月, 每季度 and 每年 assign one thing to each cell of the calendar:
Monday to Sunday, calendar month, calendar quarter, calendar year.
Both ends of a period belong to it.
"""

import calendar as stdlib_calendar
import datetime as dt
from collections.abc import Iterator
from enum import Enum

import pendulum
from attrs import frozen

from followup_rules.clauses import Text
from followup_rules.errors import ImpossibleOrderError, InvalidFieldError
from followup_rules.fields import Member, Whole
from followup_rules.timing.moments import (
    as_day,
    day_ordinal,
    first_instant,
    show_day,
    show_instant,
    zone_of,
)

_MONTHS_IN_QUARTER = 3


class Cycle(Enum):
    """
    A unit of the calendar that recurs without gap or overlap.
    """

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def name_text(self) -> Text:
        """
        The unit in words.
        """
        return _NAMES[self]


_NAMES = {
    Cycle.WEEK: Text("week", "周"),
    Cycle.MONTH: Text("month", "月"),
    Cycle.QUARTER: Text("quarter", "季度"),
    Cycle.YEAR: Text("year", "年"),
}


@frozen(order=True)
class Period:
    """
    The days from *first* to *last*, both included, under a label.

    >>> march = month(2026, 3)
    >>> march.first, march.last, march.label
    (Date(2026, 3, 1), Date(2026, 3, 31), '2026-03')
    >>> dt.date(2026, 3, 31) in march
    True
    """

    first: pendulum.Date
    last: pendulum.Date
    label: str

    def __contains__(self, day: dt.date) -> bool:
        return (
            self.first.toordinal() <= day_ordinal(day, "day") <= self.last.toordinal()
        )

    def __str__(self) -> str:
        return self.label

    @property
    def days(self) -> int:
        """
        How many days the period has.
        """
        return self.last.toordinal() - self.first.toordinal() + 1

    def begins(self, zone: str = "Asia/Shanghai") -> pendulum.DateTime:
        """
        Return the first instant of the period in *zone*.
        """
        home = zone_of(zone)
        return show_instant(first_instant(self.first.toordinal(), home), home)

    def closes(self, zone: str = "Asia/Shanghai") -> pendulum.DateTime:
        """
        Return the first instant after the period in *zone*.
        """
        home = zone_of(zone)
        return show_instant(first_instant(self.last.toordinal() + 1, home), home)


def period(first: dt.date, last: dt.date) -> Period:
    """
    Return the days from *first* to *last*, both included.

    Raises:
        NotADayError: If either is no plain day.
        ImpossibleOrderError: If *last* lies before *first*.
    """
    start, end = as_day(first, "first"), as_day(last, "last")
    if end < start:
        raise ImpossibleOrderError("first", start, "last", end)
    return Period(start, end, f"{start}..{end}")


def _check(field: str, value: object, lowest: int, highest: int) -> None:
    """Refuse a number that names no cell."""
    rule = Whole(lowest, highest)
    if not rule.accepts(value):
        raise InvalidFieldError(field, value, rule.allowed)


def cell_of(cycle: Cycle, day: dt.date) -> Period:
    """
    Return the cell of *cycle* in which *day* lies.

    >>> cell_of(Cycle.WEEK, dt.date(2026, 1, 1)).label
    '2026-W01'
    """
    ordinal = day_ordinal(day, "day")
    plain = dt.date.fromordinal(ordinal)
    match cycle:
        case Cycle.WEEK:
            monday = ordinal - plain.weekday()
            iso = plain.isocalendar()
            label = f"{iso.year:04d}-W{iso.week:02d}"
            return Period(show_day(monday), show_day(monday + 6), label)
        case Cycle.MONTH:
            return _months(
                plain.year, plain.month, 1, f"{plain.year:04d}-{plain.month:02d}"
            )
        case Cycle.QUARTER:
            quarter_no = (plain.month - 1) // _MONTHS_IN_QUARTER + 1
            first_month = (quarter_no - 1) * _MONTHS_IN_QUARTER + 1
            label = f"{plain.year:04d}-Q{quarter_no}"
            return _months(plain.year, first_month, _MONTHS_IN_QUARTER, label)
        case Cycle.YEAR:
            return _months(plain.year, 1, 12, f"{plain.year:04d}")
        case _:
            raise InvalidFieldError("cycle", cycle, Member(Cycle).allowed)


def _months(year_no: int, first_month: int, count: int, label: str) -> Period:
    """Return *count* months of one year as a cell."""
    last_month = first_month + count - 1
    last_day = stdlib_calendar.monthrange(year_no, last_month)[1]
    return Period(
        pendulum.Date(year_no, first_month, 1),
        pendulum.Date(year_no, last_month, last_day),
        label,
    )


def cells(cycle: Cycle, first: dt.date, last: dt.date) -> Iterator[Period]:
    """
    Yield every cell of *cycle* that has a day from *first* to *last*, both included.

    Where *last* lies before *first* there is none.

    >>> [str(cell) for cell in cells(Cycle.MONTH, dt.date(2026, 1, 31), dt.date(2026, 3, 1))]
    ['2026-01', '2026-02', '2026-03']
    """
    cell = cell_of(cycle, first)
    end = day_ordinal(last, "last")
    if end < day_ordinal(first, "first"):
        return
    while cell.first.toordinal() <= end:
        yield cell
        cell = next_cell(cycle, cell)


def next_cell(cycle: Cycle, cell: Period) -> Period:
    """
    Return the cell of *cycle* that begins when *cell* has ended.
    """
    return cell_of(cycle, show_day(cell.last.toordinal() + 1))


def week(iso_year: int, iso_week: int) -> Period:
    """
    Return an ISO week, Monday to Sunday.

    Raises:
        InvalidFieldError: If that year has no such week.
    """
    _check("iso_year", iso_year, 1, 9998)
    weeks_in_year = dt.date(iso_year, 12, 28).isocalendar().week
    _check("iso_week", iso_week, 1, weeks_in_year)
    return cell_of(Cycle.WEEK, dt.date.fromisocalendar(iso_year, iso_week, 1))


def month(year_no: int, month_no: int) -> Period:
    """
    Return a calendar month.

    Raises:
        InvalidFieldError: If the month is not 1 to 12.
    """
    _check("year", year_no, 1, 9998)
    _check("month", month_no, 1, 12)
    return cell_of(Cycle.MONTH, dt.date(year_no, month_no, 1))


def quarter(year_no: int, quarter_no: int) -> Period:
    """
    Return a calendar quarter.

    Raises:
        InvalidFieldError: If the quarter is not 1 to 4.
    """
    _check("year", year_no, 1, 9998)
    _check("quarter", quarter_no, 1, 4)
    first_month = (quarter_no - 1) * _MONTHS_IN_QUARTER + 1
    return cell_of(Cycle.QUARTER, dt.date(year_no, first_month, 1))


def year(year_no: int) -> Period:
    """
    Return a calendar year.

    Raises:
        InvalidFieldError: If the year is not 1 to 9998.
    """
    _check("year", year_no, 1, 9998)
    return cell_of(Cycle.YEAR, dt.date(year_no, 1, 1))
