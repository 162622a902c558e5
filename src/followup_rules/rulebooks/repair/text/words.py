"""
The parties of the regulation, and its words.
"""

from typing import Final

from followup_rules.books.text import word
from followup_rules.clauses import Force

OFFICE: Final = "office"
ENGINEERING_HEAD: Final = "engineering_head"
RESPONSIBLE: Final = "repair_responsible"
PROPERTY_OFFICE: Final = "property_office"
PROMPTLY: Final = Force.OPEN_ENDED

WORDS: Final = {
    PROPERTY_OFFICE: word("property management office", "物业管理处", "物业处"),
    OFFICE: word("office", "办公室"),
    ENGINEERING_HEAD: word(
        "engineering head", "工程负责人", "工程主管", "工程部负责人"
    ),
    RESPONSIBLE: word("repair-responsible person", "维修责任人", "维修工"),
    "visitor": word("visitor", "回访人"),
    "general": word("general repair", "一般维修", "一般", "普通"),
    "safety_facility": word("safety facility", "安全设施", "安全设施维修"),
    "leak": word("leak", "漏水项目", "漏水", "漏水维修"),
    "paper": word("paper", "纸质", "书面"),
    "data_message": word(
        "retrievable message", "可调取的数据电文", "短信", "微信", "工单"
    ),
    "oral": word("oral", "口头"),
}
