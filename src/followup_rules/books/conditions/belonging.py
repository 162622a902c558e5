"""
Questions to the rows that belong to a row: the first, the last, any, all, how many.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import evolve

from followup_rules.books.conditions.questions import (
    Condition,
    Known,
    Question,
    all_in,
    belonging,
    beside,
)
from followup_rules.books.conditions.truths import (
    all_of,
    truth,
)
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Ledger
from followup_rules.timing.moments import is_before

if TYPE_CHECKING:
    from followup_rules.books.judging import Judging
    from followup_rules.ledgers.facts import Fact


class Belonging(Question):
    """
    A question about the rows that belong to a row.
    """

    __slots__ = ()
    kind: str
    where: Condition | None

    def bound(self, ledger: Ledger, known: Known) -> Self:
        """
        Find the ledger.
        """
        home = belonging(self.kind, ledger, known)
        found: Any = self
        again: Self = evolve(found, where=truth(self.where, home, known))
        return again

    def kinds(self) -> Iterator[str]:
        """
        Name the ledger, and those that decide which of its rows fit.
        """
        yield self.kind
        if self.where is not None:
            yield from self.where.kinds()

    def _narrowed(self) -> str:
        """Return the condition on those rows as text."""
        return "" if self.where is None else f" where {self.where.nested()}"

    def _own(self, case: "Judging", row: Any) -> list[Any]:
        """Return the rows that belong to a row and fit."""
        where = self.where
        return [
            one
            for one in case.own(self.kind, row)
            if where is None or where.of(case, one) is True
        ]


@frozen
class Pick(Belonging):
    """
    An attribute of the first or the last row that belongs to a row, by their days.

    Or of the next or the previous one beside it, which belongs to the same row.
    """

    which: str
    kind: str
    name: str
    where: Condition | None = None

    def __str__(self) -> str:
        return f"{self.which} {self.kind}.{self.name}{self._narrowed()}"

    @property
    def is_beside(self) -> bool:
        """
        Whether it is asked of rows beside a row, and not of those that belong to it.
        """
        return self.which in {"next", "previous"}

    def of(self, case: "Judging", row: Any) -> Any:
        """
        Return what that row holds; None where there is none.
        """
        home = row.owner if self.is_beside else row
        own = [] if home is None else self._own(case, home)
        if self.is_beside:
            own = [one for one in own if self._follows(case, row, one)]
        if not own:
            return None
        first = self.which in {"first", "next"}
        return getattr(own[0] if first else own[-1], self.name)

    def _follows(self, case: "Judging", row: Any, other: Any) -> bool:
        """Say whether another row lies after a row, or before it."""
        here, there = (getattr(one, str(one.__ledger__.placed)) for one in (row, other))
        if self.which == "previous":
            here, there = there, here
        return is_before(here, there, case.zone)

    def fact(self, ledger: Ledger, known: Known) -> "Fact":
        """
        Return that of the ledger it picks from.
        """
        del ledger
        return known[self.kind].fact(self.name)

    def bound(self, ledger: Ledger, known: Known) -> Self:
        """
        Find ledger and attribute.
        """
        home = beside if self.is_beside else belonging
        found = home(self.kind, ledger, known)
        found.fact(self.name)
        picked: Any = self
        again: Self = evolve(picked, where=truth(self.where, found, known))
        return again


@frozen
class Count(Belonging):
    """
    How many rows belong to a row.
    """

    answers_with: ClassVar[str] = "number"

    kind: str
    where: Condition | None = None

    def __str__(self) -> str:
        return f"count {self.kind}{self._narrowed()}"

    def of(self, case: "Judging", row: Any) -> int:
        """
        Count them.
        """
        return len(self._own(case, row))


@frozen
class Some(Belonging):
    """
    Whether any, all, or at least so many of the rows that belong to a row fit.
    """

    which: str
    kind: str
    where: Condition | None = None
    number: int = 1

    def __str__(self) -> str:
        many = f" {self.number}" if self.which == "at least" else ""
        return f"{self.which}{many} {self.kind}{self._narrowed()}"

    def of(self, case: "Judging", row: Any) -> bool | None:
        """
        Ask each.
        """
        own = case.own(self.kind, row)
        answers = [
            True if self.where is None else self.where.of(case, one) for one in own
        ]
        if self.which == "all":
            return all_of(answers)
        if answers.count(True) >= self.number:
            return True
        unknown = answers.count(None)
        return None if answers.count(True) + unknown >= self.number else False


def asks_beside(what: Any) -> bool:
    """
    Say whether a question is asked of rows beside a row.
    """
    return any(isinstance(one, Pick) and one.is_beside for one in all_in(what))
