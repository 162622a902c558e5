"""
Questions about open time, between instants in microseconds.

A timetable lays days out as they are needed and keeps them, so that a question costs
a search however long the span is. Days beyond what a calendar covers raise when they
are needed, and not before.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Final

import pendulum
from attrs import define, field

from followup_rules.errors import (
    CalendarNotCoveredError,
    DateOutOfRangeError,
    InvalidFieldError,
    OfficeNeverOpensError,
    OpenTimeTooLongError,
)
from followup_rules.immutable import frozen
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.hours.table import LONGEST, OpenTime, WindowsOn, lay_out
from followup_rules.timing.hours.walls import (
    ZoneClocks,
    clocks_of,
    instant_of,
    wall_stamp,
)
from followup_rules.timing.hours.windows import DAY
from followup_rules.timing.moments import show_day

_FIRST: Final = 3
_LAST: Final = dt.date.max.toordinal() - 2
"""The days that can be laid out, with the evening before and the morning after."""
_BEHIND: Final = 7
_AHEAD: Final = 56
"""How many days around a first question are laid out at once."""
_TOGETHER: Final = 12_000
"""Days no farther apart are laid out together."""
_MOST_TABLES: Final = 4
LONGEST_LAID_OUT: Final = 73_050
"""How many days one question may span: two hundred years."""
_SURELY_SHORT: Final = (LONGEST_LAID_OUT - 1) * DAY
"""What is no longer spans no more days, by whatever clocks."""


@define(eq=False, repr=False)
class Timetable:
    """
    The open time of one office under one calendar, as far as it has been asked for.

    What it holds grows by as much again, so that days are laid out twice at most, and
    days far apart are kept apart. It never changes but is replaced, so that threads may
    share it.

    Attributes:
        zone: The zone of the office.
        windows_on: The windows of a day.
        overnight: Whether any window lasts past midnight.
        own_days: The days whose windows no calendar decides.
        calendar: The work calendar.
        clocks: The clocks of the zone.
    """

    zone: pendulum.Timezone
    windows_on: WindowsOn
    overnight: bool
    own_days: Collection[int]
    calendar: WorkCalendar | None
    clocks: ZoneClocks = field(init=False)
    _tables: tuple[OpenTime, ...] = field(init=False, default=())

    def __attrs_post_init__(self) -> None:
        self.clocks = clocks_of(self.zone.key)

    def bounds(self) -> tuple[int, int]:
        """
        Return the first and the last day that can be laid out.
        """
        if self.calendar is None:
            return _FIRST, _LAST
        first, last = (day.toordinal() for day in self.calendar.confirmed)
        while first - 1 in self.own_days:
            first -= 1
        while last + 1 in self.own_days:
            last += 1
        return max(first + self.overnight, _FIRST), min(last, _LAST)

    def covering(self, start: int, end: int) -> OpenTime:
        """
        Return a table that holds the days from one instant to another.
        """
        self.refuse_too_long(start, end)
        for table in self._tables:
            if table.since <= start and (
                end < table.until or start < end == table.until
            ):
                return table
        first, last = self._day(start), self._day(max(start, end - 1))
        low, high = self.bounds()
        if first < low:
            raise self._uncovered(first - self.overnight)
        if last > high:
            raise self._uncovered(max(high + 1, first))
        return self._laid_out(self._near(first, last), first, last)

    def refuse_too_long(self, start: int, end: int) -> None:
        """
        Refuse a question over too long a time, whatever was laid out for those before it.
        """
        if end - start <= _SURELY_SHORT:
            return
        first, last = self._day(start), self._day(end - 1)
        if last - first > LONGEST_LAID_OUT:
            raise OpenTimeTooLongError(show_day(first), show_day(last))

    def between(self, first: int, last: int) -> OpenTime:
        """
        Return a table of the days from *first* to *last* that can be laid out.
        """
        low, high = self.bounds()
        start, end = max(first, low), min(last, high)
        if start > end:
            raise self._uncovered(first)
        return lay_out(start, end, self.windows_on, self.zone, self.overnight)

    def later(self, table: OpenTime, since: int) -> OpenTime:
        """
        Return a table that goes on after another.
        """
        idle = max(since, table.closes[-1] if table.closes else since)
        _refuse_closure(idle, table.until)
        if table.last >= self.bounds()[1]:
            raise self._uncovered(table.last + 1)
        if table.last - table.first >= LONGEST_LAID_OUT:
            # It goes on from what is asked about, not from all that was asked before.
            return self._laid_out(None, self._day(since), table.last + 1)
        return self._laid_out(table, table.first, table.last + 1)

    def earlier(self, table: OpenTime, until: int) -> OpenTime:
        """
        Return a table that begins before another.
        """
        idle = min(until, table.opens[0] if table.opens else until)
        _refuse_closure(table.since, idle)
        if table.first <= self.bounds()[0]:
            raise self._uncovered(table.first - 1 - self.overnight)
        if table.last - table.first >= LONGEST_LAID_OUT:
            return self._laid_out(None, table.first - 1, self._day(until))
        return self._laid_out(table, table.first - 1, table.last)

    def closing_on(self, ordinal: int) -> int | None:
        """
        Return when the last window that opens on a day closes.
        """
        windows = self.windows_on(ordinal)
        if windows is None:
            raise unsaid(ordinal)
        if not windows:
            return None
        return wall_stamp(ordinal, max(window.span[1] for window in windows), self.zone)

    def _near(self, first: int, last: int) -> OpenTime | None:
        """Return the table that some days are near to."""
        for table in self._tables:
            if max(last, table.last) - min(first, table.first) < _TOGETHER:
                return table
        return None

    def _laid_out(self, table: OpenTime | None, first: int, last: int) -> OpenTime:
        """Lay days out, and some more, in place of a table that they go on from."""
        if last - first > LONGEST_LAID_OUT:
            raise OpenTimeTooLongError(show_day(first), show_day(last))
        ahead, behind = _AHEAD, _BEHIND
        if table is not None:
            held = table.last - table.first + 1
            ahead = held if last > table.last else 0
            behind = held if first < table.first else 0
            first, last = min(first, table.first), max(last, table.last)
        low, high = self.bounds()
        first, last = max(first - behind, low), min(last + ahead, high)
        made = lay_out(first, last, self.windows_on, self.zone, self.overnight)
        others = (other for other in self._tables if other is not table)
        self._tables = (made, *others)[:_MOST_TABLES]
        return made

    def _day(self, stamp: int) -> int:
        """Return the local day of an instant."""
        try:
            return instant_of(stamp).astimezone(self.zone).toordinal()
        except OverflowError as error:
            outside = _FIRST - 1 if stamp < 0 else _LAST + 1
            raise self._uncovered(outside) from error

    def _uncovered(self, ordinal: int) -> Exception:
        """Return the error that names a day which cannot be laid out."""
        calendar = self.calendar
        if calendar is None or not _FIRST <= ordinal <= _LAST:
            return DateOutOfRangeError(
                show_day(min(max(ordinal, _FIRST), _LAST)), "open time"
            )
        return CalendarNotCoveredError(
            show_day(ordinal), *calendar.confirmed, calendar.calendar_id
        )


def _refuse_closures(table: OpenTime, start: int, end: int) -> None:
    """Refuse to pass over a time in which nothing is open for so long."""
    for begins, ends in table.closures:
        _refuse_closure(max(begins, start), min(ends, end))


def _refuse_closure(start: int, end: int) -> None:
    """Refuse to look on where nothing has been open for so long."""
    if end - start > LONGEST:
        raise OfficeNeverOpensError(instant_of(start).date(), instant_of(end).date())


def unsaid(ordinal: int) -> InvalidFieldError:
    """
    Return the error that names a make-up day without windows.
    """
    return InvalidFieldError(
        "OfficeHours.on_make_up",
        None,
        f"a weekday such as 'mon', or make_up_windows=..., because {show_day(ordinal)} "
        "is a make-up day",
    )


@frozen(eq=False, repr=False)
class Search:
    """
    Answers for one timetable, less the pauses.
    """

    times: Timetable
    pauses: tuple[tuple[int, int | None], ...]

    def is_open(self, stamp: int) -> bool:
        """
        Say whether an instant is open, and not paused.
        """
        if any(start <= stamp and _reaches(end, stamp) for start, end in self.pauses):
            return False
        table = self.times.covering(stamp, stamp)
        _refuse_unsaid(table, stamp, stamp)
        return table.next_open(stamp) == stamp

    def next_open(self, stamp: int) -> int:
        """
        Return the first open instant at or after one, pauses or not.
        """
        return self._first(stamp, 0)

    def worked(self, start: int, end: int) -> int:
        """
        Return how much lies between two instants.
        """
        if start == end:
            return 0
        table = self.times.covering(start, end)
        _refuse_unsaid(table, start, end)
        worked = table.worked_until(end) - table.worked_until(start)
        for begun, over in self.pauses:
            first = max(begun, start)
            last = end if over is None else min(over, end)
            if first < last:
                worked -= table.worked_until(last) - table.worked_until(first)
        return worked

    def segments(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """
        Yield what is open between two instants.
        """
        if start == end:
            return
        table = self.times.covering(start, end)
        _refuse_unsaid(table, start, end)
        at = start
        for begun, over in self.pauses:
            yield from table.stretches(at, min(max(begun, at), end))
            at = max(at, end if over is None else over)
            if at >= end:
                return
        yield from table.stretches(at, end)

    def due(self, start: int, amount: int) -> int | None:
        """
        Return the earliest instant until which so much is worked; None while paused.
        """
        if not self.pauses:
            return self._first(start, amount)
        for begun, over in self.pauses:
            if over is not None and over <= start:
                continue
            if begun > start:
                found, amount = self._until(start, amount, begun)
                if found is not None:
                    return found
            if over is None:
                return None
            start = over
        return self._first(start, amount)

    def due_before(self, event: int, amount: int) -> int:
        """
        Return the latest instant from which so much is worked until *event*.
        """
        if not amount:
            return event
        table = self.times.covering(event - 1, event)
        rest = table.worked_until(event) - amount
        while rest < 0:
            table = self.times.earlier(table, event)
            rest = table.worked_until(event) - amount
        found = table.latest(rest)
        self.times.refuse_too_long(found, event)
        _refuse_unsaid(table, found, event)
        _refuse_closures(table, found, event)
        return found

    def _first(self, start: int, amount: int) -> int:
        """Work until so much is done."""
        table = self.times.covering(start, start)
        found = table.reached(start, amount)
        while found is None:
            table = self.times.later(table, start)
            found = table.reached(start, amount)
        self.times.refuse_too_long(start, found)
        if table.unsaid:
            _refuse_unsaid(table, start, found)
        if table.closures:
            _refuse_closures(table, start, found)
        return found

    def _until(self, start: int, amount: int, stop: int) -> tuple[int | None, int]:
        """Work until so much is done, else until *stop*; say what is left then."""
        table = self.times.covering(start, start)
        found = table.reached(start, amount)
        while found is None and table.until < stop:
            table = self.times.later(table, start)
            found = table.reached(start, amount)
        # With nothing to do, an opening at the stop itself is too late.
        if found is not None and (found <= stop if amount else found < stop):
            _refuse_unsaid(table, start, found)
            _refuse_closures(table, start, found)
            return found, 0
        self.times.refuse_too_long(start, stop)
        _refuse_unsaid(table, start, stop)
        used = table.worked_until(stop) - table.worked_until(start)
        return None, amount - used


def _reaches(end: int | None, stamp: int) -> bool:
    """Say whether a pause that has begun still holds."""
    return end is None or stamp < end


def _refuse_unsaid(table: OpenTime, start: int, end: int) -> None:
    """Refuse to pass over a make-up day whose windows nobody said."""
    day = table.unsaid_within(start, end)
    if day is not None:
        raise unsaid(day)
