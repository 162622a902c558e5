"""
What is asked of names over columns: of a text, of a list of names, of rows inside a row.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import narwhals as nw

from followup_rules.books.conditions import Attribute, HasAny, Is, IsNamed, Pick
from followup_rules.fields import Kind, Words
from followup_rules.frames.books.measures import Asked
from followup_rules.frames.books.reading import Told
from followup_rules.frames.books.unfolding import HOME
from followup_rules.frames.books.values import Listed
from followup_rules.ledgers.values import (
    CategoryOf,
    FormOf,
    GradeOf,
    Id,
    OneOf,
    Plain,
    Role,
)


def _is(asked: Asked, what: Is) -> Any:
    """Compare a text with names, or every entry of a list."""
    if isinstance(what.what, Attribute) and what.what.of_parts:
        part = _entries(asked, str(what.what.of_owner))
        fits = part.columns[what.what.name].is_in(what.values)
        return _any_entry(asked, part, fits)
    listed = list_named(asked, what.what)
    if listed is not None:
        return listed.any_of(what.values)
    if not is_text(asked, what.what):
        asked.refuse(str(what))
    return asked.ask(what.what).is_in(what.values)


def list_named(asked: Asked, what: Any) -> Listed | None:
    """
    Return the list of names that a question asks for; None where it is none of the row.
    """
    if not isinstance(what, Attribute) or what.of_owner is not None:
        return None
    found: Listed | None = asked.told.lists.get(what.name)
    return found


def entries_named(asked: Asked, what: Attribute, names: Any) -> tuple[Any, Any]:
    """
    Say whether a list has an entry, and whether one of them holds one of some names.

    Raises:
        NotInColumnsError: If only rows can tell it.
    """
    part = _entries(asked, str(what.of_owner))
    fits = part.columns[what.name].is_in(names)
    return _any_entry(asked, part, None), _any_entry(asked, part, fits)


def _has_any(asked: Asked, what: HasAny) -> Any:
    """Say whether a list of rows has an entry."""
    if not isinstance(what.what, Attribute) or what.what.of_owner is not None:
        asked.refuse(str(what))
    return _any_entry(asked, _entries(asked, what.what.name), None)


def _entries(asked: Asked, name: str) -> Told:
    """Return the rows inside a row, of which a list must be told."""
    told = asked.told
    part: Told | None = told.parts.get(name)
    if part is None or told.ledger.fact(name).value.optional:
        asked.refuse(name)
    return part


def _any_entry(asked: Asked, part: Told, fits: Any) -> Any:
    """Join whether a row has an entry inside, or one that fits."""
    frame, name = part.work.frame, asked.fresh("entries")
    frame = frame if fits is None else frame.filter(fits.fill_null(value=False))
    found = frame.group_by(HOME).agg(nw.len().alias(name))
    asked.keep(asked.frame.join(found, left_on="id", right_on=HOME, how="left"))
    return ~nw.col(name).is_null()


def _is_named(asked: Asked, what: IsNamed) -> Any:
    """Compare a text with the names that a rule says."""
    return _is(asked, what.within(asked.asking.speech.book))


def is_text(asked: Asked, what: Any) -> bool:
    """
    Say whether a question asks for a text that columns hold.
    """
    if isinstance(what, Pick):
        kind = what.kind
    elif isinstance(what, Attribute) and not what.of_parts:
        kind = what.of_owner or asked.told.ledger.kind
    else:
        return False
    home = asked.others.get(kind)
    if home is None:
        return False
    value = home.ledger.fact(what.name).value
    if isinstance(value, Plain):
        return isinstance(value.holds, Words) or value.holds == Kind((str,))
    return isinstance(value, OneOf | Role | Id | FormOf | CategoryOf | GradeOf)


NAMED: Final[Mapping[type, Callable[[Any, Any], Any]]] = {
    Is: _is,
    IsNamed: _is_named,
    HasAny: _has_any,
}
"""What answers each of these questions."""
