"""
Project follow-up visits and warranty (工程的回访保修制度), the text as rules.

Source: a published contractor's rule, edition of 2021-05-24, six articles.
Checked with: State Council Order 279 arts. 39 to 41, Ministry of Construction Order 80
arts. 8 to 17, Civil Code arts. 201 to 203, and the 2017 measures on retention money.

Not encoded: the heading of article 2; `CLAUSES` says why.

Retention money is another clock than the warranty. Its rules are the law's and not
the text's, so they stand beside `RULES`, in `retention`.
"""

from typing import Final

from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Text
from followup_rules.policies.checklists import ActorPolicy, ChecklistPolicy, Item
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.policies.procedures import Notice, ProcedurePolicy, Step, TooEarly
from followup_rules.policies.teams import TeamPolicy
from followup_rules.policies.warranty import WarrantyCase, WarrantyPolicy
from followup_rules.policies.windows import After, Before, Given, WindowPolicy
from followup_rules.rulebooks.construction import text
from followup_rules.rulebooks.construction.readings import READINGS
from followup_rules.timing.amounts import Days, Months, Seasons, ServiceLife, Years

#: Art. 1: hand-over, and the warranty letter with it.
HAND_OVER: Final = ProcedurePolicy(
    id="hand_over",
    clause=text.CLAUSE_1A,
    name=Text("the hand-over for use", "使用交接"),
    owed_by="project_department",
    trigger="accepted_on",
    steps=(
        Step(
            key="hand_over",
            name=Text("the hand-over for use", "使用交接手续"),
            clause=text.CLAUSE_1A,
            after=("accepted_on",),
        ),
        Step(
            key="warranty_letter",
            name=Text("the warranty letter", "质量保修书"),
            clause=text.CLAUSE_1B,
            same_day_as="hand_over",
            if_early=TooEarly.COUNTS,
        ),
    ),
)
STATUTORY_LETTER: Final = ProcedurePolicy(
    id="statutory_letter",
    clause=text.CLAUSE_1B_STATUTE,
    name=Text("the warranty letter under the statute", "法规要求的质量保修书"),
    owed_by="project_department",
    trigger="accepted_on",
    steps=(
        Step(
            key="warranty_letter",
            name=Text("the warranty letter before acceptance", "验收前出具质量保修书"),
            clause=text.CLAUSE_1B_STATUTE,
            notice=Notice.BY_THE_START,
        ),
    ),
)
LETTER_CONTENTS: Final = ChecklistPolicy(
    id="letter_contents",
    clause=text.CLAUSE_1C,
    name=Text("the warranty letter", "质量保修书"),
    owed_by="project_department",
    items=(
        Item(
            id="letter_scope",
            name=Text("the scope of the warranty", "保修范围"),
            clause=text.CLAUSE_1C,
        ),
        Item(
            id="letter_periods",
            name=Text("the warranty periods", "保修期限"),
            clause=text.CLAUSE_1C,
        ),
        Item(
            id="letter_liability",
            name=Text("the economic liability", "经济责任"),
            clause=text.CLAUSE_1C,
        ),
    ),
    open_list=True,
)

#: Art. 2: a period for each category of work, and art. 4: which defects it is for.
WARRANTY: Final = WarrantyPolicy(
    id="warranty",
    clause=text.CLAUSE_2_5,
    name=Text("the warranty", "工程保修"),
    owed_by="project_department",
    duty_clause=text.CLAUSE_4A,
    cases=(
        WarrantyCase(
            key="infrastructure", period=ServiceLife(), clause=text.CLAUSE_2_1
        ),
        WarrantyCase(key="foundation", period=ServiceLife(), clause=text.CLAUSE_2_1),
        WarrantyCase(
            key="main_structure", period=ServiceLife(), clause=text.CLAUSE_2_1
        ),
        WarrantyCase(key="roof_waterproofing", period=Years(5), clause=text.CLAUSE_2_2),
        WarrantyCase(key="leak_proofing", period=Years(5), clause=text.CLAUSE_2_2),
        WarrantyCase(
            key="heating",
            period=Seasons(2),
            clause=text.CLAUSE_2_3,
            season_kind="heating",
        ),
        WarrantyCase(
            key="cooling",
            period=Seasons(2),
            clause=text.CLAUSE_2_3,
            season_kind="cooling",
        ),
        WarrantyCase(key="electrical_lines", period=Years(2), clause=text.CLAUSE_2_4),
        WarrantyCase(
            key="supply_and_drainage_pipes", period=Years(2), clause=text.CLAUSE_2_4
        ),
        WarrantyCase(
            key="equipment_installation", period=Years(2), clause=text.CLAUSE_2_4
        ),
        WarrantyCase(key="decoration", period=Years(2), clause=text.CLAUSE_2_4),
    ),
)

#: Art. 2, point 5: to repair ...
DEFECT_REPAIR: Final = DeadlinePolicy(
    id="defect_repair",
    clause=text.CLAUSE_2_5,
    name=Text("the repair of the defect", "质量问题的维修"),
    owed_by="project_department",
    trigger="reported_at",
)

#: ... and to compensate.
COMPENSATION: Final = DeadlinePolicy(
    id="compensation",
    clause=text.CLAUSE_2_5,
    name=Text("the compensation of the loss", "损失赔偿"),
    owed_by="project_department",
    trigger="reported_at",
)

#: Art. 3, points 1 and 2: who visits, who is told, and what is written.
VISIT_ORGANISER: Final = ActorPolicy(
    id="visit_organiser",
    clause=text.CLAUSE_3_1A,
    name=Text("the organisation of the visit", "回访的组织"),
    owed_by="project_department",
    allowed=("project_manager",),
)
VISIT_TEAM: Final = TeamPolicy(
    id="visit_team",
    clause=text.CLAUSE_3_1B,
    name=Text("the visit team", "回访小组"),
    owed_by="project_department",
    roles=("project_engineer", "site_engineer", "quality_inspector"),
)
VISIT_NOTICES: Final = ProcedurePolicy(
    id="visit_notices",
    clause=text.CLAUSE_3_1C,
    name=Text("the notices of the visit", "回访通知"),
    owed_by="project_department",
    trigger="visited_at",
    steps=(
        Step(
            key="notify_developer",
            name=Text("the notice to the developer", "通知建设单位"),
            clause=text.CLAUSE_3_1C,
            notice=Notice.IN_ADVANCE,
        ),
        Step(
            key="notify_company",
            name=Text(
                "the notice to the quality and safety department", "通知公司质安部"
            ),
            clause=text.CLAUSE_3_2A,
            notice=Notice.BY_THE_START,
        ),
        Step(
            key="company_attends",
            name=Text("the company's presence", "公司派员参加"),
            clause=text.CLAUSE_3_2B,
            owed_by="company",
            only_if="attendance_recorded",
            required=False,
        ),
    ),
)
DEVELOPER_PRESENCE: Final = ChecklistPolicy(
    id="developer_presence",
    clause=text.CLAUSE_3_1D,
    name=Text("the developer's presence", "建设单位到场"),
    owed_by="developer",
    items=(
        Item(
            id="developer_present",
            name=Text("people of the developer", "建设单位有关人员"),
            clause=text.CLAUSE_3_1D,
        ),
    ),
)
VISIT_CONTENTS: Final = ChecklistPolicy(
    id="visit_contents",
    clause=text.CLAUSE_3_1E,
    name=Text("the visit", "回访"),
    owed_by="project_department",
    items=(
        Item(
            id="sides_heard",
            name=Text("the opinions of all sides", "听取各方意见"),
            clause=text.CLAUSE_3_1E,
        ),
        Item(
            id="defects_recorded",
            name=Text("the record of the defects", "质量问题记录"),
            clause=text.CLAUSE_3_1E,
        ),
        Item(
            id="site_inspected",
            name=Text("the look at the site", "查看现场"),
            clause=text.CLAUSE_3_1E,
        ),
        Item(
            id="findings_verified",
            name=Text("the check of what is so", "落实情况"),
            clause=text.CLAUSE_3_1E,
        ),
    ),
)
VISIT_PAPER: Final = ChecklistPolicy(
    id="visit_paper",
    clause=text.CLAUSE_3_1F,
    name=Text("the paper of the visit", "回访文件"),
    owed_by="project_department",
    items=(
        Item(
            id="record_written",
            name=Text("a visit record", "回访记录"),
            clause=text.CLAUSE_3_1F,
        ),
        Item(
            id="minutes_written",
            name=Text("visit minutes", "回访纪要"),
            clause=text.CLAUSE_3_1F,
        ),
    ),
    least=1,
)

#: Art. 3, point 3: the seasons.
RAINY_SEASON_VISIT: Final = WindowPolicy(
    id="rainy_season_visit",
    clause=text.CLAUSE_3_3A,
    name=Text("the visit in the rainy season", "雨季回访"),
    owed_by="project_department",
    anchor="flood_season",
    span=Given(),
    only_if="has_waterproofing",
    late_counts=False,
)
RAINY_SEASON_CONTENTS: Final = ChecklistPolicy(
    id="rainy_season_contents",
    clause=text.CLAUSE_3_3A,
    name=Text("the visit in the rainy season", "雨季回访"),
    owed_by="project_department",
    items=(
        Item(
            id="roof_checked",
            name=Text("the roof", "屋面防水"),
            clause=text.CLAUSE_3_3A,
        ),
        Item(
            id="walls_checked",
            name=Text("the walls", "墙面防水"),
            clause=text.CLAUSE_3_3A,
        ),
    ),
)
HEATING_SEASON_VISIT: Final = WindowPolicy(
    id="heating_season_visit",
    clause=text.CLAUSE_3_3B,
    name=Text("the visit in winter", "冬季回访"),
    owed_by="project_department",
    anchor="heating_season",
    span=Given(),
    only_if="has_heating",
    late_counts=False,
)
HEATING_SEASON_CONTENTS: Final = ChecklistPolicy(
    id="heating_season_contents",
    clause=text.CLAUSE_3_3B,
    name=Text("the visit in winter", "冬季回访"),
    owed_by="project_department",
    items=(
        Item(
            id="boiler_checked",
            name=Text("the boiler", "锅炉"),
            clause=text.CLAUSE_3_3B,
        ),
        Item(
            id="heating_checked",
            name=Text("the heating system", "采暖系统"),
            clause=text.CLAUSE_3_3B,
        ),
    ),
)

#: Art. 3, point 4: at about two years, three months either way.
TECHNICAL_VISIT: Final = WindowPolicy(
    id="technical_visit",
    clause=text.CLAUSE_3_4,
    name=Text("the technical visit", "技术性回访"),
    owed_by="project_department",
    anchor="delivered_on",
    span=After(opens=Months(21), closes=Months(27)),
    only_if="four_new_used",
)
TECHNICAL_TEAM: Final = TeamPolicy(
    id="technical_team",
    clause=text.CLAUSE_3_4,
    name=Text("the technical visit", "技术性回访"),
    owed_by="project_department",
    roles=("technical_staff",),
)
TECHNICAL_CONTENTS: Final = ChecklistPolicy(
    id="technical_contents",
    clause=text.CLAUSE_3_4,
    name=Text("the technical visit", "技术性回访"),
    owed_by="project_department",
    items=(
        Item(
            id="performance_reviewed",
            name=Text("how it performs", "技术性能"),
            clause=text.CLAUSE_3_4,
        ),
        Item(
            id="effect_reviewed",
            name=Text("how it serves", "使用效果"),
            clause=text.CLAUSE_3_4,
        ),
    ),
)

#: Art. 3, point 5: before each cover ends.
PRE_EXPIRY_VISIT: Final = WindowPolicy(
    id="pre_expiry_visit",
    clause=text.CLAUSE_3_5A,
    name=Text("the visit before the warranty ends", "保修期满前的回访"),
    owed_by="project_department",
    anchor="cover_end",
    span=Before(lead=Days(60)),
)
EXPIRY_ADVICE: Final = ChecklistPolicy(
    id="expiry_advice",
    clause=text.CLAUSE_3_5B,
    name=Text("the visit before the warranty ends", "保修期满前的回访"),
    owed_by="project_department",
    items=(
        Item(
            id="upkeep_advised",
            name=Text("the advice on upkeep and use", "维护和使用提示"),
            clause=text.CLAUSE_3_5B,
        ),
    ),
)
LEFTOVERS: Final = DeadlinePolicy(
    id="leftovers",
    clause=text.CLAUSE_3_5C,
    name=Text("the handling of what is left over", "遗留问题的处理"),
    owed_by="project_department",
    trigger="visited_at",
)

#: Art. 4: from the notice of a defect to the developer's signature.
DISPATCH: Final = DeadlinePolicy(
    id="dispatch",
    clause=text.CLAUSE_4B,
    name=Text("sending people to look", "派人检查"),
    owed_by="project_department",
    trigger="reported_at",
)
WARRANTY_REPAIR: Final = ProcedurePolicy(
    id="warranty_repair",
    clause=text.CLAUSE_4D,
    name=Text("the warranty repair", "保修维修"),
    owed_by="project_department",
    trigger="reported_at",
    steps=(
        Step(
            key="company_joins",
            name=Text("the company's joining", "公司派人参加"),
            clause=text.CLAUSE_4C,
            owed_by="company",
            only_if="company_needed",
        ),
        Step(
            key="inspect",
            name=Text("the inspection", "现场检查"),
            clause=text.CLAUSE_4D,
            only_if="duty_to_repair",
        ),
        Step(
            key="appraise",
            name=Text("the appraisal", "鉴定"),
            clause=text.CLAUSE_4D,
            after=("inspect",),
            only_if="duty_to_repair",
        ),
        Step(
            key="plan",
            name=Text("the repair plan", "修理方案"),
            clause=text.CLAUSE_4D,
            after=("appraise",),
            only_if="duty_to_repair",
        ),
        Step(
            key="repair",
            name=Text("the repair", "修理"),
            clause=text.CLAUSE_4E,
            after=("plan",),
            only_if="duty_to_repair",
        ),
        Step(
            key="record",
            name=Text("the entry in the record column", "保修记录"),
            clause=text.CLAUSE_4F,
            after=("repair",),
            only_if="duty_to_repair",
        ),
        Step(
            key="sign",
            name=Text("the developer's signature", "建设单位验收签字"),
            clause=text.CLAUSE_4G,
            after=("repair",),
            only_if="duty_to_repair",
            closes=True,
        ),
    ),
)
JOINT_APPRAISAL: Final = ChecklistPolicy(
    id="joint_appraisal",
    clause=text.CLAUSE_4D,
    name=Text("the joint appraisal", "共同鉴定"),
    owed_by="project_department",
    items=(
        Item(
            id="appraised_jointly",
            name=Text("the developer's part in it", "会同建设单位"),
            clause=text.CLAUSE_4D,
        ),
    ),
)

#: Art. 5: closing out.
CLOSE_OUT: Final = ProcedurePolicy(
    id="close_out",
    clause=text.CLAUSE_5A,
    name=Text("the close-out of the warranty", "保修期满交接"),
    owed_by="project_department",
    trigger="last_finite_end",
    steps=(
        Step(
            key="close_out",
            name=Text("the close-out with the developer", "期满交接手续"),
            clause=text.CLAUSE_5A,
            after=("last_finite_end",),
            if_early=TooEarly.DOES_NOT_COUNT,
            only_if="all_covers_ended",
        ),
        Step(
            key="sign",
            name=Text("the signed paper", "签署书面文件"),
            clause=text.CLAUSE_5A,
            after=("last_finite_end",),
            if_early=TooEarly.DOES_NOT_COUNT,
            only_if="all_covers_ended",
        ),
        Step(
            key="notify_departments",
            name=Text("the notice to settle the warranty", "通知办理保修结算"),
            clause=text.CLAUSE_5B,
            same_day_as="close_out",
            if_early=TooEarly.COUNTS,
            only_if="all_covers_ended",
        ),
        Step(
            key="file",
            name=Text("the filing with the quality and safety department", "备案"),
            clause=text.CLAUSE_5C,
            after=("close_out",),
            only_if="all_covers_ended",
        ),
    ),
)

#: Art. 6: from one inspection to the next.
SUPERVISION: Final = DeadlinePolicy(
    id="supervision",
    clause=text.CLAUSE_6,
    name=Text("the next inspection of visits and warranty", "督促检查"),
    owed_by="quality_safety_department",
    trigger="last_inspection",
)

RULES: Final = Rulebook.of(
    text.REGULATION,
    text.CLAUSES,
    READINGS,
    HAND_OVER,
    STATUTORY_LETTER,
    LETTER_CONTENTS,
    WARRANTY,
    DEFECT_REPAIR,
    COMPENSATION,
    VISIT_ORGANISER,
    VISIT_TEAM,
    VISIT_NOTICES,
    DEVELOPER_PRESENCE,
    VISIT_CONTENTS,
    VISIT_PAPER,
    RAINY_SEASON_VISIT,
    RAINY_SEASON_CONTENTS,
    HEATING_SEASON_VISIT,
    HEATING_SEASON_CONTENTS,
    TECHNICAL_VISIT,
    TECHNICAL_TEAM,
    TECHNICAL_CONTENTS,
    PRE_EXPIRY_VISIT,
    EXPIRY_ADVICE,
    LEFTOVERS,
    DISPATCH,
    WARRANTY_REPAIR,
    JOINT_APPRAISAL,
    CLOSE_OUT,
    SUPERVISION,
)
