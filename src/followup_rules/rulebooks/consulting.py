"""
Client communication and follow-up of a cost-consulting firm (客户沟通与回访制度).

Source: a published rule of a consulting firm, edition of 2021-05-24, seven articles.
Checked with: Civil Code art. 200 for what a quarter is.

Not encoded: COST-3, which refers to other rules of the firm.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Annotated, Any, Final

from followup_rules.books.conditions import By
from followup_rules.books.judging import Judging
from followup_rules.books.rulebook import Rulebook, check_rules
from followup_rules.books.text import (
    actors,
    cadence,
    checklist,
    clause,
    deadline,
    procedure,
    reading,
    regulation,
    word,
)
from followup_rules.clauses import Force, Text
from followup_rules.fields import Name
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import OneOf, Role
from followup_rules.policies.cadence import CountedBy
from followup_rules.policies.procedures import TooEarly
from followup_rules.tables import Table
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.cycles import Cycle
from followup_rules.timing.moments import Moment

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


CLERK: Final = "records_clerk"
MANAGER: Final = "manager_in_charge"
FIRM: Final = "firm"
PROMPTLY: Final = Force.OPEN_ENDED
Actor = Annotated[str, Role()]

# ------------------------------------------------------------------------- the facts


@row("client", "client", "客户")
class Client:
    """
    One client and its basic data; None and a blank both mean that it is not on file.
    """

    id: str
    keeper: Actor | None = said(
        "the role that keeps the data", "资料保管人", default=None
    )
    name: str | None = said("name", "名称", default=None)
    address: str | None = said("address", "地址", default=None)
    postcode: str | None = said(
        "postcode; a text, it may begin with 0", "邮政编码", default=None
    )
    contact: str | None = said("contact person", "联系人", default=None)
    telephone: str | None = said("telephone number", "联系电话", default=None)
    electronic_file: bool | None = said(
        "whether there is an electronic file", "是否有电子档案", default=None
    )
    closed: bool = said("whether the client was taken on", "是否已承接", default=True)
    entered_at: dt.datetime | None = None


@row("report", "report", "汇报", placed="reported_at")
class ClientReport:
    """
    One report on the clients.
    """

    id: str
    reported_at: Moment = said("the time of the report", "汇报时间")
    reporter: Actor | None = said("who reported", "汇报人", default=None)
    recipient: Actor | None = said("who was reported to", "汇报对象", default=None)
    about: dt.date | None = said(
        "a day of the period it is about", "所属期间", default=None
    )
    entered_at: dt.datetime | None = None


@row("planned", "visit in the firm's plan", "列入计划的回访")
class Planned:
    """
    One visit in the firm's plan, by the number of the visit.
    """

    id: str
    entered_at: dt.datetime | None = None


@row("visit", "visit", "回访", placed="visited_at")
class Visit:
    """
    One client visit; the four topics are yes, no or not known.
    """

    id: str
    client_id: Name = said("the client", "所属客户")
    visited_at: Moment = said("the time of the visit", "回访时间")
    service_quality: bool | None = said(
        "whether service was asked about", "是否了解服务质量", default=None
    )
    competence_and_ethics: bool | None = said(
        "whether competence and ethics were asked about",
        "是否了解执业水平及职业操守",
        default=None,
    )
    satisfaction: bool | None = said(
        "whether satisfaction was asked about", "是否了解满意程度", default=None
    )
    opinions_and_suggestions: bool | None = said(
        "whether opinions and suggestions were asked for",
        "是否征询意见和建议",
        default=None,
    )
    closed: bool = said("whether the file is closed", "是否办结", default=True)
    entered_at: dt.datetime | None = None


@row("opinion", "opinion", "意见", placed="given_at")
class Opinion:
    """
    What a client said on a visit.
    """

    id: str
    given_at: Moment = said("the time it was given", "提出时间")
    accepted_at: Moment | None = said(
        "the time it was accepted", "受理时间", after="given_at", default=None
    )
    accepted_by: Actor | None = said("who accepted it", "受理人", default=None)
    feedback_at: Moment | None = said(
        "the time of the feedback", "反馈时间", after="given_at", default=None
    )
    improvement: bool | None = said(
        "whether an improvement was proposed", "是否提出改进意见", default=None
    )
    closed_at: Moment | None = said(
        "the time the file was closed", "办结时间", after="given_at", default=None
    )
    entered_at: dt.datetime | None = None


PAPERS: Final = OneOf(
    Table(
        {
            "communication": Text("communication", "沟通记录"),
            "material": Text("visit material", "回访资料"),
        }
    )
)


@row("document", "document", "文件", placed="made_at", named_by="kind")
class Paper:
    """
    A record of communication, or a piece of material.
    """

    id: str
    kind: Annotated[str, PAPERS] = said("kind", "种类")
    made_at: Moment = said("the time it was made", "形成时间")
    filed_at: Moment | None = said(
        "the time it was filed", "归档时间", after="made_at", default=None
    )
    closed_at: Moment | None = said(
        "the time the file was closed", "办结时间", after="made_at", default=None
    )
    entered_at: dt.datetime | None = None


# ---------------------------------------------------------------- what must be derived


def arranger(case: Judging, visit: Visit) -> str | None:
    """
    Say who arranged a visit; None where the firm keeps no plan.
    """
    if not case.is_kept("planned"):
        return None
    planned = case.once("planned", lambda: {one.id for one in case.known("planned")})
    return FIRM if visit.id in planned else "somebody_else"


# -------------------------------------------------------------------------- the text

RULES: Final = regulation(
    "COST",
    "2021",
    "Client communication and follow-up of a cost-consulting firm",
    "造价咨询公司客户沟通与回访制度",
    clause(
        "1a",
        "The records clerk keeps the clients' basic data.",
        "客户基本资料由资料员管理。",
        actors(
            "data_keeper",
            "the keeping of the client's data",
            "客户基本资料的管理",
            owed_by=CLERK,
            allowed=(CLERK,),
            each=Client,
            by="keeper",
        ),
    ),
    clause(
        "1b",
        "The basic data hold at least name, address, postcode, contact person and telephone.",
        "每位客户至少要有五项资料：单位名称、联系地址、邮编、联系人和电话。",
        checklist(
            "client_data",
            "the client's basic data",
            "客户基本资料",
            reading(
                "A-64a",
                "open_list",
                ("Are the five data all there are?", "“等”字如何理解？"),
                (
                    "The list ends in 'and so on': five are owed, more may be kept.",
                    "列举后有“等”字：五项为最低要求，可以增加。",
                ),
                MINIMUM_SET=True,
                CLOSED_LIST=False,
            ),
            owed_by=CLERK,
            each=Client,
            closed="closed",
            filled=True,
            open_list=True,
            items={
                "name": ("the name", "客户名称"),
                "address": ("the address", "地址"),
                "postcode": ("the postcode", "邮政编码"),
                "contact": ("the contact person", "联系人"),
                "telephone": ("the telephone", "电话"),
            },
        ),
    ),
    clause(
        "2a",
        "The records clerk opens an electronic file for each client.",
        "资料员为每位客户建立电子档案。",
        checklist(
            "client_file",
            "the client's file",
            "客户档案",
            owed_by=CLERK,
            each=Client,
            closed="closed",
            items={"electronic_file": ("the electronic file", "电子档案")},
        ),
    ),
    clause(
        "2b",
        "Once a quarter the records clerk reports on the clients to the manager in charge.",
        "资料员每季度就客户管理情况向主管人员汇报一次。",
        actors(
            "report_recipients",
            "the one reported to",
            "汇报对象",
            owed_by=CLERK,
            allowed=(MANAGER,),
        ),
        cadence(
            "quarterly_report",
            "the report on the clients",
            "客户管理情况汇报",
            reading(
                "A-23",
                "cycle",
                ("Is a quarter the calendar quarter?", "“每季度”是否指自然季度？"),
                (
                    "Once in each quarter assigns one to each; surplus is not carried over.",
                    "“每季度”即各季度一次；多余的不结转。",
                ),
                CALENDAR_QUARTER=Cycle.QUARTER,
            ),
            reading(
                "A-69",
                "by",
                ("Which quarter does a report belong to?", "汇报归属哪一季度？"),
                (
                    "The clerk reports in each quarter, whatever the report is about.",
                    "按“每季度汇报”，以汇报日期为准。",
                ),
                DATE_OF_THE_REPORT=CountedBy.REPORT_DATE,
                PERIOD_COVERED=CountedBy.PERIOD_COVERED,
            ),
            owed_by=CLERK,
            cycle=Cycle.QUARTER,
            of=ClientReport,
            counts="reporter is one of owed_by of quarterly_report and recipient is one of allowed of report_recipients",
            about="about",
            subject=("firm", ""),
        ),
    ),
    clause(
        "3",
        "Communication during a job follows the firm's own rules.",
        "业务进行中的沟通依照事务所的其他制度。",
        not_computed=(
            "It refers to rules of the firm that are not part of this text.",
            "所指制度不在本文之内。",
        ),
    ),
    clause(
        "4",
        "Records of communication go to the records clerk, who files them.",
        "沟通记录交由资料员归档。",
        deadline(
            "communication_filing",
            "the filing of the communication record",
            "沟通记录的归档",
            reading(
                "A-68",
                "limit",
                ("When is filing overdue?", "何时须归档？"),
                (
                    "The text sets no time: it is open until the matter closes, and a breach from then on.",
                    "原文未规定时限：事项办结前不作违反论，办结后仍未归档的为违反。",
                ),
                rules=("communication_filing", "material_filing"),
                WHEN_THE_MATTER_IS_CLOSED=None,
            ),
            owed_by=CLERK,
            each=Paper,
            where="kind is communication",
            since="made_at",
            done="filed_at",
            closed="closed_at",
        ),
        timing=PROMPTLY,
    ),
    clause(
        "5a",
        "Client visits are arranged centrally by the firm.",
        "对客户的回访由公司统一列入计划。",
        actors(
            "visit_arranger",
            "the arrangement of the visit",
            "回访的安排",
            reading(
                "A-64c",
                "allowed",
                (
                    "Who arranges visits, and who is the firm?",
                    "“事务所统一安排”如何认定？",
                ),
                (
                    "The firm is the company; a visit is arranged by it when its plan lists it.",
                    "事务所即本公司；列入其回访计划的，为统一安排。",
                ),
                IN_THE_FIRMS_PLAN=(FIRM,),
            ),
            owed_by=FIRM,
            allowed=(FIRM,),
            each=Visit,
            by=By(arranger, reads=("planned",)),
        ),
    ),
    clause(
        "5b",
        "A visit covers the quality of the service, the practitioners' competence and ethics, the client's satisfaction, and the client's opinions and suggestions.",
        "每次回访须谈到四个方面：服务质量如何，人员的水平与操守如何，客户是否满意，客户有何意见和建议。",
        checklist(
            "visit_topics",
            "the visit",
            "回访内容",
            reading(
                "A-64b",
                "least",
                ("How many topics does a visit cover?", "回访内容为几项？"),
                (
                    "The text sets four apart; each of the two double ones counts once.",
                    "原文分列四项，其中两项各含两点，各计一项。",
                ),
                ALL_FOUR=None,
            ),
            owed_by=FIRM,
            each=Visit,
            closed="closed",
            items={
                "service_quality": ("the quality of the service", "业务质量"),
                "competence_and_ethics": (
                    "the practitioners' competence and ethics",
                    "执业水平与职业操守",
                ),
                "satisfaction": ("the client's satisfaction", "客户满意度"),
                "opinions_and_suggestions": (
                    "the client's opinions and suggestions",
                    "客户意见及建议",
                ),
            },
        ),
    ),
    clause(
        "6a",
        "The manager in charge takes up what the client said.",
        "客户意见由主管人员受理。",
        procedure(
            "opinion_routing",
            "the handling of the opinion",
            "客户意见的处理",
            owed_by=MANAGER,
            each=Opinion,
            since="given_at",
            closed="closed_at",
            steps={
                "accept": {
                    "name": ("the acceptance of the opinion", "客户意见的受理"),
                    "at": "accepted_at",
                    "after": ("given_at",),
                    "if_early": TooEarly.IMPOSSIBLE,
                }
            },
        ),
        actors(
            "opinion_acceptor",
            "the acceptance of the opinion",
            "客户意见的受理",
            reading(
                "A-64d",
                "allowed",
                ("Who is the manager in charge?", "“主管人员”指何人？"),
                (
                    "One title throughout; the firm says who holds it.",
                    "全文用语一致，由事务所确定具体人员。",
                ),
                rules=("report_recipients", "opinion_acceptor"),
                ONE_ROLE=(MANAGER,),
            ),
            owed_by=MANAGER,
            allowed=(MANAGER,),
            each=Opinion,
            by="accepted_by",
            where="accepted_at has happened",
        ),
        timing=PROMPTLY,
    ),
    clause(
        "6b",
        "The client gets feedback promptly.",
        "尽早向客户反馈。",
        deadline(
            "feedback",
            "the feedback to the client",
            "对客户的反馈",
            reading(
                "A-65",
                "limit",
                ("How long is promptly?", "“及时”有无时限？"),
                (
                    "Inventing a number would be making law; a host may set `limit`.",
                    "不得代为立法；使用单位可自行设定limit。",
                ),
                NO_LIMIT=None,
            ),
            owed_by=MANAGER,
            each=Opinion,
            since="given_at",
            done="feedback_at",
            closed="closed_at",
        ),
        timing=PROMPTLY,
    ),
    clause(
        "6c",
        "The feedback proposes how to improve.",
        "反馈时说明如何改进。",
        checklist(
            "feedback_content",
            "the feedback",
            "反馈意见",
            owed_by=MANAGER,
            each=Opinion,
            closed="feedback_at has happened or closed_at has passed",
            items={
                "improvement": {
                    "name": ("a proposal how to improve", "改进方法"),
                    "there": "feedback_at has happened and improvement",
                    "came_late": "feedback_at after closed_at",
                }
            },
        ),
    ),
    clause(
        "7",
        "What communication and visits produce is filed by the records clerk.",
        "沟通和回访留下的材料，由资料员归档保存。",
        deadline(
            "material_filing",
            "the filing of the material",
            "资料的归档",
            owed_by=CLERK,
            each=Paper,
            where="kind is material",
            since="made_at",
            done="filed_at",
            closed="closed_at",
        ),
        timing=PROMPTLY,
    ),
    source="pmceo.com, 2021-05-24",
    ledgers=(Client, ClientReport, Planned, Visit, Opinion, Paper),
    words={
        CLERK: word("records clerk", "资料员"),
        MANAGER: word("manager in charge", "主管人员"),
        FIRM: word("firm", "事务所", "公司"),
        "somebody_else": word("somebody else", "其他人员"),
    },
    zone_of="quarterly_report",
)

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
        from followup_rules.ledgers.rows import as_rows  # noqa: PLC0415 - for a plan

        ledgers["planned"] = as_rows("plan", plan, Planned)
    return check_rules(rules, RULES).assess(
        ledgers, as_of=as_of, period=period, calendar=calendar, progress=progress
    )
