"""
Complete plain data into objects and back, by cattrs.

Only data that the shapes have checked comes here, so nothing is converted on the
way that a reader would not expect: a text stays a text and a number a number.
"""

import datetime as dt
from collections.abc import Callable
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin

import attrs
from cattrs import Converter

from followup_rules.exact import parse_fraction
from followup_rules.interchange.classes import LENGTHS, tag_of
from followup_rules.tables import Table
from followup_rules.timing.amounts import Span, read_span
from followup_rules.timing.hours import Window

_UNITS: Final = {kind.unit.en: kind for kind in LENGTHS if kind is not Span}
_Hook = Callable[..., Any]


def structure(data: Any, cls: Any) -> Any:
    """
    Return the object of *cls* that complete plain data describes.

    Raises:
        FollowupRulesError: If its values do not fit together.
    """
    return _converter().structure(data, cls)


def unstructure(value: Any, hint: Any = None) -> Any:
    """
    Return the complete plain data of an object.

    Args:
        value: The object.
        hint: The annotation of the field that holds it; None is its own class.
    """
    return _converter().unstructure(value, hint)


@cache
def _converter() -> Converter:
    """Return the one converter; it is never cattrs's global one."""
    made = Converter(forbid_extra_keys=True, detailed_validation=False)
    for scalar in (str, int, bool):
        made.register_structure_hook(scalar, lambda value, _: value)
    made.register_structure_hook(Fraction, lambda text, _: parse_fraction(text))
    made.register_unstructure_hook(Fraction, str)
    made.register_structure_hook(dt.time, lambda text, to: to.fromisoformat(text))
    made.register_unstructure_hook(dt.time, lambda value: value.isoformat())
    made.register_structure_hook(dt.date, lambda text, to: to.fromisoformat(text))
    made.register_unstructure_hook(dt.date, lambda value: value.isoformat())
    made.register_structure_hook(Window, lambda text, to: to.read(text))
    made.register_unstructure_hook(Window, str)
    made.register_structure_hook_func(_is_enum, lambda name, to: to[name])
    made.register_unstructure_hook_func(_is_enum, lambda member: member.name)
    made.register_structure_hook_func(_is_length, lambda text, _: _read_length(text))
    made.register_unstructure_hook_func(_is_length, _write_length)
    made.register_structure_hook_factory(_is_table, _reader_of_table(made))
    made.register_unstructure_hook_factory(_is_table, _writer_of_table(made))
    made.register_structure_hook_factory(_is_choice, _reader_of_choice(made))
    made.register_unstructure_hook_factory(_is_choice, _writer_of_choice(made))
    return made


def _parts(hint: Any) -> tuple[Any, ...]:
    """Return the classes that an annotation names, without None."""
    if get_origin(hint) in {Union, UnionType}:
        return tuple(part for part in get_args(hint) if part is not NoneType)
    return (hint,)


def _is_enum(hint: Any) -> bool:
    """Recognise an enumeration."""
    return isinstance(hint, type) and issubclass(hint, Enum)


# ------------------------------------------------------------------------- lengths


def _is_length(hint: Any) -> bool:
    """Recognise a length of time, or several kinds of it, or None."""
    return all(part in LENGTHS for part in _parts(hint))


def _read_length(text: str | None) -> Any:
    """Read a length that its shape has checked."""
    if text is None:
        return None
    if span := read_span(text):
        return span
    number, _, unit = text.partition(" ")
    if not number.isdecimal():
        return _UNITS[text]()
    kind = _UNITS.get(unit) or _UNITS[unit.removesuffix("s")]
    return kind(int(number))


def _write_length(value: Any) -> str | None:
    """Write a length."""
    return None if value is None else str(value)


# -------------------------------------------------------------------------- tables


def _is_table(hint: Any) -> bool:
    """Recognise a `Table`, or None beside it."""
    return any(Table in {part, get_origin(part)} for part in _parts(hint))


def _entries_of(hint: Any) -> Any:
    """Return what a table holds."""
    return get_args(_parts(hint)[0])[0]


def _reader_of_table(made: Converter) -> _Hook:
    """Return what makes the hooks that build tables."""

    def make(hint: Any) -> _Hook:
        inner = _entries_of(hint)

        def read(data: Any, _: Any) -> Any:
            if data is None:
                return None
            return Table(
                {name: made.structure(part, inner) for name, part in data.items()}
            )

        return read

    return make


def _writer_of_table(made: Converter) -> _Hook:
    """Return what makes the hooks that take tables apart."""

    def make(hint: Any) -> _Hook:
        inner = _entries_of(hint)

        def write(value: Any) -> Any:
            if value is None:
                return None
            return {name: made.unstructure(part, inner) for name, part in value.items()}

        return write

    return make


# ------------------------------------------------------------------------- choices


def _is_choice(hint: Any) -> bool:
    """Recognise several classes of objects that are told apart by `kind`."""
    parts = get_args(hint) if get_origin(hint) in {Union, UnionType} else ()
    several = len(parts) > 1 and all(map(attrs.has, parts))
    return several and not _is_length(hint)


def _reader_of_choice(made: Converter) -> _Hook:
    """Return what makes the hooks that build one of several classes."""

    def make(hint: Any) -> _Hook:
        classes = {tag_of(part): part for part in _parts(hint)}

        def read(data: Any, _: Any) -> Any:
            rest = {name: part for name, part in data.items() if name != "kind"}
            return made.structure(rest, classes[data["kind"]])

        return read

    return make


def _writer_of_choice(made: Converter) -> _Hook:
    """Return what makes the hooks that take one of several classes apart."""

    def make(_: Any) -> _Hook:
        def write(value: Any) -> Any:
            return {"kind": tag_of(type(value)), **made.unstructure(value)}

        return write

    return make
