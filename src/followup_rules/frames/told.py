"""
What a rule of a book is told over columns that its feed would say of a ledger.

A policy is blind to its book: it takes every row as owed, and every share as final. Of a
rule of a book that has it otherwise, such as visits that are owed by selection only,
what a call does not say is not known, and no answer is given that the book would not.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

from followup_rules.books.register import register
from followup_rules.immutable import frozen

_KINDS: Final = ("DeadlinePolicy", "QuotaPolicy")


class Untold(Enum):
    """
    What stands for an argument that was not given, where None says something.
    """

    UNTOLD = "untold"


UNTOLD: Final = Untold.UNTOLD


@frozen
class Owed:
    """
    Whether rows are owed, where a book does not take every row as owed.

    Attributes:
        column: The column that says so; `UNTOLD` is that nobody knows, and None that
            every row is.
        once_done: Whether what was done is owed besides.
    """

    column: str | Untold | None
    once_done: bool = False

    @property
    def named(self) -> str | None:
        """
        The column, if there is one.
        """
        return self.column if isinstance(self.column, str) else None


def as_its_book(policy: Any, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return the arguments of a call, so that a rule of a book answers as its book does.

    A rule with another number under the same clause is still that of the book.
    """
    feed = _feed_of(policy)
    if feed is None:
        return dict(arguments)
    if type(policy).__name__ == "QuotaPolicy":
        return {"settles": UNTOLD, "ends": UNTOLD, **arguments}
    if getattr(feed, "owed", None) is True:
        return dict(arguments)
    told = arguments.get("owed", UNTOLD)
    return {**arguments, "owed": Owed(told, getattr(feed, "owed_once_done", False))}


def _feed_of(policy: Any) -> Any:
    """Return what feeds a rule in its book; None is that it is of no book."""
    if type(policy).__name__ not in _KINDS:
        return None
    for book in register().books.values():
        rule = book.rules.get(policy.id)
        if type(rule) is type(policy) and rule.clause == policy.clause:
            return book.feeds[policy.id]
    return None
