"""
Value dates of banks: modified following and preceding, and settlement on two calendars.

January, February and May of 2026 end on a weekend and August begins on one; Monday
2026-02-16 is a holiday of the one calendar, Wednesday 2026-02-11 of the other.
"""

import datetime as dt
from typing import Any, Final

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_rules.clauses import Clause, Text
from followup_rules.frames import assess
from followup_rules.interchange.strictness import laxer
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.timing.amounts import Days, Hours, WorkingDays, read_amount
from followup_rules.timing.calendars import TableCalendar, from_exceptions
from followup_rules.timing.counting import Counting, LastDay
from followup_rules.timing.counting.paused import paused_deadline

ZONE: Final = "Europe/London"
FORWARD, BACKWARD = LastDay.FORWARD_IN_MONTH, LastDay.BACKWARD_IN_MONTH
FOLLOWING, PRECEDING = Counting(rest_day=FORWARD), Counting(rest_day=BACKWARD)


def day(text: str) -> dt.date:
    """Read a day."""
    return dt.date.fromisoformat(text)


def bank(*off: str) -> TableCalendar:
    """Return a calendar of 2025 to 2027 with its holidays."""
    return from_exceptions(
        "bank",
        dt.date(2025, 1, 1),
        dt.date(2027, 12, 31),
        off=[day(one) for one in off],
        source="a test",
    )


BANK: Final = bank("2026-02-16")


@pytest.mark.parametrize(
    ("start", "length", "following", "preceding"),
    [
        ("2025-12-31", "1 month", "2026-01-30", "2026-01-30"),  # Saturday the 31st
        ("2026-01-30", "1 month", "2026-02-27", "2026-02-27"),  # Saturday the 28th
        ("2026-01-14", "1 month", "2026-02-17", "2026-02-13"),  # Sat 14, Mon 16 is off
        ("2026-02-10", "3 months", "2026-05-11", "2026-05-08"),  # Sunday the 10th
        ("2026-02-28", "3 months", "2026-05-28", "2026-05-28"),  # a Thursday
        ("2026-04-30", "1 month", "2026-05-29", "2026-05-29"),  # Saturday the 30th
        ("2026-07-01", "1 month", "2026-08-03", "2026-08-03"),  # Saturday the 1st
        ("2026-07-02", "1 month", "2026-08-03", "2026-08-03"),  # Sunday the 2nd
    ],
)
def test_within_the_month(
    start: str, length: str, following: str, preceding: str
) -> None:
    """
    A last day moves in its direction, and in the other where that leaves the month.
    """
    for counting, expected in ((FOLLOWING, following), (PRECEDING, preceding)):
        found = counting.deadline(day(start), read_amount(length), calendar=BANK)
        assert found.last_day == day(expected)


def test_before_a_day() -> None:
    """Counting back has a field of its own."""
    counting = Counting(rest_day_before=BACKWARD)
    found = [
        counting.before(day(event), Days(2), calendar=BANK).last_day
        for event in ("2026-08-03", "2026-08-17")
    ]
    assert found == [day("2026-08-03"), day("2026-08-14")]


def test_hours() -> None:
    """Hours that end on Saturday the 30th run back to the Friday, at the same time."""
    counting = Counting(zone=ZONE, rest_day=FORWARD, hours_roll=True)
    start = dt.datetime(2026, 5, 29, 9, tzinfo=dt.UTC)
    found = counting.deadline(start, Hours(24), calendar=BANK)
    assert found.closes == start


def test_after_a_pause() -> None:
    """The last day that a pause has moved is moved within its month."""
    pauses = [(day("2026-05-25"), day("2026-05-26"))]
    found = paused_deadline(
        FOLLOWING, day("2026-05-20"), Days(9), pauses, calendar=BANK
    )
    assert found is not None
    assert found.last_day == day("2026-05-29")


def test_two_days_on_two_calendars() -> None:
    """A trade settles on the second day on which both places work."""
    both = bank("2026-02-16", "2026-02-11")
    settles = Counting().deadline(day("2026-02-10"), WorkingDays(2), calendar=both)
    assert settles.last_day == day("2026-02-13")


@given(
    start=st.dates(dt.date(2025, 3, 1), dt.date(2027, 6, 30)),
    n=st.integers(0, 90),
    rest_day=st.sampled_from((FORWARD, BACKWARD)),
)
def test_it_never_leaves_the_month(start: dt.date, n: int, rest_day: LastDay) -> None:
    """It is a working day of the same month, and the nearest in its direction."""
    plain = start + dt.timedelta(days=n)
    last = Counting(rest_day=rest_day).deadline(start, Days(n), calendar=BANK).last_day
    month = [
        one
        for one in (plain.replace(day=1) + dt.timedelta(days=k) for k in range(31))
        if one.month == plain.month and BANK.kind(one).is_working
    ]
    ahead = [one for one in month if one >= plain]
    behind = [one for one in month if one <= plain]
    wanted = (ahead[:1] or behind[-1:]) if rest_day is FORWARD else None
    assert [last] == (wanted or behind[-1:] or ahead[:1])


def rule(rest_day: LastDay) -> DeadlinePolicy:
    """Return a payment that is due a month after the invoice."""
    return DeadlinePolicy(
        id="payment",
        clause=Clause(id="BANK-1", en="Pay within a month.", zh="一个月内付款。"),
        name=Text("the payment", "付款"),
        owed_by="buyer",
        limit="1 month",
        counting=Counting(rest_day=rest_day),
    )


@pytest.mark.parametrize("rest_day", [FORWARD, BACKWARD])
def test_in_columns(rest_day: LastDay) -> None:
    """A column of starts has the due days of single calls."""
    starts = [dt.date(2025, 12, 1) + dt.timedelta(days=n) for n in range(300)]
    as_of = dt.datetime(2027, 3, 3, tzinfo=dt.UTC)
    found: Any = assess(
        pa.table({"at": starts}),
        rule(rest_day),
        trigger="at",
        as_of=as_of,
        calendar=BANK,
    )
    due = [rule(rest_day).due(one, calendar=BANK).last_day for one in starts]
    assert found["due_day"].to_pylist() == due


@pytest.mark.parametrize(
    ("old", "new", "is_laxer"),
    [
        (FORWARD, LastDay.ROLLS_FORWARD, True),
        (LastDay.ROLLS_FORWARD, FORWARD, False),
        (BACKWARD, FORWARD, True),
        (FORWARD, BACKWARD, False),
        # at one end of the month sooner, at the other later
        (LastDay.STAYS, FORWARD, True),
        (FORWARD, LastDay.STAYS, True),
        (LastDay.ROLLS_BACKWARD, BACKWARD, True),
    ],
)
def test_which_is_laxer(*, old: LastDay, new: LastDay, is_laxer: bool) -> None:
    """One that moves some day further on is laxer."""
    found = [one.path for one in laxer(rule(new), rule(old))]
    assert found == [("counting", "rest_day")] * is_laxer
