"""
The types of attributes as files spell them, such as `list of name` or `instant?`.

A sign `?` at the end lets the attribute be unknown. The words of a closed list stand
with the words of the regulation.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from attrs import evolve

from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import Flag, Kind, Label, Whole, Words
from followup_rules.immutable import frozen
from followup_rules.ledgers.values import (
    AnyMoment,
    CategoryOf,
    Entries,
    FormOf,
    GradeOf,
    Id,
    Inner,
    Instant,
    ItemOf,
    ListedBy,
    Names,
    OneOf,
    Plain,
    Role,
    RowOf,
    TableOf,
    Value,
)
from followup_rules.ledgers.values.kinds import is_of_a_book
from followup_rules.tables import Table

PLAIN: Final[Mapping[str, Value]] = {
    "text": Plain(holds=Kind((str,))),
    "name": Plain(holds=Words()),
    "yes or no": Plain(holds=Flag()),
    "day": Plain(holds=Kind((dt.date,))),
    "table": Plain(holds=Kind((Mapping,))),
    "instant": Instant(),
    "moment": AnyMoment(),
    "role": Role(),
    "id": Id(),
}
"""The types that say everything by themselves."""

OF_RULE: Final[Mapping[str, tuple[type[Value], str]]] = {
    "category of": (CategoryOf, "categories"),
    "form of": (FormOf, "forms"),
    "grade of": (GradeOf, "scale"),
    "item of": (ItemOf, "items"),
}
"""The types whose names a rule knows, and where in the rule they stand."""

_IF_KEPT: Final = " if kept"
_OR_LIST: Final = " or a list"
_ADDED: Final = " added up"
_UNKNOWN: Final = " or unknown"
_NUMBER: Final = re.compile(r"number(?: from (-?\d+))?(?: to (-?\d+))?")
ALLOWED: Final = (
    f"{', '.join(PLAIN)}, number, number from 1 to 5, one of NAME, NAME, "
    "category of RULE, form of RULE, grade of RULE, item of RULE, listed in RULE.FIELD, "
    "id of LEDGER, row of LEDGER, list of TYPE, rows of LEDGER, table of TYPE with TYPE; "
    "with ? at the end where it may be unknown"
)

_HEADS: Final = (
    *OF_RULE,
    "one of",
    "row of",
    "id of",
    "list of",
    "rows of",
    "table of",
)
"""What the types begin with that name something."""


@frozen(kw_only=True)
class Parts(Value):
    """
    Rows inside a row, of a kind that is still to be looked up.
    """

    kind: str


Own = Callable[[str], Value | None]
"""What finds a type of a regulation's own by its name."""


def spell(value: Value) -> str:
    """
    Return the type of an attribute as files spell it.

    >>> spell(evolve(Names(each=PLAIN["name"]), optional=True))
    'list of name?'

    Raises:
        InvalidFieldError: If files have no spelling for it.
    """
    said = _spelled(evolve(value, optional=False))
    if said is None:
        raise InvalidFieldError("type", value, f"a type that files know: {ALLOWED}")
    return f"{said}?" if value.optional else said


def _spelled(value: Value) -> str | None:
    """Spell a type that may not be unknown."""
    for said, one in PLAIN.items():
        if one == value:
            return said
    for head, (cls, _) in OF_RULE.items():
        if type(value) is cls:
            return f"{head} {getattr(value, 'rule', '')}"
    spelling = _SPELLINGS.get(type(value))
    if spelling is not None:
        return spelling(value)
    if not is_of_a_book(value):
        return None
    return f"{type(value).__module__}:{type(value).__qualname__}"


def _spell_one_of(value: Any) -> str | None:
    """Spell a closed list; a comma in a name would part it."""
    if any("," in name for name in value.names):
        return None
    return f"one of {', '.join(value.names)}"


def _spell_number(value: Any) -> str | None:
    """Spell a number and its bounds."""
    held = value.holds
    if not isinstance(held, Whole):
        return None
    least = f" from {held.minimum}" if held.minimum else ""
    return f"number{least}" + ("" if held.maximum is None else f" to {held.maximum}")


def _spell_entries(value: Any) -> str:
    """Spell a table that may be a list, or be added up."""
    more = (_OR_LIST if value.listed else "") + (_ADDED if value.added else "")
    return f"entries of {spell(value.names)} with {_inner(value.each)}{more}"


_SPELLINGS: Final[Mapping[type, Callable[[Any], str | None]]] = {
    OneOf: _spell_one_of,
    Plain: _spell_number,
    Entries: _spell_entries,
    RowOf: lambda one: f"row of {one.kind}{_IF_KEPT if one.if_kept else ''}",
    Id: lambda one: f"id of {one.kind}",
    ListedBy: lambda one: f"listed in {one.rule}.{one.field}",
    Names: lambda one: None if one.each.optional else f"list of {spell(one.each)}",
    Inner: lambda one: f"rows of {one.ledger.kind}",
    TableOf: lambda one: f"table of {spell(one.key)} with {_inner(one.each)}",
}
"""How the types are spelled that hold others, or bounds, or names."""


def _inner(value: Value) -> str:
    """Spell a type inside another; the sign at the end would be that of the other."""
    said = spell(evolve(value, optional=False))
    return f"{said}{_UNKNOWN}" if value.optional else said


def read_type(text: str, own: Own = lambda _: None) -> Value:
    """
    Return the type that a file spells.

    >>> read_type("category of first_call?")
    CategoryOf(optional=True, rule='first_call')

    Args:
        text: The type.
        own: Finds a type of a regulation's own by its name.

    Raises:
        InvalidFieldError: If it is none.
    """
    found = _Types(own).read(text)
    if found is None:
        raise InvalidFieldError("type", text, ALLOWED)
    return found


def types_like(text: str) -> tuple[str, ...]:
    """
    Return what a text that is no type may have been meant to be, mistyped.

    >>> "category of call?" in types_like("catgeory of call?")
    True
    """
    named = " ".join(text.removesuffix("?").split(" ")[2:])
    heads = [f"{head} {named}" for head in _HEADS] if named else []
    sign = "?" if text.endswith("?") else ""
    return tuple(f"{one}{sign}" for one in (*PLAIN, "number", *heads))


@frozen
class _Types:
    """Reads types; one that is none is None."""

    own: Own

    def read(self, text: str) -> Value | None:
        """Read a type, which may be unknown."""
        bare = text.removesuffix("?")
        found = self.known(bare) if bare == " ".join(bare.split()) else None
        if found is None or bare == text:
            return found
        return evolve(found, optional=True)

    def known(self, said: str) -> Value | None:
        """Read a type that may not be unknown."""
        if said in PLAIN:
            return PLAIN[said]
        if ":" in said and " " not in said:
            return self.own(said)
        number = _NUMBER.fullmatch(said)
        if number is not None:
            return _whole(number[1], number[2])
        first, _, rest = said.partition(" ")
        second, _, name = rest.partition(" ")
        head = f"{first} {second}"
        if head in OF_RULE:
            of_rule: Any = OF_RULE[head][0]
            made: Value | None = of_rule(name) if _is_name(name) else None
            return made
        reader = getattr(self, f"_{first}_{second}", None)
        found: Value | None = None if reader is None or not name else reader(name)
        return found

    def _one_of(self, listed: str) -> Value | None:
        """Read a closed list; its words stand elsewhere."""
        names = [name.strip() for name in listed.split(",")]
        if not all(map(Words().accepts, names)) or len(set(names)) < len(names):
            return None
        return OneOf(Table((name, Text(name)) for name in names))

    def _row_of(self, name: str) -> Value | None:
        """Read the id of a row that must be there."""
        kind = name.removesuffix(_IF_KEPT)
        return RowOf(kind, kind != name) if _is_name(kind) else None

    def _id_of(self, kind: str) -> Value | None:
        """Read the id of a row."""
        return Id(kind) if _is_name(kind) else None

    def _rows_of(self, kind: str) -> Value | None:
        """Read rows inside a row."""
        return Parts(kind=kind) if _is_name(kind) else None

    def _listed_in(self, name: str) -> Value | None:
        """Read one of the names that a rule lists."""
        rule, _, field = name.rpartition(".")
        return ListedBy(rule, field) if rule and _is_name(name) else None

    def _list_of(self, each: str) -> Value | None:
        """Read a list; an entry of it is always known."""
        inner = self.known(each)
        return None if inner is None else Names(each=inner)

    def _table_of(self, said: str) -> Value | None:
        """Read a table with a value for each of some names."""
        key, each = self._both(said)
        return None if key is None or each is None else TableOf(key, each)

    def _entries_of(self, said: str) -> Value | None:
        """Read a table, or a list of those names for which something is so."""
        rest = said.removesuffix(_ADDED)
        bare = rest.removesuffix(_OR_LIST)
        key, each = self._both(bare)
        if key is None or each is None:
            return None
        return Entries(names=key, each=each, listed=rest != bare, added=said != rest)

    def _both(self, said: str) -> tuple[Value | None, Value | None]:
        """Read the two types of a table."""
        key, _, each = said.partition(" with ")
        bare = each.removesuffix(_UNKNOWN)
        found = self.known(bare)
        if found is not None and bare != each:
            found = evolve(found, optional=True)
        return self.known(key), found


def _is_name(text: str) -> bool:
    """Say whether a text may name a rule or a ledger."""
    return " " not in text and Label().accepts(text)


def _whole(least: str | None, most: str | None) -> Value | None:
    """Return a number between bounds."""
    low, high = int(least or 0), None if most is None else int(most)
    return None if high is not None and high < low else Plain(holds=Whole(low, high))
