"""
PySpark data frames; everything stays in the cluster.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate
from typing import Any, Final

import narwhals as nw
import pyarrow as pa
from pyspark.sql import functions as F  # noqa: N812 - as all of Spark writes it
from pyspark.sql import types as T  # noqa: N812 - the same
from pyspark.sql.classic.dataframe import DataFrame

from followup_rules.errors import (
    ColumnTakenError,
    UnsupportedFrameError,
    UnusableColumnNameError,
)
from followup_rules.errors.base import UNSEEN
from followup_rules.frames.engines import (
    ABSENT,
    Names,
    Spread,
    hashing,
    normal_form,
    sql,
    windows,
)
from followup_rules.frames.engines.bounds import (
    FAR,
    FAR_DAYS,
    FIRST_DAY,
    FIRST_US,
    LAST_DAY,
    LAST_US,
)
from followup_rules.frames.engines.spark_zones import offset, shown
from followup_rules.frames.engines.zones import DAY, SECOND
from followup_rules.immutable import frozen

_KIND: Final = "pyspark.sql.DataFrame of a session of its own (not Spark Connect)"
_PATH_SIGNS: Final = frozenset("`.*")
_COLLATION: Final = re.compile(r" collate \w+")
_HOUR: Final = 3_600 * SECOND
_JOINED_ABOVE: Final = 20_000
"""A larger table is joined; a smaller one travels as an array within the query."""
_BITS: Final = 256
_PLACE: Final = "__fr_table_place"
_ENTRY: Final = "__fr_table_entry"
_LISTED: Final = "__fr_entry"
_OWN: Final = "__fr_own_"
_PART: Final = "__fr_part"
_PART_BITS: Final = 33
"""A number of a row has its place in its partition below, and the partition above."""
_KINDS: Final = {pa.string(): "STRING", pa.int64(): "BIGINT"}
"""What the small tables of a call hold."""


@frozen
class SparkEngine:
    """
    Adds columns to a data frame; no job runs before the caller asks for rows.
    """

    holds_any_category: Final = False
    renamed_by: Final = "withColumnRenamed('old', 'new'), or toDF() where two are alike"
    plans_anew: Final = True

    def is_eager(self, native: Any) -> bool:
        """
        Say that the cluster holds it.
        """
        del native
        return False

    def schema(self, frame: Any) -> dict[str, Any]:
        """
        Return the types of the columns.
        """
        return dict(frame.collect_schema())

    def names(self, native: Any) -> tuple[str, ...]:
        """
        Return the names of the columns.

        Raises:
            UnusableColumnNameError: If Spark cannot tell two of them apart.
        """
        if not isinstance(native, DataFrame):
            kind = type(native)
            got = f"{kind.__module__}.{kind.__qualname__}"
            raise UnsupportedFrameError(got, (_KIND,))
        alike = _alike(native, native.columns)
        if alike:
            problem = "this session reads the name of another column in the same way"
            raise UnusableColumnNameError(alike[0], problem, self.renamed_by)
        return tuple(native.columns)

    def empty(self, frame: Any) -> frozenset[str]:
        """
        Return the columns of the type VOID.
        """
        schema = frame.to_native().schema
        return frozenset(
            entry.name for entry in schema if isinstance(entry.dataType, T.NullType)
        )

    def open(self, native: Any, columns: Names) -> Any:
        """
        Return the frame; texts that are needed are compared sign by sign.

        Raises:
            UnusableColumnNameError: If the name of one would be read as a path.
        """
        collated = {}
        for name in columns:
            if _PATH_SIGNS & set(name):
                problem = "Spark reads its name as a path"
                raise UnusableColumnNameError(name, problem, self.renamed_by)
            kind = native.schema[name].dataType.simpleString()
            if _COLLATION.search(kind):
                collated[name] = _COLLATION.sub("", kind)
        own = {f"{_OWN}{name}": _named(name) for name in collated}
        plain = {name: _named(name).cast(kind) for name, kind in collated.items()}
        changed = native.withColumns(own).withColumns(plain) if plain else native
        return nw.from_native(changed)

    def kind(self, frame: Any, column: str) -> str:
        """
        Return the type of a column.
        """
        kind: str = frame.to_native().schema[column].dataType.simpleString()
        return kind

    def groups_by(self, frame: Any, column: str) -> bool:
        """
        Refuse maps and variants, which Spark does not compare.
        """
        kind = frame.to_native().schema[column].dataType
        return not isinstance(kind, T.MapType | T.VariantType)

    def close(self, native: Any, frame: Any, columns: Sequence[str]) -> Any:
        """
        Return the frame with its new columns only.

        Raises:
            ColumnTakenError: If a new name differs from an old one in case alone.
        """
        found = frame.to_native()
        alike = _alike(native, [*native.columns, *columns])
        if alike:
            raise ColumnTakenError(alike[0])
        held = set(found.columns)
        kept = [
            _named(f"{_OWN}{name}").alias(name)
            if f"{_OWN}{name}" in held
            else _named(name)
            for name in native.columns
        ]
        return found.select(*kept, *map(_named, columns))

    def finish(self, native: Any, frame: Any) -> Any:
        """
        Return the frame.

        Raises:
            ColumnTakenError: If two of its names differ in case alone.
        """
        del native
        found = frame.to_native()
        alike = _alike(found, found.columns)
        if alike:
            raise ColumnTakenError(alike[0])
        return found

    def numbers(self, frame: Any, names: Names) -> Any:
        """
        Turn times and days into whole numbers, whatever the zone of the session.
        """
        schema = frame.to_native().schema
        return _with(
            frame,
            {new: _number(old, schema[old].dataType) for new, old in names.items()},
        )

    def local_days(self, frame: Any, names: Names, zone: str) -> Any:
        """
        Turn instants into day numbers.
        """
        return _with(
            frame,
            {
                new: _floored(shown(_quoted(old), zone), DAY)
                for new, old in names.items()
            },
        )

    def to_local(self, frame: Any, names: Names, zone: str) -> Any:
        """
        Turn instants into local times.
        """
        return _with(
            frame, {new: shown(_quoted(old), zone) for new, old in names.items()}
        )

    def to_utc(self, frame: Any, names: Names, zone: str) -> Any:
        """
        Turn local times into instants.
        """
        there = {
            new: f"{_quoted(old)} - {offset(_quoted(old), zone, wall=True)}"
            for new, old in names.items()
        }
        return _with(frame, there)

    def look_up(self, frame: Any, names: Names, values: Sequence[Any]) -> Any:
        """
        Turn places into the entries of a table.
        """
        if len(values) > _JOINED_ABOVE:
            return _joined(frame, names, values)
        table = _table(values)
        return _with(
            frame,
            {
                new: F.get(table, F.expr(f"try_cast({_quoted(old)} AS INT)"))
                for new, old in names.items()
            },
        )

    def lists_others(self, frame: Any, names: Names, known: Sequence[str]) -> Any:
        """
        Look for other entries in lists.
        """
        texts = [F.lit(text) for text in known]

        def is_other(entry: Any) -> Any:
            return entry.isNull() | ~entry.isin(*texts)

        return _with(
            frame,
            {
                new: F.coalesce(F.exists(_named(old), is_other), F.expr("false"))
                for new, old in names.items()
            },
        )

    def divide(self, frame: Any, names: Names, by: int) -> Any:
        """
        Divide whole numbers.
        """
        return _with(
            frame, {new: _floored(_quoted(old), by) for new, old in names.items()}
        )

    def tickets(self, frame: Any, names: Names, seed_string: str) -> Any:
        """
        Hash ids in the cluster.
        """
        head = F.lit(hashing.head(seed_string))
        hashed = {}
        for new, old in names.items():
            ids = _named(old)
            ticket = F.sha2(F.concat(head, ids), _BITS)
            hashed[new] = F.when(_is_sound(ids), ticket)
        return _with(frame, hashed)

    def decimals(self, frame: Any, names: Names) -> Any:
        """
        Refuse: Spark has no numbers of 256 bits.
        """
        del frame, names
        raise hashing.no_decimals()

    def ranked(
        self, frame: Any, new: str, order: Sequence[str], groups: Sequence[str]
    ) -> Any:
        """
        Number the rows of each group.
        """
        by = ", ".join(f"{_quoted(name)} ASC NULLS LAST" for name in order)
        parts = ", ".join(map(_quoted, groups))
        part = f"PARTITION BY {parts} " if parts else ""
        return _with(frame, {new: f"row_number() OVER ({part}ORDER BY {by})"})

    def spread(self, frame: Any, made: Spread, groups: Sequence[str]) -> Any:
        """
        Give each row what its group comes to.
        """
        return windows.over_groups(frame, made, groups)

    def preceding(
        self, frame: Any, made: Spread, order: Sequence[str], groups: Sequence[str]
    ) -> Any:
        """
        Give each row what those before it in its group come to.
        """
        return _with(frame, sql.preceding(made, order, groups, _quoted))

    def times_over(self, frame: Any, new: str, count: int) -> Any:
        """
        Repeat each row.
        """
        numbers = f"explode(slice(sequence(0, {count}), 1, {count}))"
        return _with(frame, {new: numbers})

    def unfolded(
        self, frame: Any, column: str, kept: str, fields: Mapping[str, str]
    ) -> Any:
        """
        Give each entry of a list a row.
        """
        entry, same = _named(_LISTED), _named(kept)
        native = frame.to_native()
        held = native.select(same, F.explode(_named(column)).alias(_LISTED))
        made = [entry.getField(old).alias(new) for new, old in fields.items()]
        return nw.from_native(held.select(same, entry.isNull().alias(ABSENT), *made))

    def dates(self, frame: Any, names: Names) -> Any:
        """
        Turn day numbers into days.
        """
        days = {
            new: f"date_from_unix_date(CAST({_quoted(old)} AS INT))"
            for new, old in names.items()
        }
        return _with(frame, days)

    def times(self, frame: Any, names: Names, zone: str) -> Any:
        """
        Turn instants into times, which Spark shows in the zone of its session.
        """
        del zone
        times = {new: f"timestamp_micros({_quoted(old)})" for new, old in names.items()}
        return _with(frame, times)

    def numbered(self, frame: Any, new: str) -> Any:
        """
        Number the rows, partition by partition, with gaps between them.
        """
        return _with(frame, {new: "monotonically_increasing_id()"})

    def places(self, native: Any, numbers: Collection[int]) -> Mapping[int, int]:
        """
        Count the rows of the partitions that come before those of a row.
        """
        part = F.spark_partition_id().alias(_PART)
        counts = native.select(part).groupBy(_PART).count().collect()
        held = dict(map(tuple, counts))
        before = [0, *accumulate(held.get(one, 0) for one in range(max(held) + 1))]
        return {one: before[one >> _PART_BITS] + one % 2**_PART_BITS for one in numbers}

    def beside(self, native: Any, table: Any) -> Any:
        """
        Return the table as a data frame of the same session.
        """
        kinds = ", ".join(
            f"{_quoted(one.name)} {_KINDS[one.type]}" for one in table.schema
        )
        return nw.from_native(native.sparkSession.createDataFrame(table, kinds))

    def stacked(self, frames: Sequence[Any]) -> Any:
        """
        Put frames under each other.
        """
        return nw.concat(frames, how="vertical")

    def apart(self, frame: Any) -> Any:
        """
        Return the frame, which is kept where it is worked out.
        """
        return frame

    def worked_out(self, native: Any, frame: Any) -> Any:
        """
        Keep what a frame comes to where the cluster works, or in its checkpoints.

        Nothing is kept longer than somebody holds the frame, or what is made of it.
        """
        del native
        found = frame.to_native()
        if found.sparkSession.sparkContext.getCheckpointDir() is None:
            return nw.from_native(found.localCheckpoint(eager=False))
        return nw.from_native(found.checkpoint(eager=False))


def _quoted(column: str) -> str:
    """Return the name of a column as SQL."""
    return "`" + column.replace("`", "``") + "`"


def _named(column: str) -> Any:
    """Return a column by its name, whatever signs it has."""
    return F.col(_quoted(column))


def _with(frame: Any, columns: Mapping[str, Any]) -> Any:
    """
    Add columns that Spark itself computes, or change them in place.

    Numbers are written as SQL, which goes to Spark in one message.
    """
    made = {
        new: F.expr(column) if isinstance(column, str) else column
        for new, column in columns.items()
    }
    return nw.from_native(frame.to_native().withColumns(made))


def _alike(native: Any, names: Sequence[str]) -> list[str]:
    """Return the names that the session reads as it reads another one."""
    exact = native.sparkSession.conf.get("spark.sql.caseSensitive") == "true"
    read = [name if exact else name.lower() for name in names]
    count = Counter(read)
    return [name for name, own in zip(names, read, strict=True) if count[own] > 1]


# ---------------------------------------------------------------------- numbers


def _floored(number: str, by: int) -> str:
    """Divide whole numbers exactly, rounding down; `div` alone rounds towards 0."""
    return f"({number} - pmod({number}, {by})) div {by}"


def _number(name: str, kind: Any) -> str:
    """Return a column of times or days as whole numbers."""
    column = _quoted(name)
    if isinstance(kind, T.DateType):
        days = f"CAST(unix_date({column}) AS BIGINT)"
        return sql.far(days, FIRST_DAY, LAST_DAY, FAR_DAYS)
    if isinstance(kind, T.TimestampType):
        return sql.far(f"unix_micros({column})", FIRST_US, LAST_US, FAR)
    if isinstance(kind, T.TimestampNTZType):
        clock = (
            f"unix_date(CAST({column} AS DATE)) * {DAY}"
            f" + hour({column}) * {_HOUR}"
            f" + CAST((minute({column}) * 60 + extract(SECOND FROM {column}))"
            f" * {SECOND} AS BIGINT)"
        )
        return sql.far(f"({clock})", FIRST_US, LAST_US, FAR)
    return f"CAST({column} AS BIGINT)"


# ----------------------------------------------------------------------- tables


def _table(values: Sequence[Any]) -> Any:
    """
    Return the entries of a table as an array.

    It comes as one text, which Spark reads once, when it plans: thousands of literals
    would be thousands of nodes of the plan.
    """
    kind = "STRING" if any(isinstance(value, str) for value in values) else "BIGINT"
    return F.from_json(F.lit(json.dumps(list(values))), f"ARRAY<{kind}>")


def _joined(frame: Any, names: Names, values: Sequence[Any]) -> Any:
    """Look entries up by a join with a table that is sent to every machine."""
    native = frame.to_native()
    entries = F.posexplode(_table(values)).alias(_PLACE, _ENTRY)
    for new, old in names.items():
        table = F.broadcast(native.sparkSession.range(1).select(entries))
        native = native.join(table, _named(old) == _named(_PLACE), "left")
        native = native.withColumn(new, _named(_ENTRY)).drop(_PLACE, _ENTRY)
    return nw.from_native(native)


# -------------------------------------------------------------------------- ids


def _is_sound(ids: Any) -> Any:
    """Say that an id is usable, as `policies.draws` does."""
    suspect = ids.rlike(normal_form.suspect())
    decomposed = suspect & ids.rlike(normal_form.not_composed())
    padded = ids.rlike(f"{hashing.UNSOUND}|{normal_form.unseen()}|{UNSEEN}")
    return (ids != "") & F.is_valid_utf8(ids) & ~padded & ~decomposed
