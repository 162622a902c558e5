"""
The pages of the documentation lead somewhere, and say the set-up lines alike.
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
INSTALL = "python3 -m venv .venv && .venv/bin/python -m pip install -e"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_has_its_file(page: Path) -> None:
    """
    A relative link names a file of this repository.
    """
    links = LINK.findall(page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readme_gives_the_two_set_up_lines() -> None:
    """
    One line to see it work, and one to run the tests.
    """
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()

    assert [line.removeprefix("$ ") for line in lines if INSTALL in line] == [
        f"{INSTALL} . && .venv/bin/python docs/examples/repair_month.py",
        f"{INSTALL} '.[dev]' && .venv/bin/python -m pytest",
    ]
