"""
Which fields of a convention do not go together, because one would go unused.
"""

from collections.abc import Callable
from typing import Any, Final

from followup_rules.errors import InvalidFieldError
from followup_rules.timing.counting.choices import ClosesAt, LastDay, OutsideHours

_Clash = tuple[str, Callable[[Any], bool], str]

_CLASHES: Final[tuple[_Clash, ...]] = (
    (
        "months_from_next_day",
        lambda fields: fields.months_from_next_day and fields.start_day_counted,
        "False where the start day is counted, because it is the first day then",
    ),
    (
        "hours_roll",
        lambda fields: (
            fields.hours_roll
            and fields.rest_day is LastDay.STAYS
            and fields.rest_day_before is LastDay.STAYS
        ),
        "False where no last day rolls; set rest_day or rest_day_before as well",
    ),
    (
        "least_applies_from",
        lambda fields: fields.least_applies_from > 1 and not fields.least_working_days,
        "1 where there is no least; set least_working_days as well",
    ),
    (
        "days_after_recess",
        lambda fields: fields.days_after_recess and not fields.suspended_days_count,
        "0 where suspended days do not count, because no period ends among them then",
    ),
    (
        "hours_stand_still",
        lambda fields: fields.hours_stand_still and fields.hours_roll,
        "False where hours roll: they run on to a working day, or never leave one",
    ),
    (
        "hours",
        lambda fields: (
            fields.hours is None
            and (
                fields.outside_hours is OutsideHours.NEXT_OPENING
                or fields.closes_at is ClosesAt.OFFICE_CLOSE
            )
        ),
        "OfficeHours, where something counts from an opening or until a close",
    ),
    (
        "hours",
        lambda fields: fields.hours is not None and fields.hours.zone != fields.zone,
        "the hours of an office in the zone of the counting",
    ),
    (
        "day_ends",
        lambda fields: (
            fields.day_ends is not None and fields.closes_at is not ClosesAt.DAY_END
        ),
        "None beside OFFICE_CLOSE and CLOCK_TIME; what ends at day_ends closes at DAY_END",
    ),
    (
        "bound_included",
        lambda fields: (
            not fields.bound_included and fields.closes_at is ClosesAt.CLOCK_TIME
        ),
        "True where the last day closes at a clock time, which is in time",
    ),
)
"""A field, when it clashes with the others, and what it may be beside them."""


def refuse_unused(fields: Any) -> None:
    """
    Refuse a convention of which a field would go unused.

    Raises:
        InvalidFieldError: Naming the first such field.
    """
    for name, clashes, allowed in _CLASHES:
        if clashes(fields):
            raise InvalidFieldError(f"Counting.{name}", getattr(fields, name), allowed)
