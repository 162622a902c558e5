"""
The arithmetic of zones on arrays of whole numbers.
"""

import datetime as dt
from bisect import bisect_right
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from followup_rules.frames.engines.bounds import FIRST_US, LAST_US
from followup_rules.frames.engines.zones import DAY, offset_at, shifts
from followup_rules.timing.moments import UTC

Numbers = NDArray[np.int64]
_YEAR: Final = 365.2425 * DAY
_FIRST: Final = 1
_LAST: Final = 9998


def to_local(instants: Numbers, zone: str) -> Numbers:
    """
    Return what clocks in a zone show at instants; both in microseconds.
    """
    shown: Numbers = instants + offsets(instants, zone, wall=False)
    return shown


def to_utc(walls: Numbers, zone: str) -> Numbers:
    """
    Return the instants at which clocks in a zone show local times.
    """
    there: Numbers = walls - offsets(walls, zone, wall=True)
    return there


def local_days(instants: Numbers, zone: str) -> Numbers:
    """
    Return the days on which instants fall in a zone, day 0 being 1970-01-01.
    """
    days: Numbers = np.floor_divide(to_local(instants, zone), DAY)
    return days


def one_offset(low: int, high: int, zone: str, *, wall: bool) -> int | None:
    """
    Return the offset that holds from *low* to *high*; None where it changes.
    """
    edges, between = _table(low, high, zone, wall=wall)
    first, last = bisect_right(edges, low), bisect_right(edges, high)
    return between[first] if first == last else None


def offsets(numbers: Numbers, zone: str, *, wall: bool) -> Any:
    """
    Return the offset that holds for each number; a single one where it can.
    """
    if not len(numbers):
        return 0
    low, high = int(numbers.min()), int(numbers.max())
    if low < FIRST_US or high > LAST_US:
        # What is out of range needs no offset, and years that nothing is in no table.
        inside = numbers[(numbers >= FIRST_US) & (numbers <= LAST_US)]
        if not len(inside):
            return 0
        low, high = int(inside.min()), int(inside.max())
    single = one_offset(low, high, zone, wall=wall)
    if single is not None:
        return single
    edges, between = _table(low, high, zone, wall=wall)
    places = np.searchsorted(np.array(edges), numbers, side="right")
    return np.array(between)[places]


def sums(numbers: Numbers, begins: Any) -> Numbers:
    """
    Return the running sum of each group; groups lie one after another.
    """
    every = np.cumsum(numbers)
    first = np.maximum.accumulate(np.where(begins, np.arange(len(numbers)), 0))
    found: Numbers = every - (every - numbers)[first]
    return found


def greatest(numbers: Numbers, begins: Any) -> Numbers:
    """
    Return the greatest number of each group so far; groups lie one after another.
    """
    known, ranks = np.unique(numbers, return_inverse=True)
    group = np.cumsum(begins) * len(known)
    found: Numbers = known[np.maximum.accumulate(group + ranks) - group]
    return found


def _table(
    low: int, high: int, zone: str, *, wall: bool
) -> tuple[list[int], list[int]]:
    """Return where offsets change, and the offsets between."""
    first, last = _year(low), _year(high)
    found = shifts(zone, first - 1, last + 1)
    if not found:
        return [], [offset_at(zone, dt.datetime(first, 7, 1, tzinfo=UTC))]
    edges = [shift.wall if wall else shift.at for shift in found]
    return edges, [found[0].before, *(shift.after for shift in found)]


def _year(micros: int) -> int:
    """Return the year in which a number of microseconds lies, or the nearest."""
    return min(_LAST, max(_FIRST, int(1970 + micros // _YEAR)))
