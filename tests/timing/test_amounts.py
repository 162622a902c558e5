"""
Exact lengths.
"""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.timing.amounts import (
    AMOUNTS,
    Amount,
    Days,
    HalfMonths,
    Hours,
    Minutes,
    Months,
    Seasons,
    ServiceLife,
    Span,
    Unlimited,
    Weeks,
    WorkingDays,
    WorkingHours,
    WorkingMinutes,
    Years,
    read_amount,
)

ORDER = (
    "units from the largest down, one of each: years, months or half-months, weeks, "
    "days or working days, hours, minutes; working hours and minutes stand alone"
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
            (Minutes(1), "1 minute", "1分钟"),
            (Minutes(45), "45 minutes", "45分钟"),
            (WorkingHours(4), "4 working hours", "4个工作小时"),
            (WorkingMinutes(30), "30 working minutes", "30个工作分钟"),
            (HalfMonths(0), "0 half-months", "0个月"),
            (HalfMonths(1), "1 half-month", "半个月"),
            (HalfMonths(2), "2 half-months", "1个月"),
            (HalfMonths(3), "3 half-months", "1个半月"),
            (HalfMonths(5), "5 half-months", "2个半月"),
            (Years(1) + Days(15), "1 year 15 days", "1年15天"),
            (Months(1) - Days(4), "1 month - 4 days", "1个月减4天"),
            (
                Years(2) + Months(6) + WorkingDays(3) - Hours(2) - Minutes(1),
                "2 years 6 months 3 working days - 2 hours - 1 minute",
                "2年6个月3个工作日减2小时减1分钟",
            ),
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

    @pytest.mark.parametrize(
        ("text", "amount"),
        [
            ("1天", Days(1)),
            ("7日", Days(7)),
            ("15个工作日", WorkingDays(15)),
            ("15工作日", WorkingDays(15)),
            ("15 个工作日", WorkingDays(15)),
            ("2周", Weeks(2)),
            ("2星期", Weeks(2)),
            ("2个星期", Weeks(2)),
            ("0个月", Months(0)),
            ("18个月", Months(18)),
            ("半个月", HalfMonths(1)),
            ("1个半月", HalfMonths(3)),
            ("2个半月", HalfMonths(5)),
            ("24小时", Hours(24)),
            ("100000分钟", Minutes(100_000)),
            ("4工作小时", WorkingHours(4)),
            ("30个工作分钟", WorkingMinutes(30)),
            ("2个季", Seasons(2)),
            ("设计使用年限", ServiceLife()),
            ("不限期", Unlimited()),
            ("1年15天", Years(1) + Days(15)),
            ("1年半个月", Years(1) + HalfMonths(1)),
            ("1个月减4天", Months(1) - Days(4)),
            (
                "2年6个月3个工作日减2小时减1分钟",
                Years(2) + Months(6) + WorkingDays(3) - Hours(2) - Minutes(1),
            ),
        ],
    )
    def test_read_in_chinese(self, text: str, amount: object) -> None:
        """A cell of a host says it as the library does, or in another usual way."""
        assert read_amount(text) == amount

    @pytest.mark.parametrize(
        "text",
        [
            "3月",  # March
            "三十天",
            "７日",
            "007天",
            "减4天",
            "1年减4天1小时",  # said with a sign for each
            "1年半",
            "1年15",
            "天",
            "3天天",
            " 3天",
            "3  天",
            "3天\n",
            "15个 工作日",
            "3天 4小时",
            "15天1年",  # out of order
            "1个月减31天",  # nothing might be left
            "1年0天",
            "",
        ],
    )
    def test_unreadable_in_chinese(self, text: str) -> None:
        """Nothing is guessed."""
        with pytest.raises(InvalidFieldError):
            read_amount(text)

    @pytest.mark.parametrize("kind", [kind for kind in AMOUNTS if kind is not Span])
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
            Minutes(10080),
            WorkingHours(4),
            WorkingMinutes(90),
            HalfMonths(3),
            Weeks(1) + Days(2),
            Years(1) - HalfMonths(1) - Hours(3),
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
            "10000 days",
            "10000 hours",
            "1000000000 minutes",
            "- 4 days",
            "1 year - 1 month 4 days",
            "1 year  2 days",
            "1 year + 2 days",
            "1 year 0 days",
            "1 year 02 days",
            " 1 year 2 days",
            "1 year 2 days\n",
            "1 year 2",
            "1 year 2 seasons design",
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
            "allowed: a length such as Years(5) or Months(18), or '5 years', "
            "'30 minutes', '1 year 15 days', '1 month - 4 days'"
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


class TestSpans:
    """
    Several units are taken from the largest down, and never cancel out.
    """

    @pytest.mark.parametrize(
        ("make", "shown"),
        [
            (lambda: Days(15) + Years(1), "15 days 1 year"),
            (lambda: Years(1) + Years(1), "1 year 1 year"),
            (lambda: Years(1) + Days(15) - Months(1), "1 year 15 days - 1 month"),
            (lambda: Months(1) - Days(4) + Hours(1), "1 month 1 hour - 4 days"),
            (lambda: Months(1) + HalfMonths(1), "1 month 1 half-month"),
            (lambda: Days(1) + WorkingDays(1), "1 day 1 working day"),
            (lambda: WorkingDays(1) + WorkingHours(4), "1 working day 4 working hours"),
            (lambda: Hours(1) + WorkingMinutes(5), "1 hour 5 working minutes"),
        ],
    )
    def test_units_out_of_order(self, make: Callable[[], Span], shown: str) -> None:
        """
        Units are named once each, and the larger before the smaller.
        """
        with pytest.raises(InvalidFieldError) as caught:
            make()

        assert str(caught.value) == f"Span cannot be {shown!r}; allowed: {ORDER}"

    @pytest.mark.parametrize(
        "parts", [(Days(15),), (Years(1), Days(0)), (Years(0), Days(1))]
    )
    def test_units_that_say_nothing(self, parts: tuple[Days | Years, ...]) -> None:
        """
        One unit is no span, and a unit of nothing is not written.
        """
        with pytest.raises(InvalidFieldError) as caught:
            Span(parts)

        assert str(caught.value).endswith(
            "allowed: two units or more, each at least 1; one unit is Days(15)"
        )

    @pytest.mark.parametrize(
        ("whole", "less", "cancels"),
        [
            (Weeks(1), Days(7), True),
            (Weeks(1), Days(6), False),
            (Months(1), Days(28), True),
            (Months(1), Days(27), False),
            (Months(3), Days(89), True),
            (Months(3), Days(88), False),
            (Years(1), Days(365), True),
            (Years(1), Days(364), False),
            (Years(1), Months(12), True),
            (Years(1), Months(11), False),
            (Years(2), Months(12), False),
            (Months(13), Days(393), True),
            (Months(13), Days(392), False),
            (HalfMonths(1), Days(15), True),
            (HalfMonths(3), Days(42), False),
            (HalfMonths(3), Days(43), True),
            (Years(1), HalfMonths(23), False),
            (Years(1), HalfMonths(24), True),
            (WorkingDays(2), Hours(47), False),
            (WorkingDays(2), Hours(48), True),
            (Hours(1), Minutes(59), False),
            (Hours(1), Minutes(60), True),
        ],
    )
    def test_units_that_cancel_out(
        self, whole: Amount, less: Amount, cancels: object
    ) -> None:
        """
        What is taken off is always less than the rest, in the shortest month too.
        """
        if not cancels:
            assert Span((whole,), (less,)) == read_amount(f"{whole} - {less}")
            return
        with pytest.raises(InvalidFieldError) as caught:
            Span((whole,), (less,))

        assert str(caught.value) == (
            f"Span.less cannot be '{whole} - {less}'; "
            "allowed: less taken off than the rest always is"
        )

    def test_working_days_are_only_added(self) -> None:
        """
        How long they are nobody can tell beforehand.
        """
        with pytest.raises(InvalidFieldError) as caught:
            Months(2) - WorkingDays(5)

        assert str(caught.value) == (
            "Span.less cannot be '2 months - 5 working days'; allowed: working days "
            "to be added, or counted back with Counting.before"
        )

    def test_only_lengths_are_added(self) -> None:
        """
        A number has no unit, and a span is not added to a span.
        """
        span = Years(1) + Days(1)
        pairs: list[tuple[Any, Any]] = [
            (Days(1), 1),
            (span, 1),
            (span, span),
            (Days(1), span),
        ]
        for left, right in pairs:
            with pytest.raises(TypeError):
                _ = left + right
            with pytest.raises(TypeError):
                _ = left - right
        with pytest.raises(InvalidFieldError, match=r"Span\.parts cannot be"):
            Span(("1 year",))

    def test_open_time_stands_alone(self) -> None:
        """
        Working hours are one amount, and a text that spells none says how one is.
        """
        with pytest.raises(InvalidFieldError, match="minutes stand alone"):
            read_amount("4 working hours 30 working minutes")
        with pytest.raises(InvalidFieldError, match="'30 minutes', '1 year 15 days'"):
            read_amount("1 year and 15 days")

    def test_a_span_is_a_value(self) -> None:
        """
        Lists are frozen, and copies are equal.
        """
        span = Span([Years(1), Days(15)], [Hours(1)])
        again = pickle.loads(pickle.dumps(span))  # noqa: S301 - our own bytes

        assert again == span == Years(1) + Days(15) - Hours(1)
        assert len({span, again, Years(1) + Days(16)}) == 2
