"""
Whole ledgers in this build and in a former one, side by side.

    python -m tests.benchmarks.builds

takes the former build from the history of the repository, puts it into a folder of its
own, and lets both judge the same rows in processes that take turns. With `--where` it
shows instead what takes the time of the shipped book over columns.
"""

import cProfile
import json
import os
import pstats
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from time import process_time
from typing import Any

import polars as pl
from tests.benchmarks.judged_ledgers import ITEMS, repair_ledger
from tests.benchmarks.large import AS_OF, BOOK, PERIOD
from tests.benchmarks.tables import comparison
from tests.benchmarks.turns import Row, clocked, compared, take_turns

from followup_rules import frames
from followup_rules.interchange import loads
from followup_rules.rulebooks import repair

FORMER = "e56b70b"
"""The build before regulations were declared once."""
ROOT = Path(__file__).parents[2]
ROWS = 50_000
FEW = 1_000
MANY = 100_000
PROJECTS = 3_000
COLUMNS = 1_000_000
TURNS = 3


def is_there() -> bool:
    """
    Say whether the history of the repository reaches back to the former build.
    """
    command = ["git", "-C", str(ROOT), "cat-file", "-e", f"{FORMER}^{{commit}}"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603 - our own repository


@contextmanager
def former() -> Iterator[Path]:
    """
    Install the former build into a folder of its own, and delete it afterwards.
    """
    with tempfile.TemporaryDirectory() as folder:
        command = ["git", "-C", str(ROOT), "archive", FORMER, "src"]
        packed = subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603 - our own repository
        with tarfile.open(fileobj=BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder) / "src"


def judged(source: Path, book: str, rows: int) -> dict[str, Any]:
    """
    Judge a ledger with a build, in a process of its own.
    """
    command = [sys.executable, "-m", "tests.benchmarks.judged_ledgers", book, str(rows)]
    place = os.pathsep.join(map(str, (source, ROOT)))
    done = subprocess.run(  # noqa: S603 - our own file
        command,
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": place},
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def in_turns(old: Path, size: int, turns: int) -> dict[str, list[dict[str, Any]]]:
    """
    Let each build judge each ledger, one after another, each turn in another order.
    """
    this = ROOT / "src"
    asked = {
        "repairs": (this, "repair", size),
        "alone": (this, "deadline", size),
        "former repairs": (old, "repair", size),
        "former alone": (old, "deadline", size),
        "projects": (this, "construction", min(size, PROJECTS)),
        "former projects": (old, "construction", min(size, PROJECTS)),
        "few": (this, "repair", FEW),
        "many": (this, "repair", min(size * 2, MANY)),
    }
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in asked}
    for turn in range(turns):
        for name in list(asked)[:: -1 if turn % 2 else 1]:
            found[name].append(judged(*asked[name]))
    return found


def of_each(
    found: list[dict[str, Any]], what: str, each: str | None = None
) -> list[float]:
    """
    Return what each turn took, for each row or verdict where that is asked.
    """
    return [one[what] / (one[each] if each else 1) for one in found]


def against_former(
    found: dict[str, list[dict[str, Any]]],
    kind: str,
    work: str,
    *,
    faster: float,
    least: float,
) -> list[Row]:
    """
    Compare time and memory, a row.
    """
    named = f"the build of {FORMER}"
    this, former_ = found[kind], found[f"former {kind}"]
    return [
        compared(
            f"{work}, a row",
            named,
            of_each(this, "seconds", "rows"),
            of_each(former_, "seconds", "rows"),
            least=faster,
        ),
        compared(
            f"{work}, memory besides the rows",
            named,
            of_each(this, "memory"),
            of_each(former_, "memory"),
            most=least,
            unit="MB",
        ),
    ]


def by_verdict(found: dict[str, list[dict[str, Any]]]) -> Row:
    """
    Compare a verdict of a ledger with one rule asked by itself, of the same datetimes.
    """
    return compared(
        f"`repair.assess` on {ROWS:,} repairs, a verdict",
        "one `VISIT_DEADLINE.assess` of the same",
        of_each(found["repairs"], "seconds", "verdicts"),
        of_each(found["alone"], "seconds", "rows"),
        most=1.5,
    )


def flat(found: dict[str, list[dict[str, Any]]]) -> Row:
    """
    Compare a row among many with one among few.
    """
    return compared(
        f"`repair.assess`, a row among {MANY:,}",
        f"a row among {FEW:,}",
        of_each(found["many"], "seconds", "rows"),
        of_each(found["few"], "seconds", "rows"),
        most=1.1,
    )


def plain(found: dict[str, list[dict[str, Any]]]) -> Row:
    """
    Compare a plain deadline, asked by itself: what it can do besides may cost nothing.
    """
    return compared(
        "one `VISIT_DEADLINE.assess`",
        f"the same in the build of {FORMER}",
        of_each(found["alone"], "seconds", "rows"),
        of_each(found["former alone"], "seconds", "rows"),
        most=1.0,
    )


# ------------------------------------------------------------------------- in columns


def tables(rows: int, *, plain: bool) -> dict[str, pl.DataFrame]:
    """
    Return a ledger of repairs as frames, for the shipped book or the plain one.
    """
    repairs, visits = repair_ledger(rows)
    category = "category" if plain else "categories"
    known = {
        "id": [one.id for one in repairs],
        "completed_at": [one.completed_at for one in repairs],
        category: [one.categories for one in repairs],
    }
    seen: dict[str, list[Any]] = {
        "id": [one.id for one in visits],
        "repair_id": [one.repair_id for one in visits],
        "visited_at": [one.visited_at for one in visits],
        **{item: [getattr(one, item) for one in visits] for item in ITEMS},
    }
    visitors = [list(one.visitors) for one in visits]
    if plain:
        seen["role"] = [some[0].role for some in visitors]
    else:
        known["responsible"] = [one.responsible for one in repairs]
        known["owes_visit"] = [one.owes_visit for one in repairs]
        seen["visitors"] = [
            [{"role": one.role, "person": one.person} for one in some]
            for some in visitors
        ]
    return {"repair": pl.DataFrame(known), "visit": pl.DataFrame(seen)}


def in_columns(found: list[dict[str, Any]], rows: int, turns: int) -> list[Row]:
    """
    Compare a whole book over frames with the former build over rows, a repair.

    The plain book has every rule in columns. How the shipped one fares hangs on how many
    of its rules are judged by rows.
    """
    books = {
        "the plain repair regulation": (loads(BOOK.read_text("utf-8")), rows, True),
        "the shipped repair regulation": (repair.RULES, rows, False),
    }
    former_took = of_each(found, "seconds", "rows")
    compare = []
    for name, (book, size, plain) in books.items():
        ledger = tables(size, plain=plain)
        by_rows = len(frames.assess(book, ledger, as_of=AS_OF, period=PERIOD).by_rows)

        def judge(book: Any = book, ledger: Any = ledger) -> object:
            return frames.assess(book, ledger, as_of=AS_OF, period=PERIOD).verdicts

        taken = take_turns({name: partial(clocked, judge)}, turns)[name]
        aside = f", {by_rows} of {len(book.rules)} rules by rows" if by_rows else ""
        compare.append(
            compared(
                f"{name} over columns of polars{aside}, {size:,} repairs, a repair",
                f"`repair.assess` of the build of {FORMER}",
                [one / size for one in taken],
                former_took,
                least=60,
            )
        )
    return compare


def rows(size: int = ROWS, columns: int = COLUMNS, turns: int = TURNS) -> list[Row]:
    """
    Measure everything.
    """
    with former() as old:
        found = in_turns(old, size, turns)
    return [
        by_verdict(found),
        flat(found),
        plain(found),
        *against_former(
            found,
            "repairs",
            f"`repair.assess` on {size:,} repairs",
            faster=4,
            least=0.5,
        ),
        *against_former(
            found, "projects", "`construction.assess`", faster=6, least=0.2
        ),
        *in_columns(found["former repairs"], columns, turns),
    ]


def where(size: int = COLUMNS) -> None:
    """
    Print what takes the time of the shipped repair regulation over columns.
    """
    ledger = tables(size, plain=False)

    def judge(rows: int) -> object:
        few = {kind: table.head(rows) for kind, table in ledger.items()}
        return frames.assess(repair.RULES, few, as_of=AS_OF, period=PERIOD).verdicts

    judge(5)  # what is imported and worked out once
    profile = cProfile.Profile(process_time)
    profile.runcall(judge, size)
    pstats.Stats(profile).sort_stats("cumulative").print_stats("frames/books", 40)


if __name__ == "__main__":
    if "--where" in sys.argv[1:]:
        where()
    else:
        sys.stdout.write(comparison(rows()) + "\n")
