"""
Do something within a period after a trigger.

What starts the count is named by the policy; the start day is not counted and the
last day counts, unless its `Counting` says otherwise. A policy without a limit is
open-ended: it reports elapsed time and is never late.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from enum import Enum
from typing import Any, ClassVar, Final

from attrs import field, frozen

from followup_rules.clauses import Clause, Force, Text
from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    ImpossibleOrderError,
    MissingFactError,
    NoLimitError,
    UnknownNameError,
)
from followup_rules.fields import (
    Flag,
    Kind,
    Many,
    Member,
    Optional,
    Words,
    as_tuple,
    holds,
    validate,
)
from followup_rules.timing.amounts import AMOUNTS, Amount
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import HOUSE_RULES, Counting, Deadline
from followup_rules.timing.moments import (
    UTC,
    Moment,
    days_between,
    elapsed,
    first_instant,
    is_before,
    show_instant,
    zone_of,
)
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


class Conflict(Enum):
    """
    Which limit decides where several categories fit one subject.
    """

    STRICTEST = "strictest"
    FIRST_NAMED = "first_named"
    LONGEST = "longest"


@frozen(kw_only=True)
class Case:
    """
    The limit for one category, with the clause that sets it.
    """

    key: str = field(validator=validate, metadata=holds(Words()))
    limit: Amount = field(validator=validate, metadata=holds(Kind(AMOUNTS)))
    clause: Clause = field(validator=validate, metadata=holds(Kind((Clause,))))


@frozen
class DeadlineEvidence:
    """
    What a deadline verdict rests on.

    `others` are the limits that bind too but do not decide, as (clause id,
    deadline). `deadline` is None where the text sets no limit.
    """

    shape: ClassVar[str] = "deadline"

    deadline: Deadline | None
    trigger: Moment | None
    done: Moment | None
    judged_at: dt.datetime
    zone: str
    categories: tuple[str, ...] = ()
    form: str | None = None
    closed: Moment | None = None
    owed: bool | None = True
    others: tuple[tuple[str, Deadline], ...] = ()

    @property
    def elapsed(self) -> dt.timedelta | None:
        """
        How long it took, or has been open so far; None before it starts.
        """
        if self.trigger is None:
            return None
        return self._length(self.trigger, self._end())

    @property
    def elapsed_days(self) -> int | None:
        """
        The same in local calendar days.
        """
        if self.trigger is None:
            return None
        return days_between(self.trigger, self._end(), zone_of(self.zone))

    def _end(self) -> Moment:
        """Return when it was done, or the moment of judgement."""
        return self.judged_at if self.done is None else self.done

    def _length(self, start: Moment, end: Moment) -> dt.timedelta:
        """Measure between two instants, or between days where one is a day."""
        if isinstance(start, dt.datetime) and isinstance(end, dt.datetime):
            return elapsed(start, end)
        return dt.timedelta(days=days_between(start, end, zone_of(self.zone)))

    def _local(self, moment: Moment | None) -> Moment | None:
        """Show an instant in the zone of the rule."""
        if isinstance(moment, dt.datetime):
            return show_instant(moment, zone_of(self.zone))
        return moment

    def _late_by(self) -> dt.timedelta | None:
        """Return how far past the bound it was done."""
        if self.deadline is None or self.done is None:
            return None
        if isinstance(self.done, dt.datetime):
            return self._length(self.deadline.closes, self.done)
        return self._length(self.deadline.last_day, self.done)

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        facts = {
            "trigger": self.trigger,
            "done": self.done,
            "category": self.categories or None,
            "form": self.form,
            "closed": self.closed,
            "owed": self.owed,
        }
        return {name: value for name, value in facts.items() if value is not None} | {
            "trigger": self.trigger,
            "owed": self.owed,
        }

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        closes = None if self.deadline is None else self.deadline.closes
        return {
            "deadline": self.deadline,
            "trigger": self._local(self.trigger),
            "done": self._local(self.done),
            "closed": self._local(self.closed),
            "elapsed": self.elapsed,
            "late_by": self._late_by(),
            "remaining": None if closes is None else elapsed(self.judged_at, closes),
            "form": self.form,
        }


_IN_TIME: Final = (decides("done_in_time"),)
_LATE: Final = (decides("done_late"),)
_NOT_DUE: Final = (decides("not_due_yet"),)
_NOT_DONE: Final = (decides("not_done"),)
_NOT_SELECTED: Final = (decides("not_selected"),)
_ABSENT: Final = (decides("trigger_absent"),)
_LATER: Final = (note("later_fact"),)


@frozen(kw_only=True)
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
        limit: How long; None is open-ended, unless there are cases.
        cases: A limit for each category; then every call names categories.
        conflict: Which limit decides where several categories fit.
        counting: How the period is counted.
        trigger: The name of the fact that starts the count.
        forms: The forms in which it counts as done; empty takes any.
        other_forms: Forms that occur but do not count.
        always_owed: Categories that owe it without being selected.
        incomplete_counts: Whether a contact with an incomplete record stops the
            clock; whoever assesses a ledger asks this.
    """

    id: str = field(validator=validate, metadata=holds(Words()))
    clause: Clause = field(validator=validate, metadata=holds(Kind((Clause,))))
    name: Text = field(validator=validate, metadata=holds(Kind((Text,))))
    owed_by: str = field(validator=validate, metadata=holds(Words()))
    limit: Amount | None = field(
        default=None, validator=validate, metadata=holds(Optional(Kind(AMOUNTS)))
    )
    cases: tuple[Case, ...] = field(
        default=(),
        converter=as_tuple,
        validator=validate,
        metadata=holds(Many(Kind((Case,)), unique="key")),
    )
    conflict: Conflict = field(
        default=Conflict.STRICTEST, validator=validate, metadata=holds(Member(Conflict))
    )
    counting: Counting = field(
        default=HOUSE_RULES, validator=validate, metadata=holds(Kind((Counting,)))
    )
    trigger: str = field(default="trigger", validator=validate, metadata=holds(Words()))
    forms: tuple[str, ...] = field(
        default=(),
        converter=as_tuple,
        validator=validate,
        metadata=holds(Many(Words(), unique="")),
    )
    other_forms: tuple[str, ...] = field(
        default=(),
        converter=as_tuple,
        validator=validate,
        metadata=holds(Many(Words(), unique="")),
    )
    always_owed: tuple[str, ...] = field(
        default=(),
        converter=as_tuple,
        validator=validate,
        metadata=holds(Many(Words(), unique="")),
    )
    incomplete_counts: bool = field(
        default=True, validator=validate, metadata=holds(Flag())
    )

    def __attrs_post_init__(self) -> None:
        for key in self.always_owed:
            self.case(key)

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
        for case in self.cases:
            if case.key == category:
                return case
        raise UnknownNameError("category", category, self.categories)

    def due(
        self,
        trigger: Moment,
        *,
        category: str | Collection[str] | None = None,
        calendar: WorkCalendar | None = None,
    ) -> Deadline:
        """
        Return by when it is due.

        Args:
            trigger: What starts the count; a day is enough unless hours count.
            category: One or several, where the policy has cases.
            calendar: Needed only where working days matter.

        Raises:
            NoLimitError: If the policy is open-ended.
            MissingFactError: If the policy has cases and no category is given.
            UnknownNameError: If a category is unknown.
            CalendarRequiredError, CalendarNotCoveredError: If working days matter.
            NaiveTimeError, NotADayError, NotAnInstantError: If *trigger* is unusable.
        """
        if type(category) is str:
            limit = self.case(category).limit
            return self.counting.deadline(trigger, limit, calendar=calendar)
        return self._limits(trigger, self._named(category), calendar)[0][1]

    def is_always_owed(self, category: str | Collection[str]) -> bool:
        """
        Say whether a subject of these categories owes it without being selected.
        """
        return any(key in self.always_owed for key in self._named(category))

    def assess(
        self,
        trigger: Moment | None,
        done: Moment | None = None,
        *,
        category: str | Collection[str] | None = None,
        form: str | None = None,
        closed: Moment | None = None,
        owed: bool | None = True,
        calendar: WorkCalendar | None = None,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
        basis: Basis | None = None,
    ) -> Verdict:
        """
        Judge whether it was done in time.

        Args:
            trigger: What starts the count; None where it has not happened.
            done: When it was done; None where it has not been.
            category: One or several, where the policy has cases.
            form: In which form it was done, where the policy asks for one.
            closed: When the matter was closed; an open-ended duty falls due then.
            owed: Whether it is owed at all; None is unknown.
            calendar: Needed only where working days matter.
            as_of: The moment of judgement; later facts are not known yet.
            subject: What the verdict is about.
            basis: What a whole ledger is judged on, instead of *as_of*.

        Raises:
            ImpossibleOrderError: If *done* lies before *trigger*.
            UnknownNameError: If a category or form is unknown.
            MissingFactError: If there is no moment of judgement.
            NaiveTimeError, NotADayError, NotAnInstantError: If a fact is unusable.
        """
        now, basis = judged_at(as_of, basis, calendar=calendar)
        zone = self.counting.tz
        keys = self._named(category)
        reasons: tuple[Reason, ...] = ()
        if trigger is not None and done is not None and is_before(done, trigger, zone):
            raise ImpossibleOrderError(self.trigger, trigger, "done", done)
        if trigger is not None and is_before(now, trigger, zone):
            trigger, done, reasons = None, None, _LATER
        if done is not None and is_before(now, done, zone):
            done, reasons = None, _LATER
        if closed is not None and is_before(now, closed, zone):
            closed = None
        found = _Facts(trigger, done, now, keys, self._known_form(form), closed, owed)
        status, clause, decision, deadline, others = self._judge(found, calendar)
        evidence = DeadlineEvidence(
            deadline,
            trigger,
            done,
            now,
            self.counting.zone,
            keys,
            form,
            closed,
            owed,
            others,
        )
        if others:
            named = tuple(clause_id for clause_id, _ in others)
            reasons = (*reasons, note("other_limits", others=named))
        if deadline is not None and clause.timing is Force.OPEN_ENDED:
            limit = self.limit or self._deciding_limit(keys, clause)
            reasons = (*reasons, note("limit_set_by_host", limit=limit))
        return Verdict(
            status, clause, self, subject, evidence, decision + reasons, basis
        )

    # ------------------------------------------------------------------ judging

    def _judge(
        self, facts: "_Facts", calendar: WorkCalendar | None
    ) -> tuple[
        Status,
        Clause,
        tuple[Reason, ...],
        Deadline | None,
        tuple[tuple[str, Deadline], ...],
    ]:
        """Return status, clause, reasons, deadline and the limits beside it."""
        absent = self._absent(facts)
        if absent is not None:
            return (*absent, None, ())
        if self.limit is None and not self.cases:
            status, decision = self._judge_open_ended(facts)
            return status, self.clause, decision, None, ()
        assert facts.trigger is not None  # noqa: S101 - for type checkers
        try:
            limits = self._limits(facts.trigger, facts.categories, calendar)
        except (CalendarRequiredError, CalendarNotCoveredError) as error:
            return (
                Status.UNDETERMINED,
                self.clause,
                (_calendar_reason(error),),
                None,
                (),
            )
        clause, deadline = limits[0]
        others = tuple((entry.id, limit) for entry, limit in limits[1:])
        if facts.done is not None and not self._form_counts(facts.form):
            status, decision = self._judge_undone(facts, deadline)
            reason = note("form_not_accepted", accepted=self.forms)
            return status, clause, (*decision, reason), deadline, others
        if facts.done is None:
            status, decision = self._judge_undone(facts, deadline)
        elif deadline.met_by(facts.done):
            status, decision = Status.MET, _IN_TIME
        else:
            status, decision = Status.LATE, _LATE
        return status, clause, decision, deadline, others

    def _absent(
        self, facts: "_Facts"
    ) -> tuple[Status, Clause, tuple[Reason, ...]] | None:
        """Answer what needs no deadline: nothing owed, nothing begun, facts missing."""
        if facts.owed is False:
            return Status.NOT_APPLICABLE, self.clause, _NOT_SELECTED
        if facts.trigger is None:
            return Status.NOT_APPLICABLE, self.clause, _ABSENT
        fact = self._missing_fact(facts)
        if fact is None:
            return None
        return Status.UNDETERMINED, self.clause, (decides("fact_missing", fact=fact),)

    def _missing_fact(self, facts: "_Facts") -> str | None:
        """Name a fact without which there is no answer."""
        if facts.owed is None:
            return "owed"
        if self.cases and not facts.categories:
            return "category"
        if self.forms and facts.done is not None and facts.form is None:
            return "form"
        return None

    def _judge_undone(
        self, facts: "_Facts", deadline: Deadline
    ) -> tuple[Status, tuple[Reason, ...]]:
        """Judge what has not been done, or not in a form that counts."""
        if deadline.met_by(facts.now):
            return Status.PENDING, _NOT_DUE
        return Status.BREACHED, _NOT_DONE

    def _judge_open_ended(self, facts: "_Facts") -> tuple[Status, tuple[Reason, ...]]:
        """Judge a duty without a limit: it falls due when the matter closes."""
        zone = self.counting.tz
        done = facts.done if self._form_counts(facts.form) else None
        if done is not None:
            if facts.closed is not None and is_before(facts.closed, done, zone):
                return Status.LATE, (decides("done_after_close"),)
            return Status.MET, (decides("done_without_limit"),)
        if facts.closed is not None:
            return Status.BREACHED, (decides("not_done_at_close"),)
        return Status.OPEN, (decides("open_without_limit"),)

    # ------------------------------------------------------------------- limits

    def _limits(
        self,
        trigger: Moment,
        keys: tuple[str, ...],
        calendar: WorkCalendar | None,
    ) -> list[tuple[Clause, Deadline]]:
        """Return every limit that binds, the deciding one first."""
        if not self.cases:
            if self.limit is None:
                raise NoLimitError(self.id, self.clause.id)
            return [
                (
                    self.clause,
                    self.counting.deadline(trigger, self.limit, calendar=calendar),
                )
            ]
        if not keys:
            raise MissingFactError(
                "category", self.id, f"pass one of {', '.join(self.categories)}"
            )
        limits = [
            (
                case.clause,
                self.counting.deadline(trigger, case.limit, calendar=calendar),
            )
            for case in map(self.case, keys)
        ]
        if self.conflict is Conflict.FIRST_NAMED or len(limits) == 1:
            return limits
        longest = self.conflict is Conflict.LONGEST
        return sorted(limits, key=_closing, reverse=longest)

    def _deciding_limit(self, keys: tuple[str, ...], clause: Clause) -> Amount:
        """Return the limit that a case set."""
        return next(
            case.limit for case in map(self.case, keys) if case.clause is clause
        )

    def _named(self, category: str | Collection[str] | None) -> tuple[str, ...]:
        """Return the categories of a call, each once, in the order of the text."""
        if category is None:
            return ()
        named = (category,) if isinstance(category, str) else tuple(category)
        for key in named:
            self.case(key)
        if self.conflict is Conflict.FIRST_NAMED:
            return tuple(dict.fromkeys(named))
        return tuple(key for key in self.categories if key in named)

    # -------------------------------------------------------------------- forms

    def _known_form(self, form: str | None) -> str | None:
        """Refuse a form that neither counts nor is known not to."""
        known = (*self.forms, *self.other_forms)
        if form is not None and known and form not in known:
            raise UnknownNameError("form", form, known)
        return form

    def _form_counts(self, form: str | None) -> bool:
        """Say whether something done in this form counts as done."""
        return not self.forms or form in self.forms


@frozen
class _Facts:
    """
    The facts of one call, as known at the moment of judgement.
    """

    trigger: Moment | None
    done: Moment | None
    now: dt.datetime
    categories: tuple[str, ...]
    form: str | None
    closed: Moment | None
    owed: bool | None


def _closing(limit: tuple[Clause, Deadline]) -> dt.datetime:
    """Return when a limit closes, for comparison."""
    deadline = limit[1]
    if deadline.instant is not None:
        return deadline.instant.astimezone(UTC)
    midnight = first_instant(deadline.last_ordinal + 1, zone_of(deadline.zone))
    return midnight.astimezone(UTC)


def _calendar_reason(error: CalendarRequiredError | CalendarNotCoveredError) -> Reason:
    """Say which calendar days are missing."""
    if isinstance(error, CalendarNotCoveredError):
        return decides(
            "calendar_not_covered", day=error.day, first=error.first, last=error.last
        )
    return decides("calendar_missing")
