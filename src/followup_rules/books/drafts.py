"""
A regulation before it is put together: its passages, drafts of rules, and doubts.

A rule is built under the clause in which it stands; a case, item or step of it that
stands under another clause names that one.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from typing import Any, Final

import attrs
from attrs import evolve

from followup_rules.books import feeds
from followup_rules.books.readings import Reading
from followup_rules.clauses import Clause, Force, Text
from followup_rules.errors import InvalidFieldError
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import ledger_of
from followup_rules.tables import Table
from followup_rules.verdicts import Policy

_OF_FEEDS: Final = frozenset({"ways_out", "keeps_excused"})
"""What a text says beside the fields of a rule, and its feed holds."""

_ASKED: Final = {
    "Item": frozenset({"there", "came_late"}),
    "Step": frozenset({"at"}),
    "ReleaseStage": frozenset({"paid"}),
}
"""What a text says beside the fields of a part, and the feed of its rule asks."""

Clauses = Table[Clause]
Fields = Mapping[str, Any]
Part = Callable[[Any, Clause, Clauses], dict[str, Any]]
"""Reads what a text says of one part of a rule as the fields of its class."""


@frozen(kw_only=True)
class Doubt:
    """
    A reading, under the rule whose field it decides.
    """

    id: str
    field: str
    question: Text
    ground: Text
    choices: Mapping[str, Any]
    rules: tuple[str, ...] = ()


@frozen
class Draft:
    """
    A rule before it knows its clause, with what feeds it and its doubts.

    `kind` is the module of its kind below `policies`, and its class. `timing` is how
    the clause binds this rule in time, where that is not as it binds the others under
    it.
    """

    id: str
    name: Text
    owed_by: str | None
    kind: tuple[str, str]
    fields: Fields
    feed: feeds.Feed
    doubts: tuple[Doubt, ...] = ()
    timing: Force | None = None


@frozen(kw_only=True)
class Passage:
    """
    A clause in our own words, and the rules that stand under it.

    It has an `id` of its own where it is not of the regulation but of the law above it.
    """

    number: str
    text: Text
    rules: tuple[Draft, ...] = ()
    duty: Force = Force.BINDING
    timing: Force | None = None
    not_computed: Text | None = None
    id: str | None = None


def stated(one: Passage, code: str, said: Table[Text]) -> Clause:
    """
    Return a passage as the clause of a regulation.
    """
    return Clause(
        id=one.id or f"{code}-{one.number}",
        en=one.text.en,
        zh=one.text.zh,
        duty=one.duty,
        timing=one.timing,
        not_computed=one.not_computed,
        words=said,
    )


def reading_of(doubt: Doubt, rule_id: str) -> Reading:
    """
    Return a doubt as the reading of its rules.
    """
    return Reading(
        id=doubt.id,
        question=doubt.question,
        rules=doubt.rules or (rule_id,),
        field=doubt.field,
        choices=Table(doubt.choices, kind="choice"),
        ground=doubt.ground,
    )


def policy_of(draft: Draft, home: Clause, clauses: Clauses) -> Policy:
    """
    Build a rule under its clause, with the parts that have clauses of their own.
    """
    if draft.timing is not None:
        home = evolve(home, timing=draft.timing)
    module, name = draft.kind
    fields = {key: said for key, said in draft.fields.items() if key not in _OF_FEEDS}
    told = {**fields, "owed_by": draft.owed_by}
    for key, value in fields.items():
        if key in {"members", "unit"} and isinstance(value, tuple):
            told[key] = Text(*value)
        elif key.endswith("_clause"):
            told[key] = clauses[value]
    for field, one in _PARTS.get(name, {}).items():
        if isinstance(fields.get(field), Mapping):
            told[field] = tuple(_built(*one, fields[field], home, clauses))
    policy: Policy = _load(module, name)(
        id=draft.id, name=draft.name, clause=home, **told
    )
    return policy


def _built(
    place: str, name: str, read: Part, said: Fields, home: Clause, clauses: Clauses
) -> Iterator[Any]:
    """Build the parts of a rule from their table, without what its feed asks."""
    kind, beside = _load(place, name), _ASKED.get(name, ())
    for key, one in said.items():
        fields = read(one, home, clauses)
        yield kind(key=key, **{k: v for k, v in fields.items() if k not in beside})


def feed_of(draft: Draft, home: Clause, clauses: Clauses) -> Any:
    """
    Return what feeds a rule, with the ways out of its duty.

    Raises:
        UnknownNameError: If a way out names a clause that does not exist.
        InvalidFieldError: If nothing can be let off from what feeds the rule.
    """
    told = {key: said for key, said in draft.fields.items() if key in _OF_FEEDS}
    if not told:
        return draft.feed
    feed: Any = draft.feed
    known: Any = type(feed)
    fields = attrs.fields_dict(known) if attrs.has(known) else {}
    for key, value in told.items():
        if key not in fields:
            allowed = f"nothing: {known.__name__} takes none"
            raise InvalidFieldError(f"{key} of {draft.id}", value, allowed)
    if "ways_out" in told:
        told["ways_out"] = tuple(
            _way_out(key, said, home, clauses) for key, said in told["ways_out"].items()
        )
    return evolve(feed, **told)


def _way_out(key: str, said: Any, home: Clause, clauses: Clauses) -> "feeds.WayOut":
    """Build what lets off from a duty; a ladder is its rungs as tables."""
    fields = _named(said, home, clauses)
    rungs = tuple(
        feeds.Attempts(**{**one, "of": kind_of_rows(one["of"])})
        for one in fields.pop("attempts", ())
    )
    clause = fields.pop("clause").id
    return feeds.WayOut(key=key, clause=clause, attempts=rungs, **fields)


def kind_of_rows(row: type | str) -> str:
    """
    Return the kind of rows that a class declares.
    """
    return row if isinstance(row, str) else ledger_of(row).kind


def drafted(
    kind: tuple[str, str],
    feed: Any,
    head: tuple[str, str, str, str | None, tuple[Doubt, ...]],
    asked: Mapping[str, Any],
    said: dict[str, Any],
    *,
    start: tuple[str, str] = ("", ""),
    timing: Force | None = None,
) -> Draft:
    """
    Draft a rule of a kind, which is told all that is no entry of its feed.

    Args:
        kind: The module of the kind below `policies`, and its class.
        feed: The class of the feed.
        head: The id of the rule, its name in both languages, the party that owes it,
            and its doubts.
        asked: What the text says of the feed; of rows it names their class.
        said: What it says besides, of the one or the other.
        start: The field that calls the start of the count by its attribute, unless the
            text calls it otherwise, and the entry of the feed that asks for it.
        timing: How its clause binds it in time, where that is not as it binds others.
    """
    rule_id, en, zh, owed_by, doubts = head
    told = {**asked, **(said.pop("asked", None) or {})}
    own = attrs.fields_dict(feed).keys() - told.keys() - _OF_FEEDS
    told |= {name: said.pop(name) for name in own & said.keys()}
    field, begins = start
    if isinstance(told.get(begins), str):
        said.setdefault(field, told[begins])
    for name in ("each", "of"):
        if told.get(name) is not None:
            told[name] = kind_of_rows(told[name])
    fed = feed(**told)
    return Draft(rule_id, Text(en, zh), owed_by, kind, said, fed, doubts, timing)


def _load(module: str, name: str) -> Any:
    """Return a class of a kind of rules, which is imported when it is used."""
    return getattr(import_module(f"followup_rules.policies.{module}"), name)


def _length(name: str, said: Any, home: Clause, clauses: Clauses) -> dict[str, Any]:
    """Return a length, by the name of its field, and its clause."""
    length, number = said if isinstance(said, tuple) else (said, None)
    return {name: length, "clause": _own(number, home, clauses)}


def _visit(said: Any, home: Clause, clauses: Clauses) -> dict[str, Any]:
    """Return the fields of one visit of a plan."""
    en, zh, when, *number = said
    own = _own(number[0] if number else None, home, clauses)
    return {"name": Text(en, zh), "clause": own, "when": when}


def _cover(said: Any, home: Clause, clauses: Clauses) -> dict[str, Any]:
    """Return the fields of how long one category is covered."""
    if isinstance(said, Mapping):
        return {**said, "clause": _own(said.get("clause"), home, clauses)}
    length, number, *season = said
    kind = season[0] if season else None
    return {"period": length, "clause": clauses[number], "season_kind": kind}


def _after(said: Any, _home: Clause, _clauses: Clauses) -> dict[str, Any]:
    """Return how long after one of several events something starts."""
    return {"after": said}


def _own(number: str | None, home: Clause, clauses: Clauses) -> Clause:
    """Return the clause of a part, which is that of the rule if none is named."""
    return home if number is None else clauses[number]


def _named(said: Any, home: Clause, clauses: Clauses) -> dict[str, Any]:
    """Return name, clause and fields of a part."""
    if not isinstance(said, Mapping):
        en, zh, *number = said
        said = {"name": (en, zh), **({"clause": number[0]} if number else {})}
    fields = dict(said)
    own = _own(fields.pop("clause", None), home, clauses)
    return {**fields, "name": Text(*fields["name"]), "clause": own}


_PARTS: Final[Mapping[str, Mapping[str, tuple[str, str, Part]]]] = {
    "ChecklistPolicy": {"items": ("checklists", "Item", _named)},
    "DeadlinePolicy": {
        "cases": ("deadlines", "Case", partial(_length, "limit")),
        "ladder": ("deadlines", "LadderStep", _named),
    },
    "KeepingPolicy": {
        "cases": ("keeping", "KeepingCase", partial(_length, "keep_for"))
    },
    "ProcedurePolicy": {"steps": ("procedures", "Step", _named)},
    "RetentionRelease": {"stages": ("retention_stages", "ReleaseStage", _named)},
    "SeriesPolicy": {"visits": ("series", "PlannedVisit", _visit)},
    "WarrantyPolicy": {
        "cases": ("warranty", "WarrantyCase", _cover),
        "start_events": ("warranty", "StartEvent", _after),
    },
}
"""The parts of rules that a text says as tables, by key: their class, and how it is read."""
