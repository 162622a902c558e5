"""
The shape of a question to a row.
"""

from typing import Any

from followup_rules.books.conditions import Asks, By, parse
from followup_rules.errors import InvalidFieldError
from followup_rules.immutable import frozen
from followup_rules.interchange.faults import Clauses, Place
from followup_rules.interchange.shapes.protocol import Schema, SchemaBook, Shape


@frozen
class QuestionShape:
    """
    A question to a row as a text of the little language; `true` is always.

    A function of a regulation stands in a table, under its name.

    Attributes:
        function: The shape of a function.
        always: Whether `true` may stand, for what asks yes or no.
        none: Whether `false` may stand for no question.
    """

    function: Shape
    always: bool = True
    none: bool = True

    @property
    def allowed(self) -> str:
        """
        The language.
        """
        always = "true for always, " if self.always else ""
        none = "false for none, or " if self.none else ""
        return f"{always}{none}{Asks().allowed}"

    def read(self, value: object, at: Place) -> Any:
        """
        Parse it; what it names is looked up later.
        """
        if value is True and self.always:
            return True
        if value is False and self.none:
            return None
        if isinstance(value, dict):
            return self.function.read(value, at)
        if not isinstance(value, str):
            return at.refuse("wrong_type", value, self.allowed)
        try:
            return parse(value)
        except InvalidFieldError as error:
            return at.refuse("not_a_condition", value, error.allowed)

    def write(self, value: Any, clauses: Clauses) -> Any:
        """
        Write its text.

        Raises:
            InvalidFieldError: If it holds a function among other questions, so that
                no text says it.
        """
        if value is None or value is True:
            return value is True
        if isinstance(value, By):
            return self.function.write(value, clauses)
        text = str(value)
        try:
            same = value is not False and parse(text) == value
        except InvalidFieldError:
            same = False
        if not same:
            allowed = "a question that the little language can ask"
            raise InvalidFieldError("question", text, allowed)
        return text

    def schema(self, book: SchemaBook) -> Schema:
        """
        Any text; whether it is a question, only the loader knows.
        """
        name = "Question" if self.always else "Value" if self.none else "Needed"
        return book.refer(name, lambda: self._definition(book))

    def _definition(self, book: SchemaBook) -> Schema:
        """Describe the forms."""
        fixed: list[Schema] = [{"const": False}] if self.none else []
        if self.always:
            fixed = [{"type": "boolean"}]
        text = {"type": "string", "examples": ["kind is request", "any call"]}
        function = self.function.schema(book)
        return {"anyOf": [*fixed, text, function]}
