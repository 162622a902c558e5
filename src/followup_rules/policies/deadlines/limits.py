"""
Which limit decides where several could, and which facts a policy takes.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from typing import Any, Final

from followup_rules.clauses import Clause, unknown_name
from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    DateOutOfRangeError,
    ImpossibleOrderError,
    InvalidFieldError,
    NotAnInstantError,
)
from followup_rules.policies.deadlines.terms import Case, Conflict, Terms
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import Deadline
from followup_rules.timing.cycles import DueDay
from followup_rules.timing.moments import (
    Moment,
    is_before,
    local_ordinal,
)

Limits = tuple[Clause, Deadline | None, tuple[tuple[str, Deadline], ...]]
"""The clause that decides, its bound, and what binds beside it by clause."""

NO_LIMIT: Final = (
    CalendarRequiredError,
    CalendarNotCoveredError,
    DateOutOfRangeError,
    NotAnInstantError,
)
"""Why the limits of several categories cannot be compared."""


def among(
    policy: Terms,
    cases: Iterable[Case],
    trigger: Moment,
    calendar: WorkCalendar | None,
) -> list[tuple[Clause, Deadline]]:
    """
    Return the limit of each of several cases.
    """
    count = policy.counting.deadline
    return [
        (case.clause, count(trigger, case.limit, calendar=calendar)) for case in cases
    ]


def strictest(
    policy: Terms,
    cases: Iterable[Case],
    trigger: Moment,
    calendar: WorkCalendar | None,
) -> Limits:
    """
    Let one of several limits decide: the strictest, unless told otherwise.
    """
    limits = among(policy, cases, trigger, calendar)
    if policy.conflict is not Conflict.FIRST_NAMED:
        limits.sort(
            key=lambda limit: limit[1].closing,
            reverse=policy.conflict is Conflict.LONGEST,
        )
    clause, deadline = limits[0]
    return clause, deadline, tuple((other.id, due) for other, due in limits[1:])


def appointment(
    policy: Terms,
    trigger: Moment,
    appointed: Moment,
    calendar: WorkCalendar | None,
    name: str = "appointed",
) -> Deadline:
    """
    Return the limit that a moment is: with a clock time that instant, else its day.

    Raises:
        ImpossibleOrderError: If it lies before *trigger*.
    """
    counting = policy.counting
    last = local_ordinal(appointed, counting.tz, name)
    if is_before(appointed, trigger, counting.tz):
        raise ImpossibleOrderError(policy.trigger, trigger, name, appointed)
    if isinstance(appointed, dt.datetime):
        return Deadline(last, appointed, counting.zone)
    return counting.ending(last, calendar=calendar)


def clause_of(
    policy: Terms,
    trigger: Moment | None,
    keys: tuple[str, ...],
    calendar: WorkCalendar | None,
) -> Clause:
    """
    Return the clause that an answer without a limit stands under.
    """
    if len(keys) == 1:
        return policy.case(keys[0]).clause
    if not keys or trigger is None:
        return policy.clause
    try:
        return strictest(policy, map(policy.case, keys), trigger, calendar)[0]
    except NO_LIMIT:
        return policy.clause


def named(policy: Terms, category: str | Collection[str] | None) -> tuple[str, ...]:
    """
    Return the categories of a call, each once, in the order of the text.
    """
    if category is None:
        return ()
    try:
        keys = (category,) if isinstance(category, str | bytes) else tuple(category)
    except TypeError:
        allowed = "a category or a collection of categories"
        raise InvalidFieldError("category", category, allowed) from None
    for key in keys:
        policy.case(key)
    if policy.conflict is Conflict.FIRST_NAMED and not isinstance(
        category, AbstractSet
    ):
        return tuple(dict.fromkeys(keys))
    return tuple(key for key in policy.categories if key in keys)


def check_given(
    policy: Terms,
    form: str | None,
    appointed: Moment | None,
    closed: Moment | None = None,
) -> None:
    """
    Refuse a form or a moment that nothing asks for, and a form unheard of.
    """
    if closed is not None and not policy.falls_due_at_close:
        allowed = (
            f"None, because {policy.id!r} has a limit, which closing does not move"
        )
        raise InvalidFieldError("closed", closed, allowed)
    if appointed is not None and not policy.self_set:
        allowed = f"None, because {policy.id!r} lets nobody set a time (self_set)"
        raise InvalidFieldError("appointed", appointed, allowed)
    if appointed is not None:
        local_ordinal(appointed, policy.counting.tz, "appointed")
    if form is None:
        return
    if not policy.forms:
        raise InvalidFieldError("form", form, "None, because any form counts")
    known = tuple(dict.fromkeys((*policy.forms, *policy.other_forms)))
    if form not in known:
        raise unknown_name("form", form, known, policy.clause)


def refuse_unused(policy: Terms) -> None:
    """
    Refuse fields of which one would go unused beside the others.

    Raises:
        InvalidFieldError: Naming the first such field.
    """
    cases, forms = bool(policy.cases), bool(policy.forms)
    brings = policy.case_limit is not None
    own = policy.limit is not None or cases or policy.self_set or brings
    checks: tuple[tuple[str, Any, bool, str], ...] = (
        ("limit", policy.limit, cases, "None, because each case has its own"),
        ("self_set", policy.self_set, cases, "False, because each case has a limit"),
        (
            "conflict",
            policy.conflict is not Conflict.STRICTEST and policy.conflict,
            len(policy.cases) <= 1,
            "Conflict.STRICTEST, without two cases",
        ),
        ("other_forms", policy.other_forms, not forms, "none, because any form counts"),
        ("case_limit", policy.case_limit, cases, "None, because each case has a limit"),
        (
            "self_set",
            policy.self_set,
            brings,
            "False, because the case brings its limit",
        ),
        ("extension", policy.extension, not own, "None, because there is no limit"),
        ("stopped_by", policy.stopped_by, not own, "none, because there is no limit"),
        ("ladder", policy.ladder, not own, "none, because there is no limit"),
        ("events", policy.events, policy.start is None, "none without a start"),
        (
            "start",
            policy.start,
            len(policy.events) <= 1,
            "None without two events, of which one starts the count",
        ),
        (
            "extension",
            policy.extension and policy.extension.no_longer_than_limit,
            policy.self_set or brings or isinstance(policy.limit, DueDay),
            "one that says how long, because the limit may be a day",
        ),
    )
    for name, given, unused, allowed in checks:
        if given and unused:
            raise InvalidFieldError(f"DeadlinePolicy.{name}", given, allowed)


def check_limits(policy: Terms) -> None:
    """
    Refuse limits that the convention could not count, or that could not stand still.

    Raises:
        InvalidFieldError: Naming what does not go.
    """
    brought = policy.case_limit
    bounds = () if brought is None else (brought.shortest, brought.longest)
    counting = policy.counting
    for limit in (policy.limit, *bounds, *(case.limit for case in policy.cases)):
        if limit is not None:
            counting.check(limit)
            if policy.stopped_by:
                from followup_rules.timing.counting.paused import (  # noqa: PLC0415 - most clocks never stop
                    check_paused,
                )

                check_paused(counting, limit)
    for step in policy.ladder:
        for length in (step.before_end, step.after_end):
            if length is not None:
                counting.check(length)
    says = policy.extension
    if says is None:
        return
    for more in (says.at_a_time, says.in_all, says.no_later_than):
        if more is not None:
            counting.check(more)
