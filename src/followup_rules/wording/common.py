"""
Sentences that any kind of policy may say.
"""

from typing import Final

from followup_rules.clauses import Text

SENTENCES: Final[dict[str, Text]] = {
    "fact_missing": Text(
        "{rule} cannot be judged: the fact '{fact}' is missing. It can be once it is given.",
        "缺少{fact}，{rule}暂时无法判定；补充后可重新判定。",
    ),
    "calendar_missing": Text(
        "{rule} cannot be judged: it needs a work calendar, and none was given.",
        "缺少工作日历，{rule}暂时无法判定；补充后可重新判定。",
    ),
    "calendar_not_covered": Text(
        "{rule} cannot be judged: it needs {day}, and the calendar covers only "
        "{first} to {last}.",
        "判定{rule}需要{day}的工作日安排，现有日历仅覆盖{first}至{last}，暂时无法判定；"
        "补充后可重新判定。",
    ),
    "calendar_provisional": Text(
        "From {since} on the work calendar is provisional: no published notice covers "
        "it yet.",
        "工作日历自{since}起为暂定安排，尚无公布的放假通知；通知公布后应重新判定。",
    ),
    "later_fact": Text(
        "A fact dated after {as_of} was not yet known and is left out.",
        "晚于{as_of}的事实当时尚不知晓，未予计入。",
    ),
    "limit_set_by_host": Text(
        "The text sets no limit; the limit of {limit} was set by the host system.",
        "原文未规定时限；{limit}的时限由使用单位自行设定。",
    ),
    "rows_in_error": Text(
        "Unusable rows left out of the count: {count}.",
        "另有{count}行数据有误，未计入。",
    ),
    "violations_found": Text("Violations: {count}.", "违规：{count}项。"),
    "left_out_later_facts": Text(
        "Rows left out, dated after the moment of judgement: {count}.",
        "晚于判定时间、未予计入：{count}行。",
    ),
    "left_out_outside_period": Text(
        "Rows left out, outside the period: {count}.",
        "不在本期间内、未予计入：{count}行。",
    ),
    "row_in_error": Text(
        "Unusable row: {error}", "数据有误：{kind}{row}的{field}为{got}，无法使用。"
    ),
}
