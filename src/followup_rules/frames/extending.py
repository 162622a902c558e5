"""
Extensions over columns: each is weighed in turn against the bound as it then stands.

Unlike pauses they cannot be added up, for whether one counts hangs on where those before
it led. So those of a case are set side by side, and the bound goes from one to the next.
Where pauses are told besides, each is weighed by what was known when it was granted:
then a case stands in several views, one as of each of its extensions and one as of now,
and what was granted in its own view moves the bound in all later ones.
"""

from typing import Any, Final

import narwhals as nw
from attrs import evolve

from followup_rules.errors import InvalidFieldError
from followup_rules.frames.by_hours import received
from followup_rules.frames.columns import Times, Work, hidden
from followup_rules.frames.counting import Limit, add_limit
from followup_rules.frames.hanging import add_due_day
from followup_rules.frames.leads import add_lead
from followup_rules.frames.outcomes import any_of, column, first_of
from followup_rules.frames.pausing import last_of, stopped_limit
from followup_rules.frames.running_on import (
    UNITS,
    Length,
    Parts,
    Running,
    bound,
    closed,
    day_closed,
    parts_of,
    run_on,
)
from followup_rules.frames.standing_still import CASE
from followup_rules.immutable import frozen
from followup_rules.policies.deadlines.terms import Extension
from followup_rules.timing.calendars import RestDayStart
from followup_rules.timing.counting import ClosesAt, Counting
from followup_rules.timing.counting.units import needs_an_instant
from followup_rules.timing.cycles import DueDay
from followup_rules.timing.cycles import Limit as Amount

MOST: Final = 24
"""Of more extensions of one case only rows tell where they led."""
TOLD: Final = (
    *UNITS,
    "scale",
    "until_day",
    "until_us",
    "placed_day",
    "placed_us",
    "entitled",
)
"""What is told of each: how much more, or the new last day, when it was asked for, and
whether it is granted by whom it must be."""


@frozen
class Weighing:
    """
    The limits of one call, and what may be granted.

    Attributes:
        says: What may be granted.
        limits: The limit of each case of the rule, or of the rule.
        start: When the count starts.
        most: How many extensions a case has at most.
        every: The lengths that are asked for.
        running: How is counted on.
    """

    says: Extension
    limits: tuple[Amount, ...]
    start: Times
    most: int
    every: tuple[Parts, ...]
    running: Running


def told_of(name: str, place: int) -> str:
    """
    Return the column of what is told of the extension at a place.
    """
    return f"kept_{name}_{place}"


def check_extended(counting: Counting) -> None:
    """
    Refuse a convention under which columns do not weigh extensions.

    Raises:
        InvalidFieldError: Naming what does not go.
    """
    usual = {
        "closes_at": ClosesAt.DAY_END,
        "suspended_days_count": True,
        "days_after_recess": 0,
        "least_working_days": 0,
        "rest_day_start": RestDayStart.NEXT_IS_FIRST,
    }
    for name, allowed in usual.items():
        if getattr(counting, name) != allowed:
            message = f"{allowed} in columns where more time may be granted"
            raise InvalidFieldError(
                f"counting.{name}", getattr(counting, name), message
            )


def weighed(work: Work, asks: Weighing) -> Work:
    """
    Weigh the extensions of each case, in each of its views.

    Args:
        work: The views, each with `kept_place`, the place of the extension that it is
            as of, with `kept_pick`, the place of its limit, and with what is told of
            each extension of its case.
        asks: The limits.

    Returns:
        The views, with their bound under the name `bound`.

    Raises:
        InvalidFieldError: If columns cannot count a limit.
    """
    work = _at_once(_first_bound(_at_once(work), asks))
    work, tops = _ceilings(work, asks)
    work = work.with_columns(
        kept_used=nw.lit(0), kept_doubt=column(bound("bound", "unsure"))
    )
    for place in range(asks.most):
        work = _at_once(_one_weighed(work, asks, place, tops))
    return work


def _at_once(work: Work) -> Work:
    """Work out what was found so far, where each step would be planned with the next."""
    return work.also(work.engine.worked_out(work.native, work.frame))


# --------------------------------------------------------------------- before any is given


def _first_bound(work: Work, asks: Weighing) -> Work:
    """Add the bound of each view before any extension."""
    running = asks.running
    at = running.counting, asks.start, running.calendar, running.now
    work, start, problems = received(work, *at)
    unsure = [bad.fill_null(value=False) for bad, _ in problems]
    work = work.with_columns(
        kept_start_day=nw.col(start.day),
        kept_start_us=_or_nothing(start.us),
        kept_late=any_of(unsure).cast(nw.Int64),
    )
    for place, amount in enumerate(asks.limits):
        work = _one_limit(work, asks, amount, f"of_{place}")
    parts = ("last", "end", "stands", "unsure")
    picked = {}
    for part in parts:
        cases = [
            (column("kept_pick") == n, column(bound(f"of_{n}", part)))
            for n in range(len(asks.limits))
        ]
        picked[bound("bound", part)] = first_of(cases, _NOTHING)
    doubt = picked[bound("bound", "unsure")].fill_null(1)
    last = picked[bound("bound", "last")]
    doubt = nw.max_horizontal(doubt, last.is_null().cast(nw.Int64), column("kept_late"))
    work = work.with_columns(**(picked | {bound("bound", "unsure"): doubt}))
    return closed(day_closed(work, running.counting, "bound"), running, "bound")


_NOTHING: Any = nw.lit(None).cast(nw.Int64)


def _or_nothing(name: str | None) -> Any:
    """Return a column, or nothing."""
    return _NOTHING if name is None else nw.col(name)


def _start(asks: Weighing) -> Times:
    """Return when each count starts, once that is received."""
    us = None if asks.start.us is None else hidden("kept_start_us")
    return Times(hidden("kept_start_day"), us)


def _one_limit(work: Work, asks: Weighing, amount: Amount, name: str) -> Work:
    """Add where one limit leads, under a name of its own."""
    running, start = asks.running, _start(asks)
    stands: Any = nw.lit(0)
    unsure: Any = nw.lit(0)
    counting, calendar, now = running.counting, running.calendar, running.now
    if isinstance(amount, DueDay):
        work, limit = add_due_day(work, name, counting, amount, start, calendar)
    elif running.pauses is None:
        work, limit = add_limit(work, name, counting, amount, start, calendar, now)
    else:
        counted = counting, amount, start, running.pauses, calendar, now
        work, stood = stopped_limit(work, name, *counted)
        limit = stood.limit
        stands, unsure = (
            nw.col(one).cast(nw.Int64) for one in (stood.stands, stood.unsure)
        )
    last, end, absent = _of_limit(limit, start)
    return work.with_columns(
        **{
            bound(name, "last"): last,
            bound(name, "end"): end,
            bound(name, "stands"): stands,
            bound(name, "unsure"): nw.max_horizontal(unsure, absent),
        }
    )


def _of_limit(limit: Limit, start: Times) -> tuple[Any, Any, Any]:
    """Return the last day and the end of a limit, and whether there is none."""
    if limit.problem is not None:
        return _NOTHING, _NOTHING, nw.lit(1)
    bad = any_of([nw.col(one).fill_null(value=False) for one, _ in limit.absent])
    return last_of(limit, start), _or_nothing(limit.end), bad.cast(nw.Int64)


def _ceilings(work: Work, asks: Weighing) -> tuple[Work, list[str]]:
    """Add the bounds beyond which no extension may go, whatever was granted before."""
    says, running = asks.says, asks.running
    tops: list[str] = []
    if says.in_all is not None:
        work = run_on(work, running, "bound", _fixed(says.in_all, running), "in_all")
        tops.append("in_all")
    if says.no_later_than is not None:
        alone = evolve(asks, running=evolve(running, pauses=None))
        work = _one_limit(work, alone, says.no_later_than, "no_later")
        work = closed(
            day_closed(work, running.counting, "no_later"), running, "no_later"
        )
        tops.append("no_later")
    return work, tops


def _fixed(amount: Any, running: Running) -> Length:
    """
    Return a length that a rule sets.

    Raises:
        InvalidFieldError: If columns cannot count it on.
    """
    parts = parts_of(amount, running.counting, running.pauses)
    if parts is None:
        raise InvalidFieldError("extension", amount, "a length that columns count on")
    return Length.of(parts)


# ------------------------------------------------------------------------ one after another


def _one_weighed(work: Work, asks: Weighing, place: int, tops: list[str]) -> Work:
    """Weigh one extension of each case against the bound."""
    says, running = asks.says, asks.running
    part = {name: column(told_of(name, place)) for name in TOLD}
    there = ~part["entitled"].is_null()
    work = _at_once(_wanted(work, asks, part))
    tops = [*tops]
    if says.no_longer_than_limit or says.at_a_time is not None:
        work = run_on(work, running, "bound", _each(asks), "each")
        tops.append("each")
    closes = {
        name: column(bound(name, "closes")) for name in ("bound", "wanted", *tops)
    }
    wanted, now = closes["wanted"], closes["bound"]
    counts = (part["entitled"] == 1) & (wanted > now)
    unknown = [wanted.is_null(), column(bound("wanted", "unsure")) == 1]
    if says.asked_in_time:
        work, in_time, vague = _in_time(work, asks, part)
        counts = counts & in_time
        unknown.append(vague)
    if says.times is not None:
        counts = counts & (column("kept_used") < says.times)
    for top in tops:
        counts = counts & (wanted <= closes[top])
        unknown += [closes[top].is_null(), column(bound(top, "unsure")) == 1]
    work = work.with_columns(
        kept_counts=(there & counts).fill_null(value=False).cast(nw.Int64)
    )
    later = column("kept_place") > place
    if running.pauses is not None:
        own = nw.when(column("kept_place") == place).then(column("kept_counts"))
        work = work.with_columns(kept_own=own)
        spread = {hidden("kept_counts"): ("max", hidden("kept_own"))}
        work = work.also(work.engine.spread(work.frame, spread, [CASE]))
    concerned = there & (column("kept_place") >= place)
    doubt = (concerned & any_of(unknown).fill_null(value=False)).cast(nw.Int64)
    work = work.with_columns(
        kept_doubt=nw.max_horizontal(column("kept_doubt"), doubt),
        kept_used=column("kept_used") + column("kept_counts").fill_null(0),
    )
    return _gone_on(work, part, later)


def _gone_on(work: Work, part: dict[str, Any], later: Any) -> Work:
    """Move the bounds of views that are later than an extension which counts."""
    granted = later & (column("kept_counts") == 1)
    until = ~part["until_day"].is_null()
    wanted, now = column(bound("wanted", "closes")), column(bound("bound", "closes"))
    moves = (granted & (~until | (wanted > now))).fill_null(value=False)
    stands = nw.max_horizontal(
        column(bound("bound", "stands")), column(bound("wanted", "stands"))
    )
    stands = nw.when(until).then(nw.lit(0)).otherwise(stands)
    new = {
        bound("bound", name): column(bound("wanted", name))
        for name in ("last", "end", "closes")
    }
    new[bound("bound", "stands")] = stands
    return work.with_columns(
        **{
            name: nw.when(moves).then(one).otherwise(column(name))
            for name, one in new.items()
        }
    )


def _wanted(work: Work, asks: Weighing, part: dict[str, Any]) -> Work:
    """Add the bound that an extension asks for."""
    units = {name: part[name] for name in UNITS}
    if asks.every:
        length = Length(part["scale"], units, asks.every)
        work = run_on(work, asks.running, "bound", length, "wanted")
    else:
        names = ("last", "end", "closes", "stands", "unsure")
        work = work.with_columns(**{bound("wanted", one): _NOTHING for one in names})
    until, start = ~part["until_day"].is_null(), asks.start
    early = part["until_day"] < nw.col(start.day)
    if start.us is not None:
        exact = part["until_us"] < nw.col(start.us)
        early = nw.when(part["until_us"].is_null()).then(early).otherwise(exact)
    told = {
        "last": part["until_day"],
        "end": part["until_us"],
        "stands": nw.lit(0),
        "unsure": early.cast(nw.Int64),
    }
    work = work.with_columns(
        **{
            bound("wanted", name): nw.when(until)
            .then(one)
            .otherwise(column(bound("wanted", name)))
            for name, one in told.items()
        }
    )
    counting = asks.running.counting
    return closed(day_closed(work, counting, "wanted"), asks.running, "wanted")


def _each(asks: Weighing) -> Length:
    """Return how long each may be at most."""
    says, running = asks.says, asks.running
    if not says.no_longer_than_limit:
        return _fixed(says.at_a_time, running)
    parts = [_fixed(one, running).every[0] for one in asks.limits]
    return Length.among(column("kept_pick"), parts)


def _in_time(work: Work, asks: Weighing, part: dict[str, Any]) -> tuple[Work, Any, Any]:
    """Say whether an extension was asked for early enough, and where only rows can."""
    says, running = asks.says, asks.running
    last, end = column(bound("bound", "last")), column(bound("bound", "end"))
    vague: Any = nw.lit(value=False)
    if says.least_notice is not None:
        counting = evolve(running.counting, bound_included=True, day_ends=None)
        exact = needs_an_instant(says.least_notice)
        event = Times(
            hidden(bound("bound", "last")),
            hidden(bound("bound", "closes")) if exact else None,
        )
        told = counting, says.least_notice, event, running.calendar, running.now
        work, limit = add_lead(work, "notice", *told)
        last, end, vague = _of_limit(limit, event)
        vague = (vague == 1) | last.is_null()
    day, us = part["placed_day"], part["placed_us"]
    by_day = nw.when(end.is_null()).then(day <= last).otherwise(day < last)
    within = nw.when(us.is_null() | end.is_null()).then(by_day).otherwise(us <= end)
    vague = vague | (us.is_null() & ~end.is_null() & (day == last))
    return work, within, vague
