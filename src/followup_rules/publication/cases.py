"""
From the ids of a draw back to the cases of the host.
"""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from followup_rules.errors import InvalidFieldError, NotOneCaseError

K = TypeVar("K")


def case_ids(drawn: Iterable[str], cases: Mapping[K, str]) -> dict[str, K]:
    """
    Return the case behind each id that was drawn, in the order of the ids.

    Args:
        drawn: Ids as they were drawn, such as `draw.chosen` or the list `chosen` of a
            receipt.
        cases: For each case of the host, by its own id, the id under which it stood
            in the ledger: `whole_id(window, serial)`, or the serial where the ledger
            names no windows.

    Raises:
        NotOneCaseError: If a drawn id stands for no case, or for several.
        InvalidFieldError: If *drawn* is a text, or *cases* no table.

    >>> case_ids(["B/1", "A/1"], {71: "A/1", 72: "A/2", 73: "B/1"})
    {'B/1': 73, 'A/1': 71}
    """
    given: object = drawn
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        raise InvalidFieldError("drawn", given, "a collection of ids")
    table: object = cases
    if not isinstance(table, Mapping):
        raise InvalidFieldError("cases", table, "a table from case to id in the ledger")
    behind: dict[str, list[K]] = {}
    for case, id_ in cases.items():
        behind.setdefault(id_, []).append(case)
    return {id_: _only(id_, behind.get(id_, [])) for id_ in drawn}


def _only(id_: str, found: list[K]) -> K:
    """Return the one case behind an id."""
    if len(found) != 1:
        raise NotOneCaseError(id_, tuple(map(str, found)))
    return found[0]
