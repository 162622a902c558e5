"""
Days that hang on a cell: by the 15th of the next month, on the last working day.

They stand where a length may stand as a limit. A length is counted from its start; these
are looked up in the cell that the start lies in, or in one of the next. So nothing is
counted and no start day matters; an excluded bound (before the 15th) and the roll off
rest days apply as to any last day.
"""

import re
from typing import Annotated, Any, ClassVar, Final, overload

from followup_rules.clauses import Text, spoken
from followup_rules.errors import (
    CalendarRequiredError,
    InvalidFieldError,
    NoSuchDayError,
)
from followup_rules.fields import Whole, held
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import AMOUNTS, DAYS_IN_WEEK, Amount, as_amount
from followup_rules.timing.calendars import WorkCalendar, days_of
from followup_rules.timing.cycles.cells import Cycle, cell_of, next_cell
from followup_rules.timing.cycles.periods import Period
from followup_rules.timing.moments import show_day

_WEEKDAYS: Final = (
    Text("Monday", "周一"),
    Text("Tuesday", "周二"),
    Text("Wednesday", "周三"),
    Text("Thursday", "周四"),
    Text("Friday", "周五"),
    Text("Saturday", "周六"),
    Text("Sunday", "周日"),
)
_LONGEST: Final = 366
_FURTHEST: Final = 12
_SAID_IN_CHINESE: Final = {
    Cycle.WEEK: ("本周", "下周", "周"),
    Cycle.HALF_MONTH: ("本半月", "下一个半月", "个半月"),
    Cycle.MONTH: ("当月", "次月", "个月"),
    Cycle.QUARTER: ("本季度", "下一季度", "个季度"),
    Cycle.HALF_YEAR: ("本半年", "下一个半年", "个半年"),
    Cycle.YEAR: ("当年", "次年", "年"),
}
_DAYS_AT_MOST: Final = {
    Cycle.WEEK: DAYS_IN_WEEK,
    Cycle.HALF_MONTH: 16,
    Cycle.MONTH: 31,
    Cycle.QUARTER: 92,
    Cycle.HALF_YEAR: 184,
    Cycle.YEAR: _LONGEST,
}
"""How many days the longest of each cell has."""
_UNITS: Final = "|".join(cycle.name_text.en for cycle in _SAID_IN_CHINESE)
_OF_A_CELL: Final = (
    rf"of the (?:(?P<next>next )?(?P<unit>{_UNITS})"
    rf"|(?P<far>{_UNITS}) (?P<ahead>[2-9]|1[0-2]) ahead)"
)


_TOO_MANY: Final = "|".join(
    rf"{beyond}(?: from the end)? of the (?:next )?{unit}"
    for beyond, unit in (
        (r"(?:[89]|[1-9]\d|\d{3})", "week"),
        (r"(?:1[7-9]|[2-9]\d|\d{3})", "half-month"),
        (r"(?:3[2-9]|[4-9]\d|\d{3})", "month"),
        (r"(?:9[3-9]|\d{3})", "quarter"),
        (r"(?:18[5-9]|19\d|[23]\d\d)", "half-year"),
    )
)
"""More days than the longest of such a cell has."""


def _placed(what: str) -> str:
    """Return the spelling of a place in a cell, of days of one sort."""
    number = rf"(?!{_TOO_MANY})(?P<number>[1-9]\d?|[12]\d\d|3[0-5]\d|36[0-6])"
    return rf"(?:last {what}|{what} {number}(?P<back> from the end)?) {_OF_A_CELL}"


@frozen(field_transformer=held)
class _Placed:
    """
    A place in a cell.

    Attributes:
        number: Which one from the beginning, 1 being the first; negative from the
            end, -1 being the last; no more than the longest of such cells has days.
        of: The cell: the one in which the start lies.
        ahead: How many cells further on.

    Raises:
        InvalidFieldError: If no such cell has so many days, or it is no such cell.
    """

    number: Annotated[int, Whole(-_LONGEST, _LONGEST)]
    of: Cycle = Cycle.MONTH
    ahead: Annotated[int, Whole(0, _FURTHEST)] = 0
    what: ClassVar[Text]

    def __attrs_post_init__(self) -> None:
        name = type(self).__name__
        if self.number == 0:
            raise InvalidFieldError(f"{name}.number", 0, "1 or more, or -1 or less")
        if self.of not in _SAID_IN_CHINESE:
            allowed = ", ".join(f"Cycle.{cycle.name}" for cycle in _SAID_IN_CHINESE)
            raise InvalidFieldError(f"{name}.of", self.of, allowed)
        most = _DAYS_AT_MOST[self.of]
        if abs(self.number) > most:
            allowed = f"at most {most} in a {self.of.name_text.en}, from either end"
            raise InvalidFieldError(f"{name}.number", self.number, allowed)

    def _cell(self, start: int) -> Period:
        """Return the cell in which the day is looked up."""
        cell = cell_of(self.of, show_day(start))
        for _ in range(self.ahead):
            cell = next_cell(self.of, cell)
        return cell

    def _checked(self, day: int, cell: Period, start: int) -> int:
        """Refuse a day that the cell does not have, or that is over already."""
        if not cell.first.toordinal() <= day <= cell.last.toordinal():
            raise NoSuchDayError(self, cell.label, "has no such day")
        if day < start:
            why = f"has it on {show_day(day)}, before {show_day(start)}"
            raise NoSuchDayError(self, cell.label, why)
        return day

    def in_language(self, language: str) -> str:
        """
        Say the day in words.
        """
        return self._zh() if spoken(language) == "zh" else self._en()

    def _en(self) -> str:
        unit, what = self.of.name_text.en, self.what.en
        place = f"{what} {abs(self.number)}"
        if self.number < 0:
            place = f"last {what}" if self.number == -1 else f"{place} from the end"
        if self.ahead > 1:
            return f"{place} of the {unit} {self.ahead} ahead"
        return f"{place} of the {'next ' if self.ahead else ''}{unit}"

    def _zh(self) -> str:
        *near, unit = _SAID_IN_CHINESE[self.of]
        cell = (*near, f"之后第{self.ahead}{unit}")[min(self.ahead, len(near))]
        n, what = abs(self.number), self.what.zh
        if self.number == -1:
            return f"{cell}最后一{what}"
        if self.number < 0:
            return f"{cell}倒数第{n}{what}"
        if self.of is Cycle.MONTH and what == DayOf.what.zh:
            return f"{cell}{n}日"
        return f"{cell}第{n}{what}"

    def __str__(self) -> str:
        return self._en()


class DayOf(_Placed):
    """
    A day of a cell by its number: the 15th of the next month.

    >>> str(DayOf(15, ahead=1)), DayOf(15, ahead=1).in_language("zh")
    ('day 15 of the next month', '次月15日')
    """

    __slots__ = ()
    what = Text("day", "天")
    spelling: ClassVar[str] = _placed("day")
    example: ClassVar[str] = "day 15 of the next month"

    def last_day(
        self, start: int, _calendar: WorkCalendar | None, *, counted: bool
    ) -> int:
        """
        Return the ordinal of the day, seen from the day *start*.

        Raises:
            NoSuchDayError: If the cell has no such day, or it lies before *start*.
            DateOutOfRangeError: If the cell leaves the years 1 to 9999.
        """
        del counted  # a day by its number is the same whether the start counts or not
        cell = self._cell(start)
        first, last = cell.first.toordinal(), cell.last.toordinal()
        day = first + self.number - 1 if self.number > 0 else last + self.number + 1
        return self._checked(day, cell, start)


class WorkingDayOf(_Placed):
    """
    A working day of a cell by its number: the fifth, or the last.

    >>> str(WorkingDayOf(-1)), WorkingDayOf(5).in_language("zh")
    ('last working day of the month', '当月第5个工作日')
    """

    __slots__ = ()
    what = Text("working day", "个工作日")
    spelling: ClassVar[str] = _placed("working day")
    example: ClassVar[str] = "last working day of the month"

    def last_day(
        self, start: int, calendar: WorkCalendar | None, *, counted: bool
    ) -> int:
        """
        Return the ordinal of the day, seen from the day *start*.

        Raises:
            NoSuchDayError: If the cell has no such day, or it lies before *start*.
            CalendarRequiredError: If there is no calendar.
            CalendarNotCoveredError: If it does not reach far enough.
            DateOutOfRangeError: If the cell leaves the years 1 to 9999.
        """
        del counted  # as above
        if calendar is None:
            raise CalendarRequiredError("counting the working days of a cell")
        cell, days = self._cell(start), days_of(calendar)
        if self.number > 0:
            day = days.nth_after(cell.first.toordinal() - 1, self.number)
        else:
            day = days.nth_before(cell.last.toordinal() + 1, -self.number)
        return self._checked(day, cell, start)


@frozen(field_transformer=held)
class WeekdayAfter:
    """
    The next such day of the week: what is due on Fridays.

    A start on that very day has the next one, unless the start day counts.

    >>> str(WeekdayAfter(4)), WeekdayAfter(4).in_language("zh")
    ('next Friday', '下一个周五')

    Attributes:
        weekday: The day of the week, Monday being 0 and Sunday 6.
    """

    weekday: Annotated[int, Whole(0, DAYS_IN_WEEK - 1)]
    example: ClassVar[str] = "next Friday"
    spelling: ClassVar[str] = (
        rf"next (?P<weekday>{'|'.join(day.en for day in _WEEKDAYS)})"
    )

    def last_day(
        self, start: int, _calendar: WorkCalendar | None, *, counted: bool
    ) -> int:
        """
        Return the ordinal of the day, seen from the day *start*.
        """
        first = start if counted else start + 1
        return first + (self.weekday - (first - 1)) % DAYS_IN_WEEK

    def in_language(self, language: str) -> str:
        """
        Say the day in words.
        """
        day = _WEEKDAYS[self.weekday]
        return Text(f"next {day.en}", f"下一个{day.zh}").in_language(language)

    def __str__(self) -> str:
        return self.in_language("en")


DueDay = DayOf | WorkingDayOf | WeekdayAfter
"""A day that hangs on a cell, as a limit."""

DUE_DAYS: Final[tuple[Any, ...]] = (DayOf, WorkingDayOf, WeekdayAfter)

Limit = Amount | DueDay
"""By when something is due: a length to be counted, or a day of a cell."""

LIMITS: Final[tuple[Any, ...]] = (*AMOUNTS, *DUE_DAYS)


def read_due_day(text: object) -> DueDay:
    """
    Return the day that a text spells; the English text that `str` makes is read back.

    Raises:
        InvalidFieldError: If *text* spells none.

    >>> read_due_day("last working day of the quarter")
    WorkingDayOf(number=-1, of=<Cycle.QUARTER: 'quarter'>, ahead=0)
    """
    if isinstance(text, str):
        for kind in DUE_DAYS:
            if found := re.fullmatch(kind.spelling, text):
                return _read(kind, found.groupdict())
    raise InvalidFieldError(
        "limit", text, " or ".join(f"'{kind.example}'" for kind in DUE_DAYS)
    )


@overload
def as_limit(value: Limit | str) -> Limit: ...


@overload
def as_limit(value: None) -> None: ...


def as_limit(value: Any) -> Any:
    """
    Return the length, or the day of a cell, that a text spells, for a field of a rule.

    Anything else passes unchanged, for the validator to refuse.

    >>> as_limit("1 month - 4 days") == as_amount("1 month - 4 days")
    True
    >>> as_limit("day 15 of the next month") == DayOf(15, ahead=1)
    True
    """
    value = as_amount(value)
    try:
        return read_due_day(value) if isinstance(value, str) else value
    except InvalidFieldError:
        return value


def _read(kind: Any, said: dict[str, str | None]) -> DueDay:
    """Return the day of one kind that the parts of a text spell."""
    if kind is WeekdayAfter:
        return WeekdayAfter([day.en for day in _WEEKDAYS].index(str(said["weekday"])))
    number = int(said["number"] or 1)
    if said["number"] is None or said["back"]:
        number = -number
    unit = said["unit"] or said["far"]
    of = next(cycle for cycle in _SAID_IN_CHINESE if cycle.name_text.en == unit)
    ahead = int(said["ahead"] or 0) or int(bool(said["next"]))
    made: DueDay = kind(number, of, ahead)
    return made
