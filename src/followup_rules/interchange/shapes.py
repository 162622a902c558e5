"""
What plain data says where a policy holds a value.

Every rule of `fields` has a shape here. A shape checks plain data in the readable
form and returns it in the complete form, which is one to one with the policy's
fields (`check`); turns the complete form into the readable one (`tidy`); and says as
JSON Schema what it takes (`schema`). The two forms differ in three things: entries
that have a key of their own stand in a table under it, clauses of the rulebook are
named by id, and `false` says that there is nothing.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from enum import Enum
from fractions import Fraction
from typing import Any, Final, Protocol

from attrs import frozen

from followup_rules.exact import show_rate
from followup_rules.fields import Exact, Whole, Words, Zone
from followup_rules.interchange.faults import Place

Schema = dict[str, Any]
Clauses = Mapping[str, Mapping[str, Any]] | None

_SIGN: Final = r"\u0000-\u001f\u007f-\u009f\ud800-\udfff"
WORDS_PATTERN: Final = rf"^[^\s{_SIGN}](?:[^{_SIGN}]*[^\s{_SIGN}])?(?!\n)$"
SHARE_PATTERN: Final = (
    r"^(?:(?:100(?:\.0{1,30})?|[0-9]{1,2}(?:\.[0-9]{1,30})?)%"
    r"|0(?:\.[0-9]{1,30})?|1(?:\.0{1,30})?|[0-9]{1,30}/[1-9][0-9]{0,29})(?!\n)$"
)
EXACT_PATTERN: Final = (
    r"^-?(?:[0-9]{1,30}(?:\.[0-9]{1,30})?|[0-9]{1,30}/[1-9][0-9]{0,29})(?!\n)$"
)
TIME_PATTERN: Final = (
    r"^(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{6})?)?(?!\n)$"
)
DAY_PATTERN: Final = r"^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?!\n)$"
_WORDS: Final = Words()
_NO_FLOAT: Final = (
    "; write it as text: a float does not hold most rates exactly, and "
    "math.ceil(0.07 * 100) is 8"
)


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


# ------------------------------------------------------------------------- numbers


@frozen
class WholeShape:
    """
    A whole number.
    """

    rule: Whole

    @property
    def allowed(self) -> str:
        """
        The bounds in words.
        """
        return self.rule.allowed

    def check(self, value: object, at: Place) -> Any:
        """
        Refuse what is no whole number inside the bounds; 3.0 is none.
        """
        if isinstance(value, float):
            at.refuse("float", value, self.allowed)
        elif not isinstance(value, int) or isinstance(value, bool):
            at.refuse("wrong_type", value, self.allowed)
        elif not self.rule.accepts(value):
            at.refuse("not_allowed", value, self.allowed)
        return value

    def tidy(self, value: Any, _clauses: Clauses) -> Any:
        """
        Leave it.
        """
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
class ShareShape:
    """
    An exact share from 0 to 1, always as text.
    """

    @property
    def allowed(self) -> str:
        """
        The spellings in words.
        """
        return "a share from 0 to 1 as text, such as '8%' or '2/25'"

    def check(self, value: object, at: Place) -> Any:
        """
        Refuse floats with the reason, and whole numbers: is 1 one percent, or all?
        """
        if isinstance(value, float):
            at.refuse("float", value, self.allowed + _NO_FLOAT)
        elif not isinstance(value, str):
            at.refuse("wrong_type", value, self.allowed)
        elif not re.search(SHARE_PATTERN, value):
            at.refuse("not_allowed", value, self.allowed)
        elif "/" in value and Fraction(value) > 1:
            at.refuse("above_one", value, self.allowed)
        return value

    def tidy(self, value: Any, _clauses: Clauses) -> Any:
        """
        Write it as a percentage where that is exact.
        """
        return show_rate(Fraction(value))

    def schema(self, _book: SchemaBook) -> Schema:
        """
        Return the spellings.
        """
        return {"type": "string", "pattern": SHARE_PATTERN}


@frozen
class ExactShape:
    """
    An exact number: a whole one, or any other as text.
    """

    rule: Exact

    @property
    def allowed(self) -> str:
        """
        The bounds and the spelling in words.
        """
        return f"{self.rule.allowed}; one that is not whole as text, such as '3/2'"

    def check(self, value: object, at: Place) -> Any:
        """
        Refuse floats with the reason.
        """
        if isinstance(value, float):
            at.refuse("float", value, self.allowed + _NO_FLOAT)
        elif isinstance(value, bool) or not isinstance(value, int | str):
            at.refuse("wrong_type", value, self.allowed)
        elif isinstance(value, str) and not re.search(EXACT_PATTERN, value):
            at.refuse("not_allowed", value, self.allowed)
        elif not self.rule.accepts(Fraction(value)):
            code = "not_allowed" if isinstance(value, int) else "does_not_fit"
            at.refuse(code, value, self.allowed)
        return value

    def tidy(self, value: Any, _clauses: Clauses) -> Any:
        """
        Write whole numbers as such.
        """
        number = Fraction(value)
        return number.numerator if number.denominator == 1 else value

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
class WordsShape:
    """
    A text.
    """

    rule: Words = _WORDS

    @property
    def allowed(self) -> str:
        """
        The demands in words.
        """
        return self.rule.allowed

    def check(self, value: object, at: Place) -> Any:
        """
        Refuse blank texts, edge blanks, control characters, and other forms than NFC.
        """
        if not isinstance(value, str):
            at.refuse("wrong_type", value, self.allowed)
        elif not re.search(WORDS_PATTERN, value):
            at.refuse("not_allowed", value, self.allowed)
        elif not self.rule.accepts(value):
            at.refuse("not_nfc", value, self.allowed)
        return value

    def tidy(self, value: Any, _clauses: Clauses) -> Any:
        """
        Leave it.
        """
        return value

    def schema(self, book: SchemaBook) -> Schema:
        """
        Return the demands.
        """
        pattern = {"type": "string", "pattern": WORDS_PATTERN}
        return book.refer("Words", lambda: pattern)


@frozen
class ZoneShape:
    """
    The name of a time zone.
    """

    @property
    def allowed(self) -> str:
        """
        An example in words.
        """
        return Zone().allowed

    def check(self, value: object, at: Place) -> Any:
        """
        Ask the time zone database.
        """
        if not isinstance(value, str):
            at.refuse("wrong_type", value, self.allowed)
        elif not Zone().accepts(value):
            at.refuse("unknown_zone", value, self.allowed)
        return value

    def tidy(self, value: Any, _clauses: Clauses) -> Any:
        """
        Leave it.
        """
        return value

    def schema(self, _book: SchemaBook) -> Schema:
        """
        Any text; which zones there are, only the database knows.
        """
        return {"type": "string", "examples": ["Asia/Shanghai"]}


@frozen
class FlagShape:
    """
    True or false.
    """

    @property
    def allowed(self) -> str:
        """
        Both values.
        """
        return "true or false"

    def check(self, value: object, at: Place) -> Any:
        """
        Refuse everything but the two.
        """
        if not isinstance(value, bool):
            at.refuse("wrong_type", value, self.allowed)
        return value

    def tidy(self, value: Any, _clauses: Clauses) -> Any:
        """
        Leave it.
        """
        return value

    def schema(self, _book: SchemaBook) -> Schema:
        """
        Return both values.
        """
        return {"type": "boolean"}


@frozen
class MemberShape:
    """
    One member of an enumeration, by its name.
    """

    of: type[Enum]

    @property
    def allowed(self) -> str:
        """
        The names.
        """
        return ", ".join(self.of.__members__)

    def check(self, value: object, at: Place) -> Any:
        """
        Refuse every other name.
        """
        if not isinstance(value, str):
            at.refuse("wrong_type", value, self.allowed)
        elif value not in self.of.__members__:
            at.refuse("not_allowed", value, self.allowed, self.of.__members__)
        return value

    def tidy(self, value: Any, _clauses: Clauses) -> Any:
        """
        Leave it.
        """
        return value

    def schema(self, _book: SchemaBook) -> Schema:
        """
        Return the names.
        """
        return {"enum": list(self.of.__members__)}


# ---------------------------------------------------------------------------- time


@frozen
class LengthShape:
    """
    A length of time, such as "3 days", in some of the units.
    """

    kinds: tuple[Any, ...]

    @property
    def allowed(self) -> str:
        """
        An example for each unit.
        """
        return " or ".join(self._examples())

    def _examples(self) -> list[str]:
        """Return an example for each unit."""
        return [
            f"'3 {kind.unit.en}s'" if hasattr(kind, "n") else f"'{kind.unit.en}'"
            for kind in self.kinds
        ]

    def _pattern(self) -> str:
        """Return the pattern of all spellings."""
        spellings = []
        for kind in self.kinds:
            unit = kind.unit.en
            # A least number of 1 is the only bound that a length has.
            zero = "" if not hasattr(kind, "n") or _refuses_zero(kind) else "0|"
            number = f"(?:{zero}[1-9][0-9]{{0,8}}) "
            spellings.append(f"{number}{unit}s?" if hasattr(kind, "n") else unit)
        return f"^(?:{'|'.join(spellings)})(?!\\n)$"

    def check(self, value: object, at: Place) -> Any:
        """
        Refuse every other spelling.
        """
        if not isinstance(value, str):
            at.refuse("wrong_type", value, self.allowed)
        elif not re.search(self._pattern(), value):
            at.refuse("not_allowed", value, self.allowed)
        return value

    def tidy(self, value: Any, _clauses: Clauses) -> Any:
        """
        Leave it.
        """
        return value

    def schema(self, _book: SchemaBook) -> Schema:
        """
        Return the spellings.
        """
        return {
            "type": "string",
            "pattern": self._pattern(),
            "examples": [example.strip("'") for example in self._examples()],
        }


def _refuses_zero(kind: Any) -> bool:
    """Say whether a length must be at least 1."""
    try:
        kind(0)
    except ValueError:
        return True
    return False


@frozen
class TimeShape:
    """
    A time of day, as text or as TOML's own.
    """

    @property
    def allowed(self) -> str:
        """
        An example in words.
        """
        return "a time of day, such as '17:30'"

    def check(self, value: object, at: Place) -> Any:
        """
        Refuse every other spelling.
        """
        if isinstance(value, dt.time):
            value = value.isoformat()
        if not isinstance(value, str):
            at.refuse("wrong_type", value, self.allowed)
        elif not re.search(TIME_PATTERN, value):
            at.refuse("not_allowed", value, self.allowed)
        return value

    def tidy(self, value: Any, _clauses: Clauses) -> Any:
        """
        Leave it.
        """
        return value

    def schema(self, _book: SchemaBook) -> Schema:
        """
        Return the spelling.
        """
        return {"type": "string", "pattern": TIME_PATTERN}


@frozen
class DayShape:
    """
    A day, as text or as TOML's own.
    """

    @property
    def allowed(self) -> str:
        """
        An example in words.
        """
        return "a day, such as 2026-07-01"

    def check(self, value: object, at: Place) -> Any:
        """
        Refuse moments, and days that no calendar has.
        """
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value.isoformat()
        if not isinstance(value, str):
            at.refuse("wrong_type", value, self.allowed)
        elif not re.search(DAY_PATTERN, value):
            at.refuse("not_allowed", value, self.allowed)
        else:
            try:
                dt.date.fromisoformat(value)
            except ValueError:
                at.refuse("no_such_day", value, self.allowed)
        return value

    def tidy(self, value: Any, _clauses: Clauses) -> Any:
        """
        Leave it.
        """
        return value

    def schema(self, _book: SchemaBook) -> Schema:
        """
        Return the spelling.
        """
        return {"type": "string", "pattern": DAY_PATTERN}


# ------------------------------------------------------------------ shapes in shapes


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
