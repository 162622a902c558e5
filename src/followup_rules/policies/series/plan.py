"""
What a plan says: which visits, and when.
"""

import datetime as dt

from followup_rules.clauses import Clause, Text
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import Name, held
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import (
    Days,
    Months,
    Span,
    Weeks,
    WorkingDays,
    Years,
)
from followup_rules.timing.counting import HOUSE_RULES

Tolerance = Days | Weeks | WorkingDays | Months | Years
"""How much earlier or later than planned."""

InDays = Tolerance | Span
"""The lengths that a plan is measured in, such as "20 weeks 6 days"."""


@frozen(kw_only=True, field_transformer=held)
class Around:
    """
    So long after the anchor, give or take.

    The tolerance is counted from the planned day, in one step each way.
    """

    at: InDays
    early: Tolerance = Days(0)
    late: Tolerance = Days(0)


@frozen(kw_only=True, field_transformer=held)
class Between:
    """
    From so long after the anchor to so long after it, each counted in one step.
    """

    opens: InDays
    closes: InDays

    def __attrs_post_init__(self) -> None:
        opens, closes = self.opens, self.closes
        if isinstance(opens, Span) or isinstance(closes, Span):
            closes_first = _reach(closes) < _reach(opens)
        else:
            closes_first = type(opens) is type(closes) and closes.n < opens.n
        if closes_first:
            raise InvalidFieldError(
                "Between.closes", str(self.closes), f"{self.opens} or more"
            )


def _reach(length: InDays) -> int:
    """Count a length from the first day of a year, in days."""
    if isinstance(length, WorkingDays):
        return length.n  # no calendar here: at least so many
    start = dt.date(2001, 1, 1).toordinal()
    return HOUSE_RULES.last_day(start, length) - start


@frozen(kw_only=True, field_transformer=held)
class PlannedVisit:
    """
    One visit of the plan, under its own clause.

    Attributes:
        key: Its name in the plan.
        name: What it is, in words.
        clause: The clause that asks for it.
        when: Its window.
    """

    key: Name
    name: Text
    clause: Clause
    when: Around | Between
