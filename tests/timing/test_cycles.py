"""
Calendar weeks, months, quarters and years.
"""

import datetime as dt
import itertools
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import days

from followup_rules.errors import (
    ImpossibleOrderError,
    InvalidFieldError,
    NotADayError,
)
from followup_rules.timing.cycles import (
    Cycle,
    cell_of,
    cells,
    month,
    next_cell,
    period,
    quarter,
    week,
    year,
)

cycles = st.sampled_from(Cycle)


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
            "allowed: Cycle.WEEK, Cycle.MONTH, Cycle.QUARTER, Cycle.YEAR"
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
