"""
A step of a procedure: who owes it, what it follows, and what may be asked of it.
"""

from collections.abc import Mapping
from enum import Enum
from functools import cached_property

from attrs import field, frozen

from followup_rules.clauses import Clause, Text
from followup_rules.errors import InvalidFieldError
from followup_rules.exact import as_name
from followup_rules.fields import Name, Names, as_tuple, held
from followup_rules.timing.amounts import Amount
from followup_rules.timing.moments import Moment

Done = Mapping[str, Moment | None]
"""When each step was done, by its key; None, or no entry, where it has not been."""


class TooEarly(Enum):
    """
    What comes of a step that was done before what it must follow.
    """

    BREACH = "breach"
    """The order is broken."""
    DOES_NOT_COUNT = "does_not_count"
    """It counts as not done."""
    COUNTS = "counts"
    """It counts."""
    IMPOSSIBLE = "impossible"
    """One of the two facts must be wrong."""


class Notice(Enum):
    """
    How early a notice of the trigger must be.
    """

    IN_ADVANCE = "in_advance"
    """Strictly before the trigger (提前)."""
    BY_THE_START = "by_the_start"
    """At the trigger at the latest."""


@frozen(kw_only=True, field_transformer=held)
class Step:
    """
    One step of a procedure.

    Attributes:
        key: Its name among the steps.
        name: What is done.
        clause: The clause that asks for it.
        owed_by: The party that owes it; None is the procedure's.
        after: What it must follow: earlier steps, or the trigger.
        same_day_as: The earlier step, or the trigger, on whose day it is owed (同时).
        if_early: What comes of it when done before those.
        notice: How early it must be, where it announces the trigger.
        least_notice: How long before the trigger it must come at least.
        only_if: The fact that must hold for it to be owed.
        limit: Within how long of *since* it is owed; None is without a limit.
        since: The earlier step that starts the limit; None is the trigger.
        required: Whether its absence is more than a remark.
        closes: Whether the matter is closed once it is done.
    """

    key: Name
    name: Text
    clause: Clause
    owed_by: Name | None = None
    after: Names = field(default=(), converter=as_tuple)
    same_day_as: Name | None = None
    if_early: TooEarly = TooEarly.BREACH
    notice: Notice | None = None
    least_notice: Amount | None = None
    only_if: Name | None = None
    limit: Amount | None = None
    since: Name | None = None
    required: bool = True
    closes: bool = False

    def __attrs_post_init__(self) -> None:
        if self.least_notice is not None and self.notice is None:
            raise InvalidFieldError(
                "Step.least_notice", self.least_notice, "None, unless notice is set"
            )
        if self.limit is not None and self.same_day_as is not None:
            raise InvalidFieldError(
                "Step.limit", self.limit, "None, where same_day_as is set"
            )

    @cached_property
    def follows(self) -> tuple[str, ...]:
        """
        Everything that this step names and that must come before it in the text.
        """
        named = (*self.after, self.same_day_as, self.since)
        return tuple(dict.fromkeys(name for name in named if name is not None))


def step_of(steps: tuple[Step, ...], key: str) -> Step:
    """
    Return the step with this key.

    Raises:
        UnknownNameError: If there is none.
    """
    as_name("step", key, [step.key for step in steps])
    return next(step for step in steps if step.key == key)
