"""
The facts and the words of a regulation as plain data, and back.

A type may name a closed list, whose words stand with those of the regulation, and
rows of another ledger; both are looked up once everything is read.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs
from attrs import evolve, field

from followup_rules.books.vocabulary import Word, alias_of_one, shared_aliases
from followup_rules.immutable import frozen
from followup_rules.interchange.classes import ClassShape, KeyedShape
from followup_rules.interchange.faults import Clauses, Place
from followup_rules.interchange.shapes import TableShape
from followup_rules.ledgers.facts import Fact, Ledger, inner_kinds
from followup_rules.ledgers.spelling import OF_RULE, Parts
from followup_rules.ledgers.values import Id, Inner, ListedBy, Names, OneOf, Value
from followup_rules.tables import Table

WORDS_SHAPE: Final = TableShape(ClassShape(Word))
FACTS_SHAPE: Final = KeyedShape(ClassShape(Ledger, without="kind"))

_NAMING: Final = ("placed", "owner", "counts_if", "named_by")
"""The keys of a ledger that name one of its attributes."""

Ledgers = dict[str, Ledger | None]
"""Ledgers by their kinds; None is one with faults."""


def read_words(value: object, at: Place) -> Table[Any]:
    """
    Return the words that plain data describes; an alias means one thing.
    """
    words: Table[Any] = WORDS_SHAPE.read(value, at)
    for name, place, alias, other in shared_aliases(words):
        allowed = alias_of_one(other)
        at.into(name, "aliases", place).refuse("two_meanings", alias, allowed)
    return words


def read_facts(
    value: object, words: Mapping[str, Any], kept: Mapping[str, Ledger], at: Place
) -> Ledgers:
    """
    Return the ledgers that plain data describes, and the parts of their rows.

    Args:
        value: The plain data.
        words: The words of the regulation.
        kept: Ledgers that stand as they are; what is described replaces them.
        at: Its place.
    """
    sound, lost = _attributes_there(value, at)
    read: Ledgers = {**kept, **FACTS_SHAPE.read_by_key(sound, at)}
    read.update(dict.fromkeys(lost))
    look_up = _LookUp(read, words, at)
    for kind in read:
        look_up.ledger(kind)
    found = {kind: look_up.found[kind] for kind in read}
    for kind in read:
        _refuse_strangers(kind, found, at)
    return found


def _attributes_there(value: Any, at: Place) -> tuple[Any, list[str]]:
    """
    Keep a fault for every attribute that a ledger names and does not have.

    Returns:
        The plain data without those, so that what else is wrong is found; and the
        kinds of the ledgers that lost something.
    """
    sound, lost = value, []
    for kind, entry in value.items() if isinstance(value, dict) else ():
        named = entry.get("attributes", {}) if isinstance(entry, dict) else None
        if not isinstance(named, dict):
            continue
        wrong = [
            key
            for key in _NAMING
            if isinstance(entry.get(key), str) and entry[key] not in named
        ]
        for key in wrong:
            place = at.into(str(kind), key)
            place.refuse("unknown_attribute", entry[key], ", ".join(named), named)
        bare = {
            name: _in_order(name, fact, named, at.into(str(kind)))
            for name, fact in named.items()
        }
        if wrong or bare != named:
            lost.append(kind)
            rest = {key: part for key, part in entry.items() if key not in wrong}
            sound = {**sound, kind: {**rest, "attributes": bare}}
    return sound, lost


def _in_order(name: object, fact: Any, named: dict[Any, Any], at: Place) -> Any:
    """Return an attribute without the one that it follows, where that is not there."""
    after = fact.get("after") if isinstance(fact, dict) else None
    if not isinstance(after, str) or after in named or "." in after:
        return fact
    place = at.into("attributes", str(name), "after")
    place.refuse("unknown_attribute", after, ", ".join(named), named)
    return {key: part for key, part in fact.items() if key != "after"}


@frozen
class _LookUp:
    """
    Fills in what the types of ledgers name; ledgers inside one come before it.
    """

    read: Ledgers
    words: Mapping[str, Any]
    at: Place
    found: Ledgers = field(factory=dict)
    begun: set[str] = field(factory=set)

    def ledger(self, kind: str) -> Ledger | None:
        """Return a ledger whose types are complete, or None where they cannot be."""
        if kind not in self.found:
            self.begun.add(kind)
            self.found[kind] = self._complete(self.read[kind])
        return self.found[kind]

    def _complete(self, ledger: Ledger | None) -> Ledger | None:
        """Fill in the types of one ledger."""
        if ledger is None:
            return None
        facts = [self._fact(fact, ledger) for fact in ledger.facts]
        whole = tuple(fact for fact in facts if fact is not None)
        return evolve(ledger, facts=whole) if len(whole) == len(facts) else None

    def _fact(self, fact: Fact, ledger: Ledger) -> Fact | None:
        """Return an attribute whose type is complete, or None where it cannot be."""
        value: Value = fact.value
        where = f"{ledger.kind}.{fact.name}"
        match value:
            case OneOf():
                return evolve(fact, value=_spoken(value, self.words, where))
            case Names(each=OneOf() as each):
                listed = _spoken(each, self.words, where)
                return evolve(fact, value=evolve(value, each=listed))
            case Parts(kind=kind):
                inner = self._inside(
                    kind, self.at.into(ledger.kind, "attributes", fact.name, "type")
                )
                if inner is None:
                    return None
                full = Inner(row=inner.row_class, optional=value.optional)
                return evolve(fact, value=full)
        return fact

    def _inside(self, kind: str, place: Place) -> Ledger | None:
        """Return the ledger of rows inside a row, which is inside no row of its own."""
        if kind not in self.read:
            place.refuse("unknown_ledger", kind, ", ".join(self.read), self.read)
            return None
        if kind in self.begun and kind not in self.found:
            place.refuse("cycle", kind, "rows that are inside no rows of their own")
            return None
        return self.ledger(kind)


def _spoken(value: OneOf, words: Mapping[str, Any], where: str) -> OneOf:
    """
    Return a closed list with its words; a name without any stands for itself.

    A word for the list itself, under `ledger.attribute.name`, comes before.
    """
    found = {
        name: words.get(f"{where}.{name}") or words.get(name) for name in value.names
    }
    texts = {
        name: value.names[name] if word is None else word.text
        for name, word in found.items()
    }
    return evolve(value, names=Table(texts))


def _refuse_strangers(kind: str, found: Ledgers, at: Place) -> None:
    """Keep a fault for every ledger that one names and that is not there."""
    ledger = found[kind]
    if ledger is None:
        return
    known = [name for name, one in found.items() if one is None or one.keyed]
    if ledger.inside is not None:
        outer = ledger.inside.partition(".")[0]
        if outer not in known:
            place = at.into(kind, "inside")
            place.refuse("unknown_ledger", outer, ", ".join(known), known)
    for fact in ledger.facts:
        named = fact.value.kind if isinstance(fact.value, Id) else None
        if named is not None and named not in known:
            place = at.into(kind, "attributes", fact.name, "type")
            place.refuse("unknown_ledger", named, ", ".join(known), known)
        followed, dot, _ = (fact.after or "").partition(".")
        if dot and followed not in known:
            place = at.into(kind, "attributes", fact.name, "after")
            place.refuse("unknown_ledger", followed, ", ".join(known), known)


def refuse_unknown_rules(
    found: Ledgers, kinds: Mapping[str, str], policies: Mapping[str, Any], at: Place
) -> None:
    """
    Keep a fault for every type that names a rule which is not there, or does not fit.

    Args:
        found: The ledgers.
        kinds: The kind of every rule, by its id; empty where it is at fault.
        policies: The rules that could be read, by their ids.
        at: The place of the facts.
    """
    for kind, ledger in found.items():
        for fact in () if ledger is None else ledger.facts:
            for rule, held_by in _rules_named(fact.value):
                fit = [
                    one for one, rules in policies.items() if hasattr(rules, held_by)
                ]
                if rule not in kinds or (rule in policies and rule not in fit):
                    place = at.into(kind, "attributes", fact.name, "type")
                    place.refuse("unknown_rule", rule, ", ".join(fit), fit)


def _rules_named(value: Any) -> Iterator[tuple[str, str]]:
    """Yield the rules that a type names, and what of them it needs."""
    held_by = dict(OF_RULE.values()).get(type(value))
    if held_by is not None:
        yield value.rule, held_by
    elif isinstance(value, ListedBy):
        yield value.rule, value.field
    elif isinstance(value, Value):
        for part in attrs.fields(type(value)):
            yield from _rules_named(getattr(value, part.name))


def in_order(found: Ledgers) -> Table[Ledger]:
    """
    Return the ledgers that a book keeps, owners before what belongs to them.
    """
    kept = {kind: one for kind, one in found.items() if one is not None and one.keyed}
    order: dict[str, Ledger] = {}

    def put(kind: str) -> None:
        owner = kept[kind].owner_kind
        if owner in kept and owner not in order and owner != kind:
            put(str(owner))
        order.setdefault(kind, kept[kind])

    for kind in kept:
        put(kind)
    return Table(order, kind="ledger")


def with_parts(ledgers: Iterable[Ledger]) -> dict[str, Ledger]:
    """
    Return ledgers by their kinds, with the parts of their rows behind them.
    """
    found = {one.kind: one for one in ledgers}
    for one in tuple(found.values()):
        for part in inner_kinds(one).values():
            found.setdefault(part.kind, part)
    return found


def write_facts(ledgers: Mapping[str, Ledger], clauses: Clauses) -> dict[str, Any]:
    """
    Return ledgers as plain data.

    Raises:
        InvalidFieldError: If an attribute is of a type that files do not know.
    """
    written: dict[str, Any] = FACTS_SHAPE.write(tuple(ledgers.values()), clauses)
    return written
