"""
A host's rows into the cohort that is judged: what is usable, and what was known.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from attrs import frozen

from followup_rules.errors import ImpossibleOrderError, RowError
from followup_rules.fields import Flag, Optional, Words
from followup_rules.ledger import Row, falls_in, usable
from followup_rules.policies.quotas import QuotaPolicy
from followup_rules.books.rulebook import Rulebook
from followup_rules.rulebooks.repair.facts import (
    CHANNELS,
    PREMISES,
    ProblemFacts,
    RepairFacts,
    VisitFacts,
)
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.cycles import Period
from followup_rules.timing.moments import (
    UTC,
    as_instant,
    is_before,
    to_utc,
)
from followup_rules.verdicts import Basis, Status, Verdict

_QUOTAS = "visit_quota."

COMPLETE = frozenset({Status.MET, Status.NOT_APPLICABLE})
"""What the record of a complete visit comes to."""


def quotas_by_role(rules: Rulebook) -> dict[str, QuotaPolicy]:
    """
    Return the quotas by role.
    """
    return {
        rule_id.removeprefix(_QUOTAS): policy
        for rule_id, policy in rules.rules.items()
        if rule_id.startswith(_QUOTAS)
    }


# ------------------------------------------------------------------------- reading


@frozen
class _Read:
    """
    The usable rows, and what is wrong with the others.
    """

    repairs: tuple[RepairFacts, ...]
    visits: tuple[VisitFacts, ...]
    problems: dict[str, tuple[ProblemFacts, ...]]
    errors: tuple[RowError, ...]


def read(
    repairs: Iterable[RepairFacts], visits: Iterable[VisitFacts], rules: Rulebook
) -> _Read:
    """
    Check every row by itself and against the row it belongs to.
    """
    needs_person = any(quota.per_person for quota in quotas_by_role(rules).values())
    good_repairs = usable(
        "repair", repairs, lambda row: _check_repair(row, rules, needs_person)
    )
    by_id = {repair.id: repair for repair in good_repairs.rows}
    good_visits = usable("visit", visits, lambda row: _check_visit(row, rules, by_id))
    errors = [*good_repairs.errors, *good_visits.errors]
    problems = {}
    for visit in good_visits.rows:
        check = partial(_check_problem, rules, by_id[visit.repair_id])
        found = usable("problem", visit.problems, check)
        problems[visit.id] = found.rows
        errors += [error.but(row=f"{visit.id}/{error.row}") for error in found.errors]
    return _Read(good_repairs.rows, good_visits.rows, problems, tuple(errors))


def _check_repair(row: Row, rules: Rulebook, needs_person: bool) -> None:  # noqa: FBT001 - one of the rules
    """Check one repair."""
    deadline = rules["visit_deadline"]
    row.instant("completed_at", optional=True)
    if not isinstance(row.get("categories"), str | None):
        row.collection("categories")
    row.check("categories", lambda: deadline.is_always_owed(row.source.categories))
    row.one_of("premises", PREMISES)
    row.holds("owes_visit", Optional(Flag()))
    row.holds("responsible", Words() if needs_person else Optional(Words()))


def _check_visit(row: Row, rules: Rulebook, repairs: Mapping[str, RepairFacts]) -> None:
    """Check one visit, its order and its visitors."""
    repair_id = row.holds("repair_id", Words())
    repair = repairs.get(repair_id)
    if repair is None:
        raise row.error(
            "repair_id", repair_id, f"no usable repair {repair_id!r} in the ledger"
        )
    visited = row.instant("visited_at")
    completed = repair.completed_at
    if completed is None:
        problem = f"repair {repair.id!r} is not completed"
        raise row.error("visited_at", visited, problem)
    _in_order(row, "visited_at", ("completed_at", completed), visited)
    row.one_of("channel", CHANNELS)
    row.holds("reached", Flag())
    row.holds("closed", Flag())
    row.holds("registered", Optional(Flag()))
    for item in rules["visit_record"].items:
        row.holds(item.id, Optional(Flag()))
    for visitor in row.collection("visitors"):
        person = Row("visitor", row.id, visitor)
        person.holds("role", Words())
        person.holds("person", Optional(Words()))
    row.collection("problems")


def _check_problem(rules: Rulebook, repair: RepairFacts, row: Row) -> None:
    """Check one problem and the order of its facts."""
    notice = rules["rectification_notice"]
    found = row.instant("found_at")
    _in_order(row, "found_at", ("completed_at", repair.completed_at), found)
    if row.get("form") is not None:
        row.one_of("form", tuple(dict.fromkeys((*notice.forms, *notice.other_forms))))
    for field in ("notified_at", "rectified_at"):
        later = row.instant(field, optional=True)
        if later is not None:
            _in_order(row, field, ("found_at", found), later)


def _in_order(
    row: Row, field: str, earlier: tuple[str, Any], later: dt.datetime
) -> None:
    """Refuse a fact that lies before the one it follows."""
    name, value = earlier
    if is_before(later, value, UTC):
        raise row.error(
            field, later, str(ImpossibleOrderError(name, value, field, later))
        )


# ------------------------------------------------------------------------- sifting


@frozen
class Cohort:
    """
    The cohort and its visits, as known at the moment of judgement.

    `records` holds what each visit's record came to.
    """

    rules: Rulebook
    basis: Basis
    period: Period | None
    calendar: WorkCalendar | None
    cohort: tuple[RepairFacts, ...]
    visits: dict[str, list[VisitFacts]]
    problems: dict[str, tuple[ProblemFacts, ...]]
    records: dict[str, Status]
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


def sift(
    read: _Read,
    rules: Rulebook,
    basis: Basis,
    period: Period | None,
    calendar: WorkCalendar | None,
) -> Cohort:
    """
    Keep the repairs of the period and what was known of them.
    """
    now = as_instant(basis.as_of, "as_of")
    zone = rules["visit_deadline"].counting.tz
    later = outside = 0
    visits: dict[str, list[VisitFacts]] = {}
    cohort: list[RepairFacts] = []
    records: dict[str, Status] = {}
    for repair in read.repairs:
        completed = repair.completed_at
        if completed is None or is_before(now, completed, zone):
            later += completed is not None
        elif period is not None and not falls_in(completed, period, zone):
            outside += 1
        else:
            cohort.append(repair)
            visits[repair.id] = []
    by_id = {repair.id: repair for repair in cohort}
    for visit in sorted(read.visits, key=lambda row: to_utc(row.visited_at)):
        if is_before(now, visit.visited_at, zone):
            later += 1
        elif visit.repair_id in visits:
            visits[visit.repair_id].append(visit)
            records[visit.id] = _record(rules, basis, by_id[visit.repair_id], visit)
        else:
            outside += 1
    return Cohort(
        rules,
        basis,
        period,
        calendar,
        tuple(cohort),
        visits,
        read.problems,
        records,
        later,
        outside,
    )


def roles_of(visit: VisitFacts) -> tuple[str, ...]:
    """
    Return the roles present at a visit, each once, in the order named.
    """
    return tuple(dict.fromkeys(visitor.role for visitor in visit.visitors))


def items_of(
    rules: Rulebook, repair: RepairFacts, visit: VisitFacts
) -> tuple[dict[str, bool | None], tuple[str, ...]]:
    """
    Return what a visit's record says, and the circumstances.
    """
    items = {item.id: getattr(visit, item.id) for item in rules["visit_record"].items}
    return items, (visit.channel, repair.premises)


def _record(
    rules: Rulebook, basis: Basis, repair: RepairFacts, visit: VisitFacts
) -> Status:
    """Say what the record of a visit as a whole comes to."""
    items, around = items_of(rules, repair, visit)
    verdict: Verdict = rules["visit_record"].assess(
        items, circumstances=around, closed=visit.closed, basis=basis
    )
    return verdict.status
