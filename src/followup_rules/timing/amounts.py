"""
Exact lengths: how many of which unit.

A month is a month and never 30 days; nothing here is a duration in seconds.

>>> WorkingDays(3).in_language("en"), Weeks(1).in_language("zh")
('3 working days', '1个星期')
"""

import re
from typing import Any, ClassVar, Final

from attrs import frozen

from followup_rules.clauses import Text, spoken
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import Count, Positive, held


def _say(n: int, unit: Text, language: str) -> str:
    """Put a number and its unit together."""
    word = unit.in_language(language)
    if spoken(language) == "zh":
        return f"{n}{word}"
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


@frozen(field_transformer=held)
class _Length:
    """
    So many of a unit.
    """

    n: Count
    unit: ClassVar[Text]

    def in_language(self, language: str) -> str:
        """
        Say the amount in words.
        """
        return _say(self.n, self.unit, language)

    def __str__(self) -> str:
        return self.in_language("en")


class Hours(_Length):
    """
    So many hours of the clock, through nights and rest days.
    """

    __slots__ = ()
    unit = Text("hour", "小时")


class Days(_Length):
    """
    So many calendar days (天, 日).
    """

    __slots__ = ()
    unit = Text("day", "天")


class Weeks(_Length):
    """
    So many times seven calendar days (一星期 as a length).
    """

    __slots__ = ()
    unit = Text("week", "个星期")


class WorkingDays(_Length):
    """
    So many working days of the calendar that is passed at the call (工作日).
    """

    __slots__ = ()
    unit = Text("working day", "个工作日")


class Months(_Length):
    """
    So many calendar months: to the corresponding day, else the month's last day.
    """

    __slots__ = ()
    unit = Text("month", "个月")


class Years(_Length):
    """
    So many calendar years: to the corresponding day, else the month's last day.
    """

    __slots__ = ()
    unit = Text("year", "年")


@frozen(field_transformer=held)
class Seasons:
    """
    So many local seasons of one kind, such as heating seasons (采暖期).

    How long that is, only a season table can say; see `timing.seasons`.
    """

    n: Positive
    unit: ClassVar[Text] = Text("season", "个季")

    def in_language(self, language: str) -> str:
        """
        Say the amount in words.
        """
        return _say(self.n, self.unit, language)

    def __str__(self) -> str:
        return self.in_language("en")


@frozen
class ServiceLife:
    """
    The design service life of a building (设计使用年限), which its papers state.
    """

    unit: ClassVar[Text] = Text("design service life", "设计使用年限")

    def in_language(self, language: str) -> str:
        """
        Say the amount in words.
        """
        return self.unit.in_language(language)

    def __str__(self) -> str:
        return self.unit.en


Amount = Hours | Days | Weeks | WorkingDays | Months | Years
"""A length that `Counting` can count from a trigger on its own."""

AMOUNTS: tuple[type, ...] = (Hours, Days, Weeks, WorkingDays, Months, Years)

_UNITS: Final[dict[str, Any]] = {
    kind.unit.en: kind
    for kind in (Hours, Days, Weeks, WorkingDays, Months, Years, Seasons)
}
_SPELLED: Final = re.compile(rf"(\d{{1,4}}) ({'|'.join(_UNITS)})s?")


def read_amount(value: object, field_name: str = "amount") -> Any:
    """
    Return a length; the English text that `str` makes of one is read back.

    Raises:
        InvalidFieldError: If *value* is neither a length nor such a text.

    >>> read_amount("18 months"), read_amount(Days(3))
    (Months(n=18), Days(n=3))
    """
    if isinstance(value, (*AMOUNTS, Seasons, ServiceLife)):
        return value
    if isinstance(value, str):
        if value == str(ServiceLife()):
            return ServiceLife()
        if spelled := _SPELLED.fullmatch(value):
            return _UNITS[spelled[2]](int(spelled[1]))
    raise InvalidFieldError(
        field_name, value, "a length such as Years(5) or Months(18), or '5 years'"
    )
