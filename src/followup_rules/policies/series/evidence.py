"""
What the verdict on a series, or on one visit of it, rests on.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import field

from followup_rules.clauses import Text
from followup_rules.immutable import frozen
from followup_rules.timing.counting import Deadline
from followup_rules.timing.moments import Moment


@frozen
class SeriesEvidence:
    """
    What the verdict on a series, or on one visit of it, rests on.

    Attributes:
        anchor: The first day of the plan.
        done: Everything known, in order.
        windows: The window of each visit, by its key.
        served: Which visit was served when, by its key.
        missing: The visits that were missed, by their keys.
        unscheduled: What was done and serves no planned visit.
        only: The one visit that was judged, by its key; or the unscheduled one, by
            its day.
        ended: When the series was broken off.
    """

    shape: ClassVar[str] = "series"

    anchor: Moment | None
    done: tuple[Moment, ...]
    windows: tuple[tuple[str, Deadline], ...]
    served: tuple[tuple[str, Moment], ...]
    missing: tuple[str, ...]
    unscheduled: tuple[Moment, ...]
    only: str | None
    ended: Moment | None
    names: tuple[tuple[str, Text], ...] = field(default=(), eq=False)

    @property
    def deadline(self) -> Deadline | None:
        """
        The window of the one visit that was judged; None of several, and of none.
        """
        return dict(self.windows).get(self.only or "")

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        return {
            "anchor": self.anchor,
            "done": self.done,
            "only": self.only,
            "ended": self.ended,
        }

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        names, window = dict(self.names), self.deadline
        own = self.only or ""
        windows = dict(self.windows)
        late = [key for key, at in self.served if not windows[key].met_by(at)]
        return {
            "visit": names[own] if own in names else self._unscheduled_day(),
            "opens": None if window is None else window.first_day,
            "deadline": window,
            "done": dict(self.served).get(own),
            "missed": tuple(names.get(key, key) for key in self.missing),
            "behind": tuple(names.get(key, key) for key in (*late, *self.missing)),
            "late": tuple(names.get(key, key) for key in late),
            "served": len(self.served),
            "planned": len(self.names),
            "ended": self.ended,
            "unscheduled": self.unscheduled,
            "count": len(self.unscheduled),
        }

    def _unscheduled_day(self) -> dt.date | None:
        """Return the day that the unscheduled visit is named by."""
        return None if self.only is None else dt.date.fromisoformat(self.only)
