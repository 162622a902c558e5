"""
The rows of one ledger that those of another are counted against.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from attrs import evolve

from followup_rules.books.conditions import Answer
from followup_rules.books.conditions.lasting import falls
from followup_rules.books.feeds.asking import (
    Part,
    ask,
    is_meant,
    whether,
)
from followup_rules.books.feeds.pools import Pool, Pooling
from followup_rules.books.feeds.settled import meant_then, once_meant
from followup_rules.books.feeds.tallies import joined_too_late
from followup_rules.books.judging import Judging
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import Name, held
from followup_rules.immutable import frozen
from followup_rules.timing.cycles import Cells
from followup_rules.verdicts import Reason


@frozen(kw_only=True, field_transformer=held)
class Among(Part):
    """
    The rows that others are counted against: the visits of a month beside its calls.

    Attributes:
        of: The kind of the rows.
        where: Which of them; None is all.
        by: What they are told apart by, where those that are counted are.
    """

    of: Name
    where: Answer = whether()
    by: Answer = ask()

    def refuse_unfit(self, rate: Any) -> None:
        """
        Refuse a rate with which something would go unused.

        Raises:
            InvalidFieldError: If only one of the two is told apart, both are rows of
                one ledger, or ways out let off a row of no population.
        """
        if (rate.by is None) is not (self.by is None):
            allowed = "a question where the rate has one, and else None"
            raise InvalidFieldError("Among.by", self.by and str(self.by), allowed)
        if self.of == rate.each:
            allowed = f"another ledger than {rate.each!r}, which is counted by where"
            raise InvalidFieldError("Among.of", self.of, allowed)
        if rate.ways_out:
            keys = ", ".join(way.key for way in rate.ways_out)
            allowed = "none beside among, whose rows are the population"
            raise InvalidFieldError("Rate.ways_out", keys, allowed)

    def fits(self, case: Judging, row: Any) -> bool | None:
        """
        Say whether a row is counted; None is not known.
        """
        return is_meant(case, row, self.where)

    def pools(
        self, case: Judging, rule: Any, counted: Pooling, cycle: Cells | None
    ) -> Iterator[tuple[Pool, Pool]]:
        """
        Yield the rows that are counted with those that they are counted against.

        A group of which either has rows has a share.
        """
        fits = self.fits
        if falls(self.where):
            fits = partial(once_meant, self.fits, rule.id, self.where)
        own = Pooling(self.of, fits, self.by, cycle, None)
        tops = {(one.name, one.cell): one for one in counted.pools(case, rule)}
        below = {(one.name, one.cell): one for one in own.pools(case, rule)}
        for key in sorted({*tops, *below}, key=_as_text):
            top, base = tops.get(key), below.get(key)
            if top is None:
                top = _none_of(case, counted.each, base)
            yield top, _none_of(case, self.of, top) if base is None else base

    def count(
        self, case: Judging, rule: Any, pool: Pool
    ) -> tuple[int, int, tuple[Reason, ...]]:
        """
        Return how many rows are counted, how many more may be, and what is said of it.

        Those that were counted when the period was over are, and none that joined later.
        """
        today = [self.fits(case, row) for row in pool.rows]
        found = [
            meant_then(case, rule.id, row, self.where, fits, pool.ends)
            for row, fits in zip(pool.rows, today, strict=True)
        ]
        pairs = zip(today, found, strict=True)
        joined = sum(was is False is not now for now, was in pairs)
        return found.count(True), found.count(None), joined_too_late(joined)


def _none_of(case: Judging, kind: str, beside: Any) -> Pool:
    """Return the pool of a group, or a cell, of which a ledger has no row."""
    pool: Pool = evolve(beside, rows=(), unreadable=case.unreadable((kind,)))
    return pool


def _as_text(key: tuple[str | None, str | None]) -> tuple[str, str]:
    """Return by what shares stand in order: cell after cell and group after group."""
    name, cell = key
    return cell or "", name or ""
