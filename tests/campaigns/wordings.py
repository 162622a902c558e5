"""
Which tests speak of what a fault lies in, by the names that both use.

A quick guess for `tests.campaigns.mutants`, where nobody has noted which test runs which
line: a test is near where it uses names that few other tests use, and that stand in the
function with the fault, in those that call it, or in the module around them.
"""

import ast
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Self

from attrs import frozen
from tests.campaigns.mutating import Mutant
from tests.campaigns.noting import PACKAGE

_LEFT_OUT: Final = ("tests/spark/", "tests/integrations/", "tests/benchmarks/")
_OWN: Final = 4
"""How many names of the code around a fault its own function, or class, is worth."""
_CALLER: Final = 2
"""And one that calls it."""
_HOME: Final = 4
"""And a test that imports from the module, or whose file is called alike."""
_LONG: Final = 400
"""Text of so many letters says no name."""
_WORDS: Final = re.compile(r"[A-Za-z_]\w+")
_Names = Counter[str]


@frozen
class Wordings:
    """
    The names that each test uses, and in how many tests each name is used.
    """

    source: Path
    tests: Mapping[str, frozenset[str]]
    among: Mapping[str, int]

    @classmethod
    def read(cls, root: Path) -> Self:
        """Read the tests of a project."""
        tests: dict[str, frozenset[str]] = {}
        for file in sorted((root / "tests").rglob("test_*.py")):
            below = file.relative_to(root).as_posix()
            if not below.startswith(_LEFT_OUT):
                tests.update(_tests_of(below, file.read_text(encoding="utf-8")))
        among = Counter(name for names in tests.values() for name in names)
        return cls(root / "src" / PACKAGE, tests, among)

    def nearest(self, mutant: Mutant) -> tuple[list[str], list[str]]:
        """
        Return the files of tests and the tests that share names with a fault.

        A file is as near as its five nearest tests together.
        """
        points = self._points(mutant)
        tests = [test for test, some in points.items() if some > 0]
        tests.sort(key=lambda test: (-points[test], test))
        own: dict[str, list[float]] = defaultdict(list)
        for test in tests:
            own[test.partition("::")[0]].append(points[test])
        files = sorted(own, key=lambda file: (-sum(own[file][:5]), file))
        return files, tests

    def _points(self, mutant: Mutant) -> dict[str, float]:
        """Return how near each test is."""
        text = (self.source / mutant.path).read_text(encoding="utf-8")
        wanted = _around(ast.parse(text), mutant)
        wanted.update(dict.fromkeys(_homes(mutant.path), _HOME))
        wanted.update(dict.fromkeys(_place(mutant.path), _HOME))
        worth = {
            name: weight * math.log(len(self.tests) / self.among[name])
            for name, weight in wanted.items()
            if name in self.among
        }
        return {
            test: sum(worth.get(name, 0) for name in names) / len(names) ** 0.3
            for test, names in self.tests.items()
        }


def _homes(path: str) -> Iterator[str]:
    """Yield the places that a module may be imported from."""
    parts = path.removesuffix(".py").removesuffix("/__init__").split("/")
    for depth in range(1, len(parts) + 1):
        yield "/" + ".".join(parts[:depth])


def _place(path: str) -> set[str]:
    """Return the words of the name of a file, and of its folders."""
    words = path.removesuffix(".py").replace("/", "_").split("_")
    return {f"@{word.rstrip('s')}" for word in words if word}


def _around(tree: ast.Module, mutant: Mutant) -> _Names:
    """Return the names in and around a fault, each with its weight."""
    found: _Names = Counter()
    outer, inner = _enclosing(tree, mutant)
    for name in _used(inner):
        found[name] += 1
    for name in mutant.within.split("."):
        found[name] += _OWN
    callers = {mutant.within.rpartition(".")[2]}
    for _ in range(2):
        for part in _parts(tree):
            if part is not outer and not callers.isdisjoint(_used(part)):
                found[part.name] += _CALLER
                callers.add(part.name)
    return found


def _parts(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Yield the functions and classes of a module, and those within classes."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node
        if isinstance(node, ast.ClassDef):
            yield from (one for one in node.body if isinstance(one, ast.FunctionDef))


def _enclosing(tree: ast.Module, mutant: Mutant) -> tuple[ast.AST, ast.AST]:
    """Return the outermost and the innermost part with the fault; else its statement."""
    whole: list[ast.AST] = [tree]
    around = [one for one in _parts(tree) if _holds(one, mutant)]
    inner = around[-1] if around and not isinstance(around[-1], ast.ClassDef) else None
    body = around[-1].body if around else tree.body
    alone = [one for one in body if _holds(one, mutant)]
    return (*around, *whole)[0], inner or (*alone, *whole)[0]


def _holds(node: ast.stmt, mutant: Mutant) -> bool:
    """Say whether a fault lies in a statement."""
    return node.lineno <= mutant.line and mutant.last <= (node.end_lineno or 0)


def _tests_of(file: str, text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the tests of a file, each with the names it uses."""
    tree = ast.parse(text)
    beside: dict[str, set[str]] = defaultdict(set)
    for node in tree.body:
        for name in _defined(node):
            beside[name] |= set(_used(node))
        if isinstance(node, ast.ImportFrom) and node.module:
            home = node.module.removeprefix(PACKAGE).removeprefix(".")
            for one in node.names:
                beside[one.asname or one.name] |= {f"/{home}", f"/{home}.{one.name}"}
    for name, node in _named_tests(tree):
        used = set(_used(node))
        for _ in range(2):
            used |= {more for one in used for more in beside.get(one, ())}
        yield f"{file}::{name}", frozenset(used) | _place(file)


def _defined(node: ast.stmt) -> Iterable[str]:
    """Return the names that a statement of a test file gives to something."""
    if isinstance(node, ast.FunctionDef) and not node.name.startswith("test"):
        return (node.name,)
    if isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return [
            one.id
            for target in targets
            for one in ast.walk(target)
            if isinstance(one, ast.Name)
        ]
    return ()


def _named_tests(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    """Yield each test of a file, with how pytest calls it within."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            yield node.name, node
        elif isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            for one in node.body:
                if isinstance(one, ast.FunctionDef) and one.name.startswith("test"):
                    yield f"{node.name}::{one.name}", one


def _used(node: ast.AST) -> Iterator[str]:
    """Yield the names in a piece of code, the words of its text among them."""
    for one in ast.walk(node):
        match one:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                yield name
            case ast.keyword(arg=str() as name):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Constant(value=str() as text) if len(text) < _LONG:
                yield text
                yield from _WORDS.findall(text)
