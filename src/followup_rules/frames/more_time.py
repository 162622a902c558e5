"""
How much more, over columns: what a length comes to in the units that columns count on.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

import narwhals as nw

from followup_rules.frames.calendar_tables import LONGEST
from followup_rules.frames.engines.zones import DAY
from followup_rules.frames.outcomes import first_of
from followup_rules.frames.standing_still import Pauses
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import (
    AMOUNTS,
    OPEN_MICROSECONDS,
    Seasons,
    ServiceLife,
    Unlimited,
)
from followup_rules.timing.counting import Counting
from followup_rules.timing.counting.units import (
    OPEN_UNITS,
    as_counted,
    runs_on_the_clock,
    time_of,
    units_of,
)

BY_DAYS, BY_WORKED, BY_CLOCK, BY_OFFICE = range(4)
"""What a length is counted in, in the end."""
UNITS: Final = ("months", "days", "worked", "us")
_MONTHS: Final = LONGEST // 31
_FURTHEST: Final = LONGEST * DAY // 10
_UNCOUNTED: Final = (Seasons, ServiceLife, Unlimited)


@frozen
class Parts:
    """
    What a length comes to.
    """

    scale: int
    months: int = 0
    days: int = 0
    worked: int = 0
    us: int = 0


def parts_of(amount: Any, counting: Counting, pauses: Pauses | None) -> Parts | None:
    """
    Return what a length comes to; None where only rows count it on.
    """
    if type(amount) not in AMOUNTS or isinstance(amount, _UNCOUNTED):
        return None
    amount = as_counted(amount, counting.working_days_up_to)
    months, days, worked = units_of(amount)
    us, scale = 0, BY_WORKED if worked else BY_DAYS
    if type(amount) in OPEN_UNITS:
        us, scale = amount.n * OPEN_MICROSECONDS[type(amount)], BY_OFFICE
    elif runs_on_the_clock(amount):
        try:
            us = time_of(amount) // dt.timedelta(microseconds=1)
        except OverflowError:
            return None
        scale = BY_CLOCK
    found = Parts(scale, months, days, worked, us)
    return found if _is_counted(found, counting, pauses) else None


def _is_counted(parts: Parts, counting: Counting, pauses: Pauses | None) -> bool:
    """Say whether columns count a length: it is one at all, and no odd mixture."""
    if not any((parts.months, parts.days, parts.worked, parts.us)):
        return False
    if parts.months > _MONTHS or abs(parts.days) > LONGEST or parts.us > _FURTHEST:
        return False
    dated = bool(parts.months or parts.days)
    in_days = pauses is not None and None in {pauses.begins.us, pauses.ends.us}
    if parts.scale in {BY_CLOCK, BY_OFFICE} and in_days:
        return False
    if parts.scale == BY_CLOCK:
        stands = counting.hours_stand_still or pauses is not None
        return not parts.worked and not (dated and stands)
    if parts.scale == BY_OFFICE:
        return counting.hours is not None
    return not (parts.worked and dated)


@frozen
class Length:
    """
    How much more, as columns or as numbers, and what occurs among them.

    Attributes:
        scale: What each is counted in; null is none.
        units: How many of each unit.
        every: The lengths that occur.
    """

    scale: Any
    units: dict[str, Any]
    every: tuple[Parts, ...]

    @classmethod
    def of(cls, parts: Parts) -> "Length":
        """
        Return a length that is the same for all.
        """
        units = {name: nw.lit(getattr(parts, name)) for name in UNITS}
        return cls(nw.lit(parts.scale), units, (parts,))

    @classmethod
    def among(cls, pick: Any, lengths: Iterable[Parts]) -> "Length":
        """
        Return the length that was picked, by its place.
        """
        every = tuple(lengths)

        def picked(name: str) -> Any:
            """Return one number of it."""
            cases = [(pick == n, getattr(one, name)) for n, one in enumerate(every)]
            return first_of(cases, nw.lit(None).cast(nw.Int64))

        return cls(picked("scale"), {name: picked(name) for name in UNITS}, every)

    def has(self, name: str) -> bool:
        """
        Say whether a unit occurs.
        """
        return any(getattr(one, name) for one in self.every)

    @property
    def scales(self) -> frozenset[int]:
        """
        What they are counted in.
        """
        return frozenset(one.scale for one in self.every)
