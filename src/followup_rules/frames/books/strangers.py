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

from followup_rules.books.judging import Judging
from followup_rules.frames.books.collecting import collected_all
from followup_rules.frames.books.reading import ODD, STRANGE, Asking, Told
from followup_rules.frames.books.settling import all_odd, mark, settle
from followup_rules.frames.books.surplus import set_aside
from followup_rules.frames.columns import hidden

MOST: Final = 10_000
"""Of more strange rows in a ledger the ids are not fetched: engines join them better."""

Heads = dict[str, list[str | None]]
"""The ids of the first of some rows, None where one has none, by the kind of their ledger."""
Ids = dict[str, set[str | None]]
"""The ids of all of them."""


def mark_strange(opened: Mapping[str, Told], asking: Asking) -> dict[str, Told]:
    """
    Settle ledgers, and mark the rows that are read one by one.

    Args:
        opened: The ledgers as they were opened.
        asking: What they are read for.
    """
    settled = _settled(opened, asking)
    odd = _heads(settled, ODD)
    if any(len(some) > min(asking.limit, MOST) for some in odd.values()):
        opened = set_aside(opened, asking)
        settled = _settled(opened, asking)
        odd = _heads(settled, ODD)
    if any(one.work.engine.plans_anew for one in opened.values()):
        return _all_worked_out(mark(settled))
    if all(one.work.engine.is_eager(one.work.native) for one in opened.values()):
        return _set_apart(settled, _few(odd))
    strange = _few(odd)
    if strange is None:
        return _all_worked_out(mark(settled))
    if any(strange.values()):
        among = mark(settle(_among(opened, strange, ODD), asking))
        strange = _few(_heads(among, STRANGE))
    if strange is None:
        return _all_worked_out(mark(settled))
    known = settle(_among(opened, strange, ODD), asking)
    return _with_strange(known, strange)


def _settled(opened: Mapping[str, Told], asking: Asking) -> dict[str, Told]:
    """Settle ledgers, worked out where they would be made again for each question."""
    settled = settle({kind: all_odd(one) for kind, one in opened.items()}, asking)
    lazy = any(
        not one.work.engine.plans_anew and not one.work.engine.is_eager(one.work.native)
        for one in opened.values()
    )
    return settled if lazy else _all_worked_out(settled)


def mark_refused(
    ledgers: Mapping[str, Told], refused: Mapping[str, Collection[str]]
) -> dict[str, Told]:
    """
    Mark further rows, with all that belong together with them.

    Args:
        ledgers: The ledgers, in which strange rows are marked.
        refused: The ids of the rows that columns could not judge, by kind.
    """
    told = {}
    for kind, one in ledgers.items():
        odd = nw.col(STRANGE)
        if ids := sorted(refused.get(kind, ())):
            odd = odd | nw.col("id").is_in(ids).fill_null(value=False)
        marked = one.has(one.work.frame.with_columns(odd.alias(ODD)))
        told[kind] = evolve(marked, apart=None)  # there may be more than were fetched
    if any(one.work.engine.plans_anew for one in told.values()):
        return _all_worked_out(mark(told))
    return _set_apart(told, _few(_heads(told, ODD)))


def _set_apart(ledgers: Mapping[str, Told], odd: Ids | None) -> dict[str, Told]:
    """Mark what belongs together with odd rows, by their ids if they are few."""
    if odd is not None and not any(odd.values()):
        return _with_strange(ledgers, odd)
    marked = mark(ledgers)
    strange = _few(_heads(marked, STRANGE))
    if strange is None:
        return _all_worked_out(marked)
    return _with_strange(ledgers, strange)


def _with_strange(ledgers: Mapping[str, Told], strange: Ids) -> dict[str, Told]:
    """Mark the strange rows whose ids are known."""
    return {
        kind: evolve(_worked_out(one), apart=_named(strange[kind]))
        for kind, one in _among(ledgers, strange, STRANGE).items()
    }


def without_strange(frame: Any, column: str, told: Told) -> Any:
    """
    Leave out what is about strange rows of a ledger, whose ids a column holds.
    """
    if told.apart is not None:
        if not told.apart:
            return frame
        return frame.filter(~nw.col(column).is_in(told.apart))
    strange = told.work.frame.filter(nw.col(STRANGE) & ~nw.col("id").is_null())
    strange = strange.select(nw.col("id").alias(hidden("apart")))
    return frame.join(strange, left_on=column, right_on=hidden("apart"), how="anti")


def only_strange(
    case: Judging, ledgers: Mapping[str, Told], whole: frozenset[str], *, at_once: bool
) -> Judging:
    """
    Return a case in which strange rows only are asked.
    """
    kept = dict(case.ledgers)
    strange = {
        kind: ledgers[kind].work.frame.filter(nw.col(STRANGE)).select("id")
        for kind in whole & ledgers.keys()
    }
    for kind, some in collected_all(strange, at_once=at_once).items():
        ids = {str(one) for one in some["id"].to_list()}
        part = kept[kind]
        inside = tuple(one for one in part.inside if one.id in ids)
        kept[kind] = evolve(part, inside=inside)
    return evolve(case, ledgers=kept, kept={})


def _all_worked_out(ledgers: Mapping[str, Told]) -> dict[str, Told]:
    """Work the frames of ledgers out."""
    return {kind: _worked_out(one) for kind, one in ledgers.items()}


def _worked_out(told: Told) -> Told:
    """Work a frame out once, where its engine would make it again for each rule."""
    work = told.work
    parts = {name: _worked_out(part) for name, part in told.parts.items()}
    made = told.has(work.engine.worked_out(work.native, work.frame))
    return evolve(made, parts=parts)


def _heads(ledgers: Mapping[str, Told], flag: str) -> Heads:
    """Return the ids of rows with a flag, of each ledger one more than are fetched."""
    at_once = any(told.work.engine.plans_anew for told in ledgers.values())
    marked = {
        kind: told.work.frame.filter(nw.col(flag)).select("id").head(MOST + 1)
        for kind, told in ledgers.items()
    }
    found = collected_all(marked, at_once=at_once)
    return {kind: one["id"].to_list() for kind, one in found.items()}


def _few(heads: Heads) -> Ids | None:
    """Return the ids of some rows; None where a ledger has too many."""
    if any(len(some) > MOST for some in heads.values()):
        return None
    return {kind: {*some} for kind, some in heads.items()}


def _named(ids: set[str | None]) -> tuple[str, ...]:
    """Return the ids of the rows that have one, in order."""
    return tuple(sorted(id_ for id_ in ids if id_ is not None))


def _among(ledgers: Mapping[str, Told], ids: Ids, flag: str) -> dict[str, Told]:
    """Set a flag of the rows without an id, and of those with some ids."""
    found = {}
    for kind, told in ledgers.items():
        is_one = nw.col("id").is_null()
        if named := _named(ids[kind]):
            is_one = is_one | nw.col("id").is_in(named).fill_null(value=False)
        found[kind] = told.has(told.work.frame.with_columns(is_one.alias(flag)))
    return found
