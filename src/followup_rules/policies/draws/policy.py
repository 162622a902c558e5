"""
So many at random in each period, drawn with a receipt and then reached.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from attrs import field, frozen

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    InvalidFieldError,
    MissingFactError,
    MissingSeedError,
    UnknownNameError,
)
from followup_rules.exact import as_count
from followup_rules.fields import (
    Flag,
    Kind,
    Member,
    Whole,
    Words,
    Zone,
    holds,
    validate,
)
from followup_rules.policies.draws.calls import (
    CallFacts,
    CallReview,
    review_calls,
)
from followup_rules.policies.draws.judging import (
    Counts,
    DrawEvidence,
    by_window,
    judge,
    remarks,
    with_shares,
)
from followup_rules.policies.draws.records import Draw
from followup_rules.policies.draws.selection import (
    SEPARATOR,
    WHOLE_FRAME,
    DrawTerms,
    DrawUnit,
    FrameMonth,
    Ledger,
    Repeat,
    Scope,
    select,
    shares,
    whole_ids,
    window_of,
)
from followup_rules.policies.draws.tickets import TicketOrder, check_ids, seed_string
from followup_rules.timing.cycles import CELLS, Cells, Cycle, cell_of
from followup_rules.timing.moments import (
    Moment,
    local_ordinal,
    show_day,
    zone_of,
)
from followup_rules.verdicts import (
    Basis,
    Subject,
    Verdict,
    judged_at,
)

SAME_PERSON = "same person"
ALREADY_CALLED = "already called"


@frozen(kw_only=True)
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
        size: How many.
        scope: In total, in total but stratified, or per window.
        unit: Whether a person or a case has one ticket.
        repeat: What becomes of those already called this month.
        reserves: How many substitutes are drawn with the picks.
        order: How tickets are compared.
        cycle: How often; the label of its cell stands in the seed.
        frame_month: Whose cases count where a week spans two months.
        only_completed: Whether only finished cases are in the frame.
        zone: Where the day of a draw is read.

    `frame_month` and `only_completed` are asked by whoever prepares the ledger.
    """

    id: str = field(validator=validate, metadata=holds(Words()))
    clause: Clause = field(validator=validate, metadata=holds(Kind((Clause,))))
    name: Text = field(validator=validate, metadata=holds(Kind((Text,))))
    owed_by: str = field(validator=validate, metadata=holds(Words()))
    size: int = field(validator=validate, metadata=holds(Whole()))
    scope: Scope = field(
        default=Scope.TOTAL, validator=validate, metadata=holds(Member(Scope))
    )
    unit: DrawUnit = field(
        default=DrawUnit.PERSON, validator=validate, metadata=holds(Member(DrawUnit))
    )
    repeat: Repeat = field(
        default=Repeat.EXCLUDED, validator=validate, metadata=holds(Member(Repeat))
    )
    reserves: int = field(default=20, validator=validate, metadata=holds(Whole()))
    order: TicketOrder = field(
        default=TicketOrder.HEX,
        validator=validate,
        metadata=holds(Member(TicketOrder)),
    )
    cycle: Cells = field(
        default=Cycle.WEEK, validator=validate, metadata=holds(Kind(CELLS))
    )
    frame_month: FrameMonth = field(
        default=FrameMonth.DRAW_DATE,
        validator=validate,
        metadata=holds(Member(FrameMonth)),
    )
    only_completed: bool = field(
        default=False, validator=validate, metadata=holds(Flag())
    )
    zone: str = field(
        default="Asia/Shanghai", validator=validate, metadata=holds(Zone())
    )

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
                cases; the smallest id of a person then has the ticket.
            called: Ids already called this month; what is not in the ledger is passed
                over. With *persons*, the other cases of the same person count too.
            excluded: Ids that are not eligible, each with the reason.
            seed_source: Where the seed came from, for the receipt.

        Raises:
            MissingSeedError: If there is no seed.
            InvalidFieldError: If the seed is blank or padded, an exclusion has no
                reason, or one of the tables or lists is none.
            InvalidIdError, DuplicateIdError: If an id is unusable.
            UnknownNameError: If an excluded id is not in the ledger.
            MissingFactError: If *persons* does not know an id, or windows have shares
                and an id names no window.
            NaiveTimeError, NotADayError: If *on* is unusable.
        """
        if seed is None:
            raise MissingSeedError(self.id)
        _check_named(called, excluded, persons)
        day = show_day(local_ordinal(on, zone_of(self.zone), "on"))
        period = cell_of(self.cycle, day).label
        frame = tuple(whole_ids(ledger, window))
        known = frozenset(frame) if called or excluded or persons else frozenset()
        named = _in_frame(called, known, window)
        if persons is not None and self.unit is DrawUnit.PERSON:
            named = _with_other_cases(named, called, known, persons, window)
        terms = DrawTerms(
            rule=self.id,
            seed_string=seed_string(seed, self.id, WHOLE_FRAME, period),
            seed_source=seed_source,
            drawn_on=day,
            period=period,
            k=self.size,
            reserves=self.reserves,
            scope=self.scope,
            order=self.order,
            repeat=self.repeat,
            window=window,
            excluded=self._exclusions(known, persons, named, excluded or {}, window),
            called=named if self.repeat is Repeat.FILL_UP else (),
        )
        return Draw(terms, select(terms, frame), frame)

    def _exclusions(
        self,
        known: frozenset[str],
        persons: Mapping[str, str] | None,
        called: tuple[str, ...],
        excluded: Mapping[str, str],
        window: str | None,
    ) -> tuple[tuple[str, str], ...]:
        """Return who is not drawn from, each with one reason, by id."""
        reasons: dict[str, str] = {}
        if self.repeat is Repeat.EXCLUDED:
            reasons |= dict.fromkeys(called, ALREADY_CALLED)
        for id_, reason in excluded.items():
            (whole,) = _in_frame([id_], known, window) or (None,)
            if whole is None:
                raise UnknownNameError("excluded id", id_, tuple(sorted(known)[:3]))
            reasons.setdefault(whole, reason)
        if persons is not None and self.unit is DrawUnit.PERSON:
            doubles = _same_persons(known - reasons.keys(), persons, window)
            reasons |= dict.fromkeys(doubles, SAME_PERSON)
        return tuple(sorted(reasons.items()))

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
        return shares(self.size, by_window("eligible", eligible), self.scope)

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
        discrepancies: tuple[str, ...] | None = (),
        settles: dt.datetime | None = None,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
        basis: Basis | None = None,
    ) -> Verdict:
        """
        Judge whether as many were reached as are owed.

        Where windows were counted, what the other scopes would say is noted.

        Args:
            eligible: How many stood in the ledger at the draw and were not excluded.
            reached: How many distinct picks, or substitutes in order, were reached.
            reached_in_time: How many of them before the period closed; None is all.
            exhausted: How many more picks are done, because the reserves are used up
                and every attempt is logged.
            uncertain: How many attempts came to nobody knows what.
            out_of_order: Ids that were called out of turn; they are not in *reached*.
            unlogged: Ids that were not reached, without a logged reason.
            discrepancies: What `verify` found; None where the draw has no receipt.
            settles: The first instant after the period; None is settled.
            as_of: The moment of judgement.
            subject: What the verdict is about.
            basis: What a whole ledger is judged on, instead of *as_of*.

        Raises:
            ImpossibleCountError: If a count is negative or exceeds what it is a part of.
            MissingFactError: If *settles* is given without a moment of judgement.
        """
        if settles is None and as_of is None and basis is None:
            basis = Basis()
        else:
            _, basis = judged_at(as_of, basis)
        evidence = with_shares(
            DrawEvidence(
                tuple(by_window("eligible", eligible).items()),
                tuple(by_window("reached", reached).items()),
                None
                if reached_in_time is None
                else tuple(by_window("reached_in_time", reached_in_time).items()),
                tuple(by_window("exhausted", exhausted).items()),
                (),
                self.size,
                self.scope.value,
                as_count("uncertain", uncertain),
                settles,
                tuple(out_of_order),
                tuple(unlogged),
                None if discrepancies is None else tuple(discrepancies),
            ),
            self.scope,
        )
        status, reason = judge(evidence, basis)
        reasons = (reason, *remarks(evidence, basis))
        return Verdict(status, self.clause, self, subject, evidence, reasons, basis)

    def assess_windows(
        self, eligible: Mapping[str, int], reached: Mapping[str, int], **facts: Any
    ) -> tuple[Verdict, ...]:
        """
        Judge each window by itself: what `PER_WINDOW` owes.

        The other arguments and the errors are those of `assess`.
        """
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
        found = self._review(draw, calls)
        early = None if in_time is None else self._review(draw, in_time)
        return self.assess(
            draw.windows or draw.eligible,
            _reached(draw, found),
            reached_in_time=None if early is None else _reached(draw, early),
            exhausted=dict(found.exhausted),
            uncertain=len(found.uncertain),
            out_of_order=found.out_of_order,
            unlogged=found.unlogged,
            **facts,
        )

    def _review(self, draw: Draw, calls: Iterable[CallFacts]) -> CallReview:
        """Follow the calls of a draw, under this policy's scope."""
        by_window = self.scope is not Scope.TOTAL
        return review_calls(draw.chosen, draw.reserves, calls, by_window=by_window)


def _reached(draw: Draw, found: CallReview) -> Counts:
    """Count those reached, by window where the ids name windows."""
    if not draw.windows:
        return len(found.reached)
    counts = dict.fromkeys(draw.windows, 0)
    for id_ in found.reached:
        counts[window_of(id_)] += 1
    return counts


def _check_named(called: object, excluded: object, persons: object) -> None:
    """Refuse what is no list of ids, no table of reasons, or no table of persons."""
    if isinstance(called, str | bytes) or not isinstance(called, Collection):
        raise InvalidFieldError("called", called, "a collection of ids")
    check_ids(tuple(dict.fromkeys(called)))
    if persons is not None and not isinstance(persons, Mapping):
        raise InvalidFieldError("persons", persons, "a table from id to person")
    if excluded is not None and not isinstance(excluded, Mapping):
        raise InvalidFieldError("excluded", excluded, "a table from id to reason")
    for id_, reason in (excluded or {}).items():
        if not Words().accepts(reason):
            raise InvalidFieldError(f"excluded[{id_!r}]", reason, Words().allowed)


def _in_frame(
    ids: Collection[str], known: frozenset[str], window: str | None
) -> tuple[str, ...]:
    """Return those ids that are in the frame, whole, each once and sorted."""
    found = set()
    for id_ in ids:
        for whole in (id_, f"{window}{SEPARATOR}{id_}"):
            if whole in known:
                found.add(whole)
                break
    return tuple(sorted(found))


def _with_other_cases(
    named: tuple[str, ...],
    called: Collection[str],
    known: frozenset[str],
    persons: Mapping[str, str],
    window: str | None,
) -> tuple[str, ...]:
    """Add the other cases of those who were called."""
    reached = {persons[id_] for id_ in (*named, *called) if id_ in persons}
    prefix = f"{window}{SEPARATOR}"
    others = {
        id_
        for id_ in known
        if persons.get(id_, persons.get(id_.removeprefix(prefix))) in reached
    }
    return tuple(sorted({*named, *others}))


def _same_persons(
    ids: Collection[str], persons: Mapping[str, str], window: str | None
) -> list[str]:
    """Return every id of a person but the smallest."""
    seen: set[str] = set()
    doubles = []
    for id_ in sorted(ids):
        bare = id_.removeprefix(f"{window}{SEPARATOR}")
        person = persons.get(id_, persons.get(bare))
        if person is None:
            raise MissingFactError("person", f"the id {id_!r}", "add it to persons")
        if person in seen:
            doubles.append(id_)
        seen.add(person)
    return doubles
