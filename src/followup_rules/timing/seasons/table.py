"""
Local heating, cooling and flood seasons.

No date of a season is national law: cities and provinces fix them, some once and
for all, some anew each year, some at noon. So a season table is an input of the
call, as a calendar is, and it says where it was read. A season belongs to the year
in which it begins; both of its days belong to it.
"""

import datetime as dt
import difflib
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pendulum
from attrs import evolve, field

from followup_rules.canonical import digest
from followup_rules.errors import (
    CalendarDataError,
    SeasonNotCoveredError,
    UnknownNameError,
)
from followup_rules.fields import Name, Whole, Words, validate
from followup_rules.immutable import frozen
from followup_rules.timing.moments import as_day, day_ordinal

KINDS: Final = ("heating", "cooling", "flood")
"""The seasons of the law; the flood season (汛期) is its rainy season."""

MonthDay = tuple[int, int]
"""A month and a day of it that recur every year."""

Declared = tuple[dt.date, dt.date | None] | None
"""The first and last day of one year's season; no last day yet; or no season."""

_FIRST_YEAR: Final = 1
_LAST_YEAR: Final = 9998
_FEBRUARY: Final = 2
_LEAP_DAY: Final = 29
_LEAP_YEAR: Final = 2000
_LEAP_CYCLE: Final = 5
_DAYS_IN_LEAP_YEAR: Final = 366


def known_kind(kind: object) -> str:
    """
    Return a kind of season: one of the law, or a name of the caller's own.

    Raises:
        UnknownNameError: If it is no name, or reads like a slip of one of the law.

    >>> known_kind("heating"), known_kind("termite")
    ('heating', 'termite')
    """
    if kind in KINDS:
        return str(kind)
    own = isinstance(kind, str) and Words().accepts(kind)
    if not own or difflib.get_close_matches(str(kind), KINDS, n=1):
        raise UnknownNameError("kind of season", kind, KINDS)
    return str(kind)


# -------------------------------------------------------------------------- season


@frozen(kw_only=True)
class Season:
    """
    One season of one place: its first and last day, both included.

    >>> winter = Season(
    ...     kind="heating", first=dt.date(2025, 11, 15), last=dt.date(2026, 3, 15)
    ... )
    >>> winter.label, winter.days, dt.date(2026, 3, 15) in winter
    ('2025/26', 121, True)

    Attributes:
        kind: `heating`, `cooling` or `flood`.
        first: Its first day.
        last: Its last day; None while no end has been declared.
        starts_at: The time of day at which it begins; None is 00:00.
        ends_at: The last instant of its last day, as a time of day; None is 24:00.
    """

    kind: str
    first: pendulum.Date
    last: pendulum.Date | None
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None

    @property
    def year(self) -> int:
        """
        The year in which it begins, to which it belongs.
        """
        return self.first.year

    @property
    def label(self) -> str:
        """
        The year, or both years where it runs across the year end.
        """
        if self.last is None or self.last.year == self.year:
            return f"{self.year:04d}"
        return f"{self.year:04d}/{self.last.year % 100:02d}"

    @property
    def days(self) -> int | None:
        """
        How many days it touches; None while it has no end.
        """
        if self.last is None:
            return None
        return self.last.toordinal() - self.first.toordinal() + 1

    def __contains__(self, day: dt.date) -> bool:
        ordinal = day_ordinal(day, "day")
        if ordinal < self.first.toordinal():
            return False
        return self.last is None or ordinal <= self.last.toordinal()

    def __str__(self) -> str:
        return f"{self.kind} season {self.first}..{self.last or 'no end yet'}"

    @property
    def begins(self) -> tuple[int, dt.time]:
        """
        The ordinal and the time of day at which it begins.
        """
        return self.first.toordinal(), self.starts_at or dt.time.min

    @property
    def ends(self) -> tuple[int, dt.time] | None:
        """
        The ordinal and the time of day at which it is over; None without an end.

        A day that runs to 24:00 is over when the next day begins.
        """
        if self.last is None:
            return None
        if self.ends_at is None:
            return self.last.toordinal() + 1, dt.time.min
        return self.last.toordinal(), self.ends_at


@frozen(kw_only=True)
class Recurrence:
    """
    Month and day bounds that hold every year, possibly across the year end.

    A bound on 29 February is the 28th in a common year.
    """

    starts: MonthDay
    ends: MonthDay
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None

    def season(self, kind: str, year: int) -> Season:
        """
        Return the season that begins in *year*.
        """
        return Season(
            kind=kind,
            first=in_year(year, self.starts),
            last=in_year(year + (self.ends < self.starts), self.ends),
            starts_at=self.starts_at,
            ends_at=self.ends_at,
        )


def in_year(year: int, bound: MonthDay) -> pendulum.Date:
    """Return a recurring day in one year."""
    month, day = bound
    if bound == (_FEBRUARY, _LEAP_DAY) and not _is_leap(year):
        day -= 1
    return pendulum.Date(year, month, day)


def _is_leap(year: int) -> bool:
    """Say whether a year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


# --------------------------------------------------------------------------- table


@frozen(eq=False, repr=False)
class SeasonTable:
    """
    The seasons of one kind at one place; it never changes.

    Build one with `recurring`, `declared` or `published`. Two tables are equal when
    their `seasons_id` is.

    Attributes:
        place: The place they hold for.
        kind: `heating`, `cooling` or `flood`.
        recurrence: The bounds that hold every year; None where each year is
            declared anew.
        years: What was declared for single years, as (year, season or None); a
            declared year goes before the recurring bounds.
        provenance: Where each part was read.
    """

    place: Name = field(validator=validate)
    kind: str
    recurrence: Recurrence | None
    years: tuple[tuple[int, Season | None], ...]
    provenance: tuple[str, ...]
    seasons_id: str = field(init=False)
    _by_year: dict[int, Season | None] = field(init=False)

    def __attrs_post_init__(self) -> None:
        known_kind(self.kind)
        object.__setattr__(self, "_by_year", dict(self.years))
        body = digest([self.place, self.kind, self.recurrence, self.years])
        object.__setattr__(self, "seasons_id", f"{self.place}-{self.kind}@{body[:19]}")
        self._refuse_overlaps()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SeasonTable):
            return NotImplemented
        return self.seasons_id == other.seasons_id

    def __hash__(self) -> int:
        return hash(self.seasons_id)

    def __repr__(self) -> str:
        return f"<SeasonTable {self.seasons_id}>"

    def __plain__(self) -> str:
        return self.seasons_id

    def __reduce__(self) -> tuple[Any, ...]:
        return (
            SeasonTable,
            (self.place, self.kind, self.recurrence, self.years, self.provenance),
        )

    def of_kind(self, kind: str) -> "SeasonTable | None":
        """
        Return this table if it is of that kind, else None.

        Raises:
            UnknownNameError: If there is no such kind of season.
        """
        return self if known_kind(kind) == self.kind else None

    def with_year(
        self,
        year: int,
        season: Declared,
        *,
        source: str,
        starts_at: dt.time | None = None,
        ends_at: dt.time | None = None,
    ) -> "SeasonTable":
        """
        Return a table in which one year's season was declared anew.

        Raises:
            CalendarDataError: If the season does not begin in *year*, ends before
                it begins, lasts longer than a year, or overlaps a neighbour, or a time
                of day is none.
        """
        for time in (starts_at, ends_at):
            _check_time(self.place, time)
        entry = _declared_season(self.place, self.kind, year, season)
        if entry is not None:
            entry = evolve(entry, starts_at=starts_at, ends_at=ends_at)
        years = tuple(sorted({**self._by_year, year: entry}.items(), key=_year))
        if self.recurrence is None:
            _refuse_gaps(self.place, [known for known, _ in years])
        provenance = (*self.provenance, f"{year}: {source}")
        return evolve(self, years=years, provenance=provenance)

    def season_of(self, year: int) -> Season | None:
        """
        Return the season that begins in *year*, or None where it has none.

        Raises:
            SeasonNotCoveredError: If nothing is known for that year.
        """
        if year in self._by_year:
            return self._by_year[year]
        if self.recurrence is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise SeasonNotCoveredError(year, self.kind, self.place)
        return self.recurrence.season(self.kind, year)

    def starting_on_or_after(self, day: dt.date) -> Iterator[Season]:
        """
        Yield the seasons whose first day is *day* or later, in order.

        The seasons of a table declared year by year run out; asking on raises.

        Raises:
            NotADayError: If *day* is no plain day.
            SeasonNotCoveredError: When a year is reached that is not known.
        """
        ordinal = day_ordinal(day, "day")
        year = day.year
        while True:
            season = self.season_of(year)
            if season is not None and season.first.toordinal() >= ordinal:
                yield season
            year += 1

    def starting_between(self, first: dt.date, last: dt.date) -> tuple[Season, ...]:
        """
        Return the seasons whose first day lies from *first* to *last*, both included.

        Raises:
            NotADayError: If either is no plain day.
            SeasonNotCoveredError: If a year between them is not known.
        """
        low, high = day_ordinal(first, "first"), day_ordinal(last, "last")
        found = (self.season_of(year) for year in range(first.year, last.year + 1))
        return tuple(
            season
            for season in found
            if season is not None and low <= season.first.toordinal() <= high
        )

    def running_on(self, day: dt.date) -> Season | None:
        """
        Return the season that *day* lies in, or None.

        Raises:
            NotADayError: If *day* is no plain day.
            SeasonNotCoveredError: If that depends on a year that is not known.
        """
        day_ordinal(day, "day")
        season = self._known(day.year)
        if season is not None and day >= season.first:
            return season if day in season else None
        before = self.season_of(day.year - 1)
        if before is not None and day in before:
            return before
        self.season_of(day.year)
        return None

    def _known(self, year: int) -> Season | None:
        """Return a year's season, or None where it has none or is not known."""
        try:
            return self.season_of(year)
        except SeasonNotCoveredError:
            return None

    def _refuse_overlaps(self) -> None:
        """Refuse a season that begins before the one before it is over."""
        known = {year + step for year, _ in self.years for step in (-1, 0, 1)}
        if self.recurrence is not None:
            known |= set(range(_LEAP_YEAR, _LEAP_YEAR + _LEAP_CYCLE + 1))
        for year in sorted(known):
            season, following = self._known(year), self._known(year + 1)
            if season is None or following is None:
                continue
            ends = season.ends
            awaited = ends is None and year + 1 not in self._by_year
            if not awaited and (ends is None or ends > following.begins):
                raise CalendarDataError(
                    self.place,
                    f"{season} and {following} overlap",
                    "end the earlier one before the later one begins",
                )


@frozen
class LocalSeasons:
    """
    All season tables of one place, one of each kind.

    A system that both heats and cools needs two; the cooling season has no
    published dates and comes from the contract.
    """

    tables: tuple[SeasonTable, ...]

    def __attrs_post_init__(self) -> None:
        kinds = [table.kind for table in self.tables]
        for kind in kinds:
            if kinds.count(kind) > 1:
                raise CalendarDataError(
                    "LocalSeasons", f"two {kind} tables", "pass one of each kind"
                )

    @property
    def seasons_id(self) -> str:
        """
        The ids of its tables.
        """
        return "+".join(table.seasons_id for table in self.tables)

    def __plain__(self) -> str:
        return self.seasons_id

    def of_kind(self, kind: str) -> SeasonTable | None:
        """
        Return the table of that kind, or None where there is none.

        Raises:
            UnknownNameError: If there is no such kind of season.
        """
        known_kind(kind)
        return next((table for table in self.tables if table.kind == kind), None)


SeasonSource = SeasonTable | LocalSeasons
"""What may be passed as `seasons=`: one table, or all those of a place."""


def local(*tables: SeasonTable) -> LocalSeasons:
    """
    Return the tables of one place together, to be passed as one.

    Raises:
        CalendarDataError: If two are of one kind.

    >>> rain = recurring("beijing", "flood", (6, 1), (9, 15), source="rules")
    >>> local(rain).of_kind("cooling") is None
    True
    """
    return LocalSeasons(tables)


# ------------------------------------------------------------------------- building


def recurring(
    place: str,
    kind: str,
    starts: MonthDay,
    ends: MonthDay,
    *,
    source: str,
    starts_at: dt.time | None = None,
    ends_at: dt.time | None = None,
) -> SeasonTable:
    """
    Return seasons with the same bounds every year.

    Args:
        place: The place they hold for.
        kind: `heating`, `cooling` or `flood`.
        starts: Month and day of the first day.
        ends: Month and day of the last day, in the next year where it lies before
            *starts*.
        source: Where the bounds were read.
        starts_at: The time of day at which they begin; None is 00:00.
        ends_at: The last instant of the last day; None is 24:00.

    Raises:
        CalendarDataError: If a bound is no day, or one year's season overlaps the
            next.
        UnknownNameError: If there is no such kind of season.

    >>> beijing = recurring(
    ...     "beijing", "heating", (11, 15), (3, 15), source="municipal rules"
    ... )
    >>> next(beijing.starting_on_or_after(dt.date(2023, 12, 20))).first
    Date(2024, 11, 15)
    """
    for time in (starts_at, ends_at):
        _check_time(place, time)
    recurrence = Recurrence(
        starts=_bound(place, starts),
        ends=_bound(place, ends),
        starts_at=starts_at,
        ends_at=ends_at,
    )
    return SeasonTable(place, kind, recurrence, (), (source,))


def declared(
    place: str,
    kind: str,
    seasons: Mapping[int, Declared],
    *,
    source: str,
    starts_at: dt.time | None = None,
    ends_at: dt.time | None = None,
) -> SeasonTable:
    """
    Return seasons that were declared year by year.

    Args:
        place: The place they hold for.
        kind: `heating`, `cooling` or `flood`.
        seasons: For each year without a gap the first and the last day; a last day
            of None is not declared yet, and None is a year without a season.
        source: Where they were read.
        starts_at: The time of day at which they begin; None is 00:00.
        ends_at: The last instant of the last day; None is 24:00.

    Raises:
        CalendarDataError: If a year between two others is missing, a season does
            not begin in its year or ends before it begins, or two overlap.
        NotADayError: If a bound is no plain day.
        UnknownNameError: If there is no such kind of season.

    >>> table = declared(
    ...     "guangdong", "flood",
    ...     {2024: (dt.date(2024, 4, 4), dt.date(2024, 10, 15))}, source="notice",
    ... )
    >>> table.season_of(2025)
    Traceback (most recent call last):
    ...
    followup_rules.errors.SeasonNotCoveredError: no flood season of 'guangdong' is known for 2025; declare that year, or pass a table that holds it
    """
    if not seasons:
        raise CalendarDataError(place, "no year is declared", "declare one or more")
    for time in (starts_at, ends_at):
        _check_time(place, time)
    _refuse_gaps(place, sorted(seasons))
    years = []
    for year in sorted(seasons):
        season = _declared_season(place, kind, year, seasons[year])
        if season is not None:
            season = evolve(season, starts_at=starts_at, ends_at=ends_at)
        years.append((year, season))
    return SeasonTable(place, kind, None, tuple(years), (source,))


def _bound(place: str, bound: Any) -> MonthDay:
    """Return a month and a day, and refuse what is neither."""
    try:
        month, day = bound
        dt.date(_LEAP_YEAR, month, day)
    except (TypeError, ValueError) as error:
        raise CalendarDataError(
            place, f"{bound!r} is no day of a year", "write (month, day): (11, 15)"
        ) from error
    return month, day


def _check_time(place: str, time: object) -> None:
    """Refuse what is no plain time of day."""
    if time is None or (isinstance(time, dt.time) and time.tzinfo is None):
        return
    raise CalendarDataError(
        place, f"{time!r} is no time of day", "pass a datetime.time without a zone"
    )


def _declared_season(
    place: str, kind: str, year: int, season: Declared
) -> Season | None:
    """Check one year's declaration."""
    if season is None:
        return None
    try:
        start, end = season
    except (TypeError, ValueError) as error:
        raise CalendarDataError(
            place, f"{year}: {season!r} is no season", "give (first, last) or None"
        ) from error
    first = as_day(start, "first")
    last = None if end is None else as_day(end, "last")
    if first.year != year:
        raise CalendarDataError(
            place, f"{first} does not begin in {year}", "key it by its first day's year"
        )
    if last is not None and last < first:
        raise CalendarDataError(
            place, f"{year}: the last day {last} lies before {first}", "swap them"
        )
    if last is not None and (last - first).days >= _DAYS_IN_LEAP_YEAR:
        raise CalendarDataError(
            place, f"{year}: {first} to {last} is more than a year", "declare each year"
        )
    return Season(kind=kind, first=first, last=last)


def _refuse_gaps(place: str, years: list[int]) -> None:
    """Refuse a missing year between two declared ones."""
    for year in years:  # before the years between them are written out
        if not Whole(_FIRST_YEAR, _LAST_YEAR).accepts(year):
            raise CalendarDataError(
                place, f"{year!r} is no year", "key seasons by year"
            )
    missing = sorted(set(range(years[0], years[-1] + 1)) - set(years))
    if missing:
        raise CalendarDataError(
            place,
            f"nothing declared for {', '.join(map(str, missing))}",
            "declare every year between the first and the last; None is no season",
        )


def _year(entry: tuple[int, Season | None]) -> int:
    """Return the year of an entry."""
    return entry[0]
