"""
Which columns a frame must have, what they may hold, and their values as numbers.

Inside, days are numbers (day 0 is 1970-01-01) and instants are microseconds since
then in UTC, in columns whose names begin with `__fr_`; the caller never sees them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import narwhals as nw
from attrs import field

from followup_rules.errors import (
    ColumnTakenError,
    InvalidFieldError,
    MissingColumnError,
    NaiveColumnError,
    UnusableColumnNameError,
    WrongColumnTypeError,
)
from followup_rules.frames.engines import Engine, engine_of
from followup_rules.frames.engines.bounds import DAYS
from followup_rules.frames.moments import zone_name
from followup_rules.immutable import frozen
from followup_rules.timing.calendars import WorkCalendar

SLICE: Final = 250_000
"""So many rows at once of what is in memory as a whole."""
TEXTS: Final = (nw.String, nw.Categorical, nw.Enum)
_NAME: Final = "the name of a column, as text"


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

    @property
    def unset(self) -> Any:
        """
        Whether they lie before all time, as what stands for no date does.
        """
        return (nw.col(self.day) < DAYS[0]).fill_null(value=False)

    def before(self, other: "Times") -> Any:
        """
        Whether this certainly lies before another; null where either is absent.
        """
        if self.us is not None and other.us is not None:
            return nw.col(self.us) < nw.col(other.us)
        return nw.col(self.day) < nw.col(other.day)

    def passed(self, day: int, us: int) -> Any:
        """
        Say whether they have passed at a moment; a day has once it is over.
        """
        if self.us is not None:
            return nw.col(self.us) <= us
        return nw.col(self.day) < day

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

    def once(self, frame: Any) -> Any:
        """
        Work a frame out, where each query would plan it anew, or make it anew in memory.
        """
        engine = self.engine
        if engine.plans_anew or engine.is_eager(self.native):
            return engine.worked_out(self.native, frame)
        return frame

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
            kind = self.engine.kind(self.frame, column)
            raise WrongColumnTypeError(argument, column, kind, words)
        return dtype

    def check_groups(self, argument: str, columns: Iterable[str]) -> None:
        """
        Refuse columns that tell groups or members apart, and cannot.

        Raises:
            WrongColumnTypeError: If the engine cannot put their values into groups.
        """
        for column in columns:
            if not self.engine.groups_by(self.frame, column):
                kind = self.engine.kind(self.frame, column)
                words = "texts, numbers, days or times (make it a column of texts)"
                raise WrongColumnTypeError(argument, column, kind, words)

    def texts(self, argument: str, column: str) -> Any:
        """
        Return a column of texts.
        """
        self.holds(argument, column, TEXTS, "texts")
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

        What lies outside the years 1 to 9999 becomes `bounds.FAR` or
        `bounds.FAR_DAYS`, so that
        whatever is counted from it stays out of range; parts of a microsecond are
        dropped, before 1970 as after.

        Raises:
            NaiveColumnError: If a column has no zone and *zone* is None.
            InvalidZoneError: If *zone* is none.
        """
        clocks = None if zone is None else zone_name(zone, "zone")
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
        if walls and clocks is None:
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
            frame = engine.to_utc(frame, made, str(clocks))
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

    def in_slices(self, judge: "Callable[[Work], Work]", columns: Sequence[str]) -> Any:
        """
        Return the caller's frame with the columns that *judge* adds to each row.
        """
        parts = self.slices()
        if len(parts) == 1:
            return judge(self).close(columns)
        found = [judge(part).frame.select(columns) for part in parts]
        return self.also(nw.concat(found)).close(columns)

    def slices(self) -> "list[Work]":
        """
        Return the frame cut into slices of rows, or as it is where it is lazy.

        What is in memory as a whole is judged slice by slice: a step's columns then
        stay where the processor has them at hand, and their memory is used again.
        """
        if isinstance(self.frame, nw.LazyFrame) or len(self.frame) <= SLICE:
            return [self]
        return [
            self.also(self.frame[first : first + SLICE])
            for first in range(0, len(self.frame), SLICE)
        ]


def check_names(names: Sequence[str], engine: Engine) -> None:
    """
    Refuse names that stand for nothing else only if the library knew them.

    Raises:
        UnusableColumnNameError: If one is the library's own, or stands twice.
    """
    for name, count in Counter(names).items():
        problem = "the library keeps such names" if name.startswith(hidden("")) else ""
        if problem or count > 1:
            problem = problem or "several columns have it"
            raise UnusableColumnNameError(name, problem, engine.renamed_by)


def read_names(argument: str, given: Any) -> tuple[str, ...]:
    """
    Return the columns that an argument names, of which there may be several or none.

    Raises:
        InvalidFieldError: If it names none, and is not an empty collection either.
    """
    if isinstance(given, str):
        return (given,)
    if not isinstance(given, Sequence) or isinstance(given, bytes):
        raise InvalidFieldError(argument, given, f"{_NAME}, or several")
    return tuple(_named(argument, name) for name in given)


def _named(argument: str, given: Any) -> str:
    """Return the name of a column."""
    if not _is_text(given):
        raise InvalidFieldError(argument, given, _NAME)
    return str(given)


def _is_text(given: object) -> bool:
    """Say whether something is a text that every engine can hold."""
    if not isinstance(given, str):
        return False
    try:
        given.encode()
    except UnicodeEncodeError:
        return False
    return True


def result_names(prefix: Any, results: Iterable[str]) -> list[str]:
    """
    Return the names of new columns.

    Raises:
        InvalidFieldError: If *prefix* cannot begin a name.
    """
    if not _is_text(prefix) or prefix.startswith(hidden("")):
        allowed = f"a text that does not begin with {hidden('')!r}"
        raise InvalidFieldError("prefix", prefix, allowed)
    return [f"{prefix}{name}" for name in results]


def check_calendar(calendar: object) -> None:
    """
    Refuse what is no work calendar; none is fine.

    Raises:
        InvalidFieldError: If it is none.
    """
    if calendar is not None and not isinstance(calendar, WorkCalendar):
        raise InvalidFieldError("calendar", calendar, "a work calendar, as china()")


def free_names(names: Sequence[str], results: Iterable[str]) -> None:
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
    native: Any,
    columns: Mapping[str, str | None],
    results: Iterable[str] = (),
    *,
    needed: Iterable[str] = (),
) -> Work:
    """
    Begin work on a frame.

    Args:
        native: The caller's frame.
        columns: The columns that are needed, by argument.
        results: The columns that will be added.
        needed: The arguments without which nothing can be judged.

    Raises:
        UnsupportedFrameError: If it is no frame.
        InvalidFieldError: If an argument names no column.
        MissingColumnError: If a column is not there.
        ColumnTakenError: If a result would overwrite a column.
        UnusableColumnNameError: If a name stands twice, or is one of the library's,
            or if a column that is needed has a name that the engine reads otherwise.
        WrongColumnTypeError: If a column that is needed holds what no column can.
    """
    engine = engine_of(native)
    names = engine.names(native)
    check_names(names, engine)
    given: dict[str, str] = {}
    for role, name in columns.items():
        argument = role.partition("#")[0]
        if name is None and role not in needed:
            continue
        column = _named(argument, name)
        if column not in names:
            raise MissingColumnError(argument, column, names)
        given.setdefault(column, argument)
    for column in results:
        if column in names:
            raise ColumnTakenError(column)
    frame = engine.open(native, given)
    return Work(native, engine, frame, engine.schema(frame), engine.empty(frame))
