"""
What is judged: the rows of every ledger as far as they were known, and on what basis.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import evolve, field

from followup_rules.books.told import Book
from followup_rules.errors import FollowupRulesError, RowError
from followup_rules.immutable import frozen
from followup_rules.ledgers.days import falls_in, known_by
from followup_rules.ledgers.facts import Ledger
from followup_rules.ledgers.faults import Faults
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.cycles import Period, cell_of
from followup_rules.timing.moments import (
    Moment,
    has_passed,
    is_before,
    local_ordinal,
    show_day,
)
from followup_rules.verdicts import (
    AGAINST,
    Basis,
    Subject,
    Verdict,
    note,
    withheld,
)
from followup_rules.verdicts.bases import LedgerMoment

if TYPE_CHECKING:
    from followup_rules.ledgers.accounts import Read

A = TypeVar("A")
_NEW: Final = object()
_NOBODY: Final[tuple[Any, Any]] = (None, None)


@frozen(slots=False, eq=False)
class Judging:
    """
    One call of `assess`: the book, its rows, and what all verdicts are judged on.

    Attributes:
        book: The book that is asked; all numbers come from it.
        basis: What all verdicts of the call share.
        now: The moment of judgement.
        period: The days of interest; None is all.
        calendar: The work calendar, if there is one.
        seasons: Season tables, if there are any.
        zone: Where days begin.
        zone_name: Its name.
        ledgers: The rows, by kind.
        refused: What rules refused of rows that could be read.
        today: The call that asks how things stood before; None is this one.
        by_entry: Whether a row was known then only once it was entered.
        alone: Of these kinds the only rows that are judged.
    """

    book: Book
    basis: Basis
    now: dt.datetime
    period: Period | None
    calendar: WorkCalendar | None
    seasons: Any
    zone: dt.tzinfo
    zone_name: str
    ledgers: "Mapping[str, Read]"
    refused: list[RowError] = field(factory=list)
    today: "Judging | None" = None
    by_entry: bool = True
    alone: Mapping[str, tuple[Any, ...]] = field(factory=dict)
    _kept: dict[Any, Any] = field(factory=dict)

    # ------------------------------------------------------------------------- rows

    def rows(self, kind: str) -> tuple[Any, ...]:
        """
        Return the known rows of the period.
        """
        if kind in self.alone:
            return self.alone[kind]
        return self.ledgers[kind].inside

    def known(self, kind: str) -> tuple[Any, ...]:
        """
        Return all known rows, whatever their day.
        """
        if kind in self.alone:
            return self.alone[kind]
        if self.today is None:
            return self.ledgers[kind].known
        return tuple(filter(self.was_known, self.today.known(kind)))

    def known_by_day(self, kind: str) -> tuple[Any, ...]:
        """
        Return all known rows in the order of their days.
        """
        placed = str(self.ledgers[kind].ledger.placed)
        return tuple(
            sorted(
                self.known(kind),
                key=lambda one: local_ordinal(getattr(one, placed), self.zone, placed),
            )
        )

    def is_kept(self, kind: str) -> bool:
        """
        Say whether such a ledger was given at all.
        """
        return self.ledgers[kind].given is not None

    def own(self, kind: str, owner: Any) -> tuple[Any, ...]:
        """
        Return the known rows that belong to a row and count, by their days.
        """
        if self.today is not None:
            return tuple(filter(self.was_known, self.today.own(kind, owner)))
        piles = self._piles.get(kind)
        if piles is None:
            piles = self._piles[kind] = self._counted(kind)
        return piles.get(owner.id, ())

    @cached_property
    def _piles(self) -> dict[str, dict[str, tuple[Any, ...]]]:
        """The rows that count by their owners, of each ledger that was asked so far."""
        return self.once("counted", dict)

    def _counted(self, kind: str) -> dict[str, tuple[Any, ...]]:
        """Group the rows of a ledger that count by their owners."""
        every, counts = self._by_owner(kind), self.ledgers[kind].ledger.counts_if
        if counts is None:
            return every
        return {
            owner: own
            if all(getattr(one, counts) for one in own)
            else tuple([one for one in own if getattr(one, counts)])
            for owner, own in every.items()
        }

    def all_own(self, kind: str, owner: Any) -> tuple[Any, ...]:
        """
        Return the known rows that belong to a row, attempts among them.
        """
        if self.today is not None:
            return tuple(filter(self.was_known, self.today.all_own(kind, owner)))
        return self._by_owner(kind).get(owner.id, ())

    def _by_owner(self, kind: str) -> dict[str, tuple[Any, ...]]:
        """Group the known rows of a ledger by their owners."""
        piles: dict[str, tuple[Any, ...]] | None = self._kept.get(("own", kind))
        if piles is None:
            piles = self._kept["own", kind] = _by_owner(self.ledgers[kind])
        return piles

    def attempts(self, kind: str, owner: Any) -> int:
        """
        Count the rows that belong to a row and do not count.
        """
        every = self.all_own(kind, owner)
        return len(every) - len(self.own(kind, owner)) if every else 0

    def as_it_stood(self, moment: dt.datetime) -> "Judging":
        """
        Return the same call at a moment before, when later rows were not known.
        """
        return self._at(moment, by_entry=True)

    def as_dated(self, moment: dt.datetime) -> "Judging":
        """
        Return the same call at a moment before, with the rows that are of no later day.
        """
        return self._at(moment, by_entry=False)

    def _at(self, moment: dt.datetime, *, by_entry: bool) -> "Judging":
        """Return the same call at a moment before."""
        today = self if self.today is None else self.today
        basis = evolve(self.basis, as_of=moment)
        return today.once(
            ("stood", moment, by_entry),
            lambda: evolve(
                today,
                now=moment,
                basis=basis,
                refused=[],
                today=today,
                by_entry=by_entry,
                ledgers=today.unread_by(moment, by_entry=by_entry),
                kept={},
            ),
        )

    def unread_by(self, moment: dt.datetime, *, by_entry: bool) -> "Mapping[str, Read]":
        """
        Return the ledgers with the unreadable rows that were there at a moment before.
        """
        if self._all_read:
            return self.ledgers
        entered = ("entered_at",) if by_entry else ()
        return {
            kind: read.unread_by(
                moment, self.zone, *entered, *filter(None, (read.ledger.placed,))
            )
            for kind, read in self.ledgers.items()
        }

    def narrowed(self, alone: Mapping[str, tuple[Any, ...]]) -> "Judging":
        """
        Return the same call, of some kinds with a few of the known rows only.
        """
        return evolve(self, alone=alone, refused=[], kept={})

    def at_all_times(self, period: Period | None = None) -> "Judging":
        """
        Return the same call of all known rows, whatever their day.

        Only the cells of the calendar are those of a *period*; without one there is none.
        """
        every = {
            kind: evolve(part, inside=part.known) for kind, part in self.ledgers.items()
        }
        return evolve(self, period=period, ledgers=every, refused=[], kept={})

    def was_known(self, row: Any) -> bool:
        """
        Say whether a row that is known now was known at the moment of judgement.
        """
        placed = row.__ledger__.placed
        entered = row.entered_at if self.by_entry else None
        moments = (entered, placed and getattr(row, placed))
        return all(
            one is None or not is_before(self.now, one, self.zone) for one in moments
        )

    def once(self, key: Any, make: Callable[[], A]) -> A:
        """
        Return what is worked out once for the call.
        """
        found: Any = self._kept.get(key, _NEW)
        if found is _NEW:
            found = self._kept[key] = make()
        return found  # type: ignore[no-any-return]

    def forget(self) -> None:
        """
        Let go of what was worked out once, which takes a tenth of a report's memory.
        """
        self._piles.clear()
        self._kept.clear()

    # ------------------------------------------------------------------------- times

    def by_now(self, moment: Moment | None) -> Moment | None:
        """
        Return a moment if it was known at the moment of judgement.
        """
        return known_by(self.now, moment, self.zone)

    def has_passed(self, moment: Moment | None) -> bool:
        """
        Say whether a moment was known and has passed, a plain day only with its end.
        """
        return moment is not None and has_passed(moment, self.now, self.zone)

    def within(self, moment: Moment | None) -> bool:
        """
        Say whether a moment is of the period; what is not known is of every one.
        """
        if self.period is None or moment is None:
            return True
        return falls_in(moment, self.period, self.zone)

    def day(self, moment: Moment) -> dt.date:
        """
        Return the day of a moment where days begin.
        """
        return show_day(local_ordinal(moment, self.zone, "moment"))

    @cached_property
    def ends(self) -> dt.datetime | None:
        """
        The first instant after the period; None where all days are asked.
        """
        return None if self.period is None else self.period.closes(self.zone_name)

    @property
    def cell(self) -> str | None:
        """
        The period as verdicts name it.
        """
        return None if self.period is None else str(self.period)

    # ---------------------------------------------------------------------- verdicts

    @cached_property
    def as_of(self) -> LedgerMoment:
        """
        The moment of judgement as every rule is told it, with what its verdicts share.
        """
        return LedgerMoment.on(self.basis)

    def judged_on(
        self, rule_id: str, row: Any
    ) -> tuple[tuple[Verdict, ...], FollowupRulesError | None]:
        """
        Return the verdicts of a rule on a row, and what it refused the row for.

        They are made once, for the report and for the rules that hang on them.
        """
        return self.once(("judged", rule_id, id(row)), lambda: self._on(rule_id, row))

    def _on(
        self, rule_id: str, row: Any
    ) -> tuple[tuple[Verdict, ...], FollowupRulesError | None]:
        """Ask a rule of a row."""
        found: list[Verdict] = []
        feed, rule = self.book.feeds[rule_id], self.book[rule_id]
        try:
            found.extend(feed.verdicts(self, rule, row))
        except FollowupRulesError as error:
            return tuple(found), error
        return tuple(found), None

    def subject(self, row: Any, cell: str | None = None) -> Subject:
        """
        Return what a verdict on a row is about.
        """
        if cell is not None:
            return self._subject(row, cell)
        # Rules are asked of a row side by side, so the last one is the one asked again.
        last, known = self._kept.get("subject", _NOBODY)
        if last is row:
            return known  # type: ignore[no-any-return]
        plain = self._subject(row, None)
        self._kept["subject"] = row, plain
        return plain

    def _subject(self, row: Any, cell: str | None) -> Subject:
        """Name a row, or a cell of it."""
        ledger: Ledger = row.__ledger__
        named = ledger.named_by
        kind = ledger.kind if named is None else str(getattr(row, named))
        if ledger.within is not None:
            cell = cell_of(
                ledger.within, self.day(getattr(row, str(ledger.placed)))
            ).label
        return Subject(kind, row.id, cell=cell)

    def unreadable(self, kinds: Iterable[str], owner: Any = None) -> int:
        """
        Count the rows of some ledgers that could not be read.

        Args:
            kinds: The ledgers.
            owner: Of the ledgers whose rows belong to such a row, only those that may
                belong to this one; None is all of them.
        """
        if self._all_read:
            return 0
        return sum(self._blamed(kind, owner) for kind in dict.fromkeys(kinds))

    @cached_property
    def _all_read(self) -> bool:
        """Whether every row of every ledger could be read."""
        return not any(read.blamed for read in self.ledgers.values())

    def unreadable_of_any(self, kinds: Iterable[str], each: str) -> int:
        """
        Count the rows of some ledgers that could not be read, and may concern every row.

        Args:
            kinds: The ledgers.
            each: The kind of the rows; of a ledger whose rows belong to such, only those
                of which nobody can tell to which.
        """
        return sum(
            self.ledgers[kind].blamed.get(None, 0)
            if self.ledgers[kind].ledger.owner_kind == each
            else self._blamed(kind, None)
            for kind in dict.fromkeys(kinds)
        )

    def _blamed(self, kind: str, owner: Any) -> int:
        """Count the unreadable rows of one ledger that may concern a row, or all."""
        read = self.ledgers[kind]
        if not read.blamed:
            return 0
        home = read.ledger.owner_kind
        if owner is not None and owner.__ledger__.kind == home:
            return read.blamed.get(owner.id, 0) + read.blamed.get(None, 0)
        others = {} if home is None else self.ledgers[home].usable
        inside = () if home is None else self.ledgers[home].inside_ids
        return sum(
            count
            for name, count in read.blamed.items()
            if name is None or name in inside or name not in others
        )

    def refuse(self, row: Any, rule: Any, error: FollowupRulesError) -> None:
        """
        Keep what a rule refused of a row, so that it does not cost the report.
        """
        name = str(getattr(error, "field", rule.id))
        faults = Faults(row.__ledger__, rule.clause.words or {})
        got = getattr(row, name, getattr(error, "got", None))
        self.refused.append(faults.of(row.id, name, got, error))

    def refused_of(self, kind: str) -> int:
        """
        Count the rows of a kind that rules refused, each once.
        """
        return len({error.row for error in self.refused if error.kind == kind})

    def fair(self, verdict: Verdict, unreadable: int) -> Verdict:
        """
        Return a verdict that no unreadable row is held against anybody in.
        """
        if not unreadable:
            return verdict
        if verdict.status in AGAINST:
            return withheld(verdict, unreadable)
        return verdict.with_notes(note("rows_in_error", count=unreadable))


def _by_owner(read: "Read") -> dict[str, tuple[Any, ...]]:
    """Group the known rows of a ledger, which stand by their days, by their owners."""
    piles: dict[str, list[Any]] = {}
    for one in read.known:
        piles.setdefault(one.owner.id, []).append(one)
    return {owner: tuple(pile) for owner, pile in piles.items()}
