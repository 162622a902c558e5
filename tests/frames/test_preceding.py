"""
What the rows before a row come to, within its group, in every engine.
"""

from typing import Any

import pyarrow as pa
import pytest
from tests.frames.ledgers import ENGINES

from followup_rules.frames.engines import engine_of

ROWS = [
    # group, part of it, place, number; the sum and the greatest of what lies before
    ("a", "x", 1, 5, None, None),
    ("a", "x", 2, 7, 5, 5),
    ("a", "x", 3, 2, 12, 7),
    ("a", "x", 4, 1, 14, 7),
    ("a", "y", 1, 9, None, None),
    ("b", None, 1, 4, None, None),
    ("b", None, 2, 6, 4, 4),
    ("b", "y", 1, 8, None, None),
    ("c", None, 1, 3, None, None),
    ("c", "x", 1, 2, None, None),
    ("c", "y", 1, 2, None, None),
    ("c", "y", 2, 2, 2, 2),
]
TURNED = [*ROWS[::2], *ROWS[1::2][::-1]]


@pytest.mark.parametrize("rows", [ROWS, TURNED, ROWS[:4], ROWS[4:5]])
@pytest.mark.parametrize("engine", ENGINES)
def test_by_hand(engine: str, rows: list[tuple[Any, ...]]) -> None:
    """
    A part that is not told is a group of its own, and nothing precedes the first.
    """
    names = ("group", "part", "place", "number", "sum", "most")
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    kinds = dict(zip(names, (pa.string(), pa.string(), *[pa.int64()] * 4), strict=True))
    table = pa.table({name: pa.array(columns[name], kinds[name]) for name in names})
    home = engine_of(ENGINES[engine](table))
    frame = home.open(ENGINES[engine](table), dict.fromkeys(names, "by"))
    made = {"found": ("sum", "number"), "found_most": ("max", "number")}
    frame = home.preceding(frame, made, ["place"], ["group", "part"])
    found = frame.lazy().collect("pyarrow").to_native().to_pylist()

    assert len(found) == len(rows)
    assert [(row["found"], row["found_most"]) for row in found] == [
        (row["sum"], row["most"]) for row in found
    ]
