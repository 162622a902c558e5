"""
Shares that a regulation counts its own way, by the rows that belong to those of a share.

Columns count the rows that are not strange: first how many there are and by when the
last of them is settled, then, by when the share is final, what they come to.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

import narwhals as nw
from attrs import field

from followup_rules.books.feeds.plainly import Credits
from followup_rules.frames.books import dues
from followup_rules.frames.books.collecting import collected
from followup_rules.frames.books.judging import Call, rows_asked
from followup_rules.frames.books.questions import (
    NotInColumnsError,
    Questions,
    own_rows,
)
from followup_rules.frames.books.reading import INSIDE, STRANGE, Told
from followup_rules.frames.books.settling import of_owner
from followup_rules.frames.books.strangers import without_strange
from followup_rules.frames.books.subjects import CLOSES, ID, PERHAPS, about
from followup_rules.frames.engines.zones import micros_of
from followup_rules.immutable import frozen

_LAST: Final = "last"
_COUNT: Final = "population"
_KNOWN: Final = ("sure", "in_time", "maybe", "maybe_in_time")
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICRO: Final = dt.timedelta(microseconds=1)


@frozen(eq=False)
class Base:
    """
    The rows of a share.

    Attributes:
        frame: One row each, with the first instant that is too late for it.
        by_rows: The ids of those that are counted one by one.
    """

    frame: Any
    by_rows: Any
    _kept: dict[str, Any] = field(factory=dict)

    def without_strange(self, told: Told) -> "Base":
        """
        Return the rows that are not strange; for all shares of one base the same.
        """
        if "less" not in self._kept:
            frame = without_strange(self.frame, ID, told)
            self._kept["less"] = Base(frame, self.by_rows)
        found: Base = self._kept["less"]
        return found

    def counted(self) -> Mapping[str, Any]:
        """
        Return how many there are, and the last instant; they are counted once.
        """
        if _COUNT not in self._kept:
            asked = self.frame.select(
                nw.len().cast(nw.Int64).alias(_COUNT), nw.col(_LAST).max()
            )
            found = collected(asked)
            self._kept.update((name, found[name][0]) for name in found.columns)
        return self._kept


@frozen(eq=False)
class Credited:
    """
    The rows of a share, and those by which they count.

    Attributes:
        base: The rows of the share.
        counting: Those that belong to them, with whether each counts, and when it was.
    """

    base: Base
    counting: Any

    @property
    def by_rows(self) -> Any:
        """
        The ids of the rows that are counted one by one.
        """
        return self.base.by_rows

    def without_strange(self, told: Told) -> "Credited":
        """
        Return the rows of the share that are not strange.
        """
        counting = without_strange(self.counting, "owner", told)
        return Credited(self.base.without_strange(told), counting)

    def latest(self) -> dt.datetime | None:
        """
        Return the last of the first instants that are too late.
        """
        found = self.base.counted()[_LAST]
        return None if found is None else _EPOCH + int(found) * _MICRO

    def numbers(self, settles: dt.datetime | None) -> Mapping[str, int]:
        """
        Return how many rows there are, and how many count, where that is final then.
        """
        early = nw.lit(value=True)
        if settles is not None:
            early = nw.col("us") < micros_of(settles)
        counts = nw.col("counts")
        sure, maybe = counts.fill_null(value=False), counts.is_null()
        flags = zip(_KNOWN, (sure, sure & early, maybe, maybe & early), strict=True)
        each = self.counting.with_columns(
            **{name: one.cast(nw.Int64) for name, one in flags}
        )
        each = each.group_by("owner").agg(*(nw.col(name).max() for name in _KNOWN))
        more = {"maybe": "sure", "maybe_in_time": "in_time"}
        each = each.with_columns(
            **{name: nw.col(name) * (1 - nw.col(known)) for name, known in more.items()}
        )
        found = collected(each.select(nw.col(name).sum() for name in _KNOWN))
        told = {name: int(found[name][0] or 0) for name in _KNOWN}
        return {_COUNT: int(self.base.counted()[_COUNT]), **told}


def credited(call: Call, rule_id: str) -> Credited:
    """
    Return the rows of a share, and those by which they count.

    Raises:
        NotInColumnsError: If they can be counted one by one only.
    """
    feed = call.book.feeds[rule_id]
    credit, _ = call.plain(rule_id)
    told = rows_asked(call.book, feed, call.ledgers)
    if told is None:
        raise NotInColumnsError("nothing of it was told")
    return Credited(_base(call, told, credit), _counting(call, told, credit))


def _base(call: Call, told: Told, credit: Credits) -> Base:
    """Return the rows of a share; the same for all shares that are settled alike."""
    key = "base", credit.bound, credit.unless
    if key not in call.kept:
        call.kept[key] = _made(call, told, credit)
    found: Base = call.kept[key]
    return found


def _made(call: Call, told: Told, credit: Credits) -> Base:
    """Say of each row of a share by when it is settled, and whether columns can."""
    asked = call.questions(told)
    asked.keep(asked.frame.filter(nw.col(INSIDE) & ~nw.col(STRANGE)))
    asked.doubts.append(asked.truth(credit.unless).fill_null(value=True))
    if credit.bound is None:
        nothing = nw.lit(None).cast(nw.Int64)
        frame, odd = about(asked, **{_LAST: nothing}), nw.col(PERHAPS)
    else:
        frame = _bounded(call, asked, *credit.bound)
        odd = nw.col(PERHAPS) | nw.col(_LAST).is_null()
    frame = told.work.engine.apart(frame.select(ID, PERHAPS, _LAST))
    frame = call.once(told, frame)
    return Base(frame, frame.filter(odd).select(nw.col(ID).alias("id")))


def _bounded(call: Call, asked: Questions, rule_id: str, feed: Any) -> Any:
    """Say of each row which instant is the first that is too late."""
    rule, given = call.book[rule_id], {"as_of": call.as_of, "calendar": call.calendar}
    [(frame, _)] = dues.deadline(asked, feed, rule, **given)
    last = nw.col(CLOSES) + nw.col("closes_included").cast(nw.Int64)
    return frame.with_columns(last.alias(_LAST))


def _counting(call: Call, told: Told, credit: Credits) -> Any:
    """Return the rows that belong to those of a share, and whether each counts."""
    asked = call.questions(told)
    inner, frame, fits = own_rows(asked, credit.kind, credit.where)
    own = inner.told
    placed = own.times[str(own.ledger.placed)]
    inside = nw.col(of_owner(told.ledger.kind, INSIDE))
    found = frame.filter(inside).select(
        own.link.alias("owner"),
        fits.alias("counts"),
        nw.col(str(placed.us)).alias("us"),
    )
    return call.once(own, found)
