"""
What all tests share: how many examples a property is tried on, and what is kept.
"""

import contextlib
import gc
import importlib
import os
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Of properties that name no number of their own: who waits for a suite runs it seldom.
# What needs many names its number, and the campaigns beside this file go further.
# Nor is a property wrong that is slow where others use the machine.
settings.register_profile(
    "suite",
    settings(),
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("suite")

APART = ("benchmarks", "integrations", "spark", "typing")
"""The folders of tests that have a run of their own."""

if sys.dont_write_bytecode:
    # Who keeps no bytecode beside the sources would have every worker, and every program
    # that a test starts, compile all of it once more: they share a folder of this run.
    _BYTECODE = tempfile.TemporaryDirectory(prefix="followup-rules-bytecode-")
    os.environ["PYTHONPYCACHEPREFIX"] = _BYTECODE.name
    del os.environ["PYTHONDONTWRITEBYTECODE"]

# Tests leave few cycles behind, and looking for them took a fifteenth of the time.
gc.set_threshold(50_000, 20, 50)


def pytest_collection(session: pytest.Session) -> None:
    """
    Let every other worker of a whole run read the tests from the last to the first.

    What is not in bytecode yet each would write anew in step with the other, which takes
    as long as reading it. So they meet halfway, and find what the other one wrote.

    Nothing that is read goes away again, so that nobody looks through it for what does.
    """
    gc.disable()
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    whole = session.config.args_source is pytest.Config.ArgsSource.TESTPATHS
    if whole and int(worker.removeprefix("gw")) % 2:
        here = Path(__file__).parent
        for path in sorted(here.rglob("test_*.py"), reverse=True):
            place = path.relative_to(here.parent).with_suffix("")
            if place.parts[1] not in APART:
                with contextlib.suppress(
                    Exception
                ):  # it is said when they are collected
                    importlib.import_module(".".join(place.parts))


def pytest_collection_finish() -> None:
    """
    Keep what was read from the collector of garbage, and let it begin.
    """
    gc.freeze()
    gc.enable()
