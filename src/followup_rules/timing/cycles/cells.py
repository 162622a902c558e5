"""
Units that recur without gap or overlap, and the cells they cut time into.

The calendar's own are members of `Cycle`; `Every` is so many days, weeks, months or
years, pinned to a day on which one of its cells begins.
"""

import calendar as stdlib_calendar
import datetime as dt
import re
from collections.abc import Iterator
from enum import Enum
from typing import Any, Final

from attrs import field

from followup_rules.clauses import Text
from followup_rules.errors import (
    DateOutOfRangeError,
    InvalidFieldError,
)
from followup_rules.fields import held
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import (
    MONTHS_IN_YEAR,
    Days,
    Months,
    Weeks,
    Years,
    read_amount,
)
from followup_rules.timing.cycles.periods import Period, between
from followup_rules.timing.moments import LAST_ORDINAL, as_day, day_ordinal, show_day
from followup_rules.timing.months import add_months

_MONTHS_IN: Final = {"quarter": 3, "half_year": 6, "year": MONTHS_IN_YEAR}
_MIDDLE: Final = 15
_MOST: Final = 9999
_SUNDAY: Final = 6
_DAYS_IN: Final[dict[type, int]] = {Days: 1, Weeks: 7}


class Cycle(Enum):
    """
    A unit of the calendar that recurs without gap or overlap.
    """

    WEEK = "week"
    """Monday to Sunday."""
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DAY = "day"
    HALF_MONTH = "half_month"
    """The 1st to the 15th, and the rest of the month."""
    HALF_YEAR = "half_year"

    @property
    def name_text(self) -> Text:
        """
        The unit in words.
        """
        return _NAMES[self]


_NAMES: Final = {
    Cycle.WEEK: Text("week", "周"),
    Cycle.MONTH: Text("month", "月"),
    Cycle.QUARTER: Text("quarter", "季度"),
    Cycle.YEAR: Text("year", "年"),
    Cycle.DAY: Text("day", "日"),
    Cycle.HALF_MONTH: Text("half-month", "半月"),
    Cycle.HALF_YEAR: Text("half-year", "半年"),
}


def _read_since(value: object) -> dt.date:
    """Take any day, and refuse what is none."""
    return as_day(value, "Every.since")


def _read_length(value: Any) -> Any:
    """Take a length, or its text."""
    return read_amount(value, "Every.length") if isinstance(value, str) else value


@frozen(field_transformer=held)
class Every:
    """
    So many days, weeks, months or years, pinned to a day.

    One cell begins on *since*, the next so long after it, and so on without end in
    both directions. Months and years are measured from *since* in one step, so that
    cells pinned to the 31st begin on the last day of shorter months.

    A fortnight, a week that begins on Sunday, a year from 1 April:

    >>> cell_of(Every("2 weeks", dt.date(2026, 1, 5)), dt.date(2026, 3, 11)).label
    '2026-03-02..2026-03-15'
    >>> cell_of(week_from(6), dt.date(2016, 9, 20)).label
    '2016-09-18..2016-09-24'
    >>> cell_of(year_from(4), dt.date(2027, 3, 31)).label
    '2026-04-01..2027-03-31'

    Attributes:
        length: How long each cell is: `Days`, `Weeks`, `Months` or `Years`, or its
            text; from 1 to 9999.
        since: A day on which a cell begins.
    """

    length: Days | Weeks | Months | Years = field(converter=_read_length)
    since: dt.date = field(converter=_read_since)

    def __attrs_post_init__(self) -> None:
        if not 1 <= self.length.n <= _MOST:
            raise InvalidFieldError("Every.length", str(self.length), "1 to 9999 units")

    def __str__(self) -> str:
        return f"{self.length} from {self.since}"

    @property
    def name_text(self) -> Text:
        """
        The unit in words.
        """
        day = self.since
        length = self.length.in_language("zh")
        return Text(str(self), f"{length}（自{day.year}年{day.month}月{day.day}日起）")

    def in_language(self, language: str) -> str:
        """
        Say the unit in words.
        """
        return self.name_text.in_language(language)

    def begins(self, number: int) -> int:
        """
        Return the ordinal of the first day of a cell; number 0 begins on `since`.

        Of days and weeks it is counted on, past the last day of the calendar as well,
        so that the last cell has an end.

        Raises:
            DateOutOfRangeError: If the months or years leave the years 1 to 9999.
        """
        start, n = self.since.toordinal(), self.length.n
        unit = _DAYS_IN.get(type(self.length))
        if unit is None:
            months = n * (MONTHS_IN_YEAR if type(self.length) is Years else 1)
            return add_months(start, number * months)
        return start + number * n * unit

    def number_of(self, ordinal: int) -> int:
        """
        Return the number of the cell that a day lies in.
        """
        n, unit = self.length.n, _DAYS_IN.get(type(self.length))
        if unit is not None:
            return (ordinal - self.since.toordinal()) // (n * unit)
        day = dt.date.fromordinal(ordinal)
        months = (day.year - self.since.year) * MONTHS_IN_YEAR
        months += day.month - self.since.month
        number = months // (n * (MONTHS_IN_YEAR if type(self.length) is Years else 1))
        # A day early in its month may still lie in the cell before.
        return number if self.begins(number) <= ordinal else number - 1


Cells = Cycle | Every
"""What cuts time into cells."""

CELLS: Final = (Cycle, Every)

CELLS_PATTERN: Final = (
    r"([1-9][0-9]{0,3} (?:day|week|month|year)s?) from "
    r"([0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))"
)
"""How `Every` is written."""


def week_from(weekday: int) -> Every:
    """
    Return weeks that begin on a day of the week, Monday being 0 and Sunday 6.

    Raises:
        InvalidFieldError: If there is no such day of the week.
    """
    if type(weekday) is not int or not 0 <= weekday <= _SUNDAY:
        raise InvalidFieldError("weekday", weekday, "0 for Monday to 6 for Sunday")
    return Every(Weeks(1), dt.date(2000, 1, 3) + dt.timedelta(days=weekday))


def year_from(month: int, day: int = 1) -> Every:
    """
    Return years that begin on a day of the calendar, such as financial years.

    Raises:
        InvalidFieldError: If no year has such a day.
    """
    allowed = "a month and a day that a year has"
    if isinstance(month, bool) or isinstance(day, bool):  # True is 1, and no January
        raise InvalidFieldError("year_from", f"{month!r}-{day!r}", allowed)
    try:
        return Every(Years(1), dt.date(2000, month, day))
    except (TypeError, ValueError, OverflowError) as error:
        raise InvalidFieldError("year_from", f"{month!r}-{day!r}", allowed) from error


def read_cells(value: object) -> Cells:
    """
    Return a cycle, or so many units from a day; their text is read back.

    Raises:
        InvalidFieldError: If *value* is neither of both nor such a text.

    >>> read_cells("HALF_YEAR"), str(read_cells("2 weeks from 2026-01-05"))
    (<Cycle.HALF_YEAR: 'half_year'>, '2 weeks from 2026-01-05')
    """
    if isinstance(value, CELLS):
        return value
    if isinstance(value, str):
        if value in Cycle.__members__:
            return Cycle[value]
        spelled = re.fullmatch(CELLS_PATTERN, value)
        if spelled is not None:
            try:
                return Every(spelled[1], dt.date.fromisoformat(spelled[2]))
            except ValueError:  # no such day
                pass
    allowed = (
        f"{', '.join(Cycle.__members__)} or a text such as '2 weeks from 2026-01-05'"
    )
    raise InvalidFieldError("cycle", value, allowed)


def write_cells(cycle: Cells) -> str:
    """
    Return the text that `read_cells` reads back.
    """
    return str(cycle) if isinstance(cycle, Every) else cycle.name


def cell_of(cycle: Cells, day: dt.date) -> Period:
    """
    Return the cell of *cycle* in which *day* lies.

    Raises:
        InvalidFieldError: If *cycle* cuts nothing into cells.
        NotADayError: If *day* is none.
        DateOutOfRangeError: If the cell is not whole within the years 1 to 9999.

    >>> cell_of(Cycle.WEEK, dt.date(2026, 1, 1)).label
    '2026-W01'
    >>> cell_of(Cycle.HALF_MONTH, dt.date(2026, 3, 16)).label
    '2026-03-H2'
    """
    if not isinstance(cycle, (Cycle, Every)):
        allowed = ", ".join(f"Cycle.{name}" for name in Cycle.__members__)
        raise InvalidFieldError("cycle", cycle, f"{allowed}, Every(...)")
    ordinal = day_ordinal(day, "day")
    if isinstance(cycle, Every):
        number = cycle.number_of(ordinal)
        return between(cycle.begins(number), cycle.begins(number + 1) - 1)
    plain = dt.date.fromordinal(ordinal)
    match cycle:
        case Cycle.DAY:
            return between(ordinal, ordinal, plain.isoformat())
        case Cycle.WEEK:
            monday = ordinal - plain.weekday()
            iso = plain.isocalendar()
            label = f"{iso.year:04d}-W{iso.week:02d}"
            return between(monday, monday + 6, label)
        case Cycle.HALF_MONTH:
            return _half_month(plain)
        case Cycle.MONTH:
            label = f"{plain.year:04d}-{plain.month:02d}"
            return _months(plain.year, plain.month, 1, label)
        case _:
            return _part_of_year(cycle, plain)


def _half_month(day: dt.date) -> Period:
    """Return the half of a month in which a day lies."""
    label = f"{day.year:04d}-{day.month:02d}-H{1 if day.day <= _MIDDLE else 2}"
    whole = _months(day.year, day.month, 1, label)
    first, last = whole.first.toordinal(), whole.last.toordinal()
    middle = first + _MIDDLE
    if day.day <= _MIDDLE:
        return between(first, middle - 1, label)
    return between(middle, last, label)


def _part_of_year(cycle: Cycle, day: dt.date) -> Period:
    """Return the year, half or quarter in which a day lies."""
    count = _MONTHS_IN[cycle.value]
    number = (day.month - 1) // count + 1
    label = f"{day.year:04d}"
    if cycle is not Cycle.YEAR:
        label += f"-{'Q' if cycle is Cycle.QUARTER else 'H'}{number}"
    return _months(day.year, (number - 1) * count + 1, count, label)


def _months(year_no: int, first_month: int, count: int, label: str) -> Period:
    """Return *count* months of one year as a cell."""
    last_month = first_month + count - 1
    last_day = stdlib_calendar.monthrange(year_no, last_month)[1]
    first = dt.date(year_no, first_month, 1).toordinal()
    last = dt.date(year_no, last_month, last_day).toordinal()
    return between(first, last, label)


def cells(cycle: Cells, first: dt.date, last: dt.date) -> Iterator[Period]:
    """
    Yield every cell of *cycle* that has a day from *first* to *last*, both included.

    Where *last* lies before *first* there is none.

    >>> [str(cell) for cell in cells(Cycle.MONTH, dt.date(2026, 1, 31), dt.date(2026, 3, 1))]
    ['2026-01', '2026-02', '2026-03']
    """
    cell = cell_of(cycle, first)
    end = day_ordinal(last, "last")
    if end < day_ordinal(first, "first"):
        return
    while True:
        yield cell
        if cell.last.toordinal() >= end:
            return
        cell = next_cell(cycle, cell)


def next_cell(cycle: Cells, cell: Period) -> Period:
    """
    Return the cell of *cycle* that begins when *cell* has ended.

    Raises:
        DateOutOfRangeError: If none does within the years 1 to 9999.
    """
    if not isinstance(cell, Period):
        raise InvalidFieldError("cell", cell, "a Period")
    after = cell.last.toordinal() + 1
    if after > LAST_ORDINAL:
        raise DateOutOfRangeError(cell.last, "the next cell")
    return cell_of(cycle, show_day(after))
