"""
Tickets of a draw, id by id, for engines that cannot hash.
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import Final

from followup_rules.errors import InvalidIdError
from followup_rules.policies.draws.tickets import check_ids

UNSOUND: Final = r"^[\s\p{Z}]|[\s\p{Z}]$|\p{Cc}"
"""Blanks at an edge and control characters, as a pattern that engines read."""


def head(seed_string: str) -> str:
    """
    Return what is hashed before each id.
    """
    return hashlib.sha256(seed_string.encode("utf-8")).hexdigest()


def hasher(
    seed_string: str,
) -> Callable[[Iterable[str | None]], list[str | None]]:
    """
    Return what gives many ids their tickets; None where an id is unusable.
    """
    state = hashlib.sha256(head(seed_string).encode("ascii"))

    def ticket(id_: str | None) -> str | None:
        if id_ is None or not _sound(id_):
            return None
        own = state.copy()
        own.update(id_.encode("utf-8"))
        return own.hexdigest()

    return lambda ids: [ticket(id_) for id_ in ids]


def _sound(id_: str) -> bool:
    """Say whether an id is usable."""
    if id_.isascii() and id_.isprintable() and id_ and id_.strip() == id_:
        return True
    try:
        check_ids([id_])
    except InvalidIdError:
        return False
    return True
