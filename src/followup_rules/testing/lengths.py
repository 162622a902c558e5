"""
Attributes that tell a length: how much more time was granted, the limit of a case.

A length is told as a text, and nothing in its declaration says so; the feed that asks
for it does. What is drawn leans to the lengths that stand in the rule: as much, one
more and one less.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from followup_rules.books.conditions import Attribute, Pick
from followup_rules.books.feeds import questions, row_asked
from followup_rules.books.rulebook import Rulebook
from followup_rules.ledgers.values import Plain
from followup_rules.testing.types import amounts
from followup_rules.timing.amounts import AMOUNTS

_ASKED: Final = frozenset({"amount", "limit"})
"""The questions of feeds whose answer is a length."""

Lengths = Mapping[tuple[str, str], tuple[str, ...]]
"""The lengths near those of the rules, by the kind of the rows and the attribute."""


def lengths_of(book: Rulebook) -> Lengths:
    """
    Return which attributes of a book tell lengths, with those to lean to.

    >>> from followup_rules.rulebooks import repair
    >>> lengths_of(repair.RULES)
    {}
    """
    found: dict[tuple[str, str], dict[str, None]] = {}
    for rule_id, feed in book.feeds.items():
        near = dict.fromkeys(_near(book[rule_id]))
        for path, what, _ in questions(feed):
            if path[-1] in _ASKED:
                for kind, name in _asked(what, row_asked(feed, *path)):
                    if isinstance(book.ledgers[kind].fact(name).value, Plain):
                        found.setdefault((kind, name), {}).update(near)
    return {read: tuple(near) for read, near in found.items()}


def lengths(near: tuple[str, ...]) -> st.SearchStrategy[str]:
    """
    Return lengths as texts: some near those of a rule, and any.
    """
    every = amounts().map(str)
    return st.one_of(st.sampled_from(near), every) if near else every


def _asked(what: Any, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the attributes that a question is answered by."""
    if isinstance(what, Attribute) and not what.of_parts:
        yield what.of_owner or kind, what.name
    elif isinstance(what, Pick):
        yield what.kind, what.name


def _near(policy: Any) -> Iterator[str]:
    """Yield each length of a policy, and one more and one less of its unit."""
    for length in _held(policy):
        for number in (length.n - 1, length.n, length.n + 1):
            if number > 0:
                yield str(type(length)(number))


def _held(value: Any) -> Iterator[Any]:
    """Yield the lengths of one unit in a policy and in what it holds."""
    if isinstance(value, AMOUNTS):
        if hasattr(value, "n"):
            yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _held(one)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from _held(getattr(value, field.name))
