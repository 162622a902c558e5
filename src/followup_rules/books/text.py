"""
A regulation as one nested value, in the order of its text.

Under each clause stand its rules, under each rule the condition on which it applies
and its doubts. A rule is not told its clause: it is where the rule stands. A case,
item or step under another clause names it.

What lets off from a duty stands beside it, of whatever kind it is: `ways_out` is a table
of ways out, each with its name, the number of its `clause` where that is another one,
and the fields of a `WayOut`; its `attempts` are rungs, each with the fields of
`Attempts`. A share says as `keeps_excused` whether what is let off stays counted.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from followup_rules.books import feeds
from followup_rules.books.conditions import Ask
from followup_rules.books.covering import (
    retention_cap,
    retention_refund,
    retention_release,
    warranty,
    window,
)
from followup_rules.books.drafts import (
    Doubt,
    Draft,
    Passage,
    feed_of,
    policy_of,
    reading_of,
    stated,
)
from followup_rules.books.drafts import kind_of_rows as _kind
from followup_rules.books.drawing import draw
from followup_rules.books.feeds import Extensions, Feed, Lost, Merged, Pauses
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.vocabulary import Word, spoken_words, with_lists
from followup_rules.clauses import Force, Regulation, Text
from followup_rules.errors import InvalidFieldError
from followup_rules.ledgers.facts import Ledger, ledger_of
from followup_rules.tables import Table
from followup_rules.verdicts import Verdict

Words = tuple[str, str]
"""The same in English and in Chinese."""

_ACTOR: Final = ("checklists", "ActorPolicy")
_CHECKLIST: Final = ("checklists", "ChecklistPolicy")
_DEADLINE: Final = ("deadlines", "DeadlinePolicy")
_TEAM: Final = ("teams", "TeamPolicy")
_PROCEDURE: Final = ("procedures", "ProcedurePolicy")
_CADENCE: Final = ("cadence", "CadencePolicy")
_TARGET: Final = ("targets", "TargetPolicy")
_QUOTA: Final = ("quotas", "QuotaPolicy")
_SCORING: Final = ("scoring", "ScoringPolicy")
_KEEPING: Final = ("keeping", "KeepingPolicy")
_INTERVAL: Final = ("intervals", "IntervalPolicy")
_STREAK: Final = ("streaks", "StreakPolicy")
_SERIES: Final = ("series", "SeriesPolicy")
_NOTICE: Final = ("notices", "NoticePolicy")


def word(en: str, zh: str, *aliases: str) -> Word:
    """
    Return a party, role or category in words, with its aliases.
    """
    return Word(text=Text(en, zh), aliases=aliases)


def reading(
    id: str,
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
    id: str | None = None,
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
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    allowed: tuple[str, ...],
    each: type | None = None,
    by: Ask | None = None,
    where: Ask | None = None,
    **fields: Any,
) -> Draft:
    """
    Return who may act; without rows it is only asked by other rules.
    """
    feed = (
        feeds.Unfed()
        if each is None
        else feeds.Actors(each=_kind(each), where=where, by=by)
    )
    told = {"allowed": allowed, **fields}
    return Draft(id, Text(en, zh), owed_by, _ACTOR, told, feed, doubts)


def checklist(
    id: str,
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
    table with `name`, `clause`, the fields of an `Item`, and `there` and `came_late`,
    what the feed asks of it.
    """
    told = {key: said for key, said in items.items() if isinstance(said, Mapping)}
    feed = feeds.Checklist(
        each=_kind(each),
        where=where,
        given=given,
        made=made,
        closed=closed,
        **{
            name: {key: said[name] for key, said in told.items() if name in said}
            for name in ("there", "came_late")
        },
        circumstances=circumstances,
        filled=filled,
        apart=apart,
    )
    return Draft(
        id, Text(en, zh), owed_by, _CHECKLIST, {"items": items, **fields}, feed, doubts
    )


def deadline(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    done: Ask,
    since: Ask | None = None,
    closed: Ask | None = None,
    owed: Ask | bool = True,
    category: Ask | None = None,
    form: Ask | None = None,
    appointed: Ask | None = None,
    where: Ask | None = None,
    notes: Ask | None = None,
    timing: Force | None = None,
    limit_of: Ask | None = None,
    starts: Mapping[str, Ask] | None = None,
    extensions: Extensions | None = None,
    pauses: Pauses | None = None,
    **fields: Any,
) -> Draft:
    """
    Return by when something is due.

    A case is its limit, or its limit and the number of its clause. What the row brings
    as its own limit is *limit_of*; with *starts* one of several events starts the count.
    A step of its ladder is a table with `name`, `clause` where that is another one, and
    the other fields of a `LadderStep`.
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
        limit=limit_of,
        starts=starts or {},
        extensions=extensions,
        pauses=pauses,
    )
    if starts:
        fields.setdefault("events", tuple(starts))
    _name(fields, "trigger", since)
    return Draft(id, Text(en, zh), owed_by, _DEADLINE, fields, feed, doubts, timing)


def notice(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    event: Ask,
    done: Ask,
    owed: Ask | bool = True,
    where: Ask | None = None,
    **fields: Any,
) -> Draft:
    """
    Return what is due at least so long before an event.
    """
    feed = feeds.Notice(
        each=_kind(each), where=where, event=event, done=done, owed=owed
    )
    _name(fields, "event", event)
    return Draft(id, Text(en, zh), owed_by, _NOTICE, fields, feed, doubts)


def team(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    members: Ask | None = None,
    who: Mapping[str, Ask] | None = None,
    bodies: Mapping[str, Ask] | None = None,
    where: Ask | None = None,
    **fields: Any,
) -> Draft:
    """
    Return which roles must be there, how many people, and who is not the same.
    """
    feed = feeds.Team(
        each=_kind(each),
        where=where,
        members=members,
        who=Table(who or {}),
        bodies=Table(bodies or {}),
    )
    return Draft(id, Text(en, zh), owed_by, _TEAM, fields, feed, doubts)


def procedure(
    id: str,
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
    _name(fields, "trigger", since)
    return Draft(
        id, Text(en, zh), owed_by, _PROCEDURE, {"steps": steps, **fields}, feed, doubts
    )


def cadence(
    id: str,
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
    owed: Ask | None = None,
    began: Ask | None = None,
    ended: Ask | None = None,
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
        each=_maybe(each),
        whose=whose,
        subject=subject,
        remark_others=remark_others,
        since=tuple(_kind(one) for one in since),
        owed=owed,
        began=began,
        ended=ended,
    )
    return Draft(id, Text(en, zh), owed_by, _CADENCE, fields, feed, doubts)


def rate(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    met: Ask,
    where: Ask | None = None,
    subject: tuple[str, str] = ("rate", ""),
    episodes: Merged | None = None,
    apart: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Draft:
    """
    Return a share of the rows of the period against a bound.

    *apart* says how rows are told apart, each group or cell with a share of its own:
    the fields `by`, `kind` and `cycle` of the feed.
    """
    feed = feeds.Rate(
        each=_kind(each),
        where=where,
        met=met,
        subject=subject,
        episodes=episodes,
        **(apart or {}),
    )
    return Draft(id, Text(en, zh), owed_by, _TARGET, fields, feed, doubts)


def quota(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    met: Ask,
    where: Ask | None = None,
    episodes: Merged | None = None,
    apart: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Draft:
    """
    Return the share of the rows of the period that a role owes.

    *apart* says how rows are told apart, as of a `rate`.
    """
    feed = feeds.Quota(
        each=_kind(each), where=where, met=met, episodes=episodes, **(apart or {})
    )
    return Draft(id, Text(en, zh), owed_by, _QUOTA, fields, feed, doubts)


def score(
    id: str,
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
    return Draft(id, Text(en, zh), owed_by, _SCORING, fields, feed, doubts)


def keeping(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    since: Ask,
    disposed: Ask,
    kept: Ask | bool = True,
    category: Ask | None = None,
    where: Ask | None = None,
    **fields: Any,
) -> Draft:
    """
    Return how long something is kept.

    A case is its length, or its length and the number of its clause.
    """
    feed = feeds.Keeping(
        each=_kind(each),
        where=where,
        since=since,
        disposed=disposed,
        kept=kept,
        category=category,
    )
    _name(fields, "trigger", since)
    return Draft(id, Text(en, zh), owed_by, _KEEPING, fields, feed, doubts)


def intervals(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    of: type,
    each: type | None = None,
    asked: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Draft:
    """
    Return how long lies between one and the next.

    *asked* holds the questions of the feed, such as `since`, `ended` and `where`.
    """
    feed = feeds.Intervals(of=_kind(of), each=_maybe(each), **(asked or {}))
    return Draft(id, Text(en, zh), owed_by, _INTERVAL, fields, feed, doubts)


def streaks(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    of: type,
    each: type | None = None,
    asked: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Draft:
    """
    Return what it means that something happens again and again.

    *asked* holds the questions of the feed, such as `hit`, `cycle` and `until`.
    """
    feed = feeds.Streaks(of=_kind(of), each=_maybe(each), **(asked or {}))
    return Draft(id, Text(en, zh), owed_by, _STREAK, fields, feed, doubts)


def series(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    of: type,
    each: type,
    anchor: Ask,
    visits: Mapping[str, tuple[Any, ...]],
    asked: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Draft:
    """
    Return the visits of a plan, each in its window.

    A visit is its words, its window, and the number of its clause where that is another
    one; *asked* holds the other questions of the feed, such as `ended`.
    """
    feed = feeds.Series(of=_kind(of), each=_kind(each), anchor=anchor, **(asked or {}))
    told = {"visits": visits, **fields}
    _name(told, "anchor", anchor)
    return Draft(id, Text(en, zh), owed_by, _SERIES, told, feed, doubts)


def judged(
    kind: tuple[str, str],
    id: str,
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
    elif of or needs_period:
        allowed = "a function, which alone is told what it reads"
        raise InvalidFieldError(f"by of {id}", by, allowed)
    return Draft(id, Text(en, zh), owed_by, kind, fields, feed, doubts, timing)


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
        InvalidFieldError: If a number stands twice, or if a word or a condition is
            unusable.
    """
    kinds = [one if isinstance(one, Ledger) else ledger_of(one) for one in ledgers]
    spoken = with_lists(words or {}, kinds)
    said = spoken_words(spoken, kinds)
    clauses = Table(
        ((one.number, stated(one, code, said)) for one in passages), kind="clause"
    )
    drafts = [(draft, clauses[one.number]) for one in passages for draft in one.rules]
    rules = [policy_of(draft, home, clauses) for draft, home in drafts]
    readings = [
        reading_of(doubt, draft.id) for draft, _ in drafts for doubt in draft.doubts
    ]
    return Rulebook(
        regulation=Regulation(
            code=code, edition=edition, title=Text(en, zh), source=source
        ),
        clauses=tuple(clauses.values()),
        readings=tuple(sorted(readings, key=lambda one: one.id)),
        rules=Table(((rule.id, rule) for rule in rules), kind="rule"),
        feeds=Table(
            ((draft.id, feed_of(draft, home, clauses)) for draft, home in drafts),
            kind="rule",
        ),
        ledgers=Table(((one.kind, one) for one in kinds), kind="ledger"),
        words=spoken,
        zone_of=zone_of,
    )


def _name(fields: dict[str, Any], start: str, what: Ask | None) -> None:
    """Call the start of a count by its attribute, unless the text calls it otherwise."""
    if isinstance(what, str):
        fields.setdefault(start, what)


def _maybe(row: type | None) -> str | None:
    """Return the kind of rows that a class declares, where there is one."""
    return None if row is None else _kind(row)


__all__ = [
    "Doubt",
    "Draft",
    "Extensions",
    "Lost",
    "Merged",
    "Passage",
    "Pauses",
    "Word",
    "actors",
    "cadence",
    "checklist",
    "clause",
    "deadline",
    "draw",
    "intervals",
    "judged",
    "keeping",
    "notice",
    "procedure",
    "quota",
    "rate",
    "reading",
    "regulation",
    "retention_cap",
    "retention_refund",
    "retention_release",
    "score",
    "series",
    "streaks",
    "team",
    "warranty",
    "window",
    "word",
]
