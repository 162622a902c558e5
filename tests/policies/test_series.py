"""
A series of visits planned from one first day.
"""

import datetime as dt
from typing import Any

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    ImpossibleOrderError,
    InvalidFieldError,
    MissingFactError,
    NotADayError,
    UnknownNameError,
)
from followup_rules.policies.series import (
    Around,
    Between,
    PlannedVisit,
    SeriesPolicy,
)
from followup_rules.receipts import replay
from followup_rules.timing.amounts import Days, Months, Weeks, WorkingDays
from followup_rules.timing.counting import Counting
from followup_rules.verdicts import Status, Verdict

CLAUSE = Clause(id="PH-4", en="five checks in pregnancy", zh="孕期至少检查五次")
FIRST = Clause(id="PH-4a", en="before week 13", zh="孕13周前")
D = dt.date
LMP = D(2026, 1, 1)


def visit(key: str, when: Any, clause: Clause = CLAUSE) -> PlannedVisit:
    """Return a planned visit."""
    return PlannedVisit(
        key=key, name=Text(f"visit {key}", f"{key}检查"), clause=clause, when=when
    )


def policy(*visits: PlannedVisit, **fields: Any) -> SeriesPolicy:
    """Return a plan."""
    return SeriesPolicy(
        id="pregnancy",
        clause=CLAUSE,
        name=Text("the checks", "孕期检查"),
        owed_by="clinic",
        visits=visits,
        **fields,
    )


# Days 84 to 90, 112 to 140 and 147 to 168 after the first.
PLAN = policy(
    visit("w13", Around(at=Weeks(13), early=Days(7), late=Days(0)), FIRST),
    visit("w16", Between(opens=Weeks(16), closes=Weeks(20))),
    visit("w21", Between(opens=Weeks(21), closes=Weeks(24))),
)


def after(days: int) -> dt.date:
    """Return the day so many days after the first."""
    return LMP + dt.timedelta(days)


def at(day: dt.date, hour: int = 0) -> pendulum.DateTime:
    """Return an instant in Shanghai."""
    return pendulum.datetime(day.year, day.month, day.day, hour, tz="Asia/Shanghai")


def told(rule: SeriesPolicy, verdicts: tuple[Verdict, ...]) -> list[tuple[Any, str]]:
    """Return cells and statuses, once it is sure that they can be said again."""
    for verdict in verdicts:
        both = verdict.explain("en") + verdict.explain("zh")
        assert "{" not in both
        assert "None" not in both
        assert replay(rule, verdict.receipt()).is_same
    return [
        (verdict.subject.cell, verdict.status.name)  # type: ignore[union-attr]
        for verdict in verdicts
    ]


class TestWindows:
    """
    Each window is counted from the anchor in one step, tolerance from the planned day.
    """

    def test_weeks(self) -> None:
        """Both days belong to a window."""
        days = [
            ((one.first_day - LMP).days, (one.last_day - LMP).days)  # type: ignore[operator]
            for _, one in PLAN.windows(LMP)
        ]
        assert days == [(84, 91), (112, 140), (147, 168)]

    def test_a_month_give_or_take_four_days(self) -> None:
        """A month after 31 January is 28 February: 24 February to 4 March."""
        rule = policy(visit("next", Around(at=Months(1), early=Days(4), late=Days(4))))
        ((_, window),) = rule.windows(D(2026, 1, 31))
        assert (window.first_day, window.last_day) == (D(2026, 2, 24), D(2026, 3, 4))

    def test_months_are_never_chained(self) -> None:
        """Three to four months after 31 January: 30 April to 31 May."""
        rule = policy(visit("m3", Between(opens=Months(3), closes=Months(4))))
        ((_, window),) = rule.windows(D(2026, 1, 31))
        assert (window.first_day, window.last_day) == (D(2026, 4, 30), D(2026, 5, 31))

    def test_overlapping_windows(self) -> None:
        """A visit could not be told from the next one: always, or from some days on."""
        with pytest.raises(InvalidFieldError, match="without overlapping"):
            policy(
                visit("a", Around(at=Days(7), late=Days(7))),
                visit("b", Around(at=Days(14))),
            )
        rule = policy(visit("a", Around(at=Months(1))), visit("b", Around(at=Days(30))))
        assert len(rule.windows(D(2026, 2, 1))) == 2
        with pytest.raises(ImpossibleOrderError, match="window before"):
            rule.windows(D(2026, 1, 1))

    def test_a_window_that_closes_first(self) -> None:
        """In one unit it is refused at once, in two when it is counted."""
        with pytest.raises(InvalidFieldError, match="16 weeks or more"):
            Between(opens=Weeks(16), closes=Weeks(15))
        with pytest.raises(InvalidFieldError, match="without overlapping"):
            policy(visit("a", Between(opens=Weeks(2), closes=Days(13))))
        rule = policy(visit("a", Between(opens=Months(1), closes=Days(30))))
        with pytest.raises(ImpossibleOrderError, match="closes"):
            rule.windows(D(2026, 1, 1))


class TestEachVisit:
    """
    In its window, late before the next one opens, missed, still to come, unscheduled.
    """

    @pytest.mark.parametrize(
        ("days", "expected"),
        [
            ([84, 112, 168], ["MET", "MET", "MET"]),
            ([92, 141, 169], ["LATE", "LATE", "LATE"]),
            ([111, 113, 150], ["LATE", "MET", "MET"]),
            ([112, 150], ["BREACHED", "MET", "MET"]),
            ([], ["BREACHED"] * 3),
        ],
    )
    def test_statuses(self, days: list[int], expected: list[str]) -> None:
        """A visit after its window and before the next one opens is late."""
        found = PLAN.assess_each(LMP, [after(n) for n in days], as_of=at(after(300)))
        assert [status for _, status in told(PLAN, found)] == expected
        assert found[0].clause is FIRST

    def test_unscheduled(self) -> None:
        """Before the first window, or a second time in one: an answer of its own."""
        days = [after(n) for n in (30, 85, 86, 120)]
        found = PLAN.assess_each(LMP, days, as_of=at(after(130)))
        assert told(PLAN, found) == [
            ("w13", "MET"),
            ("w16", "MET"),
            ("w21", "PENDING"),
            (after(30).isoformat(), "NOT_APPLICABLE"),
            (after(86).isoformat(), "NOT_APPLICABLE"),
        ]
        assert found[3].reason.code == "visit_unscheduled"
        assert found[3].deadline is None
        assert found[0].deadline.last_day == after(91)

    def test_twice_on_one_day(self) -> None:
        """Two unscheduled ones of a day are named once."""
        days = [at(after(30), 9), at(after(30), 10)]
        found = PLAN.assess_each(LMP, days, as_of=at(after(40)))
        assert [cell for cell, _ in told(PLAN, found)][3:] == [after(30).isoformat()]

    def test_broken_off(self) -> None:
        """What could still come is not owed; what was missed before stays missed."""
        found = PLAN.assess_each(LMP, [], ended=after(120), as_of=at(after(300)))
        assert told(PLAN, found) == [
            ("w13", "BREACHED"),
            ("w16", "NOT_APPLICABLE"),
            ("w21", "NOT_APPLICABLE"),
        ]

    def test_late_ones_that_do_not_count(self) -> None:
        """Then the planned one is missed, and the late one unscheduled."""
        strict = policy(*PLAN.visits, count_late=False)
        found = strict.assess_each(LMP, [after(92)], as_of=at(after(95)))
        assert told(strict, found) == [
            ("w13", "BREACHED"),
            ("w16", "PENDING"),
            ("w21", "PENDING"),
            (after(92).isoformat(), "NOT_APPLICABLE"),
        ]


class TestTheWhole:
    """
    By the worst that can no longer be mended.
    """

    @pytest.mark.parametrize(
        ("days", "now", "code", "notes"),
        [
            ([], 91, "series_running", []),
            ([], 92, "series_running", ["visits_behind"]),
            ([92], 95, "series_running", ["visits_behind"]),
            ([], 112, "series_missed", []),
            ([85, 120, 150], 151, "series_kept", []),
            ([85, 120, 169], 170, "series_late", []),
            ([85, 120], 169, "series_missed", []),
            ([30, 85], 90, "series_running", ["visits_unscheduled"]),
            ([85], 84, "series_running", ["later_fact"]),
        ],
    )
    def test_codes(self, days: list[int], now: int, code: str, notes: Any) -> None:
        """A visit is lost when the next window has opened."""
        verdict = PLAN.assess(LMP, [after(n) for n in days], as_of=at(after(now)))
        assert verdict.reason.code == code
        assert [remark.code for remark in verdict.notes] == notes
        told(PLAN, (verdict,))

    def test_the_clause_of_the_first_that_decides(self) -> None:
        """The missed one stands under its own clause."""
        verdict = PLAN.assess(LMP, [], as_of=at(after(300)))
        assert verdict.clause is FIRST
        assert verdict.missing == ("w13", "w16", "w21")

    def test_nothing_owed(self) -> None:
        """Broken off before the first window opened; or not begun."""
        verdict = PLAN.assess(LMP, [], ended=after(10), as_of=at(after(300)))
        assert verdict.reason.code == "series_not_owed"
        told(PLAN, (verdict,))
        for anchor in (None, after(20)):
            unborn = PLAN.assess(anchor, [], as_of=at(after(10)))
            assert unborn.reason.code == "anchor_absent"
            each = PLAN.assess_each(anchor, [], as_of=at(after(10)))
            assert [one.reason.code for one in each] == ["anchor_absent"] * 3

    def test_working_days(self) -> None:
        """Without a calendar nothing is guessed."""
        rule = policy(visit("a", Around(at=WorkingDays(3))))
        verdict = rule.assess(LMP, [], as_of=at(after(10)))
        assert verdict.reason.code == "calendar_missing"


class TestQuestions:
    """
    The next visit, one visit by its key, and what is refused.
    """

    def test_next_visit(self) -> None:
        """The first that can still be in time."""
        key, window = PLAN.next_visit(LMP, [after(85)], as_of=at(after(90)))  # type: ignore[misc]
        assert (key, window.first_day) == ("w16", after(112))
        assert PLAN.next_visit(LMP, as_of=at(after(90)))[0] == "w13"  # type: ignore[index]
        assert PLAN.next_visit(LMP, as_of=at(after(300))) is None

    def test_refused(self) -> None:
        """Keys that are not there, and times that are none."""
        now = at(after(90))
        with pytest.raises(UnknownNameError, match="unknown visit 'w15'"):
            PLAN.visit("w15")
        with pytest.raises(UnknownNameError, match="visit 'w15'"):
            PLAN.assess(LMP, [], only="w15", as_of=now)
        with pytest.raises(InvalidFieldError, match="visits"):
            policy()
        with pytest.raises(InvalidFieldError, match="visits"):
            policy(PLAN.visits[0], PLAN.visits[0])
        with pytest.raises(NotADayError, match="done"):
            PLAN.assess(LMP, ["2026-03-01"], as_of=now)  # type: ignore[list-item]
        with pytest.raises(MissingFactError, match="as_of"):
            PLAN.assess(LMP, [])


def by_walking(days: set[int], today: int) -> tuple[list[str], list[int]]:
    """Walk from day to day, and hand each visit to the window that opened last."""
    windows = [(84, 91), (112, 140), (147, 168)]
    made: list[int | None] = [None, None, None]
    beside = []
    current = -1
    for day in range(today + 1):
        current += any(day == opens for opens, _ in windows)
        if day not in days:
            continue
        if current < 0 or made[current] is not None:
            beside.append(day)
        else:
            made[current] = day
    statuses = []
    for (_, closes), done in zip(windows, made, strict=True):
        if done is not None:
            statuses.append("MET" if done <= closes else "LATE")
        else:
            statuses.append("PENDING" if today <= closes else "BREACHED")
    return statuses, beside


@given(
    days=st.sets(
        st.sampled_from((30, 83, 84, 91, 92, 111, 112, 140, 141, 147, 168, 169))
    )
    | st.sets(st.integers(0, 200), max_size=6),
    today=st.sampled_from((83, 84, 91, 92, 112, 141, 168, 169, 200))
    | st.integers(0, 210),
)
def test_by_walking_every_day(days: set[int], today: int) -> None:
    """An engine that walks day by day finds the same."""
    found = PLAN.assess_each(
        LMP, [after(day) for day in days], as_of=at(after(today), 12)
    )
    statuses, beside = by_walking(days, today)
    assert [one.status.name for one in found[:3]] == statuses
    named = [one.subject.cell for one in found[3:]]  # type: ignore[union-attr]
    assert named == [after(day).isoformat() for day in beside]


@given(
    days=st.sets(st.integers(70, 190), max_size=5),
    today=st.integers(70, 190),
    later=st.integers(0, 100),
)
def test_only_lawful_moves(days: set[int], today: int, later: int) -> None:
    """Time and knowledge move the whole only as a verdict may move."""
    moves = {
        Status.PENDING: set(Status),
        Status.BREACHED: {Status.BREACHED, Status.LATE},
        Status.LATE: {Status.LATE},
        Status.MET: {Status.MET},
        Status.NOT_APPLICABLE: set(Status),
    }
    done = [after(day) for day in days]
    before = PLAN.assess(LMP, done, as_of=at(after(today), 12)).status
    then = PLAN.assess(LMP, done, as_of=at(after(today + later), 12)).status
    assert then in moves[before]


def test_in_an_hour_that_comes_twice_the_first_moment_serves() -> None:
    """01:30 before the clocks go back in New York lies before 01:10 after that."""
    rule = policy(
        visit("a", Around(at=Days(0))), counting=Counting(zone="America/New_York")
    )
    first = pendulum.datetime(2026, 11, 1, 1, 30, tz="America/New_York", fold=0)
    second = pendulum.datetime(2026, 11, 1, 1, 10, tz="America/New_York", fold=1)
    late = pendulum.datetime(2026, 12, 1, tz="America/New_York")
    found = rule.assess(D(2026, 11, 1), [second, first], as_of=late).evidence

    assert [one.minute for _, one in found.served] == [30]
    assert [one.minute for one in found.unscheduled] == [10]
