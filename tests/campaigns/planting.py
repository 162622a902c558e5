"""
A copy of the project in which a fault is planted, and processes that run tests on it.

What the tests use of others is read once, in the process that plants; each run of tests
is a fork of it, in which the library is read anew. Time is that of the processor, so that
a loaded machine makes no fault look like one that comes to no end.
"""

import compileall
import contextlib
import importlib
import importlib.util
import os
import resource
import shutil
import signal
import sys
import traceback
from ast import parse, unparse
from collections import Counter
from pathlib import Path
from typing import Any, Final, NoReturn, Self

import pytest
from attrs import frozen
from tests.campaigns.mutating import Mutant, mutated
from tests.campaigns.nearness import Stage
from tests.campaigns.noting import PACKAGE, PARAMETERS

_OTHERS: Final = (
    *("attrs", "dateutil.rrule", "duckdb", "holidays", "hypothesis.strategies"),
    *("icalendar", "jsonschema", "narwhals", "numpy", "pandas", "pendulum", "polars"),
    *("pyarrow.compute", "pyarrow.dataset", "pyarrow.parquet", "recurring_ical_events"),
    *("tomlkit", "tqdm", "vobject"),
)
_ASLEEP: Final = 40
"""A process that takes so many times its seconds of processor by the clock has stuck."""
_ROOM: Final = 6 << 30
"""Bytes that one process may take: a fault may ask for ever more."""
_QUIET: Final = (
    *("-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--hypothesis-seed=0"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),  # others are read already
)


def read_others() -> None:
    """
    Read what the tests use besides the library, once for all forks.
    """
    os.environ["HYPOTHESIS_NO_PLUGINS"] = "1"  # or it reads the library by itself
    for name in _OTHERS:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


@frozen
class Ended:
    """
    How a run of tests ended: `noticed` names the test that failed first.
    """

    outcome: str
    noticed: str
    seconds: float


@frozen
class Bed:
    """
    One copy of the project.
    """

    root: Path

    @classmethod
    def made(cls, source: Path, root: Path) -> Self:
        """
        Copy the project, each module as it is written when a fault is put into it.

        So a test that reads code, not what it does, fails without a fault as well.
        """
        leave = shutil.ignore_patterns(".git", ".venv*", "build", "dist", ".*_cache")
        shutil.copytree(source, root, ignore=leave)
        for cache in (root / "src").rglob("__pycache__"):
            shutil.rmtree(cache)
        for module in (root / "src" / PACKAGE).rglob("*.py"):
            sound = module.read_text(encoding="utf-8")
            module.write_text(unparse(parse(sound)), encoding="utf-8")
        compileall.compile_dir(root / "src", quiet=1)
        return cls(root)

    def again(self, root: Path) -> Self:
        """Copy the copy."""
        shutil.copytree(self.root, root)
        return type(self)(root)

    def plant(self, mutant: Mutant, source: Path) -> None:
        """Put a fault in."""
        text = mutated(source / "src" / PACKAGE, mutant)
        (self.root / "src" / PACKAGE / mutant.path).write_text(text, encoding="utf-8")

    def clear(self, mutant: Mutant, source: Path) -> None:
        """Take it out, under the time that the compiled module remembers."""
        module = self.root / "src" / PACKAGE / mutant.path
        compiled = Path(importlib.util.cache_from_source(str(module)))
        sound = (source / "src" / PACKAGE / mutant.path).read_text(encoding="utf-8")
        module.write_text(unparse(parse(sound)), encoding="utf-8")
        then = int.from_bytes(compiled.read_bytes()[8:12], "little")
        os.utime(module, (then, then))

    def start(self, stage: Stage, *more: str) -> int:
        """Start a run of tests, and return its process."""
        (self.root / "noticed").unlink(missing_ok=True)
        sys.stdout.flush()
        process = os.fork()
        if not process:
            self._run(stage, more)
        return process

    def ended(self, process: int, status: int, used: resource.struct_rusage) -> Ended:
        """
        Say how a run has ended.

        `timeout` is one that came to no end in three times the seconds it takes without
        a fault; `unsaid` is one in which nothing ran, for a reason of its own.
        """
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)  # what a test has started
        seconds = used.ru_utime + used.ru_stime
        told = self.root / "noticed"
        noticed = told.read_text(encoding="utf-8").strip() if told.exists() else ""
        code = os.waitstatus_to_exitcode(status)
        if code in {-signal.SIGXCPU, -signal.SIGALRM, -signal.SIGKILL}:
            return Ended("timeout", noticed, seconds)
        if code < 0 or noticed:
            return Ended("killed", noticed or f"signal {-code}", seconds)
        return Ended("unsaid" if code else "survived", "", seconds)

    def failing(self, tests: list[str]) -> list[str]:
        """Return which of some tests fail while no fault is planted."""
        if not tests:
            return []
        process = self.start(Stage(tuple(tests), 3600), "--maxfail=100000")
        _, status, used = os.wait4(process, 0)
        ended = self.ended(process, status, used)
        if ended.outcome not in {"killed", "survived"}:
            raise RuntimeError(f"the tests that noticed did not run again: {ended}")
        return ended.noticed.splitlines()

    def _run(self, stage: Stage, more: tuple[str, ...]) -> NoReturn:
        """Run tests, in a process of its own."""
        code = 3
        try:
            self._move_in(stage.limit)
            asked = self.root / "asked"
            asked.write_text("\n".join(stage.tests), encoding="utf-8")
            noticing = _Noticing(self.root / "noticed", stage)
            code = int(pytest.main([*_QUIET, *more, f"@{asked}"], [noticing]))
        except BaseException:  # noqa: BLE001 - a fork never goes on as its parent
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _move_in(self, limit: float) -> None:
        """Make this process one of the copy."""
        os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CPU, (int(limit) + 1, int(limit) + 9))
        resource.setrlimit(resource.RLIMIT_DATA, (_ROOM, _ROOM))
        signal.alarm(int(limit * _ASLEEP))
        os.chdir(self.root)
        said = os.open(self.root / "said", os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(said, stream)
        places = [str(self.root / "src"), str(self.root)]
        sys.path[:] = [*places, *(p for p in sys.path[1:] if _is_installed(p))]
        os.environ.update(CI="true", PYTHONPATH=os.pathsep.join(places))
        sys.dont_write_bytecode = True
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        del os.environ["HYPOTHESIS_NO_PLUGINS"]
        for name in [one for one in sys.modules if one.partition(".")[0] == "tests"]:
            del sys.modules[name]
        importlib.import_module("hypothesis.entry_points").run()


class _Noticing:
    """
    Writes down which tests fail, as they do, and has the likeliest run first.
    """

    def __init__(self, file: Path, stage: Stage) -> None:
        """Remember where, and which run first."""
        self.file, self.few = file, stage.few
        self.places = {test: place for place, test in enumerate(stage.first)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """
        Put tests in the order they are asked in, with a few of their parameters, before
        all others.
        """
        alike: Counter[str] = Counter()
        turns: dict[str, tuple[bool, int]] = {}
        for item in items:
            name = item.nodeid.partition("[")[0]
            alike[name] += 1
            place = self.places.get(name, len(self.places))
            turns[item.nodeid] = (alike[name] > PARAMETERS, place)
        kept = (item for item in items if not (self.few and turns[item.nodeid][0]))
        items[:] = sorted(kept, key=lambda item: turns[item.nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test that failed."""
        self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a file that could not be read."""
        self._note(report)

    def _note(self, report: Any) -> None:
        """Write the name of a failure."""
        if report.failed:
            with self.file.open("a", encoding="utf-8") as told:
                told.write(report.nodeid + "\n")


def _is_installed(place: str) -> bool:
    """Say whether a folder holds what is installed, not a project at hand."""
    return "site-packages" in place or "lib/python" in place or place.endswith(".zip")
