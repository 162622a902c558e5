"""
Sentences about doing something within a period.
"""

from typing import Final

from followup_rules.clauses import Text

SENTENCES: Final[dict[str, Text]] = {
    "done_in_time": Text(
        "{rule} was due {deadline} and was done {done}; {clause} is met.",
        "{rule}应于{deadline}完成，实际完成时间为{done}，符合{clause}要求。",
    ),
    "done_late": Text(
        "{rule} was due {deadline} and was done {done}, {late_by} late under {clause}.",
        "{rule}应于{deadline}完成，实际于{done}完成，逾期{late_by}（{clause}）。",
    ),
    "not_done": Text(
        "As of {as_of}, {rule} has not been done; it was due {deadline}; "
        "{clause} is not met.",
        "截至{as_of}，{rule}仍未完成，已超过期限（应于{deadline}完成），不符合{clause}要求。",
    ),
    "not_due_yet": Text(
        "{rule} has not been done yet; it is due {deadline}, {remaining} left ({clause}).",
        "{rule}尚未完成，应于{deadline}完成，剩余{remaining}（{clause}）。",
    ),
    "done_without_limit": Text(
        "{rule} was done {done}, {took}; {clause} sets no limit.",
        "{rule}已于{done}办结，{took}；{clause}未规定时限。",
    ),
    "open_without_limit": Text(
        "{clause} sets no limit for {rule}; it has been open for {elapsed} since {trigger} and is not counted as late.",
        "{rule}尚未办结，自{trigger}起已过{elapsed}；{clause}未规定时限，不按逾期处理。",
    ),
    "not_done_at_close": Text(
        "The matter was closed {closed} and {rule} had not been done; "
        "{clause} is not met.",
        "事项已于{closed}办结，{rule}仍未完成，不符合{clause}要求。",
    ),
    "done_after_close": Text(
        "{rule} was done {done}, after the matter was closed {closed} ({clause}).",
        "{rule}于{done}完成，晚于事项办结时间{closed}（{clause}）。",
    ),
    "no_appointment": Text(
        "No time was appointed for {rule}; {clause} is not met, whatever came later.",
        "{rule}未告知预约时间，不符合{clause}要求，事后办理亦不改变此结论。",
    ),
    "trigger_absent": Text(
        "What starts {rule} has not happened yet; {clause} does not apply yet.",
        "{rule}的起算事项尚未发生，{clause}暂不适用。",
    ),
    "not_selected": Text(
        "{clause} does not apply to {rule} in this case.", "本件{rule}不适用{clause}。"
    ),
    "form_not_accepted": Text(
        "The form used ({form}) does not count; what counts is: {accepted}.",
        "以{form}形式办理的不予认可，应采用{accepted}形式。",
    ),
    "shortest_limit": Text(
        "The category is not known, so the shortest limit of any was taken.",
        "类别不明，按各类别中最短的时限判定。",
    ),
    "longest_limit": Text(
        "The category is not known, so the longest limit of any was taken.",
        "类别不明，按各类别中最长的时限判定。",
    ),
    "other_limits": Text(
        "It is also under {others}, but the limit of {clause} decides.",
        "同时适用{others}，以{clause}的期限为准。",
    ),
    "failed_attempts": Text(
        "Attempts that reached nobody, and do not count: {count}.",
        "另有{count}次未联系到人，不予计入。",
    ),
    "contact_out_of_time": Text(
        "The first contact of the {role} was out of time, at {at} (for information).",
        "{role}首次回访时间为{at}，已过期限，仅供参考。",
    ),
}
