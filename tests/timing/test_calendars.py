"""
Which days are worked, and counting over them.
"""

import copy
import datetime as dt
import json
import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pendulum
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import FIRST, LAST, calendars, days

from followup_rules.errors import (
    CalendarDataError,
    CalendarNeverOpensError,
    CalendarNotCoveredError,
    ImpossibleCountError,
    InvalidFieldError,
    NotADayError,
)
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.rulebooks import repair
from followup_rules.timing.calendars import (
    KIND_NAMES,
    DayKind,
    RestDayStart,
    TableCalendar,
    WorkCalendar,
    add_working_days,
    china,
    count_working_days,
    extend,
    from_exceptions,
    from_holiday_cn,
    is_working_day,
    overlay,
    provisional,
    provisional_since,
    roll_backward,
    roll_forward,
)

ONE = dt.timedelta(days=1)
ROOM = dt.timedelta(days=600)
inner_days = days(FIRST + ROOM, LAST - ROOM)
FIXTURES = Path(__file__).parents[1] / "fixtures" / "holiday-cn"

# Monday 2 March to Friday 13 March 2026.
FORTNIGHT = from_exceptions(
    "fortnight", dt.date(2026, 3, 2), dt.date(2026, 3, 13), source="a test"
)


class Plain:
    """
    A host's own calendar: no table, and no class of ours.
    """

    def __init__(self, table: TableCalendar) -> None:
        self._table = table
        self.calendar_id = "plain"
        self.confirmed = table.confirmed

    def kind(self, day: dt.date) -> DayKind:
        """
        Look the day up.
        """
        return self._table.kind(day)


class Closed:
    """
    A calendar that goes on for ever and never opens.
    """

    calendar_id = "closed"
    confirmed = (dt.date.min, dt.date.max)

    def kind(self, day: dt.date) -> DayKind:
        """
        Rest on every day.
        """
        assert isinstance(day, dt.date)
        return DayKind.HOLIDAY


def march(day: int) -> dt.date:
    """
    Return a day of March 2026; the 2nd is a Monday.
    """
    return dt.date(2026, 3, day)


def worked(calendar: WorkCalendar, first: dt.date, last: dt.date) -> int:
    """
    Count working days one by one, both ends included.
    """
    span = range((last - first).days + 1)
    return sum(calendar.kind(first + ONE * number).is_working for number in span)


def judge_of(calendar: TableCalendar) -> Callable[[dt.date, int, str], dt.date]:
    """
    Let numpy count: every day is a business day but the listed rest days.
    """
    first, last = calendar.confirmed
    span = (first + ONE * number for number in range((last - first).days + 1))
    rest = [day for day in span if not calendar.kind(day).is_working]
    week = np.busdaycalendar("1111111", rest)

    def judge(day: dt.date, n: int, roll: Any) -> dt.date:
        found = np.busday_offset(day, n, roll=roll, busdaycal=week)
        return dt.date.fromisoformat(str(found))

    return judge


class TestCounting:
    """
    The n-th working day is found forward and backward, and counted back again.
    """

    @settings(max_examples=60)
    @given(
        calendar=calendars(),
        starts=st.lists(inner_days, min_size=5, max_size=20),
        n=st.integers(1, 250),
    )
    def test_same_as_numpy(
        self, calendar: TableCalendar, starts: list[dt.date], n: int
    ) -> None:
        """
        Forward and backward the answers are those of numpy's business days.
        """
        judge = judge_of(calendar)
        after_roll = {"rest_day_start": RestDayStart.ROLL_THEN_COUNT}

        for day in starts:
            assert add_working_days(calendar, day, n) == judge(day, n, "backward")
            assert add_working_days(calendar, day, -n) == judge(day, -n, "forward")
            assert add_working_days(calendar, day, n, **after_roll) == judge(
                day, n, "forward"
            )
            assert add_working_days(calendar, day, -n, **after_roll) == judge(
                day, -n, "backward"
            )

    @given(calendar=calendars(), day=inner_days, n=st.integers(1, 60))
    def test_exactly_n_days_lie_within(
        self, calendar: TableCalendar, day: dt.date, n: int
    ) -> None:
        """
        Exactly n working days lie after the start up to the answer, which is one.
        """
        due = add_working_days(calendar, day, n)
        back = add_working_days(calendar, day, -n)

        assert type(due) is pendulum.Date
        assert calendar.kind(due).is_working
        assert calendar.kind(back).is_working
        assert worked(calendar, day + ONE, due) == n
        assert worked(calendar, back, day - ONE) == n

    @given(calendar=calendars(), day=inner_days, n=st.integers(-60, 60))
    def test_counting_undoes_adding(
        self, calendar: TableCalendar, day: dt.date, n: int
    ) -> None:
        """
        Counting to the answer gives n again, forward and backward.
        """
        due = add_working_days(calendar, day, n)

        assert count_working_days(calendar, day, due) == (n or int(due > day))

    @given(
        calendar=calendars(),
        day=inner_days,
        length=st.integers(-40, 40),
        ends=st.tuples(st.booleans(), st.booleans()),
    )
    def test_count_day_by_day(
        self,
        calendar: TableCalendar,
        day: dt.date,
        length: int,
        ends: tuple[bool, bool],
    ) -> None:
        """
        Each end counts where the caller says so; backward the count is negative.
        """
        end = day + ONE * length
        marked = {day: ends[0], end: ends[1]}
        if length == 0:
            marked = {day: all(ends)}
        first, last = sorted((day, end))
        expected = sum(
            calendar.kind(one).is_working and marked.get(one, True)
            for one in (
                first + ONE * number for number in range((last - first).days + 1)
            )
        )
        found = count_working_days(
            calendar, day, end, include_start=ends[0], include_end=ends[1]
        )

        assert found == (expected if length >= 0 else -expected)

    @given(calendar=calendars(), day=inner_days)
    def test_rolling(self, calendar: TableCalendar, day: dt.date) -> None:
        """
        A working day stays; a rest day moves to the nearest one in the direction.
        """
        later, earlier = roll_forward(calendar, day), roll_backward(calendar, day)

        assert is_working_day(calendar, day) is calendar.kind(day).is_working
        assert calendar.kind(later).is_working
        assert calendar.kind(earlier).is_working
        assert worked(calendar, day, later) == 1
        assert worked(calendar, earlier, day) == 1
        assert earlier <= day <= later
        assert add_working_days(calendar, day, 0) == later

    def test_a_start_on_a_rest_day(self) -> None:
        """
        From a Saturday, Monday is day 1, or is rolled to without being counted.
        """
        saturday = march(7)
        roll_first = RestDayStart.ROLL_THEN_COUNT

        assert add_working_days(FORTNIGHT, saturday, 1) == march(9)
        assert add_working_days(FORTNIGHT, saturday, -1) == march(6)
        assert add_working_days(
            FORTNIGHT, saturday, 1, rest_day_start=roll_first
        ) == march(10)
        assert add_working_days(
            FORTNIGHT, saturday, -1, rest_day_start=roll_first
        ) == march(5)

    @pytest.mark.parametrize("n", [1.0, "3", None, True])
    def test_only_whole_numbers(self, n: int) -> None:
        """
        A number of working days is a whole number.
        """
        with pytest.raises(ImpossibleCountError) as caught:
            add_working_days(FORTNIGHT, march(2), n)

        assert str(caught.value) == f"n cannot be {n!r}; allowed: a whole number"

    @pytest.mark.parametrize(
        "ask",
        [
            lambda moment: is_working_day(FORTNIGHT, moment),
            FORTNIGHT.kind,
            FORTNIGHT.assert_covers,
            lambda moment: roll_forward(FORTNIGHT, moment),
            lambda moment: roll_backward(FORTNIGHT, moment),
            lambda moment: add_working_days(FORTNIGHT, moment, 1),
            lambda moment: count_working_days(FORTNIGHT, moment, march(5)),
            lambda moment: count_working_days(FORTNIGHT, march(5), moment),
        ],
    )
    def test_datetimes_refused(self, ask: Callable[[dt.date], object]) -> None:
        """
        A moment is refused everywhere: its day depends on a zone.
        """
        with pytest.raises(NotADayError, match="choose its time zone"):
            ask(dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC))


class TestCoverage:
    """
    A day without a published notice raises when it is needed, and not before.
    """

    @pytest.mark.parametrize(
        ("start", "n", "expected"),
        [
            (dt.date(2026, 3, 1), 1, 2),  # the start day itself is not needed
            (dt.date(2026, 3, 12), 1, 13),
            (dt.date(2026, 3, 14), -1, 13),
            (dt.date(2026, 3, 14), -10, 2),
            (dt.date(2026, 3, 1), 10, 13),
            (dt.date(2026, 3, 13), 0, 13),
        ],
    )
    def test_covered(self, start: dt.date, n: int, expected: int) -> None:
        """
        Only the days that are counted need to be covered.
        """
        assert add_working_days(FORTNIGHT, start, n) == march(expected)
        assert add_working_days(Plain(FORTNIGHT), start, n) == march(expected)

    @pytest.mark.parametrize(
        ("start", "n", "needed"),
        [
            (dt.date(2026, 3, 13), 1, dt.date(2026, 3, 14)),
            (dt.date(2026, 3, 1), 11, dt.date(2026, 3, 14)),
            (dt.date(2026, 2, 28), 1, dt.date(2026, 3, 1)),
            (dt.date(2026, 5, 1), 1, dt.date(2026, 5, 2)),
            (dt.date(2026, 3, 2), -1, dt.date(2026, 3, 1)),
            (dt.date(2026, 3, 15), -1, dt.date(2026, 3, 14)),
            (dt.date(2026, 2, 1), -1, dt.date(2026, 1, 31)),
            (dt.date(2026, 3, 14), 0, dt.date(2026, 3, 14)),
            (dt.date(2026, 3, 1), 0, dt.date(2026, 3, 1)),
        ],
    )
    def test_first_day_that_is_missing(
        self, start: dt.date, n: int, needed: dt.date
    ) -> None:
        """
        The error names the first day that was needed and is not covered.
        """
        for calendar in (FORTNIGHT, Plain(FORTNIGHT)):
            with pytest.raises(CalendarNotCoveredError) as caught:
                add_working_days(calendar, start, n)

            assert caught.value.day == needed
            assert (caught.value.first, caught.value.last) == (march(2), march(13))
            assert str(caught.value) == (
                f"calendar {FORTNIGHT.calendar_id} covers 2026-03-02 to 2026-03-13, "
                f"and {needed} was needed; load the notice that covers this day"
            )

    @pytest.mark.parametrize(
        ("start", "end", "needed"),
        [
            (dt.date(2026, 2, 28), dt.date(2026, 3, 4), dt.date(2026, 3, 1)),
            (dt.date(2026, 3, 12), dt.date(2026, 3, 20), dt.date(2026, 3, 14)),
            (dt.date(2026, 4, 1), dt.date(2026, 4, 3), dt.date(2026, 4, 2)),
        ],
    )
    def test_counting_outside(
        self, start: dt.date, end: dt.date, needed: dt.date
    ) -> None:
        """
        A day that would be counted must be covered.
        """
        for calendar in (FORTNIGHT, Plain(FORTNIGHT)):
            with pytest.raises(CalendarNotCoveredError) as caught:
                count_working_days(calendar, start, end)

            assert caught.value.day == needed

    def test_counting_up_to_the_bounds(self) -> None:
        """
        The excluded start may lie outside, and nothing is counted of nothing.
        """
        assert count_working_days(FORTNIGHT, march(1), march(13)) == 10
        assert (
            count_working_days(FORTNIGHT, dt.date(2030, 1, 1), dt.date(2030, 1, 1)) == 0
        )

    def test_start_up_check(self) -> None:
        """
        A host can ask for a day ahead, and learns of the gap at once.
        """
        FORTNIGHT.assert_covers(march(2))
        FORTNIGHT.assert_covers(march(13))
        for day in (march(1), march(14)):
            with pytest.raises(CalendarNotCoveredError):
                FORTNIGHT.assert_covers(day)
            with pytest.raises(CalendarNotCoveredError):
                is_working_day(FORTNIGHT, day)


class TestHostCalendars:
    """
    A calendar without a table gives the same answers, only slower.
    """

    @settings(max_examples=60)
    @given(
        table=calendars(dt.date(2026, 1, 1), dt.date(2026, 6, 30)),
        day=days(dt.date(2025, 12, 20), dt.date(2026, 7, 10)),
        n=st.integers(-30, 30),
        start=st.sampled_from(RestDayStart),
    )
    def test_same_answers_and_same_refusals(
        self, table: TableCalendar, day: dt.date, n: int, start: RestDayStart
    ) -> None:
        """
        Every question has one answer, or one missing day, whoever answers it.
        """
        questions: list[Callable[[WorkCalendar], object]] = [
            lambda calendar: add_working_days(calendar, day, n, rest_day_start=start),
            lambda calendar: roll_forward(calendar, day),
            lambda calendar: roll_backward(calendar, day),
            lambda calendar: is_working_day(calendar, day),
            lambda calendar: count_working_days(calendar, day, day + ONE * n),
        ]
        for question in questions:
            answers = []
            for calendar in (table, Plain(table)):
                try:
                    answers.append(question(calendar))
                except CalendarNotCoveredError as error:
                    answers.append(error.day)

            assert answers[0] == answers[1]

    @pytest.mark.parametrize("n", [1, -1])
    def test_never_opens(self, n: int) -> None:
        """
        A search that finds no working day in ten years gives up.
        """
        with pytest.raises(CalendarNeverOpensError) as caught:
            add_working_days(Closed(), march(2), n)

        assert caught.value.calendar_id == "closed"
        assert march(2) in {caught.value.first, caught.value.last}
        assert (caught.value.last - caught.value.first).days == 3661

    def test_protocol(self) -> None:
        """
        Both are work calendars by shape alone.
        """
        assert isinstance(FORTNIGHT, WorkCalendar)
        assert isinstance(Plain(FORTNIGHT), WorkCalendar)


class TestTableCalendar:
    """
    A table never changes, and is known by what it says.
    """

    def test_equality_and_hash(self) -> None:
        """
        Two tables with one name and the same days are one calendar.
        """
        again = from_exceptions("fortnight", march(2), march(13), source="elsewhere")
        other = from_exceptions(
            "fortnight", march(2), march(13), off=[march(4)], source="a test"
        )

        assert again == FORTNIGHT
        assert hash(again) == hash(FORTNIGHT)
        assert again.calendar_id.startswith("fortnight@sha256:")
        assert other != FORTNIGHT
        assert other.calendar_id != FORTNIGHT.calendar_id
        assert FORTNIGHT != "fortnight"

    def test_copies(self) -> None:
        """
        Pickles and copies are equal and answer alike.
        """
        again = pickle.loads(pickle.dumps(FORTNIGHT))  # noqa: S301 - our own bytes
        for twin in (again, copy.copy(FORTNIGHT), copy.deepcopy(FORTNIGHT)):
            assert twin == FORTNIGHT
            assert twin.provenance == ("a test",)
            assert add_working_days(twin, march(6), 1) == march(9)

    def test_immutable(self) -> None:
        """
        No field can be set.
        """
        with pytest.raises(AttributeError):
            FORTNIGHT.codes = b""  # type: ignore[misc]

    def test_shown(self) -> None:
        """
        Its repr says what it is and what it covers.
        """
        assert repr(FORTNIGHT) == (
            f"<TableCalendar {FORTNIGHT.calendar_id}, 2026-03-02 to 2026-03-13>"
        )

    def test_worked_ordinals(self) -> None:
        """
        The working days can be had as day numbers, for whoever joins tables.
        """
        found = [dt.date.fromordinal(one) for one in FORTNIGHT.worked_ordinals()]

        assert found == [march(day) for day in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13)]

    def test_eight_threads(self) -> None:
        """
        Eight threads that share a calendar all get the answers of one.
        """
        starts = [dt.date(2024, 1, 1) + ONE * number for number in range(700)]

        def ask(_thread: int) -> list[dt.date]:
            return [add_working_days(china(), day, 7) for day in starts]

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(ask, range(8)))

        assert answers == [ask(0)] * 8

    def test_kind_names(self) -> None:
        """
        Every kind of day has a name in both languages, and is worked or not.
        """
        assert set(KIND_NAMES) == set(DayKind)
        assert {kind for kind in DayKind if kind.is_working} == {
            DayKind.WORKING,
            DayKind.MAKEUP_WORKING,
            DayKind.LOCAL_WORKING,
        }


class TestFromExceptions:
    """
    Any list of exceptions over ordinary weeks is a calendar.
    """

    def test_kinds(self) -> None:
        """
        Days off are holidays, worked weekend days are make-up days.
        """
        calendar = from_exceptions(
            "court",
            march(2),
            march(15),
            off=[march(4)],
            on=[march(7)],
            source="court order 7",
        )
        kinds = [calendar.kind(march(day)) for day in (3, 4, 7, 8)]

        assert kinds == [
            DayKind.WORKING,
            DayKind.HOLIDAY,
            DayKind.MAKEUP_WORKING,
            DayKind.WEEKEND,
        ]
        assert calendar.provenance == ("court order 7",)

    def test_other_weekends(self) -> None:
        """
        The weekly rest days are the host's to name; Friday is 4.
        """
        calendar = from_exceptions(
            "gulf", march(2), march(15), weekend={4, 5}, source="a test"
        )
        rest = [day for day in range(2, 16) if not is_working_day(calendar, march(day))]

        assert rest == [6, 7, 13, 14]

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            (
                {"off": [march(4)], "on": [march(4)]},
                "court: 2026-03-04 is listed both off and on; list it once",
            ),
            (
                {"off": [march(16)]},
                (
                    "court: 2026-03-16 lies outside 2026-03-02 to 2026-03-15; "
                    "widen the bounds or drop the day"
                ),
            ),
            (
                {"on": [march(1)]},
                (
                    "court: 2026-03-01 lies outside 2026-03-02 to 2026-03-15; "
                    "widen the bounds or drop the day"
                ),
            ),
            (
                {"last": march(1)},
                (
                    "court: the last day 2026-03-01 lies before the first 2026-03-02; "
                    "swap them"
                ),
            ),
            (
                {"weekend": (6, 7)},
                "court: 7 is no day of the week; Monday is 0 and Sunday is 6",
            ),
        ],
    )
    def test_refusals(self, changes: dict[str, Any], message: str) -> None:
        """
        Unusable lists are refused with the way out.
        """
        bounds: dict[str, Any] = {
            "first": march(2),
            "last": march(15),
            "source": "a test",
        }
        with pytest.raises(CalendarDataError) as caught:
            from_exceptions("court", **(bounds | changes))

        assert str(caught.value) == message

    @pytest.mark.parametrize("field", ["first", "last"])
    def test_bounds_are_days(self, field: str) -> None:
        """
        A moment is no bound, whether days are listed or not.
        """
        bounds: dict[str, Any] = {"first": march(2), "last": march(15)}
        bounds[field] = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)

        with pytest.raises(NotADayError, match=field):
            from_exceptions("court", off=[march(4)], source="a test", **bounds)

    def test_listed_days_are_days(self) -> None:
        """
        A moment in a list is refused too.
        """
        moment = dt.datetime(2026, 3, 4, tzinfo=dt.UTC)
        with pytest.raises(NotADayError):
            from_exceptions("court", march(2), march(15), off=[moment], source="a test")

    def test_never_opens(self) -> None:
        """
        A calendar without a single working day is refused.
        """
        with pytest.raises(CalendarNeverOpensError) as caught:
            from_exceptions("shut", march(7), march(8), source="a test")

        assert str(caught.value) == (
            f"calendar {caught.value.calendar_id} has no working day "
            "from 2026-03-07 to 2026-03-08; check its weekend and exceptions"
        )


class TestOverlay:
    """
    Local days lie over another calendar and win.
    """

    @pytest.mark.parametrize("base", [FORTNIGHT, Plain(FORTNIGHT)])
    def test_local_days(self, base: WorkCalendar) -> None:
        """
        What is listed is local; everything else, and the bounds, stay.
        """
        local = overlay(
            base, name="town", off=[march(4)], on=[march(7)], source="town notice 3"
        )
        plain = getattr(base, "provenance", ("plain",))

        assert local.kind(march(4)) is DayKind.LOCAL_OFF
        assert local.kind(march(7)) is DayKind.LOCAL_WORKING
        assert local.kind(march(5)) is DayKind.WORKING
        assert local.kind(march(8)) is DayKind.WEEKEND
        assert local.confirmed == (march(2), march(13))
        assert local.provenance == (*plain, "town notice 3")
        assert add_working_days(local, march(3), 2) == march(6)
        assert add_working_days(local, march(6), 1) == march(7)

    def test_base_is_unchanged(self) -> None:
        """
        The base keeps its own answers and its own id.
        """
        local = overlay(FORTNIGHT, name="fortnight", off=[march(4)], source="a test")

        assert FORTNIGHT.kind(march(4)) is DayKind.WORKING
        assert local.calendar_id != FORTNIGHT.calendar_id

    def test_uncovered_day(self) -> None:
        """
        A local day outside the base's coverage is refused.
        """
        with pytest.raises(CalendarNotCoveredError):
            overlay(FORTNIGHT, name="town", off=[march(16)], source="a test")

    def test_contradiction(self) -> None:
        """
        A day cannot be both off and on.
        """
        with pytest.raises(CalendarDataError, match="both off and on"):
            overlay(
                FORTNIGHT, name="town", off=[march(4)], on=[march(4)], source="a test"
            )


def document(
    year: int, *entries: tuple[str, object], **fields: object
) -> dict[str, Any]:
    """
    Make a yearly document.
    """
    listed = [{"name": "holiday", "date": day, "isOffDay": off} for day, off in entries]
    return {"year": year, "papers": [f"notice {year}"], "days": listed} | fields


class TestFromHolidayCn:
    """
    A host loads the yearly JSON files the day their notice appears.
    """

    def test_three_years(self) -> None:
        """
        Three files in any order make one calendar that ends on 28 December.
        """
        files = [FIXTURES / f"{year}.json" for year in (2023, 2021, 2022)]
        calendar = from_holiday_cn(*files)

        assert calendar.confirmed == (dt.date(2021, 1, 1), dt.date(2023, 12, 28))
        assert calendar.kind(dt.date(2021, 2, 7)) is DayKind.MAKEUP_WORKING  # Sunday
        assert calendar.kind(dt.date(2021, 2, 11)) is DayKind.HOLIDAY  # Thursday
        assert calendar.kind(dt.date(2021, 2, 21)) is DayKind.WEEKEND
        assert calendar.kind(dt.date(2022, 12, 30)) is DayKind.WORKING  # Friday
        assert calendar.kind(dt.date(2022, 12, 31)) is DayKind.HOLIDAY
        assert calendar.provenance == (
            "2021: 国办发明电〔2020〕27号",
            "2022: 国办发明电〔2021〕11号",
            "2023: 国办发明电〔2022〕16号",
        )

    def test_three_forms(self) -> None:
        """
        A path, a JSON text and a parsed table are read alike.
        """
        path = FIXTURES / "2022.json"
        text = path.read_text(encoding="utf-8")
        forms = [path, str(path), text, "\n " + text, json.loads(text)]
        ids = {from_holiday_cn(form).calendar_id for form in forms}

        assert len(ids) == 1

    def test_next_notice_sets_the_december_before(self) -> None:
        """
        A notice may change the last days of the December before its year.
        """
        calendar = from_holiday_cn(
            document(2019, ("2018-12-29", False), ("2018-12-31", True)),
            document(2018, ("2018-01-01", True), ("2018-12-29", True)),
            name="china",
        )

        assert calendar.kind(dt.date(2018, 12, 29)) is DayKind.MAKEUP_WORKING
        assert calendar.kind(dt.date(2018, 12, 31)) is DayKind.HOLIDAY
        assert calendar.confirmed[1] == dt.date(2019, 12, 28)

    def test_december_before_the_first_year(self) -> None:
        """
        Days before the first year held are not covered by its notice alone.
        """
        calendar = from_holiday_cn(
            document(2019, ("2018-12-31", True), ("2019-01-01", True))
        )

        assert calendar.confirmed[0] == dt.date(2019, 1, 1)
        with pytest.raises(CalendarNotCoveredError):
            calendar.kind(dt.date(2018, 12, 31))

    def test_a_weekday_marked_as_worked(self) -> None:
        """
        A weekday that a notice marks as worked is an ordinary working day.
        """
        calendar = from_holiday_cn(document(2026, ("2026-01-05", False)))

        assert calendar.kind(dt.date(2026, 1, 5)) is DayKind.WORKING

    def test_the_same_day_twice(self) -> None:
        """
        A day may be listed twice if both entries agree.
        """
        calendar = from_holiday_cn(
            document(2026, ("2026-01-01", True), ("2026-01-01", True))
        )

        assert calendar.kind(dt.date(2026, 1, 1)) is DayKind.HOLIDAY

    def test_a_year_without_a_notice(self) -> None:
        """
        An empty last year extends nothing, and the provenance says so.
        """
        held = document(2026, ("2026-01-01", True), papers=[])
        calendar = from_holiday_cn(held, {"year": 2027, "papers": [], "days": []})

        assert calendar.confirmed == (dt.date(2026, 1, 1), dt.date(2026, 12, 28))
        assert calendar.provenance == ("2026: papers not named", "2027: no notice yet")

    @pytest.mark.parametrize(
        ("documents", "message"),
        [
            ([], "china: no document lists a day; pass a year's file"),
            ([document(2027)], "china: no document lists a day; pass a year's file"),
            (
                [
                    document(2021, ("2021-01-01", True)),
                    document(2024, ("2024-01-01", True)),
                ],
                (
                    "china: no days for 2022, 2023 between 2021 and 2024; "
                    "load the missing years too"
                ),
            ),
            (
                [
                    document(2021, ("2021-01-01", True)),
                    document(2022),
                    document(2023, ("2023-01-01", True)),
                ],
                (
                    "china: no days for 2022 between 2021 and 2023; "
                    "load the missing years too"
                ),
            ),
            (
                [document(2021, ("2021-01-01", True)), document(2021)],
                "holiday-cn document: two documents for 2021; pass one a year",
            ),
            (
                [document(2021, ("2021-01-01", True), ("2021-01-01", False))],
                "holiday-cn 2021: 2021-01-01 is both off and on; keep one entry",
            ),
            (
                [document(2021, ("2022-01-01", True))],
                (
                    "holiday-cn 2021: 2022-01-01 belongs to another year; a notice for "
                    "2021 sets days of that year and of the December before"
                ),
            ),
            (
                [document(2021, ("2020-11-30", True))],
                (
                    "holiday-cn 2021: 2020-11-30 belongs to another year; a notice for "
                    "2021 sets days of that year and of the December before"
                ),
            ),
            (
                [document(2021, ("2021-01-01", 1))],
                "holiday-cn 2021: isOffDay of 2021-01-01 is 1; write true or false",
            ),
            (
                [document(2021, ("1 January", True))],
                (
                    "holiday-cn 2021: unreadable entry {'name': 'holiday', 'date': "
                    "'1 January', 'isOffDay': True}; an entry holds 'date' as YYYY-MM-DD "
                    "and 'isOffDay'"
                ),
            ),
            (
                [{"year": 2021, "days": [{"date": "2021-01-01"}]}],
                (
                    "holiday-cn 2021: unreadable entry {'date': '2021-01-01'}; an entry "
                    "holds 'date' as YYYY-MM-DD and 'isOffDay'"
                ),
            ),
            (
                [{"year": 2021, "days": ["2021-01-01"]}],
                (
                    "holiday-cn 2021: unreadable entry '2021-01-01'; an entry holds "
                    "'date' as YYYY-MM-DD and 'isOffDay'"
                ),
            ),
            (
                [{"days": []}],
                (
                    "holiday-cn document: year None without a list of days and papers; "
                    "a document holds 'year', 'papers' and 'days'"
                ),
            ),
            (
                [document(2021, days={})],
                (
                    "holiday-cn document: year 2021 without a list of days and papers; "
                    "a document holds 'year', 'papers' and 'days'"
                ),
            ),
            (
                [document(2021, papers=[1])],
                (
                    "holiday-cn document: year 2021 without a list of days and papers; "
                    "a document holds 'year', 'papers' and 'days'"
                ),
            ),
            (
                [document(2021, papers="notice")],
                (
                    "holiday-cn document: year 2021 without a list of days and papers; "
                    "a document holds 'year', 'papers' and 'days'"
                ),
            ),
            (
                [{"year": True, "papers": [], "days": []}],
                (
                    "holiday-cn document: year True without a list of days and papers; "
                    "a document holds 'year', 'papers' and 'days'"
                ),
            ),
            (
                [7],
                (
                    "holiday-cn document: 7 is no document; "
                    "pass a path, a JSON text or the parsed table"
                ),
            ),
        ],
    )
    def test_refusals(self, documents: list[Any], message: str) -> None:
        """
        Each fault of the data is refused in its own words.
        """
        with pytest.raises(CalendarDataError) as caught:
            from_holiday_cn(*documents)

        assert str(caught.value) == message

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("{not json", "JSON text: cannot be read as JSON"),
            ("no/such/file.json", "no/such/file.json: cannot be read as JSON"),
        ],
    )
    def test_unreadable(self, text: str, problem: str) -> None:
        """
        What cannot be read is refused, and names where it came from.
        """
        with pytest.raises(CalendarDataError) as caught:
            from_holiday_cn(text)

        assert str(caught.value).startswith(problem)
        assert str(caught.value).endswith("; pass a holiday-cn file")

    def test_no_table(self, tmp_path: Path) -> None:
        """
        A JSON file that holds a list is refused.
        """
        path = tmp_path / "list.json"
        path.write_text("[1]", encoding="utf-8")

        with pytest.raises(CalendarDataError) as caught:
            from_holiday_cn(path)

        assert str(caught.value) == f"{path}: is no JSON table; pass a holiday-cn file"


def weeks(first: str, last: str, *weekend: int, **fields: Any) -> TableCalendar:
    """
    Return ordinary weeks between two days.
    """
    days = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return from_exceptions(
        "weeks", *days, weekend=weekend or (5, 6), source="a test", **fields
    )


class TestSuspendedDays:
    """
    Days on which periods stand still can be listed.
    """

    def test_kinds(self) -> None:
        """
        They are rest days of their own kind, also where they are days off besides.
        """
        recess = [march(5), march(6)]
        court = weeks("2026-03-02", "2026-03-15", off=[march(6)], suspended=recess)
        local = overlay(
            FORTNIGHT, name="court", off=[march(6)], suspended=recess, source="a test"
        )
        for calendar in (court, local):
            assert calendar.kind(march(5)) is calendar.kind(march(6))
            assert calendar.kind(march(5)) is DayKind.SUSPENDED
            assert not is_working_day(calendar, march(5))
            assert add_working_days(calendar, march(4), 1) == march(9)
        assert KIND_NAMES[DayKind.SUSPENDED].zh == "期间中止日"

    def test_contradiction(self) -> None:
        """
        A day that is worked is not suspended.
        """
        with pytest.raises(CalendarDataError, match="both suspended and on"):
            weeks("2026-03-02", "2026-03-15", on=[march(7)], suspended=[march(7)])

    def test_outside(self) -> None:
        """
        A recess beyond the bounds is refused as any other day.
        """
        with pytest.raises(CalendarDataError, match="lies outside"):
            weeks("2026-03-02", "2026-03-15", suspended=[march(16)])


class TestOverlayEnds:
    """
    Both ends of the base can be changed.
    """

    @pytest.mark.parametrize("day", [march(2), march(12), march(13)])
    def test_each_end(self, day: dt.date) -> None:
        """
        The first day, the last, and the one before it.
        """
        local = overlay(FORTNIGHT, name="town", off=[day], source="a test")
        assert local.kind(day) is DayKind.LOCAL_OFF
        assert local.confirmed == FORTNIGHT.confirmed


NOTICE_2027 = document(
    2027,
    ("2026-12-31", True),
    ("2027-01-01", True),
    ("2027-01-03", False),
)


class TestExtend:
    """
    A calendar goes on with the next notice, or with another calendar.
    """

    def test_the_next_notice(self) -> None:
        """
        It sets its year, and the December before; what was held stays.
        """
        calendar = extend(china(), NOTICE_2027)

        assert calendar.confirmed == (dt.date(2004, 1, 1), dt.date(2027, 12, 28))
        assert calendar.kind(dt.date(2026, 12, 31)) is DayKind.HOLIDAY
        assert calendar.kind(dt.date(2026, 12, 30)) is DayKind.WORKING
        assert calendar.kind(dt.date(2027, 1, 3)) is DayKind.MAKEUP_WORKING
        assert calendar.kind(dt.date(2027, 3, 6)) is DayKind.WEEKEND
        assert calendar.kind(dt.date(2026, 10, 10)) is DayKind.MAKEUP_WORKING
        assert calendar.name == "china"
        assert calendar.calendar_id != china().calendar_id
        assert calendar.provenance == (*china().provenance, "2027: notice 2027")
        # Twenty working days from 1 December, of which 31 December is none.
        assert add_working_days(calendar, dt.date(2026, 12, 1), 20) == dt.date(
            2026, 12, 29
        )
        assert add_working_days(calendar, dt.date(2026, 12, 30), 1) == dt.date(
            2027, 1, 3
        )
        assert china().confirmed[1] == dt.date(2026, 12, 28)

    @pytest.mark.parametrize("plain", [False, True])
    def test_as_if_loaded_together(self, *, plain: bool) -> None:
        """
        One year after another is the same as all at once.
        """
        first = document(2026, ("2026-01-01", True), ("2026-01-04", False))
        base = from_holiday_cn(first)
        both = from_holiday_cn(first, NOTICE_2027)
        found = extend(Plain(base) if plain else base, NOTICE_2027, name="china")
        assert found == both
        assert extend(base, json.dumps(NOTICE_2027)) == both

    def test_an_amended_notice(self) -> None:
        """
        A notice of a year that is held takes its place; other years stay.
        """
        base = extend(
            from_holiday_cn(document(2026, ("2026-05-04", True))), NOTICE_2027
        )
        again = extend(base, document(2026, ("2026-05-05", True)))
        assert again.kind(dt.date(2026, 5, 4)) is DayKind.WORKING
        assert again.kind(dt.date(2026, 5, 5)) is DayKind.HOLIDAY
        assert again.kind(dt.date(2026, 12, 31)) is DayKind.HOLIDAY
        assert again.kind(dt.date(2027, 1, 3)) is DayKind.MAKEUP_WORKING
        assert again.confirmed == base.confirmed

    def test_another_weekend(self) -> None:
        """
        The Emirates moved their weekend from Friday to Sunday with 2022.
        """
        old = weeks("2021-01-01", "2021-12-31", 4, 5)
        new = weeks("2022-01-01", "2022-12-31", 5, 6)
        joined = extend(old, new, name="emirates")

        # Friday 31 December 2021 is off, Friday 7 January 2022 is worked.
        assert not is_working_day(joined, dt.date(2021, 12, 31))
        assert is_working_day(joined, dt.date(2022, 1, 7))
        # Thursday 30 December; then the Friday, Saturday and Sunday are off.
        assert add_working_days(joined, dt.date(2021, 12, 30), 1) == dt.date(2022, 1, 3)
        assert joined.name == "emirates"
        assert joined.confirmed == (dt.date(2021, 1, 1), dt.date(2022, 12, 31))

    def test_the_later_decides(self) -> None:
        """
        Where both cover a day.
        """
        old = weeks("2026-03-02", "2026-03-15")
        new = weeks("2026-03-09", "2026-03-13", off=[march(10)])
        joined = extend(old, new)
        assert joined.kind(march(10)) is DayKind.HOLIDAY
        assert joined.confirmed == (march(2), march(15))

    @pytest.mark.parametrize(
        ("base", "later", "message"),
        [
            (
                weeks("2026-03-02", "2026-03-08"),
                weeks("2026-03-10", "2026-03-15"),
                "weeks: no days from 2026-03-09 to 2026-03-09; extend it by",
            ),
            (
                weeks("2026-03-02", "2026-03-08"),
                weeks("2026-03-01", "2026-03-15"),
                "weeks: 2026-03-01 lies before its first day 2026-03-02; swap the two",
            ),
            (
                from_holiday_cn(document(2026, ("2026-01-01", True))),
                document(2028, ("2028-01-01", True)),
                "china: no days from 2026-12-29 to 2027-12-28; extend it by",
            ),
            (
                from_holiday_cn(document(2026, ("2026-01-01", True))),
                document(2025, ("2025-01-01", True)),
                "china: 2025-01-01 lies before its first day 2026-01-01; swap the two",
            ),
            (
                from_holiday_cn(document(2026, ("2026-01-01", True))),
                document(2027),
                "holiday-cn 2027: lists no day; wait until its notice appears",
            ),
        ],
    )
    def test_refusals(self, base: WorkCalendar, later: Any, message: str) -> None:
        """
        Gaps, the wrong order, and a notice that is not out yet.
        """
        with pytest.raises(CalendarDataError) as caught:
            extend(base, later)
        assert str(caught.value).startswith(message)

    def test_no_calendar(self) -> None:
        """
        What is neither a calendar nor a notice is refused.
        """
        with pytest.raises(InvalidFieldError, match="a work calendar"):
            extend("china", NOTICE_2027)  # type: ignore[arg-type]
        with pytest.raises(CalendarDataError, match="is no document"):
            extend(china(), 2027)  # type: ignore[arg-type]


class TestProvisional:
    """
    Beyond the last notice only what is asked for by name, and then it is said.
    """

    GUESS = provisional(china(), until=dt.date(2027, 3, 31), off=[dt.date(2027, 1, 1)])

    def test_days(self) -> None:
        """
        Ordinary weeks, with the days that are off in any case.
        """
        assert self.GUESS.confirmed == china().confirmed
        assert self.GUESS.covered[1] == dt.date(2027, 3, 31)
        assert add_working_days(self.GUESS, dt.date(2026, 12, 31), 1) == dt.date(
            2027, 1, 4
        )
        with pytest.raises(CalendarNotCoveredError, match="2027-04-01 was needed"):
            is_working_day(self.GUESS, dt.date(2027, 4, 1))

    def test_id(self) -> None:
        """
        The id says from when, also in a copy and with local days.
        """
        assert "china+provisional-from-2026-12-29@" in self.GUESS.calendar_id
        local = overlay(
            self.GUESS, name="town", off=[dt.date(2027, 3, 1)], source="a test"
        )
        for calendar in (self.GUESS, local, pickle.loads(pickle.dumps(self.GUESS))):  # noqa: S301 - our own
            assert provisional_since(calendar.calendar_id) == dt.date(2026, 12, 29)
        assert provisional_since(china().calendar_id) is None
        assert local.kind(dt.date(2027, 3, 31)) is DayKind.WORKING

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("en", "From Tue 2026-12-29 on the work calendar is provisional"),
            ("zh", "工作日历自2026年12月29日起为暂定安排"),
        ],
    )
    def test_every_verdict_says_it(self, language: str, said: str) -> None:
        """
        And its basis names the calendar.
        """
        rule = repair.RULES.choose("A-05", "CIVIL_CODE_203").rules["visit_deadline"]
        assert isinstance(rule, DeadlinePolicy)
        now = pendulum.datetime(2026, 12, 31, tz="Asia/Shanghai")
        for calendar, expected in ((self.GUESS, True), (china(), False)):
            verdict = rule.assess(
                pendulum.datetime(2026, 12, 30, tz="Asia/Shanghai"),
                category="leak",
                calendar=calendar,
                as_of=now,
            )
            assert (said in verdict.explain(language)) is expected

    def test_the_notice_takes_its_place(self) -> None:
        """
        Extended by the notice nothing is provisional any more.
        """
        calendar = extend(self.GUESS, NOTICE_2027)
        assert calendar == extend(china(), NOTICE_2027)
        assert provisional_since(calendar.calendar_id) is None

    def test_never_beats_a_notice(self) -> None:
        """
        Joined after a confirmed calendar, its guesses decide only what is left.
        """
        longer = extend(china(), NOTICE_2027)
        assert extend(longer, self.GUESS) == longer
        further = provisional(china(), until=dt.date(2028, 1, 31))
        joined = extend(longer, further)
        assert joined.kind(dt.date(2027, 1, 3)) is DayKind.MAKEUP_WORKING
        assert joined.confirmed[1] == dt.date(2027, 12, 28)
        assert joined.covered[1] == dt.date(2028, 1, 31)

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"until": dt.date(2026, 12, 28)}, "2026-12-28 is confirmed already"),
            (
                {"until": dt.date(2027, 1, 31), "off": [dt.date(2027, 2, 1)]},
                "2027-02-01 lies outside 2026-12-29 to 2027-01-31",
            ),
            (
                {"until": dt.date(2027, 1, 31), "off": [dt.date(2026, 10, 1)]},
                "2026-10-01 lies outside",
            ),
        ],
    )
    def test_refusals(self, fields: Any, message: str) -> None:
        """
        Nothing confirmed is guessed over.
        """
        with pytest.raises(CalendarDataError, match=message):
            provisional(china(), **fields)
