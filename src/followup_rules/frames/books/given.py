"""
What a call over the frames of a book is given, before any of them is opened.
"""

from collections.abc import Mapping
from typing import Any

from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import InvalidFieldError, UnknownNameError


def check_given(book: Rulebook, tables: Any, columns: Any) -> None:
    """
    Refuse frames and names of ledgers that are not there, and frames of two kinds.

    Raises:
        UnknownNameError: If there is no such ledger.
        InvalidFieldError: If an argument is no mapping, or frames do not go together.
    """
    allowed = "a frame for each ledger, by its kind"
    _check_mapping("tables", tables, allowed)
    allowed = "for each ledger by its kind the columns of its facts, by their names"
    _check_mapping("columns", columns, allowed)
    for own in columns.values():
        _check_mapping("columns", own, allowed)
    _check_kinds(book, tables, columns)
    families = {
        type(one).__module__.partition(".")[0].lstrip("_") for one in tables.values()
    }
    if len(families) > 1:
        allowed = "frames of one library"
        raise InvalidFieldError("tables", tuple(sorted(families)), allowed)
    for kind in tables:
        owner = book.ledgers[kind].owner_kind
        if owner is not None and owner not in tables:
            raise InvalidFieldError(
                "tables", tuple(tables), f"{kind} together with {owner}, its owner"
            )


def _check_mapping(name: str, given: Any, allowed: str) -> None:
    """Refuse what has no names."""
    if not isinstance(given, Mapping):
        raise InvalidFieldError(name, type(given).__qualname__, allowed)


def _check_kinds(
    book: Rulebook, tables: Mapping[str, Any], columns: Mapping[str, Any]
) -> None:
    """Refuse ledgers that the book has not, or that are not given."""
    standing = tuple(
        kind for kind, ledger in book.ledgers.items() if ledger.inside is None
    )
    for kind in (*tables, *columns):
        if kind not in standing:
            raise UnknownNameError("ledger", kind, standing)
    for kind in columns:
        if kind not in tables:
            raise UnknownNameError("table", kind, tuple(tables))
    if not tables:
        raise InvalidFieldError("tables", tables, "a frame for one ledger, at least")
