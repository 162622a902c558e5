"""
The parties of the regulation, and its words.
"""

from typing import Final

from followup_rules.books.text import word
from followup_rules.clauses import Force

OFFICE: Final = "property_office"
OFFICE_DIRECTOR: Final = "office_director"
MANAGEMENT_DIRECTOR: Final = "management_director"
DEPUTY: Final = "deputy_director"
OFFICER: Final = "property_officer"
DESIGNATED: Final = "designated_person"
PROMPTLY: Final = Force.OPEN_ENDED
CALENDAR: Final = (
    "Once in each unit assigns one to each unit of the calendar; surplus is not carried over.",
    "“每X一次”即每一自然单位各一次；多余的不结转。",
)

WORDS: Final = {
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
}
