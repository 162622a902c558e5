"""
Periods by the labels that verdicts and reports print.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Final

from followup_rules.errors import InvalidFieldError
from followup_rules.timing.cycles import Period, month, period, quarter, week, year

_DAY: Final = r"\d{4}-\d{2}-\d{2}"
_FORMS: Final[Mapping[str, Callable[[int, int], Period]]] = {
    r"(\d{4})-(\d{2})": month,
    r"(\d{4})-Q(\d)": quarter,
    r"(\d{4})-W(\d{2})": week,
    r"(\d{4})()": lambda number, _: year(number),
}
ALLOWED: Final = "2026-03, 2026-Q1, 2026-W10, 2026, or 2026-03-01..2026-03-31"


def period_of(label: str) -> Period:
    """
    Return the period that a label names.

    >>> period_of("2026-Q1").last, period_of("2026-03-02..2026-03-08").days
    (Date(2026, 3, 31), 7)

    Raises:
        InvalidFieldError: If it names none.
        ImpossibleOrderError: If it ends before it begins.
    """
    if re.fullmatch(rf"{_DAY}\.\.{_DAY}", label):
        first, last = map(_day, label.split(".."))
        return period(first, last)
    for form, make in _FORMS.items():
        if found := re.fullmatch(form, label):
            return make(int(found[1]), int(found[2] or 0))
    raise InvalidFieldError("period", label, ALLOWED)


def _day(text: str) -> dt.date:
    """Read a day."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InvalidFieldError("period", text, "days of the calendar") from None
