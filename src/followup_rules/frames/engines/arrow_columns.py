"""
Columns of pyarrow and pandas as the few types that are worked with.

A pandas column of objects may hold anything, and its first value would decide for
Arrow how the others are read; so each is looked at, those inside lists and structures
too, and all are of one kind, or the column is refused.
"""

# pyarrow.compute makes its functions while it is imported, so that none is seen.
# pyright: reportAttributeAccessIssue=false

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup_rules.errors import WrongColumnTypeError
from followup_rules.frames.engines.bounds import (
    FAR,
    FAR_DAYS,
    FIRST_DAY,
    FIRST_US,
    LAST_DAY,
    LAST_US,
)
from followup_rules.frames.engines.zones import DAY

_UNREADABLE: Final = (pa.ArrowException, TypeError, ValueError, OverflowError)
"""What Arrow raises of values that it has no type for."""
_ONE_KIND: Final = "values of one kind"
_BARE: Final = "lists of times without a zone (pandas drops it inside lists)"
_KEPT: Final = (
    "a column of an Arrow type, which keeps the zone, as "
    "table.to_pandas(types_mapper=pandas.ArrowDtype) makes it, or lists of datetimes "
    "that have one"
)
_DATES: Final = "days"
_WALLS: Final = "times without a zone"
_INSTANTS: Final = "times with a zone"
_SEVERAL: Final = (list, tuple, set, np.ndarray)
_KINDS: Final = (
    (str, "texts"),
    (bool | np.bool_, "true or false"),
    (int | np.integer, "whole numbers"),
    (float | np.floating, "numbers"),
    (dt.date, _DATES),
    (_SEVERAL, "lists"),
)
_TYPES: Final = {
    _DATES: pa.date32(),
    _WALLS: pa.timestamp("us"),
    _INSTANTS: pa.timestamp("us", "UTC"),
}
"""Which type Arrow is not to guess."""
_A_SECOND: Final = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
_MICROS: Final = 10**6
_MS_A_DAY: Final = DAY // 1000


# ----------------------------------------------------------------------- pandas


def from_pandas(argument: str, name: str, series: Any) -> Any:
    """
    Return a column of pandas as an array.

    Raises:
        WrongColumnTypeError: If its values are of several kinds, or of one that no
            array can hold.
    """
    if hasattr(series, "sparse"):
        series = series.sparse.to_dense()
    try:
        if series.dtype == object:
            return _from_objects(argument, name, series)
        return pa.Array.from_pandas(series)
    except _UNREADABLE as error:
        if isinstance(error, WrongColumnTypeError):
            raise
        held = _together(series.dropna()) if series.dtype == object else series.dtype
        allowed = "values that Arrow has a type for (make them texts)"
        raise WrongColumnTypeError(argument, name, str(held), allowed) from None


def _from_objects(argument: str, name: str, series: Any) -> Any:
    """Return objects of one kind as an array."""
    absent = series.isna().to_numpy()
    values = series.to_numpy()
    kinds = _kinds(values[~absent])
    if len(kinds) > 1:
        raise WrongColumnTypeError(argument, name, " and ".join(kinds), _ONE_KIND)
    _check_inside(argument, name, values[~absent])
    kind = _TYPES.get(kinds[0]) if kinds else pa.null()
    return pa.array(values, kind, mask=absent, from_pandas=True)


def _check_inside(argument: str, name: str, values: Sequence[Any]) -> None:
    """
    Refuse lists and structures in which Arrow would read one value as it reads another.

    Raises:
        WrongColumnTypeError: If what stands at one place is of several kinds, or has
            lost its zone.
    """
    if any(isinstance(one, np.ndarray) and one.dtype.kind == "M" for one in values):
        raise WrongColumnTypeError(argument, name, _BARE, _KEPT)
    for where, entries in _inside(values).items():
        held = [one for one in entries if not _is_absent(one)]
        kinds = _kinds(held)
        if len(kinds) > 1:
            got = f"{where} {' and '.join(kinds)}"
            raise WrongColumnTypeError(argument, name, got, _ONE_KIND)
        _check_inside(argument, name, held)


def _inside(values: Iterable[Any]) -> dict[str, list[Any]]:
    """Return what stands inside lists, and under each name of structures."""
    found: dict[str, list[Any]] = {}
    for one in values:
        if isinstance(one, Mapping):
            for key, value in one.items():
                found.setdefault(f"structures with {key!r} as", []).append(value)
        elif isinstance(one, _SEVERAL) and not _is_of_numbers(one):
            found.setdefault("lists of", []).extend(one)
    return found


def _is_of_numbers(several: Any) -> bool:
    """Say whether numpy holds values that are all of one type."""
    return isinstance(several, np.ndarray) and several.dtype.kind != "O"


def _is_absent(value: Any) -> bool:
    """Say whether a value inside a list or a structure is nothing."""
    import pandas as pd  # noqa: PLC0415 - only where a pandas frame came in

    return not hasattr(value, "__len__") and bool(pd.isna(value))


def _kinds(values: Iterable[Any]) -> list[str]:
    """Return the kinds of values there are, by name."""
    values = list(values)
    names = {_kind_of(kind) for kind in set(map(type, values))}
    if None in names:
        names.remove(None)
        times = (value for value in values if isinstance(value, dt.datetime))
        zoned = {time.utcoffset() is not None for time in times}
        names |= {_INSTANTS if aware else _WALLS for aware in zoned}
    return sorted(map(str, names))


def _kind_of(kind: type) -> str | None:
    """Return what values of a type are; None where that hangs on their zone."""
    if issubclass(kind, dt.datetime):
        return None
    for types, name in _KINDS:
        if issubclass(kind, types):
            return name
    return kind.__qualname__


def _together(values: Iterable[Any]) -> str:
    """Return the kinds of values there are, in words."""
    return " and ".join(_kinds(values))


# ------------------------------------------------------------------------ arrow


def plain(column: Any) -> Any:
    """
    Return a column as one of the types that are worked with.

    Run-end encoded values are spelled out, and dictionaries of anything but texts;
    `date64` becomes days, and lists of texts, or of nothing, become plain lists.
    """
    if pa.types.is_run_end_encoded(column.type):
        column = pa.chunked_array(
            [pc.run_end_decode(chunk) for chunk in column.chunks],
            column.type.value_type,
        )
    kind = column.type
    if pa.types.is_dictionary(kind) and not _is_text(kind.value_type):
        column, kind = pc.cast(column, kind.value_type), kind.value_type
    if pa.types.is_date64(kind):
        days = _floor(_as_int(column), _MS_A_DAY)
        return _as_days(_far(days, FIRST_DAY, LAST_DAY, FAR_DAYS))
    if _is_list(kind) and (_is_text(kind.value_type) or _is_null(kind.value_type)):
        lists = pa.list_(pa.string())
        if pa.types.is_list_view(kind) or pa.types.is_large_list_view(kind):
            # What Arrow itself makes of views has offsets that it cannot read again.
            return pa.chunked_array([pa.array(column.to_pylist(), lists)])
        return pc.cast(column, lists)
    return column


def number(column: Any) -> Any:
    """
    Return a column of times or days as whole numbers, what is out of range as far.
    """
    kind = column.type
    found = _as_int(column)
    if pa.types.is_timestamp(kind):
        found = _micros(found, _A_SECOND[kind.unit])
        return _far(found, FIRST_US, LAST_US, FAR)
    if pa.types.is_date(kind):
        return _far(found, FIRST_DAY, LAST_DAY, FAR_DAYS)
    return found


def _micros(found: Any, a_second: int) -> Any:
    """Return times in microseconds, of so many parts of a second."""
    if a_second > _MICROS:
        return _floor(found, a_second // _MICROS)
    parts = _MICROS // a_second
    return pc.multiply(_within(found, -FAR // parts, FAR // parts), parts)


def _as_int(column: Any) -> Any:
    """Return what a column of times or days is made of."""
    if pa.types.is_date32(column.type):
        column = pc.cast(column, pa.int32())
    return pc.cast(column, pa.int64())


def _as_days(numbers: Any) -> Any:
    """Return day numbers as days."""
    return pc.cast(pc.cast(numbers, pa.int32()), pa.date32())


def _floor(found: Any, by: int) -> Any:
    """Divide whole numbers, rounding down; Arrow rounds towards 0."""
    divided = pc.divide(found, by)
    over = pc.cast(pc.greater(pc.multiply(divided, by), found), pa.int64())
    return pc.subtract(divided, over)


def _within(found: Any, low: int, high: int) -> Any:
    """Return numbers that are not further out than two bounds."""
    raised = pc.max_element_wise(found, low, skip_nulls=False)
    return pc.min_element_wise(raised, high, skip_nulls=False)


def _far(found: Any, first: int, last: int, far: int) -> Any:
    """Return numbers, those outside of two bounds as far out."""
    bounds = pc.min_max(found)
    low, high = bounds["min"].as_py(), bounds["max"].as_py()
    if low is None or first <= low <= high <= last:
        return found
    early, late = pc.less(found, first), pc.greater(found, last)
    return pc.if_else(early, -far, pc.if_else(late, far, found))


def groups_by(kind: Any) -> bool:
    """
    Say whether Arrow can put rows into groups by a type.
    """
    types = pa.types
    return not (
        types.is_nested(kind)
        or types.is_run_end_encoded(kind)
        or isinstance(kind, pa.BaseExtensionType)
    )


def _is_text(kind: Any) -> bool:
    """Say whether a type holds texts."""
    types = pa.types
    return bool(
        types.is_string(kind)
        or types.is_large_string(kind)
        or types.is_string_view(kind)
        or (types.is_dictionary(kind) and _is_text(kind.value_type))
    )


def _is_list(kind: Any) -> bool:
    """Say whether a type holds lists."""
    types = pa.types
    return bool(
        types.is_list(kind)
        or types.is_large_list(kind)
        or types.is_list_view(kind)
        or types.is_large_list_view(kind)
        or types.is_fixed_size_list(kind)
    )


def _is_null(kind: Any) -> bool:
    """Say whether a type holds nothing."""
    return bool(pa.types.is_null(kind))
