"""
A ladder: what falls on the way to the end of one limit, and after it.

A step falls at a share of the limit, so long before its end or so long after it, on the
clock of the rule: a limit in working hours is shared in open time, one in working days
in working days, any other in the days from its start to its last day on which the clock
ran; so it is where more time was granted, or the case itself says when the limit ends.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from attrs import evolve, field
from attrs.converters import optional

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    ClockStoppedError,
    DateOutOfRangeError,
    InvalidFieldError,
)
from followup_rules.exact import parse_rate
from followup_rules.fields import Name, Rate, held
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import (
    Amount,
    Days,
    Hours,
    Minutes,
    WorkingDays,
    WorkingHours,
    WorkingMinutes,
    as_amount,
    read_amount,
)
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import Deadline
from followup_rules.timing.counting.units import needs_an_instant
from followup_rules.timing.cycles import Limit
from followup_rules.timing.moments import Moment, is_before, local_ordinal, to_utc
from followup_rules.verdicts import Reason, note

_FINE: Final[Mapping[type, tuple[Any, int]]] = {
    Hours: (Minutes, 60),
    Minutes: (Minutes, 1),
    WorkingHours: (WorkingMinutes, 60),
    WorkingMinutes: (WorkingMinutes, 1),
    WorkingDays: (WorkingDays, 1),
}
"""The finest unit in which limits are shared, and how many of it one unit holds."""
_OPEN: Final = frozenset({WorkingMinutes, WorkingDays})
"""The units in which time outside office hours, or rest days, does not count."""
_MINUTES_A_DAY: Final = 24 * 60

_UNDONE: Final = frozenset({"not_due_yet", "not_done", "clock_stopped"})
_WAYS: Final = "exactly one of share, before_end and after_end"


@frozen(kw_only=True, field_transformer=held)
class LadderStep:
    """
    One step of a ladder, such as a reminder or an escalation.

    >>> step = LadderStep(
    ...     key="reminder",
    ...     name=Text("the reminder", "催办"),
    ...     clause=Clause(id="DEMO-2", en="remind at three quarters", zh="过四分之三催办"),
    ...     share="75%",
    ... )
    >>> step.share
    Fraction(3, 4)

    Attributes:
        key: Its name among the steps; the key of its entry in an agenda holds it.
        name: What is done.
        clause: The clause that asks for it.
        owed_by: Who does it; None is the party that owes what the limit is for.
        share: The share of the limit that is used up; "0%" is its start.
        before_end: How long before the end of the limit; one longer than the limit falls at
            its start.
        after_end: How long after its end.

    Raises:
        InvalidFieldError: Unless exactly one of share, before_end and after_end is given.
    """

    key: Name
    name: Text
    clause: Clause
    owed_by: Name | None = None
    share: Rate | None = field(default=None, converter=optional(parse_rate))
    before_end: Amount | None = field(default=None, converter=as_amount)
    after_end: Amount | None = field(default=None, converter=as_amount)

    def __attrs_post_init__(self) -> None:
        given = [
            one
            for one in (self.share, self.before_end, self.after_end)
            if one is not None
        ]
        if len(given) != 1:
            said = ", ".join(map(str, given)) or None
            raise InvalidFieldError(f"LadderStep {self.key}", said, _WAYS)


@frozen
class Rung:
    """
    When one step of a ladder falls.

    Attributes:
        step: The step.
        falls: Its day, or its instant; None where the calendar does not reach so far,
            or its clock stands still.
    """

    step: LadderStep
    falls: Deadline | None


def rungs(
    policy: Any,
    limit: Limit | None,
    deadline: Deadline,
    facts: Mapping[str, Any],
    calendar: WorkCalendar | None,
    *,
    moved: bool = False,
) -> tuple[Rung, ...]:
    """
    Return when each step of the ladder of a rule falls, in the order of the text.

    Args:
        policy: The rule.
        limit: The limit that decides; None where a time was appointed.
        deadline: What it came to.
        facts: The trigger, and whatever else moves the end of a limit.
        calendar: Needed only where working days matter.
        moved: Whether more time was granted, or the case says when the limit ends, so
            that it is longer or shorter than the limit says.
    """
    part = _fine(policy, limit)
    in_open_time = part is not None and part[0] in _OPEN
    given = _Ladder(
        policy,
        None if moved else limit,
        deadline,
        facts,
        calendar,
        part[0] if moved and part is not None and in_open_time else None,
    )
    return tuple(Rung(step, given.falls(step)) for step in policy.ladder)


@frozen
class _Ladder:
    """
    One limit, of which steps take a part.

    `unit` is that in which its whole length is measured, where no limit says it.
    """

    policy: Any
    limit: Limit | None
    deadline: Deadline
    facts: Mapping[str, Any]
    calendar: WorkCalendar | None
    unit: Any = None

    def falls(self, step: LadderStep) -> Deadline | None:
        """Return when a step falls."""
        try:
            if step.share is not None:
                return self._at(step.share)
            if step.before_end is not None:
                return self._before(step.before_end)
            return self._after(step.after_end)
        except (
            CalendarNotCoveredError,
            CalendarRequiredError,
            ClockStoppedError,
            DateOutOfRangeError,
        ):
            return None

    def _at(self, share: Fraction) -> Deadline:
        """Return when a share of the limit is used up, in whole units of its clock."""
        fine = _fine(self.policy, self.limit)
        if fine is None and self.unit is not None:
            fine = self.unit, self._length()
        if fine is not None:
            unit, n = fine
            return self._within(unit(share.numerator * n // share.denominator))
        start, last = self._start, self.deadline.last_ordinal
        if self._on_the_clock:
            begun, end = to_utc(self._trigger), to_utc(self.deadline.closes)
            us = (end - begun) * share.numerator // share.denominator
            return self._instant(begun + us)
        first = start - self._counting.start_day_counted
        stops = self._stops()
        stood = sum(
            max(0, min(on - 1, last) - max(halt, first + 1) + 1) for halt, on in stops
        )
        days = share.numerator * (last - first - stood) // share.denominator
        reached = first + days
        for halt, on in stops:
            if halt <= reached:
                reached += max(0, on - max(halt, first + 1))
        return Deadline(max(start, reached), None, self._counting.zone)

    def _stops(self) -> list[tuple[int, int]]:
        """Return the days on which the clock stood still, in order."""
        told = self.facts.get("pauses", ())
        counting = [
            (one["begins"], one.get("ends"))
            for one in told
            if one.get("reason") in self.policy.stopped_by
        ]
        if not counting:
            return []
        from followup_rules.timing.counting.paused import (  # noqa: PLC0415 - most clocks never stop
            days_stopped,
        )

        found = days_stopped(
            self._counting, counting, self.calendar, at=self.deadline.closes
        )
        return [(begun, on) for begun, on in found if on is not None]

    def _before(self, lead: Amount) -> Deadline:
        """Return when so much is left, which is never before the start."""
        fine, part = _fine(self.policy, self.limit), _fine(self.policy, lead)
        if fine is not None and part is not None and fine[0] is part[0]:
            return self._within(fine[0](max(0, fine[1] - part[1])))
        there: Deadline = self._counting.with_bound.before(
            self._end(lead), lead, calendar=self.calendar
        )
        if is_before(there.closes, self._trigger, self._counting.tz):
            if there.instant is not None:
                return self._instant(to_utc(self._trigger))
            return Deadline(self._start, None, self._counting.zone)
        return there

    def _after(self, lag: Any) -> Deadline:
        """Return when the end is so long ago."""
        fine, part = _fine(self.policy, self.limit), _fine(self.policy, lag)
        if fine is not None and part is not None and fine[0] is part[0]:
            return self._within(fine[0](fine[1] + part[1]))
        end = self._end(lag)
        there: Deadline = self._counting.with_bound.deadline(
            end, lag, calendar=self.calendar
        )
        return there

    # ------------------------------------------------------------------- its parts

    @property
    def _counting(self) -> Any:
        """How the rule counts."""
        return self.policy.counting

    @property
    def _trigger(self) -> Any:
        """What started the count."""
        return self.facts["trigger"]

    @property
    def _start(self) -> int:
        """The day on which it started."""
        return local_ordinal(self._trigger, self._counting.tz, self.policy.trigger)

    @property
    def _on_the_clock(self) -> bool:
        """Whether the limit runs from one instant to another."""
        if self.deadline.instant is None or not hasattr(self._trigger, "hour"):
            return False
        return self.limit is None or needs_an_instant(self.limit)

    def _length(self) -> int:
        """Return how many whole units lie between the start and the end."""
        low, end = 0, self.deadline.closes
        days = max(0, self.deadline.last_ordinal - self._start) + 1
        high = days * (_MINUTES_A_DAY if self.unit is WorkingMinutes else 1)
        while low < high:
            middle = (low + high + 1) // 2
            if self._is_within(middle, end):
                low = middle
            else:
                high = middle - 1
        return low

    def _is_within(self, n: int, end: Any) -> bool:
        """Say whether so many units are over by the end."""
        try:
            return not is_before(end, self._within(self.unit(n)).closes, end.tzinfo)
        except (CalendarNotCoveredError, ClockStoppedError, DateOutOfRangeError):
            return False

    def _within(self, length: Amount) -> Deadline:
        """Count another length from the same start, less the same pauses."""
        single = evolve(
            self.policy,
            limit=length,
            cases=(),
            ladder=(),
            self_set=False,
            extension=None,
            case_limit=None,
            start=None,
            events=(),
            conflict=type(self.policy.conflict).STRICTEST,
            counting=self._counting.with_bound,
        )
        due: Deadline = single.due(
            self._trigger, calendar=self.calendar, pauses=self.facts.get("pauses")
        )
        return due

    def _end(self, length: Any) -> Moment:
        """Return the end of the limit, as an instant where a length needs one."""
        end: Moment = self.deadline.last_day
        if needs_an_instant(length):
            end = self.deadline.closes
        return end

    def _instant(self, instant: Any) -> Deadline:
        """Return an instant as a deadline."""
        day = instant.astimezone(self._counting.tz).toordinal()
        return Deadline(day, instant, self._counting.zone)


def _fine(policy: Any, length: Any) -> tuple[Any, int] | None:
    """Return a length in its finest unit; None is one that is counted in days."""
    if type(length) is Days and length.n <= policy.counting.working_days_up_to:
        return WorkingDays, length.n
    unit, size = _FINE.get(type(length), (None, 0))
    return None if unit is None else (unit, length.n * size)


def limit_of(policy: Any, evidence: Any, calendar: WorkCalendar | None) -> Limit | None:
    """
    Return the limit that came to a deadline; None where none alone did, or a moment.
    """
    course, categories = evidence.course, evidence.categories
    if course is not None and course.limit is not None:
        brought = course.limit
        return read_amount(brought) if isinstance(brought, str) else None
    if not categories:
        found: Limit | None = policy.limit
        return found
    limits = [policy.case(key).limit for key in categories]
    if len(limits) == 1:
        only: Limit = limits[0]
        return only
    count, deadline = policy.counting.deadline, evidence.deadline
    if course is not None and course.original is not None:
        deadline = course.original
    alike = (
        one
        for one in limits
        if count(evidence.trigger, one, calendar=calendar) == deadline
    )
    return next(alike, None)


def stopped_rungs(
    policy: Any, evidence: Any, calendar: WorkCalendar | None
) -> tuple[Rung, ...]:
    """
    Return the steps of a ladder while its clock stands still.

    Those that fell before it stopped stay where they are; when the others fall nobody
    knows yet.
    """
    facts, now = evidence.facts(), evidence.judged_at
    pauses = [{"ends": now, **one} for one in facts["pauses"]]
    told = {**facts, "pauses": pauses, "calendar": calendar, "as_of": now}
    resumed = policy.assess(**told).evidence
    found = policy.rungs(resumed, calendar=calendar)
    since, zone = evidence.course.stopped_since, policy.counting.tz
    before = [
        one
        for one in found
        if one.falls is not None and is_before(one.falls.last_moment, since, zone)
    ]
    return tuple(one if one in before else Rung(one.step, None) for one in found)


def fallen(found: tuple[Rung, ...], now: Any) -> Iterator[Rung]:
    """
    Yield the steps that have fallen by the moment of judgement.
    """
    for one in found:
        falls = one.falls
        if falls is not None and not is_before(now, falls.last_moment, now.tzinfo):
            yield one


def remarked(
    policy: Any,
    evidence: Any,
    reasons: tuple[Reason, ...],
    calendar: WorkCalendar | None,
) -> Iterator[Reason]:
    """
    Remark the steps of the ladder that have fallen, while it is not done.
    """
    if reasons[0].code not in _UNDONE:
        return
    found = policy.rungs(evidence, calendar=calendar)
    for rung in fallen(found, evidence.judged_at):
        assert rung.falls is not None  # noqa: S101 - for type checkers
        yield note(
            "ladder_step",
            step=rung.step.name,
            key=rung.step.key,
            party=rung.step.owed_by or policy.owed_by,
            step_clause=rung.step.clause.id,
            at=rung.falls.last_moment,
        )
