"""
A Spark of two threads on this machine, tables in it, and plain rows from it.
"""

import os
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql import types as T  # noqa: N812 - as all of Spark writes it
from tests.frames import ledgers

_SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    # Short queries: quick code at once is better than the best code late.
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.driver.host": "127.0.0.1",
    "spark.log.level": "ERROR",
    # The line of each call would be asked for and sent along.
    "spark.python.sql.dataFrameDebugging.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.ui.enabled": "false",
    # Rows of a test are not worked out while the query is planned, but by the code
    # that judges the rows of a file.
    "spark.sql.optimizer.excludedRules": (
        "org.apache.spark.sql.catalyst.optimizer.ConvertToLocalRelation"
    ),
}


def start() -> Any:
    """
    Start a session that listens to nobody but this machine.
    """
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    builder = SparkSession.builder.master("local[2]").appName("followup-rules")
    for key, value in _SETTINGS.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


def in_spark(table: pa.Table) -> Any:
    """
    Return a table as a frame of the running session.
    """
    session = SparkSession.getActiveSession()
    schema = T.StructType(list(map(_field, table.schema)))
    return session.createDataFrame(table, schema)


_KINDS: Mapping[Any, Any] = {
    pa.bool_(): T.BooleanType(),
    pa.date32(): T.DateType(),
    pa.int64(): T.LongType(),
    pa.null(): T.NullType(),
    pa.string(): T.StringType(),
    pa.timestamp("us"): T.TimestampNTZType(),
    pa.timestamp("us", "UTC"): T.TimestampType(),
}


def _field(field: pa.Field) -> Any:
    """Return a column in Spark."""
    return T.StructField(field.name, _kind(field.type))


def _kind(kind: pa.DataType) -> Any:
    """Return a type in Spark; without a zone a time has none there."""
    if pa.types.is_list(kind):
        return T.ArrayType(_kind(kind.value_type))
    if pa.types.is_struct(kind):
        return T.StructType([_field(kind.field(at)) for at in range(kind.num_fields)])
    return _KINDS[kind]


def rows_of(frame: Any) -> list[dict[str, Any]]:
    """
    Execute, and return the rows with plain values.
    """
    if hasattr(frame, "toArrow"):
        frame = frame.toArrow()
    return ledgers.rows_of(frame)
