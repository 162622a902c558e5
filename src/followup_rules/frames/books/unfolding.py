"""
Rows inside the rows of a frame: each list of structures as a ledger of its own.

An entry that cannot certainly be read makes the row odd that it stands in, which is then
read row by row with all its entries.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import narwhals as nw
from attrs import NOTHING

from followup_rules.errors import FollowupRulesError
from followup_rules.frames.columns import Work, hidden
from followup_rules.frames.engines import ABSENT
from followup_rules.ledgers.facts import Fact, Ledger
from followup_rules.ledgers.values import Inner

HOME: Final = hidden("home")
"""The id of the row that an entry stands in."""
_OWN: Final = hidden("own_id")
_BELOW: Final = hidden("below_it")
_KEYED: Final = ("id", "entered_at")

Read = Callable[[Ledger, tuple[Fact, ...], Work, frozenset[str]], Any]
"""Reads a frame whose columns are called as facts are."""


def unfolded(
    work: Work,
    facts: tuple[Fact, ...],
    ids: Any,
    known: Mapping[str, tuple[Fact, ...]],
    read: Read,
) -> dict[str, Any]:
    """
    Return the rows inside rows that can be read as columns, by their attributes.

    Args:
        work: The frame of the rows.
        facts: What the rows hold.
        ids: Their ids, as texts.
        known: The facts of the ledgers inside others, by kind.
        read: Reads the entries.
    """
    found = {}
    for fact in facts:
        if isinstance(fact.value, Inner) and fact.name in work.schema:
            ledger = fact.value.ledger
            told = known.get(ledger.kind, ledger.facts)
            columns = _columns(work, fact.name, ledger, told)
            part = None
            if columns is not None:
                part = _entries(work, fact.name, ids, ledger, told, columns, read)
            if part is not None and part.whole is None:
                found[fact.name] = part
    return found


def _columns(
    work: Work, name: str, ledger: Ledger, facts: tuple[Fact, ...]
) -> tuple[str, ...] | None:
    """Return the fields that entries have; None where they are no structures with all."""
    kind = work.schema[name]
    if kind != nw.List or kind.inner != nw.Struct:
        return None
    held = [field.name for field in kind.inner.fields]
    needed = [fact.name for fact in facts if fact.default is NOTHING]
    allowed = [fact.name for fact in facts]
    if ledger.keyed:
        needed, allowed = [*needed, "id"], [*allowed, *_KEYED]
    if not {*needed} <= {*held}:
        return None
    return tuple(name for name in allowed if name in held)


def _entries(
    work: Work,
    name: str,
    ids: Any,
    ledger: Ledger,
    facts: tuple[Fact, ...],
    columns: tuple[str, ...],
    read: Read,
) -> Any:
    """Read the entries of one list; None where a field holds another kind of value."""
    engine = work.engine
    frame = work.frame.with_columns(ids.alias(_OWN))
    frame = engine.unfolded(frame, name, _OWN, {one: one for one in columns})
    frame = frame.with_columns(nw.col(_OWN).alias(HOME)).drop(_OWN)
    schema = engine.schema(frame)
    inner = Work(work.native, engine, frame, schema, engine.empty(frame))
    try:
        return read(ledger, facts, inner, frozenset(columns))
    except FollowupRulesError:
        return None


def entry_ids(ledger: Ledger, own: Any) -> Any:
    """
    Return the ids of entries: `owner/own`, unless their own are unique.
    """
    return own if ledger.own_ids else nw.concat_str([nw.col(HOME), nw.lit("/"), own])


def is_no_entry() -> Any:
    """
    Say where a list holds nothing where an entry should be.
    """
    return nw.col(ABSENT)


def marked_below(frame: Any, part: Any, odd: str) -> Any:
    """
    Make rows odd in which an odd entry without an id of its own stands.
    """
    flag = nw.col(odd).cast(nw.Int64)
    below = (
        part.work.frame.select(nw.col(HOME).alias(_OWN), flag.alias(_BELOW))
        .filter(nw.col(_BELOW) == 1)
        .group_by(_OWN)
        .agg(nw.col(_BELOW).max())
    )
    frame = frame.join(below, left_on="id", right_on=_OWN, how="left")
    marked = nw.col(odd) | ~nw.col(_BELOW).is_null()
    return frame.with_columns(marked.alias(odd)).drop(_BELOW)
