"""
Days that do not count in the middle of a period: the recess of a court.
"""

from collections.abc import Callable

from followup_rules.errors import CalendarRequiredError
from followup_rules.timing.calendars import days_of
from followup_rules.timing.calendars.kinds import WorkCalendar


def pass_over(
    calendar: WorkCalendar | None,
    start: int,
    units: tuple[int, int],
    direction: int,
    *,
    start_counts: bool = False,
    from_next_day: bool = False,
    ends: Callable[[int], int],
) -> int:
    """
    Return where a period of months and days ends that leaves suspended days out.

    Args:
        calendar: Which days are suspended.
        start: The day that starts the count.
        units: How many months, and how many days after them.
        direction: 1 forward, -1 backward.
        start_counts: Whether the start is the first of the days.
        from_next_day: Whether months are measured from the day after the start.
        ends: Where the period ends as usual, from a start.

    Raises:
        CalendarRequiredError: If there is no calendar.
    """
    if calendar is None:
        raise CalendarRequiredError("leaving out suspended days")
    months, days = units
    if not months:
        return pass_over_days(
            calendar, start, days, direction, start_counts=start_counts
        )
    return grow(calendar, start, direction, from_next_day=from_next_day, ends=ends)


def pass_over_days(
    calendar: WorkCalendar, start: int, n: int, direction: int, *, start_counts: bool
) -> int:
    """
    Return the last of *n* days that count, after (or before) the day *start*.

    A start that counts is the first of them, unless it is suspended itself.
    """
    days = days_of(calendar)
    if n and start_counts and not days.is_suspended(start):
        n -= 1
    return days.nth_counting(start, n * direction)


def grow(
    calendar: WorkCalendar,
    start: int,
    direction: int,
    *,
    from_next_day: bool,
    ends: Callable[[int], int],
) -> int:
    """
    Return where a period of months ends that grows by the suspended days inside it.

    A start on such a day begins on the day after the last of them (before the first,
    counting backward), which is then the first day counted.

    Args:
        calendar: Which days are suspended.
        start: The day that starts the count.
        direction: 1 forward, -1 backward.
        from_next_day: Whether the period is measured from the day after its start.
        ends: Where it ends as usual, from a start.
    """
    days = days_of(calendar)
    if days.is_suspended(start):
        start = days.nth_counting(start, direction) - from_next_day
    end = ends(start)
    inside = (start + 1, end) if direction > 0 else (end, start - 1)
    return days.nth_counting(end, days.suspended_within(*inside) * direction)
