"""
A calculation of a regulation's own, and the regulation put together.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from followup_rules.books import feeds
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
from followup_rules.books.feeds import Feed
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.vocabulary import Word, spoken_words, with_lists
from followup_rules.clauses import Force, Regulation, Text
from followup_rules.errors import InvalidFieldError
from followup_rules.ledgers.facts import Ledger, ledger_of
from followup_rules.tables import Table
from followup_rules.verdicts import Verdict


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
    asks_seasons: bool = False,
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
        asks_seasons: Whether the function looks season tables up.
        timing: How its clause binds it in time, where that is not as it binds others.
        fields: The fields of the policy.
    """
    feed: Any = feeds.Unfed() if by is None else by
    if callable(by):
        read = tuple(_kind(one) for one in of)
        feed = feeds.Own(
            by=by, of=read, needs_period=needs_period, asks_seasons=asks_seasons
        )
    elif of or needs_period or asks_seasons:
        allowed = "a function, which alone is told what it reads"
        raise InvalidFieldError(f"by of {id}", by, allowed)
    return Draft(id, Text(en, zh), owed_by, kind, fields, feed, doubts, timing)


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
