"""
Rows in error beyond those that are listed: counted where they lie, and read by nobody.

Of a row whose id stands in an earlier one, and of one whose owner is in no row at all,
the columns tell for certain what is wrong. The first of them are read and listed; a
million more would come to the same words a million times.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

import narwhals as nw
from attrs import evolve

from followup_rules.books.judging import Judging
from followup_rules.frames.books.by_rows import rows_of
from followup_rules.frames.books.collecting import collected
from followup_rules.frames.books.reading import (
    AT,
    ENTERED,
    ODD,
    OWNER,
    Asking,
    Told,
    inside_of,
)
from followup_rules.frames.books.settling import all_odd, come_later, of_owner, settle
from followup_rules.frames.books.values import NO
from followup_rules.frames.columns import hidden
from followup_rules.frames.outcomes import first_of
from followup_rules.immutable import frozen
from followup_rules.ledgers.accounts import Read
from followup_rules.ledgers.values import Instant

_OWN_ODD: Final = hidden("own_odd")
_STRAY: Final = hidden("stray")
_SAME: Final = hidden("same")
_FIRST: Final = hidden("first_at")
_NAMED: Final = hidden("named")
_FAULT: Final = hidden("fault")
_GONE: Final = hidden("gone")
_LATER: Final = hidden("not_yet")
_ROWS: Final = hidden("rows")
_TWICE: Final = "id_twice"
_NOBODYS: Final = "no_owner"
_ENTERED: Final = Instant()


@frozen(eq=False)
class Surplus:
    """
    The rows in error of one ledger that are counted only.

    Attributes:
        every: The ledger with them.
        known: Those that were there at the moment of judgement, as a ledger.
        rows: How many there are of each fault.
        blamed: How many of them were there; they may be anybody's.
        asking: What they would be read for.
    """

    every: Told
    known: Told
    rows: Mapping[str, int]
    blamed: int
    asking: Asking

    def beside(self, read: Read) -> Read:
        """
        Return what was read of a ledger, with these among the rows nobody can read.
        """
        if not self.blamed:
            return read
        before = read.blamed.get(None, 0)
        return evolve(
            read,
            blamed={**read.blamed, None: before + self.blamed},
            partly=_Partly(read.partly, self),  # type: ignore[arg-type]  # asked as one
            owners=(*read.owners, *[None] * self.blamed),
        )

    def moments(self) -> Iterator[dict[str, Any]]:
        """
        Yield since when each of them was there, and when it was entered.
        """
        told, speech = self.known, self.asking.speech
        placed = told.ledger.placed
        kinds = {} if placed is None else {placed: told.ledger.fact(placed).value}
        kinds[ENTERED] = _ENTERED
        held = {name: one for name, one in told.times.items() if name in kinds}
        bare = evolve(told, held=frozenset(held) & told.held, times=held, aside=None)
        for row in rows_of(bare, self.asking):
            given = {name: getattr(row, name, None) for name in kinds}
            yield {
                name: None if one is None else kinds[name].read(one, name, speech)
                for name, one in given.items()
            }


class _Partly:
    """
    What can be read of rows in error, of those that are counted only when it is asked.
    """

    def __init__(self, read: Sequence[Mapping[str, Any]], surplus: Surplus) -> None:
        self._read = read
        self._surplus = surplus

    @cached_property
    def _rows(self) -> tuple[Mapping[str, Any], ...]:
        """All of them."""
        return (*self._read, *self._surplus.moments())

    def __len__(self) -> int:
        return len(self._read) + self._surplus.blamed

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return iter(self._rows)


def every(told: Told) -> Told:
    """
    Return a ledger with all of its rows, those that are counted only among them.
    """
    return told if told.surplus is None else told.surplus.every


def surplus_of(
    ledgers: Mapping[str, Told], whole: frozenset[str]
) -> dict[str, Surplus]:
    """
    Return the rows that are counted only, of each ledger that has some.

    Args:
        ledgers: All ledgers.
        whole: Those that are taken from their frames as a whole, and these with them.
    """
    return {
        kind: told.surplus
        for kind, told in ledgers.items()
        if told.surplus is not None and kind not in whole
    }


def with_surplus(
    case: Judging, ledgers: Mapping[str, Told], whole: frozenset[str]
) -> Judging:
    """
    Return a case in which rows that are counted only are among those nobody can read.

    Args:
        case: The call, with the rows that were taken from their frames.
        ledgers: All ledgers.
        whole: Those that were taken as a whole, and these rows with them.
    """
    counted = surplus_of(ledgers, whole)
    if not counted:
        return case
    beside = {kind: one.beside(case.ledgers[kind]) for kind, one in counted.items()}
    return evolve(case, ledgers={**case.ledgers, **beside}, kept={})


def set_aside(opened: Mapping[str, Told], asking: Asking) -> dict[str, Told]:
    """
    Take out of ledgers the rows in error beyond those that are listed.

    Args:
        opened: The ledgers as they were opened.
        asking: What they are read for, and how many are listed.
    """
    found: dict[str, Told] = {}
    for kind, told in opened.items():
        if told.ledger.inside is not None:
            found[kind] = inside_of(told.ledger, found) or told
        elif told.whole is not None:
            found[kind] = told
        else:
            found[kind] = _without(told, _marked(told, found, opened, asking), asking)
    return found


def _without(told: Told, marked: Any, asking: Asking) -> Told:
    """Leave out the rows of which a fault is marked, beyond those that are listed."""
    gone = NO
    for fault in (_TWICE, _NOBODYS):
        places = marked.filter(nw.col(_FAULT) == fault).select(AT).sort(AT)
        first = collected(places.head(asking.limit + 1))[AT].to_list()
        if len(first) > asking.limit:
            after = first[-1]
            gone = gone | ((nw.col(_FAULT) == fault) & (nw.col(AT) >= after))
    if gone is NO:
        return told
    work = told.work
    later = come_later(told, asking).alias(_LATER)
    marked = marked.with_columns(gone.fill_null(value=False).alias(_GONE), later)
    marked = work.engine.worked_out(work.native, marked)
    names = work.frame.columns
    out = marked.filter(nw.col(_GONE))
    counts = collected(
        out.select(_FAULT, nw.col(_LATER).cast(nw.Int64))
        .group_by(_FAULT)
        .agg(nw.len().alias(_ROWS), nw.col(_LATER).sum())
    ).rows(named=True)
    rows = {row[_FAULT]: int(row[_ROWS]) for row in counts}
    known = sum(rows.values()) - sum(int(row[_LATER]) for row in counts)
    if work.engine.plans_anew or work.engine.is_eager(work.native):
        known_out = out.filter(~nw.col(_LATER)).select(names)
        left = marked.filter(~nw.col(_GONE)).select(names)
    else:  # the joins would be made again for each question; their places will do
        places = collected(out.select(AT, _LATER)).to_arrow()
        beside = work.engine.beside(work.frame.to_native(), places)
        left = work.frame.join(beside.select(AT), on=AT, how="anti")
        beside = beside.filter(~nw.col(_LATER)).select(AT)
        known_out = work.frame.join(beside, on=AT, how="semi")
    there, kept = told.has(known_out), told.has(left)
    return evolve(kept, surplus=Surplus(told, there, rows, known, asking))


def _marked(
    told: Told, found: Mapping[str, Told], opened: Mapping[str, Told], asking: Asking
) -> Any:
    """
    Say of each row what is wrong with it, where that is certain and concerns anybody.

    Of an id that stands in several rows the first is judged, if all can be read; that
    of an owner is in no row, not even in one that cannot be read.
    """
    frame = _with_strays(told, found, opened, asking)
    flags = nw.col(ODD).cast(nw.Int64), nw.col(_STRAY).cast(nw.Int64)
    groups = (
        frame.filter(~nw.col("id").is_null())
        .select("id", AT, *flags)
        .group_by("id")
        .agg(
            nw.col(AT).min().alias(_FIRST),
            nw.col(ODD).max().alias(_SAME),
            nw.col(_STRAY).min().alias(_NAMED),
        )
    )
    frame = frame.join(groups, on="id", how="left")
    twice = NO
    if told.ledger.owner_kind is None and not told.parts:
        twice = (nw.col(_SAME) == 0) & (nw.col(AT) > nw.col(_FIRST))
    cases = [(nw.col(_NAMED) == 1, _NOBODYS), (twice, _TWICE)]
    nothing = nw.lit(None).cast(nw.String)
    return frame.with_columns(first_of(cases, nothing).alias(_FAULT))


def _with_strays(
    told: Told, found: Mapping[str, Told], opened: Mapping[str, Told], asking: Asking
) -> Any:
    """
    Say of each row whether nobody can be its owner, and nothing else is wrong.

    What belongs to a stray is not told apart from what belongs to no row.
    """
    home = told.ledger.owner_kind
    if home is None:
        return told.work.frame.with_columns(NO.alias(_STRAY))
    above = []
    while home is not None:
        above.append(home)
        home = found[home].ledger.owner_kind
    frame = told.work.frame.with_columns(nw.col(ODD).alias(_OWN_ODD))
    ledgers = {kind: all_odd(found[kind]) for kind in reversed(above)}
    kind = told.ledger.kind
    frame = settle({**ledgers, kind: told.has(frame)}, asking)[kind].work.frame
    if any(
        one.ledger.owner_kind == kind and one.ledger.inside is None
        for one in opened.values()
    ):
        return frame.with_columns(NO.alias(_STRAY))
    names = opened[above[0]].work.frame.filter(~nw.col("id").is_null())
    names = names.group_by("id").agg(nw.len().alias(_ROWS))
    names = names.select(nw.col("id").alias(_NAMED), _ROWS)
    frame = frame.join(names, left_on=OWNER, right_on=_NAMED, how="left")
    orphan = nw.col(of_owner(above[0], "")).is_null() & nw.col(_ROWS).is_null()
    return frame.with_columns((orphan & ~nw.col(_OWN_ODD)).alias(_STRAY)).drop(_ROWS)
