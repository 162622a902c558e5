"""
What moves a bound, asked of the rows that belong to a row, or of the row itself.
"""

from abc import ABC, abstractmethod
from typing import Any, Self

from followup_rules.books.conditions import Answer, Known, belonging
from followup_rules.books.feeds.asking import (
    Part,
    answer,
    as_length,
    ask,
    ask_when,
    own_questions,
    whether,
)
from followup_rules.books.judging import Judging
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import Name, held
from followup_rules.immutable import frozen


@frozen(kw_only=True, field_transformer=held)
class Moves(Part, ABC):
    """
    Rows, each of which is one thing that may move a bound.

    Attributes:
        of: The kind of the rows, which belong to the row that is judged; None is that
            row itself, which then is one, or none.
        where: Which of them are meant; while that is not known of one, nothing is
            held against anybody.
        given: A function that returns them instead.
    """

    of: Name | None = None
    where: Answer = whether()
    given: Answer = ask()

    def __attrs_post_init__(self) -> None:
        kind = type(self).__name__
        if self.given is None:
            self._check(kind)
            return
        for name in ("of", *(name for name, _, _ in own_questions(self))):
            if name != "given" and getattr(self, name) is not None:
                allowed = "None beside a function that returns them"
                raise InvalidFieldError(f"{kind}.{name}", getattr(self, name), allowed)

    @abstractmethod
    def _check(self, kind: str) -> None:
        """Refuse what asks too little, or twice."""

    def bound(self, kind: str, known: Known) -> Self:
        """
        Hold its questions against the facts.

        Raises:
            UnknownNameError: If the rows do not belong to those that are judged.
        """
        self._check_home(kind, known)
        return super().bound(kind, known)

    def _check_home(self, kind: str, known: Known) -> None:
        """Refuse rows that do not belong to those that are judged."""
        if self.of is not None:
            belonging(self.of, known[kind], known)

    def _rows(self, case: Judging, row: Any) -> tuple[Any, ...]:
        """Return the rows that its questions are asked of."""
        return (row,) if self.of is None else case.own(self.of, row)

    def told(self, case: Judging, row: Any) -> tuple[tuple[Any, ...], bool]:
        """
        Return what is told of a row, and whether all that may move its bound is known.
        """
        if self.given is not None:
            found = answer(case, row, self.given)
            return (() if found is None else tuple(found)), True
        sure = True
        told: list[dict[str, Any]] = []
        for one in self._rows(case, row):
            fits = True if self.where is None else answer(case, one, self.where)
            if not fits:
                sure = sure and fits is not None
                continue
            facts = self._asked(case, one)
            if self._is_told(facts):
                told.append(facts)
            elif self.of is not None or any(
                said is not None for said in facts.values()
            ):
                sure = False  # there is one, and nobody knows what it does
        return tuple(told), sure

    def _asked(self, case: Judging, one: Any) -> dict[str, Any]:
        """Return what one row tells."""
        return {
            name: what.of(case, one)
            for name, what, _ in own_questions(self)
            if name != "where"
        }

    @abstractmethod
    def _is_told(self, facts: dict[str, Any]) -> bool:
        """Say whether what it does to the bound is told."""


@frozen(kw_only=True, field_transformer=held)
class Pauses(Moves):
    """
    When the clock stood still.

    Attributes:
        of: The kind of the rows, which belong to the row that is judged; None is that
            row itself, which has one pause, or none.
        where: Which of them are meant; while that is not known of one, nothing is
            held against anybody.
        given: A function that returns them instead.
        begins: When a pause begins; a row itself without an answer has none.
        ends: When it ends; None is that none has ended.
        reason: Why.
    """

    begins: Answer = ask_when()
    ends: Answer = ask_when()
    reason: Answer = ask()

    def _check(self, kind: str) -> None:
        """Ask when it begins, and why."""
        for name in ("begins", "reason"):
            if getattr(self, name) is None:
                raise InvalidFieldError(f"{kind}.{name}", None, "a question")

    def _is_told(self, facts: dict[str, Any]) -> bool:
        """Say whether it begins."""
        return facts["begins"] is not None


@frozen(kw_only=True, field_transformer=held)
class Extensions(Moves):
    """
    What more time was asked for.

    Attributes:
        of: The kind of the rows, which belong to the row that is judged; None is that
            row itself, which has one extension, or none.
        where: Which of them are meant; while that is not known of one, nothing is
            held against anybody.
        given: A function that returns them instead.
        asked_at: When it was asked for.
        granted_at: When it was granted.
        granted_by: The role of whoever granted it.
        amount: How much more, as a text such as "30 days".
        extended_to: Instead, the new last day; a row itself without either has none.
    """

    asked_at: Answer = ask_when()
    granted_at: Answer = ask_when()
    granted_by: Answer = ask()
    amount: Answer = ask()
    extended_to: Answer = ask_when()

    def _check(self, kind: str) -> None:
        """Ask how much more."""
        if self.amount is None and self.extended_to is None:
            allowed = "a question of how much more, or of the new last day"
            raise InvalidFieldError(f"{kind}.amount", None, allowed)

    def _asked(self, case: Judging, one: Any) -> dict[str, Any]:
        """Return what one row tells."""
        facts = super()._asked(case, one)
        if self.amount is not None:
            facts["amount"] = as_length(facts["amount"], self.amount)
        return facts

    def _is_told(self, facts: dict[str, Any]) -> bool:
        """Say whether it gives more time."""
        return facts.get("amount") is not None or facts.get("extended_to") is not None
