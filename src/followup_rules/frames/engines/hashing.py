"""
Tickets of a draw, id by id, for engines that cannot hash.
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import Final

from followup_rules.errors import InvalidFieldError, InvalidIdError
from followup_rules.errors.base import UNSEEN
from followup_rules.policies.draws.tickets import TicketOrder, check_ids

UNSOUND: Final = r"^[\s\p{Z}]|[\s\p{Z}]$|\p{Cc}"
"""Blanks at an edge and control characters, as a pattern that engines read."""

UNSOUND_ID: Final = rf"{UNSOUND}|[\p{{Cf}}\p{{Zl}}\p{{Zp}}]|{UNSEEN}"
"""The same, and what nobody sees."""


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


def decimals(tickets: Iterable[str | None]) -> list[str | None]:
    """
    Return hexadecimal tickets as decimal fractions, their digits read backwards.
    """
    return [
        None if text is None else f"0.{str(int(text, 16))[::-1]}" for text in tickets
    ]


def no_decimals() -> InvalidFieldError:
    """
    Return the error of an engine that cannot read tickets backwards exactly.
    """
    allowed = (
        "HEX in a database or a cluster; RIVEST over polars, pandas and pyarrow "
        "(relation.pl(), relation.arrow() or frame.toArrow() makes one)"
    )
    return InvalidFieldError("order", TicketOrder.RIVEST, allowed)


def _sound(id_: str) -> bool:
    """Say whether an id is usable."""
    if id_.isascii() and id_.isprintable() and id_ and id_.strip() == id_:
        return True
    try:
        check_ids([id_])
    except InvalidIdError:
        return False
    return True
