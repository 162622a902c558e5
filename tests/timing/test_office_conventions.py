"""
Conventions that count by the hours of an office.
"""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import calendars, instants

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    DateOutOfRangeError,
    InvalidFieldError,
    NotAnInstantError,
)
from followup_rules.policies.deadlines import Case, DeadlinePolicy
from followup_rules.timing.amounts import (
    Amount,
    Days,
    HalfMonths,
    Hours,
    Minutes,
    Months,
    WorkingDays,
    WorkingHours,
    WorkingMinutes,
    read_amount,
)
from followup_rules.timing.calendars import TableCalendar, china, from_exceptions
from followup_rules.timing.counting import (
    ClosesAt,
    Counting,
    Deadline,
    HourStart,
    LastDay,
    OutsideHours,
)
from followup_rules.timing.hours import OfficeHours

SHANGHAI = ZoneInfo("Asia/Shanghai")
MADRID = ZoneInfo("Europe/Madrid")
OFFICE = OfficeHours(
    zone="Asia/Shanghai",
    week={"mon-thu": "09:00-12:00, 13:30-17:00", "fri": "09:00-12:00"},
    on_make_up="fri",
)
FULL_DAYS = OfficeHours(
    zone="Asia/Shanghai", week={"mon-fri": "09:00-17:00"}, on_make_up="mon"
)
BY_OFFICE = Counting(hours=OFFICE)
LATE_IS_NEXT = Counting(
    hours=FULL_DAYS,
    outside_hours=OutsideHours.NEXT_OPENING,
    closes_at=ClosesAt.OFFICE_CLOSE,
)
SAME_CLOCK = Counting(closes_at=ClosesAt.CLOCK_TIME)
AT_CLOSE = Counting(hours=OFFICE, closes_at=ClosesAt.OFFICE_CLOSE)
STILL = Counting(hours_stand_still=True)


def at(text: str, zone: ZoneInfo = SHANGHAI) -> dt.datetime:
    """Read an instant in a zone."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone)


def shown(due: Deadline) -> str:
    """Return when it closes, by its own clocks."""
    return due.closes.replace(tzinfo=None).isoformat(timespec="minutes")


class TestWorkingHours:
    """
    Working hours and minutes run while the office is open.
    """

    def test_by_hand(self) -> None:
        """
        Thursday 16:00, four hours: one that day, three on the half Friday.
        """
        thursday = at("2026-03-05T16:00")
        due = BY_OFFICE.deadline(thursday, WorkingHours(4), calendar=china())

        assert shown(due) == "2026-03-06T12:00"
        assert due.closes_included
        assert due.met_by(due.closes)
        assert not due.met_by(due.closes.add(microseconds=1))
        half = BY_OFFICE.deadline(thursday, WorkingMinutes(90), calendar=china())
        assert shown(half) == "2026-03-06T09:30"

    def test_backward(self) -> None:
        """
        Four hours of work before Friday 10:00 begin on Thursday at 13:30.
        """
        friday = at("2026-03-06T10:30")
        due = BY_OFFICE.before(friday, WorkingHours(5), calendar=china())

        assert shown(due) == "2026-03-05T13:30"

    def test_the_calendar_belongs_to_the_call(self) -> None:
        """
        Over the Spring Festival of 2026, and over the plain week.
        """
        friday = at("2026-02-13T11:00")
        due = [
            shown(BY_OFFICE.deadline(friday, WorkingHours(4), calendar=calendar))
            for calendar in (china(), None)
        ]

        # one hour on Friday and three on the make-up Saturday, which is like a Friday
        assert due == ["2026-02-14T12:00", "2026-02-16T12:00"]
        with pytest.raises(CalendarNotCoveredError):
            BY_OFFICE.deadline(
                at("2026-12-28T16:00"), WorkingHours(9), calendar=china()
            )

    def test_other_fields(self) -> None:
        """
        The next full hour, and a bound that is too late.
        """
        counting = attrs.evolve(
            BY_OFFICE, hour_start=HourStart.NEXT_FULL_HOUR, bound_included=False
        )
        due = counting.deadline(at("2026-03-05T15:20"), WorkingHours(1))

        assert not due.met_by(at("2026-03-05T17:00"))
        assert due.met_by(at("2026-03-05T16:59:59.999999"))

    def test_an_instant_is_needed(self) -> None:
        """
        A day has no working hours left over.
        """
        with pytest.raises(NotAnInstantError):
            BY_OFFICE.deadline(dt.date(2026, 3, 5), WorkingHours(1))
        with pytest.raises(
            InvalidFieldError, match="allowed: Days, Weeks, WorkingDays"
        ):
            BY_OFFICE.last_day(700_000, WorkingHours(1))

    @pytest.mark.parametrize("amount", [WorkingHours(4), WorkingMinutes(4)])
    def test_there_must_be_an_office(self, amount: Amount) -> None:
        """
        A convention without one cannot count them, and no policy takes it.
        """
        says = (
            "Counting.hours cannot be None; allowed: the OfficeHours in which working "
            "hours are counted"
        )
        clause = Clause(id="DEMO-1", en="in time", zh="及时")
        given: dict[str, Any] = {
            "id": "demo",
            "clause": clause,
            "name": Text("the reply", "答复"),
            "owed_by": "office",
        }
        case = Case(key="urgent", limit=amount, clause=clause)
        Counting().check(Hours(4))
        for ask in (
            lambda: Counting().deadline(at("2026-03-05T16:00"), amount),
            lambda: Counting().before(at("2026-03-05T16:00"), amount),
            lambda: DeadlinePolicy(**given, limit=amount),
            lambda: DeadlinePolicy(**given, cases=[case]),
        ):
            with pytest.raises(InvalidFieldError) as caught:
                ask()
            assert str(caught.value) == says
        policy = DeadlinePolicy(**given, limit=amount, counting=BY_OFFICE)
        assert policy.due(at("2026-03-05T11:00")) == BY_OFFICE.deadline(
            at("2026-03-05T11:00"), amount
        )


class TestReceivedOutsideHours:
    """
    What comes after closing counts as received at the next opening.
    """

    @pytest.mark.parametrize(
        ("received", "amount", "closes"),
        [
            ("2026-03-06T18:30", "1 working day", "2026-03-10T17:00"),
            ("2026-03-06T17:00", "1 working day", "2026-03-10T17:00"),
            ("2026-03-06T16:59", "1 working day", "2026-03-09T17:00"),
            ("2026-03-06T07:00", "1 working day", "2026-03-09T17:00"),
            ("2026-03-07T10:00", "1 working day", "2026-03-10T17:00"),
            ("2026-03-06T18:30", "2 hours", "2026-03-09T11:00"),
            ("2026-03-06T18:30", "1 month", "2026-04-09T17:00"),
        ],
    )
    def test_by_hand(self, received: str, amount: str, closes: str) -> None:
        """
        A Friday evening is a Monday morning.
        """
        due = LATE_IS_NEXT.deadline(at(received), read_amount(amount), calendar=china())

        assert shown(due) == closes

    def test_a_day_stays_as_it_is(self) -> None:
        """
        It says nothing of a clock time; neither does counting back from an event.
        """
        friday = LATE_IS_NEXT.deadline(
            dt.date(2026, 3, 6), WorkingDays(1), calendar=china()
        )
        before = LATE_IS_NEXT.before(
            at("2026-03-06T18:30"), WorkingDays(1), calendar=china()
        )

        assert shown(friday) == "2026-03-09T17:00"
        assert shown(before) == "2026-03-05T17:00"


class TestSameClockTime:
    """
    So many working days on, to the same clock time.
    """

    @pytest.mark.parametrize(
        ("received", "amount", "closes"),
        [
            ("2026-03-05T09:58:36", "1 working day", "2026-03-06T09:58:36"),
            ("2026-03-06T09:58:36", "1 working day", "2026-03-09T09:58:36"),
            ("2026-01-31T23:59:59", "1 month", "2026-02-28T23:59:59"),
            ("2026-03-05T00:00:00", "0 days", "2026-03-05T00:00:00"),
        ],
    )
    def test_by_hand(self, received: str, amount: str, closes: str) -> None:
        """
        To the second, and that instant is in time.
        """
        due = SAME_CLOCK.deadline(at(received), read_amount(amount), calendar=china())

        assert due.closes == at(closes)
        assert due.met_by(at(closes))
        assert not due.met_by(at(closes) + dt.timedelta(microseconds=1))

    def test_backward(self) -> None:
        """
        So many working days before a hearing, by the hour of the hearing.
        """
        hearing = at("2026-03-09T10:30")
        due = SAME_CLOCK.before(hearing, WorkingDays(1), calendar=china())

        assert due.closes == at("2026-03-06T10:30")

    def test_a_day_has_no_clock_time(self) -> None:
        """
        Nobody guesses one.
        """
        with pytest.raises(NotAnInstantError):
            SAME_CLOCK.deadline(dt.date(2026, 3, 5), Days(1))
        with pytest.raises(NotAnInstantError):
            SAME_CLOCK.ending(739_000)

    def test_with_a_receipt_moved_to_the_opening(self) -> None:
        """
        The clock time is then that of the opening.
        """
        both = attrs.evolve(LATE_IS_NEXT, closes_at=ClosesAt.CLOCK_TIME)
        due = both.deadline(at("2026-03-06T18:30"), WorkingDays(1), calendar=china())

        assert shown(due) == "2026-03-10T09:00"

    @given(instants(("UTC",)), st.integers(0, 40))
    def test_it_is_days_and_no_hours(self, received: dt.datetime, n: int) -> None:
        """
        The last day is that of the plain count, at the clock time of the receipt.
        """
        plain = Counting(zone="UTC")
        same_clock = attrs.evolve(plain, closes_at=ClosesAt.CLOCK_TIME)
        due = same_clock.deadline(received, Days(n))

        assert due.last_day == plain.deadline(received, Days(n)).last_day
        assert due.closes.time() == received.time()


class TestCloseOfTheDay:
    """
    The last day ends when the office closes on that very day.
    """

    @pytest.mark.parametrize(
        ("start", "n", "closes"),
        [
            (4, 1, "2026-03-05T17:00"),
            (4, 2, "2026-03-06T12:00"),
            # nobody closes on a Saturday that the count simply ends on
            (4, 3, "2026-03-08T00:00"),
        ],
    )
    def test_by_hand(self, start: int, n: int, closes: str) -> None:
        """
        A half day ends at noon, and a day without hours at midnight.
        """
        due = AT_CLOSE.deadline(dt.date(2026, 3, start), Days(n), calendar=china())

        assert shown(due) == closes
        assert due.closes_included is (n < 3)
        assert due.last_day == dt.date(2026, 3, start + n)

    def test_make_up_days(self) -> None:
        """
        They close as declared, by the calendar of the call.
        """
        due = AT_CLOSE.deadline(dt.date(2026, 2, 13), WorkingDays(1), calendar=china())

        assert shown(due) == "2026-02-14T12:00"

    def test_a_close_after_midnight(self) -> None:
        """
        It lies on the next day; 24:00 is simply the end of the day.
        """
        for text, closes, included in [
            ("18:00-02:00", "2026-03-06T02:00", True),
            ("18:00-24:00", "2026-03-06T00:00", False),
        ]:
            office = OfficeHours(zone="Asia/Shanghai", week={"mon-sun": text})
            counting = attrs.evolve(AT_CLOSE, hours=office)
            due = counting.deadline(dt.date(2026, 3, 4), Days(1))
            assert shown(due) == closes
            assert due.closes_included is included
            assert due.met_by(due.closes) is included

    def test_an_excluded_bound(self) -> None:
        """
        Ends a day sooner, at the close of that day.
        """
        under = attrs.evolve(AT_CLOSE, bound_included=False)
        due = under.deadline(dt.date(2026, 3, 4), Days(3))

        assert shown(due) == "2026-03-06T12:00"


class TestStandingStill:
    """
    Hours and minutes that do not run on rest days.
    """

    @pytest.mark.parametrize(
        ("start", "amount", "closes"),
        [
            ("2026-03-06T10:00", Hours(24), "2026-03-09T10:00"),
            ("2026-03-06T10:00", Hours(14), "2026-03-07T00:00"),
            ("2026-03-06T10:00", Minutes(841), "2026-03-09T00:01"),
            ("2026-03-07T10:00", Hours(2), "2026-03-09T02:00"),
            ("2026-02-14T12:00", Hours(24), "2026-02-24T12:00"),
        ],
    )
    def test_by_hand(self, start: str, amount: Amount, closes: str) -> None:
        """
        A weekend is left out, a make-up Saturday is not, a festival is.
        """
        assert shown(STILL.deadline(at(start), amount, calendar=china())) == closes

    def test_backward_and_spans(self) -> None:
        """
        The same way back, and after the days of a span.
        """
        monday = at("2026-03-09T10:00")
        before = STILL.before(monday, Hours(24), calendar=china())
        span = STILL.deadline(monday, Days(4) + Hours(24), calendar=china())

        assert shown(before) == "2026-03-06T10:00"
        assert shown(span) == "2026-03-16T10:00"

    def test_a_calendar_is_needed(self) -> None:
        """
        Without one nobody knows what a rest day is.
        """
        with pytest.raises(CalendarRequiredError, match="hours stand still on rest"):
            STILL.deadline(at("2026-03-06T10:00"), Hours(24))
        with pytest.raises(DateOutOfRangeError):
            STILL.deadline(at("2026-03-06T10:00"), Hours(10**13), calendar=china())

    @given(instants(("Asia/Shanghai",)), calendars(), st.integers(0, 90))
    def test_against_walking(
        self, start: dt.datetime, calendar: TableCalendar, n: int
    ) -> None:
        """
        Hour by hour, those of rest days left out.
        """
        start = start.replace(minute=0, second=0, microsecond=0, fold=0)
        found, left = start, n
        try:
            due = STILL.deadline(start, Hours(n), calendar=calendar)
        except CalendarNotCoveredError:
            return
        while left or (not n and not calendar.kind(found.date()).is_working):
            worked = calendar.kind(found.date()).is_working
            found += dt.timedelta(hours=1)
            left -= worked and left > 0
        assert due.closes == found


class TestCombinations:
    """
    A field that would go unused beside the others is refused.
    """

    @pytest.mark.parametrize(
        ("fields", "says"),
        [
            (
                {"months_from_next_day": True, "start_day_counted": True},
                (
                    "months_from_next_day cannot be True; allowed: False where the start "
                    "day is counted, because it is the first day then"
                ),
            ),
            (
                {"hours_roll": True},
                (
                    "hours_roll cannot be True; allowed: False where no last day rolls; "
                    "set rest_day or rest_day_before as well"
                ),
            ),
            (
                {"least_applies_from": 2},
                (
                    "least_applies_from cannot be 2; allowed: 1 where there is no least; "
                    "set least_working_days as well"
                ),
            ),
            (
                {"days_after_recess": 7, "suspended_days_count": False},
                (
                    "days_after_recess cannot be 7; allowed: 0 where suspended days do "
                    "not count, because no period ends among them then"
                ),
            ),
            (
                {
                    "hours_stand_still": True,
                    "hours_roll": True,
                    "rest_day": LastDay.ROLLS_FORWARD,
                },
                (
                    "hours_stand_still cannot be True; allowed: False where hours roll: "
                    "they run on to a working day, or never leave one"
                ),
            ),
            (
                {"outside_hours": OutsideHours.NEXT_OPENING},
                (
                    "hours cannot be None; allowed: OfficeHours, where something counts "
                    "from an opening or until a close"
                ),
            ),
            (
                {"closes_at": ClosesAt.OFFICE_CLOSE},
                (
                    "hours cannot be None; allowed: OfficeHours, where something counts "
                    "from an opening or until a close"
                ),
            ),
            (
                {"day_ends": dt.time(17), "closes_at": ClosesAt.CLOCK_TIME},
                (
                    "day_ends cannot be datetime.time(17, 0); allowed: None beside "
                    "OFFICE_CLOSE and CLOCK_TIME; what ends at day_ends closes at DAY_END"
                ),
            ),
            (
                {"bound_included": False, "closes_at": ClosesAt.CLOCK_TIME},
                (
                    "bound_included cannot be False; allowed: True where the last day "
                    "closes at a clock time, which is in time"
                ),
            ),
        ],
    )
    def test_refused(self, fields: dict[str, Any], says: str) -> None:
        """
        The field is named, and what it may be beside the rest.
        """
        with pytest.raises(InvalidFieldError) as caught:
            Counting(**fields)

        assert str(caught.value) == f"Counting.{says}"

    def test_one_zone(self) -> None:
        """
        The office keeps the clocks that the days are counted by.
        """
        with pytest.raises(InvalidFieldError, match="in the zone of the counting"):
            Counting(zone="UTC", hours=OFFICE)

    def test_what_is_not_office_time_is_as_before(self) -> None:
        """
        An office beside a plain count changes nothing.
        """
        monday = at("2026-03-02T10:00")
        for amount in (Days(2), Months(1), Hours(5), HalfMonths(1), Days(1) + Hours(1)):
            assert BY_OFFICE.deadline(monday, amount) == Counting().deadline(
                monday, amount
            )


class TestPublishedRules:
    """
    Conventions of other countries, by their own texts.
    """

    def test_spain(self) -> None:
        """
        Ley 39/2015 art. 30.1: hours of working days only, from the minute on.
        """
        first, last = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
        calendar = from_exceptions("es", first, last, source="weekends")
        counting = Counting(zone="Europe/Madrid", hours_stand_still=True)
        due = counting.deadline(
            at("2026-03-27T13:20", MADRID), Hours(24), calendar=calendar
        )

        # the clocks go forward on the Sunday, which does not count
        assert shown(due) == "2026-03-30T13:20"
