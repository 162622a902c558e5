"""
The calendar that ships: one immutable table, a byte for each day.
"""

import datetime as dt
from itertools import accumulate
from typing import Final

import pendulum
from attrs import field, frozen

from followup_rules.canonical import digest
from followup_rules.errors import (
    CalendarNeverOpensError,
    CalendarNotCoveredError,
    DateOutOfRangeError,
    FollowupRulesError,
)
from followup_rules.timing.calendars.kinds import WORKED, DayKind
from followup_rules.timing.moments import day_ordinal, show_day

_KINDS: Final = tuple(DayKind)
CODE_OF: Final = {kind: code for code, kind in enumerate(_KINDS)}
_LAST_ORDINAL: Final = dt.date.max.toordinal()
_SUSPENDED: Final = CODE_OF[DayKind.SUSPENDED]
_WORKED_CODES: Final = frozenset(CODE_OF[kind] for kind in WORKED)


@frozen(eq=False, repr=False)
class TableCalendar:
    """
    A calendar read from one immutable table, a byte for each day.

    Build one with `china`, `from_holiday_cn`, `from_exceptions` or `overlay`.
    Two tables are equal when their `calendar_id` is.

    Attributes:
        name: What the host calls it.
        first_ordinal: The ordinal of the first covered day.
        codes: The kind of each day from there on, as an index into `DayKind`.
        provenance: Where each part came from, in words.
    """

    name: str
    first_ordinal: int
    codes: bytes
    provenance: tuple[str, ...]
    calendar_id: str = field(init=False)
    _worked: tuple[int, ...] = field(init=False)
    _earlier: tuple[int, ...] = field(init=False)
    """For each day, and the day after the last: how many worked days lie before."""

    def __attrs_post_init__(self) -> None:
        worked = tuple(
            ordinal
            for ordinal, code in enumerate(self.codes, self.first_ordinal)
            if code in _WORKED_CODES
        )
        body = digest([self.first_ordinal, self.codes.hex()])
        object.__setattr__(self, "calendar_id", f"{self.name}@{body[:19]}")
        counts = accumulate((code in _WORKED_CODES for code in self.codes), initial=0)
        object.__setattr__(self, "_worked", worked)
        object.__setattr__(self, "_earlier", tuple(counts))
        if not worked:
            raise CalendarNeverOpensError(self.calendar_id, *self.confirmed)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, TableCalendar):
            return NotImplemented
        return self.calendar_id == other.calendar_id

    def __hash__(self) -> int:
        return hash(self.calendar_id)

    def __repr__(self) -> str:
        first, last = self.confirmed
        return f"<TableCalendar {self.calendar_id}, {first} to {last}>"

    def __reduce__(self) -> tuple[type["TableCalendar"], tuple[object, ...]]:
        return (
            TableCalendar,
            (self.name, self.first_ordinal, self.codes, self.provenance),
        )

    @property
    def confirmed(self) -> tuple[pendulum.Date, pendulum.Date]:
        """
        The first and the last day that published notices cover.
        """
        last = self.first_ordinal + len(self.codes) - 1
        return show_day(self.first_ordinal), show_day(last)

    def kind(self, day: dt.date) -> DayKind:
        """
        Return what kind of day *day* is.

        Raises:
            NotADayError: If *day* is a datetime.
            CalendarNotCoveredError: If no published notice covers it.
        """
        return _KINDS[self.codes[self._index(day_ordinal(day, "day"))]]

    def assert_covers(self, day: dt.date) -> None:
        """
        Raise now if *day* could not be judged later.

        A host calls this at start-up with its longest horizon, so that January
        is missed in November.

        Raises:
            CalendarNotCoveredError: If no published notice covers *day*.
        """
        self._index(day_ordinal(day, "day"))

    def _index(self, ordinal: int) -> int:
        """Return where a day stands in the table."""
        index = ordinal - self.first_ordinal
        if not 0 <= index < len(self.codes):
            raise self._not_covered(ordinal)
        return index

    def _not_covered(self, ordinal: int) -> FollowupRulesError:
        """Return the error that names a day outside the table, or outside all years."""
        if not 1 <= ordinal <= _LAST_ORDINAL:
            edge = min(max(ordinal, 1), _LAST_ORDINAL)
            return DateOutOfRangeError(show_day(edge), "the next working day")
        return CalendarNotCoveredError(
            show_day(ordinal), *self.confirmed, self.calendar_id
        )

    def is_worked(self, ordinal: int) -> bool:
        """
        Say whether the day with this ordinal is a working day.
        """
        return self.codes[self._index(ordinal)] in _WORKED_CODES

    def nth_after(self, ordinal: int, n: int) -> int:
        """
        Return the n-th working day strictly after a day (n at least 1).
        """
        index = ordinal + 1 - self.first_ordinal
        if index < 0:
            raise self._not_covered(ordinal + 1)
        try:
            return self._worked[self._earlier[index] + n - 1]
        except IndexError:
            past = self.first_ordinal + len(self.codes)
            raise self._not_covered(max(ordinal + 1, past)) from None

    def nth_before(self, ordinal: int, n: int) -> int:
        """
        Return the n-th working day strictly before a day (n at least 1).
        """
        index = ordinal - self.first_ordinal
        if index > len(self.codes):
            raise self._not_covered(ordinal - 1)
        place = self._earlier[index] - n if index > 0 else -1
        if place < 0:
            raise self._not_covered(min(ordinal - 1, self.first_ordinal - 1))
        return self._worked[place]

    def worked_within(self, first: int, last: int) -> int:
        """
        Count the working days from *first* to *last*, both included.
        """
        index = self._index(first)
        past = self.first_ordinal + len(self.codes)
        if last >= past:
            raise self._not_covered(past)
        return self._earlier[last + 1 - self.first_ordinal] - self._earlier[index]

    def is_suspended(self, ordinal: int) -> bool:
        """
        Say whether periods stand still on the day with this ordinal.
        """
        return self.codes[self._index(ordinal)] == _SUSPENDED

    def suspended_within(self, first: int, last: int) -> int:
        """
        Count the suspended days from *first* to *last*, both included.
        """
        index = self._index(first)
        past = self.first_ordinal + len(self.codes)
        if last >= past:
            raise self._not_covered(past)
        return self.codes.count(_SUSPENDED, index, last + 1 - self.first_ordinal)

    def nth_counting(self, ordinal: int, n: int) -> int:
        """
        Return the n-th day after a day (before it, if negative) that is not suspended.
        """
        while n > 0:
            far = ordinal + n
            n = self.suspended_within(ordinal + 1, far)
            ordinal = far
        while n < 0:
            far = ordinal + n
            n = -self.suspended_within(far, ordinal - 1)
            ordinal = far
        return ordinal

    def worked_ordinals(self) -> tuple[int, ...]:
        """
        Return the ordinals of all working days, in order.
        """
        return self._worked
