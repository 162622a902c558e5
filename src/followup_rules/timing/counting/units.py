"""
What an amount comes to: months, days and working days, and time on the clock.
"""

import datetime as dt
from typing import Final, get_args

from followup_rules.timing.amounts import (
    DAYS_IN_WEEK,
    HALF_MONTH,
    MONTHS_IN_YEAR,
    OPEN_MICROSECONDS,
    Amount,
    Days,
    HalfMonths,
    Hours,
    Minutes,
    Months,
    Span,
    Weeks,
    WorkingDays,
    Years,
)
from followup_rules.timing.cycles import Limit

InDays = Days | Weeks | WorkingDays | HalfMonths | Months | Years | Span
"""An amount that can be counted from a day; a span where it holds no hours."""

IN_WHOLE_DAYS: Final[tuple[type, ...]] = get_args(InDays)

IN_ONE_UNIT: Final = frozenset({Days, Weeks, Months, Years, WorkingDays})
"""The units that most amounts are counted in, each by itself."""

OPEN_UNITS: Final = frozenset(OPEN_MICROSECONDS)
"""The amounts that are counted while an office is open."""

_CLOCK_UNITS: Final = frozenset({Hours, Minutes})
_NONE: Final = dt.timedelta(0)


def runs_on_the_clock(amount: Limit) -> bool:
    """
    Say whether *amount* is counted from an instant, in hours or minutes.
    """
    if isinstance(amount, Span):
        return amount.on_the_clock
    return type(amount) in _CLOCK_UNITS


def needs_an_instant(amount: Limit) -> bool:
    """
    Say whether *amount* is counted from an instant, by the clock or in open time.
    """
    return type(amount) in OPEN_UNITS or runs_on_the_clock(amount)


def time_of(amount: Amount) -> dt.timedelta:
    """
    Return the hours and minutes in *amount*.

    Raises:
        OverflowError: If they are more than all the years a date can have.
    """
    if isinstance(amount, Hours):
        return dt.timedelta(hours=amount.n)
    if isinstance(amount, Minutes):
        return dt.timedelta(minutes=amount.n)
    return amount.clock if isinstance(amount, Span) else _NONE


def units_of(amount: Limit) -> tuple[int, int, int]:
    """
    Return the months, days and working days that *amount* comes to.

    A day that hangs on a cell comes to none, and hours do not either.

    >>> units_of(Years(1)), units_of(HalfMonths(3)), units_of(Weeks(1) + Days(2))
    ((12, 0, 0), (1, 15, 0), (0, 9, 0))
    """
    match amount:
        case Span():
            return amount.months, amount.days, amount.working_days
        case HalfMonths(n=n):
            return n // 2, n % 2 * HALF_MONTH, 0
        case Months(n=n):
            return n, 0, 0
        case Years(n=n):
            return n * MONTHS_IN_YEAR, 0, 0
        case Weeks(n=n):
            return 0, n * DAYS_IN_WEEK, 0
        case Days(n=n):
            return 0, n, 0
        case WorkingDays(n=n):
            return 0, 0, n
    return 0, 0, 0


def as_counted(amount: Limit, working_days_up_to: int) -> Limit:
    """
    Return a short period of days as the working days that it is counted in.
    """
    if type(amount) is Days and amount.n <= working_days_up_to:
        return WorkingDays(amount.n)
    return amount
