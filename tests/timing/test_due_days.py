"""
Days that hang on a cell: by the 15th of the next month, on the last working day.
"""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import days

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    CalendarRequiredError,
    DateOutOfRangeError,
    InvalidFieldError,
    NoSuchDayError,
)
from followup_rules.frames import assess as judge
from followup_rules.interchange import dumps, loads
from followup_rules.policies.cadence import CadencePolicy, CountedBy
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.policies.draws import DrawPolicy
from followup_rules.timing.amounts import Days
from followup_rules.timing.calendars import china, is_working_day
from followup_rules.timing.counting import (
    CIVIL_CODE,
    HOUSE_RULES,
    Counting,
    LastDay,
)
from followup_rules.timing.cycles import (
    Cycle,
    DayOf,
    DueDay,
    Every,
    WeekdayAfter,
    WorkingDayOf,
    read_due_day,
)

ABOUT: dict[str, Any] = {
    "id": "report",
    "clause": Clause(id="DEMO-1", en="in time", zh="按时"),
    "name": Text("the report", "报告"),
    "owed_by": "office",
}
NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
FORTNIGHT = Every("2 weeks", dt.date(2026, 1, 5))
MOST = {
    "WEEK": 7,
    "HALF_MONTH": 16,
    "MONTH": 31,
    "QUARTER": 92,
    "HALF_YEAR": 184,
    "YEAR": 366,
}
"""How many days the longest of each cell has."""
NEXT_15TH = DayOf(15, ahead=1)


def day(text: str) -> dt.date:
    """
    Read a day.
    """
    return dt.date.fromisoformat(text)


def places() -> st.SearchStrategy[DueDay]:
    """
    Return days of every kind.
    """
    placed = st.tuples(
        st.sampled_from((DayOf, WorkingDayOf)), st.sampled_from(sorted(MOST))
    ).flatmap(
        lambda drawn: st.builds(
            drawn[0],
            st.integers(-MOST[drawn[1]], MOST[drawn[1]]).filter(bool),
            st.just(Cycle[drawn[1]]),
            st.integers(0, 12),
        )
    )
    return st.one_of(placed, st.builds(WeekdayAfter, st.integers(0, 6)))


class TestDays:
    """
    Where the day is, by hand.
    """

    @pytest.mark.parametrize(
        ("start", "limit", "last"),
        [
            ("2026-03-02", NEXT_15TH, "2026-04-15"),
            ("2026-03-31", NEXT_15TH, "2026-04-15"),
            ("2026-12-31", NEXT_15TH, "2027-01-15"),
            ("2026-03-02", DayOf(15), "2026-03-15"),
            ("2026-03-15", DayOf(15), "2026-03-15"),
            ("2026-02-02", DayOf(-1), "2026-02-28"),
            ("2026-02-02", DayOf(-2, Cycle.QUARTER), "2026-03-30"),
            ("2026-02-02", DayOf(3, Cycle.WEEK, 2), "2026-02-18"),
            ("2026-02-02", DayOf(1, Cycle.YEAR, 1), "2027-01-01"),
            ("2026-02-20", DayOf(-1, Cycle.HALF_MONTH), "2026-02-28"),
            ("2026-02-20", DayOf(10, Cycle.HALF_YEAR, 1), "2026-07-10"),
            # The calendar of May 2026: off 1 to 5, worked 6, 7, 8 and Saturday 9.
            ("2026-04-20", WorkingDayOf(5, ahead=1), "2026-05-11"),
            ("2026-04-20", WorkingDayOf(4, ahead=1), "2026-05-09"),
            ("2026-05-20", WorkingDayOf(-1), "2026-05-29"),
            ("2026-05-20", WorkingDayOf(-2), "2026-05-28"),
            # Fridays: the next one, also from a Friday.
            ("2026-03-02", WeekdayAfter(4), "2026-03-06"),
            ("2026-03-05", WeekdayAfter(4), "2026-03-06"),
            ("2026-03-06", WeekdayAfter(4), "2026-03-13"),
            ("2026-03-07", WeekdayAfter(0), "2026-03-09"),
        ],
    )
    def test_by_hand(self, start: str, limit: DueDay, last: str) -> None:
        """
        Looked up in the cell of the start, or in one of the next.
        """
        due = HOUSE_RULES.deadline(day(start), limit, calendar=china())
        assert due.last_day == day(last)

    @given(
        start=days(dt.date(2023, 1, 1), dt.date(2025, 6, 30)), weekday=st.integers(0, 6)
    )
    def test_weekdays(self, start: dt.date, weekday: int) -> None:
        """
        The first such day after the start; from the start on where that counts.
        """
        for counted in (False, True):
            rules = Counting(start_day_counted=counted)
            last = rules.deadline(start, WeekdayAfter(weekday)).last_day
            assert last.weekday() == weekday
            assert 0 <= last.toordinal() - start.toordinal() - (not counted) < 7

    @given(start=days(dt.date(2023, 1, 1), dt.date(2025, 6, 30)), n=st.integers(1, 15))
    def test_working_days(self, start: dt.date, n: int) -> None:
        """
        The n-th of the next month, one day looked at after another.
        """
        first = (start.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        month = [first + dt.timedelta(days=number) for number in range(28)]
        worked = [one for one in month if is_working_day(china(), one)]
        limit = WorkingDayOf(n, ahead=1)
        due = HOUSE_RULES.deadline(start, limit, calendar=china())
        assert due.last_day == worked[n - 1]

    def test_rolls_and_bounds(self) -> None:
        """
        A last day rolls, and an excluded bound comes off, as with any limit.
        """
        # Sunday 15 March 2026.
        start = day("2026-03-02")
        due = CIVIL_CODE.deadline(start, DayOf(15), calendar=china())
        assert due.last_day == day("2026-03-16")
        under = Counting(bound_included=False)
        assert under.deadline(start, DayOf(15)).last_day == day("2026-03-14")
        every = Counting(
            least_working_days=3,
            suspended_days_count=False,
            working_days_up_to=5,
            rest_day=LastDay.ROLLS_BACKWARD,
        )
        due = every.deadline(start, DayOf(15), calendar=china())
        assert due.last_day == day("2026-03-13")


class TestWords:
    """
    Said in both languages, and read back.
    """

    @pytest.mark.parametrize(
        ("limit", "english", "chinese"),
        [
            (NEXT_15TH, "day 15 of the next month", "次月15日"),
            (DayOf(15), "day 15 of the month", "当月15日"),
            (DayOf(-1), "last day of the month", "当月最后一天"),
            (
                DayOf(10, Cycle.QUARTER, 1),
                "day 10 of the next quarter",
                "下一季度第10天",
            ),
            (DayOf(1, Cycle.MONTH, 2), "day 1 of the month 2 ahead", "之后第2个月1日"),
            (WorkingDayOf(5), "working day 5 of the month", "当月第5个工作日"),
            (
                WorkingDayOf(-1, Cycle.HALF_YEAR),
                "last working day of the half-year",
                "本半年最后一个工作日",
            ),
            (
                WorkingDayOf(-3, Cycle.YEAR, 1),
                "working day 3 from the end of the next year",
                "次年倒数第3个工作日",
            ),
            (WeekdayAfter(4), "next Friday", "下一个周五"),
        ],
    )
    def test_by_hand(self, limit: DueDay, english: str, chinese: str) -> None:
        """
        As a clerk would say it.
        """
        assert str(limit) == limit.in_language("en") == english
        assert limit.in_language("zh") == chinese
        assert read_due_day(english) == limit

    @given(limit=places())
    def test_read_back(self, limit: DueDay) -> None:
        """
        Whatever the day.
        """
        assert read_due_day(str(limit)) == limit

    @pytest.mark.parametrize(
        "text",
        [
            "day 0 of the month",
            "day 15 of the day",
            "day 367 of the year",
            "day 15 of the month 1 ahead",
            "last Friday",
            "next friday",
            15,
            None,
        ],
    )
    def test_other_spellings(self, text: object) -> None:
        """
        What spells no day is refused with examples.
        """
        with pytest.raises(InvalidFieldError, match="last working day of the month"):
            read_due_day(text)


class TestRefused:
    """
    A day that is not there is an error that says why.
    """

    @pytest.mark.parametrize(
        ("start", "limit", "why"),
        [
            ("2026-01-31", DayOf(30, ahead=1), "2026-02 has no such day"),
            ("2025-02-01", DayOf(366, Cycle.YEAR), "2025 has no such day"),
            ("2026-02-01", WorkingDayOf(25), "2026-02 has no such day"),
            ("2026-02-01", WorkingDayOf(-25), "2026-02 has no such day"),
            (
                "2026-03-20",
                DayOf(15),
                "day 15 of the month: 2026-03 has it on 2026-03-15, before 2026-03-20",
            ),
        ],
    )
    def test_no_such_day(self, start: str, limit: DueDay, why: str) -> None:
        """
        The cell lacks it, or has had it already.
        """
        with pytest.raises(NoSuchDayError, match=why):
            HOUSE_RULES.deadline(day(start), limit, calendar=china())

    @pytest.mark.parametrize(("name", "most"), sorted(MOST.items()))
    def test_a_day_that_no_cell_has(self, name: str, most: int) -> None:
        """
        The 32nd of a month is refused with the rule, and not in each row.
        """
        cycle, unit = Cycle[name], name.lower().replace("_", "-")
        for kind in (DayOf, WorkingDayOf):
            what = kind.what.en
            for number in (most, -most):
                placed = kind(number, cycle, 1)
                assert read_due_day(str(placed)) == placed
            for number in (most + 1, -most - 1):
                says = rf"\.number cannot be {number}; allowed: "
                with pytest.raises(InvalidFieldError, match=says):
                    kind(number, cycle)
            for end in ("", " from the end"):
                text = f"{what} {most + 1}{end} of the next {unit}"
                with pytest.raises(InvalidFieldError, match="limit cannot be"):
                    read_due_day(text)

    def test_needs_a_calendar(self) -> None:
        """
        Working days are not guessed.
        """
        with pytest.raises(CalendarRequiredError, match="working days of a cell"):
            HOUSE_RULES.deadline(day("2026-03-02"), WorkingDayOf(1))

    def test_backward(self) -> None:
        """
        Only lengths are counted back from an event.
        """
        with pytest.raises(InvalidFieldError, match="WorkingDays"):
            HOUSE_RULES.before(day("2026-03-02"), NEXT_15TH)  # type: ignore[arg-type]

    def test_beyond_the_years(self) -> None:
        """
        No month follows the last.
        """
        with pytest.raises(DateOutOfRangeError):
            HOUSE_RULES.deadline(dt.date.max, NEXT_15TH)

    @pytest.mark.parametrize(
        ("kind", "fields", "words"),
        [
            (DayOf, {"number": 0}, "1 or more, or -1 or less"),
            (DayOf, {"number": 367}, "a whole number from -366 to 366"),
            (WorkingDayOf, {"number": 1, "of": Cycle.DAY}, "Cycle.WEEK"),
            (WorkingDayOf, {"number": 1, "of": "MONTH"}, "Cycle.WEEK"),
            (DayOf, {"number": 1, "ahead": 13}, "from 0 to 12"),
            (WeekdayAfter, {"weekday": 7}, "from 0 to 6"),
        ],
    )
    def test_impossible(
        self, kind: type, fields: dict[str, object], words: str
    ) -> None:
        """
        Numbers that no cell can have.
        """
        with pytest.raises(InvalidFieldError, match=words):
            kind(**fields)


class TestPolicies:
    """
    Where rules hold cells and days of cells.
    """

    def test_a_deadline(self) -> None:
        """
        By the 15th of the next month, in a verdict and in a file.
        """
        rule = DeadlinePolicy(**ABOUT, limit=NEXT_15TH)
        verdict = rule.assess(day("2026-03-02"), day("2026-04-16"), as_of=NOW)
        assert verdict.status.name == "LATE"
        assert verdict.deadline.last_day == day("2026-04-15")
        assert 'limit = "day 15 of the next month"' in dumps(rule)
        assert loads(dumps(rule)) == rule

    def test_in_columns(self) -> None:
        """
        Columns look up the same day.
        """
        import polars as pl  # noqa: PLC0415 - one test of many needs it

        rule = DeadlinePolicy(**ABOUT, limit=NEXT_15TH)
        frame = pl.DataFrame({"at": [day("2026-03-02"), day("2025-12-31")]})
        found = judge(frame, rule, trigger="at", as_of=NOW)
        assert [f"{one}" for one in found["due_day"]] == ["2026-04-15", "2026-01-15"]

    def test_half_years(self) -> None:
        """
        Half-yearly visits in 2026, made on 5 March and 1 May: one half is missed.
        """
        rule = CadencePolicy(**ABOUT, cycle=Cycle.HALF_YEAR)
        found = rule.assess_cells(
            [day("2026-03-05"), day("2026-05-01")],
            first=day("2026-01-01"),
            last=day("2026-12-31"),
            as_of=dt.datetime(2027, 1, 2, tzinfo=dt.UTC),
        )
        assert [(v.subject.cell, v.status.name) for v in found if v.subject] == [
            ("2026-H1", "MET"),
            ("2026-H2", "BREACHED"),
        ]
        assert "2026年下半年" in found[1].explain("zh")
        assert loads(dumps(rule)) == rule

    def test_fortnights(self) -> None:
        """
        A cadence of fortnights, in a file, in words, and in columns.
        """
        import polars as pl  # noqa: PLC0415 - one test of many needs it

        rule = CadencePolicy(**ABOUT, cycle=FORTNIGHT)
        assert 'cycle = "2 weeks from 2026-01-05"' in dumps(rule)
        assert loads(dumps(rule)) == rule
        first, last = day("2026-01-05"), day("2026-02-01")
        events = [day("2026-01-18")]
        single = rule.assess_cells(events, first=first, last=last, as_of=NOW)
        frame = pl.DataFrame({"office": ["a"], "at": events})
        found = judge(
            frame, rule, event="at", by="office", first=first, last=last, as_of=NOW
        )
        assert found["status"].to_list() == [v.status.value for v in single]
        assert found["status"].to_list() == ["met", "breached"]
        with pytest.raises(InvalidFieldError, match="a 2 weeks from 2026-01-05"):
            rule.cell(
                next(iter(CadencePolicy(**ABOUT, cycle=Cycle.WEEK).cells(first, first)))
            )

    def test_due_after_the_period(self) -> None:
        """
        A report about a month is owed on the fifth working day of the next.
        """
        rule = CadencePolicy(
            **ABOUT,
            cycle=Cycle.MONTH,
            by=CountedBy.PERIOD_COVERED,
            limit=WorkingDayOf(5, ahead=1),
        )
        due = rule.due(day("2026-04-10"), calendar=china())
        assert due is not None
        assert due.last_day == day("2026-05-11")
        assert loads(dumps(rule)) == rule

    def test_a_draw_of_the_day(self) -> None:
        """
        Draws of two days of one week differ where a day is the cell (K2).
        """
        ledger = [f"{n:03d}" for n in range(100)]
        receipts = []
        for cycle in (Cycle.DAY, FORTNIGHT):
            rule = DrawPolicy(**ABOUT, cycle=cycle, size=3)
            draws = [
                rule.draw(ledger, seed="1", on=day(on))
                for on in ("2026-03-09", "2026-03-10")
            ]
            receipts.append([draw.chosen for draw in draws])
        assert receipts[0][0] != receipts[0][1]
        assert receipts[1][0] == receipts[1][1]

    def test_lengths_stay_lengths(self) -> None:
        """
        A text that spells a length is one.
        """
        rule = DeadlinePolicy(**ABOUT, limit=Days(3))
        assert loads(dumps(rule)) == rule
