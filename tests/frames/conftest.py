"""
Which engines a test of columns is held against, where it does not name them itself.
"""

from typing import Any

import pytest
from tests.frames.ledgers import ENGINES

TURNS = ("polars", "duckdb", "pandas", "polars lazy", "pyarrow")
assert {*TURNS} == {*ENGINES}


@pytest.fixture(params=(0, 1), ids=("one", "another"))
def engine(request: pytest.FixtureRequest) -> str:
    """
    Each of the two engines whose turn it is.

    What rules come to is worked out by what all engines share, so that not every case
    need be asked of each: five tests of a class or module, or cases of a test, one after another
    are asked of every engine twice. What an engine reads and writes in its own way is
    asked of all, and named there.
    """
    node: Any = request.node
    tests = [name for name in vars(node.cls or node.module) if name.startswith("test_")]
    case = sum(node.callspec.indices.values()) - request.param
    place = 2 * (tests.index(node.originalname) + case) + request.param
    return TURNS[place % len(TURNS)]
