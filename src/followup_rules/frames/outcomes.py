"""
What rows can come to: a small table of statuses and reasons, and columns of places.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import narwhals as nw

from followup_rules.frames.columns import Work, hidden
from followup_rules.reasons import Status, status_of

UNDETERMINED: Final = Status.UNDETERMINED.value
_LONG: Final = 64
"""More branches than these are nested by halves."""


class Outcomes:
    """
    Every outcome of one kind of rule, by its reason; a row holds its place.

    A reason that lacks a fact is written with the fact, as in `fact_missing:owed`.
    """

    def __init__(self, *reasons: str) -> None:
        self._statuses = [status_of(reason).value for reason in reasons]
        self._reasons = list(reasons)

    def code(self, reason: str) -> int:
        """
        Return the place of the outcome with a reason.
        """
        return self._reasons.index(reason)

    def write(self, work: Work, places: str, prefix: str) -> Work:
        """
        Add the columns `status` and `reason` from a column of places.
        """
        engine = work.engine
        frame = engine.look_up(work.frame, {f"{prefix}status": places}, self._statuses)
        return work.also(
            engine.look_up(frame, {f"{prefix}reason": places}, self._reasons)
        )


def first_of(branches: Iterable[tuple[Any, Any]], otherwise: Any) -> Any:
    """
    Return the value of the first condition that holds; null conditions do not.
    """
    branches = list(branches)
    if len(branches) > _LONG:
        middle = len(branches) // 2
        early, late = branches[:middle], branches[middle:]
        return (
            nw.when(any_of([condition for condition, _ in early]))
            .then(first_of(early, otherwise))
            .otherwise(first_of(late, otherwise))
        )
    chain: Any = nw
    for condition, value in branches:
        made = value if isinstance(value, nw.Expr) else nw.lit(value)
        chain = chain.when(condition).then(made)
    last = otherwise if isinstance(otherwise, nw.Expr) else nw.lit(otherwise)
    return last if chain is nw else chain.otherwise(last)


def any_of(conditions: Sequence[Any]) -> Any:
    """
    Say whether one of many conditions holds, by halves: engines nest only so deep.
    """
    if len(conditions) <= 1:
        return conditions[0] if conditions else nw.lit(value=False)
    middle = len(conditions) // 2
    return any_of(conditions[:middle]) | any_of(conditions[middle:])


def column(name: str) -> Any:
    """
    Return a hidden column.
    """
    return nw.col(hidden(name))
