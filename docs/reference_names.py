"""
Which page of the reference holds each public name, and the table of the front door.

    python docs/reference_names.py

A page names the modules whose members it lists, and single classes beside; a module's
members are those of its `__all__`, or without one what it defines. A test fails while
a public name stands on no page, or the front door is not what this script writes.
"""  # noqa: INP001 - a script beside the pages

import inspect
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, Final, TypeVar

import followup_rules

PAGES: Final = Path(__file__).resolve().parent / "reference"
FRONT_DOOR: Final = PAGES / "front-door.md"
MODULES: Final = re.compile(
    r"^\.\. automodule:: (\S+)$(?:\n   :exclude-members: (.+)$)?", re.MULTILINE
)
SINGLE: Final = re.compile(r"^\.\. autoclass:: (\S+)\.(\w+)$", re.MULTILINE)
HEAD: Final = "| name | what it is | where |\n|---|---|---|"


def members(module: ModuleType) -> tuple[str, ...]:
    """
    Return the public names of a module.

    >>> from followup_rules.timing import cycles, months
    >>> members(months), "month" in members(cycles)
    (('add_months', 'in_one_month', 'corresponding_day'), True)
    """
    told = getattr(module, "__all__", None)
    if told is not None:
        return tuple(told)
    own = (
        name
        for name, value in vars(module).items()
        if getattr(value, "__module__", None) == module.__name__
        and not isinstance(value, TypeVar)
    )
    return tuple(name for name in own if not name.startswith("_"))


def identity(value: Any, name: str, module: str) -> str:
    """
    Return the name that a thing has where it is defined; of plain data, where it is.
    """
    if is_defined(value):
        return f"{value.__module__}.{value.__qualname__}"
    return f"{module}.{name}"


def is_defined(value: Any) -> bool:
    """
    Say whether a thing is a class or a function of ours, and no plain data.
    """
    of_ours = getattr(value, "__module__", "").startswith("followup_rules")
    return of_ours and hasattr(value, "__qualname__")


def pages() -> dict[str, str]:
    """
    Return the page that holds each name, by where the name is defined.
    """
    files = sorted(PAGES.glob("*.md"))
    return {defined: file.name for file in files for defined, _ in on(file)}


def shown() -> dict[str, str]:
    """
    Return the name under which the pages show each thing, by where it is defined.
    """
    return dict(pair for file in PAGES.glob("*.md") for pair in on(file))


def on(page: Path) -> Iterator[tuple[str, str]]:
    """
    Yield where each thing on a page is defined, and its name there.
    """
    text = page.read_text(encoding="utf-8")
    for path, elsewhere in MODULES.findall(text):
        module = import_module(path)
        for name in members(module):
            if name in elsewhere.split(", "):
                continue
            yield identity(getattr(module, name), name, path), f"{path}.{name}"
    for path, name in SINGLE.findall(text):
        yield f"{path}.{name}", f"{path}.{name}"


def modules_on_pages() -> set[str]:
    """
    Return the modules whose members stand on a page.
    """
    texts = [page.read_text(encoding="utf-8") for page in PAGES.glob("*.md")]
    return {path for text in texts for path, _ in MODULES.findall(text)}


def front_door() -> str:
    """
    Return the table of the names that the package itself offers.
    """
    rows = [HEAD]
    homes = pages()
    for name in followup_rules.__all__:
        value = getattr(followup_rules, name)
        kind = type(value)
        found = identity(value, name, kind.__module__)
        says = value if callable(value) else kind
        what = (inspect.getdoc(says) or "").partition("\n")[0]
        page = homes.get(found) or homes[f"{kind.__module__}.{kind.__qualname__}"]
        rows.append(f"| `{name}` | {what} | [{title(page)}]({page}) |")
    return "\n".join(rows)


def title(page: str) -> str:
    """
    Return the heading of a page.
    """
    text = (PAGES / page).read_text(encoding="utf-8")
    return text.partition("\n")[0].removeprefix("# ")


def written(page: str) -> str:
    """
    Return the page of the front door with its table as it is today.
    """
    return page[: page.index("| name |")] + front_door() + "\n"


if __name__ == "__main__":
    FRONT_DOOR.write_text(written(FRONT_DOOR.read_text("utf-8")), encoding="utf-8")
    sys.stdout.write(f"{len(followup_rules.__all__)} names\n")
