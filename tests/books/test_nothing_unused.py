"""
Every entry of every feed changes something.

Nothing here knows what an entry means. Each kind of feed is put under a small book whose
two ledgers hold the same facts; one entry at a time is given another value, and ledgers
are made up until an answer, an evidence or a sentence is another. An entry for which none
is found would go unused.
"""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Annotated, Any

import attrs
import pendulum
import pytest

from followup_rules.books import feeds
from followup_rules.books.feeds import Merged
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import (
    actors,
    cadence,
    checklist,
    clause,
    deadline,
    intervals,
    judged,
    keeping,
    procedure,
    quota,
    rate,
    regulation,
    score,
    series,
    streaks,
    team,
)
from followup_rules.errors import FollowupRulesError, InvalidFieldError
from followup_rules.fields import Name
from followup_rules.interchange.kinds import FEEDS
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import GradeOf
from followup_rules.policies.cadence import CountedBy
from followup_rules.policies.scoring import (
    CUTS_90_60,
    POINTS_100_60_0,
    THREE_GRADES,
)
from followup_rules.policies.series import Between
from followup_rules.policies.streaks import Streak
from followup_rules.policies.targets import Bound
from followup_rules.tables import Table
from followup_rules.timing.amounts import Days
from followup_rules.timing.cycles import Cycle, month
from followup_rules.timing.episodes import Kept
from followup_rules.verdicts import Subject, note

TRIES = 2_000
MARCH = month(2026, 3)
BEGUN = pendulum.datetime(2026, 2, 20, tz="Asia/Shanghai")
GRADES = ("satisfied", "basically_satisfied", "dissatisfied", None)


@row("ward", "ward", "病区", placed="at")
class Ward:
    """What may owe something."""

    id: str
    at: dt.datetime = said("when", "时间")
    begun: dt.datetime | None = said("begun", "开始", default=None)
    done: dt.datetime | None = said("done", "完成", default=None)
    over: dt.datetime | None = said("over", "结束", default=None)
    yes: bool | None = said("yes", "是", default=None)
    sure: bool | None = said("sure", "确定", default=None)
    look: bool | None = said("a look", "查看", default=None)
    sign: bool | None = said("a signature", "签名", default=None)
    who: Name | None = said("who", "何人", default=None)
    whom: Name | None = said("whom", "对何人", default=None)
    grade: Annotated[str, GradeOf("grades")] | None = said(
        "grade", "评价", default=None
    )
    entered_at: dt.datetime | None = None


@row("call", "call", "来电", placed="at")
class Call:
    """What may happen; it holds the facts of a ward."""

    id: str
    at: dt.datetime = said("when", "时间")
    begun: dt.datetime | None = said("begun", "开始", default=None)
    done: dt.datetime | None = said("done", "完成", default=None)
    over: dt.datetime | None = said("over", "结束", default=None)
    yes: bool | None = said("yes", "是", default=None)
    sure: bool | None = said("sure", "确定", default=None)
    look: bool | None = said("a look", "查看", default=None)
    sign: bool | None = said("a signature", "签名", default=None)
    who: Name | None = said("who", "何人", default=None)
    whom: Name | None = said("whom", "对何人", default=None)
    grade: Annotated[str, GradeOf("grades")] | None = said(
        "grade", "评价", default=None
    )
    entered_at: dt.datetime | None = None


LEDGERS = {"ward": Ward, "call": Call}
WHO = ("w1", "w2", "w1", None)
WHICH = ("one", "two", "one", None)
TIMES = ("begun", "done", "over", "at")
ITEMS: dict[str, Any] = {
    "look": {"name": ("a look", "查看"), "ruled_out_by": ("phone",)},
    "sign": ("a signature", "签名"),
}
BOTH: dict[str, Any] = {"owed_by": "desk", "each": Call}
STEP: dict[str, Any] = {"name": ("a step", "步骤"), "at": "done"}


def of_each(_case: Any, _rule: Any) -> Iterator[Any]:
    """Judge nothing."""
    yield from ()


def told(_case: Any, one: Any) -> dict[str, bool | None]:
    """Return a record."""
    return {"look": one.yes, "sign": one.sure}


def later(_case: Any, one: Any) -> tuple[str, ...]:
    """Return what came late."""
    return ("look",) if one.look and one.yes else ()


def around(_case: Any, one: Any) -> tuple[str, ...]:
    """Return circumstances."""
    return ("phone",) if one.yes else ()


def remarks(_case: Any, one: Any) -> tuple[Any, ...]:
    """Return a remark."""
    return (note("emergency_at_once"),) if one.yes else ()


def people(_case: Any, one: Any) -> tuple[tuple[str, str | None], ...]:
    """Return who was there."""
    return (("one", one.who), ("two", one.whom))


def others(_case: Any, one: Any) -> tuple[tuple[str, str | None], ...]:
    """Return some of them."""
    return (("one", one.who),)


WRITTEN = {
    "given": (None, told),
    "late": (None, later),
    "circumstances": (None, around),
    "notes": (None, remarks),
    "members": (None, people, others),
}
"""The entries that are functions of a regulation."""

BOOK = regulation(
    "TEST",
    "1",
    "Test",
    "试验",
    clause(
        "1",
        "As asked.",
        "按要求。",
        deadline("plain", "it", "它", since="begun", done="done", **BOTH),
        deadline(
            "in_days", "it", "它", since="begun", done="done", limit=Days(3), **BOTH
        ),
        deadline(
            "by_category",
            "it",
            "它",
            since="begun",
            done="done",
            cases={"one": Days(2), "two": Days(9)},
            **BOTH,
        ),
        deadline(
            "in_form",
            "it",
            "它",
            since="begun",
            done="done",
            limit=Days(3),
            forms=("one",),
            other_forms=("two",),
            **BOTH,
        ),
        deadline(
            "self_set", "it", "它", since="begun", done="done", self_set=True, **BOTH
        ),
        checklist("record", "it", "它", items=ITEMS, **BOTH),
        actors("may", "it", "它", by="who", allowed=("one", "w1"), **BOTH),
        team("team", "it", "它", members=people, roles=("one", "two"), **BOTH),
        team(
            "apart",
            "it",
            "它",
            members=people,
            roles=("one", "two"),
            independent=("one", "two"),
            **BOTH,
        ),
        procedure(
            "steps",
            "it",
            "它",
            since="begun",
            conditions={"needed": "yes"},
            steps={
                "first": {**STEP, "limit": Days(3)},
                "then": {**STEP, "only_if": "needed"},
            },
            **BOTH,
        ),
        keeping(
            "kept", "it", "它", since="begun", disposed="over", keep_for=Days(9), **BOTH
        ),
        keeping(
            "kept_by_category",
            "it",
            "它",
            since="begun",
            disposed="over",
            cases={"one": Days(2), "two": Days(30)},
            **BOTH,
        ),
        rate(
            "rate", "it", "它", met="yes", rate="1/2", bound=Bound.NOT_LESS_THAN, **BOTH
        ),
        quota("quota", "it", "它", met="yes", rate="1/2", **BOTH),
        cadence(
            "cells",
            "it",
            "它",
            owed_by="desk",
            of=Call,
            since=(Call,),
            cycle=Cycle.MONTH,
        ),
        cadence(
            "covered",
            "it",
            "它",
            owed_by="desk",
            of=Call,
            cycle=Cycle.MONTH,
            by=CountedBy.PERIOD_COVERED,
            since=(Call,),
            about="begun",
        ),
        score(
            "grades",
            "it",
            "它",
            answer="grade",
            by="who",
            kind="ward",
            scale=THREE_GRADES,
            points=POINTS_100_60_0,
            satisfied=("satisfied",),
            tiers=CUTS_90_60,
            **BOTH,
        ),
        intervals("apart_by", "it", "它", owed_by="desk", of=Call, at_most=Days(9)),
        streaks(
            "again",
            "it",
            "它",
            owed_by="desk",
            of=Call,
            number=2,
            streak=Streak.IN_A_ROW,
            limit=Days(5),
        ),
        series(
            "plan",
            "it",
            "它",
            owed_by="desk",
            of=Call,
            each=Ward,
            anchor="begun",
            asked={"whose": "who"},
            visits={
                "first": ("a visit", "回访", Between(opens=Days(2), closes=Days(9)))
            },
        ),
        judged(
            ("teams", "TeamPolicy"),
            "own",
            "it",
            "它",
            owed_by="desk",
            by=of_each,
            roles=("one",),
        ),
    ),
    source="nowhere",
    ledgers=(Ward, Call),
)

GRADING = "grades"
"""The rule whose grades the facts name, so that it stands in every book."""

BOOKS = {
    rule_id: attrs.evolve(
        BOOK,
        rules=Table((name, BOOK[name]) for name in {rule_id, GRADING}),
        feeds=Table([(rule_id, feed)]),
    )
    for rule_id, feed in BOOK.feeds.items()
}
"""For each rule a book that judges nothing else."""

RULES_OF = {
    kind: tuple(one for one, feed in BOOK.feeds.items() if type(feed) is kind)
    for kind in FEEDS.values()
}
KINDS = (*FEEDS.values(),)


# ------------------------------------------------------------ one entry, another value


def any_flag(rng: random.Random) -> Any:
    """Return a question of yes and no."""
    return rng.choice((None, True, False, "yes", "sure", "not sure", "begun"))


def any_roles(rng: random.Random) -> Any:
    """Return whom each of some roles names."""
    roles = rng.choice(((), ("one",), ("one", "two")))
    return Table({role: rng.choice(("who", "whom")) for role in roles})


def any_episodes(rng: random.Random) -> Any:
    """Return which rows count as one, or that each counts."""
    return rng.choice((None, a_feed(Merged, rng)))


def any_steps(rng: random.Random) -> Any:
    """Return when each step was done."""
    return Table({key: rng.choice(TIMES) for key in ("first", "then")})


def any_condition(rng: random.Random) -> Any:
    """Return whether a step is needed."""
    return Table({"needed": rng.choice(("yes", "sure"))})


ONE_OF: dict[str, tuple[Any, ...]] = {
    **WRITTEN,
    "each": (*LEDGERS, None),
    "of": (*LEDGERS,),
    "since": ((), ("call",), ("ward",)),
    "subject": (("book", ""), ("rate", ""), ("book", "x")),
    "kind": ("ward", "call"),
    "cycle": (None, Cycle.WEEK, Cycle.MONTH),
    "within": (Days(0), Days(3), Days(20)),
    "kept": tuple(Kept),
}
MADE = {
    "episodes": any_episodes,
    "steps": any_steps,
    "conditions": any_condition,
    "who": any_roles,
    "bodies": any_roles,
}


def any_entry(cls: Any, entry: Any, rng: random.Random) -> Any:
    """Return something that an entry of a feed may hold."""
    name = entry.name
    if "truth" in entry.metadata and name not in WRITTEN:
        if entry.metadata["truth"]:
            return any_flag(rng)
        return rng.choice((None, *TIMES, "who", "whom", "grade"))
    if name in ONE_OF:
        return rng.choice(ONE_OF[name])
    if name in MADE:
        return MADE[name](rng)
    assert entry.type is bool, f"{cls.__name__}.{name} needs a value here"
    return rng.choice((True, False))


def a_feed(cls: Any, rng: random.Random) -> Any:
    """Return a feed whose entries are neutral, but for some."""
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
    )


def ledgers_of(rng: random.Random) -> dict[str, list[Any]]:
    """Return up to three rows of each kind."""
    return {
        kind: [a_row(kind, number, rng) for number in range(1, rng.randint(1, 3) + 1)]
        for kind in LEDGERS
    }


def outcome(rules: Rulebook, rule_id: str, told: Any) -> list[Any] | None:
    """Return what a rule comes to; None where a row, or the whole, is refused."""
    try:
        report = rules.assess(told[0], as_of=told[1], period=told[2])
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
    try:
        return BOOKS[rule_id].replace(rule_id, feed=feed)
    except FollowupRulesError:
        return None


ENTRIES = [
    *((kind, entry.name) for kind in KINDS for entry in attrs.fields(kind)),
    *((Merged, entry.name) for entry in attrs.fields(Merged)),
]


@pytest.mark.parametrize(
    ("kind", "name"), ENTRIES, ids=[f"{kind.__name__}.{name}" for kind, name in ENTRIES]
)
def test_every_entry_changes_something(kind: Any, name: str) -> None:
    """
    There are ledgers on which another value is another answer.

    An entry may hold nothing else, such as who owes it where each row does.
    """
    rng = random.Random(f"{kind.__name__}.{name}")
    inside = kind is Merged
    home = feeds.Rate if inside else kind
    entry = getattr(attrs.fields(kind), name)
    built = False
    for _ in range(TRIES):
        rule_id = rng.choice(RULES_OF[home])
        one = a_feed(home, rng)
        changed = one
        try:
            if not inside and rng.random() < 0.5:
                one = attrs.evolve(one, **{name: any_entry(kind, entry, rng)})
            if inside:
                one = attrs.evolve(one, episodes=a_feed(Merged, rng))
                value = any_entry(kind, entry, rng)
                other = attrs.evolve(one.episodes, **{name: value})
                changed = attrs.evolve(one, episodes=other)
            else:
                changed = attrs.evolve(one, **{name: any_entry(kind, entry, rng)})
        except FollowupRulesError:
            continue
        before = None if changed == one else put(rule_id, one)
        after = None if before is None else put(rule_id, changed)
        if before is None or after is None:
            continue
        built = True
        for _ in range(4):
            as_of = BEGUN.add(days=rng.randint(10, 80))
            told = ledgers_of(rng), as_of, MARCH if rng.random() < 0.7 else None
            found = outcome(before, rule_id, told), outcome(after, rule_id, told)
            if None not in found and found[0] != found[1]:
                return
    assert not built, f"{kind.__name__}.{name} changed nothing in {TRIES} tries"


@pytest.mark.parametrize(
    ("kind", "entries", "name"),
    [
        (feeds.Checklist, {"each": "call", "given": told, "filled": True}, "filled"),
        (feeds.Checklist, {"each": "call", "late": later, "closed": False}, "late"),
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
