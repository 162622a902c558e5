"""
Hours and clock times counted back from events in columns, as in one call for each.
"""

import datetime as dt
import random
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from tests.frames.ledgers import ENGINES, rows_of

from followup_rules.errors import CalendarNotCoveredError
from followup_rules.frames.columns import hidden, start
from followup_rules.frames.engines.zones import micros_of
from followup_rules.frames.leads import add_lead
from followup_rules.frames.moments import Now
from followup_rules.timing.amounts import (
    Days,
    Hours,
    Minutes,
    Months,
    Weeks,
    WorkingDays,
    WorkingHours,
    WorkingMinutes,
)
from followup_rules.timing.calendars import (
    RestDayStart,
    WorkCalendar,
    china,
    from_exceptions,
)
from followup_rules.timing.counting import ClosesAt, Counting, HourStart, LastDay
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
    "still span": (Counting(hours_stand_still=True), WorkingDays(1) + Hours(30)),
    "rolls": (
        Counting(hours_roll=True, rest_day_before=LastDay.ROLLS_BACKWARD),
        Hours(30),
    ),
    "rolls on": (
        Counting(hours_roll=True, rest_day_before=LastDay.ROLLS_FORWARD),
        Hours(30),
    ),
    "rolls span": (
        Counting(
            zone="Europe/Berlin",
            hours_roll=True,
            rest_day_before=LastDay.ROLLS_BACKWARD,
            bound_included=False,
        ),
        Months(1) + Minutes(90),
    ),
    "rolls forward only": (
        Counting(hours_roll=True, rest_day=LastDay.ROLLS_FORWARD),
        Hours(30),
    ),
    "span": (Counting(zone="America/New_York"), Days(2) + Hours(5)),
    "span less": (Counting(zone="Europe/Berlin"), Months(1) - Hours(4)),
    "span full": (
        Counting(hour_start=HourStart.NEXT_FULL_HOUR, bound_included=False),
        Weeks(1) + Hours(2),
    ),
    "span working": (Counting(), WorkingDays(2) + Hours(3)),
    "span rolled": (
        Counting(rest_day_start=RestDayStart.ROLL_THEN_COUNT),
        Months(1) + WorkingDays(2) + Hours(3),
    ),
    "span recess": (Counting(suspended_days_count=False), Days(5) + Hours(3)),
    "months recess": (Counting(suspended_days_count=False), Months(1) + Hours(3)),
    "clock": (Counting(closes_at=ClosesAt.CLOCK_TIME), Days(3)),
    "clock months": (
        Counting(closes_at=ClosesAt.CLOCK_TIME, zone="Europe/Berlin"),
        Months(1),
    ),
    "clock working": (
        Counting(closes_at=ClosesAt.CLOCK_TIME, rest_day_before=LastDay.ROLLS_BACKWARD),
        WorkingDays(3),
    ),
}
ASKS_A_CALENDAR = {
    *("still", "still span", "rolls", "rolls on", "rolls span", "span working"),
    *("span rolled", "span recess", "months recess", "clock working"),
}
COURT = from_exceptions(
    "court",
    dt.date(2025, 1, 1),
    dt.date(2026, 12, 31),
    suspended=[dt.date(2026, 1, day) for day in range(10, 18)],
    source="a test",
)


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


@pytest.mark.parametrize(
    ("engine", "name"),
    [
        *(
            ("polars" if place % 2 else "pyarrow", name)
            for place, name in enumerate(RULES)
        ),
        *(("duckdb", name) for name in ("hours", "nights", "still", "span working")),
        *(("pandas", name) for name in ("nothing", "rolls", "span", "clock")),
    ],
)
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
    calendars = (CHINA, COURT, None)
    for calendar in calendars[:2] if name in ASKS_A_CALENDAR else calendars:
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


def test_without_a_calendar() -> None:
    """
    Without a calendar nothing is known of rest days, nor of working days before hours.
    """
    event = [dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)]
    for name in ("still", "rolls", "span working", "span recess", "clock working"):
        counting, lead = RULES[name]
        assert ends("polars", counting, lead, event, None) == ["calendar_missing"]


@pytest.mark.parametrize("engine", ENGINES)
def test_by_hand(engine: str) -> None:
    """
    Before Monday 9 March 2026, 10:20.

    Thirty hours back are Sunday at 4:20, which rolls back to Friday at 4:20 or on to
    Monday. Two working days are Thursday, and three hours before 10:20 are 7:20. Three
    days are Friday, at the clock time of the event.
    """
    event = [dt.datetime(2026, 3, 9, 10, 20, tzinfo=ZoneInfo("Asia/Shanghai"))]
    expected = {
        "rolls": "2026-03-06 04:20",
        "rolls on": "2026-03-09 04:20",
        "span working": "2026-03-05 07:20",
        "clock": "2026-03-06 10:20",
    }
    for name, said in expected.items():
        [found] = ends(engine, *RULES[name], event, CHINA)
        at = dt.datetime.fromisoformat(said).replace(tzinfo=ZoneInfo("Asia/Shanghai"))
        assert found == str(micros_of(at)), name


def test_the_clock_time_of_a_day() -> None:
    """
    An event that is a day has no clock time at which anything could close.
    """
    frame = ENGINES["polars"](pa.table({"event": [dt.date(2026, 3, 11)]}))
    work = start(frame, {"event": "event"})
    work, read = work.times({"event": "event"}, zone=None, home="Asia/Shanghai")
    now = Now.of(NOW, ZoneInfo("Asia/Shanghai"))
    _, bound = add_lead(work, "lead", *RULES["clock"], read["event"], CHINA, now)
    assert bound.problem == "instant_needed"


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
