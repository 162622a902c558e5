"""
What a deadline comes to: judged against its bound, or without one.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from followup_rules.clauses import Clause, Force
from followup_rules.errors import (
    ImpossibleOrderError,
    InvalidFieldError,
    NaiveTimeError,
    NotADayError,
    NotAnInstantError,
)
from followup_rules.exact import as_flag
from followup_rules.policies.deadlines.limits import (
    NO_LIMIT,
    Limits,
    among,
)
from followup_rules.policies.deadlines.terms import Terms
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import Deadline
from followup_rules.timing.cycles import Limit
from followup_rules.timing.moments import (
    Moment,
    has_passed,
    is_before,
    refuse_disorder,
)
from followup_rules.verdicts import Reason, decides, note

Reasons = tuple[Reason, ...]
MET: Final[Reasons] = (decides("done_in_time"),)
LATE: Final[Reasons] = (decides("done_late"),)
PENDING: Final[Reasons] = (decides("not_due_yet"),)
BREACHED: Final[Reasons] = (decides("not_done"),)
IN_TIME: Final = (MET,)
TOO_LATE: Final = (LATE, BREACHED)
NO_CATEGORY: Final = (Reason("fact_missing", params=(("fact", "category"),)),)
ABSENT: Final = (decides("trigger_absent"),)
_NOT_SELECTED: Final = (decides("not_selected"),)
LATER: Final = (note("later_fact"),)
_OPEN_ENDED: Final = Force.OPEN_ENDED


def unknown(fact: str) -> Reasons:
    """
    Name a fact without which there is no answer.
    """
    return (decides("fact_missing", fact=fact),)


def against_limit(deadline: Deadline, done: Moment | None, now: dt.datetime) -> Reasons:
    """
    Judge what has a limit.
    """
    if done is None:
        if deadline.met_by(now):
            return PENDING
        return BREACHED
    try:
        return MET if deadline.met_by(done) else LATE
    except NotAnInstantError:
        raise NotAnInstantError("done", done) from None


def as_known(
    policy: Terms,
    now: dt.datetime,
    trigger: Moment | None,
    done: Moment | None,
    closed: Moment | None,
    *,
    early: bool = False,
) -> tuple[Moment | None, Moment | None, Moment | None, Reasons]:
    """
    Leave out what was not known yet, and refuse an impossible order.
    """
    if not isinstance(early, bool):
        raise InvalidFieldError("early_counts", early, "True or False")
    zone = policy.counting.tz
    notes: Reasons = ()
    try:
        if closed is not None and not early:
            refuse_disorder(zone, (policy.trigger, trigger), ("closed", closed))
        if done is not None:
            is_early = trigger is not None and is_before(done, trigger, zone)
            if is_early and not early:
                raise ImpossibleOrderError(policy.trigger, trigger, "done", done)
            if is_before(now, done, zone):
                done, notes = None, LATER
        if done is None and trigger is not None and is_before(now, trigger, zone):
            trigger, notes = None, LATER
        if closed is not None and not has_passed(closed, now, zone):
            closed = None
    except (NaiveTimeError, NotADayError) as error:
        facts = {policy.trigger: trigger, "done": done, "closed": closed}
        name = next(name for name, value in facts.items() if value is error.got)
        raise error.but(field=name) from None
    return trigger, done, closed, notes


def undecidable(
    policy: Terms,
    trigger: Moment | None,
    done: Moment | None,
    keys: tuple[str, ...],
    form: str | None,
    owed: bool | None,  # noqa: FBT001 - a fact
    doubtful: str | None,
) -> Reasons | None:
    """
    Answer what no limit decides: nothing owed, nothing begun, a fact missing.
    """
    if owed is not True:
        as_flag("owed", owed)
    if doubtful is not None and not isinstance(doubtful, str):
        raise InvalidFieldError("doubtful", doubtful, "a fact, or None")
    if owed is False:
        return _NOT_SELECTED
    if trigger is None:
        return ABSENT
    if owed is None:
        return unknown("owed")
    if policy.cases and not keys:
        return NO_CATEGORY
    if policy.forms and done is not None and form is None:
        return unknown("form")
    return None if doubtful is None else unknown(doubtful)


def without_limit(policy: Terms, done: Moment | None, closed: Moment | None) -> Reasons:
    """
    Judge a duty without a limit: it falls due when the matter closes.
    """
    if policy.case_limit is not None:
        return (decides("no_limit_brought"),)
    if policy.self_set and policy.limit is None:
        return (decides("no_appointment"),)
    if done is not None:
        if closed is not None and is_before(closed, done, policy.counting.tz):
            return (decides("done_after_close"),)
        return (decides("done_without_limit"),)
    if closed is not None:
        return (decides("not_done_at_close"),)
    return (decides("open_without_limit"),)


def in_any_category(
    policy: Terms,
    trigger: Moment,
    done: Moment | None,
    form: str | None,
    doubtful: str | None,
    now: dt.datetime,
    calendar: WorkCalendar | None,
) -> tuple[Deadline | None, Reasons]:
    """
    Say what comes to the same in every category, with the limit that tells.
    """
    if doubtful is not None or (policy.forms and done is not None and form is None):
        return None, NO_CATEGORY
    counted = done if not policy.forms or form in policy.forms else None
    try:
        limits = among(policy, policy.cases, trigger, calendar)
        every = sorted(
            zip((due for _, due in limits), policy.cases, strict=True),
            key=lambda limit: (limit[0].closing, limit[0].instant is not None),
        )
        for (deadline, case), which, enough in (
            (every[0], "shortest_limit", IN_TIME),
            (every[-1], "longest_limit", TOO_LATE),
        ):
            found = against_limit(deadline, counted, now)
            if found in enough:
                notes = (
                    *on_form(policy, counted, done),
                    *hosts_own(policy.clause, case.limit),
                )
                return deadline, (*found, note(which), *notes)
    except NO_LIMIT:
        pass
    return None, NO_CATEGORY


def on_form(policy: Terms, counted: Moment | None, done: Moment | None) -> Reasons:
    """
    Remark on what was done in a form that does not count.
    """
    if counted is done:
        return ()
    return (note("form_not_accepted", accepted=policy.forms),)


def hosts_own(clause: Clause, limit: Limit | None) -> Reasons:
    """
    Say of a limit on an open-ended duty who set it.
    """
    if clause.timing is _OPEN_ENDED:
        return (note("limit_set_by_host", limit=limit),)
    return ()


def remarks(
    policy: Terms,
    limits: Limits,
    trigger: Moment | None,
    keys: tuple[str, ...],
    calendar: WorkCalendar | None,
) -> Iterator[Reason]:
    """
    Say which limits bind besides, and which one the text does not set.
    """
    clause, deadline, others = limits
    if others:
        yield note("other_limits", others=tuple(clause_id for clause_id, _ in others))
    if deadline is None or trigger is None or (policy.cases and not keys):
        return
    if clause.timing is _OPEN_ENDED:
        found = among(policy, map(policy.case, keys), trigger, calendar)
        alike = (
            policy.case(key).limit
            for key, limit in zip(keys, found, strict=True)
            if limit == limits[:2]
        )
        yield note("limit_set_by_host", limit=next(alike, policy.limit))
