"""
Opening hours as values: how they are written, what is refused, and the edges.
"""

import copy
import datetime as dt
import pickle
import threading
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pendulum
import pytest

from followup_rules.canonical import canonical_json
from followup_rules.errors import (
    CalendarNotCoveredError,
    DateOutOfRangeError,
    ImpossibleOrderError,
    InvalidFieldError,
    NaiveTimeError,
    NotADayError,
    NotAnInstantError,
    OfficeNeverOpensError,
    OpenTimeTooLongError,
)
from followup_rules.timing.amounts import Hours, WorkingHours, WorkingMinutes
from followup_rules.timing.calendars import DayKind, china, from_exceptions
from followup_rules.timing.hours import (
    AtClosing,
    DatedWeek,
    DateHours,
    OfficeHours,
    Week,
    Weekday,
    Window,
    search,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
NINE_TO_FIVE: dict[str, Any] = {"mon-fri": "09:00-17:00"}
OFFICE = OfficeHours(zone="Asia/Shanghai", week=NINE_TO_FIVE)
NIGHT = OfficeHours(zone="Asia/Shanghai", week={"mon-fri": "22:00-06:00"})
HOUR = dt.timedelta(hours=1)


def at(text: str, zone: ZoneInfo = SHANGHAI) -> dt.datetime:
    """Read an instant in a zone."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone)


def shown(moment: dt.datetime | None) -> str:
    """Return an instant by its own clocks."""
    assert moment is not None
    return moment.replace(tzinfo=None).isoformat(timespec="minutes")


class TestWindows:
    """
    From an opening until a closing, which may be one of the next day.
    """

    @pytest.mark.parametrize(
        ("text", "overnight", "hours"),
        [
            ("09:00-12:00", False, 3),
            ("00:00-24:00", False, 24),
            ("17:00-24:00", False, 7),
            ("17:00-00:00", False, 7),
            ("22:00-06:00", True, 8),
            ("09:00-08:00", True, 23),
        ],
    )
    def test_read(self, text: str, overnight: object, hours: int) -> None:
        """
        A closing that is not later than the opening is tomorrow's.
        """
        window = Window.read(text)
        opens, closes = window.span

        assert window.lasts_overnight is overnight
        assert closes - opens == hours * 3_600_000_000
        assert Window.read(str(window)) == window

    def test_seconds_are_kept(self) -> None:
        """
        And shown only where there are any.
        """
        assert str(Window.read("09:00:30-12:00")) == "09:00:30-12:00"

    @pytest.mark.parametrize(
        "text",
        ["09:00-09:00", "00:00-00:00", "9:00-17:00", "24:00-09:00", "09:00", 9, None],
    )
    def test_unreadable(self, text: object) -> None:
        """
        Empty windows and other spellings are refused with examples.
        """
        with pytest.raises(InvalidFieldError) as caught:
            Window.read(text)

        assert str(caught.value) == (
            f"Window cannot be {text!r}; allowed: a window such as '09:00-12:00' or "
            "'22:00-06:00', not an empty one"
        )

    def test_times(self) -> None:
        """
        A whole day is from midnight to midnight; any other pair of equals is empty.
        """
        nine = dt.time(9)
        assert str(Window(dt.time(), dt.time())) == "00:00-24:00"
        with pytest.raises(InvalidFieldError, match="not an empty one"):
            Window(nine, nine)
        with pytest.raises(InvalidFieldError, match=r"Window\.closes.*without a zone"):
            Window(nine, dt.time(17, tzinfo=dt.UTC))
        with pytest.raises(InvalidFieldError, match=r"Window\.opens.*allowed: time"):
            Window("09:00", nine)  # type: ignore[arg-type]


class TestWeeks:
    """
    Windows by weekday.
    """

    def test_read(self) -> None:
        """
        Single days and runs of them, texts and lists, and a week itself.
        """
        morning = Window.read("09:00-12:00")
        week = Week.read({"mon-wed": "09:00-12:00", "sun": [morning, "13:00-14:00"]})

        assert week.mon == week.wed == (morning,)
        assert [len(windows) for windows in week.days] == [1, 1, 1, 0, 0, 0, 2]
        assert Week.read(week) is week
        assert OfficeHours(zone="UTC", week=week).week is week

    @pytest.mark.parametrize(
        ("run", "closed"),
        [
            ("sun-thu", "fri sat"),
            ("sat-wed", "thu fri"),
            ("fri-mon", "tue wed thu"),
            ("mon-mon", "tue wed thu fri sat sun"),
            ("wed-tue", ""),
        ],
    )
    def test_runs_over_a_sunday(self, run: str, closed: str) -> None:
        """
        The weeks of Riyadh and Tehran, and a run that is all of the week.
        """
        week = Week.read({run: "09:00-12:00"})

        names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        assert " ".join(one for one in names if not getattr(week, one)) == closed

    @pytest.mark.parametrize("key", ["monday", "fri-", "sun-thursday", "Mon", 0])
    def test_unknown_weekdays(self, key: object) -> None:
        """
        Other keys are refused.
        """
        with pytest.raises(InvalidFieldError) as caught:
            Week.read({key: "09:00-12:00"})

        assert str(caught.value) == (
            f"weekday cannot be {key!r}; allowed: mon, tue, wed, thu, fri, sat, sun, "
            "or a run such as 'mon-fri' or 'sun-thu'"
        )

    def test_a_weekday_said_twice(self) -> None:
        """
        Nobody could tell which is meant.
        """
        with pytest.raises(InvalidFieldError, match="'fri'; allowed: fri no more than"):
            Week.read({"mon-fri": "09:00-12:00", "fri": "09:00-11:00"})

    @pytest.mark.parametrize("week", [{}, {"mon": ""}, {"mon": []}])
    def test_a_week_without_a_window(self, week: dict[str, Any]) -> None:
        """
        An office that never opens is none.
        """
        with pytest.raises(InvalidFieldError) as caught:
            OfficeHours(zone="UTC", week=week)

        assert str(caught.value) == (
            "Week cannot be 'without a window'; allowed: a week in which the office "
            "opens at least once"
        )

    @pytest.mark.parametrize(
        ("week", "named"),
        [
            ({"mon": "09:00-12:00, 11:00-15:00"}, "09:00-12:00 and 11:00-15:00"),
            ({"mon": "11:00-15:00, 09:00-12:00"}, "09:00-12:00 and 11:00-15:00"),
            ({"mon": "22:00-06:00", "tue": "05:00-09:00"}, "22:00-06:00 and 05:00-09"),
            ({"sun": "22:00-06:00", "mon": "05:00-09:00"}, "22:00-06:00 and 05:00-09"),
            ({"mon": "09:00-12:00, 09:00-12:00"}, "09:00-12:00 and 09:00-12:00"),
        ],
    )
    def test_windows_that_overlap(self, week: dict[str, Any], named: str) -> None:
        """
        Around the week as well, and in any order.
        """
        with pytest.raises(InvalidFieldError, match=f"Week cannot be '{named}"):
            OfficeHours(zone="UTC", week=week)

    def test_windows_that_touch_are_one(self) -> None:
        """
        Round the clock is one stretch, whichever way it is written.
        """
        for text in ("00:00-24:00", "00:00-12:00, 12:00-24:00"):
            office = OfficeHours(zone="UTC", week={"mon-sun": text})
            start, end = at("2026-03-02T10:00"), at("2026-03-12T10:00")
            assert list(office.segments(start, end)) == [(start, end)]
            assert office.worked(start, end) == end - start

    def test_wrong_types(self) -> None:
        """
        The fields say what they hold.
        """
        wrong: list[tuple[dict[str, Any], str]] = [
            ({"week": "mon-fri"}, "week cannot be 'mon-fri'; allowed: Week"),
            ({"week": {"mon": 9}}, r"Week\.mon cannot be 9"),
            ({"zone": "Mars"}, r"OfficeHours\.zone"),
            ({"on_make_up": "monday"}, r"OfficeHours\.on_make_up cannot be 'monday'"),
            ({"dates": "none"}, r"OfficeHours\.dates cannot be 'none'"),
            ({"dates": {"2026-03-02": ()}}, r"DateHours\.day cannot be"),
            ({"dated_weeks": {dt.date(2026, 5, 1): 3}}, r"DatedWeek\.week cannot be 3"),
        ]
        for fields, says in wrong:
            given: dict[str, Any] = {"zone": "UTC", "week": NINE_TO_FIVE, **fields}
            with pytest.raises(InvalidFieldError, match=says):
                OfficeHours(**given)


class TestDates:
    """
    Dates of their own, weeks that hold from a day on, and make-up days.
    """

    def test_own_dates_beat_week_and_calendar(self) -> None:
        """
        Closed on a working day, open on National Day, and a half day.
        """
        office = attrs.evolve(
            OFFICE,
            dates={
                dt.date(2026, 9, 29): "",
                dt.date(2026, 9, 30): "09:00-12:00",
                dt.date(2026, 10, 1): "10:00-11:00",
            },
        )
        segments = office.segments(
            at("2026-09-28T00:00"), at("2026-10-04T00:00"), calendar=china()
        )

        assert [(shown(opens), shown(closes)) for opens, closes in segments] == [
            ("2026-09-28T09:00", "2026-09-28T17:00"),
            ("2026-09-30T09:00", "2026-09-30T12:00"),
            ("2026-10-01T10:00", "2026-10-01T11:00"),
        ]

    def test_own_dates_need_no_calendar(self) -> None:
        """
        Next to what the calendar covers they lengthen what is known.
        """
        calendar = from_exceptions(
            "week", dt.date(2026, 3, 2), dt.date(2026, 3, 6), source="test"
        )
        before, after = dt.date(2026, 3, 1), dt.date(2026, 3, 7)
        office = attrs.evolve(OFFICE, dates={before: "10:00-11:00", after: ()})
        start, end = at("2026-03-01T00:00"), at("2026-03-08T00:00")

        assert office.worked(start, end, calendar=calendar) == 41 * HOUR
        for first, last, day in [
            ("2026-02-28T23:59", "2026-03-02T00:00", "2026-02-28"),
            ("2026-03-01T00:00", "2026-03-08T00:01", "2026-03-08"),
            ("2026-03-01T00:00", "2026-03-08T00:00:00.000001", "2026-03-08"),
        ]:
            with pytest.raises(CalendarNotCoveredError, match=f"and {day} was needed"):
                office.worked(at(first), at(last), calendar=calendar)

    def test_a_dated_week_replaces_the_one_before(self) -> None:
        """
        Summer hours from May, back again in October.
        """
        summer = {"mon-fri": "08:00-16:00"}
        office = attrs.evolve(
            OFFICE,
            dated_weeks={
                dt.date(2026, 5, 1): summer,
                dt.date(2026, 10, 1): NINE_TO_FIVE,
            },
        )

        openings = [
            shown(office.next_opening(at(f"{day}T00:00")))
            for day in ("2026-04-30", "2026-05-01", "2026-09-30", "2026-10-01")
        ]
        assert openings == [
            "2026-04-30T09:00",
            "2026-05-01T08:00",
            "2026-09-30T08:00",
            "2026-10-01T09:00",
        ]

    @pytest.mark.parametrize(
        ("name", "entries"),
        [
            ("dates", [DateHours(dt.date(2026, 5, 2)), DateHours(dt.date(2026, 5, 1))]),
            ("dates", [DateHours(dt.date(2026, 5, 1)), DateHours(dt.date(2026, 5, 1))]),
            (
                "dated_weeks",
                [DatedWeek(dt.date(2026, 5, 1), Week(mon="09:00-10:00"))] * 2,  # type: ignore[arg-type]
            ),
        ],
    )
    def test_days_out_of_order(self, name: str, entries: list[Any]) -> None:
        """
        Each day once, in order.
        """
        with pytest.raises(InvalidFieldError, match="each day once, the earlier first"):
            attrs.evolve(OFFICE, **{name: entries})  # type: ignore[arg-type]

    def test_own_windows_that_overlap(self) -> None:
        """
        They are named with their date.
        """
        with pytest.raises(InvalidFieldError, match="DateHours 2026-05-01 cannot be"):
            DateHours(dt.date(2026, 5, 1), "09:00-12:00, 11:00-13:00")  # type: ignore[arg-type]

    def test_an_evening_that_lasts_into_a_day_of_its_own(self) -> None:
        """
        A day off keeps the end of the evening before, and overlap is counted once.
        """
        off, early = dt.date(2026, 3, 4), dt.date(2026, 3, 5)
        office = attrs.evolve(NIGHT, dates={off: (), early: "00:00-02:00"})
        segments = office.segments(at("2026-03-03T12:00"), at("2026-03-05T12:00"))

        assert [(shown(opens), shown(closes)) for opens, closes in segments] == [
            ("2026-03-03T22:00", "2026-03-04T06:00"),
            ("2026-03-05T00:00", "2026-03-05T02:00"),
        ]


class TestMakeUpDays:
    """
    A worked weekend day has the hours that are declared for it, and no others.
    """

    SATURDAY = at("2026-02-14T10:00")

    def test_a_weekday_or_windows_of_their_own(self) -> None:
        """
        A weekday is the one of the week that holds on that day.
        """
        like_monday = attrs.evolve(OFFICE, on_make_up="mon")
        early = attrs.evolve(
            like_monday, dated_weeks={dt.date(2026, 2, 1): {"mon": "07:00-08:00"}}
        )
        own = attrs.evolve(OFFICE, make_up_windows="10:30-12:00")
        closed = attrs.evolve(OFFICE, on_make_up=Weekday.SUN)

        for office, opens in [
            (like_monday, "2026-02-14T10:00"),
            (own, "2026-02-14T10:30"),
            (closed, "2026-02-24T09:00"),
        ]:
            found = office.next_opening(self.SATURDAY, calendar=china())
            assert shown(found) == opens
        saturday = at("2026-02-14T00:00")
        assert (
            shown(early.next_opening(saturday, calendar=china())) == "2026-02-14T07:00"
        )

    def test_there_is_no_default(self) -> None:
        """
        Where such a day matters, it is named; elsewhere it does not matter.
        """
        asks: list[Callable[[], object]] = [
            lambda: OFFICE.is_open(self.SATURDAY, calendar=china()),
            lambda: OFFICE.next_opening(self.SATURDAY, calendar=china()),
            lambda: OFFICE.closing_on(self.SATURDAY.date(), calendar=china()),
            lambda: OFFICE.due(at("2026-02-13T16:30"), 2 * HOUR, calendar=china()),
            lambda: OFFICE.due(
                at("2026-02-13T16:30"),
                2 * HOUR,
                calendar=china(),
                pauses=[(at("2026-02-14T10:00"), None)],
            ),
            lambda: OFFICE.due_before(
                at("2026-02-24T10:00"), 2 * HOUR, calendar=china()
            ),
            lambda: OFFICE.worked(
                at("2026-02-13T09:00"), at("2026-02-14T00:01"), calendar=china()
            ),
            lambda: list(
                OFFICE.segments(
                    at("2026-02-14T23:00"), at("2026-02-15T10:00"), calendar=china()
                )
            ),
        ]
        for ask in asks:
            with pytest.raises(InvalidFieldError) as caught:
                ask()
            assert str(caught.value) == (
                "OfficeHours.on_make_up cannot be None; allowed: a weekday such as "
                "'mon', or make_up_windows=..., because 2026-02-14 is a make-up day"
            )
        friday = at("2026-02-13T09:00"), at("2026-02-14T00:00")
        assert OFFICE.worked(*friday, calendar=china()) == 8 * HOUR
        assert not OFFICE.is_open(at("2026-02-15T00:00"), calendar=china())
        assert OFFICE.due(friday[0], 8 * HOUR, calendar=china()) == at(
            "2026-02-13T17:00"
        )

    def test_not_both(self) -> None:
        """
        A weekday and windows contradict one another.
        """
        with pytest.raises(InvalidFieldError, match="make_up_windows, not both"):
            attrs.evolve(OFFICE, on_make_up="mon", make_up_windows="09:00-10:00")
        with pytest.raises(InvalidFieldError, match=r"OfficeHours\.make_up_windows"):
            attrs.evolve(OFFICE, make_up_windows="09:00-12:00, 11:00-12:00")


class TestEdges:
    """
    The instants at which something changes.
    """

    @pytest.mark.parametrize(
        ("text", "is_open"),
        [
            ("2026-03-02T08:59:59.999999", False),
            ("2026-03-02T09:00:00", True),
            ("2026-03-02T16:59:59.999999", True),
            ("2026-03-02T17:00:00", False),
            ("2026-03-07T10:00:00", False),
        ],
    )
    def test_half_open(self, text: str, is_open: object) -> None:
        """
        The opening belongs to it, the closing does not.
        """
        assert OFFICE.is_open(at(text)) is is_open

    def test_nothing_to_work(self) -> None:
        """
        The first open instant; backward, the event itself.
        """
        for text, due in [
            ("2026-03-06T17:00", "2026-03-09T09:00"),
            ("2026-03-06T16:00", "2026-03-06T16:00"),
        ]:
            assert shown(OFFICE.due(at(text), WorkingHours(0))) == due
            assert shown(OFFICE.due_before(at(text), WorkingMinutes(0))) == text

    def test_backward_to_an_opening(self) -> None:
        """
        Used up exactly at an opening, it stays there.
        """
        event = at("2026-03-09T10:00")

        assert shown(OFFICE.due_before(event, 1 * HOUR)) == "2026-03-09T09:00"
        assert shown(OFFICE.due_before(event, 2 * HOUR)) == "2026-03-06T16:00"

    def test_an_event_far_back(self) -> None:
        """
        Days before those asked for first are laid out when they are needed.
        """
        office = copy.copy(OFFICE)
        assert shown(office.due_before(at("2026-03-09T10:00"), 8 * 200 * HOUR)) == (
            "2025-06-02T10:00"
        )

    def test_pauses(self) -> None:
        """
        Overlapping, nested, repeated, touching, empty, early and late ones.
        """
        start = at("2026-03-02T09:00")

        def pause(first: str, last: str) -> tuple[dt.datetime, dt.datetime]:
            return at(f"2026-03-{first}"), at(f"2026-03-{last}")

        lunch = pause("02T12:00", "02T13:00")
        for pauses, due in [
            ([lunch], "2026-03-02T16:00"),
            ([lunch, lunch], "2026-03-02T16:00"),
            ([pause("02T12:15", "02T12:30"), lunch], "2026-03-02T16:00"),
            ([pause("02T12:30", "02T13:30"), lunch], "2026-03-02T16:30"),
            ([pause("02T13:00", "02T14:00"), lunch], "2026-03-02T17:00"),
            ([pause("02T12:00", "02T12:00")], "2026-03-02T15:00"),
            ([pause("01T12:00", "02T10:00")], "2026-03-02T16:00"),
            ([pause("01T12:00", "01T14:00")], "2026-03-02T15:00"),
            ([pause("02T15:00", "02T16:00")], "2026-03-02T15:00"),
            ([pause("02T14:59", "02T16:00")], "2026-03-02T16:01"),
        ]:
            assert shown(OFFICE.due(start, 6 * HOUR, pauses=pauses)) == due

    def test_a_pause_that_lasts(self) -> None:
        """
        No due instant while it holds the clock, else the usual one.
        """
        start, open_pause = at("2026-03-02T09:00"), (at("2026-03-02T12:00"), None)
        longer = at("2026-03-02T11:00"), at("2026-03-02T12:30")
        shorter = at("2026-03-02T12:30"), at("2026-03-02T13:00")
        later = at("2026-03-04T12:00"), at("2026-03-04T12:30")

        for pauses in (
            [open_pause],
            [later, open_pause],
            [longer, open_pause],
            [shorter, open_pause],
            [open_pause, (open_pause[0], at("2026-03-02T13:00"))],
        ):
            assert OFFICE.due(start, 4 * HOUR, pauses=pauses) is None
            assert OFFICE.due(start, 2 * HOUR, pauses=pauses) == at("2026-03-02T11:00")
            assert not OFFICE.is_open(at("2026-03-05T10:00"), pauses=pauses)
        assert OFFICE.due(start, 3 * HOUR, pauses=[open_pause]) == open_pause[0]
        end = at("2026-03-05T12:00")
        assert OFFICE.worked(start, end, pauses=[open_pause]) == 3 * HOUR
        assert list(OFFICE.segments(start, end, pauses=[open_pause])) == [
            (start, open_pause[0])
        ]
        assert OFFICE.left(start, 2 * HOUR, end, pauses=[open_pause]) == 0 * HOUR

    def test_a_pause_outside_what_is_known(self) -> None:
        """
        It asks for no day that the answer does not need.
        """
        calendar = from_exceptions(
            "week", dt.date(2026, 3, 2), dt.date(2026, 3, 6), source="test"
        )
        start, far = at("2026-03-02T09:00"), at("2026-08-03T09:00")
        pauses = [(far, far + HOUR)]

        due = OFFICE.due(start, HOUR, calendar=calendar, pauses=pauses)
        assert due == start + HOUR
        with pytest.raises(CalendarNotCoveredError, match="and 2026-03-07 was needed"):
            OFFICE.due(start, 41 * HOUR, calendar=calendar, pauses=pauses)

    def test_the_close_of_a_day(self) -> None:
        """
        The last closing, on the next day where it lasts past midnight.
        """
        assert OFFICE.closing_on(dt.date(2026, 3, 6)) == at("2026-03-06T17:00")
        assert OFFICE.closing_on(dt.date(2026, 3, 7)) is None
        assert NIGHT.closing_on(dt.date(2026, 3, 6)) == at("2026-03-07T06:00")


class TestClocks:
    """
    Durations are elapsed; a skipped time is the jump, a repeated one the first.
    """

    def test_windows_around_a_jump(self) -> None:
        """
        What lies in the gap vanishes, what touches it still touches.
        """
        zone = ZoneInfo("Europe/Berlin")
        for text, hours in [
            ("02:00-03:00", 0),
            ("02:15-02:45", 0),
            ("01:00-02:30, 02:30-04:00", 2),
            ("02:30-04:00", 1),
            ("00:00-24:00", 23),
        ]:
            office = OfficeHours(zone="Europe/Berlin", week={"sun": text, "wed": text})
            start, end = at("2026-03-29T00:00", zone), at("2026-03-30T00:00", zone)
            assert office.worked(start, end) == hours * HOUR
            assert len(list(office.segments(start, end))) == (hours > 0)

    def test_windows_around_a_repeated_hour(self) -> None:
        """
        The first time of the two opens and closes.
        """
        zone = ZoneInfo("Europe/Berlin")
        for text, hours in [
            ("02:00-03:00", 2),
            ("01:00-02:30", 1.5),
            ("02:30-04:00", 2.5),
            ("00:00-24:00", 25),
        ]:
            office = OfficeHours(zone="Europe/Berlin", week={"sun": text})
            start, end = at("2026-10-25T00:00", zone), at("2026-10-26T00:00", zone)
            assert office.worked(start, end) == hours * HOUR

    def test_a_day_that_never_was(self) -> None:
        """
        Samoa had no 30 December 2011, and no office opened on it.
        """
        office = OfficeHours(zone="Pacific/Apia", week={"mon-sun": "09:00-17:00"})
        zone = ZoneInfo("Pacific/Apia")
        start, end = at("2011-12-29T00:00", zone), at("2012-01-01T00:00", zone)

        assert office.worked(start, end) == 16 * HOUR


class TestRefusals:
    """
    What no answer can be given to.
    """

    def test_impossible_orders(self) -> None:
        """
        Nothing is 0 that cannot have happened.
        """
        early, late = at("2026-03-02T09:00"), at("2026-03-03T09:00")
        with pytest.raises(ImpossibleOrderError, match=r"^end .* lies before start"):
            OFFICE.worked(late, early)
        with pytest.raises(ImpossibleOrderError, match=r"^end .* lies before start"):
            list(OFFICE.segments(late, early))
        with pytest.raises(ImpossibleOrderError, match=r"^as_of .* lies before start"):
            OFFICE.left(late, HOUR, early)
        with pytest.raises(
            ImpossibleOrderError, match=r"^resumed .* lies before paused"
        ):
            OFFICE.due(early, HOUR, pauses=[(late, early)])
        assert OFFICE.worked(early, early) == 0 * HOUR
        assert list(OFFICE.segments(early, early)) == []

    @pytest.mark.parametrize(
        "amount", [1, 1.5, "1 hour", None, Hours(1), dt.timedelta(-1), True]
    )
    def test_amounts(self, amount: Any) -> None:
        """
        Only open time is worked.
        """
        for ask in (OFFICE.due, OFFICE.due_before):
            with pytest.raises(InvalidFieldError) as caught:
                ask(at("2026-03-02T09:00"), amount)
            assert str(caught.value) == (
                f"amount cannot be {amount!r}; allowed: WorkingHours, "
                "WorkingMinutes, or a timedelta of 0 or more"
            )

    @pytest.mark.parametrize("months", [{"months": 1}, {"years": 1, "days": 1}])
    def test_months_of_pendulum(self, months: dict[str, int]) -> None:
        """
        A month is no length of open time, though pendulum holds it as 30 days.
        """
        amount = pendulum.duration(**months)  # noqa: TID251  # what a host may give
        for ask in (OFFICE.due, OFFICE.due_before):
            with pytest.raises(InvalidFieldError, match="without years and months"):
                ask(at("2026-03-02T09:00"), amount)

    @pytest.mark.parametrize(
        "amount",
        [
            pendulum.duration(days=41, hours=9),  # noqa: TID251  # the same
            pendulum.instance(at("2026-04-12T18:00"))
            - pendulum.instance(at("2026-03-02T09:00")),
        ],
    )
    def test_lengths_of_pendulum(self, amount: Any) -> None:
        """
        Its exact lengths are taken as the timedelta that they are.
        """
        exact = dt.timedelta(days=41, hours=9)
        start = at("2026-03-02T09:00")
        assert OFFICE.due(start, amount) == OFFICE.due(start, exact)
        assert OFFICE.due_before(start, amount) == OFFICE.due_before(start, exact)
        assert OFFICE.left(start, amount, start) == exact

    def test_moments(self) -> None:
        """
        Instants are needed, and days where days are meant.
        """
        day, naive = dt.date(2026, 3, 2), dt.datetime(2026, 3, 2, 9)  # noqa: DTZ001
        asks: list[Callable[[Any], object]] = [
            OFFICE.is_open,
            OFFICE.next_opening,
            lambda moment: OFFICE.due(moment, HOUR),
            lambda moment: OFFICE.due_before(moment, HOUR),
            lambda moment: OFFICE.worked(moment, at("2026-03-02T09:00")),
            lambda moment: OFFICE.worked(at("2026-03-02T09:00"), moment),
            lambda moment: OFFICE.is_open(
                at("2026-03-02T09:00"), pauses=[(moment, None)]
            ),
            lambda moment: OFFICE.is_open(
                at("2026-03-02T09:00"), pauses=[(at("2026-03-02T09:00"), moment)]
            ),
        ]
        for ask in asks:
            with pytest.raises(NotAnInstantError):
                ask(day)
            with pytest.raises(NaiveTimeError):
                ask(naive)
        with pytest.raises(NotADayError):
            OFFICE.closing_on(at("2026-03-02T09:00"))

    @pytest.mark.parametrize("pause", [3, (), (at("2026-03-02T09:00"),)])
    def test_pauses_that_are_none(self, pause: Any) -> None:
        """
        A pause is a pair.
        """
        with pytest.raises(InvalidFieldError, match=r"pause cannot be .* a pair of"):
            OFFICE.due(at("2026-03-02T09:00"), HOUR, pauses=[pause])

    def test_what_holds_no_pauses(self) -> None:
        """
        What holds no pauses is refused, and so is what is no work calendar.
        """
        office, start = OFFICE, at("2026-03-06T16:00")
        for pauses in (None, 5):
            with pytest.raises(InvalidFieldError, match=r"pauses cannot be .* each a"):
                office.worked(start, start, pauses=pauses)  # type: ignore[arg-type]
        for calendar in ("china", 5):
            with pytest.raises(
                InvalidFieldError, match=r"calendar cannot be .* work c"
            ):
                office.is_open(start, calendar=calendar)  # type: ignore[arg-type]

    def test_a_week_without_a_worked_day(self) -> None:
        """
        An office that opens on Sundays never opens by a calendar that rests on them.
        """
        first, last = dt.date(2000, 1, 1), dt.date(2030, 12, 31)
        calendar = from_exceptions("long", first, last, source="test")
        sundays = OfficeHours(zone="UTC", week={"sun": "09:00-12:00"})
        moment = at("2015-06-01T09:00")
        asks: list[Callable[[], object]] = [
            lambda: sundays.next_opening(moment, calendar=calendar),
            lambda: sundays.due(moment, HOUR, calendar=calendar),
            lambda: sundays.due_before(moment, HOUR, calendar=calendar),
        ]
        for ask in asks:
            with pytest.raises(OfficeNeverOpensError) as caught:
                ask()
            assert str(caught.value).startswith("the office does not open at all from ")
            assert str(caught.value).endswith(
                "; check its week, its dates and the work calendar"
            )
        assert sundays.worked(moment, moment + HOUR, calendar=calendar) == 0 * HOUR

    def test_a_calendar_that_ends(self) -> None:
        """
        Days beyond it are named when they are needed, and not before.
        """
        calendar = from_exceptions(
            "week", dt.date(2026, 3, 2), dt.date(2026, 3, 6), source="test"
        )
        monday, friday = at("2026-03-02T09:00"), at("2026-03-06T16:00")

        assert OFFICE.due(friday, HOUR, calendar=calendar) == at("2026-03-06T17:00")
        asks: list[tuple[Callable[[], object], str]] = [
            (lambda: OFFICE.due(friday, 2 * HOUR, calendar=calendar), "2026-03-07"),
            (
                lambda: OFFICE.due_before(monday, HOUR, calendar=calendar),
                "2026-03-01",
            ),
            (
                lambda: OFFICE.is_open(at("2026-03-08T09:00"), calendar=calendar),
                "2026-03-08",
            ),
            # Monday's first hours may belong to the evening before
            (lambda: NIGHT.is_open(monday, calendar=calendar), "2026-03-01"),
        ]
        for ask, day in asks:
            with pytest.raises(CalendarNotCoveredError, match=f"and {day} was needed"):
                ask()
        assert NIGHT.is_open(at("2026-03-03T01:00"), calendar=calendar)
        with pytest.raises(CalendarNotCoveredError, match="and 2026-03-01 was needed"):
            NIGHT.due_before(at("2026-03-03T03:00"), 6 * HOUR, calendar=calendar)

    def test_more_than_two_hundred_years(self) -> None:
        """
        Dates that stand for "never" are no reason to lay out all days until then.
        """
        start = at("2026-03-02T09:00")
        asks: list[Callable[[], object]] = [
            lambda: OFFICE.worked(start, at("9999-01-01T00:00")),
            lambda: list(OFFICE.segments(at("0001-02-01T00:00"), start)),
            lambda: OFFICE.due(start, WorkingHours(10**7)),
            lambda: OFFICE.due_before(start, WorkingHours(10**7)),
        ]
        for ask in asks:
            with pytest.raises(OpenTimeTooLongError) as caught:
                ask()
            assert str(caught.value).startswith(
                "open time is looked for within two hundred years, and from "
            )
            assert str(caught.value).endswith(
                " is longer; leave the fact out if such a date stands for 'never'"
            )

    def test_two_hundred_years_whatever_was_asked_before(self) -> None:
        """
        What was laid out for an earlier question makes no later one longer or shorter.
        """
        start = at("2026-03-02T09:00")
        far = at("2326-03-02T09:00")
        asks: list[Callable[[Any], object]] = [
            lambda office: office.worked(start, far),
            lambda office: office.due(start, WorkingHours(600_000)),
            lambda office: office.due_before(far, WorkingHours(600_000)),
        ]
        asked = copy.copy(OFFICE)
        asked.worked(start, at("2225-12-01T09:00"))
        asked.due(at("2225-12-01T09:00"), WorkingHours(2_000))
        for ask in asks:
            for office in (copy.copy(OFFICE), asked):
                with pytest.raises(OpenTimeTooLongError):
                    ask(office)

    def test_two_hundred_years_by_their_days(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What may be longer is counted by its days, and so answers as before."""
        start, end = at("2026-03-02T09:00"), at("2026-03-13T17:00")
        before = copy.copy(OFFICE).worked(start, end)
        monkeypatch.setattr(search, "_SURELY_SHORT", 0)

        assert copy.copy(OFFICE).worked(start, end) == before

    def test_a_year_beside_two_hundred_others(self) -> None:
        """
        It is as long as one alone, forward and backward.
        """
        start, end, year = at("2026-03-02T09:00"), at("2226-01-02T09:00"), 2_000 * HOUR
        asked, alone = copy.copy(OFFICE), copy.copy(OFFICE)
        for _ in range(2):
            asked.worked(start, end)
            assert asked.due(end, year) == alone.due(end, year)
            assert asked.due_before(start, year) == alone.due_before(start, year)

    def test_days_far_apart(self) -> None:
        """
        Are answered side by side, and back again.
        """
        office = copy.copy(OFFICE)
        for _ in range(2):
            for year in (2026, 1700, 2400, 1, 9998, 2030, 1990):
                monday = dt.datetime(year, 3, 1, 9, tzinfo=SHANGHAI)
                opening = office.next_opening(monday)
                assert opening < monday + dt.timedelta(days=3)
                assert office.due(opening, 8 * HOUR) == opening.replace(hour=17)

    def test_the_years_have_an_end(self) -> None:
        """
        And a beginning.
        """
        first = dt.datetime(1, 1, 5, 12, tzinfo=dt.UTC)
        last = dt.datetime(9999, 12, 29, 12, tzinfo=dt.UTC)
        asks: list[Callable[[], object]] = [
            lambda: OFFICE.due(last, WorkingHours(40)),
            lambda: OFFICE.due_before(first, WorkingHours(40)),
            lambda: OFFICE.next_opening(dt.datetime.max.replace(tzinfo=dt.UTC)),
            lambda: OFFICE.next_opening(
                dt.datetime.max.replace(tzinfo=dt.timezone(-HOUR))
            ),
            lambda: OFFICE.next_opening(dt.datetime.min.replace(tzinfo=dt.UTC)),
        ]
        for ask in asks:
            with pytest.raises(DateOutOfRangeError, match="leaves the years 1 to 9999"):
                ask()


class Steady:
    """
    A calendar without a table, whose answers its id names.
    """

    calendar_id = "steady"
    confirmed = dt.date(2026, 1, 1), dt.date(2026, 12, 31)

    def kind(self, day: dt.date) -> DayKind:
        """Work on all days but Sundays."""
        return DayKind.WEEKEND if day.weekday() == 6 else DayKind.WORKING


class TestValues:
    """
    An office is a value, whatever it has been asked.
    """

    def test_equal_and_copied(self) -> None:
        """
        Pickles and copies forget what was laid out, and nothing else.
        """
        office = attrs.evolve(
            NIGHT, dates={dt.date(2026, 3, 2): "09:00-12:00"}, on_make_up="mon"
        )
        twin = copy.deepcopy(office)
        office.next_opening(at("2026-03-02T10:00"), calendar=china())
        again = pickle.loads(pickle.dumps(office))  # noqa: S301 - our own bytes

        assert office == twin == again == copy.copy(office)
        assert len({office, twin, again}) == 1
        assert office.digest == twin.digest
        assert office.digest != NIGHT.digest
        assert canonical_json(office) == canonical_json(again)
        assert len(pickle.dumps(office)) == len(pickle.dumps(twin))

    def test_every_field_changes_an_answer(self) -> None:
        """
        No field is there for nothing.
        """
        start, friday = at("2026-02-13T16:00"), at("2026-02-13T17:00")
        base = attrs.evolve(OFFICE, on_make_up="mon")
        changes: list[dict[str, Any]] = [
            {"zone": "UTC"},
            {"week": {"mon-fri": "09:00-16:30"}},
            {"dates": {dt.date(2026, 2, 13): ()}},
            {"dated_weeks": {dt.date(2026, 2, 1): {"mon-fri": "09:00-16:30"}}},
            {"on_make_up": None, "make_up_windows": "10:00-12:00"},
            {"on_make_up": "sun"},
        ]
        for change in changes:
            other = attrs.evolve(base, **change)
            assert other != base
            assert other.due(start, 2 * HOUR, calendar=china()) != base.due(
                start, 2 * HOUR, calendar=china()
            )
        onward = attrs.evolve(base, at_closing=AtClosing.NEXT_OPENING)
        assert base.due(start, HOUR, calendar=china()) == friday
        assert onward.due(start, HOUR, calendar=china()) == at("2026-02-14T09:00")
        half = dt.timedelta(minutes=30)
        assert onward.due(start, half, calendar=china()) == start + half

    def test_other_calendars(self) -> None:
        """
        Any calendar will do; what is kept of one is never taken for another's.
        """
        office = OfficeHours(zone="Asia/Shanghai", week={"mon-sat": "09:00-17:00"})
        saturday = at("2026-03-07T10:00")

        for _ in range(2):
            assert office.is_open(saturday, calendar=Steady())
            assert not office.is_open(saturday, calendar=china())
            assert office.is_open(saturday)

    def test_only_so_many_calendars_are_kept(self) -> None:
        """
        The oldest is forgotten, and laid out anew when it is asked for.
        """
        office = copy.copy(OFFICE)
        first, last = dt.date(2026, 3, 2), dt.date(2026, 3, 6)
        calendars = [
            from_exceptions(f"c{n}", first, last, off=[first], source="test")
            for n in range(12)
        ]
        for calendar in [*calendars, *calendars]:
            assert not office.is_open(at("2026-03-02T10:00"), calendar=calendar)
            assert office.is_open(at("2026-03-03T10:00"), calendar=calendar)

    def test_threads_share_it(self) -> None:
        """
        Questions from many threads at once are answered as from one.
        """
        office, found = copy.copy(OFFICE), []
        starts = [at("2020-01-06T09:00") + n * dt.timedelta(days=91) for n in range(40)]

        def ask(order: list[dt.datetime]) -> None:
            found.append({start: office.due(start, 900 * HOUR) for start in order})

        threads = [
            threading.Thread(target=ask, args=(starts[n:] + starts[:n],))
            for n in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        fresh = copy.copy(OFFICE)
        expected = {start: fresh.due(start, 900 * HOUR) for start in starts}
        assert found == [expected] * 8
