"""
Counting on from a bound as it stands, over columns: each row by a length of its own.

Which units occur at all is known before anything is planned, so that only these are
counted.
"""

from functools import cached_property
from typing import Any, Final

import narwhals as nw
from attrs import evolve

from followup_rules.frames.by_hours import office_for
from followup_rules.frames.calendar_tables import rolls
from followup_rules.frames.columns import Times, Work, hidden
from followup_rules.frames.counting import (
    add_months,
    at_last,
    from_instant,
    same_clock,
)
from followup_rules.frames.engines.zones import DAY
from followup_rules.frames.limits import clock_of, is_out_of_range
from followup_rules.frames.moments import Now
from followup_rules.frames.more_time import (
    BY_CLOCK,
    BY_DAYS,
    BY_OFFICE,
    BY_WORKED,
    Length,
)
from followup_rules.frames.opening import Opening, open_before, used_up
from followup_rules.frames.outcomes import column
from followup_rules.frames.pausing import worked_days
from followup_rules.frames.standing_still import (
    LONGEST as LONGEST_PAUSES,
)
from followup_rules.frames.standing_still import (
    Pauses,
    Stopping,
    days_of_pauses,
    moved_by,
)
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import (
    Days,
    Hours,
    WorkingHours,
)
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import (
    Counting,
    HourStart,
    LastDay,
    OutsideHours,
)

_NO_START: Final = Times(hidden("no_start"))
"""What closes at the clock time of its start is no limit that is counted on here."""


@frozen
class Running:
    """
    How one call counts on.

    Attributes:
        counting: The convention of the rule.
        calendar: The work calendar.
        now: The moment of judgement.
        pauses: The pauses of each case; None where there are none.
        exact: Whether any bound may be an instant.
    """

    counting: Counting
    calendar: WorkCalendar | None
    now: Now
    pauses: Pauses | None
    exact: bool

    @cached_property
    def onward(self) -> Counting:
        """
        The convention with what is left out left out, and that counts at once.
        """
        return evolve(
            self.counting,
            bound_included=True,
            hour_start=HourStart.AT_ONCE,
            outside_hours=OutsideHours.COUNTS_AT_ONCE,
        )


def bound(name: str, part: str) -> str:
    """
    Return the column of a part of a bound.

    Its parts are the `last` day, the `end` where it is an instant, when it `closes`, and
    whether it `stands` still, or is `unsure` so that rows are asked.
    """
    return f"kept_{name}_{part}"


def closed(work: Work, running: Running, name: str) -> Work:
    """
    Add when a bound closes, for comparison: its last day where none is an instant.
    """
    last, end = column(bound(name, "last")), column(bound(name, "end"))
    if not running.exact:
        return work.with_columns(**{bound(name, "closes"): last})
    engine, zone = work.engine, running.counting.zone
    work = work.with_columns(wall=(last + 1) * DAY)
    names = {hidden("midnight"): hidden("wall")}
    work = work.also(engine.to_utc(work.frame, names, zone))
    closes = nw.when(end.is_null()).then(column("midnight")).otherwise(end)
    return work.with_columns(**{bound(name, "closes"): closes})


def day_closed(work: Work, counting: Counting, name: str) -> Work:
    """
    Let last days end at the time of day at which they close.
    """
    if counting.day_ends is None:
        return work
    last, end = column(bound(name, "last")), column(bound(name, "end"))
    work = work.with_columns(wall=last * DAY + clock_of(counting.day_ends))
    names = {hidden("day_end"): hidden("wall")}
    work = work.also(work.engine.to_utc(work.frame, names, counting.zone))
    own = nw.when(end.is_null()).then(column("day_end")).otherwise(end)
    return work.with_columns(**{bound(name, "end"): own})


def run_on(work: Work, running: Running, since: str, length: Length, new: str) -> Work:
    """
    Count on from a bound, by a length of each row.

    Args:
        work: The cases, with the columns of the bound.
        running: How is counted.
        since: The name of the bound.
        length: How much more.
        new: The name of the bound that is added.

    """
    work = work.with_columns(
        kept_scale=length.scale,
        goal=nw.lit(None).cast(nw.Int64),
        floor=nw.lit(None).cast(nw.Int64),
    )
    openings = _openings(length, running)
    if length.scales & {BY_DAYS, BY_WORKED}:
        work = _days_led(work, running, since, length)
    if length.scales & {BY_CLOCK, BY_OFFICE}:
        work = _clock_led(work, running, since, length, openings)
    work = _past_pauses(work, running, length, openings)
    nothing = nw.lit(None).cast(nw.Int64)
    work = work.with_columns(found_last=nothing, found_end=nothing)
    work = work.with_columns(reached=column("goal") + column("lost"))
    if length.scales & {BY_DAYS, BY_WORKED}:
        work = _days_reached(work, running, length)
    if length.scales & {BY_CLOCK, BY_OFFICE}:
        work = _clock_reached(work, running, length, openings)
    last = column("found_last")
    unsure = column("unsure") | last.is_null() | is_out_of_range(last)
    work = work.with_columns(
        **{
            bound(new, "last"): last,
            bound(new, "end"): column("found_end"),
            bound(new, "stands"): column("stands").cast(nw.Int64),
            bound(new, "unsure"): unsure.fill_null(value=True).cast(nw.Int64),
        }
    )
    return closed(day_closed(work, running.counting, new), running, new)


_Openings = dict[int, Opening | None]


def _openings(length: Length, running: Running) -> _Openings:
    """Return the open times that some lengths run in; None where that is not known."""
    found: _Openings = {}
    told = running.calendar, running.now
    if BY_OFFICE in length.scales:
        found[BY_OFFICE] = office_for(running.onward, WorkingHours(1), *told)
    if BY_CLOCK in length.scales and running.counting.hours_stand_still:
        found[BY_CLOCK] = office_for(running.onward, Hours(1), *told)
    return found


def _instead(work: Work, where: Any, **columns: Any) -> Work:
    """Set columns of some rows."""
    return work.with_columns(
        **{
            name: nw.when(where).then(one).otherwise(column(name))
            for name, one in columns.items()
        }
    )


# ------------------------------------------------------------------------ where it leads


def _days_led(work: Work, running: Running, since: str, length: Length) -> Work:
    """Add where days, months and working days lead before any pause."""
    counting, last = running.counting, column(bound(since, "last"))
    first = int(counting.start_day_counted)
    led = last
    if length.has("months"):
        months = length.units["months"]
        skips = counting.months_from_next_day and not first
        work = work.with_columns(near=last + first)
        work = add_months(
            work,
            hidden("led"),
            hidden("near"),
            months,
            skipped=skips,
            closing=bool(skips or first),
        )
        led = nw.when(months != 0).then(column("led")).otherwise(last)
    led = led + length.units["days"]
    by_days = column("kept_scale") == BY_DAYS
    work = _instead(work, by_days, goal=led + 1, floor=last + 1)
    if BY_WORKED not in length.scales or running.calendar is None:
        return work
    begins, before, _ = worked_days(running.calendar)
    work = work.with_columns(place=last + 1 - begins)
    names = {hidden("so_far"): hidden("place")}
    work = work.also(work.engine.look_up(work.frame, names, before))
    goal = column("so_far") + length.units["worked"]
    by_worked = column("kept_scale") == BY_WORKED
    return _instead(work, by_worked, goal=goal, floor=last + 1)


def _clock_led(
    work: Work, running: Running, since: str, length: Length, openings: _Openings
) -> Work:
    """Add until when the clock or an office runs, were there no pause."""
    zone, closes = running.counting.zone, column(bound(since, "closes"))
    start: Any = closes
    some = [one for one in length.every if one.scale == BY_CLOCK]
    if any(one.months or one.days for one in some):
        months, days = length.units["months"], length.units["days"]
        work = work.with_columns(span_start=closes)
        names = {hidden("span_shown"): hidden("span_start")}
        work = work.also(work.engine.to_local(work.frame, names, zone))
        work = work.with_columns(span_day=column("span_shown") // DAY)
        work = add_months(work, hidden("span_led"), hidden("span_day"), months)
        work = work.with_columns(span_last=column("span_led") + days)
        work, led = same_clock(work, zone)
        dated = (months != 0) | (days != 0)
        start = nw.when(dated).then(led).otherwise(closes)
    scale = column("kept_scale")
    plain = (scale == BY_CLOCK) & nw.lit(BY_CLOCK not in openings)
    work = _instead(work, plain, goal=start + length.units["us"], floor=start)
    for code, opening in openings.items():
        if opening is None:
            continue
        work, begun = from_instant(work, closes, zone)
        work = open_before(work, opening, begun, "run_before")
        goal = column("run_before") + length.units["us"]
        work = _instead(work, scale == code, goal=goal, floor=closes)
    return work


# ------------------------------------------------------------------------------- pauses


def _past_pauses(
    work: Work, running: Running, length: Length, openings: _Openings
) -> Work:
    """Add what pauses take away from each case."""
    pauses, calendar = running.pauses, running.calendar
    if pauses is None:
        no = nw.lit(value=False)
        nothing = nw.lit(None).cast(nw.Int64)
        return work.with_columns(lost=nw.lit(0), stands=no, unsure=no, next=nothing)
    begins, ends = pauses.begins.us, pauses.ends.us
    clock = bool(length.scales & {BY_CLOCK, BY_OFFICE})

    def points(some: Work, told: Stopping) -> Work:
        """Return the days, or the instants, between which each lasts."""
        some = days_of_pauses(some, told)
        if not clock:
            return some
        exact = column("kept_scale") >= BY_CLOCK
        return _instead(
            some, exact, **{"from": nw.col(str(begins)), "until": nw.col(str(ends))}
        )

    def scale(some: Work, at: str, new: str) -> Work:
        """Return how much had run by then."""
        some = some.also(some.frame.with_columns(**{new: nw.col(at)}))
        name, code = new.removeprefix(hidden("")), column("kept_scale")
        if BY_WORKED in length.scales and calendar is not None:
            first, before, _ = worked_days(calendar)
            some = some.with_columns(place=nw.col(at) - first)
            names = {hidden("so_far"): hidden("place")}
            some = some.also(some.engine.look_up(some.frame, names, before))
            some = _instead(some, code == BY_WORKED, **{name: column("so_far")})
        for which, opening in openings.items():
            if opening is None:
                continue
            some, begun = from_instant(some, nw.col(at), running.counting.zone)
            some = open_before(some, opening, begun, "run_before")
            some = _instead(some, code == which, **{name: column("run_before")})
        return some

    longest = nw.when(column("kept_scale") >= BY_CLOCK).then(nw.lit(DAY))
    most = longest.otherwise(nw.lit(1)) * LONGEST_PAUSES
    told = running.onward, Days(1), _NO_START, pauses, calendar, running.now
    return moved_by(work, Stopping("more", *told), points, scale, most)


# ------------------------------------------------------------------------ where it ends


def _days_reached(work: Work, running: Running, length: Length) -> Work:
    """Add the last days that days lead to, off rest days."""
    counting, calendar, scale = running.counting, running.calendar, column("kept_scale")
    work = _instead(work, scale == BY_DAYS, found_last=column("reached") - 1)
    if BY_WORKED in length.scales and calendar is not None:
        _, _, days = worked_days(calendar)
        work = work.with_columns(place=column("reached") - 1)
        names = {hidden("on_worked"): hidden("place")}
        work = work.also(work.engine.look_up(work.frame, names, days))
        work = _instead(work, scale == BY_WORKED, found_last=column("on_worked"))
    by_day = (scale == BY_DAYS) | (scale == BY_WORKED)
    if counting.rest_day is LastDay.STAYS:
        return work
    if calendar is None:
        return _instead(work, by_day, found_last=nw.lit(None).cast(nw.Int64))
    low, table = rolls(counting.rest_day, calendar)
    work = work.with_columns(place=column("found_last") - low)
    names = {hidden("rolled"): hidden("place")}
    work = work.also(work.engine.look_up(work.frame, names, table))
    last, rolled = column("found_last"), column("rolled")
    into = ((rolled > last) & (column("next") <= rolled)).fill_null(value=False)
    return _instead(work, by_day, found_last=rolled, unsure=column("unsure") | into)


def _clock_reached(
    work: Work, running: Running, length: Length, openings: _Openings
) -> Work:
    """Add the instants that hours lead to, and their days."""
    counting, scale = running.onward, column("kept_scale")
    for code in sorted(length.scales & {BY_CLOCK, BY_OFFICE}):
        name, amount = f"by_{code}", Hours(1) if code == BY_CLOCK else WorkingHours(1)
        end = hidden(f"{name}_end")
        opening = openings.get(code)
        if opening is not None:
            work = used_up(work, opening, hidden("reached"), end)
        else:
            known = nw.lit(code not in openings)
            work = work.with_columns(
                **{f"{name}_end": nw.when(known).then(column("reached"))}
            )
        work, limit = at_last(work, name, counting, amount, running.calendar)
        if limit.last is not None and limit.end is not None:
            last, ends = nw.col(limit.last), nw.col(limit.end)
            work = _instead(work, scale == code, found_last=last, found_end=ends)
    return work
