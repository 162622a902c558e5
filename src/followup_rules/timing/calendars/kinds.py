"""
What a day can be, and what a calendar must be able to say.
"""

import datetime as dt
from enum import Enum
from typing import Final, Protocol, runtime_checkable

from followup_rules.clauses import Text

SATURDAY: Final = 5
SUNDAY: Final = 6


class DayKind(Enum):
    """
    What a day is; working or not is only half of it.
    """

    WORKING = "working"
    WEEKEND = "weekend"
    STATUTORY_HOLIDAY = "statutory_holiday"
    """A weekday off that no make-up day pays for. Where a statutory day falls on a
    weekend, that is the weekday given for it; which days the statute names, the notices
    do not say, and no rule asks."""
    SWAPPED_OFF = "swapped_off"
    """A weekday off that a make-up working day pays for (调休)."""
    MAKEUP_WORKING = "makeup_working"
    """A weekend day that is worked (补班)."""
    LOCAL_OFF = "local_off"
    LOCAL_WORKING = "local_working"
    HOLIDAY = "holiday"
    """A rest day whose kind the source does not say."""
    SUSPENDED = "suspended"
    """A rest day on which periods stand still, such as a court's recess; they do so
    where the convention leaves such days out."""

    @property
    def is_working(self) -> bool:
        """
        Say whether people work on such a day.
        """
        return self in WORKED


WORKED: Final = frozenset(
    {DayKind.WORKING, DayKind.MAKEUP_WORKING, DayKind.LOCAL_WORKING}
)

KIND_NAMES: Final = {
    DayKind.WORKING: Text("working day", "工作日"),
    DayKind.WEEKEND: Text("weekend", "周末"),
    DayKind.STATUTORY_HOLIDAY: Text("statutory holiday", "法定节假日"),
    DayKind.SWAPPED_OFF: Text("swapped day off", "调休放假"),
    DayKind.MAKEUP_WORKING: Text("make-up working day", "调休上班"),
    DayKind.LOCAL_OFF: Text("local day off", "本地放假"),
    DayKind.LOCAL_WORKING: Text("local working day", "本地上班"),
    DayKind.HOLIDAY: Text("day off", "放假"),
    DayKind.SUSPENDED: Text("day on which periods stand still", "期间中止日"),
}


@runtime_checkable
class WorkCalendar(Protocol):
    """
    Anything that knows what kind of day a day is.
    """

    @property
    def calendar_id(self) -> str:
        """
        A name that changes whenever an answer could.
        """
        ...

    @property
    def confirmed(self) -> tuple[dt.date, dt.date]:
        """
        The first and the last day that published notices cover.
        """
        ...

    def kind(self, day: dt.date) -> DayKind:
        """
        Return what kind of day *day* is.

        Raises:
            CalendarNotCoveredError: If no published notice covers *day*.
        """
        ...
