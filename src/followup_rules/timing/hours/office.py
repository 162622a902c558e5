"""
An office, and what can be asked of its hours.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import partial
from typing import Any, Final, overload

import pendulum
from attrs import field, fields

from followup_rules.canonical import digest
from followup_rules.errors import ImpossibleOrderError, InvalidFieldError
from followup_rules.fields import ZoneName, held
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import (
    OPEN_MICROSECONDS,
    WorkingHours,
    WorkingMinutes,
)
from followup_rules.timing.calendars import DayKind, WorkCalendar
from followup_rules.timing.calendars.working_days import A_CALENDAR
from followup_rules.timing.hours.pauses import Pause, join_pauses
from followup_rules.timing.hours.search import Search, Timetable
from followup_rules.timing.hours.table import OpenTime, WindowsOn
from followup_rules.timing.hours.walls import ZoneClocks
from followup_rules.timing.hours.windows import (
    MICROSECOND,
    DatedWeek,
    DateHours,
    Week,
    Weekday,
    Windows,
    ordinals,
    read_dated_weeks,
    read_dates,
    read_week,
    read_windows,
    refuse_overlaps,
)
from followup_rules.timing.moments import (
    day_ordinal,
    show_day,
    zone_of,
)

OpenAmount = WorkingHours | WorkingMinutes | dt.timedelta
"""How much open time: a length of a rule, or any exact time of 0 or more."""

_MOST_KEPT: Final = 8
"""How many work calendars an office keeps the instants of."""
_PLACES: Final = {day: place for place, day in enumerate(Weekday)}
_NO_PAUSES: Final[tuple[Pause, ...]] = ()


class AtClosing(Enum):
    """
    When something is due whose time is used up exactly at a closing.
    """

    STAYS = "stays"
    """At the closing: no later instant is needed."""
    NEXT_OPENING = "next_opening"
    """At the next opening, as some help desks count."""


def read_weekday(value: Any) -> Any:
    """
    Return a weekday from its three letters; anything else passes unchanged.
    """
    known = isinstance(value, str) and value in {day.value for day in Weekday}
    return Weekday(value) if known else value


@frozen(kw_only=True, field_transformer=held)
class OfficeHours:
    """
    When an office is open.

    >>> office = OfficeHours(zone="Asia/Shanghai", week={"mon-fri": "09:00-17:00"})
    >>> friday = pendulum.datetime(2026, 3, 6, 16, 30, tz="Asia/Shanghai")
    >>> office.due(friday, WorkingHours(1)).isoformat()
    '2026-03-09T09:30:00+08:00'
    >>> office.worked(friday, friday.add(days=3))
    datetime.timedelta(seconds=28800)

    Every question takes a work calendar. With one, a rest day has no windows,
    whatever the week says, and a make-up day has those declared for make-up days;
    without one every day of the week counts.

    Attributes:
        zone: The zone whose clocks the windows are read on; answers are given in it.
        week: The windows of each weekday, as a `Week` or a table that it reads.
        dates: Dates with windows of their own; they beat week and work calendar.
        dated_weeks: Weeks that replace the first from a day on.
        on_make_up: The weekday whose windows make-up days have; there is no default.
        make_up_windows: Or the windows of make-up days themselves.
        at_closing: When something is due that is used up exactly at a closing.

    Raises:
        InvalidFieldError: If windows overlap, are empty, or a week has none.
    """

    zone: ZoneName
    week: Week = field(converter=read_week)
    dates: tuple[DateHours, ...] = field(default=(), converter=read_dates)
    dated_weeks: tuple[DatedWeek, ...] = field(default=(), converter=read_dated_weeks)
    on_make_up: Weekday | None = field(default=None, converter=read_weekday)
    make_up_windows: Windows = field(default=(), converter=read_windows)
    at_closing: AtClosing = AtClosing.STAYS
    _kept: dict[str | None, Search] = field(
        init=False, eq=False, repr=False, factory=dict
    )

    def __attrs_post_init__(self) -> None:
        refuse_overlaps("OfficeHours.make_up_windows", self.make_up_windows)
        if self.on_make_up is not None and self.make_up_windows:
            message = "a weekday, or make_up_windows, not both"
            raise InvalidFieldError("OfficeHours.on_make_up", self.on_make_up, message)
        for name, days in (
            ("dates", [entry.day for entry in self.dates]),
            ("dated_weeks", [entry.starts for entry in self.dated_weeks]),
        ):
            if days != sorted(set(days)):
                message = "each day once, the earlier first"
                raise InvalidFieldError(f"OfficeHours.{name}", days, message)

    def __reduce__(self) -> Any:
        given = {
            entry.name: getattr(self, entry.name)
            for entry in fields(OfficeHours)
            if entry.init
        }
        return partial(OfficeHours, **given), ()

    @property
    def digest(self) -> str:
        """
        A name of these hours that changes whenever an answer could.
        """
        return digest(self)

    # ---------------------------------------------------------------- questions

    def is_open(
        self,
        moment: dt.datetime,
        *,
        calendar: WorkCalendar | None = None,
        pauses: Iterable[Pause] = _NO_PAUSES,
    ) -> bool:
        """
        Say whether the office is open at *moment*, and no pause holds.

        Raises:
            CalendarNotCoveredError: If the day is not covered.
            InvalidFieldError: If it is a make-up day, and nothing is said of those.
            NaiveTimeError, NotAnInstantError: If *moment* is no instant.
        """
        search = self._search(calendar, pauses)
        return search.is_open(search.times.clocks.stamp(moment, "moment"))

    def next_opening(
        self, moment: dt.datetime, *, calendar: WorkCalendar | None = None
    ) -> pendulum.DateTime:
        """
        Return the first open instant at or after *moment*.

        Raises:
            OfficeNeverOpensError: If there is none for ten years.
            CalendarNotCoveredError, InvalidFieldError: As for `is_open`.
            NaiveTimeError, NotAnInstantError: If *moment* is no instant.
        """
        search = self._search(calendar)
        clocks = search.times.clocks
        return clocks.shown(search.next_open(clocks.stamp(moment, "moment")))

    def segments(
        self,
        start: dt.datetime,
        end: dt.datetime,
        *,
        calendar: WorkCalendar | None = None,
        pauses: Iterable[Pause] = _NO_PAUSES,
    ) -> Iterator[tuple[pendulum.DateTime, pendulum.DateTime]]:
        """
        Yield what is open between two instants, in order, pauses left out.

        Raises:
            ImpossibleOrderError: If *end* lies before *start*.
            OpenTimeTooLongError: If they are more than two hundred years apart.
            CalendarNotCoveredError, InvalidFieldError: As for `is_open`.
            NaiveTimeError, NotAnInstantError: If either is no instant.
        """
        search = self._search(calendar, pauses)
        clocks = search.times.clocks
        first, last = _in_order(clocks, "start", start, "end", end)
        for opens, closes in search.segments(first, last):
            yield clocks.shown(opens), clocks.shown(closes)

    def worked(
        self,
        start: dt.datetime,
        end: dt.datetime,
        *,
        calendar: WorkCalendar | None = None,
        pauses: Iterable[Pause] = _NO_PAUSES,
    ) -> dt.timedelta:
        """
        Return how much open time lies between two instants, exactly.

        A pause that is not over yet lasts until *end*.

        Raises:
            ImpossibleOrderError: If *end* lies before *start*.
            OpenTimeTooLongError: If they are more than two hundred years apart.
            CalendarNotCoveredError, InvalidFieldError: As for `is_open`.
            NaiveTimeError, NotAnInstantError: If either is no instant.
        """
        search = self._search(calendar, pauses)
        first, last = _in_order(search.times.clocks, "start", start, "end", end)
        return search.worked(first, last) * MICROSECOND

    @overload
    def due(
        self,
        start: dt.datetime,
        amount: OpenAmount,
        *,
        calendar: WorkCalendar | None = None,
    ) -> pendulum.DateTime: ...

    @overload
    def due(
        self,
        start: dt.datetime,
        amount: OpenAmount,
        *,
        calendar: WorkCalendar | None = None,
        pauses: Iterable[Pause],
    ) -> pendulum.DateTime | None: ...

    def due(
        self,
        start: dt.datetime,
        amount: OpenAmount,
        *,
        calendar: WorkCalendar | None = None,
        pauses: Iterable[Pause] = _NO_PAUSES,
    ) -> pendulum.DateTime | None:
        """
        Return the earliest instant until which exactly *amount* has been worked.

        That instant is still in time. With nothing to work it is the first open
        instant. A pause moves it by the open time that it takes away; one that begins
        at it, or later, does not. Where a pause that is not over yet holds it up there
        is no such instant, and the answer is None; see `left`.

        Raises:
            OfficeNeverOpensError: If there is nothing open for ten years.
            OpenTimeTooLongError: If it takes more than two hundred years.
            DateOutOfRangeError: If it leaves the years 1 to 9999.
            CalendarNotCoveredError: If a day that is needed is not covered.
            InvalidFieldError: If *amount* is none, or a make-up day is needed and
                nothing is said of those.
            ImpossibleOrderError: If a pause ends before it begins.
            NaiveTimeError, NotAnInstantError: If *start* is no instant.
        """
        search = self._search(calendar, pauses)
        clocks = search.times.clocks
        found = search.due(clocks.stamp(start, "start"), open_length(amount))
        if found is None:
            return None
        if self.at_closing is AtClosing.NEXT_OPENING:
            found = search.next_open(found)
        return clocks.shown(found)

    def due_before(
        self,
        event: dt.datetime,
        amount: OpenAmount,
        *,
        calendar: WorkCalendar | None = None,
    ) -> pendulum.DateTime:
        """
        Return the latest instant from which *amount* is worked until *event*.

        Raises:
            OfficeNeverOpensError, DateOutOfRangeError: As for `due`, backward.
            CalendarNotCoveredError, InvalidFieldError: As for `due`.
            NaiveTimeError, NotAnInstantError: If *event* is no instant.
        """
        search = self._search(calendar)
        clocks = search.times.clocks
        found = search.due_before(clocks.stamp(event, "event"), open_length(amount))
        return clocks.shown(found)

    def left(
        self,
        start: dt.datetime,
        amount: OpenAmount,
        as_of: dt.datetime,
        *,
        calendar: WorkCalendar | None = None,
        pauses: Iterable[Pause] = _NO_PAUSES,
    ) -> dt.timedelta:
        """
        Return how much of *amount* is left at *as_of*; nothing where it is used up.

        Raises:
            ImpossibleOrderError: If *as_of* lies before *start*.
            CalendarNotCoveredError, InvalidFieldError: As for `due`.
            NaiveTimeError, NotAnInstantError: If either is no instant.
        """
        search = self._search(calendar, pauses)
        first, last = _in_order(search.times.clocks, "start", start, "as_of", as_of)
        used = search.worked(first, last)
        return max(0, open_length(amount) - used) * MICROSECOND

    def closing_on(
        self, day: dt.date, *, calendar: WorkCalendar | None = None
    ) -> pendulum.DateTime | None:
        """
        Return when the office closes for good on *day*; None where it does not open.

        A window that lasts past midnight closes on the next day.

        Raises:
            NotADayError: If *day* is a datetime or no date.
            CalendarNotCoveredError, InvalidFieldError: As for `is_open`.
        """
        times = self._search(calendar).times
        found = times.closing_on(day_ordinal(day, "day"))
        return None if found is None else times.clocks.shown(found)

    def laid_out(
        self, first: dt.date, last: dt.date, *, calendar: WorkCalendar | None = None
    ) -> OpenTime:
        """
        Return the open time of the days from *first* to *last*, one stretch after another.

        Days that the calendar does not cover are left out at both ends; `OpenTime.first`
        and `OpenTime.last` say which are there.

        Raises:
            NotADayError: If either is a datetime or no date.
            CalendarNotCoveredError: If it covers none of them.
        """
        start, end = day_ordinal(first, "first"), day_ordinal(last, "last")
        return self._search(calendar).times.between(start, end)

    # ------------------------------------------------------------------- search

    def _search(
        self, calendar: WorkCalendar | None, pauses: Iterable[Pause] = _NO_PAUSES
    ) -> Search:
        """Return what answers for one calendar and its pauses."""
        key = None if calendar is None else _id_of(calendar)
        search = self._kept.get(key)
        if search is None:
            search = Search(self._timetable(calendar), ())
            if len(self._kept) >= _MOST_KEPT:
                self._kept.pop(next(iter(tuple(self._kept))), None)
            self._kept[key] = search
        if pauses is _NO_PAUSES:
            return search
        return Search(search.times, tuple(join_pauses(pauses)))

    def _timetable(self, calendar: WorkCalendar | None) -> Timetable:
        """Return the instants of these hours under one calendar, still empty."""
        weeks = (self.week, *(entry.week for entry in self.dated_weeks))
        own = ordinals(self.dates)
        every = [
            self.make_up_windows,
            *own.values(),
            *(windows for week in weeks for windows in week.days),
        ]
        return Timetable(
            zone_of(self.zone),
            self._windows_on(calendar, own),
            any(window.lasts_overnight for windows in every for window in windows),
            own,
            calendar,
        )

    def _windows_on(
        self, calendar: WorkCalendar | None, own: dict[int, Windows]
    ) -> WindowsOn:
        """Return what says the windows of a day."""
        starts = [entry.starts.toordinal() for entry in self.dated_weeks]
        weeks = [self.week.days, *(entry.week.days for entry in self.dated_weeks)]
        made_up = self.make_up_windows
        place = None if self.on_make_up is None else _PLACES[self.on_make_up]

        def windows_on(ordinal: int) -> Windows | None:
            if ordinal in own:
                return own[ordinal]
            days = weeks[bisect_right(starts, ordinal)]
            kind = None if calendar is None else calendar.kind(show_day(ordinal))
            if kind is None or kind is DayKind.WORKING:
                return days[(ordinal - 1) % len(days)]
            if not kind.is_working:
                return ()
            if place is not None:
                return days[place]
            return made_up or None

        return windows_on


def _id_of(calendar: WorkCalendar) -> str:
    """
    Return the id of a work calendar.

    Raises:
        InvalidFieldError: If it is none.
    """
    try:
        return calendar.calendar_id
    except AttributeError:
        raise InvalidFieldError("calendar", calendar, A_CALENDAR) from None


def open_length(amount: OpenAmount) -> int:
    """
    Return an amount of open time in microseconds.

    Raises:
        InvalidFieldError: If it is none, or a duration of pendulum with years or
            months, which it would take for 365 and 30 days.
    """
    unit = OPEN_MICROSECONDS.get(type(amount))
    if unit is not None:
        return amount.n * unit  # type: ignore[union-attr]  # told by its type
    if not isinstance(amount, dt.timedelta) or amount < dt.timedelta(0):
        message = "WorkingHours, WorkingMinutes, or a timedelta of 0 or more"
        raise InvalidFieldError("amount", amount, message)
    if _has_months(amount):
        raise InvalidFieldError("amount", amount, "a duration without years and months")
    # Made plain first: a duration of pendulum cannot be divided by a timedelta.
    plain = dt.timedelta(amount.days, amount.seconds, amount.microseconds)
    return plain // MICROSECOND


def _has_months(amount: dt.timedelta) -> bool:
    """Return whether a timedelta holds years or months, which have no one length."""
    # These two are not reckoned with here, they are told from an exact time.
    if isinstance(amount, pendulum.Interval):  # noqa: TID251
        return False
    if isinstance(amount, pendulum.Duration):  # noqa: TID251
        return bool(amount.years or amount.months)
    return False


def _in_order(
    clocks: ZoneClocks, earlier: str, start: dt.datetime, later: str, end: dt.datetime
) -> tuple[int, int]:
    """Return two instants as stamps, and refuse the later one first."""
    first, last = clocks.stamp(start, earlier), clocks.stamp(end, later)
    if last < first:
        raise ImpossibleOrderError(earlier, start, later, end)
    return first, last
