"""
Speed of single calls, as ratios to what anyone would write by hand.

Both sides of a row do the same work in one run, turn by turn, so that a busy
machine slows both. What counts is the median of the ratios of all turns; the
spread is the middle half of them.

    python tests/benchmarks/scalar.py
"""

import datetime as dt
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

import holidays
import pendulum
from attrs import frozen

from followup_rules.rulebooks import repair
from followup_rules.timing.calendars import add_working_days, china

TURNS = 41
IMPORT_TURNS = 15
LEAK_DAYS = 3

ZONE = "Asia/Shanghai"
COMPLETED = [
    pendulum.datetime(2026, 1, 5, 10, 30, tz=ZONE).add(hours=7 * number)
    for number in range(500)
]
VISITED = [moment.add(hours=50) for moment in COMPLETED]
JUDGED = pendulum.datetime(2026, 9, 1, tz=ZONE)
DAYS = [dt.date(2024, 1, 2) + dt.timedelta(days=number) for number in range(300)]

CALENDAR = china()
HOLIDAYS = holidays.country_holidays("CN", years=range(2023, 2028), expand=False)


@frozen
class Row:
    """
    Two ways of doing one work; *per* calls make one turn.
    """

    work: str
    ours: Callable[[], float]
    theirs: Callable[[], float]
    per: int
    budget: float | None


def clocked(work: Callable[[], object]) -> float:
    """
    Return how long *work* takes, in seconds.
    """
    start = perf_counter()
    work()
    return perf_counter() - start


def due_ours() -> None:
    """
    Ask the rule for the deadline.
    """
    due = repair.VISIT_DEADLINE.due
    for completed in COMPLETED:
        due(completed, category="leak")


def due_and_closes_ours() -> None:
    """
    Ask for the closing instant as well, as a pendulum datetime.
    """
    due = repair.VISIT_DEADLINE.due
    for completed in COMPLETED:
        _ = due(completed, category="leak").closes


def due_theirs() -> None:
    """
    Add days and take the end of the day.
    """
    for completed in COMPLETED:
        completed.add(days=LEAK_DAYS).end_of("day")


def assess_ours() -> None:
    """
    Judge a visit, verdict included.
    """
    assess = repair.VISIT_DEADLINE.assess
    for completed, visited in zip(COMPLETED, VISITED, strict=True):
        assess(completed, visited, category="leak", as_of=JUDGED)


def assess_theirs() -> None:
    """
    Compare a visit with the end of the day.
    """
    for completed, visited in zip(COMPLETED, VISITED, strict=True):
        _ = visited <= completed.add(days=LEAK_DAYS).end_of("day")


def working_days_ours(n: int) -> None:
    """
    Count working days on the table.
    """
    for day in DAYS:
        add_working_days(CALENDAR, day, n)


def working_days_theirs(n: int) -> None:
    """
    Count them with the `holidays` package, its years loaded beforehand.
    """
    for day in DAYS:
        HOLIDAYS.get_nth_working_day(day, n)


ENVIRONMENT = {
    **os.environ,
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "followup-rules-bytecode"),
}


def imported(modules: str) -> float:
    """
    Return how long a fresh interpreter takes to import *modules*, in seconds.

    Both sides run from cached bytecode, as an installed package does.
    """
    script = (
        "from time import perf_counter as clock; start = clock(); "
        f"import {modules}; print(clock() - start)"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(  # noqa: S603 - our own interpreter and script
        command, check=True, capture_output=True, text=True, env=ENVIRONMENT
    )
    return float(done.stdout)


def calls() -> Iterator[Row]:
    """
    Yield the rows that are measured in this process.
    """

    def row(
        work: str,
        ours: Callable[[], None],
        theirs: Callable[[], None],
        per: int,
        budget: float | None,
    ) -> Row:
        return Row(work, partial(clocked, ours), partial(clocked, theirs), per, budget)

    one_visit = len(COMPLETED)
    one_day = len(DAYS)
    yield row("VISIT_DEADLINE.due(...)", due_ours, due_theirs, one_visit, 0.25)
    yield row("the same and .closes", due_and_closes_ours, due_theirs, one_visit, None)
    yield row("VISIT_DEADLINE.assess(...)", assess_ours, assess_theirs, one_visit, 0.4)
    yield row(
        "3 working days, against holidays",
        partial(working_days_ours, 3),
        partial(working_days_theirs, 3),
        one_day,
        0.1,
    )
    yield row(
        "300 working days, against our own 3",
        partial(working_days_ours, 300),
        partial(working_days_ours, 3),
        one_day,
        1.5,
    )


def imports() -> Iterator[Row]:
    """
    Yield the rows that need a fresh interpreter, against `import attrs, pendulum`.
    """
    theirs = partial(imported, "attrs, pendulum")
    for modules, budget in (
        ("followup_rules", 1.3),
        ("followup_rules.rulebooks.repair", 2.0),
    ):
        yield Row(f"import {modules}", partial(imported, modules), theirs, 1, budget)


def measure(row: Row, turns: int) -> str:
    """
    Take both sides in turns, and set the row of the table.
    """
    row.ours()
    row.theirs()
    pairs = [(row.ours(), row.theirs()) for _ in range(turns)]
    ratios = [ours / theirs for ours, theirs in pairs]
    low, median, high = statistics.quantiles(ratios, n=4)
    times = [
        f"{statistics.median(side) / row.per * 1e6:,.2f}"
        for side in zip(*pairs, strict=True)
    ]
    budget, holds = "-", "-"
    if row.budget is not None:
        budget, holds = f"{row.budget:g}", "yes" if median <= row.budget else "NO"
    cells = [
        row.work,
        *times,
        f"{median:.3f}",
        f"{low:.3f} to {high:.3f}",
        budget,
        holds,
    ]
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """
    Print the table.
    """
    print(
        f"Python {platform.python_version()}, pendulum {version('pendulum')}, "
        f"holidays {version('holidays')}, {platform.machine()} {platform.system()}; "
        f"times are medians in microseconds.\n"
    )
    print("| work | ours | theirs | median ratio | spread | budget | holds? |")
    print("|---|---|---|---|---|---|---|")
    for row in calls():
        print(measure(row, TURNS), flush=True)
    for row in imports():
        print(measure(row, IMPORT_TURNS), flush=True)


if __name__ == "__main__":
    main()
