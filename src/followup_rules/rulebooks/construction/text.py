"""
Project follow-up visits and warranty (工程的回访保修制度), the text as rules.

Source: a published contractor's rule, edition of 2021-05-24, six articles.
Checked with: State Council Order 279 arts. 39 to 41, Ministry of Construction Order 80
arts. 8 to 17, Civil Code arts. 201 to 203, and the 2017 measures on retention money.

Not encoded: the heading of article 2. Retention money is another clock than the
warranty; its rules are the law's and not the text's, so they stand in `retention`.
"""

from typing import Final

from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import (
    actors,
    checklist,
    clause,
    deadline,
    judged,
    procedure,
    reading,
    regulation,
    team,
    word,
)
from followup_rules.clauses import Force
from followup_rules.policies.procedures import Notice, TooEarly
from followup_rules.policies.warranty import (
    FULL,
    PARTIAL_COUNTS,
    Duty,
    Restart,
    SeasonCount,
    Start,
)
from followup_rules.policies.windows import After, Before, Given
from followup_rules.rulebooks.construction.covers import (
    all_covers_ended,
    at_once,
    company_must_join,
    ends_in_period,
    last_finite_end,
    must_compensate,
    must_look,
    must_repair,
    warranty,
    was_appraised,
)
from followup_rules.rulebooks.construction.expiry import visit_before_expiry
from followup_rules.rulebooks.construction.facts import Claim, Project, SiteVisit
from followup_rules.rulebooks.construction.visits import (
    InSeason,
    supervision,
    technical_visit,
)
from followup_rules.timing.amounts import Days, Months, Seasons, ServiceLife, Years
from followup_rules.timing.counting import LastDay

DEPARTMENT: Final = "project_department"
COMPANY: Final = "company"
DEVELOPER: Final = "developer"
QUALITY: Final = "quality_safety_department"
PROMPTLY: Final = Force.OPEN_ENDED
WINDOW: Final = ("windows", "WindowPolicy")

RULES: Final[Rulebook] = regulation(
    "WAR",
    "2021",
    "Project follow-up visits and warranty",
    "工程回访保修制度",
    # --------------------------------------------- 1: hand-over and the warranty letter
    clause(
        "1a",
        "Once completion acceptance is passed, the project department hands the works over to the developer for use.",
        "工程通过竣工验收后，项目部与建设单位办妥使用交接。",
        procedure(
            "hand_over",
            "the hand-over for use",
            "使用交接",
            reading(
                "A-48",
                "steps.warranty_letter.if_early",
                ("When is the warranty letter due?", "质量保修书何时出具？"),
                (
                    "The text says with the hand-over, the statute before acceptance; each has a verdict of its own, and an earlier letter is there at the hand-over.",
                    "原文为交接时，法规为验收前；分别判定，提前出具的视为交接时已有。",
                ),
                BOTH_REPORTED=TooEarly.COUNTS,
            ),
            owed_by=DEPARTMENT,
            each=Project,
            where="accepted_on in the period",
            since="accepted_on",
            closed="settled_at",
            apart=True,
            steps={
                "hand_over": {
                    "name": ("the hand-over for use", "使用交接手续"),
                    "at": "handed_over_at",
                    "after": ("accepted_on",),
                },
                "warranty_letter": {
                    "name": ("the warranty letter", "质量保修书"),
                    "clause": "1b",
                    "at": "letter_issued_at",
                    "same_day_as": "hand_over",
                    "if_early": TooEarly.COUNTS,
                },
            },
        ),
        timing=PROMPTLY,
    ),
    clause(
        "1b",
        "The warranty letter is filled in at the same time.",
        "办理交接时一并填写质量保修书。",
    ),
    clause(
        "1b, by law",
        "Order 279 art. 39 asks for the warranty letter earlier, with the completion report.",
        "《建设工程质量管理条例》第三十九条要求更早，在提交竣工验收报告时即出具质量保修书。",
        procedure(
            "statutory_letter",
            "the warranty letter under the statute",
            "法规要求的质量保修书",
            owed_by=DEPARTMENT,
            each=Project,
            where="accepted_on in the period",
            since="accepted_on",
            apart=True,
            steps={
                "warranty_letter": {
                    "name": (
                        "the warranty letter before acceptance",
                        "验收前出具质量保修书",
                    ),
                    "at": "letter_issued_at",
                    "notice": Notice.BY_THE_START,
                }
            },
        ),
        duty=Force.DESCRIPTIVE,
        id="ORDER279-39",
    ),
    clause(
        "1c",
        "The letter states what is covered, for how long, and who pays.",
        "保修书应写明保修的范围、期限以及经济上的责任。",
        checklist(
            "letter_contents",
            "the warranty letter",
            "质量保修书",
            reading(
                "A-68",
                "breach_at_once",
                (
                    "When is a missing item of a visit a breach?",
                    "回访内容缺项何时算违反？",
                ),
                ("The text sets no time for it.", "原文未规定时限。"),
                rules=(
                    "letter_contents",
                    "developer_presence",
                    "visit_contents",
                    "visit_paper",
                    "rainy_season_contents",
                    "heating_season_contents",
                    "technical_contents",
                    "expiry_advice",
                    "joint_appraisal",
                ),
                WHEN_THE_MATTER_IS_CLOSED=False,
                AT_ONCE=True,
            ),
            owed_by=DEPARTMENT,
            each=Project,
            where="accepted_on in the period",
            made="letter_issued_at has happened",
            open_list=True,
            items={
                "letter_scope": ("the scope of the warranty", "保修范围"),
                "letter_periods": ("the warranty periods", "保修期限"),
                "letter_liability": ("the economic liability", "经济责任"),
            },
        ),
    ),
    # ------------------------------------------------------ 2: what is covered, how long
    clause(
        "2",
        "What the warranty covers, for how long, and who is liable.",
        "保修的内容、期限和责任。",
        duty=Force.DESCRIPTIVE,
        not_computed=(
            "A heading; its five points are judged one by one.",
            "此为标题，其下五项分别判定。",
        ),
    ),
    clause(
        "2.1",
        "Infrastructure, foundations and the main structure are covered for the design service life.",
        "基础设施、地基基础和主体结构，保修到设计使用年限为止。",
    ),
    clause(
        "2.2",
        "Roof waterproofing, and the leak-proofing of wet rooms and outer walls, are covered for five years.",
        "屋面防水以及有防水要求的房间、外墙的防渗漏，保修五年。",
    ),
    clause(
        "2.3",
        "Heating is covered for two heating seasons, cooling for two cooling seasons.",
        "供热系统保修两个采暖期，供冷系统保修两个供冷期。",
    ),
    clause(
        "2.4",
        "Electrical lines, water pipes, installed equipment and decoration are covered for two years.",
        "电气线路、给水与排水管、安装的设备以及装修，均保修两年。",
    ),
    clause(
        "2.5",
        "A defect that arises in scope and in time is repaired by the project department, which also makes good the loss.",
        "在保修范围和期限内出现质量问题的，由项目部维修，并赔偿由此造成的损失。",
        judged(
            ("warranty", "WarrantyPolicy"),
            "warranty",
            "the warranty",
            "工程保修",
            reading(
                "A-28",
                "start",
                ("What starts the warranty?", "保修期自何时起算？"),
                (
                    "Order 279 art. 40: from the day acceptance is passed. That day is covered and not counted; some places start toward owners at delivery.",
                    "建设工程质量管理条例第40条：自竣工验收合格之日起；该日在保修之内但不计算在内，部分地方对业主自交付起算。",
                ),
                ACCEPTANCE=Start.ACCEPTANCE,
                DELIVERY=Start.DELIVERY,
            ),
            reading(
                "A-29",
                "counting.rest_day",
                (
                    "Is an end on a rest day put off?",
                    "保修期末日为休息日的，是否顺延？",
                ),
                (
                    "A warranty is a span in which a defect occurs, not one to act in; a host should have this reviewed by counsel.",
                    "保修期是问题发生的期间，而非办事的期限；建议由法律人员复核。",
                ),
                NOT_EXTENDED=LastDay.STAYS,
                CIVIL_CODE_203=LastDay.ROLLS_FORWARD,
            ),
            reading(
                "A-30",
                "cases.main_structure.period",
                (
                    "What if the design service life is not known?",
                    "设计使用年限不明时如何处理？",
                ),
                (
                    "Order 279 art. 21: the design papers state it; nothing is assumed.",
                    "建设工程质量管理条例第21条：设计文件注明；不作推定。",
                ),
                AN_INPUT=ServiceLife(),
            ),
            reading(
                "A-31",
                "season_count",
                (
                    "Does the season count that runs at acceptance?",
                    "验收时正在进行的采暖期是否计入？",
                ),
                (
                    "Construction Law art. 62: periods are set to protect users. The running season is covered and not counted.",
                    "建筑法第62条：保修期应维护使用者的合法权益；正在进行的采暖期在保修之内但不计入。",
                ),
                FULL=FULL,
                PARTIAL_COUNTS=PARTIAL_COUNTS,
                AT_LEAST_HALF=SeasonCount("1/2"),
            ),
            reading(
                "A-32",
                "cases.heating.season_kind",
                (
                    "Does each system need both kinds of season?",
                    "各系统是否两种季节都须满足？",
                ),
                (
                    "Heating seasons are for heating and cooling seasons for cooling; a combined plant is covered per function.",
                    "供热对应采暖期，供冷对应供冷期；合用设备按功能分别计算。",
                ),
                EACH_ITS_OWN="heating",
            ),
            reading(
                "A-33",
                "cases.supply_and_drainage_pipes.period",
                (
                    "Are supply pipes covered where the text says drainage pipes?",
                    "原文只写排水管道，给水管道是否在内？",
                ),
                (
                    "Order 279 art. 40 names both. A shorter contract is raised to the minimum; further items, such as insulation, a host adds as cases.",
                    "建设工程质量管理条例第40条并列给排水管道；合同低于最低保修期的按最低保修期执行；保温等其他项目由使用单位另加。",
                ),
                BOTH_TWO_YEARS=Years(2),
            ),
            reading(
                "A-34",
                "cause_decides",
                (
                    "Which period holds for a defect that fits two categories?",
                    "问题涉及两个类别时适用哪一保修期？",
                ),
                (
                    "The category of the cause decides; where it is not known, the longest, to protect users.",
                    "以原因所属类别为准；原因不明的，取最长者，以维护使用者权益。",
                ),
                CAUSE_ELSE_LONGEST=True,
                LONGEST=False,
            ),
            reading(
                "A-35",
                "occurrence_decides",
                (
                    "Must a defect occur or be reported in the period?",
                    "保修期内须发生问题还是须报告问题？",
                ),
                (
                    "Order 279 art. 41 and the text: the defect must occur in the period.",
                    "建设工程质量管理条例第41条及原文均以发生为准。",
                ),
                OCCURRENCE_ELSE_REPORT=True,
                REPORT=False,
            ),
            reading(
                "A-36",
                "restart",
                (
                    "Does the period begin again for what was repaired?",
                    "保修维修后，该部位的保修期是否重新计算？",
                ),
                (
                    "National law is silent. Beijing begins it again when the repair is accepted anew, Henan when it is completed; only a repair that the warranty owed can.",
                    "国家层面未作规定；北京自维修重新验收合格起、河南自维修完成起重新计算，且仅限保修责任内的维修。",
                ),
                NO_RESTART=Restart.NEVER,
                RESTART_AT_REACCEPTANCE=Restart.REACCEPTANCE,
                RESTART_AT_COMPLETION=Restart.COMPLETION,
            ),
            reading(
                "A-44",
                "duty",
                (
                    "Must a defect both be due to workmanship and affect use?",
                    "是否须同时属施工质量且影响使用？",
                ),
                (
                    "Order 279 art. 41 asks for the repair of any defect in scope and period.",
                    "建设工程质量管理条例第41条：范围和期限内的质量问题均应保修。",
                ),
                TEXT_OR_STATUTE=Duty.EITHER,
                TEXT_ONLY=Duty.TEXT,
            ),
            owed_by=DEPARTMENT,
            duty_clause="4a",
            cases={
                "infrastructure": (ServiceLife(), "2.1"),
                "foundation": (ServiceLife(), "2.1"),
                "main_structure": (ServiceLife(), "2.1"),
                "roof_waterproofing": (Years(5), "2.2"),
                "leak_proofing": (Years(5), "2.2"),
                "heating": (Seasons(2), "2.3", "heating"),
                "cooling": (Seasons(2), "2.3", "cooling"),
                "electrical_lines": (Years(2), "2.4"),
                "supply_and_drainage_pipes": (Years(2), "2.4"),
                "equipment_installation": (Years(2), "2.4"),
                "decoration": (Years(2), "2.4"),
            },
            by=warranty,
            of=(Project, Claim),
        ),
        deadline(
            "defect_repair",
            "the repair of the defect",
            "质量问题的维修",
            reading(
                "A-65",
                "limit",
                (
                    "Is there a limit for what is to be done promptly or often?",
                    "“及时”“经常”有无时限？",
                ),
                (
                    "Inventing a number would be making law; a host may set `limit`.",
                    "不得代为立法；使用单位可自行设定limit。",
                ),
                rules=("defect_repair", "compensation", "leftovers", "supervision"),
                NO_LIMIT=None,
            ),
            owed_by=DEPARTMENT,
            each=Claim,
            since="reported_at",
            done="repaired_at",
            closed="closed_at",
            owed=must_repair,
        ),
        deadline(
            "compensation",
            "the compensation of the loss",
            "损失赔偿",
            owed_by=DEPARTMENT,
            each=Claim,
            since="reported_at",
            done="compensated_at",
            closed="closed_at",
            owed=must_compensate,
        ),
        timing=PROMPTLY,
    ),
    # -------------------------------------------------------------------- 3: the visits
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
        checklist(
            "developer_presence",
            "the developer's presence",
            "建设单位到场",
            owed_by=DEVELOPER,
            each=SiteVisit,
            closed="closed",
            items={
                "developer_present": ("people of the developer", "建设单位有关人员")
            },
        ),
    ),
    clause(
        "3.1e",
        "The team hears all sides, records the defects, looks at the site and checks what is so.",
        "回访小组听取各方意见，如实记录质量问题，到现场查看并核实。",
        checklist(
            "visit_contents",
            "the visit",
            "回访",
            owed_by=DEPARTMENT,
            each=SiteVisit,
            closed="closed",
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
        checklist(
            "visit_paper",
            "the paper of the visit",
            "回访文件",
            owed_by=DEPARTMENT,
            each=SiteVisit,
            closed="closed",
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
        "3.2b",
        "The company sends somebody to join the visit.",
        "公司派员一同回访。",
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
            late_counts=False,
            by=InSeason(
                visit="rainy_season",
                season="flood",
                covered=("roof_waterproofing", "leak_proofing"),
            ),
        ),
        checklist(
            "rainy_season_contents",
            "the visit in the rainy season",
            "雨季回访",
            owed_by=DEPARTMENT,
            each=SiteVisit,
            where="kinds is rainy_season",
            closed="closed",
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
            late_counts=False,
            by=InSeason(visit="heating_season", season="heating", covered=("heating",)),
        ),
        checklist(
            "heating_season_contents",
            "the visit in winter",
            "冬季回访",
            owed_by=DEPARTMENT,
            each=SiteVisit,
            where="kinds is heating_season",
            closed="closed",
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
        checklist(
            "technical_contents",
            "the technical visit",
            "技术性回访",
            owed_by=DEPARTMENT,
            each=SiteVisit,
            where="kinds is technical",
            closed="closed",
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
        checklist(
            "expiry_advice",
            "the visit before the warranty ends",
            "保修期满前的回访",
            owed_by=DEPARTMENT,
            each=SiteVisit,
            where="kinds is pre_expiry",
            closed="closed",
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
            closed="project.settled_at",
        ),
        timing=PROMPTLY,
    ),
    # -------------------------------------- 4: from the notice of a defect to signature
    clause(
        "4a",
        "Whether found on a visit or reported by the developer, what is in its warranty period, due to workmanship and affects use has to be dealt with.",
        "保修期内，不论是回访时发现还是建设单位提出，因施工质量影响使用的问题都要处理。",
    ),
    clause(
        "4b",
        "The project department sends people to look as soon as it can.",
        "项目部应尽快派员到场检查。",
        deadline(
            "dispatch",
            "sending people to look",
            "派人检查",
            reading(
                "A-45",
                "limit",
                ("How soon is 'as soon as it can'?", "“尽快”是多快？"),
                (
                    "The text sets none; seven days is the model warranty letter's. An emergency is for at once, which is measured and has no number.",
                    "原文未定；七天见于示范文本的质量保修书。紧急情况应立即到场，只作计量，不设数字。",
                ),
                NO_LIMIT=None,
                SEVEN_DAYS=Days(7),
            ),
            owed_by=DEPARTMENT,
            each=Claim,
            since="reported_at",
            done="inspected_at",
            closed="closed_at",
            owed=must_look,
            notes=at_once,
        ),
        timing=PROMPTLY,
    ),
    clause(
        "4c",
        "The company joins where that is needed.",
        "有必要时公司派员参加。",
        timing=PROMPTLY,
    ),
    clause(
        "4d",
        "Together with the developer the defect is appraised, and a repair plan is proposed.",
        "与建设单位一起鉴定，并提出修理方案。",
        procedure(
            "warranty_repair",
            "the warranty repair",
            "保修维修",
            reading(
                "A-03",
                "steps.sign.closes",
                ("When is a warranty repair complete?", "保修维修何时算完成？"),
                (
                    "Art. 4 makes the developer's signature the proof of it.",
                    "第四条以建设单位签字证明修理完结。",
                ),
                WITH_THE_SIGNATURE=True,
            ),
            owed_by=DEPARTMENT,
            each=Claim,
            since="reported_at",
            closed="closed_at",
            conditions={
                "duty_to_repair": must_repair,
                "company_needed": company_must_join,
            },
            apart=True,
            steps={
                "company_joins": {
                    "name": ("the company's joining", "公司派人参加"),
                    "clause": "4c",
                    "owed_by": COMPANY,
                    "at": "company_joined_at",
                    "only_if": "company_needed",
                },
                "inspect": {
                    "name": ("the inspection", "现场检查"),
                    "at": "inspected_at",
                    "only_if": "duty_to_repair",
                },
                "appraise": {
                    "name": ("the appraisal", "鉴定"),
                    "at": "appraised_at",
                    "after": ("inspect",),
                    "only_if": "duty_to_repair",
                },
                "plan": {
                    "name": ("the repair plan", "修理方案"),
                    "at": "planned_at",
                    "after": ("appraise",),
                    "only_if": "duty_to_repair",
                },
                "repair": {
                    "name": ("the repair", "修理"),
                    "clause": "4e",
                    "at": "repaired_at",
                    "after": ("plan",),
                    "only_if": "duty_to_repair",
                },
                "record": {
                    "name": ("the entry in the record column", "保修记录"),
                    "clause": "4f",
                    "at": "recorded_at",
                    "after": ("repair",),
                    "only_if": "duty_to_repair",
                },
                "sign": {
                    "name": ("the developer's signature", "建设单位验收签字"),
                    "clause": "4g",
                    "at": "signed_at",
                    "after": ("repair",),
                    "only_if": "duty_to_repair",
                    "closes": True,
                },
            },
        ),
        checklist(
            "joint_appraisal",
            "the joint appraisal",
            "共同鉴定",
            owed_by=DEPARTMENT,
            each=Claim,
            made=was_appraised,
            items={"appraised_jointly": ("the developer's part in it", "会同建设单位")},
        ),
        timing=PROMPTLY,
    ),
    clause(
        "4e",
        "The defect is put right promptly, by measures that work.",
        "以有效的办法及时解决。",
        timing=PROMPTLY,
    ),
    clause(
        "4f",
        "The finished repair is entered in the record column of the warranty letter.",
        "修理后记入保修书的保修记录栏。",
        timing=PROMPTLY,
    ),
    clause(
        "4g",
        "The developer accepts the repair and signs; only that completes it.",
        "由建设单位验收并签字，修理才算完成。",
        timing=PROMPTLY,
    ),
    # ------------------------------------------------------------ 5: after the warranty
    clause(
        "5a",
        "After the warranty has ended, the project manager promptly closes it out with the developer, in a signed paper.",
        "保修期满之后，由项目经理尽早同建设单位完成交接，并签署文件。",
        procedure(
            "close_out",
            "the close-out of the warranty",
            "保修期满交接",
            reading(
                "A-46",
                "trigger",
                ("Which expiry starts the close-out?", "哪一保修期满后办理交接？"),
                (
                    "The last cover that ends in a foreseeable time; retention money is another clock.",
                    "以最后届满的有限保修期为准；质量保证金另有期限。",
                ),
                LAST_FINITE_COVER="last_finite_end",
            ),
            owed_by=DEPARTMENT,
            each=Project,
            where=ends_in_period,
            since=last_finite_end,
            trigger="last_finite_end",
            closed="settled_at",
            conditions={"all_covers_ended": all_covers_ended},
            apart=True,
            steps={
                "close_out": {
                    "name": ("the close-out with the developer", "期满交接手续"),
                    "at": "closed_out_at",
                    "after": ("last_finite_end",),
                    "if_early": TooEarly.DOES_NOT_COUNT,
                    "only_if": "all_covers_ended",
                },
                "sign": {
                    "name": ("the signed paper", "签署书面文件"),
                    "at": "close_out_signed_at",
                    "after": ("last_finite_end",),
                    "if_early": TooEarly.DOES_NOT_COUNT,
                    "only_if": "all_covers_ended",
                },
                "notify_departments": {
                    "name": ("the notice to settle the warranty", "通知办理保修结算"),
                    "clause": "5b",
                    "at": "departments_notified_at",
                    "same_day_as": "close_out",
                    "if_early": TooEarly.COUNTS,
                    "only_if": "all_covers_ended",
                },
                "file": {
                    "name": (
                        "the filing with the quality and safety department",
                        "备案",
                    ),
                    "clause": "5c",
                    "at": "close_out_filed_at",
                    "after": ("close_out",),
                    "only_if": "all_covers_ended",
                },
            },
        ),
        timing=PROMPTLY,
    ),
    clause(
        "5b",
        "The departments concerned are told at the same time to settle the warranty.",
        "同时告知有关部门办理保修结算。",
    ),
    clause(
        "5c",
        "The close-out is filed with the company's quality and safety department.",
        "交接文件送公司质量安全部门备案。",
        timing=PROMPTLY,
    ),
    # ------------------------------------------------------------------- 6: supervision
    clause(
        "6",
        "The company's quality department keeps urging and checking what the project departments do about visits and warranty.",
        "公司质检部门经常督促并检查各项目部的回访和保修。",
        judged(
            ("deadlines", "DeadlinePolicy"),
            "supervision",
            "the next inspection of visits and warranty",
            "督促检查",
            reading(
                "A-47",
                "owed_by",
                (
                    "Are the quality departments of arts. 3, 5 and 6 one?",
                    "质安部与质检部门是否为同一部门？",
                ),
                (
                    "Several names for one department, and for one warranty letter.",
                    "同一部门、同一保修书在原文中名称不一。",
                ),
                ONE_DEPARTMENT=QUALITY,
            ),
            owed_by=QUALITY,
            trigger="last_inspection",
            by=supervision,
            of=(Project,),
        ),
        timing=PROMPTLY,
    ),
    source="pmceo.com, 2021-05-24",
    ledgers=(Project, SiteVisit, Claim),
    words={
        DEPARTMENT: word("project department", "项目部", "项目经理部"),
        COMPANY: word("company", "公司"),
        DEVELOPER: word("developer", "建设单位", "甲方", "业主"),
        QUALITY: word(
            "quality and safety department", "公司质安部", "质安部", "质检部门"
        ),
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
        "developer_material": word(
            "the developer's material", "建设单位供料", "甲供材"
        ),
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
    },
    zone_of="warranty",
)
