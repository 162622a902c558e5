"""
Local seasons: bounds, overlaps, coverage, and the published table.
"""

import datetime as dt
import pickle
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pendulum import Date

from followup_rules.canonical import canonical_json
from followup_rules.errors import (
    CalendarDataError,
    InvalidFieldError,
    NotADayError,
    SeasonNotCoveredError,
    UnknownNameError,
)
from followup_rules.timing.seasons import (
    PUBLISHED,
    Mark,
    Season,
    SeasonTable,
    declared,
    local,
    published,
    published_places,
    recurring,
)

NOON = dt.time(12)


def heating(**changes: object) -> SeasonTable:
    """Return Beijing's heating season, or a changed one."""
    bounds = {"starts": (11, 15), "ends": (3, 15), "source": "a notice"} | changes
    return recurring("beijing", "heating", **bounds)  # type: ignore[arg-type]


def floods(**years: tuple[dt.date, dt.date | None] | None) -> SeasonTable:
    """Return flood seasons declared for years such as y2024."""
    keyed = {int(name[1:]): season for name, season in years.items()}
    return declared("shanghai", "flood", keyed, source="the headquarters' notices")


def day_by_day(
    starts: tuple[int, int], ends: tuple[int, int], first: dt.date, days: int
) -> list[tuple[dt.date, dt.date]]:
    """Find seasons by walking every day; an independent judge without arithmetic."""
    inside_now = False
    found: list[tuple[dt.date, dt.date]] = []
    for offset in range(days):
        day = first + dt.timedelta(days=offset)
        here = (day.month, day.day)
        if starts <= ends:
            inside = starts <= here <= ends
        else:
            inside = here >= starts or here <= ends
        if inside and (not inside_now or here == starts):
            found.append((day, day))
        elif inside:
            found[-1] = (found[-1][0], day)
        inside_now = inside
    return found


class TestRecurring:
    """
    The same bounds every year, possibly across the year end.
    """

    def test_crosses_the_year_end(self) -> None:
        """A last day before the first in the calendar lies in the next year."""
        season = heating().season_of(2025)

        assert season is not None
        assert (season.first, season.last) == (Date(2025, 11, 15), Date(2026, 3, 15))
        assert season.label == "2025/26"
        assert season.days == 16 + 31 + 31 + 28 + 15
        assert str(season) == "heating season 2025-11-15..2026-03-15"

    def test_stays_inside_a_year(self) -> None:
        """A flood season begins and ends in one year."""
        season = recurring(
            "beijing", "flood", (6, 1), (9, 15), source="rules"
        ).season_of(2026)

        assert season is not None
        assert (season.last, season.label) == (Date(2026, 9, 15), "2026")

    def test_end_on_leap_day(self) -> None:
        """An end on 29 February is the 28th in a common year."""
        table = heating(ends=(2, 29))
        lasts = [table.season_of(year).last for year in (2023, 2024)]  # type: ignore[union-attr]

        assert lasts == [Date(2024, 2, 29), Date(2025, 2, 28)]

    def test_start_on_leap_day(self) -> None:
        """A start on 29 February is the 28th in a common year, as in 1900."""
        table = heating(starts=(2, 29), ends=(4, 1))
        firsts = [table.season_of(year).first for year in (1900, 2000, 2023, 2024)]  # type: ignore[union-attr]

        assert firsts == [
            Date(1900, 2, 28),
            Date(2000, 2, 29),
            Date(2023, 2, 28),
            Date(2024, 2, 29),
        ]

    def test_season_that_meets_itself_is_refused(self) -> None:
        """From 29 to 28 February the next season begins before the last has ended."""
        with pytest.raises(CalendarDataError, match="overlap"):
            heating(starts=(2, 29), ends=(2, 28))

    def test_season_of_a_whole_year(self) -> None:
        """From 1 January to 31 December leaves no gap and overlaps nothing."""
        table = heating(starts=(1, 1), ends=(12, 31))

        assert table.running_on(dt.date(2026, 7, 1)) == table.season_of(2026)

    def test_starts_at_noon_where_the_last_one_ends(self) -> None:
        """A season may begin at the very noon at which the one before it ends."""
        table = recurring(
            "x", "heating", (5, 1), (5, 1), source="s", starts_at=None, ends_at=NOON
        )
        season = table.season_of(2026)

        assert season is not None
        assert season.days == 1
        assert season.ends == (dt.date(2026, 5, 1).toordinal(), NOON)

    @pytest.mark.parametrize("bound", [(2, 30), (13, 1), "11-15", (11,), None, 11])
    def test_no_day_is_refused(self, bound: object) -> None:
        """A bound is a month and a day that exist."""
        with pytest.raises(CalendarDataError, match="no day of a year"):
            heating(starts=bound)

    @pytest.mark.parametrize("time", ["12:00", 12, dt.time(12, tzinfo=dt.UTC)])
    def test_no_time_is_refused(self, time: object) -> None:
        """A time of day is a plain datetime.time."""
        with pytest.raises(CalendarDataError, match="no time of day"):
            heating(ends_at=time)

    def test_unknown_kind_is_refused(self) -> None:
        """What reads like a slip of one of the law, and no name; the nearest is named."""
        with pytest.raises(UnknownNameError, match="nearest: 'heating'"):
            recurring("x", "heatin", (11, 1), (3, 1), source="s")
        for kind in (" termite", "", None, 7):
            with pytest.raises(UnknownNameError):
                recurring("x", kind, (11, 1), (3, 1), source="s")  # type: ignore[arg-type]

    def test_k10_a_kind_of_ones_own(self) -> None:
        """The termite season is a season like any other."""
        termites = recurring("x", "termite", (4, 1), (6, 30), source="contract")

        season = termites.season_of(2026)
        assert season is not None
        assert season.first == dt.date(2026, 4, 1)
        assert termites.of_kind("termite") is termites
        assert termites.of_kind("heating") is None

    def test_blank_place_is_refused(self) -> None:
        """A place has a name."""
        with pytest.raises(InvalidFieldError, match="place"):
            recurring(" ", "heating", (11, 1), (3, 1), source="s")

    @settings(max_examples=60, deadline=None)
    @given(
        starts=st.dates(dt.date(2001, 1, 1), dt.date(2001, 12, 31)),
        ends=st.dates(dt.date(2001, 1, 1), dt.date(2001, 12, 31)),
    )
    @example(starts=dt.date(2001, 11, 15), ends=dt.date(2001, 3, 15))
    @example(starts=dt.date(2001, 1, 1), ends=dt.date(2001, 12, 31))
    @example(starts=dt.date(2001, 12, 31), ends=dt.date(2001, 12, 30))
    @example(starts=dt.date(2001, 6, 1), ends=dt.date(2001, 6, 1))
    def test_agrees_with_walking_every_day(
        self, starts: dt.date, ends: dt.date
    ) -> None:
        """Seasons found by arithmetic are those found by looking at each day."""
        low, high = (starts.month, starts.day), (ends.month, ends.day)
        table = recurring("x", "cooling", low, high, source="s")
        walked = day_by_day(low, high, dt.date(2021, 1, 1), 6 * 366)

        mine = [
            (season.first, season.last)
            for season in islice(table.starting_on_or_after(dt.date(2022, 1, 1)), 3)
        ]

        assert mine == [pair for pair in walked if pair[0].year >= 2022][:3]
        for pair in walked:
            for day in pair:
                if day.year in {2022, 2023, 2024}:
                    running = table.running_on(day)
                    assert running is not None
                    assert day in running


class TestStarting:
    """
    The seasons that begin on a day or later.
    """

    def test_first_day_counts(self) -> None:
        """A season that begins on the day itself is one of them."""
        found = heating().starting_on_or_after(dt.date(2024, 11, 15))

        assert next(found).first == Date(2024, 11, 15)
        assert next(found).first == Date(2025, 11, 15)

    def test_day_after_the_first_does_not(self) -> None:
        """One day later it is the next year's."""
        found = heating().starting_on_or_after(dt.date(2024, 11, 16))

        assert next(found).first == Date(2025, 11, 15)

    def test_between_includes_both_ends(self) -> None:
        """Both bounds belong to the span, to the day."""
        table = heating()

        def firsts(first: dt.date, last: dt.date) -> list[int]:
            return [s.year for s in table.starting_between(first, last)]

        assert firsts(dt.date(2024, 11, 15), dt.date(2026, 11, 15)) == [
            2024,
            2025,
            2026,
        ]
        assert firsts(dt.date(2024, 11, 16), dt.date(2026, 11, 14)) == [2025]
        assert firsts(dt.date(2026, 1, 1), dt.date(2025, 1, 1)) == []

    def test_datetime_is_refused(self) -> None:
        """A moment has no day until a zone is chosen."""
        moment = dt.datetime(2024, 11, 15, tzinfo=dt.UTC)
        table = heating()

        with pytest.raises(NotADayError):
            next(table.starting_on_or_after(moment))
        with pytest.raises(NotADayError):
            table.starting_between(moment, moment)
        with pytest.raises(NotADayError):
            table.running_on(moment)

    def test_end_of_the_calendar(self) -> None:
        """Beyond year 9998 nothing is known."""
        with pytest.raises(SeasonNotCoveredError, match="9999"):
            heating().season_of(9999)


class TestRunning:
    """
    The season that a day lies in.
    """

    @pytest.mark.parametrize(
        ("day", "year"),
        [
            (dt.date(2025, 11, 14), None),
            (dt.date(2025, 11, 15), 2025),
            (dt.date(2025, 12, 31), 2025),
            (dt.date(2026, 1, 1), 2025),
            (dt.date(2026, 3, 15), 2025),
            (dt.date(2026, 3, 16), None),
        ],
    )
    def test_edges(self, day: dt.date, year: int | None) -> None:
        """Both days of a season belong to it, in either year."""
        season = heating().running_on(day)

        assert (None if season is None else season.year) == year


class TestDeclared:
    """
    Seasons declared year by year.
    """

    TABLE = floods(
        y2023=(dt.date(2023, 5, 1), dt.date(2023, 9, 30)),
        y2024=None,
        y2025=(dt.date(2025, 6, 1), dt.date(2026, 1, 10)),
    )

    def test_year_without_a_season(self) -> None:
        """None says that the year has none; the next one follows."""
        assert self.TABLE.season_of(2024) is None
        following = self.TABLE.starting_on_or_after(dt.date(2023, 5, 2))
        assert next(following).first == Date(2025, 6, 1)

    def test_asking_past_the_last_year(self) -> None:
        """A year that was not declared is named, never guessed."""
        following = self.TABLE.starting_on_or_after(dt.date(2025, 1, 1))
        next(following)

        with pytest.raises(SeasonNotCoveredError) as caught:
            next(following)
        error = caught.value
        assert (error.year, error.kind, error.place) == (2026, "flood", "shanghai")
        assert "declare that year" in str(error)

    def test_asking_before_the_first_year(self) -> None:
        """What ran before the first declared year is not known either."""
        with pytest.raises(SeasonNotCoveredError, match="2022"):
            next(self.TABLE.starting_on_or_after(dt.date(2022, 12, 31)))
        with pytest.raises(SeasonNotCoveredError, match="2022"):
            self.TABLE.running_on(dt.date(2023, 4, 30))

    def test_running_where_it_is_known(self) -> None:
        """Inside a declared season the neighbours need not be declared."""
        assert self.TABLE.running_on(dt.date(2023, 5, 1)).year == 2023  # type: ignore[union-attr]
        assert self.TABLE.running_on(dt.date(2023, 12, 31)) is None
        assert self.TABLE.running_on(dt.date(2024, 7, 1)) is None
        assert self.TABLE.running_on(dt.date(2026, 1, 10)).year == 2025  # type: ignore[union-attr]

    def test_running_where_it_is_not_known(self) -> None:
        """After the last declared season the next may have begun."""
        with pytest.raises(SeasonNotCoveredError, match="2026"):
            self.TABLE.running_on(dt.date(2026, 1, 11))

    def test_between_needs_every_year(self) -> None:
        """A year between the bounds that is not declared is an error."""
        assert len(
            self.TABLE.starting_between(dt.date(2023, 1, 1), dt.date(2025, 12, 31))
        ) == (2)
        with pytest.raises(SeasonNotCoveredError, match="2026"):
            self.TABLE.starting_between(dt.date(2025, 1, 1), dt.date(2026, 1, 1))

    def test_season_without_an_end_yet(self) -> None:
        """A season that is not over has no days, and every later day lies in it."""
        table = floods(y2026=(dt.date(2026, 6, 1), None))
        season = table.season_of(2026)

        assert season is not None
        assert (season.last, season.days, season.ends) == (None, None, None)
        assert season.label == "2026"
        assert str(season) == "flood season 2026-06-01..no end yet"
        assert dt.date(2026, 12, 31) in season
        assert dt.date(2026, 5, 31) not in season
        assert table.running_on(dt.date(2026, 8, 1)) == season

    def test_gap_is_refused(self) -> None:
        """Between two declared years every year is declared."""
        with pytest.raises(CalendarDataError, match="nothing declared for 2024"):
            floods(
                y2023=(dt.date(2023, 5, 1), dt.date(2023, 9, 30)),
                y2025=(dt.date(2025, 5, 1), dt.date(2025, 9, 30)),
            )

    def test_overlap_is_refused(self) -> None:
        """The next season cannot begin on the last day of the one before."""
        with pytest.raises(CalendarDataError, match="overlap"):
            floods(
                y2024=(dt.date(2024, 11, 1), dt.date(2025, 3, 1)),
                y2025=(dt.date(2025, 3, 1), dt.date(2025, 4, 1)),
            )

    def test_next_day_is_no_overlap(self) -> None:
        """It can on the day after."""
        table = floods(
            y2024=(dt.date(2024, 11, 1), dt.date(2025, 2, 28)),
            y2025=(dt.date(2025, 3, 1), dt.date(2025, 4, 1)),
        )

        assert table.running_on(dt.date(2025, 2, 28)).year == 2024  # type: ignore[union-attr]
        assert table.running_on(dt.date(2025, 3, 1)).year == 2025  # type: ignore[union-attr]

    def test_unended_season_before_a_declared_one(self) -> None:
        """Only the last declared season may be without an end."""
        with pytest.raises(CalendarDataError, match="overlap"):
            floods(
                y2024=(dt.date(2024, 5, 1), None),
                y2025=(dt.date(2025, 5, 1), dt.date(2025, 9, 1)),
            )

    def test_noon_to_noon(self) -> None:
        """Ending at noon, the next may begin on that day, from noon."""
        years = {
            2024: (dt.date(2024, 11, 1), dt.date(2025, 3, 1)),
            2025: (dt.date(2025, 3, 1), dt.date(2025, 4, 1)),
        }
        table = declared("x", "flood", years, source="s", starts_at=NOON, ends_at=NOON)

        assert table.season_of(2025).begins == (  # type: ignore[union-attr]
            dt.date(2025, 3, 1).toordinal(),
            NOON,
        )

    @pytest.mark.parametrize(
        ("years", "problem"),
        [
            ({}, "no year is declared"),
            ({2024: (dt.date(2025, 5, 1), None)}, "does not begin in 2024"),
            ({2024: (dt.date(2024, 5, 2), dt.date(2024, 5, 1))}, "swap them"),
            ({2024: dt.date(2024, 5, 2)}, "is no season"),
            ({2024: (dt.date(2024, 5, 2),)}, "is no season"),
            ({True: (dt.date(1, 5, 2), None)}, "key seasons by year"),
        ],
    )
    def test_unusable_declarations(
        self, years: dict[int, object], problem: str
    ) -> None:
        """Each fault is named with its place."""
        with pytest.raises(CalendarDataError, match=problem):
            declared("x", "flood", years, source="s")  # type: ignore[arg-type]

    def test_datetime_is_refused(self) -> None:
        """A bound is a day."""
        with pytest.raises(NotADayError):
            floods(y2024=(dt.datetime(2024, 5, 1, tzinfo=dt.UTC), None))


class TestWithYear:
    """
    One year declared anew over what is known.
    """

    def test_goes_before_the_recurring_bounds(self) -> None:
        """A heating season that the city prolongs, and only that one."""
        table = heating().with_year(
            2025, (dt.date(2025, 11, 8), dt.date(2026, 3, 22)), source="notice of March"
        )

        assert table.season_of(2025).last == Date(2026, 3, 22)  # type: ignore[union-attr]
        assert table.season_of(2026).last == Date(2027, 3, 15)  # type: ignore[union-attr]
        assert table.provenance == ("a notice", "2025: notice of March")
        assert table != heating()

    def test_without_an_end_yet(self) -> None:
        """The running season may be open before a year that only recurs."""
        table = heating().with_year(2025, (dt.date(2025, 11, 8), None), source="notice")

        assert table.running_on(dt.date(2026, 8, 1)).year == 2025  # type: ignore[union-attr]
        assert table.running_on(dt.date(2026, 11, 15)).year == 2026  # type: ignore[union-attr]

    def test_noon(self) -> None:
        """It may have times of its own."""
        table = heating().with_year(
            2025,
            (dt.date(2025, 11, 8), dt.date(2026, 3, 22)),
            source="notice",
            starts_at=NOON,
            ends_at=NOON,
        )

        assert table.season_of(2025).ends_at == NOON  # type: ignore[union-attr]
        assert table.season_of(2024).ends_at is None  # type: ignore[union-attr]

    def test_no_season_that_year(self) -> None:
        """A year may be declared without one."""
        assert heating().with_year(2025, None, source="n").season_of(2025) is None

    def test_overlap_is_refused(self) -> None:
        """It must still leave its neighbours room, before and after."""
        with pytest.raises(CalendarDataError, match="overlap"):
            heating().with_year(
                2025, (dt.date(2025, 3, 15), dt.date(2025, 4, 1)), source="n"
            )
        with pytest.raises(CalendarDataError, match="overlap"):
            heating().with_year(
                2025, (dt.date(2025, 11, 15), dt.date(2026, 11, 15)), source="n"
            )

    def test_gap_is_refused(self) -> None:
        """A table declared year by year grows year by year."""
        table = floods(y2024=(dt.date(2024, 5, 1), dt.date(2024, 9, 1)))
        longer = table.with_year(
            2025, (dt.date(2025, 5, 1), dt.date(2025, 9, 1)), source="n"
        )

        assert longer.season_of(2025).last == Date(2025, 9, 1)  # type: ignore[union-attr]
        with pytest.raises(CalendarDataError, match="2025"):
            table.with_year(
                2026, (dt.date(2026, 5, 1), dt.date(2026, 9, 1)), source="n"
            )

    def test_no_time_is_refused(self) -> None:
        """A time of day is a plain datetime.time here too."""
        with pytest.raises(CalendarDataError, match="no time of day"):
            declared("x", "flood", {2024: None}, source="s", ends_at="noon")  # type: ignore[arg-type]


class TestValue:
    """
    A table is a value: equal, hashable, picklable, safe to share.
    """

    def test_id_names_place_kind_and_content(self) -> None:
        """Whatever could change an answer changes the id; provenance does not."""
        table = heating()

        assert table.seasons_id.startswith("beijing-heating@sha256:")
        assert table == heating(source="another notice")
        assert table != heating(ends=(3, 16))
        assert table != heating(ends_at=NOON)
        assert table != "beijing"
        assert hash(table) == hash(heating())
        assert repr(table) == f"<SeasonTable {table.seasons_id}>"
        assert canonical_json(table) == f'"{table.seasons_id}"'

    def test_pickle(self) -> None:
        """A table survives pickling with its provenance."""
        table = heating().with_year(2025, None, source="n")
        again = pickle.loads(pickle.dumps(table))  # noqa: S301 - our own bytes

        assert again == table
        assert again.provenance == table.provenance
        assert again.season_of(2024) == table.season_of(2024)

    def test_threads(self) -> None:
        """Asking from many threads gives one answer."""
        table = heating()
        with ThreadPoolExecutor(4) as pool:
            answers = set(pool.map(table.season_of, [2025] * 100))

        assert answers == {table.season_of(2025)}

    def test_never_changes(self) -> None:
        """No field can be set."""
        with pytest.raises(AttributeError):
            heating().place = "harbin"  # type: ignore[misc]

    def test_of_kind(self) -> None:
        """A table is asked for a kind, and answers only for its own."""
        table = heating()

        assert table.of_kind("heating") is table
        assert table.of_kind("cooling") is None
        assert table.of_kind("winter") is None
        with pytest.raises(UnknownNameError):
            table.of_kind("heatin")


class TestLocal:
    """
    All tables of one place, passed as one.
    """

    def test_each_kind_is_found(self) -> None:
        """A place has at most one table of each kind."""
        cool = recurring("beijing", "cooling", (5, 15), (9, 15), source="contract")
        place = local(heating(), cool)

        assert place.of_kind("cooling") is cool
        assert place.of_kind("flood") is None
        assert place.seasons_id == f"{heating().seasons_id}+{cool.seasons_id}"
        assert canonical_json(place) == f'"{place.seasons_id}"'
        assert place.of_kind("winter") is None
        with pytest.raises(UnknownNameError):
            place.of_kind("colling")

    def test_two_of_a_kind_are_refused(self) -> None:
        """Two heating tables would leave it open which holds."""
        with pytest.raises(CalendarDataError, match="two heating tables"):
            local(heating(), heating(ends=(3, 16)))


class TestPublished:
    """
    The published seasons at hand, each with its source, used only where named.
    """

    @pytest.mark.parametrize(
        ("place", "first", "last"),
        [
            ("beijing", Date(2025, 11, 15), Date(2026, 3, 15)),
            ("harbin", Date(2025, 10, 20), Date(2026, 4, 20)),
            ("shenyang", Date(2025, 11, 1), Date(2026, 3, 31)),
            ("qingdao", Date(2025, 11, 16), Date(2026, 4, 5)),
            ("weifang", Date(2025, 11, 14), Date(2026, 3, 15)),
            ("heze", Date(2025, 11, 15), Date(2026, 3, 15)),
            ("linyi", Date(2025, 11, 10), Date(2026, 3, 20)),
            ("binzhou", Date(2025, 11, 15), Date(2026, 3, 20)),
            ("tianjin", Date(2025, 11, 15), Date(2026, 3, 15)),
            ("xian", Date(2025, 11, 15), Date(2026, 3, 15)),
            ("taiyuan", Date(2025, 11, 1), Date(2026, 3, 31)),
            ("hohhot", Date(2025, 10, 15), Date(2026, 4, 15)),
            ("changchun", Date(2025, 10, 20), Date(2026, 4, 6)),
            ("urumqi", Date(2025, 10, 10), Date(2026, 4, 10)),
            ("dalian", Date(2025, 11, 15), Date(2026, 3, 31)),
        ],
    )
    def test_heating(self, place: str, first: Date, last: Date) -> None:
        """The bounds are those that the city published."""
        season = published(place).season_of(2025)

        assert isinstance(season, Season)
        assert (season.first, season.last) == (first, last)

    def test_noon(self) -> None:
        """Weifang's season begins and ends at noon."""
        season = published("weifang").season_of(2025)

        assert season is not None
        assert (season.starts_at, season.ends_at) == (NOON, NOON)

    @pytest.mark.parametrize(
        ("place", "first", "last"),
        [
            ("beijing", Date(2024, 6, 1), Date(2024, 9, 15)),
            ("henan", Date(2024, 5, 15), Date(2024, 9, 30)),
            ("henan_yellow_river", Date(2024, 7, 1), Date(2024, 10, 31)),
            ("chongqing", Date(2024, 5, 1), Date(2024, 9, 30)),
            ("guangdong", Date(2024, 4, 4), Date(2024, 10, 15)),
        ],
    )
    def test_flood(self, place: str, first: Date, last: Date) -> None:
        """Flood seasons recur, except where one year alone is known."""
        season = published(place, kind="flood").season_of(2024)

        assert season is not None
        assert (season.first, season.last) == (first, last)

    def test_year_that_was_not_published(self) -> None:
        """Guangdong declares each year; 2025 is not at hand."""
        with pytest.raises(SeasonNotCoveredError, match="2025"):
            published("guangdong", kind="flood").season_of(2025)

    def test_place_that_is_not_there(self) -> None:
        """Shanghai has no heating season, and none is made up."""
        with pytest.raises(UnknownNameError, match="place with a published heating"):
            published("shanghai")

    def test_no_cooling_season_is_published(self) -> None:
        """A cooling season comes from the contract."""
        assert published_places("cooling") == ()
        with pytest.raises(UnknownNameError):
            published("beijing", kind="cooling")
        with pytest.raises(UnknownNameError):
            published_places("winter")

    def test_every_entry_has_a_source_and_a_mark(self) -> None:
        """The provenance says where it was read and how well it is attested."""
        assert published("harbin").provenance == (
            "bkzs.com.cn/a/544543.html [second_hand]",
        )
        assert published("qingdao").provenance[0].endswith("[seen]")
        assert all(entry.source and isinstance(entry.mark, Mark) for entry in PUBLISHED)
        assert len(published_places()) == 21
