"""
What feeds the rules of a regulation, as plain data and back.

A feed of the kind of its rule says just its fields. A calculation of a regulation's
own is named by `fed_by`; files name those that installed books have, and no others.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from followup_rules.books import feeds
from followup_rules.books.feeds import Feed, bound_question, questions, row_asked
from followup_rules.books.hanging import Hanging
from followup_rules.books.register import calculations, name_of
from followup_rules.errors import (
    CircularRulesError,
    FollowupRulesError,
    InvalidFieldError,
    UnknownNameError,
)
from followup_rules.immutable import frozen
from followup_rules.interchange.classes import ClassShape
from followup_rules.interchange.faults import (
    PROBLEMS,
    Clauses,
    DataFault,
    Place,
    nearest,
    show_path,
)
from followup_rules.interchange.kinds import FEEDS, FURTHER, OWN
from followup_rules.interchange.shapes import Schema, SchemaBook
from followup_rules.ledgers.facts import Ledger

FED_BY: Final = "fed_by"
"""The key that names a calculation of a regulation's own."""


def feed_classes(kind: str) -> dict[str, Any]:
    """
    Return what may feed a rule of a kind, by the name in files.
    """
    own = {name: one for name, one in calculations().items() if isinstance(one, type)}
    return {kind: FEEDS[kind], **further(kind), OWN: feeds.Own, **own}


def further(kind: str) -> Mapping[str, Any]:
    """
    Return what else feeds a kind, by the key that tells it from the first.
    """
    known: Mapping[str, Any] = FURTHER.get(kind, {})
    return known


@frozen
class FeedShape:
    """
    What feeds a rule of a kind.
    """

    kind: str

    @property
    def allowed(self) -> str:
        """
        The fields.
        """
        return ClassShape(FEEDS[self.kind]).allowed

    def read(self, value: object, at: Place) -> Any:
        """
        Read the fields of the feed that is named, or of that of the kind.
        """
        if not isinstance(value, dict):
            return at.refuse("wrong_type", value, self.allowed)
        known = feed_classes(self.kind)
        told = (key for key in further(self.kind) if key in value)
        name = value.get(FED_BY, next(told, self.kind))
        place = at.into(FED_BY)
        if not isinstance(name, str):
            return place.refuse("wrong_type", name, ", ".join(known))
        if name not in known:
            return place.refuse("unknown_calculation", name, ", ".join(known), known)
        fields = {key: part for key, part in value.items() if key != FED_BY}
        return ClassShape(known[name]).read(fields, at)

    def write(self, value: Any, clauses: Clauses) -> Any:
        """
        Write the fields, and the name of the calculation where it is one.
        """
        name = self.name_of(value)
        head = {} if self._is_plain(name) else {FED_BY: name}
        return {**head, **ClassShape(type(value)).write(value, clauses)}

    def schema(self, book: SchemaBook) -> Schema:
        """
        Describe every feed that there may be.
        """
        return {"anyOf": [self.one(name, book) for name in feed_classes(self.kind)]}

    def one(self, name: str, book: SchemaBook) -> Schema:
        """
        Describe one of them; what is not the feed of the kind has to be named.
        """
        cls = feed_classes(self.kind)[name]

        def make() -> Schema:
            schema = ClassShape(cls).definition(book)
            schema["properties"] = {FED_BY: {"const": name}, **schema["properties"]}
            if not self._is_plain(name) and not book.partial:
                schema["required"] = [FED_BY, *schema.get("required", ())]
            return schema

        return book.refer(f"{cls.__name__}Feed", make)

    def _is_plain(self, name: str) -> bool:
        """Say whether a feed need not be named, because its keys tell which it is."""
        return name == self.kind or name in further(self.kind)

    def name_of(self, feed: Any) -> str:
        """
        Return the name of a feed in files.

        Raises:
            InvalidFieldError: If files have none for it.
        """
        named = {cls: name for name, cls in feed_classes(self.kind).items()}
        if type(feed) not in named:
            allowed = ", ".join(named.values())
            raise InvalidFieldError("feed", name_of(type(feed)), allowed)
        return named[type(feed)]


# ------------------------------------------------------------------------- fitting


def refuse_misfits(feed: Feed, found: Mapping[str, Ledger | None], at: Place) -> bool:
    """
    Keep a fault for every ledger and attribute of a feed that is not there.

    Args:
        feed: What feeds a rule.
        found: The ledgers; None is one with faults, of which nothing is said.
        at: The place of the feed.

    Returns:
        Whether it fits, as far as that can be said.
    """
    before = len(at.faults)
    known = {kind: one for kind, one in found.items() if one is not None and one.keyed}
    for named, kind in _ledgers_named(feed):
        if kind not in found:
            at.into(*named).refuse(
                "unknown_ledger",
                kind,
                ", ".join(known) or "none: the file declares no facts",
                known,
            )
    for path, what, asks in () if None in found.values() else questions(feed):
        home = known.get(row_asked(feed, *path))
        if home is not None:
            try:
                bound_question(what, home, known, asks)
            except FollowupRulesError as error:
                keep(at.into(*path), "unknown_attribute", error)
    sound = len(at.faults) == before
    for way in getattr(feed, "ways_out", ()):
        place = at.into("ways_out", way.key)
        clauses = at.clauses or {}
        if way.clause not in clauses:
            names = ", ".join(clauses)
            place.into("clause").refuse("unknown_clause", way.clause, names, clauses)
        home = known.get(str(getattr(feed, "each", None)))
        if sound and home is not None:
            _refuse_way_out(way, home, known, place)
    return len(at.faults) == before


def _refuse_way_out(
    way: Any, ledger: Ledger, known: Mapping[str, Ledger], at: Place
) -> None:
    """Keep a fault for what a way out names that is not there, or leaves open."""
    try:
        way.bound(ledger, known)
    except FollowupRulesError as error:
        keep(at, "unknown_attribute", error)


def _ledgers_named(feed: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the fields of a feed, and of its parts, that name a ledger."""
    declared = attrs.fields_dict(type(feed))
    for name in ("each", "of"):
        kind = getattr(feed, name, None) if name in declared else None
        if isinstance(kind, str):
            yield (name,), kind
    for name in ("extensions", "pauses", "lost", "calls", "among", "ratings"):
        part = getattr(feed, name, None) if name in declared else None
        if part is not None and part.of is not None:
            yield (name, "of"), part.of


def keep(at: Place, code: str, error: FollowupRulesError) -> None:
    """
    Keep a fault in the words of an error, with what it says is allowed.
    """
    if isinstance(error, UnknownNameError):
        if error.kind.startswith(("ledger", "owner")):
            code = "unknown_ledger"
        allowed = ", ".join(error.allowed)
        near = nearest(error.got, error.allowed)
        # it may be one, and of other rows
        belongs = error.kind.startswith(("ledger ", "rule "))
        problem = f"is no {error.kind}" if belongs else PROBLEMS[code]
        fault = DataFault(
            show_path(at.path),
            code,
            problem,
            error.got,
            allowed or "none",
            near,
            cause=error if belongs else None,
        )
    else:
        problem = f"{PROBLEMS['does_not_fit']}: {error}"
        fault = DataFault(show_path(at.path), "does_not_fit", problem, cause=error)
    at.faults.append(fault)


def refuse_loose_chains(
    rules: Mapping[str, Any],
    fed: Mapping[str, Any],
    found: Mapping[str, Ledger | None],
    at: Place,
) -> None:
    """
    Keep a fault for every question to another rule that cannot be asked.

    Args:
        rules: All rules of the file, each of which could be read.
        fed: What feeds them.
        found: The ledgers, each of which could be read.
        at: The place of the rules.
    """
    known = {kind: one for kind, one in found.items() if one is not None}
    for one in Hanging(rules, fed, known).misfits():
        place = at.into(one.rule, "feed", *one.path)
        if isinstance(one.error, CircularRulesError):
            way = " -> ".join((*one.error.circle, one.error.circle[0]))
            place.refuse("cycle", way, "rules that do not hang on one another")
        else:
            keep(place, "unknown_rule", one.error)


def refuse_untold_items(
    rules: Mapping[str, Any],
    fed: Mapping[str, Any],
    found: Mapping[str, Ledger | None],
    at: Place,
) -> None:
    """
    Keep a fault for every item of a record that no attribute and no question tells.

    The rows of a file have what it declares; a host in Python may give its own more.
    """
    known = {kind: one for kind, one in found.items() if one is not None}
    for rule_id, feed in fed.items():
        if not isinstance(feed, feeds.Checklist) or feed.given is not None:
            continue
        told = known[feed.each].by_name
        for item in rules[rule_id].items:
            if item.key not in told and item.key not in feed.there:
                error = UnknownNameError(
                    f"attribute of {feed.each}", item.key, tuple(told)
                )
                place = at.into(rule_id, "feed", "there", item.key)
                keep(place, "unknown_attribute", error)


def refuse_shared_claims(
    rules: Mapping[str, Any], fed: Mapping[str, Any], at: Place
) -> None:
    """
    Keep a fault for every rule that bears the name of a step or item of another.

    Both would claim the same verdicts.
    """
    for rule_id, feed in fed.items():
        policy = rules.get(rule_id)
        if not getattr(feed, "apart", False) or policy is None:
            continue
        parts = [one.key for one in getattr(policy, "items", ())]
        parts += [one.key for one in getattr(policy, "steps", ())]
        parts += [one.key for one in getattr(policy, "stages", ())]
        for part in parts:
            claimed = f"{rule_id}.{part}"
            if claimed in rules:
                allowed = f"an id that is no part of {rule_id!r}"
                at.into(claimed).refuse("claimed_twice", claimed, allowed)
