"""
Counting from an instant: hours and minutes of the clock, and open time of an office.
"""

import datetime as dt
from typing import Any, Final

from followup_rules.errors import DateOutOfRangeError
from followup_rules.timing.amounts import Amount, Span, WorkingHours, WorkingMinutes
from followup_rules.timing.calendars import WorkCalendar, shift
from followup_rules.timing.counting.choices import HourStart, LastDay
from followup_rules.timing.counting.deadline import Deadline
from followup_rules.timing.counting.suspended import pass_over
from followup_rules.timing.counting.terms import Terms
from followup_rules.timing.counting.units import (
    runs_on_the_clock,
    time_of,
    units_of,
)
from followup_rules.timing.counting.whole_days import FORWARD, needed, rolled
from followup_rules.timing.moments import LAST_ORDINAL, Moment, as_instant, to_utc
from followup_rules.timing.months import add_months

_A_MOMENT: Final = dt.timedelta(microseconds=1)


def run_the_clock(
    counting: Terms,
    moment: Moment,
    amount: Any,
    calendar: WorkCalendar | None,
    direction: int,
) -> Deadline:
    """
    Return the deadline at the instant so long after *moment*, or before it.

    An excluded bound is taken off before hours roll off rest days.

    Raises:
        DateOutOfRangeError: If the count leaves the years 1 to 9999.
        NaiveTimeError, NotAnInstantError: If *moment* is unusable.
    """
    forward = direction == FORWARD
    instant = as_instant(moment, "trigger" if forward else "event")
    try:
        start = clock_start(counting, instant, direction)
        end = _run(counting, start, amount, calendar, direction)
        return clock_end(counting, end, amount, calendar, direction)
    except OverflowError as error:
        raise DateOutOfRangeError(moment, amount) from error


def clock_start(counting: Terms, instant: dt.datetime, direction: int) -> dt.datetime:
    """
    Return when a count of hours or minutes begins: at once, or at the full hour.
    """
    start = to_utc(instant)  # A-07, CC-201
    if counting.hour_start is HourStart.NEXT_FULL_HOUR:
        forward = direction == FORWARD
        start = _full_hour(counting, start) + dt.timedelta(hours=forward)
    return start


def clock_end(
    counting: Terms,
    end: dt.datetime,
    amount: Any,
    calendar: WorkCalendar | None,
    direction: int,
) -> Deadline:
    """
    Return the deadline of a count that has run until *end*: its bound, then rest days.
    """
    if not counting.bound_included:
        end -= _A_MOMENT
    if counting.hours_roll and runs_on_the_clock(amount):
        forward = direction == FORWARD
        rest_day = counting.rest_day if forward else counting.rest_day_before
        end = _rolled_on(counting, end, rest_day, calendar)
    return Deadline(end.astimezone(counting.tz).toordinal(), end, counting.zone)


def _full_hour(counting: Terms, instant: dt.datetime) -> dt.datetime:
    """Return the full hour of local clocks that *instant* lies in."""
    local = instant.astimezone(counting.tz)
    past = dt.timedelta(
        minutes=local.minute, seconds=local.second, microseconds=local.microsecond
    )
    return instant - past


def _run(
    counting: Terms,
    start: dt.datetime,
    amount: Any,
    calendar: WorkCalendar | None,
    direction: int,
) -> dt.datetime:
    """Return the instant so long after, or before, another."""
    if isinstance(amount, WorkingHours | WorkingMinutes):
        from followup_rules.timing.counting.office_time import (  # noqa: PLC0415 - few know an office
            open_time_on,
        )

        return open_time_on(counting.hours, start, amount, calendar, direction)
    if isinstance(amount, Span):
        start = _days_off(counting, start, amount, calendar, direction)
    time = time_of(amount)
    if counting.hours_stand_still:
        from followup_rules.timing.counting.office_time import (  # noqa: PLC0415 - likewise
            standing_still,
        )

        return standing_still(counting.zone, start, time, calendar, direction)
    return start + time * direction


def _days_off(
    counting: Terms,
    start: dt.datetime,
    span: Span,
    calendar: WorkCalendar | None,
    direction: int,
) -> dt.datetime:
    """Go to the same clock time of the day that a span's days lead to."""
    local = start.astimezone(counting.tz)
    day = day_reached(counting, local.toordinal(), span, calendar, direction)
    if not 1 < day < LAST_ORDINAL:
        raise DateOutOfRangeError(start, span)
    moved = dt.datetime.combine(dt.date.fromordinal(day), local.time(), counting.tz)
    return to_utc(moved)


def day_reached(
    counting: Terms,
    near: int,
    amount: Amount,
    calendar: WorkCalendar | None,
    direction: int,
) -> int:
    """
    Return the day to which the days of a length lead, before its hours run.

    Raises:
        CalendarRequiredError: If working days or suspended ones matter, and there is no
            calendar.
        CalendarNotCoveredError: If the count leaves the covered days.
    """
    months, days, working = units_of(amount)

    def ends(begun: int) -> int:
        return add_months(begun, months * direction) + days * direction

    if counting.suspended_days_count or not (months or days):
        day = ends(near)
    else:
        day = pass_over(calendar, near, (months, days), direction, ends=ends)
    if not working:
        return day
    home = needed(calendar)
    return shift(home, day, working * direction, counting.rest_day_start)


def _rolled_on(
    counting: Terms,
    end: dt.datetime,
    rest_day: LastDay,
    calendar: WorkCalendar | None,
) -> dt.datetime:
    """Let hours that end on a rest day run on to the same time of another."""
    if rest_day is LastDay.STAYS:
        return end
    local = end.astimezone(counting.tz)
    last = local.toordinal()
    day = rolled(last, rest_day, calendar)
    if day == last:
        return end
    there = dt.date.fromordinal(day)
    return to_utc(dt.datetime.combine(there, local.time(), counting.tz))
