"""
How a feed asks: its questions, the rows that it reads, and what every feed is.
"""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, ClassVar, Final, Protocol, Self

import attrs
from attrs import evolve, field

from followup_rules.books import chains
from followup_rules.books.conditions import (
    Answer,
    AsksForValue,
    Known,
    asked,
    asks_beside,
    ledger_of_kind,
    truth,
)
from followup_rules.books.conditions.lasting import falls, wavers
from followup_rules.books.judging import Judging
from followup_rules.books.standing import Moments
from followup_rules.canonical import ADDED_LATER
from followup_rules.errors import InvalidFieldError
from followup_rules.excuses import Excuse
from followup_rules.fields import METADATA_KEY, Holds, Name, Words, as_tuple, held
from followup_rules.immutable import frozen
from followup_rules.tables import Table
from followup_rules.timing.moments import Moment, is_before, local_ordinal
from followup_rules.verdicts import AGAINST, Status, Verdict, decides

_TRUTH: Final = "truth"
_TABLES: Final = {
    "steps": False,
    "conditions": True,
    "who": False,
    "bodies": False,
    "starts": False,
    "events": False,
    "paid": False,
    "there": True,
    "answers": False,
    "came_late": True,
    "left_out": True,
}
"""The tables of questions that feeds hold."""
_PARTS: Final = ("episodes", "pauses", "extensions", "lost", "calls", "among")
"""The parts of feeds that hold questions of their own."""
NO_BOUND: Final = "the rule has no bound that may have passed"
"""Why what a feed asks is never overdue."""
Concerned = tuple[Any, bool | None]
"""A row, and whether it concerns a rule; None is not known."""


GENERIC: Final = f"{__name__.rpartition('.')[0]}."
"""Where the feeds are that belong to no regulation."""


class OfOneBook:
    """
    A feed that one regulation writes for its own ledgers, to which it needs no binding.

    Attributes:
        ledgers: The kinds of the ledgers that it reads.
    """

    __slots__ = ()
    ledgers: ClassVar[tuple[str, ...]]

    def bound(self, _known: Known) -> Self:
        """
        Return itself.
        """
        return self

    def reads(self) -> tuple[str, ...]:
        """
        Name its ledgers.
        """
        return self.ledgers


class About(Holds):
    """
    The kind of what a verdict is about, and its id; the id may be empty.
    """

    __slots__ = ()

    @property
    def allowed(self) -> str:
        """
        Both in words.
        """
        return "a kind and an id, such as 'firm' or 'cadence phone_round'"

    def accepts(self, value: object) -> bool:
        """
        Refuse a kind that is blank, or holds a blank.
        """
        match value:
            case (str(kind), str(name)):
                sound = Words().accepts
                return sound(kind) and " " not in kind and (not name or sound(name))
        return False


class Episodes(Holds):
    """
    Which rows count as one; none is that each counts.
    """

    __slots__ = ()

    @property
    def allowed(self) -> str:
        """
        What it may be.
        """
        return "a Merged, or None"

    def accepts(self, value: object) -> bool:
        """
        Take what is bound to rows as a feed is.
        """
        return value is None or hasattr(value, "standing")


class Ways(Holds):
    """
    Ways out, each under a name of its own.
    """

    __slots__ = ()

    @property
    def allowed(self) -> str:
        """
        What it may be.
        """
        return "a tuple of WayOut, none with the key of another"

    def accepts(self, value: object) -> bool:
        """
        Take what is asked of a row as a way out is.
        """
        if not isinstance(value, tuple) or not all(hasattr(w, "holds") for w in value):
            return False
        return len({way.key for way in value}) == len(value)


WaysOut = Annotated[Any, Ways()]
"""What lets off from a duty."""

Together = Annotated[Any, Episodes()]
"""Which rows of a share count as one."""

Topic = Annotated[tuple[str, str], About()]
"""What a rule about the whole, and no row of it, names as its subject."""


class Feed(Protocol):
    """
    What feeds one rule.
    """

    by_row: ClassVar[bool]
    """Whether it is asked row by row, side by side with the rules of its clause."""

    @property
    def needs_period(self) -> bool:
        """
        Whether it cannot be judged without a period.
        """
        ...

    def bound(self, known: Known, /) -> "Feed":
        """
        Return the same feed, held against the facts of the regulation.

        Raises:
            UnknownNameError: If it names a ledger or attribute that does not exist.
        """
        ...

    def reads(self) -> tuple[str, ...]:
        """
        Name the ledgers that it reads.
        """
        ...


def ask(default: Any = None, *, added_later: bool = False) -> Any:
    """A question of the regulation to a row; its answer is a value."""
    said: dict[str, Any] = {_TRUTH: False, METADATA_KEY: AsksForValue()}
    if added_later:
        said[ADDED_LATER] = True
    return field(default=default, converter=read_question, metadata=said)


def ways() -> Any:
    """The ways out of a duty; none is that nothing lets off."""
    return field(default=(), converter=as_tuple, metadata={ADDED_LATER: True})


def whether(default: Any = None, *, added_later: bool = False) -> Any:
    """A question whose answer is yes, no or not known."""
    said: dict[str, Any] = {_TRUTH: True}
    if added_later:
        said[ADDED_LATER] = True
    return field(default=default, converter=read_question, metadata=said)


def read_question(what: Any) -> Any:
    """Read a question; True and None stand for themselves."""
    return what if what is None or isinstance(what, bool) else asked(what)


def read_table(said: Any) -> Any:
    """Read the questions of a table."""
    if not isinstance(said, Mapping):
        return said
    return Table((name, read_question(what)) for name, what in said.items())


def questions(feed: Any) -> Iterator[tuple[tuple[str | int, ...], Any, bool]]:
    """
    Yield every question of a feed, with its path, and whether it asks for yes or no.
    """
    for name, what, yes_no in own_questions(feed):
        yield (name,), what, yes_no
    for table, yes_no in _TABLES.items():
        for key, what in getattr(feed, table, {}).items():
            yield (table, key), what, yes_no
    for part in _PARTS:
        inner = getattr(feed, part, None)
        for name, what, yes_no in () if inner is None else own_questions(inner):
            yield (part, name), what, yes_no
    for way in getattr(feed, "ways_out", ()):
        for inside, what, yes_no in way.questions():
            yield ("ways_out", way.key, *inside), what, yes_no


def row_asked(feed: Any, name: str | int, *inside: str | int) -> str:
    """
    Return the kind of the rows that a question of a feed is asked of, by its place.
    """
    inner = getattr(getattr(feed, str(name), None), "of", None)
    if name in _PARTS and isinstance(inner, str):
        return inner
    of = getattr(feed, "of", None)
    each = getattr(feed, "each", None)
    if name == "ways_out":
        key, *rest = inside
        way = next(one for one in feed.ways_out if one.key == key)
        owner: str = way.asked_of(str(each), tuple(rest))
        return owner
    of_each = isinstance(each, str) and name in getattr(feed, "of_each", ())
    return str(of if isinstance(of, str) and not of_each else each)


def own_questions(feed: Any) -> Iterator[tuple[str, Any, bool]]:
    """Return the questions of a feed, and whether each is one of yes and no."""
    for one in attrs.fields(type(feed)):
        what = getattr(feed, one.name)
        if _TRUTH in one.metadata and what is not None and not isinstance(what, bool):
            yield one.name, what, one.metadata[_TRUTH]


def bind(feed: Any, kind: str, known: Known) -> Any:
    """Bind the questions of a feed to the rows of a ledger."""
    ledger = ledger_of_kind(kind, known)
    bound = {
        name: truth(what, ledger, known) if yes_no else what.bound(ledger, known)
        for name, what, yes_no in own_questions(feed)
    }
    return evolve(feed, **bound, **ways_bound(feed, known))


def ways_bound(feed: Any, known: Known) -> dict[str, Any]:
    """
    Bind the ways out of a feed to the rows that owe it.

    Raises:
        InvalidFieldError: If a way out that is dated lets off whenever it came, or one
            can end, and nothing of what the feed asks is overdue.
    """
    found = getattr(feed, "ways_out", ())
    if not found:
        return {}
    settled = hasattr(feed, "met")  # a share is settled on a day all the same
    ledger = ledger_of_kind(str(feed.each), known)
    bound = tuple(one.bound(ledger, known) for one in found)
    for way in bound:
        if feed.never_overdue is not None and way.whenever and way.is_dated:
            allowed = f"False, for {feed.never_overdue}"
            raise InvalidFieldError("WayOut.whenever", True, allowed)  # noqa: FBT003 - what came
        if feed.never_overdue is not None and way.until is not None and not settled:
            allowed = f"None, for {feed.never_overdue}"
            raise InvalidFieldError("WayOut.until", str(way.until), allowed)
    return {"ways_out": bound}


def refuse_passing(feed: Any, ends: str, *names: str) -> None:
    """
    Refuse questions of which time alone may take back the answer.

    What was met by rows that counted, or by somebody who owed it, would be met no more.

    Args:
        feed: The feed.
        ends: What to say instead.
        names: The questions.

    Raises:
        InvalidFieldError: If time may take one back.
    """
    for name in names:
        what = getattr(feed, name)
        if falls(what):
            allowed = f"a question whose yes no time takes back; {ends}"
            raise InvalidFieldError(f"{type(feed).__name__}.{name}", str(what), allowed)


def refuse_nobodys(feed: Any) -> None:
    """Refuse ways out of what no row owes, for none could tell of one."""
    if feed.ways_out and feed.each is None:
        keys = ", ".join(way.key for way in feed.ways_out)
        what = f"{type(feed).__name__}.ways_out"
        raise InvalidFieldError(what, keys, "none without each")


def ledgers_of(feed: Any, *kinds: str) -> tuple[str, ...]:
    """Name the ledgers of a feed: its own, and those that its questions read."""
    others = [kind for _, what, _ in own_questions(feed) for kind in what.kinds()]
    for table in _TABLES:
        asked_of = getattr(feed, table, {}).values()
        others += [kind for what in asked_of for kind in what.kinds()]
    others += [kind for way in getattr(feed, "ways_out", ()) for kind in way.reads()]
    return tuple(dict.fromkeys((*kinds, *others)))


def answer(case: Judging, row: Any, what: Any) -> Any:
    """Ask a row; what is no question is its own answer."""
    return what if what is None or isinstance(what, bool) else what.of(case, row)


def let_off(
    feed: Any,
    case: Judging,
    row: Any,
    verdict: Verdict,
    was_broken: Callable[[Moment], bool] | None = None,
) -> Verdict:
    """
    Return a verdict on a row with the ways out that hold of it.

    What is certain comes first: one of which it is not known whether it holds decides
    nothing where another does. *was_broken* says of what has no bound of its own whether
    something was broken at a moment; what came afterwards mends nothing.
    """
    unsure: list[Any] = []
    for way in feed.ways_out:
        for holds, since in way.holds(case, row):
            excuse = way.excuse(case, row, since)
            asks = None if way.whenever or since is None else was_broken
            if asks is not None and since is not None and asks(since):
                verdict = excuse.after_breach(verdict) if holds else verdict
            elif holds:
                verdict = excuse.on(verdict)
            else:
                unsure.append(excuse)
    for excuse in unsure:
        verdict = excuse.perhaps_on(verdict)
    return verdict


def excuse_in_time(
    feed: Any, case: Judging, row: Any, ends: dt.datetime | None
) -> Excuse | bool | None:
    """
    Return by what a row of a population is let off; False is by nothing, None not known.

    One that came after the population was settled changes it no more. Of several that
    hold the first is named.
    """
    found: bool | None = False
    for way in feed.ways_out:
        for holds, since in way.holds(case, row):
            if since is None or ends is None or is_before(since, ends, case.zone):
                excuse: Excuse = way.excuse(case, row, since)
                if holds and excuse.ended_before(ends, case.zone):
                    continue
                if holds and not (since is None and way.is_dated):
                    return excuse
                found = None
    return found


def ended_excuses(feed: Any, case: Judging, row: Any) -> list[tuple[Excuse, Moment]]:
    """
    Return what let a row off for a time that is over, with its end, by their ends.
    """
    found = [
        way.excuse(case, row, since)
        for way in feed.ways_out
        for holds, since in way.holds(case, row)
        if holds
    ]
    over = [(one, one.until) for one in found if one.until is not None]
    return sorted(over, key=lambda one: local_ordinal(one[1], case.zone, "until"))


def unless_owed(verdict: Verdict) -> Verdict:
    """
    Return a verdict on what may not be owed at all, which accuses nobody.
    """
    if verdict.status not in AGAINST:
        return verdict
    unknown = decides("fact_missing", fact="owed")
    return evolve(verdict, reasons=(unknown, *verdict.notes))


def for_good(case: Judging, row: Any, what: Any) -> Any:
    """Ask a row yes or no; what another rule may still turn is not known yet."""
    return None if chains.may_turn(what, case, row) else answer(case, row, what)


def about_row(case: Judging, row: Any) -> dict[str, Any]:
    """Return what every verdict on a row is told."""
    return {"subject": case.subject(row), "basis": case.basis}


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
            raise InvalidFieldError(what, got, "None without each")
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
            ended = self._lapsed(case, rule, row)
            if ended is not None:
                return ended
        return self.asked(case, rule, row)

    def asked(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Return the verdicts on one row, by what holds of it at the moment of judgement.
        """
        if self.where is not None and self.fits(case, row) is False:
            return ()
        others, hung, beside = self._asks
        unreadable = case.unreadable(others, row) if others else 0
        if beside:
            unreadable += case.unreadable((self.each,), row.owner)
        found = (
            self._judged(case, rule, row, hung)
            if hung or self.turns
            else self.judged(case, rule, row)
        )
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
        return any(wavers(what) for _, what, yes_no in questions(self) if not yes_no)

    def _lapsed(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict] | None:
        """Return what became of what is asked no more; None is that it is asked."""
        from followup_rules.books.lapsed import lapsed  # noqa: PLC0415 - as below

        return lapsed(self, case, rule, row)

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
            for path, what, yes_no in questions(self)
            if path[0] != "ways_out"  # they ask for good, and hold nothing against any
            and any(chains.named_in(what, self.each, as_moment=not yes_no))
        }

    @abstractmethod
    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
