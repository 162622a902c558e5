"""
Clocks that stand still and bounds that are extended, over data frames of Spark.
"""

import pytest
from tests.frames.books import compare
from tests.frames.books.random_ledgers import NOW
from tests.frames.books.test_stopped_clocks import CHINA, book, ledgers
from tests.spark.clusters import rows_of

from followup_rules.books.rulebook import Rulebook


@pytest.fixture(autouse=True)
def _plain_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what compares engines read the rows of Spark."""
    monkeypatch.setattr(compare, "rows_of", rows_of)


@pytest.mark.usefixtures("quick")
class TestTheSameVerdicts:
    """
    Days, open hours and requests: columns say what rows say, and few rows are taken.
    """

    @pytest.mark.parametrize("rules", [("days", "any"), ("open",)])
    def test_over_rows_and_frames(self, rules: tuple[str, ...]) -> None:
        """
        A ledger full of pauses.
        """
        told: Rulebook = book(*rules)
        rows = ledgers(11, odd=0.0)
        found = compare.differences(told, rows, "pyspark", as_of=NOW, calendar=CHINA)
        assert found == []
