"""
Arguments over columns: what could decide nothing is refused, and so is what is none.
"""

import datetime as dt
import zoneinfo
from typing import Any

import polars as pl
import pyarrow as pa
import pytest
from tests.campaigns.columns import Subject, sample, tried
from tests.frames.ledgers import ENGINES, rows_of

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    InvalidFieldError,
    InvalidZoneError,
)
from followup_rules.frames import assess, calendar_tables
from followup_rules.frames.engines.in_arrow import ArrowEngine
from followup_rules.policies.cadence import CadencePolicy, CountedBy
from followup_rules.policies.deadlines import Case, Conflict, DeadlinePolicy
from followup_rules.rulebooks import construction, repair, service_centre
from followup_rules.timing.amounts import Days, Hours, Months, Weeks, WorkingDays
from followup_rules.timing.calendars import TableCalendar, china
from followup_rules.timing.counting import Counting, LastDay
from followup_rules.timing.cycles import Cycle

SHANGHAI = zoneinfo.ZoneInfo("Asia/Shanghai")
AS_OF = dt.datetime(2026, 4, 1, tzinfo=SHANGHAI)
CLAUSE = Clause(id="DEMO-1", en="in time", zh="按期")
INSTANT = pa.timestamp("us", "UTC")


def rule(**fields: Any) -> DeadlinePolicy:
    """
    Return a policy that is ordinary in whatever is not named.
    """
    name = Text("the visit", "回访")
    return DeadlinePolicy(id="visit", clause=CLAUSE, name=name, owed_by="o", **fields)


CASES = (
    Case(key="general", limit=Weeks(1), clause=CLAUSE),
    Case(key="safety", limit=Hours(2), clause=CLAUSE),
)


@pytest.mark.parametrize("engine", ENGINES)
class TestNothingUnused:
    """
    A column that no row of the policy could be judged by is refused.
    """

    @pytest.mark.parametrize(
        ("fields", "argument"),
        [
            ({"limit": Days(2)}, "appointed"),
            ({"cases": CASES}, "appointed"),
            ({}, "appointed"),
            ({"limit": Days(2)}, "category"),
            ({"self_set": True}, "category"),
            ({"limit": Days(2)}, "form"),
            ({"limit": Days(2)}, "closed"),
            ({"cases": CASES}, "closed"),
            ({"self_set": True}, "closed"),
        ],
    )
    def test_refused(self, engine: str, fields: dict[str, Any], argument: str) -> None:
        """
        Whatever it holds, and before anything is read.
        """
        frame = ENGINES[engine](pa.table({"at": pa.array([AS_OF], INSTANT)}))
        with pytest.raises(InvalidFieldError, match=f"{argument} cannot be 'x'"):
            assess(frame, rule(**fields), trigger="at", as_of=AS_OF, **{argument: "x"})

    @pytest.mark.parametrize(
        ("fields", "argument", "reason"),
        [
            ({"self_set": True}, "appointed", "not_due_yet"),
            ({}, "closed", "not_done_at_close"),
        ],
    )
    def test_used(
        self, engine: str, fields: dict[str, Any], argument: str, reason: str
    ) -> None:
        """
        Where it can decide, it does.
        """
        times = pa.table({"at": pa.array([AS_OF], INSTANT)})
        judged = assess(
            ENGINES[engine](times),
            rule(**fields),
            trigger="at",
            as_of=AS_OF,
            **{argument: "at"},
        )
        assert [row["reason"] for row in rows_of(judged)] == [reason]


@pytest.mark.parametrize("engine", ENGINES)
class TestInTheOrderNamed:
    """
    Where the first category decides, the first that cannot be counted says why not.
    """

    POLICY = rule(
        cases=CASES,
        conflict=Conflict.FIRST_NAMED,
        counting=Counting(rest_day=LastDay.ROLLS_FORWARD),
    )

    @pytest.mark.parametrize("shape", ["lists", "columns", "flags"])
    def test_a_day_without_a_calendar(self, engine: str, shape: str) -> None:
        """
        Hours need an instant; a week that may have to roll needs a calendar.
        """
        named = [["safety", "general"], ["general", "safety"]]
        columns: dict[str, Any] = {"at": [dt.date(2026, 3, 2)] * 2}
        category: Any = "named"
        if shape == "lists":
            columns["named"] = named
        elif shape == "columns":
            columns |= {"one": ["safety", "general"], "two": ["general", "safety"]}
            category = ("one", "two")
        else:
            columns |= {"g": [True, True], "s": [True, False]}
            category = {"safety": "s", "general": "g"}
        judged = assess(
            ENGINES[engine](pa.table(columns)),
            self.POLICY,
            trigger="at",
            category=category,
            as_of=AS_OF,
        )
        found = [row["reason"] for row in rows_of(judged)]
        assert found == ["instant_needed", "calendar_missing"]


@pytest.mark.parametrize("engine", ENGINES)
class TestRepeatedHour:
    """
    Hours end at an instant, whichever day the clocks show.
    """

    def test_st_johns(self, engine: str) -> None:
        """
        On 7 November 2010 the clocks of St John's went back from 00:01 to 23:01.

        24 hours from 03:00 UTC of the 6th end at 03:00 UTC of the 7th; at 02:30:30
        the clocks showed 00:00:30 of the 7th, and half an hour was left.
        """
        start = dt.datetime(2010, 11, 6, 3, tzinfo=dt.UTC)
        done = dt.datetime(2010, 11, 7, 2, 30, 30, tzinfo=dt.UTC)
        late = dt.datetime(2010, 11, 7, 3, 0, 1, tzinfo=dt.UTC)
        policy = rule(limit=Hours(24), counting=Counting(zone="America/St_Johns"))
        table = pa.table(
            {
                "at": pa.array([start] * 3, INSTANT),
                "done": pa.array([done, late, None], INSTANT),
            }
        )
        judged = assess(
            ENGINES[engine](table), policy, trigger="at", done="done", as_of=late
        )
        found = [row["status"] for row in rows_of(judged)]
        assert found == ["met", "late", "breached"]
        judged = assess(ENGINES[engine](table), policy, trigger="at", as_of=done)
        assert {row["status"] for row in rows_of(judged)} == {"pending"}


class TestManyCases:
    """
    A rule may have as many cases as it likes.
    """

    @pytest.mark.parametrize("engine", ENGINES)
    def test_four_hundred(self, engine: str) -> None:
        """
        Each has its own limit.
        """
        cases = tuple(
            Case(key=f"case {n}", limit=Days(n), clause=CLAUSE) for n in range(400)
        )
        days = [0, 63, 64, 65, 199, 399]
        table = pa.table(
            {
                "at": [dt.date(2026, 3, 1)] * len(days),
                "category": [f"case {n}" for n in days],
            }
        )
        judged = assess(
            ENGINES[engine](table),
            rule(cases=cases),
            trigger="at",
            category="category",
            as_of=AS_OF,
        )
        assert [row["due_day"] for row in rows_of(judged)] == [
            dt.date(2026, 3, 1) + dt.timedelta(days=n) for n in days
        ]


class TestPlanning:
    """
    Only days are asked for from which the calendar can be reached.
    """

    DAY = pl.DataFrame({"at": [dt.date(2026, 3, 2)]})

    @pytest.mark.parametrize(
        ("limit", "counted", "reason"),
        [
            (WorkingDays(10**6), Counting(), "calendar_not_covered"),
            (WorkingDays(2 * 10**9), Counting(), "calendar_not_covered"),
            (
                Days(10**6),
                Counting(rest_day=LastDay.ROLLS_FORWARD),
                "calendar_not_covered",
            ),
            (
                Months(20_000),
                Counting(rest_day=LastDay.ROLLS_FORWARD),
                "calendar_not_covered",
            ),
            (Days(3), Counting(least_working_days=2), "not_done"),
        ],
    )
    def test_long_amounts(
        self,
        monkeypatch: pytest.MonkeyPatch,
        limit: Any,
        counted: Counting,
        reason: str,
    ) -> None:
        """
        Long ones ask no more often than short ones.
        """
        asked = []
        last_day = Counting.last_day

        def spied(self: Counting, *args: Any, **named: Any) -> Any:
            asked.append(args)
            return last_day(self, *args, **named)

        monkeypatch.setattr(Counting, "last_day", spied)
        policy = rule(limit=limit, counting=counted)
        found = assess(self.DAY, policy, trigger="at", as_of=AS_OF, calendar=china())
        assert found["reason"].to_list() == [reason]
        first, last = china().confirmed
        # Months differ in length: the longer the amount, the more starts may fit.
        spread = 3 * limit.n if isinstance(limit, Months) else 0
        assert 0 < len(asked) <= (last - first).days + 1000 + spread

    def test_all_years(self) -> None:
        """
        A calendar of all years is refused, and the way out is named.
        """
        every = TableCalendar("every", 1, bytes(3_652_059), ("made",))
        with pytest.raises(InvalidFieldError, match="at most 1369 years"):
            assess(
                self.DAY,
                rule(limit=WorkingDays(3)),
                trigger="at",
                as_of=AS_OF,
                calendar=every,
            )

    def test_the_last_days_of_all(self) -> None:
        """
        Counted past the last year a date can have.
        """
        first = dt.date(9990, 1, 1).toordinal()
        last = dt.date(9999, 12, 31).toordinal()
        calendar = TableCalendar("late", first, bytes(last - first + 1), ("made",))
        _, table = calendar_tables.last_days(
            Counting(rest_day=LastDay.ROLLS_FORWARD), Days(2), calendar
        )
        # From 26 to 30 December; on the last of all, no day after it could close it.
        last_day = calendar_tables.LAST_DAY
        assert dt.date(1970, 1, 1) + dt.timedelta(last_day) == dt.date(9999, 12, 30)
        assert table[-5:] == [last_day - 2, last_day - 1, last_day, *[last_day + 1] * 2]


class TestUnplaced:
    """
    What has no place may lie in any cell, and is counted before it is repeated.
    """

    def test_no_row_is_repeated(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        Ten thousand reports of no known month are one row for each month.
        """
        policy = CadencePolicy(
            id="report",
            clause=CLAUSE,
            name=Text("the report", "报告"),
            owed_by="clerk",
            cycle=Cycle.MONTH,
            by=CountedBy.PERIOD_COVERED,
        )
        size = 10_000
        table = pa.table({"at": pa.array([AS_OF] * size, INSTANT)})
        repeated = []
        times_over = ArrowEngine.times_over

        def spied(self: ArrowEngine, frame: Any, new: str, count: int) -> Any:
            repeated.append(len(frame))
            return times_over(self, frame, new, count)

        monkeypatch.setattr(ArrowEngine, "times_over", spied)
        judged = assess(
            table,
            policy,
            event="at",
            first=dt.date(2026, 1, 1),
            last=dt.date(2026, 3, 1),
            as_of=AS_OF,
        )
        assert repeated == [1]
        assert [row["uncertain"] for row in rows_of(judged)] == [size] * 3
        assert {row["reason"] for row in rows_of(judged)} == {
            "fact_missing:period_covered"
        }


FRAME = pa.table(
    {
        "at": pa.array([AS_OF], INSTANT),
        "seen": [True],
        "category": ["leak"],
        "role": ["A"],
        "grade": ["satisfied"],
    }
)
DEADLINE = (repair.VISIT_DEADLINE, {"trigger": "at", "category": "category"})
QUOTA = (repair.VISIT_QUOTAS["office"], {"reached": "seen"})
SCORE = (service_centre.WINDOW_SCORE, {"window": "role", "grade": "grade"})
COVER = (construction.WARRANTY, {"accepted_on": "at", "category": "category"})
FAR = dt.datetime(1, 1, 1, tzinfo=SHANGHAI)


class TestArguments:
    """
    What is no column, zone, calendar or moment is refused, and named.
    """

    @pytest.mark.parametrize(
        ("asked", "argument", "value"),
        [
            (DEADLINE, "trigger", 5),
            (DEADLINE, "trigger", b"at"),
            (DEADLINE, "trigger", "\ud800"),
            (DEADLINE, "category", []),
            (DEADLINE, "category", {}),
            (DEADLINE, "category", [1]),
            (DEADLINE, "category", 5),
            (DEADLINE, "category", b"ab"),
            (DEADLINE, "prefix", None),
            (DEADLINE, "prefix", "__fr_"),
            (DEADLINE, "prefix", "\ud800"),
            (DEADLINE, "zone", []),
            (DEADLINE, "calendar", "china"),
            (DEADLINE, "as_of", FAR),
            (QUOTA, "reached", None),
            (QUOTA, "by", 5),
            (QUOTA, "by", {"role"}),
            (QUOTA, "home", None),
            (QUOTA, "settles", FAR),
            (QUOTA, "as_of", FAR),
            (SCORE, "window", None),
            (SCORE, "windows", "A"),
            (SCORE, "windows", [1]),
            (SCORE, "windows", ()),
            (SCORE, "part", []),
            (COVER, "accepted_on", None),
            (COVER, "question", []),
            (COVER, "calendar", 5),
            (COVER, "seasons", "winter"),
        ],
    )
    def test_refused(self, asked: Any, argument: str, value: Any) -> None:
        """
        The error names the argument.
        """
        policy, others = asked
        arguments = {"as_of": AS_OF, **others, argument: value}
        with pytest.raises(InvalidFieldError, match=argument):
            assess(FRAME, policy, **arguments)

    @pytest.mark.parametrize("zone", ["Asia/Peking", ""])
    def test_no_zone(self, zone: str) -> None:
        """
        A zone is looked at even where no column needs it.
        """
        policy, others = DEADLINE
        with pytest.raises(InvalidZoneError):
            assess(FRAME, policy, as_of=AS_OF, zone=zone, **others)

    @pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
    def test_no_cell(self, day: dt.date) -> None:
        """
        The first and the last year may hold no whole week.
        """
        draw = service_centre.PHONE_DRAW
        with pytest.raises(InvalidFieldError, match="2 to 9998"):
            assess(FRAME, draw, id="role", on=day, seed="1")

    def test_a_window_named_self(self) -> None:
        """
        Names of columns are no names of Python.
        """
        table = FRAME.rename_columns({"role": "self"})
        policy = service_centre.WINDOW_SCORE
        [row] = rows_of(assess(table, policy, window="self", grade="grade"))
        assert row["self"] == "A"

    @pytest.mark.parametrize("engine", ENGINES)
    @pytest.mark.parametrize("count", [2**63, 2**64 - 1])
    def test_counts_of_64_bits(self, engine: str, count: int) -> None:
        """
        More than anybody counted.
        """
        table = FRAME.append_column("n", pa.array([count], pa.uint64()))
        policy, others = SCORE
        [row] = rows_of(assess(ENGINES[engine](table), policy, count="n", **others))
        assert row["reason"] == "too_many_answers"


class TestCampaign:
    """
    Odd values anywhere: a verdict, or an error of the library's own.
    """

    def test_a_sample(self) -> None:
        """
        All of them are tried by a command of their own.
        """
        faults = [tried for tried in sample(120, seed=11) if tried.fault is not None]
        assert faults == []

    def test_faults_are_seen(self) -> None:
        """
        Anything else that comes out is a fault, and is shown.
        """

        def careless(frame: Any) -> Any:
            return frame.nothing

        subject = Subject("careless", careless, {}, {})
        assert str(tried("here", 5, subject, FRAME, {}).fault).startswith(
            "AttributeError"
        )
