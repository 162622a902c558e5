"""
The JSON Schema of rules files, made from the same shapes as the loader's checks.

It is committed beside this module, so that an editor can complete and validate a
rules file. What it refuses the loader refuses; what only the loader refuses is in
`faults.CROSS_FIELD`, and in `faults.OF_THE_BASE` for what is based on another.
"""

import json
from collections.abc import Callable
from importlib import resources
from typing import Any, Final

from followup_rules.books.feeds import Unfed
from followup_rules.books.rulebook import Rulebook
from followup_rules.immutable import frozen
from followup_rules.interchange.documents import (
    EDITION_SHAPES,
    FORMAT,
    ZONE_SHAPE,
    shipped,
    shipped_names,
)
from followup_rules.interchange.facts import FACTS_SHAPE, WORDS_SHAPE
from followup_rules.interchange.feeding import FeedShape
from followup_rules.interchange.hints import with_hints
from followup_rules.interchange.kinds import KINDS, kind_of, shape_of_kind
from followup_rules.interchange.readings import SHAPES as READING_SHAPES
from followup_rules.interchange.shapes import WORDS, Schema
from followup_rules.interchange.whole import (
    CLAUSES_SHAPE,
    FEED,
    REGULATION_SHAPE,
    SCENARIOS_SHAPE,
)

FILE: Final = "rules.schema.json"
"""The name of the committed file."""

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_HEAD: Final[Schema] = {
    "$schema": {"type": "string"},
    "format": {"const": FORMAT, "description": "The form of this file."},
}
_BASED: Final = "What this file starts from; it then says only what differs."
_REMOVE: Final = "Places of the base that are left out, as paths."
_FEED: Final = "Which rows of which ledger it is asked of, and which attributes."
_ZONE: Final = "The rule whose time zone says where days begin."
_WORDS: Final = "Parties, roles, categories and other names, as sentences call them."
_FACTS: Final = "What the regulation is told: ledgers and the attributes of rows."
_SCENARIOS: Final = "Small ledgers, and what they must come to."


@frozen
class _Book:
    """
    The definitions made so far, in one of three ways of describing.
    """

    defs: dict[str, Schema]
    partial: bool = False
    alone: bool = False

    def refer(self, name: str, make: Callable[[], Schema]) -> Schema:
        """Return a reference to a definition, made once."""
        key = f"{name}{'Change' if self.partial else 'Alone' if self.alone else ''}"
        if key not in self.defs:
            self.defs[key] = {}
            self.defs[key] |= make()
        return {"$ref": f"#/$defs/{key}"}


def schema_text() -> str:
    """
    Return the committed JSON Schema.
    """
    home = resources.files("followup_rules.interchange")
    return home.joinpath(FILE).read_text(encoding="utf-8")


def render_schema() -> str:
    """
    Return the JSON Schema as a text, made anew.
    """
    return json.dumps(make_schema(), ensure_ascii=False, indent=1) + "\n"


def make_schema() -> Schema:
    """
    Return the JSON Schema of every document.
    """
    defs: dict[str, Schema] = {}
    whole, change = _Book(defs), _Book(defs, partial=True)
    rulebook = _rulebook(whole, change, _HEAD, named=False)
    schema: Schema = {
        "$schema": _DIALECT,
        "title": "A rules file of followup-rules",
        "type": "object",
        "if": {"required": ["editions"]},
        "then": _editions(whole, change),
        "else": {
            "if": {"required": ["kind"]},
            "then": _policies(_Book(defs, alone=True)),
            "else": rulebook,
        },
    }
    schema["$defs"] = dict(sorted(defs.items()))
    return with_hints(schema)


def _table(properties: Schema, needed: tuple[str, ...] = ()) -> Schema:
    """Describe a table with nothing else in it."""
    schema: Schema = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    return {**schema, "required": list(needed)} if needed else schema


def _when(key: str, value: str, then: Schema) -> Schema:
    """Describe what holds where a key has a value."""
    condition = {"properties": {key: {"const": value}}, "required": [key]}
    return {"if": condition, "then": then}


def _names(book: _Book, inner: Schema, **more: Any) -> Schema:
    """Describe a table of names."""
    names = WORDS.schema(book)
    return {
        "type": "object",
        "propertyNames": names,
        "additionalProperties": inner,
        **more,
    }


# --------------------------------------------------------------------------- rules


def _policies(book: _Book) -> Schema:
    """Describe a policy alone."""
    cases = []
    for kind in KINDS:
        shape = shape_of_kind(kind, with_id=True)
        found = shape.definition(book)
        found["properties"] = {**_HEAD, **found["properties"]}
        cases.append(_when("kind", kind, found))
    return {"properties": {"kind": {"enum": list(KINDS)}}, "allOf": cases}


def _rule(book: _Book) -> Schema:
    """Describe a rule of any kind, which it names."""

    def make() -> Schema:
        return {
            "type": "object",
            "properties": {"kind": {"enum": list(KINDS)}},
            "required": ["kind"],
            "allOf": [
                _when("kind", kind, _rule_of(kind, None, book)) for kind in KINDS
            ],
        }

    return book.refer("Rule", make)


def _rule_of(kind: str, feed: Any, book: _Book) -> Schema:
    """Describe a rule of one kind, and what feeds it; None is any feed of the kind."""
    shape = FeedShape(kind)

    def make() -> Schema:
        schema = shape_of_kind(kind, with_id=False).definition(book)
        name = None if feed is None else shape.name_of(feed)
        told = shape.schema(book) if name is None else shape.one(name, book)
        told = {**told, "description": _FEED}
        return {**schema, "properties": {**schema["properties"], FEED: told}}

    fed_by = "" if feed is None else type(feed).__name__
    return book.refer(f"{KINDS[kind].__name__}Rule{fed_by}", make)


def _reading(book: _Book) -> Schema:
    """Describe a reading; what its choices may hold depends on its field."""

    def make() -> Schema:
        properties = {
            name: shape.schema(book) for name, shape in READING_SHAPES.items()
        }
        properties["choices"] = _names(book, {}, minProperties=1)
        if book.partial:
            del properties["choices"]["minProperties"]
        needed = () if book.partial else tuple(READING_SHAPES)
        return _table(properties, needed)

    return book.refer("Reading", make)


# ----------------------------------------------------------------------- rulebooks


def _rulebook(whole: _Book, change: _Book, head: Schema, *, named: bool) -> Schema:
    """
    Describe a rulebook, written out whole or based on another.

    With *named* the edition is named elsewhere, and need not be said again.
    """
    return {
        "if": {"required": ["based_on"]},
        "then": _based(whole, change, head),
        "else": _written_out(whole, head, named=named),
    }


def _written_out(whole: _Book, head: Schema, *, named: bool) -> Schema:
    """Describe a rulebook that is written out."""
    regulation = REGULATION_SHAPE.schema(whole)
    if named:
        known = REGULATION_SHAPE.definition(whole)
        known["required"] = [name for name in known["required"] if name != "edition"]
        regulation = known
    sections = {
        "regulation": regulation,
        "clauses": CLAUSES_SHAPE.schema(whole),
        "rules": _names(whole, _rule(whole)),
        "readings": _names(whole, _reading(whole)),
        **_declared(whole),
    }
    return _table({**head, **sections}, ("regulation", "clauses", "rules"))


def _declared(book: _Book) -> Schema:
    """Describe facts, words and scenarios, and where days begin."""
    rule = {"anyOf": [{"const": False}, WORDS.schema(book)]}
    return {
        "zone_of": {**rule, "description": _ZONE},
        "words": {**WORDS_SHAPE.schema(book), "description": _WORDS},
        "facts": {**FACTS_SHAPE.schema(book), "description": _FACTS},
        "scenarios": {**SCENARIOS_SHAPE.schema(book), "description": _SCENARIOS},
    }


def _based(whole: _Book, change: _Book, head: Schema) -> Schema:
    """Describe a rulebook that is based on another."""
    names = list(shipped_names())
    files = {"pattern": r"(?:^edition |\.toml$|\.json$)"}
    sections = {
        "based_on": {
            "type": "string",
            "anyOf": [{"enum": names}, files],
            "description": _BASED,
        },
        "remove": {
            "type": "array",
            "items": {"type": "string"},
            "description": _REMOVE,
        },
        "regulation": REGULATION_SHAPE.schema(change),
        "clauses": CLAUSES_SHAPE.schema(change),
        "rules": {"type": "object"},
        "readings": {"type": "object"},
        **_declared(change),
        "scenarios": SCENARIOS_SHAPE.schema(whole),
    }
    known = [
        _when("based_on", name, _changes_to(shipped(name), whole, change))
        for name in names
    ]
    return {**_table({**head, **sections}, ("based_on",)), "allOf": known}


def _changes_to(book: Rulebook, whole: _Book, change: _Book) -> Schema:
    """Describe the changes to a shipped rulebook, by its rules and readings."""
    rules = {
        rule_id: {
            **_rule_of(kind_of(policy), _fed(book, rule_id), change),
            "description": f"{policy.name.en} ({policy.name.zh})",
        }
        for rule_id, policy in book.rules.items()
    }
    readings = {
        reading.id: {
            "anyOf": [{"enum": list(reading.choices)}, _reading(change)],
            "description": f"{reading.question.en} ({reading.question.zh})",
        }
        for reading in book.readings
    }
    return {
        "properties": {
            "rules": _names(whole, _rule(whole), properties=rules),
            "readings": _names(whole, _reading(whole), properties=readings),
        }
    }


def _fed(book: Rulebook, rule_id: str) -> Any:
    """Return what feeds a rule; None where nothing does."""
    feed = book.feeds.get(rule_id)
    return None if feed == Unfed() else feed


def _editions(whole: _Book, change: _Book) -> Schema:
    """Describe editions, each a rulebook with its days."""
    days = {name: shape.schema(whole) for name, shape in EDITION_SHAPES.items()}
    edition = _rulebook(whole, change, days, named=True)
    whole.defs["Edition"] = {"type": "object", **edition}
    entries = _names(whole, {"$ref": "#/$defs/Edition"}, minProperties=1)
    zone = ZONE_SHAPE.schema(whole)
    return _table({**_HEAD, "zone": zone, "editions": entries}, ("editions",))
