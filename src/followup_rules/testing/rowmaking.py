"""
Rows while they are being made up: in an order that can be, and readable by their book.

The functions here take Hypothesis's `draw` and are no strategies, so that no report of
a failing test prints a whole book.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import field
from hypothesis import strategies as st

from followup_rules.books.assess import opened
from followup_rules.books.judging import Judging
from followup_rules.books.rulebook import Rulebook
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Fact, Ledger, inner_kinds
from followup_rules.ledgers.values import AnyMoment, Instant, RowOf
from followup_rules.testing.values import Making, of_attribute, often
from followup_rules.timing.cycles import period
from followup_rules.timing.moments import UTC, is_before, to_utc

FAR: Final = dt.datetime(9990, 1, 1, tzinfo=UTC)
"""A moment at which everything made up has happened."""

_MOST_INSIDE: Final = 2
_LONGEST_GAP: Final = 30 * 24 * 60
"""In minutes."""
_GAPS: Final = (
    dt.timedelta(0),
    dt.timedelta(microseconds=1),
    dt.timedelta(hours=1),
    dt.timedelta(days=1),
    dt.timedelta(days=7),
)
_DAY: Final = dt.timedelta(days=1)
_IMPOSSIBLE: Final = object()

Draw = Callable[[st.SearchStrategy[Any]], Any]
Ledgers = dict[str, tuple[Any, ...]]


@frozen(eq=False)
class Unmade:
    """
    A row that is still being made.

    It is what it tells, whose it is, the rows it names, by kind, and what is inside it.
    """

    ledger: Ledger
    told: dict[str, Any]
    owner: "Unmade | None" = None
    named: dict[str, "Unmade | None"] = field(factory=dict)
    inside: dict[str, "list[Unmade]"] = field(factory=dict)

    @property
    def id(self) -> str:
        """
        The id by which verdicts call it.
        """
        own = str(self.told["id"])
        if self.ledger.inside is None or self.ledger.own_ids or self.owner is None:
            return own
        return f"{self.owner.id}/{own}"

    @property
    def has_begun(self) -> bool:
        """
        Whether it has the day by which it is placed; nothing comes before that.
        """
        placed = self.ledger.placed
        return placed is None or self.told[placed] is not None

    def every(self) -> "Iterator[Unmade]":
        """
        Yield it, and the rows inside it that have ids.
        """
        yield self
        for rows in self.inside.values():
            for one in rows:
                if one.ledger.keyed:
                    yield from one.every()

    def made(self) -> Any:
        """
        Return it as an object of the class of its rows.
        """
        inner = {
            name: tuple(one.made() for one in rows)
            for name, rows in self.inside.items()
        }
        return self.ledger.row_class(**{**self.told, **inner})

    def moments(self) -> Iterator[Fact]:
        """
        Yield the facts that are days or instants.
        """
        for fact in self.ledger.facts:
            if isinstance(fact.value, Instant | AnyMoment):
                yield fact

    def is_in_order(self) -> bool:
        """
        Say whether its moments are in the order that its facts ask for.
        """
        for fact in self.moments():
            least, moment = _least(self, fact), self.told[fact.name]
            if least is None or moment is None:
                continue
            if is_before(moment, least, UTC):
                return False
        return True


Unmades = dict[str, list[Unmade]]


def make(draw: Draw, making: Making, most: int) -> Unmades:
    """
    Make rows of every ledger that the book can read, owners first.
    """
    unmade: Unmades = {}
    for kind, ledger in making.book.ledgers.items():
        if ledger.inside is not None:
            continue
        unmade[kind] = []
        owners = {one.id: one for one in unmade.get(ledger.owner_kind or "", ())}
        begun = {name: one for name, one in owners.items() if one.has_begun}
        owners = begun or owners
        # A ledger without rows shows little.
        some = st.one_of(st.integers(min(1, most), most), st.integers(0, most))
        count = 0 if ledger.owner and not owners else draw(some)
        for number in range(1, count + 1):
            row = _row(draw, making, ledger, f"{kind[:1].upper()}{number}", owners)
            if row is None:
                break
            unmade[kind].append(row)
            for one in row.every():
                making.rows.setdefault(one.ledger.kind, {})[one.id] = one
    drop_unreadable(making.book, unmade)
    return unmade


def made(unmade: Mapping[str, Iterable[Unmade]]) -> Ledgers:
    """
    Return rows as objects.
    """
    return {kind: tuple(row.made() for row in rows) for kind, rows in unmade.items()}


def read(book: Rulebook, ledgers: Mapping[str, Any]) -> Judging:
    """
    Return rows as a book reads them, once everything has happened.
    """
    first = dt.date(2000, 1, 1)
    return opened(book, ledgers, as_of=FAR, period=period(first, first), calendar=None)


def drop_unreadable(book: Rulebook, unmade: Unmades) -> None:
    """
    Leave out rows that the book cannot read, and what then belongs to none.
    """
    while True:
        case = read(book, made(unmade))
        wrong = {
            (kind, error.row)
            for kind, part in case.ledgers.items()
            for error in part.errors
        }
        if not wrong:
            return
        for rows in unmade.values():
            _drop(rows, wrong)


def _drop(rows: list[Unmade], wrong: set[tuple[str, str]]) -> None:
    """Leave out rows, and rows inside the others."""
    rows[:] = [
        row
        for row in rows
        if not row.ledger.keyed or (row.ledger.kind, row.id) not in wrong
    ]
    for row in rows:
        for inner in row.inside.values():
            _drop(inner, wrong)


# ---------------------------------------------------------------------------- one row


def _row(
    draw: Draw,
    making: Making,
    ledger: Ledger,
    row_id: str,
    owners: Mapping[str, Unmade],
    owner: Unmade | None = None,
) -> Unmade | None:
    """Make one row; None where what it must name does not exist."""
    told: dict[str, Any] = {"id": row_id} if ledger.keyed else {}
    if ledger.owner is not None:
        told[ledger.owner] = draw(st.sampled_from(tuple(owners)))
        owner = owners[told[ledger.owner]]
    row = Unmade(ledger, told, owner)
    inner = {
        name: one
        for name, one in inner_kinds(ledger).items()
        if f"{ledger.kind}.{name}" not in making.given
    }
    for fact in _in_order(ledger):
        if fact.name in told or fact.name in inner:
            continue
        told[fact.name] = _value(draw, making, row, fact)
        if told[fact.name] is _IMPOSSIBLE:
            return None
        if isinstance(fact.value, RowOf):
            known = making.rows.get(str(fact.value.kind), {})
            row.named[str(fact.value.kind)] = known.get(told[fact.name])
    for name, one in inner.items():
        _inside(draw, making, row, name, one)
    return row


def _in_order(ledger: Ledger) -> list[Fact]:
    """Return the facts so that each follows the one that it cannot lie before."""
    done: dict[str, Fact] = {}

    def take(fact: Fact) -> None:
        """Take a fact after the one it follows."""
        if fact.after is not None and "." not in fact.after:
            take(ledger.fact(fact.after))
        done[fact.name] = fact

    links = (fact for fact in ledger.facts if isinstance(fact.value, RowOf))
    for fact in (*links, *ledger.facts):
        take(fact)
    return list(done.values())


def _value(draw: Draw, making: Making, row: Unmade, fact: Fact) -> Any:
    """Draw what one attribute holds, given those before it."""
    least = _least(row, fact)
    if least is None or f"{row.ledger.kind}.{fact.name}" in making.given:
        found = of_attribute(row.ledger.kind, fact, making)
        return _IMPOSSIBLE if found.is_empty else draw(found)
    if fact.value.optional and draw(often(st.just(least))) is None:
        return None
    return _not_before(draw, least, day=isinstance(fact.value, AnyMoment))


def _least(row: Unmade, fact: Fact) -> Any:
    """Return the latest moment before which an attribute cannot lie; None is none."""
    found: list[Any] = []
    if fact.after is not None:
        home, _, name = fact.after.rpartition(".")
        source = row.named.get(home, row.owner) if home else row
        found.append(None if source is None else source.told[name])
    if row.owner is not None and fact.name == row.ledger.placed:
        placed = row.owner.ledger.placed
        found.append(None if placed is None else row.owner.told[placed])
    known = [one for one in found if one is not None]
    return max(known, key=_as_instant) if known else None


def _as_instant(moment: Any) -> dt.datetime:
    """Put days and instants in one order: a day as it ends, so that none lies before."""
    if isinstance(moment, dt.datetime):
        return to_utc(moment)
    return dt.datetime(moment.year, moment.month, moment.day, tzinfo=UTC) + _DAY


def _not_before(draw: Draw, least: Any, *, day: bool) -> Any:
    """Draw a moment not before another: now and then a day, where that is enough."""
    minutes = st.integers(0, _LONGEST_GAP).map(lambda n: dt.timedelta(minutes=n))
    gap = draw(st.one_of(st.sampled_from(_GAPS), minutes))
    if not isinstance(least, dt.datetime):
        return least + dt.timedelta(days=gap.days)
    moment = (to_utc(least) + gap).astimezone(least.tzinfo)
    return moment.date() if day and draw(st.booleans()) else moment


def _inside(draw: Draw, making: Making, row: Unmade, name: str, ledger: Ledger) -> None:
    """Make the rows or the parts inside a row."""
    if row.ledger.fact(name).value.optional and draw(often(st.just(name))) is None:
        row.told[name] = None
        return
    before = len(making.rows.get(ledger.kind, ()))
    count = draw(st.integers(0, _MOST_INSIDE))
    found = [
        _row(draw, making, ledger, f"{ledger.kind[:1]}{before + number}", {}, row)
        for number in range(1, count + 1)
    ]
    row.inside[name] = [one for one in found if one is not None]


# ------------------------------------------------------------------------- broken rows


def spoil(draw: Draw, unmade: Unmades) -> None:
    """
    Make some rows ones that cannot be read, in the ways that hosts' rows are.
    """
    for rows in unmade.values():
        for row in rows:
            if draw(st.integers(0, 2)) == 0:
                _spoil_row(draw, row, rows[0])


def _spoil_row(draw: Draw, row: Unmade, other: Unmade) -> None:
    """Break one row."""
    told = row.told
    needed = [one.name for one in row.ledger.facts if not one.value.optional]
    aware = [name for name in told if isinstance(told[name], dt.datetime)]
    ways = ["no id", "id twice", *["absent"] * bool(needed), *["no zone"] * bool(aware)]
    way = draw(st.sampled_from(ways))
    if way == "absent":
        name = draw(st.sampled_from(needed))
        row.inside.pop(name, None)
        told[name] = None
    elif way == "no zone":
        name = draw(st.sampled_from(aware))
        told[name] = told[name].replace(tzinfo=None)
    else:
        told["id"] = None if way == "no id" else other.told["id"]
