"""
Where a share stands against its bound.
"""

import datetime as dt
from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import Any, ClassVar

from attrs import field

from followup_rules.canonical import ADDED_LATER
from followup_rules.clauses import Text
from followup_rules.exact import ceiling, show_share
from followup_rules.immutable import frozen


class Bound(Enum):
    """
    On which side of the bound a rate must lie, and whether the bound is included.
    """

    NOT_LESS_THAN = "not_less_than"
    """不低于, 达到, 以上: the bound is included."""
    NOT_MORE_THAN = "not_more_than"
    """不超过, 以下, 以内: the bound is included."""
    LESS_THAN = "less_than"
    """低于, 不满: the bound is excluded."""
    MORE_THAN = "more_than"
    """超过, 高于: the bound is excluded."""

    @property
    def is_floor(self) -> bool:
        """
        Whether more is better.
        """
        return self in {Bound.NOT_LESS_THAN, Bound.MORE_THAN}

    @property
    def is_included(self) -> bool:
        """
        Whether the bound itself is good enough.
        """
        return self in {Bound.NOT_LESS_THAN, Bound.NOT_MORE_THAN}

    def holds(self, value: Fraction | int, bound: Fraction) -> bool:
        """
        Say whether *value* lies where it must.

        >>> Bound.NOT_MORE_THAN.holds(Fraction(1, 100), Fraction("0.01"))
        True
        """
        if value == bound:
            return self.is_included
        return (value > bound) is self.is_floor

    def in_language(self, language: str) -> str:
        """
        Return the comparator as it stands in a text.
        """
        return _BOUND_WORDS[self].in_language(language)


_BOUND_WORDS = {
    Bound.NOT_LESS_THAN: Text("not less than", "不低于"),
    Bound.NOT_MORE_THAN: Text("not more than", "不超过"),
    Bound.LESS_THAN: Text("less than", "低于"),
    Bound.MORE_THAN: Text("more than", "超过"),
}


@frozen
class TargetEvidence:
    """
    What the verdict on a rate rests on.

    `in_time` of the numerator came in their own time; `waiting` may still join it in
    theirs, and `uncertain` would if a missing fact were known. Those `excused` are left
    out of the denominator.
    """

    shape: ClassVar[str] = "target"

    numerator: int | None
    denominator: int | None
    rate: Fraction
    bound: Bound
    in_time: int | None
    waiting: int | None
    uncertain: int
    ends: dt.datetime | None
    excused: int = field(default=0, metadata={ADDED_LATER: True})

    @property
    def value(self) -> Fraction | None:
        """
        The exact rate; None where there is nothing to measure it on.
        """
        if self.numerator is None or not self.denominator:
            return None
        return Fraction(self.numerator, self.denominator)

    @property
    def required(self) -> int | None:
        """
        The least numerator that is enough; None for an upper bound.
        """
        if self.denominator is None or not self.bound.is_floor:
            return None
        exact = self.rate * self.denominator
        return ceiling(exact) if self.bound.is_included else whole_part(exact) + 1

    @property
    def allowed(self) -> int | None:
        """
        The greatest numerator that is not too much; None for a lower bound.
        """
        if self.denominator is None or self.bound.is_floor:
            return None
        exact = self.rate * self.denominator
        return whole_part(exact) if self.bound.is_included else ceiling(exact) - 1

    @property
    def shortfall(self) -> int:
        """
        How many are missing, or for an upper bound how many are too many.
        """
        number = self.numerator or 0
        if self.required is not None:
            return max(0, self.required - number)
        return max(0, number - (self.allowed or 0))

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        excused = {"excused": self.excused} if self.excused else {}
        before = None if self.denominator is None else self.denominator + self.excused
        return {
            "numerator": self.numerator,
            "denominator": before,
            "in_time": self.in_time,
            "waiting": self.waiting,
            "uncertain": self.uncertain,
            "ends": self.ends,
            **excused,
        }

    def _shown(self) -> str | None:
        """Write the rate so that it never reads as its bound."""
        return None if self.value is None else show_share(self.value, self.rate)

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        return {
            "numerator": self.numerator,
            "denominator": self.denominator,
            "value": self._shown(),
            "rate": self.rate,
            "bound": self.bound,
            "in_time": self.in_time,
            "uncertain": self.uncertain,
            "shortfall": self.shortfall,
            "gap": self._gap(),
        }

    def _gap(self) -> Text:
        """Say how far the count lies on the wrong side of the bound."""
        off = self.shortfall
        if self.bound.is_floor:
            return Text(f"{off} short", f"还差{off}")
        return Text(f"{off} too many", f"超出{off}")


def whole_part(value: Fraction) -> int:
    """Return the greatest whole number not above *value*."""
    return value.numerator // value.denominator
