"""
Open time of an office: when somebody is there, and what is due in working time.

Everything follows from one definition. Open time is a set of half-open stretches of
instants, from an opening to a closing, less the pauses. `worked(a, b)` is how much of
it lies between two instants, and `due(start, n)` is the earliest instant until which
exactly *n* has been worked.

`windows` holds the hours as an office writes them, `office` the office and its
questions, `table` the stretches as instants with a running sum, `walls` the instants
that clocks show, and `pauses` what does not count.
"""

from followup_rules.timing.hours.office import AtClosing, OfficeHours
from followup_rules.timing.hours.pauses import Pause
from followup_rules.timing.hours.windows import (
    DatedWeek,
    DateHours,
    Week,
    Weekday,
    Window,
)

__all__ = [
    "AtClosing",
    "DateHours",
    "DatedWeek",
    "OfficeHours",
    "Pause",
    "Week",
    "Weekday",
    "Window",
]
