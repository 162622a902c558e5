"""
Articles 1 to 4: whom the centre follows up, about what, how often and by whom.
"""

from typing import Final

from followup_rules.books.text import (
    Passage,
    actors,
    cadence,
    checklist,
    clause,
    judged,
    reading,
)
from followup_rules.clauses import Force
from followup_rules.policies.draws import DrawUnit, Repeat, Scope
from followup_rules.rulebooks.service_centre.draws import Drawing
from followup_rules.rulebooks.service_centre.facts import Call, Form, Round
from followup_rules.rulebooks.service_centre.frame import FrameMonth
from followup_rules.rulebooks.service_centre.rounds import has_forms
from followup_rules.rulebooks.service_centre.text.words import (
    DESIGNEE,
    OFFICE,
    SECTION,
    SIX_TOPICS,
)
from followup_rules.timing.cycles import Cycle

ROUNDS: Final[tuple[Passage, ...]] = (
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
            first_only=True,
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
                "least",
                ("Five forms for the hall, or exactly five?", "“5份”如何理解？"),
                (
                    "The text names the hall and no windows; more contact does not offend the purpose. Only forms that were filled in enter the score.",
                    "原文写的是大厅，未写各窗口；多发不违背目的。只有填写的表格计入得分。",
                ),
                AT_LEAST_FIVE_FOR_THE_HALL=5,
            ),
            owed_by=SECTION,
            cycle=Cycle.WEEK,
            least=5,
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
)
