"""
Client communication and follow-up of a cost-consulting firm (客户沟通与回访制度).
"""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, Final

from followup_rules.books.doors import check_rules
from followup_rules.books.rulebook import Rulebook
from followup_rules.rulebooks.consulting.facts import (
    PAPERS,
    Client,
    ClientReport,
    Opinion,
    Paper,
    Planned,
    Visit,
)
from followup_rules.rulebooks.consulting.text import RULES
from followup_rules.timing.calendars import WorkCalendar

if TYPE_CHECKING:
    from followup_rules.books.progress import Progress
    from followup_rules.policies.cadence import CadencePolicy
    from followup_rules.policies.checklists import ActorPolicy, ChecklistPolicy
    from followup_rules.policies.deadlines import DeadlinePolicy
    from followup_rules.policies.procedures import ProcedurePolicy
    from followup_rules.protocols.consulting import (
        ClientFacts,
        ClientReportFacts,
        OpinionFacts,
        PaperFacts,
        VisitFacts,
    )
    from followup_rules.reports import Report
    from followup_rules.timing.cycles import Period

REGULATION: Final = RULES.regulation
CLAUSES: Final = RULES.clauses
READINGS: Final = RULES.readings
DATA_KEEPER: Final["ActorPolicy"] = RULES["data_keeper"]
CLIENT_DATA: Final["ChecklistPolicy"] = RULES["client_data"]
CLIENT_FILE: Final["ChecklistPolicy"] = RULES["client_file"]
REPORT_RECIPIENTS: Final["ActorPolicy"] = RULES["report_recipients"]
QUARTERLY_REPORT: Final["CadencePolicy"] = RULES["quarterly_report"]
COMMUNICATION_FILING: Final["DeadlinePolicy"] = RULES["communication_filing"]
VISIT_ARRANGER: Final["ActorPolicy"] = RULES["visit_arranger"]
VISIT_TOPICS: Final["ChecklistPolicy"] = RULES["visit_topics"]
OPINION_ROUTING: Final["ProcedurePolicy"] = RULES["opinion_routing"]
OPINION_ACCEPTOR: Final["ActorPolicy"] = RULES["opinion_acceptor"]
FEEDBACK: Final["DeadlinePolicy"] = RULES["feedback"]
FEEDBACK_CONTENT: Final["ChecklistPolicy"] = RULES["feedback_content"]
MATERIAL_FILING: Final["DeadlinePolicy"] = RULES["material_filing"]


def assess(
    clients: Iterable["ClientFacts"] = (),
    *,
    reports: Iterable["ClientReportFacts"] = (),
    visits: Iterable["VisitFacts"] = (),
    opinions: Iterable["OpinionFacts"] = (),
    papers: Iterable["PaperFacts"] = (),
    plan: Collection[str] | None = None,
    as_of: dt.datetime,
    period: "Period",
    rules: Rulebook = RULES,
    calendar: WorkCalendar | None = None,
    progress: "Progress | None" = None,
) -> "Report":
    """
    Judge a consulting firm against every clause.

    Visits, opinions and papers of the period are judged one by one, clients whenever
    they were taken on; quarters are judged whole wherever they have a day in the
    period. What is dated after *as_of* is left out and counted; rows that cannot be
    judged are in the report's `row_errors`.

    Args:
        clients: The clients and their data, as `Client` lists them.
        reports: Reports on the clients.
        visits: Client visits.
        opinions: What clients said on them.
        papers: Records of communication, and material of visits.
        plan: The ids of the visits that the firm planned; None is not known.
        as_of: The moment of judgement.
        period: The days that are reported on, usually a quarter.
        rules: The rulebook, with whatever the host has changed.
        calendar: Needed only for limits in working days that a host has set.
        progress: Is told how many rows are done, of how many.

    Raises:
        NaiveTimeError, NotAnInstantError: If *as_of* is no aware datetime.
        InvalidFieldError: If another argument is not what it must be.
    """
    ledgers: dict[str, Iterable[Any]] = {
        "client": clients,
        "report": reports,
        "visit": visits,
        "opinion": opinions,
        "document": papers,
    }
    if plan is not None:
        from followup_rules.ledgers.bare import as_rows  # noqa: PLC0415 - for a plan

        ledgers["planned"] = as_rows("plan", plan, Planned)
    return check_rules(rules, RULES).assess(
        ledgers, as_of=as_of, period=period, calendar=calendar, progress=progress
    )


__all__ = [
    "CLAUSES",
    "CLIENT_DATA",
    "CLIENT_FILE",
    "COMMUNICATION_FILING",
    "DATA_KEEPER",
    "FEEDBACK",
    "FEEDBACK_CONTENT",
    "MATERIAL_FILING",
    "OPINION_ACCEPTOR",
    "OPINION_ROUTING",
    "PAPERS",
    "QUARTERLY_REPORT",
    "READINGS",
    "REGULATION",
    "REPORT_RECIPIENTS",
    "RULES",
    "VISIT_ARRANGER",
    "VISIT_TOPICS",
    "Client",
    "ClientReport",
    "Opinion",
    "Paper",
    "Visit",
    "assess",
]
