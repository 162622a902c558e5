"""
Who can be drawn for a round, and the draw itself.

The frame is the ledger of the current month as it stood at the draw: a case, or a
call, that was entered afterwards is not in it. Whoever is out of scope, not finished
under a stricter reading, or was called this month is left out with the reason; nobody
disappears.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, Final

from followup_rules.books.told import Book
from followup_rules.errors import MissingFactError
from followup_rules.immutable import frozen
from followup_rules.policies.draws import DrawPolicy, DrawUnit, whole_id
from followup_rules.timing.cycles import Cycle, Period, cell_of
from followup_rules.timing.moments import (
    Moment,
    is_before,
    local_ordinal,
    show_day,
    zone_of,
)

OUT_OF_SCOPE: Final = "not an applicant in the sense of the rules"
NOT_COMPLETED: Final = "not completed"


class FrameMonth(Enum):
    """
    Whose month is "the current month" where a week spans two (A-50a).
    """

    DRAW_DATE = "draw_date"
    ISO_THURSDAY = "iso_thursday"
    """The month to which the week belongs, by its Thursday."""
    BOTH = "both"
    """Every month that has a day in the week."""


@frozen(kw_only=True)
class PhoneFrame:
    """
    What a round's draw is made from.

    Attributes:
        ids: The ids of the month's cases, `window/serial`.
        persons: The applicant behind each id.
        excluded: Who is left out, each with the reason.
        called: The ids of everyone who was called this month.
    """

    ids: tuple[str, ...]
    persons: Mapping[str, str]
    excluded: Mapping[str, str]
    called: tuple[str, ...]


@frozen
class Ledgers:
    """
    The windows' ledgers and the calls, each by the month of its rows.
    """

    cases: Mapping[Period, Sequence[Any]]
    calls: Mapping[Period, Sequence[Any]]
    applicants: Mapping[str, str | None]


def draw_id(case: Any) -> str:
    """
    Return the id under which a case is drawn.
    """
    return whole_id(str(case.window), str(case.id))


def by_month(cases: Iterable[Any], calls: Iterable[Any], zone: dt.tzinfo) -> Ledgers:
    """
    Put cases and calls in order by month, once for all rounds.
    """
    cases = tuple(cases)
    return Ledgers(
        _by_month(cases, "accepted_at", zone),
        _by_month(calls, "called_at", zone),
        {str(case.id): case.applicant for case in cases},
    )


def frame_at(ledgers: Ledgers, at: Moment, book: Book) -> PhoneFrame:
    """
    Return what the draw of a round at *at* is made from.

    Raises:
        MissingFactError: If a case in scope has no applicant and persons are drawn.
    """
    rule: DrawPolicy = book["phone_draw"]
    zone = zone_of(rule.zone)
    months = frame_months(book, at)
    rows = [
        case
        for month in months
        for case in ledgers.cases.get(month, ())
        if _stood(case, case.accepted_at, at, zone)
    ]
    excluded, persons = {}, {}
    only_completed = book.feeds["phone_draw"].only_completed
    for case in rows:
        id_ = draw_id(case)
        if not book["applicants"].allows((case.applicant_kind or "",)):
            excluded[id_] = OUT_OF_SCOPE
        elif only_completed and (  # A-50b
            case.completed_at is None or is_before(at, case.completed_at, zone)
        ):
            excluded[id_] = NOT_COMPLETED
        needed = rule.unit is DrawUnit.PERSON and id_ not in excluded
        persons[id_] = _person(case, needed=needed)
    earlier = {
        str(call.case_id)
        for month in months
        for call in ledgers.calls.get(month, ())
        if is_before(call.called_at, at, zone) and _stood(call, None, at, zone)
    }
    called = earlier | {ledgers.applicants.get(case_id) for case_id in earlier}
    return PhoneFrame(
        ids=tuple(map(draw_id, rows)),
        persons=persons,
        excluded=excluded,
        called=tuple(
            draw_id(case)
            for case in rows
            if str(case.id) in called or (case.applicant or "") in called
        ),
    )


def frame_months(book: Book, at: Moment) -> tuple[Period, ...]:
    """
    Return the month, or months, whose cases can be drawn on a day.
    """
    day = show_day(local_ordinal(at, zone_of(book["phone_draw"].zone), "at"))
    week = cell_of(Cycle.WEEK, day)
    month = book.feeds["phone_draw"].frame_month
    days = {  # A-50a
        FrameMonth.DRAW_DATE: (day,),
        FrameMonth.ISO_THURSDAY: (show_day(week.first.toordinal() + 3),),
        FrameMonth.BOTH: (week.first, week.last),
    }
    return tuple(dict.fromkeys(cell_of(Cycle.MONTH, one) for one in days[month]))


def month_of(moment: Moment, zone: dt.tzinfo) -> Period:
    """
    Return the month in which a moment lies.
    """
    return cell_of(Cycle.MONTH, show_day(local_ordinal(moment, zone, "moment")))


def _by_month(
    rows: Iterable[Any], placed: str, zone: dt.tzinfo
) -> dict[Period, list[Any]]:
    """Group rows by the month of their day."""
    piles: dict[Period, list[Any]] = defaultdict(list)
    for row in rows:
        piles[month_of(getattr(row, placed), zone)].append(row)
    return piles


def _stood(row: Any, moment: Moment | None, at: Moment, zone: dt.tzinfo) -> bool:
    """Say whether a row stood in the ledger when it was closed."""
    since = (moment, getattr(row, "entered_at", None))
    return not any(one is not None and is_before(at, one, zone) for one in since)


def _person(case: Any, *, needed: bool) -> str:
    """Return the key of the applicant; who is not drawn from needs none."""
    if case.applicant is None and needed:
        raise MissingFactError(
            "applicant", f"case {case.id!r}", "one person has one ticket; name a key"
        )
    return str(case.applicant or draw_id(case))
