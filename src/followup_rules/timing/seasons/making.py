"""
How a host makes a table of seasons: by days that come back, or declared year by year.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from attrs import evolve

from followup_rules.errors import CalendarDataError, as_shown
from followup_rules.fields.arguments import check_kind
from followup_rules.timing.seasons.season import (
    LEAP_YEAR,
    Declared,
    MonthDay,
    Recurrence,
    check_time,
)
from followup_rules.timing.seasons.table import (
    SeasonTable,
    declared_season,
    refuse_gaps,
)


def recurring(
    place: str,
    kind: str,
    starts: MonthDay,
    ends: MonthDay,
    *,
    source: str,
    starts_at: dt.time | None = None,
    ends_at: dt.time | None = None,
) -> SeasonTable:
    """
    Return seasons with the same bounds every year.

    Args:
        place: The place they hold for.
        kind: `heating`, `cooling`, `flood`, or a name of your own.
        starts: Month and day of the first day.
        ends: Month and day of the last day, in the next year where it lies before
            *starts*.
        source: Where the bounds were read.
        starts_at: The time of day at which they begin; None is 00:00.
        ends_at: The last instant of the last day; None is 24:00.

    Raises:
        CalendarDataError: If a bound is no day, or one year's season overlaps the
            next.
        UnknownNameError: If *kind* is no name, or a slip of one of the three.

    >>> beijing = recurring(
    ...     "beijing", "heating", (11, 15), (3, 15), source="municipal rules"
    ... )
    >>> next(beijing.starting_on_or_after(dt.date(2023, 12, 20))).first
    Date(2024, 11, 15)
    """
    for time in (starts_at, ends_at):
        check_time(place, time)
    recurrence = Recurrence(
        starts=_bound(place, starts),
        ends=_bound(place, ends),
        starts_at=starts_at,
        ends_at=ends_at,
    )
    return SeasonTable(place, kind, recurrence, (), (source,))


def declared(
    place: str,
    kind: str,
    seasons: Mapping[int, Declared],
    *,
    source: str,
    starts_at: dt.time | None = None,
    ends_at: dt.time | None = None,
) -> SeasonTable:
    """
    Return seasons that were declared year by year.

    Args:
        place: The place they hold for.
        kind: `heating`, `cooling`, `flood`, or a name of your own.
        seasons: For each year without a gap the first and the last day; a last day
            of None is not declared yet, and None is a year without a season.
        source: Where they were read.
        starts_at: The time of day at which they begin; None is 00:00.
        ends_at: The last instant of the last day; None is 24:00.

    Raises:
        CalendarDataError: If a year between two others is missing, a season does
            not begin in its year or ends before it begins, or two overlap.
        InvalidFieldError: If *seasons* is no table from year to season.
        NotADayError: If a bound is no plain day.
        UnknownNameError: If *kind* is no name, or a slip of one of the three.

    >>> table = declared(
    ...     "guangdong", "flood",
    ...     {2024: (dt.date(2024, 4, 4), dt.date(2024, 10, 15))}, source="notice",
    ... )
    >>> table.season_of(2025)
    Traceback (most recent call last):
    ...
    followup_rules.errors.SeasonNotCoveredError: no flood season of 'guangdong' is known for 2025; declare that year, or pass a table that holds it
    """
    check_kind("seasons", seasons, Mapping, "a table from year to season")
    if not seasons:
        raise CalendarDataError(place, "no year is declared", "declare one or more")
    for time in (starts_at, ends_at):
        check_time(place, time)
    refuse_gaps(place, sorted(seasons))
    years = []
    for year in sorted(seasons):
        season = declared_season(place, kind, year, seasons[year])
        if season is not None:
            season = evolve(season, starts_at=starts_at, ends_at=ends_at)
        years.append((year, season))
    return SeasonTable(place, kind, None, tuple(years), (source,))


def _bound(place: str, bound: Any) -> MonthDay:
    """Return a month and a day, and refuse what is neither."""
    if not isinstance(bound, tuple | list) or bool in map(type, bound):
        # A set has no order, and True is 1 to Python: neither says a month and a day.
        raise _no_day(place, bound)
    try:
        month, day = bound
        dt.date(LEAP_YEAR, month, day)
    except (TypeError, ValueError, OverflowError) as error:
        raise _no_day(place, bound) from error
    return month, day


def _no_day(place: str, bound: object) -> CalendarDataError:
    """Return the error that names what is no month and day."""
    return CalendarDataError(
        place,
        f"{as_shown(bound)} is no day of a year",
        "write (month, day): (11, 15)",
    )
