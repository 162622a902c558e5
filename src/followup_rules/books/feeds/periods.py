"""
What feeds the rules about all rows of a period at once.
"""

import datetime as dt
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar

from attrs import evolve, field, frozen

from followup_rules.books.conditions import Answer, Known, all_of, asked, ledger_of_kind
from followup_rules.books.feeds.asking import (
    Concerned,
    Rows,
    Together,
    Topic,
    WaysOut,
    answer,
    ask,
    bind,
    excuse_in_time,
    for_good,
    ledgers_of,
    let_off,
    refuse_nobodys,
    refuse_unowned,
    ways,
    whether,
)
from followup_rules.books.feeds.tallies import Tally
from followup_rules.books.judging import Judging
from followup_rules.canonical import ADDED_LATER
from followup_rules.errors import InvalidFieldError
from followup_rules.excuses import Excuse
from followup_rules.fields import Name, Names, as_tuple, held
from followup_rules.timing.cycles import Period
from followup_rules.verdicts import (
    AGAINST,
    Reason,
    Status,
    Subject,
    Verdict,
    note,
)


@frozen(kw_only=True, field_transformer=held)
class Cadence:
    """
    How often, in each cell of the calendar that the period touches.

    Attributes:
        of: The kind of the rows that count.
        where: Which of them concern the rule at all.
        counts: Whether a row counts; one that does not is remarked.
        about: The day that a row is about, where that decides its cell.
        each: The kind of the rows that owe it each; None is one for the whole.
        whose: The attribute of a counted row that names such a row; None is any. A row
            that names nobody may be anybody's.
        subject: The kind and id of the whole, where nobody owes it each.
        remark_others: Whether rows that do not count are remarked.
        since: Without a period, cells are judged from the first row of these kinds to
            the moment of judgement; none of them, and a period is needed.
        ways_out: What lets a row off that owes it; cells that ended before stay.
    """

    by_row: ClassVar[bool] = False
    never_overdue: ClassVar[str | None] = None
    of_each: ClassVar[tuple[str, ...]] = ()

    of: Name
    where: Answer = whether()
    counts: Answer = whether()
    about: Answer = ask()
    each: Name | None = None
    whose: Answer = ask()
    subject: Topic = ("book", "")
    remark_others: bool = True
    since: Names = field(default=(), converter=as_tuple)
    ways_out: WaysOut = ways()

    def __attrs_post_init__(self) -> None:
        refuse_nobodys(self)
        refuse_unowned(self)
        if not self.remark_others and self.counts in (True, None):
            allowed = "True, where every row counts"
            raise InvalidFieldError(
                "Cadence.remark_others", self.remark_others, allowed
            )

    @property
    def needs_period(self) -> bool:
        """
        Whether nothing says where its cells begin but a period.
        """
        return not self.since

    def bound(self, known: Known) -> "Cadence":
        """
        Hold its questions against the facts.
        """
        found: Cadence = bind(self, self.of, known)
        return found

    def reads(self) -> tuple[str, ...]:
        """
        Name its ledgers.
        """
        return ledgers_of(self, self.of, *(() if self.each is None else (self.each,)))

    def all(self, case: Judging, rule: Any) -> Iterator[Verdict]:
        """
        Yield a verdict for each cell of each subject.
        """
        rows = [(row, self._fits(case, row)) for row in case.known(self.of)]
        if self.each is None:
            yield from self.cells(case, rule, rows, Subject(*self.subject))
            return
        piles: dict[Any, list[Concerned]] = defaultdict(list)
        for row, fits in rows:
            owner = answer(case, row, self.whose)
            piles[owner].append((row, fits and (owner is not None or None)))
        for one in case.rows(self.each):
            own = rows if self.whose is None else [*piles[one.id], *piles[None]]
            yield from self.cells(case, rule, own, case.subject(one), owing=one)

    def _fits(self, case: Judging, row: Any) -> bool | None:
        """Say whether a row concerns the rule; None is not known."""
        fits: bool | None = self.where is None or for_good(case, row, self.where)
        return fits

    def cells(
        self,
        case: Judging,
        rule: Any,
        rows: Iterable[Concerned],
        about: Subject,
        may: Callable[[Mapping[str, Any]], bool] | None = None,
        owing: Any = None,
    ) -> Iterator[Verdict]:
        """
        Yield a verdict for each cell of one subject, on its rows.

        *may* says of what can be read of an unreadable row whether it may be one of
        them; without it any may. *owing* is the row that owes it, which may tell a way
        out.
        """
        placed = str(case.ledgers[self.of].ledger.placed)
        piles: dict[bool | None, list[Any]] = {True: [], None: [], False: []}
        for row, fits in rows:
            if fits is False:
                continue
            event = getattr(row, placed)
            if self.about is not None:
                event = event, self._day_about(case, row)
            counts = self.counts is None or for_good(case, row, self.counts)
            piles[all_of((fits, counts))].append(event)
        told = {"calendar": case.calendar, "basis": case.basis}
        span = self._span(case)
        for cell in () if span is None else rule.cells(*span):
            verdict = rule.assess(
                piles[True], uncertain=piles[None], cell=cell, subject=about, **told
            )
            other = (
                rule.assess(piles[False], cell=cell, **told).evidence.counted
                if piles[False] and self.remark_others
                else 0
            )
            remarks = (note("not_counted", count=other),) if other else ()
            found = verdict.with_notes(*remarks)
            if owing is not None:
                found = let_off(self, case, owing, found)
            yield self._fair(case, found, cell, may)

    def _day_about(self, case: Judging, row: Any) -> dt.date | None:
        """Return the day that a row is about, of an instant that where days begin."""
        about = answer(case, row, self.about)
        return None if about is None else case.day(about)

    def _fair(
        self,
        case: Judging,
        verdict: Verdict,
        cell: Period,
        may: Callable[[Mapping[str, Any]], bool] | None,
    ) -> Verdict:
        """
        Return a verdict that no unreadable row is held against anybody in.

        One whose day can be read is only of the cell in which it lies; where even all
        of them could not have mended it, it stays; and none can take away what is met.
        """
        if verdict.status is Status.MET:
            return verdict
        own = case.ledgers[self.of]
        placed = str(own.ledger.placed)
        days = [
            None if self.about else one.get(placed)
            for one in own.partly
            if may is None or may(one)
        ]
        ours = sum(day is None or case.day(day) in cell for day in days)
        others = case.unreadable(kind for kind in self.reads() if kind != self.of)
        if verdict.status in AGAINST and not others and verdict.shortfall > ours:
            return verdict.with_notes(*[note("rows_in_error", count=ours)] * bool(ours))
        return case.fair(verdict, ours + others)

    def _span(self, case: Judging) -> tuple[dt.date, dt.date] | None:
        """Return the first and the last day that are reported on; None is no day."""
        if case.period is not None:
            return case.period.first, case.period.last
        days = [
            case.day(getattr(row, str(row.__ledger__.placed)))
            for kind in self.since
            for row in case.known(kind)
        ]
        return (min(days), case.day(case.now)) if days else None


def _grounds(excused: Iterable[Excuse]) -> Iterator[Reason]:
    """Say by what how many were let off, and who allowed it."""
    piles: dict[str, list[Excuse]] = defaultdict(list)
    for one in excused:
        piles[one.reason].append(one)
    for key, some in piles.items():
        way = some[0]
        yield note(
            "excused_by", way=key, named=way.name, under=way.clause, count=len(some)
        )
        named = sorted({one.by for one in some if one.by is not None})
        if named:
            yield note("let_off_by", by=", ".join(named))


@frozen(kw_only=True, field_transformer=held)
class Share(Rows, ABC):
    """
    How many of the rows are of a share.

    A row that may not be meant, or of which it is not known whether it is of the share,
    because another rule that decides it is still open, for instance, is uncertain: the
    share lies between what it is with none of them and with all.

    Attributes:
        met: Whether one is of the share.
        episodes: Which rows count as one, as `episodes.Merged`; None is that
            each counts.
        ways_out: What lets a row off that is not of the share.
        keeps_excused: Whether such a row stays among those that the share is taken of.
    """

    never_overdue: ClassVar[str | None] = "a share is settled with its period"

    met: Answer = whether()
    episodes: Together = None
    ways_out: WaysOut = ways()
    keeps_excused: bool = field(default=False, metadata={ADDED_LATER: True})

    def __attrs_post_init__(self) -> None:
        if self.keeps_excused and not self.ways_out:
            what = f"{type(self).__name__}.keeps_excused"
            raise InvalidFieldError(what, True, "False without ways_out")  # noqa: FBT003 - what came

    def bound(self, known: Known) -> Any:
        """
        Hold its questions against the facts, and those of its episodes.
        """
        found = super().bound(known)
        if self.episodes is None:
            return found
        return evolve(found, episodes=self.episodes.bound(self.each, known))

    def reads(self) -> tuple[str, ...]:
        """
        Name its ledgers.
        """
        others = () if self.episodes is None else self.episodes.reads()
        return ledgers_of(self, self.each, *others)

    def all(self, case: Judging, rule: Any) -> Iterator[Verdict]:
        """
        Yield the verdict on the period.
        """
        rows, remarks = self._counted(case)
        yield self.concluded(case, rule, self.tally(case, rows), remarks)

    def tally(self, case: Judging, rows: Iterable[Any]) -> Tally:
        """
        Count rows by what they are of the share.
        """
        rows = tuple(rows)
        found = [self._counts(case, row) for row in rows]
        return Tally(
            found.count(True),
            found.count(None),
            tuple(one for one in found if isinstance(one, Excuse)),
            tuple(row for row, one in zip(rows, found, strict=True) if one is False),
        )

    def concluded(
        self, case: Judging, rule: Any, tally: Tally, remarks: tuple[Reason, ...] = ()
    ) -> Verdict:
        """
        Return the verdict on a tally, in which no unreadable row is held against any.

        What is certain is said: where even all of them could not have mended it, it
        stays.
        """
        reached, unknown = tally.reached, tally.unknown
        population = tally.population
        kept = len(tally.excused) if self.keeps_excused else 0
        gone = len(tally.excused) - kept
        verdict = self.judged(case, rule, reached, population, unknown, gone)
        remarks += (note("excused_kept", count=kept),) if kept else ()
        verdict = verdict.with_notes(*remarks, *_grounds(tally.excused))
        kinds = self._deciding()
        unreadable = case.unreadable(kinds)
        if unreadable and verdict.status in AGAINST:
            own = case.unreadable((self.each,))
            turning = self._turning(case, kinds[1:], tally)
            more = unknown + own + min(turning, unreadable - own)
            best = self.judged(case, rule, reached, population + own, more, gone)
            if best.status in AGAINST and not self._may_go(case, tally):
                return verdict.with_notes(note("rows_in_error", count=unreadable))
        return case.fair(verdict, unreadable)

    def _turning(self, case: Judging, kinds: tuple[str, ...], tally: Tally) -> int:
        """Count the rows that are missing for all that a row in error may have said."""
        rows = sum(case.unreadable(kinds, row) > 0 for row in tally.missing)
        alike = tally.alike and case.unreadable_of_any(kinds, self.each)
        return rows + (tally.alike if alike else 0)

    def _deciding(self) -> tuple[str, ...]:
        """Name the ledgers that decide it; what is kept anyhow is let off by none."""
        if not self.keeps_excused:
            return self.reads()
        bare = evolve(self, ways_out=(), keeps_excused=False)
        kinds: tuple[str, ...] = bare.reads()
        return kinds

    def _may_go(self, case: Judging, tally: Tally) -> bool:
        """Say whether a row that cannot be read may let off one that was counted."""
        if self.keeps_excused:
            return False
        kinds = {kind for way in self.ways_out for kind in way.reads()}
        return any(case.unreadable(kinds, row) for row in tally.missing)

    def _counted(self, case: Judging) -> tuple[tuple[Any, ...], tuple[Reason, ...]]:
        """
        Return the rows of the period, each episode once, and how many gave way.

        Episodes are formed of all known rows, so that one that goes on into a later
        period is counted there.
        """
        inside = case.rows(self.each)
        if self.episodes is None:
            return inside, ()
        meant = [row for row in case.known(self.each) if self.fits(case, row)]
        standing = {id(row) for row in self.episodes.standing(case, meant)}
        gave_way = {id(row) for row in meant} - standing
        rows = tuple(row for row in inside if id(row) not in gave_way)
        gone = len(inside) - len(rows)
        return rows, (note("episodes_merged", count=gone),) if gone else ()

    def ends(self, case: Judging) -> dt.datetime | None:
        """
        Return when no more rows can join, and none can give way to a later one.
        """
        return case.ends if self.episodes is None else self.episodes.settles(case)

    def _counts(self, case: Judging, row: Any) -> bool | str | Excuse | None:
        """
        Say whether a row is of the share, or let off; None is not known.

        One that may be let off is not known to be of the population, which nobody is
        accused by.
        """
        fits = self.where is None or for_good(case, row, self.where)
        if fits is False:
            return "left out"
        met: bool | None = for_good(case, row, self.met) if fits else None
        if met is not False or not self.ways_out:
            return met
        excuse = excuse_in_time(self, case, row, self.ends(case))
        return False if excuse is None and self.keeps_excused else excuse

    @abstractmethod
    def judged(
        self,
        case: Judging,
        rule: Any,
        reached: int,
        population: int,
        unknown: int,
        excused: int,
    ) -> Verdict:
        """
        Ask the rule; what is excused is of the population, and left out of it.
        """


@frozen(kw_only=True, field_transformer=held)
class Rate(Share):
    """
    A share of the rows of the period, against a bound.

    Attributes:
        subject: The kind and id that the verdict is about.
    """

    subject: Topic = ("rate", "")

    def judged(
        self,
        case: Judging,
        rule: Any,
        reached: int,
        population: int,
        unknown: int,
        excused: int,
    ) -> Verdict:
        """
        Ask the rule.
        """
        verdict: Verdict = rule.assess(
            reached,
            population,
            uncertain=unknown,
            excused=excused,
            ends=self.ends(case),
            subject=Subject(*self.subject, cell=case.cell),
            basis=case.basis,
        )
        return verdict


@frozen(kw_only=True, field_transformer=held)
class Quota(Share):
    """
    A share of the rows of the period that a role owes.
    """

    def judged(
        self,
        case: Judging,
        rule: Any,
        reached: int,
        population: int,
        unknown: int,
        excused: int,
    ) -> Verdict:
        """
        Ask the rule.
        """
        verdict: Verdict = rule.assess(
            population,
            reached,
            uncertain=unknown,
            excused=excused,
            settles=self.ends(case),
            ends=self.ends(case),
            subject=Subject("quota", rule.owed_by, cell=case.cell),
            basis=case.basis,
        )
        return verdict


@frozen(kw_only=True, field_transformer=held)
class Score(Rows):
    """
    Answers pooled by a window, scored and ranked.

    An answer that may not be meant is none, and one that says not where it belongs is
    an error of its row.

    Attributes:
        answer: The grade.
        by: What they are pooled by.
        kind: What that is called in verdicts.
    """

    answer: Answer = ask()
    by: Answer = ask()
    kind: Name = "window"

    def all(self, case: Judging, rule: Any) -> Iterator[Verdict]:
        """
        Yield a verdict for each window.
        """
        given: dict[str, list[Any]] = defaultdict(list)
        silent: dict[str, int] = defaultdict(int)
        nowhere = 0
        for row in case.rows(self.each):
            fits = self.fits(case, row)
            if fits is False:
                continue
            place, grade = answer(case, row, self.by), answer(case, row, self.answer)
            if not isinstance(place, str):
                allowed = "what answers are pooled by"
                error = InvalidFieldError(str(self.by), place, allowed)
                case.refuse(row, rule, error)
                nowhere += 1
            elif grade is None or fits is None:
                silent[place] += 1
            else:
                given[place].append({rule.overall: grade})
        every = sorted({*given, *silent})
        scores = {one: rule.score(given[one], no_answer=silent[one]) for one in every}
        unreadable = nowhere + case.unreadable(self.reads())
        standings = rule.standings(scores)
        ranked = sum(one.rank is not None for one in standings)
        for one in standings:
            verdict = rule.assess(
                given[one.window],
                no_answer=silent[one.window],
                rank=one.rank,
                of=ranked if one.rank is not None else None,
                settles=case.ends,
                subject=Subject(self.kind, one.window, cell=case.cell),
                basis=case.basis,
            )
            yield case.fair(verdict, unreadable)


@frozen(kw_only=True, field_transformer=held)
class Own:
    """
    A calculation of the regulation's own.

    Attributes:
        by: The function: `by(case, rule)` yields verdicts.
        of: The ledgers that it reads.
        needs_period: Whether it cannot be judged without a period.
    """

    by_row: ClassVar[bool] = False

    by: Answer = field(converter=asked)
    of: Names = field(default=(), converter=as_tuple)
    needs_period: bool = False

    def bound(self, known: Known) -> "Own":
        """
        Refuse to read a ledger that does not exist.
        """
        for kind in self.of:
            ledger_of_kind(kind, known)
        return self

    def reads(self) -> tuple[str, ...]:
        """
        Name its ledgers.
        """
        return self.of

    def all(self, case: Judging, rule: Any) -> Iterator[Verdict]:
        """
        Yield what the function yields.
        """
        yield from self.by.of(case, rule)


@frozen
class Unfed:
    """
    A rule that other rules ask, and that has no verdicts of its own.
    """

    by_row: ClassVar[bool] = False
    needs_period = False

    def bound(self, known: Known) -> "Unfed":
        """
        There is nothing to bind.
        """
        return self

    def reads(self) -> tuple[str, ...]:
        """
        It reads nothing.
        """
        return ()

    def all(self, case: Judging, rule: Any) -> Iterator[Verdict]:
        """
        There are none.
        """
        yield from ()
