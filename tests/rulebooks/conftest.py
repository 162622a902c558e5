"""
What holds for every report that a test of a regulation makes.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from followup_rules.books.rulebook import Rulebook
from followup_rules.reports import Report


@pytest.fixture(autouse=True)
def _unique_keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hold every report that is made: one key for each obligation, and no other."""
    made: list[Report] = []
    plainly = Rulebook.report

    def report(book: Rulebook, *args: Any, **given: Any) -> Report:
        """Return the report, and remember it."""
        made.append(plainly(book, *args, **given))
        return made[-1]

    monkeypatch.setattr(Rulebook, "report", report)
    yield
    for one in made:
        keys = Counter(verdict.key for verdict in one)
        assert [key for key, count in keys.items() if count > 1] == []
