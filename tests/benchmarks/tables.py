"""
What was measured, set as Markdown tables: what a benchmark prints and the page quotes.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.benchmarks.turns import Row

SECOND_IN = {"s": 1.0, "ms": 1e3, "µs": 1e6, "ns": 1e9}
MET = {True: "yes", False: "**NO**", None: ""}

Growth = Mapping[str, Sequence[tuple[int, float]]]
"""For each engine how many rows took how many seconds."""


def figure(value: float) -> str:
    """
    Write a number with three digits that count.

    >>> figure(0.1023), figure(12.34), figure(154.2), figure(2150)
    ('0.102', '12.3', '154', '2,150')
    """
    whole = len(str(int(value))) if value >= 1 else 0
    return f"{value:,.{max(0, 3 - whole)}f}"


def shown(seconds: float) -> str:
    """
    Say a time in the unit that suits it.

    >>> shown(0.0000028), shown(0.602), shown(91.6)
    ('2.80 µs', '602 ms', '91.6 s')
    """
    unit = next((name for name, n in SECOND_IN.items() if seconds * n >= 1), "ns")
    return f"{figure(seconds * SECOND_IN[unit])} {unit}"


def measure(value: float, unit: str) -> str:
    """
    Say what was taken: a time, or so many of another unit.
    """
    return shown(value) if unit == "s" else f"{figure(value)} {unit}"


def spread(low: float, high: float) -> str:
    """
    Say where the middle half lies.
    """
    return f"{figure(low)} to {figure(high)}"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """
    Set rows as a Markdown table.
    """
    lines = [tuple(head), *map(tuple, rows)]
    lines.insert(1, ("---",) * len(lines[0]))
    return "\n".join(
        f"| {' | '.join(cell or '–' for cell in line)} |" for line in lines
    )


def comparison(rows: Iterable[Row]) -> str:
    """
    Set comparisons.
    """
    head = [
        "work",
        "against",
        "ours",
        "theirs",
        "ratio",
        "middle half",
        "budget",
        "met",
    ]
    return table(
        head,
        (
            (
                row.work,
                row.against,
                measure(row.ours, row.unit),
                measure(row.theirs, row.unit),
                figure(row.ratio),
                spread(row.low, row.high),
                row.budget,
                MET[row.met],
            )
            for row in rows
        ),
    )


def growth_table(growth: Growth) -> str:
    """
    Set the times of each engine, and what a row costs.
    """
    sizes = sorted({size for points in growth.values() for size, _ in points})
    lines = []
    for engine, points in growth.items():
        took = {
            size: f"{shown(time)} ({shown(time / size)} a row)" for size, time in points
        }
        lines.append((engine, *(took.get(size, "") for size in sizes)))
    return table(("engine", *(f"{size:,} rows" for size in sizes)), lines)


def memory_table(memory: Mapping[str, Any]) -> str:
    """
    Set the peak of each kind of work.
    """
    head = (f"{memory['rows']:,} repairs, Parquet to Parquet", "peak of the process")
    peaks = memory["peaks"].items()
    return table(head, ((name, f"{figure(peak)} MB") for name, peak in peaks))


def large_table(large: Mapping[str, Any]) -> str:
    """
    Set what whole ledgers take that memory cannot hold.
    """
    head = ("repairs", "verdicts", "files", "processor time", "a repair", "peak memory")
    return table(
        head,
        (
            (
                f"{one['rows']:,}",
                f"{one['verdicts']:,}",
                f"{figure(one['files'])} MB",
                shown(one["cpu"]),
                shown(one["cpu"] / one["rows"]),
                f"{figure(one['peak'])} MB",
            )
            for one in large["sizes"]
        ),
    )


def decisions_table(decisions: Iterable[Mapping[str, Any]]) -> str:
    """
    Set the time that each way takes for a decision.
    """
    head = ("question", "way", "a decision", "times ours", "middle half")
    return table(
        head,
        (
            (
                entry["question"],
                entry["way"],
                shown(entry["seconds"]),
                figure(entry["ratio"]),
                spread(entry["low"], entry["high"]),
            )
            for entry in decisions
        ),
    )
