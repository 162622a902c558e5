"""
The policy: certain steps, in order, each owed by a party.
"""

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Final

from attrs import evolve, field

from followup_rules.clauses import Clause, Text, unknown_name
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.fields import Entries, Name, as_tuple, held
from followup_rules.immutable import frozen
from followup_rules.policies.procedures.evidence import StepsEvidence
from followup_rules.policies.procedures.findings import Bare, Finding, bare_findings
from followup_rules.policies.procedures.judging import Course
from followup_rules.policies.procedures.steps import Done, Step, step_of
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import HOUSE_RULES, Counting
from followup_rules.timing.moments import Moment, local_ordinal, show_moment
from followup_rules.verdicts import (
    Basis,
    Reason,
    Status,
    Subject,
    Verdict,
    decides,
    judged_at,
    note,
)


@frozen(kw_only=True, field_transformer=held)
class ProcedurePolicy:
    """
    Certain steps must be done, in order.

    >>> asked = Clause(id="DEMO-1", en="inspect, then repair", zh="先检查，后修理")
    >>> rule = ProcedurePolicy(
    ...     id="demo",
    ...     clause=asked,
    ...     name=Text("the repair", "维修"),
    ...     owed_by="project_department",
    ...     trigger="reported_at",
    ...     steps=[
    ...         Step(key="inspect", name=Text("inspection", "检查"), clause=asked),
    ...         Step(
    ...             key="repair",
    ...             name=Text("repair", "修理"),
    ...             clause=asked,
    ...             after=["inspect"],
    ...         ),
    ...     ],
    ... )
    >>> rule.next_step({"inspect": dt.date(2026, 3, 2)})
    'repair'
    >>> rule.missing({})
    ('inspect', 'repair')

    Attributes:
        id: The id of the rule in its rulebook.
        clause: The general clause.
        name: What the steps make up.
        owed_by: The party that owes the whole.
        trigger: The name of the fact that the procedure is about: what starts it,
            or what its notices announce.
        steps: The steps, in the order of the text.
        counting: How limits and notices are counted, and in which zone days end.

    Raises:
        UnknownNameError: If a step follows what does not stand before it.
        InvalidFieldError: If a notice is to follow the trigger, or a step closes the
            matter of which nothing else is left to be done.
    """

    id: Name
    clause: Clause
    name: Text
    owed_by: Name
    trigger: Name
    steps: Annotated[tuple[Step, ...], Entries(least=1, unique="key")] = field(
        converter=as_tuple
    )
    counting: Counting = HOUSE_RULES

    def __attrs_post_init__(self) -> None:
        earlier = [self.trigger]
        for step in self.steps:
            for name in step.follows:
                if name not in earlier:
                    raise UnknownNameError("earlier step", name, tuple(earlier))
            earlier.append(step.key)
            if step.notice is not None and self.trigger in step.after:
                allowed = f"without {self.trigger!r}, which a notice comes before"
                raise InvalidFieldError("Step.after", step.after, allowed)
        lasting = [step.key for step in self.steps if step.notice is None]
        for step in self.steps:
            if step.closes_matter and not {*lasting} - {step.key}:
                allowed = "False, where no other step can be missing at the close"
                raise InvalidFieldError(
                    "Step.closes_matter", step.closes_matter, allowed
                )

    # ---------------------------------------------------------------- questions

    @cached_property
    def conditions(self) -> tuple[str, ...]:
        """
        The facts on which steps depend, each once, in the order of the text.
        """
        named = (step.only_if for step in self.steps)
        return tuple(dict.fromkeys(name for name in named if name is not None))

    def step(self, key: str) -> Step:
        """
        Return one step.

        Raises:
            UnknownNameError: If there is none with this key.
        """
        return step_of(self.steps, key)

    def party(self, key: str) -> str:
        """
        Return who owes a step.

        Raises:
            UnknownNameError: If there is none with this key.
        """
        return self.step(key).owed_by or self.owed_by

    def missing(
        self,
        done: Done,
        *,
        trigger: Moment | None = None,
        conditions: Mapping[str, bool | None] | None = None,
    ) -> tuple[str, ...]:
        """
        Return the keys of the steps that are owed and not done, in their order.

        A step whose condition is unknown is not missing. A step done too early to
        count is; whether it followed the trigger is seen only if that is given.

        Raises:
            UnknownNameError: If a step or condition is unknown.
            ImpossibleOrderError: If two steps cannot have been done in this order.
        """
        return self._course(done, trigger, conditions, None, None).missing

    def next_step(
        self,
        done: Done,
        *,
        trigger: Moment | None = None,
        conditions: Mapping[str, bool | None] | None = None,
    ) -> str | None:
        """
        Return the key of the first step still to be done, or None.

        A step whose condition is unknown comes up too: someone has to look whether
        it is owed. Who owes it, `party` says.

        Raises:
            UnknownNameError: If a step or condition is unknown.
            ImpossibleOrderError: If two steps cannot have been done in this order.
        """
        return self._course(done, trigger, conditions, None, None).next_step

    def assess(
        self,
        done: Done,
        *,
        trigger: Moment | None,
        conditions: Mapping[str, bool | None] | None = None,
        closed: Moment | None = None,
        only: str | None = None,
        calendar: WorkCalendar | None = None,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
    ) -> Verdict:
        """
        Judge the whole procedure, or one step of it.

        The verdict stands under the clause of the step that decides, else under the
        general one. The whole is judged by the steps of the party that owes it, and
        stays open while it waits for another's.

        Args:
            done: When each step was done, by key.
            trigger: What the procedure is about; None where it has not happened.
            conditions: Whether each fact holds on which a step depends; a fact that
                is None or not given is unknown.
            closed: When the matter was closed, or completion claimed; a step that
                closes the matter says so by itself.
            only: Judge this one step, under its own clause; it is owed by its party.
            calendar: Needed only where working days matter.
            as_of: The moment of judgement; later facts are not known yet.
            subject: What the verdict is about.

        Raises:
            UnknownNameError: If a step or condition is unknown.
            ImpossibleOrderError: If two facts cannot have happened in this order.
            MissingFactError: If there is no moment of judgement.
            NaiveTimeError, NotADayError, NotAnInstantError: If a fact is unusable.
        """
        now, basis = judged_at(as_of, calendar=calendar)
        given = self._course(done, trigger, conditions, closed, calendar)
        course = given.known_at(now)
        if only is None:
            found = self._judge_whole(course, now)
        else:
            found = course.judge(self.step(only), now)
        told, later = self._told(course), _later(course, given)
        return self._verdict(found, told, later, only, subject, basis)

    def assess_each(
        self,
        done: Done,
        *,
        trigger: Moment | None,
        conditions: Mapping[str, bool | None] | None = None,
        closed: Moment | None = None,
        calendar: WorkCalendar | None = None,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
    ) -> tuple[Verdict, ...]:
        """
        Judge every step by itself, each under its own clause and owed by its party.

        The arguments are those of `assess`, and so are the errors.
        """
        now, basis = judged_at(as_of, calendar=calendar)
        given = self._course(done, trigger, conditions, closed, calendar)
        course = given.known_at(now)
        told, later = self._told(course), _later(course, given)
        return tuple(
            [
                self._verdict(
                    course.judge(step, now), told, later, step.key, subject, basis
                )
                for step in self.steps
            ]
        )

    def _verdict(
        self,
        found: Finding,
        told: "_Told",
        later: tuple[Reason, ...],
        only: str | None,
        subject: Subject | None,
        basis: Basis,
    ) -> Verdict:
        """Return what a step, or the whole, came to as a verdict."""
        evidence = StepsEvidence(
            *told, only, found.deadline, self._names, self._parties
        )
        reasons = found.reasons + later
        return Verdict(found.clause, self, subject, evidence, reasons, basis)

    # -------------------------------------------------------------------- facts

    def _course(
        self,
        done: Done,
        trigger: Moment | None,
        conditions: Mapping[str, bool | None] | None,
        closed: Moment | None,
        calendar: WorkCalendar | None,
    ) -> Course:
        """Check the names and the order of the facts of one call."""
        holding = {} if conditions is None else conditions
        self._refuse_unknown("done", "step", done, tuple(self._by_key))
        self._refuse_unknown("conditions", "condition", holding, self.conditions)
        for name, value in holding.items():
            if value is not None and not isinstance(value, bool):
                raise InvalidFieldError(f"conditions[{name!r}]", value, _YES_OR_NO)
        zone = self.counting.tz
        course = Course(
            steps=self.steps,
            by_key=self._by_key,
            trigger=self.trigger,
            counting=self.counting,
            when={
                name: _shown(name, moment, zone)
                for name, moment in {self.trigger: trigger, **done}.items()
                if moment is not None
            },
            conditions={name: holding.get(name) for name in self.conditions},
            closed=None if closed is None else _shown("closed", closed, zone),
            bare=self._bare,
            calendar=calendar,
        )
        course.refuse_impossible()
        return course

    def _refuse_unknown(
        self, told_as: str, kind: str, given: Mapping[str, Any], known: tuple[str, ...]
    ) -> None:
        """Refuse a name that is none of its own, in the table of an argument."""
        if not isinstance(given, Mapping):
            raise InvalidFieldError(told_as, given, "a table by name")
        for name in given:
            if name not in known:
                said = [(step.key, step.name) for step in self.steps]
                words = said if kind == "step" else ()
                raise unknown_name(kind, name, known, self.clause, words)

    def _told(self, course: Course) -> "_Told":
        """Write down what the verdicts on every step of a course rest on."""
        return (
            course.when.get(self.trigger),
            course.done,
            course.missing,
            course.next_step,
            course.holding,
            course.closed,
        )

    @cached_property
    def _by_key(self) -> dict[str, Step]:
        """The steps by their keys."""
        return {step.key: step for step in self.steps}

    @cached_property
    def _bare(self) -> Bare:
        """What steps come to on which there is nothing more to say."""
        return bare_findings(self.steps)

    @cached_property
    def _names(self) -> tuple[tuple[str, Text], ...]:
        """The words for each step."""
        return tuple((step.key, step.name) for step in self.steps)

    @cached_property
    def _parties(self) -> tuple[tuple[str, str], ...]:
        """The party that owes each step."""
        return tuple((step.key, step.owed_by or self.owed_by) for step in self.steps)

    # ------------------------------------------------------------------ judging

    def _judge_whole(self, course: Course, now: dt.datetime) -> Finding:
        """
        Judge all steps together.

        One done late leaves the whole unmet until it is complete, and late then. A step
        whose absence is no more than a remark is held against nobody.
        """
        if not course.has_begun:
            return self._general("procedure_not_begun")
        found = {step.key: course.judge(step, now) for step in self.steps}
        own = [
            found[step.key]
            for step in self.steps
            if step.required and self.party(step.key) == self.owed_by
        ]
        worst = _first(own, (Status.BREACHED, Status.UNDETERMINED))
        if worst is not None:
            return _summed_up(worst)
        late = _first(own, (Status.LATE,))
        if course.next_step is not None:
            if late is not None:
                return Finding(late.clause, (decides("steps_late_so_far"),))
            waits = _first(own, (Status.OPEN, Status.PENDING))
            if waits is not None:
                return _summed_up(waits)
            clause = self.step(course.next_step).clause
            return Finding(clause, (decides("steps_awaited"),))
        if late is not None:
            return _summed_up(late)
        if all(one.status is Status.NOT_APPLICABLE for one in found.values()):
            return self._general("no_step_needed")
        return self._general("steps_all_done")

    def _general(self, code: str) -> Finding:
        """Judge under the general clause."""
        return Finding(self.clause, (decides(code),))


_Told = tuple[
    Moment | None,
    tuple[tuple[str, Moment], ...],
    tuple[str, ...],
    str | None,
    tuple[tuple[str, bool | None], ...],
    Moment | None,
]
"""The first fields of `StepsEvidence`, in their order."""

_YES_OR_NO: Final = "True, False, None"
_SUMMED_UP: Final = {
    "step_open": "steps_outstanding",
    "step_not_done_at_close": "steps_missing",
}


def _later(course: Course, given: Course) -> tuple[Reason, ...]:
    """Remark that something of what was given was not known yet."""
    return () if course.is_all_of(given) else (note("later_fact"),)


def _first(found: list[Finding], statuses: tuple[Status, ...]) -> Finding | None:
    """Return the first finding of the worst of these statuses that occurs."""
    return next((one for s in statuses for one in found if one.status is s), None)


def _summed_up(finding: Finding) -> Finding:
    """Let the step that decides speak for the whole."""
    code = _SUMMED_UP.get(finding.reasons[0].code)
    if code is None:
        return finding
    return evolve(finding, reasons=(decides(code), *finding.reasons[1:]))


def _shown(name: str, moment: Moment, zone: dt.tzinfo) -> Moment:
    """Refuse what is neither a day nor an instant, and show it in local time."""
    local_ordinal(moment, zone, name)
    return show_moment(moment, zone)
