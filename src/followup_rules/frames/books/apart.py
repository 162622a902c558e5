"""
Shares of groups and of cells over the columns of a ledger.

Columns count the rows of each group in each cell that are not strange; the strange ones
are counted one by one, and each verdict is the feed's own on both.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

import narwhals as nw
from attrs import evolve

from followup_rules.books.conditions.lasting import falls
from followup_rules.books.feeds.pools import Key
from followup_rules.books.judging import Judging
from followup_rules.frames.books.collecting import collected, collected_all, together
from followup_rules.frames.books.judging import Call, rows_asked
from followup_rules.frames.books.names import is_text
from followup_rules.frames.books.questions import NotInColumnsError
from followup_rules.frames.books.reading import INSIDE, KNOWN, STRANGE, Told
from followup_rules.frames.books.shares import (
    COUNTS,
    SHARES,
    Counted,
    count,
    counted_by,
    period_end,
)
from followup_rules.frames.books.strangers import without_strange
from followup_rules.frames.engines.zones import EPOCH
from followup_rules.immutable import frozen
from followup_rules.timing.cycles import Period, cells
from followup_rules.verdicts import Verdict

MOST_CELLS: Final = 24
"""Each cell is a query of its own; of more of them rows are asked."""
_GROUP: Final = "group"


@frozen
class Apart:
    """
    The rows of shares told apart, counted.

    Attributes:
        frames: For each cell, None where there is one for all, one row each with its
            id, its group if there are groups, and a number of 0 or 1 for each of
            `COUNTS`.
        by_rows: The ids of rows that only rows can judge.
    """

    frames: Mapping[Period | None, Any]
    by_rows: Any

    def without_strange(self, told: Told) -> "Apart":
        """
        Return the rows of the shares that are not strange.
        """
        left = {
            cell: without_strange(frame, "id", told)
            for cell, frame in self.frames.items()
        }
        return evolve(self, frames=left)

    def collected(self, *, grouped: bool, at_once: bool) -> dict[Key, dict[str, int]]:
        """
        Return the numbers of each group in each cell, executed.

        Args:
            grouped: Whether there are groups.
            at_once: Whether small queries are put in one.
        """
        summed = {
            str(place): _summed(frame, grouped=grouped)
            for place, frame in enumerate(self.frames.values())
        }
        found = collected_all(summed, at_once=at_once)
        return {
            (cell, row[_GROUP]): {name: int(row[name] or 0) for name in COUNTS}
            for cell, rows in zip(self.frames, found.values(), strict=True)
            for row in rows.rows(named=True)
        }


def _summed(frame: Any, *, grouped: bool) -> Any:
    """Return the numbers of each group, or of all where there are none."""
    sums = [nw.col(name).sum() for name in COUNTS]
    if grouped:
        numbers = frame.group_by(_GROUP).agg(*sums)
    else:
        numbers = frame.select(*sums).with_columns(
            nw.lit(None).cast(nw.String).alias(_GROUP)
        )
    return numbers.select(_GROUP, *COUNTS)


def is_apart(feed: Any) -> bool:
    """
    Say whether the rows of a share are told apart.
    """
    return feed.by is not None or feed.cycle is not None


def shared(call: Call, rule_id: str) -> Counted | Apart | None:
    """
    Count the rows of a share, or of each; None where there are no rows.

    Raises:
        NotInColumnsError: If they can be counted one by one only.
    """
    feed = call.book.feeds[rule_id]
    if feed.episodes is not None:
        raise NotInColumnsError("some of its rows count as one")
    if getattr(feed, "among", None) is not None:
        raise NotInColumnsError(f"counted against rows of {feed.among.of}")
    return count_apart(call, rule_id) if is_apart(feed) else count(call, rule_id)


def count_apart(call: Call, rule_id: str) -> Apart | None:
    """
    Count the rows of each share; None where there are no rows.

    Raises:
        NotInColumnsError: If they can be counted one by one only.
    """
    feed = call.book.feeds[rule_id]
    if falls(feed.where):
        raise NotInColumnsError(f"{feed.where}, which time takes back")
    told = rows_asked(call.book, feed, call.ledgers)
    if told is None:
        return None
    if told.surplus is not None and told.surplus.blamed:
        raise NotInColumnsError("rows in error may be of any share")
    spans = _spans(call, feed)
    made = [_of_cell(call, rule_id, told, cell) for cell in spans]
    frames = {cell: one for cell, (one, _) in zip(spans, made, strict=True)}
    return Apart(frames, together(told.work.engine, [odd for _, odd in made]))


def _spans(call: Call, feed: Any) -> tuple[Period | None, ...]:
    """
    Return the cells that are judged; None is the whole period.

    Raises:
        NotInColumnsError: If only its rows tell which they are, or there are many.
    """
    if feed.cycle is None:
        return (None,)
    period = call.asking.period
    if period is None:
        raise NotInColumnsError("without a period its cells begin with its first row")
    found = tuple(cells(feed.cycle, period.first, period.last))
    if len(found) > MOST_CELLS:
        raise NotInColumnsError(f"{len(found)} cells, of more than {MOST_CELLS}")
    return found


def _of_cell(
    call: Call, rule_id: str, told: Told, cell: Period | None
) -> tuple[Any, Any]:
    """
    Return the rows of a cell, each with its group, and the ids of rows to be asked.

    Raises:
        NotInColumnsError: If rows are told apart by what columns do not hold.
    """
    feed = call.book.feeds[rule_id]
    asked = call.questions(told)
    inside, ends = nw.col(INSIDE), period_end(call)
    if cell is not None:
        day = nw.col(told.times[str(told.ledger.placed)].day)
        first, last = (one.toordinal() - EPOCH for one in (cell.first, cell.last))
        inside, ends = nw.col(KNOWN) & day.is_between(first, last), _closed(call, cell)
    asked.keep(asked.frame.filter(inside & ~nw.col(STRANGE)))
    if feed.by is None:
        return counted_by(call, asked, rule_id, ends)
    if not is_text(asked, feed.by):
        raise NotInColumnsError(f"told apart by {feed.by}")
    group = asked.ask(feed.by).cast(nw.String)
    found, odd = counted_by(call, asked, rule_id, ends, **{_GROUP: group})
    nowhere = nw.col(_GROUP).is_null()
    odd = nw.concat([odd, found.filter(nowhere).select("id")])
    return found.filter(~nowhere), odd


def _closed(call: Call, cell: Period) -> dt.datetime | None:
    """Return when a cell was over; None is that it is not."""
    ends = cell.closes(call.asking.zone)
    return None if ends > call.as_of else ends


def judged_apart(
    case: Judging,
    counted: Mapping[str, Any],
    ledgers: Mapping[str, Told],
    whole: Collection[str],
    *,
    at_once: bool,
) -> Iterator[Verdict]:
    """
    Judge shares of groups and of cells, of the rows that columns counted and of others.

    Args:
        case: The call, with the rows that are counted one by one.
        counted: What columns counted, by the ids of rules; others are passed over.
        ledgers: All ledgers.
        whole: Those that were taken from their frames as a whole.
        at_once: Whether small queries are put in one.
    """
    for rule_id, one in counted.items():
        feed: Any = case.book.feeds[rule_id]
        if isinstance(feed, SHARES) and is_apart(feed):
            grouped = feed.by is not None
            told = {"grouped": grouped, "at_once": at_once}
            numbers = {} if one is None else one.collected(**told)
            rows = _one_by_one(case, feed, ledgers, whole)
            yield from _verdicts(case, feed, case.book[rule_id], rows, numbers)


def _one_by_one(
    case: Judging, feed: Any, ledgers: Mapping[str, Told], whole: Collection[str]
) -> tuple[Any, ...]:
    """Return the rows of a share that columns did not count."""
    kind = feed.each
    rows = case.rows(kind) if feed.cycle is None else case.known(kind)
    if kind not in whole or kind not in ledgers:
        return rows
    strange = ledgers[kind].work.frame.filter(nw.col(STRANGE)).select("id")
    ids = {str(one) for one in collected(strange)["id"].to_list()}
    return tuple(row for row in rows if row.id in ids)


def _verdicts(
    case: Judging,
    feed: Any,
    rule: Any,
    rows: tuple[Any, ...],
    numbers: Mapping[Key, Mapping[str, int]],
) -> Iterator[Verdict]:
    """Yield the verdict on each group in each cell."""
    few = evolve(case, alone={feed.each: rows})
    labels = {
        (None if cell is None else str(cell), name): counted
        for (cell, name), counted in numbers.items()
    }
    for pool in feed.pooling(rule).pools(few, rule, numbers):
        tally = feed.tally(few, rule, pool)
        counted = labels.get((pool.cell if feed.cycle else None, pool.name))
        if counted is not None:
            tally = tally.with_alike(**counted)
        yield feed.concluded(case, rule, tally, pool)
