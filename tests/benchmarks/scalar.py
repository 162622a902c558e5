"""
Speed of single calls, against what anyone would write by hand.

    python -m tests.benchmarks.scalar
"""

import datetime as dt
import sys
from collections.abc import Callable
from functools import partial

import holidays
import pendulum
from tests.benchmarks.tables import comparison
from tests.benchmarks.turns import Row, clocked, compared, take_turns

from followup_rules.rulebooks import repair
from followup_rules.timing.calendars import add_working_days, china

TURNS = 41
LEAK_DAYS = 3

ZONE = "Asia/Shanghai"
COMPLETED = [
    pendulum.datetime(2026, 1, 5, 10, 30, tz=ZONE).add(hours=7 * number)
    for number in range(500)
]
VISITED = [moment.add(hours=50) for moment in COMPLETED]
JUDGED = pendulum.datetime(2026, 9, 1, tz=ZONE)
DAYS = [dt.date(2024, 1, 2) + dt.timedelta(days=number) for number in range(300)]

CALENDAR = china()
HOLIDAYS = holidays.country_holidays("CN", years=range(2023, 2028), expand=False)


def due_ours() -> None:
    """
    Ask the rule for the deadline.
    """
    due = repair.VISIT_DEADLINE.due
    for completed in COMPLETED:
        due(completed, category="leak")


def closes_ours() -> None:
    """
    Ask for the closing instant as well, as a pendulum datetime.
    """
    due = repair.VISIT_DEADLINE.due
    for completed in COMPLETED:
        _ = due(completed, category="leak").closes


def due_by_hand() -> None:
    """
    Add days and take the end of the day.
    """
    for completed in COMPLETED:
        completed.add(days=LEAK_DAYS).end_of("day")


def assess_ours() -> None:
    """
    Judge a visit, verdict included.
    """
    assess = repair.VISIT_DEADLINE.assess
    for completed, visited in zip(COMPLETED, VISITED, strict=True):
        assess(completed, visited, category="leak", as_of=JUDGED)


def assess_by_hand() -> None:
    """
    Compare a visit with the end of the day.
    """
    for completed, visited in zip(COMPLETED, VISITED, strict=True):
        _ = visited <= completed.add(days=LEAK_DAYS).end_of("day")


def working_days_ours(n: int) -> None:
    """
    Count working days on the table.
    """
    for day in DAYS:
        add_working_days(CALENDAR, day, n)


def working_days_by_holidays(n: int) -> None:
    """
    Count them with the `holidays` package, its years loaded beforehand.
    """
    for day in DAYS:
        HOLIDAYS.get_nth_working_day(day, n)


def check_answers() -> None:
    """
    Stop if both sides do not say the same.
    """
    for completed in COMPLETED:
        last = completed.add(days=LEAK_DAYS).end_of("day")
        due = repair.VISIT_DEADLINE.due(completed, category="leak")
        if due.closes != last.add(microseconds=1):
            raise SystemExit(f"the deadlines differ: {due.closes} and {last}")
    for day in DAYS:
        ours, theirs = add_working_days(CALENDAR, day, 3), holidays_day(day, 3)
        if ours != theirs:
            raise SystemExit(f"the working days differ: {ours} and {theirs}")


def holidays_day(day: dt.date, n: int) -> dt.date:
    """
    Return what the `holidays` package says.
    """
    found: dt.date = HOLIDAYS.get_nth_working_day(day, n)
    return found


def rows(turns: int = TURNS) -> list[Row]:
    """
    Measure every comparison.
    """
    check_answers()
    work: dict[str, Callable[[], object]] = {
        "due": due_ours,
        "closes": closes_ours,
        "due by hand": due_by_hand,
        "assess": assess_ours,
        "assess by hand": assess_by_hand,
        "3 days": partial(working_days_ours, 3),
        "300 days": partial(working_days_ours, 300),
        "3 days by holidays": partial(working_days_by_holidays, 3),
    }
    took = take_turns({name: partial(clocked, do) for name, do in work.items()}, turns)
    calls, days = len(COMPLETED), len(DAYS)
    return [
        compared(
            "`VISIT_DEADLINE.due(...)`",
            'pendulum: `.add(days=n).end_of("day")`',
            took["due"],
            took["due by hand"],
            per=calls,
            most=0.1,
        ),
        compared(
            "the same and `.closes`, a pendulum datetime",
            "the same line",
            took["closes"],
            took["due by hand"],
            per=calls,
        ),
        compared(
            "`VISIT_DEADLINE.assess(...)`",
            "the same line and `visited <=`",
            took["assess"],
            took["assess by hand"],
            per=calls,
            most=0.3,
        ),
        compared(
            "3 working days on",
            "`holidays.get_nth_working_day(day, 3)`",
            took["3 days"],
            took["3 days by holidays"],
            per=days,
            least=12,
        ),
        compared(
            "300 working days on",
            "our own 3 working days on",
            took["300 days"],
            took["3 days"],
            per=days,
            most=1.5,
        ),
    ]


if __name__ == "__main__":
    sys.stdout.write(comparison(rows()) + "\n")
