"""
Every book there is: those of this package, and those that other packages bring.

A package brings a regulation by an entry point in the group `followup_rules.books`
that names a `Rulebook`, or a module with `RULES`; a file may then be based on it.
"""

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Final

import attrs

from followup_rules.books.conditions import By
from followup_rules.books.feeds import GENERIC, questions
from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import InvalidFieldError
from followup_rules.immutable import frozen
from followup_rules.ledgers.values import Value
from followup_rules.ledgers.values.kinds import is_of_a_book
from followup_rules.tables import Table

GROUP: Final = "followup_rules.books"
"""The group of the entry points that bring books."""

_SHELF: Final = "followup_rules.rulebooks"


@frozen
class Register:
    """
    What was found: the books, and what failed to load.

    Attributes:
        books: The books by the name that files know them by, such as `repair@2021`.
        failed: What is wrong with the others, by the name of their entry point.
    """

    books: Table[Rulebook]
    failed: Table[str]


@cache
def register() -> Register:
    """
    Return every book; what fails to load is named, and the others load.
    """
    books: dict[str, Rulebook] = {}
    failed: dict[str, str] = {}
    for name, brought in _brought():
        try:
            book = _loaded(name, brought, books)
        except Exception as error:  # noqa: BLE001 - whatever another package raises
            failed[name] = f"{type(error).__name__}: {error}"
        else:
            books[f"{name}@{book.regulation.edition}"] = book
    return Register(
        Table(books, kind="shipped rulebook"), Table(failed, kind="entry point")
    )


def shelf() -> tuple[str, ...]:
    """
    Return the names of the books of this package, without loading any.
    """
    found = pkgutil.iter_modules(import_module(_SHELF).__path__)
    return tuple(one.name for one in found)


def _brought() -> Iterator[tuple[str, EntryPoint]]:
    """Yield where each book is, those of this package first."""
    for name in shelf():
        yield name, EntryPoint(name, f"{_SHELF}.{name}", GROUP)
    for point in sorted(entry_points(group=GROUP), key=lambda one: one.name):
        yield point.name, point


def _loaded(name: str, brought: EntryPoint, books: dict[str, Rulebook]) -> Rulebook:
    """Load a book, and refuse what is none, or bears the name of another."""
    if name in {known.partition("@")[0] for known in books}:
        raise InvalidFieldError("entry point", name, "a name that no other book has")
    found: Any = brought.load()
    book = getattr(found, "RULES", found)
    if not isinstance(book, Rulebook):
        raise InvalidFieldError(
            "entry point", name, "a Rulebook, or a module with RULES"
        )
    return book


def find(name: str) -> Rulebook:
    """
    Return a book by its name, such as `repair@2021`, or `repair` where that is one.

    Raises:
        UnknownNameError: If there is none.
        InvalidFieldError: If there is one, and it failed to load.
    """
    known = register()
    if name in known.failed:
        raise InvalidFieldError(
            f"the book {name}", known.failed[name], "a package that can be imported"
        )
    fitting = [one for one in known.books if one.partition("@")[0] == name]
    return known.books[fitting[0] if len(fitting) == 1 else name]


def names() -> tuple[str, ...]:
    """
    Return the names of all books that load.
    """
    return tuple(register().books)


# ---------------------------------------------------------------------- calculations


def name_of(calculation: Any) -> str:
    """
    Return the name by which files call a function or a class of a regulation.
    """
    return f"{calculation.__module__}:{calculation.__qualname__}"


@cache
def calculations() -> Table[Any]:
    """
    Return the functions and classes with which books calculate, by name.

    A file may name them and no others, so that loading one never runs code that no
    book runs.
    """
    found: dict[str, Any] = {}
    for book in register().books.values():
        for one in calculations_of(book):
            found[name_of(one)] = one
    return Table(found, kind="calculation")


def _own_types(value: Any) -> Iterator[Any]:
    """Yield the types of attributes that are a regulation's own."""
    if isinstance(value, Value):
        if is_of_a_book(value):
            yield type(value)
        for one in attrs.fields(type(value)):
            yield from _own_types(getattr(value, one.name))


def calculations_of(book: Rulebook) -> Iterator[Any]:
    """
    Yield the functions and classes with which a book calculates.
    """
    for ledger in book.ledgers.values():
        if ledger.check is not None:
            yield ledger.check
        for fact in ledger.facts:
            yield from _own_types(fact.value)
    for feed in book.feeds.values():
        if not type(feed).__module__.startswith(GENERIC):
            yield type(feed)
    for what in _asked(book):
        if isinstance(what, By):
            yield what.function


def _asked(book: Rulebook) -> Iterator[Any]:
    """Yield everything that the feeds of a book hold, and its readings would."""
    for feed in book.feeds.values():
        yield from (getattr(feed, one.name) for one in attrs.fields(type(feed)))
        yield from (what for _, what, _ in questions(feed))
    for reading in book.readings:
        yield from reading.choices.values()
