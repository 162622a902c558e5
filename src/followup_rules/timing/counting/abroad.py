"""
Conventions of other countries; the engine itself knows none.
"""

from typing import Final

from followup_rules.timing.counting.choices import HourStart, LastDay
from followup_rules.timing.counting.convention import Counting

US_FRCP_6A: Final = Counting(
    zone="America/New_York",
    rest_day=LastDay.ROLLS_FORWARD,
    rest_day_before=LastDay.ROLLS_BACKWARD,
    hours_roll=True,
)
"""US Federal Rule of Civil Procedure 6(a): rolls in the direction of counting; hours
that end on a rest day run on to the same time of the next working day."""

EU_REGULATION_1182_71: Final = Counting(
    zone="Europe/Brussels",
    rest_day=LastDay.ROLLS_FORWARD,
    hour_start=HourStart.NEXT_FULL_HOUR,
    least_working_days=2,
    least_applies_from=2,
)
"""EU Regulation 1182/71 art. 3: the hour of the event is not counted, periods of two
days or more hold at least two working days, and only counts after an event roll."""
