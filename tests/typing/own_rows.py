"""
A host's own classes are rows as they are; checked by mypy and never run.
"""

import copy
import datetime as dt
import sys
from dataclasses import dataclass, field
from typing import assert_type

import attrs

from followup_rules.protocols.repair import (
    ProblemFacts,
    RepairFacts,
    VisitFacts,
    VisitorFacts,
)
from followup_rules.rulebooks import repair
from followup_rules.verdicts import Policy

NOW = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)


@dataclass
class WorkOrder:
    """
    A repair in a host's own words, with more than the rules ask.
    """

    id: str
    categories: list[str]
    completed_at: dt.datetime | None
    responsible: str | None
    owes_visit: bool
    premises: str
    invoice: float = 0.0


@dataclass
class Person:
    """
    A visitor.
    """

    role: str
    person: str


@dataclass
class Defect:
    """
    A problem that was found.
    """

    id: str
    found_at: dt.datetime
    notified_at: dt.datetime | None = None
    form: str | None = None
    rectified_at: dt.datetime | None = None


@dataclass
class Call:
    """
    A visit.
    """

    id: str
    repair_id: str
    visited_at: dt.datetime
    visitors: list[Person]
    channel: str = "on_site"
    reached: bool = True
    looked_on_site: bool | None = None
    asked_about_service: bool | None = None
    asked_for_suggestions: bool | None = None
    charges_checked: bool | None = None
    signed: bool | None = None
    registered: bool | None = None
    closed: bool = True
    problems: list[Defect] = field(default_factory=list)


@dataclass
class Unfinished:
    """
    A row that lacks what the rules ask.
    """

    id: str


def own_rows_will_do(orders: list[WorkOrder], calls: list[Call]) -> None:
    """Classes with the attributes satisfy the protocols, mutable or not."""
    repair.assess(orders, calls, as_of=NOW)
    row: RepairFacts = orders[0]
    visit: VisitFacts = calls[0]
    visitor: VisitorFacts = calls[0].visitors[0]
    problem: ProblemFacts = calls[0].problems[0]
    print(row, visit, visitor, problem)  # noqa: T201 - a use of the names


def the_small_classes_will_do_too(
    order: repair.Repair, call: repair.Visit, who: repair.Visitor, what: repair.Problem
) -> None:
    """Our own classes satisfy the protocols as well."""
    facts: tuple[RepairFacts, VisitFacts, VisitorFacts, ProblemFacts]
    facts = (order, call, who, what)
    print(facts)  # noqa: T201 - a use of the name


def corrected(visit: repair.Visit) -> None:
    """A changed copy of a row is a row; mypy follows the standard library's way alone."""
    attrs.evolve(visit, signed=True)  # type: ignore[misc]
    if sys.version_info >= (3, 13):
        assert_type(copy.replace(visit, signed=True), repair.Visit)
        copy.replace(visit, signed="x")  # type: ignore[arg-type]


def others_will_not(rows: list[Unfinished], calls: list[Call]) -> None:
    """A row that lacks attributes is refused before it runs."""
    repair.assess(rows, calls, as_of=NOW)  # type: ignore[arg-type]
    row: RepairFacts = rows[0]  # type: ignore[assignment]
    print(row)  # noqa: T201 - a use of the name


def policies_are_policies() -> tuple[Policy, ...]:
    """Every kind has an id, a clause, a name and a party."""
    return (
        repair.VISIT_DEADLINE,
        repair.VISIT_QUOTAS["office"],
        repair.VISIT_RECORD,
        repair.VISITORS,
    )
