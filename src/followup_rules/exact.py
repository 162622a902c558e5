"""
Rates and shares without rounding: whole numbers and fractions, parsed once.

A rate is a `fractions.Fraction`; a float is refused, because no later care can
repair what it has already lost.
"""

import re
from collections.abc import Collection, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from followup_rules.errors import (
    ImpossibleCountError,
    InexactRateError,
    InvalidFieldError,
    UnknownNameError,
)

RATE_SPELLINGS = "'5%', '1/20', '0.05', a Fraction, a Decimal or a whole number"
SUM_SPELLINGS = (
    "an amount of 0 or more, such as '8001.95', a Decimal, a Fraction or a whole number"
)

_MOST_PLACES = 6
_MOST_SHOWN = 100
_MOST_DIGITS = 1000
"""Python writes no whole number of more than some thousand digits."""
_MOST_BITS = 3322
"""What a thousand digits take."""
_PERCENT = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)\s*[%％]")
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?|-?[0-9]+/[1-9][0-9]*")


def parse_fraction(value: object, *, field: str = "number") -> Fraction:
    """
    Return *value* as an exact fraction of either sign, of up to a thousand digits.

    Raises:
        InexactRateError: If *value* is a float.
        InvalidFieldError: If *value* is no finite number in a known spelling, or longer.

    >>> parse_fraction("7.5%")
    Fraction(3, 40)
    """
    match value:
        case bool():
            pass
        case float():
            raise InexactRateError(value, field)
        case Fraction() | int():
            found = Fraction(value)
            if max(abs(found.numerator), found.denominator).bit_length() <= _MOST_BITS:
                return found
        case Decimal() if value.is_finite() and _digits(value) <= _MOST_DIGITS:
            return Fraction(value)
        case str() if len(value) <= _MOST_DIGITS:
            text = value.strip()
            if percent := _PERCENT.fullmatch(text):
                return Fraction(percent[1]) / 100
            if _PLAIN.fullmatch(text):
                return Fraction(text)
    raise InvalidFieldError(field, value, RATE_SPELLINGS)


def parse_sum(value: object, *, field: str) -> Fraction:
    """
    Return a sum of money, exact and not negative.

    Raises:
        InexactRateError: If *value* is a float.
        InvalidFieldError: If *value* is no sum: a share, a negative number, or no
            number at all.

    >>> parse_sum("8001.95", field="settlement")
    Fraction(160039, 20)
    """
    share = isinstance(value, str) and value.rstrip().endswith(("%", "％"))
    try:
        amount = None if share else parse_fraction(value, field=field)
    except InvalidFieldError:
        amount = None
    if amount is None or amount < 0:
        raise InvalidFieldError(field, value, SUM_SPELLINGS)
    return amount


def _digits(value: Decimal) -> int:
    """Return how many digits a number written out would have."""
    return len(value.as_tuple().digits) + abs(int(value.as_tuple().exponent))


def parse_rate(value: object, *, field: str = "rate") -> Fraction:
    """
    Return *value* as an exact share from 0 to 1.

    Raises:
        InexactRateError: If *value* is a float.
        InvalidFieldError: If *value* is no number from 0 to 1.

    >>> parse_rate("5%") == parse_rate("1/20") == parse_rate("0.05")
    True
    """
    if isinstance(value, float):
        raise InexactRateError(value)
    rate = parse_fraction(value, field=field)
    if not 0 <= rate <= 1:
        raise InvalidFieldError(field, value, "a share from 0 to 1 (0% to 100%)")
    return rate


def _exact(field: str, value: Any) -> Any:
    """Return a number that is exact as it stands, and refuse any other value."""
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        raise InvalidFieldError(field, value, "a whole number or a Fraction")
    return value


def show_rate(rate: Fraction) -> str:
    """
    Write *rate* as a percentage where that is exact, else as a fraction.

    Raises:
        InvalidFieldError: If it is a float, or no number.

    >>> show_rate(Fraction(1, 20)), show_rate(Fraction(1, 3))
    ('5%', '1/3')
    """
    percent = _exact("rate", rate) * 100
    places = 0
    while places < _MOST_PLACES and (percent * 10**places).denominator != 1:
        places += 1
    scaled = percent * 10**places
    if scaled.denominator != 1:
        return f"{rate.numerator}/{rate.denominator}"
    if places == 0:
        return f"{scaled.numerator}%"
    whole, part = divmod(abs(scaled.numerator), 10**places)
    sign = "-" if scaled < 0 else ""
    return f"{sign}{whole}.{part:0{places}d}%"


def show_decimal(value: Fraction, places: int = 2) -> str:
    """
    Write *value* for display, rounded down once; never used to decide.

    What falls short of a bound never reads as the bound. A value that is exact with
    fewer places is written with fewer.

    Raises:
        InvalidFieldError: If it is a float, or no number.
        ImpossibleCountError: If *places* are no whole number up to 100.

    >>> show_decimal(Fraction(22499, 250)), show_decimal(Fraction(86))
    ('89.99', '86')
    """
    as_count("places", places, most=_MOST_SHOWN)
    scaled = _floor(_exact("value", value) * 10**places)
    sign = "-" if scaled < 0 else ""
    whole, part = divmod(abs(scaled), 10**places)
    digits = f"{part:0{places}d}".rstrip("0")
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"


def show_share(share: Fraction, bound: Fraction | None = None) -> str:
    """
    Write *share* as a percentage with one decimal, so that it never misleads.

    It is rounded away from *bound*, without one down, and stays on its side of the
    bound, of 0 % and of 100 %; where one decimal cannot, more are written. The bound
    itself is written as `show_rate` writes it.

    Raises:
        InvalidFieldError: If one is a float, or no number.

    >>> show_share(Fraction(2, 3)), show_share(Fraction(1999, 2000), Fraction(1))
    ('66.6%', '99.9%')
    """
    marks = {Fraction(0), Fraction(1)}
    if bound is not None:
        marks.add(_exact("bound", bound))
    if _exact("share", share) in marks:
        return show_rate(share)
    upwards = bound is not None and share > bound
    percent, places = share * 100, 1
    while True:
        scaled = percent * 10**places
        for rounded in (ceiling, _floor)[:: 1 if upwards else -1]:
            shown = Fraction(rounded(scaled), 10**places)
            if all(_side(shown / 100, mark) == _side(share, mark) for mark in marks):
                return f"{show_decimal(shown, places)}%"
        places += 1


def _side(value: Fraction, mark: Fraction) -> int:
    """Say on which side of a mark a value lies."""
    return (value > mark) - (value < mark)


def _floor(value: Fraction) -> int:
    """Return the greatest whole number not above *value*."""
    return value.numerator // value.denominator


def show_money(amount: Fraction) -> str:
    """
    Write a sum exactly, its thousands in groups.

    What has no end as a decimal is written as a whole and a fraction.

    Raises:
        InvalidFieldError: If it is a float, or no number.

    >>> show_money(Fraction(30000001, 100)), show_money(Fraction(4, 3))
    ('300,000.01', '1 1/3')
    """
    whole, rest = divmod(abs(_exact("amount", amount)), 1)
    sign = "-" if amount < 0 else ""
    places = next((n for n in range(2, 19) if (rest * 10**n).denominator == 1), None)
    if places is None:
        part = f"{rest.numerator}/{rest.denominator}"
        return f"{sign}{whole:,} {part}" if whole else f"{sign}{part}"
    digits = f".{int(rest * 10**places):0{places}d}" if rest else ""
    return f"{sign}{whole:,}{digits}"


def ceiling(value: Fraction) -> int:
    """
    Return the least whole number not below *value*.

    Raises:
        InvalidFieldError: If it is a float, or no number.

    >>> ceiling(Fraction("0.35")), ceiling(Fraction(2))
    (1, 2)
    """
    _exact("value", value)
    return -(-value.numerator // value.denominator)


def as_name(kind: str, value: object, known: Collection[str]) -> str:
    """
    Return *value* if it is one of the known names.

    Raises:
        UnknownNameError: If it is none of them, or no text at all.
    """
    if isinstance(value, str) and value in known:
        return value
    raise UnknownNameError(kind, value, tuple(known))


def as_many(field: str, value: Any) -> tuple[Any, ...]:
    """
    Return the entries of *value*, read once.

    Raises:
        InvalidFieldError: If there are none to read, as in `None` or a text.
    """
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes)):
        return tuple(value)
    raise InvalidFieldError(field, value, "a list, or another collection")


def as_flag(field: str, value: object) -> bool | None:
    """
    Return *value* if it is `True`, `False` or, for not known, `None`.

    Raises:
        InvalidFieldError: If it is none of them, such as `0`, "no" or a flag of numpy.
    """
    if value is None or isinstance(value, bool):
        return value
    raise InvalidFieldError(field, value, "True, False, None")


def as_count(field: str, value: object, *, most: int | None = None) -> int:
    """
    Return *value* if it is a whole number from 0 up to *most*.

    Raises:
        ImpossibleCountError: If it is not; `True` and `3.0` are not counts.
    """
    allowed = "a whole number, 0 or more"
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        if most is None or value <= most:
            return value
        allowed = f"a whole number from 0 to {most}"
    raise ImpossibleCountError(field, value, allowed)
