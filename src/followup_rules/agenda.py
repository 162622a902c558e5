"""
What is due: facts in, obligations out, whatever the period that is reported on.

An agenda asks a book for every obligation of its ledgers and puts those of a span of
days in order: what has to be done from when, until when, by whom, for what, under
which clause. Each goes by its key, so that a host can update its own list; agendas of
several books merge into one.

An agenda lists what can still be done, or was done, by a time. How something was done,
such as by whom, and what a warranty covers, are for the report of the book.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, Final, TypedDict

import pendulum
from attrs import field

from followup_rules.books.assess import obligations, opened
from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    ImpossibleOrderError,
    InvalidFieldError,
    RowError,
    UnknownNameError,
)
from followup_rules.fields.arguments import check_kind, check_many
from followup_rules.immutable import frozen
from followup_rules.policies.deadlines.ladder import begins
from followup_rules.reports.changes import Unread
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
    to_utc,
    zone_of,
)
from followup_rules.verdicts import Status, Subject, Verdict

_FAR: Final = dt.datetime.max.replace(tzinfo=UTC)
_NOBODY: Final = Subject("", "")


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
    subject: Subject
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

    def row(self, language: str = "en") -> "EntryRow":
        """
        Return it flat, for a table of the host's or a spreadsheet.

        Days and times are ISO texts, times in the zone of the rule.
        """
        return {
            "key": self.key,
            "book": self.book,
            "state": self.state.value,
            "state_word": self.state.in_language(language),
            "name": self.name.in_language(language),
            "about": self.about(language),
            "clause": self.clause.id,
            "owed_by": self.owed_by,
            "party": self.party(language),
            "kind": self.subject.kind,
            "id": self.subject.id,
            "cell": self.subject.cell,
            "opens": None if self.opens is None else self.opens.isoformat(),
            "last_day": None if self.last_day is None else self.last_day.isoformat(),
            "closes": None if self.closes is None else self.closes.isoformat(),
            "closes_included": self.closes_included,
            "sentence": self.verdict.explain(language),
        }


class EntryRow(TypedDict):
    """
    One obligation, flat: a line of a table or a spreadsheet.
    """

    key: str
    book: str
    state: str
    state_word: str
    name: str
    about: str
    clause: str
    owed_by: str
    party: str
    kind: str
    id: str
    cell: str | None
    opens: str | None
    last_day: str | None
    closes: str | None
    closes_included: bool
    sentence: str


@frozen(kw_only=True)
class Agenda:
    """
    Obligations, the soonest first; those without a limit come last.

    Attributes:
        as_of: The moment of judgement.
        span: The days of interest.
        entries: The obligations that concern the span.
        beyond: Those that do not, such as what was done before it or opens after it.
        row_errors: The rows that could not be read, or that a rule refused; what they
            owe is not here.
        parties: The parties that the books name.
    """

    as_of: dt.datetime
    span: Period
    entries: tuple[Entry, ...]
    beyond: tuple[Entry, ...] = field(default=(), repr=False)
    row_errors: tuple[RowError, ...] = ()
    parties: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def of(self, *states: State, party: str | None = None) -> tuple[Entry, ...]:
        """
        Return the entries in some states, and of one party if it is named.

        Raises:
            UnknownNameError: If no rule of the books names such a party.
        """
        if party is not None and party not in self.parties:
            raise UnknownNameError("party", party, self.parties)
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

    @property
    def unread(self) -> Unread:
        """
        The rows that could not be judged, whose obligations are missing here.
        """
        listed = (*self.entries, *self.beyond)
        return Unread(self.row_errors, {entry.subject.kind for entry in listed})

    def changes_since(self, earlier: "Agenda") -> "AgendaChanges":
        """
        Return what a host must insert, update and remove since an earlier agenda.

        An entry that left the span is changed if it is otherwise than it was, such as
        done before the new span began, and is left alone if it is not; it is gone only
        if it is not owed any more, or its row is. What is missing because its row could
        not be read is `unreadable`, and no reason to remove anything.

        Raises:
            InvalidFieldError: If *earlier* is no agenda.
            ImpossibleOrderError: If *earlier* was made later.
        """
        check_kind("earlier", earlier, Agenda, "an Agenda")
        if is_before(self.as_of, earlier.as_of, UTC):
            raise ImpossibleOrderError(
                "earlier.as_of", earlier.as_of, "as_of", self.as_of
            )
        old, now = earlier.by_key(), self.by_key()
        every = {entry.key: entry for entry in (*self.beyond, *self.entries)}
        missing = {key: entry for key, entry in old.items() if key not in every}
        hidden = set(filter(self.unread.may_hide, missing))
        return AgendaChanges(
            new=tuple(now[key] for key in now if key not in old),
            changed=tuple(
                entry
                for key, entry in every.items()
                if key in old and _told(entry) != _told(old[key])
            ),
            gone=tuple(missing[key] for key in missing if key not in hidden),
            unreadable=tuple(missing[key] for key in missing if key in hidden),
        )


@frozen(kw_only=True)
class AgendaChanges:
    """
    What differs between two agendas.

    Attributes:
        new: Obligations that the earlier one did not list.
        changed: Those whose state, bounds, party, clause or name is another.
        gone: Those that are owed no longer, as they last stood.
        unreadable: Those of which nobody knows, because the row could not be read this
            time or was refused by a rule, as they last stood.
    """

    new: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    gone: tuple[Entry, ...]
    unreadable: tuple[Entry, ...] = ()

    def __len__(self) -> int:
        parts = self.new, self.changed, self.gone, self.unreadable
        return sum(map(len, parts))


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
        entries=tuple(sorted(piles[True], key=_order)),
        beyond=tuple(sorted(piles[False], key=_order)),
        row_errors=errors,
        parties=book.parties,
    )


def merge(*agendas: Agenda) -> Agenda:
    """
    Return one agenda of several books, made at one moment for one span.

    Raises:
        InvalidFieldError: If there is none, one is no agenda, they were made at
            different moments or for different spans, or two of them hold one key: the
            same book twice, or two that bear one code.
    """
    if not agendas:
        raise InvalidFieldError("agendas", (), "at least one")
    check_many("agendas", agendas, "an Agenda", Agenda)
    first = agendas[0]
    for one in agendas:
        if one.as_of != first.as_of:
            allowed = f"one moment for all: {first.as_of.isoformat()}"
            raise InvalidFieldError("as_of", one.as_of.isoformat(), allowed)
        if one.span != first.span:
            raise InvalidFieldError("span", str(one.span), f"one for all: {first.span}")
    seen: set[str] = set()
    for entry in (entry for one in agendas for entry in (*one.entries, *one.beyond)):
        if entry.key in seen:
            raise InvalidFieldError("key", entry.key, "a key that no other entry has")
        seen.add(entry.key)
    return Agenda(
        as_of=first.as_of,
        span=first.span,
        entries=tuple(sorted((e for one in agendas for e in one.entries), key=_order)),
        beyond=tuple(sorted((e for one in agendas for e in one.beyond), key=_order)),
        row_errors=tuple(error for one in agendas for error in one.row_errors),
        parties=tuple(dict.fromkeys(name for one in agendas for name in one.parties)),
    )


# ------------------------------------------------------------------- the arguments


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


# ------------------------------------------------------------------------ one entry


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
            start = begins(rung.falls)
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
    start, home = begins(falls), zone_of(falls.zone)
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


def _order(entry: Entry) -> tuple[dt.datetime, str]:
    """Put the soonest first, and what has no limit last."""
    return _FAR if entry.closes is None else to_utc(entry.closes), entry.key


def _told(entry: Entry) -> tuple[object, ...]:
    """Return what a host must be told again when it changes."""
    return (
        entry.state,
        entry.opens,
        entry.closes,
        entry.owed_by,
        entry.clause,
        entry.name,
    )
