"""
What a counting convention may choose between.
"""

from enum import Enum


class LastDay(Enum):
    """
    What happens to a last day that is a rest day.
    """

    STAYS = "stays"
    ROLLS_FORWARD = "rolls_forward"
    ROLLS_BACKWARD = "rolls_backward"
    FORWARD_IN_MONTH = "forward_in_month"
    """To the next working day, or to the one before where that is in another month
    (the banks' modified following)."""
    BACKWARD_IN_MONTH = "backward_in_month"
    """To the working day before, or to the next where that is in another month
    (modified preceding)."""


class HourStart(Enum):
    """
    When a count of hours begins.
    """

    AT_ONCE = "at_once"
    """At the instant of the trigger."""
    NEXT_FULL_HOUR = "next_full_hour"
    """At the next full hour: the hour of the event is not counted."""


class OutsideHours(Enum):
    """
    When something counts as received that comes while the office is closed.
    """

    COUNTS_AT_ONCE = "counts_at_once"
    """When it comes."""
    NEXT_OPENING = "next_opening"
    """At the next opening, so that a Friday night counts as the Monday after."""


class ClosesAt(Enum):
    """
    When the last day of a count of days closes.
    """

    DAY_END = "day_end"
    """At midnight, the end of the day, or at `Counting.day_ends`."""
    OFFICE_CLOSE = "office_close"
    """When the office closes on that very day, half days included; a day on which it
    does not open ends at 24:00."""
    CLOCK_TIME = "clock_time"
    """At the clock time of the trigger, which must be an instant."""
