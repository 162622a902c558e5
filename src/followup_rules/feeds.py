"""
An agenda as a calendar feed (iCalendar) that calendars and phones subscribe to.

Needs the extra `feeds`. Each obligation is a to-do, or an event on its last day, under
an identifier made of its key, so that a calendar updates what it has instead of adding
it again. Given the feed before it, a feed counts up the sequence number of what
changed and cancels what is owed no longer; what did not change is written as it was.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any, Final

from followup_rules.agenda import Agenda, Entry, State
from followup_rules.canonical import digest
from followup_rules.clauses import Text, spoken
from followup_rules.errors import (
    CalendarNotCoveredError,
    InvalidFieldError,
    MissingExtraError,
)
from followup_rules.fields.arguments import check_kind, check_words
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import Days, WorkingDays
from followup_rules.timing.calendars import WorkCalendar, add_working_days
from followup_rules.timing.calendars.working_days import days_of
from followup_rules.timing.moments import as_instant, to_utc, zone_of

_KEY: Final = "X-FOLLOWUP-KEY"
_CONTENT: Final = "X-FOLLOWUP-CONTENT"
_GONE: Final = "CANCELLED"
_MAKER: Final = "-//followup-rules//agenda//EN"
_SPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:followup-rules:agenda")

_LINES: Final = {
    "clause": Text("{id}: {text}", "{id}：{text}"),
    "party": Text("Owed by: {party}", "责任方：{party}"),
    "due": Text("Due: {due}", "时限：{due}"),
    "opens": Text("Not before {day}", "{day}起"),
    "state": Text("State: {state}", "状态：{state}"),
    "book": Text("Rules: {book}", "依据版本：{book}"),
}
_SUMMARY: Final = Text("{name}: {about}", "{name}：{about}")
_TITLE: Final = Text("What is due", "待办事项")


class Form(Enum):
    """
    What an obligation becomes in a calendar.
    """

    TODO = "todo"
    """A to-do that is due on its last day; what has no limit is one without a day."""
    EVENT = "event"
    """An event on its last day; what has no day has no event."""


@frozen(kw_only=True)
class Feed:
    """
    A calendar feed.

    Attributes:
        content: The feed, as a file or a server hands it out (`text/calendar`).
        written: How many obligations are in it.
        cancelled: How many that are owed no longer are cancelled in it. What is missing
            because its row could not be read is written as it was.
        left_out: The keys of those without a day, which events cannot show.
        without_alarm: The keys of those that are in it without the alarm that was asked
            for, because the calendar does not cover the working days before their last
            day; with next year's notice the next feed has it.
    """

    content: bytes
    written: int
    cancelled: int
    left_out: tuple[str, ...]
    without_alarm: tuple[str, ...] = ()


def feed(
    agenda: Agenda,
    *,
    language: str = "en",
    form: Form = Form.TODO,
    alarm: Days | WorkingDays | None = None,
    alarm_at: dt.time = dt.time(9),
    calendar: WorkCalendar | None = None,
    link: Callable[[Entry], str] | None = None,
    previous: bytes | None = None,
) -> Feed:
    """
    Return an agenda as a calendar feed.

    The same agenda gives the same bytes; with *previous*, one in which nothing changed
    gives them again.

    Args:
        agenda: What is due.
        language: The language of summaries and descriptions.
        form: Whether obligations are to-dos or events.
        alarm: How long before its last day an alarm rings for what is not done; None
            is no alarm.
        alarm_at: At what time of that day, in the zone of the rule.
        calendar: The work calendar, for an alarm in working days.
        link: Where the host shows an obligation.
        previous: The content of the feed before this one.

    Raises:
        MissingExtraError: If the extra `feeds` is not installed.
        UnknownNameError: If there is no such language.
        InvalidFieldError: If *agenda*, *form*, *alarm*, *alarm_at* or *calendar* is none,
            an alarm in working days comes without a calendar, *link* cannot be called, a
            link is no address, or *previous* is no feed.
        NaiveTimeError: If an entry ends at a time without a zone.
    """
    check_kind("agenda", agenda, Agenda, "an Agenda")
    language = spoken(language)
    if not isinstance(form, Form):
        raise InvalidFieldError("form", form, "Form.TODO or Form.EVENT")
    _check_alarm(alarm, alarm_at, calendar)
    if link is not None and not callable(link):
        raise InvalidFieldError(
            "link", link, "a function from entry to address, or None"
        )
    writer = _Writer(
        agenda=agenda,
        language=language,
        form=form,
        alarm=alarm,
        alarm_at=alarm_at,
        calendar=calendar,
        link=link,
        before=_read(previous),
    )
    return writer.feed()


def uid_of(key: str) -> str:
    """
    Return the identifier under which the obligation with a key stands in a calendar.

    Raises:
        InvalidFieldError: If *key* is none.

    >>> uid_of("REPAIR/visit_deadline//repair/R1/")
    '54687d19-92eb-5946-9c26-f68c8541052f'
    """
    check_words("key", key)
    return str(uuid.uuid5(_SPACE, key))


def _check_alarm(
    alarm: object, alarm_at: object, calendar: WorkCalendar | None
) -> None:
    """Refuse an alarm that cannot be counted."""
    # `combine` would take the zone of a time before that of the rule.
    if not isinstance(alarm_at, dt.time) or alarm_at.tzinfo is not None:
        allowed = "a time of day without a zone, such as datetime.time(9)"
        raise InvalidFieldError("alarm_at", alarm_at, allowed)
    if calendar is not None:
        days_of(calendar)
    if alarm is not None and not isinstance(alarm, Days | WorkingDays):
        raise InvalidFieldError("alarm", alarm, "None, Days(n) or WorkingDays(n)")
    if isinstance(alarm, WorkingDays) and calendar is None:
        allowed = "a work calendar, for an alarm in working days"
        raise InvalidFieldError("calendar", None, allowed)


def _library() -> Any:
    """Return the library that writes calendars."""
    try:
        import icalendar  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise MissingExtraError("followup_rules.feeds", "feeds") from error
    return icalendar


def _read(previous: bytes | None) -> dict[str, Any]:
    """Return what a feed before this one held, by identifier."""
    if previous is None:
        return {}
    wrong = InvalidFieldError(
        "previous", str(previous)[:40], "the `content` of a feed that this module wrote"
    )
    if not isinstance(previous, bytes):
        raise wrong
    try:
        found = _library().Calendar.from_ical(previous)
    except (ValueError, TypeError, KeyError) as error:
        raise wrong from error
    if str(found.get("PRODID")) != _MAKER:
        raise wrong
    held = [one for one in found.subcomponents if one.name != "VTIMEZONE"]
    return {str(one["UID"]): one for one in held}


@frozen(kw_only=True)
class _Writer:
    """Writes one feed."""

    agenda: Agenda
    language: str
    form: Form
    alarm: Days | WorkingDays | None
    alarm_at: dt.time
    calendar: WorkCalendar | None
    link: Callable[[Entry], str] | None
    before: Mapping[str, Any]

    def feed(self) -> Feed:
        """Write every obligation, and cancel what is owed no longer."""
        library = _library()
        whole = library.Calendar()
        whole.add("prodid", _MAKER)
        whole.add("version", "2.0")
        whole.add("method", "PUBLISH")
        whole.add("name", self._said(_TITLE))
        whole.add("x-wr-calname", self._said(_TITLE))
        entries = list(self._listed())
        shown = [one for one in entries if self._has_day(one)]
        for entry in shown:
            whole.add_component(self._component(library, entry))
        cancelled = list(self._cancelled({uid_of(one.key) for one in entries}))
        for one in (*self._kept(), *cancelled):
            whole.add_component(one)
        whole.add_missing_timezones()
        return Feed(
            content=whole.to_ical(),
            written=len(shown),
            cancelled=len(cancelled),
            left_out=tuple(one.key for one in entries if not self._has_day(one)),
            without_alarm=tuple(one.key for one in shown if self._is_unrung(one)),
        )

    def _listed(self) -> Iterator[Entry]:
        """Yield the entries, and those that left the span otherwise than they were."""
        yield from self.agenda.entries
        for entry in self.agenda.beyond:
            old = self.before.get(uid_of(entry.key))
            if old is not None and old[_CONTENT] != self._content(entry):
                yield entry

    def _has_day(self, entry: Entry) -> bool:
        """Say whether an entry can be shown."""
        return self.form is Form.TODO or entry.last_day is not None

    # ------------------------------------------------------------------ one obligation

    def _component(self, library: Any, entry: Entry) -> Any:
        """Return an obligation as a to-do or an event."""
        content, old = self._content(entry), self.before.get(uid_of(entry.key))
        if old is not None and old["STATUS"] != _GONE and old[_CONTENT] == content:
            return old
        todo = self.form is Form.TODO
        made = library.Todo() if todo else library.Event()
        made.add("uid", uid_of(entry.key))
        made.add("dtstamp", to_utc(self.agenda.as_of))
        made.add("sequence", 0 if old is None else int(old["SEQUENCE"]) + 1)
        for name, value in self._texts(entry).items():
            made.add(name, value)
        made.add("status", self._status(entry))
        self._add_days(made, entry)
        self._add_done(made, entry)
        if self.alarm is not None and entry.state is not State.DONE:
            self._add_alarm(library, made, entry)
        made.add(_KEY, entry.key)
        made.add(_CONTENT, content)
        return made

    def _texts(self, entry: Entry) -> dict[str, str]:
        """Return what a reader is told, and where the host shows it."""
        name = entry.name.in_language(self.language)
        about = entry.about(self.language)
        told = {
            "summary": self._mark(entry) + self._said(_SUMMARY, name=name, about=about),
            "description": "\n".join(self._lines(entry)),
        }
        if self.link is not None:
            told["url"] = _address(self.link(entry))
            told["description"] += f"\n{told['url']}"
        return told

    def _mark(self, entry: Entry) -> str:
        """Return what marks an event as done, which a to-do says by its status."""
        done = self.form is Form.EVENT and entry.state is State.DONE
        return "✓ " if done else ""

    def _lines(self, entry: Entry) -> Iterator[str]:
        """Yield the lines of a description: nothing that changes from day to day."""
        text = entry.clause.text.in_language(self.language)
        yield self._said(_LINES["clause"], id=entry.clause.id, text=text)
        yield self._said(_LINES["party"], party=entry.party(self.language))
        deadline = getattr(entry.verdict.evidence, "deadline", None)
        if deadline is not None:
            due = deadline.wording(self.language)
            yield self._said(_LINES["due"], due=due)
        if entry.opens is not None:
            day = entry.opens.to_date_string()
            yield self._said(_LINES["opens"], day=day)
        if entry.state in {State.OVERDUE, State.UNKNOWN, State.UNBOUNDED, State.DONE}:
            state = entry.state.in_language(self.language)
            yield self._said(_LINES["state"], state=state)
        yield self._said(_LINES["book"], book=entry.book)

    def _said(self, pattern: Text, **values: Any) -> str:
        """Return a text in the language asked."""
        return pattern.in_language(self.language).format(**values)

    def _status(self, entry: Entry) -> str:
        """Return how a calendar calls the state."""
        if self.form is Form.EVENT:
            return "CONFIRMED"
        return "COMPLETED" if entry.state is State.DONE else "NEEDS-ACTION"

    def _add_days(self, made: Any, entry: Entry) -> None:
        """
        Add when it is due.

        A to-do has no start: some readers count its last day out when it has both. An
        instant that is itself in time is due at that instant, all else on its day.
        """
        if entry.last_day is None:
            return
        day = dt.date.fromordinal(entry.last_day.toordinal())
        if self.form is Form.EVENT:
            made.add("dtstart", day)
            made.add("dtend", day + dt.timedelta(days=1))
            made.add("transp", "TRANSPARENT")
        elif entry.closes_included and entry.closes is not None:
            made.add("due", _local(entry.closes))
        else:
            made.add("due", day)

    def _add_done(self, made: Any, entry: Entry) -> None:
        """Add when a to-do was done, where the instant is known."""
        done = getattr(entry.verdict.evidence, "done", None)
        if self.form is Form.TODO and entry.state is State.DONE:
            made.add("percent-complete", 100)
            if isinstance(done, dt.datetime):
                made.add("completed", to_utc(done))

    def _add_alarm(self, library: Any, made: Any, entry: Entry) -> None:
        """Add an alarm on its day, at its time."""
        ring = self._rings(entry)
        if ring is None:
            return
        alarm = library.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", made["SUMMARY"])
        alarm.add("trigger", ring, parameters={"VALUE": "DATE-TIME"})
        made.add_component(alarm)

    def _rings(self, entry: Entry) -> dt.datetime | None:
        """Return the instant of the alarm; None where it has no day."""
        if entry.last_day is None or entry.closes is None or self.alarm is None:
            return None
        day = self._alarm_day(entry.last_day)
        if day is None:
            return None
        local = _local(entry.closes).tzinfo
        return to_utc(dt.datetime.combine(day, self.alarm_at, tzinfo=local))

    def _alarm_day(self, last: dt.date) -> dt.date | None:
        """Return the day of the alarm; None where the calendar does not reach it."""
        day = dt.date.fromordinal(last.toordinal())
        if isinstance(self.alarm, Days):
            return day - dt.timedelta(days=self.alarm.n)
        if self.calendar is None or self.alarm is None or not self.alarm.n:
            return day
        try:
            return add_working_days(self.calendar, day, -self.alarm.n)
        except CalendarNotCoveredError:
            return None

    def _is_unrung(self, entry: Entry) -> bool:
        """Say whether an entry has a last day and, for want of a calendar, no alarm."""
        asked = self.alarm is not None and entry.state is not State.DONE
        last = entry.last_day
        return asked and last is not None and self._alarm_day(last) is None

    def _content(self, entry: Entry) -> str:
        """Return a fingerprint of all that is written of an entry."""
        ring = None if entry.state is State.DONE else self._rings(entry)
        done = getattr(entry.verdict.evidence, "done", None)
        told = {
            "form": self.form.value,
            **self._texts(entry),
            "status": self._status(entry),
            "closes": None
            if entry.closes is None
            else _local(entry.closes).isoformat(),
            "day": None if entry.last_day is None else entry.last_day.isoformat(),
            "rings": None if ring is None else ring.isoformat(),
            "done": str(done) if isinstance(done, dt.datetime) else None,
        }
        return digest(told)

    # -------------------------------------------------------------------- cancellations

    def _kept(self) -> Iterator[Any]:
        """Yield what may be owed as before, because its row could not be read."""
        here = (*self.agenda.entries, *self.agenda.beyond)
        listed, unread = {entry.key for entry in here}, self.agenda.unread
        for old in self.before.values():
            key = str(old[_KEY])
            if old["STATUS"] != _GONE and key not in listed and unread.may_hide(key):
                yield old

    def _cancelled(self, listed: set[str]) -> Iterator[Any]:
        """Yield what was in the feed before and is owed no longer, cancelled."""
        beyond = {uid_of(entry.key) for entry in self.agenda.beyond}
        kept = {str(one["UID"]) for one in self._kept()}
        for uid, old in self.before.items():
            if uid in listed or uid in beyond or uid in kept:
                continue
            if old["STATUS"] != _GONE:
                old["SEQUENCE"] = int(old["SEQUENCE"]) + 1
                del old["DTSTAMP"]
                old.add("dtstamp", to_utc(self.agenda.as_of))
                old.pop("STATUS")
                old.add("status", _GONE)
                old.subcomponents.clear()
                yield old


def _address(link: object) -> str:
    """Refuse what is no address."""
    if not isinstance(link, str) or "://" not in link or link != link.strip():
        raise InvalidFieldError("link", link, "an address, such as https://host/jobs/1")
    return link


def _local(instant: dt.datetime) -> dt.datetime:
    """Return an instant as a plain datetime in its zone, whose data the feed can hold."""
    import zoneinfo  # noqa: PLC0415 - for a feed only

    name = str(as_instant(instant, "closes").tzinfo)
    zone_of(name)
    return to_utc(instant).astimezone(zoneinfo.ZoneInfo(name))
