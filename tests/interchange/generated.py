"""
Policies of every kind, made from nothing but what their fields declare.

A field's rule says what it may hold; the values lean towards its edges. What does
not fit together is drawn again, as the policy itself refuses it.
"""

import datetime as dt
from collections.abc import Callable
from enum import Enum
from fractions import Fraction
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Clause, Force, Regulation, Text
from followup_rules.errors import FollowupRulesError
from followup_rules.fields import (
    Exact,
    Flag,
    Holds,
    Kind,
    Label,
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
from followup_rules.interchange import shipped, shipped_names
from followup_rules.policies.deadlines import LadderStep
from followup_rules.policies.draws import Stratum
from followup_rules.policies.intervals import IntervalPolicy
from followup_rules.policies.keeping import KeepingPolicy
from followup_rules.policies.notices import NoticePolicy
from followup_rules.policies.retention_stages import ReleaseStage, RetentionRelease
from followup_rules.policies.scoring import THREE_GRADES, GradeScale, ItemRule
from followup_rules.policies.series import Between, PlannedVisit, SeriesPolicy
from followup_rules.policies.streaks import Streak, StreakPolicy
from followup_rules.policies.teams import TeamPolicy
from followup_rules.policies.warranty import WarrantyCase
from followup_rules.policies.windows import After
from followup_rules.tables import Table, TableOf
from followup_rules.timing.amounts import (
    Days,
    Months,
    Seasons,
    ServiceLife,
    Span,
    Weeks,
    Years,
    read_amount,
)
from followup_rules.timing.cycles import Cycle, DayOf, Every, WorkingDayOf
from followup_rules.timing.hours import OfficeHours, Weekday, Window
from followup_rules.timing.seasons import YearlySeason

_ODD_WORDS = (
    "none",
    "false",
    "3 days",
    "visit_quota.office",
    "漏水",
    "é",
    "kind",
    "id",
    '"quoted" \\ and more',
    "a=b # c",
    "2026-07-01",
    "-",
    "'",
    "_",
)
SPANS = ("1 year 15 days", "1 month - 4 days", "1 day 2 hours - 1 minute")
WINDOWS = ("09:00-12:00", "22:00-06:00", "00:00-24:00", "17:00:30-24:00")
WEEKS = ({"mon-fri": "09:00-12:00, 13:30-17:30"}, {"sat": "22:00-06:00"})
_SIGNS = "ab漏水é ._-\"'\\#=019[]{}%/\u200b\U0001f6e0"


_DEMO = Clause(id="DEMO-1", en="again", zh="再次")
_HEAD: dict[str, Any] = {
    "id": "demo",
    "clause": _DEMO,
    "name": Text("the matter", "事项"),
    "owed_by": "office",
}
ALONE: dict[Any, Any] = {
    KeepingPolicy: KeepingPolicy(keep_for=Years(4), **_HEAD),
    IntervalPolicy: IntervalPolicy(most=Days(15), **_HEAD),
    StreakPolicy: StreakPolicy(number=2, streak=Streak.IN_A_ROW, **_HEAD),
    Between: Between(opens=Weeks(16), closes=Weeks(20)),
    SeriesPolicy: SeriesPolicy(
        visits=(
            PlannedVisit(
                key="a",
                name=_HEAD["name"],
                clause=_DEMO,
                when=Between(opens=Weeks(16), closes=Weeks(20)),
            ),
        ),
        **_HEAD,
    ),
    YearlySeason: YearlySeason(first_month=11, first_day=1, last_month=3, last_day=31),
    NoticePolicy: NoticePolicy(event="meeting_on", lead=Days(3), **_HEAD),
    LadderStep: LadderStep(
        key="demo", name=Text("the reminder", "催办"), clause=_DEMO, share="75%"
    ),
    TeamPolicy: TeamPolicy(roles=("a", "b"), least_people=3, **_HEAD),
    RetentionRelease: RetentionRelease(
        stages=(ReleaseStage(key="a", name=_HEAD["name"], share="100%", clause=_DEMO),),
        **_HEAD,
    ),
}
"""What no shipped book has an example of."""


def labels() -> st.SearchStrategy[str]:
    """Return names: words of which every sign is seen."""
    return words().filter(Label().accepts)


def words() -> st.SearchStrategy[str]:
    """
    Texts that a field may hold, often ones that a file format could misread.
    """
    free = st.text(_SIGNS, min_size=1, max_size=8).map(lambda text: f"x{text}x")
    return st.one_of(st.sampled_from(_ODD_WORDS), free)


def texts() -> st.SearchStrategy[Text]:
    """
    Bilingual texts.
    """
    return st.builds(Text, words(), words())


def clauses() -> st.SearchStrategy[Clause]:
    """
    Clauses of every force.
    """
    return st.builds(
        Clause,
        id=labels(),
        en=words(),
        zh=words(),
        duty=st.sampled_from(Force),
        timing=st.none() | st.sampled_from(Force),
        not_computed=st.none() | texts(),
    )


def whole(rule: Whole) -> st.SearchStrategy[int]:
    """
    Whole numbers, often the least allowed and the next.
    """
    most = rule.minimum + 400 if rule.maximum is None else rule.maximum
    edges = st.sampled_from((rule.minimum, min(rule.minimum + 1, most), most))
    return st.one_of(edges, st.integers(rule.minimum, most))


def shares() -> st.SearchStrategy[Fraction]:
    """
    Shares from 0 to 1, both ends included.
    """
    percents = st.integers(0, 100).map(lambda n: Fraction(n, 100))
    free = st.fractions(0, 1, max_denominator=10**6)
    return st.one_of(percents, free)


def exact(rule: Exact) -> st.SearchStrategy[Fraction]:
    """
    Exact numbers inside the bounds.
    """
    low = -1000 if rule.minimum is None else rule.minimum
    high = 1000 if rule.maximum is None else rule.maximum
    return st.one_of(
        st.sampled_from((Fraction(low), Fraction(high))),
        st.fractions(low, high, max_denominator=1000),
    )


def held_by(rule: Any) -> st.SearchStrategy[Any]:
    """
    What a field with this rule may hold.
    """
    match rule:
        case Whole():
            return whole(rule)
        case Share():
            return shares()
        case Exact():
            return exact(rule)
        case Label():
            return labels()
        case Words():
            return words()
        case Flag():
            return st.booleans()
        case Zone():
            return st.sampled_from(("Asia/Shanghai", "UTC", "Europe/Brussels"))
        case Member(of=of):
            return st.sampled_from(of)
    return _around(rule)


def _around(rule: Any) -> st.SearchStrategy[Any]:
    """What a field may hold whose rule holds others, or objects."""
    match rule:
        case Later():
            return held_by(rule.found)
        case Optional(inner=inner):
            return st.none() | held_by(inner)
        case Many(inner=inner, least=least, unique=unique):
            by = None if unique is None else (lambda one: getattr(one, unique, one))
            made = held_by(inner)
            return st.lists(made, min_size=least, max_size=least + 2, unique_by=by).map(
                tuple
            )
        case TableOf(inner=inner):
            return tables(inner)
    assert isinstance(rule, Kind)
    return st.one_of([instances(cls) for cls in rule.classes])


def instances(cls: Any) -> st.SearchStrategy[Any]:
    """
    Objects of one class.
    """
    own = _OF_OWN.get(cls)
    return objects(cls) if own is None else own()


def lengths_of_cells() -> st.SearchStrategy[Any]:
    """
    So many days, weeks, months or years.
    """
    numbers = st.integers(1, 9999)
    return st.one_of(
        [st.builds(kind, numbers) for kind in (Days, Weeks, Months, Years)]
    )


def places(cls: Any) -> st.SearchStrategy[Any]:
    """
    Days of cells, by their number.
    """
    most = {
        Cycle.WEEK: 7,
        Cycle.HALF_MONTH: 16,
        Cycle.MONTH: 31,
        Cycle.QUARTER: 92,
        Cycle.HALF_YEAR: 184,
        Cycle.YEAR: 366,
    }
    return st.sampled_from(tuple(most)).flatmap(
        lambda of: st.builds(
            cls,
            st.integers(-most[of], most[of]).filter(bool),
            st.just(of),
            st.integers(0, 12),
        )
    )


def offices() -> st.SearchStrategy[OfficeHours]:
    """
    Opening hours.
    """
    return st.builds(
        OfficeHours,
        zone=held_by(Zone()),
        week=st.sampled_from(WEEKS),
        dates=st.sampled_from(({}, {dt.date(2026, 2, 13): "09:00-12:00"})),
        dated_weeks=st.sampled_from(({}, {dt.date(2026, 5, 1): WEEKS[1]})),
        on_make_up=st.none() | st.sampled_from(Weekday),
    )


def tables(inner: Holds) -> st.SearchStrategy[Any]:
    """
    Tables of what a field may hold.
    """
    return st.dictionaries(labels(), held_by(inner), max_size=4).map(Table)


@st.composite
def objects(draw: st.DrawFn, cls: Any) -> Any:
    """
    Objects of an attrs class whose fields declare what they may hold.

    Fields that the class refuses beside the others fall back to their defaults.
    """
    fields = [field for field in attrs.fields(cls) if field.init]
    made = {field.name: draw(held_by(holds_of(field))) for field in fields}
    try:
        return cls(**made)
    except FollowupRulesError:
        pass
    optional = [f.name for f in fields if f.default is not attrs.NOTHING]
    for name in optional:
        del made[name]
        try:
            return cls(**made)
        except FollowupRulesError:
            continue
    return draw(st.sampled_from(_examples(cls)))


def _examples(cls: Any) -> list[Any]:
    """Return what stands in where fields drawn one by one do not fit together."""
    if cls is WarrantyCase:
        clause = Clause(id="DEMO-1", en="two winters", zh="两个采暖期")
        period = Seasons(2)
        return [
            WarrantyCase(key=key, period=period, clause=clause, season_kind="heating")
            for key in ("heating", "漏水", "x.y")
        ]
    if cls is After:
        return [After(opens=Months(21), closes=Months(25) + Days(4))]
    if cls is GradeScale:
        return [THREE_GRADES]
    if cls is ItemRule:
        name = Text("an item", "一项")
        return [ItemRule(key=key, name=name, weight=2) for key in ("q1", "态度", "x.y")]
    if cls is Stratum:
        return [Stratum(key=key, size=2) for key in ("urgent", "漏水", "x.y")]
    if cls in ALONE:
        return [ALONE[cls]]
    books = [shipped(name) for name in shipped_names()]
    return [
        policy
        for book in books
        for policy in book.rules.values()
        if type(policy) is cls
    ]


@st.composite
def rulebooks(draw: st.DrawFn, kinds: tuple[Any, ...]) -> Rulebook:
    """
    Rulebooks of a few rules of any kind, all whose clauses are their own.
    """
    policies = draw(
        st.lists(
            st.sampled_from(kinds).flatmap(objects),
            min_size=1,
            max_size=3,
            unique_by=lambda policy: policy.id,
        )
    )
    known: dict[str, Clause] = {}
    for policy in policies:
        for clause in clauses_in(policy):
            known.setdefault(clause.id, clause)
    regulation = draw(
        st.builds(
            Regulation, code=labels(), edition=labels(), title=texts(), source=words()
        )
    )
    return Rulebook.of(regulation, tuple(known.values()), (), *policies)


def clauses_in(value: Any) -> list[Clause]:
    """
    Return every clause inside a policy.
    """
    if isinstance(value, Clause):
        return [value]
    if isinstance(value, Table):
        return [clause for entry in value.values() for clause in clauses_in(entry)]
    if isinstance(value, tuple):
        return [clause for entry in value for clause in clauses_in(entry)]
    if attrs.has(type(value)) and not isinstance(value, Enum):
        return [
            clause
            for field in attrs.fields(type(value))
            for clause in clauses_in(getattr(value, field.name))
        ]
    return []


_OF_OWN: Final[dict[Any, Callable[[], st.SearchStrategy[Any]]]] = {
    Text: texts,
    Clause: clauses,
    dt.time: st.times,
    Cycle: lambda: st.sampled_from(Cycle),
    Every: lambda: st.builds(Every, lengths_of_cells(), st.dates()),
    DayOf: lambda: places(DayOf),
    WorkingDayOf: lambda: places(WorkingDayOf),
    Span: lambda: st.sampled_from(SPANS).map(read_amount),
    Window: lambda: st.sampled_from(WINDOWS).map(Window.read),
    OfficeHours: offices,
    ServiceLife: lambda: st.just(ServiceLife()),
}
"""Classes whose objects are not drawn field by field."""
