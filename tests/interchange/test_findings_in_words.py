"""
What is laxer or changed, told in both languages: the new and the old one, each once.
"""

import attrs
import pytest

from followup_rules.interchange import loads
from followup_rules.interchange.difference import changes
from followup_rules.interchange.documents.reading import shipped
from followup_rules.interchange.reviewing import review
from followup_rules.interchange.texts import render
from followup_rules.policies.warranty import WarrantyPolicy
from followup_rules.timing.amounts import Years


def test_what_is_laxer() -> None:
    """The new one first, then what it stands for."""
    house = loads(
        'based_on = "repair@2021"\n'
        '[rules.visit_deadline.cases.leak]\nlimit = "9 days"\n'
    )
    (found,) = (one for one in review(house) if one.code == "laxer")

    assert found.text.en == "9 days is laxer than the 3 days of REPAIR@2021"
    assert found.text.zh.startswith("9天比")
    assert found.text.zh.endswith("的3天宽松")


@pytest.mark.parametrize("rate", ["3%", "8%"])
def test_a_change_does_not_show_all_words(rate: str) -> None:
    """It shows what changed; the words of the regulation are no part of it."""
    old = shipped("repair@2021")
    new = loads(
        f'based_on = "repair@2021"\n[rules."visit_quota.office"]\nrate = "{rate}"'
    )
    (change,) = (one for one in changes(old, new) if one.path.endswith("rate"))

    assert "Fraction(1, 20)" in repr(change)
    assert "words" not in repr(change)


@pytest.mark.parametrize(
    ("period", "en", "zh"),
    [
        (None, "none is less than the statutory 5 years", "无低于法定的5年"),
        (Years(4), "4 years is less than the statutory 5 years", "4年低于法定的5年"),
    ],
)
def test_a_period_under_the_statutory_one(
    period: Years | None, en: str, zh: str
) -> None:
    """Of waterproofing, which is kept tight for five years at least."""
    book = shipped("construction@2021")
    (rule,) = (one for one in book.rules.values() if isinstance(one, WarrantyPolicy))
    cases = [
        attrs.evolve(one, period=period) if one.key == "roof_waterproofing" else one
        for one in rule.cases
    ]
    changed = book.replace(rule.id, attrs.evolve(rule, cases=cases))
    (found,) = (one for one in review(changed) if one.code == "unlawful")

    assert found.text.en.startswith(en)
    assert found.text.zh.startswith(zh)


def test_a_table_at_the_top_has_a_heading() -> None:
    """However short it is: what is below it may be put on one line."""
    written = render({"a": {"x": 1}, "b": 2}, "toml")

    assert written.split() == ["b", "=", "2", "[a]", "x", "=", "1"]
