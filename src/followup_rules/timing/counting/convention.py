"""
The counting convention as data, and what is asked of it.
"""

import datetime as dt
from functools import cached_property
from typing import Final

from attrs import evolve

from followup_rules.errors import DateOutOfRangeError
from followup_rules.fields import held
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import (
    DAYS_IN_WEEK,
    Amount,
    Days,
    Weeks,
    WorkingDays,
)
from followup_rules.timing.calendars import TableCalendar, WorkCalendar
from followup_rules.timing.calendars.working_days import days_of
from followup_rules.timing.counting.choices import (
    ClosesAt,
    LastDay,
    OutsideHours,
)
from followup_rules.timing.counting.deadline import Deadline, end_of_day
from followup_rules.timing.counting.on_the_clock import run_the_clock
from followup_rules.timing.counting.terms import Terms
from followup_rules.timing.counting.units import (
    IN_ONE_UNIT,
    as_counted,
    needs_an_instant,
)
from followup_rules.timing.counting.whole_days import (
    BACKWARD,
    FORWARD,
    after_recess,
    grown,
    holds_least,
    needed,
    past_suspended,
    plain_first,
    plain_last,
    rolled,
)
from followup_rules.timing.cycles import Limit
from followup_rules.timing.moments import (
    LAST_ORDINAL,
    Moment,
    as_instant,
    local_ordinal,
    nearest_day,
    show_day,
    to_utc,
)

_DAYS_IN: Final[dict[type, int]] = {Days: 1, Weeks: DAYS_IN_WEEK}
_STAYS: Final = LastDay.STAYS
_DAY_END: Final = ClosesAt.DAY_END
_COUNTS_AT_ONCE: Final = OutsideHours.COUNTS_AT_ONCE


# Pickles are those of the terms, which know what an old one lacks.
@frozen(kw_only=True, field_transformer=held, getstate_setstate=False)
class Counting(Terms):
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
        suspended_days_count: Whether days on which the calendar lets periods stand
            still (a court's recess) count all the same. Where they do not, days and
            weeks pass over them; months and years, and the days after them, end as
            usual and then grow by as many days as were passed over; a start among
            them begins on the day after. Hours run on, and working days never are
            such days.
        days_after_recess: On which day after a stretch of suspended days a period
            ends that runs on through them and would end among them, where it is not
            0: the seventh (Turkey, HMK art. 104). Only counting forward, in days and
            longer units, and before anything rolls.
        bound_included: Whether the bound itself is in time (以内); without it (不满,
            clear days) a count of days ends on the day before, before anything
            rolls, and exactly n hours is too late.
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

    def deadline(
        self, trigger: Moment, amount: Limit, *, calendar: WorkCalendar | None = None
    ) -> Deadline:
        """
        Return by when something is due that must be done within *amount*.

        Args:
            trigger: What starts the count: an instant, or a day where *amount* is
                not counted in hours or minutes.
            amount: How long, or a day that hangs on a cell, such as `DayOf(15)`.
            calendar: Needed only where working days matter.

        Raises:
            NoSuchDayError: If the cell has no such day, or it is over.
            CalendarRequiredError: If working days matter and there is no calendar.
            CalendarNotCoveredError: If the count leaves the covered days.
            DateOutOfRangeError: If it leaves the years 1 to 9999.
            NaiveTimeError, NotADayError, NotAnInstantError: If *trigger* is unusable.
        """
        if type(amount) is WorkingDays and amount.n and self._just_adds:
            start = local_ordinal(trigger, self.tz, "trigger")
            days = (
                calendar
                if type(calendar) is TableCalendar
                else days_of(needed(calendar))
            )
            last = days.nth_after(start, amount.n)
            if not 1 < last < LAST_ORDINAL:
                raise DateOutOfRangeError(show_day(start), amount)
            return end_of_day(last, self.zone)
        if self.outside_hours is not _COUNTS_AT_ONCE and self.hours is not None:
            from followup_rules.timing.counting.office_time import (  # noqa: PLC0415 - few know an office
                received,
            )

            trigger = received(trigger, self.hours, calendar)
        if type(amount) not in IN_ONE_UNIT and needs_an_instant(amount):
            return run_the_clock(self, trigger, amount, calendar, FORWARD)
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
        if type(amount) not in IN_ONE_UNIT and needs_an_instant(amount):
            return run_the_clock(self, event, amount, calendar, BACKWARD)
        start = local_ordinal(event, self.tz, "event")
        first = self.first_day(start, amount, calendar)
        return self.ending(first, calendar=calendar, at=event)

    def last_day(
        self, start: int, amount: Limit, calendar: WorkCalendar | None = None
    ) -> int:
        """
        Return the ordinal of the last day of *amount* counted forward from *start*.
        """
        if self.working_days_up_to:
            amount = as_counted(amount, self.working_days_up_to)
        last = (
            plain_last(self, start, amount, calendar)
            if self.suspended_days_count
            else past_suspended(self, start, amount, calendar, FORWARD)
        ) - (not self.bound_included)
        if not 1 < last < LAST_ORDINAL:
            raise DateOutOfRangeError(show_day(start), amount)
        if self.days_after_recess:
            last = after_recess(last, self.days_after_recess, calendar)
        if self.rest_day is not _STAYS:
            last = rolled(last, self.rest_day, calendar)
        if self.least_working_days and holds_least(self, amount):
            first = start if self.start_day_counted else start + 1
            last = grown(self, first, last, FORWARD, calendar)
        return last

    def first_day(
        self, event: int, amount: Limit, calendar: WorkCalendar | None = None
    ) -> int:
        """
        Return the ordinal of the day that is *amount* before the day *event*.
        """
        if self.working_days_up_to:
            amount = as_counted(amount, self.working_days_up_to)
        day = (
            plain_first(self, event, amount, calendar)
            if self.suspended_days_count
            else past_suspended(self, event, amount, calendar, BACKWARD)
        ) - (not self.bound_included)
        if not 1 < day < LAST_ORDINAL:
            raise DateOutOfRangeError(show_day(event), amount)
        if self.rest_day_before is not _STAYS:
            day = rolled(day, self.rest_day_before, calendar)
        if self.least_working_days and holds_least(self, amount):
            newest = event if self.start_day_counted else event - 1
            day = grown(self, newest, day, BACKWARD, calendar)
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
            DateOutOfRangeError: If it is the first or the last day of all.
            NotAnInstantError: If it closes at a clock time, and *at* has none.
            CalendarNotCoveredError: If the close of that day is not known.
        """
        if not 1 < last < LAST_ORDINAL:
            raise DateOutOfRangeError(nearest_day(last), "the end of the day")
        if self.closes_at is not _DAY_END:
            return self._closing(last, calendar, at)
        if self.day_ends is None:
            return end_of_day(last, self.zone)
        return self._until(last, self.day_ends)

    def _closing(
        self, last: int, calendar: WorkCalendar | None, at: Moment | None
    ) -> Deadline:
        """Let a last day end with the office, or at a clock time."""
        if self.closes_at is ClosesAt.OFFICE_CLOSE and self.hours is not None:
            from followup_rules.timing.counting.office_time import (  # noqa: PLC0415 - likewise
                close_of_day,
            )

            return close_of_day(self.hours, last, calendar)
        return self._until(last, as_instant(at, "trigger").astimezone(self.tz).time())

    def _until(self, last: int, clock: dt.time) -> Deadline:
        """Let a last day end at a time of day."""
        end = dt.datetime.combine(dt.date.fromordinal(last), clock, self.tz)
        return Deadline(last, to_utc(end), self.zone)


HOUSE_RULES: Final = Counting()
"""Chinese house rules: the start day is not counted, the last day runs to 24:00 and
stays where it falls, hours run from the instant."""

CIVIL_CODE: Final = Counting(rest_day=LastDay.ROLLS_FORWARD)  # CC-203
"""PRC Civil Code arts. 201 to 203: as the house rules, but a last day on a rest day
moves to the next working day of the official calendar, make-up days included."""
