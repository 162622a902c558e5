"""
The published seasons at hand, each with its source and how well it is attested.

Cities adjust their seasons to the weather, and some have changed since: a host that
has this year's notice uses `SeasonTable.with_year`. Nothing in this library uses a
row that the caller did not name. No cooling season is published anywhere.
"""

import datetime as dt
from enum import Enum
from typing import Final

from followup_rules.errors import UnknownNameError
from followup_rules.exact import as_name
from followup_rules.immutable import frozen
from followup_rules.timing.seasons.making import declared, recurring
from followup_rules.timing.seasons.season import KINDS, Declared, MonthDay
from followup_rules.timing.seasons.table import SeasonTable

_ROWS: Final = """
heating | beijing | 11-15 | 03-15 | seen | quoted at m.hbzqbyyxgs.com/news/637436.html
heating | harbin | 10-20 | 04-20 | second_hand | bkzs.com.cn/a/544543.html
heating | shenyang | 11-01 | 03-31 | second_hand | 666nj.com/law/139677.html
heating | qingdao | 11-16 | 04-05 | seen | Qingdao heating regulation (2017) art. 31
heating | weifang | 11-14T12 | 03-15T12 | seen | Weifang heating regulation art. 13
heating | heze | 11-15 | 03-15 | seen | Heze heating regulation art. 20
heating | linyi | 11-10 | 03-20 | seen | Linyi heating regulation art. 14 (urban area)
heating | binzhou | 11-15 | 03-20 | seen | Binzhou heating regulation art. 19 (urban area)
heating | tianjin | 11-15 | 03-15 | second_hand | constants in a public code file
heating | shijiazhuang | 11-15 | 03-15 | second_hand | constants in a public code file
heating | jinan | 11-15 | 03-15 | second_hand | constants in a public code file
heating | zhengzhou | 11-15 | 03-15 | second_hand | constants in a public code file
heating | xian | 11-15 | 03-15 | second_hand | constants in a public code file
heating | taiyuan | 11-01 | 03-31 | second_hand | constants in a public code file
heating | lanzhou | 11-01 | 03-31 | second_hand | constants in a public code file
heating | yinchuan | 11-01 | 03-31 | second_hand | constants in a public code file
heating | hohhot | 10-15 | 04-15 | second_hand | constants in a public code file
heating | xining | 10-15 | 04-15 | second_hand | constants in a public code file
heating | changchun | 10-20 | 04-06 | second_hand | constants in a public code file
heating | urumqi | 10-10 | 04-10 | second_hand | constants in a public code file
heating | dalian | 11-15 | 03-31 | second_hand | constants in a public code file
flood | beijing | 06-01 | 09-15 | seen | Beijing measures on the Flood Control Law art. 34
flood | henan | 05-15 | 09-30 | seen | Henan measures on the Flood Control Law art. 27
flood | henan_yellow_river | 07-01 | 10-31 | seen | the same article, for the Yellow River
flood | chongqing | 05-01 | 09-30 | seen | Chongqing flood regulation art. 22
flood | guangdong | 2024-04-04 | 2024-10-15 | seen | China News Service, October 2024
"""


class Mark(Enum):
    """
    How well a published season is attested.
    """

    SEEN = "seen"
    """The text that fixes it was read."""
    SECOND_HAND = "second_hand"
    """Somebody else's account of it was read."""


@frozen(kw_only=True)
class Published:
    """
    One published season: its bounds as written, its source, and its mark.

    A bound is a month and a day that recur, or one day of one year; with a time of
    day where the season does not begin or end at midnight.
    """

    kind: str
    place: str
    starts: str
    ends: str
    mark: Mark
    source: str

    def table(self) -> SeasonTable:
        """
        Return the table that this row makes.
        """
        said = f"{self.source} [{self.mark.value}]"
        if self.starts.count("-") == _WITH_YEAR:
            first = dt.date.fromisoformat(self.starts)
            last = dt.date.fromisoformat(self.ends)
            years: dict[int, Declared] = {first.year: (first, last)}
            return declared(self.place, self.kind, years, source=said)
        (starts, starts_at), (ends, ends_at) = _bound(self.starts), _bound(self.ends)
        return recurring(
            self.place,
            self.kind,
            starts,
            ends,
            source=said,
            starts_at=starts_at,
            ends_at=ends_at,
        )


_WITH_YEAR: Final = 2
"""How many dashes a day of one year is written with."""


def _bound(text: str) -> tuple[MonthDay, dt.time | None]:
    """Read a month and a day, and an hour where there is one."""
    day, _, hour = text.partition("T")
    month, number = day.split("-")
    return (int(month), int(number)), dt.time(int(hour)) if hour else None


def _read(row: str) -> Published:
    """Read one row of the list above."""
    kind, place, starts, ends, mark, source = (cell.strip() for cell in row.split("|"))
    return Published(
        kind=kind,
        place=place,
        starts=starts,
        ends=ends,
        mark=Mark(mark),
        source=source,
    )


PUBLISHED: Final = tuple(map(_read, _ROWS.strip().splitlines()))
"""All published seasons at hand."""


def published_places(kind: str = "heating") -> tuple[str, ...]:
    """
    Return the places whose published season of that kind is at hand.

    Raises:
        UnknownNameError: If there is no such kind of season.
    """
    as_name("kind of season", kind, KINDS)
    return tuple(entry.place for entry in PUBLISHED if entry.kind == kind)


def published(place: str, *, kind: str = "heating") -> SeasonTable:
    """
    Return the published season of a place that the caller names.

    Nothing in this library uses it unasked. Its provenance has the source and how
    well it is attested.

    Raises:
        UnknownNameError: If none is at hand; a cooling season never is.

    >>> published("qingdao").season_of(2025).last
    Date(2026, 4, 5)
    """
    known = published_places(kind)
    if place not in known:
        raise UnknownNameError(f"place with a published {kind} season", place, known)
    return next(
        entry.table()
        for entry in PUBLISHED
        if (entry.place, entry.kind) == (place, kind)
    )
