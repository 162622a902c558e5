"""
What a season is, and how it comes back each year.
"""

import datetime as dt
import difflib
from calendar import isleap
from typing import Final

import pendulum

from followup_rules.errors import (
    CalendarDataError,
    UnknownNameError,
)
from followup_rules.fields import Label
from followup_rules.immutable import frozen
from followup_rules.timing.moments import day_ordinal

KINDS: Final = ("heating", "cooling", "flood")
"""The seasons of the law; the flood season (汛期) is its rainy season."""
MonthDay = tuple[int, int]
"""A month and a day of it that recur every year."""
Declared = tuple[dt.date, dt.date | None] | None
"""The first and last day of one year's season; no last day yet; or no season."""
FIRST_YEAR: Final = 1
LAST_YEAR: Final = 9998
_FEBRUARY: Final = 2
_LEAP_DAY: Final = 29
LEAP_YEAR: Final = 2000
LEAP_CYCLE: Final = 5
DAYS_IN_LEAP_YEAR: Final = 366


def known_kind(kind: object) -> str:
    """
    Return a kind of season: one of the law, or a name of the caller's own.

    Raises:
        UnknownNameError: If it is no name, or reads like a slip of one of the law.

    >>> known_kind("heating"), known_kind("termite")
    ('heating', 'termite')
    """
    if kind in KINDS:
        return str(kind)
    own = isinstance(kind, str) and Label().accepts(kind)
    if not own or difflib.get_close_matches(str(kind), KINDS, n=1):
        raise UnknownNameError("kind of season", kind, KINDS)
    return str(kind)


@frozen(kw_only=True)
class Season:
    """
    One season of one place: its first and last day, both included.

    >>> winter = Season(
    ...     kind="heating", first=dt.date(2025, 11, 15), last=dt.date(2026, 3, 15)
    ... )
    >>> winter.label, winter.days, dt.date(2026, 3, 15) in winter
    ('2025/26', 121, True)

    Attributes:
        kind: `heating`, `cooling`, `flood`, or a name of your own.
        first: Its first day.
        last: Its last day; None while no end has been declared.
        starts_at: The time of day at which it begins; None is 00:00.
        ends_at: The last instant of its last day, as a time of day; None is 24:00.
    """

    kind: str
    first: pendulum.Date
    last: pendulum.Date | None
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None

    @property
    def year(self) -> int:
        """
        The year in which it begins, to which it belongs.
        """
        return self.first.year

    @property
    def label(self) -> str:
        """
        The year, or both years where it runs across the year end.
        """
        if self.last is None or self.last.year == self.year:
            return f"{self.year:04d}"
        return f"{self.year:04d}/{self.last.year % 100:02d}"

    @property
    def days(self) -> int | None:
        """
        How many days it touches; None while it has no end.
        """
        if self.last is None:
            return None
        return self.last.toordinal() - self.first.toordinal() + 1

    def __contains__(self, day: dt.date) -> bool:
        ordinal = day_ordinal(day, "day")
        if ordinal < self.first.toordinal():
            return False
        return self.last is None or ordinal <= self.last.toordinal()

    def __str__(self) -> str:
        return f"{self.kind} season {self.first}..{self.last or 'no end yet'}"

    @property
    def begins(self) -> tuple[int, dt.time]:
        """
        The ordinal and the time of day at which it begins.
        """
        return self.first.toordinal(), self.starts_at or dt.time.min

    @property
    def ends(self) -> tuple[int, dt.time] | None:
        """
        The ordinal and the time of day at which it is over; None without an end.

        A day that runs to 24:00 is over when the next day begins.
        """
        if self.last is None:
            return None
        if self.ends_at is None:
            return self.last.toordinal() + 1, dt.time.min
        return self.last.toordinal(), self.ends_at


@frozen(kw_only=True)
class Recurrence:
    """
    Month and day bounds that hold every year, possibly across the year end.

    A bound on 29 February is the 28th in a common year.
    """

    starts: MonthDay
    ends: MonthDay
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None

    def season(self, kind: str, year: int) -> Season:
        """
        Return the season that begins in *year*.
        """
        return Season(
            kind=kind,
            first=in_year(year, self.starts),
            last=in_year(year + (self.ends < self.starts), self.ends),
            starts_at=self.starts_at,
            ends_at=self.ends_at,
        )


def in_year(year: int, bound: MonthDay) -> pendulum.Date:
    """Return a recurring day in one year."""
    month, day = bound
    if bound == (_FEBRUARY, _LEAP_DAY) and not isleap(year):
        day -= 1
    return pendulum.Date(year, month, day)


def check_time(place: str, time: object) -> None:
    """Refuse what is no plain time of day."""
    if time is None or (isinstance(time, dt.time) and time.tzinfo is None):
        return
    raise CalendarDataError(
        place, f"{time!r} is no time of day", "pass a datetime.time without a zone"
    )
