"""
Reading a host's rows: what is usable is judged, what is not is named, all is counted.

A row is any object with the attributes that its ledger declares. Nothing is repaired:
a row that cannot be judged becomes a `RowError` with its kind, id, field, value and
what is allowed, and the rest of the ledger is judged.
"""

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

from followup_rules.clauses import Text
from followup_rules.errors import (
    FollowupRulesError,
    ImpossibleOrderError,
    InvalidFieldError,
    RowError,
    UnknownNameError,
    as_shown,
)
from followup_rules.immutable import frozen
from followup_rules.ledgers.accounts import Asked, Read
from followup_rules.ledgers.attributes import Attributes, Maker, has_days_around
from followup_rules.ledgers.facts import Fact, Ledger, inner_kinds
from followup_rules.ledgers.faults import Faults
from followup_rules.ledgers.sieve import Sieve
from followup_rules.ledgers.values import RowOf, as_id
from followup_rules.timing.moments import (
    Moment,
    as_instant,
    is_before,
    local_ordinal,
)

_ABSENT: Final = object()
_MOST_NAMED: Final = 200
"""Among more ids nobody looks for the one that was meant."""
_NOBODY: Final[Mapping[str, Any]] = {}
"""The rows that a row of a ledger names that names none."""


def read(
    ledger: Ledger,
    rows: Iterable[Any],
    asked: Asked,
    homes: Mapping[str, Read],
    *,
    kept: bool = True,
) -> Read:
    """
    Read one ledger.

    Args:
        ledger: What its rows are.
        rows: The host's rows.
        asked: What it is read for.
        homes: The ledgers read before it, by kind, for rows that belong to others.
        kept: Whether such a ledger is kept at all.

    Raises:
        InvalidFieldError: If *rows* is no collection of rows.
    """
    home = None if ledger.owner_kind is None else homes[ledger.owner_kind]
    reader = _Reader(ledger, asked, home, homes)
    if ledger.inside is None:
        reader.take(_iterated(ledger, rows))
    else:
        kind, _, attribute = ledger.inside.partition(".")
        for owner in homes[kind].usable.values():
            reader.take(getattr(owner, attribute) or (), owner)
    return reader.sifted(reader.given if kept or ledger.inside else None)


def _iterated(ledger: Ledger, rows: Iterable[Any]) -> Iterable[Any]:
    """Refuse what is no list of rows."""
    if isinstance(rows, (str, bytes, Mapping)) or not isinstance(rows, Iterable):
        raise InvalidFieldError(f"the rows ({ledger.kind})", rows, "a list of rows")
    return rows


@frozen
class _Shape:
    """
    What rows, or parts of rows, are and how they are read.

    `parts` are the parts inside, by the places of their attributes.
    """

    attributes: Attributes
    maker: Maker
    faults: Faults
    parts: tuple[tuple[int, "_Shape"], ...] = ()


class _Reader:
    """Reads the rows of one ledger one by one."""

    def __init__(
        self,
        ledger: Ledger,
        asked: Asked,
        home: Read | None,
        homes: Mapping[str, Read],
    ) -> None:
        self.ledger = ledger
        self.asked = asked
        self.home = home
        more = {fact.name: fact for fact in asked.more.get(ledger.kind, ())}
        self.facts = tuple({**ledger.by_name, **more}.values())
        self.sieve = Sieve(ledger, asked, home)
        moments = (
            (place, fact.name)
            for place, fact in enumerate(self.facts)
            if fact.value.is_moment
        )
        self.moments = tuple(moments)
        self.following = [
            (fact.name, fact.after, *fact.after.rpartition(".")[::2])
            for fact in self.facts
            if fact.after
        ]
        self.named = {
            fact.name: (fact.value, homes[str(fact.value.kind)])
            for fact in ledger.facts
            if isinstance(fact.value, RowOf)
        }
        said = asked.book.said
        owner = None if home is None else home.ledger
        self.faults = Faults(ledger, said, more.values(), owner)
        self.shape = self._shape(said)
        self.given = 0
        self.objects: set[type] = set()
        self.usable: dict[str, Any] = {}
        self.errors: list[RowError] = []
        self.blamed: dict[str | None, int] = {}
        self.partly: list[Mapping[str, Any]] = []
        self.owners: list[str | None] = []

    def _shape(self, said: Mapping[str, Text]) -> _Shape:
        """Return how the rows of the ledger are read, and the parts inside them."""
        book, inner = self.asked.book, inner_kinds(self.ledger)
        parts = tuple(
            (
                place,
                _Shape(
                    Attributes(one.facts, book),
                    Maker(one, one.by_name),
                    Faults(one, said),
                ),
            )
            for place, fact in enumerate(self.facts)
            if (one := inner.get(fact.name)) is not None and not one.keyed
        )
        names = ("id", "entered_at", *(fact.name for fact in self.facts))
        maker = Maker(self.ledger, names)
        return _Shape(Attributes(self.facts, book), maker, self.faults, parts)

    def take(self, rows: Iterable[Any], owner: Any = None) -> None:
        """Read rows; those that cannot be read are errors."""
        for source in self._each(rows):
            self.given += 1
            try:
                made = self._row(source, owner)
            except RowError as error:
                self.errors.append(error)
                held = self._readable(source)
                if self.sieve.is_later(held):
                    continue
                blamed = self._owner_id(source, owner)
                self.blamed[blamed] = self.blamed.get(blamed, 0) + 1
                self.partly.append(held)
                self.owners.append(blamed)
            else:
                self.usable[made.id] = made

    def _each(self, rows: Iterable[Any]) -> Iterator[Any]:
        """Yield rows; what the host raises instead says after how many."""
        try:
            yield from rows
        except Exception as error:
            kind, given = self.ledger.kind, self.given
            error.add_note(f"while the rows ({kind}) were read, after {given} of them")
            raise

    def _row(self, source: Any, owner: Any) -> Any:
        """Return one row as rules take it."""
        if self._is_table(source):
            prefix = "" if owner is None or self.ledger.own_ids else f"{owner.id}/"
            raise self._no_object(source, prefix + self._named_by(source), self.faults)
        row_id = self._id(source, owner)
        entered_at = self._entered(source, row_id)
        shape = self.shape
        quick = shape.attributes.read(source, row_id, shape.faults)
        values = self._one_by_one(shape, source, row_id) if quick is None else quick
        for place, part in shape.parts:
            if values[place] is not None:
                made = [self._part(part, one, row_id) for one in values[place]]
                values[place] = tuple(made)
        for place, name in self.moments if quick is None else ():
            self._in_calendar(name, values[place], row_id)
        if entered_at is not None:
            self._in_calendar("entered_at", entered_at, row_id)
        row = shape.maker.made((row_id, entered_at, *values))
        if self.home is not None and owner is None:
            owner = self._owner(row, row_id, self.home)
        named = dict(self._named(row, row_id)) if self.named else _NOBODY
        if owner is not None or self.following:
            self._in_order(row, row_id, owner, named)
        shape.maker.place(row, owner, named)
        if self.ledger.check is not None:
            fault = self.ledger.check(self.asked.book, row)
            if fault is not None:
                name, error = fault
                raise self.faults.of(row_id, name, getattr(row, name), error)
        return row

    def _is_table(self, source: Any) -> bool:
        """Say whether a row came as a table; each class of rows is looked at once."""
        kind = type(source)
        if kind in self.objects:
            return False
        if isinstance(source, Mapping):
            return True
        self.objects.add(kind)
        return False

    def _in_calendar(self, name: str, moment: Moment | None, row_id: str) -> None:
        """Refuse an instant that has no day where the days of the book begin."""
        if moment is None or has_days_around(moment):
            return
        try:
            local_ordinal(moment, self.asked.zone, name)
        except FollowupRulesError as error:
            raise self.faults.of(row_id, name, moment, error) from error

    def _readable(self, source: Any) -> dict[str, Any]:
        """Read what can be read of a row in error."""
        held = {}
        for fact in self.facts:
            with contextlib.suppress(RowError):
                value = self._value(fact, source, "", self.shape)
                if fact.value.is_moment:
                    self._in_calendar(fact.name, value, "")
                held[fact.name] = value
        with contextlib.suppress(RowError):
            held["entered_at"] = self._entered(source, "")
        return held

    def _named_by(self, table: Mapping[str, Any]) -> str:
        """Name a row that came as a table, by its id if that is one, else by its place."""
        try:
            return as_id(table.get("id"), "id")
        except FollowupRulesError:
            return f"no. {self.given}"

    def _no_object(
        self, table: Mapping[str, Any], row_id: str, faults: Faults
    ) -> RowError:
        """Return the error of a row that came as a table of its attributes."""
        got = type(table).__name__
        problem = (
            f"it came as {got!r}, whose keys are no attributes; give an object that has "
            "them, such as types.SimpleNamespace(**row) or one of a class of your own; "
            "cells that are texts are read by interchange.read_rows"
        )
        return faults.refused(row_id, "id", got, problem, "no_object")

    def _ask(self, source: Any, name: str, row_id: str) -> Any:
        """
        Return an attribute, or `_ABSENT`.

        What the host's own property raises goes through, for it is no missing attribute,
        with a note that names the row and the attribute.
        """
        try:
            return _attribute(source, name)
        except Exception as error:
            self.faults.remark(error, self._called(row_id), name)
            raise

    def _called(self, row_id: str) -> str:
        """Return by what a row is named: its id, else its place."""
        return repr(row_id) if row_id else f"no. {self.given}"

    def _id(self, source: Any, owner: Any) -> str:
        """Read an id; one of rows inside a row is `owner/own`."""
        try:
            got = source.id
        except Exception:  # noqa: BLE001 - whatever it is, is said with where it was
            got = self._ask(source, "id", f"no. {self.given}")
        if got is _ABSENT:
            got = None
        prefix = "" if owner is None or self.ledger.own_ids else f"{owner.id}/"
        try:
            row_id = prefix + as_id(got, "id")
        except FollowupRulesError as error:
            blank = got is None or (isinstance(got, str) and not got.strip())
            shown = f"no. {self.given}" if blank else as_shown(got, str)
            raise self.faults.of(prefix + shown, "id", got, error) from error
        if row_id in self.usable:
            problem = "the id already stands in an earlier row"
            raise self.faults.refused(row_id, "id", got, problem, "id_twice")
        return row_id

    def _entered(self, source: Any, row_id: str) -> dt.datetime | None:
        """Read when a row was entered, where it says so."""
        try:
            got = source.entered_at
        except Exception:  # noqa: BLE001 - as of an id
            got = self._ask(source, "entered_at", row_id)
        if got is None or got is _ABSENT:
            return None
        try:
            return as_instant(got, "entered_at")
        except FollowupRulesError as error:
            raise self.faults.of(row_id, "entered_at", got, error) from error

    def _value(self, fact: Fact, source: Any, row_id: str, shape: _Shape) -> Any:
        """Read one attribute."""
        got = self._ask(source, fact.name, row_id)
        if got is _ABSENT:
            problem = "the row has no such attribute; see the facts"
            raise shape.faults.refused(row_id, fact.name, None, problem, "no_attribute")
        if got is None and fact.value.optional:
            return None
        called = self._called(row_id)
        return shape.attributes.one(fact, got, row_id, shape.faults, called)

    def _part(self, part: _Shape, source: Any, row_id: str) -> Any:
        """Read a part of a row."""
        if self._is_table(source):
            raise self._no_object(source, row_id, part.faults)
        values = part.attributes.read(source, row_id, part.faults)
        if values is None:
            values = self._one_by_one(part, source, row_id)
        return part.maker.made(values)

    def _one_by_one(self, shape: _Shape, source: Any, row_id: str) -> list[Any]:
        """Read every attribute of a row, or of a part of it."""
        facts = shape.attributes.facts
        return [self._value(fact, source, row_id, shape) for fact in facts]

    def _owner(self, row: Any, row_id: str, home: Read) -> Any:
        """Find the row that a row belongs to, which must be usable."""
        link = str(self.ledger.owner)
        named = getattr(row, link)
        owner = home.usable.get(named)
        if owner is None:
            problem = f"no usable {home.ledger.kind} {named!r} in the ledger"
            raise self.faults.refused(row_id, link, named, problem, "no_owner")
        return owner

    def _named(self, row: Any, row_id: str) -> Iterator[tuple[str, Any]]:
        """Find the rows that a row names, in the ledgers that are kept."""
        for name, (link, part) in self.named.items():
            named = getattr(row, name)
            found = part.usable.get(named)
            free = named is None or (link.if_kept and part.given is None)
            if found is None and not free:
                known = tuple(islice(part.usable, _MOST_NAMED))
                error = UnknownNameError(name, named, known)
                raise self.faults.of(row_id, name, named, error)
            yield part.ledger.kind, found

    def _in_order(
        self, row: Any, row_id: str, owner: Any, named: Mapping[str, Any]
    ) -> None:
        """Refuse a moment before the one that it follows."""
        begun = self.sieve.placed(row)
        if owner is not None and begun is not None:
            self._after_owner(begun, row_id, owner)
        for name, after, kind, there in self.following:
            later = getattr(row, name)
            beside = row if not kind else named.get(kind, owner)
            if later is None or beside is None:
                continue
            start = getattr(beside, there)
            if start is not None:
                self._follows(row_id, (after, start), (name, later))

    def _after_owner(self, moment: Moment, row_id: str, owner: Any) -> None:
        """Refuse a row before the one it belongs to, or of one that has not begun."""
        home = owner.__ledger__
        if home.placed is None:
            return
        start = getattr(owner, home.placed)
        name = str(self.ledger.placed)
        if start is None:
            problem = f"{home.kind} {owner.id!r} has no {home.placed} yet"
            raise self.faults.refused(row_id, name, moment, problem, "not_begun")
        self._follows(row_id, (home.placed, start), (name, moment))

    def _follows(
        self, row_id: str, first: tuple[str, Moment], second: tuple[str, Moment]
    ) -> None:
        """Refuse an impossible order."""
        if is_before(second[1], first[1], self.asked.zone):
            problem = ImpossibleOrderError(*first, *second)
            raise self.faults.of(row_id, second[0], second[1], problem)

    def _owner_id(self, source: Any, owner: Any) -> str | None:
        """Say whose an unreadable row may be; None where it may be anybody's."""
        if owner is not None:
            return str(owner.id)
        if self.ledger.owner is None or self.home is None:
            return None
        try:
            got = self._ask(source, self.ledger.owner, f"no. {self.given}")
            named = as_id(got, self.ledger.owner)
        except FollowupRulesError:
            return None
        return named if named in self.home.named_ids else None

    def sifted(self, given: int | None) -> Read:
        """Return what was read, sifted by what was known and by the period."""
        known, later, not_begun = self.sieve.known(self.usable.values())
        return Read(
            self.ledger,
            known,
            self.sieve.inside(known),
            tuple(self.errors),
            given,
            later,
            not_begun,
            self.blamed,
            self.usable,
            tuple(self.partly),
            tuple(self.owners),
        )


def _attribute(source: Any, name: str) -> Any:
    """
    Return an attribute, or `_ABSENT`.

    What the host's own property raises goes through: it is no missing attribute.
    """
    value = getattr(source, name, _ABSENT)
    if value is _ABSENT and hasattr(type(source), name):
        return getattr(source, name)
    return value
