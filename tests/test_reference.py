"""
Every public name stands in the reference, under the module that offers it.
"""

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from docs.reference_names import (
    FRONT_DOOR,
    PAGES,
    front_door,
    identity,
    members,
    modules_on_pages,
    on,
    pages,
    shown,
    written,
)

import followup_rules

INSIDE = {
    "books.assess": "`Rulebook.assess` is its door",
    "books.chains": "rules that hang on another are judged with it",
    "books.drafts": "the words of books.text hand it on",
    "books.hanging": "a book is checked with it when it is built",
    "books.lapsed": "rules whose condition time takes back are judged with it",
    "books.settled_before": "rules whose bound another row moves are judged with it",
    "books.soundness": "a book is checked with it when it is built, too",
    "books.stood": "rules that hang on another are judged with it too",
    "books.doors": "the `assess` of a shipped regulation is its door",
    "books.fingerprint": "`Rulebook.digest` and `Rulebook.changes` are its doors",
    "books.inside": "books look into policies with it",
    "interchange.difference": "`interchange.diff` is its door",
    "interchange.documents": "`interchange.read` and its siblings are its doors",
    "interchange.shapes": "files are read with it",
    "immutable": "classes are made with it",
    "lazily": "packages hand names on with it",
}
"""Modules that nobody outside the package asks, and why."""

MODULES = [
    found.name
    for found in pkgutil.walk_packages(followup_rules.__path__, "followup_rules.")
    # The first is a command; the other needs the extra `spark`.
    if not found.name.endswith((".__main__", ".in_spark"))
    and found.name.removeprefix("followup_rules.") not in INSIDE
]
ON_PAGES = modules_on_pages()
KNOWN = pages()


def packages_above(path: str) -> list[str]:
    """
    Return the packages that a module is in, below the package of all.

    >>> packages_above("followup_rules.timing.cycles.cells")
    ['followup_rules.timing.cycles', 'followup_rules.timing']
    """
    return [path.rsplit(".", up)[0] for up in range(1, path.count("."))]


def missing(path: str) -> list[str]:
    """
    Return the public names of a module that stand on no page.
    """
    module = import_module(path)
    return [
        name
        for name in members(module)
        if identity(getattr(module, name), name, path) not in KNOWN
    ]


class TestEveryName:
    """A new name needs its entry: add its module, or the class, to docs/reference."""

    def test_what_a_module_offers_stands_on_a_page(self) -> None:
        listing = [name for name in MODULES if hasattr(import_module(name), "__all__")]

        assert {path: missing(path) for path in listing if missing(path)} == {}

    def test_a_module_has_its_place(self) -> None:
        """It is on a page, or part of a package that is, or offers nothing more."""

        def placed(path: str) -> bool:
            above = any(package in ON_PAGES for package in packages_above(path))
            return path in ON_PAGES or above or missing(path) == []

        assert [path for path in MODULES if not placed(path)] == []

    def test_what_nobody_asks_is_still_there(self) -> None:
        gone = [name for name in INSIDE if missing(f"followup_rules.{name}") == []]
        assert gone == []

    def test_a_name_stands_on_one_page_only(self) -> None:
        """Two entries would drift, and a link would have to choose."""
        entries = [one for page in PAGES.glob("*.md") for one, _ in on(page)]

        assert sorted(entries) == sorted(set(entries))

    def test_a_page_shows_names_where_hosts_import_them(self) -> None:
        where = shown()["followup_rules.timing.calendars.kinds.WorkCalendar"]

        assert where == "followup_rules.timing.calendars.WorkCalendar"


class TestPages:
    """The first page leads to all others, and the front door is told in a table."""

    def test_the_first_page_leads_there(self) -> None:
        first = (PAGES / "README.md").read_text(encoding="utf-8")
        names = {page.name for page in PAGES.glob("*.md")} - {"README.md"}

        assert {name for name in names if f"]({name})" not in first} == set()

    def test_the_front_door_is_as_the_package_is_today(self) -> None:
        """Run `python docs/reference_names.py` after a change of its names."""
        page = FRONT_DOOR.read_text(encoding="utf-8")

        assert written(page) == page

    def test_the_front_door_has_every_name(self) -> None:
        rows = front_door().splitlines()[2:]

        assert [row.split("`")[1] for row in rows] == followup_rules.__all__


def callables() -> Iterator[tuple[str, Any]]:
    """
    Yield every function, class and method that the pages show, by its name there.
    """
    for path in sorted(shown().values()):
        module, _, name = path.rpartition(".")
        value = getattr(import_module(module), name)
        if inspect.isclass(value):
            yield path, value
            for own, method in inspect.getmembers(value, is_function):
                if not own.startswith("_"):
                    yield f"{path}.{own}", method
        elif is_function(value):
            yield path, value


def is_function(value: Any) -> bool:
    """
    Say whether a value is a function or a method.
    """
    return inspect.isfunction(value) or inspect.ismethod(value)


def told(value: Any) -> frozenset[str]:
    """
    Return the names of what one tells a function, a class or a method.
    """
    try:
        return frozenset(inspect.signature(value).parameters)
    except ValueError:  # a class that is built in may not say
        return frozenset()


class TestSignatures:
    """
    What a whole ledger is judged on is the library's own: a host tells the moment.
    """

    def test_nobody_tells_a_basis(self) -> None:
        """
        Nobody hands one over.

        Verdicts, reports and what is being judged hold it, and a cover says what set
        its end: all of that is data.
        """
        found = {path for path, value in callables() if "basis" in told(value)}

        assert found == {
            "followup_rules.books.judging.Judging",
            "followup_rules.policies.warranty.Cover",
            "followup_rules.reports.Report",
            "followup_rules.verdicts.Verdict",
        }

    def test_every_rule_is_looked_at(self) -> None:
        """Each kind is asked at a moment, so that the test above sees all of them."""
        asked = {path for path, value in callables() if "as_of" in told(value)}
        kinds = {path for path, _ in callables() if path.endswith("Policy.assess")}

        assert len(kinds) > 15
        assert kinds <= asked
