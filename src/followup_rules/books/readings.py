"""
A doubt of a text, and how it may be read.
"""

from typing import TYPE_CHECKING, Any

from followup_rules.clauses import Text
from followup_rules.immutable import frozen
from followup_rules.tables import Table

if TYPE_CHECKING:
    pass


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

    def __plain__(self) -> str:
        return self.id
