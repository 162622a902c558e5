"""
How the key of a verdict is written, and read again.
"""

from collections.abc import Iterable
from typing import Final

_PARTS: Final = 6
"""Code, rule, part, kind, id and cell."""


def write_key(parts: Iterable[str | None]) -> str:
    """
    Return the parts of a key as one text, in which no slash inside a part divides it.

    >>> write_key(("REPAIR", "visit_deadline", None, "repair", "3/7", None))
    'REPAIR/visit_deadline//repair/3%2F7/'
    """
    return "/".join(
        (part or "").replace("%", "%25").replace("/", "%2F") for part in parts
    )


def read_key(key: str) -> tuple[str, ...] | None:
    """
    Return the parts of a key, of which those that do not exist are empty.

    None is that it is no key: it has more parts, or fewer.

    >>> read_key("REPAIR/visit_deadline//repair/3%2F7/")
    ('REPAIR', 'visit_deadline', '', 'repair', '3/7', '')
    """
    parts = key.split("/")
    if len(parts) != _PARTS:
        return None
    return tuple(part.replace("%2F", "/").replace("%25", "%") for part in parts)
