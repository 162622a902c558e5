"""
One cover: from when to when, under which clause, and why.
"""

import datetime as dt
from functools import lru_cache
from typing import Any, Final

import pendulum
from attrs import field
from attrs.converters import optional

from followup_rules.canonical import plain
from followup_rules.clauses import Clause, Text
from followup_rules.errors import InvalidFieldError, MissingFactError
from followup_rules.exact import as_count, parse_rate
from followup_rules.fields import Positive, Rate, held
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import (
    Amount,
    Unlimited,
)
from followup_rules.timing.counting import Deadline
from followup_rules.timing.moments import (
    Moment,
    as_instant,
    elapsed,
    local_ordinal,
    show_day,
    zone_of,
)
from followup_rules.timing.seasons import Season, SeasonTable
from followup_rules.verdicts import Reason


@frozen(field_transformer=held)
class SeasonCount:
    """
    Whether the season that runs at the start counts as the first.

    It counts where at least the share *running_from* of its days is left, the day of
    the start included; with None it never counts, though it is covered.

    >>> SeasonCount("1/2").running_from
    Fraction(1, 2)
    """

    running_from: Rate | None = field(default=None, converter=optional(parse_rate))

    def counts(self, season: Season, start: int) -> bool:
        """
        Say whether a season that runs on the day *start* is counted.

        Raises:
            MissingFactError: If that depends on an end that is not declared yet.
        """
        if self.running_from is None:
            return False
        if self.running_from == 0:
            return True
        if season.last is None or season.days is None:
            raise MissingFactError("season_end", "counting the running season")
        left = season.last.toordinal() - start + 1
        return left >= self.running_from * season.days


FULL: Final = SeasonCount(None)
"""Only seasons that begin on or after the start count."""

PARTIAL_COUNTS: Final = SeasonCount(0)
"""The running season counts, however little of it is left."""


def count_seasons(
    table: SeasonTable, start: int, n: int, rule: SeasonCount
) -> tuple[Season, ...]:
    """
    Return the *n* seasons that a cover from the day *start* lasts.

    Raises:
        SeasonNotCoveredError: If the table does not reach that far.
        MissingFactError: If it depends on an end that is not declared yet.
    """
    day = show_day(start)
    counted: list[Season] = []
    if rule.running_from is not None:
        running = table.running_on(day)
        if running is not None and running.first < day and rule.counts(running, start):
            counted.append(running)
    following = table.starting_on_or_after(day)
    while len(counted) < n:
        counted.append(next(following))
    return tuple(counted)


@frozen
class End:
    """
    Where a cover ends: a deadline, or a season whose end is not declared yet.

    Attributes:
        deadline: When it ends; None where that is not known yet.
        sure_until: The ordinal of the last day that is covered in any case.
        seasons: The seasons counted.
        never: Whether it never ends.
    """

    deadline: Deadline | None
    sure_until: int
    seasons: tuple[Season, ...] = ()
    never: bool = False

    @property
    def last(self) -> int:
        """
        The ordinal of the last day.

        Raises:
            InvalidFieldError: If it never ends.
            MissingFactError: If the season has no end yet.
        """
        if self.never:
            allowed = "one that ends; ask first whether it never_ends"
            raise InvalidFieldError("cover", str(Unlimited()), allowed)
        if self.deadline is None:
            raise MissingFactError("season_end", "the end of the cover")
        return self.deadline.last_ordinal


@lru_cache(maxsize=4096)
def at_the_end_of(last: int, zone: str, first: int | None = None) -> End:
    """
    Return the end with a day; categories of one work, and works of one day, share it.

    Args:
        last: The ordinal of the last day.
        zone: Where days end.
        first: The ordinal of the first day, where the deadline is to say it.
    """
    return End(Deadline(last, None, zone, first), last)


NEVER: Final = End(None, dt.date.max.toordinal(), never=True)
"""The end of what never ends."""


def later(first: End, second: End) -> End:
    """
    Return the later of two ends; one that is not known yet may be the later.
    """
    if first.never or second.never:
        return first if first.never else second
    if first.deadline is not None and second.deadline is not None:
        return second if second.deadline.closing > first.deadline.closing else first
    unknown = first if first.deadline is None else second
    sure = max(first.sure_until, second.sure_until)
    return End(None, sure, unknown.seasons)


@frozen(kw_only=True, field_transformer=held)
class Meter:
    """
    How much use is covered, where use ends a cover as well: 2 years or 60,000 km.

    Attributes:
        most: So much use is still covered, and what goes beyond it is not.
        unit: What the meter counts.
    """

    most: Positive
    unit: Text


@frozen(kw_only=True)
class Cover:
    """
    From when to when one category of work is covered.

    Attributes:
        category: The category.
        clause: The clause that sets its period.
        start_ordinal: The ordinal of the first day, which is covered and not
            counted.
        end: Where it ends.
        statutory: Where the period of the clause alone would end; None where the
            clause sets none.
        contractual: Where what was agreed alone would end.
        zone: Where days begin and end.
        basis: `statute` or `contract`, whichever set the end; `void` after an end
            by avoidance.
        notes: What was extended, restarted, shortened or raised to the minimum.
        meter: How much use is covered; None where only time ends it.
        first_reading: What the meter showed at the start.
    """

    category: str
    clause: Clause
    start_ordinal: int
    end: End
    statutory: End | None
    contractual: End | None
    zone: str
    basis: str
    notes: tuple[Reason, ...] = ()
    meter: Meter | None = None
    first_reading: int = 0

    @property
    def first_day(self) -> pendulum.Date:
        """
        The day on which it starts: covered in fact, but not counted.
        """
        return show_day(self.start_ordinal)

    @property
    def deadline(self) -> Deadline | None:
        """
        When it ends; None where the last season has no declared end yet.
        """
        return self.end.deadline

    @property
    def last_day(self) -> pendulum.Date | None:
        """
        The last covered day; None where it is not known yet, or there is none.
        """
        return None if self.deadline is None else self.deadline.last_day

    @property
    def closes(self) -> pendulum.DateTime | None:
        """
        When it ends; None where that is not known yet, or never.

        The first instant out of cover, or with `closes_included` the last in it.
        """
        return None if self.deadline is None else self.deadline.closes

    @property
    def closes_included(self) -> bool:
        """
        Whether the instant `closes` itself is still covered.
        """
        return self.deadline is not None and self.deadline.closes_included

    @property
    def seasons(self) -> tuple[Season, ...]:
        """
        The seasons that were counted, where seasons count.
        """
        return self.end.seasons

    @property
    def never_ends(self) -> bool:
        """
        Whether time never ends it.
        """
        return self.end.never

    @property
    def most_reading(self) -> int | None:
        """
        The highest reading of the meter that is still covered.
        """
        return None if self.meter is None else self.first_reading + self.meter.most

    def used_up(self, reading: int | None) -> bool:
        """
        Say whether a reading is known to be beyond the use that is covered.

        Raises:
            ImpossibleCountError: If it is no whole number of 0 or more.
        """
        if reading is not None:
            as_count("reading", reading)
        most = self.most_reading
        return most is not None and reading is not None and reading > most

    def covers(self, moment: Moment, reading: int | None = None) -> bool:
        """
        Say whether *moment* is covered; a day is enough where whole days count.

        Where use ends the cover as well, whichever comes first, *reading* is what the
        meter showed at that moment; it is needed only while time has not ended it.

        Raises:
            MissingFactError: If that depends on an end that is not declared yet, or on
                a reading that is not known.
            NaiveTimeError: If *moment* is a datetime without a zone.
            NotAnInstantError: If *moment* is a day on which the cover ends at noon.
        """
        if self.used_up(reading):
            return False
        in_time = self._in_time(moment)
        if in_time and self.meter is not None and reading is None:
            raise MissingFactError("reading", f"the cover of {self.category}")
        return in_time

    def _in_time(self, moment: Moment) -> bool:
        """Say whether time has not ended it at a moment."""
        ordinal = local_ordinal(moment, zone_of(self.zone), "moment")
        if ordinal < self.start_ordinal:
            return False
        if self.deadline is not None:
            return self.deadline.met_by(moment)
        if ordinal <= self.end.sure_until:
            return True
        raise MissingFactError(
            "season_end", f"the cover of {self.category}", "declare when it ended"
        )

    def remaining(self, as_of: Moment) -> dt.timedelta:
        """
        Return how long the cover still runs; nothing once it has ended.

        From a day, whole days after that day; from an instant, to the second. What use
        may leave of it is not looked at.

        Raises:
            InvalidFieldError: If the cover never ends.
            MissingFactError: If the end is not declared yet.
        """
        day = self.end.last
        nothing = dt.timedelta(0)
        if self.closes is not None and isinstance(as_of, dt.datetime):
            return max(nothing, elapsed(as_instant(as_of, "as_of"), self.closes))
        left = day - local_ordinal(as_of, zone_of(self.zone), "as_of")
        return max(nothing, dt.timedelta(days=left))

    def wording(self, language: str = "en") -> str:
        """
        Say the cover as a person would, in "en" or "zh".
        """
        last = self.last_day
        english = f"{self.first_day} to {last or 'an end not declared yet'}"
        chinese = f"{_chinese(self.first_day)}至" + (
            "尚未公布的截止日" if last is None else _chinese(last)
        )
        if self.never_ends:
            english = f"{self.first_day} without end"
            chinese = f"自{_chinese(self.first_day)}起不限期"
        if self.meter is not None:
            most, unit = self.most_reading, self.meter.unit
            english += f", to a reading of {most} {unit.in_language('en')}"
            chinese += f"，以{most}{unit.in_language('zh')}为限"
        return Text(english, chinese).in_language(language)

    def __str__(self) -> str:
        return f"{self.category}: {self.wording('en')} ({self.clause.id})"

    def __plain__(self) -> dict[str, Any]:
        beside: dict[str, Any] = {}
        if self.never_ends:
            beside["never_ends"] = True
        if self.meter is not None:
            beside["most_reading"] = self.most_reading
        return {
            **beside,
            "category": self.category,
            "clause": self.clause.id,
            "first_day": plain(self.first_day),
            "last_day": plain(self.last_day),
            "closes": plain(self.closes),
            "closes_included": self.closes_included,
            "basis": self.basis,
            "statutory_last_day": _last_of(self.statutory),
            "contract_last_day": _last_of(self.contractual),
            "seasons": [season.label for season in self.seasons],
            "notes": [entry.code for entry in self.notes],
        }


def _chinese(day: dt.date) -> str:
    """Write a day in Chinese."""
    return f"{day.year}年{day.month}月{day.day}日"


def _last_of(end: End | None) -> str | None:
    """Return the last day of an end as plain data."""
    if end is None or end.deadline is None:
        return None
    return end.deadline.last_day.isoformat()


@frozen
class ExpiryNotice:
    """
    A day on which to say that a cover will end.

    Attributes:
        category: What is covered.
        lead: How long before the last day; the last day itself is not counted.
        on: The day to say it.
        last_day: The last covered day.
    """

    category: str
    lead: Amount
    on: pendulum.Date
    last_day: pendulum.Date
