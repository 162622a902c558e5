"""
Open hours: when so many working hours are used up, against two packages for it, and in
columns against pandas' `CustomBusinessHour`.

    python -m tests.benchmarks.hours

workclock is written in Rust. Everyone is asked of the same starts and hours, and the
benchmark stops if two of them say different instants.
"""

import datetime as dt
import sys
from collections.abc import Callable
from functools import partial

import businesstimedelta
import numpy as np
import pandas as pd
import pendulum
import polars as pl
import pytz
import workclock
from tests.benchmarks.tables import comparison
from tests.benchmarks.turns import Row, clocked, compared, take_turns

from followup_rules.clauses import Clause, Force, Text
from followup_rules.frames import assess
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.timing.amounts import WorkingHours
from followup_rules.timing.calendars import from_exceptions
from followup_rules.timing.counting import Counting
from followup_rules.timing.hours import OfficeHours

TURNS = 15
ZONE = "Asia/Shanghai"
STARTS = [
    pendulum.datetime(2026, 1, 5, 10, 30, tz=ZONE).add(hours=7 * number)
    for number in range(200)
]
PLAIN = [dt.datetime.fromisoformat(start.isoformat()) for start in STARTS]
HOURS = (1, 8, 40, 1000)
"""An hour, a day, a week and half a year of an office that is open eight hours a day."""

OURS = OfficeHours(zone=ZONE, week={"mon-fri": "09:00-17:00"})
CLOCK = workclock.Schedule([workclock.WorkDay(dt.time(9), dt.time(17))], time_zone=ZONE)
BUSINESS = businesstimedelta.WorkDayRule(
    start_time=dt.time(9), end_time=dt.time(17), tz=pytz.timezone(ZONE)
)


def by_office(hours: int) -> list[dt.datetime]:
    """
    Ask `OfficeHours`.
    """
    amount, due = WorkingHours(hours), OURS.due
    return [due(start, amount) for start in STARTS]


def by_workclock(hours: int) -> list[dt.datetime]:
    """
    Ask workclock.
    """
    amount, add = dt.timedelta(hours=hours), CLOCK.add
    return [add(start, amount) for start in PLAIN]


def by_businesstimedelta(hours: int) -> list[dt.datetime]:
    """
    Ask businesstimedelta.
    """
    amount = businesstimedelta.BusinessTimeDelta(BUSINESS, hours=hours)
    return [start + amount for start in PLAIN]


COLUMN = 200_000
"""How many rows a frame has in columns."""
OFFSET = 2_000
"""And how many pandas adds its offset to, one by one."""
IN_COLUMNS = (1, 10, 44)
"""Hours that no start, at an opening or half past an hour, uses up exactly at a closing, for
there pandas says the next opening."""
NOW = pendulum.datetime(2026, 7, 1, tz=ZONE)
OFF = [dt.date(2026, 1, 1), dt.date(2026, 2, 17), dt.date(2026, 5, 1)]
CALENDAR = from_exceptions(
    "benchmark", dt.date(2005, 1, 1), dt.date(2032, 1, 1), off=OFF, source="none"
)


def received(rows: int) -> pl.DataFrame:
    """
    Return so many instants of half a year, each half an hour past an hour.
    """
    start = pendulum.datetime(2026, 1, 2, 0, 30, tz=ZONE)
    hours = np.random.default_rng(20260701).integers(0, 180 * 24, rows)
    micros = int(start.timestamp()) * 1_000_000 + hours * 3_600_000_000
    stamps = pl.Series("received_at", micros).cast(pl.Datetime("us", "UTC"))
    return pl.DataFrame({"received_at": stamps})


def in_columns(frame: pl.DataFrame, hours: int) -> pl.DataFrame:
    """
    Judge a column of receipts by a rule that is counted in working hours.
    """
    says = "Whatever comes in is answered within so many working hours."
    rule = DeadlinePolicy(
        id="answer",
        clause=Clause(id="BENCH-1", en=says, timing=Force.BINDING),
        name=Text("the answer", "答复"),
        owed_by="desk",
        limit=WorkingHours(hours),
        counting=Counting(zone=ZONE, hours=OURS),
    )
    judged: pl.DataFrame = assess(
        frame, rule, as_of=NOW, trigger="received_at", calendar=CALENDAR
    )
    return judged


def by_offset(column: pd.Series, hours: int) -> pd.Series:
    """
    Add the same hours with pandas, which walks each row by itself.
    """
    return column + pd.offsets.CustomBusinessHour(hours, holidays=OFF)


def column_rows(turns: int) -> list[Row]:
    """
    Measure a row in columns against a row of pandas.
    """
    frame = received(COLUMN)
    head = frame.head(OFFSET)["received_at"].dt.convert_time_zone(ZONE)
    column = pd.Series(head.to_list())
    for hours in IN_COLUMNS:
        ours = in_columns(frame, hours)["closes"].head(OFFSET).to_list()
        if ours != list(by_offset(column, hours)):
            raise SystemExit(f"columns differ after {hours} working hours")
    work: dict[str, Callable[[], object]] = {}
    for hours in IN_COLUMNS:
        work[f"polars {hours}"] = partial(in_columns, frame, hours)
        work[f"pandas {hours}"] = partial(by_offset, column, hours)
    took = take_turns({name: partial(clocked, do) for name, do in work.items()}, turns)
    return [
        compared(
            f"a row of {COLUMN:,} in polars, {hours} working hours, verdict included",
            "a row of pandas' `CustomBusinessHour`",
            took[f"polars {hours}"],
            took[f"pandas {hours}"],
            per=COLUMN,
            per_theirs=OFFSET,
            least=50,
        )
        for hours in IN_COLUMNS
    ]


def check_answers() -> None:
    """
    Stop if they do not say the same instants.
    """
    for hours in HOURS:
        ours = by_office(hours)
        if ours != by_workclock(hours) or ours != by_businesstimedelta(hours):
            raise SystemExit(f"the instants differ after {hours} working hours")


def rows(turns: int = TURNS) -> list[Row]:
    """
    Measure each number of hours against both, and the most against the least.
    """
    check_answers()
    sides = {
        "office": by_office,
        "workclock": by_workclock,
        "businesstimedelta": by_businesstimedelta,
    }
    work: dict[str, Callable[[], object]] = {
        f"{name} {hours}": partial(ask, hours)
        for name, ask in sides.items()
        for hours in HOURS
    }
    took = take_turns({name: partial(clocked, do) for name, do in work.items()}, turns)
    found = [
        compared(
            f"`OfficeHours.due`, {hours:,} working hours",
            f"{package}'s addition",
            took[f"office {hours}"],
            took[f"{package} {hours}"],
            per=len(STARTS),
            least=budget,
        )
        for package, budget in (("businesstimedelta", 10), ("workclock", 2))
        for hours in HOURS
    ]
    most, least = HOURS[-1], HOURS[0]
    flat = compared(
        f"`OfficeHours.due`, {most:,} working hours",
        f"our own {least} working hour",
        took[f"office {most}"],
        took[f"office {least}"],
        per=len(STARTS),
        most=1.1,
    )
    return [*found, flat, *column_rows(turns)]


if __name__ == "__main__":
    sys.stdout.write(comparison(rows()) + "\n")
