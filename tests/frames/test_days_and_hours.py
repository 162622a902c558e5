"""
Lengths of days and hours, over columns: to the same clock time, then on by the clock.
"""

import datetime as dt
import random
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from tests.frames.ledgers import ENGINES, rows_of

from followup_rules.clauses import Clause, Text
from followup_rules.frames import assess
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.timing.calendars import china, from_exceptions
from followup_rules.timing.counting import Counting, HourStart, LastDay

CHINA = china()
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
LENGTHS = (
    "1 day 2 hours",
    "1 month 3 days 90 minutes",
    "1 year 1 hour",
    "2 working days 4 hours",
    "364 days 15 minutes",
    "1 week - 2 hours",
)
CLOCKS = ((0, 0), (1, 30), (2, 0), (2, 30), (9, 59), (23, 59))
DAYS = ("2025-03-08", "2025-03-29", "2025-10-04", "2025-10-26", "2025-11-02")
"""About when clocks change, one way or the other."""


def rule(limit: str, counting: Counting) -> DeadlinePolicy:
    """Return a deadline."""
    return DeadlinePolicy(
        id="reply",
        clause=Clause(id="DEMO-1", en="so it is", zh="如此"),
        name=Text("the reply", "答复"),
        owed_by="office",
        limit=limit,
        trigger="trigger",
        counting=counting,
    )


def table(starts: list[dt.datetime]) -> pa.Table:
    """Return starts as a column."""
    return pa.table({"trigger": pa.array(starts, pa.timestamp("us", "UTC"))})


def compared(seed: int, engine: str) -> list[Any]:
    """Return the rows of which columns say otherwise than single calls."""
    dice = random.Random(seed)
    zone = ZoneInfo(dice.choice(ZONES))
    fields: dict[str, Any] = {
        "bound_included": False,
        "hour_start": HourStart.NEXT_FULL_HOUR,
        "hours_stand_still": True,
        "hours_roll": True,
    }
    held = {name: value for name, value in fields.items() if dice.random() < 0.25}
    if "hours_roll" in held:
        held["rest_day"] = LastDay.ROLLS_FORWARD
    if "hours_roll" in held or " - " in LENGTHS[seed % len(LENGTHS)]:
        held.pop("hours_stand_still", None)
    policy = rule(LENGTHS[seed % len(LENGTHS)], Counting(zone=str(zone), **held))
    starts = []
    for _ in range(25):
        day = dt.date.fromisoformat(dice.choice(DAYS))
        day += dt.timedelta(days=dice.randrange(-2, 3))
        wall = dt.datetime.combine(day, dt.time(*dice.choice(CLOCKS)), zone)
        starts.append(wall.replace(fold=dice.randrange(2)))
    now = dt.datetime(2025, 11, 20, 10, tzinfo=dt.UTC)
    told: dict[str, Any] = {"as_of": now, "calendar": CHINA if seed % 5 else None}
    wrong = []
    found = rows_of(assess(ENGINES[engine](table(starts)), policy, **told))
    for start, row in zip(starts, found, strict=True):
        verdict = policy.assess(start, **told)
        due = verdict.evidence.deadline
        ends = None if due is None else due.closes.astimezone(dt.UTC)
        expected = verdict.status.value, verdict.reason.code, ends
        instant = None if due is None else row["closes"].astimezone(dt.UTC)
        got = row["status"], row["reason"], instant
        if got != expected:
            wrong.append((policy, start, expected, got))
    return wrong


@pytest.mark.parametrize("seed", range(24))
def test_as_single_calls(seed: int) -> None:
    """
    In four zones, about the nights on which clocks change.
    """
    assert compared(seed, "pyarrow" if seed % 2 else "polars") == []


def test_in_a_database() -> None:
    """
    The same in SQL.
    """
    assert compared(0, "duckdb") + compared(3, "duckdb") == []


def test_the_second_of_two_alike_hours() -> None:
    """
    2:30 came twice in Berlin on 25 October 2020 and on 26 October 2025, five years and
    a day later. What started in the second ends in the second.
    """
    berlin = ZoneInfo("Europe/Berlin")
    starts = [
        dt.datetime(2020, 10, 25, 2, 30, tzinfo=berlin, fold=fold) for fold in (0, 1)
    ]
    policy = rule("5 years 1 day 1 hour", Counting(zone="Europe/Berlin"))
    now = dt.datetime(2025, 11, 20, tzinfo=dt.UTC)
    found = rows_of(assess(ENGINES["polars"](table(starts)), policy, as_of=now))
    ends = [row["closes"].astimezone(dt.UTC) for row in found]
    assert ends == [
        dt.datetime(2025, 10, 26, hour, 30, tzinfo=dt.UTC) for hour in (1, 2)
    ]
    for start, end in zip(starts, ends, strict=True):
        assert policy.due(start).closes.astimezone(dt.UTC) == end


def test_a_recess_does_not_count() -> None:
    """
    Three days and two hours from Monday 17 November 2025, 17:00, with a recess from the
    19th to the 21st: the 18th, 22nd and 23rd count, and the clock then runs until 19:00.
    """
    recess = [dt.date(2025, 11, day) for day in (19, 20, 21)]
    court = from_exceptions(
        "court",
        dt.date(2025, 11, 1),
        dt.date(2025, 11, 30),
        suspended=recess,
        source="a test",
    )
    policy = rule("3 days 2 hours", Counting(suspended_days_count=False))
    starts = [
        dt.datetime(2025, 11, day, 9, tzinfo=dt.UTC) for day in (1, 17, 19, 20, 27)
    ]
    now = dt.datetime(2025, 11, 20, tzinfo=dt.UTC)
    for engine in ENGINES:
        frame = ENGINES[engine](table(starts))
        found = rows_of(assess(frame, policy, as_of=now, calendar=court))
        assert found[1]["closes"] == dt.datetime(2025, 11, 23, 11, tzinfo=dt.UTC)
        for start, row in zip(starts, found, strict=True):
            due = policy.assess(start, as_of=now, calendar=court).evidence.deadline
            assert row["closes"] == (due and due.closes)
    [row] = rows_of(assess(ENGINES["polars"](table(starts[:1])), policy, as_of=now))
    assert row["reason"] == "calendar_missing"
