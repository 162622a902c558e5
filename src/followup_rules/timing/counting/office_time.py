"""
Counting by the hours of an office.
"""

import datetime as dt
from functools import lru_cache

from followup_rules.errors import CalendarRequiredError, InvalidFieldError
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting.deadline import Deadline
from followup_rules.timing.hours import OfficeHours, Week, Weekday, Window
from followup_rules.timing.hours.office import OpenAmount
from followup_rules.timing.moments import Moment, show_day, to_utc

_FORWARD = 1
_WHOLE_DAY = (Window(dt.time(), dt.time()),)


def received(
    trigger: Moment, office: OfficeHours, calendar: WorkCalendar | None
) -> Moment:
    """
    Return when a trigger counts as received: at once, or at the next opening.

    A day without a clock time stays as it is.
    """
    if not isinstance(trigger, dt.datetime):
        return trigger
    return office.next_opening(trigger, calendar=calendar)


def office_of(hours: OfficeHours | None) -> OfficeHours:
    """
    Return the office of a convention.

    Raises:
        InvalidFieldError: If it has none.
    """
    if hours is None:
        message = "the OfficeHours in which working hours are counted"
        raise InvalidFieldError("Counting.hours", None, message)
    return hours


def open_time_on(
    office: OfficeHours | None,
    start: dt.datetime,
    amount: OpenAmount,
    calendar: WorkCalendar | None,
    direction: int,
) -> dt.datetime:
    """
    Return the instant that is so much open time after, or before, another.

    Raises:
        InvalidFieldError: If there is no office.
    """
    office = office_of(office)
    if direction == _FORWARD:
        return to_utc(office.due(start, amount, calendar=calendar))
    return to_utc(office.due_before(start, amount, calendar=calendar))


def standing_still(
    zone: str,
    start: dt.datetime,
    time: dt.timedelta,
    calendar: WorkCalendar | None,
    direction: int,
) -> dt.datetime:
    """
    Return the instant so much time on, or back, of which rest days do not count.

    Raises:
        CalendarRequiredError: If there is no calendar.
    """
    if calendar is None:
        raise CalendarRequiredError("letting hours stand still on rest days")
    return open_time_on(round_the_clock(zone), start, time, calendar, direction)


def close_of_day(
    office: OfficeHours, ordinal: int, calendar: WorkCalendar | None
) -> Deadline:
    """
    Return the deadline at which an office closes on a day; 24:00 where it does not.
    """
    closes = office.closing_on(show_day(ordinal), calendar=calendar)
    if closes is None or closes == closes.start_of("day"):
        return Deadline(ordinal, None, office.zone)
    return Deadline(closes.toordinal(), to_utc(closes), office.zone)


@lru_cache(maxsize=64)
def round_the_clock(zone: str) -> OfficeHours:
    """
    Return an office that never closes on a day that is worked.
    """
    week = Week(**{day.value: _WHOLE_DAY for day in Weekday})
    return OfficeHours(zone=zone, week=week, on_make_up=Weekday.MON)
