"""
Cells of the calendar, and cells pinned to a day.
"""

import datetime as dt
import itertools
import pickle
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import days

from followup_rules.errors import (
    DateOutOfRangeError,
    ImpossibleOrderError,
    InvalidFieldError,
    NotADayError,
)
from followup_rules.timing.amounts import Days, Months, Weeks, WorkingDays, Years
from followup_rules.timing.cycles import (
    Cells,
    Cycle,
    Every,
    cell_named,
    cell_of,
    cells,
    half_month,
    half_year,
    month,
    next_cell,
    period,
    quarter,
    read_cells,
    week,
    week_from,
    write_cells,
    year,
    year_from,
)

cycles = st.sampled_from(Cycle)
FORTNIGHT = Every("2 weeks", dt.date(2026, 1, 5))
everies = st.builds(
    Every,
    st.one_of(
        st.builds(Days, st.integers(1, 40)),
        st.builds(Weeks, st.integers(1, 6)),
        st.builds(Months, st.integers(1, 30)),
        st.builds(Years, st.integers(1, 5)),
    ),
    days(),
)


def key(cycle: Cycle, day: dt.date) -> tuple[int, ...]:
    """
    Name a day's cell by the standard library alone.
    """
    match cycle:
        case Cycle.WEEK:
            return tuple(day.isocalendar()[:2])
        case Cycle.MONTH:
            return day.year, day.month
        case Cycle.QUARTER:
            return day.year, (day.month + 2) // 3
        case Cycle.YEAR:
            return (day.year,)
        case Cycle.DAY:
            return (day.toordinal(),)
        case Cycle.HALF_MONTH:
            return day.year, day.month, int(day.day > 15)
        case Cycle.HALF_YEAR:
            return day.year, int(day.month > 6)


class TestCells:
    """
    Cells follow one another without gap or overlap.
    """

    @pytest.mark.parametrize(
        ("cycle", "day", "first", "last", "label"),
        [
            # The week of New Year 2026 runs from Monday to Sunday.
            (Cycle.WEEK, (2026, 1, 1), (2025, 12, 29), (2026, 1, 4), "2026-W01"),
            (Cycle.WEEK, (2025, 12, 28), (2025, 12, 22), (2025, 12, 28), "2025-W52"),
            (Cycle.WEEK, (2027, 1, 3), (2026, 12, 28), (2027, 1, 3), "2026-W53"),
            (Cycle.MONTH, (2024, 2, 29), (2024, 2, 1), (2024, 2, 29), "2024-02"),
            (Cycle.MONTH, (2026, 12, 31), (2026, 12, 1), (2026, 12, 31), "2026-12"),
            (Cycle.QUARTER, (2026, 3, 31), (2026, 1, 1), (2026, 3, 31), "2026-Q1"),
            (Cycle.QUARTER, (2026, 4, 1), (2026, 4, 1), (2026, 6, 30), "2026-Q2"),
            (Cycle.QUARTER, (2026, 12, 31), (2026, 10, 1), (2026, 12, 31), "2026-Q4"),
            (Cycle.YEAR, (2026, 6, 30), (2026, 1, 1), (2026, 12, 31), "2026"),
            (Cycle.DAY, (2026, 6, 30), (2026, 6, 30), (2026, 6, 30), "2026-06-30"),
            (
                Cycle.HALF_MONTH,
                (2026, 2, 15),
                (2026, 2, 1),
                (2026, 2, 15),
                "2026-02-H1",
            ),
            (
                Cycle.HALF_MONTH,
                (2026, 2, 16),
                (2026, 2, 16),
                (2026, 2, 28),
                "2026-02-H2",
            ),
            (Cycle.HALF_YEAR, (2026, 6, 30), (2026, 1, 1), (2026, 6, 30), "2026-H1"),
            (Cycle.HALF_YEAR, (2026, 7, 1), (2026, 7, 1), (2026, 12, 31), "2026-H2"),
        ],
    )
    def test_by_hand(
        self,
        cycle: Cycle,
        day: tuple[int, int, int],
        first: tuple[int, int, int],
        last: tuple[int, int, int],
        label: str,
    ) -> None:
        """
        Known days fall in known cells.
        """
        cell = cell_of(cycle, dt.date(*day))

        assert (cell.first, cell.last) == (dt.date(*first), dt.date(*last))
        assert str(cell) == cell.label == label

    @given(cycle=cycles, day=days())
    def test_a_cell_is_all_days_with_its_key(self, cycle: Cycle, day: dt.date) -> None:
        """
        A cell holds the days that the standard library puts together, and no other.
        """
        cell = cell_of(cycle, day)
        one = dt.timedelta(days=1)
        inside = [cell.first + one * number for number in range(cell.days)]

        assert day in cell
        assert {key(cycle, other) for other in inside} == {key(cycle, day)}
        assert key(cycle, cell.first - one) != key(cycle, day)
        assert key(cycle, cell.last + one) != key(cycle, day)
        assert next_cell(cycle, cell).first == cell.last + one

    @given(cycle=cycles, first=days(), length=st.integers(-3, 800))
    def test_cells_cover_a_span(
        self, cycle: Cycle, first: dt.date, length: int
    ) -> None:
        """
        The cells of a span are those of its days, each once, in order.
        """
        last = first + dt.timedelta(days=length)
        span = (first + dt.timedelta(days=number) for number in range(length + 1))
        expected = [name for name, _ in itertools.groupby(key(cycle, d) for d in span)]

        assert [
            key(cycle, cell.first) for cell in cells(cycle, first, last)
        ] == expected

    def test_datetime_refused(self) -> None:
        """
        A moment lies in no cell until its day is known.
        """
        moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

        with pytest.raises(NotADayError):
            cell_of(Cycle.WEEK, moment)
        with pytest.raises(NotADayError):
            moment in year(2026)  # noqa: B015 - asking is what raises

    def test_unknown_cycle(self) -> None:
        """
        A cycle is a member of the enumeration, not its name.
        """
        with pytest.raises(InvalidFieldError) as caught:
            cell_of("week", dt.date(2026, 1, 1))  # type: ignore[arg-type]

        assert str(caught.value) == (
            "cycle cannot be 'week'; "
            "allowed: Cycle.WEEK, Cycle.MONTH, Cycle.QUARTER, Cycle.YEAR, "
            "Cycle.DAY, Cycle.HALF_MONTH, Cycle.HALF_YEAR, Every(...)"
        )

    def test_names(self) -> None:
        """
        Each unit has a name in both languages.
        """
        assert [(c.name_text.en, c.name_text.zh) for c in Cycle] == [
            ("week", "周"),
            ("month", "月"),
            ("quarter", "季度"),
            ("year", "年"),
            ("day", "日"),
            ("half-month", "半月"),
            ("half-year", "半年"),
        ]


class TestNamedCells:
    """
    Cells can be asked for by their numbers.
    """

    def test_by_number(self) -> None:
        """
        Numbers give the same cells as their days.
        """
        assert week(2026, 53) == cell_of(Cycle.WEEK, dt.date(2027, 1, 3))
        assert month(2026, 2).last == dt.date(2026, 2, 28)
        assert quarter(2026, 3).first == dt.date(2026, 7, 1)
        assert year(2026).days == 365

    @pytest.mark.parametrize(
        ("make", "numbers", "message"),
        [
            (
                week,
                (2025, 53),
                "iso_week cannot be 53; allowed: a whole number from 1 to 52",
            ),
            (
                week,
                (0, 1),
                "iso_year cannot be 0; allowed: a whole number from 1 to 9998",
            ),
            (
                month,
                (2026, 13),
                "month cannot be 13; allowed: a whole number from 1 to 12",
            ),
            (
                month,
                (2026.0, 1),
                "year cannot be 2026.0; allowed: a whole number from 1 to 9998",
            ),
            (
                quarter,
                (2026, 5),
                "quarter cannot be 5; allowed: a whole number from 1 to 4",
            ),
            (
                year,
                (9999,),
                "year cannot be 9999; allowed: a whole number from 1 to 9998",
            ),
            (
                year,
                (True,),
                "year cannot be True; allowed: a whole number from 1 to 9998",
            ),
        ],
    )
    def test_impossible_numbers(
        self, make: object, numbers: tuple[object, ...], message: str
    ) -> None:
        """
        A number that names no cell is refused with the bounds.
        """
        assert callable(make)
        with pytest.raises(InvalidFieldError) as caught:
            make(*numbers)

        assert str(caught.value) == message


class TestPeriods:
    """
    A period has both its ends.
    """

    def test_both_ends_belong(self) -> None:
        """
        The days just outside do not.
        """
        span = period(dt.date(2026, 3, 2), dt.date(2026, 3, 4))
        inside = [day for day in range(1, 6) if dt.date(2026, 3, day) in span]

        assert inside == [2, 3, 4]
        assert span.label == "2026-03-02..2026-03-04"
        assert span.days == 3
        assert pickle.loads(pickle.dumps(span)) == span  # noqa: S301 - our own bytes

    def test_wrong_order(self) -> None:
        """
        An end before its start is refused.
        """
        with pytest.raises(ImpossibleOrderError) as caught:
            period(dt.date(2026, 3, 4), dt.date(2026, 3, 3))

        assert str(caught.value) == (
            "last (2026-03-03) lies before first (2026-03-04); "
            "correct one of the two facts"
        )

    def test_instants_of_a_period(self) -> None:
        """
        It begins at its first local midnight and closes at the one after its last.
        """
        march = month(2026, 3)

        assert march.begins().isoformat() == "2026-03-01T00:00:00+08:00"
        assert march.closes().isoformat() == "2026-04-01T00:00:00+08:00"
        assert (
            march.closes("Europe/Brussels").isoformat() == "2026-04-01T00:00:00+02:00"
        )


class TestEvery:
    """
    So many units from a day: cells that the calendar has no name for.
    """

    @pytest.mark.parametrize(
        ("every", "day", "label"),
        [
            # hw_issues#656: the week of 18 September 2016, from Sunday.
            (week_from(6), (2016, 9, 18), "2016-09-18..2016-09-24"),
            (week_from(6), (2016, 9, 24), "2016-09-18..2016-09-24"),
            (week_from(0), (2026, 1, 1), "2025-12-29..2026-01-04"),
            # A fortnight, on its edges and before its anchor.
            (FORTNIGHT, (2026, 1, 5), "2026-01-05..2026-01-18"),
            (FORTNIGHT, (2026, 1, 4), "2025-12-22..2026-01-04"),
            # A financial year from 1 February, and its quarters (akaunting#1834).
            (year_from(2), (2021, 1, 31), "2020-02-01..2021-01-31"),
            (
                Every("3 months", dt.date(2020, 2, 1)),
                (2021, 4, 30),
                "2021-02-01..2021-04-30",
            ),
            # Contract years from a leap day, every three years, two months.
            (
                Every("1 year", dt.date(2024, 2, 29)),
                (2025, 2, 28),
                "2025-02-28..2026-02-27",
            ),
            (
                Every("1 year", dt.date(2024, 2, 29)),
                (2028, 2, 28),
                "2027-02-28..2028-02-28",
            ),
            (
                Every("3 years", dt.date(2020, 7, 1)),
                (2019, 7, 1),
                "2017-07-01..2020-06-30",
            ),
            (
                Every("2 months", dt.date(2026, 1, 31)),
                (2026, 3, 30),
                "2026-01-31..2026-03-30",
            ),
            (
                Every("1 month", dt.date(2026, 1, 31)),
                (2026, 2, 28),
                "2026-02-28..2026-03-30",
            ),
            (
                Every(Days(10), dt.date(2026, 1, 1)),
                (2026, 1, 11),
                "2026-01-11..2026-01-20",
            ),
        ],
    )
    def test_by_hand(self, every: Every, day: tuple[int, int, int], label: str) -> None:
        """
        Cells are named by their first and last day.
        """
        cell = cell_of(every, dt.date(*day))
        assert cell.label == label
        assert dt.date(*day) in cell
        assert cell_named(label) == cell

    @given(every=everies, day=days(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
    def test_no_gap_and_no_overlap(self, every: Every, day: dt.date) -> None:
        """
        A day lies in its cell, and the next one begins the day after.
        """
        cell = cell_of(every, day)
        assert cell.first <= day <= cell.last
        following = next_cell(every, cell)
        assert following.first.toordinal() == cell.last.toordinal() + 1
        assert cell_of(every, cell.first) == cell_of(every, cell.last) == cell
        assert every.number_of(following.first.toordinal()) == (
            every.number_of(day.toordinal()) + 1
        )

    def test_one_value_for_one_pattern(self) -> None:
        """
        Weeks from Sunday are one value, hashable, and said in both languages.
        """
        assert week_from(6) == week_from(6)
        assert len({week_from(6), week_from(6), week_from(5)}) == 2
        assert pickle.loads(pickle.dumps(FORTNIGHT)) == FORTNIGHT  # noqa: S301 - our own bytes
        assert FORTNIGHT.in_language("en") == "2 weeks from 2026-01-05"
        assert FORTNIGHT.in_language("zh") == "2个星期（自2026年1月5日起）"

    @given(every=everies)
    def test_text(self, every: Every) -> None:
        """
        The text of a pattern is read back.
        """
        assert read_cells(write_cells(every)) == every

    @pytest.mark.parametrize("cycle", Cycle)
    def test_names_of_cycles(self, cycle: Cycle) -> None:
        """
        A cycle is written as its name.
        """
        assert read_cells(write_cells(cycle)) is cycle is read_cells(cycle)

    @pytest.mark.parametrize(
        "make",
        [
            lambda: Every(Days(0), dt.date(2026, 1, 1)),
            lambda: Every(Weeks(10_000), dt.date(2026, 1, 1)),
            lambda: Every("a while", dt.date(2026, 1, 1)),
            lambda: Every(WorkingDays(3), dt.date(2026, 1, 1)),
            lambda: week_from(7),
            lambda: week_from(6.0),  # type: ignore[arg-type]
            lambda: year_from(2, 30),
            lambda: year_from(13),
            lambda: year_from("2"),  # type: ignore[arg-type]
            lambda: read_cells("2 weeks from 2026-02-30"),
            lambda: read_cells("0 weeks from 2026-02-01"),
            lambda: read_cells("FORTNIGHT"),
            lambda: read_cells(2),
        ],
    )
    def test_what_no_anchor_can_make(self, make: Callable[[], object]) -> None:
        """
        No length, no such day: refused when it is built.
        """
        with pytest.raises(InvalidFieldError, match="allowed"):
            make()

    def test_a_moment_is_no_anchor(self) -> None:
        """
        An anchor is a day.
        """
        with pytest.raises(NotADayError, match=r"Every\.since"):
            Every("1 week", dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


class TestNames:
    """
    A label names its cell again.
    """

    @given(cycle=cycles, day=days())
    def test_of_cycles(self, cycle: Cycle, day: dt.date) -> None:
        """
        Whatever the cycle.
        """
        cell = cell_of(cycle, day)
        assert cell_named(cell.label) == cell

    def test_by_number(self) -> None:
        """
        Halves can be asked for by their numbers, too.
        """
        assert half_year(2026, 2).label == "2026-H2"
        assert half_month(2026, 2, 2).label == "2026-02-H2"
        assert half_month(2026, 2, 1).last == dt.date(2026, 2, 15)

    @pytest.mark.parametrize("number", [0, 3])
    def test_a_half_that_is_none(self, number: int) -> None:
        """
        A year has two.
        """
        with pytest.raises(InvalidFieldError, match="half"):
            half_year(2026, number)
        with pytest.raises(InvalidFieldError, match="half"):
            half_month(2026, 2, number)

    @pytest.mark.parametrize(
        "label",
        [
            "2026-13",
            "2026-W54",
            "2026-Q5",
            "2026-H3",
            "2026-03-H0",
            "2026-02-30",
            "2026-03-02..2026-03-01",
            "0000",
            "March",
            "",
            None,
            2026,
        ],
    )
    def test_no_cell(self, label: object) -> None:
        """
        What names none is refused.
        """
        with pytest.raises(InvalidFieldError, match="2026-W11"):
            cell_named(label)  # type: ignore[arg-type]


class TestEndsOfTime:
    """
    At both ends of the calendar there is a cell, or an error of our own.
    """

    @pytest.mark.parametrize("cycle", [*Cycle, FORTNIGHT, year_from(4)])
    @pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
    def test_cells(self, cycle: Cells, day: dt.date) -> None:
        """
        Cells that are not whole are refused; the last one has no next.
        """
        try:
            cell = cell_of(cycle, day)
        except DateOutOfRangeError:
            return
        assert day in cell
        if day == dt.date.max:
            assert list(cells(cycle, day, day)) == [cell]
            with pytest.raises(DateOutOfRangeError):
                next_cell(cycle, cell)
            with pytest.raises(DateOutOfRangeError):
                cell.closes()
        else:
            with pytest.raises(DateOutOfRangeError):
                cell.begins()

    def test_which_are_whole(self) -> None:
        """
        9999-12-31 is a Friday: its month is whole, its week is not.
        """
        assert cell_of(Cycle.MONTH, dt.date.max).label == "9999-12"
        with pytest.raises(DateOutOfRangeError):
            cell_of(Cycle.WEEK, dt.date.max)
