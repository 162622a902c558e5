"""
Follow-up visits by a residential-estate office (小区管理处回访制度).

Source: a published estate rule, edition of 2021-05-24, two parts with eleven points.
Checked with: Civil Code arts. 200 and 1259 for what the text leaves to the general
law of periods and bounds.

Not encoded: the purpose (SC-0), conduct (SC-1.2a) and the channels without a number
(SC-2.4, SC-2.5); their clauses say why of each.
"""

from collections.abc import Iterator
from typing import Any, Final

from followup_rules.books.judging import Judging
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
from followup_rules.policies.cadence import CountedBy
from followup_rules.policies.procedures import TooEarly
from followup_rules.policies.targets import Bound
from followup_rules.rulebooks.community.facts import (
    Area,
    Caller,
    Estate,
    Matter,
    Meeting,
    Paper,
    Post,
    Visit,
)
from followup_rules.rulebooks.community.matters import (
    ComplaintRate,
    HandlingRate,
)
from followup_rules.rulebooks.community.visits import (
    AreaUnit,
    AreaVisits,
    Rounds,
    RoundUnit,
)
from followup_rules.timing.cycles import Cycle
from followup_rules.verdicts import Subject, Verdict

OFFICE: Final = "property_office"
OFFICE_DIRECTOR: Final = "office_director"
MANAGEMENT_DIRECTOR: Final = "management_director"
DEPUTY: Final = "deputy_director"
OFFICER: Final = "property_officer"
DESIGNATED: Final = "designated_person"
PROMPTLY: Final = Force.OPEN_ENDED

# ---------------------------------------------------------------- what must be derived


def duties(case: Judging, rule: Any) -> Iterator[Verdict]:
    """
    Judge the duties of each post that carries the visits; without one they are unknown.
    """
    holders = case.book["duty_holders"]
    posts = [one for one in case.rows("post") if holders.allows((one.role,))]
    for one in posts or case.rows("estate"):
        facts = {"visits_in_duties": getattr(one, "visits_in_duties", None)}
        verdict = rule.assess(facts, subject=case.subject(one), basis=case.basis)
        yield case.fair(verdict, 0 if posts else case.unreadable(("post",)))


def latest_papers(case: Judging, rule: Any) -> Iterator[Verdict]:
    """
    Judge the latest paper of each kind and year.
    """
    period: Any = case.period
    years = range(period.first.year, period.last.year + 1)
    latest = {
        (paper.kind, paper.year): paper
        for paper in case.known_by_day("document")
        if paper.year in years
    }
    for paper in latest.values():
        yield rule.assess(
            {"covers_visits": paper.covers_visits},
            subject=Subject(paper.kind, paper.id, cell=str(paper.year)),
            basis=case.basis,
        )


def receiver(case: Judging, matter: Matter) -> str | None:
    """
    Say whether a designated person received a complaint; None is not known.
    """
    named: list[Any] = [one.designees for one in case.rows("estate")]
    if not named or None in named or matter.received_by is None:
        return None
    designated = any(matter.received_by in one for one in named)
    return DESIGNATED if designated else "another_person"


# -------------------------------------------------------------------------- the text

CHECKLIST: Final = ("checklists", "ChecklistPolicy")
CADENCE: Final = ("cadence", "CadencePolicy")
RATE: Final = ("targets", "TargetPolicy")
COMPLAINT_CHANNEL: Final = "source is one of complaint_box, complaint_phone"
UNIT_PAPERS: Final = Text("papers", "份")
_CALENDAR: Final = (
    "Once in each unit assigns one to each unit of the calendar; surplus is not "
    "carried over.",
    "“每X一次”即每一自然单位各一次；多余的不结转。",
)

RULES: Final = regulation(
    "SC",
    "2021",
    "Follow-up visits by a residential-estate office",
    "住宅小区管理处回访制度",
    clause(
        "0",
        "The rules serve closer ties with residents, their supervision of the office, and better service.",
        "本制度旨在密切与住户的联系，接受住户监督，改进服务。",
        duty=Force.DESCRIPTIVE,
        not_computed=(
            "It states a purpose; there is nothing to judge.",
            "此为制定目的，无可判定。",
        ),
    ),
    clause(
        "1.1a",
        "Visiting residents belongs to the written duties of the management director and of each deputy.",
        "回访住户写入管理处正、副主任的岗位职责。",
        actors(
            "duty_holders",
            "the posts that carry the visits",
            "承担回访职责的岗位",
            owed_by=OFFICE,
            allowed=(MANAGEMENT_DIRECTOR, DEPUTY),
        ),
        judged(
            CHECKLIST,
            "job_duties",
            "the job description of the post",
            "岗位职责",
            owed_by=OFFICE,
            by=duties,
            of=(Post, Estate),
            breach_at_once=True,
            items={"visits_in_duties": ("the visits to residents", "回访住户的内容")},
        ),
    ),
    clause(
        "1.1b",
        "Each year's work plan and each year's appraisal deal with the visits.",
        "每年的工作计划与年度总结评比均含回访内容。",
        cadence(
            "yearly_plan",
            "the work plan that deals with visits",
            "含回访内容的工作计划",
            reading(
                "A-23a",
                "cycle",
                ("Is a year the calendar year?", "“每年”是否指自然年？"),
                _CALENDAR,
                rules=("yearly_plan", "yearly_appraisal", "director_rounds"),
                CALENDAR_YEAR=Cycle.YEAR,
            ),
            reading(
                "A-69",
                "by",
                ("Which year does a yearly paper belong to?", "年度文件归属哪一年？"),
                (
                    "Appraisals of a year are written in the next January.",
                    "年度总结通常于次年一月形成。",
                ),
                rules=("yearly_plan", "yearly_appraisal"),
                YEAR_IT_IS_ABOUT=CountedBy.PERIOD_COVERED,
                YEAR_IT_IS_WRITTEN=CountedBy.REPORT_DATE,
            ),
            owed_by=OFFICE,
            cycle=Cycle.YEAR,
            unit=UNIT_PAPERS,
            by=CountedBy.PERIOD_COVERED,
            of=Paper,
            where="kind is plan",
            counts="covers_visits",
            about="year",
            each=Estate,
            remark_others=False,
        ),
        cadence(
            "yearly_appraisal",
            "the appraisal that deals with visits",
            "含回访内容的总结评比",
            owed_by=OFFICE,
            cycle=Cycle.YEAR,
            unit=UNIT_PAPERS,
            by=CountedBy.PERIOD_COVERED,
            of=Paper,
            where="kind is appraisal",
            counts="covers_visits",
            about="year",
            each=Estate,
            remark_others=False,
        ),
        judged(
            CHECKLIST,
            "yearly_paper",
            "the yearly paper",
            "年度文件",
            owed_by=OFFICE,
            by=latest_papers,
            of=(Paper,),
            needs_period=True,
            items={"covers_visits": ("the part on visits", "回访内容")},
        ),
        timing=PROMPTLY,
    ),
    clause(
        "1.2a",
        "Visitors listen, take criticism and adopt what is sensible.",
        "回访人员应听取意见、接受批评，合理的建议予以采用。",
        not_computed=(
            "It is a matter of conduct, which no record measures.",
            "属言行态度，没有可供计算的记录。",
        ),
    ),
    clause(
        "1.2b",
        "Each visit is recorded.",
        "每次回访都有记录。",
        checklist(
            "visit_record",
            "the visit record",
            "回访记录",
            reading(
                "A-68",
                "breach_at_once",
                ("When is a missing record a breach?", "未记录何时算违反？"),
                ("The text sets no time for it.", "原文未规定记录的时限。"),
                rules=("visit_record", "caller_register"),
                WHEN_THE_MATTER_IS_CLOSED=False,
                AT_ONCE=True,
            ),
            owed_by="visitor",
            each=Visit,
            closed="closed",
            items={"recorded": ("the written record", "书面记录")},
        ),
        timing=PROMPTLY,
    ),
    clause(
        "1.3",
        "Where a resident gets no answer on the spot, the visitor names a time for it, and the answer comes by then.",
        "不能当场答复住户的，应告知答复时间，并按时答复。",
        deadline(
            "appointed_reply",
            "the answer to the resident",
            "对住户的答复",
            reading(
                "A-26",
                "self_set",
                ("By when must the answer come?", "“预约时间回复”如何认定？"),
                (
                    "By the instant named, or the end of the day named; with no time named the breach stands, whatever came later.",
                    "约定时刻的以该时刻为准，约定日期的至当日24时；未告知时间的，此后答复也不消除违反。",
                ),
                THE_APPOINTED_TIME=True,
            ),
            owed_by="visitor",
            each=Matter,
            where="source is visit",
            owed="not answered_on_spot",
            since="raised_at",
            done="replied_at",
            appointed="appointed",
            self_set=True,
        ),
    ),
    clause(
        "1.4a",
        "What residents raise is listed item by item, studied and settled promptly.",
        "住户提出的事项应逐项登记、研究，尽早解决。",
        checklist(
            "matter_register",
            "the list of matters raised",
            "住户意见登记",
            owed_by=OFFICE,
            each=Matter,
            closed="closed_at",
            items={
                "own_entry": ("an entry of its own", "逐条登记"),
                "decided": ("a decision", "研究意见"),
            },
        ),
        deadline(
            "settlement",
            "the settlement of the matter",
            "事项的解决",
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
            owed_by=OFFICE,
            each=Matter,
            since="raised_at",
            done="settled_at",
            closed="closed_at",
        ),
        timing=PROMPTLY,
    ),
    clause(
        "1.4b",
        "A major matter is put to the company for instructions.",
        "重大事项报请公司指示。",
        procedure(
            "escalation",
            "the handling of major matters",
            "重大事项的办理",
            reading(
                "A-27",
                "steps.escalate.only_if",
                ("What is a major matter?", "何为重大问题？"),
                (
                    "The text does not define it, so the office says which matters are.",
                    "原文未作界定，由管理处认定。",
                ),
                FLAGGED_BY_THE_HOST="major",
            ),
            owed_by=OFFICE,
            each=Matter,
            since="raised_at",
            closed="closed_at",
            conditions={"major": "major"},
            steps={
                "escalate": {
                    "name": (
                        "the request to the company for instructions",
                        "向公司请示",
                    ),
                    "at": "escalated_at",
                    "after": ("raised_at",),
                    "if_early": TooEarly.IMPOSSIBLE,
                    "only_if": "major",
                }
            },
        ),
        timing=PROMPTLY,
    ),
    clause(
        "1.4c",
        "Every matter that residents raise has an outcome and gets an answer.",
        "住户反映的每一事项都要有结果、有回复。",
        checklist(
            "outcome_and_reply",
            "the conclusion of the matter",
            "事项的办理",
            owed_by=OFFICE,
            each=Matter,
            closed="closed_at has passed",
            items={
                "outcome": {
                    "name": ("an outcome", "办理结果"),
                    "there": "settled_at has happened",
                    "came_late": "settled_at after closed_at",
                },
                "reply": {
                    "name": ("an answer to the resident", "对住户的回复"),
                    "there": "replied_at has happened or (answered_on_spot has been told and answered_on_spot and not replied_at has been told)",
                    "came_late": "replied_at after closed_at",
                },
            },
        ),
        timing=PROMPTLY,
    ),
    clause(
        "1.4d",
        "All matters raised are handled: 100 %.",
        "住户提出事项的处理率为100%。",
        judged(
            RATE,
            "handling_rate",
            "the handling rate",
            "回访处理率",
            reading(
                "A-20",
                "kinds",
                ("Which matters must all be handled?", "处理率以哪些事项为基数？"),
                (
                    "The same point asks for an outcome and an answer in every matter; one that still lies inside its appointed time does not yet count against the rate.",
                    "同条要求件件有结果、有回复；尚在约定时间内的，不作未处理论。",
                ),
                EVERY_MATTER=(),
                COMPLAINTS_ONLY=("complaint",),
            ),
            owed_by=OFFICE,
            by=HandlingRate(),
            rate="100%",
            bound=Bound.NOT_LESS_THAN,
            numerator="matters_handled",
            denominator="matters_raised",
        ),
    ),
    clause(
        "1.4e",
        "The office strives for complaints of at most 1 % of the households.",
        "力求投诉率在1%以内。",
        judged(
            RATE,
            "complaint_rate",
            "the complaint rate",
            "投诉率",
            reading(
                "A-18",
                "bound",
                ("Is exactly 1 % still within the target?", "“1%以下”是否含1%？"),
                ("Civil Code art. 1259.", "民法典第1259条：“以下”包括本数。"),
                INCLUDED=Bound.NOT_MORE_THAN,
                EXCLUDED=Bound.LESS_THAN,
            ),
            reading(
                "A-19a",
                "upheld_only",
                ("Which complaints count?", "哪些投诉计入投诉率？"),
                (
                    "The text names complaints, without asking whether they were justified; they are counted by calendar year, against the households served.",
                    "原文只言投诉，未问是否有效；按自然年、以服务户数为分母计算。",
                ),
                ALL=False,
                UPHELD_ONLY=True,
            ),
            reading(
                "A-19b",
                "may_exceed",
                (
                    "Is a household that complains twice one complaint or two?",
                    "同一住户投诉两次，计一次还是两次？",
                ),
                ("Complaints are counted, not households.", "按投诉件数计算。"),
                EACH_COMPLAINT=True,
            ),
            owed_by=OFFICE,
            by=ComplaintRate(),
            rate="1%",
            bound=Bound.NOT_MORE_THAN,
            numerator="complaints",
            denominator="households",
            may_exceed=True,
        ),
        duty=Force.TARGET,
    ),
    clause(
        "2.1",
        "The office director goes from door to door once or twice a year.",
        "办公室主任每年上门回访一至两次。",
        actors(
            "round_visitors",
            "the one who goes from door to door",
            "登门回访人",
            reading(
                "A-25",
                "allowed",
                (
                    "Are the management director and the office director one person?",
                    "管理处主任与办公室主任是否为同一人？",
                ),
                ("The titles differ.", "职务名称不同。"),
                TWO_POSTS=("office_director",),
                SAME_PERSON=(
                    "office_director",
                    "management_director",
                    "deputy_director",
                ),
            ),
            owed_by=OFFICE_DIRECTOR,
            allowed=(OFFICE_DIRECTOR,),
        ),
        judged(
            CADENCE,
            "director_rounds",
            "the director's round from door to door",
            "主任登门回访",
            reading(
                "A-21a",
                "scope",
                (
                    "Whom must the director's rounds reach?",
                    "主任每年登门回访以何为单位？",
                ),
                (
                    "The text does not say 'each household', and one person cannot call on every household of a large estate.",
                    "原文无“每户”，大型小区主任一人亦无法逐户登门。",
                ),
                ROUND=RoundUnit.ROUND,
                PER_HOUSEHOLD=RoundUnit.PER_HOUSEHOLD,
            ),
            reading(
                "A-21b",
                "usual_most",
                ("Are more than two rounds a breach?", "一年多于两次是否违反？"),
                (
                    "The range describes the usual effort; more contact serves the purpose.",
                    "“1—2次”描述通常情形，多联系符合制度目的。",
                ),
                ALLOWED_AND_NOTED=2,
            ),
            reading(
                "A-24",
                "owed_by",
                (
                    "Whose office is meant where the text misprints its name?",
                    "原文处室名称有误，所指为何？",
                ),
                (
                    "The same text elsewhere names the property management office.",
                    "同文他处载明为物业管理处。",
                ),
                PROPERTY_MANAGEMENT_OFFICE="office_director",
            ),
            owed_by=OFFICE_DIRECTOR,
            by=Rounds(),
            cycle=Cycle.YEAR,
            usual_most=2,
        ),
    ),
    clause(
        "2.2",
        "Each property officer has an area and visits it once a month.",
        "物管员各自负责一个区域，每月回访一次。",
        checklist(
            "area_officers",
            "the division of the estate into areas",
            "区域分工",
            owed_by=OFFICE,
            each=Area,
            breach_at_once=True,
            items={
                "officer_assigned": {
                    "name": ("an officer for the area", "负责该区域的物管员"),
                    "there": "officers has any",
                }
            },
        ),
        judged(
            CADENCE,
            "area_visits",
            "the officer's visit",
            "物管员回访",
            reading(
                "A-22",
                "scope",
                (
                    "Who owes, or is owed, the monthly visit: each officer of an area, the area, or each household?",
                    "物管员每月回访以每名物管员、区域还是以户为单位？",
                ),
                (
                    "The work is divided by area, and each officer has one: two officers of one area owe a visit each.",
                    "分工以区域为单位，物管员各负其责；同一区域有两名物管员的，各应回访一次。",
                ),
                PER_OFFICER=AreaUnit.PER_OFFICER,
                PER_AREA=AreaUnit.PER_AREA,
                PER_HOUSEHOLD=AreaUnit.PER_HOUSEHOLD,
            ),
            reading(
                "A-23b",
                "cycle",
                ("Is a month the calendar month?", "“每月”是否指自然月？"),
                _CALENDAR,
                CALENDAR_MONTH=Cycle.MONTH,
            ),
            owed_by=OFFICER,
            by=AreaVisits(),
            cycle=Cycle.MONTH,
        ),
    ),
    clause(
        "2.3",
        "The building representatives meet once a quarter and are asked their opinion.",
        "楼长会每季度召开一次，听取意见。",
        cadence(
            "representatives_meeting",
            "the building representatives' meeting",
            "楼长会",
            reading(
                "A-23c",
                "cycle",
                ("Is a quarter the calendar quarter?", "“每季度”是否指自然季度？"),
                _CALENDAR,
                CALENDAR_QUARTER=Cycle.QUARTER,
            ),
            owed_by=OFFICE,
            of=Meeting,
            each=Estate,
            cycle=Cycle.QUARTER,
        ),
    ),
    clause(
        "2.4",
        "Festivals, cultural and public events are used to hear residents.",
        "借节日、文化及公共活动听取住户意见。",
        not_computed=(
            "The text sets neither a number nor a time for these channels.",
            "原文对此类渠道未规定次数和时间。",
        ),
    ),
    clause(
        "2.5",
        "Residents are surveyed on particular topics.",
        "就专门问题对住户进行调查。",
        not_computed=(
            "The text sets neither a number nor a time for surveys.",
            "原文对专题调查未规定次数和时间。",
        ),
    ),
    clause(
        "2.6a",
        "The office has a complaint box and a complaint phone.",
        "管理处设有投诉信箱和投诉电话。",
        checklist(
            "complaint_channels",
            "the provision for complaints",
            "投诉渠道",
            owed_by=OFFICE,
            each=Estate,
            apart=True,
            breach_at_once=True,
            items={
                "complaint_box": ("the complaint box", "投诉信箱"),
                "complaint_phone": ("the complaint phone", "投诉电话"),
            },
        ),
    ),
    clause(
        "2.6b",
        "A designated person receives what comes in there.",
        "投诉由指定人员接收。",
        checklist(
            "complaint_designee",
            "the arrangement for complaints",
            "投诉接收安排",
            owed_by=OFFICE,
            each=Estate,
            breach_at_once=True,
            items={
                "designee_named": {
                    "name": ("a designated person", "指定的接收人"),
                    "there": "designees has any",
                }
            },
        ),
        actors(
            "complaint_receiver",
            "the receipt of the complaint",
            "投诉的接收",
            owed_by=OFFICE,
            allowed=(DESIGNATED,),
            each=Matter,
            where=COMPLAINT_CHANNEL,
            by=receiver,
        ),
    ),
    clause(
        "2.6c",
        "It is passed to the office director, who handles it promptly.",
        "投诉转交办公室主任，由其尽早处理。",
        procedure(
            "complaint_routing",
            "the handling of the complaint",
            "投诉的处理",
            owed_by=OFFICE,
            each=Matter,
            where=COMPLAINT_CHANNEL,
            since="raised_at",
            closed="closed_at",
            apart=True,
            steps={
                "pass_on": {
                    "name": ("the passing on to the office director", "转交办公室主任"),
                    "at": "passed_on_at",
                    "owed_by": DESIGNATED,
                    "after": ("raised_at",),
                    "if_early": TooEarly.IMPOSSIBLE,
                },
                "handle": {
                    "name": ("the settlement of the complaint", "主任处理"),
                    "at": "handled_at",
                    "owed_by": OFFICE_DIRECTOR,
                    "after": ("pass_on",),
                    "if_early": TooEarly.COUNTS,
                },
            },
        ),
        timing=PROMPTLY,
    ),
    clause(
        "2.7",
        "Callers are received at any time, and each is registered.",
        "随时接待来访人员，逐一登记。",
        checklist(
            "caller_register",
            "the register of callers",
            "来访登记",
            owed_by=OFFICE,
            each=Caller,
            closed="closed",
            items={"registered": ("the entry", "登记记录")},
        ),
        timing=PROMPTLY,
    ),
    source="pmceo.com, 2021-05-24",
    ledgers=(Estate, Post, Area, Visit, Matter, Meeting, Paper, Caller),
    words={
        OFFICE: word("property management office", "物业管理处", "管理处"),
        OFFICE_DIRECTOR: word("office director", "办公室主任"),
        MANAGEMENT_DIRECTOR: word("management director", "管理处主任"),
        DEPUTY: word("deputy director", "管理处副主任", "副主任"),
        OFFICER: word("property officer", "物管员"),
        DESIGNATED: word("designated person", "指定人员"),
        "another_person": word("another person", "其他人员"),
        "visitor": word("visitor", "回访人"),
        "officer": word("officer of an area", "区域物管员"),
        "household": word("household", "住户"),
        "households": word("households", "户数"),
        "complaints": word("complaints", "投诉件数"),
        "matters_handled": word("matters handled", "已处理事项数"),
        "matters_raised": word("matters raised", "住户提出事项数"),
        "rate": word("rate", "比率"),
        "major": word("whether it is major", "是否属重大事项的情况"),
    },
    zone_of="director_rounds",
)
