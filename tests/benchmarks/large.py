"""
A whole regulation over a ledger that memory cannot hold, in DuckDB from Parquet files.

    python -m tests.benchmarks.large FOLDER docs/scale.json 1000000 5000000 10000000 50000000

For each number of repairs it makes the files in the folder, judges them in a process of
its own, and deletes them. 50 million repairs and their 20 million visits take 1 GB as
Parquet, their verdicts 1.7 GB, and what DuckDB spills meanwhile a few more.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import duckdb
import pendulum
from tests.benchmarks.turns import machine, peak_megabytes

from followup_rules import frames
from followup_rules.interchange import loads
from followup_rules.timing.cycles import month

BOOK = Path(__file__).with_name("repairs.toml")
MEMORY = "1200MB"
"""What DuckDB may hold; Python, its libraries and what DuckDB does not count come on top."""
THREADS = 2
PERIOD = month(2026, 3)
AS_OF = pendulum.datetime(2026, 4, 20, tz="Asia/Shanghai")

REPAIRS = """
    COPY (
        SELECT printf('R-%09d', i) AS id,
               make_timestamptz(1772294400000000
                   + (hash(i, 1) % 2592000)::BIGINT * 1000000) AS completed_at,
               ['general', 'safety_facility', 'leak'][1 + (hash(i, 2) % 3)::BIGINT]
                   AS category
        FROM range({rows}) t(i)
    ) TO '{folder}/repairs.parquet' (ROW_GROUP_SIZE 100000)
"""
VISITS = """
    COPY (
        SELECT printf('V-%09d', i) AS id,
               printf('R-%09d', r) AS repair_id,
               make_timestamptz(1772294400000000
                   + ((hash(r, 1) % 2592000)::BIGINT
                       + (hash(i, 3) % 777600)::BIGINT) * 1000000) AS visited_at,
               ['office', 'engineering_head', 'repair_responsible']
                   [1 + (hash(i, 4) % 3)::BIGINT] AS role,
               hash(i, 5) % 20 > 0 AS reached,
               hash(i, 6) % 50 > 0 AS looked_on_site,
               hash(i, 7) % 50 > 0 AS asked_about_service,
               hash(i, 8) % 50 > 0 AS signed,
               hash(i, 9) % 50 > 0 AS registered,
               true AS closed
        FROM (SELECT i, (hash(i, 10) % {rows})::BIGINT AS r
              FROM range({rows} * 2 // 5) t(i))
    ) TO '{folder}/visits.parquet' (ROW_GROUP_SIZE 100000)
"""
"""Two in five repairs are visited; each value hangs on its row's number alone."""


def connected(folder: Path) -> duckdb.DuckDBPyConnection:
    """
    Return a database that may hold so much, and spills the rest.
    """
    return duckdb.connect(
        config={
            "memory_limit": MEMORY,
            "threads": THREADS,
            "temp_directory": str(folder / "spilled"),
            "preserve_insertion_order": False,
        }
    )


def make(folder: Path, rows: int) -> None:
    """
    Write so many repairs, and their visits.
    """
    database = connected(folder)
    for query in (REPAIRS, VISITS):
        database.execute(query.format(rows=rows, folder=folder))


def judge(folder: Path) -> dict[str, Any]:
    """
    Judge the ledger, write every verdict, and say what that took.
    """
    book = loads(BOOK.read_text(encoding="utf-8"))
    before = peak_megabytes()
    clock, cpu = perf_counter(), process_time()
    database = connected(folder)
    tables = {
        kind: database.read_parquet(f"{folder}/{kind}s.parquet")
        for kind in ("repair", "visit")
    }
    found = frames.assess(book, tables, as_of=AS_OF, period=PERIOD)
    if found.by_rows or any(found.rows_taken.values()):
        raise SystemExit(f"judged by rows: {found.by_rows}")
    out = f"{folder}/verdicts.parquet"
    found.verdicts.write_parquet(out)
    took = {"seconds": perf_counter() - clock, "cpu": process_time() - cpu}
    peak = peak_megabytes()
    count = "SELECT count(*), count(DISTINCT rule) FROM read_parquet(?)"
    [(verdicts, rules)] = database.execute(count, [out]).fetchall()
    return {
        **took,
        "imports": before,
        "peak": peak,
        "verdicts": verdicts,
        "rules": rules,
    }


def measure(home: Path, rows: int) -> dict[str, Any]:
    """
    Make a ledger, judge it in a process of its own, and delete it.
    """
    folder = Path(tempfile.mkdtemp(dir=home))
    try:
        make(folder, rows)
        size = sum(one.stat().st_size for one in folder.glob("*s.parquet")) / 2**20
        command = [sys.executable, "-m", "tests.benchmarks.large", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own file
        return {"rows": rows, "files": size, **json.loads(done.stdout)}
    finally:
        shutil.rmtree(folder)


def main() -> None:
    """
    Measure each size and write the figures, or judge one folder.
    """
    if len(sys.argv) == 2:
        print(json.dumps(judge(Path(sys.argv[1]))))
        return
    home, figures, *sizes = sys.argv[1:]
    found: dict[str, Any] = {"machine": machine("duckdb", "narwhals"), "memory": MEMORY}
    found["sizes"] = []
    for size in sizes:
        found["sizes"].append(measure(Path(home), int(size)))
        print(found["sizes"][-1])
        text = json.dumps(found, indent=1, ensure_ascii=False)
        Path(figures).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
