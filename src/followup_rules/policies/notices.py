"""
Do something at least so long before an event: a notice, a request, a feedback inside.

The count runs backwards. The day of the event is not counted and the last day that is
early enough counts, unless the `Counting` says otherwise. The event may lie ahead, such
as the due time of another rule, so that a notice is owed before what it precedes.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import field

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    NotAnInstantError,
)
from followup_rules.exact import as_flag
from followup_rules.fields import Name, held
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import Amount, as_amount
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import HOUSE_RULES, Counting, Deadline
from followup_rules.timing.moments import (
    Moment,
    elapsed,
    is_before,
    local_ordinal,
    show_moment,
)
from followup_rules.verdicts import (
    Reason,
    Subject,
    Verdict,
    calendar_reason,
    decides,
    judged_at,
    note,
)


@frozen
class NoticeEvidence:
    """
    What the verdict on a notice rests on.

    `deadline` is the last day, or instant, that is early enough; None where there is no
    event, or nobody can count back from it.
    """

    shape: ClassVar[str] = "notice"

    deadline: Deadline | None
    event: Moment | None
    done: Moment | None
    judged_at: dt.datetime
    zone: str
    owed: bool | None

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        return {"event": self.event, "done": self.done, "owed": self.owed}

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        due, done = self.deadline, self.done
        left = None if due is None else elapsed(self.judged_at, due.closes)
        return {
            "deadline": due,
            "event": self.event,
            "done": done,
            "remaining": left,
            "late_by": None if due is None or done is None else due.late_by(done),
        }


@frozen(kw_only=True, field_transformer=held)
class NoticePolicy:
    """
    Something is due at least so long before an event.

    >>> from followup_rules.timing.amounts import Days
    >>> rule = NoticePolicy(
    ...     id="demo",
    ...     clause=Clause(id="DEMO-1", en="tell them 3 days ahead", zh="提前三日告知"),
    ...     name=Text("the notice", "告知"),
    ...     owed_by="office",
    ...     event="meeting_on",
    ...     lead=Days(3),
    ... )
    >>> rule.due(dt.date(2026, 3, 20)).last_day
    Date(2026, 3, 17)

    Attributes:
        id: The id of the rule in its rulebook.
        clause: The clause.
        name: What is due.
        owed_by: The party that owes it.
        event: The name of the fact that it precedes.
        lead: How long before the event it is due at the latest.
        counting: How the lead is counted, and in which zone days begin and end.
    """

    id: Name
    clause: Clause
    name: Text
    owed_by: Name
    event: Name
    lead: Amount = field(converter=as_amount)
    counting: Counting = HOUSE_RULES

    def __attrs_post_init__(self) -> None:
        self.counting.check(self.lead)

    def due(self, event: Moment, *, calendar: WorkCalendar | None = None) -> Deadline:
        """
        Return by when it is due.

        Args:
            event: What it precedes; a day is enough unless hours count.
            calendar: Needed only where working days matter.

        Raises:
            CalendarRequiredError, CalendarNotCoveredError: If working days matter.
            DateOutOfRangeError: If the count leaves the years 1 to 9999.
            NaiveTimeError, NotADayError, NotAnInstantError: If *event* is unusable.
        """
        return self.counting.before(event, self.lead, calendar=calendar)

    def assess(
        self,
        event: Moment | None,
        done: Moment | None = None,
        *,
        owed: bool | None = True,
        calendar: WorkCalendar | None = None,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
    ) -> Verdict:
        """
        Judge whether it was done early enough.

        Args:
            event: What it precedes, past or to come; None is none that is set.
            done: When it was done; None where it has not been.
            owed: Whether it is owed at all; None is unknown.
            calendar: Needed only where working days matter.
            as_of: The moment of judgement; what was done later is not known yet.
            subject: What the verdict is about.

        Raises:
            InvalidFieldError: If *owed* is none of True, False and None.
            MissingFactError: If there is no moment of judgement.
            DateOutOfRangeError: If the count leaves the years 1 to 9999.
            NaiveTimeError, NotADayError, NotAnInstantError: If a fact is unusable.
        """
        now, basis = judged_at(as_of, calendar)
        as_flag("owed", owed)
        place, given = self._shown("event", event), self._shown("done", done)
        known = given
        if given is not None and is_before(now, given, self.counting.tz):
            known = None
        deadline, reason = None, _without_event(place, owed)
        if reason is None:
            assert place is not None  # noqa: S101 - for type checkers
            try:
                deadline = self.due(place, calendar=calendar)
            except (CalendarRequiredError, CalendarNotCoveredError) as error:
                reason = calendar_reason(error)
            else:
                reason = _judge(deadline, known, now)
        notes = () if known == given else (note("later_fact"),)
        evidence = NoticeEvidence(deadline, place, known, now, self.counting.zone, owed)
        return Verdict(self.clause, self, subject, evidence, (reason, *notes), basis)

    def _shown(self, name: str, moment: Moment | None) -> Moment | None:
        """Refuse what is no moment, and show it in the zone of the rule."""
        if moment is None:
            return None
        local_ordinal(moment, self.counting.tz, self.event if name == "event" else name)
        return show_moment(moment, self.counting.tz)


def _without_event(event: Moment | None, owed: bool | None) -> Reason | None:  # noqa: FBT001 - a fact
    """Answer what needs no count: nothing owed, no event, a fact missing."""
    if owed is False:
        return decides("not_selected")
    if event is None:
        return decides("event_not_set")
    return decides("fact_missing", fact="owed") if owed is None else None


def _judge(deadline: Deadline, done: Moment | None, now: dt.datetime) -> Reason:
    """Judge against the last moment that is early enough."""
    if done is None:
        return decides("not_due_yet" if deadline.met_by(now) else "not_done")
    try:
        return decides("done_in_time" if deadline.met_by(done) else "done_late")
    except NotAnInstantError:
        raise NotAnInstantError("done", done) from None
