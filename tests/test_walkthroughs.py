"""
The walk-throughs for contributors work as they are written.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")
STEP = re.compile(
    r"^Write `(?P<whole>[^`]+)`:\n\n(?P<fence>`{3,})\w+\n(?P<text>.*?)^(?P=fence)\n"
    r"|^In `(?P<part>[^`]+)`, below the line\n\n```\w+\n(?P<line>[^\n]*)\n```\n\n"
    r"add\n\n(?P<around>`{3,})\w+\n(?P<more>.*?)^(?P=around)\n",
    re.MULTILINE | re.DOTALL,
)
HEADING = re.compile(r"^## (What holds everywhere|A [a-z ]+)$", re.MULTILINE)
COMMANDS = re.compile(r"^\$ python (.+)$", re.MULTILINE)
PLACES = re.compile(r"`((?:src|tests|docs)/[^`*]+?\.(?:py|md))`")


def section(title: str) -> str:
    """
    Return the part of the page under a heading.
    """
    parts = HEADING.split(PAGE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))[title]


def perform(part: str, home: Path) -> None:
    """
    Write and change files as a part of the page says.
    """
    for step in STEP.finditer(part):
        if step["whole"]:
            path, text = home / step["whole"], step["text"]
        else:
            path = home / step["part"]
            before, found, after = path.read_text("utf-8").partition(
                f"{step['line']}\n"
            )
            assert found, f"{path} has no line {step['line']!r}"
            text = f"{before}{found}{step['more']}{after}"
        path.write_text(text, encoding="utf-8")


def run(home: Path, command: str) -> None:
    """
    Run a command of the page in the copy.
    """
    paths = f"{home / 'src'}{os.pathsep}{home}"
    kept = {  # what the copy runs is no part of what is measured here
        name: value
        for name, value in os.environ.items()
        if not name.startswith("COVERAGE")
    }
    surroundings = {**kept, "PYTHONPATH": paths}
    done = subprocess.run(  # noqa: S603 - the commands of our own page
        [sys.executable, *command.split()],
        cwd=home,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    Return a copy of the repository.
    """
    home = tmp_path_factory.mktemp("clone")
    left_out = shutil.ignore_patterns("__pycache__", "receipts", "benchmarks", "code")
    for name in ("src", "tests", "docs"):
        shutil.copytree(ROOT / name, home / name, ignore=left_out)
    shutil.copy(ROOT / "pyproject.toml", home)
    return home


def test_a_regulation_and_a_reading_are_added_as_the_page_says(copy: Path) -> None:
    """
    Every file is written, every command is run, and then once more with the reading.
    """
    regulation = section("A regulation")
    perform(regulation, copy)
    commands = COMMANDS.findall(regulation)
    for command in commands:
        run(copy, command)
    page = (copy / "docs/rulebooks/loans.md").read_text(encoding="utf-8")
    assert "| `returned_at` | when it came back, 归还时间; not before" in page
    assert "| LOAN-2 | Each loan is entered in the register.<br>" in page

    perform(section("A reading"), copy)
    for command in commands:
        run(copy, command)
    page = (copy / "docs/rulebooks/loans.md").read_text(encoding="utf-8")
    assert "| A-101 | Does the day of the loan count?<br>" in page


@pytest.mark.parametrize("place", sorted(set(PLACES.findall(PAGE))))
def test_a_place_that_the_page_names_is_there(place: str) -> None:
    """
    What the walk-through itself writes is not there before.
    """
    written = {step["whole"] for step in STEP.finditer(PAGE)}

    assert (ROOT / place).exists() != (place in written)


def test_the_smallest_kind_stands_where_the_page_says() -> None:
    """
    Each step names a file that knows the team.
    """
    rows = re.findall(
        r"^\| [^|]* \| (`[^|]*) \| `[^|]*` \|$", section("A kind of rule"), re.MULTILINE
    )
    files = [path for row in rows for path in PLACES.findall(row)]

    assert len(files) >= len(rows) >= 1
    assert [
        path
        for path in files
        if "team" not in (ROOT / path).read_text(encoding="utf-8").lower()
    ] == []
