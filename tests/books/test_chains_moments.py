"""
Which moments the rules of each kind have, by which other rules may hang on them.
"""

import datetime as dt
from typing import Any

import pendulum
import pytest

from followup_rules.books import feeds
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import (
    Draft,
    clause,
    deadline,
    keeping,
    regulation,
)
from followup_rules.books.text import (
    judged as policy_of,
)
from followup_rules.clauses import Clause, Text
from followup_rules.errors import InvalidFieldError
from followup_rules.ledgers.facts import row, said
from followup_rules.policies.retention_stages import ReleaseStage
from followup_rules.policies.windows import After
from followup_rules.timing.amounts import Days, Months
from followup_rules.verdicts import Status, Verdict

ZONE = "Asia/Shanghai"
LAW = Clause(id="T-1", en="paid", zh="返还")


def at(day: int, hour: int = 9) -> dt.datetime:
    """Return an instant of March 2026."""
    return pendulum.datetime(2026, 3, day, hour, tz=ZONE)


def day(number: int) -> dt.date:
    """Return a day of March 2026."""
    return dt.date(2026, 3, number)


@row("job", "job", "工程", placed="opened_at")
class Job:
    """What is visited, paid and covered."""

    id: str
    opened_at: dt.datetime = said("opened", "开始时间")
    visited_at: dt.datetime | None = said("visited", "回访时间", default=None)
    first_on: dt.date | None = said("paid first", "首次返还日", default=None)
    rest_on: dt.date | None = said("paid then", "再次返还日", default=None)
    applied_on: dt.date | None = said("applied", "申请日", default=None)
    checked_on: dt.date | None = said("checked", "核实日", default=None)
    agreed: str | None = said("agreed", "约定期限", default="1 month")
    part: str | None = said("part", "部位", default=None)
    sent_at: dt.datetime | None = said("the letter", "去函时间", default=None)
    entered_at: dt.datetime | None = None


def book(*drafts: Draft) -> Rulebook:
    """Put rules together, each under a clause of its own."""
    passages = [
        clause(str(number), f"clause {number}", f"第{number}条", draft)
        for number, draft in enumerate(drafts, 1)
    ]
    return regulation("T", "1", "t", "试", *passages, source="t", ledgers=(Job,))


def letter(since: str) -> Draft:
    """Return a letter within a day."""
    return deadline(
        "letter",
        "the letter",
        "去函",
        owed_by="office",
        each=Job,
        since=since,
        done="sent_at",
        limit=Days(1),
    )


def judge(rules: Rulebook, **told: Any) -> dict[str, Verdict]:
    """Judge one job, opened on 2 March, at the end of the month, by rule."""
    jobs = [Job(id="1", opened_at=at(2), **told)]
    report = rules.assess({"job": jobs}, as_of=at(31))
    assert report.row_errors == ()
    return {one.rule: one for one in report}


WINDOW = policy_of(
    ("windows", "WindowPolicy"),
    "visit",
    "the visit",
    "回访",
    owed_by="office",
    by=feeds.Windows(each="job", anchor="opened_at", done="visited_at"),
    anchor="opened_at",
    span=After(opens=Days(2), closes=Days(9)),
)


class TestWindows:
    """
    From 4 to 11 March.
    """

    @pytest.mark.parametrize(
        ("since", "visited", "starts"),
        [
            ("breach of visit", None, at(12, 0)),
            ("breach of visit", at(14), at(12, 0)),
            ("breach of visit", at(5), None),
            ("meeting of visit", at(5), at(5)),
            ("meeting of visit", at(14), at(14)),
            ("meeting of visit", None, None),
            ("due of visit", at(5), day(11)),
        ],
    )
    def test_its_moments(self, since: str, visited: Any, starts: Any) -> None:
        """It ran out when the window closed, and was met by the visit that counts."""
        found = judge(book(WINDOW, letter(since)), visited_at=visited)["letter"]
        if starts is None:
            assert found.reason.code == "trigger_absent"
        else:
            assert found.evidence.trigger == starts
            assert found.status is Status.BREACHED


def releases(*, apart: bool) -> Draft:
    """Return money that is paid back in two halves, each within three days."""
    stages = [
        ReleaseStage(key="first", name=Text("first", "首次"), share="1/2", clause=LAW),
        ReleaseStage(
            key="rest",
            name=Text("the rest", "余款"),
            share="1/2",
            clause=LAW,
            after=Days(10),
        ),
    ]
    return policy_of(
        ("retention_stages", "RetentionRelease"),
        "money",
        "the money",
        "返还",
        owed_by="owner",
        by=feeds.Releases(
            each="job",
            started_on="opened_at",
            paid={"first": "first_on", "rest": "rest_on"},
            apart=apart,
        ),
        stages=stages,
        pay_within=Days(3),
    )


class TestReleases:
    """
    The first half by the 5th, the rest by the 15th.
    """

    @pytest.mark.parametrize(
        ("since", "told", "starts"),
        [
            ("breach of money", {}, at(6, 0)),
            ("breach of money", {"first_on": day(4)}, at(16, 0)),
            ("meeting of money", {"first_on": day(4), "rest_on": day(14)}, day(14)),
            ("meeting of money", {"first_on": day(4)}, None),
            ("breach of money.rest", {}, at(16, 0)),
            ("meeting of money.first", {"first_on": day(4)}, day(4)),
            ("meeting of money.first", {"first_on": day(8)}, day(8)),
            ("breach of money.first", {"first_on": day(8)}, at(6, 0)),
            ("due of money.rest", {}, day(15)),
        ],
    )
    def test_its_moments(self, since: str, told: Any, starts: Any) -> None:
        """Of all stages the one decides that is worst; each has its own where asked."""
        rules = book(releases(apart="." in since), letter(since))
        found = judge(rules, **told)["letter"]
        if starts is None:
            assert found.reason.code == "trigger_absent"
        else:
            assert found.evidence.trigger == starts


REFUND = policy_of(
    ("retention", "RetentionRefund"),
    "money",
    "the money",
    "返还",
    owed_by="owner",
    by=feeds.Refund(
        each="job",
        accepted_on="opened_at",
        agreed="agreed",
        applied_on="applied_on",
        checked_on="checked_on",
        paid_on="first_on",
    ),
    longest=Months(1),
    check_within=Days(4),
    pay_within=Days(4),
)


class TestRefunds:
    """
    Applied for on the 3rd: checked by the 7th, and paid within four days of the check.
    """

    @pytest.mark.parametrize(
        ("since", "told", "starts"),
        [
            ("breach of money", {}, at(8, 0)),
            ("breach of money", {"checked_on": day(5)}, at(10, 0)),
            ("breach of money", {"checked_on": day(5), "first_on": day(12)}, at(10, 0)),
            ("meeting of money", {"checked_on": day(5), "first_on": day(8)}, day(8)),
            ("meeting of money", {"checked_on": day(5)}, None),
        ],
    )
    def test_its_moments(self, since: str, told: Any, starts: Any) -> None:
        """It ran out with the step that was not taken."""
        rules = book(REFUND, letter(since))
        found = judge(rules, applied_on=day(3), **told)["letter"]
        if starts is None:
            assert found.reason.code == "trigger_absent"
        else:
            assert found.evidence.trigger == starts


class TestWithoutATime:
    """
    What has no moment is refused when the book is built.
    """

    def test_keeping(self) -> None:
        """It is broken by a disposal, and never due."""
        kept = keeping(
            "file",
            "the file",
            "档案",
            owed_by="office",
            each=Job,
            since="opened_at",
            disposed="visited_at",
            keep_for=Days(9),
        )
        for moment in ("due", "breach", "meeting"):
            with pytest.raises(InvalidFieldError, match="no rule here"):
                book(kept, letter(f"{moment} of file"))

    def test_a_warranty(self) -> None:
        """It has an end, which is its due time; whether it is broken has no time."""
        cover = policy_of(
            ("warranty", "WarrantyPolicy"),
            "cover",
            "the cover",
            "保修",
            owed_by="office",
            by=feeds.Warranty(
                each="job", category="part", accepted_on="opened_at", question="cover"
            ),
            cases={"roof": (Days(9), "1")},
        )
        # covered until the 11th: what starts then is due on the 12th
        found = judge(book(cover, letter("due of cover")), part="roof")
        assert found["letter"].evidence.trigger == day(11)
        assert found["letter"].deadline.last_day == day(12)
        for moment in ("breach", "meeting"):
            with pytest.raises(InvalidFieldError, match="no rule here"):
                book(cover, letter(f"{moment} of cover"))
