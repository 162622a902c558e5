"""
Published ways of counting, each written as one `Counting` value.

The engine knows no country. What a statute says about start days, rest days, short
periods, hours and clear days is data here, and worked dates judge it.
"""

import datetime as dt
import zoneinfo

import pytest

from followup_rules.timing.amounts import (
    Amount,
    Days,
    Hours,
    Months,
    Weeks,
    WorkingDays,
    Years,
)
from followup_rules.timing.calendars import (
    TableCalendar,
    china,
    from_exceptions,
    overlay,
    roll_forward,
)
from followup_rules.timing.counting import (
    CIVIL_CODE,
    EU_REGULATION_1182_71,
    HOUSE_RULES,
    US_FRCP_6A,
    Counting,
    HourStart,
    LastDay,
)

TICK = dt.timedelta(microseconds=1)
SATURDAY, SUNDAY = 5, 6

CIVIL_PROCEDURE = Counting(
    rest_day=LastDay.ROLLS_FORWARD, hour_start=HourStart.NEXT_FULL_HOUR
)
"""China, Civil Procedure Law: the starting hour is not counted either."""

ADMINISTRATIVE_COMPULSION = Counting(working_days_up_to=10)
"""China, Administrative Compulsion Law: up to ten days are working days."""

GERMAN_CIVIL_CODE = Counting(zone="Europe/Berlin", rest_day=LastDay.ROLLS_FORWARD)
GERMAN_FROM_START_OF_DAY = Counting(zone="Europe/Berlin", start_day_counted=True)

ENGLISH_CLEAR_DAYS = Counting(
    zone="Europe/London", bound_included=False, working_days_up_to=5
)
ENGLISH_COURT_OFFICE = Counting(
    zone="Europe/London", rest_day=LastDay.ROLLS_FORWARD, working_days_up_to=5
)

CANADIAN_FEDERAL_COURTS = Counting(
    zone="America/Toronto", rest_day=LastDay.ROLLS_FORWARD, working_days_up_to=6
)

SINGAPORE = Counting(
    zone="Asia/Singapore", rest_day=LastDay.ROLLS_FORWARD, working_days_up_to=6
)

JAPANESE_CIVIL_CODE = Counting(
    zone="Asia/Tokyo", rest_day=LastDay.ROLLS_FORWARD, months_from_next_day=True
)


def year(
    name: str, off: str, number: int, weekend: tuple[int, ...] = (SATURDAY, SUNDAY)
) -> TableCalendar:
    """
    Make a calendar of one year from its holidays, given as month-day.
    """
    return from_exceptions(
        name,
        dt.date(number, 1, 1),
        dt.date(number, 12, 31),
        off=[dt.date.fromisoformat(f"{number}-{day}") for day in off.split()],
        weekend=weekend,
        source="public holidays as published",
    )


def at(text: str, zone: str) -> dt.datetime:
    """
    Return the instant at which clocks in *zone* show *text*.
    """
    return dt.datetime.fromisoformat(text).replace(tzinfo=zoneinfo.ZoneInfo(zone))


def day(text: str) -> dt.date:
    """
    Read a day.
    """
    return dt.date.fromisoformat(text)


class TestChina:
    """
    Civil Code articles 200 to 204, and laws that count working days.
    """

    @pytest.mark.parametrize(
        ("start", "amount", "expected"),
        [
            ("2026-03-04", Days(3), "2026-03-09"),  # Wed; Sat 03-07 moves to Mon
            ("2026-02-11", Days(3), "2026-02-14"),  # Wed; a Saturday that is worked
            ("2026-02-12", Days(3), "2026-02-24"),  # Thu; nine days off, then Tue
            ("2026-04-02", Days(2), "2026-04-07"),  # Thu; Sat 04-04 moves to Tue
            ("2026-09-23", Days(2), "2026-09-28"),  # Wed; Fri 09-25 moves to Mon
            ("2026-09-30", Weeks(1), "2026-10-08"),  # Wed; 10-07 moves to Thu
            ("2026-10-03", Weeks(1), "2026-10-10"),  # Sat; a Saturday that is worked
            ("2025-12-30", Days(3), "2026-01-04"),  # Tue; a Sunday that is worked
            ("2026-01-31", Months(1), "2026-02-28"),  # Sat; a Saturday that is worked
            ("2026-03-31", Months(1), "2026-04-30"),  # Tue; the month's last day, Thu
            ("2024-01-31", Months(1), "2024-02-29"),  # Wed; the month's last day, Thu
            ("2024-02-29", Years(1), "2025-02-28"),  # Thu; the month's last day, Fri
            ("2025-02-28", Months(1), "2025-03-28"),  # Fri; not the month's last day
            ("2026-07-01", Months(3), "2026-10-08"),  # Wed; 10-01 moves to Thu
            ("2021-10-01", Years(5), "2026-10-08"),  # Fri; 10-01 moves to Thu
        ],
    )
    def test_civil_code(self, start: str, amount: Amount, expected: str) -> None:
        """
        A last day on a rest day moves to the next day that is worked.
        """
        due = CIVIL_CODE.deadline(day(start), amount, calendar=china())

        assert due.last_day == day(expected)

    @pytest.mark.parametrize(
        ("start", "n", "expected"),
        [
            ("2026-02-12", 3, "2026-02-24"),  # Thu; Fri 13, Sat 14, Tue 24
            ("2026-04-30", 3, "2026-05-08"),  # Thu; Fri
            ("2026-04-30", 4, "2026-05-09"),  # Thu; a Saturday that is worked
            ("2025-12-31", 3, "2026-01-06"),  # Wed; Sun 4, Mon 5, Tue 6
            ("2026-10-03", 3, "2026-10-10"),  # a Saturday off; Thu 8, Fri 9, Sat 10
            ("2026-09-18", 3, "2026-09-22"),  # Fri; Sun 20, Mon 21, Tue 22
            ("2026-09-30", 15, "2026-10-27"),  # Wed; Tue
        ],
    )
    def test_working_days(self, start: str, n: int, expected: str) -> None:
        """
        Make-up days count, festivals do not; a rest day is never day 1.
        """
        due = HOUSE_RULES.deadline(day(start), WorkingDays(n), calendar=china())

        assert due.last_day == day(expected)

    def test_hours_do_not_roll(self) -> None:
        """
        24 hours from Friday afternoon end on Saturday afternoon.
        """
        start = at("2026-03-06T16:30", "Asia/Shanghai")
        due = CIVIL_CODE.deadline(start, Hours(24), calendar=china())

        assert due.closes == at("2026-03-07T16:30", "Asia/Shanghai")

    def test_summer_time_of_1988(self) -> None:
        """
        24 hours are 24 hours where clocks change: 12:00 becomes 13:00.
        """
        start = at("1988-04-16T12:00", "Asia/Shanghai")
        due = CIVIL_CODE.deadline(start, Hours(24))

        assert due.closes.isoformat() == "1988-04-17T13:00:00+09:00"

    def test_house_rules_stay(self) -> None:
        """
        Without an agreed extension five years end on the day itself, a festival.
        """
        due = HOUSE_RULES.deadline(day("2021-10-01"), Years(5), calendar=china())

        assert due.last_day == day("2026-10-01")

    def test_agreed_to_count_from_receipt(self) -> None:
        """
        Parties may agree that the day of receipt counts; then it ends a day sooner.
        """
        from_receipt = Counting(start_day_counted=True)
        start = day("2014-05-29")

        assert from_receipt.deadline(start, Months(2)).last_day == day("2014-07-28")
        assert HOUSE_RULES.deadline(start, Months(2)).last_day == day("2014-07-29")

    def test_numbers_that_include_themselves(self) -> None:
        """
        以内 takes in the n-th day, 不满 does not; both take the day before.
        """
        within = HOUSE_RULES.deadline(day("2026-03-02"), Days(10))
        under = Counting(bound_included=False).deadline(day("2026-03-02"), Days(10))
        last = at("2026-03-12T23:59:59.999999", "Asia/Shanghai")

        assert [within.met_by(last), within.met_by(last + TICK)] == [True, False]
        assert [under.met_by(day("2026-03-11")), under.met_by(last)] == [True, False]

    def test_months_from_one_anchor(self) -> None:
        """
        A monthly rhythm from 31 January touches 28 February, 31 March, 30 April.
        """
        ends = [
            HOUSE_RULES.deadline(day("2026-01-31"), Months(n)).last_day
            for n in (1, 2, 3)
        ]

        assert ends == [day("2026-02-28"), day("2026-03-31"), day("2026-04-30")]

    def test_civil_procedure(self) -> None:
        """
        The starting hour is not counted, and an appeal period moves off a festival.
        """
        start = at("2026-03-02T10:15", "Asia/Shanghai")
        hours = CIVIL_PROCEDURE.deadline(start, Hours(48), calendar=china())
        appeal = CIVIL_PROCEDURE.deadline(day("2026-09-16"), Days(15), calendar=china())

        assert hours.closes == at("2026-03-04T11:00", "Asia/Shanghai")
        assert appeal.last_day == day("2026-10-08")

    def test_short_periods_are_working_days(self) -> None:
        """
        Ten days are ten working days, fifteen are calendar days.
        """
        start = day("2026-09-18")  # Friday; the Sunday after is worked
        ends = [
            ADMINISTRATIVE_COMPULSION.deadline(
                start, Days(n), calendar=china()
            ).last_day
            for n in (10, 15)
        ]

        assert ends == [day("2026-10-09"), day("2026-10-03")]


class TestUnitedStates:
    """
    Federal Rule of Civil Procedure 6(a): exclude the day of the event, count every
    day, and if the last is a Saturday, Sunday or legal holiday, count on.
    """

    ZONE = "America/New_York"
    Y2007 = year(
        "us-2007", "01-01 01-15 02-19 05-28 07-04 09-03 10-08 11-12 11-22 12-25", 2007
    )
    Y2026 = year(
        "us-2026",
        "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
        2026,
    )

    @pytest.mark.parametrize(
        ("start", "amount", "expected"),
        [
            # The 30th day is Saturday 1 September; Monday the 3rd is Labor Day.
            ("2007-08-02", Days(30), "2007-09-04"),
            ("2007-08-03", Days(14), "2007-08-17"),  # Friday to Friday
            ("2007-08-04", Days(14), "2007-08-20"),  # Saturday moves to Monday
            ("2007-11-08", Days(14), "2007-11-23"),  # Thanksgiving moves to Friday
            ("2007-12-11", Days(14), "2007-12-26"),  # Christmas, a Tuesday
        ],
    )
    def test_days_after(self, start: str, amount: Amount, expected: str) -> None:
        """
        After an event the last day moves to the next court day.
        """
        due = US_FRCP_6A.deadline(day(start), amount, calendar=self.Y2007)

        assert due.last_day == day(expected)

    @pytest.mark.parametrize(
        ("event", "n", "expected"),
        [
            # The 21st day before is Saturday 1 September: file by Friday 31 August.
            ("2007-09-22", 21, "2007-08-31"),
            ("2007-09-10", 7, "2007-08-31"),  # Labor Day: back over the weekend
            ("2007-11-30", 7, "2007-11-23"),  # a Friday is a Friday
            ("2007-11-29", 7, "2007-11-21"),  # Thanksgiving: back to Wednesday
        ],
    )
    def test_days_before(self, event: str, n: int, expected: str) -> None:
        """
        Before a hearing the last day moves to the court day before it.
        """
        due = US_FRCP_6A.before(day(event), Days(n), calendar=self.Y2007)

        assert due.last_day == day(expected)

    def test_hours_over_the_clock_change(self) -> None:
        """
        72 hours from Friday 10:23 end on Monday 9:23, for an hour came twice.
        """
        start = at("2007-11-02T10:23", self.ZONE)
        due = US_FRCP_6A.deadline(start, Hours(72), calendar=self.Y2007)

        assert due.closes == at("2007-11-05T09:23", self.ZONE)

    @pytest.mark.parametrize(
        ("start", "n", "expected"),
        [
            ("2026-03-04T10:17", 72, "2026-03-09T10:17"),  # Saturday moves to Monday
            ("2026-07-01T15:30", 48, "2026-07-06T15:30"),  # holiday, then a weekend
            ("2026-03-02T10:17", 72, "2026-03-05T10:17"),  # Thursday stays
            ("2026-03-07T10:17", 49, "2026-03-09T12:17"),  # clocks went forward
        ],
    )
    def test_hours_run_on_to_the_same_time(
        self, start: str, n: int, expected: str
    ) -> None:
        """
        Hours that would end on a rest day end at the same time of the next court day.
        """
        due = US_FRCP_6A.deadline(at(start, self.ZONE), Hours(n), calendar=self.Y2026)

        assert due.closes == at(expected, self.ZONE)
        assert due.met_by(at(expected, self.ZONE))
        assert not due.met_by(at(expected, self.ZONE) + TICK)

    def test_hours_before(self) -> None:
        """
        Backward hours run on backward, to the same time of the court day before.
        """
        hearing = at("2026-03-10T10:00", self.ZONE)  # Tuesday
        due = US_FRCP_6A.before(hearing, Hours(72), calendar=self.Y2026)

        assert due.closes == at("2026-03-06T09:00", self.ZONE)  # Friday

    def test_clerk_closes_at_five(self) -> None:
        """
        Paper filings are due when the clerk's office closes.
        """
        paper = Counting(
            zone=self.ZONE, rest_day=LastDay.ROLLS_FORWARD, day_ends=dt.time(17)
        )
        due = paper.deadline(day("2007-08-02"), Days(30), calendar=self.Y2007)

        assert due.closes == at("2007-09-04T17:00", self.ZONE)
        assert due.closes_included

    def test_clerk_inaccessible(self) -> None:
        """
        A day on which the office cannot be reached is a local day off.
        """
        storm = overlay(
            self.Y2007, name="storm", off=[day("2007-09-04")], source="clerk's notice"
        )
        due = US_FRCP_6A.deadline(day("2007-08-02"), Days(30), calendar=storm)
        backward = US_FRCP_6A.before(day("2007-09-22"), Days(21), calendar=self.Y2007)
        shut = overlay(
            self.Y2007, name="shut", off=[day("2007-08-31")], source="clerk's notice"
        )

        assert due.last_day == day("2007-09-05")
        # A deadline already found moves forward when its own day cannot be reached.
        assert roll_forward(shut, backward.last_day) == day("2007-09-04")

    def test_three_days_after_service_by_mail(self) -> None:
        """
        Three days are added after the period would otherwise have ended.
        """
        period = US_FRCP_6A.deadline(day("2007-08-04"), Days(14), calendar=self.Y2007)
        mailed = US_FRCP_6A.deadline(period.last_day, Days(3), calendar=self.Y2007)

        assert period.last_day == day("2007-08-20")  # Monday
        assert mailed.last_day == day("2007-08-23")  # Thursday

    def test_before_2009(self) -> None:
        """
        The old rule left out rest days within periods of less than eleven days.
        """
        old = Counting(
            zone=self.ZONE, rest_day=LastDay.ROLLS_FORWARD, working_days_up_to=10
        )
        ends = [
            old.deadline(day("2007-08-24"), Days(n), calendar=self.Y2007).last_day
            for n in (10, 11)
        ]

        assert ends == [day("2007-09-10"), day("2007-09-04")]


class TestEuropeanUnion:
    """
    Regulation 1182/71 article 3.
    """

    ZONE = "Europe/Brussels"
    Y2026 = year("eu-2026", "01-01 04-03 04-06 05-01 05-14 05-25 07-21 12-25", 2026)

    @pytest.mark.parametrize(
        ("start", "amount", "expected"),
        [
            ("2026-03-02", Days(10), "2026-03-12"),  # Monday to Thursday
            ("2026-03-04", Days(3), "2026-03-09"),  # Saturday moves to Monday
            ("2026-03-30", Days(4), "2026-04-07"),  # Good Friday moves to Tuesday
            ("2026-03-04", Weeks(2), "2026-03-18"),  # the same day of the week
            ("2026-01-15", Months(1), "2026-02-16"),  # Sunday moves to Monday
            ("2026-01-31", Months(1), "2026-03-02"),  # no 31st: Sat 28, then Monday
            ("2026-02-02", Months(1), "2026-03-02"),  # the same date
            ("2026-03-04", WorkingDays(5), "2026-03-11"),
        ],
    )
    def test_after_an_event(self, start: str, amount: Amount, expected: str) -> None:
        """
        The day of the event is not counted, and a last day on a rest day moves on.
        """
        due = EU_REGULATION_1182_71.deadline(day(start), amount, calendar=self.Y2026)

        assert due.last_day == day(expected)

    @pytest.mark.parametrize(
        ("start", "n", "expected"),
        [
            ("2026-03-05", 2, "2026-03-09"),  # Thu: Fri 6 and, after Sat 7, Mon 9
            ("2026-03-06", 2, "2026-03-10"),  # Fri: Mon 9 is one, Tue 10 is two
            ("2026-03-06", 3, "2026-03-10"),
            ("2026-03-06", 4, "2026-03-10"),
            ("2026-03-06", 1, "2026-03-09"),  # one day asks for no two
            ("2026-04-02", 2, "2026-04-08"),  # Easter: Tue 7 is one, Wed 8 is two
            ("2026-04-02", 1, "2026-04-07"),
        ],
    )
    def test_at_least_two_working_days(self, start: str, n: int, expected: str) -> None:
        """
        Two days or more hold at least two working days.
        """
        due = EU_REGULATION_1182_71.deadline(day(start), Days(n), calendar=self.Y2026)

        assert due.last_day == day(expected)

    @pytest.mark.parametrize(
        ("event", "amount", "expected"),
        [
            ("2026-03-11", Days(4), "2026-03-07"),  # a Saturday stays
            ("2026-04-13", Weeks(1), "2026-04-06"),  # so does Easter Monday
            ("2026-03-09", Days(2), "2026-03-05"),  # Thu 5 and Fri 6 are the two
            ("2026-03-09", Days(1), "2026-03-08"),  # one day asks for no two
        ],
    )
    def test_before_an_event(self, event: str, amount: Amount, expected: str) -> None:
        """
        Periods counted back from an event do not roll, but hold two working days.
        """
        due = EU_REGULATION_1182_71.before(day(event), amount, calendar=self.Y2026)

        assert due.last_day == day(expected)

    @pytest.mark.parametrize(
        ("start", "n", "expected"),
        [
            ("2026-03-06T10:20", 24, "2026-03-07T11:00:00+01:00"),  # no roll
            ("2026-03-06T10:00", 2, "2026-03-06T13:00:00+01:00"),
            ("2026-03-28T12:30", 24, "2026-03-29T14:00:00+02:00"),  # clocks forward
            ("2026-10-24T12:30", 24, "2026-10-25T12:00:00+01:00"),  # clocks back
        ],
    )
    def test_hours(self, start: str, n: int, expected: str) -> None:
        """
        The hour in which the event happens is not counted; hours do not roll.
        """
        due = EU_REGULATION_1182_71.deadline(at(start, self.ZONE), Hours(n))

        assert due.closes.isoformat() == expected
        assert due.closes_included

    def test_days_begin_and_end_at_midnight(self) -> None:
        """
        An event late in the evening, seen from Shanghai, is Brussels' day.
        """
        event = at("2026-03-03T06:30", "Asia/Shanghai")  # still the 2nd in Brussels
        due = EU_REGULATION_1182_71.deadline(event, Days(2), calendar=self.Y2026)

        assert due.closes.isoformat() == "2026-03-05T00:00:00+01:00"
        assert not due.closes_included


class TestGermany:
    """
    Civil Code sections 187 to 193.
    """

    Y2026 = year("de-2026", "01-01 04-03 04-06 05-01 05-14 05-25 12-25", 2026)

    @pytest.mark.parametrize(
        ("start", "amount", "expected"),
        [
            ("2026-03-05", Weeks(1), "2026-03-12"),  # Thursday to Thursday
            ("2026-03-20", Weeks(2), "2026-04-07"),  # Good Friday moves to Tuesday
            ("2026-01-31", Months(1), "2026-03-02"),  # Sat 28 February moves to Monday
            ("2026-02-28", Months(1), "2026-03-30"),  # Sat 28 March moves to Monday
        ],
    )
    def test_from_an_event(self, start: str, amount: Amount, expected: str) -> None:
        """
        The day of the event is not counted; the corresponding day ends the period.
        """
        due = GERMAN_CIVIL_CODE.deadline(day(start), amount, calendar=self.Y2026)

        assert due.last_day == day(expected)

    @pytest.mark.parametrize(
        ("start", "amount", "expected"),
        [
            ("2026-01-01", Years(1), "2026-12-31"),
            ("2026-03-01", Months(1), "2026-03-31"),
            ("2026-01-31", Months(1), "2026-02-28"),
            ("2026-03-02", Weeks(1), "2026-03-08"),
            ("2008-03-01", Years(18), "2026-02-28"),  # of age on 1 March
            ("2008-02-29", Years(18), "2026-02-28"),  # of age on 1 March
        ],
    )
    def test_from_the_start_of_a_day(
        self, start: str, amount: Amount, expected: str
    ) -> None:
        """
        Where the start of a day decides, or a birth, that day counts.
        """
        due = GERMAN_FROM_START_OF_DAY.deadline(day(start), amount)

        assert due.last_day == day(expected)

    def test_weeks_that_lie_between(self) -> None:
        """
        Two full weeks before a meeting end the day before they begin.
        """
        between = Counting(zone="Europe/Berlin", bound_included=False)

        assert between.before(day("2026-06-22"), Weeks(2)).last_day == day("2026-06-07")


class TestEngland:
    """
    Civil Procedure Rule 2.8: clear days, and short periods without rest days.
    """

    Y2017 = year("uk-2017", "01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26", 2017)
    Y2025 = year("uk-2025", "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26", 2025)

    def test_three_clear_days_in_a_week(self) -> None:
        """
        For a hearing on Friday 20 October, serve by Monday the 16th.
        """
        due = ENGLISH_CLEAR_DAYS.before(day("2017-10-20"), Days(3), calendar=self.Y2017)

        assert due.last_day == day("2017-10-16")

    def test_three_clear_days_over_a_weekend(self) -> None:
        """
        For a hearing on Monday 20 October, serve by Tuesday the 14th.
        """
        due = ENGLISH_CLEAR_DAYS.before(day("2025-10-20"), Days(3), calendar=self.Y2025)

        assert due.last_day == day("2025-10-14")

    def test_earliest_hearing(self) -> None:
        """
        At least 28 days after notice on 1 October means 30 October at the earliest.
        """
        notice = Counting(zone="Europe/London").deadline(day("2025-10-01"), Days(28))

        assert notice.closes.date() == day("2025-10-30")

    @pytest.mark.parametrize(
        ("start", "amount", "expected"),
        [
            ("2025-10-02", Days(14), "2025-10-16"),
            ("2025-04-14", Days(5), "2025-04-23"),  # Easter left out of five days
            ("2025-04-14", Days(7), "2025-04-22"),  # seven days end on Easter Monday
            ("2025-08-31", Months(1), "2025-09-30"),
        ],
    )
    def test_within(self, start: str, amount: Amount, expected: str) -> None:
        """
        The day of the event is not counted; a closed court office gives a day more.
        """
        due = ENGLISH_COURT_OFFICE.deadline(day(start), amount, calendar=self.Y2025)

        assert due.last_day == day(expected)

    def test_corresponding_date(self) -> None:
        """
        Four months from 30 September end on 30 January, not on the 31st.
        """
        months = Counting(zone="Europe/London")

        assert months.deadline(day("1978-09-30"), Months(4)).last_day == day(
            "1979-01-30"
        )


class TestCanada:
    """
    Interpretation Act sections 26 to 28, and Federal Courts Rule 6.
    """

    Y2026 = year(
        "ca-2026", "01-01 04-03 04-06 05-18 07-01 09-07 10-12 11-11 12-25", 2026
    )
    SUNDAYS = year(
        "ca-act-2026",
        "01-01 04-03 04-06 05-18 07-01 09-07 10-12 11-11 12-25",
        2026,
        weekend=(SUNDAY,),
    )

    @pytest.mark.parametrize(
        ("start", "n", "expected"),
        [
            ("2026-07-02", 5, "2026-07-09"),  # Thu; the weekend is left out
            ("2026-06-29", 3, "2026-07-03"),  # Mon; Canada Day is left out
            ("2026-06-24", 7, "2026-07-02"),  # Wed; seven days end on Canada Day
            ("2026-06-18", 10, "2026-06-29"),  # Thu; Sunday moves to Monday
        ],
    )
    def test_federal_courts(self, start: str, n: int, expected: str) -> None:
        """
        Periods of less than seven days leave out holidays.
        """
        due = CANADIAN_FEDERAL_COURTS.deadline(day(start), Days(n), calendar=self.Y2026)

        assert due.last_day == day(expected)

    def test_saturday_is_no_holiday(self) -> None:
        """
        Under the Act a Sunday moves on and a Saturday does not.
        """
        act = Counting(zone="America/Toronto", rest_day=LastDay.ROLLS_FORWARD)
        ends = [
            act.deadline(day("2026-07-02"), Days(n), calendar=self.SUNDAYS).last_day
            for n in (2, 3)
        ]

        assert ends == [day("2026-07-04"), day("2026-07-06")]

    def test_clear_days(self) -> None:
        """
        At least ten days between leaves out both ends.
        """
        clear = Counting(zone="America/Toronto", bound_included=False)

        assert clear.before(day("2026-06-15"), Days(10)).last_day == day("2026-06-04")

    def test_months(self) -> None:
        """
        Three months after 30 November end on the last day of February.
        """
        act = Counting(zone="America/Toronto")

        assert act.deadline(day("2025-11-30"), Months(3)).last_day == day("2026-02-28")


class TestSingapore:
    """
    Interpretation Act section 50: Sundays and public holidays are excluded days.
    """

    # National Day 2026 is a Sunday, so Monday 10 August is a public holiday.
    Y2026 = year("sg-2026", "01-01 04-03 05-01 08-10 12-25", 2026, weekend=(SUNDAY,))

    @pytest.mark.parametrize(
        ("start", "n", "expected"),
        [
            ("2026-08-06", 3, "2026-08-11"),  # Thu: Fri 7, Sat 8, Tue 11
            ("2026-08-02", 7, "2026-08-11"),  # Sun 9 moves over Mon 10 to Tuesday
            ("2026-08-01", 7, "2026-08-08"),  # a Saturday stays
        ],
    )
    def test_excluded_days(self, start: str, n: int, expected: str) -> None:
        """
        Up to six days they are not reckoned; beyond, only a last day moves.
        """
        due = SINGAPORE.deadline(day(start), Days(n), calendar=self.Y2026)

        assert due.last_day == day(expected)


class TestJapan:
    """
    Civil Code articles 140 to 143.
    """

    Y2026 = year(
        "jp-2026",
        "01-01 01-12 02-11 02-23 03-20 04-29 05-04 05-05 05-06 07-20 08-11 09-21 "
        "09-22 09-23 10-12 11-03 11-23",
        2026,
    )

    @pytest.mark.parametrize(
        ("start", "amount", "expected"),
        [
            ("2026-02-28", Months(1), "2026-03-31"),  # from 1 March, so all of March
            ("2026-01-30", Months(1), "2026-03-02"),  # Sat 28 February moves to Monday
            ("2026-03-10", Months(1), "2026-04-10"),
            ("2026-04-27", Weeks(1), "2026-05-07"),  # Mon 4 May moves over three days
        ],
    )
    def test_from_the_day_after(
        self, start: str, amount: Amount, expected: str
    ) -> None:
        """
        Months run from the day after the event to the eve of the corresponding day.
        """
        due = JAPANESE_CIVIL_CODE.deadline(day(start), amount, calendar=self.Y2026)

        assert due.last_day == day(expected)
