"""
What an annotation says about what a field may hold.
"""

import builtins
import sys
from collections.abc import Callable
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Final,
    ForwardRef,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from followup_rules.errors import InvalidFieldError
from followup_rules.fields.values import (
    Entries,
    Exact,
    Flag,
    Holds,
    Kind,
    Label,
    Many,
    Member,
    Optional,
    Share,
    Whole,
    Zone,
)
from followup_rules.immutable import frozen

Name = Annotated[str, Label()]
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
    | {tuple, list, set, dict}
)
"""Classes of which almost every object would be allowed."""

_OR_NONE: Final = " | None"

_WAY_OUT: Final = (
    "a class, bool, an enumeration, tuple[X, ...], Table[X], X | None, or a text or "
    "number that says what it may be, such as fields.Name or fields.Count"
)


@frozen(repr=False)
class Later(Holds):
    """
    What an annotation in quotes allows that names what is not there yet.

    A module whose fields rarely hold a thing need not load it: it imports the name for
    type checkers, and hands it on when asked, as packages do.
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
            return _look_up(self.text, self.module, ask=True)
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


def holding(annotation: Any, module: str = "") -> Holds:
    """
    Return what a field with this annotation may hold.

    A name in quotes is looked up in *module*, at once where it is there already,
    and otherwise when it is first asked for: a class may so name itself.

    Raises:
        InvalidFieldError: If the annotation leaves open what is allowed.

    >>> holding(Annotated[int, Whole(1, 7)] | None).allowed
    'None or a whole number from 1 to 7'
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
    if (made := getattr(origin, "__holds__", None)) is not None:
        of_table: Holds = made(holding(parts[0], module))
        return of_table
    raise InvalidFieldError("annotation", annotation, _WAY_OUT)


def _named(text: str, module: str) -> Holds:
    """Look an annotation in quotes up, or put that off; None needs no looking up."""
    try:
        return _look_up(text, module)
    except NameError:
        if text.endswith(_OR_NONE):
            return Optional(_named(text.removesuffix(_OR_NONE), module))
        return Later(text, module)


@cache
def _look_up(text: str, module: str, *, ask: bool = False) -> Holds:
    """Look an annotation in quotes up in a module, or ask it for what it hands on."""
    names = _Names(vars(sys.modules[module])) if module in sys.modules else _Names()
    names.ask = names.get("__getattr__") if ask else None
    return holding(eval(text, {}, names), module)  # noqa: S307 - our own source


class _Names(dict[str, Any]):
    """The names of a module, and those that it hands on when it is asked for them."""

    ask: Callable[[str], Any] | None

    def __missing__(self, name: str) -> Any:
        """Ask the module for what is neither there nor built in."""
        if self.ask is None or hasattr(builtins, name):
            raise KeyError(name)
        try:
            return self.ask(name)
        except AttributeError:
            raise KeyError(name) from None


def hints_of(cls: type) -> dict[str, Any]:
    """
    Return the annotations of a class, those too of which its module only knows where.
    """
    names = _Names()
    names.ask = getattr(sys.modules[cls.__module__], "__getattr__", None)
    return get_type_hints(cls, localns=names)


def _of_class(cls: type) -> Holds:
    """Return what a field with a plain class as annotation may hold."""
    if cls is bool:
        return Flag()
    if issubclass(cls, Enum):
        return Member(cls)
    if cls in _TOO_LITTLE or hasattr(cls, "__holds__"):
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
        inner = Kind(
            tuple(cls for one in held_by for cls in _classes_of(one, annotation))
        )
    return Optional(inner) if NoneType in parts else inner


def _classes_of(one: Holds, annotation: Any) -> tuple[type, ...]:
    """Return the classes, or the enumeration, that one part of a union names."""
    if isinstance(one, Kind):
        return one.classes
    if isinstance(one, Member):
        return (one.of,)
    raise InvalidFieldError("annotation", annotation, _WAY_OUT)
