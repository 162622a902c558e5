"""
Counting forward while a clock may stand still.

A pause lasts from one moment until another, which already counts again. Where days are
counted, the days of a pause do not count: those from the day on which it begins to the
day before the one on which it ends. A day belongs to a pause that begins before the day
closes (at 24:00, or when `Counting` says), so that a stop after the close takes away the
next day, and one that is over before the close of the same day takes away none. Working
days are taken away where they are counted; months and years end as usual and then grow
by the days inside. Where hours or open time are counted, so are pauses, to the instant.

A pause that begins at the bound, or later, moves nothing. A last day that has rolled
off rest days into a pause moves on to the day on which the clock runs again, and rolls
again.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Final, Protocol

from followup_rules.errors import (
    DateOutOfRangeError,
    ImpossibleOrderError,
    InvalidFieldError,
)
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import Days, Span, WorkingDays
from followup_rules.timing.calendars import RestDayStart, WorkCalendar, days_of, roll
from followup_rules.timing.counting.choices import ClosesAt, LastDay, OutsideHours
from followup_rules.timing.counting.convention import Counting
from followup_rules.timing.counting.deadline import Deadline
from followup_rules.timing.counting.office_time import (
    office_of,
    received,
    round_the_clock,
)
from followup_rules.timing.counting.on_the_clock import clock_end, clock_start
from followup_rules.timing.counting.units import (
    OPEN_UNITS,
    as_counted,
    needs_an_instant,
    time_of,
    units_of,
)
from followup_rules.timing.counting.whole_days import (
    FORWARD,
    needed,
    past_suspended,
    plain_last,
    rolled,
)
from followup_rules.timing.cycles import DueDay, Limit
from followup_rules.timing.hours import OfficeHours
from followup_rules.timing.hours.pauses import join_stretches
from followup_rules.timing.moments import (
    LAST_ORDINAL,
    Moment,
    as_instant,
    is_before,
    local_ordinal,
    show_day,
    to_utc,
)

Stop = tuple[Moment, Moment | None]
"""From when a clock stands still, and from when it runs again; None is not yet."""
_Stops = Sequence[tuple[int, int | None]]

_ONE_WAY: Final = "a length in one unit, or in months and days, which may stand still"


def check_paused(counting: Counting, amount: Limit) -> None:
    """
    Refuse an amount that cannot stand still, or a convention under which none can.

    Raises:
        InvalidFieldError: If it hangs on a cell, or mixes months or days with working
            days or hours; or if the convention wants so many working days inside, or
            ends a period after a recess.
    """
    mixed = isinstance(amount, Span) and (amount.on_the_clock or amount.working_days)
    if isinstance(amount, DueDay) or mixed:
        raise InvalidFieldError("amount", str(amount), _ONE_WAY)
    for name in ("least_working_days", "days_after_recess"):
        if getattr(counting, name):
            allowed = "0 where the clock may stand still (stopped_by)"
            raise InvalidFieldError(
                f"Counting.{name}", getattr(counting, name), allowed
            )


def paused_deadline(
    counting: Counting,
    trigger: Moment,
    amount: Limit,
    pauses: Iterable[Stop],
    *,
    calendar: WorkCalendar | None = None,
) -> Deadline | None:
    """
    Return by when something is due while pauses stop its clock; None while stopped.

    >>> from followup_rules.timing.counting import HOUSE_RULES
    >>> held = (dt.date(2026, 3, 4), dt.date(2026, 3, 9))
    >>> paused_deadline(HOUSE_RULES, dt.date(2026, 3, 2), Days(5), [held]).last_day
    Date(2026, 3, 12)

    Args:
        counting: How the period is counted.
        trigger: What starts the count.
        amount: How long.
        pauses: When the clock stands still, in any order; those that overlap count
            once. A pause without an end is not over yet.
        calendar: Needed only where working days matter.

    Raises:
        ImpossibleOrderError: If a pause ends before it begins.
        InvalidFieldError: As `check_paused`.
        NotAnInstantError: If hours are counted, and a pause or the trigger is a day.
        CalendarRequiredError, CalendarNotCoveredError, DateOutOfRangeError: As
            `Counting.deadline`.
    """
    check_paused(counting, amount)
    trigger = _received(counting, trigger, calendar)
    if needs_an_instant(amount):
        return _by_the_clock(counting, trigger, amount, pauses, calendar)
    stops = days_stopped(counting, pauses, calendar, at=trigger)
    last = _last_day(counting, trigger, amount, stops, calendar)
    if last is None:
        return None
    return counting.ending(last, calendar=calendar, at=trigger)


def days_stopped(
    counting: Counting,
    pauses: Iterable[Stop],
    calendar: WorkCalendar | None = None,
    *,
    at: Moment | None = None,
) -> list[tuple[int, int | None]]:
    """
    Return the days on which pauses stop a clock, as first day and day of going on.

    They stand in order; those that overlap or touch are joined, empty ones left out.

    Args:
        counting: When a day closes.
        pauses: The pauses.
        calendar: Needed only where a day closes with the office.
        at: The instant whose clock time a day closes at, where it does.

    Raises:
        ImpossibleOrderError: If one ends before it begins.
    """
    return join_stretches(
        _days_of_stop(counting, pause, calendar, at) for pause in pauses
    )


def still_left(
    counting: Counting,
    trigger: Moment,
    amount: Limit,
    pauses: Iterable[Stop],
    *,
    since: Moment,
    bound: Deadline,
    calendar: WorkCalendar | None = None,
) -> Days | WorkingDays | dt.timedelta:
    """
    Return what is left of a period at a moment at which its clock stops.

    Args:
        counting: How the period is counted.
        trigger: What starts the count.
        amount: What the period is counted in.
        pauses: The other pauses, which are over.
        since: When the clock stops; its day is still left.
        bound: By when it would be due if the clock did not stop then.
        calendar: Needed only where working days matter.
    """
    trigger = _received(counting, trigger, calendar)
    if needs_an_instant(amount):
        begun = clock_start(counting, as_instant(trigger, "trigger"), FORWARD)
        first, end = max(to_utc(as_instant(since, "begins")), begun), bound.closing
        office, home = _clock_of(counting, amount, calendar)
        stood = [(as_instant(a, "begins"), _instant_or_none(b)) for a, b in pauses]
        return office.worked(min(first, end), end, calendar=home, pauses=stood)
    amount = as_counted(amount, counting.working_days_up_to)
    working = type(amount) is WorkingDays
    days = _counted_in(counting, calendar, working=working)
    at, start = bound.closes, local_ordinal(trigger, counting.tz, "trigger")
    stop = max(
        _running_day(counting, since, calendar, at),
        _first_counted(counting, start, amount, calendar),
    )
    left = days.within(stop, bound.last_ordinal)
    for begins, on in days_stopped(counting, pauses, calendar, at=at):
        until = bound.last_ordinal if on is None else min(on - 1, bound.last_ordinal)
        left -= days.within(max(begins, stop), until)
    return WorkingDays(max(left, 0)) if working else Days(max(left, 0))


# ---------------------------------------------------------------------------- days


class _Counted(Protocol):
    """Which days a period is counted in."""

    def within(self, first: int, last: int) -> int:
        """Count them from one day to another, both included."""
        ...

    def on(self, day: int, n: int) -> int:
        """Return the n-th of them after a day; n is 1 or more."""
        ...


@frozen
class _EveryDay:
    """Any day."""

    def within(self, first: int, last: int) -> int:
        """Count days."""
        return max(0, last - first + 1)

    def on(self, day: int, n: int) -> int:
        """Add days."""
        return day + n


@frozen
class _Worked:
    """Days that are worked."""

    calendar: WorkCalendar

    def within(self, first: int, last: int) -> int:
        """Count working days."""
        if last < first:
            return 0
        return days_of(self.calendar).worked_within(first, last)

    def on(self, day: int, n: int) -> int:
        """Go on by working days."""
        return days_of(self.calendar).nth_after(day, n)


@frozen
class _Unsuspended:
    """Days on which the calendar does not let every period stand still."""

    calendar: WorkCalendar

    def within(self, first: int, last: int) -> int:
        """Count days that are not suspended."""
        if last < first:
            return 0
        suspended = days_of(self.calendar).suspended_within(first, last)
        return last - first + 1 - suspended

    def on(self, day: int, n: int) -> int:
        """Go on by days that are not suspended."""
        return days_of(self.calendar).nth_counting(day, n)


def _counted_in(
    counting: Counting, calendar: WorkCalendar | None, *, working: bool
) -> _Counted:
    """Return the days that a period is counted in."""
    if working:
        return _Worked(needed(calendar))
    if counting.suspended_days_count:
        return _EveryDay()
    return _Unsuspended(needed(calendar))


def _last_day(
    counting: Counting,
    trigger: Moment,
    amount: Limit,
    stops: _Stops,
    calendar: WorkCalendar | None,
) -> int | None:
    """Return the last day of a period less its stops; None while it is stopped."""
    start = local_ordinal(trigger, counting.tz, "trigger")
    amount = as_counted(amount, counting.working_days_up_to)
    end = (
        plain_last(counting, start, amount, calendar)
        if counting.suspended_days_count
        else past_suspended(counting, start, amount, calendar, FORWARD)
    )
    working = type(amount) is WorkingDays
    days = _counted_in(counting, calendar, working=working)
    first = _first_counted(counting, start, amount, calendar)
    excluded = not counting.bound_included
    found = _stretched(days, first, end, stops, excluded)
    if found is None:
        return None
    last = found - excluded
    if not 1 < last < LAST_ORDINAL:
        raise DateOutOfRangeError(show_day(start), amount)
    return _off_rest_days(last, counting.rest_day, stops, calendar)


def _first_counted(
    counting: Counting, start: int, amount: Limit, calendar: WorkCalendar | None
) -> int:
    """Return the first day of a period that counts; of none at all it is the start."""
    if not any(units_of(amount)):
        return start
    rolls = counting.rest_day_start is RestDayStart.ROLL_THEN_COUNT
    if rolls and type(amount) is WorkingDays:
        start = roll(needed(calendar), start, FORWARD)
    return start + (not counting.start_day_counted)


def _stretched(
    days: _Counted, first: int, end: int, stops: _Stops, excluded: int
) -> int | None:
    """
    Move an end on by the days that stops take away; None while one lasts.

    A stop moves nothing that begins after the last day, which an excluded bound is not.
    """
    for begun, on in stops:
        if on is not None and on <= first:
            continue
        begins = max(begun, first)
        if begins > end - excluded:
            break
        if on is None:
            return None
        lost = days.within(begins, on - 1)
        end = days.on(end, lost) if lost else end
    return end


def _off_rest_days(
    last: int, rest_day: LastDay, stops: _Stops, calendar: WorkCalendar | None
) -> int | None:
    """Roll a last day off rest days, and off the stops that it has rolled into."""
    if rest_day is LastDay.STAYS:
        return last
    day = rolled(last, rest_day, calendar)
    for begun, on in stops:
        if not last < day or day < begun:
            break
        if on is None:
            return None
        if day < on:
            day = rolled(on, rest_day, calendar)
    return day


def _days_of_stop(
    counting: Counting, pause: Stop, calendar: WorkCalendar | None, at: Moment | None
) -> tuple[int, int | None]:
    """Return the day from which a pause takes days away, and that of going on."""
    begins, ends = pause
    first = _running_day(counting, begins, calendar, at)
    if ends is None:
        return first, None
    if is_before(ends, begins, counting.tz):
        raise ImpossibleOrderError("begins", begins, "ends", ends)
    return first, _running_day(counting, ends, calendar, at)


def _running_day(
    counting: Counting, moment: Moment, calendar: WorkCalendar | None, at: Moment | None
) -> int:
    """Return the day that runs at a moment: after its close it is the next."""
    day = local_ordinal(moment, counting.tz, "begins")
    plain = counting.closes_at is ClosesAt.DAY_END and counting.day_ends is None
    if plain or not isinstance(moment, dt.datetime):
        return day
    closes = counting.ending(day, calendar=calendar, at=at).instant
    over = closes is not None and not is_before(moment, closes, counting.tz)
    return day + over


# --------------------------------------------------------------------------- clocks


def _received(
    counting: Counting, trigger: Moment, calendar: WorkCalendar | None
) -> Moment:
    """Return when a trigger counts as received."""
    if counting.outside_hours is not OutsideHours.NEXT_OPENING:
        return trigger
    return received(trigger, office_of(counting.hours), calendar)


def _by_the_clock(
    counting: Counting,
    trigger: Moment,
    amount: Any,
    pauses: Iterable[Stop],
    calendar: WorkCalendar | None,
) -> Deadline | None:
    """Count hours or open time; None while the clock is stopped."""
    office, home = _clock_of(counting, amount, calendar)
    length = amount if type(amount) in OPEN_UNITS else time_of(amount)
    try:
        start = clock_start(counting, as_instant(trigger, "trigger"), FORWARD)
        end = office.due(start, length, calendar=home, pauses=pauses)  # type: ignore[arg-type]  # which refuses a day
        if end is None:
            return None
        return clock_end(counting, to_utc(end), amount, calendar, FORWARD)
    except OverflowError as error:
        raise DateOutOfRangeError(trigger, amount) from error


def _clock_of(
    counting: Counting, amount: Any, calendar: WorkCalendar | None
) -> tuple[OfficeHours, WorkCalendar | None]:
    """Return the hours that a count runs in, and the calendar that they need."""
    if type(amount) in OPEN_UNITS:
        return office_of(counting.hours), calendar
    if counting.hours_stand_still:
        return round_the_clock(counting.zone), needed(calendar)
    return round_the_clock(counting.zone), None


def _instant_or_none(moment: Moment | None) -> dt.datetime | None:
    """Return the instant at which a pause is over, if it is."""
    return None if moment is None else as_instant(moment, "ends")
