"""
What of a changed rule is laxer than what it was.

A rule that a city makes binds the company below it: a house may be stricter, and
weaker only where the rule above allows it. Each kind of rule knows its direction.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

import attrs

from followup_rules.clauses import Clause
from followup_rules.immutable import frozen
from followup_rules.interchange.faults import Path
from followup_rules.policies.cadence import CadencePolicy
from followup_rules.policies.checklists import ActorPolicy, ChecklistPolicy, Item
from followup_rules.policies.deadlines import (
    Case,
    CaseLimit,
    DeadlinePolicy,
    Extension,
)
from followup_rules.policies.draws import DrawPolicy, Stratum
from followup_rules.policies.intervals import IntervalPolicy
from followup_rules.policies.keeping import KeepingCase, KeepingPolicy
from followup_rules.policies.notices import NoticePolicy
from followup_rules.policies.procedures import ProcedurePolicy, Step
from followup_rules.policies.quotas import QuotaPolicy, Rounding
from followup_rules.policies.retention import RetentionCap, RetentionRefund
from followup_rules.policies.retention_stages import ReleaseStage, RetentionRelease
from followup_rules.policies.scoring import Tier
from followup_rules.policies.series import Around, Between, PlannedVisit
from followup_rules.policies.streaks import StreakPolicy
from followup_rules.policies.targets import TargetPolicy
from followup_rules.policies.teams import TeamPolicy
from followup_rules.policies.warranty import WarrantyCase, WarrantyPolicy
from followup_rules.policies.windows import After, Before, WindowPolicy
from followup_rules.timing.amounts import (
    Days,
    Hours,
    Months,
    Unlimited,
    Weeks,
    Years,
)
from followup_rules.timing.counting import LastDay
from followup_rules.timing.cycles import Cycle, Every

_HOURS: Final[Mapping[type, tuple[int, int]]] = {
    Hours: (1, 1),
    Days: (24, 24),
    Weeks: (168, 168),
    Months: (28 * 24, 31 * 24),
    Years: (365 * 24, 366 * 24),
}
"""The least and the most hours that one of a unit is."""


@frozen
class Laxer:
    """
    One place where a rule asks less than before.

    Attributes:
        path: Where, below the rule.
        old: What it was.
        new: What it is.
        clause: The clause concerned.
    """

    path: Path
    old: Any
    new: Any
    clause: Clause


def may_be_longer(new: Any, old: Any) -> bool:
    """
    Say whether a time may end later than another that begins with it.

    >>> may_be_longer(Days(9), Days(3)), may_be_longer(Days(7), Weeks(1))
    (True, False)
    >>> may_be_longer(Months(1), Days(30)), may_be_longer(Days(30), Months(1))
    (True, True)
    >>> may_be_longer(None, Days(3)), may_be_longer(Days(3), None)
    (True, False)
    >>> may_be_longer(Unlimited(), Years(5)), may_be_longer(Years(5), Unlimited())
    (True, False)
    """
    if new == old or old is None or isinstance(old, Unlimited):
        return False
    if new is None:
        return True
    if type(new) is type(old) and hasattr(new, "n"):
        return bool(new.n > old.n)
    if type(new) in _HOURS and type(old) in _HOURS:
        most, least = new.n * _HOURS[type(new)][1], old.n * _HOURS[type(old)][0]
        return bool(most > least)
    return True


def _is_lower(new: Any, old: Any) -> bool:
    """Say whether a number is lower."""
    return bool(new < old)


def _draws_fewer(new: Any, old: Any) -> bool:
    """Say whether fewer are drawn; a number cannot be held against a share."""
    both = isinstance(new, int | Fraction) and isinstance(old, int | Fraction)
    return both and bool(new < old)


def _is_higher(new: Any, old: Any) -> bool:
    """Say whether a number is higher."""
    return _is_lower(old, new)


def _is_shorter(new: Any, old: Any) -> bool:
    """Say whether a time may end sooner than another."""
    return may_be_longer(old, new)


def _has_more(new: Any, old: Any) -> bool:
    """Say whether a list holds something that it did not."""
    return not set(new) <= set(old)


def _has_less(new: Any, old: Any) -> bool:
    """Say whether a list lacks something that it held."""
    return not set(old) <= set(new)


def _asks_fewer(new: Any, old: Any) -> bool:
    """Say whether fewer items will do; None is all of them."""
    return new is not None and (old is None or new < old)


def _accepts_more(new: Any, old: Any) -> bool:
    """Say whether more forms will do; an empty list takes any."""
    return bool(old) and (not new or _has_more(new, old))


def _needs_fewer(new: Any, old: Any) -> bool:
    """Say whether fewer people will do; None is that nobody counts them."""
    return old is not None and (new is None or new < old)


def _excludes_more(new: Any, old: Any) -> bool:
    """Say whether somebody may be left out for more reasons; None is for any."""
    return old is not None and (new is None or _has_more(new, old))


def _waits_longer(new: Any, old: Any) -> bool:
    """Say whether a time may end later than another; None is no time at all."""
    return new is not None and (old is None or may_be_longer(new, old))


def _waits_less(new: Any, old: Any) -> bool:
    """Say whether a time may end sooner than another; None is no time at all."""
    return _waits_longer(old, new)


def _covers_less_use(new: Any, old: Any) -> bool:
    """Say whether a meter came, or one that ends a cover sooner; another may."""
    if new is None or old is None:
        return new is not None
    return bool(new.unit != old.unit or new.most < old.most)


def _became(value: bool) -> Callable[[Any, Any], bool]:  # noqa: FBT001 - one word
    """Return what says whether a flag turned so."""
    return lambda new, old: new is value and old is not value


def _extends_more(new: Extension | None, old: Extension | None) -> bool:
    """Say whether more time may be granted, more often, by more roles or later."""
    if new is None or old is None:
        return new is not None
    lengths = ("at_a_time", "in_all", "no_later_than")
    return (
        any(may_be_longer(getattr(new, one), getattr(old, one)) for one in lengths)
        or (old.no_longer_than_limit and not new.no_longer_than_limit)
        or (old.times is not None and (new.times is None or new.times > old.times))
        or _accepts_more(new.granted_by, old.granted_by)
        or (old.asked_in_time and not new.asked_in_time)
        or _waits_less(new.least_notice, old.least_notice)
    )


def _brings_more(new: CaseLimit | None, old: CaseLimit | None) -> bool:
    """Say whether a case may bring a longer limit."""
    if new is None or old is None:
        return new is not None
    return may_be_longer(new.longest, old.longest) or _waits_longer(
        new.shortest, old.shortest
    )


def _is_rarer(new: Any, old: Any) -> bool:
    """Say whether cells of the calendar may be longer than others."""
    return new != old and may_be_longer(_longest(new), _shortest(old))


def _longest(cycle: Cycle | Every) -> Any:
    """Return how long the longest cell is."""
    return cycle.length if isinstance(cycle, Every) else _LENGTHS[cycle]


def _shortest(cycle: Cycle | Every) -> Any:
    """Return how long the shortest is: the second half of a February."""
    return Days(13) if cycle is Cycle.HALF_MONTH else _longest(cycle)


def _rounds_lower(new: Any, old: Any) -> bool:
    """Say whether a share may come to fewer."""
    return new is not old and (old is Rounding.UP or new is Rounding.DOWN)


def _ends_later(new: Any, old: Any) -> bool:
    """Say whether a day ends later; None is at 24:00."""
    return old is not None and (new is None or new > old)


def _rolls_later(new: Any, old: Any) -> bool:
    """Say whether a rest day moves a bound further on."""
    return any(
        later > sooner for later, sooner in zip(_ROLLS[new], _ROLLS[old], strict=True)
    )


def _only_some(new: Any, old: Any) -> bool:
    """Say whether something is owed in a part of the year only, or in another."""
    return new is not None and new != old


def _is_of_another_shape(new: Any, old: Any) -> bool:
    """Say whether a window is of another shape; it may be wider."""
    return type(new) is not type(old)


_LENGTHS: Final = {
    Cycle.DAY: Days(1),
    Cycle.WEEK: Weeks(1),
    Cycle.HALF_MONTH: Days(16),
    Cycle.MONTH: Months(1),
    Cycle.QUARTER: Months(3),
    Cycle.HALF_YEAR: Months(6),
    Cycle.YEAR: Years(1),
}
"""How long a cell is, or may be."""
_ROLLS: Final = {
    LastDay.ROLLS_BACKWARD: (-1, -1, -1),
    LastDay.BACKWARD_IN_MONTH: (1, -1, -1),
    LastDay.STAYS: (0, 0, 0),
    LastDay.FORWARD_IN_MONTH: (1, 1, -1),
    LastDay.ROLLS_FORWARD: (1, 1, 1),
}
"""Where a rest day moves to that begins a month, lies in it, or ends it."""
_COUNTED: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "start_day_counted": _became(value=False),
    "bound_included": _became(value=True),
    "suspended_days_count": _became(value=False),
    "hours_roll": _became(value=True),
    "days_after_recess": _is_higher,
    "least_working_days": _is_higher,
    "rest_day": _rolls_later,
    "day_ends": _ends_later,
}
"""What moves the bound of a deadline, and what says that it may come later."""
_LAXER: Final[Mapping[tuple[type, str], Callable[[Any, Any], bool]]] = {
    (DeadlinePolicy, "limit"): may_be_longer,
    (DeadlinePolicy, "self_set"): _became(value=True),
    (DeadlinePolicy, "forms"): _accepts_more,
    (DeadlinePolicy, "extension"): _extends_more,
    (DeadlinePolicy, "stopped_by"): _has_more,
    (DeadlinePolicy, "case_limit"): _brings_more,
    (Case, "limit"): may_be_longer,
    (NoticePolicy, "lead"): _is_shorter,
    (Step, "limit"): may_be_longer,
    (Step, "required"): _became(value=False),
    (WarrantyCase, "period"): _is_shorter,
    (WarrantyCase, "repair_period"): _is_shorter,
    (WarrantyCase, "meter"): _covers_less_use,
    (WarrantyCase, "most_extended"): _is_shorter,
    (QuotaPolicy, "rate"): _is_lower,
    (QuotaPolicy, "waive_below"): _is_higher,
    (QuotaPolicy, "least"): _is_lower,
    (QuotaPolicy, "most"): _asks_fewer,
    (QuotaPolicy, "rounding"): _rounds_lower,
    (WarrantyPolicy, "excluded"): _has_more,
    (CadencePolicy, "least"): _is_lower,
    (CadencePolicy, "cycle"): _is_rarer,
    (CadencePolicy, "limit"): may_be_longer,
    (CadencePolicy, "working_cells_only"): _became(value=True),
    (CadencePolicy, "season"): _only_some,
    (DrawPolicy, "size"): _draws_fewer,
    (Stratum, "size"): _draws_fewer,
    (Stratum, "share"): _draws_fewer,
    (DrawPolicy, "share"): _draws_fewer,
    (DrawPolicy, "least"): _is_lower,
    (DrawPolicy, "most"): _asks_fewer,
    (DrawPolicy, "cycle"): _is_rarer,
    (DrawPolicy, "may_exclude"): _excludes_more,
    (IntervalPolicy, "most"): may_be_longer,
    (IntervalPolicy, "least"): _waits_less,
    (WindowPolicy, "span"): _is_of_another_shape,
    (PlannedVisit, "when"): _is_of_another_shape,
    (After, "opens"): _is_shorter,
    (After, "closes"): may_be_longer,
    (Before, "lead"): may_be_longer,
    (Between, "opens"): _is_shorter,
    (Between, "closes"): may_be_longer,
    (Around, "at"): operator.ne,
    (Around, "early"): may_be_longer,
    (Around, "late"): may_be_longer,
    (StreakPolicy, "limit"): may_be_longer,
    (Tier, "least"): _is_lower,
    (KeepingPolicy, "keep_for"): _is_shorter,
    (KeepingCase, "keep_for"): _is_shorter,
    (ChecklistPolicy, "least"): _asks_fewer,
    (ChecklistPolicy, "breach_at_once"): _became(value=False),
    (Item, "waived_by"): _has_more,
    (Item, "ruled_out_by"): _has_more,
    (ActorPolicy, "allowed"): _has_more,
    (TeamPolicy, "roles"): _has_less,
    (TeamPolicy, "allow_dual_role"): _became(value=True),
    (TeamPolicy, "least_people"): _needs_fewer,
    (TeamPolicy, "exclusive"): _has_less,
    (TeamPolicy, "independent"): _has_less,
    (RetentionCap, "rate"): _is_higher,
    (RetentionRefund, "longest"): may_be_longer,
    (RetentionRefund, "check_within"): may_be_longer,
    (RetentionRefund, "pay_within"): may_be_longer,
    (RetentionRelease, "rate"): _is_higher,
    (RetentionRelease, "pay_within"): _waits_longer,
    (ReleaseStage, "after"): _waits_longer,
}
"""The fields that have a direction, and what says that they moved the lax way."""
_SHAPES: Final = (After, Before, Between, Around)
_COUNTING: Final = (DeadlinePolicy, IntervalPolicy, ProcedurePolicy, StreakPolicy)
"""The kinds whose counting moves the last day on which something is in time."""


def laxer(new: Any, old: Any) -> Iterator[Laxer]:
    """
    Yield every place where a rule asks less than the rule that it stands for.

    An entry that is missing is found elsewhere, as a gap.
    """
    yield from _inside(new, old, (), new.clause)


def _inside(new: Any, old: Any, path: Path, clause: Clause) -> Iterator[Laxer]:
    """Walk through two rules of one kind, or two entries of them."""
    clause = getattr(new, "clause", clause)
    for field in attrs.fields(type(new)):
        now, then = getattr(new, field.name), getattr(old, field.name)
        here = (*path, field.name)
        moved = _LAXER.get((type(new), field.name)) or _of_target(new, field.name)
        if moved is not None and moved(now, then):
            yield Laxer(here, then, now, clause)
        if isinstance(new, _COUNTING) and field.name == "counting":
            for name, later in _COUNTED.items():
                one, other = getattr(now, name), getattr(then, name)
                if later(one, other):
                    yield Laxer((*here, name), other, one, clause)
        if isinstance(now, _SHAPES) and type(now) is type(then):
            yield from _inside(now, then, here, clause)
        entries = keyed(now), keyed(then)
        for key, entry in entries[0].items():
            if key in entries[1]:
                yield from _inside(entry, entries[1][key], (*here, key), clause)


def _of_target(rule: Any, name: str) -> Callable[[Any, Any], bool] | None:
    """Return what is laxer of a bound: a lower floor, or a higher ceiling."""
    if not isinstance(rule, TargetPolicy) or name != "rate":
        return None
    return _is_lower if rule.bound.is_floor else _is_higher


def keyed(value: Any) -> dict[str, Any]:
    """
    Return the entries of a field that have a key of their own.
    """
    if not isinstance(value, tuple):
        return {}
    return {one.key: one for one in value if hasattr(one, "key")}
