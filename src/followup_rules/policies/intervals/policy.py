"""
The policy: by when the next one is due, and whether it came.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve, field

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    ImpossibleOrderError,
    InvalidFieldError,
    MissingFactError,
)
from followup_rules.exact import as_many
from followup_rules.fields import Name, Whole, held
from followup_rules.immutable import frozen
from followup_rules.policies.intervals.evidence import IntervalEvidence
from followup_rules.policies.intervals.fitting import check
from followup_rules.policies.intervals.stretches import (
    CountedFrom,
    label,
    lies_in,
)
from followup_rules.timing.amounts import (
    Amount,
    as_amount,
)
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import HOUSE_RULES, Counting, Deadline
from followup_rules.timing.moments import (
    Moment,
    as_instant,
    is_before,
    local_ordinal,
    place_of,
    refuse_disorder,
    show_day,
    show_moment,
)
from followup_rules.timing.seasons import YearlySeason
from followup_rules.verdicts import (
    Reason,
    Subject,
    Verdict,
    as_subject,
    calendar_reason,
    decides,
    judged_at,
    note,
)


@frozen(kw_only=True, field_transformer=held)
class IntervalPolicy:
    """
    Between one and the next lies at most, or at least, so long.

    >>> from followup_rules.timing.amounts import Days
    >>> rule = IntervalPolicy(
    ...     id="demo",
    ...     clause=Clause(id="DEMO-1", en="every 15 days", zh="至少每15日一次"),
    ...     name=Text("the service", "维护保养"),
    ...     owed_by="office",
    ...     most=Days(15),
    ... )
    >>> import pendulum
    >>> now = pendulum.datetime(2026, 4, 30, tz="Asia/Shanghai")
    >>> done = [dt.date(2026, 3, 2), dt.date(2026, 3, 16), dt.date(2026, 4, 10)]
    >>> for verdict in rule.assess_each(done, as_of=now):
    ...     print(verdict.subject.cell, verdict.status.name)
    2026-03-02 MET
    2026-03-16 LATE
    2026-04-10 BREACHED

    Attributes:
        id: The id of the rule in its rulebook.
        clause: The clause that sets the interval.
        name: What is done again and again.
        owed_by: The party that owes it.
        most: How long the next one may be away; None is any time.
        least: How long the next one must be away; None is no time.
        counted_from: From where the next one is counted.
        season: The season of the year in which alone it is asked; outside it nothing
            falls due, and the count begins anew with the season.
        counting: How the interval is counted.
    """

    id: Name
    clause: Clause
    name: Text
    owed_by: Name
    most: Amount | None = field(default=None, converter=as_amount)
    least: Amount | None = field(default=None, converter=as_amount)
    counted_from: CountedFrom = CountedFrom.LAST_DONE
    season: YearlySeason | None = None
    counting: Counting = HOUSE_RULES

    def __attrs_post_init__(self) -> None:
        bounded: Any = self  # type checkers see converters where fields are
        check(bounded)

    # ---------------------------------------------------------------- questions

    @property
    def is_planned(self) -> bool:
        """
        Whether the plan stays as it is, whenever anything is done.
        """
        return self.counted_from is CountedFrom.ANCHORED

    def due(
        self,
        since: Moment,
        *,
        number: int = 1,
        calendar: WorkCalendar | None = None,
    ) -> Deadline | None:
        """
        Return by when the next one is due; None where there is only a least distance.

        Args:
            since: The one before; of an anchored plan its first day.
            number: Of an anchored plan, which stretch of it.
            calendar: Needed only where working days matter.

        Raises:
            InvalidFieldError: If *number* is not 1 where there is no plan.
            CalendarRequiredError, CalendarNotCoveredError: If working days matter.
            DateOutOfRangeError: If the count leaves the years 1 to 9999.
            NaiveTimeError, NotADayError, NotAnInstantError: If *since* is unusable.
        """
        planned = self.is_planned
        rule = Whole(1) if planned else Whole(1, 1)
        if not rule.accepts(number):
            only = "1, because it is counted from the last one and not by a plan"
            allowed = rule.allowed if planned else only
            raise InvalidFieldError("number", number, allowed)
        local_ordinal(since, self.counting.tz, "since")
        if self.most is None:
            return None
        length: Any = self.most
        if planned:
            length = evolve(length, n=length.n * number)
        if self.season is None:
            return self.counting.deadline(since, length, calendar=calendar)
        return self._due_in_season(since, self.season, length, calendar)

    def _due_in_season(
        self,
        since: Moment,
        season: YearlySeason,
        length: Amount,
        calendar: WorkCalendar | None,
    ) -> Deadline:
        """Count inside a season; what is left at its end begins anew with the next."""
        day = local_ordinal(since, self.counting.tz, "since")
        running = season.running_on(day)
        if running is not None:
            due = self.counting.deadline(since, length, calendar=calendar)
            if due.last_ordinal <= running[1]:
                return due
        begins = show_day(season.after(day)[0])
        return self.counting.deadline(begins, length, calendar=calendar)

    def earliest(
        self, since: Moment, *, calendar: WorkCalendar | None = None
    ) -> Moment | None:
        """
        Return from when on the next one may come; None where nothing says so.

        A day, or an instant where hours are counted. The errors are those of `due`.
        """
        local_ordinal(since, self.counting.tz, "since")
        if self.least is None:
            return None
        counting = self.counting.with_bound
        bound = counting.deadline(since, self.least, calendar=calendar)
        return bound.last_moment

    def next_due(
        self,
        events: Iterable[Moment],
        *,
        since: Moment | None = None,
        as_of: dt.datetime,
        calendar: WorkCalendar | None = None,
    ) -> Deadline | None:
        """
        Return by when the next one is due, after those known at *as_of*.

        By a plan it is the end of the first stretch, from the one running on, in which
        nothing was done yet.

        Raises:
            MissingFactError: If nothing starts the count.
            InvalidFieldError: If *events* are no list.
            NaiveTimeError, NotADayError, NotAnInstantError: If a moment is unusable.
        """
        given = as_many("events", events)
        as_of = as_instant(as_of, "as_of")
        starts, known = self._in_order(given, since, as_of, None)
        if not starts:
            raise MissingFactError("since", self.id, "nothing has started the count")
        if self.counted_from is CountedFrom.LAST_DONE:
            return self.due((*starts, *known)[-1], calendar=calendar)
        before: Moment = starts[0]
        number = 1
        while True:
            due = self.due(starts[0], number=number, calendar=calendar)
            assert due is not None  # noqa: S101 - for type checkers
            inside = [one for one in known if lies_in(one, before, due, self._zone)]
            if due.met_by(as_of) and not inside:
                return due
            before, number = due.last_moment, number + 1

    # ------------------------------------------------------------------ judging

    def assess(
        self,
        since: Moment | None,
        done: Moment | None = None,
        *,
        number: int = 1,
        ended: Moment | None = None,
        calendar: WorkCalendar | None = None,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
    ) -> Verdict:
        """
        Judge one interval: from one to the next.

        Args:
            since: The one before; of an anchored plan its first day. None is none yet.
            done: The next one; None where it has not come. By a plan, the one in this
                stretch.
            number: Of an anchored plan, which stretch of it.
            ended: When the duty ended; what falls due later is not owed, and what came
                later is none of it.
            calendar: Needed only where working days matter.
            as_of: The moment of judgement; later facts are not known yet.
            subject: What the verdict is about.

        Raises:
            ImpossibleOrderError: If *done* or *ended* lies before *since*, or *done* by
                a plan outside its stretch.
            InvalidFieldError: If *number* is not 1 where there is no plan.
            MissingFactError: If there is no moment of judgement.
            NaiveTimeError, NotADayError, NotAnInstantError: If a fact is unusable.
        """
        now, basis = judged_at(as_of, calendar)
        since, done, ended, notes = self._as_known(now, since, done, ended)
        due, earliest = None, None
        if since is None:
            reason = decides("trigger_absent")
        else:
            try:
                due = self.due(since, number=number, calendar=calendar)
                self._refuse_outside(since, done, due, number, calendar)
                earliest = self.earliest(since, calendar=calendar)
                reason = self._judge(due, earliest, done, ended, now)
            except (CalendarRequiredError, CalendarNotCoveredError) as error:
                reason = calendar_reason(error)
        evidence = IntervalEvidence(since, done, due, earliest, number, ended)
        about = as_subject(subject) or Subject("interval", self.id)
        if about.cell is None and since is not None:
            planned = None if self.counted_from is CountedFrom.LAST_DONE else due
            end = None if planned is None else planned.last_moment
            about = evolve(about, cell=label(since, end))
        return Verdict(self.clause, self, about, evidence, (reason, *notes), basis)

    def assess_each(
        self,
        events: Iterable[Moment],
        *,
        since: Moment | None = None,
        ended: Moment | None = None,
        as_of: dt.datetime | None = None,
        calendar: WorkCalendar | None = None,
        subject: Subject | None = None,
    ) -> tuple[Verdict, ...]:
        """
        Judge every interval, the running one included, in order.

        The subject of each verdict names as its cell the moment from which it was
        counted. Events not after *since* and those after *ended* begin and end nothing.

        Args:
            events: When it was done, in any order.
            since: What starts the count; None is the first event. A plan needs it.
            ended: As in `assess`, and so the others.
            as_of: The moment of judgement.
            calendar: Needed only where working days matter.
            subject: Whose intervals they are.

        Raises:
            ImpossibleOrderError, InvalidFieldError, MissingFactError, NaiveTimeError,
                NotADayError, NotAnInstantError: As in `assess`.
        """
        now, _ = judged_at(as_of, calendar)
        given = as_many("events", events)
        refuse_disorder(self._zone, ("since", since), ("ended", ended))
        over = ended is not None and not is_before(now, ended, self._zone)
        starts, known = self._in_order(given, since, now, ended if over else None)
        told: dict[str, Any] = {
            "ended": ended,
            "calendar": calendar,
            "as_of": as_of,
            "subject": subject,
        }
        if self.counted_from is CountedFrom.LAST_DONE:
            listed = (*starts, *known) or (None,)
            pairs = zip(listed, (*listed[1:], None), strict=True)
            found = [self.assess(before, after, **told) for before, after in pairs]
        elif starts:
            found = list(self._by_plan(starts[0], known, now, told))
        else:
            found = [self.assess(None, **told)]
        if any(is_before(now, event, self._zone) for event in given):
            found[-1] = found[-1].with_notes(note("later_fact"))
        return tuple(found)

    def _by_plan(
        self,
        since: Moment,
        known: tuple[Moment, ...],
        now: dt.datetime,
        told: Mapping[str, Any],
    ) -> Iterator[Verdict]:
        """Judge stretch by stretch, to the one that runs at the moment of judgement."""
        before, number = since, 1
        ended = told["ended"]
        stop = now if ended is None or is_before(now, ended, self._zone) else ended
        while number == 1 or is_before(before, stop, self._zone):
            try:
                due = self.due(since, number=number, calendar=told["calendar"])
            except (CalendarRequiredError, CalendarNotCoveredError):
                yield self.assess(since, number=number, **told)
                return
            assert due is not None  # noqa: S101 - for type checkers
            inside = [one for one in known if lies_in(one, before, due, self._zone)]
            first = inside[0] if inside else None
            yield self.assess(since, first, number=number, **told)
            before, number = due.last_moment, number + 1

    # -------------------------------------------------------------------- facts

    @property
    def _zone(self) -> dt.tzinfo:
        """Where days begin."""
        return self.counting.tz

    def _in_order(
        self,
        events: Iterable[Moment],
        since: Moment | None,
        now: dt.datetime,
        over: Moment | None,
    ) -> tuple[tuple[Moment, ...], tuple[Moment, ...]]:
        """Return what starts the count, and the known events after it, in order."""
        zone = self._zone
        listed: dict[tuple[dt.datetime, bool], Moment] = {}
        for event in events:
            local_ordinal(event, zone, "events")
            gone = over is not None and is_before(over, event, zone)
            if not (gone or is_before(now, event, zone)):
                place = place_of(event, zone), isinstance(event, dt.datetime)
                listed.setdefault(place, show_moment(event, zone))
        ordered = tuple(listed[place] for place in sorted(listed))
        if since is None:
            plan = self.counted_from is CountedFrom.ANCHORED
            return ((), ()) if plan else (ordered[:1], ordered[1:])
        local_ordinal(since, zone, "since")
        if is_before(now, since, zone):
            return (), ()
        return (since,), tuple(e for e in ordered if is_before(since, e, zone))

    def _as_known(
        self,
        now: dt.datetime,
        since: Moment | None,
        done: Moment | None,
        ended: Moment | None,
    ) -> tuple[Moment | None, Moment | None, Moment | None, tuple[Reason, ...]]:
        """Leave out what was not known yet, and refuse an impossible order."""
        zone = self._zone
        known = []
        for name, one in (("since", since), ("done", done), ("ended", ended)):
            if one is not None:
                local_ordinal(one, zone, name)
            later = one is None or is_before(now, one, zone)
            known.append(None if later or one is None else show_moment(one, zone))
        refuse_disorder(zone, ("since", since), ("done", done))
        refuse_disorder(zone, ("since", since), ("ended", ended))
        late = (known[0] is None) is not (since is None) or (
            (known[1] is None) is not (done is None)
        )
        start, came, stop = known
        if came is not None and stop is not None and is_before(stop, came, zone):
            came = None
        return start, came, stop, (note("later_fact"),) if late else ()

    def _refuse_outside(
        self,
        since: Moment,
        done: Moment | None,
        due: Deadline | None,
        number: int,
        calendar: WorkCalendar | None,
    ) -> None:
        """Refuse what was done outside the stretch of a plan that is asked about."""
        if self.counted_from is CountedFrom.LAST_DONE or done is None or due is None:
            return
        before = since
        if number > 1:
            last = self.due(since, number=number - 1, calendar=calendar)
            assert last is not None  # noqa: S101 - for type checkers
            before = last.last_moment
        if not is_before(before, done, self._zone):
            raise ImpossibleOrderError("the stretch before", before, "done", done)
        if not due.met_by(done):
            raise ImpossibleOrderError("done", done, "the end of the stretch", due)

    def _judge(
        self,
        due: Deadline | None,
        earliest: Moment | None,
        done: Moment | None,
        ended: Moment | None,
        now: dt.datetime,
    ) -> Reason:
        """Judge one interval against its bounds."""
        if done is not None:
            if earliest is not None and is_before(done, earliest, self._zone):
                return decides("interval_too_short")
            late = due is not None and not due.met_by(done)
            return decides("interval_exceeded_late" if late else "interval_kept")
        if due is None:
            return decides("interval_without_next")
        if ended is not None and due.met_by(ended):
            return decides("interval_cut_off")
        return decides("interval_running" if due.met_by(now) else "interval_exceeded")
