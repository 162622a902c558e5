"""
The items of a record, and what of them is there.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, ClassVar, Final

from attrs import field

from followup_rules.clauses import Clause, Text
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import (
    Name,
    Names,
    as_tuple,
    held,
)
from followup_rules.immutable import frozen

_EVERYTHING: Final = Text("everything required", "全部应有要素")
Record = Mapping[str, bool | None] | Collection[str]
"""What was done: yes, no or unknown by the key of an item; or just the keys of what was done."""


@frozen(kw_only=True, field_transformer=held)
class Item:
    """
    One thing that a record must hold.

    Attributes:
        key: Its name in a record.
        name: What it is.
        clause: The clause that asks for it.
        ruled_out_by: Circumstances under which it cannot have been done.
        waived_by: Circumstances under which it need not be done.
    """

    key: Name
    name: Text
    clause: Clause
    ruled_out_by: Names = field(default=(), converter=as_tuple)
    waived_by: Names = field(default=(), converter=as_tuple)


@frozen
class ItemsEvidence:
    """
    What a checklist verdict rests on: item keys, in the order of the text.
    """

    shape: ClassVar[str] = "items"

    done: tuple[str, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    waived: tuple[str, ...]
    record: tuple[tuple[str, bool | None], ...] | None
    circumstances: tuple[str, ...]
    closed: bool | None
    only: str | None
    names: tuple[tuple[str, Text], ...]
    late: tuple[str, ...] = ()

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        return {
            "record": None if self.record is None else dict(self.record),
            "circumstances": self.circumstances,
            "closed": self.closed,
            "only": self.only,
            **self._came_late(tuple),
        }

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        names = dict(self.names)
        return {
            "missing": tuple(names.get(item, item) for item in self.missing),
            "unknown": tuple(names.get(item, item) for item in self.unknown),
            "waived": tuple(names.get(item, item) for item in self.waived),
            **self._came_late(lambda ids: tuple(names[item] for item in ids)),
            "content": _EVERYTHING if self.only is None else names[self.only],
        }

    def __plain__(self) -> dict[str, Any]:
        return {
            "required": [item for item, _ in self.names],
            "done": list(self.done),
            "missing": list(self.missing),
            "unknown": list(self.unknown),
            "waived": list(self.waived),
            **self._came_late(list),
        }

    def _came_late(self, shown: Callable[[Iterable[str]], Any]) -> dict[str, Any]:
        """Return what came late, where anything did."""
        return {"late": shown(self.late)} if self.late else {}


def in_order(field_name: str, names: Collection[str]) -> tuple[str, ...]:
    """Return names, each once, as given; those of a set in alphabetical order."""
    given: object = names
    if type(given) is tuple and not given:
        return ()
    several = isinstance(given, Collection) and not isinstance(given, str)
    if not several or not all(isinstance(name, str) for name in names):
        allowed = "a collection of names, such as a list of them"
        raise InvalidFieldError(field_name, names, allowed)
    ordered = sorted(names) if isinstance(names, AbstractSet) else names
    return tuple(dict.fromkeys(ordered))
