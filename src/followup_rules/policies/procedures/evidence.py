"""
What the verdict on a procedure rests on.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import field

from followup_rules.clauses import Text
from followup_rules.immutable import frozen
from followup_rules.timing.counting import Deadline
from followup_rules.timing.moments import Moment


@frozen
class StepsEvidence:
    """
    What the verdict on a procedure, or on one step of it, rests on.

    `missing` are the steps that are owed and not done, `next_step` the first that
    still has to be done or looked into, both whoever owes them. `deadline` is the
    limit of the one step that was judged, where it has one.
    """

    shape: ClassVar[str] = "steps"

    trigger: Moment | None
    done: tuple[tuple[str, Moment], ...]
    missing: tuple[str, ...]
    next_step: str | None
    conditions: tuple[tuple[str, bool | None], ...]
    closed: Moment | None
    only: str | None
    deadline: Deadline | None
    names: tuple[tuple[str, Text], ...] = field(eq=False)
    parties: tuple[tuple[str, str], ...] = field(eq=False)

    @property
    def is_complete(self) -> bool:
        """
        Say whether every step that is owed has been done.
        """
        return self.trigger is not None and self.next_step is None

    @property
    def owed_by(self) -> str | None:
        """
        Who owes the one step that was judged; None where all of them were.
        """
        return None if self.only is None else dict(self.parties)[self.only]

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        return {
            "done": dict(self.done),
            "trigger": self.trigger,
            "conditions": dict(self.conditions),
            "closed": self.closed,
            "only": self.only,
        }

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        names, parties = dict(self.names), dict(self.parties)
        words = {
            "missing": tuple(names[key] for key in self.missing),
            "next_step": names.get(self.next_step or ""),
            "party": parties.get(self.next_step or ""),
            "trigger": self.trigger,
            "deadline": self.deadline,
        }
        return words if self.only is None else {**words, "rule": names[self.only]}
