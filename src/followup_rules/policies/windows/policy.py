"""
Whether something was done inside its window.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any, Final

from attrs import evolve

from followup_rules.clauses import Clause, Force, Text
from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    ImpossibleOrderError,
    InvalidFieldError,
    MissingFactError,
)
from followup_rules.exact import as_flag, as_many
from followup_rules.fields import Name, held
from followup_rules.immutable import frozen
from followup_rules.policies.windows.spans import (
    After,
    Anchor,
    Before,
    Given,
    Span,
    WindowEvidence,
)
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import HOUSE_RULES, Counting, Deadline
from followup_rules.timing.moments import (
    Moment,
    day_ordinal,
    is_before,
    local_ordinal,
    place_of,
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


@frozen(kw_only=True, field_transformer=held)
class WindowPolicy:
    """
    Something is due inside a window of days.

    >>> from followup_rules.timing.amounts import Months
    >>> rule = WindowPolicy(
    ...     id="demo",
    ...     clause=Clause(id="DEMO-1", en="at about two years", zh="两年左右"),
    ...     name=Text("the technical visit", "技术性回访"),
    ...     owed_by="project_department",
    ...     anchor="delivered_on",
    ...     span=After(opens=Months(21), closes=Months(27)),
    ... )
    >>> window = rule.window(dt.date(2023, 8, 31))
    >>> window.first_day, window.last_day
    (Date(2025, 5, 31), Date(2025, 11, 30))

    Attributes:
        id: The id of the rule in its rulebook.
        clause: The clause; lateness is judged by its timing, absence by its duty.
        name: What is due.
        owed_by: The party that owes it.
        anchor: The name of the fact that the window lies at.
        span: Where the window lies.
        only_if: The fact that must hold for it to be owed; None is always owed.
        count_late: Whether what comes after the window is the same thing, late. A
            visit in another season is not a late visit of this one.
        counting: How the window is counted, and in which zone days begin and end.
    """

    id: Name
    clause: Clause
    name: Text
    owed_by: Name
    anchor: Name
    span: Span
    only_if: Name | None = None
    count_late: bool = True
    counting: Counting = HOUSE_RULES

    # ---------------------------------------------------------------- questions

    def window(
        self, anchor: Anchor, *, calendar: WorkCalendar | None = None
    ) -> Deadline:
        """
        Return the window as a deadline that also opens.

        Args:
            anchor: The event, or the end, that the window lies at; for given
                windows a pair of days, or whatever has a first and a last one.
            calendar: Needed only where working days matter.

        Raises:
            MissingFactError: If a given window has no last day yet.
            ImpossibleOrderError: If the window would close before it opens.
            CalendarRequiredError, CalendarNotCoveredError: If working days matter.
            NaiveTimeError, NotADayError: If *anchor* is unusable.
        """
        place = self._place(anchor)
        if isinstance(place, tuple):
            first, last = place
            if last is None:
                raise MissingFactError("last_day", self.id, "its end is not declared")
            return self._lasting(first.toordinal(), last.toordinal(), calendar)
        day = local_ordinal(place, self.counting.tz, self.anchor)
        if isinstance(self.span, Before):
            opens = self.counting.with_bound.first_day(day, self.span.lead, calendar)
            return self._lasting(opens, day, calendar)
        assert isinstance(self.span, After)  # noqa: S101 - for type checkers
        opens = self.counting.with_bound.last_day(day, self.span.opens, calendar)
        closes = self.counting.last_day(day, self.span.closes, calendar)
        return self._lasting(opens, closes, calendar)

    def windows(
        self, anchors: Iterable[Anchor], *, calendar: WorkCalendar | None = None
    ) -> tuple[Deadline, ...]:
        """
        Return a window for each of several anchors, in their order.

        The arguments and errors are those of `window`; and *anchors* that are no list
        are refused.
        """
        given = as_many("anchors", anchors)
        return tuple(self.window(anchor, calendar=calendar) for anchor in given)

    def assess(
        self,
        anchor: Anchor | None,
        done: Moment | Collection[Moment] | None = None,
        *,
        owed: bool | None = None,
        begun: bool = True,
        calendar: WorkCalendar | None = None,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
    ) -> Verdict:
        """
        Judge whether it was done inside the window.

        Args:
            anchor: What the window lies at. None is an event that has not happened;
                of an end or a given window, one that is not known.
            done: When it was done: once, several times, or None for never.
            owed: Whether the fact `only_if` holds; None is unknown, and is all there
                is to say where the policy asks for none.
            begun: Whether what gives a window whose *anchor* is not known has begun,
                such as the cover whose end it lies before; if not, nothing is owed yet.
            calendar: Needed only where working days matter.
            as_of: The moment of judgement; later facts are not known yet.
            subject: What the verdict is about.

        Raises:
            ImpossibleOrderError: If the window would close before it opens.
            InvalidFieldError: If *owed* is none of True, False and None, or *begun* is
                no flag, or False beside a window that is known.
            MissingFactError: If there is no moment of judgement.
            NaiveTimeError, NotADayError, NotAnInstantError: If a fact is unusable.
        """
        now, basis = judged_at(as_of, calendar=calendar)
        as_flag("owed", owed)
        said: object = begun
        if not isinstance(said, bool) or (not said and anchor is not None):
            allowed = "True, or False where no window is known"
            raise InvalidFieldError("begun", begun, allowed)
        place = None if anchor is None else self._place(anchor)
        given = self._moments(done)
        zone = self.counting.tz
        known = tuple([one for one in given if not is_before(now, one, zone)])
        later = len(known) < len(given)
        if isinstance(self.span, After) and self._is_later(place, now):
            place, known, later = None, (), True
        found = self._absent(place, owed, begun=begun)
        found = found or self._judge(place, known, calendar, now)
        reasons = found.reasons
        if later:
            reasons = (*reasons, note("later_fact"))
        evidence = WindowEvidence(
            place, found.window, known, found.counted, owed, begun
        )
        return Verdict(self.clause, self, subject, evidence, reasons, basis)

    def assess_each(
        self,
        anchors: Iterable[Anchor],
        done: Moment | Collection[Moment] | None = None,
        *,
        subject: Subject | None = None,
        **facts: Any,
    ) -> tuple[Verdict, ...]:
        """
        Judge a window for each of several anchors, such as one for every season.

        The subject of each verdict names its season, or its days, as its cell. The
        other arguments are those of `assess`, and so are the errors.
        """
        about = as_subject(subject) or Subject("visit_window", self.id)
        return tuple(
            self.assess(
                anchor, done, subject=evolve(about, cell=self._cell(anchor)), **facts
            )
            for anchor in anchors
        )

    # -------------------------------------------------------------------- facts

    def _place(self, anchor: Anchor) -> Moment | tuple[dt.date, dt.date | None]:
        """Return an anchor as a moment in local time, or as a pair of days."""
        if not isinstance(self.span, Given):
            local_ordinal(anchor, self.counting.tz, self.anchor)
            assert isinstance(anchor, dt.date)  # noqa: S101 - for type checkers
            return show_moment(anchor, self.counting.tz)
        if isinstance(anchor, tuple):
            if len(anchor) != _A_PAIR:
                raise InvalidFieldError(self.anchor, anchor, "a first and a last day")
            first, last = anchor
        elif hasattr(anchor, "first") and hasattr(anchor, "last"):
            bounds: Any = anchor
            first, last = bounds.first, bounds.last
        else:
            raise InvalidFieldError(self.anchor, anchor, "a first and a last day")
        day_ordinal(first, f"{self.anchor}.first")
        if last is not None:
            day_ordinal(last, f"{self.anchor}.last")
        return first, last

    def _moments(self, done: Moment | Collection[Moment] | None) -> tuple[Moment, ...]:
        """Return when it was done, in order, in local time."""
        if done is None or done is _NEVER:
            return ()
        zone = self.counting.tz
        given: Any = done
        several = isinstance(given, Collection) and not isinstance(given, (str, bytes))
        listed: tuple[Any, ...] = tuple(given) if several else (given,)
        for moment in listed:
            local_ordinal(moment, zone, "done")
        in_order = sorted(listed, key=lambda one: place_of(one, zone))
        return tuple(show_moment(moment, zone) for moment in in_order)

    def _is_later(self, place: object, now: dt.datetime) -> bool:
        """Say whether an event lies after the moment of judgement."""
        return isinstance(place, dt.date) and is_before(now, place, self.counting.tz)

    def _cell(self, anchor: Anchor) -> str:
        """Return the name of a window among others."""
        label = getattr(anchor, "label", None)
        if label is not None:
            return str(label)
        place = self._place(anchor)
        if isinstance(place, tuple):
            return "..".join("?" if day is None else str(day) for day in place)
        return str(place)

    def _lasting(
        self, opens: int, last: int, calendar: WorkCalendar | None
    ) -> Deadline:
        """Return the window between two days."""
        due = self.counting.ending(last, calendar=calendar)
        window = Deadline(due.last_ordinal, due.instant, due.zone, opens)
        if window.last_ordinal < opens:
            raise ImpossibleOrderError(
                "opens", window.first_day, "closes", window.last_day
            )
        return window

    # ------------------------------------------------------------------ judging

    def _absent(
        self,
        place: object,
        owed: bool | None,  # noqa: FBT001 - a fact
        *,
        begun: bool,
    ) -> "_Found | None":
        """Answer what needs no window: nothing owed, nothing begun, facts missing."""
        if owed is False:
            return _Found((decides("window_not_owed"),))
        if not begun or (place is None and isinstance(self.span, After)):
            return _Found((decides("anchor_absent"),))
        if owed is None and self.only_if is not None:
            return _unknown(self.only_if)
        return _unknown(self.anchor) if place is None else None

    def _judge(
        self,
        place: Any,
        done: tuple[Moment, ...],
        calendar: WorkCalendar | None,
        now: dt.datetime,
    ) -> "_Found":
        """Judge what was done against the window."""
        try:
            window = self.window(place, calendar=calendar)
        except MissingFactError as error:
            return _unknown(error.fact)
        except (CalendarRequiredError, CalendarNotCoveredError) as error:
            return _Found((calendar_reason(error),))
        early = tuple([one for one in done if not window.opened_by(one)])
        rest = tuple([one for one in done if window.opened_by(one)])
        inside = next((m for m in rest if window.met_by(m)), None)
        if inside is not None:
            return _Found((decides("done_in_window"),), window, inside)
        code, counted = self._judge_outside(window, early, rest, now)
        reasons: tuple[Reason, ...] = (decides(code),)
        zone = self.counting.tz
        near = tuple([one for one in early if _belongs(one, window, zone)])
        # What came early and decides is not said to count for nothing as well.
        if near and code != "done_before_window":
            reasons = (*reasons, note("before_window", early=near))
        return _Found(reasons, window, counted)

    def _judge_outside(
        self,
        window: Deadline,
        early: tuple[Moment, ...],
        late: tuple[Moment, ...],
        now: dt.datetime,
    ) -> tuple[str, Moment | None]:
        """Judge where nothing was done inside the window."""
        if not window.opened_by(now):
            return "window_ahead", None
        if window.met_by(now):
            return "window_running", None
        if early and self.clause.timing is Force.TARGET:
            return "done_before_window", early[-1]
        if late and self.count_late:
            striven_for = self.clause.timing_force is Force.TARGET
            code = "done_after_target" if striven_for else "done_after_window"
            return code, late[0]
        return "window_missed", None


_A_PAIR = 2
_NEVER: Final = ()
_A_YEAR = 366
"""How many days before a window what was done is another window's, if more."""


@frozen
class _Found:
    """
    What judging a window came to.
    """

    reasons: tuple[Reason, ...]
    window: Deadline | None = None
    counted: Moment | None = None


def _belongs(moment: Moment, window: Deadline, zone: dt.tzinfo) -> bool:
    """Say whether what came too early may have been meant for this window."""
    opens = window.opens_ordinal or 0
    return opens - local_ordinal(moment, zone, "done") <= _A_YEAR


def _unknown(fact: str) -> _Found:
    """Say that a fact is missing."""
    return _Found((decides("fact_missing", fact=fact),))
