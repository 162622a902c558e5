"""
DuckDB relations; everything stays in the database.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

import duckdb
import narwhals as nw

from followup_rules.errors import (
    ColumnTakenError,
    InvalidFieldError,
    UnsupportedFrameError,
    UnusableColumnNameError,
)
from followup_rules.frames.engines import (
    ABSENT,
    STACKED,
    Names,
    Spread,
    hashing,
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
from followup_rules.frames.engines.zones import DAY
from followup_rules.immutable import frozen

_DIVIDE: Final = "({} // {})"
_MOVED: Final = "__fr_moved"
_ENTRY: Final = "__fr_entry"
_FEW: Final = 20_000
"""Of so many rows a relation is worked out at once."""
_PLAIN: Final = frozenset(
    {"varchar", "boolean", "tinyint", "smallint", "integer", "bigint", "date"}
    | {"timestamp", "timestamp with time zone"}
)
"""Types of which Arrow holds every value."""
_OWN: Final = "__fr_own_"
_ZONED: Final = "timestamp with time zone"
_STAR: Final = "*"
_STEP: Final = "__fr_step"
_STEPS: Final = "__fr_steps"
_DEFAULT: Final = "SELECT current_setting('default_collation')"
_SIGN_BY_SIGN: Final = frozenset({"", "binary", "c", "posix"})
"""Collations that tell upper from lower case."""
_COARSE: Final = {"s": "TIMESTAMP_S", "ms": "TIMESTAMP_MS"}
"""Types of times whose microseconds could leave 64 bits."""
_YEARS: Final = ("0001-01-01", "10000-01-01")
"""The first day of the years that a date can have, and the day after the last."""


@frozen
class DuckEngine:
    """
    Adds columns by projecting a relation; nothing runs before the caller fetches.
    """

    holds_any_category: Final = True
    renamed_by: Final = 'project(\'"old" AS "new"\')'
    plans_anew: Final = False

    def is_eager(self, native: Any) -> bool:
        """
        Say that the database holds it.
        """
        del native
        return False

    def schema(self, frame: Any) -> dict[str, Any]:
        """
        Return the types of the columns, of times with a zone without a query.

        narwhals runs one to learn the zone of the session, and with it all steps so far.
        """
        native = frame.to_native()
        kinds = dict(zip(native.columns, native.types, strict=True))
        zoned = [name for name, kind in kinds.items() if kind.id == _ZONED]
        plain = [_name(name) for name in kinds if name not in zoned]
        found = dict.fromkeys(kinds, nw.Datetime("us", "UTC"))
        if plain:
            rest = nw.from_native(native.project(", ".join(plain)))
            found |= rest.collect_schema()
        return found

    def names(self, native: Any) -> tuple[str, ...]:
        """
        Return the names of the columns.
        """
        if not isinstance(native, duckdb.DuckDBPyRelation):
            kinds = ("duckdb.DuckDBPyRelation",)
            raise UnsupportedFrameError(type(native).__qualname__, kinds)
        return _distinct(native.columns)

    def empty(self, frame: Any) -> frozenset[str]:
        """
        Return the columns of the type of NULL.
        """
        native = frame.to_native()
        kinds = zip(native.columns, native.types, strict=True)
        return frozenset(name for name, kind in kinds if str(kind) == '"NULL"')

    def open(self, native: Any, columns: Names) -> Any:
        """
        Return the relation; texts that are needed are compared sign by sign.

        Raises:
            InvalidFieldError: If the session compares all texts otherwise.
            UnusableColumnNameError: If the name of one stands for all columns.
        """
        if _STAR in columns:
            problem = "DuckDB reads its name as all columns"
            raise UnusableColumnNameError(_STAR, problem, self.renamed_by)
        [[collation]] = native.query("__fr_rows", _DEFAULT).fetchall()
        if collation.lower() not in _SIGN_BY_SIGN:
            allowed = "none: RESET default_collation, and name collations by column"
            raise InvalidFieldError("default_collation", collation, allowed)
        kinds = dict(zip(native.columns, map(str, native.types), strict=True))
        texts = [name for name in columns if kinds[name] == "VARCHAR"]
        kept = [*texts, _STAR] if _STAR in kinds else texts
        shown = [_name(name) for name in kinds if name not in kept]
        shown += [f"{_name(name)} AS {_name(_OWN + name)}" for name in kept]
        shown += [f"{_name(name)} COLLATE C AS {_name(name)}" for name in texts]
        return nw.from_native(native.project(", ".join(shown)))

    def kind(self, frame: Any, column: str) -> str:
        """
        Return the type of a column.
        """
        native = frame.to_native()
        return str(native.types[native.columns.index(column)])

    def groups_by(self, frame: Any, column: str) -> bool:
        """
        Say that DuckDB has groups of every type.
        """
        del frame, column
        return True

    def close(self, native: Any, frame: Any, columns: Sequence[str]) -> Any:
        """
        Return the relation with its new columns only.
        """
        _free(native.columns, columns)
        found = frame.to_native()
        held = set(found.columns)
        kept = [
            f"{_name(_OWN + name)} AS {_name(name)}"
            if _OWN + name in held
            else _name(name)
            for name in native.columns
        ]
        return found.project(", ".join([*kept, *map(_name, columns)]))

    def finish(self, native: Any, frame: Any) -> Any:
        """
        Return the relation.
        """
        del native
        found = frame.to_native()
        _distinct(found.columns)
        return found

    def numbers(self, frame: Any, names: Names) -> Any:
        """
        Turn times and days into whole numbers.
        """
        schema = self.schema(nw.from_native(_only(frame, names.values())))
        return _with(
            frame, {new: _number(old, schema[old]) for new, old in names.items()}
        )

    def local_days(self, frame: Any, names: Names, zone: str) -> Any:
        """
        Turn instants into day numbers.
        """
        frame = self.to_local(frame, names, zone)
        floored = {
            new: f"CAST(({_name(new)} - (({_name(new)} % {DAY}) + {DAY}) % {DAY})"
            f" // {DAY} AS BIGINT)"
            for new in names
        }
        return _with(frame, floored)

    def to_local(self, frame: Any, names: Names, zone: str) -> Any:
        """
        Turn instants into local times.
        """
        return _shifted(frame, names, zone, wall=False)

    def to_utc(self, frame: Any, names: Names, zone: str) -> Any:
        """
        Turn local times into instants.
        """
        return _shifted(frame, names, zone, wall=True)

    def look_up(self, frame: Any, names: Names, values: Sequence[Any]) -> Any:
        """
        Turn places into the entries of a table.
        """
        table, last = _table(values), len(values) - 1
        return _with(
            frame,
            {
                new: f"CASE WHEN {_name(old)} BETWEEN 0 AND {last} "
                f"THEN ({table})[{_name(old)} + 1] END"
                for new, old in names.items()
            },
        )

    def lists_others(self, frame: Any, names: Names, known: Sequence[str]) -> Any:
        """
        Look for other entries in lists.
        """
        texts = ", ".join(map(sql.literal, ["", *known]))
        return _with(
            frame,
            {
                new: f"coalesce(len(list_filter({_name(old)}, "
                f"lambda x: x IS NULL OR x NOT IN ({texts}) OR x = '')) > 0, false)"
                for new, old in names.items()
            },
        )

    def divide(self, frame: Any, names: Names, by: int) -> Any:
        """
        Divide whole numbers.
        """
        return _with(
            frame,
            {
                new: f"CAST({_name(old)} // {by} AS BIGINT)"
                for new, old in names.items()
            },
        )

    def tickets(self, frame: Any, names: Names, seed_string: str) -> Any:
        """
        Hash ids in the database.
        """
        head = hashing.head(seed_string)
        return _with(
            frame,
            {
                new: f"CASE WHEN {_sound(_name(old))} "
                f"THEN sha256({sql.quoted(head)} || {_name(old)}) END"
                for new, old in names.items()
            },
        )

    def decimals(self, frame: Any, names: Names) -> Any:
        """
        Refuse: DuckDB has no numbers of 256 bits.
        """
        del frame, names
        raise hashing.no_decimals()

    def ranked(
        self, frame: Any, new: str, order: Sequence[str], groups: Sequence[str]
    ) -> Any:
        """
        Number the rows of each group.
        """
        by = ", ".join(_name(name) for name in order)
        parts = ", ".join(_name(name) for name in groups)
        part = f"PARTITION BY {parts} " if parts else ""
        return _with(
            frame, {new: f"row_number() OVER ({part}ORDER BY {by} NULLS LAST)"}
        )

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
        return _with(frame, sql.preceding(made, order, groups, _name))

    def times_over(self, frame: Any, new: str, count: int) -> Any:
        """
        Repeat each row.
        """
        return _with(frame, {new: f"unnest(range(CAST({count} AS BIGINT)))"})

    def unfolded(
        self, frame: Any, column: str, kept: str, fields: Mapping[str, str]
    ) -> Any:
        """
        Give each entry of a list a row.
        """
        entry, same = _name(_ENTRY), _name(kept)
        native = frame.to_native()
        held = native.project(f"{same}, unnest({_name(column)}) AS {entry}")
        made = [f"{entry}.{_name(old)} AS {_name(new)}" for new, old in fields.items()]
        flag = f"{entry} IS NULL AS {_name(ABSENT)}"
        return nw.from_native(held.project(", ".join([same, flag, *made])))

    def dates(self, frame: Any, names: Names) -> Any:
        """
        Turn day numbers into days.
        """
        return _with(
            frame,
            {
                new: f"DATE '1970-01-01' + CAST({_name(old)} AS INTEGER)"
                for new, old in names.items()
            },
        )

    def times(self, frame: Any, names: Names, zone: str) -> Any:
        """
        Turn instants into times with a zone, which DuckDB shows in its session's.
        """
        del zone
        return _with(
            frame,
            {new: f"make_timestamptz({_name(old)})" for new, old in names.items()},
        )

    def numbered(self, frame: Any, new: str) -> Any:
        """
        Number the rows.
        """
        found = frame.to_native()
        number = f"row_number() OVER () - 1 AS {_name(new)}"
        return nw.from_native(found.project(f"{number}, {_STAR}"))

    def places(self, native: Any, numbers: Collection[int]) -> Mapping[int, int]:
        """
        Return the numbers, which are places.
        """
        del native
        return {one: one for one in numbers}

    def beside(self, native: Any, table: Any) -> Any:
        """
        Return the table as a relation of the same database.
        """
        return nw.from_native(_beside(native, table))

    def stacked(self, frames: Sequence[Any]) -> Any:
        """
        Put relations under each other, in one query that finds them by name.

        Where relations are joined one to the next, DuckDB takes the steps of the one to
        lie within those of the other, and their sum for how deep the query goes.
        """
        return nw.from_native(_stacked([one.to_native() for one in frames]))

    def apart(self, frame: Any) -> Any:
        """
        Return the relation as a step of its own.

        Otherwise conditions are pushed down through every step of a rule, and repeat
        each as often as the next one names it.
        """
        step = f"WITH {_STEP} AS MATERIALIZED (FROM {_STEPS}) FROM {_STEP}"
        return nw.from_native(frame.to_native().query(_STEPS, step))

    def worked_out(self, native: Any, frame: Any) -> Any:
        """
        Return the relation, which the database works out in passing.

        One of few rows is worked out at once: to plan it takes longer than to run it,
        and whatever is made of it would be planned with it, step by step.
        """
        found = frame.to_native()
        if not all(map(_is_plain, found.types)) or not _is_short(native):
            return frame
        few = found.limit(_FEW + 1).to_arrow_table()
        return frame if len(few) > _FEW else nw.from_native(_beside(native, few))


def _only(frame: Any, columns: Iterable[str]) -> Any:
    """Return some columns of a relation."""
    shown = map(_name, dict.fromkeys(columns))
    return nw.from_native(frame.to_native().project(", ".join(shown)))


def _is_short(native: Any) -> bool:
    """Say whether a relation has few rows, of which no more are counted."""
    [[count]] = native.limit(_FEW + 1).aggregate("count(*)").fetchall()
    return bool(count <= _FEW)


def _is_plain(kind: Any) -> bool:
    """Say whether Arrow holds every value of a type."""
    if kind.id in {"list", "struct"}:
        return all(_is_plain(inner) for _, inner in kind.children)
    return kind.id in _PLAIN


def _beside(native: Any, fr_beside: Any) -> Any:
    """Return a table as a relation; DuckDB finds it by the name it has here."""
    names = ", ".join(map(_name, fr_beside.column_names))
    return native.query("__fr_none", "FROM fr_beside").project(names)


def _stacked(relations: Sequence[Any]) -> Any:
    """Return one relation of several, which DuckDB finds by the names they have here."""
    spare: list[Any] = [None] * (STACKED - len(relations))
    fr_0, fr_1, fr_2, fr_3, fr_4, fr_5, fr_6, fr_7 = (*relations, *spare)  # noqa: F841 - found by name
    union = " UNION ALL ".join(f"FROM fr_{place}" for place in range(len(relations)))
    return fr_0.query("__fr_none", union)


def _distinct(columns: Sequence[str]) -> tuple[str, ...]:
    """Return names of columns, of which no two may differ in case alone."""
    held: set[str] = set()
    for name in columns:
        if name.lower() in held:
            problem = "DuckDB reads the name of another column in the same way"
            raise UnusableColumnNameError(name, problem, DuckEngine.renamed_by)
        held.add(name.lower())
    return tuple(columns)


def _free(columns: Sequence[str], results: Sequence[str]) -> None:
    """Refuse results whose names differ from those of columns in case alone."""
    held = {name.lower(): name for name in columns}
    for name in results:
        if name.lower() in held:
            raise ColumnTakenError(held[name.lower()])


def _name(column: str) -> str:
    """Return the name of a column as SQL."""
    return '"' + column.replace('"', '""') + '"'


def _with(frame: Any, columns: dict[str, str]) -> Any:
    """Add columns that DuckDB itself computes, or change them in place."""
    native = frame.to_native()
    held = set(native.columns)
    texts = {new: f"{text} AS {_name(new)}" for new, text in columns.items()}
    changed = ", ".join(text for new, text in texts.items() if new in held)
    added = [text for new, text in texts.items() if new not in held]
    star = f"* REPLACE ({changed})" if changed else "*"
    return nw.from_native(native.project(", ".join([star, *added])))


def _table(values: Sequence[Any]) -> str:
    """Return a list; a long one as a text, which is parsed once and not bound."""
    listed = ", ".join(map(sql.literal, values))
    numbers = all(value is None or isinstance(value, int) for value in values)
    return f"CAST('[{listed}]' AS BIGINT[])" if numbers else f"[{listed}]"


def _number(column: str, dtype: Any) -> str:
    """Return a column of times or days as whole numbers."""
    name = _name(column)
    if dtype == nw.Date:
        days = f"CAST({name} - DATE '1970-01-01' AS BIGINT)"
        return sql.far(days, FIRST_DAY, LAST_DAY, FAR_DAYS)
    if dtype != nw.Datetime:
        return f"CAST({name} AS BIGINT)"
    if kind := _COARSE.get(dtype.time_unit):
        first, past = (f"CAST('{day}' AS {kind})" for day in _YEARS)
        return (
            f"CASE WHEN {name} < {first} THEN {-FAR} WHEN {name} >= {past} THEN {FAR}"
            f" ELSE epoch_us({name}) END"
        )
    us = sql.far(f"epoch_us({name})", FIRST_US, LAST_US, FAR)
    # Infinity has no number, and is later than every day.
    infinite = f"CASE WHEN {name} > DATE '1970-01-01' THEN {FAR} ELSE {-FAR} END"
    return f"CASE WHEN isinf({name}) THEN {infinite} ELSE {us} END"


def _shifted(frame: Any, names: Names, zone: str, *, wall: bool) -> Any:
    """Add the offset of a zone to instants, or take it off local times."""
    sign = "-" if wall else "+"
    for new, old in names.items():
        moved = sql.in_cycle(_name(old), _DIVIDE)
        there = sql.offset(_name(_MOVED), zone, wall=wall)
        frame = _with(frame, {_MOVED: moved})
        frame = _with(frame, {new: f"{_name(old)} {sign} ({there})"})
        frame = frame.drop(_MOVED)
    return frame


def _sound(ids: str) -> str:
    """Say in SQL that an id is usable, as `policies.draws` does."""
    return (
        f"({ids} <> '' AND {ids} = nfc_normalize({ids}) AND NOT regexp_matches({ids}, "
        f"'{hashing.UNSOUND_ID}'))"
    )
