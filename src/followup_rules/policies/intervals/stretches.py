"""
From where an interval is counted, where it ends, and what it is called.
"""

import datetime as dt
from enum import Enum

from followup_rules.timing.counting import Deadline
from followup_rules.timing.moments import Moment, is_before


class CountedFrom(Enum):
    """
    From where the next one is counted.
    """

    LAST_DONE = "last_done"
    """From the last one, however early or late it came."""
    ANCHORED = "anchored"
    """From the first day, by the plan; whatever was done moves nothing."""


def lies_in(moment: Moment, before: Moment, due: Deadline, zone: dt.tzinfo) -> bool:
    """Say whether a moment lies after one stretch and not after the next."""
    return is_before(before, moment, zone) and due.met_by(moment)


def label(since: Moment, end: Moment | None) -> str:
    """
    Name an interval by the moment it is counted from, or of a plan by its end.

    Of a time that clocks show twice the second has its offset, for a name is one's own.
    """
    at = since if end is None else end
    if not isinstance(at, dt.datetime):
        return at.isoformat()
    exact = "auto" if at.second or at.microsecond else "minutes"
    shown = at if at.fold else at.replace(tzinfo=None)
    return shown.isoformat(timespec=exact)
