"""
Which tests are asked about a fault, and in which order.

`Ran` knows from a run of the suite which test runs which line. `Named` guesses it from
what the test files name. Each gives stages: the first few tests notice most faults, and
the later stages are asked about what the earlier have let pass.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Self

from attrs import frozen
from coverage.numbits import num_in_numbits, numbits_to_nums
from tests.campaigns.mutating import Mutant
from tests.campaigns.noting import PACKAGE

FIRST: Final = 8
"""How many tests are asked before all others."""
NEXT: Final = 60
"""How many are asked after them."""
AT_MOST: Final = 300.0
"""So many seconds of tests are asked last, of those that run a line of everything."""
DEAR: Final = 2.0
"""A test of so many seconds is asked after those that take less."""
_SLACK: Final = 10.0
_NEAR: Final = 7


@frozen
class Stage:
    """
    Tests that are asked together, and the seconds of the processor they may take.
    """

    tests: tuple[str, ...]
    limit: float


@frozen
class Named:
    """
    Which test files name which modules: quick, and no more than a good guess.
    """

    texts: Mapping[str, str]
    seconds: Mapping[str, float]

    @classmethod
    def read(cls, root: Path, seconds: Mapping[str, float]) -> Self:
        """
        Read the test files; `seconds` are those of each, under its name with `::`.
        """
        files = sorted((root / "tests").rglob("test_*.py"))
        told = {
            one.relative_to(root).as_posix(): one.read_text(encoding="utf-8")
            for one in files
        }
        return cls(
            {name: text for name, text in told.items() if _is_asked(name)}, seconds
        )

    def stages(self, mutant: Mutant) -> list[Stage]:
        """Return the files that name the module, then those that name its package."""
        near, far = self.files(mutant)
        return _staged((near[:2], near[2:], far), self.seconds)

    def files(self, mutant: Mutant) -> tuple[list[str], list[str]]:
        """Return the files that name the module, and those that name its package."""
        *packages, module = mutant.path.removesuffix(".py").split("/")
        parts = [*packages, module] if module != "__init__" else packages
        points = {name: self._points(name, parts) for name in self.texts}
        found = sorted(
            (name for name, point in points.items() if point > 0),
            key=lambda name: (
                -points[name],
                self.seconds.get(f"{name}::", 0),
                len(self.texts[name]),
            ),
        )
        near = [name for name in found if points[name] >= _NEAR]
        return near, [name for name in found if points[name] < _NEAR]

    def _points(self, name: str, parts: list[str]) -> int:
        """Say how near a test file is to a module."""
        text, points = self.texts[name], 0
        for depth in range(len(parts), 0, -1):
            dotted = ".".join((PACKAGE, *parts[:depth]))
            if f"from {dotted} import" in text or f"import {dotted}" in text:
                points += 4 * depth
                break
        own = name.rpartition("test_")[2].removesuffix(".py")
        points += 6 * (own == parts[-1])
        points += 4 * any(word and word in own for word in parts[1:])
        return points + (name.split("/")[1] == parts[0])


@frozen
class Ran:
    """
    Which tests run which lines, how many lines each runs, and how long it takes.
    """

    lines: sqlite3.Connection
    named: Named
    seconds: Mapping[str, float]
    sizes: Mapping[str, int]

    @classmethod
    def read(cls, folder: Path, root: Path) -> Self:
        """Read what a run of the suite has noted."""
        seconds: defaultdict[str, float] = defaultdict(float)
        for one in (folder / "times").glob("*.json"):
            for test, took in json.loads(one.read_text(encoding="utf-8")).items():
                seconds[test] += took
        for test, took in tuple(seconds.items()):
            seconds[f"{test.partition('::')[0]}::"] += took
        lines = sqlite3.connect(folder / "lines")
        lines.create_function("number", 1, num_in_numbits)
        sizes = dict(
            lines.execute(
                "select context, sum(number(numbits)) from line_bits"
                " join context on context.id = context_id group by context_id"
            )
        )
        return cls(lines, Named.read(root, seconds), seconds, sizes)

    def stages(self, mutant: Mutant) -> list[Stage]:
        """
        Return the tests that run the lines of a fault, the most special first.

        What runs when a module is read is run by no test in particular: then the files
        that name the module are asked, and all tests that run anything of it.
        """
        wanted = frozenset(range(mutant.line, mutant.last + 1))
        found, of_module = set(), set()
        for test, lines in self._run(mutant.path):
            of_module.add(test)
            if not wanted.isdisjoint(lines):
                found.add(test)
        when_read = "" in found
        tests = self._ordered(found)
        if not when_read:
            return _staged(self._cut(tests), self.seconds)
        near, far = self.named.files(mutant)
        others = self._ordered(of_module - found)
        stages = (tests[:FIRST], near[:2], near[2:8], others[:NEXT], near[8:] + far)
        return _staged(stages, self.seconds)

    def _run(self, path: str) -> Iterator[tuple[str, list[int]]]:
        """Yield the tests that run lines of a file, and which."""
        asked = (
            "select context, numbits from line_bits"
            " join context on context.id = context_id"
            " join file on file.id = file_id where path like ?"
        )
        for test, bits in self.lines.execute(asked, (f"%/{PACKAGE}/{path}",)):
            yield test, numbits_to_nums(bits)

    def _ordered(self, tests: Iterable[str]) -> list[str]:
        """Return tests, those that take long last, and else the most special first."""
        kept = [test for test in tests if "::" in test]
        return sorted(
            kept, key=lambda test: (self._cost(test) > DEAR, self.sizes[test], test)
        )

    def _cost(self, test: str) -> float:
        """Return the seconds of a test, with those of reading its file."""
        return self.seconds.get(test, 0) + self.seconds.get(test.partition("::")[0], 0)

    def _cut(self, tests: list[str]) -> Iterator[list[str]]:
        """Yield the first tests, the next, and of all others as many as time allows."""
        yield tests[:FIRST]
        yield tests[FIRST:NEXT]
        left, last = AT_MOST, []
        for test in tests[NEXT:]:
            left -= self.seconds.get(test, 0)
            if left > 0:
                last.append(test)
        yield last


def _staged(parts: Iterable[list[str]], seconds: Mapping[str, float]) -> list[Stage]:
    """Return stages, each with thrice the time that its tests took when noted."""
    found = []
    for part in filter(None, parts):
        files = {test.partition("::")[0] for test in part if "::" in test}
        whole = [test if "::" in test else f"{test}::" for test in part]
        took = sum(seconds.get(test, 0) for test in (*whole, *files))
        found.append(Stage(tuple(part), 3 * took + (_SLACK if seconds else AT_MOST)))
    return found


def _is_asked(name: str) -> bool:
    """Say whether a test file is asked: not those with a step of their own in CI."""
    return not name.startswith(("tests/spark/", "tests/integrations/"))
