"""
Arts. 1a, 1e, 2, 3 and 4: who came, when, what was done, and what followed.
"""

from collections.abc import Collection, Iterator

from followup_rules.rulebooks.repair.cohort import (
    COMPLETE,
    Cohort,
    items_of,
    roles_of,
)
from followup_rules.rulebooks.repair.facts import RepairFacts, VisitFacts
from followup_rules.timing.moments import UTC, is_before
from followup_rules.verdicts import Status, Subject, Verdict, note

_MAYBE_COMPLETE = COMPLETE | {Status.UNDETERMINED}


def visitors(case: Cohort) -> Iterator[Verdict]:
    """
    Art. 1a: who came.
    """
    rule = case.rules["visitors"]
    for _, visit in case.met:
        subject = Subject("visit", visit.id)
        yield rule.assess(roles_of(visit), subject=subject, basis=case.basis)


def registers(case: Cohort) -> Iterator[Verdict]:
    """
    Art. 1e: the register entry of each visit.
    """
    rule = case.rules["registration"]
    for _, visit in case.met:
        yield rule.assess(
            {"registered": visit.registered},
            closed=visit.closed,
            subject=Subject("visit", visit.id),
            basis=case.basis,
        )


def deadlines(case: Cohort) -> Iterator[Verdict]:
    """
    Art. 2: the first contact of each role, or that there was none.

    A contact of which nobody recorded who came may be one of any role.
    """
    allowed = case.rules["visitors"].allowed
    for repair in case.cohort:
        visits = case.visits[repair.id]
        failed = sum(not visit.reached for visit in visits)
        notes = (note("failed_attempts", count=failed),) if failed else ()
        reached = [visit for visit in visits if visit.reached]
        seen = [visit for visit in reached if {*allowed}.intersection(roles_of(visit))]
        nameless = [visit for visit in reached if not visit.visitors]
        judged = [
            verdict
            for role in allowed
            if (verdict := _contact(case, repair, role, seen, nameless)) is not None
        ]
        if not judged:
            owed = bool(seen) or _owed(case, repair)
            judged = [_settled(case, repair, None, None, nameless, owed=owed)]
        for verdict in judged:
            yield verdict.with_notes(*notes)


def _contact(
    case: Cohort,
    repair: RepairFacts,
    role: str,
    seen: list[VisitFacts],
    nameless: list[VisitFacts],
) -> Verdict | None:
    """Judge the first contact of a role that stops the clock, or that may."""
    own = [visit for visit in seen if role in roles_of(visit)]
    if case.rules["visit_deadline"].incomplete_counts:
        sure = maybe = next(iter(own), None)
    else:
        sure = _first(case, own, COMPLETE)
        maybe = _first(case, own, _MAYBE_COMPLETE)
    if maybe is None:
        return None
    found = _settled(case, repair, role, sure, nameless)
    if maybe is sure or found.status is Status.UNDETERMINED:
        return found
    if timing(case, repair, maybe, role=role).status is found.status:
        return found
    unknown = timing(case, repair, None, role=role, doubtful="record")
    return unknown.with_notes(note("contact_uncertain", visit=maybe.id))


def _settled(
    case: Cohort,
    repair: RepairFacts,
    role: str | None,
    sure: VisitFacts | None,
    nameless: list[VisitFacts],
    *,
    owed: bool | None = True,
) -> Verdict:
    """Judge a contact, or none, unless one of unrecorded visitors may change it."""
    found = timing(case, repair, sure, role=role, owed=owed)
    any_record = case.rules["visit_deadline"].incomplete_counts
    for visit in nameless:
        counts = any_record or case.records[visit.id] in _MAYBE_COMPLETE
        if sure is not None and not (
            counts and is_before(visit.visited_at, sure.visited_at, UTC)
        ):
            continue
        as_if = timing(case, repair, visit if counts else None, role=role)
        if as_if.status is not found.status:
            unknown = timing(case, repair, None, role=role, doubtful="roles")
            return unknown.with_notes(note("visitors_unrecorded", visits=(visit.id,)))
    return found


def _first(
    case: Cohort, visits: list[VisitFacts], states: Collection[Status]
) -> VisitFacts | None:
    """Return the first visit whose record is in one of some states."""
    return next((visit for visit in visits if case.records[visit.id] in states), None)


def timing(
    case: Cohort,
    repair: RepairFacts,
    visit: VisitFacts | None,
    *,
    role: str | None = None,
    owed: bool | None = True,
    doubtful: str | None = None,
) -> Verdict:
    """
    Judge the time of one visit, or of none.
    """
    verdict: Verdict = case.rules["visit_deadline"].assess(
        repair.completed_at,
        None if visit is None else visit.visited_at,
        category=repair.categories,
        owed=owed,
        doubtful=doubtful,
        calendar=case.calendar,
        subject=Subject("repair", repair.id, role),
        basis=case.basis,
    )
    return verdict


def _owed(case: Cohort, repair: RepairFacts) -> bool | None:
    """Say whether a repair without a visit owes one; None is not known."""
    rule = case.rules["visit_deadline"]
    if repair.owes_visit or rule.is_always_owed(repair.categories):
        return True
    unknown = rule.always_owed and not repair.categories
    return None if unknown else repair.owes_visit


def records(case: Cohort) -> Iterator[Verdict]:
    """
    Art. 3: each of the five items of each visit.
    """
    for repair, visit in case.met:
        items, around = items_of(case.rules, repair, visit)
        yield from case.rules["visit_record"].assess_each(
            items,
            circumstances=around,
            closed=visit.closed,
            subject=Subject("visit", visit.id),
            basis=case.basis,
        )


def notices(case: Cohort) -> Iterator[Verdict]:
    """
    Art. 4: the written notice of each problem, and its rectification.
    """
    for _, visit in case.met:
        for problem in case.problems[visit.id]:
            subject = Subject("problem", f"{visit.id}/{problem.id}")
            yield case.rules["rectification_notice"].assess(
                problem.found_at,
                problem.notified_at,
                form=problem.form,
                calendar=case.calendar,
                subject=subject,
                basis=case.basis,
            )
            yield case.rules["rectification"].assess(
                problem.found_at,
                problem.rectified_at,
                calendar=case.calendar,
                subject=subject,
                basis=case.basis,
            )
