"""
A step of a procedure: who owes it, what it follows, and what may be asked of it.
"""

from collections.abc import Mapping
from enum import Enum
from functools import cached_property

from attrs import field

from followup_rules.clauses import Clause, Text
from followup_rules.errors import InvalidFieldError
from followup_rules.exact import as_name
from followup_rules.fields import Name, Names, as_tuple, held
from followup_rules.immutable import frozen
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
        after: What it must follow: earlier steps, or the trigger. One that is not owed,
            or not required, holds up none.
        same_day_as: The earlier step, or the trigger, on whose day it is owed (同时).
        if_early: What comes of it when done before those.
        notice: How early it must be, where it announces the trigger.
        least_notice: How long before the trigger it must come at least.
        only_if: The fact that must hold for it to be owed.
        limit: Within how long of *since* it is owed; None is without a limit.
        since: The earlier step that starts the limit; None is the trigger.
        required: Whether its absence is more than a remark.
        closes_matter: Whether the matter is closed once it is done.

    Raises:
        InvalidFieldError: If one of these would decide nothing beside the others: a
            *least_notice* without *notice*, a time limit of a notice, a *limit* with
            *same_day_as*, a *since* without *limit*, an *if_early* without anything to
            follow, or a name that is to be followed twice.
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
    closes_matter: bool = False

    def __attrs_post_init__(self) -> None:
        if self.least_notice is not None and self.notice is None:
            raise InvalidFieldError(
                "Step.least_notice", self.least_notice, "None, unless notice is set"
            )
        if self.limit is not None and self.same_day_as is not None:
            raise InvalidFieldError(
                "Step.limit", self.limit, "None, where same_day_as is set"
            )
        if self.since is not None and self.limit is None:
            raise InvalidFieldError(
                "Step.since",
                self.since,
                "None, unless limit is set; after orders steps",
            )
        self._check_notice()
        self._check_order()

    def _check_notice(self) -> None:
        """Refuse a time limit of a notice, which the trigger alone limits."""
        for name in ("limit", "same_day_as"):
            got = getattr(self, name)
            if self.notice is not None and got is not None:
                raise InvalidFieldError(
                    f"Step.{name}", got, "None, where notice is set"
                )

    def _check_order(self) -> None:
        """Refuse what is said of an order that there is not, or is said twice."""
        if self.if_early is not TooEarly.BREACH and not self.follows:
            allowed = "BREACH, unless after, same_day_as or since is set"
            raise InvalidFieldError("Step.if_early", self.if_early, allowed)
        for name in self.after:
            if name in {self.same_day_as, self.since} or self.after.count(name) > 1:
                allowed = "each name once, and none that same_day_as or since names"
                raise InvalidFieldError("Step.after", self.after, allowed)

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
