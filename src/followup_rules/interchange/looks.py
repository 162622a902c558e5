"""
What a review looks for in the rules of each kind.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final

from followup_rules.books.rulebook import Rulebook
from followup_rules.interchange.faults import Path
from followup_rules.interchange.findings import Finding, as_finding
from followup_rules.interchange.statutes import (
    LEAST_WARRANTY,
    LONGEST_LIABILITY,
    MOST_RETAINED,
    ORDER_279,
    RETENTION_RULES,
    is_shorter,
)
from followup_rules.policies.checklists import ChecklistPolicy
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.policies.draws import DrawPolicy
from followup_rules.policies.quotas import QuotaPolicy
from followup_rules.policies.retention import RetentionCap, RetentionRefund
from followup_rules.policies.targets import TargetPolicy
from followup_rules.policies.warranty import WarrantyPolicy
from followup_rules.wording import term


def _look_at_deadline(policy: DeadlinePolicy, path: Path) -> Iterator[Finding]:
    """Yield forms that are taken and refused at once."""
    if policy.forms and set(policy.forms) <= set(policy.other_forms):
        yield as_finding(
            "overlap",
            (*path, "other_forms"),
            policy,
            "every form that counts is also among those that do not",
            "有效形式均同时列入无效形式",
        )


def _look_at_quota(policy: QuotaPolicy, path: Path) -> Iterator[Finding]:
    """Yield shares that ask for nothing."""
    if policy.rate == 0 and not policy.least:
        yield as_finding(
            "dead",
            (*path, "rate"),
            policy,
            "a share of 0 % asks nothing",
            "比率为0%，没有要求",
        )


def _look_at_draw(policy: DrawPolicy, path: Path) -> Iterator[Finding]:
    """Yield draws of nobody."""
    empty = (policy.size, policy.share, policy.least)
    if empty in {(0, None, 0), (None, 0, 0)}:
        yield as_finding(
            "dead", (*path, "size"), policy, "nobody is drawn", "抽取数量为0"
        )


def _look_at_target(policy: TargetPolicy, path: Path) -> Iterator[Finding]:
    """Yield targets that any rate meets; one that none can meet is no policy."""
    floor = policy.bound.is_floor
    reaches_all = policy.rate == (0 if floor else 1) and policy.bound.is_included
    if reaches_all and (floor or not policy.may_exceed):
        yield as_finding(
            "dead", (*path, "rate"), policy, "every rate meets this", "任何比率均符合"
        )


def _look_at_checklist(policy: ChecklistPolicy, path: Path) -> Iterator[Finding]:
    """Yield circumstances that both rule an item out and waive it."""
    for item in policy.items:
        for around in item.ruled_out_by:
            if around in item.waived_by:
                yield as_finding(
                    "overlap",
                    (*path, "items", item.key, "waived_by"),
                    item,
                    f"{term(around, 'en')} both rules the item out and waives it",
                    f"“{term(around, 'zh')}”既使本项无法进行，又免除本项",
                )


def _look_at_warranty(policy: WarrantyPolicy, path: Path) -> Iterator[Finding]:
    """Yield periods under the statutory ones, and causes that stand twice."""
    for case in policy.cases:
        least = LEAST_WARRANTY.get(case.key)
        if least is not None and is_shorter(case.period, least):
            said = "none" if case.period is None else str(case.period)
            said_zh = "无" if case.period is None else case.period.in_language("zh")
            yield as_finding(
                "unlawful",
                (*path, "cases", case.key, "period"),
                case,
                f"{said} is less than the statutory {least} ({ORDER_279.en})",
                f"{said_zh}低于法定的{least.in_language('zh')}（{ORDER_279.zh}）",
            )
    for place, cause in enumerate(policy.causes):
        if cause in policy.causes[:place]:
            yield as_finding(
                "overlap",
                (*path, "excluded"),
                policy,
                f"the cause {cause!r} stands in two lists",
                f"原因“{term(cause, 'zh')}”列入两处",
            )


def _look_at_cap(policy: RetentionCap, path: Path) -> Iterator[Finding]:
    """Yield shares above the statutory one."""
    if policy.rate > MOST_RETAINED:
        yield as_finding(
            "unlawful",
            (*path, "rate"),
            policy,
            f"more than 3 % may not be held back ({RETENTION_RULES.en}, art. 7)",
            f"预留比例不得高于3%（{RETENTION_RULES.zh}第七条）",
        )


def _look_at_refund(policy: RetentionRefund, path: Path) -> Iterator[Finding]:
    """Yield liability periods above the statutory one."""
    if is_shorter(LONGEST_LIABILITY, policy.longest):
        yield as_finding(
            "unlawful",
            (*path, "longest"),
            policy,
            f"the period may not exceed 2 years ({RETENTION_RULES.en}, art. 2)",
            f"缺陷责任期最长不超过2年（{RETENTION_RULES.zh}第二条）",
        )


LOOKS: Final[dict[type, Callable[[Any, Path], Iterator[Finding]]]] = {
    DeadlinePolicy: _look_at_deadline,
    QuotaPolicy: _look_at_quota,
    DrawPolicy: _look_at_draw,
    TargetPolicy: _look_at_target,
    ChecklistPolicy: _look_at_checklist,
    WarrantyPolicy: _look_at_warranty,
    RetentionCap: _look_at_cap,
    RetentionRefund: _look_at_refund,
}


# ----------------------------------------------------------------- quota and sample


def samples(book: Rulebook, population: int | None) -> Iterator[Finding]:
    """Yield the quotas that a fixed sample of the same party cannot reach."""
    policies = list(book.rules.values())
    draws = [policy for policy in policies if isinstance(policy, DrawPolicy)]
    for quota in policies:
        if not isinstance(quota, QuotaPolicy):
            continue
        for draw in draws:
            if draw.owed_by != quota.owed_by or not draw.size:
                continue
            least = _first_too_many(quota, draw.size)
            if least is None or (population is not None and population < least):
                continue
            yield as_finding(
                "sample_too_small",
                ("rules", quota.id, "rate"),
                quota,
                f"from {least} on, the share is more than the {draw.size} drawn by "
                f"{draw.id!r}, so the two cannot both be kept",
                f"数量达到{least}时，本比率要求的数量超过“{draw.id}”固定抽取的"
                f"{draw.size}个，二者无法同时满足",
            )


def _first_too_many(quota: QuotaPolicy, size: int) -> int | None:
    """Return the smallest population of which the quota asks more than *size*."""
    highest = quota.most if quota.rate else quota.least
    if highest is not None and highest <= size:
        return None
    low, high = quota.waive_below, quota.waive_below + 1
    while quota.required(high) <= size:
        low, high = high, high * 2
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (low, middle) if quota.required(middle) > size else (middle, high)
    return high
