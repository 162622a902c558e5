"""
Which value the annotation of an attribute says.
"""

import datetime as dt
import types
from collections.abc import Collection, Mapping
from typing import Annotated, Any, Final, Union, get_args, get_origin

from attrs import NOTHING, evolve

from followup_rules.errors import InvalidFieldError
from followup_rules.fields import Flag, Kind, Label, Whole, Words
from followup_rules.ledgers.values.kinds import AnyMoment, Instant, OneOf, Plain, Value
from followup_rules.ledgers.values.links import Inner, Names

_UNIONS: Final = (Union, types.UnionType)
_LISTS: Final = (tuple, Collection)


def closed_list(value: Value) -> OneOf | None:
    """
    Return the closed list of names that a value, or each of several, is one of.
    """
    each = value.each if isinstance(value, Names) else value
    return each if isinstance(each, OneOf) else None


_PLAIN: Final[Mapping[Any, Value]] = {
    bool: Plain(holds=Flag()),
    int: Plain(holds=Whole()),
    str: Plain(holds=Kind((str,))),
    dt.date: Plain(holds=Kind((dt.date,))),
    dt.datetime: Instant(),
    frozenset({dt.date, dt.datetime}): AnyMoment(),
}


def check_default(name: str, value: Value, told: object) -> None:
    """
    Refuse a default that no row could be told; None, or nothing at all, is none.

    Raises:
        InvalidFieldError: If the attribute cannot hold it.
    """
    if told is None or told is NOTHING:
        return
    if isinstance(value, Plain) and not value.holds.accepts(told):
        raise InvalidFieldError(f"{name}.default", told, value.holds.allowed)


def value_of(annotation: Any) -> Value:
    """
    Return what an annotation lets an attribute hold.

    Raises:
        InvalidFieldError: If it is none that facts know.
    """
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        found = [_marked(mark) for mark in marks]
        value = next((one for one in found if one is not None), None)
        if value is None:
            return value_of(inner)
        may_be_none = type(None) in get_args(inner)
        return evolve(value, optional=may_be_none or value.optional)
    if get_origin(annotation) in _UNIONS:
        return _union(get_args(annotation))
    if get_origin(annotation) in _LISTS:
        return _several(get_args(annotation)[0])
    try:
        return _PLAIN[annotation]
    except (KeyError, TypeError):
        allowed = "a type that facts know, such as str, bool, datetime or a list"
        raise InvalidFieldError("annotation", annotation, allowed) from None


def _marked(mark: Any) -> Value | None:
    """Return the value that a mark in an `Annotated` stands for."""
    if isinstance(mark, Value):
        return mark
    if isinstance(mark, Label):  # the name of a person is a text, as people write it
        return Plain(holds=Words())
    return Plain(holds=mark) if hasattr(mark, "accepts") else None


def _union(members: tuple[Any, ...]) -> Value:
    """Return the value of a union, which may hold None."""
    rest = [one for one in members if one is not type(None)]
    optional = len(rest) < len(members)
    value = (
        value_of(rest[0])
        if len(rest) == 1
        else _PLAIN.get(frozenset(rest)) or value_of(None)
    )
    return evolve(value, optional=optional or value.optional)


def _several(each: Any) -> Value:
    """Return the value of a list."""
    if hasattr(each, "__ledger__"):
        return Inner(row=each)
    if each is str:
        return Names(each=Plain(holds=Words()))
    return Names(each=value_of(each))
