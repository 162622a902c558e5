"""
Lengths of one unit, and spans of several, taken from the largest down.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, ClassVar, Final

from attrs import field

from followup_rules.clauses import Text, spoken
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import Count, Entries, Positive, as_tuple, held
from followup_rules.immutable import frozen


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

    def __add__(self, other: object) -> "Span":
        return Span((self, other)) if isinstance(other, _Length) else NotImplemented

    def __sub__(self, other: object) -> "Span":
        return Span((self,), (other,)) if isinstance(other, _Length) else NotImplemented

    def __str__(self) -> str:
        return self.in_language("en")


class Minutes(_Length):
    """
    So many minutes of the clock, through nights and rest days.
    """

    __slots__ = ()
    unit = Text("minute", "分钟")


class Hours(_Length):
    """
    So many hours of the clock, through nights and rest days.
    """

    __slots__ = ()
    unit = Text("hour", "小时")


class WorkingMinutes(_Length):
    """
    So many minutes in which the office of the counting is open.
    """

    __slots__ = ()
    unit = Text("working minute", "个工作分钟")


class WorkingHours(_Length):
    """
    So many hours in which the office of the counting is open (工作小时).

    They are hours of open time and never "working days of eight hours".
    """

    __slots__ = ()
    unit = Text("working hour", "个工作小时")


OPEN_MICROSECONDS: Final[dict[type, int]] = {
    WorkingHours: 3_600_000_000,
    WorkingMinutes: 60_000_000,
}
"""How long one of each unit of open time is."""


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


class HalfMonths(_Length):
    """
    So many half-months (半个月): every two are a month, and an odd one is 15 days.

    The 15 days are counted last (BGB § 189; the same in Korea and Russia).

    >>> [HalfMonths(n).in_language("zh") for n in (1, 2, 3)]
    ['半个月', '1个月', '1个半月']
    """

    __slots__ = ()
    unit = Text("half-month", "个半月")

    def in_language(self, language: str) -> str:
        """
        Say the amount in words; 2个半月 would be two months and a half.
        """
        language = spoken(language)
        whole, half = divmod(self.n, 2)
        if language != "zh" or (whole and half):
            return _say(whole if language == "zh" else self.n, self.unit, language)
        return "半个月" if half else Months(whole).in_language(language)


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


class _Named:
    """
    A length that has a name and no number.
    """

    __slots__ = ()
    unit: ClassVar[Text]

    def in_language(self, language: str) -> str:
        """
        Say the amount in words.
        """
        return self.unit.in_language(language)

    def __str__(self) -> str:
        return self.unit.en


@frozen
class ServiceLife(_Named):
    """
    The design service life of a building (设计使用年限), which its papers state.
    """

    unit: ClassVar[Text] = Text("design service life", "设计使用年限")


@frozen
class Unlimited(_Named):
    """
    No end (不限期), such as that of a cover for life.
    """

    unit: ClassVar[Text] = Text("unlimited", "不限期")


LENGTHS: Final[tuple[type[_Length], ...]] = (
    Hours,
    Minutes,
    WorkingHours,
    WorkingMinutes,
    Days,
    Weeks,
    WorkingDays,
    HalfMonths,
    Months,
    Years,
)
"""Every length of one unit that can be counted from a trigger on its own."""
_IN_ORDER: Final[tuple[tuple[type[_Length], ...], ...]] = (
    (Years,),
    (Months, HalfMonths),
    (Weeks,),
    (Days, WorkingDays),
    (Hours,),
    (Minutes,),
)
"""The units that a span may hold, the largest first; one of each rank."""
SPAN_UNITS: Final = tuple(tuple(kind.unit for kind in kinds) for kinds in _IN_ORDER)
"""The names of the units that a span may hold, the largest first; one of each rank."""
_RANKS: Final[dict[type, int]] = {
    kind: rank for rank, kinds in enumerate(_IN_ORDER) for kind in kinds
}
_ORDER: Final = (
    "units from the largest down, one of each: years, months or half-months, weeks, "
    "days or working days, hours, minutes; working hours and minutes stand alone"
)
_SHORTEST_MONTHS: Final = (0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334)
_LONGEST_MONTHS: Final = (0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337)
"""How many days so many months, less than a year, can be at least and at most."""
HALF_MONTH: Final = 15
MONTHS_IN_YEAR: Final = 12
DAYS_IN_WEEK: Final = 7
_HOURS_IN_DAY: Final = 24
_MINUTES_IN_HOUR: Final = 60
_SHORTEST_YEAR: Final = 365
_LONGEST_YEAR: Final = 366


@frozen(field_transformer=held)
class Span:
    """
    A length of several units, taken from the largest down: 1 year 15 days.

    Years and months are one step to the corresponding day; weeks, days and then
    working days are counted from there; hours and minutes, which need an instant,
    run from the same clock time of that day. What is taken off comes last.

    >>> Span((Months(1),), less=(Days(4),)) == Months(1) - Days(4)
    True
    >>> (Years(1) + Months(6) + Days(15)).in_language("zh")
    '1年6个月15天'
    >>> Days(15) + Years(1)
    Traceback (most recent call last):
    ...
    followup_rules.errors.InvalidFieldError: Span cannot be '15 days 1 year'; allowed: units from the largest down, one of each: years, months or half-months, weeks, days or working days, hours, minutes; working hours and minutes stand alone

    Attributes:
        parts: What is added, the largest unit first.
        less: What is taken off, in smaller units; working days are only added.

    Raises:
        InvalidFieldError: If there is but one unit, a unit is out of order or
            counts nothing, or what is taken off could use up the rest.
    """

    parts: Annotated[tuple[_Length, ...], Entries(least=1)] = field(converter=as_tuple)
    less: tuple[_Length, ...] = field(default=(), converter=as_tuple)

    def __attrs_post_init__(self) -> None:
        every = (*self.parts, *self.less)
        ranks = [_RANKS.get(type(part), -1) for part in every]
        if -1 in ranks or ranks != sorted(set(ranks)):
            raise InvalidFieldError("Span", str(self), _ORDER)
        if len(every) == 1 or not all(part.n for part in every):
            message = "two units or more, each at least 1; one unit is Days(15)"
            raise InvalidFieldError("Span", str(self), message)
        if any(isinstance(part, WorkingDays) for part in self.less):
            message = "working days to be added, or counted back with Counting.before"
            raise InvalidFieldError("Span.less", str(self), message)
        if _longest(self.less) >= _shortest(self.parts):
            message = "less taken off than the rest always is"
            raise InvalidFieldError("Span.less", str(self), message)

    def __add__(self, other: object) -> "Span":
        if not isinstance(other, _Length):
            return NotImplemented
        return Span((*self.parts, other), self.less)

    def __sub__(self, other: object) -> "Span":
        if not isinstance(other, _Length):
            return NotImplemented
        return Span(self.parts, (*self.less, other))

    @property
    def months(self) -> int:
        """
        The years, months and whole pairs of half-months in it, as months.
        """
        years, halves = self._of(Years), self._of(HalfMonths)
        return years * MONTHS_IN_YEAR + self._of(Months) + _whole(halves)

    @property
    def days(self) -> int:
        """
        The weeks, days and an odd half-month in it, as days.
        """
        halves = self._of(HalfMonths)
        odd = (halves - 2 * _whole(halves)) * HALF_MONTH
        return odd + self._of(Weeks) * DAYS_IN_WEEK + self._of(Days)

    @property
    def working_days(self) -> int:
        """
        The working days in it.
        """
        return self._of(WorkingDays)

    @property
    def on_the_clock(self) -> bool:
        """
        Whether it holds hours or minutes, and needs an instant to start from.
        """
        return bool(self._of(Hours) or self._of(Minutes))

    @property
    def clock(self) -> dt.timedelta:
        """
        The hours and minutes in it.

        Raises:
            OverflowError: If they are more than all the years a date can have.
        """
        return dt.timedelta(hours=self._of(Hours), minutes=self._of(Minutes))

    def in_language(self, language: str) -> str:
        """
        Say the length in words.
        """
        language = spoken(language)
        joint, minus = ("", "减") if language == "zh" else (" ", " - ")
        added = joint.join(part.in_language(language) for part in self.parts)
        taken = (part.in_language(language) for part in self.less)
        return minus.join((added, *taken))

    def __str__(self) -> str:
        return self.in_language("en")

    def _of(self, unit: type[_Length]) -> int:
        """Return how many of a unit are added, or taken off."""
        return _count(self.parts, unit) - _count(self.less, unit)


def _count(parts: Iterable[_Length], unit: type[_Length]) -> int:
    """Return how many of a unit there are."""
    return sum(part.n for part in parts if type(part) is unit)


def _whole(halves: int) -> int:
    """Return the whole months in so many half-months, towards none."""
    return halves // 2 if halves >= 0 else -(-halves // 2)


def _shortest(parts: Iterable[_Length]) -> int:
    """Return how many minutes such a length holds at least."""
    return _minutes(tuple(parts), _SHORTEST_MONTHS, _SHORTEST_YEAR)


def _longest(parts: Iterable[_Length]) -> int:
    """Return how many minutes such a length holds at most."""
    return _minutes(tuple(parts), _LONGEST_MONTHS, _LONGEST_YEAR)


def _minutes(parts: tuple[_Length, ...], months: tuple[int, ...], year: int) -> int:
    """Return a length in minutes, by how long months and a year are."""
    halves = _count(parts, HalfMonths)
    years, rest = divmod(_count(parts, Months) + halves // 2, MONTHS_IN_YEAR)
    days = (years + _count(parts, Years)) * year + months[rest]
    days += halves % 2 * HALF_MONTH + _count(parts, Weeks) * DAYS_IN_WEEK
    days += _count(parts, Days) + _count(parts, WorkingDays)
    hours = days * _HOURS_IN_DAY + _count(parts, Hours)
    return hours * _MINUTES_IN_HOUR + _count(parts, Minutes)
