"""
Sentences about frames, and about rows that cannot be judged.
"""

from typing import Final

from followup_rules.clauses import Text

SENTENCES: Final[dict[str, Text]] = {
    "rows_unjudged": Text(
        "{unjudged} of {rows} rows cannot be judged",
        "共{rows}行，其中{unjudged}行无法判定",
    ),
    "groups_unjudged": Text(
        "{unjudged} of {rows} groups cannot be judged",
        "共{rows}组，其中{unjudged}组无法判定",
    ),
    "counted_by_reason": Text("{count} x {reason}", "{count}项：{reason}"),
    "unjudged_group": Text(
        "{row}, {column}: {problem}", "{row}组，{column}：{problem}"
    ),
    "unjudged_row": Text(
        "{row}, {column}={value}: {problem}", "{row}，{column}为{value}：{problem}"
    ),
    "unjudged_not_listed": Text("{count} more not listed", "另有{count}项未列出"),
    # what is wrong with one of them
    "unjudged_otherwise": Text("the rule cannot judge it", "无法按规则判定"),
    "unjudged_fact_missing": Text("the fact is not known", "该事实不明"),
    "unjudged_calendar_missing": Text(
        "a work calendar is needed, and none was passed", "需要工作日历，但未提供"
    ),
    "unjudged_calendar_not_covered": Text(
        "the work calendar does not cover the days that count",
        "工作日历未覆盖计算所需的日期",
    ),
    "unjudged_date_out_of_range": Text(
        "the count leaves the years 1 to 9999", "计算结果超出公元1年至9999年"
    ),
    "unjudged_no_such_day": Text(
        "the cell of the calendar has no such day, or it is over",
        "所在周期没有该日，或该日已过",
    ),
    "unjudged_open_time_not_laid_out": Text(
        "open hours are worked out for the 20 years before the moment of judgement and "
        "the 5 after it",
        "办公时间只推算到判定时点之前20年和之后5年",
    ),
    "unjudged_impossible_order": Text(
        "it lies before what must have come first", "早于应当在先的事实"
    ),
    "unjudged_instant_needed": Text(
        "a day is not enough here: a moment with its zone is needed",
        "仅有日期不够，需要带时区的时刻",
    ),
    "unjudged_unknown_category": Text(
        "the rule has no such category", "规则中没有该类别"
    ),
    "unjudged_unknown_cause": Text("the rule has no such cause", "规则中没有该原因"),
    "unjudged_unknown_cause_category": Text(
        "the rule has no such category", "规则中没有该类别"
    ),
    "unjudged_invalid_fact": Text(
        "this cannot be so: see what the rule allows", "取值不符合规则允许的范围"
    ),
    "unjudged_season_not_covered": Text(
        "the seasons passed do not cover the days that count",
        "季节起止日期未覆盖计算所需的日期",
    ),
    "unjudged_unknown_form": Text("the rule knows no such form", "规则中没有该形式"),
    "unjudged_share_unknown": Text(
        "so many may or may not have been reached, and that decides",
        "这些对象是否完成回访不明，足以影响结论",
    ),
    "unjudged_invalid_id": Text(
        "no usable id: it must be a text in NFC without edge blanks or control "
        "characters",
        "编号不可用：应为NFC形式的文本，首尾无空白，不含控制字符",
    ),
    "unjudged_duplicate_id": Text("the id stands more than once", "编号重复"),
    "unjudged_invalid_window": Text(
        "no usable code of a window: it must be a text without '/', edge blanks or "
        "control characters",
        "窗口代码不可用：应为文本，不含“/”和控制字符，首尾无空白",
    ),
    "unjudged_window_named_twice": Text(
        "the id names its window already", "编号已含窗口代码"
    ),
    "unjudged_invalid_reason": Text(
        "no usable reason: it must be a text without edge blanks or control characters",
        "排除理由不可用：应为文本，首尾无空白，不含控制字符",
    ),
    "unjudged_unknown_window": Text("there is no such window", "没有该窗口"),
    "unjudged_unknown_grade": Text(
        "so many answers hold a grade that the scale has not",
        "评价等次不在量表之内的条数",
    ),
    "unjudged_unknown_topic": Text(
        "an answer is about an item that the rule has not", "有评价的项目不在规则之内"
    ),
    "unjudged_duplicate_answer": Text(
        "a form answers an item more than once", "同一张表对同一项目重复评价"
    ),
    "unjudged_impossible_count": Text(
        "a count of answers is no number of 0 or more", "评价条数不是非负整数"
    ),
    "unjudged_too_many_answers": Text(
        "there are too many answers to be added up exactly",
        "评价条数过多，无法精确累加",
    ),
}
