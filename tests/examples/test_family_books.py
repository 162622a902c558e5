"""
Regulations of the same family, in one file each.
"""

import re
from pathlib import Path

import pytest

from followup_rules import interchange
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.scenarios import Scenario, run, unexercised
from followup_rules.ledgers.written import written_rows
from followup_rules.reports import Report
from followup_rules.timing.calendars import china
from followup_rules.timing.cycles import cell_named

BOOKS = Path(__file__).parents[2] / "docs" / "examples" / "books"
NAMES = (
    "hotline_12345",
    "lifts",
    "insurance",
    "public_health",
    "cars",
    "mental_health",
    "market_complaints",
)
MACHINE = re.compile(r"[a-z]_[a-z]|\{|None")


def judged(book: Rulebook, scenario: Scenario) -> Report:
    """Judge the ledgers of a scenario."""
    ledgers = {
        kind: written_rows(book.ledgers[kind], rows, book.zone)
        for kind, rows in scenario.ledgers.items()
    }
    period = None if scenario.period is None else cell_named(scenario.period)
    report: Report = book.assess(
        ledgers, as_of=scenario.as_of, period=period, calendar=china()
    )
    return report


@pytest.mark.parametrize("name", NAMES)
class TestBooks:
    """
    What holds of each of them.
    """

    def test_scenarios_come_true(self, name: str) -> None:
        """Each says what it must come to, and does, and leaves no clause out."""
        book = interchange.read(BOOKS / f"{name}.toml")
        outcomes = [run(book, one, china()) for one in book.scenarios]

        assert [miss for one in outcomes for miss in one.misses] == []
        assert unexercised(book, outcomes) == ()

    def test_sentences_hold_no_machine_names(self, name: str) -> None:
        """Every verdict says itself in both languages, in the words of the book."""
        book = interchange.read(BOOKS / f"{name}.toml")
        said = [
            verdict.explain(language)
            for one in book.scenarios
            for verdict in judged(book, one)
            for language in ("en", "zh")
        ]

        assert len(said) > 50
        assert [text for text in said if MACHINE.search(text)] == []

    def test_nothing_is_found_on_review(self, name: str) -> None:
        """No gap, no dead rule, no word that is missing."""
        assert list(interchange.review(interchange.read(BOOKS / f"{name}.toml"))) == []

    def test_it_is_written_and_read_again(self, name: str) -> None:
        """The very same rules, in either form."""
        book = interchange.read(BOOKS / f"{name}.toml")

        for form in ("toml", "json"):
            assert interchange.loads(interchange.dumps(book, form), form) == book
