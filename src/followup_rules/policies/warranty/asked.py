"""
What judging asks of a warranty.
"""

import datetime as dt
from collections.abc import Callable
from typing import Protocol

from followup_rules.clauses import Clause
from followup_rules.policies.warranty.claims import Duty
from followup_rules.policies.warranty.cover import Cover
from followup_rules.policies.warranty.starting import Start
from followup_rules.tables import Table
from followup_rules.timing.counting import Counting
from followup_rules.verdicts import Policy


class Warranty(Policy, Protocol):
    """
    What judging asks of a warranty.
    """

    @property
    def duty_clause(self) -> Clause | None:
        """
        The clause that says which defects must be repaired.
        """
        ...

    @property
    def counting(self) -> Counting:
        """
        How periods are counted, and where days begin and end.
        """
        ...

    @property
    def cause_decides(self) -> bool:
        """
        Whether the category of the cause decides, where it is known.
        """
        ...

    @property
    def occurrence_decides(self) -> bool:
        """
        Whether the moment at which the defect occurred decides, where it is known.
        """
        ...

    @property
    def duty(self) -> Duty:
        """
        Whose duty to repair decides.
        """
        ...

    @property
    def text_causes(self) -> tuple[str, ...]:
        """
        Causes for which the text itself asks for repair.
        """
        ...

    @property
    def recourse(self) -> Table[str]:
        """
        Further causes for which the statute does, and who bears the cost.
        """
        ...

    @property
    def excluded(self) -> Table[str]:
        """
        Causes that are not covered, and who answers for them.
        """
        ...

    @property
    def case(self) -> Callable[[str], object]:
        """
        Return the case of one category, or refuse an unknown one.
        """
        ...

    @property
    def cover(self) -> Callable[..., Cover]:
        """
        Return from when to when a category is covered.
        """
        ...

    @property
    def start(self) -> Start:
        """
        What starts a cover.
        """
        ...

    @property
    def starts_on(self) -> Callable[..., dt.date | None]:
        """
        Return the day that starts every cover.
        """
        ...
