"""
The policy: by when something is due, and whether it was done in time.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from enum import Enum
from functools import cached_property
from typing import Annotated, Final

from attrs import field, frozen

from followup_rules.clauses import Clause, Force, Text
from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    DateOutOfRangeError,
    ImpossibleOrderError,
    InvalidFieldError,
    MissingFactError,
    NaiveTimeError,
    NoLimitError,
    NotADayError,
    NotAnInstantError,
    UnknownNameError,
)
from followup_rules.exact import as_flag
from followup_rules.fields import Entries, Name, Names, as_tuple, held
from followup_rules.policies.deadlines.evidence import DeadlineEvidence
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import HOUSE_RULES, Counting, Deadline
from followup_rules.timing.cycles import Limit
from followup_rules.timing.moments import (
    UTC,
    Moment,
    first_instant,
    has_passed,
    is_before,
    local_ordinal,
    zone_of,
)
from followup_rules.verdicts import (
    Basis,
    Reason,
    Subject,
    Verdict,
    calendar_reason,
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


@frozen(kw_only=True, field_transformer=held)
class Case:
    """
    The limit for one category, with the clause that sets it.
    """

    key: Name
    limit: Limit
    clause: Clause


_Reasons = tuple[Reason, ...]
_MET: Final[_Reasons] = (decides("done_in_time"),)
_LATE: Final[_Reasons] = (decides("done_late"),)
_PENDING: Final[_Reasons] = (decides("not_due_yet"),)
_BREACHED: Final[_Reasons] = (decides("not_done"),)
_IN_TIME: Final = (_MET,)
_TOO_LATE: Final = (_LATE, _BREACHED)
_OPEN_ENDED: Final = Force.OPEN_ENDED
_LAST_ORDINAL: Final = dt.date.max.toordinal()
_Limits = tuple[Clause, Deadline | None, tuple[tuple[str, Deadline], ...]]
_NO_CATEGORY: Final = (decides("fact_missing", fact="category"),)
_SEVERAL: Final = 2
_NOT_SELECTED: Final = (decides("not_selected"),)
_ABSENT: Final = (decides("trigger_absent"),)
_LATER: Final = (note("later_fact"),)
_NO_LIMIT: Final = (
    CalendarRequiredError,
    CalendarNotCoveredError,
    DateOutOfRangeError,
    NotAnInstantError,
)
"""Why the limits of several categories cannot be compared."""


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

    Raises:
        InvalidFieldError: If a field would go unused: `limit` or `self_set` beside
            cases, `conflict` without two of them, `other_forms` without `forms`.
    """

    id: Name
    clause: Clause
    name: Text
    owed_by: Name
    limit: Limit | None = None
    self_set: bool = False
    cases: Annotated[tuple[Case, ...], Entries(unique="key")] = field(
        default=(), converter=as_tuple
    )
    conflict: Conflict = Conflict.STRICTEST
    counting: Counting = HOUSE_RULES
    trigger: Name = "trigger"
    forms: Names = field(default=(), converter=as_tuple)
    other_forms: Names = field(default=(), converter=as_tuple)

    def __attrs_post_init__(self) -> None:
        if self.cases:
            _refuse("limit", self.limit, "None, because each case has its own")
            _refuse("self_set", self.self_set, "False, because each case has a limit")
        if len(self.cases) < _SEVERAL and self.conflict is not Conflict.STRICTEST:
            _refuse("conflict", self.conflict, "Conflict.STRICTEST, without two cases")
        if not self.forms:
            _refuse("other_forms", self.other_forms, "none, because any form counts")
        for limit in (self.limit, *(case.limit for case in self.cases)):
            if limit is not None:
                self.counting.check(limit)

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
            raise UnknownNameError("category", category, self.categories) from None

    @cached_property
    def _no_limit(self) -> _Limits:
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
        trigger: Moment,
        *,
        category: str | Collection[str] | None = None,
        appointed: Moment | None = None,
        calendar: WorkCalendar | None = None,
    ) -> Deadline:
        """
        Return by when it is due.

        Args:
            trigger: What starts the count; a day is enough unless hours count.
            category: One or several, where the policy has cases.
            appointed: The time that the party set itself, where it sets its own.
            calendar: Needed only where working days matter.

        Raises:
            NoLimitError: If the policy is open-ended, or no time was appointed.
            InvalidFieldError: If a time is appointed that nothing asks for.
            MissingFactError: If the policy has cases and no category is given.
            UnknownNameError: If a category is unknown.
            CalendarRequiredError, CalendarNotCoveredError: If working days matter.
            NaiveTimeError, NotADayError, NotAnInstantError: If *trigger* is unusable.
        """
        keys = (category,) if type(category) is str else self._named(category)
        if self.cases and not keys:
            known = ", ".join(self.categories)
            raise MissingFactError("category", self.id, f"pass one of {known}")
        if appointed is not None:
            self._check_given(None, appointed)
        deadline = self._limits(trigger, keys, calendar, appointed)[1]
        if deadline is None:
            raise NoLimitError(self.id, self.clause.id)
        return deadline

    def assess(
        self,
        trigger: Moment | None,
        done: Moment | None = None,
        *,
        category: str | Collection[str] | None = None,
        form: str | None = None,
        closed: Moment | None = None,
        owed: bool | None = True,
        appointed: Moment | None = None,
        doubtful: str | None = None,
        calendar: WorkCalendar | None = None,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
        basis: Basis | None = None,
    ) -> Verdict:
        """
        Judge whether it was done in time.

        Without a category what is certain is said: whatever was done within the
        shortest of all limits was in time, and once the longest has passed it is too
        late; only in between is the category asked for.

        Args:
            trigger: What starts the count; None where it has not happened.
            done: When it was done; None where it has not been.
            category: One or several, where the policy has cases.
            form: In which form it was done, where the policy has forms.
            closed: When the matter was closed; an open-ended duty falls due then, with a
                plain day at its end.
            owed: Whether it is owed at all; None is unknown.
            appointed: The time that the party set itself, where the policy lets it;
                None is none given.
            doubtful: The fact for want of which nobody knows whether it was done.
            calendar: Needed only where working days matter.
            as_of: The moment of judgement; later facts are not known yet.
            subject: What the verdict is about.
            basis: What a whole ledger is judged on, instead of *as_of*.

        Raises:
            ImpossibleOrderError: If *done* or *appointed* lies before *trigger*.
            UnknownNameError: If a category or form is unknown.
            InvalidFieldError: If *category* is neither a name nor several, *owed* is
                no flag, or *form* or *appointed* is given where nothing asks for it.
            MissingFactError: If there is no moment of judgement.
            NaiveTimeError, NotADayError, NotAnInstantError: If a fact is unusable.
        """
        now, basis = judged_at(as_of, basis, calendar)
        keys = (category,) if type(category) is str else self._named(category)
        if form is not None or appointed is not None:
            self._check_given(form, appointed)
        trigger, done, closed, notes = self._as_known(now, trigger, done, closed)
        clause, deadline, others = self._no_limit
        reasons, forms = None, self.forms
        if doubtful is not None or not (
            owed is True and keys and trigger is not None and not forms
        ):
            reasons = self._undecidable(trigger, done, keys, form, owed, doubtful)
        if reasons is not None:
            clause = self._clause_of(trigger, keys, calendar)
            if reasons is _NO_CATEGORY:
                told = trigger, done, form, doubtful
                deadline, reasons = self._in_any_category(*told, now, calendar)
        else:
            counted = done if not forms or form in forms else None
            try:
                limits = self._limits(trigger, keys, calendar, appointed)  # type: ignore[arg-type]
            except (CalendarRequiredError, CalendarNotCoveredError) as error:
                reasons = (calendar_reason(error),)
                clause = self._clause_of(None, keys, calendar)
            else:
                clause, deadline, others = limits
                if deadline is None:
                    reasons = self._without_limit(counted, closed)
                else:
                    reasons = _against_limit(deadline, counted, now)
            if counted is not done:
                notes = (*notes, *self._on_form(counted, done))
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
            appointed,
            others,
            doubtful,
        )
        if others or clause.timing is _OPEN_ENDED:
            limits = clause, deadline, others
            since = trigger if appointed is None else None
            notes = (*notes, *self._remarks(limits, since, keys, calendar))
        return Verdict(clause, self, subject, evidence, reasons + notes, basis)

    # ------------------------------------------------------------------ judging

    def _as_known(
        self,
        now: dt.datetime,
        trigger: Moment | None,
        done: Moment | None,
        closed: Moment | None,
    ) -> tuple[Moment | None, Moment | None, Moment | None, tuple[Reason, ...]]:
        """Leave out what was not known yet, and refuse an impossible order."""
        zone = self.counting.tz
        notes: tuple[Reason, ...] = ()
        try:
            if done is not None:
                if trigger is not None and is_before(done, trigger, zone):
                    raise ImpossibleOrderError(self.trigger, trigger, "done", done)
                if is_before(now, done, zone):
                    done, notes = None, _LATER
            if done is None and trigger is not None and is_before(now, trigger, zone):
                trigger, notes = None, _LATER
            if closed is not None and not has_passed(closed, now, zone):
                closed = None
        except (NaiveTimeError, NotADayError) as error:
            facts = {self.trigger: trigger, "done": done, "closed": closed}
            name = next(name for name, value in facts.items() if value is error.got)
            raise error.but(field=name) from None
        return trigger, done, closed, notes

    def _undecidable(
        self,
        trigger: Moment | None,
        done: Moment | None,
        keys: tuple[str, ...],
        form: str | None,
        owed: bool | None,  # noqa: FBT001 - a fact
        doubtful: str | None,
    ) -> _Reasons | None:
        """Answer what no limit decides: nothing owed, nothing begun, a fact missing."""
        if owed is not True:
            as_flag("owed", owed)
        if owed is False:
            return _NOT_SELECTED
        if trigger is None:
            return _ABSENT
        if owed is None:
            return _unknown("owed")
        if self.cases and not keys:
            return _NO_CATEGORY
        if self.forms and done is not None and form is None:
            return _unknown("form")
        return None if doubtful is None else _unknown(doubtful)

    def _in_any_category(
        self,
        trigger: Moment | None,
        done: Moment | None,
        form: str | None,
        doubtful: str | None,
        now: dt.datetime,
        calendar: WorkCalendar | None,
    ) -> tuple[Deadline | None, _Reasons]:
        """Say what comes to the same in every category, with the limit that tells."""
        if doubtful is not None or (self.forms and done is not None and form is None):
            return None, _NO_CATEGORY
        counted = done if not self.forms or form in self.forms else None
        try:
            limits = self._among(self.cases, trigger, calendar)  # type: ignore[arg-type]
            every = sorted(
                zip((due for _, due in limits), self.cases, strict=True),
                key=lambda limit: (_closing(limit[0]), limit[0].instant is not None),
            )
            for (deadline, case), which, enough in (
                (every[0], "shortest_limit", _IN_TIME),
                (every[-1], "longest_limit", _TOO_LATE),
            ):
                found = _against_limit(deadline, counted, now)
                if found in enough:
                    notes = (
                        *self._on_form(counted, done),
                        *self._hosts_own(case.limit),
                    )
                    return deadline, (*found, note(which), *notes)
        except _NO_LIMIT:
            pass
        return None, _NO_CATEGORY

    def _on_form(self, counted: Moment | None, done: Moment | None) -> _Reasons:
        """Remark on what was done in a form that does not count."""
        if counted is done:
            return ()
        return (note("form_not_accepted", accepted=self.forms),)

    def _hosts_own(self, limit: Limit) -> _Reasons:
        """Say of a limit on an open-ended duty who set it."""
        if self.clause.timing is _OPEN_ENDED:
            return (note("limit_set_by_host", limit=limit),)
        return ()

    def _remarks(
        self,
        limits: _Limits,
        trigger: Moment | None,
        keys: tuple[str, ...],
        calendar: WorkCalendar | None,
    ) -> Iterator[Reason]:
        """Say which limits bind besides, and which one the text does not set."""
        clause, deadline, others = limits
        if others:
            named = tuple(clause_id for clause_id, _ in others)
            yield note("other_limits", others=named)
        if deadline is None or trigger is None or (self.cases and not keys):
            return
        if clause.timing is _OPEN_ENDED:
            alike = (
                case.limit
                for case in map(self.case, keys)
                if self._by_category(case.key, trigger, calendar)[:2] == limits[:2]
            )
            yield note("limit_set_by_host", limit=next(alike, self.limit))

    def _without_limit(self, done: Moment | None, closed: Moment | None) -> _Reasons:
        """Judge a duty without a limit: it falls due when the matter closes."""
        if self.self_set and self.limit is None:
            return (decides("no_appointment"),)
        if done is not None:
            if closed is not None and is_before(closed, done, self.counting.tz):
                return (decides("done_after_close"),)
            return (decides("done_without_limit"),)
        if closed is not None:
            return (decides("not_done_at_close"),)
        return (decides("open_without_limit"),)

    # ------------------------------------------------------------------- limits

    def _limits(
        self,
        trigger: Moment,
        keys: tuple[str, ...],
        calendar: WorkCalendar | None,
        appointed: Moment | None = None,
    ) -> _Limits:
        """Return the limit that decides, and those that bind beside it."""
        if len(keys) == 1:
            return self._by_category(keys[0], trigger, calendar)
        if keys:
            return self._strictest(map(self.case, keys), trigger, calendar)
        if appointed is not None:
            return self._appointment(trigger, appointed, calendar)
        if self.limit is None:
            return self._no_limit
        due = self.counting.deadline(trigger, self.limit, calendar=calendar)
        return self.clause, due, ()

    def _by_category(
        self, key: str, trigger: Moment, calendar: WorkCalendar | None
    ) -> _Limits:
        """Return the limit of one category."""
        added = self._added.get(key)
        if added is None:
            case = self.case(key)
            due = self.counting.deadline(trigger, case.limit, calendar=calendar)
            return case.clause, due, ()
        counting = self.counting
        last = local_ordinal(trigger, counting.tz, self.trigger) + added[1]
        if not 1 < last < _LAST_ORDINAL:
            raise DateOutOfRangeError(trigger, self.case(key).limit)
        return added[0], Deadline(last, None, counting.zone), ()

    def _among(
        self,
        cases: Iterable[Case],
        trigger: Moment,
        calendar: WorkCalendar | None,
    ) -> list[tuple[Clause, Deadline]]:
        """Return the limit of each of several cases."""
        return [
            (
                case.clause,
                self.counting.deadline(trigger, case.limit, calendar=calendar),
            )
            for case in cases
        ]

    def _strictest(
        self,
        cases: Iterable[Case],
        trigger: Moment,
        calendar: WorkCalendar | None,
    ) -> _Limits:
        """Let one of several limits decide: the strictest, unless told otherwise."""
        limits = self._among(cases, trigger, calendar)
        if self.conflict is not Conflict.FIRST_NAMED:
            limits.sort(key=_closing_of, reverse=self.conflict is Conflict.LONGEST)
        clause, deadline = limits[0]
        return clause, deadline, tuple((other.id, due) for other, due in limits[1:])

    def _clause_of(
        self,
        trigger: Moment | None,
        keys: tuple[str, ...],
        calendar: WorkCalendar | None,
    ) -> Clause:
        """Return the clause that an answer without a limit stands under."""
        if len(keys) == 1:
            return self.case(keys[0]).clause
        if not keys or trigger is None:
            return self.clause
        try:
            return self._limits(trigger, keys, calendar, None)[0]
        except _NO_LIMIT:
            return self.clause

    def _appointment(
        self, trigger: Moment, appointed: Moment, calendar: WorkCalendar | None
    ) -> _Limits:
        """Return the limit that the party set itself."""
        zone = self.counting.tz
        last = local_ordinal(appointed, zone, "appointed")
        if is_before(appointed, trigger, zone):
            raise ImpossibleOrderError(self.trigger, trigger, "appointed", appointed)
        if isinstance(appointed, dt.datetime):
            return self.clause, Deadline(last, appointed, self.counting.zone), ()
        return self.clause, self.counting.ending(last, calendar=calendar), ()

    def _named(self, category: str | Collection[str] | None) -> tuple[str, ...]:
        """Return the categories of a call, each once, in the order of the text."""
        if category is None:
            return ()
        try:
            named = (category,) if isinstance(category, str) else tuple(category)
        except TypeError:
            allowed = "a category or a collection of categories"
            raise InvalidFieldError("category", category, allowed) from None
        for key in named:
            self.case(key)
        if self.conflict is Conflict.FIRST_NAMED and not isinstance(
            category, AbstractSet
        ):
            return tuple(dict.fromkeys(named))
        return tuple(key for key in self.categories if key in named)

    def _check_given(self, form: str | None, appointed: Moment | None) -> None:
        """Refuse a form or a time that nothing asks for, and a form unheard of."""
        if appointed is not None and not self.self_set:
            allowed = f"None, because {self.id!r} lets nobody set a time (self_set)"
            raise InvalidFieldError("appointed", appointed, allowed)
        if form is None:
            return
        if not self.forms:
            raise InvalidFieldError("form", form, "None, because any form counts")
        known = tuple(dict.fromkeys((*self.forms, *self.other_forms)))
        if form not in known:
            raise UnknownNameError("form", form, known)


def _refuse(name: str, given: object, allowed: str) -> None:
    """Refuse a field that holds something and would go unused."""
    if given:
        raise InvalidFieldError(f"DeadlinePolicy.{name}", given, allowed)


def _unknown(fact: str) -> _Reasons:
    """Name a fact without which there is no answer."""
    return (decides("fact_missing", fact=fact),)


def _against_limit(
    deadline: Deadline, done: Moment | None, now: dt.datetime
) -> _Reasons:
    """Judge what has a limit."""
    if done is None:
        if deadline.met_by(now):
            return _PENDING
        return _BREACHED
    try:
        return _MET if deadline.met_by(done) else _LATE
    except NotAnInstantError:
        raise NotAnInstantError("done", done) from None


def _closing_of(limit: tuple[Clause, Deadline]) -> dt.datetime:
    """Return when a limit closes, for comparison."""
    return _closing(limit[1])


def _closing(deadline: Deadline) -> dt.datetime:
    """Return when a deadline closes, for comparison."""
    if deadline.instant is not None:
        return deadline.instant.astimezone(UTC)
    midnight = first_instant(deadline.last_ordinal + 1, zone_of(deadline.zone))
    return midnight.astimezone(UTC)
