"""
Articles 1 and 2: the hand-over and the warranty letter; what is covered, and how long.
"""

from typing import Final

from followup_rules.books.text import (
    Passage,
    checklist,
    clause,
    deadline,
    judged,
    procedure,
    reading,
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
from followup_rules.rulebooks.construction.covers import (
    must_compensate,
    must_repair,
    warranty,
)
from followup_rules.rulebooks.construction.facts import Claim, Project
from followup_rules.rulebooks.construction.text.words import DEPARTMENT, PROMPTLY
from followup_rules.timing.amounts import Seasons, ServiceLife, Years
from followup_rules.timing.counting import LastDay

COVERED: Final[tuple[Passage, ...]] = (
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
            closed="latest of settled_at, accepted_on",
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
)
