"""
What time alone may do to the answer of a question of yes or no: bring it, or take it back.
"""

from typing import Any, Final

from followup_rules.books.conditions.belonging import Count, Pick, Some
from followup_rules.books.conditions.measures import (
    Compared,
    DaysFrom,
    OfMoment,
    ShareOf,
)
from followup_rules.books.conditions.truths import (
    Both,
    Happened,
    Is,
    IsNamed,
    Not,
    Order,
)
from followup_rules.books.conditions.values import Attribute, Later, OfRule

_MORE: Final = frozenset({"at least", "more than"})


def is_lasting(what: Any) -> bool:
    """
    Say whether the answer to a question of yes or no is the same at every moment.
    """
    match what:
        case None | bool() | Attribute():
            return True
        case Is(what=inner) | IsNamed(what=inner) | Not(what=inner):
            return is_lasting(inner)
        case Order(first=first, second=second):
            return is_lasting(first) and is_lasting(second)
        case Both(parts=parts):
            return all(map(is_lasting, parts))
    return False


def falls(what: Any) -> bool:
    """
    Say whether time alone may take back a question that was answered with yes.

    >>> from followup_rules.books.conditions import Attribute
    >>> falls(Not(Happened(Attribute("closed_at")))), falls(Happened(Attribute("at")))
    (True, False)

    A function of the regulation answers for itself.
    """
    match what:
        case Not(what=inner):
            return rises(inner)
        case Both(parts=parts):
            return any(map(falls, parts))
        case Some(which=which, where=where):
            return which == "all" or falls(where)
        case Compared():
            more, less = _sides(what)
            return _may_overtake(less, more)
        case _:
            return wavers(what)


def rises(what: Any) -> bool:
    """
    Say whether time alone may bring a yes where there was a no.

    >>> from followup_rules.books.conditions import Attribute
    >>> rises(Happened(Attribute("closed_at"))), rises(Attribute("is_urgent"))
    (True, False)
    >>> few = Compared(Count("visit"), "less than", 3)
    >>> rises(few), falls(few)
    (False, True)
    """
    match what:
        case Happened() | OfRule():
            return True
        case Some(which=which, where=where):
            return which == "any" or rises(where)
        case Compared():
            more, less = _sides(what)
            return _may_overtake(more, less)
        case Not(what=inner):
            return falls(inner)
        case Both(parts=parts):
            return any(map(rises, parts))
        case _:
            return wavers(what)


def comes_to_count(what: Any) -> bool:
    """
    Say whether time alone may bring a yes after there was a no for good.

    >>> from followup_rules.books.conditions import Attribute, Happened
    >>> comes_to_count(Happened(Attribute("signed_at")))
    True

    What another rule comes to is not known until that rule is settled, so that it never
    was a no that a yes follows.
    """
    match what:
        case OfRule() | Happened(what=OfRule()):
            return False
        case Both(parts=parts):
            return any(map(comes_to_count, parts))
        case _:
            return rises(what)


def _sides(what: Compared) -> tuple[Any, Any]:
    """Return which number is to be the larger, and the other."""
    sides = what.what, what.than
    return sides if what.word in _MORE else sides[::-1]


def _may_overtake(number: Any, other: Any) -> bool:
    """Say whether time alone may make a number larger than another one."""
    return _grows(number) or _shrinks(other)


def _grows(number: Any) -> bool:
    """Say whether time alone, or another row, may make a number larger."""
    if isinstance(number, ShareOf):
        return _grows(number.what)
    return isinstance(number, Count) or wavers(number)


def _shrinks(number: Any) -> bool:
    """Say whether time alone may make a number smaller."""
    if isinstance(number, ShareOf):
        return _shrinks(number.what)
    if isinstance(number, Count):
        return falls(number.where)
    return wavers(number)


def wavers(what: Any) -> bool:
    """
    Say whether another row, or time alone, may change an answer to and fro.

    The last call is another one when the next comes.
    """
    match what:
        case Happened() | Later() | Is() | IsNamed() | ShareOf() | OfMoment():
            return wavers(what.what)
        case Order(first=first, second=second) | DaysFrom(first=first, second=second):
            return wavers(first) or wavers(second)
        case Pick(which=which, where=where):
            return which == "last" or rises(where) or falls(where)
    return isinstance(what, Count)
