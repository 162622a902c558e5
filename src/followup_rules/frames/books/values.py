"""
What a column holds, by the fact it stands for: what is clean, and by which name.

A value is clean where it is certain that a row with it can be read. Nothing else is
decided here: what is not certain is read row by row, and refused there in words.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final

import narwhals as nw

from followup_rules.books.vocabulary import Speech, aliases
from followup_rules.fields import Flag, Kind, Whole, Words
from followup_rules.frames.columns import TEXTS, Times, Work, hidden
from followup_rules.frames.engines.bounds import DAYS, FIRST_US, LAST_US
from followup_rules.frames.engines.zones import DAY
from followup_rules.frames.outcomes import any_of, first_of
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Fact
from followup_rules.ledgers.values import (
    CategoryOf,
    FormOf,
    GradeOf,
    Id,
    Inner,
    Names,
    OneOf,
    Plain,
    Role,
)

_INNER: Final = "[ -~一-鿿]*"
_EDGE: Final = "[!-~一-鿿]"
CLEAN: Final = f"^{_EDGE}({_INNER}{_EDGE})?$"
"""Texts of signs that look and compare alike everywhere; others are read as rows."""
_WHOLE: Final = (nw.Int8, nw.Int16, nw.Int32, nw.Int64)
YES: Final = nw.lit(value=True)
NO: Final = nw.lit(value=False)


@frozen
class Column:
    """
    One fact as a column.

    Attributes:
        value: Its value as rules take it; None where columns cannot hold it.
        clean: Whether a row can certainly be read, as far as this fact goes.
    """

    value: Any
    clean: Any


def as_column(work: Work, kind: str, fact: Fact, speech: Speech) -> Column:
    """
    Return a fact that is no moment as a column.

    Raises:
        WrongColumnTypeError: If the column holds another kind of value.
    """
    name, value = fact.name, fact.value
    where = f"{kind}.{name}"
    absent = nw.col(name).is_null()
    free = absent if value.optional else NO
    match value:
        case Plain(holds=Flag()):
            return Column(work.flags(where, name), free | ~absent)
        case Plain(holds=Words()) | Role():
            text = work.texts(where, name)
            known = {} if isinstance(value, Plain) else _roles(speech)
            return Column(_renamed(text, known), free | _is_clean(text))
        case Plain(holds=Kind(classes=(one,))) if one is str:
            return Column(work.texts(where, name), free | ~absent)
        case Plain(holds=Whole() as bounds) if work.schema[name] in _WHOLE:
            number = nw.col(name).cast(nw.Int64)
            return Column(number, free | _is_inside(number, bounds))
        case Id():
            text = id_text(work, where, name)
            return Column(text, free | _is_clean(text))
        case CategoryOf() if work.schema[name] == nw.List:
            return _one_category(
                work, name, _named(speech.categories(value.rule), speech)
            )
        case OneOf() | CategoryOf() | FormOf() | GradeOf():
            text, known = work.texts(where, name), _choices(value, speech)
            held = text.is_in([*known]).fill_null(value=False)
            return Column(_renamed(text, known), free | held)
        case Inner() if work.schema[name] == nw.List:
            some = nw.col(name).list.len() > 0
            return Column(None, ~some.fill_null(value=not value.optional))
    return Column(None, free)


def _is_inside(number: Any, bounds: Whole) -> Any:
    """Say whether a number lies between two others."""
    sure = number >= bounds.minimum
    if bounds.maximum is not None:
        sure = sure & (number <= bounds.maximum)
    return sure.fill_null(value=False)


def id_text(work: Work, where: str, name: str) -> Any:
    """
    Return a column of ids as texts.

    Raises:
        WrongColumnTypeError: If it holds neither texts nor whole numbers.
    """
    counts = (nw.UInt8, nw.UInt16, nw.UInt32, nw.UInt64)
    allowed = "texts or whole numbers"
    work.holds(where, name, (*TEXTS, *_WHOLE, *counts), allowed)
    return nw.col(name).cast(nw.String)


def is_clean_id(text: Any) -> Any:
    """
    Say whether a text is certainly an id.
    """
    return _is_clean(text)


def in_years(times: Times) -> Any:
    """
    Say whether a moment lies well within the years that Python can hold.
    """
    if times.us is not None:
        return nw.col(times.us).is_between(FIRST_US + DAY, LAST_US - DAY)
    return nw.col(times.day).is_between(*DAYS)


def _is_clean(text: Any) -> Any:
    """Say whether a text is certainly one of words."""
    return text.str.contains(CLEAN).fill_null(value=False)


def _renamed(text: Any, known: Mapping[str, str]) -> Any:
    """Return texts by the names that their aliases mean."""
    others = [(text == alias, name) for alias, name in known.items() if alias != name]
    return first_of(others, text)


def _one_category(work: Work, name: str, known: Mapping[str, str]) -> Column:
    """Return lists of at most one category as texts; longer ones are read as rows."""
    del work
    lists = nw.col(name)
    long = lists.list.len().fill_null(0)
    text = nw.when(long == 1).then(lists).list.get(0).cast(nw.String)
    held = text.is_in([*known]).fill_null(value=False)
    return Column(_renamed(text, known), lists.is_null() | (long == 0) | held)


def _choices(value: Any, speech: Speech) -> dict[str, str]:
    """Return what each word means where one of a list of names is meant."""
    if isinstance(value, CategoryOf):
        return _named(speech.categories(value.rule), speech)
    if isinstance(value, FormOf):
        return _named(speech.forms(value.rule), speech)
    if isinstance(value, GradeOf):
        grades = reversed(speech.book[value.rule].scale.grades)
        return {word: one.key for one in grades for word in one.words}
    means = _named(value.names, speech)
    for name, said in reversed(tuple(value.names.items())):
        means |= {said.zh: name, said.en: name}
    return means


def _roles(speech: Speech) -> dict[str, str]:
    """Return what other words mean a party or a role."""
    return _named(speech.parties(), speech)


def _named(names: Any, speech: Speech) -> dict[str, str]:
    """Return what each name and alias means."""
    return aliases(speech.book.words, names) | {name: name for name in names}


# ------------------------------------------------------------------------ lists of names


@frozen
class Listed:
    """
    A fact that is a list of names, as columns.

    Attributes:
        some: The column of whether it has an entry; null where there is no list.
        named: For each name, the column of whether it is among them.
    """

    some: str
    named: Mapping[str, str]

    def any_of(self, names: Collection[str]) -> Any:
        """
        Say whether one of some names is among them; null where there is no list.
        """
        found = any_of([nw.col(self.named[one]) for one in names if one in self.named])
        return nw.when(~nw.col(self.some).is_null()).then(found)


def as_list(work: Work, fact: Fact, speech: Speech) -> tuple[Work, Listed, Any] | None:
    """
    Add a list of names as columns; None where it is none that columns hold.

    Beside them stands whether a row can certainly be read, as far as this fact goes. A
    role that the regulation does not name is read as rows are.
    """
    name, value = fact.name, fact.value
    if not isinstance(value, Names) or work.schema[name] != nw.List:
        return None
    if not isinstance(value.each, OneOf | Role):
        return None
    role = isinstance(value.each, Role)
    known = _roles(speech) if role else _choices(value.each, speech)
    named = {one: hidden(f"has_{name}/{one}") for one in dict.fromkeys(known.values())}
    frame, strange = work.frame, hidden(f"has_{name}")
    frame = work.engine.lists_others(frame, {strange: name}, [*known])
    for one, column in named.items():
        others = [word for word, means in known.items() if means != one]
        frame = work.engine.lists_others(frame, {column: name}, others or [""])
    lists, some = nw.col(name), hidden(f"has_{name}/")
    frame = frame.with_columns((lists.list.len() > 0).alias(some))
    clean = ~nw.col(strange)
    if not value.optional:
        clean = clean & ~lists.is_null()
    return work.also(frame), Listed(some, named), clean
