"""
Follow-up visits after property repairs (维修回访工作制度).

>>> import pendulum
>>> from followup_rules.rulebooks import repair
>>> done = pendulum.datetime(2026, 3, 2, 16, 30, tz="Asia/Shanghai")
>>> repair.VISIT_DEADLINE.due(done, category="safety_facility").last_day
Date(2026, 3, 4)
>>> repair.VISIT_QUOTAS["office"].required(population=7)
1
"""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from followup_rules.books.doors import check_rules
from followup_rules.books.rulebook import Rulebook
from followup_rules.lazily import import_lazily
from followup_rules.rulebooks.repair.contacts import ContactDuty
from followup_rules.rulebooks.repair.crediting import JointVisit
from followup_rules.rulebooks.repair.facts import (
    CHANNELS,
    PREMISES,
    Problem,
    Repair,
    Visit,
    Visitor,
)
from followup_rules.rulebooks.repair.settling import Settlement
from followup_rules.rulebooks.repair.text import RULES
from followup_rules.tables import Table
from followup_rules.timing.calendars import WorkCalendar

if TYPE_CHECKING:
    from followup_rules.books.progress import Progress
    from followup_rules.policies.checklists import ActorPolicy, ChecklistPolicy
    from followup_rules.policies.deadlines import DeadlinePolicy
    from followup_rules.policies.quotas import QuotaPolicy
    from followup_rules.protocols.repair import RepairFacts, VisitFacts
    from followup_rules.reports import Report
    from followup_rules.rulebooks.repair.planning import Plan, PlannedVisit, plan
    from followup_rules.timing.cycles import Period
else:
    __getattr__ = import_lazily(
        __name__, {"planning": ("Plan", "PlannedVisit", "plan")}
    )

REGULATION: Final = RULES.regulation
CLAUSES: Final = RULES.clauses
READINGS: Final = RULES.readings
VISITORS: Final["ActorPolicy"] = RULES["visitors"]
VISIT_DEADLINE: Final["DeadlinePolicy"] = RULES["visit_deadline"]
VISIT_QUOTAS: Final["Table[QuotaPolicy]"] = Table(
    {role: RULES[f"visit_quota.{role}"] for role in VISITORS.allowed}, kind="role"
)
REGISTRATION: Final["ChecklistPolicy"] = RULES["registration"]
VISIT_RECORD: Final["ChecklistPolicy"] = RULES["visit_record"]
RECTIFICATION_NOTICE: Final["DeadlinePolicy"] = RULES["rectification_notice"]
RECTIFICATION: Final["DeadlinePolicy"] = RULES["rectification"]


def assess(
    repairs: Iterable["RepairFacts"],
    visits: Iterable["VisitFacts"] = (),
    *,
    as_of: dt.datetime,
    period: "Period | None" = None,
    rules: Rulebook = RULES,
    calendar: WorkCalendar | None = None,
    progress: "Progress | None" = None,
) -> "Report":
    """
    Judge a ledger of repairs and visits against every clause.

    The cohort is the repairs completed in *period*, with all their visits, whenever
    those took place. What was not known at *as_of* is left out and counted. Rows that
    cannot be judged are in the report's `row_errors`.

    Args:
        repairs: The repairs, as `Repair` lists them.
        visits: Their visits and failed attempts, as `Visit` lists them.
        as_of: The moment of judgement.
        period: The days of completion that are reported on; None is all.
        rules: The rulebook, with whatever the host has changed.
        calendar: Needed only under readings that ask for working days.
        progress: Is told how many rows are done, of how many.

    Raises:
        NaiveTimeError, NotAnInstantError: If *as_of* is no aware datetime.
        InvalidFieldError: If another argument is not what it must be.
    """
    return check_rules(rules, RULES).assess(
        {"repair": repairs, "visit": visits},
        as_of=as_of,
        period=period,
        calendar=calendar,
        progress=progress,
    )


__all__ = [
    "CHANNELS",
    "CLAUSES",
    "PREMISES",
    "READINGS",
    "RECTIFICATION",
    "RECTIFICATION_NOTICE",
    "REGISTRATION",
    "REGULATION",
    "RULES",
    "VISITORS",
    "VISIT_DEADLINE",
    "VISIT_QUOTAS",
    "VISIT_RECORD",
    "ContactDuty",
    "JointVisit",
    "Plan",
    "PlannedVisit",
    "Problem",
    "Repair",
    "Settlement",
    "Visit",
    "Visitor",
    "assess",
    "plan",
]
