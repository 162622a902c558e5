"""
What judging on Spark costs, with two threads of this machine.

Prints a table of each kind of work for each number of repairs, from Parquet files.
Starting Spark, making the files and a first turn with few rows are not counted;
planning the query is. `docs/scale-spark.md` quotes the table.

    python -m tests.benchmarks.spark [ROWS ...]
"""

import datetime as dt
import os
import sys
import tempfile
from collections.abc import Callable
from time import perf_counter
from typing import Any

import attrs
import pendulum
from pyspark.sql import SparkSession
from tests.benchmarks.turns import machine

from followup_rules.frames import assess
from followup_rules.rulebooks import repair, service_centre
from followup_rules.timing.amounts import WorkingDays
from followup_rules.timing.calendars import from_exceptions
from followup_rules.timing.counting import Counting

SIZES = (1_000_000, 10_000_000)
FEW = 100_000
ZONE = "Asia/Shanghai"
AS_OF = pendulum.datetime(2026, 2, 1, tz=ZONE)
COLUMNS = {
    "done": "visited_at",
    "category": "category",
    "owed": None,
    "as_of": AS_OF,
}
RULE = repair.VISIT_DEADLINE
NEW_YORK = attrs.evolve(RULE, counting=Counting(zone="America/New_York"))
WORKING = attrs.evolve(
    RULE, cases=tuple(attrs.evolve(case, limit=WorkingDays(3)) for case in RULE.cases)
)
CALENDAR = from_exceptions(
    "weeks", dt.date(2015, 1, 1), dt.date(2034, 12, 31), off=[], source="made up"
)
LEDGER = """
    SELECT format_string('R-%08d', id) AS repair_id,
           timestamp_seconds(1735689600 + pmod(xxhash64(id), 31536000)) AS completed_at,
           element_at(array('general', 'safety_facility', 'leak'), int(id % 3) + 1)
               AS category,
           format_string('W%02d', id % 50) AS window
    FROM range({rows})
"""
VISITED = """
    CASE WHEN pmod(hash(repair_id), 10) > 0
    THEN completed_at + make_dt_interval(0, 0, 0, pmod(hash(repair_id), 777600)) END
"""


def session() -> Any:
    """
    Start Spark on two threads, listening to nobody but this machine.
    """
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "4g",
        "spark.log.level": "ERROR",
        "spark.sql.shuffle.partitions": "8",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master("local[2]").appName("benchmark")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def waited(work: Callable[[], object]) -> float:
    """
    Return how long one waits for *work*, in seconds: Spark is a process of its own.
    """
    start = perf_counter()
    work()
    return perf_counter() - start


def works(ledger: Any, out: str) -> dict[str, Callable[[], object]]:
    """
    Return each kind of work.
    """

    def write(frame: Any) -> None:
        frame.write.mode("overwrite").parquet(out)

    def count(frame: Any) -> None:
        frame.groupBy("status", "clause").count().collect()

    quota, draw = repair.VISIT_QUOTAS["office"], service_centre.PHONE_DRAW
    month = ledger.selectExpr("*", "date_format(completed_at, 'yyyy-MM') AS month")
    drawn = {"id": "repair_id", "seed": "31415926535897932384", "on": AS_OF}
    by = {
        "reached": "visited_at",
        "by": ["month", "window"],
        "settles": None,
        "ends": None,
        "as_of": AS_OF,
    }
    return {
        "copied, judged by nobody": lambda: write(ledger),
        "deadlines judged, written": lambda: write(assess(ledger, RULE, **COLUMNS)),
        "deadlines judged, counted": lambda: count(assess(ledger, RULE, **COLUMNS)),
        "the same in New York": lambda: count(assess(ledger, NEW_YORK, **COLUMNS)),
        "the same in working days": lambda: count(
            assess(ledger, WORKING, **COLUMNS, calendar=CALENDAR)
        ),
        "quotas of 12 x 50 groups": lambda: assess(month, quota, **by).collect(),
        "20 drawn of all": lambda: assess(ledger, draw, **drawn).collect(),
    }


def main(*sizes: str) -> None:
    """
    Make the ledgers, time each kind of work, and print the table.
    """
    print(machine("pyspark", "narwhals"))
    spark = session()
    rows = [int(size) for size in sizes] or list(SIZES)
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in (FEW, *rows):
            source = f"{folder}/{size}"
            made = spark.sql(LEDGER.format(rows=size))
            made.selectExpr("*", f"{VISITED} AS visited_at").write.parquet(source)
            ledger = spark.read.parquet(source)
            for name, work in works(ledger, f"{folder}/out").items():
                found.setdefault(name, []).append(waited(work))
    print("| repairs from Parquet |" + "".join(f" {size:,} |" for size in rows))
    print("| --- |" + " ---: |" * len(rows))
    for name, (_, *took) in found.items():
        print(f"| {name} |" + "".join(f" {seconds:.1f} s |" for seconds in took))
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
