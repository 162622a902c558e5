"""
Article 3: the visits.
"""

from functools import partial
from typing import Final

from followup_rules.books.text import (
    Passage,
    actors,
    checklist,
    clause,
    deadline,
    judged,
    procedure,
    reading,
    team,
)
from followup_rules.clauses import Force
from followup_rules.policies.procedures import Notice
from followup_rules.policies.windows import After, Before, Given
from followup_rules.rulebooks.construction.facts import Claim, Project, SiteVisit
from followup_rules.rulebooks.construction.text.words import (
    COMPANY,
    DEPARTMENT,
    DEVELOPER,
    PROMPTLY,
    WINDOW,
)
from followup_rules.rulebooks.construction.visits import (
    InSeason,
    technical_visit,
    visit_before_expiry,
)
from followup_rules.timing.amounts import Days, Months

_on_a_visit: Final = partial(
    checklist, owed_by=DEPARTMENT, each=SiteVisit, closed="closed"
)

VISITS: Final[tuple[Passage, ...]] = (
    clause(
        "3.1a",
        "The project manager organises the visit.",
        "回访由项目经理组织。",
        actors(
            "visit_organiser",
            "the organisation of the visit",
            "回访的组织",
            owed_by=DEPARTMENT,
            allowed=("project_manager",),
            each=SiteVisit,
            by="organiser",
        ),
    ),
    clause(
        "3.1b",
        "The visit team has a project engineer, a site engineer and a quality inspector.",
        "回访小组由项目工程师、施工员、质检员组成。",
        team(
            "visit_team",
            "the visit team",
            "回访小组",
            reading(
                "A-37",
                "allow_dual_role",
                (
                    "May one person hold two roles in the team?",
                    "回访小组中一人可否兼两个角色？",
                ),
                (
                    "Three roles are named. The manager organises and need not come; the developer's absence is the developer's.",
                    "原文列明三个角色；项目经理负责组织，不必到场；建设单位缺席由其自负。",
                ),
                ONE_PERSON_EACH=False,
                DUAL_ROLES=True,
            ),
            owed_by=DEPARTMENT,
            roles=("project_engineer", "site_engineer", "quality_inspector"),
            each=SiteVisit,
            members="members.role, members.name",
        ),
    ),
    clause(
        "3.1c",
        "The developer is told of the visit beforehand.",
        "回访之前须先通知建设单位。",
        procedure(
            "visit_notices",
            "the notices of the visit",
            "回访通知",
            reading(
                "A-38a",
                "steps.notify_developer.notice",
                (
                    "Must the developer's notice come strictly before the visit?",
                    "通知建设单位是否须严格早于回访？",
                ),
                ("The text says 'beforehand'.", "原文为“提前通知”。"),
                STRICTLY_BEFORE=Notice.IN_ADVANCE,
                BY_THE_START=Notice.BY_THE_START,
            ),
            reading(
                "A-38b",
                "steps.notify_developer.least_notice",
                (
                    "How long before the visit must the developer know?",
                    "须提前多久通知？",
                ),
                ("The text sets no length.", "原文未定长短。"),
                ANY_TIME_BEFORE=None,
                ONE_DAY=Days(1),
                THREE_DAYS=Days(3),
            ),
            reading(
                "A-38c",
                "steps.notify_company.notice",
                ("When is the company told of the visit?", "何时通知公司质安部？"),
                ("The text says 'on the visit'.", "原文为“回访时通知”。"),
                BY_THE_START=Notice.BY_THE_START,
                STRICTLY_BEFORE=Notice.IN_ADVANCE,
            ),
            reading(
                "A-39",
                "steps.company_attends.required",
                (
                    "Is the company's absence from a visit a breach?",
                    "公司未派人参加是否违反？",
                ),
                (
                    "The company sends; whether it had to is not clear from the text.",
                    "由公司派人；原文未明确必须。",
                ),
                ONLY_NOTED=False,
                REQUIRED=True,
            ),
            owed_by=DEPARTMENT,
            each=SiteVisit,
            since="visited_at",
            closed="visited_at if closed",
            conditions={
                "attendance_recorded": "company_attended or not company_attended"
            },
            apart=True,
            steps={
                "notify_developer": {
                    "name": ("the notice to the developer", "通知建设单位"),
                    "at": "developer_notified_at",
                    "notice": Notice.IN_ADVANCE,
                },
                "notify_company": {
                    "name": (
                        "the notice to the quality and safety department",
                        "通知公司质安部",
                    ),
                    "clause": "3.2a",
                    "at": "company_notified_at",
                    "notice": Notice.BY_THE_START,
                },
                "company_attends": {
                    "name": ("the company's presence", "公司派员参加"),
                    "clause": "3.2b",
                    "owed_by": COMPANY,
                    "at": "visited_at if company_attended",
                    "only_if": "attendance_recorded",
                    "required": False,
                },
            },
        ),
    ),
    clause(
        "3.1d",
        "The developer brings the people concerned to the visit.",
        "建设单位安排有关人员到场。",
        _on_a_visit(
            "developer_presence",
            "the developer's presence",
            "建设单位到场",
            owed_by=DEVELOPER,
            items={
                "developer_present": ("people of the developer", "建设单位有关人员")
            },
        ),
    ),
    clause(
        "3.1e",
        "The team hears all sides, records the defects, looks at the site and checks what is so.",
        "回访小组听取各方意见，如实记录质量问题，到现场查看并核实。",
        _on_a_visit(
            "visit_contents",
            "the visit",
            "回访",
            items={
                "sides_heard": ("the opinions of all sides", "听取各方意见"),
                "defects_recorded": ("the record of the defects", "质量问题记录"),
                "site_inspected": ("the look at the site", "查看现场"),
                "findings_verified": ("the check of what is so", "落实情况"),
            },
        ),
    ),
    clause(
        "3.1f",
        "The team writes a record of the visit, or minutes.",
        "写成回访记录，或写成回访纪要。",
        _on_a_visit(
            "visit_paper",
            "the paper of the visit",
            "回访文件",
            least=1,
            items={
                "record_written": ("a visit record", "回访记录"),
                "minutes_written": ("visit minutes", "回访纪要"),
            },
        ),
    ),
    clause(
        "3.2a",
        "The company's quality and safety department is told of the visit.",
        "回访时告知公司质安部。",
    ),
    clause(
        "3.2b", "The company sends somebody to join the visit.", "公司派员一同回访。"
    ),
    clause(
        "3.3a",
        "In the rainy season the waterproofing of roofs and walls is visited.",
        "雨季回访屋面和墙面的防水。",
        judged(
            WINDOW,
            "rainy_season_visit",
            "the visit in the rainy season",
            "雨季回访",
            reading(
                "A-40",
                "running",
                (
                    "Is a visit owed in a season that already runs at acceptance?",
                    "验收时正在进行的季节是否须回访？",
                ),
                (
                    "The rainy season is the local flood season and winter the local heating season; each that begins between acceptance and the end of the cover asks for a visit.",
                    "雨季即当地汛期，冬季即当地采暖期；自验收至保修期满之间开始的每一季各应回访一次。",
                ),
                rules=("rainy_season_visit", "heating_season_visit"),
                SEASONS_THAT_BEGIN=False,
                RUNNING_TOO=True,
            ),
            owed_by=DEPARTMENT,
            anchor="flood_season",
            span=Given(),
            only_if="has_waterproofing",
            count_late=False,
            by=InSeason(
                visit="rainy_season",
                season="flood",
                covered=("roof_waterproofing", "leak_proofing"),
            ),
        ),
        _on_a_visit(
            "rainy_season_contents",
            "the visit in the rainy season",
            "雨季回访",
            where="kinds is rainy_season",
            items={
                "roof_checked": ("the roof", "屋面防水"),
                "walls_checked": ("the walls", "墙面防水"),
            },
        ),
    ),
    clause(
        "3.3b",
        "In winter boilers and heating systems are visited.",
        "冬季回访锅炉和采暖系统。",
        judged(
            WINDOW,
            "heating_season_visit",
            "the visit in winter",
            "冬季回访",
            owed_by=DEPARTMENT,
            anchor="heating_season",
            span=Given(),
            only_if="has_heating",
            count_late=False,
            by=InSeason(visit="heating_season", season="heating", covered=("heating",)),
        ),
        _on_a_visit(
            "heating_season_contents",
            "the visit in winter",
            "冬季回访",
            where="kinds is heating_season",
            items={
                "boiler_checked": ("the boiler", "锅炉"),
                "heating_checked": ("the heating system", "采暖系统"),
            },
        ),
    ),
    clause(
        "3.4",
        "About two years after delivery for use, technical staff visit what was built with new materials, techniques, processes or equipment, to see how they perform and how they serve.",
        "交付使用约两年时，技术人员要就所采用的“四新”作一次回访，看其性能与效果。",
        judged(
            WINDOW,
            "technical_visit",
            "the technical visit",
            "技术性回访",
            reading(
                "A-41a",
                "span",
                ("How exact is 'about two years'?", "“2年左右”如何把握？"),
                (
                    "No law fixes it; three months either way is an eighth.",
                    "法律无定义；前后三个月，即八分之一。",
                ),
                THREE_MONTHS=After(opens=Months(21), closes=Months(27)),
                ONE_MONTH=After(opens=Months(23), closes=Months(25)),
                SIX_MONTHS=After(opens=Months(18), closes=Months(30)),
            ),
            reading(
                "A-41b",
                "anchor",
                ("Two years from when?", "两年自何时起？"),
                ("The text says delivery for use.", "原文为“交付使用”。"),
                DELIVERY="delivered_on",
                ACCEPTANCE="accepted_on",
            ),
            reading(
                "A-42",
                "only_if",
                ("What if nothing new was used?", "未采用新材料、新技术等时如何处理？"),
                ("Then the visit has no object.", "回访对象不存在。"),
                NOT_OWED="four_new_used",
            ),
            owed_by=DEPARTMENT,
            anchor="delivered_on",
            span=After(opens=Months(21), closes=Months(27)),
            only_if="four_new_used",
            by=technical_visit,
            of=(Project, SiteVisit),
        ),
        team(
            "technical_team",
            "the technical visit",
            "技术性回访",
            owed_by=DEPARTMENT,
            roles=("technical_staff",),
            each=SiteVisit,
            where="kinds is technical",
            members="members.role, members.name",
        ),
        _on_a_visit(
            "technical_contents",
            "the technical visit",
            "技术性回访",
            where="kinds is technical",
            items={
                "performance_reviewed": ("how it performs", "技术性能"),
                "effect_reviewed": ("how it serves", "使用效果"),
            },
        ),
        timing=Force.TARGET,
    ),
    clause(
        "3.5a",
        "A visit is made when a warranty period is about to end.",
        "保修期将满之前进行回访。",
        judged(
            WINDOW,
            "pre_expiry_visit",
            "the visit before the warranty ends",
            "保修期满前的回访",
            reading(
                "A-43",
                "span",
                (
                    "How early may the visit before expiry be?",
                    "期满前的回访可提前多久？",
                ),
                (
                    "Firms use sixty days or one month; for every cover that ends, a design service life apart.",
                    "各单位多用60日或1个月；凡有期限的保修均须，设计使用年限除外。",
                ),
                SIXTY_DAYS=Before(lead=Days(60)),
                ONE_MONTH=Before(lead=Months(1)),
            ),
            owed_by=DEPARTMENT,
            anchor="cover_end",
            span=Before(lead=Days(60)),
            by=visit_before_expiry,
            of=(Project, SiteVisit, Claim),
        ),
    ),
    clause(
        "3.5b",
        "On it the developer is advised on the upkeep and use of building and equipment.",
        "回访时提醒建设单位如何维护和使用建筑物及设备。",
        _on_a_visit(
            "expiry_advice",
            "the visit before the warranty ends",
            "保修期满前的回访",
            where="kinds is pre_expiry",
            items={
                "upkeep_advised": ("the advice on upkeep and use", "维护和使用提示")
            },
        ),
    ),
    clause(
        "3.5c",
        "What is left over is dealt with.",
        "尚未了结的问题要处理好。",
        deadline(
            "leftovers",
            "the handling of what is left over",
            "遗留问题的处理",
            owed_by=DEPARTMENT,
            each=SiteVisit,
            where="kinds is pre_expiry",
            since="visited_at",
            done="leftovers_handled_at",
            owed="has_leftovers",
            closed="latest of project.settled_at, visited_at",
        ),
        timing=PROMPTLY,
    ),
)
