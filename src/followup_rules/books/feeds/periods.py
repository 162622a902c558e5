"""
What feeds the rules about all rows of a period at once.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from typing import Any, ClassVar

from attrs import field

from followup_rules.books.conditions import (
    Answer,
    Attribute,
    Known,
    all_of,
    ledger_of_kind,
)
from followup_rules.books.conditions.lasting import rises
from followup_rules.books.feeds.asking import (
    Concerned,
    Topic,
    WaysOut,
    answer,
    ask,
    ask_when,
    bind,
    is_meant,
    ledgers_of,
    refuse_nobodys,
    refuse_passing,
    ways,
    whether,
)
from followup_rules.books.feeds.each import refuse_unowned
from followup_rules.books.feeds.letting_off import let_off, unless_owed
from followup_rules.books.feeds.own import (  # noqa: F401 - where pickles find them
    Own,
    Unfed,
)
from followup_rules.books.feeds.reckoned import never_began
from followup_rules.books.feeds.settled import answers, has_ended
from followup_rules.books.judging import Judging
from followup_rules.canonical import ADDED_LATER
from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    FollowupRulesError,
    InvalidFieldError,
)
from followup_rules.fields import (
    Name,
    Names,
    Whole,
    as_tuple,
    held,
)
from followup_rules.immutable import frozen
from followup_rules.timing.cycles import Period
from followup_rules.timing.moments import local_ordinal, refuse_disorder, to_utc
from followup_rules.verdicts import (
    AGAINST,
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
        counts: Whether a row counts; one that does not is remarked, and so is a mere
            attempt; one that comes to count only after the time of its cell is late.
        about: The day, or the year, that a row is about, where that decides its cell.
        each: The kind of the rows that owe it each; None is one for the whole.
        whose: The attribute of a counted row that names such a row; None is any. A row
            that names nobody may be anybody's.
        subject: The kind and id of the whole, where nobody owes it each.
        remark_others: Whether rows that do not count are remarked.
        since: Without a period, cells are judged from the first row of these kinds to
            the moment of judgement; none of them, and a period is needed.
        owed: Which of those rows owe it at all.
        began: When the duty of such a row began; a row without it owes nothing yet.
            None is that it always did.
        ended: When it ended.
        ways_out: What lets a row off that owes it; cells that ended before stay.
        worth: As how many a row counts, such as the hours of a training; None is as one.
        first_only: Whether of the rows that belong to one row only the first counts,
            such as the call with which a round begins.
    """

    by_row: ClassVar[bool] = False
    never_overdue: ClassVar[str | None] = None
    of_each: ClassVar[tuple[str, ...]] = ("owed", "began", "ended")

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
    owed: Answer = whether(added_later=True)
    began: Answer = ask_when(added_later=True)
    ended: Answer = ask_when(added_later=True)
    worth: Answer = ask(added_later=True)
    first_only: bool = field(default=False, metadata={ADDED_LATER: True})

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

    @property
    def has_cells(self) -> bool:
        """
        Whether it has cells of the calendar without a period.
        """
        return bool(self.since)

    def bound(self, known: Known) -> "Cadence":
        """
        Hold its questions against the facts.
        """
        if self.first_only and ledger_of_kind(self.of, known).owner is None:
            allowed = f"False, for a {self.of} belongs to no row"
            raise InvalidFieldError("Cadence.first_only", True, allowed)  # noqa: FBT003 - what came
        for kind in self.since:
            ledger_of_kind(kind, known)
        bound = bind(self, self.of, known)
        refuse_passing(bound, "say when its duty ended with ended", "owed")
        refuse_passing(bound, "what was done counts", "where", "counts")
        return bound

    def reads(self) -> tuple[str, ...]:
        """
        Name its ledgers.
        """
        return ledgers_of(self, self.of, self.each)

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
            owner = self.owner_of(case, row)
            piles[owner].append((row, fits and (owner is not None or None)))
        for one in case.rows(self.each):
            owed = is_meant(case, one, self.owed)
            if owed is False:
                continue
            own = rows if self.whose is None else [*piles[one.id], *piles[None]]
            may = self._may_be_of(case, one)
            for verdict in self.cells(case, rule, own, case.subject(one), may, one):
                yield verdict if owed else unless_owed(verdict)

    def owner_of(self, case: Judging, row: Any) -> Any:
        """
        Return the id of the row that a row counts for; None may be any.
        """
        return answer(case, row, self.whose)

    def _may_be_of(
        self, case: Judging, one: Any
    ) -> Callable[[Mapping[str, Any]], bool]:
        """
        Say of what can be read of an unreadable row whether it may be somebody's.

        One that names nobody who is known may be anybody's.
        """
        whose, others = self.whose, case.ledgers[str(self.each)].usable
        own = isinstance(whose, Attribute) and whose.of_owner is None
        named = whose.name if own else ""
        return lambda told: told.get(named) == one.id or told.get(named) not in others

    def _fits(self, case: Judging, row: Any) -> bool | None:
        """Say whether a row concerns the rule; None is not known."""
        if self.first_only and case.own(self.of, row.owner)[:1] != (row,):
            return False
        return is_meant(case, row, self.where)

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
        piles, late = self._counted(case, rule, rows)
        began, ended = (answer(case, owing, what) for what in (self.began, self.ended))
        if self.began is not None and began is None:
            return
        told = {"calendar": case.calendar, "as_of": case.as_of}
        never = never_began(self.began, began, ended, rule.counting.tz)
        if not never and _is_refused(case, rule, owing, began, ended):
            return
        after = {"late": late} if late else {}
        span = self._span(case)
        for cell in () if span is None else rule.cells(*span):
            before = never and _begins_after(began, cell, rule)
            told["began"] = None if never and not before else began
            told["ended"] = None if before else ended
            verdict = rule.assess(
                piles[True],
                uncertain=piles[None],
                cell=cell,
                subject=about,
                **after,
                **told,
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

    def _counted(
        self, case: Judging, rule: Any, rows: Iterable[Concerned]
    ) -> tuple[dict[bool | None, list[Any]], list[Any]]:
        """Return rows by whether they count, each as often, and those that do since late."""
        ledger = case.ledgers[self.of].ledger
        placed, is_event = str(ledger.placed), ledger.counts_if
        piles: dict[bool | None, list[Any]] = {True: [], None: [], False: []}
        late: list[Any] = []
        for row, fits in rows:
            if fits is False:
                continue
            event = getattr(row, placed)
            if self.about is not None:
                event = event, self._day_about(case, row)
            counts = is_meant(case, row, self.counts)
            key = ("worth", id(self), id(row))
            many, known = case.once(key, partial(self._worth, case, rule, row))
            came = is_event is None or bool(getattr(row, is_event))
            counted = all_of((came, fits, counts, known))
            pile = piles[counted]
            if counted and self._rises and self._is_late(case, rule, row, event):
                pile = late
            pile.extend([event] * many)
        return piles, late

    @cached_property
    def _rises(self) -> tuple[Any, ...]:
        """Its questions by which a row may come to count after its cell."""
        return tuple(what for what in (self.where, self.counts) if rises(what))

    def _is_late(self, case: Judging, rule: Any, row: Any, event: Any) -> bool:
        """Say whether a row that counts came to only after the time of its cell."""
        key = ("late", id(self), id(row))
        return case.once(key, partial(self._came_late, case, rule, row, event))

    def _came_late(self, case: Judging, rule: Any, row: Any, event: Any) -> bool:
        """Ask a row what it was when the time of its cell ran out."""
        from followup_rules.policies.cadence import (  # noqa: PLC0415 - a rule of that kind asks
            CountedBy,
        )

        day: dt.date | None = case.day(getattr(row, str(row.__ledger__.placed)))
        if rule.by is CountedBy.PERIOD_COVERED:
            day = event[1] if isinstance(event, tuple) else None
        try:
            due = None if day is None else rule.due(day, calendar=case.calendar)
        except (CalendarRequiredError, CalendarNotCoveredError):
            return False  # the verdict on the cell says so
        if due is None:
            return False
        ends = to_utc(due.closes)
        if due.closes_included:
            ends += dt.timedelta.resolution
        if not has_ended(case, ends):
            return False
        then = (
            next(answers(case, rule.id, row, what, ends), None) for what in self._rises
        )
        return False in then

    def _worth(self, case: Judging, rule: Any, row: Any) -> tuple[int, bool | None]:
        """
        Return as how many a row counts, and whether that is known.

        One that does not say may count as enough; one that says no number is refused,
        and may too.
        """
        if self.worth is None:
            return 1, True
        from followup_rules.policies.cadence.cells import (  # noqa: PLC0415 - a rule of that kind asks
            MOST_WORTH,
        )

        worth = Whole(0, MOST_WORTH)
        many = answer(case, row, self.worth)
        if worth.accepts(many):
            return int(many), True
        if many is not None:
            error = InvalidFieldError(str(self.worth), many, worth.allowed)
            case.refuse(row, rule, error)
        return int(rule.least), None

    def _day_about(self, case: Judging, row: Any) -> dt.date | None:
        """Return the day that a row is about; of a year its first."""
        about = answer(case, row, self.about)
        if isinstance(about, int):
            return dt.date(about, 1, 1)
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
        if self.worth is not None:  # one of them may be worth all that is missing
            others += ours
        if verdict.status in AGAINST and not others and verdict.shortfall > ours:
            return verdict.with_notes(*[note("rows_in_error", count=ours)] * bool(ours))
        return case.fair(verdict, others if self.worth else ours + others)

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


def _is_refused(case: Judging, rule: Any, owing: Any, began: Any, ended: Any) -> bool:
    """Refuse a row whose duty ended before it began; say whether it was."""
    try:
        refuse_disorder(rule.counting.tz, ("began", began), ("ended", ended))
    except FollowupRulesError as error:
        case.refuse(owing, rule, error)
        return True
    return False


def _begins_after(began: Any, cell: Period, rule: Any) -> bool:
    """Say whether a duty would have begun only after a cell."""
    return local_ordinal(began, rule.counting.tz, "began") > cell.last.toordinal()
