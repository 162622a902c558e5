"""
The field's words for machine names: parties, roles, categories, channels, facts.
"""

from typing import Final

from followup_rules.clauses import Text

TERMS: Final[dict[str, Text]] = {
    # parties and roles
    "office": Text("office", "办公室"),
    "engineering_head": Text("engineering head", "工程负责人"),
    "repair_responsible": Text("repair-responsible person", "维修责任人"),
    "visitor": Text("visitor", "回访人"),
    "property_office": Text("property management office", "物业管理处"),
    # subjects
    "repair": Text("repair", "维修"),
    "visit": Text("visit", "回访"),
    "problem": Text("problem", "问题"),
    "quota": Text("quota", "回访率"),
    # repair categories
    "general": Text("general repair", "一般维修"),
    "safety_facility": Text("safety facility", "安全设施"),
    "leak": Text("leak", "漏水项目"),
    # channels and forms
    "on_site": Text("on site", "上门"),
    "phone": Text("phone", "电话"),
    "oral": Text("oral", "口头"),
    "paper": Text("paper", "纸质"),
    "data_message": Text("retrievable message", "可调取的数据电文"),
    # circumstances
    "in_home": Text("in the home", "户内"),
    "common_area": Text("common area", "公共部位"),
    # facts
    "category": Text("category", "类别"),
    "trigger": Text("starting fact", "起算事实"),
    "form": Text("form of the notice", "通知形式"),
    "calendar": Text("work calendar", "工作日历"),
    "roles": Text("role of the visitor", "回访人身份"),
    "whether_it_counts": Text("whether they count", "是否计入的情况"),
    "owed": Text("whether it is owed", "是否须进行"),
    "closed": Text("whether the matter is closed", "是否办结"),
}
