"""
Random ledgers of any book, made from what it declares of its facts.

Values lie where rules turn: on the moment of judgement, at midnight, an instant before
and after each other; some rows cannot be read at all. A column holds one type, so that
what is wrong is wrong as a column can hold it.
"""

import datetime as dt
import random
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from attrs import NOTHING, Factory, evolve

from followup_rules.books.rulebook import Rulebook
from followup_rules.books.vocabulary import Speech
from followup_rules.fields import Flag, Kind, Whole, Words
from followup_rules.ledgers.facts import Fact, Ledger
from followup_rules.ledgers.values import (
    AnyMoment,
    CategoryOf,
    Entries,
    FormOf,
    GradeOf,
    Id,
    Inner,
    Instant,
    ItemOf,
    ListedBy,
    Names,
    OneOf,
    Plain,
    Role,
    RowOf,
)

SH = ZoneInfo("Asia/Shanghai")
NOW = dt.datetime(2026, 3, 20, 10, tzinfo=SH)
_SHIFTS = (0, 1, 24, 47, 48, 49, 72, 73, 168, 400)
_ODD_TEXTS = ("", " ", "a b", "x ", "李 明", "李明", "\u3000", "é", "a\tb", "none such")
Rows = dict[str, list[dict[str, Any]]]


class Maker:
    """Makes ledgers of one book from one seed."""

    def __init__(self, book: Rulebook, seed: int, *, bad: float = 0.03) -> None:
        self.book = book
        self.speech = Speech(book)
        self.dice = random.Random(seed)
        self.bad = bad
        self.rows: Rows = {}
        self.days = {
            (ledger.kind, fact.name): self.dice.random() < 0.3
            for ledger in book.ledgers.values()
            for fact in ledger.facts
        }

    def chance(self, share: float) -> bool:
        """Throw a dice."""
        return self.dice.random() < share

    def ledgers(self, most: int = 8) -> Rows:
        """Return rows for most ledgers of the book, and for one at least."""
        for kind, ledger in self.book.ledgers.items():
            home = ledger.owner_kind
            if ledger.inside or (home and home not in self.rows) or self.chance(0.05):
                continue
            count = self.dice.randrange(most + 1)
            self.rows[kind] = [self.row(ledger, place) for place in range(count)]
        return self.rows or self.ledgers(most)

    def row(self, ledger: Ledger, place: int) -> dict[str, Any]:
        """Return one row."""
        row_id: Any = f"{ledger.kind[0].upper()}{place}"
        if self.chance(self.bad):
            row_id = self.dice.choice([*_ODD_TEXTS, None, f"{ledger.kind[0].upper()}0"])
        held = {"id": row_id}
        start = self.moment(days=False)
        for fact in ledger.facts:
            held[fact.name] = self.value(ledger, fact, start)
        named = any(
            isinstance(fact.value, RowOf) and fact.value.kind == ledger.kind
            for other in self.book.ledgers.values()
            for fact in other.facts
        )
        entered = None if named or self.chance(0.7) else self.near(start)
        return {**held, "entered_at": entered}

    def moment(self, *, days: bool) -> Any:
        """Return a moment of the months around now."""
        day = NOW.date() - dt.timedelta(days=self.dice.randrange(-10, 90))
        if days:
            return day
        clock = self.dice.choice([(0, 0), (9, 59), (10, 0), (10, 1), (23, 59)])
        return dt.datetime(day.year, day.month, day.day, *clock, tzinfo=SH)

    def near(self, start: dt.datetime) -> dt.datetime:
        """Return a moment after another, mostly."""
        if self.chance(0.1):
            return NOW
        hours = self.dice.choice(_SHIFTS) * (-1 if self.chance(self.bad) else 1)
        return start + dt.timedelta(hours=hours, minutes=self.dice.choice([0, 0, 1]))

    def value(self, ledger: Ledger, fact: Fact, start: dt.datetime) -> Any:
        """Return a value of a fact, or what it cannot hold."""
        if (fact.value.optional and self.chance(0.3)) or self.chance(self.bad / 3):
            return None
        made = self.made(ledger, fact, start)
        if isinstance(made, str) and self.chance(self.bad):
            return self.dice.choice(_ODD_TEXTS)
        return made

    def made(  # noqa: C901, PLR0911, PLR0912 - one branch a kind of value
        self, ledger: Ledger, fact: Fact, start: dt.datetime
    ) -> Any:
        """Return a value that a fact may hold; NOTHING where no column holds it."""
        value, pick = fact.value, self.dice.choice
        match value:
            case Instant() | AnyMoment():
                days = (
                    isinstance(value, AnyMoment) and self.days[ledger.kind, fact.name]
                )
                found = start if fact.name == ledger.placed else self.near(start)
                return found.date() if days else found
            case RowOf() | Id():
                known = [row["id"] for row in self.rows.get(str(value.kind), ())]
                return "stray" if not known or self.chance(self.bad) else pick(known)
            case OneOf():
                said = [text.zh for text in value.names.values()]
                return pick([*value.names, *value.names, *said])
            case CategoryOf():
                return pick(self.speech.categories(value.rule))
            case FormOf():
                return pick(self.speech.forms(value.rule))
            case ListedBy():
                return pick(tuple(getattr(self.book[value.rule], value.field)))
            case Role():
                return pick((*self.book.parties, "stranger"))
            case Names(each=each):
                inner = evolve(fact, value=each, default=None)
                some = [
                    self.made(ledger, inner, start) for _ in range(pick((0, 1, 1, 2)))
                ]
                return None if NOTHING in some else some
            case Entries(each=each, names=names) if not isinstance(each, Entries):
                keys = evolve(fact, value=names, default=None)
                named = [self.made(ledger, keys, start) for _ in range(pick((0, 1, 2)))]
                inner = evolve(fact, value=each, default=None)
                return {name: self.made(ledger, inner, start) for name in named}
            case ItemOf():
                return pick([getattr(x, "key", x) for x in self.book[value.rule].items])
            case GradeOf():
                return pick([one.key for one in self.book[value.rule].scale.grades])
            case Inner():
                return self.parts(value.ledger, start)
            case Plain(holds=Flag()):
                return pick((True, True, False))
            case Plain(holds=Words()):
                return pick(("Li", "Wang", "Zhao"))
            case Plain(holds=Whole()):
                return pick((1, 2, 40, 2025, 2026))
            case Plain(holds=Kind(classes=(dt.date,))):
                own = "about" in fact.name or fact.name == ledger.placed
                return (start if own else self.near(start)).date()
            case Plain():
                return pick(("nurse", "x", ""))
        return NOTHING

    def parts(self, ledger: Ledger, start: dt.datetime) -> Any:
        """Return rows inside a row."""
        made = []
        for place in range(self.dice.choice((0, 0, 1, 2))):
            held = {fact.name: self.value(ledger, fact, start) for fact in ledger.facts}
            made.append({"id": f"p{place}", **held} if ledger.keyed else held)
        return made


def told(book: Rulebook, rows: Rows) -> Rows:
    """
    Return rows without the facts that no column of a test holds.
    """
    found: Rows = {}
    for kind, some in rows.items():
        dead = {
            fact.name
            for fact in book.ledgers[kind].facts
            if any(row[fact.name] is NOTHING for row in some)
        }
        found[kind] = [
            {name: _plain(value) for name, value in row.items() if name not in dead}
            for row in some
        ]
    return found


def _plain(value: Any) -> Any:
    """Return a value without what no column holds."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {k: _plain(one) for k, one in value.items() if one is not NOTHING}
    return value


def as_objects(book: Rulebook, rows: Rows) -> dict[str, list[Any]]:
    """
    Return rows as the objects of a host; what is not told is what it is by default.
    """
    found = {}
    for kind, some in rows.items():
        rest = _defaults(book.ledgers[kind])
        found[kind] = [_object(book.ledgers[kind], {**rest, **row}) for row in some]
    return found


def _defaults(ledger: Ledger) -> dict[str, Any]:
    """Return what a row holds that is not told."""
    return {fact.name: _default(fact) for fact in ledger.facts}


def _default(fact: Fact) -> Any:
    """Return what is not told."""
    if isinstance(fact.default, Factory):  # type: ignore[arg-type]
        return fact.default.factory()
    return None if fact.default is NOTHING else fact.default


def _object(ledger: Ledger, row: Mapping[str, Any]) -> Any:
    """Return one row."""
    held = dict(row)
    for fact in ledger.facts:
        given = held.get(fact.name)
        if isinstance(fact.value, Inner) and isinstance(given, list):
            part = fact.value.ledger
            held[fact.name] = [
                one and _object(part, {**_defaults(part), **one}) for one in given
            ]
    return SimpleNamespace(**held)
