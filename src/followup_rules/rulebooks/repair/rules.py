"""
Follow-up visits after property repairs (维修回访工作制度), the text as rules.

Source: a published property-management rule, edition of 2021-05-24, four articles.
Checked with: Civil Code arts. 200 to 203, 469 and 1259 for what the text leaves to
the general law of periods and of written form.

Not encoded: nothing; every clause is judged by a rule below.
"""

from typing import Final

from followup_rules.clauses import Clause, Force, Regulation, Text
from followup_rules.policies.checklists import ActorPolicy, ChecklistPolicy, Item
from followup_rules.policies.deadlines import Case, Conflict, DeadlinePolicy
from followup_rules.policies.quotas import (
    JointVisit,
    QuotaPolicy,
    Rounding,
    Settlement,
)
from followup_rules.books.rulebook import Reading, Rulebook
from followup_rules.tables import Table
from followup_rules.timing.amounts import Days, Hours, Weeks
from followup_rules.timing.counting import HourStart, LastDay

REGULATION: Final = Regulation(
    code="REPAIR",
    edition="2021",
    title=Text("Follow-up visits after property repairs", "维修回访工作制度"),
    source="pmceo.com, 2021-05-24",
)

# --------------------------------------------------------------------------- text

#: Art. 1: who visits, and how much.
CLAUSE_1A: Final = Clause(
    id="REPAIR-1a",
    en="Follow-up visits are made by the office, the engineering head and the person "
    "responsible for the repair.",
    zh="参加回访的有三方：工程负责人、办公室、该项维修的责任人。",
)
CLAUSE_1B: Final = Clause(
    id="REPAIR-1b",
    en="The office visits at least 5 % of the repairs.",
    zh="办公室回访的维修项目至少占5%。",
)
CLAUSE_1C: Final = Clause(
    id="REPAIR-1c",
    en="The engineering head visits at least 10 % of the repairs.",
    zh="工程负责人回访的维修项目至少占10%。",
)
CLAUSE_1D: Final = Clause(
    id="REPAIR-1d",
    en="The persons responsible for repairs visit at least 20 % of the repairs.",
    zh="维修责任人回访的维修项目至少占20%。",
)
CLAUSE_1E: Final = Clause(
    id="REPAIR-1e",
    en="Each visit is entered in a register.",
    zh="每次回访都应登记在册。",
    timing=Force.OPEN_ENDED,
)

#: Art. 2: by when.
CLAUSE_2A: Final = Clause(
    id="REPAIR-2a",
    en="A visit is made within one week after the repair.",
    zh="维修完成后一周以内回访。",
)
CLAUSE_2B: Final = Clause(
    id="REPAIR-2b",
    en="After the repair of a safety facility, within two days.",
    zh="安全设施维修的，两日以内回访。",
)
CLAUSE_2C: Final = Clause(
    id="REPAIR-2c",
    en="After the repair of a leak, within three days.",
    zh="漏水维修的，三日以内回访。",
)

#: Art. 3: what a visit consists of.
CLAUSE_3_1: Final = Clause(
    id="REPAIR-3.1",
    en="The visitor looks at the repair on the spot.",
    zh="到现场查看维修结果。",
)
CLAUSE_3_2: Final = Clause(
    id="REPAIR-3.2",
    en="The visitor asks an owner, resident or family member on the spot how the "
    "repair staff served them.",
    zh="当面问业主、住户或其家人，维修人员的服务如何。",
)
CLAUSE_3_3: Final = Clause(
    id="REPAIR-3.3",
    en="The visitor asks what could be better.",
    zh="询问有何改进意见。",
)
CLAUSE_3_4: Final = Clause(
    id="REPAIR-3.4",
    en="The visitor checks what was charged.",
    zh="核实收费。",
)
CLAUSE_3_5: Final = Clause(
    id="REPAIR-3.5",
    en="The person visited signs.",
    zh="由受访人签字。",
)

#: Art. 4: problems found.
CLAUSE_4: Final = Clause(
    id="REPAIR-4",
    en="Of a problem found on a visit the repair staff are told in writing within "
    "24 hours, and they put it right.",
    zh="回访发现的问题，须在24小时以内以书面形式通知维修人员，由其整改。",
)
CLAUSE_4_RECTIFICATION: Final = Clause(
    id="REPAIR-4",
    en=CLAUSE_4.en,
    zh=CLAUSE_4.zh,
    timing=Force.OPEN_ENDED,
)

CLAUSES: Final = (
    CLAUSE_1A,
    CLAUSE_1B,
    CLAUSE_1C,
    CLAUSE_1D,
    CLAUSE_1E,
    CLAUSE_2A,
    CLAUSE_2B,
    CLAUSE_2C,
    CLAUSE_3_1,
    CLAUSE_3_2,
    CLAUSE_3_3,
    CLAUSE_3_4,
    CLAUSE_3_5,
    CLAUSE_4,
)

# -------------------------------------------------------------------------- rules

#: Art. 1: the three who visit; one of them is enough.
VISITORS: Final = ActorPolicy(
    id="visitors",
    clause=CLAUSE_1A,
    name=Text("the follow-up visit", "回访"),
    owed_by="property_office",
    allowed=("office", "engineering_head", "repair_responsible"),
)

_COMPLETED_REPAIRS: Final = Text("repairs completed", "完成维修")

#: Art. 1: a share of the same repairs for each of the three.
VISIT_QUOTAS: Final = Table(
    {
        "office": QuotaPolicy(
            id="visit_quota.office",
            clause=CLAUSE_1B,
            name=Text("the office's follow-up rate", "办公室回访率"),
            owed_by="office",
            rate="5%",
            members=_COMPLETED_REPAIRS,
        ),
        "engineering_head": QuotaPolicy(
            id="visit_quota.engineering_head",
            clause=CLAUSE_1C,
            name=Text("the engineering head's follow-up rate", "工程负责人回访率"),
            owed_by="engineering_head",
            rate="10%",
            members=_COMPLETED_REPAIRS,
        ),
        "repair_responsible": QuotaPolicy(
            id="visit_quota.repair_responsible",
            clause=CLAUSE_1D,
            name=Text(
                "the follow-up rate of the persons responsible", "维修责任人回访率"
            ),
            owed_by="repair_responsible",
            rate="20%",
            members=_COMPLETED_REPAIRS,
        ),
    },
    kind="role",
)

#: Art. 1: the register.
REGISTRATION: Final = ChecklistPolicy(
    id="registration",
    clause=CLAUSE_1E,
    name=Text("the registration of the visit", "回访登记"),
    owed_by="visitor",
    items=(
        Item(
            id="registered",
            name=Text("the register entry", "登记记录"),
            clause=CLAUSE_1E,
        ),
    ),
)

#: Art. 2: the general week, and the two shorter limits inside it.
VISIT_DEADLINE: Final = DeadlinePolicy(
    id="visit_deadline",
    clause=CLAUSE_2A,
    name=Text("the follow-up visit", "回访"),
    owed_by="property_office",
    cases=(
        Case(key="general", limit=Weeks(1), clause=CLAUSE_2A),
        Case(key="safety_facility", limit=Days(2), clause=CLAUSE_2B),
        Case(key="leak", limit=Days(3), clause=CLAUSE_2C),
    ),
    trigger="completed_at",
)

#: Art. 3: the five items of a visit.
VISIT_RECORD: Final = ChecklistPolicy(
    id="visit_record",
    clause=CLAUSE_3_1,
    name=Text("the visit record", "回访记录"),
    owed_by="visitor",
    items=(
        Item(
            id="looked_on_site",
            name=Text("the look at the repair on site", "实地查看"),
            clause=CLAUSE_3_1,
            ruled_out_by=("phone",),
        ),
        Item(
            id="asked_about_service",
            name=Text("the question about the staff's service", "了解服务情况"),
            clause=CLAUSE_3_2,
            waived_by=("common_area",),
        ),
        Item(
            id="asked_for_suggestions",
            name=Text("the question for suggestions", "征询改进意见"),
            clause=CLAUSE_3_3,
        ),
        Item(
            id="charges_checked",
            name=Text("the check of the charges", "核对收费情况"),
            clause=CLAUSE_3_4,
        ),
        Item(
            id="signed",
            name=Text("the signature of the person visited", "被回访人签名"),
            clause=CLAUSE_3_5,
            ruled_out_by=("phone",),
            waived_by=("common_area",),
        ),
    ),
)

#: Art. 4: the notice ...
RECTIFICATION_NOTICE: Final = DeadlinePolicy(
    id="rectification_notice",
    clause=CLAUSE_4,
    name=Text("the written notice to the repair staff", "书面整改通知"),
    owed_by="visitor",
    limit=Hours(24),
    trigger="found_at",
    forms=("paper", "data_message"),
    other_forms=("phone", "oral", "data_message"),
)

#: ... and the rectification itself.
RECTIFICATION: Final = DeadlinePolicy(
    id="rectification",
    clause=CLAUSE_4_RECTIFICATION,
    name=Text("the rectification of the problem", "问题整改"),
    owed_by="repair_responsible",
    trigger="found_at",
)

# ----------------------------------------------------------------------- readings

_ROLE_QUOTAS: Final = (
    "visit_quota.office",
    "visit_quota.engineering_head",
    "visit_quota.repair_responsible",
)

READINGS: Final = (
    Reading(
        id="A-01",
        question=Text(
            "Does the day of completion count as the first of the two or three days?",
            "“两天内”“三天内”是否包括完工当日？",
        ),
        rules=("visit_deadline",),
        field="counting.start_day_counted",
        choices=Table({"START_DAY_EXCLUDED": False, "START_DAY_INCLUDED": True}),
        ground=Text(
            "Civil Code art. 201: periods in days begin on the next day; the text says "
            "hours where it means hours.",
            "民法典第201条：按日计算期间的，自次日起算；原文需按小时计算时另用小时表述。",
        ),
    ),
    Reading(
        id="A-02",
        question=Text(
            "Is one week seven days, or the calendar week?",
            "“一星期”是七天还是当个自然周？",
        ),
        rules=("visit_deadline",),
        field="cases.general.limit",
        choices=Table({"SEVEN_DAYS": Weeks(1)}),
        ground=Text(
            "A time after an event is a length, not a week of the calendar.",
            "“维修后……之内”是自事件起算的一段长度，不是自然周。",
        ),
    ),
    Reading(
        id="A-03",
        question=Text("What starts the period?", "“维修后”从何时起算？"),
        rules=("visit_deadline",),
        field="trigger",
        choices=Table({"COMPLETION": "completed_at"}),
        ground=Text(
            "The recorded completion of the work; a redo is a repair of its own.",
            "以记录的完工时间为准；返修视为另一项维修。",
        ),
    ),
    Reading(
        id="A-04",
        question=Text("When does the last day end?", "期间最后一日何时届满？"),
        rules=("visit_deadline",),
        field="counting.day_ends",
        choices=Table({"MIDNIGHT": None}),
        ground=Text(
            "Civil Code art. 203: at 24:00; a host with business hours sets "
            "`counting.day_ends` to its close of business.",
            "民法典第203条：24时截止；有业务时间的单位可将counting.day_ends设为停止业务的时间。",
        ),
    ),
    Reading(
        id="A-05",
        question=Text(
            "Is a last day on a rest day put off?", "最后一日是休息日的，是否顺延？"
        ),
        rules=("visit_deadline",),
        field="counting.rest_day",
        choices=Table(
            {"NOT_EXTENDED": LastDay.STAYS, "CIVIL_CODE_203": LastDay.ROLLS_FORWARD}
        ),
        ground=Text(
            "An internal service rule that is meant to be quick; the stricter reading "
            "never reports a late visit as on time.",
            "内部服务时限，旨在从速；从严理解不会把逾期回访报为按时。",
        ),
    ),
    Reading(
        id="A-06",
        question=Text("Is the bound itself in time?", "“之内”是否包括本数？"),
        rules=("visit_deadline", "rectification_notice"),
        field="counting.bound_included",
        choices=Table({"INCLUDED": True, "EXCLUDED": False}),
        ground=Text("Civil Code art. 1259.", "民法典第1259条：“以内”包括本数。"),
    ),
    Reading(
        id="A-07",
        question=Text("How do the 24 hours run?", "“24小时内”如何计算？"),
        rules=("rectification_notice",),
        field="counting.hour_start",
        choices=Table(
            {
                "FROM_THE_INSTANT": HourStart.AT_ONCE,
                "NEXT_HOUR": HourStart.NEXT_FULL_HOUR,
            }
        ),
        ground=Text(
            "Civil Code art. 201: hours run from the instant, through nights and "
            "rest days.",
            "民法典第201条：按小时计算的，自规定时刻起连续计算，夜间与休息日不扣除。",
        ),
    ),
    Reading(
        id="A-08",
        question=Text("What is a written notice?", "何为“书面通知”？"),
        rules=("rectification_notice",),
        field="forms",
        choices=Table(
            {"PAPER_OR_MESSAGE": ("paper", "data_message"), "PAPER_ONLY": ("paper",)}
        ),
        ground=Text(
            "Civil Code art. 469: a message that can be called up later is written.",
            "民法典第469条：可随时调取查用的数据电文视为书面形式。",
        ),
    ),
    Reading(
        id="A-09",
        question=Text(
            "Which limit holds where a repair is both a safety facility and a leak?",
            "既属安全设施又属漏水的维修，适用哪一时限？",
        ),
        rules=("visit_deadline",),
        field="conflict",
        choices=Table(
            {
                "STRICTEST": Conflict.STRICTEST,
                "FIRST_NAMED": Conflict.FIRST_NAMED,
                "LONGEST": Conflict.LONGEST,
            }
        ),
        ground=Text(
            "Both limits bind, so the shorter one decides.",
            "两项时限同时适用，以较短者为准。",
        ),
    ),
    Reading(
        id="A-10",
        question=Text("When is a quota final?", "回访率何时定论？"),
        rules=_ROLE_QUOTAS,
        field="settles",
        choices=Table(
            {
                "LAST_DEADLINE": Settlement.LAST_DEADLINE,
                "PERIOD_END": Settlement.PERIOD_END,
            }
        ),
        ground=Text(
            "The base is the repairs completed in the period; a share that can still "
            "be reached in time is not yet a breach.",
            "以期间内完工的维修为基数；尚可按时补足的，不作未达标处理。",
        ),
    ),
    Reading(
        id="A-11",
        question=Text("Whom does a joint visit count for?", "共同回访计入谁的回访率？"),
        rules=_ROLE_QUOTAS,
        field="joint",
        choices=Table(
            {
                "EVERY_ROLE": JointVisit.EVERY_ROLE,
                "FIRST_NAMED": JointVisit.FIRST_NAMED,
                "NO_ROLE": JointVisit.NO_ROLE,
            }
        ),
        ground=Text(
            "All roles share one base and nothing forbids overlap; distinct repairs "
            "count.",
            "各角色以同一基数计算，原文未禁止重叠；按不同维修项目计数。",
        ),
    ),
    Reading(
        id="A-12",
        question=Text(
            "Is the engineering head one role, and is the office a person?",
            "工程负责人与工程维修部负责人是否为同一角色？办公室指何人？",
        ),
        rules=("visitors",),
        field="allowed",
        choices=Table(
            {"THREE_ROLES": ("office", "engineering_head", "repair_responsible")}
        ),
        ground=Text(
            "Three actors are named and three quotas follow in the same order; anyone "
            "of the office acts for it.",
            "原文列三方，随后依次列三项比率；办公室任一人员均可。",
        ),
    ),
    Reading(
        id="A-13",
        question=Text(
            "Do the persons responsible owe 20 % together or each of their own jobs?",
            "维修责任人的20%是合并计算还是每人分别计算？",
        ),
        rules=("visit_quota.repair_responsible",),
        field="per_person",
        choices=Table({"POOLED": False, "PER_PERSON": True}),
        ground=Text("The text does not say 'each'.", "原文无“每人”“各”字样。"),
    ),
    Reading(
        id="A-14",
        question=Text("How is a share of few repairs rounded?", "回访数量如何取整？"),
        rules=_ROLE_QUOTAS,
        field="rounding",
        choices=Table(
            {
                "UP": Rounding.UP,
                "DOWN": Rounding.DOWN,
                "HALF_EVEN": Rounding.HALF_EVEN,
            }
        ),
        ground=Text(
            "'Not less than' is only kept by the least number at or above the share.",
            "“不低于”只有向上取整才能满足。",
        ),
    ),
    Reading(
        id="A-15",
        question=Text(
            "What of none or very few repairs?", "维修很少或没有时如何处理？"
        ),
        rules=_ROLE_QUOTAS,
        field="waive_below",
        choices=Table({"NO_WAIVER": 0}),
        ground=Text(
            "A share of nothing is undefined, so none is owed; of one repair each role "
            "owes one visit.",
            "没有维修则无从计算，不适用；仅一项维修时，每个角色各应回访一项。",
        ),
    ),
    Reading(
        id="A-16a",
        question=Text("Do late visits count?", "逾期回访是否计入回访率？"),
        rules=_ROLE_QUOTAS,
        field="count_late",
        choices=Table({"COUNT": True, "DO_NOT_COUNT": False}),
        ground=Text(
            "Share and time are separate clauses with separate verdicts.",
            "回访率与回访时间为不同条款，分别判定。",
        ),
    ),
    Reading(
        id="A-16b",
        question=Text("Do incomplete visits count?", "内容不全的回访是否计入？"),
        rules=_ROLE_QUOTAS,
        field="count_incomplete",
        choices=Table({"DO_NOT_COUNT": False, "COUNT": True}),
        ground=Text(
            "A visit without the five items is not the visit that art. 3 describes.",
            "五项内容不全的，不是第三条所说的回访。",
        ),
    ),
    Reading(
        id="A-16c",
        question=Text("Do unregistered visits count?", "未登记的回访是否计入？"),
        rules=_ROLE_QUOTAS,
        field="count_unregistered",
        choices=Table({"DO_NOT_COUNT": False, "COUNT": True}),
        ground=Text("The share is shown by the register.", "回访率以登记为凭。"),
    ),
    Reading(
        id="A-17",
        question=Text("Must all five items be done?", "五项内容是否须全部完成？"),
        rules=("visit_record",),
        field="least",
        choices=Table({"ALL_FIVE": None}),
        ground=Text(
            "The text lists five. A phone call cannot look or collect a signature; in "
            "common areas nobody of a household is on the spot; a free repair is "
            "checked by recording 'no charge'.",
            "原文列明五项。电话无法实地查看和取得签名；公共部位没有住户在场；"
            "免费维修记明“未收费”即为核对。",
        ),
    ),
    Reading(
        id="A-65",
        question=Text(
            "Is there a limit for the rectification itself?", "整改本身有无时限？"
        ),
        rules=("rectification",),
        field="limit",
        choices=Table({"NO_LIMIT": None}),
        ground=Text(
            "Inventing a number would be making law; a host may set `limit`.",
            "不得代为立法；使用单位可自行设定limit。",
        ),
    ),
    Reading(
        id="A-66",
        question=Text("Does every repair owe a visit?", "是否每项维修都须回访？"),
        rules=("visit_deadline",),
        field="always_owed",
        choices=Table(
            {
                "SELECTED": (),
                "SPECIAL_CATEGORIES": ("safety_facility", "leak"),
                "EVERY_REPAIR": ("general", "safety_facility", "leak"),
            }
        ),
        ground=Text(
            "Shares of 5, 10 and 20 % would be idle if every repair were visited; art. 2 "
            "schedules the visits whose number art. 1 sets.",
            "若每项都须回访，5%、10%、20%的比率便无意义；第二条安排的是第一条所定数量的回访。",
        ),
    ),
    Reading(
        id="A-68",
        question=Text(
            "When is a missing register entry a breach?", "未登记何时算违反？"
        ),
        rules=("registration",),
        field="breach_at_once",
        choices=Table({"WHEN_THE_VISIT_IS_CLOSED": False, "AT_ONCE": True}),
        ground=Text("The text sets no time for it.", "原文未规定登记的时限。"),
    ),
    Reading(
        id="A-70",
        question=Text("Is an oral notice a notice?", "口头通知是否算通知？"),
        rules=("rectification_notice",),
        field="other_forms",
        choices=Table({"NOT_WRITTEN": ("phone", "oral", "data_message")}),
        ground=Text(
            "The text says in writing. These forms occur; of them only those count "
            "that A-08 takes for written.",
            "原文要求书面。以上形式实践中均会出现，仅A-08认定为书面的形式有效。",
        ),
    ),
    Reading(
        id="A-71",
        question=Text(
            "Does a visit with an incomplete record stop the clock?",
            "内容不全的回访是否满足时间要求？",
        ),
        rules=("visit_deadline",),
        field="incomplete_counts",
        choices=Table({"ANY_COMPLETED_CONTACT": True, "COMPLETE_RECORD": False}),
        ground=Text(
            "Arts. 1, 2 and 3 stand side by side and are judged apart.",
            "第一、二、三条并列，分别判定。",
        ),
    ),
)

RULES: Final = Rulebook.of(
    REGULATION,
    CLAUSES,
    READINGS,
    VISITORS,
    *VISIT_QUOTAS.values(),
    REGISTRATION,
    VISIT_DEADLINE,
    VISIT_RECORD,
    RECTIFICATION_NOTICE,
    RECTIFICATION,
)
