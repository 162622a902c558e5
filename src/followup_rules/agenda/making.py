"""
An agenda made of ledgers: what falls due in a span, and what is overdue.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import pendulum

from followup_rules.agenda.entries import Entry, State
from followup_rules.agenda.lists import Agenda, order
from followup_rules.books.assess import obligations, opened
from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Text
from followup_rules.errors import (
    ImpossibleOrderError,
    InvalidFieldError,
)
from followup_rules.fields.arguments import check_kind
from followup_rules.timing.amounts import Days, WorkingDays
from followup_rules.timing.calendars import WorkCalendar, add_working_days
from followup_rules.timing.cycles import Period
from followup_rules.timing.moments import (
    UTC,
    first_instant,
    is_before,
    local_ordinal,
    show_day,
    show_instant,
    zone_of,
)
from followup_rules.verdicts import Status, Subject, Verdict

_NOBODY: Final = Subject("", "")

_STATES: Final = {
    Status.MET: State.DONE,
    Status.LATE: State.DONE,
    Status.BREACHED: State.OVERDUE,
    Status.MISSED: State.OVERDUE,
    Status.OPEN: State.UNBOUNDED,
    Status.UNDETERMINED: State.UNKNOWN,
}

_ALWAYS: Final = frozenset({State.OVERDUE, State.UNBOUNDED, State.UNKNOWN})
"""They concern every span."""

_NOT_OWED: Final = frozenset({Status.NOT_APPLICABLE, Status.EXCUSED})
_DONE: Final = frozenset({Status.MET, Status.LATE})
_SHARES: Final = frozenset({"quota", "target"})
"""Evidence of what is owed for a reporting period as a whole."""

_OF_REPORTS: Final = frozenset(
    {"actors", "team", "cover", "keeping", "retention", "score"}
)
"""Evidence of how something is or was done, which leaves nothing to do by a time."""

_NOTHING_DUE: Final = frozenset({"streak_avoided", "streak_below"})
"""Why an obligation does not stand yet, or never will."""

_BEYOND_MENDING: Final = frozenset(
    {
        "disposed_before_start",
        "disposed_early",
        "done_before_window",
        "draw_disproved",
        "gone_before_start",
        "gone_early",
        "interval_too_short",
        "no_appointment",
        "step_not_announced",
        "step_not_in_advance",
        "step_out_of_order",
        "streak_forbidden",
    }
)
"""Why something is broken that doing it now would not mend, nor late."""


def agenda(
    book: Rulebook,
    ledgers: Mapping[str, Iterable[Any]],
    *,
    as_of: dt.datetime,
    span: Period,
    lead: Days | WorkingDays = Days(3),
    reporting: Period | None = None,
    calendar: WorkCalendar | None = None,
    seasons: Any = None,
) -> Agenda:
    """
    Return the obligations of one book that concern a span of days.

    An obligation concerns the span if it may be done or falls due in it; what is
    overdue, without a limit or not known at *as_of* always does. Nothing that is not
    owed is listed. Weeks, months and other cells of the calendar are those that the
    span touches; everything else is listed whatever period its row is of.

    >>> import pendulum
    >>> from followup_rules.rulebooks import repair
    >>> from followup_rules.timing.cycles import month
    >>> at = lambda day: pendulum.datetime(2026, 3, day, 9, tz="Asia/Shanghai")
    >>> job = repair.Repair(
    ...     id="R1", categories="leak", completed_at=at(2), owes_visit=True
    ... )
    >>> (entry,) = agenda(
    ...     repair.RULES, {"repair": [job]}, as_of=at(3), span=month(2026, 3)
    ... )
    >>> entry.key, entry.state.name, entry.last_day
    ('REPAIR/visit_deadline//repair/R1/', 'DUE_SOON', Date(2026, 3, 5))

    Args:
        book: The book.
        ledgers: The rows by the kind of the ledger, as for `Rulebook.assess`.
        as_of: The moment of judgement.
        span: The days of interest, in the zone of the book.
        lead: How long before its last day an obligation is due soon: from that many
            days before it, or that many working days, to the day itself.
        reporting: The period whose shares and rates are listed as well, each until it
            settles; None lists none, because they are owed by a period and by no
            span.
        calendar: Needed where working days matter, in the rules or in *lead*.
        seasons: The season tables, where seasons matter.

    Raises:
        InvalidFieldError: If *span* or *reporting* is no `Period`, *lead* no length
            in days, or *lead* is in working days and there is no calendar.
        ImpossibleOrderError: If *span* ends before it begins.
        UnknownNameError: If the book has no such ledger.
        NaiveTimeError, NotAnInstantError: If *as_of* is no aware datetime.
        CalendarNotCoveredError: If a lead in working days leaves the calendar.
    """
    check_kind("book", book, Rulebook, "a Rulebook")
    check_kind("ledgers", ledgers, Mapping, "rows by the kind of their ledger")
    _check_span(span)
    _check_lead(lead, calendar)
    told = {"as_of": as_of, "calendar": calendar, "seasons": seasons}
    lists = {kind: _kept(rows) for kind, rows in ledgers.items()}
    case = opened(book, lists, period=span, **told)
    soon = _soon(lead, as_of, calendar, case.zone)
    found, errors = obligations(case)
    verdicts = [one for one in found if one.evidence.shape not in _SHARES]
    if reporting is not None:
        shares = book.assess(lists, period=reporting, **told)
        verdicts += [one for one in shares if one.evidence.shape in _SHARES]
    entries = [_entry(one, book, soon) for one in verdicts if _is_to_do(one)]
    for one in verdicts:
        entries += _on_the_ladder(one, book, calendar)
    start, until = span.begins(case.zone_name), span.closes(case.zone_name)
    piles: dict[bool, list[Entry]] = {True: [], False: []}
    for entry in entries:
        piles[_concerns(entry, start, until)].append(entry)
    return Agenda(
        as_of=as_of,
        span=span,
        entries=tuple(sorted(piles[True], key=order)),
        beyond=tuple(sorted(piles[False], key=order)),
        row_errors=errors,
        parties=book.parties,
    )


def _check_span(span: object) -> None:
    """Refuse what is no span of days, or ends before it begins."""
    if not isinstance(span, Period):
        allowed = "a Period, such as timing.cycles.month(2026, 3)"
        raise InvalidFieldError("span", span, allowed)
    if span.last < span.first:
        raise ImpossibleOrderError("span.first", span.first, "span.last", span.last)


def _check_lead(lead: object, calendar: WorkCalendar | None) -> None:
    """Refuse what is no length in days, and working days without a calendar."""
    if not isinstance(lead, Days | WorkingDays):
        raise InvalidFieldError("lead", lead, "Days(n) or WorkingDays(n)")
    if isinstance(lead, WorkingDays) and calendar is None:
        allowed = "a work calendar, for a lead in working days"
        raise InvalidFieldError("calendar", None, allowed)


def _kept(rows: Iterable[Any]) -> Iterable[Any]:
    """Keep rows that can be gone through once; what is no list is refused later."""
    return list(rows) if isinstance(rows, Iterator) else rows


def _soon(
    lead: Days | WorkingDays,
    as_of: dt.datetime,
    calendar: WorkCalendar | None,
    zone: dt.tzinfo,
) -> Callable[[dt.date], bool]:
    """Return what says whether a last day is near."""
    today = local_ordinal(as_of, zone, "as_of")
    reach = today + lead.n
    if calendar is not None and isinstance(lead, WorkingDays) and lead.n:
        # A day is n working days ahead of all days up to the n-th working day from it.
        reach = add_working_days(calendar, show_day(today), lead.n).toordinal()
    return lambda day: day.toordinal() <= reach


def _is_to_do(verdict: Verdict) -> bool:
    """Say whether a verdict is about what can be done, or was done, by a time."""
    code = verdict.reason.code
    if verdict.status in _NOT_OWED or code in _BEYOND_MENDING | _NOTHING_DUE:
        return False
    if verdict.evidence.shape == "items":
        # What a record lacks once it is closed is final.
        return verdict.status is Status.MET or verdict.evidence.closed is not True
    return verdict.evidence.shape not in _OF_REPORTS


def _entry(verdict: Verdict, book: Rulebook, soon: Callable[[dt.date], bool]) -> Entry:
    """Return a verdict as an entry."""
    opens, closes, included, last_day = _bounds(verdict)
    return Entry(
        key=verdict.key,
        book=book.edition,
        name=_name(verdict),
        clause=verdict.clause,
        owed_by=verdict.owed_by,
        subject=verdict.subject or _NOBODY,
        opens=opens,
        closes=closes,
        closes_included=included,
        last_day=last_day,
        state=_state(verdict, opens, last_day, soon),
        verdict=verdict,
    )


def _on_the_ladder(
    verdict: Verdict, book: Rulebook, calendar: WorkCalendar | None
) -> Iterator[Entry]:
    """
    Return an entry for each step of the ladder of a limit, under a key of its own.

    A step is upcoming until it falls, runs on until what the limit is for is done, and
    has not fallen at all where that was done before.
    """
    if not getattr(verdict.policy, "ladder", ()) or verdict.status in _NOT_OWED:
        return
    policy: Any = verdict.policy
    for rung in policy.rungs(verdict.evidence, calendar=calendar):
        state = _state_on_the_ladder(verdict, rung.falls)
        if state is None:
            continue
        opens = closes = last_day = None
        if rung.falls is not None:
            start = rung.falls.last_moment
            home = zone_of(rung.falls.zone)
            if not isinstance(start, dt.datetime):
                start = first_instant(start.toordinal(), home)
            opens, closes = show_instant(start, home), rung.falls.closes
            last_day = rung.falls.last_day
        yield Entry(
            key=verdict.key_of(rung.step.key),
            book=book.edition,
            name=rung.step.name,
            clause=rung.step.clause,
            owed_by=rung.step.owed_by or verdict.owed_by,
            subject=verdict.subject or _NOBODY,
            opens=opens,
            closes=closes,
            closes_included=rung.falls is not None and rung.falls.closes_included,
            last_day=last_day,
            state=state,
            verdict=verdict,
        )


def _state_on_the_ladder(verdict: Verdict, falls: Any) -> State | None:
    """Say how a step stands; None is that it never falls."""
    if verdict.status is Status.UNDETERMINED:
        return State.UNKNOWN
    if falls is None:
        return None if verdict.status in _DONE else State.UNKNOWN
    start, home = falls.last_moment, zone_of(falls.zone)
    done = verdict.evidence.done
    if verdict.status in _DONE:
        return None if is_before(done, start, home) else State.DONE
    now: Any = verdict.basis.as_of
    return State.UPCOMING if is_before(now, start, home) else State.RUNNING


def _name(verdict: Verdict) -> Text:
    """Name what has to be done: the step or the item where one is judged by itself."""
    only = getattr(verdict.evidence, "only", None)
    names = dict(getattr(verdict.evidence, "names", ()))
    found: Text = names.get(only, verdict.policy.name)
    return found


def _bounds(
    verdict: Verdict,
) -> tuple[
    pendulum.DateTime | None, pendulum.DateTime | None, bool, pendulum.Date | None
]:
    """Return from when, until when and on which last day a verdict is owed."""
    deadline = getattr(verdict.evidence, "deadline", None)
    if deadline is not None:
        included = deadline.closes_included
        return _opens(verdict, deadline), deadline.closes, included, deadline.last_day
    settles = getattr(verdict.evidence, "settles", None)
    ends = settles or getattr(verdict.evidence, "ends", None)
    if ends is None:
        return None, None, False, None
    last = local_ordinal(ends - dt.timedelta(microseconds=1), ends.tzinfo, "ends")
    return None, show_instant(ends, ends.tzinfo), False, show_day(last)


def _opens(verdict: Verdict, deadline: Any) -> pendulum.DateTime | None:
    """Return from when it may be done: in its window, or long enough after the last."""
    earliest = getattr(verdict.evidence, "earliest", None)
    if earliest is None:
        opens: pendulum.DateTime | None = deadline.opens
        return opens
    home = zone_of(deadline.zone)
    if not isinstance(earliest, dt.datetime):
        earliest = first_instant(earliest.toordinal(), home)
    return show_instant(earliest, home)


def _state(
    verdict: Verdict,
    opens: dt.datetime | None,
    last_day: dt.date | None,
    soon: Callable[[dt.date], bool],
) -> State:
    """Say how an obligation stands."""
    if verdict.status is not Status.PENDING:
        return _STATES[verdict.status]
    now: Any = verdict.basis.as_of
    if opens is not None and is_before(now, opens, UTC):
        return State.UPCOMING
    return State.DUE_SOON if last_day is not None and soon(last_day) else State.RUNNING


def _concerns(entry: Entry, start: dt.datetime, until: dt.datetime) -> bool:
    """Say whether an obligation belongs on the agenda of a span."""
    if entry.state in _ALWAYS:
        return True
    if entry.closes is None:
        return entry.state is not State.DONE
    if is_before(entry.closes, start, UTC):
        return False
    # The instant before which it is due is the last of the day before.
    if not entry.closes_included and entry.closes == start:
        return False
    return entry.opens is None or is_before(entry.opens, until, UTC)
