"""
Sentences about steps in order and who owes them.
"""

from typing import Final

from followup_rules.clauses import Text

SENTENCES: Final[dict[str, Text]] = {
    "steps_all_done": Text(
        "{rule} is complete, every step done; {clause} is met.",
        "{rule}各步骤均已完成，符合{clause}要求。",
    ),
    "steps_outstanding": Text(
        "{rule} still needs {missing}; next is {next_step}. {clause} sets no fixed "
        "limit, and it is not counted as late.",
        "{rule}尚缺{missing}，下一步为{next_step}；{clause}未规定具体时限，不按逾期处理。",
    ),
    "steps_missing": Text(
        "The matter was closed, and {rule} lacks {missing}; {clause} is not met.",
        "事项已办结，{rule}仍缺{missing}，不符合{clause}要求。",
    ),
    "steps_awaited": Text(
        "{rule} waits for {next_step}, which is owed by the {party} ({clause}).",
        "{rule}尚待{party}办理“{next_step}”（{clause}）。",
    ),
    "procedure_not_begun": Text(
        "What {rule} follows has not happened yet; {clause} does not apply yet.",
        "{rule}的前提事项尚未发生，{clause}暂不适用。",
    ),
    "no_step_needed": Text(
        "No step of {rule} is owed here; {clause} does not apply.",
        "此情形下{rule}无须办理任何步骤，{clause}不适用。",
    ),
    "step_done": Text(
        "{step} was done {done}; {clause} is met.",
        "{step}已于{done}完成，符合{clause}要求。",
    ),
    "step_late": Text(
        "{step} was due {deadline} and was done {done}, late under {clause}.",
        "{step}应于{deadline}完成，实际于{done}完成，已逾期（{clause}）。",
    ),
    "step_done_after_close": Text(
        "{step} was done {done}, after the matter was closed {closed} ({clause}).",
        "{step}于{done}完成，晚于事项办结时间{closed}（{clause}）。",
    ),
    "step_out_of_order": Text(
        "{step} was done {done}, before {overtaken}, which it must follow; "
        "{clause} is not met.",
        "{step}于{done}完成，先于{overtaken}，顺序有误，不符合{clause}要求。",
    ),
    "step_too_early": Text(
        "{step}, done {done}, came before {overtaken}, which it must follow, and does not count.",
        "{step}于{done}完成，早于{overtaken}，不予认可。",
    ),
    "step_in_vain": Text(
        "{step}, done {done}, follows {overtaken}, which does not count, and so does not count either.",
        "{step}虽于{done}完成，但{overtaken}不予认可，故亦不予认可。",
    ),
    "step_not_in_advance": Text(
        "{step} came {done}, too late for {trigger}, which it had to precede; {clause} is not met.",
        "{step}于{done}完成，未按要求先于{trigger}，不符合{clause}要求。",
    ),
    "step_not_announced": Text(
        "{step} was never given, though it had to precede {trigger}; "
        "{clause} is not met.",
        "{step}应先于{trigger}办理而未办理，不符合{clause}要求。",
    ),
    "step_time_unclear": Text(
        "{step} and what it must precede fall on one day, {done}; without the time of "
        "day of both it cannot be judged ({clause}).",
        "{step}与其应当先于的事项同在{done}，缺少具体时刻，暂时无法判定；"
        "补充后可重新判定（{clause}）。",
    ),
    "step_overdue": Text(
        "As of {as_of}, {step} has not been done; it was due {deadline}; "
        "{clause} is not met.",
        "截至{as_of}，{step}仍未完成，已超过期限（应于{deadline}完成），不符合{clause}要求。",
    ),
    "step_pending": Text(
        "{step} has not been done yet; it is due {deadline} ({clause}).",
        "{step}尚未完成，应于{deadline}完成（{clause}）。",
    ),
    "step_open": Text(
        "{step} has not been done yet; {clause} sets no limit, and it is not counted "
        "as late.",
        "{step}尚未完成；{clause}未规定具体时限，不按逾期处理。",
    ),
    "step_not_done_at_close": Text(
        "The matter was closed and {step} had not been done; {clause} is not met.",
        "事项已办结，{step}仍未完成，不符合{clause}要求。",
    ),
    "step_not_needed": Text(
        "{step} is not owed here; {clause} does not apply.",
        "此情形下不要求{step}，{clause}不适用。",
    ),
    "step_not_required": Text(
        "{step} did not take place; this is noted and breaks nothing ({clause}).",
        "{step}未进行，仅作记录，不计为违反（{clause}）。",
    ),
    "steps_late_so_far": Text(
        "A step of {rule} was done late and {rule} is not complete; next is {next_step}. "
        "{clause} is not met.",
        "{rule}有步骤逾期且尚未全部完成，下一步为{next_step}，不符合{clause}要求。",
    ),
    "step_order_open": Text(
        "{step} was done {done}; until that day is over it is not certain whether it "
        "followed {overtaken} ({clause}).",
        "{step}于{done}完成，当日尚未结束，是否按顺序后于{overtaken}尚不能确定（{clause}）。",
    ),
    "step_announcement_open": Text(
        "{step} has not been given yet, and the day of what it announces, {trigger}, is "
        "not over ({clause}).",
        "{step}尚未办理，其所通知事项当日（{trigger}）尚未结束（{clause}）。",
    ),
}
