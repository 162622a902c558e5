"""
Judge random conventions by a clerk who counts one day at a time.

The suite judges a sample; the long campaign is

    python -m tests.campaigns.counting [how many] [seed]
"""

import datetime as dt
import random
import sys
import zoneinfo
from collections.abc import Iterator
from typing import Any

from attrs import frozen
from tests.campaigns.daily import (
    Answer,
    Clerk,
    NotInTheCellError,
    NotOnTheWallError,
    OutOfYearsError,
    WallCalendar,
)
from tests.strategies import ZONES, sound_counting

from followup_rules.errors import (
    CalendarNotCoveredError,
    DateOutOfRangeError,
    NoSuchDayError,
)
from followup_rules.timing.amounts import (
    Amount,
    Days,
    Hours,
    Months,
    Weeks,
    WorkingDays,
    Years,
)
from followup_rules.timing.calendars import (
    DayKind,
    RestDayStart,
    TableCalendar,
    WorkCalendar,
    from_exceptions,
)
from followup_rules.timing.counting import Counting, Deadline, HourStart, LastDay
from followup_rules.timing.cycles import Limit

FIRST, LAST = dt.date(2024, 1, 1), dt.date(2027, 12, 31)
MICROSECOND = dt.timedelta(microseconds=1)
_SPAN = (LAST - FIRST).days
_EDGES = (
    dt.date(2024, 2, 29),
    dt.date(2025, 1, 31),
    dt.date(2026, 2, 28),
    dt.date(2026, 8, 31),
    dt.date(2026, 12, 31),
)
_CLOCKS = (
    dt.time(),
    dt.time(1, 30),
    dt.time(2, 30),
    dt.time(17),
    dt.time(23, 59, 59, 999999),
)


@frozen
class DayByDay:
    """
    A calendar without a table, so that the engine must step.
    """

    table: TableCalendar

    @property
    def calendar_id(self) -> str:
        """
        Its name.
        """
        return f"stepping {self.table.calendar_id}"

    @property
    def confirmed(self) -> tuple[dt.date, dt.date]:
        """
        What it covers.
        """
        return self.table.confirmed

    def kind(self, day: dt.date) -> DayKind:
        """
        Return what kind of day a day is.
        """
        return self.table.kind(day)


@frozen
class Case:
    """
    One count, and who counts it.
    """

    rules: Counting
    shown: WallCalendar
    calendar: WorkCalendar
    start: dt.date | dt.datetime
    amount: Limit
    step: int


def draw_calendar(chance: random.Random) -> tuple[WallCalendar, TableCalendar]:
    """
    Return one calendar twice: as plain sets, and as the library builds it.
    """

    def some(most: int) -> set[dt.date]:
        return {draw_day(chance) for _ in range(chance.randint(0, most))}

    weekend = chance.choice(((5, 6), (5, 6), (6,), (4, 5), ()))
    off, on = some(30), {day for day in some(90) if day.weekday() in weekend}
    for _ in range(chance.randint(0, 4)):
        off |= _run(chance, 12)
    on -= off
    suspended: set[dt.date] = set()
    for _ in range(chance.choice((0, 0, 2, 5))):
        suspended |= _run(chance, 40)
    suspended -= on
    shown = WallCalendar(
        FIRST,
        LAST,
        frozenset(weekend),
        frozenset(off),
        frozenset(on),
        frozenset(suspended),
    )
    table = from_exceptions(
        "drawn",
        FIRST,
        LAST,
        off=off,
        on=on,
        suspended=suspended,
        weekend=weekend,
        source="a seeded generator",
    )
    return shown, table


def draw_day(chance: random.Random) -> dt.date:
    """
    Draw a day, often an edge.
    """
    if chance.random() < 0.1:
        return chance.choice(_EDGES)
    return FIRST + dt.timedelta(days=chance.randint(0, _SPAN))


def _run(chance: random.Random, most: int) -> set[dt.date]:
    """Draw some days in a row."""
    start = draw_day(chance)
    days = (start + dt.timedelta(days=n) for n in range(chance.randint(1, most)))
    return {day for day in days if day <= LAST}


def draw_rules(chance: random.Random) -> Counting:
    """
    Return a convention of any make.
    """
    pick, either = chance.choice, (True, False)
    return sound_counting(
        zone=pick(ZONES),
        start_day_counted=pick(either),
        months_from_next_day=pick(either),
        working_days_up_to=pick((0, 0, 5)),
        rest_day_start=pick(list(RestDayStart)),
        rest_day=pick(list(LastDay)),
        rest_day_before=pick(list(LastDay)),
        day_ends=pick((None, None, dt.time(17), dt.time(23, 59, 59))),
        hour_start=pick(list(HourStart)),
        hours_roll=pick(either),
        least_working_days=pick((0, 0, 1, 2, 3)),
        least_applies_from=pick((1, 2, 3)),
        suspended_days_count=pick(either),
        days_after_recess=pick((0, 0, 1, 7)),
        bound_included=pick(either),
    )


def draw_amount(chance: random.Random) -> Amount:
    """
    Return a length, often a short one.
    """
    kind, most = chance.choice(
        (
            (Days, 40),
            (Days, 5),
            (Weeks, 6),
            (Months, 14),
            (Years, 2),
            (WorkingDays, 30),
            (WorkingDays, 4),
            (Hours, 100),
        )
    )
    return kind(chance.choice((0, 1, chance.randint(0, most))))


def draw_cases(how_many: int, seed: int) -> Iterator[Case]:
    """
    Yield so many cases, the same for one seed.
    """
    chance = random.Random(seed)
    calendars = [draw_calendar(chance) for _ in range(40)]
    for number in range(how_many):
        shown, table = chance.choice(calendars)
        amount = draw_amount(chance)
        start: dt.date | dt.datetime = draw_day(chance)
        if isinstance(amount, Hours) or chance.random() < 0.3:
            zone = zoneinfo.ZoneInfo(chance.choice(ZONES))
            start = dt.datetime.combine(start, chance.choice(_CLOCKS), zone)
        calendar = DayByDay(table) if number % 10 == 0 else table
        step = chance.choice((1, -1))
        yield Case(draw_rules(chance), shown, calendar, start, amount, step)


def say_difference(case: Case, clerk: type[Clerk] = Clerk) -> str | None:
    """
    Return how clerk and library disagree; None where they agree.
    """
    count: Any = case.rules.deadline if case.step > 0 else case.rules.before
    found: Deadline | None
    try:
        found = count(case.start, case.amount, calendar=case.calendar)
    except (CalendarNotCoveredError, DateOutOfRangeError, NoSuchDayError):
        found = None
    right: Answer | None
    try:
        right = clerk(case.rules, case.shown, case.step).answer(case.start, case.amount)
    except (NotInTheCellError, NotOnTheWallError, OutOfYearsError):
        right = None
    if right is None or found is None:
        return (
            None
            if found is None and right is None
            else f"{case}: {found!r}, right is {right}"
        )
    if (right.day, right.instant) != (found.last_day, found.instant):
        return f"{case}: {found!r}, right is {right}"
    if right.instant is not None:
        sides = (right.instant, right.instant + MICROSECOND)
        if tuple(map(found.met_by, sides)) != (True, False):
            return f"{case}: {found!r} is met a moment too early or too late"
    return None


def main(how_many: int = 100_000, seed: int = 20261129) -> int:
    """
    Run the long campaign; return how many cases differ.
    """
    differences = 0
    for case in draw_cases(how_many, seed):
        difference = say_difference(case)
        if difference is not None:
            differences += 1
            print(difference)  # noqa: T201 - the campaign's report
    print(f"{how_many:,} counts, seed {seed}: {differences} differ")  # noqa: T201 - the campaign's report
    return differences


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:]))))
