"""
So many in a row, within a span, or altogether: judged.
"""

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise
from typing import Annotated, Any

from attrs import field

from followup_rules.canonical import ADDED_LATER
from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    ImpossibleOrderError,
    InvalidFieldError,
)
from followup_rules.exact import as_many
from followup_rules.fields import (
    Entries,
    Name,
    as_tuple,
    held,
)
from followup_rules.immutable import frozen
from followup_rules.policies.streaks.evidence import (
    TIMES,
    UNKNOWN,
    Cell,
    Outcome,
    Reached,
    Several,
    Streak,
    StreakEvidence,
)
from followup_rules.timing.amounts import Amount
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import HOUSE_RULES, Counting, Deadline
from followup_rules.timing.cycles import Period
from followup_rules.timing.moments import (
    Moment,
    as_day,
    is_before,
    local_ordinal,
    place_of,
    refuse_disorder,
    show_moment,
)
from followup_rules.verdicts import (
    Reason,
    Status,
    Subject,
    Verdict,
    calendar_reason,
    decides,
    judged_at,
    note,
)

Occasion = Moment | tuple[Moment | Cell, Outcome]
"""When it was, which counts; or that, or a cell, with what it came to."""


@frozen
class _Place:
    """
    One occasion: its first and its last moment, and whether it counts.
    """

    first: Moment
    last: Moment
    hit: bool | None
    begins: dt.datetime
    of_cell: bool


@frozen(kw_only=True, field_transformer=held)
class StreakPolicy:
    """
    So many, in a row, within a span or altogether, have a consequence.

    >>> from followup_rules.timing.cycles import month
    >>> rule = StreakPolicy(
    ...     id="demo",
    ...     clause=Clause(id="DEMO-1", en="two months running", zh="连续两个月"),
    ...     name=Text("the talk with the head", "约谈"),
    ...     owed_by="office",
    ...     number=2,
    ...     streak=Streak.IN_A_ROW,
    ... )
    >>> at_the_bottom = [(month(2026, 1), True), (month(2026, 2), True)]
    >>> rule.reached(at_the_bottom)
    (Date(2026, 1, 31), Date(2026, 2, 28))

    Attributes:
        id: The id of the rule in its rulebook.
        clause: The clause that sets the number.
        name: What is owed when the number is full; or what is not to happen so often.
        owed_by: The party that owes it.
        number: How many it takes, at least 2.
        streak: Which are counted together.
        span: With `WITHIN`, the span that holds the first and the last of them.
        counts: The statuses of verdicts that count; needed only for verdicts.
        then: Whether something is owed when the number is full, or that is the breach.
        limit: Within what time after the number was full it is owed; None is open.
        counting: How `span` and `limit` are counted.
        unit: What is counted, such as days where one event counts as so many.
    """

    id: Name
    clause: Clause
    name: Text
    owed_by: Name
    number: Several
    streak: Streak
    span: Amount | None = None
    counts: Annotated[tuple[Status, ...], Entries(unique="")] = field(
        default=(), converter=as_tuple
    )
    then: Reached = Reached.OWED
    limit: Amount | None = None
    counting: Counting = HOUSE_RULES
    unit: Text = field(default=TIMES, metadata={ADDED_LATER: True})

    def __attrs_post_init__(self) -> None:
        if (self.span is None) is (self.streak is Streak.WITHIN):
            allowed = "a length with WITHIN, and None otherwise"
            raise InvalidFieldError(
                "StreakPolicy.span", self.span and str(self.span), allowed
            )
        if self.limit is not None and self.then is Reached.BREACHED:
            allowed = "None where the number itself is the breach"
            raise InvalidFieldError("StreakPolicy.limit", str(self.limit), allowed)
        for status in self.counts:
            if status in UNKNOWN:
                allowed = "statuses that are final"
                raise InvalidFieldError("StreakPolicy.counts", status, allowed)

    # ---------------------------------------------------------------- questions

    def reached(
        self,
        occasions: Iterable[Occasion],
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        calendar: WorkCalendar | None = None,
    ) -> tuple[Moment, ...]:
        """
        Return the moments that filled the number first; none where it never was.

        Occasions of which it is not known whether they count do not.

        Args:
            occasions: Moments, which count; or pairs of a moment or a cell and what it
                came to.
            since: The first day or instant that counts; None is from the beginning.
            until: The last that counts; None is to the end.
            calendar: Needed only where working days matter.

        Raises:
            InvalidFieldError: If cells are not neighbours, moments and cells are mixed,
                or an outcome is none.
            CalendarRequiredError, CalendarNotCoveredError: If working days matter.
            NaiveTimeError, NotADayError, NotAnInstantError: If a moment is unusable.
        """
        places = self._between(self._read(occasions), since, until)
        found = self._most([_with(one, one.hit is True) for one in places], calendar)
        return found if len(found) == self.number else ()

    def assess(
        self,
        occasions: Iterable[Occasion],
        *,
        done: Moment | None = None,
        since: Moment | None = None,
        until: Moment | None = None,
        calendar: WorkCalendar | None = None,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
    ) -> Verdict:
        """
        Judge whether the number is full, and what is owed for it was done.

        Below the number nothing is owed: `NOT_APPLICABLE`. Where the number itself is
        the breach it is `PENDING`, and `MET` once *until* has passed.

        Args:
            occasions: As in `reached`; a cell is known when it has ended.
            done: When what is owed was done.
            since: The first day or instant that counts.
            until: The last that counts, such as the last day of a warranty.
            calendar: Needed only where working days matter.
            as_of: The moment of judgement; later facts are not known yet.
            subject: What the verdict is about.

        Raises:
            ImpossibleOrderError: If *done* lies before the number was full, or *until*
                before *since*.
            InvalidFieldError: As in `reached`; or if *done* is given where nothing is
                owed.
            MissingFactError: If there is no moment of judgement.
            NaiveTimeError, NotADayError, NotAnInstantError: If a moment is unusable.
        """
        now, basis = judged_at(as_of, calendar)
        if done is not None and self.then is Reached.BREACHED:
            raise InvalidFieldError("done", done, "None: nothing is owed by this rule")
        zone = self.counting.tz
        refuse_disorder(zone, ("since", since), ("until", until))
        given = self._read(occasions)
        known = tuple(one for one in given if not _is_later(one, now, zone))
        came = done
        if done is not None:
            local_ordinal(done, zone, "done")
            came = None if is_before(now, done, zone) else show_moment(done, zone)
        late = len(known) < len(given) or (came is None) is not (done is None)
        places = self._between(known, since, until)
        due: Deadline | None = None
        try:
            sure, possible = self._both(places, calendar)
            if len(sure) == self.number and self.limit is not None:
                due = self.counting.deadline(sure[-1], self.limit, calendar=calendar)
        except (CalendarRequiredError, CalendarNotCoveredError) as error:
            sure, possible, reason = (), 0, calendar_reason(error)
        else:
            reason = self._judge(sure, possible, due, came, until, now)
        evidence = StreakEvidence(
            sure,
            self.number,
            possible,
            due,
            came,
            since,
            until,
            _plain(known),
            self.streak,
            self.span,
            self.unit,
        )
        notes = (note("later_fact"),) if late else ()
        return Verdict(self.clause, self, subject, evidence, (reason, *notes), basis)

    # ------------------------------------------------------------------ judging

    def _judge(
        self,
        sure: tuple[Moment, ...],
        possible: int,
        due: Deadline | None,
        done: Moment | None,
        until: Moment | None,
        now: dt.datetime,
    ) -> Reason:
        """Judge what stands together."""
        if len(sure) < self.number:
            return self._judge_below(possible, until, now)
        if self.then is Reached.BREACHED:
            return decides("streak_forbidden")
        if done is not None:
            if is_before(done, sure[-1], self.counting.tz):
                raise ImpossibleOrderError("reached", sure[-1], "done", done)
            late = due is not None and not due.met_by(done)
            return decides("streak_answered_late" if late else "streak_answered")
        if due is None:
            return decides("streak_unanswered")
        return decides(
            "streak_answer_due" if due.met_by(now) else "streak_not_answered"
        )

    def _judge_below(
        self, possible: int, until: Moment | None, now: dt.datetime
    ) -> Reason:
        """Judge while the number is not full."""
        if possible >= self.number:
            return decides("fact_missing", fact="whether_it_counts")
        if self.then is Reached.OWED:
            return decides("streak_not_reached")
        over = until is not None and is_before(until, now, self.counting.tz)
        return decides("streak_avoided" if over else "streak_below")

    def _both(
        self, places: tuple[_Place, ...], calendar: WorkCalendar | None
    ) -> tuple[tuple[Moment, ...], int]:
        """Return what surely stands together, and how many may."""
        sure = self._most([_with(one, one.hit is True) for one in places], calendar)
        maybe = self._most(
            [_with(one, one.hit is not False) for one in places], calendar
        )
        return sure, len(maybe)

    def _most(
        self, places: list[_Place], calendar: WorkCalendar | None
    ) -> tuple[Moment, ...]:
        """Return the first that fill the number, or the most that stand together."""
        together: list[_Place] = []
        best: tuple[_Place, ...] = ()
        for one in places:
            if one.hit:
                together.append(one)
                while not self._fit(together[0], one, calendar):
                    together.pop(0)
            elif self.streak is Streak.IN_A_ROW:
                together = []
            if len(together) > len(best):
                best = tuple(together)
            if len(best) == self.number:
                break
        return tuple(one.last for one in best)

    def _fit(self, first: _Place, last: _Place, calendar: WorkCalendar | None) -> bool:
        """Say whether two lie in one span."""
        if self.span is None or first is last:
            return True
        end = self.counting.deadline(first.first, self.span, calendar=calendar)
        return end.met_by(last.last)

    # -------------------------------------------------------------------- facts

    def _read(self, occasions: Iterable[Occasion]) -> tuple[_Place, ...]:
        """Return the occasions in order."""
        places = sorted(
            map(self._place, as_many("occasions", occasions)),
            key=lambda one: one.begins,
        )
        if len({one.of_cell for one in places}) > 1:
            raise InvalidFieldError("occasions", "moments and cells", "one of the two")
        if places and places[0].of_cell:
            for before, after in pairwise(places):
                if after.first.toordinal() != before.last.toordinal() + 1:
                    raise InvalidFieldError(
                        "occasions",
                        f"{before.first}..{before.last} and {after.first}..{after.last}",
                        "cells that are neighbours: give one that is not known as None",
                    )
        return tuple(places)

    def _place(self, occasion: Any) -> _Place:
        """Read one occasion."""
        place, outcome = occasion, True
        if isinstance(occasion, tuple):
            if len(occasion) != _A_PAIR:
                raise InvalidFieldError("occasion", occasion, _OCCASION)
            place, outcome = occasion
        zone = self.counting.tz
        hit = self._counts(outcome)
        if isinstance(place, Period):
            place = place.first, place.last
        if isinstance(place, tuple):
            return _cell(place, hit, zone)
        local_ordinal(place, zone, "occasion")
        shown = show_moment(place, zone)
        return _Place(shown, shown, hit, place_of(shown, zone), of_cell=False)

    def _counts(self, outcome: Any) -> bool | None:
        """Say whether what came out counts."""
        if outcome is None or isinstance(outcome, bool):
            return outcome
        if not isinstance(outcome, Status):
            raise InvalidFieldError("occasion", outcome, _OCCASION)
        if not self.counts:
            allowed = "True, False or None: the rule says of no status that it counts"
            raise InvalidFieldError("occasion", outcome, allowed)
        return None if outcome in UNKNOWN else outcome in self.counts

    def _between(
        self, places: tuple[_Place, ...], since: Moment | None, until: Moment | None
    ) -> tuple[_Place, ...]:
        """Return the occasions that lie between two moments, both included."""
        zone = self.counting.tz
        for name, bound in (("since", since), ("until", until)):
            if bound is not None:
                local_ordinal(bound, zone, name)
        return tuple(
            one
            for one in places
            if (since is None or not is_before(one.first, since, zone))
            and (until is None or not is_before(until, one.last, zone))
        )


_A_PAIR = 2
_OCCASION = (
    "a moment, or a pair of a moment or a cell and True, False, None or a status"
)


def _cell(days: tuple[Any, ...], hit: bool | None, zone: dt.tzinfo) -> _Place:  # noqa: FBT001 - a fact
    """Read a cell from its first and its last day."""
    if len(days) != _A_PAIR:
        raise InvalidFieldError("cell", days, "a first and a last day")
    first, last = (as_day(day, "cell") for day in days)
    if last < first:
        raise ImpossibleOrderError("first", first, "last", last)
    return _Place(first, last, hit, place_of(first, zone), of_cell=True)


def _with(place: _Place, hit: bool) -> _Place:  # noqa: FBT001 - a fact
    """Return an occasion of which it is settled whether it counts."""
    return _Place(place.first, place.last, hit, place.begins, place.of_cell)


def _is_later(place: _Place, now: dt.datetime, zone: dt.tzinfo) -> bool:
    """Say whether an occasion was not known yet; a cell is known when it has ended."""
    if place.of_cell:
        return not is_before(place.last, now, zone)
    return is_before(now, place.last, zone)


def _plain(places: tuple[_Place, ...]) -> tuple[Any, ...]:
    """Return occasions as a receipt holds them: cells by their days."""
    return tuple(
        ((one.first, one.last) if one.of_cell else one.last, one.hit) for one in places
    )
