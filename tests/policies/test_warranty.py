"""
Covers and claims, against dateutil and a counter that walks every day.
"""

import datetime as dt
import json
import pickle
from fractions import Fraction
from typing import Any

import attrs
import numpy as np
import pandas as pd
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pendulum import Date

from followup_rules.canonical import plain
from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    ImpossibleOrderError,
    InexactRateError,
    InvalidFieldError,
    MissingFactError,
    NaiveTimeError,
    NotAnInstantError,
    SeasonNotCoveredError,
    UnknownNameError,
)
from followup_rules.policies.warranty import (
    FULL,
    PARTIAL_COUNTS,
    Cover,
    Duty,
    Restart,
    SeasonCount,
    Start,
    WarrantyCase,
    WarrantyPolicy,
    read_term,
)
from followup_rules.receipts import replay
from followup_rules.rulebooks import construction
from followup_rules.timing.amounts import (
    Days,
    Hours,
    Months,
    Seasons,
    ServiceLife,
    Weeks,
    WorkingDays,
    Years,
    read_amount,
)
from followup_rules.timing.calendars import from_exceptions
from followup_rules.timing.counting import CIVIL_CODE
from followup_rules.timing.seasons import declared, local, published, recurring
from followup_rules.verdicts import Status, Subject, Verdict

CHINA = dt.timezone(dt.timedelta(hours=8))
STRUCTURE = Clause(id="T-2.1", en="design life", zh="设计使用年限")
ROOF = Clause(id="T-2.2", en="five years", zh="五年")
SEASON = Clause(id="T-2.3", en="two seasons", zh="两个采暖期")
FITTINGS = Clause(id="T-2.4", en="two years", zh="两年")
RULE = WarrantyPolicy(
    id="warranty",
    clause=Clause(id="T-2", en="cover by category", zh="按类别保修"),
    name=Text("the warranty", "工程保修"),
    owed_by="project_department",
    cases=[
        WarrantyCase(key="main_structure", period=ServiceLife(), clause=STRUCTURE),
        WarrantyCase(key="leak_proofing", period=Years(5), clause=ROOF),
        WarrantyCase(
            key="heating", period=Seasons(2), clause=SEASON, season_kind="heating"
        ),
        WarrantyCase(
            key="cooling", period=Seasons(2), clause=SEASON, season_kind="cooling"
        ),
        WarrantyCase(key="decoration", period=Years(2), clause=FITTINGS),
        WarrantyCase(key="landscaping", period=None, clause=FITTINGS),
    ],
)
BEIJING = published("beijing")
COOLING = recurring("plant", "cooling", (5, 15), (9, 15), source="contract")
BOTH = local(BEIJING, COOLING)
ACCEPTED = dt.date(2024, 2, 29)
NOW = dt.datetime(2026, 6, 1, 12, tzinfo=CHINA)


def at(year: int, month: int, day: int, *clock: int) -> dt.datetime:
    """Return an instant in China."""
    hour, minute, second, microsecond = (*clock, 0, 0, 0, 0)[:4]
    return dt.datetime(
        year, month, day, hour, minute, second, microsecond, tzinfo=CHINA
    )


def last_day(cover: Cover) -> Date:
    """Return the last day of a cover that has one."""
    assert cover.last_day is not None
    return cover.last_day


def codes(verdict: Verdict) -> list[str]:
    """Return the reason that decides and the notes."""
    return [reason.code for reason in verdict.reasons]


def speaks(verdict: Verdict) -> str:
    """Return both explanations, with nothing left unfilled."""
    said = verdict.explain("en") + verdict.explain("zh")
    assert "{" not in said
    return said


class TestYears:
    """
    Years are counted in one step from the start, which is covered and not counted.
    """

    @pytest.mark.parametrize(
        ("category", "life", "last"),
        [
            ("decoration", None, Date(2026, 2, 28)),
            ("leak_proofing", None, Date(2029, 2, 28)),
            ("main_structure", 50, Date(2074, 2, 28)),
            ("main_structure", 100, Date(2124, 2, 29)),
        ],
    )
    def test_leap_day(self, category: str, life: int | None, last: Date) -> None:
        """From 29 February to the last day of a February."""
        cover = RULE.cover(category, accepted_on=ACCEPTED, design_life=life)

        assert cover.last_day == last
        assert cover.first_day == Date(2024, 2, 29)

    def test_last_day_runs_to_midnight(self) -> None:
        """The last instant of the last day is in cover, the next one is not."""
        cover = RULE.cover("decoration", accepted_on=ACCEPTED)

        assert cover.covers(at(2026, 2, 28, 23, 59, 59, 999999))
        assert not cover.covers(at(2026, 3, 1))
        assert cover.closes == at(2026, 3, 1)
        assert not cover.closes_included

    def test_start_day_is_covered(self) -> None:
        """The day of acceptance is covered although it is not counted."""
        cover = RULE.cover("decoration", accepted_on=ACCEPTED)

        assert cover.covers(dt.date(2024, 2, 29))
        assert cover.covers(at(2024, 2, 29))
        assert not cover.covers(at(2024, 2, 28, 23, 59, 59))
        assert not cover.covers(dt.date(2024, 2, 28))

    def test_instant_of_acceptance_counts_by_its_local_day(self) -> None:
        """An acceptance late in the evening of London is the next day in Shanghai."""
        evening = dt.datetime(2024, 5, 9, 20, tzinfo=dt.UTC)

        assert last_day(RULE.cover("decoration", accepted_on=evening)) == Date(
            2026, 5, 10
        )

    @settings(max_examples=150)
    @given(
        accepted=st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)),
        life=st.integers(1, 120),
    )
    @example(accepted=dt.date(2024, 2, 29), life=4)
    @example(accepted=dt.date(2024, 2, 28), life=1)
    @example(accepted=dt.date(2024, 12, 31), life=100)
    def test_agrees_with_dateutil(self, accepted: dt.date, life: int) -> None:
        """The day after the last one is the anniversary's morrow, by another engine."""
        for category, years in (("leak_proofing", 5), ("main_structure", life)):
            cover = RULE.cover(category, accepted_on=accepted, design_life=life)
            anniversary = accepted + relativedelta(years=years)

            assert last_day(cover) == anniversary
            assert cover.closes == dt.datetime.combine(
                anniversary + dt.timedelta(days=1), dt.time.min, CHINA
            )

    @given(accepted=st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)))
    def test_back_to_back_covers_leave_no_gap(self, accepted: dt.date) -> None:
        """A cover that starts on the last day of another covers that day too."""
        first = RULE.cover("decoration", accepted_on=accepted)
        second = RULE.cover("decoration", accepted_on=last_day(first))
        assert first.closes is not None
        edge = first.closes - dt.timedelta(microseconds=1)

        assert first.covers(edge)
        assert second.covers(edge)
        assert second.covers(first.closes)


class TestServiceLife:
    """
    The design service life is an input, never assumed.
    """

    def test_missing(self) -> None:
        """Without it there is no end, and the fact is named."""
        with pytest.raises(MissingFactError, match="'design_life'") as caught:
            RULE.cover("main_structure", accepted_on=ACCEPTED)
        assert caught.value.fact == "design_life"

        verdict = RULE.assess_claim(
            "main_structure", accepted_on=ACCEPTED, occurred_at=NOW
        )
        assert verdict.status is Status.UNDETERMINED
        assert verdict.reason["fact"] == "design_life"
        assert verdict.deadline is None
        speaks(verdict)

    @pytest.mark.parametrize("life", [0, -50, 501, 50.0, "50", True])
    def test_unusable(self, life: Any) -> None:
        """It is a whole number of years."""
        with pytest.raises(InvalidFieldError, match="design_life"):
            RULE.cover("main_structure", accepted_on=ACCEPTED, design_life=life)

    def test_a_design_life_is_not_finite(self) -> None:
        """Visits and close-outs do not turn on it."""
        assert not RULE.case("main_structure").is_finite
        assert RULE.case("heating").is_finite


def walked(
    accepted: dt.date, starts: tuple[int, int], ends: tuple[int, int], *, partial: bool
) -> dt.date:
    """
    Find the end of two seasons by walking from day to day, and nothing else.
    """

    def inside(day: dt.date) -> bool:
        here = (day.month, day.day)
        if starts <= ends:
            return starts <= here <= ends
        return here >= starts or here <= ends

    day, full = accepted, 0
    running = inside(day) and (day.month, day.day) != starts
    counts_now = partial if running else inside(day)
    while True:
        following = day + dt.timedelta(days=1)
        if inside(day) and (day.month, day.day) == ends:
            full += counts_now
            if full == 2:
                return day
        if (following.month, following.day) == starts:
            counts_now = True
        day = following


class TestSeasons:
    """
    Two seasons of the system's own kind, full ones by default.
    """

    def test_running_season_is_covered_and_not_counted(self) -> None:
        """Accepted in December 2023, the seasons 2024/25 and 2025/26 count."""
        cover = RULE.cover(
            "heating", accepted_on=dt.date(2023, 12, 20), seasons=BEIJING
        )

        assert last_day(cover) == Date(2026, 3, 15)
        assert cover.covers(at(2023, 12, 20))
        assert cover.covers(at(2026, 3, 15, 23, 59, 59))
        assert not cover.covers(at(2026, 3, 16))
        assert [season.label for season in cover.seasons] == ["2024/25", "2025/26"]

    def test_running_season_counts_where_read_so(self) -> None:
        """Then the end is a year sooner."""
        rule = attrs.evolve(RULE, season_count=PARTIAL_COUNTS)
        cover = rule.cover(
            "heating", accepted_on=dt.date(2023, 12, 20), seasons=BEIJING
        )

        assert last_day(cover) == Date(2025, 3, 15)

    @pytest.mark.parametrize(
        ("accepted", "last"),
        [
            (dt.date(2024, 11, 14), Date(2026, 3, 15)),
            (dt.date(2024, 11, 15), Date(2026, 3, 15)),
            (dt.date(2024, 11, 16), Date(2027, 3, 15)),
            (dt.date(2025, 3, 15), Date(2027, 3, 15)),
            (dt.date(2025, 3, 16), Date(2027, 3, 15)),
        ],
    )
    def test_edges_of_a_season(self, accepted: dt.date, last: Date) -> None:
        """Accepted on its first day a season counts, one day later it does not."""
        cover = RULE.cover("heating", accepted_on=accepted, seasons=BEIJING)

        assert last_day(cover) == last

    @pytest.mark.parametrize(
        ("accepted", "last"),
        [
            (dt.date(2024, 11, 14), Date(2026, 3, 15)),
            (dt.date(2024, 11, 15), Date(2026, 3, 15)),
            (dt.date(2024, 11, 16), Date(2026, 3, 15)),
            (dt.date(2025, 3, 15), Date(2026, 3, 15)),
            (dt.date(2025, 3, 16), Date(2027, 3, 15)),
        ],
    )
    def test_edges_where_the_running_season_counts(
        self, accepted: dt.date, last: Date
    ) -> None:
        """Accepted on its last day a season still counts, one day later not."""
        rule = attrs.evolve(RULE, season_count=PARTIAL_COUNTS)

        assert (
            last_day(rule.cover("heating", accepted_on=accepted, seasons=BEIJING))
            == last
        )

    def test_share_of_a_season(self) -> None:
        """Of 121 days 61 are over a half and 60 are not; the start day counts in."""
        half = attrs.evolve(RULE, season_count=SeasonCount("1/2"))
        enough, too_few = dt.date(2026, 1, 14), dt.date(2026, 1, 15)
        assert (dt.date(2026, 3, 15) - enough).days + 1 == 61

        def ends(accepted: dt.date) -> Date:
            cover = half.cover("heating", accepted_on=accepted, seasons=BEIJING)
            return last_day(cover)

        assert ends(enough) == Date(2027, 3, 15)
        assert ends(too_few) == Date(2028, 3, 15)

    def test_share_exactly_reached(self) -> None:
        """The share itself is enough."""
        rule = attrs.evolve(RULE, season_count=SeasonCount(Fraction(61, 121)))
        cover = rule.cover("heating", accepted_on=dt.date(2026, 1, 14), seasons=BEIJING)

        assert last_day(cover) == Date(2027, 3, 15)

    def test_full_seasons_alone(self) -> None:
        """By default a running season never counts, whatever is left of it."""
        season = BEIJING.season_of(2025)

        assert season is not None
        assert not FULL.counts(season, season.first.toordinal())
        assert PARTIAL_COUNTS.counts(season, season.first.toordinal() + 120)

    def test_share_is_exact(self) -> None:
        """A share is no float."""
        with pytest.raises(InexactRateError):
            SeasonCount(0.5)
        with pytest.raises(InvalidFieldError):
            SeasonCount("150%")

    def test_heating_and_cooling_apart(self) -> None:
        """A combined plant is covered per function."""
        accepted = dt.date(2024, 6, 1)
        heat = RULE.cover("heating", accepted_on=accepted, seasons=BOTH)
        cool = RULE.cover("cooling", accepted_on=accepted, seasons=BOTH)

        assert (last_day(heat), last_day(cool)) == (
            Date(2026, 3, 15),
            Date(2026, 9, 15),
        )
        assert not heat.covers(dt.date(2026, 4, 1))
        assert cool.covers(dt.date(2026, 8, 1))

    @pytest.mark.parametrize("given_seasons", [None, BEIJING])
    def test_no_seasons_of_that_kind(self, given_seasons: Any) -> None:
        """A cooling season is never borrowed from the heating season."""
        with pytest.raises(MissingFactError, match="pass cooling seasons"):
            RULE.cover("cooling", accepted_on=ACCEPTED, seasons=given_seasons)
        verdict = RULE.assess_claim(
            "cooling", accepted_on=ACCEPTED, occurred_at=NOW, seasons=given_seasons
        )

        assert verdict.status is Status.UNDETERMINED
        assert verdict.reason["fact"] == "seasons"

    def test_year_that_is_not_declared(self) -> None:
        """The year is named, and assess answers instead of raising."""
        table = declared(
            "x",
            "heating",
            {2024: (dt.date(2024, 11, 1), dt.date(2025, 3, 1))},
            source="s",
        )
        accepted = dt.date(2024, 6, 1)
        with pytest.raises(SeasonNotCoveredError, match="2025"):
            RULE.cover("heating", accepted_on=accepted, seasons=table)
        verdict = RULE.assess_claim(
            "heating", accepted_on=accepted, occurred_at=NOW, seasons=table
        )

        assert verdict.status is Status.UNDETERMINED
        assert verdict.reason.code == "season_not_covered"
        assert "2025" in speaks(verdict)

    def test_ends_at_noon(self) -> None:
        """The cover ends with the season, at noon, that instant included."""
        cover = RULE.cover(
            "heating", accepted_on=dt.date(2024, 6, 1), seasons=published("weifang")
        )

        assert cover.closes == at(2026, 3, 15, 12)
        assert cover.closes_included
        assert cover.covers(at(2026, 3, 15, 12))
        assert not cover.covers(at(2026, 3, 15, 12, 0, 0, 1))
        assert cover.covers(dt.date(2026, 3, 14))
        with pytest.raises(NotAnInstantError):
            cover.covers(dt.date(2026, 3, 15))

    def test_day_on_which_the_cover_ends_at_noon(self) -> None:
        """Of a claim on that day the time of day is missing."""
        verdict = RULE.assess_claim(
            "heating",
            accepted_on=dt.date(2024, 6, 1),
            occurred_at=dt.date(2026, 3, 15),
            seasons=published("weifang"),
        )

        assert verdict.status is Status.UNDETERMINED
        assert verdict.reason["fact"] == "clock_time"
        assert verdict.deadline.last_day == Date(2026, 3, 15)
        speaks(verdict)

    def test_season_without_an_end_yet(self) -> None:
        """What lies before that season is covered for certain; later nobody knows."""
        table = BEIJING.with_year(2025, (dt.date(2025, 11, 8), None), source="notice")
        cover = RULE.cover("heating", accepted_on=dt.date(2024, 6, 1), seasons=table)

        assert (cover.last_day, cover.closes, cover.deadline) == (None, None, None)
        assert not cover.closes_included
        assert cover.covers(dt.date(2025, 11, 8))
        with pytest.raises(MissingFactError, match="season_end"):
            cover.covers(dt.date(2025, 11, 9))
        with pytest.raises(MissingFactError, match="season_end"):
            cover.remaining(NOW)
        assert "not declared yet" in str(cover)
        assert "尚未公布" in cover.wording("zh")
        assert plain(cover)["last_day"] is None

    def test_claims_in_a_season_without_an_end_yet(self) -> None:
        """A claim before it is decided, a claim in it is not."""
        table = BEIJING.with_year(2025, (dt.date(2025, 11, 8), None), source="notice")

        def claim(day: dt.date) -> Verdict:
            return RULE.assess_claim(
                "heating",
                accepted_on=dt.date(2024, 6, 1),
                occurred_at=day,
                seasons=table,
            )

        assert claim(dt.date(2025, 11, 8)).status is Status.MET
        open_claim = claim(dt.date(2025, 11, 9))
        assert open_claim.status is Status.UNDETERMINED
        assert open_claim.reason["fact"] == "season_end"
        assert open_claim.evidence.category == "heating"
        speaks(open_claim)

    def test_share_of_a_season_without_an_end(self) -> None:
        """Whether enough of it is left cannot be said."""
        table = BEIJING.with_year(2025, (dt.date(2025, 11, 8), None), source="notice")
        rule = attrs.evolve(RULE, season_count=SeasonCount("1/2"))

        with pytest.raises(MissingFactError, match="season_end"):
            rule.cover("heating", accepted_on=dt.date(2026, 1, 1), seasons=table)

    @settings(max_examples=60, deadline=None)
    @given(
        accepted=st.dates(dt.date(2021, 1, 1), dt.date(2025, 12, 31)),
        bounds=st.sampled_from(
            [((11, 15), (3, 15)), ((5, 15), (9, 15)), ((1, 1), (12, 31))]
        ),
    )
    @example(accepted=dt.date(2024, 2, 29), bounds=((11, 15), (3, 15)))
    @example(accepted=dt.date(2023, 11, 15), bounds=((11, 15), (3, 15)))
    @example(accepted=dt.date(2023, 11, 16), bounds=((11, 15), (3, 15)))
    @example(accepted=dt.date(2024, 3, 15), bounds=((11, 15), (3, 15)))
    @example(accepted=dt.date(2024, 3, 16), bounds=((11, 15), (3, 15)))
    def test_agrees_with_a_counter_that_walks(
        self, accepted: dt.date, bounds: tuple[tuple[int, int], tuple[int, int]]
    ) -> None:
        """Day by day, the second full season ends where the cover does."""
        table = recurring("x", "heating", *bounds, source="s")
        partial_rule = attrs.evolve(RULE, season_count=PARTIAL_COUNTS)

        full = last_day(RULE.cover("heating", accepted_on=accepted, seasons=table))
        partial = last_day(
            partial_rule.cover("heating", accepted_on=accepted, seasons=table)
        )

        assert full == walked(accepted, *bounds, partial=False)
        assert partial == walked(accepted, *bounds, partial=True)
        assert full >= partial


class TestContract:
    """
    The effective period is the longer of the contract's and the statute's.
    """

    @pytest.mark.parametrize(
        ("contract", "last", "basis"),
        [
            (Years(1), Date(2026, 5, 10), "statute"),
            (Years(2), Date(2026, 5, 10), "statute"),
            (Months(25), Date(2026, 6, 10), "contract"),
            (Years(3), Date(2027, 5, 10), "contract"),
            (Days(731), Date(2026, 5, 11), "contract"),
            ("3 years", Date(2027, 5, 10), "contract"),
        ],
    )
    def test_longer_one_holds(self, contract: Any, last: Date, basis: str) -> None:
        """Both are counted from the start; the later end is the end."""
        cover = RULE.cover(
            "decoration", accepted_on=dt.date(2024, 5, 10), contract=contract
        )

        assert (last_day(cover), cover.basis) == (last, basis)

    def test_below_the_minimum_is_said(self) -> None:
        """A shorter contract is raised to the minimum, with a note that names both."""
        verdict = RULE.assess_claim(
            "decoration",
            accepted_on=dt.date(2024, 5, 10),
            occurred_at=dt.date(2026, 5, 10),
            contract=Months(12),
            as_of=NOW,
        )

        assert verdict.status is Status.MET
        raised = next(n for n in verdict.notes if n.code == "contract_below_minimum")
        assert (raised["contract"], raised["minimum"]) == (Months(12), Years(2))
        assert "12 months" in verdict.explain("en")
        assert "低于法定最低保修期" in speaks(verdict)

    def test_equal_to_the_minimum_is_not_below(self) -> None:
        """24 months are two years."""
        cover = RULE.cover("decoration", accepted_on=ACCEPTED, contract=Months(24))

        assert cover.notes == ()

    def test_contract_in_seasons(self) -> None:
        """Three agreed seasons go before two."""
        cover = RULE.cover(
            "heating",
            accepted_on=dt.date(2024, 6, 1),
            contract=Seasons(3),
            seasons=BEIJING,
        )

        assert last_day(cover) == Date(2027, 3, 15)

    def test_contract_without_an_end_yet(self) -> None:
        """If either end is not known, neither is the later one."""
        table = BEIJING.with_year(2025, (dt.date(2025, 11, 8), None), source="notice")

        def cover(contract: Any) -> Cover:
            return RULE.cover(
                "heating",
                accepted_on=dt.date(2024, 6, 1),
                contract=contract,
                seasons=table,
            )

        assert cover(Years(3)).last_day is None
        assert cover(Years(3)).covers(dt.date(2027, 6, 1))
        assert cover(Seasons(1)).last_day is None
        assert cover(Seasons(3)).last_day is None
        assert cover(Years(1)).notes == ()

    def test_seasons_for_a_category_without_any(self) -> None:
        """A roof has no season to count by."""
        with pytest.raises(MissingFactError, match="season_kind"):
            RULE.cover(
                "leak_proofing",
                accepted_on=ACCEPTED,
                contract=Seasons(2),
                seasons=BEIJING,
            )

    def test_category_by_contract_alone(self) -> None:
        """Where the clause sets no period, only the contract can."""
        cover = RULE.cover("landscaping", accepted_on=ACCEPTED, contract=Years(1))

        assert last_day(cover) == Date(2025, 2, 28)
        assert cover.basis == "contract"
        assert cover.statutory is None
        with pytest.raises(MissingFactError, match="contract"):
            RULE.cover("landscaping", accepted_on=ACCEPTED)

    @pytest.mark.parametrize(
        "contract", [Hours(24), WorkingDays(3), 2, "2", "two years", "1 hour", None]
    )
    def test_unusable(self, contract: Any) -> None:
        """A period is a number of days, weeks, months, years or seasons."""
        with pytest.raises(InvalidFieldError):
            read_term(contract, "contract")

    @pytest.mark.parametrize(
        "length",
        [Days(1), Weeks(2), Months(18), Years(5), Seasons(2), ServiceLife(), Hours(24)],
    )
    def test_text_reads_back(self, length: Any) -> None:
        """What a length says of itself in English is read as that length."""
        assert read_amount(str(length)) == length
        assert read_amount(length) is length

    @settings(max_examples=100)
    @given(
        accepted=st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31)),
        months=st.integers(1, 120),
    )
    def test_never_under_the_minimum(self, accepted: dt.date, months: int) -> None:
        """The effective end is exactly the later of the two, by another engine."""
        cover = RULE.cover("decoration", accepted_on=accepted, contract=Months(months))

        assert last_day(cover) == max(
            accepted + relativedelta(years=2), accepted + relativedelta(months=months)
        )


class TestChanges:
    """
    Extension, restart and avoidance are said, never assumed.
    """

    def test_extension_follows_the_end(self) -> None:
        """Six months more are counted on from the last day."""
        cover = RULE.cover(
            "decoration", accepted_on=dt.date(2024, 5, 10), extended_by=Months(6)
        )

        assert last_day(cover) == Date(2026, 11, 10)
        assert cover.first_day == Date(2024, 5, 10)
        assert [entry.code for entry in cover.notes] == ["cover_extended"]

    def test_extension_by_a_season(self) -> None:
        """One more season is the next that begins after the end."""
        cover = RULE.cover(
            "heating",
            accepted_on=dt.date(2023, 12, 20),
            extended_by="1 season",
            seasons=BEIJING,
        )

        assert last_day(cover) == Date(2027, 3, 15)
        assert [season.year for season in cover.seasons] == [2024, 2025, 2026]

    def test_extension_by_a_season_begins_after_the_end(self) -> None:
        """A season that begins on the last covered day is not the further one."""
        cover = RULE.cover(
            "heating",
            accepted_on=dt.date(2024, 11, 15),
            contract=Years(3),
            extended_by=Seasons(1),
            seasons=BEIJING,
        )

        assert last_day(cover) == Date(2029, 3, 15)

    def test_extension_of_a_cover_without_an_end(self) -> None:
        """What has no end yet cannot be extended."""
        table = BEIJING.with_year(2025, (dt.date(2025, 11, 8), None), source="notice")
        with pytest.raises(MissingFactError, match="season_end"):
            RULE.cover(
                "heating",
                accepted_on=dt.date(2024, 6, 1),
                extended_by=Days(3),
                seasons=table,
            )

    def test_repair_restarts_nothing_by_default(self) -> None:
        """National law is silent, so the period runs on."""
        cover = RULE.cover(
            "decoration", accepted_on=ACCEPTED, repaired_on=dt.date(2025, 1, 31)
        )

        assert last_day(cover) == Date(2026, 2, 28)
        assert [entry.code for entry in cover.notes] == ["repair_restarts_nothing"]

    def test_repair_restarts_where_the_place_says_so(self) -> None:
        """Then the whole period runs again from the repair."""
        rule = attrs.evolve(RULE, restart=Restart.COMPLETION)
        cover = rule.cover(
            "decoration", accepted_on=ACCEPTED, repaired_on=dt.date(2025, 1, 31)
        )

        assert last_day(cover) == Date(2027, 1, 31)
        assert cover.covers(dt.date(2024, 2, 29))
        assert [entry.code for entry in cover.notes] == ["cover_restarted"]

    @pytest.mark.parametrize(
        ("restart", "last", "code"),
        [
            (Restart.NEVER, Date(2026, 2, 28), "repair_restarts_nothing"),
            (Restart.COMPLETION, Date(2027, 1, 31), "cover_restarted"),
            (Restart.REACCEPTANCE, Date(2027, 2, 9), "cover_restarted_by_acceptance"),
        ],
    )
    def test_completion_or_new_acceptance(
        self, restart: Restart, last: Date, code: str
    ) -> None:
        """Henan counts from the end of the repair, Beijing from its acceptance."""
        rule = attrs.evolve(RULE, restart=restart)
        facts: dict[str, Any] = {
            "accepted_on": ACCEPTED,
            "repaired_on": dt.date(2025, 1, 31),
            "reaccepted_on": dt.date(2025, 2, 9),
        }
        cover = rule.cover("decoration", **facts)
        running = rule.assess("decoration", **facts, as_of=NOW)

        assert (last_day(cover), [entry.code for entry in cover.notes]) == (
            last,
            [code],
        )
        speaks(running)

    def test_not_accepted_anew_yet(self) -> None:
        """A repair that waits for its acceptance begins nothing yet."""
        rule = attrs.evolve(RULE, restart=Restart.REACCEPTANCE)
        again = attrs.evolve(RULE, restart=Restart.COMPLETION)
        facts: dict[str, Any] = {"accepted_on": ACCEPTED}
        day = dt.date(2025, 1, 31)

        for cover in (
            rule.cover("decoration", **facts, repaired_on=day),
            again.cover("decoration", **facts, reaccepted_on=day),
        ):
            assert last_day(cover) == Date(2026, 2, 28)
            assert [note.code for note in cover.notes] == ["repair_restarts_nothing"]

    def test_accepted_anew_before_it_was_repaired(self) -> None:
        """One of the two days must be wrong; on one day is fine."""
        facts: dict[str, Any] = {"accepted_on": ACCEPTED}
        day = dt.date(2025, 1, 31)

        RULE.cover("decoration", **facts, repaired_on=day, reaccepted_on=day)
        with pytest.raises(ImpossibleOrderError, match="reaccepted_on"):
            RULE.cover(
                "decoration",
                **facts,
                repaired_on=day,
                reaccepted_on=dt.date(2025, 1, 30),
            )

    def test_restart_never_shortens(self) -> None:
        """A restart of a shorter agreed period leaves the later end."""
        rule = attrs.evolve(RULE, restart=Restart.COMPLETION)
        cover = rule.cover(
            "decoration", accepted_on=ACCEPTED, repaired_on=dt.date(2024, 2, 29)
        )

        assert last_day(cover) == Date(2026, 2, 28)

    def test_void(self) -> None:
        """From the beginning of the day of avoidance nothing is covered."""
        cover = RULE.cover(
            "decoration", accepted_on=ACCEPTED, voided_on=dt.date(2025, 7, 1)
        )

        assert last_day(cover) == Date(2025, 6, 30)
        assert cover.basis == "void"
        assert cover.covers(at(2025, 6, 30, 23, 59))
        assert not cover.covers(at(2025, 7, 1))

    def test_void_on_the_first_day(self) -> None:
        """Then nothing was ever covered."""
        cover = RULE.cover("decoration", accepted_on=ACCEPTED, voided_on=ACCEPTED)

        assert not cover.covers(ACCEPTED)

    @pytest.mark.parametrize(
        ("voided", "last"),
        [
            (dt.date(2026, 2, 28), Date(2026, 2, 27)),
            (dt.date(2026, 3, 1), Date(2026, 2, 28)),
            (dt.date(2026, 3, 2), Date(2026, 2, 28)),
        ],
    )
    def test_void_at_the_end(self, voided: dt.date, last: Date) -> None:
        """An avoidance after the end changes nothing."""
        cover = RULE.cover("decoration", accepted_on=ACCEPTED, voided_on=voided)

        assert last_day(cover) == last
        assert (cover.basis == "void") == (voided == dt.date(2026, 2, 28))

    def test_void_in_a_season_without_an_end(self) -> None:
        """An avoidance ends even a cover whose end is not declared."""
        table = BEIJING.with_year(2025, (dt.date(2025, 11, 8), None), source="notice")
        cover = RULE.cover(
            "heating",
            accepted_on=dt.date(2024, 6, 1),
            voided_on=dt.date(2026, 1, 1),
            seasons=table,
        )

        assert last_day(cover) == Date(2025, 12, 31)

    @pytest.mark.parametrize("name", ["repaired_on", "voided_on"])
    def test_before_the_start(self, name: str) -> None:
        """Neither can lie before the acceptance."""
        with pytest.raises(ImpossibleOrderError, match=name):
            RULE.cover(
                "decoration",
                accepted_on=ACCEPTED,
                **{name: dt.date(2024, 2, 28)},  # type: ignore[arg-type]
            )


class TestStart:
    """
    Acceptance starts the cover, or delivery where a place rules so.
    """

    BY_DELIVERY = attrs.evolve(RULE, start=Start.DELIVERY)

    def test_delivery(self) -> None:
        """The period runs from delivery for use."""
        cover = self.BY_DELIVERY.cover(
            "decoration", accepted_on=ACCEPTED, delivered_on=dt.date(2024, 8, 31)
        )

        assert last_day(cover) == Date(2026, 8, 31)

    def test_delivery_is_ignored_by_default(self) -> None:
        """The default start is the acceptance."""
        cover = RULE.cover(
            "decoration", accepted_on=ACCEPTED, delivered_on=dt.date(2024, 8, 31)
        )

        assert last_day(cover) == Date(2026, 2, 28)

    def test_delivery_missing(self) -> None:
        """Then it is a needed fact."""
        with pytest.raises(MissingFactError, match="delivered_on"):
            self.BY_DELIVERY.cover("decoration", accepted_on=ACCEPTED)

    def test_claim_between_acceptance_and_delivery(self) -> None:
        """A defect before the cover starts is possible, and not covered."""
        verdict = self.BY_DELIVERY.assess_claim(
            "decoration",
            accepted_on=ACCEPTED,
            delivered_on=dt.date(2024, 8, 31),
            occurred_at=dt.date(2024, 8, 30),
        )

        assert verdict.status is Status.NOT_APPLICABLE
        assert verdict.reason.code == "claim_before_cover"
        speaks(verdict)


class TestRestDays:
    """
    A last day on a rest day stays where it is, unless art. 203 is read in.
    """

    ROLLING = attrs.evolve(RULE, counting=CIVIL_CODE)
    CALENDAR = from_exceptions(
        "plain", dt.date(2020, 1, 1), dt.date(2027, 1, 1), source="weekends only"
    )
    LEAK = at(2026, 3, 16, 8)

    def test_sunday_stays(self) -> None:
        """The roof of Monday 15 March 2021 is out of cover on a Monday."""
        cover = RULE.cover("leak_proofing", accepted_on=dt.date(2021, 3, 15))

        assert last_day(cover) == Date(2026, 3, 15)
        assert not cover.covers(self.LEAK)

    def test_sunday_rolls_under_article_203(self) -> None:
        """With the civil code's rule that Monday is the last day."""
        cover = self.ROLLING.cover(
            "leak_proofing", accepted_on=dt.date(2021, 3, 15), calendar=self.CALENDAR
        )

        assert last_day(cover) == Date(2026, 3, 16)
        assert cover.covers(self.LEAK)

    def test_calendar_is_needed(self) -> None:
        """Without one there is no answer, and with too short a one neither."""
        accepted = dt.date(2021, 3, 15)
        with pytest.raises(CalendarRequiredError):
            self.ROLLING.cover("leak_proofing", accepted_on=accepted)
        with pytest.raises(CalendarNotCoveredError):
            self.ROLLING.cover(
                "leak_proofing", accepted_on=ACCEPTED, calendar=self.CALENDAR
            )
        missing = self.ROLLING.assess_claim(
            "leak_proofing", accepted_on=accepted, occurred_at=self.LEAK
        )
        short = self.ROLLING.assess_claim(
            "leak_proofing",
            accepted_on=ACCEPTED,
            occurred_at=self.LEAK,
            calendar=self.CALENDAR,
        )

        assert codes(missing)[0] == "calendar_missing"
        assert codes(short)[0] == "calendar_not_covered"
        assert {missing.status, short.status} == {Status.UNDETERMINED}
        assert "2029" in speaks(short) + speaks(missing)


class TestRemaining:
    """
    How long a cover still runs.
    """

    COVER = RULE.cover("decoration", accepted_on=ACCEPTED)

    def test_from_an_instant(self) -> None:
        """To the second, and never less than nothing."""
        assert self.COVER.remaining(at(2026, 2, 28, 22)) == dt.timedelta(hours=2)
        assert self.COVER.remaining(at(2026, 3, 1)) == dt.timedelta(0)
        assert self.COVER.remaining(at(2026, 3, 2)) == dt.timedelta(0)

    def test_from_a_day(self) -> None:
        """Whole days after that day."""
        assert self.COVER.remaining(dt.date(2026, 2, 1)) == dt.timedelta(days=27)
        assert self.COVER.remaining(dt.date(2026, 2, 28)) == dt.timedelta(0)
        assert self.COVER.remaining(dt.date(2026, 3, 9)) == dt.timedelta(0)

    def test_naive_time_is_refused(self) -> None:
        """No zone is assumed."""
        naive = dt.datetime(2026, 3, 1)  # noqa: DTZ001 - that is the point
        with pytest.raises(NaiveTimeError):
            self.COVER.covers(naive)
        with pytest.raises(NaiveTimeError):
            self.COVER.remaining(naive)


class TestExpiryNotices:
    """
    Reminders at any lead time before the last day.
    """

    def test_leads_in_order(self) -> None:
        """The 60th day before 10 May 2026 is 11 March; the last day is not counted."""
        cover = RULE.cover("decoration", accepted_on=dt.date(2024, 5, 10))
        notices = RULE.expiry_notices(cover, Months(1), Days(60), Weeks(1))

        assert [(n.on, n.lead) for n in notices] == [
            (Date(2026, 3, 11), Days(60)),
            (Date(2026, 4, 10), Months(1)),
            (Date(2026, 5, 3), Weeks(1)),
        ]
        assert {n.last_day for n in notices} == {Date(2026, 5, 10)}
        assert {n.category for n in notices} == {"decoration"}


class TestClaims:
    """
    In cover or out of it, and whose the repair is.
    """

    @pytest.mark.parametrize(
        ("moment", "status", "code"),
        [
            (at(2024, 2, 29), Status.MET, "claim_in_cover"),
            (at(2026, 2, 28, 23, 59), Status.MET, "claim_in_cover"),
            (dt.date(2026, 2, 28), Status.MET, "claim_in_cover"),
            (at(2026, 3, 1), Status.NOT_APPLICABLE, "claim_after_cover"),
            (dt.date(2026, 3, 1), Status.NOT_APPLICABLE, "claim_after_cover"),
        ],
    )
    def test_edges(self, moment: Any, status: Status, code: str) -> None:
        """To the minute at the end of the last day."""
        verdict = RULE.assess_claim(
            "decoration", accepted_on=ACCEPTED, occurred_at=moment, as_of=NOW
        )

        assert (verdict.status, verdict.reason.code) == (status, code)
        assert verdict.evidence.in_cover is (status is Status.MET)
        assert verdict.clause.id == "T-2.4"
        assert verdict.deadline.last_day == Date(2026, 2, 28)
        speaks(verdict)

    def test_without_a_moment_of_judgement(self) -> None:
        """A claim needs none; then every fact is known."""
        verdict = RULE.assess_claim(
            "heating",
            accepted_on=dt.date(2023, 12, 20),
            occurred_at=at(2025, 12, 1),
            seasons=BEIJING,
        )

        assert verdict.status is Status.MET
        assert verdict.basis.as_of is None
        assert verdict.basis.sources == (("seasons", BEIJING.seasons_id),)

    @pytest.mark.parametrize("name", ["occurred_at", "reported_at"])
    def test_before_acceptance(self, name: str) -> None:
        """A claim cannot lie before the acceptance."""
        with pytest.raises(ImpossibleOrderError, match="accepted_on"):
            RULE.assess_claim(
                "decoration",
                accepted_on=ACCEPTED,
                **{name: dt.date(2024, 2, 28)},
            )

    def test_report_before_the_defect(self) -> None:
        """Nor can a report lie before what it reports."""
        with pytest.raises(ImpossibleOrderError, match="reported_at"):
            RULE.assess_claim(
                "decoration",
                accepted_on=ACCEPTED,
                occurred_at=at(2025, 1, 2),
                reported_at=at(2025, 1, 1),
            )

    def test_occurrence_decides_over_the_report(self) -> None:
        """Occurred in cover and reported after it is in cover, and said so."""
        verdict = RULE.assess_claim(
            "decoration",
            accepted_on=ACCEPTED,
            occurred_at=at(2026, 2, 28, 12),
            reported_at=at(2026, 3, 5),
            as_of=NOW,
        )

        assert verdict.status is Status.MET
        assert "reported_after_cover" in codes(verdict)
        speaks(verdict)

    def test_report_decides_where_the_occurrence_is_unknown(self) -> None:
        """Then the moment of the report is held against the cover."""
        verdict = RULE.assess_claim(
            "decoration", accepted_on=ACCEPTED, reported_at=at(2026, 3, 5), as_of=NOW
        )

        assert verdict.status is Status.NOT_APPLICABLE
        assert "judged_by_report" in codes(verdict)
        speaks(verdict)

    def test_report_decides_where_read_so(self) -> None:
        """Under that reading the occurrence is of no account."""
        rule = attrs.evolve(RULE, occurrence_decides=False)
        verdict = rule.assess_claim(
            "decoration",
            accepted_on=ACCEPTED,
            occurred_at=at(2026, 2, 28, 12),
            reported_at=at(2026, 3, 5),
            as_of=NOW,
        )
        unknown = rule.assess_claim(
            "decoration", accepted_on=ACCEPTED, occurred_at=at(2026, 2, 28), as_of=NOW
        )

        assert verdict.status is Status.NOT_APPLICABLE
        assert unknown.status is Status.UNDETERMINED
        assert unknown.reason["fact"] == "reported_at"

    def test_reported_in_time(self) -> None:
        """A report inside the cover is no matter for a note."""
        verdict = RULE.assess_claim(
            "decoration",
            accepted_on=ACCEPTED,
            occurred_at=at(2026, 2, 27),
            reported_at=at(2026, 2, 28),
            as_of=NOW,
        )

        assert codes(verdict) == ["claim_in_cover", "cause_unknown"]

    def test_no_moment_at_all(self) -> None:
        """When it occurred is then the missing fact."""
        verdict = RULE.assess_claim("decoration", accepted_on=ACCEPTED)

        assert verdict.status is Status.UNDETERMINED
        assert verdict.reason["fact"] == "occurred_at"
        speaks(verdict)

    def test_void(self) -> None:
        """A claim after avoidance says that the cover was void."""
        verdict = RULE.assess_claim(
            "decoration",
            accepted_on=ACCEPTED,
            occurred_at=at(2025, 7, 1),
            voided_on=dt.date(2025, 7, 1),
        )

        assert verdict.status is Status.NOT_APPLICABLE
        assert codes(verdict)[0] == "claim_after_void"
        speaks(verdict)

    def test_notes_of_the_cover_are_told(self) -> None:
        """Extension and restart stand beside the answer, in both languages."""
        rule = attrs.evolve(RULE, restart=Restart.COMPLETION)
        facts: dict[str, Any] = {
            "accepted_on": ACCEPTED,
            "occurred_at": at(2026, 5, 1),
            "repaired_on": {"decoration": dt.date(2024, 6, 1)},
            "extended_by": {"decoration": Months(1)},
            "as_of": NOW,
        }
        restarted = rule.assess_claim("decoration", **facts)
        plain_rule = RULE.assess_claim("decoration", **facts)

        assert "cover_restarted" in codes(restarted)
        assert "cover_extended" in codes(restarted)
        assert "repair_restarts_nothing" in codes(plain_rule)
        speaks(restarted)
        speaks(plain_rule)


class TestCauses:
    """
    The cause decides whose the repair is, under the text and under the statute.
    """

    @pytest.mark.parametrize(
        ("cause", "affects", "text", "statute", "status", "liable"),
        [
            ("construction", True, True, True, "MET", "project_department"),
            ("construction", False, False, True, "MET", "project_department"),
            ("construction", None, None, True, "MET", "project_department"),
            ("design", True, False, True, "MET", "project_department"),
            ("developer_material", True, False, True, "MET", "project_department"),
            ("misuse", True, False, False, "NOT_APPLICABLE", "user"),
            ("third_party", True, False, False, "NOT_APPLICABLE", "third_party"),
            ("force_majeure", True, False, False, "NOT_APPLICABLE", "nobody"),
            (None, True, None, None, "MET", None),
            (None, False, False, None, "MET", None),
        ],
    )
    def test_two_answers(
        self,
        cause: str | None,
        affects: bool | None,  # noqa: FBT001 - a fact
        text: bool | None,  # noqa: FBT001 - a fact
        statute: bool | None,  # noqa: FBT001 - a fact
        status: str,
        liable: str | None,
    ) -> None:
        """The text asks for workmanship and use, the statute for neither."""
        verdict = RULE.assess_claim(
            "decoration",
            accepted_on=ACCEPTED,
            occurred_at=at(2025, 1, 1),
            cause=cause,
            affects_use=affects,
        )
        evidence = verdict.evidence

        assert evidence.duty_under_text is text
        assert evidence.duty_under_statute is statute
        assert (verdict.status.name, evidence.liable) == (status, liable)
        speaks(verdict)

    def test_notes(self) -> None:
        """Who bears the cost, and which duty there is, is said."""

        def noted(cause: str | None, *, affects: bool | None) -> list[str]:
            verdict = RULE.assess_claim(
                "decoration",
                accepted_on=ACCEPTED,
                occurred_at=at(2025, 1, 1),
                cause=cause,
                affects_use=affects,
            )
            speaks(verdict)
            return codes(verdict)[1:]

        assert noted("construction", affects=True) == []
        assert noted("construction", affects=False) == ["statute_duty_only"]
        assert noted("design", affects=True) == ["cost_falls_on", "statute_duty_only"]
        assert noted(None, affects=True) == ["cause_unknown"]

    @pytest.mark.parametrize(
        ("party", "english", "chinese"),
        [
            ("contractor", "contractor", "施工单位"),
            ("developer", "developer", "建设单位"),
        ],
    )
    def test_whoever_owes_the_repair_is_named(
        self, party: str, english: str, chinese: str
    ) -> None:
        """A developer may owe it: no sentence names anybody else."""
        rule = attrs.evolve(RULE, owed_by=party)

        def said(cause: str | None, language: str) -> str:
            verdict = rule.assess_claim(
                "decoration",
                accepted_on=ACCEPTED,
                occurred_at=at(2025, 1, 1),
                cause=cause,
                affects_use=True,
            )
            return verdict.explain(language)

        unknown = said(None, "en")
        assert unknown.endswith(
            f" Whether the {english} must repair it depends on the cause, which is not "
            "known."
        )
        assert said(None, "zh").endswith(f"是否由{chinese}负责保修，还须看原因。")
        paid = said("design", "en")
        assert f" The {english} repairs it; the cost falls on the " in paid
        assert f"由{chinese}维修，费用由" in said("design", "zh")

    def test_out_of_cover_there_is_no_duty(self) -> None:
        """Whatever the cause."""
        verdict = RULE.assess_claim(
            "decoration",
            accepted_on=ACCEPTED,
            occurred_at=at(2026, 3, 1),
            cause="construction",
            affects_use=True,
        )

        assert verdict.evidence.duty_under_text is False
        assert verdict.evidence.duty_under_statute is False
        assert verdict.evidence.liable is None

    @pytest.mark.parametrize(
        ("duty", "cause", "affects", "status", "code"),
        [
            (Duty.EITHER, "construction", False, Status.MET, "duty_to_repair"),
            (Duty.EITHER, "construction", None, Status.MET, "duty_to_repair"),
            (Duty.EITHER, "design", True, Status.MET, "duty_to_repair"),
            (Duty.EITHER, "misuse", True, Status.NOT_APPLICABLE, "cause_excluded"),
            (Duty.EITHER, None, False, Status.UNDETERMINED, "cause"),
            (Duty.TEXT, "construction", True, Status.MET, "duty_to_repair"),
            (
                Duty.TEXT,
                "construction",
                False,
                Status.NOT_APPLICABLE,
                "no_duty_under_text",
            ),
            (Duty.TEXT, "design", True, Status.NOT_APPLICABLE, "no_duty_under_text"),
            (Duty.TEXT, "construction", None, Status.UNDETERMINED, "affects_use"),
            (Duty.TEXT, None, True, Status.UNDETERMINED, "cause"),
            (Duty.TEXT, None, False, Status.NOT_APPLICABLE, "no_duty_under_text"),
        ],
    )
    def test_duty(
        self,
        duty: Duty,
        cause: str | None,
        affects: bool | None,  # noqa: FBT001 - a fact
        status: Status,
        code: str,
    ) -> None:
        """Text and statute together ask for more than the text alone."""
        rule = attrs.evolve(RULE, duty=duty, duty_clause=FITTINGS)
        facts: dict[str, Any] = {
            "accepted_on": ACCEPTED,
            "occurred_at": at(2025, 1, 1),
            "cause": cause,
            "affects_use": affects,
        }
        verdict = rule.assess_duty("leak_proofing", **facts)

        assert verdict.status is status
        assert code in {verdict.reason.code, dict(verdict.reason.params).get("fact")}
        assert verdict.clause is FITTINGS
        assert (verdict.evidence.liable == "project_department") == (
            status is Status.MET
        )
        assert replay(rule, verdict.receipt()).is_same
        speaks(verdict)

    def test_no_duty_out_of_cover(self) -> None:
        """Without a clause of its own the duty stands under the general one."""
        verdict = RULE.assess_duty(
            "decoration", accepted_on=ACCEPTED, occurred_at=at(2026, 3, 1)
        )

        assert verdict.status is Status.NOT_APPLICABLE
        assert (verdict.clause.id, verdict.reason.code) == ("T-2", "claim_after_cover")

    def test_unknown_question_is_refused(self) -> None:
        """There are three questions."""
        with pytest.raises(UnknownNameError, match="question"):
            RULE.assess("decoration", accepted_on=ACCEPTED, question="claims")

    def test_unknown_cause_is_refused(self) -> None:
        """An error lists the causes."""
        with pytest.raises(UnknownNameError, match="nearest: 'misuse'"):
            RULE.assess_claim(
                "decoration", accepted_on=ACCEPTED, occurred_at=NOW, cause="misuze"
            )

    @pytest.mark.parametrize(
        "cause", [np.array([1, 2]), pd.NA, 5, ["misuse"], b"misuse"]
    )
    def test_a_cause_that_is_no_text(self, cause: Any) -> None:
        """
        What a host's frame holds instead of a name is refused as an unknown one.
        """
        with pytest.raises(UnknownNameError, match="cause"):
            RULE.assess(
                "decoration", accepted_on=ACCEPTED, occurred_at=NOW, cause=cause
            )


class TestRemarks:
    """What is remarked on beside the answer, and only where it is true."""

    @pytest.mark.parametrize("cause", [None, "construction", "design"])
    def test_out_of_cover_the_cause_is_no_matter(self, cause: str | None) -> None:
        """Nobody repairs it, so nobody bears the cost and no law asks for it."""
        verdict = RULE.assess_claim(
            "decoration",
            accepted_on=ACCEPTED,
            occurred_at=dt.date(2026, 3, 1),
            cause=cause,
            affects_use=False,
        )
        assert codes(verdict) == ["claim_after_cover"]

    def test_a_defect_known_at_its_report_is_judged_by_its_occurrence(self) -> None:
        """One and the same moment for both does not make the first unknown."""
        moment = dt.date(2025, 6, 1)
        verdict = RULE.assess_claim(
            "decoration",
            accepted_on=ACCEPTED,
            occurred_at=moment,
            reported_at=moment,
            cause="construction",
            affects_use=True,
        )
        assert codes(verdict) == ["claim_in_cover"]
        assert "问题发生于2025年6月1日" in verdict.explain("zh")

    def test_what_is_judged_by_its_report_is_not_said_to_have_occurred_then(
        self,
    ) -> None:
        """The sentences tell the moment of the report from that of the defect."""
        verdict = RULE.assess_claim(
            "decoration", accepted_on=ACCEPTED, reported_at=dt.date(2025, 6, 1)
        )
        assert "the defect was reported Sun 2025-06-01" in verdict.explain("en")
        assert "问题报告于2025年6月1日，在保修期内" in verdict.explain("zh")

    def test_a_shorter_contract_is_told_in_one_grammar(self) -> None:
        """One year and two months read alike."""
        verdict = RULE.assess(
            "decoration", accepted_on=ACCEPTED, contract="1 year", as_of=NOW
        )
        assert "The period agreed, 1 year, is below the statutory minimum of " in (
            verdict.explain("en")
        )


class TestSeveralCategories:
    """
    A defect that fits two categories goes by the category of its cause.
    """

    def claim(self, *, rule: WarrantyPolicy = RULE, **facts: Any) -> Verdict:
        """Claim for a damp bathroom, three years after acceptance."""
        given_facts: dict[str, Any] = {
            "category": ("decoration", "leak_proofing"),
            "accepted_on": ACCEPTED,
            "occurred_at": at(2027, 1, 1),
        } | facts
        return rule.assess_claim(**given_facts)

    def test_cause_decides(self) -> None:
        """A pipe of two years behind a wall of five is out after two."""
        verdict = self.claim(cause_category="decoration")

        assert verdict.status is Status.NOT_APPLICABLE
        assert verdict.evidence.category == "decoration"

    def test_unknown_cause_goes_by_the_longest(self) -> None:
        """The longest cover decides, and that is said."""
        verdict = self.claim()

        assert verdict.status is Status.MET
        assert verdict.clause.id == "T-2.2"
        assert verdict.reason.code == "claim_in_cover"
        noted = next(n for n in verdict.notes if n.code == "longest_cover_decides")
        assert noted["others"] == ("decoration",)
        speaks(verdict)

    def test_out_of_the_longest(self) -> None:
        """Out of the longest is out of all."""
        verdict = self.claim(occurred_at=at(2030, 1, 1))

        assert verdict.status is Status.NOT_APPLICABLE
        assert verdict.evidence.category == "leak_proofing"

    def test_longest_even_of_the_cause(self) -> None:
        """Under another reading the cause is one of several."""
        rule = attrs.evolve(RULE, cause_decides=False)

        assert self.claim(rule=rule, cause_category="decoration").status is Status.MET
        assert (
            self.claim(
                rule=rule, category="decoration", cause_category="leak_proofing"
            ).status
            is Status.MET
        )

    def test_one_that_is_not_known(self) -> None:
        """A missing design life matters only where no other cover is enough."""
        both = ("main_structure", "decoration")
        inside = self.claim(category=both, occurred_at=at(2025, 1, 1))
        outside = self.claim(category=both)

        assert inside.status is Status.MET
        assert outside.status is Status.UNDETERMINED
        assert outside.reason["fact"] == "design_life"

    def test_one_without_an_end_yet_is_the_longest(self) -> None:
        """An end that is not declared may be later than any other."""
        table = BEIJING.with_year(2025, (dt.date(2025, 11, 8), None), source="notice")
        verdict = self.claim(
            category=("heating", "decoration"),
            accepted_on=dt.date(2024, 6, 1),
            occurred_at=at(2025, 1, 1),
            seasons=table,
        )

        assert verdict.evidence.category == "heating"

    @pytest.mark.parametrize(
        "facts", [{"category": "roof"}, {"cause_category": "roof"}]
    )
    def test_unknown_category_is_refused(self, facts: dict[str, Any]) -> None:
        """A category that matches none is an error, never a default."""
        with pytest.raises(UnknownNameError, match="unknown category 'roof'"):
            self.claim(**facts)

    def test_no_category_is_refused(self) -> None:
        """At least one is named."""
        with pytest.raises(MissingFactError, match="category"):
            self.claim(category=())


class TestKnowledge:
    """
    Facts dated after the moment of judgement are not known yet.
    """

    def test_later_claim(self) -> None:
        """A claim of tomorrow does not exist today."""
        verdict = RULE.assess_claim(
            "decoration", accepted_on=ACCEPTED, occurred_at=at(2026, 6, 2), as_of=NOW
        )

        assert verdict.status is Status.NOT_APPLICABLE
        assert codes(verdict) == ["claim_absent", "later_fact"]
        speaks(verdict)

    def test_later_acceptance(self) -> None:
        """Nothing is covered before anything was accepted."""
        verdict = RULE.assess("decoration", accepted_on=dt.date(2026, 6, 2), as_of=NOW)
        never = RULE.assess("decoration", accepted_on=None, as_of=NOW)

        assert verdict.status is Status.NOT_APPLICABLE
        assert codes(verdict) == ["trigger_absent", "later_fact"]
        assert codes(never) == ["trigger_absent"]
        speaks(verdict)

    def test_later_avoidance(self) -> None:
        """An avoidance of tomorrow leaves today's cover as it is."""
        verdict = RULE.assess_claim(
            "leak_proofing",
            accepted_on=ACCEPTED,
            occurred_at=at(2026, 5, 1),
            voided_on={"leak_proofing": dt.date(2026, 6, 2), "decoration": ACCEPTED},
            as_of=NOW,
        )

        assert verdict.status is Status.MET
        assert codes(verdict)[-1] == "later_fact"


class TestState:
    """
    Without a claim, whether a cover runs.
    """

    def test_running(self) -> None:
        """It runs at the moment of judgement."""
        verdict = RULE.assess("leak_proofing", accepted_on=ACCEPTED, as_of=NOW)

        assert (verdict.status, codes(verdict)) == (Status.MET, ["cover_running"])
        speaks(verdict)

    def test_ended(self) -> None:
        """Or it has ended: that it was there is true for ever."""
        verdict = RULE.assess("decoration", accepted_on=ACCEPTED, as_of=NOW)

        assert verdict.status is Status.MET
        assert codes(verdict) == ["cover_ended"]
        speaks(verdict)

    def test_needs_a_moment(self) -> None:
        """Nothing here reads a clock."""
        with pytest.raises(MissingFactError, match="as_of"):
            RULE.assess("decoration", accepted_on=ACCEPTED)


class TestReceipts:
    """
    A verdict is computed again from what was written down.
    """

    def test_replay(self) -> None:
        """Lengths, mappings and instants survive JSON."""
        verdict = RULE.assess_claim(
            ("heating", "decoration"),
            accepted_on=ACCEPTED,
            delivered_on=dt.date(2024, 3, 1),
            occurred_at=at(2025, 1, 1),
            reported_at=at(2025, 1, 2),
            cause="construction",
            cause_category="heating",
            affects_use=True,
            contract={"heating": Seasons(3), "decoration": Years(3)},
            design_life=50,
            extended_by=Months(2),
            repaired_on={"heating": dt.date(2024, 12, 1)},
            voided_on=dt.date(2026, 1, 1),
            seasons=BEIJING,
            as_of=NOW,
            subject=Subject("claim", "7"),
        )
        receipt = json.loads(json.dumps(verdict.receipt()))
        again = replay(RULE, receipt, seasons=BEIJING)

        assert again.is_same
        assert again.verdict.answer() == verdict.answer()
        assert replay(RULE, receipt, seasons=COOLING).stale

    def test_replay_of_a_claim_without_a_moment(self) -> None:
        """That there was a claim is a fact of its own."""
        verdict = RULE.assess_claim("decoration", accepted_on=ACCEPTED, as_of=NOW)
        again = replay(RULE, verdict.receipt())

        assert again.is_same
        assert again.verdict.status is Status.UNDETERMINED

    def test_replay_of_a_state(self) -> None:
        """And so is that there was none."""
        verdict = RULE.assess("decoration", accepted_on=ACCEPTED, as_of=NOW)

        assert replay(RULE, verdict.receipt()).is_same


class TestReceiptsOfLaterClaims:
    """A claim that was not known yet."""

    def test_it_replays(self) -> None:
        """The receipt keeps what was left out, and gives the same answer again."""
        verdict = RULE.assess_claim(
            "decoration",
            accepted_on=ACCEPTED,
            occurred_at=dt.date(2026, 2, 1),
            as_of=dt.datetime(2025, 1, 1, tzinfo=CHINA),
        )
        assert codes(verdict) == ["claim_absent", "later_fact"]
        receipt = json.loads(json.dumps(verdict.receipt()))
        assert replay(RULE, receipt).stale == ()


class TestPolicy:
    """
    The policy is a value that validates itself.
    """

    def test_hash_and_pickle(self) -> None:
        """It can be shared, compared and stored."""
        again = pickle.loads(pickle.dumps(RULE))  # noqa: S301 - our own bytes

        assert again == RULE
        assert hash(again) == hash(RULE)

    def test_what_was_asked_can_be_stored(self) -> None:
        """So can a verdict, with the claim that it rests on."""
        told: dict[str, Any] = {"accepted_on": ACCEPTED, "reported_at": at(2025, 3, 1)}
        verdict = RULE.assess("decoration", **told, as_of=NOW)
        again = pickle.loads(pickle.dumps(verdict))  # noqa: S301 - our own bytes
        assert again.evidence.claim == verdict.evidence.claim
        assert again.to_dict() == verdict.to_dict()

    def test_cover_says_itself(self) -> None:
        """A cover reads as a person would write it."""
        cover = RULE.cover("decoration", accepted_on=ACCEPTED, contract=Years(1))

        assert str(cover) == "decoration: 2024-02-29 to 2026-02-28 (T-2.4)"
        assert cover.wording("zh") == "2024年2月29日至2026年2月28日"
        assert plain(cover) == {
            "category": "decoration",
            "clause": "T-2.4",
            "first_day": "2024-02-29",
            "last_day": "2026-02-28",
            "closes": "2026-03-01T00:00:00+08:00",
            "closes_included": False,
            "basis": "statute",
            "statutory_last_day": "2026-02-28",
            "contract_last_day": "2025-02-28",
            "seasons": [],
            "notes": ["contract_below_minimum"],
        }

    def test_names(self) -> None:
        """Categories and causes can be listed."""
        assert RULE.categories[0] == "main_structure"
        assert RULE.causes == (
            "construction",
            "design",
            "developer_material",
            "misuse",
            "third_party",
            "force_majeure",
        )
        assert RULE.season_count == FULL

    def test_unknown_category(self) -> None:
        """An error lists them all."""
        with pytest.raises(UnknownNameError, match="nearest: 'decoration'"):
            RULE.cover("decorations", accepted_on=ACCEPTED)

    @pytest.mark.parametrize(
        "changes",
        [
            {"cases": ()},
            {"cases": (RULE.cases[0], RULE.cases[0])},
            {"start": "acceptance"},
            {"season_count": None},
            {"restart": True},
            {"duty": "text"},
            {"text_causes": ()},
            {"excluded": {}},
        ],
    )
    def test_unusable_fields(self, changes: dict[str, Any]) -> None:
        """Every field says what it may hold."""
        with pytest.raises(InvalidFieldError):
            attrs.evolve(RULE, **changes)

    @pytest.mark.parametrize("category", [None, 5])
    def test_a_category_is_a_name_or_several(self, category: Any) -> None:
        """Anything else is refused, not iterated over."""
        with pytest.raises(InvalidFieldError, match="category cannot be"):
            RULE.assess_claim(category, accepted_on=ACCEPTED, occurred_at=ACCEPTED)

    def test_affecting_use_is_yes_no_or_unknown(self) -> None:
        """The text 'no' is not taken for a yes."""
        facts: dict[str, Any] = {"affects_use": "no"}
        with pytest.raises(InvalidFieldError, match="affects_use cannot be 'no'"):
            RULE.assess_claim(
                "decoration", accepted_on=ACCEPTED, occurred_at=ACCEPTED, **facts
            )

    def test_seasons_need_a_kind(self) -> None:
        """A period in seasons says of which."""
        with pytest.raises(InvalidFieldError, match="season_kind"):
            WarrantyCase(key="heating", period=Seasons(2), clause=SEASON)


class TestNothingTakenUnread:
    """
    What does not decide this cover must still be what it is said to be.
    """

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("design_life", -1),
            ("design_life", "50 years"),
            ("design_life", True),
            ("repair_owed", 0),
            ("repair_owed", "no"),
            ("repair_owed", np.False_),
        ],
    )
    def test_refused(self, name: str, value: Any) -> None:
        """
        No flag of numpy says that a repair was owed, and no text how long a life is.
        """
        told: dict[str, Any] = {"accepted_on": dt.date(2024, 1, 1), name: value}
        rule = construction.WARRANTY

        with pytest.raises(InvalidFieldError, match=name):
            rule.cover("decoration", **told)
        with pytest.raises(InvalidFieldError, match=name):
            rule.assess("decoration", as_of=NOW, **told)

    def test_a_table_of_flags(self) -> None:
        """
        Each entry of a table is held to be a flag.
        """
        owed: Any = {"decoration": 1}
        with pytest.raises(InvalidFieldError, match="repair_owed cannot be 1"):
            construction.WARRANTY.assess(
                "decoration",
                accepted_on=dt.date(2024, 1, 1),
                repair_owed=owed,
                as_of=NOW,
            )
