"""
Calendars from lists of days: ordinary weeks, or another calendar, with exceptions.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from followup_rules.errors import CalendarDataError
from followup_rules.fields.arguments import check_many
from followup_rules.timing.amounts import DAYS_IN_WEEK
from followup_rules.timing.calendars.kinds import (
    SATURDAY,
    SUNDAY,
    DayKind,
    WorkCalendar,
)
from followup_rules.timing.calendars.table import CODE_OF, TableCalendar
from followup_rules.timing.calendars.working_days import bounds_of, days_of
from followup_rules.timing.moments import as_day, day_ordinal, show_day

_WEEK: Final = range(DAYS_IN_WEEK)
A_LIST_OF_DAYS: Final = "a list of days"


def lay_over_week(
    name: str,
    first: dt.date,
    last: dt.date,
    exceptions: Mapping[dt.date, DayKind],
    provenance: Iterable[str],
    weekend: Collection[int] = (SATURDAY, SUNDAY),
    provisional_from: int | None = None,
) -> TableCalendar:
    """
    Lay exceptions over a week, and freeze the result.
    """
    start = day_ordinal(first, "first")
    end = day_ordinal(last, "last")
    codes = bytearray(
        CODE_OF[
            DayKind.WEEKEND
            if (ordinal - 1) % DAYS_IN_WEEK in weekend
            else DayKind.WORKING
        ]
        for ordinal in range(start, end + 1)
    )
    for day, kind in exceptions.items():
        index = day_ordinal(day, "day") - start
        if 0 <= index < len(codes):
            codes[index] = CODE_OF[kind]
    return TableCalendar(name, start, bytes(codes), tuple(provenance), provisional_from)


def from_exceptions(
    name: str,
    first: dt.date,
    last: dt.date,
    *,
    off: Iterable[dt.date] = (),
    on: Iterable[dt.date] = (),
    suspended: Iterable[dt.date] = (),
    weekend: Collection[int] = (SATURDAY, SUNDAY),
    source: str,
) -> TableCalendar:
    """
    Return a calendar of ordinary weeks with the exceptions that the host lists.

    Args:
        name: What the host calls it.
        first: The first day for which the list is complete.
        last: The last such day.
        off: Days off that would be worked.
        on: Weekend days that are worked.
        suspended: Days off on which periods stand still, such as a court's recess;
            a day off among them may be listed as both.
        weekend: The weekly rest days, Monday being 0.
        source: Where the list comes from.

    Raises:
        CalendarDataError: If a day is both off and on, or outside the bounds, a day
            of the ordinary week is listed as on, the bounds are in the wrong order, or
            *weekend* names no day of the week.
        CalendarNeverOpensError: If no day is worked.
        InvalidFieldError: If the days are no list, or *name* or *source* is no text.
        NotADayError: If a day or a bound is no plain day.

    >>> from followup_rules.timing.calendars import add_working_days
    >>> order = from_exceptions(
    ...     "court", dt.date(2026, 1, 1), dt.date(2026, 12, 31),
    ...     off=[dt.date(2026, 7, 3)], source="court order 7",
    ... )
    >>> add_working_days(order, dt.date(2026, 7, 2), 1)
    Date(2026, 7, 6)
    """
    exceptions = _collect(
        name, {DayKind.HOLIDAY: off, DayKind.MAKEUP_WORKING: on}, suspended
    )
    start, end = as_day(first, "first"), as_day(last, "last")
    if end < start:
        raise CalendarDataError(
            name, f"the last day {end} lies before the first {start}", "swap them"
        )
    for day in exceptions:
        if not start <= day <= end:
            raise CalendarDataError(
                name,
                f"{day} lies outside {start} to {end}",
                "widen the bounds or drop the day",
            )
    rest = read_weekend(name, weekend)
    for day, kind in exceptions.items():
        if kind.is_working and day.weekday() not in rest:
            raise CalendarDataError(
                name,
                f"{day} is listed as worked, and is no weekend day",
                "list under 'on' only days that the week leaves free",
            )
    return lay_over_week(name, start, end, exceptions, (source,), rest)


def read_weekend(name: str, weekend: Collection[int]) -> tuple[int, ...]:
    """
    Return the weekly rest days of a calendar, Monday being 0.

    Raises:
        InvalidFieldError: If they are no collection.
        CalendarDataError: If one is no day of the week.
    """
    rest = check_many("weekend", weekend, "the numbers of days of the week")
    for number in rest:
        # True is 1 to Python, and 1.0 as well; neither is a Tuesday.
        whole = isinstance(number, int) and not isinstance(number, bool)
        if not whole or number not in _WEEK:
            raise CalendarDataError(
                name,
                f"{number!r} is no day of the week",
                "Monday is 0 and Sunday is 6",
            )
    return rest


def overlay(
    base: WorkCalendar,
    *,
    name: str,
    off: Iterable[dt.date] = (),
    on: Iterable[dt.date] = (),
    suspended: Iterable[dt.date] = (),
    source: str,
) -> TableCalendar:
    """
    Return *base* with local days off and local working days laid over it.

    Days on which periods stand still, such as a court's recess, may be laid over it
    too; a day off among them may be listed as both.

    Raises:
        CalendarDataError: If a day is both off and on.
        CalendarNotCoveredError: If *base* does not cover a listed day.
        InvalidFieldError: If *base* is no calendar, the days are no list, or *name* or
            *source* is no text.
    """
    days_of(base)
    exceptions = _collect(
        name, {DayKind.LOCAL_OFF: off, DayKind.LOCAL_WORKING: on}, suspended
    )
    for day in exceptions:
        base.kind(day)
    return lay_over_week(
        name,
        *bounds_of(base),
        {**kinds_of(base), **exceptions},
        (*provenance_of(base), source),
        provisional_from=getattr(base, "provisional_from", None),
    )


def kinds_of(calendar: WorkCalendar) -> dict[dt.date, DayKind]:
    """
    Return what every day of a calendar is.
    """
    first, last = bounds_of(calendar)
    ordinals = range(day_ordinal(first, "first"), day_ordinal(last, "last") + 1)
    return {day: calendar.kind(day) for day in map(show_day, ordinals)}


def provenance_of(calendar: WorkCalendar) -> tuple[str, ...]:
    """
    Return where a calendar comes from; its id where it does not say.
    """
    said: tuple[str, ...] = getattr(calendar, "provenance", (calendar.calendar_id,))
    return said


def _collect(
    name: str,
    listed: Mapping[DayKind, Iterable[dt.date]],
    suspended: Iterable[dt.date],
) -> dict[dt.date, DayKind]:
    """Join lists of days, and refuse a day that is both off and on."""
    exceptions: dict[dt.date, DayKind] = {}
    for kind, days in listed.items():
        for day in map(_day, check_many("days", days, A_LIST_OF_DAYS)):
            if exceptions.setdefault(day, kind) is not kind:
                raise CalendarDataError(
                    name, f"{day} is listed both off and on", "list it once"
                )
    for day in map(_day, check_many("suspended", suspended, A_LIST_OF_DAYS)):
        if exceptions.get(day, DayKind.HOLIDAY).is_working:
            raise CalendarDataError(
                name, f"{day} is listed both suspended and on", "list it once"
            )
        exceptions[day] = DayKind.SUSPENDED
    return exceptions


def _day(value: object) -> dt.date:
    """Return a day of a list."""
    return as_day(value, "day")
