"""
Local seasons over columns: where the last of so many seasons from a day on ends.

Every season of a table is asked of the scalar path once, and rows find theirs by its
place. Days are looked up in pieces of a mean calendar year, in most of which exactly
one season begins.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

import narwhals as nw

from followup_rules.errors import MissingFactError
from followup_rules.frames.columns import Work, hidden
from followup_rules.frames.engines.zones import DAY, EPOCH
from followup_rules.frames.outcomes import column
from followup_rules.immutable import frozen
from followup_rules.policies.warranty import SeasonCount
from followup_rules.timing.seasons import Season, SeasonTable

_YEARS: Final = range(1, 9999)
"""The years for which bounds that recur give a season."""
_DAYS: Final = 146_097
_IN_YEARS: Final = 400
"""So many days make so many years, on and on."""

_MICROSECOND: Final = dt.timedelta(microseconds=1)

Entries = list[int | None]


@frozen
class Places:
    """
    The seasons of a table in order, as columns of numbers.

    Attributes:
        first_day: The first day from which seasons can be counted.
        base: The day on which the first piece begins.
        before: For each piece how many seasons begin before it.
        begins: For each piece the first days of the seasons that begin in it.
        lasts: For each season its last day; None while it has no end.
        sures: For each season its last day, or its first while it has no end.
        ends: For each season its last instant as local clocks show it, where it has
            one; empty where none has.
        runs: For each season until when it runs; empty where running ones never count.
        counts: For each season until when it counts though it runs; None where that
            is not known.
    """

    first_day: int
    base: int
    before: list[int]
    begins: list[Entries]
    lasts: Entries
    sures: list[int]
    ends: Entries
    runs: list[int]
    counts: Entries


@frozen
class Found:
    """
    What was found for each row, as expressions.

    Attributes:
        last: The last day; null while the season has no end.
        end: The last instant as local clocks show it, where one is set.
        sure: The day until which it lasts in any case; null where none was found.
        unsure: Whether it turns on an end that is not declared yet.
    """

    last: Any
    end: Any
    sure: Any
    unsure: Any


@lru_cache(maxsize=64)
def places_of(table: SeasonTable, rule: SeasonCount) -> Places:
    """
    Ask a table for all its seasons.
    """
    years = _YEARS
    if table.recurrence is None:
        years = range(table.years[0][0], table.years[-1][0] + 1)
    known = [table.season_of(year) for year in years]
    seasons = [season for season in known if season is not None]
    base, last_day = _new_year(years[0]), _new_year(years[-1] + 2) - 1
    firsts = [season.first.toordinal() - EPOCH for season in seasons]
    before, begins = _pieces(firsts, base, last_day)
    lasts = [
        None if season.last is None else season.last.toordinal() - EPOCH
        for season in seasons
    ]
    sures = [
        first if last is None else last
        for first, last in zip(firsts, lasts, strict=True)
    ]
    ends = [_clock(season) for season in seasons]
    runs = list(_running(seasons)) if rule.running_from is not None else []
    first_day = base
    if runs:  # whether a season of the year before runs on is not known
        first_day = _new_year(years[0] + 1) if known[0] is None else firsts[0]
    return Places(
        first_day=first_day,
        base=base,
        before=before,
        begins=begins,
        lasts=lasts,
        sures=sures,
        ends=ends if any(end is not None for end in ends) else [],
        runs=runs,
        counts=[
            _counting(season, until, rule)
            for season, until in zip(seasons, runs, strict=bool(runs))
        ],
    )


def clock(time: dt.time) -> int:
    """
    Return a time of day in microseconds.
    """
    midnight = dt.datetime.combine(dt.date.min, dt.time())
    return (dt.datetime.combine(dt.date.min, time) - midnight) // _MICROSECOND


def _new_year(year: int) -> int:
    """Return the first day of a year, or the day after all the years."""
    return dt.date(year - 1, 12, 31).toordinal() + 1 - EPOCH if year > 1 else 1 - EPOCH


def _pieces(
    firsts: list[int], base: int, last_day: int
) -> tuple[list[int], list[Entries]]:
    """Say of each piece which seasons begin before it, and which in it."""
    count = (last_day - base) * _IN_YEARS // _DAYS + 1
    edges = [base - (-piece * _DAYS // _IN_YEARS) for piece in range(count + 1)]
    before = [bisect_left(firsts, edge) for edge in edges]
    inside = [firsts[low:high] for low, high in pairwise(before)]
    most = max(map(len, inside))
    begins: list[Entries] = [
        [found[number] if number < len(found) else None for found in inside]
        for number in range(most)
    ]
    return before[:-1], begins


def _clock(season: Season) -> int | None:
    """Return the last instant of a season that has one, as local clocks show it."""
    if season.last is None or season.ends_at is None:
        return None
    return (season.last.toordinal() - EPOCH) * DAY + clock(season.ends_at)


def _running(seasons: list[Season]) -> Iterator[int]:
    """Yield until when each season runs: to its end, or through the next year."""
    for season in seasons:
        through = _new_year(season.year + 2) - 1
        if season.last is None:
            yield through
        else:
            yield min(through, season.last.toordinal() - EPOCH)


def _counting(season: Season, until: int, rule: SeasonCount) -> int | None:
    """Return the last day from which a running season counts; the scalar path says."""
    first = season.first.toordinal()
    days = range(first, until + EPOCH + 1)
    try:
        kept = bisect_left(days, True, key=lambda day: not rule.counts(season, day))  # noqa: FBT003 - what is looked for
    except MissingFactError:
        return None
    return first + kept - 1 - EPOCH


def find(
    work: Work, stem: str, places: Places, start: str, number: str
) -> tuple[Work, Found]:
    """
    Find the last of so many seasons from each day on.

    Args:
        work: The frame.
        stem: What the names of the new columns begin with.
        places: The seasons.
        start: The hidden column of days.
        number: The hidden column of how many seasons.
    """
    day = nw.when(column(start) >= places.first_day).then(column(start))
    piece, place = f"{stem}_piece", f"{stem}_place"
    work = work.with_columns(**{piece: ((day - places.base) * _IN_YEARS) // _DAYS})
    work, following = _before(work, stem, places)
    for number_in, entries in enumerate(places.begins):
        work, begins = _look_up(work, f"{stem}_begins_{number_in}", piece, entries)
        passed = (column(start) > begins).fill_null(value=False)
        following = following + passed.cast(nw.Int64)
    work, counted, unsure = _counted(work, stem, places, start, following)
    work = work.with_columns(**{place: following + column(number) - 1 - counted})
    work, last = _look_up(work, f"{stem}_last", place, places.lasts)
    sure = last
    if places.sures != places.lasts:
        work, sure = _look_up(work, f"{stem}_sure", place, places.sures)
    work, end = _look_up(work, f"{stem}_end", place, places.ends)
    return work, Found(last, end, sure, unsure)


def _before(work: Work, stem: str, places: Places) -> tuple[Work, Any]:
    """Return how many seasons begin before the piece of each row."""
    before, piece = places.before, f"{stem}_piece"
    if before == list(range(before[0], before[0] + len(before))):
        return work, column(piece) + before[0]
    return _look_up(work, f"{stem}_before", piece, before)


def _counted(
    work: Work, stem: str, places: Places, start: str, following: Any
) -> tuple[Work, Any, Any]:
    """Say whether the season that runs on the day counts, and where nobody knows."""
    if not places.runs:
        return work, nw.lit(0), nw.lit(value=False)
    running, day = f"{stem}_running", column(start)
    work = work.with_columns(**{running: following - 1})
    work, runs = _look_up(work, f"{stem}_runs", running, places.runs)
    work, counts = _look_up(work, f"{stem}_counts", running, places.counts)
    unsure = (day <= runs).fill_null(value=False) & counts.is_null()
    return work, (day <= counts).fill_null(value=False).cast(nw.Int64), unsure


def _look_up(work: Work, name: str, place: str, entries: Any) -> tuple[Work, Any]:
    """Return the entries at places as whole numbers."""
    if not entries:
        return work, nw.lit(None).cast(nw.Int64)
    names = {hidden(name): hidden(place)}
    work = work.also(work.engine.look_up(work.frame, names, entries))
    return work, column(name).cast(nw.Int64)
