"""
Strange rows, found once: what is judged afterwards asks for their ids only.

To find them takes every value of every row, counts of the ids, and joins up and down.
A lazy engine would do all of that again for each rule. There are few of them, though,
and they leave their frames anyway; so their ids are fetched, and what follows reads a
ledger in one pass.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final

import narwhals as nw
from attrs import evolve

from followup_rules.frames.books.reading import (
    ODD,
    STRANGE,
    Asking,
    Told,
    mark,
    settle,
)
from followup_rules.frames.columns import hidden

MOST: Final = 10_000
"""Of more strange rows in a ledger the ids are not fetched: engines join them better."""

_SAME: Final = hidden("same")
_WHICH: Final = hidden("which")

Ids = dict[str, set[str | None]]
"""The ids of some rows, None where one has none, by the kind of their ledger."""


def mark_strange(
    opened: Mapping[str, Told], refused: Mapping[str, Collection[str]], asking: Asking
) -> dict[str, Told]:
    """
    Settle ledgers, and mark the rows that are read one by one.

    Args:
        opened: The ledgers as they were opened.
        refused: The ids of further rows that columns could not judge, by kind.
        asking: What they are read for.
    """
    told = {kind: _all_odd(one, refused.get(kind, ())) for kind, one in opened.items()}
    settled = settle(told, asking)
    if any(one.work.engine.plans_anew for one in told.values()):
        return {kind: _worked_out(one) for kind, one in mark(settled).items()}
    odd = _fetched(settled, ODD)
    if odd is None:
        return {kind: _worked_out(one) for kind, one in mark(settled).items()}
    strange: Ids | None = odd
    if any(odd.values()):
        strange = _fetched(mark(settle(_among(opened, odd, ODD), asking)), STRANGE)
    if strange is None:
        return {kind: _worked_out(one) for kind, one in mark(settled).items()}
    known = settle(_among(opened, strange, ODD), asking)
    return {
        kind: _worked_out(one) for kind, one in _among(known, strange, STRANGE).items()
    }


def collected(frame: Any) -> Any:
    """
    Return a small frame, executed; polars passes the rows through in batches.
    """
    if not isinstance(frame, nw.LazyFrame):
        return frame
    if frame.implementation.is_polars():
        return frame.collect(engine="streaming")
    return frame.collect()


def collected_all(frames: Mapping[str, Any], *, at_once: bool) -> dict[str, Any]:
    """
    Return small frames of the same columns, executed; in one query where that is told.
    """
    if not at_once or not frames:
        return {name: collected(frame) for name, frame in frames.items()}
    named = [
        frame.with_columns(nw.lit(name).alias(_WHICH)) for name, frame in frames.items()
    ]
    every = collected(nw.concat(named))
    return {name: every.filter(nw.col(_WHICH) == name) for name in frames}


def _all_odd(told: Told, refused: Collection[str]) -> Told:
    """Make rows odd, too, whose id stands twice, and that columns could not judge."""
    frame = told.work.frame
    again = frame.group_by("id").agg(nw.len().alias(_SAME)).filter(nw.col(_SAME) > 1)
    frame = frame.join(again, on="id", how="left")
    odd = nw.col(ODD) | ~nw.col(_SAME).is_null()
    if refused:
        odd = odd | nw.col("id").is_in([*refused]).fill_null(value=False)
    return told.has(frame.with_columns(odd.alias(ODD)).drop(_SAME))


def _worked_out(told: Told) -> Told:
    """Work a frame out once, where its engine would make it again for each rule."""
    work = told.work
    parts = {name: _worked_out(part) for name, part in told.parts.items()}
    made = told.has(work.engine.worked_out(work.native, work.frame))
    return evolve(made, parts=parts)


def _fetched(ledgers: Mapping[str, Told], flag: str) -> Ids | None:
    """Return the ids of rows with a flag; None where a ledger has too many."""
    found: Ids = {}
    for kind, told in ledgers.items():
        marked = told.work.frame.filter(nw.col(flag)).select("id").head(MOST + 1)
        ids = collected(marked)["id"].to_list()
        if len(ids) > MOST:
            return None
        found[kind] = {*ids}
    return found


def _among(ledgers: Mapping[str, Told], ids: Ids, flag: str) -> dict[str, Told]:
    """Set a flag of the rows without an id, and of those with some ids."""
    found = {}
    for kind, told in ledgers.items():
        is_one = nw.col("id").is_null()
        if named := sorted(id_ for id_ in ids[kind] if id_ is not None):
            is_one = is_one | nw.col("id").is_in(named).fill_null(value=False)
        found[kind] = told.has(told.work.frame.with_columns(is_one.alias(flag)))
    return found
