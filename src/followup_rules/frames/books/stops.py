"""
Pauses over the columns of a ledger: which of them count, and where a bound goes.

What is told of the rows that belong to a row, or of the row itself, becomes one row a
pause; `frames.pausing` adds up what they take away.
"""

from collections.abc import Mapping
from typing import Any, Final

import narwhals as nw
from attrs import evolve, field

from followup_rules.books.feeds.asking import UNSURE
from followup_rules.errors import FollowupRulesError
from followup_rules.frames.books.questions import (
    NotInColumnsError,
    Questions,
    counting_rows,
    is_text,
    joined,
    rows_below,
)
from followup_rules.frames.by_hours import received
from followup_rules.frames.columns import Times, Work, hidden
from followup_rules.frames.counting import Limit
from followup_rules.frames.due_answers import Moved
from followup_rules.frames.moments import Now
from followup_rules.frames.pausing import Stood, stopped_limit
from followup_rules.frames.standing_still import OF, Pauses
from followup_rules.immutable import frozen
from followup_rules.timing.calendars import WorkCalendar

UNTOLD: Final = f"fact_missing:{UNSURE}"
"""What is said where nobody knows whether a pause counts that could have mended it."""


@frozen
class Stops:
    """
    What pauses do to the rows of a rule.

    Attributes:
        moved: Where its limits went, in columns of what is judged.
        columns: Those columns, by name.
        unsure: Whether something is told of a row of which nobody knows what it does;
            None is of no row.
        pauses: The pauses that count; None is that nothing stops the rule.
    """

    moved: Moved | None
    unsure: Any
    columns: dict[str, Any] = field(factory=dict)
    pauses: Pauses | None = None


@frozen
class _Read:
    """
    The pauses of a rule, and what is told of each row.
    """

    pauses: Pauses
    any_counts: Any
    only_rows: Any
    unsure: Any


def stops(
    asked: Questions, feed: Any, rule: Any, start: Times, calendar: WorkCalendar | None
) -> Stops:
    """
    Count the limits of a rule whose clock may stand still.

    Raises:
        NotInColumnsError: If only rows can tell what pauses do.
    """
    if rule.self_set:
        raise NotInColumnsError("what was agreed does not stand still")
    if rule.cases and not (feed.category and is_text(asked, feed.category)):
        raise NotInColumnsError("several categories stand still")
    now = Now.of(asked.asking.as_of, rule.counting.tz)
    read = _read(asked, feed.pauses, rule, now)
    asked.doubts.append(read.only_rows)
    limits = [case.limit for case in rule.cases] or [rule.limit]
    if limits == [None]:
        return Stops(None, read.unsure, pauses=read.pauses)
    if rule.cases:
        told = read.any_counts | read.unsure
        asked.doubts.append(told & asked.ask(feed.category).is_null())
    columns: dict[str, Any] = {}
    frame = asked.frame
    moved: list[Limit] = []
    stopped: list[str] = []
    try:
        for place, amount in enumerate(limits):
            counted = rule.counting, amount, start, read.pauses, calendar, now
            limit, stood = _moved(asked, frame, place, *counted, columns)
            moved.append(limit)
            stopped.append(stood)
    except FollowupRulesError as error:
        raise NotInColumnsError(str(error)) from error
    where = Moved(tuple(moved), tuple(stopped))
    return Stops(where, read.unsure, columns, read.pauses)


def _moved(
    asked: Questions,
    frame: Any,
    place: int,
    counting: Any,
    amount: Any,
    start: Times,
    pauses: Pauses,
    calendar: WorkCalendar | None,
    now: Now,
    columns: dict[str, Any],
) -> tuple[Limit, str]:
    """Count one limit, join where it went, and name the columns of it."""
    work, begun = cases_of(asked.told.work.also(frame), counting.zone, start)
    work, begun, _ = received(work, counting, begun, calendar, now)
    name = f"limit_{place}"
    work, stood = stopped_limit(
        work, name, counting, amount, begun, pauses, calendar, now
    )
    held = _held(stood, name)
    made = work.frame.select(
        nw.col("id").alias(OF), *(nw.col(old).alias(new) for new, old in held.items())
    )
    names = joined(asked, made, OF)
    columns |= {new: nw.col(names[new]) for new in held if new != f"{name}_unsure"}
    asked.doubts.append(nw.col(names[f"{name}_unsure"]).fill_null(value=False))
    limit = stood.limit
    whys = [why for _, why in limit.absent]
    return (
        evolve(
            limit,
            last=limit.last and f"{name}_last",
            end=limit.end and f"{name}_end",
            absent=tuple((f"{name}_why_{n}", why) for n, why in enumerate(whys)),
        ),
        f"{name}_stands",
    )


def _held(stood: Stood, name: str) -> dict[str, str]:
    """Return the columns of a limit under names of their own."""
    limit = stood.limit
    held = {f"{name}_last": limit.last, f"{name}_end": limit.end}
    held |= {f"{name}_why_{n}": bad for n, (bad, _) in enumerate(limit.absent)}
    held |= {f"{name}_stands": stood.stands, f"{name}_unsure": stood.unsure}
    return {new: old for new, old in held.items() if old is not None}


def cases_of(
    work: Work, zone: str, start: Times, more: Mapping[str, Any] | None = None
) -> tuple[Work, Times]:
    """
    Return the rows with nothing but their id, when their count starts, and more.
    """
    shown = {**(more or {}), hidden("since_day"): nw.col(start.day)}
    if start.us is not None:
        shown[hidden("since_us")] = nw.col(start.us)
    work = work.also(work.frame.select("id", **shown))
    if start.us is None:
        return work, Times(hidden("since_day"))
    days = {hidden("since_day"): hidden("since_us")}
    work = work.also(work.engine.local_days(work.frame, days, zone))
    return work, Times(hidden("since_day"), hidden("since_us"))


# ------------------------------------------------------------------------- what is told


def _read(asked: Questions, part: Any, rule: Any, now: Now) -> _Read:
    """Return the pauses that count, as rows of their own, and what is doubtful."""
    own = part.of is None
    inner = asked if own else rows_below(asked, part.of)
    fits = nw.lit(value=True) if part.where is None else inner.truth(part.where)
    begins = moment_of(inner, part.begins, rule.counting.zone, "begins")
    ends = moment_of(inner, part.ends, rule.counting.zone, "ends")
    if not is_text(inner, part.reason):
        raise NotInColumnsError(str(part.reason))
    reason = inner.ask(part.reason)
    if inner.doubts and not own:
        raise NotInColumnsError(str(part.where))
    given, meant = begins.given, fits.fill_null(value=False)
    begun = ~begins.after(now.day, now.us).fill_null(value=True)
    counts = meant & begun & reason.is_in(rule.stopped_by).fill_null(value=False)
    reversed_ = ends.before(begins).fill_null(value=False)
    only_rows = meant & given & (reversed_ | (begun & reason.is_null()))
    vague = fits.is_null() | (meant & ~given)
    if own:
        vague = fits.is_null() | (meant & ~given & (ends.given | ~reason.is_null()))
    link = nw.col("id") if own else inner.told.columns[str(inner.told.ledger.owner)]
    open_ = ends.after(now.day, now.us).fill_null(value=False)
    shown = {OF: link}
    for name, times in (("begins", begins), ("ends", ends)):
        for unit, column in (("day", times.day), ("us", times.us)):
            if column is not None:
                held = nw.col(column)
                if name == "ends":
                    held = nw.when(~open_).then(held)
                shown[hidden(f"{name}_{unit}")] = held
    flags = {"counts": counts, "only_rows": only_rows, "vague": vague}
    kept = inner.frame if own else inner.frame.filter(counting_rows(inner))
    said = {hidden(name): one.cast(nw.Int64) for name, one in flags.items()}
    kept = kept.select(**shown, **said)
    pauses = Pauses(
        kept.filter(nw.col(hidden("counts")) == 1).drop(
            [hidden(name) for name in flags]
        ),
        _named("begins", begins),
        _named("ends", ends),
    )
    if own:
        return _Read(pauses, counts, only_rows, vague)
    found = kept.group_by(OF).agg(
        **{name: nw.col(hidden(name)).max() for name in flags}
    )
    names = joined(asked, found, OF)
    told = [(nw.col(names[name]) == 1).fill_null(value=False) for name in flags]
    return _Read(pauses, *told)


def _named(name: str, times: Times) -> Times:
    """Return the columns of a moment as they are called among pauses."""
    us = None if times.us is None else hidden(f"{name}_us")
    return Times(hidden(f"{name}_day"), us)


def moment_of(asked: Questions, what: Any, zone: str, name: str) -> Times:
    """
    Return a moment by the days of the rule's zone; one that is not asked is absent.

    Raises:
        NotInColumnsError: If it is none, or only rows can tell it.
    """
    if what is None:
        day, us = hidden(f"no_{name}_day"), hidden(f"no_{name}_us")
        nothing = nw.lit(None).cast(nw.Int64)
        asked.keep(asked.frame.with_columns(**{day: nothing, us: nothing}))
        return Times(day, us)
    found = asked.ask(what)
    if not isinstance(found, Times):
        raise NotInColumnsError(str(what))
    if found.us is None or zone == asked.asking.zone:
        return found
    day = hidden(f"{name}_there")
    engine = asked.told.work.engine
    asked.keep(engine.local_days(asked.frame, {day: found.us}, zone))
    return Times(day, found.us)
