"""
What cannot be said of time, and the words in which it is refused.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    ImpossibleOrderError,
    InvalidFieldError,
    OfficeNeverOpensError,
)
from followup_rules.policies.deadlines import (
    DeadlinePolicy,
    Extension,
    ExtensionRequest,
    Pause,
)
from followup_rules.timing.amounts import (
    Days,
    Months,
    Weeks,
    WorkingHours,
    Years,
    read_amount,
)
from followup_rules.timing.calendars import TableCalendar, from_exceptions
from followup_rules.timing.cycles import Every, read_cells, year_from
from followup_rules.timing.hours import OfficeHours

ZONE = "Asia/Shanghai"
SHANGHAI = dt.timezone(dt.timedelta(hours=8))
OFFICE = OfficeHours(zone=ZONE, week={"mon-fri": "09:00-17:00"})
POLICY = DeadlinePolicy(
    id="case",
    clause=Clause(id="DEMO-1", en="so it is", zh="如此"),
    name=Text("the case", "事项"),
    owed_by="office",
    limit="5 days",
    trigger="came_at",
    stopped_by=["papers"],
    extension=Extension(granted_by=["head"]),
)
APART = "windows that do not overlap; touching ones may stand side by side"
ORDER = (
    "units from the largest down, one of each: years, months or half-months, weeks, "
    "days or working days, hours, minutes; working hours and minutes stand alone"
)
LESS = "less taken off than the rest always is"


def at(day: int, hour: int = 10) -> dt.datetime:
    """Return a time of March 2026."""
    return dt.datetime(2026, 3, day, hour, tzinfo=SHANGHAI)


def week(**windows: str) -> Callable[[], object]:
    """Return what builds an office with a week."""
    return lambda: OfficeHours(zone=ZONE, week=windows)


def cannot(field: str, got: str, allowed: str) -> str:
    """Return how a value is refused."""
    return f"{field} cannot be {got}; allowed: {allowed}"


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (
            week(mon="09:00-12:00, 11:00-15:00"),
            cannot("Week", "'09:00-12:00 and 11:00-15:00'", APART),
        ),
        (
            week(sun="22:00-06:00", mon="05:00-09:00"),  # around the week
            cannot("Week", "'22:00-06:00 and 05:00-09:00'", APART),
        ),
        (
            week(mon="09:00-09:00"),
            cannot(
                "Window",
                "'09:00-09:00'",
                "a window such as '09:00-12:00' or '22:00-06:00', not an empty one",
            ),
        ),
        (
            week(),
            cannot(
                "Week",
                "'without a window'",
                "a week in which the office opens at least once",
            ),
        ),
        (
            lambda: read_amount("15 days 1 year"),
            cannot("Span", "'15 days 1 year'", ORDER),
        ),
        (
            lambda: Days(15) + Years(1),
            cannot("Span", "'15 days 1 year'", ORDER),
        ),
        (
            lambda: read_amount("1 month - 1 month"),
            cannot("Span", "'1 month - 1 month'", ORDER),
        ),
        (
            lambda: Months(1) - Days(28),  # all of a February
            cannot("Span.less", "'1 month - 28 days'", LESS),
        ),
        (
            lambda: Weeks(1) - Days(7),
            cannot("Span.less", "'1 week - 7 days'", LESS),
        ),
        (
            lambda: year_from(2, 30),
            cannot("year_from", "'2-30'", "a month and a day that a year has"),
        ),
        (
            lambda: Every("0 weeks", dt.date(2026, 1, 5)),
            cannot("Every.length", "'0 weeks'", "1 to 9999 units"),
        ),
        (
            lambda: read_cells("2 weeks from 2026-02-30"),
            cannot(
                "cycle",
                "'2 weeks from 2026-02-30'",
                "WEEK, MONTH, QUARTER, YEAR, DAY, HALF_MONTH, HALF_YEAR or a text such "
                "as '2 weeks from 2026-01-05'",
            ),
        ),
    ],
)
def test_refused_when_built(made: Callable[[], object], said: str) -> None:
    """
    Windows that overlap or are empty, a week without any, spans and cells that are none.
    """
    with pytest.raises(InvalidFieldError) as raised:
        made()
    assert str(raised.value) == said


def test_a_pause_that_ends_before_it_begins() -> None:
    """
    Both moments are named, of an office's pauses and of a deadline's.
    """
    with pytest.raises(ImpossibleOrderError) as raised:
        OFFICE.due(at(2), WorkingHours(1), pauses=[(at(2, 12), at(2, 11))])
    assert str(raised.value) == (
        "resumed (2026-03-02 11:00:00+08:00) lies before paused "
        "(2026-03-02 12:00:00+08:00); correct one of the two facts"
    )
    pause = Pause(begins=dt.date(2026, 3, 5), ends=dt.date(2026, 3, 4), reason="papers")
    with pytest.raises(ImpossibleOrderError) as raised:
        POLICY.assess(dt.date(2026, 3, 2), as_of=at(20), pauses=[pause])
    assert str(raised.value) == (
        "pause.ends (2026-03-04) lies before pause.begins (2026-03-05); "
        "correct one of the two facts"
    )


def test_an_extension_by_nobody_who_may() -> None:
    """
    It is no error of the row: it does not count, and both languages say who may.
    """
    day = dt.date(2026, 3, 3)
    asked = ExtensionRequest(
        asked_at=day, granted_at=day, granted_by="clerk", amount="2 days"
    )
    told: dict[str, Any] = {"as_of": at(20), "extensions": [asked]}
    verdict = POLICY.assess(dt.date(2026, 3, 2), **told)
    assert verdict.explain("en").endswith(
        "An extension by the clerk does not count; it may be granted by: head."
    )
    assert verdict.explain("zh").endswith(
        "clerk批准的延期不予计入，有权批准的为：head。"
    )


def closed(first: dt.date, last: dt.date) -> TableCalendar:
    """Return a calendar of many years on which nobody works between two days."""
    count = (last - first).days + 1
    return from_exceptions(
        "closed",
        dt.date(2010, 1, 1),
        dt.date(2049, 12, 31),
        off=[first + dt.timedelta(days=n) for n in range(count)],
        source="a test",
    )


def test_an_office_that_never_opens() -> None:
    """
    Years without a worked day, forward and backward: the days looked at are said.
    """
    calendar = closed(dt.date(2012, 1, 1), dt.date(2045, 12, 31))
    for ask in (OFFICE.due, OFFICE.due_before):
        with pytest.raises(OfficeNeverOpensError) as raised:
            ask(at(2), WorkingHours(1), calendar=calendar)
        assert str(raised.value).startswith("the office does not open at all from 20")
        assert str(raised.value).endswith(
            "; check its week, its dates and the work calendar"
        )


def test_whatever_was_asked_before() -> None:
    """
    Ten years and a day are too many, whether or not both ends are laid out already.
    """
    gap = closed(dt.date(2026, 3, 3), dt.date(2036, 3, 12))
    short = closed(dt.date(2026, 3, 3), dt.date(2036, 3, 3))
    after = dt.datetime(2036, 3, 20, 10, tzinfo=SHANGHAI)
    office = OfficeHours(zone=ZONE, week={"mon-fri": "09:00-17:00"})
    assert office.due(at(2, 17), WorkingHours(1), calendar=short).year == 2036
    assert office.due_before(after, WorkingHours(200), calendar=short).year == 2026
    office = OfficeHours(zone=ZONE, week={"mon-fri": "09:00-17:00"})
    for _ in range(2):
        with pytest.raises(OfficeNeverOpensError, match="2026-03-02 to 2036-03-13"):
            office.due(at(2, 17), WorkingHours(1), calendar=gap)
        with pytest.raises(OfficeNeverOpensError, match="2026-03-02 to 2036-03-13"):
            office.due_before(after, WorkingHours(200), calendar=gap)
        with pytest.raises(OfficeNeverOpensError, match="2026-03-02 to 2036-03-13"):
            office.due(
                at(2, 17), WorkingHours(1), calendar=gap, pauses=[(after, after)]
            )
        assert office.worked(at(2), after, calendar=gap) == dt.timedelta(hours=48)
