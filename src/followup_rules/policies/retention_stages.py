"""
Retention money that is paid back in stages, of a whole price or of each payment.

Half at the handover and half two years after it; or of every progress payment a share
that is held back, and paid back so long after that payment. Money is exact.
"""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Final

from attrs import evolve, field

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    ImpossibleOrderError,
    InvalidFieldError,
)
from followup_rules.exact import as_name, parse_rate, parse_sum, show_money
from followup_rules.fields import Entries, Name, Rate, as_tuple, held
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import Days, Months, Weeks, WorkingDays, Years
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import HOUSE_RULES, Counting, Deadline
from followup_rules.timing.moments import Moment, is_before, local_ordinal
from followup_rules.verdicts import (
    Reason,
    Subject,
    Verdict,
    calendar_reason,
    decides,
    judged_at,
    note,
)


@frozen(kw_only=True, field_transformer=held)
class ReleaseStage:
    """
    One stage in which retention money is paid back.

    Attributes:
        key: Its name.
        name: What sentences call it.
        share: Which share of what is held back.
        clause: The clause.
        after: How long after the start; None is on its day, such as at the handover.
    """

    key: Name
    name: Text
    share: Rate = field(converter=parse_rate)
    clause: Clause
    after: Days | Weeks | Months | Years | None = None


@frozen(kw_only=True)
class Release:
    """
    What is paid back in one stage.

    Attributes:
        stage: The stage.
        deadline: By when.
        amount: How much, exactly; None where the sum is not known.
    """

    stage: ReleaseStage
    deadline: Deadline
    amount: Fraction | None


@frozen(kw_only=True)
class ReleaseEvidence:
    """
    What a verdict on paying money back in stages rests on.

    Attributes:
        started_on: What the stages are counted from.
        paid: When each stage was paid, as far as known.
        price: The sum of which a share is held back.
        releases: Every stage with its bound.
        only: The one stage that was judged; None is all of them.
        decisive: The stage that decides.
    """

    shape: ClassVar[str] = "release"

    started_on: Moment | None
    paid: tuple[tuple[str, Moment], ...]
    price: Fraction | None
    releases: tuple[Release, ...] = ()
    only: str | None = None
    decisive: Release | None = None

    @property
    def deadline(self) -> Deadline | None:
        """
        By when the stage that decides is paid back.
        """
        return None if self.decisive is None else self.decisive.deadline

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        return {
            "started_on": self.started_on,
            "paid": dict(self.paid),
            "price": self.price,
            "only": self.only,
        }

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        one = self.decisive
        return {
            "stage": None if one is None else one.stage.name,
            "stages": tuple(each.stage.name for each in self.releases),
            "amount": None if one is None else _show(one.amount),
            "deadline": self.deadline,
            "paid": None if one is None else dict(self.paid).get(one.stage.key),
        }


def _show(value: Fraction | None) -> Text:
    """Write a sum without rounding it; none is said as what it is a part of."""
    if value is None:
        return Text("the money held back", "质量保证金")
    shown = show_money(value)
    return Text(f"{shown} yuan", f"质量保证金{shown.replace(' ', '又')}元")


@frozen(kw_only=True, field_transformer=held)
class RetentionRelease:
    """
    What is held back is paid back in stages.

    >>> clause = Clause(id="DEMO-9", en="in two halves", zh="分两次返还")
    >>> half = ReleaseStage(
    ...     key="first",
    ...     name=Text("the first half", "前一半"),
    ...     share="1/2",
    ...     after=Months(12),
    ...     clause=clause,
    ... )
    >>> rest = evolve(half, key="rest", name=Text("the rest", "余款"), after=Months(24))
    >>> rule = RetentionRelease(
    ...     id="demo",
    ...     clause=clause,
    ...     name=Text("the two halves", "分两次返还"),
    ...     owed_by="developer",
    ...     stages=(half, rest),
    ...     rate="5%",
    ... )
    >>> for one in rule.releases(dt.date(2024, 2, 29), "8001.95"):
    ...     print(one.deadline.last_day, one.amount)
    2025-02-28 160039/800
    2026-02-28 160039/800

    Attributes:
        id: The id of the rule.
        clause: The general clause.
        name: What is owed.
        owed_by: The party that owes it.
        stages: The stages, in the order of the text; their shares add up to 1.
        rate: Which share of the price, or of each payment, is held back; 100 % where
            the call gives what is held back itself.
        pay_within: How long after the day of a stage the money is paid; None is by
            the end of that day.
        counting: How the periods are counted.

    Raises:
        InvalidFieldError: If the shares do not add up to 1, or one is nothing.
    """

    id: Name
    clause: Clause
    name: Text
    owed_by: Name
    stages: Annotated[tuple[ReleaseStage, ...], Entries(least=1, unique="key")] = field(
        converter=as_tuple
    )
    rate: Rate = field(default=Fraction(1), converter=parse_rate)
    pay_within: Days | WorkingDays | None = None
    counting: Counting = HOUSE_RULES

    def __attrs_post_init__(self) -> None:
        shares = [stage.share for stage in self.stages]
        if sum(shares) != 1 or not all(shares):
            allowed = "shares above 0 that add up to 1"
            given = [str(share) for share in shares]
            raise InvalidFieldError("RetentionRelease.stages", given, allowed)

    # ---------------------------------------------------------------- questions

    def held_back(self, price: object) -> Fraction:
        """
        Return how much of a price, or of a payment, is held back.

        Raises:
            InexactRateError: If *price* is a float.
            InvalidFieldError: If it is no sum of money.
        """
        return self.rate * parse_sum(price, field="price")

    def releases(
        self,
        started_on: Moment,
        price: object = None,
        *,
        calendar: WorkCalendar | None = None,
    ) -> tuple[Release, ...]:
        """
        Return by when, and how much, is paid back in each stage.

        Args:
            started_on: The day that the stages are counted from, such as that of the
                handover, or of the payment of which the money is held back.
            price: The price, or the payment; None is not known.
            calendar: Needed only where working days count.

        Raises:
            InexactRateError, InvalidFieldError: If *price* is no sum of money.
            NaiveTimeError, NotADayError: If *started_on* is unusable.
            CalendarRequiredError, CalendarNotCoveredError: If working days matter.
        """
        sum_held = None if price is None else self.held_back(price)
        start = local_ordinal(started_on, self.counting.tz, "started_on")
        return tuple(
            Release(
                stage=stage,
                deadline=self._deadline(start, stage, calendar),
                amount=None if sum_held is None else sum_held * stage.share,
            )
            for stage in self.stages
        )

    def _deadline(
        self, start: int, stage: ReleaseStage, calendar: WorkCalendar | None
    ) -> Deadline:
        """Return by when a stage is paid."""
        last = start
        if stage.after is not None:
            last = self.counting.last_day(start, stage.after, calendar)
        if self.pay_within is not None:
            last = self.counting.with_bound.last_day(last, self.pay_within, calendar)
        return self.counting.ending(last, calendar=calendar)

    def assess(
        self,
        started_on: Moment | None,
        paid: Mapping[str, Moment | None] | None = None,
        *,
        price: object = None,
        only: str | None = None,
        calendar: WorkCalendar | None = None,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
    ) -> Verdict:
        """
        Judge whether the money was paid back, of all stages or of one.

        Args:
            started_on: As in `releases`; None has not happened.
            paid: When each stage was paid in full, by its key.
            price: As in `releases`.
            only: The key of the one stage that is judged.
            calendar: As in `releases`.
            as_of: The moment of judgement; later payments are not known yet.
            subject: What the verdict is about.

        Raises:
            UnknownNameError: If a stage is unknown.
            ImpossibleOrderError: If a stage was paid before what starts them.
            MissingFactError: If there is no moment of judgement.
            InexactRateError, InvalidFieldError: If *price* is no sum of money.
        """
        now, basis = judged_at(as_of, calendar=calendar)
        given = self._read(started_on, {} if paid is None else paid)
        zone = self.counting.tz
        known = {key: at for key, at in given.items() if not is_before(now, at, zone)}
        if only is not None:
            as_name("stage", only, tuple(stage.key for stage in self.stages))
        said = ("as_of", "started_on")
        begun = started_on is not None and not is_before(now, started_on, zone, said)
        evidence = ReleaseEvidence(
            started_on=started_on if begun else None,
            paid=tuple(known.items()),
            price=None if price is None else parse_sum(price, field="price"),
            only=only,
        )
        reason, evidence = self._judge(evidence, now, calendar)
        later = known != given or begun is not (started_on is not None)
        reasons = (reason, note("later_fact")) if later else (reason,)
        one = evidence.decisive
        clause = self.clause if one is None else one.stage.clause
        return Verdict(clause, self, subject, evidence, reasons, basis)

    def assess_each(
        self, started_on: Moment | None, paid: Any = None, **facts: Any
    ) -> tuple[Verdict, ...]:
        """
        Judge every stage by itself; the arguments and the errors are those of `assess`.
        """
        return tuple(
            self.assess(started_on, paid, only=stage.key, **facts)
            for stage in self.stages
        )

    # ------------------------------------------------------------------ judging

    def _read(
        self, started_on: Moment | None, paid: Mapping[str, Moment | None]
    ) -> dict[str, Moment]:
        """Return the payments that were made, or refuse those that cannot be."""
        if not isinstance(paid, Mapping):
            raise InvalidFieldError("paid", paid, "a table from stage to day")
        keys = tuple(stage.key for stage in self.stages)
        given = {}
        for key, at in paid.items():
            as_name("stage", key, keys)
            if at is None:
                continue
            local_ordinal(at, self.counting.tz, key)
            if started_on is not None and is_before(
                at, started_on, self.counting.tz, (key, "started_on")
            ):
                raise ImpossibleOrderError("started_on", started_on, key, at)
            given[key] = at
        return given

    def _judge(
        self,
        evidence: ReleaseEvidence,
        now: dt.datetime,
        calendar: WorkCalendar | None,
    ) -> tuple[Reason, ReleaseEvidence]:
        """Return the reason, and what it rests on."""
        if evidence.started_on is None:
            return decides("trigger_absent"), evidence
        try:
            releases = self.releases(
                evidence.started_on, evidence.price, calendar=calendar
            )
        except (CalendarRequiredError, CalendarNotCoveredError) as error:
            return calendar_reason(error), evidence
        paid = dict(evidence.paid)
        judged = [
            (_code(one, paid.get(one.stage.key), now), one)
            for one in releases
            if evidence.only in {None, one.stage.key}
        ]
        code, one = min(judged, key=lambda each: _WORST_FIRST.index(each[0]))
        evidence = evolve(evidence, releases=releases, decisive=one)
        if evidence.only is None and code == "release_paid":
            return decides("releases_paid"), evolve(evidence, decisive=None)
        return decides(code), evidence


_WORST_FIRST: Final = (
    "release_not_paid",
    "release_ahead",
    "release_paid_late",
    "release_paid",
)
"""What decides of several stages; none is late for good while one may still be paid."""


def _code(one: Release, paid: Moment | None, now: dt.datetime) -> str:
    """Say what became of one stage."""
    if paid is not None:
        return "release_paid" if one.deadline.met_by(paid) else "release_paid_late"
    return "release_ahead" if one.deadline.met_by(now) else "release_not_paid"
