"""
How a period is counted, over columns of day numbers.

Whatever needs a work calendar is a function of the start day alone, so the scalar
path answers it once for every day that the calendar covers, and rows look their
answer up. The rest is arithmetic on whole numbers.
"""

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

import narwhals as nw
from attrs import evolve, fields, frozen

from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    DateOutOfRangeError,
    InvalidFieldError,
    NoSuchDayError,
)
from followup_rules.frames.by_hours import length_of, office_for, runs_in_open_time
from followup_rules.frames.columns import Times, Work, hidden
from followup_rules.frames.engines.zones import DAY, EPOCH
from followup_rules.frames.moments import Now
from followup_rules.frames.opening import problem_of, worked
from followup_rules.timing.amounts import (
    Amount,
    Span,
    WorkingHours,
    WorkingMinutes,
)
from followup_rules.timing.calendars import (
    TableCalendar,
    WorkCalendar,
    bounds_of,
    roll,
)
from followup_rules.timing.counting import Counting, HourStart, LastDay
from followup_rules.timing.counting.units import (
    needs_an_instant,
    runs_on_the_clock,
    time_of,
    units_of,
)
from followup_rules.timing.cycles import DueDay, cell_of
from followup_rules.timing.cycles.due_days import DayOf, WeekdayAfter, WorkingDayOf
from followup_rules.timing.moments import show_day

FIRST_DAY: Final = 2 - EPOCH
LAST_DAY: Final = 3_652_058 - EPOCH
"""The bounds of what a count may come to, as in the scalar path."""
HOUR: Final = 3_600_000_000

_YEAR: Final = 12
_LONGEST: Final = 4_000_000
_CENTURY: Final = 100
_OLYMPIAD: Final = 4
_CYCLE: Final = 400
_CYCLE_DAYS: Final = 146_097
_MARCH_0: Final = 719_468
"""Days from 1 March of year 0 to 1970-01-01; years here begin in March."""
_EARLY: Final = 400
_CELLS_FROM: Final = dt.date(2000, 1, 1).toordinal() - EPOCH
_FURTHEST_CELL: Final = 14 * 366
_NO_SUCH_DAY: Final = LAST_DAY + 2
"""What stands for a day that the cell of a start does not have."""
_WAY_OUT: Final = "in columns; judge such a rule with assess()"
_MOST_HOURS: Final = 24 * _LONGEST
_MOST_MONTHS: Final = 20_000 * _YEAR
_MOST_STARTS: Final = 500_000
"""From how many days each is counted, to be looked up by the rows."""
_SHORTEST_MONTH: Final = 28
_LONGEST_MONTH: Final = 31
_SHORTEST_YEAR: Final = 365
_LONGEST_YEAR: Final = 366


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
    Count an amount from a trigger, or find a day in its cell, into columns of this name.

    Raises:
        InvalidFieldError: If columns cannot count it.
    """
    if isinstance(amount, DueDay):
        return _hanging(work, name, counting, amount, trigger, calendar)
    _refuse_spans(amount)
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
        first, table = _last_days(counting, amount, calendar)
        work = work.with_columns(place=nw.col(trigger.day) - first)
        frame = work.engine.look_up(work.frame, {last: hidden("place")}, table)
        work = work.also(frame)
    else:
        work = _months(work, last, counting, amount, trigger.day)
        if not counting.bound_included:
            work = work.also(work.frame.with_columns(**{last: nw.col(last) - 1}))
    return work, Limit(last)


# ---------------------------------------------------------------- plain amounts


def refuse_open_hours(counting: Counting, amount: Amount | None = None) -> None:
    """
    Refuse what the hours of an office decide, where columns do not ask for them.

    Raises:
        InvalidFieldError: Naming the limit, or the field of the convention.
    """
    for name in ("outside_hours", "closes_at", "hours_stand_still"):
        usual = getattr(fields(Counting), name).default
        if getattr(counting, name) != usual:
            message = f"{usual} {_WAY_OUT}"
            raise InvalidFieldError(
                f"counting.{name}", getattr(counting, name), message
            )
    _refuse_spans(amount)
    if isinstance(amount, WorkingHours | WorkingMinutes):
        _refuse(amount)


def _refuse_spans(amount: Amount | None) -> None:
    """Refuse days and hours in one length."""
    if isinstance(amount, Span) and amount.on_the_clock:
        _refuse(amount)


def _refuse(amount: Amount) -> None:
    """Refuse an amount."""
    allowed = f"hours or minutes of the clock, or units of a day and more, {_WAY_OUT}"
    raise InvalidFieldError("limit", amount, allowed)


def _added(counting: Counting, amount: Amount) -> int | None:
    """Return how many days an amount adds; None where that depends on the start."""
    months, days, working = units_of(amount)
    if months or working:
        return None
    return min(days, _LONGEST) - (counting.start_day_counted and days > 0)


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
    later = nw.col(last) + max(-_LONGEST, min(days, _LONGEST))
    return work.also(work.frame.with_columns(**{last: later}))


def add_months(
    work: Work,
    target: str,
    start: str,
    months: int,
    *,
    skipped: bool = False,
    closing: bool = False,
) -> Work:
    """
    Go to the corresponding day so many months on, else to that month's last day.

    *skipped* measures from the day after the start; with *closing* the period ends
    on the day before the corresponding one.
    """
    counted = nw.col(start) + (_MARCH_0 + int(skipped))
    work = work.with_columns(era=counted // _CYCLE_DAYS, doe=counted % _CYCLE_DAYS)
    era, doe = nw.col(hidden("era")), nw.col(hidden("doe"))
    year = (doe - doe // 1460 + doe // 36_524 - doe // 146_096) // 365
    work = work.with_columns(yoe=year)
    yoe = nw.col(hidden("yoe"))
    work = work.with_columns(doy=doe - (365 * yoe + yoe // 4 - yoe // _CENTURY))
    doy = nw.col(hidden("doy"))
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


def _month_start(month: Any) -> Any:
    """Return the first day of a month, counted from March of year 0."""
    year, place = month // _YEAR, month % _YEAR
    leap_days = year // _OLYMPIAD - year // _CENTURY + year // _CYCLE
    return 365 * year + leap_days + (153 * place + 2) // 5 - _MARCH_0


# ------------------------------------------------------------- days of a cell


def _hanging(
    work: Work,
    name: str,
    counting: Counting,
    limit: DueDay,
    trigger: Times,
    calendar: WorkCalendar | None,
) -> tuple[Work, Limit]:
    """Look a day up in the cell of each start, or in one of the next."""
    last, why = hidden(f"{name}_last"), f"{name}_why"
    needed = (
        isinstance(limit, WorkingDayOf)
        or counting.rest_day is not LastDay.STAYS
        or not counting.suspended_days_count
    )
    if needed and calendar is None and not isinstance(limit, DayOf):
        return work, Limit(problem="calendar_missing")
    start, beyond = nw.col(trigger.day), nw.lit(value=False)
    if needed and calendar is not None:
        first, table = _last_days(counting, limit, calendar)
        work = work.with_columns(place=start - first)
        frame = work.engine.look_up(work.frame, {last: hidden("place")}, table)
        work = work.also(frame)
        beyond = nw.col(last) == _NO_SUCH_DAY
    elif isinstance(limit, WeekdayAfter):
        begun = start + int(not counting.start_day_counted)
        ahead = (limit.weekday - (begun + EPOCH - 1)) % 7
        work = work.also(work.frame.with_columns(**{last: begun + ahead}))
    else:
        begun = start - _CELLS_FROM
        work = work.with_columns(
            place=(begun % _CYCLE_DAYS + _CYCLE_DAYS) % _CYCLE_DAYS
        )
        names = {hidden("ahead"): hidden("place")}
        work = work.also(work.engine.look_up(work.frame, names, _days_ahead(limit)))
        beyond = nw.col(hidden("ahead")).is_null() & ~start.is_null()
        found = start + nw.col(hidden("ahead"))
        work = work.also(work.frame.with_columns(**{last: found}))
    if not needed and not counting.bound_included:
        work = work.also(work.frame.with_columns(**{last: nw.col(last) - 1}))
    work = work.with_columns(**{why: beyond})
    absent = ((hidden(why), "no_such_day"),)
    if needed and calendar is None:
        return work, Limit(problem="calendar_missing", absent=absent)
    return work, Limit(last, absent=absent)


@lru_cache(maxsize=16)
def _days_ahead(limit: DueDay) -> list[int | None]:
    """Return how far ahead a day is from each day of 400 years; None is that none is."""
    found: list[int | None] = []
    day = show_day(_CELLS_FROM + EPOCH)
    while len(found) < _CYCLE_DAYS:
        cell = cell_of(limit.of, day)  # type: ignore[union-attr]  # not the next weekday
        try:
            due = limit.last_day(cell.first.toordinal(), None, counted=False)
        except NoSuchDayError:
            due = 0
        for start in range(day.toordinal(), cell.last.toordinal() + 1):
            found.append(due - start if due >= start else None)
        day = show_day(cell.last.toordinal() + 1)
    return found[:_CYCLE_DAYS]


# -------------------------------------------------------------------- calendars


def _last_days(
    counting: Counting, amount: Amount, calendar: WorkCalendar
) -> tuple[int, list[int | None]]:
    """Return the last day for each start that a calendar can answer."""
    if isinstance(calendar, TableCalendar):
        return _kept(counting, amount, calendar)
    return _counted(counting, amount, calendar)


@lru_cache(maxsize=64)
def _kept(
    counting: Counting, amount: Amount, calendar: TableCalendar
) -> tuple[int, list[int | None]]:
    """Keep the tables of calendars that never change."""
    return _counted(counting, amount, calendar)


def _counted(
    counting: Counting, amount: Amount, calendar: WorkCalendar
) -> tuple[int, list[int | None]]:
    """Count from every day from which the covered days can be reached."""
    days = evolve(counting, day_ends=None)

    def last_day(start: int) -> int:
        day = dt.date.fromordinal(start)
        return days.deadline(day, amount, calendar=calendar).last_ordinal

    return answers(calendar, _reach(counting, amount), last_day)


def _reach(counting: Counting, amount: Amount) -> tuple[int, int]:
    """
    Return how many days an amount can span at most and at least.

    The last day is asked of the calendar, so that it is covered; and where working
    days are counted, the day from which they are is asked too.
    """
    if isinstance(amount, DueDay):
        return _FURTHEST_CELL, 0
    months, days, working = (min(n, _LONGEST) for n in units_of(amount))
    years, rest = divmod(months, _YEAR)
    longest = years * _LONGEST_YEAR + rest * _LONGEST_MONTH + max(0, days)
    if counting.least_working_days:
        return longest, 0
    return longest, years * _SHORTEST_YEAR + rest * _SHORTEST_MONTH + days + working


def furthest(amount: Amount) -> int:
    """
    Return how many days an amount can span, were half of all days worked.
    """
    months, days, working = (min(n, _LONGEST) for n in units_of(amount))
    return months * _LONGEST_MONTH + max(0, days) + 2 * working


def answers(
    calendar: WorkCalendar, reach: tuple[int, int], answer: Callable[[int], int]
) -> tuple[int, list[int | None]]:
    """
    Ask for every day from which the covered days can be reached.

    Beside the answers stands the number of the day that the first of them is of.
    """
    first, last = (day.toordinal() for day in bounds_of(calendar))
    longest, shortest = reach
    low = max(1, first - longest - _EARLY)
    high = min(LAST_DAY + EPOCH, last - shortest + _EARLY)
    if high - low > _MOST_STARTS:
        years = _MOST_STARTS // 365
        allowed = f"a calendar of at most {years} years, such as those of the rows"
        raise InvalidFieldError("calendar", calendar.calendar_id, allowed)

    def entry(start: int) -> int | None:
        try:
            return answer(start) - EPOCH
        except CalendarNotCoveredError:
            return None
        except NoSuchDayError:
            return _NO_SUCH_DAY
        except DateOutOfRangeError:
            return LAST_DAY + 1

    return low - EPOCH, [entry(start) for start in range(low, max(low, high) + 1)]


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
    rolls = (
        counting.hours_roll
        and counting.rest_day is not LastDay.STAYS
        and runs_on_the_clock(amount)
    )
    if rolls and calendar is None:
        return work, Limit(problem="calendar_missing")
    zone, engine = counting.zone, work.engine
    end, last = hidden(f"{name}_end"), hidden(f"{name}_last")
    start = nw.col(trigger.us)
    if counting.hour_start is HourStart.NEXT_FULL_HOUR:
        shown = engine.to_local(work.frame, {hidden("shown"): trigger.us}, zone)
        work = work.also(shown)
        start = start - nw.col(hidden("shown")) % HOUR + HOUR
    cut = int(not counting.bound_included)
    if runs_in_open_time(counting, amount):
        opening = office_for(counting, amount, calendar, now)
        if opening is None:
            return work, Limit(problem="calendar_missing")
        work, begun = _from_instant(work, start, zone)
        work = worked(work, opening, begun, length_of(amount), end)
        work = work.also(work.frame.with_columns(**{end: nw.col(end) - cut}))
        work = work.also(engine.local_days(work.frame, {last: end}, zone))
        problems = problem_of(opening, begun, nw.col(last))
        names = {f"{name}_why_{n}": bad for n, (bad, _) in enumerate(problems)}
        work = work.with_columns(**names)
        told = zip(names, problems, strict=True)
        why = tuple((hidden(one), reason) for one, (_, reason) in told)
        return work, Limit(last, end, absent=why)
    run = microseconds(amount) - cut
    work = work.also(work.frame.with_columns(**{end: start + run}))
    if rolls and calendar is not None:
        work = _roll_hours(work, end, counting, calendar)
    work = work.also(engine.local_days(work.frame, {last: end}, zone))
    return work, Limit(last, end)


def _from_instant(work: Work, start: Any, zone: str) -> tuple[Work, Times]:
    """Give an instant columns of its own, with its day in a zone."""
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
    work: Work, end: str, counting: Counting, calendar: WorkCalendar
) -> Work:
    """Let hours that end on a rest day run on to the same time of a working day."""
    engine, zone = work.engine, counting.zone
    step = 1 if counting.rest_day is LastDay.ROLLS_FORWARD else -1
    first, table = answers(calendar, (0, 0), lambda day: roll(calendar, day, step))
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
