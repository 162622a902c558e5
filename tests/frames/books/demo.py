"""
A regulation of a host's own that asks of its rows all that the closed language can.
"""

import datetime as dt
from typing import Annotated, Any

from followup_rules.books.feeds import Actors, Checklist, Deadline
from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Clause, Regulation, Text
from followup_rules.ledgers.facts import ledger_of, row, said
from followup_rules.ledgers.values import Id
from followup_rules.policies.checklists import ActorPolicy, ChecklistPolicy, Item
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.tables import Table
from followup_rules.timing.amounts import Days, Hours
from followup_rules.verdicts import Policy

CLAUSE = Clause(id="WARD-1", en="call the patient", zh="电话回访")
QUESTIONS = {
    "first_call": "first call.called_at",
    "last_answered": "last call.called_at where answered",
    "any_answered": "any call where answered",
    "all_answered": "all call where (answered and not by is nurse)",
    "late_call": "first call.called_at after left_at",
    "either": "urgent or closed_at has happened",
}


@row("discharge", "discharge", "出院", placed="left_at")
class Discharge:
    """A patient who went home."""

    id: str
    left_at: dt.datetime = said("when the patient left", "出院时间")
    urgent: bool | None = said("whether it is urgent", "是否紧急")
    closed_at: dt.datetime | None = said("when it was closed", "结案", after="left_at")
    entered_at: dt.datetime | None = None


@row("call", "call", "电话", placed="called_at", owner="discharge_id", counts_if="real")
class Call:
    """A call to a patient."""

    id: str
    discharge_id: Annotated[str, Id("discharge")] = said("the discharge", "出院记录")
    called_at: dt.datetime = said("when", "时间")
    answered: bool | None = said("whether it was answered", "是否接通")
    by: str | None = said("the role of who called", "角色")
    real: bool = said("whether it was a call at all", "是否有效", default=True)
    entered_at: dt.datetime | None = None


def _deadline(rule_id: str, limit: Days | Hours) -> DeadlinePolicy:
    """Return a rule by when to call."""
    return DeadlinePolicy(
        id=rule_id,
        clause=CLAUSE,
        name=Text("the call", "回访"),
        owed_by="ward",
        trigger="left_at",
        limit=limit,
    )


RULES: tuple[Policy, ...] = (
    *(_deadline(name, Days(2)) for name in ("first_call", "last_answered")),
    *(
        _deadline(name, Hours(48))
        for name in ("any_answered", "all_answered", "late_call", "either")
    ),
    ChecklistPolicy(
        id="record",
        clause=CLAUSE,
        name=Text("the record", "记录"),
        owed_by="ward",
        items=(Item(key="answered", clause=CLAUSE, name=Text("answer", "接通")),),
    ),
    ActorPolicy(
        id="caller",
        clause=CLAUSE,
        name=Text("the caller", "致电人"),
        owed_by="ward",
        allowed=("nurse",),
    ),
)
_DISCHARGE: dict[str, Any] = {"each": "discharge", "since": "left_at"}
FEEDS = {
    **{
        name: Deadline(**_DISCHARGE, done=QUESTIONS[name])
        for name in ("first_call", "last_answered")
    },
    **{
        name: Deadline(**_DISCHARGE, done="closed_at", owed=QUESTIONS[name])
        for name in ("any_answered", "all_answered", "late_call", "either")
    },
    "record": Checklist(
        each="call",
        where="real",
        closed="discharge.closed_at has happened",
    ),
    "caller": Actors(each="call", where="discharge.urgent", by="by"),
}
WARD = Rulebook(
    regulation=Regulation(
        code="WARD", edition="1", title=Text("Ward", "病区"), source="made for a test"
    ),
    clauses=(CLAUSE,),
    readings=(),
    rules=Table((rule.id, rule) for rule in RULES),
    feeds=Table(FEEDS),
    ledgers=Table((one.kind, one) for one in map(ledger_of, (Discharge, Call))),
)
