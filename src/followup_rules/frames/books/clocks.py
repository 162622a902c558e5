"""
Times inside lists, structures and tables: read and shown as in columns, or refused.

Columns of times are read by their engine. What stands inside another value is seen only
where rows are taken from their frame, and its type says beforehand whether it has a zone.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

import narwhals as nw

from followup_rules.errors import NaiveColumnError
from followup_rules.frames.columns import Work
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Fact, Ledger
from followup_rules.ledgers.values import (
    Entries,
    Inner,
    Instant,
    Names,
    TableOf,
    Value,
)
from followup_rules.timing.moments import zone_of

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


def holds_moments(value: Value) -> bool:
    """
    Say whether moments stand inside a value.
    """
    if isinstance(value, (Names, *_TABLES)):
        return value.each.is_moment
    return isinstance(value, Inner)


@frozen
class Clocks:
    """
    How moments inside values are read and shown, as those of columns are.

    Attributes:
        zone: Where times without a zone were recorded; None is that there are none.
        home: Whose clocks they are shown on.
    """

    zone: str | None
    home: str

    def shown(self, moment: Any) -> Any:
        """
        Return a moment as the clocks of the book show it; what is none stays.

        A time that the clocks show twice is the earlier one, as in columns.
        """
        if not isinstance(moment, dt.datetime):
            return moment
        if moment.tzinfo is None and self.zone is not None:
            moment = moment.replace(tzinfo=zone_of(self.zone))
        bare = moment.tzinfo is None or str(moment.tzinfo) == self.home
        if bare or not dt.MINYEAR < moment.year < dt.MAXYEAR:
            return moment
        return moment.astimezone(zone_of(self.home))

    def inside(self, value: Value, got: Any) -> Any:
        """
        Return what a row holds, with every moment inside of it as `shown`.
        """
        if value.is_moment:
            return self.shown(got)
        if isinstance(value, Names) and isinstance(got, list):
            return [self.inside(value.each, one) for one in got]
        if isinstance(value, _TABLES) and isinstance(got, Mapping):
            return {name: self.inside(value.each, one) for name, one in got.items()}
        if isinstance(value, Inner) and isinstance(got, list):
            told = _told(value)
            return [self._row(told, one) for one in got]
        return got

    def _row(self, told: Mapping[str, Value], row: Any) -> Any:
        """Return a row inside a row; what is none stays."""
        if not isinstance(row, Mapping):
            return row
        return {
            name: self.inside(told[name], given) if name in told else given
            for name, given in row.items()
        }


def _told(value: Inner) -> dict[str, Value]:
    """Return what rows inside a row hold, by name."""
    own = {fact.name: fact.value for fact in value.ledger.facts}
    return {"entered_at": _ENTERED, **own}
