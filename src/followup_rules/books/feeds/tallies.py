"""
How many rows of a population are of a share, whoever counted them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve

from followup_rules.excuses import Excuse
from followup_rules.immutable import frozen
from followup_rules.verdicts import Reason, note


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
        late: How many of those that are were not when the period was over.
        joined: How many more are meant since the period was over, and left out of it.
    """

    reached: int
    unknown: int
    excused: tuple[Excuse, ...]
    missing: tuple[Any, ...]
    alike: int = 0
    late: int = 0
    joined: int = 0

    @property
    def remarks(self) -> tuple[Reason, ...]:
        """
        What is said of rows that joined too late.
        """
        return joined_too_late(self.joined)

    @property
    def population(self) -> int:
        """
        All of them.
        """
        counted = self.reached + self.unknown + self.alike
        return counted + len(self.excused) + len(self.missing)

    def with_alike(
        self, *, reached: int, unknown: int, missing: int, late: int, joined: int
    ) -> "Tally":
        """
        Return the tally with rows that were counted elsewhere.

        No unreadable row may be known to belong to one of them, nor may any be let off.
        """
        return evolve(
            self,
            reached=self.reached + reached,
            unknown=self.unknown + unknown,
            alike=self.alike + missing,
            late=self.late + late,
            joined=self.joined + joined,
        )


def joined_too_late(count: int) -> tuple[Reason, ...]:
    """
    Say how many rows came to be meant only after the period was over.
    """
    return (note("joined_later", count=count),) if count else ()


def grounds(excused: Iterable[Excuse]) -> Iterator[Reason]:
    """
    Say by what how many were let off, and who allowed it.
    """
    piles: dict[str, list[Excuse]] = defaultdict(list)
    for one in excused:
        piles[one.reason].append(one)
    for key, some in piles.items():
        way = some[0]
        yield note(
            "excused_by", way=key, named=way.name, under=way.clause, count=len(some)
        )
        named = sorted({one.by for one in some if one.by is not None})
        if named:
            yield note("let_off_by", by=", ".join(named))
