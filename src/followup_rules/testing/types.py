"""
Strategies for the public types: lengths, periods, calendars, and policies of any kind.

What a policy may be is read in its declaration: a field's annotation says what it may
hold, and the values lean towards its bounds. What does not fit together is refused by
the policy itself, and drawn again.
"""

import datetime as dt
from enum import Enum
from fractions import Fraction
from typing import Any, Final, TypeVar

import attrs
from hypothesis import assume
from hypothesis import strategies as st

from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Clause, Text
from followup_rules.errors import FollowupRulesError, InvalidFieldError
from followup_rules.fields import (
    Exact,
    Flag,
    Holds,
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
from followup_rules.fields.arguments import check_kind
from followup_rules.policies.scoring import (
    FIVE_GRADES,
    THREE_GRADES,
    YES_NO,
    Ranking,
    ScoringPolicy,
    Tier,
)
from followup_rules.tables import Table, TableOf
from followup_rules.testing.moments import FIRST, LAST, days
from followup_rules.timing.amounts import (
    Days,
    Hours,
    Months,
    Span,
    Weeks,
    WorkingDays,
    Years,
)
from followup_rules.timing.calendars import TableCalendar, from_exceptions
from followup_rules.timing.cycles import Cycle, Period, cell_of, period

_NAMES: Final = ("visit", "回访", "x.y", "item 1", "none")
_ZONES: Final = ("Asia/Shanghai", "UTC", "America/New_York", "Asia/Kathmandu")
_WIDE: Final = 400
_LENGTHS: Final = (Days, WorkingDays, Hours, Weeks, Months, Years)
T = TypeVar("T")


def amounts(most: int = 40) -> st.SearchStrategy[Any]:
    """
    Lengths of every unit that counts days or hours, often of none or one.
    """
    numbers = st.one_of(st.integers(0, min(3, most)), st.integers(0, most))
    return st.one_of([st.builds(kind, numbers) for kind in _LENGTHS])


def periods(first: dt.date = FIRST, last: dt.date = LAST) -> st.SearchStrategy[Period]:
    """
    Weeks, months, quarters and years with a day from *first* to *last*, and any days.
    """
    cell = st.builds(cell_of, st.sampled_from(Cycle), days(first, last))
    free = st.tuples(days(first, last), days(first, last)).map(sorted)
    return st.one_of(cell, free.map(lambda ends: period(*ends)))


@st.composite
def calendars(
    draw: st.DrawFn, first: dt.date = FIRST, last: dt.date = LAST
) -> TableCalendar:
    """
    Work calendars of the days from *first* to *last*: any days off, weekends worked.
    """
    off = set(draw(st.lists(days(first, last), max_size=8)))
    start, length = draw(days(first, last)), draw(st.integers(0, 9))
    closure = (start + dt.timedelta(days=n) for n in range(length))
    off |= {day for day in closure if day <= last}
    weekend = draw(st.sampled_from(((5, 6), (6,), (4, 5), ())))
    made_up = draw(st.lists(days(first, last), max_size=8))
    on = {day for day in made_up if day.weekday() in weekend} - off
    return from_exceptions(
        "drawn", first, last, off=off, on=on, weekend=weekend, source="drawn"
    )


def policies(book: Rulebook) -> st.SearchStrategy[Any]:
    """
    The rules of a book, as they stand or with one number or choice otherwise.

    Whatever the policy accepts is drawn: `book.replace(policy.id, policy)` puts it in.

    Raises:
        InvalidFieldError: If *book* is none, such as the module that holds it.
    """
    check_kind("book", book, Rulebook, "a Rulebook, such as repair.RULES")
    return st.sampled_from(tuple(book.rules.values())).flatmap(
        lambda policy: st.one_of(st.just(policy), _otherwise(policy))
    )


@st.composite
def _otherwise(draw: st.DrawFn, policy: Any) -> Any:
    """Return a policy with another value in one field that is a number or a choice."""
    free = [one for one in attrs.fields(type(policy)) if _is_free(one)]
    assume(free)
    field = draw(st.sampled_from(free))
    try:
        return attrs.evolve(policy, **{field.name: draw(held_by(holds_of(field)))})
    except FollowupRulesError:
        assume(False)  # noqa: FBT003 - Hypothesis takes it by position


def _is_free(field: Any) -> bool:
    """Say whether a field holds a number, a choice or a length, and no name."""
    if field.type is Any:
        return False
    rule = holds_of(field)
    inner = rule.inner if isinstance(rule, Optional) else rule
    if isinstance(inner, Kind):
        return set(inner.classes) <= {*_LENGTHS}
    return isinstance(inner, Whole | Share | Exact | Flag | Member)


def instances(cls: type[T]) -> st.SearchStrategy[T]:
    """
    Objects of a class of ours whose fields declare what they may hold.

    Fields that do not fit together are refused by the class and drawn again.

    Raises:
        InvalidFieldError: If it is no such class.
    """
    own: dict[Any, Any] = {
        Text: lambda: st.builds(Text, _names(), _names()),
        dt.date: days,
        dt.time: st.times,
        ScoringPolicy: scorings,
        Span: _spans,
    }
    if cls in own:
        found: st.SearchStrategy[T] = own[cls]()
        return found
    if issubclass(cls, Enum):
        return st.sampled_from(tuple(cls))
    if cls.__name__.startswith("_"):  # what several classes have in common
        return st.one_of([instances(kind) for kind in cls.__subclasses__()])
    if not attrs.has(cls):
        allowed = "a class of ours, such as DeadlinePolicy or Clause"
        raise InvalidFieldError("class", cls, allowed)
    return _made(cls)


@st.composite
def _made(draw: st.DrawFn, cls: Any) -> Any:
    """Return an object; optional fields that it refuses keep their defaults."""
    told = {}
    for field in attrs.fields(cls):
        if field.init and (field.default is attrs.NOTHING or draw(st.booleans())):
            told[field.name] = draw(_held_in(field))
    try:
        return cls(**told)
    except FollowupRulesError:
        pass
    needed = {one.name for one in attrs.fields(cls) if one.default is attrs.NOTHING}
    try:
        return cls(**{name: told[name] for name in told if name in needed})
    except FollowupRulesError:
        assume(False)  # noqa: FBT003 - Hypothesis takes it by position


def _spans() -> st.SearchStrategy[Span]:
    """Months and days, which chance would hardly bring in order."""
    months = st.builds(Months, st.integers(1, 24))
    return st.builds(
        lambda *parts: Span(parts), months, st.builds(Days, st.integers(1, 30))
    )


@st.composite
def scorings(draw: st.DrawFn) -> ScoringPolicy:
    """
    Scorings whose points and tiers fit their grades, which chance would never bring.
    """
    scale = draw(st.sampled_from((THREE_GRADES, FIVE_GRADES, YES_NO)))
    worth = st.integers(0, 100)
    count = len(scale.ids)
    points = draw(st.lists(worth, min_size=count, max_size=count).map(_falling))
    cuts = draw(st.lists(st.integers(1, 100), max_size=2, unique=True).map(_falling))
    return ScoringPolicy(
        id=draw(_names()),
        clause=draw(instances(Clause)),
        name=draw(instances(Text)),
        owed_by=draw(_names()),
        scale=scale,
        points=dict(zip(scale.ids, points, strict=True)),
        satisfied=scale.ids[: draw(st.integers(1, count - 1))],
        tiers=[
            Tier(key=f"t{number}", name=Text("tier", "档"), least=cut)
            for number, cut in enumerate((*cuts, 0))
        ],
        ranking=draw(st.sampled_from(Ranking)),
        least_answers=draw(st.integers(0, 5)),
        rank_low_sample=draw(st.booleans()),
    )


def _falling(numbers: list[int]) -> list[int]:
    """Put the highest first."""
    return sorted(numbers, reverse=True)


def _held_in(field: Any) -> st.SearchStrategy[Any]:
    """Return what a field may hold; what holds anything keeps its default."""
    if field.type is Any:
        return st.just(None if field.default is attrs.NOTHING else field.default)
    return held_by(holds_of(field))


def held_by(rule: Holds) -> st.SearchStrategy[Any]:
    """
    Return what a field with this rule may hold, often its bounds.
    """
    match rule:
        case Whole(minimum=least, maximum=most):
            top = least + _WIDE if most is None else most
            edges = st.sampled_from((least, min(least + 1, top), top))
            return st.one_of(edges, st.integers(least, top))
        case Share():
            percents = st.integers(0, 100).map(lambda n: Fraction(n, 100))
            return st.one_of(percents, st.fractions(0, 1, max_denominator=1000))
        case Exact(minimum=least, maximum=most):
            low = -_WIDE if least is None else least
            high = _WIDE if most is None else most
            edges = st.sampled_from((Fraction(low), Fraction(high)))
            return st.one_of(edges, st.fractions(low, high, max_denominator=100))
        case Words():
            return _names()
        case Flag():
            return st.booleans()
        case Zone():
            return st.sampled_from(_ZONES)
        case Member(of=of):
            return st.sampled_from(tuple(of))
    return _around(rule)


def _around(rule: Any) -> st.SearchStrategy[Any]:
    """Return what a field may hold whose rule holds others, or objects."""
    match rule:
        case Optional(inner=inner):
            return st.one_of(st.none(), held_by(inner))
        case Many(inner=inner, least=least, unique=unique):
            by = None if unique is None else (lambda one: getattr(one, unique, one))
            several = st.lists(
                held_by(inner), min_size=least, max_size=least + 2, unique_by=by
            )
            return several.map(tuple)
        case TableOf(inner=inner):
            return st.dictionaries(_names(), held_by(inner), max_size=3).map(Table)
        case Later():
            return st.deferred(lambda: held_by(rule.found))
    return st.one_of([_later(cls) for cls in rule.classes])


def _later(cls: Any) -> st.SearchStrategy[Any]:
    """Return objects of a class, looked at when they are drawn: it may hold its own."""
    return st.deferred(lambda: instances(cls))


def _names() -> st.SearchStrategy[str]:
    """Return texts that a field may hold."""
    free = st.text("ab漏水é ._-", min_size=1, max_size=6).map(lambda text: f"x{text}x")
    return st.one_of(st.sampled_from(_NAMES), free)
