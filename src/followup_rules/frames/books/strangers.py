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

from followup_rules.frames.books.reading import (
    ODD,
    STRANGE,
    Asking,
    Told,
    mark,
    settle,
)

MOST: Final = 10_000
"""Of more strange rows in a ledger the ids are not fetched: engines join them better."""


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
    marked = mark(settle(opened, asking), refused)
    ids = {kind: _ids(told) for kind, told in marked.items()}
    if any(len(some) > MOST for some in ids.values()):
        return {kind: _worked_out(told, told.work.frame) for kind, told in marked.items()}
    known = {
        kind: told.has(told.work.frame.with_columns(_among(ids[kind]).alias(ODD)))
        for kind, told in opened.items()
    }
    return {
        kind: _worked_out(
            told, told.work.frame.with_columns(_among(ids[kind]).alias(STRANGE))
        )
        for kind, told in settle(known, asking).items()
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


def _worked_out(told: Told, frame: Any) -> Told:
    """Work a frame out once where the caller's was eager."""
    native = told.work.native
    if hasattr(native, "lazy") and not hasattr(native, "collect"):
        return told.has(frame.collect().lazy())
    return told.has(frame)


def _ids(told: Told) -> list[str]:
    """Fetch the ids of strange rows, or as many as show that there are too many."""
    strange = told.work.frame.filter(nw.col(STRANGE) & ~nw.col("id").is_null())
    found: list[str] = collected(strange.select("id").head(MOST + 1))["id"].to_list()
    return found


def _among(ids: Collection[str]) -> Any:
    """Say that a row is strange: it has no id, or one of these."""
    absent = nw.col("id").is_null()
    if not ids:
        return absent
    return absent | nw.col("id").is_in(sorted({*ids})).fill_null(value=False)
