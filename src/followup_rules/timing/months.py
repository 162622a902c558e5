"""
The corresponding day so many months on, in one step.
"""

import calendar as stdlib_calendar
import datetime as dt
from typing import Final

import pendulum

from followup_rules.errors import DateOutOfRangeError
from followup_rules.timing.amounts import MONTHS_IN_YEAR, Months
from followup_rules.timing.moments import UTC, local_ordinal, show_day

_IN_EVERY_MONTH: Final = 28
"""Every month has so many days; only for a later one its length is looked up."""


def add_months(start: int, months: int, *, closing: bool = False) -> int:
    """
    Return the corresponding day so many months on, else that month's last day.

    With *closing*, the start day is day 1, so the period ends on the day before
    the corresponding one; where that is missing, on the month's last day.
    """
    day = dt.date.fromordinal(start)
    index = day.year * MONTHS_IN_YEAR + day.month - 1 + months
    year, month = divmod(index, MONTHS_IN_YEAR)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise DateOutOfRangeError(day, Months(abs(months)))
    last = _IN_EVERY_MONTH
    if day.day > last:
        last = stdlib_calendar.monthrange(year, month + 1)[1]
    if closing and months and day.day <= last:
        return dt.date(year, month + 1, day.day).toordinal() - 1
    return dt.date(year, month + 1, min(day.day, last)).toordinal()


def in_one_month(one: int, other: int) -> bool:
    """
    Say whether two days lie in the same month.
    """
    days = (dt.date.fromordinal(one), dt.date.fromordinal(other))
    return len({(day.year, day.month) for day in days}) == 1


def corresponding_day(
    start: dt.date, *, years: int = 0, months: int = 0
) -> pendulum.Date:
    """
    Return the corresponding day so long after (or before) *start*, in one step.

    A day that the month does not have becomes the month's last day.

    >>> corresponding_day(dt.date(2024, 2, 29), years=5)
    Date(2029, 2, 28)
    """
    ordinal = local_ordinal(start, UTC, "start")
    return show_day(add_months(ordinal, years * MONTHS_IN_YEAR + months))
