"""
What is laxer or changed, told in both languages: the new and the old one, each once.
"""

import pytest

from followup_rules.interchange import loads
from followup_rules.interchange.difference import changes
from followup_rules.interchange.documents.reading import shipped
from followup_rules.interchange.reviewing import review


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
