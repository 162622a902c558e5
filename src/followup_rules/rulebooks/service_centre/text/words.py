"""
The parties of the regulation, the six topics of a call, and its words.
"""

from typing import Final

from followup_rules.books.text import word

SECTION: Final = "supervision_section"
OFFICE: Final = "management_office"
DESIGNEE: Final = "designee"
WINDOW: Final = "window"
SIX_TOPICS: Final = {
    "attitude": ("attitude", "服务态度"),
    "efficiency": ("efficiency", "办事效率"),
    "by_the_rules": ("work by the rules", "按章办事"),
    "inside_the_hall": ("work inside the hall", "有无体外循环"),
    "integrity": ("integrity", "廉洁自律"),
    "evaluation": ("rating and suggestions", "评估与建议"),
}
WORDS: Final = {
    SECTION: word("supervision section", "督查科"),
    OFFICE: word("centre management office", "中心管理办公室", "中心管理办"),
    DESIGNEE: word("designated person", "专人", "指定人员"),
    WINDOW: word("window", "窗口"),
    "round_ended_at": word("end of the round", "该轮回访结束"),
    "month_ended_at": word("end of the month", "当月结束"),
    "enterprise": word("enterprise", "经济主体", "企业"),
    "citizen": word("citizen", "群众", "公民", "个人"),
    **{topic: word(*names) for topic, names in SIX_TOPICS.items()},
}
