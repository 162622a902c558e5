"""
Opening hours as an office writes them: windows, weeks, and dates of their own.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from itertools import pairwise
from typing import Any, Final

from attrs import field

from followup_rules.errors import InvalidFieldError
from followup_rules.fields import as_tuple, held
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import DAYS_IN_WEEK
from followup_rules.timing.moments import day_ordinal

MICROSECOND: Final = dt.timedelta(microseconds=1)
DAY: Final = dt.timedelta(days=1) // MICROSECOND
"""A day of the clock, in microseconds."""

_MIDNIGHT: Final = dt.time()
_END_OF_DAY: Final = "24:00"
_CLOCK: Final = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
WINDOW_PATTERN: Final = rf"^{_CLOCK}-(?:{_CLOCK}|24:00)(?!\n)$"
_WINDOW: Final = re.compile(WINDOW_PATTERN)
_SPELLING: Final = "a window such as '09:00-12:00' or '22:00-06:00', not an empty one"


class Weekday(Enum):
    """
    A day of the week.
    """

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


_PLACES: Final = {day.value: place for place, day in enumerate(Weekday)}


@frozen(field_transformer=held)
class Window:
    """
    From an opening until a closing, by the clock of the office.

    The opening instant belongs to it, the closing one does not. A closing that is not
    later than the opening is one of the next day, so that midnight is the end of the
    day, 24:00; the window belongs to the day on which it opens.

    >>> str(Window.read("09:00-12:00")), Window.read("22:00-06:00").lasts_overnight
    ('09:00-12:00', True)
    >>> Window.read("09:00-09:00")
    Traceback (most recent call last):
    ...
    followup_rules.errors.InvalidFieldError: Window cannot be '09:00-09:00'; allowed: a window such as '09:00-12:00' or '22:00-06:00', not an empty one

    Attributes:
        opens: The first instant at which the office is open.
        closes: The first at which it is closed again; midnight is 24:00.

    Raises:
        InvalidFieldError: If a time has a zone, or both are the same; only from
            midnight to midnight is a whole day.
    """

    opens: dt.time
    closes: dt.time

    def __attrs_post_init__(self) -> None:
        for name, time in (("opens", self.opens), ("closes", self.closes)):
            if time.tzinfo is not None:
                message = "a time of day without a zone"
                raise InvalidFieldError(f"Window.{name}", time, message)
        if self.opens == self.closes != _MIDNIGHT:
            raise InvalidFieldError("Window", str(self), _SPELLING)

    @classmethod
    def read(cls, text: object) -> "Window":
        """
        Return the window that *text* spells, such as "09:00-17:30" or "00:00-24:00".

        Raises:
            InvalidFieldError: If it spells none, or an empty one.
        """
        if not isinstance(text, str) or not _WINDOW.search(text):
            raise InvalidFieldError("Window", text, _SPELLING)
        opens, closes = text.split("-")
        start = dt.time.fromisoformat(opens)
        if closes == _END_OF_DAY:
            return cls(start, _MIDNIGHT)
        until = dt.time.fromisoformat(closes)
        if until == start:
            raise InvalidFieldError("Window", text, _SPELLING)
        return cls(start, until)

    @property
    def lasts_overnight(self) -> bool:
        """
        Whether it runs past midnight into the next day.
        """
        return _MIDNIGHT < self.closes <= self.opens

    @property
    def span(self) -> tuple[int, int]:
        """
        The opening and the closing, in microseconds of the day on which it opens.
        """
        opens, closes = clock_of(self.opens), clock_of(self.closes)
        return opens, closes if closes > opens else closes + DAY

    def __str__(self) -> str:
        closes = _END_OF_DAY if self.closes == _MIDNIGHT else _shown(self.closes)
        return f"{_shown(self.opens)}-{closes}"


def clock_of(time: dt.time) -> int:
    """
    Return a time of day in microseconds.
    """
    seconds = (time.hour * 60 + time.minute) * 60 + time.second
    return seconds * 1_000_000 + time.microsecond


def _shown(time: dt.time) -> str:
    """Return a time as exact as it is."""
    exact = time.microsecond or time.second
    return time.isoformat() if exact else time.isoformat(timespec="minutes")


Windows = tuple[Window, ...]


def read_windows(value: Any) -> Any:
    """
    Return windows of one day, from a text or from a list of texts and windows.

    Anything else passes unchanged, for the validator to refuse.

    >>> [str(window) for window in read_windows("09:00-12:00, 13:30-17:30")]
    ['09:00-12:00', '13:30-17:30']
    """
    if isinstance(value, str):
        value = value.replace(",", " ").split()
    if not isinstance(value, list | tuple):
        return value
    return tuple(
        Window.read(entry) if isinstance(entry, str) else entry for entry in value
    )


def _of_windows() -> Any:
    """Declare a field that holds the windows of one day."""
    return field(default=(), converter=read_windows)


def refuse_overlaps(name: str, windows: Iterable[Window], cycle: int = 0) -> None:
    """
    Refuse windows of one day that overlap; touching ones are joined later.

    Raises:
        InvalidFieldError: Naming the two windows.
    """
    _refuse_overlaps(name, [(window, *window.span) for window in windows], cycle)


def _refuse_overlaps(
    name: str, spans: list[tuple[Window, int, int]], cycle: int
) -> None:
    """Refuse spans that overlap, around the cycle too where there is one."""
    spans = sorted(spans, key=lambda span: span[1:])
    if cycle and spans:
        window, opens, closes = spans[0]
        spans.append((window, opens + cycle, closes + cycle))
    for (earlier, _, closes), (later, opens, _) in pairwise(spans):
        if opens < closes:
            message = (
                "windows that do not overlap; touching ones may stand side by side"
            )
            raise InvalidFieldError(name, f"{earlier} and {later}", message)


@frozen(kw_only=True, field_transformer=held)
class Week:
    """
    The windows of each weekday; a day without any is closed.

    >>> week = Week.read({"mon-thu": "09:00-12:00, 13:30-17:30", "fri": "09:00-12:00"})
    >>> len(week.days[0]), week.sat
    (2, ())

    Raises:
        InvalidFieldError: If windows overlap, around the week too, or there are none.
    """

    mon: Windows = _of_windows()
    tue: Windows = _of_windows()
    wed: Windows = _of_windows()
    thu: Windows = _of_windows()
    fri: Windows = _of_windows()
    sat: Windows = _of_windows()
    sun: Windows = _of_windows()

    def __attrs_post_init__(self) -> None:
        spans = [
            (window, place * DAY + window.span[0], place * DAY + window.span[1])
            for place, windows in enumerate(self.days)
            for window in windows
        ]
        if not spans:
            message = "a week in which the office opens at least once"
            raise InvalidFieldError("Week", "without a window", message)
        _refuse_overlaps("Week", spans, DAYS_IN_WEEK * DAY)

    @property
    def days(self) -> tuple[Windows, ...]:
        """
        The windows of each weekday, Monday first.
        """
        return self.mon, self.tue, self.wed, self.thu, self.fri, self.sat, self.sun

    @classmethod
    def read(cls, value: Any) -> Any:
        """
        Return a week, from a table of weekdays or of runs of them, such as "mon-fri".

        A run may go on over a Sunday: "sun-thu". A week passes unchanged, and so does
        anything that is no table.

        Raises:
            InvalidFieldError: If a weekday is unknown or said twice.
        """
        if not isinstance(value, Mapping):
            return value
        days: dict[str, Any] = {}
        for key, windows in value.items():
            for day in _named(key):
                if day in days:
                    raise InvalidFieldError("Week", key, f"{day} no more than once")
                days[day] = windows
        return cls(**days)


def read_week(value: Any) -> Any:
    """
    Do what `Week.read` does.
    """
    return Week.read(value)


def _named(key: object) -> Iterator[str]:
    """Return the weekdays that a key names; a run may go on over Sunday."""
    first, dash, last = str(key).partition("-")
    begins, ends = _PLACES.get(first), _PLACES.get(last if dash else first)
    if begins is None or ends is None:
        message = f"{', '.join(_PLACES)}, or a run such as 'mon-fri' or 'sun-thu'"
        raise InvalidFieldError("weekday", key, message)
    days = tuple(_PLACES)
    if begins <= ends:
        return iter(days[begins : ends + 1])
    return iter(days[begins:] + days[: ends + 1])


@frozen(field_transformer=held)
class DateHours:
    """
    The windows of one date, in place of its weekday's; without any it is closed.

    They hold whatever the work calendar says of that day.
    """

    day: dt.date
    windows: Windows = _of_windows()

    def __attrs_post_init__(self) -> None:
        refuse_overlaps(f"DateHours {self.day}", self.windows)


@frozen(field_transformer=held)
class DatedWeek:
    """
    A week that holds from a day on, such as the summer hours from 1 May.
    """

    starts: dt.date
    week: Week = field(converter=read_week)


def read_dates(value: Any) -> Any:
    """
    Return dates of their own, from a table of days with their windows.
    """
    if isinstance(value, Mapping):
        return tuple(DateHours(day, windows) for day, windows in value.items())
    return as_tuple(value)


def read_dated_weeks(value: Any) -> Any:
    """
    Return dated weeks, from a table of days with the week that holds from there.
    """
    if isinstance(value, Mapping):
        return tuple(DatedWeek(day, week) for day, week in value.items())
    return as_tuple(value)


def ordinals(entries: Iterable[DateHours]) -> dict[int, Windows]:
    """
    Return the windows of each date by its ordinal.
    """
    return {day_ordinal(entry.day, "day"): entry.windows for entry in entries}
