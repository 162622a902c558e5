"""
Open hours: when so many working hours are used up, against two packages for it.

    python -m tests.benchmarks.hours

workclock is written in Rust. Everyone is asked of the same starts and hours, and the
benchmark stops if two of them say different instants.
"""

import datetime as dt
import sys
from collections.abc import Callable
from functools import partial

import businesstimedelta
import pendulum
import pytz
import workclock
from tests.benchmarks.tables import comparison
from tests.benchmarks.turns import Row, clocked, compared, take_turns

from followup_rules.timing.amounts import WorkingHours
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
            at_least=budget,
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
        at_most=1.1,
    )
    return [*found, flat]


if __name__ == "__main__":
    sys.stdout.write(comparison(rows()) + "\n")
