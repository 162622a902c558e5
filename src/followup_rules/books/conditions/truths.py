"""
Questions whose answer is yes, no or not known.
"""

from typing import TYPE_CHECKING, Any, Self

from attrs import evolve

from followup_rules.books.conditions.doubting import presumed_of
from followup_rules.books.conditions.questions import (
    Known,
    Question,
    bracketed,
    check_moment,
)
from followup_rules.books.conditions.values import (
    Attribute,
    OfRule,
    refuse_rules,
)
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Ledger
from followup_rules.ledgers.values import Inner, Names, closed_list
from followup_rules.timing.moments import is_before

if TYPE_CHECKING:
    from followup_rules.books.judging import Judging
    from followup_rules.books.told import Book


class AsCertain(Question):
    """
    A yes or no that has an answer wherever what it is asked of has one.
    """

    __slots__ = ()
    what: Any

    def is_certain(self, ledger: Ledger, known: Known) -> bool:
        """
        Say whether what is asked must be told.
        """
        certain: bool = self.what.is_certain(ledger, known)
        return certain


@frozen
class Is(AsCertain):
    """
    Whether a value is one of some; a value that is not known is neither.
    """

    what: Any
    values: tuple[str, ...]

    def __str__(self) -> str:
        listed = ", ".join(self.values)
        words = "is" if len(self.values) == 1 else "is one of"
        return f"{bracketed(self.what)} {words} {listed}"

    def of(self, case: "Judging", row: Any) -> bool | None:
        """
        Compare; a list is it if any of its entries is.
        """
        got = self.what.of(case, row)
        if got is None:
            return None
        if isinstance(got, tuple):
            return any(str(one) in self.values for one in got)
        return str(got) in self.values

    def bound(self, ledger: Ledger, known: Known) -> "Is":
        """
        Refuse a value that can never occur.
        """
        what = self.what.bound(ledger, known)
        if isinstance(what, OfRule):
            allowed = f"'{what} has happened', or before or after a moment"
            raise InvalidFieldError("condition", str(self), allowed)
        fact = what.fact(ledger, known)
        held = None if fact is None else closed_list(fact.value)
        for value in self.values:
            if held is not None and value not in held.names:
                raise UnknownNameError(str(what), value, tuple(held.names))
        return evolve(self, what=what)


@frozen
class IsNamed(Question):
    """
    Whether a value is one that a rule of the book names, in the edition that is asked.

    So that what a rule says is said once: `role is one of allowed of round_visitors`.

    Attributes:
        what: The value.
        entry: The entry of the rule, such as `allowed` or `owed_by`.
        rule: The id of the rule.
    """

    what: Any
    entry: str
    rule: str

    def __str__(self) -> str:
        return f"{bracketed(self.what)} is one of {self.entry} of {self.rule}"

    def of(self, case: "Judging", row: Any) -> bool | None:
        """
        Compare, as `Is` does.
        """
        return self.within(case.book).of(case, row)

    def within(self, book: "Book") -> Is:
        """
        Return the question with the names that the rules of a book say.
        """
        return Is(self.what, names_in(book[self.rule], self.entry))

    def bound(self, ledger: Ledger, known: Known) -> "IsNamed":
        """
        Bind the value: a book holds the rule against its own once all are bound.
        """
        refuse_rules(self)
        return evolve(self, what=self.what.bound(ledger, known))


def names_in(rule: Any, entry: str) -> tuple[str, ...]:
    """
    Return the names that an entry of a rule holds; none, where it holds something else.

    >>> from followup_rules.rulebooks.community import ROUND_VISITORS
    >>> names_in(ROUND_VISITORS, "owed_by"), names_in(ROUND_VISITORS, "clause")
    (('office_director',), ())
    """
    held = getattr(rule, entry, None)
    listed: tuple[Any, ...] = held if isinstance(held, tuple) else (held,)
    return listed if all(isinstance(one, str) for one in listed) else ()


@frozen
class Happened(Question):
    """
    Whether a moment lies at or before the moment of judgement.
    """

    what: Any

    def __str__(self) -> str:
        return f"{bracketed(self.what)} has happened"

    def of(self, case: "Judging", row: Any) -> bool | None:
        """
        Say whether it is known; of another rule that may not be known.
        """
        if isinstance(self.what, OfRule):
            return self.what.has_happened(case, row)
        if case.by_now(self.what.of(case, row)) is not None:
            return True
        if isinstance(self.what, Attribute):
            return False
        other = presumed_of(self.what, case, row)
        if other is None or case.by_now(other.of(case, row)) is None:
            return False
        return None  # it has, if what may count does

    def is_certain(self, ledger: Ledger, known: Known) -> bool:
        """
        Say that it is of an attribute: what is not told has not happened.
        """
        del ledger, known
        return isinstance(self.what, Attribute)

    def bound(self, ledger: Ledger, known: Known) -> "Happened":
        """
        Refuse what is no moment.
        """
        what = self.what.bound(ledger, known)
        check_moment(what, ledger, known)
        return evolve(self, what=what)


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


@frozen
class Order(Question):
    """
    Whether one moment lies before, or after, another; None where one is missing.
    """

    first: Any
    word: str
    second: Any

    def __str__(self) -> str:
        return f"{bracketed(self.first)} {self.word} {bracketed(self.second)}"

    def of(self, case: "Judging", row: Any) -> bool | None:
        """
        Compare; where a row decides that may not count, nobody knows.
        """
        found = self._compared(case, row)
        other = presumed_of(self, case, row)
        return found if other is None or other.of(case, row) is found else None

    def _compared(self, case: "Judging", row: Any) -> bool | None:
        """Compare what is known."""
        first, second = self.first.of(case, row), self.second.of(case, row)
        if first is None or second is None:
            return None
        if self.word == "after":
            first, second = second, first
        return is_before(first, second, case.zone)

    def bound(self, ledger: Ledger, known: Known) -> "Order":
        """
        Refuse what is no moment.
        """
        first, second = (one.bound(ledger, known) for one in (self.first, self.second))
        for one in (first, second):
            check_moment(one, ledger, known)
        return evolve(self, first=first, second=second)
