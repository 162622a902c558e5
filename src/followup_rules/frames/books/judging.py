"""
Rules over the columns of a ledger, kind by kind: deadlines, checklists and actors.

Each gives one frame of verdicts. A row that a rule refuses has the reason that columns
know for it, and is judged by rows, where the refusal has words.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Final

import narwhals as nw
from attrs import field

from followup_rules.books.conditions import Attribute, Listed
from followup_rules.books.conditions.lasting import falls
from followup_rules.books.feeds import (
    Actors,
    Checklist,
    Deadline,
    Keeping,
    Notice,
    OfOneBook,
)
from followup_rules.books.feeds.plainly import Plainly
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.stood import turning
from followup_rules.fields import Flag
from followup_rules.frames.books import dues
from followup_rules.frames.books.chained import standing_of
from followup_rules.frames.books.keeping import keeping
from followup_rules.frames.books.notices import notice
from followup_rules.frames.books.questions import (
    NotInColumnsError,
    Questions,
    entries_named,
    is_text,
)
from followup_rules.frames.books.reading import INSIDE, KNOWN, STRANGE, Asking, Told
from followup_rules.frames.books.standings import Standing
from followup_rules.frames.books.subjects import (
    MAY_GO,
    PERHAPS,
    about,
    shown,
    without_limit,
)
from followup_rules.frames.books.values import CLEAN
from followup_rules.frames.books.ways import may_let_off
from followup_rules.frames.outcomes import any_of, first_of
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Ledger
from followup_rules.ledgers.values import Plain
from followup_rules.reasons import Status
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.verdicts import AGAINST

BY_ROWS: Final = (
    "impossible_order",
    "unknown_category",
    "unknown_form",
    "instant_needed",
    "date_out_of_range",
    "no_such_day",
    "open_time_not_laid_out",
    "by_rows",
)
"""Reasons of columns for which a rule refuses a row; rows are asked instead."""
_OWED_BEFORE: Final = ("not_selected", "fact_missing:owed")
"""Where it is not owed today, or nobody knows, only rows tell what it was before."""
_AGAINST: Final = tuple(status.value for status in AGAINST)
_STANDS: Final = tuple(one.value for one in (Status.MET, Status.NOT_APPLICABLE))
"""What needs no way out."""


@frozen
class Call:
    """
    One call, as far as columns know it.
    """

    book: Rulebook
    ledgers: Mapping[str, Told]
    asking: Asking
    as_of: dt.datetime
    calendar: WorkCalendar | None
    kept: dict[Any, Any] = field(factory=dict)

    def plain(self, rule_id: str) -> tuple[Any, Any]:
        """
        Return the feed of a rule as columns know it, and the rows of which it is not.
        """
        feed = self.book.feeds[rule_id]
        if not isinstance(feed, OfOneBook):
            return feed, None
        found = feed.plainly(self.book, self.book[rule_id])
        if isinstance(found, Plainly):
            return found.feed, found.unless
        return feed if found is None else found, None

    def questions(self, told: Told) -> Questions:
        """
        Return what asks the rows of a ledger.
        """
        return Questions(
            told, self.ledgers, self.asking, stands=partial(_standing, self)
        )

    def once(self, told: Told, frame: Any) -> Any:
        """
        Work out what a rule comes to, where each query would plan it anew.

        There a later filter is also pushed down through every step of the rule, and
        repeats each of them as often as the next one names it.
        """
        engine = told.work.engine
        return (
            engine.worked_out(told.work.native, frame) if engine.plans_anew else frame
        )


def judge(call: Call, rule_id: str) -> Iterator[Any]:
    """
    Yield frames of the verdicts of one rule on the rows that are not strange.

    Raises:
        NotInColumnsError: If the rule can be judged by rows only.
    """
    feed, _ = call.plain(rule_id)
    if type(feed) not in _KINDS:
        raise NotInColumnsError(f"fed by {type(feed).__name__}")
    told = rows_asked(call.book, feed, call.ledgers)
    if told is None:
        return
    code, rule = call.book.regulation.code, call.book[rule_id]
    for frame, only in _judged(call, rule_id, told, INSIDE):
        yield call.once(told, shown(frame, code, rule, only))


def _judged(
    call: Call, rule_id: str, told: Told, which: str
) -> Iterator[tuple[Any, str | None]]:
    """Judge the rows of which a flag holds, and mark those that only rows can judge."""
    (feed, unless), rule = call.plain(rule_id), call.book[rule_id]
    made = _KINDS[type(feed)]
    for name in ("where", "made"):  # only rows tell what was settled before
        if name in feed.lapses:
            raise NotInColumnsError(str(feed.lapses[name]))
    if feed.turns:
        raise NotInColumnsError("another row may turn what it comes to")
    if rule_id in call.book.chains:
        _refuse_turning(call, rule_id)
    asked = call.questions(told)
    may_let_off(asked, feed)
    where = None if feed.where is None else asked.truth(feed.where)
    chosen = nw.col(which) & ~nw.col(STRANGE)
    if where is not None:
        chosen = chosen & where.fill_null(value=True)
    asked.keep(asked.frame.filter(chosen))
    if unless is not None:
        asked.doubts.append(asked.truth(unless).fill_null(value=True))
    for frame, only in made(
        asked, feed, rule, as_of=call.as_of, calendar=call.calendar
    ):
        let_off = nw.col(MAY_GO) & ~nw.col("status").is_in(_STANDS)
        odd = nw.col(PERHAPS) | let_off
        if "owed" in feed.lapses:
            odd = odd | nw.col("reason").is_in(_OWED_BEFORE)
        by_rows = first_of([(odd, "by_rows")], nw.col("reason"))
        yield frame.with_columns(reason=by_rows), only


def _refuse_turning(call: Call, rule_id: str) -> None:
    """
    Refuse a rule of which only rows tell whether it was met before it was turned.

    Raises:
        NotInColumnsError: If another rule may turn whether it is owed, or it is told
            when rows were entered, so that what was known before is another matter.
    """
    what = turning(call.book.feeds[rule_id])
    if what is not None:
        raise NotInColumnsError(str(what))
    others = (rule_id, *call.book.chains[rule_id])
    kinds = {kind for one in others for kind in call.book.feeds[one].reads()}
    for kind in kinds & call.ledgers.keys():
        if "entered_at" in call.ledgers[kind].held:
            raise NotInColumnsError(f"{kind}.entered_at")


def _standing(call: Call, name: str) -> Standing:
    """Return how a rule stands on all rows that were known, whatever their day."""
    feed = call.book.feeds.get(name)
    told = None
    if type(feed) in _KINDS and not getattr(feed, "apart", False):
        told = rows_asked(call.book, feed, call.ledgers)
    if told is None:
        raise NotInColumnsError(f"it hangs on {name}")
    [(made, _)] = _judged(call, name, told, KNOWN)
    engine, rule = told.work.engine, call.book[name]
    made = call.once(told, made)
    return standing_of(feed, rule, made, engine, call.asking.now)


def rows_asked(book: Rulebook, feed: Any, ledgers: Mapping[str, Told]) -> Told | None:
    """
    Return the rows that a rule is asked of; None where no frame of them is given.

    Raises:
        NotInColumnsError: If columns cannot hold them.
    """
    return rows_of_kind(book, feed.each, ledgers)


def rows_of_kind(book: Rulebook, kind: str, ledgers: Mapping[str, Told]) -> Told | None:
    """
    Return the rows of a kind; None where no frame of them is given.

    Raises:
        NotInColumnsError: If columns cannot hold them.
    """
    told = ledgers.get(kind)
    if told is None and _may_stand_inside(book.ledgers[kind], ledgers):
        raise NotInColumnsError("its rows lie inside those of another ledger")
    if told is not None and told.whole is not None:
        raise NotInColumnsError(told.whole)
    return told


def _may_stand_inside(ledger: Ledger, ledgers: Mapping[str, Told]) -> bool:
    """Say whether a column that columns cannot hold may have rows of a ledger inside."""
    home, _, name = str(ledger.inside).partition(".")
    return home in ledgers and name in ledgers[home].held


# ------------------------------------------------------------------------ checklists


def _checklist(
    asked: Questions, feed: Any, rule: Any, **_: Any
) -> Iterator[tuple[Any, str | None]]:
    """Judge what a record holds, item by item."""
    if feed.given is not None:
        raise NotInColumnsError(str(feed.given))
    if falls(feed.closed):
        raise NotInColumnsError(str(feed.closed))
    around = _around(asked, feed.circumstances)
    named: dict[str, Any] = {}
    doubts = []
    for place, item in enumerate(rule.items):
        found, unsure = _entry(asked, feed, item.key)
        named[f"item_{place}"] = _ruled_out(found, item, around)
        named[f"waived_{place}"] = _circumstance(around, item.waived_by)
        late = feed.came_late.get(item.key)
        named[f"late_{place}"] = (
            nw.lit(value=False) if late is None else asked.truth(late)
        )
        doubts.append(unsure)
    made = asked.truth(feed.made).fill_null(value=True)
    closed = asked.truth(feed.closed)
    doubt = any_of(doubts)
    if feed.came_late and rule.least is not None:
        raise NotInColumnsError("which of several items came late")
    frame = about(asked, **named, made=made, closed=closed, doubt=doubt)
    told = dict(enumerate(rule.items))
    if feed.apart:
        frame = asked.once(frame)  # else every item would work out all of them again
        for place, item in told.items():
            yield _decided(frame, rule, {place: item}, None, item.clause), item.key
        return
    yield _decided(frame, rule, told, rule.least, rule.clause), None


def _around(asked: Questions, what: Any) -> list[Any]:
    """Return the circumstances of a row, each a text or null."""
    if what is None:
        return []
    every = what.parts if isinstance(what, Listed) else (what,)
    for one in every:
        if not is_text(asked, one):
            raise NotInColumnsError(str(what))
    return [asked.ask(one).cast(nw.String) for one in every]


def _circumstance(around: list[Any], names: tuple[str, ...]) -> Any:
    """Say whether one of some circumstances is there."""
    found = [one.is_in(names).fill_null(value=False) for one in around if names]
    return any_of(found) if found else nw.lit(value=False)


def _ruled_out(found: Any, item: Any, around: list[Any]) -> Any:
    """Return whether an item is there, which a circumstance may rule out."""
    if not (around and item.ruled_out_by):
        return found
    out = _circumstance(around, item.ruled_out_by)
    return nw.when(out).then(nw.lit(value=False)).otherwise(found)


def _entry(asked: Questions, feed: Any, name: str) -> tuple[Any, Any]:
    """Return whether an item is there, and whether only Python can tell."""
    told, sure = asked.told, nw.lit(value=False)
    if name in feed.there:
        return asked.truth(feed.there[name]), sure
    if name not in told.columns:
        raise NotInColumnsError(name)
    fact = next(one for one in told.facts if one.name == name)
    found = told.columns[name]
    if not feed.filled:
        if not (isinstance(fact.value, Plain) and isinstance(fact.value.holds, Flag)):
            raise NotInColumnsError(name)
        return found.cast(nw.Boolean), sure
    text = found.cast(nw.String)
    blank = text.is_null() | (text == "").fill_null(value=True)
    clean = text.str.contains(CLEAN).fill_null(value=False)
    return ~blank, ~(blank | clean)


def _decided(
    frame: Any, rule: Any, told: Mapping[int, Any], least: int | None, general: Any
) -> Any:
    """Add what a record comes to, and the clause of the item that decides."""
    there = {place: nw.col(f"item_{place}") for place in told}
    waived = {place: nw.col(f"waived_{place}") for place in told}
    missing = [(~one).fill_null(value=False) & ~waived[n] for n, one in there.items()]
    unknown = [one.is_null() & ~waived[n] for n, one in there.items()]
    late = [there[n].fill_null(value=False) & _came_late(n) & ~waived[n] for n in told]
    lacks, open_ = any_of(missing), any_of(unknown)
    if least is not None:
        enough = [one.fill_null(value=False) | waived[n] for n, one in there.items()]
        done, maybe = _total(enough), _total(unknown)
        lacks = lacks & (done + maybe < least)
        open_ = open_ & (done < least)
    all_let_off = ~any_of([there[n].fill_null(value=False) | ~waived[n] for n in told])
    final = nw.col("closed")
    verdict: Any = "items_missing"
    if not rule.breach_at_once:
        cases = [(final, "items_missing"), (~final, "items_outstanding")]
        verdict = first_of(cases, "fact_missing:closed")
    decided = [
        (nw.col("doubt"), "by_rows"),
        (~nw.col("made"), "nothing_to_record"),
        (all_let_off, "items_waived"),
        (lacks, verdict),
        (open_, "items_unknown"),
        (any_of(late), "items_late"),
    ]
    reason = first_of(decided, "all_present")
    items = [item.clause.id for item in told.values()]
    clauses = [
        (decides & one, name)
        for decides, each in (
            (lacks, missing),
            (open_, unknown),
            (nw.lit(value=True), late),
        )
        for one, name in zip(each, items, strict=True)
    ]
    frame = frame.with_columns(
        reason=reason,
        clause=first_of([(~nw.col("made"), general.id), *clauses], general.id),
    )
    return without_limit(frame)


def _came_late(place: int) -> Any:
    """Say whether an item came only after the matter was closed."""
    late, closed = nw.col(f"late_{place}"), nw.col("closed")
    return late.fill_null(value=False) & closed.fill_null(value=False)


def _total(flags: list[Any]) -> Any:
    """Count what is true."""
    return sum((one.cast(nw.Int64) for one in flags), nw.lit(0))


# ---------------------------------------------------------------------------- actors


def _actors(
    asked: Questions, feed: Any, rule: Any, **_: Any
) -> Iterator[tuple[Any, str | None]]:
    """Judge who acted."""
    if isinstance(feed.by, Attribute) and feed.by.of_parts:
        some, allowed = entries_named(asked, feed.by, rule.allowed)
        frame = about(asked, some=some, allowed=allowed)
        is_told, is_allowed = nw.col("some"), nw.col("allowed")
    elif is_text(asked, feed.by):
        frame = about(asked, by=asked.ask(feed.by).cast(nw.String))
        is_told = ~nw.col("by").is_null()
        is_allowed = nw.col("by").is_in(rule.allowed)
    else:
        raise NotInColumnsError(str(feed.by))
    cases = [
        (~is_told, "fact_missing:roles"),
        (is_allowed, "actor_allowed"),
    ]
    frame = frame.with_columns(
        reason=first_of(cases, "actor_not_allowed"), clause=nw.lit(rule.clause.id)
    )
    yield without_limit(frame), None


_KINDS: Mapping[type, Callable[..., Iterator[tuple[Any, str | None]]]] = {
    Actors: _actors,
    Checklist: _checklist,
    Deadline: dues.deadline,
    Keeping: keeping,
    Notice: notice,
}


def withheld(frame: Any) -> Any:
    """
    Hold nothing against anybody whom a row concerns that nobody can read.
    """
    against = nw.col("status").is_in(_AGAINST)
    return frame.with_columns(
        status=nw.when(against)
        .then(nw.lit(Status.UNDETERMINED.value))
        .otherwise(nw.col("status")),
        reason=nw.when(against)
        .then(nw.lit("row_unusable"))
        .otherwise(nw.col("reason")),
    )
