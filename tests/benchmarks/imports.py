"""
What an import costs, each in a fresh interpreter, from cached bytecode.

    python -m tests.benchmarks.imports [--where]

`--where` says what the time of each rulebook goes into.
"""

import sys
from functools import partial

from tests.benchmarks.tables import comparison
from tests.benchmarks.turns import Row, compared, take_turns
from tests.fresh import FOUNDATION, RULEBOOKS, run, strangers_after

TURNS = 15
FRONT_DOOR = "followup_rules"
PARTS = """
import builtins, importlib, sys
from importlib.machinery import SourceFileLoader
from time import process_time as clock
import attrs, pendulum

took = dict.fromkeys(("compiling methods", "defining classes", "reading bytecode"), 0.0)

def timed(part, work):
    def worked(*args, **options):
        start = clock()
        try:
            return work(*args, **options)
        finally:
            took[part] += clock() - start
    return worked

before = len(sys.modules)
builtins.compile = timed("compiling methods", compile)
attrs.frozen = timed("defining classes", attrs.frozen)
SourceFileLoader.get_code = timed("reading bytecode", SourceFileLoader.get_code)
start = clock()
importlib.import_module({module!r})
whole = clock() - start
took["defining classes"] -= took["compiling methods"]
took["the rest"] = whole - sum(took.values())
print(len(sys.modules) - before, *took.values())
"""
"""A program that prints how many modules an import loads, and the time of its parts."""
NAMES = ("compiling methods", "defining classes", "reading bytecode", "the rest")


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
            most=0.2 if name == FRONT_DOOR else 1.4,
        )
        for name in names
    ]


def where(turns: int = TURNS) -> str:
    """
    Say what the import of each rulebook takes beside its foundation, part by part.

    Of each part the least of all turns counts. What is compiled is the methods that
    attrs writes: everything else comes from cached bytecode.
    """
    lines = ["rulebook | modules | " + " | ".join(NAMES), " | ".join(["---"] * 6)]
    for name in RULEBOOKS:
        program = PARTS.format(module=name)
        run(program)  # which leaves the bytecode
        found = [run(program).stdout.split() for _ in range(turns)]
        modules, *parts = zip(*found, strict=True)
        least = [f"{min(map(float, part)) * 1000:.0f} ms" for part in parts]
        lines.append(" | ".join([f"`{name}`", modules[0], *least]))
    return "\n".join(f"| {line} |" for line in lines)


if __name__ == "__main__":
    shown = where() if sys.argv[1:] == ["--where"] else comparison(rows())
    sys.stdout.write(shown + "\n")
