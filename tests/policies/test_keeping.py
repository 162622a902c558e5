"""
Keep something at least so long.
"""

import datetime as dt
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    InvalidFieldError,
    MissingFactError,
    NotADayError,
    NotAnInstantError,
    UnknownNameError,
)
from followup_rules.policies.keeping import KeepingCase, KeepingPolicy
from followup_rules.receipts import replay
from followup_rules.timing.amounts import Days, Hours, Minutes, WorkingDays, Years
from followup_rules.timing.calendars import from_exceptions
from followup_rules.timing.counting import Counting
from followup_rules.verdicts import Status, Verdict

CLAUSE = Clause(id="LIFT-31", en="records kept four years", zh="记录保存不少于四年")
SHORT = Clause(id="INS-9a", en="five years, up to a year", zh="一年以下保存五年")
LONG = Clause(id="INS-9b", en="ten years, beyond", zh="一年以上保存十年")
D = dt.date


def policy(**fields: Any) -> KeepingPolicy:
    """Return a rule."""
    told = {"keep_for": Days(30), **fields}
    return KeepingPolicy(
        id="records",
        clause=CLAUSE,
        name=Text("the service record", "维护保养记录"),
        owed_by="maintainer",
        **told,
    )


CASES = policy(
    keep_for=None,
    cases=[
        KeepingCase(key="short", keep_for=Years(5), clause=SHORT),
        KeepingCase(key="long", keep_for=Years(10), clause=LONG),
    ],
    trigger="contract_ended_on",
)


def at(day: dt.date, hour: int = 0, minute: int = 0) -> pendulum.DateTime:
    """Return an instant in Shanghai."""
    return pendulum.datetime(
        day.year, day.month, day.day, hour, minute, tz="Asia/Shanghai"
    )


def say(verdict: Verdict) -> str:
    """Return both languages, every blank filled."""
    both = verdict.explain("en") + verdict.explain("zh")
    assert "{" not in both
    assert "None" not in both
    return both


class TestEarliestLawfulDay:
    """
    The day after the last of the period, or the instant at which hours have run.
    """

    @pytest.mark.parametrize(
        ("trigger", "length", "lawful"),
        [
            (D(2026, 3, 1), Days(30), D(2026, 4, 1)),  # 30 days from the 2nd: 31 March
            (D(2024, 2, 29), Years(4), D(2028, 3, 1)),
            (D(2023, 2, 28), Years(1), D(2024, 2, 29)),
            (D(2026, 3, 1), Days(0), D(2026, 3, 2)),
            (at(D(2026, 3, 1), 9, 30), Hours(72), at(D(2026, 3, 4), 9, 30)),
        ],
    )
    def test_counted(self, trigger: Any, length: Any, lawful: Any) -> None:
        """The day of the event is not counted."""
        assert policy(keep_for=length).may_go_on(trigger) == lawful

    def test_the_longest_of_several(self) -> None:
        """Two categories bind both, so the longer period holds."""
        ended = D(2020, 6, 30)
        assert CASES.may_go_on(ended, category="short") == D(2025, 7, 1)
        assert CASES.may_go_on(ended, category=["long", "short"]) == D(2030, 7, 1)

    def test_needs_a_category_that_exists(self) -> None:
        """None, or an unknown one, has no period."""
        with pytest.raises(MissingFactError, match="short, long"):
            CASES.may_go_on(D(2020, 6, 30))
        with pytest.raises(UnknownNameError, match="nearest: 'short'"):
            CASES.may_go_on(D(2020, 6, 30), category="shrt")
        with pytest.raises(InvalidFieldError, match="there are no cases"):
            policy().may_go_on(D(2020, 6, 30), category="short")


class TestStillThere:
    """
    What is still there is pending until its period has run, and met from then on.
    """

    @pytest.mark.parametrize(
        ("now", "status"),
        [
            (at(D(2026, 3, 31), 23, 59), Status.PENDING),
            (at(D(2026, 4, 1)), Status.MET),
            (at(D(2036, 4, 1)), Status.MET),
        ],
    )
    def test_to_the_last_minute(self, now: Any, status: Status) -> None:
        """31 March is the last of thirty days from 1 March."""
        verdict = policy().assess(D(2026, 3, 1), as_of=now)
        assert verdict.status is status
        assert verdict.evidence.may_go_on == D(2026, 4, 1)
        assert "2026年3月31日" in say(verdict)

    def test_a_period_that_has_not_begun(self) -> None:
        """While the relation runs the papers stay, and nothing is counted yet."""
        verdict = policy().assess(None, as_of=at(D(2026, 3, 1)))
        assert verdict.reason.code == "keeping_not_begun"
        assert verdict.status is Status.PENDING
        assert verdict.evidence.may_go_on is None
        say(verdict)

    def test_nobody_knows(self) -> None:
        """Whether it is still there is a fact like any other."""
        for trigger in (None, D(2026, 3, 1)):
            verdict = policy().assess(trigger, kept=None, as_of=at(D(2026, 3, 9)))
            assert verdict.status is Status.UNDETERMINED
            assert verdict.reason["fact"] == "kept"
            say(verdict)


class TestDisposedOf:
    """
    Disposed of inside the period is a breach; after it, it is not.
    """

    @pytest.mark.parametrize(
        ("disposed", "status"),
        [
            (D(2026, 3, 31), Status.BREACHED),
            (at(D(2026, 3, 31), 23, 59), Status.BREACHED),
            (at(D(2026, 4, 1)), Status.MET),
            (D(2026, 4, 1), Status.MET),
            (D(2026, 2, 1), Status.BREACHED),
        ],
    )
    def test_around_the_last_day(self, disposed: Any, status: Status) -> None:
        """Also where it went before the period began."""
        verdict = policy().assess(D(2026, 3, 1), disposed, as_of=at(D(2026, 6, 1)))
        assert verdict.status is status
        assert verdict.is_violation is (status is Status.BREACHED)
        say(verdict)

    def test_while_the_relation_runs(self) -> None:
        """A relation that has not ended has begun no period that could be over."""
        now = at(D(2026, 6, 1))
        went = policy().assess(None, D(2026, 5, 1), as_of=now)
        assert went.reason.code == "disposed_before_start"
        assert went.status is Status.BREACHED
        assert "2026年5月1日" in say(went)
        gone = policy().assess(None, kept=False, as_of=now)
        assert gone.reason.code == "gone_before_start"
        say(gone)

    def test_gone_on_a_day_nobody_wrote_down(self) -> None:
        """Inside the period that is a breach for certain; later it may have been."""
        early = policy().assess(D(2026, 3, 1), kept=False, as_of=at(D(2026, 3, 9)))
        assert early.reason.code == "gone_early"
        say(early)
        later = policy().assess(D(2026, 3, 1), kept=False, as_of=at(D(2026, 5, 1)))
        assert later.status is Status.UNDETERMINED
        assert later.reason["fact"] == "disposed"

    def test_hours(self) -> None:
        """Exactly so many hours are enough; of a day alone it may not be known."""
        rule = policy(keep_for=Hours(72))
        start, now = at(D(2026, 3, 1), 9), at(D(2026, 3, 9))
        assert rule.assess(start, at(D(2026, 3, 4), 9), as_of=now).status is Status.MET
        short = rule.assess(start, at(D(2026, 3, 4), 8, 59), as_of=now)
        assert short.status is Status.BREACHED
        assert "2026年3月4日09:00" in say(short)
        assert rule.assess(start, D(2026, 3, 3), as_of=now).status is Status.BREACHED
        assert rule.assess(start, D(2026, 3, 5), as_of=now).status is Status.MET
        with pytest.raises(NotAnInstantError, match="disposed"):
            rule.assess(start, D(2026, 3, 4), as_of=now)

    def test_later_facts_are_not_known(self) -> None:
        """A disposal, or an end, after the moment of judgement is left out."""
        verdict = policy().assess(D(2026, 3, 1), D(2026, 3, 9), as_of=at(D(2026, 3, 8)))
        assert verdict.status is Status.PENDING
        assert [remark.code for remark in verdict.notes] == ["later_fact"]
        unborn = policy().assess(D(2026, 3, 9), as_of=at(D(2026, 3, 8)))
        assert unborn.reason.code == "keeping_not_begun"


class TestClauseAndFacts:
    """
    The clause is that of the case; what is missing is named.
    """

    def test_the_clause_of_the_case(self) -> None:
        """With one category its own, with several that of the longest."""
        now = at(D(2028, 1, 1))
        verdict = CASES.assess(D(2020, 6, 30), category="short", as_of=now)
        assert (verdict.clause, verdict.status) == (SHORT, Status.MET)
        both = CASES.assess(D(2020, 6, 30), category=("short", "long"), as_of=now)
        assert (both.clause, both.status) == (LONG, Status.PENDING)
        absent = CASES.assess(None, category="long", as_of=now)
        assert absent.clause is LONG
        unnamed = CASES.assess(D(2020, 6, 30), as_of=now)
        assert (unnamed.clause, unnamed.reason["fact"]) == (CLAUSE, "category")
        for one in (verdict, both, absent, unnamed):
            assert replay(CASES, one.receipt()).is_same

    def test_the_longest_where_an_hour_comes_twice(self) -> None:
        """01:20 after clocks are put back comes after 01:50 before they are."""
        rule = policy(
            keep_for=None,
            cases=[
                KeepingCase(key="short", keep_for=Hours(24), clause=SHORT),
                KeepingCase(key="long", keep_for=Minutes(1470), clause=LONG),
            ],
            counting=Counting(zone="America/New_York"),
        )
        start = dt.datetime.fromisoformat("2026-10-31T01:50-04:00")
        both = rule.assess(start, category=("short", "long"), as_of=at(D(2026, 11, 3)))
        assert both.clause == LONG
        assert both.evidence.may_go_on.isoformat() == "2026-11-01T01:20:00-05:00"

    def test_working_days_without_a_calendar(self) -> None:
        """Nothing is guessed."""
        rule = policy(keep_for=WorkingDays(3))
        verdict = rule.assess(D(2026, 3, 2), as_of=at(D(2026, 3, 9)))
        assert verdict.reason.code == "calendar_missing"
        week = from_exceptions("w", D(2026, 3, 1), D(2026, 3, 31), source="none")
        known = rule.assess(D(2026, 3, 2), calendar=week, as_of=at(D(2026, 3, 9)))
        assert known.evidence.may_go_on == D(2026, 3, 6)

    @pytest.mark.parametrize(
        "fields",
        [
            {"keep_for": None},
            {"cases": CASES.cases},
            {"keep_for": None, "cases": (*CASES.cases, CASES.cases[0])},
        ],
    )
    def test_refused(self, fields: dict[str, Any]) -> None:
        """No length at all, two at once, a category twice."""
        with pytest.raises(InvalidFieldError):
            policy(**fields)

    def test_refused_facts(self) -> None:
        """What is no day and what is neither yes nor no."""
        with pytest.raises(InvalidFieldError, match="kept"):
            policy().assess(None, kept="yes", as_of=at(D(2026, 3, 1)))  # type: ignore[arg-type]
        with pytest.raises(NotADayError, match="trigger"):
            policy().assess("2026-03-01", as_of=at(D(2026, 3, 1)))  # type: ignore[arg-type]
        with pytest.raises(MissingFactError, match="as_of"):
            policy().assess(None)


def by_looking(start: int, days: int, gone: int | None, today: int) -> Status:
    """Judge day by day: was there a day of the period on which it was not there?"""
    if start > today:
        return Status.PENDING if gone is None or gone > today else Status.BREACHED
    if gone is not None and gone > today:
        gone = None
    for day in range(start, start + days + 1):
        if gone is not None and gone <= day:
            return Status.BREACHED
        if day == today and gone is None:
            return Status.PENDING
    return Status.MET


@given(
    start=st.integers(0, 12),
    days=st.integers(0, 6),
    gone=st.none() | st.integers(0, 24),
    today=st.integers(0, 24),
)
def test_by_looking_at_every_day(
    start: int, days: int, gone: int | None, today: int
) -> None:
    """An engine that looks at each day of the period in turn finds the same."""
    first = D(2026, 2, 20)
    rule = attrs.evolve(policy(), keep_for=Days(days))
    verdict = rule.assess(
        first + dt.timedelta(start),
        None if gone is None else first + dt.timedelta(gone),
        as_of=at(first + dt.timedelta(today), 12),
    )
    assert verdict.status is by_looking(start, days, gone, today)
    assert replay(rule, verdict.receipt()).is_same
