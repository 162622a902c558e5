"""
Generated ledgers of every book: the same verdicts over rows and over frames.

The suite runs a sample of it; more runs by

    python -m tests.campaigns.books --seeds 1000 --engines polars duckdb
    python -m tests.campaigns.books --seeds 20 --engines pyspark
"""

import argparse
import sys
from pathlib import Path
from typing import Any

from docs.clause_tables import found_rulebooks
from tests.frames.books import compare
from tests.frames.books.compare import compared
from tests.frames.books.random_ledgers import NOW, Maker, told
from tests.frames.ledgers import ENGINES

from followup_rules import interchange
from followup_rules.books.rulebook import Rulebook
from followup_rules.timing.calendars import china
from followup_rules.timing.cycles import month, quarter

ROOT = Path(__file__).resolve().parents[2]
FILES = (
    *sorted(ROOT.glob("docs/examples/books/*.toml")),
    *sorted(ROOT.glob("tests/frames/books/*.toml")),
)
"""The books in files, those made for the tests of columns among them."""
_CALENDAR = china()
_PERIODS = (month(2026, 2), month(2026, 3), quarter(2026, 1), None)
_WHOLE = quarter(2026, 1)
"""For books that are not asked without a period."""
_SHOWN = 10
"""Of one ledger no more differences are printed."""
_SPARK = "pyspark"
_NAMES = (*ENGINES, _SPARK)


def books() -> dict[str, Rulebook]:
    """
    Return every book that ships, and those in files, by name.
    """
    return {
        **found_rulebooks(),
        **{path.stem: interchange.read(path) for path in FILES},
    }


def start_spark() -> None:
    """
    Start a session, and make Spark known as one more engine.
    """
    # Only here: the other engines are compared where there is neither Spark nor Java.
    from tests.spark import clusters  # noqa: PLC0415 - the same

    clusters.start()
    ENGINES[_SPARK] = clusters.in_spark
    compare.rows_of = clusters.rows_of  # type: ignore[attr-defined]


def main() -> int:
    """
    Compare, and print what differs; the answer is 1 where anything does.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--most", type=int, default=8, help="rows of a ledger")
    parser.add_argument("--engines", nargs="+", default=["polars"], choices=_NAMES)
    parser.add_argument("--books", nargs="+")
    given = parser.parse_args()
    if _SPARK in given.engines:
        start_spark()
    wrong = 0
    for name, book in books().items():
        if given.books and name not in given.books:
            continue
        for engine in given.engines:
            seeds = range(given.start, given.start + given.seeds)
            wrong += _held_against(name, book, engine, seeds, given.most)
    return 1 if wrong else 0


def _held_against(
    name: str, book: Rulebook, engine: str, seeds: range, most: int
) -> int:
    """Compare one book on one engine, print what was found, and count differences."""
    verdicts = ledgers = wrong = 0
    needed = any(feed.needs_period for feed in book.feeds.values())
    for seed in seeds:
        bad = (0, 0.03, 0.15)[seed % 3]
        rows = told(book, Maker(book, seed, bad=bad).ledgers(most))
        if not rows:
            continue
        asked: dict[str, Any] = {
            "as_of": NOW,
            "period": _PERIODS[seed // 3 % 4] or (_WHOLE if needed else None),
            "calendar": _CALENDAR if seed % 2 else None,
        }
        count, found = compared(book, rows, engine, **asked)
        verdicts, ledgers, wrong = verdicts + count, ledgers + 1, wrong + len(found)
        for one in found[:_SHOWN]:
            sys.stdout.write(f"{name} {engine} {seed} {one}\n")
    row = (
        f"{name} | {engine} | {ledgers} ledgers | {verdicts} verdicts | {wrong} differ"
    )
    sys.stdout.write(f"{row}\n")
    sys.stdout.flush()
    return wrong


if __name__ == "__main__":
    sys.exit(main())
