"""
Every name in the glossary is one of the package's, or a word of a book.
"""

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from docs.attribute_readers import kinds_of
from docs.clause_tables import found_rulebooks

import followup_rules
from followup_rules.verdicts import Status

PAGE = Path(__file__).parent.parent / "docs" / "glossary.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith("|") and "`" in line
]
NAMES = sorted({name for row in ROWS for name in re.findall(r"`([^`]+)`", row[2])})
ARGUMENTS = {"as_of"}


def words_of_books() -> set[str]:
    """
    Return what books call things: kinds of rows, attributes, words, rules and grades.
    """
    found: set[str] = set()
    for book in found_rulebooks().values():
        found |= {*book.words, *book.feeds}
        for kind, ledger in kinds_of(book).items():
            found |= {kind, *(fact.name for fact in ledger.facts)}
        for rule_id in book.feeds:
            scale: Any = getattr(book[rule_id], "scale", None)
            found |= set() if scale is None else {grade.key for grade in scale.grades}
    return found


def is_there(name: str) -> bool:
    """
    Say whether a dotted name can be reached from the package.
    """
    first, _, rest = name.removeprefix("followup_rules.").partition(".")
    thing: Any = getattr(followup_rules, first, None)
    if thing is None:
        path, _, last = name.rpartition(".")
        try:
            thing, rest = import_module(name), ""
        except ImportError:
            thing, rest = import_module(path), last
    for part in filter(None, rest.split(".")):
        thing = getattr(thing, part)
    return thing is not None


KNOWN = {*words_of_books(), *ARGUMENTS}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_one_of_the_package_or_of_a_book(name: str) -> None:
    """
    A renamed thing is renamed here as well.
    """
    assert name in KNOWN or is_there(name)


@pytest.mark.parametrize("status", Status)
def test_a_status_has_its_words(status: Status) -> None:
    """
    Those that `in_language` says.
    """
    row = next(row for row in ROWS if row[2] == f"`Status.{status.name}`")

    assert row[0] == status.in_language("en")
    assert row[1].startswith(status.in_language("zh"))
