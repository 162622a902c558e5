"""
How long a cover may be, and what may be agreed on it.
"""

import datetime as dt
import re
from typing import Final, get_args

from followup_rules.errors import InvalidFieldError
from followup_rules.timing.amounts import (
    Days,
    Months,
    Seasons,
    ServiceLife,
    Unlimited,
    Weeks,
    Years,
    read_amount,
)

Term = Days | Weeks | Months | Years | Seasons | ServiceLife | Unlimited
"""How long a cover may be."""

_TERMS: Final[tuple[type[Term], ...]] = get_args(Term)

Agreed = Term | dt.date
"""What was agreed: a length, or the last day itself where only that is known."""

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_term(value: Term | str, field_name: str = "term") -> Term:
    """
    Return a length of cover; the text that `str` makes of one is read back.

    Raises:
        InvalidFieldError: If *value* is none.

    >>> read_term("18 months")
    Months(n=18)
    """
    term = read_amount(value, field_name)
    if not isinstance(term, _TERMS):
        raise InvalidFieldError(field_name, value, _names(_TERMS))
    return term


def read_agreed(value: Agreed | str, field_name: str = "contract") -> Agreed:
    """
    Return a length of cover, or its last day; `str` of either is read back.

    Raises:
        InvalidFieldError: If *value* is neither.

    >>> read_agreed("unlimited"), read_agreed("2024-12-31")
    (Unlimited(), datetime.date(2024, 12, 31))
    """
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    try:
        return read_term(value, field_name)  # type: ignore[arg-type]
    except InvalidFieldError as error:
        allowed = f"{error.allowed}, 'unlimited', or the last day itself"
        raise InvalidFieldError(field_name, value, allowed) from None


def _names(classes: tuple[type, ...]) -> str:
    """List classes by name."""
    return ", ".join(kind.__name__ for kind in classes)
