"""
What is due: facts in, obligations out, whatever the period that is reported on.

An agenda asks a book for every obligation of its ledgers and puts those of a span of
days in order: what has to be done from when, until when, by whom, for what, under
which clause. Each goes by its key, so that a host can update its own list; agendas of
several books merge into one.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, Final

import pendulum
from attrs import field, frozen

from followup_rules.books.assess import due, opened
from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Clause, Text
from followup_rules.errors import InvalidFieldError, RowError
from followup_rules.timing.amounts import Days, WorkingDays
from followup_rules.timing.calendars import WorkCalendar, add_working_days
from followup_rules.timing.cycles import Period
from followup_rules.timing.moments import (
    UTC,
    as_instant,
    is_before,
    local_ordinal,
    show_day,
    show_instant,
    zone_of,
)
from followup_rules.verdicts import Status, Subject, Verdict


class State(Enum):
    """
    How an obligation stands at the moment of judgement.
    """

    OVERDUE = "overdue"
    """The bound has passed, and it is not done."""
    DUE_SOON = "due_soon"
    """It may be done, and the bound is near."""
    RUNNING = "running"
    """It may be done, and the bound is not near."""
    UPCOMING = "upcoming"
    """It may not be done yet."""
    UNBOUNDED = "unbounded"
    """It is owed, and the text sets no limit."""
    UNKNOWN = "unknown"
    """A fact is missing that decides whether, or by when, it is owed."""
    DONE = "done"
    """It was done, in time or late."""

    def in_language(self, language: str) -> str:
        """
        Return the state as a word for a reader.
        """
        return _WORDS[self].in_language(language)


_WORDS: Final = {
    State.OVERDUE: Text("overdue", "已逾期"),
    State.DUE_SOON: Text("due soon", "即将到期"),
    State.RUNNING: Text("running", "进行中"),
    State.UPCOMING: Text("upcoming", "未开始"),
    State.UNBOUNDED: Text("no limit", "未定时限"),
    State.UNKNOWN: Text("not known", "情况不明"),
    State.DONE: Text("done", "已完成"),
}
_STATES: Final = {
    Status.MET: State.DONE,
    Status.LATE: State.DONE,
    Status.BREACHED: State.OVERDUE,
    Status.MISSED: State.OVERDUE,
    Status.OPEN: State.UNBOUNDED,
    Status.UNDETERMINED: State.UNKNOWN,
}
_NOT_OWED: Final = frozenset({Status.NOT_APPLICABLE, Status.EXCUSED})


@frozen(kw_only=True)
class Entry:
    """
    One obligation.

    Attributes:
        key: Its key: the same before and after it is met.
        book: The edition of the book it comes from.
        name: What has to be done.
        clause: The clause.
        owed_by: Who owes it, as a machine name; `party` says it.
        subject: What it is about; `about` says it.
        opens: The first instant at which it may be done; None is no bound.
        closes: The instant it ends with; None where there is no limit.
        closes_included: Whether that instant is still in time.
        last_day: The day on which it falls due.
        state: How it stands.
        verdict: The verdict behind it, with its explanation and its receipt.
    """

    key: str
    book: str
    name: Text
    clause: Clause
    owed_by: str
    subject: Subject | None
    opens: pendulum.DateTime | None
    closes: pendulum.DateTime | None
    closes_included: bool
    last_day: pendulum.Date | None
    state: State
    verdict: Verdict = field(repr=False)

    def about(self, language: str = "en") -> str:
        """
        Name what it is about.
        """
        return self.verdict.about(language)

    def party(self, language: str = "en") -> str:
        """
        Name who owes it.
        """
        from followup_rules.wording import term  # noqa: PLC0415 - when asked

        return term(self.owed_by, language, self.clause.words)


@frozen(kw_only=True)
class Agenda:
    """
    Obligations, the soonest first; those without a limit come last.

    Attributes:
        as_of: The moment of judgement.
        entries: The obligations.
        row_errors: The rows that could not be read; what they owe is not here.
    """

    as_of: dt.datetime
    entries: tuple[Entry, ...]
    row_errors: tuple[RowError, ...] = ()

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def of(self, *states: State, party: str | None = None) -> tuple[Entry, ...]:
        """
        Return the entries in some states, and of one party if it is named.
        """
        return tuple(
            entry
            for entry in self.entries
            if (not states or entry.state in states) and party in {None, entry.owed_by}
        )

    def by_key(self) -> dict[str, Entry]:
        """
        Return the entries by their keys.
        """
        return {entry.key: entry for entry in self.entries}

    def changes_since(self, earlier: "Agenda") -> "AgendaChanges":
        """
        Return what a host must insert, update and remove since an earlier agenda.
        """
        old, now = earlier.by_key(), self.by_key()
        return AgendaChanges(
            new=tuple(now[key] for key in now if key not in old),
            changed=tuple(
                now[key] for key in now if key in old and _told(now[key], old[key])
            ),
            gone=tuple(old[key] for key in old if key not in now),
        )


@frozen(kw_only=True)
class AgendaChanges:
    """
    What differs between two agendas.
    """

    new: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    gone: tuple[Entry, ...]


def agenda(
    book: Rulebook,
    ledgers: Mapping[str, Iterable[Any]],
    *,
    as_of: dt.datetime,
    span: Period,
    lead: Days | WorkingDays = Days(3),
    calendar: WorkCalendar | None = None,
    seasons: Any = None,
) -> Agenda:
    """
    Return the obligations of one book that concern a span of days.

    An obligation concerns the span if it may be done or falls due in it; what is
    overdue, without a limit or not known at *as_of* always does. Nothing that is not
    owed is listed.

    Args:
        book: The book.
        ledgers: The rows by the kind of the ledger, as for `Rulebook.assess`.
        as_of: The moment of judgement.
        span: The days of interest, in the zone of the book.
        lead: How long before its last day an obligation is due soon; that day itself
            is included.
        calendar: Needed where working days matter, in the rules or in *lead*.
        seasons: The season tables, where seasons matter.

    Raises:
        InvalidFieldError: If *span* is no `Period`, or *lead* no length in days.
        NaiveTimeError, NotAnInstantError: If *as_of* is no aware datetime.
        CalendarNotCoveredError: If a lead in working days leaves the calendar.
    """
    if not isinstance(span, Period):
        allowed = "a Period, such as timing.cycles.month(2026, 3)"
        raise InvalidFieldError("span", span, allowed)
    if not isinstance(lead, Days | WorkingDays):
        raise InvalidFieldError("lead", lead, "Days(n) or WorkingDays(n)")
    if isinstance(lead, WorkingDays) and calendar is None:
        raise InvalidFieldError("calendar", None, "a calendar, for a lead in workdays")
    as_instant(as_of, "as_of")
    case = opened(
        book,
        ledgers,
        as_of=as_of,
        period=span,
        calendar=calendar,
        seasons=seasons,
    )
    soon = _soon(lead, as_of, calendar, case.zone)
    start, until = span.begins(case.zone_name), span.closes(case.zone_name)
    last = until - dt.timedelta(microseconds=1)
    entries = [
        entry
        for verdict in due(case, start, last)
        if verdict.status not in _NOT_OWED
        and _concerns(entry := _entry(verdict, book, soon), start, until)
    ]
    errors = tuple(error for part in case.ledgers.values() for error in part.errors)
    return Agenda(
        as_of=as_of, entries=tuple(sorted(entries, key=_order)), row_errors=errors
    )


def merge(*agendas: Agenda) -> Agenda:
    """
    Return one agenda of several books, made at one moment.

    Raises:
        InvalidFieldError: If they were made at different moments, or two of them hold
            one key: the same book twice.
    """
    moments = {one.as_of for one in agendas}
    if len(moments) != 1:
        raise InvalidFieldError("as_of", sorted(moments), "one moment for all agendas")
    seen: set[str] = set()
    for entry in (entry for one in agendas for entry in one):
        if entry.key in seen:
            raise InvalidFieldError("key", entry.key, "a key that no other entry has")
        seen.add(entry.key)
    return Agenda(
        as_of=moments.pop(),
        entries=tuple(sorted((e for one in agendas for e in one), key=_order)),
        row_errors=tuple(error for one in agendas for error in one.row_errors),
    )


# ------------------------------------------------------------------------ one entry


def _soon(
    lead: Days | WorkingDays,
    as_of: dt.datetime,
    calendar: WorkCalendar | None,
    zone: dt.tzinfo,
) -> Callable[[dt.date], bool]:
    """Return what says whether a last day is near."""
    today = local_ordinal(as_of, zone, "as_of")
    if isinstance(lead, Days) or calendar is None:
        return lambda day: day.toordinal() - lead.n <= today
    reach = add_working_days(calendar, show_day(today), lead.n).toordinal()
    return lambda day: day.toordinal() <= reach


def _entry(verdict: Verdict, book: Rulebook, soon: Callable[[dt.date], bool]) -> Entry:
    """Return a verdict as an entry."""
    opens, closes, included, last_day = _bounds(verdict)
    return Entry(
        key=verdict.key,
        book=book.edition,
        name=verdict.policy.name,
        clause=verdict.clause,
        owed_by=verdict.owed_by,
        subject=verdict.subject,
        opens=opens,
        closes=closes,
        closes_included=included,
        last_day=last_day,
        state=_state(verdict, opens, last_day, soon),
        verdict=verdict,
    )


def _bounds(verdict: Verdict) -> tuple[Any, Any, bool, Any]:
    """Return from when, until when and on which last day a verdict is owed."""
    deadline = getattr(verdict.evidence, "deadline", None)
    if deadline is not None:
        included = deadline.closes_included
        return deadline.opens, deadline.closes, included, deadline.last_day
    ends = getattr(verdict.evidence, "settles", None) or getattr(
        verdict.evidence, "ends", None
    )
    if not isinstance(ends, dt.datetime):
        return None, None, False, None
    zone = ends.tzinfo or zone_of("UTC")
    ended = local_ordinal(ends - dt.timedelta(microseconds=1), zone, "ends")
    return None, show_instant(ends, zone), False, show_day(ended)


def _state(
    verdict: Verdict,
    opens: dt.datetime | None,
    last_day: dt.date | None,
    soon: Callable[[dt.date], bool],
) -> State:
    """Say how an obligation stands."""
    if verdict.status is not Status.PENDING:
        return _STATES[verdict.status]
    now = verdict.basis.as_of
    if opens is not None and now is not None and is_before(now, opens, UTC):
        return State.UPCOMING
    return State.DUE_SOON if last_day is not None and soon(last_day) else State.RUNNING


def _concerns(entry: Entry, start: dt.datetime, until: dt.datetime) -> bool:
    """Say whether an obligation belongs on the agenda of a span."""
    if entry.state in {State.OVERDUE, State.UNBOUNDED, State.UNKNOWN}:
        return True
    if entry.closes is None:
        return entry.state is not State.DONE
    ends_before = not is_before(start, entry.closes, UTC)
    begins_after = entry.opens is not None and not is_before(entry.opens, until, UTC)
    return not ends_before and not begins_after


def _order(entry: Entry) -> tuple[bool, dt.datetime, str]:
    """Put the soonest first, and what has no limit last."""
    unbounded = entry.closes is None
    return unbounded, _FAR if entry.closes is None else entry.closes, entry.key


_FAR: Final = dt.datetime.max.replace(tzinfo=UTC)


def _told(now: Entry, old: Entry) -> bool:
    """Say whether a host must be told of an entry again."""
    told = ("state", "opens", "closes", "owed_by", "clause", "name")
    return any(getattr(now, name) != getattr(old, name) for name in told)
