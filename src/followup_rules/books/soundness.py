"""
What a book refuses when it is put together, or when a part of it is replaced.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

import attrs

from followup_rules.books.inside import cited_clauses, clauses_of_ways_out
from followup_rules.books.readings import Reading
from followup_rules.books.vocabulary import alias_of_one, shared_aliases
from followup_rules.clauses import Clause
from followup_rules.errors import InvalidFieldError
from followup_rules.ledgers.owners import check_owners
from followup_rules.tables import Table

E = TypeVar("E", Clause, Reading)


def by_id(entries: Iterable[E], kind: str) -> Table[E]:
    """
    Return clauses or readings by their ids, each of which occurs once.
    """
    return Table(((entry.id, entry) for entry in entries), kind=kind)


def check_named(book: Any) -> None:
    """
    Refuse clauses and rules that a book names and does not have.

    Raises:
        UnknownNameError: If there is one.
        InvalidFieldError: If a rule bears another id than the one it stands under, or
            an alias means two things.
    """
    known = by_id(book.clauses, "clause")
    for rule_id, policy in book.rules.items():
        if policy.id != rule_id:
            raise InvalidFieldError("rule id", policy.id, repr(rule_id))
        for clause_id in cited_clauses(policy):
            known[clause_id]
    if book.zone_of is not None:
        book.rules[book.zone_of]
    for name, _, alias, other in shared_aliases(book.words):
        raise InvalidFieldError(f"alias of {name}", alias, alias_of_one(other))
    check_owners(book.ledgers)
    for rule_id, feed in book.feeds.items():
        book.rules[rule_id]
        for clause_id in clauses_of_ways_out(feed):
            known[clause_id]


def bound_feeds(book: Any) -> Table[Any]:
    """
    Return the feeds of a book, held against its facts and its rules.
    """
    bound = [(name, feed.bound(book.ledgers)) for name, feed in book.feeds.items()]
    for name, feed in bound:
        if hasattr(feed, "suits"):
            feed.suits(book.rules[name])
    return Table(bound, kind="rule")


def check_replaced(name: str, given: object, old: object) -> None:
    """
    Refuse what is of another kind than what it replaces.
    """
    if type(given) is not type(old):
        came = type(given) if attrs.has(type(given)) else given  # not all its fields
        raise InvalidFieldError(name, came, f"a {type(old).__name__}")
