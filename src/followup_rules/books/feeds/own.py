"""
What feeds a rule by a calculation of the regulation's own, and one that nothing feeds.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from attrs import field

from followup_rules.books.conditions import Answer, Known, asked, ledger_of_kind
from followup_rules.books.judging import Judging
from followup_rules.canonical import ADDED_LATER
from followup_rules.fields import Names, as_tuple, held
from followup_rules.immutable import frozen
from followup_rules.verdicts import Verdict


@frozen(kw_only=True, field_transformer=held)
class Own:
    """
    A calculation of the regulation's own.

    Attributes:
        by: The function: `by(case, rule)` yields verdicts.
        of: The ledgers that it reads.
        needs_period: Whether it cannot be judged without a period.
        asks_seasons: Whether it looks season tables up.
    """

    by_row: ClassVar[bool] = False

    by: Answer = field(converter=asked)
    of: Names = field(default=(), converter=as_tuple)
    needs_period: bool = False
    asks_seasons: bool = field(default=False, metadata={ADDED_LATER: True})

    def bound(self, known: Known) -> "Own":
        """
        Refuse to read a ledger that does not exist.
        """
        for kind in self.of:
            ledger_of_kind(kind, known)
        return self

    def reads(self) -> tuple[str, ...]:
        """
        Name its ledgers.
        """
        return self.of

    def all(self, case: Judging, rule: Any) -> Iterator[Verdict]:
        """
        Yield what the function yields.
        """
        yield from self.by.of(case, rule)


@frozen
class Unfed:
    """
    A rule that other rules ask, and that has no verdicts of its own.
    """

    by_row: ClassVar[bool] = False
    needs_period = False

    def bound(self, known: Known) -> "Unfed":
        """
        There is nothing to bind.
        """
        return self

    def reads(self) -> tuple[str, ...]:
        """
        It reads nothing.
        """
        return ()

    def all(self, case: Judging, rule: Any) -> Iterator[Verdict]:
        """
        There are none.
        """
        yield from ()
