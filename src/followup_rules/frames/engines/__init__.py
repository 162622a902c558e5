"""
The few primitives that each engine needs of its own.

Everything else is written once with narwhals over whole numbers. An engine turns
columns of times into numbers and back, knows zones, and looks up small tables; it
executes nothing on a lazy frame.
"""

from collections.abc import Collection, Mapping, Sequence
from importlib import import_module
from typing import Any, Final, Protocol

from followup_rules.errors import MissingExtraError, UnsupportedFrameError

ABSENT: Final = "__fr_absent"
"""Whether an entry of a list is none at all."""
STACKED: Final = 8
"""So many frames at most are put under each other at once."""
Names = Mapping[str, str]
"""New columns, each with the column that it is made from."""
Spread = Mapping[str, tuple[str, str]]
"""New columns, each with how a group is put together (`max`, `min`, `sum` or `count`,
which all pass over what is absent), and from which column."""


class Engine(Protocol):
    """
    What the modules of the kinds ask of an engine; each adds columns to a frame.

    Attributes:
        holds_any_category: Whether it can plan a row's limits of every category at once.
        renamed_by: How a host renames a column there.
        plans_anew: Whether to plan a query costs more than to run it on a few rows.
    """

    @property
    def holds_any_category(self) -> bool:
        """
        Say whether a row without a category is held to the limits of every one.
        """
        ...

    @property
    def renamed_by(self) -> str:
        """
        Say how a column is renamed.
        """
        ...

    @property
    def plans_anew(self) -> bool:
        """
        Say whether few large queries are better than many small ones.
        """
        ...

    def is_eager(self, native: Any) -> bool:
        """
        Say whether a frame is in memory, and so is what is worked out of it.
        """
        ...

    def schema(self, frame: Any) -> dict[str, Any]:
        """
        Return the types of the columns; which zone times are shown in is not told.
        """
        ...

    def names(self, native: Any) -> tuple[str, ...]:
        """
        Return the names of the columns that came.
        """
        ...

    def empty(self, frame: Any) -> frozenset[str]:
        """
        Return the columns whose type says that they hold nothing.
        """
        ...

    def open(self, native: Any, columns: Names) -> Any:
        """
        Return a narwhals frame to work on, with these columns at least.

        Args:
            native: The caller's frame.
            columns: The columns that are needed, each with the argument that names it.

        Raises:
            UnusableColumnNameError: If the engine reads the name of one otherwise.
            WrongColumnTypeError: If one holds values of several kinds, or of a kind
                that no column can hold.
        """
        ...

    def kind(self, frame: Any, column: str) -> str:
        """
        Return what a column holds, in the words of the engine.
        """
        ...

    def groups_by(self, frame: Any, column: str) -> bool:
        """
        Say whether rows can be put into groups by a column.
        """
        ...

    def close(self, native: Any, frame: Any, columns: Sequence[str]) -> Any:
        """
        Return the caller's frame with new columns, of the kind that it was.
        """
        ...

    def finish(self, native: Any, frame: Any) -> Any:
        """
        Return a small result as a frame of the kind that the caller's was.
        """
        ...

    def numbers(self, frame: Any, names: Names) -> Any:
        """
        Turn times into microseconds since 1970, and days into day numbers.

        A time without a zone becomes what its clock shows. What lies outside the years
        1 to 9999, infinities too, becomes `bounds.FAR` or `bounds.FAR_DAYS`; parts of
        a microsecond are dropped, towards the past.
        """
        ...

    def local_days(self, frame: Any, names: Names, zone: str) -> Any:
        """
        Turn instants into the numbers of their days in a zone.
        """
        ...

    def to_local(self, frame: Any, names: Names, zone: str) -> Any:
        """
        Turn instants into what clocks in a zone show.
        """
        ...

    def to_utc(self, frame: Any, names: Names, zone: str) -> Any:
        """
        Turn what clocks in a zone show into instants.
        """
        ...

    def look_up(self, frame: Any, names: Names, values: Sequence[Any]) -> Any:
        """
        Turn places in a table, from 0, into its entries; null outside the table.
        """
        ...

    def lists_others(self, frame: Any, names: Names, known: Sequence[str]) -> Any:
        """
        Say of lists of texts whether they hold anything but what is known.
        """
        ...

    def divide(self, frame: Any, names: Names, by: int) -> Any:
        """
        Divide whole numbers of 0 or more exactly, rounding down.
        """
        ...

    def tickets(self, frame: Any, names: Names, seed_string: str) -> Any:
        """
        Turn ids into the tickets of a draw; null where an id is unusable.
        """
        ...

    def decimals(self, frame: Any, names: Names) -> Any:
        """
        Turn hexadecimal tickets into decimal fractions, their digits read backwards.

        Raises:
            InvalidFieldError: If the engine cannot; `hashing.no_decimals` makes it.
        """
        ...

    def ranked(
        self, frame: Any, new: str, order: Sequence[str], groups: Sequence[str]
    ) -> Any:
        """
        Number the rows of each group from 1, by columns in order; nulls come last.
        """
        ...

    def spread(self, frame: Any, made: Spread, groups: Sequence[str]) -> Any:
        """
        Give each row what its group comes to; absent keys are a group of their own.
        """
        ...

    def preceding(
        self, frame: Any, made: Spread, order: Sequence[str], groups: Sequence[str]
    ) -> Any:
        """
        Give each row what those before it in its group come to; null for the first.

        By columns of whole numbers in order, of which none is absent; only `max` and
        `sum` are asked.
        """
        ...

    def times_over(self, frame: Any, new: str, count: int) -> Any:
        """
        Repeat each row so many times, numbered from 0.
        """
        ...

    def unfolded(
        self, frame: Any, column: str, kept: str, fields: Mapping[str, str]
    ) -> Any:
        """
        Give each entry of a column of lists of structures a row of its own.

        Args:
            frame: The frame.
            column: The lists; one that is empty or absent gives no row.
            kept: A column that each entry keeps of its row.
            fields: New columns, each with the field of the entries that it holds.

        Returns:
            A frame with these columns, and `ABSENT` where an entry is null.
        """
        ...

    def dates(self, frame: Any, names: Names) -> Any:
        """
        Turn day numbers into days.
        """
        ...

    def times(self, frame: Any, names: Names, zone: str) -> Any:
        """
        Turn instants in microseconds into times with a zone.
        """
        ...

    def numbered(self, frame: Any, new: str) -> Any:
        """
        Number the rows in the order in which the engine holds them.
        """
        ...

    def places(self, native: Any, numbers: Collection[int]) -> Mapping[int, int]:
        """
        Return the places of rows in the caller's frame, from 0, by their numbers.
        """
        ...

    def beside(self, native: Any, table: Any) -> Any:
        """
        Return a small arrow table as a frame that is joined with those of a call.
        """
        ...

    def stacked(self, frames: Sequence[Any]) -> Any:
        """
        Put frames of the same columns under each other, at most `STACKED` of them.
        """
        ...

    def apart(self, frame: Any) -> Any:
        """
        Return a frame that is planned for itself, where one query would be too much.
        """
        ...

    def worked_out(self, native: Any, frame: Any) -> Any:
        """
        Return a frame that is not made again for each query, where that is better.
        """
        ...


_MODULES: Final = {
    "polars": ("in_polars", "PolarsEngine"),
    "pyarrow": ("in_arrow", "ArrowEngine"),
    "pandas": ("in_arrow", "PandasEngine"),
    "duckdb": ("in_duckdb", "DuckEngine"),
    "pyspark": ("in_spark", "SparkEngine"),
}


def engine_of(native: Any) -> Engine:
    """
    Return the engine for a frame.

    Raises:
        UnsupportedFrameError: If it is no frame that can be judged.
        MissingExtraError: If the extra `frames` is not installed.
    """
    home, _, _ = type(native).__module__.partition(".")
    family = home.lstrip("_")
    if family not in _MODULES:
        name = type(native).__qualname__
        got = name if home == "builtins" else f"{name} of {home}"
        raise UnsupportedFrameError(got, tuple(_MODULES))
    module, name = _MODULES[family]
    try:
        engines = import_module(f"{__name__}.{module}")
    except ImportError as error:
        raise MissingExtraError("followup_rules.frames", "frames") from error
    engine: Engine = getattr(engines, name)()
    return engine
