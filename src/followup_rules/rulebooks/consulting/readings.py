"""
The readings that the consulting firm's rules were given, and the others.
"""

from typing import Final

from followup_rules.clauses import Text
from followup_rules.policies.cadence import CountedBy
from followup_rules.rulebook import Reading
from followup_rules.tables import Table
from followup_rules.timing.cycles import Cycle

READINGS: Final = (
    Reading(
        id="A-23",
        question=Text("Is a quarter the calendar quarter?", "“每季度”是否指自然季度？"),
        rules=("quarterly_report",),
        field="cycle",
        choices=Table({"CALENDAR_QUARTER": Cycle.QUARTER}),
        chosen="CALENDAR_QUARTER",
        ground=Text(
            "Once in each quarter assigns one to each; surplus is not carried over.",
            "“每季度”即各季度一次；多余的不结转。",
        ),
    ),
    Reading(
        id="A-64a",
        question=Text("Are the five data all there are?", "“等”字如何理解？"),
        rules=("client_data",),
        field="open_list",
        choices=Table({"MINIMUM_SET": True, "CLOSED_LIST": False}),
        chosen="MINIMUM_SET",
        ground=Text(
            "The list ends in 'and so on': five are owed, more may be kept.",
            "列举后有“等”字：五项为最低要求，可以增加。",
        ),
    ),
    Reading(
        id="A-64b",
        question=Text("How many topics does a visit cover?", "回访内容为几项？"),
        rules=("visit_topics",),
        field="least",
        choices=Table({"ALL_FOUR": None}),
        chosen="ALL_FOUR",
        ground=Text(
            "The text sets four apart; each of the two double ones counts once.",
            "原文分列四项，其中两项各含两点，各计一项。",
        ),
    ),
    Reading(
        id="A-64c",
        question=Text(
            "Who arranges visits, and who is the firm?", "“事务所统一安排”如何认定？"
        ),
        rules=("visit_arranger",),
        field="allowed",
        choices=Table({"IN_THE_FIRMS_PLAN": ("firm",)}),
        chosen="IN_THE_FIRMS_PLAN",
        ground=Text(
            "The firm is the company; a visit is arranged by it when its plan lists it.",
            "事务所即本公司；列入其回访计划的，为统一安排。",
        ),
    ),
    Reading(
        id="A-64d",
        question=Text("Who is the manager in charge?", "“主管人员”指何人？"),
        rules=("report_recipients", "opinion_acceptor"),
        field="allowed",
        choices=Table({"ONE_ROLE": ("manager_in_charge",)}),
        chosen="ONE_ROLE",
        ground=Text(
            "One title throughout; the firm says who holds it.",
            "全文用语一致，由事务所确定具体人员。",
        ),
    ),
    Reading(
        id="A-65",
        question=Text("How long is promptly?", "“及时”有无时限？"),
        rules=("feedback",),
        field="limit",
        choices=Table({"NO_LIMIT": None}),
        chosen="NO_LIMIT",
        ground=Text(
            "Inventing a number would be making law; a host may set `limit`.",
            "不得代为立法；使用单位可自行设定limit。",
        ),
    ),
    Reading(
        id="A-68",
        question=Text("When is filing overdue?", "何时须归档？"),
        rules=("communication_filing", "material_filing"),
        field="limit",
        choices=Table({"WHEN_THE_MATTER_IS_CLOSED": None}),
        chosen="WHEN_THE_MATTER_IS_CLOSED",
        ground=Text(
            "The text sets no time: it is open until the matter closes, and a breach "
            "from then on.",
            "原文未规定时限：事项办结前不作违反论，办结后仍未归档的为违反。",
        ),
    ),
    Reading(
        id="A-69",
        question=Text("Which quarter does a report belong to?", "汇报归属哪一季度？"),
        rules=("quarterly_report",),
        field="by",
        choices=Table(
            {
                "DATE_OF_THE_REPORT": CountedBy.REPORT_DATE,
                "PERIOD_COVERED": CountedBy.PERIOD_COVERED,
            }
        ),
        chosen="DATE_OF_THE_REPORT",
        ground=Text(
            "The clerk reports in each quarter, whatever the report is about.",
            "按“每季度汇报”，以汇报日期为准。",
        ),
    ),
)
