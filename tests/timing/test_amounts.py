"""
Exact lengths.
"""

import copy
import pickle

import pytest

from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.timing.amounts import (
    AMOUNTS,
    Amount,
    Days,
    Hours,
    Months,
    Seasons,
    ServiceLife,
    Weeks,
    WorkingDays,
    Years,
    read_amount,
)


class TestAmounts:
    """
    A length is a whole number of one unit, and keeps its unit.
    """

    @pytest.mark.parametrize(
        ("amount", "english", "chinese"),
        [
            (Hours(24), "24 hours", "24小时"),
            (Days(1), "1 day", "1天"),
            (Days(3), "3 days", "3天"),
            (Weeks(1), "1 week", "1个星期"),
            (WorkingDays(3), "3 working days", "3个工作日"),
            (Months(0), "0 months", "0个月"),
            (Years(5), "5 years", "5年"),
            (Seasons(2), "2 seasons", "2个季"),
            (ServiceLife(), "design service life", "设计使用年限"),
        ],
    )
    def test_words(
        self, amount: Amount | Seasons | ServiceLife, english: str, chinese: str
    ) -> None:
        """
        Each length can be said in both languages.
        """
        assert amount.in_language("en") == str(amount) == english
        assert amount.in_language("zh") == chinese
        with pytest.raises(UnknownNameError):
            amount.in_language("fr")

    @pytest.mark.parametrize("kind", AMOUNTS)
    @pytest.mark.parametrize("number", [-1, 1.0, "3", None, True])
    def test_only_whole_numbers(self, kind: type, number: object) -> None:
        """
        Negative, inexact and other numbers are refused by name.
        """
        with pytest.raises(InvalidFieldError) as caught:
            kind(number)

        assert str(caught.value) == (
            f"{kind.__name__}.n cannot be {number!r}; "
            "allowed: a whole number, 0 or more"
        )

    def test_no_season_is_no_length(self) -> None:
        """
        Seasons are counted from one.
        """
        with pytest.raises(InvalidFieldError, match="a whole number, 1 or more"):
            Seasons(0)

    @pytest.mark.parametrize(
        "amount",
        [
            Hours(24),
            Days(1),
            Days(0),
            Weeks(2),
            WorkingDays(1),
            WorkingDays(15),
            Months(18),
            Years(1),
            Seasons(2),
            ServiceLife(),
        ],
    )
    def test_read_back(self, amount: Amount | Seasons | ServiceLife) -> None:
        """
        The English text of a length is read back, and a length is left as it is.
        """
        assert read_amount(str(amount)) == amount
        assert read_amount(amount) is amount

    @pytest.mark.parametrize(
        "value",
        [
            "",
            "5",
            "years",
            "5 years ",
            "-5 years",
            "5.0 years",
            "5 decades",
            5,
            None,
            0.5,
        ],
    )
    def test_unreadable(self, value: object) -> None:
        """
        Anything else is refused by name, with an example.
        """
        with pytest.raises(InvalidFieldError) as caught:
            read_amount(value, "term")

        assert str(caught.value) == (
            f"term cannot be {value!r}; "
            "allowed: a length such as Years(5) or Months(18), or '5 years'"
        )

    def test_a_month_is_no_30_days(self) -> None:
        """
        Units never melt into one another, by copy or pickle either.
        """
        lengths: set[object] = {Months(1), Days(30), Weeks(1), Days(7), Hours(24)}

        assert len(lengths) == 5
        for amount in (Months(1), ServiceLife(), Hours(24)):
            again = pickle.loads(pickle.dumps(amount))  # noqa: S301 - our own bytes

            assert again == amount == copy.copy(amount) == copy.deepcopy(amount)
            assert hash(again) == hash(amount)
