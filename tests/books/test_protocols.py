"""
Protocols of rows: committed, and made from the facts of each book.
"""

from importlib import import_module
from typing import Any

import pytest
from docs.clause_tables import found_rulebooks
from tests.make_protocols import FOLDER, written

from followup_rules.books.protocols import _in_width
from followup_rules.books.rulebook import Rulebook
from followup_rules.ledgers.facts import Ledger, inner_kinds

BOOKS = found_rulebooks()


def ledgers(book: Rulebook) -> dict[str, Ledger]:
    """Return the ledgers of a book and of the parts of their rows."""
    known = dict(book.ledgers)
    for ledger in book.ledgers.values():
        known |= {one.kind: one for one in inner_kinds(ledger).values()}
    return known


def test_they_are_up_to_date() -> None:
    """Write them anew with `python -m tests.make_protocols` after changing facts."""
    files = {path: path.read_text(encoding="utf-8") for path in written()}

    assert files == written()
    assert {*FOLDER.glob("*.py")} == {*written(), FOLDER / "__init__.py"}


@pytest.mark.parametrize("name", BOOKS)
def test_each_row_has_one(name: str) -> None:
    """Its attributes are those that a row must have, and its id."""
    module: Any = import_module(f"followup_rules.protocols.{name}")
    for ledger in ledgers(BOOKS[name]).values():
        protocol = getattr(module, f"{ledger.row_class.__name__}Facts")
        held = {one for one, got in vars(protocol).items() if isinstance(got, property)}

        assert held == {*ledger.by_name, *(("id",) if ledger.keyed else ())}
        for fact in ledger.facts:
            said = str(getattr(protocol, fact.name).__doc__)
            assert said.casefold() == f"{fact.words.en}.".casefold()


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("Mapping[str, str]", "Mapping[str, str]"),
        (
            f"Mapping[str, {'A' * 68}]",
            f"Mapping[\n        str, {'A' * 68}\n    ]",
        ),
        (
            f"Mapping[str, {'A' * 40} | {'B' * 37}]",
            f"Mapping[\n        str,\n        {'A' * 40}\n        | {'B' * 37},\n    ]",
        ),
    ],
)
def test_lines_are_as_a_formatter_writes_them(kind: str, written: str) -> None:
    """Else the formatter and the writer would undo one another for ever."""
    assert _in_width(kind) == written
