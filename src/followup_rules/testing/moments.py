"""
Days and instants that lean towards edges: ends of months, midnights, and near them.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final

from hypothesis import strategies as st

from followup_rules.errors import ImpossibleOrderError
from followup_rules.timing.cycles import Cycle, cells
from followup_rules.timing.moments import as_day, first_instant, to_utc, zone_of

FIRST: Final = dt.date(2026, 1, 1)
LAST: Final = dt.date(2026, 3, 31)
HOME: Final = "Asia/Shanghai"
NUDGES: Final = (
    dt.timedelta(0),
    dt.timedelta(microseconds=-1),
    dt.timedelta(microseconds=1),
    dt.timedelta(days=-1),
    dt.timedelta(days=1),
)
"""How far from an edge what is drawn may lie."""


def days(first: dt.date = FIRST, last: dt.date = LAST) -> st.SearchStrategy[dt.date]:
    """
    Days from *first* to *last*, often the first, the last, or next to a month's end.

    Raises:
        ImpossibleOrderError: If *last* lies before *first*.
        NotADayError: If either is no plain day.
    """
    first, last = as_day(first, "first"), as_day(last, "last")
    if last < first:
        raise ImpossibleOrderError("first", first, "last", last)
    ends = (cell.last for cell in cells(Cycle.MONTH, first, last))
    near = (end.toordinal() + shift for end in ends for shift in (-1, 0, 1))
    inside = (n for n in near if first.toordinal() <= n <= last.toordinal())
    edges = [first, last, *map(dt.date.fromordinal, inside)]
    return st.one_of(st.dates(first, last), st.sampled_from(edges))


def instants(
    first: dt.date = FIRST, last: dt.date = LAST, *, zone: str = HOME
) -> st.SearchStrategy[dt.datetime]:
    """
    Aware datetimes of the days from *first* to *last*, often next to a midnight.

    They are told in *zone*, and now and then the same instant in UTC. Where the clocks
    of the zone change on one of the days, they lean to that too: to the change, to the
    hour that is skipped or comes twice, and to the same clock time a day beside it.

    Raises:
        ImpossibleOrderError: If *last* lies before *first*.
        InvalidZoneError: If there is no such zone.
        NotADayError: If a bound is no plain day.
    """
    whole = days(first, last)
    home = zone_of(zone)
    start = to_utc(first_instant(first.toordinal(), home))
    end = to_utc(first_instant(last.toordinal() + 1, home)) - NUDGES[2]

    def at(day: dt.date, shift: dt.timedelta) -> dt.datetime:
        """Return an instant near the beginning of a day, not outside the days."""
        near = to_utc(first_instant(day.toordinal(), home)) + shift
        return min(max(near, start), end)

    minutes = st.integers(0, 24 * 60 - 1).map(lambda n: dt.timedelta(minutes=n))
    found = st.builds(at, whole, st.one_of(minutes, st.sampled_from(NUDGES)))
    changes = [
        moment
        for change in clock_changes(first, last, zone)
        for moment in _about(change)
        if start <= moment <= end
    ]
    if changes:
        found = st.one_of(found, found, st.sampled_from(changes))
    return st.builds(
        lambda instant, abroad: instant if abroad == 0 else instant.astimezone(home),
        found,
        st.integers(0, 3),
    )


def clock_changes(first: dt.date, last: dt.date, zone: str) -> list[dt.datetime]:
    """
    Return the instants from *first* to *last* at which the clocks of a zone change.

    >>> [one.isoformat() for one in clock_changes(FIRST, LAST, "Europe/Berlin")]
    ['2026-03-29T01:00:00+00:00']
    """
    home = zone_of(zone)
    found: list[dt.datetime] = []
    for day in range(first.toordinal(), last.toordinal() + 1):
        low, high = (to_utc(first_instant(one, home)) for one in (day, day + 1))
        before, after = (one.astimezone(home).utcoffset() for one in (low, high))
        if before == after:
            continue
        while high - low > NUDGES[2]:
            middle = low + (high - low) // 2
            if middle.astimezone(home).utcoffset() == before:
                low = middle
            else:
                high = middle
        found.append(high)
    return found


def _about(change: dt.datetime) -> Iterator[dt.datetime]:
    """Yield instants at and around a change of the clocks, and a day beside them."""
    for hours in (-24, -1, 0, 1, 24):
        for nudge in NUDGES[:3]:
            yield change + dt.timedelta(hours=hours) + nudge


def near(edges: Iterable[dt.datetime]) -> Iterator[dt.datetime]:
    """
    Yield instants at edges, and a microsecond and a day before and after them.
    """
    for edge in edges:
        for nudge in NUDGES:
            yield to_utc(edge) + nudge
