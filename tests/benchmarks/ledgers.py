"""
Whole ledgers, row by row: against one verdict, against an older build, and how they grow.

    git worktree add --detach ../older e56b70b
    python -m tests.benchmarks.ledgers ../older

Both builds judge the same rows, each in a process of its own, turn by turn. What counts
is the shortest time of a process's own work (user and system); what else the machine does
adds to a turn and never takes away from one. `--quick` takes small ledgers and few turns.
"""

import argparse
import json
import math
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from attrs import frozen
from tests.benchmarks.tables import MET, figure, table

ROOT = Path(__file__).parents[2]
CHILD = Path(__file__).with_name("one_ledger.py")
TURNS = 5
SIZES = (1_000, 10_000, 100_000)
ROWS, PROJECTS = 50_000, 1_000
IN_MEMORY, PROJECTS_IN_MEMORY = 10_000, 300


@frozen(kw_only=True)
class Ratio:
    """
    One comparison; a budget is the most it may be, or the least.
    """

    work: str
    against: str
    ratio: float
    at_most: float | None = None
    at_least: float | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """
        The comparison as a row of a table.
        """
        least = self.at_least is not None
        bound = self.at_least if least else self.at_most
        assert bound is not None
        met = self.ratio >= bound if least else self.ratio <= bound
        budget = f"at {'least' if least else 'most'} {bound:g}"
        return self.work, self.against, figure(self.ratio), budget, MET[met]


def measured(tree: Path, what: str, count: int, how: str) -> dict[str, float]:
    """
    Return what a build takes for a ledger.
    """
    command = [sys.executable, str(CHILD), what, str(count), how]
    done = subprocess.run(  # noqa: S603 - our own interpreter and program
        command,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tree / "src")},
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def best(
    trees: list[Path], what: str, count: int, turns: int
) -> list[dict[str, float]]:
    """
    Return the shortest times of several builds that take turns.
    """
    least: list[dict[str, float]] = [{} for _ in trees]
    for _ in range(turns):
        for tree, kept in zip(trees, least, strict=True):
            for name, value in measured(tree, what, count, "time").items():
                kept[name] = min(kept.get(name, math.inf), value)
    return least


def ratios(older: Path, *, quick: bool) -> list[Ratio]:
    """
    Measure every ratio.
    """
    turns, part = (2, 20) if quick else (TURNS, 1)
    trees, before = [ROOT, older], "the build of e56b70b"
    ours, theirs = best(trees, "repair", ROWS // part, turns)
    found = [
        Ratio(
            work=f"`repair.assess`, {ROWS // part:,} repairs, a verdict",
            against="`VISIT_DEADLINE.assess` on the same times",
            ratio=ours["verdict"] / ours["single"],
            at_most=1.5,
        ),
        Ratio(
            work="`repair.assess`, times faster",
            against=before,
            ratio=theirs["row"] / ours["row"],
            at_least=4,
        ),
    ]
    ours, theirs = best(trees, "construction", PROJECTS // part, turns)
    found.append(
        Ratio(
            work="`construction.assess`, times faster",
            against=before,
            ratio=theirs["row"] / ours["row"],
            at_least=6,
        )
    )
    sizes = ("repair", IN_MEMORY, 0.5), ("construction", PROJECTS_IN_MEMORY, 0.2)
    for what, count, budget in sizes:
        peaks = [measured(one, what, count // part, "memory")["row"] for one in trees]
        found.append(
            Ratio(
                work=f"`{what}.assess`, its peak of memory less the rows",
                against=before,
                ratio=peaks[0] / peaks[1],
                at_most=budget,
            )
        )
    return [*found, growth(turns, part)]


def growth(turns: int, part: int) -> Ratio:
    """
    Return by which power of its size the time of a ledger grows.
    """
    sizes = [size // part for size in SIZES]
    rows = [best([ROOT], "repair", size, turns)[0]["row"] for size in sizes]
    steps = math.log(sizes[-1] / sizes[0])
    return Ratio(
        work=f"`repair.assess` from {sizes[0]:,} to {sizes[-1]:,} repairs, its slope",
        against="in step with the rows",
        ratio=1 + math.log(rows[-1] / rows[0]) / steps,
        at_most=1.1,
    )


def shown(found: Iterable[Ratio]) -> str:
    """
    Set ratios as a table.
    """
    head = ("work", "against", "ratio", "budget", "met")
    return table(head, (one.cells for one in found))


def main() -> None:
    """
    Measure, and print the table.
    """
    given = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    given.add_argument("older", type=Path, help="where the older build is checked out")
    given.add_argument("--quick", action="store_true", help="small ledgers, few turns")
    asked = given.parse_args()
    sys.stdout.write(shown(ratios(asked.older.resolve(), quick=asked.quick)) + "\n")


if __name__ == "__main__":
    main()
