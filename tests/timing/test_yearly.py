"""
A season that the text of a rule names by its days.
"""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_rules.errors import InvalidFieldError
from followup_rules.timing.seasons import YearlySeason

WINTER = YearlySeason(first_month=11, first_day=15, last_month=3, last_day=15)
SUMMER = YearlySeason(first_month=4, first_day=1, last_month=6, last_day=30)


def shown(found: tuple[int, int] | None) -> list[str] | None:
    """Return ordinals as days."""
    return None if found is None else [str(dt.date.fromordinal(day)) for day in found]


class TestYearlySeason:
    """
    Every year, possibly across its end; both days belong to it.
    """

    @pytest.mark.parametrize(
        ("day", "running"),
        [
            (dt.date(2026, 3, 15), ["2025-11-15", "2026-03-15"]),
            (dt.date(2026, 3, 16), None),
            (dt.date(2026, 11, 14), None),
            (dt.date(2026, 11, 15), ["2026-11-15", "2027-03-15"]),
        ],
    )
    def test_running_on(self, day: dt.date, running: list[str] | None) -> None:
        """To both its edges."""
        assert shown(WINTER.running_on(day.toordinal())) == running

    def test_after(self) -> None:
        """The next one that begins later than the day."""
        day = dt.date(2026, 11, 15).toordinal()
        assert shown(WINTER.after(day - 1)) == ["2026-11-15", "2027-03-15"]
        assert shown(WINTER.after(day)) == ["2027-11-15", "2028-03-15"]

    def test_a_leap_day(self) -> None:
        """29 February is the 28th in a common year."""
        cold = YearlySeason(first_month=12, first_day=1, last_month=2, last_day=29)
        ends = {2026: "2026-02-28", 2028: "2028-02-29"}
        for year, last in ends.items():
            found = cold.running_on(dt.date(year, 1, 9).toordinal())
            assert shown(found) == [f"{year - 1}-12-01", last]

    def test_in_words(self) -> None:
        """Without a year."""
        assert str(SUMMER) == "04-01 to 06-30"
        assert SUMMER.in_language("zh") == "4月1日至6月30日"

    @pytest.mark.parametrize(
        "bounds", [(2, 30, 3, 1), (1, 1, 12, 31), (7, 1, 6, 30), (13, 1, 3, 1)]
    )
    def test_refused(self, bounds: tuple[int, int, int, int]) -> None:
        """A day that no year has, and the whole year."""
        names = ("first_month", "first_day", "last_month", "last_day")
        with pytest.raises(InvalidFieldError, match="YearlySeason"):
            YearlySeason(**dict(zip(names, bounds, strict=True)))


@given(day=st.dates(dt.date(2023, 1, 1), dt.date(2029, 1, 1)), more=st.integers(0, 400))
def test_by_the_calendar(day: dt.date, more: int) -> None:
    """Month and day decide, each day by itself."""
    start = day.toordinal()
    days = [dt.date.fromordinal(start + n) for n in range(more + 1)]
    dates = [(one.month, one.day) for one in days]
    summer = [(4, 1) <= at <= (6, 30) for at in dates]
    winter = [at >= (11, 15) or at <= (3, 15) for at in dates]
    for season, fits in ((SUMMER, summer), (WINTER, winter)):
        assert (season.running_on(start) is not None) is fits[0]
        assert season.touches(start, start + more) is any(fits)
