"""
How often in a row something was so, and what then follows.
"""

import datetime as dt
from collections.abc import Mapping
from enum import Enum
from typing import Annotated, Any, ClassVar, Final

from attrs import field

from followup_rules.clauses import LANGUAGES, Text
from followup_rules.fields import (
    Whole,
)
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import Amount
from followup_rules.timing.counting import Deadline
from followup_rules.timing.cycles import Period
from followup_rules.timing.moments import (
    Moment,
)
from followup_rules.verdicts import (
    Status,
)

Outcome = bool | Status | None
"""Whether it counts; or a status, which counts if the rule says so; None is unknown."""
Cell = Period | tuple[dt.date, dt.date]
"""A cell of the calendar, or its first and its last day."""
Several = Annotated[int, Whole(2)]


class Streak(Enum):
    """
    Which occasions are counted together.
    """

    IN_A_ROW = "in_a_row"
    """Those that follow one another; one that does not count breaks the row."""
    WITHIN = "within"
    """Those of one span of time, wherever it begins."""
    TOTAL = "total"
    """All of them."""


class Reached(Enum):
    """
    What it means that the number is full.
    """

    OWED = "owed"
    """Something is owed from then on."""
    BREACHED = "breached"
    """It should never have come so far."""


TIMES: Final = Text("times", "次")
"""What is counted unless the rule says otherwise."""
_FULL: Final = {
    Streak.IN_A_ROW: Text("{n} in a row", "已连续{n}"),
    Streak.WITHIN: Text("{n} within {span}", "{span}内已达{n}"),
    Streak.TOTAL: Text("{n} altogether", "已累计{n}"),
}
"""How a full number is said."""
_MOST: Final = {
    Streak.IN_A_ROW: Text("{n} in a row at most", "最多连续{n}"),
    Streak.WITHIN: Text("{n} within {span} at most", "{span}内最多{n}"),
    Streak.TOTAL: Text("{n} altogether", "累计{n}"),
}
"""How the most that stand together are said, of a number that is not full."""
UNKNOWN = frozenset({Status.PENDING, Status.OPEN, Status.UNDETERMINED})
"""What a cell has not come to yet, or nobody knows."""


@frozen
class StreakEvidence:
    """
    What the verdict on a streak rests on.

    `counted` are the moments that filled the number (of a cell its last day), or the
    most that stand together so far; `uncertain` says how many would be together if all
    counted of which that is not known.
    """

    shape: ClassVar[str] = "streak"

    counted: tuple[Moment, ...]
    required: int
    uncertain: int
    deadline: Deadline | None
    done: Moment | None
    since: Moment | None
    until: Moment | None
    occasions: tuple[Any, ...]
    streak: Streak = field(default=Streak.TOTAL, eq=False)
    span: Amount | None = field(default=None, eq=False)
    unit: Text = field(default=TIMES, eq=False)

    @property
    def shortfall(self) -> int:
        """
        How many are still missing to the number.
        """
        return max(0, self.required - len(self.counted))

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        return {
            "occasions": self.occasions,
            "done": self.done,
            "since": self.since,
            "until": self.until,
        }

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        return {
            "full": self._said(_FULL),
            "most": self._said(_MOST),
            "required": self._counted(self.required),
            "last": self.counted[-1] if self.counted else None,
            "dates": self.counted,
            "deadline": self.deadline,
            "done": self.done,
            "uncertain": self.uncertain,
        }

    def _said(self, manners: Mapping[Streak, Text]) -> Text:
        """Say how many stand together, and in which way they do."""
        from followup_rules.wording import say  # noqa: PLC0415 - loaded when asked

        manner, n = manners[self.streak], self._counted(len(self.counted))
        english, chinese = (
            manner.in_language(tag).format(
                n=n.in_language(tag), span=say(self.span, tag)
            )
            for tag in LANGUAGES
        )
        return Text(english, chinese)

    def _counted(self, number: int) -> Text:
        """Say a number with its unit; times go without saying in English."""
        unit = "" if self.unit == TIMES else f" {self.unit.in_language('en')}"
        return Text(f"{number}{unit}", f"{number}{self.unit.in_language('zh')}")
