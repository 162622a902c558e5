"""
On which day of the regulation a moment lies, and whether it was known and is of a period.
"""

import datetime as dt
from typing import Final

from followup_rules.timing.cycles import Period
from followup_rules.timing.moments import (
    UTC,
    Moment,
    is_before,
    local_ordinal,
    to_utc,
)

BEFORE_ALL: Final = dt.datetime.min.replace(tzinfo=UTC)


def days_of(period: Period) -> range:
    """
    Return the days of a period.
    """
    return range(period.first.toordinal(), period.last.toordinal() + 1)


def by_day(moment: Moment, zone: dt.tzinfo) -> tuple[int, dt.datetime]:
    """
    Return by what days and instants are put in order.

    A day comes before the instants of its day in *zone*.
    """
    day = local_ordinal(moment, zone, "moment")
    if isinstance(moment, dt.datetime):
        return day, to_utc(moment)
    return day, BEFORE_ALL


def falls_in(moment: Moment, period: Period, zone: dt.tzinfo) -> bool:
    """
    Say whether a day, or the local day of an instant, is a day of the period.
    """
    return local_ordinal(moment, zone, "moment") in days_of(period)


def known_by(now: dt.datetime, moment: Moment | None, zone: dt.tzinfo) -> Moment | None:
    """
    Return *moment* if it was known at *now*, and None otherwise.
    """
    return None if moment is None or is_before(now, moment, zone) else moment
