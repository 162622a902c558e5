"""
The policy: by when something is due, and whether it was done in time.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Annotated, Any, Final

from attrs import field

from followup_rules.canonical import ADDED_LATER
from followup_rules.clauses import Clause, Force, Text, unknown_name
from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    DateOutOfRangeError,
    MissingFactError,
    NoLimitError,
)
from followup_rules.fields import (
    Entries,
    Name,
    Names,
    as_tuple,
    held,
)
from followup_rules.immutable import frozen
from followup_rules.policies.deadlines import judging
from followup_rules.policies.deadlines.evidence import DeadlineEvidence
from followup_rules.policies.deadlines.facts import ExtensionRequest, Pause
from followup_rules.policies.deadlines.judging import (
    NO_CATEGORY,
    against_limit,
    as_known,
    undecidable,
)
from followup_rules.policies.deadlines.ladder import (
    LadderStep,
    Rung,
    limit_of,
    remarked,
    rungs,
    stopped_rungs,
)
from followup_rules.policies.deadlines.limits import (
    Limits,
    appointment,
    check_given,
    check_limits,
    clause_of,
    named,
    refuse_unused,
    strictest,
)
from followup_rules.policies.deadlines.terms import (
    Case,
    CaseLimit,
    Conflict,
    Extension,
    Start,
)
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import HOUSE_RULES, Counting, Deadline
from followup_rules.timing.counting.deadline import end_of_day
from followup_rules.timing.cycles import Limit, as_limit
from followup_rules.timing.moments import (
    LAST_ORDINAL,
    Moment,
    local_ordinal,
    surely_in_order,
)
from followup_rules.verdicts import Subject, Verdict, calendar_reason, judged_at

_OPEN_ENDED: Final = Force.OPEN_ENDED

Extensions = Iterable[ExtensionRequest | Mapping[str, Any]]
"""What was asked for: extensions, or tables of their fields."""

Pauses = Iterable[Pause | Mapping[str, Any]]
"""When the clock may have stood still: pauses, or tables of their fields."""


@frozen(kw_only=True, field_transformer=held)
class DeadlinePolicy:
    """
    Something is due within so long after a trigger.

    >>> from followup_rules.timing.amounts import Days
    >>> rule = DeadlinePolicy(
    ...     id="demo",
    ...     clause=Clause(id="DEMO-1", en="within two days", zh="两天内"),
    ...     name=Text("the visit", "回访"),
    ...     owed_by="office",
    ...     limit=Days(2),
    ... )
    >>> rule.due(dt.date(2026, 3, 2)).last_day
    Date(2026, 3, 4)

    Attributes:
        id: The id of the rule in its rulebook.
        clause: The clause; with cases, the general one.
        name: What is due.
        owed_by: The party that owes it.
        limit: How long, or a day of a cell; None is open-ended, unless there are cases.
        self_set: Whether the party sets its own limit by an appointment: with a clock
            time it is that instant, else the end of that day. Without an appointment
            `limit` binds, where there is one; else the duty is breached, whatever came
            later.
        cases: A limit for each category; then every call names categories.
        conflict: Which limit decides where several categories fit.
        counting: How the period is counted.
        trigger: The name of the fact that starts the count.
        forms: The forms in which it counts as done; empty takes any, and asks none.
        other_forms: Forms that occur but do not count.
        extension: What more time may be granted; None is none.
        stopped_by: The reasons for which the clock stands still; empty is none.
        case_limit: That each case may bring its own limit, instead of `limit`; where it
            brings none `limit` binds, and without one nothing is owed.
        start: Which of several events starts the count; None is that it is one alone.
        events: The names of those events.
        ladder: What falls on the way to the end of the limit, and after it; each step
            that has fallen is remarked until it is done, and has an entry of its own
            in an agenda.

    Raises:
        InvalidFieldError: If a field would go unused: `limit`, `self_set` or
            `case_limit` beside cases, `conflict` without two of them, `other_forms`
            without `forms`, `self_set` beside `case_limit`, `extension`, `stopped_by`
            or a `ladder` without a limit, `start` without two events; or if the clock
            could not stand still, such as that of a day in a cell.
    """

    id: Name
    clause: Clause
    name: Text
    owed_by: Name
    limit: Limit | None = field(default=None, converter=as_limit)
    self_set: bool = False
    cases: Annotated[tuple[Case, ...], Entries(unique="key")] = field(
        default=(), converter=as_tuple
    )
    conflict: Conflict = Conflict.STRICTEST
    counting: Counting = HOUSE_RULES
    trigger: Name = "trigger"
    forms: Names = field(default=(), converter=as_tuple)
    other_forms: Names = field(default=(), converter=as_tuple)
    extension: Extension | None = field(default=None, metadata={ADDED_LATER: True})
    stopped_by: Names = field(
        default=(), converter=as_tuple, metadata={ADDED_LATER: True}
    )
    case_limit: CaseLimit | None = field(default=None, metadata={ADDED_LATER: True})
    start: Start | None = field(default=None, metadata={ADDED_LATER: True})
    events: Names = field(default=(), converter=as_tuple, metadata={ADDED_LATER: True})
    ladder: Annotated[tuple[LadderStep, ...], Entries(unique="key")] = field(
        default=(), converter=as_tuple, metadata={ADDED_LATER: True}
    )

    def __attrs_post_init__(self) -> None:
        refuse_unused(self)
        check_limits(self)

    @property
    def falls_due_at_close(self) -> bool:
        """
        Whether nothing limits it, so that it falls due when the matter is closed.
        """
        limits = self.limit, self.case_limit
        return limits == (None, None) and not self.self_set and not self.cases

    def facts_of_receipt(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """
        Return the facts of a receipt as a call is told them today.

        Receipts once kept when a matter was closed of rules with a limit, too.
        """
        if self.falls_due_at_close:
            return dict(facts)
        return {name: fact for name, fact in facts.items() if name != "closed"}

    def answer_of_receipt(self, answer: Mapping[str, Any]) -> dict[str, Any]:
        """
        Return the answer of a receipt as it is given today.
        """
        evidence = answer.get("evidence")
        if self.falls_due_at_close or not isinstance(evidence, Mapping):
            return dict(answer)
        return {**answer, "evidence": {**evidence, "closed": None}}

    # ---------------------------------------------------------------- questions

    @property
    def categories(self) -> tuple[str, ...]:
        """
        The categories that have a limit of their own.
        """
        return tuple(case.key for case in self.cases)

    def case(self, category: str) -> Case:
        """
        Return the case of one category.

        Raises:
            UnknownNameError: If it is none of `categories`.
        """
        try:
            return self._by_key[category]
        except (KeyError, TypeError):
            raise unknown_name(
                "category", category, self.categories, self.clause
            ) from None

    @cached_property
    def _no_limit(self) -> Limits:
        """The general clause, and nothing that binds by a date."""
        return self.clause, None, ()

    @cached_property
    def _added(self) -> dict[str, tuple[Clause, int]]:
        """The limits that just add days, by category."""
        days = {case: self.counting.days_added(case.limit) for case in self.cases}
        return {
            case.key: (case.clause, added)
            for case, added in days.items()
            if added is not None
        }

    @cached_property
    def _by_key(self) -> dict[str, Case]:
        """Find a case by its key."""
        return {case.key: case for case in self.cases}

    def due(
        self,
        trigger: Moment | Mapping[str, Moment | bool | None],
        *,
        category: str | Collection[str] | None = None,
        appointed: Moment | None = None,
        calendar: WorkCalendar | None = None,
        extensions: Extensions | None = None,
        pauses: Pauses | None = None,
        limit: Limit | Moment | str | None = None,
    ) -> Deadline:
        """
        Return by when it is due.

        Args:
            trigger: What starts the count; a day is enough unless hours count.
            category: One or several, where the policy has cases.
            appointed: The time that the party set itself, where it sets its own.
            calendar: Needed only where working days matter.
            extensions: What more time was asked for; what does not count moves nothing.
            pauses: When the clock stood still; reasons that stop another clock move
                nothing.
            limit: The limit that the case brings.

        Raises:
            NoLimitError: If the policy is open-ended, or no time was appointed.
            ClockStoppedError: If a pause that is not over yet keeps the bound away.
            InvalidFieldError: If something is told that nothing asks for.
            MissingFactError: If the policy has cases and no category is given.
            UnknownNameError: If a category is unknown.
            CalendarRequiredError, CalendarNotCoveredError: If working days matter.
            NaiveTimeError, NotADayError, NotAnInstantError: If *trigger* is unusable.
        """
        keys = (category,) if type(category) is str else named(self, category)
        if self.cases and not keys:
            known = ", ".join(self.categories)
            raise MissingFactError("category", self.id, f"pass one of {known}")
        if appointed is not None:
            check_given(self, None, appointed)
        if (
            extensions is not None
            or pauses is not None
            or limit is not None
            or self.start is not None
        ):
            from followup_rules.policies.deadlines.telling import (  # noqa: PLC0415 - most deadlines have no life
                due_life,
            )

            moves = extensions, pauses, limit
            return due_life(self, trigger, keys, appointed, calendar, *moves)
        deadline = self._limits(trigger, keys, calendar, appointed)[1]  # type: ignore[arg-type]  # a moment, or refused
        if deadline is None:
            raise NoLimitError(self.id, self.clause.id)
        return deadline

    def assess(  # noqa: C901, PLR0912 - one path, without the calls that parts would cost
        self,
        trigger: Moment | Mapping[str, Moment | bool | None] | None,
        done: Moment | None = None,
        *,
        category: str | Collection[str] | None = None,
        form: str | None = None,
        closed: Moment | None = None,
        owed: bool | None = True,
        appointed: Moment | None = None,
        doubtful: str | None = None,
        extensions: Extensions | None = None,
        pauses: Pauses | None = None,
        limit: Limit | Moment | str | None = None,
        early_counts: bool = False,
        calendar: WorkCalendar | None = None,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
    ) -> Verdict:
        """
        Judge whether it was done in time.

        Without a category what is certain is said: whatever was done within the
        shortest of all limits was in time, and once the longest has passed it is too
        late; only in between is the category asked for.

        Args:
            trigger: What starts the count; None where it has not happened. With `start`
                a table of the events: when each was, False where it did not happen,
                None where that is not known.
            done: When it was done; None where it has not been.
            category: One or several, where the policy has cases.
            form: In which form it was done, where the policy has forms.
            closed: When the matter was closed; a duty without any limit falls due then,
                with a plain day at its end. Refused where there is a limit.
            owed: Whether it is owed at all; None is unknown.
            appointed: The time that the party set itself, where the policy lets it;
                None is none given.
            doubtful: The fact for want of which nobody knows whether it was done.
            extensions: What more time was asked for. What came too late, is nobody's
                who may grant it, or goes too far does not count, and is named.
            pauses: When the clock stood still, and why. Days and instants are left
                out as `timing.counting.paused` says.
            limit: The limit that the case brings: a length, its text, or a moment.
            early_counts: Whether what was done before the trigger counts, as where the
                breach of another rule starts the count; otherwise it cannot be.
            calendar: Needed only where working days matter.
            as_of: The moment of judgement; later facts are not known yet.
            subject: What the verdict is about.

        Raises:
            ImpossibleOrderError: If a fact lies before *trigger*, and what is early does
                not count; a pause ends before it begins, or an extension is granted
                before it is asked for.
            UnknownNameError: If a category, form or event is unknown.
            InvalidFieldError: If *category* is neither a name nor several, *owed* or
                *early_counts* is no flag, or something is told where nothing asks for
                it.
            MissingFactError: If there is no moment of judgement.
            NaiveTimeError, NotADayError, NotAnInstantError: If a fact is unusable.
        """
        now, basis = judged_at(as_of, calendar)
        keys = (category,) if type(category) is str else named(self, category)
        if form is not None or appointed is not None or closed is not None:
            check_given(self, form, appointed, closed)
        if (
            extensions is not None
            or pauses is not None
            or limit is not None
            or self.start is not None
        ):
            from followup_rules.policies.deadlines.life import (  # noqa: PLC0415 - most deadlines have no life
                assess_life,
            )

            return assess_life(
                self,
                now,
                trigger=trigger,
                done=done,
                closed=closed,
                extensions=extensions,
                pauses=pauses,
                limit=limit,
                subject=subject,
                basis=basis,
                keys=keys,
                form=form,
                owed=owed,
                appointed=appointed,
                doubtful=doubtful,
                early_counts=early_counts,
                calendar=calendar,
            )
        begun: Moment | None = trigger  # type: ignore[assignment]  # a moment, or refused
        notes: judging.Reasons = ()
        if not (
            closed is None
            and early_counts is False
            and surely_in_order(begun, done, now)
        ):
            begun, done, closed, notes = as_known(
                self, now, begun, done, closed, early=early_counts
            )
        deadline: Deadline | None = None
        others: tuple[tuple[str, Deadline], ...] = ()
        reasons, forms = None, self.forms
        if doubtful is not None or not (
            owed is True and keys and begun is not None and not forms
        ):
            reasons = undecidable(self, begun, done, keys, form, owed, doubtful)
        if reasons is not None:
            clause = clause_of(self, begun, keys, calendar)
            if reasons is NO_CATEGORY:
                deadline, reasons = judging.in_any_category(
                    self,
                    begun,  # type: ignore[arg-type]  # there where a category is asked
                    done,
                    form,
                    doubtful,
                    now,
                    calendar,
                )
        else:
            counted = done if not forms or form in forms else None
            try:
                limits = (
                    self._by_category(keys[0], begun, calendar)  # type: ignore[arg-type]
                    if len(keys) == 1
                    else self._limits(begun, keys, calendar, appointed)  # type: ignore[arg-type]
                )
            except (CalendarRequiredError, CalendarNotCoveredError) as error:
                reasons = (calendar_reason(error),)
                clause = clause_of(self, None, keys, calendar)
            else:
                clause, deadline, others = limits
                if deadline is None:
                    local_ordinal(begun, self.counting.tz, self.trigger)
                    reasons = judging.without_limit(self, counted, closed)
                else:
                    reasons = against_limit(deadline, counted, now)
            if counted is not done:
                notes = (*notes, *judging.on_form(self, counted, done))
        evidence = DeadlineEvidence(
            deadline,
            begun,
            done,
            now,
            self.counting.zone,
            keys,
            form,
            closed,
            owed,
            appointed,
            others,
            doubtful,
            None,
            early_counts,
        )
        if others or clause.timing is _OPEN_ENDED or self.ladder:
            limits = clause, deadline, others
            since = begun if appointed is None else None
            notes = (
                *notes,
                *judging.remarks(self, limits, since, keys, calendar),
                *remarked(self, evidence, reasons, calendar),
            )
        return Verdict(clause, self, subject, evidence, reasons + notes, basis)

    def rungs(
        self, evidence: DeadlineEvidence, *, calendar: WorkCalendar | None = None
    ) -> tuple[Rung, ...]:
        """
        Return when each step of the ladder falls, in the order of the text.

        There are none where there is no deadline, or the category is not known that
        sets it; a step has no day where the calendar does not reach so far. While the
        clock stands still, those have a day that had fallen before. Where an
        extension or the case itself sets the end, a share is one of the open time,
        the working days, the days or the time from the start to that end, as the
        limit is counted.

        Args:
            evidence: What a verdict on this rule rests on.
            calendar: Needed only where working days matter.
        """
        keys, course = evidence.categories, evidence.course
        if self.ladder and course is not None and course.stopped_since is not None:
            return stopped_rungs(self, evidence, calendar)
        deadline, trigger = evidence.deadline, evidence.trigger
        is_vague = bool(self.cases) and not keys
        if not self.ladder or deadline is None or trigger is None or is_vague:
            return ()
        limit = None
        if evidence.appointed is None:
            limit = limit_of(self, evidence, calendar)
        facts = {**evidence.facts(), "trigger": trigger}
        moved = course is not None and course.sets_the_end
        return rungs(self, limit, deadline, facts, calendar, moved=moved)

    # ------------------------------------------------------------------- limits

    def _limits(
        self,
        trigger: Moment,
        keys: tuple[str, ...],
        calendar: WorkCalendar | None,
        appointed: Moment | None = None,
    ) -> Limits:
        """Return the limit that decides, and those that bind beside it."""
        if len(keys) == 1:
            return self._by_category(keys[0], trigger, calendar)
        if keys:
            return strictest(self, map(self.case, keys), trigger, calendar)
        if appointed is not None:
            due = appointment(self, trigger, appointed, calendar)
            return self.clause, due, ()
        if self.limit is None:
            return self._no_limit
        due = self.counting.deadline(trigger, self.limit, calendar=calendar)
        return self.clause, due, ()

    def _by_category(
        self, key: str, trigger: Moment, calendar: WorkCalendar | None
    ) -> Limits:
        """Return the limit of one category."""
        added = self._added.get(key)
        if added is None:
            case = self._by_key.get(key) or self.case(key)
            due = self.counting.deadline(trigger, case.limit, calendar=calendar)
            return case.clause, due, ()
        counting = self.counting
        last = local_ordinal(trigger, counting.tz, self.trigger) + added[1]
        if not 1 < last < LAST_ORDINAL:
            raise DateOutOfRangeError(trigger, self.case(key).limit)
        return added[0], end_of_day(last, counting.zone), ()
