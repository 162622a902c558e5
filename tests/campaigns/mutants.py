"""
Faults planted in the library, one at a time, and whether the tests notice.

    python -m tests.campaigns.mutants --sample 300 --seed 1

With `--map FILE` the first run notes in a file which test runs which line, which takes as
long as the whole suite; each fault is then tried with the tests that run its lines, those
that run the fewest lines first. Without it the test files that name the module are asked,
then those that name its package. What survives is printed; the answer is 1 where fewer
than 95 of 100 are noticed. Faults that change nothing stand in `equivalent`.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from threading import get_ident
from typing import Final

from attrs import frozen
from coverage import CoverageData
from tests.campaigns.equivalent import EQUIVALENT
from tests.campaigns.mutating import Mutant, mutants, mutated

ROOT: Final = Path(__file__).parents[2]
PACKAGE: Final = "followup_rules"
NEEDED: Final = 0.95
FIRST: Final = 12
"""How many tests are tried before all others: most faults are noticed by these."""
_SETTINGS: Final = """
[run]
branch = false
parallel = true
patch = subprocess
source_pkgs = followup_rules
dynamic_context = test_function
data_file = {file}
"""


@frozen
class Tried:
    """
    What became of one fault.
    """

    mutant: Mutant
    outcome: str
    seconds: float


@frozen
class Ran:
    """
    Which tests run which lines, and how many lines each of them runs.
    """

    by_line: Mapping[str, Mapping[int, frozenset[str]]]
    sizes: Counter[str]

    @classmethod
    def read(cls, file: Path) -> "Ran":
        """Read what a run of the suite has noted."""
        data = CoverageData(str(file))
        data.read()
        by_line: dict[str, dict[int, frozenset[str]]] = {}
        sizes: Counter[str] = Counter()
        for path in data.measured_files():
            lines = {
                line: frozenset(filter(None, contexts))
                for line, contexts in data.contexts_by_lineno(path).items()
            }
            by_line[path.rpartition(f"{PACKAGE}/")[2]] = lines
            sizes.update(test for tests in lines.values() for test in tests)
        return cls(by_line, sizes)

    def stages(self, mutant: Mutant) -> list[list[str]]:
        """
        Return the tests that run the lines of a fault, the most special first.

        What runs when a module is read is run by no test in particular: then all that
        run anything of the module are asked.
        """
        lines = self.by_line.get(mutant.path, {})
        wanted = range(mutant.line, mutant.last + 1)
        found = {test for line in wanted for test in lines.get(line, ())}
        found = found or {test for tests in lines.values() for test in tests}
        ordered = sorted(found, key=lambda test: (self.sizes[test], test))
        ids = [one for one in map(node_id, ordered) if one is not None]
        return [ids[:FIRST], ids[FIRST:]]


@frozen
class Named:
    """
    Which test files name which modules: quick, and no more than a good guess.
    """

    texts: Mapping[str, str]

    @classmethod
    def read(cls) -> "Named":
        """Read the test files."""
        files = sorted((ROOT / "tests").rglob("test_*.py"))
        told = {
            one.relative_to(ROOT).as_posix(): one.read_text(encoding="utf-8")
            for one in files
        }
        return cls({name: text for name, text in told.items() if _is_asked(name)})

    def stages(self, mutant: Mutant) -> list[list[str]]:
        """
        Return the files that name the module, then those that name its package.
        """
        *packages, module = mutant.path.removesuffix(".py").split("/")
        parts = [*packages, module] if module != "__init__" else packages
        points = {name: self._points(name, parts) for name in self.texts}
        near = [name for name, point in points.items() if point >= _NEAR]
        near.sort(key=lambda name: (-points[name], len(self.texts[name])))
        far = [name for name, point in points.items() if 0 < point < _NEAR]
        far.sort(key=lambda name: (-points[name], len(self.texts[name])))
        return [near[:2], near[2:], far]

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


def _is_asked(name: str) -> bool:
    """Say whether a test file is asked: not those with a step of their own in CI."""
    return not name.startswith(("tests/spark/", "tests/integrations/"))


_NEAR: Final = 7


def node_id(test: str) -> str | None:
    """
    Return how pytest calls a test, of which the name in code is known.

    >>> node_id("tests.timing.test_amounts.TestDays.test_n")
    'tests/timing/test_amounts.py::TestDays::test_n'
    """
    parts = test.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        path = Path(*parts[:cut]).with_suffix(".py")
        if (ROOT / path).is_file():
            return "::".join((path.as_posix(), *parts[cut:]))
    return None


def note_lines(file: Path) -> None:
    """
    Run the suite, and note which test runs which line.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    settings = file.with_suffix(".rc")
    settings.write_text(_SETTINGS.format(file=file), encoding="utf-8")
    tool = [sys.executable, "-m", "coverage"]
    suite = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    left_out = ["--ignore=tests/spark", "--ignore=tests/integrations"]
    rc = f"--rcfile={settings}"
    for asked in ([*tool, "run", rc, *suite, *left_out], [*tool, "combine", rc]):
        subprocess.run(asked, cwd=ROOT, check=False)  # noqa: S603 - our own tests


def tried(mutant: Mutant, ran: Ran | Named, limit: float) -> Tried:
    """
    Plant a fault in a copy of the library, and run its tests.
    """
    copied = Path(tempfile.gettempdir()) / f"planted-{os.getpid()}-{get_ident()}"
    if not copied.exists():
        shutil.copytree(ROOT / "src" / PACKAGE, copied / PACKAGE)
    sound = (copied / PACKAGE / mutant.path).read_text(encoding="utf-8")
    text = mutated(copied / PACKAGE, mutant)
    start = time.monotonic()
    try:
        (copied / PACKAGE / mutant.path).write_text(text, encoding="utf-8")
        outcome = _outcome(copied, ran.stages(mutant), limit)
    finally:
        (copied / PACKAGE / mutant.path).write_text(sound, encoding="utf-8")
    return Tried(mutant, outcome, time.monotonic() - start)


def _outcome(copied: Path, stages: list[list[str]], limit: float) -> str:
    """
    Say whether any of the tests notices.

    Where the nearest tests come to no end it has been noticed ("timeout"); where time
    only runs out among the many that follow it has not ("unfinished").
    """
    if not any(stages):
        return "untested"
    end = time.monotonic() + limit
    for place, some in enumerate(filter(None, stages)):
        left = max(1.0, end - time.monotonic())
        asked = copied / "asked"
        asked.write_text("\n".join(some), encoding="utf-8")
        try:
            done = subprocess.run(  # noqa: S603 - our own tests
                [sys.executable, "-m", "pytest", "-x", "-q", *_QUIET, f"@{asked}"],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(copied)},
                capture_output=True,
                timeout=left,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return "unfinished" if place else "timeout"
        if done.returncode:
            return "killed"
    return "survived"


_QUIET: Final = ("-n", "0", "-p", "no:cacheprovider", "--hypothesis-seed=0")


def sample(size: int, seed: int, within: tuple[str, ...] = ("",)) -> list[Mutant]:
    """
    Return so many mutants of some parts, none of which is known to change nothing.
    """
    found = mutants(ROOT / "src" / PACKAGE)
    every = [one for one in found if one.path.startswith(within)]
    drawn = random.Random(seed).sample(every, len(every))
    return [one for one in drawn if one.name not in EQUIVALENT][:size]


def results(
    chosen: Iterable[Mutant], ran: Ran | Named, limit: float, at_once: int
) -> Iterator[Tried]:
    """
    Try each, so many at once.
    """
    with ThreadPoolExecutor(at_once) as pool:
        asked = [pool.submit(tried, one, ran, limit) for one in chosen]
        yield from (one.result() for one in as_completed(asked))


def main() -> int:
    """
    Plant a sample of faults, and print what no test notices.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=300, help="seconds for each")
    parser.add_argument("--at-once", type=int, default=2)
    parser.add_argument("--within", nargs="*", default=("",), help="parts of src")
    parser.add_argument("--only", nargs="*", default=(), help="parts of names")
    parser.add_argument("--from", dest="start", type=int, default=0)
    parser.add_argument("--map", type=Path, help="where the lines are noted")
    given = parser.parse_args()
    if given.map and not given.map.exists():
        note_lines(given.map)
    ran = Ran.read(given.map) if given.map else Named.read()
    chosen = sample(given.sample, given.seed, tuple(given.within))[given.start :]
    if given.only:
        chosen = [one for one in chosen if any(o in one.name for o in given.only)]
    counts: Counter[str] = Counter()
    for one in results(chosen, ran, given.limit, given.at_once):
        counts[one.outcome] += 1
        mark = "" if one.outcome in {"killed", "timeout"} else "   <---"
        line = f"{one.outcome:9} {one.seconds:5.0f} s  {one.mutant.kind:10} "
        sys.stdout.write(f"{line}{one.mutant.name} (line {one.mutant.line}){mark}\n")
        sys.stdout.flush()
    noticed = counts["killed"] + counts["timeout"]
    sys.stdout.write(f"{noticed} of {counts.total()} noticed, {dict(counts)}\n")
    return int(noticed < NEEDED * counts.total())


if __name__ == "__main__":
    sys.exit(main())
