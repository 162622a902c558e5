"""
A value that may not be, and a fact that is missing or unknown.
"""

import math
import re

from followup_rules.errors.base import FollowupRulesError, as_shown, nearest_hint

_MOST_SHOWN = 50
_MOST_SEARCHED = 200
_MEMBERS = re.compile(r"[A-Za-z]+\.[A-Z_]+(, [A-Za-z]+\.[A-Z_]+)*")
"""A list of the members of an enumeration."""


class InvalidFieldError(FollowupRulesError, ValueError):
    """
    A field was given a value that it may not hold.
    """

    field: str
    got: object
    allowed: str

    def __str__(self) -> str:
        said = f"{self.field} cannot be {as_shown(self.got)}; allowed: {self.allowed}"
        members = isinstance(self.got, str) and _MEMBERS.fullmatch(self.allowed)
        return said + (
            nearest_hint(self.got, members[0].split(", ")) if members else ""
        )


class InexactRateError(FollowupRulesError, TypeError):
    """
    A rate, or a number such as a sum, came as a float, which cannot hold most exactly.
    """

    got: object
    number: str = ""
    """The name of the argument, where it is no rate: a sum, or points."""

    def __str__(self) -> str:
        if self.number and self.got in (math.inf, -math.inf):
            return f"{self.number} cannot be {self.got}; it is no finite number"
        if self.number and self.got != self.got:
            return f"{self.number} cannot be {self.got}, which is no number"
        if self.number:
            return (
                f"{self.number} cannot be the float {as_shown(self.got)}: floats "
                f"do not hold it exactly. Write '{self.got}' or Decimal('{self.got}')"
            )
        return (
            f"a rate cannot be the float {as_shown(self.got)}: floats do not hold rates "
            "exactly (math.ceil(0.07 * 100) is 8). "
            "Write '7%', '7/100' or Fraction(7, 100)"
        )


class UnknownNameError(FollowupRulesError, LookupError):
    """
    A category, role, rule, reading or other name is not among the known ones.
    """

    kind: str
    got: object
    allowed: tuple[str, ...]
    meant: str = ""
    """The name that *got* is another word for, where the regulation has such a word."""

    def __str__(self) -> str:
        shown, more = self.allowed[:_MOST_SHOWN], len(self.allowed) - _MOST_SHOWN
        names = ", ".join(map(str, shown)) or "none, because none are known"
        rest = f" and {more} more" if more > 0 else ""
        near = nearest_hint(self.got, self.allowed) if more <= _MOST_SEARCHED else ""
        near = f"; that is {self.meant!r} here" if self.meant else near
        return f"unknown {self.kind} {as_shown(self.got)}; allowed: {names}{rest}{near}"


class CircularRulesError(FollowupRulesError, ValueError):
    """
    Rules hang on one another in a circle, so that none of them can be judged first.
    """

    circle: tuple[str, ...]

    def __str__(self) -> str:
        way = " -> ".join((*self.circle, self.circle[0]))
        return (
            f"the rules hang on one another in a circle: {way}; "
            "let one of them start with an attribute"
        )


class MissingFactError(FollowupRulesError, LookupError):
    """
    A fact without which there is no answer was not given.

    `assess` never raises this; it answers `UNDETERMINED` and names the fact.
    """

    fact: str
    rule: str
    way_out: str = ""

    def __str__(self) -> str:
        hint = f"; {self.way_out}" if self.way_out else ""
        return f"{self.rule} needs the fact {self.fact!r}{hint}"


class ImpossibleCountError(FollowupRulesError, ValueError):
    """
    A count is no whole number, is negative, or exceeds what it is a part of.
    """

    field: str
    got: object
    allowed: str

    def __str__(self) -> str:
        return f"{self.field} cannot be {as_shown(self.got)}; allowed: {self.allowed}"


class MeterRunsBackError(FollowupRulesError, ValueError):
    """
    A meter shows less than it did before.
    """

    earlier: int
    later: int

    def __str__(self) -> str:
        return (
            f"a meter cannot run back from {self.earlier} to {self.later}; correct one "
            "of the two readings, and after a new meter add up what both have counted"
        )


class PrivateTextError(FollowupRulesError, ValueError):
    """
    A text that is to be published holds what looks like a telephone number.
    """

    where: str
    got: str

    def __str__(self) -> str:
        return (
            f"{self.where} would publish {self.got!r}, which looks like a telephone "
            "number; give what is published an id of its own, or pass phones=True "
            "where it is none or is meant"
        )
