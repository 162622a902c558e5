"""
What of the life of a deadline is laxer than it was, and what is named without words.
"""

from pathlib import Path
from typing import Any

import attrs
import pytest

from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Clause, Text
from followup_rules.interchange import diff, read, review, show
from followup_rules.interchange.strictness import laxer
from followup_rules.policies.deadlines import CaseLimit, DeadlinePolicy, Extension
from followup_rules.timing.amounts import Days, Months

FILE = Path(__file__).parents[2] / "docs" / "examples" / "books" / "hotline.toml"
HOTLINE: Rulebook = read(FILE)
PLAIN = DeadlinePolicy(
    id="answer",
    clause=Clause(id="X-1", en="x", zh="某条"),
    name=Text("the answer", "答复"),
    owed_by="unit",
    limit=Days(5),
)
FULL = Extension(
    at_a_time=Days(5),
    in_all=Days(9),
    no_later_than=Days(20),
    times=1,
    granted_by=("head",),
    least_notice=Days(2),
)
BRINGS = CaseLimit(shortest=Days(5), longest=Days(30))


def moved(field: str, new: Any, old: Any) -> list[tuple[str, ...]]:
    """Return where a rule is laxer of which one field was changed."""
    found = laxer(
        attrs.evolve(PLAIN, **{field: new}), attrs.evolve(PLAIN, **{field: old})
    )
    return [tuple(map(str, one.path)) for one in found]


@pytest.mark.parametrize(
    "new",
    [
        {"at_a_time": Days(6)},
        {"at_a_time": None},
        {"in_all": Months(1)},
        {"no_later_than": Days(21)},
        {"times": 2},
        {"times": None},
        {"granted_by": ("head", "clerk")},
        {"granted_by": ()},
        {"least_notice": Days(1)},
        {"least_notice": None},
        {"least_notice": None, "asked_in_time": False},
    ],
)
def test_more_time_is_laxer(new: dict[str, Any]) -> None:
    """Longer, more often, by more roles, or asked for later; and not back again."""
    more = attrs.evolve(FULL, **new)
    assert moved("extension", more, FULL) == [("extension",)]
    assert moved("extension", FULL, more) == []


def test_an_extension_at_all() -> None:
    """Any is laxer than none; as long as the limit is no longer than any length."""
    assert moved("extension", FULL, None) == [("extension",)]
    assert moved("extension", None, FULL) == []
    assert moved("extension", FULL, FULL) == []
    bound = Extension(no_longer_than_limit=True)
    assert moved("extension", Extension(), bound) == [("extension",)]
    late = Extension(asked_in_time=False)
    assert moved("extension", late, Extension()) == [("extension",)]


def test_reasons_that_stop_the_clock() -> None:
    """One more is laxer."""
    assert moved("stopped_by", ("a", "b"), ("a",)) == [("stopped_by",)]
    assert moved("stopped_by", ("a",), ("a", "b")) == []


def test_limits_of_a_case() -> None:
    """Longer ones, or a higher least, are laxer."""
    for new, lax in (
        (CaseLimit(shortest=Days(5), longest=Days(31)), True),
        (CaseLimit(shortest=Days(5)), True),
        (CaseLimit(shortest=Days(6), longest=Days(30)), True),
        (CaseLimit(longest=Days(30)), False),
        (CaseLimit(shortest=Days(4), longest=Days(29)), False),
    ):
        assert moved("case_limit", new, BRINGS) == ([("case_limit",)] if lax else [])
    assert moved("case_limit", BRINGS, None) == [("case_limit",)]
    assert moved("case_limit", BRINGS, CaseLimit(longest=Days(30))) == [("case_limit",)]


def test_names_without_words() -> None:
    """Reasons, events and roles that a sentence would name."""
    assert review(HOTLINE) == ()
    words: Any = {
        name: word
        for name, word in HOTLINE.words.items()
        if name not in {"expert_opinion", "told_on", "head"}
    }
    bare = attrs.evolve(HOTLINE, words=words)
    found = [one for one in review(bare) if one.code == "missing_word"]
    said = " ".join(one.text.en for one in found)
    for name in ("expert_opinion", "told_on", "head"):
        assert name in said


def test_a_change_in_words() -> None:
    """What changed is said field by field, and the page shows it."""
    rule = attrs.evolve(HOTLINE["letter"], extension=Extension(times=2))
    told = str(diff(HOTLINE, HOTLINE.replace("letter", rule)))
    assert "how often at most: none becomes 2" in told
    assert "altogether at most: 30 days becomes none" in told
    assert "可批准的延期：累计上限 30天，批准人 机关负责人" in show(HOTLINE, "zh")
