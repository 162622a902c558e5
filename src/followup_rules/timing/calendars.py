"""
Which days are worked, as published; never guessed.

A `WorkCalendar` is anything with a `calendar_id`, its `confirmed` bounds and
`kind(day)`. Everything else is a function over it. A day that no published
notice covers raises, at the moment it is needed and not before.

`TableCalendar` is the one that ships: immutable, built once, keyed by date, and
safe to share between threads. `china()` copies the State Council's notices from
the `china` extra; `from_holiday_cn` reads the widespread JSON shape, so that a
host can add a year on the day its notice appears; `from_exceptions` takes any
list; `overlay` lays local days over another calendar.
"""

import datetime as dt
import json
import os
from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Final, Protocol, runtime_checkable

import pendulum
from attrs import field, frozen

from followup_rules.canonical import digest
from followup_rules.clauses import Text
from followup_rules.errors import (
    CalendarDataError,
    CalendarNeverOpensError,
    CalendarNotCoveredError,
    ImpossibleCountError,
    MissingExtraError,
)
from followup_rules.timing.moments import as_day, day_ordinal, show_day

SATURDAY: Final = 5
SUNDAY: Final = 6
_DAYS_IN_WEEK: Final = 7
LONGEST_CLOSURE: Final = 3660
"""How many rest days in a row a calendar without a table may show, in days."""

_LAST_SAFE_DECEMBER_DAY: Final = 28
_DECEMBER: Final = 12


class DayKind(Enum):
    """
    What a day is; working or not is only half of it.
    """

    WORKING = "working"
    WEEKEND = "weekend"
    STATUTORY_HOLIDAY = "statutory_holiday"
    SWAPPED_OFF = "swapped_off"
    """A weekday off that a make-up working day pays for (调休)."""
    MAKEUP_WORKING = "makeup_working"
    """A weekend day that is worked (补班)."""
    LOCAL_OFF = "local_off"
    LOCAL_WORKING = "local_working"
    HOLIDAY = "holiday"
    """A rest day whose kind the source does not say."""

    @property
    def is_working(self) -> bool:
        """
        Say whether people work on such a day.
        """
        return self in _WORKED


_KINDS: Final = tuple(DayKind)
_CODE: Final = {kind: code for code, kind in enumerate(_KINDS)}
_WORKED: Final = frozenset(
    {DayKind.WORKING, DayKind.MAKEUP_WORKING, DayKind.LOCAL_WORKING}
)
_WORKED_CODES: Final = frozenset(_CODE[kind] for kind in _WORKED)


class RestDayStart(Enum):
    """
    How counting working days begins on a rest day.
    """

    NEXT_IS_FIRST = "next_is_first"
    """The next working day is day 1 (what statutes and `holidays` do)."""
    ROLL_THEN_COUNT = "roll_then_count"
    """Roll to a working day without counting it, then count (what
    `chinesecalendar` does)."""


_NEXT_IS_FIRST: Final = RestDayStart.NEXT_IS_FIRST


@runtime_checkable
class WorkCalendar(Protocol):
    """
    Anything that knows what kind of day a day is.
    """

    @property
    def calendar_id(self) -> str:
        """
        A name that changes whenever an answer could.
        """
        ...

    @property
    def confirmed(self) -> tuple[dt.date, dt.date]:
        """
        The first and the last day that published notices cover.
        """
        ...

    def kind(self, day: dt.date) -> DayKind:
        """
        Return what kind of day *day* is.

        Raises:
            CalendarNotCoveredError: If no published notice covers *day*.
        """
        ...


@frozen(eq=False, repr=False)
class TableCalendar:
    """
    A calendar read from one immutable table, a byte for each day.

    Build one with `china`, `from_holiday_cn`, `from_exceptions` or `overlay`.
    Two tables are equal when their `calendar_id` is.

    Attributes:
        name: What the host calls it.
        first_ordinal: The ordinal of the first covered day.
        codes: The kind of each day from there on, as an index into `DayKind`.
        provenance: Where each part came from, in words.
    """

    name: str
    first_ordinal: int
    codes: bytes
    provenance: tuple[str, ...]
    calendar_id: str = field(init=False)
    _worked: tuple[int, ...] = field(init=False)
    _earlier: tuple[int, ...] = field(init=False)
    """For each day, and the day after the last: how many worked days lie before."""

    def __attrs_post_init__(self) -> None:
        worked = tuple(
            ordinal
            for ordinal, code in enumerate(self.codes, self.first_ordinal)
            if code in _WORKED_CODES
        )
        body = digest([self.first_ordinal, self.codes.hex()])
        object.__setattr__(self, "calendar_id", f"{self.name}@{body[:19]}")
        counts = accumulate((code in _WORKED_CODES for code in self.codes), initial=0)
        object.__setattr__(self, "_worked", worked)
        object.__setattr__(self, "_earlier", tuple(counts))
        if not worked:
            raise CalendarNeverOpensError(self.calendar_id, *self.confirmed)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, TableCalendar):
            return NotImplemented
        return self.calendar_id == other.calendar_id

    def __hash__(self) -> int:
        return hash(self.calendar_id)

    def __repr__(self) -> str:
        first, last = self.confirmed
        return f"<TableCalendar {self.calendar_id}, {first} to {last}>"

    def __reduce__(self) -> tuple[type["TableCalendar"], tuple[object, ...]]:
        return (
            TableCalendar,
            (self.name, self.first_ordinal, self.codes, self.provenance),
        )

    @property
    def confirmed(self) -> tuple[pendulum.Date, pendulum.Date]:
        """
        The first and the last day that published notices cover.
        """
        last = self.first_ordinal + len(self.codes) - 1
        return show_day(self.first_ordinal), show_day(last)

    def kind(self, day: dt.date) -> DayKind:
        """
        Return what kind of day *day* is.

        Raises:
            NotADayError: If *day* is a datetime.
            CalendarNotCoveredError: If no published notice covers it.
        """
        return _KINDS[self.codes[self._index(day_ordinal(day, "day"))]]

    def assert_covers(self, day: dt.date) -> None:
        """
        Raise now if *day* could not be judged later.

        A host calls this at start-up with its longest horizon, so that January
        is missed in November.

        Raises:
            CalendarNotCoveredError: If no published notice covers *day*.
        """
        self._index(day_ordinal(day, "day"))

    def _index(self, ordinal: int) -> int:
        """Return where a day stands in the table."""
        index = ordinal - self.first_ordinal
        if not 0 <= index < len(self.codes):
            raise self._not_covered(ordinal)
        return index

    def _not_covered(self, ordinal: int) -> CalendarNotCoveredError:
        """Return the error that names a day outside the table."""
        return CalendarNotCoveredError(
            show_day(ordinal), *self.confirmed, self.calendar_id
        )

    def is_worked(self, ordinal: int) -> bool:
        """
        Say whether the day with this ordinal is a working day.
        """
        return self.codes[self._index(ordinal)] in _WORKED_CODES

    def nth_after(self, ordinal: int, n: int) -> int:
        """
        Return the n-th working day strictly after a day (n at least 1).
        """
        index = ordinal + 1 - self.first_ordinal
        if index < 0:
            raise self._not_covered(ordinal + 1)
        try:
            return self._worked[self._earlier[index] + n - 1]
        except IndexError:
            past = self.first_ordinal + len(self.codes)
            raise self._not_covered(max(ordinal + 1, past)) from None

    def nth_before(self, ordinal: int, n: int) -> int:
        """
        Return the n-th working day strictly before a day (n at least 1).
        """
        index = ordinal - self.first_ordinal
        if index > len(self.codes):
            raise self._not_covered(ordinal - 1)
        place = self._earlier[index] - n if index > 0 else -1
        if place < 0:
            raise self._not_covered(min(ordinal - 1, self.first_ordinal - 1))
        return self._worked[place]

    def worked_within(self, first: int, last: int) -> int:
        """
        Count the working days from *first* to *last*, both included.
        """
        index = self._index(first)
        past = self.first_ordinal + len(self.codes)
        if last >= past:
            raise self._not_covered(past)
        return self._earlier[last + 1 - self.first_ordinal] - self._earlier[index]

    def worked_ordinals(self) -> tuple[int, ...]:
        """
        Return the ordinals of all working days, in order.
        """
        return self._worked


@frozen
class _Stepper:
    """
    The same questions asked of a calendar without a table, day by day.
    """

    calendar: WorkCalendar

    def is_worked(self, ordinal: int) -> bool:
        """Ask the calendar itself."""
        return self.calendar.kind(show_day(ordinal)).is_working

    def nth_after(self, ordinal: int, n: int) -> int:
        """Step forward."""
        return self._step(ordinal, n, 1)

    def nth_before(self, ordinal: int, n: int) -> int:
        """Step backward."""
        return self._step(ordinal, n, -1)

    def worked_within(self, first: int, last: int) -> int:
        """Ask each day."""
        return sum(self.is_worked(ordinal) for ordinal in range(first, last + 1))

    def _step(self, ordinal: int, n: int, direction: int) -> int:
        """Walk to the n-th working day, and give up where none ever comes."""
        start, idle = ordinal, 0
        while n:
            ordinal += direction
            idle += 1
            if self.is_worked(ordinal):
                n, idle = n - 1, 0
            elif idle > LONGEST_CLOSURE:
                bounds = sorted((start, ordinal))
                raise CalendarNeverOpensError(
                    self.calendar.calendar_id, show_day(bounds[0]), show_day(bounds[1])
                )
        return ordinal


def days_of(calendar: WorkCalendar) -> TableCalendar | _Stepper:
    """
    Return what answers questions about *calendar* by ordinal, fast where it can.
    """
    return calendar if isinstance(calendar, TableCalendar) else _Stepper(calendar)


def is_working_day(calendar: WorkCalendar, day: dt.date) -> bool:
    """
    Say whether *day* is a working day, make-up days included.

    Raises:
        NotADayError: If *day* is a datetime.
        CalendarNotCoveredError: If no published notice covers it.
    """
    return days_of(calendar).is_worked(day_ordinal(day, "day"))


def roll_forward(calendar: WorkCalendar, day: dt.date) -> pendulum.Date:
    """
    Return *day* if it is worked, else the next working day.
    """
    return show_day(roll(calendar, day_ordinal(day, "day"), 1))


def roll_backward(calendar: WorkCalendar, day: dt.date) -> pendulum.Date:
    """
    Return *day* if it is worked, else the working day before it.
    """
    return show_day(roll(calendar, day_ordinal(day, "day"), -1))


def roll(calendar: WorkCalendar, ordinal: int, direction: int) -> int:
    """
    Return the day itself if it is worked, else the next one in *direction*.
    """
    days = days_of(calendar)
    if days.is_worked(ordinal):
        return ordinal
    return days.nth_after(ordinal, 1) if direction > 0 else days.nth_before(ordinal, 1)


def add_working_days(
    calendar: WorkCalendar,
    day: dt.date,
    n: int,
    *,
    rest_day_start: RestDayStart = RestDayStart.NEXT_IS_FIRST,
) -> pendulum.Date:
    """
    Return the n-th working day after *day*; *day* itself is not counted.

    A negative *n* counts backward. With `n == 0` the answer is *day* rolled
    forward. A start on a rest day follows *rest_day_start*.

    Raises:
        NotADayError: If *day* is a datetime.
        ImpossibleCountError: If *n* is no whole number.
        CalendarNotCoveredError: If the count leaves the covered days.
    """
    ordinal = day_ordinal(day, "day")
    if type(n) is not int:
        raise ImpossibleCountError("n", n, "a whole number")
    return show_day(shift(calendar, ordinal, n, rest_day_start))


def shift(
    calendar: WorkCalendar,
    ordinal: int,
    n: int,
    rest_day_start: RestDayStart = RestDayStart.NEXT_IS_FIRST,
) -> int:
    """
    Do what `add_working_days` does, from ordinal to ordinal.
    """
    if n == 0:
        return roll(calendar, ordinal, 1)
    if rest_day_start is not _NEXT_IS_FIRST:
        ordinal = roll(calendar, ordinal, n)
    days = calendar if type(calendar) is TableCalendar else days_of(calendar)
    return days.nth_after(ordinal, n) if n > 0 else days.nth_before(ordinal, -n)


def count_working_days(
    calendar: WorkCalendar,
    start: dt.date,
    end: dt.date,
    *,
    include_start: bool = False,
    include_end: bool = True,
) -> int:
    """
    Count the working days between two days, *start* excluded and *end* included.

    So it undoes `add_working_days`, forward and backward: where *end* lies before
    *start* the count is negative.

    Raises:
        NotADayError: If either is a datetime.
        CalendarNotCoveredError: If a day that would be counted is not covered.
    """
    first, last = day_ordinal(start, "start"), day_ordinal(end, "end")
    sign = 1
    if last < first:
        first, last, sign = last, first, -1
        include_start, include_end = include_end, include_start
    if first == last:
        include_start = include_end = include_start and include_end
    first += not include_start
    last -= not include_end
    return sign * days_of(calendar).worked_within(first, last) if first <= last else 0


# ---------------------------------------------------------------- building tables


def _table(
    name: str,
    first: dt.date,
    last: dt.date,
    exceptions: Mapping[dt.date, DayKind],
    provenance: Iterable[str],
    weekend: Collection[int] = (SATURDAY, SUNDAY),
) -> TableCalendar:
    """Lay exceptions over a week, and freeze the result."""
    start = day_ordinal(first, "first")
    end = day_ordinal(last, "last")
    codes = bytearray(
        _CODE[
            DayKind.WEEKEND
            if (ordinal - 1) % _DAYS_IN_WEEK in weekend
            else DayKind.WORKING
        ]
        for ordinal in range(start, end + 1)
    )
    for day, kind in exceptions.items():
        index = day_ordinal(day, "day") - start
        if 0 <= index < len(codes):
            codes[index] = _CODE[kind]
    return TableCalendar(name, start, bytes(codes), tuple(provenance))


def from_exceptions(
    name: str,
    first: dt.date,
    last: dt.date,
    *,
    off: Iterable[dt.date] = (),
    on: Iterable[dt.date] = (),
    weekend: Collection[int] = (SATURDAY, SUNDAY),
    source: str,
) -> TableCalendar:
    """
    Return a calendar of ordinary weeks with the exceptions that the host lists.

    Args:
        name: What the host calls it.
        first: The first day for which the list is complete.
        last: The last such day.
        off: Days off that would be worked.
        on: Weekend days that are worked.
        weekend: The weekly rest days, Monday being 0.
        source: Where the list comes from.

    Raises:
        CalendarDataError: If a day is in both lists, or outside the bounds, the
            bounds are in the wrong order, or *weekend* names no day of the week.
        CalendarNeverOpensError: If no day is worked.
        NotADayError: If a day or a bound is no plain day.

    >>> order = from_exceptions(
    ...     "court", dt.date(2026, 1, 1), dt.date(2026, 12, 31),
    ...     off=[dt.date(2026, 7, 3)], source="court order 7",
    ... )
    >>> add_working_days(order, dt.date(2026, 7, 2), 1)
    Date(2026, 7, 6)
    """
    exceptions = _collect(name, {DayKind.HOLIDAY: off, DayKind.MAKEUP_WORKING: on})
    start, end = as_day(first, "first"), as_day(last, "last")
    if end < start:
        raise CalendarDataError(
            name, f"the last day {end} lies before the first {start}", "swap them"
        )
    for day in exceptions:
        if not start <= day <= end:
            raise CalendarDataError(
                name,
                f"{day} lies outside {start} to {end}",
                "widen the bounds or drop the day",
            )
    unknown = [number for number in weekend if number not in range(_DAYS_IN_WEEK)]
    if unknown:
        raise CalendarDataError(
            name,
            f"{unknown[0]!r} is no day of the week",
            "Monday is 0 and Sunday is 6",
        )
    return _table(name, start, end, exceptions, (source,), weekend)


def overlay(
    base: WorkCalendar,
    *,
    name: str,
    off: Iterable[dt.date] = (),
    on: Iterable[dt.date] = (),
    source: str,
) -> TableCalendar:
    """
    Return *base* with local days off and local working days laid over it.

    Raises:
        CalendarDataError: If a day is in both lists.
        CalendarNotCoveredError: If *base* does not cover a listed day.
    """
    exceptions = _collect(name, {DayKind.LOCAL_OFF: off, DayKind.LOCAL_WORKING: on})
    for day in exceptions:
        base.kind(day)
    first, last = base.confirmed
    start = day_ordinal(first, "first")
    kinds: dict[dt.date, DayKind] = {
        show_day(ordinal): base.kind(show_day(ordinal))
        for ordinal in range(start, day_ordinal(last, "last") + 1)
    }
    provenance = (*getattr(base, "provenance", (base.calendar_id,)), source)
    return _table(name, first, last, {**kinds, **exceptions}, provenance)


def _collect(
    name: str, listed: Mapping[DayKind, Iterable[dt.date]]
) -> dict[dt.date, DayKind]:
    """Join lists of days, and refuse a day that stands in two."""
    exceptions: dict[dt.date, DayKind] = {}
    for kind, days in listed.items():
        for value in days:
            day = as_day(value, "day")
            if exceptions.setdefault(day, kind) is not kind:
                raise CalendarDataError(
                    name, f"{day} is listed both off and on", "list it once"
                )
    return exceptions


# ------------------------------------------------------------------------- China

_CHINA_FIRST: Final = dt.date(2004, 1, 1)
_MISSING_IN_PACKAGE: Final = {dt.date(2005, 12, 31): DayKind.MAKEUP_WORKING}
"""The notice for 2006 made this Saturday a working day; `chinesecalendar` lacks it."""


@cache
def china() -> TableCalendar:
    """
    Return mainland China's working days, from 2004 to the last notice held.

    The data are those of the `china` extra, copied once. The notice of a year can
    change the last three days of the December before it, so coverage ends on
    28 December of the last year held.

    Raises:
        MissingExtraError: If `chinesecalendar` is not installed.

    >>> add_working_days(china(), dt.date(2026, 9, 30), 3)
    Date(2026, 10, 10)
    """
    try:
        from chinese_calendar import constants  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise MissingExtraError("timing.calendars.china()", "china") from error
    exceptions: dict[dt.date, DayKind] = {}
    for day in constants.holidays:
        weekend = day.weekday() in {SATURDAY, SUNDAY}
        exceptions[day] = DayKind.HOLIDAY if weekend else DayKind.STATUTORY_HOLIDAY
    exceptions |= dict.fromkeys(constants.in_lieu_days, DayKind.SWAPPED_OFF)
    exceptions |= dict.fromkeys(constants.workdays, DayKind.MAKEUP_WORKING)
    last_year = max(day.year for day in exceptions if day.month < _DECEMBER)
    return _table(
        "china",
        _CHINA_FIRST,
        _coverage_end(last_year),
        {**exceptions, **_MISSING_IN_PACKAGE},
        (
            f"State Council holiday notices 2004 to {last_year}, from chinesecalendar",
            "2005-12-31 as a make-up working day, from the notice for 2006",
        ),
    )


def _coverage_end(last_year: int) -> dt.date:
    """Return the last day that no later notice has ever changed."""
    return dt.date(last_year, _DECEMBER, _LAST_SAFE_DECEMBER_DAY)


def from_holiday_cn(
    *documents: Mapping[str, Any] | str | os.PathLike[str], name: str = "china"
) -> TableCalendar:
    """
    Return a calendar from yearly documents in the holiday-cn shape.

    A document is a path, a JSON text, or the parsed table: `year`, `papers` and
    `days`, each day with `date`, `isOffDay` and `name`. The order does not matter.
    A last year without papers and days has no notice yet: it extends nothing, and
    the provenance says so.

    Args:
        documents: One or more years without a gap between them.
        name: What the host calls the calendar.

    Raises:
        CalendarDataError: If a document is malformed, two give the same year, a
            year between two others is missing, or a date is out of place.
    """
    years = _by_year(_read_document(document) for document in documents)
    held = sorted(year for year, entry in years.items() if entry["days"])
    if not held:
        raise CalendarDataError(name, "no document lists a day", "pass a year's file")
    missing = sorted(set(range(held[0], held[-1] + 1)) - set(held))
    if missing:
        raise CalendarDataError(
            name,
            f"no days for {', '.join(map(str, missing))} between {held[0]} and {held[-1]}",
            "load the missing years too",
        )
    exceptions: dict[dt.date, DayKind] = {}
    for year in held:
        exceptions |= _read_days(year, years[year]["days"])
    provenance = [_provenance(year, years[year]) for year in sorted(years)]
    first = dt.date(held[0], 1, 1)
    return _table(name, first, _coverage_end(held[-1]), exceptions, provenance)


def _provenance(year: int, document: Mapping[str, Any]) -> str:
    """Say which notices a year's document was read from."""
    if not document["days"]:
        return f"{year}: no notice yet"
    return f"{year}: {', '.join(document['papers']) or 'papers not named'}"


def _read_document(
    document: Mapping[str, Any] | str | os.PathLike[str],
) -> Mapping[str, Any]:
    """Return a document as a table, whatever form it came in."""
    if isinstance(document, Mapping):
        return document
    if not isinstance(document, str | os.PathLike):
        raise CalendarDataError(
            "holiday-cn document",
            f"{document!r} is no document",
            "pass a path, a JSON text or the parsed table",
        )
    source = os.fspath(document)
    try:
        if isinstance(document, str) and document.lstrip().startswith("{"):
            source, text = "JSON text", document
        else:
            text = Path(document).read_text(encoding="utf-8")
        table = json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise CalendarDataError(
            source, f"cannot be read as JSON ({error})", "pass a holiday-cn file"
        ) from error
    if isinstance(table, Mapping):
        return table
    raise CalendarDataError(source, "is no JSON table", "pass a holiday-cn file")


def _by_year(documents: Iterable[Mapping[str, Any]]) -> dict[int, Mapping[str, Any]]:
    """Check the outer shape, and key the documents by year."""
    years: dict[int, Mapping[str, Any]] = {}
    for document in documents:
        year: Any = document.get("year")
        days = document.get("days")
        papers = document.get("papers", [])
        well_formed = (
            isinstance(year, int)
            and not isinstance(year, bool)
            and isinstance(days, list)
            and isinstance(papers, list)
            and all(isinstance(paper, str) for paper in papers)
        )
        if not well_formed:
            raise CalendarDataError(
                "holiday-cn document",
                f"year {year!r} without a list of days and papers",
                "a document holds 'year', 'papers' and 'days'",
            )
        if year in years:
            raise CalendarDataError(
                "holiday-cn document", f"two documents for {year}", "pass one a year"
            )
        years[year] = {"days": days, "papers": papers}
    return years


def _read_days(year: int, days: Iterable[Any]) -> dict[dt.date, DayKind]:
    """Return the exceptions that one year's notice makes."""
    read: dict[dt.date, DayKind] = {}
    for entry in days:
        day, off = _read_entry(year, entry)
        kind = DayKind.HOLIDAY if off else DayKind.MAKEUP_WORKING
        if not off and day.weekday() not in {SATURDAY, SUNDAY}:
            kind = DayKind.WORKING
        if read.setdefault(day, kind) is not kind:
            raise CalendarDataError(
                f"holiday-cn {year}", f"{day} is both off and on", "keep one entry"
            )
    return read


def _read_entry(year: int, entry: Any) -> tuple[dt.date, bool]:
    """Return the date of an entry and whether it is off."""
    source = f"holiday-cn {year}"
    try:
        day, off = dt.date.fromisoformat(entry["date"]), entry["isOffDay"]
    except (TypeError, KeyError, ValueError) as error:
        raise CalendarDataError(
            source,
            f"unreadable entry {entry!r}",
            "an entry holds 'date' as YYYY-MM-DD and 'isOffDay'",
        ) from error
    if not isinstance(off, bool):
        raise CalendarDataError(
            source, f"isOffDay of {day} is {off!r}", "write true or false"
        )
    if day.year != year and (day.year, day.month) != (year - 1, _DECEMBER):
        raise CalendarDataError(
            source,
            f"{day} belongs to another year",
            f"a notice for {year} sets days of that year and of the December before",
        )
    return day, off


KIND_NAMES: Final = {
    DayKind.WORKING: Text("working day", "工作日"),
    DayKind.WEEKEND: Text("weekend", "周末"),
    DayKind.STATUTORY_HOLIDAY: Text("statutory holiday", "法定节假日"),
    DayKind.SWAPPED_OFF: Text("swapped day off", "调休放假"),
    DayKind.MAKEUP_WORKING: Text("make-up working day", "调休上班"),
    DayKind.LOCAL_OFF: Text("local day off", "本地放假"),
    DayKind.LOCAL_WORKING: Text("local working day", "本地上班"),
    DayKind.HOLIDAY: Text("day off", "放假"),
}
