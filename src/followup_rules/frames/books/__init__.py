"""
A whole regulation over frames, one for each ledger.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final

from followup_rules.books.assess import added, check_counted
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.vocabulary import Speech
from followup_rules.exact import as_count
from followup_rules.frames.books.by_rows import case_of
from followup_rules.frames.books.calls import OneCall
from followup_rules.frames.books.checks import checked
from followup_rules.frames.books.given import check_given
from followup_rules.frames.books.looking import check_keys
from followup_rules.frames.books.reading import Asking, Told, inside_of, open_ledger
from followup_rules.frames.books.results import BookAssessment, ByRows, Unlisted
from followup_rules.frames.moments import Now
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.cycles import Period
from followup_rules.timing.moments import zone_of
from followup_rules.verdicts import Verdict

__all__ = ["BookAssessment", "ByRows", "Unlisted", "assess_book", "verdicts"]

LISTED: Final = 1_000
"""So many rows in error are listed of each ledger and fault."""


def assess_book(
    book: Rulebook,
    tables: Mapping[str, Any],
    *,
    as_of: dt.datetime,
    period: Period | None = None,
    calendar: WorkCalendar | None = None,
    seasons: Any = None,
    columns: Mapping[str, Mapping[str, str]] | None = None,
    zone: str | None = None,
    limit: int = LISTED,
) -> BookAssessment:
    """
    Judge frames against every clause, with the verdicts of `Rulebook.assess`.

    Args:
        book: The regulation.
        tables: A frame for each ledger by its kind, all of one library; one that is
            not given is not kept. A fact that may be untold needs no column.
        as_of: The moment of judgement.
        period: The days that are reported on; None is all, where the rules can be
            judged without. Refused where no row of the book has a day and no rule
            counts by periods.
        calendar: Needed only where working days matter.
        seasons: The season tables, where seasons matter; refused where no rule of the
            book counts seasons.
        columns: The host's own names of columns, by ledger and fact.
        zone: Where times without a zone were recorded.
        limit: How many rows in error are listed of each ledger and fault; all are
            counted, and `unlisted` says how many more there are.

    Raises:
        UnknownNameError: If there is no such ledger or fact.
        MissingColumnError, WrongColumnTypeError, NaiveColumnError: If a column is
            unusable.
        UnusableColumnNameError: If it cannot be found by its name alone.
        InvalidFieldError: If one column is to be two facts, or another argument is not
            what it must be.
        UnsupportedFrameError: If a table is no frame that can be judged.
        ImpossibleCountError: If *limit* is no whole number of 0 or more.
    """
    told = {"as_of": as_of, "period": period, "calendar": calendar, "seasons": seasons}
    limit = as_count("limit", limit)
    call, opened = _begun(book, tables, told, limit, columns=columns, zone=zone)
    return call.assess(opened)


def verdicts(
    book: Rulebook,
    tables: Mapping[str, Any],
    keys: Iterable[str],
    *,
    as_of: dt.datetime,
    period: Period | None = None,
    calendar: WorkCalendar | None = None,
    seasons: Any = None,
    columns: Mapping[str, Mapping[str, str]] | None = None,
    zone: str | None = None,
) -> tuple[Verdict, ...]:
    """
    Return some of the verdicts on frames with their evidence, so that they explain.

    Of a rule that columns judge row by row those rows are taken from their frames that
    belong together with the subject; of another one the ledgers that it reads.

    Args:
        book: The regulation.
        tables: What `assess` was given.
        keys: The keys of verdicts; they come back in this order.
        as_of: As for `assess`, like those that follow.
        period: The days that are reported on.
        calendar: Needed only where working days matter.
        seasons: The season tables, where seasons matter.
        columns: The host's own names of columns, by ledger and fact.
        zone: Where times without a zone were recorded.

    Raises:
        InvalidFieldError: If there is no verdict of such a key.
    """
    wanted = check_keys(keys)
    told = {"as_of": as_of, "period": period, "calendar": calendar, "seasons": seasons}
    call, opened = _begun(book, tables, told, LISTED, columns=columns, zone=zone)
    found = call.look(opened, wanted)
    return tuple(found[key] for key in wanted)


def _begun(
    book: Rulebook,
    tables: Mapping[str, Any],
    context: Mapping[str, Any],
    limit: int,
    *,
    columns: Mapping[str, Mapping[str, str]] | None,
    zone: str | None,
) -> tuple[OneCall, dict[str, Told]]:
    """Check the arguments of a call, and open its ledgers."""
    named = {} if columns is None else columns
    check_given(book, tables, named)
    as_of, period = context["as_of"], context["period"]
    case_of(book, {}, context)
    check_counted(book, period)
    home = book.zone
    now = Now.of(as_of, zone_of(home))
    more = dict(added(book))
    facts = {
        kind: tuple({**ledger.by_name, **_named(more.get(kind, ()))}.values())
        for kind, ledger in book.ledgers.items()
    }
    asking = Asking(Speech(book), now, as_of, period, home, zone, limit, facts)
    opened: dict[str, Told] = {}
    for kind, ledger in book.ledgers.items():
        if kind in tables:
            own = named.get(kind, {})
            told = open_ledger(ledger, facts[kind], tables[kind], own, asking)
            opened[kind] = checked(told, asking)
        elif (part := inside_of(ledger, opened)) is not None:
            opened[kind] = part
    at_once = any(told.work.engine.plans_anew for told in opened.values())
    return OneCall(book, asking, context, at_once), opened


def _named(facts: tuple[Any, ...]) -> dict[str, Any]:
    """Return facts by name."""
    return {fact.name: fact for fact in facts}
