"""
Questions of yes or no about one value that a row itself tells.
"""

from typing import TYPE_CHECKING, Any, Self

from attrs import evolve

from followup_rules.books.conditions.questions import (
    AsCertain,
    Known,
    Question,
    bracketed,
    check_moment,
)
from followup_rules.books.conditions.values import Attribute, refuse_rules
from followup_rules.errors import InvalidFieldError
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Ledger
from followup_rules.ledgers.values import Inner, Names

if TYPE_CHECKING:
    from followup_rules.books.judging import Judging


class OfOneValue(Question):
    """
    A yes or no about one value that a row itself tells.
    """

    __slots__ = ()
    what: Any

    def bound(self, ledger: Ledger, known: Known) -> Self:
        """
        Refuse a value of which it cannot be asked.
        """
        refuse_rules(self)
        found: Any = self
        again: Self = evolve(found, what=self.what.bound(ledger, known))
        again.check(ledger, known)
        return again

    def is_certain(self, ledger: Ledger, known: Known) -> bool:
        """
        Say that it is of an attribute: what is not told is no, or may be.
        """
        del ledger, known
        return isinstance(self.what, Attribute)

    def check(self, ledger: Ledger, known: Known) -> None:
        """
        Refuse what is no moment, where it is asked of one.
        """
        check_moment(self.what, ledger, known)


@frozen
class Passed(OfOneValue):
    """
    Whether a moment is over: an instant once it is there, a plain day with its end.
    """

    what: Any

    def __str__(self) -> str:
        return f"{bracketed(self.what)} has passed"

    def of(self, case: "Judging", row: Any) -> bool:
        """
        Say whether it is known and over.
        """
        return case.has_passed(self.what.of(case, row))


@frozen
class InPeriod(OfOneValue):
    """
    Whether a moment lies in the days that are asked; what is not known may.
    """

    what: Any

    def __str__(self) -> str:
        return f"{bracketed(self.what)} in the period"

    def of(self, case: "Judging", row: Any) -> bool:
        """
        Say whether it does.
        """
        return case.within(self.what.of(case, row))


@frozen
class IsTold(OfOneValue):
    """
    Whether a value was told at all.
    """

    what: Any

    def __str__(self) -> str:
        return f"{bracketed(self.what)} has been told"

    def of(self, case: "Judging", row: Any) -> bool:
        """
        Say whether it was.
        """
        return self.what.of(case, row) is not None

    def check(self, ledger: Ledger, known: Known) -> None:
        """
        Any value may be told.
        """


@frozen
class HasAny(AsCertain, OfOneValue):
    """
    Whether a list has an entry; one that was not told may have.
    """

    what: Any

    def __str__(self) -> str:
        return f"{bracketed(self.what)} has any"

    def of(self, case: "Judging", row: Any) -> bool | None:
        """
        Say whether it has.
        """
        got = self.what.of(case, row)
        return None if got is None else bool(got)

    def check(self, ledger: Ledger, known: Known) -> None:
        """
        Refuse what is no list.
        """
        fact = self.what.fact(ledger, known)
        if fact is None or not isinstance(fact.value, Names | Inner):
            raise InvalidFieldError(
                "condition", str(self), "an attribute that is a list"
            )
