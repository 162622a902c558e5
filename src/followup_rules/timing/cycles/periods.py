"""
Days in a row, under a label.
"""

import datetime as dt

import pendulum

from followup_rules.errors import (
    DateOutOfRangeError,
    ImpossibleOrderError,
    InvalidZoneError,
)
from followup_rules.immutable import frozen
from followup_rules.timing.moments import (
    LAST_ORDINAL,
    as_day,
    day_ordinal,
    first_instant,
    nearest_day,
    show_day,
    show_instant,
    zone_of,
)


@frozen(order=True)
class Period:
    """
    The days from *first* to *last*, both included, under a label.

    >>> from followup_rules.timing.cycles import month
    >>> march = month(2026, 3)
    >>> march.first, march.last, march.label
    (Date(2026, 3, 1), Date(2026, 3, 31), '2026-03')
    >>> dt.date(2026, 3, 31) in march
    True
    """

    first: pendulum.Date
    last: pendulum.Date
    label: str

    def __contains__(self, day: dt.date) -> bool:
        return (
            self.first.toordinal() <= day_ordinal(day, "day") <= self.last.toordinal()
        )

    def __str__(self) -> str:
        return self.label

    @property
    def days(self) -> int:
        """
        How many days the period has.
        """
        return self.last.toordinal() - self.first.toordinal() + 1

    def begins(self, zone: str = "Asia/Shanghai") -> pendulum.DateTime:
        """
        Return the first instant of the period in *zone*.

        Raises:
            DateOutOfRangeError: If the clocks of the world do not reach it.
        """
        return _midnight(self.first.toordinal(), zone, self)

    def closes(self, zone: str = "Asia/Shanghai") -> pendulum.DateTime:
        """
        Return the first instant after the period in *zone*.

        Raises:
            DateOutOfRangeError: If it ends with the last day of all.
        """
        return _midnight(self.last.toordinal() + 1, zone, self)


def _midnight(ordinal: int, zone: str, cell: Period) -> pendulum.DateTime:
    """Return the instant at which a day begins."""
    if not isinstance(zone, str):
        raise InvalidZoneError(zone)
    home = zone_of(zone)
    try:
        return show_instant(first_instant(ordinal, home), home)
    except (OverflowError, ValueError) as error:
        raise DateOutOfRangeError(cell, f"a midnight in {zone}") from error


def period(first: dt.date, last: dt.date) -> Period:
    """
    Return the days from *first* to *last*, both included.

    Raises:
        NotADayError: If either is no plain day.
        ImpossibleOrderError: If *last* lies before *first*.
    """
    start, end = as_day(first, "first"), as_day(last, "last")
    if end < start:
        raise ImpossibleOrderError("first", start, "last", end)
    return Period(start, end, f"{start}..{end}")


def between(first: int, last: int, label: str | None = None) -> Period:
    """
    Return the days between two ordinals, labelled by them unless a label is given.

    Raises:
        DateOutOfRangeError: If they leave the years that a date can have.
    """
    if not 1 <= first <= last <= LAST_ORDINAL:
        raise DateOutOfRangeError(nearest_day(first), "a cell that is whole")
    start, end = show_day(first), show_day(last)
    return Period(start, end, label or f"{start}..{end}")
