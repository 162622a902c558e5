"""
Texts with a form of their own: words in several languages, types and moments.
"""

import datetime as dt
import re
from typing import Any, Final

from followup_rules.books.feeds import About
from followup_rules.books.register import calculations, name_of
from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError
from followup_rules.immutable import frozen
from followup_rules.interchange.faults import Clauses, Place
from followup_rules.interchange.shapes.protocol import Schema, SchemaBook
from followup_rules.interchange.shapes.single import WORDS
from followup_rules.ledgers.spelling import ALLOWED, read_type, spell, types_like
from followup_rules.ledgers.values import Value
from followup_rules.tables import Table
from followup_rules.timing.moments import is_instant

_TAG: Final = r"^[a-z]{2,3}(?!\n)$"
_GIVEN: Final = "a text, a whole number, true or false, a list or a table"
_TIME: Final = "a time with its offset, such as '2026-03-02T16:30:00+08:00'"


@frozen
class TextShape:
    """
    Words in one language or in several, each under its tag.
    """

    @property
    def allowed(self) -> str:
        """
        An example.
        """
        return "a table of languages with the words in each, such as en and zh"

    def read(self, value: object, at: Place) -> Any:
        """
        Read the words of every language.
        """
        if not isinstance(value, dict):
            return at.refuse("wrong_type", value, self.allowed)
        faults = len(at.faults)
        if not value:
            return at.refuse("too_few", value, self.allowed)
        said = {}
        for tag, words in value.items():
            if not _is_tag(tag):
                allowed = "languages by their tags, such as en and zh"
                at.into(str(tag)).refuse("unknown_key", tag, allowed, ("en", "zh"))
            else:
                said[tag] = WORDS.read(words, at.into(tag))
        return None if len(at.faults) > faults else Text(**said)

    def write(self, value: Any, _clauses: Clauses) -> Any:
        """
        Write every language.
        """
        return dict(value.said)

    def schema(self, book: SchemaBook) -> Schema:
        """
        Describe the table.
        """
        return book.refer("Text", lambda: self._definition(book))

    def _definition(self, book: SchemaBook) -> Schema:
        """Describe tags and words."""
        words = WORDS.schema(book)
        least = {} if book.partial else {"minProperties": 1}
        known = dict.fromkeys(("en", "zh"), words)
        return {
            "type": "object",
            "properties": known,
            "propertyNames": {"pattern": _TAG},
            "additionalProperties": words,
            **least,
        }


def _is_tag(tag: object) -> bool:
    """Say whether a key is a language."""
    return isinstance(tag, str) and re.search(_TAG, tag) is not None


@frozen
class TypeShape:
    """
    What an attribute may hold, such as `list of name?`.
    """

    @property
    def allowed(self) -> str:
        """
        The types.
        """
        return ALLOWED

    def read(self, value: object, at: Place) -> Any:
        """
        Read the type.
        """
        if not isinstance(value, str):
            return at.refuse("wrong_type", value, ALLOWED)
        try:
            return read_type(value, _own_type)
        except InvalidFieldError:
            return at.refuse("not_a_type", value, ALLOWED, types_like(value))

    def write(self, value: Any, _clauses: Clauses) -> Any:
        """
        Spell it.
        """
        return spell(value)

    def schema(self, book: SchemaBook) -> Schema:
        """
        Any text; what is a type, only the loader knows.
        """
        examples = ["text", "yes or no?", "instant", "moment?", "one of a, b"]
        return book.refer("Type", lambda: {"type": "string", "examples": examples})


def _own_type(name: str) -> Value | None:
    """Return a type of a regulation's own by its name."""
    found = calculations().get(name)
    return found() if isinstance(found, type) and issubclass(found, Value) else None


@frozen
class CalculationShape:
    """
    The name of a function or class of a regulation; files name it and never hold it.
    """

    @property
    def allowed(self) -> str:
        """
        An example.
        """
        return "the name of a calculation of a book that is installed"

    def read(self, value: object, at: Place) -> Any:
        """
        Find it among those of the books.
        """
        if not isinstance(value, str):
            return at.refuse("wrong_type", value, self.allowed)
        known = calculations()
        if value not in known:
            return at.refuse("unknown_calculation", value, self.allowed, known)
        return known[value]

    def write(self, value: Any, _clauses: Clauses) -> Any:
        """
        Write its name.

        Raises:
            InvalidFieldError: If it is a calculation of no installed book, so that
                nothing could read it back.
        """
        name = name_of(value)
        if name not in calculations():
            raise InvalidFieldError("calculation", name, self.allowed)
        return name

    def schema(self, _book: SchemaBook) -> Schema:
        """
        Any text; which books there are, only the register knows.
        """
        return {"type": "string"}


@frozen
class AboutShape:
    """
    The kind of what a verdict is about, and its id where there is one.
    """

    @property
    def allowed(self) -> str:
        """
        An example.
        """
        return About().allowed

    def read(self, value: object, at: Place) -> Any:
        """
        Take them apart at the first blank.
        """
        if not isinstance(value, str):
            return at.refuse("wrong_type", value, self.allowed)
        kind, _, name = value.partition(" ")
        if not About().accepts((kind, name)):
            return at.refuse("not_allowed", value, self.allowed)
        return kind, name

    def write(self, value: Any, _clauses: Clauses) -> Any:
        """
        Put them together.
        """
        return " ".join(filter(None, value))

    def schema(self, book: SchemaBook) -> Schema:
        """
        Any text that may be a name.
        """
        return WORDS.schema(book)


@frozen
class InstantShape:
    """
    A moment with its offset, as text or as TOML's own.
    """

    @property
    def allowed(self) -> str:
        """
        An example.
        """
        return _TIME

    def read(self, value: object, at: Place) -> Any:
        """
        Refuse days, and times without an offset.
        """
        found = value
        if isinstance(value, str):
            try:
                found = dt.datetime.fromisoformat(value)
            except ValueError:
                return at.refuse("not_a_time", value, _TIME)
        elif not isinstance(value, dt.datetime):
            return at.refuse("wrong_type", value, _TIME)
        return found if is_instant(found) else at.refuse("not_a_time", value, _TIME)

    def write(self, value: Any, _clauses: Clauses) -> Any:
        """
        Write it as text.
        """
        return value.isoformat()

    def schema(self, _book: SchemaBook) -> Schema:
        """
        Any text; which are moments, only the loader knows.
        """
        return {"type": "string", "examples": ["2026-03-02T16:30:00+08:00"]}


@frozen
class GivenShape:
    """
    A value as it stands: a text, a number, yes or no, a list or a table of such.
    """

    @property
    def allowed(self) -> str:
        """
        What stands in files.
        """
        return _GIVEN

    def read(self, value: object, at: Place) -> Any:
        """
        Freeze it; days and times become texts.
        """
        match value:
            case bool() | int() | str():
                return value
            case dt.date() | dt.time():
                return value.isoformat()
            case list():
                return tuple(
                    self.read(one, at.into(place)) for place, one in enumerate(value)
                )
            case dict():
                return Table(
                    (str(name), self.read(one, at.into(str(name))))
                    for name, one in value.items()
                )
            case float():
                return at.refuse("float", value, _GIVEN)
        return at.refuse("wrong_type", value, _GIVEN)

    def write(self, value: Any, clauses: Clauses) -> Any:
        """
        Thaw it.
        """
        if isinstance(value, Table):
            return {name: self.write(one, clauses) for name, one in value.items()}
        if isinstance(value, tuple):
            return [self.write(one, clauses) for one in value]
        return value

    def schema(self, book: SchemaBook) -> Schema:
        """
        Describe what stands in files.
        """
        return book.refer("AnyValue", lambda: self._definition(book))

    def _definition(self, book: SchemaBook) -> Schema:
        """Describe a value, which may hold others."""
        inner = self.schema(book)
        return {
            "type": ["string", "boolean", "integer", "array", "object"],
            "items": inner,
            "additionalProperties": inner,
        }
