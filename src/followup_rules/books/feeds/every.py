"""
What every feed is, of a kind or of one book.
"""

from typing import Any, ClassVar, Protocol, Self

from followup_rules.books.conditions import Known


class Feed(Protocol):
    """
    What feeds one rule.
    """

    by_row: ClassVar[bool]
    """Whether it is asked row by row, side by side with the rules of its clause."""

    @property
    def needs_period(self) -> bool:
        """
        Whether it cannot be judged without a period.
        """
        ...

    def bound(self, known: Known, /) -> "Feed":
        """
        Return the same feed, held against the facts of the regulation.

        Raises:
            UnknownNameError: If it names a ledger or attribute that does not exist.
        """
        ...

    def reads(self) -> tuple[str, ...]:
        """
        Name the ledgers that it reads.
        """
        ...


class OfOneBook:
    """
    A feed that one regulation writes for its own ledgers, to which it needs no binding.

    Attributes:
        ledgers: The kinds of the ledgers that it reads.
    """

    __slots__ = ()
    ledgers: ClassVar[tuple[str, ...]]
    by_row: ClassVar[bool] = False

    def bound(self, _known: Known) -> Self:
        """
        Return itself.
        """
        return self

    def reads(self) -> tuple[str, ...]:
        """
        Name its ledgers.
        """
        return self.ledgers

    def plainly(self, _book: Any, _rule: Any) -> Any:
        """
        Return what it comes to in the closed language, as `feeds.plainly` has it.

        None is that only the feed itself can say it.
        """
        return None
