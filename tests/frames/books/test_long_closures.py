"""
Nobody looks on where an office was closed for more than ten years, over columns either.
"""

import datetime as dt
from typing import Any, Final

import pendulum
import polars as pl
import pytest

from followup_rules import frames
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import clause, deadline, notice, regulation
from followup_rules.frames.books import assess_book
from followup_rules.ledgers.facts import row, said
from followup_rules.timing.amounts import WorkingHours
from followup_rules.timing.calendars import TableCalendar, from_exceptions
from followup_rules.timing.counting import Counting
from followup_rules.timing.hours import OfficeHours

ZONE: Final = "Asia/Shanghai"
OFFICE: Final = OfficeHours(zone=ZONE, week={"mon-fri": "09:00-17:00"})
COUNTING: Final = Counting(zone=ZONE, hours=OFFICE)


@row("case", "case", "案件", placed="opened_at")
class Case:
    """What is handled."""

    id: str
    opened_at: dt.datetime = said("opened", "立案时间")
    done_at: dt.datetime | None = said("done", "办结时间", default=None)
    entered_at: dt.datetime | None = None


def book() -> Rulebook:
    """Return a book of working hours, onward and back."""
    told: dict[str, Any] = {"owed_by": "office", "each": Case, "counting": COUNTING}
    onward = deadline(
        "d",
        "it",
        "它",
        since="opened_at",
        done="done_at",
        limit=WorkingHours(8),
        **told,
    )
    back = notice(
        "n", "it", "它", event="opened_at", done="done_at", lead=WorkingHours(8), **told
    )
    passages = [
        clause(str(n), "a clause", "某条", one)
        for n, one in enumerate((onward, back), 1)
    ]
    return regulation("T", "1", "t", "试", *passages, source="t", ledgers=(Case,))


def closed(first: dt.date, days: int, *, suspended: bool = False) -> TableCalendar:
    """Return a calendar with so many days on which nobody works."""
    gone = [first + dt.timedelta(days=n) for n in range(days)]
    how: dict[str, Any] = {"suspended" if suspended else "off": gone}
    years = dt.date(2000, 1, 1), dt.date(2060, 12, 31)
    return from_exceptions("closed", *years, source="a test", **how)


def at(year: int, month: int, day: int, hour: int = 10) -> dt.datetime:
    """Return an instant."""
    return pendulum.datetime(year, month, day, hour, tz=ZONE)


BEGINS: Final = dt.date(2012, 3, 6)  # a Tuesday
MOMENTS: Final = (
    at(2011, 5, 5),
    at(2012, 3, 1),
    at(2012, 3, 5, 16),
    at(2012, 3, 7),
    at(2013, 3, 1),
    at(2021, 3, 1),
    at(2022, 3, 14),
    at(2022, 3, 17),
    at(2022, 3, 18, 11),
)


@pytest.mark.parametrize(
    ("now", "days", "suspended"),
    [
        (at(2012, 6, 1), 3665, False),
        (at(2018, 6, 1), 3665, False),
        (at(2023, 6, 1), 3657, False),
        (at(2023, 6, 1), 3659, False),
        (at(2023, 6, 1), 3661, False),
        (at(2023, 6, 1), 3665, False),
        (at(2023, 6, 1), 3665, True),
    ],
)
def test_one_answer(now: dt.datetime, days: int, *, suspended: bool) -> None:
    """
    What rows refuse, columns refuse; and what rows answer, columns answer alike.
    """
    calendar = closed(BEGINS, days, suspended=suspended)
    cases = [
        Case(id=str(n), opened_at=moment, done_at=None)
        for n, moment in enumerate(MOMENTS)
        if moment <= now
    ]
    report = book().assess({"case": cases}, as_of=now, calendar=calendar)
    frame = pl.DataFrame(
        [{"id": one.id, "opened_at": one.opened_at, "done_at": None} for one in cases],
        schema={
            "id": pl.String,
            "opened_at": pl.Datetime("us", "UTC"),
            "done_at": pl.Datetime("us", "UTC"),
        },
    )
    told = assess_book(book(), {"case": frame}, as_of=now, calendar=calendar)
    by_columns = dict(told.verdicts.select("key", "status").iter_rows())
    assert by_columns == {one.key: one.status.value for one in report}
    refused = sorted(told.row_errors["row"].to_list())
    assert refused == sorted(str(error.row) for error in report.row_errors)


def test_one_rule_alone() -> None:
    """
    Columns of one rule say of such a row that they cannot tell.
    """
    calendar = closed(BEGINS, 3665)
    frame = pl.DataFrame({"opened": MOMENTS[2:3], "done": [None]}).cast(
        {"done": pl.Datetime("us", "UTC")}
    )
    rule = book()["d"]
    found = frames.assess(
        frame,
        rule,
        trigger="opened",
        done="done",
        as_of=at(2023, 6, 1),
        calendar=calendar,
    )
    assert found["reason"].to_list() == ["open_time_not_laid_out"]
