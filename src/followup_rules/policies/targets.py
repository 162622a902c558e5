"""
A rate against a bound: binding (达到), or striven for (力争).

The comparators bear the words of the texts: 不低于, 不超过 and 以下 include the
bound, 低于, 不满 and 超过 exclude it. Numbers are compared by cross-multiplication,
so 199 of 200 is not 100 %.
"""

import datetime as dt
from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import Any, ClassVar

from attrs import field

from followup_rules.canonical import ADDED_LATER
from followup_rules.clauses import Clause, Force, Text
from followup_rules.errors import InvalidFieldError, MissingFactError
from followup_rules.exact import as_count, ceiling, parse_rate, show_share
from followup_rules.fields import Name, Rate, held
from followup_rules.immutable import frozen
from followup_rules.timing.moments import UTC, as_instant, is_before
from followup_rules.verdicts import (
    Basis,
    Reason,
    Subject,
    Verdict,
    decides,
    judged_at,
    note,
)


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
        return ceiling(exact) if self.bound.is_included else _floor(exact) + 1

    @property
    def allowed(self) -> int | None:
        """
        The greatest numerator that is not too much; None for a lower bound.
        """
        if self.denominator is None or self.bound.is_floor:
            return None
        exact = self.rate * self.denominator
        return _floor(exact) if self.bound.is_included else ceiling(exact) - 1

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


@frozen(kw_only=True, field_transformer=held)
class TargetPolicy:
    """
    A rate lies on one side of a bound.

    It is striven for where the clause's duty is `Force.TARGET`: then it is `MISSED`
    and never a violation.

    >>> rule = TargetPolicy(
    ...     id="demo",
    ...     clause=Clause(id="DEMO-1", en="all of them", zh="全部"),
    ...     name=Text("the handling rate", "处理率"),
    ...     owed_by="office",
    ...     rate="100%",
    ...     bound=Bound.NOT_LESS_THAN,
    ... )
    >>> rule.assess(199, 200).status.name
    'BREACHED'
    >>> rule.rate_of(199, 200)
    Fraction(199, 200)

    Attributes:
        id: The id of the rule in its rulebook.
        clause: The clause that sets the bound.
        name: What the rate measures.
        owed_by: The party that owes it.
        rate: The bound; spellings such as "1%" are read, floats are refused.
        bound: The comparator.
        numerator: The name of what is counted.
        denominator: The name of what it is counted against.
        may_exceed: Whether there may be more of the one than of the other: one
            household can complain twice.
    """

    id: Name
    clause: Clause
    name: Text
    owed_by: Name
    rate: Rate = field(converter=parse_rate)
    bound: Bound
    numerator: Name = "numerator"
    denominator: Name = "denominator"
    may_exceed: bool = False

    def __attrs_post_init__(self) -> None:
        unreachable = {Bound.LESS_THAN: 0, Bound.MORE_THAN: 1}.get(self.bound)
        if self.rate == unreachable:
            raise InvalidFieldError(
                "TargetPolicy.rate", str(self.rate), "a bound that a rate can meet"
            )

    # ---------------------------------------------------------------- questions

    def rate_of(self, numerator: int, denominator: int) -> Fraction | None:
        """
        Return the exact rate, or None of nothing.

        Raises:
            ImpossibleCountError: If a count is negative, or too large.
        """
        self._check("numerator", numerator, denominator)
        return Fraction(numerator, denominator) if denominator else None

    def is_met(self, numerator: int, denominator: int) -> bool | None:
        """
        Say whether the rate lies where it must; None of nothing.

        Raises:
            ImpossibleCountError: If a count is negative, or too large.
        """
        rate = self.rate_of(numerator, denominator)
        return None if rate is None else self.bound.holds(rate, self.rate)

    @property
    def smallest_population_tolerating_one(self) -> int | None:
        """
        The smallest denominator at which a single failure breaks nothing.

        A failure is one that counts under an upper bound (one complaint), or one
        that does not under a lower bound (one matter not handled). None means that
        no number is large enough.
        """
        margin = 1 - self.rate if self.bound.is_floor else self.rate
        if margin == 0:
            return None
        exact = 1 / margin
        return ceiling(exact) if self.bound.is_included else _floor(exact) + 1

    # ------------------------------------------------------------------ judging

    def assess(
        self,
        numerator: int | None,
        denominator: int | None,
        *,
        in_time: int | None = None,
        waiting: int | None = None,
        uncertain: int = 0,
        excused: int = 0,
        ends: dt.datetime | None = None,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
        basis: Basis | None = None,
    ) -> Verdict:
        """
        Judge a rate.

        While the period runs, more may join what is measured. So an upper bound is
        `PENDING` until its end, and so is a lower bound, with the note
        `reached_so_far` where it is reached; only a bound of all of them is `BREACHED`
        as soon as one was not in time. After it a lower bound is `MET` once it is
        reached in time, `PENDING` while those waiting may still do that, and `LATE`
        where it is reached only with those that came too late.

        Args:
            numerator: How many were counted; None is unknown.
            denominator: Against how many; None is unknown.
            in_time: How many of the numerator came in their own time; None is all.
            waiting: How many may still join in their own time; None is all that are
                missing while the period runs, and nobody after it.
            uncertain: How many more would count if a missing fact were known.
            excused: How many of the denominator, and not of the numerator, are lawfully
                let off; they are left out of it.
            ends: The first instant after the period; None is ended.
            as_of: The moment of judgement.
            subject: What the verdict is about.
            basis: What a whole ledger is judged on, instead of *as_of*.

        Raises:
            ImpossibleCountError: If a count is negative, or exceeds what it is part of.
            MissingFactError: If *ends* is given without a moment of judgement, or
                *excused* without a denominator.
        """
        ended = True
        if ends is None and as_of is None and basis is None:
            basis = Basis()
        else:
            now, basis = judged_at(as_of, basis)
            ended = ends is None or not is_before(now, as_instant(ends, "ends"), UTC)
        if denominator is not None:
            as_count("excused", excused, at_most=as_count("denominator", denominator))
            denominator -= excused
        elif excused:
            raise MissingFactError("denominator", "excused", "say of how many they are")
        self._check_all(numerator, denominator, in_time, waiting, uncertain)
        evidence = TargetEvidence(
            numerator,
            denominator,
            self.rate,
            self.bound,
            in_time,
            waiting,
            uncertain,
            ends,
            excused,
        )
        reasons = self._judge(evidence, ended=ended)
        if excused and reasons[0].code != "all_excused":
            reasons = (*reasons, note("excused_left_out", count=excused))
        return Verdict(self.clause, self, subject, evidence, reasons, basis)

    def _check(self, name: str, count: object, denominator: object) -> int:
        """Refuse an impossible count."""
        most = as_count("denominator", denominator)
        return as_count(name, count, at_most=None if self.may_exceed else most)

    def _check_all(
        self,
        numerator: int | None,
        denominator: int | None,
        in_time: int | None,
        waiting: int | None,
        uncertain: int,
    ) -> None:
        """Refuse counts that do not fit one another."""
        as_count("uncertain", uncertain)
        if denominator is not None:
            as_count("denominator", denominator)
        if numerator is None:
            return
        as_count("numerator", numerator)
        if in_time is not None:
            as_count("in_time", in_time, at_most=numerator)
        if denominator is not None:
            self._check("numerator", numerator, denominator)
            self._check("uncertain", numerator + uncertain, denominator)
            if waiting is not None:
                as_count("waiting", waiting, at_most=max(0, denominator - numerator))

    def _judge(self, found: TargetEvidence, *, ended: bool) -> tuple[Reason, ...]:
        """Return the reasons."""
        for name, count in (
            (self.denominator, found.denominator),
            (self.numerator, found.numerator),
        ):
            if count is None:
                return (decides("fact_missing", fact=name),)
        if found.denominator == 0:
            if ended and found.excused:
                return (decides("all_excused", count=found.excused),)
            if ended:
                return (decides("nothing_to_measure"),)
            return (decides("nothing_to_measure_so_far"),)
        if self.bound.is_floor:
            return self._judge_floor(found, ended=ended)
        return self._judge_ceiling(found, ended=ended)

    def _holds(self, found: TargetEvidence, count: int) -> bool:
        """Say whether the rate would do with another numerator."""
        return self.bound.holds(Fraction(count, found.denominator or 1), self.rate)

    def _judge_floor(self, found: TargetEvidence, *, ended: bool) -> tuple[Reason, ...]:
        """
        Judge a rate of which more is better.

        While the period runs more may join what is measured, all of it in time: any
        rate below all of them can still be reached, and none is reached for good.
        """
        counted = found.numerator or 0
        waiting = found.waiting
        if waiting is None:
            waiting = 0 if ended else (found.denominator or 0) - counted
        in_time = counted if found.in_time is None else found.in_time
        if self._holds(found, in_time):
            if ended:
                return (decides("bound_kept"),)
            return (decides("bound_open"), note("reached_so_far"))
        if self._holds(found, in_time + waiting) or (not ended and self.rate < 1):
            return (decides("bound_open"),)
        if self._holds(found, in_time + waiting + found.uncertain):
            return (decides("bound_unknown"),)
        missed = self._judge_missed(found, counted, ended=ended)
        return (*missed, note("still_in_time", count=waiting)) if waiting else missed

    def _judge_missed(
        self, found: TargetEvidence, counted: int, *, ended: bool
    ) -> tuple[Reason, ...]:
        """Tell what was not reached from what was reached late."""
        if self.clause.duty is Force.TARGET or not self._holds(found, counted):
            return self._not_kept()
        if ended:
            return (decides("bound_kept_late"),)
        return (decides("bound_not_in_time"),)

    def _judge_ceiling(
        self, found: TargetEvidence, *, ended: bool
    ) -> tuple[Reason, ...]:
        """Judge a rate of which less is better."""
        counted = found.numerator or 0
        kept = self._holds(found, counted)
        if not ended:
            notes = () if kept else (note("bound_exceeded_so_far"),)
            return (decides("bound_open"), *notes)
        if not kept:
            return self._not_kept()
        if not self._holds(found, counted + found.uncertain):
            return (decides("bound_unknown"),)
        return (decides("bound_kept"),)

    def _not_kept(self) -> tuple[Reason, ...]:
        """Tell what is owed from what is striven for."""
        if self.clause.duty is Force.TARGET:
            return (decides("target_missed"),)
        return (decides("bound_not_kept"),)


def _floor(value: Fraction) -> int:
    """Return the greatest whole number not above *value*."""
    return value.numerator // value.denominator
