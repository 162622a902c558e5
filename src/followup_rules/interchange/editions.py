"""
The editions of a regulation side by side, each with the days on which it holds.

The edition is chosen by the date of the event, never by today's. What happens to a
case that is still open when a new edition begins, that edition says itself.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Annotated, Any, Generic, TypeVar

import pendulum
from attrs import field

from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import (
    EditionGapError,
    EditionOverlapError,
    ImpossibleOrderError,
    InvalidFieldError,
    NoEditionError,
    UnknownNameError,
)
from followup_rules.fields import Entries, ZoneName, as_tuple, held
from followup_rules.fields.arguments import check_kind
from followup_rules.immutable import frozen
from followup_rules.reports import Report
from followup_rules.timing.cycles import (
    Cells,
    Cycle,
    Period,
    cell_of,
    next_cell,
)
from followup_rules.timing.moments import (
    Moment,
    as_day,
    local_ordinal,
    show_day,
    zone_of,
)

R = TypeVar("R")


class OpenCases(Enum):
    """
    What a new edition does with the cases that are open when it begins.
    """

    OLD_RULE = "old_rule"
    """They stay under the edition in which the event lies."""
    NEW_RULE = "new_rule"
    """They come under the new edition on its first day."""
    NEW_RULE_FROM_NEXT_CYCLE = "new_rule_from_next_cycle"
    """They come under it when the next cycle begins, unless closed by then."""


def _as_day(value: Any) -> Any:
    """Read a day, or let nothing pass."""
    return None if value is None else as_day(value, "day")


def _edition_of(rules: Rulebook) -> str:
    """Name a rulebook, whose every clause would else stand in each message."""
    return rules.edition


def _in_order(entries: Any) -> Any:
    """Put editions in the order of their first days; the validator sees the rest."""
    entries = as_tuple(entries)
    if isinstance(entries, tuple) and all(isinstance(e, Edition) for e in entries):
        return tuple(sorted(entries, key=lambda entry: entry.first or dt.date.min))
    return entries


@frozen(kw_only=True, field_transformer=held)
class Edition:
    """
    One edition of a regulation, and from when to when it holds.

    Attributes:
        rules: Its rulebook; the edition goes by the edition of its regulation.
        first: The first day on which it holds; None is open at the start.
        last: The last day on which it holds; None is open at the end.
        open_cases: What it does with the cases that are open when it begins.
        cycle: The cycles of `NEW_RULE_FROM_NEXT_CYCLE`.
    """

    rules: Rulebook = field(repr=_edition_of)
    first: pendulum.Date | None = field(default=None, converter=_as_day)
    last: pendulum.Date | None = field(default=None, converter=_as_day)
    open_cases: OpenCases = OpenCases.OLD_RULE
    cycle: Cells = Cycle.MONTH

    def __attrs_post_init__(self) -> None:
        if None not in {self.first, self.last} and self.last < self.first:  # type: ignore[operator]
            raise ImpossibleOrderError("first", self.first, "last", self.last)

    @property
    def name(self) -> str:
        """
        The edition of the regulation, such as `2021`.
        """
        return self.rules.regulation.edition

    @property
    def takes_over(self) -> pendulum.Date | None:
        """
        The first day on which cases that were open come under it; None is never.
        """
        if self.first is None or self.open_cases is OpenCases.OLD_RULE:
            return None
        cell = cell_of(self.cycle, self.first)
        if self.open_cases is OpenCases.NEW_RULE or cell.first == self.first:
            return self.first
        return next_cell(self.cycle, cell).first

    def __contains__(self, day: dt.date) -> bool:
        ordinal = as_day(day, "day").toordinal()
        starts = self.first is None or self.first.toordinal() <= ordinal
        return starts and (self.last is None or ordinal <= self.last.toordinal())


@frozen
class Judged(Generic[R]):
    """
    The rows that one edition judged, and what they came to.
    """

    edition: Edition
    rows: tuple[R, ...]
    report: Report


@frozen(field_transformer=held)
class Editions:
    """
    Every edition of one regulation, by their days, without a gap or an overlap.

    >>> from followup_rules.rulebooks import repair
    >>> from attrs import evolve
    >>> amended = evolve(
    ...     repair.RULES, regulation=evolve(repair.REGULATION, edition="2026")
    ... )
    >>> editions = Editions(
    ...     [
    ...         Edition(rules=repair.RULES, last=dt.date(2026, 6, 30)),
    ...         Edition(rules=amended, first=dt.date(2026, 7, 1)),
    ...     ]
    ... )
    >>> editions.on(dt.date(2026, 6, 30)).name, editions.on(dt.date(2026, 7, 1)).name
    ('2021', '2026')

    Attributes:
        entries: The editions; only the first may be open at the start, and only the
            last at the end.
        zone: Where the day of an instant is read.

    Raises:
        EditionGapError, EditionOverlapError: If two neighbours leave days without an
            edition, or share some.
        InvalidFieldError: If two have one name, or they are of several regulations.
    """

    entries: Annotated[tuple[Edition, ...], Entries(least=1)] = field(
        converter=_in_order
    )
    zone: ZoneName = "Asia/Shanghai"

    def __attrs_post_init__(self) -> None:
        code, names = self.code, self.names
        if len(set(names)) < len(names):
            raise InvalidFieldError("Editions.entries", names, "each name once")
        for entry in self.entries[1:]:
            if entry.rules.regulation.code != code:
                raise InvalidFieldError(
                    "Editions.entries", entry.rules.edition, f"editions of {code}"
                )
        for earlier, later in zip(self.entries, self.entries[1:], strict=False):
            _refuse_misfit(earlier, later)

    @property
    def code(self) -> str:
        """
        The code of the regulation.
        """
        return self.entries[0].rules.regulation.code

    @property
    def names(self) -> tuple[str, ...]:
        """
        The names of the editions, in their order.
        """
        return tuple(entry.name for entry in self.entries)

    def edition(self, name: str) -> Edition:
        """
        Return an edition by its name.

        Raises:
            UnknownNameError: If there is none.
        """
        for entry in self.entries:
            if entry.name == name:
                return entry
        raise UnknownNameError("edition", name, self.names)

    def on(self, event: Moment) -> Edition:
        """
        Return the edition in force on the day of an event.

        Raises:
            NoEditionError: If none was, naming the days that are covered.
            NotADayError, NaiveTimeError: If *event* is no moment.
        """
        day = self._day(event, "event")
        for entry in self.entries:
            if day in entry:
                return entry
        first, last = self.entries[0].first, self.entries[-1].last
        raise NoEditionError(self.code, day, first, last)

    def for_case(
        self, event: Moment, *, as_of: Moment, closed: Moment | None = None
    ) -> Edition:
        """
        Return the edition that judges a case at a moment.

        It is the one in force on the day of the event, unless the case was still open
        when a later edition took over, and that has happened by *as_of*.

        Args:
            event: What the rules start from, such as the completion of a repair.
            as_of: The moment of judgement.
            closed: When the case was closed; None is still open.

        Raises:
            NoEditionError: If none was in force on the day of the event.
        """
        judge = self.on(event)
        now = self._day(as_of, "as_of")
        end = None if closed is None else self._day(closed, "closed")
        for entry in self.entries[self.entries.index(judge) + 1 :]:
            day = entry.takes_over
            if day is not None and day <= now and (end is None or end >= day):
                judge = entry
        return judge

    def for_cell(self, cell: Period) -> Edition:
        """
        Return the edition that judges a whole cell, such as a month's quota.

        A cell in which a new edition begins is judged by the old one, unless the new
        one says `NEW_RULE`.

        Raises:
            NoEditionError: If none was in force on the deciding day.
            InvalidFieldError: If *cell* is no period.
        """
        check_kind("cell", cell, Period, "a Period, such as month(2026, 3)")
        judge = self.on(cell.first)
        for entry in self.entries[self.entries.index(judge) + 1 :]:
            begins = entry.first is not None and entry.first in cell
            if begins and entry.open_cases is OpenCases.NEW_RULE:
                judge = entry
        return judge

    def judge(
        self,
        rows: Iterable[R],
        assess: Callable[[tuple[R, ...], Rulebook], Report],
        *,
        event: Callable[[R], Moment | None],
        closed: Callable[[R], Moment | None] = lambda _: None,
        as_of: Moment,
    ) -> tuple[Judged[R], ...]:
        """
        Judge every row by its own edition; each report names the edition.

        Args:
            rows: What is judged.
            assess: Judges some rows by a rulebook, as each regulation's `assess` does.
            event: Returns what the rules start from, of one row; where that has not
                happened yet, the edition in force at *as_of* judges.
            closed: Returns when a row's case was closed; None is still open.
            as_of: The moment of judgement.

        Raises:
            NoEditionError: If an event lies on a day without an edition.
        """
        sorted_rows: dict[str, list[R]] = {name: [] for name in self.names}
        for row in rows:
            start = event(row)
            found = self.on(as_of)
            if start is not None:
                found = self.for_case(start, as_of=as_of, closed=closed(row))
            sorted_rows[found.name].append(row)
        return tuple(
            Judged(entry, kept, assess(kept, entry.rules))
            for entry in self.entries
            if (kept := tuple(sorted_rows[entry.name]))
        )

    def _day(self, moment: Moment, name: str) -> pendulum.Date:
        """Return the day of a moment."""
        return show_day(local_ordinal(moment, zone_of(self.zone), name))


def _refuse_misfit(earlier: Edition, later: Edition) -> None:
    """Refuse days that two neighbours share, or leave out."""
    names = earlier.name, later.name
    if earlier.last is None or later.first is None or later.first <= earlier.last:
        raise EditionOverlapError(*names, *_shared(earlier, later))
    missing = later.first.toordinal() - earlier.last.toordinal() - 1
    if missing:
        first = show_day(earlier.last.toordinal() + 1)
        raise EditionGapError(*names, first, show_day(later.first.toordinal() - 1))


def _shared(one: Edition, other: Edition) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day that two overlapping editions share."""
    firsts = [day for day in (one.first, other.first) if day is not None]
    lasts = [day for day in (one.last, other.last) if day is not None]
    return max(firsts, default=None), min(lasts, default=None)
