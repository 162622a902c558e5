"""
Follow-up calls of a government service hall (政务中心电话回访制度), the text as rules.

Source: a published rule of a service hall, edition of 2021-05-24, six articles.
Checked with: Civil Code arts. 200 to 203 and 1259 for periods; the State Council's
yearly notices for working days; the national rating scheme for the grades.

Not encoded: the purpose (GOV-0), which there is nothing to judge in.
"""

from fractions import Fraction
from typing import Any, Final

from attrs import evolve

from followup_rules.books.conditions import By, asked
from followup_rules.books.text import (
    actors,
    cadence,
    checklist,
    clause,
    deadline,
    judged,
    procedure,
    reading,
    regulation,
    word,
)
from followup_rules.clauses import Force, Text
from followup_rules.policies.draws import DrawUnit, Repeat, Scope
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
from followup_rules.rulebooks.service_centre.draws import Drawing
from followup_rules.rulebooks.service_centre.facts import (
    Call,
    Case,
    Finding,
    Form,
    Rating,
    Round,
    Window,
)
from followup_rules.rulebooks.service_centre.frame import FrameMonth
from followup_rules.rulebooks.service_centre.rounds import (
    begins_a_round,
    ended,
    has_forms,
)
from followup_rules.rulebooks.service_centre.scores import judge_windows, judge_years
from followup_rules.timing.amounts import Weeks, WorkingDays
from followup_rules.timing.counting import LastDay
from followup_rules.timing.cycles import Cycle

SECTION: Final = "supervision_section"
OFFICE: Final = "management_office"
DESIGNEE: Final = "designee"
WINDOW: Final = "window"
SCORES: Final = ("window_score", "year_score")
SCORED: Final = (Window, Case, Call, Form, Rating)

SIX_TOPICS: Final = {
    "attitude": ("attitude", "服务态度"),
    "efficiency": ("efficiency", "办事效率"),
    "by_the_rules": ("work by the rules", "按章办事"),
    "inside_the_hall": ("work inside the hall", "有无体外循环"),
    "integrity": ("integrity", "廉洁自律"),
    "evaluation": ("rating and suggestions", "评估与建议"),
}
GRADING: Final[dict[str, Any]] = {
    "scale": THREE_GRADES,
    "points": POINTS_100_60_0,
    "satisfied": ("satisfied", "basically_satisfied"),
    "tiers": CUTS_90_60,
    "items": tuple(SIX_TOPICS),
    "overall": "evaluation",
}
WORDS: Final = {
    SECTION: word("supervision section", "督查科"),
    OFFICE: word("centre management office", "中心管理办公室", "中心管理办"),
    DESIGNEE: word("designated person", "专人", "指定人员"),
    WINDOW: word("window", "窗口"),
    "round_ended_at": word("end of the round", "该轮回访结束"),
    "month_ended_at": word("end of the month", "当月结束"),
    "enterprise": word("enterprise", "经济主体", "企业"),
    "citizen": word("citizen", "群众", "公民", "个人"),
    **{topic: word(*names) for topic, names in SIX_TOPICS.items()},
}

RULES: Final = regulation(
    "GOV",
    "2021",
    "Follow-up calls of a government service hall",
    "政务中心电话回访制度",
    clause(
        "0",
        "Why it exists: to learn how each window really serves people and how content they are, and so to raise conduct, efficiency and service.",
        "目的：弄清各窗口实际服务得如何、群众是否满意，从而改进作风、效率与服务。",
        duty=Force.DESCRIPTIVE,
        not_computed=(
            "It states a purpose; there is nothing to judge.",
            "说明目的，无可判定。",
        ),
    ),
    clause(
        "1",
        "Follow-ups go to applicants: enterprises and citizens who came to the hall for an approval or a service.",
        "回访对象为到中心办理审批或服务事项的企业和群众，即申请人。",
        actors(
            "applicants",
            "the choice of the person followed up",
            "回访对象",
            owed_by=SECTION,
            allowed=("enterprise", "citizen"),
            each=Call,
            by="case.applicant_kind",
        ),
    ),
    clause(
        "2.1",
        "Attitude: was anyone turned away, met with a cold face or rude words, or given trouble over the matter?",
        "服务态度：有无进门难、冷脸、恶语、办事刁难的情况。",
        checklist(
            "topics",
            "the follow-up",
            "回访内容",
            owed_by=DESIGNEE,
            items={
                topic: (*names, f"2.{number}")
                for number, (topic, names) in enumerate(SIX_TOPICS.items(), 1)
            },
            each=Call,
            where="reached has been told and reached",
            given="asked",
            apart=True,
        ),
    ),
    clause(
        "2.2",
        "Efficiency: was work passed on, done carelessly, lazily, slackly or slowly?",
        "办事效率：有无推诿、敷衍、懒散、拖拉的情况。",
    ),
    clause(
        "2.3",
        "By the rules: was the published process kept, without conditions or steps added at will, and was the matter finished on time?",
        "依规办理：是否按公开的流程办理，有无随意增设条件或环节，是否按时办结。",
    ),
    clause(
        "2.4",
        "Inside the hall: did the whole process take place in the hall, or was anyone sent to an office elsewhere?",
        "厅内办理：是否全程在大厅内办理，有无被要求到厅外办公室办理。",
    ),
    clause(
        "2.5",
        "Integrity: did staff ask for meals, gifts, favours or reimbursement, or hold a matter back?",
        "廉洁自律：有无吃请、索取、卡拿、报销私人费用等违反廉政纪律的情况。",
    ),
    clause(
        "2.6",
        "Rating and suggestions: how content was the applicant with the work and the staff, and what could be better?",
        "评价与建议：对工作和人员是否满意，有哪些改进意见。",
    ),
    clause(
        "3.1a",
        "Every week the supervision section holds a round of calls.",
        "督查科每周组织一轮电话回访。",
        cadence(
            "phone_round",
            "the weekly round of calls",
            "每周电话回访",
            reading(
                "A-52",
                "working_cells_only",
                (
                    "Is a week without a working day exempt?",
                    "全周均为休息日的，是否仍须回访？",
                ),
                (
                    "With the hall shut all week nobody comes; one working day, Monday to Sunday, is enough to bind.",
                    "大厅全周不开门，无人前来办事；周一至周日有一个工作日即应执行。",
                ),
                rules=("phone_round", "forms_issued"),
                EXEMPT=True,
                NOT_EXEMPT=False,
            ),
            owed_by=SECTION,
            cycle=Cycle.WEEK,
            unit=("rounds", "轮"),
            working_cells_only=True,
            of=Call,
            where=begins_a_round,
            subject=("cadence", "phone_round"),
            since=(Round, Form),
        ),
        actors(
            "phone_organiser",
            "the weekly round of calls",
            "每周电话回访的组织",
            reading(
                "A-61a",
                "allowed",
                ("Who holds the rounds?", "由谁组织回访？"),
                (
                    "Arts. 3 and 6 name the section for organising and rating.",
                    "第三、六部分明确由督查科组织和评定。",
                ),
                rules=("phone_organiser", "forms_organiser"),
                SUPERVISION_SECTION=(SECTION,),
                SECTION_OR_OFFICE=(SECTION, OFFICE),
            ),
            owed_by=SECTION,
            allowed=(SECTION,),
            each=Round,
            by="organisers",
        ),
    ),
    clause(
        "3.1b",
        "For it twenty applicants are drawn at random from the ledgers of the cases that the windows accepted in the current month, and are phoned.",
        "从各窗口本月受理的台账中随机抽出20个回访对象，以电话回访。",
        judged(
            ("draws", "DrawPolicy"),
            "phone_draw",
            "the phone follow-ups",
            "电话回访",
            reading(
                "A-49",
                "scope",
                (
                    "Twenty in total, or from each window?",
                    "20个是合计还是每个窗口各20个？",
                ),
                (
                    "The text says the windows' ledgers, not twenty from each; for twelve windows that would be 240 calls a week beside five forms. That results are scored by window speaks for the other reading. It is the least certain choice here; a window's picks are a prefix of its ticket order in every reading, so switching discards no call.",
                    "“各”字修饰窗口而非抽取；若每窗各抽20个，十二个窗口每周即达240次，与5份意见表不相称。但结果以窗口计分，又支持另一理解。此项最不确定；无论何种理解，各窗口的抽取结果均为其抽签次序的前列，改换理解不作废已打的电话。",
                ),
                TOTAL=Scope.TOTAL,
                TOTAL_STRATIFIED=Scope.TOTAL_STRATIFIED,
                PER_WINDOW=Scope.PER_WINDOW,
            ),
            reading(
                "A-50a",
                "frame_month",
                (
                    "Which month is the current one where a week spans two?",
                    "一周跨两个月时，“当月”指哪个月？",
                ),
                (
                    "The month of the day of the draw; on the first the ledger may be nearly empty, and then all are drawn.",
                    "以抽取当日所在月份为准；月初台账可能很少，此时全部抽取。",
                ),
                DRAW_DATE=FrameMonth.DRAW_DATE,
                ISO_THURSDAY=FrameMonth.ISO_THURSDAY,
                BOTH=FrameMonth.BOTH,
            ),
            reading(
                "A-50b",
                "only_completed",
                ("Accepted cases or finished ones?", "是受理件还是办结件？"),
                (
                    "Accepted is not finished, and the text says accepted.",
                    "受理不等于办结，原文用“受理”。",
                ),
                ACCEPTED=False,
                COMPLETED=True,
            ),
            reading(
                "A-51a",
                "unit",
                ("Persons or cases?", "抽取的是人还是件？"),
                (
                    "Whom to follow up is a person; five cases do not make five chances.",
                    "回访对象是人；办五件事不应有五次中签机会。",
                ),
                PERSON=DrawUnit.PERSON,
                CASE=DrawUnit.CASE,
            ),
            reading(
                "A-51b",
                "repeat",
                (
                    "May somebody be called twice in a month?",
                    "同一人当月可否再次被回访？",
                ),
                (
                    "Four rounds draw from one ledger; a second call to the same person tells less. The duty is then twenty, or all that are left.",
                    "一月数轮出自同一台账，重复回访同一人意义不大；应回访数为20个或余下全部。",
                ),
                EXCLUDED=Repeat.EXCLUDED,
                FILL_UP=Repeat.FILL_UP,
                IGNORED=Repeat.IGNORED,
            ),
            owed_by=SECTION,
            size=20,
            by=Drawing(),
        ),
    ),
    clause(
        "3.1c",
        "A record of each call is kept.",
        "每次电话回访都要记录。",
        checklist(
            "call_record",
            "the record of the call",
            "电话回访记录",
            reading(
                "A-68",
                "breach_at_once",
                (
                    "When is a missing record or summary a breach?",
                    "缺少记录或汇总何时算违反？",
                ),
                ("The text sets no time for it.", "原文未规定时限。"),
                rules=("call_record", "forms_summary", "opinions_summary"),
                WHEN_THE_ROUND_IS_CLOSED=False,
                AT_ONCE=True,
            ),
            owed_by=DESIGNEE,
            items={"recorded": ("an entry", "登记")},
            each=Call,
            closed="round.closed_at",
        ),
        timing=Force.OPEN_ENDED,
    ),
    clause(
        "3.2a",
        "Every week the supervision section hands out five feedback forms to applicants in the hall.",
        "督查科每周在大厅向办事的申请人发出5份意见征求表。",
        cadence(
            "forms_issued",
            "the handing out of feedback forms",
            "意见表的发放",
            reading(
                "A-53",
                "at_least",
                ("Five forms for the hall, or exactly five?", "“5份”如何理解？"),
                (
                    "The text names the hall and no windows; more contact does not offend the purpose. Only forms that were filled in enter the score.",
                    "原文写的是大厅，未写各窗口；多发不违背目的。只有填写的表格计入得分。",
                ),
                AT_LEAST_FIVE_FOR_THE_HALL=5,
            ),
            owed_by=SECTION,
            cycle=Cycle.WEEK,
            at_least=5,
            unit=("forms", "份"),
            working_cells_only=True,
            of=Form,
            subject=("cadence", "forms_issued"),
            since=(Round, Form),
        ),
        actors(
            "forms_organiser",
            "the handing out of feedback forms",
            "意见表发放的组织",
            owed_by=SECTION,
            allowed=(SECTION,),
            each=Form,
            by="organisers",
        ),
    ),
    clause(
        "3.2b",
        "The forms are filled in, and followed up, on the spot.",
        "表格由申请人当场填好，并当场回访。",
        checklist(
            "form_on_site",
            "the feedback form",
            "意见表",
            owed_by=SECTION,
            items={
                "filled_on_site": ("filling in on the spot", "现场填写"),
                "followed_up_on_site": ("the follow-up on the spot", "现场回访"),
            },
            each=Form,
            made="returned",
        ),
    ),
    clause(
        "3.2c",
        "The forms are summarised.",
        "对表格进行汇总。",
        checklist(
            "forms_summary",
            "the work on the feedback forms",
            "意见表整理",
            owed_by=SECTION,
            items={"forms_summarised": ("the summary", "汇总")},
            each=Round,
            made=has_forms,
            closed="closed_at",
        ),
        timing=Force.OPEN_ENDED,
    ),
    clause(
        "4",
        "The centre's management office designates the persons who follow up.",
        "回访人员由中心管理办公室指定。",
        actors(
            "designees",
            "the follow-up",
            "回访",
            reading(
                "A-61b",
                "allowed",
                ("Who calls?", "由谁具体回访？"),
                (
                    "Art. 4: persons whom the management office designates.",
                    "第四部分：由中心管理办公室安排专人。",
                ),
                DESIGNATED_PERSONS=(DESIGNEE,),
            ),
            owed_by=OFFICE,
            allowed=(DESIGNEE,),
            each=Call,
            by="callers",
        ),
    ),
    clause(
        "5a",
        "What applicants say is sorted, analysed and summed up.",
        "申请人的意见和建议要经过梳理、分析和总结。",
        checklist(
            "opinions_summary",
            "the work on opinions and suggestions",
            "意见和建议的整理",
            reading(
                "A-63",
                "name",
                ("What are 'opinions and construction'?", "“意见和建设”所指为何？"),
                (
                    "A slip for suggestions, which art. 2 names beside opinions; and claiming (报) among the faults means having private expenses reimbursed.",
                    "“建设”系“建议”之误，第二部分即作“意见与建议”；“报”指报销私人费用。",
                ),
                OPINIONS_AND_SUGGESTIONS=Text(
                    "the work on opinions and suggestions", "意见和建议的整理"
                ),
            ),
            owed_by=SECTION,
            items={
                "sorted_out": ("sorting", "梳理"),
                "analysed": ("analysis", "分析"),
                "summed_up": ("summing up", "总结"),
            },
            each=Round,
            made="opinions has been told",
            given="opinions",
            closed="closed_at",
        ),
        timing=Force.OPEN_ENDED,
    ),
    clause(
        "5b",
        "Problems found are put right promptly.",
        "查出的问题要尽早改正。",
        deadline(
            "rectification",
            "the rectification of the problem",
            "问题整改",
            reading(
                "A-65",
                "limit",
                (
                    "Is there a limit for the rectification itself?",
                    "整改本身有无时限？",
                ),
                (
                    "Inventing a number would be making law; a host may set `limit`.",
                    "不得代为立法；使用单位可自行设定limit。",
                ),
                NO_LIMIT=None,
            ),
            owed_by=WINDOW,
            each=Finding,
            where="kind is problem",
            since="recorded_at",
            done="rectified_at",
        ),
        timing=Force.OPEN_ENDED,
    ),
    clause(
        "5c",
        "What needs a reply is replied to within three working days.",
        "需要答复的，三个工作日内完成反馈。",
        deadline(
            "feedback",
            "the reply",
            "反馈",
            reading(
                "A-54a",
                "trigger",
                ("From when do the three days run?", "三个工作日从何时起算？"),
                (
                    "From the day on which the opinion, suggestion or problem was recorded; that day is not counted, make-up days are working days.",
                    "自意见、建议或问题记录之日起算；当日不计，调休上班日为工作日。",
                ),
                RECORDED="recorded_at",
            ),
            reading(
                "A-54b",
                "done",
                (
                    "What must be finished, and who must be told?",
                    "完成什么、向谁反馈？",
                ),
                (
                    "The number stands beside what needs a reply; putting things right is owed promptly, without a number.",
                    "时限紧接“需要反馈的”；整改本身为“及时”，未定天数。",
                ),
                FEEDBACK_TO_APPLICANT=asked("applicant_told_at"),
                FEEDBACK_TO_SECTION=asked("section_told_at"),
                RECTIFICATION_AND_FEEDBACK_TO_APPLICANT=asked(
                    "latest of rectified_at, applicant_told_at"
                ),
                RECTIFICATION_AND_FEEDBACK_TO_SECTION=asked(
                    "latest of rectified_at, section_told_at"
                ),
            ),
            owed_by=SECTION,
            each=Finding,
            since="recorded_at",
            done="applicant_told_at",
            owed="needs_feedback",
            limit=WorkingDays(3),
        ),
    ),
    clause(
        "6a",
        "The supervision section sets the form item by item after the contents of art. 2.",
        "督查科按第二部分的内容逐项设计表格。",
        checklist(
            "form_topics",
            "the follow-up form",
            "回访表格",
            owed_by=SECTION,
            items=SIX_TOPICS,
            open_list=True,
            each=Round,
            given="form_topics",
        ),
    ),
    clause(
        "6b",
        "The form has three grades: satisfied, basically satisfied, dissatisfied.",
        "表格的评价分三等，从满意到不满意，中间一等为基本满意。",
        checklist(
            "form_grades",
            "the list of grades on the form",
            "表格等次",
            owed_by=SECTION,
            items={
                "satisfied": ("'satisfied'", "“满意”"),
                "basically_satisfied": ("'basically satisfied'", "“基本满意”"),
                "dissatisfied": ("'dissatisfied'", "“不满意”"),
            },
            each=Round,
            given="form_grades",
        ),
    ),
    clause(
        "6c",
        "Within a week after a round its results are counted and put in order.",
        "每轮回访结束后一周以内完成统计整理。",
        deadline(
            "statistics",
            "the tally of the round",
            "统计整理",
            reading(
                "A-05",
                "counting.rest_day",
                (
                    "Is a last day on a rest day put off?",
                    "最后一日是休息日的，是否顺延？",
                ),
                (
                    "An internal limit that is meant to be quick; the stricter reading never reports late work as on time.",
                    "内部工作时限，旨在从速；从严理解不会把逾期报为按时。",
                ),
                NOT_EXTENDED=LastDay.STAYS,
                CIVIL_CODE_203=LastDay.ROLLS_FORWARD,
            ),
            reading(
                "A-55",
                "trigger",
                ("When has a follow-up ended?", "“回访结束”指何时？"),
                (
                    "Each follow-up is a weekly round; it ends with its last call or form.",
                    "“每次回访”指每周一轮，以该轮最后一次电话或表格为结束。",
                ),
                END_OF_ROUND="round_ended_at",
                END_OF_MONTH="month_ended_at",
            ),
            owed_by=SECTION,
            each=Round,
            trigger="round_ended_at",
            since=By(ended, reads=("call", "feedback_form")),
            done="statistics_at",
            limit=Weeks(1),
        ),
    ),
    clause(
        "6d",
        "What the electronic rating devices hold is taken into account.",
        "统计时结合电子评价器的数据。",
    ),
    clause(
        "6e",
        "Points are totalled by window, and the windows are graded.",
        "按窗口汇总得分并划分等次。",
        judged(
            ("scoring", "ScoringPolicy"),
            "window_score",
            "the window's score",
            "窗口得分",
            reading(
                "A-56a",
                "points",
                ("What is each grade worth?", "各等次如何计分？"),
                (
                    "The text gives no numbers; this is a convention, to be confirmed by the hall.",
                    "原文未给出分值；此为惯例，应由中心确认。",
                ),
                rules=SCORES,
                POINTS_100_60_0=POINTS_100_60_0,
                POINTS_100_80_0=POINTS_100_60_0.with_(
                    "basically_satisfied", Fraction(80)
                ),
            ),
            reading(
                "A-56b",
                "tiers",
                (
                    "From which score on is a window in which tier?",
                    "窗口等次的分数线是多少？",
                ),
                (
                    "The text gives no numbers; the bounds are included.",
                    "原文未给出分数线；分数线含本数。",
                ),
                rules=SCORES,
                CUTS_90_60=CUTS_90_60,
                CUTS_80_60=(evolve(CUTS_90_60[0], at_least="80"), *CUTS_90_60[1:]),
            ),
            reading(
                "A-56c",
                "satisfied",
                (
                    "Does 'basically satisfied' count as satisfied?",
                    "“基本满意”是否计入满意率？",
                ),
                (
                    "Usage adds the two and divides by all answers.",
                    "通行做法为满意与基本满意之和除以总数。",
                ),
                rules=SCORES,
                WITH_BASICALLY=("satisfied", "basically_satisfied"),
                SATISFIED_ALONE=("satisfied",),
            ),
            reading(
                "A-57a",
                "weights",
                (
                    "What weight have the follow-ups beside the rating devices?",
                    "回访与电子评价器各占多少权重？",
                ),
                (
                    "The text says that both are combined, and not how; until the hall chooses, scores with ratings are undetermined.",
                    "原文只说结合，未说比例；中心确定之前，有评价器数据的得分暂无法判定。",
                ),
                rules=SCORES,
                TO_BE_CHOSEN=None,
                SIX_TO_FOUR=blend_of("60%"),
                SEVEN_TO_THREE=blend_of("70%"),
                HALF_AND_HALF=blend_of("50%"),
            ),
            reading(
                "A-57b",
                "missing_evaluator",
                (
                    "What if the rating devices have no data?",
                    "电子评价器没有数据时如何处理？",
                ),
                (
                    "What is absent cannot be combined; it is no zero.",
                    "没有数据即无从结合，不作零分处理。",
                ),
                rules=SCORES,
                **{one.name: one for one in MissingEvaluator},
            ),
            reading(
                "A-58",
                "ranking",
                ("How are ties ranked?", "并列名次如何排列？"),
                (
                    "Equal scores share a rank and the next ranks stay empty; listed by code.",
                    "同分并列，后续名次空出；按窗口编号列示。",
                ),
                rules=SCORES,
                **{one.name: one for one in Ranking},
            ),
            reading(
                "A-59a",
                "rank_low_sample",
                (
                    "Are windows with too few answers ranked?",
                    "评价太少的窗口是否参加排名？",
                ),
                (
                    "The text ranks every window; the flag says that the answers are too few to show the tier at 95 %. Without any answer a window is not scored.",
                    "原文对各窗口均分等次；标记说明评价数不足以在95%把握下支持该等次。没有评价的不计分。",
                ),
                rules=SCORES,
                FLAGGED=True,
                LEFT_OUT=False,
            ),
            reading(
                "A-59b",
                "non_response",
                ("What is a person who gave no answer?", "未作评价的如何计？"),
                ("Silence is no grade.", "未作评价不是一个等次。"),
                rules=SCORES,
                **{one.name: one for one in NonResponse},
            ),
            reading(
                "A-59c",
                "blanks",
                ("What is an item left blank?", "未填的项目如何计？"),
                ("A blank is no grade.", "未填不是一个等次。"),
                rules=SCORES,
                **{one.name: one for one in Blank},
            ),
            reading(
                "A-62",
                "scale",
                (
                    "How do the five national grades fit the three here?",
                    "全国五级评价如何对应三个等次？",
                ),
                (
                    "The outer grades are read as the next inner ones; the last two of the five are poor ratings in the national scheme. A hall that keeps five sets `scale` and `points` together.",
                    "两端等次并入相邻等次；全国五级中后两级为差评。沿用五级的，须同时设定scale与points。",
                ),
                rules=SCORES,
                FIVE_READ_AS_THREE=THREE_GRADES,
            ),
            reading(
                "A-67",
                "unit",
                (
                    "What is graded: each item or the respondent?",
                    "评定的是各项还是答卷人？",
                ),
                (
                    "The form is set item by item, so an answer to an item is what is counted.",
                    "表格逐项设定，故以各项的答复为计分单位。",
                ),
                rules=SCORES,
                **{one.name: one for one in Unit},
            ),
            owed_by=SECTION,
            evaluator_clause="6d",
            **GRADING,
            by=judge_windows,
            of=SCORED,
        ),
    ),
    clause(
        "6f",
        "The results are published on the website and on the notice board.",
        "结果在网站和公示栏公布。",
        procedure(
            "publication",
            "the publication of the results",
            "结果通报",
            reading(
                "A-60",
                "trigger",
                ("By when is it published?", "何时通报？"),
                (
                    "Both places are owed; the text sets no time, so it is measured from the statistics.",
                    "网站、公示栏两处均须通报；原文未定时限，自统计完成之日起计量。",
                ),
                FROM_THE_STATISTICS="statistics_at",
            ),
            owed_by=SECTION,
            each=Round,
            trigger="statistics_at",
            since="statistics_at",
            closed="closed_at",
            apart=True,
            steps={
                "website": {
                    "name": ("publication on the website", "网站通报"),
                    "at": "website_at",
                },
                "notice_board": {
                    "name": ("publication on the notice board", "公示栏通报"),
                    "at": "notice_board_at",
                },
            },
        ),
        timing=Force.OPEN_ENDED,
    ),
    clause(
        "6g",
        "The scores are one important basis of the windows' appraisal at the year's end.",
        "年终考评窗口时，得分是一项重要依据。",
        judged(
            ("scoring", "ScoringPolicy"),
            "year_score",
            "the window's score of the year",
            "窗口年度得分",
            owed_by=SECTION,
            **GRADING,
            by=judge_years,
            of=SCORED,
        ),
    ),
    source="pmceo.com, 2021-05-24",
    ledgers=(Window, Case, Round, Call, Form, Rating, Finding),
    words=WORDS,
    zone_of="phone_draw",
)


REGULATION: Final = RULES.regulation
CLAUSES: Final = RULES.clauses
READINGS: Final = RULES.readings
