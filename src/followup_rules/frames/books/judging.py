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
from attrs import frozen

from followup_rules.books.feeds import Actors, Checklist, Deadline, Keeping, Notice
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
_NOT_OWED: Final = "not_selected"
"""What may have been owed before; only rows tell what it had come to by then."""
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

    def questions(self, told: Told) -> Questions:
        """
        Return what asks the rows of a ledger.
        """
        return Questions(
            told, self.ledgers, self.asking, stands=partial(_standing, self)
        )


def judge(call: Call, rule_id: str) -> Iterator[Any]:
    """
    Yield frames of the verdicts of one rule on the rows that are not strange.

    Raises:
        NotInColumnsError: If the rule can be judged by rows only.
    """
    feed = call.book.feeds[rule_id]
    if type(feed) not in _KINDS:
        raise NotInColumnsError(f"fed by {type(feed).__name__}")
    told = rows_asked(call.book, feed, call.ledgers)
    if told is None:
        return
    code, rule = call.book.regulation.code, call.book[rule_id]
    for frame, only in _judged(call, rule_id, told, INSIDE):
        yield shown(frame, code, rule, only)


def _judged(
    call: Call, rule_id: str, told: Told, which: str
) -> Iterator[tuple[Any, str | None]]:
    """Judge the rows of which a flag holds, and mark those that only rows can judge."""
    feed, rule = call.book.feeds[rule_id], call.book[rule_id]
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
    for frame, only in made(
        asked, feed, rule, as_of=call.as_of, calendar=call.calendar
    ):
        let_off = nw.col(MAY_GO) & ~nw.col("status").is_in(_STANDS)
        odd = nw.col(PERHAPS) | let_off
        if "owed" in feed.lapses:
            odd = odd | (nw.col("reason") == _NOT_OWED)
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
    if told is None and book.ledgers[kind].inside is not None:
        raise NotInColumnsError("its rows lie inside those of another ledger")
    if told is not None and told.whole is not None:
        raise NotInColumnsError(told.whole)
    return told


# ------------------------------------------------------------------------ checklists


def _checklist(
    asked: Questions, feed: Any, rule: Any, **_: Any
) -> Iterator[tuple[Any, str | None]]:
    """Judge what a record holds, item by item."""
    for what in (feed.given, feed.circumstances, feed.late):
        if what is not None:
            raise NotInColumnsError(str(what))
    entries = {item.id: _entry(asked, feed, item.id) for item in rule.items}
    made = asked.truth(feed.made).fill_null(value=True)
    closed = asked.truth(feed.closed)
    doubt = any_of([unsure for _, unsure in entries.values()])
    named = {f"item_{n}": one for n, (one, _) in enumerate(entries.values())}
    frame = about(asked, **named, made=made, closed=closed, doubt=doubt)
    if feed.apart:
        for place, item in enumerate(rule.items):
            told = {f"item_{place}": item}
            yield _decided(frame, rule, told, least=None, general=item.clause), item.id
        return
    told = {f"item_{place}": item for place, item in enumerate(rule.items)}
    yield _decided(frame, rule, told, least=rule.least, general=rule.clause), None


def _entry(asked: Questions, feed: Any, name: str) -> tuple[Any, Any]:
    """Return whether an item is there, and whether only Python can tell."""
    told, sure = asked.told, nw.lit(value=False)
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
    frame: Any, rule: Any, told: Mapping[str, Any], *, least: int | None, general: Any
) -> Any:
    """Add what a record comes to, and the clause of the item that decides."""
    missing = [(~nw.col(name)).fill_null(value=False) for name in told]
    unknown = [nw.col(name).is_null() for name in told]
    lacks, open_ = any_of(missing), any_of(unknown)
    if least is not None:
        done = _total([nw.col(name).fill_null(value=False) for name in told])
        maybe = _total(unknown)
        lacks = lacks & (done + maybe < least)
        open_ = open_ & (done < least)
    final = nw.col("closed")
    verdict: Any = "items_missing"
    if not rule.breach_at_once:
        cases = [(final, "items_missing"), (~final, "items_outstanding")]
        verdict = first_of(cases, "fact_missing:closed")
    reason = first_of(
        [
            (nw.col("doubt"), "by_rows"),
            (~nw.col("made"), "nothing_to_record"),
            (lacks, verdict),
            (open_, "items_unknown"),
        ],
        "all_present",
    )
    clauses = [
        (lacks & one, item.clause.id)
        for one, item in zip(missing, told.values(), strict=True)
    ] + [
        (open_ & one, item.clause.id)
        for one, item in zip(unknown, told.values(), strict=True)
    ]
    frame = frame.with_columns(
        reason=reason,
        clause=first_of([(~nw.col("made"), general.id), *clauses], general.id),
    )
    return without_limit(frame)


def _total(flags: list[Any]) -> Any:
    """Count what is true."""
    return sum((one.cast(nw.Int64) for one in flags), nw.lit(0))


# ---------------------------------------------------------------------------- actors


def _actors(
    asked: Questions, feed: Any, rule: Any, **_: Any
) -> Iterator[tuple[Any, str | None]]:
    """Judge who acted."""
    if not is_text(asked, feed.by):
        raise NotInColumnsError(str(feed.by))
    frame = about(asked, by=asked.ask(feed.by))
    role = nw.col("by").cast(nw.String)
    cases = [
        (role.is_null(), "fact_missing:roles"),
        (role.is_in(rule.allowed), "actor_allowed"),
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
