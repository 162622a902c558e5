"""
Article 1: whose duty visits are, and what becomes of what residents raise.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from followup_rules.books.judging import Judging
from followup_rules.books.text import (
    Passage,
    actors,
    cadence,
    checklist,
    clause,
    deadline,
    judged,
    procedure,
    reading,
)
from followup_rules.clauses import Force
from followup_rules.policies.cadence import CountedBy
from followup_rules.policies.procedures import TooEarly
from followup_rules.policies.targets import Bound
from followup_rules.rulebooks.community.facts import Estate, Matter, Paper, Post, Visit
from followup_rules.rulebooks.community.matters import ComplaintRate, HandlingRate
from followup_rules.rulebooks.community.text.words import (
    CALENDAR,
    DEPUTY,
    MANAGEMENT_DIRECTOR,
    OFFICE,
    PROMPTLY,
)
from followup_rules.timing.cycles import Cycle
from followup_rules.verdicts import Subject, Verdict

# On a visit it is asked whether the answer was given at once; elsewhere silence is no.
ANSWERED_AT_ONCE: Final = "(answered_on_spot and not replied_at has been told and (answered_on_spot has been told or source is visit))"


# ---------------------------------------------------------------- what must be derived
def duties(case: Judging, rule: Any) -> Iterator[Verdict]:
    """
    Judge the duties of each post that carries the visits; without one they are unknown.
    """
    holders = case.book["duty_holders"]
    posts = [one for one in case.rows("post") if holders.allows((one.role,))]
    for one in posts or case.rows("estate"):
        facts = {"visits_in_duties": getattr(one, "visits_in_duties", None)}
        verdict = rule.assess(facts, subject=case.subject(one), as_of=case.as_of)
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
            as_of=case.as_of,
        )


# -------------------------------------------------------------------------- the text
CHECKLIST: Final = ("checklists", "ChecklistPolicy")
RATE: Final = ("targets", "TargetPolicy")
_yearly_paper: Final = partial(
    cadence,
    owed_by=OFFICE,
    of=Paper,
    counts="covers_visits",
    about="year",
    each=Estate,
    cycle=Cycle.YEAR,
    by=CountedBy.PERIOD_COVERED,
    unit=("papers", "份"),
    remark_others=False,
)

MATTERS: Final[tuple[Passage, ...]] = (
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
        _yearly_paper(
            "yearly_plan",
            "the work plan that deals with visits",
            "含回访内容的工作计划",
            reading(
                "A-23a",
                "cycle",
                ("Is a year the calendar year?", "“每年”是否指自然年？"),
                CALENDAR,
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
            where="kind is plan",
        ),
        _yearly_paper(
            "yearly_appraisal",
            "the appraisal that deals with visits",
            "含回访内容的总结评比",
            where="kind is appraisal",
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
                    "there": f"replied_at has happened or {ANSWERED_AT_ONCE}",
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
)
