"""
The instants that the clocks of a zone show, in microseconds since 1970 in UTC.

A time that comes twice is the first; one that the clocks skip is the instant of the
jump, so that windows that touch stay touching.
"""

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeVar

import pendulum

from followup_rules.timing.hours.windows import DAY, MICROSECOND
from followup_rules.timing.moments import UTC, as_instant, as_pendulum, zone_of

EPOCH: Final = dt.date(1970, 1, 1).toordinal()
_START: Final = dt.datetime(1970, 1, 1, tzinfo=UTC)
_between: Final = dt.datetime.__sub__
"""Pendulum's own subtraction makes an interval, which takes longer."""
_SECOND: Final = 1_000_000
_Said = TypeVar("_Said")
_LAST: Final = dt.date.max.toordinal()
_MOST_DAYS: Final = 20_000
"""How many days a zone keeps the offsets of: as many as half a century has."""


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


class ZoneClocks:
    """
    The clocks of one zone: what they show at an instant, and when they show it.

    On a day on which no clock changes both are sums of whole numbers; only on the
    others is the zone asked.

    >>> clocks = clocks_of("Asia/Shanghai")
    >>> clocks.shown(clocks.stamp(pendulum.datetime(2026, 3, 6), "start")).isoformat()
    '2026-03-06T08:00:00+08:00'
    """

    def __init__(self, zone: dt.tzinfo) -> None:
        self._zone = zone
        self._start = dt.datetime(1970, 1, 1, tzinfo=zone)
        self._midnights = _Days(self._midnight_of)
        self._ahead = _Days(self._ahead_through)
        self._dates = _Days(_date_of)

    def stamp(self, moment: object, field: str) -> int:
        """
        Return an instant in microseconds.

        Raises:
            NaiveTimeError, NotAnInstantError: If *moment* is no instant.
        """
        if isinstance(moment, dt.datetime) and moment.tzinfo is self._zone:
            # Within one zone this is what lies between on its clocks.
            wall = _between(moment, self._start)
            midnight = self._midnights[wall.days]
            if midnight is not None and not moment.fold:
                return midnight + wall.seconds * _SECOND + wall.microseconds
        return stamp_of(as_instant(moment, field))

    def shown(self, stamp: int) -> pendulum.DateTime:
        """
        Return the instant of a stamp as a pendulum datetime in the zone.

        Raises:
            OverflowError: If it lies outside the years 1 to 9999.
        """
        ahead = self._ahead[stamp // DAY]
        if ahead is None:
            return as_pendulum(instant_of(stamp).astimezone(self._zone))
        days, clock = divmod(stamp + ahead, DAY)
        year, month, day = self._dates[days]
        clock, microsecond = divmod(clock, _SECOND)
        clock, second = divmod(clock, 60)
        hour, minute = divmod(clock, 60)
        return pendulum.DateTime(
            year, month, day, hour, minute, second, microsecond, self._zone
        )

    def _midnight_of(self, day: int) -> int | None:
        """Return when a day begins; None where a clock changes on it."""
        ordinal = day + EPOCH
        if not 1 <= ordinal < _LAST:
            return None
        ahead = midnight_offset(ordinal, self._zone)
        if midnight_offset(ordinal + 1, self._zone) != ahead:
            return None
        return day * DAY - ahead

    def _ahead_through(self, day: int) -> int | None:
        """
        Return how far the clocks are ahead all through a day in UTC.

        No clock changes on the day before it either, so that none of its times is one
        that comes again.
        """
        if not 2 < day + EPOCH < _LAST:  # noqa: PLR2004 - the zone may be a day behind
            return None
        first, *others = (
            _offset(instant_of((day + more) * DAY).astimezone(self._zone))
            for more in (-1, 0, 1)
        )
        return first if others == [first, first] else None


class _Days(dict[int, _Said]):
    """
    What a function says of days since 1970, each asked for once while it is kept.
    """

    def __init__(self, ask: Callable[[int], _Said]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, day: int) -> _Said:
        if len(self) >= _MOST_DAYS:
            self.clear()
        self[day] = found = self._ask(day)
        return found


@lru_cache(maxsize=64)
def clocks_of(zone: str) -> ZoneClocks:
    """
    Return the clocks of a zone, the same ones each time.

    It is asked by its name, for not every pendulum can hash a zone.
    """
    return ZoneClocks(zone_of(zone))


def _date_of(day: int) -> tuple[int, int, int]:
    """Return year, month and day of a day since 1970."""
    date = dt.date.fromordinal(day + EPOCH)
    return date.year, date.month, date.day


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
