"""
What every shape must be able to say.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from followup_rules.interchange.faults import Place

Schema = dict[str, Any]
Clauses = Mapping[str, Mapping[str, Any]] | None


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

    def check(self, value: object, at: Place) -> Any:
        """
        Return the complete form of *value*, or keep faults at its place.
        """
        ...

    def tidy(self, value: Any, clauses: Clauses) -> Any:
        """
        Return the readable form of a value in the complete form.
        """
        ...

    def schema(self, book: "SchemaBook") -> Schema:
        """
        Return what is allowed as JSON Schema.
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
