"""
Periods whose clock may stand still.

2026-03-02 is a Monday. The judges here walk day by day, or minute by minute; they share
nothing with the arithmetic that they judge.
"""

import datetime as dt
import zoneinfo
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_rules.errors import (
    CalendarRequiredError,
    DateOutOfRangeError,
    ImpossibleOrderError,
    InvalidFieldError,
    NotAnInstantError,
)
from followup_rules.timing.amounts import (
    Days,
    HalfMonths,
    Hours,
    Minutes,
    Months,
    Span,
    Weeks,
    WorkingDays,
    WorkingHours,
    Years,
)
from followup_rules.timing.calendars import (
    DayKind,
    RestDayStart,
    china,
    from_exceptions,
)
from followup_rules.timing.counting import (
    EU_REGULATION_1182_71,
    HOUSE_RULES,
    ClosesAt,
    Counting,
    HourStart,
    LastDay,
    OutsideHours,
)
from followup_rules.timing.counting.paused import (
    days_stopped,
    paused_deadline,
    still_left,
)
from followup_rules.timing.cycles import DayOf
from followup_rules.timing.hours import OfficeHours, Week, Window
from followup_rules.timing.moments import show_instant, zone_of

ZONE = zoneinfo.ZoneInfo("Asia/Shanghai")
MONDAY = dt.date(2026, 3, 2)
CHINA = china()
DAY = dt.timedelta(days=1)
NINE_TO_FIVE = (Window(dt.time(9), dt.time(17)),)
OFFICE = OfficeHours(
    zone="Asia/Shanghai",
    week=Week(**dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), NINE_TO_FIVE)),
    on_make_up="fri",
)


def day(number: int) -> dt.date:
    """Return a day of March 2026."""
    return dt.date(2026, 3, 1) + dt.timedelta(days=number - 1)


def at(number: int, clock: str) -> dt.datetime:
    """Return an instant of March 2026 in Shanghai."""
    return dt.datetime.combine(day(number), dt.time.fromisoformat(clock), ZONE)


def last(limit: Any, *pauses: Any, start: Any = MONDAY, **counting: Any) -> str | None:
    """Return the last day of a period less its pauses."""
    found = paused_deadline(Counting(**counting), start, limit, pauses, calendar=CHINA)
    return None if found is None else str(found.last_day)


# ------------------------------------------------------------------------------ days


def is_paused(one: dt.date, pauses: list[tuple[dt.date, dt.date | None]]) -> bool:
    """Say whether a day lies in a pause: from its first day to the day before its end."""
    return any(
        begins <= one and (ends is None or one < ends) for begins, ends in pauses
    )


def by_walking(
    start: dt.date,
    n: int,
    pauses: list[tuple[dt.date, dt.date]],
    *,
    start_counts: bool,
    worked: bool,
) -> dt.date:
    """Walk from day to day and count those that count."""
    one = start - DAY if start_counts else start
    left = n
    while left:
        one += DAY
        counts = CHINA.kind(one).is_working if worked else True
        left -= counts and not is_paused(one, list(pauses))
    return one


days = st.integers(min_value=1, max_value=90).map(day)
spells = st.lists(
    st.tuples(days, st.integers(min_value=0, max_value=12)).map(
        lambda told: (told[0], told[0] + dt.timedelta(days=told[1]))
    ),
    max_size=5,
)


@settings(deadline=None)
@given(
    start=days,
    n=st.integers(min_value=1, max_value=30),
    pauses=spells,
    start_counts=st.booleans(),
    worked=st.booleans(),
)
def test_days_are_those_that_a_walk_counts(
    start: dt.date,
    n: int,
    pauses: list[tuple[dt.date, dt.date]],
    *,
    start_counts: bool,
    worked: bool,
) -> None:
    """Days and working days, joined, nested, overlapping and repeated pauses."""
    counting = Counting(start_day_counted=start_counts)
    limit = WorkingDays(n) if worked else Days(n)

    found = paused_deadline(counting, start, limit, pauses, calendar=CHINA)

    assert found is not None
    assert found.last_day == by_walking(
        start, n, pauses, start_counts=start_counts, worked=worked
    )


CONVENTIONS = st.builds(
    Counting,
    start_day_counted=st.booleans(),
    rest_day=st.sampled_from(LastDay),
    rest_day_start=st.sampled_from(RestDayStart),
    bound_included=st.booleans(),
    working_days_up_to=st.sampled_from((0, 5)),
    day_ends=st.sampled_from((None, dt.time(17))),
)
LIMITS = st.one_of(
    st.builds(Days, st.integers(min_value=0, max_value=40)),
    st.builds(Weeks, st.integers(min_value=0, max_value=4)),
    st.builds(WorkingDays, st.integers(min_value=0, max_value=20)),
    st.builds(Months, st.integers(min_value=0, max_value=3)),
    st.builds(HalfMonths, st.integers(min_value=0, max_value=5)),
    st.just(Months(1) - Days(4)),
    st.builds(Hours, st.integers(min_value=0, max_value=100)),
    st.builds(Minutes, st.integers(min_value=0, max_value=5000)),
)
instants = st.builds(
    lambda one, minute: (
        dt.datetime.combine(one, dt.time(), ZONE) + dt.timedelta(minutes=minute)
    ),
    days,
    st.integers(min_value=0, max_value=1439),
)
pauses_in_time = st.lists(
    st.tuples(instants, st.integers(min_value=0, max_value=20_000)).map(
        lambda told: (told[0], told[0] + dt.timedelta(minutes=told[1]))
    ),
    max_size=4,
)


@settings(deadline=None)
@given(counting=CONVENTIONS, limit=LIMITS, start=instants)
def test_without_pauses_it_is_the_plain_count(
    counting: Counting, limit: Any, start: dt.datetime
) -> None:
    """Every convention and every length that may stand still."""
    found = paused_deadline(counting, start, limit, (), calendar=CHINA)

    assert found == counting.deadline(start, limit, calendar=CHINA)


@settings(deadline=None)
@given(
    counting=CONVENTIONS,
    limit=LIMITS,
    start=instants,
    pauses=pauses_in_time,
    one_more=pauses_in_time,
)
def test_a_pause_never_brings_a_bound_forward(
    counting: Counting,
    limit: Any,
    start: dt.datetime,
    pauses: list[Any],
    one_more: list[Any],
) -> None:
    """One more pause is never less time; the order in which they are told is nothing."""
    before = paused_deadline(counting, start, limit, pauses, calendar=CHINA)
    after = paused_deadline(counting, start, limit, pauses + one_more, calendar=CHINA)
    turned = paused_deadline(
        counting, start, limit, [*reversed(one_more), *pauses], calendar=CHINA
    )

    assert before is not None
    assert after is not None
    assert after.closes >= before.closes
    assert turned == after


near = st.integers(min_value=0, max_value=3_000).map(
    lambda minutes: at(2, "00:00") + dt.timedelta(minutes=minutes)
)


@settings(deadline=None)
@given(
    start=near,
    minutes=st.integers(min_value=1, max_value=600),
    pauses=st.lists(
        st.tuples(near, st.integers(min_value=0, max_value=1_500)).map(
            lambda told: (told[0], told[0] + dt.timedelta(minutes=told[1]))
        ),
        max_size=4,
    ),
)
def test_minutes_are_those_that_a_walk_counts(
    start: dt.datetime, minutes: int, pauses: list[Any]
) -> None:
    """Elapsed time to the instant: minute by minute, each paused or not."""
    found = paused_deadline(HOUSE_RULES, start, Minutes(minutes), pauses)

    now, left = start.astimezone(dt.UTC), minutes
    while left:
        stopped = [ends for begins, ends in pauses if begins <= now < ends]
        now += dt.timedelta(minutes=1)
        left -= not stopped
    assert found is not None
    assert found.closes == now


class TestDays:
    """
    The days of a pause do not count, from its first to the day before it ends.
    """

    @pytest.mark.parametrize(
        ("pauses", "expected"),
        [
            ([], "2026-03-07"),
            ([(day(4), day(5))], "2026-03-08"),
            ([(day(4), day(4))], "2026-03-07"),
            ([(at(4, "09:00"), at(4, "17:00"))], "2026-03-07"),
            ([(at(4, "23:59"), at(5, "00:00"))], "2026-03-08"),
            ([(day(4), day(9))], "2026-03-12"),
            ([(day(4), day(6)), (day(5), day(8))], "2026-03-11"),
            ([(day(4), day(9)), (day(5), day(6))], "2026-03-12"),
            ([(day(4), day(5)), (day(5), day(6))], "2026-03-09"),
            ([(day(7), day(9))], "2026-03-09"),
            ([(day(8), day(20))], "2026-03-07"),
            ([(day(1), day(2))], "2026-03-07"),
            ([(day(1), day(4))], "2026-03-08"),
            ([(day(4), None)], None),
            ([(day(4), None), (day(10), day(12))], None),
            ([(day(4), day(6)), (day(5), None)], None),
            ([(day(8), None)], "2026-03-07"),
        ],
    )
    def test_five_days(self, pauses: list[Any], expected: str | None) -> None:
        """Of five days from 2 March, by hand."""
        assert last(Days(5), *pauses) == expected

    def test_working_days(self) -> None:
        """Only working days are taken away: a weekend in a pause costs nothing."""
        assert last(WorkingDays(5), (day(7), day(9))) == "2026-03-09"
        assert last(WorkingDays(5), (day(6), day(10))) == "2026-03-11"
        with pytest.raises(CalendarRequiredError, match="calendar="):
            paused_deadline(HOUSE_RULES, MONDAY, WorkingDays(5), [(day(4), day(6))])

    def test_working_days_from_a_rest_day(self) -> None:
        """Where a start on a Sunday is rolled on, Monday is not counted."""
        sunday, monday = day(1), (day(2), day(3))
        rolled = {"rest_day_start": RestDayStart.ROLL_THEN_COUNT}

        assert last(WorkingDays(2), monday, start=sunday) == "2026-03-04"
        assert last(WorkingDays(2), monday, start=sunday, **rolled) == "2026-03-04"
        assert last(WorkingDays(2), start=sunday, **rolled) == "2026-03-04"

    def test_short_periods_in_working_days(self) -> None:
        """A short period of days is counted in working days, and so are its pauses."""
        assert last(Days(5), (day(7), day(9)), working_days_up_to=5) == "2026-03-09"

    @pytest.mark.parametrize(
        ("limit", "expected"),
        [
            (Months(1), "2026-04-09"),
            (HalfMonths(1), "2026-03-24"),
            (Years(1), "2027-03-09"),
            (Months(1) + Days(3), "2026-04-12"),
            (Weeks(2), "2026-03-23"),
        ],
    )
    def test_months_grow_by_the_days_inside(self, limit: Any, expected: str) -> None:
        """A week inside is a week more, by hand."""
        assert last(limit, (day(5), day(12))) == expected

    def test_months_pass_over_a_pause_at_their_end(self) -> None:
        """1 April is stopped, and the two days at the end count from 10 April on."""
        assert last(Months(1), (day(32), day(41))) == "2026-04-11"

    def test_the_same_day(self) -> None:
        """A rule of the same day waits for the day on which the clock runs again."""
        assert last(Days(0), (MONDAY, day(5))) == "2026-03-05"
        assert last(Days(0), (day(3), day(5))) == "2026-03-02"
        assert last(Days(0), (MONDAY, None)) is None

    def test_a_bound_that_is_left_out(self) -> None:
        """Of six days of which the sixth is too late, five count, and a pause."""
        told = {"bound_included": False}
        assert last(Days(6), (day(4), day(6)), **told) == "2026-03-09"
        assert last(Days(6), (day(7), day(9)), **told) == "2026-03-09"
        assert last(Days(6), (day(8), day(10)), **told) == "2026-03-07"  # came too late

    def test_rolling(self) -> None:
        """A last day rolls, and rolls on where it lands in a pause."""
        told = {"rest_day": LastDay.ROLLS_FORWARD}
        assert last(Days(5), **told) == "2026-03-09"
        assert last(Days(5), (day(9), day(11)), **told) == "2026-03-11"
        assert last(Days(5), (day(9), day(14)), **told) == "2026-03-16"
        assert last(Days(5), (day(9), None), **told) is None
        assert last(Days(5), (day(12), day(14)), **told) == "2026-03-09"
        back = {"rest_day": LastDay.ROLLS_BACKWARD}
        assert last(Days(5), (day(6), day(7)), **back) == "2026-03-06"

    def test_suspended_days(self) -> None:
        """What the calendar suspends is passed over beside the pauses."""
        recess = {day(n): DayKind.SUSPENDED for n in range(5, 9)}
        calendar = from_exceptions(
            "court",
            dt.date(2026, 1, 1),
            dt.date(2026, 12, 31),
            source="none",
            suspended=tuple(recess),
        )
        counting = Counting(suspended_days_count=False)
        pauses = [(day(4), day(6))]

        found = paused_deadline(counting, MONDAY, Days(5), pauses, calendar=calendar)

        # 3; 4 paused; 5 to 8 suspended (5 paused too); 9, 10, 11, 12
        assert found is not None
        assert str(found.last_day) == "2026-03-12"
        with pytest.raises(CalendarRequiredError):
            paused_deadline(counting, MONDAY, Days(5), pauses)

    def test_the_close_of_a_day(self) -> None:
        """A stop after the close takes the next day away; so far a day has closed."""
        told: dict[str, Any] = {"day_ends": dt.time(17)}
        assert last(Days(5), (at(7, "17:00"), day(10)), **told) == "2026-03-07"
        assert last(Days(5), (at(7, "16:59"), day(10)), **told) == "2026-03-10"
        assert last(Days(5), (day(4), at(6, "16:59")), **told) == "2026-03-09"
        assert last(Days(5), (day(4), at(6, "17:00")), **told) == "2026-03-10"

    def test_the_close_of_an_office_and_a_clock_time(self) -> None:
        """The same with the office, and at the clock time of the trigger."""
        office = {"hours": OFFICE, "closes_at": ClosesAt.OFFICE_CLOSE}
        pause = (at(6, "17:30"), at(9, "10:00"))
        assert last(WorkingDays(4), pause, **office) == "2026-03-06"
        clock = {"closes_at": ClosesAt.CLOCK_TIME}
        start = at(2, "11:00")
        assert last(Days(4), pause, start=start, **clock) == "2026-03-06"
        assert (
            last(Days(4), (at(6, "10:59"), at(9, "10:00")), start=start, **clock)
            == "2026-03-09"
        )

    def test_out_of_range(self) -> None:
        """Nothing lies beyond the year 9999."""
        start = dt.date(9999, 12, 20)
        stops = dt.date(9999, 12, 22)
        due = paused_deadline(
            HOUSE_RULES, start, Days(5), [(stops, dt.date(9999, 12, 27))]
        )
        assert due is not None
        assert str(due.last_day) == "9999-12-30"
        for goes_on in (dt.date(9999, 12, 28), dt.date(9999, 12, 30)):
            with pytest.raises(
                DateOutOfRangeError, match="5 days counted from 9999-12-20"
            ):
                paused_deadline(HOUSE_RULES, start, Days(5), [(stops, goes_on)])

    def test_days_stopped(self) -> None:
        """They are joined, in order, and empty ones are left out."""
        told = [(day(9), None), (day(4), day(6)), (day(5), day(7)), (day(2), day(2))]
        found = days_stopped(HOUSE_RULES, told)
        assert found == [
            (day(4).toordinal(), day(7).toordinal()),
            (day(9).toordinal(), None),
        ]


class TestClocks:
    """
    Hours and open time stand still to the instant.
    """

    def test_hours(self) -> None:
        """24 hours with 90 minutes of pause; one at the bound moves nothing."""
        pause = (at(2, "20:00"), at(2, "21:30"))
        due = paused_deadline(HOUSE_RULES, at(2, "12:00"), Hours(24), [pause])
        assert due is not None
        assert due.closes == at(3, "13:30")
        assert due.closes_included
        for begins in (at(3, "13:30"), at(4, "00:00")):
            more = [pause, (begins, None)]
            assert paused_deadline(HOUSE_RULES, at(2, "12:00"), Hours(24), more) == due
        stopped = [pause, (at(3, "13:29"), None)]
        assert paused_deadline(HOUSE_RULES, at(2, "12:00"), Hours(24), stopped) is None

    def test_open_time(self) -> None:
        """Only what is open costs: eight hours from Monday noon, paused overnight."""
        counting = Counting(hours=OFFICE)
        pause = (at(2, "16:00"), at(3, "10:00"))
        due = paused_deadline(
            counting, at(2, "12:00"), WorkingHours(8), [pause], calendar=CHINA
        )
        assert due is not None
        assert due.closes == at(3, "14:00")

    def test_hours_that_stand_still_on_rest_days(self) -> None:
        """From Friday noon 24 hours end on Monday noon; two hours of pause, at two."""
        counting = Counting(hours_stand_still=True)
        pause = (at(6, "20:00"), at(6, "22:00"))
        start = at(6, "12:00")
        due = paused_deadline(counting, start, Hours(24), [pause], calendar=CHINA)
        assert due is not None
        assert due.closes == at(9, "14:00")

    def test_the_next_full_hour_and_the_bound_left_out(self) -> None:
        """The rest of the convention stays as it is."""
        counting = Counting(hour_start=HourStart.NEXT_FULL_HOUR, bound_included=False)
        pause = (at(2, "12:00"), at(2, "12:50"))
        due = paused_deadline(counting, at(2, "11:10"), Hours(2), [pause])
        assert due is not None
        assert due.closes == at(2, "14:50") - dt.timedelta(microseconds=1)

    def test_received_after_hours(self) -> None:
        """It is received at the next opening, pauses or not."""
        counting = Counting(hours=OFFICE, outside_hours=OutsideHours.NEXT_OPENING)
        due = paused_deadline(
            counting, at(6, "18:00"), Days(1), [(day(10), day(12))], calendar=CHINA
        )
        assert due is not None
        assert str(due.last_day) == "2026-03-12"

    def test_out_of_range(self) -> None:
        """Nothing lies beyond the year 9999."""
        start = dt.datetime(9999, 12, 31, 12, tzinfo=dt.UTC)
        with pytest.raises(DateOutOfRangeError):
            paused_deadline(HOUSE_RULES, start, Hours(24 * 400), [])
        counting = Counting(hour_start=HourStart.NEXT_FULL_HOUR)
        start = dt.datetime(9999, 12, 31, 23, 30, tzinfo=dt.UTC)
        with pytest.raises(DateOutOfRangeError):
            paused_deadline(counting, start, Hours(1), [])


class TestLeft:
    """
    What is left when the clock stops.
    """

    def left(
        self, limit: Any, since: Any, *pauses: Any, start: Any = MONDAY, **told: Any
    ) -> Any:
        """Return what is left of a limit."""
        counting = Counting(**told)
        due = paused_deadline(counting, start, limit, pauses, calendar=CHINA)
        assert due is not None
        return still_left(
            counting, start, limit, pauses, since=since, bound=due, calendar=CHINA
        )

    def test_days(self) -> None:
        """The day of the stop is still left."""
        assert self.left(Days(10), day(6)) == Days(7)
        assert self.left(Days(10), day(12)) == Days(1)
        assert self.left(Days(10), day(6), (day(4), day(6))) == Days(9)
        assert self.left(Days(10), day(6), (day(8), day(10))) == Days(7)
        assert self.left(WorkingDays(10), day(6)) == WorkingDays(7)
        assert self.left(Months(1), day(32)) == Days(2)
        assert self.left(Days(10), day(1)) == Days(10)
        assert self.left(Days(10), day(1), start_day_counted=True) == Days(10)
        sunday: dict[str, Any] = {"start": day(1)}
        assert self.left(WorkingDays(10), day(1), **sunday) == WorkingDays(10)
        sunday["rest_day_start"] = RestDayStart.ROLL_THEN_COUNT
        assert self.left(WorkingDays(10), day(1), **sunday) == WorkingDays(10)
        before = (day(4), day(6))
        assert self.left(WorkingDays(10), day(6), before) == WorkingDays(9)
        told: dict[str, Any] = {"suspended_days_count": False}
        assert self.left(Days(10), day(6), before, **told) == Days(9)
        told = {"closes_at": ClosesAt.CLOCK_TIME, "start": at(2, "11:00")}
        assert self.left(Days(10), at(6, "10:59"), **told) == Days(7)
        assert self.left(Days(10), at(6, "11:00"), **told) == Days(6)

    def test_clocks(self) -> None:
        """Hours to the instant, open time as far as it is open."""
        hour = dt.timedelta(hours=1)
        start = at(2, "12:00")
        assert self.left(Hours(24), at(2, "20:00"), start=start) == 16 * hour
        assert self.left(Hours(24), at(1, "20:00"), start=start) == 24 * hour
        pause = (at(2, "21:00"), at(2, "23:00"))
        assert self.left(Hours(24), at(2, "20:00"), pause, start=start) == 16 * hour
        told = {"hours": OFFICE, "start": start}
        assert self.left(WorkingHours(8), at(2, "20:00"), **told) == 3 * hour

    def test_where_an_hour_comes_twice(self) -> None:
        """As long is left, however the moment of the stop is written down."""
        start = dt.datetime.fromisoformat("2026-10-31T20:00-04:00")
        stop = dt.datetime.fromisoformat("2026-11-01T01:50-04:00")  # due 01:20-05:00
        told: dict[str, Any] = {"start": start, "zone": "America/New_York"}
        for since in (stop, show_instant(stop, zone_of("America/New_York"))):
            left = self.left(Minutes(380), since, **told)
            assert left == dt.timedelta(minutes=30)


class TestRefusals:
    """
    What cannot stand still is refused.
    """

    @pytest.mark.parametrize(
        "limit", [DayOf(15), Span((Months(1), WorkingDays(3))), Days(1) + Hours(3)]
    )
    def test_lengths(self, limit: Any) -> None:
        """A day of a cell, and units that stand still each in its own way."""
        with pytest.raises(InvalidFieldError, match="may stand still"):
            paused_deadline(HOUSE_RULES, MONDAY, limit, [])

    def test_a_least_number_of_working_days(self) -> None:
        """So is a convention that asks for working days inside."""
        with pytest.raises(
            InvalidFieldError, match="0 where the clock may stand still"
        ):
            paused_deadline(EU_REGULATION_1182_71, MONDAY, Days(5), [])

    def test_a_period_that_ends_after_a_recess(self) -> None:
        """And so is one in which a recess moves the last day."""
        after = Counting(days_after_recess=7)
        with pytest.raises(InvalidFieldError, match="days_after_recess cannot be 7"):
            paused_deadline(after, MONDAY, Days(5), [])

    def test_a_pause_that_ends_before_it_begins(self) -> None:
        """Days and instants alike."""
        with pytest.raises(ImpossibleOrderError, match="begins"):
            last(Days(5), (day(9), day(4)))
        with pytest.raises(ImpossibleOrderError, match="paused"):
            last(Hours(5), (at(3, "10:00"), at(3, "09:00")), start=at(2, "12:00"))

    def test_a_day_where_hours_are_counted(self) -> None:
        """Nobody knows when on that day."""
        with pytest.raises(NotAnInstantError, match="trigger"):
            last(Days(5), (at(3, "10:00"), None), closes_at=ClosesAt.CLOCK_TIME)
        with pytest.raises(NotAnInstantError, match="paused"):
            last(Hours(5), (day(2), day(3)), start=at(2, "12:00"))
