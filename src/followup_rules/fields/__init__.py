"""
What a field may hold, declared once: by its type annotation.

A class whose fields are `held` is checked when it is built, and a loader, a schema
or an error message reads the same annotation. `bool` is a flag, an enumeration its
members, `X | None` optional, `tuple[X, ...]` many, `Table[X]` a table of names, and
any other class, or several, an object of it. A text or a number says in `Annotated`
what it may be: `Name` and `Count` do.

>>> from typing import Annotated
>>> @attrs.frozen(kw_only=True, field_transformer=held)
... class Sample:
...     id: Name
...     size: Annotated[int, Whole(1, 7)] = 1
...     aliases: Names = attrs.field(default=(), converter=as_tuple)
>>> Sample(id="a", aliases=["b"]).aliases
('b',)
>>> Sample(id="a", size=0)
Traceback (most recent call last):
...
followup_rules.errors.InvalidFieldError: Sample.size cannot be 0; allowed: a whole number from 1 to 7
"""

from collections.abc import Iterable
from typing import Any, Final

import attrs

from followup_rules.errors import InvalidFieldError
from followup_rules.fields.annotations import (
    Count,
    Later,
    Name,
    Names,
    Number,
    Positive,
    Rate,
    SomeNames,
    ZoneName,
    holding,
)
from followup_rules.fields.values import (
    Entries,
    Exact,
    Flag,
    Given,
    Holds,
    Kind,
    Label,
    Many,
    Member,
    Optional,
    Share,
    Whole,
    Words,
    Zone,
)

__all__ = [
    "METADATA_KEY",
    "Count",
    "Entries",
    "Exact",
    "Flag",
    "Given",
    "Holds",
    "Kind",
    "Label",
    "Later",
    "Many",
    "Member",
    "Name",
    "Names",
    "Number",
    "Optional",
    "Positive",
    "Rate",
    "Share",
    "SomeNames",
    "Whole",
    "Words",
    "Zone",
    "ZoneName",
    "as_tuple",
    "held",
    "holding",
    "holds_of",
    "validate",
    "written_as",
    "written_name",
]

METADATA_KEY: Final = "holds"
_WRITTEN: Final = "written"


def held(cls: type, attributes: "list[attrs.Attribute[Any]]") -> list[Any]:
    """
    Hold every field of a class to its annotation; an attrs `field_transformer`.

    `Any` holds anything, and what is no argument (`init=False`) is not checked. A field
    that brings a narrower rule of its own is held to that.

    Raises:
        InvalidFieldError: If an annotation leaves open what is allowed.
    """
    return [
        _held(cls, attribute)
        if attribute.init and attribute.type is not Any
        else attribute
        for attribute in attributes
    ]


def _held(cls: type, attribute: "attrs.Attribute[Any]") -> "attrs.Attribute[Any]":
    """Hold one field to its annotation."""
    try:
        rule = holding(attribute.type, cls.__module__)
    except InvalidFieldError as error:
        name = f"the annotation of {cls.__name__}.{attribute.name}"
        raise InvalidFieldError(name, error.got, error.allowed) from None
    metadata = {METADATA_KEY: rule, **attribute.metadata}
    return attribute.evolve(validator=validate, metadata=metadata)


def holds_of(attribute: "attrs.Attribute[Any]") -> Holds:
    """
    Return what the field may hold that *attribute* describes.
    """
    known: Holds | None = attribute.metadata.get(METADATA_KEY)
    return holding(attribute.type) if known is None else known


def validate(owner: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    """
    Hold *value* to the annotation of its field.

    Where only some fields of a class are checked, this is their validator.

    Raises:
        InvalidFieldError: Naming the class, the field, the value, and what is allowed.
    """
    rule = holds_of(attribute)
    if not rule.accepts(value):
        name = f"{type(owner).__name__}.{attribute.name}"
        raise InvalidFieldError(name, value, rule.allowed)


def written_as(name: str) -> dict[str, str]:
    """
    Return the metadata of a field that files call by another name.
    """
    return {_WRITTEN: name}


def written_name(attribute: "attrs.Attribute[Any]") -> str:
    """
    Return the name by which files call a field.
    """
    name: str = attribute.metadata.get(_WRITTEN, attribute.name)
    return name


def as_tuple(value: Iterable[Any]) -> tuple[Any, ...]:
    """
    Freeze a list that a caller wrote where a tuple is kept.

    Anything else passes unchanged, for the validator to refuse: a text is no list
    of letters, and a set has no order.
    """
    return tuple(value) if isinstance(value, list) else value  # type: ignore[return-value]
