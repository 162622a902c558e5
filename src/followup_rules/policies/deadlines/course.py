"""
What became of a bound, as evidence: who asked for more time, and when the clock stopped.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from attrs import asdict

from followup_rules.immutable import frozen
from followup_rules.policies.deadlines.facts import ExtensionRequest
from followup_rules.timing.amounts import Days, WorkingDays
from followup_rules.timing.counting import Deadline
from followup_rules.timing.moments import Moment, show_moment

_DOUBTS: Final = frozenset({"extension_by_unrecorded", "extension_undated"})
"""Why an extension does not count of which it is not known whether it does."""


@frozen
class JudgedExtension:
    """
    An extension that was asked for, and what it did.

    `moved_to` is the bound since then; None is that it does not count, and `why_not`
    names the remark that says why.
    """

    asked_at: Moment | None
    granted_at: Moment | None
    granted_by: str | None
    amount: str | None
    extended_to: Moment | None
    moved_to: Deadline | None = None
    why_not: str | None = None

    @classmethod
    def of(
        cls,
        asked: ExtensionRequest,
        moved_to: Deadline | None = None,
        why_not: str | None = None,
    ) -> "JudgedExtension":
        """
        Return what was asked for, with what became of it.
        """
        amount = None if asked.amount is None else str(asked.amount)
        return cls(
            asked.asked_at,
            asked.granted_at,
            asked.granted_by,
            amount,
            asked.extended_to,
            moved_to,
            why_not,
        )


@frozen
class JudgedPause:
    """
    A pause, and whether it stops this clock; None is not known.
    """

    begins: Moment
    ends: Moment | None
    reason: str | None
    counts: bool | None


@frozen
class Course:
    """
    What was told of the life of a bound, and what moved it.

    Attributes:
        original: By when it was due before anything moved it.
        extensions: What was asked for, in that order.
        pauses: When the clock may have stood still.
        events: The events of which one starts the count; False did not happen, None is
            not known.
        limit: The limit that the case brought: the text of a length, or a moment.
        stopped_since: Since when the clock stands still; None is that it runs.
        left: What is left while it stands still, in days or working days.
        left_us: The same in microseconds, where hours or open time are counted.
    """

    original: Deadline | None = None
    extensions: tuple[JudgedExtension, ...] = ()
    pauses: tuple[JudgedPause, ...] = ()
    events: tuple[tuple[str, Moment | bool | None], ...] = ()
    limit: str | Moment | None = None
    stopped_since: Moment | None = None
    left: Days | WorkingDays | None = None
    left_us: int | None = None

    @property
    def is_doubtful(self) -> bool:
        """
        Whether something is not known that may move the bound.
        """
        return any(one.counts is None for one in self.pauses) or any(
            one.why_not in _DOUBTS for one in self.extensions
        )

    @property
    def sets_the_end(self) -> bool:
        """
        Whether an extension, or the case itself, says when the period ends.
        """
        extended = any(one.moved_to is not None for one in self.extensions)
        return self.limit is not None or extended

    def facts(self) -> Mapping[str, Any]:
        """
        Return what was told, as arguments of `assess`.
        """
        asked = ("asked_at", "granted_at", "granted_by", "amount", "extended_to")
        paused = ("begins", "ends", "reason")
        told = {
            "extensions": tuple(_told(one, asked) for one in self.extensions),
            "pauses": tuple(_told(one, paused) for one in self.pauses),
            "limit": self.limit,
        }
        return {name: value for name, value in told.items() if value}

    def words(self, zone: dt.tzinfo) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        left: Any = self.left
        if self.left_us is not None:
            left = dt.timedelta(microseconds=self.left_us)
        since = self.stopped_since
        return {
            "original": self.original,
            "stopped": None if since is None else show_moment(since, zone),
            "left": left,
        }


def _told(one: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """Return a fact as a table of what is known of it."""
    held = asdict(one, recurse=False)
    return {name: held[name] for name in names if held[name] is not None}
