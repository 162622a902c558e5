"""
Cells of the calendar, and the days that hang on them.

每周, 每月, 每季度, 每半年 and 每年 assign one thing to each cell of the calendar. A
cell is a value with a name that never changes (`2026-W11`, `2026-03`, `2026-Q1`,
`2026-H1`, `2026`; `2026-03-11`, `2026-03-H1`), and both its ends belong to it. What
the calendar has no unit for is `Every`: a fortnight, a week from Sunday, two months, a
financial or a contract year; such a cell is named by its first and last day.

`periods` holds the days in a row, `cells` what cuts time into them, `named` the cells by
number and name, and `due_days` the days by which something is due in one.
"""

from followup_rules.timing.cycles.cells import (
    CELLS,
    CELLS_PATTERN,
    Cells,
    Cycle,
    Every,
    cell_of,
    cells,
    next_cell,
    read_cells,
    week_from,
    write_cells,
    year_from,
)
from followup_rules.timing.cycles.due_days import (
    DUE_DAYS,
    LIMITS,
    DayOf,
    DueDay,
    Limit,
    WeekdayAfter,
    WorkingDayOf,
    as_limit,
    read_due_day,
)
from followup_rules.timing.cycles.named import (
    cell_named,
    half_month,
    half_year,
    month,
    quarter,
    week,
    year,
)
from followup_rules.timing.cycles.periods import Period, period

__all__ = [
    "CELLS",
    "CELLS_PATTERN",
    "DUE_DAYS",
    "LIMITS",
    "Cells",
    "Cycle",
    "DayOf",
    "DueDay",
    "Every",
    "Limit",
    "Period",
    "WeekdayAfter",
    "WorkingDayOf",
    "as_limit",
    "cell_named",
    "cell_of",
    "cells",
    "half_month",
    "half_year",
    "month",
    "next_cell",
    "period",
    "quarter",
    "read_cells",
    "read_due_day",
    "week",
    "week_from",
    "write_cells",
    "year",
    "year_from",
]
