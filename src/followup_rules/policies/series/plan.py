"""
What a plan says: which visits, and when.
"""

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
from followup_rules.timing.counting.reach import closes_first

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
        if closes_first(self.opens, self.closes):
            raise InvalidFieldError(
                "Between.closes", str(self.closes), f"{self.opens} or more"
            )


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
