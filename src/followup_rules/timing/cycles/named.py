"""
Cells by number and by name.
"""

import datetime as dt
import re
from collections.abc import Callable
from typing import Final

from followup_rules.errors import FollowupRulesError, InvalidFieldError
from followup_rules.fields import Whole
from followup_rules.timing.cycles.cells import Cycle, cell_of
from followup_rules.timing.cycles.periods import Period, period

_MONTHS_IN_QUARTER = 3
_MONTHS_IN_HALF = 6
_HALVES = 2


def _check(field: str, value: object, lowest: int, highest: int) -> None:
    """Refuse a number that names no cell."""
    rule = Whole(lowest, highest)
    if not rule.accepts(value):
        raise InvalidFieldError(field, value, rule.allowed)


def week(iso_year: int, iso_week: int) -> Period:
    """
    Return an ISO week, Monday to Sunday.

    Raises:
        InvalidFieldError: If that year has no such week.
    """
    _check("iso_year", iso_year, 1, 9998)
    weeks_in_year = dt.date(iso_year, 12, 28).isocalendar().week
    _check("iso_week", iso_week, 1, weeks_in_year)
    return cell_of(Cycle.WEEK, dt.date.fromisocalendar(iso_year, iso_week, 1))


def half_month(year_no: int, month_no: int, half_no: int) -> Period:
    """
    Return the first or the second half of a month: to the 15th, or from the 16th.

    Raises:
        InvalidFieldError: If the month is not 1 to 12, or the half 1 or 2.
    """
    _check("half", half_no, 1, _HALVES)
    whole = month(year_no, month_no)
    return cell_of(Cycle.HALF_MONTH, whole.first if half_no == 1 else whole.last)


def month(year_no: int, month_no: int) -> Period:
    """
    Return a calendar month.

    Raises:
        InvalidFieldError: If the month is not 1 to 12.
    """
    _check("year", year_no, 1, 9998)
    _check("month", month_no, 1, 12)
    return cell_of(Cycle.MONTH, dt.date(year_no, month_no, 1))


def quarter(year_no: int, quarter_no: int) -> Period:
    """
    Return a calendar quarter.

    Raises:
        InvalidFieldError: If the quarter is not 1 to 4.
    """
    _check("year", year_no, 1, 9998)
    _check("quarter", quarter_no, 1, 4)
    first_month = (quarter_no - 1) * _MONTHS_IN_QUARTER + 1
    return cell_of(Cycle.QUARTER, dt.date(year_no, first_month, 1))


def half_year(year_no: int, half_no: int) -> Period:
    """
    Return the first or the second half of a calendar year.

    Raises:
        InvalidFieldError: If the half is not 1 or 2.
    """
    _check("year", year_no, 1, 9998)
    _check("half", half_no, 1, _HALVES)
    first_month = (half_no - 1) * _MONTHS_IN_HALF + 1
    return cell_of(Cycle.HALF_YEAR, dt.date(year_no, first_month, 1))


def year(year_no: int) -> Period:
    """
    Return a calendar year.

    Raises:
        InvalidFieldError: If the year is not 1 to 9998.
    """
    _check("year", year_no, 1, 9998)
    return cell_of(Cycle.YEAR, dt.date(year_no, 1, 1))


def _day(*numbers: int) -> Period:
    """Return one day."""
    return cell_of(Cycle.DAY, dt.date(*numbers))


def _range(*numbers: int) -> Period:
    """Return the days from one to another."""
    return period(dt.date(*numbers[:3]), dt.date(*numbers[3:]))


_FORMS: Final[tuple[tuple[str, Callable[..., Period]], ...]] = tuple(
    (form.replace("Y", "([0-9]{4})").replace("N", "([0-9]{2})"), reader)
    for form, reader in (
        ("Y", year),
        (r"Y-H([0-9])", half_year),
        (r"Y-Q([0-9])", quarter),
        ("Y-N", month),
        (r"Y-N-H([0-9])", half_month),
        ("Y-WN", week),
        ("Y-N-N", _day),
        (r"Y-N-N\.\.Y-N-N", _range),
    )
)
"""As texts, which are compiled when a label is first read, and kept by `re`."""
_ALLOWED: Final = (
    "2026-03, 2026-W11, 2026-Q1, 2026-H1, 2026-03-H1, 2026, 2026-03-11, or "
    "2026-03-01..2026-03-31"
)


def cell_named(label: str, field: str = "label") -> Period:
    """
    Return the cell that a label names, as verdicts and reports print it.

    Raises:
        InvalidFieldError: If *label* names none; it names the *field* it was given for.

    >>> cell_named("2026-H1").last, cell_named("2026-W11").first
    (Date(2026, 6, 30), Date(2026, 3, 9))
    """
    text = label if type(label) is str else ""
    for form, reader in _FORMS:
        if found := re.fullmatch(form, text):
            try:
                return reader(*map(int, found.groups()))
            except (FollowupRulesError, ValueError):
                break
    raise InvalidFieldError(field, label, _ALLOWED)
