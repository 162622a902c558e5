"""
Lengths of time, times of day and days.
"""

import datetime as dt
import re
from typing import Any, Final

from attrs import frozen

from followup_rules.errors import InvalidFieldError
from followup_rules.interchange.faults import Place
from followup_rules.interchange.shapes.protocol import Clauses, Schema, SchemaBook
from followup_rules.timing.amounts import SPAN_UNITS, Span, read_span
from followup_rules.timing.hours import Window
from followup_rules.timing.hours.windows import WINDOW_PATTERN

TIME_PATTERN: Final = (
    r"^(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{6})?)?(?!\n)$"
)
DAY_PATTERN: Final = r"^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?!\n)$"


def _span_pattern() -> str:
    """Return the pattern of two units or more, from the largest down."""
    parts = [
        f"(?:(?:^| | - )[1-9][0-9]{{0,8}} (?:{'|'.join(unit.en for unit in units)})s?)?"
        for units in SPAN_UNITS
    ]
    several = "(?=[1-9][^ ]*(?: [^ ]+){3})"
    never_added_after = "(?!.* - .*[a-z] [0-9])"
    return f"{several}{never_added_after}{''.join(parts)}"


SPAN_PATTERN: Final = _span_pattern()


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
        return [_example(kind) for kind in self.kinds]

    def _pattern(self) -> str:
        """Return the pattern of all spellings."""
        spellings = [_spelling(kind) for kind in self.kinds]
        return f"^(?:{'|'.join(spellings)})(?!\\n)$"

    def check(self, value: object, at: Place) -> Any:
        """
        Refuse every other spelling.
        """
        if not isinstance(value, str):
            at.refuse("wrong_type", value, self.allowed)
        elif not re.search(self._pattern(), value):
            at.refuse("not_allowed", value, self.allowed)
        else:
            try:
                read_span(value)
            except InvalidFieldError as error:
                at.refuse("does_not_fit", value, error.allowed)
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


def _example(kind: Any) -> str:
    """Return an example of a kind of length."""
    if kind is Span:
        return "'1 year 15 days'"
    return f"'3 {kind.unit.en}s'" if hasattr(kind, "n") else f"'{kind.unit.en}'"


def _spelling(kind: Any) -> str:
    """Return the pattern of a kind of length."""
    if kind is Span:
        return SPAN_PATTERN
    unit = kind.unit.en
    if not hasattr(kind, "n"):
        return str(unit)
    # A least number of 1 is the only bound that a length has.
    zero = "" if _refuses_zero(kind) else "0|"
    return f"(?:{zero}[1-9][0-9]{{0,8}}) {unit}s?"


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
class WindowShape:
    """
    Open from when until when, such as "09:00-12:00".
    """

    @property
    def allowed(self) -> str:
        """
        Examples in words.
        """
        return "a window such as '09:00-12:00', '22:00-06:00' or '00:00-24:00'"

    def check(self, value: object, at: Place) -> Any:
        """
        Refuse every other spelling, and empty windows.
        """
        if not isinstance(value, str):
            at.refuse("wrong_type", value, self.allowed)
        elif not re.search(WINDOW_PATTERN, value):
            at.refuse("not_allowed", value, self.allowed)
        else:
            try:
                Window.read(value)
            except InvalidFieldError as error:
                at.refuse("does_not_fit", value, error.allowed)
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
        return {
            "type": "string",
            "pattern": WINDOW_PATTERN,
            "examples": ["09:00-12:00", "22:00-06:00"],
        }


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
