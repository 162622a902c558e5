"""
Which rows of a frame cannot be judged, and why.
"""

from collections.abc import Mapping
from typing import Any, Final

import narwhals as nw
from attrs import frozen

from followup_rules.errors import MissingColumnError, RowError
from followup_rules.frames.outcomes import UNDETERMINED

_PROBLEMS: Final = {
    "calendar_missing": "a work calendar is needed, and none was passed",
    "calendar_not_covered": "the work calendar does not cover the days that count",
    "date_out_of_range": "the count leaves the years 1 to 9999",
    "fact_missing": "the fact is not known",
    "impossible_order": "it lies before what must have come first",
    "instant_needed": "a day is not enough here: a moment with its zone is needed",
    "unknown_category": "the rule has no such category",
    "unknown_form": "the rule knows no such form",
}
_CULPRITS: Final = {
    "calendar_missing": "trigger",
    "calendar_not_covered": "trigger",
    "date_out_of_range": "trigger",
    "impossible_order": "done",
    "instant_needed": "trigger",
    "unknown_category": "category",
    "unknown_form": "form",
}


@frozen
class Check:
    """
    What a check of a frame found.

    Attributes:
        rows: How many rows there are.
        counts: How many cannot be judged, by reason, the commonest first.
        listed: The first of them.
    """

    rows: int
    counts: tuple[tuple[str, int], ...]
    listed: tuple[RowError, ...]

    @property
    def unjudged(self) -> int:
        """
        How many rows cannot be judged.
        """
        return sum(count for _, count in self.counts)

    def __str__(self) -> str:
        head = f"{self.unjudged} of {self.rows} rows cannot be judged"
        counted = [f"  {count} x {reason}" for reason, count in self.counts]
        return "\n".join([head, *counted, *(f"  {error}" for error in self.listed)])


def find_unjudged(
    judged: Any,
    *,
    rule: str,
    row: str,
    limit: int,
    columns: Mapping[str, Any],
    prefix: str,
) -> Check:
    """
    Execute, count the rows that cannot be judged, and list the first of them.

    Raises:
        MissingColumnError: If there is no column *row*.
    """
    frame = nw.from_native(judged).lazy()
    names = tuple(frame.collect_schema().names())
    if row not in names:
        raise MissingColumnError("row", row, names)
    status, reason = f"{prefix}status", f"{prefix}reason"
    every = frame.select(nw.len().alias("rows")).collect()
    bad = frame.filter(nw.col(status) == UNDETERMINED)
    counted = bad.group_by(reason).agg(nw.len().alias("rows")).collect()
    counts = sorted(
        ((str(r), int(n)) for r, n in counted.select(reason, "rows").iter_rows()),
        key=lambda entry: (-entry[1], entry[0]),
    )
    shown = bad.head(limit).collect().rows(named=True) if limit else []
    listed = tuple(_row_error(rule, entry, row, reason, columns) for entry in shown)
    return Check(int(every.item()), tuple(counts), listed)


def _row_error(
    rule: str,
    entry: Mapping[str, Any],
    row: str,
    reason: str,
    columns: Mapping[str, Any],
) -> RowError:
    """Say what is wrong with one row."""
    code, _, fact = str(entry[reason]).partition(":")
    argument = fact or _CULPRITS.get(code, code)
    column = columns.get(argument)
    got = entry.get(column) if isinstance(column, str) else None
    field = column if isinstance(column, str) else argument
    return RowError(rule, str(entry[row]), field, got, _PROBLEMS.get(code, code))
