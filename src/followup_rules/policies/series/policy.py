"""
The policy: when each visit is planned, and what became of each.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Annotated, Any, Final

from attrs import evolve, field

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    FollowupRulesError,
    ImpossibleOrderError,
    InvalidFieldError,
)
from followup_rules.exact import as_many, as_name
from followup_rules.fields import Entries, Name, as_tuple, held
from followup_rules.immutable import frozen
from followup_rules.policies.series.evidence import SeriesEvidence
from followup_rules.policies.series.plan import Around, Between, PlannedVisit
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

_ANCHORS: Final = tuple(
    day
    for month in range(1, 13)
    for day in (
        dt.date(2001, month, 1),
        dt.date(2001 + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1),
    )
)
"""The first and the last day of each month: windows that overlap from all of them do."""


@frozen
class _Found:
    """
    What became of each planned visit, and of each moment.
    """

    windows: tuple[tuple[str, Deadline], ...] = ()
    served: tuple[tuple[str, Moment], ...] = ()
    unscheduled: tuple[Moment, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    lost: tuple[str, ...] = ()

    def keys(self, code: str) -> tuple[str, ...]:
        """
        Return the visits of which that became, in the order of the plan.
        """
        return tuple(key for key, found in self.codes if found == code)


@frozen(kw_only=True, field_transformer=held)
class SeriesPolicy:
    """
    Visits are planned from one first day, each in a window of its own.

    >>> from followup_rules.timing.amounts import Days, Months
    >>> clause = Clause(id="DEMO-1", en="at 1 and 3 months", zh="满1、3月龄")
    >>> rule = SeriesPolicy(
    ...     id="demo",
    ...     clause=clause,
    ...     name=Text("the check of the child", "儿童健康检查"),
    ...     owed_by="clinic",
    ...     visits=[
    ...         PlannedVisit(
    ...             key=f"m{n}",
    ...             name=Text(f"{n} months", f"满{n}月龄"),
    ...             clause=clause,
    ...             when=Around(at=Months(n), late=Days(15)),
    ...         )
    ...         for n in (1, 3)
    ...     ],
    ... )
    >>> for key, window in rule.windows(dt.date(2026, 1, 31)):
    ...     print(key, window.first_day, window.last_day)
    m1 2026-02-28 2026-03-15
    m3 2026-04-30 2026-05-15

    Attributes:
        id: The id of the rule in its rulebook.
        clause: The general clause.
        name: What the series is.
        owed_by: The party that owes it.
        visits: The planned visits, in their order.
        count_late: Whether a visit after its window, and before the next one opens,
            counts as late; without it the planned visit is missed.
        anchor: The name of the first day.
        counting: How the windows are counted.
    """

    id: Name
    clause: Clause
    name: Text
    owed_by: Name
    visits: Annotated[tuple[PlannedVisit, ...], Entries(least=1, unique="key")] = field(
        converter=as_tuple
    )
    count_late: bool = True
    anchor: Name = "anchor"
    counting: Counting = HOUSE_RULES

    def __attrs_post_init__(self) -> None:
        refused = None
        for anchor in _ANCHORS:
            try:
                self.windows(anchor)
            except ImpossibleOrderError as error:
                refused = error
            except FollowupRulesError:
                return  # a calendar tells, or a count is too long
            else:
                return  # it depends on the day at the most
        keys = tuple(visit.key for visit in self.visits)
        allowed = "visits whose windows follow one another without overlapping"
        raise InvalidFieldError("SeriesPolicy.visits", keys, allowed) from refused

    # ---------------------------------------------------------------- questions

    def visit(self, key: str) -> PlannedVisit:
        """
        Return one planned visit.

        Raises:
            UnknownNameError: If the plan has none with this key.
        """
        as_name("visit", key, [visit.key for visit in self.visits])
        return next(visit for visit in self.visits if visit.key == key)

    def windows(
        self, anchor: Moment, *, calendar: WorkCalendar | None = None
    ) -> tuple[tuple[str, Deadline], ...]:
        """
        Return the window of each planned visit, by its key, in the order of the plan.

        Raises:
            ImpossibleOrderError: If a window would close before it opens, or opens
                before the one before it has closed.
            CalendarRequiredError, CalendarNotCoveredError: If working days matter.
            DateOutOfRangeError: If a count leaves the years 1 to 9999.
            NaiveTimeError, NotADayError: If *anchor* is unusable.
        """
        day = local_ordinal(anchor, self.counting.tz, self.anchor)
        found: list[tuple[str, Deadline]] = []
        for visit in self.visits:
            window = self._window(day, visit.when, calendar)
            opens = show_day(window.opens_ordinal or day)
            if window.last_day < opens:
                raise ImpossibleOrderError("opens", opens, "closes", window.last_day)
            if found and opens <= found[-1][1].last_day:
                before = found[-1][1].last_day
                raise ImpossibleOrderError(
                    "the window before", before, visit.key, opens
                )
            found.append((visit.key, window))
        return tuple(found)

    def _window(
        self, day: int, when: Around | Between, calendar: WorkCalendar | None
    ) -> Deadline:
        """Return one window, whose both days belong to it."""
        counting = self.counting.with_bound
        if isinstance(when, Between):
            opens = counting.last_day(day, when.opens, calendar)
            last = self.counting.last_day(day, when.closes, calendar)
        else:
            planned = counting.last_day(day, when.at, calendar)
            opens, last = planned, planned
            if when.early.n:
                opens = counting.first_day(planned, when.early, calendar)
            if when.late.n:
                last = self.counting.last_day(planned, when.late, calendar)
        return evolve(self.counting.ending(last), opens_ordinal=opens)

    def next_visit(
        self,
        anchor: Moment,
        done: Collection[Moment] = (),
        *,
        as_of: dt.datetime,
        calendar: WorkCalendar | None = None,
    ) -> tuple[str, Deadline] | None:
        """
        Return the first visit that can still be in time, and its window, or None.

        The errors are those of `windows`.
        """
        now = as_instant(as_of, "as_of")
        found = self._find(anchor, self._known(done, now), now, None, calendar)
        windows = dict(found.windows)
        for key in found.keys("visit_pending"):
            return key, windows[key]
        return None

    # ------------------------------------------------------------------ judging

    def assess(
        self,
        anchor: Moment | None,
        done: Collection[Moment] = (),
        *,
        only: str | None = None,
        ended: Moment | None = None,
        calendar: WorkCalendar | None = None,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
    ) -> Verdict:
        """
        Judge the whole series, or one visit of it.

        A visit that was not made is `BREACHED` when its window has closed, and `LATE`
        if it comes before the next one opens. The whole is `BREACHED` once a visit can
        no longer come, else `PENDING` while one can, else `LATE` where one was, else
        `MET`. What is late so far, and what was unscheduled, is remarked.

        Args:
            anchor: The first day of the plan; None where it has not come.
            done: When visits were made, in any order.
            only: Judge this one planned visit, under its own clause; or, by its day,
                the unscheduled one.
            ended: When the series was broken off; what could still come is not owed.
            calendar: Needed only where working days matter.
            as_of: The moment of judgement; later facts are not known yet.
            subject: What the verdict is about.

        Raises:
            UnknownNameError: If *only* names no planned and no unscheduled visit.
            ImpossibleOrderError: If windows overlap, or close before they open, or the
                series was broken off before it began.
            MissingFactError: If there is no moment of judgement.
            NaiveTimeError, NotADayError: If a fact is unusable.
        """
        now, basis = judged_at(as_of, calendar)
        zone = self.counting.tz
        refuse_disorder(zone, (self.anchor, anchor), ("ended", ended))
        known = self._known(done, now)
        start, stop = (
            self._shown(anchor, self.anchor, now),
            self._shown(ended, "ended", now),
        )
        notes = (note("later_fact"),) if len(known) < len(tuple(done)) else ()
        reason: Reason | None = None
        found = _Found()
        if start is None:
            reason = decides("anchor_absent")
        else:
            try:
                found = self._find(start, known, now, stop, calendar)
            except (CalendarRequiredError, CalendarNotCoveredError) as error:
                reason = calendar_reason(error)
        clause = self.clause
        if only is not None:
            clause = self._clause_of(only, found, zone)
            reason = reason or decides(dict(found.codes).get(only, "visit_unscheduled"))
        elif reason is None:
            code, clause = self._whole(found)
            reason = decides(code)
            notes = (*_remarks(code, found), *notes)
        evidence = SeriesEvidence(
            start,
            known,
            found.windows,
            found.served,
            found.keys("visit_missed"),
            found.unscheduled,
            only,
            stop,
            tuple((visit.key, visit.name) for visit in self.visits),
        )
        about = as_subject(subject) or Subject("series", self.id)
        if only is not None and about.cell is None:
            about = evolve(about, cell=only)
        return Verdict(clause, self, about, evidence, (reason, *notes), basis)

    def assess_each(
        self,
        anchor: Moment | None,
        done: Collection[Moment] = (),
        *,
        as_of: dt.datetime | None = None,
        **facts: Any,
    ) -> tuple[Verdict, ...]:
        """
        Judge every planned visit, and say of every unscheduled one that it is that.

        The subject of each verdict names as its cell the planned visit, or the day of
        the unscheduled one. The arguments and the errors are those of `assess`.
        """
        told = {"as_of": as_of, **facts}
        planned = tuple(
            self.assess(anchor, done, only=visit.key, **told) for visit in self.visits
        )
        zone = self.counting.tz
        beside = dict.fromkeys(
            _name(moment, zone) for moment in planned[0].evidence.unscheduled
        )
        return (
            *planned,
            *(self.assess(anchor, done, only=name, **told) for name in beside),
        )

    def _whole(self, found: _Found) -> tuple[str, Clause]:
        """Judge the series by what became of its visits."""
        late = found.keys("visit_late")
        if found.lost:
            return "series_missed", self.visit(found.lost[0]).clause
        if found.keys("visit_pending") or found.keys("visit_missed"):
            return "series_running", self.clause
        if late:
            return "series_late", self.visit(late[0]).clause
        return "series_kept" if found.served else "series_not_owed", self.clause

    def _clause_of(self, only: str, found: _Found, zone: dt.tzinfo) -> Clause:
        """Return the clause that one visit is judged under."""
        keys = tuple(visit.key for visit in self.visits)
        beside = tuple(_name(moment, zone) for moment in found.unscheduled)
        as_name("visit", only, (*keys, *beside))
        return self.visit(only).clause if only in keys else self.clause

    # -------------------------------------------------------------------- facts

    def _known(self, done: Collection[Moment], now: dt.datetime) -> tuple[Moment, ...]:
        """Return what was known, in order."""
        zone = self.counting.tz
        listed = []
        for moment in as_many("done", done):
            local_ordinal(moment, zone, "done")
            if not is_before(now, moment, zone):
                listed.append(show_moment(moment, zone))
        return tuple(sorted(listed, key=lambda one: place_of(one, zone)))

    def _shown(
        self, moment: Moment | None, name: str, now: dt.datetime
    ) -> Moment | None:
        """Return a moment in local time if it was known."""
        zone = self.counting.tz
        if moment is None:
            return None
        local_ordinal(moment, zone, name)
        return None if is_before(now, moment, zone) else show_moment(moment, zone)

    def _find(
        self,
        anchor: Moment,
        done: tuple[Moment, ...],
        now: dt.datetime,
        ended: Moment | None,
        calendar: WorkCalendar | None,
    ) -> _Found:
        """Give each moment to the visit that it serves, and say what became of each."""
        windows = self.windows(anchor, calendar=calendar)
        served: dict[str, Moment] = {}
        beside = []
        for moment in done:
            key = self._serves(moment, windows, served)
            if key is None:
                beside.append(moment)
            else:
                served[key] = moment
        codes = tuple(
            (key, self._became(window, served.get(key), now, ended))
            for key, window in windows
        )
        in_order = tuple((key, served[key]) for key, _ in windows if key in served)
        lost = tuple(
            key
            for place, (key, code) in enumerate(codes)
            if code == "visit_missed" and self._is_lost(place, windows, now)
        )
        return _Found(windows, in_order, tuple(beside), codes, lost)

    def _is_lost(
        self, place: int, windows: tuple[tuple[str, Deadline], ...], now: dt.datetime
    ) -> bool:
        """Say whether a missed visit can no longer come late; the last may at any time."""
        following = windows[place + 1 : place + 2]
        return not self.count_late or all(one.opened_by(now) for _, one in following)

    def _serves(
        self,
        moment: Moment,
        windows: tuple[tuple[str, Deadline], ...],
        served: Mapping[str, Moment],
    ) -> str | None:
        """Return the visit that a moment serves: the one whose window opened last."""
        opened = [(key, one) for key, one in windows if one.opened_by(moment)]
        if not opened:
            return None
        key, window = opened[-1]
        if key in served or not (window.met_by(moment) or self.count_late):
            return None
        return key

    def _became(
        self,
        window: Deadline,
        done: Moment | None,
        now: dt.datetime,
        ended: Moment | None,
    ) -> str:
        """Say what became of one planned visit."""
        if done is not None:
            return "visit_kept" if window.met_by(done) else "visit_late"
        if ended is not None and window.met_by(ended):
            return "visit_not_owed"
        return "visit_pending" if window.met_by(now) else "visit_missed"


def _remarks(code: str, found: _Found) -> tuple[Reason, ...]:
    """Say what is late while the series runs, and what was unscheduled."""
    behind = found.keys("visit_late") or found.keys("visit_missed")
    late = (note("visits_behind"),) if behind and code == "series_running" else ()
    return (*late, note("visits_unscheduled")) if found.unscheduled else late


def _name(moment: Moment, zone: dt.tzinfo) -> str:
    """Name an unscheduled visit by its day."""
    day = local_ordinal(moment, zone, "done")
    return dt.date.fromordinal(day).isoformat()
