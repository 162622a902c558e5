"""
How many rows of a population are of a share, whoever counted them.
"""

from typing import Any

from attrs import evolve, frozen

from followup_rules.excuses import Excuse


@frozen
class Tally:
    """
    How many rows of a population are of a share, and how many are not.

    Attributes:
        reached: Those that are.
        unknown: Those of which it is not known, or whether they are meant at all.
        excused: What lets off those that are not, each once.
        missing: The rows that are not.
        alike: How many more are not, to which no unreadable row is known to belong,
            where nothing lets any off.
    """

    reached: int
    unknown: int
    excused: tuple[Excuse, ...]
    missing: tuple[Any, ...]
    alike: int = 0

    @property
    def population(self) -> int:
        """
        All of them.
        """
        counted = self.reached + self.unknown + self.alike
        return counted + len(self.excused) + len(self.missing)

    def with_alike(self, *, reached: int, unknown: int, missing: int) -> "Tally":
        """
        Return the tally with rows that were counted elsewhere.

        No unreadable row may be known to belong to one of them, nor may any be let off.
        """
        return evolve(
            self,
            reached=self.reached + reached,
            unknown=self.unknown + unknown,
            alike=self.alike + missing,
        )
