"""
A deadline and its feed are two halves, and review finds the one that stands alone.
"""

from pathlib import Path

import pytest

from followup_rules.interchange import Finding, loads, review

FIRST = (
    (Path(__file__).parents[2] / "docs" / "examples" / "books" / "first.toml")
    .read_text(encoding="utf-8")
    .partition("[[scenarios]]")[0]
)
HALVES = {
    "cases": ('cases.urgent = { limit = "1 day", clause = "DESK-2" }', "category"),
    "forms": ('forms = ["urgent"]', "form"),
    "self_set": ("self_set = true", "appointed"),
    "case_limit": ("case_limit = {}", "limit"),
    "extension": ("extension = { times = 1 }", "extensions"),
    "stopped_by": ('stopped_by = ["urgent"]', "pauses"),
}
TOLD = {
    "category": '"urgency"',
    "form": '"urgency"',
    "appointed": '"answered_at"',
    "limit": '"urgency"',
    "extensions": '{ asked_at = "answered_at", extended_to = "answered_at" }',
    "pauses": '{ begins = "answered_at", reason = "urgency" }',
}


def found(*, said: str | None = None, told: str | None = None) -> list[Finding]:
    """Review a rule of which one half stands, or both, or neither."""
    limit = "" if said == "cases" else 'limit = "2 days"'
    half = "" if said is None else HALVES[said][0]
    tells = "" if told is None else f", {told} = {TOLD[told]}"
    text = f"""
    [rules.more]
    kind = "deadline"
    clause = "DESK-1"
    name = {{ en = "the rest" }}
    owed_by = "desk"
    {limit}
    {half}
    feed = {{ each = "request", since = "received_at", done = "answered_at"{tells} }}
    """
    return list(review(loads(FIRST + text)))


@pytest.mark.parametrize("said", HALVES)
class TestHalves:
    """
    What a rule knows, and what a row tells of it.
    """

    def test_both_are_whole(self, said: str) -> None:
        """Nothing is found of what stands in both places."""
        assert found(said=said, told=HALVES[said][1]) == []

    def test_the_rule_alone(self, said: str) -> None:
        """It never counts, and the place where it is to be told is named."""
        [finding] = found(said=said)

        assert finding.code == "dead"
        assert finding.path == f"rules.more.feed.{HALVES[said][1]}"
        assert finding.clause == "DESK-1"

    def test_the_feed_alone(self, said: str) -> None:
        """Every row that tells it would be refused."""
        [finding] = found(told=HALVES[said][1])

        assert finding.code == "dead"
        assert finding.path == f"rules.more.feed.{HALVES[said][1]}"
        assert f"no {said}" in finding.text.en
        assert f"没有写明{said}" in finding.text.zh


def test_neither_is_whole() -> None:
    """A plain limit asks for nothing."""
    assert found() == []
