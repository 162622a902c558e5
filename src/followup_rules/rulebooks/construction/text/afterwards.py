"""
Articles 5 and 6: after the warranty, and how visits and warranty are supervised.
"""

from typing import Final

from followup_rules.books.text import Passage, clause, judged, procedure, reading
from followup_rules.policies.procedures import TooEarly
from followup_rules.rulebooks.construction.covers import (
    all_covers_ended,
    ends_in_period,
    last_finite_end,
)
from followup_rules.rulebooks.construction.facts import Project
from followup_rules.rulebooks.construction.text.words import (
    DEPARTMENT,
    PROMPTLY,
    QUALITY,
)
from followup_rules.rulebooks.construction.visits import supervision

AFTERWARDS: Final[tuple[Passage, ...]] = (
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
