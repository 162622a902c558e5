"""
`frozen`, as attrs has it, at half of what a class costs to be defined.

attrs writes and compiles `__eq__`, `__hash__` and `__repr__` for each class of its own.
That is the largest part of what importing a regulation takes, and most of those classes
are never compared or shown. Here all classes share one of each, with the same answers:
values are equal if they are of the same class and equal field by field, as tuples are;
equal values have equal hashes; a text names the class and each field. A pickle keeps
the fields by name, and one from before a field was there gives it its default.

attrs leaves alone what a class has already, so nothing but its public ways is needed.
For a type checker, this is `attrs.frozen`.
"""

from collections.abc import Callable, Iterable
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

import attrs

_COMPARED = "__compared__"
"""Where a class keeps what tells its values apart."""
_HASHED = "__hashed__"
"""And that of it which a hash is made of: all, unless a field has `hash=False`."""


def _equal(self: Any, other: Any) -> Any:
    """Say whether both are of one class and equal field by field."""
    cls = self.__class__
    if other.__class__ is not cls:
        return NotImplemented
    told_apart = cls.__compared__
    return told_apart(self) == told_apart(other)


def _hash(self: Any) -> int:
    """Return one number for all that are equal."""
    cls = self.__class__
    return hash((cls.__qualname__, cls.__hashed__(self)))


@recursive_repr("...")
def _repr(self: Any) -> str:
    """Name the class and each field, as it was written."""
    cls = self.__class__
    shown = ", ".join(
        f"{one.name}={_show(one)(getattr(self, one.name, attrs.NOTHING))}"
        for one in attrs.fields(cls)
        if one.repr
    )
    return f"{cls.__qualname__.rpartition('>.')[2]}({shown})"


def _state(self: Any) -> dict[str, Any]:
    """Return what a pickle keeps: the fields, by name."""
    return {one.name: getattr(self, one.name) for one in attrs.fields(self.__class__)}


def restore(self: Any, state: dict[str, Any]) -> None:
    """
    Fill an object from a pickle; what one from before a field lacks is its default.
    """
    for one in attrs.fields(self.__class__):
        value = state.get(one.name, one.default)
        object.__setattr__(self, one.name, value)


def _show(field: "attrs.Attribute[Any]") -> Callable[[Any], str]:
    """Return what shows the value of a field."""
    return field.repr if callable(field.repr) else repr


def _values_of(fields: "Iterable[attrs.Attribute[Any]]") -> Callable[[Any], Any]:
    """Return what fetches the values of some fields, a single one bare."""
    names = [one.name for one in fields]
    return attrgetter(*names) if names else _nothing


def _nothing(_: object) -> tuple[()]:
    """Fetch the values of no fields."""
    return ()


def shared(cls: type[Any] | None = None, /, **options: Any) -> Any:
    """
    Do what `attrs.frozen` does, with the methods that all classes share.

    A class keeps what it writes itself, and what it takes none of: `eq=False` and
    `repr=False` mean what they mean to attrs.

    >>> @shared
    ... class Span:
    ...     first: int
    ...     last: int
    >>> Span(1, 2), Span(1, 2) == Span(1, 2), Span(1, 2) == Span(1, 3)
    (Span(first=1, last=2), True, False)
    """
    if cls is None:
        return lambda later: shared(later, **options)
    own = vars(cls)
    methods: dict[str, Callable[..., Any]] = {}
    if options.get("eq", True) and "__eq__" not in own:
        methods |= {"__eq__": _equal, "__hash__": _hash}
    if options.get("repr", True):
        methods["__repr__"] = _repr
    if options.get("slots", True):
        methods |= {"__getstate__": _state, "__setstate__": restore}
    for name in methods.keys() - own.keys():
        setattr(cls, name, methods[name])
    made = attrs.frozen(cls, **options)
    compared = [one for one in attrs.fields(made) if one.eq]
    setattr(made, _COMPARED, _values_of(compared))
    setattr(made, _HASHED, _values_of(one for one in compared if one.hash is None))
    return made


if TYPE_CHECKING:
    from attrs import frozen
else:
    frozen = shared

__all__ = ["frozen", "restore"]
