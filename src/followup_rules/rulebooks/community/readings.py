"""
The readings that the estate office's rules were given, and the others one may take.
"""

from typing import Final

from followup_rules.clauses import Text
from followup_rules.policies.cadence import CountedBy, Scope
from followup_rules.policies.targets import Bound
from followup_rules.books.rulebook import Reading
from followup_rules.tables import Table
from followup_rules.timing.cycles import Cycle

_CALENDAR: Final = Text(
    "Once in each unit assigns one to each unit of the calendar; surplus is not "
    "carried over.",
    "“每X一次”即每一自然单位各一次；多余的不结转。",
)

READINGS: Final = (
    Reading(
        id="A-18",
        question=Text("Is exactly 1 % still within the target?", "“1%以下”是否含1%？"),
        rules=("complaint_rate",),
        field="bound",
        choices=Table({"INCLUDED": Bound.NOT_MORE_THAN, "EXCLUDED": Bound.LESS_THAN}),
        ground=Text("Civil Code art. 1259.", "民法典第1259条：“以下”包括本数。"),
    ),
    Reading(
        id="A-19a",
        question=Text("Which complaints count?", "哪些投诉计入投诉率？"),
        rules=("complaint_rate",),
        field="upheld_only",
        choices=Table({"ALL": False, "UPHELD_ONLY": True}),
        ground=Text(
            "The text names complaints, without asking whether they were justified; "
            "they are counted by calendar year, against the households served.",
            "原文只言投诉，未问是否有效；按自然年、以服务户数为分母计算。",
        ),
    ),
    Reading(
        id="A-19b",
        question=Text(
            "Is a household that complains twice one complaint or two?",
            "同一住户投诉两次，计一次还是两次？",
        ),
        rules=("complaint_rate",),
        field="may_exceed",
        choices=Table({"EACH_COMPLAINT": True}),
        ground=Text("Complaints are counted, not households.", "按投诉件数计算。"),
    ),
    Reading(
        id="A-20",
        question=Text("Which matters must all be handled?", "处理率以哪些事项为基数？"),
        rules=("handling_rate",),
        field="kinds",
        choices=Table({"EVERY_MATTER": (), "COMPLAINTS_ONLY": ("complaint",)}),
        ground=Text(
            "The same point asks for an outcome and an answer in every matter; one that "
            "still lies inside its appointed time does not yet count against the rate.",
            "同条要求件件有结果、有回复；尚在约定时间内的，不作未处理论。",
        ),
    ),
    Reading(
        id="A-21a",
        question=Text(
            "Whom must the director's rounds reach?", "主任每年登门回访以何为单位？"
        ),
        rules=("director_rounds",),
        field="scope",
        choices=Table({"ROUND": Scope.ROUND, "PER_HOUSEHOLD": Scope.PER_HOUSEHOLD}),
        ground=Text(
            "The text does not say 'each household', and one person cannot call on "
            "every household of a large estate.",
            "原文无“每户”，大型小区主任一人亦无法逐户登门。",
        ),
    ),
    Reading(
        id="A-21b",
        question=Text("Are more than two rounds a breach?", "一年多于两次是否违反？"),
        rules=("director_rounds",),
        field="usual_most",
        choices=Table({"ALLOWED_AND_NOTED": 2}),
        ground=Text(
            "The range describes the usual effort; more contact serves the purpose.",
            "“1—2次”描述通常情形，多联系符合制度目的。",
        ),
    ),
    Reading(
        id="A-22",
        question=Text(
            "Does the officer owe a visit to the area or to each household?",
            "物管员每月回访以区域还是以户为单位？",
        ),
        rules=("area_visits",),
        field="scope",
        choices=Table(
            {"PER_AREA": Scope.PER_AREA, "PER_HOUSEHOLD": Scope.PER_HOUSEHOLD}
        ),
        ground=Text("The work is divided by area.", "分工以区域为单位。"),
    ),
    Reading(
        id="A-23a",
        question=Text("Is a year the calendar year?", "“每年”是否指自然年？"),
        rules=("yearly_plan", "yearly_appraisal", "director_rounds"),
        field="cycle",
        choices=Table({"CALENDAR_YEAR": Cycle.YEAR}),
        ground=_CALENDAR,
    ),
    Reading(
        id="A-23b",
        question=Text("Is a month the calendar month?", "“每月”是否指自然月？"),
        rules=("area_visits",),
        field="cycle",
        choices=Table({"CALENDAR_MONTH": Cycle.MONTH}),
        ground=_CALENDAR,
    ),
    Reading(
        id="A-23c",
        question=Text("Is a quarter the calendar quarter?", "“每季度”是否指自然季度？"),
        rules=("representatives_meeting",),
        field="cycle",
        choices=Table({"CALENDAR_QUARTER": Cycle.QUARTER}),
        ground=_CALENDAR,
    ),
    Reading(
        id="A-24",
        question=Text(
            "Whose office is meant where the text misprints its name?",
            "原文处室名称有误，所指为何？",
        ),
        rules=("director_rounds",),
        field="owed_by",
        choices=Table({"PROPERTY_MANAGEMENT_OFFICE": "office_director"}),
        ground=Text(
            "The same text elsewhere names the property management office.",
            "同文他处载明为物业管理处。",
        ),
    ),
    Reading(
        id="A-25",
        question=Text(
            "Are the management director and the office director one person?",
            "管理处主任与办公室主任是否为同一人？",
        ),
        rules=("round_visitors",),
        field="allowed",
        choices=Table(
            {
                "TWO_POSTS": ("office_director",),
                "SAME_PERSON": (
                    "office_director",
                    "management_director",
                    "deputy_director",
                ),
            }
        ),
        ground=Text("The titles differ.", "职务名称不同。"),
    ),
    Reading(
        id="A-26",
        question=Text("By when must the answer come?", "“预约时间回复”如何认定？"),
        rules=("appointed_reply",),
        field="self_set",
        choices=Table({"THE_APPOINTED_TIME": True}),
        ground=Text(
            "By the instant named, or the end of the day named; with no time named the "
            "breach stands, whatever came later.",
            "约定时刻的以该时刻为准，约定日期的至当日24时；未告知时间的，"
            "此后答复也不消除违反。",
        ),
    ),
    Reading(
        id="A-27",
        question=Text("What is a major matter?", "何为重大问题？"),
        rules=("escalation",),
        field="steps.escalate.only_if",
        choices=Table({"FLAGGED_BY_THE_HOST": "major"}),
        ground=Text(
            "The text does not define it, so the office says which matters are.",
            "原文未作界定，由管理处认定。",
        ),
    ),
    Reading(
        id="A-65",
        question=Text("How long is promptly?", "“及时”有无时限？"),
        rules=("settlement",),
        field="limit",
        choices=Table({"NO_LIMIT": None}),
        ground=Text(
            "Inventing a number would be making law; a host may set `limit`.",
            "不得代为立法；使用单位可自行设定limit。",
        ),
    ),
    Reading(
        id="A-68",
        question=Text("When is a missing record a breach?", "未记录何时算违反？"),
        rules=("visit_record", "caller_register"),
        field="breach_at_once",
        choices=Table({"WHEN_THE_MATTER_IS_CLOSED": False, "AT_ONCE": True}),
        ground=Text("The text sets no time for it.", "原文未规定记录的时限。"),
    ),
    Reading(
        id="A-69",
        question=Text(
            "Which year does a yearly paper belong to?", "年度文件归属哪一年？"
        ),
        rules=("yearly_plan", "yearly_appraisal"),
        field="by",
        choices=Table(
            {
                "YEAR_IT_IS_ABOUT": CountedBy.PERIOD_COVERED,
                "YEAR_IT_IS_WRITTEN": CountedBy.REPORT_DATE,
            }
        ),
        ground=Text(
            "Appraisals of a year are written in the next January.",
            "年度总结通常于次年一月形成。",
        ),
    ),
)
