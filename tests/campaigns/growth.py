"""
How the cost of each call grows with what it is given.

    python -m tests.campaigns.growth [names] [--rounds 3] [--scale 1.0]

For each place the same work is done at several sizes, each twice the one before. The
user time of the quickest round is taken, the sizes in turn, so that a busy machine
disturbs all alike; the slope of the line through the logarithms says how the cost grows:
1 is in step, 2 is where each looks at all others. The answer is 1 where a slope is above
1.1.
"""

import argparse
import gc
import math
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from tests.campaigns.growing import PLACES

MOST: Final = 1.1
DOUBLED: Final = 4
"""So many sizes, each twice the one before."""


def slope(times: Mapping[int, float]) -> float:
    """
    Return the slope of the least-squares line through the logarithms.

    >>> slope({1: 3.0, 2: 6.0, 4: 12.0}), slope({10: 1.0, 20: 4.0, 40: 16.0})
    (1.0, 2.0)
    """
    points = [(math.log(size), math.log(cost)) for size, cost in times.items()]
    across = sum(x for x, _ in points) / len(points)
    up = sum(y for _, y in points) / len(points)
    rise = sum((x - across) * (y - up) for x, y in points)
    run = sum((x - across) ** 2 for x, _ in points)
    return round(rise / run, 3)


def timed(work: Callable[[Any], object], given: Any) -> float:
    """
    Return the user time of one piece of work.
    """
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work(given)
        return time.process_time() - start
    finally:
        gc.enable()


def calls_in(work: Callable[[], object]) -> int:
    """
    Return how many calls, of Python and of C, are made.
    """
    count = 0

    def counted(_frame: Any, event: str, _arg: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def measured(
    make: Callable[[int], Any],
    work: Callable[[Any], object],
    size: int,
    rounds: int,
) -> dict[int, float]:
    """
    Return the quickest time at each size.
    """
    sizes = [size * 2**step for step in range(DOUBLED)]
    best = dict.fromkeys(sizes, math.inf)
    for _ in range(rounds):
        for one in sizes:
            best[one] = min(best[one], timed(work, make(one)))
    return best


def rows(names: list[str], rounds: int, scale: float) -> Iterator[tuple[str, float]]:
    """
    Measure each place, print it, and yield its slope.
    """
    for name, (size, make, work) in PLACES.items():
        if names and not any(part in name for part in names):
            continue
        times = measured(make, work, max(1, int(size * scale)), rounds)
        found = slope(times)
        shown = "  ".join(f"{one}: {cost:.3f}" for one, cost in times.items())
        mark = "   <---" if found > MOST else ""
        sys.stdout.write(f"{name:44} {found:5.2f}   {shown}{mark}\n")
        sys.stdout.flush()
        yield name, found


def main() -> int:
    """
    Print the table; 1 where something grows faster than in step.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scale", type=float, default=1.0)
    given = parser.parse_args()
    sys.stdout.write(f"{'place':44} slope   size: seconds\n")
    slopes = dict(rows(given.names, given.rounds, given.scale))
    return int(any(one > MOST for one in slopes.values()))


if __name__ == "__main__":
    sys.exit(main())
