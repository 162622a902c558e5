"""
Which clauses read which attribute of which rows.

A feed says itself what it reads, in the closed words of a book. Where a regulation
calculates in Python, the attributes are those that its function names, of the rows that
it is given; so that a name which two kinds of rows share is told of both.
"""  # noqa: INP001 - a module beside the pages

import ast
import inspect
import sys
import textwrap
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any, Final

import attrs

from followup_rules.books.conditions import Attribute, By, Pick
from followup_rules.books.feeds import (
    Cadence,
    Checklist,
    Events,
    Own,
    Share,
    questions,
    row_asked,
)
from followup_rules.books.rulebook import Rulebook
from followup_rules.ledgers.facts import Ledger, inner_kinds

OF_BOOKS: Final = "followup_rules.rulebooks."
Read = tuple[str, str]
"""A kind of rows, and one of their attributes."""


def readers(book: Rulebook, rules: Collection[str] = ()) -> dict[Read, list[str]]:
    """
    Return the clauses that read each attribute, in the order of the text.

    *rules* are the rules that are looked at; none is all.

    >>> from followup_rules.rulebooks import repair
    >>> readers(repair.RULES)["visit", "signed"]
    ['REPAIR-1b', 'REPAIR-1c', 'REPAIR-1d', 'REPAIR-2a', 'REPAIR-2b', 'REPAIR-2c', \
'REPAIR-3.5']
    """
    known = kinds_of(book)
    found: dict[Read, list[str]] = {}
    for clause in book.clauses:
        for rule_id in book.rules_for(clause.id):
            if rules and rule_id not in rules:
                continue
            for read in sorted(set(read_by(book, rule_id, known, clause.id))):
                clauses = found.setdefault(read, [])
                if clause.id not in clauses:
                    clauses.append(clause.id)
    return found


def readings_of(
    book: Rulebook, clauses: dict[Read, list[str]]
) -> dict[Read, list[str]]:
    """
    Return the readings under another choice of which more clauses read an attribute.
    """
    found: dict[Read, list[str]] = {}
    for reading in book.readings:
        for choice in reading.alternatives:
            other = book.choose(reading.id, choice)
            for read, cited in readers(other, reading.rules).items():
                known = found.setdefault(read, [])
                if set(cited) - {*clauses.get(read, ())} and reading.id not in known:
                    known.append(reading.id)
    return found


def kinds_of(book: Rulebook) -> dict[str, Ledger]:
    """
    Return the kinds of rows of a book, and of the parts of its rows.
    """
    found = dict(book.ledgers)
    for ledger in book.ledgers.values():
        for inner in inner_kinds(ledger).values():
            found.setdefault(inner.kind, inner)
    return found


def read_by(
    book: Rulebook, rule_id: str, known: dict[str, Ledger], clause_id: str
) -> Iterator[Read]:
    """
    Yield what the feed of a rule reads for a clause, an attribute more than once.
    """
    feed: Any = book.feeds[rule_id]
    for path, what, _ in questions(feed):
        yield from asked(what, row_asked(feed, *path), known)
    if isinstance(feed, Checklist) and feed.given is None:
        own = items(book[rule_id], feed.each, clause_id)
        yield from (read for read in own if read[1] not in feed.there)
    if isinstance(feed, (Cadence, Events)) and getattr(feed, "at", None) is None:
        yield feed.of, str(known[feed.of].placed)
    if isinstance(feed, Share) and feed.cycle is not None:
        yield feed.each, str(known[feed.each].placed)
    code: Any = feed.by.function if isinstance(feed, Own) else type(feed)
    if code.__module__.startswith(OF_BOOKS):
        yield from named(code, feed.reads(), known)
        for other in attribute_names(code) & {*book.feeds}:
            record: Any = book.feeds[other]
            if isinstance(record, Checklist) and record.given is None:
                yield from items(book[other], record.each, clause_id)


def items(rule: Any, kind: str, clause_id: str) -> Iterator[Read]:
    """
    Yield the items of a record, which are attributes of their names.

    Code of a regulation that names the rule of a record reads all of it.

    A clause of some of the items reads these alone.
    """
    own = [one for one in rule.items if getattr(one.clause, "id", None) == clause_id]
    for item in own or rule.items:
        yield kind, item.key


def asked(what: Any, kind: str, known: dict[str, Ledger]) -> Iterator[Read]:
    """
    Yield what a question reads that is asked of rows of a kind.
    """
    if isinstance(what, Attribute) and what.of_parts:
        listed = str(what.of_owner)
        yield kind, listed
        yield inner_kinds(known[kind])[listed].kind, what.name
    elif isinstance(what, Attribute):
        yield what.of_owner or kind, what.name
    elif isinstance(what, By):
        yield from named(what.function, (kind, *what.reads), known)
    elif attrs.has(type(what)):
        of = getattr(what, "kind", kind)
        if isinstance(what, Pick):
            yield of, what.name
        for field in attrs.fields(type(what)):
            inner = getattr(what, field.name)
            for one in inner if isinstance(inner, tuple) else (inner,):
                yield from asked(one, of, known)


def named(
    code: Any, kinds: tuple[str, ...], known: dict[str, Ledger]
) -> Iterator[Read]:
    """
    Yield the attributes that code names, of rows of some kinds and what they touch.
    """
    names = attribute_names(code)
    touched = (near for kind in kinds for near in around(kind, known))
    for kind in dict.fromkeys(touched):
        for fact in known[kind].facts:
            if fact.name in names:
                yield kind, fact.name


def around(kind: str, known: dict[str, Ledger]) -> Iterator[str]:
    """
    Yield a kind of rows, those they belong to, and those inside them.
    """
    ledger = known[kind]
    yield kind
    yield from (inner.kind for inner in inner_kinds(ledger).values())
    if ledger.owner_kind is not None:
        yield from around(ledger.owner_kind, known)


@cache
def attribute_names(code: Any) -> frozenset[str]:
    """
    Return the attributes that a function or a class names, and what it calls as well.
    """
    seen: set[Any] = set()
    names: set[str] = set()
    waiting = [code]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(one)))):
            if isinstance(node, ast.Attribute):
                names.add(node.attr)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                names.add(node.value)  # what `getattr` is told
            elif isinstance(node, ast.Name):
                waiting += called(node.id, one)
    return frozenset(names)


def called(name: str, by: Any) -> Iterator[Any]:
    """
    Yield the function or class of a regulation that a name means, and no row.
    """
    found = getattr(sys.modules[by.__module__], name, None)
    home = getattr(found, "__module__", None) or ""
    is_code = inspect.isfunction(found) or inspect.isclass(found)
    if is_code and home.startswith(OF_BOOKS) and not hasattr(found, "__ledger__"):
        yield found
