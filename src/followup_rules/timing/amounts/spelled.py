"""
Lengths as a file or a call spells them.
"""

import re
from typing import Any, Final, overload

from followup_rules.errors import InvalidFieldError
from followup_rules.timing.amounts.lengths import (
    LENGTHS,
    Days,
    HalfMonths,
    Hours,
    Minutes,
    Months,
    Seasons,
    ServiceLife,
    Span,
    Unlimited,
    Weeks,
    WorkingDays,
    WorkingHours,
    WorkingMinutes,
    Years,
)

Amount = (
    Hours
    | Minutes
    | WorkingHours
    | WorkingMinutes
    | Days
    | Weeks
    | WorkingDays
    | HalfMonths
    | Months
    | Years
    | Span
)
"""A length that `Counting` can count from a trigger on its own."""
AMOUNTS: tuple[type, ...] = (*LENGTHS, Span)
_UNITS: Final[dict[str, Any]] = {
    **{kind.unit.en: kind for kind in LENGTHS},
    Seasons.unit.en: Seasons,
}
_NAMED: Final[dict[str, Any]] = {
    kind.unit.en: kind for kind in (ServiceLife, Unlimited)
}
_PART: Final = re.compile(rf"( -)? ([1-9][0-9]{{0,8}}) ({'|'.join(_UNITS)})s?(?= |$)")
_SPELLED: Final = re.compile(
    rf"([0-9]{{1,4}}|[0-9]{{5,9}}(?= (?:working )?minute)) ({'|'.join(_UNITS)})s?"
)


def read_amount(value: object, field_name: str = "amount") -> Any:
    """
    Return a length; the English text that `str` makes of one is read back.

    Raises:
        InvalidFieldError: If *value* is neither a length nor such a text.

    >>> read_amount("18 months"), read_amount(Days(3))
    (Months(n=18), Days(n=3))
    >>> read_amount("1 month - 4 days") == Months(1) - Days(4)
    True
    """
    if isinstance(value, (*AMOUNTS, Seasons, *_NAMED.values())):
        return value
    if isinstance(value, str):
        if value in _NAMED:
            return _NAMED[value]()
        if spelled := _SPELLED.fullmatch(value):
            return _UNITS[spelled[2]](int(spelled[1]))
        if span := read_span(value):
            return span
    raise InvalidFieldError(
        field_name,
        value,
        "a length such as Years(5) or Months(18), or '5 years', '30 minutes', "
        "'1 year 15 days', '1 month - 4 days'",
    )


@overload
def as_amount(value: Amount | str) -> Amount: ...


@overload
def as_amount(value: None) -> None: ...


def as_amount(value: Any) -> Any:
    """
    Return the length that a text spells, for a field that holds one.

    Anything else passes unchanged, for the validator to refuse.

    >>> as_amount("15 minutes"), as_amount(None), as_amount("soon")
    (Minutes(n=15), None, 'soon')
    """
    try:
        return read_amount(value) if isinstance(value, str) else value
    except InvalidFieldError:
        return value


def read_span(text: str) -> Span | None:
    """
    Return the span that a text spells, or None where it spells none.

    Raises:
        InvalidFieldError: If its units are out of order, or could cancel out.
    """
    found = list(_PART.finditer(f" {text}"))
    if "".join(part[0] for part in found) != f" {text}" or len(found) == 1:
        return None
    signs = [part[1] is not None for part in found]
    if signs != sorted(signs) or signs[0]:
        return None
    lengths = [(part[1], _UNITS[part[3]](int(part[2]))) for part in found]
    added = tuple(length for minus, length in lengths if minus is None)
    return Span(added, tuple(length for minus, length in lengths if minus is not None))
