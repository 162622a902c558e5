"""
Season tables from JSON files.
"""

import datetime as dt
import json
from pathlib import Path
from typing import Any, Final

from followup_rules.errors import CalendarDataError
from followup_rules.fields.arguments import check_kind
from followup_rules.interchange.texts import refuse_pipes
from followup_rules.timing.seasons import (
    LocalSeasons,
    SeasonTable,
    declared,
    local,
    published,
    recurring,
)
from followup_rules.timing.seasons.season import LEAP_YEAR

_ALLOWED: Final = {
    "published": {"kind", "published"},
    "starts": {"kind", "starts", "ends", "starts_at", "ends_at", "source"},
    "years": {"kind", "years", "starts_at", "ends_at", "source"},
}
_WAY_OUT: Final = (
    "list seasons under each place: kind and source, with starts and ends such as "
    "11-15, or with years such as {'2025': ['2025-11-15', '2026-03-15']}; or kind and "
    "the place that published stands for"
)


def seasons_of(name: str, folder: Path | None = None) -> dict[str, LocalSeasons]:
    """
    Return the season tables of each place that a JSON file lists.

    A place has a list of seasons, one of a kind. A season is one that comes every year
    (`starts` and `ends`, a month and a day), one that is declared anew each year
    (`years`; a last day of null is not declared yet, and null is a year without one),
    or one that is at hand (`published`).

    Args:
        name: The file.
        folder: Where it is, if its name does not say it.

    Raises:
        CalendarDataError: If it cannot be read as season tables.
        UnknownNameError: If a kind of season, or a place with a published one, is
            unknown.
    """
    check_kind("name", name, str, "the name of a JSON file")
    check_kind("folder", folder, (str, Path, type(None)), "a folder, or None")
    try:
        path = Path(folder or "", name)
        refuse_pipes(path)
        found = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise CalendarDataError(name, str(error), _WAY_OUT) from None
    if not isinstance(found, dict):
        raise CalendarDataError(name, "it is no table", _WAY_OUT)
    return {place: _local(name, place, listed) for place, listed in found.items()}


def _local(source: str, place: str, listed: Any) -> LocalSeasons:
    """Return the seasons of one place."""
    if not isinstance(listed, list):
        raise CalendarDataError(source, f"{place!r} has no list of them", _WAY_OUT)
    return local(*(_season(source, place, one) for one in listed))


def _season(source: str, place: str, told: Any) -> SeasonTable:
    """Return one season of a place."""
    ways = [way for way in _ALLOWED if isinstance(told, dict) and way in told]
    known = _ALLOWED[ways[0]] if len(ways) == 1 else set()
    wrong = [name for name in told if name not in known] if known else ["it"]
    wrong += [name for name in ("kind", "source") if name in known - set(told)]
    if wrong:
        problem = f"{place!r}: {wrong[0]!r} of {told!r} is not as it must be"
        raise CalendarDataError(source, problem, _WAY_OUT)
    if ways == ["published"]:
        return published(told["published"], kind=told["kind"])
    try:
        return _written(place, told)
    except CalendarDataError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CalendarDataError(source, f"{place!r}: {error}", _WAY_OUT) from None


def _written(place: str, told: dict[str, Any]) -> SeasonTable:
    """Return a season whose days are written out."""
    about: dict[str, Any] = {
        name: dt.time.fromisoformat(told[name])
        for name in ("starts_at", "ends_at")
        if name in told
    }
    about["source"] = told["source"]
    if "years" in told:
        years = {int(year): _days(days) for year, days in told["years"].items()}
        return declared(place, told["kind"], years, **about)
    starts, ends = (_month_day(told[name]) for name in ("starts", "ends"))
    return recurring(place, told["kind"], starts, ends, **about)


def _month_day(text: str) -> tuple[int, int]:
    """Read a month and a day; every day of a leap year is one."""
    day = dt.date.fromisoformat(f"{LEAP_YEAR}-{text}")
    return day.month, day.day


def _days(told: Any) -> tuple[dt.date, dt.date | None] | None:
    """Read the first and the last day of a year's season."""
    if told is None:
        return None
    first, last = told
    start = dt.date.fromisoformat(first)
    return start, None if last is None else dt.date.fromisoformat(last)
