"""
The instants that the clocks of a zone show, in microseconds since 1970 in UTC.

A time that comes twice is the first; one that the clocks skip is the instant of the
jump, so that windows that touch stay touching.
"""

import datetime as dt
from typing import Final

import pendulum

from followup_rules.timing.hours.windows import DAY, MICROSECOND
from followup_rules.timing.moments import UTC, as_pendulum

EPOCH: Final = dt.date(1970, 1, 1).toordinal()
_START: Final = dt.datetime(1970, 1, 1, tzinfo=UTC)
_between: Final = dt.datetime.__sub__
"""Pendulum's own subtraction makes an interval, which takes longer."""


def stamp_of(instant: dt.datetime) -> int:
    """
    Return an aware instant in microseconds.
    """
    return _between(instant, _START) // MICROSECOND


def instant_of(stamp: int) -> dt.datetime:
    """
    Return the instant of a stamp, in UTC.

    Raises:
        OverflowError: If it lies outside the years 1 to 9999.
    """
    return _START + dt.timedelta(0, 0, stamp)


def show_stamp(stamp: int, zone: dt.tzinfo) -> pendulum.DateTime:
    """
    Return the instant of a stamp as a pendulum datetime in *zone*.
    """
    return as_pendulum(instant_of(stamp).astimezone(zone))


def midnight_offset(ordinal: int, zone: dt.tzinfo) -> int:
    """
    Return how far local clocks are ahead at the midnight that begins a day.
    """
    day = dt.date.fromordinal(ordinal)
    return _offset(dt.datetime(day.year, day.month, day.day, tzinfo=zone))


def wall_stamp(ordinal: int, clock: int, zone: dt.tzinfo) -> int:
    """
    Return when the clocks show *clock* microseconds past the midnight of a day.
    """
    days, rest = divmod(clock, DAY)
    midnight = dt.datetime.combine(
        dt.date.fromordinal(ordinal + days), dt.time(), tzinfo=zone
    )
    wall = midnight + dt.timedelta(microseconds=rest)
    shown = (ordinal + days - EPOCH) * DAY + rest
    before, after = _offset(wall), _offset(wall.replace(fold=1))
    if before >= after:
        return shown - before
    return _jump(shown - after, shown - before, zone)


def _jump(earlier: int, later: int, zone: dt.tzinfo) -> int:
    """Return the instant between two at which the clocks jump forward."""
    before = _offset(instant_of(earlier).astimezone(zone))
    while later - earlier > 1:
        middle = (earlier + later) // 2
        if _offset(instant_of(middle).astimezone(zone)) == before:
            earlier = middle
        else:
            later = middle
    return later


def _offset(moment: dt.datetime) -> int:
    """Return how far the clocks are ahead of UTC at a moment."""
    return (moment.utcoffset() or dt.timedelta(0)) // MICROSECOND
