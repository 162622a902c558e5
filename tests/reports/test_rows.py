"""
A report as flat rows, and what is wrong with a row in each language.
"""

import datetime as dt
from typing import Any, get_type_hints

import pytest
from tests.books.example_ledgers import BOOKS, asked

from followup_rules.clauses import Text
from followup_rules.errors import (
    FollowupRulesError,
    ImpossibleOrderError,
    InvalidFieldError,
    InvalidReceiptError,
    NaiveTimeError,
    NotADayError,
    NotAnInstantError,
    RowError,
    UnknownNameError,
)
from followup_rules.ledgers.facts import Fact, Ledger
from followup_rules.ledgers.faults import Faults
from followup_rules.ledgers.values import value_of
from followup_rules.reports.data import RowData

KINDS = {
    name: (kind,) if isinstance(kind, type) else tuple(kind.__args__)
    for name, kind in get_type_hints(RowData).items()
}
DAY = dt.date(2026, 3, 2)
LEDGER = Ledger(
    kind="repair",
    words=Text("repair", "维修"),
    facts=(Fact(name="place", words=Text("the place", "部位"), value=value_of(str)),),
)
ORDER = Ledger(
    kind="order",
    words=Text("order", "订单"),
    facts=(
        Fact(
            name="made_at",
            words=Text("when it was made", "制作时间"),
            value=value_of(dt.date),
        ),
    ),
)
FAULTS = Faults(LEDGER, {"in_home": Text("in the home", "户内")}, owner=ORDER)


class TestRows:
    """
    One line for each verdict.
    """

    @pytest.mark.parametrize("name", BOOKS)
    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_they_are_flat(self, name: str, language: str) -> None:
        """Every cell is a text, a number, yes or no, or nothing, as it is declared."""
        report = asked(name).judged()
        rows = report.rows(language)

        assert [row["key"] for row in rows] == [one.key for one in report]
        for row in rows:
            assert [*row] == [*KINDS]
            for cell, got in row.items():
                assert type(got) in KINDS[cell], cell

    def test_by_hand(self) -> None:
        """A deadline and a share of the repair month."""
        found = {row["key"]: row for row in asked("repair").judged().rows("zh")}
        share = next(
            row for row in found.values() if row["rule"] == "visit_quota.office"
        )
        late = next(row for row in found.values() if row["status"] == "late")

        assert share["kind"] == "quota"
        assert (share["last_day"], share["closes"], share["done"]) == (None, None, None)
        assert isinstance(share["required"], int)
        assert share["party"] == "办公室"
        assert (late["status_word"], late["is_violation"]) == ("逾期完成", True)
        assert late["done"] is not None
        assert late["closes"] is not None
        assert late["done"] >= late["closes"]
        assert late["required"] is None


class TestFaults:
    """
    Each kind of fault has its sentence, in the words of the ledger.
    """

    @pytest.mark.parametrize(
        ("problem", "english", "chinese"),
        [
            (
                InvalidFieldError("place", 5, "a text in NFC"),
                "repair 7: the place cannot be 'X'; allowed: a text.",
                "维修7的部位为“X”，无法使用；应为文本。",
            ),
            (
                UnknownNameError("place", "X", ("in_home", "a_text_of_ours")),
                "repair 7: the place cannot be 'X'; allowed: in the home, a_text_of_ours.",
                "维修7的部位为“X”，无法使用；应为户内、a_text_of_ours。",
            ),
            (
                ImpossibleOrderError("made_at", DAY, "place", DAY),
                "repair 7: the place is 'X', before what it follows: when it was made.",
                "维修7的部位为“X”，早于制作时间，先后次序不合。",
            ),
            (
                ImpossibleOrderError("order.made_at", DAY, "place", DAY),
                "repair 7: the place is 'X', before what it follows: when it was made.",
                "维修7的部位为“X”，早于制作时间，先后次序不合。",
            ),
            (
                NaiveTimeError("place", dt.datetime(2026, 3, 2)),  # noqa: DTZ001 - the error
                "repair 7: the place is 'X' without a time zone; attach the zone it was "
                "recorded in.",
                "维修7的部位为“X”，没有时区；请补上记录时的时区。",
            ),
            (
                NotAnInstantError("place", "X"),
                "repair 7: the place cannot be 'X'; allowed: a time with its zone.",
                "维修7的部位为“X”，无法使用；应为带时区的时间。",
            ),
            (
                NotADayError("place", "X"),
                "repair 7: the place cannot be 'X'; allowed: a day, or a time with its "
                "zone.",
                "维修7的部位为“X”，无法使用；应为日期或带时区的时间。",
            ),
            (
                InvalidReceiptError("torn"),
                "repair 7, the place: unreadable receipt: torn",
                "维修7的部位：unreadable receipt: torn",
            ),
        ],
    )
    def test_sentences(
        self, problem: FollowupRulesError, english: str, chinese: str
    ) -> None:
        """What came, what is allowed, in both languages."""
        error = FAULTS.of("7", "place", "X", problem)

        assert error.in_language("en") == english
        assert error.in_language("zh") == chinese

    def test_the_nearest(self) -> None:
        """By the name, and by the word that people write."""
        names = ("in_home", "common_area")
        for got in ("in_hom", "in the hme"):
            error = FAULTS.of("7", "place", got, UnknownNameError("place", got, names))
            assert error.in_language("en").endswith("; nearest: in the home.")

    @pytest.mark.parametrize(
        ("field", "chinese"),
        [("id", "编号"), ("entered_at", "录入时间"), ("floor", "floor")],
    )
    def test_what_every_row_has(self, field: str, chinese: str) -> None:
        """An attribute that the ledger does not declare stays as it is."""
        error = FAULTS.refused("7", field, None, "it is not there", "no_attribute")

        assert error.in_language("zh") == f"维修7缺少{chinese}。"

    def test_without_words(self) -> None:
        """A row error made by hand says the problem that it was told."""
        error: Any = RowError("lift", "L1", "floor", 5, "no such floor")

        assert error.in_language("en") == "lift L1, floor: no such floor"
        assert error.in_language("zh") == "liftL1的floor：no such floor"
