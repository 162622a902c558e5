"""
Documents laid over one another: what is joined, what is replaced, and what is the same.
"""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_rules.errors import RulesFileError
from followup_rules.interchange.faults import Place
from followup_rules.interchange.merging import difference, overlay, without
from followup_rules.interchange.texts import parse

LEAVES = st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from(["", "x"])
KEYS = st.sampled_from(["a", "b", "kind", "id"])
VALUES: st.SearchStrategy[Any] = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=3)
    ),
    max_leaves=6,
)
TABLES = st.dictionaries(KEYS, VALUES, max_size=3)


class TestOverlay:
    """
    Tables about one thing are joined; everything else is replaced.
    """

    @pytest.mark.parametrize(
        ("base", "over", "joined"),
        [
            ({"x": 1}, [2], [2]),
            ([1], {"x": 2}, {"x": 2}),
            ({"x": 1}, None, None),
            ({"x": 1, "y": 2}, {"y": 3}, {"x": 1, "y": 3}),
            ({"id": "a", "x": 1}, {"id": "b"}, {"id": "b"}),
            ({"kind": "a", "x": 1}, {"kind": "b"}, {"kind": "b"}),
            (
                {"kind": "a", "x": 1},
                {"kind": "a", "y": 2},
                {"kind": "a", "x": 1, "y": 2},
            ),
        ],
    )
    def test_by_hand(self, base: Any, over: Any, joined: Any) -> None:
        """Below a name, too."""
        assert overlay(base, over) == joined
        assert overlay({"t": base}, {"t": over}) == {"t": joined}


class TestDifference:
    """
    What is said differently, and no more.
    """

    def test_the_order_of_the_keys_says_nothing(self) -> None:
        """In tables within lists, either."""
        base = {"a": [{"x": 1, "y": 2}], "b": {"x": 1, "y": 2}}
        new = {"b": {"y": 2, "x": 1}, "a": [{"y": 2, "x": 1}]}

        assert difference(base, new) == ({}, [])

    @pytest.mark.parametrize(("old", "new"), [(False, 0), (True, 1), ([0], [False])])
    def test_a_flag_is_no_number(self, old: Any, new: Any) -> None:
        """They are equal to Python, and not in a file."""
        changed, removed = difference({"a": old}, {"a": new})

        assert json.dumps(changed) == json.dumps({"a": new})
        assert removed == []

    @given(base=TABLES, new=TABLES)
    def test_laid_over_it_is_the_new_one(self, base: Any, new: Any) -> None:
        """Whatever the two hold."""
        place = Place()
        changed, removed = difference({"t": base}, {"t": new})
        kept = without({"t": base}, removed, place)

        again = json.dumps(overlay(kept, changed), sort_keys=True)
        assert again == json.dumps({"t": new}, sort_keys=True)
        assert place.faults == []


@pytest.mark.parametrize("text", ["[1]", "3", "null", '"x"'])
def test_a_file_that_is_no_table(text: str) -> None:
    """It is told what stands at the top."""
    with pytest.raises(RulesFileError) as caught:
        parse(text, "json", "rules.json")

    (fault,) = caught.value.faults
    assert fault.allowed == "a table at the top"
