"""
Reading a host's rows: what is usable is judged, what is not is named, all is counted.

A row is any object with the attributes that its ledger declares. Nothing is repaired:
a row that cannot be judged becomes a `RowError` with its kind, id, field, value and
what is allowed, and the rest of the ledger is judged.
"""

import contextlib
import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from operator import attrgetter
from typing import Any, Final

from attrs import evolve, field

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
from followup_rules.ledgers.attributes import Attributes, Maker, has_days_around
from followup_rules.ledgers.facts import Fact, Ledger, inner_kinds
from followup_rules.ledgers.faults import Faults
from followup_rules.ledgers.values import RowOf, Vocabulary, as_id
from followup_rules.timing.cycles import Period
from followup_rules.timing.moments import (
    UTC,
    Moment,
    as_instant,
    is_before,
    local_ordinal,
    to_utc,
)

_ABSENT: Final = object()
_MOST_NAMED: Final = 200
"""Among more ids nobody looks for the one that was meant."""
_BEFORE_ALL: Final = dt.datetime.min.replace(tzinfo=UTC)
_NO_DAY: Final = (0, _BEFORE_ALL)
_NOBODY: Final[Mapping[str, Any]] = {}
"""The rows that a row of a ledger names that names none."""


@frozen
class Account:
    """
    What became of the rows of one ledger: each is counted once.

    Attributes:
        given: All of them.
        judged: Those that were judged, under every rule that is asked of them.
        later: Those not known yet at the moment of judgement.
        outside: Those known, and not of the period.
        not_begun: Those without the day by which they are placed, such as a repair
            that is not completed.
        in_error: Those that could not be read, or that a rule refused.
    """

    given: int
    judged: int
    later: int
    outside: int
    not_begun: int
    in_error: int


@frozen(slots=False)
class Read:
    """
    One ledger as it was read and known.

    Attributes:
        ledger: What its rows are.
        known: The rows known at the moment of judgement, in the order given.
        inside: Those of the period.
        errors: What is wrong with the others.
        given: How many rows there were; None where no ledger was given.
        later: How many were not known yet.
        not_begun: How many have not begun.
        blamed: How many unreadable rows each owner may have, by its id; under None
            are those whose owner cannot be read.
        usable: The rows that could be read, by id.
        partly: What can be read of the others, by attribute.
        owners: Whose each of those may be; None is anybody's.
    """

    ledger: Ledger
    known: tuple[Any, ...]
    inside: tuple[Any, ...]
    errors: tuple[RowError, ...]
    given: int | None
    later: int
    not_begun: int
    blamed: Mapping[str | None, int]
    usable: Mapping[str, Any] = field(repr=False)
    partly: tuple[Mapping[str, Any], ...] = ()
    owners: tuple[str | None, ...] = ()

    def unread_by(self, moment: dt.datetime, zone: dt.tzinfo, *names: str) -> "Read":
        """
        Return the ledger with the unreadable rows that were there at a moment before.

        Args:
            moment: The moment.
            zone: Where days begin.
            names: The attributes that say since when a row is there.
        """
        if not self.partly:
            return self
        kept = [
            (owner, held)
            for owner, held in zip(self.owners, self.partly, strict=True)
            if all(
                since is None or not is_before(moment, since, zone)
                for since in map(held.get, names)
            )
        ]
        owners = tuple(owner for owner, _ in kept)
        partly = tuple(held for _, held in kept)
        return evolve(self, blamed=Counter(owners), partly=partly, owners=owners)

    @cached_property
    def known_ids(self) -> Collection[str]:
        """
        The ids of the known rows.
        """
        return self._ids_of(self.known)

    @cached_property
    def inside_ids(self) -> Collection[str]:
        """
        The ids of the rows of the period.
        """
        return self._ids_of(self.inside)

    def _ids_of(self, rows: tuple[Any, ...]) -> Collection[str]:
        """Return the ids of some of the usable rows; of all of them stand there."""
        if len(rows) == len(self.usable):
            return self.usable
        return frozenset(one.id for one in rows)

    @cached_property
    def named_ids(self) -> frozenset[str]:
        """
        The ids of all rows, of those in error too.
        """
        return frozenset((*self.usable, *(error.row for error in self.errors)))

    def account(self, *, by_cell: bool, refused: int = 0) -> Account:
        """
        Count its rows.

        Args:
            by_cell: Whether its rows are judged by whole cells of the calendar, in
                or around the period, and none is left out for its day.
            refused: How many of those that are judged a rule refused.
        """
        judged = len(self.known) if by_cell else len(self.inside)
        return Account(
            given=self.given or 0,
            judged=judged - refused,
            later=self.later,
            outside=len(self.known) - judged,
            not_begun=self.not_begun,
            in_error=len(self.errors) + refused,
        )


@frozen
class Asked:
    """
    What a ledger is read for.

    Attributes:
        book: The words and categories of the regulation.
        now: The moment of judgement.
        period: The days of interest; None is all.
        zone: Where days begin.
        more: Facts beside the declared ones, or instead of them, by kind, such as an
            item that a host has added to a record.
    """

    book: Vocabulary
    now: dt.datetime
    period: Period | None
    zone: dt.tzinfo
    more: Mapping[str, tuple[Fact, ...]]


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
        placed = ledger.placed
        # The day or instant by which a row is dated.
        self._placed: Callable[[Any], Moment | None] = (
            attrgetter(placed) if placed is not None else lambda _row: None
        )
        moments = (
            (place, fact.name)
            for place, fact in enumerate(self.facts)
            if fact.value.is_moment
        )
        self.moments = tuple(moments)
        self.following = [
            (fact.name, fact.after, fact.after.partition(".")[2])
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
        period = asked.period
        self.span = None if period is None else days_of(period)
        self.given = 0
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
                if any(
                    map(self._is_later, (held.get("entered_at"), self._placed_in(held)))
                ):
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
        if isinstance(source, Mapping):
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
            self._in_order(row, row_id, owner)
        shape.maker.place(row, owner, named)
        if self.ledger.check is not None:
            fault = self.ledger.check(self.asked.book, row)
            if fault is not None:
                name, error = fault
                raise self.faults.of(row_id, name, getattr(row, name), error)
        return row

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
        if isinstance(source, Mapping):
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

    def _in_order(self, row: Any, row_id: str, owner: Any) -> None:
        """Refuse a moment before the one that it follows."""
        begun = self._placed(row)
        if owner is not None and begun is not None:
            self._after_owner(begun, row_id, owner)
        for name, after, of_owner in self.following:
            later = getattr(row, name)
            if later is None:
                continue
            start = getattr(owner, of_owner) if of_owner else getattr(row, after)
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
        """Tell the rows that were known, and among them those of the period."""
        piles: dict[str, list[Any]] = {"known": [], "later": [], "not_begun": []}
        for one in self.usable.values():
            piles[self._known(one)].append(one)
        known = tuple(piles["known"])
        if self.home is not None:
            known = tuple(self._by_owner(known, self.home))
        return Read(
            self.ledger,
            known,
            tuple(filter(self._is_inside, known)),
            tuple(self.errors),
            given,
            len(piles["later"]),
            len(piles["not_begun"]),
            self.blamed,
            self.usable,
            tuple(self.partly),
            tuple(self.owners),
        )

    def _by_owner(self, rows: Iterable[Any], home: "Read") -> Iterator[Any]:
        """Put rows in the order of their owners, and within it by their days."""
        piles: dict[str, list[Any]] = {}
        for one in rows:
            piles.setdefault(one.owner.id, []).append(one)
        for owner in home.known:
            own = piles.get(owner.id, ())
            yield from sorted(own, key=self._day) if len(own) > 1 else own

    def _day(self, one: Any) -> tuple[int, dt.datetime]:
        """Return by what the rows of one owner are put in order."""
        begun = self._placed(one)
        return _NO_DAY if begun is None else by_day(begun, self.asked.zone)

    def _known(self, one: Any) -> str:
        """Say whether a row was known at the moment of judgement."""
        asked = self.asked
        begun, entered = self._placed(one), one.entered_at
        if entered is not None and is_before(asked.now, entered, asked.zone):
            return "later"
        if begun is None:
            if self.ledger.placed is not None and not self.ledger.lasting:
                return "not_begun"
        elif is_before(asked.now, begun, asked.zone):
            return "later"
        owned = self.home is None or one.owner.id in self.home.known_ids
        return "known" if owned else "later"

    def _is_later(self, moment: Moment | None) -> bool:
        """Say whether a moment was not yet at the moment of judgement."""
        asked = self.asked
        return moment is not None and is_before(asked.now, moment, asked.zone)

    def _placed_in(self, held: Mapping[str, Any]) -> Moment | None:
        """Return the day of a row in error, where that can be read."""
        return None if self.ledger.placed is None else held.get(self.ledger.placed)

    def _is_inside(self, one: Any) -> bool:
        """Say whether a row is of the period, by its own day or its owner's."""
        if self.ledger.lasting:
            return True
        home = None if self.ledger.own_day else self.home
        if home is not None and not home.ledger.lasting:
            return one.owner.id in home.inside_ids
        begun = self._placed(one)
        if begun is None or self.span is None:
            return True
        return local_ordinal(begun, self.asked.zone, "moment") in self.span


def days_of(period: Period) -> range:
    """
    Return the days of a period.
    """
    return range(period.first.toordinal(), period.last.toordinal() + 1)


def by_day(moment: Moment, zone: dt.tzinfo) -> tuple[int, dt.datetime]:
    """
    Return by what days and instants are put in order.

    A day comes before the instants of its day in *zone*.
    """
    day = local_ordinal(moment, zone, "moment")
    if isinstance(moment, dt.datetime):
        return day, to_utc(moment)
    return day, _BEFORE_ALL


def _attribute(source: Any, name: str) -> Any:
    """
    Return an attribute, or `_ABSENT`.

    What the host's own property raises goes through: it is no missing attribute.
    """
    value = getattr(source, name, _ABSENT)
    if value is _ABSENT and hasattr(type(source), name):
        return getattr(source, name)
    return value


def falls_in(moment: Moment, period: Period, zone: dt.tzinfo) -> bool:
    """
    Say whether a day, or the local day of an instant, is a day of the period.
    """
    return local_ordinal(moment, zone, "moment") in days_of(period)


def known_by(now: dt.datetime, moment: Moment | None, zone: dt.tzinfo) -> Moment | None:
    """
    Return *moment* if it was known at *now*, and None otherwise.
    """
    return None if moment is None or is_before(now, moment, zone) else moment


def as_rows(
    field: str, ids: Collection[Any], row: Callable[..., Any]
) -> tuple[Any, ...]:
    """
    Return ids as rows that have nothing but an id.

    Raises:
        InvalidFieldError: If *ids* is one text, no collection, or holds what is no id.
    """
    if isinstance(ids, (str, bytes)) or not isinstance(ids, Collection):
        raise InvalidFieldError(field, ids, "None or a collection of ids")
    for one in ids:
        try:
            as_id(one, field)
        except FollowupRulesError:
            allowed = "None or a collection of ids"
            raise InvalidFieldError(field, ids, allowed) from None
    return tuple(row(id=one) for one in ids)
