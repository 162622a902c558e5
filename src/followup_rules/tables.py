"""
A small table that never changes: ordered, hashable, picklable.
"""

from collections import Counter
from collections.abc import ItemsView, Iterable, Iterator, Mapping, ValuesView
from typing import Any, ClassVar, Final, Generic, TypeVar

from followup_rules.canonical import plain
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.fields.values import Holds, Label
from followup_rules.immutable import frozen

V = TypeVar("V")
_PAIRS: Final = "a table, or a list of pairs of a name and a value"


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
        words = Label()
        return isinstance(value, Table) and all(
            words.accepts(name) and self.inner.accepts(entry)
            for name, entry in value.items()
        )


class Table(Mapping[str, V], Generic[V]):
    """
    Names and values in a fixed order, with mapping access.

    An unknown name raises an error that lists the known ones and the nearest.

    >>> limits = Table({"leak": 3, "general": 7})
    >>> limits["leak"], list(limits)
    (3, ['leak', 'general'])
    """

    __slots__ = ("_kind", "_lookup", "_pairs")
    __holds__: ClassVar[type[Holds]] = TableOf

    def __init__(
        self,
        pairs: Mapping[str, V] | Iterable[tuple[str, V]] = (),
        *,
        kind: str = "name",
    ) -> None:
        if not isinstance(pairs, Iterable):
            raise InvalidFieldError(kind, pairs, _PAIRS)
        entries = tuple(pairs.items() if isinstance(pairs, Mapping) else pairs)
        try:
            names = [name for name, _ in entries]
        except (TypeError, ValueError):
            raise InvalidFieldError(kind, entries, _PAIRS) from None
        if len(set(names)) < len(names):
            doubled = min(name for name, times in Counter(names).items() if times > 1)
            raise InvalidFieldError(kind, doubled, "each name once")
        object.__setattr__(self, "_pairs", entries)
        object.__setattr__(self, "_lookup", dict(entries))
        object.__setattr__(self, "_kind", kind)

    _pairs: tuple[tuple[str, V], ...]
    _lookup: dict[str, V]
    _kind: str

    def __getitem__(self, name: str) -> V:
        try:
            return self._lookup[name]
        except (KeyError, TypeError):
            raise UnknownNameError(self._kind, name, tuple(self._lookup)) from None

    @property
    def kind(self) -> str:
        """
        What the names are names of.
        """
        return self._kind

    def get(self, name: str, default: Any = None) -> Any:
        """
        Return the value under *name*, or *default*.
        """
        return self._lookup[name] if name in self else default

    def items(self) -> ItemsView[str, V]:
        """
        Return the names with their values.
        """
        return self._lookup.items()

    def values(self) -> ValuesView[V]:
        """
        Return the values.
        """
        return self._lookup.values()

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self._lookup

    def __iter__(self) -> Iterator[str]:
        return iter(self._lookup)

    def __len__(self) -> int:
        return len(self._pairs)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Table never changes; use .with_({name!r}, ...)")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("a Table never changes")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        return self._pairs == other._pairs

    def __hash__(self) -> int:
        return hash(self._pairs)

    def __repr__(self) -> str:
        return f"Table({dict(self._pairs)!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (self._pairs, self._kind)

    def __plain__(self) -> dict[str, Any]:
        return {name: plain(value) for name, value in self._pairs}

    def with_(self, name: str, value: V) -> "Table[V]":
        """
        Return a table in which the known *name* has another value.

        Raises:
            UnknownNameError: If there is no such name.
        """
        self[name]
        pairs = [(key, value if key == name else old) for key, old in self._pairs]
        return Table(pairs, kind=self._kind)


def _rebuild(pairs: tuple[tuple[str, V], ...], kind: str) -> Table[V]:
    """Unpickle a table."""
    return Table(pairs, kind=kind)
