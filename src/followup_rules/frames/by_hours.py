"""
Limits that the hours of an office decide: when they begin, run and close.
"""

from typing import Any

import narwhals as nw

from followup_rules.errors import InvalidFieldError
from followup_rules.frames.columns import Times, Work, hidden
from followup_rules.frames.engines.zones import DAY, micros_of
from followup_rules.frames.moments import Now
from followup_rules.frames.opening import (
    Opening,
    next_open,
    opening_of,
    problem_of,
)
from followup_rules.frames.outcomes import column
from followup_rules.timing.amounts import Amount
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import ClosesAt, Counting, OutsideHours
from followup_rules.timing.counting.office_time import office_of, round_the_clock
from followup_rules.timing.counting.units import (
    OPEN_UNITS,
    runs_on_the_clock,
    time_of,
)
from followup_rules.timing.hours.office import open_length
from followup_rules.timing.moments import show_day

Problems = list[tuple[Any, str]]


def runs_in_open_time(counting: Counting, amount: Amount) -> bool:
    """
    Say whether an amount passes only while something is open, or worked.
    """
    by_clock = runs_on_the_clock(amount) and counting.hours_stand_still
    return type(amount) in OPEN_UNITS or by_clock


def office_for(
    counting: Counting, amount: Amount, calendar: WorkCalendar | None, now: Now
) -> Opening | None:
    """
    Return the open time in which an amount passes; None where a calendar is missing.

    Raises:
        InvalidFieldError: If the convention names no office, or it says too little.
    """
    if type(amount) in OPEN_UNITS:
        return opening_of(office_of(counting.hours), calendar, now)
    if calendar is None:
        return None
    return opening_of(round_the_clock(counting.zone), calendar, now)


def length_of(amount: Amount) -> int:
    """
    Return how long an amount runs, in microseconds.
    """
    told: Any = amount if type(amount) in OPEN_UNITS else time_of(amount)
    return open_length(told)


def received(
    work: Work,
    counting: Counting,
    trigger: Times,
    calendar: WorkCalendar | None,
    now: Now,
) -> tuple[Work, Times, Problems]:
    """
    Return when each trigger counts as received, and why that is not known of some.
    """
    outside = counting.outside_hours is OutsideHours.NEXT_OPENING
    if not outside or counting.hours is None or trigger.us is None:
        return work, trigger, []
    opening = opening_of(counting.hours, calendar, now)
    work, found = next_open(work, opening, trigger, "received")
    return work, found, problem_of(opening, trigger, nw.col(found.day))


def closing_days(
    work: Work,
    counting: Counting,
    last: str,
    start: Times,
    calendar: WorkCalendar | None,
    now: Now,
) -> tuple[Work, Problems]:
    """
    Add as `day_end` the instant at which each last day closes; null is at its end.

    Raises:
        InvalidFieldError: If it closes at a clock time, and days have none.
    """
    engine, zone = work.engine, counting.zone
    if counting.closes_at is ClosesAt.CLOCK_TIME:
        if start.us is None:
            message = "instants, at whose clock time the last day closes"
            raise InvalidFieldError("trigger", "days", message)
        shown = engine.to_local(work.frame, {hidden("shown"): start.us}, zone)
        clock = (column("shown") % DAY + DAY) % DAY
        work = work.also(shown).with_columns(wall=nw.col(last) * DAY + clock)
        names = {hidden("day_end"): hidden("wall")}
        return work.also(engine.to_utc(work.frame, names, zone)), []
    opening = opening_of(office_of(counting.hours), calendar, now)
    day, place = nw.col(last), hidden("since_first")
    inside = day.is_between(opening.first, opening.last)
    work = work.with_columns(
        since_first=day - opening.first, told=nw.when(inside).then(nw.lit(1))
    )
    ends = {hidden("day_end"): place}
    closings = _ends(opening, calendar)
    work = work.also(engine.look_up(work.frame, ends, closings or (None,)))
    return work, problem_of(opening, Times(last), column("told"))


def _ends(opening: Opening, calendar: WorkCalendar | None) -> list[int | None]:
    """Return when an office closes on each day; null where at the day's end."""
    ends: list[int | None] = []
    for day in range(opening.table.first, opening.table.last + 1):
        closes = opening.office.closing_on(show_day(day), calendar=calendar)
        early = closes is not None and closes != closes.start_of("day")
        ends.append(micros_of(closes) if early and closes is not None else None)
    return ends
