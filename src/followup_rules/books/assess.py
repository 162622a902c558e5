"""
Judging a whole regulation: every clause in the order of the text, every row under it.
"""

import contextlib
import datetime as dt
import gc
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from followup_rules.books.feeds import Cadence, Unfed
from followup_rules.books.judging import Judging
from followup_rules.books.progress import Course, Progress, course_of
from followup_rules.books.told import Book
from followup_rules.books.vocabulary import Speech
from followup_rules.errors import (
    FollowupRulesError,
    InvalidFieldError,
    RowError,
    UnknownNameError,
)
from followup_rules.ledgers.accounts import Asked, Read
from followup_rules.ledgers.facts import Fact
from followup_rules.ledgers.rows import read
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.cycles import Period
from followup_rules.timing.cycles import period as days_from
from followup_rules.timing.moments import local_ordinal, zone_of
from followup_rules.verdicts import Verdict, name_sources
from followup_rules.verdicts.bases import LedgerMoment

if TYPE_CHECKING:
    from followup_rules.reports import Report

_MANY: Final = 100_000
"""Objects, the rows and verdicts of some thousand; to look at so many takes 10 ms."""
_CALENDAR_PARTS: Final = ("calendar_id", "confirmed", "kind")


def assess(
    book: Book,
    ledgers: Mapping[str, Iterable[Any]],
    *,
    as_of: dt.datetime,
    period: Period | None,
    calendar: WorkCalendar | None,
    seasons: Any,
    progress: Progress | None = None,
) -> "Report":
    """
    Judge ledgers; see `Rulebook.assess`.
    """
    check_counted(book, period)
    course = course_of(progress, book, ledgers)
    with _undisturbed():
        case = opened(
            book,
            ledgers,
            as_of=as_of,
            period=period,
            calendar=calendar,
            seasons=seasons,
            course=course,
        )
        verdicts = [*judged(case, course=course)]
        case.forget()
        report = _report(case, verdicts)
    if course is not None:
        course.end()
    return report


def _report(case: Judging, verdicts: list[Verdict]) -> "Report":
    """Return verdicts as a report, with what became of the rows."""
    parts = case.ledgers.values()
    return case.book.report(
        verdicts,
        _moment_of(case),
        row_errors=chain(*(part.errors for part in parts), case.refused),
        accounts={
            kind: part.account(
                by_cell=by_cell(case.book, kind), refused=case.refused_of(kind)
            )
            for kind, part in case.ledgers.items()
        },
        subjects=chain.from_iterable(part.usable for part in parts),
        due=partial(due, case),
    )


def _moment_of(case: Judging) -> LedgerMoment:
    """
    Return the moment that a report was judged at, every season table named.

    Tables that are given by place stand under it, such as `seasons.beijing`.
    """
    given, tables = case.seasons, {"seasons": case.seasons}
    if isinstance(given, Mapping):
        tables = {f"seasons.{place}": given[place] for place in sorted(given)}
    sources = name_sources(tables)
    named = evolve(case.basis, sources=(*case.basis.sources, *sources))
    return LedgerMoment.on(named)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """
    Keep the garbage collector from walking all rows and verdicts again and again.

    Whatever is made here is part of the report, and none of it goes round in circles;
    looking through it would take a third of the time, and more the longer it grows.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > _MANY and not gc.get_freeze_count():
            # All that was made goes among the objects that have lasted for long, without
            # a look at each; else the next object that anybody makes would wait for it.
            # After a small call the collector has little to look at, and is left alone.
            gc.freeze()
            gc.unfreeze()
        gc.enable()


def by_cell(book: Book, kind: str) -> bool:
    """
    Say whether rows are judged by whole cells of the calendar, whatever their day.

    They are where no rule is asked of each of them, or of the rows that they belong to.
    """
    if any(getattr(feed, "each", None) == kind for feed in book.feeds.values()):
        return False
    home = book.ledgers[kind].owner_kind
    return home is None or by_cell(book, home)


def due(case: Judging, start: dt.datetime, until: dt.datetime) -> tuple[Verdict, ...]:
    """
    Return every verdict on the known rows of a call, whatever their day.

    Cells of the calendar are those that *start* to *until* touches.
    """
    span = days_from(
        dt.date.fromordinal(local_ordinal(start, case.zone, "start")),
        dt.date.fromordinal(local_ordinal(until, case.zone, "until")),
    )
    return tuple(judged(case.at_all_times(span)))


def obligations(case: Judging) -> tuple[tuple[Verdict, ...], tuple[RowError, ...]]:
    """
    Return every verdict on the known rows of a call, whatever their day, and its errors.

    Only rules that judge the cells of the calendar are asked of the period, and judge
    those that it touches; the others are asked as if there were none, so that no period
    decides what is owed. Beside the rows that could not be read, the errors are those
    of rows that a rule refused.
    """
    refused: list[RowError] = []
    kept: list[Verdict] = []
    for by_cell in (False, True):
        again = case.at_all_times(case.period if by_cell else None)
        rules = {
            rule_id
            for rule_id, feed in case.book.feeds.items()
            if by_cell is _is_by_cell(feed)
        }
        kept += judged(again, rules)
        refused += again.refused
    unread = [error for part in case.ledgers.values() for error in part.errors]
    return tuple(kept), (*unread, *refused)


def _is_by_cell(feed: Any) -> bool:
    """Say whether a rule judges the cells of the calendar that a period touches."""
    needed: bool = feed.needs_period
    return needed or isinstance(feed, Cadence)


def opened(
    book: Book,
    ledgers: Mapping[str, Iterable[Any]],
    *,
    as_of: dt.datetime,
    period: Period | None,
    calendar: WorkCalendar | None,
    seasons: Any = None,
    course: Course | None = None,
) -> Judging:
    """
    Return the rows of a call, read and sifted, before anything is judged.
    """
    _check_period(
        period, [name for name, one in book.feeds.items() if one.needs_period]
    )
    _check_calendar(calendar)
    if seasons is not None:
        _check_seasons(book, seasons)
    basis = book.basis(as_of, calendar=calendar)
    for kind in ledgers:
        if kind not in book.ledgers:
            raise UnknownNameError("ledger", kind, tuple(book.ledgers))
    name = book.zone
    zone = zone_of(name)
    parts: dict[str, Read] = {}
    asked = Asked(Speech(book), as_of, period, zone, dict(added(book)))
    for kind, ledger in book.ledgers.items():
        kept = kind in ledgers
        rows = ledgers.get(kind, ()) if course is None else course.reading(kind)
        parts[kind] = read(ledger, rows, asked, parts, kept=kept)
    return Judging(book, basis, as_of, period, calendar, seasons, zone, name, parts)


def added(book: Book) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    """
    Yield what rules as they stand ask of rows beside, or instead of, the facts.
    """
    found: dict[str, dict[str, Fact]] = {}
    for rule_id, feed in book.feeds.items():
        more = getattr(feed, "more", None)
        for fact in () if more is None else more(book[rule_id], book.ledgers):
            found.setdefault(feed.each, {})[fact.name] = fact
    for kind, facts in found.items():
        yield kind, tuple(facts.values())


def judged(
    case: Judging,
    rules: Container[str] | None = None,
    *,
    course: Course | None = None,
) -> Iterator[Verdict]:
    """
    Judge rule by rule; those on the rows of one ledger side by side, row by row.

    Args:
        case: The rows of a call.
        rules: The ids of the rules that are asked; None is all of them.
        course: Counts how far it has come, for whoever waits for it.
    """
    waiting: list[tuple[Any, Any]] = []
    for rule_id, feed in case.book.feeds.items():
        if rules is not None and rule_id not in rules:
            continue
        rule = case.book[rule_id]
        if feed.by_row and (not waiting or waiting[0][1].each == feed.each):
            waiting.append((rule, feed))
            continue
        yield from _side_by_side(case, waiting, course)
        waiting = [(rule, feed)] if feed.by_row else []
        if not feed.by_row:
            yield from feed.all(case, rule)
            if course is not None:
                course.judged(feed)
    yield from _side_by_side(case, waiting, course)


def _side_by_side(
    case: Judging, waiting: list[tuple[Any, Any]], course: Course | None
) -> list[Verdict]:
    """Judge each row under several rules; what a rule refuses is an error of the row."""
    if not waiting:
        return []
    found: list[Verdict] = []
    asking = [(rule, _asking(case, rule, feed)) for rule, feed in waiting]
    kind = waiting[0][1].each
    rows: Iterable[Any] = case.rows(kind)
    if course is not None:
        rows = course.judging(kind, case.rows(kind), len(waiting))
    for row in rows:
        for rule, ask in asking:
            try:
                found.extend(ask(row))
            except FollowupRulesError as error:
                case.refuse(row, rule, error)
    return found


def _asking(case: Judging, rule: Any, feed: Any) -> Callable[[Any], Iterable[Verdict]]:
    """Return what asks a rule of a row; of one that others hang on only once."""
    if rule.id in case.book.asked:
        return partial(_once, case, rule.id)
    asks: Callable[[Any], Iterable[Verdict]] = partial(feed.verdicts, case, rule)
    return asks


def _once(case: Judging, rule_id: str, row: Any) -> Iterator[Verdict]:
    """Yield what a rule came to on a row, and raise what it refused the row for."""
    found, error = case.judged_on(rule_id, row)
    yield from found
    if error is not None:
        raise error


def _check_period(period: Period | None, asking: Sequence[str]) -> None:
    """Refuse what is no period, such as a year's number, or that rules lack theirs."""
    allowed = "a Period, such as timing.cycles.month(2026, 3)"
    if period is None and asking:
        allowed += (
            f"; needed by {', '.join(asking)} (--period on the command line, `period` in "
            "a scenario; or `since` in the feed of a cadence)"
        )
        raise InvalidFieldError("period", period, allowed)
    if period is not None and not isinstance(period, Period):
        raise InvalidFieldError("period", period, allowed)


def check_counted(book: Book, period: object) -> None:
    """
    Refuse a period where no row of a book has a day, and no rule counts by periods.

    Raises:
        InvalidFieldError: If it would change nothing.
    """
    if isinstance(period, Period) and not counts_periods(book):
        allowed = (
            "None, for no row of this book has a day and no rule of it counts by periods; "
            "say with placed by which attribute the rows of a ledger are dated"
        )
        raise InvalidFieldError("period", str(period), allowed)


def counts_periods(book: Book) -> bool:
    """
    Say whether a period may change what a book comes to.
    """
    dated = any(ledger.placed is not None for ledger in book.ledgers.values())
    return dated or not all(
        feed.by_row or isinstance(feed, Unfed) for feed in book.feeds.values()
    )


def _check_seasons(book: Book, seasons: object) -> None:
    """Refuse season tables where no rule of the book, as it stands, counts seasons."""
    if not any(_counts_seasons(feed, book[rule]) for rule, feed in book.feeds.items()):
        allowed = (
            "None, for no rule of this book counts seasons; pass them to a book whose "
            "covers last for seasons (season_kind of a case), or say asks_seasons of the "
            "calculation that looks them up"
        )
        raise InvalidFieldError("seasons", seasons, allowed)


def _counts_seasons(feed: Any, rule: Any) -> bool:
    """Say whether a rule, or the calculation that feeds it, looks seasons up."""
    cases = getattr(rule, "cases", ())
    return getattr(feed, "asks_seasons", False) or any(
        getattr(case, "season_kind", None) is not None for case in cases
    )


def _check_calendar(calendar: object) -> None:
    """Refuse what cannot say what kind of day a day is, and a class of calendars."""
    parts = all(hasattr(calendar, part) for part in _CALENDAR_PARTS)
    if calendar is not None and (isinstance(calendar, type) or not parts):
        allowed = "None or a WorkCalendar, such as timing.calendars.china()"
        raise InvalidFieldError("calendar", calendar, allowed)
