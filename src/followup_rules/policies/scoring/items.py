"""
What an item of a form is worth where the items do not count alike.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Any

from attrs import field

from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError
from followup_rules.exact import parse_fraction
from followup_rules.fields import Exact, Name, Names, Number, as_tuple, held
from followup_rules.immutable import frozen
from followup_rules.policies.scoring.scales import GradeScale, as_points
from followup_rules.tables import Table

HIGHEST = 100
"""What the best answer, or all of the best, come to at the most."""


def as_own_points(value: Any) -> Any:
    """
    Read exact points by grade; None passes.
    """
    return None if value is None else as_points(value)


def check_points(owner: str, points: Table[Fraction], scale: GradeScale) -> None:
    """
    Refuse points that miss a grade, leave -100 to 100, or reward a worse grade.

    Raises:
        InvalidFieldError: If they do.
    """
    values = tuple(points.values())
    falling = all(better >= worse for better, worse in pairwise(values))
    inside = all(-HIGHEST <= value <= HIGHEST for value in values)
    if tuple(points) != scale.ids or not falling or not inside:
        allowed = f"-100 to 100 for each of {', '.join(scale.ids)}, never rising"
        raise InvalidFieldError(owner, dict(points), allowed)


@frozen(kw_only=True, field_transformer=held)
class ItemRule:
    """
    How one item of a form differs from what the rule says of all.

    >>> ItemRule(key="waiting", name=Text("waiting time", "等候时间"), weight="3").weight
    Fraction(3, 1)

    Attributes:
        key: The item, as the rule lists it.
        name: What it is called.
        weight: How much it counts beside an item of weight 1.
        reversed: Whether it is keyed the other way round: the best grade of the scale
            is the worst answer. Each grade is then worth the best and the worst points
            together, less its own.
        scale: Its own scale; None is that of the rule.
        points: What each grade is worth; None is what the rule says.
        satisfied: The grades of its own scale that the satisfaction rate counts.

    Raises:
        InvalidFieldError: If nothing differs, or its own scale lacks points or
            satisfied grades.
    """

    key: Name
    name: Text
    weight: Annotated[Fraction, Exact(0)] = field(
        default=Fraction(1), converter=parse_fraction
    )
    reversed: bool = False
    scale: GradeScale | None = None
    points: Table[Number] | None = field(default=None, converter=as_own_points)
    satisfied: Names = field(default=(), converter=as_tuple)

    def __attrs_post_init__(self) -> None:
        if not self.weight:
            raise InvalidFieldError("ItemRule.weight", str(self.weight), "more than 0")
        if self.scale is None:
            if self.satisfied:
                allowed = "none, because the scale is that of the rule"
                raise InvalidFieldError("ItemRule.satisfied", self.satisfied, allowed)
            if self.points is None and not self.reversed and self.weight == 1:
                allowed = "one that differs in weight, direction, scale or points"
                raise InvalidFieldError("ItemRule", self.key, allowed)
            return
        if self.points is None:
            allowed = f"points for each of {', '.join(self.scale.ids)}"
            raise InvalidFieldError("ItemRule.points", None, allowed)
        check_points("ItemRule.points", self.points, self.scale)
        if not self.satisfied or not set(self.satisfied) <= set(self.scale.ids):
            allowed = f"one or more of {', '.join(self.scale.ids)}"
            raise InvalidFieldError("ItemRule.satisfied", self.satisfied, allowed)


@frozen
class ItemTerms:
    """
    What the answers to one item mean and are worth.

    Attributes:
        scale: The grades.
        points: What each is worth, before the direction.
        satisfied: The grades that count as satisfied, before the direction.
        weight: How much the item counts.
        reversed: Whether it is keyed the other way round.
    """

    scale: GradeScale
    points: Table[Fraction]
    satisfied: tuple[str, ...]
    weight: Fraction = Fraction(1)
    reversed: bool = False

    @cached_property
    def worth(self) -> dict[str, Fraction]:
        """
        What each grade is worth as an answer to this item.
        """
        if not self.reversed:
            return dict(self.points)
        ends = self.best + self.worst
        return {grade: ends - points for grade, points in self.points.items()}

    @cached_property
    def good(self) -> frozenset[str]:
        """
        The grades that count as satisfied; those across the scale, if it is reversed.
        """
        if not self.reversed:
            return frozenset(self.satisfied)
        across = dict(zip(self.scale.ids, self.scale.ids[::-1], strict=True))
        return frozenset(across[grade] for grade in self.satisfied)

    @property
    def best(self) -> Fraction:
        """
        The most that an answer is worth.
        """
        return max(self.points.values())

    @property
    def worst(self) -> Fraction:
        """
        The least that an answer is worth.
        """
        return min(self.points.values())

    @property
    def ends(self) -> dict[str, str]:
        """
        The grade that is the lowest answer, and the one that is the highest.
        """
        best_first = self.scale.ids[::-1] if self.reversed else self.scale.ids
        return {"lowest": best_first[-1], "highest": best_first[0]}


def terms_of(
    items: Iterable[str], rules: Iterable[ItemRule], common: ItemTerms
) -> dict[str, ItemTerms]:
    """
    Return the terms of each item: its own where it has some, else those of all.
    """
    own: Mapping[str, ItemRule] = {rule.key: rule for rule in rules}
    return {
        item: _merged(own[item], common) if item in own else common for item in items
    }


def _merged(rule: ItemRule, common: ItemTerms) -> ItemTerms:
    """Return the terms of an item that differs."""
    return ItemTerms(
        common.scale if rule.scale is None else rule.scale,
        common.points if rule.points is None else rule.points,
        common.satisfied if rule.scale is None else rule.satisfied,
        rule.weight,
        rule.reversed,
    )


def best_total(asked: Iterable[ItemTerms]) -> Fraction:
    """
    Return what the best answers to all items are worth together.
    """
    return sum((own.best for own in asked), Fraction(0))
