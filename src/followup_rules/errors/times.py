"""
Days and instants that are none, or stand in no possible order.
"""

import datetime as dt

from followup_rules.errors.base import FollowupRulesError, as_shown


class NotADayError(FollowupRulesError, TypeError):
    """
    A calendar day was needed, or where `or_instant` is so a moment, and neither came.
    """

    field: str
    got: object
    or_instant: bool = False

    def __str__(self) -> str:
        if self.or_instant:
            return (
                f"{self.field} must be a calendar day or a moment with a time zone, got "
                f"{as_shown(self.got)}; pass a datetime.date, an aware datetime, or one "
                "of pendulum"
            )
        if isinstance(self.got, dt.datetime):
            way_out = (
                "a moment has no day until you choose its time zone: "
                "call .astimezone(zone).date() on it first"
            )
        else:
            way_out = "pass a datetime.date or pendulum.Date"
        return (
            f"{self.field} must be a calendar day, got {as_shown(self.got)}; {way_out}"
        )


class NotAnInstantError(FollowupRulesError, TypeError):
    """
    A moment with its time zone was needed, and something else came in.
    """

    field: str
    got: object

    def __str__(self) -> str:
        return (
            f"{self.field} must be a moment with a time zone, got {as_shown(self.got)}; "
            "pass an aware datetime or pendulum.DateTime"
        )


class NaiveTimeError(FollowupRulesError, ValueError):
    """
    A datetime without a time zone came in; no zone is ever assumed.
    """

    field: str
    got: object

    def __str__(self) -> str:
        missing = isinstance(self.got, dt.datetime) and self.got != self.got
        if missing:
            return (
                f"{self.field} is {as_shown(self.got)}, which is how pandas says that "
                "there is none; pass None"
            )
        return (
            f"{self.field} has no time zone: {as_shown(self.got)}. "
            "Attach the zone it was recorded in, for example "
            "pendulum.instance(value, tz='Asia/Shanghai')"
        )


class InvalidZoneError(FollowupRulesError, ValueError):
    """
    A time zone name is not in the time zone database.
    """

    got: object

    def __str__(self) -> str:
        return (
            f"unknown time zone {as_shown(self.got)}; "
            "pass an IANA name such as 'Asia/Shanghai' or 'Europe/Brussels'"
        )


class ImpossibleOrderError(FollowupRulesError, ValueError):
    """
    Two facts stand in an order that cannot have happened.
    """

    earlier: str
    earlier_value: object
    later: str
    later_value: object

    def __str__(self) -> str:
        return (
            f"{self.later} ({self.later_value}) lies before "
            f"{self.earlier} ({self.earlier_value}); correct one of the two facts"
        )


class DateOutOfRangeError(FollowupRulesError, ValueError):
    """
    A count leaves the years that a date can have.
    """

    start: object
    amount: object

    def __str__(self) -> str:
        return (
            f"{self.amount} counted from {self.start} leaves the years 1 to 9999; "
            "leave the fact out if such a date stands for 'never'"
        )


class NoSuchDayError(FollowupRulesError, ValueError):
    """
    A day that hangs on a cell is not there, or is over before the count begins.
    """

    limit: object
    cell: str
    why: str

    def __str__(self) -> str:
        return (
            f"{self.limit}: {self.cell} {self.why}; look it up in the next cell "
            "(ahead=...), or count from the end with a negative number"
        )
