"""
Follow-up calls of a government service hall (政务中心电话回访制度), the text as rules.

Source: a published rule of a service hall, edition of 2021-05-24, six articles.
Checked with: Civil Code arts. 200 to 203 and 1259 for periods; the State Council's
yearly notices for working days; the national rating scheme for the grades.

Not encoded: the purpose (GOV-0), which there is nothing to judge in.
"""

from typing import Final

from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Text
from followup_rules.policies.cadence import CadencePolicy
from followup_rules.policies.checklists import ActorPolicy, ChecklistPolicy, Item
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.policies.draws import DrawPolicy
from followup_rules.policies.procedures import ProcedurePolicy, Step
from followup_rules.policies.scoring import (
    CUTS_90_60,
    POINTS_100_60_0,
    THREE_GRADES,
    ScoringPolicy,
)
from followup_rules.rulebooks.service_centre import text
from followup_rules.rulebooks.service_centre.readings import READINGS
from followup_rules.timing.amounts import Weeks, WorkingDays
from followup_rules.timing.cycles import Cycle

_ATTITUDE: Final = Text("attitude", "服务态度")
_EFFICIENCY: Final = Text("efficiency", "办事效率")
_BY_THE_RULES: Final = Text("work by the rules", "按章办事")
_INSIDE: Final = Text("work inside the hall", "有无体外循环")
_INTEGRITY: Final = Text("integrity", "廉洁自律")
_RATING: Final = Text("rating and suggestions", "评估与建议")

#: Art. 1: applicants alone are followed up; asked before the draw.
APPLICANTS: Final = ActorPolicy(
    id="applicants",
    clause=text.CLAUSE_1,
    name=Text("the choice of the person followed up", "回访对象"),
    owed_by="supervision_section",
    allowed=("enterprise", "citizen"),
)

#: Art. 2: the six topics of every call and form.
TOPICS: Final = ChecklistPolicy(
    id="topics",
    clause=text.CLAUSE_2_1,
    name=Text("the follow-up", "回访内容"),
    owed_by="designee",
    items=(
        Item(id="attitude", name=_ATTITUDE, clause=text.CLAUSE_2_1),
        Item(id="efficiency", name=_EFFICIENCY, clause=text.CLAUSE_2_2),
        Item(id="by_the_rules", name=_BY_THE_RULES, clause=text.CLAUSE_2_3),
        Item(id="inside_the_hall", name=_INSIDE, clause=text.CLAUSE_2_4),
        Item(id="integrity", name=_INTEGRITY, clause=text.CLAUSE_2_5),
        Item(id="evaluation", name=_RATING, clause=text.CLAUSE_2_6),
    ),
)

#: Art. 3 (1): the weekly round of calls ...
PHONE_ROUND: Final = CadencePolicy(
    id="phone_round",
    clause=text.CLAUSE_3_1A,
    name=Text("the weekly round of calls", "每周电话回访"),
    owed_by="supervision_section",
    cycle=Cycle.WEEK,
    unit=Text("rounds", "轮"),
    working_cells_only=True,
)

#: ... held by the supervision section ...
PHONE_ORGANISER: Final = ActorPolicy(
    id="phone_organiser",
    clause=text.CLAUSE_3_1A,
    name=Text("the weekly round of calls", "每周电话回访的组织"),
    owed_by="supervision_section",
    allowed=("supervision_section",),
)

#: ... with twenty drawn at random ...
PHONE_DRAW: Final = DrawPolicy(
    id="phone_draw",
    clause=text.CLAUSE_3_1B,
    name=Text("the phone follow-ups", "电话回访"),
    owed_by="supervision_section",
    size=20,
)

#: ... and a record of each call.
CALL_RECORD: Final = ChecklistPolicy(
    id="call_record",
    clause=text.CLAUSE_3_1C,
    name=Text("the record of the call", "电话回访记录"),
    owed_by="designee",
    items=(
        Item(
            id="recorded",
            name=Text("an entry", "登记"),
            clause=text.CLAUSE_3_1C,
        ),
    ),
)

#: Art. 3 (2): the five forms a week ...
FORMS_ISSUED: Final = CadencePolicy(
    id="forms_issued",
    clause=text.CLAUSE_3_2A,
    name=Text("the handing out of feedback forms", "意见表的发放"),
    owed_by="supervision_section",
    cycle=Cycle.WEEK,
    at_least=5,
    unit=Text("forms", "份"),
    working_cells_only=True,
)

#: ... handed out by the supervision section ...
FORMS_ORGANISER: Final = ActorPolicy(
    id="forms_organiser",
    clause=text.CLAUSE_3_2A,
    name=Text("the handing out of feedback forms", "意见表发放的组织"),
    owed_by="supervision_section",
    allowed=("supervision_section",),
)

#: ... filled in on the spot ...
FORM_ON_SITE: Final = ChecklistPolicy(
    id="form_on_site",
    clause=text.CLAUSE_3_2B,
    name=Text("the feedback form", "意见表"),
    owed_by="supervision_section",
    items=(
        Item(
            id="filled_on_site",
            name=Text("filling in on the spot", "现场填写"),
            clause=text.CLAUSE_3_2B,
        ),
        Item(
            id="followed_up_on_site",
            name=Text("the follow-up on the spot", "现场回访"),
            clause=text.CLAUSE_3_2B,
        ),
    ),
)

#: ... and summarised.
FORMS_SUMMARY: Final = ChecklistPolicy(
    id="forms_summary",
    clause=text.CLAUSE_3_2C,
    name=Text("the work on the feedback forms", "意见表整理"),
    owed_by="supervision_section",
    items=(
        Item(
            id="forms_summarised",
            name=Text("the summary", "汇总"),
            clause=text.CLAUSE_3_2C,
        ),
    ),
)

#: Art. 4: who calls.
DESIGNEES: Final = ActorPolicy(
    id="designees",
    clause=text.CLAUSE_4,
    name=Text("the follow-up", "回访"),
    owed_by="management_office",
    allowed=("designee",),
)

#: Art. 5: what applicants say ...
OPINIONS_SUMMARY: Final = ChecklistPolicy(
    id="opinions_summary",
    clause=text.CLAUSE_5A,
    name=Text("the work on opinions and suggestions", "意见和建议的整理"),
    owed_by="supervision_section",
    items=(
        Item(id="sorted_out", name=Text("sorting", "梳理"), clause=text.CLAUSE_5A),
        Item(id="analysed", name=Text("analysis", "分析"), clause=text.CLAUSE_5A),
        Item(id="summed_up", name=Text("summing up", "总结"), clause=text.CLAUSE_5A),
    ),
)

#: ... the problems, put right without a fixed limit ...
RECTIFICATION: Final = DeadlinePolicy(
    id="rectification",
    clause=text.CLAUSE_5B,
    name=Text("the rectification of the problem", "问题整改"),
    owed_by="window",
    trigger="recorded_at",
    finishes=("rectified_at",),
)

#: ... and the reply, where one is needed.
FEEDBACK: Final = DeadlinePolicy(
    id="feedback",
    clause=text.CLAUSE_5C,
    name=Text("the reply", "反馈"),
    owed_by="supervision_section",
    limit=WorkingDays(3),
    trigger="recorded_at",
    finishes=("applicant_told_at",),
)

#: Art. 6: the form, item by item ...
FORM_TOPICS: Final = ChecklistPolicy(
    id="form_topics",
    clause=text.CLAUSE_6A,
    name=Text("the follow-up form", "回访表格"),
    owed_by="supervision_section",
    items=(
        Item(id="attitude", name=_ATTITUDE, clause=text.CLAUSE_6A),
        Item(id="efficiency", name=_EFFICIENCY, clause=text.CLAUSE_6A),
        Item(id="by_the_rules", name=_BY_THE_RULES, clause=text.CLAUSE_6A),
        Item(id="inside_the_hall", name=_INSIDE, clause=text.CLAUSE_6A),
        Item(id="integrity", name=_INTEGRITY, clause=text.CLAUSE_6A),
        Item(id="evaluation", name=_RATING, clause=text.CLAUSE_6A),
    ),
    open_list=True,
)

#: ... with three grades ...
FORM_GRADES: Final = ChecklistPolicy(
    id="form_grades",
    clause=text.CLAUSE_6B,
    name=Text("the list of grades on the form", "表格等次"),
    owed_by="supervision_section",
    items=(
        Item(
            id="satisfied",
            name=Text("'satisfied'", "“满意”"),
            clause=text.CLAUSE_6B,
        ),
        Item(
            id="basically_satisfied",
            name=Text("'basically satisfied'", "“基本满意”"),
            clause=text.CLAUSE_6B,
        ),
        Item(
            id="dissatisfied",
            name=Text("'dissatisfied'", "“不满意”"),
            clause=text.CLAUSE_6B,
        ),
    ),
)

#: ... its results counted within a week ...
STATISTICS: Final = DeadlinePolicy(
    id="statistics",
    clause=text.CLAUSE_6C,
    name=Text("the tally of the round", "统计整理"),
    owed_by="supervision_section",
    limit=Weeks(1),
    trigger="round_ended_at",
    finishes=("statistics_at",),
)

#: ... scored by window, together with the rating devices ...
WINDOW_SCORE: Final = ScoringPolicy(
    id="window_score",
    clause=text.CLAUSE_6E,
    evaluator_clause=text.CLAUSE_6D,
    name=Text("the window's score", "窗口得分"),
    owed_by="supervision_section",
    scale=THREE_GRADES,
    points=POINTS_100_60_0,
    satisfied=("satisfied", "basically_satisfied"),
    tiers=CUTS_90_60,
    items=(
        "attitude",
        "efficiency",
        "by_the_rules",
        "inside_the_hall",
        "integrity",
        "evaluation",
    ),
    overall="evaluation",
)

#: ... published in both places ...
PUBLICATION: Final = ProcedurePolicy(
    id="publication",
    clause=text.CLAUSE_6F,
    name=Text("the publication of the results", "结果通报"),
    owed_by="supervision_section",
    trigger="statistics_at",
    steps=(
        Step(
            key="website",
            name=Text("publication on the website", "网站通报"),
            clause=text.CLAUSE_6F,
        ),
        Step(
            key="notice_board",
            name=Text("publication on the notice board", "公示栏通报"),
            clause=text.CLAUSE_6F,
        ),
    ),
)

#: ... and added up for the year.
YEAR_SCORE: Final = ScoringPolicy(
    id="year_score",
    clause=text.CLAUSE_6G,
    name=Text("the window's score of the year", "窗口年度得分"),
    owed_by="supervision_section",
    scale=THREE_GRADES,
    points=POINTS_100_60_0,
    satisfied=("satisfied", "basically_satisfied"),
    tiers=CUTS_90_60,
    items=WINDOW_SCORE.items,
    overall="evaluation",
)

RULES: Final = Rulebook.of(
    text.REGULATION,
    text.CLAUSES,
    READINGS,
    APPLICANTS,
    TOPICS,
    PHONE_ROUND,
    PHONE_ORGANISER,
    PHONE_DRAW,
    CALL_RECORD,
    FORMS_ISSUED,
    FORMS_ORGANISER,
    FORM_ON_SITE,
    FORMS_SUMMARY,
    DESIGNEES,
    OPINIONS_SUMMARY,
    RECTIFICATION,
    FEEDBACK,
    FORM_TOPICS,
    FORM_GRADES,
    STATISTICS,
    WINDOW_SCORE,
    PUBLICATION,
    YEAR_SCORE,
)
