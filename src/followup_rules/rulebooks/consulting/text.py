"""
Client communication and follow-up of a cost-consulting firm (客户沟通与回访制度).

Source: a published rule of a consulting firm, edition of 2021-05-24, seven articles.
Checked with: Civil Code art. 200 for what a quarter is.

Not encoded: COST-3, which refers to other rules of the firm.
"""

from typing import Final

from followup_rules.books.conditions import By
from followup_rules.books.rulebook import Rulebook
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
from followup_rules.clauses import Force
from followup_rules.policies.cadence import CountedBy
from followup_rules.policies.procedures import TooEarly
from followup_rules.rulebooks.consulting.facts import (
    FIRM,
    Client,
    ClientReport,
    Opinion,
    Paper,
    Planned,
    Visit,
    arranger,
)
from followup_rules.timing.cycles import Cycle

CLERK: Final = "records_clerk"
MANAGER: Final = "manager_in_charge"
PROMPTLY: Final = Force.OPEN_ENDED

RULES: Final[Rulebook] = regulation(
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
