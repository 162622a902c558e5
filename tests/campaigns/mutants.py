"""
Faults planted in the library, one at a time, and whether the tests notice.

    python -m tests.campaigns.mutants --sample 300 --seed 1 --map lines --done tried.jsonl

With `--map FOLDER` the first run notes there which test runs which line, which takes about
twice as long as the suite; each fault is then tried with the tests that run its lines,
those that run the fewest lines first. Without it the tests are asked that use the same
names as the code around the fault, which is a guess. `--done FILE` keeps what has been tried, and goes
on from there; `--again` tries once more what was not noticed, and `--ask` names tests that
are asked first, such as those written since.

What survives is printed; the answer is 1 where fewer than 95 of 100 are noticed. A fault
is noticed by a test that fails with it and passes without it, or where the tests come to
no end on the processor, and do without it. Faults that change nothing stand in
`equivalent`, and are left out of the sample.
"""

import argparse
import contextlib
import json
import os
import signal
import sys
import tempfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from attrs import asdict, define, evolve, frozen
from tests.campaigns.equivalent import EQUIVALENT
from tests.campaigns.mutating import Mutant, mutants
from tests.campaigns.nearness import PATIENCE, Guessed, Ran, Stage
from tests.campaigns.noting import PACKAGE, note_lines
from tests.campaigns.planting import Bed, Ended, read_others

ROOT: Final = Path(__file__).parents[2]
NEEDED: Final = 0.95
NOTICED: Final = frozenset(("killed", "timeout"))


@frozen
class Tried:
    """
    What became of one fault, and which test noticed it.
    """

    name: str
    line: int
    kind: str
    outcome: str
    by: str
    seconds: float

    def __str__(self) -> str:
        mark = f"   {self.by}" if self.outcome in NOTICED else "   <---"
        head = f"{self.outcome:9} {self.seconds:5.0f} s  {self.kind:10}"
        return f"{head} {self.name} (line {self.line}){mark}"


@define
class _Trial:
    """
    A fault that is planted, what was asked about it last, and what is still to be asked.

    What comes to no end is run without the fault before anything is said of it: what is
    still to be asked is `put_off` until then.
    """

    bed: Bed
    mutant: Mutant
    stages: deque[Stage]
    asked: Stage | None = None
    put_off: deque[Stage] | None = None
    seconds: float = 0.0

    def start(self) -> int:
        """Run the next tests, and return their process."""
        self.asked = self.stages.popleft()
        return self.bed.start(self.asked)

    def next(self, ended: Ended) -> Tried | None:
        """Take in how a stage ended; return what became of it, if that is known."""
        self.seconds += ended.seconds
        if self.put_off is not None:
            return self._compared(ended, self.put_off)
        if ended.outcome != "timeout":
            go_on = ended.outcome == "survived" and self.stages
            first = ended.noticed.partition("\n")[0]
            return None if go_on else self.tried(ended.outcome, first)
        if self.asked is None or self.asked.timed:
            return self.tried("timeout")
        self.bed.clear(self.mutant, ROOT)
        self.put_off, self.stages = self.stages, deque([self.asked])
        return None

    def _compared(self, sound: Ended, stages: deque[Stage]) -> Tried | None:
        """
        Say what it means that tests came to no end, by how they end without the fault.

        Where they need most of the time they were given, they are given thrice their own;
        where they need more or fail, nothing is known, and other tests are asked.
        """
        assert self.asked is not None
        self.put_off, self.stages = None, stages
        self.bed.plant(self.mutant, ROOT)
        if sound.outcome == "survived":
            if 3 * sound.seconds <= self.asked.limit:
                return self.tried("timeout")
            stages.appendleft(evolve(self.asked, limit=3 * sound.seconds, timed=True))
        return None if stages else self.tried("unfinished")

    def tried(self, outcome: str, by: str = "") -> Tried:
        """Say what became of it."""
        one = self.mutant
        return Tried(one.name, one.line, one.kind, outcome, by, round(self.seconds, 1))


def sample(size: int, seed: int, within: tuple[str, ...] = ("",)) -> list[Mutant]:
    """
    Return so many mutants of some parts, none of which is known to change nothing.

    Each has a place of its own by its name, so that a line that is written today leaves
    the sample of yesterday nearly as it was.
    """
    every = mutants(ROOT / "src" / PACKAGE, within)
    every.sort(key=lambda one: sha256(f"{seed}:{one.name}".encode()).digest())
    return [one for one in every if one.name not in EQUIVALENT][:size]


def results(
    chosen: Iterable[Mutant],
    ran: Ran | Guessed,
    asked: tuple[str, ...],
    beds: list[Bed],
    rounds: int | None = None,
) -> Iterator[Tried]:
    """
    Try each, one on each bed at a time, in so many rounds of tests at most.
    """
    waiting, free = deque(chosen), list(beds)
    running: dict[int, _Trial] = {}
    try:
        while waiting or running:
            while free and waiting:
                mutant = waiting.popleft()
                stages = [Stage(asked, PATIENCE)] if asked else []
                stages += ran.stages(mutant)
                trial = _Trial(free.pop(), mutant, deque(stages[:rounds]))
                trial.bed.plant(mutant, ROOT)
                if trial.stages:
                    running[trial.start()] = trial
                else:
                    yield _over(trial, trial.tried("untested"), free)
            if running:
                process, status, used = os.wait4(-1, 0)
                trial = running.pop(process)
                found = trial.next(trial.bed.ended(process, status, used))
                if found is None:
                    running[trial.start()] = trial
                else:
                    yield _over(trial, found, free)
    finally:
        for process in running:  # each leads a group of its own, which outlives this
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process, signal.SIGKILL)


def _over(trial: _Trial, tried: Tried, free: list[Bed]) -> Tried:
    """Take the fault out again."""
    trial.bed.clear(trial.mutant, ROOT)
    free.append(trial.bed)
    return tried


def kept(file: Path | None, *, again: bool) -> dict[str, Tried]:
    """
    Return what a file says has been tried, under the names of the faults.
    """
    if file is None or not file.exists():
        return {}
    lines = file.read_text(encoding="utf-8").splitlines()
    found = {one.name: one for one in (Tried(**json.loads(line)) for line in lines)}
    return {
        name: one for name, one in found.items() if one.outcome in NOTICED or not again
    }


def unfit(tried: Iterable[Tried], bed: Bed) -> set[str]:
    """
    Return which tests that noticed a fault fail without one as well.
    """
    by = {one.by.partition("[")[0] for one in tried if one.outcome == "killed"}
    failing = bed.failing(sorted(test for test in by if "::" in test))
    return {test.partition("[")[0] for test in failing}


def main() -> int:
    """
    Plant a sample of faults, and print what no test notices.
    """
    given = _given()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))
    if given.map and not (given.map / "lines").exists():
        note_lines(given.map.resolve(), ROOT)
    ran = Ran.read(given.map, ROOT) if given.map else Guessed.read(ROOT)
    chosen = sample(given.sample, given.seed, tuple(given.within))
    chosen = [one for one in chosen if any(o in one.name for o in given.only)]
    done = kept(given.done, again=given.again)
    left = [one for one in chosen if one.name not in done]
    found = [done[one.name] for one in chosen if one.name in done]
    read_others()
    with tempfile.TemporaryDirectory(prefix="planted-") as folder:
        beds = [Bed.made(ROOT, Path(folder) / "1")]
        for number in range(2, min(given.at_once, len(left)) + 1):
            beds.append(beds[0].again(Path(folder) / str(number)))
        for one in results(left, ran, tuple(given.ask), beds, given.rounds):
            found.append(one)
            _tell(one, given.done)
        wrong = unfit(found, beds[0])
    return _summed(found, wrong)


def _given() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=2)
    parser.add_argument("--within", nargs="*", default=("",), help="parts of src")
    parser.add_argument("--only", nargs="*", default=("",), help="parts of names")
    parser.add_argument("--map", type=Path, help="folder in which lines are noted")
    parser.add_argument("--done", type=Path, help="file of what has been tried")
    parser.add_argument("--again", action="store_true", help="try survivors once more")
    parser.add_argument("--ask", nargs="*", default=(), help="tests to ask first")
    parser.add_argument("--rounds", type=int, help="of tests for each, at most")
    return parser.parse_args()


def _tell(one: Tried, file: Path | None) -> None:
    """Print what became of a fault, and keep it."""
    sys.stdout.write(f"{one}\n")
    sys.stdout.flush()
    if file is not None:
        with file.open("a", encoding="utf-8") as done:
            done.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")


def _summed(found: list[Tried], wrong: set[str]) -> int:
    """Print the counts, and say whether enough was noticed."""
    for one in found:
        if one.outcome not in NOTICED:
            sys.stdout.write(f"not noticed: {one}\n")
        elif one.by.partition("[")[0] in wrong:
            sys.stdout.write(f"noticed by a test that fails without it: {one}\n")
    counts = Counter(one.outcome for one in found)
    counts["wrongly noticed"] = sum(one.by.partition("[")[0] in wrong for one in found)
    noticed = counts["killed"] + counts["timeout"] - counts["wrongly noticed"]
    share = 100 * noticed / max(1, len(found))
    told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    known = f"{len(EQUIVALENT)} known to change nothing"
    sys.stdout.write(
        f"{noticed} of {len(found)} noticed, {share:.1f} %: {told}; {known}\n"
    )
    return int(noticed < NEEDED * len(found))


if __name__ == "__main__":
    sys.exit(main())
