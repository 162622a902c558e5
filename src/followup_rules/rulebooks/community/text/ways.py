"""
Article 2: the seven ways in which residents are met and heard.
"""

from typing import Any, Final

from followup_rules.books.judging import Judging
from followup_rules.books.text import (
    Passage,
    actors,
    cadence,
    checklist,
    clause,
    judged,
    procedure,
    reading,
)
from followup_rules.policies.procedures import TooEarly
from followup_rules.rulebooks.community.facts import (
    Area,
    Caller,
    Estate,
    Matter,
    Meeting,
)
from followup_rules.rulebooks.community.text.words import (
    CALENDAR,
    DESIGNATED,
    OFFICE,
    OFFICE_DIRECTOR,
    OFFICER,
    PROMPTLY,
)
from followup_rules.rulebooks.community.visits import (
    AreaUnit,
    AreaVisits,
    Rounds,
    RoundUnit,
)
from followup_rules.timing.cycles import Cycle


def receiver(case: Judging, matter: Matter) -> str | None:
    """
    Say whether a designated person received a complaint; None is not known.
    """
    named: list[Any] = [one.designees for one in case.rows("estate")]
    if not named or None in named or matter.received_by is None:
        return None
    designated = any(matter.received_by in one for one in named)
    return DESIGNATED if designated else "another_person"


CADENCE: Final = ("cadence", "CadencePolicy")
COMPLAINT_CHANNEL: Final = "source is one of complaint_box, complaint_phone"

WAYS: Final[tuple[Passage, ...]] = (
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
                CALENDAR,
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
                CALENDAR,
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
)
