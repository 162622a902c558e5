"""
The clerk of an office: counts several units, looks days up in cells, and knows the hours.

As the other clerk, written from the definitions alone, so that what suspended days,
working hours, closings and lengths of several units come to together is judged by
somebody who takes one day, one minute or one window at a time.

    python -m tests.campaigns.office [how many] [seed]
"""

import datetime as dt
import random
import sys
import zoneinfo
from collections.abc import Iterator
from typing import Any

import attrs
from attrs import frozen
from tests.campaigns.counting import (
    Case,
    DayByDay,
    draw_calendar,
    draw_day,
    draw_rules,
    say_difference,
)
from tests.campaigns.daily import Answer, Clerk, NotInTheCellError, move, until
from tests.strategies import ZONES

from followup_rules.timing.amounts import (
    Days,
    HalfMonths,
    Hours,
    Minutes,
    Months,
    Span,
    Weeks,
    WorkingDays,
    WorkingHours,
    WorkingMinutes,
    Years,
    read_amount,
)
from followup_rules.timing.calendars import RestDayStart
from followup_rules.timing.counting import ClosesAt, Counting, OutsideHours
from followup_rules.timing.cycles import (
    Cycle,
    DayOf,
    DueDay,
    Limit,
    WeekdayAfter,
    WorkingDayOf,
)
from followup_rules.timing.hours import OfficeHours

MINUTE = dt.timedelta(minutes=1)
_ON_THE_CLOCK = (Hours, Minutes)
_OPEN = (WorkingHours, WorkingMinutes)
_LONG = ((dt.time(9), dt.time(12)), (dt.time(13, 30), dt.time(17, 30)))
_SHORT = ((dt.time(9), dt.time(12)),)
_WRITTEN = {"mon-thu": "09:00-12:00, 13:30-17:30", "fri-sun": "09:00-12:00"}
_THURSDAY = 3
_SPANS = (
    "1 year 15 days",
    "1 month - 4 days",
    "1 year 3 half-months",
    "1 year 1 month - 1 week",
    "1 week 2 days",
    "1 month 3 working days",
    "2 weeks 3 working days",
    "1 week - 3 days",
)
_CLOCK_SPANS = (
    "2 days 3 hours",
    "1 month 6 hours",
    "1 month 2 days 90 minutes",
    "3 working days 4 hours",
    "1 day 2 hours - 1 minute",
)
_DUE_DAYS = (
    DayOf(15),
    DayOf(-1),
    DayOf(31),
    DayOf(10, ahead=1),
    DayOf(-2, Cycle.WEEK, 1),
    WorkingDayOf(5),
    WorkingDayOf(-1),
    WorkingDayOf(2, ahead=1),
    WorkingDayOf(-1, Cycle.WEEK),
    WeekdayAfter(4),
    WeekdayAfter(0),
)


@frozen
class OfficeClerk(Clerk):
    """
    Counts by one convention, in one direction, in an office.
    """

    def answer(self, start: dt.date | dt.datetime, amount: object) -> Answer:
        """
        Count an amount from a moment, which may be received later.
        """
        home = zoneinfo.ZoneInfo(self.rules.zone)
        if isinstance(start, dt.datetime):
            if self.step > 0:
                start = self._received(start, home)
            if isinstance(amount, _ON_THE_CLOCK + _OPEN) or _has_clock(amount):
                return self._timed(start, amount, home)
            local = start.astimezone(home)
            return self._closed(self._last_day(local.date(), amount), local, home)
        return self._closed(self._last_day(start, amount), None, home)

    # ---------------------------------------------------------------- whole days

    def _counted(self, start: dt.date, amount: object) -> dt.date:
        """Count, whatever the unit; units of a length from the largest down."""
        if isinstance(amount, DueDay):
            return self._in_its_cell(start, amount)
        if not isinstance(amount, HalfMonths | Span):
            return super()._counted(start, amount)
        return self._by_units(start, *_units(amount))

    def _by_units(
        self, start: dt.date, months: int, days: int, working: int
    ) -> dt.date:
        """Go months, then days one by one, then working days one by one."""
        if months:
            day = self._of_months(start, months, max(0, -days))
            for _ in range(days):
                day = move(day, self.step)
                while self._stands_still(day):
                    day = move(day, self.step)
        else:
            day = self._days(start, days) if days else start
        if not working:
            return day
        if self.rules.rest_day_start is RestDayStart.ROLL_THEN_COUNT:
            while not self.shown.is_worked(day):
                day = move(day, self.step)
        while working:
            day = move(day, self.step)
            working -= self.shown.is_worked(day)
        return day

    def _stands_still(self, day: dt.date) -> bool:
        """Say whether a day does not count."""
        return not self.rules.suspended_days_count and self.shown.is_suspended(day)

    def _is_long(self, amount: object) -> bool:
        """Say whether a least number of working days is asked of it."""
        if isinstance(amount, DueDay):
            return False
        if isinstance(amount, HalfMonths | Span):
            return any(_units(amount))
        return super()._is_long(amount)

    def _in_its_cell(self, start: dt.date, limit: DueDay) -> dt.date:
        """Look a day up, leaf by leaf."""
        if isinstance(limit, WeekdayAfter):
            day = start if self.rules.start_day_counted else move(start, 1)
            while day.weekday() != limit.weekday:
                day = move(day, 1)
            return day
        first = _first_of_cell(start, limit.of)
        for _ in range(limit.ahead):
            first = _after_cell(first, limit.of)
        day, step = first, 1
        if limit.number < 0:
            day, step = move(_after_cell(first, limit.of), -1), -1
        left = abs(limit.number)
        while True:
            if _first_of_cell(day, limit.of) != first:
                raise NotInTheCellError
            left -= isinstance(limit, DayOf) or self.shown.is_worked(day)
            if not left:
                break
            day = move(day, step)
        if day < start:
            raise NotInTheCellError
        return day

    # ------------------------------------------------------------------ closings

    def _closed(
        self, day: dt.date, local: dt.datetime | None, home: zoneinfo.ZoneInfo
    ) -> Answer:
        """Let the last day close."""
        if self.rules.closes_at is ClosesAt.CLOCK_TIME:
            assert local is not None
            return until(day, local.time(), home)
        if self.rules.closes_at is ClosesAt.OFFICE_CLOSE:
            windows = self._windows(day)
            return until(day, windows[-1][1] if windows else None, home)
        return until(day, self.rules.day_ends, home)

    def _windows(self, day: dt.date) -> tuple[tuple[dt.time, dt.time], ...]:
        """Read the hours on the door."""
        if not self.shown.is_worked(day):
            return ()
        return _LONG if day in self.shown.on or day.weekday() <= _THURSDAY else _SHORT

    def _received(self, start: dt.datetime, home: zoneinfo.ZoneInfo) -> dt.datetime:
        """Wait for the door to open."""
        if self.rules.outside_hours is OutsideHours.COUNTS_AT_ONCE:
            return start
        local = start.astimezone(home)
        day, clock = local.date(), local.time()
        while True:
            for opens, closes in self._windows(day):
                if clock < closes:
                    return local if clock >= opens else _at(day, opens, home)
            day, clock = move(day, 1), dt.time()
            local = _at(day, clock, home)

    # --------------------------------------------------------------------- hours

    def _timed(
        self, start: dt.datetime, amount: object, home: zoneinfo.ZoneInfo
    ) -> Answer:
        """Run the clock, or count while the door is open."""
        instant = self._begun(start, home)
        if isinstance(amount, _OPEN):
            left = amount.n * (
                MINUTE if type(amount) is WorkingMinutes else 60 * MINUTE
            )
            return self._ended(self._while_open(instant, left, home), home, rolls=False)
        if isinstance(amount, Span):
            local = instant.astimezone(home)
            plain = attrs.evolve(
                self.rules, start_day_counted=False, months_from_next_day=False
            )
            days = OfficeClerk(plain, self.shown, self.step)
            day = days._by_units(local.date(), *_units(amount))
            instant = _at(day, local.time(), home).astimezone(dt.UTC)
        left = _minutes(amount) * MINUTE
        if self.rules.hours_stand_still:
            instant = self._while_worked(instant, left, home)
        else:
            instant += left * self.step
        return self._ended(instant, home, rolls=self.rules.hours_roll)

    def _while_worked(
        self, instant: dt.datetime, left: dt.timedelta, home: zoneinfo.ZoneInfo
    ) -> dt.datetime:
        """Use time up on worked days alone."""
        return self._used_up(instant, left, home, self._whole_day)

    def _while_open(
        self, instant: dt.datetime, left: dt.timedelta, home: zoneinfo.ZoneInfo
    ) -> dt.datetime:
        """Use time up while the door is open."""
        return self._used_up(instant, left, home, self._open_on)

    def _whole_day(
        self, day: dt.date, home: zoneinfo.ZoneInfo
    ) -> list[tuple[dt.datetime, dt.datetime]]:
        """Return a worked day from midnight to midnight."""
        if not self.shown.is_worked(day):
            return []
        midnights = (day, move(day, 1))
        opens, closes = (_at(d, dt.time(), home).astimezone(dt.UTC) for d in midnights)
        return [(opens, closes)]

    def _open_on(
        self, day: dt.date, home: zoneinfo.ZoneInfo
    ) -> list[tuple[dt.datetime, dt.datetime]]:
        """Return the windows of a day as instants."""
        return [
            (
                _at(day, opens, home).astimezone(dt.UTC),
                _at(day, closes, home).astimezone(dt.UTC),
            )
            for opens, closes in self._windows(day)
        ]

    def _used_up(
        self,
        instant: dt.datetime,
        left: dt.timedelta,
        home: zoneinfo.ZoneInfo,
        on: Any,
    ) -> dt.datetime:
        """Use time up, window by window; exactly at a closing is there and then."""
        day = instant.astimezone(home).date()
        if self.step < 0:
            # Time before midnight belongs to the day before.
            day = (instant - MINUTE / 60_000_000).astimezone(home).date()
        while True:
            for opens, closes in on(day, home)[:: self.step]:
                if self.step > 0:
                    held = closes - max(opens, instant)
                    if dt.timedelta(0) < left <= held:
                        return max(opens, instant) + left
                else:
                    held = min(closes, instant) - opens
                    if dt.timedelta(0) < left <= held:
                        return min(closes, instant) - left
                left -= max(held, dt.timedelta(0))
            day = move(day, self.step)


def _at(day: dt.date, clock: dt.time, home: zoneinfo.ZoneInfo) -> dt.datetime:
    """Read a clock on a day."""
    return dt.datetime.combine(day, clock, home)


def _has_clock(amount: object) -> bool:
    """Say whether a length of several units ends in hours or minutes."""
    return isinstance(amount, Span) and bool(_minutes(amount))


def _count(amount: Span, unit: type) -> int:
    """Return how many of a unit are added, or taken off."""
    added = sum(part.n for part in amount.parts if type(part) is unit)
    return added - sum(part.n for part in amount.less if type(part) is unit)


def _minutes(amount: object) -> int:
    """Return how many minutes an amount has on the clock."""
    if isinstance(amount, Span):
        return 60 * _count(amount, Hours) + _count(amount, Minutes)
    assert isinstance(amount, Hours | Minutes)
    return amount.n * (60 if type(amount) is Hours else 1)


def _units(amount: object) -> tuple[int, int, int]:
    """Return months, days and working days; half a month is 15 days."""
    if isinstance(amount, HalfMonths):
        return amount.n // 2, 15 * (amount.n % 2), 0
    assert isinstance(amount, Span)
    halves = _count(amount, HalfMonths)
    assert halves >= 0
    months = 12 * _count(amount, Years) + _count(amount, Months) + halves // 2
    days = 7 * _count(amount, Weeks) + _count(amount, Days) + 15 * (halves % 2)
    return months, days, _count(amount, WorkingDays)


def _first_of_cell(day: dt.date, of: Cycle) -> dt.date:
    """Leaf back to a Monday, or to the 1st."""
    while day.weekday() if of is Cycle.WEEK else day.day != 1:
        day = move(day, -1)
    return day


def _after_cell(first: dt.date, of: Cycle) -> dt.date:
    """Leaf on to the next Monday, or to the next 1st."""
    day = move(first, 1)
    while _first_of_cell(day, of) == first:
        day = move(day, 1)
    return day


# ------------------------------------------------------------------------- drawing


def draw_office(chance: random.Random) -> Counting:
    """
    Return a convention that counts by an office, and whatever else it is.
    """
    rules, pick = draw_rules(chance), chance.choice
    hours = OfficeHours(zone=rules.zone, week=_WRITTEN, on_make_up="mon")
    closes = pick(list(ClosesAt))
    plain = closes is ClosesAt.DAY_END
    return attrs.evolve(
        rules,
        hours=hours,
        outside_hours=pick(list(OutsideHours)),
        closes_at=closes,
        day_ends=rules.day_ends if plain else None,
        bound_included=rules.bound_included or closes is ClosesAt.CLOCK_TIME,
        hours_stand_still=not rules.hours_roll and pick((True, False)),
        working_days_up_to=pick((0, rules.working_days_up_to)),
    )


def draw_limit(chance: random.Random) -> Limit:
    """
    Return a length of any unit, or a day of a cell.
    """
    pick = chance.choice
    makes = (
        lambda: Days(chance.randint(0, 30)),
        lambda: Weeks(chance.randint(1, 6)),
        lambda: Months(chance.randint(1, 14)),
        lambda: WorkingDays(chance.randint(0, 15)),
        lambda: HalfMonths(chance.randint(0, 5)),
        lambda: read_amount(pick(_SPANS)),
        lambda: read_amount(pick(_SPANS)),
        lambda: read_amount(pick(_CLOCK_SPANS)),
        lambda: Hours(chance.randint(1, 100)),
        lambda: Minutes(chance.randint(1, 6000)),
        lambda: WorkingHours(chance.randint(1, 40)),
        lambda: WorkingMinutes(chance.randint(1, 2000)),
        lambda: pick(_DUE_DAYS),
        lambda: pick(_DUE_DAYS),
    )
    made: Limit = pick(makes)()
    return made


def draw_cases(how_many: int, seed: int) -> Iterator[Case]:
    """
    Yield so many cases, the same for one seed.
    """
    chance = random.Random(seed)
    calendars = [draw_calendar(chance) for _ in range(20)]
    for number in range(how_many):
        shown, table = chance.choice(calendars)
        rules, limit = draw_office(chance), draw_limit(chance)
        step = chance.choice((1, -1))
        if isinstance(limit, DueDay):
            step = 1
            if rules.closes_at is ClosesAt.CLOCK_TIME:
                rules = attrs.evolve(rules, closes_at=ClosesAt.OFFICE_CLOSE)
        start: dt.date | dt.datetime = draw_day(chance)
        timed = isinstance(limit, _ON_THE_CLOCK + _OPEN) or _has_clock(limit)
        if timed or rules.closes_at is ClosesAt.CLOCK_TIME or chance.random() < 0.5:
            zone = zoneinfo.ZoneInfo(chance.choice((rules.zone, *ZONES)))
            clock = dt.time(chance.randint(0, 23), chance.choice((0, 30)))
            start = dt.datetime.combine(start, clock, zone)
        calendar = DayByDay(table) if number % 10 == 0 else table
        yield Case(rules, shown, calendar, start, limit, step)


def main(how_many: int = 100_000, seed: int = 20261130) -> int:
    """
    Run the long campaign; return how many cases differ.
    """
    differences = 0
    for case in draw_cases(how_many, seed):
        difference = say_difference(case, OfficeClerk)
        if difference is not None:
            differences += 1
            print(difference)  # noqa: T201 - the campaign's report
    print(f"{how_many:,} counts, seed {seed}: {differences} differ")  # noqa: T201 - the campaign's report
    return differences


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:]))))
