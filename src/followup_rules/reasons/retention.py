"""
Sentences about retention money.
"""

from typing import Final

from followup_rules.clauses import Text

_PERIOD = Text(
    "The defects liability period runs from {first_day} to {last_day}",
    "缺陷责任期自{first_day}起，至{last_day}届满",
)

SENTENCES: Final[dict[str, Text]] = {
    "retention_within_cap": Text(
        "Of a settlement of {settlement}, {retained} are held back as {rule}, at most {most} may be; {clause} is met.",
        "结算价{settlement}，预留{rule}{retained}，上限为{most}，符合{clause}要求。",
    ),
    "retention_above_cap": Text(
        "Of a settlement of {settlement}, {retained} are held back as {rule}, {excess} more than the {most} allowed; {clause} is not met.",
        "结算价{settlement}，预留{rule}{retained}，上限为{most}，超出{excess}，不符合{clause}要求。",
    ),
    "liability_running": Text(
        _PERIOD.en + "; the money is not due yet ({clause}).",
        _PERIOD.zh + "；质量保证金尚未到返还时间（{clause}）。",
    ),
    "refund_not_applied_for": Text(
        _PERIOD.en + "; the contractor has not applied for the money yet ({clause}).",
        _PERIOD.zh + "；施工单位尚未申请返还质量保证金（{clause}）。",
    ),
    "refund_in_check": Text(
        "The application of {applied} is to be checked {deadline} ({clause}).",
        "{applied}提出的返还申请应于{deadline}核实（{clause}）。",
    ),
    "refund_not_checked": Text(
        "The application of {applied} was to be checked {deadline} and was not; "
        "{clause} is not met.",
        "{applied}提出的返还申请应于{deadline}核实，至今未核实，不符合{clause}要求。",
    ),
    "refund_due": Text(
        "The money is to be paid back {deadline} ({clause}).",
        "质量保证金应于{deadline}返还（{clause}）。",
    ),
    "refund_not_paid": Text(
        "The money was to be paid back {deadline} and was not; {clause} is not met.",
        "质量保证金应于{deadline}返还，至今未返还，不符合{clause}要求。",
    ),
    "refund_paid": Text(
        "The money was paid back {paid}; {clause} is met.",
        "质量保证金已于{paid}返还，符合{clause}要求。",
    ),
    "refund_paid_late": Text(
        "The money was to be paid back {deadline} and was paid {paid}, late under "
        "{clause}.",
        "质量保证金应于{deadline}返还，实际于{paid}返还，属逾期（{clause}）。",
    ),
    "release_ahead": Text(
        "{stage}: {amount} to be paid back {deadline} ({clause}).",
        "{stage}：{amount}应于{deadline}返还（{clause}）。",
    ),
    "release_paid": Text(
        "{stage}: {amount} to be paid back {deadline}, and paid {paid}; {clause} is met.",
        "{stage}：{amount}应于{deadline}返还，已于{paid}返还，符合{clause}要求。",
    ),
    "release_paid_late": Text(
        "{stage}: {amount} to be paid back {deadline}, and paid {paid}, late under "
        "{clause}.",
        "{stage}：{amount}应于{deadline}返还，实际于{paid}返还，属逾期（{clause}）。",
    ),
    "release_not_paid": Text(
        "{stage}: {amount} to be paid back {deadline}, and not paid; {clause} is not met.",
        "{stage}：{amount}应于{deadline}返还，至今未返还，不符合{clause}要求。",
    ),
    "releases_paid": Text(
        "All was paid back in time: {stages}; {clause} is met.",
        "各期均已按时返还（{stages}），符合{clause}要求。",
    ),
    "liability_not_agreed": Text(
        "No length was agreed, so the longest, {longest}, holds.",
        "双方未约定期限，按最长期限{longest}计算。",
    ),
    "liability_cut": Text(
        "The agreed {agreed} are more than the longest allowed, {longest}, which is applied.",
        "约定的{agreed}超过最长期限{longest}，按最长期限计算。",
    ),
    "liability_starts_itself": Text(
        "The developer delayed acceptance, so the period started by itself.",
        "因建设单位原因未能按期验收，缺陷责任期自动起算。",
    ),
    "refund_deemed_agreed": Text(
        "The developer stayed silent after the reminder and counts as having agreed.",
        "建设单位经催告仍未答复，视同认可返还申请。",
    ),
}
