"""
Shares over the columns of a ledger: rows are counted, and the rule is asked once.

What decides a share is how many rows are of it, how many are not, and of how many that
is not known. Columns count the rows that are not strange, in one row of numbers; the
strange ones are counted one by one, and the verdict is the feed's own on both.
"""

import datetime as dt
from typing import Any, Final

import narwhals as nw
from attrs import evolve

from followup_rules.books.conditions import Attribute, Both, Happened, Some
from followup_rules.books.conditions.lasting import falls, is_lasting, rises
from followup_rules.books.feeds import Quota, Rate
from followup_rules.books.feeds.settled import is_own, stays
from followup_rules.frames.books.judging import Call, rows_asked
from followup_rules.frames.books.questions import (
    NotInColumnsError,
    Questions,
    for_good,
)
from followup_rules.frames.books.reading import INSIDE, STRANGE, Told
from followup_rules.frames.books.strangers import without_strange
from followup_rules.frames.books.subjects import ID, MAY_GO, PERHAPS, about
from followup_rules.frames.books.values import YES
from followup_rules.frames.books.ways import may_let_off
from followup_rules.frames.moments import Now
from followup_rules.immutable import frozen
from followup_rules.timing.moments import zone_of

SHARES: Final = (Quota, Rate)
"""The feeds that only count rows."""
COUNTS: Final = ("reached", "unknown", "missing", "late", "joined")


def _first(
    call: Call, asked: Questions, feed: Any, ends: dt.datetime | None, met: Any
) -> Any:
    """
    Return what a row was of the share when it was settled; what it is where it is not.

    Raises:
        NotInColumnsError: If other rows, or another rule, may have changed that since.
    """
    if ends is None or stays(feed.met):
        return met
    then = feed.met if is_own(feed.met) else _come_by_then(call, feed.met)
    return for_good(_asked_then(asked, call.asking, ends), then)


def period_end(call: Call) -> dt.datetime | None:
    """
    Return when the period was over; None is that it is not, or that there is none.
    """
    asking = call.asking
    ends = None if asking.period is None else asking.period.closes(asking.zone)
    return None if ends is None or ends > call.as_of else ends


def _asked_then(asked: Questions, asking: Any, ends: dt.datetime) -> Questions:
    """Return the same questions, asked as the period was over."""
    last = ends - dt.datetime.resolution
    then = evolve(asking, now=Now.of(last, zone_of(asking.zone)))
    return evolve(asked, asking=then)


def _meant_then(
    call: Call, asked: Questions, feed: Any, ends: dt.datetime | None
) -> Any:
    """
    Return whether a row was meant when a share was settled, where time may change it.

    Raises:
        NotInColumnsError: If other rows, or another rule, may have changed that since.
    """
    if ends is None or not (falls(feed.where) or rises(feed.where)):
        return YES if feed.where is None else for_good(asked, feed.where)
    if falls(feed.where) or not is_own(feed.where):
        raise NotInColumnsError(f"{feed.where}, after the period")
    return for_good(_asked_then(asked, call.asking, ends), feed.where)


def _come_by_then(call: Call, met: Any) -> Any:
    """
    Return a question to the rows that belong to a row, of those of their day alone.

    Raises:
        NotInColumnsError: If what it asks of them may be another answer since, or a row
            may have no day.
    """
    ledgers = call.book.ledgers
    asks_any = isinstance(met, Some) and met.which == "any" and is_lasting(met.where)
    ledger = ledgers[met.kind] if asks_any else None
    placed = ledger and ledger.placed
    if ledger and placed and not ledger.by_name[placed].value.optional:
        came = Happened(Attribute(placed)).bound(ledger, ledgers)
        where = came if met.where is None else Both("and", (met.where, came))
        return evolve(met, where=where)
    raise NotInColumnsError(f"{met}, after the period")


@frozen
class Counted:
    """
    The rows of a share.

    Attributes:
        frame: One row each with its id, and a number of 0 or 1 for each of `COUNTS`.
        by_rows: The ids of rows that only rows can judge.
    """

    frame: Any
    by_rows: Any

    @property
    def numbers(self) -> Any:
        """
        One row with the columns of `COUNTS`.
        """
        return self.frame.select(nw.col(name).sum() for name in COUNTS)

    def without_strange(self, told: Told) -> "Counted":
        """
        Return the rows of the share that are not strange.
        """
        return evolve(self, frame=without_strange(self.frame, "id", told))


def count(call: Call, rule_id: str) -> Counted | None:
    """
    Count the rows of a share; None where there are no rows.

    Raises:
        NotInColumnsError: If they can be counted one by one only.
    """
    feed = call.book.feeds[rule_id]
    told = rows_asked(call.book, feed, call.ledgers)
    if told is None:
        return None
    asked = call.questions(told)
    asked.keep(asked.frame.filter(nw.col(INSIDE) & ~nw.col(STRANGE)))
    return Counted(*counted_by(call, asked, rule_id, period_end(call)))


def counted_by(
    call: Call,
    asked: Questions,
    rule_id: str,
    ends: dt.datetime | None,
    **more: Any,
) -> tuple[Any, Any]:
    """
    Say of each row that is meant what it is of a share, as the columns of `COUNTS`.

    Args:
        call: The call.
        asked: The rows.
        rule_id: The rule.
        ends: When the share was settled; None is that it is not.
        more: What else is kept of each row, by the names of columns.

    Returns:
        The rows with their ids, and the ids of those that only rows can judge.

    Raises:
        NotInColumnsError: If they can be counted one by one only.
    """
    feed, told = call.book.feeds[rule_id], asked.told
    may_let_off(asked, feed)
    meant = YES if feed.where is None else for_good(asked, feed.where)
    met = for_good(asked, feed.met)
    then = _meant_then(call, asked, feed, ends)
    first = _first(call, asked, feed, ends, met)
    answers = {"meant": meant, "then": then, "met": met, "first": first}
    found = call.once(told, about(asked, **answers, **more))
    found = found.filter(nw.col("meant").fill_null(value=True) | nw.col(PERHAPS))
    found = found.with_columns(
        meant=nw.coalesce(nw.col("then"), nw.col("meant")),
        joined=nw.col("meant").fill_null(value=True)
        & ~nw.col("then").fill_null(value=True),
    )
    meant, met, first = nw.col("meant"), nw.col("met"), nw.col("first")
    late = nw.lit(value=False)
    if feed.may_be_late(call.book[rule_id]):
        late = met.fill_null(value=False) & ~first.fill_null(value=True)
    met = nw.when(late | first.is_null()).then(met).otherwise(first)
    sure = meant.fill_null(value=False)
    missing = sure & ~met.fill_null(value=True)
    counted = {
        "reached": sure & met.fill_null(value=False),
        "unknown": meant.is_null() | (sure & met.is_null()),
        "missing": missing,
        "late": sure & late,
        "joined": nw.col("joined"),
    }
    odd = nw.col(PERHAPS) | (nw.col(MAY_GO) & (missing | (sure & late)))
    rows = found.select(
        nw.col(ID).alias("id"),
        *map(nw.col, more),
        **{name: one.cast(nw.Int64) for name, one in counted.items()},
    )
    return rows, found.filter(odd).select(nw.col(ID).alias("id"))
