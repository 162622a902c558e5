"""
The readings that the service hall's rules were given, and the others.
"""

from fractions import Fraction
from typing import Final

from attrs import evolve

from followup_rules.books.rulebook import Reading
from followup_rules.clauses import Text
from followup_rules.policies.draws import DrawUnit, FrameMonth, Repeat, Scope
from followup_rules.policies.scoring import (
    CUTS_90_60,
    POINTS_100_60_0,
    THREE_GRADES,
    Blank,
    MissingEvaluator,
    NonResponse,
    Ranking,
    Unit,
    blend_of,
)
from followup_rules.tables import Table
from followup_rules.timing.counting import LastDay

_SCORES: Final = ("window_score", "year_score")
_POINTS_100_80_0: Final = POINTS_100_60_0.with_("basically_satisfied", Fraction(80))
_CUTS_80_60: Final = (evolve(CUTS_90_60[0], at_least="80"), *CUTS_90_60[1:])

READINGS: Final = (
    Reading(
        id="A-05",
        question=Text(
            "Is a last day on a rest day put off?", "最后一日是休息日的，是否顺延？"
        ),
        rules=("statistics",),
        field="counting.rest_day",
        choices=Table(
            {"NOT_EXTENDED": LastDay.STAYS, "CIVIL_CODE_203": LastDay.ROLLS_FORWARD}
        ),
        ground=Text(
            "An internal limit that is meant to be quick; the stricter reading never "
            "reports late work as on time.",
            "内部工作时限，旨在从速；从严理解不会把逾期报为按时。",
        ),
    ),
    Reading(
        id="A-49",
        question=Text(
            "Twenty in total, or from each window?", "20个是合计还是每个窗口各20个？"
        ),
        rules=("phone_draw",),
        field="scope",
        choices=Table(
            {
                "TOTAL": Scope.TOTAL,
                "TOTAL_STRATIFIED": Scope.TOTAL_STRATIFIED,
                "PER_WINDOW": Scope.PER_WINDOW,
            }
        ),
        ground=Text(
            "The text says the windows' ledgers, not twenty from each; for twelve "
            "windows that would be 240 calls a week beside five forms. That results "
            "are scored by window speaks for the other reading. It is the least "
            "certain choice here; a window's picks are a prefix of its ticket order "
            "in every reading, so switching discards no call.",
            "“各”字修饰窗口而非抽取；若每窗各抽20个，十二个窗口每周即达240次，与5份"
            "意见表不相称。但结果以窗口计分，又支持另一理解。此项最不确定；无论何种理解，"
            "各窗口的抽取结果均为其抽签次序的前列，改换理解不作废已打的电话。",
        ),
    ),
    Reading(
        id="A-50a",
        question=Text(
            "Which month is the current one where a week spans two?",
            "一周跨两个月时，“当月”指哪个月？",
        ),
        rules=("phone_draw",),
        field="frame_month",
        choices=Table(
            {
                "DRAW_DATE": FrameMonth.DRAW_DATE,
                "ISO_THURSDAY": FrameMonth.ISO_THURSDAY,
                "BOTH": FrameMonth.BOTH,
            }
        ),
        ground=Text(
            "The month of the day of the draw; on the first the ledger may be nearly "
            "empty, and then all are drawn.",
            "以抽取当日所在月份为准；月初台账可能很少，此时全部抽取。",
        ),
    ),
    Reading(
        id="A-50b",
        question=Text("Accepted cases or finished ones?", "是受理件还是办结件？"),
        rules=("phone_draw",),
        field="only_completed",
        choices=Table({"ACCEPTED": False, "COMPLETED": True}),
        ground=Text(
            "Accepted is not finished, and the text says accepted.",
            "受理不等于办结，原文用“受理”。",
        ),
    ),
    Reading(
        id="A-51a",
        question=Text("Persons or cases?", "抽取的是人还是件？"),
        rules=("phone_draw",),
        field="unit",
        choices=Table({"PERSON": DrawUnit.PERSON, "CASE": DrawUnit.CASE}),
        ground=Text(
            "Whom to follow up is a person; five cases do not make five chances.",
            "回访对象是人；办五件事不应有五次中签机会。",
        ),
    ),
    Reading(
        id="A-51b",
        question=Text(
            "May somebody be called twice in a month?", "同一人当月可否再次被回访？"
        ),
        rules=("phone_draw",),
        field="repeat",
        choices=Table(
            {
                "EXCLUDED": Repeat.EXCLUDED,
                "FILL_UP": Repeat.FILL_UP,
                "IGNORED": Repeat.IGNORED,
            }
        ),
        ground=Text(
            "Four rounds draw from one ledger; a second call to the same person tells "
            "less. The duty is then twenty, or all that are left.",
            "一月数轮出自同一台账，重复回访同一人意义不大；应回访数为20个或余下全部。",
        ),
    ),
    Reading(
        id="A-52",
        question=Text(
            "Is a week without a working day exempt?",
            "全周均为休息日的，是否仍须回访？",
        ),
        rules=("phone_round", "forms_issued"),
        field="working_cells_only",
        choices=Table({"EXEMPT": True, "NOT_EXEMPT": False}),
        ground=Text(
            "With the hall shut all week nobody comes; one working day, Monday to "
            "Sunday, is enough to bind.",
            "大厅全周不开门，无人前来办事；周一至周日有一个工作日即应执行。",
        ),
    ),
    Reading(
        id="A-53",
        question=Text("Five forms for the hall, or exactly five?", "“5份”如何理解？"),
        rules=("forms_issued",),
        field="at_least",
        choices=Table({"AT_LEAST_FIVE_FOR_THE_HALL": 5}),
        ground=Text(
            "The text names the hall and no windows; more contact does not offend the "
            "purpose. Only forms that were filled in enter the score.",
            "原文写的是大厅，未写各窗口；多发不违背目的。只有填写的表格计入得分。",
        ),
    ),
    Reading(
        id="A-54a",
        question=Text("From when do the three days run?", "三个工作日从何时起算？"),
        rules=("feedback",),
        field="trigger",
        choices=Table({"RECORDED": "recorded_at"}),
        ground=Text(
            "From the day on which the opinion, suggestion or problem was recorded; "
            "that day is not counted, make-up days are working days.",
            "自意见、建议或问题记录之日起算；当日不计，调休上班日为工作日。",
        ),
    ),
    Reading(
        id="A-54b",
        question=Text(
            "What must be finished, and who must be told?", "完成什么、向谁反馈？"
        ),
        rules=("feedback",),
        field="finishes",
        choices=Table(
            {
                "FEEDBACK_TO_APPLICANT": ("applicant_told_at",),
                "FEEDBACK_TO_SECTION": ("section_told_at",),
                "RECTIFICATION_AND_FEEDBACK_TO_APPLICANT": (
                    "rectified_at",
                    "applicant_told_at",
                ),
                "RECTIFICATION_AND_FEEDBACK_TO_SECTION": (
                    "rectified_at",
                    "section_told_at",
                ),
            }
        ),
        ground=Text(
            "The number stands beside what needs a reply; putting things right is owed "
            "promptly, without a number.",
            "时限紧接“需要反馈的”；整改本身为“及时”，未定天数。",
        ),
    ),
    Reading(
        id="A-55",
        question=Text("When has a follow-up ended?", "“回访结束”指何时？"),
        rules=("statistics",),
        field="trigger",
        choices=Table(
            {
                "END_OF_ROUND": "round_ended_at",
                "END_OF_MONTH": "month_ended_at",
            }
        ),
        ground=Text(
            "Each follow-up is a weekly round; it ends with its last call or form.",
            "“每次回访”指每周一轮，以该轮最后一次电话或表格为结束。",
        ),
    ),
    Reading(
        id="A-56a",
        question=Text("What is each grade worth?", "各等次如何计分？"),
        rules=_SCORES,
        field="points",
        choices=Table(
            {"POINTS_100_60_0": POINTS_100_60_0, "POINTS_100_80_0": _POINTS_100_80_0}
        ),
        ground=Text(
            "The text gives no numbers; this is a convention, to be confirmed by the "
            "hall.",
            "原文未给出分值；此为惯例，应由中心确认。",
        ),
    ),
    Reading(
        id="A-56b",
        question=Text(
            "From which score on is a window in which tier?", "窗口等次的分数线是多少？"
        ),
        rules=_SCORES,
        field="tiers",
        choices=Table({"CUTS_90_60": CUTS_90_60, "CUTS_80_60": _CUTS_80_60}),
        ground=Text(
            "The text gives no numbers; the bounds are included.",
            "原文未给出分数线；分数线含本数。",
        ),
    ),
    Reading(
        id="A-56c",
        question=Text(
            "Does 'basically satisfied' count as satisfied?",
            "“基本满意”是否计入满意率？",
        ),
        rules=_SCORES,
        field="satisfied",
        choices=Table(
            {
                "WITH_BASICALLY": ("satisfied", "basically_satisfied"),
                "SATISFIED_ALONE": ("satisfied",),
            }
        ),
        ground=Text(
            "Usage adds the two and divides by all answers.",
            "通行做法为满意与基本满意之和除以总数。",
        ),
    ),
    Reading(
        id="A-57a",
        question=Text(
            "What weight have the follow-ups beside the rating devices?",
            "回访与电子评价器各占多少权重？",
        ),
        rules=_SCORES,
        field="weights",
        choices=Table(
            {
                "TO_BE_CHOSEN": None,
                "SIX_TO_FOUR": blend_of("60%"),
                "SEVEN_TO_THREE": blend_of("70%"),
                "HALF_AND_HALF": blend_of("50%"),
            }
        ),
        ground=Text(
            "The text says that both are combined, and not how; until the hall chooses, "
            "scores with ratings are undetermined.",
            "原文只说结合，未说比例；中心确定之前，有评价器数据的得分暂无法判定。",
        ),
    ),
    Reading(
        id="A-57b",
        question=Text(
            "What if the rating devices have no data?", "电子评价器没有数据时如何处理？"
        ),
        rules=_SCORES,
        field="missing_evaluator",
        choices=Table({option.name: option for option in MissingEvaluator}),
        ground=Text(
            "What is absent cannot be combined; it is no zero.",
            "没有数据即无从结合，不作零分处理。",
        ),
    ),
    Reading(
        id="A-58",
        question=Text("How are ties ranked?", "并列名次如何排列？"),
        rules=_SCORES,
        field="ranking",
        choices=Table({option.name: option for option in Ranking}),
        ground=Text(
            "Equal scores share a rank and the next ranks stay empty; listed by code.",
            "同分并列，后续名次空出；按窗口编号列示。",
        ),
    ),
    Reading(
        id="A-59a",
        question=Text(
            "Are windows with too few answers ranked?", "评价太少的窗口是否参加排名？"
        ),
        rules=_SCORES,
        field="rank_low_sample",
        choices=Table({"FLAGGED": True, "LEFT_OUT": False}),
        ground=Text(
            "The text ranks every window; the flag says that the answers are too few to "
            "show the tier at 95 %. Without any answer a window is not scored.",
            "原文对各窗口均分等次；标记说明评价数不足以在95%把握下支持该等次。"
            "没有评价的不计分。",
        ),
    ),
    Reading(
        id="A-59b",
        question=Text("What is a person who gave no answer?", "未作评价的如何计？"),
        rules=_SCORES,
        field="non_response",
        choices=Table({option.name: option for option in NonResponse}),
        ground=Text("Silence is no grade.", "未作评价不是一个等次。"),
    ),
    Reading(
        id="A-59c",
        question=Text("What is an item left blank?", "未填的项目如何计？"),
        rules=_SCORES,
        field="blanks",
        choices=Table({option.name: option for option in Blank}),
        ground=Text("A blank is no grade.", "未填不是一个等次。"),
    ),
    Reading(
        id="A-60",
        question=Text("By when is it published?", "何时通报？"),
        rules=("publication",),
        field="trigger",
        choices=Table({"FROM_THE_STATISTICS": "statistics_at"}),
        ground=Text(
            "Both places are owed; the text sets no time, so it is measured from the "
            "statistics.",
            "网站、公示栏两处均须通报；原文未定时限，自统计完成之日起计量。",
        ),
    ),
    Reading(
        id="A-61a",
        question=Text("Who holds the rounds?", "由谁组织回访？"),
        rules=("phone_organiser", "forms_organiser"),
        field="allowed",
        choices=Table(
            {
                "SUPERVISION_SECTION": ("supervision_section",),
                "SECTION_OR_OFFICE": ("supervision_section", "management_office"),
            }
        ),
        ground=Text(
            "Arts. 3 and 6 name the section for organising and rating.",
            "第三、六部分明确由督查科组织和评定。",
        ),
    ),
    Reading(
        id="A-61b",
        question=Text("Who calls?", "由谁具体回访？"),
        rules=("designees",),
        field="allowed",
        choices=Table({"DESIGNATED_PERSONS": ("designee",)}),
        ground=Text(
            "Art. 4: persons whom the management office designates.",
            "第四部分：由中心管理办公室安排专人。",
        ),
    ),
    Reading(
        id="A-62",
        question=Text(
            "How do the five national grades fit the three here?",
            "全国五级评价如何对应三个等次？",
        ),
        rules=_SCORES,
        field="scale",
        choices=Table({"FIVE_READ_AS_THREE": THREE_GRADES}),
        ground=Text(
            "The outer grades are read as the next inner ones; the last two of the five "
            "are poor ratings in the national scheme. A hall that keeps five sets "
            "`scale` and `points` together.",
            "两端等次并入相邻等次；全国五级中后两级为差评。沿用五级的，须同时设定"
            "scale与points。",
        ),
    ),
    Reading(
        id="A-63",
        question=Text(
            "What are 'opinions and construction'?", "“意见和建设”所指为何？"
        ),
        rules=("opinions_summary",),
        field="name",
        choices=Table(
            {
                "OPINIONS_AND_SUGGESTIONS": Text(
                    "the work on opinions and suggestions", "意见和建议的整理"
                )
            }
        ),
        ground=Text(
            "A slip for suggestions, which art. 2 names beside opinions; and claiming "
            "(报) among the faults means having private expenses reimbursed.",
            "“建设”系“建议”之误，第二部分即作“意见与建议”；“报”指报销私人费用。",
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
        id="A-67",
        question=Text(
            "What is graded: each item or the respondent?", "评定的是各项还是答卷人？"
        ),
        rules=_SCORES,
        field="unit",
        choices=Table({option.name: option for option in Unit}),
        ground=Text(
            "The form is set item by item, so an answer to an item is what is counted.",
            "表格逐项设定，故以各项的答复为计分单位。",
        ),
    ),
    Reading(
        id="A-68",
        question=Text(
            "When is a missing record or summary a breach?",
            "缺少记录或汇总何时算违反？",
        ),
        rules=("call_record", "forms_summary", "opinions_summary"),
        field="breach_at_once",
        choices=Table({"WHEN_THE_ROUND_IS_CLOSED": False, "AT_ONCE": True}),
        ground=Text("The text sets no time for it.", "原文未规定时限。"),
    ),
)
