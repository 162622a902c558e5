"""
What feeds the rules about a share of the rows, of a group of them, or of a cell.
"""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, ClassVar, Final

from attrs import evolve, field

from followup_rules.books.conditions import Answer, Known
from followup_rules.books.conditions.lasting import falls, is_lasting
from followup_rules.books.feeds.among import Among
from followup_rules.books.feeds.asking import (
    Together,
    Topic,
    WaysOut,
    ask,
    for_good,
    is_meant,
    ways,
    whether,
)
from followup_rules.books.feeds.each import Rows
from followup_rules.books.feeds.letting_off import excuse_in_time
from followup_rules.books.feeds.pools import Pool, Pooling
from followup_rules.books.feeds.settled import answers, has_ended, once_meant, passes
from followup_rules.books.feeds.tallies import Tally, grounds
from followup_rules.books.judging import Judging
from followup_rules.canonical import ADDED_LATER
from followup_rules.errors import InvalidFieldError
from followup_rules.excuses import Excuse
from followup_rules.fields import Name, held
from followup_rules.immutable import frozen
from followup_rules.policies.targets import Bound
from followup_rules.timing.cycles import Cells
from followup_rules.verdicts import AGAINST, Subject, Verdict, note

Counts = tuple[int, int, int, int, int]
Counted = bool | str | Excuse | None
"""Whether a row is of a share, or what else became of it; None is not known."""
_LATE: Final = "late"
_LEFT_OUT: Final = "left out"
_JOINED: Final = "joined"
"""It came to be meant only after the period, and is left out of it."""
_GROUP: Final = "group"
"""What a group is called unless the feed says otherwise."""
_WHOLE: Final = ("rate", "")
"""What a rate is about unless the feed says otherwise."""


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
        by: What rows are told apart by; then each group has a share of its own.
        kind: What a group is called in verdicts.
        cycle: The cells that the period touches, of which each has a share of its own;
            None is that the period has one.
    """

    never_overdue: ClassVar[str | None] = "a share is settled with its period"

    met: Answer = whether()
    episodes: Together = None
    ways_out: WaysOut = ways()
    keeps_excused: bool = field(default=False, metadata={ADDED_LATER: True})
    by: Answer = ask(added_later=True)
    kind: Name = field(default=_GROUP, metadata={ADDED_LATER: True})
    cycle: Cells | None = field(default=None, metadata={ADDED_LATER: True})

    def __attrs_post_init__(self) -> None:
        if self.by is None and self.kind != _GROUP:
            what = f"{type(self).__name__}.kind"
            raise InvalidFieldError(what, self.kind, f"{_GROUP!r} without by")
        if self.keeps_excused and not self.ways_out:
            what = f"{type(self).__name__}.keeps_excused"
            raise InvalidFieldError(what, True, "False without ways_out")  # noqa: FBT003 - what came

    @property
    def has_cells(self) -> bool:
        """
        Whether each cell of the calendar has a share of its own.
        """
        return self.cycle is not None

    def bound(self, known: Known) -> Any:
        """
        Hold its questions against the facts, and those of its episodes.
        """
        found = super().bound(known)
        if self.cycle is not None and known[self.each].placed is None:
            what = f"{type(self).__name__}.cycle"
            allowed = f"None, for no attribute dates a {self.each}"
            raise InvalidFieldError(what, str(self.cycle), allowed)
        return found

    def all(self, case: Judging, rule: Any) -> Iterator[Verdict]:
        """
        Yield the verdict on the period, or on each group in each cell.
        """
        for pool in self.pooling(rule).pools(case, rule):
            yield self.concluded(case, rule, self.tally(case, rule, pool), pool)

    def pooling(self, rule: Any = None) -> Pooling:
        """
        Return how its rows are told apart; of a *rule* with those once meant.
        """
        fits = self.fits
        if rule is not None and self.episodes is None and falls(self.where):
            fits = partial(once_meant, self.fits, rule.id, self.where)
        return Pooling(self.each, fits, self.by, self.cycle, self.episodes)

    def whole(self, case: Judging, rows: Iterable[Any] = ()) -> Pool:
        """
        Return some rows of the period as those of one share.
        """
        return self.pooling().whole(case, tuple(rows))

    def tally(self, case: Judging, rule: Any, pool: Pool) -> Tally:
        """
        Count rows by what they are of the share, and once its period is over were.
        """
        rows, ends = pool.rows, pool.ends
        found = [self._counts(case, row, ends) for row in rows]
        lasts = is_lasting(self.met) and not passes(self.where)
        if ends is not None and has_ended(case, ends) and not lasts:
            found = [
                self._settled(case, rule, row, one, ends)
                for row, one in zip(rows, found, strict=True)
            ]
        late = found.count(_LATE)
        return Tally(
            found.count(True) + late,
            found.count(None),
            tuple(one for one in found if isinstance(one, Excuse)),
            tuple(row for row, one in zip(rows, found, strict=True) if one is False),
            late=late,
            joined=found.count(_JOINED),
        )

    def _settled(
        self, case: Judging, rule: Any, row: Any, counts: Counted, ends: dt.datetime
    ) -> Counted:
        """
        Say what a row was of the share when its period was over, or since is late.

        One that was meant then stays so, and one that is meant only since has joined too
        late. What it comes to today stays where it is left out, or is not known.
        """
        if passes(self.where):
            was_in = next(answers(case, rule.id, row, self.where, ends), None)
            if was_in and counts == _LEFT_OUT:
                counts = for_good(case, row, self.met)
            elif was_in is False and counts != _LEFT_OUT:
                return _JOINED
        if counts is None and not self._is_meant(case, row):
            return None
        if not (counts is None or isinstance(counts, bool)):
            return counts  # an excuse, or left out
        came_to = list(answers(case, rule.id, row, self.met, ends))
        if not came_to or came_to[0]:
            return True if came_to else counts
        was_done = bool(counts) or any(came_to)
        if not was_done and counts is False:
            return False
        excuse = excuse_in_time(self, case, row, ends) if self.ways_out else False
        if excuse is None and self.keeps_excused:
            return False
        if excuse is not False:
            return excuse
        return _LATE if was_done and self.may_be_late(rule) else False

    def _is_meant(self, case: Judging, row: Any) -> bool:
        """Say whether a row is of the population for certain, and only not known to be met."""
        fits = is_meant(case, row, self.where)
        return bool(fits) and for_good(case, row, self.met) is None

    def concluded(self, case: Judging, rule: Any, tally: Tally, pool: Pool) -> Verdict:
        """
        Return the verdict on a tally, in which no unreadable row is held against any.

        What is certain is said: where even all of them could not have mended it, it
        stays.
        """
        reached, unknown = tally.reached, tally.unknown
        population = tally.population
        kept = len(tally.excused) if self.keeps_excused else 0
        gone = len(tally.excused) - kept
        late = tally.late
        counts = (reached, population, unknown, gone, late)
        verdict = self.judged(case, rule, pool, counts)
        remarks = pool.remarks
        remarks += (note("excused_kept", count=kept),) if kept else ()
        remarks += tally.remarks
        verdict = verdict.with_notes(*remarks, *grounds(tally.excused))
        own, others = pool.unreadable, self._deciding()[1:]
        unreadable = own + case.unreadable(others)
        if unreadable and verdict.status in AGAINST:
            turning = self._turning(case, others, tally)
            more = unknown + own + min(turning, unreadable - own)
            best = self.judged(
                case, rule, pool, (reached, population + own, more, gone, late)
            )
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

    def _counts(self, case: Judging, row: Any, ends: dt.datetime | None) -> Counted:
        """
        Say whether a row is of the share, or let off; None is not known.

        One that may be let off is not known to be of the population, which nobody is
        accused by.
        """
        fits = is_meant(case, row, self.where)
        if fits is False:
            return _LEFT_OUT
        met: bool | None = for_good(case, row, self.met) if fits else None
        if met is not False or not self.ways_out:
            return met
        excuse = excuse_in_time(self, case, row, ends)
        return False if excuse is None and self.keeps_excused else excuse

    def named(self, rule: Any, pool: Pool) -> Subject:
        """
        Return what a verdict on a pool is about.
        """
        if pool.name is not None:
            return Subject(self.kind, pool.name, cell=pool.cell)
        return Subject(*self.about(rule), cell=pool.cell)

    @abstractmethod
    def about(self, rule: Any) -> tuple[str, str]:
        """
        Return the kind and the id of the whole.
        """

    @abstractmethod
    def judged(self, case: Judging, rule: Any, pool: Pool, counts: Counts) -> Verdict:
        """
        Ask the rule: of how many rows are how many of the share.

        The *counts* are those that are, the population, those of which it is not known,
        those excused, which are of the population, and left out of it, and how many of
        those that are came late.
        """

    @staticmethod
    def may_be_late(rule: Any) -> bool:
        """
        Say whether what comes after the period is counted as late, and not left out.
        """
        bound: Bound = getattr(rule, "bound", Bound.NOT_LESS_THAN)
        return bound.is_floor


@frozen(kw_only=True, field_transformer=held)
class Rate(Share):
    """
    A share of the rows of the period, against a bound.

    Attributes:
        subject: The kind and id that the verdict is about, where rows are not told
            apart.
        among: The rows of another ledger that they are counted against, such as the
            visits beside the calls, where neither belongs to the other; None is that
            the share is of the rows themselves.
    """

    subject: Topic = _WHOLE
    among: Among | None = field(default=None, metadata={ADDED_LATER: True})

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if self.by is not None and self.subject != _WHOLE:
            allowed = f"{_WHOLE}, where each group has a share of its own"
            raise InvalidFieldError("Rate.subject", self.subject, allowed)
        if self.among is not None:
            self.among.refuse_unfit(self)

    def suits(self, rule: Any) -> None:
        """
        Refuse a rule of a share of itself, where it is counted against other rows.

        Raises:
            InvalidFieldError: If there may not be more of the one than of the other.
        """
        if self.among is not None and not rule.may_exceed:
            allowed = "True, where two ledgers are counted against one another"
            raise InvalidFieldError("TargetPolicy.may_exceed", False, allowed)  # noqa: FBT003 - what came

    def all(self, case: Judging, rule: Any) -> Iterator[Verdict]:
        """
        Yield the verdict on the period, or on each group in each cell.
        """
        if self.among is None:
            yield from super().all(case, rule)
            return
        pairs = self.among.pools(case, rule, self.pooling(rule), self.cycle)
        for top, below in pairs:
            yield self._against(self.among, case, rule, top, below)

    def _against(
        self, among: Among, case: Judging, rule: Any, top: Pool, below: Pool
    ) -> Verdict:
        """
        Return the verdict on rows that are counted against others.

        Where it is not known of some of these whether they count, it has to come to the
        same with them and without.
        """
        tally = self.tally(case, rule, top)
        sure, more, joined = among.count(case, rule, below)

        def judge(population: int | None, unknown: int) -> Verdict:
            counts: Any = (tally.reached, population, unknown, 0, tally.late)
            return self.judged(case, rule, top, counts)

        verdict = judge(sure, tally.unknown)
        if judge(sure + more, tally.unknown).status is not verdict.status:
            verdict = judge(None, tally.unknown)
        verdict = verdict.with_notes(*below.remarks, *tally.remarks, *joined)
        counted = {self.each, among.of}
        beside = tuple(kind for kind in self.reads() if kind not in counted)
        unread = top.unreadable + case.unreadable(beside)
        unreadable = unread + below.unreadable
        if unreadable and verdict.status in AGAINST:
            best = sure if rule.bound.is_floor else sure + more + below.unreadable
            if judge(best, tally.unknown + unread).status in AGAINST:
                return verdict.with_notes(note("rows_in_error", count=unreadable))
        return case.fair(verdict, unreadable)

    def about(self, rule: Any) -> tuple[str, str]:
        """
        Return what the feed says.
        """
        return self.subject

    def judged(self, case: Judging, rule: Any, pool: Pool, counts: Counts) -> Verdict:
        """
        Ask the rule.
        """
        reached, population, unknown, excused, late = counts
        verdict: Verdict = rule.assess(
            reached,
            population,
            in_time=reached - late if late else None,
            uncertain=unknown,
            excused=excused,
            ends=pool.ends,
            subject=self.named(rule, pool),
            as_of=case.as_of,
        )
        return verdict


@frozen(kw_only=True, field_transformer=held)
class Quota(Share):
    """
    A share of the rows of the period that a role owes.
    """

    def about(self, rule: Any) -> tuple[str, str]:
        """
        Return the role.
        """
        return "quota", rule.owed_by

    def judged(self, case: Judging, rule: Any, pool: Pool, counts: Counts) -> Verdict:
        """
        Ask the rule.
        """
        reached, population, unknown, excused, late = counts
        if late and reached - late + unknown < rule.required(population - excused):
            unknown = 0  # whatever they are, it was not reached in time, and that stays
        verdict: Verdict = rule.assess(
            population,
            reached,
            visited_in_time=reached - late if late else None,
            uncertain=unknown,
            excused=excused,
            settles=pool.ends,
            ends=pool.ends,
            subject=self.named(rule, pool),
            as_of=case.as_of,
        )
        return verdict
