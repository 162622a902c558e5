"""
The tables of attributes are what the books declare, and name the clauses that read.
"""

import importlib
from functools import cache
from pathlib import Path

import pytest
from docs.attribute_readers import kinds_of, readers, readings_of
from docs.attribute_tables import IN_FILES_PAGE, books_in_files, pages, tables
from docs.clause_tables import CHINESE_PAGES, found_rulebooks

from followup_rules.books.rulebook import Rulebook
from followup_rules.ledgers.values import Inner
from followup_rules.rulebooks import construction, repair

BOOKS = {**found_rulebooks(), **books_in_files()}
UNREAD = {
    ("service_centre", "finding", "window"),
    ("consulting", "visit", "client_id"),
}
"""Attributes that tell whose a row is, and decide nothing."""


@cache
def readers_of(name: str) -> dict[tuple[str, str], list[str]]:
    """Return the clauses that read each attribute of a book."""
    return readers(BOOKS[name])


@cache
def every_page() -> tuple[tuple[Path, str], ...]:
    """Return every page that has tables, and what it is to be."""
    return tuple(pages())


class TestReaders:
    """Derived by hand from the text of the regulation."""

    @pytest.mark.parametrize(
        ("kind", "name", "clauses"),
        [
            ("problem", "form", "4"),
            ("visit", "charges_checked", "1b 1c 1d 2a 2b 2c 3.4"),
            ("repair", "premises", "3.1 3.2 3.3 3.4 3.5"),
            ("repair", "owes_visit", "2a 2b 2c"),
            ("visit", "registered", "1b 1c 1d 1e"),
        ],
    )
    def test_an_attribute_names_its_clauses(
        self, kind: str, name: str, clauses: str
    ) -> None:
        """
        An item of the record is read by its own clause, and by what asks for a record
        (A-16b, A-71); a share asks for the register as well (A-16c).
        """
        found = [
            one.removeprefix("REPAIR-") for one in readers_of("repair")[kind, name]
        ]

        assert found == clauses.split()

    def test_what_only_another_reading_asks_names_that_reading(self) -> None:
        """Feedback goes to the applicant; A-54b may ask for the section instead."""
        book = BOOKS["service_centre"]
        clauses = readers_of("service_centre")

        assert ("finding", "section_told_at") not in clauses
        assert readings_of(book, clauses)["finding", "section_told_at"] == ["A-54b"]

    @pytest.mark.parametrize("name", BOOKS)
    def test_every_attribute_is_there_for_something(self, name: str) -> None:
        """It is read, dates or places its row, or holds rows of its own."""
        book: Rulebook = BOOKS[name]
        clauses = readers_of(name)
        read = {
            *clauses,
            *(key for key, ids in readings_of(book, clauses).items() if ids),
        }
        idle = {
            (name, kind, fact.name)
            for kind, ledger in kinds_of(book).items()
            for fact in ledger.facts
            if (kind, fact.name) not in read
            and fact.name not in {ledger.placed, ledger.owner}
            and not isinstance(fact.value, Inner)
        }

        assert idle == {one for one in UNREAD if one[0] == name}


class TestTables:
    """A cell says what the declaration says, in the language asked."""

    def test_words_of_a_list_are_there_in_both_languages(self) -> None:
        cell = "one of: `on_site` (on site, 上门), `phone` (phone, 电话) | `on_site` |"

        assert cell in tables(repair.RULES)["en"]

    def test_a_list_of_a_rule_stands_once(self) -> None:
        """Whatever asks for it: a claim by its category, a contract by its names."""
        for language, title in (("en", "categories of"), ("zh", "的类别：")):
            below = [
                line
                for line in tables(construction.RULES)[language].splitlines()
                if line.startswith("- ") and title in line
            ]
            assert len(below) == 1

    def test_roles_are_said_in_words(self) -> None:
        """That another word is kept stands behind them, in both languages."""
        found = tables(repair.RULES)

        assert "| 角色（见下）；其他写法照录 |" in found["zh"]
        assert "| one of the roles, below; any other word is kept |" in found["en"]

    def test_a_row_that_has_not_begun_is_said(self) -> None:
        row = (
            "| `completed_at` | 完工时间；据此确定所属日期 | 带时区的时刻 "
            "| 未知（`None`）；此时视为尚未发生 | 1b至1d、2a至2c |"
        )

        assert row in tables(repair.RULES)["zh"]

    def test_the_files_are_what_the_books_declare(self) -> None:
        """Run `python docs/attribute_tables.py` after a change of a book."""
        wrong = [
            str(path)
            for path, text in every_page()
            if not path.exists() or path.read_text(encoding="utf-8") != text
        ]

        assert wrong == []

    def test_a_book_in_english_alone_has_no_chinese_table(self) -> None:
        page = (CHINESE_PAGES / IN_FILES_PAGE).read_text(encoding="utf-8")

        assert set(tables(BOOKS["awaab"])) == {"en"}
        assert "of awaab" not in page

    @pytest.mark.parametrize("name", found_rulebooks())
    def test_a_shipped_book_has_its_chinese_table(self, name: str) -> None:
        assert CHINESE_PAGES / f"{name}.md" in {path for path, _ in every_page()}

    @pytest.mark.parametrize("name", found_rulebooks())
    def test_every_attribute_of_a_row_is_one_of_its_class(self, name: str) -> None:
        """What the table lists, a row of our own class has, and nothing else."""
        home = importlib.import_module(f"followup_rules.rulebooks.{name}")
        book: Rulebook = home.RULES
        for ledger in kinds_of(book).values():
            own = {one.name for one in ledger.row_class.__attrs_attrs__}

            assert {fact.name for fact in ledger.facts} == own - {"id", "entered_at"}
