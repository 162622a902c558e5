"""
Write the pages on the keys of a rule in a file, in English and in Chinese.

    python -m docs.rule_keys

For each kind of rule, each feed, and each table inside them: the key, what it is, what
it may hold, and what holds unless it is told. All of it is read in the classes from
which the files are loaded. A test fails while a page is not what this script writes.
"""  # noqa: INP001 - a script beside the pages

import json
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import attrs
from docs.keys_in_chinese import KEYS_IN_CHINESE

from followup_rules.clauses import Text
from followup_rules.exact import show_rate
from followup_rules.interchange.classes import (
    ChoiceShape,
    ClassShape,
    KeyedShape,
    required_in,
    shapes_in,
    tag_of,
    written_in,
)
from followup_rules.interchange.docstrings import fields_said
from followup_rules.interchange.kinds import FEEDS, FURTHER, KINDS
from followup_rules.interchange.labels import label
from followup_rules.interchange.shapes import (
    AboutShape,
    CellsShape,
    ClauseShape,
    LengthShape,
    ListShape,
    OptionalShape,
    QuestionShape,
    TableShape,
    TextShape,
)
from followup_rules.interchange.shapes.single import (
    FlagShape,
    MemberShape,
    WordsShape,
    ZoneShape,
)
from followup_rules.tables import Table
from followup_rules.timing.amounts import Days
from followup_rules.wording.allowed import say_allowed

DOCS: Final = Path(__file__).parent
PAGES: Final = {"en": DOCS / "reference" / "keys.md", "zh": DOCS / "zh" / "keys.md"}
SHORT: Final = 40
MOST_NAMES: Final = 9

TITLE: Final = Text("The keys of a rule", "规则的键")
LEAD: Final = Text(
    "What may stand under `[rules.NAME]` in a [file of rules]"
    "(../how-to/write-your-own-rules.md), for each `kind`; then under `feed`; then in "
    "the tables inside. A key without a default is needed; what is said of None holds "
    "of `false`, and of a key that is left out where it is the default. The same is in the "
    "[schema](../how-to/use-the-schema.md), which an editor reads.",
    "[制度文件](own-rules.md)里`[rules.名称]`之下可以写什么：先按`kind`（种类）列出，再列"
    "`feed`（数据来源），最后是嵌在里面的各种表。没有默认值的键必须填写。模式文件里也是这些内容"
    "，编辑器可以据此补全，见[编辑器](editors.md)。",
)
RULES: Final = Text("Rules, by kind", "各种类的规则")
FED: Final = Text("What feeds them", "数据来源")
INSIDE: Final = Text("Tables inside", "嵌在里面的表")
FEED_OF: Final = Text("`feed` of `{kind}`", "`{kind}`的`feed`")
FEED_WITH: Final = Text(
    "`feed` of `{kind}`, with `{key}`", "`{kind}`的`feed`（填写`{key}`的）"
)
HEAD: Final = Text(
    "| Key | What it is | What it may hold | Unless told |",
    "| 键 | 含义 | 可以填什么 | 未填时 |",
)
NEEDED: Final = Text("needed", "必填")
NOTHING: Final = Text("none", "无")
OWN: Final = Text("what stands below", "见下")
EMPTY: Final = Text("empty", "空")

WORDS: Final = Text("a text", "文本")
CLAUSE: Final = Text("the id of a clause", "条款编号")
LANGUAGES: Final = Text(
    'words by language: `{ en = "...", zh = "..." }`',
    '各语言的文字：`{ en = "...", zh = "..." }`',
)
MAY_BE_NONE: Final = Text("{held}; `false` for none", "{held}；`false`表示没有")
LIST: Final = Text("a list, each {held}", "列表，每项为{held}")
BY_NAME: Final = Text("a table by name, each {held}", "按名称的表，每项为{held}")
TABLE: Final = Text("a [table](#{id})", "一张[表](#{id})")
CHOICE: Final = Text("a table whose `kind` is {kinds}", "一张表，其`kind`为{kinds}")
QUESTION: Final = Text(
    "a question: an attribute, or more",
    "问题：一个属性，或者更复杂的问法",
)
LENGTH: Final = Text("a length in {units}: `{such}`", "期限，单位可用{units}：`{such}`")
OR: Final = Text("; or ", "；也可以写")
CELLS: Final = Text(
    "a cycle: {names}, or `2 weeks from 2026-01-05`",
    "周期：{names}，或`2 weeks from 2026-01-05`",
)
ZONE: Final = Text("a time zone, such as `Asia/Shanghai`", "时区，例如`Asia/Shanghai`")
ABOUT: Final = Text("a kind and an id, such as `firm`", "种类和编号，例如`firm`")
FLAG: Final = Text("`true` or `false`", "`true`或`false`")
COMMA: Final = Text(", ", "、")


def held(shape: Any, language: str) -> str:
    """
    Say what a key may hold.

    >>> held(shapes_in(KINDS["draw"])["unit"], "en")
    '`PERSON`, `CASE`'
    """
    match shape:
        case OptionalShape(inner=inner):
            return _said(MAY_BE_NONE, language, held=held(inner, language))
        case ListShape(inner=inner):
            return _said(LIST, language, held=held(inner, language))
        case TableShape(inner=inner):
            return _said(BY_NAME, language, held=held(inner, language))
        case KeyedShape(entry=entry):
            return _said(BY_NAME, language, held=held(entry, language))
        case ClassShape(of=cls):
            return _said(TABLE, language, id=anchor(cls))
        case ChoiceShape(of=classes):
            kinds = (f"[`{tag_of(one)}`](#{anchor(one)})" for one in classes)
            return _said(CHOICE, language, kinds=_listed(kinds, language))
        case MemberShape() | CellsShape():
            names = re.findall(r"\b[A-Z][A-Z_]+\b", shape.allowed)
            listed = _listed((f"`{one}`" for one in names), language)
            if isinstance(shape, CellsShape):
                return _said(CELLS, language, names=listed)
            return listed
        case LengthShape():
            return _length(shape, language)
    return _plain(shape, language)


def _plain(shape: Any, language: str) -> str:
    """Say what a key of no parts may hold."""
    plain = {
        WordsShape: WORDS,
        ClauseShape: CLAUSE,
        TextShape: LANGUAGES,
        QuestionShape: QUESTION,
        ZoneShape: ZONE,
        AboutShape: ABOUT,
        FlagShape: FLAG,
    }
    for kind, text in plain.items():
        if isinstance(shape, kind):
            return text.in_language(language)
    allowed = str(shape.allowed)
    return allowed if language == "en" else str(say_allowed(allowed, language))


def _length(shape: LengthShape, language: str) -> str:
    """Say in which units a length may be told, and what else may stand there."""
    units = [one for one in shape.kinds if hasattr(one, "n")]
    words = [one.unit.in_language(language).removeprefix("个") for one in units]
    if language == "en":
        words = [f"{one}s" for one in words]
    such = Days(3) if Days in units else units[0](3)
    said = _said(LENGTH, language, units=_listed(words, language), such=str(such))
    examples = zip(shape.kinds, re.findall("'(.+?)'", shape.allowed), strict=True)
    others = [f"`{one}`" for kind, one in examples if kind not in units]
    return said + (OR.in_language(language) + _listed(others, language)) * bool(others)


def _said(text: Text, language: str, **parts: str) -> str:
    """Say a text with its parts."""
    said = text.in_language(language)
    for name, part in parts.items():
        said = said.replace(f"{{{name}}}", part)
    return said


def _listed(names: Any, language: str) -> str:
    """List names."""
    return COMMA.in_language(language).join(names)


def anchor(cls: type) -> str:
    """
    Return the id of the heading of a table inside.
    """
    return tag_of(cls).replace("_", "-")


def told_unless(cls: Any, name: str, language: str) -> str:
    """
    Say what holds unless a key is told.
    """
    if name in required_in(cls):
        return f"**{NEEDED.in_language(language)}**"
    default: Any = attrs.fields_dict(cls)[name].default
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
        default = default.factory() if not default.takes_self else None
    if default is None:
        return NOTHING.in_language(language)
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, Enum):
        return f"`{default.name}`"
    if isinstance(default, Text):
        return f"“{default.in_language(language)}”"
    if isinstance(default, (tuple, Mapping, Table)) and not len(default):
        return EMPTY.in_language(language)
    if attrs.has(type(default)) and type(default) in inside(cls):
        return OWN.in_language(language)
    return f"`{in_a_file(default)}`"


def in_a_file(default: Any) -> str:
    """
    Return a default as a file writes it.

    >>> in_a_file(("overall",)), in_a_file({"design": "designer"})
    ('["overall"]', '{ design = "designer" }')
    >>> in_a_file(("book", "")), in_a_file(Fraction(3, 100)), in_a_file(3)
    ('book', '3%', '3')
    """
    if isinstance(default, tuple) and "" in default:  # a kind without an id
        return " ".join(filter(None, default))
    if isinstance(default, tuple):
        return json.dumps(default, ensure_ascii=False)
    if isinstance(default, Mapping | Table):
        inside = (f"{name} = {json.dumps(one)}" for name, one in default.items())
        return f"{{ {', '.join(inside)} }}"
    if isinstance(default, Fraction) and default < 1:
        return show_rate(default)
    return str(default)


def inside(*classes: type) -> list[type]:
    """
    Return the classes of the tables inside others, in the order they are met.
    """
    found: dict[type, None] = {}
    waiting = [cls for one in classes for cls in parts(one)]
    while waiting:
        cls = waiting.pop(0)
        if cls not in found:
            found[cls] = None
            waiting = [*parts(cls), *waiting]
    return list(found)


def parts(cls: type) -> Iterator[type]:
    """
    Yield the classes of the tables that the keys of a class may hold.
    """
    for shape in shapes_in(cls).values():
        yield from within(shape)


def within(shape: Any) -> Iterator[type]:
    """
    Yield the classes of the tables that a key may hold.
    """
    match shape:
        case (
            OptionalShape(inner=inner)
            | ListShape(inner=inner)
            | TableShape(inner=inner)
            | KeyedShape(entry=inner)
        ):
            yield from within(inner)
        case ClassShape(of=one):
            yield one
        case ChoiceShape(of=several):
            yield from several


def table(cls: Any, language: str, *, without: str = "") -> Iterator[str]:
    """
    Yield the lines of the table of the keys of a class.
    """
    yield HEAD.in_language(language)
    yield "|---|---|---|---|"
    said = fields_said(cls) if language == "en" else {}
    for name, shape in shapes_in(cls).items():
        if name == without:
            continue
        key = written_in(cls, name)
        own = None
        if language == "zh":
            of_class = KEYS_IN_CHINESE.get(f"{cls.__name__}.{name}")
            own = of_class or KEYS_IN_CHINESE.get(name)
        what = said.get(name) or own or label(name).in_language(language)
        what = what[:1].upper() + what[1:]
        cells = (
            f"`{key}`",
            what.removesuffix("."),
            held(shape, language),
            told_unless(cls, name, language),
        )
        row = " | ".join(one.replace("|", r"\|") for one in cells)
        yield f"| {row} |"


def page(language: str) -> str:
    """
    Return a page.
    """
    lines = [f"# {TITLE.in_language(language)}", "", LEAD.in_language(language)]
    lines += ["", f"## {RULES.in_language(language)}"]
    for kind, cls in KINDS.items():
        lines += ["", f"### `{kind}`", "", *table(cls, language, without="id")]
    lines += ["", f"## {FED.in_language(language)}"]
    for kind, cls in FEEDS.items():
        head = _said(FEED_OF, language, kind=kind)
        lines += ["", f"### {head}", "", *table(cls, language)]
        for key, other in FURTHER.get(kind, {}).items():
            head = _said(FEED_WITH, language, kind=kind, key=key)
            lines += ["", f"### {head}", "", *table(other, language)]
    lines += ["", f"## {INSIDE.in_language(language)}"]
    for cls in inside(*KINDS.values(), *FEEDS.values()):
        lines += ["", f"### {anchor(cls)}", "", *table(cls, language)]
    return "\n".join([*lines, ""])


def main() -> None:
    """
    Write both pages.
    """
    for language, path in PAGES.items():
        path.write_text(page(language), encoding="utf-8")


if __name__ == "__main__":
    main()
