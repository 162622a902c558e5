"""
Which of two lengths from one day ends first, for whoever plans a window between them.
"""

import datetime as dt

from followup_rules.timing.amounts import Span, WorkingDays
from followup_rules.timing.counting.convention import HOUSE_RULES
from followup_rules.timing.counting.units import InDays


def closes_first(opens: InDays, closes: InDays) -> bool:
    """
    Say whether a window certainly closes before it opens, whatever it is counted from.

    Lengths of one unit are held against one another; those of several, or with one of
    several, from the first day of a year. Others depend on the day, and are left to it.

    >>> from followup_rules.timing.amounts import Days, Months
    >>> closes_first(Days(60), Days(30)), closes_first(Months(1), Days(30))
    (True, False)
    """
    if isinstance(opens, Span) or isinstance(closes, Span):
        return _reach(closes) < _reach(opens)
    return type(opens) is type(closes) and closes.n < opens.n


def _reach(length: InDays) -> int:
    """Count a length from the first day of a year, in days."""
    if isinstance(length, WorkingDays):
        return length.n  # no calendar here: at least so many
    start = dt.date(2001, 1, 1).toordinal()
    return HOUSE_RULES.last_day(start, length) - start
