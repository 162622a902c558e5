"""
Time per decision, against pendulum by hand and against other engines.

Everyone decides the same visits after the same repairs: by which day, in time or late,
and under which clause. Each gets its facts in the form it likes best, made beforehand,
and keeps its fastest way of being called; first it is checked that all say the same.
Every repair is visited, because not everyone can say "not yet".

    python -m pip install -e '.[bench]'
    python -m tests.benchmarks.others
"""

import datetime as dt
import json
import statistics
import sys
import zoneinfo
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import cycle, pairwise
from typing import Any

import attrs
import numpy as np
import pendulum
import polars as pl
import rule_engine
import zen
from attrs import frozen
from openfisca_core.entities import build_entity
from openfisca_core.model_api import DAY, ETERNITY, Enum, Variable
from openfisca_core.parameters import ParameterNode
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from tests.benchmarks.frames import by_rules, ledger
from tests.benchmarks.scalar import (
    CALENDAR,
    COMPLETED,
    JUDGED,
    ZONE,
    holidays_day,
)
from tests.benchmarks.tables import decisions_table
from tests.benchmarks.turns import Row, clocked, take_turns

from followup_rules.rulebooks import repair
from followup_rules.timing.amounts import WorkingDays
from followup_rules.verdicts import Status

TURNS = 15
AT_ONCE = (100_000, 1_000_000)

Answer = tuple[dt.date, str, str]
"""The last day, `met` or `late`, and the clause."""

LIMITS = {
    "general": (7, "REPAIR-2a"),
    "safety_facility": (2, "REPAIR-2b"),
    "leak": (3, "REPAIR-2c"),
}
VISITS = [
    (completed, completed.add(hours=hours), category)
    for completed, hours, category in zip(
        COMPLETED, cycle((20, 50, 80, 180, 300)), cycle(LIMITS), strict=False
    )
]
Visit = tuple[pendulum.DateTime, pendulum.DateTime, str]


@frozen
class Way:
    """
    One way to decide.

    Attributes:
        name: What it is called.
        facts: A visit in the form that it takes.
        decide: What is timed.
        answer: Its result, as everyone's.
    """

    name: str
    facts: Callable[[Visit], Any]
    decide: Callable[[Any], Any]
    answer: Callable[[Any], Answer]


def as_is(value: Any) -> Any:
    """
    Return what is right already.
    """
    return value


def plain_instant(moment: pendulum.DateTime) -> dt.datetime:
    """
    Return an instant of the standard library, for those who are slower with pendulum.
    """
    instant = dt.datetime.fromisoformat(moment.isoformat())
    return instant.astimezone(zoneinfo.ZoneInfo(ZONE))


# ---------------------------------------------------------------- within so many days


Decision = tuple[dt.date, Status, str]
"""The last day, what is said, and the clause."""


def in_words(decision: Decision) -> Answer:
    """
    Return what the rule decided, with its status as the text of everyone's answer.
    """
    last, status, clause = decision
    return last, status.value, clause


def by_rule(visit: Visit) -> Decision:
    """
    Ask the rule.
    """
    completed, visited, category = visit
    verdict = repair.VISIT_DEADLINE.assess(
        completed, visited, category=category, as_of=JUDGED
    )
    return verdict.deadline.last_day, verdict.status, verdict.clause.id


def by_pendulum(visit: Visit) -> Answer:
    """
    Write it out.
    """
    completed, visited, category = visit
    days, clause = LIMITS[category]
    end = completed.add(days=days).end_of("day")
    return end.date(), "met" if visited <= end else "late", clause


def zen_graph() -> dict[str, Any]:
    """
    Return a decision table and three expressions, as the editor of zen saves them.
    """
    limits = {
        "hitPolicy": "first",
        "passThrough": True,
        "inputs": [{"id": "category", "name": "category", "field": "category"}],
        "outputs": [
            {"id": "days", "name": "days", "field": "days"},
            {"id": "clause", "name": "clause", "field": "clause"},
        ],
        "rules": [
            {
                "_id": key,
                "category": f'"{key}"',
                "days": str(days),
                "clause": f'"{clause}"',
            }
            for key, (days, clause) in LIMITS.items()
        ],
    }
    said = {
        "closes": f'd(completed, "{ZONE}").add(days + 1, "d").startOf("day")',
        "last_day": '$.closes.add(-1, "d").format("%Y-%m-%d")',
        "status": 'd(visited).isBefore($.closes) ? "met" : "late"',
    }
    expressions = [{"id": key, "key": key, "value": text} for key, text in said.items()]
    contents: dict[str, tuple[str, dict[str, Any]]] = {
        "facts": ("inputNode", {}),
        "limits": ("decisionTableNode", limits),
        "due": ("expressionNode", {"passThrough": True, "expressions": expressions}),
        "answer": ("outputNode", {}),
    }
    names = list(contents)
    return {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            {
                "id": name,
                "name": name,
                "type": kind,
                "content": content,
                "position": {"x": 0, "y": 0},
            }
            for name, (kind, content) in contents.items()
        ],
        "edges": [
            {"id": f"{start}-{end}", "sourceId": start, "targetId": end, "type": "edge"}
            for start, end in pairwise(names)
        ],
    }


def by_zen() -> Way:
    """
    Ask zen's engine, with the decision loaded and compiled beforehand.
    """
    content = {"visit": zen_graph()}
    engine = zen.ZenEngine({"loader": {"type": "static", "content": content}})

    def facts(visit: Visit) -> str:
        completed, visited, category = visit
        return json.dumps(
            {
                "completed": completed.isoformat(),
                "visited": visited.isoformat(),
                "category": category,
            }
        )

    def answer(result: Any) -> Answer:
        found = result["result"]
        day = dt.date.fromisoformat(found["last_day"])
        return day, found["status"], found["clause"]

    return Way("zen-engine", facts, partial(engine.evaluate, "visit"), answer)


def by_rule_engine() -> Way:
    """
    Ask rule-engine: one expression to choose, and two for each category.
    """
    kinds = rule_engine.DataType
    context = rule_engine.Context(
        type_resolver=rule_engine.type_resolver_from_dict(
            {
                "category": kinds.STRING,
                "completed": kinds.DATETIME,
                "visited": kinds.DATETIME,
            }
        ),
        default_timezone=zoneinfo.ZoneInfo(ZONE),
    )

    def rule(text: str) -> Any:
        return rule_engine.Rule(text, context=context)

    rules = [
        (
            rule(f'category == "{key}"'),
            rule(f'completed.date + t"P{days}D"'),
            rule(f'visited < completed.date + t"P{days + 1}D"'),
            clause,
        )
        for key, (days, clause) in LIMITS.items()
    ]

    def decide(facts: dict[str, Any]) -> tuple[Any, str, str]:
        for fits, last_day, in_time, clause in rules:
            if fits.matches(facts):
                status = "met" if in_time.matches(facts) else "late"
                return last_day.evaluate(facts), status, clause
        raise LookupError(facts["category"])

    def facts(visit: Visit) -> dict[str, Any]:
        completed, visited, category = visit
        return {
            "completed": plain_instant(completed),
            "visited": plain_instant(visited),
            "category": category,
        }

    def answer(result: tuple[Any, str, str]) -> Answer:
        return result[0].date(), *result[1:]

    return Way("rule-engine", facts, decide, answer)


# --------------------------------------------------------------------------- OpenFisca

CATEGORIES = Enum("Category", {key: key for key in LIMITS})
LAW_OF = "2026-09-01"
"""The day whose law applies: OpenFisca asks for it in every call."""


def openfisca_system() -> Any:
    """
    Return a system in which the only entity is a repair.
    """
    entity = build_entity(
        key="repair", plural="repairs", label="A repair", is_person=True
    )

    def variable(name: str, kind: Any, **more: Any) -> Any:
        once = ETERNITY
        fields = {"entity": entity, "definition_period": once, "label": name}
        return type(name, (Variable,), {**fields, "value_type": kind, **more})

    def due_day(repairs: Any, period: Any, parameters: Any) -> Any:
        limits, kinds = parameters(period).visit_deadline, repairs("category", period)
        days = np.select(
            [kinds == CATEGORIES[key] for key in LIMITS],
            [int(limits[key]) for key in LIMITS],
        )
        return repairs("completed_on", period) + days.astype("timedelta64[D]")

    def in_time(repairs: Any, period: Any) -> Any:
        return repairs("visited_on", period) <= repairs("due_day", period)

    known = {"possible_values": CATEGORIES, "default_value": CATEGORIES.general}
    daily = {"definition_period": DAY}
    system = TaxBenefitSystem([entity])
    system.add_variable(variable("category", Enum, **known))
    system.add_variable(variable("completed_on", dt.date))
    system.add_variable(variable("visited_on", dt.date))
    system.add_variable(variable("due_day", dt.date, formula=due_day, **daily))
    system.add_variable(variable("in_time", bool, formula=in_time, **daily))
    limits = {
        key: {"values": {"2000-01-01": {"value": days}}, "reference": clause}
        for key, (days, clause) in LIMITS.items()
    }
    system.parameters = ParameterNode("", data={"visit_deadline": limits})
    return system


def by_openfisca(system: Any) -> Way:
    """
    Ask OpenFisca for one repair, built from plain data.
    """

    def facts(visit: Visit) -> dict[str, Any]:
        completed, visited, category = visit
        given = {
            "category": category,
            "completed_on": completed.date().isoformat(),
            "visited_on": visited.date().isoformat(),
        }
        told = {name: {"ETERNITY": value} for name, value in given.items()}
        return {"repairs": {"R1": told}}

    def decide(situation: dict[str, Any]) -> tuple[Any, Any, str]:
        simulation = SimulationBuilder().build_from_entities(system, situation)
        due = simulation.calculate("due_day", LAW_OF)
        in_time = simulation.calculate("in_time", LAW_OF)
        category = situation["repairs"]["R1"]["category"]["ETERNITY"]
        return due[0], in_time[0], LIMITS[category][1]

    def answer(result: tuple[Any, Any, str]) -> Answer:
        return result[0].astype(object), "met" if result[1] else "late", result[2]

    return Way("OpenFisca, one by one", facts, decide, answer)


# -------------------------------------------------------- within so many working days

IN_WORKING_DAYS = attrs.evolve(
    repair.VISIT_DEADLINE,
    cases=[
        attrs.evolve(case, limit=WorkingDays(LIMITS[case.key][0]))
        for case in repair.VISIT_DEADLINE.cases
    ],
)


def by_rule_in_working_days(visit: Visit) -> Decision:
    """
    Ask the rule, changed to working days.
    """
    completed, visited, category = visit
    verdict = IN_WORKING_DAYS.assess(
        completed, visited, category=category, calendar=CALENDAR, as_of=JUDGED
    )
    return verdict.deadline.last_day, verdict.status, verdict.clause.id


def by_holidays(visit: tuple[dt.date, dt.date, str]) -> Answer:
    """
    Ask the `holidays` package, its years loaded beforehand.
    """
    completed, visited, category = visit
    days, clause = LIMITS[category]
    last = holidays_day(completed, days)
    return last, "met" if visited <= last else "late", clause


def plain_days(visit: Visit) -> tuple[dt.date, dt.date, str]:
    """
    Return a visit with plain days, which suit `holidays` best.
    """
    completed, visited, category = visit
    return plain_instant(completed).date(), plain_instant(visited).date(), category


# ------------------------------------------------------------------------ all at once


def at_once(system: Any, rows: int, turns: int) -> dict[str, list[float]]:
    """
    Time many decisions at once: the rule in polars, and OpenFisca over arrays.
    """
    frame = ledger(rows)
    local = pl.col("completed_at", "visited_at").dt.convert_time_zone(ZONE).dt.date()
    days = frame.with_columns(local).with_columns(
        pl.col("visited_at").fill_null(pl.date(2027, 1, 1))
    )
    facts = {
        "category": np.array(
            [list(LIMITS).index(key) for key in days["category"]], dtype=np.uint8
        ),
        "completed_on": days["completed_at"].to_numpy(),
        "visited_on": days["visited_at"].to_numpy(),
    }

    def by_arrays() -> Any:
        simulation = SimulationBuilder().build_default_simulation(system, count=rows)
        for name, values in facts.items():
            simulation.set_input(name, "ETERNITY", values)
        due = simulation.calculate("due_day", LAW_OF)
        return due, simulation.calculate("in_time", LAW_OF)

    ours, (due, in_time) = by_rules(frame), by_arrays()
    if not np.array_equal(ours["due_day"].to_numpy(), due):
        raise SystemExit("OpenFisca finds other days for the whole frame")
    if not np.array_equal((ours["status"] == "met").to_numpy(), in_time):
        raise SystemExit("OpenFisca finds another status for the whole frame")
    return take_turns(
        {
            "the rule, polars": lambda: clocked(lambda: by_rules(frame)),
            "OpenFisca, arrays": lambda: clocked(by_arrays),
        },
        turns,
    )


# --------------------------------------------------------------------------- measuring

DAYS = "within 2, 3 or 7 days"
IN_DAYS_AT_ONCE = "{:,} at once, " + DAYS
WORKING_DAYS = "within 2, 3 or 7 working days"


def ways(system: Any) -> dict[str, list[Way]]:
    """
    Return every way to answer each question, ours first.
    """
    return {
        DAYS: [
            Way("the rule", as_is, by_rule, in_words),
            Way("pendulum by hand", as_is, by_pendulum, as_is),
            by_zen(),
            by_rule_engine(),
            by_openfisca(system),
        ],
        WORKING_DAYS: [
            Way("the rule", as_is, by_rule_in_working_days, in_words),
            Way("holidays by hand", plain_days, by_holidays, as_is),
        ],
    }


def check_answers(question: str, found: list[Way]) -> None:
    """
    Stop if one way says something else than ours.
    """
    for visit in VISITS:
        expected, *others = (
            (way.name, way.answer(way.decide(way.facts(visit)))) for way in found
        )
        for name, answer in others:
            if answer != expected[1]:
                raise SystemExit(f"{question}: {name} says {answer}, we {expected[1]}")


def decisions(
    turns: int = TURNS, counts: Iterable[int] = AT_ONCE
) -> list[dict[str, Any]]:
    """
    Return the time per decision of every way, with the ratio to ours.
    """
    system = openfisca_system()
    found = []
    for question, entries in ways(system).items():
        check_answers(question, entries)
        took = take_turns({way.name: _side(way) for way in entries}, turns)
        found += list(_entries(question, took, len(VISITS)))
    for count in counts:
        took = at_once(system, count, turns)
        found += list(_entries(IN_DAYS_AT_ONCE.format(count), took, count))
    return found


def _side(way: Way) -> Callable[[], float]:
    """Return one turn of one way."""
    facts = [way.facts(visit) for visit in VISITS]

    def decide_all() -> None:
        for given in facts:
            way.decide(given)

    return partial(clocked, decide_all)


def _entries(
    question: str, took: dict[str, list[float]], count: int
) -> Iterable[dict[str, Any]]:
    """Yield what each way took for one decision."""
    ours = next(iter(took.values()))
    for name, times in took.items():
        ratios = [one / another for one, another in zip(times, ours, strict=True)]
        low, _, high = statistics.quantiles(ratios, n=4)
        yield {
            "question": question,
            "way": name,
            "seconds": min(times) / count,
            "ratio": min(times) / min(ours),
            "low": low,
            "high": high,
        }


def budgets(decided: Iterable[Mapping[str, Any]]) -> list[Row]:
    """
    Return what the decisions come to against their budgets: ours in the first place.
    """
    entries = {(entry["question"], entry["way"]): entry for entry in decided}
    asked = [(WORKING_DAYS, "holidays by hand", "the rule", 1.3)]
    asked += [
        (question, "OpenFisca, arrays", "the rule, polars", 1.0)
        for question in dict.fromkeys(question for question, _ in entries)
        if (question, "OpenFisca, arrays") in entries
    ]
    found = []
    for question, way, ours, least in asked:
        theirs = entries[question, way]
        found.append(
            Row(
                work=f"a decision {question}" if way == asked[0][1] else question,
                against=way,
                ours=entries[question, ours]["seconds"],
                theirs=theirs["seconds"],
                ratio=theirs["ratio"],
                low=theirs["low"],
                high=theirs["high"],
                least=least,
            )
        )
    return found


if __name__ == "__main__":
    sys.stdout.write(decisions_table(decisions()) + "\n")
