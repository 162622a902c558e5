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

from followup_rules.books.conditions import Attribute
from followup_rules.books.feeds import (
    Actors,
    Checklist,
    Deadline,
    Keeping,
    Notice,
    OfOneBook,
    Procedure,
)
from followup_rules.books.feeds.plainly import Plainly
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.stood import turning
from followup_rules.frames.books import dues
from followup_rules.frames.books.chained import standing_of
from followup_rules.frames.books.checklists import checklist
from followup_rules.frames.books.courses import procedure
from followup_rules.frames.books.keeping import keeping
from followup_rules.frames.books.names import entries_named, is_text, list_named
from followup_rules.frames.books.notices import notice
from followup_rules.frames.books.questions import NotInColumnsError, Questions
from followup_rules.frames.books.reading import INSIDE, KNOWN, STRANGE, Asking, Told
from followup_rules.frames.books.standings import Standing
from followup_rules.frames.books.subjects import (
    MAY_GO,
    PERHAPS,
    about,
    shown,
    without_limit,
)
from followup_rules.frames.books.ways import may_let_off
from followup_rules.frames.outcomes import first_of
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Ledger
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
_OF_ACTORS: Final = ("fact_missing:roles", "actor_allowed", "actor_not_allowed")
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
        return told.work.once(frame)


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
        asked.ways.append(where.is_null())
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
    alone = type(feed) is not Procedure and not getattr(feed, "apart", False)
    if type(feed) in _KINDS and alone:
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


# ---------------------------------------------------------------------------- actors


def _actors(
    asked: Questions, feed: Any, rule: Any, **_: Any
) -> Iterator[tuple[Any, str | None]]:
    """Judge who acted."""
    if isinstance(feed.by, Attribute) and feed.by.of_parts:
        some, allowed = entries_named(asked, feed.by, rule.allowed)
        frame = about(asked, some=some, allowed=allowed)
        is_told, is_allowed = nw.col("some"), nw.col("allowed")
    elif (listed := list_named(asked, feed.by)) is not None:
        some = nw.col(listed.some).fill_null(value=False)
        frame = about(asked, some=some, allowed=listed.any_of(rule.allowed))
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
    yield without_limit(frame, _OF_ACTORS), None


_KINDS: Mapping[type, Callable[..., Iterator[tuple[Any, str | None]]]] = {
    Actors: _actors,
    Checklist: checklist,
    Deadline: dues.deadline,
    Keeping: keeping,
    Notice: notice,
    Procedure: procedure,
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
