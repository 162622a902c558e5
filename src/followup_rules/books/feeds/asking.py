"""
How a feed asks: its questions, the rows that it reads, and what is refused of it.
"""

import functools
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Annotated, Any, Final, Self, TypeVar

import attrs
from attrs import evolve, field

from followup_rules.books import chains
from followup_rules.books.conditions import (
    AsksForValue,
    Known,
    asked,
    ledger_of_kind,
    refuse_timeless,
    truth,
)
from followup_rules.books.conditions.lasting import comes_to_count, falls
from followup_rules.books.judging import Judging
from followup_rules.canonical import ADDED_LATER
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import METADATA_KEY, Holds, Label, as_tuple
from followup_rules.ledgers.facts import Ledger
from followup_rules.tables import Table
from followup_rules.timing.amounts import read_amount

F = TypeVar("F")


class AskedFor(Enum):
    """
    What a question of a feed asks a row for.
    """

    VALUE = "value"
    MOMENT = "moment"
    YES_NO = "yes_no"


_ASKS: Final = "asks"
_TABLES: Final = {
    **dict.fromkeys(("who", "bodies", "answers"), AskedFor.VALUE),
    **dict.fromkeys(("steps", "starts", "events", "paid"), AskedFor.MOMENT),
    **dict.fromkeys(("conditions", "there", "came_late", "left_out"), AskedFor.YES_NO),
}
"""The tables of questions that feeds hold, and what each of theirs asks for."""
_PARTS: Final = (
    "episodes",
    "pauses",
    "extensions",
    "lost",
    "calls",
    "among",
    "ratings",
)
"""The parts of feeds that hold questions of their own."""
DONE: Final = frozenset({"done", "steps"})
"""The questions of feeds when something was done, which is not known before it was."""
NO_BOUND: Final = "the rule has no bound that may have passed"
"""Why what a feed asks is never overdue."""
UNSURE: Final = "whether_it_counts"
"""What is not known where nobody can tell whether something counts."""
_PASSING: Final = "a question whose yes no time takes back"
"""What is allowed where what was so once has to stay so."""
_COMING: Final = (
    "a question to which no time brings a yes, for an event counts from its own day on; "
    "ask with at when it came to count"
)
"""What is allowed where what did not count is never counted after all."""
Concerned = tuple[Any, bool | None]
"""A row, and whether it concerns a rule; None is not known."""
GENERIC: Final = f"{__name__.rpartition('.')[0]}."
"""Where the feeds are that belong to no regulation."""


class Part:
    """
    A part of a feed with questions of its own, asked of its rows or those of the feed.
    """

    __slots__ = ()

    def bound(self, kind: str, known: Known) -> Self:
        """
        Hold its questions against the facts; *kind* is that of the rows of the feed.
        """
        return bind(self, getattr(self, "of", None) or kind, known)

    def reads(self) -> tuple[str, ...]:
        """
        Name the ledgers that it reads beside the rows of the feed.
        """
        return ledgers_of(self, getattr(self, "of", None))


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
                sound = Label().accepts
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


def ask(default: Any = None, *, added_later: bool = False) -> Any:
    """A question of the regulation to a row; its answer is a value."""
    return _question(AskedFor.VALUE, default, added_later=added_later)


def ask_when(*, added_later: bool = False) -> Any:
    """A question of the regulation to a row; its answer is a moment."""
    return _question(AskedFor.MOMENT, added_later=added_later)


def whether(default: Any = None, *, added_later: bool = False) -> Any:
    """A question whose answer is yes, no or not known."""
    return _question(AskedFor.YES_NO, default, added_later=added_later)


def ways() -> Any:
    """The ways out of a duty; none is that nothing lets off."""
    return field(default=(), converter=as_tuple, metadata={ADDED_LATER: True})


def _question(asks: AskedFor, default: Any = None, *, added_later: bool = False) -> Any:
    """An entry of a feed that holds a question, and says what that asks for."""
    said: dict[str, Any] = {_ASKS: asks}
    if asks is not AskedFor.YES_NO:
        said[METADATA_KEY] = AsksForValue()
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


def questions(feed: Any) -> Iterator[tuple[tuple[str | int, ...], Any, AskedFor]]:
    """
    Yield every question of a feed, with its path, and what it asks for.
    """
    for name, what, asks in own_questions(feed):
        yield (name,), what, asks
    kind: type = type(feed)
    for table in _held(kind, tuple(_TABLES)):
        for key, what in getattr(feed, table).items():
            yield (table, key), what, _TABLES[table]
    for part, inner in parts(feed):
        for name, what, asks in own_questions(inner):
            yield (part, name), what, asks
    for way in getattr(feed, "ways_out", ()):
        for inside, what, asks in way.questions():
            yield ("ways_out", way.key, *inside), what, asks


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


def own_questions(feed: Any) -> Iterator[tuple[str, Any, AskedFor]]:
    """Return the questions of a feed, and what each asks for."""
    kind: type = type(feed)
    for name, asks in entries_that_ask(kind):
        what = getattr(feed, name)
        if what is not None and not isinstance(what, bool):
            yield name, what, asks


@functools.cache
def _held(kind: type, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of some names that the entries of a kind of feed have."""
    return tuple(name for name in names if hasattr(kind, name))


@functools.cache
def entries_that_ask(kind: type) -> tuple[tuple[str, AskedFor], ...]:
    """
    Name the entries of a kind of feed that ask, and what for.
    """
    return tuple(
        (one.name, one.metadata[_ASKS])
        for one in attrs.fields(kind)
        if _ASKS in one.metadata
    )


def bind(feed: F, kind: str, known: Known) -> F:
    """
    Bind a feed to the rows of a ledger: its questions, tables, parts and ways out.

    What it asks of the rows that owe it each is bound to those.
    """
    ledger = ledger_of_kind(kind, known)
    each = getattr(feed, "each", None) or kind
    owing = ledger_of_kind(each, known)
    of_each = getattr(feed, "of_each", ())

    bound = {
        name: bound_question(what, owing if name in of_each else ledger, known, asks)
        for name, what, asks in own_questions(feed)
    }
    bound |= ways_bound(feed, known)
    cls: type = type(feed)
    for table in _held(cls, tuple(_TABLES)):
        bound[table] = {
            key: bound_question(what, ledger, known, _TABLES[table])
            for key, what in getattr(feed, table).items()
        }
    for part, inner in parts(feed):
        bound[part] = inner.bound(each, known)
    again: Any = feed
    found: F = evolve(again, **bound)
    return found


def bound_question(what: Any, ledger: Ledger, known: Known, asks: AskedFor) -> Any:
    """
    Bind one question of a feed to the rows that it is asked of.

    Raises:
        UnknownNameError, InvalidFieldError: If they do not tell what it asks for.
    """
    if asks is AskedFor.YES_NO:
        return truth(what, ledger, known)
    bound = what.bound(ledger, known)
    if asks is AskedFor.MOMENT:
        refuse_timeless(bound, ledger, known)
    return bound


def parts(feed: Any) -> Iterator[tuple[str, Any]]:
    """
    Yield the parts of a feed that hold questions of their own.
    """
    kind: type = type(feed)
    for name in _held(kind, _PARTS):
        if (inner := getattr(feed, name)) is not None:
            yield name, inner


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
        refuse_taken_back(f"{type(feed).__name__}.{name}", getattr(feed, name), ends)


def refuse_taken_back(name: str, what: Any, ends: str) -> None:
    """
    Refuse a question, by its name, of which time alone may take back the answer.

    Raises:
        InvalidFieldError: If time may take it back; *ends* is the way out.
    """
    if falls(what):
        raise InvalidFieldError(name, str(what), f"{_PASSING}; {ends}")


def refuse_coming(feed: Any, *names: str) -> None:
    """
    Refuse questions by which an event comes to count only long after its day.

    What was broken without it, or met because it did not count, would be so no more.

    Raises:
        InvalidFieldError: If time may bring one.
    """
    for name in names:
        what = getattr(feed, name)
        if comes_to_count(what):
            field_name = f"{type(feed).__name__}.{name}"
            raise InvalidFieldError(field_name, str(what), _COMING)


def refuse_nobodys(feed: Any) -> None:
    """Refuse ways out of what no row owes, for none could tell of one."""
    if feed.ways_out and feed.each is None:
        keys = ", ".join(way.key for way in feed.ways_out)
        what = f"{type(feed).__name__}.ways_out"
        raise InvalidFieldError(what, keys, "none without each")


def ledgers_of(feed: Any, *kinds: str | None) -> tuple[str, ...]:
    """Name the ledgers of a feed: its own, and those that its questions and parts read."""
    others = [kind for _, what, _ in own_questions(feed) for kind in what.kinds()]
    for table in _TABLES:
        asked_of = getattr(feed, table, {}).values()
        others += [kind for what in asked_of for kind in what.kinds()]
    others += [kind for way in getattr(feed, "ways_out", ()) for kind in way.reads()]
    others += [kind for _, inner in parts(feed) for kind in inner.reads()]
    return tuple(dict.fromkeys(filter(None, (*kinds, *others))))


def answer(case: Judging, row: Any, what: Any) -> Any:
    """Ask a row; what is no question is its own answer."""
    return what if what is None or isinstance(what, bool) else what.of(case, row)


def as_length(told: Any, asked: Any) -> Any:
    """
    Return a length that a row spells; what else it tells stays as it is.

    Raises:
        InvalidFieldError: If the text spells none, by the name of what was asked, which
            is what the row calls it.
    """
    return read_amount(told, str(asked)) if isinstance(told, str) else told


def for_good(case: Judging, row: Any, what: Any) -> Any:
    """Ask a row yes or no; what another rule may still turn is not known yet."""
    return None if chains.may_turn(what, case, row) else answer(case, row, what)


def is_meant(case: Judging, row: Any, where: Any) -> bool | None:
    """
    Say whether a row is one of those that are meant, for good; without a question all are.
    """
    found: bool | None = where is None or for_good(case, row, where)
    return found
