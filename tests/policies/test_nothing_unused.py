"""
Every field of every kind of rule, and every argument it is asked with, changes something.

Nothing here knows a kind of rule by name. The kinds are whatever attrs classes the
package of policies holds that can judge; what a field may hold its annotation says; the
calls are those of the kept receipts, changed one thing at a time. A field or an argument
for which no input is found on which an answer, an evidence or a sentence changes would
go unused.
"""

import contextlib
import datetime as dt
import doctest
import functools
import importlib
import inspect
import io
import json
import pathlib
import pkgutil
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs
import pendulum
import pytest

import followup_rules.policies
from followup_rules import fields as held
from followup_rules.canonical import decode_fact, plain
from followup_rules.clauses import Clause, Force, Text
from followup_rules.errors import FollowupRulesError
from followup_rules.interchange import shipped, shipped_names
from followup_rules.policies.deadlines import CaseLimit, Extension, Start
from followup_rules.policies.deadlines.ladder import LadderStep
from followup_rules.policies.draws import Scope
from followup_rules.policies.draws.sizes import Stratum
from followup_rules.policies.keeping import KeepingCase
from followup_rules.policies.procedures import Step
from followup_rules.policies.scoring import THREE_GRADES
from followup_rules.policies.scoring.answers import Unit
from followup_rules.policies.scoring.items import ItemRule
from followup_rules.policies.series import Between, PlannedVisit
from followup_rules.policies.warranty import Meter, Restart, StartEvent, WarrantyCase
from followup_rules.policies.warranty import Start as CoverStart
from followup_rules.tables import Table, TableOf
from followup_rules.timing.amounts import (
    Days,
    Hours,
    Months,
    Seasons,
    WorkingDays,
    Years,
)
from followup_rules.timing.calendars import china
from followup_rules.timing.cycles import month
from followup_rules.timing.seasons import local, recurring
from followup_rules.verdicts import Status, Subject, Verdict

RECEIPTS = pathlib.Path(__file__).parents[1] / "fixtures" / "receipts"
TRIES = 3_000
FEW = 400
"""After so many tries of which none could be built the rest leaves no choice."""
OFTEN = 0.4
SOME = 12
NOW = pendulum.datetime(2026, 4, 1, tz="Asia/Shanghai")
WINTER = recurring("beijing", "heating", (11, 15), (3, 15), source="a notice")
SUMMER = recurring("beijing", "cooling", (6, 1), (9, 15), source="a notice")
BOTH = local(WINTER, SUMMER)
SOURCES = {"calendar": china(), "seasons": BOTH}
TEXTS = (Text("one thing", "一事"), Text("another thing", "另一事"))
CLAUSES = tuple(
    Clause(id=f"TEST-{force.name}", en="a clause", zh="某条", duty=force, timing=force)
    for force in Force
)
PLAIN: Mapping[type, tuple[Any, ...]] = {
    Text: TEXTS,
    Clause: CLAUSES,
    dt.time: (dt.time(12), dt.time(17, 30)),
}
AMOUNTS = (Days(0), Days(3), Hours(30), Months(2), WorkingDays(4), Seasons(1))
WORDS = ("one", "two", "three", "x")


BEGUN = dt.date(2024, 3, 1)
DEFECT: Mapping[str, Any] = {
    "accepted_on": BEGUN,
    "occurred_at": dt.date(2025, 12, 1),
    "seasons": BOTH,
}
STEPS = (
    Step(key="inspect", name=TEXTS[0], clause=CLAUSES[0]),
    Step(
        key="repair", name=TEXTS[1], clause=CLAUSES[0], limit=Days(5), since="inspect"
    ),
)
ASKED_FOR: Mapping[str, Any] = {
    "asked_at": BEGUN.replace(day=3),
    "granted_at": BEGUN.replace(day=3),
    "granted_by": "head",
    "amount": "5 days",
}
AFTER = BEGUN.replace(day=8)
MORE: Mapping[str, Any] = {
    "trigger": BEGUN,
    "done": BEGUN.replace(day=7),
    "extensions": (ASKED_FOR,),
}
HELD = ({"begins": BEGUN.replace(day=2), "ends": BEGUN.replace(day=9), "reason": "x"},)
TOGETHER = (
    STEPS[0],
    Step(key="repair", name=TEXTS[1], clause=CLAUSES[0], same_day_as="inspect"),
)
RUNGS: Mapping[str, Mapping[str, Any]] = {
    "half": {"share": "50%"},
    "before": {"before_end": Days(2)},
    "after": {"after_end": Days(2)},
}
LADDER = tuple(
    LadderStep(key=key, name=TEXTS[0], clause=CLAUSES[0], **when)
    for key, when in RUNGS.items()
)
STRATA = {
    "size": None,
    "scope": Scope.PER_WINDOW,
    "strata": (
        Stratum(key="A", size=3),
        Stratum(key="B", share="20%", least=1, most=4),
    ),
}
PLAN = (
    PlannedVisit(
        key="first",
        name=TEXTS[0],
        clause=CLAUSES[0],
        when=Between(opens=Days(10), closes=Days(40)),
    ),
)
KEPT = (
    KeepingCase(key="one", keep_for=Days(9), clause=CLAUSES[0]),
    KeepingCase(key="two", keep_for=Months(2), clause=CLAUSES[0]),
)
FORM = {
    "items": ("evaluation", "waiting", "counter"),
    "unit": Unit.ITEM_POOLED,
    "item_rules": (
        ItemRule(key="waiting", name=TEXTS[0], weight="3", reversed=True),
        ItemRule(
            key="counter",
            name=TEXTS[1],
            scale=THREE_GRADES,
            points=Table(
                {"satisfied": 100, "basically_satisfied": 50, "dissatisfied": 0}
            ),
            satisfied=("satisfied",),
        ),
    ),
}
ASKED_OF_ALL = (
    tuple(
        {"evaluation": "satisfied", "waiting": grade, "counter": grade}
        for grade in ("satisfied", "basically_satisfied", "dissatisfied")
    )
    * 2
)
ONE_OF_FORM = {
    "unit": Unit.OVERALL,
    "items": ("evaluation", "waiting"),
    "overall": "waiting",
}
ASKED_APART = ({"evaluation": "satisfied", "waiting": "dissatisfied"},) * 6
ONE_OF_TWO = {
    "start": CoverStart.EARLIEST,
    "start_events": (
        StartEvent(key="accepted_on"),
        StartEvent(key="delivered_on", after=Days(3)),
    ),
}


WRITTEN: Mapping[str, tuple[Mapping[str, Any], ...]] = {
    "REPAIR.visit_deadline": (
        {"trigger": NOW.subtract(days=5), "category": ("leak", "general")},
        {"trigger": NOW.subtract(days=20), "category": ("leak", "safety_facility")},
    ),
    "REPAIR.visit_quota.office": ({"population": 3, "visited": 0},),
    "WAR.pre_expiry_visit": ({"anchor": None, "begun": True},),
    "REPAIR.visit_record": (
        {"record": (), "circumstances": ("phone", "common_area", "one", "two")},
    ),
    "GOV.window_score": (
        {"answers": ({"overall": "satisfied"},) * 6},
        {"answers": ASKED_OF_ALL, "rule": FORM},
        {"answers": ASKED_APART, "rule": {**ONE_OF_FORM, "least": 50}},
    ),
    "GOV.phone_draw": (
        {"eligible": {"A": 9, "B": 12}, "reached": {"A": 2, "B": 3}, "rule": STRATA},
    ),
    "the recording": (
        {"trigger": BEGUN},
        {"trigger": NOW.date(), "disposed": NOW.date().add(days=2), "kept": False},
        {"trigger": BEGUN, "disposed": BEGUN.replace(day=20)},
        {
            "trigger": BEGUN,
            "disposed": BEGUN.replace(day=20),
            "category": ("one", "two"),
            "rule": {"keep_for": None, "cases": KEPT},
        },
        {
            "trigger": NOW.date(),
            "category": "two",
            "rule": {"keep_for": None, "cases": KEPT},
        },
    ),
    "WAR.warranty_repair": (
        {
            "trigger": BEGUN,
            "conditions": {"duty_to_repair": True},
            "done": {
                name: BEGUN.replace(day=20 - place)
                for place, name in enumerate(
                    ("inspect", "appraise", "plan", "repair", "record", "sign")
                )
            },
        },
    ),
    "WAR.visit_team": (
        {
            "members": (
                ("project_engineer", "Li"),
                ("site_engineer", "Li"),
                ("quality_inspector", "Li"),
            )
        },
    ),
    "the visit": (
        {
            **MORE,
            "extensions": (ASKED_FOR, ASKED_FOR),
            "rule": {"extension": Extension(times=1)},
        },
        {**MORE, "rule": {"extension": Extension(at_a_time=Days(3))}},
        {**MORE, "rule": {"extension": Extension(no_longer_than_limit=True)}},
        {
            **MORE,
            "extensions": ({**ASKED_FOR, "granted_at": None, "asked_at": AFTER},),
            "rule": {"extension": Extension(asked_in_time=False)},
        },
        {**MORE, "rule": {"extension": Extension(least_notice=Days(1))}},
        {
            **MORE,
            "rule": {"extension": Extension(in_all=Days(9), no_later_than=Days(8))},
        },
        {**MORE, "rule": {"extension": Extension(granted_by=("head",))}},
        {"trigger": BEGUN, "pauses": HELD, "rule": {"stopped_by": ("x", "two")}},
        {
            "trigger": BEGUN,
            "as_of": NOW.set(year=2024, month=3, day=6),
            "rule": {"ladder": LADDER},
        },
        {"trigger": BEGUN, "limit": "5 days", "rule": {"case_limit": CaseLimit()}},
        {
            "trigger": BEGUN,
            "limit": "5 days",
            "rule": {"case_limit": CaseLimit(shortest=Days(9), longest=Months(2))},
        },
        {
            "trigger": {"one": BEGUN, "two": BEGUN.replace(month=4)},
            "rule": {"start": Start.LATEST, "events": ("one", "two")},
        },
    ),
    "the repair": (
        {
            "trigger": BEGUN,
            "done": {"inspect": BEGUN.replace(day=9), "repair": BEGUN.replace(day=12)},
            "rule": {"steps": STEPS},
        },
        {
            "trigger": BEGUN,
            "done": {"inspect": BEGUN.replace(day=9), "repair": BEGUN.replace(day=12)},
            "rule": {"steps": TOGETHER},
        },
    ),
    "the check of the child": (
        {"anchor": BEGUN, "done": (dt.date(2024, 4, 20), dt.date(2024, 6, 20))},
        {"anchor": BEGUN, "done": (AFTER,), "rule": {"visits": PLAN}},
    ),
    "the talk with the head": (
        {"occasions": tuple((BEGUN.replace(day=n), n != 2) for n in (1, 2, 3))},
        {"occasions": tuple((BEGUN.replace(day=n), Status.LATE) for n in (1, 2, 3))},
        {
            "occasions": tuple((BEGUN.replace(day=n), Status.LATE) for n in (1, 2)),
            "rule": {"counts": (Status.LATE,)},
        },
    ),
    "the two halves": tuple(
        {"started_on": day, "paid": {"first": day}, "price": 100, "only": only}
        for day in (dt.date(2025, 2, 1), dt.date(2026, 3, 1), None)
        for only in ("first", "rest", None)
    ),
    "the team": (
        {
            "members": (("engineer", "Li"), ("inspector", "Li"), ("inspector", "Wang")),
            "rule": {"exclusive": ("engineer", "inspector")},
        },
        {
            "members": (("engineer", "Li"), ("inspector", "Wang")),
            "rule": {"independent": ("engineer", "inspector")},
        },
    ),
    "WAR.heating_season_visit": (
        {"anchor": (dt.date(2025, 11, 15), dt.date(2026, 3, 15)), "done": NOW.date()},
        {"anchor": (dt.date(2025, 11, 15), dt.date(2026, 3, 15)), "done": BEGUN},
        {
            "anchor": (dt.date(2025, 11, 15), dt.date(2026, 3, 15)),
            "done": dt.date(2026, 1, 5),
        },
    ),
    "WAR.warranty": (
        {"category": "decoration", **DEFECT, "cause": "misuse", "question": "duty"},
        {"category": "decoration", **DEFECT, "cause": "design", "question": "duty"},
        {
            "category": "decoration",
            **DEFECT,
            "cause": "construction",
            "question": "duty",
        },
        {
            "category": "decoration",
            **DEFECT,
            "cause": "construction",
            "affects_use": False,
            "question": "duty",
        },
        {"category": "heating", **DEFECT, "question": "cover"},
        {
            "category": "decoration",
            **DEFECT,
            "delivered_on": BEGUN.replace(day=20),
            "question": "cover",
            "rule": ONE_OF_TWO,
        },
        {
            "category": "decoration",
            **DEFECT,
            "repaired_on": BEGUN.replace(month=9),
            "question": "cover",
            "rule": {
                "restart": Restart.COMPLETION,
                "cases": (
                    WarrantyCase(
                        key="decoration",
                        period=Years(1),
                        clause=CLAUSES[0],
                        repair_period=Months(9),
                    ),
                ),
            },
        },
        {"category": "cooling", **DEFECT, "question": "cover"},
        {"category": "heating", **DEFECT, "accepted_on": dt.date(2023, 12, 1)},
        {
            "category": "decoration",
            **DEFECT,
            "cause": "construction",
            "cause_category": "heating",
        },
        {
            "category": "decoration",
            "accepted_on": dt.date(2024, 5, 10),
            "occurred_at": dt.date(2024, 6, 1),
            "reading": 10,
            "first_reading": 5,
            "rule": {
                "cases": (
                    WarrantyCase(
                        key="decoration",
                        period=Years(2),
                        clause=CLAUSES[0],
                        meter=Meter(most=5, unit=TEXTS[0]),
                    ),
                )
            },
        },
    ),
}
"""Calls that no release kept, by the rule that is asked."""


# ---------------------------------------------------------------- kinds and their calls


def _kinds() -> Iterator[Any]:
    """Yield every class of the package that is a policy."""
    package = followup_rules.policies
    found: dict[str, Any] = {}
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        for name, one in vars(importlib.import_module(module.name)).items():
            policy = inspect.isclass(one) and attrs.has(one) and hasattr(one, "assess")
            if policy and "clause" in attrs.fields_dict(one):
                found[name] = one
    yield from found.values()


KINDS = tuple(_kinds())
KIND_IDS = [one.__name__ for one in KINDS]


def _asked(kind: Any) -> dict[str, inspect.Parameter]:
    """Return the arguments of the judgement of a kind."""
    known = dict(inspect.signature(kind.assess).parameters)
    return {name: one for name, one in known.items() if name != "self"}


@functools.cache
def calls_of(kind: Any) -> tuple[tuple[Any, dict[str, Any]], ...]:
    """Return every kept call of a kind: the rule of today, and what it was told."""
    rules = {
        f"{shipped(name).regulation.code}.{rule_id}": rule
        for name in shipped_names()
        for rule_id, rule in shipped(name).rules.items()
    }
    found = []
    for path in sorted(RECEIPTS.glob("*/*.json")):
        for receipt in json.loads(path.read_text(encoding="utf-8")):
            code = receipt["edition"].partition("@")[0]
            rule = rules.get(f"{code}.{receipt['rule']}")
            if type(rule) is kind:
                facts = {k: decode_fact(v) for k, v in receipt["facts"].items()}
                facts["as_of"] = decode_fact(receipt["as_of"])
                asked = _asked(kind)
                told = {k: v for k, v in {**SOURCES, **facts}.items() if k in asked}
                found.append((rule, told))
    rules.update({str(rule.name.en): rule for rule in _shown(kind)})
    for rule_id, written in WRITTEN.items():
        of_id: Any = rules.get(rule_id)
        if type(of_id) is kind:
            for one in written:
                told = {"as_of": NOW, **one}
                found.append((attrs.evolve(of_id, **told.pop("rule", {})), told))
    return tuple(found) or _unkept(kind, rules)


def _shown(kind: Any) -> list[Any]:
    """Return the policies of a kind that its own page shows."""
    names = dict(vars(sys.modules[kind.__module__]))
    for example in doctest.DocTestParser().get_examples(kind.__doc__):
        with contextlib.redirect_stdout(io.StringIO()):
            exec(example.source, names)  # noqa: S102 - our own page
    return [one for one in names.values() if type(one) is kind]


def _unkept(kind: Any, rules: Mapping[str, Any]) -> tuple[tuple[Any, Any], ...]:
    """Return calls of a kind of which no release kept a receipt."""
    rng = random.Random(kind.__name__)
    own = [rule for rule in rules.values() if type(rule) is kind] or _made(kind, rng)
    asked = _asked(kind)
    moments = [name for name, one in asked.items() if "datetime.date" in str(one)]
    found = []
    for rule in own:
        needed = {
            name: rng.choice(EXTRA.get(name, (BEGUN,) if name in moments else ((),)))
            for name, one in asked.items()
            if one.default is inspect.Parameter.empty
        }
        spread = {name: BEGUN.replace(month=3 + n) for n, name in enumerate(moments)}
        dated = {k: day for k, day in spread.items() if k not in EXTRA}
        for more in ({}, dated):
            told = {**SOURCES, **needed, **more, "as_of": NOW}
            found.append((rule, {k: v for k, v in told.items() if k in asked}))
    return tuple(found)


def _made(kind: Any, rng: random.Random) -> list[Any]:
    """Return some policies of a kind that no shipped book has, from its annotations."""
    made: list[Any] = []
    for _ in range(TRIES):
        policy = _or(None, lambda: _object(kind, rng))
        if policy is not None:
            made.append(policy)
        if len(made) == SOME:
            break
    return made


@functools.cache
def said_before(kind: Any) -> Mapping[str, tuple[Any, ...]]:
    """Return every value that an argument was given in the kept calls."""
    pool: dict[str, list[Any]] = defaultdict(list)
    for _, told in calls_of(kind):
        for name, value in told.items():
            if all(repr(value) != repr(one) for one in pool[name]):
                pool[name].append(value)
    return {name: tuple(values) for name, values in pool.items()}


# --------------------------------------------------------------- changing one thing


def another(rule: Any, rng: random.Random, seen: tuple[Any, ...]) -> Any:
    """Return something that a field with this annotation may hold."""
    if seen and rng.random() < OFTEN:
        return rng.choice(seen)
    match rule:
        case held.Optional(inner=inner):
            return None if rng.random() > OFTEN * 2 else another(inner, rng, ())
        case held.Many(inner=inner):
            entries = tuple(entry for some in seen for entry in some)
            return tuple(another(inner, rng, entries) for _ in range(rng.randint(0, 3)))
        case held.Later():
            return another(rule.found, rng, seen)
        case TableOf(inner=inner):
            return Table({rng.choice(WORDS): another(inner, rng, ())})
        case held.Kind(classes=classes):
            return _object(rng.choice(classes), rng)
    made = _single(rule, rng)
    return rng.choice(seen) if made is None and seen else made


def _single(rule: Any, rng: random.Random) -> Any:
    """Return one number, word or flag; None of anything else."""
    match rule:
        case held.Whole():
            return rng.randint(rule.minimum, min(rule.minimum + 5, rule.maximum or 99))
        case held.Share():
            return Fraction(rng.randint(0, 20), 20)
        case held.Exact():
            return Fraction(rng.randint(0, 100), rng.choice((1, 3)))
        case held.Words():
            return rng.choice(WORDS)
        case held.Flag():
            return rng.random() < OFTEN
        case held.Zone():
            return rng.choice(("UTC", "Pacific/Apia", "America/New_York"))
        case held.Member(of=of):
            return rng.choice(tuple(of))
    return None


def _object(cls: Any, rng: random.Random) -> Any:
    """Return an object of a class."""
    if cls in PLAIN:
        return rng.choice(PLAIN[cls])
    amounts = [one for one in AMOUNTS if isinstance(one, cls)]
    if amounts:
        return attrs.evolve(rng.choice(amounts), n=rng.randint(1, 40))
    told = {
        one.name: another(held.holds_of(one), rng, ())
        for one in attrs.fields(cls)
        if one.init and (one.default is attrs.NOTHING or rng.random() < OFTEN)
    }
    return cls(**told)


def places(value: Any, cls: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield where objects of a class stand inside a policy."""
    if type(value) is cls:
        yield at
    if isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from places(one, cls, (*at, number))
    elif attrs.has(type(value)) and not isinstance(value, (Enum, Clause, Text)):
        for field in attrs.fields(type(value)):
            if field.init:
                yield from places(getattr(value, field.name), cls, (*at, field.name))


def look(value: Any, at: tuple[Any, ...]) -> Any:
    """Return what stands at a place."""
    for step in at:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return value


def put(value: Any, at: tuple[Any, ...], new: Any) -> Any:
    """Return a copy with something else at a place."""
    if not at:
        return new
    step, rest = at[0], at[1:]
    if isinstance(step, int):
        return (*value[:step], put(value[step], rest, new), *value[step + 1 :])
    return attrs.evolve(value, **{step: put(getattr(value, step), rest, new)})


@functools.cache
def seen_in(kind: Any, cls: Any, name: str) -> tuple[Any, ...]:
    """Return what a field holds in the policies of the kept calls of a kind."""
    return tuple(
        getattr(look(one, spot), name)
        for one, _ in calls_of(kind)
        for spot in places(one, cls)
    )


def changed(policy: Any, cls: Any, name: str, rng: random.Random) -> Any:
    """Return a policy of which one field, here or inside, holds something else."""
    spots = list(places(policy, cls))
    if not spots:
        return None
    # Of several, one that says something there: a step is told by one field of three.
    said = [spot for spot in spots if getattr(look(policy, spot), name) is not None]
    at = rng.choice(said or spots)
    field = attrs.fields_dict(cls)[name]
    kind: Any = type(policy)
    value = another(held.holds_of(field), rng, seen_in(kind, cls, name))
    old = getattr(look(policy, at), name)
    return None if value == old else put(policy, (*at, name), value)


def retold(kind: Any, told: dict[str, Any], name: str, rng: random.Random) -> Any:
    """Return other facts, of which one is told differently."""
    if name in EXTRA:
        return {**told, name: rng.choice(EXTRA[name])}
    words = words_of(kind)
    some = tuple(rng.choice(words) for _ in range(rng.randint(1, 3)))
    others = tuple(told.values())
    value = rng.choice(
        (
            rng.choice((*said_before(kind).get(name, ()), None)),
            _moved(told.get(name), rng),
            _moved(None, rng),
            rng.choice(others),
            rng.choice(
                (
                    some[0],
                    some,
                    dict.fromkeys(some, True),
                    tuple((word, rng.choice(("Li", "Wang"))) for word in some),
                )
            ),
        )
    )
    return {**told, name: value}


@functools.cache
def words_of(kind: Any) -> tuple[str, ...]:
    """Return the names that stand inside policies of a kind."""
    found: dict[str, None] = {}
    stack: list[Any] = [policy for policy, _ in calls_of(kind)]
    while stack:
        value = stack.pop()
        if isinstance(value, str):
            found[value] = None
        elif isinstance(value, tuple):
            stack.extend(value)
        elif attrs.has(type(value)) and not isinstance(value, (Enum, Clause, Text)):
            stack += [getattr(value, f.name) for f in attrs.fields(type(value))]
    return (*found, *WORDS)


EXTRA: Mapping[str, tuple[Any, ...]] = {
    "as_of": (NOW, NOW.add(years=3), None),
    "calendar": (None, china()),
    "seasons": (None, WINTER, BOTH),
    "subject": (None, Subject("thing", "1"), Subject("thing", "2", "2026")),
    "period": (month(2026, 3), month(2031, 5), None),
    "settlement": ("1000000", "0", "12345.67"),
    "retained": ("40000", "20000", "0"),
    "accepted_on": (dt.date(2025, 3, 1), dt.date(2021, 3, 1), None),
    "agreed": ("2 years", "1 year", "3 years", None),
    "circumstances": ((), ("phone",), ("common_area",), ("one", "phone")),
    "delayed_by": ("developer", None),
    "occasions": tuple(
        tuple((BEGUN.replace(day=n), kept) for n, kept in enumerate(row, 1))
        for row in ((True, True), (False, False, False), (False, True, False, False))
    ),
    "members": ((("technical", "Li"),), (), None),
    "extensions": ((ASKED_FOR,), ({**ASKED_FOR, "amount": "40 days"},), None),
    "pauses": (HELD, ({**HELD[0], "ends": BEGUN.replace(day=4)},), None),
    "limit": ("3 days", BEGUN.replace(month=5), None),
}
"""What no receipt keeps as a fact."""
ASKED: Mapping[str, Any] = {
    "ledger": tuple(f"00{n}" for n in range(10, 40)),
    "seed": "31415926535897932384",
    "window": "A",
    "on": dt.datetime(2027, 1, 3, 20, tzinfo=dt.UTC),
    "persons": {f"A/00{n}": f"p{n // 2}" for n in range(10, 40)},
    "called": ("A/0010", "A/0011"),
    "excluded": {"A/0012": "moved"},
    "day": dt.date(2026, 3, 31),
    "first": dt.date(2026, 3, 1),
    "last": dt.date(2026, 6, 1),
}
"""What questions are asked with besides the judgement."""


def _moved(value: Any, rng: random.Random) -> Any:
    """Return a value a little beside another; nothing known is something."""
    match value:
        case bool():
            return not value
        case int():
            return rng.choice((max(0, value + rng.randint(-2, 2)), rng.randint(0, 9)))
        case dt.datetime() | dt.date():
            step = dt.timedelta(days=rng.choice((-400, -40, -3, -1, 1, 3, 40, 400)))
            return value + step
        case Mapping():
            return {k: _moved(v, rng) for k, v in value.items()}
        case tuple() | list():
            return tuple(value)[: rng.randint(0, len(value))]
        case None:
            day = NOW.date().add(days=rng.randint(-900, 400))
            return rng.choice(
                (None, True, rng.randint(0, 9), "1 year", NOW, day, (day,))
            )
    return None


# ------------------------------------------------------------------------ what is said


@functools.cache
def _questions(kind: Any) -> Mapping[str, Mapping[str, inspect.Parameter]]:
    """Return the arguments of every method of a kind, but those of its judgement."""
    found = {}
    for name, _ in inspect.getmembers(kind, callable):
        method = inspect.getattr_static(kind, name)
        if name.startswith("_") or name in {"assess", "assess_each"}:
            continue
        if inspect.isfunction(method) or isinstance(method, classmethod):
            known = dict(inspect.signature(getattr(kind, name)).parameters)
            found[name] = {k: one for k, one in known.items() if k != "self"}
    return found


def asked_else(policy: Any, told: Mapping[str, Any]) -> Iterator[Any]:
    """Yield what a rule answers to its other questions, as far as they can be asked."""
    given = {**ASKED, **told}
    kind: Any = type(policy)
    for name, needed in _questions(kind).items():
        question = getattr(policy, name)
        if "results" in needed:
            given = {**given, "results": _said(lambda: _scores(policy, told))}
        free = {
            k for k, one in needed.items() if one.default is inspect.Parameter.empty
        }
        if free <= given.keys():
            own = {k: given[k] for k in needed if k in given}
            yield name, _said(lambda: repr(question(**own)))  # noqa: B023


def _scores(policy: Any, told: Mapping[str, Any]) -> Any:
    """Return the scores of three windows, of which two are alike."""
    answers = told["answers"]
    rated = answers if isinstance(answers, Mapping) else tuple(answers)
    return {
        window: policy.score(some, no_answer=0)
        for window, some in (("A", rated), ("B", rated), ("C", tuple(rated)[:2]))
        if not isinstance(some, Mapping)
    }


def _said(ask: Any) -> Any:
    """Return what is said to a question; an error of our own is said too."""
    try:
        return ask()
    except FollowupRulesError as error:
        return ("refused", type(error).__name__, str(error))
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        return ("no question", str(error))


def outcome(policy: Any, told: Mapping[str, Any]) -> Any:
    """Return all that a rule says on some facts; an error of our own is said too."""
    return _said(lambda: _judged(policy, told))


def _judged(policy: Any, told: Mapping[str, Any]) -> str:
    """Return all that a verdict says."""
    found = policy.assess(**told)
    assert isinstance(found, Verdict)
    return json.dumps(
        [found.to_dict(), plain(found.basis), found.explain("en"), found.explain("zh")],
        ensure_ascii=False,
    )


def is_answer(said: Any) -> bool:
    """Say whether a rule answered."""
    return isinstance(said, str)


def varied(kind: Any, rng: random.Random) -> tuple[Any, dict[str, Any]]:
    """Return a kept call, with up to three other fields and two other facts."""
    policy, told = rng.choice(calls_of(kind))
    names = [field.name for field in attrs.fields(kind)][4:]
    some = rng.sample(names, min(len(names), rng.randint(0, 3)))
    policy = _or(policy, lambda: _evolved(policy, kind, some, rng))
    for _ in range(rng.randint(0, 2)):
        told = retold(kind, told, rng.choice(list(_asked(kind))), rng)
    return policy, dict(told)


def _evolved(policy: Any, kind: Any, names: list[str], rng: random.Random) -> Any:
    """Return a policy with other values in some fields at once."""
    known = attrs.fields_dict(kind)
    other = {
        name: another(held.holds_of(known[name]), rng, (known[name].default,))
        for name in names
    }
    return attrs.evolve(policy, **other)


def _or(policy: Any, make: Any) -> Any:
    """Return a changed policy, or the old one where it refuses the change."""
    try:
        return make() or policy
    except (FollowupRulesError, TypeError, ValueError):
        return policy


def inner_kinds(kind: Any) -> tuple[Any, ...]:
    """Return the classes of the same package that stand inside policies of a kind."""
    found: dict[Any, None] = {kind: None}
    for policy, _ in calls_of(kind):
        stack = [policy]
        while stack:
            value = stack.pop()
            if isinstance(value, tuple):
                stack.extend(value)
            elif attrs.has(type(value)) and not isinstance(value, Enum):
                if type(value).__module__.startswith(followup_rules.policies.__name__):
                    found[type(value)] = None
                stack += [getattr(value, f.name) for f in attrs.fields(type(value))]
    return tuple(found)


FIELDS = [
    pytest.param(
        kind, cls, field.name, id=f"{kind.__name__}-{cls.__name__}.{field.name}"
    )
    for kind in KINDS
    for cls in inner_kinds(kind)
    for field in attrs.fields(cls)
    if field.init
]
ARGUMENTS = [
    pytest.param(kind, name, id=f"{kind.__name__}.assess({name})")
    for kind in KINDS
    for name in _asked(kind)
]


SETTLED = {
    "DrawPolicy-DrawPolicy.share",
    "DrawPolicy-DrawPolicy.most",
    "DrawPolicy-DrawPolicy.cycle",
    "RetentionRelease-ReleaseStage.share",
    "ScoringPolicy-ScoringPolicy.scale",
    "ScoringPolicy-ScoringPolicy.points",
    "ScoringPolicy-ScoringPolicy.weights",
    "ScoringPolicy-GradeScale.grades",
    "ScoringPolicy-Grade.key",
    "ScoringPolicy-ItemRule.key",
    "ScoringPolicy-ItemRule.scale",
    "ScoringPolicy-ItemRule.points",
    "ScoringPolicy-ItemRule.satisfied",
}
"""Fields that may hold nothing else beside the rest, such as points of another scale."""


@pytest.mark.parametrize(("kind", "cls", "name"), FIELDS)
def test_every_field_changes_something(kind: Any, cls: Any, name: str) -> None:
    """There is a call on which another value is another answer, evidence or sentence.

    Where none could be built, the rest of the policy must be known to leave no choice.
    """
    rng = random.Random(f"{kind.__name__}.{cls.__name__}.{name}")
    built = False
    for tried in range(TRIES):
        if tried == FEW and not built:
            assert f"{kind.__name__}-{cls.__name__}.{name}" in SETTLED
            return
        policy, told = varied(kind, rng)
        other = _or(policy, lambda: changed(policy, cls, name, rng))  # noqa: B023
        if other is policy:
            continue
        built = True
        if outcome(policy, told) != outcome(other, told):
            return
        if list(asked_else(policy, told)) != list(asked_else(other, told)):
            return
    pytest.fail(f"{cls.__name__}.{name} changed nothing in {TRIES} tries")


@pytest.mark.parametrize(("kind", "name"), ARGUMENTS)
def test_every_argument_changes_something(kind: Any, name: str) -> None:
    """There is a call on which being told otherwise is answered otherwise."""
    rng = random.Random(f"{kind.__name__}({name})")
    for _ in range(TRIES):
        policy, told = varied(kind, rng)
        first = outcome(policy, told)
        second = outcome(policy, retold(kind, told, name, rng))
        if is_answer(first) and is_answer(second) and first != second:
            return
    pytest.fail(f"{name} changed nothing in {TRIES} tries")


def test_no_part_is_left_out() -> None:
    """Whatever a field of a policy may hold stands in some call above."""
    seen = {cls for kind in KINDS for cls in inner_kinds(kind)}
    told = {"ExtensionRequest", "Pause", "Call"}  # facts, that no policy holds
    parts = {
        one
        for module in pkgutil.walk_packages(
            followup_rules.policies.__path__, f"{followup_rules.policies.__name__}."
        )
        for one in vars(importlib.import_module(module.name)).values()
        if inspect.isclass(one)
        and attrs.has(one)
        and one.__module__.startswith(followup_rules.policies.__name__)
        and any(held.METADATA_KEY in field.metadata for field in attrs.fields(one))
    }
    assert {one.__name__ for one in parts - seen} <= told


def test_the_kinds_are_found() -> None:
    """Nothing above is empty: every kind that plain data can hold is there."""
    from followup_rules.interchange import KINDS as IN_FILES  # noqa: PLC0415

    assert set(IN_FILES.values()) <= set(KINDS)
