"""
One JSON form of everything, and its digest.
"""

import datetime as dt
import hashlib
import json
import zoneinfo
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import days, instants

from followup_rules.canonical import (
    canonical_json,
    decode_fact,
    digest,
    encode_fact,
    plain,
)
from followup_rules.errors import InvalidFieldError, InvalidReceiptError

SHANGHAI = zoneinfo.ZoneInfo("Asia/Shanghai")


class Colour(Enum):
    """
    A small enumeration.
    """

    RED = "red"


class Level(int, Enum):
    """
    An enumeration whose members are numbers too.
    """

    HIGH = 3


@attrs.frozen
class Point:
    """
    A class with a field that does not count.
    """

    x: int
    y: Fraction
    seen: int = attrs.field(default=0, eq=False)


class Short:
    """
    A class with a short form of its own.
    """

    def __plain__(self) -> str:
        return "short"


class TestPlain:
    """
    Everything has one form that JSON takes, or is refused.
    """

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (None, None),
            (True, True),
            (3, 3),
            ("漏水", "漏水"),
            (Colour.RED, "RED"),
            (Level.HIGH, "HIGH"),
            (Fraction(1, 20), "1/20"),
            (Decimal("0.50"), "0.50"),
            (dt.date(2026, 3, 2), "2026-03-02"),
            (dt.time(17, 30), "17:30:00"),
            (dt.datetime(2026, 3, 2, 10, tzinfo=SHANGHAI), "2026-03-02T10:00:00+08:00"),
            ({"b": Colour.RED, Colour.RED: 1}, {"b": "RED", "RED": 1}),
            (MappingProxyType({"a": 1}), {"a": 1}),
            ({"b", "a", "c"}, ["a", "b", "c"]),
            (frozenset({Fraction(1, 2)}), ["1/2"]),
            ([1, (2, [3])], [1, [2, [3]]]),
            (Point(1, Fraction(1, 2), seen=9), {"kind": "Point", "x": 1, "y": "1/2"}),
            (Short(), "short"),
        ],
    )
    def test_forms(self, value: object, expected: object) -> None:
        """
        Each type has its form.
        """
        assert plain(value) == expected
        assert json.loads(json.dumps(plain(value))) == expected

    @pytest.mark.parametrize("value", [0.5, [1, 2.0], {"a": 0.1}, object(), b"x"])
    def test_refused(self, value: object) -> None:
        """
        Floats and unknown types have no form, however deep they lie.
        """
        with pytest.raises(InvalidFieldError) as caught:
            plain(value)

        assert caught.value.allowed == (
            "text, whole numbers, fractions, days, instants, lists, tables, None"
        )


class TestDigest:
    """
    The same value gives the same bytes everywhere.
    """

    def test_text(self) -> None:
        """
        Keys are sorted, there are no blanks, and nothing is escaped.
        """
        value = {"b": [1, None, True], "a": {"漏水": Fraction(1, 20)}}

        assert canonical_json(value) == '{"a":{"漏水":"1/20"},"b":[1,null,true]}'

    def test_digest_by_hand(self) -> None:
        """
        The digest is the SHA-256 of that text in UTF-8.
        """
        by_hand = hashlib.sha256('{"a":"漏水"}'.encode()).hexdigest()

        assert digest({"a": "漏水"}) == f"sha256:{by_hand}"
        assert digest([]) == (
            "sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"
        )

    @given(table=st.dictionaries(st.text(), st.integers()))
    def test_order_of_keys(self, table: dict[str, int]) -> None:
        """
        The order in which keys were written does not matter.
        """
        turned = dict(reversed(list(table.items())))

        assert digest(table) == digest(turned)


facts = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.text(),
        st.fractions(),
        days(),
    ),
    lambda inner: st.one_of(
        st.lists(inner).map(tuple), st.dictionaries(st.text(), inner)
    ),
    max_leaves=8,
)


class TestFacts:
    """
    A fact that is written into a receipt is read back as it was.
    """

    @given(fact=facts)
    def test_round_trip(self, fact: object) -> None:
        """
        Values and types survive JSON.
        """
        again = decode_fact(json.loads(json.dumps(encode_fact(fact))))

        assert again == fact
        assert type(again) is type(fact)

    @given(moment=instants())
    def test_instants(self, moment: dt.datetime) -> None:
        """
        An instant keeps its moment and its zone, in a repeated hour too.
        """
        again = decode_fact(json.loads(json.dumps(encode_fact(moment))))

        assert again.tzinfo.key == getattr(moment.tzinfo, "key", None)
        assert again.astimezone(dt.UTC) == moment.astimezone(dt.UTC)

    def test_fixed_offset(self) -> None:
        """
        An instant with an offset and no zone keeps the offset.
        """
        moment = dt.datetime(2026, 3, 2, tzinfo=dt.timezone(dt.timedelta(hours=8)))
        written = encode_fact(moment)

        assert written == {"instant": "2026-03-02T00:00:00+08:00", "zone": None}
        assert decode_fact(written) == moment

    def test_names_and_sets(self) -> None:
        """
        A member is written as its name, a set as a sorted list.
        """
        assert encode_fact(Colour.RED) == "RED"
        assert encode_fact({"b", "a"}) == ["a", "b"]
        assert encode_fact(MappingProxyType({"a": (1, 2)})) == {
            "table": [["a", [1, 2]]]
        }

    @pytest.mark.parametrize(
        "value", [0.5, object(), Decimal("0.5"), [0.5], {"a": 0.5}]
    )
    def test_no_fact(self, value: object) -> None:
        """
        What cannot be read back is not written.
        """
        with pytest.raises(InvalidFieldError, match="fact cannot be"):
            encode_fact(value)

    @pytest.mark.parametrize(
        ("data", "problem"),
        [
            (0.5, "a fact cannot read 0.5"),
            ({"what": 1}, "a fact cannot read {'what': 1}"),
            ({"day": "soon"}, "a fact cannot read 'soon'"),
            ({"fraction": "1/0"}, "a fact cannot read '1/0'"),
            ({"fraction": "half"}, "a fact cannot read 'half'"),
            ({"instant": "soon", "zone": None}, "a fact cannot read 'soon'"),
            (
                {"instant": "2026-03-02T10:00:00", "zone": "Asia/Shanghai"},
                "the instant '2026-03-02T10:00:00' has no offset",
            ),
            (
                {"instant": "2026-03-02T10:00:00+08:00", "zone": "Asia/Peking"},
                "a fact cannot read 'Asia/Peking'",
            ),
            (
                {"instant": "2026-03-02T10:00:00+08:00", "zone": 8},
                "a fact cannot read 8",
            ),
            ({"table": [["a"]]}, "a fact cannot read [['a']]"),
            ({"table": [1]}, "a fact cannot read [1]"),
            (
                {"table": [[{"table": []}, 1]]},
                "a fact cannot read [[{'table': []}, 1]]",
            ),
        ],
    )
    def test_unreadable(self, data: object, problem: str) -> None:
        """
        Data that `encode_fact` did not write are refused.
        """
        with pytest.raises(InvalidReceiptError) as caught:
            decode_fact(data)

        assert str(caught.value) == f"unreadable receipt: {problem}"

    @pytest.mark.parametrize("reader", [plain, encode_fact])
    def test_nothing_is_changed(self, reader: Callable[[object], Any]) -> None:
        """
        The value itself is left alone.
        """
        value = {"a": [1, {"b": 2}]}
        reader(value)

        assert value == {"a": [1, {"b": 2}]}
