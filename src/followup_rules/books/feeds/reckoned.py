"""
Of two moments that a rule is told, the first may only have been reckoned.

Two facts of a row cannot stand in an impossible order. A beginning that is reckoned from
one, such as the 65th birthday of who had moved away before, may well lie behind the end:
then there never was anything to owe.
"""

import datetime as dt
from typing import Any

from followup_rules.books.conditions import Answer, Attribute
from followup_rules.timing.moments import is_before


def never_began(what: Answer, start: Any, end: Any, zone: dt.tzinfo) -> bool:
    """
    Say whether something was over before the day on which it would have begun.

    Args:
        what: The question that tells when it begins.
        start: What it answers; a table of several events is no moment.
        end: When it was over.
        zone: Where days begin.
    """
    moments = isinstance(start, dt.date) and isinstance(end, dt.date)
    reckoned = moments and not isinstance(what, Attribute)
    return reckoned and is_before(end, start, zone)
