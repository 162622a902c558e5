"""
Shares, scores and cells of the rows of a period: what is uncertain is said to be so.
"""

import datetime as dt
from fractions import Fraction
from typing import Annotated, Any

import attrs
import pendulum
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import (
    actors,
    cadence,
    clause,
    quota,
    rate,
    regulation,
    score,
)
from followup_rules.errors import (
    InvalidFieldError,
    RequirementNotMetError,
    UnknownNameError,
)
from followup_rules.fields import Name
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import GradeOf
from followup_rules.policies.scoring import (
    CUTS_90_60,
    POINTS_100_60_0,
    THREE_GRADES,
)
from followup_rules.policies.targets import Bound
from followup_rules.timing.cycles import Cycle, month
from followup_rules.verdicts import Status, Verdict

MARCH = month(2026, 3)
AS_OF = pendulum.datetime(2026, 4, 15, tz="Asia/Shanghai")


@row("ward", "ward", "病区")
class Ward:
    """A ward that owes calls."""

    id: str
    entered_at: dt.datetime | None = None


@row("call", "call", "来电", placed="called_at")
class Call:
    """A call, which may be meant, and may be answered."""

    id: str
    called_at: dt.datetime = said("when", "通话时间")
    meant: bool | None = said("whether it is meant", "是否计入", default=True)
    answered: bool | None = said("whether it was answered", "是否接通", default=True)
    ward: Name | None = said("the ward", "病区", default="A")
    grade: Annotated[str, GradeOf("grades")] | None = said(
        "the grade", "评价", default=None
    )
    entered_at: dt.datetime | None = None


BOOK = regulation(
    "CALLS",
    "1",
    "Calls",
    "来电",
    clause(
        "1",
        "Three in four calls are answered.",
        "来电接通四分之三。",
        rate(
            "answered",
            "the calls answered",
            "来电接通",
            owed_by="desk",
            each=Call,
            where="meant",
            met="answered",
            rate="3/4",
            bound=Bound.NOT_LESS_THAN,
        ),
        quota(
            "half",
            "half of the calls",
            "一半来电",
            owed_by="desk",
            each=Call,
            where="meant",
            met="answered",
            rate="1/2",
        ),
    ),
    clause(
        "2",
        "Each ward calls twice a month.",
        "各病区每月来电二次。",
        cadence(
            "twice",
            "the calls of a ward",
            "病区来电",
            owed_by="desk",
            of=Call,
            each=Ward,
            whose="ward",
            where="meant",
            counts="answered",
            cycle=Cycle.MONTH,
            least=2,
        ),
    ),
    clause("3", "Devices count.", "计入评价器。", not_computed=("-", "-")),
    clause(
        "4",
        "Calls are graded by ward.",
        "按病区评分。",
        score(
            "grades",
            "the grades",
            "评分",
            owed_by="desk",
            each=Call,
            where="meant",
            answer="grade",
            by="ward",
            kind="ward",
            scale=THREE_GRADES,
            points=POINTS_100_60_0,
            satisfied=("satisfied",),
            tiers=CUTS_90_60,
            items=("overall",),
        ),
    ),
    source="a test",
    ledgers=(Ward, Call),
)


def call(number: int, **facts: Any) -> Call:
    """Return a call of March."""
    at = pendulum.datetime(2026, 3, 1 + number % 28, 9, tz="Asia/Shanghai")
    return Call(id=f"C{number}", called_at=at, **facts)


def judged(
    calls: list[Any], rule: str, book: Rulebook = BOOK, wards: tuple[str, ...] = ("A",)
) -> list[Verdict]:
    """Judge calls of March, two weeks after it."""
    ledgers = {"ward": [Ward(id=one) for one in wards], "call": calls}
    report = book.assess(ledgers, as_of=AS_OF, period=MARCH)
    return list(report.where(rule=rule))


FACTS = st.tuples(
    st.sampled_from([True, False, None]), st.sampled_from([True, False, None])
)


class TestShares:
    """
    A share lies between what it is with none of the uncertain rows and with all.
    """

    @given(st.lists(FACTS, max_size=7))
    @settings(deadline=None, max_examples=60)
    def test_what_every_world_says(self, rows: list[tuple[Any, Any]]) -> None:
        """It is met, or not, only if it is so however the unknown turns out."""
        calls = [call(n, meant=m, answered=a) for n, (m, a) in enumerate(rows)]
        worlds = {(0, 0)}
        for meant, answered in rows:
            may = [
                (int(a), 1) if m else (0, 0)
                for m in ([True, False] if meant is None else [meant])
                for a in ([True, False] if answered is None else [answered])
            ]
            worlds = {(x + a, y + b) for x, y in worlds for a, b in may}
        for rule, bound in (("answered", Fraction(3, 4)), ("half", Fraction(1, 2))):
            [verdict] = judged([*calls], rule)
            answers = {x >= bound * y for x, y in worlds if y}
            if verdict.status is Status.MET:
                assert answers == {True}
            if verdict.status is Status.BREACHED:
                assert answers == {False}
            if len(answers) == 2:
                assert verdict.status is Status.UNDETERMINED
            if worlds == {(0, 0)}:
                assert verdict.status is Status.NOT_APPLICABLE

    def test_unreadable_rows(self) -> None:
        """They withhold what they could mend, and leave what they could not."""
        bad = call(20, meant=True, answered="yes")
        worst = [call(n, answered=False) for n in range(9)]
        near = [*(call(n) for n in range(2)), call(2, answered=False)]

        [sure] = judged([*worst, bad], "answered")
        [open_] = judged([*near, bad], "answered")
        [fine] = judged([call(1), bad], "answered")
        assert sure.status is Status.BREACHED
        assert [one.code for one in sure.notes] == ["rows_in_error"]
        assert (open_.status, open_.reason.code) == (
            Status.UNDETERMINED,
            "row_unusable",
        )
        assert fine.status is Status.MET
        assert [one.code for one in fine.notes] == ["rows_in_error"]

    def test_rows_of_another_month(self) -> None:
        """They are no part of the share, and are accounted for."""
        april = Call(id="x", called_at=AS_OF, answered=False)
        report = BOOK.assess({"call": [call(1), april]}, as_of=AS_OF, period=MARCH)

        [verdict] = report.where(rule="answered")
        assert verdict.status is Status.MET
        assert report.accounts["call"].outside == 1


class TestCells:
    """
    A call that may be meant, or may be anybody's, is uncertain in every cell it may be of.
    """

    @pytest.mark.parametrize(
        ("calls", "status"),
        [
            ([{}, {}], Status.MET),
            ([{}], Status.BREACHED),
            ([{}, {"meant": None}], Status.UNDETERMINED),
            ([{}, {"meant": False}], Status.BREACHED),
            ([{}, {"answered": None}], Status.UNDETERMINED),
            ([{}, {"answered": False}], Status.BREACHED),
            ([{}, {"ward": None}], Status.UNDETERMINED),
            ([{}, {"ward": None, "meant": False}], Status.BREACHED),
            ([{}, {"ward": None, "answered": False}], Status.BREACHED),
            ([{}, {"ward": "B"}], Status.BREACHED),
            ([{}, {}, {"ward": None, "meant": None}], Status.MET),
        ],
    )
    def test_by_hand(self, calls: list[dict[str, Any]], status: Status) -> None:
        """One ward, two calls owed."""
        rows = [call(n, **facts) for n, facts in enumerate(calls)]

        [verdict] = judged(rows, "twice")
        assert verdict.status is status
        assert verdict.key == "CALLS/twice//ward/A/2026-03"

    def test_whoever_it_was(self) -> None:
        """A call that names no ward may be of each of them."""
        found = judged(
            [call(1, ward=None), call(2, ward=None)], "twice", wards=("A", "B")
        )

        assert [one.status for one in found] == [Status.UNDETERMINED] * 2


class TestScores:
    """
    Answers are pooled by what they are pooled by; what may not be meant is no answer.
    """

    def test_by_hand(self) -> None:
        """Two wards, each with its answers, its silent ones and its rank."""
        calls = [
            call(1, grade="满意"),
            call(2, grade="基本满意"),
            call(3),
            call(4, grade="不满意", meant=None),
            call(5, grade="不满意", meant=False),
            call(6, grade="不满意", ward="B"),
        ]
        first, second = judged(calls, "grades")

        assert first.key == "CALLS/grades//ward/A/2026-03"
        assert (first.evidence.score, first.evidence.rank) == (Fraction(80), 1)
        assert first.evidence.no_answer == 2
        assert (second.evidence.score, second.evidence.rank) == (Fraction(0), 2)
        assert second.evidence.no_answer == 0

    def test_unreadable_rows_are_remarked(self) -> None:
        """A ward is told how many answers could not be read."""
        [verdict] = judged([call(1, grade="满意"), call(2, grade="还行")], "grades")

        assert "rows_in_error" in [one.code for one in verdict.notes]

    def test_an_answer_from_nowhere(self) -> None:
        """It is an error of its row, and every ward is told."""
        calls = [call(1, grade="满意"), call(2, grade="满意", ward=None)]
        report = BOOK.assess({"call": calls}, as_of=AS_OF, period=MARCH)

        [error] = report.row_errors
        [verdict] = report.where(rule="grades")
        assert (error.row, error.field, error.got) == ("C2", "ward", None)
        assert error.in_language("zh").startswith("来电C2的病区为空，无法使用")
        assert [one.code for one in verdict.notes][-1] == "rows_in_error"


class TestWrongFeeds:
    """
    A feed that names what is not there is refused with the book.
    """

    @pytest.mark.parametrize(
        ("rule", "changes", "says"),
        [
            ("answered", {"each": "cal"}, "unknown ledger 'cal'.*nearest: 'call'"),
            ("answered", {"met": "answerd"}, "nearest: 'answered'"),
            ("twice", {"of": "cal"}, "unknown ledger 'cal'"),
            ("twice", {"whose": "war"}, "nearest: 'ward'"),
            ("grades", {"by": "count visit"}, "unknown ledger 'visit'"),
        ],
    )
    def test_names(self, rule: str, changes: dict[str, Any], says: str) -> None:
        """With the nearest name."""
        feed = attrs.evolve(BOOK.feeds[rule], **changes)

        with pytest.raises(UnknownNameError, match=says):
            BOOK.replace(rule, feed=feed)

    def test_another_kind(self) -> None:
        """A share is fed by no cadence."""
        with pytest.raises(InvalidFieldError, match="allowed: a Rate"):
            BOOK.replace("answered", feed=BOOK.feeds["twice"])


class TestRefusals:
    """
    What a rule refuses of one row costs neither the row's other rules nor the report.
    """

    def test_a_row_that_a_rule_refuses(self) -> None:
        """It is named with the field, in the words of the ledger."""

        def refuses(_case: Any, one: Call) -> Any:
            if one.id == "C1":
                raise InvalidFieldError("ward", one.ward, "a ward of ours")
            return "desk"

        book = regulation(
            "R",
            "1",
            "R",
            "规",
            clause(
                "1",
                "Who.",
                "何人。",
                actors(
                    "who",
                    "who",
                    "何人",
                    owed_by="desk",
                    allowed=("desk",),
                    each=Call,
                    by=refuses,
                ),
            ),
            source="-",
            ledgers=(Call,),
        )
        report = book.assess({"call": [call(1), call(2)]}, as_of=AS_OF)

        [verdict] = report
        [error] = report.row_errors
        assert (verdict.subject and verdict.subject.id, verdict.status) == (
            "C2",
            Status.MET,
        )
        assert (error.kind, error.row, error.field, error.got) == (
            "call",
            "C1",
            "ward",
            "A",
        )
        assert error.in_language("zh").startswith("来电C1的病区为“A”，无法使用")
        with pytest.raises(RequirementNotMetError, match="C1"):
            report.require()
