"""
Tables of what a calendar answers, one entry for each day that it can be asked of.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Final, TypeVar

from followup_rules.errors import (
    CalendarNotCoveredError,
    DateOutOfRangeError,
    InvalidFieldError,
    NoSuchDayError,
)
from followup_rules.frames.engines.zones import EPOCH
from followup_rules.timing.amounts import Amount
from followup_rules.timing.calendars import TableCalendar, WorkCalendar, bounds_of
from followup_rules.timing.counting import Counting, LastDay
from followup_rules.timing.counting.on_the_clock import day_reached
from followup_rules.timing.counting.units import units_of
from followup_rules.timing.counting.whole_days import BACKWARD, FORWARD, rolled
from followup_rules.timing.cycles import DueDay, Limit

FIRST_DAY: Final = 2 - EPOCH
LAST_DAY: Final = 3_652_058 - EPOCH
"""The bounds of what a count may come to, as in the scalar path."""
NO_SUCH_DAY: Final = LAST_DAY + 2
"""What stands for a day that the cell of a start does not have."""
LONGEST: Final = 4_000_000

_YEAR: Final = 12
_EARLY: Final = 400
_FURTHEST_CELL: Final = 14 * 366
_MOST_STARTS: Final = 500_000
"""From how many days each is counted, to be looked up by the rows."""
_SHORTEST_MONTH: Final = 28
_LONGEST_MONTH: Final = 31
_SHORTEST_YEAR: Final = 365
_LONGEST_YEAR: Final = 366

Days = tuple[int, list[int | None]]
"""The number of a first day, and an answer for it and each day that follows."""

_Counts = TypeVar("_Counts", bound=Callable[..., Days])
"""What counts such a table of a calendar, which is the last of its arguments."""


def kept_by_calendar(count: _Counts) -> _Counts:
    """
    Keep the tables that *count* makes of calendars that never change.
    """
    kept = lru_cache(maxsize=64)(count)

    @wraps(count)
    def days(*asked: Any) -> Days:
        """Count, or return what was counted before."""
        if isinstance(asked[-1], TableCalendar):
            return kept(*asked)
        return count(*asked)

    counted: Any = days
    found: _Counts = counted
    return found


@kept_by_calendar
def last_days(counting: Counting, amount: Limit, calendar: WorkCalendar) -> Days:
    """
    Return the last day for each start that a calendar can answer.

    Before them stands the number of the first such start. What lies beyond the years 1
    to 9999 is past `LAST_DAY`, and of days of a cell `NO_SUCH_DAY`.
    """
    return answers(
        calendar,
        _reach(counting, amount),
        lambda start: counting.last_day(start, amount, calendar),
    )


@kept_by_calendar
def days_on(counting: Counting, amount: Amount, calendar: WorkCalendar) -> Days:
    """
    Return the day to which the days of a length with hours lead, for each start.
    """
    return answers(
        calendar,
        _reach(counting, amount),
        lambda near: day_reached(counting, near, amount, calendar, FORWARD),
    )


@kept_by_calendar
def days_back(counting: Counting, amount: Amount, calendar: WorkCalendar) -> Days:
    """
    Return the day to which they lead back, for each event.
    """
    return answers(
        calendar,
        (0, -furthest(amount)),
        lambda near: day_reached(counting, near, amount, calendar, BACKWARD),
    )


def _reach(counting: Counting, amount: Limit) -> tuple[int, int]:
    """
    Return how many days an amount can span at most and at least.

    The last day is asked of the calendar, so that it is covered; and where working
    days are counted, the day from which they are is asked too.
    """
    if isinstance(amount, DueDay):
        return _FURTHEST_CELL, 0
    months, days, working = (min(n, LONGEST) for n in units_of(amount))
    years, rest = divmod(months, _YEAR)
    longest = years * _LONGEST_YEAR + rest * _LONGEST_MONTH + max(0, days)
    if counting.least_working_days:
        return longest, 0
    return longest, years * _SHORTEST_YEAR + rest * _SHORTEST_MONTH + days + working


def furthest(amount: Amount) -> int:
    """
    Return how many days an amount can span, were half of all days worked.
    """
    months, days, working = (min(n, LONGEST) for n in units_of(amount))
    return months * _LONGEST_MONTH + max(0, days) + 2 * working


def answers(
    calendar: WorkCalendar, reach: tuple[int, int], answer: Callable[[int], int]
) -> Days:
    """
    Ask for every day from which the covered days can be reached.

    Beside the answers stands the number of the day that the first of them is of.
    """
    first, last = (day.toordinal() for day in bounds_of(calendar))
    longest, shortest = reach
    low = max(1, first - longest - _EARLY)
    high = min(LAST_DAY + EPOCH, last - shortest + _EARLY)
    if high - low > _MOST_STARTS:
        years = _MOST_STARTS // 365
        allowed = f"a calendar of at most {years} years, such as those of the rows"
        raise InvalidFieldError("calendar", calendar.calendar_id, allowed)

    def entry(start: int) -> int | None:
        try:
            return answer(start) - EPOCH
        except CalendarNotCoveredError:
            return None
        except NoSuchDayError:
            return NO_SUCH_DAY
        except DateOutOfRangeError:
            return LAST_DAY + 1

    return low - EPOCH, [entry(start) for start in range(low, max(low, high) + 1)]


@kept_by_calendar
def rolls(rest_day: LastDay, calendar: WorkCalendar) -> Days:
    """
    Ask where every day comes to lie that must be no rest day.
    """
    return answers(calendar, (0, 0), lambda day: rolled(day, rest_day, calendar))
