"""
A rate judged against its bound.
"""

import datetime as dt
from fractions import Fraction

from attrs import field

from followup_rules.clauses import Clause, Force, Text
from followup_rules.errors import InvalidFieldError, MissingFactError
from followup_rules.exact import as_count, ceiling, parse_rate
from followup_rules.fields import Name, Rate, held
from followup_rules.immutable import frozen
from followup_rules.policies.targets.evidence import Bound, TargetEvidence, whole_part
from followup_rules.verdicts import (
    Reason,
    Subject,
    Verdict,
    basis_of,
    decides,
    note,
)


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
        return ceiling(exact) if self.bound.is_included else whole_part(exact) + 1

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

        Raises:
            ImpossibleCountError: If a count is negative, or exceeds what it is part of.
            MissingFactError: If *ends* is given without a moment of judgement, or
                *excused* without a denominator.
        """
        basis = basis_of(as_of, ends)
        ended = basis.has_reached(ends, "ends")
        if denominator is not None:
            as_count("excused", excused, most=as_count("denominator", denominator))
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
        return as_count(name, count, most=None if self.may_exceed else most)  # A-19b

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
            as_count("in_time", in_time, most=numerator)
        if denominator is not None:
            self._check("numerator", numerator, denominator)
            self._check("uncertain", numerator + uncertain, denominator)
            if waiting is not None:
                as_count("waiting", waiting, most=max(0, denominator - numerator))

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
