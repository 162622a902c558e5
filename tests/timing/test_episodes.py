"""
Stays that follow one another closely are one episode.
"""

import datetime as dt
from typing import Any

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_rules.errors import ImpossibleOrderError, NotADayError
from followup_rules.timing.amounts import Days, Hours, Minutes
from followup_rules.timing.counting import Counting
from followup_rules.timing.episodes import Kept, episodes

Stay = tuple[str, dt.date, dt.date]
FIRST = dt.date(2026, 1, 1)


def stay(who: str, begins: int, ends: int) -> Stay:
    """Return a stay, by the number of its days."""
    return who, FIRST + dt.timedelta(begins), FIRST + dt.timedelta(ends)


def joined(stays: list[Stay], days: int = 31) -> list[list[Stay]]:
    """Return the episodes of persons."""
    found = episodes(
        stays,
        Days(days),
        begins=lambda one: one[1],
        ends=lambda one: one[2],
        by=lambda one: one[0],
    )
    return [list(one.stays) for one in found]


class TestReadmission:
    """
    From the discharge before to the admission after.
    """

    def test_within_and_beyond(self) -> None:
        """The thirty-first day is within, the day after is not."""
        first, again = stay("a", 0, 5), stay("a", 36, 40)
        assert joined([again, first]) == [[first, again]]
        beyond = stay("a", 37, 40)
        assert joined([beyond, first]) == [[first], [beyond]]

    def test_a_chain(self) -> None:
        """Each counts from the one before, so that an episode may be long."""
        stays = [stay("a", n, n + 1) for n in (0, 30, 60, 90)]
        (only,) = joined(stays)
        assert only == stays

    def test_two_persons(self) -> None:
        """Stays of others join nothing."""
        stays = [stay("a", 0, 1), stay("b", 2, 3), stay("a", 4, 5)]
        assert joined(stays) == [[stays[0], stays[2]], [stays[1]]]

    def test_a_stay_inside_another(self) -> None:
        """The end is that of the longest so far."""
        long, inside, next_ = stay("a", 0, 50), stay("a", 10, 12), stay("a", 70, 71)
        assert joined([long, inside, next_]) == [[long, inside, next_]]

    def test_who_stands_for_it(self) -> None:
        """The last counts, or the first."""
        days = [dt.date(2026, 1, 1), dt.date(2026, 1, 9)]
        (found,) = episodes(days, Days(31), begins=lambda day: day)
        assert (found.kept(), found.kept(Kept.FIRST)) == (days[1], days[0])

    def test_hours(self) -> None:
        """Instants to the second."""
        start = pendulum.datetime(2026, 1, 1, 8, tz="Asia/Shanghai")
        times = [start, start.add(hours=2), start.add(hours=4, seconds=1)]
        found = episodes(times, Hours(2), begins=lambda one: one)
        assert [len(one.stays) for one in found] == [2, 1]

    def test_refused(self) -> None:
        """A stay that ends before it begins, and what is no day."""
        with pytest.raises(ImpossibleOrderError, match="begins"):
            joined([stay("a", 3, 2)])
        bad: Any = ["2026-01-01"]
        with pytest.raises(NotADayError):
            episodes(bad, Days(3), begins=lambda one: one)


@given(
    raw=st.lists(
        st.tuples(st.sampled_from("ab"), st.integers(0, 40), st.integers(0, 6)),
        max_size=7,
        unique_by=lambda one: (one[0], one[1]),
    ),
    within=st.integers(0, 8),
)
def test_by_painting_days(raw: list[tuple[str, int, int]], within: int) -> None:
    """Paint every day of a stay and the days after it: touching stays are one."""
    stays = [stay(who, begins, begins + length) for who, begins, length in raw]
    expected = set()
    for who in "ab":
        painted: set[int] = set()
        group: list[Stay] = []
        for one in sorted((s for s in stays if s[0] == who), key=lambda s: s[1]):
            begins, ends = ((day - FIRST).days for day in one[1:])
            if begins not in painted and group:
                expected.add(tuple(group))
                group, painted = [], set()
            group.append(one)
            painted |= set(range(begins, ends + within + 1))
        if group:
            expected.add(tuple(group))
    assert {tuple(one) for one in joined(stays, within)} == expected


def test_in_an_hour_that_comes_twice_the_order_is_that_of_the_moments() -> None:
    """01:10 after the clocks went back in New York comes 40 minutes after 01:30."""
    home = "America/New_York"
    first = pendulum.datetime(2026, 11, 1, 1, 30, tz=home, fold=0)
    second = pendulum.datetime(2026, 11, 1, 1, 10, tz=home, fold=1)
    apart = episodes(
        [second, first],
        Minutes(39),
        begins=lambda one: one,
        counting=Counting(zone=home),
    )

    assert [[one.minute for one in own.stays] for own in apart] == [[30], [10]]
