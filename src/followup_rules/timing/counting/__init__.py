"""
How a period is counted: trigger + amount -> `Deadline`.

The convention is data, a `Counting`, because statutes differ from one another.
Four are ready: `HOUSE_RULES` and `CIVIL_CODE` for China, and, to show that the
engine knows no country, `US_FRCP_6A` and `EU_REGULATION_1182_71`.

The order in which a count is done, whatever the convention:

1. a short period of days counts working days only, where the convention says so;
   the start day is counted or not, and the last day is found in one step;
2. an excluded bound is taken off: the period ends on the day before;
3. a last day on a rest day stays or rolls, as the convention says;
4. a period that must hold so many working days grows until it does;
5. the last day ends at 24:00, at the close of business, or at a clock time.

Hours and minutes run from the instant (or from the next full hour) without a break,
unless they stand still on rest days; working hours run while an office is open. An
excluded bound is taken off before hours roll, too.

`convention` holds `Counting` and the two conventions for China, `abroad` the others,
`terms` what a convention says, `choices` what it may choose between and `combining`
what goes together; `whole_days` and `on_the_clock` count, `units` says what an amount
comes to, `suspended` passes over the days that do not count, `office_time` counts by
the hours of an office, and `deadline` is what a count comes to.
"""

from typing import TYPE_CHECKING

from followup_rules.lazily import import_lazily
from followup_rules.timing.counting.choices import (
    ClosesAt,
    HourStart,
    LastDay,
    OutsideHours,
)
from followup_rules.timing.counting.convention import (
    CIVIL_CODE,
    HOUSE_RULES,
    Counting,
)
from followup_rules.timing.counting.deadline import Deadline
from followup_rules.timing.months import corresponding_day

if TYPE_CHECKING:
    from followup_rules.timing.counting.abroad import EU_REGULATION_1182_71, US_FRCP_6A
else:
    __getattr__ = import_lazily(
        __name__, {"abroad": ("EU_REGULATION_1182_71", "US_FRCP_6A")}
    )

__all__ = [
    "CIVIL_CODE",
    "EU_REGULATION_1182_71",
    "HOUSE_RULES",
    "US_FRCP_6A",
    "ClosesAt",
    "Counting",
    "Deadline",
    "HourStart",
    "LastDay",
    "OutsideHours",
    "corresponding_day",
]
