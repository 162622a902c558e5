"""
What a field may hold, declared once: by its type annotation.

A class whose fields are `held` is checked when it is built, and a loader, a schema
or an error message reads the same annotation. `bool` is a flag, an enumeration its
members, `X | None` optional, `tuple[X, ...]` many, `Table[X]` a table of names, and
any other class, or several, an object of it. A text or a number says in `Annotated`
what it may be: `Name` and `Count` do.

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

import datetime as dt
import re
import sys
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, ForwardRef, Union, get_args, get_origin

import attrs
from attrs import frozen

from followup_rules.errors import InvalidFieldError
from followup_rules.tables import Table

METADATA_KEY: Final = "holds"

_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""The signs of Unicode's categories Cc and Cs."""


class Holds(ABC):
    """
    Says what a field may hold.
    """

    __slots__ = ()

    @property
    @abstractmethod
    def allowed(self) -> str:
        """
        The allowed values, in words for an error message.
        """

    @abstractmethod
    def accepts(self, value: object) -> bool:
        """
        Say whether the field may hold *value*.
        """

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.allowed}>"


# -------------------------------------------------------------------- single values


@frozen(repr=False)
class Whole(Holds):
    """
    A whole number of at least *minimum*, and of at most *maximum* if there is one.
    """

    minimum: int = 0
    maximum: int | None = None

    @property
    def allowed(self) -> str:
        """
        The bounds in words.
        """
        if self.maximum is None:
            return f"a whole number, {self.minimum} or more"
        return f"a whole number from {self.minimum} to {self.maximum}"

    def accepts(self, value: object) -> bool:
        """
        Refuse everything that is no int; `True` is no number.
        """
        return (
            isinstance(value, int)
            and not isinstance(value, bool)
            and value >= self.minimum
            and (self.maximum is None or value <= self.maximum)
        )


@frozen(repr=False)
class Share(Holds):
    """
    An exact share from 0 to 1; spellings such as "5%" are read on the way in.
    """

    @property
    def allowed(self) -> str:
        """
        The spellings in words.
        """
        return "a share from 0 to 1, such as '5%' or '1/20'"

    def accepts(self, value: object) -> bool:
        """
        Take fractions from 0 to 1.
        """
        return isinstance(value, Fraction) and 0 <= value <= 1


@frozen(repr=False)
class Exact(Holds):
    """
    An exact number of at least *minimum*, and of at most *maximum* if there is one.
    """

    minimum: int | None = None
    maximum: int | None = None

    @property
    def allowed(self) -> str:
        """
        The bounds in words.
        """
        bounds = {"from": self.minimum, "up to": self.maximum}
        words = [
            f"{word} {bound}" for word, bound in bounds.items() if bound is not None
        ]
        return " ".join(["an exact number", *words])

    def accepts(self, value: object) -> bool:
        """
        Take fractions inside the bounds.
        """
        return (
            isinstance(value, Fraction)
            and (self.minimum is None or value >= self.minimum)
            and (self.maximum is None or value <= self.maximum)
        )


@frozen(repr=False)
class Words(Holds):
    """
    A text that is not blank, without control characters, in Unicode's form NFC.
    """

    @property
    def allowed(self) -> str:
        """
        The demands in words.
        """
        return "a text without edge blanks or control characters, in NFC"

    def accepts(self, value: object) -> bool:
        """
        Refuse what cannot be told apart by eye.
        """
        return (
            isinstance(value, str)
            and value != ""
            and value == value.strip()
            and unicodedata.is_normalized("NFC", value)
            and not _UNSEEN.search(value)
        )


@frozen(repr=False)
class Flag(Holds):
    """
    True or false.
    """

    @property
    def allowed(self) -> str:
        """
        Both values.
        """
        return "True or False"

    def accepts(self, value: object) -> bool:
        """
        Refuse everything but the two.
        """
        return isinstance(value, bool)


@frozen(repr=False)
class Member(Holds):
    """
    One member of an enumeration.
    """

    of: type[Enum]

    @property
    def allowed(self) -> str:
        """
        The members by name.
        """
        return ", ".join(f"{self.of.__name__}.{name}" for name in self.of.__members__)

    def accepts(self, value: object) -> bool:
        """
        Refuse names and values; the member itself is meant.
        """
        return isinstance(value, self.of)


@frozen(repr=False)
class Kind(Holds):
    """
    An object of one of the given classes.
    """

    classes: tuple[type, ...]

    @property
    def allowed(self) -> str:
        """
        The classes by name.
        """
        return " or ".join(kind.__name__ for kind in self.classes)

    def accepts(self, value: object) -> bool:
        """
        Take instances; a datetime is not taken for a date.
        """
        if isinstance(value, dt.datetime) and dt.datetime not in self.classes:
            return False
        return isinstance(value, self.classes)


@frozen(repr=False)
class Zone(Holds):
    """
    The name of a time zone in the IANA database.
    """

    @property
    def allowed(self) -> str:
        """
        An example in words.
        """
        return "an IANA time zone name, such as 'Asia/Shanghai'"

    def accepts(self, value: object) -> bool:
        """
        Ask the time zone database.
        """
        import zoneinfo  # noqa: PLC0415 - asked for only where a zone is set

        if not isinstance(value, str):
            return False
        try:
            zoneinfo.ZoneInfo(value)
        except (ValueError, LookupError, OSError):
            return False
        return True


# --------------------------------------------------------- what holds others


@frozen(repr=False)
class Optional(Holds):
    """
    Nothing, or what another rule allows.
    """

    inner: Holds

    @property
    def allowed(self) -> str:
        """
        The inner rule, or None.
        """
        return f"None or {self.inner.allowed}"

    def accepts(self, value: object) -> bool:
        """
        Take None.
        """
        return value is None or self.inner.accepts(value)


@frozen(repr=False)
class Many(Holds):
    """
    A tuple of at least *least* entries, each allowed by *inner*.

    With *unique*, no two entries may give the same value of that attribute
    (or be equal, where *unique* is the empty text).
    """

    inner: Holds
    least: int = 0
    unique: str | None = None

    @property
    def allowed(self) -> str:
        """
        The inner rule, the least length and the uniqueness in words.
        """
        words = f"a tuple of {self.least} or more, each {self.inner.allowed}"
        if self.unique is None:
            return words
        return f"{words}, no {self.unique or 'entry'} twice"

    def accepts(self, value: object) -> bool:
        """
        Refuse lists and generators: a policy never changes.
        """
        if not isinstance(value, tuple) or len(value) < self.least:
            return False
        if not all(self.inner.accepts(entry) for entry in value):
            return False
        if self.unique is None:
            return True
        keys = [
            getattr(entry, self.unique) if self.unique else entry for entry in value
        ]
        return len(set(keys)) == len(keys)


@frozen(repr=False)
class Entries:
    """
    Says of an annotated tuple how many entries it has at least, and what is unique.

    `unique` is as in `Many`.
    """

    least: int = 0
    unique: str | None = None


@frozen(repr=False)
class TableOf(Holds):
    """
    A `Table` of names, each with a value that *inner* allows.
    """

    inner: Holds

    @property
    def allowed(self) -> str:
        """
        The inner rule.
        """
        return f"a Table of names, each with {self.inner.allowed}"

    def accepts(self, value: object) -> bool:
        """
        Refuse names and values that are not sound; a dict is no `Table`.
        """
        return isinstance(value, Table) and all(
            Words().accepts(name) and self.inner.accepts(entry)
            for name, entry in value.items()
        )


@frozen(repr=False)
class Later(Holds):
    """
    What an annotation in quotes allows that names what is not there yet.
    """

    text: str
    module: str

    @property
    def found(self) -> Holds:
        """
        What it turned out to be.

        Raises:
            InvalidFieldError: If the module still has no such name.
        """
        try:
            return _look_up(self.text, self.module)
        except NameError:
            raise InvalidFieldError("annotation", self.text, _WAY_OUT) from None

    @property
    def allowed(self) -> str:
        """
        As it turned out.
        """
        return self.found.allowed

    def accepts(self, value: object) -> bool:
        """
        As it turned out.
        """
        return self.found.accepts(value)


def as_tuple(value: Iterable[Any]) -> tuple[Any, ...]:
    """
    Freeze a list that a caller wrote where a tuple is kept.

    Anything else passes unchanged, for the validator to refuse: a text is no list
    of letters, and a set has no order.
    """
    return tuple(value) if isinstance(value, list) else value  # type: ignore[return-value]


# ---------------------------------------------------------------- what is annotated

Name = Annotated[str, Words()]
"""A word of the regulation, of a row or of a file, such as an id or a role."""

Names = Annotated[tuple[Name, ...], Entries(unique="")]
"""Any number of names, none twice."""

SomeNames = Annotated[tuple[Name, ...], Entries(least=1, unique="")]
"""One name or more, none twice."""

Count = Annotated[int, Whole()]
"""A whole number, 0 or more."""

Positive = Annotated[int, Whole(1)]
"""A whole number, 1 or more."""

Number = Annotated[Fraction, Exact()]
"""An exact number of any size and sign."""

Rate = Annotated[Fraction, Share()]
"""An exact share from 0 to 1."""

ZoneName = Annotated[str, Zone()]
"""A time zone by its IANA name."""

_TOO_LITTLE: Final = frozenset(
    {Any, NoneType, object, str, bytes, int, float, complex, Fraction}
    | {tuple, list, set, dict, Table}
)
"""Classes of which almost every object would be allowed."""

_WAY_OUT: Final = (
    "a class, bool, an enumeration, tuple[X, ...], Table[X], X | None, or a text or "
    "number that says what it may be, such as fields.Name or fields.Count"
)


def holding(annotation: Any, module: str = "") -> Holds:
    """
    Return what a field with this annotation may hold.

    A name in quotes is looked up in *module*, at once where it is there already,
    and otherwise when it is first asked for: a class may so name itself.

    Raises:
        InvalidFieldError: If the annotation leaves open what is allowed.

    >>> holding(Name | None).allowed
    'None or a text without edge blanks or control characters, in NFC'
    """
    if isinstance(annotation, ForwardRef):
        annotation = annotation.__forward_arg__
    if isinstance(annotation, str):
        return _named(annotation, module)
    if isinstance(annotation, type):
        return _of_class(annotation)
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _annotated(parts[0], parts[1:], module)
    if origin in {Union, UnionType}:
        return _one_of(annotation, parts, module)
    if origin is tuple and len(parts) == 2 and parts[1] is Ellipsis:  # noqa: PLR2004
        return Many(holding(parts[0], module))
    if origin is Table:
        return TableOf(holding(parts[0], module))
    raise InvalidFieldError("annotation", annotation, _WAY_OUT)


def _named(text: str, module: str) -> Holds:
    """Look an annotation in quotes up, or put that off."""
    try:
        return _look_up(text, module)
    except NameError:
        return Later(text, module)


@cache
def _look_up(text: str, module: str) -> Holds:
    """Look an annotation in quotes up in a module."""
    names = vars(sys.modules[module]) if module in sys.modules else {}
    return holding(eval(text, names.copy()), module)  # noqa: S307 - our own source


def _of_class(cls: type) -> Holds:
    """Return what a field with a plain class as annotation may hold."""
    if cls is bool:
        return Flag()
    if issubclass(cls, Enum):
        return Member(cls)
    if cls in _TOO_LITTLE:
        raise InvalidFieldError("annotation", cls.__name__, _WAY_OUT)
    return Kind((cls,))


def _annotated(base: Any, said: tuple[Any, ...], module: str) -> Holds:
    """Return what `Annotated` says; the last word counts."""
    own = [one for one in said if isinstance(one, Holds)]
    held_by = own[-1] if own else holding(base, module)
    for one in said:
        if isinstance(one, Entries):
            if not isinstance(held_by, Many):
                raise InvalidFieldError("annotation", base, "a tuple beside Entries")
            held_by = Many(held_by.inner, one.least, one.unique)
    return held_by


def _one_of(annotation: Any, parts: tuple[Any, ...], module: str) -> Holds:
    """Return what a union allows: None beside one thing, or several classes."""
    held_by = [holding(part, module) for part in parts if part is not NoneType]
    inner = held_by[0]
    if len(held_by) > 1:
        classes = [one.classes for one in held_by if isinstance(one, Kind)]
        if len(classes) < len(held_by):
            raise InvalidFieldError("annotation", annotation, _WAY_OUT)
        inner = Kind(tuple(cls for some in classes for cls in some))
    return Optional(inner) if NoneType in parts else inner


# ------------------------------------------------------------------ fields of classes


def held(cls: type, attributes: "list[attrs.Attribute[Any]]") -> list[Any]:
    """
    Hold every field of a class to its annotation; an attrs `field_transformer`.

    `Any` holds anything, and what is no argument (`init=False`) is not checked.

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
    metadata = {**attribute.metadata, METADATA_KEY: rule}
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


FieldRule = Holds


def holds(rule: Holds) -> dict[str, Holds]:
    """
    Return the attrs metadata of a field that holds what *rule* allows.
    """
    return {METADATA_KEY: rule}


rule_of = holds_of
