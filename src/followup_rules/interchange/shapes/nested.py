"""
Shapes that hold other shapes.
"""

from collections.abc import Iterator
from typing import Any

from followup_rules.immutable import frozen
from followup_rules.interchange.faults import Clauses, Place
from followup_rules.interchange.shapes.protocol import (
    Schema,
    SchemaBook,
    Shape,
)
from followup_rules.interchange.shapes.single import LABEL
from followup_rules.tables import Table


@frozen
class OptionalShape:
    """
    Nothing, written `false`, or what another shape takes.
    """

    inner: Shape

    @property
    def allowed(self) -> str:
        """
        The inner shape, or false.
        """
        return f"false for none, or {self.inner.allowed}"

    def read(self, value: object, at: Place) -> Any:
        """
        Take false for nothing.
        """
        return None if value is False else self.inner.read(value, at)

    def write(self, value: Any, clauses: Clauses) -> Any:
        """
        Write nothing as false.
        """
        return False if value is None else self.inner.write(value, clauses)

    def schema(self, book: SchemaBook) -> Schema:
        """
        Return both.
        """
        return {"anyOf": [{"const": False}, self.inner.schema(book)]}


@frozen
class ListShape:
    """
    A list, without repetition where *unique*.
    """

    inner: Shape
    least: int = 0
    unique: bool = False

    @property
    def allowed(self) -> str:
        """
        The inner shape and the least length.
        """
        words = f"a list of {self.least} or more, each {self.inner.allowed}"
        return f"{words}, none twice" if self.unique else words

    def read(self, value: object, at: Place) -> Any:
        """
        Read every entry, whatever is wrong with the list.
        """
        if not isinstance(value, list):
            return at.refuse("wrong_type", value, self.allowed)
        if len(value) < self.least:
            at.refuse("too_few", value, self.allowed)
        if self.unique and len(set(map(repr, value))) < len(value):
            at.refuse("twice", value, self.allowed)
        return tuple(
            self.inner.read(entry, at.into(place)) for place, entry in enumerate(value)
        )

    def write(self, value: Any, clauses: Clauses) -> Any:
        """
        Write every entry.
        """
        return [self.inner.write(entry, clauses) for entry in value]

    def schema(self, book: SchemaBook) -> Schema:
        """
        Return the inner shape and the bounds.
        """
        schema: Schema = {"type": "array", "items": self.inner.schema(book)}
        if self.least:
            schema["minItems"] = self.least
        if self.unique:
            schema["uniqueItems"] = True
        return schema


@frozen
class TableShape:
    """
    A table of names, each with what another shape takes.
    """

    inner: Shape
    least: int = 0

    @property
    def allowed(self) -> str:
        """
        The inner shape.
        """
        return f"a table of names, each with {self.inner.allowed}"

    def read(self, value: object, at: Place) -> Any:
        """
        Read every name and every value.
        """
        return Table(
            (name, self.inner.read(entry, inside))
            for name, entry, inside in self.entries(value, at)
        )

    def entries(self, value: object, at: Place) -> Iterator[tuple[str, object, Place]]:
        """
        Yield each name, its value and its place, whatever is wrong with some.
        """
        if not isinstance(value, dict):
            at.refuse("wrong_type", value, self.allowed)
            return
        if len(value) < self.least:
            at.refuse("too_few", value, self.allowed)
        for name, entry in value.items():
            LABEL.read(name, at)
            if isinstance(name, str):
                yield name, entry, at.into(name)

    def write(self, value: Any, clauses: Clauses) -> Any:
        """
        Write every value.
        """
        return {name: self.inner.write(entry, clauses) for name, entry in value.items()}

    def schema(self, book: SchemaBook) -> Schema:
        """
        Return the names and the inner shape.
        """
        schema: Schema = {
            "type": "object",
            "propertyNames": LABEL.schema(book),
            "additionalProperties": self.inner.schema(book),
        }
        if self.least and not book.partial:
            schema["minProperties"] = self.least
        return schema
