"""
What the verdict on one interval rests on.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from followup_rules.immutable import frozen
from followup_rules.timing.counting import Deadline
from followup_rules.timing.moments import Moment


@frozen
class IntervalEvidence:
    """
    What the verdict on one interval rests on.

    It was counted from `since`; `deadline` is by when the next one is due, `earliest`
    from when on it may come, each None where the text sets no such bound. Of an anchored
    plan `number` is the place of the stretch, the first being 1.
    """

    shape: ClassVar[str] = "interval"

    since: Moment | None
    done: Moment | None
    deadline: Deadline | None
    earliest: Moment | None
    number: int
    ended: Moment | None

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        return {
            "since": self.since,
            "done": self.done,
            "number": self.number,
            "ended": self.ended,
        }

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        return {
            "since": self.since,
            "done": self.done,
            "deadline": self.deadline,
            "earliest": self.earliest,
            "ended": self.ended,
        }
