"""
The page says of every book how many of its rules run in the engine.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from docs.clause_tables import found_rulebooks
from tests.frames.books.compare import tables
from tests.frames.books.random_ledgers import NOW

from followup_rules import frames, interchange
from followup_rules.books.rulebook import Rulebook
from followup_rules.timing.calendars import china
from followup_rules.timing.cycles import quarter

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs/how-to/polars.md"
ROW = re.compile(r"^\| `([a-z_0-9.]+)` \| (\d+) \| (\d+) \|", re.MULTILINE)
FILES = {path.name: path for path in ROOT.glob("docs/examples/books/*.toml")}
BOOKS: dict[str, Rulebook] = {
    **found_rulebooks(),
    **{name: interchange.read(path) for name, path in FILES.items()},
}
UNTOLD = "nothing of it was told"


def counted(book: Rulebook) -> tuple[int, int]:
    """Return how many rules run in the engine, and how many by rows."""
    kinds = [kind for kind, one in book.ledgers.items() if one.inside is None]
    made = tables(book, {kind: [] for kind in kinds}, "polars")
    told: dict[str, Any] = {
        "as_of": NOW,
        "period": quarter(2026, 1),
        "calendar": china(),
    }
    found = frames.assess(book, made, **told)
    by_rows = sum(one.why != UNTOLD for one in found.by_rows)
    fed = sum(bool(feed.reads()) for feed in book.feeds.values())
    return fed - by_rows, by_rows


@pytest.mark.parametrize("name", BOOKS)
def test_what_the_page_says(name: str) -> None:
    """
    Empty ledgers of every kind: a rule is judged where its columns would be.
    """
    page = {
        row[1]: (int(row[2]), int(row[3]))
        for row in ROW.finditer(PAGE.read_text(encoding="utf-8"))
    }
    assert page[name] == counted(BOOKS[name])
