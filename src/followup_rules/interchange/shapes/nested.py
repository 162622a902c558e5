"""
Shapes that hold other shapes.
"""

from typing import Any

from attrs import frozen

from followup_rules.interchange.faults import Place
from followup_rules.interchange.shapes.protocol import (
    Clauses,
    Schema,
    SchemaBook,
    Shape,
)
from followup_rules.interchange.shapes.single import WordsShape


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

    def check(self, value: object, at: Place) -> Any:
        """
        Take false for nothing.
        """
        return None if value is False else self.inner.check(value, at)

    def tidy(self, value: Any, clauses: Clauses) -> Any:
        """
        Write nothing as false.
        """
        return False if value is None else self.inner.tidy(value, clauses)

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

    def check(self, value: object, at: Place) -> Any:
        """
        Check every entry.
        """
        if not isinstance(value, list):
            at.refuse("wrong_type", value, self.allowed)
            return value
        if len(value) < self.least:
            at.refuse("too_few", value, self.allowed)
        if self.unique and len(set(map(repr, value))) < len(value):
            at.refuse("twice", value, self.allowed)
        return [
            self.inner.check(entry, at.into(place)) for place, entry in enumerate(value)
        ]

    def tidy(self, value: Any, clauses: Clauses) -> Any:
        """
        Tidy every entry.
        """
        return [self.inner.tidy(entry, clauses) for entry in value]

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

    def check(self, value: object, at: Place) -> Any:
        """
        Check every name and every value.
        """
        if not isinstance(value, dict):
            at.refuse("wrong_type", value, self.allowed)
            return value
        if len(value) < self.least:
            at.refuse("too_few", value, self.allowed)
        checked = {}
        for name, entry in value.items():
            WordsShape().check(name, at)
            if isinstance(name, str):
                checked[name] = self.inner.check(entry, at.into(name))
        return checked

    def tidy(self, value: Any, clauses: Clauses) -> Any:
        """
        Tidy every value.
        """
        return {name: self.inner.tidy(entry, clauses) for name, entry in value.items()}

    def schema(self, book: SchemaBook) -> Schema:
        """
        Return the names and the inner shape.
        """
        schema: Schema = {
            "type": "object",
            "propertyNames": WordsShape().schema(book),
            "additionalProperties": self.inner.schema(book),
        }
        if self.least and not book.partial:
            schema["minProperties"] = self.least
        return schema


@frozen
class KeyedShape:
    """
    Entries that have a key of their own, in a table under it.
    """

    entries: TableShape
    key: str

    @property
    def allowed(self) -> str:
        """
        The inner shape.
        """
        return self.entries.allowed

    def check(self, value: object, at: Place) -> Any:
        """
        Check every entry, and put its key back into it.
        """
        checked = self.entries.check(value, at)
        if not isinstance(checked, dict):
            return []
        return [
            {self.key: name, **entry}
            for name, entry in checked.items()
            if isinstance(entry, dict)
        ]

    def tidy(self, value: Any, clauses: Clauses) -> Any:
        """
        Take the key out of every entry.
        """
        return self.entries.tidy({entry[self.key]: entry for entry in value}, clauses)

    def schema(self, book: SchemaBook) -> Schema:
        """
        Return the table.
        """
        return self.entries.schema(book)
