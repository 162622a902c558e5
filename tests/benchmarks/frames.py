"""
Speed and memory of judging whole frames.

The first table compares, turn by turn in one run, with the same columns written by
hand in polars (whose answers must be the same), and with a loop of single calls.
The second shows how time grows with rows on each engine, the third how much memory
five million rows need. With a path, the figures are written there as JSON.

    python tests/benchmarks/frames.py [docs/performance-frames.json]
"""

import datetime as dt
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import zoneinfo
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Any

import duckdb
import numpy as np
import pendulum
import polars as pl

from followup_rules.frames import judge
from followup_rules.rulebooks import repair

ROWS = 5_000_000
LOOPED = 20_000
TURNS = 7
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
GROWTH_TURNS = 3
BUDGET_BY_HAND = 1.25
BUDGET_LOOP = 200
ZONE = "Asia/Shanghai"
NOW = pendulum.datetime(2026, 2, 1, tz=ZONE)
COLUMNS = {"trigger": "completed_at", "done": "visited_at", "category": "category"}
KEYS = ("general", "safety_facility", "leak")
CLAUSES = ("REPAIR-2a", "REPAIR-2b", "REPAIR-2c")
DAYS = (7, 2, 3)


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
    return judge(frame, repair.VISIT_DEADLINE, **COLUMNS, as_of=NOW)


def by_calls(rows: list[tuple[Any, Any, str]]) -> None:
    """
    Judge row by row.
    """
    assess = repair.VISIT_DEADLINE.assess
    for completed, visited, category in rows:
        assess(completed, visited, category=category, as_of=NOW)


def clocked(work: Callable[[], object]) -> float:
    """
    Return how long *work* takes, in seconds.
    """
    start = perf_counter()
    work()
    return perf_counter() - start


def summary(values: list[float]) -> tuple[float, float, float]:
    """
    Return the median and the middle half.
    """
    low, middle, high = statistics.quantiles(values, n=4)
    return middle, low, high


def compare() -> dict[str, Any]:
    """
    Compare with polars by hand and with single calls, and print the ratios.
    """
    frame = ledger(ROWS)
    theirs, ours = by_hand(frame.lazy()).collect(), by_rules(frame.lazy()).collect()
    if not ours.equals(theirs.select(ours.columns)):
        raise SystemExit("the columns by hand differ from those of the rule")
    del theirs, ours
    looped = list(frame.head(LOOPED).iter_rows())
    hand, rule, loop = [], [], []
    for _ in range(TURNS):
        hand.append(clocked(lambda: by_hand(frame.lazy()).collect()))
        rule.append(clocked(lambda: by_rules(frame.lazy()).collect()))
        loop.append(clocked(lambda: by_calls(looped)) * ROWS / LOOPED)
    ratio = summary([own / other for own, other in zip(rule, hand, strict=True)])
    faster = summary([other / own for own, other in zip(rule, loop, strict=True)])
    print(f"{ROWS:,} repairs, deadline and status; {TURNS} turns, both sides in each")
    print(f"  polars by hand, lazy     {statistics.median(hand):8.2f} s")
    print(f"  the rule, lazy           {statistics.median(rule):8.2f} s")
    print(f"  single calls ({LOOPED:,} timed) {statistics.median(loop):6.1f} s")
    print("  work                        ratio   spread        budget")
    print(
        f"  frame / polars by hand      {ratio[0]:5.2f}   {ratio[1]:.2f}-{ratio[2]:.2f}"
        f"     at most {BUDGET_BY_HAND}"
    )
    print(
        f"  single calls / frame        {faster[0]:5.0f}   {faster[1]:.0f}-{faster[2]:.0f}"
        f"       at least {BUDGET_LOOP}"
    )
    return {
        "rows": ROWS,
        "by_hand_s": statistics.median(hand),
        "rule_s": statistics.median(rule),
        "calls_s": statistics.median(loop),
        "ratio": ratio,
        "faster": faster,
    }


def in_engines(frame: pl.DataFrame) -> dict[str, Callable[[], object]]:
    """
    Return the same work in each engine.
    """
    table, pandas = frame.to_arrow(), frame.to_pandas()
    connection = duckdb.connect()
    connection.from_arrow(table).create("repairs")
    return {
        "polars, lazy": lambda: by_rules(frame.lazy()).collect(),
        "pyarrow": lambda: by_rules(table),
        "pandas": lambda: by_rules(pandas),
        "duckdb": lambda: by_rules(connection.table("repairs")).to_arrow_table(),
    }


def growth() -> dict[str, list[tuple[int, float]]]:
    """
    Time each engine from ten thousand to ten million rows, and print a table.
    """
    found: dict[str, list[tuple[int, float]]] = {}
    print("\nseconds (nanoseconds a row), the best of some turns")
    print("  engine         " + "".join(f"{size:>20,}" for size in SIZES))
    for size in SIZES:
        for name, work in in_engines(ledger(size)).items():
            best = min(clocked(work) for _ in range(GROWTH_TURNS))
            found.setdefault(name, []).append((size, best))
    for name, points in found.items():
        shown = [f"{took:10.3f} ({took / size * 1e9:6.0f})" for size, took in points]
        print(f"  {name:15}" + "".join(f"{cell:>20}" for cell in shown))
    return found


PEAKS = {
    "eager": "by_rules(pl.read_parquet(path)).write_parquet(path + '.out')",
    "streaming": "by_rules(pl.scan_parquet(path)).sink_parquet(path + '.out')",
    "duckdb": "by_rules(duckdb.read_parquet(path)).write_parquet(path + '.out')",
}


def memory() -> dict[str, float]:
    """
    Print the peak of a process of its own that judges a file of five million rows.
    """
    found = {}
    print(f"\npeak memory from Parquet to Parquet, {ROWS:,} rows")
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "repairs.parquet")
        ledger(ROWS).write_parquet(path)
        for name in PEAKS:
            command = [sys.executable, __file__, "--peak", name, path]
            done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own file
            found[name] = float(done.stdout)
            print(f"  {name:10} {found[name]:8.0f} MB")
    return found


def peak(name: str, path: str) -> None:
    """
    Do one kind of work and print the peak memory of this process in megabytes.
    """
    eval(PEAKS[name], globals(), {"path": path})  # noqa: S307 - our own text, above
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (most,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    print(int(most.split()[1]) / 1024)


def main(target: str | None = None) -> None:
    """
    Run everything.
    """
    names = ("polars", "pandas", "pyarrow", "duckdb", "narwhals")
    print(
        f"{platform.platform()}, {os.cpu_count()} CPUs, Python {sys.version.split()[0]}"
    )
    print(", ".join(f"{name} {version(name)}" for name in names) + "\n")
    found = {"compare": compare(), "growth": growth(), "memory": memory()}
    if target is not None:
        Path(target).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        peak(*sys.argv[2:])
    else:
        main(*sys.argv[1:])
