"""
What a field may hold, declared once.
"""

import datetime as dt
import unicodedata
from enum import Enum
from fractions import Fraction
from typing import Annotated, Any, ForwardRef

import attrs
import pendulum
import pytest

from followup_rules.clauses import Clause, Text
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import (
    Count,
    Entries,
    Exact,
    Flag,
    Holds,
    Kind,
    Label,
    Later,
    Many,
    Member,
    Name,
    Names,
    Number,
    Optional,
    Positive,
    Rate,
    Share,
    SomeNames,
    Whole,
    Words,
    Zone,
    ZoneName,
    as_tuple,
    held,
    holding,
    holds_of,
    validate,
)
from followup_rules.fields.arguments import check_kind, check_many
from followup_rules.tables import Table, TableOf


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


@attrs.frozen
class Other:
    """
    Something else.
    """


Weekday = Annotated[int, Whole(1, 7)]


@attrs.frozen(kw_only=True, field_transformer=held)
class Sample:
    """
    A class whose fields say in their annotations what they hold.
    """

    size: Positive = 1
    colour: Colour = Colour.RED
    note: Name | None = None
    days: Annotated[tuple[Weekday, ...], Entries(least=1, unique="")] = attrs.field(
        default=(1,), converter=as_tuple
    )
    inside: tuple["Sample", ...] = ()
    anything: Any = None
    shown: str = attrs.field(init=False, default="")


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
            (
                Label(),
                "a text without edge blanks, control characters or characters that "
                "nobody sees, in NFC",
                ["leak", "漏水", "two words", "é"],
                ["", "a\tb", "e\u0301", "a\xa0b", "a\u3000b", "a\u2800b", "a\u200bb"],
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
                Kind((dt.date, dt.datetime)),
                "date or datetime",
                [dt.date(2026, 3, 2), MOMENT],
                ["2026-03-02"],
            ),
            (
                TableOf(Whole(1)),
                "a Table of names, each with a whole number, 1 or more",
                [Table(), Table({"a": 1})],
                [Table({"a": 0}), Table({"": 1}), {"a": 1}, None],
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
        self, rule: Holds, allowed: str, good: list[object], bad: list[object]
    ) -> None:
        """
        The words and the answers of one rule.
        """
        assert rule.allowed == allowed
        assert [value for value in good if not rule.accepts(value)] == []
        assert [value for value in bad if rule.accepts(value)] == []


_NOT_SEEN_IN_LABELS = frozenset({"Cf", "Zl", "Zp", "Zs"})
_SHOWN_AS_NOTHING = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
    "\ufe00\ufe01\ufe02\ufe03\ufe04\ufe05\ufe06\ufe07"
    "\ufe08\ufe09\ufe0a\ufe0b\ufe0c\ufe0d\ufe0e\ufe0f"
)
"""What Unicode lets be ignored by default, of other categories, and an empty braille."""


def test_signs_that_nobody_sees() -> None:
    """
    A text holds no sign of Unicode's categories Cc and Cs, and any other.

    A label besides no blank but the space, and no sign that shows nothing.
    """
    for number in range(0x11000):
        sign = chr(number)
        text = f"x{sign}x"
        if unicodedata.is_normalized("NFC", text):
            unseen = unicodedata.category(sign) in {"Cc", "Cs"}
            assert Words().accepts(text) is not unseen, hex(number)
            blank = sign != " " and unicodedata.category(sign) in _NOT_SEEN_IN_LABELS
            hidden = sign in _SHOWN_AS_NOTHING
            seen = not (unseen or blank or hidden)
            assert Label().accepts(text) is seen, hex(number)


class TestHolding:
    """
    An annotation says what a field may hold.
    """

    @pytest.mark.parametrize(
        ("annotation", "expected"),
        [
            (bool, Flag()),
            (Colour, Member(Colour)),
            (Item, Kind((Item,))),
            (dt.time, Kind((dt.time,))),
            (Item | Other, Kind((Item, Other))),
            (Other | Item | None, Optional(Kind((Other, Item)))),
            (Colour | Item, Kind((Colour, Item))),
            (bool | None, Optional(Flag())),
            (Name, Label()),
            (Name | None, Optional(Label())),
            (Names, Many(Label(), unique="")),
            (SomeNames, Many(Label(), least=1, unique="")),
            (Count, Whole(0)),
            (Positive, Whole(1)),
            (Rate, Share()),
            (Rate | None, Optional(Share())),
            (Number, Exact()),
            (ZoneName, Zone()),
            (tuple[Item, ...], Many(Kind((Item,)))),
            (
                Annotated[tuple[Item, ...], Entries(least=2, unique="key")],
                Many(Kind((Item,)), least=2, unique="key"),
            ),
            (Table[Name], TableOf(Label())),
            (Table[Number] | None, Optional(TableOf(Exact()))),
            (Annotated[Name, "a remark that says nothing"], Label()),
            (Annotated[Count, Whole(1, 7)], Whole(1, 7)),
            ("bool", Flag()),
            ("Name | None", Optional(Label())),
            (ForwardRef("Item"), Kind((Item,))),
            (tuple["Item", ...], Many(Kind((Item,)))),
        ],
    )
    def test_says(self, annotation: Any, expected: Holds) -> None:
        """
        One rule for each way of writing.
        """
        assert holding(annotation, __name__) == expected

    @pytest.mark.parametrize(
        "annotation",
        [
            str,
            int,
            Fraction,
            tuple,
            Table,
            Any,
            None,
            int | str,
            Name | Item,
            list[int],
            tuple[Item, Item],
            Annotated[int, "a remark that says nothing"],
        ],
    )
    def test_too_little(self, annotation: Any) -> None:
        """
        What leaves open what is allowed is refused, with the way out.
        """
        with pytest.raises(InvalidFieldError, match=r"such as fields\.Name"):
            holding(annotation)

    def test_entries_of_no_tuple(self) -> None:
        """
        How many entries there are is said of a tuple alone.
        """
        with pytest.raises(InvalidFieldError, match="a tuple beside Entries"):
            holding(Annotated[Name, Entries(least=1)])

    def test_what_is_not_there_yet(self) -> None:
        """
        A name in quotes is looked up again when it is asked for.
        """
        later = holding("not_there_yet", __name__)
        assert isinstance(later, Later)
        with pytest.raises(InvalidFieldError, match="'not_there_yet'"):
            later.accepts(1)
        assert holding("Item", "no.such.module").__class__ is Later

    def test_none_needs_no_looking_up(self) -> None:
        """Where None may stand for it, a field without it asks for no name."""
        later = holding("NotThere | None", __name__)

        assert later == Optional(Later("NotThere", __name__))
        assert later.accepts(None)
        with pytest.raises(InvalidFieldError):
            later.accepts(1)

    def test_what_a_module_hands_on(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A name that its module hands on is asked for when a value is held to it."""
        asked: list[str] = []

        def hand_on(name: str) -> type:
            asked.append(name)
            if name == "HandedOn":
                return Item
            raise AttributeError(name)

        monkeypatch.setitem(globals(), "__getattr__", hand_on)
        later = holding("tuple[HandedOn, ...] | None", __name__)

        assert later.accepts(None)
        assert asked == []
        assert later.accepts((Item("a"),))
        assert not later.accepts(("a",))
        assert asked == ["HandedOn"]
        with pytest.raises(InvalidFieldError):
            holding("NobodyHas", __name__).accepts(1)

    def test_shown(self) -> None:
        """
        In a message about an annotation its rule is readable.
        """
        assert repr(Flag()) == "<Flag: True or False>"


class TestHeld:
    """
    A class whose fields are held refuses what they may not hold.
    """

    def test_takes(self) -> None:
        """
        An allowed value passes; `Any` takes anything.
        """
        assert Sample(size=3, anything=0.5).size == 3

    @pytest.mark.parametrize(
        ("field", "value", "allowed"),
        [
            ("size", 0, "a whole number, 1 or more"),
            ("colour", "RED", "Colour.RED, Colour.BLUE; nearest: 'Colour.RED'"),
            (
                "note",
                "",
                "None or a text without edge blanks, control characters or characters "
                "that nobody sees, in NFC",
            ),
            (
                "days",
                (1, 8),
                "a tuple of 1 or more, each a whole number from 1 to 7, no entry twice",
            ),
            ("inside", ("x",), "a tuple of 0 or more, each Sample"),
        ],
    )
    def test_refuses(self, field: str, value: Any, allowed: str) -> None:
        """
        The message names class, field, value and what is allowed.
        """
        with pytest.raises(InvalidFieldError) as caught:
            Sample(**{field: value})

        error = caught.value
        assert (error.field, error.got) == (f"Sample.{field}", value)
        assert str(error) == f"Sample.{field} cannot be {value!r}; allowed: {allowed}"

    def test_names_itself(self) -> None:
        """
        A class may hold objects of its own.
        """
        assert Sample(inside=(Sample(),)).inside == (Sample(),)

    def test_lists_are_frozen_first(self) -> None:
        """
        A converter comes before the check.
        """
        assert Sample(days=[1, 7]).days == (1, 7)

    def test_evolve_checks_again(self) -> None:
        """
        A changed copy is held against the same rule.
        """
        with pytest.raises(InvalidFieldError):
            attrs.evolve(Sample(), size=-1)

    def test_holds_of(self) -> None:
        """
        A loader or schema can read the rule where it was declared.
        """
        fields = attrs.fields(Sample)
        assert holds_of(fields.size) == Whole(1)
        assert holds_of(fields.inside) == Many(Later("Sample", __name__))

    def test_a_field_that_says_too_little(self) -> None:
        """
        The class is refused, and the field is named.
        """
        with pytest.raises(InvalidFieldError, match=r"annotation of Loose\.size"):

            @attrs.frozen(field_transformer=held)
            class Loose:
                size: int

    def test_one_field_alone(self) -> None:
        """
        The validator holds a field of a class that is not held.
        """

        @attrs.frozen
        class Mixed:
            name: Name = attrs.field(validator=validate)
            note: str = ""

        assert Mixed("a").name == "a"
        with pytest.raises(InvalidFieldError, match=r"Mixed\.name"):
            Mixed("")


class TestClauses:
    """
    Clauses and regulations are held; a text may be a part of a sentence.
    """

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"id": ""}, "Clause.id"),
            ({"en": " padded"}, "Clause.en"),
            ({"duty": "BINDING"}, "Clause.duty"),
            ({"not_computed": "why"}, "Clause.not_computed"),
        ],
    )
    def test_refuses(self, changes: dict[str, Any], field: str) -> None:
        """
        A clause without an id could not be cited.
        """
        clause = Clause(id="DEMO-1", en="visit", zh="回访")
        with pytest.raises(InvalidFieldError) as caught:
            attrs.evolve(clause, **changes)
        assert caught.value.field == field

    def test_texts(self) -> None:
        """
        A blank at an edge is refused in files alone.
        """
        assert Text(" and", "和").en == " and"


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


class TestArguments:
    """
    Arguments of another kind are refused by name.
    """

    @pytest.mark.parametrize(
        ("value", "kinds", "taken"),
        [
            ("x", str, True),
            (1, str, False),
            (1, int, True),
            (True, int, False),
            (True, bool, True),
            (True, (int, bool), True),
            (None, (str, type(None)), True),
            (None, str, False),
        ],
    )
    def test_a_kind(self, value: object, kinds: Any, *, taken: bool) -> None:
        """A flag is no number, and None only what says so."""
        if taken:
            check_kind("x", value, kinds, "that")
            return
        with pytest.raises(InvalidFieldError, match=r"x cannot be .*; allowed: that"):
            check_kind("x", value, kinds, "that")

    @pytest.mark.parametrize("values", ["ab", b"ab", bytearray(b"a"), 5, None])
    def test_no_list(self, values: object) -> None:
        """One text is no list of texts."""
        with pytest.raises(InvalidFieldError, match="x cannot be"):
            check_many("x", values, "those")

    def test_a_list(self) -> None:
        """What can be walked through is kept, of whatever kind unless one is said."""
        assert check_many("x", iter(["a", 1]), "those") == ("a", 1)
        assert check_many("x", {"a"}, "those", str) == ("a",)
        with pytest.raises(InvalidFieldError, match="x cannot be 1;"):
            check_many("x", ["a", 1], "those", str)
