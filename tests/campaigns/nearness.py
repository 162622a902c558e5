"""
Which tests are asked about a fault, and in which order.

`Ran` knows from a run of the suite which test runs which line. `Guessed` guesses it from
the names that tests use. Each gives stages: the first few tests notice most faults, and
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
from tests.campaigns.wordings import Wordings

FIRST: Final = 12
"""How many tests are asked before all others."""
NEXT: Final = 60
"""How many are asked after them."""
LAST: Final = 240
"""And how many at last, where it is not known which tests run a line."""
PATIENCE: Final = 30.0
"""So many seconds they may take then, and half a second more for each."""
AT_MOST: Final = 300.0
"""So many seconds of tests are asked last, of those that run a line of everything."""
DEAR: Final = 2.0
"""A test of so many seconds is asked after those that take less."""
_SLACK: Final = 10.0


@frozen
class Stage:
    """
    Tests that are asked together, and the seconds of the processor they may take.

    `first` are run before the others, in their order. `timed` says that it is known how
    many seconds they take without a fault, and `few` that each is run with a few of its
    parameters alone.
    """

    tests: tuple[str, ...]
    limit: float
    first: tuple[str, ...] = ()
    timed: bool = False
    few: bool = False


@frozen
class Guessed:
    """
    Which tests speak of what a fault lies in: quick, and no more than a good guess.
    """

    wordings: Wordings

    @classmethod
    def read(cls, root: Path) -> Self:
        """Read the tests."""
        return cls(Wordings.read(root))

    def stages(self, mutant: Mutant) -> list[Stage]:
        """
        Return the nearest tests, then the module itself and the two nearest files, then
        the nearest of all other tests.
        """
        files, tests = self.wordings.nearest(mutant)
        others = [test for test in tests if test.partition("::")[0] not in files[:2]]
        own = f"src/{PACKAGE}/{mutant.path}"  # its doctests
        parts = ([own, *files[:2]], others[:NEXT], others[NEXT:LAST])
        nearest = tuple(tests[:FIRST])
        quick = [Stage(nearest, PATIENCE, nearest, few=True)] if nearest else []
        return quick + [
            Stage(tuple(some), PATIENCE + len(some) / 2, tuple(tests))
            for some in filter(None, parts)
        ]


@frozen
class Ran:
    """
    Which tests run which lines, how many lines each runs, and how long it takes.
    """

    lines: sqlite3.Connection
    guessed: Guessed
    seconds: Mapping[str, float]
    sizes: Mapping[str, int]

    @classmethod
    def read(cls, folder: Path, root: Path) -> Self:
        """Read what a run of the suite has noted."""
        seconds: defaultdict[str, float] = defaultdict(float)
        for one in (folder / "times").glob("*.json"):
            for test, took in json.loads(one.read_text(encoding="utf-8")).items():
                seconds[test] += took
        lines = sqlite3.connect(folder / "lines")
        lines.create_function("number", 1, num_in_numbits)
        sizes = dict(
            lines.execute(
                "select context, sum(number(numbits)) from line_bits"
                " join context on context.id = context_id group by context_id"
            )
        )
        return cls(lines, Guessed.read(root), seconds, sizes)

    def stages(self, mutant: Mutant) -> list[Stage]:
        """
        Return the tests that run the lines of a fault, the most special first.

        What runs when a module is read is run by no test in particular: then those are
        asked as well that are near by the names they use.
        """
        wanted = frozenset(range(mutant.line, mutant.last + 1))
        found = {test for test, lines in self._run(mutant.path) if wanted & set(lines)}
        tests = self._ordered(found)
        if "" not in found:
            return _staged(self._cut(tests), self.seconds)
        guessed = self.guessed.wordings.nearest(mutant)[1][:LAST]
        stages = (guessed[:FIRST], tests[:FIRST], guessed[FIRST:])
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
        files = {test.partition("::")[0] for test in part}
        took = sum(seconds.get(test, 0) for test in (*part, *files))
        found.append(Stage(tuple(part), 3 * took + _SLACK, tuple(part)))
    return found
