"""
Reading the attributes of many rows of one kind: at once where nothing is wrong.

Most values of a ledger are flags, times and names of a short list. They are held against
their declaration by their type and by a table of what each name was read as; whatever
is unusual is read by its declaration, which says what is wrong with it.
"""

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from itertools import repeat
from operator import attrgetter, call
from typing import Any, Final
from zoneinfo import ZoneInfo

import pendulum

from followup_rules.errors import FollowupRulesError
from followup_rules.fields import Flag, Words
from followup_rules.ledgers.facts import Fact, Ledger
from followup_rules.ledgers.faults import Faults
from followup_rules.ledgers.values import (
    AnyMoment,
    CategoryOf,
    FormOf,
    GradeOf,
    Instant,
    ItemOf,
    ListedBy,
    OneOf,
    Plain,
    Role,
    Unread,
    Vocabulary,
)
from followup_rules.timing.moments import Moment

_NAMES: Final = (CategoryOf, FormOf, GradeOf, ItemOf, ListedBy, OneOf, Role)
"""Values that are one of few texts, so that each is read once."""
_MOST_KEPT: Final = 256
"""Of how many texts of an attribute is kept what they were read as."""
_NONE: Final[frozenset[type]] = frozenset({type(None)})
_FLAGS: Final[frozenset[type]] = _NONE | {bool}
_INSTANTS: Final = frozenset({dt.datetime, pendulum.DateTime})
_DAYS: Final = frozenset({dt.date, pendulum.Date})
_ZONES: Final = frozenset({ZoneInfo, pendulum.Timezone, dt.timezone})
_TELL: Final[Any] = call
"""Calls a setter; what `map` hands it is as many values as it takes."""
_FIRST_YEAR: Final = 1
_LAST_YEAR: Final = 9999
"""Of the calendar; an instant in either may have no day in another zone."""

Reads = Callable[[Any, str, Vocabulary], Any]


class Attributes:
    """
    Reads the attributes of rows of one kind, in the order of their facts.
    """

    def __init__(self, facts: Iterable[Fact], book: Vocabulary) -> None:
        self.facts = tuple(facts)
        self.book = book
        names = [fact.name for fact in self.facts]
        self._fetch: Any = attrgetter(*names) if names else lambda _source: ()
        self._flags: list[tuple[int, frozenset[type]]] = []
        self._moments: list[tuple[int, bool, bool]] = []
        self._names: list[tuple[int, bool, Reads, str, dict[str, Any]]] = []
        self._others: list[int] = []
        for place, fact in enumerate(self.facts):
            self._sort(place, fact)

    def _sort(self, place: int, fact: Fact) -> None:
        """Tell by its declaration how an attribute is read."""
        value = fact.value
        kind, holds = type(value), getattr(value, "holds", None)
        if kind is Plain and type(holds) is Flag:
            self._flags.append((place, _FLAGS if value.optional else _FLAGS - _NONE))
        elif kind in {Instant, AnyMoment}:
            self._moments.append((place, value.optional, kind is AnyMoment))
        elif kind in _NAMES or (kind is Plain and type(holds) is Words):
            self._names.append((place, value.optional, value.read, fact.name, {}))
        else:
            self._others.append(place)

    def read(self, source: Any, row_id: str, faults: Faults) -> list[Any] | None:
        """
        Return the values of a row; None where it has to be looked at one by one.

        What can be read through only once is read last, when all else is known to be
        sound, and never twice.

        Args:
            source: The host's row.
            row_id: Its id.
            faults: Says what is wrong with such rows.

        Raises:
            RowError: For the first attribute that cannot be read.
        """
        try:
            got = self._fetch(source)
        except Exception:  # noqa: BLE001 - which one it is, is found out one by one
            return None
        values = [got] if len(self.facts) == 1 else [*got]
        for place, types in self._flags:
            if type(values[place]) not in types:
                return None
        for place, optional, days in self._moments:
            moment = values[place]
            if not (optional if moment is None else _is_sound(moment, days=days)):
                return None
        left = self._read_names(values)
        if left is None:
            return None
        for place in sorted([*self._others, *left]) if left else self._others:
            fact, found = self.facts[place], values[place]
            if not (found is None and fact.value.optional):
                values[place] = self.one(fact, found, row_id, faults)
        return values

    def _read_names(self, values: list[Any]) -> list[int] | None:
        """Read the texts of a row in place, and return the places of what is none."""
        left: list[int] = []
        for place, optional, reads, name, kept in self._names:
            said = values[place]
            if type(said) is not str:
                if not (said is None and optional):
                    left.append(place)
                continue
            known = kept.get(said)
            if known is None:
                try:
                    known = reads(said, name, self.book)
                except FollowupRulesError:
                    return None
                if len(kept) < _MOST_KEPT:
                    kept[said] = known
            values[place] = known
        return left

    def one(
        self,
        fact: Fact,
        got: Any,
        row_id: str,
        faults: Faults,
        called: str | None = None,
    ) -> Any:
        """
        Read a value by its declaration.

        What a host's own object raises meanwhile goes through, with a note that names
        the row and the attribute; a row whose id is not known is *called* otherwise.

        Raises:
            RowError: If it cannot be read.
        """
        if type(got) is Unread:
            wrong = got.error(fact.name)
            raise faults.of(row_id, fact.name, got.text, wrong) from wrong
        try:
            return fact.value.read(got, fact.name, self.book)
        except FollowupRulesError as error:
            raise faults.of(row_id, fact.name, got, error) from error
        except Exception as error:
            faults.remark(error, called or repr(row_id), fact.name)
            raise


def _is_sound(moment: Any, *, days: bool) -> bool:
    """Say whether a moment is one at first sight, and of a year with days all round."""
    kind = type(moment)
    if kind in _INSTANTS:
        sound = type(moment.tzinfo) in _ZONES
    else:
        sound = days and kind in _DAYS
    return sound and has_days_around(moment)


def has_days_around(moment: Moment) -> bool:
    """
    Say whether a moment has a day in every zone.
    """
    return _FIRST_YEAR < moment.year < _LAST_YEAR


class Maker:
    """
    Makes rows of one kind as rules take them.

    They hold their values in slots: a row of eighteen attributes takes 200 bytes and not
    530. What a rule asks for beside the facts is kept beside the slots.
    """

    def __init__(self, ledger: Ledger, names: Iterable[str]) -> None:
        self._class: Any = ledger.told_class
        self._setters = tuple(_setter(self._class, name) for name in names)

    def made(self, values: Iterable[Any]) -> Any:
        """
        Return a row with the values of its attributes.
        """
        row = object.__new__(self._class)
        deque(map(_TELL, self._setters, repeat(row), values), 0)
        return row

    def place(self, row: Any, owner: Any, named: Mapping[str, Any]) -> None:
        """
        Tell a row with an id to which row it belongs, and which it names.
        """
        self._class.owner.__set__(row, owner)
        self._class.named.__set__(row, named)


def _setter(told: type[Any], name: str) -> Callable[[Any, Any], None]:
    """Return what sets an attribute of a row that is being made."""
    slot = told.__dict__.get(name)
    if slot is not None:
        put: Callable[[Any, Any], None] = slot.__set__
        return put
    return lambda row, value: object.__setattr__(row, name, value)
