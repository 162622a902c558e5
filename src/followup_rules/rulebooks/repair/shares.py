"""
Arts. 1b to 1d: each role's share of the repairs.
"""

import datetime as dt
from collections.abc import Collection, Iterator

from attrs import evolve, frozen

from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    MissingFactError,
)
from followup_rules.policies.quotas import JointVisit, QuotaPolicy, Settlement
from followup_rules.rulebooks.repair.cohort import (
    COMPLETE,
    Cohort,
    quotas_by_role,
    roles_of,
)
from followup_rules.rulebooks.repair.facts import RepairFacts, VisitFacts
from followup_rules.rulebooks.repair.visits import timing
from followup_rules.timing.counting import Deadline
from followup_rules.timing.moments import UTC, is_before
from followup_rules.verdicts import (
    Reason,
    Status,
    Subject,
    Verdict,
    calendar_reason,
    note,
)

_RESPONSIBLE = "repair_responsible"


@frozen
class _Settling:
    """
    When a quota is final, and for want of which fact that may be later.
    """

    at: dt.datetime | None
    ends: dt.datetime | None
    fact: str | None = None
    notes: tuple[Reason, ...] = ()


@frozen
class _Standing:
    """
    Whether a role visited one repair in a way that counts, or may count.
    """

    repair: RepairFacts
    sure: bool
    in_time: bool
    maybe: bool
    maybe_in_time: bool


def quotas(case: Cohort, *, unusable: int) -> Iterator[Verdict]:
    """
    Arts. 1b to 1d: each role's share.
    """
    left_out = (note("rows_in_error", count=unusable),) if unusable else ()
    policies = quotas_by_role(case.rules)
    settling = {quota.settles: _settling(case, quota) for quota in policies.values()}
    standings = {
        role: [
            _standing(case, role, quota, repair, settling[quota.settles].at)
            for repair in case.cohort
        ]
        for role, quota in policies.items()
    }
    reached = {
        standing.repair.id
        for rows in standings.values()
        for standing in rows
        if standing.sure
    }
    union = note("union_coverage", union=len(reached), population=len(case.cohort))
    for role, quota in policies.items():
        final = settling[quota.settles]
        if quota.per_person and case.cohort:
            for person, own in _by_person(standings[role]).items():
                verdict = _quota(case, role, quota, own, final, person)
                yield verdict.with_notes(*left_out)
        else:
            verdict = _quota(case, role, quota, standings[role], final, role)
            notes = (union, *_self_visits(case, role), *left_out)
            yield verdict.with_notes(*notes)


def counted(case: Cohort, role: str, quota: QuotaPolicy) -> frozenset[str]:
    """
    Return the ids of the repairs that a role visited in a way that counts.
    """
    rows = (_standing(case, role, quota, repair, None) for repair in case.cohort)
    return frozenset(row.repair.id for row in rows if row.sure)


def _by_person(standings: list[_Standing]) -> dict[str, list[_Standing]]:
    """Group repairs by the person responsible, in the order they occur."""
    people: dict[str, list[_Standing]] = {}
    for standing in standings:
        people.setdefault(str(standing.repair.responsible), []).append(standing)
    return people


def _quota(
    case: Cohort,
    role: str,
    quota: QuotaPolicy,
    standings: list[_Standing],
    final: _Settling,
    subject_id: str,
) -> Verdict:
    """Judge one role, or one person in it, on a set of repairs."""
    cell = None if case.period is None else str(case.period)
    verdict = quota.assess(
        len(standings),
        sum(row.sure for row in standings),
        visited_in_time=sum(row.in_time for row in standings),
        uncertain=sum(row.maybe and not row.sure for row in standings),
        uncertain_in_time=sum(
            row.maybe_in_time and not row.in_time for row in standings
        ),
        settles=final.at,
        settling_fact=final.fact,
        ends=final.ends,
        breakdown=_breakdown(standings) if role == _RESPONSIBLE else (),
        subject=Subject("quota", subject_id, role, cell),
        basis=case.basis,
    )
    if verdict.status is not Status.UNDETERMINED:
        return verdict
    return verdict.with_notes(*final.notes, *_unrecorded(case, standings))


def _unrecorded(case: Cohort, standings: list[_Standing]) -> tuple[Reason, ...]:
    """Name the visits that may count if it were known who came."""
    visits = tuple(
        visit.id
        for row in standings
        if row.maybe and not row.sure
        for visit in case.visits[row.repair.id]
        if visit.reached and not visit.visitors
    )
    return (note("visitors_unrecorded", visits=visits),) if visits else ()


def _breakdown(standings: list[_Standing]) -> tuple[tuple[str, int, int], ...]:
    """Count by the person responsible, where that is known."""
    people = _by_person([row for row in standings if row.repair.responsible])
    return tuple(
        (person, len(rows), sum(row.sure for row in rows))
        for person, rows in sorted(people.items())
    )


def _self_visits(case: Cohort, role: str) -> tuple[Reason, ...]:
    """Remark visits by the person who did the repair."""
    count = sum(
        any(
            visitor.role == role
            and visitor.person is not None
            and visitor.person == repair.responsible
            for visitor in visit.visitors
        )
        for repair, visit in case.met
    )
    return (note("self_visit", count=count),) if count else ()


def _settling(case: Cohort, quota: QuotaPolicy) -> _Settling:
    """Return when a quota is final."""
    rule = case.rules["visit_deadline"]
    ends = None if case.period is None else case.period.closes(rule.counting.zone)
    if quota.settles is Settlement.PERIOD_END:
        return _Settling(ends, ends)
    bounds: list[dt.datetime] = [] if ends is None else [ends]
    fact: str | None = None
    notes: tuple[Reason, ...] = ()
    for repair in case.cohort:
        try:
            due = rule.due(
                repair.completed_at, category=repair.categories, calendar=case.calendar
            )
        except MissingFactError as error:
            fact = error.fact
        except (CalendarRequiredError, CalendarNotCoveredError) as error:
            fact = "calendar"
            notes = (evolve(calendar_reason(error), decides=False),)
        else:
            bounds.append(_first_too_late(due))
    return _Settling(max(bounds, default=None), ends, fact, notes)


def _first_too_late(due: Deadline) -> dt.datetime:
    """Return the first instant that is too late."""
    return due.closes + due.closes_included * dt.timedelta(microseconds=1)


def _standing(
    case: Cohort,
    role: str,
    quota: QuotaPolicy,
    repair: RepairFacts,
    settles: dt.datetime | None,
) -> _Standing:
    """Say how a role stands on one repair."""
    sure = in_time = maybe = maybe_in_time = False
    for visit in case.visits[repair.id]:
        credited = _credited(case, role, quota, repair, visit)
        if not visit.reached or credited is False:
            continue
        counts = _counts(case, quota, repair, visit)
        if counts and credited is None:
            counts = None
        early = settles is None or is_before(visit.visited_at, settles, UTC)
        sure |= counts is True
        in_time |= counts is True and early
        maybe |= counts is None
        maybe_in_time |= counts is None and early
    return _Standing(repair, sure, in_time, maybe, maybe_in_time)


def _credited(
    case: Cohort, role: str, quota: QuotaPolicy, repair: RepairFacts, visit: VisitFacts
) -> bool | None:
    """
    Say whether a visit is one of this role, or, per person, of this person.

    None where nobody recorded who came.
    """
    if not visit.visitors:
        return None
    if quota.per_person:
        own = {None, repair.responsible}
        if not any(v.role == role and v.person in own for v in visit.visitors):
            return False
    allowed = case.rules["visitors"].allowed
    roles = [present for present in roles_of(visit) if present in allowed]
    if len(roles) > 1 and quota.joint is not JointVisit.EVERY_ROLE:
        roles = roles[:1] if quota.joint is JointVisit.FIRST_NAMED else []
    return role in roles


def _counts(
    case: Cohort, quota: QuotaPolicy, repair: RepairFacts, visit: VisitFacts
) -> bool | None:
    """Say whether a visit is registered, complete and timely enough to count."""
    facts: list[bool | None] = []
    if not quota.count_unregistered:
        facts.append(visit.registered)
    if not quota.count_incomplete:
        facts.append(_known(case.records[visit.id], COMPLETE))
    if not quota.count_late:
        status = timing(case, repair, visit).status
        facts.append(_known(status, {Status.MET}))
    if False in facts:
        return False
    return None if None in facts else True


def _known(status: Status, good: Collection[Status]) -> bool | None:
    """Say whether a status is a good one; None where it is not known."""
    return None if status is Status.UNDETERMINED else status in good
