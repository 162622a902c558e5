"""
Rows that count as one.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from followup_rules.books.conditions import Answer
from followup_rules.books.feeds.asking import Part, ask, ask_when
from followup_rules.books.judging import Judging
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import held
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import Days, Months, Weeks, Years
from followup_rules.timing.counting import Counting
from followup_rules.timing.cycles import Period
from followup_rules.timing.episodes import Episode, Kept, episodes
from followup_rules.timing.moments import is_before

InDays = Days | Weeks | Months | Years


@frozen(kw_only=True, field_transformer=held)
class Merged(Part):
    """
    Rows that count as one, because one followed the other closely.

    Attributes:
        by: Whose it is.
        begins: When a stay begins.
        ends: When it ends; None is at once.
        gap: How soon after the end of one the next belongs to it.
        stands: Which of them stands for all.
    """

    by: Answer = ask()
    begins: Answer = ask_when()
    ends: Answer = ask_when()
    gap: InDays
    stands: Kept = Kept.LAST

    def __attrs_post_init__(self) -> None:
        for name in ("by", "begins"):
            if getattr(self, name) is None:
                raise InvalidFieldError(f"Merged.{name}", None, "an attribute")

    def standing(self, case: Judging, rows: Iterable[Any]) -> list[Any]:
        """
        Return the rows that stand for an episode.

        A row of which it is not known whose it is, or when, stands for itself, and so
        does one that ends before it begins.
        """
        whole: list[Any] = []
        alone: list[Any] = []
        for row in rows:
            (whole if self._is_whole(case, row) else alone).append(row)
        found: tuple[Episode[Any], ...] = episodes(
            whole,
            self.gap,
            begins=lambda row: self.begins.of(case, row),
            ends=lambda row: self._end(case, row),
            by=lambda row: self.by.of(case, row),
            counting=self._counting(case),
        )
        return [*alone, *(one.kept(self.stands) for one in found)]

    def settles(self, case: Judging, cell: Period | None = None) -> dt.datetime | None:
        """
        Return when no later stay can take one out of a cell, or the period, any more.
        """
        span = case.period if cell is None else cell
        if span is None:
            return None
        return self._counting(case).deadline(span.last, self.gap).closes

    def _end(self, case: Judging, row: Any) -> Any:
        """Return when a stay ends."""
        return (self.begins if self.ends is None else self.ends).of(case, row)

    def _is_whole(self, case: Judging, row: Any) -> bool:
        """Say whether whose it is, and when, is known and possible."""
        first, last = self.begins.of(case, row), self._end(case, row)
        if None in {self.by.of(case, row), first, last}:
            return False
        return not is_before(last, first, case.zone)

    def _counting(self, case: Judging) -> Counting:
        """Return how the time between two stays is counted."""
        return Counting(zone=case.zone_name)
