"""
Both sides of a comparison in one run, turn by turn.

What is counted is the time that processors work, each thread for itself, so that a busy
machine changes little. The sides take turns in one run, in another order each time, and
each counts with its least time: whatever disturbs a turn only adds to it. The spread is
the middle half of the ratios of the turns.
"""

import platform
import random
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import version
from os import cpu_count, getloadavg
from pathlib import Path
from time import process_time
from typing import Any

from attrs import asdict, frozen

Side = Callable[[], float]
"""Does one side's work of a turn, and returns how many seconds it took."""


def clocked(work: Callable[[], object]) -> float:
    """
    Return how long the processors work on *work*, in seconds.

    This counts each thread, and does not count what others do in the meantime.
    """
    start = process_time()
    work()
    return process_time() - start


def take_turns(sides: Mapping[str, Side], turns: int) -> dict[str, list[float]]:
    """
    Return what each side took in each turn, after a turn that does not count.
    """
    names = list(sides)
    for name in names:
        sides[name]()
    taken: dict[str, list[float]] = {name: [] for name in names}
    orders = random.Random(turns)
    for _ in range(turns):
        for name in orders.sample(names, len(names)):
            taken[name].append(sides[name]())
    return taken


@frozen(kw_only=True)
class Row:
    """
    One comparison.

    Attributes:
        work: What is done.
        against: What it is compared with.
        ours: The least time of one piece of work, in seconds.
        theirs: The same of the other side.
        ratio: Ours to theirs, or how many times faster ours is.
        low: Where the middle half of the ratios of the turns begins.
        high: Where it ends.
        most: The budget of a ratio that should be small.
        least: The budget of a ratio that should be large.
        unit: `s`, or what is measured instead of seconds.
    """

    work: str
    against: str
    ours: float
    theirs: float
    ratio: float
    low: float
    high: float
    most: float | None = None
    least: float | None = None
    unit: str = "s"

    @property
    def met(self) -> bool | None:
        """
        Whether the budget is met; None where there is none.
        """
        if self.most is not None:
            return self.ratio <= self.most
        return None if self.least is None else self.ratio >= self.least

    @property
    def budget(self) -> str:
        """
        The budget in words.
        """
        if self.most is not None:
            return f"at most {self.most:g}"
        return "" if self.least is None else f"at least {self.least:g}"


def compared(
    work: str,
    against: str,
    ours: list[float],
    theirs: list[float],
    *,
    per: float = 1,
    per_theirs: float | None = None,
    most: float | None = None,
    least: float | None = None,
    faster: bool = False,
    unit: str = "s",
) -> Row:
    """
    Compare two sides that took turns.

    Args:
        work: What is done.
        against: What it is compared with.
        ours: What our side took in each turn, in seconds.
        theirs: The same of the other side.
        per: How many pieces of work made one turn.
        per_theirs: The same on the other side, where it differs.
        most: The budget of the ratio of ours to theirs.
        least: The budget of how many times faster ours is.
        faster: Whether to say how many times faster ours is, without a budget.
        unit: What was taken instead of seconds, such as MB.
    """
    mine = [taken / per for taken in ours]
    other = [taken / (per if per_theirs is None else per_theirs) for taken in theirs]
    turned = faster or least is not None
    above, below = (other, mine) if turned else (mine, other)
    ratios = [one / another for one, another in zip(above, below, strict=True)]
    low, _, high = statistics.quantiles(ratios, n=4)
    return Row(
        work=work,
        against=against,
        ours=min(mine),
        theirs=min(other),
        ratio=min(above) / min(below),
        low=low,
        high=high,
        most=most,
        least=least,
        unit=unit,
    )


def peak_megabytes() -> float:
    """
    Return the most memory that this process ever had in hand.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (most,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(most.split()[1]) / 1024


def plain(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """
    Return rows as data for JSON; `Row(**entry)` gives each back.
    """
    return [asdict(row) for row in rows]


def commit() -> str:
    """
    Return the commit that is measured, and whether anything was changed since.
    """
    command = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own repository
    return done.stdout.strip()


def machine(*packages: str) -> str:
    """
    Say on what this runs, and how busy that was in the last minute.
    """
    system = f"{platform.system()} {platform.release().split('-')[0]}"
    named = [f"{name} {version(name)}" for name in packages]
    python = f"Python {sys.version.split()[0]}"
    hardware = f"{cpu_count()} CPUs ({platform.machine()})"
    load = f"a load of {getloadavg()[0]:.1f} at the start"
    return ", ".join([hardware, load, system, python, *named])
