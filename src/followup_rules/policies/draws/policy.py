"""
So many at random in each period, drawn with a receipt and then reached.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Annotated, Any, Final

from attrs import field
from attrs.converters import optional

from followup_rules.canonical import plain
from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    InvalidFieldError,
    InvalidReceiptError,
    MissingSeedError,
)
from followup_rules.exact import as_count, as_many
from followup_rules.fields import (
    Count,
    Entries,
    Name,
    Names,
    Rate,
    ZoneName,
    as_tuple,
    held,
)
from followup_rules.immutable import frozen
from followup_rules.policies.draws.calls import (
    CallFacts,
    CallReview,
    review_calls,
)
from followup_rules.policies.draws.course import Course, follow_calls
from followup_rules.policies.draws.judging import (
    Counts,
    DrawEvidence,
    Found,
    by_window,
    judge,
    remarks,
    told,
    with_shares,
)
from followup_rules.policies.draws.naming import Named, read_named, refuse_odd_texts
from followup_rules.policies.draws.proof import (
    Discrepancy,
    compare,
    left_out_otherwise,
    not_owed,
    once,
    public_seed,
    read_receipt,
)
from followup_rules.policies.draws.records import Draw, terms_recorded
from followup_rules.policies.draws.selection import (
    WHOLE_FRAME,
    DrawTerms,
    DrawUnit,
    Ledger,
    Repeat,
    Scope,
    select,
    shares,
    whole_ids,
)
from followup_rules.policies.draws.sizes import Size, Stratum, as_share, asked_for
from followup_rules.policies.draws.tickets import TicketOrder, seed_string
from followup_rules.tables import Table
from followup_rules.timing.cycles import Cells, Cycle, cell_of
from followup_rules.timing.moments import (
    Moment,
    local_ordinal,
    show_day,
    zone_of,
)
from followup_rules.verdicts import (
    Subject,
    Verdict,
    basis_of,
)

NO_SEED: Final = "none"
"""Stands in where a receipt names no seed, so that the frame can be counted."""


@frozen(kw_only=True, field_transformer=held)
class DrawPolicy:
    """
    So many subjects are drawn at random from a ledger in each period, and reached.

    >>> rule = DrawPolicy(
    ...     id="phone_draw",
    ...     clause=Clause(id="DEMO-1", en="twenty a week", zh="每周二十个"),
    ...     name=Text("the phone draw", "电话抽访"),
    ...     owed_by="supervision_section",
    ...     size=2,
    ... )
    >>> draw = rule.draw(
    ...     ["0001", "0002", "0003"],
    ...     seed="31415926535897932384",
    ...     window="A",
    ...     on=dt.date(2026, 3, 11),
    ... )
    >>> draw.chosen, draw.reserves
    (('A/0003', 'A/0001'), ('A/0002',))

    Attributes:
        id: The id of the rule in its rulebook; part of the seed.
        clause: The clause that sets the number.
        name: What is drawn and reached.
        owed_by: The party that owes it.
        size: How many; or else
        share: what share of those who can be drawn, rounded up, "10%" for example,
        least: of which at least so many,
        most: and at most so many. Never more are owed than there are.
        strata: Or else how many from each stratum, where each has a number of its own.
            The stratum stands in the id as a window does, so the scope is per window.
        may_exclude: The reasons for which the text lets somebody be left out; None
            leaves the reasons to whoever gives them, and they stand in the receipt.
        scope: In total, in total but stratified, or per window.
        unit: Whether a person or a case has one ticket.
        repeat: What becomes of those already called this month.
        reserves: How many substitutes are drawn with the picks.
        order: How tickets are compared.
        cycle: How often; the label of its cell stands in the seed.
        zone: Where the day of a draw is read.
    """

    id: Name
    clause: Clause
    name: Text
    owed_by: Name
    size: Count | None = None
    share: Rate | None = field(default=None, converter=as_share)
    least: Count = 0
    most: Count | None = None
    strata: Annotated[tuple[Stratum, ...], Entries(unique="key")] = field(
        default=(), converter=as_tuple
    )
    may_exclude: Names | None = field(default=None, converter=optional(as_tuple))
    scope: Scope = Scope.TOTAL
    unit: DrawUnit = DrawUnit.PERSON
    repeat: Repeat = Repeat.EXCLUDED
    reserves: Count = 20
    order: TicketOrder = TicketOrder.HEX
    cycle: Cells = Cycle.WEEK
    zone: ZoneName = "Asia/Shanghai"

    def __attrs_post_init__(self) -> None:
        _ = self.asked
        if self.strata and self.scope is not Scope.PER_WINDOW:
            allowed = "Scope.PER_WINDOW, because each stratum has a number of its own"
            raise InvalidFieldError("DrawPolicy.scope", self.scope, allowed)

    @property
    def asked(self) -> Size:
        """
        How many are asked for: a number, a share with its bounds, or by stratum.
        """
        bounds = (self.share, self.least, self.most)
        if not self.strata:
            return asked_for("DrawPolicy", self.size, *bounds)
        if (self.size, *bounds) != (None, None, 0, None):
            allowed = "no size, share or bound, because each stratum has its own"
            raise InvalidFieldError("DrawPolicy.strata", self.strata, allowed)
        pairs = [(stratum.key, stratum.asked) for stratum in self.strata]
        return Table(pairs, kind="stratum")

    # ------------------------------------------------------------------ drawing

    def draw(
        self,
        ledger: Ledger,
        *,
        seed: str | None = None,
        on: Moment,
        window: str | None = None,
        persons: Mapping[str, str] | None = None,
        called: Collection[str] = (),
        excluded: Mapping[str, str] | None = None,
        seed_source: str | None = None,
    ) -> Draw:
        """
        Draw from a ledger; from all of it, if it holds fewer.

        Args:
            ledger: Serials of *window*, or whole ids `window/serial`, or the serials
                of each window by its code. An iterator is read once.
            seed: The public seed. It must come from outside and be named before the
                ledger is closed; there is no default.
            on: The day of the draw; its week is part of the seed.
            window: The window whose bare serials *ledger* holds.
            persons: Who stands behind each id, where one person may have several
                cases; the smallest id of a person then has the ticket. It may hold
                more ids than the ledger, such as those of *called*.
            called: Ids already called this month; what is not in the ledger is passed
                over. With *persons*, the other cases of the same person count too.
            excluded: Ids that are not eligible, each with the reason.
            seed_source: Where the seed came from, for the receipt.

        Raises:
            MissingSeedError: If there is no seed.
            InvalidFieldError: If the seed is blank or padded, an exclusion has no
                reason or none that is allowed, or one of the tables or lists is none.
            InvalidIdError, DuplicateIdError: If an id is unusable.
            UnknownNameError: If an excluded id is not in the ledger.
            MissingFactError: If *persons* does not know an id, or windows have shares
                and an id names no window.
            NaiveTimeError, NotADayError: If *on* is unusable.
            DateOutOfRangeError: If the cell of *on* ends after the year 9999.
        """
        if seed is None:
            raise MissingSeedError(self.id)
        refuse_odd_texts({"seed": seed, "seed_source": seed_source, "window": window})
        if isinstance(ledger, str | bytes) or not isinstance(ledger, Iterable):
            raise InvalidFieldError("ledger", ledger, "a collection of ids")
        named = read_named(persons, called, excluded, window)
        for id_, reason in named.excluded.items():
            if self.may_exclude is not None and reason not in self.may_exclude:
                allowed = ", ".join(self.may_exclude) or "nobody is left out"
                raise InvalidFieldError(f"excluded[{id_!r}]", reason, allowed)
        frame = tuple(whole_ids(ledger, window))
        return self._draw(frame, named, seed=seed, on=on, seed_source=seed_source)

    def _draw(
        self,
        frame: tuple[str, ...],
        named: Named,
        *,
        seed: str,
        on: Moment,
        seed_source: str | None,
    ) -> Draw:
        """Draw from whole ids."""
        day, period = self._when(on)
        known = frozenset(frame) if named.anybody else frozenset()
        called = named.already_called(known, self.unit)
        terms = DrawTerms(
            rule=self.id,
            seed_string=seed_string(seed, self.id, WHOLE_FRAME, period),
            seed_source=seed_source,
            drawn_on=day,
            period=period,
            k=self.asked,
            reserves=self.reserves,
            scope=self.scope,
            order=self.order,
            repeat=self.repeat,
            window=named.window,
            excluded=named.exclusions(
                known, called, repeat=self.repeat, unit=self.unit
            ),
            called=called if self.repeat is Repeat.FILL_UP else (),
        )
        return Draw(terms, select(terms, frame), frame)

    def _when(self, on: Moment) -> tuple[dt.date, str]:
        """Return the day of a draw, and the label of its cell."""
        day = show_day(local_ordinal(on, zone_of(self.zone), "on"))
        return day, cell_of(self.cycle, day).label

    # ------------------------------------------------------------------ proving

    def terms_owed(self, on: Moment) -> dict[str, Any]:
        """
        Return what the receipt of a draw on this day must say, by field.
        """
        day, period = self._when(on)
        return {
            "rule": self.id,
            "drawn_on": day.isoformat(),
            "period": period,
            "k": plain(self.asked),
            "scope": self.scope.value,
            "order": self.order.value,
            "repeat": self.repeat.value,
            "reserves_kept": self.reserves,
        }

    def hold_against(
        self,
        receipt: Mapping[str, Any],
        ledger: Ledger,
        *,
        on: Moment,
        window: str | None = None,
        persons: Mapping[str, str] | None = None,
        called: Collection[str] = (),
        excluded: Mapping[str, str] | None = None,
    ) -> list[Discrepancy]:
        """
        Hold a receipt against the draw that was owed; an empty list is the proof.

        It must be of this rule, week, day, number, scope, order and treatment of those
        already called, follow from the ledger, and leave out whom this draw leaves out
        and nobody else. Whatever is wrong with the receipt is a discrepancy, never an
        error; the errors are those of `draw`, about the other arguments.

        Args:
            receipt: What is said to prove the draw.
            ledger: The ledger as it stood when it was closed.
            on: The day on which the draw was owed.
            window: The window whose bare serials *ledger* holds.
            persons: As for `draw`.
            called: As for `draw`.
            excluded: As for `draw`; an id that is not in the ledger is a discrepancy.
        """
        named = read_named(persons, called, excluded, window)
        ids = tuple(whole_ids(ledger, window))
        return self._held(receipt, ids, named, on)[0]

    def follow(
        self,
        receipt: Mapping[str, Any] | None,
        ledger: Ledger,
        calls: Iterable[CallFacts],
        *,
        on: Moment,
        in_time: Iterable[CallFacts] | None = None,
        window: str | None = None,
        persons: Mapping[str, str] | None = None,
        called: Collection[str] = (),
        excluded: Mapping[str, str] | None = None,
    ) -> Course:
        """
        Return what became of a draw: what disproves it, and what its calls came to.

        Its `facts()` are the arguments of `assess`, of the whole draw or of a window.

        Args:
            receipt: What is said to prove the draw; None is no receipt.
            ledger: The ledger as it stood when it was closed.
            calls: Every attempt, in the order made.
            on: The day on which the draw was owed.
            in_time: The attempts before the period closed; None is all.
            window: As for `hold_against`, like the others.
            persons: Who stands behind each id.
            called: Who was called already.
            excluded: Who is left out.
        """
        named = read_named(persons, called, excluded, window)
        ids = tuple(whole_ids(ledger, window))
        found, owed = self._held(receipt, ids, named, on)
        by_window = self.scope is not Scope.TOTAL
        return Course(
            owed,
            None if receipt is None else tuple(found),
            follow_calls(receipt, calls, owed, by_window=by_window),
            None
            if in_time is None
            else follow_calls(receipt, in_time, owed, by_window=by_window),
        )

    def _held(
        self,
        receipt: Mapping[str, Any] | None,
        ids: tuple[str, ...],
        named: Named,
        on: Moment,
    ) -> tuple[list[Discrepancy], Draw]:
        """Return what disproves a receipt, and the draw that was owed."""
        named, strangers = named.inside(frozenset(ids), self.may_exclude)
        terms, found = None, []
        if receipt is not None:
            try:
                recorded, terms = read_receipt(receipt)
                found = compare(recorded, terms, ids, self.terms_owed(on))
            except InvalidReceiptError as error:
                found = [Discrepancy("receipt", error.problem, None)]
        seed = None if terms is None else public_seed(terms)
        owed = self._draw(ids, named, seed=seed or NO_SEED, on=on, seed_source=None)
        entangled = {one.field for one in found} & {"receipt", "frame_digest", "repeat"}
        if terms is not None and not entangled:
            found += left_out_otherwise(terms, owed.terms, strangers)
        return once(found), owed

    # ------------------------------------------------------------------ judging

    def required(self, eligible: Counts) -> int:
        """
        Return how many are owed: at most as many as there are.

        Raises:
            ImpossibleCountError: If a count is negative or no whole number.

        >>> demo = DrawPolicy(
        ...     id="demo",
        ...     clause=Clause(id="DEMO-1", en="-", zh="-"),
        ...     name=Text("-", "-"),
        ...     owed_by="section",
        ...     size=20,
        ... )
        >>> demo.required({"A": 12, "B": 40}), demo.required(12)
        (20, 12)
        """
        return sum(self.shares(eligible).values())

    def shares(self, eligible: Counts) -> dict[str, int]:
        """
        Return how many are owed, under "*" in total or by window.
        """
        return shares(self.asked, by_window("eligible", eligible), self.scope)

    def assess(
        self,
        eligible: Counts,
        reached: Counts,
        *,
        reached_in_time: Counts | None = None,
        exhausted: Counts = 0,
        uncertain: int = 0,
        out_of_order: tuple[str, ...] = (),
        unlogged: tuple[str, ...] = (),
        discrepancies: Iterable[Found] | None = (),
        settles: dt.datetime | None = None,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
    ) -> Verdict:
        """
        Judge whether as many were reached as are owed.

        Where windows were counted, what the other scopes would say is noted.

        Args:
            eligible: How many stood in the ledger at the draw and were not excluded.
            reached: How many distinct picks, or substitutes in order, were reached.
            reached_in_time: How many of them before the period closed; None is all.
            exhausted: How many more picks are done, because the reserves are used up
                and every attempt is logged; without a receipt, how many may be.
            uncertain: How many attempts came to nobody knows what.
            out_of_order: Ids that were called out of turn; they are not in *reached*.
            unlogged: Ids that were not reached, without a logged reason.
            discrepancies: What `verify` or `hold_against` found; None where the draw
                has no receipt. Then it is held against somebody only that fewer were
                reached than any draw asks for.
            settles: The first instant after the period; None is settled.
            as_of: The moment of judgement.
            subject: What the verdict is about.

        Raises:
            ImpossibleCountError: If a count is negative or exceeds what it is a part of.
            MissingFactError: If *settles* is given without a moment of judgement.
        """
        basis = basis_of(as_of, settles)
        evidence = with_shares(
            DrawEvidence(
                tuple(by_window("eligible", eligible).items()),
                tuple(by_window("reached", reached).items()),
                None
                if reached_in_time is None
                else tuple(by_window("reached_in_time", reached_in_time).items()),
                tuple(by_window("exhausted", exhausted).items()),
                (),
                self.asked,
                self.scope.value,
                as_count("uncertain", uncertain),
                settles,
                as_many("out_of_order", out_of_order),
                as_many("unlogged", unlogged),
                None
                if discrepancies is None
                else told(as_many("discrepancies", discrepancies)),
            ),
            self.scope,
        )
        reason = judge(evidence, basis)
        reasons = (reason, *remarks(evidence, basis))
        return Verdict(self.clause, self, subject, evidence, reasons, basis)

    def assess_windows(
        self, eligible: Mapping[str, int], reached: Mapping[str, int], **facts: Any
    ) -> tuple[Verdict, ...]:
        """
        Judge each window by itself: what `PER_WINDOW` owes.

        The other arguments and the errors are those of `assess`.
        """
        for name, given in (("eligible", eligible), ("reached", reached)):
            if not isinstance(given, Mapping):
                raise InvalidFieldError(name, given, "counts by window")
        by_window("reached", reached, known=eligible)
        return tuple(
            self.assess(
                {window: count},
                {window: reached.get(window, 0)},
                subject=Subject("window", window),
                **facts,
            )
            for window, count in eligible.items()
        )

    def assess_draw(
        self,
        draw: Draw,
        calls: Iterable[CallFacts],
        *,
        in_time: Iterable[CallFacts] | None = None,
        **facts: Any,
    ) -> Verdict:
        """
        Judge a draw by the calls that followed it, in the order they were made.

        Args:
            draw: The draw.
            calls: Every attempt.
            in_time: Those before the period closed; None is all.
            facts: The other arguments of `assess`.
        """
        owed = self.terms_owed(draw.terms.drawn_on)
        found = not_owed(terms_recorded(draw.terms), owed)
        course = Course(
            draw,
            tuple(found),
            self._review(draw, calls),
            None if in_time is None else self._review(draw, in_time),
        )
        return self.assess(**{**course.facts(), **facts})

    def _review(self, draw: Draw, calls: Iterable[CallFacts]) -> CallReview:
        """Follow the calls of a draw, under this policy's scope."""
        by_window = self.scope is not Scope.TOTAL
        return review_calls(draw.chosen, draw.reserves, calls, by_window=by_window)
