"""
Stays that follow one another closely are one episode.

"Of a patient who is admitted again within 31 days, the last discharge counts": a
population that is counted in episodes holds each of them once.
"""

from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any, Generic, TypeVar

from followup_rules.errors import ImpossibleOrderError
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import Amount
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import HOUSE_RULES, Counting
from followup_rules.timing.moments import (
    Moment,
    is_before,
    place_of,
)

A = TypeVar("A")


class Kept(Enum):
    """
    Which stay of an episode stands for it.
    """

    LAST = "last"
    FIRST = "first"


@frozen
class Episode(Generic[A]):
    """
    Stays that count as one, in the order in which they began.
    """

    stays: tuple[A, ...]

    def kept(self, which: Kept = Kept.LAST) -> A:
        """
        Return the stay that stands for the episode.
        """
        return self.stays[-1 if which is Kept.LAST else 0]


def episodes(
    stays: Iterable[A],
    within: Amount,
    *,
    begins: Callable[[A], Moment],
    ends: Callable[[A], Moment] | None = None,
    by: Callable[[A], Any] | None = None,
    counting: Counting = HOUSE_RULES,
    calendar: WorkCalendar | None = None,
) -> tuple[Episode[A], ...]:
    """
    Join stays of one person that begin within so long after the one before has ended.

    The time is counted from the end of the last stay of the episode so far, so that an
    episode may last longer than *within*. A stay that begins before the one before has
    ended belongs to it too. Episodes come in the order in which they began.

    >>> import datetime as dt
    >>> from followup_rules.timing.amounts import Days
    >>> days = [dt.date(2026, 1, 1), dt.date(2026, 1, 20), dt.date(2026, 3, 1)]
    >>> found = episodes(days, Days(31), begins=lambda day: day)
    >>> [[str(day) for day in one.stays] for one in found]
    [['2026-01-01', '2026-01-20'], ['2026-03-01']]

    Args:
        stays: What is to be joined, in any order.
        within: How soon after the end of one the next belongs to it.
        begins: When a stay begins.
        ends: When it ends; None is at once.
        by: Whose it is; None is that all are of one.
        counting: How *within* is counted.
        calendar: Needed only where working days matter.

    Raises:
        ImpossibleOrderError: If a stay ends before it begins.
        CalendarRequiredError, CalendarNotCoveredError: If working days matter.
        NaiveTimeError, NotADayError, NotAnInstantError: If a moment is unusable.
    """
    zone = counting.tz
    ended = begins if ends is None else ends
    found: list[list[A]] = []
    latest: dict[Any, tuple[list[A], Moment]] = {}
    for stay in sorted(stays, key=lambda one: place_of(begins(one), zone, "begins")):
        first, last = begins(stay), ended(stay)
        if is_before(last, first, zone):
            raise ImpossibleOrderError("begins", first, "ends", last)
        whose = None if by is None else by(stay)
        episode, end = latest.get(whose, ([], None))
        if end is not None and _follows(first, end, within, counting, calendar):
            episode.append(stay)
            last = end if is_before(last, end, zone) else last
        else:
            episode = [stay]
            found.append(episode)
        latest[whose] = episode, last
    return tuple(Episode(tuple(one)) for one in found)


def _follows(
    begins: Moment,
    ended: Moment,
    within: Amount,
    counting: Counting,
    calendar: WorkCalendar | None,
) -> bool:
    """Say whether a stay belongs to the one before."""
    if not is_before(ended, begins, counting.tz):
        return True
    return counting.deadline(ended, within, calendar=calendar).met_by(begins)
