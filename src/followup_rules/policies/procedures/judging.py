"""
One course of a procedure: what is known of its steps, and what each comes to.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from attrs import evolve, field

from followup_rules.clauses import Text
from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    ImpossibleOrderError,
)
from followup_rules.immutable import frozen
from followup_rules.policies.procedures.findings import Bare, Finding, finding
from followup_rules.policies.procedures.steps import Notice, Step, TooEarly
from followup_rules.reasons import Status
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import Counting, Deadline
from followup_rules.timing.moments import (
    Moment,
    has_passed,
    is_before,
    local_ordinal,
    refuse_disorder,
)
from followup_rules.verdicts import Reason, calendar_reason, note


@frozen(kw_only=True, slots=False)
class Course:
    """
    The steps of a procedure and the facts of one call.

    Attributes:
        steps: The steps, in the order of the text.
        by_key: The same by their keys.
        trigger: The name of the trigger among the facts.
        counting: How limits and notices are counted.
        when: When the trigger and the steps happened, as far as they did.
        conditions: Whether each fact holds on which steps depend.
        closed: When the matter was closed, if anyone says so.
        bare: What a step comes to by itself, by its key and the code.
        calendar: Needed only where working days matter.
        now: The moment of judgement; None is that all is known.
    """

    steps: tuple[Step, ...]
    by_key: Mapping[str, Step]
    trigger: str
    counting: Counting
    when: Mapping[str, Moment]
    conditions: Mapping[str, bool | None]
    closed: Moment | None
    bare: "Bare"
    calendar: WorkCalendar | None = None
    now: dt.datetime | None = None
    _counted: dict[str, bool] = field(factory=dict, init=False, eq=False)
    _passed: dict[str, tuple[str, ...]] = field(factory=dict, init=False, eq=False)

    @property
    def has_begun(self) -> bool:
        """
        Say whether what the procedure is about has happened.
        """
        return self.trigger in self.when

    @property
    def missing(self) -> tuple[str, ...]:
        """
        The steps that are owed for certain and not done.
        """
        return tuple(step.key for step in self.steps if self._is_missing(step))

    @property
    def next_step(self) -> str | None:
        """
        The first step that may still be owed.
        """
        for step in self.steps:
            owed = self._holding(step) is not False
            if owed and step.required and not self._counts(step):
                return step.key
        return None

    @property
    def done(self) -> tuple[tuple[str, Moment], ...]:
        """
        When each step was done, as far as they were.
        """
        keys = (step.key for step in self.steps)
        return tuple((key, self.when[key]) for key in keys if key in self.when)

    @property
    def holding(self) -> tuple[tuple[str, bool | None], ...]:
        """
        Whether each fact holds on which steps depend.
        """
        return tuple(self.conditions.items())

    def known_at(self, now: dt.datetime) -> "Course":
        """
        Leave out what lies after the moment of judgement.
        """
        zone = self.counting.tz
        when = {
            name: moment
            for name, moment in self.when.items()
            if not is_before(now, moment, zone)
        }
        closed = self.closed
        if closed is not None and not has_passed(closed, now, zone):
            closed = None
        return Course(
            steps=self.steps,
            by_key=self.by_key,
            trigger=self.trigger,
            counting=self.counting,
            when=when,
            conditions=self.conditions,
            closed=closed,
            bare=self.bare,
            calendar=self.calendar,
            now=now,
        )

    def is_all_of(self, given: "Course") -> bool:
        """
        Say whether nothing of what was given has been left out.
        """
        return len(self.when) == len(given.when) and self.closed is given.closed

    def refuse_impossible(self) -> None:
        """
        Refuse a step before what it must follow, and a close before the trigger.

        Raises:
            ImpossibleOrderError: Naming the two facts.
        """
        begun = self.trigger, self.when.get(self.trigger)
        refuse_disorder(self.counting.tz, begun, ("closed", self.closed))
        for step in self.steps:
            if step.if_early is TooEarly.IMPOSSIBLE and step.key in self.when:
                for name in self._overtaken(step):
                    if name in self.when:
                        raise ImpossibleOrderError(
                            name, self.when[name], step.key, self.when[step.key]
                        )

    # -------------------------------------------------------------------- order

    def _holding(self, step: Step) -> bool | None:
        """Say whether a step is owed; None is unknown."""
        return True if step.only_if is None else self.conditions[step.only_if]

    def _overtaken(self, step: Step) -> tuple[str, ...]:
        """Give what a step overtook; it is asked several times, and found once."""
        if not step.follows:
            return ()
        found = self._passed.get(step.key)
        if found is None:
            found = self._passed[step.key] = tuple(self._passed_by(step))
        return found

    def _passed_by(self, step: Step) -> Iterator[str]:
        """
        Give what a step that was done must follow and certainly did not.

        A step that is not owed for certain holds up none.
        """
        done = self.when[step.key]
        for name in step.follows:
            before = self.when.get(name)
            if name != self.trigger:
                earlier = self.by_key[name]
                if not (earlier.required and self._holding(earlier)):
                    continue
                if before is None and not self._runs(done):
                    yield name
            if before is not None and is_before(done, before, self.counting.tz):
                yield name

    def _unsettled(self, step: Step) -> Finding | None:
        """
        Say why it is not certain yet that a step that was done kept its order.

        It is certain once every earlier one was done, or is known not to be owed.
        """
        if self._overtaken(step):
            return None
        for name in step.follows:
            found = None
            if name != self.trigger:
                found = self._unsettled_by(step, self.by_key[name])
            if found is not None:
                return found
        return None

    def _unsettled_by(self, step: Step, earlier: Step) -> Finding | None:
        """Say what one earlier step leaves open of one that was done."""
        holding = self._holding(earlier)
        if not self._may_bind(earlier.key):
            return None
        done, before = self.when[step.key], self.when.get(earlier.key)
        if before is not None and not is_before(done, before, self.counting.tz):
            may_fail = earlier.if_early is TooEarly.DOES_NOT_COUNT
            return self._unsettled(earlier) if may_fail else None
        if step.if_early in _IN_ANY_ORDER:
            return None
        if holding is None:
            return finding(step, "fact_missing", fact=earlier.only_if)
        code = "step_order_open"
        return finding(step, code, done=done, overtaken=(earlier.name,))

    def _runs(self, moment: Moment) -> bool:
        """Say whether a moment is a plain day that is not over."""
        now = self.now
        return now is not None and not has_passed(moment, now, self.counting.tz)

    def _counts(self, step: Step) -> bool:
        """Say whether a step was done, and not too early to count."""
        if step.key not in self._counted:
            self._counted[step.key] = self._held_to_count(step)
        return self._counted[step.key]

    def _held_to_count(self, step: Step) -> bool:
        """Hold a step against what it follows."""
        if step.key not in self.when:
            return False
        if self._holding(step) is False:
            return True
        if any(self._vain(step)):
            return False
        if step.if_early is not TooEarly.DOES_NOT_COUNT:
            return True
        return not self._overtaken(step) and self._unsettled(step) is None

    def _vain(self, step: Step) -> Iterator[str]:
        """
        Give what a step that was done followed and that was too early to count.

        What follows such a step, such as the filing of it, counts as little, and so
        does what was done for the same day as one that came before the trigger.
        """
        done, zone = self.when[step.key], self.counting.tz
        for name in step.follows:
            if not self._in_vain(name) or not self._may_bind(name):
                continue
            goes_with = name == step.same_day_as and self._untriggered(name)
            if goes_with or not is_before(done, self.when[name], zone):
                yield name

    def _untriggered(self, name: str) -> bool:
        """Say whether a step that was done in vain came before the trigger."""
        return self.trigger in self._overtaken(self.by_key[name])

    def _may_bind(self, name: str) -> bool:
        """Say whether a step may be owed, and more than a remark."""
        step = self.by_key[name]
        return step.required and self._holding(step) is not False

    def _in_vain(self, name: str) -> bool:
        """Say whether a step was done too early to count."""
        if name == self.trigger or name not in self.when:
            return False
        return not self._counts(self.by_key[name])

    def _is_missing(self, step: Step) -> bool:
        """Say whether a step is owed for certain and not done."""
        return bool(self._holding(step)) and step.required and not self._counts(step)

    @cached_property
    def _closed_at(self) -> Moment | None:
        """Return when the matter was first closed: as said, or by a step."""
        first, zone = self.closed, self.counting.tz
        for step in self.steps:
            if step.closes_matter and self._counts(step):
                done = self.when[step.key]
                sooner = first is None or is_before(done, first, zone)
                if sooner and not self._runs(done):
                    first = done
        return first

    # ------------------------------------------------------------------ judging

    def judge(self, step: Step, now: dt.datetime) -> Finding:
        """
        Judge one step.
        """
        if not self.has_begun:
            return self.bare[step.key, "procedure_not_begun"]
        if step.key not in self.when:
            return self._judge_undone(step, now)
        done = self.when[step.key]
        holding = self._holding(step)
        if holding is False:
            return finding(step, "step_done", done=done)
        found = self._unsettled(step)
        if found is not None:
            return found
        if not self._counts(step):
            found = self._judge_undone(step, now)
            return evolve(found, reasons=(*found.reasons, self._why_not(step)))
        found = self._judge_done(step)
        if holding is None and found.status is not Status.MET:
            return self.bare[step.key, "fact_missing"]
        return found

    def _why_not(self, step: Step) -> Reason:
        """Remark why a step that was done does not count."""
        vain = tuple(self._vain(step))
        code, names = "step_in_vain", vain
        if not vain:
            code, names = "step_too_early", self._overtaken(step)
        overtaken = tuple(self._called(name) for name in names)
        done = self.when[step.key]
        return note(code, step=step.name, done=done, overtaken=overtaken)

    def _judge_undone(self, step: Step, now: dt.datetime) -> Finding:
        """Judge a step that has not been done."""
        holding = self._holding(step)
        if holding is False:
            return self.bare[step.key, "step_not_needed"]
        if not step.required:
            return self.bare[step.key, "step_not_required"]
        if holding is None:
            return self.bare[step.key, "fact_missing"]
        if step.notice is not None:
            return self._judge_unannounced(step, now)
        deadline = self._deadline(step)
        if isinstance(deadline, Reason):
            return Finding(step.clause, (deadline,))
        if deadline is not None and not deadline.met_by(now):
            return finding(step, "step_overdue", deadline)
        if self._closed_at is not None:
            return finding(step, "step_not_done_at_close", deadline)
        if deadline is not None:
            return finding(step, "step_pending", deadline)
        return self.bare[step.key, "step_open"]

    def _judge_done(self, step: Step) -> Finding:
        """Judge a step that has been done."""
        done, zone = self.when[step.key], self.counting.tz
        overtaken = tuple(self._called(name) for name in self._overtaken(step))
        if overtaken and step.if_early is TooEarly.BREACH:
            code = "step_out_of_order"
            return finding(step, code, done=done, overtaken=overtaken)
        if step.notice is not None:
            return self._judge_notice(step, step.notice)
        deadline = self._deadline(step)
        if isinstance(deadline, Reason):
            return Finding(step.clause, (deadline,))
        if deadline is not None and not deadline.met_by(done):
            return finding(step, "step_late", deadline, done=done)
        closed = self._closed_at
        if closed is not None and is_before(closed, done, zone):
            code = "step_done_after_close"
            return finding(step, code, deadline, done=done, closed=closed)
        return finding(step, "step_done", deadline, done=done)

    def _called(self, name: str) -> Text | str:
        """Return the words for a step, or the name of the trigger."""
        return name if name == self.trigger else self.by_key[name].name

    def _judge_unannounced(self, step: Step, now: dt.datetime) -> Finding:
        """Judge a notice that was not given, while the day of the trigger runs or not."""
        ahead = self._runs(self.when[self.trigger]) and self._is_ahead(step, now)
        if isinstance(ahead, Finding):
            return ahead
        code = "step_announcement_open" if ahead else "step_not_announced"
        return self.bare[step.key, code]

    def _judge_notice(self, step: Step, how_early: Notice) -> Finding:
        """Judge a notice that was given, against what it announces."""
        done, start = self.when[step.key], self.when[self.trigger]
        zone = self.counting.tz
        ahead = self._is_ahead(step, done)
        if isinstance(ahead, Finding):
            return ahead
        if not ahead or is_before(start, done, zone):
            return finding(step, "step_not_in_advance", done=done)
        if is_before(done, start, zone) or how_early is Notice.BY_THE_START:  # A-38a
            return finding(step, "step_done", done=done)
        if isinstance(done, dt.datetime) and isinstance(start, dt.datetime):
            return finding(step, "step_not_in_advance", done=done)
        return finding(step, "step_time_unclear", done=done)

    def _is_ahead(self, step: Step, done: Moment) -> bool | Finding:
        """Say whether a notice at a moment kept the least that it must be ahead."""
        if step.least_notice is None:
            return True
        start = self.when[self.trigger]
        try:
            last = self.counting.before(
                start, step.least_notice, calendar=self.calendar
            )
        except (CalendarRequiredError, CalendarNotCoveredError) as error:
            return Finding(step.clause, (calendar_reason(error),))
        return last.met_by(done)

    def _deadline(self, step: Step) -> Deadline | Reason | None:
        """Return by when a step is owed, or why that is not known."""
        begins = step.same_day_as or step.since or self.trigger
        start = self.when.get(begins)
        if start is None or self._in_vain(begins):
            return None
        if step.same_day_as is not None:
            day = local_ordinal(start, self.counting.tz, step.same_day_as)
            return self.counting.ending(day, calendar=self.calendar, at=start)
        if step.limit is None:
            return None
        try:
            return self.counting.deadline(start, step.limit, calendar=self.calendar)
        except (CalendarRequiredError, CalendarNotCoveredError) as error:
            return calendar_reason(error)


_IN_ANY_ORDER: Final = frozenset({TooEarly.COUNTS, TooEarly.IMPOSSIBLE})
"""Of a step done too early: what does not make it broken, or nothing."""
