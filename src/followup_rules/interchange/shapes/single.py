"""
Single values: numbers, texts, flags and names.
"""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

from followup_rules.exact import parse_fraction, show_rate
from followup_rules.fields import (
    Exact,
    Flag,
    Holds,
    Label,
    Member,
    Share,
    Whole,
    Words,
    Zone,
)
from followup_rules.immutable import frozen
from followup_rules.interchange.faults import Clauses, Place
from followup_rules.interchange.shapes.protocol import Schema, SchemaBook, Shape

# Surrogates are left to the loader: the engines of editors refuse a pattern with them.
_SIGN: Final = r"\u0000-\u001f\u007f-\u009f"
WORDS_PATTERN: Final = rf"^[^\s{_SIGN}](?:[^{_SIGN}]*[^\s{_SIGN}])?(?!\n)$"
SHARE_PATTERN: Final = (
    r"^(?:(?:100(?:\.0{1,30})?|[0-9]{1,2}(?:\.[0-9]{1,30})?)%"
    r"|0(?:\.[0-9]{1,30})?|1(?:\.0{1,30})?|[0-9]{1,30}/[1-9][0-9]{0,29})(?!\n)$"
)
EXACT_PATTERN: Final = (
    r"^-?(?:[0-9]{1,30}(?:\.[0-9]{1,30})?|[0-9]{1,30}/[1-9][0-9]{0,29})(?!\n)$"
)
_NO_FLOAT: Final = (
    "; write it as text: a float does not hold most rates exactly, and "
    "math.ceil(0.07 * 100) is 8"
)


@frozen
class _Single:
    """
    A value by itself, which plain data holds as it stands.
    """

    rule: Any

    @property
    def allowed(self) -> str:
        """
        What a field may hold, in words.
        """
        words: str = self.rule.allowed
        return words

    def write(self, value: Any, _clauses: Clauses) -> Any:
        """
        Leave it.
        """
        return value


# ------------------------------------------------------------------------- numbers


@frozen
class WholeShape(_Single):
    """
    A whole number.
    """

    def read(self, value: object, at: Place) -> Any:
        """
        Refuse what is no whole number inside the bounds; 3.0 is none.
        """
        if isinstance(value, float):
            return at.refuse("float", value, self.allowed)
        if not isinstance(value, int) or isinstance(value, bool):
            return at.refuse("wrong_type", value, self.allowed)
        if not self.rule.accepts(value):
            return at.refuse("not_allowed", value, self.allowed)
        return value

    def schema(self, _book: SchemaBook) -> Schema:
        """
        Return the bounds.
        """
        bounds = {"minimum": self.rule.minimum, "maximum": self.rule.maximum}
        return {
            "type": "integer",
            **{name: bound for name, bound in bounds.items() if bound is not None},
        }


@frozen
class ShareShape(_Single):
    """
    An exact share from 0 to 1, always as text.
    """

    @property
    def allowed(self) -> str:
        """
        The spellings in words.
        """
        return "a share from 0 to 1 as text, such as '8%' or '2/25'"

    def read(self, value: object, at: Place) -> Any:
        """
        Refuse floats with the reason, and whole numbers: is 1 one percent, or all?
        """
        if isinstance(value, float):
            return at.refuse("float", value, self.allowed + _NO_FLOAT)
        if not isinstance(value, str):
            return at.refuse("wrong_type", value, self.allowed)
        if not re.search(SHARE_PATTERN, value):
            return at.refuse("not_allowed", value, self.allowed)
        if "/" in value and Fraction(value) > 1:
            return at.refuse("above_one", value, self.allowed)
        return parse_fraction(value)

    def write(self, value: Any, _clauses: Clauses) -> Any:
        """
        Write it as a percentage where that is exact.
        """
        rate: Fraction = value
        return show_rate(rate)

    def schema(self, _book: SchemaBook) -> Schema:
        """
        Return the spellings.
        """
        return {"type": "string", "pattern": SHARE_PATTERN}


@frozen
class ExactShape(_Single):
    """
    An exact number: a whole one, or any other as text.
    """

    @property
    def allowed(self) -> str:
        """
        The bounds and the spelling in words.
        """
        return f"{self.rule.allowed}; one that is not whole as text, such as '3/2'"

    def read(self, value: object, at: Place) -> Any:
        """
        Refuse floats with the reason.
        """
        if isinstance(value, float):
            return at.refuse("float", value, self.allowed + _NO_FLOAT)
        if isinstance(value, bool) or not isinstance(value, int | str):
            return at.refuse("wrong_type", value, self.allowed)
        if isinstance(value, str) and not re.search(EXACT_PATTERN, value):
            return at.refuse("not_allowed", value, self.allowed)
        number = Fraction(value)
        if not self.rule.accepts(number):
            code = "not_allowed" if isinstance(value, int) else "does_not_fit"
            return at.refuse(code, value, self.allowed)
        return number

    def write(self, value: Any, _clauses: Clauses) -> Any:
        """
        Write whole numbers as such.
        """
        number: Fraction = value
        return number.numerator if number.denominator == 1 else str(number)

    def schema(self, _book: SchemaBook) -> Schema:
        """
        Return the bounds of whole numbers, and the spellings of the others.
        """
        bounds = {"minimum": self.rule.minimum, "maximum": self.rule.maximum}
        whole = {name: bound for name, bound in bounds.items() if bound is not None}
        return {
            "anyOf": [
                {"type": "integer", **whole},
                {"type": "string", "pattern": EXACT_PATTERN},
            ]
        }


# --------------------------------------------------------------------------- texts


@frozen
class WordsShape(_Single):
    """
    A text.
    """

    def read(self, value: object, at: Place) -> Any:
        """
        Refuse blank texts, edge blanks, control characters, and other forms than NFC.
        """
        if not isinstance(value, str):
            return at.refuse("wrong_type", value, self.allowed)
        if not re.search(WORDS_PATTERN, value):
            return at.refuse("not_allowed", value, self.allowed)
        if not self.rule.accepts(value):
            return at.refuse("not_nfc", value, self.allowed)
        return value

    def schema(self, book: SchemaBook) -> Schema:
        """
        Return the demands.
        """
        pattern = {"type": "string", "pattern": WORDS_PATTERN}
        return book.refer("Words", lambda: pattern)


@frozen
class LabelShape(WordsShape):
    """
    A text by which something is found.
    """

    def read(self, value: object, at: Place) -> Any:
        """
        Refuse as well what nobody sees.
        """
        if isinstance(value, str) and Words().accepts(value):
            if self.rule.accepts(value):
                return value
            return at.refuse("unseen", value, self.allowed)
        return super().read(value, at)


@frozen
class ZoneShape(_Single):
    """
    The name of a time zone.
    """

    def read(self, value: object, at: Place) -> Any:
        """
        Ask the time zone database.
        """
        if not isinstance(value, str):
            return at.refuse("wrong_type", value, self.allowed)
        if not self.rule.accepts(value):
            return at.refuse("unknown_zone", value, self.allowed)
        return value

    def schema(self, _book: SchemaBook) -> Schema:
        """
        Any text; which zones there are, only the database knows.
        """
        return {"type": "string", "examples": ["Asia/Shanghai"]}


@frozen
class FlagShape(_Single):
    """
    True or false.
    """

    @property
    def allowed(self) -> str:
        """
        Both values.
        """
        return "true or false"

    def read(self, value: object, at: Place) -> Any:
        """
        Refuse everything but the two.
        """
        if not isinstance(value, bool):
            return at.refuse("wrong_type", value, self.allowed)
        return value

    def schema(self, _book: SchemaBook) -> Schema:
        """
        Return both values.
        """
        return {"type": "boolean"}


@frozen
class MemberShape(_Single):
    """
    One member of an enumeration, by its name.
    """

    @property
    def allowed(self) -> str:
        """
        The names.
        """
        return ", ".join(self.rule.of.__members__)

    def read(self, value: object, at: Place) -> Any:
        """
        Refuse every other name.
        """
        if not isinstance(value, str):
            return at.refuse("wrong_type", value, self.allowed)
        if value not in self.rule.of.__members__:
            return at.refuse(
                "not_allowed", value, self.allowed, self.rule.of.__members__
            )
        return self.rule.of[value]

    def write(self, value: Any, _clauses: Clauses) -> Any:
        """
        Write the name.
        """
        return value.name

    def schema(self, _book: SchemaBook) -> Schema:
        """
        Return the names.
        """
        return {"enum": list(self.rule.of.__members__)}


SHAPES: Final[dict[type[Holds], Callable[[Any], Shape]]] = {
    Whole: WholeShape,
    Share: ShareShape,
    Exact: ExactShape,
    Label: LabelShape,
    Words: WordsShape,
    Zone: ZoneShape,
    Flag: FlagShape,
    Member: MemberShape,
}
"""The shape of every single value that a field may hold."""

WORDS: Final = WordsShape(Words())
"""The shape of any text."""
LABEL: Final = LabelShape(Label())
"""The shape of a name."""
