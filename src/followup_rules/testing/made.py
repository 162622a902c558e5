"""
Made-up ledgers and situations of any book, from its declaration alone.

Rows keep the order that their facts ask for, name the rows they belong to, and are
ones the book can read; with `broken=True` some of them are not. Moments lean towards
the edges of the book's own limits: it is asked by when everything is due, and moments
are moved to those instants, or a microsecond or a day beside them.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Final

from hypothesis import strategies as st

from followup_rules.books.assess import counts_periods
from followup_rules.books.rulebook import Rulebook
from followup_rules.fields.arguments import check_kind
from followup_rules.immutable import frozen
from followup_rules.reports import Report
from followup_rules.testing.lengths import lengths_of
from followup_rules.testing.moments import FIRST, LAST, days, instants, near
from followup_rules.testing.rowmaking import (
    FAR,
    Draw,
    Ledgers,
    Unmade,
    Unmades,
    drop_unreadable,
    made,
    make,
    read,
    spoil,
)
from followup_rules.testing.types import periods
from followup_rules.testing.values import Given, Making
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.cycles import Cycle, Period, cell_of
from followup_rules.timing.cycles import period as days_from
from followup_rules.timing.moments import UTC, zone_of

_MOST_ROWS: Final = 4
_AFTER: Final = 45
_ONE_OF_TWO: Final = st.booleans()
_EVERYTHING_DONE: Final = dt.timedelta(days=200)


@frozen(kw_only=True, repr=False)
class Situation:
    """
    Ledgers of a book and how they are to be judged.

    Attributes:
        book: The book.
        ledgers: The rows by the kind of the ledger.
        as_of: The moment of judgement.
        period: The days that are reported on; None is all.
        calendar: The work calendar, if there is one.
        seasons: The season tables, if there are any.
    """

    book: Rulebook
    ledgers: Mapping[str, tuple[Any, ...]]
    as_of: dt.datetime
    period: Period | None
    calendar: WorkCalendar | None = None
    seasons: Any = None

    def __repr__(self) -> str:
        head = f"{self.book.edition}, as of {self.as_of.isoformat()}, {self.period}"
        rows = [repr(row) for own in self.ledgers.values() for row in own]
        return "\n    ".join([f"<Situation of {head}", *rows]) + ">"

    def _repr_pretty_(self, printer: Any, _cycle: object) -> None:
        """Let Hypothesis print it as it stands, not the whole book."""
        printer.text(repr(self))

    def report(self) -> Report:
        """
        Judge the ledgers.
        """
        return self.book.assess(
            self.ledgers,
            as_of=self.as_of,
            period=self.period,
            calendar=self.calendar,
            seasons=self.seasons,
        )


def rows(
    book: Rulebook,
    kind: str,
    *,
    first: dt.date = FIRST,
    last: dt.date = LAST,
    given: Given | None = None,
) -> st.SearchStrategy[Any]:
    """
    Single rows of one ledger that the book can read.

    What such a row belongs to is not with it: for a property of whole ledgers take
    `ledgers`; this is for a class of the host's, or a form.

    Raises:
        UnknownNameError: If the book has no ledger *kind* of its own, or *given* names
            no attribute of the book.
    """
    whole = ledgers(book, first=first, last=last, given=given)
    read(book, {kind: ()})
    return whole.filter(lambda own: bool(own[kind])).map(lambda own: own[kind][0])


def ledgers(
    book: Rulebook,
    *,
    first: dt.date = FIRST,
    last: dt.date = LAST,
    most: int = _MOST_ROWS,
    broken: bool = False,
    given: Given | None = None,
) -> st.SearchStrategy[Ledgers]:
    """
    Ledgers of a book by kind, with no more than *most* rows each.

    Args:
        book: The book.
        first: The first day of their moments.
        last: The last day on which something begins; what follows may lie later.
        most: How many rows of a kind there are at most.
        broken: Whether rows that cannot be read may be among them.
        given: Strategies of the caller's own, by `kind.attribute`, such as
            `{"repair.responsible": st.sampled_from(STAFF)}`.

    Raises:
        ImpossibleOrderError: If *last* lies before *first*.
        UnknownNameError: If *given* names no attribute of the book.
        InvalidFieldError: If *book* is none, such as the module that holds it.
    """
    making = _making(book, first, last, given)

    @st.composite
    def made_up(draw: Draw) -> Ledgers:
        unmade = make(draw, making(), most)
        if broken:
            spoil(draw, unmade)
        return made(unmade)

    return made_up()


def situations(
    book: Rulebook,
    *,
    first: dt.date = FIRST,
    last: dt.date = LAST,
    most: int = _MOST_ROWS,
    broken: bool = False,
    given: Given | None = None,
    calendar: WorkCalendar | None = None,
    seasons: Any = None,
) -> st.SearchStrategy[Situation]:
    """
    Ledgers with a moment of judgement and a period, near the edges of the limits.

    >>> from hypothesis import given, settings
    >>> from followup_rules import Status
    >>> from followup_rules.rulebooks import repair
    >>> @settings(max_examples=10)
    ... @given(situations(repair.RULES))
    ... def whoever_is_late_has_a_deadline(situation):
    ...     for verdict in situation.report().where(status=Status.LATE):
    ...         assert verdict.deadline is not None
    >>> whoever_is_late_has_a_deadline()

    Args:
        book: The book.
        first: The first day of their moments.
        last: The last day on which something begins; what follows may lie later.
        most: How many rows of a kind there are at most.
        broken: Whether rows that cannot be read may be among them.
        given: Strategies of the caller's own, by `kind.attribute`.
        calendar: The work calendar to judge with.
        seasons: The season tables to judge with.

    Raises:
        ImpossibleOrderError: If *last* lies before *first*.
        UnknownNameError: If *given* names no attribute of the book.
        InvalidFieldError: If *book* is none, such as the module that holds it.
    """
    making = _making(book, first, last, given)
    needed = any(feed.needs_period for feed in book.feeds.values())
    whole = days_from(first, last)
    months = st.builds(cell_of, st.just(Cycle.MONTH), days(first, last))
    span = st.one_of(st.just(whole), months, periods(first, last))
    counted = counts_periods(book)
    reported = span if needed else st.one_of(st.none(), span)
    reported = reported if counted else st.none()
    zone = read(book, {}).zone_name
    # Most of what is told has happened by then, some has not, or everything has.
    late = instants(first, last + dt.timedelta(days=_AFTER), zone=zone)
    end = dt.datetime.combine(last, dt.time(), UTC) + _EVERYTHING_DONE

    @st.composite
    def made_up(draw: Draw) -> Situation:
        unmade = make(draw, making(), most)
        period = draw(reported)
        done = Situation(
            book=book,
            ledgers=made(unmade),
            as_of=end,
            period=period or (whole if counted else None),
            calendar=calendar,
            seasons=seasons,
        )
        edges = _edges(done)
        _move(draw, book, unmade, edges)
        if broken:
            spoil(draw, unmade)
        limits = sorted({edge for own in edges.values() for edge in own})
        events = sorted(set(near(_happened(unmade))))
        known = [st.sampled_from(some) for some in (limits, events) if some]
        as_of = draw(st.one_of(st.just(end), *known, late))
        return Situation(
            book=book,
            ledgers=made(unmade),
            as_of=as_of.astimezone(zone_of(zone)),
            period=period,
            calendar=calendar,
            seasons=seasons,
        )

    return made_up()


def _making(book: Rulebook, first: dt.date, last: dt.date, given: Given | None) -> Any:
    """Check what rows are made with, and return what begins anew for each ledger."""
    check_kind("book", book, Rulebook, "a Rulebook, such as repair.RULES")
    days(first, last)
    for name in given or {}:
        kind, _, attribute = name.partition(".")
        book.ledgers[kind].fact(attribute)
    zone, lengths = read(book, {}).zone_name, lengths_of(book)
    return lambda: Making(book, first, last, zone, given or {}, lengths)


# -------------------------------------------------------------------------- the edges


def _edges(situation: Situation) -> dict[str, list[dt.datetime]]:
    """Return the instants at and beside the limits of each subject, by its id."""
    found: dict[str, set[dt.datetime]] = {}
    for verdict in situation.report():
        deadline = getattr(verdict.evidence, "deadline", None)
        bounds = () if deadline is None else (deadline.opens, deadline.closes)
        about = "" if verdict.subject is None else verdict.subject.id
        known = [one for one in bounds if one is not None and one.year < FAR.year]
        found.setdefault(about, set()).update(near(known))
    return {about: sorted(own) for about, own in found.items() if own}


def _happened(unmade: Unmades) -> Iterator[dt.datetime]:
    """Yield the instants at which something in the rows happens."""
    for rows_ in unmade.values():
        for top in rows_:
            for row in top.every():
                for fact in row.moments():
                    moment = row.told[fact.name]
                    # A broken row may tell one without a zone, which is no instant.
                    aware = isinstance(moment, dt.datetime) and moment.utcoffset()
                    if aware is not False and aware is not None:
                        yield moment


def _move(
    draw: Draw, book: Rulebook, unmade: Unmades, edges: Mapping[str, list[dt.datetime]]
) -> None:
    """Move moments of rows to the limits of what they are about, where they may lie."""
    for rows_ in unmade.values():
        for row in [one for top in rows_ for one in top.every()]:
            for name in _movable(row, edges):
                if draw(_ONE_OF_TWO):
                    held = row.told[name]
                    edge = draw(st.sampled_from(_about(row, edges)))
                    zone = getattr(held, "tzinfo", None) or UTC
                    row.told[name] = edge.astimezone(zone)
                    if not row.is_in_order():
                        row.told[name] = held
    # What belongs to a row that was moved may have come to lie before it.
    drop_unreadable(book, unmade)


def _movable(row: Unmade, edges: Mapping[str, list[dt.datetime]]) -> list[str]:
    """Return the moments of a row that may lie at a limit, but do not set it."""
    if not _about(row, edges):
        return []
    sets = row.ledger.placed if row.id in edges else None
    return [fact.name for fact in row.moments() if fact.name != sets]


def _about(row: Unmade, edges: Mapping[str, list[dt.datetime]]) -> list[dt.datetime]:
    """Return the edges of a row, else of the one it belongs to, else of the book."""
    own = edges.get(row.id)
    if own is None and row.owner is not None:
        own = edges.get(row.owner.id)
    return own or edges.get("", [])
