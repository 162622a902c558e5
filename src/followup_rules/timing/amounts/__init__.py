"""
Exact lengths: how many of which unit, or of several.

A month is a month and never 30 days; nothing here is a duration in seconds.

>>> WorkingDays(3).in_language("en"), Weeks(1).in_language("zh")
('3 working days', '1个星期')
>>> str(Years(1) + Days(15)), str(Months(1) - Days(4))
('1 year 15 days', '1 month - 4 days')
"""

from followup_rules.timing.amounts.lengths import (
    DAYS_IN_WEEK,
    HALF_MONTH,
    MONTHS_IN_YEAR,
    OPEN_MICROSECONDS,
    SPAN_UNITS,
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
from followup_rules.timing.amounts.spelled import (
    AMOUNTS,
    Amount,
    as_amount,
    read_amount,
    read_span,
)

__all__ = [
    "AMOUNTS",
    "DAYS_IN_WEEK",
    "HALF_MONTH",
    "MONTHS_IN_YEAR",
    "OPEN_MICROSECONDS",
    "SPAN_UNITS",
    "Amount",
    "Days",
    "HalfMonths",
    "Hours",
    "Minutes",
    "Months",
    "Seasons",
    "ServiceLife",
    "Span",
    "Unlimited",
    "Weeks",
    "WorkingDays",
    "WorkingHours",
    "WorkingMinutes",
    "Years",
    "as_amount",
    "read_amount",
    "read_span",
]
