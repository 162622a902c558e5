"""
The register of books: those on the shelf, and those that other packages bring.
"""

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from typing import Any

import pytest

from followup_rules.books import register as module
from followup_rules.books.register import find, names, register, shelf
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.interchange import loads

HOUSE = "tests.books.test_register"
RULES = find("consulting")
"""What a package brings as a module with `RULES`."""
NOTHING = 7


@pytest.fixture
def brought(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Return what lets packages bring books."""

    def bring(**points: str) -> None:
        found = [
            EntryPoint(name, value, module.GROUP) for name, value in points.items()
        ]
        monkeypatch.setattr(module, "entry_points", lambda **_group: found)
        register.cache_clear()

    yield bring
    register.cache_clear()


class TestShelf:
    """
    The books of this package.
    """

    def test_each_is_there(self) -> None:
        """
        They go by the name of their folder or file, and by their edition.
        """
        assert {name.partition("@")[0] for name in names()} == set(shelf())
        assert not register().failed
        assert find("repair") is find("repair@2021")
        with pytest.raises(
            UnknownNameError, match="unknown shipped rulebook 'repairs'"
        ):
            find("repairs")


class TestBrought:
    """
    The books of other packages.
    """

    def test_a_module_and_a_book(self, brought: Any) -> None:
        """
        Either is taken, and a file may be based on it.
        """
        brought(firm=HOUSE, house=f"{HOUSE}:RULES")

        assert {"firm@2021", "house@2021"} <= set(names())
        assert loads('based_on = "firm@2021"') == RULES

    def test_what_fails_is_named_and_the_others_load(self, brought: Any) -> None:
        """
        Whoever asks for it is told why.
        """
        brought(
            broken="no_such_package_at_all",
            number=f"{HOUSE}:NOTHING",
            repair=f"{HOUSE}:RULES",
            good=f"{HOUSE}:RULES",
        )

        assert "good@2021" in names()
        assert sorted(register().failed) == ["broken", "number", "repair"]
        for name, reason in (
            ("broken", "ModuleNotFoundError: No module named 'no_such_package_at_all'"),
            ("number", "a Rulebook, or a module with RULES"),
            ("repair", "a name that no other book has"),
        ):
            assert reason in register().failed[name]
        with pytest.raises(InvalidFieldError, match="no_such_package_at_all"):
            find("broken")
        assert find("repair@2021").regulation.code == "REPAIR"
