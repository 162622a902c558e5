"""
Ledgers of a book joined: what belongs together, what was known, what is of the period.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

import narwhals as nw

from followup_rules.frames.books.reading import (
    ENTERED,
    INSIDE,
    KNOWN,
    LATER,
    ODD,
    OWNER,
    STRANGE,
    Asking,
    Told,
)
from followup_rules.frames.books.values import NO, YES
from followup_rules.frames.columns import Times, hidden
from followup_rules.timing.cycles import Period

_BELOW: Final = hidden("below")
_SAME: Final = hidden("same")


def all_odd(told: Told) -> Told:
    """
    Make rows odd, too, whose id stands twice.
    """
    frame = told.work.frame
    again = frame.group_by("id").agg(nw.len().alias(_SAME)).filter(nw.col(_SAME) > 1)
    frame = frame.join(again, on="id", how="left")
    odd = nw.col(ODD) | ~nw.col(_SAME).is_null()
    return told.has(frame.with_columns(odd.alias(ODD)).drop(_SAME))


def settle(ledgers: Mapping[str, Told], asking: Asking) -> dict[str, Told]:
    """
    Join what belongs together, and tell what was known and what is of the period.
    """
    found: dict[str, Told] = {}
    for kind, told in ledgers.items():
        home = told.ledger.owner_kind
        joined = told if home is None else _with_owner(told, found[home])
        found[kind] = _sifted(joined, None if home is None else found[home], asking)
    return found


def mark(ledgers: Mapping[str, Told]) -> dict[str, Told]:
    """
    Mark strange rows: those that are odd, and all that belong together with them.
    """
    found = dict(ledgers)
    for kind in reversed(tuple(found)):
        home = found[kind].ledger.owner_kind
        if home is not None:
            found[home] = _odd_below(found[home], found[kind])
    for kind, told in found.items():
        home = told.ledger.owner_kind
        found[kind] = _strange(told, None if home is None else found[home])
    return found


def of_owner(kind: str, name: str) -> str:
    """
    Return the name of a column of the row that a row belongs to.
    """
    return hidden(f"of_{kind}/{name}")  # Spark would read a dot as a path


def _with_owner(told: Told, home: Told) -> Told:
    """Join the row that each row belongs to."""
    kind = home.ledger.kind
    kept = {KNOWN: KNOWN, INSIDE: INSIDE}
    for times in home.times.values():
        kept |= {one: one for one in (times.day, times.us) if one is not None}
    made = {f"{hidden('is_')}{name}": one for name, one in home.columns.items()}
    found = home.work.frame.filter(~nw.col(ODD))
    if made:  # an owner may hold nothing but moments
        found = found.with_columns(**made)
    further = [name for name in found.columns if name.startswith(hidden("of_"))]
    shown = {**kept, **{name: name for name in made}}
    owners = found.select(
        nw.col("id").alias(OWNER),
        *(nw.col(old).alias(of_owner(kind, new)) for new, old in shown.items()),
        *(nw.col(name) for name in further),
        YES.alias(of_owner(kind, "")),
    )
    frame = told.work.frame.with_columns(told.link.alias(OWNER))
    frame = frame.join(owners, on=OWNER, how="left")
    orphan = nw.col(of_owner(kind, "")).is_null()
    odd = nw.col(ODD) | orphan | _before_owner(told, home).fill_null(value=False)
    return told.has(frame.with_columns(odd.alias(ODD)))


def owner_times(home: Told) -> dict[str, Times]:
    """
    Return the moments of the row that a row belongs to, as they were joined.
    """
    kind = home.ledger.kind
    return {
        name: Times(
            of_owner(kind, one.day), None if one.us is None else of_owner(kind, one.us)
        )
        for name, one in home.times.items()
    }


def _before_owner(told: Told, home: Told) -> Any:
    """Say where a row lies before the one it belongs to, or that has not begun."""
    placed, begun = str(told.ledger.placed), str(home.ledger.placed)
    if placed not in told.times or begun not in home.times:
        return NO
    start = owner_times(home)[begun]
    own = told.times[placed]
    return own.given & (~start.given | own.before(start).fill_null(value=False))


def _sifted(told: Told, home: Told | None, asking: Asking) -> Told:
    """Tell the rows that were known, and among them those of the period."""
    ledger, later = told.ledger, come_later(told, asking)
    begun = YES
    if ledger.placed is not None and not ledger.lasting:
        held = told.times.get(ledger.placed)
        begun = NO if held is None else held.given
    owned, owners_inside = YES, None
    if home is not None:
        owned = nw.col(of_owner(home.ledger.kind, KNOWN)).fill_null(value=False)
        owners_inside = nw.col(of_owner(home.ledger.kind, INSIDE))
    frame = told.work.frame.with_columns(
        (later | (begun & ~owned)).alias(LATER), (~later & begun & owned).alias(KNOWN)
    )
    inside = _in_period(told, home, owners_inside, asking.period)
    return told.has(frame.with_columns((nw.col(KNOWN) & inside).alias(INSIDE)))


def come_later(told: Told, asking: Asking) -> Any:
    """
    Say whether a row was entered, or is dated, after the moment of judgement.
    """
    later, now = NO, asking.now
    for name in (ENTERED, told.ledger.placed):
        if name in told.times:
            after = told.times[str(name)].after(now.day, now.us)
            later = later | after.fill_null(value=False)
    return later


def _in_period(
    told: Told, home: Told | None, owners_inside: Any, period: Period | None
) -> Any:
    """Say whether a row is of the period, by its own day or its owner's."""
    ledger = told.ledger
    if ledger.lasting or period is None:
        return YES
    if home is not None and not ledger.own_day and not home.ledger.lasting:
        return owners_inside.fill_null(value=False)
    held = told.times.get(str(ledger.placed))
    return YES if held is None else in_period(held, period)


def in_period(held: Times, period: Period | None) -> Any:
    """
    Say whether moments lie in some days; what is not known does, and None is all days.
    """
    if period is None:
        return YES
    epoch = dt.date(1970, 1, 1).toordinal()
    first, last = (one.toordinal() - epoch for one in (period.first, period.last))
    within = nw.col(held.day).is_between(first, last)
    return within | ~held.given


def _odd_below(home: Told, told: Told) -> Told:
    """Make a row odd to which an odd row belongs."""
    odd = nw.col(ODD).cast(nw.Int64)
    below = (
        told.work.frame.filter(~nw.col(OWNER).is_null())
        .select(OWNER, odd.alias(_BELOW))
        .group_by(OWNER)
        .agg(nw.col(_BELOW).max())
    )
    below = below.with_columns(nw.col(OWNER).alias("id")).select("id", _BELOW)
    frame = home.work.frame.join(below, on="id", how="left")
    strange = nw.col(ODD) | (nw.col(_BELOW) == 1).fill_null(value=False)
    return home.has(frame.with_columns(strange.alias(ODD)).drop(_BELOW))


def _strange(told: Told, home: Told | None) -> Told:
    """Mark every row of which the owner, or one that belongs to it, is odd."""
    if home is None:
        marked = told.work.frame.with_columns(nw.col(ODD).alias(STRANGE))
        return told.has(marked)
    over = hidden("over")
    flag = nw.col(STRANGE).cast(nw.Int64).alias(over)
    owners = (
        home.work.frame.filter(~nw.col("id").is_null())
        .select(nw.col("id").alias(hidden("key")), flag)
        .group_by(hidden("key"))
        .agg(nw.col(over).max())
    )
    frame = told.work.frame.join(
        owners, left_on=OWNER, right_on=hidden("key"), how="left"
    )
    above = (nw.col(over) == 1).fill_null(value=False)
    marked = frame.with_columns((nw.col(ODD) | above).alias(STRANGE))
    return told.has(marked.drop(over))
