"""
Small faults put into a module, one at a time: what a test must notice.

Comparisons and their bounds, arithmetic, boolean logic, whole numbers, what is returned,
statements and arguments left out.
"""

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

SKIPPED: Final = (
    *("protocols/", "frames/engines/in_spark.py", "frames/spark"),
    "frames/engines/normal_form.py",
)
"""What holds types for checkers alone, and what runs on a cluster of Java."""
_COMPARED: Final[dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_RECKONED: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_CHOSEN: Final = {"min": "max", "max": "min", "any": "all", "all": "any"}
Change = Callable[[ast.AST], ast.AST | None]
"""What a node becomes; None is nothing, and a statement is left out."""


@frozen
class Mutant:
    """
    One fault: in which file, at which node, and what the node becomes.

    Attributes:
        path: The file, below the package.
        line: Where it is.
        place: The number of the node, in the order of `ast.walk`.
        kind: What sort of fault.
        within: The function or class around it.
        before: The code before, and `after` what it is.
        count: The how manieth of those that are alike in all of this.
    """

    path: str
    line: int
    last: int
    place: int
    turn: int
    kind: str
    within: str
    before: str
    after: str
    count: int = 1

    @property
    def name(self) -> str:
        """A name that stays when lines are added above."""
        name = f"{self.path}:{self.within}: {self.before} -> {self.after}"
        return name if self.count == 1 else f"{name} ({self.count})"


def mutants(root: Path, within: tuple[str, ...] = ("",)) -> list[Mutant]:
    """
    Return every mutant of some parts of a package, in an order that does not change.
    """
    found: list[Mutant] = []
    for path in sorted(root.rglob("*.py")):
        below = path.relative_to(root).as_posix()
        if below.startswith(within) and not below.startswith(SKIPPED):
            found += _of(below, path.read_text(encoding="utf-8"))
    alike: Counter[str] = Counter()
    for place, one in enumerate(found):
        alike[one.name] += 1
        found[place] = evolve(one, count=alike[one.name])
    return found


def mutated(root: Path, mutant: Mutant) -> str:
    """
    Return the text of a module with the fault in it.
    """
    tree = ast.parse((root / mutant.path).read_text(encoding="utf-8"))
    node = list(ast.walk(tree))[mutant.place]
    _, change = list(_changes(node))[mutant.turn]
    put_in = _Putting(node, change)
    return ast.unparse(ast.fix_missing_locations(put_in.visit(tree)))


class _Putting(ast.NodeTransformer):
    """
    Puts what it becomes in the place of one node.
    """

    def __init__(self, node: ast.AST, change: Change) -> None:
        """Remember which node, and how it changes."""
        self.node, self.change = node, change

    def visit(self, node: ast.AST) -> ast.AST:
        """Change the node, and leave all others."""
        if node is not self.node:
            return self.generic_visit(node)
        return self.change(node) or ast.copy_location(ast.Pass(), node)


def _of(path: str, text: str) -> Iterator[Mutant]:
    """Yield the mutants of one module."""
    tree = ast.parse(text)
    skipped = set(_never_run(tree))
    around = _names(tree)
    for place, node in enumerate(ast.walk(tree)):
        if node in skipped:
            continue
        for turn, (kind, change) in enumerate(_changes(node)):
            after = change(copy.deepcopy(node))
            yield Mutant(
                path=path,
                line=node.lineno,  # type: ignore[attr-defined]
                last=node.end_lineno,  # type: ignore[attr-defined]
                place=place,
                turn=turn,
                kind=kind,
                within=around.get(node, ""),
                before=_short(node),
                after="nothing" if after is None else _short(after),
            )


def _short(node: ast.AST) -> str:
    """Return the code of a node on one line."""
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 90 else f"{text[:87]}..."


def _names(tree: ast.AST) -> dict[ast.AST, str]:
    """Return the function or class around each node."""
    found: dict[ast.AST, str] = {}

    def walk(node: ast.AST, name: str) -> None:
        for child in ast.iter_child_nodes(node):
            found[child] = name
            named = isinstance(child, ast.FunctionDef | ast.ClassDef)
            inner = f"{name}.{child.name}" if named and name else name  # type: ignore[attr-defined]
            if named and not name:
                inner = child.name  # type: ignore[attr-defined]
            walk(child, inner)

    walk(tree, "")
    return found


def _never_run(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what is for type checkers and readers alone."""
    for node in ast.walk(tree):
        parts: list[ast.AST] = []
        match node:
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                yield node
                parts = [*node.body, node.test]
            case ast.If(test=ast.UnaryOp(operand=ast.Name(id="TYPE_CHECKING"))):
                yield node
                parts = [node.test, *node.orelse]
            case ast.AnnAssign():
                parts = [node.annotation]
            case ast.arg(annotation=ast.AST() as written):
                parts = [written]
            case ast.FunctionDef(returns=ast.AST() as written):
                parts = [written]
            case ast.ClassDef() if _is_protocol(node):
                parts = [node]
            case ast.Call(func=ast.Name(id="dataclass_transform")):
                parts = [node]
        for part in parts:
            yield from ast.walk(part)


def _is_protocol(node: ast.ClassDef) -> bool:
    """Say whether a class is a protocol, which has no code."""
    return any("Protocol" in ast.unparse(base) for base in node.bases)


def _changes(node: ast.AST) -> Iterator[tuple[str, Change]]:
    """Yield what a node may become."""
    yield from _of_values(node)
    yield from _of_operators(node)
    yield from _of_flow(node)


def _of_values(node: ast.AST) -> Iterator[tuple[str, Change]]:
    """Yield other constants, other comparisons, and other choices."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in _COMPARED:
            for turn, new in enumerate(_COMPARED[type(op)]):
                kind = "boundary" if _is_order(op) and not turn else "comparison"
                yield kind, _with("ops", [new()])
        case ast.Constant(value=bool() as value):
            yield "constant", _with("value", not value)
        case ast.Constant(value=int() as value):
            yield "constant", _with("value", value + 1)
        case ast.Call() if (other := _other_choice(node)) is not None:
            yield "choice", _with("func", ast.Name(other, ast.Load()))
        case ast.Call(keywords=[_, *_]):
            for place, keyword in enumerate(node.keywords):
                if keyword.arg is not None:
                    yield "argument", _without(place)


def _of_operators(node: ast.AST) -> Iterator[tuple[str, Change]]:
    """Yield other arithmetic, and other logic."""
    match node:
        case ast.BoolOp(op=op):
            new = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield "boolean", _with("op", new)
        case ast.UnaryOp(op=ast.Not() | ast.USub() as op):
            kind = "boolean" if isinstance(op, ast.Not) else "arithmetic"
            yield kind, lambda one: one.operand  # type: ignore[attr-defined]
        case ast.BinOp(op=op) if type(op) in _RECKONED and not _is_union(node):
            yield "arithmetic", _with("op", _RECKONED[type(op)]())
        case ast.AugAssign(op=op) if type(op) in _RECKONED:
            yield "arithmetic", _with("op", _RECKONED[type(op)]())


def _of_flow(node: ast.AST) -> Iterator[tuple[str, Change]]:
    """Yield what is returned, done and asked otherwise."""
    match node:
        case ast.Return(value=ast.AST() as value) if not _is_nothing(value):
            yield "return", _with("value", ast.Constant(None))
        case ast.Expr(value=ast.Call()) | ast.Raise() | ast.AugAssign():
            yield "statement", lambda _: None
        case ast.If(test=test) | ast.IfExp(test=test) if not _is_tested(test):
            yield "condition", _with("test", ast.UnaryOp(ast.Not(), test))


def _is_order(op: ast.cmpop) -> bool:
    """Say whether one is held against another by size."""
    return isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE)


def _is_union(node: ast.BinOp) -> bool:
    """Say whether this is a union of types, or text put together."""
    written = ast.unparse(node)
    return "None" in written or written.startswith(("'", '"', "f'", 'f"'))


def _is_nothing(value: ast.AST) -> bool:
    """Say whether nothing is returned as it is."""
    return isinstance(value, ast.Constant) and value.value is None


def _is_tested(test: ast.AST) -> bool:
    """Say whether a condition is changed by its own parts."""
    return isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp)


def _other_choice(node: ast.AST) -> str | None:
    """Return what stands in for `min`, `max`, `any` or `all`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return _CHOSEN.get(node.func.id)
    return None


def _with(name: str, value: object) -> Change:
    """Return what sets one part of a node."""

    def change(node: ast.AST) -> ast.AST:
        setattr(node, name, value)
        return node

    return change


def _without(place: int) -> Change:
    """Return what leaves one named argument out."""

    def change(node: ast.AST) -> ast.AST:
        assert isinstance(node, ast.Call)
        node.keywords = [k for n, k in enumerate(node.keywords) if n != place]
        return node

    return change
