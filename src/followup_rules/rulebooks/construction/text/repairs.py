"""
Articles 4 to 6: from a defect to the signature; after the warranty; supervision.
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
from followup_rules.policies.procedures import TooEarly
from followup_rules.rulebooks.construction.covers import (
    all_covers_ended,
    at_once,
    company_must_join,
    ends_in_period,
    last_finite_end,
    must_look,
    must_repair,
    was_appraised,
)
from followup_rules.rulebooks.construction.facts import Claim, Project
from followup_rules.rulebooks.construction.text.words import (
    COMPANY,
    DEPARTMENT,
    PROMPTLY,
    QUALITY,
)
from followup_rules.rulebooks.construction.visits import supervision
from followup_rules.timing.amounts import Days

REPAIRS: Final[tuple[Passage, ...]] = (
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
                "steps.sign.closes_matter",
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
                    "closes_matter": True,
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
)
