"""
Open time as instants: stretches in order, with a running sum of what lies before.

With the sum, how much is worked until an instant is one search, and so is the instant
until which so much is worked, however far apart they are.
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from operator import sub
from typing import Final

from followup_rules.immutable import frozen
from followup_rules.timing.calendars import LONGEST_CLOSURE
from followup_rules.timing.hours.walls import EPOCH, midnight_offset, wall_stamp
from followup_rules.timing.hours.windows import DAY, Windows

LONGEST: Final = LONGEST_CLOSURE * DAY
"""For how long at most an opening is looked for."""
WindowsOn = Callable[[int], Windows | None]
"""The windows of a day by its ordinal; None where the office does not say them."""


@frozen(eq=False, repr=False)
class OpenTime:
    """
    The open stretches of the days from *first* to *last*, both complete.

    Attributes:
        first: The ordinal of the first day.
        last: The ordinal of the last.
        since: When the first day begins, in microseconds.
        until: When the last day ends.
        opens: When each stretch begins, in order.
        closes: When it ends.
        before: How much lies before each stretch, and before the end.
        unsaid: The beginnings of days whose windows the office does not say.
        unsaid_days: The ordinals of those days.
        closures: When nothing is open for longer than anybody looks on.
    """

    first: int
    last: int
    since: int
    until: int
    opens: tuple[int, ...]
    closes: tuple[int, ...]
    before: tuple[int, ...]
    unsaid: tuple[int, ...]
    unsaid_days: tuple[int, ...]
    closures: tuple[tuple[int, int], ...] = ()

    def worked_until(self, stamp: int) -> int:
        """
        Return how much lies before an instant.
        """
        place = bisect_right(self.opens, stamp) - 1
        if place < 0:
            return 0
        inside = min(stamp, self.closes[place]) - self.opens[place]
        return self.before[place] + inside

    def reached(self, start: int, amount: int) -> int | None:
        """
        Return when so much is worked from an instant on; None past the table's end.

        With nothing to work that is the first open instant.
        """
        if not amount:
            return self.next_open(start)
        before, opens = self.before, self.opens
        place = bisect_right(opens, start) - 1
        goal = amount
        if place >= 0:
            closes = self.closes[place]
            worked = min(start, closes) - opens[place]
            goal += before[place] + worked
        if goal > before[-1]:
            return None
        place = bisect_left(before, goal) - 1
        return opens[place] + goal - before[place]

    def latest(self, amount: int) -> int:
        """
        Return the latest instant before which so much lies (less than the total).
        """
        place = bisect_right(self.before, amount) - 1
        return self.opens[place] + amount - self.before[place]

    def next_open(self, stamp: int) -> int | None:
        """
        Return the first open instant at or after one; None where the table ends.
        """
        place = bisect_right(self.opens, stamp) - 1
        if place >= 0 and stamp < self.closes[place]:
            return stamp
        return self.opens[place + 1] if place + 1 < len(self.opens) else None

    def stretches(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """
        Yield what is open between two instants.
        """
        place = max(bisect_right(self.closes, start), 0)
        while place < len(self.opens) and self.opens[place] < end:
            yield max(self.opens[place], start), min(self.closes[place], end)
            place += 1

    def unsaid_within(self, start: int, end: int) -> int | None:
        """
        Return the first day between two instants whose windows nobody says.
        """
        if not self.unsaid:
            return None
        place = bisect_left(self.unsaid, start - DAY)
        for begins, day in zip(
            self.unsaid[place:], self.unsaid_days[place:], strict=True
        ):
            if begins >= end and begins > start:
                return None
            if begins + DAY > start:
                return day
        return None


def lay_out(
    first: int,
    last: int,
    windows_on: WindowsOn,
    zone: dt.tzinfo,
    overnight: bool,  # noqa: FBT001 - whether windows last into the next day
) -> OpenTime:
    """
    Return the open time of the days from *first* to *last*.

    Where windows last *overnight*, the evening before the first day is asked for too.
    """
    offsets = _Offsets(zone)
    since, until = offsets.stamp(first, 0), offsets.stamp(last + 1, 0)
    spans: list[tuple[int, int]] = []
    unsaid: list[int] = []
    for ordinal in range(first - overnight, last + 1):
        windows = windows_on(ordinal)
        if windows is None:
            unsaid.append(ordinal)
            continue
        for window in windows:
            start, end = (offsets.stamp(ordinal, clock) for clock in window.span)
            spans.append((max(start, since), min(end, until)))
    opens, closes = _joined(spans)
    shut = zip((since, *closes), (*opens, until), strict=True)
    return OpenTime(
        first,
        last,
        since,
        until,
        opens,
        closes,
        tuple(accumulate(map(sub, closes, opens), initial=0)),
        tuple(offsets.stamp(day, 0) for day in unsaid),
        tuple(unsaid),
        tuple((begins, ends) for begins, ends in shut if ends - begins > LONGEST),
    )


def _joined(
    spans: Iterable[tuple[int, int]],
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the union of spans; those that touch become one, empty ones vanish."""
    opens: list[int] = []
    closes: list[int] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if closes and start <= closes[-1]:
            closes[-1] = max(closes[-1], end)
        else:
            opens.append(start)
            closes.append(end)
    return tuple(opens), tuple(closes)


class _Offsets:
    """
    Turns clock times into instants, by the midnights where no clock changes.
    """

    def __init__(self, zone: dt.tzinfo) -> None:
        self._zone = zone
        self._at: dict[int, int] = {}

    def stamp(self, ordinal: int, clock: int) -> int:
        """Return when clocks show so much past the midnight of a day."""
        day = ordinal + clock // DAY
        offset = self._midnight(day)
        if offset != self._midnight(day + 1):
            return wall_stamp(ordinal, clock, self._zone)
        return (ordinal - EPOCH) * DAY + clock - offset

    def _midnight(self, ordinal: int) -> int:
        """Return the offset at a midnight, asked for once."""
        known = self._at.get(ordinal)
        if known is None:
            known = self._at[ordinal] = midnight_offset(ordinal, self._zone)
        return known
