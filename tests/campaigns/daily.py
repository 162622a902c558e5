"""
Counting as a clerk with a wall calendar does it: one day, or one hour, at a time.

Written from the definitions of the conventions alone; nothing here is imported from
the library but the names of the options.
"""

import calendar as wall
import datetime as dt
import zoneinfo

from attrs import frozen

from followup_rules.timing.amounts import Days, Hours, Months, Weeks, WorkingDays, Years
from followup_rules.timing.calendars import RestDayStart
from followup_rules.timing.counting import Counting, HourStart, LastDay

DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
TICK = dt.timedelta(microseconds=1)
EARLIEST, LATEST = dt.date(1, 1, 2), dt.date(9999, 12, 30)


class NotOnTheWallError(Exception):
    """
    A day was needed that the wall calendar does not show.
    """


class NotInTheCellError(Exception):
    """
    A cell has no such day, or it is over.
    """


class OutOfYearsError(Exception):
    """
    The count leaves the years that a date can have.
    """


@frozen
class WallCalendar:
    """
    Which days are worked, and on which periods stand still, as plain sets.
    """

    first: dt.date
    last: dt.date
    weekend: frozenset[int]
    off: frozenset[dt.date]
    on: frozenset[dt.date]
    suspended: frozenset[dt.date]

    def is_worked(self, day: dt.date) -> bool:
        """
        Look a day up.
        """
        self._see(day)
        if day in self.suspended or day in self.off:
            return False
        return day in self.on or day.weekday() not in self.weekend

    def is_suspended(self, day: dt.date) -> bool:
        """
        Look up whether periods stand still on a day.
        """
        self._see(day)
        return day in self.suspended

    def _see(self, day: dt.date) -> None:
        """Refuse a day that is not on the wall."""
        if not self.first <= day <= self.last:
            raise NotOnTheWallError


@frozen
class Answer:
    """
    The last day, and the last instant in time where one is set.
    """

    day: dt.date
    instant: dt.datetime | None


@frozen
class Clerk:
    """
    Counts by one convention, in one direction.
    """

    rules: Counting
    shown: WallCalendar
    step: int

    def answer(self, start: dt.date | dt.datetime, amount: object) -> Answer:
        """
        Count an amount from a moment.
        """
        home = zoneinfo.ZoneInfo(self.rules.zone)
        if isinstance(amount, Hours):
            assert isinstance(start, dt.datetime)
            return self._hours(start, amount.n, home)
        if isinstance(start, dt.datetime):
            start = start.astimezone(home).date()
        day = self._last_day(start, amount)
        return until(day, self.rules.day_ends, home)

    # ---------------------------------------------------------------- whole days

    def _last_day(self, start: dt.date, amount: object) -> dt.date:
        """Start day, short periods, count; bound; roll; least working days."""
        rules = self.rules
        if isinstance(amount, Days) and 0 < amount.n <= rules.working_days_up_to:
            amount = WorkingDays(amount.n)
        day = self._counted(start, amount)
        if not rules.bound_included:
            day = move(day, -1)
        if not EARLIEST <= day <= LATEST:
            raise OutOfYearsError
        if self.step > 0 and rules.days_after_recess and self.shown.is_suspended(day):
            while self.shown.is_suspended(day):
                day = move(day, 1)
            day = move(day, rules.days_after_recess - 1)
        day = self._rolled(day)
        if rules.least_working_days and self._is_long(amount):
            day = self._with_enough(start, day)
        return day

    def _counted(self, start: dt.date, amount: object) -> dt.date:
        """Count, whatever the unit."""
        assert isinstance(amount, Days | Weeks | Months | Years | WorkingDays)
        if amount.n == 0:
            return start
        if isinstance(amount, WorkingDays):
            return self._working_days(start, amount.n)
        if isinstance(amount, Days | Weeks):
            return self._days(start, amount.n * (1 if type(amount) is Days else 7))
        return self._of_months(start, amount.n * (1 if type(amount) is Months else 12))

    def _of_months(self, start: dt.date, months: int, less: int = 0) -> dt.date:
        """
        End as usual; then grow by the days inside on which periods stand still.

        *less* days are taken off what is usual.
        """
        if self.rules.suspended_days_count:
            return move(self._months(start, months, begun=False), -less * self.step)
        begun = self.shown.is_suspended(start)
        while self.shown.is_suspended(start):
            start = move(start, self.step)
        end = move(self._months(start, months, begun=begun), -less * self.step)
        missed, day = 0, start
        while day != end:
            day = move(day, self.step)
            missed += self.shown.is_suspended(day)
        while missed:
            end = move(end, self.step)
            missed -= not self.shown.is_suspended(end)
        return end

    def _days(self, start: dt.date, n: int) -> dt.date:
        """Count days, one by one."""

        def counts(day: dt.date) -> bool:
            return self.rules.suspended_days_count or not self.shown.is_suspended(day)

        day = start
        if self.rules.start_day_counted:
            n -= counts(start)
        while n:
            day = move(day, self.step)
            n -= counts(day)
        return day

    def _working_days(self, start: dt.date, n: int) -> dt.date:
        """Count working days, one by one."""
        rules, worked = self.rules, self.shown.is_worked
        day = start
        if rules.rest_day_start is RestDayStart.ROLL_THEN_COUNT:
            while not worked(day):
                day = move(day, self.step)
        if rules.start_day_counted and worked(day):
            n -= 1
        while n:
            day = move(day, self.step)
            n -= worked(day)
        return day

    def _months(self, start: dt.date, n: int, *, begun: bool) -> dt.date:
        """
        Find the corresponding day, or the day before it.

        *begun* says that the start is the first day counted already.
        """
        rules = self.rules
        if self.step < 0:
            return _corresponding(move(start, int(rules.start_day_counted)), -n)
        if rules.start_day_counted:
            return _day_before_corresponding(start, n)
        if rules.months_from_next_day:
            return _day_before_corresponding(move(start, 0 if begun else 1), n)
        return _corresponding(start, n)

    def _rolled(self, day: dt.date) -> dt.date:
        """Leave rest days."""
        rules = self.rules
        option = rules.rest_day if self.step > 0 else rules.rest_day_before
        if option is LastDay.STAYS:
            return day
        step = 1 if option in {LastDay.ROLLS_FORWARD, LastDay.FORWARD_IN_MONTH} else -1
        found = self._next_worked(day, step)
        stays = option in {LastDay.FORWARD_IN_MONTH, LastDay.BACKWARD_IN_MONTH}
        if stays and (found.year, found.month) != (day.year, day.month):
            return self._next_worked(day, -step)
        return found

    def _next_worked(self, day: dt.date, step: int) -> dt.date:
        """Turn the leaves until a worked day comes."""
        while not self.shown.is_worked(day):
            day = move(day, step)
        return day

    def _is_long(self, amount: object) -> bool:
        """Say whether a least number of working days is asked of it."""
        assert isinstance(amount, Days | Weeks | Months | Years | WorkingDays)
        if isinstance(amount, Days | WorkingDays):
            return amount.n >= self.rules.least_applies_from
        return amount.n > 0

    def _with_enough(self, start: dt.date, last: dt.date) -> dt.date:
        """Move the far end until enough working days lie between both ends."""
        day = move(start, -self.step if self.rules.start_day_counted else 0)
        lacking = self.rules.least_working_days
        while lacking:
            day = move(day, self.step)
            lacking -= self.shown.is_worked(day)
        return max(day, last) if self.step > 0 else min(day, last)

    # --------------------------------------------------------------------- hours

    def _hours(self, start: dt.datetime, n: int, home: zoneinfo.ZoneInfo) -> Answer:
        """Run the clock, hour by hour."""
        instant = self._begun(start, home)
        for _ in range(n):
            instant += HOUR * self.step
        return self._ended(instant, home, rolls=self.rules.hours_roll)

    def _begun(self, start: dt.datetime, home: zoneinfo.ZoneInfo) -> dt.datetime:
        """Begin at once, or at a full hour."""
        instant = start.astimezone(dt.UTC)
        if self.rules.hour_start is HourStart.NEXT_FULL_HOUR:
            local = instant.astimezone(home)
            past = local.time()
            instant -= dt.timedelta(
                minutes=past.minute, seconds=past.second, microseconds=past.microsecond
            )
            instant += HOUR if self.step > 0 else HOUR * 0
        return instant

    def _ended(
        self, instant: dt.datetime, home: zoneinfo.ZoneInfo, *, rolls: bool
    ) -> Answer:
        """Take an excluded bound off, and leave rest days."""
        if not self.rules.bound_included:
            instant -= TICK
        local = instant.astimezone(home)
        if rolls:
            rolled = self._rolled(local.date())
            if rolled != local.date():
                moved = dt.datetime.combine(rolled, local.time(), home)
                instant = moved.astimezone(dt.UTC)
                local = instant.astimezone(home)
        return Answer(local.date(), instant)


def until(day: dt.date, ends: dt.time | None, home: zoneinfo.ZoneInfo) -> Answer:
    """
    Close a day at a time, or at 24:00.
    """
    if ends is None:
        return Answer(day, None)
    return Answer(day, dt.datetime.combine(day, ends, home).astimezone(dt.UTC))


def move(day: dt.date, days: int) -> dt.date:
    """
    Turn the page.
    """
    try:
        return day + DAY * days
    except OverflowError:
        raise OutOfYearsError from None


def _corresponding(day: dt.date, months: int) -> dt.date:
    """Turn the pages month by month; a day that is not there is the month's last."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month in {0, 13}:
            year, month = (year + 1, 1) if month == 13 else (year - 1, 12)
    if not 1 <= year <= 9999:
        raise OutOfYearsError
    return dt.date(year, month, min(day.day, wall.monthrange(year, month)[1]))


def _day_before_corresponding(first: dt.date, months: int) -> dt.date:
    """End the day before; where the corresponding day is missing, on the month's last."""
    day = _corresponding(first, months)
    return move(day, -1) if day.day == first.day else day
