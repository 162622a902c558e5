"""
What is larger costs in step with it, counted in calls and not in time.

The campaign of growth measures the same places at larger sizes, and by the clock.
"""

import math

import pytest
from tests.campaigns.growing import PLACES
from tests.campaigns.growth import DOUBLED, MOST, calls_in, slope

from followup_rules.errors import InvalidFieldError
from followup_rules.layout import wrap
from followup_rules.tables import Table

LEAST = 16
"""Below so many of whatever it is, what every call does outweighs what grows."""
FROM = {"hall: calls of unknown cases": 200, "layout: many words": 256}
"""The nearest name is sought among so many; a line of text holds some dozen words."""


def calls_of(name: str, size: int) -> int:
    """
    Return how many calls one piece of work makes.
    """
    _, make, work = PLACES[name]
    given = make(size)
    return calls_in(lambda: work(given))


@pytest.mark.parametrize("name", PLACES)
def test_in_step(name: str) -> None:
    """
    Twice as much is at most twice as many calls, from one size to the next.
    """
    calls_of(name, 2)  # what is read and kept the first time is no growth
    size = FROM.get(name, min(PLACES[name][0], LEAST))

    counts = {n: calls_of(name, n) for n in (size, 2 * size, 4 * size)}

    assert slope(counts) <= MOST
    steps = [math.log2(counts[2 * n] / counts[n]) for n in (size, 2 * size)]
    assert max(steps) <= MOST


def test_slope() -> None:
    """
    In step is 1, with the square 2, and what does not grow 0.
    """
    sizes = [10 * 2**step for step in range(DOUBLED)]

    assert slope({n: 3 * n for n in sizes}) == pytest.approx(1)
    assert slope({n: n * n for n in sizes}) == pytest.approx(2)
    assert slope(dict.fromkeys(sizes, 7)) == pytest.approx(0)


def test_a_name_twice() -> None:
    """
    The first of the doubled names, in order, is the one that is told.
    """
    with pytest.raises(InvalidFieldError, match="'a'"):
        Table([("b", 1), ("a", 2), ("b", 3), ("a", 4), ("c", 5)])


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("abcdef", 2, ["ab", "cd", "ef"]),
        ("漏水漏水", 5, ["漏水", "漏水"]),
        ("ab abcdef c", 4, ["ab", "abcd", "ef c"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
    ],
)
def test_long_words(text: str, columns: int, lines: list[str]) -> None:
    """
    A word longer than a line is cut where the line is full.
    """
    assert wrap(text, columns) == lines
