"""
Which days are worked, as published; never guessed.

A `WorkCalendar` is anything with a `calendar_id`, its `confirmed` bounds and
`kind(day)`. Everything else is a function over it. A day that no published
notice covers raises, at the moment it is needed and not before.

`TableCalendar` is the one that ships: immutable, built once, keyed by date, and
safe to share between threads. `china()` copies the State Council's notices from
the `china` extra; `from_holiday_cn` reads the widespread JSON shape, so that a
host can add a year on the day its notice appears; `from_exceptions` takes any
list; `overlay` lays local days over another calendar; `extend` appends the next
notice, or another calendar; `provisional` guesses on, by name only, and says so.

`kinds` holds what a day can be and what a calendar must say, `table` the table,
`working_days` the functions over any calendar, `listed` the calendars of a host's own
lists, `notices` those of published notices, and `joined` what goes on.
"""

from typing import TYPE_CHECKING

from followup_rules.lazily import import_lazily
from followup_rules.timing.calendars.kinds import (
    KIND_NAMES,
    SATURDAY,
    SUNDAY,
    DayKind,
    WorkCalendar,
)
from followup_rules.timing.calendars.table import (
    TableCalendar,
    provisional_since,
)
from followup_rules.timing.calendars.working_days import (
    LONGEST_CLOSURE,
    RestDayStart,
    add_working_days,
    bounds_of,
    count_working_days,
    days_of,
    is_working_day,
    roll,
    roll_backward,
    roll_forward,
    shift,
)

if TYPE_CHECKING:
    from followup_rules.timing.calendars.joined import extend, provisional
    from followup_rules.timing.calendars.listed import from_exceptions, overlay
    from followup_rules.timing.calendars.notices import china, from_holiday_cn
else:
    __getattr__ = import_lazily(
        __name__,
        {
            "joined": ("extend", "provisional"),
            "listed": ("from_exceptions", "overlay"),
            "notices": ("china", "from_holiday_cn"),
        },
    )

__all__ = [
    "KIND_NAMES",
    "LONGEST_CLOSURE",
    "SATURDAY",
    "SUNDAY",
    "DayKind",
    "RestDayStart",
    "TableCalendar",
    "WorkCalendar",
    "add_working_days",
    "bounds_of",
    "china",
    "count_working_days",
    "days_of",
    "extend",
    "from_exceptions",
    "from_holiday_cn",
    "is_working_day",
    "overlay",
    "provisional",
    "provisional_since",
    "roll",
    "roll_backward",
    "roll_forward",
    "shift",
]
