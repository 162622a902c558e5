"""
A refusal names what was most likely meant, also where that came in other words.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import attrs
import pendulum
import pytest

from followup_rules import receipts
from followup_rules.clauses import Clause, Text, name_meant
from followup_rules.errors import (
    FollowupRulesError,
    InvalidFieldError,
    InvalidReceiptError,
    UnknownNameError,
)
from followup_rules.errors.base import nearest_of
from followup_rules.policies.intervals import IntervalPolicy
from followup_rules.rulebooks import construction, repair
from followup_rules.tables import Table
from followup_rules.timing.amounts import Days
from followup_rules.timing.counting import Counting, LastDay
from followup_rules.verdicts import Subject

NOW = pendulum.datetime(2026, 4, 1, tz="Asia/Shanghai")
DAY = dt.date(2026, 3, 2)
READINGS = tuple(one.id for one in repair.READINGS)


@pytest.mark.parametrize(
    ("got", "allowed", "near"),
    [
        ("leek", ["general", "leak"], "leak"),
        ("LEAK", ["general", "leak"], "leak"),
        (
            "rolls_forward",
            ["LastDay.STAYS", "LastDay.ROLLS_FORWARD"],
            "LastDay.ROLLS_FORWARD",
        ),
        ("roof", ["foundation", "roof_waterproofing"], "roof_waterproofing"),
        ("look", ["looked_on_site", "asked"], "looked_on_site"),
        ("ask", ["asked_about", "asked_for"], None),  # the beginning of both
        ("as", ["asked_for_suggestions"], None),  # too short to mean one
        ("A-5", READINGS, "A-05"),
        ("A-16", READINGS, "A-16a"),
        ("x", ["general", "leak"], None),
        ("x", [], None),
        (3, ["1", "2", "3"], "3"),
        ("a" * 10_000, ["a" * 200], "a" * 200),
    ],
)
def test_nearest(got: Any, allowed: list[str], near: str | None) -> None:
    """By capitals, by the part after a dot, by its beginning, by its letters."""
    assert nearest_of(got, allowed) == near


def refused(call: Callable[[], Any]) -> str:
    """Return what is said of a wrong call."""
    with pytest.raises(FollowupRulesError) as caught:
        call()
    return str(caught.value)


class TestOtherWords:
    """
    A name told in the words of the regulation, or of the rule itself.
    """

    @pytest.mark.parametrize(
        ("call", "end"),
        [
            (
                lambda: repair.VISIT_DEADLINE.due(DAY, category="漏水项目"),
                "; that is 'leak' here",
            ),
            (
                lambda: construction.WARRANTY.cover("屋面防水工程", accepted_on=DAY),
                "; that is 'roof_waterproofing' here",
            ),
            (
                lambda: construction.WARRANTY.cover("roof", accepted_on=DAY),
                "; nearest: 'roof_waterproofing'",
            ),
            (
                lambda: construction.WARRANTY.assess(
                    "decoration",
                    accepted_on=DAY,
                    occurred_at=DAY,
                    cause="misuze",
                    as_of=NOW,
                ),
                "; nearest: 'misuse'",
            ),
            (
                lambda: repair.VISIT_RECORD.assess({"实地查看": True}),
                "; that is 'looked_on_site' here",
            ),
            (
                lambda: repair.VISIT_RECORD.assess({}, circumstances=["电话"]),
                "; that is 'phone' here",
            ),
            (
                lambda: construction.RULES["hand_over"].assess(
                    {"使用交接手续": DAY}, trigger=DAY, as_of=NOW
                ),
                "; that is 'hand_over' here",
            ),
        ],
    )
    def test_it_says_by_which_name(self, call: Callable[[], Any], end: str) -> None:
        """So that whoever asks need not look it up."""
        said = refused(call)
        assert said.endswith(end)
        assert said.startswith("unknown ")

    def test_words_of_a_clause(self) -> None:
        """A word in each language, and nothing where there is none."""
        words = Table({"leak": Text("a leak", "漏水")})
        clause = attrs.evolve(Clause(id="X-1", en="x"), words=words)
        assert name_meant("漏水", ["leak"], clause) == "leak"
        assert name_meant("a leak", ["leak"], clause) == "leak"
        assert name_meant("漏", ["leak"], clause) == ""
        assert name_meant(3, ["leak"], clause) == ""
        assert name_meant("漏水", ["leak"], Clause(id="X-1", en="x")) == ""

    def test_the_error_says_it_as_a_value(self) -> None:
        """A program reads it without parsing."""
        error = UnknownNameError("category", "漏水", ("leak",), "leak")
        assert (error.meant, error.allowed) == ("leak", ("leak",))
        assert UnknownNameError("category", "x", ("leak",)).meant == ""


class TestMessages:
    """
    What came, what is allowed, the way out.
    """

    def test_members(self) -> None:
        """The spelling of a file names the member that is meant."""
        said = refused(lambda: Counting(rest_day="rolls_forward"))  # type: ignore[arg-type]
        assert said.endswith("; nearest: 'LastDay.ROLLS_FORWARD'")
        assert str(InvalidFieldError("x", "stays", "LastDay or None")).endswith("None")
        assert str(InvalidFieldError("x", 3, str(LastDay.STAYS))).endswith("STAYS")

    def test_choices(self) -> None:
        """A choice is called one, and a long policy is not written out."""
        said = refused(lambda: repair.RULES.choose("A-05", "CIVIL"))
        assert said == (
            "unknown choice 'CIVIL'; allowed: NOT_EXTENDED, CIVIL_CODE_203; nearest: "
            "'CIVIL_CODE_203'"
        )
        other = repair.VISIT_QUOTAS["office"]
        said = refused(lambda: repair.RULES.replace("visit_deadline", other))
        assert "QuotaPolicy'>; allowed: a DeadlinePolicy" in said
        said = refused(lambda: repair.RULES.replace("visit_deadline", 3))  # type: ignore[arg-type]
        assert said == "rule visit_deadline cannot be 3; allowed: a DeadlinePolicy"

    @pytest.mark.parametrize(
        ("call", "says"),
        [
            (
                lambda: repair.RULES.assess([], as_of=NOW),  # type: ignore[arg-type]
                "ledgers cannot be []; allowed: rows by the kind of their ledger, such as "
                '{"repair": [...]}',
            ),
            (
                lambda: repair.VISIT_DEADLINE.assess(
                    DAY,
                    category="leak",
                    calendar="china",
                    as_of=NOW,  # type: ignore[arg-type]
                ),
                "calendar cannot be 'china'; allowed: a work calendar, such as "
                "timing.calendars.china()",
            ),
            (
                lambda: repair.VISIT_DEADLINE.assess(
                    DAY,
                    category="leak",
                    subject="R1",  # type: ignore[arg-type]
                    as_of=NOW,
                ),
                "subject cannot be 'R1'; allowed: a Subject, or None",
            ),
            (
                lambda: IntervalPolicy(
                    id="x",
                    clause=Clause(id="X-1", en="x"),
                    name=Text("it"),
                    owed_by="o",
                    at_most=Days(3),
                ).due(DAY, number=2),
                "number cannot be 2; allowed: 1, because it is counted from the last one "
                "and not by a plan",
            ),
        ],
    )
    def test_the_way_out(self, call: Callable[[], Any], says: str) -> None:
        """Each with an example of what would do."""
        assert refused(call) == says

    @pytest.mark.parametrize("wrong", [None, 3, "receipt", []])
    def test_no_receipt(self, wrong: Any) -> None:
        """Whatever is no table is no receipt, asked of a book or of a rule."""
        with pytest.raises(InvalidReceiptError, match="it is no table but"):
            repair.RULES.replay(wrong)
        with pytest.raises(InvalidReceiptError, match="it is no table but"):
            receipts.replay(repair.VISIT_DEADLINE, wrong)

    def test_a_subject(self) -> None:
        """It is held when the verdict is made, and a verdict on nothing has none."""
        about = Subject("repair", "R1")
        rule = repair.VISIT_DEADLINE
        assert (
            rule.assess(DAY, category="leak", as_of=NOW, subject=about).subject is about
        )
        assert rule.assess(DAY, category="leak", as_of=NOW).subject is None
