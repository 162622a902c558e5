"""
How much a sample can show: the Wilson bounds of a rate.

This is the one place that computes with floats. They make a flag and a picture;
no score, tier or rank is ever decided by them.
"""

import math
from fractions import Fraction
from functools import lru_cache
from typing import Final

from followup_rules.errors import InvalidFieldError
from followup_rules.exact import as_count, parse_rate

NINETY_FIVE: Final = Fraction(19, 20)


def wilson(
    good: int, total: int, confidence: Fraction = NINETY_FIVE
) -> tuple[float, float] | None:
    """
    Return the bounds of the rate *good* of *total*; None where there is no answer.

    Raises:
        ImpossibleCountError: If a count is negative, or *good* exceeds *total*.
        InexactRateError: If *confidence* is a float.
        InvalidFieldError: If it is no share inside 0 and 1.

    >>> low, high = wilson(3, 10)
    >>> round(low, 7), round(high, 7)
    (0.1077913, 0.6032219)
    """
    as_count("total", total)
    as_count("good", good, most=total)
    sure = parse_rate(confidence, field="confidence")
    if not 0 < sure < 1:
        raise InvalidFieldError("confidence", confidence, "a share inside 0 and 1")
    if total == 0:
        return None
    z = _z(sure)
    middle = (good + z * z / 2) / (total + z * z)
    spread = good * (total - good) / total + z * z / 4
    half = z * math.sqrt(spread) / (total + z * z)
    low = 0.0 if good == 0 else max(0.0, middle - half)
    high = 1.0 if good == total else min(1.0, middle + half)
    return low, high


@lru_cache(maxsize=256)
def least_sample(share: Fraction, confidence: Fraction = NINETY_FIVE) -> int | None:
    """
    Return how many answers can show *share* at all, if every one of them is good.

    None where no number can: 100 % is never shown by a sample.

    >>> [least_sample(Fraction(cut, 100)) for cut in (0, 60, 80, 90)]
    [0, 6, 16, 35]
    """
    if share >= 1:
        return None
    return math.ceil(float(share / (1 - share)) * _z(confidence) ** 2)


@lru_cache(maxsize=16)
def _z(confidence: Fraction) -> float:
    """Return how many standard deviations enclose so much of the normal curve."""
    from statistics import NormalDist  # noqa: PLC0415 - it brings much along

    return NormalDist().inv_cdf(float((1 + confidence) / 2))
