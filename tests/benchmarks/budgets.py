"""
Every budget of speed in one run and one table, and the figures of the page.

    python -m pip install -e '.[bench]'
    python -m tests.benchmarks.budgets --page

takes a quarter of an hour on a machine that does nothing else, and needs the repository
with its history, from which it takes the former build. `--quick` takes small sizes and
few turns, to see that everything runs; its figures decide nothing.
"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docs import performance
from tests.benchmarks import builds, draws, frames, hours, imports, others, scalar
from tests.benchmarks.tables import (
    comparison,
    decisions_table,
    growth_table,
    memory_table,
)
from tests.benchmarks.turns import commit, machine, plain

PACKAGES = (
    "attrs",
    "pendulum",
    "polars",
    "pandas",
    "pyarrow",
    "duckdb",
    "narwhals",
    "numpy",
    "holidays",
    "zen-engine",
    "rule-engine",
    "OpenFisca-Core",
    "businesstimedelta",
    "workclock",
)


def say(text: str) -> None:
    """
    Show a part of what was found.
    """
    sys.stdout.write(f"{text}\n\n")
    sys.stdout.flush()


def begun(part: str, measured: Callable[..., Any], *args: Any, **options: Any) -> Any:
    """
    Say on the side which part is being measured, and return what it found.
    """
    sys.stderr.write(f"{part} ...\n")
    return measured(*args, **options)


def measure(*, quick: bool) -> dict[str, Any]:
    """
    Run every benchmark, and print what each found.
    """
    few: dict[str, Any] = {"turns": 3} if quick else {}
    rows, ids = (200_000, 50_000) if quick else (frames.ROWS, draws.IDS)
    sizes = frames.SIZES[:2] if quick else frames.SIZES
    counts = others.AT_ONCE[:1] if quick else others.AT_ONCE
    runs_on = machine(*PACKAGES)
    say(runs_on)
    # What takes little memory goes first, so that it is not disturbed by the rest.
    found = begun("single calls", scalar.rows, **few)
    found += begun("imports", imports.rows, **few)
    found += begun("draws", draws.rows, ids, **few)
    found += begun("open hours", hours.rows, **few)
    decided = begun("decisions", others.decisions, **few, counts=counts)
    found += others.budgets(decided)
    if builds.is_there():
        found += begun("builds", builds.rows, *((2_000, 20_000) if quick else ()))
    else:
        say(f"builds: left out, {builds.FORMER} is not in the history of this clone")
    found += begun("frames", frames.rows, rows, **few)
    grown, linear = begun("growth", frames.growth, sizes, **few)
    found += linear
    peaks, used = begun("memory", frames.memory, rows)
    found += used
    say(comparison(found))
    say(growth_table(grown))
    say(memory_table(peaks))
    say(decisions_table(decided))
    return {
        "commit": commit(),
        "machine": runs_on,
        "quick": quick,
        "budgets": plain(found),
        "growth": grown,
        "memory": peaks,
        "decisions": decided,
    }


def main() -> None:
    """
    Measure, and write the figures where asked to.
    """
    given = argparse.ArgumentParser(description="Measure every budget of speed.")
    given.add_argument("figures", nargs="?", type=Path, help="where to write them")
    given.add_argument("--page", action="store_true", help="and into the page, too")
    given.add_argument("--quick", action="store_true", help="small sizes, few turns")
    asked = given.parse_args()
    found = measure(quick=asked.quick)
    figures = performance.FIGURES if asked.page else asked.figures
    if figures is not None:
        text = json.dumps(found, indent=1, ensure_ascii=False)
        figures.write_text(text + "\n", encoding="utf-8")
    if asked.page:
        performance.main()


if __name__ == "__main__":
    main()
