"""
The counting convention as data, and the count itself.
"""

import datetime as dt
from functools import cached_property
from typing import Final

import pendulum
from attrs import field, fields, frozen

from followup_rules.canonical import ADDED_LATER
from followup_rules.errors import (
    CalendarRequiredError,
    DateOutOfRangeError,
    InvalidFieldError,
)
from followup_rules.fields import (
    Flag,
    Kind,
    Member,
    Optional,
    Whole,
    Zone,
    holds,
    validate,
)
from followup_rules.timing.amounts import (
    AMOUNTS,
    DAYS_IN_WEEK,
    MONTHS_IN_YEAR,
    Amount,
    Days,
    HalfMonths,
    Months,
    Span,
    Weeks,
    WorkingDays,
    WorkingHours,
    WorkingMinutes,
    Years,
)
from followup_rules.timing.calendars import (
    RestDayStart,
    WorkCalendar,
    days_of,
    roll,
    shift,
)
from followup_rules.timing.counting.choices import (
    ClosesAt,
    HourStart,
    LastDay,
    OutsideHours,
)
from followup_rules.timing.counting.combining import refuse_unused
from followup_rules.timing.counting.deadline import Deadline
from followup_rules.timing.counting.months import add_months
from followup_rules.timing.counting.office_time import (
    close_of_day,
    office_of,
    open_time_on,
    received,
    standing_still,
)
from followup_rules.timing.counting.units import (
    IN_WHOLE_DAYS,
    needs_an_instant,
    runs_on_the_clock,
    time_of,
    units_of,
)
from followup_rules.timing.hours import OfficeHours
from followup_rules.timing.moments import (
    Moment,
    as_instant,
    local_ordinal,
    show_day,
    to_utc,
    zone_of,
)

_IN_ONE_UNIT: Final = frozenset({Days, Weeks, Months, Years, WorkingDays})
_DAYS_IN: Final[dict[type, int]] = {Days: 1, Weeks: DAYS_IN_WEEK}
_LAST_ORDINAL: Final = dt.date.max.toordinal()
_A_MOMENT: Final = dt.timedelta(microseconds=1)
_FORWARD: Final = 1
_BACKWARD: Final = -1


_STAYS: Final = LastDay.STAYS
_DAY_END: Final = ClosesAt.DAY_END
_COUNTS_AT_ONCE: Final = OutsideHours.COUNTS_AT_ONCE


@frozen(kw_only=True)
class Counting:
    """
    A counting convention.

    >>> CIVIL_CODE.deadline(dt.date(2026, 3, 4), Days(6)).last_day
    Traceback (most recent call last):
    ...
    followup_rules.errors.CalendarRequiredError: rolling a last day off rest days needs a work calendar; pass calendar=..., for example followup_rules.timing.calendars.china()
    >>> HOUSE_RULES.deadline(dt.date(2026, 3, 4), Days(3)).last_day
    Date(2026, 3, 7)

    Attributes:
        zone: Where days begin and end.
        start_day_counted: Whether the day of the trigger is day 1.
        months_from_next_day: Whether months and years are measured from the first
            day counted, and end on the day before the corresponding one (Japan,
            Korea, Taiwan): 28 Feb + 1 month is then 31 Mar. Without it they end on
            the day that corresponds to the trigger's.
        working_days_up_to: Periods of up to so many days count working days only
            (short periods in England, Canada, Singapore, Hong Kong).
        rest_day_start: How a count of working days begins on a rest day.
        rest_day: What a last day on a rest day does when counting forward.
        rest_day_before: The same when counting backward from an event.
        day_ends: When the last day ends; None is 24:00. A close of business is
            the caller's to give, and that very instant is still in time.
        hour_start: When a count of hours or minutes begins.
        hours_roll: Whether hours that end on a rest day run on to the same time
            of the next working day.
        least_working_days: How many working days a period must hold.
        least_applies_from: The shortest period, in days, for which that holds;
            weeks, months and years always are long enough, hours never.
        bound_included: Whether the bound itself is in time (以内); without it (不满)
            a count of days ends a day sooner, and exactly n hours is too late.
        hours: When the office is open, in the same zone; what working hours and
            working minutes are counted in.
        outside_hours: When something counts as received that comes while the office
            is closed.
        closes_at: When the last day of a count of days closes.
        hours_stand_still: Whether hours and minutes of the clock do not run on rest
            days (ZPO § 222(3), Spain's Ley 39/2015 art. 30.1).

    Raises:
        InvalidFieldError: If a field would go unused beside the others.
    """

    zone: str = field(
        default="Asia/Shanghai", validator=validate, metadata=holds(Zone())
    )
    start_day_counted: bool = field(
        default=False, validator=validate, metadata=holds(Flag())
    )
    months_from_next_day: bool = field(
        default=False, validator=validate, metadata=holds(Flag())
    )
    working_days_up_to: int = field(
        default=0, validator=validate, metadata=holds(Whole())
    )
    rest_day_start: RestDayStart = field(
        default=RestDayStart.NEXT_IS_FIRST,
        validator=validate,
        metadata=holds(Member(RestDayStart)),
    )
    rest_day: LastDay = field(
        default=LastDay.STAYS, validator=validate, metadata=holds(Member(LastDay))
    )
    rest_day_before: LastDay = field(
        default=LastDay.STAYS, validator=validate, metadata=holds(Member(LastDay))
    )
    day_ends: dt.time | None = field(
        default=None, validator=validate, metadata=holds(Optional(Kind((dt.time,))))
    )
    hour_start: HourStart = field(
        default=HourStart.AT_ONCE, validator=validate, metadata=holds(Member(HourStart))
    )
    hours_roll: bool = field(default=False, validator=validate, metadata=holds(Flag()))
    least_working_days: int = field(
        default=0, validator=validate, metadata=holds(Whole())
    )
    least_applies_from: int = field(
        default=1, validator=validate, metadata=holds(Whole(1))
    )
    bound_included: bool = field(
        default=True, validator=validate, metadata=holds(Flag())
    )

    hours: OfficeHours | None = field(
        default=None,
        validator=validate,
        metadata={**holds(Optional(Kind((OfficeHours,)))), ADDED_LATER: True},
    )
    outside_hours: OutsideHours = field(
        default=OutsideHours.COUNTS_AT_ONCE,
        validator=validate,
        metadata={**holds(Member(OutsideHours)), ADDED_LATER: True},
    )
    closes_at: ClosesAt = field(
        default=ClosesAt.DAY_END,
        validator=validate,
        metadata={**holds(Member(ClosesAt)), ADDED_LATER: True},
    )
    hours_stand_still: bool = field(
        default=False, validator=validate, metadata={**holds(Flag()), ADDED_LATER: True}
    )

    def __attrs_post_init__(self) -> None:
        if self.day_ends is not None and self.day_ends.tzinfo is not None:
            raise InvalidFieldError(
                "Counting.day_ends", self.day_ends, "a time of day without a zone"
            )
        refuse_unused(self)

    def __getstate__(self) -> dict[str, object]:
        return {entry.name: getattr(self, entry.name) for entry in fields(Counting)}

    def __setstate__(self, state: dict[str, object]) -> None:
        # A pickle from before a field was there holds what its default says.
        for entry in fields(Counting):
            value = state.get(entry.name, entry.default)
            object.__setattr__(self, entry.name, value)

    @cached_property
    def _just_adds(self) -> bool:
        """Say whether days are just added up."""
        return self == Counting(zone=self.zone, hour_start=self.hour_start)

    def days_added(self, amount: Amount) -> int | None:
        """
        Return how many days *amount* adds where days are just added up, else None.

        It is the common case, and whoever judges many rows asks it once.
        """
        days = _DAYS_IN.get(type(amount))
        if not days or isinstance(amount, Span) or not self._just_adds:
            return None
        return amount.n * days

    @cached_property
    def tz(self) -> pendulum.Timezone:
        """
        The zone itself.
        """
        return zone_of(self.zone)

    def deadline(
        self, trigger: Moment, amount: Amount, *, calendar: WorkCalendar | None = None
    ) -> Deadline:
        """
        Return by when something is due that must be done within *amount*.

        Args:
            trigger: What starts the count: an instant, or a day where *amount* is
                not counted in hours.
            amount: How long.
            calendar: Needed only where working days matter.

        Raises:
            CalendarRequiredError: If working days matter and there is no calendar.
            CalendarNotCoveredError: If the count leaves the covered days.
            DateOutOfRangeError: If it leaves the years 1 to 9999.
            NaiveTimeError, NotADayError, NotAnInstantError: If *trigger* is unusable.
        """
        if self.outside_hours is not _COUNTS_AT_ONCE and self.hours is not None:
            trigger = received(trigger, self.hours, calendar)
        if type(amount) not in _IN_ONE_UNIT and needs_an_instant(amount):
            return self._on_the_clock(trigger, amount, calendar, _FORWARD)
        start = local_ordinal(trigger, self.tz, "trigger")
        last = self.last_day(start, amount, calendar)
        return self.ending(last, calendar=calendar, at=trigger)

    def before(
        self, event: Moment, amount: Amount, *, calendar: WorkCalendar | None = None
    ) -> Deadline:
        """
        Return by when something is due that must be done *amount* before *event*.

        The day of the event is not counted (unless the convention counts it), and
        the answer is the last day, or instant, that is early enough.

        Raises:
            CalendarRequiredError: If working days matter and there is no calendar.
            CalendarNotCoveredError: If the count leaves the covered days.
            DateOutOfRangeError: If it leaves the years 1 to 9999.
            NaiveTimeError, NotADayError, NotAnInstantError: If *event* is unusable.
        """
        if type(amount) not in _IN_ONE_UNIT and needs_an_instant(amount):
            return self._on_the_clock(event, amount, calendar, _BACKWARD)
        start = local_ordinal(event, self.tz, "event")
        first = self.first_day(start, amount, calendar)
        return self.ending(first, calendar=calendar, at=event)

    def check(self, amount: Amount) -> None:
        """
        Refuse an amount that this convention could never count.

        Raises:
            InvalidFieldError: If it is counted in open time, and there is no office.
        """
        if isinstance(amount, WorkingHours | WorkingMinutes):
            office_of(self.hours)

    def last_day(
        self, start: int, amount: Amount, calendar: WorkCalendar | None = None
    ) -> int:
        """
        Return the ordinal of the last day of *amount* counted forward from *start*.
        """
        if self.working_days_up_to:
            amount = self._as_counted(amount)
        last = self._plain_last(start, amount, calendar)
        if not 1 < last < _LAST_ORDINAL:
            raise DateOutOfRangeError(show_day(start), amount)
        if self.rest_day is not _STAYS:
            last = _rolled(last, self.rest_day, calendar)
        if self.least_working_days and self._holds_least(amount):
            first = start if self.start_day_counted else start + 1
            last = self._grown(first, last, _FORWARD, calendar)
        return last

    def first_day(
        self, event: int, amount: Amount, calendar: WorkCalendar | None = None
    ) -> int:
        """
        Return the ordinal of the day that is *amount* before the day *event*.
        """
        if self.working_days_up_to:
            amount = self._as_counted(amount)
        day = self._plain_first(event, amount, calendar)
        if not 1 < day < _LAST_ORDINAL:
            raise DateOutOfRangeError(show_day(event), amount)
        if self.rest_day_before is not _STAYS:
            day = _rolled(day, self.rest_day_before, calendar)
        if self.least_working_days and self._holds_least(amount):
            newest = event if self.start_day_counted else event - 1
            day = self._grown(newest, day, _BACKWARD, calendar)
        return day

    def ending(
        self,
        last: int,
        *,
        calendar: WorkCalendar | None = None,
        at: Moment | None = None,
    ) -> Deadline:
        """
        Return the deadline whose last day has this ordinal.

        Args:
            last: The ordinal of the last day.
            calendar: Needed only where it closes with the office.
            at: The instant whose clock time it closes at, where it does.

        Raises:
            NotAnInstantError: If it closes at a clock time, and *at* has none.
            CalendarNotCoveredError: If the close of that day is not known.
        """
        last -= not self.bound_included
        if self.closes_at is not _DAY_END:
            return self._closing(last, calendar, at)
        if self.day_ends is None:
            return Deadline(last, None, self.zone)
        day = dt.date.fromordinal(last)
        end = dt.datetime.combine(day, self.day_ends, self.tz)
        return Deadline(last, to_utc(end), self.zone)

    def _closing(
        self, last: int, calendar: WorkCalendar | None, at: Moment | None
    ) -> Deadline:
        """Let a last day end with the office, or at a clock time."""
        if self.closes_at is ClosesAt.OFFICE_CLOSE and self.hours is not None:
            return close_of_day(self.hours, last, calendar)
        clock = as_instant(at, "trigger").astimezone(self.tz).time()
        end = dt.datetime.combine(dt.date.fromordinal(last), clock, self.tz)
        return Deadline(last, to_utc(end), self.zone)

    # -------------------------------------------------------------- whole days

    def _plain_last(
        self, start: int, amount: Amount, calendar: WorkCalendar | None
    ) -> int:
        """Count forward, before rolling."""
        kind = type(amount)
        if kind not in _IN_ONE_UNIT or isinstance(amount, Span):
            return self._several(start, amount, calendar, _FORWARD)
        counted = self.start_day_counted and amount.n > 0
        if kind is Days:
            return start + amount.n - counted
        if kind is Weeks:
            return start + amount.n * DAYS_IN_WEEK - counted
        if kind is Months:
            return self._months_on(start, amount.n)
        if kind is Years:
            return self._months_on(start, amount.n * MONTHS_IN_YEAR)
        if amount.n == 0:
            return start
        home = _needed(calendar)
        return shift(home, start - counted, amount.n, self.rest_day_start)

    def _plain_first(
        self, event: int, amount: Amount, calendar: WorkCalendar | None
    ) -> int:
        """Count backward, before rolling."""
        kind = type(amount)
        if kind not in _IN_ONE_UNIT or isinstance(amount, Span):
            return self._several(event, amount, calendar, _BACKWARD)
        counted = self.start_day_counted and amount.n > 0
        if kind is Days:
            return event - amount.n + counted
        if kind is Weeks:
            return event - amount.n * DAYS_IN_WEEK + counted
        if kind is Months:
            return add_months(event + counted, -amount.n)
        if kind is Years:
            return add_months(event + counted, -amount.n * MONTHS_IN_YEAR)
        if amount.n == 0:
            return event
        home = _needed(calendar)
        return shift(home, event + counted, -amount.n, self.rest_day_start)

    def _several(
        self, near: int, amount: Amount, calendar: WorkCalendar | None, direction: int
    ) -> int:
        """Count several units from the largest down, before rolling."""
        if needs_an_instant(amount) or not isinstance(amount, HalfMonths | Span):
            known = IN_WHOLE_DAYS if type(amount) in AMOUNTS else AMOUNTS
            raise InvalidFieldError("amount", amount, _names(known))
        months, days, working = units_of(amount)
        counted = self.start_day_counted and (months or days or working) != 0
        if not months:
            day = near - counted * direction
        elif direction == _FORWARD:
            day = self._months_on(near, months)
        else:
            day = add_months(near + counted, -months)
        day += days * direction
        if not working:
            return day
        home = _needed(calendar)
        return shift(home, day, working * direction, self.rest_day_start)

    def _as_counted(self, amount: Amount) -> Amount:
        """Turn a short period of days into working days."""
        if type(amount) is Days and amount.n <= self.working_days_up_to:
            return WorkingDays(amount.n)
        return amount

    def _months_on(self, start: int, n: int) -> int:
        """Count months forward, from the trigger's day or from the first counted."""
        if self.months_from_next_day and not self.start_day_counted:
            return add_months(start + 1, n, closing=True) if n else start
        return add_months(start, n, closing=self.start_day_counted)

    def _holds_least(self, amount: Amount) -> bool:
        """Say whether the least number of working days is asked of *amount*."""
        if isinstance(amount, Days | WorkingDays):
            return amount.n >= self.least_applies_from
        return isinstance(amount, Span) or amount.n > 0

    def _grown(
        self, near: int, far: int, direction: int, calendar: WorkCalendar | None
    ) -> int:
        """Move the far end until enough working days lie between both ends."""
        days = days_of(_needed(calendar))
        if direction == _FORWARD:
            reached = days.nth_after(near - 1, self.least_working_days)
            return max(far, reached)
        reached = days.nth_before(near + 1, self.least_working_days)
        return min(far, reached)

    # ------------------------------------------------------------------- hours

    def _on_the_clock(
        self,
        moment: Moment,
        amount: Amount,
        calendar: WorkCalendar | None,
        direction: int,
    ) -> Deadline:
        """Run the clock, forward or backward."""
        name, rest_day = "trigger", self.rest_day
        if direction == _BACKWARD:
            name, rest_day = "event", self.rest_day_before
        start = to_utc(as_instant(moment, name))
        if self.hour_start is HourStart.NEXT_FULL_HOUR:
            later = dt.timedelta(hours=1 if direction == _FORWARD else 0)
            start = self._full_hour(start) + later
        try:
            end = self._run(start, amount, calendar, direction)
            end.astimezone(self.tz)
        except OverflowError as error:
            raise DateOutOfRangeError(start, amount) from error
        if self.hours_roll and runs_on_the_clock(amount):
            return self._hours_ending(end, rest_day, calendar)
        return self._instant(end)

    def _run(
        self,
        start: dt.datetime,
        amount: Amount,
        calendar: WorkCalendar | None,
        direction: int,
    ) -> dt.datetime:
        """Return the instant so long after, or before, another."""
        if isinstance(amount, WorkingHours | WorkingMinutes):
            return open_time_on(self.hours, start, amount, calendar, direction)
        if isinstance(amount, Span):
            start = self._days_off(start, amount, calendar, direction)
        time = time_of(amount)
        if self.hours_stand_still:
            return standing_still(self.zone, start, time, calendar, direction)
        return start + time * direction

    def _days_off(
        self,
        start: dt.datetime,
        span: Span,
        calendar: WorkCalendar | None,
        direction: int,
    ) -> dt.datetime:
        """Go to the same clock time of the day that a span's days lead to."""
        local = start.astimezone(self.tz)
        months, days, working = units_of(span)
        day = add_months(local.toordinal(), months * direction) + days * direction
        if working:
            home = _needed(calendar)
            day = shift(home, day, working * direction, self.rest_day_start)
        if not 1 < day < _LAST_ORDINAL:
            raise DateOutOfRangeError(start, span)
        moved = dt.datetime.combine(dt.date.fromordinal(day), local.time(), self.tz)
        return to_utc(moved)

    def _full_hour(self, instant: dt.datetime) -> dt.datetime:
        """Return the full hour of local clocks that *instant* lies in."""
        local = instant.astimezone(self.tz)
        past = dt.timedelta(
            minutes=local.minute, seconds=local.second, microseconds=local.microsecond
        )
        return instant - past

    def _hours_ending(
        self, end: dt.datetime, rest_day: LastDay, calendar: WorkCalendar | None
    ) -> Deadline:
        """Let hours that end on a rest day run on to the same time of another."""
        if rest_day is not LastDay.STAYS:
            local = end.astimezone(self.tz)
            last = local.toordinal()
            rolled = _rolled(last, rest_day, calendar)
            if rolled != last:
                day = dt.date.fromordinal(rolled)
                end = to_utc(dt.datetime.combine(day, local.time(), self.tz))
        return self._instant(end)

    def _instant(self, end: dt.datetime) -> Deadline:
        """Return the deadline at an instant, which is in time unless left out."""
        home = self.tz
        if not self.bound_included:
            end -= _A_MOMENT
        return Deadline(end.astimezone(home).toordinal(), end, self.zone)


def _needed(calendar: WorkCalendar | None) -> WorkCalendar:
    """Return the calendar, or say that a count of working days needs one."""
    if calendar is None:
        raise CalendarRequiredError("counting working days")
    return calendar


def _rolled(ordinal: int, rest_day: LastDay, calendar: WorkCalendar | None) -> int:
    """Roll a last day off rest days."""
    if calendar is None:
        raise CalendarRequiredError("rolling a last day off rest days")
    direction = _FORWARD if rest_day is LastDay.ROLLS_FORWARD else _BACKWARD
    return roll(calendar, ordinal, direction)


def _names(classes: tuple[type, ...]) -> str:
    """List classes by name."""
    return ", ".join(kind.__name__ for kind in classes)


HOUSE_RULES: Final = Counting()
"""Chinese house rules: the start day is not counted, the last day runs to 24:00 and
stays where it falls, hours run from the instant."""

CIVIL_CODE: Final = Counting(rest_day=LastDay.ROLLS_FORWARD)
"""PRC Civil Code arts. 201 to 203: as the house rules, but a last day on a rest day
moves to the next working day of the official calendar, make-up days included."""
