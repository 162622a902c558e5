"""
One session for all tests here; it stops when they are done.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.frames import (
    portfolios,
    test_cadence,
    test_deadlines,
    test_draws,
    test_edges,
    test_quotas,
    test_scoring,
    test_warranty,
)
from tests.frames.ledgers import ENGINES
from tests.spark.clusters import in_spark, rows_of, start

BY_HAND = (
    portfolios,
    test_cadence,
    test_deadlines,
    test_draws,
    test_edges,
    test_quotas,
    test_scoring,
    test_warranty,
)


@pytest.fixture(scope="session", autouse=True)
def spark() -> Iterator[Any]:
    """
    The running session, known to the tests of the other engines as one more of them.
    """
    session = start()
    ENGINES["pyspark"] = in_spark
    for module in BY_HAND:
        module.rows_of = rows_of  # type: ignore[attr-defined]
    yield session
    session.stop()
