"""
How far judging a ledger has come, for whoever waits for it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from typing import Any, Final

from followup_rules.books.told import Book
from followup_rules.errors import InvalidFieldError

Progress = Callable[[int, int], object]
"""Is told how many rows are done, of how many."""

_TIMES: Final = 100
"""How often it is told at the most, besides the start."""


class Course:
    """
    Counts the rows that are done, and tells.

    A row is read, and then judged under every rule of its ledger; each is a step. What
    is told are rows, as many as the steps so far come to. Rows inside others, and rules
    about the whole, are no steps of their own.

    Attributes:
        ledgers: The rows by kind; what can be read through only once is listed.
    """

    def __init__(
        self, tell: Progress, book: Book, ledgers: Mapping[str, Iterable[Any]]
    ) -> None:
        self.ledgers = {kind: _listed(rows) for kind, rows in ledgers.items()}
        self._tell = tell
        self._given = {
            kind: len(rows) if isinstance(rows, Sized) else 0
            for kind, rows in self.ledgers.items()
        }
        rules = [getattr(feed, "each", None) for feed in book.feeds.values()]
        self._rows = sum(self._given.values())
        self._steps = sum(
            given * (1 + rules.count(kind)) for kind, given in self._given.items()
        )
        self._done = 0
        self._told = 0
        self._tell(0, self._rows)

    def reading(self, kind: str) -> Iterable[Any]:
        """
        Return the rows of a ledger, each of which is a step once it was read.
        """
        rows = self.ledgers.get(kind, ())
        return self._through(rows, self._given[kind]) if self._given.get(kind) else rows

    def judging(self, kind: str, rows: tuple[Any, ...], rules: int) -> Iterator[Any]:
        """
        Return the rows of a ledger that are judged, side by side under several rules.

        Rows that are not judged, as those of another period, are done with them.
        """
        return self._through(rows, self._given.get(kind, 0) * rules)

    def judged(self, feed: Any) -> None:
        """
        Count what a rule was asked of that is not asked row by row.
        """
        self._go(self._done + self._given.get(getattr(feed, "each", None) or "", 0))

    def end(self) -> None:
        """
        Tell that all is done.
        """
        if self._told < self._rows:
            self._tell(self._rows, self._rows)

    def _through(self, rows: Iterable[Any], steps: int) -> Iterator[Any]:
        """Yield rows, which take so many steps together."""
        before, many = self._done, len(rows) if isinstance(rows, Sized) else 1
        for place, row in enumerate(rows, 1):
            yield row
            self._go(before + steps * place // many)
        self._go(before + steps)

    def _go(self, done: int) -> None:
        """Come so far, and tell where that is a hundredth further."""
        self._done = done
        rows = done * self._rows // self._steps if self._steps else 0
        if (rows - self._told) * _TIMES >= self._rows > self._told:
            self._told = rows
            self._tell(rows, self._rows)


def course_of(
    tell: Progress | None, book: Book, ledgers: Mapping[str, Iterable[Any]]
) -> Course | None:
    """
    Return what counts and tells; None where nobody asks.

    Raises:
        InvalidFieldError: If *tell* cannot be called.
    """
    if tell is None:
        return None
    if not callable(tell):
        allowed = "None, or a function that takes how many rows are done of how many"
        raise InvalidFieldError("progress", tell, allowed)
    return Course(tell, book, ledgers)


def _listed(rows: Any) -> Any:
    """List what can be read through only once, so that its rows can be counted."""
    return tuple(rows) if isinstance(rows, Iterator) else rows
