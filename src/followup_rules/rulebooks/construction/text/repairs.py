"""
Article 4: from the notice of a defect to the signature.
"""

from typing import Final

from followup_rules.books.text import (
    Passage,
    checklist,
    clause,
    deadline,
    procedure,
    reading,
)
from followup_rules.rulebooks.construction.covers import (
    at_once,
    company_must_join,
    must_look,
    must_repair,
    was_appraised,
)
from followup_rules.rulebooks.construction.facts import Claim
from followup_rules.rulebooks.construction.text.words import (
    COMPANY,
    DEPARTMENT,
    PROMPTLY,
)
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
)
