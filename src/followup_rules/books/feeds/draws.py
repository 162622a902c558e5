"""
What feeds the rules about draws: a ledger of rounds, each with its receipt and calls.

The draw of a round is made again from the ledger as it stood, and the receipt is held
against it, whatever it is wrong in.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Final

from attrs import evolve, field

from followup_rules.books.conditions import (
    Answer,
    Known,
    Needed,
    ledger_of_kind,
)
from followup_rules.books.feeds.asking import (
    NO_BOUND,
    WaysOut,
    answer,
    ask,
    bind,
    ledgers_of,
    read_table,
    ways,
)
from followup_rules.books.feeds.calls import Calls
from followup_rules.books.feeds.each import Rows
from followup_rules.books.feeds.letting_off import let_off, unless_known
from followup_rules.books.judging import Judging
from followup_rules.errors import FollowupRulesError, InvalidFieldError
from followup_rules.fields import Name, held
from followup_rules.immutable import frozen
from followup_rules.tables import Table
from followup_rules.timing.cycles import Cells, Period, cell_of
from followup_rules.timing.moments import Moment, is_before
from followup_rules.verdicts import Verdict, withheld

_WHATEVER_THE_LEDGER: Final = frozenset(
    {"receipt", "rule", "period", "drawn_on", "seed_string", "k", "scope", "order"}
    | {"repeat", "reserves_kept"}
)
"""What no row of a ledger can put right in a receipt."""
_PER_WINDOW: Final = "per_window"
_PERSON: Final = "person"


@frozen(kw_only=True, field_transformer=held)
class Draws(Rows):
    """
    Whether the draw of each round is proven, and those drawn were reached.

    The rows that are drawn from are those that stood in their ledger when it was drawn,
    and nobody disappears: who is not drawn from is left out with the reason.

    Attributes:
        each: The kind of the rounds, whose day is that of the draw.
        where: Which of them concern the rule.
        receipt: What proves the draw of a round.
        by_hand: Whom it left out by hand: a table from id to reason.
        of: The kind of the rows that are drawn from.
        within: The cells of the calendar in which such a row is drawn from, by its day,
            such as the current month; None is from its day on.
        window: The window, or the stratum, of such a row.
        person: Who stands behind it: one ticket where persons are drawn, and whoever was
            called under one such row was called under all.
        left_out: Which of them cannot be drawn, by the reason, as things stood.
        calls: The attempts to reach those drawn.
        called_within: The cells within which somebody who was called before counts as
            called; None is those of `within`, or without them any time before.
        ways_out: What lets off from a round.
    """

    never_overdue: ClassVar[str | None] = NO_BOUND
    of_each: ClassVar[tuple[str, ...]] = ("where", "receipt", "by_hand")
    """The questions that are asked of a round, and not of what is drawn from."""

    receipt: Answer = ask()
    by_hand: Answer = ask()
    of: Name
    within: Cells | None = None
    window: Answer = ask()
    person: Answer = ask()
    left_out: Table[Needed] = field(default=Table(), converter=read_table)
    calls: Calls
    called_within: Cells | None = None
    ways_out: WaysOut = ways()

    def bound(self, known: Known) -> "Draws":
        """
        Hold its questions against the facts.

        Raises:
            InvalidFieldError: If no day says when a round was drawn, or when what is
                drawn from, or called, was.
        """
        for kind in (self.each, self.of, self.calls.of):
            if ledger_of_kind(kind, known).placed is None:
                raise InvalidFieldError(
                    "Draws",
                    kind,
                    "ledgers whose rows are dated, by `placed` of their facts",
                )
        return bind(self, self.of, known)

    def reads(self) -> tuple[str, ...]:
        """
        Name its ledgers.
        """
        return ledgers_of(self, self.each, self.of, *self.calls.reads())

    def all(self, case: Judging, rule: Any) -> Iterator[Verdict]:
        """
        Yield the verdict on each round of the period; on each window where windows owe.

        What a rule refuses of a round is an error of that row.
        """
        for held_round in case.rows(self.each):
            fits = self.fits(case, held_round)
            if fits is False:
                continue
            try:
                found = [
                    let_off(self, case, held_round, one)
                    for one in _Round(self, case, rule, held_round).verdicts()
                ]
                yield from (
                    found if fits else [unless_known(one, "owed") for one in found]
                )
            except FollowupRulesError as error:
                case.refuse(held_round, rule, error)

    def windows(self, case: Judging, rule: Any) -> tuple[str, ...]:
        """
        Return the windows that occur, and those that have a number of their own.
        """
        strata = tuple(one.key for one in rule.strata)
        if self.window is None:
            return strata
        seen = (answer(case, row, self.window) for row in case.known(self.of))
        return tuple(sorted({*strata, *filter(None, seen)}))

    def by_cell(self, case: Judging, kind: str, cells: Cells | None) -> "Piles":
        """
        Return the known rows of a kind by the cell that they lie in.
        """
        placed = str(case.ledgers[kind].ledger.placed)
        piles: dict[Period | None, list[Any]] = defaultdict(list)
        for row in case.known(kind):
            piles[_cell(case, cells, getattr(row, placed))].append(row)
        return piles


Piles = Mapping[Period | None, list[Any]]
"""Rows by the cell that they lie in."""


def _cell(case: Judging, cells: Cells | None, moment: Moment) -> Period | None:
    """Return the cell that a moment lies in; without cells there is one for all."""
    return None if cells is None else cell_of(cells, case.day(moment))


@frozen
class _Frame:
    """What a round is drawn from, and how many rows of it are not known well enough."""

    ids: tuple[str, ...]
    persons: Mapping[str, str]
    excluded: Mapping[str, str]
    called: tuple[str, ...]
    doubtful: int


@frozen
class _Round:
    """One round under its rule."""

    feed: Draws
    case: Judging
    rule: Any
    row: Any

    @property
    def drawn(self) -> Moment:
        """When it was drawn."""
        moment: Moment = getattr(self.row, str(self.row.__ledger__.placed))
        return moment

    @property
    def stood(self) -> Judging:
        """How things stood then; with a plain day, at its end."""
        at, case = self.drawn, self.case
        if not isinstance(at, dt.datetime):
            midnight = dt.datetime.combine(at, dt.time(), case.zone)
            at = midnight + dt.timedelta(days=1, microseconds=-1)
        return case.as_it_stood(at)

    def verdicts(self) -> Iterator[Verdict]:
        """Yield the verdict on the round, or on each of its windows."""
        feed, case, rule = self.feed, self.case, self.rule
        frame = self._frame()
        closes = cell_of(rule.cycle, case.day(self.drawn)).closes(rule.zone)
        calls = [self._call(one) for one in case.all_own(feed.calls.of, self.row)]
        course = rule.follow(
            answer(case, self.row, feed.receipt),
            frame.ids,
            [call for _, call in calls],
            in_time=[call for at, call in calls if is_before(at, closes, case.zone)],
            on=self.drawn,
            persons=frame.persons or None,
            called=frame.called,
            excluded={
                **frame.excluded,
                **(answer(case, self.row, feed.by_hand) or {}),
            },
        )
        windows = case.once(("windows", id(feed)), lambda: feed.windows(case, rule))
        told = {"settles": closes, "as_of": case.as_of}
        doubt = frame.doubtful + self._unread()
        if rule.scope.value != _PER_WINDOW:
            facts = _in_all(course, windows)
            verdict = rule.assess(**facts, **told, subject=case.subject(self.row))
            yield self._fair(verdict, doubt)
            return
        for window in windows:
            facts = _of_window(course, window)
            subject = evolve(case.subject(self.row), cell=window)
            yield self._fair(rule.assess(**facts, **told, subject=subject), doubt)

    def _frame(self) -> _Frame:
        """Return what it was drawn from, as it stood."""
        feed, case = self.feed, self.case
        stood, of_persons = self.stood, self.rule.unit.value == _PERSON
        piles: Piles = case.once(
            ("drawn from", id(feed)), lambda: feed.by_cell(case, feed.of, feed.within)
        )
        ids: dict[str, Any] = {}
        persons, excluded, doubtful = {}, {}, 0
        for row in piles.get(_cell(case, feed.within, self.drawn), ()):
            if not stood.was_known(row):
                continue
            id_ = self._id(row)
            person = None if feed.person is None else answer(case, row, feed.person)
            reason, sure = self._left_out(stood, row)
            lacks = of_persons and feed.person is not None
            if id_ is None or not sure or (lacks and person is None and not reason):
                doubtful += 1
            if id_ is None:
                continue
            ids[id_] = row
            if reason is not None:
                excluded[id_] = reason
            if lacks:
                persons[id_] = id_ if person is None else str(person)
        called = self._called(stood)
        return _Frame(
            tuple(ids),
            persons,
            excluded,
            tuple(id_ for id_, row in ids.items() if row.id in called),
            doubtful,
        )

    def _left_out(self, stood: Judging, row: Any) -> tuple[str | None, bool]:
        """Return why a row could not be drawn, and whether that is known."""
        sure = True
        for reason, what in self.feed.left_out.items():
            found = answer(stood, row, what)
            if found:
                return reason, True
            sure = sure and found is not None
        return None, sure

    def _called(self, stood: Judging) -> frozenset[str]:
        """Return the ids of the rows that were called before, and whose they are."""
        feed, case = self.feed, self.case
        cells = feed.called_within or feed.within
        piles: Piles = case.once(
            ("called", id(feed)), lambda: feed.by_cell(case, feed.calls.of, cells)
        )
        placed = str(case.ledgers[feed.calls.of].ledger.placed)
        before = [
            row
            for row in piles.get(_cell(case, cells, self.drawn), ())
            if stood.was_known(row)
            and row.owner.id != self.row.id
            and is_before(getattr(row, placed), self.drawn, case.zone)
        ]
        named = {str(answer(case, row, feed.calls.subject)) for row in before}
        if feed.person is None:
            return frozenset(named)
        # A person called under one row is called under all, whatever cell it lies in.
        rows = case.ledgers[feed.of].usable
        people = {
            answer(case, rows[name], feed.person) for name in named if name in rows
        } - {None}
        of_theirs: Mapping[Any, set[str]] = case.once(
            ("rows of", id(feed)), self._by_person
        )
        return frozenset(named.union(*(of_theirs[person] for person in people)))

    def _by_person(self) -> Mapping[Any, set[str]]:
        """Return the ids of the rows of each person."""
        piles: dict[Any, set[str]] = defaultdict(set)
        for row in self.case.known(self.feed.of):
            piles[answer(self.case, row, self.feed.person)].add(row.id)
        return piles

    def _id(self, row: Any) -> str | None:
        """Return the id under which a row is drawn; None where its window is missing."""
        if self.feed.window is None:
            return str(row.id)
        from followup_rules.policies.draws import whole_id  # noqa: PLC0415 - when one is judged

        window = answer(self.case, row, self.feed.window)
        return None if window is None else whole_id(str(window), str(row.id))

    def _call(self, row: Any) -> tuple[Moment, Any]:
        """Return an attempt, and when it was made."""
        from followup_rules.policies.draws import Call  # noqa: PLC0415 - when one is judged

        feed, case = self.feed, self.case
        name = str(answer(case, row, feed.calls.subject))
        drawn = case.ledgers[feed.of].usable.get(name)
        subject = name if drawn is None else self._id(drawn) or name
        reached = answer(case, row, feed.calls.reached)
        reason = answer(case, row, feed.calls.reason)
        moment: Moment = getattr(row, str(row.__ledger__.placed))
        return moment, Call(subject, reached, reason)

    def _unread(self) -> int:
        """Count the unreadable rows that may have been drawn from, or called."""
        feed, case = self.feed, self.case
        kinds = (
            (feed.of, feed.within),
            (feed.calls.of, feed.called_within or feed.within),
        )
        found = 0
        for kind, cells in kinds:
            read = case.ledgers[kind]
            here = _cell(case, cells, self.drawn)
            placed = str(read.ledger.placed)
            days = [told.get(placed) for told in read.partly]
            found += sum(day is None or _cell(case, cells, day) == here for day in days)
        return found

    def _fair(self, verdict: Verdict, doubt: int) -> Verdict:
        """
        Return a verdict that no doubtful row is held against anybody in.

        A draw that is proven was made from no row that cannot be read; whom its calls
        reached may stand in one all the same.
        """
        told = verdict.evidence.discrepancies
        wrong = {one[0] for one in told or ()}
        if wrong & _WHATEVER_THE_LEDGER:
            return verdict
        if doubt and verdict.reason.code == "frame_empty":
            return withheld(verdict, doubt)
        calls = (self.feed.calls.of,)
        of_any = wrong or told is None
        return self.case.fair(
            verdict, doubt if of_any else self.case.unreadable(calls, self.row)
        )


def _in_all(course: Any, windows: tuple[str, ...]) -> dict[str, Any]:
    """Return the arguments of `assess` for all windows, those without rows too."""
    told: dict[str, Any] = course.facts()
    if not windows:
        return told
    counts = ("eligible", "reached", "reached_in_time")
    named = {name: {one: told[name].get(one, 0) for one in windows} for name in counts}
    return {**told, **named}


def _of_window(course: Any, window: str) -> dict[str, Any]:
    """Return the arguments of `assess` for one window; one without rows owes none."""
    if window in course.windows:
        found: dict[str, Any] = course.facts(window)
        return found
    none = {window: 0}
    return {"eligible": none, "reached": none, "discrepancies": course.discrepancies}
