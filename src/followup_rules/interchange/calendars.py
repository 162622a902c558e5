"""
Work calendars by name or from JSON files.
"""

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from followup_rules.errors import CalendarDataError
from followup_rules.fields.arguments import check_many
from followup_rules.interchange.texts import refuse_pipes
from followup_rules.timing.calendars import (
    TableCalendar,
    china,
    from_exceptions,
    from_holiday_cn,
)

CHINA: Final = "china"
_NEEDED: Final = ("name", "first", "last", "source")
_MAY: Final = ("off", "on", "weekend")
_WAY_OUT: Final = (
    "give name, first, last and source, and off, on or weekend; or a year's document "
    "in the holiday-cn shape"
)


def calendar_of(names: Iterable[str], folder: Path | None = None) -> TableCalendar:
    """
    Return the work calendar that names stand for.

    Args:
        names: `china`, or JSON files: one list of the days that are off and on in
            otherwise ordinary weeks, or years in the holiday-cn shape.
        folder: Where the files are, if their names do not say it.

    Raises:
        CalendarDataError: If a file cannot be read as a calendar.
        MissingExtraError: If `china` is asked for without the extra `china`.
    """
    given = check_many("names", names, "'china', or names of JSON files", str)
    if given == (CHINA,):
        return china()
    documents = [_document(name if folder is None else folder / name) for name in given]
    if len(documents) == 1 and "days" not in documents[0]:
        return _listed(given[0], documents[0])
    return from_holiday_cn(*documents)


def _document(path: str | Path) -> dict[str, Any]:
    """Return the table in a JSON file."""
    try:
        refuse_pipes(Path(path))
        found = json.loads(Path(path).read_bytes())
    except (OSError, ValueError) as error:
        raise CalendarDataError(str(path), str(error), _WAY_OUT) from None
    if not isinstance(found, dict):
        raise CalendarDataError(str(path), "it is no table", _WAY_OUT)
    return found


def _listed(source: str, document: dict[str, Any]) -> TableCalendar:
    """Return a calendar of ordinary weeks with the exceptions of a document."""
    wrong = [name for name in _NEEDED if not isinstance(document.get(name), str)]
    wrong += [name for name in _MAY if not isinstance(document.get(name, []), list)]
    wrong += [name for name in document if name not in {*_NEEDED, *_MAY}]
    if wrong:
        raise CalendarDataError(source, f"{wrong[0]!r} is not as it must be", _WAY_OUT)
    weekend = {"weekend": document["weekend"]} if "weekend" in document else {}
    return from_exceptions(
        document["name"],
        _day(source, document["first"]),
        _day(source, document["last"]),
        off=[_day(source, day) for day in document.get("off", ())],
        on=[_day(source, day) for day in document.get("on", ())],
        source=document["source"],
        **weekend,
    )


def _day(source: str, text: Any) -> dt.date:
    """Read a day."""
    try:
        return dt.date.fromisoformat(text)
    except (TypeError, ValueError):
        raise CalendarDataError(
            source, f"{text!r} is no day", "write 2026-12-25"
        ) from None
