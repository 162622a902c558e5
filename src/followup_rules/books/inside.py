"""
What stands inside policies: cited clauses, named parties, and a field by its path.
"""

import functools
from typing import Any, Final

import attrs

from followup_rules.clauses import Clause
from followup_rules.errors import UnknownNameError
from followup_rules.tables import Table

_ROLES: Final = ("allowed", "roles", "exclusive", "independent", "granted_by")
"""The fields of policies, and of their parts, that hold roles."""


def cited_clauses(policy: object) -> tuple[str, ...]:
    """
    Return the ids of all clauses that a policy answers, its own first.

    Every attrs object inside the policy that has a `clause` is looked at.
    """
    return tuple(dict.fromkeys(one.id for one in clauses_in(policy)))


def clauses_in(value: object) -> tuple[Clause, ...]:
    """
    Return all clauses inside a policy, or a table of them, each once.
    """
    found: dict[Clause, None] = {}
    _collect(value, found)
    return tuple(found)


def _collect(value: Any, found: dict[Clause, None]) -> None:
    """Walk through a policy for clauses."""
    if isinstance(value, Clause):
        found[value] = None
    elif isinstance(value, Table):
        for entry in value.values():
            _collect(entry, found)
    elif isinstance(value, tuple):
        for entry in value:
            _collect(entry, found)
    else:
        for name in _fields(value):
            _collect(getattr(value, name), found)


def clauses_of_ways_out(feed: object) -> tuple[str, ...]:
    """
    Return the ids of the clauses by which a feed lets off, each once.
    """
    ways: Any = getattr(feed, "ways_out", ())
    return tuple(dict.fromkeys(way.clause for way in ways))


def parties_of(policies: tuple[object, ...]) -> tuple[str, ...]:
    """
    Return the parties that policies and their parts name, each once, in their order.

    They are those that owe something, the roles that act for them or beside them, and
    those that may grant more time.
    """
    found: dict[str, None] = {}
    _collect_parties(policies, found)
    return tuple(found)


def _collect_parties(value: Any, found: dict[str, None]) -> None:
    """Walk through policies for parties."""
    if isinstance(value, tuple):
        for entry in value:
            _collect_parties(entry, found)
    elif names := _fields(value):
        owed_by = getattr(value, "owed_by", None)
        named = () if owed_by is None else (owed_by,)
        acting = (one for held in _ROLES for one in getattr(value, held, ()))
        found.update(dict.fromkeys((*named, *acting)))
        for name in names:
            _collect_parties(getattr(value, name), found)


def field_of(value: Any, path: str) -> Any:
    """
    Return a field, through dots; a case in a tuple is named by its key.

    Raises:
        UnknownNameError: If there is no such field or case.
    """
    for name in path.split("."):
        value = _part(value, name)
    return value


def with_field(value: Any, path: str, new: object) -> Any:
    """
    Return a copy in which a field, through dots, has another value.

    Raises:
        UnknownNameError: If there is no such field or case.
        InvalidFieldError: If the field cannot hold it.
    """
    name, _, rest = path.partition(".")
    old = _part(value, name)
    inner = with_field(old, rest, new) if rest else new
    if isinstance(value, tuple):
        return tuple(inner if entry is old else entry for entry in value)
    return attrs.evolve(value, **{name: inner})


def _fields(value: Any) -> tuple[str, ...]:
    """Name the fields of a value; one without fields has none."""
    kind: type = type(value)
    return _fields_in(kind)


@functools.cache
def _fields_in(kind: type) -> tuple[str, ...]:
    """Name the fields of a class; one without fields has none."""
    return tuple(attrs.fields_dict(kind)) if attrs.has(kind) else ()


def _part(value: Any, name: str) -> Any:
    """Return one field, or the case of a key."""
    parts = (
        {entry.key: entry for entry in value}
        if isinstance(value, tuple)
        else {one: getattr(value, one) for one in _fields(value)}
    )
    if name not in parts:
        raise UnknownNameError("field", name, tuple(parts))
    return parts[name]
