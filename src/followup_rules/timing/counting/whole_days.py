"""
Counting whole days, forward and backward.

A count finds its last day in one step; what a last day then does (it rolls off rest
days, or moves on until enough working days lie before it) is said here too.
"""

from typing import Any, Final

from followup_rules.errors import CalendarRequiredError, InvalidFieldError
from followup_rules.timing.amounts import (
    AMOUNTS,
    DAYS_IN_WEEK,
    MONTHS_IN_YEAR,
    Days,
    HalfMonths,
    Months,
    Span,
    Weeks,
    WorkingDays,
    Years,
)
from followup_rules.timing.calendars import (
    RestDayStart,
    WorkCalendar,
    days_of,
    roll,
    shift,
)
from followup_rules.timing.counting.choices import LastDay
from followup_rules.timing.counting.suspended import pass_over
from followup_rules.timing.counting.terms import Terms
from followup_rules.timing.counting.units import (
    IN_ONE_UNIT,
    IN_WHOLE_DAYS,
    needs_an_instant,
    units_of,
)
from followup_rules.timing.cycles import LIMITS, DueDay, Limit
from followup_rules.timing.months import add_months, in_one_month

FORWARD: Final = 1
BACKWARD: Final = -1
_IN_MONTH: Final = frozenset({LastDay.FORWARD_IN_MONTH, LastDay.BACKWARD_IN_MONTH})
_TOWARDS: Final = {
    LastDay.ROLLS_FORWARD: FORWARD,
    LastDay.FORWARD_IN_MONTH: FORWARD,
    LastDay.ROLLS_BACKWARD: BACKWARD,
    LastDay.BACKWARD_IN_MONTH: BACKWARD,
}


def plain_last(
    counting: Terms, start: int, amount: Limit, calendar: WorkCalendar | None
) -> int:
    """
    Count forward, before rolling, as if no day were suspended.
    """
    kind = type(amount)
    if kind not in IN_ONE_UNIT:
        if isinstance(amount, DueDay):
            return _hanging_on(counting, start, amount, calendar)
        return _several(counting, start, amount, calendar, FORWARD)
    n: int = amount.n  # type: ignore[union-attr]  # a single unit has one
    counted = counting.start_day_counted and n > 0
    if kind is Days:
        return start + n - counted
    if kind is Weeks:
        return start + n * DAYS_IN_WEEK - counted
    if kind is Months:
        return _months_on(counting, start, n)
    if kind is Years:
        return _months_on(counting, start, n * MONTHS_IN_YEAR)
    return _worked_on(counting, start, n, calendar) if n else start


def plain_first(
    counting: Terms, event: int, amount: Limit, calendar: WorkCalendar | None
) -> int:
    """
    Count backward, before rolling, as if no day were suspended.
    """
    kind = type(amount)
    if kind not in IN_ONE_UNIT:
        return _several(counting, event, amount, calendar, BACKWARD)
    n: int = amount.n  # type: ignore[union-attr]  # a single unit has one
    counted = counting.start_day_counted and n > 0
    if kind is Days:
        return event - n + counted
    if kind is Weeks:
        return event - n * DAYS_IN_WEEK + counted
    if kind is Months:
        return add_months(event + counted, -n)
    if kind is Years:
        return add_months(event + counted, -n * MONTHS_IN_YEAR)
    return _worked_on(counting, event, -n, calendar) if n else event


def past_suspended(
    counting: Terms,
    near: int,
    amount: Limit,
    calendar: WorkCalendar | None,
    direction: int,
) -> int:
    """
    Count, before rolling, and leave out the days on which periods stand still.

    A day that hangs on a cell is where it is, and working days are never such days:
    those of a length of several units are counted from where the rest has led.
    """
    instant = needs_an_instant(amount)  # which the plain count refuses
    months, days, working = (0, 0, 0) if instant else units_of(amount)
    if not (months or days):
        plain = plain_last if direction == FORWARD else plain_first
        return plain(counting, near, amount, calendar)
    first = counting.start_day_counted
    far = pass_over(
        calendar,
        near,
        (months, days),
        direction,
        start_counts=first,
        from_next_day=(
            direction == FORWARD and counting.months_from_next_day and not first
        ),
        ends=lambda begun: _dated(counting, begun, months, days, direction),
    )
    return _on_from(counting, far, working * direction, calendar)


def _hanging_on(
    counting: Terms, start: int, limit: DueDay, calendar: WorkCalendar | None
) -> int:
    """Look a day up in its cell."""
    counting.check(limit)
    return limit.last_day(start, calendar, counted=counting.start_day_counted)


def _worked_on(
    counting: Terms, start: int, n: int, calendar: WorkCalendar | None
) -> int:
    """Count working days, forward or backward; a start that counts is the first."""
    home = needed(calendar)
    if not counting.start_day_counted:
        return shift(home, start, n, counting.rest_day_start)
    if counting.rest_day_start is RestDayStart.ROLL_THEN_COUNT:
        start = roll(home, start, n)
    return shift(home, start - (1 if n > 0 else -1), n)


def _several(
    counting: Terms,
    near: int,
    amount: Any,
    calendar: WorkCalendar | None,
    direction: int,
) -> int:
    """Count several units from the largest down, before rolling."""
    if needs_an_instant(amount) or not isinstance(amount, HalfMonths | Span):
        known = LIMITS if direction == FORWARD else AMOUNTS
        if type(amount) in AMOUNTS:
            known = IN_WHOLE_DAYS
        names = ", ".join(kind.__name__ for kind in known)
        raise InvalidFieldError("amount", amount, names)
    months, days, working = units_of(amount)
    day = _dated(counting, near, months, days, direction)
    return _on_from(counting, day, working * direction, calendar)


def _dated(counting: Terms, near: int, months: int, days: int, direction: int) -> int:
    """Count months in one step, and days from there."""
    counted = counting.start_day_counted and (months or days) != 0
    if not months:
        day = near - counted * direction
    elif direction == FORWARD:
        day = _months_on(counting, near, months)
    else:
        day = add_months(near + counted, -months)
    return day + days * direction


def _on_from(
    counting: Terms, day: int, working: int, calendar: WorkCalendar | None
) -> int:
    """Count the working days of a length of several units, from where it has led."""
    if not working:
        return day
    return shift(needed(calendar), day, working, counting.rest_day_start)


def _months_on(counting: Terms, start: int, n: int) -> int:
    """Count months forward, from the trigger's day or from the first counted."""
    if counting.months_from_next_day and not counting.start_day_counted:
        return add_months(start + 1, n, closing=True) if n else start
    return add_months(start, n, closing=counting.start_day_counted)  # CC-202


# ------------------------------------------------------------- what a last day does


def after_recess(ordinal: int, n: int, calendar: WorkCalendar | None) -> int:
    """
    Return the n-th day after the suspended days that a last day lies among.

    Raises:
        CalendarRequiredError: If there is no calendar.
    """
    if calendar is None:
        raise CalendarRequiredError("ending a period after suspended days")
    days = days_of(calendar)
    if not days.is_suspended(ordinal):
        return ordinal
    return days.nth_counting(ordinal, 1) - 1 + n


def rolled(ordinal: int, rest_day: LastDay, calendar: WorkCalendar | None) -> int:
    """
    Roll a last day off rest days.

    Raises:
        CalendarRequiredError: If there is no calendar.
    """
    if calendar is None:
        raise CalendarRequiredError("rolling a last day off rest days")
    direction = _TOWARDS[rest_day]
    day = roll(calendar, ordinal, direction)
    if day == ordinal or rest_day not in _IN_MONTH:
        return day
    return day if in_one_month(ordinal, day) else roll(calendar, ordinal, -direction)


def holds_least(counting: Terms, amount: Any) -> bool:
    """
    Say whether the least number of working days is asked of *amount*.
    """
    if isinstance(amount, DueDay):
        return False
    if isinstance(amount, Days | WorkingDays):
        return bool(amount.n >= counting.least_applies_from)
    return isinstance(amount, Span) or amount.n > 0


def grown(
    counting: Terms,
    near: int,
    far: int,
    direction: int,
    calendar: WorkCalendar | None,
) -> int:
    """
    Move the far end until enough working days lie between both ends.
    """
    days = days_of(needed(calendar))
    if direction == FORWARD:
        reached = days.nth_after(near - 1, counting.least_working_days)
        return max(far, reached)
    reached = days.nth_before(near + 1, counting.least_working_days)
    return min(far, reached)


def needed(calendar: WorkCalendar | None) -> WorkCalendar:
    """
    Return the calendar, or say that a count of working days needs one.
    """
    if calendar is None:
        raise CalendarRequiredError("counting working days")
    return calendar
