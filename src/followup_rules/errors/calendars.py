"""
Calendars, offices and seasons that do not cover what is asked.
"""

import datetime as dt

from followup_rules.errors.base import FollowupRulesError


class CalendarRequiredError(FollowupRulesError, LookupError):
    """
    A rule needs a work calendar, and none was passed.

    `assess` never raises this; it answers `UNDETERMINED`.
    """

    needed_for: str

    def __str__(self) -> str:
        return (
            f"{self.needed_for} needs a work calendar; pass calendar=..., "
            "for example followup_rules.timing.calendars.china()"
        )


class CalendarNotCoveredError(FollowupRulesError, LookupError):
    """
    A day was needed that the published notices behind a calendar do not cover.
    """

    day: dt.date
    first: dt.date
    last: dt.date
    calendar_id: str

    def __str__(self) -> str:
        return (
            f"calendar {self.calendar_id} covers {self.first} to {self.last}, "
            f"and {self.day} was needed; load the notice that covers this day"
        )


class CalendarNeverOpensError(FollowupRulesError, ValueError):
    """
    A calendar has no working day where one was looked for.
    """

    calendar_id: str
    first: dt.date
    last: dt.date

    def __str__(self) -> str:
        return (
            f"calendar {self.calendar_id} has no working day "
            f"from {self.first} to {self.last}; check its weekend and exceptions"
        )


class OfficeNeverOpensError(FollowupRulesError, ValueError):
    """
    An office does not open where open time was looked for.
    """

    first: dt.date
    last: dt.date

    def __str__(self) -> str:
        return (
            f"the office does not open at all from {self.first} to {self.last}; "
            "check its week, its dates and the work calendar"
        )


class OpenTimeTooLongError(FollowupRulesError, ValueError):
    """
    Open time was asked for over more than two hundred years.
    """

    first: dt.date
    last: dt.date

    def __str__(self) -> str:
        return (
            f"open time is looked for within two hundred years, and from {self.first} "
            f"to {self.last} is longer; leave the fact out if such a date stands for "
            "'never'"
        )


class CalendarDataError(FollowupRulesError, ValueError):
    """
    The data a calendar or season table was to be built from is unusable.
    """

    source: str
    problem: str
    way_out: str

    def __str__(self) -> str:
        return f"{self.source}: {self.problem}; {self.way_out}"


class SeasonNotCoveredError(FollowupRulesError, LookupError):
    """
    A year was needed for which a season table holds nothing.

    `assess` never raises this; it answers `UNDETERMINED`.
    """

    year: int
    kind: str
    place: str

    def __str__(self) -> str:
        return (
            f"no {self.kind} season of {self.place!r} is known for {self.year}; "
            "declare that year, or pass a table that holds it"
        )
