"""
Whether the parts of a scoring rule go together.

What would be taken and never used is refused here.
"""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Protocol

from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.policies.scoring.answers import Blank, Unit
from followup_rules.policies.scoring.items import (
    HIGHEST,
    ItemRule,
    ItemTerms,
    best_total,
    check_points,
)
from followup_rules.policies.scoring.results import INSTRUMENTS
from followup_rules.policies.scoring.scales import GradeScale, Tier
from followup_rules.tables import Table


class _Scored(Protocol):
    """
    The fields of a scoring rule that are looked at together; `ScoringPolicy` has them.
    """

    @property
    def scale(self) -> GradeScale: ...
    @property
    def points(self) -> Table[Fraction]: ...
    @property
    def satisfied(self) -> tuple[str, ...]: ...
    @property
    def tiers(self) -> tuple[Tier, ...]: ...
    @property
    def unit(self) -> Unit: ...
    @property
    def items(self) -> tuple[str, ...]: ...
    @property
    def item_rules(self) -> tuple[ItemRule, ...]: ...
    @property
    def item_terms(self) -> Mapping[str, ItemTerms]: ...
    @property
    def least_score(self) -> Fraction: ...
    @property
    def overall(self) -> str: ...
    @property
    def blanks(self) -> Blank: ...
    @property
    def weights(self) -> Table[Fraction] | None: ...
    @property
    def confidence(self) -> Fraction: ...
    @property
    def least(self) -> Fraction | None: ...


def check(policy: _Scored) -> None:
    """
    Refuse a rule whose parts do not go together.

    Raises:
        InvalidFieldError: If they do not.
        UnknownNameError: If a grade or an item is unknown.
    """
    check_points("ScoringPolicy.points", policy.points, policy.scale)
    check_items(policy)
    check_tiers(policy)
    for grade in policy.satisfied:
        if grade not in policy.scale.ids:
            raise UnknownNameError("grade", grade, policy.scale.ids)
    if policy.overall not in policy.items:
        raise UnknownNameError("item", policy.overall, policy.items)
    shares = None if policy.weights is None else dict(policy.weights)
    if shares is not None and (
        tuple(shares) != INSTRUMENTS or sum(shares.values()) != 1
    ):
        allowed = f"a share for each of {', '.join(INSTRUMENTS)}, adding up to 1"
        raise InvalidFieldError("ScoringPolicy.weights", shares, allowed)
    asked = policy.least
    if asked is not None and not policy.least_score < asked <= HIGHEST:
        allowed = f"None, or more than {policy.least_score}, up to {HIGHEST}"
        raise InvalidFieldError("ScoringPolicy.least", str(asked), allowed)
    if not 0 < policy.confidence < 1:
        raise InvalidFieldError(
            "ScoringPolicy.confidence", policy.confidence, "a share inside 0 and 1"
        )


def check_tiers(policy: _Scored) -> None:
    """
    Refuse cut-offs that do not fall, or leave a score without a tier.

    Raises:
        InvalidFieldError: If they do.
    """
    cuts = [tier.least for tier in policy.tiers]
    falling = all(higher > lower for higher, lower in pairwise(cuts))
    if not falling or cuts[-1] != policy.least_score:
        raise InvalidFieldError(
            "ScoringPolicy.tiers",
            [str(cut) for cut in cuts],
            f"cut-offs that fall from tier to tier, down to {policy.least_score}",
        )


def check_items(policy: _Scored) -> None:
    """
    Refuse what is said of items and decides nothing, and totals of nothing.

    Raises:
        UnknownNameError: If an item is unknown.
        InvalidFieldError: If the rules of items and the unit do not go together.
    """
    rules, total = policy.item_rules, policy.unit is Unit.FORM_TOTAL
    for own in rules:
        name = f"ScoringPolicy.item_rules[{own.key!r}]"
        if own.key not in policy.items:
            raise UnknownNameError("item", own.key, policy.items)
        if policy.unit is Unit.OVERALL and own.key != policy.overall:
            allowed = f"only {policy.overall!r}, because no other item is looked at"
            raise InvalidFieldError(name, own.key, allowed)
        alone = total or policy.unit is Unit.OVERALL or len(policy.items) == 1
        if alone and own.weight != 1:
            allowed = "1, because the unit weighs no items"
            raise InvalidFieldError(f"{name}.weight", own.weight, allowed)
        if own.scale is None and own.points is not None:
            check_points(f"{name}.points", own.points, policy.scale)
    if policy.weights is None and all(
        any(own.key == item and own.points is not None for own in rules)
        for item in policy.items
    ):
        allowed = "what an item is worth that has no points of its own; all have"
        raise InvalidFieldError("ScoringPolicy.points", dict(policy.points), allowed)
    if total:
        _check_total(policy)


def _check_total(policy: _Scored) -> None:
    """Refuse totals of nothing, and of which a blank has no fair share."""
    asked = policy.item_terms.values()
    if best_total(asked) <= 0:
        allowed = "points of which the best answers add up to more than 0"
        raise InvalidFieldError("ScoringPolicy.points", dict(policy.points), allowed)
    if policy.weights is not None:
        allowed = "None, because rating devices give grades and no totals"
        raise InvalidFieldError("ScoringPolicy.weights", policy.weights, allowed)
    if policy.blanks is Blank.SKIPPED and any(own.worst < 0 for own in asked):
        allowed = "LOWEST or HIGHEST, where answers may be worth less than 0"
        raise InvalidFieldError("ScoringPolicy.blanks", policy.blanks, allowed)
