"""
Cadence over columns: the same cells and verdicts as the scalar path.
"""

import datetime as dt
from typing import Any, ClassVar

import attrs
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.frames.ledgers import ENGINES, rows_of
from tests.strategies import calendars, day_amounts, days

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    ColumnTakenError,
    ImpossibleOrderError,
    WrongColumnTypeError,
)
from followup_rules.frames import assess
from followup_rules.policies.cadence import CadencePolicy, CountedBy
from followup_rules.timing.amounts import Days, WorkingDays
from followup_rules.timing.counting import Counting
from followup_rules.timing.cycles import Cycle
from followup_rules.timing.seasons import YearlySeason

FIRST, LAST = dt.date(2025, 12, 1), dt.date(2026, 3, 10)
RULE = CadencePolicy(
    id="rounds",
    clause=Clause(id="DEMO-5", en="each week", zh="每周"),
    name=Text("the round", "巡查"),
    owed_by="office",
    cycle=Cycle.MONTH,
)
WINTER = YearlySeason(first_month=12, first_day=20, last_month=2, last_day=3)
MOMENTS = st.datetimes(dt.datetime(2025, 11, 20), dt.datetime(2026, 3, 20)).map(  # noqa: DTZ001 - the zone comes next
    lambda wall: wall.replace(tzinfo=dt.UTC)
)
NEAR = days(dt.date(2025, 11, 20), dt.date(2026, 3, 20))


@st.composite
def ledgers(draw: st.DrawFn) -> dict[str, Any]:
    """
    A rule, and what two offices did, some of it on unknown terms.
    """
    by = draw(st.sampled_from(CountedBy))
    late = by is CountedBy.PERIOD_COVERED
    policy = attrs.evolve(
        RULE,
        cycle=draw(st.sampled_from((Cycle.WEEK, Cycle.MONTH, Cycle.QUARTER))),
        least=draw(st.integers(1, 2)),
        by=by,
        limit=draw(st.none() | day_amounts(10)) if late else None,
        working_cells_only=draw(st.booleans()),
        season=draw(st.none() | st.just(WINTER)),
        counting=Counting(day_ends=draw(st.sampled_from((None, dt.time(17))))),
    )
    instants = draw(st.booleans()) or policy.counting.day_ends is not None
    row = st.tuples(
        st.sampled_from(("north", "south")),
        st.none() | (MOMENTS if instants else NEAR),
        st.none() | NEAR,
        st.sampled_from((True, True, False, None)),
    )
    return {
        "policy": policy,
        "rows": draw(st.lists(row, min_size=1, max_size=12)),
        "instants": instants,
        "as_of": draw(MOMENTS),
        "calendar": draw(st.none() | calendars(dt.date(2025, 12, 10), LAST)),
        "columns": draw(st.sets(st.sampled_from(("covered", "counts")))),
    }


def scalar(ledger: dict[str, Any], office: str) -> list[dict[str, Any]]:
    """
    Judge every cell of one office by a call of its own.
    """
    policy, columns = ledger["policy"], ledger["columns"]
    sure: list[Any] = []
    doubtful: list[Any] = []
    for name, event, day, counts in ledger["rows"]:
        if name != office or event is None:
            continue
        covered = day if "covered" in columns else None
        whole = (event, covered) if policy.by is CountedBy.PERIOD_COVERED else event
        known = counts if "counts" in columns else True
        if known is not False:
            (doubtful if known is None else sure).append(whole)
    verdicts = policy.assess_cells(
        sure,
        uncertain=tuple(doubtful),
        first=FIRST,
        last=LAST,
        as_of=ledger["as_of"],
        calendar=ledger["calendar"],
    )
    rows = []
    for verdict in verdicts:
        reason = verdict.reason.code
        if reason == "fact_missing":
            reason = f"fact_missing:{verdict.reason['fact']}"
        rows.append(
            {
                "office": office,
                "cell": verdict.subject.cell,
                "counted": verdict.evidence.counted,
                "uncertain": verdict.evidence.uncertain,
                "required": policy.least,
                "shortfall": verdict.shortfall,
                "status": verdict.status.value,
                "clause": "DEMO-5",
                "reason": reason,
            }
        )
    return rows


class TestSameVerdicts:
    """
    Every cell of every subject has the verdict of the scalar path.
    """

    @pytest.mark.parametrize("engine", ENGINES)
    @given(ledger=ledgers())
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    def test_every_cell(self, engine: str, ledger: dict[str, Any]) -> None:
        """
        Counts, status and reason agree, cells without an event included.
        """
        offices, events, covered, counts = zip(*ledger["rows"], strict=True)
        kind = pa.timestamp("us", "UTC") if ledger["instants"] else pa.date32()
        table = pa.table(
            {
                "office": offices,
                "event": pa.array(events, kind),
                "covered": pa.array(covered, pa.date32()),
                "counts": pa.array(counts, pa.bool_()),
            }
        )
        found = rows_of(
            assess(
                ENGINES[engine](table),
                ledger["policy"],
                event="event",
                by="office",
                first=FIRST,
                last=LAST,
                as_of=ledger["as_of"],
                calendar=ledger["calendar"],
                **{name: name for name in ledger["columns"]},
            )
        )
        found.sort(key=lambda row: row["office"])
        wanted = [row for name in sorted(set(offices)) for row in scalar(ledger, name)]
        for rows in (found, wanted):
            rows.sort(key=lambda row: (row["office"], row["cell"]))
        assert len(found) == len(wanted)
        for row, want in zip(found, wanted, strict=True):
            assert {name: row[name] for name in want} == want


@pytest.mark.parametrize("engine", ENGINES)
class TestByHand:
    """
    One office and four months.
    """

    def test_months(self, engine: str) -> None:
        """
        December has one, January none, February runs.
        """
        times = [
            dt.datetime(2025, 12, 31, 15, 59, tzinfo=dt.UTC),  # still December
            dt.datetime(2026, 1, 31, 16, tzinfo=dt.UTC),  # already February
        ]
        table = pa.table({"at": pa.array(times, pa.timestamp("us", "UTC"))})
        found = rows_of(
            assess(
                ENGINES[engine](table),
                RULE,
                event="at",
                first=dt.date(2025, 12, 1),
                last=dt.date(2026, 3, 1),
                as_of=dt.datetime(2026, 2, 10, tzinfo=dt.UTC),
            )
        )
        shown = {row["cell"]: (row["counted"], row["status"]) for row in found}
        assert shown == {
            "2025-12": (1, "met"),
            "2026-01": (0, "breached"),
            "2026-02": (1, "met"),
            "2026-03": (0, "pending"),
        }

    def test_hours(self, engine: str) -> None:
        """
        Forty hours a month: what a row is worth is added up, or is no such number.
        """
        told = [
            (dt.date(2025, 12, 3), 39, True),
            (dt.date(2025, 12, 31), 1, True),
            (dt.date(2026, 1, 2), 39, True),
            (dt.date(2026, 1, 3), 0, True),
            (dt.date(2026, 1, 4), 9, False),
            (dt.date(2026, 2, 2), 1, True),
            (dt.date(2026, 2, 3), -1, True),  # as many as it takes, perhaps
            (dt.date(2026, 3, 2), 10_001, True),  # no number of hours
        ]
        days, hours, counts = zip(*told, strict=True)
        table = pa.table(
            {
                "at": pa.array(days, pa.date32()),
                "hours": pa.array(hours, pa.int64()),
                "counts": pa.array(counts, pa.bool_()),
            }
        )
        found = rows_of(
            assess(
                ENGINES[engine](table),
                attrs.evolve(RULE, least=40),
                event="at",
                counts="counts",
                worth="hours",
                first=dt.date(2025, 12, 1),
                last=dt.date(2026, 3, 1),
                as_of=dt.datetime(2026, 4, 10, tzinfo=dt.UTC),
            )
        )
        shown = {
            row["cell"]: (row["counted"], row["uncertain"], row["status"])
            for row in found
        }
        assert shown == {
            "2025-12": (40, 0, "met"),
            "2026-01": (39, 0, "breached"),
            "2026-02": (1, 40, "undetermined"),
            "2026-03": (0, 40, "undetermined"),
        }

    def test_taken_name(self, engine: str) -> None:
        """
        A subject column with the name of a result is refused.
        """
        table = pa.table({"at": pa.nulls(1), "cell": ["x"]})
        with pytest.raises(ColumnTakenError, match="cell"):
            assess(
                ENGINES[engine](table),
                RULE,
                event="at",
                by=["cell"],
                first=FIRST,
                last=LAST,
                as_of=dt.datetime(2026, 2, 10, tzinfo=dt.UTC),
            )


class TestRefusals:
    """
    What cannot be counted is refused, and not guessed.
    """

    ASKED: ClassVar[dict[str, Any]] = {
        "event": "at",
        "first": FIRST,
        "last": LAST,
        "as_of": dt.datetime(2026, 2, 10, tzinfo=dt.UTC),
    }

    def test_backwards(self) -> None:
        """
        The last day lies before the first.
        """
        asked = {**self.ASKED, "last": dt.date(2025, 11, 30)}
        with pytest.raises(ImpossibleOrderError, match="last"):
            assess(pa.table({"at": pa.nulls(1)}), RULE, **asked)

    def test_subject_named_twice(self) -> None:
        """
        A subject column stands once.
        """
        table = pa.table({"at": pa.nulls(1), "office": ["x"]})
        with pytest.raises(ColumnTakenError, match="office"):
            assess(table, RULE, **self.ASKED, by=("office", "office"))

    def test_hours_that_nobody_told(self) -> None:
        """
        They may be enough.
        """
        days = pa.array([dt.date(2026, 1, 3)])
        table = pa.table({"at": days, "hours": pa.array([None], pa.int64())})
        rows = rows_of(assess(table, RULE, **self.ASKED, worth="hours"))
        shown = {row["cell"]: (row["uncertain"], row["reason"]) for row in rows}
        assert shown["2026-01"] == (1, "fact_missing:whether_it_counts")

    def test_what_is_no_number(self) -> None:
        """
        A row is worth a whole number.
        """
        table = pa.table({"at": pa.nulls(1), "hours": ["x"]})
        with pytest.raises(WrongColumnTypeError, match="worth"):
            assess(table, RULE, **self.ASKED, worth="hours")

    def test_days_before_a_close_of_business(self) -> None:
        """
        Whether a plain day came before 17:00 is not known; nothing at all came.
        """
        rule = attrs.evolve(
            RULE,
            by=CountedBy.PERIOD_COVERED,
            limit=Days(3),
            counting=Counting(day_ends=dt.time(17)),
        )
        days = pa.array([dt.date(2026, 2, 3)])
        table = pa.table({"at": days, "about": pa.array([dt.date(2026, 1, 9)])})
        with pytest.raises(WrongColumnTypeError, match="event"):
            assess(table, rule, **self.ASKED, covered="about")
        nothing = table.set_column(0, "at", pa.nulls(1))
        found = rows_of(assess(nothing, rule, **self.ASKED, covered="about"))
        assert {row["counted"] for row in found} == {0}

    def test_a_cell_that_runs_without_a_calendar(self) -> None:
        """
        What has come by now came in time, whatever the calendar says of the days after.
        """
        rule = attrs.evolve(RULE, by=CountedBy.PERIOD_COVERED, limit=WorkingDays(3))
        days = pa.array([dt.date(2026, 2, 3)])
        table = pa.table({"at": days, "about": days})
        found = {
            row["cell"]: row["reason"]
            for row in rows_of(assess(table, rule, **self.ASKED, covered="about"))
        }
        alone = rule.assess_cells(
            [(dt.date(2026, 2, 3),) * 2],
            first=self.ASKED["first"],
            last=self.ASKED["last"],
            as_of=self.ASKED["as_of"],
        )
        expected = {one.subject.cell: one.reason.code for one in alone if one.subject}
        assert found == expected
        assert {"calendar_missing", "cell_reached"} <= set(found.values())
