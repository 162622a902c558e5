"""
The readings that the project rules were given, and the others one may take.
"""

from typing import Final

from followup_rules.books.rulebook import Reading
from followup_rules.clauses import Text
from followup_rules.policies.procedures import Notice, TooEarly
from followup_rules.policies.warranty import (
    FULL,
    PARTIAL_COUNTS,
    Duty,
    SeasonCount,
    Start,
)
from followup_rules.policies.windows import After, Before, Given
from followup_rules.tables import Table
from followup_rules.timing.amounts import Days, Months, ServiceLife, Years
from followup_rules.timing.counting import LastDay

_VAGUE: Final = Text(
    "Inventing a number would be making law; a host may set `limit`.",
    "不得代为立法；使用单位可自行设定limit。",
)

READINGS: Final = (
    Reading(
        id="A-03",
        question=Text("When is a warranty repair complete?", "保修维修何时算完成？"),
        rules=("warranty_repair",),
        field="steps.sign.closes",
        choices=Table({"WITH_THE_SIGNATURE": True}),
        ground=Text(
            "Art. 4 makes the developer's signature the proof of it.",
            "第四条以建设单位签字证明修理完结。",
        ),
    ),
    Reading(
        id="A-28",
        question=Text("What starts the warranty?", "保修期自何时起算？"),
        rules=("warranty",),
        field="start",
        choices=Table({"ACCEPTANCE": Start.ACCEPTANCE, "DELIVERY": Start.DELIVERY}),
        ground=Text(
            "Order 279 art. 40: from the day acceptance is passed. That day is covered "
            "and not counted; some places start toward owners at delivery.",
            "建设工程质量管理条例第40条：自竣工验收合格之日起；该日在保修之内但不计算在内，"
            "部分地方对业主自交付起算。",
        ),
    ),
    Reading(
        id="A-29",
        question=Text(
            "Is an end on a rest day put off?", "保修期末日为休息日的，是否顺延？"
        ),
        rules=("warranty",),
        field="counting.rest_day",
        choices=Table(
            {"NOT_EXTENDED": LastDay.STAYS, "CIVIL_CODE_203": LastDay.ROLLS_FORWARD}
        ),
        ground=Text(
            "A warranty is a span in which a defect occurs, not one to act in; a host "
            "should have this reviewed by counsel.",
            "保修期是问题发生的期间，而非办事的期限；建议由法律人员复核。",
        ),
    ),
    Reading(
        id="A-30",
        question=Text(
            "What if the design service life is not known?",
            "设计使用年限不明时如何处理？",
        ),
        rules=("warranty",),
        field="cases.main_structure.period",
        choices=Table({"AN_INPUT": ServiceLife()}),
        ground=Text(
            "Order 279 art. 21: the design papers state it; nothing is assumed.",
            "建设工程质量管理条例第21条：设计文件注明；不作推定。",
        ),
    ),
    Reading(
        id="A-31",
        question=Text(
            "Does the season count that runs at acceptance?",
            "验收时正在进行的采暖期是否计入？",
        ),
        rules=("warranty",),
        field="season_count",
        choices=Table(
            {
                "FULL": FULL,
                "PARTIAL_COUNTS": PARTIAL_COUNTS,
                "AT_LEAST_HALF": SeasonCount("1/2"),
            }
        ),
        ground=Text(
            "Construction Law art. 62: periods are set to protect users. The running "
            "season is covered and not counted.",
            "建筑法第62条：保修期应维护使用者的合法权益；正在进行的采暖期在保修之内但不计入。",
        ),
    ),
    Reading(
        id="A-32",
        question=Text(
            "Does each system need both kinds of season?",
            "各系统是否两种季节都须满足？",
        ),
        rules=("warranty",),
        field="cases.heating.season_kind",
        choices=Table({"EACH_ITS_OWN": "heating"}),
        ground=Text(
            "Heating seasons are for heating and cooling seasons for cooling; a "
            "combined plant is covered per function.",
            "供热对应采暖期，供冷对应供冷期；合用设备按功能分别计算。",
        ),
    ),
    Reading(
        id="A-33",
        question=Text(
            "Are supply pipes covered where the text says drainage pipes?",
            "原文只写排水管道，给水管道是否在内？",
        ),
        rules=("warranty",),
        field="cases.supply_and_drainage_pipes.period",
        choices=Table({"BOTH_TWO_YEARS": Years(2)}),
        ground=Text(
            "Order 279 art. 40 names both. A shorter contract is raised to the minimum; "
            "further items, such as insulation, a host adds as cases.",
            "建设工程质量管理条例第40条并列给排水管道；合同低于最低保修期的按最低保修期执行；"
            "保温等其他项目由使用单位另加。",
        ),
    ),
    Reading(
        id="A-34",
        question=Text(
            "Which period holds for a defect that fits two categories?",
            "问题涉及两个类别时适用哪一保修期？",
        ),
        rules=("warranty",),
        field="cause_decides",
        choices=Table({"CAUSE_ELSE_LONGEST": True, "LONGEST": False}),
        ground=Text(
            "The category of the cause decides; where it is not known, the longest, to "
            "protect users.",
            "以原因所属类别为准；原因不明的，取最长者，以维护使用者权益。",
        ),
    ),
    Reading(
        id="A-35",
        question=Text(
            "Must a defect occur or be reported in the period?",
            "保修期内须发生问题还是须报告问题？",
        ),
        rules=("warranty",),
        field="occurrence_decides",
        choices=Table({"OCCURRENCE_ELSE_REPORT": True, "REPORT": False}),
        ground=Text(
            "Order 279 art. 41 and the text: the defect must occur in the period.",
            "建设工程质量管理条例第41条及原文均以发生为准。",
        ),
    ),
    Reading(
        id="A-36",
        question=Text(
            "Does the period begin again for what was repaired?",
            "保修维修后，该部位的保修期是否重新计算？",
        ),
        rules=("warranty",),
        field="restart_after_repair",
        choices=Table({"NO_RESTART": False, "RESTART": True}),
        ground=Text(
            "National law is silent; Beijing and Henan restart it.",
            "国家层面未作规定；北京、河南等地重新计算。",
        ),
    ),
    Reading(
        id="A-37",
        question=Text(
            "May one person hold two roles in the team?",
            "回访小组中一人可否兼两个角色？",
        ),
        rules=("visit_team",),
        field="allow_dual_role",
        choices=Table({"ONE_PERSON_EACH": False, "DUAL_ROLES": True}),
        ground=Text(
            "Three roles are named. The manager organises and need not come; the "
            "developer's absence is the developer's.",
            "原文列明三个角色；项目经理负责组织，不必到场；建设单位缺席由其自负。",
        ),
    ),
    Reading(
        id="A-38a",
        question=Text(
            "Must the developer's notice come strictly before the visit?",
            "通知建设单位是否须严格早于回访？",
        ),
        rules=("visit_notices",),
        field="steps.notify_developer.notice",
        choices=Table(
            {
                "STRICTLY_BEFORE": Notice.IN_ADVANCE,
                "BY_THE_START": Notice.BY_THE_START,
            }
        ),
        ground=Text("The text says 'beforehand'.", "原文为“提前通知”。"),
    ),
    Reading(
        id="A-38b",
        question=Text(
            "How long before the visit must the developer know?", "须提前多久通知？"
        ),
        rules=("visit_notices",),
        field="steps.notify_developer.least_notice",
        choices=Table(
            {"ANY_TIME_BEFORE": None, "ONE_DAY": Days(1), "THREE_DAYS": Days(3)}
        ),
        ground=Text("The text sets no length.", "原文未定长短。"),
    ),
    Reading(
        id="A-38c",
        question=Text("When is the company told of the visit?", "何时通知公司质安部？"),
        rules=("visit_notices",),
        field="steps.notify_company.notice",
        choices=Table(
            {
                "BY_THE_START": Notice.BY_THE_START,
                "STRICTLY_BEFORE": Notice.IN_ADVANCE,
            }
        ),
        ground=Text("The text says 'on the visit'.", "原文为“回访时通知”。"),
    ),
    Reading(
        id="A-39",
        question=Text(
            "Is the company's absence from a visit a breach?",
            "公司未派人参加是否违反？",
        ),
        rules=("visit_notices",),
        field="steps.company_attends.required",
        choices=Table({"ONLY_NOTED": False, "REQUIRED": True}),
        ground=Text(
            "The company sends; whether it had to is not clear from the text.",
            "由公司派人；原文未明确必须。",
        ),
    ),
    Reading(
        id="A-40",
        question=Text(
            "Is a visit owed in a season that already runs at acceptance?",
            "验收时正在进行的季节是否须回访？",
        ),
        rules=("rainy_season_visit", "heating_season_visit"),
        field="span",
        choices=Table(
            {"SEASONS_THAT_BEGIN": Given(), "RUNNING_TOO": Given(running=True)}
        ),
        ground=Text(
            "The rainy season is the local flood season and winter the local heating "
            "season; each that begins between acceptance and the end of the cover asks "
            "for a visit.",
            "雨季即当地汛期，冬季即当地采暖期；自验收至保修期满之间开始的每一季各应回访一次。",
        ),
    ),
    Reading(
        id="A-41a",
        question=Text("How exact is 'about two years'?", "“2年左右”如何把握？"),
        rules=("technical_visit",),
        field="span",
        choices=Table(
            {
                "THREE_MONTHS": After(opens=Months(21), closes=Months(27)),
                "ONE_MONTH": After(opens=Months(23), closes=Months(25)),
                "SIX_MONTHS": After(opens=Months(18), closes=Months(30)),
            }
        ),
        ground=Text(
            "No law fixes it; three months either way is an eighth.",
            "法律无定义；前后三个月，即八分之一。",
        ),
    ),
    Reading(
        id="A-41b",
        question=Text("Two years from when?", "两年自何时起？"),
        rules=("technical_visit",),
        field="anchor",
        choices=Table({"DELIVERY": "delivered_on", "ACCEPTANCE": "accepted_on"}),
        ground=Text("The text says delivery for use.", "原文为“交付使用”。"),
    ),
    Reading(
        id="A-42",
        question=Text(
            "What if nothing new was used?", "未采用新材料、新技术等时如何处理？"
        ),
        rules=("technical_visit",),
        field="only_if",
        choices=Table({"NOT_OWED": "four_new_used"}),
        ground=Text("Then the visit has no object.", "回访对象不存在。"),
    ),
    Reading(
        id="A-43",
        question=Text(
            "How early may the visit before expiry be?", "期满前的回访可提前多久？"
        ),
        rules=("pre_expiry_visit",),
        field="span",
        choices=Table(
            {
                "SIXTY_DAYS": Before(lead=Days(60)),
                "ONE_MONTH": Before(lead=Months(1)),
            }
        ),
        ground=Text(
            "Firms use sixty days or one month; for every cover that ends, a design "
            "service life apart.",
            "各单位多用60日或1个月；凡有期限的保修均须，设计使用年限除外。",
        ),
    ),
    Reading(
        id="A-44",
        question=Text(
            "Must a defect both be due to workmanship and affect use?",
            "是否须同时属施工质量且影响使用？",
        ),
        rules=("warranty",),
        field="duty",
        choices=Table({"TEXT_OR_STATUTE": Duty.EITHER, "TEXT_ONLY": Duty.TEXT}),
        ground=Text(
            "Order 279 art. 41 asks for the repair of any defect in scope and period.",
            "建设工程质量管理条例第41条：范围和期限内的质量问题均应保修。",
        ),
    ),
    Reading(
        id="A-45",
        question=Text("How soon is 'as soon as it can'?", "“尽快”是多快？"),
        rules=("dispatch",),
        field="limit",
        choices=Table({"NO_LIMIT": None, "SEVEN_DAYS": Days(7)}),
        ground=Text(
            "The text sets none; seven days is the model warranty letter's. An emergency "
            "is for at once, which is measured and has no number.",
            "原文未定；七天见于示范文本的质量保修书。紧急情况应立即到场，只作计量，不设数字。",
        ),
    ),
    Reading(
        id="A-46",
        question=Text("Which expiry starts the close-out?", "哪一保修期满后办理交接？"),
        rules=("close_out",),
        field="trigger",
        choices=Table({"LAST_FINITE_COVER": "last_finite_end"}),
        ground=Text(
            "The last cover that ends in a foreseeable time; retention money is another "
            "clock.",
            "以最后届满的有限保修期为准；质量保证金另有期限。",
        ),
    ),
    Reading(
        id="A-47",
        question=Text(
            "Are the quality departments of arts. 3, 5 and 6 one?",
            "质安部与质检部门是否为同一部门？",
        ),
        rules=("supervision",),
        field="owed_by",
        choices=Table({"ONE_DEPARTMENT": "quality_safety_department"}),
        ground=Text(
            "Several names for one department, and for one warranty letter.",
            "同一部门、同一保修书在原文中名称不一。",
        ),
    ),
    Reading(
        id="A-48",
        question=Text("When is the warranty letter due?", "质量保修书何时出具？"),
        rules=("hand_over",),
        field="steps.warranty_letter.if_early",
        choices=Table({"BOTH_REPORTED": TooEarly.COUNTS}),
        ground=Text(
            "The text says with the hand-over, the statute before acceptance; each has a "
            "verdict of its own, and an earlier letter is there at the hand-over.",
            "原文为交接时，法规为验收前；分别判定，提前出具的视为交接时已有。",
        ),
    ),
    Reading(
        id="A-65",
        question=Text(
            "Is there a limit for what is to be done promptly or often?",
            "“及时”“经常”有无时限？",
        ),
        rules=("defect_repair", "compensation", "leftovers", "supervision"),
        field="limit",
        choices=Table({"NO_LIMIT": None}),
        ground=_VAGUE,
    ),
    Reading(
        id="A-68",
        question=Text(
            "When is a missing item of a visit a breach?", "回访内容缺项何时算违反？"
        ),
        rules=(
            "letter_contents",
            "developer_presence",
            "visit_contents",
            "visit_paper",
            "rainy_season_contents",
            "heating_season_contents",
            "technical_contents",
            "expiry_advice",
            "joint_appraisal",
        ),
        field="breach_at_once",
        choices=Table({"WHEN_THE_MATTER_IS_CLOSED": False, "AT_ONCE": True}),
        ground=Text("The text sets no time for it.", "原文未规定时限。"),
    ),
)
