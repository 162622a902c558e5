"""
Periods by the labels that verdicts print.
"""

import pytest

from followup_rules.errors import ImpossibleOrderError, InvalidFieldError
from followup_rules.timing.labels import period_of


class TestLabels:
    """
    A label is read as it is printed.
    """

    @pytest.mark.parametrize(
        ("label", "first", "last"),
        [
            ("2026-02", "2026-02-01", "2026-02-28"),
            ("2026-Q4", "2026-10-01", "2026-12-31"),
            ("2026-W53", "2026-12-28", "2027-01-03"),
            ("2026", "2026-01-01", "2026-12-31"),
            ("2026-03-02..2026-03-02", "2026-03-02", "2026-03-02"),
        ],
    )
    def test_that_can_be_read(self, label: str, first: str, last: str) -> None:
        """
        Both ends belong to the period.
        """
        found = period_of(label)
        assert (str(found.first), str(found.last)) == (first, last)
        assert str(found) == label

    @pytest.mark.parametrize(
        "label",
        [
            "",
            "March",
            "2026-13",
            "2026-Q5",
            "2025-W53",
            "2026-3",
            "2026-02-30..2026-03-01",
        ],
    )
    def test_that_cannot(self, label: str) -> None:
        """
        What names no period is refused.
        """
        with pytest.raises(InvalidFieldError):
            period_of(label)

    def test_that_ends_before_it_begins(self) -> None:
        """
        Both ends are named.
        """
        with pytest.raises(ImpossibleOrderError):
            period_of("2026-03-02..2026-03-01")
