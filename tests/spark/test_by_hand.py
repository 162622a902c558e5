"""
What the other engines are held to by hand, held against Spark as well.
"""

import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from tests.frames import (
    test_cadence,
    test_deadlines,
    test_draws,
    test_edges,
    test_quotas,
    test_scoring,
    test_warranty,
)

CLASSES = (
    test_deadlines.TestColumns,
    test_deadlines.TestFarDates,
    test_deadlines.TestMixedLimits,
    test_edges.TestHours,
    test_edges.TestEndless,
    test_edges.TestClosing,
    test_edges.TestReports,
    test_quotas.TestByHand,
    test_cadence.TestByHand,
)
SINGLE = (
    (test_draws.TestByHand, "test_known_draw"),
    (test_draws.TestByHand, "test_unusable_ids"),
    (test_draws.TestByHand, "test_windows"),
    (test_draws.TestByHand, "test_ids_without_a_window"),
    (test_draws.TestByHand, "test_duplicates"),
    (test_draws.TestByHand, "test_other_cases_of_who_was_called"),
    (test_scoring.TestByHand, "test_three_windows"),
    (test_scoring.TestLargeNumbers, "test_as_close_as_can_be"),
    (test_warranty.TestCoversByHand, "test_each_category"),
    (test_warranty.TestClaimsByHand, "test_the_deciding_moment"),
    (test_warranty.TestSeasonsByHand, "test_edges"),
)
"""Of these kinds, those that lean on an engine in another way than the rest."""


def cases() -> Iterator[Any]:
    """
    Yield every test that the other engines have by hand, with its arguments.
    """
    every = [
        (home, name)
        for home in CLASSES
        for name, _ in inspect.getmembers(home, inspect.isfunction)
        if name.startswith("test_")
    ]
    for home, name in (*every, *SINGLE):
        for arguments in combinations(getattr(home, name)):
            shown = "-".join([home.__name__, name, *map(str, arguments.values())])
            yield pytest.param(home, name, arguments, id=shown)


def combinations(method: Any) -> list[dict[str, Any]]:
    """
    Return the arguments with which a test is run: of many, the first and the last.
    """
    found: list[dict[str, Any]] = [{}]
    for mark in getattr(method, "pytestmark", ()):
        names, values = mark.args
        if names != "engine":
            found = [
                {**old, **named(names, value)} for old in found for value in values
            ]
    return [found[0], found[-1]] if len(found) > 1 else found


def named(names: Any, value: Any) -> dict[str, Any]:
    """
    Return the arguments that one value of a parametrization stands for.
    """
    split = names.split(",") if isinstance(names, str) else names
    split = [name.strip() for name in split]
    return dict(zip(split, value if len(split) > 1 else [value], strict=True))


@pytest.mark.parametrize(("home", "name", "arguments"), list(cases()))
def test_by_hand(home: type, name: str, arguments: dict[str, Any]) -> None:
    """
    Spark gives what is expected of every engine.
    """
    getattr(home(), name)("pyspark", **arguments)
