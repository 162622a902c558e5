"""
Whether the parts of a rule on intervals go together.
"""

import datetime as dt
from typing import Protocol

from followup_rules.errors import InvalidFieldError
from followup_rules.policies.intervals.stretches import CountedFrom
from followup_rules.timing.amounts import Amount, Days, Months, Weeks, Years
from followup_rules.timing.counting import HOUSE_RULES
from followup_rules.timing.seasons import YearlySeason


class _Bounded(Protocol):
    """
    The fields of a rule that are looked at together; `IntervalPolicy` has them.
    """

    @property
    def most(self) -> Amount | None: ...
    @property
    def least(self) -> Amount | None: ...
    @property
    def counted_from(self) -> CountedFrom: ...
    @property
    def season(self) -> YearlySeason | None: ...


def check(policy: _Bounded) -> None:
    """
    Refuse a rule whose parts do not go together.

    Raises:
        InvalidFieldError: If a bound is no time at all, the least is longer than the
            most, or a part would go unused.
    """
    for name in ("most", "least"):
        bound = getattr(policy, name)
        if bound is not None and getattr(bound, "n", 1) == 0:
            raise InvalidFieldError(f"IntervalPolicy.{name}", str(bound), "some time")
    if policy.most is None:
        _refuse_without_most(policy)
    elif policy.least is not None and _is_longer(policy.least, policy.most):
        raise InvalidFieldError(
            "IntervalPolicy.least", str(policy.least), f"{policy.most} or less"
        )
    if policy.counted_from is CountedFrom.ANCHORED:
        _refuse_beside_a_plan(policy)
    if policy.season is not None:
        _refuse_season(policy)


def _refuse_without_most(policy: _Bounded) -> None:
    """Refuse a rule that asks nothing, or that says where nothing falls due."""
    if policy.least is None:
        raise InvalidFieldError(
            "IntervalPolicy.most", None, "a length, unless least is one"
        )
    if policy.counted_from is CountedFrom.ANCHORED:
        raise InvalidFieldError(
            "IntervalPolicy.counted_from",
            policy.counted_from,
            "LAST_DONE without most",
        )
    if policy.season is not None:
        raise InvalidFieldError(
            "IntervalPolicy.season", str(policy.season), "None without most"
        )


def _refuse_beside_a_plan(policy: _Bounded) -> None:
    """Refuse what an anchored plan would never ask, and what has no multiple."""
    allowed = {
        "least": (policy.least is None, "None by a plan"),
        "season": (policy.season is None, "None by a plan"),
        "most": (hasattr(policy.most, "n"), "a length of one unit by a plan"),
    }
    for name, (sound, words) in allowed.items():
        if not sound:
            got = str(getattr(policy, name))
            raise InvalidFieldError(f"IntervalPolicy.{name}", got, words)


def _refuse_season(policy: _Bounded) -> None:
    """Refuse a season in which the interval could never run out."""
    most, season = policy.most, policy.season
    assert most is not None  # noqa: S101 - for type checkers
    assert season is not None  # noqa: S101 - for type checkers
    if not isinstance(most, Days | Weeks | Months | Years):
        raise InvalidFieldError(
            "IntervalPolicy.most",
            str(most),
            "days, weeks, months or years where there is a season",
        )
    first, last = season.after(dt.date(2001, 1, 1).toordinal())
    if HOUSE_RULES.last_day(first, most) > last:
        raise InvalidFieldError(
            "IntervalPolicy.season", str(season), f"longer than {most}"
        )


def _is_longer(one: Amount, other: Amount) -> bool:
    """Say whether a length surely exceeds another: of one unit, by its number."""
    return type(one) is type(other) and getattr(one, "n", 0) > getattr(other, "n", 0)
