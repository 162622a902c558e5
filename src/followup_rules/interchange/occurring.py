"""
Conditions that ask for what can never occur: they would be false of every row.
"""

from collections.abc import Iterator
from typing import Any

from followup_rules.books.conditions import Is, compared
from followup_rules.books.feeds import questions, row_asked
from followup_rules.books.rulebook import Rulebook
from followup_rules.fields import Flag
from followup_rules.interchange.faults import Place
from followup_rules.ledgers.facts import Fact
from followup_rules.ledgers.values import (
    CategoryOf,
    FormOf,
    GradeOf,
    Names,
    OneOf,
    Plain,
)


def refuse_impossible(book: Rulebook, at: Place) -> None:
    """
    Keep a fault for every comparison of a feed with a value that no row can hold.
    """
    for rule_id, feed in book.feeds.items():
        for path, what, _ in questions(feed):
            kind = row_asked(feed, *path)
            if kind not in book.ledgers:
                continue
            place = at.into("rules", rule_id, "feed", *path)
            for asked, fact in compared(what, book.ledgers[kind], book.ledgers):
                for value, allowed in _never(asked, fact, book):
                    place.refuse("never_occurs", value, ", ".join(allowed), allowed)


def _never(
    asked: Is, fact: Fact | None, book: Rulebook
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the values that can never occur, with those that can."""
    possible = None if fact is None else _possible(fact, book)
    if fact is not None and fact.value.is_moment:
        possible = (f"{fact.name} has happened", f"{fact.name} before ...")
    for value in asked.values:
        if possible is not None and value not in possible:
            yield value, possible


def _possible(fact: Fact, book: Rulebook) -> tuple[str, ...] | None:
    """Return what an attribute can be compared with; None is anything."""
    value: Any = fact.value
    if isinstance(value, Names):
        value = value.each
    match value:
        case OneOf(names=names):
            return tuple(names)
        case CategoryOf(rule=rule):
            return tuple(book[rule].categories)
        case FormOf(rule=rule):
            return (*book[rule].forms, *book[rule].other_forms)
        case GradeOf(rule=rule):
            return tuple(one.key for one in book[rule].scale.grades)
        case Plain(holds=Flag()):
            return ("True", "False", fact.name, f"not {fact.name}")
    return None
