"""
How answers of yes, no or not known are joined, turned round and hung on a condition.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from attrs import evolve

from followup_rules.books.conditions.questions import (
    Known,
    Question,
    bracketed,
    is_day,
)
from followup_rules.books.conditions.truths import AsCertain, Happened
from followup_rules.books.conditions.values import refuse_rules
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import Flag
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Ledger
from followup_rules.ledgers.values import Inner, Names, Plain

if TYPE_CHECKING:
    from followup_rules.books.judging import Judging


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
