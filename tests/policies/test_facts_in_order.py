"""
Facts in an impossible order are errors of their row, and never a verdict.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pendulum
import pytest

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    DateOutOfRangeError,
    ImpossibleOrderError,
    NotADayError,
)
from followup_rules.policies.cadence import CadencePolicy
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.policies.intervals import IntervalPolicy
from followup_rules.policies.keeping import KeepingPolicy
from followup_rules.policies.procedures import ProcedurePolicy, Step
from followup_rules.policies.series import Between, PlannedVisit, SeriesPolicy
from followup_rules.policies.streaks import Streak, StreakPolicy
from followup_rules.receipts import replay
from followup_rules.timing.amounts import Days
from followup_rules.timing.cycles import Cycle, month
from followup_rules.verdicts import Status

D = dt.date
CLAUSE = Clause(id="X-1", en="a clause", zh="某条")
NOW = pendulum.datetime(2026, 7, 1, tz="Asia/Shanghai")
COMMON: Any = {
    "id": "rule",
    "clause": CLAUSE,
    "name": Text("the visit", "回访"),
    "owed_by": "office",
}
PROMPTLY = DeadlinePolicy(**COMMON)
CADENCE = CadencePolicy(**COMMON, cycle=Cycle.MONTH)
INTERVAL = IntervalPolicy(**COMMON, most=Days(30))
WINDOW = Between(opens=Days(10), closes=Days(40))
SERIES = SeriesPolicy(
    **COMMON,
    visits=(
        PlannedVisit(key="first", name=Text("a", "甲"), clause=CLAUSE, when=WINDOW),
    ),
)
STREAK = StreakPolicy(**COMMON, number=2, streak=Streak.IN_A_ROW)
STEPS = ProcedurePolicy(
    **COMMON,
    trigger="found_at",
    steps=(Step(key="mend", name=Text("b", "乙"), clause=CLAUSE),),
)
FIRST, SECOND = D(2026, 3, 10), D(2026, 3, 20)

Call = Callable[[Any, Any], Any]
PAIRS: dict[str, tuple[str, str, Call]] = {
    "deadline": (
        "trigger",
        "closed",
        lambda a, b: PROMPTLY.assess(a, closed=b, as_of=NOW),
    ),
    "cadence": (
        "began",
        "ended",
        lambda a, b: CADENCE.assess(
            [], cell=month(2026, 5), began=a, ended=b, as_of=NOW
        ),
    ),
    "interval": (
        "since",
        "ended",
        lambda a, b: INTERVAL.assess(a, ended=b, as_of=NOW),
    ),
    "intervals": (
        "since",
        "ended",
        lambda a, b: INTERVAL.assess_each([], since=a, ended=b, as_of=NOW),
    ),
    "interval done": (
        "since",
        "done",
        lambda a, b: INTERVAL.assess(a, b, as_of=NOW),
    ),
    "series": (
        "anchor",
        "ended",
        lambda a, b: SERIES.assess(a, ended=b, as_of=NOW),
    ),
    "streak": (
        "since",
        "until",
        lambda a, b: STREAK.assess([], since=a, until=b, as_of=NOW),
    ),
    "procedure": (
        "found_at",
        "closed",
        lambda a, b: STEPS.assess({}, trigger=a, closed=b, as_of=NOW),
    ),
    "steps": (
        "found_at",
        "closed",
        lambda a, b: STEPS.assess_each({}, trigger=a, closed=b, as_of=NOW),
    ),
}


@pytest.mark.parametrize("name", PAIRS)
class TestPairs:
    """
    Two moments of which the one cannot lie before the other.
    """

    def test_backwards(self, name: str) -> None:
        """Both are named as the caller knows them, whether they lie ahead or not."""
        earlier, later, call = PAIRS[name]
        for years in (0, 4):
            told = (D(2026 + years, 3, 20), D(2026 + years, 3, 19))
            with pytest.raises(ImpossibleOrderError) as caught:
                call(*told)
            found = caught.value
            assert (found.earlier, found.later) == (earlier, later)
            assert (found.earlier_value, found.later_value) == told

    def test_at_once(self, name: str) -> None:
        """On one day anything may have been first; an instant tells."""
        call = PAIRS[name][2]
        at = pendulum.datetime(2026, 3, 10, 12, tz="Asia/Shanghai")
        for told in ((FIRST, FIRST), (at, FIRST), (FIRST, at), (at, at)):
            call(*told)
        with pytest.raises(ImpossibleOrderError):
            call(at, at.subtract(microseconds=1))

    def test_in_order(self, name: str) -> None:
        """Neither is needed, and what is no moment is refused by its name."""
        earlier, later, call = PAIRS[name]
        for told in ((FIRST, SECOND), (FIRST, None), (None, SECOND), (None, None)):
            call(*told)
        wrongs: Any = ((("x", SECOND), earlier), ((FIRST, "x"), later))
        for told, wrong in wrongs:
            with pytest.raises(NotADayError, match=f"^{wrong} "):
                call(*told)


class TestAfterTheEnd:
    """
    What came after a duty ended begins and ends no interval, however it is asked.
    """

    @pytest.mark.parametrize("done", [D(2026, 3, 30), D(2026, 5, 30)])
    def test_one_and_each(self, done: D) -> None:
        """Neither in time nor late: the interval was cut off."""
        told: dict[str, Any] = {"ended": SECOND, "as_of": NOW}
        one = INTERVAL.assess(FIRST, done, **told)
        (each,) = INTERVAL.assess_each([done], since=FIRST, **told)
        assert one.reason.code == each.reason.code == "interval_cut_off"
        assert one.evidence == each.evidence

    def test_the_first_of_all(self) -> None:
        """It starts no count either."""
        (only,) = INTERVAL.assess_each([SECOND], ended=FIRST, as_of=NOW)
        assert only.reason.code == "trigger_absent"

    def test_an_end_that_lies_ahead(self) -> None:
        """It takes nothing away yet."""
        found = INTERVAL.assess(FIRST, SECOND, ended=D(2027, 1, 1), as_of=NOW)
        assert found.reason.code == "interval_kept"


class TestKept:
    """
    What was disposed of is told by its day; until then it was still there.
    """

    RULE = KeepingPolicy(**COMMON, keep_for=Days(30))

    @pytest.mark.parametrize("kept", [True, False, None])
    def test_a_disposal_says_more(self, kept: bool | None) -> None:  # noqa: FBT001 - a fact
        """Whatever is said beside it, the day decides."""
        codes = {
            day: self.RULE.assess(FIRST, day, kept=kept, as_of=NOW).reason.code
            for day in (D(2026, 4, 9), D(2026, 4, 10))
        }
        assert [*codes.values()] == ["disposed_early", "kept_long_enough"]

    @pytest.mark.parametrize("kept", [True, False, None])
    @pytest.mark.parametrize(
        ("as_of", "status"),
        [(D(2026, 4, 1), Status.PENDING), (D(2026, 4, 20), Status.MET)],
    )
    def test_a_disposal_that_lies_ahead(
        self,
        kept: bool | None,  # noqa: FBT001 - a fact
        as_of: D,
        status: Status,
    ) -> None:
        """A row that is full today tells of a day before it what was true then."""
        now = pendulum.datetime(as_of.year, as_of.month, as_of.day, tz="Asia/Shanghai")
        verdict = self.RULE.assess(FIRST, D(2026, 6, 1), kept=kept, as_of=now)
        assert verdict.status is status
        assert verdict.evidence.kept is True
        assert replay(self.RULE, verdict.receipt()).is_same

    def test_before_it_begins(self) -> None:
        """The same where nothing has started the period."""
        verdict = self.RULE.assess(None, D(2026, 8, 1), kept=False, as_of=NOW)
        assert verdict.reason.code == "keeping_not_begun"


class TestClosing:
    """
    Only what has no limit falls due when its matter is closed.
    """

    LIMITED = DeadlinePolicy(**COMMON, limit=Days(5))

    def test_it_is_refused_beside_a_limit(self) -> None:
        """As columns refuse it; nothing that closing could move."""
        with pytest.raises(ValueError, match=r"closed cannot be .* has a limit"):
            self.LIMITED.assess(FIRST, closed=SECOND, as_of=NOW)
        agreed = DeadlinePolicy(**COMMON, self_set=True)
        with pytest.raises(ValueError, match="closed cannot be"):
            agreed.assess(FIRST, closed=SECOND, as_of=NOW)
        assert PROMPTLY.falls_due_at_close
        assert not self.LIMITED.falls_due_at_close
        assert not agreed.falls_due_at_close

    def test_receipts_that_kept_it(self) -> None:
        """They are read as they would be written today."""
        receipt = self.LIMITED.assess(FIRST, SECOND, as_of=NOW).receipt()
        receipt["facts"]["closed"] = {"day": "2026-03-25"}
        receipt["answer"]["evidence"]["closed"] = "2026-03-25"
        assert replay(self.LIMITED, receipt).is_same
        receipt["answer"]["evidence"] = None
        assert not replay(self.LIMITED, receipt).is_same

    def test_receipts_that_need_it(self) -> None:
        """Where it counts it is compared."""
        receipt = PROMPTLY.assess(FIRST, closed=SECOND, as_of=NOW).receipt()
        assert replay(PROMPTLY, receipt).is_same
        receipt["answer"]["evidence"]["closed"] = None
        assert not replay(PROMPTLY, receipt).is_same


FAR: dict[str, Callable[[Any], Any]] = {
    "deadline": lambda x: PROMPTLY.assess(x, as_of=NOW),
    "closed": lambda x: PROMPTLY.assess(FIRST, closed=x, as_of=NOW),
    "began": lambda x: CADENCE.assess([], cell=month(2026, 5), began=x, as_of=NOW),
    "ended": lambda x: CADENCE.assess([], cell=month(2026, 5), ended=x, as_of=NOW),
    "event": lambda x: CADENCE.assess([x], cell=month(2026, 5), as_of=NOW),
    "interval": lambda x: INTERVAL.assess(x, as_of=NOW),
    "each": lambda x: INTERVAL.assess_each([x], as_of=NOW),
    "series": lambda x: SERIES.assess(x, as_of=NOW),
    "visit": lambda x: SERIES.assess(FIRST, [x], as_of=NOW),
    "streak": lambda x: STREAK.assess([(x, True)], as_of=NOW),
    "since": lambda x: STREAK.assess([], since=x, as_of=NOW),
    "until": lambda x: STREAK.assess([], until=x, as_of=NOW),
    "procedure": lambda x: STEPS.assess({}, trigger=x, as_of=NOW),
    "step": lambda x: STEPS.assess({"mend": x}, trigger=FIRST, as_of=NOW),
    "keeping": lambda x: TestKept.RULE.assess(x, as_of=NOW),
    "disposed": lambda x: TestKept.RULE.assess(FIRST, x, as_of=NOW),
}


@pytest.mark.parametrize("name", FAR)
@pytest.mark.parametrize(
    "unset",
    [
        pendulum.datetime(1, 1, 1, tz="Asia/Shanghai"),
        pendulum.datetime(1, 1, 1, 8, 5, 42, tz="Asia/Shanghai"),
    ],
)
def test_before_all_time(name: str, unset: dt.datetime) -> None:
    """What an unset date looks like in the east has no moment: refused in our words."""
    with pytest.raises(DateOutOfRangeError):
        FAR[name](unset)


def test_the_first_moment_of_all() -> None:
    """One second later it has, and the verdict can be said and written down."""
    first = pendulum.datetime(1, 1, 1, 8, 5, 43, tz="Asia/Shanghai")
    verdict = INTERVAL.assess(first, as_of=NOW)
    assert verdict.status is Status.BREACHED
    assert verdict.explain("zh")
    assert replay(INTERVAL, verdict.receipt()).is_same


def test_the_last_cell_of_all() -> None:
    """Its end is no day any more."""
    with pytest.raises(DateOutOfRangeError, match="the end of the cell"):
        CADENCE.assess([], cell=D(9999, 12, 31), as_of=NOW)
