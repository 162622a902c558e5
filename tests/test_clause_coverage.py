"""
Every clause of every regulation is judged and tested, or says why it cannot be.
"""

import pytest
from docs import clause_tables
from docs.clause_tables import (
    class_testing,
    classes_in_tests,
    current,
    fill,
    found_rulebooks,
)

from followup_rules.books.inside import cited_clauses

EXPECTED = {
    "SC": (
        "0 1.1a 1.1b 1.2a 1.2b 1.3 1.4a 1.4b 1.4c 1.4d 1.4e 2.1 2.2 2.3 2.4 2.5 "
        "2.6a 2.6b 2.6c 2.7"
    ),
    "COST": ("1a 1b 2a 2b 3 4 5a 5b 6a 6b 6c 7"),
    "WAR": (
        "1a 1b 1c 2 2.1 2.2 2.3 2.4 2.5 3.1a 3.1b 3.1c 3.1d 3.1e 3.1f 3.2a 3.2b "
        "3.3a 3.3b 3.4 3.5a 3.5b 3.5c 4a 4b 4c 4d 4e 4f 4g 5a 5b 5c 6"
    ),
    "REPAIR": ("1a 1b 1c 1d 1e 2a 2b 2c 3.1 3.2 3.3 3.4 3.5 4"),
    "GOV": (
        "0 1 2.1 2.2 2.3 2.4 2.5 2.6 3.1a 3.1b 3.1c 3.2a 3.2b 3.2c 4 5a 5b 5c "
        "6a 6b 6c 6d 6e 6f 6g"
    ),
}
"""The clauses of each regulation, in the order of its text."""

FIVE = ("SC", "COST", "WAR", "REPAIR", "GOV")

BESIDE = {"WAR": {"ORDER279-39"}}
"""What the law above a regulation asks, where a rule judges it beside the text."""

BOOKS = found_rulebooks()
CLASSES = classes_in_tests()
CLAUSES = [(name, clause.id) for name, book in BOOKS.items() for clause in book.clauses]


class TestRegister:
    """
    The clauses are those of the text, each once and in its order.
    """

    @pytest.mark.parametrize("name", BOOKS)
    def test_the_clauses_are_those_of_the_text(self, name: str) -> None:
        """None is left out, none is added, and the order is that of the text."""
        book = BOOKS[name]
        code = book.regulation.code

        expected = [f"{code}-{number}" for number in EXPECTED[code].split()]
        found = [clause.id for clause in book.clauses]
        assert [one for one in found if one.startswith(code)] == expected
        assert {*found} - {*expected} == BESIDE.get(code, set())

    def test_there_are_105(self) -> None:
        """All five regulations together."""
        assert sum(len(EXPECTED[code].split()) for code in FIVE) == 105
        ids = [clause_id for _, clause_id in CLAUSES]
        assert len(set(ids)) == len(ids)

    @pytest.mark.parametrize("name", BOOKS)
    def test_it_is_stated_in_both_languages(self, name: str) -> None:
        """Every clause says in our words what it asks."""
        for clause in BOOKS[name].clauses:
            english, chinese = map(clause.text.in_language, ("en", "zh"))
            assert english.isascii()
            assert len(english) > 10
            assert len(chinese) > 3
            assert not chinese.isascii()
            if clause.not_computed is not None:
                assert clause.not_computed.en
                assert clause.not_computed.zh


class TestCoverage:
    """
    A clause is judged by a rule, or says why no rule can.
    """

    @pytest.mark.parametrize(("name", "clause_id"), CLAUSES)
    def test_it_is_judged_or_explained(self, name: str, clause_id: str) -> None:
        """Either a rule cites it or it is not computed, and never both."""
        book = BOOKS[name]

        judged = bool(book.rules_for(clause_id))
        explained = book.clause(clause_id).not_computed is not None
        assert judged is not explained

    @pytest.mark.parametrize(("name", "clause_id"), CLAUSES)
    def test_it_has_a_test_class(self, name: str, clause_id: str) -> None:
        """Every computed clause has a class of its own among the tests."""
        if BOOKS[name].clause(clause_id).not_computed is None:
            assert class_testing(clause_id) in CLASSES

    @pytest.mark.parametrize("name", BOOKS)
    def test_no_rule_cites_what_is_not_there(self, name: str) -> None:
        """Every clause that a rule cites stands in the text."""
        book = BOOKS[name]
        known = {clause.id for clause in book.clauses}

        for policy in book.rules.values():
            assert set(cited_clauses(policy)) <= known

    def test_class_names(self) -> None:
        """A clause id becomes the name of a class, sign by sign."""
        assert class_testing("REPAIR-2c") == "TestREPAIR_2c"
        assert class_testing("SC-1.1b") == "TestSC_1_1b"


class TestPages:
    """
    The page of each rulebook is what its rules say today.
    """

    @pytest.mark.parametrize("name", BOOKS)
    def test_it_is_current(self, name: str) -> None:
        """Run `python docs/clause_tables.py` after a change of rules."""
        page = (clause_tables.PAGES / f"{name}.md").read_text(encoding="utf-8")

        assert page == current(BOOKS[name], page)

    @pytest.mark.parametrize("name", BOOKS)
    def test_it_names_everything(self, name: str) -> None:
        """Every clause, rule and reading stands on the page."""
        page = (clause_tables.PAGES / f"{name}.md").read_text(encoding="utf-8")
        book = BOOKS[name]

        for clause in book.clauses:
            assert f"| {clause.id} |" in page
        for reading in book.readings:
            assert f"| {reading.id} |" in page
        for rule_id in book.rules:
            assert f"`{rule_id}`" in page

    def test_a_page_without_markers(self) -> None:
        """It is refused, so that no table is lost in silence."""
        with pytest.raises(ValueError, match="clauses:begin"):
            fill("no markers", "clauses", "text")
        with pytest.raises(ValueError, match="clauses:end"):
            fill("<!-- clauses:begin -->", "clauses", "text")
