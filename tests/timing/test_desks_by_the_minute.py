"""
Questions that help desks get wrong, worked out by hand and by looking at every minute.

They are twins of published cases: other dates, other zones, other holidays. Next to each
answer stands what leads to it; the walk below knows nothing of the library.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from followup_rules.timing.amounts import WorkingMinutes, read_amount
from followup_rules.timing.calendars import china, from_exceptions
from followup_rules.timing.counting import Counting, LastDay
from followup_rules.timing.hours import OfficeHours

Windows = list[tuple[int, int]]
MINUTE = dt.timedelta(minutes=1)
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LUNCH = "09:00-12:00, 13:00-18:00"
DESKS: dict[str, dict[str, Any]] = {
    "desk": {
        "zone": "Asia/Shanghai",
        "week": dict.fromkeys(NAMES[:5], LUNCH),
        "on_make_up": "mon",
    },
    "half": {
        "zone": "Asia/Shanghai",
        "week": dict.fromkeys(NAMES[:5], LUNCH),
        "on_make_up": "mon",
        "dates": {dt.date(2026, 2, 13): "09:00-12:00"},
    },
    "nights": {
        "zone": "Europe/Berlin",
        "week": dict.fromkeys(NAMES[:5], "22:00-06:00"),
    },
    "saturdays": {"zone": "Europe/Berlin", "week": {"sat": "22:00-06:00"}},
    "always": {"zone": "Europe/Berlin", "week": dict.fromkeys(NAMES, "00:00-24:00")},
    "sundays": {"zone": "America/New_York", "week": {"sun": "01:00-03:00"}},
    "gap": {"zone": "America/New_York", "week": {"sun": "02:00-03:00"}},
    "island": {"zone": "Australia/Lord_Howe", "week": {"sun": "00:00-04:00"}},
    "midnight": {
        "zone": "UTC",
        "week": {"mon": "18:00-24:00", "tue": "00:00-02:00"},
    },
    "watch": {
        "zone": "Asia/Shanghai",
        "week": dict.fromkeys(("sun", *NAMES[:4]), "22:00-06:00"),
        "on_make_up": "mon",
    },
    "emirate": {
        "zone": "Asia/Dubai",
        "week": {
            **dict.fromkeys(NAMES[:4], "07:30-15:30"),
            "fri": "07:30-12:00",
        },
    },
    "sabbath": {
        "zone": "Asia/Jerusalem",
        "week": dict.fromkeys(("sun", *NAMES[:4]), "08:00-16:00"),
    },
}
CHINESE = ("desk", "half", "watch")
OFF = {  # the State Council's notice for 2026, in part
    *("2026-02-15", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19"),
    *("2026-02-20", "2026-02-21", "2026-02-22", "2026-02-23"),
    *("2026-05-01", "2026-05-02", "2026-05-03", "2026-05-04", "2026-05-05"),
    *("2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04", "2026-10-05"),
    *("2026-10-06", "2026-10-07"),
}
MADE_UP = {
    *("2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"),
}
Case = tuple[str, str, int, list[tuple[str, str]], str]
DUE: list[Case] = [
    # the Saturday before the festival is worked
    ("desk", "2026-02-13T17:00", 120, [], "2026-02-14T10:00+08:00"),
    # half an hour then, and nine days off
    ("desk", "2026-02-14T17:30", 60, [], "2026-02-24T09:30+08:00"),
    ("desk", "2026-02-27T17:00", 120, [], "2026-02-28T10:00+08:00"),
    ("desk", "2026-04-30T17:00", 120, [], "2026-05-06T10:00+08:00"),
    # an hour on Friday, eight on the Saturday that is worked, to its very closing
    ("desk", "2026-05-08T17:00", 540, [], "2026-05-09T18:00+08:00"),
    # a Sunday that is worked
    ("desk", "2026-09-19T12:00", 60, [], "2026-09-20T10:00+08:00"),
    ("desk", "2026-09-30T17:00", 120, [], "2026-10-08T10:00+08:00"),
    ("desk", "2026-10-09T17:30", 60, [], "2026-10-10T09:30+08:00"),
    # from closing on
    ("desk", "2026-03-02T18:00", 10, [], "2026-03-03T09:10+08:00"),
    # a pause over closing: an hour before it, two after it, one after lunch
    (
        "desk",
        "2026-03-02T16:00",
        240,
        [("2026-03-02T17:00", "2026-03-03T10:00")],
        "2026-03-03T14:00+08:00",
    ),
    # one of the night costs nothing
    (
        "desk",
        "2026-03-02T16:00",
        240,
        [("2026-03-02T18:30", "2026-03-03T08:00")],
        "2026-03-03T11:00+08:00",
    ),
    # over lunch it costs half an hour on each side
    (
        "desk",
        "2026-03-02T11:00",
        120,
        [("2026-03-02T11:30", "2026-03-02T13:30")],
        "2026-03-02T15:00+08:00",
    ),
    # at the due instant it moves nothing, a minute before it all but that minute
    (
        "desk",
        "2026-03-02T09:00",
        180,
        [("2026-03-02T12:00", "2026-03-02T15:00")],
        "2026-03-02T12:00+08:00",
    ),
    (
        "desk",
        "2026-03-02T09:00",
        180,
        [("2026-03-02T11:59", "2026-03-02T13:30")],
        "2026-03-02T13:31+08:00",
    ),
    # told twice, and one inside it: an hour is an hour
    (
        "desk",
        "2026-03-02T09:00",
        180,
        [
            ("2026-03-02T10:15", "2026-03-02T10:45"),
            ("2026-03-02T10:00", "2026-03-02T11:00"),
            ("2026-03-02T10:00", "2026-03-02T11:00"),
        ],
        "2026-03-02T14:00+08:00",
    ),
    # before the start only what reaches past it matters
    (
        "desk",
        "2026-03-02T09:00",
        60,
        [("2026-03-02T08:00", "2026-03-02T10:00")],
        "2026-03-02T11:00+08:00",
    ),
    # over a night into a Saturday that is worked
    (
        "desk",
        "2026-02-13T17:00",
        180,
        [("2026-02-13T17:30", "2026-02-14T09:30")],
        "2026-02-14T12:00+08:00",
    ),
    # a half day of its own before the festival
    ("half", "2026-02-13T11:00", 120, [], "2026-02-14T10:00+08:00"),
    # seven hours until Saturday's morning, the eighth on Monday night
    ("nights", "2026-03-20T23:00", 480, [], "2026-03-23T23:00+01:00"),
    # the night without an hour has seven, the one with two has nine
    ("saturdays", "2026-03-28T22:00", 420, [], "2026-03-29T06:00+02:00"),
    ("saturdays", "2026-03-28T22:00", 480, [], "2026-04-04T23:00+02:00"),
    ("saturdays", "2026-10-24T22:00", 540, [], "2026-10-25T06:00+01:00"),
    ("saturdays", "2026-10-25T00:00", 180, [], "2026-10-25T02:00+01:00"),
    ("sundays", "2026-03-08T00:00", 60, [], "2026-03-08T03:00-04:00"),
    ("sundays", "2026-03-08T00:00", 120, [], "2026-03-15T02:00-04:00"),
    ("sundays", "2026-11-01T00:00", 180, [], "2026-11-01T03:00-05:00"),
    # a window that the clocks skip
    ("gap", "2026-03-08T00:00", 30, [], "2026-03-15T02:30-04:00"),
    # half an hour comes twice on the island
    ("island", "2026-04-05T00:00", 270, [], "2026-04-05T04:00+10:30"),
    ("midnight", "2026-03-02T23:00", 120, [], "2026-03-03T01:00+00:00"),
    # the night that began before the holidays is worked until its morning
    ("watch", "2026-09-30T23:00", 480, [], "2026-10-08T23:00+08:00"),
    ("emirate", "2026-01-09T11:00", 180, [], "2026-01-12T09:30+04:00"),
    # the clocks change on the Friday between
    ("sabbath", "2026-03-26T15:00", 120, [], "2026-03-29T09:00+03:00"),
]
BEFORE: list[tuple[str, str, int, str]] = [
    # an hour on Monday, one on the Saturday that is worked
    ("desk", "2026-03-02T10:00", 120, "2026-02-28T17:00+08:00"),
    ("desk", "2026-02-24T09:30", 60, "2026-02-14T17:30+08:00"),
    # exactly at an opening it stays there
    ("desk", "2026-03-02T12:00", 180, "2026-03-02T09:00+08:00"),
    ("desk", "2026-03-02T13:00", 60, "2026-03-02T11:00+08:00"),
    ("half", "2026-02-14T10:00", 120, "2026-02-13T11:00+08:00"),
    # twelve hours of the day that has but 23
    ("always", "2026-03-29T12:00", 720, "2026-03-28T23:00+01:00"),
    ("saturdays", "2026-10-25T06:00", 540, "2026-10-24T22:00+02:00"),
    ("nights", "2026-03-23T23:00", 480, "2026-03-20T23:00+01:00"),
]


def office(name: str) -> tuple[OfficeHours, dict[str, Any]]:
    """Return an office of the library, and the calendar that it is asked with."""
    return OfficeHours(**DESKS[name]), (
        {"calendar": china()} if name in CHINESE else {}
    )


def instant(wall: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return when clocks first show a time; a skipped one is when they jump."""
    there = wall.replace(tzinfo=zone).astimezone(dt.UTC)
    if there.astimezone(zone).replace(tzinfo=None) == wall:
        return there
    while there.astimezone(zone).replace(tzinfo=None) > wall:  # back to the jump
        there -= MINUTE
    return there + MINUTE


def windows_of(name: str, day: dt.date) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Yield the windows that open on a day, as clocks show them."""
    told, key = DESKS[name], day.isoformat()
    text = told["week"].get(NAMES[day.weekday()], "")
    if name in CHINESE:
        if key in OFF or (day.weekday() >= 5 and key not in MADE_UP):
            text = ""
        if key in MADE_UP:
            text = told["week"]["mon"]
    text = told.get("dates", {}).get(day, text)
    midnight = dt.datetime.combine(day, dt.time())
    for window in filter(None, text.split(", ")):
        opens, closes = (
            dt.timedelta(hours=int(clock[:2]), minutes=int(clock[3:]))
            for clock in window.split("-")
        )
        more = dt.timedelta(days=closes <= opens)
        yield midnight + opens, midnight + closes + more


def open_minutes(name: str, near: dt.datetime) -> list[dt.datetime]:
    """Return the beginnings of all open minutes of the weeks around an instant."""
    zone = ZoneInfo(DESKS[name]["zone"])
    found: set[dt.datetime] = set()
    for n in range(-16, 17):
        for opens, closes in windows_of(name, near.date() + dt.timedelta(days=n)):
            minute, end = instant(opens, zone), instant(closes, zone)
            while minute < end:
                found.add(minute)
                minute += MINUTE
    return sorted(found)


def local(text: str, name: str) -> dt.datetime:
    """Return a time of a desk."""
    moment = dt.datetime.fromisoformat(text)
    return moment.replace(tzinfo=ZoneInfo(DESKS[name]["zone"]))


@pytest.mark.parametrize("case", DUE, ids=lambda case: f"{case[0]} {case[1]}")
def test_due(case: Case) -> None:
    """
    The answer by hand is that of the library, and of every minute looked at.
    """
    name, start, amount, paused, expected = case
    begun = local(start, name)
    pauses = [(local(a, name), local(b, name)) for a, b in paused]
    made, told = office(name)
    due = made.due(begun, WorkingMinutes(amount), pauses=pauses, **told)
    assert due is not None
    due = due.astimezone(dt.UTC)
    assert due == dt.datetime.fromisoformat(expected)
    at = begun.astimezone(dt.UTC)
    ran = [
        minute
        for minute in open_minutes(name, begun)
        if minute >= at and not any(a <= minute < b for a, b in pauses)
    ]
    assert due == ran[amount - 1] + MINUTE


@pytest.mark.parametrize("case", BEFORE, ids=lambda case: f"{case[0]} {case[1]}")
def test_due_before(case: tuple[str, str, int, str]) -> None:
    """
    The same backward.
    """
    name, event, amount, expected = case
    before = local(event, name)
    made, told = office(name)
    found = made.due_before(before, WorkingMinutes(amount), **told).astimezone(dt.UTC)
    assert found == dt.datetime.fromisoformat(expected)
    at = before.astimezone(dt.UTC)
    ran = [minute for minute in open_minutes(name, before) if minute < at]
    assert found == ran[-amount]


def between(first: str, last: str) -> list[dt.date]:
    """Return the days from one to another, both included."""
    start, end = map(dt.date.fromisoformat, (first, last))
    return [start + dt.timedelta(days=n) for n in range((end - start).days + 1)]


class TestRecesses:
    """
    A court's recess in five countries.
    """

    @pytest.mark.parametrize(
        ("first", "last", "start", "amount", "expected"),
        [
            # Switzerland: 11 to 14 July are four days, 26 more from 16 August
            ("2026-07-15", "2026-08-15", "2026-07-10", "30 days", "2026-09-10"),
            # a start inside: the first day is 16 August
            ("2026-07-15", "2026-08-15", "2026-07-20", "10 days", "2026-08-25"),
            # Austria, ZPO § 222: 13 days before it, 15 from 18 August
            ("2026-07-15", "2026-08-17", "2026-07-01", "4 weeks", "2026-09-01"),
            # Portugal: five days of July, five of September to a Saturday, rolled
            ("2026-07-16", "2026-08-31", "2026-07-10", "10 days", "2026-09-07"),
        ],
    )
    def test_days_that_never_count(
        self, first: str, last: str, start: str, amount: str, expected: str
    ) -> None:
        """
        Days and weeks pass over it.
        """
        court = from_exceptions(
            "court",
            dt.date(2026, 1, 1),
            dt.date(2026, 12, 31),
            suspended=between(first, last),
            source="a test",
        )
        rules = Counting(
            zone="UTC", rest_day=LastDay.ROLLS_FORWARD, suspended_days_count=False
        )
        due = rules.deadline(
            dt.date.fromisoformat(start), read_amount(amount), calendar=court
        )
        assert due.last_day.isoformat() == expected

    @pytest.mark.parametrize(
        ("first", "last", "start", "amount", "expected"),
        [
            # Spain, LEC art. 130: nine working days of July, eleven of September
            ("2026-08-01", "2026-08-31", "2026-07-20", 20, "2026-09-15"),
            # Brazil, CPC arts. 219 and 220: three of December, two from 21 January
            ("2025-12-20", "2026-01-20", "2025-12-16", 5, "2026-01-22"),
        ],
    )
    def test_working_days(
        self, first: str, last: str, start: str, amount: int, expected: str
    ) -> None:
        """
        Where working days are counted, those of the recess are none.
        """
        court = from_exceptions(
            "court",
            dt.date(2025, 1, 1),
            dt.date(2026, 12, 31),
            off=[day for day in between(first, last) if day.weekday() < 5],
            source="a test",
        )
        due = Counting(zone="UTC").deadline(
            dt.date.fromisoformat(start),
            read_amount(f"{amount} working days"),
            calendar=court,
        )
        assert due.last_day.isoformat() == expected
