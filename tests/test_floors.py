"""
The house has floors: imports run down only, and every file has its place.
"""

import ast
import functools
import graphlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

import followup_rules

ROOT = Path(followup_rules.__file__).parent
FLOORS = {
    "errors": 0,
    "exact.py": 1,
    "lazily.py": -1,
    "immutable.py": -1,
    "canonical.py": 1,
    "layout.py": 1,
    "fields": 1,
    "clauses.py": 2,
    "tables.py": 2,
    "reasons": 3,
    "wording": 4,
    "timing/__init__.py": 4,
    "timing/moments.py": 4,
    "timing/amounts": 5,
    "timing/calendars": 6,
    "timing/months.py": 6,
    "timing/cycles": 7,
    "timing/hours": 8,
    "timing/seasons": 8,
    "timing/counting": 9,
    "timing/episodes.py": 10,
    "verdicts": 10,
    "excuses.py": 11,
    "receipts.py": 12,
    "reports": 11,
    "ledgers": 10,
    "policies/__init__.py": 12,
    "policies/deadlines": 12,
    "policies/windows": 12,
    "policies/cadence": 12,
    "policies/quotas.py": 12,
    "policies/draws": 12,
    "policies/warranty": 12,
    "policies/retention": 12,
    "policies/retention_stages.py": 12,
    "policies/checklists": 12,
    "policies/procedures": 12,
    "policies/targets": 12,
    "policies/teams.py": 12,
    "policies/scoring": 12,
    "policies/keeping.py": 12,
    "policies/notices.py": 12,
    "policies/intervals": 12,
    "policies/streaks": 12,
    "policies/series": 12,
    "protocols": 12,
    "books": 13,
    "agenda": 15,
    "interchange": 15,
    "frames": 15,
    "testing": 16,
    "publication": 15,
    "feeds.py": 16,
    "__main__.py": 16,
    "__init__.py": 17,
}
"""Every file by its path, or every file of a room by the path of the room."""

FILES = tuple(sorted(path.relative_to(ROOT) for path in ROOT.rglob("*.py")))
BOOKS = {
    Path(*path.parts[:2]).as_posix() for path in FILES if path.parts[0] == "rulebooks"
}
FLOORS |= dict.fromkeys(BOOKS, 14)
"""Every regulation is a room of its own, on one floor."""

WHEN_ASKED = {(Path("errors/judging.py"), Path("wording/rows.py"))}
"""A row in error says itself in another language; words are fetched for that alone."""
ARITHMETIC = (
    ast.Add,
    ast.Sub,
    ast.Mult,
    ast.Div,
    ast.FloorDiv,
    ast.Mod,
    ast.Pow,
    ast.MatMult,
)
LOGIC = (
    ast.If,
    ast.IfExp,
    ast.For,
    ast.While,
    ast.Try,
    ast.Match,
    ast.Lambda,
    ast.BoolOp,
    ast.Compare,
)


def place(path: Path) -> str:
    """Return the entry of the table that a file belongs to."""
    for known in (path, *path.parents):
        if known.as_posix() in FLOORS:
            return known.as_posix()
    raise AssertionError(f"{path} has no floor: give it one in FLOORS")


@functools.cache
def tree(path: Path) -> ast.Module:
    """Return a file as a syntax tree."""
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def file_of(module: str) -> Path | None:
    """Return the file of one of our modules, or None for anybody else's."""
    parts = module.split(".")
    if parts[0] != "followup_rules":
        return None
    folder = Path(*parts[1:])
    for path in (folder / "__init__.py", folder.with_suffix(".py")):
        if path in FILES:
            return path
    return None


@functools.cache
def imported(path: Path) -> frozenset[Path]:
    """Return the files of ours that a file imports, for type checkers alone too."""
    return frozenset(_imported(path))


def _imported(path: Path) -> Iterator[Path]:
    """Yield them."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports by a relative path"
            base = node.module or ""
            names = [
                deeper if file_of(deeper) else base
                for deeper in (f"{base}.{alias.name}" for alias in node.names)
            ]
        else:
            continue
        found = (one for one in map(file_of, names) if one is not None)
        yield from (one for one in found if (path, one) not in WHEN_ASKED)


def texts(path: Path) -> list[ast.Call]:
    """Return the regulations and clauses that a file holds, as syntax trees."""
    return [
        node
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"regulation", "clause"}
    ]


TEXTS = {path: texts(path) for path in FILES if path.parts[0] == "rulebooks"}


class TestFloors:
    """
    Everybody may look down the stairs, nobody up or across.
    """

    def test_every_file_has_a_floor(self) -> None:
        """A new file must be given its place."""
        assert [path for path in FILES if place(path) not in FLOORS] == []

    def test_imports_run_down(self) -> None:
        """A file imports from lower floors, or from its own room."""

        def may(path: Path, other: Path) -> bool:
            home = place(path)
            same_room = place(other) == home and not home.endswith(".py")
            return FLOORS[place(other)] < FLOORS[home] or same_room

        wrong = [
            f"{path} imports {other}"
            for path in FILES
            for other in imported(path)
            if not may(path, other)
        ]
        assert wrong == []

    def test_policies_are_blind_to_one_another(self) -> None:
        """No kind of rule imports another kind."""
        kinds = {file: place(file) for file in FILES if file.parts[0] == "policies"}
        for file, kind in kinds.items():
            assert {kinds[other] for other in imported(file) if other in kinds} <= {
                kind
            }

    def test_rulebooks_read_no_other(self) -> None:
        """No regulation imports another one."""
        books = {file: place(file) for file in FILES if file.parts[0] == "rulebooks"}
        for file, book in books.items():
            assert {books[other] for other in imported(file) if other in books} <= {
                book
            }

    def test_nothing_goes_in_circles(self) -> None:
        """The imports can be put in one order, those for type checkers too."""
        graph = {path: imported(path) - {path} for path in FILES}

        order = tuple(graphlib.TopologicalSorter(graph).static_order())
        assert set(order) == set(FILES)

    def test_the_test_sees_imports(self) -> None:
        """Both ways of writing an import are seen."""
        repair = Path("rulebooks/repair/__init__.py")

        assert Path("policies/quotas.py") in imported(repair)
        assert Path("wording/__init__.py") in imported(Path("verdicts/verdict.py"))


class TestDeclarations:
    """
    The text of a regulation reads down like the law it states.
    """

    @pytest.mark.parametrize("path", [path for path in TEXTS if TEXTS[path]], ids=str)
    def test_no_logic_and_no_arithmetic(self, path: Path) -> None:
        """There is no `if`, no loop, no function and no sum in it."""
        for node in chain.from_iterable(map(ast.walk, TEXTS[path])):
            assert not isinstance(node, LOGIC), node.lineno
            if isinstance(node, ast.BinOp):
                assert not isinstance(node.op, ARITHMETIC), node.lineno
            if isinstance(node, ast.comprehension):
                assert not node.ifs

    def test_every_rulebook_has_one(self) -> None:
        """Each file or folder of the room states one regulation."""
        stated = [
            path.parts[1].removesuffix(".py")
            for path, found in TEXTS.items()
            for text in found
            if ast.unparse(text.func) == "regulation"
        ]
        books = {
            path.parts[1].removesuffix(".py")
            for path in FILES
            if path.parts[0] == "rulebooks" and path.parts[1] != "__init__.py"
        }
        assert sorted(stated) == sorted(books)
