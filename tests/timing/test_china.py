"""
Mainland China's working days, against sources other than our own.
"""

import builtins
import datetime as dt
from pathlib import Path

import holidays
import pytest

from followup_rules.errors import CalendarNotCoveredError, MissingExtraError
from followup_rules.timing.calendars import (
    DayKind,
    WorkCalendar,
    add_working_days,
    china,
    count_working_days,
    from_holiday_cn,
    is_working_day,
)

ONE = dt.timedelta(days=1)
FIXTURES = Path(__file__).parents[1] / "fixtures" / "holiday-cn"


def span(first: dt.date, last: dt.date) -> list[dt.date]:
    """
    List the days from *first* to *last*, both included.
    """
    return [first + ONE * number for number in range((last - first).days + 1)]


def from_files() -> WorkCalendar:
    """
    Load the three yearly files of our own.
    """
    return from_holiday_cn(*(FIXTURES / f"{year}.json" for year in (2021, 2022, 2023)))


class TestSecondOpinion:
    """
    Independent collections of the same notices agree day by day.
    """

    def test_same_as_holidays(self) -> None:
        """
        Not one day differs from the `holidays` package up to the last notice.
        """
        first, last = dt.date(2007, 1, 1), china().confirmed[1]
        judge = holidays.country_holidays("CN", years=range(2006, 2028), expand=False)
        different = [
            day
            for day in span(first, last)
            if is_working_day(china(), day) is not judge.is_working_day(day)
        ]

        assert last >= dt.date(2026, 12, 28)
        assert different == []

    def test_the_day_that_the_package_lacks(self) -> None:
        """
        Saturday 31 December 2005 was worked, by the notice for 2006.
        """
        judge = holidays.country_holidays("CN", years=[2005, 2006], expand=False)
        day = dt.date(2005, 12, 31)

        assert china().kind(day) is DayKind.MAKEUP_WORKING
        assert judge.is_working_day(day)
        assert add_working_days(china(), dt.date(2005, 12, 30), 1) == day

    def test_same_as_the_files(self) -> None:
        """
        The files of our own give the same working days for their three years.
        """
        files = from_files()
        different = [
            day
            for day in span(*files.confirmed)
            if is_working_day(china(), day) is not is_working_day(files, day)
        ]

        assert files.confirmed == (dt.date(2021, 1, 1), dt.date(2023, 12, 28))
        assert different == []

    @pytest.mark.parametrize(
        ("year", "working", "weekdays_off", "made_up"),
        [
            (2020, 249, 19, 6),
            (2021, 250, 18, 7),
            (2022, 249, 18, 7),
            (2023, 249, 18, 7),
            (2024, 251, 19, 8),
            (2025, 248, 18, 5),
            (2026, 248, 19, 6),
        ],
    )
    def test_days_of_a_year(
        self, year: int, working: int, weekdays_off: int, made_up: int
    ) -> None:
        """
        The working days of each year, its weekdays off and its make-up days.
        """
        last = min(dt.date(year, 12, 31), china().confirmed[1])
        days = span(dt.date(year, 1, 1), last)
        # Every 29 to 31 December that is not covered yet is a plain weekday or not.
        tail = [
            day for day in span(last, dt.date(year, 12, 31))[1:] if day.weekday() < 5
        ]
        off = [d for d in days if d.weekday() < 5 and not is_working_day(china(), d)]
        extra = [d for d in days if d.weekday() >= 5 and is_working_day(china(), d)]

        assert (len(off), len(extra)) == (weekdays_off, made_up)
        assert (
            count_working_days(china(), days[0], last, include_start=True) + len(tail)
            == working
        )


class TestKinds:
    """
    The package's data tell a festival from a swapped day.
    """

    @pytest.mark.parametrize(
        ("day", "kind"),
        [
            (dt.date(2026, 2, 14), DayKind.MAKEUP_WORKING),  # Saturday
            (dt.date(2026, 2, 17), DayKind.STATUTORY_HOLIDAY),  # Tuesday, New Year
            (dt.date(2026, 2, 20), DayKind.SWAPPED_OFF),  # Friday
            (dt.date(2026, 2, 22), DayKind.HOLIDAY),  # Sunday inside the festival
            (dt.date(2026, 3, 1), DayKind.WEEKEND),
            (dt.date(2026, 3, 2), DayKind.WORKING),
            (dt.date(2018, 2, 15), DayKind.SWAPPED_OFF),  # Thursday, New Year's Eve
            (dt.date(2018, 2, 16), DayKind.STATUTORY_HOLIDAY),  # Friday, New Year
            (dt.date(2018, 2, 19), DayKind.STATUTORY_HOLIDAY),  # for Saturday the 17th
            (dt.date(2018, 2, 20), DayKind.STATUTORY_HOLIDAY),  # for Sunday the 18th
            (dt.date(2018, 2, 21), DayKind.SWAPPED_OFF),
        ],
    )
    def test_kind(self, day: dt.date, kind: DayKind) -> None:
        """
        Each kind is told apart where the source tells it.
        """
        assert china().kind(day) is kind

    @pytest.mark.parametrize("year", range(2008, 2026))
    def test_statutory_weekdays(self, year: int) -> None:
        """
        Eleven a year, thirteen from 2025; one more in September 2015, and the days by
        which the festival of 2020 was longer, which no make-up day pays for.
        """
        more = {2015: 1, 2020: 2}.get(year, 0) + (2 if year >= 2025 else 0)
        days = span(
            dt.date(year, 1, 1), min(dt.date(year, 12, 31), china().confirmed[1])
        )
        found = [d for d in days if china().kind(d) is DayKind.STATUTORY_HOLIDAY]
        assert len(found) == 11 + more


class TestCoverage:
    """
    Nothing is guessed beyond the last notice held.
    """

    def test_bounds(self) -> None:
        """
        Coverage ends on 28 December of the last year held.
        """
        first, last = china().confirmed

        assert first == dt.date(2004, 1, 1)
        assert (last.month, last.day) == (12, 28)

    def test_the_first_day_beyond(self) -> None:
        """
        The day after it raises, and a count that stays inside does not.
        """
        last = china().confirmed[1]
        before = add_working_days(china(), last, -2)

        assert add_working_days(china(), before, 1) < last
        with pytest.raises(CalendarNotCoveredError) as caught:
            add_working_days(china(), last, 1)
        assert caught.value.day == last + ONE

    def test_provenance(self) -> None:
        """
        The calendar says where its days come from.
        """
        year = china().confirmed[1].year

        assert china().provenance == (
            f"State Council holiday notices 2004 to {year}, from chinesecalendar",
            "2005-12-31 as a make-up working day, from the notice for 2006",
            "2018-02-15, 19 and 20 by the statute on holidays of 2014",
        )

    def test_without_the_extra(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        Without the package the error gives the install line.
        """
        plain_import = builtins.__import__

        def fail(name: str, *rest: object) -> object:
            if name.startswith("chinese_calendar"):
                raise ImportError(name)
            return plain_import(name, *rest)  # type: ignore[arg-type]

        monkeypatch.setattr(builtins, "__import__", fail)
        with pytest.raises(MissingExtraError) as caught:
            china.__wrapped__()

        assert str(caught.value) == (
            "timing.calendars.china() needs an optional dependency; "
            "install followup-rules with the extra 'china', from where you have it: "
            "pip install '/path/to/followup-rules[china]'"
        )
