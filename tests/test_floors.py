"""
The house has floors: imports run down only, and every file has its place.
"""

import ast
import functools
import graphlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import followup_rules

ROOT = Path(followup_rules.__file__).parent
FLOORS = {
    "errors.py": 0,
    "exact.py": 1,
    "lazily.py": 0,
    "canonical.py": 1,
    "layout.py": 1,
    "fields": 1,
    "clauses.py": 2,
    "tables.py": 2,
    "reasons": 2,
    "wording": 3,
    "timing/__init__.py": 4,
    "timing/moments.py": 4,
    "timing/amounts.py": 5,
    "timing/calendars": 6,
    "timing/months.py": 6,
    "timing/cycles": 7,
    "timing/hours": 8,
    "timing/seasons": 8,
    "timing/counting": 9,
    "verdicts.py": 10,
    "receipts.py": 11,
    "reports.py": 11,
    "policies/__init__.py": 12,
    "policies/deadlines": 12,
    "policies/windows.py": 12,
    "policies/cadence.py": 12,
    "policies/quotas.py": 12,
    "policies/draws": 12,
    "policies/warranty": 12,
    "policies/retention.py": 12,
    "policies/checklists.py": 12,
    "policies/procedures": 12,
    "policies/targets.py": 12,
    "policies/teams.py": 12,
    "policies/scoring": 12,
    "ledger.py": 12,
    "rulebook.py": 13,
    "rulebooks/__init__.py": 14,
    "rulebooks/community": 14,
    "rulebooks/consulting": 14,
    "rulebooks/construction": 14,
    "rulebooks/repair": 14,
    "rulebooks/service_centre": 14,
    "agenda.py": 15,
    "agenda": 15,
    "interchange": 15,
    "frames": 15,
    "testing": 15,
    "feeds.py": 16,
    "__main__.py": 16,
    "__init__.py": 17,
}
"""Every file by its path, or every file of a room by the path of the room."""

FILES = tuple(sorted(path.relative_to(ROOT) for path in ROOT.rglob("*.py")))
DECLARATIONS = ("rules.py", "text.py", "readings.py")
RULE_FILES = tuple(
    path for path in FILES if path.parts[0] == "rulebooks" and path.name in DECLARATIONS
)
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


def imported(path: Path) -> Iterator[Path]:
    """Yield the files of ours that a file imports, for type checkers alone too."""
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
        yield from (found for found in map(file_of, names) if found is not None)


class TestFloors:
    """
    Everybody may look down the stairs, nobody up or across.
    """

    @pytest.mark.parametrize("path", FILES, ids=str)
    def test_every_file_has_a_floor(self, path: Path) -> None:
        """A new file must be given its place."""
        assert place(path) in FLOORS

    @pytest.mark.parametrize("path", FILES, ids=str)
    def test_imports_run_down(self, path: Path) -> None:
        """A file imports from lower floors, or from its own room."""
        home = place(path)
        for other in imported(path):
            below = FLOORS[place(other)] < FLOORS[home]
            same_room = place(other) == home and not home.endswith(".py")
            assert below or same_room, f"{path} imports {other}"

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
        graph = {path: set(imported(path)) - {path} for path in FILES}

        order = tuple(graphlib.TopologicalSorter(graph).static_order())
        assert set(order) == set(FILES)

    def test_the_test_sees_imports(self) -> None:
        """Both ways of writing an import are seen."""
        repair = Path("rulebooks/repair/rules.py")

        assert Path("policies/quotas.py") in set(imported(repair))
        assert Path("wording/__init__.py") in set(imported(Path("verdicts.py")))


class TestDeclarations:
    """
    The rules of a regulation read down like its text.
    """

    @pytest.mark.parametrize("path", RULE_FILES, ids=str)
    def test_no_logic_and_no_arithmetic(self, path: Path) -> None:
        """There is no `if`, no loop, no function and no sum in them."""
        banned = (*LOGIC, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        for node in ast.walk(tree(path)):
            where = f"{path}:{getattr(node, 'lineno', 0)}"
            assert not isinstance(node, banned), where
            if isinstance(node, ast.BinOp | ast.AugAssign):
                assert not isinstance(node.op, ARITHMETIC), where
            if isinstance(node, ast.comprehension):
                assert not node.ifs, where

    def test_every_rulebook_has_its_rules(self) -> None:
        """Each folder has rules, facts and an `assess`."""
        books = {path.parent for path in RULE_FILES}
        assert Path("rulebooks/repair") in books
        for book in books:
            for room in ("rules.py", "facts.py", "assess.py", "__init__.py"):
                assert book / room in FILES
