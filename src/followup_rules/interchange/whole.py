"""
A policy or a rulebook that is written out whole, as plain data and back.

Facts and feeds that a file based on another book does not touch are taken from that
book as they are, and are neither written nor read.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final

from attrs import evolve, field

from followup_rules.books.feeds import Unfed
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.scenarios import Scenario
from followup_rules.books.vocabulary import spoken_words
from followup_rules.clauses import Clause, Regulation
from followup_rules.errors import FollowupRulesError, InvalidFieldError
from followup_rules.immutable import frozen
from followup_rules.interchange.classes import ClassShape, KeyedShape
from followup_rules.interchange.facts import (
    WORDS_SHAPE,
    Ledgers,
    in_order,
    read_facts,
    read_words,
    refuse_unknown_rules,
    with_parts,
    write_facts,
)
from followup_rules.interchange.faults import Place, built, check_kind
from followup_rules.interchange.feeding import (
    FeedShape,
    keep,
    refuse_loose_chains,
    refuse_misfits,
    refuse_shared_claims,
    refuse_untold_items,
)
from followup_rules.interchange.kinds import KINDS, kind_of, shape_of_kind
from followup_rules.interchange.occurring import refuse_impossible
from followup_rules.interchange.readings import Decided, read_reading, write_reading
from followup_rules.interchange.shapes import LABEL, ListShape
from followup_rules.interchange.zones import in_one_zone, with_its_zone
from followup_rules.ledgers.facts import Ledger
from followup_rules.tables import Table

Document = dict[str, Any]

REGULATION_SHAPE: Final = ClassShape(Regulation)
CLAUSES_SHAPE: Final = KeyedShape(ClassShape(Clause, without="id"), 1)
SCENARIOS_SHAPE: Final = ListShape(ClassShape(Scenario))
FEED: Final = "feed"
_WHOLE: Final = "a table; or based_on, and only what differs"
_UNREAD: Final = Clause(id="unread", en="unread", zh="未读")
"""Stands for a clause with faults, so that the rules that name it have none of it."""


@frozen
class Kept:
    """
    What a file that is based on another book leaves as it is there.

    Attributes:
        ledgers: Ledgers, and parts of their rows, by their kinds.
        feeds: What feeds rules, by their ids.
    """

    ledgers: Mapping[str, Ledger] = field(factory=dict)
    feeds: Mapping[str, Any] = field(factory=dict)


_NOTHING_KEPT: Final = Kept()


def read_policy(body: Document, at: Place) -> Any:
    """
    Return the policy that plain data describes, or keep faults and return None.
    """
    kind = check_kind(body, tuple(KINDS), at)
    return None if kind is None else shape_of_kind(kind, with_id=True).read(body, at)


def write_policy(policy: Any) -> Document:
    """
    Return a policy as plain data, with its clauses written out.
    """
    shape = shape_of_kind(kind_of(policy), with_id=True)
    written: Document = shape.write(policy, None)
    return written


def read_rulebook(
    body: Document, at: Place, kept: Kept = _NOTHING_KEPT
) -> Rulebook | None:
    """
    Return the rulebook that plain data describes, or keep faults and return None.
    """
    faults = len(at.faults)
    for name in ("regulation", "clauses", "rules"):
        if name not in body:
            at.into(name).refuse("missing_key", allowed=_WHOLE)
    regulation: Any = None
    clauses: dict[str, Any] = {}
    if "regulation" in body:
        regulation = REGULATION_SHAPE.read(body["regulation"], at.into("regulation"))
    if "clauses" in body:
        clauses = CLAUSES_SHAPE.read_by_key(body["clauses"], at.into("clauses"))
    words = read_words(body.get("words", {}), at.into("words"))
    found = read_facts(body.get("facts", {}), words, kept.ledgers, at.into("facts"))
    said = _said(words, found)
    known = {
        name: evolve(clause or _UNREAD, words=said) for name, clause in clauses.items()
    }
    inner = Place(at.path, at.faults, known)
    told = in_one_zone(body.get("rules", {}), body.get("zone_of"))
    rules = _read_rules(told, inner.into("rules"), kept)
    rules.refuse_misfits(found, inner)
    readings = [
        read_reading(name, value, rules.decided(), inner.into("readings", name))
        for name, value in _named(body.get("readings", {}), inner.into("readings"))
    ]
    scenarios = SCENARIOS_SHAPE.read(body.get("scenarios", []), at.into("scenarios"))
    _refuse_strange_scenarios(body.get("scenarios"), found, rules, at)
    zone_of = body.get("zone_of", False)
    _check_zone(zone_of, rules, at.into("zone_of"))
    if len(at.faults) > faults:
        return None
    ledgers = in_order(found)
    book: Rulebook | None = built(
        at,
        lambda: Rulebook(
            regulation=regulation,
            clauses=tuple(known.values()),
            readings=tuple(readings),
            rules=Table(
                ((one.id, one) for one in rules.policies.values()), kind="rule"
            ),
            feeds=Table(rules.all_feeds() if ledgers else rules.feeds, kind="rule"),
            ledgers=ledgers,
            words=words,
            zone_of=zone_of or None,
            scenarios=scenarios,
        ),
    )
    if book is not None:
        refuse_impossible(book, at)
    return book if len(at.faults) == faults else None


def _said(words: Table[Any], found: Ledgers) -> Table[Any]:
    """Return how sentences call each name, as far as it could be read."""
    sound = {name: word for name, word in words.items() if word is not None}
    return spoken_words(sound, [one for one in found.values() if one is not None])


def _check_zone(rule: Any, rules: "_Rules", at: Place) -> None:
    """Keep a fault where the rule that says where days begin is none that counts."""
    if rule is False:
        return
    if not isinstance(rule, str):
        at.refuse("wrong_type", rule, "false for none, or the id of a rule")
    elif rule not in rules.kinds:
        at.refuse("unknown_rule", rule, ", ".join(rules.kinds), rules.kinds)
    elif rule in rules.policies:
        policy = rules.policies[rule]
        if not hasattr(getattr(policy, "counting", policy), "zone"):
            fit = [
                name
                for name, one in rules.policies.items()
                if hasattr(getattr(one, "counting", one), "zone")
            ]
            at.refuse("unknown_rule", rule, ", ".join(fit), fit)


def _refuse_strange_scenarios(
    said: Any, found: Ledgers, rules: "_Rules", at: Place
) -> None:
    """Keep a fault for every ledger and rule of a scenario that is not there."""
    for number, one in enumerate(said if isinstance(said, list) else ()):
        if not isinstance(one, dict):
            continue
        place = at.into("scenarios", number)
        ledgers = one.get("ledgers", {})
        for kind in ledgers if isinstance(ledgers, dict) else ():
            if isinstance(kind, str) and kind not in found:
                place.into("ledgers", kind).refuse(
                    "unknown_ledger", kind, ", ".join(found), found
                )
        expect = one.get("expect", [])
        for row, told in enumerate(expect if isinstance(expect, list) else ()):
            rule = told.get("rule") if isinstance(told, dict) else None
            if isinstance(rule, str) and rule not in rules.kinds:
                place.into("expect", row, "rule").refuse(
                    "unknown_rule", rule, ", ".join(rules.kinds), rules.kinds
                )


def _named(value: object, at: Place) -> list[tuple[str, Any]]:
    """Return the entries of a table, or keep a fault for what is none."""
    if not isinstance(value, dict):
        at.refuse("wrong_type", value, "a table")
        return []
    for name in value:
        LABEL.read(name, at)
    return [(name, entry) for name, entry in value.items() if isinstance(name, str)]


@frozen
class _Rules:
    """
    The rules of a document as far as they could be read.

    Attributes:
        kinds: Their kinds by id; empty is the kind of one without.
        policies: Those that could be read.
        feeds: What feeds them, where that could be read.
        lost: Those of which it could not.
    """

    kinds: dict[str, str] = field(factory=dict)
    policies: dict[str, Any] = field(factory=dict)
    feeds: dict[str, Any] = field(factory=dict)
    lost: set[str] = field(factory=set)

    def decided(self) -> Decided:
        """Return what readings may decide."""
        return Decided(self.kinds, self.feeds, frozenset(self.lost))

    def all_feeds(self) -> dict[str, Any]:
        """Return what feeds each rule, those that only other rules ask among them."""
        return {name: self.feeds.get(name, Unfed()) for name in self.kinds}

    def refuse_misfits(self, found: Ledgers, at: Place) -> None:
        """Keep a fault for whatever the feeds and the facts name that is not there."""
        before = len(at.faults)
        for rule_id, feed in self.feeds.items():
            place, known_faults = at.into("rules", rule_id, FEED), len(at.faults)
            refuse_misfits(feed, found, place)
            for table, parts in _PARTS.items():
                policy = self.policies.get(rule_id)
                if policy is None or not hasattr(feed, table):
                    continue
                own = getattr(policy, parts, ())
                known = [getattr(one, "key", one) for one in own]
                for key in getattr(feed, table):
                    if key not in known:
                        step = place.into(table, key)
                        step.refuse("unknown_step", key, ", ".join(known), known)
            if len(at.faults) == known_faults and None not in found.values():
                _refuse_unbound(feed, found, place)
            if len(at.faults) == known_faults and rule_id in self.policies:
                _refuse_unsuited(
                    feed, self.policies[rule_id], at.into("rules", rule_id)
                )
        refuse_unknown_rules(found, self.kinds, self.policies, at.into("facts"))
        refuse_shared_claims(self.policies, self.feeds, at.into("rules"))
        is_whole = len(self.policies) == len(self.kinds) and not self.lost
        if is_whole and None not in found.values() and len(at.faults) == before:
            refuse_untold_items(self.policies, self.feeds, found, at.into("rules"))
            refuse_loose_chains(self.policies, self.feeds, found, at.into("rules"))


def _refuse_unbound(feed: Any, found: Ledgers, at: Place) -> None:
    """Keep a fault where a feed does not go with the facts, at the question that is named."""
    try:
        feed.bound(found)
    except InvalidFieldError as error:
        _, *path = error.field.split(".")
        keep(at.into(*path), "does_not_fit", error)
    except FollowupRulesError as error:
        keep(at, "unknown_ledger", error)


def _refuse_unsuited(feed: Any, policy: Any, at: Place) -> None:
    """Keep a fault where a feed does not go with its rule, at the field that is named."""
    if not hasattr(feed, "suits"):
        return
    try:
        feed.suits(policy)
    except InvalidFieldError as error:
        of_feed = error.field.startswith(f"{type(feed).__name__}.")
        built(at.into(FEED) if of_feed else at, lambda: feed.suits(policy))


_PARTS: Final = {
    "steps": "steps",
    "paid": "stages",
    "events": "start_events",
    "there": "items",
    "came_late": "items",
    "answers": "items",
    "starts": "events",
}
"""The tables of a feed whose keys are those of parts of its policy."""


def _read_rules(value: object, at: Place, kept: Kept) -> _Rules:
    """Return every rule, and what feeds it."""
    rules = _Rules()
    for rule_id, rule in _named(value, at):
        place = at.into(rule_id)
        rules.kinds[rule_id] = ""
        if not isinstance(rule, dict):
            place.refuse("wrong_type", rule, "a table with kind")
            continue
        policy = {name: part for name, part in rule.items() if name != FEED}
        kind = check_kind(rule, tuple(KINDS), place)
        if kind is None:
            continue
        rules.kinds[rule_id] = kind
        read = shape_of_kind(kind, with_id=False).read(policy, place, rule_id)
        if read is not None:
            rules.policies[rule_id] = read
        feed = kept.feeds.get(rule_id)
        if FEED in rule:
            before = len(at.faults)
            feed = FeedShape(kind).read(rule[FEED], place.into(FEED))
            if len(at.faults) > before:
                rules.lost.add(rule_id)
        if feed is not None:
            rules.feeds[rule_id] = feed
    return rules


# ------------------------------------------------------------------------- writing


def write_rulebook(book: Rulebook, kept: Collection[tuple[str, str]] = ()) -> Document:
    """
    Return a rulebook as plain data, written out whole.

    Args:
        book: The rulebook.
        kept: What is not written, as pairs: `facts` and the kind of a ledger, or
            `feed` and the id of a rule.

    Raises:
        InvalidFieldError: If a fact or a feed has no form in files.
    """
    clauses = {clause.id: clause for clause in book.clauses}
    rules = {}
    for rule_id, policy in book.rules.items():
        shape = shape_of_kind(kind_of(policy), with_id=False)
        rules[rule_id] = with_its_zone(shape.write(policy, clauses), policy, book)
        feed = book.feeds.get(rule_id)
        if feed not in {None, Unfed()} and (FEED, rule_id) not in kept:
            rules[rule_id][FEED] = FeedShape(kind_of(policy)).write(feed, clauses)
    ledgers = {
        kind: one
        for kind, one in with_parts(book.ledgers.values()).items()
        if ("facts", kind) not in kept
    }
    decided = Decided(
        {rule_id: kind_of(policy) for rule_id, policy in book.rules.items()}, book.feeds
    )
    readings = {
        reading.id: write_reading(reading, decided, clauses)
        for reading in book.readings
    }
    written: Document = {
        "regulation": REGULATION_SHAPE.write(book.regulation, None),
        "zone_of": book.zone_of or False,
        "words": WORDS_SHAPE.write(book.words, None),
        "facts": write_facts(ledgers, clauses),
        "clauses": CLAUSES_SHAPE.write(book.clauses, None),
        "rules": rules,
        "readings": readings,
        "scenarios": SCENARIOS_SHAPE.write(book.scenarios, clauses),
    }
    return written
