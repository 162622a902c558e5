"""
The pages on the keys of a rule are what the classes say, and say it of every key.
"""

import re

import pytest
from docs.keys_in_chinese import KEYS_IN_CHINESE
from docs.rule_keys import PAGES, held, inside, page, told_unless

from followup_rules.interchange.classes import shapes_in, written_in
from followup_rules.interchange.docstrings import fields_said
from followup_rules.interchange.kinds import FEEDS, FURTHER, KINDS
from followup_rules.policies.checklists import ChecklistPolicy
from followup_rules.timing.counting import Counting


@pytest.mark.parametrize("language", PAGES)
def test_pages_are_as_written(language: str) -> None:
    """Run `python -m docs.rule_keys` after a change of a class."""
    assert PAGES[language].read_text(encoding="utf-8") == page(language)


@pytest.mark.parametrize("language", PAGES)
def test_every_key_stands_there(language: str) -> None:
    """Of every kind, every feed and every table inside them; each link leads on."""
    text = page(language)
    for kind, cls in (*KINDS.items(), *FEEDS.items()):
        for name in shapes_in(cls):
            assert name == "id" or f"| `{written_in(cls, name)}` |" in text, kind
    headings = set(re.findall(r"^### ([\w-]+)$", text, re.MULTILINE))
    assert set(re.findall(r"\(#([\w-]+)\)", text)) <= headings
    assert Counting in inside(*KINDS.values())


def test_every_key_has_a_sentence_in_english() -> None:
    """It is the docstring's; a label alone says less."""
    classes = (*KINDS.values(), *FEEDS.values())
    bare = [
        f"{cls.__name__}.{name}"
        for cls in classes
        for name in set(shapes_in(cls)) - {"id", *fields_said(cls)}
    ]

    assert bare == []


def test_every_key_has_words_in_chinese() -> None:
    """No cell of the Chinese page says what a key is by its English name."""
    said = [line.split(" | ")[1] for line in page("zh").splitlines() if " | " in line]

    assert [one for one in said if not re.search("[\u4e00-\u9fff]", one)] == []


def test_words_of_single_keys_are_of_keys() -> None:
    """A field that was renamed leaves none behind."""
    further = [cls for table in FURTHER.values() for cls in table.values()]
    classes = (*KINDS.values(), *FEEDS.values(), *further)
    keys = {
        key
        for cls in (*classes, *inside(*classes))
        for name in shapes_in(cls)
        for key in (name, f"{cls.__name__}.{name}")
    }

    assert set(KEYS_IN_CHINESE) <= keys


def test_defaults_and_examples_are_as_a_file_has_them() -> None:
    """No value is written as Python has it, and no length in a unit that is refused."""
    for text in map(page, PAGES):
        assert "Table(" not in text
        assert "`('" not in text
        assert '| `["overall"]` |' in text
        longest = next(line for line in text.splitlines() if "`longest`" in line)
        assert "`3 months`" in longest
        covered = next(line for line in text.splitlines() if "`repair_period`" in line)
        assert "`design service life`" in covered
        assert "unlimiteds" not in covered


@pytest.mark.parametrize(
    ("kind", "key", "english", "chinese", "unless"),
    [
        # policies/deadlines: fields of DeadlinePolicy
        (
            "deadline",
            "limit",
            "a length in hours, minutes, working hours, working minutes, days, weeks, "
            "working days, half-months, months, years: `3 days`; or `1 year 15 days`, "
            "`day 15 of the next month`, `last working day of the month`, "
            "`next Friday`; `false` for none",
            "期限，单位可用小时、分钟、工作小时、工作分钟、天、星期、工作日、半月、月、年："
            "`3 days`；也可以写`1 year 15 days`、`day 15 of the next month`、"
            "`last working day of the month`、`next Friday`；`false`表示没有",
            "none",
        ),
        (
            "deadline",
            "cases",
            "a table by name, each a [table](#case)",
            "按名称的表，每项为一张[表](#case)",
            "empty",
        ),
        (
            "window",
            "span",
            "a table whose `kind` is [`after`](#after), [`before`](#before), "
            "[`given`](#given)",
            "一张表，其`kind`为[`after`](#after)、[`before`](#before)、[`given`](#given)",
            "**needed**",
        ),
        ("draw", "unit", "`PERSON`, `CASE`", "`PERSON`、`CASE`", "`PERSON`"),
        (
            "cadence",
            "cycle",
            "a cycle: `WEEK`, `MONTH`, `QUARTER`, `YEAR`, `DAY`, `HALF_MONTH`, "
            "`HALF_YEAR`, or `2 weeks from 2026-01-05`",
            "周期：`WEEK`、`MONTH`、`QUARTER`、`YEAR`、`DAY`、`HALF_MONTH`、`HALF_YEAR`，"
            "或`2 weeks from 2026-01-05`",
            "**needed**",
        ),
        (
            "cadence",
            "unit",
            'words by language: `{ en = "...", zh = "..." }`',
            '各语言的文字：`{ en = "...", zh = "..." }`',
            "“times”",
        ),
        (
            "checklist",
            "items",
            "a table by name, each a [table](#item)",
            "按名称的表，每项为一张[表](#item)",
            "**needed**",
        ),
        (
            "deadline",
            "counting",
            "a [table](#counting)",
            "一张[表](#counting)",
            "what stands below",
        ),
        ("deadline", "self_set", "`true` or `false`", "`true`或`false`", "`false`"),
    ],
)
def test_a_key(kind: str, key: str, english: str, chinese: str, unless: str) -> None:
    """By hand, from the text of the class."""
    cls = KINDS[kind]
    shape = shapes_in(cls)[key]

    assert held(shape, "en") == english
    assert held(shape, "zh") == chinese
    assert told_unless(cls, key, "en") == unless


def test_sentences_are_those_of_the_docstring() -> None:
    """Over several lines as one."""
    said = fields_said(ChecklistPolicy)

    assert said["clause"]
    assert "\n" not in "".join(said.values())
