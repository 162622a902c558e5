"""
Suspended days, days of a cell, lengths of several units and the hours of an office.
"""

import datetime as dt
import zoneinfo

import pytest
from tests.campaigns.counting import say_difference
from tests.campaigns.office import OfficeClerk, draw_cases

from followup_rules.clauses import Clause, Text
from followup_rules.errors import CalendarRequiredError, InvalidFieldError
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.timing.amounts import (
    Amount,
    Days,
    HalfMonths,
    Hours,
    Months,
    WorkingDays,
    WorkingHours,
)
from followup_rules.timing.calendars import from_exceptions
from followup_rules.timing.counting import (
    ClosesAt,
    Counting,
    Deadline,
    LastDay,
    OutsideHours,
)
from followup_rules.timing.cycles import DayOf, WeekdayAfter, WorkingDayOf
from followup_rules.timing.hours import OfficeHours

SHANGHAI = zoneinfo.ZoneInfo("Asia/Shanghai")
RECESS = from_exceptions(
    "a recess",
    dt.date(2026, 1, 1),
    dt.date(2026, 12, 31),
    suspended=[dt.date(2026, 8, day) for day in range(1, 32)],
    source="periods stand still in August",
)
STILL = Counting(suspended_days_count=False)
OFFICE = OfficeHours(
    zone="Asia/Shanghai", week={"mon-thu": "09:00-17:00", "fri": "09:00-12:00"}
)


def day(text: str) -> dt.date:
    """
    Read a day.
    """
    return dt.date.fromisoformat(text)


def at(text: str) -> dt.datetime:
    """
    Read an instant in Shanghai.
    """
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def closes(due: Deadline) -> str:
    """
    Return when it closes, by its own clocks.
    """
    return due.closes.replace(tzinfo=None).isoformat(timespec="minutes")


class TestClerkOfAnOffice:
    """
    A clerk who takes one day, minute or window at a time comes to the same.
    """

    @pytest.mark.parametrize("seed", range(4))
    def test_random_conventions(self, seed: int) -> None:
        """
        Whatever the flags, the hours, the calendar and the start.
        """
        cases = draw_cases(300, seed)
        found = (say_difference(case, OfficeClerk) for case in cases)
        assert [difference for difference in found if difference] == []


class TestSeveralUnitsAcrossARecess:
    """
    August 2026 stands still; what is counted passes over it.
    """

    @pytest.mark.parametrize(
        ("start", "length", "last"),
        [
            # 20 July + 1 month is 20 August, + 15 days 4 September; 31 more days.
            ("2026-07-20", Months(1) + Days(15), "2026-10-05"),
            # 20 August - 4 days is 16 August, of which 16 days stand still: after the
            # recess the count goes on, and 16 September is the 16th.
            ("2026-07-20", Months(1) - Days(4), "2026-09-16"),
            # Half a month is 15 days: 11 to 31 July, and 4 in September.
            ("2026-07-20", HalfMonths(1), "2026-09-04"),
            # A start in the recess begins with 1 September, the first day counted.
            ("2026-08-10", HalfMonths(1), "2026-09-15"),
            # 24 July + 1 month is 24 August; 24 days on is 24 September, a Thursday,
            # and the three working days are Friday, Monday and Tuesday.
            ("2026-07-24", Months(1) + WorkingDays(3), "2026-09-29"),
        ],
    )
    def test_forward(self, start: str, length: Amount, last: str) -> None:
        """
        Each by hand.
        """
        due = STILL.deadline(day(start), length, calendar=RECESS)
        assert due.last_day == day(last)

    def test_backward(self) -> None:
        """
        A month before 20 September is 20 August, and 15 days before that the 5th.

        From there on 27 days of August stand still; the 27th day before the recess is
        5 July.
        """
        due = STILL.before(day("2026-09-20"), Months(1) + Days(15), calendar=RECESS)
        assert due.last_day == day("2026-07-05")

    def test_on_the_clock(self) -> None:
        """
        Days pass over the recess, hours run on from the same clock time.
        """
        due = STILL.deadline(
            at("2026-07-30T22:00"), Days(2) + Hours(3), calendar=RECESS
        )
        # 31 July and 1 September, and three hours.
        assert closes(due) == "2026-09-02T01:00"

    def test_nothing_but_hours_needs_no_calendar(self) -> None:
        """
        Hours run on; days need to know which stand still.
        """
        assert closes(STILL.deadline(at("2026-07-31T22:00"), Hours(3))) == (
            "2026-08-01T01:00"
        )
        for length in (Days(2) + Hours(3), HalfMonths(1), Months(1) + Days(1)):
            with pytest.raises(CalendarRequiredError, match="suspended days"):
                STILL.deadline(at("2026-07-30T22:00"), length)

    def test_the_office_is_closed(self) -> None:
        """
        A suspended day is a rest day: no hour of it is worked, whatever is counted.
        """
        for counts in (True, False):
            rules = Counting(hours=OFFICE, suspended_days_count=counts)
            due = rules.deadline(
                at("2026-07-31T11:00"), WorkingHours(2), calendar=RECESS
            )
            assert closes(due) == "2026-09-01T10:00"

    def test_hours_stand_still(self) -> None:
        """
        Friday 31 July 22:00 and four hours: two of them in September.
        """
        rules = Counting(hours_stand_still=True)
        due = rules.deadline(at("2026-07-31T22:00"), Hours(4), calendar=RECESS)
        assert closes(due) == "2026-09-01T02:00"


class TestDaysOfACellAtAnOffice:
    """
    A day that hangs on a cell closes as any last day does.
    """

    CLOSE = Counting(
        hours=OFFICE,
        closes_at=ClosesAt.OFFICE_CLOSE,
        rest_day=LastDay.ROLLS_FORWARD,
    )

    def test_it_closes_with_the_office(self) -> None:
        """
        The 15th of May 2026 is a Friday; the 15th of August stands still and rolls.
        """
        due = self.CLOSE.deadline(day("2026-05-04"), DayOf(15), calendar=RECESS)
        assert closes(due) == "2026-05-15T12:00"
        due = self.CLOSE.deadline(day("2026-08-04"), DayOf(15), calendar=RECESS)
        assert closes(due) == "2026-09-01T17:00"

    def test_received_in_the_next_month(self) -> None:
        """
        Friday 29 May 13:00 counts as Monday 1 June, and so does its month.
        """
        rules = Counting(hours=OFFICE, outside_hours=OutsideHours.NEXT_OPENING)
        friday = at("2026-05-29T13:00")
        due = rules.deadline(friday, WorkingDayOf(-1), calendar=RECESS)
        assert due.last_day == day("2026-06-30")

    @pytest.mark.parametrize("limit", [DayOf(15), WorkingDayOf(-1), WeekdayAfter(4)])
    def test_no_clock_time(self, limit: DayOf | WorkingDayOf | WeekdayAfter) -> None:
        """
        Nothing is counted from the trigger, so its clock time closes nothing.
        """
        rules = Counting(closes_at=ClosesAt.CLOCK_TIME)
        with pytest.raises(InvalidFieldError) as caught:
            rules.deadline(at("2026-05-04T10:00"), limit, calendar=RECESS)
        assert str(caught.value) == (
            f"amount cannot be {str(limit)!r}; allowed: a length, where the last day "
            "closes at the trigger's clock time"
        )
        with pytest.raises(InvalidFieldError, match="clock time"):
            DeadlinePolicy(
                id="report",
                clause=Clause(id="DEMO-1", en="by the 15th", zh="15日前"),
                name=Text("the report", "报告"),
                owed_by="office",
                limit=limit,
                counting=rules,
            )
