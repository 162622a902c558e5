"""
Cells whose limit runs beyond the calendar: what came before they ended came in time.
"""

import datetime as dt

import pendulum
import polars as pl
import pytest

from followup_rules import CadencePolicy, Clause, Cycle, Text, WorkingDays, frames
from followup_rules.policies.cadence import CountedBy
from followup_rules.timing.calendars import WorkCalendar, from_exceptions
from followup_rules.verdicts import Verdict

RULE = CadencePolicy(
    id="returns",
    clause=Clause(id="H-1", en="Once a half-year, within thirty working days of it."),
    name=Text("the return", "报表"),
    owed_by="firm",
    cycle=Cycle.HALF_YEAR,
    by=CountedBy.PERIOD_COVERED,
    limit=WorkingDays(30),
)
CALENDAR = from_exceptions(
    "desk", dt.date(2026, 1, 1), dt.date(2026, 12, 31), source="an example"
)
"""It covers the half-year, and none of the thirty days after it."""
CELL = dt.date(2026, 7, 1)


LAST = pendulum.datetime(2026, 12, 31, 23, 59, 59, tz="Asia/Shanghai")
NEXT = pendulum.datetime(2027, 1, 1, tz="Asia/Shanghai")
LATER = pendulum.datetime(2027, 6, 1, tz="Asia/Shanghai")


def judged(
    made: dt.datetime | None,
    as_of: dt.datetime,
    calendar: WorkCalendar | None = CALENDAR,
) -> Verdict:
    """Judge the second half of 2026."""
    events = () if made is None else ((made, CELL),)
    return RULE.assess(events, cell=CELL, calendar=calendar, as_of=as_of)


class TestBeyondTheCalendar:
    """
    Nobody knows when thirty working days are over; when the half-year is, everybody.
    """

    @pytest.mark.parametrize("calendar", [CALENDAR, None])
    def test_what_was_met_stays_met(self, calendar: WorkCalendar | None) -> None:
        """On the last day of the cell as well as long after it."""
        for now in (LAST, NEXT, LATER):
            verdict = judged(LAST, now, calendar)
            assert (verdict.status.name, verdict.evidence.counted_in_time) == ("MET", 1)

    @pytest.mark.parametrize("made", [NEXT, None])
    def test_what_came_later_is_not_judged(self, made: dt.datetime | None) -> None:
        """From the first instant after the cell it hangs on the calendar."""
        verdict = judged(made, LATER)

        assert verdict.status.name == "UNDETERMINED"
        assert verdict.reason.code == "calendar_not_covered"
        assert verdict.evidence.counted_in_time == 0

    @pytest.mark.parametrize(
        ("made", "status"),
        [
            (LAST, "met"),
            (NEXT, "undetermined"),
        ],
    )
    @pytest.mark.parametrize("calendar", [CALENDAR, None])
    def test_so_it_is_over_columns(
        self, made: dt.datetime, status: str, calendar: WorkCalendar | None
    ) -> None:
        """With as many in time."""
        table = pl.DataFrame({"made": [made], "about": [CELL]})
        found = frames.assess(
            table,
            RULE,
            event="made",
            covered="about",
            first=CELL,
            last=CELL,
            calendar=calendar,
            as_of=LATER,
        )

        assert found["status"].to_list() == [status]
        assert found["counted_in_time"].to_list() == [int(status == "met")]
