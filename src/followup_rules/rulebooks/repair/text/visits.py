"""
Articles 3 and 4: what a visit holds, and what becomes of the problems it finds.
"""

from typing import Final

from followup_rules.books.text import Passage, checklist, clause, deadline, reading
from followup_rules.rulebooks.repair.facts import Problem, Visit
from followup_rules.rulebooks.repair.text.words import PROMPTLY, RESPONSIBLE
from followup_rules.timing.amounts import Hours
from followup_rules.timing.counting import HourStart

VISITS: Final[tuple[Passage, ...]] = (
    clause(
        "3.1",
        "The visitor looks at the repair on the spot.",
        "到现场查看维修结果。",
        checklist(
            "visit_record",
            "the visit record",
            "回访记录",
            reading(
                "A-17",
                "least",
                ("Must all five items be done?", "五项内容是否须全部完成？"),
                (
                    "The text lists five. A phone call cannot look or collect a signature; in common areas nobody of a household is on the spot; a free repair is checked by recording 'no charge'.",
                    "原文列明五项。电话无法实地查看和取得签名；公共部位没有住户在场；免费维修记明“未收费”即为核对。",
                ),
                ALL_FIVE=None,
            ),
            owed_by="visitor",
            each=Visit,
            where="reached",
            closed="closed",
            circumstances="channel, repair.premises",
            apart=True,
            items={
                "looked_on_site": {
                    "name": ("the look at the repair on site", "实地查看"),
                    "ruled_out_by": ("phone",),
                },
                "asked_about_service": {
                    "name": ("the question about the staff's service", "了解服务情况"),
                    "clause": "3.2",
                    "waived_by": ("common_area",),
                },
                "asked_for_suggestions": (
                    "the question for suggestions",
                    "征询改进意见",
                    "3.3",
                ),
                "charges_checked": ("the check of the charges", "核对收费情况", "3.4"),
                "signed": {
                    "name": ("the signature of the person visited", "被回访人签名"),
                    "clause": "3.5",
                    "ruled_out_by": ("phone",),
                    "waived_by": ("common_area",),
                },
            },
        ),
    ),
    clause(
        "3.2",
        "The visitor asks an owner, resident or family member on the spot how the repair staff served them.",
        "当面问业主、住户或其家人，维修人员的服务如何。",
    ),
    clause("3.3", "The visitor asks what could be better.", "询问有何改进意见。"),
    clause("3.4", "The visitor checks what was charged.", "核实收费。"),
    clause("3.5", "The person visited signs.", "由受访人签字。"),
    clause(
        "4",
        "Of a problem found on a visit the repair staff are told in writing within 24 hours, and they put it right.",
        "回访发现的问题，须在24小时以内以书面形式通知维修人员，由其整改。",
        deadline(
            "rectification_notice",
            "the written notice to the repair staff",
            "书面整改通知",
            reading(
                "A-07",
                "counting.hour_start",
                ("How do the 24 hours run?", "“24小时内”如何计算？"),
                (
                    "Civil Code art. 201: hours run from the instant, through nights and rest days.",
                    "民法典第201条：按小时计算的，自规定时刻起连续计算，夜间与休息日不扣除。",
                ),
                FROM_THE_INSTANT=HourStart.AT_ONCE,
                NEXT_HOUR=HourStart.NEXT_FULL_HOUR,
            ),
            reading(
                "A-08",
                "forms",
                ("What is a written notice?", "何为“书面通知”？"),
                (
                    "Civil Code art. 469: a message that can be called up later is written.",
                    "民法典第469条：可随时调取查用的数据电文视为书面形式。",
                ),
                PAPER_OR_MESSAGE=("paper", "data_message"),
                PAPER_ONLY=("paper",),
            ),
            reading(
                "A-70",
                "other_forms",
                ("Is an oral notice a notice?", "口头通知是否算通知？"),
                (
                    "The text says in writing. These forms occur; of them only those count that A-08 takes for written.",
                    "原文要求书面。以上形式实践中均会出现，仅A-08认定为书面的形式有效。",
                ),
                NOT_WRITTEN=("phone", "oral", "data_message"),
            ),
            owed_by="visitor",
            each=Problem,
            where="visit.reached",
            since="found_at",
            done="notified_at",
            form="form",
            limit=Hours(24),
            forms=("paper", "data_message"),
            other_forms=("phone", "oral", "data_message"),
        ),
        deadline(
            "rectification",
            "the rectification of the problem",
            "问题整改",
            reading(
                "A-65",
                "limit",
                (
                    "Is there a limit for the rectification itself?",
                    "整改本身有无时限？",
                ),
                (
                    "Inventing a number would be making law; a host may set `limit`.",
                    "不得代为立法；使用单位可自行设定limit。",
                ),
                NO_LIMIT=None,
            ),
            owed_by=RESPONSIBLE,
            each=Problem,
            where="visit.reached",
            since="found_at",
            done="rectified_at",
            timing=PROMPTLY,
        ),
    ),
)
