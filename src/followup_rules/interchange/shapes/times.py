"""
Lengths of time, times of day and days.
"""

import datetime as dt
import re
from typing import Any, Final

from followup_rules.errors import InvalidFieldError
from followup_rules.immutable import frozen
from followup_rules.interchange.faults import Clauses, Place
from followup_rules.interchange.shapes.protocol import Schema, SchemaBook
from followup_rules.timing.amounts import SPAN_UNITS, Span, read_span
from followup_rules.timing.cycles import (
    CELLS_PATTERN,
    DUE_DAYS,
    Cycle,
    read_cells,
    read_due_day,
    write_cells,
)
from followup_rules.timing.hours import Window
from followup_rules.timing.hours.windows import WINDOW_PATTERN

TIME_PATTERN: Final = (
    r"^(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{6})?)?(?!\n)$"
)
DAY_PATTERN: Final = r"^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?!\n)$"

_CELLS_EXAMPLE: Final = "2 weeks from 2026-01-05"


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
        return [f"'{_example_of(kind)}'" for kind in self.kinds]

    def _pattern(self) -> str:
        """Return the pattern of all spellings."""
        spellings = [_spelling(kind) for kind in self.kinds]
        return f"^(?:{'|'.join(spellings)})(?!\\n)$"

    def read(self, value: object, at: Place) -> Any:
        """
        Refuse every other spelling.
        """
        if not isinstance(value, str):
            return at.refuse("wrong_type", value, self.allowed)
        if not re.search(self._pattern(), value):
            return at.refuse("not_allowed", value, self.allowed)
        try:
            return self._spelled(value)
        except InvalidFieldError as error:
            return at.refuse("does_not_fit", value, error.allowed)

    def _spelled(self, text: str) -> Any:
        """Return what a text spells that fits the pattern."""
        units = {
            kind.unit.en: kind
            for kind in self.kinds
            if kind is not Span and kind not in DUE_DAYS
        }
        if text in units:
            return units[text]()
        number, _, unit = text.partition(" ")
        if not number.isdecimal():
            return read_due_day(text)
        kind = units.get(unit) or units.get(unit.removesuffix("s"))
        return read_span(text) if kind is None else kind(int(number))

    def write(self, value: Any, _clauses: Clauses) -> Any:
        """
        Write it as it is said in English.
        """
        return str(value)

    def schema(self, _book: SchemaBook) -> Schema:
        """
        Return the spellings.
        """
        return {
            "type": "string",
            "pattern": self._pattern(),
            "examples": [example.strip("'") for example in self._examples()],
        }


def _example_of(kind: Any) -> str:
    """Return how a kind of length, or of day, may be written."""
    if kind in DUE_DAYS:
        return str(kind.example)
    if kind is Span:
        return "1 year 15 days"
    return f"3 {kind.unit.en}s" if hasattr(kind, "n") else str(kind.unit.en)


def _spelling(kind: Any) -> str:
    """Return the pattern of a kind of length, or of day."""
    if kind in DUE_DAYS:
        return _without_names(kind.spelling)
    if kind is Span:
        return SPAN_PATTERN
    unit = kind.unit.en
    if not hasattr(kind, "n"):
        return str(unit)
    # A least number of 1 is the only bound that a length has.
    zero = "" if _refuses_zero(kind) else "0|"
    return f"(?:{zero}[1-9][0-9]{{0,8}}) {unit}s?"


def _without_names(pattern: str) -> str:
    """Return a pattern without the names of its groups, which JSON Schema lacks."""
    return re.sub(r"\?P<\w+>", "", pattern)


def _refuses_zero(kind: Any) -> bool:
    """Say whether a length must be at least 1."""
    try:
        kind(0)
    except ValueError:
        return True
    return False


@frozen
class CellsShape:
    """
    What cuts time into cells: a cycle by its name, or so many units from a day.
    """

    @property
    def allowed(self) -> str:
        """
        The names, and an example.
        """
        return f"{', '.join(Cycle.__members__)} or a text such as {_CELLS_EXAMPLE!r}"

    def read(self, value: object, at: Place) -> Any:
        """
        Refuse every other spelling, and days that no calendar has.
        """
        if not isinstance(value, str):
            return at.refuse("wrong_type", value, self.allowed)
        try:
            return read_cells(value)
        except InvalidFieldError:
            cycles = tuple(Cycle.__members__)
            return at.refuse("not_allowed", value, self.allowed, cycles)

    def write(self, value: Any, _clauses: Clauses) -> Any:
        """
        Write the name of the cycle, or so many units from a day.
        """
        return write_cells(value)

    def schema(self, _book: SchemaBook) -> Schema:
        """
        Return the names and the spelling.
        """
        return {
            "anyOf": [
                {"enum": list(Cycle.__members__)},
                {
                    "type": "string",
                    "pattern": rf"^{CELLS_PATTERN}(?!\n)$",
                    "examples": [_CELLS_EXAMPLE],
                },
            ]
        }


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

    def read(self, value: object, at: Place) -> Any:
        """
        Refuse every other spelling.
        """
        if isinstance(value, dt.time):
            value = value.isoformat()
        if not isinstance(value, str):
            return at.refuse("wrong_type", value, self.allowed)
        if not re.search(TIME_PATTERN, value):
            out = "; leave it out for 24:00" if value == "24:00" else ""
            return at.refuse("not_allowed", value, f"{self.allowed}{out}")
        return dt.time.fromisoformat(value)

    def write(self, value: Any, _clauses: Clauses) -> Any:
        """
        Write it with a colon.
        """
        return value.isoformat()

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

    def read(self, value: object, at: Place) -> Any:
        """
        Refuse every other spelling, and empty windows.
        """
        if not isinstance(value, str):
            return at.refuse("wrong_type", value, self.allowed)
        if not re.search(WINDOW_PATTERN, value):
            return at.refuse("not_allowed", value, self.allowed)
        try:
            return Window.read(value)
        except InvalidFieldError as error:
            return at.refuse("does_not_fit", value, error.allowed)

    def write(self, value: Any, _clauses: Clauses) -> Any:
        """
        Write it as an office does.
        """
        return str(value)

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

    def read(self, value: object, at: Place) -> Any:
        """
        Refuse moments, and days that no calendar has.
        """
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value
        if not isinstance(value, str):
            return at.refuse("wrong_type", value, self.allowed)
        if not re.search(DAY_PATTERN, value):
            return at.refuse("not_allowed", value, self.allowed)
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return at.refuse("no_such_day", value, self.allowed)

    def write(self, value: Any, _clauses: Clauses) -> Any:
        """
        Write it with hyphens.
        """
        return value.isoformat()

    def schema(self, _book: SchemaBook) -> Schema:
        """
        Return the spelling.
        """
        return {"type": "string", "pattern": DAY_PATTERN}
