"""
Speed, growth and memory of judging whole frames.

The columns of the rule are compared with the same columns written by hand in polars,
and with a loop of single calls; first it is checked that all say the same.

    python -m tests.benchmarks.frames
"""

import datetime as dt
import os
import subprocess
import sys
import tempfile
import zoneinfo
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pendulum
import polars as pl
from tests.benchmarks.tables import comparison, growth_table, memory_table
from tests.benchmarks.turns import (
    Row,
    clocked,
    compared,
    peak_megabytes,
    take_turns,
)

from followup_rules.frames import assess
from followup_rules.rulebooks import repair

ROWS = 5_000_000
LOOPED = 20_000
TURNS = 9
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
GROWTH_TURNS = 5
SMALL_BATCHES = "polars, streaming in batches of 20,000 rows"
ENVIRONMENT = {SMALL_BATCHES: {"POLARS_IDEAL_MORSEL_SIZE": "20000"}}
"""What polars reads when it is imported."""
LIMITED = "duckdb, told to hold at most 300 MB"
MEMORY = {
    "polars, streaming": 150,
    SMALL_BATCHES: 150,
    "duckdb": 250,
    LIMITED: 250,
    "duckdb, order of rows not kept": 250,
}
"""Megabytes on top of the imports."""
LINEAR = 1.1
"""A row may cost so many times as much where there are ten times as many."""
ZONE = "Asia/Shanghai"
NOW = pendulum.datetime(2026, 2, 1, tz=ZONE)
COLUMNS = {
    "trigger": "completed_at",
    "done": "visited_at",
    "category": "category",
    "owed": None,
}
KEYS = ("general", "safety_facility", "leak")
CLAUSES = ("REPAIR-2a", "REPAIR-2b", "REPAIR-2c")
DAYS = (7, 2, 3)
READ = ("due_day", "closes", "status", "clause", "reason")
"""The columns that a loop of single calls fills too."""

Called = list[tuple[pendulum.DateTime, pendulum.DateTime | None, str]]
Growth = dict[str, list[tuple[int, float]]]


def ledger(rows: int) -> pl.DataFrame:
    """
    Return so many repairs of one year; one in ten has not been visited.
    """
    random = np.random.default_rng(20260201)
    day = 86_400_000_000
    start = 1_735_689_600_000_000  # 2025-01-01 in UTC
    completed = start + random.integers(0, 365 * day, rows)
    visited = completed + random.integers(0, 9 * day, rows)
    seen = random.random(rows) >= 0.1
    keys = pl.Series(KEYS).gather(random.integers(0, 3, rows))
    frame = pl.DataFrame(
        {"completed_at": completed, "visited_at": visited, "category": keys}
    )
    times = pl.col("completed_at", "visited_at").cast(pl.Datetime("us", "UTC"))
    return frame.with_columns(times).with_columns(
        pl.when(pl.Series(seen)).then(pl.col("visited_at")).alias("visited_at")
    )


# ---------------------------------------------------------------- the same, three ways


def by_hand(frame: pl.LazyFrame) -> pl.LazyFrame:
    """
    Add the same columns as anyone would write them in polars, for good data.
    """
    category = pl.col("category")
    now = dt.datetime(2026, 2, 1, tzinfo=zoneinfo.ZoneInfo(ZONE))
    done = pl.col("visited_at").dt.convert_time_zone(ZONE)
    days = pl.lit(None, pl.Int64)
    clause = pl.lit(None, pl.String)
    for key, number, name in zip(KEYS, DAYS, CLAUSES, strict=True):
        days = pl.when(category == key).then(number).otherwise(days)
        clause = pl.when(category == key).then(pl.lit(name)).otherwise(clause)
    completed = pl.col("completed_at").dt.convert_time_zone(ZONE)
    frame = frame.with_columns(due_day=completed.dt.date() + pl.duration(days=days))
    midnight = (pl.col("due_day") + pl.duration(days=1)).cast(pl.Datetime("us"))
    frame = frame.with_columns(closes=midnight.dt.replace_time_zone(ZONE))
    closes = pl.col("closes")
    open_yet = pl.lit(now) < closes

    def said(met: str, late: str, pending: str, breached: str) -> pl.Expr:
        return (
            pl.when(done < closes)
            .then(pl.lit(met))
            .when(done.is_not_null())
            .then(pl.lit(late))
            .when(open_yet)
            .then(pl.lit(pending))
            .otherwise(pl.lit(breached))
        )

    left = closes - pl.coalesce(done, pl.lit(now))
    return frame.with_columns(
        closes_included=pl.lit(value=False),
        status=said("met", "late", "pending", "breached"),
        margin_us=left.dt.total_microseconds(),
        clause=clause,
        reason=said("done_in_time", "done_late", "not_due_yet", "not_done"),
    )


def by_rules(frame: Any) -> Any:
    """
    Add them with the rule.
    """
    return assess(frame, repair.VISIT_DEADLINE, **COLUMNS, as_of=NOW)


def by_calls(rows: Called) -> list[tuple[Any, ...]]:
    """
    Judge row by row, and take from each verdict what the columns say.
    """
    assess = repair.VISIT_DEADLINE.assess
    found = []
    for completed, visited, category in rows:
        verdict = assess(completed, visited, category=category, as_of=NOW)
        deadline = verdict.deadline
        found.append(
            (
                deadline.last_day,
                deadline.closes,
                verdict.status.value,
                verdict.clause.id,
                verdict.reasons[0].code,
            )
        )
    return found


def called(frame: pl.DataFrame, zone: str) -> Called:
    """
    Return the rows as a host has them in hand: with pendulum datetimes in *zone*.
    """

    def moment(value: dt.datetime | None) -> pendulum.DateTime | None:
        return None if value is None else pendulum.instance(value).in_timezone(zone)

    return [
        (pendulum.instance(completed).in_timezone(zone), moment(visited), category)
        for completed, visited, category in frame.iter_rows()
    ]


def in_zone(frame: pl.DataFrame, zone: str) -> pl.DataFrame:
    """
    Return the ledger with its instants in another zone.
    """
    times = pl.col("completed_at", "visited_at")
    return frame.with_columns(times.dt.convert_time_zone(zone))


def rows(size: int = ROWS, turns: int = TURNS) -> list[Row]:
    """
    Compare the columns of the rule with polars by hand and with single calls.
    """
    frame = ledger(size)
    local = in_zone(frame, ZONE)
    few = frame.head(min(LOOPED, size))
    calls = {zone: called(few, zone) for zone in ("UTC", ZONE)}
    check_answers(frame, few, calls["UTC"])
    took = take_turns(
        {
            "hand": lambda: clocked(lambda: by_hand(frame.lazy()).collect()),
            "rule": lambda: clocked(lambda: by_rules(frame.lazy()).collect()),
            "rule, local": lambda: clocked(lambda: by_rules(local.lazy()).collect()),
            "calls": lambda: clocked(lambda: by_calls(calls["UTC"])),
            "calls, local": lambda: clocked(lambda: by_calls(calls[ZONE])),
        },
        turns,
    )
    work = f"a row of a frame of {size:,} repairs, polars, lazy"
    return [
        compared(
            f"a frame of {size:,} repairs, deadline and status",
            "the same columns by hand in polars, both lazy",
            took["rule"],
            took["hand"],
            most=0.5,
        ),
        compared(
            f"{work}, in UTC",
            "one `assess` of a loop over the same rows, in UTC",
            took["rule"],
            took["calls"],
            per=size,
            per_theirs=len(few),
            faster=True,
        ),
        compared(
            f"{work}, in the rule's own zone",
            "the same loop, in the rule's own zone",
            took["rule, local"],
            took["calls, local"],
            per=size,
            per_theirs=len(few),
            faster=True,
        ),
    ]


def check_answers(frame: pl.DataFrame, few: pl.DataFrame, calls: Called) -> None:
    """
    Stop if the three ways do not say the same.
    """
    theirs, ours = by_hand(frame.lazy()).collect(), by_rules(frame.lazy()).collect()
    if not ours.equals(theirs.select(ours.columns)):
        raise SystemExit("the columns by hand differ from those of the rule")
    columns = by_rules(few).select(READ).rows()
    if columns != by_calls(calls):
        raise SystemExit("the single calls differ from the columns of the rule")


# ----------------------------------------------------------------- growth and memory


def in_engines(frame: pl.DataFrame) -> dict[str, Callable[[], object]]:
    """
    Return the same work in each engine.
    """
    arrow, pandas = frame.to_arrow(), frame.to_pandas()
    connection = duckdb.connect()
    connection.from_arrow(arrow).create("repairs")
    return {
        "polars, lazy": lambda: by_rules(frame.lazy()).collect(),
        "pyarrow": lambda: by_rules(arrow),
        "pandas": lambda: by_rules(pandas),
        "duckdb": lambda: by_rules(connection.table("repairs")).to_arrow_table(),
    }


def growth(
    sizes: tuple[int, ...] = SIZES, turns: int = GROWTH_TURNS
) -> tuple[Growth, list[Row]]:
    """
    Time each engine from the smallest size to the largest; all sizes take turns.

    Returns:
        The least times, and for each engine the cost of a row among the most rows
        against its cost among a tenth of them.
    """
    work = {size: in_engines(ledger(size)) for size in sizes}
    most, tenth = sizes[-1], sizes[-2]
    found: Growth = {}
    linear = []
    for engine in work[most]:
        took = take_turns(
            {str(size): partial(clocked, work[size][engine]) for size in sizes}, turns
        )
        found[engine] = [(size, min(took[str(size)])) for size in sizes]
        linear.append(
            compared(
                f"a row among {most:,}, {engine}",
                f"a row among {tenth:,}",
                took[str(most)],
                took[str(tenth)],
                per=most,
                per_theirs=tenth,
                most=LINEAR,
            )
        )
    return found, linear


def in_duckdb(path: str, **settings: Any) -> None:
    """
    Judge a file in DuckDB, and write another.
    """
    database = duckdb.connect(config=settings)
    by_rules(database.read_parquet(path)).write_parquet(f"{path}.out")


def streamed(path: str) -> None:
    """
    Judge a file in batches of polars, and write another.
    """
    by_rules(pl.scan_parquet(path)).sink_parquet(f"{path}.out")


PEAKS: dict[str, Callable[[str], object]] = {
    "imports alone": lambda _: None,
    "polars, eager": lambda path: by_rules(pl.read_parquet(path)).write_parquet(
        f"{path}.out"
    ),
    "polars, streaming": streamed,
    SMALL_BATCHES: streamed,
    "duckdb": in_duckdb,
    LIMITED: partial(in_duckdb, memory_limit="300MB"),
    "duckdb, order of rows not kept": partial(
        in_duckdb, preserve_insertion_order=False
    ),
}
"""What a process of its own does with the path of a file of repairs."""


def memory(size: int = ROWS) -> tuple[dict[str, Any], list[Row]]:
    """
    Return the peak, in megabytes, of processes that judge a file of repairs.

    Beside them stand the budgets, for what is used on top of the imports.
    """
    peaks = {}
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "repairs.parquet")
        ledger(size).write_parquet(path)
        for name in PEAKS:
            command = [sys.executable, "-m", "tests.benchmarks.frames", name, path]
            done = subprocess.run(  # noqa: S603 - our own file
                command,
                capture_output=True,
                text=True,
                check=True,
                env={**os.environ, **ENVIRONMENT.get(name, {})},
            )
            peaks[name] = float(done.stdout)
    bare = peaks["imports alone"]
    used = [
        compared(
            f"{name}, {size:,} repairs from Parquet to Parquet, less the imports",
            "the budget",
            [peaks[name] - bare] * 2,
            [float(budget)] * 2,
            most=1,
            unit="MB",
        )
        for name, budget in MEMORY.items()
    ]
    return {"rows": size, "peaks": peaks}, used


def peak(name: str, path: str) -> float:
    """
    Do one kind of work, and return the peak memory of this process in megabytes.
    """
    PEAKS[name](path)
    return peak_megabytes()


def main() -> None:
    """
    Measure everything, or the peak of one kind of work.
    """
    if sys.argv[1:]:
        print(peak(*sys.argv[1:]))
        return
    print(comparison(rows()), end="\n\n")
    found, linear = growth()
    print(comparison(linear), end="\n\n")
    print(growth_table(found), end="\n\n")
    peaks, used = memory()
    print(memory_table(peaks), end="\n\n")
    print(comparison(used))


if __name__ == "__main__":
    main()
