"""
Rules files as text: TOML and JSON into plain data, and plain data into either.

A file is untrusted: its size and depth are bounded, its encoding is checked and not
guessed, a key that stands twice is refused, and whatever the parsers raise comes out
as one `RulesFileError` with line and column.
"""

import errno
import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, Literal, NoReturn

import tomlkit
import tomlkit.items
from attrs import NOTHING

from followup_rules.errors import RulesFileError, UnknownNameError
from followup_rules.interchange.faults import PROBLEMS, DataFault, Place

Form = Literal["toml", "json"]
FORMS: Final = ("toml", "json")

MOST_BYTES: Final = 1_000_000
"""No rules file is larger; a whole rulebook written out takes a tenth."""

DEEPEST: Final = 16
"""No rules file nests deeper; a whole rulebook written out takes half."""

_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
# The parser of dotted keys is quadratic, so endless ones never reach it.
_ENDLESS_KEY: Final = re.compile(rf"(?<![\w-])(?:{_PART}){{{DEEPEST}}}")
_AT: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_TWICE: Final = re.compile(r"Cannot (overwrite|declare|mutate)|Duplicate|twice")
_ONCE: Final = "each key once; a table written in { } is complete, so write what is added to it under a [heading] of its own instead"
_FULL_WIDTH: Final = tuple("“”‘’＂＝，：；［］｛｝【】")
_HALF_WIDTH: Final = """signs of an English keyboard: " " = , [ ] { }"""
_QUOTED: Final = """a key with letters beyond A to Z in quotes, such as "学生" = 1"""
_VALUES: Final = """text in quotes, a number, a day, true or false, [ ] or { }"""
_SHORT_TABLE: Final = 3
_ON_ONE_LINE: Final = "choices"


def form_of(path: Path) -> Form:
    """
    Return the form of a file by the ending of its name.

    Raises:
        UnknownNameError: If it is neither `.toml` nor `.json`.
    """
    for form in FORMS:
        if path.suffix == f".{form}":
            return form
    raise UnknownNameError("file ending", path.suffix, (".toml", ".json"))


def refuse_pipes(path: Path) -> None:
    """
    Refuse what is neither a file nor a folder, and might keep its reader waiting.

    Raises:
        OSError: If it is such.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise OSError(errno.EINVAL, "it is no regular file")


def read_bytes(path: Path) -> bytes:
    """
    Return what is in a file, and never more than one byte above the bound.

    Raises:
        RulesFileError: If it cannot be read.
    """
    try:
        refuse_pipes(path)
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        _refuse(str(path), "unreadable", f": {reason}")


def _refuse(
    source: str,
    code: str,
    detail: str = "",
    *,
    got: object = NOTHING,
    allowed: str = "",
    at: tuple[int, int] | None = None,
) -> NoReturn:
    """Raise the one fault of a text that cannot be parsed."""
    line, column = at or (None, None)
    problem = PROBLEMS[code] + detail
    fault = DataFault("", code, problem, got, allowed, None, line, column)
    raise RulesFileError(source, (fault,)) from None


# ------------------------------------------------------------------------- parsing


def parse(raw: str | bytes, form: str, source: str) -> dict[str, Any]:
    """
    Return the plain data of a text.

    Raises:
        RulesFileError: If it cannot be parsed, naming line and column.
        UnknownNameError: If there is no such form.
    """
    if form not in FORMS:
        raise UnknownNameError("form", form, FORMS)
    text = _decode(raw, source)
    try:
        data = tomllib.loads(text) if form == "toml" else _parse_json(text, source)
    except RulesFileError:
        raise
    except tomllib.TOMLDecodeError as error:
        _refuse_toml(error, text, source)
    except json.JSONDecodeError as error:
        _refuse(source, "syntax", f": {error.msg}", at=(error.lineno, error.colno))
    except RecursionError:
        _refuse_depth(source)
    except ValueError as error:
        # The parsers let some refusals of their own readers through: days that no
        # calendar has, and numbers of thousands of digits.
        _refuse(source, "syntax", f": {error}")
    refuse_depth(data, source)
    if not isinstance(data, dict):
        _refuse(source, "wrong_type", got=data, allowed="a table at the top")
    return data


def _decode(raw: str | bytes, source: str) -> str:
    """Return the text of a file of a bearable size in plain UTF-8."""
    try:
        body = raw.encode() if isinstance(raw, str) else raw
    except UnicodeEncodeError as error:
        _refuse(source, "encoding", at=_place(str(raw), error.start))
    if len(body) > MOST_BYTES:
        _refuse(source, "too_large", allowed=f"at most {MOST_BYTES} bytes")
    if body.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        way_out = "UTF-8 without one; save the file as 'UTF-8', not 'UTF-8 with BOM'"
        _refuse(source, "byte_order_mark", allowed=way_out)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        before = body[: error.start].decode("utf-8")
        _refuse(
            source,
            "encoding",
            got=body[error.start : error.start + 4],
            allowed="UTF-8; save the file in that encoding",
            at=_place(before, len(before)),
        )
    if not text.strip():
        _refuse(source, "empty", allowed="at least based_on = 'repair@2021'")
    if _ENDLESS_KEY.search(text):
        _refuse_depth(source)
    return text


def _place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of an offset, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _refuse_toml(error: tomllib.TOMLDecodeError, text: str, source: str) -> NoReturn:
    """Read line and column out of the parser's message."""
    message = str(error)
    found = _AT.search(message)
    at = _place(text, len(text))
    if found and found[1]:
        at = int(found[1]), int(found[2])
    said = _AT.sub("", message)
    if _TWICE.search(message):
        _refuse(source, "duplicate_key", f": {said}", at=at, allowed=_ONCE)
    _refuse(source, "syntax", f": {said}", at=at, allowed=_way_out(said, text, at))


def _way_out(said: str, text: str, at: tuple[int, int]) -> str:
    """Return what stands in TOML where a Chinese keyboard, or habit, put another."""
    line = f"{text}\n".split("\n")[at[0] - 1]
    here, before = line[at[1] - 1 : at[1]], line[: at[1] - 1][-1:]
    if here in _FULL_WIDTH or (said.startswith("Illegal") and before in _FULL_WIDTH):
        return _HALF_WIDTH
    if said == "Invalid statement" and not here.isascii():
        return _QUOTED
    return _VALUES if said == "Invalid value" else ""


def _parse_json(text: str, source: str) -> Any:
    """Parse JSON in which no key stands twice."""

    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, value in pairs:
            if name in made:
                _refuse(source, "duplicate_key", got=name, allowed="each key once")
            made[name] = value
        return made

    return json.loads(text, object_pairs_hook=table)


def refuse_depth(data: object, source: str) -> None:
    """
    Refuse data that nests deeper than any rulebook does.

    Raises:
        RulesFileError: If it does.
    """
    level: list[object] = [data]
    for _ in range(DEEPEST):
        level = [inner for entry in level for inner in _inside(entry)]
        if not level:
            return
    _refuse_depth(source)


def _inside(entry: object) -> Iterable[object]:
    """Return what a table or a list holds."""
    if isinstance(entry, dict):
        return entry.values()
    return entry if isinstance(entry, list) else ()


def _refuse_depth(source: str) -> NoReturn:
    """Refuse a text or data that nests too deep."""
    _refuse(source, "too_deep", allowed=f"at most {DEEPEST} levels")


def parse_path(text: str, at: Place) -> tuple[str, ...] | None:
    """
    Return the steps of a path as TOML writes it, or keep a fault and return None.
    """
    try:
        data: Any = tomllib.loads(f"{text} = 0") if "\n" not in text else {}
    except (ValueError, RecursionError):
        data = {}
    steps = []
    while isinstance(data, dict) and len(data) == 1:
        ((step, data),) = data.items()
        steps.append(step)
    if data == 0 and steps:
        return tuple(steps)
    at.refuse("unknown_path", text, 'a path such as rules."visit_quota.office".rate')
    return None


# ------------------------------------------------------------------------- writing


def render(data: dict[str, Any], form: str) -> str:
    """
    Return plain data as a text that `parse` reads back.

    Raises:
        UnknownNameError: If there is no such form.
    """
    if form == "json":
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    if form != "toml":
        raise UnknownNameError("form", form, FORMS)
    document = tomlkit.document()
    _fill(document, data, 0)
    return tomlkit.dumps(document)


def _fill(table: Any, data: dict[str, Any], level: int) -> None:
    """
    Write scalars, lists and short tables first, and long tables after them.

    Where the order of the entries matters they are all alike, and all written alike.
    """
    entries = bool(data) and all(isinstance(value, dict) for value in data.values())
    heads = [name for name, value in data.items() if _is_long(name, value, level)]
    if entries and (heads or level == 1):
        heads = list(data)
    for name, value in data.items():
        if name not in heads:
            table.append(name, _short(value))
    for name in heads:
        value = data[name]
        inner = tomlkit.table(is_super_table=_only_heads(value, level + 1))
        _fill(inner, value, level + 1)
        table.append(name, inner)


def _only_heads(data: dict[str, Any], level: int) -> bool:
    """Say whether everything in a table has a heading of its own."""
    entries = bool(data) and all(isinstance(value, dict) for value in data.values())
    long = (_is_long(name, value, level) for name, value in data.items())
    return entries and (level == 1 or any(long))


def _is_long(name: str, value: object, level: int) -> bool:
    """Say whether a value has a heading of its own; choices of a reading have none."""
    if not isinstance(value, dict) or name == _ON_ONE_LINE:
        return False
    inner = list(value.values())
    many = len(inner) > _SHORT_TABLE or any(isinstance(part, dict) for part in inner)
    return many or level == 0


def _short(value: Any) -> Any:
    """Return a value that stands on one line."""
    if isinstance(value, dict):
        inline = tomlkit.inline_table()
        for name, part in value.items():
            inline.append(name, _short(part))
        return inline
    if isinstance(value, list):
        array = tomlkit.array()
        array.extend(map(_short, value))
        return array
    return tomlkit.item(value)
