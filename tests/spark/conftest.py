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


QUICK = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.shuffle.partitions": "1",
}
"""Plan once, and interpret: a few rows are judged by many queries."""


@pytest.fixture
def quick(spark: Any) -> Iterator[None]:
    """Plan and run short queries quickly, for one test."""
    before = {key: spark.conf.get(key, None) for key in QUICK}
    for key, value in QUICK.items():
        spark.conf.set(key, value)
    yield
    for key, value in before.items():
        if value is None:
            spark.conf.unset(key)
        else:
            spark.conf.set(key, value)
