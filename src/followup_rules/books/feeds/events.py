"""
What feeds the rules about several events of one thing.

What was kept, how long lay between one and the next, what happened again and again, and
the visits of a plan: a row owes it, and the rows of another ledger, or of the same one,
are the events.
"""

import datetime as dt
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, Final

from followup_rules.books.conditions import Answer, Known, ledger_of_kind
from followup_rules.books.feeds.asking import (
    UNSURE,
    Topic,
    WaysOut,
    answer,
    ask,
    ask_when,
    bind,
    is_meant,
    ledgers_of,
    refuse_coming,
    refuse_nobodys,
    refuse_passing,
    ways,
    whether,
)
from followup_rules.books.feeds.each import Each, about_row, refuse_unowned
from followup_rules.books.feeds.letting_off import (
    ended_excuses,
    let_off,
    unless_known,
    unless_owed,
)
from followup_rules.books.feeds.reckoned import never_began
from followup_rules.books.judging import Judging
from followup_rules.books.standing import Moments
from followup_rules.errors import FollowupRulesError, InvalidFieldError
from followup_rules.excuses import Excuse
from followup_rules.fields import Name, held
from followup_rules.immutable import frozen
from followup_rules.timing.moments import Moment, is_before
from followup_rules.verdicts import AGAINST, Status, Subject, Verdict

_SETTLED: Final = frozenset({*AGAINST, Status.MET})
"""What cannot be said while events are not known to count."""


@frozen(kw_only=True, field_transformer=held)
class Keeping(Each):
    """
    How long something is kept, asked of each row.

    Attributes:
        since: What starts the period.
        disposed: When it was disposed of.
        kept: Whether it is still there, where no disposal is recorded.
        category: The categories of the row.
    """

    never_overdue: ClassVar[str | None] = (
        "keeping is broken before its end, never after it"
    )
    moments: ClassVar[frozenset[Moments]] = frozenset()
    needed: ClassVar[tuple[str, ...]] = ("since",)

    since: Answer = ask_when()
    disposed: Answer = ask_when()
    kept: Answer = whether(default=True)
    category: Answer = ask()

    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
        told = {
            name: answer(case, row, getattr(self, name))
            for name in ("kept", "category")
        }
        verdict: Verdict = rule.assess(
            answer(case, row, self.since),
            answer(case, row, self.disposed),
            **told,
            calendar=case.calendar,
            **about_row(case, row),
        )
        return (verdict,)


@frozen(kw_only=True, field_transformer=held)
class Events(ABC):
    """
    The events of each row that owes them, or of the whole.

    Attributes:
        of: The kind of the rows that are events.
        where: Which of them count; of one of which that is not known, nothing is held
            against anybody. Time may change none of its answers: whether something has
            happened since is asked with *at*.
        at: When an event was, such as when it was signed; None is the day by which its
            row is dated.
        each: The kind of the rows that owe them each; None is one for the whole.
        whose: The attribute of an event that names such a row; None is the row that
            it belongs to.
        owed: Which of those rows owe them at all.
        subject: The kind and id of the whole, where no row owes them.
        ways_out: What lets such a row off.
    """

    by_row: ClassVar[bool] = False
    needs_period = False
    never_overdue: ClassVar[str | None] = None
    until_when: ClassVar[str] = "say when its duty ended with ended"
    of_each: ClassVar[tuple[str, ...]] = ("owed",)
    """The questions that are asked of the row that owes them, not of an event."""

    of: Name
    where: Answer = whether()
    at: Answer = ask_when()
    each: Name | None = None
    whose: Answer = ask()
    owed: Answer = whether()
    subject: Topic = ("book", "")
    ways_out: WaysOut = ways()

    def __attrs_post_init__(self) -> None:
        refuse_nobodys(self)
        refuse_unowned(self)

    def bound(self, known: Known) -> Any:
        """
        Hold its questions against the facts: some of the events, some of their row.

        Raises:
            InvalidFieldError: If the events belong to no such row, and name none.
        """
        home = ledger_of_kind(self.of, known)
        owned = self.whose is not None or home.owner_kind == self.each
        if self.each is not None and not owned:
            what = f"{type(self).__name__}.whose"
            allowed = f"an attribute of {self.of} that names a {self.each}"
            raise InvalidFieldError(what, None, allowed)
        found = bind(self, self.of, known)
        refuse_passing(found, self.until_when, "owed")
        refuse_passing(found, "what came about counts", "where")
        refuse_coming(found, "where")
        return found

    def reads(self) -> tuple[str, ...]:
        """
        Name its ledgers.
        """
        return ledgers_of(self, self.of, self.each)

    def all(self, case: Judging, rule: Any) -> Iterator[Verdict]:
        """
        Yield the verdicts on every row that owes them, or on the whole.

        What a rule refuses of a row that owes it is an error of that row.
        """
        events = _counting(case, self.of)
        if self.each is None:
            found = self._pile(case, rule, None, events)
            yield from self._told(case, None, found)
            return
        piles: dict[Any, list[Any]] = defaultdict(list)
        for row in events:
            piles[self.owner_of(case, row)].append(row)
        for one in case.known(self.each):
            owed = self.owed is None or answer(case, one, self.owed)
            if owed is False:
                continue
            try:
                found = tuple(self._pile(case, rule, one, tuple(piles[one.id])))
            except FollowupRulesError as error:
                case.refuse(one, rule, error)
                continue
            yield from self._told(case, one, found if owed else map(unless_owed, found))

    def owner_of(self, case: Judging, row: Any) -> Any:
        """
        Return the id of the row that owes an event.
        """
        return row.owner.id if self.whose is None else self.whose.of(case, row)

    def _pile(
        self, case: Judging, rule: Any, owing: Any, rows: tuple[Any, ...]
    ) -> Iterable[Verdict]:
        """Judge the events of one subject."""
        sure, unsure = self._sorted(case, rows)
        about = Subject(*self.subject) if owing is None else case.subject(owing)
        told = {"calendar": case.calendar, "as_of": case.as_of, "subject": about}
        found = self.judged(case, rule, owing, sure, told)
        if not unsure:
            return found
        if getattr(rule, "least", None) is not None:  # which of them count decides
            return [unless_known(one, UNSURE, _SETTLED) for one in found]
        every = self.judged(case, rule, owing, [*sure, *unsure], told)
        broken = {one.subject for one in every if one.status in AGAINST}
        return [
            unless_known(one, UNSURE, _SETTLED)
            if one.status in AGAINST and one.subject not in broken
            else one
            for one in found
        ]

    def _sorted(
        self, case: Judging, rows: Iterable[Any]
    ) -> tuple[list[Any], list[Any]]:
        """Return the events that count, and those of which nobody knows it."""
        sure: list[Any] = []
        unsure: list[Any] = []
        for row in rows:
            fits = self._counts(case, row)
            if fits is not False:
                (sure if fits else unsure).append(row)
        return sure, unsure

    def _counts(self, case: Judging, row: Any) -> bool | None:
        """Say whether an event counts; None is not known."""
        return is_meant(case, row, self.where)

    @abstractmethod
    def judged(
        self,
        case: Judging,
        rule: Any,
        owing: Any,
        rows: list[Any],
        told: dict[str, Any],
    ) -> Iterable[Verdict]:
        """
        Ask the rule.
        """

    def _told(
        self, case: Judging, owing: Any, verdicts: Iterable[Verdict]
    ) -> Iterator[Verdict]:
        """Yield the verdicts of the period, no unreadable row held against anybody."""
        unreadable = case.unreadable(self.reads(), owing)
        for verdict in verdicts:
            if case.within(self.placed(verdict)):
                found = let_off(self, case, owing, verdict)
                yield case.fair(found, unreadable)

    def placed(self, verdict: Verdict) -> Moment | None:
        """
        Return the day by which a verdict is of a period; None is of every one.
        """
        return None

    def moment(self, case: Judging, row: Any) -> Any:
        """
        Return when an event was.
        """
        if self.at is not None:
            return self.at.of(case, row)
        return getattr(row, str(case.ledgers[self.of].ledger.placed))

    def moments(self, case: Judging, rows: Iterable[Any]) -> list[Any]:
        """
        Return when events were; what has no time yet has not happened.
        """
        found = (self.moment(case, row) for row in rows)
        return [moment for moment in found if moment is not None]


def _last_day(verdict: Verdict) -> Any:
    """Return the last day on which something was due; None without a bound."""
    deadline = verdict.evidence.deadline
    return None if deadline is None else deadline.last_day


@frozen(kw_only=True, field_transformer=held)
class Intervals(Events):
    """
    How long lies between one event and the next.

    Attributes:
        since: What starts the count, of the row that owes them; None is the first.
        ended: When the duty ended, of the same row.
    """

    of_each: ClassVar[tuple[str, ...]] = ("owed", "since", "ended")

    since: Answer = ask_when()
    ended: Answer = ask_when()

    def judged(
        self,
        case: Judging,
        rule: Any,
        owing: Any,
        rows: list[Any],
        told: dict[str, Any],
    ) -> Iterable[Verdict]:
        """
        Ask the rule about every interval.
        """
        start, end = (answer(case, owing, what) for what in (self.since, self.ended))
        if self.since is not None and start is None:
            return (rule.assess(None, **told),)
        over = ended_excuses(self, case, owing)
        never = never_began(self.since, start, end, rule.counting.tz)
        told["ended"] = start if never else end
        return _anew(rule, self.moments(case, rows), start, over, case.zone, told)

    def placed(self, verdict: Verdict) -> Moment | None:
        """
        Return when the next one was due; without a bound, when it came.
        """
        told = verdict.evidence
        placed: Moment | None = _last_day(verdict) or told.done or told.since
        return placed


def _anew(
    rule: Any,
    events: list[Any],
    start: Moment | None,
    over: list[tuple[Excuse, Moment]],
    zone: dt.tzinfo,
    told: Mapping[str, Any],
) -> tuple[Verdict, ...]:
    """
    Judge every interval, counted anew from the end of what let one off.

    A plan stays as it is: what falls due after that end is owed.
    """
    found: tuple[Verdict, ...] = rule.assess_each(events, since=start, **told)
    if rule.is_planned:
        return found
    for place, (excuse, until) in enumerate(over):
        for verdict in found:
            bound, done = verdict.evidence.deadline, verdict.evidence.done
            served = done is not None and is_before(done, until, zone)
            if bound is None or served or not excuse.lasts_at(bound):
                continue
            before = [one for one in events if is_before(one, until, zone)]
            after = [one for one in events if not is_before(one, until, zone)]
            head: tuple[Verdict, ...] = rule.assess_each(before, since=start, **told)
            later = over[place + 1 :]
            gone = told["ended"] is not None and is_before(told["ended"], until, zone)
            then = {**told, "ended": until} if gone else told
            return (*head, *_anew(rule, after, until, later, zone, then))
    return found


@frozen(kw_only=True, field_transformer=held)
class Series(Events):
    """
    The visits of a plan that begins on a day of the row that owes them.

    Attributes:
        anchor: The first day of the plan.
        ended: When the plan was broken off.
    """

    of_each: ClassVar[tuple[str, ...]] = ("owed", "anchor", "ended")

    anchor: Answer = ask_when()
    ended: Answer = ask_when()

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        for name in ("each", "anchor"):
            if getattr(self, name) is None:
                allowed = "what owes the visits, and when its plan begins"
                raise InvalidFieldError(f"Series.{name}", None, allowed)

    def judged(
        self,
        case: Judging,
        rule: Any,
        owing: Any,
        rows: list[Any],
        told: dict[str, Any],
    ) -> Iterable[Verdict]:
        """
        Ask the rule about every visit.
        """
        start, end = self.anchor.of(case, owing), answer(case, owing, self.ended)
        if never_began(self.anchor, start, end, rule.counting.tz):
            end = start
        found: tuple[Verdict, ...] = rule.assess_each(
            start, self.moments(case, rows), ended=end, **told
        )
        return found

    def placed(self, verdict: Verdict) -> Moment | None:
        """
        Return the last day of a visit's window, or the day of what was unscheduled.
        """
        last: Moment | None = _last_day(verdict)
        if last is not None:
            return last
        told = verdict.evidence
        named = told.only in dict(told.names)
        return None if named else dt.date.fromisoformat(told.only)


def _counting(case: Judging, kind: str) -> tuple[Any, ...]:
    """Return the known rows of a kind that are no mere attempts."""
    counts_if = case.ledgers[kind].ledger.counts_if
    rows = case.known(kind)
    if counts_if is None:
        return rows
    return tuple(row for row in rows if getattr(row, counts_if))
