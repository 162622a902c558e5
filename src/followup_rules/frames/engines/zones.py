"""
A time zone as a table: from which instant on clocks show which offset.

The table is read from the zone database that the scalar path uses, decade by decade
as far as the rows reach, so that columns and single calls can never disagree.
"""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Final

from followup_rules.immutable import frozen
from followup_rules.timing.moments import UTC, to_utc, zone_of

DAY: Final = 86_400_000_000
"""A day of the clock in microseconds."""
SECOND: Final = 1_000_000
EPOCH: Final = dt.date(1970, 1, 1).toordinal()
"""The ordinal of day number 0."""

_ZERO: Final = dt.datetime(1970, 1, 1, tzinfo=UTC)
_YEARS: Final = range(1, 10_000)
_DECADE: Final = 10
_MODERN: Final = 2040
"""From here on zones only follow their yearly rule."""
_STEP: Final = dt.timedelta(days=1)
_LONG_STEP: Final = dt.timedelta(days=7)


@frozen
class Shift:
    """
    From one instant on clocks show another offset; all in microseconds.
    """

    at: int
    before: int
    after: int

    @property
    def wall(self) -> int:
        """
        The first local time that is read with the new offset.

        A local time that the clocks show twice is the earlier one; a skipped one is
        read with the old offset.
        """
        return self.at + max(self.before, self.after)


@cache
def shifts(zone: str, first_year: int, last_year: int) -> tuple[Shift, ...]:
    """
    Return every change of offset in some years, in order.
    """
    first = max(_YEARS[0], first_year) // _DECADE
    last = min(_YEARS[-1], last_year) // _DECADE
    return tuple(
        shift for decade in range(first, last + 1) for shift in _in_decade(zone, decade)
    )


def offset_at(zone: str, instant: dt.datetime) -> int:
    """
    Return the offset of local clocks at an instant.
    """
    home = zone_of(zone)
    offset = instant.astimezone(home).utcoffset() or dt.timedelta(0)
    return offset // dt.timedelta(microseconds=1)


@cache
def _in_decade(zone: str, decade: int) -> tuple[Shift, ...]:
    """Return the changes of one decade."""
    return tuple(_search(zone, decade))


def _search(zone: str, decade: int) -> Iterator[Shift]:
    """Step through a decade, and close in on each change."""
    year = max(_YEARS[0], decade * _DECADE)
    start = dt.datetime(year, 1, 1 + (year == _YEARS[0]), tzinfo=UTC)
    past = (decade + 1) * _DECADE
    end = dt.datetime(min(past, _YEARS[-1]), 1, 1, tzinfo=UTC)
    step = _STEP if year < _MODERN else _LONG_STEP
    before = offset_at(zone, start)
    while start < end:
        stop = min(start + step, end)
        after = offset_at(zone, stop)
        if after != before:
            yield Shift(_close_in(zone, start, stop), before, after)
        start, before = stop, after


def _close_in(zone: str, low: dt.datetime, high: dt.datetime) -> int:
    """Return the second at which the offset changes between two instants."""
    before = offset_at(zone, low)
    second = dt.timedelta(seconds=1)
    while high - low > second:
        middle = low + (high - low) // 2 // second * second
        if offset_at(zone, middle) == before:
            low = middle
        else:
            high = middle
    return (high - _ZERO) // dt.timedelta(microseconds=1)


def micros_of(instant: dt.datetime) -> int:
    """
    Return an aware instant in microseconds since 1970 in UTC.

    Raises:
        DateOutOfRangeError: If it lies outside the years 1 to 9999 in UTC.
    """
    return (to_utc(instant) - _ZERO) // dt.timedelta(microseconds=1)
