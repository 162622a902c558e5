"""
The calendar that ships: one immutable table, a byte for each day.
"""

import datetime as dt
import re
from itertools import accumulate, compress
from typing import Final

import pendulum
from attrs import field

from followup_rules.canonical import digest
from followup_rules.errors import (
    CalendarNeverOpensError,
    CalendarNotCoveredError,
    DateOutOfRangeError,
    FollowupRulesError,
)
from followup_rules.fields.arguments import check_words
from followup_rules.immutable import frozen
from followup_rules.timing.calendars.kinds import WORKED, DayKind
from followup_rules.timing.moments import (
    LAST_ORDINAL,
    day_ordinal,
    nearest_day,
    show_day,
)

_KINDS: Final = tuple(DayKind)
CODE_OF: Final = {kind: code for code, kind in enumerate(_KINDS)}
_SUSPENDED: Final = CODE_OF[DayKind.SUSPENDED]
_OPEN: Final = bytes(
    code < len(_KINDS) and _KINDS[code] in WORKED for code in range(256)
)
_PROVISIONAL: Final = "+provisional-from-"
_SAID_PROVISIONAL: Final = re.compile(rf"{re.escape(_PROVISIONAL)}(\d{{4}}-\d\d-\d\d)@")


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
        provisional_from: The ordinal of the first day that no notice covers and that
            stands in the table all the same; None where all days are confirmed. The
            calendar's id says it, and so does every verdict on such a calendar.
    """

    name: str
    first_ordinal: int
    codes: bytes
    provenance: tuple[str, ...]
    provisional_from: int | None = None
    calendar_id: str = field(init=False)
    _open: bytes = field(init=False)
    """For each day, 1 where it is worked."""
    _worked: tuple[int, ...] = field(init=False)
    _earlier: tuple[int, ...] = field(init=False)
    """For each day, and the day after the last: how many worked days lie before."""

    def __attrs_post_init__(self) -> None:
        check_words("name", self.name)
        for source in self.provenance:
            check_words("source", source)
        opened = self.codes.translate(_OPEN)
        ordinals = range(self.first_ordinal, self.first_ordinal + len(opened))
        worked = tuple(compress(ordinals, opened))
        body = digest([self.first_ordinal, self.codes.hex()])
        name = self.name
        if self.provisional_from is not None:
            name += f"{_PROVISIONAL}{show_day(self.provisional_from)}"
        object.__setattr__(self, "calendar_id", f"{name}@{body[:19]}")
        object.__setattr__(self, "_open", opened)
        object.__setattr__(self, "_worked", worked)
        object.__setattr__(self, "_earlier", tuple(accumulate(opened, initial=0)))
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
            (
                self.name,
                self.first_ordinal,
                self.codes,
                self.provenance,
                self.provisional_from,
            ),
        )

    @property
    def confirmed(self) -> tuple[pendulum.Date, pendulum.Date]:
        """
        The first and the last day that published notices cover.
        """
        first, last = self.covered
        if self.provisional_from is not None:
            last = show_day(self.provisional_from - 1)
        return first, last

    @property
    def covered(self) -> tuple[pendulum.Date, pendulum.Date]:
        """
        The first and the last day in the table, provisional ones included.
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
        if not 1 <= ordinal <= LAST_ORDINAL:
            return DateOutOfRangeError(nearest_day(ordinal), "the next working day")
        return CalendarNotCoveredError(
            show_day(ordinal), *self.covered, self.calendar_id
        )

    def is_worked(self, ordinal: int) -> bool:
        """
        Say whether the day with this ordinal is a working day.
        """
        index = ordinal - self.first_ordinal
        if index >= 0:
            try:
                return self._open[index] == 1
            except IndexError:
                pass
        raise self._not_covered(ordinal)

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


def provisional_since(calendar_id: str) -> dt.date | None:
    """
    Return the day from which a calendar is provisional, by its id; None where it is not.
    """
    found = _SAID_PROVISIONAL.search(calendar_id)
    return None if found is None else dt.date.fromisoformat(found[1])
