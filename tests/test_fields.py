"""
What a field may hold, declared once.
"""

import datetime as dt
from enum import Enum
from fractions import Fraction

import attrs
import pendulum
import pytest

from followup_rules.errors import InvalidFieldError
from followup_rules.fields import (
    Exact,
    FieldRule,
    Flag,
    Kind,
    Many,
    Member,
    Optional,
    Share,
    Whole,
    Words,
    Zone,
    as_tuple,
    holds,
    rule_of,
    validate,
)


class Colour(Enum):
    """
    A small enumeration.
    """

    RED = "red"
    BLUE = "blue"


@attrs.frozen
class Item:
    """
    Something with a key.
    """

    key: str


@attrs.frozen(kw_only=True)
class Sample:
    """
    A class with one declared field.
    """

    size: int = attrs.field(default=1, validator=validate, metadata=holds(Whole(1)))


MOMENT = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)


class TestRules:
    """
    Each rule takes what it says in words, and nothing else.
    """

    @pytest.mark.parametrize(
        ("rule", "allowed", "good", "bad"),
        [
            (
                Whole(),
                "a whole number, 0 or more",
                [0, 1, 10**9],
                [-1, 1.0, True, "1", None],
            ),
            (Whole(2, 4), "a whole number from 2 to 4", [2, 3, 4], [1, 5, Fraction(3)]),
            (
                Share(),
                "a share from 0 to 1, such as '5%' or '1/20'",
                [Fraction(0), Fraction(1), Fraction(1, 20)],
                [Fraction(-1, 9), Fraction(10, 9), 0, 0.5, "5%"],
            ),
            (Exact(), "an exact number", [Fraction(-3), Fraction(1, 3)], [1, 0.5, "1"]),
            (Exact(0), "an exact number from 0", [Fraction(0)], [Fraction(-1, 9)]),
            (
                Exact(maximum=5),
                "an exact number up to 5",
                [Fraction(5)],
                [Fraction(46, 9)],
            ),
            (
                Exact(0, 100),
                "an exact number from 0 up to 100",
                [Fraction(0), Fraction(100)],
                [Fraction(-1), Fraction(101)],
            ),
            (
                Words(),
                "a text without edge blanks or control characters, in NFC",
                ["leak", "漏水", "two words", "é"],
                ["", " leak", "leak\n", "a\tb", "e\u0301", "\ud800", b"leak", None],
            ),
            (Flag(), "True or False", [True, False], [0, 1, None, "yes"]),
            (
                Member(Colour),
                "Colour.RED, Colour.BLUE",
                [Colour.RED],
                ["RED", "red", None],
            ),
            (Kind((int, str)), "int or str", [1, "a"], [1.0, None]),
            (
                Kind((dt.date,)),
                "date",
                [dt.date(2026, 3, 2), pendulum.date(2026, 3, 2)],
                [MOMENT, pendulum.instance(MOMENT), "2026-03-02"],
            ),
            (
                Zone(),
                "an IANA time zone name, such as 'Asia/Shanghai'",
                ["Asia/Shanghai", "UTC"],
                ["Asia/Peking", "", "../x", "America", 8, None],
            ),
            (
                Optional(Whole()),
                "None or a whole number, 0 or more",
                [None, 0],
                [-1, "x"],
            ),
            (
                Many(Whole(), least=1),
                "a tuple of 1 or more, each a whole number, 0 or more",
                [(1,), (1, 1)],
                [(), [1], (1, -1), 1, None],
            ),
            (
                Many(Words(), unique=""),
                (
                    "a tuple of 0 or more, each a text without edge blanks or control "
                    "characters, in NFC, no entry twice"
                ),
                [(), ("a", "b")],
                [("a", "a"), ("a", "")],
            ),
            (
                Many(Kind((Item,)), unique="key"),
                "a tuple of 0 or more, each Item, no key twice",
                [(Item("a"), Item("b"))],
                [(Item("a"), Item("a")), ("a",)],
            ),
        ],
    )
    def test_rule(
        self, rule: FieldRule, allowed: str, good: list[object], bad: list[object]
    ) -> None:
        """
        The words and the answers of one rule.
        """
        assert rule.allowed == allowed
        assert [value for value in good if not rule.accepts(value)] == []
        assert [value for value in bad if rule.accepts(value)] == []


class TestValidator:
    """
    The validator reads the rule in the field's metadata.
    """

    def test_takes(self) -> None:
        """
        An allowed value passes.
        """
        assert Sample(size=3).size == 3

    def test_refuses(self) -> None:
        """
        The message names class, field, value and what is allowed.
        """
        with pytest.raises(InvalidFieldError) as caught:
            Sample(size=0)

        assert (caught.value.field, caught.value.got) == ("Sample.size", 0)
        assert str(caught.value) == (
            "Sample.size cannot be 0; allowed: a whole number, 1 or more"
        )

    def test_evolve_checks_again(self) -> None:
        """
        A changed copy is held against the same rule.
        """
        with pytest.raises(InvalidFieldError):
            attrs.evolve(Sample(), size=-1)

    def test_rule_of(self) -> None:
        """
        A loader or schema can read the rule where it was declared.
        """
        assert rule_of(attrs.fields(Sample).size) == Whole(1)


class TestAsTuple:
    """
    A list that a caller wrote is frozen; nothing else is touched.
    """

    def test_lists(self) -> None:
        """
        A list becomes a tuple.
        """
        assert as_tuple(["a", "b"]) == ("a", "b")

    @pytest.mark.parametrize("value", ["ab", ("a",), {"a"}, {"a": 1}])
    def test_others(self, value: object) -> None:
        """
        Texts, sets and tables pass unchanged, for the validator to refuse.
        """
        assert as_tuple(value) is value  # type: ignore[arg-type]
