"""
How many rows of a population are of a share, whoever counted them.
"""

from typing import Any

from attrs import evolve, frozen


@frozen
class Tally:
    """
    How many rows of a population are of a share, and how many are not.

    Attributes:
        reached: Those that are.
        unknown: Those of which it is not known, or whether they are meant at all.
        excused: Those that are not, and are let off.
        missing: The rows that are not.
        alike: How many more are not, to which no unreadable row is known to belong.
    """

    reached: int = 0
    unknown: int = 0
    excused: int = 0
    missing: tuple[Any, ...] = ()
    alike: int = 0

    @property
    def population(self) -> int:
        """
        All of them.
        """
        known = self.reached + self.excused + len(self.missing) + self.alike
        return known + self.unknown

    def with_alike(self, *, reached: int, unknown: int, missing: int) -> "Tally":
        """
        Return the tally with rows that were counted elsewhere.

        No unreadable row may be known to belong to one of them.
        """
        return evolve(
            self,
            reached=self.reached + reached,
            unknown=self.unknown + unknown,
            alike=self.alike + missing,
        )
