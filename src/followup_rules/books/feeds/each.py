"""
What every feed that goes by rows is: which rows, and each by itself.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar, Final

import attrs

from followup_rules.books import chains
from followup_rules.books.conditions import (
    Answer,
    Known,
    asks_beside,
)
from followup_rules.books.conditions.lasting import wavers
from followup_rules.books.feeds.asking import (
    DONE,
    AskedFor,
    WaysOut,
    answer,
    bind,
    ledgers_of,
    questions,
    ways,
    whether,
)
from followup_rules.books.feeds.letting_off import let_off, unless_known
from followup_rules.books.judging import Judging
from followup_rules.books.standing import Moments
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import Name, held
from followup_rules.immutable import frozen
from followup_rules.verdicts import Status, Verdict


def about_row(case: Judging, row: Any) -> dict[str, Any]:
    """Return what every verdict on a row is told."""
    return {"subject": case.subject(row), "as_of": case.as_of}


def alike(
    case: Judging,
    feed: Any,
    row: Any,
    told: Any,
    judge: Callable[[dict[str, Any]], Iterable[Verdict]],
) -> Iterable[Verdict]:
    """
    Return the verdicts on a row of a rule that only turns on *told*.

    Most rows of a ledger tell one of few things, of which each is judged once: that
    takes a third of the time, and a tenth of the memory, for the evidence is shared.

    Args:
        case: The call.
        feed: What feeds the rule.
        row: The row.
        told: All that the rule is told of it, as a key; None is not to look it up.
        judge: Asks the rule about it.
    """
    kept: dict[Any, Iterable[Verdict]] = case.once(("alike", id(feed)), dict)
    try:
        known = None if told is None else kept.get(told)
    except TypeError:  # what a function of the regulation answers may be a list
        return judge(about_row(case, row))
    if known is not None:
        subject = case.subject(row)
        return [one.on(subject) for one in known]
    found = judge(about_row(case, row))
    if told is not None and len(kept) < _MOST_ALIKE:
        kept[told] = found
    return found


_MOST_ALIKE: Final = 4096
"""How many different answers of a rule are kept; beyond that few rows are alike."""


def refuse_unowned(feed: Any) -> None:
    """
    Refuse what is asked of rows that owe it each, without them, and a whole beside them.

    Raises:
        InvalidFieldError: If an entry of the feed would go unused.
    """
    for name in ("whose", *feed.of_each):
        got = getattr(feed, name)
        if feed.each is None and got is not None:
            what = f"{type(feed).__name__}.{name}"
            said = got if isinstance(got, bool) else str(got)
            raise InvalidFieldError(what, said, "None without each")
    whole = attrs.fields_dict(type(feed))["subject"].default
    if feed.each is not None and feed.subject != whole:
        what = f"{type(feed).__name__}.subject"
        raise InvalidFieldError(what, feed.subject, f"{whole}, where each owes it")


@frozen(kw_only=True, field_transformer=held)
class Rows:
    """
    A rule is asked of the rows of a ledger that lie in the period.

    Attributes:
        each: The kind of the rows.
        where: Which of them; None is all.
    """

    by_row: ClassVar[bool] = False
    needs_period = False
    needed: ClassVar[tuple[str, ...]] = ()
    """The questions without which a rule would never be asked anything."""

    each: Name
    where: Answer = whether()

    def suits(self, rule: Any) -> None:
        """
        Refuse what does not go with a rule.

        Raises:
            InvalidFieldError: If a question is missing without which nothing is judged.
        """
        del rule
        for name in self.needed:
            if getattr(self, name) is None:
                field_name = f"{type(self).__name__}.{name}"
                raise InvalidFieldError(field_name, None, "a question")

    def bound(self, known: Known) -> Any:
        """
        Hold its questions against the facts.
        """
        return bind(self, self.each, known)

    def reads(self) -> tuple[str, ...]:
        """
        Name its ledgers.
        """
        return ledgers_of(self, self.each)

    def fits(self, case: Judging, row: Any) -> bool | None:
        """
        Say whether the rule is asked of a row; None is not known.
        """
        fits: bool | None = self.where is None or answer(case, row, self.where)
        return fits


@frozen(kw_only=True, field_transformer=held)
class Each(Rows, ABC):
    """
    A rule is asked of each row by itself, of one that may be meant as well.

    Of that one what would be against somebody is not known.

    Attributes:
        ways_out: What lets off from the duty.
    """

    by_row: ClassVar[bool] = True
    never_overdue: ClassVar[str | None] = None
    """Why no way out can come after the bound of what is asked; None is that it can."""

    moments: ClassVar[frozenset[Moments]] = frozenset(Moments)
    """The moments of the rule that have a time, by which other rules may hang on it."""
    later_is_easier: ClassVar[tuple[str, ...]] = ()
    """The questions for a moment of which a later one makes nothing too late."""

    ways_out: WaysOut = ways()

    def verdicts(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Return the verdicts on one row.
        """
        if self.lapses:
            from followup_rules.books.lapsed import lapsed  # noqa: PLC0415 - as below

            ended = lapsed(self, case, rule, row)
            if ended is not None:
                return ended
        return self.asked(case, rule, row)

    def asked(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Return the verdicts on one row, by what holds of it at the moment of judgement.
        """
        if self.where is None:
            return self._asked(case, rule, row)
        fits = self.fits(case, row)
        if fits is False:
            return ()
        found = self._asked(case, rule, row)
        return found if fits else [unless_known(one, "owed") for one in found]

    def _asked(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """Return the verdicts on one row that is asked."""
        others, hung, beside = self._asks
        unreadable = case.unreadable(others, row) if others else 0
        if beside:
            unreadable += case.unreadable((self.each,), row.owner)
        found = (
            self._judged(case, rule, row, hung)
            if hung or self.turns
            else self.judged(case, rule, row)
        )
        if self.may_be_doubted:
            from followup_rules.books.feeds.doubted import (  # noqa: PLC0415 - as below
                unless_doubted,
            )

            found = unless_doubted(self, found, case, rule, row)
        if self.ways_out or unreadable:
            return self._fair(found, unreadable, case, rule, row)
        return found

    @cached_property
    def lapses(self) -> dict[str, Any]:
        """
        Its questions of each row that time alone may take back, by their names.
        """
        from followup_rules.books.lapsed import lapsing  # noqa: PLC0415 - as below

        return lapsing(self)

    @cached_property
    def turns(self) -> bool:
        """
        Whether an answer to one of its questions may change to and fro.
        """
        return any(
            wavers(what)
            for _, what, asks in questions(self)
            if asks is not AskedFor.YES_NO
        )

    @cached_property
    def may_be_doubted(self) -> bool:
        """
        Whether it takes a moment only where a condition holds, which nobody may know.
        """
        from followup_rules.books.feeds.doubted import (  # noqa: PLC0415 - as below
            may_be_doubted,
        )

        return may_be_doubted(self)

    @cached_property
    def may_be_moved(self) -> bool:
        """
        Whether another row may move its bound, or undo what was done.
        """
        from followup_rules.books.settled_before import (  # noqa: PLC0415 - as below
            may_be_undone,
            moved_by_rows,
        )

        return self.turns and (bool(moved_by_rows(self)) or may_be_undone(self))

    def settled_before(
        self,
        verdict: Verdict,
        rule: Any,
        hung: Mapping[chains.Path, Any],
        case: Judging,
        row: Any,
    ) -> Verdict | None:
        """
        Return what a verdict is that was settled before another row moved its bound.
        """
        from followup_rules.books.settled_before import (  # noqa: PLC0415 - as below
            settled_before,
        )

        return settled_before(verdict, self, rule, hung, case, row)

    @cached_property
    def _comes_to_count(self) -> frozenset[chains.Path]:
        """Its questions for a moment of what may come to count only after it."""
        from followup_rules.books.feeds.counted import (  # noqa: PLC0415 - as below
            may_come_to_count,
        )

        return frozenset(
            path
            for path, what, asks in questions(self)
            if path[0] in DONE
            and asks is not AskedFor.YES_NO
            and may_come_to_count(what)
        )

    def when_done(
        self, case: Judging, rule: Any, row: Any, *path: str
    ) -> tuple[Any, tuple[Any, ...]]:
        """
        Return when something was done that counts, and what there is to remark of it.

        Args:
            case: The call.
            rule: The rule that asks.
            row: The row that is asked.
            path: Which question of the feed asks for it.
        """
        what = getattr(self, path[0])
        what = what if len(path) == 1 else what[path[1]]
        if path not in self._comes_to_count:
            return answer(case, row, what), ()
        from followup_rules.books.feeds.counted import as_counted  # noqa: PLC0415

        return as_counted(what, case, rule.id, row)

    def _fair(
        self,
        verdicts: Iterable[Verdict],
        unreadable: int,
        case: Judging,
        rule: Any,
        row: Any,
    ) -> Iterator[Verdict]:
        """Yield verdicts with what else decides them: ways out, and lost rows."""
        for verdict in verdicts:
            found = self.excused(case, rule, row, verdict) if self.ways_out else verdict
            yield case.fair(found, unreadable)

    @cached_property
    def _asks(self) -> tuple[tuple[str, ...], dict[chains.Path, Any], bool]:
        """
        Return the other ledgers that it reads, and its questions to other rules.

        And whether it asks rows beside its own, one of which may be unreadable.
        """
        beside = any(asks_beside(what) for _, what, _ in questions(self))
        return self.reads()[1:], self.hung(), beside

    def _judged(
        self, case: Judging, rule: Any, row: Any, hung: Mapping[chains.Path, Any]
    ) -> Iterable[Verdict]:
        """Ask the rule, and let nothing that it hangs on turn what was met."""
        from followup_rules.books.stood import stands  # noqa: PLC0415 - for rules that hang

        return stands(self, rule, hung, case, row)

    def comes_to(
        self, case: Judging, rule: Any, row: Any, hung: Mapping[chains.Path, Any]
    ) -> Iterator[Verdict]:
        """
        Yield what the rule comes to, with what it hangs on.
        """
        later = case.once(("later", id(self)), lambda: chains.easier_later(self, hung))
        least = chains.at_the_earliest(self, later, case, row) if later else self
        surely = () if least is self else tuple(least.judged(case, rule, row))
        for place, verdict in enumerate(self.judged(case, rule, row)):
            if surely and surely[place].status is Status.MET:
                yield chains.whenever_due(surely[place], hung, case, row)
            else:
                yield chains.told(verdict, hung, case, row)

    def excused(self, case: Judging, rule: Any, row: Any, verdict: Verdict) -> Verdict:
        """
        Return a verdict on a row with the ways out that hold of it.
        """
        del rule
        return let_off(self, case, row, verdict)

    def hung(self) -> dict[chains.Path, Any]:
        """
        Return its questions that ask another rule, by their paths.
        """
        return {
            path: what
            for path, what, asks in questions(self)
            if path[0] != "ways_out"  # they ask for good, and hold nothing against any
            and any(
                chains.named_in(what, self.each, as_moment=asks is not AskedFor.YES_NO)
            )
        }

    @abstractmethod
    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
