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
    "event_not_set": Text(
        "What {rule} precedes has no time yet; {clause} does not apply yet.",
        "{rule}所先行的事项尚未定有时间，{clause}暂不适用。",
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
    # the life of a deadline
    "clock_stopped": Text(
        "{rule} has not been done yet; its clock has stood still since {stopped}, with {left} left ({clause}).",
        "{rule}尚未完成，自{stopped}起暂停计时，剩余{left}（{clause}）。",
    ),
    "done_while_stopped": Text(
        "{rule} was done {done}; its clock has stood still since {stopped}, with {left} left; {clause} is met.",
        "{rule}已于{done}完成，自{stopped}起暂停计时，剩余{left}，符合{clause}要求。",
    ),
    "no_limit_brought": Text(
        "The case brings no limit for {rule}, so nothing is owed under {clause}.",
        "本件未定{rule}的期限，{clause}不适用。",
    ),
    "bound_moved": Text("It was first due {original}.", "原应于{original}完成。"),
    "clock_stood_still": Text(
        "Time that does not count: {reasons}.", "不计入期限的期间：{reasons}。"
    ),
    "pause_of_other_reason": Text(
        "These do not stop the clock: {reasons}.",
        "下列事由不停止计时：{reasons}。",
    ),
    "pause_unexplained": Text(
        "A pause is left out, because nobody recorded why.",
        "有一次暂停未记录事由，未予计入。",
    ),
    "pause_after_end": Text(
        "This began only after the period had ended, and moves nothing: {reasons}.",
        "下列事由发生于期限届满之后，不影响期限：{reasons}。",
    ),
    "fixed_day_stands": Text(
        "What is due on a day that was fixed does not stand still: {reasons}.",
        "期限为确定日期的，不因下列事由停止计时：{reasons}。",
    ),
    "extension_counts": Text(
        "It was extended; since then it is due {after}.",
        "经延期，应于{after}完成。",
    ),
    "extension_granted": Text(
        "It was extended by the {by}; since then it is due {after}.",
        "经{by}批准延期，应于{after}完成。",
    ),
    "extension_not_entitled": Text(
        "An extension by the {by} does not count; it may be granted by: {may}.",
        "{by}批准的延期不予计入，有权批准的为：{may}。",
    ),
    "extension_not_granted": Text(
        "An extension was asked for and has not been granted; it does not count.",
        "申请的延期未获批准，不予计入。",
    ),
    "extension_by_unrecorded": Text(
        "An extension is left out, because nobody recorded who granted it.",
        "有一项延期未记录批准人，未予计入。",
    ),
    "extension_undated": Text(
        "An extension is left out, because nobody recorded when it was asked for.",
        "有一项延期未记录申请时间，未予计入。",
    ),
    "extension_too_late": Text(
        "An extension asked for {asked} came too late and does not count.",
        "{asked}提出的延期已过申请时限，不予计入。",
    ),
    "extension_too_often": Text(
        "One more extension does not count; the most is: {times}.",
        "延期次数已达上限（{times}次），本次延期不予计入。",
    ),
    "extension_too_far": Text(
        "An extension goes further than is allowed and does not count: {wanted}.",
        "延期超过允许的最长期限，不予计入：{wanted}。",
    ),
    "extension_without_gain": Text(
        "An extension gives no more time and does not count: {wanted}.",
        "延期未使期限延长，不予计入：{wanted}。",
    ),
    "nothing_to_move": Text(
        "There is no limit that an extension or a pause could move.",
        "没有可以延长或者停止计时的期限。",
    ),
    "limit_from_case": Text(
        "The case brings its own limit: {limit}.", "本件自有期限：{limit}。"
    ),
    "limit_raised": Text(
        "That is below the least limit, which holds instead.",
        "该期限短于最短期限，按最短期限计算。",
    ),
    "limit_cut": Text(
        "That is above the greatest limit, which holds instead.",
        "该期限长于最长期限，按最长期限计算。",
    ),
    "starts_earliest": Text(
        "The count starts from {event}, the earliest of several.",
        "自{event}起算（以最早者为准）。",
    ),
    "starts_latest": Text(
        "The count starts from {event}, the latest of several.",
        "自{event}起算（以最晚者为准）。",
    ),
    "ladder_step": Text(
        "{step} fell on {at}, owed by the {party} ({step_clause}).",
        "按规定应于{at}{step}，由{party}负责（{step_clause}）。",
    ),
}
