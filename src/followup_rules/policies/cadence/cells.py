"""
What was done in each cell, and how much of a period was covered.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import Enum
from fractions import Fraction
from typing import Any, ClassVar, Final

from attrs import field

from followup_rules.canonical import ADDED_LATER
from followup_rules.clauses import Text
from followup_rules.errors import (
    InvalidFieldError,
)
from followup_rules.fields.arguments import check_many
from followup_rules.immutable import frozen
from followup_rules.timing.counting import Deadline
from followup_rules.timing.moments import (
    Moment,
)
from followup_rules.verdicts import (
    Status,
    Subject,
    Verdict,
)

Event = Moment | tuple[Moment, dt.date | None]
"""When it was done; or that, and a day of the period it is about (None: unknown)."""
MOST_WORTH: Final = 10_000
"""As how many something done may count."""


class CountedBy(Enum):
    """
    Which cell something done belongs to.
    """

    REPORT_DATE = "report_date"
    """The cell in which it was done; the cell is final when it ends."""
    PERIOD_COVERED = "period_covered"
    """The cell it is about; it may come after that cell has ended."""


@frozen
class CellsEvidence:
    """
    What the verdict on one cell rests on.

    `events` are those of the cell that were known, and `late` those that came to count
    only after its time; `counted` says how many of both count, `counted_in_time` how
    many came before `deadline`, and `uncertain` how many more would count if a missing
    fact were known.
    """

    shape: ClassVar[str] = "cells"

    cell: str
    first: dt.date
    last: dt.date
    counted: int
    required: int
    usual_most: int | None
    deadline: Deadline | None
    counted_in_time: int
    uncertain: int
    events: tuple[Event, ...]
    doubtful: tuple[Event, ...]
    unit: Text = field(default=Text("times", "次"), eq=False)
    began: Moment | None = field(default=None, metadata={ADDED_LATER: True})
    ended: Moment | None = field(default=None, metadata={ADDED_LATER: True})
    late: tuple[Event, ...] = field(default=(), metadata={ADDED_LATER: True})

    @property
    def shortfall(self) -> int:
        """
        How many are still missing.
        """
        return max(0, self.required - self.counted)

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        held = {"began": self.began, "ended": self.ended}
        return {
            "events": self.events,
            "uncertain": self.doubtful,
            "cell": self.first,
            **{name: day for name, day in held.items() if day is not None},
            **({"late": self.late} if self.late else {}),
        }

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        from followup_rules.wording import say_cell  # noqa: PLC0415 - loaded when asked

        return {
            "cell": Text(say_cell(self.cell, "en"), say_cell(self.cell, "zh")),
            "counted": self.counted,
            "counted_in_time": self.counted_in_time,
            "required": self.required,
            "shortfall": self.shortfall,
            "usual_most": self.usual_most,
            "deadline": self.deadline,
            "uncertain": self.uncertain,
            "unit": self.unit,
        }


@frozen
class Coverage:
    """
    What many cells came to, over one subject or several.

    Attributes:
        reached: How many cells were reached, late ones included.
        judged: How many cells are final; exempt, running and unknown ones are not.
        missed: The subjects of the cells that were missed, one by one.
        waiting: How many cells can still be reached.
        excused: How many cells are lawfully let off; they are not among the final ones.
    """

    reached: int
    judged: int
    missed: tuple[Subject | None, ...]
    waiting: int
    excused: int = 0

    @property
    def ratio(self) -> Fraction | None:
        """
        The exact share of the final cells that were reached; None of none.
        """
        return Fraction(self.reached, self.judged) if self.judged else None


def coverage(verdicts: Iterable[Verdict]) -> Coverage:
    """
    Sum up the verdicts on many cells.

    Raises:
        InvalidFieldError: If they are no list of verdicts.

    >>> coverage([]).ratio is None
    True
    """
    found = check_many("verdicts", verdicts, "a list of verdicts", Verdict)
    reached = sum(v.status in {Status.MET, Status.LATE} for v in found)
    missed = tuple(v.subject for v in found if v.status is Status.BREACHED)
    waiting = sum(v.status in {Status.PENDING, Status.OPEN} for v in found)
    excused = sum(v.status is Status.EXCUSED for v in found)
    return Coverage(reached, reached + len(missed), missed, waiting, excused)


def many(events: Any, name: str = "events") -> Iterable[Event]:
    """Return events that can be read one by one."""
    if isinstance(events, (str, bytes)) or not isinstance(events, Iterable):
        raise InvalidFieldError(name, events, "a list of days or instants")
    return map(_one, events)


def _one(event: Event) -> Event:
    """Return an event, of which nothing is passed over."""
    if isinstance(event, tuple) and len(event) != len(("done", "covered")):
        allowed = "a day or an instant, alone or in a pair with the day covered"
        raise InvalidFieldError("event", event, allowed)
    return event
