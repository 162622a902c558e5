"""
The types of attributes as files spell them, such as `list of name` or `instant?`.

A sign `?` at the end lets the attribute be unknown. The words of a closed list stand
with the words of the regulation.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from attrs import evolve, frozen

from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import Flag, Kind, Whole, Words
from followup_rules.ledgers.values import (
    AnyMoment,
    CategoryOf,
    FormOf,
    GradeOf,
    Id,
    Inner,
    Instant,
    Names,
    OneOf,
    Plain,
    Role,
    RowOf,
    Value,
)
from followup_rules.tables import Table

PLAIN: Final[Mapping[str, Value]] = {
    "text": Plain(holds=Kind((str,))),
    "name": Plain(holds=Words()),
    "yes or no": Plain(holds=Flag()),
    "day": Plain(holds=Kind((dt.date,))),
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
}
"""The types whose names a rule knows, and where in the rule they stand."""

_OF_KIND: Final[Mapping[str, type[Any]]] = {"id of": Id, "row of": RowOf}
_NUMBER: Final = re.compile(r"number(?: from (\d+))?(?: to (\d+))?")
ALLOWED: Final = (
    f"{', '.join(PLAIN)}, number, number from 1 to 5, one of NAME, NAME, "
    "category of RULE, form of RULE, grade of RULE, id of LEDGER, row of LEDGER, "
    "list of TYPE, rows of LEDGER; with ? at the end where it may be unknown"
)


@frozen(kw_only=True)
class Parts(Value):
    """
    Rows inside a row, of a kind that is still to be looked up.
    """

    kind: str


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
    for heads in (OF_RULE, _OF_KIND):
        for head, found in heads.items():
            cls = found[0] if isinstance(found, tuple) else found
            if type(value) is cls:
                whose = getattr(value, "rule", None) or getattr(value, "kind", None)
                return f"{head} {whose}"
    match value:
        case OneOf(names=names) if not any("," in name for name in names):
            return f"one of {', '.join(names)}"
        case Names(each=each) if not each.optional:
            return f"list of {spell(each)}"
        case Inner():
            return f"rows of {value.ledger.kind}"
        case Plain(holds=Whole(minimum=least, maximum=most)):
            bounds = f" from {least}" if least else ""
            return f"number{bounds}" + ("" if most is None else f" to {most}")
    return None


def read_type(text: str) -> Value:
    """
    Return the type that a file spells.

    >>> read_type("category of first_call?")
    CategoryOf(optional=True, rule='first_call')

    Raises:
        InvalidFieldError: If it is none.
    """
    bare = text.removesuffix("?")
    found = _read(" ".join(bare.split()))
    if found is None or bare != bare.strip():
        raise InvalidFieldError("type", text, ALLOWED)
    return evolve(found, optional=True) if bare != text else found


def _read(said: str) -> Value | None:
    """Read a type that may not be unknown."""
    if said in PLAIN:
        return PLAIN[said]
    number = _NUMBER.fullmatch(said)
    if number is not None:
        return _whole(number[1], number[2])
    for head, make in _HEADS.items():
        if said.startswith(f"{head} "):
            return make(said.removeprefix(f"{head} "))
    return None


def _whole(least: str | None, most: str | None) -> Value | None:
    """Return a number between bounds."""
    low, high = int(least or 0), None if most is None else int(most)
    return None if high is not None and high < low else Plain(holds=Whole(low, high))


def _one_of(listed: str) -> Value | None:
    """Return a closed list; its words stand elsewhere."""
    names = [name.strip() for name in listed.split(",")]
    if not all(map(Words().accepts, names)) or len(set(names)) < len(names):
        return None
    return OneOf(Table((name, Text(name)) for name in names))


def _several(each: str) -> Value | None:
    """Return a list; an entry of it is always known."""
    inner = _read(each)
    return None if inner is None else Names(each=inner)


def _named(cls: type[Any]) -> Callable[[str], Value | None]:
    """Return what reads a type that names a rule or a ledger."""

    def make(name: str) -> Value | None:
        found: Value = cls(name)
        return found if " " not in name else None

    return make


_HEADS: Final[Mapping[str, Callable[[str], Value | None]]] = {
    "one of": _one_of,
    "list of": _several,
    "rows of": lambda kind: Parts(kind=kind) if " " not in kind else None,
    **{head: _named(cls) for head, (cls, _) in OF_RULE.items()},
    **{head: _named(cls) for head, cls in _OF_KIND.items()},
}
