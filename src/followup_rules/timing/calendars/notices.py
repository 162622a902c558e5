"""
Calendars from published notices: a package that holds them, or yearly documents.
"""

import datetime as dt
import json
import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from followup_rules.errors import CalendarDataError, MissingExtraError
from followup_rules.timing.calendars.kinds import SATURDAY, SUNDAY, DayKind
from followup_rules.timing.calendars.listed import lay_over_week
from followup_rules.timing.calendars.table import TableCalendar

_LAST_SAFE_DECEMBER_DAY: Final = 28
_DECEMBER: Final = 12
_CHINA_FIRST: Final = dt.date(2004, 1, 1)
_MISSING_IN_PACKAGE: Final = {dt.date(2005, 12, 31): DayKind.MAKEUP_WORKING}
"""The notice for 2006 made this Saturday a working day; `chinesecalendar` lacks it."""
_SPRING_FESTIVAL_2018: Final = {
    dt.date(2018, 2, 15): DayKind.SWAPPED_OFF,
    dt.date(2018, 2, 19): DayKind.STATUTORY_HOLIDAY,
    dt.date(2018, 2, 20): DayKind.STATUTORY_HOLIDAY,
}
"""Its three days were 16 to 18 February, and the two on a weekend were made good on
19 and 20; New Year's Eve was paid for by a worked weekend day. `chinesecalendar` has it
the other way round, with the same days off."""


@cache
def china() -> TableCalendar:
    """
    Return mainland China's working days, from 2004 to the last notice held.

    The data are those of the `china` extra, copied once. The notice of a year can
    change the last three days of the December before it, so coverage ends on
    28 December of the last year held.

    Raises:
        MissingExtraError: If `chinesecalendar` is not installed.

    >>> from followup_rules.timing.calendars import add_working_days
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
    return lay_over_week(
        "china",
        _CHINA_FIRST,
        coverage_end(last_year),
        {**exceptions, **_MISSING_IN_PACKAGE, **_SPRING_FESTIVAL_2018},
        (
            f"State Council holiday notices 2004 to {last_year}, from chinesecalendar",
            "2005-12-31 as a make-up working day, from the notice for 2006",
            "2018-02-15, 19 and 20 by the statute on holidays of 2014",
        ),
    )


def coverage_end(last_year: int) -> dt.date:
    """Return the last day that no later notice has ever changed."""
    return dt.date(last_year, _DECEMBER, _LAST_SAFE_DECEMBER_DAY)


Document = Mapping[str, Any] | str | os.PathLike[str]
"""A year's notice in the holiday-cn shape: a path, a JSON text, or the table."""


def read_notice(document: Document) -> tuple[int, dict[dt.date, DayKind], str]:
    """
    Return the year of a notice, the days it sets, and where it comes from.

    Raises:
        CalendarDataError: If it is malformed, sets days of another year, or is not
            out yet.
    """
    ((year, entry),) = _by_year([_read_document(document)]).items()
    if not entry["days"]:
        raise CalendarDataError(
            f"holiday-cn {year}", "lists no day", "wait until its notice appears"
        )
    return year, _read_days(year, entry["days"]), _provenance(year, entry)


def from_holiday_cn(*documents: Document, name: str = "china") -> TableCalendar:
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
    return lay_over_week(name, first, coverage_end(held[-1]), exceptions, provenance)


def _provenance(year: int, document: Mapping[str, Any]) -> str:
    """Say which notices a year's document was read from."""
    if not document["days"]:
        return f"{year}: no notice yet"
    return f"{year}: {', '.join(document['papers']) or 'papers not named'}"


def _read_document(document: Document) -> Mapping[str, Any]:
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


def _read_date(text: str) -> dt.date:
    """Read YYYY-MM-DD alone; Python reads weeks and days without hyphens as well."""
    day = dt.date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(text)
    return day


def _read_entry(year: int, entry: Any) -> tuple[dt.date, bool]:
    """Return the date of an entry and whether it is off."""
    source = f"holiday-cn {year}"
    try:
        day, off = _read_date(entry["date"]), entry["isOffDay"]
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
