"""
Questions whose answer is yes, no or not known, and how such answers are joined.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from attrs import evolve

from followup_rules.books.conditions.doubting import presumed_of
from followup_rules.books.conditions.questions import (
    AsCertain,
    Known,
    Question,
    bracketed,
    check_moment,
    is_day,
)
from followup_rules.books.conditions.single import (  # noqa: F401 - where pickles find them
    HasAny,
    InPeriod,
    IsTold,
    Passed,
)
from followup_rules.books.conditions.values import (
    Attribute,
    OfRule,
    refuse_rules,
)
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.fields import Flag
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Ledger
from followup_rules.ledgers.values import Inner, Names, Plain, closed_list
from followup_rules.timing.moments import is_before

if TYPE_CHECKING:
    from followup_rules.books.judging import Judging
    from followup_rules.books.told import Book
    from followup_rules.ledgers.facts import Fact


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


@frozen
class Not(AsCertain):
    """
    The opposite; what is not known stays so.
    """

    what: Any

    def __str__(self) -> str:
        return f"not {self.what.nested()}"

    def of(self, case: "Judging", row: Any) -> bool | None:
        """
        Turn it round.
        """
        got = self.what.of(case, row)
        return None if got is None else not got

    def bound(self, ledger: Ledger, known: Known) -> "Not":
        """
        Bind what is asked.
        """
        return evolve(self, what=truth(self.what, ledger, known))


@frozen
class Both(Question):
    """
    Several conditions, joined by `and` or by `or`.
    """

    word: str
    parts: tuple[Any, ...]

    def __str__(self) -> str:
        said = [
            f"({one})"
            if isinstance(one, Both) and (self.word == "and" or one.word == "or")
            else str(one)
            for one in self.parts
        ]
        return f" {self.word} ".join(said)

    def nested(self) -> str:
        """
        Return its text in brackets.
        """
        return f"({self})"

    def of(self, case: "Judging", row: Any) -> bool | None:
        """
        Ask each, by three-valued logic.
        """
        answers = [one.of(case, row) for one in self.parts]
        return all_of(answers) if self.word == "and" else any_of(answers)

    def is_certain(self, ledger: Ledger, known: Known) -> bool:
        """
        Say whether each always has an answer.
        """
        return all(one.is_certain(ledger, known) for one in self.parts)

    def bound(self, ledger: Ledger, known: Known) -> "Both":
        """
        Bind each.
        """
        parts = tuple(truth(one, ledger, known) for one in self.parts)
        return evolve(self, parts=parts)


@frozen
class Provided(Question):
    """
    A value where a condition holds, and nothing otherwise: `visited_at if closed`.
    """

    what: Any
    where: Any

    def __str__(self) -> str:
        return f"{self.what} if {self.where}"

    def of(self, case: "Judging", row: Any) -> Any:
        """
        Return the value; None where the condition does not hold, or is not known to.

        What hangs on that is asked again with `doubting.presumed`.
        """
        return self.what.of(case, row) if self.where.of(case, row) is True else None

    def bound(self, ledger: Ledger, known: Known) -> "Provided":
        """
        Bind both; neither may ask another rule, of which more would have to be said.
        """
        refuse_rules(self)
        what = self.what.bound(ledger, known)
        return evolve(self, what=what, where=truth(self.where, ledger, known))

    def fact(self, ledger: Ledger, known: Known) -> "Fact | None":
        """
        Return the fact whose value it takes.
        """
        found: Fact | None = self.what.fact(ledger, known)
        return found

    def asks_for_moment(self, ledger: Ledger, known: Known) -> bool:
        """
        Say whether the value is a moment.
        """
        asks: bool = self.what.asks_for_moment(ledger, known)
        return asks


def truth(what: Any, ledger: Ledger, known: Known) -> Any:
    """
    Return a bound question whose answer is yes, no or not known.

    A moment asks whether it has happened.

    Raises:
        InvalidFieldError: If its answer is a day, a name, a number or a list.
    """
    if what is None:
        return None
    bound = what.bound(ledger, known)
    if bound.asks_for_moment(ledger, known):
        return Happened(bound)
    allowed = _of_yes_and_no(bound, ledger, known)
    if allowed is not None:
        raise InvalidFieldError("condition", str(what), allowed)
    return bound


def _of_yes_and_no(bound: Any, ledger: Ledger, known: Known) -> str | None:
    """Return how to ask for yes or no instead; None where that is what is asked."""
    fact = bound.fact(ledger, known)
    value, what = getattr(fact, "value", None), bracketed(bound)
    if bound.asks_for_number(ledger, known):
        return f"a question of yes or no, such as '{what} at least 1'"
    if fact is None or (isinstance(value, Plain) and isinstance(value.holds, Flag)):
        return None
    if is_day(fact):
        return f"a question of yes or no, such as '{what} has happened'"
    said = "has any" if isinstance(value, Names | Inner) else "has been told"
    return f"a question of yes or no, such as '{what} {said}'"


def any_of(answers: Iterable[bool | None]) -> bool | None:
    """
    Say whether any is true; None where an unknown one could be.
    """
    got = list(answers)
    return True if any(got) else (None if None in got else False)


def all_of(answers: Iterable[bool | None]) -> bool | None:
    """
    Say whether all are true; None where an unknown one decides.
    """
    got = list(answers)
    return None if None in got and False not in got else all(got)
