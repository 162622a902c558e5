"""
A document laid over the regulation that it is based on.
"""

from typing import Any

from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import (
    FollowupRulesError,
)
from followup_rules.interchange.documents.layout import FORMAT, HEAD, SECTIONS
from followup_rules.interchange.facts import with_parts
from followup_rules.interchange.faults import (
    Place,
)
from followup_rules.interchange.kinds import KINDS, kind_of
from followup_rules.interchange.merging import Document, overlay, without
from followup_rules.interchange.texts import (
    parse_path,
)
from followup_rules.interchange.whole import (
    FEED,
    Kept,
    write_rulebook,
)


def without_head(data: dict[Any, Any], at: Place) -> Document:
    """
    Check what stands at the head of any document, and return the rest.
    """
    if data.get("format", FORMAT) != FORMAT:
        at.into("format").refuse("not_allowed", data["format"], FORMAT)
    if not isinstance(data.get("$schema", ""), str):
        at.into("$schema").refuse("wrong_type", data["$schema"], "a text")
    return {name: part for name, part in data.items() if name not in HEAD}


def touched_by(body: Document) -> frozenset[tuple[str, str]]:
    """
    Return the facts and the feeds of which a document says something.
    """
    removed = body.get("remove", [])
    paths = [
        parse_path(one, Place())
        for one in (removed if isinstance(removed, list) else [])
        if isinstance(one, str)
    ]
    named = {(FEED, path[1]) for path in paths if path and path[2:3] == (FEED,)}
    named |= {
        ("facts", path[1]) for path in paths if path and path[0] == "facts" and path[1:]
    }
    for section, key in (("facts", "facts"), ("rules", FEED)):
        said = body.get(section, {})
        for name, part in said.items() if isinstance(said, dict) else ():
            if section == "facts" or (isinstance(part, dict) and FEED in part):
                named.add((key, str(name)))
    return frozenset(named)


def left_alone(base: Rulebook, touched: frozenset[tuple[str, str]]) -> Kept:
    """
    Return the facts and the feeds that a document leaves as they are.
    """
    ledgers = with_parts(base.ledgers.values())
    return Kept(
        {kind: one for kind, one in ledgers.items() if ("facts", kind) not in touched},
        {name: one for name, one in base.feeds.items() if (FEED, name) not in touched},
    )


def _untouched(
    base: Rulebook, touched: frozenset[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    """Name what a document leaves as it is."""
    kept = left_alone(base, touched)
    return frozenset(
        [("facts", kind) for kind in kept.ledgers]
        + [(FEED, name) for name in kept.feeds]
    )


def choices_in(body: Document, base: Rulebook, at: Place) -> dict[str, str]:
    """
    Return the readings that a document only chooses, and does not define.
    """
    known = {reading.id: reading.choices for reading in base.readings}
    chosen = {}
    readings = body.get("readings", {})
    for name, value in readings.items() if isinstance(readings, dict) else ():
        place = at.into("readings", str(name))
        if isinstance(value, dict):
            continue
        if name not in known:
            place.refuse("unknown_key", name, ", ".join(known), known)
        elif not isinstance(value, str):
            place.refuse("wrong_type", value, ", ".join(known[name]))
        elif value not in known[name]:
            place.refuse("not_allowed", value, ", ".join(known[name]), known[name])
        else:
            chosen[name] = value
    return chosen


def laid_over(
    body: Document, base: Rulebook, touched: frozenset[tuple[str, str]], at: Place
) -> Document:
    """
    Return a document written out whole: its base, and what differs.
    """
    whole = write_rulebook(base, _untouched(base, touched))
    whole = without(whole, body.get("remove", []), at.into("remove"))
    over = {name: body[name] for name in SECTIONS if name in body}
    if isinstance(over.get("rules"), dict):
        over["rules"] = {
            rule_id: rule
            for rule_id, rule in over["rules"].items()
            if _is_change(rule_id, rule, base, at.into("rules", str(rule_id)))
        }
    if isinstance(over.get("readings"), dict):
        defined = over["readings"].items()
        over["readings"] = {
            name: value for name, value in defined if isinstance(value, dict)
        }
    joined: Document = overlay(whole, over)
    return joined


def _is_change(rule_id: object, rule: object, base: Rulebook, at: Place) -> bool:
    """Refuse a new rule without a kind, and a known one with another kind."""
    if not isinstance(rule, dict) or not isinstance(rule_id, str):
        return True
    if rule_id not in base.rules:
        if "kind" not in rule:
            allowed = f"{', '.join(base.rules)}; a new rule says its kind"
            at.refuse("unknown_key", rule_id, allowed, base.rules)
        return "kind" in rule
    kind = kind_of(base[rule_id])
    said = rule.get("kind", kind)
    if isinstance(said, str) and said != kind and said in KINDS:
        at.into("kind").refuse("other_kind", said, kind)
        return False
    return True


def refuse_contradictions(book: Rulebook, choices: dict[str, str], at: Place) -> None:
    """
    Keep a fault for every reading that the rules in the same file undo.
    """
    for reading_id, choice in choices.items():
        found = choice_in(book, reading_id)
        same = found is not None and _are_one(book, reading_id, found, choice)
        if not same:
            at.into("readings", reading_id).refuse(
                "contradiction", choice, "leave out one of the two"
            )


def _are_one(book: Rulebook, reading_id: str, one: str, other: str) -> bool:
    """Say whether two choices of a reading mean the same."""
    choices = book.reading(reading_id).choices
    return one == other or choices[one] == choices.get(other)


def choice_in(book: Rulebook, reading_id: str) -> str | None:
    """
    Return the choice in force in a rulebook that may lack the reading.
    """
    try:
        return book.in_force(reading_id)
    except (FollowupRulesError, StopIteration, AttributeError):
        return None
