"""
Protocols for type checkers: what a row of a host's own class must offer.

They are written out as a module for each book, so that a checker refuses a wrong row
before it runs, and an editor completes the names.
"""

import datetime as dt
import types
from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Any, Final, Union, get_args, get_origin

import attrs

from followup_rules.books.rulebook import Rulebook
from followup_rules.ledgers.facts import Fact, Ledger
from followup_rules.ledgers.values import Id, Inner
from followup_rules.tables import Table

_ID: Final = "str | int"
_WIDTH: Final = 88
_NAMES: Final[Mapping[Any, str]] = {
    Any: "Any",
    type(None): "None",
    dt.date: "dt.date",
    dt.datetime: "dt.datetime",
}


def protocols(book: Rulebook) -> str:
    """
    Return a module with a protocol for each kind of rows and of their parts.

    When a row was entered is no part of it: a row that does not say so will do.

    >>> from followup_rules.rulebooks import repair
    >>> "class VisitFacts(Protocol):" in protocols(repair.RULES)
    True
    """
    homes: dict[str, set[str]] = {"typing": {"Protocol"}}
    classes = "\n\n".join(_protocol(one, homes) for one in _kinds(book))
    lines = [
        '"""',
        f"What rows of {book.regulation.code} must offer, for type checkers.",
        "",
        "Made from the facts of the book; `python -m tests.make_protocols` writes it.",
        '"""',
        "",
        "import datetime as dt",
        *(_imported(home, homes[home]) for home in sorted(homes) if home[0] != "f"),
        "",
        *(_imported(home, homes[home]) for home in sorted(homes) if home[0] == "f"),
    ]
    return "\n".join(lines).rstrip() + "\n\n\n" + classes


def _imported(home: str, names: set[str]) -> str:
    """Write an import."""
    listed = sorted(names)
    line = f"from {home} import {', '.join(listed)}"
    if len(line) <= _WIDTH:
        return line
    return "\n".join([f"from {home} import (", *(f"    {one}," for one in listed), ")"])


def _kinds(book: Rulebook) -> Iterator[Ledger]:
    """Return the ledgers of a book, each after the parts of its rows."""
    seen: set[str] = set()
    for ledger in book.ledgers.values():
        yield from _with_parts(ledger, seen)


def _with_parts(ledger: Ledger, seen: set[str]) -> Iterator[Ledger]:
    """Return a ledger after what stands inside its rows, each once."""
    if ledger.kind in seen:
        return
    seen.add(ledger.kind)
    for fact in ledger.facts:
        if isinstance(fact.value, Inner):
            yield from _with_parts(fact.value.ledger, seen)
    yield ledger


def _protocol(ledger: Ledger, homes: dict[str, set[str]]) -> str:
    """Write the protocol of one kind of rows."""
    own = attrs.fields_dict(ledger.row_class)
    lines = [f"class {_name(ledger.row_class)}(Protocol):"]
    lines += [f'    """One {ledger.words.en}."""', ""]
    if ledger.keyed:
        lines += _property("id", _ID, "the id")
    for fact in ledger.facts:
        kind = _type(fact, own[fact.name].type, homes)
        lines += _property(fact.name, kind, fact.words.en)
    return "\n".join(lines)


def _property(name: str, kind: str, words: str) -> list[str]:
    """Write one attribute."""
    line = f"    def {name}(self) -> {kind}:"
    if len(line) > _WIDTH:
        line = f"    def {name}(\n        self,\n    ) -> {_in_width(kind)}:"
    said = f"{words[:1].upper()}{words[1:]}."
    return ["    @property", line, f'        """{said}"""', "        ...", ""]


def _in_width(kind: str) -> str:
    """Break the lines of a type with parts, as a formatter does."""
    if len(f"    ) -> {kind}:") <= _WIDTH:
        return kind
    outer, _, rest = kind.partition("[")
    inner, margin = rest.removesuffix("]"), " " * 8
    if len(margin + inner) > _WIDTH:
        parts = inner.split(", ")
        inner = "".join(
            f"{_broken(part, margin)},\n{margin}" for part in parts
        ).rstrip()
    return f"{outer}[\n{margin}{inner}\n    ]"


def _broken(union: str, margin: str) -> str:
    """Break a union that is wider than a line."""
    narrow = len(f"{margin}{union},") <= _WIDTH
    return union if narrow else union.replace(" | ", f"\n{margin}| ")


def _type(fact: Fact, annotation: Any, homes: dict[str, set[str]]) -> str:
    """Write what an attribute may hold."""
    if isinstance(fact.value, Id):
        return f"{_ID} | None" if fact.value.optional else _ID
    return _written(annotation, homes)


def _written(kind: Any, homes: dict[str, set[str]]) -> str:
    """Write a type as a host may give it: any iterable where we keep a list."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _written(inner[0], homes)
    if origin in {Union, types.UnionType}:
        found = dict.fromkeys(_written(one, homes) for one in inner)
        return " | ".join(sorted(found, key=lambda name: name == "None"))
    if origin in {tuple, Collection}:
        homes.setdefault("collections.abc", set()).add("Iterable")
        return f"Iterable[{_written(inner[0], homes)}]"
    if origin in {Mapping, Table}:
        homes.setdefault("collections.abc", set()).add("Mapping")
        return f"Mapping[str, {_written(inner[-1], homes)}]"
    if hasattr(kind, "__ledger__"):
        return _name(kind)
    if kind not in _NAMES and kind.__module__ != "builtins":
        homes.setdefault(kind.__module__, set()).add(kind.__name__)
    if kind is Any:
        homes["typing"].add("Any")
    return _NAMES.get(kind) or str(kind.__name__)


def _name(kind: type[Any]) -> str:
    """Name the protocol of a class of rows."""
    return f"{kind.__name__}Facts"
