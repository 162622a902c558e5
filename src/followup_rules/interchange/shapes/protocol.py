"""
What every shape must be able to say.
"""

from collections.abc import Callable
from typing import Any, Protocol

from followup_rules.interchange.faults import Clauses, Place

Schema = dict[str, Any]


class Shape(Protocol):
    """
    What plain data may say at one place.
    """

    @property
    def allowed(self) -> str:
        """
        What is allowed, in words.
        """
        ...

    def read(self, value: object, at: Place) -> Any:
        """
        Return what plain data means.

        Where it keeps faults, at its place, nothing of use is returned.
        """
        ...

    def write(self, value: Any, clauses: Clauses, /) -> Any:
        """
        Return a value as plain data.
        """
        ...

    def schema(self, book: "SchemaBook", /) -> Schema:
        """
        Return what is allowed as JSON Schema.
        """
        ...


class WholeShape(Shape, Protocol):
    """
    What plain data may say of a whole object.
    """

    def definition(self, book: "SchemaBook", /) -> Schema:
        """
        Return what is allowed as JSON Schema, where it is not referred to.
        """
        ...


class SchemaBook(Protocol):
    """
    Collects the definitions of a schema while shapes describe themselves.
    """

    @property
    def partial(self) -> bool:
        """
        Whether it describes changes, in which nothing has to be said.
        """
        ...

    @property
    def alone(self) -> bool:
        """
        Whether it describes a policy alone, in which clauses are written out.
        """
        ...

    def refer(self, name: str, make: Callable[[], Schema]) -> Schema:
        """
        Return a reference to the definition *name*, made once.
        """
        ...
