"""
Article 2: within what time after the repair.
"""

from typing import Final

from followup_rules.books.text import Passage, clause, judged, reading
from followup_rules.policies.deadlines import Conflict
from followup_rules.rulebooks.repair.contacts import ContactDuty, Contacts
from followup_rules.rulebooks.repair.text.words import PROPERTY_OFFICE
from followup_rules.timing.amounts import Days, Weeks
from followup_rules.timing.counting import LastDay

TIMES: Final[tuple[Passage, ...]] = (
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
)
