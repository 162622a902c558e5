"""
Open hours counted back from events in columns: the same bounds as one call for each.
"""

import datetime as dt
import random
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from tests.frames.ledgers import ENGINES, rows_of

from followup_rules.errors import CalendarNotCoveredError, InvalidFieldError
from followup_rules.frames.columns import hidden, start
from followup_rules.frames.engines.zones import micros_of
from followup_rules.frames.leads import add_lead
from followup_rules.frames.moments import Now
from followup_rules.timing.amounts import (
    Hours,
    WorkingDays,
    WorkingHours,
    WorkingMinutes,
)
from followup_rules.timing.calendars import WorkCalendar, china, from_exceptions
from followup_rules.timing.counting import Counting, HourStart, LastDay
from followup_rules.timing.hours import OfficeHours

NOW = dt.datetime(2026, 3, 20, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
CHINA = china()
SHORT = from_exceptions(
    "short", dt.date(2026, 3, 2), dt.date(2026, 3, 31), source="a test"
)
DAYS = OfficeHours(
    zone="Asia/Shanghai", week={"mon-fri": "09:00-12:00 13:30-17:30"}, on_make_up="mon"
)
NIGHTS = OfficeHours(
    zone="Europe/Berlin",
    week={"mon": "22:00-06:00", "thu": "08:00-09:00 23:00-24:00", "sat": "00:00-24:00"},
    on_make_up="mon",
)
RULES: dict[str, tuple[Counting, Any]] = {
    "hours": (Counting(hours=DAYS), WorkingHours(9)),
    "minutes": (Counting(hours=DAYS), WorkingMinutes(75)),
    "weeks": (Counting(hours=DAYS, bound_included=False), WorkingHours(70)),
    "nothing": (Counting(hours=DAYS), WorkingHours(0)),
    "nights": (Counting(hours=NIGHTS, zone=NIGHTS.zone), WorkingHours(7)),
    "full": (
        Counting(hours=DAYS, hour_start=HourStart.NEXT_FULL_HOUR),
        WorkingMinutes(90),
    ),
    "still": (Counting(hours_stand_still=True), Hours(30)),
}


def ends(
    engine: str,
    counting: Counting,
    lead: Any,
    events: list[dt.datetime],
    calendar: WorkCalendar | None,
) -> list[str]:
    """
    Return the bound of each event in columns, or why there is none.
    """
    table = pa.table({"event": pa.array(events, pa.timestamp("us", "UTC"))})
    work = start(ENGINES[engine](table), {"event": "event"})
    work, read = work.times({"event": "event"}, zone=None, home=counting.zone)
    now = Now.of(NOW, counting.tz)
    work, bound = add_lead(work, "lead", counting, lead, read["event"], calendar, now)
    if bound.problem is not None:
        return [bound.problem] * len(events)
    found = []
    for row in rows_of(work.frame.to_native()):
        why = [reason for bad, reason in bound.absent if row[bad]]
        end = row[str(bound.end)]
        found.append(why[0] if end is None else str(end))
        assert (row[hidden("lead_last")] is None) is (end is None)
    return found


def one_by_one(
    counting: Counting,
    lead: Any,
    events: list[dt.datetime],
    calendar: WorkCalendar | None,
) -> list[str]:
    """
    Return the same by single calls.
    """
    found = []
    for event in events:
        try:
            end = counting.before(event, lead, calendar=calendar).closes
        except CalendarNotCoveredError:
            found.append("calendar_not_covered")
        else:
            found.append(str(micros_of(end)))
    return found


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_the_same_as_single_calls(engine: str, name: str) -> None:
    """
    From instants of any kind, at the ends of windows and to the microsecond.
    """
    counting, lead = RULES[name]
    dice = random.Random(name)
    begun = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
    quarters = [dt.timedelta(minutes=15 * dice.randrange(9_000)) for _ in range(50)]
    tick = dt.timedelta(microseconds=1)
    events = [begun + one + tick * dice.randint(-1, 1) for one in quarters]
    for calendar in (CHINA,) if counting.hours_stand_still else (CHINA, None):
        told = counting, lead, events, calendar
        assert ends(engine, *told) == one_by_one(*told)


def test_where_the_calendar_ends() -> None:
    """
    The first instant after it is the last event that can be told; too far back is none.
    """
    after = dt.datetime(2026, 4, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
    tick = dt.timedelta(microseconds=1)
    first = dt.datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    events = [after, after + tick, first, first + dt.timedelta(hours=1), first - tick]
    for lead in (WorkingHours(1), WorkingMinutes(61)):
        told = Counting(hours=DAYS), lead, events, SHORT
        assert ends("polars", *told) == one_by_one(*told)
    assert "calendar_not_covered" in one_by_one(*told)


def test_what_is_not_laid_out() -> None:
    """
    Events beyond the years around the moment of judgement are left to rows.
    """
    zone = ZoneInfo("Asia/Shanghai")
    events = [dt.datetime(year, 3, 2, 10, tzinfo=zone) for year in (1990, 2026, 2040)]
    counting = Counting(hours=DAYS)
    found = ends("polars", counting, WorkingHours(1), events, None)
    assert [one for one in found if not one.isdigit()] == ["open_time_not_laid_out"] * 2
    early = ends("polars", counting, WorkingHours(1), events[:1], CHINA)
    assert early == ["open_time_not_laid_out"]


def test_refused() -> None:
    """
    Hours that roll off rest days are left to rows; without a calendar nothing is known.
    """
    event = [dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)]
    rolls = Counting(hours_roll=True, rest_day_before=LastDay.ROLLS_BACKWARD)
    with pytest.raises(InvalidFieldError, match="hours or minutes that do not roll"):
        ends("polars", rolls, Hours(3), event, CHINA)
    counting, lead = RULES["still"]
    assert ends("polars", counting, lead, event, None) == ["calendar_missing"]


@pytest.mark.parametrize("engine", ["polars", "pandas", "duckdb"])
def test_working_days_before_an_event(engine: str) -> None:
    """
    Two of them before a Wednesday, a Monday and a Sunday: Monday, and Thursday twice.
    """
    counting, lead = Counting(), WorkingDays(2)
    events = [dt.date(2026, 3, day) for day in (11, 9, 8)]
    work = start(ENGINES[engine](pa.table({"event": events})), {"event": "event"})
    work, read = work.times({"event": "event"}, zone=None, home=counting.zone)
    now = Now.of(NOW, counting.tz)

    work, bound = add_lead(work, "lead", counting, lead, read["event"], CHINA, now)

    epoch = dt.date(1970, 1, 1)
    assert bound.last is not None
    assert [
        epoch + dt.timedelta(days=row[bound.last])
        for row in rows_of(work.frame.to_native())
    ] == [dt.date(2026, 3, day) for day in (9, 5, 5)]
