"""
Polars, eager and lazy.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any, Final

import narwhals as nw
import polars as pl
import polars.selectors as cs

from followup_rules.errors import UnsupportedFrameError, UnusableColumnNameError
from followup_rules.frames.engines import (
    ABSENT,
    Names,
    Spread,
    arrays,
    hashing,
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
from followup_rules.frames.engines.zones import DAY
from followup_rules.immutable import frozen

_NANOS: Final = 1000
"""Nanoseconds in a microsecond."""
_MILLIS: Final = 1000
"""Microseconds in a millisecond."""


@frozen
class PolarsEngine:
    """
    Works lazily on both, and hands back what came.

    Zones are arithmetic on whole batches, which a streaming run can pass through.
    """

    holds_any_category: Final = True
    renamed_by: Final = "rename({'old': 'new'})"
    plans_anew: Final = False

    def is_eager(self, native: Any) -> bool:
        """
        Say whether it is no lazy frame.
        """
        return isinstance(native, pl.DataFrame)

    def schema(self, frame: Any) -> dict[str, Any]:
        """
        Return the types of the columns.
        """
        return dict(frame.collect_schema())

    def names(self, native: Any) -> tuple[str, ...]:
        """
        Return the names of the columns.
        """
        if not isinstance(native, pl.DataFrame | pl.LazyFrame):
            raise UnsupportedFrameError(type(native).__qualname__, ("polars",))
        return tuple(native.lazy().collect_schema().names())

    def empty(self, frame: Any) -> frozenset[str]:
        """
        Return the columns of the type Null.
        """
        schema = frame.to_native().collect_schema()
        return frozenset(name for name, kind in schema.items() if kind == pl.Null)

    def open(self, native: Any, columns: Names) -> Any:
        """
        Return the frame as a lazy one.
        """
        for name in columns:
            if name == "*" or (name.startswith("^") and name.endswith("$")):
                problem = "polars reads its name as a pattern"
                raise UnusableColumnNameError(name, problem, self.renamed_by)
        return nw.from_native(native.lazy())

    def kind(self, frame: Any, column: str) -> str:
        """
        Return the type of a column.
        """
        return str(frame.to_native().collect_schema()[column])

    def groups_by(self, frame: Any, column: str) -> bool:
        """
        Refuse Python objects.
        """
        return bool(frame.to_native().collect_schema()[column] != pl.Object)

    def close(self, native: Any, frame: Any, columns: Sequence[str]) -> Any:
        """
        Return the frame with its new columns only.
        """
        kept = native.lazy().collect_schema().names()
        shown = frame.to_native().select(cs.by_name(*kept, *columns))
        return self.finish(native, nw.from_native(shown))

    def finish(self, native: Any, frame: Any) -> Any:
        """
        Collect where the caller's frame was eager.
        """
        lazy = frame.to_native()
        return lazy.collect() if isinstance(native, pl.DataFrame) else lazy

    def numbers(self, frame: Any, names: Names) -> Any:
        """
        Turn times and days into whole numbers.
        """
        schema = frame.collect_schema()
        return _with(
            frame, {new: _number(old, schema[old]) for new, old in names.items()}
        )

    def local_days(self, frame: Any, names: Names, zone: str) -> Any:
        """
        Turn instants into day numbers.
        """
        return _batchwise(frame, names, zone, wall=False, days=True)

    def to_local(self, frame: Any, names: Names, zone: str) -> Any:
        """
        Turn instants into local times.
        """
        return _batchwise(frame, names, zone, wall=False)

    def to_utc(self, frame: Any, names: Names, zone: str) -> Any:
        """
        Turn local times into instants.
        """
        return _batchwise(frame, names, zone, wall=True)

    def look_up(self, frame: Any, names: Names, values: Sequence[Any]) -> Any:
        """
        Turn places into the entries of a table.
        """
        nothing = all(value is None for value in values)
        table = pl.Series(values, dtype=pl.Int64() if nothing else None)
        return _by_batch(frame, names, partial(take, table=table), table.dtype)

    def lists_others(self, frame: Any, names: Names, known: Sequence[str]) -> Any:
        """
        Look for other entries in lists.
        """
        other = ~pl.element().is_in(list(known)).fill_null(value=False)
        return _with(
            frame,
            {
                new: pl.col(old).list.eval(other).list.any().fill_null(value=False)
                for new, old in names.items()
            },
        )

    def divide(self, frame: Any, names: Names, by: int) -> Any:
        """
        Divide whole numbers.
        """
        divided = {new: nw.col(old) // by for new, old in names.items()}
        return frame.with_columns(**divided)

    def tickets(self, frame: Any, names: Names, seed_string: str) -> Any:
        """
        Hash ids one by one: polars has no SHA-256.
        """
        change = partial(hash_ids, seed_string=seed_string)
        return _by_batch(frame, names, change, pl.String())

    def decimals(self, frame: Any, names: Names) -> Any:
        """
        Read tickets backwards one by one.
        """
        return _by_batch(frame, names, read_backwards, pl.String())

    def ranked(
        self, frame: Any, new: str, order: Sequence[str], groups: Sequence[str]
    ) -> Any:
        """
        Number the rows of each group.
        """
        place = pl.col(order[0]).rank("ordinal")
        return _with(frame, {new: place.over(*groups) if groups else place})

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
        held = {new: (how, pl.col(old)) for new, (how, old) in made.items()}
        so_far = {
            new: one.cum_sum() if how == "sum" else one.cum_max()
            for new, (how, one) in held.items()
        }
        found = {
            new: one.shift(1).over(*groups, order_by=list(order))
            for new, one in so_far.items()
        }
        return _with(frame, found)

    def times_over(self, frame: Any, new: str, count: int) -> Any:
        """
        Repeat each row.
        """
        numbers = pl.int_ranges(0, pl.lit(count), dtype=pl.Int64)
        return nw.from_native(_with(frame, {new: numbers}).to_native().explode(new))

    def unfolded(
        self, frame: Any, column: str, kept: str, fields: Mapping[str, str]
    ) -> Any:
        """
        Give each entry of a list a row.
        """
        entry = pl.col(column)
        held = frame.to_native().select(kept, column).filter(entry.list.len() > 0)
        made = {new: entry.struct.field(old) for new, old in fields.items()}
        shown = held.explode(column).select(kept, entry.is_null().alias(ABSENT), **made)
        return nw.from_native(shown)

    def dates(self, frame: Any, names: Names) -> Any:
        """
        Turn day numbers into days.
        """
        return _with(
            frame,
            {
                new: pl.col(old).cast(pl.Int32).cast(pl.Date)
                for new, old in names.items()
            },
        )

    def times(self, frame: Any, names: Names, zone: str) -> Any:
        """
        Turn instants into times with a zone.
        """
        kind = pl.Datetime("us", zone)
        return _with(frame, {new: pl.col(old).cast(kind) for new, old in names.items()})

    def numbered(self, frame: Any, new: str) -> Any:
        """
        Number the rows.
        """
        return nw.from_native(frame.to_native().with_row_index(new))

    def places(self, native: Any, numbers: Collection[int]) -> Mapping[int, int]:
        """
        Return the numbers, which are places.
        """
        del native
        return {one: one for one in numbers}

    def beside(self, native: Any, table: Any) -> Any:
        """
        Return the table as a lazy frame.
        """
        del native
        made: Any = pl.from_arrow(table)
        return nw.from_native(made.lazy())

    def stacked(self, frames: Sequence[Any]) -> Any:
        """
        Put frames under each other.
        """
        return nw.concat(frames, how="vertical")

    def apart(self, frame: Any) -> Any:
        """
        Return the frame: polars plans a query of any depth.
        """
        return frame

    def worked_out(self, native: Any, frame: Any) -> Any:
        """
        Work a frame out once where the caller's was eager.
        """
        eager = isinstance(native, pl.DataFrame)
        return frame.collect().lazy() if eager else frame


def _with(frame: Any, columns: dict[str, pl.Expr]) -> Any:
    """Add columns that polars itself computes."""
    return nw.from_native(frame.to_native().with_columns(**columns))


def _number(column: str, dtype: Any) -> pl.Expr:
    """Return a column of times or days as whole numbers."""
    found = pl.col(column).to_physical().cast(pl.Int64)
    if dtype == nw.Date:
        return _far(found, FIRST_DAY, LAST_DAY, FAR_DAYS)
    if dtype != nw.Datetime:
        return found
    if dtype.time_unit == "ns":
        found = found // _NANOS
    if dtype.time_unit == "ms":
        found = found.clip(-FAR // _MILLIS, FAR // _MILLIS) * _MILLIS
    return _far(found, FIRST_US, LAST_US, FAR)


def _far(found: pl.Expr, first: int, last: int, far: int) -> pl.Expr:
    """Return numbers, those outside of two bounds as far out."""
    early = pl.when(found < first).then(pl.lit(-far, pl.Int64))
    return early.when(found > last).then(pl.lit(far, pl.Int64)).otherwise(found)


def _batchwise(
    frame: Any, names: Names, zone: str, *, wall: bool, days: bool = False
) -> Any:
    """Move whole numbers by the offset of a zone, batch by batch."""
    change = partial(move, zone=zone, wall=wall, days=days)
    return _by_batch(frame, names, change, pl.Int64())


def _by_batch(
    frame: Any, names: Names, change: Callable[[pl.Series], pl.Series], kind: Any
) -> Any:
    """Add columns that are made batch by batch, which a streaming run can do."""
    return _with(
        frame,
        {
            new: pl.col(old).map_batches(change, return_dtype=kind, is_elementwise=True)
            for new, old in names.items()
        },
    )


def move(batch: pl.Series, *, zone: str, wall: bool, days: bool) -> pl.Series:
    """
    Return instants as local times or days, or with *wall* local times as instants.
    """
    low, high = batch.min(), batch.max()
    if not isinstance(low, int) or not isinstance(high, int):
        return batch
    offset: Any = None
    if low >= FIRST_US and high <= LAST_US:
        offset = arrays.one_offset(low, high, zone, wall=wall)
    if offset is None:
        full = batch.fill_null(high).to_numpy()
        found = arrays.offsets(full, zone, wall=wall)
        offset = found if isinstance(found, int) else pl.Series(found)
    there: pl.Series = batch - offset if wall else batch + offset
    return there // DAY if days else there


def take(places: pl.Series, *, table: pl.Series) -> pl.Series:
    """
    Return the entries of a table at places; null outside it.
    """
    low, high = places.min(), places.max()
    if isinstance(low, int) and isinstance(high, int) and 0 <= low <= high < len(table):
        return table.gather(places)
    outside = ~places.is_between(0, len(table) - 1)
    return table.gather(places.set(outside.fill_null(value=False), None))


def hash_ids(ids: pl.Series, *, seed_string: str) -> pl.Series:
    """
    Return the tickets of ids; null where an id is unusable.
    """
    return pl.Series(hashing.hasher(seed_string)(ids.to_list()), dtype=pl.String)


def read_backwards(tickets: pl.Series) -> pl.Series:
    """
    Return hexadecimal tickets as decimal fractions, their digits read backwards.
    """
    return pl.Series(hashing.decimals(tickets.to_list()), dtype=pl.String)
