"""
Articles 2 to 4: by when a visit is made, what it holds, and what comes of problems.
"""

from typing import Final

from followup_rules.books.text import (
    Passage,
    checklist,
    clause,
    deadline,
    judged,
    reading,
)
from followup_rules.policies.deadlines import Conflict
from followup_rules.rulebooks.repair.contacts import ContactDuty, Contacts
from followup_rules.rulebooks.repair.facts import Problem, Visit
from followup_rules.rulebooks.repair.text.words import (
    PROMPTLY,
    PROPERTY_OFFICE,
    RESPONSIBLE,
)
from followup_rules.timing.amounts import Days, Hours, Weeks
from followup_rules.timing.counting import HourStart, LastDay

VISITS: Final[tuple[Passage, ...]] = (
    clause(
        "2a",
        "A visit is made within one week after the repair.",
        "维修完成后一周以内回访。",
        judged(
            ("deadlines", "DeadlinePolicy"),
            "visit_deadline",
            "the follow-up visit",
            "回访",
            reading(
                "A-01",
                "counting.start_day_counted",
                (
                    "Does the day of completion count as the first of the two or three days?",
                    "“两天内”“三天内”是否包括完工当日？",
                ),
                (
                    "Civil Code art. 201: periods in days begin on the next day; the text says hours where it means hours.",
                    "民法典第201条：按日计算期间的，自次日起算；原文需按小时计算时另用小时表述。",
                ),
                START_DAY_EXCLUDED=False,
                START_DAY_INCLUDED=True,
            ),
            reading(
                "A-02",
                "cases.general.limit",
                (
                    "Is one week seven days, or the calendar week?",
                    "“一星期”是七天还是当个自然周？",
                ),
                (
                    "A time after an event is a length, not a week of the calendar.",
                    "“维修后……之内”是自事件起算的一段长度，不是自然周。",
                ),
                SEVEN_DAYS=Weeks(1),
            ),
            reading(
                "A-03",
                "trigger",
                ("What starts the period?", "“维修后”从何时起算？"),
                (
                    "The recorded completion of the work; a redo is a repair of its own.",
                    "以记录的完工时间为准；返修视为另一项维修。",
                ),
                COMPLETION="completed_at",
            ),
            reading(
                "A-04",
                "counting.day_ends",
                ("When does the last day end?", "期间最后一日何时届满？"),
                (
                    "Civil Code art. 203: at 24:00; a host with business hours sets `counting.day_ends` to its close of business.",
                    "民法典第203条：24时截止；有业务时间的单位可将counting.day_ends设为停止业务的时间。",
                ),
                MIDNIGHT=None,
            ),
            reading(
                "A-05",
                "counting.rest_day",
                (
                    "Is a last day on a rest day put off?",
                    "最后一日是休息日的，是否顺延？",
                ),
                (
                    "An internal service rule that is meant to be quick; the stricter reading never reports a late visit as on time.",
                    "内部服务时限，旨在从速；从严理解不会把逾期回访报为按时。",
                ),
                NOT_EXTENDED=LastDay.STAYS,
                CIVIL_CODE_203=LastDay.ROLLS_FORWARD,
            ),
            reading(
                "A-06",
                "counting.bound_included",
                ("Is the bound itself in time?", "“之内”是否包括本数？"),
                ("Civil Code art. 1259.", "民法典第1259条：“以内”包括本数。"),
                rules=("visit_deadline", "rectification_notice"),
                INCLUDED=True,
                EXCLUDED=False,
            ),
            reading(
                "A-09",
                "conflict",
                (
                    "Which limit holds where a repair is both a safety facility and a leak?",
                    "既属安全设施又属漏水的维修，适用哪一时限？",
                ),
                (
                    "Both limits bind, so the shorter one decides.",
                    "两项时限同时适用，以较短者为准。",
                ),
                STRICTEST=Conflict.STRICTEST,
                FIRST_NAMED=Conflict.FIRST_NAMED,
                LONGEST=Conflict.LONGEST,
            ),
            reading(
                "A-66",
                "always_owed",
                ("Does every repair owe a visit?", "是否每项维修都须回访？"),
                (
                    "Shares of 5, 10 and 20 % would be idle if every repair were visited; art. 2 schedules the visits whose number art. 1 sets.",
                    "若每项都须回访，5%、10%、20%的比率便无意义；第二条安排的是第一条所定数量的回访。",
                ),
                SELECTED=(),
                SPECIAL_CATEGORIES=("safety_facility", "leak"),
                EVERY_REPAIR=("general", "safety_facility", "leak"),
            ),
            reading(
                "A-71",
                "count_incomplete",
                (
                    "Does a visit with an incomplete record stop the clock?",
                    "内容不全的回访是否满足时间要求？",
                ),
                (
                    "Arts. 1, 2 and 3 stand side by side and are judged apart.",
                    "第一、二、三条并列，分别判定。",
                ),
                ANY_COMPLETED_CONTACT=True,
                COMPLETE_RECORD=False,
            ),
            reading(
                "A-72",
                "duty",
                (
                    "Is the visit one duty for each repair, or one for each role that comes?",
                    "回访时限是每项维修一次，还是对到场的每个角色分别计算？",
                ),
                (
                    "Art. 2 speaks of the visit of a repair; the first contact meets it, whoever came.",
                    "第二条说的是一项维修的回访；首次回访即为履行，不论由谁完成。",
                ),
                FIRST_CONTACT=ContactDuty.FIRST_CONTACT,
                EVERY_ROLE=ContactDuty.EVERY_ROLE,
            ),
            owed_by=PROPERTY_OFFICE,
            trigger="completed_at",
            cases={
                "general": Weeks(1),
                "safety_facility": (Days(2), "2b"),
                "leak": (Days(3), "2c"),
            },
            by=Contacts(),
        ),
    ),
    clause(
        "2b",
        "After the repair of a safety facility, within two days.",
        "安全设施维修的，两日以内回访。",
    ),
    clause(
        "2c",
        "After the repair of a leak, within three days.",
        "漏水维修的，三日以内回访。",
    ),
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
