"""
At most, or at least, so long between one and the next.
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
    NaiveTimeError,
)
from followup_rules.policies.intervals import CountedFrom, IntervalPolicy
from followup_rules.receipts import replay
from followup_rules.timing.amounts import (
    Days,
    Hours,
    Months,
    Weeks,
    WorkingDays,
    Years,
)
from followup_rules.timing.calendars import from_exceptions
from followup_rules.timing.counting import Counting
from followup_rules.timing.seasons import YearlySeason
from followup_rules.verdicts import Status, Subject, Verdict

CLAUSE = Clause(id="LIFT-31", en="serviced every 15 days", zh="至少每15日维护保养一次")
WINTER = YearlySeason(first_month=11, first_day=1, last_month=3, last_day=31)
D = dt.date


def policy(**fields: Any) -> IntervalPolicy:
    """Return a rule."""
    return IntervalPolicy(
        id="service",
        clause=CLAUSE,
        name=Text("the service", "维护保养"),
        owed_by="maintainer",
        **fields,
    )


def at(day: dt.date, hour: int = 0, minute: int = 0) -> pendulum.DateTime:
    """Return an instant in Shanghai."""
    return pendulum.datetime(
        day.year, day.month, day.day, hour, minute, tz="Asia/Shanghai"
    )


def told(verdicts: tuple[Verdict, ...]) -> list[tuple[str | None, str]]:
    """Return cells and statuses, once it is sure that they can be said."""
    for verdict in verdicts:
        both = verdict.explain("en") + verdict.explain("zh")
        assert "{" not in both
        assert "None" not in both
    return [
        (verdict.subject.cell, verdict.status.name)  # type: ignore[union-attr]
        for verdict in verdicts
    ]


PLAN = policy(most=Months(1), counted_from=CountedFrom.ANCHORED)


class TestFromTheLastOne:
    """
    What was done last starts the count anew, early or late.
    """

    def test_at_most_thirty_days_between_visits(self) -> None:
        """31 January to 1 March is 29 days, 1 March to 10 April 40."""
        rule = policy(most=Days(30))
        days = [D(2026, 1, 31), D(2026, 4, 10), D(2026, 3, 1)]
        found = rule.assess_each(days, as_of=at(D(2026, 4, 20)))
        assert told(found) == [
            ("2026-01-31", "MET"),
            ("2026-03-01", "LATE"),
            ("2026-04-10", "PENDING"),
        ]
        assert found[2].deadline.last_day == D(2026, 5, 10)
        assert [replay(rule, one.receipt()).is_same for one in found] == [True] * 3

    def test_the_start_counts_from_its_own_day(self) -> None:
        """Put into use on 1 March: the first service by the 16th."""
        rule = policy(most=Days(15))
        found = rule.assess_each(
            [D(2026, 3, 16), D(2026, 2, 1)],
            since=D(2026, 3, 1),
            as_of=at(D(2026, 4, 1)),
        )
        assert told(found) == [("2026-03-01", "MET"), ("2026-03-16", "BREACHED")]

    def test_nothing_started(self) -> None:
        """Without a start and without an event nothing is owed yet."""
        (found,) = policy(most=Days(15)).assess_each([], as_of=at(D(2026, 4, 1)))
        assert found.reason.code == "trigger_absent"
        (later,) = policy(most=Days(15)).assess_each(
            [], since=D(2026, 5, 1), as_of=at(D(2026, 4, 1))
        )
        assert later.status is Status.NOT_APPLICABLE

    def test_later_events_are_not_known(self) -> None:
        """They are left out and remarked once."""
        found = policy(most=Days(15)).assess_each(
            [D(2026, 3, 1), D(2026, 3, 9)], as_of=at(D(2026, 3, 8))
        )
        assert told(found) == [("2026-03-01", "PENDING")]
        assert [remark.code for remark in found[0].notes] == ["later_fact"]

    def test_the_end_of_the_duty(self) -> None:
        """What would fall due after it is not owed; what fell due before is."""
        rule = policy(most=Days(15))
        now, start = at(D(2026, 6, 1)), D(2026, 3, 1)
        out = rule.assess_each([], since=start, ended=D(2026, 3, 16), as_of=now)
        assert told(out) == [("2026-03-01", "NOT_APPLICABLE")]
        assert out[0].reason.code == "interval_cut_off"
        missed = rule.assess_each([], since=start, ended=D(2026, 3, 17), as_of=now)
        assert told(missed) == [("2026-03-01", "BREACHED")]
        after = rule.assess_each(
            [D(2026, 3, 20)], since=start, ended=D(2026, 3, 16), as_of=now
        )
        assert told(after) == told(out)
        unknown = rule.assess_each(
            [], since=start, ended=D(2026, 7, 1), as_of=at(D(2026, 3, 20))
        )
        assert told(unknown) == [("2026-03-01", "BREACHED")]

    def test_hours_and_several_a_day(self) -> None:
        """A patrol every two hours: exactly two is in time; cells tell minutes apart."""
        rule = policy(most=Hours(2))
        day = D(2026, 3, 1)
        rounds = [
            at(day, 8),
            at(day, 10),
            at(day, 12, 1),
            at(day, 12, 1).add(seconds=5),
        ]
        found = rule.assess_each(rounds, as_of=at(day, 13))
        assert told(found) == [
            ("2026-03-01T08:00", "MET"),
            ("2026-03-01T10:00", "LATE"),
            ("2026-03-01T12:01", "MET"),
            ("2026-03-01T12:01:05", "PENDING"),
        ]

    def test_the_subject_keeps_its_cell(self) -> None:
        """A cell that a caller gives is not replaced."""
        mine = Subject("lift", "L1", cell="first")
        verdict = policy(most=Days(1)).assess(
            D(2026, 3, 1), subject=mine, as_of=at(D(2026, 3, 1))
        )
        assert verdict.subject == mine

    def test_working_days(self) -> None:
        """Without a calendar nothing is guessed."""
        rule = policy(most=WorkingDays(1))
        verdict = rule.assess(D(2026, 3, 6), as_of=at(D(2026, 3, 9)))
        assert verdict.reason.code == "calendar_missing"
        week = from_exceptions("w", D(2026, 3, 1), D(2026, 3, 31), source="none")
        known = rule.assess(D(2026, 3, 6), calendar=week, as_of=at(D(2026, 3, 9)))
        assert known.deadline.last_day == D(2026, 3, 9)


class TestAtLeast:
    """
    The next one may not come too soon.
    """

    RULE = policy(least=Months(6))

    @pytest.mark.parametrize(
        ("done", "status"),
        [
            (D(2026, 7, 14), Status.BREACHED),
            (D(2026, 7, 15), Status.MET),
            (None, Status.NOT_APPLICABLE),
        ],
    )
    def test_half_a_year(self, done: Any, status: Status) -> None:
        """From 15 January the first day that is half a year away is 15 July."""
        verdict = self.RULE.assess(D(2026, 1, 15), done, as_of=at(D(2027, 1, 1)))
        assert verdict.status is status
        assert verdict.evidence.earliest == D(2026, 7, 15)
        assert verdict.deadline is None
        told((verdict,))

    def test_both_bounds(self) -> None:
        """Too soon is a breach, too late is late."""
        rule = policy(least=Days(20), most=Days(40))
        found = rule.assess_each(
            [D(2026, 1, 1), D(2026, 1, 20), D(2026, 2, 9), D(2026, 4, 1)],
            as_of=at(D(2026, 4, 2)),
        )
        assert told(found) == [
            ("2026-01-01", "BREACHED"),
            ("2026-01-20", "MET"),
            ("2026-02-09", "LATE"),
            ("2026-04-01", "PENDING"),
        ]

    def test_hours(self) -> None:
        """Exactly so many hours are enough."""
        rule = policy(least=Hours(24))
        start, now = at(D(2026, 3, 1), 9), at(D(2026, 3, 9))
        assert rule.assess(start, at(D(2026, 3, 2), 9), as_of=now).status is Status.MET
        short = rule.assess(start, at(D(2026, 3, 2), 8, 59), as_of=now)
        assert short.reason.code == "interval_too_short"


class TestAnchoredPlan:
    """
    Each stretch asks for one of its own; an early or late one moves nothing.
    """

    def test_the_plan_stays(self) -> None:
        """From 31 January: by the end of February, by 31 March, by 30 April."""
        found = PLAN.assess_each(
            [D(2026, 2, 3), D(2026, 2, 4), D(2026, 4, 2)],
            since=D(2026, 1, 31),
            as_of=at(D(2026, 5, 1)),
        )
        assert told(found) == [
            ("2026-02-28", "MET"),
            ("2026-03-31", "BREACHED"),
            ("2026-04-30", "MET"),
            ("2026-05-31", "PENDING"),
        ]
        assert [one.evidence.done for one in found][:3] == [
            D(2026, 2, 3),
            None,
            D(2026, 4, 2),
        ]
        assert all(replay(PLAN, one.receipt()).is_same for one in found)

    def test_the_first_day_is_no_service(self) -> None:
        """What was done on the day of the start serves nothing."""
        found = PLAN.assess_each(
            [D(2026, 1, 31)], since=D(2026, 1, 31), as_of=at(D(2026, 2, 10))
        )
        assert told(found) == [("2026-02-28", "PENDING")]

    def test_stops_with_the_duty(self) -> None:
        """The stretch that runs then is cut off, and no later one begins."""
        found = PLAN.assess_each(
            [], since=D(2026, 1, 31), ended=D(2026, 3, 10), as_of=at(D(2026, 8, 1))
        )
        assert told(found) == [
            ("2026-02-28", "BREACHED"),
            ("2026-03-31", "NOT_APPLICABLE"),
        ]

    def test_without_a_start(self) -> None:
        """Events do not begin a plan."""
        (found,) = PLAN.assess_each([D(2026, 2, 3)], as_of=at(D(2026, 3, 1)))
        assert found.reason.code == "trigger_absent"

    def test_hours(self) -> None:
        """A stretch of hours ends with its last instant."""
        rule = policy(most=Hours(12), counted_from=CountedFrom.ANCHORED)
        day = D(2026, 3, 1)
        found = rule.assess_each(
            [at(day, 20)], since=at(day, 8), as_of=at(D(2026, 3, 2), 7)
        )
        assert told(found) == [
            ("2026-03-01T20:00", "MET"),
            ("2026-03-02T08:00", "PENDING"),
        ]

    def test_without_a_calendar(self) -> None:
        """One answer, that it cannot be counted."""
        rule = policy(most=WorkingDays(5), counted_from=CountedFrom.ANCHORED)
        (found,) = rule.assess_each([], since=D(2026, 3, 2), as_of=at(D(2026, 3, 30)))
        assert found.reason.code == "calendar_missing"

    def test_refused_outside_its_stretch(self) -> None:
        """One stretch is asked about with what was done in it."""
        now, start = at(D(2026, 8, 1)), D(2026, 1, 31)
        with pytest.raises(ImpossibleOrderError, match="end of the stretch"):
            PLAN.assess(start, D(2026, 3, 1), as_of=now)
        with pytest.raises(ImpossibleOrderError, match="stretch before"):
            PLAN.assess(start, D(2026, 2, 28), number=2, as_of=now)
        assert (
            PLAN.assess(start, D(2026, 3, 1), number=2, as_of=now).status is Status.MET
        )
        with pytest.raises(InvalidFieldError, match="number"):
            policy(most=Days(1)).assess(start, number=2, as_of=now)


class TestInASeason:
    """
    Outside its season nothing falls due, and the count begins anew with it.
    """

    RULE = policy(most=Weeks(2), season=WINTER)

    @pytest.mark.parametrize(
        ("last", "due"),
        [
            (D(2026, 3, 17), D(2026, 3, 31)),
            (D(2026, 3, 18), D(2026, 11, 15)),  # 1 April lies outside
            (D(2026, 7, 1), D(2026, 11, 15)),
            (D(2026, 10, 31), D(2026, 11, 15)),
            (D(2026, 11, 1), D(2026, 11, 15)),
            (D(2026, 12, 24), D(2027, 1, 7)),
        ],
    )
    def test_due(self, last: Any, due: Any) -> None:
        """Fortnightly from November to March."""
        found = self.RULE.due(last)
        assert found is not None
        assert found.last_day == due

    def test_over_the_summer(self) -> None:
        """A summer without one is no breach, the second half of November is."""
        days = [D(2026, 3, 20)]
        august = self.RULE.assess_each(days, as_of=at(D(2026, 8, 1)))
        assert told(august) == [("2026-03-20", "PENDING")]
        winter = self.RULE.assess_each(days, as_of=at(D(2026, 11, 16)))
        assert told(winter) == [("2026-03-20", "BREACHED")]


class TestNextDue:
    """
    By when the next one is due.
    """

    def test_from_the_last_one(self) -> None:
        """Or from the start; without either there is no answer."""
        rule, now = policy(most=Days(15)), at(D(2026, 3, 20))
        due = rule.next_due([D(2026, 3, 9), D(2026, 3, 25)], as_of=now)
        assert due is not None
        assert due.last_day == D(2026, 3, 24)
        start = rule.next_due([], since=D(2026, 3, 9), as_of=now)
        assert start == due
        with pytest.raises(MissingFactError, match="since"):
            rule.next_due([], as_of=now)
        assert policy(least=Days(1)).next_due([D(2026, 3, 9)], as_of=now) is None

    def test_by_the_plan(self) -> None:
        """The running stretch, or the next where it is served already."""
        start, now = D(2026, 1, 31), at(D(2026, 3, 10))
        open_ = PLAN.next_due([D(2026, 2, 5)], since=start, as_of=now)
        served = PLAN.next_due([D(2026, 3, 2)], since=start, as_of=now)
        assert open_ is not None
        assert served is not None
        assert (open_.last_day, served.last_day) == (D(2026, 3, 31), D(2026, 4, 30))


class TestRefused:
    """
    What asks nothing, or could never be asked.
    """

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({}, "most"),
            ({"most": Days(0)}, "some time"),
            ({"least": Hours(0)}, "some time"),
            ({"most": Days(5), "least": Days(6)}, "5 days or less"),
            ({"least": Days(1), "counted_from": CountedFrom.ANCHORED}, "LAST_DONE"),
            ({"least": Days(1), "season": WINTER}, "without most"),
            (
                {
                    "most": Days(5),
                    "least": Days(1),
                    "counted_from": CountedFrom.ANCHORED,
                },
                "by a plan",
            ),
            (
                {
                    "most": Days(5),
                    "season": WINTER,
                    "counted_from": CountedFrom.ANCHORED,
                },
                "by a plan",
            ),
            (
                {
                    "most": Months(1) - Days(4),
                    "counted_from": CountedFrom.ANCHORED,
                },
                "one unit by a plan",
            ),
            ({"most": Months(5), "season": WINTER}, "longer than 5 months"),
            ({"most": Years(1), "season": WINTER}, "longer than 1 year"),
            ({"most": Hours(5), "season": WINTER}, "days, weeks, months or years"),
        ],
    )
    def test_combinations(self, fields: dict[str, Any], words: str) -> None:
        """Each says what would do."""
        with pytest.raises(InvalidFieldError, match=words):
            policy(**fields)

    def test_facts(self) -> None:
        """The next one before the last, and times without a zone."""
        rule = policy(most=Days(5))
        with pytest.raises(ImpossibleOrderError, match="since"):
            rule.assess(D(2026, 3, 9), D(2026, 3, 8), as_of=at(D(2026, 4, 1)))
        with pytest.raises(NaiveTimeError, match="events"):
            rule.assess_each([dt.datetime(2026, 3, 9)], as_of=at(D(2026, 4, 1)))  # noqa: DTZ001 - refused
        with pytest.raises(MissingFactError, match="as_of"):
            rule.assess_each([])


def by_looking(days: list[int], most: int, today: int) -> list[str]:
    """Walk from day to day and ask on each whether one is overdue."""
    known = sorted({day for day in days if day <= today})
    found: list[str] = []
    for place, start in enumerate(known):
        answer = "PENDING"
        following = known[place + 1] if place + 1 < len(known) else None
        for day in range(start + 1, today + 1):
            overdue = day - start > most
            if day == following:
                answer = "LATE" if overdue else "MET"
                break
            answer = "BREACHED" if overdue else "PENDING"
        found.append(answer)
    return found


@given(
    days=st.lists(st.integers(0, 30), max_size=6),
    most=st.integers(1, 8),
    today=st.integers(0, 34),
)
def test_by_looking_at_every_day(days: list[int], most: int, today: int) -> None:
    """An engine that looks at each day in turn finds the same."""
    first = D(2026, 2, 10)
    rule = policy(most=Days(most))
    found = rule.assess_each(
        [first + dt.timedelta(day) for day in days],
        as_of=at(first + dt.timedelta(today), 12),
    )
    expected = by_looking(days, most, today) or ["NOT_APPLICABLE"]
    assert [one.status.name for one in found] == expected


@given(
    days=st.lists(st.integers(1, 40), max_size=8),
    most=st.integers(1, 9),
    today=st.integers(0, 44),
)
def test_the_plan_by_numbers(days: list[int], most: int, today: int) -> None:
    """Each day belongs to the stretch that division gives; each stretch asks for one."""
    first = D(2026, 2, 10)
    rule = policy(most=Days(most), counted_from=CountedFrom.ANCHORED)
    found = rule.assess_each(
        [first + dt.timedelta(day) for day in days],
        since=first,
        as_of=at(first + dt.timedelta(today), 12),
    )
    served = {(day - 1) // most for day in days if day <= today}
    running = max(today - 1, 0) // most
    expected = [
        "MET" if stretch in served else "PENDING" if stretch == running else "BREACHED"
        for stretch in range(running + 1)
    ]
    assert [one.status.name for one in found] == expected


class TestAnHourThatComesTwice:
    """
    New York, 1 November 2026: clocks show 01:00 to 02:00 twice, and each is a moment.
    """

    FIRST = pendulum.datetime(2026, 11, 1, 1, 30, tz="America/New_York", fold=0)
    SECOND = pendulum.datetime(2026, 11, 1, 1, 30, tz="America/New_York", fold=1)
    RULE = policy(most=Hours(1), counting=Counting(zone="America/New_York"))

    def found(self, *events: dt.datetime) -> list[tuple[str | None, str]]:
        """Return cells and statuses of the intervals between events."""
        late = pendulum.datetime(2026, 12, 1, tz="America/New_York")
        return told(self.RULE.assess_each(events, as_of=late))

    def test_both_are_events_under_names_of_their_own(self) -> None:
        """An hour lies between them, so that the second is in time."""
        assert self.found(self.FIRST, self.SECOND) == [
            ("2026-11-01T01:30", "MET"),
            ("2026-11-01T01:30-05:00", "BREACHED"),
        ]

    def test_an_earlier_clock_time_may_be_the_later_moment(self) -> None:
        """01:10 comes forty minutes after 01:30."""
        again = self.SECOND.replace(minute=10)

        assert self.found(again, self.FIRST) == [
            ("2026-11-01T01:30", "MET"),
            ("2026-11-01T01:10-05:00", "BREACHED"),
        ]

    def test_a_moment_told_in_two_zones_is_one(self) -> None:
        """The same instant in UTC is no other event."""
        assert self.found(self.FIRST, self.FIRST.in_timezone("UTC")) == [
            ("2026-11-01T01:30", "BREACHED")
        ]
