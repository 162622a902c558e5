"""
What the reference shows beside docstrings.

A signature with the marks of its `Annotated` types left out, and with the values behind
the names of its defaults; for the fields of a class, what those marks allow, in words; for
a table that is read as data, its keys; and for what has no docstring, what it is.
"""  # noqa: INP001 - a module beside the pages

import ast
import inspect
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from importlib import import_module
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Final, get_type_hints, is_typeddict

import attrs
from docs.reference_names import is_defined, members

from followup_rules.clauses import Regulation, Text
from followup_rules.errors import FollowupRulesError
from followup_rules.fields import METADATA_KEY
from followup_rules.ledgers import OneOf

MARKED: Final = re.compile(r"~?(?:\w+\.)*Annotated\[")
"""Where Sphinx says that `Annotated` is from: of a mapping, for one, `collections.abc`."""
DEFAULT: Final = re.compile(r"attr_dict\['(?P<field>\w+)'\]\.default")
HOME: Final = re.compile(r"\b(?:\w+\.)+")
UNNAMED: Final = re.compile(r"\b(?:\w+\.)*(?:_(?=[A-Z])|(?=[A-Z]\b))")
"""Where a class that nobody outside names is from, or a variable for a type."""
CONSTANT: Final = re.compile(r"(?<== )_?[A-Z][A-Z_]+\b(?!\.)")
QUESTION: Final = re.compile(r"an attribute, 'first .*")
CLASS: Final = re.compile(r"<(?:class|enum) '(?:\w+\.)*(\w+)'>")
IN_WORDS: Final = (
    "an attribute, or more in words of :mod:`followup_rules.books.conditions`"
)
TYPE: Final = ":type: "
MOST: Final = 30
WIDEST: Final = 76
STEPS: Final = {"[": 1, "(": 1, "<": 1, "]": -1, ")": -1, ">": -1}


def plain(signature: str) -> str:
    """
    Return a signature with the type of each `Annotated`, and without its marks.

    >>> plain("(n: ~typing.Annotated[int, <Whole: one, or more>], *, key: str = 'a')")
    "(n: int, *, key: str = 'a')"
    >>> plain("(of: tuple[~typing.Annotated[str, <Words: (a) text>], ...]) -> int")
    '(of: tuple[str, ...]) -> int'
    >>> plain("(by: ~abc.Annotated[~abc.Mapping[str, int], Entries(added=True)])")
    '(by: ~abc.Mapping[str, int])'
    """
    while found := MARKED.search(signature):
        rest = signature[found.end() :]
        depth = list(
            accumulate(STEPS.get(sign, 0) for sign in rest.replace("->", "  "))
        )
        mark = next(n for n, sign in enumerate(rest) if sign == "," and not depth[n])
        end = depth.index(-1)
        signature = signature[: found.start()] + rest[:mark] + rest[end + 1 :]
    return signature


def with_defaults(signature: str, kind: Any) -> str:
    """
    Return the signature of an attrs class with its short defaults; a long one is `...`.

    >>> from followup_rules import DeadlinePolicy
    >>> with_defaults("(counting=attr_dict['counting'].default)", DeadlinePolicy)
    '(counting=...)'
    >>> with_defaults("(self_set=attr_dict['self_set'].default)", DeadlinePolicy)
    '(self_set=False)'
    """

    def short(found: re.Match[str]) -> str:
        value = attrs.fields_dict(kind)[found["field"]].default
        written = str(value) if isinstance(value, Enum) else repr(value)
        return written if len(written) <= MOST else "..."

    return DEFAULT.sub(short, signature)


def with_constants(signature: str, function: Any) -> str:
    """
    Return the signature of a function with the values that its defaults are the names of.

    A long value keeps its name, unless that is of no use to anybody outside.

    >>> from followup_rules.testing import ledgers
    >>> with_constants("(*, first: date = FIRST, most: int = _MOST_ROWS)", ledgers)
    '(*, first: date = datetime.date(2026, 1, 1), most: int = 4)'
    """
    known = getattr(function, "__globals__", {})

    def short(found: re.Match[str]) -> str:
        written = repr(known.get(found[0], found[0]))
        if len(written) <= MOST and not written.startswith("<"):
            return written
        return "..." if found[0].startswith("_") else found[0]

    return CONSTANT.sub(short, signature)


def named(types: str) -> str:
    """
    Return types without the homes of those that only the package itself can name.

    >>> named("tuple[followup_rules.reports.changes.Change[followup_rules.reports.B]]")
    'tuple[followup_rules.reports.changes.Change[B]]'
    >>> named("each followup_rules.timing.amounts.lengths._Length")
    'each Length'
    """
    return UNNAMED.sub("", types)


def keys(kind: Any) -> Iterator[str]:
    """
    Yield lines that say which keys a table has that is read as data, and what of each.

    >>> from followup_rules.reports import AccountData
    >>> list(keys(AccountData))[:4]
    ['', 'Keys:', '', '- `given`: `int`']
    """
    if not is_typeddict(kind):
        return
    yield from ("", "Keys:", "")
    for name, held in get_type_hints(kind).items():
        what = HOME.sub("", inspect.formatannotation(held))
        yield f"- `{name}`: `{what}`"


def with_fields(kind: type[FollowupRulesError]) -> str:
    """
    Return the signature of an error: its fields, which it takes in that order.

    >>> from followup_rules.errors import MissingFactError, NoTruthValueError
    >>> with_fields(NoTruthValueError)
    '(status: str)'
    >>> with_fields(MissingFactError)
    "(fact: str, rule: str, way_out: str = '')"
    """

    def told(name: str) -> str:
        held = inspect.formatannotation(kind.__annotations__[name])
        default = f" = {getattr(kind, name)!r}" if hasattr(kind, name) else ""
        return f"{name}: {HOME.sub('', held)}{default}"

    return f"({', '.join(map(told, kind.fields))})"


def as_written(lines: list[str]) -> list[str]:
    """
    Return the docstring of a value with what stood before its first colon.

    Napoleon takes that for a type, and sets it below.

    >>> as_written(["the bound is included.", "", ":type: 不低于, 以上"])
    ['不低于, 以上: the bound is included.', '']
    >>> as_written(["Said of nobody."])
    ['Said of nobody.']
    """
    taken = [one for one in lines if one.startswith(TYPE)]
    rest = [one for one in lines if one not in taken]
    if not taken:
        return rest
    return [f"{taken[0].removeprefix(TYPE)}: {rest[0]}", *rest[1:]]


def allowed(kind: Any) -> Iterator[str]:
    """
    Yield lines that say what the fields of a class may hold, where types leave it open.

    >>> from followup_rules import Days
    >>> list(allowed(Days))
    ['', 'May hold:', '', '- `n`: a whole number, 0 or more']
    """
    fields: dict[str, list[str]] = {}
    for field in attrs.fields(kind) if attrs.has(kind) else ():
        rule = field.metadata.get(METADATA_KEY)
        if rule is not None and "Annotated" in str(field.type):
            fields.setdefault(rule.allowed, []).append(f"`{field.name}`")
    if fields:
        yield from ("", "May hold:", "")
    for what, names in fields.items():
        yield f"- {', '.join(names)}: {QUESTION.sub(IN_WORDS, named(what))}"


def with_values(found: re.Match[str]) -> str:
    """
    Return the directive for a module with entries for its values below it.

    Values have no docstrings at run time, so that Sphinx would leave them out.
    """
    path, elsewhere = found.groups(default="")
    module = import_module(path)
    told = docstrings(str(module.__file__))
    entries = [found[0], ""]
    for name in members(module):
        value = getattr(module, name)
        if name in (*told, *elsewhere.split(", ")) or is_defined(value):
            continue
        entries += [f".. py:data:: {name}", f"   :module: {path}", ""]
        entries += [f"   {line}" for line in described(path, name, value)]
        entries.append("")
    return "\n".join(entries)


def described(module: str, name: str, thing: Any) -> Iterator[str]:
    """
    Yield lines on a name that is no class and no function: a rule, a table, a number.

    >>> from followup_rules.rulebooks import repair
    >>> home = "followup_rules.rulebooks.repair"
    >>> list(described(home, "VISIT_DEADLINE", repair.VISIT_DEADLINE))
    ['The rule `visit_deadline`: the follow-up visit, 回访 (REPAIR-2a).']
    >>> list(described(home, "CHANNELS", repair.CHANNELS))
    ['`on_site` (on site, 上门), `phone` (phone, 电话).']
    """
    home = Path(str(import_module(module).__file__)).parent
    told = next(
        (
            docstrings(str(file))[name]
            for file in sorted(home.glob("*.py"))
            if name in docstrings(str(file))
        ),
        None,
    )
    if told is not None:
        yield from (*told.splitlines(), "")
    if hasattr(thing, "clause") and hasattr(thing, "owed_by"):
        words = f"{thing.name.en}, {thing.name.zh}"
        yield f"The rule `{thing.id}`: {words} ({thing.clause.id})."
    elif isinstance(thing, Regulation):
        yield f"`{thing.code}@{thing.edition}`: {thing.title.en}, {thing.title.zh}."
    elif isinstance(thing, OneOf):
        yield said(thing.names)
    elif isinstance(thing, Mapping) and all(
        isinstance(x, Text) for x in thing.values()
    ):
        yield said(thing)
    elif isinstance(thing, Mapping):
        yield f"By name: {', '.join(f'`{called(one)}`' for one in thing)}."
    elif marks := [one for one in marks_of(thing) if hasattr(one, "allowed")]:
        yield f"May hold {marks[0].allowed}."
    elif told is None and isinstance(thing, tuple):
        yield f"{', '.join(f'`{called(one)}`' for one in thing)}."
    elif told is None:
        yield f"`{brief(thing)}`"


def said(names: Mapping[str, Text]) -> str:
    """
    Return names with their words.

    >>> said({"phone": Text("phone", "电话")})
    '`phone` (phone, 电话).'
    """
    words = (f"`{one}` ({text.en}, {text.zh})" for one, text in names.items())
    return f"{', '.join(words)}."


def marks_of(thing: Any) -> tuple[Any, ...]:
    """
    Return the marks of an `Annotated` type; anything else has none.

    >>> from typing import Annotated
    >>> marks_of(Annotated[int, "whole"]), marks_of(int)
    (('whole',), ())
    """
    return getattr(thing, "__metadata__", ())


def called(key: object) -> str:
    """
    Return a key of a table, or a member of a list, by its name or its id.

    >>> from followup_rules.rulebooks import repair
    >>> called("leak"), called(dict), called(repair.READINGS[0]), called(repair.CLAUSES[0])
    ('leak', 'dict', 'A-01', 'REPAIR-1a')
    """
    return key.__name__ if isinstance(key, type) else str(getattr(key, "id", key))


def brief(thing: Any) -> str:
    """
    Return a value as code, or what it is where it is long.

    >>> brief(5), brief(list(range(90))), brief(int)
    ('5', 'list of 90', 'int')
    """
    written = CLASS.sub(r"\1", plain(" ".join(repr(thing).split())))
    if len(written) <= WIDEST:
        return written
    size = f" of {len(thing)}" if hasattr(thing, "__len__") else ""
    return f"{type(thing).__name__}{size}"


@cache
def docstrings(file: str) -> Mapping[str, str]:
    """
    Return what stands below the assignments of a module.

    >>> from followup_rules.policies.warranty import cover
    >>> docstrings(cover.__file__)["FULL"]
    'Only seasons that begin on or after the start count.'
    """
    found: dict[str, str] = {}
    body = ast.parse(Path(file).read_text(encoding="utf-8")).body
    for above, below in pairwise(body):
        match above, below:
            case (
                ast.Assign(targets=[ast.Name(name)])
                | ast.AnnAssign(target=ast.Name(name)),
                ast.Expr(ast.Constant(str(text))),
            ):
                found[name] = text
    return found
