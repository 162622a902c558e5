"""
Rare corners over columns, on every engine, held against the scalar path row by row.
"""

import datetime as dt
import zoneinfo
from typing import Any

import attrs
import pyarrow as pa
import pytest
from tests.frames.ledgers import CONNECTION, ENGINES, rows_of

from followup_rules.clauses import Clause, Force, Text
from followup_rules.errors import (
    ColumnTakenError,
    InvalidFieldError,
    UnusableColumnNameError,
)
from followup_rules.frames import assess
from followup_rules.policies.cadence import CadencePolicy, CountedBy
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.policies.quotas import QuotaPolicy
from followup_rules.rulebooks import construction
from followup_rules.timing.amounts import (
    Amount,
    Days,
    Hours,
    Minutes,
    Months,
    WorkingDays,
    Years,
)
from followup_rules.timing.calendars import from_exceptions
from followup_rules.timing.counting import (
    US_FRCP_6A,
    ClosesAt,
    Counting,
    HourStart,
    LastDay,
    OutsideHours,
)
from followup_rules.timing.cycles import Cycle
from followup_rules.timing.hours import OfficeHours

PROMPT = Clause(id="DEMO-1", en="promptly", zh="及时", timing=Force.OPEN_ENDED)
NEW_YORK = zoneinfo.ZoneInfo("America/New_York")
COURT = from_exceptions(
    "court",
    dt.date(2007, 1, 1),
    dt.date(2007, 12, 31),
    off=[dt.date(2007, 11, 22)],
    source="the court's list",
)
#: Fri 2 Nov (clocks go back on the 4th), Mon 19, Tue 20 and Wed 21 Nov 2007.
TIMES = [
    dt.datetime(2007, 11, day, 10, 23, 5, tzinfo=NEW_YORK) for day in (2, 19, 20, 21)
]
AS_OF = dt.datetime(2007, 11, 23, 12, tzinfo=NEW_YORK)


def rule(**fields: Any) -> DeadlinePolicy:
    """
    Return a policy that is ordinary in whatever is not named.
    """
    ordinary = {"id": "filing", "name": Text("the paper", "文件"), "owed_by": "party"}
    return DeadlinePolicy(clause=PROMPT, **{**ordinary, **fields})


@pytest.mark.parametrize("engine", ENGINES)
class TestHours:
    """
    Hours that end on a rest day run on to the same time of a working day.
    """

    @pytest.mark.parametrize(
        "counting",
        [
            US_FRCP_6A,
            attrs.evolve(US_FRCP_6A, rest_day=LastDay.ROLLS_BACKWARD),
            attrs.evolve(
                US_FRCP_6A, hour_start=HourStart.NEXT_FULL_HOUR, bound_included=False
            ),
            attrs.evolve(US_FRCP_6A, hours_roll=False),
        ],
    )
    def test_seventy_two(self, engine: str, counting: Counting) -> None:
        """
        Due days and closing instants are those of the scalar path.
        """
        policy = rule(limit=Hours(72), counting=counting)
        table = pa.table({"at": pa.array(TIMES, pa.timestamp("us", "UTC"))})
        found = rows_of(
            assess(
                ENGINES[engine](table),
                policy,
                trigger="at",
                as_of=AS_OF,
                calendar=COURT,
            )
        )

        for row, time in zip(found, TIMES, strict=True):
            verdict = policy.assess(time, as_of=AS_OF, calendar=COURT)
            assert row["due_day"] == verdict.deadline.last_day
            assert row["closes"] == verdict.deadline.closes
            assert row["status"] == verdict.status.value

    def test_without_a_calendar(self, engine: str) -> None:
        """
        Hours that may have to roll are undetermined without a calendar.
        """
        policy = rule(limit=Hours(72), counting=US_FRCP_6A)
        table = pa.table({"at": pa.array(TIMES, pa.timestamp("us", "UTC"))})
        found = rows_of(
            assess(ENGINES[engine](table), policy, trigger="at", as_of=AS_OF)
        )

        assert {row["status"] for row in found} == {"undetermined"}
        assert {row["reason"] for row in found} == {"calendar_missing"}


@pytest.mark.parametrize("engine", ENGINES)
class TestEndless:
    """
    Lengths beyond all the years that a date can have are refused, row by row.
    """

    @pytest.mark.parametrize(
        "limit",
        [
            Years(1_000_000),
            Months(10**12),
            Days(10**12),
            Hours(10**15),
            Minutes(10**15),
        ],
    )
    def test_out_of_range(self, engine: str, limit: Amount) -> None:
        """
        No product leaves 64 bits on the way, not even with a close of business.
        """
        policy = rule(limit=limit, counting=Counting(day_ends=dt.time(17)))
        table = pa.table({"at": pa.array(TIMES, pa.timestamp("us", "UTC"))})
        found = rows_of(
            assess(ENGINES[engine](table), policy, trigger="at", as_of=AS_OF)
        )
        assert [row["reason"] for row in found] == ["date_out_of_range"] * len(TIMES)


class TestOfficeTime:
    """
    What only `assess` can count by the hours of an office is refused with the way out.
    """

    OFFICE = OfficeHours(zone="Asia/Shanghai", week={"mon-fri": "09:00-17:00"})
    BY_OFFICE = Counting(hours=OFFICE)

    @pytest.mark.parametrize(
        ("field", "value", "usual"),
        [
            ("outside_hours", OutsideHours.NEXT_OPENING, OutsideHours.COUNTS_AT_ONCE),
            ("closes_at", ClosesAt.OFFICE_CLOSE, ClosesAt.DAY_END),
            ("hours_stand_still", True, False),
        ],
    )
    def test_conventions(self, field: str, value: object, usual: object) -> None:
        """
        Of a warranty; deadlines ask the office.
        """
        fields: dict[str, Any] = {field: value}
        counting = attrs.evolve(self.BY_OFFICE, **fields)
        policy = attrs.evolve(construction.WARRANTY, counting=counting)
        table = pa.table(
            {
                "on": pa.array([dt.date(2024, 3, 1)]),
                "part": pa.array(["decoration"]),
                "at": pa.array(TIMES[:1], pa.timestamp("us", "UTC")),
            }
        )
        with pytest.raises(InvalidFieldError) as caught:
            assess(table, policy, accepted_on="on", category="part", occurred_at="at")
        assert str(caught.value) == (
            f"counting.{field} cannot be {value!r}; allowed: {usual} in columns; "
            "judge such a rule with assess()"
        )


@pytest.mark.parametrize("engine", ENGINES)
class TestClosing:
    """
    A duty without a limit falls due when the matter closes.
    """

    def test_nothing_done(self, engine: str) -> None:
        """
        Where nothing is ever recorded as done, a closed matter is a breach.
        """
        closed = [TIMES[1], None, TIMES[3], None]
        table = pa.table(
            {
                "at": pa.array([TIMES[0]] * 4, pa.timestamp("us", "UTC")),
                "closed": pa.array(closed, pa.timestamp("us", "UTC")),
            }
        )
        found = rows_of(
            assess(
                ENGINES[engine](table),
                rule(),
                trigger="at",
                closed="closed",
                as_of=AS_OF,
            )
        )

        assert [row["status"] for row in found] == [
            "breached",
            "open",
            "breached",
            "open",
        ]

    def test_done_around_the_close(self, engine: str) -> None:
        """
        Done before the matter closes is met, afterwards late.
        """
        done = [TIMES[1], TIMES[3], None, TIMES[2]]
        closed = [TIMES[2], TIMES[2], TIMES[2], None]
        table = pa.table(
            {
                "at": pa.array([TIMES[0]] * 4, pa.timestamp("us", "UTC")),
                "done": pa.array(done, pa.timestamp("us", "UTC")),
                "closed": pa.array(closed, pa.timestamp("us", "UTC")),
            }
        )
        found = rows_of(
            assess(
                ENGINES[engine](table),
                rule(),
                trigger="at",
                done="done",
                closed="closed",
                as_of=AS_OF,
            )
        )

        assert [row["status"] for row in found] == ["met", "late", "breached", "met"]


@pytest.mark.parametrize("engine", ENGINES)
class TestReports:
    """
    A report about a period may come after it, within working days of the host.
    """

    def test_without_a_calendar(self, engine: str) -> None:
        """
        A month without a report is undetermined where its limit needs a calendar.
        """
        policy = CadencePolicy(
            id="report",
            clause=PROMPT,
            name=Text("the report", "报告"),
            owed_by="clerk",
            cycle=Cycle.MONTH,
            by=CountedBy.PERIOD_COVERED,
            limit=WorkingDays(3),
        )
        table = pa.table(
            {
                "at": pa.array([TIMES[0]], pa.timestamp("us", "UTC")),
                "about": pa.array([dt.date(2007, 10, 5)], pa.date32()),
            }
        )
        found = rows_of(
            assess(
                ENGINES[engine](table),
                policy,
                event="at",
                covered="about",
                first=dt.date(2007, 9, 1),
                last=dt.date(2007, 10, 31),
                as_of=AS_OF,
            )
        )
        shown = {row["cell"]: (row["status"], row["reason"]) for row in found}

        assert shown["2007-09"] == ("undetermined", "calendar_missing")


class TestNames:
    """
    Columns that cannot be told apart, or that the library itself would write.
    """

    @pytest.mark.parametrize("engine", ENGINES)
    def test_hidden_names(self, engine: str) -> None:
        """
        The names of hidden columns are not the caller's.
        """
        at = pa.array(TIMES[:1], pa.timestamp("us", "UTC"))
        table = pa.table({"at": at, "__fr_last": ["mine"]})
        with pytest.raises(UnusableColumnNameError, match="__fr_last"):
            assess(ENGINES[engine](table), rule(), trigger="at", as_of=AS_OF)

    def test_twins(self) -> None:
        """
        Two columns of one name.
        """
        at = pa.array(TIMES[:1], pa.timestamp("us", "UTC"))
        table = pa.Table.from_arrays([at, at], names=["at", "at"])
        with pytest.raises(UnusableColumnNameError, match="several"):
            assess(table, rule(), trigger="at", as_of=AS_OF)

    @pytest.mark.parametrize(
        ("columns", "error"),
        [
            ("now() AS at, 'mine' AS \"Status\"", ColumnTakenError),
            ('now() AS at, now() AS "AT"', UnusableColumnNameError),
        ],
    )
    def test_case_in_duckdb(self, columns: str, error: type[Exception]) -> None:
        """
        DuckDB does not tell upper from lower case.
        """
        relation = CONNECTION.sql(f"SELECT {columns}")
        with pytest.raises(error):
            assess(relation, rule(), trigger="at", as_of=AS_OF)

    def test_groups_in_duckdb(self) -> None:
        """
        A group column is no result either.
        """
        relation = CONNECTION.sql("SELECT true AS seen, 'x' AS \"Status\"")
        share = QuotaPolicy(
            id="share",
            clause=PROMPT,
            name=Text("the share", "回访率"),
            owed_by="office",
            rate="5%",
        )
        with pytest.raises(UnusableColumnNameError, match="same way"):
            assess(relation, share, reached="seen", by="Status", as_of=AS_OF)


@pytest.mark.parametrize("engine", ENGINES)
class TestCountingOrder:
    """
    The order of a count, and what a deadline is compared by, are the scalar path's.
    """

    def test_excluded_bound_before_the_roll(self, engine: str) -> None:
        """
        Under three days from 4 and 5 March 2026: Friday the 6th, and Monday the 9th.
        """
        weeks = from_exceptions(
            "weeks", dt.date(2026, 1, 1), dt.date(2026, 12, 31), source="weekends"
        )
        counting = Counting(bound_included=False, rest_day=LastDay.ROLLS_FORWARD)
        table = pa.table(
            {
                "at": [dt.date(2026, 3, 4), dt.date(2026, 3, 5)],
                "done": [dt.date(2026, 3, 8), dt.date(2026, 3, 9)],
            }
        )
        found = rows_of(
            assess(
                ENGINES[engine](table),
                rule(limit=Days(3), counting=counting),
                trigger="at",
                done="done",
                as_of=dt.datetime(2026, 4, 1, tzinfo=NEW_YORK),
                calendar=weeks,
            )
        )

        assert [row["due_day"].day for row in found] == [6, 9]
        assert [row["status"] for row in found] == ["late", "met"]

    def test_an_appointed_day(self, engine: str) -> None:
        """
        An appointed day is no period, and no bound is taken off it.
        """
        policy = rule(self_set=True, counting=Counting(bound_included=False))
        table = pa.table({"at": [dt.date(2026, 3, 4)], "set": [dt.date(2026, 3, 6)]})
        found = rows_of(
            assess(
                ENGINES[engine](table),
                policy,
                trigger="at",
                appointed="set",
                as_of=AS_OF.replace(year=2026),
            )
        )
        assert found[0]["due_day"] == dt.date(2026, 3, 6)

    def test_hours_over_a_day_that_comes_twice(self, engine: str) -> None:
        """
        In St John's, half an hour before the end of 24 hours is in time.
        """
        start = dt.datetime(2010, 11, 6, 3, tzinfo=dt.UTC)
        done = dt.datetime(2010, 11, 7, 2, 30, 30, tzinfo=dt.UTC)
        late = done + dt.timedelta(minutes=30)
        instants = pa.timestamp("us", "UTC")
        table = pa.table(
            {
                "at": pa.array([start, start], instants),
                "done": pa.array([done, late], instants),
            }
        )
        found = rows_of(
            assess(
                ENGINES[engine](table),
                rule(limit=Hours(24), counting=Counting(zone="America/St_Johns")),
                trigger="at",
                done="done",
                as_of=late,
            )
        )
        assert [row["status"] for row in found] == ["met", "late"]

    def test_the_first_day_of_all(self, engine: str) -> None:
        """
        A calendar that begins with the first day there is answers the other rows.
        """
        first = from_exceptions(
            "first", dt.date.min, dt.date(1, 12, 31), source="weekends"
        )
        counting = Counting(rest_day=LastDay.ROLLS_FORWARD)
        table = pa.table({"at": [dt.date.min, dt.date(1, 1, 6)]})
        found = rows_of(
            assess(
                ENGINES[engine](table),
                rule(limit=Days(0), counting=counting),
                trigger="at",
                as_of=AS_OF,
                calendar=first,
            )
        )
        assert found[0]["reason"] == "date_out_of_range"
        assert found[1]["due_day"] == dt.date(1, 1, 8)
