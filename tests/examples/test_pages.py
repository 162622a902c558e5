"""
The pages of the documentation lead somewhere, and say the set-up lines alike.
"""

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
INSTALL = "python3 -m venv .venv && .venv/bin/python -m pip install -e"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_has_its_file(page: Path) -> None:
    """
    A relative link names a file of this repository.
    """
    links = LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8")))

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


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_line_installs_a_name_that_is_on_no_index(page: Path) -> None:
    """
    It would fail today, and install a stranger's package tomorrow.
    """
    text = page.read_text(encoding="utf-8")

    assert (
        re.findall(r"(?:pip install|uv add|poetry add) '?followup[-_]rules", text) == []
    )


class TestIntegrations:
    """The pages on integrations show the files that their tests run."""

    HOME = ROOT / "docs" / "integrations"
    CHINESE = ROOT / "docs" / "zh" / "integrations"
    PAGES = (*sorted(HOME.glob("*.md")), *sorted(CHINESE.glob("*.md")))

    @pytest.fixture
    def include(self) -> Any:
        """
        Return the script that writes the code into the pages.
        """
        path = self.HOME / "include.py"
        spec = importlib.util.spec_from_file_location("include", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parts[-3] + page.name)
    def test_a_page_has_the_code_of_its_files(self, include: Any, page: Path) -> None:
        """Run `python docs/integrations/include.py` after a change of the code."""
        text = page.read_text(encoding="utf-8")

        assert include.written(text) == text

    @pytest.mark.parametrize("home", [HOME, CHINESE], ids=["en", "zh"])
    def test_every_file_stands_on_a_page(self, include: Any, home: Path) -> None:
        pages = [page.read_text(encoding="utf-8") for page in home.glob("*.md")]
        shown = {name for page in pages for name in include.shown(page)}
        code = self.HOME / "code"
        files = {
            path.relative_to(code).as_posix()
            for path in code.rglob("*.py")
            if path.name not in {"__init__.py", "urls.py"}
        }

        assert shown == files
