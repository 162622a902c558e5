"""
Periods of other countries, worked out by hand from their rules.

Each row stands with the days that decide it. They are the twins of published examples:
another year, another recess, a bound that falls elsewhere.
"""

import datetime as dt
from collections.abc import Iterable

import pytest

from followup_rules.timing.amounts import read_amount
from followup_rules.timing.calendars import TableCalendar, china, from_exceptions
from followup_rules.timing.counting import CIVIL_CODE, US_FRCP_6A, Counting, LastDay


def days(first: str, last: str) -> list[dt.date]:
    """
    Return the days from one to another, both included.
    """
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return [start + dt.timedelta(days=n) for n in range((end - start).days + 1)]


def court(name: str, off: str, *suspended: Iterable[dt.date]) -> TableCalendar:
    """
    Return the days of a court from 2023 to 2026.
    """
    recess = {day for stretch in suspended for day in stretch}
    free = {dt.date.fromisoformat(day) for day in off.split()} - recess
    return from_exceptions(
        name,
        dt.date(2023, 1, 1),
        dt.date(2026, 12, 31),
        off=free,
        suspended=recess,
        source="a test",
    )


def last_day(rules: Counting, calendar: TableCalendar, start: str, amount: str) -> str:
    """
    Return the last day of a period.
    """
    due = rules.deadline(
        dt.date.fromisoformat(start), read_amount(amount), calendar=calendar
    )
    return due.last_day.isoformat()


class TestSwitzerland:
    """
    Civil procedure arts. 142, 145 and 146: three recesses a year.
    """

    RULES = Counting(
        zone="Europe/Zurich",
        rest_day=LastDay.ROLLS_FORWARD,
        suspended_days_count=False,
    )
    ZURICH = court(
        "zurich",
        "2025-05-01 2025-05-29 2025-06-09",
        days("2024-12-18", "2025-01-02"),
        days("2025-04-13", "2025-04-27"),  # Easter is on 20 April
        days("2025-07-15", "2025-08-15"),
        days("2025-12-18", "2026-01-02"),
    )

    @pytest.mark.parametrize(
        ("served", "period", "ends"),
        [
            ("2025-07-04", "10 days", "2025-07-14"),  # the last day before the recess
            ("2025-07-07", "10 days", "2025-08-18"),  # 7 days, then 16 to 18 August
            ("2025-07-10", "30 days", "2025-09-10"),  # 4 days, then 26 from 16 August
            ("2025-07-20", "10 days", "2025-08-25"),  # inside: from 16 August
            ("2025-08-15", "10 days", "2025-08-25"),  # on its last day: the same
            ("2025-04-02", "30 days", "2025-05-19"),  # 10, then 20: Saturday 17 May
            ("2025-12-08", "20 days", "2026-01-13"),  # 9, then 11 from 3 January
            ("2025-06-20", "1 month", "2025-08-21"),  # 20 July and the 6 days inside
        ],
    )
    def test_recess(self, served: str, period: str, ends: str) -> None:
        """
        Days of a recess are left out, and months grow by those inside.
        """
        assert last_day(self.RULES, self.ZURICH, served, period) == ends


class TestItaly:
    """
    Law 742/1969: August does not count.
    """

    RULES = Counting(
        zone="Europe/Rome",
        rest_day=LastDay.ROLLS_FORWARD,
        suspended_days_count=False,
    )
    ROME = court(
        "rome",
        "2024-11-01 2025-12-08",
        *(days(f"{year}-08-01", f"{year}-08-31") for year in range(2023, 2027)),
    )

    @pytest.mark.parametrize(
        ("start", "period", "ends"),
        [
            ("2025-07-25", "30 days", "2025-09-24"),  # 6 days in July, 24 in September
            ("2025-07-31", "30 days", "2025-09-30"),  # all of them in September
            ("2024-04-10", "6 months", "2024-11-11"),  # 10 October + 31: a Sunday
            ("2025-02-10", "6 months", "2025-09-10"),  # ends inside, and grows by 31
            ("2023-07-20", "1 year", "2024-09-20"),  # over two Augusts
        ],
    )
    def test_august(self, start: str, period: str, ends: str) -> None:
        """
        Days pass over August, and months and years grow by each August inside.
        """
        assert last_day(self.RULES, self.ROME, start, period) == ends


class TestFrance:
    """
    Code of civil procedure arts. 641 and 642: months first, then days.
    """

    RULES = Counting(zone="Europe/Paris", rest_day=LastDay.ROLLS_FORWARD)
    PARIS = court(
        "paris",
        "2025-01-01 2025-04-21 2025-05-01 2025-05-08 2025-05-29 2025-06-09 "
        "2025-07-14 2025-08-15 2025-11-01 2025-11-11 2025-12-25",
    )

    @pytest.mark.parametrize(
        ("start", "period", "ends"),
        [
            ("2025-01-31", "1 month 15 days", "2025-03-17"),  # 28 Feb, Saturday 15 Mar
            ("2025-04-16", "15 days", "2025-05-02"),  # Labour Day moves to Friday
            ("2024-12-31", "2 months", "2025-02-28"),  # no 31st: the last day
            ("2025-10-11", "1 month", "2025-11-12"),  # Armistice Day moves on
            ("2025-01-31", "2 months 10 days", "2025-04-10"),  # distance: one period
        ],
    )
    def test_by_hand(self, start: str, period: str, ends: str) -> None:
        """
        The day that starts a period is not counted; a last day off work moves on.
        """
        assert last_day(self.RULES, self.PARIS, start, period) == ends


class TestTaiwan:
    """
    Civil Code arts. 120 to 122: months from the first day counted.
    """

    RULES = Counting(
        zone="Asia/Taipei", months_from_next_day=True, rest_day=LastDay.ROLLS_FORWARD
    )
    TAIPEI = court("taipei", "2026-02-27")

    @pytest.mark.parametrize(
        ("start", "period", "ends"),
        [
            ("2025-02-28", "1 month", "2025-03-31"),  # from 1 March, so all of March
            ("2026-01-31", "1 month", "2026-03-02"),  # Saturday 28 February
            ("2025-08-30", "6 months", "2026-03-02"),  # from the 31st: no such day
            ("2026-01-31", "1 month 15 days", "2026-03-16"),  # then 15 days: a Sunday
        ],
    )
    def test_by_hand(self, start: str, period: str, ends: str) -> None:
        """
        A month ends on the day before the corresponding one, or at the month's end.
        """
        assert last_day(self.RULES, self.TAIPEI, start, period) == ends


class TestGermany:
    """
    Civil Code sections 188, 189 and 193: half a month is 15 days and comes last.
    """

    RULES = Counting(zone="Europe/Berlin", rest_day=LastDay.ROLLS_FORWARD)
    BERLIN = court("berlin", "2025-04-18 2025-04-21 2025-10-03")

    @pytest.mark.parametrize(
        ("start", "period", "ends"),
        [
            ("2025-01-31", "3 half-months", "2025-03-17"),  # 28 Feb, Saturday 15 March
            ("2025-08-31", "6 months", "2026-03-02"),  # half a year: Sat 28 February
            ("2025-04-11", "1 week", "2025-04-22"),  # Good Friday to Tuesday
        ],
    )
    def test_by_hand(self, start: str, period: str, ends: str) -> None:
        """
        The whole months are counted first.
        """
        assert last_day(self.RULES, self.BERLIN, start, period) == ends


class TestChina:
    """
    Civil Code arts. 201 to 203, on the official calendar.
    """

    @pytest.mark.parametrize(
        ("start", "period", "ends"),
        [
            ("2025-09-16", "15 days", "2025-10-09"),  # 1 October: after eight days
            ("2024-11-30", "3 months", "2025-02-28"),  # no 30th, a Friday
            ("2025-01-16", "10 days", "2025-01-26"),  # a Sunday that is worked
            ("2025-01-18", "10 days", "2025-02-05"),  # 28 January: after the festival
        ],
    )
    def test_by_hand(self, start: str, period: str, ends: str) -> None:
        """
        A last day in a holiday moves behind it, and a make-up day is worked.
        """
        assert last_day(CIVIL_CODE, china(), start, period) == ends


class TestUnitedStates:
    """
    Federal Rule of Civil Procedure 6(a), a year other than those of the notes.
    """

    Y2025 = court("us", "2025-05-26 2025-06-19 2025-07-04 2025-09-01 2025-11-27")

    def test_both_ways(self) -> None:
        """
        Labor Day moves on, and Memorial Day moves back over the weekend.
        """
        assert last_day(US_FRCP_6A, self.Y2025, "2025-08-02", "30 days") == "2025-09-02"
        hearing = dt.date(2025, 6, 9)
        due = US_FRCP_6A.before(hearing, read_amount("14 days"), calendar=self.Y2025)
        assert due.last_day == dt.date(2025, 5, 23)
