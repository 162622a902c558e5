"""
The days between which something is to be done.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar, Protocol

from attrs import field

from followup_rules.canonical import ADDED_LATER
from followup_rules.errors import (
    InvalidFieldError,
)
from followup_rules.fields import held
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import Amount, Days
from followup_rules.timing.counting import Deadline
from followup_rules.timing.counting.reach import closes_first
from followup_rules.timing.counting.units import InDays, needs_an_instant
from followup_rules.timing.moments import (
    Moment,
)


def _refuse_hours(name: str, length: Amount) -> None:
    """Refuse a length of several units that holds hours."""
    if needs_an_instant(length):
        message = "a length without hours or minutes, because a window has days"
        raise InvalidFieldError(name, str(length), message)


@frozen(kw_only=True, field_transformer=held)
class After:
    """
    From so long after an event to so long after it.

    Both are counted from the event in one step, and both days belong to the window.
    """

    opens: InDays
    closes: InDays

    def __attrs_post_init__(self) -> None:
        _refuse_hours("After.opens", self.opens)
        _refuse_hours("After.closes", self.closes)
        if closes_first(self.opens, self.closes):
            allowed = f"{self.opens} or more"
            raise InvalidFieldError("After.closes", str(self.closes), allowed)


@frozen(kw_only=True, field_transformer=held)
class Before:
    """
    From so long before an end to that end, whose day is not counted.
    """

    lead: InDays = Days(60)

    def __attrs_post_init__(self) -> None:
        _refuse_hours("Before.lead", self.lead)


@frozen(field_transformer=held)
class Given:
    """
    From one day to another that the caller gives, such as those of a season.
    """


Span = After | Before | Given
"""Where a window lies: around which anchor, and how far."""


class Bounds(Protocol):
    """
    Anything that has a first and a last day, such as a season or a period.
    """

    @property
    def first(self) -> dt.date:
        """
        The first day.
        """
        ...

    @property
    def last(self) -> dt.date | None:
        """
        The last day; None while it is not known.
        """
        ...


Anchor = Moment | tuple[dt.date, dt.date | None] | Bounds
"""An event or an end; or the days of a given window, first and last."""


@frozen
class WindowEvidence:
    """
    What the verdict on a window rests on.

    `deadline` is the window: it opens on `deadline.first_day` and closes after
    `deadline.last_day`. `done` is everything known by the moment of judgement, in
    order, and `counted` the one that decides; `begun` is whether what gives the window
    has begun.
    """

    shape: ClassVar[str] = "window"

    anchor: Moment | tuple[dt.date, dt.date | None] | None
    deadline: Deadline | None
    done: tuple[Moment, ...]
    counted: Moment | None
    owed: bool | None
    begun: bool = field(default=True, metadata={ADDED_LATER: True})

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        told = {"anchor": self.anchor, "done": self.done, "owed": self.owed}
        return told if self.begun else {**told, "begun": False}

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        window = self.deadline
        return {
            "opens": None if window is None else window.first_day,
            "last_day": None if window is None else window.last_day,
            "done": self.counted,
        }
