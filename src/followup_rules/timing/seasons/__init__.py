"""
Local heating, cooling and flood seasons.

`table` holds what a season and a table of seasons are and how a host makes one;
`cities` holds the seasons that cities have published, for whoever names the city;
`yearly` holds a season that the text of a rule itself names by its days.
"""

from typing import TYPE_CHECKING

from followup_rules.lazily import import_lazily

if TYPE_CHECKING:
    from followup_rules.timing.seasons.cities import (
        PUBLISHED,
        Mark,
        Published,
        published,
        published_places,
    )
    from followup_rules.timing.seasons.making import declared, recurring
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
else:
    __getattr__ = import_lazily(
        __name__,
        {
            "making": ("declared", "recurring"),
            "cities": (
                "PUBLISHED",
                "Mark",
                "Published",
                "published",
                "published_places",
            ),
            "season": ("KINDS", "Declared", "MonthDay", "Recurrence", "Season"),
            "table": ("LocalSeasons", "SeasonSource", "SeasonTable", "local"),
            "yearly": ("YearlySeason",),
        },
    )

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
