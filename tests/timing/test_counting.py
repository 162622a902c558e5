"""
From a trigger and an amount to a deadline.
"""

import copy
import datetime as dt
import pickle
import zoneinfo
from collections.abc import Callable
from typing import Any

import attrs
import pendulum
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import (
    FIRST,
    LAST,
    ZONES,
    amounts,
    calendars,
    countings,
    day_amounts,
    days,
    instants,
)

from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    DateOutOfRangeError,
    InvalidFieldError,
    NaiveTimeError,
    NotADayError,
    NotAnInstantError,
    UnknownNameError,
)
from followup_rules.timing.amounts import (
    Amount,
    Days,
    Hours,
    Months,
    Seasons,
    ServiceLife,
    Weeks,
    WorkingDays,
    Years,
)
from followup_rules.timing.calendars import (
    RestDayStart,
    TableCalendar,
    from_exceptions,
)
from followup_rules.timing.counting import (
    CIVIL_CODE,
    EU_REGULATION_1182_71,
    HOUSE_RULES,
    US_FRCP_6A,
    Counting,
    Deadline,
    HourStart,
    LastDay,
    corresponding_day,
)

ONE = dt.timedelta(days=1)
TICK = dt.timedelta(microseconds=1)
SHANGHAI = zoneinfo.ZoneInfo("Asia/Shanghai")
ROOM = dt.timedelta(days=500)
inner_days = days(FIRST + ROOM, LAST - ROOM)
zones = st.sampled_from(ZONES)

# Monday 2 March to Sunday 15 March 2026, nothing but ordinary weeks.
FORTNIGHT = from_exceptions(
    "fortnight", dt.date(2026, 3, 2), dt.date(2026, 3, 15), source="a test"
)


def march(day: int) -> dt.date:
    """
    Return a day of March 2026; the 2nd is a Monday.
    """
    return dt.date(2026, 3, day)


def at(text: str, zone: str = "Asia/Shanghai") -> dt.datetime:
    """
    Return the instant at which clocks in *zone* show *text*.
    """
    return dt.datetime.fromisoformat(text).replace(tzinfo=zoneinfo.ZoneInfo(zone))


def span(first: dt.date, last: dt.date) -> list[dt.date]:
    """
    List the days from *first* to *last*, both included.
    """
    ordinals = range(first.toordinal(), last.toordinal() + 1)
    return [dt.date.fromordinal(ordinal) for ordinal in ordinals]


class TestDays:
    """
    The start day is not counted; the last day runs to 24:00; the bound is included.
    """

    @given(day=days(), n=st.integers(0, 1000))
    def test_n_days(self, day: dt.date, n: int) -> None:
        """
        The last day is n days after the start, and a week has seven.
        """
        assert HOUSE_RULES.deadline(day, Days(n)).last_day == day + n * ONE
        assert HOUSE_RULES.deadline(day, Weeks(n)).last_day == day + 7 * n * ONE
        assert HOUSE_RULES.before(day, Days(n)).last_day == day - n * ONE
        assert HOUSE_RULES.before(day, Weeks(n)).last_day == day - 7 * n * ONE

    @given(start=instants(), n=st.integers(0, 60), zone=zones)
    def test_the_bound_to_the_microsecond(
        self, start: dt.datetime, n: int, zone: str
    ) -> None:
        """
        In time is every instant before the midnight that begins the day after.
        """
        due = Counting(zone=zone).deadline(start, Days(n))
        home = zoneinfo.ZoneInfo(zone)
        local = start.astimezone(dt.UTC).astimezone(home).date()
        midnight = dt.datetime.combine(local + (n + 1) * ONE, dt.time(), home)
        closes = midnight.astimezone(dt.UTC)

        assert due.last_day == local + n * ONE
        assert due.closes.astimezone(dt.UTC) == closes
        assert not due.closes_included
        assert due.met_by(closes - TICK)
        assert not due.met_by(closes)
        assert due.met_by(local + n * ONE)
        assert not due.met_by(local + (n + 1) * ONE)

    @pytest.mark.parametrize(
        ("zone", "start", "n", "last_day", "closes"),
        [
            # 31 December 16:30 in London is 1 January in Shanghai.
            ("Asia/Shanghai", "2025-12-31T16:30:00+00:00", 1, "2026-01-02", "2026-01-03T00:00:00+08:00"),
            # The day of 23 hours, and the day of 25.
            ("America/New_York", "2026-03-07T12:00:00-05:00", 1, "2026-03-08", "2026-03-09T00:00:00-04:00"),
            ("Europe/Brussels", "2026-10-24T12:00:00+02:00", 1, "2026-10-25", "2026-10-26T00:00:00+01:00"),
            # Saturday ends where clocks jump from 24:00 to 01:00.
            ("America/Sao_Paulo", "2018-11-02T12:00:00-03:00", 1, "2018-11-03", "2018-11-04T01:00:00-02:00"),
            # Saturday's last hour comes twice, and both belong to Saturday.
            ("America/Sao_Paulo", "2018-02-16T12:00:00-02:00", 1, "2018-02-17", "2018-02-18T00:00:00-03:00"),
            # There was no Friday the 30th: Thursday ends where Saturday begins.
            ("Pacific/Apia", "2011-12-28T12:00:00-10:00", 1, "2011-12-29", "2011-12-31T00:00:00+14:00"),
            ("Pacific/Apia", "2011-12-28T12:00:00-10:00", 2, "2011-12-30", "2011-12-31T00:00:00+14:00"),
            ("Pacific/Apia", "2011-12-28T12:00:00-10:00", 3, "2011-12-31", "2012-01-01T00:00:00+14:00"),
        ],
    )  # fmt: skip
    def test_zones(
        self, zone: str, start: str, n: int, last_day: str, closes: str
    ) -> None:
        """
        A day ends where the clocks of the zone end it.
        """
        due = Counting(zone=zone).deadline(dt.datetime.fromisoformat(start), Days(n))

        assert due.last_day.isoformat() == last_day
        assert due.closes.isoformat() == closes
        assert due.closes.timezone_name == zone

    def test_the_hour_that_comes_twice(self) -> None:
        """
        The second 23:30 of a Saturday is still that Saturday.
        """
        due = Counting(zone="America/Sao_Paulo").deadline(dt.date(2018, 2, 16), Days(1))
        late = at("2018-02-17T23:59:59.999999", "America/Sao_Paulo").replace(fold=1)

        assert due.met_by(late)
        assert late.astimezone(dt.UTC) + TICK == due.closes


class TestMonthsAndYears:
    """
    The corresponding day, else the month's last day; one step from the anchor.
    """

    @given(day=days(dt.date(1900, 1, 1), dt.date(2100, 12, 31)), n=st.integers(0, 1200))
    def test_same_as_dateutil(self, day: dt.date, n: int) -> None:
        """
        Forward and backward the day is that of dateutil's relative delta.
        """
        after = HOUSE_RULES.deadline(day, Months(n)).last_day
        before = HOUSE_RULES.before(day, Months(n)).last_day

        assert after == day + relativedelta(months=n)
        assert before == day - relativedelta(months=n)
        assert corresponding_day(day, months=n) == after
        assert corresponding_day(day, months=-n) == before

    @given(day=days(dt.date(1900, 1, 1), dt.date(2100, 12, 31)), n=st.integers(0, 100))
    def test_years(self, day: dt.date, n: int) -> None:
        """
        Years are counted like months, in one step.
        """
        after = HOUSE_RULES.deadline(day, Years(n)).last_day

        assert after == day + relativedelta(years=n)
        assert HOUSE_RULES.before(day, Years(n)).last_day == day - relativedelta(
            years=n
        )
        assert corresponding_day(day, years=n, months=1) == day + relativedelta(
            years=n, months=1
        )

    def test_never_chained(self) -> None:
        """
        Two months from 31 January end on 31 March, not on the 28th.
        """
        anchor = dt.date(2026, 1, 31)
        ends = [HOUSE_RULES.deadline(anchor, Months(n)).last_day for n in (1, 2, 3)]

        assert ends == [dt.date(2026, 2, 28), march(31), dt.date(2026, 4, 30)]


class TestStartDayCounted:
    """
    A convention may count the start day as day 1; the period then ends a day sooner.
    """

    @pytest.mark.parametrize(
        ("start", "amount", "expected"),
        [
            (march(2), Days(1), march(2)),
            (march(2), Days(3), march(4)),
            (march(2), Days(0), march(2)),
            (march(2), Weeks(1), march(8)),
            (march(2), Weeks(0), march(2)),
            (dt.date(2014, 5, 29), Months(2), dt.date(2014, 7, 28)),
            (dt.date(2026, 1, 1), Months(1), dt.date(2026, 1, 31)),
            (dt.date(2026, 1, 31), Months(1), dt.date(2026, 2, 28)),
            (dt.date(2026, 1, 29), Months(1), dt.date(2026, 2, 28)),
            (dt.date(2026, 1, 28), Months(1), dt.date(2026, 2, 27)),
            (dt.date(2024, 1, 30), Months(1), dt.date(2024, 2, 29)),
            (dt.date(2024, 2, 29), Years(1), dt.date(2025, 2, 28)),
            (dt.date(2025, 3, 1), Years(1), dt.date(2026, 2, 28)),
            (march(31), Months(0), march(31)),
            (march(6), WorkingDays(1), march(6)),  # Friday
            (march(6), WorkingDays(2), march(9)),  # Monday
            (march(7), WorkingDays(1), march(9)),  # from a Saturday
            (march(7), WorkingDays(0), march(7)),
        ],
    )
    def test_forward(self, start: dt.date, amount: Amount, expected: dt.date) -> None:
        """
        Day 1 is the start day itself.
        """
        counting = Counting(start_day_counted=True)

        assert counting.deadline(start, amount, calendar=FORTNIGHT).last_day == expected

    @pytest.mark.parametrize(
        ("event", "amount", "expected"),
        [
            (march(10), Days(1), march(10)),
            (march(10), Days(3), march(8)),
            (march(10), Days(0), march(10)),
            (march(10), Weeks(1), march(4)),
            (march(31), Months(1), march(1)),
            (march(10), Months(1), dt.date(2026, 2, 11)),
            (march(10), Years(1), dt.date(2025, 3, 11)),
            (march(10), WorkingDays(1), march(10)),  # Tuesday
            (march(10), WorkingDays(3), march(6)),  # Friday
            (march(10), WorkingDays(0), march(10)),
        ],
    )
    def test_backward(self, event: dt.date, amount: Amount, expected: dt.date) -> None:
        """
        Counting backward, the day of the event is day 1 too.
        """
        counting = Counting(start_day_counted=True)

        assert counting.before(event, amount, calendar=FORTNIGHT).last_day == expected

    @given(
        day=inner_days,
        kind=st.sampled_from([Days, Weeks, WorkingDays]),
        n=st.integers(1, 40),
    )
    def test_one_day_sooner(
        self, day: dt.date, kind: Callable[[int], Amount], n: int
    ) -> None:
        """
        Counted from a day, a period of days or weeks ends as it does uncounted
        from the day before.
        """
        amount = kind(n)
        weeks = from_exceptions("weeks", FIRST, LAST, source="a test")
        counted = Counting(start_day_counted=True)

        assert counted.deadline(day, amount, calendar=weeks) == HOUSE_RULES.deadline(
            day - ONE, amount, calendar=weeks
        )


class TestMonthsFromNextDay:
    """
    Months may be measured from the first day counted (Japan, Korea, Taiwan).
    """

    @pytest.mark.parametrize(
        ("start", "amount", "expected"),
        [
            (dt.date(2026, 2, 28), Months(1), march(31)),
            (dt.date(2026, 1, 31), Months(1), dt.date(2026, 2, 28)),
            (dt.date(2026, 1, 30), Months(1), dt.date(2026, 2, 28)),
            (march(10), Months(1), dt.date(2026, 4, 10)),
            (dt.date(2023, 2, 28), Years(1), dt.date(2024, 2, 29)),
            (march(10), Months(0), march(10)),
        ],
    )
    def test_ends_before_the_day_that_corresponds_to_the_next(
        self, start: dt.date, amount: Amount, expected: dt.date
    ) -> None:
        """
        The period ends on the eve of the day that corresponds to its first day.
        """
        counting = Counting(months_from_next_day=True)

        assert counting.deadline(start, amount).last_day == expected

    def test_only_months_and_years(self) -> None:
        """
        Days and weeks are not affected.
        """
        counting = Counting(months_from_next_day=True)

        assert counting.deadline(march(2), Days(3)).last_day == march(5)


class TestWorkingDays:
    """
    Working days are those of the calendar that is passed at the call.
    """

    @given(calendar=calendars(), day=inner_days, n=st.integers(1, 60))
    def test_exactly_n(self, calendar: TableCalendar, day: dt.date, n: int) -> None:
        """
        Exactly n working days lie after the start up to the last day, forward and
        backward.
        """
        due = HOUSE_RULES.deadline(day, WorkingDays(n), calendar=calendar).last_day
        back = HOUSE_RULES.before(day, WorkingDays(n), calendar=calendar).last_day

        for days_within in (span(day + ONE, due), span(back, day - ONE)):
            assert sum(calendar.kind(one).is_working for one in days_within) == n
        assert calendar.kind(due).is_working
        assert calendar.kind(back).is_working

    def test_none_stays(self) -> None:
        """
        No working days leave the day where it is, and need no calendar.
        """
        assert HOUSE_RULES.deadline(march(7), WorkingDays(0)).last_day == march(7)
        assert HOUSE_RULES.before(march(7), WorkingDays(0)).last_day == march(7)

    def test_a_start_on_a_rest_day(self) -> None:
        """
        Monday is day 1 from a Saturday, or is rolled to first where so agreed.
        """
        rolled = Counting(rest_day_start=RestDayStart.ROLL_THEN_COUNT)
        ends = [
            counting.deadline(march(7), WorkingDays(1), calendar=FORTNIGHT).last_day
            for counting in (HOUSE_RULES, rolled)
        ]
        begins = [
            counting.before(march(8), WorkingDays(1), calendar=FORTNIGHT).last_day
            for counting in (HOUSE_RULES, rolled)
        ]

        assert ends == [march(9), march(10)]
        assert begins == [march(6), march(5)]

    @pytest.mark.parametrize(
        ("n", "expected"), [(0, 5), (1, 6), (2, 9), (5, 12), (6, 11), (7, 12)]
    )
    def test_short_periods(self, n: int, expected: int) -> None:
        """
        Up to the agreed length, days count only where they are working days.
        """
        counting = Counting(working_days_up_to=5)
        due = counting.deadline(march(5), Days(n), calendar=FORTNIGHT)  # a Thursday

        assert due.last_day == march(expected)

    def test_short_periods_backward(self) -> None:
        """
        The same holds backward; weeks and months are never short.
        """
        counting = Counting(working_days_up_to=7)

        assert counting.before(
            march(10), Days(3), calendar=FORTNIGHT
        ).last_day == march(5)
        assert counting.before(march(10), Days(8)).last_day == march(2)
        assert counting.deadline(march(2), Weeks(1)).last_day == march(9)

    def test_missing_calendar(self) -> None:
        """
        Without a calendar there is no Monday to Friday; the error says what to pass.
        """
        for ask in (HOUSE_RULES.deadline, HOUSE_RULES.before):
            with pytest.raises(CalendarRequiredError) as caught:
                ask(march(2), WorkingDays(3))

            assert str(caught.value) == (
                "counting working days needs a work calendar; pass calendar=..., "
                "for example followup_rules.timing.calendars.china()"
            )

    def test_outside_coverage(self) -> None:
        """
        A count that leaves the covered days raises.
        """
        with pytest.raises(CalendarNotCoveredError) as caught:
            HOUSE_RULES.deadline(march(12), WorkingDays(2), calendar=FORTNIGHT)

        assert caught.value.day == march(16)


class TestRolling:
    """
    A last day on a rest day stays, or moves in the direction agreed.
    """

    @given(calendar=calendars(), day=inner_days, amount=day_amounts())
    def test_roll(self, calendar: TableCalendar, day: dt.date, amount: Amount) -> None:
        """
        A rolled last day is the nearest working day to the plain one.
        """
        plain = HOUSE_RULES.deadline(day, amount, calendar=calendar).last_day
        later = Counting(rest_day=LastDay.ROLLS_FORWARD)
        sooner = Counting(rest_day=LastDay.ROLLS_BACKWARD)
        end = later.deadline(day, amount, calendar=calendar).last_day
        start = sooner.deadline(day, amount, calendar=calendar).last_day

        assert calendar.kind(end).is_working
        assert calendar.kind(start).is_working
        for days_within in (span(plain, end), span(start, plain)):
            assert sum(calendar.kind(one).is_working for one in days_within) == 1

    @given(calendar=calendars(), day=inner_days, amount=day_amounts())
    def test_each_direction_has_its_own_rule(
        self, calendar: TableCalendar, day: dt.date, amount: Amount
    ) -> None:
        """
        Rolling after an event says nothing of counting back from one.
        """
        plain = HOUSE_RULES.before(day, amount, calendar=calendar)
        only_forward = Counting(rest_day=LastDay.ROLLS_FORWARD)
        both = Counting(rest_day_before=LastDay.ROLLS_BACKWARD)
        rolled = both.before(day, amount, calendar=calendar).last_day

        assert only_forward.before(day, amount, calendar=calendar) == plain
        assert calendar.kind(rolled).is_working
        assert rolled <= plain.last_day

    def test_needs_only_the_last_day(self) -> None:
        """
        The days before the last one need no notice; the last one does.
        """
        assert CIVIL_CODE.deadline(
            dt.date(2020, 3, 4), Years(6), calendar=FORTNIGHT
        ).last_day == march(4)
        with pytest.raises(CalendarNotCoveredError) as caught:
            CIVIL_CODE.deadline(march(14), Days(2), calendar=FORTNIGHT)
        assert caught.value.day == march(16)

    def test_missing_calendar(self) -> None:
        """
        A convention that rolls needs a calendar for every count of days.
        """
        with pytest.raises(CalendarRequiredError, match="rolling a last day off"):
            CIVIL_CODE.deadline(march(2), Days(3))
        with pytest.raises(CalendarRequiredError, match="rolling a last day off"):
            US_FRCP_6A.before(march(10), Days(3))

    @given(
        calendar=calendars(),
        day=inner_days,
        amount=st.one_of(
            st.builds(Days, st.integers(0, 9)), st.builds(Months, st.integers(0, 2))
        ),
        least=st.integers(1, 4),
        shortest=st.integers(1, 4),
    )
    def test_least_working_days(
        self,
        calendar: TableCalendar,
        day: dt.date,
        amount: Days | Months,
        least: int,
        shortest: int,
    ) -> None:
        """
        A long enough period grows until it holds the least working days, no further.
        """
        counting = Counting(least_working_days=least, least_applies_from=shortest)
        plain = HOUSE_RULES.deadline(day, amount).last_day
        applies = amount.n >= (shortest if isinstance(amount, Days) else 1)
        expected: dt.date = plain
        held = sum(calendar.kind(one).is_working for one in span(day + ONE, plain))
        while applies and held < least:
            expected = expected + ONE
            held += calendar.kind(expected).is_working

        assert counting.deadline(day, amount, calendar=calendar).last_day == expected

    @given(
        calendar=calendars(), day=inner_days, n=st.integers(1, 9), counted=st.booleans()
    )
    def test_least_working_days_backward(
        self, calendar: TableCalendar, day: dt.date, n: int, *, counted: bool
    ) -> None:
        """
        Backward it grows into the past; the event's day counts where it is counted.
        """
        counting = Counting(least_working_days=3, start_day_counted=counted)
        newest = day if counted else day - ONE
        expected = newest - ONE * (n - 1)
        held = sum(calendar.kind(one).is_working for one in span(expected, newest))
        while held < 3:
            expected -= ONE
            held += calendar.kind(expected).is_working

        assert counting.before(day, Days(n), calendar=calendar).last_day == expected

    def test_least_working_days_counts_the_start_day(self) -> None:
        """
        Forward too, a start day that counts is one of the working days held.
        """
        counting = Counting(least_working_days=2, start_day_counted=True)

        # Friday 6 March is the first, Monday the second.
        assert counting.deadline(
            march(6), Days(2), calendar=FORTNIGHT
        ).last_day == march(9)
        assert counting.deadline(
            march(6), Days(0), calendar=FORTNIGHT
        ).last_day == march(6)


class TestHours:
    """
    Hours run from the instant, through nights and rest days; exactly n is in time.
    """

    @given(start=instants(), n=st.integers(0, 200), zone=zones)
    def test_elapsed_time(self, start: dt.datetime, n: int, zone: str) -> None:
        """
        The bound lies n real hours on, and is the last instant in time.
        """
        counting = Counting(zone=zone)
        bound = start.astimezone(dt.UTC) + dt.timedelta(hours=n)
        due = counting.deadline(start, Hours(n))
        home = zoneinfo.ZoneInfo(zone)

        assert due.closes.astimezone(dt.UTC) == bound
        assert due.closes_included
        assert due.last_day == bound.astimezone(home).date()
        assert due.met_by(bound)
        assert due.met_by(bound.astimezone(home))
        assert due.met_by(bound - TICK)
        assert not due.met_by(bound + TICK)

    @given(event=instants(), n=st.integers(0, 200))
    def test_backward(self, event: dt.datetime, n: int) -> None:
        """
        Backward the bound lies n real hours before the event.
        """
        bound = event.astimezone(dt.UTC) - dt.timedelta(hours=n)
        due = HOUSE_RULES.before(event, Hours(n))

        assert due.closes.astimezone(dt.UTC) == bound
        assert due.met_by(bound)
        assert not due.met_by(bound + TICK)

    def test_shanghai_had_summer_time(self) -> None:
        """
        24 hours and one day differed when Shanghai put its clocks forward in 1988.
        """
        start = at("1988-04-16T12:00")
        hours = HOUSE_RULES.deadline(start, Hours(24)).closes
        day = HOUSE_RULES.deadline(start, Days(1))

        assert hours.isoformat() == "1988-04-17T13:00:00+09:00"
        assert day.last_day == dt.date(1988, 4, 17)
        assert day.closes.isoformat() == "1988-04-18T00:00:00+09:00"

    @pytest.mark.parametrize(
        ("start", "n", "forward", "backward"),
        [
            ("2026-03-02T10:30", 3, "2026-03-02T14:00:00", "2026-03-02T07:00:00"),
            ("2026-03-02T10:00", 3, "2026-03-02T14:00:00", "2026-03-02T07:00:00"),
            (
                "2026-03-02T10:59:59.999999",
                3,
                "2026-03-02T14:00:00",
                "2026-03-02T07:00:00",
            ),
            ("2026-03-02T23:30", 24, "2026-03-04T00:00:00", "2026-03-01T23:00:00"),
        ],
    )
    @pytest.mark.parametrize(
        ("zone", "offset"), [("Asia/Shanghai", "+08:00"), ("Asia/Kathmandu", "+05:45")]
    )
    def test_next_full_hour(
        self, start: str, n: int, forward: str, backward: str, zone: str, offset: str
    ) -> None:
        """
        A convention may leave out the hour of the event, by local clocks.
        """
        counting = Counting(hour_start=HourStart.NEXT_FULL_HOUR, zone=zone)
        event = at(start, zone)

        assert counting.deadline(event, Hours(n)).closes.isoformat() == forward + offset
        assert counting.before(event, Hours(n)).closes.isoformat() == backward + offset

    def test_hours_roll(self) -> None:
        """
        Hours that end on a rest day run on to the same time of a working day, both
        ways; hours that do not are left alone.
        """
        counting = Counting(
            hours_roll=True,
            rest_day=LastDay.ROLLS_FORWARD,
            rest_day_before=LastDay.ROLLS_BACKWARD,
        )
        friday, monday = at("2026-03-06T15:20:30"), at("2026-03-09T09:05")

        assert counting.deadline(friday, Hours(24), calendar=FORTNIGHT).closes == at(
            "2026-03-09T15:20:30"
        )
        assert counting.deadline(friday, Hours(5), calendar=FORTNIGHT).closes == at(
            "2026-03-06T20:20:30"
        )
        assert counting.before(monday, Hours(24), calendar=FORTNIGHT).closes == at(
            "2026-03-06T09:05"
        )
        with pytest.raises(CalendarRequiredError):
            counting.deadline(friday, Hours(24))

    def test_hours_roll_only_where_days_do(self) -> None:
        """
        Without a direction there is nowhere to roll to.
        """
        back = Counting(hours_roll=True, rest_day_before=LastDay.ROLLS_BACKWARD)
        due = back.deadline(at("2026-03-06T15:00"), Hours(24))

        assert due.closes == at("2026-03-07T15:00")

    @pytest.mark.parametrize("value", [march(2), "2026-03-02T10:00", None])
    def test_needs_an_instant(self, value: Any) -> None:
        """
        Hours cannot be counted from a day.
        """
        for ask in (HOUSE_RULES.deadline, HOUSE_RULES.before):
            with pytest.raises(NotAnInstantError, match="must be a moment with a time"):
                ask(value, Hours(24))


class TestBoundExcluded:
    """
    Where the bound is excluded (不满), the period ends just before it.
    """

    EXCLUSIVE = Counting(bound_included=False)

    @given(day=days(), n=st.integers(1, 100))
    def test_days(self, day: dt.date, n: int) -> None:
        """
        The n-th day itself is too late, or too near the event.
        """
        assert self.EXCLUSIVE.deadline(day, Days(n)).last_day == day + (n - 1) * ONE
        assert self.EXCLUSIVE.before(day, Days(n)).last_day == day - (n + 1) * ONE

    @given(start=instants(), n=st.integers(1, 100), zone=zones)
    def test_hours(self, start: dt.datetime, n: int, zone: str) -> None:
        """
        Exactly n hours is too late by a microsecond, whatever the clocks do.
        """
        counting = Counting(bound_included=False, zone=zone)
        bound = start.astimezone(dt.UTC) + dt.timedelta(hours=n)
        due = counting.deadline(start, Hours(n))

        assert not due.met_by(bound)
        assert due.met_by(bound - TICK)
        assert due.closes.astimezone(dt.UTC) == bound - TICK
        assert due.last_day == (bound - TICK).astimezone(zoneinfo.ZoneInfo(zone)).date()

    def test_on_the_clock_change(self) -> None:
        """
        The microsecond before 03:00 of a spring morning shows 01:59:59.999999.
        """
        counting = Counting(bound_included=False, zone="America/New_York")
        due = counting.deadline(at("2026-03-08T01:00", "America/New_York"), Hours(1))

        assert due.closes.isoformat() == "2026-03-08T01:59:59.999999-05:00"


class TestCloseOfBusiness:
    """
    The last day may end at the close of business, and that instant is in time.
    """

    FIVE = Counting(day_ends=dt.time(17))

    def test_bound(self) -> None:
        """
        17:00 is in time, a microsecond later is not; other days are plain.
        """
        due = self.FIVE.deadline(march(2), Days(2))

        assert due.closes == at("2026-03-04T17:00")
        assert due.closes_included
        assert due.met_by(at("2026-03-04T17:00"))
        assert not due.met_by(at("2026-03-04T17:00") + TICK)
        assert due.met_by(at("2026-03-03T23:59"))
        assert not due.met_by(at("2026-03-05T00:00"))

    def test_a_day_is_not_enough_on_the_last_day(self) -> None:
        """
        On the last day only an instant can tell; on others a day can.
        """
        due = self.FIVE.deadline(march(2), Days(2))

        assert due.met_by(march(3))
        assert not due.met_by(march(5))
        with pytest.raises(NotAnInstantError) as caught:
            due.met_by(march(4))
        assert caught.value.field == "moment"

    def test_time_that_the_clocks_skip(self) -> None:
        """
        A close of business inside a skipped hour lies where the clocks jump to.
        """
        counting = Counting(day_ends=dt.time(2, 30), zone="America/New_York")
        due = counting.deadline(march(7), Days(1))

        assert due.closes.isoformat() == "2026-03-08T03:30:00-04:00"

    def test_hours_ignore_it(self) -> None:
        """
        Hours end where they end.
        """
        assert self.FIVE.deadline(at("2026-03-02T15:00"), Hours(4)).closes == at(
            "2026-03-02T19:00"
        )

    def test_zone_refused(self) -> None:
        """
        The zone is the convention's; a time with its own is refused.
        """
        with pytest.raises(InvalidFieldError) as caught:
            Counting(day_ends=dt.time(17, tzinfo=dt.UTC))

        assert caught.value.allowed == "a time of day without a zone"


class TestDeadline:
    """
    A deadline is a value, says itself, and compares by `met_by` alone.
    """

    @pytest.mark.parametrize(
        ("due", "english", "chinese"),
        [
            (
                HOUSE_RULES.deadline(march(2), Days(2)),
                "by the end of Wed 2026-03-04",
                "2026年3月4日24时前",
            ),
            (
                Counting(day_ends=dt.time(17, 30)).deadline(march(2), Days(6)),
                "no later than Sun 2026-03-08 17:30",
                "2026年3月8日17:30前（含）",
            ),
            (
                HOUSE_RULES.deadline(at("2026-03-02T10:30:05"), Hours(24)),
                "no later than Tue 2026-03-03 10:30:05",
                "2026年3月3日10:30:05前（含）",
            ),
            (
                HOUSE_RULES.deadline(at("2026-03-02T10:30:05.000007"), Hours(24)),
                "no later than Tue 2026-03-03 10:30:05.000007",
                "2026年3月3日10:30:05.000007前（含）",
            ),
        ],
    )
    def test_wording(self, due: Deadline, english: str, chinese: str) -> None:
        """
        It says itself in both languages, as exactly as it is.
        """
        assert due.wording() == str(due) == english
        assert due.wording("zh") == chinese
        assert repr(due) == f"<Deadline {english}, Asia/Shanghai>"
        with pytest.raises(UnknownNameError):
            due.wording("fr")

    def test_how_late(self) -> None:
        """In days where only the day is known, and else from the moment it closes."""
        due = HOUSE_RULES.deadline(dt.date(2026, 3, 2), Days(2))  # to 2026-03-04 24:00
        assert due.last_moment == dt.date(2026, 3, 4)
        assert due.late_by(dt.date(2026, 3, 7)) == dt.timedelta(days=3)
        assert due.late_by(dt.date(2026, 3, 3)) == -ONE
        assert due.late_by(at("2026-03-05T06:00")) == dt.timedelta(hours=6)
        assert due.late_by(at("2026-03-04T23:00")) == dt.timedelta(hours=-1)
        hours = HOUSE_RULES.deadline(at("2026-03-02T08:00"), Hours(24))
        assert hours.last_moment == at("2026-03-03T08:00")
        assert hours.late_by(at("2026-03-03T10:00")) == dt.timedelta(hours=2)
        assert hours.late_by(dt.date(2026, 3, 4)) == ONE
        with pytest.raises(NaiveTimeError, match="moment"):
            due.late_by(dt.datetime(2026, 3, 5))  # noqa: DTZ001 - that is the error
        with pytest.raises(NotADayError, match="moment"):
            due.late_by("2026-03-05")  # type: ignore[arg-type]

    def test_opening(self) -> None:
        """
        A deadline may also say from when.
        """
        due = HOUSE_RULES.deadline(march(2), Days(2))
        opened = attrs.evolve(due, opens_ordinal=march(3).toordinal())

        assert (due.opens, due.first_day) == (None, None)
        assert due.opened_by(dt.date(1990, 1, 1))
        assert opened.first_day == march(3)
        assert opened.opens == at("2026-03-03T00:00")
        assert opened.opened_by(at("2026-03-03T00:00"))
        assert not opened.opened_by(at("2026-03-03T00:00") - TICK)
        assert not opened.opened_by(march(2))
        assert opened.opened_by(march(3))

    def test_plain(self) -> None:
        """
        As data it says when it opens and closes, and whether the close is in time.
        """
        due = HOUSE_RULES.deadline(march(2), Days(2))
        hours = HOUSE_RULES.deadline(at("2026-03-02T10:30"), Hours(24))
        opened = attrs.evolve(hours, opens_ordinal=march(3).toordinal())

        assert due.__plain__() == {
            "opens": None,
            "last_day": "2026-03-04",
            "closes": "2026-03-05T00:00:00+08:00",
            "closes_included": False,
        }
        assert opened.__plain__() == {
            "opens": "2026-03-03T00:00:00+08:00",
            "last_day": "2026-03-03",
            "closes": "2026-03-03T10:30:00+08:00",
            "closes_included": True,
        }

    @given(
        counting=countings(),
        start=instants(),
        amount=st.builds(Hours, st.integers(0, 99)),
    )
    def test_value(self, counting: Counting, start: dt.datetime, amount: Hours) -> None:
        """
        Equal counts give equal deadlines, and pickles and copies stay equal.
        """
        counting = attrs.evolve(counting, hours_roll=False)
        due = counting.deadline(start, amount)
        again = pickle.loads(pickle.dumps(due))  # noqa: S301 - our own bytes

        assert due == again == copy.copy(due) == copy.deepcopy(due)
        assert hash(due) == hash(again)
        assert due.closes == again.closes
        assert counting.deadline(start.astimezone(dt.UTC), amount) == due

    def test_the_two_hours_of_one_name_differ(self) -> None:
        """
        01:30 before and after the clocks go back are two deadlines.
        """
        counting = Counting(zone="America/New_York")
        first = at("2026-11-01T01:30", "America/New_York")
        dues = {counting.deadline(t, Hours(0)) for t in (first, first.replace(fold=1))}

        assert len(dues) == 2

    def test_naive_moments_refused(self) -> None:
        """
        What cannot be placed in time is refused.
        """
        due = HOUSE_RULES.deadline(march(2), Days(2))
        with pytest.raises(NaiveTimeError):
            due.met_by(dt.datetime(2026, 3, 3))  # noqa: DTZ001 - naive on purpose
        with pytest.raises(NotADayError):
            due.met_by("2026-03-03")  # type: ignore[arg-type]

    def test_pendulum_out(self) -> None:
        """
        What it hands out are pendulum types.
        """
        due = HOUSE_RULES.deadline(march(2), Days(2))

        assert type(due.last_day) is pendulum.Date
        assert type(due.closes) is pendulum.DateTime


class TestCountingValues:
    """
    A convention is a value: hashable, picklable, checked, changed by evolving.
    """

    @given(counting=countings(), amount=amounts())
    def test_value(self, counting: Counting, amount: Amount) -> None:
        """
        Pickles and copies are equal and have equal hashes.
        """
        again = pickle.loads(pickle.dumps(counting))  # noqa: S301 - our own bytes

        assert again == counting == copy.copy(counting) == attrs.evolve(counting)
        assert len({again, counting, copy.deepcopy(counting)}) == 1
        assert hash((again, amount)) == hash((counting, amount))

    @settings(max_examples=150)
    @given(
        counting=countings(),
        calendar=calendars(),
        day=inner_days,
        amount=day_amounts(),
    )
    def test_order_is_kept(
        self, counting: Counting, calendar: TableCalendar, day: dt.date, amount: Amount
    ) -> None:
        """
        A later trigger never closes sooner, and a later event never opens sooner.
        """
        ahead = [
            counting.deadline(one, amount, calendar=calendar).last_day
            for one in (day, day + ONE)
        ]
        back = [
            counting.before(one, amount, calendar=calendar).last_day
            for one in (day, day + ONE)
        ]

        assert ahead == sorted(ahead)
        assert back == sorted(back)

    @given(counting=countings(), calendar=calendars(), amount=day_amounts())
    @settings(max_examples=60)
    def test_an_instant_counts_as_its_local_day(
        self, counting: Counting, calendar: TableCalendar, amount: Amount
    ) -> None:
        """
        Counts of days see an instant only as its day in the convention's zone.
        """
        noon = dt.datetime(2023, 5, 17, 23, 30, tzinfo=dt.UTC)
        day = noon.astimezone(zoneinfo.ZoneInfo(counting.zone)).date()

        assert counting.deadline(noon, amount, calendar=calendar) == counting.deadline(
            day, amount, calendar=calendar
        )
        assert counting.before(noon, amount, calendar=calendar) == counting.before(
            day, amount, calendar=calendar
        )

    @pytest.mark.parametrize(
        ("field", "value", "allowed"),
        [
            ("zone", "Asia/Peking", "an IANA time zone name, such as 'Asia/Shanghai'"),
            ("zone", 8, "an IANA time zone name, such as 'Asia/Shanghai'"),
            ("start_day_counted", 1, "True or False"),
            ("months_from_next_day", None, "True or False"),
            ("working_days_up_to", -1, "a whole number, 0 or more"),
            (
                "rest_day_start",
                "next_is_first",
                "RestDayStart.NEXT_IS_FIRST, RestDayStart.ROLL_THEN_COUNT"
                "; nearest: 'RestDayStart.NEXT_IS_FIRST'",
            ),
            (
                "rest_day",
                "stays",
                "LastDay.STAYS, LastDay.ROLLS_FORWARD, LastDay.ROLLS_BACKWARD, LastDay.FORWARD_IN_MONTH, LastDay.BACKWARD_IN_MONTH; nearest: 'LastDay.STAYS'",
            ),
            ("day_ends", "17:00", "None or time"),
            ("hour_start", None, "HourStart.AT_ONCE, HourStart.NEXT_FULL_HOUR"),
            ("hours_roll", "yes", "True or False"),
            ("least_working_days", 2.0, "a whole number, 0 or more"),
            ("least_applies_from", 0, "a whole number, 1 or more"),
            ("bound_included", 0, "True or False"),
        ],
    )
    def test_bad_fields(self, field: str, value: object, allowed: str) -> None:
        """
        A field refuses what it may not hold, and says what it may.
        """
        fields: dict[str, Any] = {field: value}
        with pytest.raises(InvalidFieldError) as caught:
            Counting(**fields)

        assert str(caught.value) == (
            f"Counting.{field} cannot be {value!r}; allowed: {allowed}"
        )

    @pytest.mark.parametrize(
        "amount", [3, "3 days", None, dt.timedelta(3), Seasons(2), ServiceLife()]
    )
    @pytest.mark.parametrize("counted", [True, False])
    def test_unknown_amounts(self, amount: Any, *, counted: bool) -> None:
        """
        Only the amounts of this package are counted.
        """
        counting = Counting(start_day_counted=counted)
        lengths = (
            "Hours, Minutes, WorkingHours, WorkingMinutes, Days, Weeks, "
            "WorkingDays, HalfMonths, Months, Years, Span"
        )
        for ask, allowed in (
            (counting.deadline, f"{lengths}, DayOf, WorkingDayOf, WeekdayAfter"),
            (counting.before, lengths),
        ):
            with pytest.raises(InvalidFieldError) as caught:
                ask(march(2), amount)

            assert str(caught.value) == (
                f"amount cannot be {amount!r}; allowed: {allowed}"
            )

    @pytest.mark.parametrize("amount", [Days(1), Months(1), Hours(1), WorkingDays(1)])
    def test_naive_triggers(self, amount: Amount) -> None:
        """
        A datetime without a zone starts no count.
        """
        naive = dt.datetime(2026, 3, 2, 10)  # noqa: DTZ001 - naive on purpose
        for ask in (HOUSE_RULES.deadline, HOUSE_RULES.before):
            with pytest.raises(NaiveTimeError, match="Attach the zone"):
                ask(naive, amount, calendar=FORTNIGHT)

    def test_no_day(self) -> None:
        """
        A text is no trigger.
        """
        with pytest.raises(NotADayError) as caught:
            HOUSE_RULES.deadline("2026-03-02", Days(1))  # type: ignore[arg-type]

        assert str(caught.value).startswith("trigger must be a calendar day")
        with pytest.raises(NotADayError, match="event must be a calendar day"):
            HOUSE_RULES.before("2026-03-02", Days(1))  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("day", "amount"),
        [
            (dt.date.max, Days(0)),
            (dt.date.max, Days(1)),
            (dt.date(9999, 1, 31), Months(12)),
            (dt.date(9000, 1, 1), Years(1000)),
            (dt.date(9999, 12, 30), Weeks(1)),
            (dt.datetime(9999, 12, 31, 12, tzinfo=dt.UTC), Hours(24)),
        ],
    )
    def test_end_of_time(self, day: dt.date, amount: Amount) -> None:
        """
        A count that leaves the years 1 to 9999 is refused in words.
        """
        with pytest.raises(DateOutOfRangeError, match="leaves the years 1 to 9999"):
            HOUSE_RULES.deadline(day, amount)

    @pytest.mark.parametrize(
        ("day", "amount"),
        [
            (dt.date(1, 1, 2), Days(1)),
            (dt.date(1, 1, 31), Months(1)),
            (dt.date(1000, 1, 1), Years(1000)),
            (dt.datetime(1, 1, 2, 12, tzinfo=dt.UTC), Hours(48)),
        ],
    )
    def test_beginning_of_time(self, day: dt.date, amount: Amount) -> None:
        """
        The same holds backward.
        """
        with pytest.raises(DateOutOfRangeError) as caught:
            HOUSE_RULES.before(day, amount)

        assert str(caught.value).startswith(f"{caught.value.amount} counted from ")
        assert str(caught.value).endswith(
            "leave the fact out if such a date stands for 'never'"
        )

    @given(counting=countings(), amount=amounts(), day=inner_days)
    def test_days_added(self, counting: Counting, amount: Amount, day: dt.date) -> None:
        """
        Where days are just added up, that number alone gives the last day.
        """
        added = counting.days_added(amount)
        plain = Counting(zone=counting.zone).days_added(amount)

        if added is not None:
            assert counting.deadline(day, amount).last_day == day + added * ONE
        if isinstance(amount, Days | Weeks):
            assert plain == amount.n * (7 if isinstance(amount, Weeks) else 1)
        else:
            assert (added, plain) == (None, None)

    def test_presets(self) -> None:
        """
        The four conventions that ship are values of the same class.
        """
        presets = (HOUSE_RULES, CIVIL_CODE, US_FRCP_6A, EU_REGULATION_1182_71)

        assert len(set(presets)) == 4
        assert [type(preset) for preset in presets] == [Counting] * 4
