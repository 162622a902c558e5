"""
What feeds each kind of rule: which rows, which of their attributes, on what condition.

One small frozen class a kind. A feed is data: it names ledgers and attributes, holds
questions of the closed language, and says how a rule is asked; the numbers are the
rule's own.
"""

import datetime as dt
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Annotated, Any, ClassVar, Final, Protocol, Self

import attrs
from attrs import evolve, field, frozen

from followup_rules.books.conditions import (
    Answer,
    Known,
    all_of,
    asked,
    ledger_of_kind,
    truth,
)
from followup_rules.books.judging import Judging
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import Holds, Name, Names, Words, as_tuple, held
from followup_rules.ledgers.facts import Fact
from followup_rules.ledgers.values import value_of
from followup_rules.tables import Table
from followup_rules.timing.cycles import Period
from followup_rules.verdicts import AGAINST, Reason, Status, Subject, Verdict, note

_TRUTH: Final = "truth"
_TABLES: Final = ("steps", "conditions", "who", "bodies")
"""The tables of questions that feeds hold."""
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


def _ask(default: Any = None) -> Any:
    """A question of the regulation to a row; its answer is a value."""
    return field(default=default, converter=_asked, metadata={_TRUTH: False})


def _whether(default: Any = None) -> Any:
    """A question whose answer is yes, no or not known."""
    return field(default=default, converter=_asked, metadata={_TRUTH: True})


def _asked(what: Any) -> Any:
    """Read a question; True and None stand for themselves."""
    return what if what is None or isinstance(what, bool) else asked(what)


def _table(said: Any) -> Any:
    """Read the questions of a table."""
    if not isinstance(said, Mapping):
        return said
    return Table((name, _asked(what)) for name, what in said.items())


def questions(feed: Any) -> Iterator[tuple[tuple[str, ...], Any, bool]]:
    """
    Yield every question of a feed, with its path, and whether it asks for yes or no.
    """
    for name, what, yes_no in _questions(feed):
        yield (name,), what, yes_no
    for table in _TABLES:
        for key, what in getattr(feed, table, {}).items():
            yield (table, key), what, table == "conditions"
    episodes = getattr(feed, "episodes", None)
    if episodes is not None:
        for name, what, yes_no in _questions(episodes):
            yield ("episodes", name), what, yes_no


def row_asked(feed: Any, name: str) -> str:
    """
    Return the kind of the rows that a question of a feed is asked of.
    """
    of = getattr(feed, "of", None)
    each = getattr(feed, "each", None)
    of_each = isinstance(each, str) and name in getattr(feed, "of_each", ())
    return str(of if isinstance(of, str) and not of_each else each)


def _questions(feed: Any) -> Iterator[tuple[str, Any, bool]]:
    """Return the questions of a feed, and whether each is one of yes and no."""
    for one in attrs.fields(type(feed)):
        what = getattr(feed, one.name)
        if _TRUTH in one.metadata and what is not None and not isinstance(what, bool):
            yield one.name, what, one.metadata[_TRUTH]


def _bind(feed: Any, kind: str, known: Known) -> Any:
    """Bind the questions of a feed to the rows of a ledger."""
    ledger = ledger_of_kind(kind, known)
    bound = {
        name: truth(what, ledger, known) if yes_no else what.bound(ledger, known)
        for name, what, yes_no in _questions(feed)
    }
    return evolve(feed, **bound)


def _reads(feed: Any, *kinds: str) -> tuple[str, ...]:
    """Name the ledgers of a feed: its own, and those that its questions read."""
    others = [kind for _, what, _ in _questions(feed) for kind in what.kinds()]
    return tuple(dict.fromkeys((*kinds, *others)))


def _of(case: Judging, row: Any, what: Any) -> Any:
    """Ask a row; what is no question is its own answer."""
    return what if what is None or isinstance(what, bool) else what.of(case, row)


def _about(case: Judging, row: Any) -> dict[str, Any]:
    """Return what every verdict on a row is told."""
    return {"subject": case.subject(row), "basis": case.basis}


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

    each: Name
    where: Answer = _whether()

    def bound(self, known: Known) -> Any:
        """
        Hold its questions against the facts.
        """
        return _bind(self, self.each, known)

    def reads(self) -> tuple[str, ...]:
        """
        Name its ledgers.
        """
        return _reads(self, self.each)

    def fits(self, case: Judging, row: Any) -> bool | None:
        """
        Say whether the rule is asked of a row; None is not known.
        """
        fits: bool | None = self.where is None or _of(case, row, self.where)
        return fits


@frozen(kw_only=True, field_transformer=held)
class Each(Rows, ABC):
    """
    A rule is asked of each row by itself, of one that may be meant as well.
    """

    by_row: ClassVar[bool] = True

    def verdicts(self, case: Judging, rule: Any, row: Any) -> Iterator[Verdict]:
        """
        Yield the verdicts on one row.
        """
        if self.fits(case, row) is False:
            return
        others = case.once(("others", id(self)), lambda: self.reads()[1:])
        unreadable = case.unreadable(others, row) if others else 0
        for verdict in self.judged(case, rule, row):
            yield case.fair(verdict, unreadable)

    @abstractmethod
    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """


@frozen(kw_only=True, field_transformer=held)
class Actors(Each):
    """
    Who may act, asked of each row.

    Attributes:
        by: The role, or the roles, of those who acted.
    """

    by: Answer = _ask()

    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
        roles = _of(case, row, self.by)
        given = (roles,) if isinstance(roles, str) else roles
        return (rule.assess(given, **_about(case, row)),)


@frozen(kw_only=True, field_transformer=held)
class Checklist(Each):
    """
    What a record must hold; an item is the attribute of its name.

    Attributes:
        given: A function that returns the items instead.
        made: Whether there is a record at all; without one nothing is judged.
        closed: Whether the matter is closed, so that what is missing is final.
        late: A function that returns the items that came after it was closed.
        circumstances: What rules an item out or waives it.
        filled: Whether an item is a text that counts when it is not blank.
        apart: Whether each item has a verdict of its own.
    """

    given: Answer = _ask()
    made: Answer = _whether(default=True)
    closed: Answer = _whether(default=True)
    late: Answer = _ask()
    circumstances: Answer = _ask()
    filled: bool = False
    apart: bool = False

    def __attrs_post_init__(self) -> None:
        if self.filled and self.given is not None:
            allowed = "False, where given is set"
            raise InvalidFieldError("Checklist.filled", self.filled, allowed)
        if self.late is not None and self.closed in (False, None):
            allowed = "None, where the matter is never known to be closed"
            raise InvalidFieldError("Checklist.late", self.late, allowed)

    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
        made = _of(case, row, self.made) is not False
        facts = self.record(case, rule, row) if made else None
        around = _of(case, row, self.circumstances)
        told = {
            "closed": _of(case, row, self.closed),
            "circumstances": () if around is None else around,
            "late": () if self.late is None else _of(case, row, self.late),
            **_about(case, row),
        }
        if self.apart:
            found: Iterable[Verdict] = rule.assess_each(facts, **told)
            return found
        return (rule.assess(facts, **told),)

    def more(self, rule: Any, known: Known) -> tuple[Fact, ...]:
        """
        Return the items that a host has added to the record, as facts of its rows.
        """
        if self.given is not None:
            return ()
        value = value_of(str | None if self.filled else bool | None)
        return tuple(
            Fact(name=item.id, words=item.name, value=value, default=None)
            for item in rule.items
            if item.id not in known[self.each].by_name
        )

    def record(self, case: Judging, rule: Any, row: Any) -> Any:
        """
        Return what the record of a row says, item by item.
        """
        if self.given is not None:
            return self.given.of(case, row)
        facts = {item.id: getattr(row, item.id) for item in rule.items}
        if self.filled:
            return {name: _is_filled(name, text) for name, text in facts.items()}
        return facts


def _is_filled(name: str, text: object) -> bool:
    """Say whether an item that is a text is not blank."""
    if not isinstance(text, str | None):
        raise InvalidFieldError(name, text, "a text, where items count when filled")
    return bool((text or "").strip())


@frozen(kw_only=True, field_transformer=held)
class Deadline(Each):
    """
    By when something is due after an attribute of each row.

    Attributes:
        since: What starts the count.
        done: When it was done.
        closed: When the matter was closed.
        owed: Whether it is owed at all.
        category: The categories of the row.
        form: In which form it was done.
        appointed: The time that the party set itself.
        notes: A function that returns remarks.
    """

    since: Answer = _ask()
    done: Answer = _ask()
    closed: Answer = _ask()
    owed: Answer = _whether(default=True)
    category: Answer = _ask()
    form: Answer = _ask()
    appointed: Answer = _ask()
    notes: Answer = _ask()

    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
        told = {
            name: _of(case, row, getattr(self, name))
            for name in ("closed", "owed", "category", "form", "appointed")
        }
        verdict: Verdict = rule.assess(
            _of(case, row, self.since),
            _of(case, row, self.done),
            **told,
            calendar=case.calendar,
            **_about(case, row),
        )
        remarks = _of(case, row, self.notes) or ()
        return (verdict.with_notes(*_attempts(self, case, row), *remarks),)


def _attempts(feed: Deadline, case: Judging, row: Any) -> tuple[Any, ...]:
    """Remark the attempts among the rows by which it would be done."""
    kinds = () if feed.done is None else dict.fromkeys(feed.done.kinds())
    counts = sum(
        case.attempts(kind, row)
        for kind in kinds
        if case.ledgers[kind].ledger.counts_if is not None
    )
    return (note("failed_attempts", count=counts),) if counts else ()


@frozen(kw_only=True, field_transformer=held)
class Procedure(Each):
    """
    What is done in order, step by step.

    Attributes:
        since: What it is about.
        steps: The attribute of each step, by its key.
        closed: When the matter was closed.
        conditions: What is asked of each condition of the rule.
        apart: Whether each step has a verdict of its own.
    """

    since: Answer = _ask()
    steps: Table[Answer] = field(converter=_table)
    closed: Answer = _ask()
    conditions: Table[Answer] = field(default=Table(), converter=_table)
    apart: bool = False

    def bound(self, known: Known) -> "Procedure":
        """
        Hold its questions, and those of its steps, against the facts.
        """
        found: Procedure = _bind(self, self.each, known)
        ledger = known[self.each]
        steps = {key: what.bound(ledger, known) for key, what in self.steps.items()}
        holding = {
            name: truth(what, ledger, known) for name, what in self.conditions.items()
        }
        return evolve(found, steps=steps, conditions=holding)

    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
        done = {key: what.of(case, row) for key, what in self.steps.items()}
        told = {
            "trigger": _of(case, row, self.since),
            "conditions": {
                name: what.of(case, row) for name, what in self.conditions.items()
            },
            "closed": _of(case, row, self.closed),
            "calendar": case.calendar,
            **_about(case, row),
        }
        if self.apart:
            found: Iterable[Verdict] = rule.assess_each(done, **told)
            return found
        return (rule.assess(done, **told),)


@frozen(kw_only=True, field_transformer=held)
class Team(Each):
    """
    Who was there, each with the role held.

    Attributes:
        members: The pairs of a role and a name.
        who: Instead, for each role the name, or the names, of those who held it; a
            name that is not known is that of somebody not recorded.
        bodies: For each of these roles the body that they are of, where that matters.
    """

    members: Answer = _ask()
    who: Table[Answer] = field(default=Table(), converter=_table)
    bodies: Table[Answer] = field(default=Table(), converter=_table)

    def __attrs_post_init__(self) -> None:
        if (self.members is None) is not bool(self.who):
            raise InvalidFieldError("Team.who", tuple(self.who), "this, or members")
        for role in self.bodies:
            self.who[role]

    def bound(self, known: Known) -> "Team":
        """
        Hold its questions, and those of its roles, against the facts.
        """
        found: Team = _bind(self, self.each, known)
        ledger = known[self.each]
        who, bodies = (
            {role: what.bound(ledger, known) for role, what in part.items()}
            for part in (self.who, self.bodies)
        )
        return evolve(found, who=who, bodies=bodies)

    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
        told = self._held(case, row) if self.who else _of(case, row, self.members)
        return (rule.assess(told, **_about(case, row)),)

    def _held(self, case: Judging, row: Any) -> tuple[tuple[str | None, ...], ...]:
        """Return each role with who held it, and of which body."""
        found: list[tuple[str | None, ...]] = []
        for role, what in self.who.items():
            names = what.of(case, row)
            body = self.bodies.get(role)
            of = () if body is None else (body.of(case, row),)
            listed = names if isinstance(names, tuple) else (names,)
            found += [(role, name, *of) for name in listed]
        return tuple(found)


# ------------------------------------------------------------------- all rows at once


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
    """

    by_row: ClassVar[bool] = False
    of_each: ClassVar[tuple[str, ...]] = ()

    of: Name
    where: Answer = _whether()
    counts: Answer = _whether()
    about: Answer = _ask()
    each: Name | None = None
    whose: Answer = _ask()
    subject: Topic = ("book", "")
    remark_others: bool = True
    since: Names = field(default=(), converter=as_tuple)

    def __attrs_post_init__(self) -> None:
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
        found: Cadence = _bind(self, self.of, known)
        return found

    def reads(self) -> tuple[str, ...]:
        """
        Name its ledgers.
        """
        return _reads(self, self.of, *(() if self.each is None else (self.each,)))

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
            owner = _of(case, row, self.whose)
            piles[owner].append((row, fits and (owner is not None or None)))
        for one in case.rows(self.each):
            own = rows if self.whose is None else [*piles[one.id], *piles[None]]
            yield from self.cells(case, rule, own, case.subject(one))

    def _fits(self, case: Judging, row: Any) -> bool | None:
        """Say whether a row concerns the rule; None is not known."""
        fits: bool | None = self.where is None or _of(case, row, self.where)
        return fits

    def cells(
        self,
        case: Judging,
        rule: Any,
        rows: Iterable[Concerned],
        about: Subject,
        may: Callable[[Mapping[str, Any]], bool] | None = None,
    ) -> Iterator[Verdict]:
        """
        Yield a verdict for each cell of one subject, on its rows.

        *may* says of what can be read of an unreadable row whether it may be one of
        them; without it any may.
        """
        placed = str(case.ledgers[self.of].ledger.placed)
        piles: dict[bool | None, list[Any]] = {True: [], None: [], False: []}
        for row, fits in rows:
            if fits is False:
                continue
            event = getattr(row, placed)
            if self.about is not None:
                event = event, self._day_about(case, row)
            counts = self.counts is None or _of(case, row, self.counts)
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
            yield self._fair(case, verdict.with_notes(*remarks), cell, may)

    def _day_about(self, case: Judging, row: Any) -> dt.date | None:
        """Return the day that a row is about, of an instant that where days begin."""
        about = _of(case, row, self.about)
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


@frozen(kw_only=True, field_transformer=held)
class Share(Rows, ABC):
    """
    How many of the rows are of a share.

    A row that may not be meant, or of which it is not known whether it is of the share,
    is uncertain: the share lies between what it is with none of them and with all.

    Attributes:
        met: Whether one is of the share.
        episodes: Which rows count as one, as `feeding_events.Merged`; None is that
            each counts.
    """

    met: Answer = _whether()
    episodes: Together = None

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
        return _reads(self, self.each, *others)

    def all(self, case: Judging, rule: Any) -> Iterator[Verdict]:
        """
        Yield the verdict on the period, in which no unreadable row is held against any.

        What is certain is said: where even all of them could not have mended it, it
        stays.
        """
        rows, remarks = self._counted(case)
        found = [self._counts(case, row) for row in rows]
        reached, unknown = found.count(True), found.count(None)
        population = reached + unknown + found.count(False)
        verdict = self.judged(case, rule, reached, population, unknown)
        verdict = verdict.with_notes(*remarks)
        unreadable = case.unreadable(self.reads())
        if unreadable and verdict.status in AGAINST:
            more = population + unreadable, unknown + unreadable
            if self.judged(case, rule, reached, *more).status in AGAINST:
                yield verdict.with_notes(note("rows_in_error", count=unreadable))
                return
        yield case.fair(verdict, unreadable)

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

    def _counts(self, case: Judging, row: Any) -> bool | str | None:
        """Say whether a row is of the share; None is not known."""
        fits = self.fits(case, row)
        if fits is False:
            return "left out"
        met: bool | None = _of(case, row, self.met) if fits else None
        return met

    @abstractmethod
    def judged(
        self, case: Judging, rule: Any, reached: int, population: int, unknown: int
    ) -> Verdict:
        """
        Ask the rule.
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
        self, case: Judging, rule: Any, reached: int, population: int, unknown: int
    ) -> Verdict:
        """
        Ask the rule.
        """
        verdict: Verdict = rule.assess(
            reached,
            population,
            uncertain=unknown,
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
        self, case: Judging, rule: Any, reached: int, population: int, unknown: int
    ) -> Verdict:
        """
        Ask the rule.
        """
        verdict: Verdict = rule.assess(
            population,
            reached,
            uncertain=unknown,
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

    answer: Answer = _ask()
    by: Answer = _ask()
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
            place, grade = _of(case, row, self.by), _of(case, row, self.answer)
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
