"""
Notes which test runs which lines of the library, and how long each takes.

A plugin of pytest, which `note_lines` has the suite run with. All of the library is read
before any test is, so that what runs as a module is read belongs to no test. Seconds are
those of the processor: they hold on a machine that does other things besides.

Of a test with many parameters a few are run, and few examples of a property: nearly all
that the others run is run by them, and the seconds are scaled up. What is missed makes a
fault look less noticed than it is, never more.
"""

import contextlib
import importlib
import json
import os
import pkgutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from coverage import Coverage
from hypothesis import settings

PACKAGE: Final = "followup_rules"
_TIMES: Final = "NOTED_TIMES"
"""The variable that says in which folder the seconds of each process are left."""
_TEST: Final = "NOTED_TEST"
"""The variable that says to the processes of a test which test they belong to."""
PARAMETERS: Final = 2
"""So many sets of parameters are noted of each test."""
EXAMPLES: Final = 8
"""And so many examples of each property."""
_SHARES: Final[dict[str, float]] = {}
"""The part of each test that is run."""
_SECONDS: Final[defaultdict[str, float]] = defaultdict(float)
_SETTINGS: Final = f"""
[run]
branch = false
parallel = true
patch = subprocess
source_pkgs = {PACKAGE}
context = ${{{_TEST}-}}
data_file = """


def note_lines(folder: Path, root: Path) -> None:
    """
    Run the suite, and leave in a folder which test runs which line (`lines`) and the
    seconds of each (`times`).
    """
    (folder / "times").mkdir(parents=True, exist_ok=True)
    settings = folder / "settings"
    settings.write_text(f"{_SETTINGS}{folder}/lines\n", encoding="utf-8")
    tool = [sys.executable, "-m", "coverage"]
    suite = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", __name__]
    rc = f"--rcfile={settings}"
    env = {
        **os.environ,
        "CI": "true",
        "PYTHONPATH": os.pathsep.join((str(root / "src"), str(root))),
        _TIMES: str(folder / "times"),
    }
    for asked in ([*tool, "run", rc, *suite], [*tool, "combine", rc]):
        subprocess.run(asked, cwd=root, env=env, check=False)  # noqa: S603 - our own


def pytest_configure() -> None:
    """
    Read all of the library.
    """
    library = importlib.import_module(PACKAGE)
    for module in pkgutil.walk_packages(library.__path__, f"{PACKAGE}."):
        if not module.name.endswith("__main__"):
            with contextlib.suppress(ImportError):  # an extra that is not installed
                importlib.import_module(module.name)


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """
    Keep a few of the tests that differ by their parameters alone.
    """
    alike: defaultdict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        alike[item.nodeid.partition("[")[0]].append(item)
    for name, some in alike.items():
        _SHARES[name] = min(1.0, PARAMETERS / len(some)) * _shortened(some[0])
    left = [item for some in alike.values() for item in some[PARAMETERS:]]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for some in alike.values() for item in some[:PARAMETERS]]


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Iterator[None]:
    """
    Note what reading a file of tests runs under the name of the file.
    """
    file = collector.nodeid.partition("::")[0]
    with _noted(file if file.endswith((".py", ".md")) else ""):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """
    Note what a test runs, with what is set up for it, under its name.
    """
    with _noted(item.nodeid.partition("[")[0]):
        return (yield)


def pytest_sessionfinish() -> None:
    """
    Leave the seconds.
    """
    file = Path(os.environ[_TIMES]) / f"{os.getpid()}.json"
    file.write_text(json.dumps(_SECONDS), encoding="utf-8")


@contextlib.contextmanager
def _noted(name: str) -> Iterator[None]:
    """Let lines and seconds belong to a name."""
    noting = Coverage.current()
    if noting is not None and os.environ.get(_TEST) != name:
        os.environ[_TEST] = name
        noting.switch_context(name)
    start = time.process_time()
    try:
        yield
    finally:
        _SECONDS[name] += (time.process_time() - start) / _SHARES.get(name, 1.0)


def _shortened(item: pytest.Item) -> float:
    """Have a property tried on few examples, and say what part of its own they are."""
    test = getattr(item, "obj", None)
    if not getattr(test, "is_hypothesis_test", False):
        return 1.0
    inner = getattr(test, "__func__", test)
    own: settings = getattr(inner, _SETTING, None) or settings()
    few = min(EXAMPLES, own.max_examples)
    setattr(inner, _SETTING, settings(own, max_examples=few))
    return float(few / own.max_examples)


_SETTING: Final = "_hypothesis_internal_use_settings"
