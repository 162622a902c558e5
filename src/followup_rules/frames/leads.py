"""
How long before an event, over columns of day numbers: counted backwards.
"""

import narwhals as nw

from followup_rules.errors import CalendarRequiredError
from followup_rules.frames.by_hours import (
    closing_days,
    length_of,
    office_for,
    runs_in_open_time,
)
from followup_rules.frames.calendar_tables import (
    Days,
    answers,
    furthest,
    kept_by_calendar,
)
from followup_rules.frames.columns import Times, Work, hidden
from followup_rules.frames.counting import (
    HOUR,
    Limit,
    add_months,
    at_last,
    days_off,
    ended,
    from_instant,
    microseconds,
)
from followup_rules.frames.moments import Now
from followup_rules.frames.opening import problem_before, worked_before
from followup_rules.frames.outcomes import column
from followup_rules.timing.amounts import Amount
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import ClosesAt, Counting, HourStart
from followup_rules.timing.counting.units import (
    needs_an_instant,
    units_of,
)
from followup_rules.timing.counting.whole_days import BACKWARD

_PLAIN_DAY = 400


def add_lead(
    work: Work,
    name: str,
    counting: Counting,
    amount: Amount,
    event: Times,
    calendar: WorkCalendar | None,
    now: Now,
) -> tuple[Work, Limit]:
    """
    Count an amount back from an event, into columns of this name.

    Where an office decides, its hours are laid out around the moment of judgement.

    Raises:
        InvalidFieldError: If only single calls can count it.
    """
    if needs_an_instant(amount):
        return _by_the_clock(work, name, counting, amount, event, calendar, now)
    if counting.closes_at is not ClosesAt.CLOCK_TIME:
        return _in_days(work, name, counting, amount, event, calendar)
    if event.us is None:
        return work, Limit(problem="instant_needed")
    work, limit = _in_days(work, name, counting, amount, event, calendar)
    if limit.last is None:
        return work, limit
    work, _ = closing_days(work, counting, limit.last, event, calendar, now)
    end = hidden(f"{name}_end")
    work = work.also(work.frame.with_columns(**{end: column("day_end")}))
    return work, Limit(limit.last, end)


def _in_days(
    work: Work,
    name: str,
    counting: Counting,
    amount: Amount,
    event: Times,
    calendar: WorkCalendar | None,
) -> tuple[Work, Limit]:
    """Count days back, or longer units."""
    last = hidden(f"{name}_last")
    if _needs_calendar(counting, amount):
        if calendar is None:
            return work, Limit(problem="calendar_missing")
        first, table = _first_days(counting, amount, calendar)
        work = work.with_columns(place=nw.col(event.day) - first)
        frame = work.engine.look_up(work.frame, {last: hidden("place")}, table)
        return work.also(frame), Limit(last)
    months, days, _ = units_of(amount)
    counted = int(counting.start_day_counted and bool(months or days))
    work = work.with_columns(near=nw.col(event.day) + counted)
    if months:
        work = add_months(work, last, hidden("near"), -months)
    else:
        work = work.also(work.frame.with_columns(**{last: nw.col(hidden("near"))}))
    back = days + (not counting.bound_included)
    work = work.also(work.frame.with_columns(**{last: nw.col(last) - back}))
    return work, Limit(last)


def _needs_calendar(counting: Counting, amount: Amount) -> bool:
    """Say whether a count back needs a work calendar."""
    try:
        counting.first_day(_PLAIN_DAY * _PLAIN_DAY, amount)
    except CalendarRequiredError:
        return True
    return False


def _by_the_clock(
    work: Work,
    name: str,
    counting: Counting,
    amount: Amount,
    event: Times,
    calendar: WorkCalendar | None,
    now: Now,
) -> tuple[Work, Limit]:
    """Run the clock back from an instant, or open time."""
    if event.us is None:
        return work, Limit(problem="instant_needed")
    engine, zone = work.engine, counting.zone
    end = hidden(f"{name}_end")
    start = nw.col(event.us)
    if counting.hour_start is HourStart.NEXT_FULL_HOUR:
        shown = engine.to_local(work.frame, {hidden("shown"): event.us}, zone)
        work = work.also(shown)
        start = start - nw.col(hidden("shown")) % HOUR
    if any(units_of(amount)):
        work, led = days_off(work, counting, amount, start, calendar, BACKWARD)
        if led is None:
            return work, Limit(problem="calendar_missing")
        start = led
    cut = int(not counting.bound_included)
    if not runs_in_open_time(counting, amount):
        run = microseconds(amount) + cut
        work = work.also(work.frame.with_columns(**{end: start - run}))
        return at_last(work, name, counting, amount, calendar, BACKWARD)
    opening = office_for(counting, amount, calendar, now)
    if opening is None:
        return work, Limit(problem="calendar_missing")
    work, begun = from_instant(work, start, zone)
    work = worked_before(work, opening, begun, length_of(amount), end)
    return ended(work, name, opening, begun, cut, problem_before)


@kept_by_calendar
def _first_days(counting: Counting, amount: Amount, calendar: WorkCalendar) -> Days:
    """Return the day for each event that a calendar can answer."""
    return answers(
        calendar,
        (0, -furthest(amount)),
        lambda event: counting.first_day(event, amount, calendar),
    )
