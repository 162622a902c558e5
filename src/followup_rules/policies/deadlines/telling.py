"""
What a call tells of the life of a deadline, held against what its policy asks.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from followup_rules.clauses import refuse_words
from followup_rules.errors import (
    ClockStoppedError,
    ImpossibleOrderError,
    InvalidFieldError,
    MissingFactError,
    NoLimitError,
)
from followup_rules.policies.deadlines.facts import (
    ExtensionRequest,
    Pause,
    known_extensions,
    known_pauses,
    read_all,
)
from followup_rules.policies.deadlines.limits import appointment
from followup_rules.policies.deadlines.moving import Basic, Life, Moved
from followup_rules.policies.deadlines.starting import (
    brought_limit,
    read_limit,
    started,
)
from followup_rules.policies.deadlines.terms import Conflict, Terms
from followup_rules.timing.amounts import Amount
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import Deadline
from followup_rules.timing.moments import UTC, Moment, is_before, place_of

_ALWAYS: Final = dt.datetime.max.replace(tzinfo=UTC) - dt.timedelta(days=2)
"""A moment of judgement after all that may be told."""


def read_moves(
    policy: Terms, extensions: Any, pauses: Any, now: dt.datetime
) -> tuple[tuple[ExtensionRequest, ...], tuple[Pause, ...], bool]:
    """
    Return extensions and pauses as far as they were known; say whether some were not.

    Raises:
        InvalidFieldError: If the policy asks for neither, or they are none.
    """
    asked: tuple[ExtensionRequest, ...] = ()
    paused: tuple[Pause, ...] = ()
    zone, later = policy.counting.tz, False
    if extensions is not None:
        if policy.extension is None:
            allowed = f"None, because {policy.id!r} lets nobody extend it (extension)"
            raise InvalidFieldError("extensions", extensions, allowed)
        every = read_all(ExtensionRequest, extensions, "extensions")
        by = [one.granted_by for one in every if one.granted_by is not None]
        refuse_words("granted_by", by, policy.extension.granted_by, policy.clause)
        asked = known_extensions(every, now, zone)
        later = len(asked) < len(every)
    if pauses is not None:
        if not policy.stopped_by:
            allowed = f"None, because nothing stops {policy.id!r} (stopped_by)"
            raise InvalidFieldError("pauses", pauses, allowed)
        told = read_all(Pause, pauses, "pauses")
        paused = known_pauses(told, now, zone)
        later = later or paused != told
    return asked, paused, later


def limits_told(
    policy: Terms,
    start: Moment,
    keys: tuple[str, ...],
    appointed: Moment | None,
    brought: Amount | Moment | None,
    calendar: WorkCalendar | None,
) -> tuple[Basic, ...]:
    """
    Return the limits that bind before anything moves them; none where there is none.
    """
    if keys:
        cases = map(policy.case, keys)
        return tuple(Basic(case.clause, case.limit) for case in cases)
    if appointed is not None:
        due = appointment(policy, start, appointed, calendar)
        return (Basic(policy.clause, None, due),)
    if brought is not None:
        return (brought_limit(policy, start, brought, calendar),)
    return () if policy.limit is None else (Basic(policy.clause, policy.limit),)


def in_order(policy: Terms, moved: Sequence[Moved]) -> tuple[Moved, ...]:
    """
    Return several limits, the one first that decides.
    """
    if policy.conflict is Conflict.FIRST_NAMED:
        return tuple(moved)
    return tuple(
        sorted(
            moved,
            key=lambda one: one.resumed.closing,
            reverse=policy.conflict is Conflict.LONGEST,
        )
    )


def check_order(
    policy: Terms,
    trigger: Moment,
    extensions: tuple[ExtensionRequest, ...],
) -> None:
    """
    Refuse an extension that was asked for before the period began.

    Raises:
        ImpossibleOrderError: If one was.
    """
    for one in extensions:
        if one.placed is not None and is_before(
            one.placed, trigger, policy.counting.tz
        ):
            name = "granted_at" if one.asked_at is None else "asked_at"
            raise ImpossibleOrderError(
                policy.trigger, trigger, f"extension.{name}", one.placed
            )


def due_life(
    policy: Terms,
    trigger: Any,
    keys: tuple[str, ...],
    appointed: Moment | None,
    calendar: WorkCalendar | None,
    extensions: Any,
    pauses: Any,
    limit: Any,
) -> Deadline:
    """
    Return by when something is due whose life is told; all that is told is known.

    Raises:
        ClockStoppedError: If a pause that is not over yet keeps the bound away.
        MissingFactError: If an event is not known that may start the count.
        NoLimitError: If there is no limit, or nothing has started it.
    """
    asked, paused, _ = read_moves(policy, extensions, pauses, _ALWAYS)
    start = started(policy, trigger, _ALWAYS)
    if start.unsure is not None:
        way_out = "say when it was, or False if it did not happen"
        raise MissingFactError(start.unsure, policy.id, way_out)
    if start.at is None:
        raise NoLimitError(policy.id, policy.clause.id)
    check_order(policy, start.at, asked)
    life = Life(
        policy, start.at, _latest(policy, asked, paused), calendar, asked, paused
    )
    brought = read_limit(policy, limit)
    basics = limits_told(policy, start.at, keys, appointed, brought, calendar)
    if not basics:
        raise NoLimitError(policy.id, policy.clause.id)
    first = in_order(policy, [life.moved(one) for one in basics])[0]
    if first.bound is None:
        raise ClockStoppedError(policy.id, first.stopped_since)
    return first.bound


def _latest(
    policy: Terms,
    asked: Sequence[ExtensionRequest],
    paused: Sequence[Pause],
) -> dt.datetime:
    """Return the last moment that anything is told of, until which a pause lasts."""
    told = [one.dated for one in asked]
    told += [moment for one in paused for moment in (one.begins, one.ends)]
    zone = policy.counting.tz
    return max(
        (place_of(one, zone) for one in told if one is not None), default=_ALWAYS
    )
