"""
Times without a zone inside lists, structures and tables: refused, or read on clocks.

Columns of times are read by their engine. What stands inside another value is seen only
where rows are taken from their frame, and its type says beforehand whether it has a zone.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

import narwhals as nw

from followup_rules.errors import NaiveColumnError
from followup_rules.frames.columns import Work
from followup_rules.ledgers.facts import Fact, Ledger
from followup_rules.ledgers.values import (
    Entries,
    Inner,
    Instant,
    Names,
    TableOf,
    Value,
)

_TABLES: Final = (Entries, TableOf)
_ENTERED: Final = Instant()


def check_clocks(work: Work, ledger: Ledger, facts: tuple[Fact, ...]) -> None:
    """
    Refuse columns in which times without a zone stand inside something.

    Raises:
        NaiveColumnError: If there is one.
    """
    for fact in facts:
        kind = work.schema.get(fact.name)
        if not fact.value.is_moment and _is_naive(fact.value, kind):
            raise NaiveColumnError(f"{ledger.kind}.{fact.name}", fact.name)


def _is_naive(value: Value, kind: Any) -> bool:
    """Say whether the type of a value has times without a zone where it has moments."""
    if value.is_moment:
        return bool(kind == nw.Datetime and kind.time_zone is None)
    if isinstance(value, Names):
        return bool(kind == nw.List) and _is_naive(value.each, kind.inner)
    if isinstance(value, _TABLES) and kind == nw.Map:
        return _is_naive(value.each, kind.value)
    if isinstance(value, _TABLES) and kind == nw.Struct:
        return any(_is_naive(value.each, field.dtype) for field in kind.fields)
    if isinstance(value, Inner) and kind == nw.List and kind.inner == nw.Struct:
        told = _told(value)
        return any(
            _is_naive(told[field.name], field.dtype)
            for field in kind.inner.fields
            if field.name in told
        )
    return False


def on_clocks(value: Value, got: Any, zone: dt.tzinfo) -> Any:
    """
    Return a value with every moment inside of it that has no zone read on some clocks.

    A time that the clocks show twice is the earlier one, as in columns.
    """
    if value.is_moment:
        bare = isinstance(got, dt.datetime) and got.tzinfo is None
        return got.replace(tzinfo=zone) if bare else got
    if isinstance(value, Names) and isinstance(got, list):
        return [on_clocks(value.each, one, zone) for one in got]
    if isinstance(value, _TABLES) and isinstance(got, Mapping):
        return {name: on_clocks(value.each, one, zone) for name, one in got.items()}
    if isinstance(value, Inner) and isinstance(got, list):
        told = _told(value)
        return [
            {
                name: on_clocks(told[name], given, zone) if name in told else given
                for name, given in one.items()
            }
            if isinstance(one, Mapping)
            else one
            for one in got
        ]
    return got


def _told(value: Inner) -> dict[str, Value]:
    """Return what rows inside a row hold, by name."""
    own = {fact.name: fact.value for fact in value.ledger.facts}
    return {"entered_at": _ENTERED, **own}
