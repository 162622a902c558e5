"""
How often in each cell something is owed, and what was done against it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve, field

from followup_rules.canonical import ADDED_LATER
from followup_rules.clauses import Clause, Force, Text
from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    DateOutOfRangeError,
    InvalidFieldError,
)
from followup_rules.fields import Name, Positive, held
from followup_rules.immutable import frozen
from followup_rules.policies.cadence.cells import CellsEvidence, CountedBy, Event, many
from followup_rules.timing.calendars import WorkCalendar, is_working_day
from followup_rules.timing.counting import HOUSE_RULES, Counting, Deadline
from followup_rules.timing.cycles import (
    Cells,
    Limit,
    Period,
    as_limit,
    cell_of,
    next_cell,
)
from followup_rules.timing.cycles import cells as cells_between
from followup_rules.timing.moments import (
    Moment,
    as_day,
    day_ordinal,
    is_before,
    local_ordinal,
    refuse_disorder,
    show_day,
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
class CadencePolicy:
    """
    Something is done at least so many times in each cell of the calendar.

    >>> from followup_rules.timing.cycles import Cycle
    >>> rule = CadencePolicy(
    ...     id="demo",
    ...     clause=Clause(id="DEMO-1", en="once a quarter", zh="每季度一次"),
    ...     name=Text("the meeting", "会议"),
    ...     owed_by="office",
    ...     cycle=Cycle.QUARTER,
    ... )
    >>> import pendulum
    >>> met = [dt.date(2026, 3, 31), dt.date(2026, 7, 1)]
    >>> now = pendulum.datetime(2026, 8, 1, tz="Asia/Shanghai")
    >>> first, last = dt.date(2026, 1, 1), dt.date(2026, 7, 31)
    >>> for verdict in rule.assess_cells(met, first=first, last=last, as_of=now):
    ...     print(verdict.subject.cell, verdict.status.name)
    2026-Q1 MET
    2026-Q2 BREACHED
    2026-Q3 MET

    Attributes:
        id: The id of the rule in its rulebook.
        clause: The clause that sets the number.
        name: What is done.
        owed_by: The party that owes it.
        cycle: The cells: a `Cycle`, or `Every` so long from a day.
        least: How many times in each cell.
        usual_most: More than this is allowed and only remarked.
        unit: What is counted, in words.
        working_cells_only: Whether a cell without a single working day is exempt.
        season: The season of the year in which alone it is asked; a cell without a
            single day of it is exempt.
        by: Which cell something done belongs to.
        limit: With `PERIOD_COVERED`, how long after its cell something may come, or the
            day by which, looked up from the last day of the cell; None reports it as
            open. Under a clause whose timing is open-ended it is the host's own.
        counting: Where days begin and end, and how `limit` is counted.
    """

    id: Name
    clause: Clause
    name: Text
    owed_by: Name
    cycle: Cells
    least: Positive = 1
    usual_most: Positive | None = None
    unit: Text = Text("times", "次")
    working_cells_only: bool = False
    by: CountedBy = CountedBy.REPORT_DATE
    limit: Limit | None = field(default=None, converter=as_limit)
    counting: Counting = HOUSE_RULES
    season: YearlySeason | None = field(default=None, metadata={ADDED_LATER: True})

    def __attrs_post_init__(self) -> None:
        if self.usual_most is not None and self.usual_most < self.least:
            raise InvalidFieldError(
                "CadencePolicy.usual_most", self.usual_most, f"{self.least} or more"
            )
        if self.limit is not None and self.by is CountedBy.REPORT_DATE:
            raise InvalidFieldError(
                "CadencePolicy.limit",
                str(self.limit),
                "None, unless by is PERIOD_COVERED",
            )

    # ---------------------------------------------------------------- questions

    def cell(self, day: dt.date | Period) -> Period:
        """
        Return the cell in which a day lies; a cell of this cycle is handed back.

        Raises:
            InvalidFieldError: If a period is no cell of this cycle.
            NotADayError: If it is neither a day nor a period.
        """
        return self._cell(day, "day")

    def _cell(self, day: dt.date | Period, told_as: str) -> Period:
        """Return the cell of a day that an argument holds, or the cell that it is."""
        first = day.first if isinstance(day, Period) else as_day(day, told_as)
        found = cell_of(self.cycle, first)
        if found.last == dt.date.max:
            raise DateOutOfRangeError(str(found), "the end of the cell")
        given = (day.first, day.last) if isinstance(day, Period) else None
        if given not in {None, (found.first, found.last)}:
            raise InvalidFieldError("cell", str(day), f"a {self.cycle.name_text.en}")
        return found

    def cells(self, first: dt.date, last: dt.date) -> tuple[Period, ...]:
        """
        Return every cell that has a day from *first* to *last*, both included.
        """
        span = as_day(first, "first"), as_day(last, "last")
        return tuple(cells_between(self.cycle, *span))

    def due(
        self, cell: dt.date | Period, *, calendar: WorkCalendar | None = None
    ) -> Deadline | None:
        """
        Return by when a cell must be reached.

        None means that it may come after the cell, and no limit is set for it.

        Raises:
            CalendarRequiredError, CalendarNotCoveredError: If `limit` needs one.
        """
        period = self._cell(cell, "cell")
        last = period.last.toordinal()
        if self.by is CountedBy.PERIOD_COVERED:
            if self.limit is None:
                return None
            return self.counting.deadline(period.last, self.limit, calendar=calendar)
        return Deadline(last, None, self.counting.zone, period.first.toordinal())

    def is_exempt(
        self, cell: dt.date | Period, *, calendar: WorkCalendar | None = None
    ) -> bool:
        """
        Say whether nothing is owed in a cell, because it has no working day.

        One known working day is enough to bind, whatever is known of the others.

        Raises:
            CalendarRequiredError: If the rule asks and there is no calendar.
            CalendarNotCoveredError: If the calendar does not reach far enough.
        """
        period = self._cell(cell, "cell")
        if not self.working_cells_only:
            return False
        if calendar is None:
            raise CalendarRequiredError("exempting cells without a working day")
        unknown: CalendarNotCoveredError | None = None
        for ordinal in range(period.first.toordinal(), period.last.toordinal() + 1):
            try:
                if is_working_day(calendar, show_day(ordinal)):
                    return False
            except CalendarNotCoveredError as error:
                unknown = unknown or error
        if unknown is not None:
            raise unknown
        return True

    def is_out_of_season(self, cell: dt.date | Period) -> bool:
        """
        Say whether nothing is owed in a cell, because it has no day of the season.
        """
        period = self._cell(cell, "cell")
        first, last = period.first.toordinal(), period.last.toordinal()
        return self.season is not None and not self.season.touches(first, last)

    def next_due(
        self,
        events: Iterable[Event],
        *,
        as_of: dt.datetime,
        calendar: WorkCalendar | None = None,
    ) -> Period:
        """
        Return the first cell, from the one running at *as_of* on, still to be reached.

        Raises:
            CalendarRequiredError, CalendarNotCoveredError: If a working day is asked
                for and not known.
        """
        known = tuple(many(events))
        cell = cell_of(
            self.cycle, show_day(local_ordinal(as_of, self.counting.tz, "as_of"))
        )
        while (
            self.is_out_of_season(cell)
            or self.is_exempt(cell, calendar=calendar)
            or self._reached(known, cell)
        ):
            cell = next_cell(self.cycle, cell)
        return cell

    def _reached(self, events: tuple[Event, ...], cell: Period) -> bool:
        """Say whether a cell already has enough."""
        return sum(self._lies_in(event, cell) is True for event in events) >= (
            self.least
        )

    # ------------------------------------------------------------------ judging

    def assess(
        self,
        events: Iterable[Event],
        *,
        cell: Period | dt.date,
        uncertain: Iterable[Event] = (),
        late: Iterable[Event] = (),
        began: Moment | None = None,
        ended: Moment | None = None,
        calendar: WorkCalendar | None = None,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
    ) -> Verdict:
        """
        Judge one cell of one subject.

        A cell that has enough is `MET`; while it runs it is `PENDING`; after its end
        `BREACHED`. Something about a period that may come later is `OPEN` after the
        cell, unless a limit is set. A cell is owed where the duty holds at its end.

        Args:
            events: When it was done, as days or instants; with `PERIOD_COVERED` each
                with a day of the period it is about. Those of other cells are
                passed over.
            cell: The cell, or a day in it.
            uncertain: More of them, of which it is not known whether they count.
            late: More of them, which came to count only after the time of their cell.
            began: When the duty began; cells that ended before are not owed. None is
                always.
            ended: When it ended, by the end of a cell that is then not owed. None is
                that it has not.
            calendar: Needed only where working days matter.
            as_of: The moment of judgement; later events are not known yet.
            subject: Whose cell it is.

        Raises:
            InvalidFieldError: If *cell* is no cell of this cycle.
            ImpossibleOrderError: If the duty ended before it began.
            MissingFactError: If there is no moment of judgement.
            NaiveTimeError, NotADayError: If an event is unusable.
        """
        now, basis = judged_at(as_of, calendar=calendar)
        period = self._cell(cell, "cell")
        zone = self.counting.tz
        own = self._own(events, period)
        said = ("as_of", "event")
        known = tuple(e for e in own if not is_before(now, _done(e), zone, said))
        notes = (note("later_fact"),) if len(known) < len(own) else ()
        doubtful, after = (
            tuple(
                e
                for e in self._own(some, period, name)
                if not is_before(now, _done(e), zone, said)
            )
            for some, name in ((uncertain, "uncertain"), (late, "late"))
        )
        try:
            deadline, problem = self.due(period, calendar=calendar), None
        except (CalendarRequiredError, CalendarNotCoveredError) as error:
            deadline, problem = None, calendar_reason(error)
        refuse_disorder(zone, ("began", began), ("ended", ended))
        said = ("as_of", "ended")
        over = None if ended is None or is_before(now, ended, zone, said) else ended
        found = self._evidence(known, doubtful, period, deadline)
        if problem is not None and self._is_over(period, now):
            found = evolve(found, counted_in_time=self._by_the_end(found, period))
        if began is not None or over is not None:
            found = evolve(found, began=began, ended=over)
        if after:
            sure = sum(self._lies_in(event, period) is True for event in after)
            found = evolve(found, late=after, counted=found.counted + sure)
        reason = self._judge(found, period, now, calendar, problem)
        reasons = (reason, *notes, *self._remarks(found))
        about = as_subject(subject) or Subject("cadence", self.id)
        about = about if about.cell else evolve(about, cell=period.label)
        return Verdict(self.clause, self, about, found, reasons, basis)

    def assess_cells(
        self,
        events: Iterable[Event],
        *,
        first: dt.date,
        last: dt.date,
        **circumstances: Any,
    ) -> tuple[Verdict, ...]:
        """
        Judge every cell that has a day from *first* to *last*, both included.

        The other arguments are those of `assess`, and so are the errors.
        """
        cells = self.cells(first, last)
        sorted_in: dict[str, list[Event]] = {cell.label: [] for cell in cells}
        for event in many(events):
            for label in self._labels(event, sorted_in):
                sorted_in[label].append(event)
        return tuple(
            self.assess(sorted_in[cell.label], cell=cell, **circumstances)
            for cell in cells
        )

    def _labels(self, event: Event, known: Iterable[str]) -> Iterator[str]:
        """Yield the cells that an event belongs to, or may belong to."""
        day = self._placed(event)
        if day is None:
            yield from known
        else:
            label = cell_of(self.cycle, show_day(day)).label
            yield from (label,) if label in known else ()

    def _placed(self, event: Event) -> int | None:
        """Return the day that decides the cell of an event; None is unknown."""
        if isinstance(event, tuple) and event[1] is not None:
            day_ordinal(event[1], "period covered")
        if self.by is CountedBy.REPORT_DATE:
            return local_ordinal(_done(event), self.counting.tz, "event")
        if not isinstance(event, tuple):
            return None
        return None if event[1] is None else day_ordinal(event[1], "period covered")

    def _lies_in(self, event: Event, cell: Period) -> bool | None:
        """Say whether an event belongs to a cell; None where that is unknown."""
        day = self._placed(event)
        if day is None:
            return None
        return cell.first.toordinal() <= day <= cell.last.toordinal()

    def _own(
        self, events: Iterable[Event], cell: Period, name: str = "events"
    ) -> tuple[Event, ...]:
        """Return the events that belong to a cell, or may belong to it."""
        read = many(events, name)
        return tuple(e for e in read if self._lies_in(e, cell) is not False)

    def _evidence(
        self,
        known: tuple[Event, ...],
        doubtful: tuple[Event, ...],
        cell: Period,
        deadline: Deadline | None,
    ) -> CellsEvidence:
        """Count the known events of a cell."""
        counted = [event for event in known if self._lies_in(event, cell)]
        in_time = [e for e in counted if deadline is None or deadline.met_by(_done(e))]
        return CellsEvidence(
            cell.label,
            cell.first,
            cell.last,
            len(counted),
            self.least,
            self.usual_most,
            deadline,
            len(in_time),
            len(known) - len(counted) + len(doubtful),
            known,
            doubtful,
            self.unit,
        )

    def _judge(
        self,
        found: CellsEvidence,
        cell: Period,
        now: dt.datetime,
        calendar: WorkCalendar | None,
        problem: Reason | None,
    ) -> Reason:
        """Return the reason that decides."""
        ended = self._is_over(cell, now)
        if found.counted_in_time >= found.required:
            return decides("cell_reached")
        if problem is not None and ended:
            return problem
        exempt = self._not_owed(found, cell, calendar)
        if exempt is not None:
            return exempt
        if not ended or (found.deadline is not None and found.deadline.met_by(now)):
            return decides("cell_due_later" if ended else "cell_running")
        if found.counted + found.uncertain >= found.required > found.counted:
            fact = "whether_it_counts" if found.doubtful else "period_covered"
            return decides("fact_missing", fact=fact)
        if found.deadline is None:
            return decides("cell_open")
        if found.shortfall == 0:
            return decides("cell_reached_late")
        return decides("cell_missed")

    def _is_over(self, cell: Period, now: dt.datetime) -> bool:
        """Say whether a cell has ended."""
        return local_ordinal(now, self.counting.tz, "as_of") > cell.last.toordinal()

    def _by_the_end(self, found: CellsEvidence, cell: Period) -> int:
        """Count what came by the end of its cell, in time whatever a calendar says."""
        zone, last = self.counting.tz, cell.last.toordinal()
        return sum(
            self._lies_in(event, cell) is True
            and local_ordinal(_done(event), zone, "event") <= last
            for event in found.events
        )

    def _not_owed(
        self, found: CellsEvidence, cell: Period, calendar: WorkCalendar | None
    ) -> Reason | None:
        """Say why a cell is not owed, or why nobody knows; None is that it is."""
        if self.is_out_of_season(cell):
            return decides("cell_out_of_season", season=self.season)
        zone, last = self.counting.tz, cell.last.toordinal()
        if found.began and local_ordinal(found.began, zone, "began") > last:
            return decides("cell_before_duty", began=found.began)
        if found.ended and local_ordinal(found.ended, zone, "ended") <= last:
            return decides("cell_after_duty", ended=found.ended)
        try:
            if self.is_exempt(cell, calendar=calendar):
                return decides("cell_exempt")
        except (CalendarRequiredError, CalendarNotCoveredError) as error:
            return calendar_reason(error)
        return None

    def _remarks(self, found: CellsEvidence) -> tuple[Reason, ...]:
        """Return the remarks beside the reason."""
        remarks = []
        if found.usual_most is not None and found.counted > found.usual_most:  # A-21b
            remarks.append(note("above_usual"))
        if self.limit is not None and self.clause.timing is Force.OPEN_ENDED:
            remarks.append(note("limit_set_by_host", limit=self.limit))
        return tuple(remarks)


def _done(event: Event) -> Moment:
    """Return when an event took place."""
    return event[0] if isinstance(event, tuple) else event
