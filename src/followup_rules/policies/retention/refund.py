"""
Retention money paid back step by step, once the time of liability has ended.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar, Final

from attrs import evolve

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    ImpossibleOrderError,
    MissingFactError,
)
from followup_rules.exact import as_name
from followup_rules.fields import Name, held
from followup_rules.immutable import frozen
from followup_rules.policies.retention.money import (
    NOT_AGREED,
    Agreed,
    LiabilityPeriod,
    as_agreed,
)
from followup_rules.timing.amounts import Days, Months, Years
from followup_rules.timing.counting import HOUSE_RULES, Counting, Deadline
from followup_rules.timing.moments import (
    Moment,
    is_before,
    local_ordinal,
    refuse_disorder,
)
from followup_rules.verdicts import (
    Reason,
    Subject,
    Verdict,
    decides,
    judged_at,
    note,
)

DELAYED_BY: Final = ("contractor", "developer")
"""By whom acceptance was delayed."""


@frozen(kw_only=True)
class RefundSteps:
    """
    By when the money must be checked and paid back.

    Attributes:
        check_by: By when the developer checks an application.
        deemed_on: The last day of silence after a reminder; once it has passed, the
            application counts as agreed.
        pay_by: By when the money is paid.
    """

    check_by: Deadline | None = None
    deemed_on: Deadline | None = None
    pay_by: Deadline | None = None


@frozen(kw_only=True)
class RefundEvidence:
    """
    What a verdict on paying the money back rests on.
    """

    shape: ClassVar[str] = "refund"

    given: tuple[tuple[str, Any], ...]
    period: LiabilityPeriod | None = None
    steps: RefundSteps = RefundSteps()
    deadline: Deadline | None = None

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        return dict(self.given)

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        given = dict(self.given)
        return {
            "first_day": None if self.period is None else self.period.first_day,
            "last_day": None if self.period is None else self.period.last_day,
            "deadline": self.deadline,
            "applied": given.get("applied_on"),
            "paid": given.get("paid_on"),
        }


@frozen(kw_only=True, field_transformer=held)
class RetentionRefund:
    """
    The money held back is paid back after the defects liability period.

    The period runs from the day that acceptance was passed, even if the contractor
    delayed it; where the developer delayed it, from so long after the completion
    report at the latest. The start day is not counted and every bound is included.

    >>> refund = RetentionRefund(
    ...     id="demo",
    ...     clause=Clause(id="DEMO-8", en="pay it back", zh="返还质量保证金"),
    ...     name=Text("paying the retention back", "返还质量保证金"),
    ...     owed_by="developer",
    ... )
    >>> refund.period(dt.date(2024, 2, 29), agreed=Months(12)).last_day
    Date(2025, 2, 28)

    Attributes:
        id: The id of the rule.
        clause: The clause.
        name: What is owed.
        owed_by: The party that owes it.
        longest: The longest period; a longer one that was agreed is cut to it, and
            where none was agreed it holds.
        starts_itself: How long after the completion report it starts by itself,
            where the developer delays acceptance.
        check_within: How long the developer has to check an application.
        silence_after_reminder: How long after a reminder silence is agreement.
        pay_within: How long the developer has to pay, where nothing was agreed.
        counting: How the periods are counted.
    """

    id: Name
    clause: Clause
    name: Text
    owed_by: Name
    longest: Months | Years = Months(24)
    starts_itself: Days = Days(90)
    check_within: Days = Days(14)
    silence_after_reminder: Days = Days(14)
    pay_within: Days = Days(14)
    counting: Counting = HOUSE_RULES

    def period(
        self,
        accepted_on: Moment | None,
        *,
        agreed: Agreed | None,
        reported_on: Moment | None = None,
        delayed_by: str | None = None,
    ) -> LiabilityPeriod:
        """
        Return the defects liability period.

        Args:
            accepted_on: The day that acceptance was passed; None where it was not.
            agreed: The length agreed, or `NOT_AGREED`; None is not known.
            reported_on: The day of the contractor's completion report.
            delayed_by: Who delayed the acceptance, `contractor` or `developer`.

        Raises:
            MissingFactError: If the length is not known, or what starts it.
            UnknownNameError: If *delayed_by* is neither.
            InvalidFieldError: If *agreed* is no length.
        """
        if agreed is None:
            raise MissingFactError(
                "agreed", self.id, "pass what was agreed, or NOT_AGREED"
            )
        if delayed_by is not None:
            as_name("party that delayed it", delayed_by, DELAYED_BY)
        if reported_on is not None:
            local_ordinal(reported_on, self.counting.tz, "reported_on")
        start, notes = self._start(accepted_on, reported_on, delayed_by)
        longest = self.counting.last_day(start, self.longest)
        length = as_agreed("agreed", agreed)
        last = longest if length is None else self.counting.last_day(start, length)
        if length is None:
            notes = (*notes, note("liability_not_agreed", longest=self.longest))
        elif last > longest:
            last = longest
            notes = (
                *notes,
                note("liability_cut", agreed=length, longest=self.longest),
            )
        return LiabilityPeriod(
            start_ordinal=start, deadline=self.counting.ending(last), notes=notes
        )

    def steps(
        self,
        *,
        applied_on: Moment | None = None,
        checked_on: Moment | None = None,
        reminded_on: Moment | None = None,
        agreed_payment: Agreed = NOT_AGREED,
    ) -> RefundSteps:
        """
        Return by when an application must be checked and the money paid.

        Args:
            applied_on: When the contractor applied, after the period.
            checked_on: When the developer had checked it.
            reminded_on: When the contractor reminded a silent developer.
            agreed_payment: How long after the check the money is paid, where the
                parties agreed on that.

        Raises:
            InvalidFieldError: If *agreed_payment* is no length.
            NaiveTimeError, NotADayError: If a moment is unusable.
        """
        told = {
            "applied_on": applied_on,
            "checked_on": checked_on,
            "reminded_on": reminded_on,
        }
        for name, value in told.items():
            if value is not None:
                local_ordinal(value, self.counting.tz, name)
        term = as_agreed("agreed_payment", agreed_payment) or self.pay_within
        if applied_on is None:
            return RefundSteps()
        check_by = self.counting.deadline(applied_on, self.check_within)
        deemed = None
        if reminded_on is not None:
            deemed = self.counting.deadline(reminded_on, self.silence_after_reminder)
        settled: Moment | None = checked_on
        if settled is None and deemed is not None:
            settled = deemed.last_day
        if settled is None:
            return RefundSteps(check_by=check_by)
        pay_by = self.counting.deadline(settled, term)
        return RefundSteps(check_by=check_by, deemed_on=deemed, pay_by=pay_by)

    def assess(
        self,
        accepted_on: Moment | None,
        *,
        agreed: Agreed | None,
        reported_on: Moment | None = None,
        delayed_by: str | None = None,
        applied_on: Moment | None = None,
        checked_on: Moment | None = None,
        reminded_on: Moment | None = None,
        agreed_payment: Agreed = NOT_AGREED,
        paid_on: Moment | None = None,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
    ) -> Verdict:
        """
        Judge whether the money was paid back in time.

        While the period runs, and until the contractor applies, nothing is late.
        The arguments are those of `period` and `steps`; later facts are not known
        yet.

        Raises:
            ImpossibleOrderError: If a step lies before the one it follows, or the
                application before the acceptance that starts the period.
            UnknownNameError, InvalidFieldError: As in `period` and `steps`.
            MissingFactError: If there is no moment of judgement.
        """
        now, basis = judged_at(as_of)
        events = {
            "applied_on": applied_on,
            "checked_on": checked_on,
            "reminded_on": reminded_on,
            "paid_on": paid_on,
        }
        as_agreed("agreed_payment", agreed_payment)
        self._refuse_order(events)
        starts = {"accepted_on": accepted_on, "reported_on": reported_on}
        zone = self.counting.tz
        by_itself = isinstance(delayed_by, str) and delayed_by == "developer"
        if not by_itself:  # which may have started the period before any acceptance
            begun = "accepted_on", accepted_on
            refuse_disorder(zone, begun, ("applied_on", applied_on))
        known = {
            name: None
            if value is None or is_before(now, value, zone, ("as_of", name))
            else value
            for name, value in {**starts, **events}.items()
        }
        terms: dict[str, Any] = {
            "agreed": agreed if agreed is None else str(agreed),
            "delayed_by": delayed_by,
        }
        payment = {"agreed_payment": str(agreed_payment)}
        asked = _Refund(self, known, terms, payment, now)
        reasons, evidence = asked.answer()
        if known != {**starts, **events}:
            reasons = (*reasons, note("later_fact"))
        return Verdict(self.clause, self, subject, evidence, reasons, basis)

    # ------------------------------------------------------------------ reading

    def _start(
        self,
        accepted_on: Moment | None,
        reported_on: Moment | None,
        delayed_by: str | None,
    ) -> tuple[int, tuple[Reason, ...]]:
        """Return the day that starts the period."""
        tz = self.counting.tz
        accepted = (
            None
            if accepted_on is None
            else local_ordinal(accepted_on, tz, "accepted_on")
        )
        if delayed_by == "developer":
            if reported_on is None:
                raise MissingFactError("reported_on", self.id, "the developer delayed")
            reported = local_ordinal(reported_on, tz, "reported_on")
            by_itself = self.counting.with_bound.last_day(reported, self.starts_itself)
            if accepted is None or by_itself < accepted:
                return by_itself, (note("liability_starts_itself"),)
        if accepted is None:
            raise MissingFactError("accepted_on", self.id, "acceptance starts it")
        return accepted, ()

    def _refuse_order(self, events: Mapping[str, Moment | None]) -> None:
        """Refuse a step of the refund before the application."""
        applied = events["applied_on"]
        for name, value in events.items():
            if value is None or applied is None:
                continue
            names = (name, "applied_on")
            if is_before(value, applied, self.counting.tz, names):
                raise ImpossibleOrderError("applied_on", applied, name, value)


_Answer = tuple[tuple[Reason, ...], RefundEvidence]


@frozen
class _Refund:
    """
    One question about a refund, with the facts known.
    """

    policy: RetentionRefund
    known: Mapping[str, Moment | None]
    terms: Mapping[str, Any]
    payment: Mapping[str, Any]
    now: dt.datetime

    def answer(self) -> _Answer:
        """Return reasons and evidence."""
        given = {**self.known, **self.terms, **self.payment}
        empty = RefundEvidence(given=tuple(given.items()))
        started: dict[str, Any] = {
            name: self.known[name] for name in ("accepted_on", "reported_on")
        }
        if not any(started.values()):
            return (decides("trigger_absent"),), empty
        try:
            period = self.policy.period(**started, **self.terms)
        except MissingFactError as error:
            reason = decides("fact_missing", fact=error.fact)
            return (reason,), empty
        stepped: dict[str, Any] = {name: self.known[name] for name in _STEPS}
        steps = self.policy.steps(**stepped, **self.payment)
        evidence = evolve(empty, period=period, steps=steps)
        code, deadline = self._judge(period, steps)
        reasons = (decides(code), *period.notes, *self._notes(steps))
        return reasons, evolve(evidence, deadline=deadline)

    def _judge(
        self, period: LiabilityPeriod, steps: RefundSteps
    ) -> tuple[str, Deadline | None]:
        """Return the code and the bound that decides."""
        paid = self.known["paid_on"]
        if paid is not None and (steps.pay_by is None or steps.pay_by.met_by(paid)):
            return "refund_paid", steps.pay_by
        if paid is not None:
            return "refund_paid_late", steps.pay_by
        if steps.check_by is None:
            if period.deadline.met_by(self.now):
                return "liability_running", period.deadline
            return "refund_not_applied_for", None
        if steps.pay_by is not None and self._settled(steps):
            if steps.pay_by.met_by(self.now):
                return "refund_due", steps.pay_by
            return "refund_not_paid", steps.pay_by
        if steps.check_by.met_by(self.now):
            return "refund_in_check", steps.check_by
        return "refund_not_checked", steps.check_by

    def _settled(self, steps: RefundSteps) -> bool:
        """Say whether the application was checked, or counts as agreed."""
        if self.known["checked_on"] is not None:
            return True
        return steps.deemed_on is not None and not steps.deemed_on.met_by(self.now)

    def _notes(self, steps: RefundSteps) -> tuple[Reason, ...]:
        """Remark an agreement by silence."""
        if self.known["checked_on"] is None and self._settled(steps):
            return (note("refund_deemed_agreed"),)
        return ()


_STEPS: Final = ("applied_on", "checked_on", "reminded_on")
