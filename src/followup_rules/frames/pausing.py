"""
Clocks that stand still, over columns.

Every limit is held on a scale on which its clock runs: day numbers, working days that
lie before a day, microseconds, or open time that lies before an instant. On it a pause
is a length that the bound moves on by, if it begins before the bound. How much had run
when a pause began is where it begins, less the pauses before it; that only grows from
one pause to the next, so that those which move a bound are the ones that began before
so much had run, and no limit is followed from pause to pause.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

import narwhals as nw
from attrs import evolve

from followup_rules.errors import InvalidFieldError
from followup_rules.frames.by_hours import (
    closing_days,
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
from followup_rules.frames.engines.zones import DAY, EPOCH
from followup_rules.frames.limits import clock_of
from followup_rules.frames.moments import Now
from followup_rules.frames.opening import (
    Opening,
    open_before,
    problem_of,
    used_up,
)
from followup_rules.frames.outcomes import any_of, column
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
from followup_rules.timing.counting import ClosesAt, Counting, LastDay
from followup_rules.timing.counting.units import (
    as_counted,
    needs_an_instant,
    units_of,
)

OF: Final = hidden("stopped_of")
"""The case that a pause is of."""
_ENDLESS: Final = 2**60
"""Where a pause ends that is not over."""
_LONGEST: Final = 100 * 366
"""How many days of pauses columns add up; rows tell what is too long."""


@frozen
class Pauses:
    """
    The pauses that count, as columns.

    Attributes:
        frame: One row a pause, with `OF` for the case that it is of.
        begins: When it begins.
        ends: When it ends; null has not, by now.
    """

    frame: Any
    begins: Times
    ends: Times


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


@frozen
class _Told:
    """
    One limit of one call.
    """

    name: str
    counting: Counting
    amount: Amount
    start: Times
    pauses: Pauses
    calendar: WorkCalendar | None
    now: Now


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
    told = _Told(name, counting, amount, start, pauses, calendar, now)
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


def _refuse_days(told: _Told) -> None:
    """Refuse days where a clock counts instants."""
    if None in {told.pauses.begins.us, told.pauses.ends.us}:
        raise InvalidFieldError("pauses", "days", "instants, where hours are counted")


# ------------------------------------------------------------------------------ scales


def _elapsed(work: Work, told: _Told) -> tuple[Work, Stood]:
    """Let the clock run but for pauses."""
    if told.start.us is None:
        return _untold(work, told, "instant_needed")
    counting, run = told.counting, microseconds(told.amount)
    work, begun = begun_at(work, counting, told.start)
    work = work.with_columns(floor=begun, goal=begun + run)
    work = _moved_by(work, told, _instants, _as_they_are)
    end = hidden(f"{told.name}_end")
    moved = column("goal") + column("lost") - int(not counting.bound_included)
    work = work.also(work.frame.with_columns(**{end: moved}))
    work, limit = at_last(work, told.name, counting, told.amount, told.calendar)
    return _stood(work, told, limit)


def _open(work: Work, told: _Told) -> tuple[Work, Stood]:
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
    work = _moved_by(work, told, _instants, _in(opening, counting.zone))
    work = work.with_columns(reached=column("goal") + column("lost"))
    end = hidden(f"{told.name}_end")
    work = used_up(work, opening, hidden("reached"), end)
    cut = int(not counting.bound_included)
    work, limit = ended(work, told.name, opening, begun, cut, problem_of)
    return _stood(work, told, limit)


def _days(work: Work, told: _Told) -> tuple[Work, Stood]:
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
    work = _moved_by(work, told, _days_of, _as_they_are)
    last = column("goal") + column("lost") - 1
    work = work.also(work.frame.with_columns(**{hidden(f"{name}_last"): last}))
    if may_rest and told.calendar is not None:
        work = _off_rest_days(work, told, told.calendar)
    return _stood(work, told, Limit(hidden(f"{name}_last")))


def _working(work: Work, told: _Told) -> tuple[Work, Stood]:
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

    work = _moved_by(work, told, _days_of, so_many)
    work = work.with_columns(place=column("goal") + column("lost") - 1)
    names = {hidden(f"{name}_last"): hidden("place")}
    work = work.also(work.engine.look_up(work.frame, names, worked))
    return _stood(work, told, Limit(hidden(f"{name}_last")))


def _first_worked(work: Work, told: _Told, calendar: WorkCalendar) -> Work:
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


def _untold(work: Work, told: _Told, problem: str) -> tuple[Work, Stood]:
    """Say why no row has a limit."""
    work = work.with_columns(stands=nw.lit(value=False), unsure=nw.lit(value=False))
    return _stood(work, told, Limit(problem=problem))


def _stood(work: Work, told: _Told, limit: Limit) -> tuple[Work, Stood]:
    """Return a limit with its columns, which have names of their own."""
    names = {one: f"{told.name}_{one}" for one in ("stands", "unsure")}
    work = work.with_columns(**{new: column(old) for old, new in names.items()})
    return work, Stood(limit, hidden(names["stands"]), hidden(names["unsure"]))


# ------------------------------------------------------------------------------ pauses

_Points = Callable[[Work, _Told], Work]
"""Adds where each pause begins and ends: its days, or its instants."""
_Scale = Callable[[Work, str, str], Work]
"""Adds how much has run until such a point; null where that is not known."""


def _moved_by(work: Work, told: _Told, points: _Points, scale: _Scale) -> Work:
    """
    Add what pauses take away from each case, and whether one still does.

    Args:
        work: The cases, with `floor`, before which nothing runs, and with `goal`, at
            which the limit is used up on its scale.
        told: The limit.
        points: Where pauses begin and end.
        scale: How much has run until then.
    """
    pauses = points(_with_pauses(work, told), told)
    begins = nw.max_horizontal(column("from"), column("floor"))
    ends = nw.max_horizontal(column("until"), column("floor"))
    pauses = pauses.with_columns(begins_at=begins, ends_at=ends)
    pauses = scale(pauses, hidden("begins_at"), hidden("begun"))
    pauses = scale(pauses, hidden("ends_at"), hidden("over"))
    there, lasts = column("is_pause"), column("lasts")
    over = nw.max_horizontal(column("over"), column("begun"))
    known = ~column("begun").is_null() & (lasts | ~column("over").is_null())
    pauses = pauses.with_columns(
        odd=there & ~known.fill_null(value=False),
        begun=column("begun").fill_null(0),
        over=nw.when(lasts).then(nw.lit(_ENDLESS)).otherwise(over).fill_null(0),
    )
    pauses = _side_by_side(pauses)
    moves = there & (column("run") < column("goal")).fill_null(value=False)
    pauses = pauses.with_columns(
        lost=nw.when(moves & ~lasts).then(column("adds")).otherwise(nw.lit(0)),
        stands=(moves & lasts).cast(nw.Int64),
        odd=column("odd").cast(nw.Int64),
        next=nw.when(there & ~moves).then(column("from")),
    )
    found = pauses.frame.group_by("id").agg(
        nw.col(hidden("lost")).sum(),
        nw.col(hidden("stands")).max(),
        nw.col(hidden("odd")).max(),
        nw.col(hidden("next")).min(),
        *(nw.col(one).max() for one in _carried(work)),
    )
    most = _LONGEST * (DAY if needs_an_instant(told.amount) else 1)
    lost = column("lost").cast(nw.Int64)  # DuckDB sums into wider ones
    return work.also(found).with_columns(
        lost=lost,
        stands=column("stands") == 1,
        unsure=(column("odd") == 1) | (lost > most),
    )


def _carried(work: Work) -> list[str]:
    """Return the columns of a case that matter after its pauses."""
    times = ("since", "received", "begun")
    names = [
        "goal",
        "floor",
        *(f"{one}_{unit}" for one in times for unit in ("day", "us")),
    ]
    held = set(work.frame.columns)
    return [hidden(one) for one in names if hidden(one) in held]


def _with_pauses(work: Work, told: _Told) -> Work:
    """Return each case with each of its pauses; one without any has an absent one."""
    cases = work.frame.select("id", *_carried(work))
    frame = cases.join(told.pauses.frame, left_on="id", right_on=OF, how="left")
    there = ~nw.col(told.pauses.begins.day).is_null()
    lasts = there & nw.col(told.pauses.ends.day).is_null()
    return work.also(frame).with_columns(is_pause=there, lasts=lasts)


def _side_by_side(pauses: Work) -> Work:
    """
    Add what each pause adds to those that began before it, and how much had run then.
    """
    order, groups = [hidden("begun"), hidden("over")], ["id"]
    over = {hidden("over_before"): ("max", hidden("over"))}
    pauses = pauses.also(pauses.engine.preceding(pauses.frame, over, order, groups))
    begun = nw.max_horizontal(
        column("begun"), column("over_before").fill_null(-_ENDLESS)
    )
    pauses = pauses.with_columns(begun_alone=begun)
    adds = nw.max_horizontal(column("over") - column("begun_alone"), nw.lit(0))
    pauses = pauses.with_columns(adds=adds)
    added = {hidden("added"): ("sum", hidden("adds"))}
    pauses = pauses.also(pauses.engine.preceding(pauses.frame, added, order, groups))
    return pauses.with_columns(run=column("begun_alone") - column("added").fill_null(0))


def _instants(pauses: Work, told: _Told) -> Work:
    """Return the instants between which a pause lasts."""
    begins, ends = told.pauses.begins, told.pauses.ends
    return pauses.with_columns(
        **{"from": nw.col(str(begins.us)), "until": nw.col(str(ends.us))}
    )


def _days_of(pauses: Work, told: _Told) -> Work:
    """Return the day from which a pause takes days away, and that of going on."""
    for new, times in (("from", told.pauses.begins), ("until", told.pauses.ends)):
        pauses = _running_day(pauses, told, times, new)
    return pauses


def _running_day(pauses: Work, told: _Told, times: Times, new: str) -> Work:
    """Add the day that runs at a moment: after its close it is the next."""
    counting, engine = told.counting, pauses.engine
    if times.us is None:
        return pauses.with_columns(**{new: nw.col(times.day)})
    names = {hidden(new): times.us}
    pauses = pauses.also(engine.local_days(pauses.frame, names, counting.zone))
    if counting.day_ends is not None:
        wall = column(new) * DAY + clock_of(counting.day_ends)
        pauses = pauses.with_columns(wall=wall)
        ends = {hidden("day_end"): hidden("wall")}
        pauses = pauses.also(engine.to_utc(pauses.frame, ends, counting.zone))
    elif counting.closes_at is not ClosesAt.DAY_END:
        office = hidden(new), told.start, told.calendar, told.now
        pauses, problems = closing_days(pauses, counting, *office)
        doubt = any_of([bad for bad, _ in problems]).fill_null(value=False)
        pauses = pauses.with_columns(
            **{new: nw.when(~doubt).then(column(new))}  # which is odd, as what is null
        )
    else:
        return pauses
    over = (nw.col(times.us) >= column("day_end")).fill_null(value=False)
    return pauses.with_columns(**{new: column(new) + over.cast(nw.Int64)})


def _as_they_are(pauses: Work, points: str, new: str) -> Work:
    """Let the scale be that of the points."""
    return pauses.also(pauses.frame.with_columns(**{new: nw.col(points)}))


def _in(opening: Opening, zone: str) -> _Scale:
    """Return the scale of open time."""

    def scale(pauses: Work, points: str, new: str) -> Work:
        """Measure what was open before."""
        pauses, at = from_instant(pauses, nw.col(points), zone)
        return open_before(pauses, opening, at, new.removeprefix(hidden("")))

    return scale


def _off_rest_days(work: Work, told: _Told, calendar: WorkCalendar) -> Work:
    """
    Roll a last day off rest days; one that rolls past a pause's beginning is unsure.
    """
    last = hidden(f"{told.name}_last")
    first, table = rolls(calendar, told.counting.rest_day)
    work = work.with_columns(unrolled=nw.col(last), place=nw.col(last) - first)
    work = work.also(work.engine.look_up(work.frame, {last: hidden("place")}, table))
    into = (nw.col(last) > column("unrolled")) & (column("next") <= nw.col(last))
    into = into.fill_null(value=False)
    return work.with_columns(unsure=column("unsure") | into)
