"""
Cadence over the columns of ledgers: how often, in each cell of each subject.

Rows that can be read only one by one may count for anybody, and so may those that name
nobody; where there are any, the whole rule is judged by rows.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

import narwhals as nw

from followup_rules.books.conditions.lasting import rises
from followup_rules.errors import FollowupRulesError
from followup_rules.frames import cadence
from followup_rules.frames.books.duties import (
    held_against,
    number,
    refuse_doubtful,
    subjects,
)
from followup_rules.frames.books.judging import Call, rows_of_kind
from followup_rules.frames.books.names import is_text
from followup_rules.frames.books.questions import NotInColumnsError, Questions, for_good
from followup_rules.frames.books.reading import INSIDE, KNOWN, STRANGE, Told
from followup_rules.frames.books.subjects import (
    ID,
    KIND,
    shown,
    undated,
)
from followup_rules.frames.books.values import NO, YES
from followup_rules.frames.engines.zones import EPOCH
from followup_rules.immutable import frozen
from followup_rules.policies.cadence import CountedBy
from followup_rules.policies.cadence.cells import MOST_WORTH
from followup_rules.timing.moments import show_day

_WHO: Final = "subject"
_WORTH: Final = "worth"
_NOTHING: Final = "nothing of it was told"


@frozen
class _Span:
    """The days that are asked about."""

    first: dt.date
    last: dt.date


def cells(call: Call, rule_id: str) -> Any:
    """
    Return a frame of the verdicts of a cadence; None where there is no cell to judge.

    Raises:
        NotInColumnsError: If the rule can be judged by rows only.
    """
    feed, rule = call.book.feeds[rule_id], call.book[rule_id]
    _check(feed, rule)
    told = rows_of_kind(call.book, feed.of, call.ledgers)
    owing = None
    if feed.each is not None:
        owing = rows_of_kind(call.book, feed.each, call.ledgers)
    if told is None or (feed.each is not None and owing is None):
        raise NotInColumnsError(_NOTHING)
    _refuse_unread(call, (*feed.reads(), *feed.since))
    who = None if owing is None else subjects(call, feed, rule, owing)
    events = _events(call.questions(told), feed, owing)
    if owing is None and not number(events.select(nw.len().alias("n")), "n"):
        raise NotInColumnsError(_NOTHING)
    span = _span(call, feed)
    if span is None:
        return None
    zone, engine = rule.counting.zone, told.work.engine
    if "at_us" in events.columns:
        events = engine.times(events, {"at": "at_us"}, zone)
    else:
        events = engine.dates(events, {"at": "at_day"})
    worth = None if feed.worth is None else _WORTH
    names = ["at", "counts", *(name for name in (who and _WHO, worth) if name)]
    try:
        judged = cadence.assess(
            events.select(*names).to_native(),
            rule,
            event="at",
            counts="counts",
            worth=worth,
            first=span.first,
            last=span.last,
            as_of=call.as_of,
            by=() if owing is None else (_WHO,),
            calendar=call.calendar,
        )
    except FollowupRulesError as error:
        raise NotInColumnsError(str(error)) from error
    found = undated(_opened(judged))
    if owing is None:
        kind, name = feed.subject
        found = found.with_columns(**{KIND: nw.lit(kind), ID: nw.lit(name)})
    else:
        found = found.join(who, left_on=_WHO, right_on=ID, how="inner")
        found = found.with_columns(nw.col(_WHO).alias(ID))
        found = held_against(feed, owing, rule.cells(span.first, span.last), found)
    return call.once(told, shown(found, call.book.regulation.code, rule, None))


def _opened(native: Any) -> Any:
    """Return a frame of an engine to work on, lazy where that engine has lazy ones."""
    frame = nw.from_native(native)
    lazy = type(native).__module__.partition(".")[0] == "polars"
    return frame.lazy() if lazy else frame


def _check(feed: Any, rule: Any) -> None:
    """Leave to rows what columns do not place."""
    if feed.ways_out:
        keys = ", ".join(way.key for way in feed.ways_out)
        raise NotInColumnsError(f"let off by {keys}")
    if feed.about is not None or rule.by is not CountedBy.REPORT_DATE:
        raise NotInColumnsError("it is about another period than that of its day")
    if feed.each is not None and feed.whose is None:
        raise NotInColumnsError("every row counts for everybody")
    if feed.first_only:
        raise NotInColumnsError("of the rows of one row only the first counts")


def _refuse_unread(call: Call, kinds: Iterable[str]) -> None:
    """Leave all to rows where one cannot be read in columns, for it may count."""
    for kind in dict.fromkeys(kinds):
        told = call.ledgers.get(kind)
        if told is None:
            continue
        unread = nw.col(STRANGE).cast(nw.Int64).sum().alias("n")
        count = number(told.work.frame.select(unread), "n")
        count += 0 if told.surplus is None else told.surplus.blamed
        if told.whole is not None or count:
            raise NotInColumnsError(f"{count} rows of {kind} only rows can read")


def _events(asked: Questions, feed: Any, owing: Told | None) -> Any:
    """Return what counts, and may, with a row without a time for each subject."""
    placed = asked.told.times[str(asked.told.ledger.placed)]
    fits = YES if feed.where is None else for_good(asked, feed.where)
    counts = YES if feed.counts is None else for_good(asked, feed.counts)
    if asked.doubts:
        raise NotInColumnsError("it hangs on another rule")
    for what in (feed.where, feed.counts):
        if rises(what):
            raise NotInColumnsError(f"{what}, after the time of a cell")
    is_event = asked.told.ledger.counts_if
    if is_event is not None:
        counts = counts & asked.told.columns[is_event].fill_null(value=False)
    exact = placed.us is not None
    made = (
        {"at_us": nw.col(str(placed.us))} if exact else {"at_day": nw.col(placed.day)}
    )
    if owing is not None:
        if not is_text(asked, feed.whose):
            raise NotInColumnsError(str(feed.whose))
        made[_WHO] = asked.ask(feed.whose).cast(nw.String)
    if feed.worth is not None:
        made[_WORTH] = _worth(asked, feed.worth)
    known = nw.col(KNOWN) & fits.fill_null(value=True)
    frame = asked.frame.filter(known).select(counts=fits & counts, **made)
    _refuse_unsound(frame, feed)
    if owing is None:
        return frame
    nobody = frame.filter(nw.col(_WHO).is_null()).select(nw.len().alias("n"))
    if number(nobody, "n"):
        raise NotInColumnsError("rows that name nobody may be anybody's")
    when = "at_us" if exact else "at_day"
    nothing = nw.lit(None).cast(nw.Int64)
    worth = {} if feed.worth is None else {_WORTH: nothing}
    empty = owing.work.frame.filter(nw.col(INSIDE)).select(
        counts=NO, **{when: nothing, _WHO: nw.col("id"), **worth}
    )
    return nw.concat([frame.select(*empty.columns), empty])


def _worth(asked: Questions, what: Any) -> Any:
    """
    Return as how many a row counts.

    Raises:
        NotInColumnsError: If what is asked for is no number that columns hold.
    """
    known = {kind: one.ledger for kind, one in asked.others.items()}
    if not what.asks_for_number(asked.told.ledger, known):
        raise NotInColumnsError(f"{_WORTH}: {what}")
    found = asked.ask(what).cast(nw.Int64)
    refuse_doubtful(asked)
    return found


def _refuse_unsound(frame: Any, feed: Any) -> None:
    """Leave all to rows, which refuse one that counts as no number it may count as."""
    if feed.worth is not None:
        out = ~nw.col(_WORTH).is_between(0, MOST_WORTH).fill_null(value=True)
        count = number(frame.filter(out).select(nw.len().alias("n")), "n")
        if count:
            raise NotInColumnsError(f"{count} rows are {_WORTH} what none may be")


def _span(call: Call, feed: Any) -> _Span | None:
    """Return the days that are reported on; None where there are none."""
    period = call.asking.period
    if period is not None:
        return _Span(period.first, period.last)
    days = []
    for kind in feed.since:
        told = call.ledgers.get(kind)
        if told is None:
            continue
        placed = told.times[str(told.ledger.placed)]
        known = told.work.frame.filter(nw.col(KNOWN))
        first = number(known.select(nw.col(placed.day).min().alias("n")), "n")
        days += [] if first is None else [first]
    if not days:
        return None
    return _Span(show_day(min(days) + EPOCH), show_day(call.asking.now.day + EPOCH))
