"""
Facts and rules into a report, clause by clause.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    ImpossibleOrderError,
)
from followup_rules.fields import Flag, Optional, Words
from followup_rules.ledger import Row, Usable, usable
from followup_rules.policies.quotas import JointVisit, QuotaPolicy, Settlement
from followup_rules.reports import Report
from followup_rules.rulebook import Rulebook
from followup_rules.rulebooks.repair.facts import (
    ProblemFacts,
    RepairFacts,
    VisitFacts,
)
from followup_rules.rulebooks.repair.rules import RULES
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.cycles import Period
from followup_rules.timing.moments import is_before, local_ordinal, to_utc, zone_of
from followup_rules.verdicts import (
    Basis,
    Reason,
    Status,
    Subject,
    Verdict,
    decides,
    note,
)

PREMISES = ("in_home", "common_area")
CHANNELS = ("on_site", "phone")
_QUOTAS = "visit_quota."


def assess(
    repairs: Iterable[RepairFacts],
    visits: Iterable[VisitFacts],
    *,
    as_of: dt.datetime,
    period: Period | None = None,
    rules: Rulebook = RULES,
    calendar: WorkCalendar | None = None,
) -> Report:
    """
    Judge a ledger of repairs and visits against every clause.

    The cohort is the repairs completed in *period*, with all their visits, whenever
    those took place. What is dated after *as_of* is left out and counted. Rows that
    cannot be judged are in the report's `row_errors`.

    Args:
        repairs: The repairs; see `facts.RepairFacts`.
        visits: Their visits and failed attempts; see `facts.VisitFacts`.
        as_of: The moment of judgement.
        period: The days of completion that are reported on; None is all.
        rules: The rulebook, with whatever the host has changed.
        calendar: Needed only under readings that ask for working days.

    Raises:
        NaiveTimeError, NotAnInstantError: If *as_of* is no aware datetime.
    """
    basis = rules.basis(as_of, calendar=calendar)
    read = _read(tuple(repairs), tuple(visits), rules)
    case = _sift(read, rules, basis, period, calendar)
    errors = (*read.repairs.errors, *read.visits.errors)
    verdicts = [
        *_visitors(case),
        *_quotas(case, unusable=len(read.repairs.errors)),
        *_registers(case),
        *_deadlines(case),
        *_records(case),
        *_notices(case),
    ]
    left_out = {
        "later_facts": case.later,
        "outside_period": case.outside,
    }
    return rules.report(verdicts, basis, row_errors=errors, left_out=left_out)


# ------------------------------------------------------------------------- reading


@frozen
class _Read:
    """
    The usable rows and the others.
    """

    repairs: Usable[RepairFacts]
    visits: Usable[VisitFacts]


def _read(
    repairs: tuple[RepairFacts, ...], visits: tuple[VisitFacts, ...], rules: Rulebook
) -> _Read:
    """Check every row by itself and against the row it belongs to."""
    deadline = rules["visit_deadline"]
    needs_person = any(quota.per_person for quota in _quota_policies(rules).values())

    def check_repair(row: Row) -> None:
        row.instant("completed_at", optional=True)
        row.check("categories", lambda: deadline.is_always_owed(row.source.categories))
        row.one_of("premises", PREMISES)
        row.holds("owes_visit", Flag())
        row.holds("responsible", Words() if needs_person else Optional(Words()))

    good_repairs = usable("repair", repairs, check_repair)
    by_id = {repair.id: repair for repair in good_repairs.rows}

    def check_visit(row: Row) -> None:
        repair = by_id.get(row.get("repair_id"))
        if repair is None:
            raise row.error(
                "repair_id",
                row.source.repair_id,
                f"no usable repair {row.source.repair_id!r} in the ledger",
            )
        visited = row.instant("visited_at")
        if repair.completed_at is None:
            raise row.error(
                "visited_at", visited, f"repair {repair.id!r} is not completed"
            )
        _in_order(row, "visited_at", ("completed_at", repair.completed_at), visited)
        _check_visit_fields(row, rules)

    return _Read(good_repairs, usable("visit", visits, check_visit))


def _check_visit_fields(row: Row, rules: Rulebook) -> None:
    """Check the fields of a visit that stand by themselves."""
    row.one_of("channel", CHANNELS)
    row.holds("reached", Flag())
    row.holds("closed", Flag())
    row.holds("registered", Optional(Flag()))
    for item in rules["visit_record"].items:
        row.holds(item.id, Optional(Flag()))
    for visitor in row.get("visitors"):
        person = Row("visitor", row.id, visitor)
        person.holds("role", Words())
        person.holds("person", Optional(Words()))
    for problem in row.get("problems"):
        _check_problem(
            Row("problem", f"{row.id}/{getattr(problem, 'id', '?')}", problem), rules
        )


def _check_problem(row: Row, rules: Rulebook) -> None:
    """Check one problem and the order of its facts."""
    notice = rules["rectification_notice"]
    found = row.instant("found_at")
    if row.get("form") is not None:
        row.one_of("form", (*notice.forms, *notice.other_forms))
    for field in ("notified_at", "rectified_at"):
        later = row.instant(field, optional=True)
        if later is not None:
            _in_order(row, field, ("found_at", found), later)


def _in_order(
    row: Row, field: str, earlier: tuple[str, dt.datetime | None], later: object
) -> None:
    """Refuse a fact that lies before the one it follows."""
    name, value = earlier
    if is_before(later, value, zone_of("UTC")):  # type: ignore[arg-type]
        raise row.error(
            field, later, str(ImpossibleOrderError(name, value, field, later))
        )


# ------------------------------------------------------------------------- sifting


@frozen
class _Case:
    """
    The cohort and its visits, as known at the moment of judgement.
    """

    rules: Rulebook
    basis: Basis
    period: Period | None
    calendar: WorkCalendar | None
    cohort: tuple[RepairFacts, ...]
    visits: dict[str, list[VisitFacts]]
    later: int
    outside: int

    @property
    def met(self) -> Iterator[tuple[RepairFacts, VisitFacts]]:
        """
        Every visit at which somebody was met, with its repair.
        """
        for repair in self.cohort:
            for visit in self.visits[repair.id]:
                if visit.reached:
                    yield repair, visit


def _sift(
    read: _Read,
    rules: Rulebook,
    basis: Basis,
    period: Period | None,
    calendar: WorkCalendar | None,
) -> _Case:
    """Keep the repairs of the period and what was known of them."""
    now = basis.as_of
    zone = zone_of(rules["visit_deadline"].counting.zone)
    later = outside = 0
    visits: dict[str, list[VisitFacts]] = {}
    cohort: list[RepairFacts] = []
    for repair in read.repairs.rows:
        completed = repair.completed_at
        if completed is None or is_before(now, completed, zone):  # type: ignore[arg-type]
            later += completed is not None
        elif period is not None and not _within(completed, period, zone):
            outside += 1
        else:
            cohort.append(repair)
            visits[repair.id] = []
    for visit in sorted(read.visits.rows, key=lambda row: to_utc(row.visited_at)):
        if is_before(now, visit.visited_at, zone):  # type: ignore[arg-type]
            later += 1
        elif visit.repair_id in visits:
            visits[visit.repair_id].append(visit)
        else:
            outside += 1
    return _Case(rules, basis, period, calendar, tuple(cohort), visits, later, outside)


def _within(instant: dt.datetime, period: Period, zone: dt.tzinfo) -> bool:
    """Say whether an instant falls on a day of the period."""
    day = local_ordinal(instant, zone, "completed_at")
    return period.first.toordinal() <= day <= period.last.toordinal()


# ------------------------------------------------------------------ articles 1a, 1e


def _roles(visit: VisitFacts) -> tuple[str, ...]:
    """Return the roles present at a visit, each once, in the order named."""
    return tuple(dict.fromkeys(visitor.role for visitor in visit.visitors))


def _visitors(case: _Case) -> Iterator[Verdict]:
    """Art. 1a: who came."""
    rule = case.rules["visitors"]
    for _, visit in case.met:
        subject = Subject("visit", visit.id)
        yield rule.assess(_roles(visit), subject=subject, basis=case.basis)


def _registers(case: _Case) -> Iterator[Verdict]:
    """Art. 1e: the register entry of each visit."""
    rule = case.rules["registration"]
    for _, visit in case.met:
        yield rule.assess(
            {"registered": visit.registered},
            closed=visit.closed,
            subject=Subject("visit", visit.id),
            basis=case.basis,
        )


# ------------------------------------------------------------------------ article 2


def _deadlines(case: _Case) -> Iterator[Verdict]:
    """Art. 2: the first contact of each role, or that there was none."""
    rule = case.rules["visit_deadline"]
    for repair in case.cohort:
        attempts = [visit for visit in case.visits[repair.id] if not visit.reached]
        notes = _attempt_notes(attempts)
        contacts = _contacts(case, repair)
        for role, visit in contacts.items():
            verdict = rule.assess(
                repair.completed_at,
                visit.visited_at,
                category=repair.categories,
                calendar=case.calendar,
                subject=Subject("repair", repair.id, role),
                basis=case.basis,
            )
            yield verdict.with_notes(*notes)
        if not contacts:
            owed = repair.owes_visit or rule.is_always_owed(repair.categories)
            verdict = rule.assess(
                repair.completed_at,
                category=repair.categories,
                owed=owed,
                calendar=case.calendar,
                subject=Subject("repair", repair.id),
                basis=case.basis,
            )
            yield verdict.with_notes(*notes)


def _attempt_notes(attempts: list[VisitFacts]) -> tuple[Reason, ...]:
    """Say that attempts met nobody."""
    return (note("failed_attempts", count=len(attempts)),) if attempts else ()


def _contacts(case: _Case, repair: RepairFacts) -> dict[str, VisitFacts]:
    """Return the first contact of each role that may visit and stops the clock."""
    allowed = case.rules["visitors"].allowed
    first: dict[str, VisitFacts] = {}
    for visit in case.visits[repair.id]:
        if visit.reached and _stops_clock(case, repair, visit):
            for role in _roles(visit):
                if role in allowed:
                    first.setdefault(role, visit)
    return {role: first[role] for role in allowed if role in first}


def _stops_clock(case: _Case, repair: RepairFacts, visit: VisitFacts) -> bool:
    """Say whether a contact counts for the time limit."""
    if case.rules["visit_deadline"].incomplete_counts:
        return True
    return _record(case, repair, visit).status is Status.MET


# ------------------------------------------------------------------------ article 3


def _record(case: _Case, repair: RepairFacts, visit: VisitFacts) -> Verdict:
    """Judge the record of a visit as a whole."""
    rule = case.rules["visit_record"]
    verdict: Verdict = rule.assess(
        {item.id: getattr(visit, item.id) for item in rule.items},
        circumstances=(visit.channel, repair.premises),
        closed=visit.closed,
        subject=Subject("visit", visit.id),
        basis=case.basis,
    )
    return verdict


def _records(case: _Case) -> Iterator[Verdict]:
    """Art. 3: each of the five items of each visit."""
    rule = case.rules["visit_record"]
    for repair, visit in case.met:
        yield from rule.assess_each(
            {item.id: getattr(visit, item.id) for item in rule.items},
            circumstances=(visit.channel, repair.premises),
            closed=visit.closed,
            subject=Subject("visit", visit.id),
            basis=case.basis,
        )


# -------------------------------------------------------------------- articles 1b-1d


def _quota_policies(rules: Rulebook) -> dict[str, QuotaPolicy]:
    """Return the quotas by role."""
    return {
        rule_id.removeprefix(_QUOTAS): policy
        for rule_id, policy in rules.rules.items()
        if rule_id.startswith(_QUOTAS)
    }


@frozen
class _Settling:
    """
    When the quotas are final, and why that may not be known.
    """

    at: dt.datetime | None
    ends: dt.datetime | None
    problem: Reason | None


def _quotas(case: _Case, *, unusable: int) -> Iterator[Verdict]:
    """Arts. 1b to 1d: each role's share."""
    notes: tuple[Reason, ...] = ()
    if unusable:
        notes = (note("rows_in_error", count=unusable),)
    policies = _quota_policies(case.rules)
    reached = [
        repair
        for repair in case.cohort
        if any(_counts(case, role, quota, repair) for role, quota in policies.items())
    ]
    union = note("union_coverage", union=len(reached), population=len(case.cohort))
    for role, quota in policies.items():
        settling = _settling(case, quota)
        if quota.per_person:
            people = dict.fromkeys(repair.responsible for repair in case.cohort)
            for person in people:
                own = [repair for repair in case.cohort if repair.responsible == person]
                yield _quota(case, role, quota, own, settling, str(person)).with_notes(
                    *notes
                )
        else:
            verdict = _quota(case, role, quota, list(case.cohort), settling, role)
            yield verdict.with_notes(union, *_self_visits(case, role), *notes)


def _quota(
    case: _Case,
    role: str,
    quota: QuotaPolicy,
    repairs: list[RepairFacts],
    settling: _Settling,
    subject_id: str,
) -> Verdict:
    """Judge one role, or one person in it, on a set of repairs."""
    sure = [repair for repair in repairs if _counts(case, role, quota, repair)]
    in_time = [
        repair
        for repair in sure
        if _counts(case, role, quota, repair, before=settling.at)
    ]
    unsure = [
        repair
        for repair in repairs
        if repair not in sure and _counts(case, role, quota, repair, unknown=True)
    ]
    verdict = quota.assess(
        len(repairs),
        len(sure),
        visited_in_time=len(in_time),
        uncertain=len(unsure),
        settles=settling.at,
        ends=settling.ends,
        breakdown=_breakdown(role, repairs, sure),
        subject=Subject(
            "quota",
            subject_id,
            role,
            "all" if case.period is None else str(case.period),
        ),
        basis=case.basis,
    )
    unsettled = verdict.status in {Status.BREACHED, Status.LATE}
    if settling.problem is not None and unsettled:
        return evolve(verdict, status=Status.UNDETERMINED, reasons=(settling.problem,))
    return verdict


def _breakdown(
    role: str, repairs: list[RepairFacts], sure: list[RepairFacts]
) -> tuple[tuple[str, int, int], ...]:
    """Count by the person responsible, for that role alone."""
    if role != "repair_responsible":
        return ()
    people = sorted({repair.responsible for repair in repairs if repair.responsible})
    return tuple(
        (
            person,
            sum(repair.responsible == person for repair in repairs),
            sum(repair.responsible == person for repair in sure),
        )
        for person in people
    )


def _self_visits(case: _Case, role: str) -> tuple[Reason, ...]:
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


def _settling(case: _Case, quota: QuotaPolicy) -> _Settling:
    """Return when a quota is final."""
    rule = case.rules["visit_deadline"]
    zone = rule.counting.zone
    ends = None if case.period is None else case.period.closes(zone)
    bounds = [] if ends is None else [ends]
    problem: Reason | None = None
    if quota.settles is Settlement.LAST_DEADLINE:
        for repair in case.cohort:
            try:
                due = rule.due(
                    repair.completed_at,
                    category=repair.categories,
                    calendar=case.calendar,
                )
            except CalendarRequiredError:
                problem = decides("calendar_missing")
            except CalendarNotCoveredError as error:
                problem = decides(
                    "calendar_not_covered",
                    day=error.day,
                    first=error.first,
                    last=error.last,
                )
            else:
                bounds.append(due.closes)
    return _Settling(max(bounds, default=None), ends, problem)


def _counts(
    case: _Case,
    role: str,
    quota: QuotaPolicy,
    repair: RepairFacts,
    *,
    before: dt.datetime | None = None,
    unknown: bool = False,
) -> bool:
    """Say whether a role visited a repair in a way that counts, or may count."""
    return any(
        visit.reached
        and role in _credited(quota, visit)
        and (before is None or is_before(visit.visited_at, before, zone_of("UTC")))
        and _good_enough(case, quota, repair, visit, unknown=unknown)
        for visit in case.visits[repair.id]
    )


def _credited(quota: QuotaPolicy, visit: VisitFacts) -> tuple[str, ...]:
    """Return the roles that a visit counts for."""
    roles = _roles(visit)
    if len(roles) == 1 or quota.joint is JointVisit.EVERY_ROLE:
        return roles
    return roles[:1] if quota.joint is JointVisit.FIRST_NAMED else ()


def _good_enough(
    case: _Case,
    quota: QuotaPolicy,
    repair: RepairFacts,
    visit: VisitFacts,
    *,
    unknown: bool,
) -> bool:
    """Say whether a visit is registered, complete and timely enough to count."""
    accepted = {True, None} if unknown else {True}
    if not quota.count_unregistered and visit.registered not in accepted:
        return False
    if not quota.count_incomplete:
        record = _record(case, repair, visit).status
        if record is not Status.MET and not (unknown and record is Status.UNDETERMINED):
            return False
    if quota.count_late:
        return True
    timing = case.rules["visit_deadline"].assess(
        repair.completed_at,
        visit.visited_at,
        category=repair.categories,
        calendar=case.calendar,
        basis=case.basis,
    )
    return timing.status is Status.MET


# ------------------------------------------------------------------------ article 4


def _notices(case: _Case) -> Iterator[Verdict]:
    """Art. 4: the written notice of each problem, and its rectification."""
    for _, visit in case.met:
        for problem in visit.problems:
            subject = Subject("problem", f"{visit.id}/{problem.id}")
            yield _notice(case, problem, subject)
            yield case.rules["rectification"].assess(
                problem.found_at,
                problem.rectified_at,
                subject=subject,
                basis=case.basis,
            )


def _notice(case: _Case, problem: ProblemFacts, subject: Subject) -> Verdict:
    """Judge one notice."""
    verdict: Verdict = case.rules["rectification_notice"].assess(
        problem.found_at,
        problem.notified_at,
        form=problem.form,
        calendar=case.calendar,
        subject=subject,
        basis=case.basis,
    )
    return verdict
