"""
Article 1: the hand-over and the warranty letter.
"""

from typing import Final

from followup_rules.books.text import Passage, checklist, clause, procedure, reading
from followup_rules.clauses import Force
from followup_rules.policies.procedures import Notice, TooEarly
from followup_rules.rulebooks.construction.facts import Project
from followup_rules.rulebooks.construction.text.words import DEPARTMENT, PROMPTLY

HANDING_OVER: Final[tuple[Passage, ...]] = (
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
)
