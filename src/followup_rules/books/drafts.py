"""
A regulation before it is put together: its passages, drafts of rules, and doubts.

A rule is built under the clause in which it stands; a case, item or step of it that
stands under another clause names that one.
"""

from collections.abc import Callable, Mapping
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

Clauses = Table[Clause]
Fields = Mapping[str, Any]
Parts = Callable[[Fields, Clause, Clauses], dict[str, Any]]


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
    if name in _PARTS:
        told.update(_PARTS[name](draft.fields, home, clauses))
    policy: Policy = _load(module, name)(
        id=draft.id, name=draft.name, clause=home, **told
    )
    return policy


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


def name_start(fields: dict[str, Any], start: str, what: Any) -> None:
    """
    Call the start of a count by its attribute, unless the text calls it otherwise.
    """
    if isinstance(what, str):
        fields.setdefault(start, what)


def _load(module: str, name: str) -> Any:
    """Return a class of a kind of rules, which is imported when it is used."""
    return getattr(import_module(f"followup_rules.policies.{module}"), name)


def _items(fields: Fields, home: Clause, clauses: Clauses) -> dict[str, Any]:
    """Build what a record must hold."""
    item = _load("checklists", "Item")
    return {
        "items": tuple(
            item(key=key, **_named(said, home, clauses, "there", "came_late"))
            for key, said in fields["items"].items()
        )
    }


def _cases(fields: Fields, home: Clause, clauses: Clauses) -> dict[str, Any]:
    """Build the limits of each category."""
    case = _load("deadlines", "Case")
    told = {
        key: said if isinstance(said, tuple) else (said, None)
        for key, said in fields.get("cases", {}).items()
    }
    return {
        "cases": tuple(
            case(key=key, limit=limit, clause=_own(number, home, clauses))
            for key, (limit, number) in told.items()
        ),
        "ladder": tuple(
            _load("deadlines", "LadderStep")(key=key, **_named(said, home, clauses))
            for key, said in fields.get("ladder", {}).items()
        ),
    }


def _lengths(fields: Fields, home: Clause, clauses: Clauses) -> dict[str, Any]:
    """Build how long each category is kept."""
    case = _load("keeping", "KeepingCase")
    told = {
        key: said if isinstance(said, tuple) else (said, None)
        for key, said in fields.get("cases", {}).items()
    }
    return {
        "cases": tuple(
            case(key=key, keep_for=length, clause=_own(number, home, clauses))
            for key, (length, number) in told.items()
        )
    }


def _planned(fields: Fields, home: Clause, clauses: Clauses) -> dict[str, Any]:
    """Build the visits of a plan."""
    visit = _load("series", "PlannedVisit")
    return {
        "visits": tuple(
            visit(
                key=key,
                name=Text(en, zh),
                clause=_own(number[0] if number else None, home, clauses),
                when=when,
            )
            for key, (en, zh, when, *number) in fields["visits"].items()
        )
    }


def _covers(fields: Fields, home: Clause, clauses: Clauses) -> dict[str, Any]:
    """Build how long each category is covered, and what may start it."""
    case = _load("warranty", "WarrantyCase")
    built = {
        "cases": tuple(
            case(key=key, **_cover(said, home, clauses))
            for key, said in fields["cases"].items()
        )
    }
    events = fields.get("start_events", ())
    if isinstance(events, Mapping):
        event = _load("warranty", "StartEvent")
        told = events.items()
        built["start_events"] = tuple(event(key=key, after=how) for key, how in told)
    return built


def _cover(said: Any, home: Clause, clauses: Clauses) -> dict[str, Any]:
    """Return the fields of how long one category is covered."""
    if isinstance(said, Mapping):
        return {**said, "clause": _own(said.get("clause"), home, clauses)}
    length, number, *season = said
    kind = season[0] if season else None
    return {"period": length, "clause": clauses[number], "season_kind": kind}


def _stages(fields: Fields, home: Clause, clauses: Clauses) -> dict[str, Any]:
    """Build in which stages money is paid back."""
    if not isinstance(fields["stages"], Mapping):
        return {}
    stage = _load("retention_stages", "ReleaseStage")
    return {
        "stages": tuple(
            stage(key=key, **_named(said, home, clauses, "paid"))
            for key, said in fields["stages"].items()
        )
    }


def _steps(fields: Fields, home: Clause, clauses: Clauses) -> dict[str, Any]:
    """Build what is done in order."""
    step = _load("procedures", "Step")
    return {
        "steps": tuple(
            step(key=key, **_named(said, home, clauses, "at"))
            for key, said in fields["steps"].items()
        )
    }


_PARTS: Final[dict[str, Parts]] = {
    "ChecklistPolicy": _items,
    "DeadlinePolicy": _cases,
    "KeepingPolicy": _lengths,
    "ProcedurePolicy": _steps,
    "RetentionRelease": _stages,
    "SeriesPolicy": _planned,
    "WarrantyPolicy": _covers,
}


def _own(number: str | None, home: Clause, clauses: Clauses) -> Clause:
    """Return the clause of a part, which is that of the rule if none is named."""
    return home if number is None else clauses[number]


def _named(said: Any, home: Clause, clauses: Clauses, *asked: str) -> dict[str, Any]:
    """Return name, clause and fields of a part, but for what its feed has *asked*."""
    if not isinstance(said, Mapping):
        en, zh, *number = said
        said = {"name": (en, zh), **({"clause": number[0]} if number else {})}
    fields = {key: value for key, value in said.items() if key not in asked}
    own = _own(fields.pop("clause", None), home, clauses)
    return {**fields, "name": Text(*fields["name"]), "clause": own}
