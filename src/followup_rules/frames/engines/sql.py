"""
What the engines that speak SQL have in common: tables of zones, and expressions.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from followup_rules.frames.engines import Spread
from followup_rules.frames.engines.zones import DAY, offset_at, shifts
from followup_rules.timing.moments import UTC

_FIRST_YEAR: Final = 1840
"""Before it no zone has a rule."""
_LAST_YEAR: Final = 2440
"""The yearly rules repeat after the 400 years of the calendar."""
CYCLE: Final = 146_097 * DAY
"""The 400 years of the calendar in microseconds."""
_LATE: Final = (
    datetime(2440, 1, 1, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)
).days
REPEATED: Final = _LATE * DAY
"""From here on the tables of zones repeat."""


def quoted(text: str) -> str:
    """
    Return a text as an SQL literal.
    """
    return "'" + text.replace("'", "''") + "'"


def literal(value: Any) -> str:
    """
    Return a number, a text or nothing as an SQL literal.
    """
    if value is None:
        return "NULL"
    return quoted(value) if isinstance(value, str) else str(value)


def preceding(
    made: Spread,
    order: Sequence[str],
    groups: Sequence[str],
    name: Callable[[str], str],
) -> dict[str, str]:
    """
    Return windows over the rows before each in its group.

    Args:
        made: New columns, each with `max` or `sum` and the column that it is of.
        order: The columns by which rows stand.
        groups: The columns that tell groups apart.
        name: Writes the name of a column.
    """
    parts, by = (", ".join(map(name, some)) for some in (groups, order))
    over = (
        f"OVER (PARTITION BY {parts} ORDER BY {by}"
        " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
    )
    return {
        new: f"CAST({how}({name(old)}) {over} AS BIGINT)"
        for new, (how, old) in made.items()
    }


def far(number: str, first: int, last: int, far: int) -> str:
    """
    Return a number, one outside of two bounds as far out; nothing stays nothing.
    """
    return (
        f"CASE WHEN {number} < {first} THEN {-far} WHEN {number} > {last} THEN {far}"
        f" ELSE {number} END"
    )


def in_cycle(column: str, divide: str) -> str:
    """
    Return microseconds moved back by whole calendar cycles, into years with a table.

    *divide* is a pattern for exact whole division.
    """
    cycles = divide.format(f"({column} - {REPEATED})", CYCLE)
    return (
        f"CASE WHEN {column} >= {REPEATED} "
        f"THEN {column} - {CYCLE} * ({cycles} + 1) ELSE {column} END"
    )


def offset(column: str, zone: str, *, wall: bool) -> str:
    """
    Return the offset of local clocks at instants, or at local times.
    """
    edges, offsets = changes(zone, wall=wall)
    if not edges:
        return str(offsets[0])
    # Most rows lie after the last change, where there is one.
    rest = _tree(column, edges[:-1], offsets[:-1])
    return f"CASE WHEN {column} >= {edges[-1]} THEN {offsets[-1]} ELSE {rest} END"


def changes(zone: str, *, wall: bool) -> tuple[list[int], list[int]]:
    """
    Return where offsets change, in instants or local times, and those between.
    """
    found = shifts(zone, _FIRST_YEAR, _LAST_YEAR - 1)
    if not found:
        return [], [offset_at(zone, datetime(2000, 1, 1, tzinfo=UTC))]
    edges = [shift.wall if wall else shift.at for shift in found]
    return edges, [found[0].before, *(shift.after for shift in found)]


def _tree(column: str, edges: Sequence[int], offsets: Sequence[int]) -> str:
    """Return a search by halves as nested cases."""
    if not edges:
        return str(offsets[0])
    middle = len(edges) // 2
    upper = _tree(column, edges[middle + 1 :], offsets[middle + 1 :])
    lower = _tree(column, edges[:middle], offsets[: middle + 1])
    return f"CASE WHEN {column} >= {edges[middle]} THEN {upper} ELSE {lower} END"
