"""
What a count comes to: by when something is due, and from when it may be done.
"""

import datetime as dt
from functools import lru_cache
from typing import Any, Final

import pendulum

from followup_rules.clauses import Text
from followup_rules.errors import NotAnInstantError
from followup_rules.immutable import frozen
from followup_rules.timing.moments import (
    Moment,
    as_instant,
    elapsed,
    first_instant,
    is_before,
    local_ordinal,
    show_day,
    show_instant,
    to_utc,
    zone_of,
)


@frozen(repr=False, init=False)
class Deadline:
    """
    By when something is due, and from when it may be done.

    Build one with `Counting.deadline`, `Counting.before` or `Counting.ending`.

    A count of days closes at the first instant that is too late; a count of hours,
    and a close of business, at the last instant in time. `closes_included` says
    which, and `met_by` is the only comparison anyone needs to write.

    >>> from followup_rules.timing.amounts import Days
    >>> from followup_rules.timing.counting import HOUSE_RULES
    >>> due = HOUSE_RULES.deadline(dt.date(2026, 3, 2), Days(2))
    >>> due.last_day, due.closes_included
    (Date(2026, 3, 4), False)
    >>> str(due)
    'by the end of Wed 2026-03-04'
    >>> due.wording("zh")
    '2026年3月4日24时前'
    """

    last_ordinal: int
    instant: dt.datetime | None
    zone: str
    opens_ordinal: int | None = None

    def __init__(
        self,
        last_ordinal: int,
        instant: dt.datetime | None,
        zone: str,
        opens_ordinal: int | None = None,
    ) -> None:
        # Slots take a third of the memory, and so written no more time than a dict.
        _put_last(self, last_ordinal)
        _put_instant(self, instant)
        _put_zone(self, zone)
        _put_opens(self, opens_ordinal)

    @property
    def last_day(self) -> pendulum.Date:
        """
        The local day on which it falls due.
        """
        return show_day(self.last_ordinal)

    @property
    def opens(self) -> pendulum.DateTime | None:
        """
        The first instant at which it may be done; None where there is no bound.
        """
        if self.opens_ordinal is None:
            return None
        home = zone_of(self.zone)
        return show_instant(first_instant(self.opens_ordinal, home), home)

    @property
    def first_day(self) -> pendulum.Date | None:
        """
        The first local day on which it may be done; None where there is no bound.
        """
        return None if self.opens_ordinal is None else show_day(self.opens_ordinal)

    @property
    def closes(self) -> pendulum.DateTime:
        """
        The first instant too late, or with `closes_included` the last in time.
        """
        home = zone_of(self.zone)
        if self.instant is None:
            return show_instant(first_instant(self.last_ordinal + 1, home), home)
        return show_instant(self.instant, home)

    @property
    def closing(self) -> dt.datetime:
        """
        The instant `closes` by UTC, by which deadlines are put in order.

        Two clock times of one zone compare as the clock shows them, and where clocks
        are put back it shows an hour twice.
        """
        if self.instant is not None:
            return to_utc(self.instant)
        return to_utc(first_instant(self.last_ordinal + 1, zone_of(self.zone)))

    @property
    def closes_included(self) -> bool:
        """
        Whether the instant `closes` itself is still in time.
        """
        return self.instant is not None

    @property
    def last_moment(self) -> Moment:
        """
        The bound as a moment: the last day in time, or the last instant.
        """
        moment: Moment = self.last_day if self.instant is None else self.closes
        return moment

    def late_by(self, moment: Moment) -> dt.timedelta:
        """
        Return how far past the bound *moment* lies; less than nothing is in time.

        In whole days where only the day is known, and else from `closes`.

        Raises:
            NaiveTimeError: If *moment* is a datetime without a zone.
            NotADayError: If it is neither a day nor an instant.
        """
        if isinstance(moment, dt.datetime):
            return elapsed(self.closes, as_instant(moment, "moment"))
        day = local_ordinal(moment, zone_of(self.zone), "moment")
        return dt.timedelta(days=day - self.last_ordinal)

    def met_by(self, moment: Moment) -> bool:
        """
        Say whether something done at *moment* is not too late.

        A day is enough where the deadline is the end of a day.

        Raises:
            NaiveTimeError: If *moment* is a datetime without a zone.
            NotAnInstantError: If *moment* is a day, and the day is not enough.
        """
        home = zone_of(self.zone)
        if self.instant is None:
            return local_ordinal(moment, home, "moment") <= self.last_ordinal
        if isinstance(moment, dt.datetime):
            as_instant(moment, "moment")
            return not is_before(self.instant, moment, home)
        ordinal = local_ordinal(moment, home, "moment")
        if ordinal != self.last_ordinal:
            return ordinal < self.last_ordinal
        raise NotAnInstantError("moment", moment)

    def opened_by(self, moment: Moment) -> bool:
        """
        Say whether *moment* is not too early.
        """
        if self.opens_ordinal is None:
            return True
        return local_ordinal(moment, zone_of(self.zone), "moment") >= self.opens_ordinal

    def wording(self, language: str = "en") -> str:
        """
        Say the deadline as a person would, in "en" or "zh".
        """
        local = None if self.instant is None else self.closes
        day = self.last_day
        english = (
            f"by the end of {_weekday(day)} {day}"
            if local is None
            else f"no later than {_weekday(day)} {day} {_clock(local)}"
        )
        chinese = f"{day.year}年{day.month}月{day.day}日" + (
            "24时前" if local is None else f"{_clock(local)}前（含）"
        )
        return Text(english, chinese).in_language(language)

    def __str__(self) -> str:
        return self.wording("en")

    def __repr__(self) -> str:
        return f"<Deadline {self.wording('en')}, {self.zone}>"

    def __plain__(self) -> dict[str, Any]:
        return {
            "opens": None if self.opens is None else self.opens.isoformat(),
            "last_day": self.last_day.isoformat(),
            "closes": self.closes.isoformat(),
            "closes_included": self.closes_included,
        }


_slots: Any = Deadline
_put_last = _slots.last_ordinal.__set__
_put_instant = _slots.instant.__set__
_put_zone = _slots.zone.__set__
_put_opens = _slots.opens_ordinal.__set__


@lru_cache(maxsize=4096)
def end_of_day(ordinal: int, zone: str) -> Deadline:
    """
    Return what is due by the end of a day; many rows of a ledger share one.
    """
    return Deadline(ordinal, None, zone)


_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _weekday(day: dt.date) -> str:
    """Return the weekday in three letters, whatever the process's locale."""
    return _WEEKDAYS[(day.toordinal() - 1) % len(_WEEKDAYS)]


def _clock(instant: dt.datetime) -> str:
    """Return the time of day, as exact as it is."""
    return instant.time().isoformat(
        timespec="microseconds"
        if instant.microsecond
        else "seconds"
        if instant.second
        else "minutes"
    )
