"""
Client communication and follow-up of a cost-consulting firm (客户沟通与回访制度).

Source: a published rule of a consulting firm, edition of 2021-05-24, seven articles.
Checked with: Civil Code art. 200 for what a quarter is.

Not encoded: COST-3, which refers to other rules of the firm.
"""

from typing import Final

from followup_rules.clauses import Text
from followup_rules.policies.cadence import CadencePolicy
from followup_rules.policies.checklists import ActorPolicy, ChecklistPolicy, Item
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.policies.procedures import ProcedurePolicy, Step, TooEarly
from followup_rules.rulebook import Rulebook
from followup_rules.rulebooks.consulting import text
from followup_rules.rulebooks.consulting.readings import READINGS
from followup_rules.timing.cycles import Cycle

#: Art. 1: who keeps the data, and what they hold.
DATA_KEEPER: Final = ActorPolicy(
    id="data_keeper",
    clause=text.CLAUSE_1A,
    name=Text("the keeping of the client's data", "客户基本资料的管理"),
    owed_by="records_clerk",
    allowed=("records_clerk",),
)
CLIENT_DATA: Final = ChecklistPolicy(
    id="client_data",
    clause=text.CLAUSE_1B,
    name=Text("the client's basic data", "客户基本资料"),
    owed_by="records_clerk",
    items=(
        Item(id="name", name=Text("the name", "客户名称"), clause=text.CLAUSE_1B),
        Item(id="address", name=Text("the address", "地址"), clause=text.CLAUSE_1B),
        Item(
            id="postcode", name=Text("the postcode", "邮政编码"), clause=text.CLAUSE_1B
        ),
        Item(
            id="contact",
            name=Text("the contact person", "联系人"),
            clause=text.CLAUSE_1B,
        ),
        Item(id="telephone", name=Text("the telephone", "电话"), clause=text.CLAUSE_1B),
    ),
    open_list=True,
)

#: Art. 2: the file, and the report on it.
CLIENT_FILE: Final = ChecklistPolicy(
    id="client_file",
    clause=text.CLAUSE_2A,
    name=Text("the client's file", "客户档案"),
    owed_by="records_clerk",
    items=(
        Item(
            id="electronic_file",
            name=Text("the electronic file", "电子档案"),
            clause=text.CLAUSE_2A,
        ),
    ),
)
REPORT_RECIPIENTS: Final = ActorPolicy(
    id="report_recipients",
    clause=text.CLAUSE_2B,
    name=Text("the one reported to", "汇报对象"),
    owed_by="records_clerk",
    allowed=("manager_in_charge",),
)
QUARTERLY_REPORT: Final = CadencePolicy(
    id="quarterly_report",
    clause=text.CLAUSE_2B,
    name=Text("the report on the clients", "客户管理情况汇报"),
    owed_by="records_clerk",
    cycle=Cycle.QUARTER,
)

#: Art. 4: records of communication.
COMMUNICATION_FILING: Final = DeadlinePolicy(
    id="communication_filing",
    clause=text.CLAUSE_4,
    name=Text("the filing of the communication record", "沟通记录的归档"),
    owed_by="records_clerk",
    trigger="made_at",
)

#: Art. 5: who arranges a visit, and what it covers.
VISIT_ARRANGER: Final = ActorPolicy(
    id="visit_arranger",
    clause=text.CLAUSE_5A,
    name=Text("the arrangement of the visit", "回访的安排"),
    owed_by="firm",
    allowed=("firm",),
)
VISIT_TOPICS: Final = ChecklistPolicy(
    id="visit_topics",
    clause=text.CLAUSE_5B,
    name=Text("the visit", "回访内容"),
    owed_by="firm",
    items=(
        Item(
            id="service_quality",
            name=Text("the quality of the service", "业务质量"),
            clause=text.CLAUSE_5B,
        ),
        Item(
            id="competence_and_ethics",
            name=Text("the practitioners' competence and ethics", "执业水平与职业操守"),
            clause=text.CLAUSE_5B,
        ),
        Item(
            id="satisfaction",
            name=Text("the client's satisfaction", "客户满意度"),
            clause=text.CLAUSE_5B,
        ),
        Item(
            id="opinions_and_suggestions",
            name=Text("the client's opinions and suggestions", "客户意见及建议"),
            clause=text.CLAUSE_5B,
        ),
    ),
)

#: Art. 6: what becomes of an opinion.
OPINION_ROUTING: Final = ProcedurePolicy(
    id="opinion_routing",
    clause=text.CLAUSE_6A,
    name=Text("the handling of the opinion", "客户意见的处理"),
    owed_by="manager_in_charge",
    trigger="given_at",
    steps=(
        Step(
            key="accept",
            name=Text("the acceptance of the opinion", "客户意见的受理"),
            clause=text.CLAUSE_6A,
            after=("given_at",),
            if_early=TooEarly.IMPOSSIBLE,
        ),
    ),
)
OPINION_ACCEPTOR: Final = ActorPolicy(
    id="opinion_acceptor",
    clause=text.CLAUSE_6A,
    name=Text("the acceptance of the opinion", "客户意见的受理"),
    owed_by="manager_in_charge",
    allowed=("manager_in_charge",),
)
FEEDBACK: Final = DeadlinePolicy(
    id="feedback",
    clause=text.CLAUSE_6B,
    name=Text("the feedback to the client", "对客户的反馈"),
    owed_by="manager_in_charge",
    trigger="given_at",
)
FEEDBACK_CONTENT: Final = ChecklistPolicy(
    id="feedback_content",
    clause=text.CLAUSE_6C,
    name=Text("the feedback", "反馈意见"),
    owed_by="manager_in_charge",
    items=(
        Item(
            id="improvement",
            name=Text("a proposal how to improve", "改进方法"),
            clause=text.CLAUSE_6C,
        ),
    ),
)

#: Art. 7: the material of visits.
MATERIAL_FILING: Final = DeadlinePolicy(
    id="material_filing",
    clause=text.CLAUSE_7,
    name=Text("the filing of the material", "资料的归档"),
    owed_by="records_clerk",
    trigger="made_at",
)

RULES: Final = Rulebook.of(
    text.REGULATION,
    text.CLAUSES,
    READINGS,
    DATA_KEEPER,
    CLIENT_DATA,
    CLIENT_FILE,
    REPORT_RECIPIENTS,
    QUARTERLY_REPORT,
    COMMUNICATION_FILING,
    VISIT_ARRANGER,
    VISIT_TOPICS,
    OPINION_ROUTING,
    OPINION_ACCEPTOR,
    FEEDBACK,
    FEEDBACK_CONTENT,
    MATERIAL_FILING,
)
