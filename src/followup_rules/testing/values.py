"""
What an attribute of a row may hold, as strategies derived from its declaration.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from attrs import field
from hypothesis import strategies as st

from followup_rules.books.rulebook import Rulebook
from followup_rules.books.vocabulary import Speech
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import Kind
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Fact
from followup_rules.ledgers.values import (
    AnyMoment,
    CategoryOf,
    Entries,
    FormOf,
    GradeOf,
    Id,
    Instant,
    ItemOf,
    ListedBy,
    Names,
    OneOf,
    Plain,
    Role,
    RowOf,
    TableOf,
    Value,
)
from followup_rules.testing.lengths import Lengths, lengths
from followup_rules.testing.moments import days, instants
from followup_rules.testing.types import held_by

PEOPLE: Final = ("Zhang", "Li", "王芳", "P-07")
STRANGER: Final = "passer_by"
_MOST: Final = 3

Given = Mapping[str, st.SearchStrategy[Any]]
"""Strategies of the caller's own, by `kind.attribute`."""


@frozen
class Making:
    """
    What rows are made with.

    Attributes:
        book: Whose rows.
        first: The first day of their moments.
        last: The last day.
        zone: Where days begin.
        given: Strategies of the caller's own, by `kind.attribute`.
        lengths: The attributes that tell a length, with the lengths to lean to.
        rows: The rows made so far, by kind and id; those inside others as they are
            named, `owner/own`.
    """

    book: Rulebook
    first: dt.date
    last: dt.date
    zone: str
    given: Given
    lengths: Lengths = field(factory=dict)
    rows: dict[str, dict[str, Any]] = field(factory=dict)

    @property
    def speech(self) -> Speech:
        """
        The words of the book.
        """
        return Speech(self.book)


def of_attribute(kind: str, fact: Fact, making: Making) -> st.SearchStrategy[Any]:
    """
    Return what an attribute of a kind of rows may hold.

    That is what the caller says, a length where a rule asks for one, else what is
    declared.
    """
    own = making.given.get(f"{kind}.{fact.name}")
    if own is not None:
        return own
    near = making.lengths.get((kind, fact.name))
    if near is None:
        return values(fact.value, making)
    return often(lengths(near)) if fact.value.optional else lengths(near)


def values(value: Value, making: Making) -> st.SearchStrategy[Any]:
    """
    Return what an attribute may hold; None too, where that is allowed.

    Raises:
        InvalidFieldError: If it is a kind of value of the host's own that gives no
            examples.
    """
    known = _known(value, making)
    return often(known) if value.optional else known


_RARE: Final = 7
_NUMBERS: Final = st.integers(0, _RARE)


def often(known: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """
    Return what is known seven times of eight, because it decides more, else None.

    Hypothesis takes a strategy that is named several times for one.
    """
    return _NUMBERS.flatmap(lambda n: st.none() if n == _RARE else known)


def _known(value: Value, making: Making) -> st.SearchStrategy[Any]:
    """Return what an attribute may hold that is known."""
    match value:
        case Plain(holds=holds):
            return _plain(holds, making)
        case Instant():
            return instants(making.first, making.last, zone=making.zone)
        case AnyMoment():
            return st.one_of(
                instants(making.first, making.last, zone=making.zone),
                days(making.first, making.last),
            )
        case Id():
            return _ids(value, making)
    found = _named(value, making)
    return _composed(value, making) if found is None else found


def _named(value: Value, making: Making) -> st.SearchStrategy[Any] | None:
    """Return what is a name that the book or one of its rules knows."""
    book = making.book
    match value:
        case OneOf(names=names):
            return st.sampled_from(tuple(names))
        case CategoryOf(rule=rule):
            return _one_or_two(making.speech.categories(rule))
        case FormOf(rule=rule):
            return st.sampled_from(making.speech.forms(rule))
        case ListedBy(rule=rule, field=name):
            return st.sampled_from(tuple(getattr(book[rule], name)))
        case GradeOf(rule=rule):
            grades = book[rule].scale.grades
            return st.sampled_from([word for one in grades for word in one.words])
        case ItemOf(rule=rule):
            items = book[rule].items
            return st.sampled_from([getattr(one, "key", one) for one in items])
        case Role():
            return st.sampled_from((*book.parties, STRANGER))
    return None


def _composed(value: Value, making: Making) -> st.SearchStrategy[Any]:
    """Return what holds others, or is a kind of value of the regulation's own."""
    match value:
        case Names(each=each):
            return st.lists(_known(each, making), max_size=_MOST, unique=True)
        case TableOf(key=key, each=each):
            return st.dictionaries(
                _known(key, making), values(each, making), max_size=_MOST
            )
        case Entries(names=names, each=each):
            return st.dictionaries(
                _known(names, making), values(each, making), max_size=_MOST
            )
    examples = value.examples
    if not examples:
        allowed = (
            "a kind of value with `examples`; or give a strategy for each attribute "
            "that holds it, by 'kind.attribute'"
        )
        raise InvalidFieldError("value", type(value).__name__, allowed)
    return st.sampled_from(examples)


def _plain(holds: Any, making: Making) -> st.SearchStrategy[Any]:
    """Return texts and numbers; names are those of people."""
    if isinstance(holds, Kind):
        if dt.date in holds.classes:
            return days(making.first, making.last)
        if str in holds.classes:
            return st.sampled_from((*PEOPLE, "", " "))
        return st.just({})
    if holds.accepts(PEOPLE[0]):
        return st.sampled_from(PEOPLE)
    return held_by(holds)


def _one_or_two(names: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """Return one name, or two of them in either order."""
    two = st.lists(
        st.sampled_from(names), min_size=1, max_size=min(2, len(names)), unique=True
    )
    return st.one_of(st.sampled_from(names), two.map(tuple))


def _ids(value: Id, making: Making) -> st.SearchStrategy[Any]:
    """Return ids: of rows made before, where the attribute names such."""
    if value.kind is None:
        return st.sampled_from(("A1", "A2", "A3"))
    known = making.rows.get(value.kind)
    if known:
        return st.sampled_from(tuple(known))
    free = isinstance(value, RowOf) and value.if_kept
    return st.sampled_from(("A", "B")) if free else st.nothing()
