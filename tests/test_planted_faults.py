"""
The campaign of planted faults: what it plants, and what it takes for noticed.
"""

import ast
import subprocess
from collections import deque
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest
from tests.campaigns import mutants, noting
from tests.campaigns.equivalent import EQUIVALENT
from tests.campaigns.mutants import Tried, kept
from tests.campaigns.mutating import Mutant, mutated
from tests.campaigns.mutating import mutants as found_in
from tests.campaigns.nearness import Stage
from tests.campaigns.planting import Ended

CODE = """
def span(low: int, high: int) -> int:
    if low > high:
        raise ValueError(low)
    return high - low
"""
MUTANT = Mutant("a.py", 1, 1, 0, 0, "constant", "f", "1", "2")


class _Bed:
    """
    A bed in which nothing is planted.
    """

    def __init__(self) -> None:
        self.planted = True
        self.limits: list[float] = []

    def plant(self, *_: object) -> None:
        self.planted = True

    def clear(self, *_: object) -> None:
        self.planted = False

    def start(self, stage: Stage) -> int:
        self.limits.append(stage.limit)
        return 1


def _course(*ended: Ended, stages: int = 1) -> tuple[Tried | None, list[float]]:
    """Let the stages of a fault end one after the other."""
    bed: Any = _Bed()
    asked = deque([Stage(("tests/test_a.py",), 30.0)] * stages)
    trial = mutants._Trial(bed, MUTANT, asked)  # noqa: SLF001 - its rules are held here
    found = None
    for one in ended:
        assert found is None
        trial.start()
        found = trial.next(one)
    return found, bed.limits


@pytest.fixture
def module(tmp_path: Path) -> Path:
    """
    A package of one module.
    """
    (tmp_path / "span.py").write_text(CODE, encoding="utf-8")
    return tmp_path


class TestFaults:
    """
    Each fault is a change that can be planted.
    """

    def test_what_is_planted(self, module: Path) -> None:
        changes = {f"{one.before} -> {one.after}" for one in found_in(module)}

        assert changes == {
            "low > high -> low >= high",
            "low > high -> low <= high",
            "raise ValueError(low) -> nothing",
            "return high - low -> return None",
            "high - low -> high + low",
        }

    def test_each_changes_the_module(self, module: Path) -> None:
        sound = ast.unparse(ast.parse(CODE))
        texts = [mutated(module, one) for one in found_in(module)]

        assert sound not in texts
        assert len(set(texts)) == len(texts) == 5

    def test_what_changes_nothing_still_stands_in_the_code(self) -> None:
        modules = tuple({name.partition(":")[0] for name in EQUIVALENT})
        found = found_in(mutants.ROOT / "src" / noting.PACKAGE, modules)

        assert set(EQUIVALENT) <= {one.name for one in found}


class TestNoticed:
    """
    A test that fails, or one that comes to no end with the fault alone.
    """

    def test_a_test_that_fails(self) -> None:
        found, _ = _course(Ended("killed", "tests/test_a.py::test\nmore", 2.0))

        assert found is not None
        assert (found.outcome, found.by) == ("killed", "tests/test_a.py::test")

    def test_all_stages_are_asked(self) -> None:
        passed = Ended("survived", "", 2.0)

        assert _course(passed, stages=2)[0] is None
        found, _ = _course(passed, passed, stages=2)
        assert found is not None
        assert (found.outcome, found.seconds) == ("survived", 4.0)

    def test_no_end_but_a_quick_one_without_it(self) -> None:
        found, _ = _course(Ended("timeout", "", 30.0), Ended("survived", "", 10.0))

        assert found is not None
        assert found.outcome == "timeout"

    def test_slow_without_it_too(self) -> None:
        """Then they get thrice their own time, and may pass."""
        found, limits = _course(
            Ended("timeout", "", 30.0),
            Ended("survived", "", 10.5),
            Ended("survived", "", 31.0),
        )

        assert found is not None
        assert (found.outcome, limits) == ("survived", [30.0, 30.0, 31.5])

    def test_no_end_in_thrice_their_own_time(self) -> None:
        found, _ = _course(
            Ended("timeout", "", 30.0),
            Ended("survived", "", 20.0),
            Ended("timeout", "", 60.0),
        )

        assert found is not None
        assert found.outcome == "timeout"

    @pytest.mark.parametrize("outcome", ["timeout", "killed", "unsaid"])
    def test_nothing_is_known_of_tests_that_do_not_pass_without_it(
        self, outcome: str
    ) -> None:
        found, _ = _course(Ended("timeout", "", 30.0), Ended(outcome, "", 30.0))

        assert found is not None
        assert found.outcome == "unfinished"


class TestKept:
    """
    A run goes on where it was left.
    """

    def test_the_last_word_counts(self, tmp_path: Path) -> None:
        file = tmp_path / "done"
        for outcome in ("survived", "killed"):
            mutants._tell(Tried("a", 1, "constant", outcome, "", 1.0), file)  # noqa: SLF001

        assert [one.outcome for one in kept(file, again=True).values()] == ["killed"]

    def test_what_survived_is_tried_again(self, tmp_path: Path) -> None:
        file = tmp_path / "done"
        mutants._tell(Tried("a", 1, "constant", "survived", "", 1.0), file)  # noqa: SLF001

        assert kept(file, again=True) == {}
        assert list(kept(file, again=False)) == ["a"]


class TestNoting:
    """
    The run that notes lines.
    """

    def test_its_settings_can_be_read(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[list[str]] = []
        monkeypatch.setattr(
            subprocess, "run", lambda command, **_: asked.append(command)
        )
        noting.note_lines(tmp_path, mutants.ROOT)
        read = ConfigParser()  # a `Coverage` of its own would end the one that measures
        read.read(tmp_path / "settings", encoding="utf-8")

        assert read["run"]["data_file"] == str(tmp_path / "lines")
        assert f"--rcfile={tmp_path / 'settings'}" in asked[0]
        assert asked[1][-2:] == ["combine", asked[0][4]]
