"""
Rows of which nobody knows whether a rule is asked of them: nothing is held against anybody.

What `where` cannot answer is neither yes nor no. A rule that goes by rows says what comes
to the same either way, and that what would be against somebody is not known.
"""

import datetime as dt
from types import SimpleNamespace as Row
from typing import Any

import pendulum
import pytest

from followup_rules import interchange
from followup_rules.reports import Report
from followup_rules.verdicts import Status

BOOK = """
[regulation]
code = "CARE"
edition = "2026"
title = { en = "Care", zh = "照护" }
source = "an example"
[words]
nurse = { text = { en = "nurse", zh = "护士" } }
guard = { text = { en = "guard", zh = "保安" } }
[clauses.CARE-1]
en = "Serious findings are followed up."
zh = "严重情况须跟进。"
[facts.finding]
words = { en = "finding", zh = "情况" }
placed = "seen_at"
[facts.finding.attributes]
seen_at = { type = "instant", words = { en = "seen", zh = "发现时间" } }
serious = { type = "yes or no?", words = { en = "serious", zh = "是否严重" } }
grade = { type = "number from 0 to 5?", words = { en = "grade", zh = "等级" } }
done_at = { type = "instant?", words = { en = "done", zh = "跟进时间" } }
gone_on = { type = "moment?", words = { en = "gone", zh = "处置日期" } }
by = { type = "list of role?", words = { en = "by whom", zh = "跟进人" } }
[rules.asked]
clause = "CARE-1"
name = { en = "the follow-up", zh = "跟进" }
owed_by = "nurse"
"""

KINDS = {
    "deadline": """
kind = "deadline"
limit = "1 day"
feed = { each = "finding", where = "ASKED", since = "seen_at", done = "done_at" }
""",
    "window": """
kind = "window"
anchor = "seen_at"
span = { kind = "after", opens = "1 day", closes = "2 days" }
feed = { each = "finding", where = "ASKED", anchor = "seen_at", done = "done_at" }
""",
    "notice": """
kind = "notice"
event = "seen_at"
lead = "1 day"
feed = { each = "finding", where = "ASKED", event = "seen_at", done = "done_at" }
""",
    "checklist": """
kind = "checklist"
items.followed = { name = { en = "the note", zh = "记录" }, clause = "CARE-1" }
[rules.asked.feed]
each = "finding"
where = "ASKED"
there.followed = "done_at has happened"
""",
    "actors": """
kind = "actors"
allowed = ["nurse"]
feed = { each = "finding", where = "ASKED", by = "by" }
""",
    "team": """
kind = "team"
roles = ["nurse"]
feed = { each = "finding", where = "ASKED", members = "by" }
""",
    "procedure": """
kind = "procedure"
trigger = "seen_at"
steps.call = { name = { en = "the call", zh = "电话" }, clause = "CARE-1", limit = "1 day" }
feed = { each = "finding", where = "ASKED", since = "seen_at", steps.call = "done_at" }
""",
    "keeping": """
kind = "keeping"
keep_for = "1 year"
feed = { each = "finding", where = "ASKED", since = "seen_at", disposed = "gone_on" }
""",
}

SEEN = pendulum.datetime(2026, 3, 2, 9, tz="Asia/Shanghai")
LATER = SEEN.add(days=30)


def judged(rule: str, where: str, **told: Any) -> Report:
    """Judge one finding of which nothing was done, unless it is told."""
    return over(KINDS[rule].replace("ASKED", where), **told)


def over(rule: str, **told: Any) -> Report:
    """Judge it under a rule as a file says it."""
    book = interchange.loads(BOOK + rule)
    facts: dict[str, Any] = {
        "id": "1",
        "seen_at": SEEN,
        "serious": None,
        "grade": None,
        "done_at": None,
        "gone_on": dt.date(2026, 3, 5),
        "by": ["guard"],
    }
    report: Report = book.assess({"finding": [Row(**facts | told)]}, as_of=LATER)
    return report


@pytest.mark.parametrize("rule", KINDS)
class TestNotKnownWhetherAsked:
    """
    Every kind that goes by rows.
    """

    def test_it_accuses_nobody(self, rule: str) -> None:
        """It is the fact that is missing that is said, and not that it was not done."""
        [verdict] = judged(rule, "serious").verdicts

        assert verdict.status is Status.UNDETERMINED
        assert verdict.reason.code == "fact_missing"
        assert "not known whether this case owes it" in verdict.explain("en")
        assert "是否须办理尚不明确" in verdict.explain("zh")

    def test_once_it_is_known_it_is_a_breach_or_nothing(self, rule: str) -> None:
        """The other two answers stay what they are."""
        [broken] = judged(rule, "serious", serious=True).verdicts

        assert broken.is_violation
        assert judged(rule, "serious", serious=False).verdicts == ()

    def test_half_a_condition_may_decide(self, rule: str) -> None:
        """One of two that is known to hold is enough, and one that does not is not."""
        asked = "serious or grade at least 3"
        [known] = judged(rule, asked, grade=3).verdicts
        [unknown] = judged(rule, asked, grade=2).verdicts

        assert known.is_violation
        assert unknown.status is Status.UNDETERMINED


class TestWhatComesToTheSame:
    """
    What is in nobody's disfavour is said, whether the rule is asked or not.
    """

    def test_done_in_time_is_met(self) -> None:
        """Owed or not, it was done."""
        [verdict] = judged("deadline", "serious", done_at=SEEN.add(hours=1)).verdicts

        assert verdict.status is Status.MET

    def test_late_is_not_known(self) -> None:
        """Done after the bound is against somebody too."""
        [verdict] = judged("deadline", "serious", done_at=SEEN.add(days=9)).verdicts

        assert verdict.status is Status.UNDETERMINED


class TestWindowNotKnownToBeOwed:
    """
    A window whose row does not say whether it is owed.
    """

    WINDOW = KINDS["window"].replace("where", "owed")

    @pytest.mark.parametrize(
        ("serious", "status"),
        [
            (True, Status.BREACHED),
            (False, Status.NOT_APPLICABLE),
            (None, Status.UNDETERMINED),
        ],
    )
    def test_it_accuses_nobody(self, *, serious: bool | None, status: Status) -> None:
        """Without a name for the fact in the rule, too."""
        told = self.WINDOW.replace("ASKED", "serious")
        [verdict] = over(told, serious=serious).verdicts

        assert verdict.status is status
