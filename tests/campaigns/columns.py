"""
Odd values in every column and every argument of whatever is judged over columns.

A verdict, or an error of the library's own: nothing else may come out. The suite runs
a sample of it; all of it runs by

    python -m tests.campaigns.columns
"""

import argparse
import datetime as dt
import random
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
from attrs import frozen
from tests.campaigns.odd import SH, VALUES
from tests.frames.ledgers import CONNECTION, ENGINES

from followup_rules.errors import FollowupRulesError
from followup_rules.frames import assess, check, draws
from followup_rules.frames.checking import Check
from followup_rules.policies.cadence import CadencePolicy
from followup_rules.rulebooks import community, construction, repair, service_centre
from followup_rules.timing.calendars import china

AS_OF = dt.datetime(2026, 4, 1, tzinfo=SH)
TIMES = [dt.datetime(2026, 3, day, 10, tzinfo=SH) for day in (1, 2, 3)]
INSTANT = pa.timestamp("us", "UTC")
ROUNDS: CadencePolicy = community.RULES["director_rounds"]
SQL_VALUES = (
    "TIMESTAMP '-infinity'",
    "TIMESTAMPTZ 'infinity'",
    "DATE '-infinity'",
    "TIMESTAMP '290000-01-01'",
    "TIMESTAMP '290000-01-01 (BC)'",
    "DATE '5000000-01-01'",
    "TIMESTAMP_NS '1969-12-31 23:59:59.999999999'",
    "TIMESTAMP_S '2026-03-01'",
    "TIMESTAMP_MS 'infinity'",
    "TIME '10:00'",
    "INTERVAL 1 DAY",
    "uuid()",
    "1::HUGEINT",
    "1::UHUGEINT",
    "1.5::DECIMAL(10, 2)",
    "'x'::BLOB",
    "'{}'::JSON",
    "'leak'::ENUM('leak', 'LEAK')",
    "['leak']",
    "[1]",
    "[]",
    "[NULL]",
    "['leak']::VARCHAR[1]",
    "{'a': 1}",
    "MAP {'a': 1}",
    "union_value(a := 1)",
    "1::BIT",
    "1::VARIANT",
    "'leak' COLLATE NOCASE",
    "NULL",
    "'nan'::DOUBLE",
    "true",
)
"""What a database may hold."""


@frozen
class Subject:
    """
    Something public that judges a frame, with what it is ordinarily given.

    Attributes:
        call: What is called, with the frame first.
        columns: The columns of the frame.
        arguments: What it is given besides.
    """

    name: str
    call: Callable[..., Any]
    columns: Mapping[str, pa.Array]
    arguments: Mapping[str, Any]


def _of(policy: Any, ask: Callable[..., Any] = assess) -> Callable[..., Any]:
    """Return what judges a frame by one policy."""
    return lambda frame, **arguments: ask(frame, policy, **arguments)


def subjects() -> list[Subject]:
    """
    Return everything that judges over columns.
    """
    times = pa.array(TIMES, INSTANT)
    later = pa.array([TIMES[1], None, TIMES[2]], INSTANT)
    repairs = {
        "at": times,
        "done": later,
        "category": pa.array(["leak", "general", None]),
        "owed": pa.array([True, False, None]),
        "row": pa.array(["R1", "R2", "R3"]),
    }
    deadline: dict[str, Any] = {
        "trigger": "at",
        "done": "done",
        "category": "category",
        "owed": "owed",
        "zone": None,
        "calendar": china(),
        "as_of": AS_OF,
        "prefix": "",
    }
    quota: dict[str, Any] = {
        "reached": "done",
        "by": "role",
        "member": "row",
        "settles": "at",
    }
    quota |= {"ends": AS_OF, "zone": None, "home": "Asia/Shanghai", "as_of": AS_OF}
    cadence: dict[str, Any] = {
        "event": "at",
        "by": ("role",),
        "covered": None,
        "counts": "counts",
    }
    cadence |= {"first": dt.date(2026, 2, 1), "last": dt.date(2026, 3, 31)}
    cadence |= {"zone": None, "calendar": china(), "as_of": AS_OF}
    drawing: dict[str, Any] = {
        "id": "row",
        "window": "role",
        "person": "who",
        "called": "counts",
    }
    drawing |= {"excluded": "why"}
    dated = {"seed": "1 2 3", "on": dt.date(2026, 3, 11)}
    people = {
        "at": times,
        "done": later,
        "row": pa.array(["R1", "R2", "R3"]),
        "role": pa.array(["A", "B", None]),
        "who": pa.array(["p1", "p2", "p3"]),
        "counts": pa.array([True, False, None]),
        "why": pa.array([None, "moved", None]),
    }
    score: dict[str, Any] = {
        "window": "role",
        "grade": "grade",
        "count": "n",
        "by": ("month",),
    }
    score |= {"settles": "at", "as_of": AS_OF, "windows": ("A", "B"), "part": None}
    score |= {"zone": None, "topic": None, "form": None}
    answers = {
        "at": times,
        "role": pa.array(["A", "B", "A"]),
        "month": pa.array(["2026-03"] * 3),
        "grade": pa.array(["satisfied", "dissatisfied", None]),
        "n": pa.array([1, 2, 3]),
    }
    cover: dict[str, Any] = {
        "accepted_on": "on",
        "category": "category",
        "occurred_at": "at",
    }
    cover |= {"reported_at": None, "cause": "cause", "affects_use": "counts"}
    cover |= {"contract": {"years": "n"}, "design_life": "n", "voided_on": "void"}
    cover |= {"question": "claim", "as_of": AS_OF, "zone": None, "prefix": ""}
    cover |= {"seasons": None, "calendar": None, "repaired_on": None}
    projects = {
        "on": pa.array([dt.date(2024, 3, 1)] * 3),
        "at": times,
        "category": pa.array(["decoration", "heating", None]),
        "cause": pa.array(["construction", "misuse", None]),
        "counts": pa.array([True, False, None]),
        "n": pa.array([1, 2, None]),
        "void": pa.array([None, None, dt.date(2025, 1, 1)]),
    }
    share, office = repair.VISIT_QUOTAS["office"], service_centre.PHONE_DRAW
    checked: dict[str, Any] = {**deadline, "row": "row", "limit": 5}
    return [
        Subject("deadline", _of(repair.VISIT_DEADLINE), repairs, deadline),
        Subject("check", _of(repair.VISIT_DEADLINE, check), repairs, checked),
        Subject("quota", _of(share), people, quota),
        Subject("check quota", _of(share, check), people, quota),
        Subject("cadence", _of(ROUNDS), people, cadence),
        Subject("draw", _of(office), people, {**drawing, **dated}),
        Subject("check draw", _of(office, check), people, {**drawing, **dated}),
        Subject("proof", _of(office, draws.draw), people, {**drawing, **dated}),
        Subject("summary", _of(office, draws.summary), people, drawing),
        Subject("score", _of(service_centre.WINDOW_SCORE), answers, score),
        Subject("warranty", _of(construction.WARRANTY), projects, cover),
    ]


@frozen
class Attempt:
    """
    One odd value in one place, and what came of it; None is as it should be.
    """

    place: str
    value: str
    fault: str | None


def attempts(
    only: str = "", engines: Sequence[str] = tuple(ENGINES)
) -> Iterator[Callable[[], Attempt]]:
    """
    Yield every attempt, to be run; of one subject, if that is named.
    """
    for subject in subjects():
        if only not in {"", subject.name}:
            continue
        for name in engines:
            usual = ENGINES[name](pa.table(dict(subject.columns)))
            for argument in subject.arguments:
                for value in VALUES:
                    yield _in_argument(subject, name, usual, argument, value)
        for column in subject.columns:
            yield from _in_column(subject, column)


def _in_argument(
    subject: Subject, engine: str, frame: Any, argument: str, value: Any
) -> Callable[[], Attempt]:
    """Return an attempt with another argument."""
    arguments = {**subject.arguments, argument: value}
    return lambda: tried(
        f"{subject.name}/{engine}/{argument}=", value, subject, frame, arguments
    )


def _in_column(subject: Subject, column: str) -> Iterator[Callable[[], Attempt]]:
    """Yield attempts with another value in a column, and with a column of it."""
    usual = pa.table(dict(subject.columns)).to_pandas(date_as_object=True)
    for value in VALUES:
        for where, many in (("first", 1), ("last", 1), ("every", len(TIMES))):
            values = [value] * many
            kept = list(usual[column])
            kept = values if many > 1 else kept
            kept = [*values, *kept[1:]] if where == "first" else kept
            kept = [*kept[:-1], *values] if where == "last" else kept
            yield _with_column(subject, column, kept, where, value)
    for text in SQL_VALUES:
        yield _in_database(subject, column, text)


def _with_column(
    subject: Subject, column: str, values: list[Any], where: str, value: Any
) -> Callable[[], Attempt]:
    """Return an attempt with a column of objects of pandas."""

    def run() -> Attempt:
        frame = pa.table(dict(subject.columns)).to_pandas(date_as_object=True)
        made = np.empty(len(values), dtype=object)
        for number, entry in enumerate(values):
            made[number] = entry
        frame[column] = pd.Series(made, dtype=object)
        place = f"{subject.name}/pandas/{column} {where}"
        return tried(place, value, subject, frame, subject.arguments)

    return run


def _in_database(subject: Subject, column: str, text: str) -> Callable[[], Attempt]:
    """Return an attempt with a column of a database, and what polars makes of it."""

    def run() -> Attempt:
        table = pa.table(dict(subject.columns))
        relation = CONNECTION.from_arrow(table)
        relation = relation.project(f'* REPLACE ({text} AS "{column}")')
        place = f"{subject.name}/duckdb/{column}"
        return tried(place, text, subject, relation, subject.arguments)

    return run


def tried(
    place: str,
    value: Any,
    subject: Subject,
    frame: Any,
    arguments: Mapping[str, Any],
) -> Attempt:
    """Call, fetch every row, and say what came out that should not have."""
    shown = f"{type(value).__name__} {value!r:.60}"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = subject.call(frame, **arguments)
            _fetch(found)
    except FollowupRulesError as error:
        return Attempt(place, shown, None if str(error) else "an error without words")
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is the finding
        return Attempt(place, shown, f"{type(error).__name__}: {error!s:.200}")
    return Attempt(place, shown, None)


def _fetch(found: Any) -> None:
    """Fetch every row of a result that has not been, and write what is a report."""
    if isinstance(found, Check):
        found.explain("zh")
    if isinstance(found, pl.LazyFrame):
        found.collect()
    if isinstance(found, duckdb.DuckDBPyRelation):
        found.to_arrow_table()


def sample(number: int, seed: int) -> Iterator[Attempt]:
    """
    Run some of the attempts, evenly drawn.
    """
    every = list(attempts())
    for attempt in random.Random(seed).sample(every, min(number, len(every))):
        yield attempt()


def main() -> int:
    """
    Run every attempt, and print what came out that should not have.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="the one subject to be tried")
    parser.add_argument("--engines", nargs="+", default=tuple(ENGINES))
    asked = parser.parse_args()
    count, faults = 0, 0
    for attempt in attempts(asked.only, asked.engines):
        found = attempt()
        count += 1
        if found.fault is not None:
            faults += 1
            sys.stdout.write(f"{found.place} {found.value!a}\n    {found.fault!a}\n")
    sys.stdout.write(f"{count} attempts, {faults} with something untyped\n")
    return int(faults > 0)


if __name__ == "__main__":
    raise SystemExit(main())
