"""
Article 6: the form, the scores and what follows from them.
"""

import datetime as dt
from fractions import Fraction
from typing import Any, Final

from attrs import evolve

from followup_rules.books.conditions import By
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
from followup_rules.policies.scoring import (
    CUTS_90_60,
    POINTS_100_60_0,
    THREE_GRADES,
    Blank,
    MissingEvaluator,
    NonResponse,
    Ranking,
    Unit,
    blend_of,
)
from followup_rules.rulebooks.service_centre.facts import (
    Call,
    Case,
    Form,
    Rating,
    Round,
    Window,
)
from followup_rules.rulebooks.service_centre.rounds import ended
from followup_rules.rulebooks.service_centre.scores import judge_windows, judge_years
from followup_rules.rulebooks.service_centre.text.words import SECTION, SIX_TOPICS
from followup_rules.timing.amounts import Weeks
from followup_rules.timing.counting import LastDay

SCORES: Final = ("window_score", "year_score")
SCORED: Final = (Window, Case, Call, Form, Rating)
GRADING: Final[dict[str, Any]] = {
    "scale": THREE_GRADES,
    "points": POINTS_100_60_0,
    "satisfied": ("satisfied", "basically_satisfied"),
    "tiers": CUTS_90_60,
    "items": tuple(SIX_TOPICS),
    "overall": "evaluation",
}

RESULTS: Final[tuple[Passage, ...]] = (
    clause(
        "6a",
        "The supervision section sets the form item by item after the contents of art. 2.",
        "督查科按第二部分的内容逐项设计表格。",
        checklist(
            "form_topics",
            "the follow-up form",
            "回访表格",
            owed_by=SECTION,
            items=SIX_TOPICS,
            open_list=True,
            each=Round,
            given="form_topics",
        ),
    ),
    clause(
        "6b",
        "The form has three grades: satisfied, basically satisfied, dissatisfied.",
        "表格的评价分三等，从满意到不满意，中间一等为基本满意。",
        checklist(
            "form_grades",
            "the list of grades on the form",
            "表格等次",
            owed_by=SECTION,
            items={
                "satisfied": ("'satisfied'", "“满意”"),
                "basically_satisfied": ("'basically satisfied'", "“基本满意”"),
                "dissatisfied": ("'dissatisfied'", "“不满意”"),
            },
            each=Round,
            given="form_grades",
        ),
    ),
    clause(
        "6c",
        "Within a week after a round its results are counted and put in order.",
        "每轮回访结束后一周以内完成统计整理。",
        deadline(
            "statistics",
            "the tally of the round",
            "统计整理",
            reading(
                "A-04",
                "counting.day_ends",
                ("When does the last day end?", "期间最后一日何时届满？"),
                (
                    "Civil Code art. 203: at 24:00, or when business stops where there are business hours. A hall has some, but the text does not say them; a host whose hall closes at another hour sets it.",
                    "民法典第203条：24时截止；有业务时间的，停止业务活动的时间为截止时间。服务大厅有业务时间，但条文未列明；下班时间不同的，由使用方设定。",
                ),
                MIDNIGHT=None,
                BUSINESS_CLOSE=dt.time(17),
            ),
            reading(
                "A-05",
                "counting.rest_day",
                (
                    "Is a last day on a rest day put off?",
                    "最后一日是休息日的，是否顺延？",
                ),
                (
                    "An internal limit that is meant to be quick; the stricter reading never reports late work as on time.",
                    "内部工作时限，旨在从速；从严理解不会把逾期报为按时。",
                ),
                NOT_EXTENDED=LastDay.STAYS,
                CIVIL_CODE_203=LastDay.ROLLS_FORWARD,
            ),
            reading(
                "A-55",
                "trigger",
                ("When has a follow-up ended?", "“回访结束”指何时？"),
                (
                    "Each follow-up is a weekly round; it ends with its last call or form.",
                    "“每次回访”指每周一轮，以该轮最后一次电话或表格为结束。",
                ),
                END_OF_ROUND="round_ended_at",
                END_OF_MONTH="month_ended_at",
            ),
            owed_by=SECTION,
            each=Round,
            trigger="round_ended_at",
            since=By(ended, reads=("call", "feedback_form")),
            done="statistics_at",
            limit=Weeks(1),
        ),
    ),
    clause(
        "6d",
        "What the electronic rating devices hold is taken into account.",
        "统计时结合电子评价器的数据。",
    ),
    clause(
        "6e",
        "Points are totalled by window, and the windows are graded.",
        "按窗口汇总得分并划分等次。",
        judged(
            ("scoring", "ScoringPolicy"),
            "window_score",
            "the window's score",
            "窗口得分",
            reading(
                "A-56a",
                "points",
                ("What is each grade worth?", "各等次如何计分？"),
                (
                    "The text gives no numbers; this is a convention, to be confirmed by the hall.",
                    "原文未给出分值；此为惯例，应由中心确认。",
                ),
                rules=SCORES,
                POINTS_100_60_0=POINTS_100_60_0,
                POINTS_100_80_0=POINTS_100_60_0.with_(
                    "basically_satisfied", Fraction(80)
                ),
            ),
            reading(
                "A-56b",
                "tiers",
                (
                    "From which score on is a window in which tier?",
                    "窗口等次的分数线是多少？",
                ),
                (
                    "The text gives no numbers; the bounds are included.",
                    "原文未给出分数线；分数线含本数。",
                ),
                rules=SCORES,
                CUTS_90_60=CUTS_90_60,
                CUTS_80_60=(evolve(CUTS_90_60[0], least="80"), *CUTS_90_60[1:]),
            ),
            reading(
                "A-56c",
                "satisfied",
                (
                    "Does 'basically satisfied' count as satisfied?",
                    "“基本满意”是否计入满意率？",
                ),
                (
                    "Usage adds the two and divides by all answers.",
                    "通行做法为满意与基本满意之和除以总数。",
                ),
                rules=SCORES,
                WITH_BASICALLY=("satisfied", "basically_satisfied"),
                SATISFIED_ALONE=("satisfied",),
            ),
            reading(
                "A-57a",
                "weights",
                (
                    "What weight have the follow-ups beside the rating devices?",
                    "回访与电子评价器各占多少权重？",
                ),
                (
                    "The text says that both are combined, and not how; until the hall chooses, scores with ratings are undetermined.",
                    "原文只说结合，未说比例；中心确定之前，有评价器数据的得分暂无法判定。",
                ),
                rules=SCORES,
                TO_BE_CHOSEN=None,
                SIX_TO_FOUR=blend_of("60%"),
                SEVEN_TO_THREE=blend_of("70%"),
                HALF_AND_HALF=blend_of("50%"),
            ),
            reading(
                "A-57b",
                "missing_evaluator",
                (
                    "What if the rating devices have no data?",
                    "电子评价器没有数据时如何处理？",
                ),
                (
                    "What is absent cannot be combined; it is no zero.",
                    "没有数据即无从结合，不作零分处理。",
                ),
                rules=SCORES,
                **{one.name: one for one in MissingEvaluator},
            ),
            reading(
                "A-58",
                "ranking",
                ("How are ties ranked?", "并列名次如何排列？"),
                (
                    "Equal scores share a rank and the next ranks stay empty; listed by code.",
                    "同分并列，后续名次空出；按窗口编号列示。",
                ),
                rules=SCORES,
                **{one.name: one for one in Ranking},
            ),
            reading(
                "A-59a",
                "rank_low_sample",
                (
                    "Are windows with too few answers ranked?",
                    "评价太少的窗口是否参加排名？",
                ),
                (
                    "The text ranks every window; the flag says that the answers are too few to show the tier at 95 %. Without any answer a window is not scored.",
                    "原文对各窗口均分等次；标记说明评价数不足以在95%把握下支持该等次。没有评价的不计分。",
                ),
                rules=SCORES,
                FLAGGED=True,
                LEFT_OUT=False,
            ),
            reading(
                "A-59b",
                "non_response",
                ("What is a person who gave no answer?", "未作评价的如何计？"),
                ("Silence is no grade.", "未作评价不是一个等次。"),
                rules=SCORES,
                **{one.name: one for one in NonResponse},
            ),
            reading(
                "A-59c",
                "blanks",
                ("What is an item left blank?", "未填的项目如何计？"),
                ("A blank is no grade.", "未填不是一个等次。"),
                rules=SCORES,
                **{one.name: one for one in Blank},
            ),
            reading(
                "A-62",
                "scale",
                (
                    "How do the five national grades fit the three here?",
                    "全国五级评价如何对应三个等次？",
                ),
                (
                    "The outer grades are read as the next inner ones; the last two of the five are poor ratings in the national scheme. A hall that keeps five sets `scale` and `points` together.",
                    "两端等次并入相邻等次；全国五级中后两级为差评。沿用五级的，须同时设定scale与points。",
                ),
                rules=SCORES,
                FIVE_READ_AS_THREE=THREE_GRADES,
            ),
            reading(
                "A-67",
                "unit",
                (
                    "What is graded: each item or the respondent?",
                    "评定的是各项还是答卷人？",
                ),
                (
                    "The form is set item by item, so an answer to an item is what is counted.",
                    "表格逐项设定，故以各项的答复为计分单位。",
                ),
                rules=SCORES,
                ITEM_POOLED=Unit.ITEM_POOLED,
                MEAN_OF_FORMS=Unit.MEAN_OF_FORMS,
                MEAN_OF_ITEMS=Unit.MEAN_OF_ITEMS,
                OVERALL=Unit.OVERALL,
            ),
            owed_by=SECTION,
            evaluator_clause="6d",
            **GRADING,
            by=judge_windows,
            of=SCORED,
        ),
    ),
    clause(
        "6f",
        "The results are published on the website and on the notice board.",
        "结果在网站和公示栏公布。",
        procedure(
            "publication",
            "the publication of the results",
            "结果通报",
            reading(
                "A-60",
                "trigger",
                ("By when is it published?", "何时通报？"),
                (
                    "Both places are owed; the text sets no time, so it is measured from the statistics.",
                    "网站、公示栏两处均须通报；原文未定时限，自统计完成之日起计量。",
                ),
                FROM_THE_STATISTICS="statistics_at",
            ),
            owed_by=SECTION,
            each=Round,
            since="statistics_at",
            closed="latest of closed_at, statistics_at",
            apart=True,
            steps={
                "website": {
                    "name": ("publication on the website", "网站通报"),
                    "at": "website_at",
                },
                "notice_board": {
                    "name": ("publication on the notice board", "公示栏通报"),
                    "at": "notice_board_at",
                },
            },
        ),
        timing=Force.OPEN_ENDED,
    ),
    clause(
        "6g",
        "The scores are one important basis of the windows' appraisal at the year's end.",
        "年终考评窗口时，得分是一项重要依据。",
        judged(
            ("scoring", "ScoringPolicy"),
            "year_score",
            "the window's score of the year",
            "窗口年度得分",
            owed_by=SECTION,
            **GRADING,
            by=judge_years,
            of=SCORED,
        ),
    ),
)
