"""
Seasons in a table: which there are, and which one a day is in.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from attrs import evolve, field

from followup_rules.canonical import digest
from followup_rules.errors import (
    CalendarDataError,
    InvalidFieldError,
    SeasonNotCoveredError,
    as_shown,
)
from followup_rules.fields import Name, Whole, validate
from followup_rules.fields.arguments import check_many, check_words
from followup_rules.immutable import frozen
from followup_rules.timing.moments import as_day, day_ordinal
from followup_rules.timing.seasons.season import (
    DAYS_IN_LEAP_YEAR,
    FIRST_YEAR,
    LAST_YEAR,
    LEAP_CYCLE,
    LEAP_YEAR,
    Declared,
    Recurrence,
    Season,
    check_time,
    known_kind,
)


@frozen(eq=False, repr=False)
class SeasonTable:
    """
    The seasons of one kind at one place; it never changes.

    Build one with `recurring`, `declared` or `published`. Two tables are equal when
    their `seasons_id` is.

    Attributes:
        place: The place they hold for.
        kind: `heating`, `cooling`, `flood`, or a name of your own.
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
        check_words("place", self.place)
        for source in self.provenance:
            check_words("source", source)
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
            UnknownNameError: If *kind* is no name, or a slip of one of the three.
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
            InvalidFieldError: If *source* is no text.
        """
        check_words("source", source)
        for time in (starts_at, ends_at):
            check_time(self.place, time)
        entry = declared_season(self.place, self.kind, year, season)
        if entry is not None:
            entry = evolve(entry, starts_at=starts_at, ends_at=ends_at)
        years = tuple(sorted({**self._by_year, year: entry}.items(), key=year_of))
        if self.recurrence is None:
            refuse_gaps(self.place, [known for known, _ in years])
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
        if self.recurrence is None or not FIRST_YEAR <= year <= LAST_YEAR:
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
            known |= set(range(LEAP_YEAR, LEAP_YEAR + LEAP_CYCLE + 1))
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
            UnknownNameError: If *kind* is no name, or a slip of one of the three.
        """
        known_kind(kind)
        return next((table for table in self.tables if table.kind == kind), None)


SeasonSource = SeasonTable | LocalSeasons
"""What may be passed as `seasons=`: one table, or all those of a place."""

A_SEASON_TABLE: Final = "a season table, such as timing.seasons.recurring(...) makes"


def table_of(seasons: SeasonSource | None, kind: str) -> SeasonTable | None:
    """
    Return the table of a kind among those that were passed, or None where there is none.

    Raises:
        InvalidFieldError: If *seasons* are none.
    """
    if seasons is None:
        return None
    if not isinstance(seasons, SeasonTable | LocalSeasons):
        raise InvalidFieldError("seasons", seasons, A_SEASON_TABLE)
    return seasons.of_kind(kind)


def local(*tables: SeasonTable) -> LocalSeasons:
    """
    Return the tables of one place together, to be passed as one.

    Raises:
        CalendarDataError: If two are of one kind.
        InvalidFieldError: If one is no season table.

    >>> from followup_rules.timing.seasons import recurring
    >>> rain = recurring("beijing", "flood", (6, 1), (9, 15), source="rules")
    >>> local(rain).of_kind("cooling") is None
    True
    """
    return LocalSeasons(check_many("tables", tables, "season tables", SeasonTable))


def declared_season(place: str, kind: str, year: int, season: Any) -> Season | None:
    """Check one year's declaration."""
    if season is None:
        return None
    # A set of two days has no first one.
    if not isinstance(season, tuple | list) or len(season) != 2:  # noqa: PLR2004 - a pair
        raise CalendarDataError(
            place,
            f"{year}: {as_shown(season)} is no season",
            "give (first, last) or None",
        )
    start, end = season
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
    if last is not None and (last - first).days >= DAYS_IN_LEAP_YEAR:
        raise CalendarDataError(
            place, f"{year}: {first} to {last} is more than a year", "declare each year"
        )
    return Season(kind=kind, first=first, last=last)


def refuse_gaps(place: str, years: list[int]) -> None:
    """Refuse a missing year between two declared ones."""
    for year in years:  # before the years between them are written out
        if not Whole(FIRST_YEAR, LAST_YEAR).accepts(year):
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


def year_of(entry: tuple[int, Season | None]) -> int:
    """Return the year of an entry."""
    return entry[0]
