"""
What belongs to a book: its fingerprint, and the names of what was changed in it.

All of it belongs to the fingerprint, to the last word of a clause; only the scenarios do
not, for they try a book and are no part of it. What can change a verdict is counted in
the name of a changed book besides, and so makes receipts stale.
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, Final

import attrs

from followup_rules.books.inside import clauses_in
from followup_rules.canonical import digest, plain
from followup_rules.clauses import Clause
from followup_rules.fields import Holds


def fingerprint(book: Any) -> str:
    """
    Return a fingerprint of everything in a book but its scenarios.

    A function that a regulation brings is known by its name alone.
    """
    own = {clause.id: clause for clause in book.clauses}
    cited = [one for one in clauses_in(book.rules) if own.get(one.id) != one]
    return digest(
        {
            "told": book.digest_of_told,
            "cited": [_form(one) for one in cited],
            "rules": list(book.rules.items()),
            "feeds": book.feeds,
            "zone_of": book.zone_of,
        }
    )


TOLD: Final = ("regulation", "clauses", "readings", "ledgers", "words")
"""What a changed book mostly has in common with the one that it was made of."""


def digest_of_told(book: Any) -> str:
    """
    Return a fingerprint of what a book says and is told, beside its rules.
    """
    return digest([_form(getattr(book, name)) for name in TOLD])


def changed_since(book: Any, base: Any) -> Iterator[str]:
    """
    Name what can change a verdict and is not in a book as in the one it was made of.

    They are rules by their ids, then, as in a file, `facts.KIND`, `words.NAME`,
    `zone_of`, and `clauses.ID` where no rule cites the clause, which is then one by
    which a rule lets off, or one that only explains.
    """
    for rule_id in dict.fromkeys((*book.rules, *base.rules)):
        same = book.rules.get(rule_id) == base.rules.get(rule_id)
        if not same or book.feeds.get(rule_id) != base.feeds.get(rule_id):
            yield rule_id
    yield from _differing("facts", book.ledgers, base.ledgers)
    yield from _differing("words", book.words, base.words)
    if book.zone_of != base.zone_of:
        yield "zone_of"
    cited = {one.id for one in clauses_in(book.rules)}
    yield from _differing("clauses", _uncited(book, cited), _uncited(base, cited))


def _differing(
    name: str, new: Mapping[str, Any], old: Mapping[str, Any]
) -> Iterator[str]:
    """Name the entries of a table that are not as they were."""
    if new is not old:
        for key in dict.fromkeys((*new, *old)):
            if new.get(key) != old.get(key):
                yield f"{name}.{key}"


def _uncited(book: Any, cited: set[str]) -> dict[str, Clause]:
    """Return the clauses that no rule answers, by their ids."""
    return {one.id: one for one in book.clauses if one.id not in cited}


def _form(value: Any) -> Any:
    """Return anything that a declaration holds as plain data, and its parts likewise."""
    match value:
        case type():
            members: Any = getattr(value, "__members__", {})
            entries = [[name, plain(one.value)] for name, one in members.items()]
            return [_named(value), entries]
        case Enum() | str():
            return plain(value)
        case Mapping():
            return [[_form(key), _form(one)] for key, one in value.items()]
        case tuple():
            return [_form(one) for one in value]
    if attrs.has(type(value)):
        fields = [one.name for one in attrs.fields(type(value)) if one.eq]
        return [_named(type(value)), *(_form(getattr(value, one)) for one in fields)]
    if isinstance(value, Holds):
        return [_named(type(value)), value.allowed]
    return _named(value) if callable(value) else plain(value)


def _named(value: Any) -> str:
    """Return where a class or a function stands."""
    return f"{value.__module__}.{value.__qualname__}"
