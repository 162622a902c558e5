"""
A doubt of a text, and how it may be read.
"""

from typing import Any

from followup_rules.books.inside import field_of, with_field
from followup_rules.clauses import Text
from followup_rules.immutable import frozen
from followup_rules.tables import Table


@frozen(kw_only=True)
class Reading:
    """
    A choice made where the text can be read in more than one way.

    It is in force when every rule it decides holds the chosen value in its field.

    Attributes:
        id: Its number, such as `A-05`.
        question: What the text leaves open.
        rules: The ids of the rules it decides.
        field: Which field of theirs, with dots into a nested value.
        choices: Every value one may choose, by name; one entry where the ground
            leaves no choice. The first is the one that ships.
        ground: Why.
    """

    id: str
    question: Text
    rules: tuple[str, ...]
    field: str
    choices: Table[Any]
    ground: Text

    @property
    def chosen(self) -> str:
        """
        The name of the choice that ships.
        """
        return next(iter(self.choices))

    @property
    def alternatives(self) -> tuple[str, ...]:
        """
        The names of the other choices.
        """
        return tuple(name for name in self.choices if name != self.chosen)

    def in_force(self, book: Any) -> str | None:
        """
        Return the name of the choice that a book holds, or None where it is none.
        """
        for name, value in self.choices.items():
            if all(self._holds(book, rule_id, value) for rule_id in self.rules):
                return name
        return None

    def _holds(self, book: Any, rule_id: str, value: Any) -> bool:
        """Say whether the field that it decides has a value."""
        holder = book.holder(rule_id, self.field)
        held = field_of(holder, self.field)
        if held == value or holder is book.rules[rule_id]:
            return bool(held == value)
        # A question is held against the facts once it is in a book.
        same: bool = with_field(holder, self.field, value).bound(book.ledgers) == holder
        return same

    def __plain__(self) -> str:
        return self.id
