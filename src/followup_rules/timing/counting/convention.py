"""
The counting convention as data, and the count itself.
"""

import datetime as dt
from enum import Enum
from functools import cached_property
from typing import Any, Final

import pendulum
from attrs import evolve, field, fields, frozen

from followup_rules.canonical import ADDED_LATER
from followup_rules.errors import (
    CalendarRequiredError,
    DateOutOfRangeError,
    InvalidFieldError,
)
from followup_rules.fields import Count, Positive, ZoneName, held
from followup_rules.timing.amounts import (
    AMOUNTS,
    Amount,
    Days,
    Hours,
    Months,
    Weeks,
    WorkingDays,
    Years,
)
from followup_rules.timing.calendars import (
    RestDayStart,
    WorkCalendar,
    days_of,
    roll,
    shift,
)
from followup_rules.timing.counting.deadline import Deadline
from followup_rules.timing.counting.suspended import grow, pass_over_days
from followup_rules.timing.cycles import LIMITS, DueDay, Limit
from followup_rules.timing.moments import (
    Moment,
    as_instant,
    local_ordinal,
    show_day,
    to_utc,
    zone_of,
)
from followup_rules.timing.months import MONTHS_IN_YEAR, add_months

_COUNTED_IN_DAYS: Final = frozenset({Days, Weeks, Months, Years, WorkingDays})
_DAYS_IN: Final[dict[type, int]] = {Days: 1, Weeks: 7}
_DAYS_IN_WEEK: Final = 7
_LAST_ORDINAL: Final = dt.date.max.toordinal()
_A_MOMENT: Final = dt.timedelta(microseconds=1)
_FORWARD: Final = 1
_BACKWARD: Final = -1


class LastDay(Enum):
    """
    What happens to a last day that is a rest day.
    """

    STAYS = "stays"
    ROLLS_FORWARD = "rolls_forward"
    ROLLS_BACKWARD = "rolls_backward"


_STAYS: Final = LastDay.STAYS


class HourStart(Enum):
    """
    When a count of hours begins.
    """

    AT_ONCE = "at_once"
    """At the instant of the trigger."""
    NEXT_FULL_HOUR = "next_full_hour"
    """At the next full hour: the hour of the event is not counted."""


@frozen(kw_only=True, field_transformer=held)
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
        hour_start: When a count of hours begins.
        hours_roll: Whether hours that end on a rest day run on to the same time
            of the next working day.
        least_working_days: How many working days a period must hold.
        least_applies_from: The shortest period, in days, for which that holds;
            weeks, months and years always are long enough, hours never.
        suspended_days_count: Whether days on which the calendar lets periods stand
            still (a court's recess) count all the same. Where they do not, days and
            weeks pass over them; months and years end as usual and then grow by as
            many days as were passed over; a start among them begins on the day
            after. Hours run on, and working days never are such days.
        bound_included: Whether the bound itself is in time (以内); without it (不满,
            clear days) a count of days ends on the day before, before anything
            rolls, and exactly n hours is too late.
    """

    zone: ZoneName = "Asia/Shanghai"
    start_day_counted: bool = False
    months_from_next_day: bool = False
    working_days_up_to: Count = 0
    rest_day_start: RestDayStart = RestDayStart.NEXT_IS_FIRST
    rest_day: LastDay = LastDay.STAYS
    rest_day_before: LastDay = LastDay.STAYS
    day_ends: dt.time | None = None
    hour_start: HourStart = HourStart.AT_ONCE
    hours_roll: bool = False
    least_working_days: Count = 0
    least_applies_from: Positive = 1
    suspended_days_count: bool = field(default=True, metadata={ADDED_LATER: True})
    bound_included: bool = True

    def __attrs_post_init__(self) -> None:
        if self.day_ends is not None and self.day_ends.tzinfo is not None:
            raise InvalidFieldError(
                "Counting.day_ends", self.day_ends, "a time of day without a zone"
            )

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

    def days_added(self, amount: Limit) -> int | None:
        """
        Return how many days *amount* adds where days are just added up, else None.

        It is the common case, and whoever judges many rows asks it once.
        """
        days = _DAYS_IN.get(type(amount))
        if not days or not self._just_adds:
            return None
        return amount.n * days  # type: ignore[union-attr]  # days and weeks have one

    @cached_property
    def with_bound(self) -> "Counting":
        """
        The same convention with the bound in time.

        For a day that a period is to reach and not to end before, such as the
        first day of a window or the day of a reminder.
        """
        return self if self.bound_included else evolve(self, bound_included=True)

    @cached_property
    def tz(self) -> pendulum.Timezone:
        """
        The zone itself.
        """
        return zone_of(self.zone)

    def deadline(
        self, trigger: Moment, amount: Limit, *, calendar: WorkCalendar | None = None
    ) -> Deadline:
        """
        Return by when something is due that must be done within *amount*.

        Args:
            trigger: What starts the count: an instant, or a day where *amount* is
                not counted in hours.
            amount: How long, or a day that hangs on a cell, such as `DayOf(15)`.
            calendar: Needed only where working days matter.

        Raises:
            NoSuchDayError: If the cell has no such day, or it is over.
            CalendarRequiredError: If working days matter and there is no calendar.
            CalendarNotCoveredError: If the count leaves the covered days.
            DateOutOfRangeError: If it leaves the years 1 to 9999.
            NaiveTimeError, NotADayError, NotAnInstantError: If *trigger* is unusable.
        """
        if type(amount) is Hours:
            return self._after_hours(trigger, amount.n, calendar)
        start = local_ordinal(trigger, self.tz, "trigger")
        return self.ending(self.last_day(start, amount, calendar))

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
        if type(amount) is Hours:
            return self._before_hours(event, amount.n, calendar)
        start = local_ordinal(event, self.tz, "event")
        return self.ending(self.first_day(start, amount, calendar))

    def last_day(
        self, start: int, amount: Limit, calendar: WorkCalendar | None = None
    ) -> int:
        """
        Return the ordinal of the last day of *amount* counted forward from *start*.
        """
        if self.working_days_up_to:
            amount = self._as_counted(amount)
        last = (
            self._plain_last(start, amount, calendar)
            if self.suspended_days_count
            else self._past_suspended(start, amount, calendar, _FORWARD)
        ) - (not self.bound_included)
        if not 1 < last < _LAST_ORDINAL:
            raise DateOutOfRangeError(show_day(start), amount)
        if self.rest_day is not _STAYS:
            last = _rolled(last, self.rest_day, calendar)
        if self.least_working_days and self._holds_least(amount):
            first = start if self.start_day_counted else start + 1
            last = self._grown(first, last, _FORWARD, calendar)
        return last

    def first_day(
        self, event: int, amount: Limit, calendar: WorkCalendar | None = None
    ) -> int:
        """
        Return the ordinal of the day that is *amount* before the day *event*.
        """
        if self.working_days_up_to:
            amount = self._as_counted(amount)
        day = (
            self._plain_first(event, amount, calendar)
            if self.suspended_days_count
            else self._past_suspended(event, amount, calendar, _BACKWARD)
        ) - (not self.bound_included)
        if not 1 < day < _LAST_ORDINAL:
            raise DateOutOfRangeError(show_day(event), amount)
        if self.rest_day_before is not _STAYS:
            day = _rolled(day, self.rest_day_before, calendar)
        if self.least_working_days and self._holds_least(amount):
            newest = event if self.start_day_counted else event - 1
            day = self._grown(newest, day, _BACKWARD, calendar)
        return day

    def ending(self, last: int) -> Deadline:
        """
        Return the deadline whose last day has this ordinal.

        Raises:
            DateOutOfRangeError: If it is the first or the last day of all.
        """
        if not 1 < last < _LAST_ORDINAL:
            raise DateOutOfRangeError(_nearest(last), "the end of the day")
        if self.day_ends is None:
            return Deadline(last, None, self.zone)
        day = dt.date.fromordinal(last)
        end = dt.datetime.combine(day, self.day_ends, self.tz)
        return Deadline(last, to_utc(end), self.zone)

    # -------------------------------------------------------------- whole days

    def _plain_last(
        self, start: int, amount: Limit, calendar: WorkCalendar | None
    ) -> int:
        """Count forward, before rolling."""
        kind = type(amount)
        if kind not in _COUNTED_IN_DAYS:
            return self._hanging_on(start, amount, calendar)
        n: int = amount.n  # type: ignore[union-attr]  # a length has one
        counted = self.start_day_counted and n > 0
        if kind is Days:
            return start + n - counted
        if kind is Weeks:
            return start + n * _DAYS_IN_WEEK - counted
        if kind is Months:
            return self._months_on(start, n)
        if kind is Years:
            return self._months_on(start, n * MONTHS_IN_YEAR)
        return self._worked_on(start, n, calendar) if n else start

    def _hanging_on(
        self, start: int, limit: Limit, calendar: WorkCalendar | None
    ) -> int:
        """Look a day up in its cell."""
        if not isinstance(limit, DueDay):
            raise InvalidFieldError("amount", limit, _names(LIMITS))
        return limit.last_day(start, calendar, counted=self.start_day_counted)

    def _plain_first(
        self, event: int, amount: Limit, calendar: WorkCalendar | None
    ) -> int:
        """Count backward, before rolling."""
        kind = type(amount)
        if kind not in _COUNTED_IN_DAYS:
            raise InvalidFieldError("amount", amount, _names(AMOUNTS))
        n: int = amount.n  # type: ignore[union-attr]  # a length has one
        counted = self.start_day_counted and n > 0
        if kind is Days:
            return event - n + counted
        if kind is Weeks:
            return event - n * _DAYS_IN_WEEK + counted
        if kind is Months:
            return add_months(event + counted, -n)
        if kind is Years:
            return add_months(event + counted, -n * MONTHS_IN_YEAR)
        return self._worked_on(event, -n, calendar) if n else event

    def _worked_on(self, start: int, n: int, calendar: WorkCalendar | None) -> int:
        """Count working days, forward or backward; a start that counts is the first."""
        home = _needed(calendar)
        if not self.start_day_counted:
            return shift(home, start, n, self.rest_day_start)
        if self.rest_day_start is RestDayStart.ROLL_THEN_COUNT:
            start = roll(home, start, n)
        return shift(home, start - (1 if n > 0 else -1), n)

    def _past_suspended(
        self,
        start: int,
        amount: Any,
        calendar: WorkCalendar | None,
        direction: int,
    ) -> int:
        """Count, before rolling, and leave out the days on which periods stand still."""
        forward = direction == _FORWARD
        plain = self._plain_last if forward else self._plain_first
        end = plain(start, amount, calendar)
        if isinstance(amount, DueDay | WorkingDays) or amount.n == 0:
            return end
        if calendar is None:
            raise CalendarRequiredError("leaving out suspended days")
        unit, first = _DAYS_IN.get(type(amount)), self.start_day_counted
        if unit is not None:
            n = amount.n * unit
            return pass_over_days(calendar, start, n, direction, start_counts=first)
        return grow(
            calendar,
            start,
            direction,
            from_next_day=forward and self.months_from_next_day and not first,
            ends=lambda begun: plain(begun, amount, calendar),
        )

    def _as_counted(self, amount: Limit) -> Limit:
        """Turn a short period of days into working days."""
        if type(amount) is Days and amount.n <= self.working_days_up_to:
            return WorkingDays(amount.n)
        return amount

    def _months_on(self, start: int, n: int) -> int:
        """Count months forward, from the trigger's day or from the first counted."""
        if self.months_from_next_day and not self.start_day_counted:
            return add_months(start + 1, n, closing=True) if n else start
        return add_months(start, n, closing=self.start_day_counted)

    def _holds_least(self, amount: Limit) -> bool:
        """Say whether the least number of working days is asked of *amount*."""
        if isinstance(amount, DueDay):
            return False
        if isinstance(amount, Days | WorkingDays):
            return amount.n >= self.least_applies_from
        return amount.n > 0

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

    def _after_hours(
        self, trigger: Moment, n: int, calendar: WorkCalendar | None
    ) -> Deadline:
        """Run the clock forward."""
        moment = as_instant(trigger, "trigger")
        try:
            start = to_utc(moment)
            if self.hour_start is HourStart.NEXT_FULL_HOUR:
                start = self._full_hour(start) + dt.timedelta(hours=1)
            return self._hours_ending(start, n, self.rest_day, calendar)
        except OverflowError as error:
            raise DateOutOfRangeError(trigger, Hours(n)) from error

    def _before_hours(
        self, event: Moment, n: int, calendar: WorkCalendar | None
    ) -> Deadline:
        """Run the clock backward."""
        moment = as_instant(event, "event")
        try:
            start = to_utc(moment)
            if self.hour_start is HourStart.NEXT_FULL_HOUR:
                start = self._full_hour(start)
            return self._hours_ending(start, -n, self.rest_day_before, calendar)
        except OverflowError as error:
            raise DateOutOfRangeError(event, Hours(n)) from error

    def _full_hour(self, instant: dt.datetime) -> dt.datetime:
        """Return the full hour of local clocks that *instant* lies in."""
        local = instant.astimezone(self.tz)
        past = dt.timedelta(
            minutes=local.minute, seconds=local.second, microseconds=local.microsecond
        )
        return instant - past

    def _hours_ending(
        self,
        start: dt.datetime,
        hours: int,
        rest_day: LastDay,
        calendar: WorkCalendar | None,
    ) -> Deadline:
        """Run the clock, and let hours that end on a rest day run on."""
        home = self.tz
        end = start + dt.timedelta(hours=hours)
        if not self.bound_included:
            end -= _A_MOMENT
        local = end.astimezone(home)
        last = local.toordinal()
        if self.hours_roll and rest_day is not LastDay.STAYS:
            rolled = _rolled(last, rest_day, calendar)
            if rolled != last:
                day = dt.date.fromordinal(rolled)
                end = to_utc(dt.datetime.combine(day, local.time(), home))
                last = end.astimezone(home).toordinal()
        return Deadline(last, end, self.zone)


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


def _nearest(ordinal: int) -> dt.date:
    """Return the day, or the one next to it that exists."""
    return show_day(min(max(ordinal, 1), _LAST_ORDINAL))


def _names(classes: tuple[type, ...]) -> str:
    """List classes by name."""
    return ", ".join(kind.__name__ for kind in classes)


HOUSE_RULES: Final = Counting()
"""Chinese house rules: the start day is not counted, the last day runs to 24:00 and
stays where it falls, hours run from the instant."""

CIVIL_CODE: Final = Counting(rest_day=LastDay.ROLLS_FORWARD)
"""PRC Civil Code arts. 201 to 203: as the house rules, but a last day on a rest day
moves to the next working day of the official calendar, make-up days included."""
