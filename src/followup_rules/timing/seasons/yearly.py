"""
A season that the text of a rule itself names, by the days between which it lasts.
"""

import datetime as dt
from typing import Annotated, Final

from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import Whole, held
from followup_rules.immutable import frozen
from followup_rules.timing.seasons.season import LEAP_YEAR, in_year

_COMMON_YEAR: Final = 2001
Month = Annotated[int, Whole(1, 12)]
DayOfMonth = Annotated[int, Whole(1, 31)]


@frozen(kw_only=True, field_transformer=held)
class YearlySeason:
    """
    From one day of the calendar to another, every year; both days belong to it.

    It may run across the year end. A bound on 29 February is the 28th in a common year.
    Where a place fixes its seasons by itself, a season table of the call says so; this
    is for a rule whose own text does, such as "fortnightly from November to March".

    >>> winter = YearlySeason(first_month=11, first_day=1, last_month=3, last_day=31)
    >>> first, last = winter.running_on(dt.date(2026, 1, 15).toordinal())
    >>> str(dt.date.fromordinal(first)), str(dt.date.fromordinal(last))
    ('2025-11-01', '2026-03-31')

    Attributes:
        first_month: The month in which it begins.
        first_day: The day of that month.
        last_month: The month in which it ends.
        last_day: The day of that month.
    """

    first_month: Month
    first_day: DayOfMonth
    last_month: Month
    last_day: DayOfMonth

    def __attrs_post_init__(self) -> None:
        for month, day in (self._first, self._last):
            try:
                dt.date(LEAP_YEAR, month, day)
            except ValueError:
                allowed = "a day that its month has"
                raise InvalidFieldError(
                    "YearlySeason", f"{month}-{day}", allowed
                ) from (None)
        if self._in(_COMMON_YEAR + 1)[0] == self._in(_COMMON_YEAR)[1] + 1:
            allowed = "less than the whole year"
            raise InvalidFieldError("YearlySeason", str(self), allowed)

    def __str__(self) -> str:
        return self.in_language("en")

    def in_language(self, language: str) -> str:
        """
        Say between which days it lasts.
        """
        (first_month, first), (last_month, last) = self._first, self._last
        return Text(
            " to ".join(self.days),
            f"{first_month}月{first}日至{last_month}月{last}日",
        ).in_language(language)

    @property
    def days(self) -> tuple[str, str]:
        """
        The first and the last day, such as `10-01` and `05-31`.
        """
        (first_month, first), (last_month, last) = self._first, self._last
        return f"{first_month:02d}-{first:02d}", f"{last_month:02d}-{last:02d}"

    @property
    def _first(self) -> tuple[int, int]:
        """The month and the day with which it begins."""
        return self.first_month, self.first_day

    @property
    def _last(self) -> tuple[int, int]:
        """The month and the day with which it ends."""
        return self.last_month, self.last_day

    def running_on(self, ordinal: int) -> tuple[int, int] | None:
        """
        Return the first and the last day of the season that a day lies in, or None.
        """
        year = dt.date.fromordinal(ordinal).year
        for begun in (year - 1, year):
            first, last = self._in(begun)
            if first <= ordinal <= last:
                return first, last
        return None

    def after(self, ordinal: int) -> tuple[int, int]:
        """
        Return the first and the last day of the next season that begins after a day.
        """
        year = dt.date.fromordinal(ordinal).year
        found = self._in(year)
        return found if found[0] > ordinal else self._in(year + 1)

    def touches(self, first: int, last: int) -> bool:
        """
        Say whether any day from *first* to *last* lies in it.
        """
        return self.running_on(first) is not None or self.after(first)[0] <= last

    def _in(self, year: int) -> tuple[int, int]:
        """Return the season that begins in a year, by the ordinals of its days."""
        ends = year + (self._last < self._first)
        first, last = in_year(year, self._first), in_year(ends, self._last)
        return first.toordinal(), last.toordinal()
