"""
Sentences that any kind of policy may say.
"""

from typing import Final

from followup_rules.clauses import Text

SENTENCES: Final[dict[str, Text]] = {
    "fact_missing": Text(
        "{rule} cannot be judged: {lack}. It can be once that is known.",
        "{lack}，{rule}暂时无法判定；补充后可重新判定。",
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
    "only_striven_for": Text(
        "{clause} is only striven for in this, and nothing is broken.",
        "{clause}对此仅作力争要求，不计为违规。",
    ),
    "later_fact": Text(
        "A fact dated after {as_of} was not yet known and is left out.",
        "晚于{as_of}的事实当时尚不知晓，未予计入。",
    ),
    "limit_set_by_host": Text(
        "The text sets no limit; the limit of {limit} was set by the host system.",
        "原文未规定时限；{limit}的时限由使用单位自行设定。",
    ),
    "reached_so_far": Text(
        "It is reached so far; more may still join.",
        "目前已达到要求；期间尚未结束，对象仍可能增加。",
    ),
    "rows_in_error": Text(
        "Rows that could not be read, and may concern it: {count}.",
        "另有{count}行数据无法读取，可能与此有关。",
    ),
    "row_unusable": Text(
        "{rule} cannot be judged: rows that may decide it could not be read ({count}). "
        "It can be once they are mended.",
        "可能影响{rule}判定的数据有{count}行无法读取，暂时无法判定；更正后可重新判定。",
    ),
    "rule_unknown": Text(
        "{rule} cannot be judged: it hangs on {other} ({other_clause}), which cannot be "
        "judged yet. It can be once that is known.",
        "{rule}以{other}（{other_clause}）为前提，后者尚无法判定，故暂时无法判定；"
        "查明后可重新判定。",
    ),
    "rule_stopped": Text(
        "{rule} cannot be judged: it hangs on {other} ({other_clause}), whose clock "
        "stands still. It can be once that goes on.",
        "{rule}以{other}（{other_clause}）的期限为准，后者正在中止计时，故暂时无法判定；"
        "恢复计时后可重新判定。",
    ),
    "not_known_to_count": Text(
        "{rule} cannot be judged: it is not known whether what is on record counts. It "
        "can be once that is known.",
        "不清楚已有记录是否计入，{rule}暂时无法判定；查明后可重新判定。",
    ),
    "due_not_before": Text(
        "It hangs on {other}, of which it is not known when it is due; not before {at} "
        "({other_clause}).",
        "本项以{other}的期限为准，该期限尚不确定，但不早于{at}（{other_clause}）。",
    ),
    "follows_due": Text(
        "It hangs on {other}, which was due {at} ({other_clause}).",
        "本项以{other}的期限（{at}）为准（{other_clause}）。",
    ),
    "follows_breach": Text(
        "It hangs on {other}, whose time ran out {at} ({other_clause}).",
        "本项因{other}逾期而起，逾期始于{at}（{other_clause}）。",
    ),
    "follows_meeting": Text(
        "It hangs on {other}, which was done {at} ({other_clause}).",
        "本项以{other}的完成为准，完成时间为{at}（{other_clause}）。",
    ),
    "met_as_it_stood": Text(
        "It was met as things stood until {at}; what has come since changes nothing.",
        "按截至{at}的情况已经达标；此后的变化不影响判定。",
    ),
    "counts_since": Text(
        "It was done {done}, and counts only since {at}.",
        "{done}已办理，但自{at}起方可计入。",
    ),
    "stands_as_before": Text(
        "Other rows have come since that it hangs on; what it had come to stands.",
        "其所依据的记录此后有变，此前的判定不变。",
    ),
    "too_late_if_it_counts": Text(
        "Of what has been done since it is not known whether it counts; it came too late "
        "in any case.",
        "此后所办的是否计入尚不清楚，即使计入也已逾期。",
    ),
    "begun_again": Text(
        "What starts it came again at {at}, when it had been done; what it had come to "
        "by then stands.",
        "{at}起算事由再次发生，其时已经办理，此前的判定不变。",
    ),
    "owed_no_more": Text(
        "{rule} is not owed any more since {at}; {clause} does not apply.",
        "自{at}起不再要求{rule}，{clause}不适用。",
    ),
    "owed_until": Text(
        "It is asked for no more since {at}; what it had come to by then stands.",
        "自{at}起不再要求，此前的判定不变。",
    ),
    "overdue_as_it_stood": Text(
        "As things stood until {at} it was overdue; what it hangs on has changed since.",
        "按截至{at}的情况曾属逾期；其所依据的事项此后有变。",
    ),
    "violations_found": Text("Violations: {count}.", "违规：{count}项。"),
    "rows_unreadable": Text(
        "Rows that could not be read or judged: {count}.",
        "无法读取或判定的数据：{count}行。",
    ),
    "more_rows_in_error": Text("And {count} more.", "另有{count}行。"),
}
