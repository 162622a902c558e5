"""
Zones in the SQL of Spark: what clocks show, found in arrays without a search.
"""

import json
from collections import Counter
from functools import cache
from itertools import accumulate
from typing import Final

from followup_rules.frames.engines import sql
from followup_rules.frames.engines.zones import DAY
from followup_rules.immutable import frozen

_STRETCH: Final = 64 * DAY
"""Zones rarely change their offset twice within it."""
_NEVER: Final = 2**62


@frozen
class _Changes:
    """
    The changes of a zone's offset, to be found without a search.

    Attributes:
        edges: Where they are, and a last one that never comes.
        offsets: What holds before, between and after them.
        starts: For each stretch of time from the first edge on, the first edge in it
            or after it.
        most: How many there are in a stretch at most.
    """

    edges: list[int]
    offsets: list[int]
    starts: list[int]
    most: int


@cache
def _changes(zone: str, *, wall: bool) -> _Changes:
    """Return the changes of a zone."""
    edges, offsets = sql.changes(zone, wall=wall)
    count = Counter((edge - edges[0]) // _STRETCH for edge in edges)
    held = [count[stretch] for stretch in range(max(count, default=-1) + 1)]
    starts = [0, *accumulate(held)][:-1]
    return _Changes([*edges, _NEVER], offsets, starts, max(held, default=0))


def shown(instant: str, zone: str) -> str:
    """Return what clocks in a zone show at an instant."""
    return f"({instant} + {offset(instant, zone, wall=False)})"


def offset(number: str, zone: str, *, wall: bool) -> str:
    """
    Return the offset of local clocks at instants, or at local times.

    The stretch of time is an index of the first change that may matter; from there
    each change that has come leads on to the next.
    """
    found = _changes(zone, wall=wall)
    if not found.most:
        return str(found.offsets[0])
    at = f"({sql.in_cycle(number, '({} div {})')})"
    last = len(found.starts) - 1
    stretch = f"({at} - {found.edges[0]}) div {_STRETCH}"
    place = _entry(found.starts, f"least(greatest({stretch}, 0), {last})")
    for _ in range(found.most):
        past = f"{at} >= {_entry(found.edges, place)}"
        place = f"({place} + CASE WHEN {past} THEN 1 ELSE 0 END)"
    return _entry(found.offsets, place)


def _entry(numbers: list[int], place: str) -> str:
    """Return the number at a place that is never outside."""
    table = f"from_json('{json.dumps(numbers)}', 'ARRAY<BIGINT>')"
    return f"get({table}, CAST({place} AS INT))"
