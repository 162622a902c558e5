"""
Public names that are imported when they are first used.

A host that only asks for a due date does not pay for judging whole ledgers.
"""

import sys
from importlib import import_module

TYPE_CHECKING = False  # true for type checkers; the front door loads no `typing`
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any


def import_lazily(
    package: str, homes: "Mapping[str, tuple[str, ...]]"
) -> "Callable[[str], Any]":
    """
    Return a module's `__getattr__` that finds names in the modules below *package*.

    Args:
        package: The full name of the package that hands the names on.
        homes: The public names of each module, by its name below the package. No
            module may bear the name of a thing that it hands on.
    """
    home_of = {name: home for home, names in homes.items() for name in names}

    def find(name: str) -> "Any":
        home = home_of.get(name)
        if home is None:
            message = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(message)
        value = getattr(import_module(f"{package}.{home}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return find
