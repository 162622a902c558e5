"""
Reason codes into sentences: every code has one, and every one is said.
"""

import ast
import datetime as dt
import re
import string
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import pytest

import followup_rules
from followup_rules.clauses import Text
from followup_rules.errors import UnknownNameError
from followup_rules.reasons.sentences import MODULES, sentences
from followup_rules.timing.amounts import Days
from followup_rules.wording import (
    row_field,
    row_kind,
    say,
    say_cell,
    say_instant,
    say_length,
    sentence,
    term,
)
from followup_rules.wording.terms import ATTRIBUTES, ROWS, TERMS

ROOT = Path(followup_rules.__file__).parent
SAYERS = {"decides", "note", "sentence", "Reason"}


def _sources() -> list[ast.Module]:
    """Return every file of ours beside the register, as syntax trees."""
    return [
        ast.parse(path.read_text(encoding="utf-8"))
        for path in ROOT.rglob("*.py")
        if path.parent.name not in {"reasons", "wording"}
    ]


def _literals(node: ast.expr) -> list[str]:
    """Return the texts that an argument can be, where it is written out."""
    if isinstance(node, ast.IfExp):
        return _literals(node.body) + _literals(node.orelse)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    return []


def _calls() -> list[ast.Call]:
    """Return every call that names a reason code."""
    return [
        node
        for module in _sources()
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in SAYERS
        and node.args
    ]


CALLS = _calls()
CODES = sorted({code for call in CALLS for code in _literals(call.args[0])})
FACTS = sorted(
    {
        fact
        for call in CALLS
        for keyword in call.keywords
        if keyword.arg == "fact"
        for fact in _literals(keyword.value)
    }
)
PREFIXES = tuple(
    {
        part.value
        for call in CALLS
        if isinstance(call.args[0], ast.JoinedStr)
        and isinstance(part := call.args[0].values[0], ast.Constant)
        and isinstance(part.value, str)
    }
)
CONSTANTS = {
    node.value
    for module in _sources()
    for node in ast.walk(module)
    if isinstance(node, ast.Constant) and isinstance(node.value, str)
}
ROOMS = ("community", "construction", "consulting", "repair", "service_centre")


def _kinds() -> set[str]:
    """Return every kind of row that a ledger is read as."""
    return {
        kind
        for module in _sources()
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"Row", "usable"}
        for kind in _literals(node.args[0])
    }


def _attributes() -> set[tuple[str, str]]:
    """Return every attribute that a row may need, with the class that asks for it."""
    return {
        (name, attribute)
        for room in ROOMS
        for name, found in vars(
            import_module(f"followup_rules.rulebooks.{room}.facts")
        ).items()
        if getattr(found, "_is_protocol", False) and name.endswith("Facts")
        for attribute, value in vars(found).items()
        if isinstance(value, property)
    }


_HAN = re.compile(r"[\u4e00-\u9fff]")


class TestSentences:
    """
    One sentence per code, in both languages.
    """

    @pytest.mark.parametrize("code", CODES)
    def test_every_code_has_a_sentence(self, code: str) -> None:
        """A reason that is given can be said."""
        assert code in sentences()

    @pytest.mark.parametrize("code", sorted(sentences()))
    def test_every_sentence_is_said(self, code: str) -> None:
        """A sentence that no reason leads to is dead."""
        assert code in CONSTANTS or code.startswith(PREFIXES)

    @pytest.mark.parametrize("code", sorted(sentences()))
    def test_codes_are_stable_names(self, code: str) -> None:
        """Codes are ASCII in snake case."""
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", code)

    @pytest.mark.parametrize("code", sorted(sentences()))
    def test_both_languages(self, code: str) -> None:
        """English is ASCII with an end, Chinese is Chinese with Chinese stops."""
        text = sentences()[code]

        assert text.en.isascii()
        assert _HAN.search(text.zh)
        assert not _HAN.search(text.en)
        assert not re.search(r"[\u4e00-\u9fff][,;:?!]", text.zh)

    @pytest.mark.parametrize("code", sorted(sentences()))
    def test_placeholders_are_names(self, code: str) -> None:
        """A blank is filled by a plain name, and both languages name enough."""
        for pattern in (sentences()[code].en, sentences()[code].zh):
            for _, name, form, conversion in string.Formatter().parse(pattern):
                assert name is None or name.isidentifier()
                assert not form
                assert conversion is None

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

    @pytest.mark.parametrize("fact", FACTS)
    def test_every_missing_fact_has_a_word(self, fact: str) -> None:
        """A fact that a verdict asks for is named in both languages."""
        assert fact in TERMS or "_" not in fact

    @pytest.mark.parametrize("name", sorted(TERMS))
    def test_both_languages(self, name: str) -> None:
        """English is ASCII, Chinese is Chinese."""
        assert TERMS[name].en.isascii()
        assert _HAN.search(TERMS[name].zh)

    @pytest.mark.parametrize("kind", sorted(_kinds()))
    def test_every_kind_of_row_has_a_word(self, kind: str) -> None:
        """A row in error is named in both languages."""
        word = row_kind(kind)

        assert isinstance(word, Text)
        assert word.en.isascii()
        assert _HAN.search(word.zh)

    @pytest.mark.parametrize(("owner", "attribute"), sorted(_attributes()))
    def test_every_attribute_of_a_row_has_a_word(
        self, owner: str, attribute: str
    ) -> None:
        """So is what is wrong with it."""
        word = row_field(owner, attribute)

        assert isinstance(word, Text)
        assert word.en.isascii()
        assert _HAN.search(word.zh)

    def test_words_for_rows_are_needed(self) -> None:
        """Each stands for a kind or an attribute that there is, and not twice."""
        attributes = {attribute for _, attribute in _attributes()}
        kinds = _kinds()

        assert {name.rpartition(".")[2] for name in ATTRIBUTES} <= attributes
        assert {name.partition(".")[0] for name in ATTRIBUTES if "." in name} <= kinds
        assert set(ROWS) <= kinds
        assert not [name for name in ATTRIBUTES if ATTRIBUTES[name] == TERMS.get(name)]

    def test_one_attribute_of_two_kinds(self) -> None:
        """A case is handled where a repair is finished; elsewhere names stay."""
        assert say(row_field("repair", "completed_at"), "zh") == "完成时间"
        assert say(row_field("case", "completed_at"), "zh") == "办结时间"
        assert say(row_field("claim", "category"), "zh") == "类别"
        assert row_field("lift", "floor") == "floor"
        assert say(row_kind("form"), "zh") == "意见表"
        assert row_kind("lift") == "lift"

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
