"""
What a counting convention says, without the counting.
"""

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

import pendulum
from attrs import field

from followup_rules.canonical import ADDED_LATER
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import (
    Count,
    Positive,
    ZoneName,
    held,
)
from followup_rules.immutable import frozen
from followup_rules.lazily import import_lazily
from followup_rules.timing.amounts import Span, WorkingHours, WorkingMinutes
from followup_rules.timing.calendars import RestDayStart
from followup_rules.timing.counting.choices import (
    ClosesAt,
    HourStart,
    LastDay,
    OutsideHours,
)
from followup_rules.timing.counting.combining import refuse_unused
from followup_rules.timing.cycles import DueDay, Limit
from followup_rules.timing.moments import zone_of

if TYPE_CHECKING:
    from followup_rules.timing.hours import OfficeHours
else:  # most conventions know no office
    __getattr__ = import_lazily(
        "followup_rules.timing.hours", {"office": ("OfficeHours",)}
    )


@frozen(kw_only=True, field_transformer=held)
class Terms:
    """
    The fields of a `Counting`, which says what they mean, and what goes together.
    """

    zone: ZoneName = "Asia/Shanghai"
    start_day_counted: bool = False  # CC-201
    months_from_next_day: bool = False
    working_days_up_to: Count = 0
    rest_day_start: RestDayStart = RestDayStart.NEXT_IS_FIRST
    rest_day: LastDay = LastDay.STAYS  # A-05, CC-203
    rest_day_before: LastDay = LastDay.STAYS
    day_ends: dt.time | None = None  # A-04, CC-203
    hour_start: HourStart = HourStart.AT_ONCE
    hours_roll: bool = False
    least_working_days: Count = 0
    least_applies_from: Positive = 1
    suspended_days_count: bool = field(default=True, metadata={ADDED_LATER: True})
    days_after_recess: Count = field(default=0, metadata={ADDED_LATER: True})
    bound_included: bool = True  # A-06, CC-1259
    hours: "OfficeHours | None" = field(default=None, metadata={ADDED_LATER: True})
    outside_hours: OutsideHours = field(
        default=OutsideHours.COUNTS_AT_ONCE, metadata={ADDED_LATER: True}
    )
    closes_at: ClosesAt = field(default=ClosesAt.DAY_END, metadata={ADDED_LATER: True})
    hours_stand_still: bool = field(default=False, metadata={ADDED_LATER: True})

    def __attrs_post_init__(self) -> None:
        if self.day_ends == dt.time.min:
            raise InvalidFieldError(
                "Counting.day_ends",
                self.day_ends,
                "a time after the day has begun; None, where the day ends at 24:00",
            )
        if self.day_ends is not None and self.day_ends.tzinfo is not None:
            raise InvalidFieldError(
                "Counting.day_ends", self.day_ends, "a time of day without a zone"
            )
        refuse_unused(self)

    @cached_property
    def tz(self) -> pendulum.Timezone:
        """
        The zone itself.
        """
        return zone_of(self.zone)

    def check(self, amount: Limit) -> None:
        """
        Refuse an amount that this convention could never count.

        Raises:
            InvalidFieldError: If it is counted in open time, and there is no office;
                or if it hangs on a cell, and the last day closes at the clock time
                of a trigger from which nothing is counted; or if hours are taken off
                days and stand still on rest days.
        """
        if (
            self.hours_stand_still
            and isinstance(amount, Span)
            and amount.clock < dt.timedelta(0)
        ):
            message = (
                "hours that are added to days, where they stand still on rest days"
            )
            raise InvalidFieldError("amount", str(amount), message)
        if isinstance(amount, WorkingHours | WorkingMinutes):
            from followup_rules.timing.counting.office_time import (  # noqa: PLC0415 - only here
                office_of,
            )

            office_of(self.hours)
        if isinstance(amount, DueDay) and self.closes_at is ClosesAt.CLOCK_TIME:
            message = "a length, where the last day closes at the trigger's clock time"
            raise InvalidFieldError("amount", str(amount), message)
