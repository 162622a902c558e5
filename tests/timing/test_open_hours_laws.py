"""
The laws of open time, and an engine that finds out by looking at every quarter hour.

The other engine shares nothing with the library but the facts: it walks from quarter
to quarter, and takes a clock time for the first quarter at which clocks show it, or
have passed it.
"""

import datetime as dt
from bisect import bisect_left
from typing import Any
from zoneinfo import ZoneInfo

from attrs import frozen
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from tests.strategies import calendars

from followup_rules.errors import FollowupRulesError, InvalidFieldError
from followup_rules.timing.amounts import WorkingMinutes
from followup_rules.timing.calendars import TableCalendar
from followup_rules.timing.hours import OfficeHours, Pause, Week

QUARTER = dt.timedelta(minutes=15)
DAY = dt.timedelta(days=1)
NONE = dt.timedelta(0)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ZONES = (
    "Asia/Shanghai",
    "UTC",
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Africa/Cairo",
)
STARTS = tuple(
    dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)
    for text in (
        "2026-02-27T00:00",  # a month end
        "2026-03-06T21:00",  # New York's clocks go forward on Sunday
        "2026-10-30T21:00",  # and back
        "2026-03-27T21:00",  # Berlin
        "2026-10-23T21:00",
        "2026-04-03T10:00",  # Lord Howe, half an hour
        "2026-10-02T10:00",
        "2026-04-22T10:00",  # Cairo, forward at midnight
        "2026-10-28T10:00",  # and back to 23:00
        "2026-12-31T00:00",
    )
)
LENGTH = 12
"""How many days a case lasts at most."""


@frozen
class Facts:
    """
    An office and a calendar, as plain facts and as the library's own.
    """

    zone: ZoneInfo
    week: dict[str, list[tuple[int, int]]]
    dates: dict[dt.date, list[tuple[int, int]]]
    make_up: str | None
    calendar: TableCalendar | None
    office: OfficeHours


def clock(quarters: int) -> str:
    """Spell a time of day."""
    return f"{quarters // 4:02}:{quarters % 4 * 15:02}"


def spelled(windows: list[tuple[int, int]]) -> str:
    """Spell windows; those that end after midnight close on the next day."""
    return ", ".join(
        f"{clock(opens)}-{clock(closes if closes <= 96 else closes - 96)}"
        for opens, closes in windows
    )


@st.composite
def day_windows(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Up to three windows of a day in quarters, in order, some past midnight."""
    marks = draw(st.lists(st.integers(0, 96), max_size=6, unique=True).map(sorted))
    found = [(marks[place], marks[place + 1]) for place in range(0, len(marks) - 1, 2)]
    free = found[-1][1] if found else 40
    if free < 96 and draw(st.integers(0, 3)) == 0:
        opens = draw(st.integers(free, 95))
        found.append((opens, 96 + draw(st.integers(1, min(opens, 30)))))
    return found


@st.composite
def facts(draw: st.DrawFn, start: dt.datetime) -> Facts:
    """Offices in several zones, with and without a calendar."""
    zone = draw(st.sampled_from(ZONES))
    week = {
        day: draw(day_windows()) for day in draw(st.sets(st.sampled_from(WEEKDAYS)))
    }
    own_days = st.integers(0, LENGTH).map(lambda n: start.date() + n * DAY)
    dates = dict(draw(st.lists(st.tuples(own_days, day_windows()), max_size=2)))
    calendar = draw(st.none() | calendars())
    make_up = draw(st.sampled_from(WEEKDAYS)) if calendar else None
    try:
        office = OfficeHours(
            zone=zone,
            week={day: spelled(windows) for day, windows in week.items()},
            dates={day: spelled(dates[day]) for day in sorted(dates)},
            on_make_up=make_up,
        )
    except InvalidFieldError:
        reject()
    return Facts(ZoneInfo(zone), week, dates, make_up, calendar, office)


class Walked:
    """
    The open quarters of some weeks, found by looking at each.
    """

    def __init__(self, given: Facts, start: dt.datetime, pauses: list[Pause]) -> None:
        begin = start.replace(minute=0) - 4 * DAY
        self.quarters = [begin + n * QUARTER for n in range(96 * (LENGTH + 12))]
        shown = [
            moment.astimezone(given.zone).replace(tzinfo=None)
            for moment in self.quarters
        ]
        passed: list[dt.datetime] = []
        for wall in shown:
            passed.append(max(wall, passed[-1]) if passed else wall)
        self.open = [False] * len(shown)
        day = shown[0].date() + DAY
        while day < shown[-1].date() - DAY:
            midnight = dt.datetime.combine(day, dt.time())
            for opens, closes in self.windows(given, day):
                first = bisect_left(passed, midnight + opens * QUARTER)
                last = bisect_left(passed, midnight + closes * QUARTER)
                self.open[first:last] = [True] * (last - first)
            day += DAY
        for begun, over in pauses:
            for place, moment in enumerate(self.quarters):
                if begun <= moment and (over is None or moment < over):
                    self.open[place] = False

    @staticmethod
    def windows(given: Facts, day: dt.date) -> list[tuple[int, int]]:
        """Say when a day is open."""
        if day in given.dates:
            return given.dates[day]
        weekday = WEEKDAYS[day.weekday()]
        if given.calendar is not None:
            kind = given.calendar.kind(day)
            if not kind.is_working:
                return []
            if kind.value in {"makeup_working", "local_working"}:
                weekday = given.make_up or ""
        return given.week.get(weekday, [])

    def worked(self, start: dt.datetime, end: dt.datetime) -> int:
        """Count the open quarters between two of them."""
        return sum(
            is_open
            for moment, is_open in zip(self.quarters, self.open, strict=True)
            if start <= moment < end
        )

    def due(self, start: dt.datetime, quarters: int) -> dt.datetime | None:
        """Walk until so many quarters are worked, or to the first that is open."""
        for moment, is_open in zip(self.quarters, self.open, strict=True):
            if moment < start or not is_open:
                continue
            quarters -= 1
            if quarters <= 0:
                return moment + QUARTER * (quarters == 0)
        return None

    def due_before(self, event: dt.datetime, quarters: int) -> dt.datetime | None:
        """Walk back until so many quarters are worked."""
        for moment, is_open in zip(
            reversed(self.quarters), reversed(self.open), strict=True
        ):
            if moment < event and is_open:
                quarters -= 1
                if not quarters:
                    return moment
        return None


@st.composite
def moments(draw: st.DrawFn, start: dt.datetime, days: int = LENGTH) -> dt.datetime:
    """Quarters in the days after a start."""
    return start + draw(st.integers(0, 96 * days)) * QUARTER


@st.composite
def pauses_after(draw: st.DrawFn, start: dt.datetime) -> list[Pause]:
    """A few pauses in any order, overlapping and empty ones too."""
    pairs = st.tuples(moments(start - DAY), moments(start - DAY)).map(sorted)
    return [(pair[0], pair[1]) for pair in draw(st.lists(pairs, max_size=4))]


FEWER = settings(max_examples=60, deadline=None)
QUARTERS = st.integers(0, 60)
CASES = st.sampled_from(STARTS).flatmap(
    lambda start: st.tuples(
        facts(start), moments(start), moments(start), QUARTERS, pauses_after(start)
    )
)


class TestAgainstWalking:
    """
    The same answers as looking at every quarter hour.
    """

    @FEWER
    @given(CASES)
    def test_every_question(self, case: tuple[Any, ...]) -> None:
        """All of them of each case: making one up takes longer than asking."""
        for question in (self.worked, self.due, self.is_open, self.due_before):
            question(case)

    def worked(self, case: tuple[Any, ...]) -> None:
        """How much lies between two instants."""
        given, first, last, _, pauses = case
        start, end = sorted((first, last))
        walked = Walked(given, start, pauses)

        worked = given.office.worked(start, end, calendar=given.calendar, pauses=pauses)
        segments = given.office.segments(
            start, end, calendar=given.calendar, pauses=pauses
        )
        assert worked == walked.worked(start, end) * QUARTER
        assert sum((closes - opens for opens, closes in segments), NONE) == worked

    def test_two_pauses_beyond_the_end(self) -> None:
        """Nothing is open between two pauses that both end after the question."""
        office = OfficeHours(zone="UTC", week={"wed": "00:00-05:00"})
        start, end, *ends = (
            dt.datetime(2026, 3, 11, hour, tzinfo=dt.UTC) for hour in (0, 1, 2, 3, 4)
        )
        pauses = [(start, ends[0]), (ends[1], ends[2])]

        assert list(office.segments(start, end, pauses=pauses)) == []

    def test_a_pause_in_many_years(self) -> None:
        """An hour a week: 300 of them are 300 weeks, of which a later pause takes none."""
        office = OfficeHours(zone="UTC", week={"wed": "09:00-10:00"})
        start = dt.datetime(2026, 3, 11, tzinfo=dt.UTC)
        later = start + dt.timedelta(weeks=600)
        due = office.due(start, WorkingMinutes(60 * 300), pauses=[(later, later + DAY)])
        assert due == start + dt.timedelta(weeks=299, hours=10)

    def due(self, case: tuple[Any, ...]) -> None:
        """When so much is worked."""
        given, start, _, quarters, pauses = case
        expected = Walked(given, start, pauses).due(start, quarters)
        if expected is None:
            return
        amount = WorkingMinutes(15 * quarters)

        due = given.office.due(start, amount, calendar=given.calendar, pauses=pauses)
        # A time of a clock that comes twice is equal to none elsewhere.
        assert due.timestamp() == expected.timestamp()

    def is_open(self, case: tuple[Any, ...]) -> None:
        """Whether anybody is there."""
        given, moment, _, _, pauses = case
        walked = Walked(given, moment, pauses)
        expected = walked.open[walked.quarters.index(moment)]

        for later in (NONE, QUARTER - dt.timedelta(microseconds=1)):
            assert expected is given.office.is_open(
                moment + later, calendar=given.calendar, pauses=pauses
            )

    def due_before(self, case: tuple[Any, ...]) -> None:
        """From when so much is worked until an event."""
        given, event, _, quarters, _ = case
        expected = Walked(given, event - 8 * DAY, []).due_before(event, quarters)
        if expected is None:
            return
        amount = QUARTER * quarters

        found = given.office.due_before(event, amount, calendar=given.calendar)
        assert found == expected


AMOUNTS = st.one_of(
    st.integers(0, 10**11).map(lambda n: dt.timedelta(microseconds=n)),
    QUARTERS.map(lambda n: n * QUARTER),
)
LAW_CASES = st.sampled_from(STARTS).flatmap(
    lambda start: st.tuples(
        facts(start), moments(start), AMOUNTS, AMOUNTS, pauses_after(start)
    )
)


def asked(case: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the questions of a case, all with its calendar and pauses."""
    given, start, amount, more, pauses = case

    def due(moment: dt.datetime, length: dt.timedelta, held: Any = pauses) -> Any:
        try:
            return given.office.due(
                moment, length, calendar=given.calendar, pauses=held
            )
        except FollowupRulesError:
            reject()

    def worked(first: dt.datetime, last: dt.datetime) -> dt.timedelta:
        found: dt.timedelta = given.office.worked(
            first, last, calendar=given.calendar, pauses=pauses
        )
        return found

    return start, amount, more, pauses, due, worked


class TestLaws:
    """
    What is true of every office, to the microsecond.
    """

    @FEWER
    @given(LAW_CASES)
    def test_every_law(self, case: tuple[Any, ...]) -> None:
        """All of them of each case: making one up takes longer than asking."""
        for law in (
            self.worked_until_due_is_the_amount,
            self.nothing_sooner,
            self.due_of_a_sum_is_due_of_due,
            self.worked_adds_up,
            self.later_starts_are_due_no_sooner,
            self.a_pause_never_brings_it_forward,
            self.there_and_back,
        ):
            law(case)

    def worked_until_due_is_the_amount(self, case: tuple[Any, ...]) -> None:
        """No more and no less."""
        start, amount, _, _, due, worked = asked(case)

        assert worked(start, due(start, amount)) == amount

    def nothing_sooner(self, case: tuple[Any, ...]) -> None:
        """A microsecond before, something is still to be worked."""
        start, amount, _, _, due, worked = asked(case)
        found = due(start, amount)
        just_before = found - dt.timedelta(microseconds=1)

        assert not amount or found == start or worked(start, just_before) < amount

    def due_of_a_sum_is_due_of_due(self, case: tuple[Any, ...]) -> None:
        """Work may be laid down and taken up again; nothing more is no work."""
        start, amount, more, _, due, _ = asked(case)

        if more:
            assert due(due(start, amount), more) == due(start, amount + more)

    def worked_adds_up(self, case: tuple[Any, ...]) -> None:
        """From here to there, and from there on."""
        start, amount, more, _, _, worked = asked(case)
        middle = start + amount
        end = middle + more

        assert worked(start, middle) + worked(middle, end) == worked(start, end)

    def later_starts_are_due_no_sooner(self, case: tuple[Any, ...]) -> None:
        """Whoever starts later is never done before."""
        start, amount, more, _, due, _ = asked(case)

        assert due(start, amount) <= due(start + more, amount)

    def a_pause_never_brings_it_forward(self, case: tuple[Any, ...]) -> None:
        """And one that begins at the due instant, or after it, does nothing."""
        start, amount, more, _, due, _ = asked(case)
        plain, paused = due(start, amount, ()), due(start, amount)
        late = [(plain + (NONE if amount else more), plain + amount + more)]

        assert plain <= paused
        if amount or more:
            assert due(start, amount, late) == plain

    def there_and_back(self, case: tuple[Any, ...]) -> None:
        """Back from the due instant, at the start or at a later idle one."""
        given, start, amount, _, _ = case
        _, _, _, _, due, _ = asked((*case[:4], ()))
        found = due(start, amount)
        back = given.office.due_before(found, amount, calendar=given.calendar)

        assert back >= start
        assert given.office.worked(back, found, calendar=given.calendar) == amount

    @settings(max_examples=20)
    @given(facts(STARTS[0]), st.lists(moments(STARTS[0], 900), min_size=2, max_size=6))
    def test_the_order_of_questions_does_not_matter(
        self, given: Facts, asked_at: list[dt.datetime]
    ) -> None:
        """What was laid out before changes no answer."""
        week = Week.read(given.office.week)
        fresh = OfficeHours(zone=given.office.zone, week=week)
        for moment in asked_at:
            again = OfficeHours(zone=given.office.zone, week=week)
            assert fresh.worked(asked_at[0], max(asked_at[0], moment)) == again.worked(
                asked_at[0], max(asked_at[0], moment)
            )
            assert fresh.next_opening(moment) == again.next_opening(moment)
            assert fresh.due_before(moment, QUARTER) == again.due_before(
                moment, QUARTER
            )
