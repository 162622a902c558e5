"""
Every rule whose clock stands still, or that may be extended, over every engine.

The suite asks each rule of one engine, on one ledger; all of it runs by

    python -m tests.campaigns.clocks --seeds 20 --engines polars pyarrow pandas
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from typing import Any

from tests.frames.books import test_more_time as more_time
from tests.frames.books import test_stopped_clocks as stopped
from tests.frames.books.compare import differences
from tests.frames.books.random_ledgers import NOW
from tests.frames.ledgers import ENGINES

from followup_rules.books.rulebook import Rulebook

Made = Callable[..., dict[str, list[dict[str, Any]]]]


def books() -> Iterator[tuple[str, Rulebook, Made]]:
    """
    Yield each rule in a book, with what makes its ledgers up.
    """
    for name in stopped.TEXT["rules"]:
        beside = stopped.BESIDE.get(name, ())
        yield f"stopped {name}", stopped.book(*beside, name), stopped.ledgers
    for name in more_time.RULES:
        yield f"more time {name}", more_time.book(name), more_time.made


def main() -> int:
    """
    Compare, and print what differs; the answer is 1 where anything does.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument(
        "--engines", nargs="+", default=["polars", "pyarrow"], choices=ENGINES
    )
    given = parser.parse_args()
    wrong = 0
    for name, book, made in books():
        for seed in range(given.start, given.start + given.seeds):
            rows = made(seed, odd=0.05 * (seed % 2))
            calendar = None if seed % 3 == 2 else stopped.CHINA
            for engine in given.engines:
                found = differences(book, rows, engine, as_of=NOW, calendar=calendar)
                wrong += bool(found)
                for one in found:
                    sys.stdout.write(f"{name} {engine} {seed} {one}\n")
        sys.stdout.write(f"{name}: done\n")
        sys.stdout.flush()
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
