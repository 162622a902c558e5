"""
Writing a regulation, a rule or editions as a document.
"""

from typing import Any

from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import (
    InvalidFieldError,
)
from followup_rules.fields.arguments import check_kind
from followup_rules.interchange.documents.laying import choice_in
from followup_rules.interchange.documents.layout import (
    EDITION_FIELDS,
    EDITION_SHAPES,
    FORMAT,
)
from followup_rules.interchange.documents.reading import load, shipped
from followup_rules.interchange.editions import Editions
from followup_rules.interchange.facts import with_parts
from followup_rules.interchange.merging import Document, difference
from followup_rules.interchange.texts import (
    render,
)
from followup_rules.interchange.whole import (
    FEED,
    write_policy,
    write_rulebook,
)


def dump(value: Any, *, based_on: str | None = None) -> Document:
    """
    Return a rulebook, a policy or editions as plain data that `load` reads back.

    Everything is written out, defaults too, so that a later release with other
    defaults reads the same rules; with *based_on*, a shipped rulebook, only what
    differs from it is.

    Args:
        value: The rulebook, the policy or the editions.
        based_on: The name of a shipped rulebook, such as `repair@2021`.

    Raises:
        UnknownNameError: If *based_on* is no shipped rulebook, or a policy is of a
            kind that plain data cannot hold.
        InvalidFieldError: If *value* cannot be based on it.
    """
    if isinstance(value, Editions):
        return {"format": FORMAT, **_tell_editions(value, based_on)}
    if isinstance(value, Rulebook):
        return {"format": FORMAT, **_tell(value, based_on)}
    return {"format": FORMAT, **write_policy(value)}


def _tell(book: Rulebook, based_on: str | None) -> Document:
    """Return a rulebook written out whole, or what differs."""
    if based_on is None:
        return write_rulebook(book)
    base = shipped(based_on)
    chosen = {}
    for reading in base.readings:
        choice = choice_in(book, reading.id)
        if choice not in {None, base.in_force(reading.id)}:
            chosen[reading.id] = choice
            base = base.choose(reading.id, str(choice))
    same = _same(base, book)
    old, new = (write_rulebook(one, same) for one in (base, book))
    changed, removed = difference(old, new)
    document: Document = {"based_on": based_on}
    if removed:
        document["remove"] = removed
    document |= changed
    if chosen:
        document["readings"] = {**chosen, **changed.get("readings", {})}
    if load(document) != book:
        raise InvalidFieldError(
            "based_on", based_on, "a rulebook with the same rules in the same order"
        )
    return document


def _same(one: Rulebook, other: Rulebook) -> frozenset[tuple[str, str]]:
    """Name the facts and the feeds that two books share."""
    ledgers = with_parts(one.ledgers.values()), with_parts(other.ledgers.values())
    same = [
        ("facts", kind)
        for kind in ledgers[0]
        if ledgers[0][kind] == ledgers[1].get(kind)
    ]
    same += [
        (FEED, name) for name in one.feeds if one.feeds[name] == other.feeds.get(name)
    ]
    return frozenset(same)


def _tell_editions(editions: Editions, based_on: str | None) -> Document:
    """Return editions, each written out whole or based on a shipped rulebook."""
    told = {}
    for entry in editions.entries:
        said = {
            key: EDITION_SHAPES[key].write(getattr(entry, name), None)
            for key, name in EDITION_FIELDS.items()
            if getattr(entry, name) is not None
        }
        told[entry.name] = {**said, **_tell(entry.rules, based_on)}
    return {"zone": editions.zone, "editions": told}


def dumps(value: Any, form: str = "toml", *, based_on: str | None = None) -> str:
    """
    Return a rulebook, a policy or editions as a text that `loads` reads back.

    Raises:
        UnknownNameError: If *form* is neither "toml" nor "json".
        InvalidFieldError: If *value* cannot be based on that rulebook.
    """
    check_kind("form", form, str, "'toml' or 'json'")
    return render(dump(value, based_on=based_on), form)
