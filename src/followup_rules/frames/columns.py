"""
Which columns a frame must have, what they may hold, and their values as numbers.

Inside, days are numbers (day 0 is 1970-01-01) and instants are microseconds since
then in UTC, in columns whose names begin with `__fr_`; the caller never sees them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import narwhals as nw
from attrs import field, frozen

from followup_rules.errors import (
    ColumnTakenError,
    MissingColumnError,
    NaiveColumnError,
    UnusableColumnNameError,
    WrongColumnTypeError,
)
from followup_rules.frames.engines import Engine, engine_of
from followup_rules.timing.moments import zone_of

_TEXTS: Final = (nw.String, nw.Categorical, nw.Enum)


def hidden(name: str) -> str:
    """
    Return the name of a column that only the library sees.
    """
    return f"__fr_{name}"


@frozen
class Times:
    """
    A column of times or days as numbers; `us` is None where it holds plain days.
    """

    day: str
    us: str | None = None

    @property
    def given(self) -> Any:
        """
        Whether there is a value.
        """
        return ~nw.col(self.day).is_null()

    def before(self, other: "Times") -> Any:
        """
        Whether this certainly lies before another; null where either is absent.
        """
        if self.us is not None and other.us is not None:
            return nw.col(self.us) < nw.col(other.us)
        return nw.col(self.day) < nw.col(other.day)

    def after(self, day: int, us: int) -> Any:
        """
        Whether this certainly lies after an instant; null where it is absent.
        """
        if self.us is not None:
            return nw.col(self.us) > us
        return nw.col(self.day) > day


@frozen
class Work:
    """
    The caller's frame, and the frame that is worked on.
    """

    native: Any = field(repr=False)
    engine: Engine
    frame: Any = field(repr=False)
    schema: Mapping[str, Any]
    empty: frozenset[str]

    def also(self, frame: Any) -> "Work":
        """
        Return the same work with a further frame.
        """
        return Work(self.native, self.engine, frame, self.schema, self.empty)

    def with_columns(self, **columns: Any) -> "Work":
        """
        Return the same work with hidden columns added.
        """
        named = {hidden(name): made for name, made in columns.items()}
        return self.also(self.frame.with_columns(**named))

    def holds(
        self, argument: str, column: str, allowed: Iterable[type], words: str
    ) -> Any:
        """
        Return the type of a column; None where it holds nothing at all.

        Raises:
            WrongColumnTypeError: If it is none that is allowed.
        """
        if column in self.empty:
            return None
        dtype = self.schema[column]
        if not any(dtype == kind for kind in allowed):
            raise WrongColumnTypeError(argument, column, str(dtype), words)
        return dtype

    def texts(self, argument: str, column: str) -> Any:
        """
        Return a column of texts.
        """
        self.holds(argument, column, _TEXTS, "texts")
        return nw.col(column).cast(nw.String)

    def flags(self, argument: str, column: str) -> Any:
        """
        Return a column of yes or no.
        """
        self.holds(argument, column, (nw.Boolean,), "true or false")
        return nw.col(column).cast(nw.Boolean)

    def times(
        self, columns: Mapping[str, str | None], *, zone: str | None, home: str
    ) -> "tuple[Work, dict[str, Times]]":
        """
        Read columns of times or days, by argument; an argument may be None.

        Args:
            columns: The column of each argument.
            zone: Where times without a zone were recorded.
            home: Where days begin and end.

        Raises:
            NaiveColumnError: If a column has no zone and *zone* is None.
        """
        given = {role: name for role, name in columns.items() if name is not None}
        kinds = {
            role: self.holds(role, name, (nw.Datetime, nw.Date), "times or days")
            for role, name in given.items()
        }
        walls = [
            role
            for role, kind in kinds.items()
            if kind == nw.Datetime and kind.time_zone is None
        ]
        if walls and zone is None:
            raise NaiveColumnError(walls[0], given[walls[0]])
        engine, frame = self.engine, self.frame
        us = {
            role: hidden(f"{role}_us") for role, k in kinds.items() if k == nw.Datetime
        }
        day = {role: hidden(f"{role}_day") for role in given}
        raw = {us.get(role, day[role]): name for role, name in given.items()}
        frame = engine.numbers(frame, raw) if raw else frame
        if walls:
            named = {role: hidden(f"{role}_at") for role in walls}
            made = {named[role]: us[role] for role in walls}
            frame = engine.to_utc(frame, made, str(zone_of(str(zone)).name))
            us |= named
        if us:
            frame = engine.local_days(frame, {day[r]: us[r] for r in us}, home)
        read = {role: Times(day[role], us.get(role)) for role in given}
        return self.also(frame), read

    def close(self, columns: Sequence[str]) -> Any:
        """
        Return the caller's frame with these columns added.
        """
        return self.engine.close(self.native, self.frame, columns)


def _check_names(names: Sequence[str]) -> None:
    """Refuse names that stand for nothing else only if the library knew them."""
    for name in names:
        if name.startswith(hidden("")):
            raise UnusableColumnNameError(name, "the library keeps such names")
        if names.count(name) > 1:
            raise UnusableColumnNameError(name, "several columns have it")


def check_groups(names: Sequence[str], results: Iterable[str]) -> None:
    """
    Refuse columns that tell groups or members apart and cannot stand in a result.

    Raises:
        ColumnTakenError: If one has the name of a result, or is named twice.
    """
    taken = set(results)
    for name in names:
        if name in taken or names.count(name) > 1:
            raise ColumnTakenError(name)


def start(
    native: Any, columns: Mapping[str, str | None], results: Iterable[str] = ()
) -> Work:
    """
    Begin work on a frame.

    Args:
        native: The caller's frame.
        columns: The columns that are needed, by argument.
        results: The columns that will be added.

    Raises:
        UnsupportedFrameError: If it is no frame.
        MissingColumnError: If a column is not there.
        ColumnTakenError: If a result would overwrite a column.
        UnusableColumnNameError: If a name stands twice, or is one of the library's.
    """
    engine = engine_of(native)
    names = engine.names(native)
    _check_names(names)
    given = {role: name for role, name in columns.items() if name is not None}
    for argument, column in given.items():
        if column not in names:
            raise MissingColumnError(argument.partition("#")[0], column, names)
    for column in results:
        if column in names:
            raise ColumnTakenError(column)
    frame = engine.open(native, tuple(dict.fromkeys(given.values())))
    schema = dict(frame.collect_schema())
    return Work(native, engine, frame, schema, engine.empty(frame))
