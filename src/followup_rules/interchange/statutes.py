"""
The numbers under which, or above which, no rules may go: those of the law.

Warranty: State Council Order 279 (2000-01-30, as amended 2019-04-23), art. 40.
Retention money: 建质〔2017〕138号 (2017-06-20), arts. 2 and 7.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from followup_rules.clauses import Text
from followup_rules.timing.amounts import (
    Days,
    Months,
    Seasons,
    ServiceLife,
    Unlimited,
    Weeks,
    Years,
)

ORDER_279: Final = Text("Order 279, art. 40", "《建设工程质量管理条例》第四十条")
RETENTION_RULES: Final = Text("Jianzhi [2017] 138", "《建设工程质量保证金管理办法》")

LEAST_WARRANTY: Final[Mapping[str, Any]] = {
    "infrastructure": ServiceLife(),
    "foundation": ServiceLife(),
    "main_structure": ServiceLife(),
    "roof_waterproofing": Years(5),
    "leak_proofing": Years(5),
    "heating": Seasons(2),
    "cooling": Seasons(2),
    "electrical_lines": Years(2),
    "supply_and_drainage_pipes": Years(2),
    "equipment_installation": Years(2),
    "decoration": Years(2),
}
"""The least warranty period of each category of work."""

MOST_RETAINED: Final = Fraction(3, 100)
"""The largest share of the settlement price that may be held back."""

LONGEST_LIABILITY: Final = Months(24)
"""The longest defects liability period that may be agreed."""

_MONTHS: Final[dict[type, int]] = {Months: 1, Years: 12}
_DAYS: Final[dict[type, int]] = {Days: 1, Weeks: 7}
_LONGEST_MONTH: Final = 31


def is_shorter(period: Any, least: Any) -> bool:
    """
    Say whether a period may end before another, whatever day both begin on.

    What cannot be compared, such as two years with two heating seasons, may.

    >>> is_shorter(Months(59), Years(5)), is_shorter(Years(5), Months(60))
    (True, False)
    >>> is_shorter(Days(1826), Years(5)), is_shorter(Years(2), Seasons(2))
    (True, True)
    >>> is_shorter(Unlimited(), ServiceLife()), is_shorter(Years(5), Unlimited())
    (False, True)
    """
    if period == least or isinstance(period, Unlimited):
        return False
    if isinstance(period, Seasons) and isinstance(least, Seasons):
        return period.n < least.n
    if not isinstance(least, Months | Years):
        return True
    months = least.n * _MONTHS[type(least)]
    if isinstance(period, Months | Years):
        return period.n * _MONTHS[type(period)] < months
    if isinstance(period, Days | Weeks):
        return period.n * _DAYS[type(period)] < _most_days(months)
    return True


def _most_days(months: int) -> int:
    """Return the most days that so many months can have."""
    years, rest = divmod(months, 12)
    return years * 365 + -(-years // 4) + rest * _LONGEST_MONTH
