"""
Reason codes into sentences: every code has one, and every one is said.
"""

import ast
import datetime as dt
import re
import string
from fractions import Fraction
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

import followup_rules
from followup_rules.clauses import Text
from followup_rules.errors import UnknownNameError
from followup_rules.reasons.sentences import MODULES, sentences
from followup_rules.timing.amounts import Days
from followup_rules.wording import (
    say,
    say_cell,
    say_instant,
    say_length,
    sentence,
    term,
)
from followup_rules.wording.terms import TERMS

ROOT = Path(followup_rules.__file__).parent
SAYERS = {"decides", "note", "sentence", "Reason"}


@cache
def _nodes() -> list[ast.Call | ast.Constant]:
    """Return the calls and the constants of every file of ours beside the register."""
    return [
        node
        for path in ROOT.rglob("*.py")
        if path.parent.name not in {"reasons", "wording"}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call | ast.Constant)
    ]


def _literals(node: ast.expr) -> list[str]:
    """Return the texts that an argument can be, where it is written out."""
    if isinstance(node, ast.IfExp):
        return _literals(node.body) + _literals(node.orelse)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    return []


@cache
def _calls() -> list[ast.Call]:
    """Return every call that names a reason code."""
    return [
        node
        for node in _nodes()
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in SAYERS
        and node.args
    ]


def _codes() -> set[str]:
    """Return every code that is written out where it is given."""
    return {code for call in _calls() for code in _literals(call.args[0])}


def _prefixes() -> tuple[str, ...]:
    """Return how the codes begin that are put together where they are given."""
    return tuple(
        {
            part.value
            for call in _calls()
            if isinstance(call.args[0], ast.JoinedStr)
            and isinstance(part := call.args[0].values[0], ast.Constant)
            and isinstance(part.value, str)
        }
    )


def _constants() -> set[str]:
    """Return every text that is written out."""
    return {
        node.value
        for node in _nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _facts() -> set[str]:
    """Return every fact that a verdict asks for."""
    return {
        fact
        for call in _calls()
        for keyword in call.keywords
        if keyword.arg == "fact"
        for fact in _literals(keyword.value)
    }


_HAN = re.compile(r"[\u4e00-\u9fff]")


class TestSentences:
    """
    One sentence per code, in both languages.
    """

    def test_every_code_has_a_sentence(self) -> None:
        """A reason that is given can be said."""
        codes = _codes()

        assert len(codes) > 100
        assert not codes - sentences().keys()

    def test_every_sentence_is_said(self) -> None:
        """A sentence that no reason leads to is dead."""
        unsaid = sentences().keys() - _constants()

        assert not [code for code in unsaid if not code.startswith(_prefixes())]

    def test_codes_are_stable_names(self) -> None:
        """Codes are ASCII in snake case."""
        name = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")

        assert not [code for code in sentences() if not name.fullmatch(code)]

    def test_both_languages(self) -> None:
        """English is ASCII with an end, Chinese is Chinese with Chinese stops."""
        for code, text in sentences().items():
            assert text.en.isascii(), code
            assert _HAN.search(text.zh), code
            assert not _HAN.search(text.en), code
            assert not re.search(r"[\u4e00-\u9fff][,;:?!]", text.zh), code

    def test_placeholders_are_names(self) -> None:
        """A blank is filled by a plain name, and both languages name enough."""
        for code, text in sentences().items():
            for pattern in (text.en, text.zh):
                for _, name, form, conversion in string.Formatter().parse(pattern):
                    assert name is None or name.isidentifier(), code
                    assert not form, code
                    assert conversion is None, code

    def test_codes_are_unique_over_all_modules(self) -> None:
        """No module overwrites another's code, and every module is listed."""
        modules = {
            name: import_module(f"followup_rules.reasons.{name}").SENTENCES
            for name in MODULES
        }
        assert sum(map(len, modules.values())) == len(sentences())
        assert len(set(MODULES)) == len(MODULES)

    def test_unknown_codes_and_languages(self) -> None:
        """They are refused with what is known."""
        with pytest.raises(UnknownNameError, match="unknown reason code 'nope'"):
            sentence("nope", "en", {})
        with pytest.raises(UnknownNameError, match="unknown language 'de'"):
            sentence("later_fact", "de", {})
        assert sentence("violations_found", "zh", {"count": 2}) == "违规：2项。"


class TestTerms:
    """
    Machine names in the field's own words.
    """

    def test_every_missing_fact_has_a_word(self) -> None:
        """A fact that a verdict asks for is named in both languages."""
        assert not [fact for fact in _facts() - TERMS.keys() if "_" in fact]

    def test_both_languages(self) -> None:
        """English is ASCII, Chinese is Chinese."""
        for name, said in TERMS.items():
            assert said.en.isascii(), name
            assert _HAN.search(said.zh), name

    def test_what_is_unknown_stays(self) -> None:
        """A name without a word is said as it is."""
        assert term("R-17", "zh") == "R-17"
        assert term("leak", "zh") == "漏水项目"


class TestSay:
    """
    Facts as a person would say them.
    """

    @pytest.mark.parametrize(
        ("value", "english", "chinese"),
        [
            (None, "-", "-"),
            (True, "yes", "是"),
            (False, "no", "否"),
            (3, "3", "3"),
            (Fraction(1, 20), "5%", "5%"),
            (Fraction(1, 3), "1/3", "1/3"),
            ("office", "office", "办公室"),
            (("office", "leak"), "office, leak", "办公室、漏水项目"),
            ([1, 2], "1, 2", "1、2"),
            (Days(2), "2 days", "2天"),
            (Text("a", "甲"), "a", "甲"),
            (dt.date(2026, 3, 2), "Mon 2026-03-02", "2026年3月2日"),
            (
                dt.datetime(2026, 3, 8, 9, 5, tzinfo=dt.UTC),
                "Sun 2026-03-08 09:05",
                "2026年3月8日09:05",
            ),
            (dt.timedelta(days=1), "1 day", "1天"),
        ],
    )
    def test_values(self, value: object, english: str, chinese: str) -> None:
        """By their kind."""
        assert (say(value, "en"), say(value, "zh")) == (english, chinese)

    @pytest.mark.parametrize(
        ("clock", "said"),
        [
            (dt.time(9), "09:00"),
            (dt.time(23, 59, 59), "23:59:59"),
            (dt.time(23, 59, 59, 999999), "23:59:59.999999"),
            (dt.time(0, 0, 0, 1), "00:00:00.000001"),
        ],
    )
    def test_instants_are_as_exact_as_they_are(self, clock: dt.time, said: str) -> None:
        """Nothing is rounded away."""
        moment = dt.datetime.combine(dt.date(2026, 3, 2), clock, dt.UTC)

        assert say_instant(moment, "en") == f"Mon 2026-03-02 {said}"

    @pytest.mark.parametrize(
        ("length", "english", "chinese"),
        [
            (dt.timedelta(0), "less than 1 second", "不足1秒"),
            (dt.timedelta(microseconds=1), "less than 1 second", "不足1秒"),
            (dt.timedelta(seconds=1), "1 second", "1秒"),
            (dt.timedelta(minutes=2, seconds=1), "2 minutes 1 second", "2分钟1秒"),
            (dt.timedelta(hours=1, seconds=59), "1 hour", "1小时"),
            (dt.timedelta(days=2, hours=3), "2 days 3 hours", "2天3小时"),
            (dt.timedelta(days=-2), "2 days", "2天"),
        ],
    )
    def test_lengths(self, length: dt.timedelta, english: str, chinese: str) -> None:
        """The two largest units, rounded down."""
        assert say_length(length, "en") == english
        assert say_length(length, "zh") == chinese

    @pytest.mark.parametrize(
        ("label", "chinese"),
        [
            ("2026", "2026年"),
            ("2026-03", "2026年3月"),
            ("2026-Q1", "2026年第1季度"),
            ("2026-W09", "2026年第9周"),
            ("2026-H1", "2026年上半年"),
            ("2026-H2", "2026年下半年"),
            ("2026-03-H1", "2026年3月上半月"),
            ("2026-03-H2", "2026年3月下半月"),
            ("2026-03-09", "2026年3月9日"),
            ("2026-03-01..2026-03-15", "2026年3月1日至2026年3月15日"),
            ("R-1", "R-1"),
            (None, "台账"),
        ],
    )
    def test_cells(self, label: str | None, chinese: str) -> None:
        """Labels of periods."""
        assert say_cell(label, "zh") == chinese
        assert say_cell(label, "en") == (label or "the ledger")
