"""
Open hours and days of a cell over columns: the same bounds as one call for each row.
"""

import datetime as dt
import random
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from attrs import evolve
from tests.frames.ledgers import ENGINES, rows_of

from followup_rules.clauses import Clause, Text
from followup_rules.errors import FollowupRulesError, InvalidFieldError
from followup_rules.frames import assess, check
from followup_rules.frames.opening import LAID_OUT
from followup_rules.policies.deadlines import Case, Conflict, DeadlinePolicy
from followup_rules.timing.amounts import (
    Days,
    Hours,
    Months,
    WorkingDays,
    WorkingHours,
    WorkingMinutes,
)
from followup_rules.timing.calendars import DayKind, china, from_exceptions
from followup_rules.timing.counting import (
    ClosesAt,
    Counting,
    HourStart,
    LastDay,
    OutsideHours,
)
from followup_rules.timing.cycles import Cycle, Limit
from followup_rules.timing.cycles.due_days import DayOf, WeekdayAfter, WorkingDayOf
from followup_rules.timing.hours import AtClosing, OfficeHours

SH = ZoneInfo("Asia/Shanghai")
CHINA = china()
CLAUSE = Clause(id="DESK-1", en="see to it", zh="办理")
WEEK = {"mon-fri": "09:00-12:00 13:30-17:30"}
NIGHTS = {"mon": "22:00-06:00", "thu": "08:00-09:00 23:00-24:00", "sat": "00:00-24:00"}
OFFICE = OfficeHours(zone="Asia/Shanghai", week=WEEK, on_make_up="mon")
NOW = dt.datetime(2026, 3, 20, 10, tzinfo=SH)


def march(day: int, hour: int = 9, minute: int = 0) -> dt.datetime:
    """Return a time in March 2026 in Shanghai; the 13th is a Friday."""
    return dt.datetime(2026, 3, day, hour, minute, tzinfo=SH)


def rule(limit: Limit | None, office: OfficeHours = OFFICE, **fields: Any) -> Any:
    """Return a deadline that is counted by an office."""
    more = {name: fields.pop(name) for name in ("cases", "self_set") if name in fields}
    counting = Counting(zone=office.zone, hours=office, **fields)
    return DeadlinePolicy(
        id="rule",
        clause=CLAUSE,
        name=Text("the matter", "事项"),
        owed_by="desk",
        limit=limit,
        counting=counting,
        **more,
    )


def table_of(**columns: list[Any]) -> pa.Table:
    """Return a table of times, days and texts."""
    types: dict[type, Any] = {
        dt.datetime: pa.timestamp("us", "UTC"),
        dt.date: pa.date32(),
    }
    return pa.table(
        {
            name: pa.array(
                held,
                types.get(next((type(x) for x in held if x is not None), str)),
            )
            for name, held in columns.items()
        }
    )


def bounds(
    policy: Any, starts: list[Any], engine: str = "polars", **told: Any
) -> list[tuple[Any, ...]]:
    """Return the reason, the last day and the end of each row."""
    table = table_of(trigger=starts)
    found = assess(ENGINES[engine](table), policy, as_of=NOW, **told)
    return [
        (
            row["reason"],
            row["due_day"],
            None if row["closes"] is None else row["closes"].astimezone(SH),
        )
        for row in rows_of(found)
    ]


def day(number: int) -> dt.date:
    """Return a day of March 2026."""
    return dt.date(2026, 3, number)


@pytest.mark.parametrize("engine", ENGINES)
class TestOpenTime:
    """
    Working hours run while the office is open.
    """

    def test_over_a_weekend(self, engine: str) -> None:
        """
        Of four hours an hour and a half are left of Friday, and the rest of Monday:
        until half past eleven. On Saturday nothing runs; on Monday at 13:00 it waits
        for the afternoon, which ends half an hour short.
        """
        starts = [march(13, 16), march(14, 16), march(16, 13), None]
        found = bounds(rule(WorkingHours(4)), starts, engine)
        assert found[:2] == [
            ("not_done", day(16), march(16, 11, 30)),
            ("not_done", day(16), march(16, 14, 30)),
        ]
        assert found[2:] == [
            ("not_done", day(16), march(16, 17, 30)),
            ("trigger_absent", None, None),
        ]


class TestTheEdgesOfOpenTime:
    """
    Closings, openings, and nothing to work at all.
    """

    def test_used_up_at_a_closing(self) -> None:
        """
        Then it is due at that closing, or at the next opening where that is said.
        """
        starts = [march(13, 16)]
        ninety = WorkingMinutes(90)
        assert bounds(rule(ninety), starts) == [
            ("not_done", day(13), march(13, 17, 30))
        ]
        later = evolve(OFFICE, at_closing=AtClosing.NEXT_OPENING)
        assert bounds(rule(ninety, later), starts) == [
            ("not_done", day(16), march(16, 9))
        ]

    def test_nothing_to_work(self) -> None:
        """
        It is due at the first open instant, which may be now.
        """
        starts = [march(13, 12), march(13, 11, 59), march(14, 8)]
        assert [end for _, _, end in bounds(rule(WorkingHours(0)), starts)] == [
            march(13, 13, 30),
            march(13, 11, 59),
            march(16, 9),
        ]

    def test_the_bound_itself_is_too_late(self) -> None:
        """
        Then the last instant is a microsecond before.
        """
        policy = rule(WorkingHours(1), bound_included=False)
        [(_, _, end)] = bounds(policy, [march(13, 9)])
        assert end == march(13, 10) - dt.timedelta(microseconds=1)

    def test_what_came_while_nobody_was_there(self) -> None:
        """
        It counts as received on Monday, from which two days are counted, as hours are.
        """
        waits: dict[str, Any] = {"outside_hours": OutsideHours.NEXT_OPENING}
        starts: list[Any] = [march(13, 20), march(13, 10)]
        assert bounds(rule(Days(2), **waits), starts) == [
            ("not_done", day(18), march(19, 0)),
            ("not_done", day(15), march(16, 0)),
        ]
        assert bounds(rule(Hours(2), **waits), starts[:1]) == [
            ("not_done", day(16), march(16, 11))
        ]
        assert bounds(rule(Days(2), **waits), [day(13)]) == [
            ("not_done", day(15), march(16, 0))
        ]

    def test_hours_stand_still_on_rest_days(self) -> None:
        """
        From Friday at 16:00 eight hours are left, and twelve more run on Monday.
        """
        policy = rule(Hours(20), hours_stand_still=True)
        assert bounds(policy, [march(13, 16)]) == [("calendar_missing", None, None)]
        assert bounds(policy, [march(13, 16)], calendar=CHINA) == [
            ("not_done", day(16), march(16, 12))
        ]

    def test_a_day_is_not_enough(self) -> None:
        """
        Hours of an office need an instant to begin with.
        """
        assert bounds(rule(WorkingHours(1)), [day(13)]) == [
            ("instant_needed", None, None)
        ]


class TestClosing:
    """
    The last day closes with the office, or at the clock time of the start.
    """

    def test_with_the_office(self) -> None:
        """
        Two days from Wednesday is Friday at 17:30; a Saturday runs to its end.
        """
        policy = rule(Days(2), closes_at=ClosesAt.OFFICE_CLOSE)
        assert bounds(policy, [march(11), march(12)]) == [
            ("not_done", day(13), march(13, 17, 30)),
            ("not_done", day(14), march(15, 0)),
        ]

    def test_an_office_that_is_open_at_night(self) -> None:
        """
        Monday's night ends on Tuesday at six.
        """
        night = OfficeHours(zone="Asia/Shanghai", week=NIGHTS)
        policy = rule(Days(2), night, closes_at=ClosesAt.OFFICE_CLOSE)
        assert bounds(policy, [march(14)]) == [("not_done", day(17), march(17, 6))]

    def test_at_a_clock_time(self) -> None:
        """
        A day has none, and is refused.
        """
        policy = rule(Days(2), closes_at=ClosesAt.CLOCK_TIME)
        assert bounds(policy, [march(11, 15, 7)]) == [
            ("not_done", day(13), march(13, 15, 7))
        ]
        with pytest.raises(InvalidFieldError, match="instants, at whose clock time"):
            bounds(policy, [day(11)])

    @pytest.mark.parametrize("closes_at", [ClosesAt.OFFICE_CLOSE, ClosesAt.CLOCK_TIME])
    def test_of_a_promise(self, closes_at: ClosesAt) -> None:
        """
        A promised day closes with the office; a clock time it has not.
        """
        policy = rule(None, self_set=True, closes_at=closes_at)
        table = table_of(trigger=[march(11)] * 2, promised=[day(12), None])
        found = rows_of(assess(table, policy, as_of=NOW, appointed="promised"))
        by_office = closes_at is ClosesAt.OFFICE_CLOSE
        assert [row["reason"] for row in found] == [
            "not_done" if by_office else "instant_needed",
            "no_appointment",
        ]
        if by_office:
            assert found[0]["closes"].astimezone(SH) == march(12, 17, 30)

    def test_of_several_categories(self) -> None:
        """
        Days are compared by days. Hours beside them are not, and that is refused; a row
        without a category waits for it.
        """
        cases = [
            Case(key=key, limit=limit, clause=CLAUSE)
            for key, limit in (("slow", Days(3)), ("fast", Days(1)))
        ]
        closes: dict[str, Any] = {"closes_at": ClosesAt.OFFICE_CLOSE}
        policy = rule(None, cases=cases, **closes)
        table = table_of(
            trigger=[march(11)] * 2, one=["slow", None], two=["fast", None]
        )
        told: dict[str, Any] = {"as_of": NOW, "category": ("one", "two")}
        found = rows_of(assess(table, policy, **told))
        assert [row["reason"] for row in found] == ["not_done", "fact_missing:category"]
        assert found[0]["due_day"] == day(12)
        hours = evolve(policy, cases=[cases[0], evolve(cases[1], limit=Hours(9))])
        with pytest.raises(
            InvalidFieldError, match=r"closes_at.*beside limits of hours"
        ):
            assess(table, hours, **told)
        found = rows_of(assess(table, hours, as_of=NOW, category="two"))
        assert [row["due_day"] for row in found] == [day(11), None]
        first = evolve(hours, conflict=Conflict.FIRST_NAMED)
        found = rows_of(assess(table, first, **told))
        assert found[0]["due_day"] == day(14)


class TestHowFar:
    """
    What is not known of an office is said, and never guessed.
    """

    def test_years_that_are_not_laid_out(self) -> None:
        """
        Twenty years back and five ahead; rows beyond are marked, and listed in words.
        """
        behind, ahead = LAID_OUT
        old = NOW - dt.timedelta(days=behind + 2)
        policy = rule(WorkingHours(1), outside_hours=OutsideHours.NEXT_OPENING)
        assert [one[0] for one in bounds(policy, [old, march(13)])] == [
            "open_time_not_laid_out",
            "not_done",
        ]
        long = rule(WorkingHours(8 * ahead))
        assert [one[0] for one in bounds(long, [march(13)])] == [
            "open_time_not_laid_out"
        ]
        told = table_of(trigger=[old], row=["R1"])
        found = check(told, rule(WorkingHours(1)), row="row", as_of=NOW)
        assert "open hours are worked out for the 20" in str(found)
        assert "之前20年" in found.explain("zh")

    def test_beyond_a_calendar(self) -> None:
        """
        The days that it covers are laid out, and no others.
        """
        calendar = from_exceptions(
            "desk", day(2), day(20), off=[day(16), day(20)], source="the desk"
        )
        starts = [march(1), march(13, 16), march(20, 9)]
        found = bounds(rule(WorkingHours(2)), starts, calendar=calendar)
        assert [one[0] for one in found] == [
            "calendar_not_covered",
            "not_done",
            "calendar_not_covered",
        ]
        assert bounds(rule(WorkingHours(2)), starts[1:2], calendar=calendar) == [
            ("not_done", day(17), march(17, 9, 30))
        ]
        closes = rule(Days(2), closes_at=ClosesAt.OFFICE_CLOSE)
        found = bounds(closes, [march(17), march(19)], calendar=calendar)
        assert [one[0] for one in found] == ["not_done", "calendar_not_covered"]

    def test_a_calendar_that_covers_nothing_of_it(self) -> None:
        """
        Of the years around the moment of judgement it knows no day.
        """
        old = from_exceptions(
            "old", dt.date(1990, 1, 1), dt.date(1990, 12, 31), off=[], source="the desk"
        )
        for limit in (WorkingHours(2), WorkingHours(0)):
            found = bounds(rule(limit), [march(13)], calendar=old)
            assert found == [("calendar_not_covered", None, None)]

    def test_a_calendar_of_a_host(self) -> None:
        """
        One that may answer otherwise tomorrow is asked anew.
        """

        class Own:
            """A calendar of a host, with nothing off but Mondays."""

            calendar_id = "own"
            confirmed = (day(1), day(31))

            def kind(self, on: dt.date) -> DayKind:
                """Say what kind of day it is."""
                return DayKind.WEEKEND if on.weekday() == 0 else DayKind.WORKING

        found = bounds(rule(WorkingHours(2)), [march(13, 16)], calendar=Own())
        assert found == [("not_done", day(17), march(17, 9, 30))]
        found = bounds(rule(WorkingDays(2)), [march(13, 16)], calendar=Own())
        assert found == [("not_done", day(15), march(16, 0))]

    def test_make_up_days_of_which_nothing_is_said(self) -> None:
        """
        The office cannot be laid out under such a calendar.
        """
        office = OfficeHours(zone="Asia/Shanghai", week=WEEK)
        with pytest.raises(InvalidFieldError, match="is a make-up day"):
            bounds(rule(WorkingHours(1), office), [march(13)], calendar=CHINA)


class TestDaysOfACell:
    """
    A last day that is looked up in the cell of the start, or in one of the next.
    """

    @pytest.mark.parametrize("engine", ENGINES)
    def test_by_its_number(self, engine: str) -> None:
        """
        The 15th of the month that follows; the third day of the week; a month without
        a 31st, and one whose 10th is over.
        """
        starts = [march(13), march(9), march(1)]
        policy = rule(DayOf(15, ahead=1))
        assert [one[1] for one in bounds(policy, starts, engine)] == [
            dt.date(2026, 4, 15)
        ] * 3
        policy = rule(DayOf(3, Cycle.WEEK))
        assert [one[0] for one in bounds(policy, starts[:2], engine)] == [
            "no_such_day",
            "not_done",
        ]
        ends = rule(DayOf(31))
        april = [dt.datetime(2026, 2, 2, tzinfo=SH), march(1)]
        assert [one[0] for one in bounds(ends, april, engine)] == [
            "no_such_day",
            "not_due_yet",
        ]

    def test_on_fridays(self) -> None:
        """
        A Friday has the next one, unless the start counts; Thursday is too late before.
        """
        policy = rule(WeekdayAfter(4))
        starts = [march(13), march(12)]
        assert [one[1] for one in bounds(policy, starts)] == [day(20), day(13)]
        counted = rule(WeekdayAfter(4), start_day_counted=True)
        assert [one[1] for one in bounds(counted, starts)] == [day(13)] * 2
        before = rule(WeekdayAfter(4), bound_included=False)
        assert [one[1] for one in bounds(before, starts)] == [day(19), day(12)]

    def test_working_days(self) -> None:
        """
        The last working day of March 2026 is the 31st, and the fifth is the 6th.
        """
        policy = rule(WorkingDayOf(-1))
        starts = [march(2)]
        assert bounds(policy, starts) == [("calendar_missing", None, None)]
        [(_, last, _)] = bounds(policy, starts, calendar=CHINA)
        assert last == day(31)
        fifth = rule(WorkingDayOf(5))
        found = bounds(fifth, [march(2), march(10)], calendar=CHINA)
        assert found == [
            ("not_done", day(6), march(7, 0)),
            ("no_such_day", None, None),
        ]

    def test_a_day_that_rolls(self) -> None:
        """
        The 15th is a Sunday: it rolls to Monday, and without a calendar nobody knows;
        that a month has no 31st is known all the same.
        """
        rolls: dict[str, Any] = {"rest_day": LastDay.ROLLS_FORWARD}
        assert bounds(rule(DayOf(15), **rolls), [march(2)], calendar=CHINA) == [
            ("not_done", day(16), march(17, 0))
        ]
        february = [dt.datetime(2026, 2, 2, tzinfo=SH), march(2)]
        assert [one[0] for one in bounds(rule(DayOf(31), **rolls), february)] == [
            "no_such_day",
            "calendar_missing",
        ]


# ------------------------------------------------------------------ against single calls

AMOUNTS: tuple[Limit, ...] = (
    *(WorkingHours(hours) for hours in (0, 1, 4, 7, 30)),
    *(WorkingMinutes(minutes) for minutes in (5, 600)),
    *(Hours(5), Hours(30), Days(2), WorkingDays(2), Months(1)),
    *(DayOf(15), DayOf(-1, Cycle.QUARTER), DayOf(3, Cycle.WEEK, 1), DayOf(31)),
    *(DayOf(5, Cycle.HALF_MONTH), WorkingDayOf(3), WorkingDayOf(-1, ahead=1)),
    *(WeekdayAfter(4), WeekdayAfter(0)),
)
CLOCKS = (
    *(dt.time(0), dt.time(2, 30), dt.time(6), dt.time(8, 59, 59, 999_999), dt.time(9)),
    *(dt.time(12), dt.time(13), dt.time(17, 30), dt.time(23, 30)),
)
ODD = ("date_out_of_range", "no_such_day", "open_time_not_laid_out", "instant_needed")


def some_rule(dice: random.Random) -> Any:
    """Return a rule with whatever an office may decide; None where it cannot be."""
    zone = dice.choice(["Asia/Shanghai", "Europe/Berlin", "America/New_York"])
    week = dice.choice([WEEK, NIGHTS, {"mon-fri": "08:00-20:00"}])
    office = OfficeHours(
        zone=zone, week=week, on_make_up="mon", at_closing=dice.choice([*AtClosing])
    )
    fields: dict[str, Any] = {
        "start_day_counted": True,
        "bound_included": False,
        "outside_hours": OutsideHours.NEXT_OPENING,
        "closes_at": dice.choice([*ClosesAt]),
        "rest_day": dice.choice([*LastDay]),
        "hours_stand_still": True,
        "hour_start": HourStart.NEXT_FULL_HOUR,
    }
    held = {name: value for name, value in fields.items() if dice.random() < 0.3}
    try:
        return rule(dice.choice(AMOUNTS), office, **held)
    except FollowupRulesError:
        return None


def single(policy: Any, start: dt.datetime, done: Any, **told: Any) -> Any:
    """Return what one call says; the name of its error where it refuses."""
    try:
        verdict = policy.assess(start, done, **told)
    except FollowupRulesError:
        return None
    due = verdict.evidence.deadline
    if due is None:
        return verdict.status.value, verdict.reason.code, None, None, None
    return (
        verdict.status.value,
        verdict.reason.code,
        dt.date.fromordinal(due.last_day.toordinal()),
        due.closes.timestamp(),
        due.closes_included,
    )


def compared(seed: int, engine: str) -> list[Any]:
    """Return the rows of which columns say otherwise than single calls."""
    dice, policy = random.Random(seed), None
    while policy is None:
        policy = some_rule(dice)
    zone = ZoneInfo(policy.counting.zone)
    now = dt.datetime(2025, 6, 2, 10, tzinfo=zone)
    calendar = CHINA if dice.random() < 0.7 else None
    starts, done = [], []
    for _ in range(30):
        on = dt.date(2025, 1, 1) + dt.timedelta(days=dice.randrange(-400, 200))
        start = dt.datetime.combine(on, dice.choice(CLOCKS), zone)
        hours = dice.choice([None, 0, 1, 4, 5, 30, 48, 100, 800])
        starts.append(start)
        done.append(
            None
            if hours is None
            else start.astimezone(dt.UTC) + dt.timedelta(hours=hours)
        )
    table = pa.table(
        {
            "trigger": pa.array(starts, pa.timestamp("us", "UTC")),
            "done": pa.array(done, pa.timestamp("us", "UTC")),
        }
    )
    told: dict[str, Any] = {"as_of": now, "calendar": calendar}
    found = rows_of(assess(ENGINES[engine](table), policy, done="done", **told))
    wrong = []
    for start, end, row in zip(starts, done, found, strict=True):
        expected = single(policy, start, end, **told)
        got = (
            row["status"],
            row["reason"],
            row["due_day"],
            None if row["closes"] is None else row["closes"].timestamp(),
            row["closes_included"],
        )
        refused = expected is None and row["reason"] in ODD
        if not refused and got != expected:
            wrong.append((policy, start, end, expected, got))
    return wrong


@pytest.mark.parametrize("seed", range(24))
def test_as_single_calls(seed: int) -> None:
    """
    Whatever an office may decide, in three zones, at the edges of its hours.
    """
    assert compared(seed, "polars") == []


@pytest.mark.parametrize("engine", ["polars lazy", "pandas", "pyarrow", "duckdb"])
def test_on_other_engines(engine: str) -> None:
    """
    The same on each.
    """
    for seed in (100, 101):
        assert compared(seed, engine) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_the_last_day_that_is_laid_out(engine: str) -> None:
    """
    Two hours from ten o'clock are over at noon, two days before the calendar ends.
    """
    every_day = OfficeHours(zone="Asia/Shanghai", week={"mon-sun": "09:00-17:00"})
    received = dt.datetime(9999, 12, 29, 2, tzinfo=dt.UTC)
    table = pa.table({"received": pa.array([received], pa.timestamp("us", "UTC"))})

    found = assess(
        ENGINES[engine](table),
        rule(WorkingHours(2), every_day),
        trigger="received",
        as_of=dt.datetime(9999, 12, 29, 20, tzinfo=SH),
    )

    (row,) = rows_of(found)
    assert row["reason"] == "not_done"
    assert row["closes"] == dt.datetime(9999, 12, 29, 12, tzinfo=SH)
