"""
Every entry of every feed changes something.

Nothing here knows what an entry means. Each kind of feed is put under a small book whose
ledgers hold the same facts; one entry at a time, of the feed or of a part of it, is given
another value, and ledgers are made up until an answer, an evidence or a sentence is
another. An entry for which none is found would go unused.
"""

import random
from collections.abc import Callable, Mapping
from typing import Any

import attrs
import pendulum
import pytest
from tests.books.book_of_every_kind import BOOK, LEDGERS, Call, people

from followup_rules.books import feeds
from followup_rules.books.feeds import (
    Among,
    AskedFor,
    Attempts,
    Calls,
    Extensions,
    Lost,
    Merged,
    Pauses,
    Ratings,
    WayOut,
)
from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Text
from followup_rules.errors import FollowupRulesError, InvalidFieldError
from followup_rules.interchange.kinds import FEEDS
from followup_rules.tables import Table
from followup_rules.timing.amounts import Days
from followup_rules.timing.cycles import Cycle, month
from followup_rules.timing.episodes import Kept
from followup_rules.timing.seasons import local, recurring
from followup_rules.verdicts import Subject, note

TRIES = 2_000
FEW = 400
"""After so many tries of which none could be built the rest leaves no choice."""
MARCH = month(2026, 3)
BEGUN = pendulum.datetime(2026, 2, 20, tz="Asia/Shanghai")
GRADES = ("satisfied", "basically_satisfied", "dissatisfied", None)
WHO = ("w1", "w2", "w1", None)
WHICH = ("one", "two", "one", None)
TIMES = ("begun", "done", "over", "at")
OF_RULES = ("due of told", "breach of told", "meeting of told")
"""Moments of another rule, which calls owe."""
SEASONS = {
    place: local(
        recurring(place, "heating", (3, first), (3, first + 4), source="a notice")
    )
    for place, first in {"w1": 1, "w2": 9, "one": 5, "two": 15}.items()
}


# ----------------------------------------------------- what the functions of a book say


def told(_case: Any, one: Any) -> dict[str, bool | None]:
    """Return a record."""
    return {"look": one.yes, "sign": one.sure}


def around(_case: Any, one: Any) -> tuple[str, ...]:
    """Return circumstances."""
    return ("phone",) if one.yes else ()


def remarks(_case: Any, one: Any) -> tuple[Any, ...]:
    """Return a remark."""
    return (note("emergency_at_once"),) if one.yes else ()


def others(_case: Any, one: Any) -> tuple[tuple[str, str | None], ...]:
    """Return some of those who were there."""
    return (("one", one.who),)


def part(_case: Any, one: Any) -> str:
    """Return a category of a cover."""
    return one.whom or "life"


def other_part(_case: Any, one: Any) -> str:
    """Return another."""
    return "agreed" if one.grade == "satisfied" else "one"


def parts(_case: Any, one: Any) -> tuple[str, ...]:
    """Return two."""
    return ("one", "two") if one.sure else ("one",)


def why(_case: Any, one: Any) -> str | None:
    """Return a cause."""
    causes = {"satisfied": "construction", "basically_satisfied": "misuse"}
    return causes.get(one.grade, "design" if one.yes else None)


def delayer(_case: Any, one: Any) -> str | None:
    """Return who delayed an acceptance."""
    return "developer" if one.yes else None


def length(_case: Any, one: Any) -> str | None:
    """Return how long something is."""
    return "12 days" if one.yes else None


def longer(_case: Any, one: Any) -> str | None:
    """Return how long another thing is."""
    return "1 month" if one.yes or one.sure else None


def last_day(_case: Any, one: Any) -> Any:
    """Return the day on which something is over."""
    return None if one.over is None else one.over.date()


def some(_case: Any, one: Any) -> int:
    """Return a number."""
    return 4 if one.yes else 1


def more(_case: Any, one: Any) -> int:
    """Return another."""
    return 6 if one.sure else 2


def other_grade(_case: Any, one: Any) -> str:
    """Return a grade."""
    return "satisfied" if one.yes else "dissatisfied"


def waits(_case: Any, one: Any) -> Any:
    """Return when the clock stood still."""
    if one.begun is None or one.over is None:
        return None
    return ({"begins": one.begun, "ends": one.over, "reason": one.who},)


def other_waits(_case: Any, one: Any) -> Any:
    """Return other times at which it did."""
    if one.begun is None or one.over is None:
        return None
    return ({"begins": one.begun, "ends": one.over, "reason": "w1"},)


def asked_for(_case: Any, one: Any) -> Any:
    """Return what more time was asked for."""
    return ({"asked_at": one.begun, "amount": "4 days", "granted_by": one.who},)


def asked_for_less(_case: Any, one: Any) -> Any:
    """Return less."""
    return ({"asked_at": one.begun, "amount": "1 day", "granted_by": one.who},)


def in_repair(_case: Any, one: Any) -> Any:
    """Return when the use was lost."""
    return ({"begins": one.begun, "ends": one.over},)


def some_days(_case: Any, _one: Any) -> Any:
    """Return how many days were lost."""
    return ({"days": 9},)


def forged(_case: Any, _one: Any) -> Any:
    """Return what is no receipt."""
    return {"scheme": "mine"}


def by_hand(_case: Any, _one: Any) -> Any:
    """Return whom somebody left out."""
    return {"w1": "moved away", "w2": "moved away"}


WRITTEN: Mapping[str, tuple[Any, ...]] = {
    "given": (None, told),
    "circumstances": (None, around),
    "notes": (None, remarks),
    "members": (None, people, others),
    "limit": (None, length, last_day, longer),
    "category": ("whom", part, other_part, parts),
    "cause": (None, "who", why),
    "cause_category": (None, part, other_part),
    "contract": (None, length, last_day, longer),
    "extended_by": (None, length, longer),
    "design_life": (None, some, more),
    "reading": (None, some, more),
    "first_reading": (None, some, more),
    "settlement": (None, some, more),
    "retained": (None, some, more),
    "price": (None, some, more),
    "agreed": (None, length, longer),
    "delayed_by": (None, delayer),
    "place": (None, "who", "whom"),
    "amount": (None, length, longer),
    "extended_to": (None, last_day, "over"),
    "reason": ("who", "whom"),
    "Pauses.given": (None, waits, other_waits),
    "days": (None, some, more),
    "worth": (None, some, more),
    "count": (None, some, more),
    "grade": ("grade", other_grade),
    "receipt": (None, forged, "who"),
    "by_hand": (None, by_hand),
    "Lost.given": (None, in_repair, some_days),
    "Extensions.given": (None, asked_for, asked_for_less),
}
"""What is no mere attribute, by the entry that asks for it."""

GRADING = "grades"
"""The rule whose grades the facts name, so that it stands in every book."""
CHAINED = "told"
"""The rule whose moments others ask for."""


def _books(*beside: str) -> dict[str, Rulebook]:
    """Return for each rule a book that judges nothing else, but what stands beside."""
    return {
        rule_id: attrs.evolve(
            BOOK,
            rules=Table((name, BOOK[name]) for name in {rule_id, GRADING, *beside}),
            feeds=Table((one, BOOK.feeds[one]) for one in {rule_id, *beside}),
        )
        for rule_id in BOOK.feeds
    }


BOOKS = _books()
CHAINS = _books(CHAINED)
RULES_OF = {
    kind: tuple(one for one, feed in BOOK.feeds.items() if type(feed) is kind)
    for kind in FEEDS.values()
}
KINDS = (*FEEDS.values(),)


# ------------------------------------------------------------ one entry, another value


def any_flag(rng: random.Random) -> Any:
    """Return a question of yes and no."""
    if rng.random() < 0.1:
        return rng.choice(("any hold where yes", *OF_RULES))
    return rng.choice((None, True, False, "yes", "sure", "not sure", "begun"))


def any_moment(rng: random.Random) -> Any:
    """Return a question when something was."""
    if rng.random() < 0.1:
        return rng.choice(("last hold.done", *OF_RULES))
    return rng.choice((None, *TIMES))


def any_way(rng: random.Random) -> Any:
    """Return whether a way out holds: mostly what has happened, for that has a day."""
    return any_flag(rng) if rng.random() < 0.3 else any_moment(rng)


def any_roles(rng: random.Random) -> Any:
    """Return whom each of some roles names."""
    roles = rng.choice(((), ("one",), ("one", "two")))
    return Table({role: rng.choice(("who", "whom")) for role in roles})


def any_steps(rng: random.Random) -> Any:
    """Return when each step was done."""
    return Table({key: rng.choice(TIMES) for key in ("first", "then")})


def any_condition(rng: random.Random) -> Any:
    """Return whether a step is needed."""
    return Table({"needed": rng.choice(("yes", "sure"))})


def any_items(rng: random.Random) -> Any:
    """Return whether an item is there, or came late."""
    return Table(
        {key: rng.choice(("yes", "sure")) for key in rng.choice(((), ("look",)))}
    )


def any_reason(rng: random.Random) -> Any:
    """Return who cannot be drawn, or nobody."""
    return Table(
        {key: rng.choice(("yes", "sure")) for key in rng.choice(((), ("gone",)))}
    )


def any_of(*keys: str) -> Callable[[random.Random], Any]:
    """Return when each of some events was, or of none."""
    return lambda rng: Table(
        {key: rng.choice(TIMES) for key in rng.choice((keys, (), keys[:1]))}
    )


def any_part(cls: Any) -> Callable[[random.Random], Any]:
    """Return a part of a feed, or none."""
    return lambda rng: rng.choice((None, a_feed(cls, rng)))


def any_parts(cls: Any) -> Callable[[random.Random], Any]:
    """Return up to two parts of a feed."""
    return lambda rng: tuple(a_feed(cls, rng) for _ in range(rng.choice((0, 1, 1, 2))))


ONE_OF: dict[str, tuple[Any, ...]] = {
    **WRITTEN,
    "each": ("ward", "call", "call", None),
    "of": ("ward", "call", "hold"),
    "Attempts.of": ("hold",),
    "Pauses.of": ("hold", None),
    "Extensions.of": ("hold", None),
    "Lost.of": ("hold", None),
    "Cadence.since": ((), ("call",), ("ward",)),
    "subject": (("book", ""), ("rate", ""), ("book", "x")),
    "kind": ("ward", "call"),
    "cycle": (None, Cycle.WEEK, Cycle.MONTH),
    "gap": (Days(0), Days(3), Days(20)),
    "Among.of": ("ward", "hold"),
    "Ratings.of": ("ward", "hold"),
    "Calls.of": ("hold",),
    "Calls.subject": ("who", "whom"),
    "Draws.within": (None, Cycle.WEEK, Cycle.MONTH),
    "called_within": (None, Cycle.WEEK, Cycle.MONTH),
    "window": (None, "who", "whom"),
    "person": (None, "who", "whom"),
    "Merged.stands": tuple(Kept),
    "key": ("refused", "moved"),
    "name": (Text("refused", "拒绝"), Text("moved away", "迁出")),
    "clause": ("TEST-1", "TEST-2"),
    "allowed_by": (None, "desk", "head"),
    "least": (1, 2, 3),
    "question": (None, "cover", "claim", "duty"),
}
NAMES = frozenset({"by", "whose", "answer", "form", "granted_by"})
"""The questions whose answer is a name, and no moment."""
MADE: Mapping[str, Callable[[random.Random], Any]] = {
    "episodes": any_part(Merged),
    "pauses": any_part(Pauses),
    "extensions": any_part(Extensions),
    "among": any_part(Among),
    "ratings": any_part(Ratings),
    "lost": any_part(Lost),
    "calls": lambda rng: a_feed(Calls, rng),
    "left_out": any_reason,
    "items": lambda rng: Table(
        {"look": rng.choice(("yes", "sure"))} if rng.random() < 0.6 else {}
    ),
    "ways_out": any_parts(WayOut),
    "attempts": any_parts(Attempts),
    "steps": any_steps,
    "conditions": any_condition,
    "there": any_items,
    "came_late": any_items,
    "who": any_roles,
    "bodies": any_roles,
    "WayOut.when": any_way,
    "starts": any_of("one", "two"),
    "events": any_of("handed"),
    "paid": any_of("first", "rest"),
    "answers": lambda rng: Table(
        {"overall": rng.choice(("grade", "who"))} if rng.random() < 0.5 else {}
    ),
}


def any_entry(cls: Any, entry: Any, rng: random.Random) -> Any:
    """Return something that an entry of a feed, or of a part, may hold."""
    name = entry.name
    for key in (f"{cls.__name__}.{name}", name):
        if key in ONE_OF:
            return rng.choice(ONE_OF[key])
        if key in MADE:
            return MADE[key](rng)
    if (asks := entry.metadata.get("asks")) is not None:
        if asks is AskedFor.YES_NO:
            return any_flag(rng)
        if name in NAMES:
            return rng.choice((None, "who", "whom", "grade"))
        return any_moment(rng)
    assert entry.type is bool, f"{cls.__name__}.{name} needs a value here"
    return rng.choice((True, False))


def a_feed(cls: Any, rng: random.Random) -> Any:
    """Return a feed, or a part, whose entries are neutral, but for some."""
    while True:
        told = {}
        for entry in attrs.fields(cls):
            neutral = entry.default is not attrs.NOTHING
            if not neutral or rng.random() < 0.4:
                told[entry.name] = any_entry(cls, entry, rng)
        try:
            return cls(**told)
        except FollowupRulesError:
            continue


def like(feed: Any, rng: random.Random) -> Any:
    """
    Return a feed of the book with other values in some entries.

    Raises:
        FollowupRulesError: If it is refused.
    """
    cls = type(feed)
    changed = [entry for entry in attrs.fields(cls) if rng.random() < 0.15]
    other = {entry.name: any_entry(cls, entry, rng) for entry in changed}
    return attrs.evolve(feed, **other)


def a_row(kind: str, number: int, rng: random.Random) -> Any:
    """Return a row, mostly with its moments in the order of their names."""
    moments = sorted(BEGUN.add(hours=rng.randint(0, 60 * 24)) for _ in range(3))
    if rng.random() < 0.2:
        rng.shuffle(moments)
    begun, done, over = (one if rng.random() < 0.8 else None for one in moments)
    flags: dict[str, Any] = {
        name: rng.choice((True, True, False, None))
        for name in ("yes", "sure", "look", "sign")
    }
    held = {"call_id": "w1"} if kind == "hold" else {}
    for name in ("look", "sign") if held else ():
        del flags[name]
    return LEDGERS[kind](
        id=f"w{number}",
        at=rng.choice(moments),
        begun=begun,
        done=done,
        over=over,
        who=rng.choice(WHO),
        whom=rng.choice(WHICH),
        grade=rng.choice(GRADES),
        **flags,
        **held,
    )


def ledgers_of(rng: random.Random) -> dict[str, list[Any]]:
    """Return up to three rows of each kind; what is held follows the first call."""
    rows = {
        kind: [a_row(kind, number, rng) for number in range(1, rng.randint(1, 3) + 1)]
        for kind in LEDGERS
    }
    first = rows["call"][0].at
    rows["hold"] = [
        attrs.evolve(one, at=first.add(hours=rng.choice((1, 2, rng.randint(0, 480)))))
        for one in rows["hold"]
    ]
    return rows


def outcome(rules: Rulebook, rule_id: str, told: Any) -> list[Any] | None:
    """Return what a rule comes to; None where a row, or the whole, is refused."""
    try:
        report = rules.assess(**told)
    except FollowupRulesError:
        return None
    if any(error.field != "grade" for error in report.row_errors):
        return None
    return [
        (one.key, one.to_dict(), one.explain("en"))
        for one in report.where(rule=rule_id)
    ]


def put(rule_id: str, feed: Any) -> Rulebook | None:
    """Return the book with another feed; None where that is refused."""
    for books in (BOOKS, CHAINS):
        try:
            return books[rule_id].replace(rule_id, feed=feed)
        except FollowupRulesError:
            continue
    return None


# ------------------------------------------------------------------ where parts stand


def _let_off(feed: Any, *found: Any) -> Any:
    """Return a feed with ways out, which only rows that owe it each can tell."""
    more: dict[str, Any] = {"apart": True} if isinstance(feed, feeds.Procedure) else {}
    if feed.each is None:
        more = {"each": "call", "whose": "who"}
    return attrs.evolve(feed, ways_out=found, **more)


def _laddered(feed: Any, rung: Attempts) -> Any:
    """Return a feed with a way out by attempts."""
    way = WayOut(
        key="tried", name=Text("tried", "多次未果"), clause="TEST-2", attempts=(rung,)
    )
    return _let_off(feed, way)


WITH: dict[Any, Callable[[Any, Any], Any]] = {
    Merged: lambda feed, part: attrs.evolve(feed, episodes=part),
    Pauses: lambda feed, part: attrs.evolve(feed, pauses=part),
    Extensions: lambda feed, part: attrs.evolve(feed, extensions=part),
    Among: lambda feed, part: attrs.evolve(feed, among=part),
    Lost: lambda feed, part: attrs.evolve(feed, lost=part),
    Ratings: lambda feed, part: attrs.evolve(feed, ratings=part),
    Calls: lambda feed, part: attrs.evolve(feed, calls=part),
    WayOut: _let_off,
    Attempts: _laddered,
}
"""How each part is put into a feed."""

LET_OFF = tuple(kind for kind in KINDS if "ways_out" in attrs.fields_dict(kind))
HOMES: dict[Any, tuple[Any, ...]] = {
    Merged: (feeds.Rate, feeds.Quota),
    Pauses: (feeds.Deadline,),
    Extensions: (feeds.Deadline,),
    Among: (feeds.Rate,),
    Lost: (feeds.Warranty,),
    Ratings: (feeds.Score,),
    Calls: (feeds.Draws,),
    WayOut: LET_OFF,
    Attempts: (feeds.Deadline, feeds.Rate, feeds.Series),
}
"""
The feeds in which each part may stand; what attempts are is asked of every way out alike.
"""

ENTRIES = [
    *((kind, kind, entry.name) for kind in KINDS for entry in attrs.fields(kind)),
    *(
        (home, part, entry.name)
        for part, homes in HOMES.items()
        for home in homes
        for entry in attrs.fields(part)
    ),
]


SETTLED = {
    (feeds.Series, feeds.Series, "subject"),  # a plan is owed by rows, never the whole
    *((home, WayOut, "whenever") for home in LET_OFF if home.never_overdue),
    *(
        (home, WayOut, "until")  # nothing falls due that it could end before
        for home in LET_OFF
        if home.never_overdue and not issubclass(home, feeds.Share)
    ),
    *((home, Attempts, "of") for home in HOMES[Attempts]),  # one kind belongs to calls
    (feeds.Draws, Calls, "of"),
    (feeds.Draws, feeds.Draws, "each"),
}
"""The entries of which the others leave no choice."""

SOON = {
    "Deadline-Deadline.form": 3,
    "Warranty-WayOut.granted_by": 3,
    "Warranty-Warranty.place": 1,
    "Warranty-WayOut.allowed_by": 2,
    "Deadline-Extensions.granted_at": 6,
    "Rate-Merged.stands": 3,
    "Deadline-Extensions.amount": 2,
    "Deadline-Extensions.where": 3,
    "Deadline-Extensions.granted_by": 2,
    "Deadline-Pauses.where": 5,
    "Warranty-WayOut.key": 6,
    "Refund-WayOut.granted_by": 2,
    "Deadline-Pauses.given": 3,
    "Warranty-WayOut.name": 6,
    "Quota-Merged.begins": 1,
    "Draws-Calls.reached": 1,
    "Warranty-WayOut.came_at": 1,
    "Deadline-Extensions.of": 2,
    "Warranty-WayOut.whenever": 2,
    "Quota-Merged.stands": 3,
    "Warranty-WayOut.clause": 4,
    "Deadline-WayOut.whenever": 4,
    "Cadence-Cadence.since": 1,
    "Deadline-WayOut.granted_by": 1,
}
"""
Where a change is found late, another beginning with which it is found soon.

Any will do: those of which none is named here begin with none.
"""


def two_of(shipped: Any, cls: Any, entry: Any, rng: random.Random) -> tuple[Any, Any]:
    """
    Return two feeds that differ in one entry, their own or that of a part.

    Raises:
        FollowupRulesError: If one of them is refused.
    """
    home = type(shipped)
    one = a_feed(home, rng) if rng.random() < 0.3 else like(shipped, rng)
    if cls is not home:
        inner = a_feed(cls, rng)
        other = attrs.evolve(inner, **{entry.name: any_entry(cls, entry, rng)})
        return WITH[cls](one, inner), WITH[cls](one, other)
    if rng.random() < 0.5:
        one = attrs.evolve(one, **{entry.name: any_entry(cls, entry, rng)})
    return one, attrs.evolve(one, **{entry.name: any_entry(cls, entry, rng)})


def told_to(feed: Any, rng: random.Random) -> dict[str, Any]:
    """Return what a book with a feed may be told."""
    given: dict[str, Any] = {}
    if isinstance(feed, feeds.Warranty):
        given["seasons"] = SEASONS["w1"] if feed.place is None else SEASONS
    return {
        "ledgers": ledgers_of(rng),
        "as_of": BEGUN.add(days=rng.randint(10, 80)),
        "period": MARCH if rng.random() < 0.7 else None,
        **given,
    }


@pytest.mark.parametrize(
    ("home", "cls", "name"),
    ENTRIES,
    ids=[f"{home.__name__}-{cls.__name__}.{name}" for home, cls, name in ENTRIES],
)
def test_every_entry_changes_something(home: Any, cls: Any, name: str) -> None:
    """
    There are ledgers on which another value is another answer.

    Where none could be built, the rest of the feed must be known to leave no choice.
    """
    called = f"{home.__name__}-{cls.__name__}.{name}"
    rng = random.Random(f"{called} {SOON[called]}" if called in SOON else called)
    entry = getattr(attrs.fields(cls), name)
    built = 0
    for tried in range(TRIES):
        if tried == FEW and not built:
            assert (home, cls, name) in SETTLED
            return
        rule_id = rng.choice(RULES_OF[home])
        try:
            one, changed = two_of(BOOK.feeds[rule_id], cls, entry, rng)
        except FollowupRulesError:
            continue
        before = None if changed == one else put(rule_id, one)
        after = None if before is None else put(rule_id, changed)
        if before is None or after is None:
            continue
        built += 1
        for _ in range(4):
            told = told_to(one, rng)
            said = outcome(before, rule_id, told)
            if said is not None and outcome(after, rule_id, told) not in (None, said):
                return
    pytest.fail(f"{name} of {cls.__name__} changed nothing in {built} books")


def test_a_book_beside_which_another_rule_stands_answers_alike() -> None:
    """What is told apart above is the entry, and not the other rule."""
    rng = random.Random(1)
    for rule_id, feed in BOOK.feeds.items():
        told = told_to(feed, rng)
        alone = outcome(BOOKS[rule_id], rule_id, told)
        assert alone == outcome(CHAINS[rule_id], rule_id, told)


@pytest.mark.parametrize(
    ("kind", "entries", "name"),
    [
        (Attempts, {"of": "hold", "least": 2, "where": True}, "where"),
        (Attempts, {"of": "hold", "least": 2, "ended_by": True}, "ended_by"),
        (feeds.Deadline, {"each": "call", "since": True}, "since"),
        (feeds.Keeping, {"each": "call", "disposed": False}, "disposed"),
        (feeds.Team, {"each": "call", "who": Table({"one": True})}, "who"),
        (feeds.Procedure, {"each": "call", "steps": Table({"one": None})}, "steps"),
        (feeds.Warranty, {"each": "call", "first_reading": some}, "first_reading"),
        (feeds.Checklist, {"each": "call", "given": told, "filled": True}, "filled"),
        (
            feeds.Checklist,
            {"each": "call", "given": told, "there": Table({"look": "yes"})},
            "there",
        ),
        (
            feeds.Checklist,
            {"each": "call", "came_late": Table({"look": "yes"}), "closed": False},
            "came_late",
        ),
        (feeds.Cadence, {"of": "call", "whose": "who"}, "whose"),
        (
            feeds.Cadence,
            {"of": "call", "each": "ward", "subject": ("book", "x")},
            "subject",
        ),
        (feeds.Cadence, {"of": "call", "remark_others": False}, "remark_others"),
        (
            feeds.Intervals,
            {"of": "call", "each": "ward", "subject": ("book", "x")},
            "subject",
        ),
        (feeds.Streaks, {"of": "call", "until": "over"}, "until"),
        (feeds.Series, {"of": "call"}, "each"),
        (feeds.Series, {"of": "call", "each": "ward"}, "anchor"),
    ],
)
def test_what_would_be_dead_is_refused(
    kind: Any, entries: dict[str, Any], name: str
) -> None:
    """An entry beside which another decides nothing."""
    with pytest.raises(InvalidFieldError, match=rf"{kind.__name__}\.{name} "):
        kind(**entries)


@pytest.mark.parametrize(
    "kind",
    [kind for kind in LET_OFF if kind.never_overdue],
    ids=lambda one: one.__name__,
)
def test_whenever_is_refused_where_nothing_is_overdue(kind: Any) -> None:
    """A way out that has a day then says nothing more; without one it must be said."""
    way = WayOut(
        key="over",
        name=Text("over", "终止"),
        clause="TEST-2",
        when="over",
        whenever=True,
    )
    rule_id = RULES_OF[kind][0]
    feed = BOOK.feeds[rule_id]
    with pytest.raises(InvalidFieldError, match=f"False, for {kind.never_overdue}"):
        BOOK.replace(rule_id, feed=_let_off(feed, way))
    undated = attrs.evolve(way, when="yes")
    assert BOOK.replace(rule_id, feed=_let_off(feed, undated)).changes == (rule_id,)


class TestAnswersOfAnotherKind:
    """
    A question whose answer cannot be used is refused of its row, or read as it can be.
    """

    ROW = Call(
        id="c1",
        at=BEGUN,
        begun=pendulum.datetime(2026, 3, 31, 16, tz="UTC"),
        look=True,
        yes=True,
    )

    def refused(self, rule_id: str, **entries: Any) -> str:
        """Return what was refused of the row."""
        feed = attrs.evolve(BOOK.feeds[rule_id], **entries)
        rules = BOOKS[rule_id].replace(rule_id, feed=feed)
        (error,) = rules.assess(
            {"call": [self.ROW]}, as_of=BEGUN.add(days=90)
        ).row_errors
        return str(error)

    def test_flags_are_no_texts(self) -> None:
        """Where items count when they are filled, each is a text."""
        assert "a text" in self.refused("record", filled=True)

    def test_a_moment_is_no_window(self) -> None:
        """Answers are pooled by a name."""
        assert "pooled" in self.refused("grades", by="begun")

    def test_a_moment_is_no_category(self) -> None:
        """Nor is it a category of what is kept."""
        assert "category" in self.refused("kept_by_category", category="begun")

    def test_an_instant_is_about_the_day_on_which_it_lies(self) -> None:
        """The day of the book, not of the zone in which it was written."""
        report = BOOKS["covered"].assess(
            {"call": [self.ROW]}, as_of=BEGUN.add(days=90), period=month(2026, 4)
        )
        assert [one.evidence.counted for one in report] == [1]
        assert {one.subject for one in report} == {Subject("book", "", cell="2026-04")}
