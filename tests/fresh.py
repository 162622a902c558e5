"""
What a fresh interpreter does, run from cached bytecode as an installed package is.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from followup_rules.books.register import shelf

REGULATIONS = shelf()
RULEBOOKS = tuple(f"followup_rules.rulebooks.{name}" for name in REGULATIONS)
FOUNDATION = "attrs, pendulum"
"""What the package needs, and what its imports are compared with."""


@cache
def _bytecode() -> "tempfile.TemporaryDirectory[str]":
    """Keep one folder for as long as this process lives."""
    return tempfile.TemporaryDirectory(prefix="followup-rules-bytecode-")


def environment() -> Mapping[str, str]:
    """
    Return an environment that caches bytecode and measures no coverage.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("COVERAGE") and name != "PYTHONDONTWRITEBYTECODE"
    }
    return {**kept, "PYTHONPYCACHEPREFIX": str(Path(_bytecode().name))}


def run(program: str, *flags: str) -> "subprocess.CompletedProcess[str]":
    """
    Run a program in an interpreter of its own.
    """
    command = [sys.executable, *flags, "-c", program]
    return subprocess.run(  # noqa: S603 - our own interpreter and program
        command, check=True, capture_output=True, text=True, env=environment()
    )


@cache
def modules_after(statement: str) -> frozenset[str]:
    """
    Return the names of all modules that are loaded after a statement.
    """
    done = run(f"import sys\n{statement}\nprint(*sys.modules, sep='\\n')")
    return frozenset(done.stdout.split("\n"))


def strangers_after(statement: str) -> frozenset[str]:
    """
    Return the packages of others that a statement loads and the foundation does not.
    """
    base = modules_after(f"import {FOUNDATION}")
    tops = {name.split(".")[0] for name in modules_after(statement) - base}
    return frozenset(tops) - sys.stdlib_module_names - {"followup_rules"}
