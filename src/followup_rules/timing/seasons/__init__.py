"""
Local heating, cooling and flood seasons.

`table` holds what a season and a table of seasons are and how a host makes one;
`published` holds the seasons that cities have published, for whoever names the city;
`yearly` holds a season that the text of a rule itself names by its days.
"""

from followup_rules.timing.seasons.making import declared, recurring
from followup_rules.timing.seasons.published import (
    PUBLISHED,
    Mark,
    Published,
    published,
    published_places,
)
from followup_rules.timing.seasons.season import (
    KINDS,
    Declared,
    MonthDay,
    Recurrence,
    Season,
)
from followup_rules.timing.seasons.table import (
    LocalSeasons,
    SeasonSource,
    SeasonTable,
    local,
)
from followup_rules.timing.seasons.yearly import YearlySeason

__all__ = [
    "KINDS",
    "PUBLISHED",
    "Declared",
    "LocalSeasons",
    "Mark",
    "MonthDay",
    "Published",
    "Recurrence",
    "Season",
    "SeasonSource",
    "SeasonTable",
    "YearlySeason",
    "declared",
    "local",
    "published",
    "published_places",
    "recurring",
]
