"""
Exact lengths: how many of which unit.

A month is a month and never 30 days; nothing here is a duration in seconds.

>>> WorkingDays(3).in_language("en"), Weeks(1).in_language("zh")
('3 working days', '1个星期')
"""

from typing import ClassVar

from attrs import field, frozen

from followup_rules.clauses import Text
from followup_rules.fields import Whole, holds, validate


def _say(n: int, unit: Text, language: str) -> str:
    """Put a number and its unit together."""
    word = unit.in_language(language)
    if language == "zh":
        return f"{n}{word}"
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


@frozen
class Hours:
    """
    So many hours of the clock, through nights and rest days.
    """

    n: int = field(validator=validate, metadata=holds(Whole()))
    unit: ClassVar[Text] = Text("hour", "小时")

    def in_language(self, language: str) -> str:
        """
        Say the amount in words.
        """
        return _say(self.n, self.unit, language)

    def __str__(self) -> str:
        return self.in_language("en")


@frozen
class Days:
    """
    So many calendar days (天, 日).
    """

    n: int = field(validator=validate, metadata=holds(Whole()))
    unit: ClassVar[Text] = Text("day", "天")

    def in_language(self, language: str) -> str:
        """
        Say the amount in words.
        """
        return _say(self.n, self.unit, language)

    def __str__(self) -> str:
        return self.in_language("en")


@frozen
class Weeks:
    """
    So many times seven calendar days (一星期 as a length).
    """

    n: int = field(validator=validate, metadata=holds(Whole()))
    unit: ClassVar[Text] = Text("week", "个星期")

    def in_language(self, language: str) -> str:
        """
        Say the amount in words.
        """
        return _say(self.n, self.unit, language)

    def __str__(self) -> str:
        return self.in_language("en")


@frozen
class WorkingDays:
    """
    So many working days of the calendar that is passed at the call (工作日).
    """

    n: int = field(validator=validate, metadata=holds(Whole()))
    unit: ClassVar[Text] = Text("working day", "个工作日")

    def in_language(self, language: str) -> str:
        """
        Say the amount in words.
        """
        return _say(self.n, self.unit, language)

    def __str__(self) -> str:
        return self.in_language("en")


@frozen
class Months:
    """
    So many calendar months: to the corresponding day, else the month's last day.
    """

    n: int = field(validator=validate, metadata=holds(Whole()))
    unit: ClassVar[Text] = Text("month", "个月")

    def in_language(self, language: str) -> str:
        """
        Say the amount in words.
        """
        return _say(self.n, self.unit, language)

    def __str__(self) -> str:
        return self.in_language("en")


@frozen
class Years:
    """
    So many calendar years: to the corresponding day, else the month's last day.
    """

    n: int = field(validator=validate, metadata=holds(Whole()))
    unit: ClassVar[Text] = Text("year", "年")

    def in_language(self, language: str) -> str:
        """
        Say the amount in words.
        """
        return _say(self.n, self.unit, language)

    def __str__(self) -> str:
        return self.in_language("en")


@frozen
class Seasons:
    """
    So many local seasons of one kind, such as heating seasons (采暖期).

    How long that is, only a season table can say; see `timing.seasons`.
    """

    n: int = field(validator=validate, metadata=holds(Whole(1)))
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
