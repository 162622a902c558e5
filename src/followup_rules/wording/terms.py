"""
The field's words for machine names: parties, roles, categories, channels, facts.

The rows of a ledger and their attributes have tables of their own.
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
    "property_officer": Text("property officer", "物管员"),
    # subjects
    "repair": Text("repair", "维修"),
    "visit": Text("visit", "回访"),
    "problem": Text("problem", "问题"),
    "quota": Text("quota", "比率"),
    "step": Text("step", "步骤"),
    "visit_window": Text("visit window", "回访期间"),
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
    "roles": Text("role of the one who did it", "办理人身份"),
    "whether_it_counts": Text("whether what is on record counts", "已有记录是否计入"),
    "owed": Text("whether this case owes it", "本件是否须办理"),
    "closed": Text("whether the matter is closed", "是否办结"),
    "record": Text("content of the visit record", "回访记录内容"),
    "extension_granted_by": Text("role of who granted the extension", "延期批准人身份"),
    "extension_asked_at": Text(
        "day on which the extension was asked for", "延期申请时间"
    ),
    "pause_reason": Text("reason of the pause", "暂停事由"),
    # what is kept, who took part, what recurs
    "numerator": Text("how many count", "计入的数量"),
    "denominator": Text("how many there are", "总数"),
    "kept": Text("whether it is still there", "是否仍在保存"),
    "disposed": Text("day of disposal", "处置日期"),
    "member_names": Text("names of those who took part", "参加人姓名"),
    "member_bodies": Text("bodies of those who took part", "参加人所属单位"),
    "interval": Text("interval", "间隔"),
    "series": Text("series of visits", "系列回访"),
    "streak": Text("repetition", "累计情形"),
    # draws and scores
    "window": Text("window", "窗口"),
    "round": Text("round", "轮次"),
    "supervision_section": Text("supervision section", "督查科"),
    "management_office": Text("centre management office", "中心管理办公室"),
    "receipt": Text("receipt of the draw", "抽取凭证"),
    "reached": Text("whether they were reached", "是否接通"),
    "scope_total": Text("in total", "合计"),
    "scope_total_stratified": Text(
        "in total, shared over the windows", "按窗口分配合计"
    ),
    "scope_per_window": Text("per window", "每个窗口"),
    "weights": Text("weights of the instruments", "各类评价的权重"),
    "visits": Text("follow-ups", "回访"),
    "evaluator": Text("electronic rating devices", "电子评价器"),
    "satisfied": Text("satisfied", "满意"),
    "basically_satisfied": Text("basically satisfied", "基本满意"),
    "dissatisfied": Text("dissatisfied", "不满意"),
    "very_satisfied": Text("very satisfied", "非常满意"),
    "very_dissatisfied": Text("very dissatisfied", "非常不满意"),
    # the estate
    "estate": Text("estate", "小区"),
    "area": Text("area", "区域"),
    "household": Text("household", "住户"),
    "households": Text("households", "户数"),
    "post": Text("post", "岗位"),
    "management_director": Text("management director", "管理处主任"),
    "deputy_director": Text("deputy director", "管理处副主任"),
    "office_director": Text("office director", "办公室主任"),
    "designated_person": Text("designated person", "指定人员"),
    "another_person": Text("another person", "其他人员"),
    "question": Text("question", "询问"),
    "opinion": Text("opinion", "意见"),
    "request": Text("request", "要求"),
    "suggestion": Text("suggestion", "建议"),
    "complaint": Text("complaint", "投诉"),
    "complaints": Text("complaints", "投诉件数"),
    "matters_handled": Text("matters handled", "已处理事项数"),
    "matters_raised": Text("matters raised", "住户提出事项数"),
    "major": Text("whether it is major", "是否属重大事项"),
    "raised_at": Text("the time it was raised", "提出时间"),
    "matter": Text("matter", "事项"),
    "meeting": Text("meeting", "会议"),
    "document": Text("document", "文件"),
    "report": Text("report", "汇报"),
    "caller": Text("caller", "来访人员"),
    "plan": Text("work plan", "工作计划"),
    "appraisal": Text("appraisal", "总结评比"),
    "rate": Text("rate", "比率"),
    "cadence": Text("cadence", "周期事项"),
    "period_covered": Text("the period it is about", "所属期间"),
    # the consulting firm
    "client": Text("client", "客户"),
    "firm": Text("firm", "事务所"),
    "records_clerk": Text("records clerk", "资料员"),
    "manager_in_charge": Text("manager in charge", "主管人员"),
    "communication": Text("communication", "沟通记录"),
    "material": Text("visit material", "回访资料"),
    "given_at": Text("the time it was given", "提出时间"),
    "somebody_else": Text("somebody else", "其他人员"),
    "call": Text("call", "电话"),
    "feedback_form": Text("feedback form", "意见表"),
    "finding": Text("finding", "发现的情况"),
    "designee": Text("designated person", "专人"),
    "enterprise": Text("enterprise", "经济主体"),
    "citizen": Text("citizen", "群众"),
    "website": Text("website", "网站"),
    "notice_board": Text("notice board", "公示栏"),
    # the project
    "project": Text("project", "工程"),
    "site_visit": Text("site visit", "工程回访"),
    "claim": Text("defect", "质量问题"),
    "project_department": Text("project department", "项目部"),
    "developer": Text("developer", "建设单位"),
    "company": Text("company", "公司"),
    "quality_safety_department": Text("quality and safety department", "公司质安部"),
    "designer": Text("designer", "设计单位"),
    "user": Text("user", "使用人"),
    "third_party": Text("third party", "第三方"),
    "nobody": Text("nobody", "无责任方"),
    "project_manager": Text("project manager", "项目经理"),
    "project_engineer": Text("project engineer", "项目工程师"),
    "site_engineer": Text("site engineer", "施工员"),
    "quality_inspector": Text("quality inspector", "质检员"),
    "technical_staff": Text("technical staff", "技术人员"),
    # warranty categories and seasons
    "infrastructure": Text("infrastructure", "基础设施工程"),
    "foundation": Text("foundation", "地基基础工程"),
    "main_structure": Text("main structure", "主体结构工程"),
    "roof_waterproofing": Text("roof waterproofing", "屋面防水工程"),
    "leak_proofing": Text("leak-proofing", "防渗漏"),
    "heating": Text("heating", "供热系统"),
    "cooling": Text("cooling", "供冷系统"),
    "electrical_lines": Text("electrical lines", "电气管线"),
    "supply_and_drainage_pipes": Text("supply and drainage pipes", "给排水管道"),
    "equipment_installation": Text("equipment installation", "设备安装"),
    "decoration": Text("decoration", "装修工程"),
    "heating_season": Text("heating season", "采暖期"),
    "cooling_season": Text("cooling season", "供冷期"),
    "flood_season": Text("flood season", "汛期"),
    # causes of a defect
    "construction": Text("construction", "施工质量"),
    "design": Text("design", "设计"),
    "developer_material": Text("the developer's material", "建设单位供料"),
    "misuse": Text("misuse", "使用不当"),
    "force_majeure": Text("force majeure", "不可抗力"),
    # facts about a project
    "accepted_on": Text("the day of acceptance", "竣工验收合格日期"),
    "delivered_on": Text("the day of delivery for use", "交付使用日期"),
    "reported_on": Text("the day of the completion report", "竣工验收报告提交日期"),
    "design_life": Text("design service life", "设计使用年限"),
    "contract": Text("agreed period", "合同约定的保修期"),
    "reading": Text("the reading of the meter", "用量读数"),
    "repair_owed": Text(
        "whether the warranty owed the repair", "该次维修是否属保修责任"
    ),
    "seasons": Text("local season dates", "当地季节起止日期"),
    "clock_time": Text("time of day", "具体时刻"),
    "season_end": Text("end of the running season", "本季截止日期"),
    "cover_end": Text("end of the warranty period", "保修期截止日期"),
    "occurred": Text("occurred", "发生"),
    "reported": Text("was reported", "报告"),
    "occurred_at": Text("the time it occurred", "发生时间"),
    "reported_at": Text("the time it was reported", "报告时间"),
    "visited_at": Text("the visit", "回访"),
    "cause": Text("cause", "原因"),
    "affects_use": Text("whether it affects use", "是否影响使用"),
    "duty_to_repair": Text("whether it must be repaired", "是否负有保修义务"),
    "company_needed": Text("whether the company had to join", "公司是否须参加"),
    "attendance_recorded": Text("whether the company attended", "公司是否派员参加"),
    "all_covers_ended": Text("the end of every cover", "各项保修期截止日期"),
    "four_new_used": Text("whether anything new was used", "是否采用四新"),
    "team": Text("the team", "回访小组成员"),
    "settlement": Text("settlement price", "结算价"),
    "retained": Text("sum held back", "预留金额"),
    "agreed": Text("agreed length", "约定期限"),
    "last_finite_end": Text(
        "the end of the last warranty period", "最后一项保修期届满"
    ),
    "contractor": Text("contractor", "施工单位"),
    "flood": Text("flood", "汛期"),
    "last_day": Text("last day", "截止日"),
    "has_heating": Text("whether it has heating", "是否有供热系统"),
    "has_waterproofing": Text("whether it has waterproofing", "是否有防水工程"),
}

LACKS: Final[dict[str, Text]] = {
    "flood_season": Text(
        "the days of the flood season are not known", "汛期起止日期不明"
    ),
    "heating_season": Text(
        "the days of the heating season are not known", "采暖期起止日期不明"
    ),
    "cooling_season": Text(
        "the days of the cooling season are not known", "供冷期起止日期不明"
    ),
    "cause": Text("the cause is not known", "原因不明"),
}
"""What is not known of facts that are not missing by their own name."""

EVERY_ROW: Final[dict[str, Text]] = {
    "id": Text("id", "编号"),
    "entered_at": Text("when it was entered", "录入时间"),
}
"""What every row has beside its facts."""
