"""
One door for days, one for instants, one for zones.

Inside, days are ordinals (`datetime.date.toordinal`) and instants are aware
datetimes; pendulum types are made only where an answer leaves the library.
"""

import datetime as dt
import zoneinfo
from functools import lru_cache
from typing import Any, Final

import pendulum

from followup_rules.errors import (
    DateOutOfRangeError,
    ImpossibleOrderError,
    InvalidZoneError,
    NaiveTimeError,
    NotADayError,
    NotAnInstantError,
)
from followup_rules.fields.values import is_of_a_place

Moment = dt.date | dt.datetime
"""A day where the day is enough, or an instant."""

UTC = dt.timezone.utc  # noqa: UP017 - the same object under its plain name
LAST_ORDINAL: Final = dt.date.max.toordinal()
"""The last day there is. What is due on it, or on the first, has no day beside it."""

_ZONES_WITH_OFFSETS = (zoneinfo.ZoneInfo, dt.timezone)
_SURE: Final = frozenset({zoneinfo.ZoneInfo, pendulum.Timezone, dt.timezone})
"""Classes of zones that always know an offset, and one of less than a day."""
_DAYS_APART = 3
"""Wall clocks of any two zones are less than two days apart, and no zone has ever been
set back by more than a day: dates three apart cannot be in the wrong order."""
_HOURS_APART = 5
_SINCE = 1971
"""No zone has been set back by four hours or more since 1970, so that wall clocks
five hours apart cannot be in the wrong order."""


@lru_cache(maxsize=64)
def zone_of(name: str) -> pendulum.Timezone:
    """
    Return the time zone *name*.

    Raises:
        InvalidZoneError: If the time zone database does not hold it.
    """
    if not isinstance(name, str):  # an int would pass for an offset in seconds
        raise InvalidZoneError(name)
    if not is_of_a_place(name):
        raise InvalidZoneError(name)
    try:
        return pendulum.timezone(name)
    except (ValueError, LookupError, OSError) as error:
        raise InvalidZoneError(name) from error


def is_instant(value: object) -> bool:
    """
    Say whether *value* is an aware datetime.
    """
    return isinstance(value, dt.datetime) and value.tzinfo is not None


def day_ordinal(value: object, field: str) -> int:
    """
    Return the ordinal of a calendar day.

    Raises:
        NotADayError: If *value* is a datetime or no date at all.
    """
    if isinstance(value, dt.datetime) or not isinstance(value, dt.date):
        raise NotADayError(field, value)
    return value.toordinal()


def as_day(value: object, field: str) -> pendulum.Date:
    """
    Return *value* as a pendulum day.

    Raises:
        NotADayError: If *value* is a datetime or no date at all.
    """
    return show_day(day_ordinal(value, field))


def as_instant(value: object, field: str) -> dt.datetime:
    """
    Return *value* if it is an aware datetime.

    Raises:
        NaiveTimeError: If it is a datetime without a zone.
        NotAnInstantError: If it is no datetime.
    """
    if not isinstance(value, dt.datetime):
        raise NotAnInstantError(field, value)
    trusted = isinstance(value.tzinfo, _ZONES_WITH_OFFSETS)
    if not trusted and (value.tzinfo is None or value.utcoffset() is None):
        raise NaiveTimeError(field, value)
    return value


def local_ordinal(value: object, zone: dt.tzinfo, field: str) -> int:
    """
    Return the ordinal of a day, or of the day an instant falls on in *zone*.

    Raises:
        DateOutOfRangeError: If that day lies outside the years 1 to 9999.
        NaiveTimeError: If *value* is a datetime without a zone.
        NotADayError: If *value* is neither a day nor an instant.
    """
    if isinstance(value, dt.datetime):
        home = value.tzinfo
        if home is zone:
            ordinal = value.toordinal()
            if not 1 < ordinal < LAST_ORDINAL:
                to_utc(value)  # what has no moment there is written down nowhere
            return ordinal
        if type(home) is zoneinfo.ZoneInfo and type(zone) is pendulum.Timezone:
            ordinal = value.toordinal()
            if _is_day_of(zone.key, home, ordinal):
                return ordinal
        last, its_zone, ordinal = _LAST[0]
        if last is value and its_zone is zone:
            return ordinal
        try:
            ordinal = as_instant(value, field).astimezone(zone).toordinal()
        except OverflowError as error:
            raise DateOutOfRangeError(value, f"the day in {zone}") from error
        _LAST[0] = (value, zone, ordinal)
        return ordinal
    if isinstance(value, dt.date):
        return value.toordinal()
    raise NotADayError(field, value, or_instant=True)


@lru_cache(maxsize=8192)
def _is_day_of(zone: str, home: zoneinfo.ZoneInfo, ordinal: int) -> bool:
    """
    Say whether a day by one zone's clocks is that day in a named one, at all its hours.

    It is where both are the zone of one name, and not a file that was given the name,
    and clocks show every hour of the day; those that they skip belong to another.
    """
    name = home.key
    if name != zone or zoneinfo.ZoneInfo(name) is not home:
        return False
    if not 1 < ordinal < LAST_ORDINAL:
        return False
    return (
        _begins(ordinal, home).utcoffset() == _begins(ordinal + 1, home, 1).utcoffset()
    )


def _begins(ordinal: int, zone: dt.tzinfo, fold: int = 0) -> dt.datetime:
    """Return what clocks show at the first hour of a day."""
    midnight = dt.time(fold=fold, tzinfo=zone)
    return dt.datetime.combine(dt.date.fromordinal(ordinal), midnight)


_LAST: Final[list[tuple[dt.datetime | None, dt.tzinfo | None, int]]] = [(None, None, 0)]
"""The last instant that was asked, and its day. A ledger holds every day against the
moment of judgement; taking it to the zone each time was a tenth of the time."""
_DAYS: Final = frozenset({dt.date, pendulum.Date})


def to_utc(instant: dt.datetime) -> dt.datetime:
    """
    Return an aware instant as a stdlib datetime in UTC.

    Raises:
        DateOutOfRangeError: If it has none, as what stands for no date in the east.
        NaiveTimeError, NotAnInstantError: If it is no aware datetime.
    """
    offset = _offset(instant, "instant")
    try:
        return _by_its_clock(instant, UTC) - offset
    except OverflowError as error:
        raise DateOutOfRangeError(instant, "the moment in UTC") from error


def _offset(instant: dt.datetime, field: str) -> dt.timedelta:
    """Return how far the clocks of an instant are ahead of UTC, and refuse any without."""
    try:
        offset = instant.utcoffset()
    except AttributeError:
        raise NotAnInstantError(field, instant) from None
    if offset is None:
        raise NaiveTimeError(field, instant)
    return offset


def _by_its_clock(instant: dt.datetime, zone: dt.tzinfo | None = None) -> dt.datetime:
    """Return what the clock shows, as the plain class: pendulum subtracts its own way."""
    return dt.datetime(
        instant.year,
        instant.month,
        instant.day,
        instant.hour,
        instant.minute,
        instant.second,
        instant.microsecond,
        tzinfo=zone,
    )


def first_instant(ordinal: int, zone: dt.tzinfo) -> dt.datetime:
    """
    Return the instant at which a day begins in *zone*, as a stdlib datetime.

    Where clocks skip midnight, that is the instant of the skip.
    """
    day = dt.date.fromordinal(ordinal)
    return dt.datetime(day.year, day.month, day.day, tzinfo=zone)


@lru_cache(maxsize=8192)
def show_day(ordinal: int) -> pendulum.Date:
    """
    Return the pendulum day with this ordinal.
    """
    day: pendulum.Date = _day_of(ordinal)
    return day


def nearest_day(ordinal: int) -> pendulum.Date:
    """
    Return the day with this ordinal, or the one next to it that there is.
    """
    return show_day(min(max(ordinal, 1), LAST_ORDINAL))


_day_of: Final[Any] = super(pendulum.Date, pendulum.Date).fromordinal
"""What Python does for any class of days; pendulum's own makes two for each."""


def show_instant(instant: dt.datetime, zone: dt.tzinfo) -> pendulum.DateTime:
    """
    Return *instant* as a pendulum datetime in *zone*.

    A local time that the clocks skip is shown as the time they jump to.
    """
    return as_pendulum(to_utc(instant).astimezone(zone))


def as_pendulum(local: dt.datetime) -> pendulum.DateTime:
    """
    Return a time of local clocks as a pendulum datetime; which of two it was is kept.
    """
    return pendulum.DateTime(
        local.year,
        local.month,
        local.day,
        local.hour,
        local.minute,
        local.second,
        local.microsecond,
        tzinfo=local.tzinfo,
        fold=local.fold,
    )


def place_of(moment: Moment, zone: dt.tzinfo, field: str = "moment") -> dt.datetime:
    """
    Return the instant by which a moment stands among others; a day by its beginning.

    It is in UTC, to sort by: of two datetimes in one zone Python compares the wall
    clocks alone, and in the hour that comes twice those are no order.

    >>> berlin = pendulum.timezone("Europe/Berlin")
    >>> twice = [dt.datetime(2026, 10, 25, 2, m, fold=f) for m, f in ((10, 1), (30, 0))]
    >>> moments = [one.replace(tzinfo=berlin) for one in twice]
    >>> [one.minute for one in sorted(moments)]
    [10, 30]
    >>> [one.minute for one in sorted(moments, key=lambda one: place_of(one, berlin))]
    [30, 10]

    Raises:
        DateOutOfRangeError: If a day begins before the year 1 in UTC.
        NaiveTimeError, NotADayError: If it is no moment.
    """
    if isinstance(moment, dt.datetime):
        return to_utc(as_instant(moment, field))
    return to_utc(first_instant(day_ordinal(moment, field), zone))


def show_moment(moment: Moment, zone: dt.tzinfo) -> Moment:
    """
    Return an instant as a pendulum datetime in *zone*, and a day as it is.
    """
    return show_instant(moment, zone) if isinstance(moment, dt.datetime) else moment


def is_before(
    first: Moment,
    second: Moment,
    zone: dt.tzinfo,
    names: tuple[str, str] = ("first", "second"),
) -> bool:
    """
    Say whether *first* certainly lies before *second*.

    A day and an instant are compared by their days in *zone*; two instants by
    the moment itself, whatever their zones. What cannot be compared is refused under
    its own of the *names*.
    """
    if not (isinstance(first, dt.datetime) and isinstance(second, dt.datetime)):
        if type(first) in _DAYS and type(second) in _DAYS:
            return first < second
        one, other = names
        return local_ordinal(first, zone, one) < local_ordinal(second, zone, other)
    home, there = first.tzinfo, second.tzinfo
    is_one = home is there and home is not None
    if not (is_one or (type(home) in _SURE and type(there) in _SURE)):
        return as_instant(first, names[0]) < as_instant(second, names[1])
    days = second.toordinal() - first.toordinal()
    if not -_DAYS_APART < days < _DAYS_APART:
        return days > 0
    if not is_one:
        return first < second
    # Python compares the wall clocks alone of two datetimes in one zone.
    hours = days * 24 + second.hour - first.hour
    if not -_HOURS_APART < hours < _HOURS_APART and first.year >= _SINCE:
        return hours > 0
    if first.utcoffset() == second.utcoffset():
        return first < second
    return to_utc(first) < to_utc(second)


Named = tuple[str, Moment | None]
"""A moment, or that there is none, and the name that its caller knows it by."""


def refuse_disorder(zone: dt.tzinfo, earlier: Named, later: Named) -> None:
    """
    Refuse two moments of which the first certainly lies after the second.

    >>> begun, over = dt.date(2026, 3, 5), dt.date(2026, 3, 1)
    >>> refuse_disorder(dt.timezone.utc, ("began", begun), ("ended", over))
    Traceback (most recent call last):
    ...
    followup_rules.errors.ImpossibleOrderError: ended (2026-03-01) lies before began (2026-03-05); correct one of the two facts

    Raises:
        ImpossibleOrderError: If it does.
        NaiveTimeError, NotADayError: If one of them is unusable.
    """
    for name, one in (earlier, later):
        if one is not None:
            local_ordinal(one, zone, name)
    first, second = earlier[1], later[1]
    if first is not None and second is not None and is_before(second, first, zone):
        raise ImpossibleOrderError(*earlier, *later)


def surely_in_order(first: Any, second: Any, third: dt.datetime) -> bool:
    """
    Say whether three instants lie in this order, as far as their dates alone tell it.

    False is that somebody has to look closer, or that one of them is a day or nothing.
    """
    try:
        one, two, three = first.tzinfo, second.tzinfo, third.tzinfo
        # By the clocks of one zone a day between them is enough: see `_DAYS_APART`.
        apart = 1
        if not (one is two is three):
            apart = 2
            if not (type(two) in _SURE and type(three) in _SURE):
                return False
        day = second.toordinal()
        return (
            day - first.toordinal() > apart
            and third.toordinal() - day > apart
            and type(one) in _SURE
        )
    except (AttributeError, ValueError):  # no moment at all, or NaT
        return False


def has_passed(moment: Moment, now: dt.datetime, zone: dt.tzinfo) -> bool:
    """
    Say whether a moment has passed: an instant once it is there, a day once it is over.

    On the day on which a matter is closed, all that day is left to do what is lacking.
    """
    if isinstance(moment, dt.datetime):
        return not is_before(now, moment, zone)
    return is_before(moment, now, zone)


def elapsed(start: dt.datetime, end: dt.datetime) -> dt.timedelta:
    """
    Return the time between two instants, across clock changes.

    Plain subtraction of two datetimes in one zone ignores clock changes.

    Raises:
        NaiveTimeError, NotAnInstantError: If either is no aware datetime.
    """
    ahead = _offset(end, "end") - _offset(start, "start")
    return _by_its_clock(end) - _by_its_clock(start) - ahead


def days_between(start: Moment, end: Moment, zone: dt.tzinfo) -> int:
    """
    Return how many local midnights lie between *start* and *end*.
    """
    return local_ordinal(end, zone, "end") - local_ordinal(start, zone, "start")
