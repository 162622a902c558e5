"""
Ways out of a whole procedure, and of answers that are scored; derived by hand.
"""

import datetime as dt
import json
from typing import Any

import pendulum
import pytest

from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import clause, procedure, regulation, score
from followup_rules.errors import InvalidFieldError
from followup_rules.ledgers.facts import row, said
from followup_rules.policies.scoring import CUTS_90_60, POINTS_100_60_0, THREE_GRADES
from followup_rules.testing.invariants import check_invariants
from followup_rules.timing.amounts import Days
from followup_rules.timing.cycles import month
from followup_rules.verdicts import Status

Moment = dt.date | dt.datetime


def at(day: int, hour: int = 9) -> pendulum.DateTime:
    """Return an instant of March 2026."""
    return pendulum.datetime(2026, 3, day, hour, tz="Asia/Shanghai")


LAST = at(31)


@row("case", "case", "事项", placed="raised_at")
class Matter:
    """A matter that is looked into, then put right; withdrawn or not."""

    id: str
    raised_at: dt.datetime = said("raised", "提出时间")
    seen_at: dt.datetime | None = said("looked into", "查看时间", default=None)
    mended_at: dt.datetime | None = said("put right", "整改时间", default=None)
    withdrawn_on: Moment | None = said("withdrawn", "撤回时间", default=None)
    hoax: bool | None = said("whether a hoax", "是否恶意", default=False)
    hoax_on: Moment | None = said("found on", "认定日期", default=None)
    grade: str | None = said("the grade", "评价", default=None)
    desk: str | None = said("the desk", "窗口", default="A")


WITHDRAWN: dict[str, Any] = {
    "name": ("the matter is withdrawn", "事项撤回"),
    "clause": "9",
    "when": "withdrawn_on",
}
HOAX: dict[str, Any] = {
    "name": ("the rating is malicious", "恶意评价"),
    "clause": "9",
    "when": "hoax",
    "came_at": "hoax_on",
}


def book(*drafts: Any) -> Rulebook:
    """Return a regulation of matters."""
    return regulation(
        "DESK",
        "1",
        "Matters",
        "事项",
        clause("1", "Matters are dealt with.", "事项办理。", *drafts),
        clause("9", "Unless.", "除外。", not_computed=("-", "-")),
        source="a test",
        ledgers=(Matter,),
    )


def course(**more: Any) -> Any:
    """Return a procedure: looked into in 3 days, put right in 10."""
    return procedure(
        "course",
        "the course",
        "办理",
        owed_by="desk",
        each=Matter,
        since="raised_at",
        steps={
            "see": {"name": ("the look", "查看"), "at": "seen_at", "limit": Days(3)},
            "mend": {
                "name": ("the repair", "整改"),
                "at": "mended_at",
                "limit": Days(10),
                "since": "raised_at",
            },
        },
        **more,
    )


WHOLE = book(course(ways_out={"withdrawn": WITHDRAWN}))


def one(rules: Rulebook = WHOLE, *, as_of: Any = LAST, **facts: Any) -> Any:
    """Return the verdict on a matter raised on 2 March: 5 and 12 March are the ends."""
    [verdict] = rules.assess(
        {"case": [Matter(id="M1", raised_at=at(2), **facts)]}, as_of=as_of
    )
    return verdict


class TestProcedures:
    """
    What was broken when it came stays broken; the rest is let off.
    """

    @pytest.mark.parametrize(
        ("facts", "status"),
        [
            ({}, "BREACHED"),
            # before anything was due
            ({"withdrawn_on": at(4)}, "EXCUSED"),
            ({"withdrawn_on": dt.date(2026, 3, 5)}, "EXCUSED"),
            # the look was overdue already
            ({"withdrawn_on": at(6, 0)}, "BREACHED"),
            ({"withdrawn_on": dt.date(2026, 3, 6)}, "BREACHED"),
            # between the look, in time, and the end of the repair
            ({"seen_at": at(5), "withdrawn_on": at(8)}, "EXCUSED"),
            ({"seen_at": at(5), "withdrawn_on": dt.date(2026, 3, 12)}, "EXCUSED"),
            ({"seen_at": at(5), "withdrawn_on": dt.date(2026, 3, 13)}, "BREACHED"),
            # the look was late; withdrawn before, and after it was overdue
            ({"seen_at": at(7), "withdrawn_on": at(4)}, "EXCUSED"),
            ({"seen_at": at(7), "withdrawn_on": at(8)}, "BREACHED"),
            # done all the same
            ({"seen_at": at(3), "mended_at": at(9), "withdrawn_on": at(20)}, "MET"),
            ({"seen_at": at(3), "mended_at": at(9), "withdrawn_on": at(4)}, "MET"),
            (
                {"seen_at": at(3), "mended_at": at(14), "withdrawn_on": at(10)},
                "EXCUSED",
            ),
            ({"seen_at": at(3), "mended_at": at(14), "withdrawn_on": at(15)}, "LATE"),
        ],
    )
    def test_by_hand(self, facts: dict[str, Any], status: str) -> None:
        """Moments around the ends of both steps."""
        assert one(**facts).status.name == status

    def test_what_the_text_lets_off_whenever(self) -> None:
        """Nobody asks what was overdue."""
        way = {**WITHDRAWN, "whenever": True}
        rules = book(course(ways_out={"withdrawn": way}))
        assert one(rules, withdrawn_on=at(20)).status is Status.EXCUSED

    def test_two_of_them(self) -> None:
        """What one lets off the other does not take back."""
        ways = {
            "hoax": {**HOAX, "came_at": None, "whenever": True},
            "withdrawn": WITHDRAWN,
        }
        found = one(book(course(ways_out=ways)), hoax=True, withdrawn_on=at(6))
        assert found.status is Status.EXCUSED
        assert "let_off_after_breach" not in {reason.code for reason in found.reasons}

    def test_not_known_accuses_nobody(self) -> None:
        """Unless it came too late anyhow."""
        rules = book(course(ways_out={"hoax": HOAX}))
        assert one(rules, hoax=None).status is Status.UNDETERMINED
        assert one(rules, hoax=None, hoax_on=at(4)).status is Status.UNDETERMINED
        assert one(rules, hoax=None, hoax_on=at(6)).status is Status.BREACHED

    def test_sentences_and_receipts(self) -> None:
        """Too late says when, and that a step was overdue."""
        late = one(withdrawn_on=at(6))
        assert late.explain("en").endswith(
            "It is not excused: when the matter is withdrawn (DESK-9) came, "
            "Fri 2026-03-06 09:00, a step was overdue already."
        )
        assert late.explain("zh").endswith(
            "“事项撤回”（DESK-9）发生于2026年3月6日09:00，其时已有步骤逾期，不予免除。"
        )
        for verdict in (late, one(withdrawn_on=at(4))):
            again = WHOLE.replay(json.loads(json.dumps(verdict.receipt())))
            assert again.is_same

    def test_time_turns_nothing(self) -> None:
        """At every day of the month."""
        rows = [
            Matter(id="1", raised_at=at(2), withdrawn_on=at(4)),
            Matter(id="2", raised_at=at(2), withdrawn_on=at(6)),
            Matter(id="3", raised_at=at(2), seen_at=at(5), withdrawn_on=at(8)),
            Matter(id="4", raised_at=at(2), seen_at=at(7), withdrawn_on=at(8)),
        ]
        moments = [at(day, hour) for day in range(2, 20) for hour in (0, 9)]
        check_invariants(WHOLE, {"case": rows}, as_of=at(20), moments=moments)

    def test_one_that_ends_is_refused(self) -> None:
        """The whole falls due on no day; step by step it may."""
        way = {**WITHDRAWN, "until": "hoax_on"}
        with pytest.raises(InvalidFieldError, match=r"Procedure\.apart cannot be"):
            book(course(ways_out={"withdrawn": way}))
        apart = book(course(ways_out={"withdrawn": way}, apart=True))
        assert [v.status.name for v in apart.assess({"case": []}, as_of=LAST)] == []


SCORED = book(
    score(
        "desk_score",
        "the score",
        "得分",
        owed_by="desk",
        each=Matter,
        answer="grade",
        by="desk",
        scale=THREE_GRADES,
        points=POINTS_100_60_0,
        satisfied=("satisfied",),
        tiers=CUTS_90_60,
        ways_out={"hoax": HOAX},
    )
)


class TestScores:
    """
    An answer that is let off is left out, and counted apart.
    """

    def scored(self, *last: Any, as_of: Any = None, within: Any = None) -> Any:
        """Return the verdict on a desk: one content, and the others."""
        told: dict[str, Any] = {"raised_at": at(2), "grade": "satisfied"}
        good = Matter(id="0", **told)
        rows = [Matter(id=str(n), **{**told, **one}) for n, one in enumerate(last, 1)]
        [verdict] = SCORED.assess(
            {"case": [good, *rows]},
            as_of=as_of or pendulum.datetime(2026, 4, 20, tz="Asia/Shanghai"),
            period=within or month(2026, 3),
        )
        return verdict

    @pytest.mark.parametrize(
        ("told", "points"),
        [
            ({}, 50),
            ({"hoax": True, "hoax_on": dt.date(2026, 3, 31)}, 100),
            # found after the month was over: it counts
            ({"hoax": True, "hoax_on": dt.date(2026, 4, 1)}, 50),
            # whether, or when, is not known: it is no answer
            ({"hoax": None}, 100),
            ({"hoax": True}, 100),
        ],
    )
    def test_by_hand(self, told: dict[str, Any], points: int) -> None:
        """The mean of 100 and 0, or 100 alone."""
        found = self.scored({"grade": "dissatisfied", **told})
        assert found.evidence.score == points

    def test_it_is_counted_apart(self) -> None:
        """By what, in both languages; and where nothing is left, nothing is scored."""
        bad: Any = {
            "grade": "dissatisfied",
            "hoax": True,
            "hoax_on": dt.date(2026, 3, 9),
        }
        found = self.scored(bad, bad)
        assert found.explain("en").endswith(
            "Excused, and left out of the count: 2. "
            "Let off because the rating is malicious (DESK-9): 2."
        )
        assert found.explain("zh").endswith(
            "依规免除、不计入基数的有2项。因“恶意评价”依DESK-9免除的有2项。"
        )
        [alone] = SCORED.assess(
            {"case": [Matter(id="1", raised_at=at(2), **bad)]},
            as_of=at(31),
            period=month(2026, 3),
        )
        assert alone.evidence.score is None
        assert "excused_left_out" in {one.code for one in alone.notes}
