"""
Days and instants that lean towards edges: ends of months, midnights, and near them.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final

from hypothesis import strategies as st

from followup_rules.errors import ImpossibleOrderError
from followup_rules.timing.cycles import Cycle, cells
from followup_rules.timing.moments import first_instant, to_utc, zone_of

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
    """
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

    They are told in *zone*, and now and then the same instant in UTC.

    Raises:
        ImpossibleOrderError: If *last* lies before *first*.
        InvalidZoneError: If there is no such zone.
    """
    home = zone_of(zone)
    start = to_utc(first_instant(first.toordinal(), home))
    end = to_utc(first_instant(last.toordinal() + 1, home)) - NUDGES[2]

    def at(day: dt.date, shift: dt.timedelta) -> dt.datetime:
        """Return an instant near the beginning of a day, not outside the days."""
        near = to_utc(first_instant(day.toordinal(), home)) + shift
        return min(max(near, start), end)

    minutes = st.integers(0, 24 * 60 - 1).map(lambda n: dt.timedelta(minutes=n))
    found = st.builds(
        at, days(first, last), st.one_of(minutes, st.sampled_from(NUDGES))
    )
    return st.builds(
        lambda instant, abroad: instant if abroad == 0 else instant.astimezone(home),
        found,
        st.integers(0, 3),
    )


def near(edges: Iterable[dt.datetime]) -> Iterator[dt.datetime]:
    """
    Yield instants at edges, and a microsecond and a day before and after them.
    """
    for edge in edges:
        for nudge in NUDGES:
            yield to_utc(edge) + nudge
