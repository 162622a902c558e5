"""
Clocks that stand still, over columns.

Every limit is held on a scale on which its clock runs: day numbers, working days that
lie before a day, microseconds, or open time that lies before an instant. On it a pause
is a length that the bound moves on by, if it begins before the bound. How much had run
when a pause began is where it begins, less the pauses before it; that only grows from
one pause to the next, so that those which move a bound are the ones that began before
so much had run, and no limit is followed from pause to pause.
"""

from functools import lru_cache
from typing import Any

import narwhals as nw
from attrs import evolve

from followup_rules.errors import InvalidFieldError
from followup_rules.frames.by_hours import (
    length_of,
    office_for,
    runs_in_open_time,
)
from followup_rules.frames.calendar_tables import answers, rolls
from followup_rules.frames.columns import Times, Work, hidden
from followup_rules.frames.counting import (
    Limit,
    add_limit,
    at_last,
    begun_at,
    ended,
    from_instant,
    microseconds,
)
from followup_rules.frames.engines.zones import EPOCH
from followup_rules.frames.moments import Now
from followup_rules.frames.opening import (
    Opening,
    open_before,
    problem_of,
    used_up,
)
from followup_rules.frames.outcomes import column
from followup_rules.frames.standing_still import (
    Pauses,
    Scale,
    Stopping,
    days_of_pauses,
    instants,
    moved_by,
)
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import Amount, WorkingDays
from followup_rules.timing.calendars import (
    RestDayStart,
    TableCalendar,
    WorkCalendar,
    bounds_of,
    days_of,
    roll,
)
from followup_rules.timing.counting import Counting, LastDay
from followup_rules.timing.counting.units import (
    as_counted,
    needs_an_instant,
    units_of,
)


@frozen
class Stood:
    """
    A limit after its pauses, and two columns of yes or no beside it.

    Attributes:
        limit: The limit; of one that stands still, as if it went on where it stopped.
        stands: Whether it stands still now.
        unsure: Whether only rows can tell where it went.
    """

    limit: Limit
    stands: str
    unsure: str


def stopped_limit(
    work: Work,
    name: str,
    counting: Counting,
    amount: Amount,
    start: Times,
    pauses: Pauses,
    calendar: WorkCalendar | None,
    now: Now,
) -> tuple[Work, Stood]:
    """
    Count an amount from a start, and let pauses stop its clock.

    Args:
        work: The cases, each with its id as `id`.
        name: What the new columns begin with.
        counting: How it is counted.
        amount: How long.
        start: When the count starts.
        pauses: The pauses of all cases.
        calendar: Needed only where working days matter.
        now: The moment of judgement.

    Raises:
        InvalidFieldError: If columns cannot count it.
    """
    told = Stopping(name, counting, amount, start, pauses, calendar, now)
    if needs_an_instant(amount):
        _refuse_days(told)
        counted = _open if runs_in_open_time(counting, amount) else _elapsed
        return counted(work, told)
    if not counting.suspended_days_count:
        message = "True in columns where a clock may stand still"
        raise InvalidFieldError(
            "counting.suspended_days_count", counting.suspended_days_count, message
        )
    if type(as_counted(amount, counting.working_days_up_to)) is WorkingDays:
        return _working(work, told)
    return _days(work, told)


def _refuse_days(told: Stopping) -> None:
    """Refuse days where a clock counts instants."""
    if None in {told.pauses.begins.us, told.pauses.ends.us}:
        raise InvalidFieldError("pauses", "days", "instants, where hours are counted")


# ------------------------------------------------------------------------------ scales


def _elapsed(work: Work, told: Stopping) -> tuple[Work, Stood]:
    """Let the clock run but for pauses."""
    if told.start.us is None:
        return _untold(work, told, "instant_needed")
    counting, run = told.counting, microseconds(told.amount)
    work, begun = begun_at(work, counting, told.start)
    work = work.with_columns(floor=begun, goal=begun + run)
    work = moved_by(work, told, instants, _as_they_are)
    end = hidden(f"{told.name}_end")
    moved = column("goal") + column("lost") - int(not counting.bound_included)
    work = work.also(work.frame.with_columns(**{end: moved}))
    work, limit = at_last(work, told.name, counting, told.amount, told.calendar)
    return _stood(work, told, limit)


def _open(work: Work, told: Stopping) -> tuple[Work, Stood]:
    """Let open time run but for pauses."""
    if told.start.us is None:
        return _untold(work, told, "instant_needed")
    counting = told.counting
    opening = office_for(counting, told.amount, told.calendar, told.now)
    if opening is None:
        return _untold(work, told, "calendar_missing")
    work, start = begun_at(work, counting, told.start)
    work, begun = from_instant(work, start, counting.zone)
    work = open_before(work, opening, begun, "run_before")
    goal = column("run_before") + length_of(told.amount)
    work = work.with_columns(floor=nw.col(str(begun.us)), goal=goal)
    work = moved_by(work, told, instants, _in(opening, counting.zone))
    work = work.with_columns(reached=column("goal") + column("lost"))
    end = hidden(f"{told.name}_end")
    work = used_up(work, opening, hidden("reached"), end)
    cut = int(not counting.bound_included)
    work, limit = ended(work, told.name, opening, begun, cut, problem_of)
    return _stood(work, told, limit)


def _days(work: Work, told: Stopping) -> tuple[Work, Stood]:
    """Count days, or months that grow by the days on which they stood still."""
    counting, name = told.counting, told.name
    plain = evolve(counting, rest_day=LastDay.STAYS, hours_roll=False)
    work, limit = add_limit(
        work, name, plain, told.amount, told.start, told.calendar, told.now
    )
    last = last_of(limit, told.start)
    counted = any(units_of(told.amount)) and not counting.start_day_counted
    floor = nw.col(told.start.day) + int(counted)
    work = work.with_columns(floor=floor, goal=last + 1)
    may_rest = counting.rest_day is not LastDay.STAYS
    if may_rest and told.calendar is None:
        return _untold(work, told, "calendar_missing")
    work = moved_by(work, told, days_of_pauses, _as_they_are)
    last = column("goal") + column("lost") - 1
    work = work.also(work.frame.with_columns(**{hidden(f"{name}_last"): last}))
    if may_rest and told.calendar is not None:
        work = _off_rest_days(work, told, told.calendar)
    return _stood(work, told, Limit(hidden(f"{name}_last")))


def _working(work: Work, told: Stopping) -> tuple[Work, Stood]:
    """Count working days."""
    counting, name, calendar = told.counting, told.name, told.calendar
    if not any(units_of(told.amount)) or not counting.bound_included:
        message = "a bound that is included, and a day at least, in columns"
        raise InvalidFieldError("limit", told.amount, message)
    if calendar is None:
        return _untold(work, told, "calendar_missing")
    work, limit = add_limit(
        work, name, counting, told.amount, told.start, calendar, told.now
    )
    first, before, worked = worked_days(calendar)
    work = _first_worked(work, told, calendar)
    work = work.with_columns(place=nw.col(str(limit.last)) + 1 - first)
    goal = {hidden("goal"): hidden("place")}
    work = work.also(work.engine.look_up(work.frame, goal, before))

    def so_many(pauses: Work, points: str, new: str) -> Work:
        """Count the working days before a day."""
        pauses = pauses.with_columns(place=nw.col(points) - first)
        names = {new: hidden("place")}
        return pauses.also(pauses.engine.look_up(pauses.frame, names, before))

    work = moved_by(work, told, days_of_pauses, so_many)
    work = work.with_columns(place=column("goal") + column("lost") - 1)
    names = {hidden(f"{name}_last"): hidden("place")}
    work = work.also(work.engine.look_up(work.frame, names, worked))
    return _stood(work, told, Limit(hidden(f"{name}_last")))


def _first_worked(work: Work, told: Stopping, calendar: WorkCalendar) -> Work:
    """Add the first day that may count."""
    counting, start = told.counting, told.start.day
    if counting.rest_day_start is RestDayStart.ROLL_THEN_COUNT:
        low, table = answers(calendar, (0, 0), lambda day: roll(calendar, day, 1))
        work = work.with_columns(place=nw.col(start) - low)
        names = {hidden("rolled"): hidden("place")}
        work = work.also(work.engine.look_up(work.frame, names, table))
        start = hidden("rolled")
    return work.with_columns(floor=nw.col(start) + int(not counting.start_day_counted))


def worked_days(calendar: WorkCalendar) -> tuple[int, list[int], list[int | None]]:
    """
    Return a first day, how many working days lie before each, and the working days.
    """
    if isinstance(calendar, TableCalendar):
        return _kept_days(calendar)
    return _laid_out(calendar)


def _laid_out(calendar: WorkCalendar) -> tuple[int, list[int], list[int | None]]:
    """Ask for every day that is covered."""
    days = days_of(calendar)
    first, last = (day.toordinal() for day in bounds_of(calendar))
    before, worked = [0], list[int | None]()
    for day in range(first, last + 1):
        if days.is_worked(day):
            worked.append(day - EPOCH)
        before.append(len(worked))
    return first - EPOCH, before, worked or [None]


_kept_days = lru_cache(maxsize=16)(_laid_out)


def last_of(limit: Limit, start: Times) -> Any:
    """Return the last day of a limit."""
    if limit.added is not None:
        return nw.col(start.day) + limit.added
    return nw.col(str(limit.last))


def _untold(work: Work, told: Stopping, problem: str) -> tuple[Work, Stood]:
    """Say why no row has a limit."""
    work = work.with_columns(stands=nw.lit(value=False), unsure=nw.lit(value=False))
    return _stood(work, told, Limit(problem=problem))


def _stood(work: Work, told: Stopping, limit: Limit) -> tuple[Work, Stood]:
    """Return a limit with its columns, which have names of their own."""
    names = {one: f"{told.name}_{one}" for one in ("stands", "unsure")}
    work = work.with_columns(**{new: column(old) for old, new in names.items()})
    return work, Stood(limit, hidden(names["stands"]), hidden(names["unsure"]))


def _as_they_are(pauses: Work, points: str, new: str) -> Work:
    """Let the scale be that of the points."""
    return pauses.also(pauses.frame.with_columns(**{new: nw.col(points)}))


def _in(opening: Opening, zone: str) -> Scale:
    """Return the scale of open time."""

    def scale(pauses: Work, points: str, new: str) -> Work:
        """Measure what was open before."""
        pauses, at = from_instant(pauses, nw.col(points), zone)
        return open_before(pauses, opening, at, new.removeprefix(hidden("")))

    return scale


def _off_rest_days(work: Work, told: Stopping, calendar: WorkCalendar) -> Work:
    """
    Roll a last day off rest days; one that rolls past a pause's beginning is unsure.
    """
    last = hidden(f"{told.name}_last")
    first, table = rolls(told.counting.rest_day, calendar)
    work = work.with_columns(unrolled=nw.col(last), place=nw.col(last) - first)
    work = work.also(work.engine.look_up(work.frame, {last: hidden("place")}, table))
    into = (nw.col(last) > column("unrolled")) & (column("next") <= nw.col(last))
    into = into.fill_null(value=False)
    return work.with_columns(unsure=column("unsure") | into)
