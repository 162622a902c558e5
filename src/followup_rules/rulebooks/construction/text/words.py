"""
The parties of the regulation, and its words.
"""

from typing import Final

from followup_rules.books.text import word
from followup_rules.clauses import Force

DEPARTMENT: Final = "project_department"
COMPANY: Final = "company"
DEVELOPER: Final = "developer"
QUALITY: Final = "quality_safety_department"
PROMPTLY: Final = Force.OPEN_ENDED
WINDOW: Final = ("windows", "WindowPolicy")

WORDS: Final = {
    DEPARTMENT: word("project department", "项目部", "项目经理部"),
    COMPANY: word("company", "公司"),
    DEVELOPER: word("developer", "建设单位", "甲方", "业主"),
    QUALITY: word("quality and safety department", "公司质安部", "质安部", "质检部门"),
    "designer": word("designer", "设计单位"),
    "user": word("user", "使用人"),
    "nobody": word("nobody", "无责任方"),
    "project_manager": word("project manager", "项目经理"),
    "project_engineer": word("project engineer", "项目工程师"),
    "site_engineer": word("site engineer", "施工员"),
    "quality_inspector": word("quality inspector", "质检员", "质量员"),
    "technical_staff": word("technical staff", "技术人员"),
    "infrastructure": word("infrastructure", "基础设施工程", "基础设施"),
    "foundation": word("foundation", "地基基础工程", "地基基础", "地基"),
    "main_structure": word("main structure", "主体结构工程", "主体结构", "主体"),
    "roof_waterproofing": word(
        "roof waterproofing", "屋面防水工程", "屋面防水", "屋面"
    ),
    "leak_proofing": word("leak-proofing", "防渗漏", "渗漏", "漏水", "外墙防水"),
    "heating": word("heating", "供热系统", "供热", "采暖", "暖气"),
    "cooling": word("cooling", "供冷系统", "供冷", "空调"),
    "electrical_lines": word("electrical lines", "电气管线", "电气线路", "电线"),
    "supply_and_drainage_pipes": word(
        "supply and drainage pipes", "给排水管道", "排水管道", "水管"
    ),
    "equipment_installation": word("equipment installation", "设备安装", "设备"),
    "decoration": word("decoration", "装修工程", "装修", "装饰装修"),
    "construction": word("construction", "施工质量", "施工"),
    "design": word("design", "设计"),
    "developer_material": word("the developer's material", "建设单位供料", "甲供材"),
    "misuse": word("misuse", "使用不当"),
    "third_party": word("third party", "第三方"),
    "force_majeure": word("force majeure", "不可抗力"),
    "cover": word("warranty period", "保修期"),
    "duty": word("duty to repair", "保修责任"),
    "flood_season": word("flood season", "汛期"),
    "heating_season": word("heating season", "采暖期"),
    "cooling_season": word("cooling season", "供冷期"),
    "has_waterproofing": word("whether it has waterproofing", "是否有防水工程"),
    "has_heating": word("whether it has heating", "是否有供热系统"),
    "last_inspection": word("last inspection", "上一次检查"),
    "cover_end": word("end of the warranty period", "保修期截止日期"),
    "last_finite_end": word(
        "the end of the last warranty period", "最后一项保修期届满"
    ),
    "all_covers_ended": word("the end of every cover", "各项保修期截止日期"),
    "duty_to_repair": word("whether it must be repaired", "是否负有保修义务"),
    "attendance_recorded": word("whether the company attended", "公司是否派员参加"),
}
