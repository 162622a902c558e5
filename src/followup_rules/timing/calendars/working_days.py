"""
Arithmetic of working days: functions over any calendar.
"""

import datetime as dt
from collections.abc import Callable
from enum import Enum
from typing import Final

import pendulum

from followup_rules.errors import (
    CalendarNeverOpensError,
    DateOutOfRangeError,
    ImpossibleCountError,
    InvalidFieldError,
)
from followup_rules.fields import Member
from followup_rules.fields.arguments import check_kind
from followup_rules.immutable import frozen
from followup_rules.timing.calendars.kinds import DayKind, WorkCalendar
from followup_rules.timing.calendars.table import TableCalendar
from followup_rules.timing.moments import LAST_ORDINAL, day_ordinal, show_day

LONGEST_CLOSURE: Final = 3660
"""How many rest days in a row a calendar without a table may show, in days."""


class RestDayStart(Enum):
    """
    How counting working days begins on a rest day.
    """

    NEXT_IS_FIRST = "next_is_first"
    """The next working day is day 1 (what statutes and `holidays` do; counting
    backward, what `chinesecalendar` does)."""
    ROLL_THEN_COUNT = "roll_then_count"
    """The start moves to the next working day in the direction of the count, which
    then stands for it: day 1 is the working day after, unless the start day counts
    (what gocardless/business does both ways, and `chinesecalendar` forward only)."""


_NEXT_IS_FIRST: Final = RestDayStart.NEXT_IS_FIRST
_STARTS: Final = Member(RestDayStart)
A_CALENDAR: Final = "a work calendar, such as timing.calendars.china()"


@frozen(eq=False, repr=False)
class _Stepper:
    """
    The same questions asked of a calendar without a table, day by day.
    """

    calendar: WorkCalendar

    def is_worked(self, ordinal: int) -> bool:
        """Ask the calendar itself."""
        return self.calendar.kind(show_day(ordinal)).is_working

    def is_suspended(self, ordinal: int) -> bool:
        """Ask the calendar itself."""
        return self.calendar.kind(show_day(ordinal)) is DayKind.SUSPENDED

    def nth_after(self, ordinal: int, n: int) -> int:
        """Step forward."""
        return self._step(ordinal, n, 1, self.is_worked)

    def nth_before(self, ordinal: int, n: int) -> int:
        """Step backward."""
        return self._step(ordinal, n, -1, self.is_worked)

    def nth_counting(self, ordinal: int, n: int) -> int:
        """Step forward, or backward, and pass over days that do not count."""
        direction = 1 if n > 0 else -1
        return self._step(
            ordinal, abs(n), direction, lambda day: not self.is_suspended(day)
        )

    def worked_within(self, first: int, last: int) -> int:
        """Ask each day."""
        return sum(self.is_worked(ordinal) for ordinal in range(first, last + 1))

    def suspended_within(self, first: int, last: int) -> int:
        """Ask each day."""
        return sum(self.is_suspended(ordinal) for ordinal in range(first, last + 1))

    def _step(
        self, ordinal: int, n: int, direction: int, counts: Callable[[int], bool]
    ) -> int:
        """Walk to the n-th day that counts, and give up where none ever comes."""
        start, idle, wanted = ordinal, 0, n
        while n:
            ordinal += direction
            idle += 1
            if not 1 <= ordinal <= LAST_ORDINAL:
                raise DateOutOfRangeError(show_day(start), f"day {wanted} that counts")
            if counts(ordinal):
                n, idle = n - 1, 0
            elif idle > LONGEST_CLOSURE:
                bounds = sorted((start, ordinal))
                raise CalendarNeverOpensError(
                    self.calendar.calendar_id, show_day(bounds[0]), show_day(bounds[1])
                )
        return ordinal


def days_of(calendar: WorkCalendar) -> TableCalendar | _Stepper:
    """
    Return what answers questions about *calendar* by ordinal, fast where it can.

    Raises:
        InvalidFieldError: If *calendar* is no work calendar.
    """
    if isinstance(calendar, TableCalendar):
        return calendar
    if not isinstance(calendar, WorkCalendar):
        raise InvalidFieldError("calendar", calendar, A_CALENDAR)
    return _Stepper(calendar)


def bounds_of(calendar: WorkCalendar) -> tuple[dt.date, dt.date]:
    """
    Return the first and the last day about which a calendar can be asked.

    Raises:
        InvalidFieldError: If *calendar* is no work calendar.
    """
    days_of(calendar)
    if isinstance(calendar, TableCalendar):
        return calendar.covered
    return calendar.confirmed


def is_working_day(calendar: WorkCalendar, day: dt.date) -> bool:
    """
    Say whether *day* is a working day, make-up days included.

    Raises:
        NotADayError: If *day* is a datetime.
        CalendarNotCoveredError: If no published notice covers it.
    """
    return days_of(calendar).is_worked(day_ordinal(day, "day"))


def roll_forward(calendar: WorkCalendar, day: dt.date) -> pendulum.Date:
    """
    Return *day* if it is worked, else the next working day.
    """
    return show_day(roll(calendar, day_ordinal(day, "day"), 1))


def roll_backward(calendar: WorkCalendar, day: dt.date) -> pendulum.Date:
    """
    Return *day* if it is worked, else the working day before it.
    """
    return show_day(roll(calendar, day_ordinal(day, "day"), -1))


def roll(calendar: WorkCalendar, ordinal: int, direction: int) -> int:
    """
    Return the day itself if it is worked, else the next one in *direction*.
    """
    days = calendar if type(calendar) is TableCalendar else days_of(calendar)
    if days.is_worked(ordinal):
        return ordinal
    return days.nth_after(ordinal, 1) if direction > 0 else days.nth_before(ordinal, 1)


def add_working_days(
    calendar: WorkCalendar,
    day: dt.date,
    n: int,
    *,
    rest_day_start: RestDayStart = RestDayStart.NEXT_IS_FIRST,
) -> pendulum.Date:
    """
    Return the n-th working day after *day*; *day* itself is not counted.

    A negative *n* counts backward. With `n == 0` the answer is *day* rolled
    forward. A start on a rest day follows *rest_day_start*.

    Raises:
        NotADayError: If *day* is a datetime.
        ImpossibleCountError: If *n* is no whole number.
        InvalidFieldError: If *calendar* or *rest_day_start* is none.
        CalendarNotCoveredError: If the count leaves the covered days.
        DateOutOfRangeError: If it leaves the years 1 to 9999.
    """
    ordinal = day_ordinal(day, "day")
    if type(n) is not int:
        raise ImpossibleCountError("n", n, "a whole number")
    if rest_day_start is not _NEXT_IS_FIRST and not _STARTS.accepts(rest_day_start):
        raise InvalidFieldError("rest_day_start", rest_day_start, _STARTS.allowed)
    return show_day(shift(calendar, ordinal, n, rest_day_start))


def shift(
    calendar: WorkCalendar,
    ordinal: int,
    n: int,
    rest_day_start: RestDayStart = RestDayStart.NEXT_IS_FIRST,
) -> int:
    """
    Do what `add_working_days` does, from ordinal to ordinal.
    """
    if n == 0:
        return roll(calendar, ordinal, 1)
    if rest_day_start is not _NEXT_IS_FIRST:
        ordinal = roll(calendar, ordinal, n)
    days = calendar if type(calendar) is TableCalendar else days_of(calendar)
    return days.nth_after(ordinal, n) if n > 0 else days.nth_before(ordinal, -n)


def count_working_days(
    calendar: WorkCalendar,
    start: dt.date,
    end: dt.date,
    *,
    include_start: bool = False,
    include_end: bool = True,
) -> int:
    """
    Count the working days between two days, *start* excluded and *end* included.

    So it undoes `add_working_days`, forward and backward: where *end* lies before
    *start* the count is negative.

    Raises:
        NotADayError: If either is a datetime.
        CalendarNotCoveredError: If a day that would be counted is not covered.
        InvalidFieldError: If *calendar* is no work calendar, or one of the others no
            flag.
    """
    check_kind("include_start", include_start, bool, "True or False")
    check_kind("include_end", include_end, bool, "True or False")
    days = days_of(calendar)
    first, last = day_ordinal(start, "start"), day_ordinal(end, "end")
    sign = 1
    if last < first:
        first, last, sign = last, first, -1
        include_start, include_end = include_end, include_start
    if first == last:
        include_start = include_end = include_start and include_end
    first += not include_start
    last -= not include_end
    return sign * days.worked_within(first, last) if first <= last else 0
