"""
Rules files are completed and checked in editors as the page says.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from followup_rules.interchange import schema_text

ROOT = Path(__file__).parent.parent
PAGE, CHINESE = (
    (ROOT / "docs" / name).read_text(encoding="utf-8")
    for name in ("editors.md", "zh/editors.md")
)
BLOCKS = re.compile(r"^( *)```(toml|json)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
WIRED = tomllib.loads((ROOT / ".taplo.toml").read_text(encoding="utf-8"))


def patterns(schema: Any) -> Iterator[str]:
    """
    Yield every pattern in a schema.
    """
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        for inner in schema.values():
            yield from patterns(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from patterns(inner)


def test_no_pattern_holds_what_editors_refuse() -> None:
    """
    An engine that knows whole characters only cannot read half of one.
    """
    found = set(patterns(json.loads(schema_text())))

    assert found
    assert [one for one in found if re.search(r"\\u[dD][89a-fA-F]", one)] == []


@pytest.mark.parametrize(
    "block", BLOCKS.findall(PAGE + CHINESE), ids=lambda block: block[1]
)
def test_what_is_to_be_copied_can_be_read(block: tuple[str, str, str]) -> None:
    """
    Each piece of settings on the page is of its language.
    """
    _, language, text = block
    read = tomllib.loads if language == "toml" else json.loads

    assert read(text)


def test_the_examples_of_this_repository_are_wired() -> None:
    """
    Every rules file of the examples is one that the editor's settings name.
    """
    (rule,) = WIRED["rule"]
    named = {path for pattern in rule["include"] for path in ROOT.glob(pattern)}
    examples = set((ROOT / "docs" / "examples").rglob("*.toml"))

    assert named == examples
    assert WIRED["include"] == rule["include"]
    assert (ROOT / rule["schema"]["path"]).is_file()


def test_its_pictures_are_small() -> None:
    """
    They are there, and a phone has them in a moment.
    """
    shown = re.findall(r"\]\((editor_pictures/editor_\w+\.webp)\)", PAGE)

    assert len(shown) == 3
    assert [name for name in shown if name not in CHINESE] == []
    for name in shown:
        assert 5_000 < (ROOT / "docs" / name).stat().st_size < 40_000


def test_every_choice_can_be_found_without_following_if() -> None:
    """
    Beside each `if` stands what it chooses from, and that refuses nothing.
    """

    def conditions(schema: Any) -> Iterator[dict[str, Any]]:
        """Yield every part with a condition."""
        if isinstance(schema, dict):
            if isinstance(schema.get("if"), dict) and "then" in schema:
                yield schema
            for inner in schema.values():
                yield from conditions(inner)
        elif isinstance(schema, list):
            for inner in schema:
                yield from conditions(inner)

    found = list(conditions(json.loads(schema_text())))

    assert len(found) > 30
    for one in found:
        chosen = [one[name] for name in ("then", "else") if name in one]
        assert one["anyOf"] == [{}, *chosen]
