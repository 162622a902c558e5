"""
One table in every engine, and what comes back as plain rows.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa

CONNECTION = duckdb.connect(config={"threads": 1})


def _in_duckdb(table: pa.Table) -> Any:
    """Return a relation that does not depend on the name of a variable."""
    return CONNECTION.from_arrow(table)


def _in_pandas(table: pa.Table) -> Any:
    """Return a frame whose days are days, and whose index is not the usual one."""
    frame = table.to_pandas(date_as_object=True)
    frame.index = pd.Index([f"row {place}" for place in range(len(frame))])
    return frame


ENGINES: dict[str, Callable[[pa.Table], Any]] = {
    "polars": pl.from_arrow,
    "polars lazy": lambda table: pl.from_arrow(table).lazy(),  # type: ignore[union-attr]
    "pandas": _in_pandas,
    "pyarrow": lambda table: table,
    "duckdb": _in_duckdb,
}


def rows_of(frame: Any) -> list[dict[str, Any]]:
    """
    Return the rows of any frame with plain values.
    """
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, pl.DataFrame):
        return frame.to_dicts()
    if isinstance(frame, pd.DataFrame):
        return [
            {name: _plain(value) for name, value in row.items()}
            for row in frame.to_dict("records")
        ]
    if isinstance(frame, duckdb.DuckDBPyRelation):
        frame = frame.to_arrow_table()
    rows: list[dict[str, Any]] = frame.to_pylist()
    return rows


def _plain(value: Any) -> Any:
    """Return a value of pandas as the standard library has it."""
    if not isinstance(value, str) and hasattr(value, "__len__"):
        return list(value)
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        value = value.to_pydatetime()
        bare = isinstance(value, dt.datetime) and value.tzinfo is None
        return value.date() if bare else value
    return value
