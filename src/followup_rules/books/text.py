"""
A regulation as one nested value, in the order of its text.

Under each clause stand its rules, under each rule the condition on which it applies
and its doubts. A rule is not told its clause: it is where the rule stands. A case,
item or step under another clause names it.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from attrs import evolve, frozen

from followup_rules.books import feeds
from followup_rules.books.conditions import Ask
from followup_rules.books.feeds import Feed
from followup_rules.books.rulebook import Reading, Rulebook
from followup_rules.books.vocabulary import Word, spoken_words
from followup_rules.clauses import Clause, Force, Regulation, Text
from followup_rules.errors import UnknownNameError
from followup_rules.ledgers.facts import Ledger, ledger_of
from followup_rules.tables import Table
from followup_rules.verdicts import Policy, Verdict

Words = tuple[str, str]
"""The same in English and in Chinese."""
Clauses = Mapping[str, Clause]


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


@frozen(kw_only=True)
class Draft:
    """
    A rule before it knows its clause, with what feeds it and its doubts.

    `timing` is how the clause binds this rule in time, where that is not as it binds
    the others under it.
    """

    id: str
    name: Text
    owed_by: str | None
    make: Callable[[Mapping[str, Any], Clause, Clauses], Policy]
    fields: Mapping[str, Any]
    feed: Feed
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


def word(en: str, zh: str, *aliases: str) -> Word:
    """
    Return a party, role or category in words, with its aliases.
    """
    return Word(text=Text(en, zh), aliases=aliases)


def reading(
    id: str,  # noqa: A002 - the word of the field
    field: str,
    question: Words,
    ground: Words,
    *,
    rules: tuple[str, ...] = (),
    **choices: Any,
) -> Doubt:
    """
    Return what the text leaves open; the first choice is the one that ships.

    Args:
        id: Its number, such as `A-05`.
        field: The field that it decides, with dots into a nested value.
        question: What the text leaves open.
        ground: Why the first choice ships.
        rules: The rules it decides, where they are not just the one it stands under.
        choices: Every value one may choose, by name.
    """
    return Doubt(
        id=id,
        field=field,
        question=Text(*question),
        ground=Text(*ground),
        choices=choices,
        rules=rules,
    )


def clause(
    number: str,
    en: str,
    zh: str,
    *rules: Draft,
    duty: Force = Force.BINDING,
    timing: Force | None = None,
    not_computed: Words | None = None,
    id: str | None = None,  # noqa: A002 - the word of the field
) -> Passage:
    """
    Return a clause in our own words, with the rules that answer it.

    What the law above the regulation asks stands beside it, under an *id* of its own.
    """
    return Passage(
        number=number,
        text=Text(en, zh),
        rules=rules,
        duty=duty,
        timing=timing,
        not_computed=None if not_computed is None else Text(*not_computed),
        id=id,
    )


# ------------------------------------------------------------------- one word a kind


def actors(
    id: str,  # noqa: A002 - the word of the field
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    allowed: tuple[str, ...],
    each: type | None = None,
    by: Ask | None = None,
    where: Ask | None = None,
) -> Draft:
    """
    Return who may act; without rows it is only asked by other rules.
    """
    feed = (
        feeds.Unfed()
        if each is None
        else feeds.Actors(each=_kind(each), where=where, by=by)
    )
    return Draft(
        id=id,
        name=Text(en, zh),
        owed_by=owed_by,
        make=_actors,
        fields={"allowed": allowed},
        feed=feed,
        doubts=doubts,
    )


def checklist(
    id: str,  # noqa: A002 - the word of the field
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    items: Mapping[str, tuple[str, ...] | Mapping[str, Any]],
    each: type,
    closed: Ask | bool = True,
    circumstances: Ask | None = None,
    filled: bool = False,
    apart: bool = False,
    where: Ask | None = None,
    given: Ask | None = None,
    made: Ask | bool = True,
    **fields: Any,
) -> Draft:
    """
    Return what a record must hold.

    An item is its words, and the number of its clause where that is another one; or a
    table with `name`, `clause` and the fields of an `Item`.
    """
    feed = feeds.Checklist(
        each=_kind(each),
        where=where,
        given=given,
        made=made,
        closed=closed,
        circumstances=circumstances,
        filled=filled,
        apart=apart,
    )
    return Draft(
        id=id,
        name=Text(en, zh),
        owed_by=owed_by,
        make=_checklist,
        fields={"items": items, **fields},
        feed=feed,
        doubts=doubts,
    )


def deadline(
    id: str,  # noqa: A002 - the word of the field
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    since: Ask,
    done: Ask,
    closed: Ask | None = None,
    owed: Ask | bool = True,
    category: Ask | None = None,
    form: Ask | None = None,
    appointed: Ask | None = None,
    where: Ask | None = None,
    notes: Ask | None = None,
    timing: Force | None = None,
    **fields: Any,
) -> Draft:
    """
    Return by when something is due.

    A case is its limit, or its limit and the number of its clause.
    """
    feed = feeds.Deadline(
        each=_kind(each),
        where=where,
        since=since,
        done=done,
        closed=closed,
        owed=owed,
        category=category,
        form=form,
        appointed=appointed,
        notes=notes,
    )
    if isinstance(since, str):
        fields.setdefault("trigger", since)
    return Draft(
        id=id,
        name=Text(en, zh),
        owed_by=owed_by,
        make=_deadline,
        fields=fields,
        feed=feed,
        doubts=doubts,
        timing=timing,
    )


def team(
    id: str,  # noqa: A002 - the word of the field
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    members: Ask,
    where: Ask | None = None,
    **fields: Any,
) -> Draft:
    """
    Return which roles must be there, each filled by a person.
    """
    return Draft(
        id=id,
        name=Text(en, zh),
        owed_by=owed_by,
        make=_maker("teams", "TeamPolicy"),
        fields=fields,
        feed=feeds.Team(each=_kind(each), where=where, members=members),
        doubts=doubts,
    )


def procedure(
    id: str,  # noqa: A002 - the word of the field
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    since: Ask,
    steps: Mapping[str, Mapping[str, Any]],
    closed: Ask | None = None,
    conditions: Mapping[str, Ask] | None = None,
    apart: bool = False,
    where: Ask | None = None,
    **fields: Any,
) -> Draft:
    """
    Return what is done in order.

    A step is a table with `name`, `at` (its attribute), `clause` where that is another
    one, and the fields of a `Step`.
    """
    feed = feeds.Procedure(
        each=_kind(each),
        where=where,
        since=since,
        steps={key: said["at"] for key, said in steps.items()},
        closed=closed,
        conditions=conditions or {},
        apart=apart,
    )
    if isinstance(since, str):
        fields.setdefault("trigger", since)
    return Draft(
        id=id,
        name=Text(en, zh),
        owed_by=owed_by,
        make=_procedure,
        fields={"steps": steps, **fields},
        feed=feed,
        doubts=doubts,
    )


def cadence(
    id: str,  # noqa: A002 - the word of the field
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    of: type,
    subject: tuple[str, str] = ("book", ""),
    each: type | None = None,
    whose: Ask | None = None,
    counts: Ask | None = None,
    about: Ask | None = None,
    where: Ask | None = None,
    remark_others: bool = True,
    since: tuple[type, ...] = (),
    **fields: Any,
) -> Draft:
    """
    Return how often, in each cell of the calendar.
    """
    feed = feeds.Cadence(
        of=_kind(of),
        where=where,
        counts=counts,
        about=about,
        each=None if each is None else _kind(each),
        whose=whose,
        subject=subject,
        remark_others=remark_others,
        since=tuple(_kind(one) for one in since),
    )
    return Draft(
        id=id,
        name=Text(en, zh),
        owed_by=owed_by,
        make=_maker("cadence", "CadencePolicy"),
        fields=fields,
        feed=feed,
        doubts=doubts,
    )


def rate(
    id: str,  # noqa: A002 - the word of the field
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    met: Ask,
    where: Ask | None = None,
    subject: tuple[str, str] = ("rate", ""),
    **fields: Any,
) -> Draft:
    """
    Return a share of the rows of the period against a bound.
    """
    feed = feeds.Rate(each=_kind(each), where=where, met=met, subject=subject)
    return Draft(
        id=id,
        name=Text(en, zh),
        owed_by=owed_by,
        make=_maker("targets", "TargetPolicy"),
        fields=fields,
        feed=feed,
        doubts=doubts,
    )


def quota(
    id: str,  # noqa: A002 - the word of the field
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    met: Ask,
    where: Ask | None = None,
    **fields: Any,
) -> Draft:
    """
    Return the share of the rows of the period that a role owes.
    """
    return Draft(
        id=id,
        name=Text(en, zh),
        owed_by=owed_by,
        make=_maker("quotas", "QuotaPolicy"),
        fields=fields,
        feed=feeds.Quota(each=_kind(each), where=where, met=met),
        doubts=doubts,
    )


def score(
    id: str,  # noqa: A002 - the word of the field
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    answer: Ask,
    by: Ask,
    kind: str = "window",
    where: Ask | None = None,
    **fields: Any,
) -> Draft:
    """
    Return how answers become a score, a tier and a rank.
    """
    feed = feeds.Score(each=_kind(each), where=where, answer=answer, by=by, kind=kind)
    return Draft(
        id=id,
        name=Text(en, zh),
        owed_by=owed_by,
        make=_maker("scoring", "ScoringPolicy"),
        fields=fields,
        feed=feed,
        doubts=doubts,
    )


def judged(
    kind: tuple[str, str],
    id: str,  # noqa: A002 - the word of the field
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str | None = None,
    by: Callable[..., Iterable[Verdict]] | Feed | None = None,
    of: tuple[type, ...] = (),
    needs_period: bool = False,
    timing: Force | None = None,
    **fields: Any,
) -> Draft:
    """
    Return a rule that a calculation of the regulation's own feeds.

    Args:
        kind: The module of the kind below `policies`, and its class.
        id: The id of the rule.
        en: Its name in English.
        zh: Its name in Chinese.
        doubts: Its readings.
        owed_by: The party that owes it.
        by: The function, or a feed of the regulation's own; None where other rules
            ask it.
        of: The ledgers that the function reads.
        needs_period: Whether it cannot be judged without a period.
        timing: How its clause binds it in time, where that is not as it binds others.
        fields: The fields of the policy.
    """
    feed: Any = feeds.Unfed() if by is None else by
    if callable(by):
        read = tuple(_kind(one) for one in of)
        feed = feeds.Own(by=by, of=read, needs_period=needs_period)
    nested = {
        "ChecklistPolicy": _checklist,
        "DeadlinePolicy": _deadline,
        "ProcedurePolicy": _procedure,
        "WarrantyPolicy": _warranty,
    }
    return Draft(
        id=id,
        name=Text(en, zh),
        owed_by=owed_by,
        make=nested.get(kind[1], _maker(*kind)),
        fields=fields,
        feed=feed,
        doubts=doubts,
        timing=timing,
    )


# -------------------------------------------------------------------- put together


def regulation(
    code: str,
    edition: str,
    en: str,
    zh: str,
    *passages: Passage,
    source: str,
    ledgers: tuple[type | Ledger, ...],
    words: Mapping[str, Word] | None = None,
    zone_of: str | None = None,
) -> Rulebook:
    """
    Put a regulation together from its clauses.

    Args:
        code: The short name that its clause ids begin with.
        edition: The year of the text.
        en: Its name in English.
        zh: Its name in Chinese.
        passages: Its clauses in the order of the text.
        source: Where the text was read.
        ledgers: What it is told; owners before what belongs to them.
        words: Its parties, roles and categories, by name.
        zone_of: The rule whose zone says where days begin; None is Asia/Shanghai.

    Raises:
        UnknownNameError: If a rule, feed or case names what does not exist.
        InvalidFieldError: If a number, a word or a condition is unusable.
    """
    spoken = Table(words or {}, kind="word")
    kinds = [one if isinstance(one, Ledger) else ledger_of(one) for one in ledgers]
    said = spoken_words(spoken, kinds)
    clauses = {
        one.number: Clause(
            id=one.id or f"{code}-{one.number}",
            en=one.text.en,
            zh=one.text.zh,
            duty=one.duty,
            timing=one.timing,
            not_computed=one.not_computed,
            words=said,
        )
        for one in passages
    }
    drafts = [(draft, clauses[one.number]) for one in passages for draft in one.rules]
    rules = [_policy(draft, home, clauses) for draft, home in drafts]
    readings = [
        _reading(doubt, draft.id) for draft, _ in drafts for doubt in draft.doubts
    ]
    return Rulebook(
        regulation=Regulation(
            code=code, edition=edition, title=Text(en, zh), source=source
        ),
        clauses=tuple(clauses.values()),
        readings=tuple(sorted(readings, key=lambda one: one.id)),
        rules=Table(((rule.id, rule) for rule in rules), kind="rule"),
        feeds=Table(((draft.id, draft.feed) for draft, _ in drafts), kind="rule"),
        ledgers=Table(((one.kind, one) for one in kinds), kind="ledger"),
        words=spoken,
        zone_of=zone_of,
    )


def _kind(row: type) -> str:
    """Return the kind of rows that a class declares."""
    return row if isinstance(row, str) else ledger_of(row).kind


def _reading(doubt: Doubt, rule_id: str) -> Reading:
    """Return a doubt as the reading of its rules."""
    return Reading(
        id=doubt.id,
        question=doubt.question,
        rules=doubt.rules or (rule_id,),
        field=doubt.field,
        choices=Table(doubt.choices),
        ground=doubt.ground,
    )


def _policy(draft: Draft, home: Clause, clauses: Clauses) -> Policy:
    """Build a rule under its clause."""
    owed = {} if draft.owed_by is None else {"owed_by": draft.owed_by}
    fields = {"id": draft.id, "name": draft.name, **owed, **draft.fields}
    if draft.timing is not None:
        home = evolve(home, timing=draft.timing)
    return draft.make(fields, home, clauses)


def _maker(
    module: str, name: str
) -> Callable[[Mapping[str, Any], Clause, Clauses], Policy]:
    """Return what builds a policy whose fields need no clause of their own."""

    def make(fields: Mapping[str, Any], home: Clause, clauses: Clauses) -> Policy:
        from importlib import import_module  # noqa: PLC0415 - a kind when it is used

        kind = getattr(import_module(f"followup_rules.policies.{module}"), name)
        texts = {
            key: Text(*fields[key])
            for key in ("members", "unit")
            if isinstance(fields.get(key), tuple)
        }
        cited = {
            key: _clause(number, clauses)
            for key, number in fields.items()
            if key.endswith("_clause")
        }
        policy: Policy = kind(clause=home, **{**fields, **texts, **cited})
        return policy

    return make


def _actors(fields: Mapping[str, Any], home: Clause, _clauses: Clauses) -> Policy:
    """Build who may act."""
    from followup_rules.policies.checklists import (  # noqa: PLC0415 - when used
        ActorPolicy,
    )

    return ActorPolicy(clause=home, **fields)


def _checklist(fields: Mapping[str, Any], home: Clause, clauses: Clauses) -> Policy:
    """Build what a record must hold."""
    from followup_rules.policies.checklists import (  # noqa: PLC0415 - when used
        ChecklistPolicy,
        Item,
    )

    items = tuple(
        Item(id=key, **_named(said, home, clauses))
        for key, said in fields["items"].items()
    )
    return ChecklistPolicy(clause=home, **{**fields, "items": items})


def _deadline(fields: Mapping[str, Any], home: Clause, clauses: Clauses) -> Policy:
    """Build by when something is due."""
    from followup_rules.policies.deadlines import (  # noqa: PLC0415 - when used
        Case,
        DeadlinePolicy,
    )

    cases = []
    for key, said in fields.get("cases", {}).items():
        limit, number = said if isinstance(said, tuple) else (said, None)
        own = home if number is None else _clause(number, clauses)
        cases.append(Case(key=key, limit=limit, clause=own))
    return DeadlinePolicy(clause=home, **{**fields, "cases": tuple(cases)})


def _warranty(fields: Mapping[str, Any], home: Clause, clauses: Clauses) -> Policy:
    """Build how long each category is covered."""
    from followup_rules.policies.warranty import (  # noqa: PLC0415 - when used
        WarrantyCase,
        WarrantyPolicy,
    )

    cases = []
    for key, (period, number, *season) in fields["cases"].items():
        kind = season[0] if season else None
        own = _clause(number, clauses)
        case = WarrantyCase(key=key, period=period, clause=own, season_kind=kind)
        cases.append(case)
    duty = _clause(fields["duty_clause"], clauses)
    told = {**fields, "cases": tuple(cases), "duty_clause": duty}
    return WarrantyPolicy(clause=home, **told)


def _procedure(fields: Mapping[str, Any], home: Clause, clauses: Clauses) -> Policy:
    """Build what is done in order."""
    from followup_rules.policies.procedures import (  # noqa: PLC0415 - when used
        ProcedurePolicy,
        Step,
    )

    steps = tuple(
        Step(
            key=key,
            **{
                name: value
                for name, value in _named(said, home, clauses).items()
                if name != "at"
            },
        )
        for key, said in fields["steps"].items()
    )
    return ProcedurePolicy(clause=home, **{**fields, "steps": steps})


def _named(said: Any, home: Clause, clauses: Clauses) -> dict[str, Any]:
    """Return name and clause of an item or a step, and its other fields."""
    if not isinstance(said, Mapping):
        en, zh, *number = said
        said = {"name": (en, zh), **({"clause": number[0]} if number else {})}
    fields = dict(said)
    number = fields.pop("clause", None)
    own = home if number is None else _clause(number, clauses)
    return {**fields, "name": Text(*fields["name"]), "clause": own}


def _clause(number: str, clauses: Clauses) -> Clause:
    """Return a clause by its number."""
    if number not in clauses:
        raise UnknownNameError("clause", number, tuple(clauses))
    return clauses[number]


__all__ = [
    "Doubt",
    "Draft",
    "Passage",
    "Word",
    "actors",
    "cadence",
    "checklist",
    "clause",
    "deadline",
    "judged",
    "procedure",
    "quota",
    "rate",
    "reading",
    "regulation",
    "score",
    "team",
    "word",
]
