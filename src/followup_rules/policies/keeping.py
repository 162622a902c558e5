"""
Keep something at least so long: records, recordings, warranty papers.

The period starts at an event or at the end of a relation, such as the end of a
contract. Its last day still belongs to it, so the first lawful day of disposal is the
day after. Keeping longer is never wrong.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Annotated, Any, ClassVar

from attrs import field

from followup_rules.clauses import Clause, Text, unknown_name
from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    InvalidFieldError,
    MissingFactError,
    NotAnInstantError,
)
from followup_rules.fields import Entries, Name, as_tuple, held
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import Amount
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import HOUSE_RULES, Counting, Deadline
from followup_rules.timing.moments import (
    Moment,
    is_before,
    local_ordinal,
    show_day,
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


@frozen(kw_only=True, field_transformer=held)
class KeepingCase:
    """
    How long one category is kept, with the clause that says so.
    """

    key: Name
    keep_for: Amount
    clause: Clause


@frozen
class KeepingEvidence:
    """
    What the verdict on keeping something rests on.

    It was to be kept until `period` closes, which is None where it has not begun, or
    nobody can count it. It is no deadline: nothing falls due when it ends.
    """

    shape: ClassVar[str] = "keeping"

    period: Deadline | None
    trigger: Moment | None
    disposed: Moment | None
    kept: bool | None
    categories: tuple[str, ...]
    start: str

    @property
    def may_go_on(self) -> Moment | None:
        """
        The earliest lawful day, or instant, of disposal; None where it is not known.
        """
        return None if self.period is None else _first_lawful(self.period)

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        return {
            "trigger": self.trigger,
            "disposed": self.disposed,
            "kept": self.kept,
            "category": self.categories or None,
        }

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        due = self.period
        at = None if due is None else due.last_moment
        return {"last": at, "disposed": self.disposed, "start": self.start}


@frozen(kw_only=True, field_transformer=held)
class KeepingPolicy:
    """
    Something is kept at least so long.

    >>> from followup_rules.timing.amounts import Days
    >>> rule = KeepingPolicy(
    ...     id="demo",
    ...     clause=Clause(id="DEMO-1", en="keep it for 30 days", zh="保存不少于30日"),
    ...     name=Text("the recording", "录像"),
    ...     owed_by="office",
    ...     keep_for=Days(30),
    ... )
    >>> rule.may_go_on(dt.date(2026, 3, 1))
    Date(2026, 4, 1)

    Attributes:
        id: The id of the rule in its rulebook.
        clause: The clause; with cases, the general one.
        name: What is kept.
        owed_by: The party that keeps it.
        keep_for: How long; None where every category has its own.
        cases: A period for each category; then every call names categories, and of
            several the longest period holds.
        trigger: The name of the fact that starts the period.
        counting: How the period is counted.
    """

    id: Name
    clause: Clause
    name: Text
    owed_by: Name
    keep_for: Amount | None = None
    cases: Annotated[tuple[KeepingCase, ...], Entries(unique="key")] = field(
        default=(), converter=as_tuple
    )
    trigger: Name = "trigger"
    counting: Counting = HOUSE_RULES

    def __attrs_post_init__(self) -> None:
        if (self.keep_for is None) is (not self.cases):
            allowed = "either a length, or cases that have one each"
            raise InvalidFieldError(
                "KeepingPolicy.keep_for", self.keep_for and str(self.keep_for), allowed
            )

    # ---------------------------------------------------------------- questions

    def case(self, category: str) -> KeepingCase:
        """
        Return the case of one category.

        Raises:
            UnknownNameError: If no case is about it.
        """
        for case in self.cases:
            if case.key == category:
                return case
        raise unknown_name("category", category, self.categories, self.clause)

    @property
    def categories(self) -> tuple[str, ...]:
        """
        The categories that have a length of their own.
        """
        return tuple(case.key for case in self.cases)

    def may_go_on(
        self,
        trigger: Moment,
        *,
        category: str | Collection[str] | None = None,
        calendar: WorkCalendar | None = None,
    ) -> Moment:
        """
        Return the earliest lawful day of disposal; an instant where hours are counted.

        Args:
            trigger: What starts the period; a day is enough unless hours count.
            category: One or several, where the policy has cases.
            calendar: Needed only where working days matter.

        Raises:
            MissingFactError: If the policy has cases and no category is given.
            UnknownNameError: If a category is unknown.
            InvalidFieldError: If a category is given and the policy has no cases.
            CalendarRequiredError, CalendarNotCoveredError: If working days matter.
            NaiveTimeError, NotADayError, NotAnInstantError: If *trigger* is unusable.
        """
        keys = self._named(category)
        if self.cases and not keys:
            known = ", ".join(case.key for case in self.cases)
            raise MissingFactError("category", self.id, f"pass one of {known}")
        return _first_lawful(self._period(trigger, keys, calendar)[1])

    def assess(
        self,
        trigger: Moment | None,
        disposed: Moment | None = None,
        *,
        kept: bool | None = True,
        category: str | Collection[str] | None = None,
        calendar: WorkCalendar | None = None,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
    ) -> Verdict:
        """
        Judge whether it was kept long enough.

        What is still there is `PENDING` until its period has run, and `MET` from then
        on, whatever becomes of it. What went before is `BREACHED`, and so is what went
        before the period even began: a running relation has not ended.

        Args:
            trigger: What starts the period; None where it has not happened.
            disposed: When it was disposed of; None where no disposal is recorded.
            kept: Whether it is still there, where no disposal is recorded; False is
                gone on a day that nobody wrote down, None is not known. Beside a
                disposal it decides nothing, for the day of that says more; and until
                one that lies ahead it is still there.
            category: One or several, where the policy has cases.
            calendar: Needed only where working days matter.
            as_of: The moment of judgement; later facts are not known yet.
            subject: What the verdict is about.

        Raises:
            UnknownNameError: If a category is unknown.
            InvalidFieldError: If *kept* is none of True, False and None, or a category
                is given and the policy has no cases.
            MissingFactError: If there is no moment of judgement.
            NaiveTimeError, NotADayError, NotAnInstantError: If a fact is unusable.
        """
        now, basis = judged_at(as_of, calendar)
        if kept is not None and not isinstance(kept, bool):
            raise InvalidFieldError("kept", kept, "True, False, None")
        keys = self._named(category)
        start = self._known(trigger, self.trigger, now)
        went = self._known(disposed, "disposed", now)
        notes = (note("later_fact"),) if (start, went) != (trigger, disposed) else ()
        if disposed is not None and went is None:
            kept = True
        clause, deadline = self._general(keys), None
        reason = self._without_period(start, went, kept, keys)
        if reason is None:
            assert start is not None  # noqa: S101 - for type checkers
            try:
                clause, deadline = self._period(start, keys, calendar)
            except (CalendarRequiredError, CalendarNotCoveredError) as error:
                reason = calendar_reason(error)
            else:
                reason = self._judge(deadline, went, kept, now)
        zone = self.counting.tz
        evidence = KeepingEvidence(
            deadline,
            None if start is None else show_moment(start, zone),
            None if went is None else show_moment(went, zone),
            kept,
            keys,
            self.trigger,
        )
        return Verdict(clause, self, subject, evidence, (reason, *notes), basis)

    # ------------------------------------------------------------------ judging

    def _known(
        self, moment: Moment | None, name: str, now: dt.datetime
    ) -> Moment | None:
        """Return a moment that was known at the moment of judgement."""
        if moment is None:
            return None
        local_ordinal(moment, self.counting.tz, name)
        return None if is_before(now, moment, self.counting.tz) else moment

    def _without_period(
        self,
        trigger: Moment | None,
        disposed: Moment | None,
        kept: bool | None,  # noqa: FBT001 - a fact
        keys: tuple[str, ...],
    ) -> Reason | None:
        """Answer what needs no period: none has begun, or nobody knows which."""
        if trigger is not None:
            missing = self.cases and not keys
            return decides("fact_missing", fact="category") if missing else None
        if disposed is not None or kept is False:
            return decides("disposed_before_start" if disposed else "gone_before_start")
        if kept is None:
            return decides("fact_missing", fact="kept")
        return decides("keeping_not_begun")

    def _judge(
        self,
        period: Deadline,
        disposed: Moment | None,
        kept: bool | None,  # noqa: FBT001 - a fact
        now: dt.datetime,
    ) -> Reason:
        """Judge against the period."""
        zone = self.counting.tz
        lawful = _first_lawful(period)
        if disposed is not None:
            if isinstance(lawful, dt.datetime) and not isinstance(
                disposed, dt.datetime
            ):
                return _on_a_day(period, disposed, zone)
            early = is_before(disposed, lawful, zone)
            return decides("disposed_early" if early else "kept_long_enough")
        over = not is_before(now, lawful, zone)
        if kept:
            return decides("kept_long_enough" if over else "kept_so_far")
        if kept is False and not over:
            return decides("gone_early")
        return decides("fact_missing", fact="kept" if kept is None else "disposed")

    # ------------------------------------------------------------------ periods

    def _general(self, keys: tuple[str, ...]) -> Clause:
        """Return the clause that an answer without a period stands under."""
        return self.case(keys[0]).clause if len(keys) == 1 else self.clause

    def _period(
        self, trigger: Moment, keys: tuple[str, ...], calendar: WorkCalendar | None
    ) -> tuple[Clause, Deadline]:
        """Return the period that holds, of several the longest, and its clause."""
        if self.keep_for is not None:
            due = self.counting.deadline(trigger, self.keep_for, calendar=calendar)
            return self.clause, due
        found = [
            (
                case.clause,
                self.counting.deadline(trigger, case.keep_for, calendar=calendar),
            )
            for case in map(self.case, keys)
        ]
        return max(found, key=lambda one: one[1].closing)

    def _named(self, category: str | Collection[str] | None) -> tuple[str, ...]:
        """Return the categories of a call, in the order of the text."""
        if category is None:
            return ()
        if not self.cases:
            raise InvalidFieldError("category", category, "None: there are no cases")
        if not isinstance(category, Collection):
            allowed = "a category or a collection of categories"
            raise InvalidFieldError("category", category, allowed)
        named = (category,) if isinstance(category, str) else tuple(category)
        for key in named:
            self.case(key)
        return tuple(case.key for case in self.cases if case.key in named)


def _first_lawful(period: Deadline) -> Moment:
    """Return when a period has run: the day after its last, or that instant."""
    if period.instant is None:
        return show_day(period.last_ordinal + 1)
    return period.closes


def _on_a_day(period: Deadline, disposed: dt.date, zone: dt.tzinfo) -> Reason:
    """Judge a disposal of which only the day is known against an instant."""
    day = local_ordinal(disposed, zone, "disposed")
    if day == period.last_ordinal:
        raise NotAnInstantError("disposed", disposed)
    early = day < period.last_ordinal
    return decides("disposed_early" if early else "kept_long_enough")
