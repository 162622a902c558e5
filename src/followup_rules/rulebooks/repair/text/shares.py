"""
Article 1: who visits, how many of the repairs, and that it is entered in a register.
"""

from functools import partial
from typing import Final

from followup_rules.books.text import (
    Passage,
    actors,
    checklist,
    clause,
    judged,
    reading,
)
from followup_rules.policies.quotas import Rounding
from followup_rules.rulebooks.repair.crediting import JointVisit
from followup_rules.rulebooks.repair.facts import Visit
from followup_rules.rulebooks.repair.settling import Settlement
from followup_rules.rulebooks.repair.shares import Share
from followup_rules.rulebooks.repair.text.words import (
    ENGINEERING_HEAD,
    OFFICE,
    PROMPTLY,
    PROPERTY_OFFICE,
    RESPONSIBLE,
)

_quota: Final = partial(
    judged, ("quotas", "QuotaPolicy"), members=("repairs completed", "完成维修")
)
_of_quotas: Final = partial(
    reading,
    rules=(
        "visit_quota.office",
        "visit_quota.engineering_head",
        "visit_quota.repair_responsible",
    ),
)

SHARES: Final[tuple[Passage, ...]] = (
    clause(
        "1a",
        "Follow-up visits are made by the office, the engineering head and the person responsible for the repair.",
        "参加回访的有三方：工程负责人、办公室、该项维修的责任人。",
        actors(
            "visitors",
            "the follow-up visit",
            "回访",
            reading(
                "A-12",
                "allowed",
                (
                    "Is the engineering head one role, and is the office a person?",
                    "工程负责人与工程维修部负责人是否为同一角色？办公室指何人？",
                ),
                (
                    "Three actors are named and three quotas follow in the same order; anyone of the office acts for it.",
                    "原文列三方，随后依次列三项比率；办公室任一人员均可。",
                ),
                THREE_ROLES=(OFFICE, ENGINEERING_HEAD, RESPONSIBLE),
            ),
            owed_by=PROPERTY_OFFICE,
            allowed=(OFFICE, ENGINEERING_HEAD, RESPONSIBLE),
            each=Visit,
            where="reached",
            by="visitors.role",
        ),
    ),
    clause(
        "1b",
        "The office visits at least 5 % of the repairs.",
        "办公室回访的维修项目至少占5%。",
        _quota(
            "visit_quota.office",
            "the office's follow-up rate",
            "办公室回访率",
            _of_quotas(
                "A-10",
                "settles",
                ("When is a quota final?", "回访率何时定论？"),
                (
                    "The base is the repairs completed in the period; a share that can still be reached in time is not yet a breach.",
                    "以期间内完工的维修为基数；尚可按时补足的，不作未达标处理。",
                ),
                LAST_DEADLINE=Settlement.LAST_DEADLINE,
                PERIOD_END=Settlement.PERIOD_END,
            ),
            _of_quotas(
                "A-11",
                "joint",
                ("Whom does a joint visit count for?", "共同回访计入谁的回访率？"),
                (
                    "All roles share one base and nothing forbids overlap; distinct repairs count.",
                    "各角色以同一基数计算，原文未禁止重叠；按不同维修项目计数。",
                ),
                EVERY_ROLE=JointVisit.EVERY_ROLE,
                FIRST_NAMED=JointVisit.FIRST_NAMED,
                NO_ROLE=JointVisit.NO_ROLE,
            ),
            _of_quotas(
                "A-14",
                "rounding",
                ("How is a share of few repairs rounded?", "回访数量如何取整？"),
                (
                    "'Not less than' is only kept by the least number at or above the share.",
                    "“不低于”只有向上取整才能满足。",
                ),
                UP=Rounding.UP,
                DOWN=Rounding.DOWN,
                HALF_EVEN=Rounding.HALF_EVEN,
            ),
            _of_quotas(
                "A-15",
                "waive_below",
                ("What of none or very few repairs?", "维修很少或没有时如何处理？"),
                (
                    "A share of nothing is undefined, so none is owed; of one repair each role owes one visit.",
                    "没有维修则无从计算，不适用；仅一项维修时，每个角色各应回访一项。",
                ),
                NO_WAIVER=0,
            ),
            _of_quotas(
                "A-16a",
                "count_late",
                ("Do late visits count?", "逾期回访是否计入回访率？"),
                (
                    "Share and time are separate clauses with separate verdicts.",
                    "回访率与回访时间为不同条款，分别判定。",
                ),
                COUNT=True,
                DO_NOT_COUNT=False,
            ),
            _of_quotas(
                "A-16b",
                "count_incomplete",
                ("Do incomplete visits count?", "内容不全的回访是否计入？"),
                (
                    "A visit without the five items is not the visit that art. 3 describes.",
                    "五项内容不全的，不是第三条所说的回访。",
                ),
                DO_NOT_COUNT=False,
                COUNT=True,
            ),
            _of_quotas(
                "A-16c",
                "count_unregistered",
                ("Do unregistered visits count?", "未登记的回访是否计入？"),
                ("The share is shown by the register.", "回访率以登记为凭。"),
                DO_NOT_COUNT=False,
                COUNT=True,
            ),
            owed_by=OFFICE,
            rate="5%",
            by=Share(),
        ),
    ),
    clause(
        "1c",
        "The engineering head visits at least 10 % of the repairs.",
        "工程负责人回访的维修项目至少占10%。",
        _quota(
            "visit_quota.engineering_head",
            "the engineering head's follow-up rate",
            "工程负责人回访率",
            owed_by=ENGINEERING_HEAD,
            rate="10%",
            by=Share(),
        ),
    ),
    clause(
        "1d",
        "The persons responsible for repairs visit at least 20 % of the repairs.",
        "维修责任人回访的维修项目至少占20%。",
        _quota(
            "visit_quota.repair_responsible",
            "the follow-up rate of the persons responsible",
            "维修责任人回访率",
            reading(
                "A-13",
                "per_person",
                (
                    "Do the persons responsible owe 20 % together or each of their own jobs?",
                    "维修责任人的20%是合并计算还是每人分别计算？",
                ),
                ("The text does not say 'each'.", "原文无“每人”“各”字样。"),
                POOLED=False,
                PER_PERSON=True,
            ),
            owed_by=RESPONSIBLE,
            rate="20%",
            by=Share(own_jobs=True),
        ),
    ),
    clause(
        "1e",
        "Each visit is entered in a register.",
        "每次回访都应登记在册。",
        checklist(
            "registration",
            "the registration of the visit",
            "回访登记",
            reading(
                "A-68",
                "breach_at_once",
                ("When is a missing register entry a breach?", "未登记何时算违反？"),
                ("The text sets no time for it.", "原文未规定登记的时限。"),
                WHEN_THE_VISIT_IS_CLOSED=False,
                AT_ONCE=True,
            ),
            owed_by="visitor",
            each=Visit,
            where="reached",
            closed="closed",
            items={"registered": ("the register entry", "登记记录")},
        ),
        timing=PROMPTLY,
    ),
)
