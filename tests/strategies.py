"""
Days, instants, amounts, calendars and countings for property tests.

All of them lean towards the edges: month ends, leap days, midnights and clock
changes, each give or take one day or one microsecond.
"""

import datetime as dt
import zoneinfo
from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

from followup_rules.timing.amounts import (
    Amount,
    Days,
    HalfMonths,
    Hours,
    Minutes,
    Months,
    Weeks,
    WorkingDays,
    Years,
    read_amount,
)
from followup_rules.timing.calendars import (
    RestDayStart,
    TableCalendar,
    from_exceptions,
)
from followup_rules.timing.counting import Counting, HourStart, LastDay

SPANS = (
    "1 year 15 days",
    "1 month - 4 days",
    "1 week 2 days",
    "1 year 1 month - 1 week",
    "1 month 3 working days",
)
FIRST = dt.date(2022, 1, 1)
LAST = dt.date(2027, 12, 31)

ZONES = (
    "Asia/Shanghai",
    "UTC",
    "America/New_York",
    "Europe/Brussels",
    "America/Sao_Paulo",
    "Pacific/Apia",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
)

_EDGE_DAYS = (
    dt.date(2022, 2, 28),
    dt.date(2023, 12, 31),
    dt.date(2024, 2, 29),
    dt.date(2024, 3, 31),
    dt.date(2025, 1, 31),
    dt.date(2026, 1, 1),
    dt.date(2026, 2, 14),
    dt.date(2026, 2, 23),
    dt.date(2026, 10, 1),
    dt.date(2026, 10, 7),
)
_EDGE_MOMENTS = tuple(
    dt.datetime.fromisoformat(text)
    for text in (
        "1988-04-17T02:00",  # Shanghai, clocks forward
        "1988-09-11T02:00",  # Shanghai, clocks back
        "2018-02-18T00:00",  # Sao Paulo, back from midnight to 23:00
        "2018-11-04T00:00",  # Sao Paulo, no midnight
        "2011-12-30T00:00",  # Apia, no such day
        "2026-03-08T02:00",  # New York, clocks forward
        "2026-11-01T01:00",  # New York, clocks back
        "2026-03-29T02:00",  # Brussels, clocks forward
        "2026-10-25T02:00",  # Brussels, clocks back
        "2026-03-05T00:00",
        "2025-12-31T16:00",
    )
)
_EARLIEST = dt.datetime.fromisoformat("1985-01-01T00:00")
_LATEST = dt.datetime.fromisoformat("2035-12-31T00:00")
_NUDGES = (
    dt.timedelta(0),
    dt.timedelta(microseconds=-1),
    dt.timedelta(microseconds=1),
    dt.timedelta(hours=-1),
    dt.timedelta(hours=1),
    dt.timedelta(days=-1),
    dt.timedelta(days=1),
)


def days(first: dt.date = FIRST, last: dt.date = LAST) -> st.SearchStrategy[dt.date]:
    """
    Days from *first* to *last*, often next to a month end, leap day or holiday.
    """
    near = (day + dt.timedelta(days=n) for day in _EDGE_DAYS for n in (-1, 0, 1))
    edges = [first, last, *(day for day in near if first <= day <= last)]
    return st.one_of(st.dates(first, last), st.sampled_from(edges))


def _aware(wall: dt.datetime, zone: str, fold: int) -> dt.datetime:
    """Put a wall clock into a zone."""
    return wall.replace(tzinfo=zoneinfo.ZoneInfo(zone), fold=fold)


def instants(zones: Iterable[str] = ZONES) -> st.SearchStrategy[dt.datetime]:
    """
    Aware datetimes, often next to a midnight or a clock change; both folds.
    """
    edges = st.builds(
        lambda moment, nudge: moment + nudge,
        st.sampled_from(_EDGE_MOMENTS),
        st.sampled_from(_NUDGES),
    )
    anywhere = st.datetimes(_EARLIEST, _LATEST)
    return st.builds(
        _aware,
        st.one_of(anywhere, edges),
        st.sampled_from(tuple(zones)),
        st.integers(0, 1),
    )


def day_amounts(most: int = 40) -> st.SearchStrategy[Amount]:
    """
    Lengths counted in whole days of one kind or another.
    """
    numbers = st.one_of(st.integers(0, 3), st.integers(0, most))
    return st.one_of(
        st.builds(Days, numbers),
        st.builds(Weeks, st.integers(0, 6)),
        st.builds(Months, st.integers(0, 14)),
        st.builds(Years, st.integers(0, 1)),
        st.builds(WorkingDays, numbers),
        st.builds(HalfMonths, st.integers(0, 5)),
        st.sampled_from(SPANS).map(read_amount),
    )


def amounts() -> st.SearchStrategy[Amount]:
    """
    Every length that a counting can count.
    """
    return st.one_of(
        day_amounts(),
        st.builds(Hours, st.integers(0, 100)),
        st.builds(Minutes, st.integers(0, 6000)),
    )


@st.composite
def calendars(
    draw: st.DrawFn, first: dt.date = FIRST, last: dt.date = LAST
) -> TableCalendar:
    """
    Ordinary weeks with any days off and worked weekends, some long closures too.
    """
    off = set(draw(st.lists(days(first, last), max_size=12)))
    for _ in range(draw(st.integers(0, 3))):
        start = draw(days(first, last))
        length = draw(st.integers(2, 12))
        closure = (start + dt.timedelta(days=number) for number in range(length))
        off |= {day for day in closure if day <= last}
    weekend = draw(st.sampled_from(((5, 6), (6,), (4, 5), ())))
    free = set(draw(st.lists(days(first, last), max_size=12)))
    on = {day for day in free if day.weekday() in weekend} - off
    suspended: set[dt.date] = set()
    if draw(st.booleans()):
        start, length = draw(days(first, last)), draw(st.integers(1, 40))
        recess = (start + dt.timedelta(days=number) for number in range(length))
        suspended = {day for day in recess if day <= last} - on
    return from_exceptions(
        "drawn",
        first,
        last,
        off=off,
        on=on,
        suspended=suspended,
        weekend=weekend,
        source="hypothesis",
    )


def sound_counting(**drawn: Any) -> Counting:
    """
    Build a convention without what would go unused beside the rest.
    """
    rolls = {drawn["rest_day"], drawn["rest_day_before"]} != {LastDay.STAYS}
    drawn["hours_roll"] &= rolls
    drawn["months_from_next_day"] &= not drawn["start_day_counted"]
    drawn["days_after_recess"] *= drawn["suspended_days_count"]
    if not drawn["least_working_days"]:
        del drawn["least_applies_from"]
    return Counting(**drawn)


def countings(zones: Iterable[str] = ZONES) -> st.SearchStrategy[Counting]:
    """
    Counting conventions of every make.
    """
    closes = st.sampled_from((None, dt.time(17), dt.time(2, 30), dt.time(23, 59, 59)))
    return st.builds(
        sound_counting,
        zone=st.sampled_from(tuple(zones)),
        start_day_counted=st.booleans(),
        months_from_next_day=st.booleans(),
        working_days_up_to=st.sampled_from((0, 0, 5)),
        rest_day_start=st.sampled_from(RestDayStart),
        rest_day=st.sampled_from(LastDay),
        rest_day_before=st.sampled_from(LastDay),
        day_ends=closes,
        hour_start=st.sampled_from(HourStart),
        hours_roll=st.booleans(),
        least_working_days=st.integers(0, 3),
        least_applies_from=st.integers(1, 3),
        bound_included=st.booleans(),
        suspended_days_count=st.sampled_from((True, True, False)),
        days_after_recess=st.sampled_from((0, 0, 1, 7)),
    )
