"""
Follow-up visits by a residential-estate office (小区管理处回访制度), as rules.

Source: a published estate rule, edition of 2021-05-24, two parts with eleven points.
Checked with: Civil Code arts. 200 and 1259 for what the text leaves to the general
law of periods and bounds.

Not encoded: the purpose (SC-0), conduct (SC-1.2a) and the channels without a number
(SC-2.4, SC-2.5); `CLAUSES` says why of each.
"""

from typing import Final

from followup_rules.clauses import Text
from followup_rules.policies.cadence import CadencePolicy, CountedBy, Scope
from followup_rules.policies.checklists import ActorPolicy, ChecklistPolicy, Item
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.policies.procedures import ProcedurePolicy, Step, TooEarly
from followup_rules.policies.targets import Bound, TargetPolicy
from followup_rules.books.rulebook import Rulebook
from followup_rules.rulebooks.community import text
from followup_rules.rulebooks.community.readings import READINGS
from followup_rules.timing.cycles import Cycle

#: Part 1, point 1: whose duty it is, and where the year speaks of it.
DUTY_HOLDERS: Final = ActorPolicy(
    id="duty_holders",
    clause=text.CLAUSE_1_1A,
    name=Text("the posts that carry the visits", "承担回访职责的岗位"),
    owed_by="property_office",
    allowed=("management_director", "deputy_director"),
)
JOB_DUTIES: Final = ChecklistPolicy(
    id="job_duties",
    clause=text.CLAUSE_1_1A,
    name=Text("the job description of the post", "岗位职责"),
    owed_by="property_office",
    items=(
        Item(
            id="visits_in_duties",
            name=Text("the visits to residents", "回访住户的内容"),
            clause=text.CLAUSE_1_1A,
        ),
    ),
    breach_at_once=True,
)
YEARLY_PLAN: Final = CadencePolicy(
    id="yearly_plan",
    clause=text.CLAUSE_1_1B,
    name=Text("the work plan that deals with visits", "含回访内容的工作计划"),
    owed_by="property_office",
    cycle=Cycle.YEAR,
    unit=Text("papers", "份"),
    by=CountedBy.PERIOD_COVERED,
)
YEARLY_APPRAISAL: Final = CadencePolicy(
    id="yearly_appraisal",
    clause=text.CLAUSE_1_1B,
    name=Text("the appraisal that deals with visits", "含回访内容的总结评比"),
    owed_by="property_office",
    cycle=Cycle.YEAR,
    unit=Text("papers", "份"),
    by=CountedBy.PERIOD_COVERED,
)
YEARLY_PAPER: Final = ChecklistPolicy(
    id="yearly_paper",
    clause=text.CLAUSE_1_1B,
    name=Text("the yearly paper", "年度文件"),
    owed_by="property_office",
    items=(
        Item(
            id="covers_visits",
            name=Text("the part on visits", "回访内容"),
            clause=text.CLAUSE_1_1B,
        ),
    ),
)

#: Part 1, points 2 and 3: the record, and the answer that was promised.
VISIT_RECORD: Final = ChecklistPolicy(
    id="visit_record",
    clause=text.CLAUSE_1_2B,
    name=Text("the visit record", "回访记录"),
    owed_by="visitor",
    items=(
        Item(
            id="recorded",
            name=Text("the written record", "书面记录"),
            clause=text.CLAUSE_1_2B,
        ),
    ),
)
APPOINTED_REPLY: Final = DeadlinePolicy(
    id="appointed_reply",
    clause=text.CLAUSE_1_3,
    name=Text("the answer to the resident", "对住户的答复"),
    owed_by="visitor",
    trigger="raised_at",
    self_set=True,
)

#: Part 1, point 4: what becomes of each matter, and the two rates.
MATTER_REGISTER: Final = ChecklistPolicy(
    id="matter_register",
    clause=text.CLAUSE_1_4A,
    name=Text("the list of matters raised", "住户意见登记"),
    owed_by="property_office",
    items=(
        Item(
            id="own_entry",
            name=Text("an entry of its own", "逐条登记"),
            clause=text.CLAUSE_1_4A,
        ),
        Item(
            id="decided",
            name=Text("a decision", "研究意见"),
            clause=text.CLAUSE_1_4A,
        ),
    ),
)
SETTLEMENT: Final = DeadlinePolicy(
    id="settlement",
    clause=text.CLAUSE_1_4A,
    name=Text("the settlement of the matter", "事项的解决"),
    owed_by="property_office",
    trigger="raised_at",
)
ESCALATION: Final = ProcedurePolicy(
    id="escalation",
    clause=text.CLAUSE_1_4B,
    name=Text("the handling of major matters", "重大事项的办理"),
    owed_by="property_office",
    trigger="raised_at",
    steps=(
        Step(
            key="escalate",
            name=Text("the request to the company for instructions", "向公司请示"),
            clause=text.CLAUSE_1_4B,
            after=("raised_at",),
            if_early=TooEarly.IMPOSSIBLE,
            only_if="major",
        ),
    ),
)
OUTCOME_AND_REPLY: Final = ChecklistPolicy(
    id="outcome_and_reply",
    clause=text.CLAUSE_1_4C,
    name=Text("the conclusion of the matter", "事项的办理"),
    owed_by="property_office",
    items=(
        Item(
            id="outcome",
            name=Text("an outcome", "办理结果"),
            clause=text.CLAUSE_1_4C,
        ),
        Item(
            id="reply",
            name=Text("an answer to the resident", "对住户的回复"),
            clause=text.CLAUSE_1_4C,
        ),
    ),
)
HANDLING_RATE: Final = TargetPolicy(
    id="handling_rate",
    clause=text.CLAUSE_1_4D,
    name=Text("the handling rate", "回访处理率"),
    owed_by="property_office",
    rate="100%",
    bound=Bound.NOT_LESS_THAN,
    numerator="matters_handled",
    denominator="matters_raised",
)
COMPLAINT_RATE: Final = TargetPolicy(
    id="complaint_rate",
    clause=text.CLAUSE_1_4E,
    name=Text("the complaint rate", "投诉率"),
    owed_by="property_office",
    rate="1%",
    bound=Bound.NOT_MORE_THAN,
    numerator="complaints",
    denominator="households",
    may_exceed=True,
    kinds=("complaint",),
)

#: Part 2, points 1 to 3: how often.
ROUND_VISITORS: Final = ActorPolicy(
    id="round_visitors",
    clause=text.CLAUSE_2_1,
    name=Text("the one who goes from door to door", "登门回访人"),
    owed_by="office_director",
    allowed=("office_director",),
)
DIRECTOR_ROUNDS: Final = CadencePolicy(
    id="director_rounds",
    clause=text.CLAUSE_2_1,
    name=Text("the director's round from door to door", "主任登门回访"),
    owed_by="office_director",
    cycle=Cycle.YEAR,
    usual_most=2,
)
AREA_OFFICERS: Final = ChecklistPolicy(
    id="area_officers",
    clause=text.CLAUSE_2_2,
    name=Text("the division of the estate into areas", "区域分工"),
    owed_by="property_office",
    items=(
        Item(
            id="officer_assigned",
            name=Text("an officer for the area", "负责该区域的物管员"),
            clause=text.CLAUSE_2_2,
        ),
    ),
    breach_at_once=True,
)
AREA_VISITS: Final = CadencePolicy(
    id="area_visits",
    clause=text.CLAUSE_2_2,
    name=Text("the officer's visit", "物管员回访"),
    owed_by="property_officer",
    cycle=Cycle.MONTH,
    scope=Scope.PER_AREA,
)
REPRESENTATIVES_MEETING: Final = CadencePolicy(
    id="representatives_meeting",
    clause=text.CLAUSE_2_3,
    name=Text("the building representatives' meeting", "楼长会"),
    owed_by="property_office",
    cycle=Cycle.QUARTER,
)

#: Part 2, points 6 and 7: complaints and callers.
COMPLAINT_CHANNELS: Final = ChecklistPolicy(
    id="complaint_channels",
    clause=text.CLAUSE_2_6A,
    name=Text("the provision for complaints", "投诉渠道"),
    owed_by="property_office",
    items=(
        Item(
            id="complaint_box",
            name=Text("the complaint box", "投诉信箱"),
            clause=text.CLAUSE_2_6A,
        ),
        Item(
            id="complaint_phone",
            name=Text("the complaint phone", "投诉电话"),
            clause=text.CLAUSE_2_6A,
        ),
    ),
    breach_at_once=True,
)
COMPLAINT_DESIGNEE: Final = ChecklistPolicy(
    id="complaint_designee",
    clause=text.CLAUSE_2_6B,
    name=Text("the arrangement for complaints", "投诉接收安排"),
    owed_by="property_office",
    items=(
        Item(
            id="designee_named",
            name=Text("a designated person", "指定的接收人"),
            clause=text.CLAUSE_2_6B,
        ),
    ),
    breach_at_once=True,
)
COMPLAINT_RECEIVER: Final = ActorPolicy(
    id="complaint_receiver",
    clause=text.CLAUSE_2_6B,
    name=Text("the receipt of the complaint", "投诉的接收"),
    owed_by="property_office",
    allowed=("designated_person",),
)
COMPLAINT_ROUTING: Final = ProcedurePolicy(
    id="complaint_routing",
    clause=text.CLAUSE_2_6C,
    name=Text("the handling of the complaint", "投诉的处理"),
    owed_by="property_office",
    trigger="raised_at",
    steps=(
        Step(
            key="pass_on",
            name=Text("the passing on to the office director", "转交办公室主任"),
            clause=text.CLAUSE_2_6C,
            owed_by="designated_person",
            after=("raised_at",),
            if_early=TooEarly.IMPOSSIBLE,
        ),
        Step(
            key="handle",
            name=Text("the settlement of the complaint", "主任处理"),
            clause=text.CLAUSE_2_6C,
            owed_by="office_director",
            after=("pass_on",),
            if_early=TooEarly.COUNTS,
        ),
    ),
)
CALLER_REGISTER: Final = ChecklistPolicy(
    id="caller_register",
    clause=text.CLAUSE_2_7,
    name=Text("the register of callers", "来访登记"),
    owed_by="property_office",
    items=(
        Item(
            id="registered",
            name=Text("the entry", "登记记录"),
            clause=text.CLAUSE_2_7,
        ),
    ),
)

RULES: Final = Rulebook.of(
    text.REGULATION,
    text.CLAUSES,
    READINGS,
    DUTY_HOLDERS,
    JOB_DUTIES,
    YEARLY_PLAN,
    YEARLY_APPRAISAL,
    YEARLY_PAPER,
    VISIT_RECORD,
    APPOINTED_REPLY,
    MATTER_REGISTER,
    SETTLEMENT,
    ESCALATION,
    OUTCOME_AND_REPLY,
    HANDLING_RATE,
    COMPLAINT_RATE,
    ROUND_VISITORS,
    DIRECTOR_ROUNDS,
    AREA_OFFICERS,
    AREA_VISITS,
    REPRESENTATIVES_MEETING,
    COMPLAINT_CHANNELS,
    COMPLAINT_DESIGNEE,
    COMPLAINT_RECEIVER,
    COMPLAINT_ROUTING,
    CALLER_REGISTER,
)
