"""
What starts the count where it is one of several events, and the limit of the case's own.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.immutable import frozen
from followup_rules.policies.deadlines.limits import appointment
from followup_rules.policies.deadlines.moving import Basic
from followup_rules.policies.deadlines.terms import Start, Terms
from followup_rules.timing.amounts import AMOUNTS, Amount, read_amount
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.moments import Moment, is_before, local_ordinal, place_of

_A_LIMIT: Final = "a length, the text of one such as '30 days', or a moment"
_EVENT: Final = "a moment, False for did not happen, or None for not known"


@frozen
class Started:
    """
    What starts the count.

    Attributes:
        at: When; None is that it has not begun, or that nobody knows.
        events: All of the events that were told; False did not happen.
        by: The event that starts it.
        unsure: The event of which it is not known when it was, and that may decide.
        later: Whether one lies after the moment of judgement.
        floor: Before which nothing can have been done: the first event of all, for what
            waits for the latest of several may be done while it waits; None where one
            that is not known may be the first.
    """

    at: Any
    events: tuple[tuple[str, Moment | bool | None], ...] = ()
    by: str | None = None
    unsure: str | None = None
    later: bool = False
    floor: Any = None


def started(policy: Terms, trigger: Any, now: dt.datetime) -> Started:
    """
    Return what starts the count, as far as it was known.

    The latest of several is not known while one is not, and has not come while one has
    not happened. The earliest of those that are known is at least an upper bound: it
    was then, or before.

    Raises:
        InvalidFieldError: If *trigger* is no table of events.
        UnknownNameError: If it holds an event that the policy does not name.
    """
    if policy.start is None or trigger is None:
        return Started(trigger, floor=trigger)
    if not isinstance(trigger, Mapping):
        allowed = f"a table of {', '.join(policy.events)}"
        raise InvalidFieldError(policy.trigger, trigger, allowed)
    for name in trigger:
        if name not in policy.events:
            raise UnknownNameError("event", name, policy.events)
    zone = policy.counting.tz
    told: dict[str, Moment | bool | None] = {}
    known: dict[str, Moment] = {}
    later = False
    for name in policy.events:
        value = trigger.get(name)
        if isinstance(value, dt.date):
            local_ordinal(value, zone, name)
            if is_before(now, value, zone):
                later, value = True, False
            else:
                known[name] = value
        elif value not in {None, False}:
            raise InvalidFieldError(name, value, _EVENT)
        told[name] = value
    floor = _floor(trigger, told, zone)
    latest = policy.start is Start.LATEST
    unsure = _unsure(told, latest=latest)
    if not known or (latest and len(known) < len(policy.events)):
        return Started(None, tuple(told.items()), None, unsure, later, floor)
    choose = max if latest else min
    by = choose(known, key=lambda name: place_of(known[name], zone))
    return Started(known[by], tuple(told.items()), by, unsure, later, floor)


def _floor(
    trigger: Mapping[str, Any],
    told: Mapping[str, Moment | bool | None],
    zone: dt.tzinfo,
) -> Moment | None:
    """Return the first event of all; None where one that is not known may be it."""
    if None in told.values():
        return None
    moments = [one for one in trigger.values() if isinstance(one, dt.date)]
    return min(moments, key=lambda one: place_of(one, zone), default=None)


def _unsure(told: Mapping[str, Moment | bool | None], *, latest: bool) -> str | None:
    """Name the event that may decide and is not known, if there is one."""
    if latest and False in told.values():
        return None
    return next((name for name, value in told.items() if value is None), None)


def read_limit(policy: Terms, told: Any) -> Amount | Moment | None:
    """
    Return the limit that a case brings.

    Raises:
        InvalidFieldError: If the policy asks for none, or it is no limit.
    """
    if told is None:
        return None
    if policy.case_limit is None:
        allowed = f"None, because {policy.id!r} takes no limit of a case (case_limit)"
        raise InvalidFieldError("limit", told, allowed)
    if isinstance(told, dt.date):
        local_ordinal(told, policy.counting.tz, "limit")
        return told
    amount = read_amount(told, "limit") if isinstance(told, str) else told
    if type(amount) not in AMOUNTS:
        raise InvalidFieldError("limit", told, _A_LIMIT)
    policy.counting.check(amount)
    found: Amount = amount
    return found


def brought_limit(
    policy: Terms,
    start: Moment,
    brought: Amount | Moment,
    calendar: WorkCalendar | None,
) -> Basic:
    """
    Return the limit that a case brings, with the least and the most that it comes to.
    """
    says = policy.case_limit
    assert says is not None  # noqa: S101 - for type checkers
    amount: Any = brought
    due = None
    if isinstance(brought, dt.date):
        amount = None
        due = appointment(policy, start, brought, calendar, "limit")
    return Basic(policy.clause, amount, due, least=says.shortest, most=says.longest)
