"""
Every fault of a rules file speaks the language of its reader.

What English says may be is taken from the code itself, so that a text added there has
to have Chinese words; and files are broken at random, to see what comes out.
"""

import ast
import copy
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from tests.interchange.mutations import BOOKS, ODD_KEYS, ODD_VALUES

import followup_rules
from followup_rules.errors import (
    CircularRulesError,
    FollowupRulesError,
    ImpossibleOrderError,
    InexactRateError,
    InvalidFieldError,
    InvalidZoneError,
    RulesFileError,
    UnknownNameError,
)
from followup_rules.interchange import dump, load, loads, read, shipped
from followup_rules.interchange.misfits_in_chinese import say_misfit
from followup_rules.wording.fits_in_chinese import say_fit

BROKEN: Final = Path(__file__).parents[1] / "fixtures" / "rules" / "broken"
SOURCE: Final = Path(followup_rules.__file__).parent
QUOTED: Final = re.compile(r"“[^”]*”|'[^']*'")
RUN: Final = re.compile(r"[A-Za-z][A-Za-z']*(?:[ ,]+[A-Za-z][A-Za-z']*)+")
"""Words of English, one after another; a single one may be a name of the file."""


OPENS: Final = re.compile(
    r"(None|none|False|True|\d+|OfficeHours|Conflict\.\w+|one that),? \w+"
)
"""How texts begin that stand in tables of what does not go together."""


def english_in(said: str) -> list[str]:
    """Return the runs of Latin words that stand outside of quotes."""
    return RUN.findall(QUOTED.sub("", said))


# ----------------------------------------------------------------- from the code itself

READ_FROM: Final = (
    "policies",
    "books/conditions",
    "books/feeds",
    "books/hanging.py",
    "clauses.py",
    "interchange/facts.py",
    "tables.py",
    "timing/amounts",
    "timing/counting",
    "timing/cycles/cells.py",
    "timing/cycles/due_days.py",
    "timing/hours/search.py",
    "timing/hours/windows.py",
    "timing/seasons/yearly.py",
)
"""Where what a file says is held together, and refused."""


def modules() -> Iterator[Path]:
    """Yield the modules whose refusals a file may meet."""
    for name in READ_FROM:
        path = SOURCE / name
        yield from [path] if path.suffix else sorted(path.rglob("*.py"))


def texts_of(node: ast.expr) -> Iterator[str]:
    """Yield the texts that an expression may come to; what is put in is a name."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(map(_put, parts))
        case ast.IfExp(body=body, orelse=other):
            yield from texts_of(body)
            yield from texts_of(other)


def _put(part: ast.expr) -> str:
    """Return a part of a text, with a name, or a quoted one, where one is put in."""
    if isinstance(part, ast.Constant):
        return str(part.value)
    return "'x'" if getattr(part, "conversion", -1) == ord("r") else "7"


def refusals() -> dict[str, str]:
    """Return what may be, as the code says it, with where it does."""
    found: dict[str, str] = {}
    for path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            said: list[ast.expr] = []
            line = getattr(node, "lineno", 0)
            if isinstance(node, ast.Call) and len(node.args) == 3:
                if getattr(node.func, "id", "") == "InvalidFieldError":
                    said = [node.args[2]]
            elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
                target = (
                    node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
                )
                if getattr(target, "id", "") in {
                    "allowed",
                    "message",
                    "never_overdue",
                    "NO_BOUND",
                }:
                    said = [node.value]
            elif isinstance(node, ast.Tuple):
                said = [
                    one for one in node.elts if any(map(OPENS.match, texts_of(one)))
                ]
            for one in said:
                for text in texts_of(one):
                    found[text] = f"{path.relative_to(SOURCE)}:{line}"
    return found


class TestWords:
    """
    What would do, in Chinese.
    """

    def test_every_text_of_the_code(self) -> None:
        """No run of English is left of any."""
        found = refusals()
        assert len(found) > 200
        left = {text: english_in(say_fit(text)) for text in found}
        assert {found[text]: words for text, words in left.items() if words} == {}

    @pytest.mark.parametrize(
        ("described", "said"),
        [
            (
                "false for none, or a list of 1 or more, each a whole number, none twice",
                "false（表示没有），或者不少于1项、不重复的列表，各项为整数",
            ),
            ("a table with id, en and zh", "一张表，含id、en和zh"),
            ("UP, DOWN", "UP、DOWN"),
            (
                "a question whose yes no time takes back; what was done counts",
                "答“是”后不因时间而改变的问题；做过的即应计入",
            ),
        ],
    )
    def test_each(self, described: str, said: str) -> None:
        """What is put in is said in turn."""
        assert say_fit(described) == said

    @pytest.mark.parametrize(
        ("error", "said"),
        [
            (
                InvalidFieldError("LadderStep remind", "3/4, 5 hours", "more than 0"),
                "remind不能为“3/4, 5 hours”；应为大于0",
            ),
            (
                InvalidFieldError("A.b", None, "a question"),
                "b不能不填；应为一个问题（必填）",
            ),
            (
                UnknownNameError("grade", "god", ("good", "poor")),
                "“god”不是已知的等次；可用：good、poor；最接近：good",
            ),
            (UnknownNameError("name", "x", ()), "“x”不是已知的名称；可用：（没有）"),
            (
                UnknownNameError("attribute of call", "x", ("y",)),
                "“x”不是已知的call的属性；可用：y",
            ),
            (
                CircularRulesError(("a", "b")),
                "规则互相依赖，形成循环：a、b；请让其中一条从属性起算",
            ),
            (
                ImpossibleOrderError("opens", 3, "closes", 1),
                "closes（1）早于opens（3），请更正其中之一",
            ),
            (
                InexactRateError(0.05),
                "浮点数不能准确表示所有数值；请写成文本，如“7%”“7/100”",
            ),
            (InvalidZoneError("Mars"), ""),
        ],
    )
    def test_errors(self, error: FollowupRulesError, said: str) -> None:
        """One that has no words says nothing, and never English."""
        assert say_misfit(error) == said


# ----------------------------------------------------------------------- from bad files


def faults_of(data: Any) -> list[Any]:
    """Return what is wrong with a document."""
    try:
        load(data)
    except RulesFileError as error:
        return list(error.faults)
    return []


def broken(document: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """Return a document with one thing changed in it."""
    made = copy.deepcopy(document)
    place: Any = made
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return made
        key = dice.choice(keys)
        inner = place[key]
        if isinstance(inner, dict | list) and inner and dice.random() < 0.85:
            place = inner
            continue
        if isinstance(place, dict) and dice.random() < 0.3:
            place[dice.choice(ODD_KEYS)] = copy.deepcopy(dice.choice(ODD_VALUES))
        elif dice.random() < 0.3:
            del place[key]
        else:
            place[key] = copy.deepcopy(dice.choice(ODD_VALUES))
        return made


class TestFiles:
    """
    What a reader of Chinese is told of a file.
    """

    def test_broken_at_random(self) -> None:
        """No run of English stands in any of it, but between quotes."""
        dice = random.Random(13)
        sound = [dump(read(BOOKS / f"{name}.toml")) for name in ("first", "awaab")]
        sound += [dump(one) for one in shipped("construction@2021").rules.values()]
        told = [
            fault.in_language("zh")
            for _ in range(150)
            for fault in faults_of(broken(dice.choice(sound), dice))
        ]
        assert len(told) > 90
        assert [one for one in told if english_in(one)] == []

    @pytest.mark.parametrize(
        "path", sorted(BROKEN.glob("*.*ml")), ids=lambda one: one.name
    )
    def test_committed(self, path: Path) -> None:
        """Each of the broken files."""
        with pytest.raises(RulesFileError) as caught:
            read(path)
        assert english_in(caught.value.in_language("zh").replace(str(path), "")) == []

    @pytest.mark.parametrize(
        "text",
        [
            "a = ",
            "a = 1 b",
            "[a",
            "a = 'x",
            'a = "\\q"',
            'a = "\\u12"',
            "a = {b = 1, b = 2}",
            "a = [1",
            "a.b = 1\na = 2",
            "é = 1",
            "a = 2026-13-01",
            "a = 2026-02-30",
            "a = 25:00:00",
            "x = 1\u0000",
        ],
    )
    def test_what_the_parser_says(self, text: str) -> None:
        """In Chinese, or not at all."""
        with pytest.raises(RulesFileError) as caught:
            loads(text)
        said = caught.value.in_language("zh")
        assert english_in(said) == []
        assert "：" in said

    def test_a_choice_of_a_reading(self) -> None:
        """It is said what its field may hold, and why this is nothing of it."""
        data = dump(shipped("repair@2021"))
        data["readings"]["A-05"]["choices"]["X"] = 3
        [fault] = faults_of(data)
        assert fault.code == "unfit_choice"
        assert "不是该读法的字段可取的值：类型不对；应为" in fault.in_language("zh")

    def test_a_row_of_another_ledger(self) -> None:
        """It is said of which rows there would have to be one."""
        data = dump(read(BOOKS / "awaab.toml"))
        feeds = [rule.get("feed", {}) for rule in data["rules"].values()]
        feed = next(one for one in feeds if one.get("each"))
        feed["where"] = f"any {feed['each']}"
        said = [fault.in_language("zh") for fault in faults_of(data)]
        assert any("台账" in one and "不是" in one for one in said), said

    def test_beside_the_english(self) -> None:
        """The same fault in both languages."""
        data = dump(read(BOOKS / "first.toml"))
        rule = next(iter(data["rules"].values()))
        rule["feed"]["each"] = "nobody"
        [fault] = faults_of(data)
        assert "is no ledger of these rules" in str(fault)
        assert "不是本制度的台账" in fault.in_language("zh")
