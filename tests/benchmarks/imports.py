"""
What an import costs, each in a fresh interpreter, from cached bytecode.

    python -m tests.benchmarks.imports
"""

import sys
from functools import partial

from tests.benchmarks.tables import comparison
from tests.benchmarks.turns import Row, compared, take_turns
from tests.fresh import FOUNDATION, RULEBOOKS, run, strangers_after

TURNS = 15
FRONT_DOOR = "followup_rules"


def imported(modules: str) -> float:
    """
    Return how long a fresh interpreter takes to import *modules*, in seconds.
    """
    done = run(
        "from time import process_time as clock; start = clock(); "
        f"import {modules}; print(clock() - start)"
    )
    return float(done.stdout)


def rows(turns: int = TURNS) -> list[Row]:
    """
    Measure every import against that of what it needs.

    Stops if an import brings along a package that it does not need.
    """
    names = (FRONT_DOOR, *RULEBOOKS)
    for name in names:
        if extra := strangers_after(f"import {name}"):
            raise SystemExit(f"import {name} loads {', '.join(sorted(extra))}")
    sides = {name: partial(imported, name) for name in (FOUNDATION, *names)}
    took = take_turns(sides, turns)
    return [
        compared(
            f"`import {name}`, nothing optional with it",
            f"`import {FOUNDATION}`",
            took[name],
            took[FOUNDATION],
            at_most=0.2 if name == FRONT_DOOR else 1.4,
        )
        for name in names
    ]


if __name__ == "__main__":
    sys.stdout.write(comparison(rows()) + "\n")
