"""
How far times and days reach inside: what no date can be stays out of range.
"""

import datetime as dt
from typing import Final

from followup_rules.frames.engines.zones import DAY, EPOCH

FIRST_DAY: Final = dt.date.min.toordinal() - EPOCH
LAST_DAY: Final = dt.date.max.toordinal() - EPOCH
DAYS: Final = (FIRST_DAY, LAST_DAY)
FIRST_US: Final = FIRST_DAY * DAY
LAST_US: Final = (LAST_DAY + 1) * DAY - 1
"""The first and the last microsecond that a datetime can hold."""

FAR_DAYS: Final = 32_000_000
"""What stands for days outside the years 1 to 9999, below zero for those before.

Nothing that is counted comes back into range from there, nor leaves 64 bits."""
FAR: Final = FAR_DAYS * DAY
"""The same in microseconds."""
