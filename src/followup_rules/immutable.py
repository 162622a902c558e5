"""
`frozen`, as attrs has it, at a fraction of what a class costs to be defined.

attrs writes and compiles `__eq__`, `__hash__` and `__repr__` for each class of its own.
That is the largest part of what importing a regulation takes, and most of those classes
are never compared or shown. Here all classes share one of each, with the same answers:
values are equal if they are of the same class and equal field by field, as tuples are;
equal values have equal hashes; a text names the class and each field. A pickle keeps
the fields by name, and one from before a field was there gives it its default.

Of the classes that a regulation loads, three of five are not used before a ledger is
judged, and many never. So a class is made in two steps: its slots at once; its fields
and its `__init__`, which are attrs' work, when the first value is made or the first
question asked of the class. From then on nothing tells it from one that attrs made.
What is wrong with a declaration shows itself then, too.

attrs leaves alone what a class has already, so nothing but its public ways is needed.
For a type checker, this is `attrs.frozen`.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property
from inspect import get_annotations
from operator import attrgetter
from reprlib import recursive_repr
from threading import RLock
from types import FunctionType
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

_COMPARED = "__compared__"
"""Where a class keeps what tells its values apart."""
_HASHED = "__hashed__"
"""And that of it which a hash is made of: all, unless a field has `hash=False`."""

_BELATED = (
    _COMPARED,
    _HASHED,
    "__attrs_attrs__",
    "__attrs_props__",
    "__match_args__",
    "__signature__",
)
"""What a class is asked for that only attrs knows; it has no signature of its own."""
_PUT_OFF = {"eq", "field_transformer", "init", "kw_only", "repr"}
"""With which words to `frozen` a class can wait."""
_ONE_AT_A_TIME = RLock()


@attrs.frozen
class _Frozen:
    """What refuses a change, as attrs has it."""


_UNCHANGEABLE = {name: vars(_Frozen)[name] for name in ("__setattr__", "__delattr__")}
_READ_BY_ATTRS = {
    "__annotate__",
    "__annotate_func__",
    "__attrs_post_init__",
    "__attrs_pre_init__",
}
"""Which functions of a class say something of its fields, or of how they are filled."""
_NEVER_OWN = {"__dict__", "__weakref__"}
"""What Python gives a class that has no slots."""


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


def _tell_apart(cls: type[Any]) -> None:
    """Keep with a class what tells its values apart."""
    compared = [one for one in attrs.fields(cls) if one.eq]
    setattr(cls, _COMPARED, _values_of(compared))
    setattr(cls, _HASHED, _values_of(one for one in compared if one.hash is None))


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


def _put_off(
    cls: type[Any], methods: dict[str, Callable[..., Any]], options: dict[str, Any]
) -> type[Any]:
    """Return a class with slots that attrs finishes when it is used."""
    own = {name: told for name, told in vars(cls).items() if name not in _NEVER_OWN}
    bases = cls.__mro__[1:-1]
    names = [name for name, told in get_annotations(cls).items() if not _for_all(told)]
    taken = {
        name: getattr(base, name)
        for base in bases
        for name in getattr(base, "__slots__", ())
        if name in names
    }
    slots = [name for name in names if name not in taken]
    if not any("__weakref__" in vars(base) for base in bases):
        slots.append("__weakref__")
    read = _READ_BY_ATTRS.union(names)
    declared = {
        name: told
        for name, told in own.items()
        if name in read or type(told) is not FunctionType
    }
    if "__init__" in own:
        options = {**options, "init": False}
    rest = _Rest(declared, options)
    body = own | taken | _UNCHANGEABLE | methods | rest.stand_ins()
    for name in slots:
        body.pop(name, None)
    rest.of = _class_like(cls, body | {"__slots__": tuple(slots)})
    _move_in(cls, rest.of)
    return rest.of


def _class_like(cls: type[Any], body: dict[str, Any]) -> type[Any]:
    """Return a class of the same name and descent with another body."""
    metaclass: Any = type(cls)
    named = body | {"__qualname__": cls.__qualname__}
    like: type[Any] = metaclass(cls.__name__, cls.__bases__, named)
    return like


def _for_all(annotation: object) -> bool:
    """Say whether an annotation is of the class rather than of each value."""
    if isinstance(annotation, str):
        return annotation.startswith(("ClassVar", "typing.ClassVar"))
    return getattr(annotation, "__origin__", annotation) is ClassVar


def _move_in(cls: type[Any], made: type[Any]) -> None:
    """Let the methods of a class, and `super()` in them, mean the one that was made."""
    for own in vars(made).values():
        method = own
        if isinstance(own, classmethod | staticmethod):
            method = own.__func__
        elif isinstance(own, property):
            method = own.fget
        if isinstance(method, FunctionType):
            for cell in method.__closure__ or ():
                with suppress(ValueError):  # of a cell whose name is not given yet
                    if cell.cell_contents is cls:
                        cell.cell_contents = made


class _Rest:
    """
    What attrs has still to write of a class.
    """

    __slots__ = ("declared", "of", "options")
    of: type[Any]

    def __init__(self, declared: dict[str, Any], options: dict[str, Any]) -> None:
        self.declared = declared
        self.options = options

    def stand_ins(self) -> dict[str, Any]:
        """Return what stands in each place until the rest is asked for."""
        init = "__init__" if self.options.get("init", True) else "__attrs_init__"
        belated: dict[str, Any] = {name: _Belated(self, name) for name in _BELATED}
        return belated | {init: self._first(init)}

    def _first(self, init: str) -> Callable[..., None]:
        """Return what makes the first value."""

        def first(self: Any, *args: Any, **options: Any) -> None:
            getattr(finish(), init)(self, *args, **options)

        finish = self.finish
        return first

    def finish(self) -> type[Any]:
        """
        Let attrs write the rest, once, and return the class.
        """
        with _ONE_AT_A_TIME:
            if self.declared:
                declaration = _class_like(self.of, self.declared)
                options = self.options | {"eq": False, "repr": False}
                self._take(attrs.frozen(declaration, **options))
                self.declared = {}
            return self.of

    def _take(self, twin: type[Any]) -> None:
        """Put what attrs wrote for another class of the same fields in its place."""
        _tell_apart(twin)
        written = vars(twin)
        for name in _BELATED:
            if name in written:
                setattr(self.of, name, written[name])
            else:
                delattr(self.of, name)
        for name in ("__init__", "__attrs_init__"):
            if name in written:
                setattr(self.of, name, written[name])


class _Belated:
    """
    One thing that a class has once attrs has written it.
    """

    __slots__ = ("name", "of")

    def __init__(self, of: _Rest, name: str) -> None:
        self.of = of
        self.name = name

    def __get__(self, one: object, cls: type[Any]) -> Any:
        self.of.finish()
        return getattr(cls, self.name)


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
    methods = {name: one for name, one in methods.items() if name not in own}
    if options.keys() <= _PUT_OFF and cached_property not in map(type, own.values()):
        return _put_off(cls, methods, options)
    for name, one in methods.items():
        setattr(cls, name, one)
    made = attrs.frozen(cls, **options)
    _tell_apart(made)
    return made


if TYPE_CHECKING:
    from attrs import frozen
else:
    frozen = shared

__all__ = ["frozen", "restore"]
