"""
Calendars that go on: by the next notice, by another calendar, or provisionally.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from followup_rules.errors import CalendarDataError
from followup_rules.fields.arguments import check_many
from followup_rules.timing.calendars.kinds import (
    SATURDAY,
    SUNDAY,
    DayKind,
    WorkCalendar,
)
from followup_rules.timing.calendars.listed import (
    A_LIST_OF_DAYS,
    kinds_of,
    lay_over_week,
    provenance_of,
    read_weekend,
)
from followup_rules.timing.calendars.notices import Document, coverage_end, read_notice
from followup_rules.timing.calendars.table import TableCalendar
from followup_rules.timing.calendars.working_days import bounds_of, days_of
from followup_rules.timing.moments import as_day, day_ordinal, show_day

_A_DAY: Final = dt.timedelta(days=1)
_ITS_DECEMBER: Final = dt.timedelta(days=3)
"""The last days of the December before, which only the next notice settles."""


def extend(
    base: WorkCalendar, later: WorkCalendar | Document, *, name: str | None = None
) -> TableCalendar:
    """
    Return *base* with what follows it: the next year's notice, or another calendar.

    A notice sets the days of its year, up to 28 December, and of the December before;
    what it does not name are ordinary weeks. A calendar goes on from its first day
    with its own weeks, so that a country whose weekend moves is two calendars joined.
    Where both cover a day, the later one decides. Provisional days of *base* go.

    Args:
        base: What is held so far.
        later: A notice in the holiday-cn shape (a path, a JSON text, or the table), or
            a calendar.
        name: What the host calls the result; None keeps the name of *base*.

    Raises:
        CalendarDataError: If days are missing between both, *later* begins before
            *base*, or the notice is malformed or not out yet.
        InvalidFieldError: If *base* is no calendar.

    >>> from followup_rules.timing.calendars import add_working_days, china
    >>> notice = {"year": 2027, "papers": ["an example"], "days": [
    ...     {"name": "New Year", "date": "2027-01-01", "isOffDay": True},
    ... ]}
    >>> calendar = extend(china(), notice)
    >>> add_working_days(calendar, dt.date(2026, 12, 31), 1)
    Date(2027, 1, 4)
    """
    days_of(base)  # refuses what is no calendar
    own = str(getattr(base, "name", base.calendar_id)) if name is None else name
    first, last = base.confirmed
    kinds = {day: kind for day, kind in kinds_of(base).items() if day <= last}
    if isinstance(later, WorkCalendar):
        (begins, ends), source = bounds_of(later), provenance_of(later)
        added, unsure = _decided(later, last)
    else:
        year, added, said = read_notice(later)
        ends, source, unsure = coverage_end(year), (said,), None
        kinds = {
            day: kind for day, kind in kinds.items() if day.year != year or day > ends
        }
        new_year = dt.date(year, 1, 1)
        begins = max(first, new_year - _ITS_DECEMBER) if new_year >= first else new_year
    _check_order(own, (first, last), (begins, ends))
    return lay_over_week(
        own,
        first,
        max(last, ends),
        {**kinds, **added},
        (*provenance_of(base), *source),
        provisional_from=unsure,
    )


def _decided(
    later: WorkCalendar, last: dt.date
) -> tuple[dict[dt.date, DayKind], int | None]:
    """
    Return the days that a later calendar decides, and from when they are provisional.

    A provisional day decides nothing up to the last confirmed one.
    """
    since: int | None = getattr(later, "provisional_from", None)
    if since is None:
        return kinds_of(later), None
    sure = later.confirmed[1]
    added = {
        day: kind for day, kind in kinds_of(later).items() if day <= sure or day > last
    }
    since = max(since, day_ordinal(last, "last") + 1)
    return added, since if show_day(since) in added else None


def _check_order(
    name: str, base: tuple[dt.date, dt.date], later: tuple[dt.date, dt.date]
) -> None:
    """Refuse a gap between two calendars, and the wrong order."""
    if later[0] > base[1] + _A_DAY:
        raise CalendarDataError(
            name,
            f"no days from {base[1] + _A_DAY} to {later[0] - _A_DAY}",
            "extend it by what comes between first",
        )
    if later[0] < base[0]:
        raise CalendarDataError(
            name, f"{later[0]} lies before its first day {base[0]}", "swap the two"
        )


def provisional(
    base: WorkCalendar,
    *,
    until: dt.date,
    off: Iterable[dt.date] = (),
    weekend: Collection[int] = (SATURDAY, SUNDAY),
) -> TableCalendar:
    """
    Return *base* with ordinary weeks after its last notice, marked as provisional.

    Nothing does this by itself. The calendar's id names the first such day, and every
    verdict on such a calendar says it. When the notice appears, `extend` the confirmed
    calendar and judge anew.

    Args:
        base: What is held so far.
        until: The last provisional day.
        off: Days that will be off in any case, such as those fixed by statute.
        weekend: The weekly rest days, Monday being 0.

    Raises:
        CalendarDataError: If *until* is covered already, a day off lies outside, or
            *weekend* names no day of the week.
        InvalidFieldError: If *base* is no calendar, or the days are no list.
        NotADayError: If a day is none.

    >>> from followup_rules.timing.calendars import china, is_working_day
    >>> guess = provisional(china(), until=dt.date(2027, 3, 31))
    >>> guess.confirmed[1], is_working_day(guess, dt.date(2027, 3, 1))
    (Date(2026, 12, 28), True)
    """
    days_of(base)
    first, last = base.confirmed
    name = str(getattr(base, "name", base.calendar_id))
    end = as_day(until, "until")
    if end <= last:
        raise CalendarDataError(
            name, f"{end} is confirmed already", "give a day after it"
        )
    added: Mapping[dt.date, DayKind] = {
        as_day(day, "off"): DayKind.HOLIDAY
        for day in check_many("off", off, A_LIST_OF_DAYS)
    }
    outside: Any = next((day for day in added if not last < day <= end), None)
    if outside is not None:
        raise CalendarDataError(
            name, f"{outside} lies outside {last + _A_DAY} to {end}", "drop the day"
        )
    kinds = {day: kind for day, kind in kinds_of(base).items() if day <= last}
    since = day_ordinal(last, "last") + 1
    said = f"ordinary weeks from {show_day(since)} to {end}, provisional"
    return lay_over_week(
        name,
        first,
        end,
        {**kinds, **added},
        (*provenance_of(base), said),
        read_weekend(name, weekend),
        provisional_from=since,
    )
