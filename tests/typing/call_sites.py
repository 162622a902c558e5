"""
Front-line call sites, checked by mypy and never run.
"""

import datetime as dt
from collections.abc import Iterable
from typing import assert_type

import pendulum

import followup_rules
from followup_rules.books.rulebook import Rulebook
from followup_rules.policies.checklists import ActorPolicy, ChecklistPolicy
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.policies.quotas import QuotaPolicy
from followup_rules.receipts import Replay
from followup_rules.reports import Report
from followup_rules.rulebooks import repair
from followup_rules.rulebooks.repair import Repair, Visit
from followup_rules.timing.counting import Deadline
from followup_rules.timing.cycles import Period, month
from followup_rules.verdicts import Reason, Status, Verdict, VerdictData

DAY = dt.date(2026, 3, 2)
NOW = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)


def deadlines() -> None:
    """By when, and was it?"""
    assert_type(repair.VISIT_DEADLINE, DeadlinePolicy)
    due = repair.VISIT_DEADLINE.due(DAY, category="leak")
    assert_type(due, Deadline)
    assert_type(due.last_day, pendulum.Date)
    assert_type(due.closes, pendulum.DateTime)
    assert_type(due.closes_included, bool)
    assert_type(due.met_by(NOW), bool)
    assert_type(str(due), str)

    verdict = repair.VISIT_DEADLINE.assess(
        NOW, pendulum.instance(NOW), category={"leak", "general"}, as_of=NOW
    )
    assert_type(verdict, Verdict)
    assert_type(verdict.status, Status)
    assert_type(verdict.clause.id, str)
    assert_type(verdict.is_violation, bool)
    assert_type(verdict.explain("zh"), str)
    assert_type(verdict.reasons, tuple[Reason, ...])
    assert_type(verdict.to_dict(), VerdictData)
    assert_type(verdict.require(), Verdict)


def quotas() -> None:
    """How many?"""
    assert_type(repair.VISIT_QUOTAS["office"], QuotaPolicy)
    assert_type(repair.VISIT_QUOTAS["office"].required(population=7), int)
    assert_type(repair.VISIT_QUOTAS["office"].shortfall(7, 0), int)
    assert_type(repair.VISIT_QUOTAS["office"].assess(7, 0), Verdict)


def checklists() -> None:
    """What must a record hold, and who may act?"""
    assert_type(repair.VISIT_RECORD, ChecklistPolicy)
    assert_type(repair.VISIT_RECORD.missing({"signed": None}), tuple[str, ...])
    assert_type(repair.VISIT_RECORD.missing(["signed"]), tuple[str, ...])
    assert_type(repair.VISIT_RECORD.assess_each({"signed": True}), tuple[Verdict, ...])
    assert_type(repair.VISITORS, ActorPolicy)
    assert_type(repair.VISITORS.allows({"office"}), bool)


def ledgers(repairs: Iterable[Repair], visits: list[Visit]) -> None:
    """A whole ledger, and a changed rulebook."""
    march = month(2026, 3)
    assert_type(march, Period)
    report = repair.assess(repairs, visits, as_of=NOW, period=march)
    assert_type(report, Report)
    assert_type(report.violations, tuple[Verdict, ...])
    assert_type(report.by_clause(), dict[str, dict[Status, int]])
    assert_type(report.where(status=Status.LATE), Report)

    stricter = repair.RULES.replace("rectification", repair.RECTIFICATION)
    assert_type(stricter, Rulebook)
    assert_type(stricter.choose("A-66", "EVERY_REPAIR"), Rulebook)
    assert_type(stricter.in_force("A-66"), str | None)
    assert_type(stricter.replay(report.verdicts[0].receipt()), Replay)
    repair.assess(repairs, visits, as_of=NOW, rules=stricter)


def front_door() -> None:
    """Names of the front door have their types."""
    status: Status = followup_rules.Status.MET
    assert_type(status.in_language("zh"), str)
    assert_type(followup_rules.Days(2).n, int)


def wrong_calls(repairs: list[Repair], visits: list[Visit]) -> None:
    """What a type checker must refuse."""
    repair.assess(repairs, visits)  # type: ignore[call-arg]
    repair.assess(repairs, visits, NOW)  # type: ignore[call-arg]
    repair.assess(visits, repairs, as_of=NOW)  # type: ignore[arg-type]
    repair.assess(repairs, visits, as_of="2026-04-01")  # type: ignore[arg-type]
    repair.assess(repairs, visits, as_of=NOW, period="2026-03")  # type: ignore[arg-type]
    repair.VISIT_DEADLINE.due("2026-03-02", category="leak")  # type: ignore[arg-type]
    repair.VISIT_DEADLINE.limit = None  # type: ignore[misc]
    repair.VISIT_QUOTAS["office"].required("7")  # type: ignore[arg-type]
    repair.VISIT_RECORD.missing(3)  # type: ignore[arg-type]
    repair.RULES.replace("visitors", "office")  # type: ignore[arg-type]
    repair.Visit(id="V1", repair_id="R1", visitors=[])  # type: ignore[call-arg]
    followup_rules.Nothing  # type: ignore[attr-defined]  # noqa: B018 - the access is the error
