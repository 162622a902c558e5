"""
How a period is counted, over columns of day numbers.

Whatever needs a work calendar is a function of the start day alone, so the scalar
path answers it once for every day that the calendar covers, and rows look their
answer up. The rest is arithmetic on whole numbers.
"""

import datetime as dt
from typing import Any, Final

import narwhals as nw
from attrs import fields

from followup_rules.errors import (
    CalendarRequiredError,
    DateOutOfRangeError,
    InvalidFieldError,
)
from followup_rules.frames.by_hours import length_of, office_for, runs_in_open_time
from followup_rules.frames.calendar_tables import (
    LONGEST,
    days_back,
    days_on,
    last_days,
    rolls,
)
from followup_rules.frames.columns import Times, Work, hidden
from followup_rules.frames.engines.zones import DAY
from followup_rules.frames.moments import Now
from followup_rules.frames.opening import Opening, Problem, problem_of, worked
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import (
    Amount,
)
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import Counting, HourStart, LastDay
from followup_rules.timing.counting.units import (
    needs_an_instant,
    runs_on_the_clock,
    time_of,
    units_of,
)
from followup_rules.timing.counting.whole_days import FORWARD

HOUR: Final = 3_600_000_000

_YEAR: Final = 12
_CENTURY: Final = 100
_OLYMPIAD: Final = 4
_CYCLE: Final = 400
_CYCLE_DAYS: Final = 146_097
_MARCH_0: Final = 719_468
"""Days from 1 March of year 0 to 1970-01-01; years here begin in March."""
_EARLY: Final = 400
_WAY_OUT: Final = "in columns; judge such a rule with assess()"
_MOST_HOURS: Final = 24 * LONGEST
_MOST_MONTHS: Final = 20_000 * _YEAR


@frozen
class Limit:
    """
    By when, as columns: the last day, and the last instant where one is set.

    Where days are just added, `added` says how many, and there is no column.
    `problem` is the reason for which no row of it can be judged; rows without a last
    day that have a start are not covered by the calendar, unless a column of `absent`
    says why.
    """

    last: str | None = None
    end: str | None = None
    problem: str | None = None
    added: int | None = None
    absent: tuple[tuple[str, str], ...] = ()


def needs_calendar(counting: Counting, amount: Amount) -> bool:
    """
    Say whether a count of days needs a work calendar.
    """
    try:
        counting.last_day(_EARLY, amount)
    except CalendarRequiredError:
        return True
    except DateOutOfRangeError:  # longer than all the years a date can have
        return False
    return False


def add_limit(
    work: Work,
    name: str,
    counting: Counting,
    amount: Amount,
    trigger: Times,
    calendar: WorkCalendar | None,
    now: Now | None = None,
) -> tuple[Work, Limit]:
    """
    Count an amount from a trigger, into columns of this name.

    Raises:
        InvalidFieldError: If columns cannot count it.
    """
    if needs_an_instant(amount) and now is not None:
        told = (name, counting, amount, trigger, calendar)
        return _on_the_clock(work, *told, now)
    last = hidden(f"{name}_last")
    added = _added(counting, amount)
    if added is not None and not needs_calendar(counting, amount):
        return work, Limit(added=added - (not counting.bound_included))
    if needs_calendar(counting, amount):
        if calendar is None:
            return work, Limit(problem="calendar_missing")
        first, table = last_days(counting, amount, calendar)
        work = work.with_columns(place=nw.col(trigger.day) - first)
        frame = work.engine.look_up(work.frame, {last: hidden("place")}, table)
        work = work.also(frame)
    else:
        work = _months(work, last, counting, amount, trigger.day)
        if not counting.bound_included:
            work = work.also(work.frame.with_columns(**{last: nw.col(last) - 1}))
    return work, Limit(last)


# ---------------------------------------------------------------- plain amounts


def refuse_open_hours(counting: Counting) -> None:
    """
    Refuse what the hours of an office decide, where columns do not ask for them.

    Raises:
        InvalidFieldError: Naming the field of the convention.
    """
    for name in ("outside_hours", "closes_at", "hours_stand_still"):
        usual = getattr(fields(Counting), name).default
        if getattr(counting, name) != usual:
            message = f"{usual} {_WAY_OUT}"
            raise InvalidFieldError(
                f"counting.{name}", getattr(counting, name), message
            )


def _added(counting: Counting, amount: Amount) -> int | None:
    """Return how many days an amount adds; None where that depends on the start."""
    months, days, working = units_of(amount)
    if months or working:
        return None
    return min(days, LONGEST) - (counting.start_day_counted and days > 0)


def _months(
    work: Work, last: str, counting: Counting, amount: Amount, start: str
) -> Work:
    """Count months, and the days that come after them."""
    months, days, _ = units_of(amount)
    from_next = counting.months_from_next_day and not counting.start_day_counted
    closing = from_next or counting.start_day_counted
    months = min(months, _MOST_MONTHS)
    work = add_months(work, last, start, months, skipped=from_next, closing=closing)
    if not days:
        return work
    later = nw.col(last) + max(-LONGEST, min(days, LONGEST))
    return work.also(work.frame.with_columns(**{last: later}))


def add_months(
    work: Work,
    target: str,
    start: str,
    months: Any,
    *,
    skipped: bool = False,
    closing: bool = False,
) -> Work:
    """
    Go to the corresponding day so many months on, else to that month's last day.

    *skipped* measures from the day after the start; with *closing* the period ends
    on the day before the corresponding one.
    """
    work = days_from_march(work, nw.col(start) + int(skipped))
    era, yoe, doy = (nw.col(hidden(name)) for name in ("era", "yoe", "doy"))
    work = work.with_columns(mp=(5 * doy + 2) // 153)
    mp = nw.col(hidden("mp"))
    index = (yoe + era * _CYCLE) * _YEAR + mp + months
    work = work.with_columns(dom=doy - (153 * mp + 2) // 5 + 1, index=index)
    month = nw.col(hidden("index"))
    work = work.with_columns(first=_month_start(month), next=_month_start(month + 1))
    first, dom = nw.col(hidden("first")), nw.col(hidden("dom"))
    length = nw.col(hidden("next")) - first
    day = nw.when(dom <= length).then(dom - int(closing)).otherwise(length)
    return work.also(work.frame.with_columns(**{target: first + day - 1}))


def days_from_march(work: Work, day: Any) -> Work:
    """
    Add how many days a day lies after 1 March (`doy`), and the year that began then.

    The year is that of a cycle of 400 (`yoe`), counted by `era`.
    """
    counted = day + _MARCH_0
    work = work.with_columns(era=counted // _CYCLE_DAYS, doe=counted % _CYCLE_DAYS)
    doe = nw.col(hidden("doe"))
    year = (doe - doe // 1460 + doe // 36_524 - doe // 146_096) // 365
    work = work.with_columns(yoe=year)
    yoe = nw.col(hidden("yoe"))
    return work.with_columns(doy=doe - (365 * yoe + yoe // 4 - yoe // _CENTURY))


def _month_start(month: Any) -> Any:
    """Return the first day of a month, counted from March of year 0."""
    year, place = month // _YEAR, month % _YEAR
    leap_days = year // _OLYMPIAD - year // _CENTURY + year // _CYCLE
    return 365 * year + leap_days + (153 * place + 2) // 5 - _MARCH_0


# ------------------------------------------------------------------------ hours


def _on_the_clock(
    work: Work,
    name: str,
    counting: Counting,
    amount: Amount,
    trigger: Times,
    calendar: WorkCalendar | None,
    now: Now,
) -> tuple[Work, Limit]:
    """Run the clock from an instant, or the open time of an office."""
    if trigger.us is None:
        return work, Limit(problem="instant_needed")
    end = hidden(f"{name}_end")
    work, start = begun_at(work, counting, trigger)
    if any(units_of(amount)):
        work, led = days_off(work, counting, amount, start, calendar, FORWARD)
        if led is None:
            return work, Limit(problem="calendar_missing")
        start = led
    cut = int(not counting.bound_included)
    if runs_in_open_time(counting, amount):
        opening = office_for(counting, amount, calendar, now)
        if opening is None:
            return work, Limit(problem="calendar_missing")
        work, begun = from_instant(work, start, counting.zone)
        work = worked(work, opening, begun, length_of(amount), end)
        return ended(work, name, opening, begun, cut, problem_of)
    run = microseconds(amount) - cut
    work = work.also(work.frame.with_columns(**{end: start + run}))
    return at_last(work, name, counting, amount, calendar)


def begun_at(work: Work, counting: Counting, trigger: Times) -> tuple[Work, Any]:
    """
    Return when hours begin to count: at once, or at the next full hour.
    """
    start = nw.col(str(trigger.us))
    if counting.hour_start is not HourStart.NEXT_FULL_HOUR:
        return work, start
    names = {hidden("shown"): str(trigger.us)}
    work = work.also(work.engine.to_local(work.frame, names, counting.zone))
    return work, start - nw.col(hidden("shown")) % HOUR + HOUR


def days_off(
    work: Work,
    counting: Counting,
    amount: Amount,
    start: Any,
    calendar: WorkCalendar | None,
    direction: int,
) -> tuple[Work, Any | None]:
    """
    Go to the same clock time of the day that the days of a length lead to, or back.

    None instead of an instant says that it cannot be told without a calendar.
    """
    months, days, working = units_of(amount)
    stand_still = not counting.suspended_days_count and bool(months or days)
    asks = bool(working) or stand_still
    if asks and calendar is None:
        return work, None
    engine, zone = work.engine, counting.zone
    shown, day, last = hidden("span_shown"), hidden("span_day"), hidden("span_last")
    work = work.with_columns(span_start=start)
    names = {shown: hidden("span_start")}
    work = work.also(engine.to_local(work.frame, names, zone))
    work = work.with_columns(span_day=nw.col(shown) // DAY)
    if asks and calendar is not None:
        dated = days_on if direction == FORWARD else days_back
        first, table = dated(counting, amount, calendar)
        work = work.with_columns(place=nw.col(day) - first)
        names = {last: hidden("place")}
        work = work.also(engine.look_up(work.frame, names, table))
    else:
        work = add_months(work, last, day, min(months, _MOST_MONTHS) * direction)
        later = nw.col(last) + max(-LONGEST, min(days, LONGEST)) * direction
        work = work.also(work.frame.with_columns(**{last: later}))
    return same_clock(work, zone)


def same_clock(work: Work, zone: str) -> tuple[Work, Any]:
    """
    Return the instant of `span_last` at the clock time of `span_start`.

    Beside it stand its day, `span_day`, and what clocks showed then, `span_shown`.
    """
    shown, day, last = hidden("span_shown"), hidden("span_day"), hidden("span_last")
    engine = work.engine
    clock = nw.col(shown) - nw.col(day) * DAY
    work = work.with_columns(
        span_wall=nw.col(last) * DAY + clock, span_before=nw.col(shown)
    )
    there, back = hidden("span_there"), hidden("span_back")
    names = {there: hidden("span_wall"), back: hidden("span_before")}
    work = work.also(engine.to_utc(work.frame, names, zone))
    # What started in the second of two alike hours ends in the second, where there are.
    second = nw.col(there) + nw.col(hidden("span_start")) - nw.col(back)
    work = work.with_columns(span_second=second)
    names = {hidden("span_seen"): hidden("span_second")}
    work = work.also(engine.to_local(work.frame, names, zone))
    twice = nw.col(hidden("span_seen")) == nw.col(hidden("span_wall"))
    moved = nw.when(twice).then(nw.col(hidden("span_second")))
    return work, moved.otherwise(nw.col(there))


def at_last(
    work: Work,
    name: str,
    counting: Counting,
    amount: Amount,
    calendar: WorkCalendar | None,
    direction: int = FORWARD,
) -> tuple[Work, Limit]:
    """
    Return the limit of hours that have run until an instant, off any rest days.
    """
    rest_day = counting.rest_day if direction == FORWARD else counting.rest_day_before
    run_on = counting.hours_roll and rest_day is not LastDay.STAYS
    if run_on and runs_on_the_clock(amount):
        if calendar is None:
            return work, Limit(problem="calendar_missing")
        end, zone = hidden(f"{name}_end"), counting.zone
        work = _roll_hours(work, end, zone, rest_day, calendar)
    last, end = hidden(f"{name}_last"), hidden(f"{name}_end")
    days = {last: end}
    work = work.also(work.engine.local_days(work.frame, days, counting.zone))
    return work, Limit(last, end)


def ended(
    work: Work, name: str, opening: Opening, begun: Times, cut: int, problem: Problem
) -> tuple[Work, Limit]:
    """
    Return the limit at which open time ends, and why it is not known of some rows.

    Its bound may be left out, a microsecond *cut* off the end; *problem* says why.
    """
    last, end = hidden(f"{name}_last"), hidden(f"{name}_end")
    work = work.also(work.frame.with_columns(**{end: nw.col(end) - cut}))
    zone = opening.office.zone
    work = work.also(work.engine.local_days(work.frame, {last: end}, zone))
    problems = problem(opening, begun, nw.col(last))
    names = {f"{name}_why_{n}": bad for n, (bad, _) in enumerate(problems)}
    work = work.with_columns(**names)
    told = zip(names, problems, strict=True)
    why = tuple((hidden(one), reason) for one, (_, reason) in told)
    return work, Limit(last, end, absent=why)


def from_instant(work: Work, start: Any, zone: str) -> tuple[Work, Times]:
    """
    Give an instant columns of its own, with its day in a zone.
    """
    work = work.with_columns(begun_us=start)
    days = {hidden("begun_day"): hidden("begun_us")}
    work = work.also(work.engine.local_days(work.frame, days, zone))
    return work, Times(hidden("begun_day"), hidden("begun_us"))


def microseconds(amount: Amount) -> int:
    """
    Return how long hours or minutes run, or more than any date allows.
    """
    try:
        run = time_of(amount) // dt.timedelta(microseconds=1)
    except OverflowError:
        return _MOST_HOURS * HOUR
    return min(run, _MOST_HOURS * HOUR)


def _roll_hours(
    work: Work, end: str, zone: str, rest_day: LastDay, calendar: WorkCalendar
) -> Work:
    """Let hours that end on a rest day run on to the same time of a working day."""
    engine = work.engine
    first, table = rolls(rest_day, calendar)
    shown, day, place = hidden("shown"), hidden("day"), hidden("place")
    frame = engine.to_local(work.frame, {shown: end}, zone)
    frame = engine.local_days(frame, {day: end}, zone)
    work = work.also(frame).with_columns(place=nw.col(day) - first)
    work = work.also(engine.look_up(work.frame, {hidden("rolled"): place}, table))
    rolled = nw.col(hidden("rolled"))
    wall = nw.col(shown) + (rolled - nw.col(day)) * DAY
    work = work.with_columns(wall=wall)
    work = work.also(engine.to_utc(work.frame, {hidden("there"): hidden("wall")}, zone))
    moved = (
        nw.when(rolled == nw.col(day))
        .then(nw.col(end))
        .otherwise(nw.col(hidden("there")))
    )
    return work.also(work.frame.with_columns(**{end: moved}))
