"""
Verdicts counted by their status, under whatever they are asked by.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from followup_rules.verdicts import Status, Verdict

K = TypeVar("K")
Counts = dict[str, dict[Status, int]]


def counted(
    verdicts: Iterable[Verdict], key: Callable[[Verdict], K]
) -> dict[K, dict[Status, int]]:
    """
    Count statuses under a key of each verdict, in the order in which keys occur.
    """
    counts: dict[K, dict[Status, int]] = {}
    for verdict in verdicts:
        row = counts.setdefault(key(verdict), {})
        row[verdict.status] = row.get(verdict.status, 0) + 1
    return counts
