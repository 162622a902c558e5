"""
The moments that a call is given, as the numbers that columns are held against.
"""

import datetime as dt
from typing import Final, Self

from followup_rules.errors import DateOutOfRangeError, InvalidFieldError
from followup_rules.frames.engines.zones import EPOCH, micros_of
from followup_rules.immutable import frozen
from followup_rules.timing.moments import as_instant, local_ordinal, zone_of

_ALLOWED: Final = "a moment of the years 1 to 9999, in UTC and where the rule applies"
_FIRST: Final = dt.date(1, 12, 31).toordinal() - EPOCH
_LAST: Final = dt.date(9999, 1, 1).toordinal() - EPOCH


@frozen
class Now:
    """
    The moment of judgement, as a day and in microseconds.
    """

    day: int
    us: int

    @classmethod
    def of(cls, as_of: dt.datetime, zone: dt.tzinfo) -> Self:
        """
        Return a moment as numbers.

        Raises:
            NotAnInstantError, NaiveTimeError, InvalidFieldError: If it is unusable.
        """
        us = instant_us(as_of, "as_of")
        return cls(day_number(as_of, zone, "as_of"), us)


def instant_us(moment: object, argument: str) -> int:
    """
    Return an instant in microseconds since 1970.

    Raises:
        NotAnInstantError, NaiveTimeError, InvalidFieldError: If it is unusable.
    """
    try:
        return micros_of(as_instant(moment, argument))
    except DateOutOfRangeError:
        raise InvalidFieldError(argument, moment, _ALLOWED) from None


def day_number(moment: object, zone: dt.tzinfo, argument: str) -> int:
    """
    Return a day, or the day of an instant in a zone, as a number; 0 is 1970-01-01.

    Raises:
        NotADayError, NaiveTimeError, InvalidFieldError: If it is unusable.
    """
    try:
        return local_ordinal(moment, zone, argument) - EPOCH
    except DateOutOfRangeError:
        raise InvalidFieldError(argument, moment, _ALLOWED) from None


def check_cell_day(day: int, given: object, argument: str) -> None:
    """
    Refuse a day whose week, month or year a calendar may not hold as a whole.

    Raises:
        InvalidFieldError: If it lies in the first or in the last year of all.
    """
    if not _FIRST < day < _LAST:
        allowed = "a day of the years 2 to 9998"
        raise InvalidFieldError(argument, given, allowed)


def zone_name(given: object, argument: str) -> str:
    """
    Return the name of a zone.

    Raises:
        InvalidFieldError: If it is no text.
        InvalidZoneError: If there is no such zone.
    """
    if not isinstance(given, str):
        allowed = "the name of a zone, such as 'Asia/Shanghai'"
        raise InvalidFieldError(argument, given, allowed)
    return str(zone_of(given).name)
