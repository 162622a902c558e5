"""
What is long costs in step with its length: lists of names, and words without a blank.

Times are compared with those of the same machine in the same minute; in step, eight
times the length is eight times the time, and where each looks at all others it is 64.
"""

import time
from collections.abc import Callable

import pytest

from followup_rules.errors import InvalidFieldError
from followup_rules.layout import wrap
from followup_rules.tables import Table

MOST = 24
"""Between 8 and 64, and far from both."""


def taken(work: Callable[[int], object], size: int) -> float:
    """
    Return the shortest of three times.
    """
    times = []
    for _ in range(3):
        start = time.process_time()
        work(size)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize(
    ("work", "size"),
    [
        (lambda n: Table({f"name {number}": number for number in range(n)}), 8_000),
        (lambda n: wrap("x" * n, 60), 8_000),
        (lambda n: wrap("漏 " * n, 60), 4_000),
    ],
    ids=["table", "one word", "many words"],
)
def test_in_step(work: Callable[[int], object], size: int) -> None:
    """
    Eight times as much takes nowhere near 64 times as long.
    """
    assert taken(work, 8 * size) < MOST * max(taken(work, size), 0.001)


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
