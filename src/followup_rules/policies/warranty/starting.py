"""
What a cover starts with: one event, or the earliest or the latest of several.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.fields import Name, held
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import Days, Months, Weeks, Years
from followup_rules.timing.counting import Counting
from followup_rules.timing.moments import Moment, local_ordinal

ACCEPTED: Final = "accepted_on"
DELIVERED: Final = "delivered_on"


class Start(Enum):
    """
    What starts a cover.
    """

    ACCEPTANCE = "acceptance"
    """The day that completion acceptance was passed."""
    DELIVERY = "delivery"
    """The day of delivery for use, as some places rule toward owners."""
    EARLIEST = "earliest"
    """The earliest of several events; one that has not happened starts nothing."""
    LATEST = "latest"
    """The latest of several events, once all of them have happened."""

    @property
    def fact(self) -> str:
        """
        The name of the fact, where one event alone starts it.
        """
        return DELIVERED if self is Start.DELIVERY else ACCEPTED

    @property
    def of_several(self) -> bool:
        """
        Whether several events may start it.
        """
        return self is Start.EARLIEST or self is Start.LATEST


@frozen(kw_only=True, field_transformer=held)
class StartEvent:
    """
    One of several events that may start a cover.

    Attributes:
        key: The name of its day: `accepted_on`, `delivered_on`, or one of the `events`
            of the call.
        after: How long after it, such as 30 days after the notice; None is its day.
    """

    key: Name
    after: Days | Weeks | Months | Years | None = None


def check_start(start: Start, events: tuple[StartEvent, ...]) -> None:
    """
    Refuse events that would go unused, and one alone where several are meant.

    Raises:
        InvalidFieldError: If there are any, or too few.
    """
    if start.of_several and len(events) < 2:  # noqa: PLR2004 - several are two
        raise InvalidFieldError("WarrantyPolicy.start_events", events, "two or more")
    if events and not start.of_several:
        allowed = f"none, because {start} names the one event"
        raise InvalidFieldError("WarrantyPolicy.start_events", events, allowed)


def first_day(
    start: Start,
    declared: tuple[StartEvent, ...],
    counting: Counting,
    facts: Mapping[str, Moment | None],
    given: Mapping[str, Moment | None] | None,
) -> int | None:
    """
    Return the ordinal of the day that starts a cover; None where nothing has yet.

    Args:
        start: What starts it.
        declared: Of which events, where there are several.
        counting: Where days begin, and how days after an event are counted.
        facts: The days of the acceptance and of the delivery.
        given: The days of other events.

    Raises:
        UnknownNameError: If one is given that starts nothing.
        InvalidFieldError: If the events are no table.
    """
    happened = facts if given is None else {**facts, **_own(declared, facts, given)}
    if not start.of_several:
        for name, day in facts.items():
            # What starts nothing here may stand in the same row, and is a day all the same.
            if day is not None and name != start.fact:
                local_ordinal(day, counting.tz, name)
        moment = happened.get(start.fact)
        if moment is None:
            return None
        return local_ordinal(moment, counting.tz, start.fact)
    days = [
        _counted(event, moment, counting)
        for event in declared
        if (moment := happened.get(event.key)) is not None
    ]
    if start is Start.LATEST:
        return max(days) if len(days) == len(declared) else None
    return min(days, default=None)


def _own(
    declared: tuple[StartEvent, ...], facts: Mapping[str, Any], given: object
) -> Mapping[str, Any]:
    """Return the days of the events that are no arguments of their own."""
    if not isinstance(given, Mapping):
        raise InvalidFieldError("events", given, "a table from event to day")
    own = tuple(event.key for event in declared if event.key not in facts)
    for name in given:
        if name not in own:
            raise UnknownNameError("event", name, own)
    return given


def _counted(event: StartEvent, moment: Moment, counting: Counting) -> int:
    """Return the day of an event, or so long after it."""
    day = local_ordinal(moment, counting.tz, event.key)
    if event.after is None:
        return day
    return counting.with_bound.last_day(day, event.after)
