"""
Where a bound goes: pauses stop its clock, and extensions that count run on from it.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from attrs import evolve

from followup_rules.clauses import Clause
from followup_rules.errors import NotAnInstantError
from followup_rules.immutable import frozen
from followup_rules.policies.deadlines.course import JudgedExtension
from followup_rules.policies.deadlines.facts import (
    ExtensionRequest,
    Pause,
)
from followup_rules.policies.deadlines.limits import appointment
from followup_rules.policies.deadlines.terms import Extension, Terms
from followup_rules.timing.amounts import Amount, Days, WorkingDays
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import Counting, Deadline
from followup_rules.timing.counting.choices import ClosesAt, HourStart, OutsideHours
from followup_rules.timing.counting.paused import Stop, paused_deadline, still_left
from followup_rules.timing.counting.units import needs_an_instant
from followup_rules.timing.cycles import Limit
from followup_rules.timing.moments import Moment, is_before, place_of, show_day

UNKNOWN_BY: Final = "extension_granted_by"
UNKNOWN_ASKED: Final = "extension_asked_at"
UNKNOWN_REASON: Final = "pause_reason"


class Basic(NamedTuple):
    """
    A limit before anything has moved it: an amount, or a day that does not stand still.

    Its bound is never earlier than *least* gives, and never later than *most*, each
    after the same pauses. `why` names the remark on what became of a limit that the
    case brought.
    """

    clause: Clause
    amount: Limit | None
    fixed: Deadline | None = None
    why: str | None = None
    least: Limit | None = None
    most: Limit | None = None


@frozen
class Moved:
    """
    A limit, and where its bound went.

    Attributes:
        basic: The limit.
        original: Its bound before anything moved it.
        bound: Its bound; None while the clock stands still.
        resumed: The same, or what it would be if the clock had not stopped.
        extensions: What became of each extension.
        stopped_since: Since when the clock stands still.
        left: What is left then.
        doubts: The facts that are not known and may move it.
    """

    basic: Basic
    original: Deadline
    bound: Deadline | None
    resumed: Deadline
    extensions: tuple[JudgedExtension, ...]
    stopped_since: Moment | None
    left: Days | WorkingDays | dt.timedelta | None
    doubts: tuple[str, ...]


@frozen
class Life:
    """
    What is told of the life of one deadline, as far as it was known.

    Attributes:
        policy: The rule.
        start: What starts the count.
        now: The moment of judgement.
        calendar: The work calendar.
        extensions: What was asked for, in that order.
        pauses: When the clock may have stood still.
        pauses_count: Whether pauses count of which the reason is not known.
        extensions_count: Whether an extension counts of which it is not known.
    """

    policy: Terms
    start: Moment
    now: dt.datetime
    calendar: WorkCalendar | None
    extensions: tuple[ExtensionRequest, ...]
    pauses: tuple[Pause, ...]
    pauses_count: bool = False
    extensions_count: bool = False

    @property
    def counting(self) -> Counting:
        """
        How the period is counted.
        """
        return self.policy.counting

    @property
    def _says(self) -> Extension:
        """What may be granted."""
        says = self.policy.extension
        assert says is not None  # noqa: S101 - for type checkers
        return says

    def counts(self, pause: Pause) -> bool:
        """
        Say whether a pause stops this clock.
        """
        if pause.reason is None:
            return self.pauses_count
        return pause.reason in self.policy.stopped_by

    def moved(self, basic: Basic) -> Moved:
        """
        Follow a limit through its life.

        Raises:
            CalendarRequiredError, CalendarNotCoveredError, DateOutOfRangeError: As
                `Counting.deadline`.
            NotAnInstantError: If hours are counted, and a fact is a day only.
        """
        counting = [pause for pause in self.pauses if self.counts(pause)]
        real: list[Stop] = [(one.begins, one.ends) for one in counting]
        original = self._must(self._first(basic, ()))
        judged, granted = self._weighed(basic, real) if self.extensions else ([], [])
        bound = self._chain(basic, granted, real)
        since, left, resumed = None, None, bound
        if bound is None:
            since, left, resumed = self._stopped(basic, granted, real)
        doubts = [UNKNOWN_REASON for one in self.pauses if one.reason is None]
        doubts += filter(None, map(self._doubt, self.extensions))
        return Moved(
            self._deciding(basic, _until(real, self.now, self.counting.tz)),
            original,
            bound,
            self._must(resumed),
            tuple(judged),
            since,
            left,
            tuple(doubts),
        )

    def _weighed(
        self, basic: Basic, pauses: Sequence[Stop]
    ) -> tuple[list[JudgedExtension], list[ExtensionRequest]]:
        """
        Judge every extension, and return those that count.

        Each is weighed by what was known when it was granted, so that no later pause
        takes back what was granted. While the clock stands still a bound is weighed as
        if it went on then: whatever is asked for meanwhile is asked for in time.
        """
        over = _until(pauses, self.now, self.counting.tz)
        judged: list[JudgedExtension] = []
        granted: list[ExtensionRequest] = []
        before = self._must(self._first(basic, over))
        for one in self.extensions:
            moved: Deadline | None = None
            why = self._refused(one, basic, granted, pauses)
            if why is None:
                granted.append(one)
                moved = self._must(self._chain(basic, granted, over))
                if moved.closing <= before.closing:
                    moved, why = None, "extension_without_gain"
            judged.append(JudgedExtension.of(one, moved, why))
            before = moved or before
        return judged, granted

    def _refused(
        self,
        one: ExtensionRequest,
        basic: Basic,
        granted: Sequence[ExtensionRequest],
        pauses: Sequence[Stop],
    ) -> str | None:
        """
        Say why an extension does not count, by what was known when it was granted.

        One without a day was known from the first, before any pause.
        """
        known: tuple[Stop, ...] = ()
        if one.dated is not None:
            zone = self.counting.tz
            known = _until(pauses, place_of(one.dated, zone), zone)
        bound = self._must(self._chain(basic, granted, known))
        return self._weigh(one, basic, bound, known, len(granted))

    # --------------------------------------------------------------------- bounds

    def _first(self, basic: Basic, pauses: Sequence[Stop]) -> Deadline | None:
        """Return the bound of a limit; None while a pause lasts."""
        return self._alone(self._deciding(basic, pauses), pauses)

    def _deciding(self, basic: Basic, pauses: Sequence[Stop]) -> Basic:
        """Return the limit that decides: itself, its least or its most."""
        least, most = (
            None if limit is None else Basic(basic.clause, limit, None, why)
            for limit, why in (
                (basic.least, "limit_raised"),
                (basic.most, "limit_cut"),
            )
        )
        found = basic
        if least is not None and self._is_later(least, found, pauses):
            found = least
        if most is not None and self._is_later(found, most, pauses):
            found = most
        return found

    def _is_later(self, one: Basic, other: Basic, pauses: Sequence[Stop]) -> bool:
        """Say whether one limit gives a later bound; one that stands still has none."""
        here, there = (self._alone(limit, pauses) for limit in (one, other))
        if here is None or there is None:
            return here is None and there is not None
        return here.closing > there.closing

    def _alone(self, basic: Basic, pauses: Sequence[Stop]) -> Deadline | None:
        """Return the bound of a limit, whatever its least and its most."""
        if basic.fixed is not None:
            return basic.fixed
        assert basic.amount is not None  # noqa: S101 - for type checkers
        return _due(self.counting, self.start, basic.amount, pauses, self.calendar)

    def _chain(
        self,
        basic: Basic,
        granted: Sequence[ExtensionRequest],
        pauses: Sequence[Stop],
    ) -> Deadline | None:
        """
        Return the bound after the extensions that count; None while it stops.

        A new last day holds where it is later than the bound would be if the clock went
        on now.
        """
        bound = self._first(basic, pauses)
        if not granted:
            return bound
        over = _until(pauses, self.now, self.counting.tz)
        running = self._must(self._first(basic, over))
        for one in granted:
            wanted = self._must(self._extended(running, one, over))
            if one.extended_to is None:
                bound = bound and self._extended(bound, one, pauses)
                running = wanted
            elif wanted.closing > running.closing:
                bound = running = wanted
        return bound

    def _stopped(
        self,
        basic: Basic,
        granted: Sequence[ExtensionRequest],
        pauses: Sequence[Stop],
    ) -> tuple[Moment, Days | WorkingDays | dt.timedelta, Deadline]:
        """Return since when the clock stands still, what is left, and until when."""
        over = [(begins, ends) for begins, ends in pauses if ends is not None]
        open_ = (begins for begins, ends in pauses if ends is None)
        since = min(open_, key=lambda one: place_of(one, self.counting.tz))
        bound = self._must(self._chain(basic, granted, over))
        until_now = _until(pauses, self.now, self.counting.tz)
        decides = self._deciding(basic, until_now)
        amount = Days(0) if decides.amount is None else decides.amount
        left = still_left(
            self.counting,
            self.start,
            amount,
            over,
            since=since,
            bound=bound,
            calendar=self.calendar,
        )
        return since, left, bound

    def _must(self, bound: Deadline | None) -> Deadline:
        """Return a bound that no pause without an end can keep away."""
        assert bound is not None  # noqa: S101 - for type checkers
        return bound

    def _extended(
        self, bound: Deadline, one: ExtensionRequest, pauses: Sequence[Stop]
    ) -> Deadline | None:
        """Return where an extension moves a bound; None while a pause lasts."""
        if one.extended_to is not None:
            return self._until_new(one.extended_to)
        assert one.amount is not None  # noqa: S101 - for type checkers
        return self._onward(bound, one.amount, pauses)

    def _until_new(self, last: Moment) -> Deadline:
        """Return the bound of a new last day, which does not stand still."""
        name = "extension.extended_to"
        return appointment(self.policy, self.start, last, self.calendar, name)

    def _onward(
        self, bound: Deadline, amount: Amount, pauses: Sequence[Stop] = ()
    ) -> Deadline | None:
        """Count on from a bound as it stands; what it left out stays left out."""
        counting = evolve(
            self.counting,
            bound_included=True,
            hour_start=HourStart.AT_ONCE,
            outside_hours=OutsideHours.COUNTS_AT_ONCE,
        )
        return _due(
            counting, _end_of(bound, amount, counting), amount, pauses, self.calendar
        )

    # ----------------------------------------------------------------- extensions

    def _doubt(self, one: ExtensionRequest) -> str | None:
        """Name the fact for want of which nobody knows whether an extension counts."""
        if self._says.granted_by:
            if one.granted_by is None:
                return None if one.granted_at is None else UNKNOWN_BY
            if one.granted_by not in self._says.granted_by:
                return None
        missing = self._says.asked_in_time and one.placed is None
        return UNKNOWN_ASKED if missing else None

    def _weigh(
        self,
        one: ExtensionRequest,
        basic: Basic,
        bound: Deadline,
        pauses: Sequence[Stop],
        used: int,
    ) -> str | None:
        """Say why an extension does not count."""
        wanted = self._must(self._extended(bound, one, pauses))
        why = self._by_nobody(one) or self._in_vain(one, bound, wanted, used)
        if why is None and any(
            wanted.closing > most.closing for most in self._most(basic, bound, pauses)
        ):
            why = "extension_too_far"
        return why

    def _by_nobody(self, one: ExtensionRequest) -> str | None:
        """Say why an extension is nobody's who may grant it."""
        may = self._says.granted_by
        if not may or one.granted_by in may:
            return None
        if one.granted_by is not None:
            return "extension_not_entitled"
        if one.granted_at is None:
            return "extension_not_granted"
        return None if self.extensions_count else "extension_by_unrecorded"

    def _in_vain(
        self, one: ExtensionRequest, bound: Deadline, wanted: Deadline, used: int
    ) -> str | None:
        """Say why an extension comes too late, too often, or gains nothing."""
        if self._says.asked_in_time:
            if one.placed is None:
                if not self.extensions_count:
                    return "extension_undated"
            elif not self._in_time(one.placed, bound):
                return "extension_too_late"
        if self._says.times is not None and used >= self._says.times:
            return "extension_too_often"
        if wanted.closing <= bound.closing:
            return "extension_without_gain"
        return None

    def _in_time(self, asked: Moment, bound: Deadline) -> bool:
        """Say whether something was asked for early enough before a bound."""
        latest, notice = bound, self._says.least_notice
        if notice is not None:
            counting = evolve(
                self.counting,
                bound_included=True,
                closes_at=ClosesAt.DAY_END,
                day_ends=None,
            )
            event = bound.closes if needs_an_instant(notice) else bound.last_day
            latest = counting.before(event, notice, calendar=self.calendar)
        try:
            return latest.met_by(asked)
        except NotAnInstantError:
            raise NotAnInstantError("extension.asked_at", asked) from None

    def _most(
        self, basic: Basic, bound: Deadline, pauses: Sequence[Stop]
    ) -> Iterator[Deadline]:
        """Yield the bounds beyond which no extension may go."""
        says = self._says
        each = basic.amount if says.no_longer_than_limit else says.at_a_time
        if each is not None:
            yield self._must(self._onward(bound, each, pauses))  # type: ignore[arg-type]  # a length
        if says.in_all is not None:
            first = self._must(self._first(basic, pauses))
            yield self._must(self._onward(first, says.in_all, pauses))
        if says.no_later_than is not None:
            yield self.counting.deadline(
                self.start, says.no_later_than, calendar=self.calendar
            )


def _until(
    pauses: Sequence[Stop], at: dt.datetime, zone: dt.tzinfo
) -> tuple[Stop, ...]:
    """Return the pauses that had begun by a moment, as if those that last ended then."""
    return tuple(
        (begins, at if ends is None or is_before(at, ends, zone) else ends)
        for begins, ends in pauses
        if not is_before(at, begins, zone)
    )


def _due(
    counting: Counting,
    start: Moment,
    amount: Limit,
    pauses: Sequence[Stop],
    calendar: WorkCalendar | None,
) -> Deadline | None:
    """Return the bound of an amount; None while a pause lasts."""
    if not pauses:
        return counting.deadline(start, amount, calendar=calendar)
    return paused_deadline(counting, start, amount, pauses, calendar=calendar)


def _end_of(bound: Deadline, amount: Amount, counting: Counting) -> Moment:
    """Return from when a count goes on after a bound."""
    if needs_an_instant(amount):
        return bound.closes
    day = show_day(bound.last_ordinal + counting.start_day_counted)
    if counting.closes_at is not ClosesAt.CLOCK_TIME:
        return day
    return dt.datetime.combine(day, bound.closes.time(), counting.tz)
