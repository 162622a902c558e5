"""
Objects with something other than the default in every field that a file may say.

They are gathered from books that use many fields; what none of them uses is tried out,
each field by what it declares that it may hold.
"""

import datetime as dt
from collections.abc import Iterator
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import attrs
from tests.books.book_of_every_kind import BOOK
from tests.interchange.generated import ALONE

from followup_rules.books.conditions import AsksForValue, By, asked
from followup_rules.books.feeds import (
    Among,
    Calls,
    Draws,
    Episodes,
    Lost,
    Merged,
    Ratings,
    WayOut,
)
from followup_rules.books.register import calculations, name_of
from followup_rules.clauses import Clause, Force, Text
from followup_rules.errors import FollowupRulesError
from followup_rules.fields import (
    Exact,
    Flag,
    Kind,
    Later,
    Many,
    Member,
    Optional,
    Share,
    Whole,
    Words,
    Zone,
    holds_of,
)
from followup_rules.interchange import read, shipped, shipped_names
from followup_rules.interchange.classes import (
    ChoiceShape,
    ClassShape,
    shapes_in,
    tag_of,
)
from followup_rules.interchange.kinds import FEEDS, KINDS
from followup_rules.policies.draws import Scope, Stratum
from followup_rules.policies.scoring import YES_NO, ItemRule, blend_of
from followup_rules.policies.series import Around
from followup_rules.policies.streaks import Streak
from followup_rules.policies.warranty.cover import SeasonCount
from followup_rules.tables import Table, TableOf
from followup_rules.timing.amounts import Days, Weeks, read_amount
from followup_rules.timing.cycles import Cycle
from followup_rules.timing.hours import Window
from followup_rules.timing.hours.windows import DatedWeek, DateHours, Week

_HERE: Final = Path(__file__).parent
_LIVES: Final = _HERE.parent / "frames" / "books" / "lives.toml"
_LENGTHS: Final = tuple(
    map(read_amount, ("3 days", "2 months", "5 hours", "1 year", "7 working days"))
)


Known = dict[type, list[Any]]
"""Objects by their class."""


def gathered() -> Known:
    """Return objects of every class that policies and feeds are made of."""
    books = [*map(shipped, shipped_names()), read(_LIVES), BOOK]
    found: Known = {}
    left: list[Any] = [
        one for book in books for one in (*book.rules.values(), *book.feeds.values())
    ]
    left += [*ALONE.values(), *_MORE]
    while left:
        one = left.pop()
        if isinstance(one, Table):
            left += one.values()
        elif isinstance(one, tuple):
            left += one
        elif attrs.has(type(one)) and not isinstance(one, Enum):
            kept = found.setdefault(type(one), [])
            if one not in kept and _has_a_form(one):
                kept.append(one)
                left += [getattr(one, field.name) for field in attrs.fields(type(one))]
    return found


def _has_a_form(one: Any) -> bool:
    """Say whether all functions of an object, or of its tables, are those of a book."""
    held = [getattr(one, field.name) for field in attrs.fields(type(one))]
    held += [
        part for table in held if isinstance(table, Table) for part in table.values()
    ]
    asked_by = [part.function for part in held if isinstance(part, By)]
    return all(name_of(function) in calculations() for function in asked_by)


def shapes() -> dict[type, list[ClassShape]]:
    """Return every form of table that files have, by the class of its objects."""
    found: dict[type, list[ClassShape]] = {}
    left: list[Any] = [ClassShape(cls, tag=kind) for kind, cls in KINDS.items()]
    left += [ClassShape(cls) for cls in FEEDS.values()]
    while left:
        shape = left.pop()
        if isinstance(shape, ClassShape):
            known = found.setdefault(shape.of, [])
            if shape in known:
                continue
            known.append(shape)
            left += shapes_in(shape.of).values()
        elif isinstance(shape, ChoiceShape):
            left += [ClassShape(cls, tag=tag_of(cls)) for cls in shape.of]
        for name in ("inner", "entry", "entries"):
            inner = getattr(shape, name, None)
            if hasattr(inner, "read"):
                left.append(inner)
    return found


def others(rule: Any, known: Known) -> Iterator[Any]:
    """Yield what a field may hold that declares a rule, a few of each kind."""
    match rule:
        case Flag():
            yield from (True, False)
        case Member(of=of):
            yield from of
        case Share():
            yield from (Fraction(1, 3), Fraction(1, 5))
        case Whole() | Exact():
            least = 0 if rule.minimum is None else rule.minimum
            yield from (least + 1, least + 2, least)
        case Zone():
            yield "Europe/Brussels"
        case Words():
            yield from ("call", "hold", "other")
        case _:
            yield from _others_around(rule, known)


def _others_around(rule: Any, known: Known) -> Iterator[Any]:
    """Yield what a field may hold whose rule holds others, objects or questions."""
    match rule:
        case Later():
            yield from others(rule.found, known)
        case Optional(inner=inner):
            yield from others(inner, known)
            yield None
        case AsksForValue(needed=needed):
            yield from map(asked, ("done", "who", "first hold.done"))
            yield from () if needed else (None,)
        case TableOf(inner=inner):
            yield Table({"one": next(others(inner, known))})
            yield Table({"overall": next(others(inner, known))})
        case Many(inner=inner):
            some = list(others(inner, known))
            yield from ((one,) for one in some)
            yield tuple(some)
        case Kind(classes=classes):
            for cls in classes:
                yield from (*_OF.get(cls, ()), *known.get(cls, ()))
        case Episodes():
            yield from known[Merged]
        case _:
            yield from _OF_BOOKS.get(type(rule).__name__, ())


_CLAUSE: Final = Clause(id="DEMO-2", en="other", zh="另一条", duty=Force.TARGET)
_OF: Final[dict[Any, tuple[Any, ...]]] = {
    Text: (Text("another", "另一个"),),
    Clause: (_CLAUSE,),
    Cycle: (Cycle.WEEK, Cycle.QUARTER),
    dt.date: (dt.date(2026, 3, 1),),
    **{type(one): (one,) for one in _LENGTHS},
}
_OF_BOOKS: Final[dict[str, tuple[Any, ...]]] = {
    "About": (("firm", "one"),),
    "Asks": (asked("any hold"), asked("yes"), True, None),
    "Ways": ((WayOut(key="gone", name=_OF[Text][0], clause="DEMO-1", when="yes"),),),
}


UNUSABLE: Final = {("Series", "subject")}
"""Fields that share a base with others and are refused whatever they hold."""


def objects_of(cls: type, known: Known) -> list[Any]:
    """Return objects that have, among them, something else in every field of a class."""
    found: list[Any] = []
    for name in shapes_in(cls):
        if (cls.__name__, name) not in UNUSABLE:
            one = otherwise(cls, name, known)
            if one not in found:
                found.append(one)
    return found


def otherwise(cls: type, name: str, known: Known) -> Any:
    """Return an object of a class with something other than the default in a field."""
    field = getattr(attrs.fields(cls), name)
    usual = field.default
    bases = known.get(cls, [])
    for one in bases:
        if usual is attrs.NOTHING or getattr(one, name) != usual:
            return one
    beside = BESIDE.get((cls.__name__, name), {})
    said = [beside[name]] if name in beside else others(holds_of(field), known)
    for value in said:
        for base in bases:
            try:
                one = attrs.evolve(base, **{**beside, name: value})
            except FollowupRulesError:
                continue
            if getattr(one, name) != usual:
                bases.append(one)
                return one
    raise AssertionError(f"{cls.__name__}.{name}: say in BESIDE what goes with it")


_MORE: Final[tuple[Any, ...]] = (
    Lost(of="hold", begins="begun", ends="over"),
    Among(of="hold"),
    Merged(gap=Days(30), by="who", begins="begun", ends="over"),
    DateHours(day=dt.date(2026, 2, 13), windows=(Window.read("09:00-12:00"),)),
    DatedWeek(starts=dt.date(2026, 5, 1), week=Week(mon=(Window.read("08:00-24:00"),))),
    Around(at=Weeks(6), early=Weeks(1), late=Weeks(2)),
    ItemRule(key="overall", name=_OF[Text][0], reversed=True),
    Stratum(key="urgent", size=2),
    Ratings(of="hold", by="who", grade="grade"),
    Draws(
        each="hold", of="call", receipt="whom", calls=Calls(of="hold", subject="who")
    ),
)
"""What none of the books has an example of."""

_RULED: Final = By(next(c for c in calculations().values() if not isinstance(c, type)))
_YES_NO: Final = {
    "scale": YES_NO,
    "points": Table({"yes": Fraction(100), "no": Fraction(0)}),
    "satisfied": ("yes",),
}
BESIDE: Final[dict[tuple[str, str], dict[str, Any]]] = {
    ("Warranty", "first_reading"): {"reading": "days"},
    ("Warranty", "question"): {"question": "claim"},
    ("Lost", "given"): {"given": _RULED, "of": None, "begins": None, "ends": None},
    ("Lost", "days"): {"days": "done", "begins": None, "ends": None},
    ("Pauses", "given"): {
        "given": _RULED,
        **dict.fromkeys(("of", "where", "begins", "ends", "reason")),
    },
    ("Extensions", "given"): {
        "given": _RULED,
        **dict.fromkeys(
            ("of", "where", "asked_at", "granted_at", "granted_by", "amount")
        ),
        "extended_to": None,
    },
    ("Score", "answers"): {"answer": None},
    ("Team", "who"): {"members": None},
    ("Team", "bodies"): {
        "members": None,
        "who": {"one": "who"},
        "bodies": {"one": "whom"},
    },
    ("Rate", "kind"): {"by": "who", "subject": ("rate", "")},
    ("Quota", "kind"): {"by": "who"},
    ("Quota", "keeps_excused"): {"ways_out": _OF_BOOKS["Ways"][0]},
    ("Counting", "least_applies_from"): {"least_working_days": 2},
    ("OfficeHours", "make_up_windows"): {"on_make_up": None},
    ("StreakPolicy", "span"): {"streak": Streak.WITHIN},
    ("ScoringPolicy", "weights"): {"weights": blend_of("60%")},
    ("ItemRule", "scale"): _YES_NO,
    ("WarrantyPolicy", "season_count"): {
        "season_count": SeasonCount(running_from="1/2")
    },
    ("DrawPolicy", "share"): {"size": None},
    ("DrawPolicy", "least"): {"size": None, "share": "10%", "least": 3},
    ("DrawPolicy", "most"): {"size": None, "share": "10%", "most": 5},
    ("DrawPolicy", "strata"): {
        "size": None,
        "share": None,
        "least": 0,
        "most": None,
        "scope": Scope.PER_WINDOW,
        "strata": (Stratum(key="urgent", size=2),),
    },
    ("Stratum", "share"): {"size": None},
    ("Stratum", "least"): {"size": None, "share": "10%", "least": 3},
    ("Stratum", "most"): {"size": None, "share": "10%", "most": 5},
    ("LadderStep", "before_end"): {"share": None, "after_end": None},
    ("LadderStep", "after_end"): {"share": None, "before_end": None},
}
"""What has to be told beside a field, or in it, so that it is used."""
