"""
Rates and shares without rounding.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_rules.errors import (
    ImpossibleCountError,
    InexactRateError,
    InvalidFieldError,
)
from followup_rules.exact import (
    as_count,
    as_flag,
    ceiling,
    parse_fraction,
    parse_rate,
    show_decimal,
    show_rate,
)

fractions = st.fractions(max_denominator=5000)


class TestParsing:
    """
    A number is read exactly or refused.
    """

    @pytest.mark.parametrize(
        ("spelling", "expected"),
        [
            ("5%", Fraction(1, 20)),
            ("5 %", Fraction(1, 20)),
            ("5％", Fraction(1, 20)),
            (" 7.5% ", Fraction(3, 40)),
            ("0.1%", Fraction(1, 1000)),
            ("-5%", Fraction(-1, 20)),
            ("1/20", Fraction(1, 20)),
            ("-3/4", Fraction(-3, 4)),
            ("0.05", Fraction(1, 20)),
            ("12", Fraction(12)),
            (7, Fraction(7)),
            (Fraction(2, 3), Fraction(2, 3)),
            (Decimal("0.07"), Fraction(7, 100)),
        ],
    )
    def test_spellings(self, spelling: object, expected: Fraction) -> None:
        """
        Every spelling gives the one exact number.
        """
        assert parse_fraction(spelling) == expected

    @pytest.mark.parametrize(
        "value",
        [
            "",
            "five",
            "1/0",
            "1 / 2",
            "5%%",
            "1e2",
            ".5",
            "5.%",
            "--1",
            True,
            None,
            (1, 2),
        ],
    )
    def test_refused(self, value: object) -> None:
        """
        Anything else is refused, and the message lists the spellings.
        """
        with pytest.raises(InvalidFieldError) as caught:
            parse_fraction(value, field="weight")

        assert str(caught.value) == (
            f"weight cannot be {value!r}; allowed: '5%', '1/20', '0.05', "
            "a Fraction, a Decimal or a whole number"
        )

    @pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity")])
    def test_no_number(self, value: Decimal) -> None:
        """
        A decimal that is no number is refused.
        """
        with pytest.raises(InvalidFieldError):
            parse_fraction(value)

    @pytest.mark.parametrize("value", [0.05, 1.0, float("nan")])
    def test_floats(self, value: float) -> None:
        """
        A float is refused with the reason, even where it happens to be exact.
        """
        with pytest.raises(InexactRateError) as caught:
            parse_rate(value)

        assert str(caught.value) == (
            f"a rate cannot be the float {value!r}: floats do not hold rates exactly "
            "(math.ceil(0.07 * 100) is 8). Write '7%', '7/100' or Fraction(7, 100)"
        )

    @pytest.mark.parametrize("value", ["0", "100%", 0, 1, "1/1"])
    def test_rate_bounds_belong(self, value: object) -> None:
        """
        A share may be nothing or everything.
        """
        assert parse_rate(value) in {0, 1}

    @pytest.mark.parametrize("value", ["101%", "-1%", 2, Fraction(-1, 1000)])
    def test_no_share(self, value: object) -> None:
        """
        A share lies from 0 to 1.
        """
        with pytest.raises(InvalidFieldError) as caught:
            parse_rate(value)

        assert str(caught.value) == (
            f"rate cannot be {value!r}; allowed: a share from 0 to 1 (0% to 100%)"
        )


class TestShowing:
    """
    A number is shown exactly where that is short, and never used once rounded.
    """

    @pytest.mark.parametrize(
        ("rate", "expected"),
        [
            (Fraction(1, 20), "5%"),
            (Fraction(3, 40), "7.5%"),
            (Fraction(1, 3), "1/3"),
            (Fraction(199, 200), "99.5%"),
            (Fraction(0), "0%"),
            (Fraction(1), "100%"),
            (Fraction(-1, 40), "-2.5%"),
            (Fraction(-1, 400), "-0.25%"),
            (Fraction(1, 10**8), "0.000001%"),
            (Fraction(1, 10**9), "1/1000000000"),
            (Fraction(3, 2), "150%"),
        ],
    )
    def test_rates(self, rate: Fraction, expected: str) -> None:
        """
        A percentage where it is exact with six places, else the fraction.
        """
        assert show_rate(rate) == expected

    @given(rate=fractions)
    def test_shown_rates_are_read_back(self, rate: Fraction) -> None:
        """
        What is shown is the very number.
        """
        assert parse_fraction(show_rate(rate)) == rate

    @pytest.mark.parametrize(
        ("value", "places", "expected"),
        [
            (Fraction(1397, 15), 2, "93.13"),
            (Fraction(86), 2, "86"),
            (Fraction(1, 2), 2, "0.5"),
            (Fraction(1, 8), 2, "0.12"),
            (Fraction(3, 8), 2, "0.37"),
            (Fraction(-1, 3), 2, "-0.34"),
            (Fraction(-1, 1000), 2, "-0.01"),
            (Fraction(2, 3), 0, "0"),
            (Fraction(199, 200), 1, "0.9"),
        ],
    )
    def test_decimals(self, value: Fraction, places: int, expected: str) -> None:
        """
        Decimals are rounded once, down.
        """
        assert show_decimal(value, places) == expected

    @given(value=fractions, places=st.integers(0, 4))
    def test_decimals_are_near(self, value: Fraction, places: int) -> None:
        """
        A shown decimal lies below by less than a unit of its last place.
        """
        shown = Fraction(show_decimal(value, places))

        assert 0 <= (value - shown) * 10**places < 1


class TestCounting:
    """
    Whole numbers, rounded up where something is owed.
    """

    @given(rate=fractions)
    def test_ceiling(self, rate: Fraction) -> None:
        """
        The ceiling is the least whole number that is not below.
        """
        up = ceiling(rate)

        assert up - 1 < rate <= up

    @pytest.mark.parametrize("value", [0, 1, 10])
    def test_counts(self, value: int) -> None:
        """
        Nothing and everything are counts.
        """
        assert as_count("done", value, most=10) == value
        assert as_count("done", value) == value

    @pytest.mark.parametrize("value", [-1, 3.0, True, "3", None, Fraction(3)])
    def test_no_counts(self, value: Any) -> None:
        """
        Only whole numbers count.
        """
        with pytest.raises(ImpossibleCountError) as caught:
            as_count("done", value)

        assert str(caught.value) == (
            f"done cannot be {value!r}; allowed: a whole number, 0 or more"
        )

    def test_more_than_there_are(self) -> None:
        """
        A part cannot exceed the whole.
        """
        with pytest.raises(ImpossibleCountError) as caught:
            as_count("done", 11, most=10)

        assert str(caught.value) == (
            "done cannot be 11; allowed: a whole number from 0 to 10"
        )


class TestFlags:
    """
    Yes, no, or not known.
    """

    @pytest.mark.parametrize("value", [True, False, None])
    def test_what_is_one(self, value: object) -> None:
        """
        It is handed back as it is.
        """
        assert as_flag("done", value) is value

    @pytest.mark.parametrize("value", [0, 1, "no", "", 1.0])
    def test_what_is_none(self, value: object) -> None:
        """
        Whatever Python takes for true or false is neither.
        """
        with pytest.raises(InvalidFieldError, match="True, False, None"):
            as_flag("done", value)
