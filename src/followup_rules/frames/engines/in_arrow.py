"""
PyArrow tables, and pandas frames by way of them.
"""

# pyarrow.compute makes its functions while it is imported, so that none is seen.
# pyright: reportAttributeAccessIssue=false

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

import narwhals as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup_rules.errors import UnsupportedFrameError
from followup_rules.frames.engines import (
    ABSENT,
    Names,
    Spread,
    arrays,
    arrow_columns,
    hashing,
)
from followup_rules.immutable import frozen

_CODE: Final = "__fr_group"


@frozen
class ArrowEngine:
    """
    Works on the columns that are needed, and appends the new ones.
    """

    holds_any_category: Final = True
    renamed_by: str = "rename_columns([...])"
    plans_anew: Final = False

    def is_eager(self, native: Any) -> bool:
        """
        Say that it is.
        """
        del native
        return True

    def schema(self, frame: Any) -> dict[str, Any]:
        """
        Return the types of the columns.
        """
        return dict(frame.collect_schema())

    def names(self, native: Any) -> tuple[str, ...]:
        """
        Return the names of the columns.
        """
        if not isinstance(native, pa.Table):
            raise UnsupportedFrameError(type(native).__qualname__, ("pyarrow.Table",))
        return tuple(native.column_names)

    def empty(self, frame: Any) -> frozenset[str]:
        """
        Return the columns of the type null.
        """
        schema = frame.to_native().schema
        return frozenset(field.name for field in schema if pa.types.is_null(field.type))

    def open(self, native: Any, columns: Names) -> Any:
        """
        Return the columns that are needed.
        """
        return _opened({name: native[name] for name in columns})

    def kind(self, frame: Any, column: str) -> str:
        """
        Return the type of a column.
        """
        return str(frame.to_native().schema.field(column).type)

    def groups_by(self, frame: Any, column: str) -> bool:
        """
        Say whether Arrow has groups of the type of a column.
        """
        return arrow_columns.groups_by(frame.to_native().schema.field(column).type)

    def close(self, native: Any, frame: Any, columns: Sequence[str]) -> Any:
        """
        Append the new columns.
        """
        found = frame.to_native()
        for name in columns:
            native = native.append_column(name, found[name])
        return native

    def finish(self, native: Any, frame: Any) -> Any:
        """
        Return a result as a table.
        """
        del native
        return frame.to_native()

    def numbers(self, frame: Any, names: Names) -> Any:
        """
        Turn times and days into whole numbers.
        """
        return _with(frame, names, arrow_columns.number)

    def local_days(self, frame: Any, names: Names, zone: str) -> Any:
        """
        Turn instants into day numbers.
        """
        return _whole(frame, names, lambda found: arrays.local_days(found, zone))

    def to_local(self, frame: Any, names: Names, zone: str) -> Any:
        """
        Turn instants into local times.
        """
        return _whole(frame, names, lambda found: arrays.to_local(found, zone))

    def to_utc(self, frame: Any, names: Names, zone: str) -> Any:
        """
        Turn local times into instants.
        """
        return _whole(frame, names, lambda found: arrays.to_utc(found, zone))

    def look_up(self, frame: Any, names: Names, values: Sequence[Any]) -> Any:
        """
        Turn places into the entries of a table.
        """
        nothing = all(value is None for value in values)
        table = pa.array(values, pa.int64() if nothing else None)
        last = len(values) - 1

        def entries(places: Any) -> Any:
            inside = pc.and_(pc.greater_equal(places, 0), pc.less_equal(places, last))
            return pc.take(table, pc.if_else(inside, places, None))

        return _with(frame, names, entries)

    def lists_others(self, frame: Any, names: Names, known: Sequence[str]) -> Any:
        """
        Look for other entries in lists.
        """

        def others(column: Any) -> Any:
            lists = column.combine_chunks()
            among = pc.is_in(pc.list_flatten(lists), pa.array(known, pa.string()))
            parents = pc.list_parent_indices(lists).filter(pc.invert(among))
            return pc.is_in(pa.array(range(len(lists)), parents.type), parents)

        return _with(frame, names, others)

    def divide(self, frame: Any, names: Names, by: int) -> Any:
        """
        Divide whole numbers.
        """
        divided = {new: nw.col(old) // by for new, old in names.items()}
        return frame.with_columns(**divided)

    def tickets(self, frame: Any, names: Names, seed_string: str) -> Any:
        """
        Hash ids one by one: arrow has no SHA-256.
        """
        hashed = hashing.hasher(seed_string)
        return _with(
            frame,
            names,
            lambda ids: pa.chunked_array(
                [pa.array(hashed(ids.to_pylist()), pa.string())]
            ),
        )

    def decimals(self, frame: Any, names: Names) -> Any:
        """
        Read tickets backwards one by one.
        """
        return _with(
            frame,
            names,
            lambda tickets: pa.chunked_array(
                [pa.array(hashing.decimals(tickets.to_pylist()), pa.string())]
            ),
        )

    def ranked(
        self, frame: Any, new: str, order: Sequence[str], groups: Sequence[str]
    ) -> Any:
        """
        Number the rows of each group: sort, and count on from each group's first.
        """
        table = frame.to_native()
        keys = [(name, "ascending") for name in (*groups, *order)]
        places = np.asarray(pc.sort_indices(table, sort_keys=keys))
        counted = np.arange(len(places))
        if groups and len(places):
            ordered = _group_codes(table, groups)[places]
            begins = np.concatenate([[True], ordered[1:] != ordered[:-1]])
            counted = counted - np.maximum.accumulate(np.where(begins, counted, 0))
        numbers = np.empty(len(places), dtype=np.int64)
        numbers[places] = counted + 1
        return nw.from_native(
            table.append_column(new, pa.array(numbers)), eager_only=True
        )

    def spread(self, frame: Any, made: Spread, groups: Sequence[str]) -> Any:
        """
        Give each row what its group comes to, found by the number of the group.

        Neither windows nor joins of arrow keep the order of the rows.
        """
        table = frame.to_native()
        columns = {new: table[old] for new, (_, old) in made.items()}
        codes = _group_codes(table, groups)
        numbered = pa.table({**columns, _CODE: pa.array(codes)})
        wanted = [(new, how) for new, (how, _) in made.items()]
        found = numbered.group_by(_CODE).aggregate(wanted).sort_by(_CODE)
        own = pa.array(np.searchsorted(np.asarray(found[_CODE]), codes))
        for new, (how, _) in made.items():
            table = _put(table, new, pc.take(found[f"{new}_{how}"], own))
        return nw.from_native(table, eager_only=True)

    def preceding(
        self, frame: Any, made: Spread, order: Sequence[str], groups: Sequence[str]
    ) -> Any:
        """
        Give each row what those before it come to, group after group in one sweep.
        """
        table = frame.to_native()
        codes = _group_codes(table, groups)
        keys = [np.asarray(table[name]) for name in reversed(order)]
        places = np.lexsort((*keys, codes))
        ordered = codes[places]
        begins = np.concatenate([[True], ordered[1:] != ordered[:-1]])[: len(places)]
        for new, (how, old) in made.items():
            held = np.asarray(table[old])[places]
            sweep = arrays.sums if how == "sum" else arrays.greatest
            found = np.empty(len(places), dtype=np.int64)
            found[places] = np.concatenate([[0], sweep(held, begins)])[: len(places)]
            first = np.empty(len(places), dtype=bool)
            first[places] = begins
            table = _put(table, new, pa.array(found, mask=first))
        return nw.from_native(table, eager_only=True)

    def times_over(self, frame: Any, new: str, count: int) -> Any:
        """
        Repeat each row.
        """
        table = frame.to_native()
        rows = np.repeat(np.arange(len(table)), count)
        numbers = np.tile(np.arange(count), len(table))
        repeated = table.take(pa.array(rows)).append_column(new, pa.array(numbers))
        return nw.from_native(repeated, eager_only=True)

    def unfolded(
        self, frame: Any, column: str, kept: str, fields: Mapping[str, str]
    ) -> Any:
        """
        Give each entry of a list a row.
        """
        table = frame.to_native()
        lists = table[column].combine_chunks()
        entries = pc.list_flatten(lists)
        made = {
            kept: pc.take(table[kept], pc.list_parent_indices(lists)),
            ABSENT: pc.is_null(entries),
        }
        for new, old in fields.items():
            made[new] = arrow_columns.plain(
                pa.chunked_array([pc.struct_field(entries, old)])
            )
        return nw.from_native(pa.table(made), eager_only=True)

    def dates(self, frame: Any, names: Names) -> Any:
        """
        Turn day numbers into days.
        """
        return _with(
            frame, names, lambda days: pc.cast(pc.cast(days, pa.int32()), pa.date32())
        )

    def times(self, frame: Any, names: Names, zone: str) -> Any:
        """
        Turn instants into times with a zone.
        """
        kind = pa.timestamp("us", zone)
        return _with(frame, names, lambda found: pc.cast(found, kind))

    def numbered(self, frame: Any, new: str) -> Any:
        """
        Number the rows.
        """
        return frame.with_row_index(new)

    def places(self, native: Any, numbers: Collection[int]) -> Mapping[int, int]:
        """
        Return the numbers, which are places.
        """
        del native
        return {one: one for one in numbers}

    def beside(self, native: Any, table: Any) -> Any:
        """
        Return the table.
        """
        del native
        return nw.from_native(table, eager_only=True)

    def stacked(self, frames: Sequence[Any]) -> Any:
        """
        Put frames under each other.
        """
        return nw.concat(frames, how="vertical")

    def apart(self, frame: Any) -> Any:
        """
        Return the frame, which is in memory.
        """
        return frame

    def worked_out(self, native: Any, frame: Any) -> Any:
        """
        Return the frame, which is in memory.
        """
        del native
        return frame


@frozen
class PandasEngine(ArrowEngine):
    """
    Works on the columns that are needed as arrow arrays; the index stays.
    """

    renamed_by: str = "set_axis([...], axis=1)"

    def names(self, native: Any) -> tuple[str, ...]:
        """
        Return the names of the columns that have one: labels may be anything.
        """
        import pandas as pd  # noqa: PLC0415 - only where a pandas frame came in

        if not isinstance(native, pd.DataFrame):
            raise UnsupportedFrameError(
                type(native).__qualname__, ("pandas.DataFrame",)
            )
        return tuple(label for label in native.columns if isinstance(label, str))

    def open(self, native: Any, columns: Names) -> Any:
        """
        Return the columns that are needed as an arrow table.
        """
        read = arrow_columns.from_pandas
        return _opened(
            {name: read(role, name, native[name]) for name, role in columns.items()}
        )

    def close(self, native: Any, frame: Any, columns: Sequence[str]) -> Any:
        """
        Add the new columns under the index that came.
        """
        found = _to_pandas(frame.to_native().select(list(columns)))
        found.index = native.index  # columns of the same index are not copied
        return native.assign(**{name: found[name] for name in columns})

    def finish(self, native: Any, frame: Any) -> Any:
        """
        Return a result as a pandas frame.
        """
        del native
        return _to_pandas(frame.to_native())


def _opened(columns: Mapping[str, Any]) -> Any:
    """Return columns as a frame, of the types that are worked with."""
    table = pa.table(dict(columns))
    plain = {name: arrow_columns.plain(table[name]) for name in columns}
    return nw.from_native(pa.table(plain), eager_only=True)


def _to_pandas(table: Any) -> Any:
    """Return a table with whole numbers that may be absent, and days as midnights."""
    import pandas as pd  # noqa: PLC0415 - only where a pandas frame came in

    fields = [
        field.with_type(pa.timestamp("s")) if field.type == pa.date32() else field
        for field in table.schema
    ]
    kinds = {
        pa.int64(): pd.Int64Dtype(),
        pa.int32(): pd.Int64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
    }
    return table.cast(pa.schema(fields)).to_pandas(types_mapper=kinds.get)


def _group_codes(table: Any, groups: Sequence[str]) -> Any:
    """Return a number for each row, the same for the rows of one group."""
    codes = np.zeros(len(table), dtype=np.int64)
    for name in groups:
        own = pc.dictionary_encode(table[name].combine_chunks())
        numbers = np.asarray(own.indices.fill_null(-1)) + 1
        codes = codes * (len(own.dictionary) + 1) + numbers
        # Numbered anew, so that products stay small however many columns there are.
        codes = np.unique(codes, return_inverse=True)[1]
    return codes


def _with(frame: Any, names: Names, make: Callable[[Any], Any]) -> Any:
    """Add columns that arrow itself computes."""
    table = frame.to_native()
    for new, old in names.items():
        table = _put(table, new, make(table[old]))
    return nw.from_native(table, eager_only=True)


def _put(table: Any, name: str, column: Any) -> Any:
    """Return a table with a column, in the place of any of that name."""
    if name in table.column_names:
        table = table.drop_columns([name])
    return table.append_column(name, column)


def _whole(frame: Any, names: Names, change: Callable[[arrays.Numbers], Any]) -> Any:
    """Change whole numbers, chunk by chunk."""

    def changed(chunk: Any) -> Any:
        if chunk.null_count == len(chunk):
            return chunk
        if not chunk.null_count:
            return pa.array(change(chunk.to_numpy()))
        full = chunk.fill_null(pc.max(chunk)).to_numpy()
        return pc.if_else(pc.is_valid(chunk), pa.array(change(full)), None)

    def each_chunk(column: Any) -> Any:
        return pa.chunked_array([changed(chunk) for chunk in column.chunks], pa.int64())

    return _with(frame, names, each_chunk)
