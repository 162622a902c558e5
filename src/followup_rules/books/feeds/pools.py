"""
The rows of which one share is taken: all of them, those of a group, those of a cell.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from followup_rules.books.conditions import Answer, Attribute
from followup_rules.books.feeds.asking import Together, answer
from followup_rules.books.judging import Judging
from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError
from followup_rules.immutable import frozen
from followup_rules.timing.cycles import Cells, Period, cell_of, cells
from followup_rules.verdicts import Reason, note

Key = tuple[Period | None, str | None]
"""The cell and the group; None where rows are not told apart by it."""


@frozen
class Pool:
    """
    The rows of which one share is taken.

    Attributes:
        name: The group; None is everybody.
        cell: What verdicts call the days; None is all of them.
        ends: When no more rows can join it; None is that they all have.
        unreadable: How many rows that cannot be read may be of it.
        remarks: What is said of it besides.
        rows: Its rows.
    """

    name: str | None
    cell: str | None
    ends: dt.datetime | None
    unreadable: int
    remarks: tuple[Reason, ...] = ()
    rows: tuple[Any, ...] = ()


@frozen
class Pooling:
    """
    How the rows of a share are told apart.

    Attributes:
        each: The kind of the rows.
        fits: Which of them are meant.
        by: The group of a row; None is one for all.
        cycle: The cells of which each is judged by itself; None is the period.
        episodes: Which rows count as one.
    """

    each: str
    fits: Callable[[Judging, Any], bool | None]
    by: Answer
    cycle: Cells | None
    episodes: Together

    def whole(self, case: Judging, rows: tuple[Any, ...] = ()) -> Pool:
        """
        Return some rows of the period as one pool.
        """
        unreadable = case.unreadable((self.each,))
        return Pool(None, case.cell, self._ends(case, None), unreadable, rows=rows)

    def pools(
        self, case: Judging, rule: Any, elsewhere: Iterable[Key] = ()
    ) -> Iterator[Pool]:
        """
        Yield the rows of each group in each cell.

        A group has a share where it has rows, here or *elsewhere*; a cell has one
        anyhow. A row that tells no group is refused, and may be of any.
        """
        if self.by is None and self.cycle is None and self.episodes is None:
            yield self.whole(case, case.rows(self.each))
            return
        meant = [
            row for row in case.known(self.each) if self.fits(case, row) is not False
        ]
        standing = self._standing(case, meant)
        spans = self._spans(case, meant)
        piles: dict[Key, list[Any]] = defaultdict(list)
        gone: dict[Key, int] = defaultdict(int)
        nowhere: dict[Period | None, int] = defaultdict(int)
        for row, cell in self._placed(case, meant, spans):
            name = None if self.by is None else self._named(case, rule, row)
            if name is None and self.by is not None:
                nowhere[cell] += 1
            elif id(row) in standing:
                piles[cell, name].append(row)
            else:
                gone[cell, name] += 1
        for cell, name in self._keys(spans, {*piles, *gone, *elsewhere}):
            yield Pool(
                name,
                case.cell if cell is None else str(cell),
                self._ends(case, cell),
                self._unreadable(case, cell, name) + nowhere[cell],
                self._said(rule, cell, name, gone[cell, name]),
                tuple(piles[cell, name]),
            )

    def _standing(self, case: Judging, meant: list[Any]) -> frozenset[int]:
        """
        Return the rows that stand for themselves, or for an episode.

        Episodes are formed of all known rows, so that one that goes on into a later
        period is counted there.
        """
        found = meant
        if self.episodes is not None:
            sure = [row for row in meant if self.fits(case, row)]
            unsure = [row for row in meant if not self.fits(case, row)]
            found = [*unsure, *self.episodes.standing(case, sure)]
        return frozenset(id(row) for row in found)

    def _spans(self, case: Judging, meant: list[Any]) -> tuple[Period | None, ...]:
        """Return the cells that are judged; None is the whole period."""
        if self.cycle is None:
            return (None,)
        if case.period is not None:
            return tuple(cells(self.cycle, case.period.first, case.period.last))
        days = [self._day(case, row) for row in meant]
        return tuple(cells(self.cycle, min(days), case.day(case.now))) if days else ()

    def _day(self, case: Judging, row: Any) -> dt.date:
        """Return the day of a row."""
        return case.day(getattr(row, str(case.ledgers[self.each].ledger.placed)))

    def _placed(
        self, case: Judging, meant: Iterable[Any], spans: Iterable[Period | None]
    ) -> Iterator[tuple[Any, Period | None]]:
        """Yield the rows that are counted at all, each with its cell."""
        inside = frozenset(id(row) for row in case.rows(self.each))
        judged = frozenset(spans)
        for row in meant:
            if self.cycle is None:
                if id(row) in inside:
                    yield row, None
            elif (cell := cell_of(self.cycle, self._day(case, row))) in judged:
                yield row, cell

    def _named(self, case: Judging, rule: Any, row: Any) -> str | None:
        """Return the group of a row; one that tells none is refused."""
        name = answer(case, row, self.by)
        if isinstance(name, tuple) and len(name) == 1:
            (name,) = name
        if isinstance(name, str):
            return name
        allowed = "one name, by which rows are told apart"
        case.refuse(row, rule, InvalidFieldError(str(self.by), name, allowed))
        return None

    def _keys(
        self, spans: Iterable[Period | None], found: Iterable[Key]
    ) -> Iterator[Key]:
        """Yield what has a share, cell after cell and group after group."""
        groups: dict[Period | None, list[str]] = defaultdict(list)
        for one, name in found:
            if name is not None:
                groups[one].append(name)
        for cell in spans:
            for name in (None,) if self.by is None else sorted(groups[cell]):
                yield cell, name

    def _ends(self, case: Judging, cell: Period | None) -> dt.datetime | None:
        """Return when no more rows can join, and none can give way to a later one."""
        if self.episodes is not None:
            found: dt.datetime | None = self.episodes.settles(case, cell)
            return found
        return case.ends if cell is None else cell.closes(case.zone_name)

    def _unreadable(self, case: Judging, cell: Period | None, name: str | None) -> int:
        """Count the rows that cannot be read and may be of a group in a cell."""
        read = case.ledgers[self.each]
        may = sum(self._may_be(case, one, cell, name) for one in read.partly)
        return (
            may if self.cycle is not None else min(case.unreadable((self.each,)), may)
        )

    def _may_be(
        self, case: Judging, told: Mapping[str, Any], cell: Period | None, name: Any
    ) -> bool:
        """Say whether a row may be of a group in a cell, by what can be read of it."""
        placed = told.get(str(case.ledgers[self.each].ledger.placed))
        if cell is not None and placed is not None and case.day(placed) not in cell:
            return False
        by = self.by if isinstance(self.by, Attribute) else None
        group = None if by is None or by.of_owner else told.get(by.name)
        return name is None or group is None or group in (name, (name,))

    def _said(
        self, rule: Any, cell: Period | None, name: str | None, gone: int
    ) -> tuple[Reason, ...]:
        """Return what is said of a pool besides its count."""
        words = rule.clause.words or {}
        of = None if name is None else words.get(name, Text(name, name))
        return (
            *(() if of is None else (note("counted_for", of=of),)),
            *(() if cell is None else (note("counted_in"),)),
            *((note("episodes_merged", count=gone),) if gone else ()),
        )
