"""
A list of one category is read in columns, a longer one row by row.
"""

from typing import Any

import narwhals as nw
import polars as pl

from followup_rules.frames.books.values import _one_category

KNOWN = {"leak": "leak", "漏水": "leak", "general": "general"}


def test_which_are_read_in_columns() -> None:
    """Those of one known name, which may be an alias, and those of none."""
    held = [["leak"], ["漏水"], [], None, ["leak", "general"], ["other"]]
    frame = nw.from_native(pl.DataFrame({"category": held}))
    work: Any = None
    found = _one_category(work, "category", KNOWN)
    read = frame.select(value=found.value, clean=found.clean)

    assert read["clean"].to_list() == [True, True, True, True, False, False]
    assert read["value"].to_list()[:4] == ["leak", "leak", None, None]
