"""
In which order a count is done, and what its edges come to.
"""

import datetime as dt
import zoneinfo

import attrs
import pytest
from tests.campaigns.counting import DayByDay, draw_cases, say_difference

from followup_rules.errors import (
    CalendarNeverOpensError,
    CalendarNotCoveredError,
    CalendarRequiredError,
    DateOutOfRangeError,
    InvalidFieldError,
    NaiveTimeError,
)
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.rulebooks import repair
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
    RestDayStart,
    TableCalendar,
    add_working_days,
    china,
    count_working_days,
    from_exceptions,
    is_working_day,
    roll_backward,
    roll_forward,
)
from followup_rules.timing.counting import (
    HOUSE_RULES,
    Counting,
    Deadline,
    HourStart,
    LastDay,
)

SHANGHAI = zoneinfo.ZoneInfo("Asia/Shanghai")
WEEKS = from_exceptions(
    "weeks", dt.date(2022, 1, 1), dt.date(2027, 12, 31), source="every weekend"
)


def day(text: str) -> dt.date:
    """
    Read a day.
    """
    return dt.date.fromisoformat(text)


def year_of(day: dt.date) -> TableCalendar:
    """
    Return ordinary weeks of one year.
    """
    ends = day.replace(month=1, day=1), day.replace(month=12, day=31)
    return from_exceptions("a year", *ends, source="every weekend")


class TestDayByDay:
    """
    A clerk who counts one day at a time comes to the same.
    """

    @pytest.mark.parametrize("seed", range(4))
    def test_random_conventions(self, seed: int) -> None:
        """
        Whatever the flags, the calendar and the start.
        """
        found = (say_difference(case) for case in draw_cases(1000, seed))
        assert [difference for difference in found if difference] == []


class TestExcludedBound:
    """
    An excluded bound is taken off before the last day rolls.
    """

    @pytest.mark.parametrize(
        ("start", "last"),
        [
            # Under three days from Wednesday are days 1 and 2: Friday, a working day.
            ("2026-03-04", "2026-03-06"),
            # From Thursday they end on Saturday the 7th, which rolls to Monday.
            ("2026-03-05", "2026-03-09"),
        ],
    )
    def test_two_readings_of_repair(self, start: str, last: str) -> None:
        """
        The readings that exclude the bound and roll can be chosen together.
        """
        rules = repair.RULES.choose("A-05", "CIVIL_CODE_203").choose("A-06", "EXCLUDED")
        rule = rules.rules["visit_deadline"]
        assert isinstance(rule, DeadlinePolicy)
        begun = dt.datetime.combine(day(start), dt.time(10), SHANGHAI)
        due = rule.due(begun, category="leak", calendar=china())
        assert due.last_day == day(last)

    def test_italian_clear_days(self) -> None:
        """
        Twenty clear days before the hearing of 5 September 2023, August left out.

        Published by an Italian procedural law site: Saturday 15 July goes back to
        Friday the 14th.
        """
        august = [dt.date(2023, 8, number) for number in range(1, 32)]
        court = from_exceptions(
            "court", *_YEAR_2023, suspended=august, source="law 742/1969"
        )
        clear = Counting(
            zone="Europe/Rome",
            bound_included=False,
            suspended_days_count=False,
            rest_day_before=LastDay.ROLLS_BACKWARD,
        )
        due = clear.before(day("2023-09-05"), Days(20), calendar=court)
        assert due.last_day == day("2023-07-14")

    def test_backward(self) -> None:
        """
        Less than five days before a Friday: Saturday the 30th goes back to Friday.
        """
        rules = Counting(bound_included=False, rest_day_before=LastDay.ROLLS_BACKWARD)
        due = rules.before(day("2023-10-06"), Days(5), calendar=WEEKS)
        assert due.last_day == day("2023-09-29")

    def test_hours(self) -> None:
        """
        Less than 24 hours from Friday midnight end within Friday, and stay there.
        """
        rules = Counting(
            bound_included=False, hours_roll=True, rest_day=LastDay.ROLLS_FORWARD
        )
        start = dt.datetime(2026, 3, 6, tzinfo=SHANGHAI)
        due = rules.deadline(start, Hours(24), calendar=WEEKS)
        assert due.last_day == day("2026-03-06")

    def test_an_appointment_is_no_period(self) -> None:
        """
        The end of an appointed day, or of the same day, has no bound to take off.
        """
        rules = Counting(bound_included=False)
        assert rules.ending(day("2026-03-06").toordinal()).last_day == day("2026-03-06")

    def test_with_bound(self) -> None:
        """
        The first day of a window is reached, not fallen short of.
        """
        short = Counting(bound_included=False)
        start = day("2026-03-02").toordinal()
        assert short.last_day(start, Days(3)) == start + 2
        assert short.with_bound.last_day(start, Days(3)) == start + 3
        assert HOUSE_RULES.with_bound is HOUSE_RULES


_YEAR_2023 = (dt.date(2023, 1, 1), dt.date(2023, 12, 31))


class TestStartDay:
    """
    A start day that counts is the first, wherever a count begins.
    """

    @pytest.mark.parametrize(
        ("start", "last"),
        [
            ("2026-03-02", "2026-03-02"),  # Monday
            ("2026-03-03", "2026-03-03"),
            ("2026-03-07", "2026-03-09"),  # Saturday: Monday stands for it
            ("2026-03-08", "2026-03-09"),
        ],
    )
    def test_forward(self, start: str, last: str) -> None:
        """
        One working day from a working day that counts is that day.
        """
        rules = Counting(
            start_day_counted=True, rest_day_start=RestDayStart.ROLL_THEN_COUNT
        )
        due = rules.deadline(day(start), WorkingDays(1), calendar=WEEKS)
        assert due.last_day == day(last)

    def test_backward(self) -> None:
        """
        One working day back from a Friday that counts is that Friday.
        """
        rules = Counting(
            start_day_counted=True, rest_day_start=RestDayStart.ROLL_THEN_COUNT
        )
        due = rules.before(day("2026-03-06"), WorkingDays(1), calendar=WEEKS)
        assert due.last_day == day("2026-03-06")

    @pytest.mark.parametrize(
        ("n", "next_is_first", "rolled"),
        [
            # Counting from Saturday 2026-03-07, by hand.
            (1, "2026-03-09", "2026-03-10"),
            (2, "2026-03-10", "2026-03-11"),
            (-1, "2026-03-06", "2026-03-05"),
            (-2, "2026-03-05", "2026-03-04"),
        ],
    )
    def test_rest_day_start(self, n: int, next_is_first: str, rolled: str) -> None:
        """
        Rolling first costs a working day, forward and backward.
        """
        start = day("2026-03-07")
        assert add_working_days(WEEKS, start, n) == day(next_is_first)
        found = add_working_days(
            WEEKS, start, n, rest_day_start=RestDayStart.ROLL_THEN_COUNT
        )
        assert found == day(rolled)


class TestLeastWorkingDays:
    """
    Periods in weeks, months and years are long enough from one on.
    """

    @pytest.mark.parametrize("amount", [Weeks(1), Months(1), Years(1)])
    def test_one_is_enough(self, amount: Amount) -> None:
        """
        A calendar closed for the whole period lets it grow.
        """
        closed = [day("2023-01-02") + dt.timedelta(days=n) for n in range(400)]
        calendar = from_exceptions(
            "closed",
            dt.date(2023, 1, 1),
            dt.date(2024, 12, 31),
            off=closed,
            source="a test",
        )
        rules = Counting(least_working_days=1)
        due = rules.deadline(day("2023-01-02"), amount, calendar=calendar)
        assert due.last_day == day("2024-02-06")


class TestYearsOneAndLast:
    """
    At both ends of the calendar there is an answer, or an error of our own.
    """

    @pytest.mark.parametrize(
        "amount", [Days(0), Days(1), Weeks(1), Months(1), Years(1), WorkingDays(1)]
    )
    @pytest.mark.parametrize("start", [dt.date.min, dt.date.max])
    def test_days(self, start: dt.date, amount: Amount) -> None:
        """
        A count either ends inside the years, or says that it leaves them.
        """
        for count in (HOUSE_RULES.deadline, HOUSE_RULES.before):
            try:
                due = count(start, amount, calendar=year_of(start))
            except DateOutOfRangeError:
                continue
            assert due.opens is None
            assert due.closes.year in {1, 2, 9998, 9999}

    @pytest.mark.parametrize(
        "start",
        [
            dt.datetime.min.replace(tzinfo=SHANGHAI),
            dt.datetime.min.replace(tzinfo=dt.UTC),
            dt.datetime.max.replace(tzinfo=dt.UTC),
        ],
    )
    @pytest.mark.parametrize("hour_start", HourStart)
    def test_hours(self, start: dt.datetime, hour_start: HourStart) -> None:
        """
        Instants that have no local time, or no time in UTC.
        """
        for zone in ("Asia/Shanghai", "America/New_York"):
            rules = Counting(zone=zone, hour_start=hour_start)
            for count in (rules.deadline, rules.before):
                try:
                    due = count(start, Hours(2))
                except DateOutOfRangeError:
                    continue
                assert isinstance(due, Deadline)

    def test_no_local_day(self) -> None:
        """
        An instant whose local day lies beyond the years is named.
        """
        never = dt.datetime.max.replace(tzinfo=dt.UTC)
        due = HOUSE_RULES.deadline(day("2026-03-02"), Days(2))
        for ask in (due.met_by, lambda moment: HOUSE_RULES.deadline(moment, Days(1))):
            with pytest.raises(DateOutOfRangeError, match="the day in Asia/Shanghai"):
                ask(never)

    @pytest.mark.parametrize("last", [1, dt.date.max.toordinal(), -5, 4_000_000])
    def test_ending(self, last: int) -> None:
        """
        The first and the last day of all have no day beyond that closes them.
        """
        with pytest.raises(DateOutOfRangeError):
            HOUSE_RULES.ending(last)

    @pytest.mark.parametrize("limit", [Days(2), Days(30)])
    def test_limits_by_category(self, limit: Amount) -> None:
        """
        The short way of a rule with cases keeps the bound, too.
        """
        rule = repair.VISIT_DEADLINE
        case = attrs.evolve(rule.cases[0], limit=limit)
        rule = attrs.evolve(rule, cases=(case,))
        with pytest.raises(DateOutOfRangeError, match="leave the fact out"):
            rule.due(day("9999-12-29"), category=case.key)

    def test_working_days(self) -> None:
        """
        No working day comes after the last day, nor before the first.
        """
        for end, n in ((dt.date.max, 1), (dt.date.min, -1)):
            for calendar in (year_of(end), DayByDay(year_of(end))):
                with pytest.raises(DateOutOfRangeError):
                    add_working_days(calendar, end, n)

    def test_far_counts(self) -> None:
        """
        A count of more days than there are says so.
        """
        with pytest.raises(CalendarNotCoveredError):
            add_working_days(china(), day("2026-03-02"), 10**30)
        with pytest.raises(DateOutOfRangeError):
            HOUSE_RULES.deadline(day("2026-03-02"), Days(10**30))


class TestInstants:
    """
    A deadline with an instant compares instants, whatever the local days say.
    """

    def test_a_day_that_comes_twice(self) -> None:
        """
        In St John's clocks went back over midnight: 24 hours end at 00:30 again.
        """
        rules = Counting(zone="America/St_Johns")
        due = rules.deadline(dt.datetime(2010, 11, 6, 3, tzinfo=dt.UTC), Hours(24))
        early = dt.datetime(2010, 11, 7, 2, 30, 30, tzinfo=dt.UTC)
        assert due.met_by(early)
        assert not due.met_by(early + dt.timedelta(minutes=30))

    def test_naive(self) -> None:
        """
        An instant without a zone is refused under its name.
        """
        due = HOUSE_RULES.deadline(dt.datetime(2026, 3, 2, tzinfo=SHANGHAI), Hours(2))
        with pytest.raises(NaiveTimeError, match="moment"):
            due.met_by(dt.datetime(2026, 3, 2))  # noqa: DTZ001 - refused


class TestWrongArguments:
    """
    What is no calendar, and no option, is refused.
    """

    @pytest.mark.parametrize("option", ["next_is_first", None, 0])
    def test_rest_day_start(self, option: object) -> None:
        """
        A text that spells an option is not the option.
        """
        with pytest.raises(InvalidFieldError, match=r"RestDayStart\.ROLL_THEN_COUNT"):
            add_working_days(
                WEEKS,
                day("2026-03-07"),
                1,
                rest_day_start=option,  # type: ignore[arg-type]
            )

    @pytest.mark.parametrize("calendar", [None, "china", china])
    def test_calendar(self, calendar: object) -> None:
        """
        Every question says what a calendar is.
        """
        start = day("2026-03-07")
        for ask in (
            lambda: is_working_day(calendar, start),  # type: ignore[arg-type]
            lambda: add_working_days(calendar, start, 1),  # type: ignore[arg-type]
            lambda: roll_forward(calendar, start),  # type: ignore[arg-type]
            lambda: roll_backward(calendar, start),  # type: ignore[arg-type]
            lambda: count_working_days(calendar, start, day("2026-03-09")),  # type: ignore[arg-type]
        ):
            with pytest.raises(InvalidFieldError, match="a work calendar"):
                ask()


def recess(first: str, last: str) -> set[dt.date]:
    """
    Return the days from one to another.
    """
    start, end = day(first), day(last)
    return {start + dt.timedelta(days=n) for n in range((end - start).days + 1)}


def court(suspended: set[dt.date]) -> TableCalendar:
    """
    Return ordinary weeks with a court's recess.
    """
    return from_exceptions(
        "court",
        dt.date(2021, 1, 1),
        dt.date(2025, 12, 31),
        suspended=suspended,
        source="a court",
    )


AUGUST_2023 = court(recess("2023-08-01", "2023-08-31"))
SWISS_2022 = court(recess("2022-04-10", "2022-04-24"))
ITALY = Counting(zone="Europe/Rome", suspended_days_count=False)


class TestSuspendedDays:
    """
    Days on which periods stand still, by examples that were published.
    """

    @pytest.mark.parametrize("stepping", [False, True])
    @pytest.mark.parametrize(
        ("start", "amount", "last"),
        [
            # Law 742/1969: August does not count.
            ("2023-07-20", Days(60), "2023-10-19"),
            ("2023-08-01", Days(60), "2023-10-30"),
            ("2023-08-31", Days(60), "2023-10-30"),
            # Cassazione 14147/2020: six months from a day in August run from
            # 1 September and end on 1 March.
            ("2023-08-10", Months(6), "2024-03-01"),
            # Cassazione 24571/2015: a year that ends later grows by the days inside.
            ("2023-06-15", Years(1), "2024-07-16"),
            # Nothing inside; nothing at all.
            ("2023-05-15", Weeks(2), "2023-05-29"),
            ("2023-08-10", Days(0), "2023-08-10"),
            ("2023-08-10", Months(0), "2023-08-10"),
        ],
    )
    def test_italy(
        self, start: str, amount: Amount, last: str, *, stepping: bool
    ) -> None:
        """
        Sixty days, six months and a year over August.
        """
        calendar = DayByDay(AUGUST_2023) if stepping else AUGUST_2023
        due = ITALY.deadline(day(start), amount, calendar=calendar)
        assert due.last_day == day(last)

    def test_switzerland(self) -> None:
        """
        BGE 150 III 367: three months end on 26 April and grow by 15 days.
        """
        rules = Counting(zone="Europe/Zurich", suspended_days_count=False)
        due = rules.deadline(day("2022-01-26"), Months(3), calendar=SWISS_2022)
        assert due.last_day == day("2022-05-11")
        usual = Counting(zone="Europe/Zurich").deadline(day("2022-01-26"), Months(3))
        assert usual.last_day == day("2022-04-26")

    def test_grows_past_the_rest_of_a_recess(self) -> None:
        """
        Three months that end inside: the days that grow do not fall inside either.

        They end on 20 April; the 10th to the 20th are inside, eleven days; those
        run from 25 April to 5 May.
        """
        rules = Counting(zone="Europe/Zurich", suspended_days_count=False)
        due = rules.deadline(day("2022-01-20"), Months(3), calendar=SWISS_2022)
        assert due.last_day == day("2022-05-05")

    def test_four_weeks_from_inside(self) -> None:
        """
        Austria: served in the summer recess of then, four weeks end on 22 September.
        """
        summer = court(recess("2023-07-15", "2023-08-25"))
        due = ITALY.deadline(day("2023-08-01"), Weeks(4), calendar=summer)
        assert due.last_day == day("2023-09-22")

    def test_backward(self) -> None:
        """
        A month before 10 September ends on 10 August, and goes back by August's days.

        Inside are the 10th to the 31st, 22 days, so that it ends 22 days before
        August: on 10 July.
        """
        due = ITALY.before(day("2023-09-10"), Months(1), calendar=AUGUST_2023)
        assert due.last_day == day("2023-07-10")

    def test_rolls_off(self) -> None:
        """
        A last day on a suspended day rolls as off a rest day, where days count.
        """
        rules = Counting(rest_day=LastDay.ROLLS_FORWARD)
        due = rules.deadline(day("2023-08-02"), Days(1), calendar=AUGUST_2023)
        assert due.last_day == day("2023-09-01")

    def test_needs_a_calendar(self) -> None:
        """
        Which days are suspended, only a calendar says.
        """
        with pytest.raises(CalendarRequiredError, match="leaving out suspended days"):
            ITALY.deadline(day("2023-08-02"), Days(1))

    def test_never_a_guess(self) -> None:
        """
        Where the calendar ends, and where nothing ever counts, there is no answer.
        """
        closed = from_exceptions(
            "closed",
            dt.date(2000, 1, 1),
            dt.date(2023, 12, 31),
            suspended=recess("2000-01-04", "2023-12-31"),
            source="a test",
        )
        with pytest.raises(CalendarNotCoveredError, match="2024-01-01"):
            ITALY.deadline(day("2001-01-03"), Days(1), calendar=closed)
        with pytest.raises(CalendarNeverOpensError):
            ITALY.deadline(day("2001-01-03"), Days(1), calendar=DayByDay(closed))
