"""
Small tables that never change.
"""

import copy
import pickle

import pytest

from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.tables import Table

LIMITS = Table({"leak": 3, "general": 7}, kind="category")


class TestReading:
    """
    A table is a mapping in a fixed order.
    """

    def test_access(self) -> None:
        """
        Names give their values, in the order they were written.
        """
        assert LIMITS["leak"] == 3
        assert list(LIMITS) == ["leak", "general"]
        assert dict(LIMITS) == {"leak": 3, "general": 7}
        assert len(LIMITS) == 2
        assert "leak" in LIMITS
        assert "flood" not in LIMITS
        assert ["leak"] not in LIMITS  # type: ignore[comparison-overlap]
        assert (LIMITS.get("leak"), LIMITS.get("flood"), LIMITS.get("flood", 0)) == (
            3,
            None,
            0,
        )

    def test_from_pairs(self) -> None:
        """
        Pairs and mappings make the same table.
        """
        assert Table([("leak", 3), ("general", 7)]) == LIMITS
        assert len(Table[int]()) == 0

    @pytest.mark.parametrize(
        ("name", "hint"), [("leek", "; nearest: 'leak'"), ("zzz", ""), (7, "")]
    )
    def test_unknown_name(self, name: str, hint: str) -> None:
        """
        An unknown name is refused with the known ones and the nearest.
        """
        with pytest.raises(UnknownNameError) as caught:
            LIMITS[name]

        assert str(caught.value) == (
            f"unknown category {name!r}; allowed: leak, general{hint}"
        )

    def test_unhashable_name(self) -> None:
        """
        A list is an unknown name too.
        """
        with pytest.raises(UnknownNameError):
            LIMITS[["leak"]]  # type: ignore[index]

    def test_doubled_name(self) -> None:
        """
        A name may stand in a table once.
        """
        with pytest.raises(InvalidFieldError) as caught:
            Table([("b", 1), ("a", 1), ("b", 2), ("a", 2)], kind="role")

        assert str(caught.value) == "role cannot be 'a'; allowed: each name once"


class TestValue:
    """
    A table is a value: comparable, hashable, picklable.
    """

    def test_equality(self) -> None:
        """
        Order and values count, the word for its names does not.
        """
        assert Table({"leak": 3, "general": 7}, kind="role") == LIMITS
        assert Table({"general": 7, "leak": 3}) != LIMITS
        assert Table({"leak": 3, "general": 8}) != LIMITS
        assert LIMITS != {"leak": 3, "general": 7}
        assert len({LIMITS, Table({"leak": 3, "general": 7})}) == 1

    def test_copies(self) -> None:
        """
        Pickles and copies are equal and know what their names are.
        """
        again = pickle.loads(pickle.dumps(LIMITS))  # noqa: S301 - our own bytes
        for twin in (again, copy.copy(LIMITS), copy.deepcopy(LIMITS)):
            assert twin == LIMITS
            with pytest.raises(UnknownNameError, match="unknown category"):
                twin["flood"]

    def test_shown(self) -> None:
        """
        It shows its pairs, and as data it is a plain table.
        """
        assert repr(LIMITS) == "Table({'leak': 3, 'general': 7})"
        assert Table({"a": (1, 2)}).__plain__() == {"a": [1, 2]}


class TestChanging:
    """
    A change makes another table.
    """

    def test_with(self) -> None:
        """
        One value changes, the order stays, and so does the original.
        """
        stricter = LIMITS.with_("leak", 1)

        assert list(stricter.items()) == [("leak", 1), ("general", 7)]
        assert LIMITS["leak"] == 3
        with pytest.raises(UnknownNameError):
            LIMITS.with_("flood", 1)

    def test_frozen(self) -> None:
        """
        Nothing can be set or deleted.
        """
        with pytest.raises(AttributeError, match=r"use \.with_\('leak', \.\.\.\)"):
            LIMITS.leak = 1
        with pytest.raises(AttributeError, match="never changes"):
            del LIMITS.kind
