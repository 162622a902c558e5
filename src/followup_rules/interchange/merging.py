"""
A document that says only what differs, laid over the one it is based on; and back.
"""

import json
from typing import Any

from followup_rules.interchange.faults import Path, Place, show_path
from followup_rules.interchange.texts import parse_path

Document = dict[str, Any]


def overlay(base: Any, over: Any) -> Any:
    """
    Return *base* with everything that *over* says in its place.

    Tables are joined, anything else is replaced; so is a table that names another
    kind or id, because then it is about something else.

    >>> overlay({"a": {"x": 1, "y": 2}, "b": [1]}, {"a": {"y": 3}, "b": [2]})
    {'a': {'x': 1, 'y': 3}, 'b': [2]}
    """
    if not _joins(base, over):
        return over
    joined = dict(base)
    for name, value in over.items():
        joined[name] = overlay(base[name], value) if name in base else value
    return joined


def _joins(base: Any, over: Any) -> bool:
    """Say whether two values are tables about the same thing."""
    if not isinstance(base, dict) or not isinstance(over, dict):
        return False
    return all(base.get(tag) == over.get(tag, base.get(tag)) for tag in ("kind", "id"))


def without(base: Document, removed: object, at: Place) -> Document:
    """
    Return *base* without the places that the paths in *removed* name.
    """
    if not isinstance(removed, list):
        at.refuse("wrong_type", removed, "a list of paths")
        return base
    for number, text in enumerate(removed):
        place = at.into(number)
        if not isinstance(text, str):
            place.refuse("wrong_type", text, "a path as text")
            continue
        steps = parse_path(text, place)
        if steps is not None:
            base = _without(base, steps, place)
    return base


def _without(base: Document, steps: Path, at: Place) -> Document:
    """Return a table without one place in it."""
    name, rest = str(steps[0]), steps[1:]
    inner = base.get(name)
    if name not in base or (rest and not isinstance(inner, dict)):
        at.refuse("unknown_path", name, ", ".join(base), base)
        return base
    kept = dict(base)
    if rest:
        kept[name] = _without(kept[name], rest, at)
    else:
        del kept[name]
    return kept


def difference(base: Document, new: Document) -> tuple[Document, list[str]]:
    """
    Return what *new* says differently, and the paths of what it lacks.

    `overlay(without(base, removed), changed)` is *new* again, as far as the order of
    the entries allows.
    """
    removed: list[str] = []
    return _difference(base, new, (), removed), removed


def _difference(
    base: Document, new: Document, path: Path, removed: list[str]
) -> Document:
    """Walk through two tables about the same thing."""
    changed: Document = {}
    for name, value in new.items():
        if name not in base:
            changed[name] = value
        elif _joins(base[name], value):
            inner = _difference(base[name], value, (*path, name), removed)
            if inner:
                changed[name] = inner
        elif not same(base[name], value):
            changed[name] = value
    removed += [show_path((*path, name)) for name in base if name not in new]
    return changed


def same(one: object, other: object) -> bool:
    """
    Say whether two values are the same in plain data, where `false` is not 0.
    """
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
