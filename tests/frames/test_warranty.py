"""
Warranties over columns: the same covers and claims as one call for each row.
"""

import datetime as dt
import zoneinfo
from typing import Any

import attrs
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from tests.frames.ledgers import CONNECTION, ENGINES, rows_of
from tests.frames.portfolios import agree, demo, frame_of, portfolios

from followup_rules.errors import (
    ColumnTakenError,
    InvalidFieldError,
    MissingColumnError,
    MissingFactError,
    NaiveColumnError,
    SeasonNotCoveredError,
    UnknownNameError,
    WrongColumnTypeError,
)
from followup_rules.frames import assess, check
from followup_rules.policies.warranty import (
    FULL,
    PARTIAL_COUNTS,
    Duty,
    Restart,
    SeasonCount,
    Start,
    WarrantyPolicy,
)
from followup_rules.rulebooks.construction import WARRANTY
from followup_rules.timing.amounts import (
    Days,
    Months,
    Seasons,
    Years,
)
from followup_rules.timing.counting import ClosesAt, Counting
from followup_rules.timing.seasons import (
    SeasonTable,
    declared,
    published,
)

QUICK = [name for name in ENGINES if name != "duckdb"]
SHANGHAI = zoneinfo.ZoneInfo("Asia/Shanghai")
BEIJING = published("beijing")
NOON = published("weifang")
DAY = 86_400_000_000
NOW = dt.datetime(2026, 6, 1, 12, tzinfo=SHANGHAI)


def at(*moment: int) -> dt.datetime:
    """
    Return an instant in Shanghai.
    """
    return dt.datetime(*moment, tzinfo=SHANGHAI)  # type: ignore[arg-type,misc]


class TestSameVerdicts:
    """
    Columns and single calls agree on every row, whatever the rule.
    """

    @pytest.mark.parametrize("engine", QUICK)
    @given(book=portfolios())
    @settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
    def test_every_fact(self, engine: str, book: dict[str, Any]) -> None:
        """
        Status, reason, clause, cover and margin are those of the scalar path.
        """
        agree(engine, book)

    @given(book=portfolios())
    @settings(max_examples=1, deadline=None, suppress_health_check=list(HealthCheck))
    def test_every_fact_in_duckdb(self, book: dict[str, Any]) -> None:
        """
        The same, less often: a database plans each query anew.
        """
        agree("duckdb", book)


# ------------------------------------------------------------------------- by hand


def frame(engine: str, **columns: Any) -> Any:
    """
    Return a frame; lists of days and instants become columns of them.
    """
    made = {}
    for name, values in columns.items():
        known = next((value for value in values if value is not None), None)
        kind = None
        if isinstance(known, dt.datetime):
            kind = pa.timestamp("us", "UTC")
        elif isinstance(known, dt.date):
            kind = pa.date32()
        made[name] = pa.array(values, kind)
    return frame_of(engine, pa.table(made))


def judged(found: Any, rule: WarrantyPolicy = WARRANTY, /, **others: Any) -> list[Any]:
    """
    Judge a frame whose columns have the names of the arguments.
    """
    arguments = {"accepted_on": "accepted_on", "category": "category", **others}
    return rows_of(assess(found, rule, **arguments))


def column(rows: list[dict[str, Any]], name: str) -> list[Any]:
    """
    Return one column of rows.
    """
    return [row[name] for row in rows]


class TestCoversByHand:
    """
    The construction rulebook's warranty, worked out on paper.
    """

    def test_each_category(self, engine: str) -> None:
        """
        Years, design lives and seasons from 29 February 2024.
        """
        keys = ["roof_waterproofing", "decoration", "main_structure", "heating"]
        found = judged(
            frame(
                engine,
                accepted_on=[dt.date(2024, 2, 29)] * 5,
                category=[*keys, "cooling"],
                life=[None, None, 50, None, None],
            ),
            design_life="life",
            seasons=BEIJING,
            as_of=NOW,
        )

        assert column(found, "last_day") == [
            dt.date(2029, 2, 28),
            dt.date(2026, 2, 28),
            dt.date(2074, 2, 28),
            dt.date(2026, 3, 15),  # the seasons 2024/25 and 2025/26
            None,
        ]
        assert column(found, "closes")[:2] == [at(2029, 3, 1), at(2026, 3, 1)]
        assert column(found, "first_day") == [*[dt.date(2024, 2, 29)] * 4, None]
        assert column(found, "clause") == [
            "WAR-2.2",
            "WAR-2.4",
            "WAR-2.1",
            "WAR-2.3",
            "WAR-2.5",
        ]
        assert column(found, "reason") == [
            "cover_running",
            "cover_ended",
            "cover_running",
            "cover_ended",
            "fact_missing:seasons",
        ]
        assert column(found, "status") == [
            "met",
            "met",
            "met",
            "met",
            "undetermined",
        ]
        assert column(found, "basis") == [*["statute"] * 4, None]
        assert column(found, "closes_included") == [*[False] * 4, None]
        # From noon on 1 June 2026 back to the midnight that began 1 March 2026.
        assert found[1]["margin_us"] == -(92 * DAY + DAY // 2)

    def claims(self, engine: str, moments: list[Any]) -> list[Any]:
        """
        Judge defects under two years of cover from 29 February 2024.
        """
        found = judged(
            frame(
                engine,
                accepted_on=[dt.date(2024, 2, 29)] * len(moments),
                category=["decoration"] * len(moments),
                occurred_at=moments,
            ),
            occurred_at="occurred_at",
        )
        return [(row["status"], row["reason"], row["margin_us"]) for row in found]

    def test_instants_at_the_edges(self, engine: str) -> None:
        """
        To the microsecond, at both ends.
        """
        moments = [
            at(2024, 2, 28, 23, 59, 59),
            at(2024, 2, 29),
            at(2026, 2, 28, 23, 59, 59, 999_999),
            at(2026, 3, 1),
            at(2026, 3, 1, 0, 0, 0, 1),
        ]
        assert self.claims(engine, moments) == [
            ("undetermined", "impossible_order", None),
            ("met", "claim_in_cover", 731 * DAY),
            ("met", "claim_in_cover", 1),
            ("not_applicable", "claim_after_cover", 0),
            ("not_applicable", "claim_after_cover", -1),
        ]

    def test_days_at_the_edges(self, engine: str) -> None:
        """
        To the day, at both ends.
        """
        days = [
            dt.date(2024, 2, 28),
            dt.date(2024, 2, 29),
            dt.date(2026, 2, 28),
            dt.date(2026, 3, 1),
        ]
        assert self.claims(engine, days) == [
            ("undetermined", "impossible_order", None),
            ("met", "claim_in_cover", 730 * DAY),
            ("met", "claim_in_cover", 0),
            ("not_applicable", "claim_after_cover", -DAY),
        ]

    def test_noon(self, engine: str) -> None:
        """
        The second season of Weifang ends at noon, that instant included.
        """
        noon = at(2026, 3, 15, 12)
        moments = [noon, noon + dt.timedelta(microseconds=1), at(2026, 3, 14, 23)]
        found = judged(
            frame(
                engine,
                accepted_on=[dt.date(2024, 6, 1)] * 3,
                category=["heating"] * 3,
                occurred_at=moments,
            ),
            occurred_at="occurred_at",
            seasons=NOON,
        )

        assert column(found, "closes") == [noon] * 3
        assert column(found, "closes_included") == [True] * 3
        assert column(found, "margin_us") == [0, -1, 13 * DAY // 24]
        assert column(found, "reason") == [
            "claim_in_cover",
            "claim_after_cover",
            "claim_in_cover",
        ]

    def test_a_day_that_ends_at_noon(self, engine: str) -> None:
        """
        On that day itself the time of day is missing; around it a day is enough.
        """
        found = judged(
            frame(
                engine,
                accepted_on=[dt.date(2024, 6, 1)] * 3,
                category=["heating"] * 3,
                occurred_at=[dt.date(2026, 3, day) for day in (14, 15, 16)],
            ),
            occurred_at="occurred_at",
            seasons=NOON,
        )

        assert column(found, "status") == ["met", "undetermined", "not_applicable"]
        assert found[1]["reason"] == "fact_missing:clock_time"
        assert column(found, "last_day") == [dt.date(2026, 3, 15)] * 3

    def test_contract(self, engine: str) -> None:
        """
        The later end holds: 12 months are raised, 25 months and three years are not.
        """
        found = judged(
            frame(
                engine,
                accepted_on=[dt.date(2024, 5, 10)] * 4,
                category=["decoration"] * 4,
                months=[12, 25, None, None],
                years=[None, None, 3, None],
            ),
            contract={"months": "months", "years": "years"},
            as_of=NOW,
        )

        assert column(found, "last_day") == [
            dt.date(2026, 5, 10),
            dt.date(2026, 6, 10),
            dt.date(2027, 5, 10),
            dt.date(2026, 5, 10),
        ]
        assert column(found, "basis") == ["statute", "contract", "contract", "statute"]

    def test_two_units_at_once(self, engine: str) -> None:
        """
        Three years and a month are no length; the other rows are judged.
        """
        found = judged(
            frame(
                engine,
                accepted_on=[dt.date(2024, 5, 10)] * 2,
                category=["decoration"] * 2,
                months=[1, 30],
                years=[3, None],
            ),
            contract={"months": "months", "years": "years"},
            as_of=NOW,
        )
        assert column(found, "reason") == ["invalid_fact:contract", "cover_running"]

    def test_lengths_for_all_rows(self, engine: str) -> None:
        """
        One length for all, one by category, and a design life for all.
        """
        found = judged(
            frame(
                engine,
                accepted_on=[dt.date(2024, 5, 10)] * 3,
                category=["decoration", "roof_waterproofing", "foundation"],
            ),
            contract={"decoration": Years(3), "roof_waterproofing": None},
            extended_by=Months(6),
            design_life=10,
            as_of=NOW,
        )
        assert column(found, "last_day") == [
            dt.date(2027, 11, 10),
            dt.date(2029, 11, 10),
            dt.date(2034, 11, 10),
        ]

    def test_void_and_repair(self, engine: str) -> None:
        """
        From the day of avoidance nothing is covered; a repair restarts nothing.
        """
        days = {
            "accepted_on": [dt.date(2024, 5, 10)] * 4,
            "category": ["decoration"] * 4,
            "repaired_on": [None, dt.date(2025, 1, 31), None, dt.date(2024, 5, 9)],
            "voided_on": [dt.date(2025, 7, 1), None, dt.date(2024, 5, 9), None],
        }
        named = {"repaired_on": "repaired_on", "voided_on": "voided_on", "as_of": NOW}
        found = judged(frame(engine, **days), **named)

        assert column(found, "last_day") == [
            dt.date(2025, 6, 30),
            dt.date(2026, 5, 10),
            None,
            None,
        ]
        assert column(found, "basis") == ["void", "statute", None, None]
        assert column(found, "reason")[2:] == ["impossible_order"] * 2

        again = attrs.evolve(WARRANTY, restart=Restart.COMPLETION)
        found = judged(frame(engine, **days), again, **named)
        assert found[1]["last_day"] == dt.date(2027, 1, 31)

    def test_void_at_the_end(self, engine: str) -> None:
        """
        On the last day avoidance still cuts it off; afterwards it changes nothing.
        """
        found = judged(
            frame(
                engine,
                accepted_on=[dt.date(2024, 5, 10)] * 2,
                category=["decoration"] * 2,
                voided_on=[dt.date(2026, 5, 10), dt.date(2026, 5, 11)],
            ),
            voided_on="voided_on",
            as_of=NOW,
        )
        assert column(found, "last_day") == [dt.date(2026, 5, 9), dt.date(2026, 5, 10)]
        assert column(found, "basis") == ["void", "statute"]

    def test_what_a_day_is(self, engine: str) -> None:
        """
        An acceptance late in the evening of London is the next day in Shanghai.
        """
        evening = dt.datetime(2024, 5, 9, 20)  # noqa: DTZ001 - without a zone on purpose
        table = pa.table(
            {
                "accepted_on": pa.array([evening], pa.timestamp("us")),
                "category": ["decoration"],
            }
        )
        found = judged(
            ENGINES[engine](table), zone="Europe/London", prefix="w_", as_of=NOW
        )
        assert found[0]["w_last_day"] == dt.date(2026, 5, 10)

        with pytest.raises(NaiveColumnError, match="accepted_on"):
            judged(ENGINES[engine](table), as_of=NOW)

    def test_own_columns_stay(self, engine: str) -> None:
        """
        The caller's columns come back first, as they were.
        """
        found = judged(
            frame(
                engine,
                id=["a", "b"],
                accepted_on=[dt.date(2024, 2, 29), None],
                category=["decoration", "decoration"],
            ),
            as_of=NOW,
        )
        assert list(found[0])[:3] == ["id", "accepted_on", "category"]
        assert column(found, "id") == ["a", "b"]
        assert column(found, "reason") == ["cover_ended", "trigger_absent"]


class TestClaimsByHand:
    """
    Whose the repair is, and what is not known.
    """

    FACTS = (
        # cause, affects use: under text and statute, under the text alone
        ("construction", True, "duty_to_repair", "duty_to_repair"),
        ("construction", False, "duty_to_repair", "no_duty_under_text"),
        ("construction", None, "duty_to_repair", "fact_missing:affects_use"),
        ("design", True, "duty_to_repair", "no_duty_under_text"),
        ("misuse", True, "cause_excluded", "cause_excluded"),
        (None, False, "fact_missing:cause", "no_duty_under_text"),
        (None, True, "fact_missing:cause", "fact_missing:cause"),
        ("gremlins", True, "unknown_cause", "unknown_cause"),
    )

    @pytest.mark.parametrize("duty", Duty)
    def test_duty(self, engine: str, duty: Duty) -> None:
        """
        Text and statute together ask for more than the text alone.
        """
        rule = attrs.evolve(WARRANTY, duty=duty)
        found = judged(
            frame(
                engine,
                accepted_on=[dt.date(2024, 2, 29)] * 8,
                category=["decoration"] * 8,
                occurred_at=[dt.date(2025, 1, 1)] * 8,
                cause=[entry[0] for entry in self.FACTS],
                use=[entry[1] for entry in self.FACTS],
            ),
            rule,
            occurred_at="occurred_at",
            cause="cause",
            affects_use="use",
            question="duty",
        )
        wanted = [entry[2 if duty is Duty.EITHER else 3] for entry in self.FACTS]
        assert column(found, "reason") == wanted
        assert set(column(found, "clause")) == {"WAR-4a"}

    def test_text_alone_without_columns(self, engine: str) -> None:
        """
        Without a column of the cause nobody knows it, and the clause is the general.
        """
        rule = attrs.evolve(WARRANTY, duty=Duty.TEXT, duty_clause=None)
        (found,) = judged(
            frame(
                engine,
                accepted_on=[dt.date(2024, 2, 29)],
                category=["decoration"],
                occurred_at=[dt.date(2025, 1, 1)],
            ),
            rule,
            occurred_at="occurred_at",
            question="duty",
        )
        assert (found["reason"], found["clause"]) == ("fact_missing:cause", "WAR-2.5")

    def test_the_deciding_moment(self, engine: str) -> None:
        """
        The defect decides where it is known, else its report, and later facts wait.
        """
        days = {
            "accepted_on": [dt.date(2024, 2, 29)] * 4,
            "category": ["decoration"] * 4,
            "occurred_at": [at(2026, 2, 28), None, None, at(2026, 7, 1)],
            "reported_at": [at(2026, 3, 5), at(2026, 3, 5), None, None],
        }
        named = {"occurred_at": "occurred_at", "reported_at": "reported_at"}
        found = judged(frame(engine, **days), **named, as_of=NOW)
        assert column(found, "reason") == [
            "claim_in_cover",
            "claim_after_cover",
            "fact_missing:occurred_at",
            "claim_absent",
        ]
        # The cover itself is known all the same.
        assert column(found, "last_day") == [dt.date(2026, 2, 28)] * 4
        assert column(found, "clause") == ["WAR-2.4", "WAR-2.4", "WAR-2.5", "WAR-2.5"]

        by_report = attrs.evolve(WARRANTY, occurrence_decides=False)
        found = judged(frame(engine, **days), by_report, **named, as_of=NOW)
        assert column(found, "reason") == [
            "claim_after_cover",
            "claim_after_cover",
            "fact_missing:reported_at",
            "claim_absent",
        ]

    def test_cause_and_category(self, engine: str) -> None:
        """
        The category of the cause decides, or the longest of both.
        """
        facts = {
            "accepted_on": [dt.date(2024, 2, 29)] * 4,
            "category": ["decoration", "decoration", "leak_proofing", "decoration"],
            "occurred_at": [dt.date(2027, 1, 1)] * 4,
            "by": ["leak_proofing", None, "decoration", "plumbing"],
        }
        named = {"occurred_at": "occurred_at", "cause_category": "by"}
        found = judged(frame(engine, **facts), **named)
        reasons = ["claim_in_cover", "claim_after_cover", "claim_after_cover"]
        assert column(found, "reason") == [*reasons, "unknown_cause_category"]
        assert column(found, "clause") == ["WAR-2.2", "WAR-2.4", "WAR-2.4", "WAR-2.5"]

        longest = attrs.evolve(WARRANTY, cause_decides=False)
        found = judged(frame(engine, **facts), longest, **named)
        reasons = ["claim_in_cover", "claim_after_cover", "claim_in_cover"]
        assert column(found, "reason") == [*reasons, "unknown_cause_category"]
        assert column(found, "clause") == ["WAR-2.2", "WAR-2.4", "WAR-2.2", "WAR-2.5"]

    def test_delivery(self, engine: str) -> None:
        """
        Where delivery starts the cover it is needed, and what came before is outside.
        """
        rule = attrs.evolve(WARRANTY, start=Start.DELIVERY)
        facts = frame(
            engine,
            accepted_on=[dt.date(2024, 2, 29)] * 3,
            category=["decoration"] * 3,
            delivered_on=[dt.date(2024, 8, 31), None, dt.date(2024, 8, 31)],
            occurred_at=[dt.date(2024, 8, 30), None, dt.date(2026, 8, 31)],
        )
        named = {"occurred_at": "occurred_at"}
        found = judged(facts, rule, delivered_on="delivered_on", **named)
        assert column(found, "last_day") == [
            dt.date(2026, 8, 31),
            None,
            dt.date(2026, 8, 31),
        ]
        assert column(found, "reason") == [
            "claim_before_cover",
            "fact_missing:occurred_at",
            "claim_in_cover",
        ]
        found = judged(facts, rule, **named)
        assert found[0]["reason"] == "fact_missing:delivered_on"


HEATING = [
    # accepted on: two full seasons end, and where the running one counts
    (dt.date(2023, 12, 20), dt.date(2026, 3, 15), dt.date(2025, 3, 15)),
    (dt.date(2024, 11, 14), dt.date(2026, 3, 15), dt.date(2026, 3, 15)),
    (dt.date(2024, 11, 15), dt.date(2026, 3, 15), dt.date(2026, 3, 15)),
    (dt.date(2024, 11, 16), dt.date(2027, 3, 15), dt.date(2026, 3, 15)),
    (dt.date(2025, 3, 15), dt.date(2027, 3, 15), dt.date(2026, 3, 15)),
    (dt.date(2025, 3, 16), dt.date(2027, 3, 15), dt.date(2027, 3, 15)),
    (dt.date(2024, 2, 29), dt.date(2026, 3, 15), dt.date(2025, 3, 15)),
]


class TestSeasonsByHand:
    """
    Two heating seasons, full ones or with the running one.
    """

    def lasts(self, engine: str, days: list[dt.date], rule: SeasonCount) -> list[Any]:
        """
        Return the last days of covers from these days on.
        """
        found = judged(
            frame(engine, accepted_on=days, category=["heating"] * len(days)),
            attrs.evolve(WARRANTY, season_count=rule),
            seasons=BEIJING,
            as_of=at(2099, 1, 1),
        )
        return column(found, "last_day")

    def test_edges(self, engine: str) -> None:
        """
        Accepted on its first day a season counts; on the next it is the running one.
        """
        days = [entry[0] for entry in HEATING]
        assert self.lasts(engine, days, FULL) == [entry[1] for entry in HEATING]
        found = self.lasts(engine, days, PARTIAL_COUNTS)
        assert found == [entry[2] for entry in HEATING]

    def test_share(self, engine: str) -> None:
        """
        Of 121 days 61 are over a half and 60 are not; the start day counts in.
        """
        days = [dt.date(2026, 1, 14), dt.date(2026, 1, 15)]
        found = self.lasts(engine, days, SeasonCount("1/2"))
        assert found == [dt.date(2027, 3, 15), dt.date(2028, 3, 15)]

    def test_further_seasons(self, engine: str) -> None:
        """
        The season that runs at the end is no further one, however seasons are counted.
        """
        (found,) = judged(
            frame(engine, accepted_on=[dt.date(2024, 11, 20)], category=["heating"]),
            attrs.evolve(WARRANTY, season_count=PARTIAL_COUNTS),
            contract=Years(3),
            extended_by=Seasons(1),
            seasons=BEIJING,
            as_of=NOW,
        )
        # To 20 November 2027 in a running season, and through the next full one.
        assert found["last_day"] == dt.date(2029, 3, 15)

    def test_end_not_declared_yet(self, engine: str) -> None:
        """
        What lies before that season is covered; later nobody knows.
        """
        table = BEIJING.with_year(2025, (dt.date(2025, 11, 8), None), source="notice")
        found = judged(
            frame(
                engine,
                accepted_on=[dt.date(2024, 6, 1)] * 2,
                category=["heating"] * 2,
                occurred_at=[dt.date(2025, 11, 8), dt.date(2025, 11, 9)],
            ),
            occurred_at="occurred_at",
            seasons=table,
        )
        assert column(found, "reason") == ["claim_in_cover", "fact_missing:season_end"]
        assert column(found, "last_day") == [None, None]
        assert column(found, "first_day") == [dt.date(2024, 6, 1)] * 2
        assert column(found, "margin_us") == [None, None]

    def test_outside_the_seasons(self, engine: str) -> None:
        """
        Years that are not declared are named as such; the other rows are judged.
        """
        years = {
            year: (dt.date(year, 11, 15), dt.date(year + 1, 3, 15))
            for year in (2022, 2023, 2024)
        }
        table = declared("x", "heating", years, source="s")
        days = [dt.date(2021, 12, 31), dt.date(2022, 1, 1), dt.date(2023, 11, 15)]
        found = judged(
            frame(
                engine,
                accepted_on=[*days, dt.date(2023, 11, 16)],
                category=["heating"] * 4,
            ),
            seasons=table,
            as_of=NOW,
        )
        assert column(found, "last_day") == [
            None,
            dt.date(2024, 3, 15),
            dt.date(2025, 3, 15),
            None,
        ]
        assert column(found, "reason")[::3] == ["season_not_covered"] * 2


# ----------------------------------------------------------------------- bad input


def one_row(engine: str, **columns: Any) -> Any:
    """
    Return a frame of one row.
    """
    row = {"accepted_on": [dt.date(2024, 2, 29)], "category": ["decoration"]}
    return frame(engine, **{**row, **columns})


@pytest.mark.parametrize("engine", ENGINES)
class TestBadInput:
    """
    Columns that cannot be used are refused by name; rows are marked.
    """

    def test_missing_column(self, engine: str) -> None:
        """
        The argument and the column are named, and so is the nearest one.
        """
        with pytest.raises(MissingColumnError, match=r"category='categry'.*nearest"):
            judged(one_row(engine), category="categry", as_of=NOW)
        with pytest.raises(MissingColumnError, match="contract='agreed'"):
            judged(one_row(engine), contract={"years": "agreed"}, as_of=NOW)

    def test_wrong_type(self, engine: str) -> None:
        """
        Texts are no days, numbers no texts, and floats no whole numbers.
        """
        found = one_row(engine, text=["x"], half=[2.5], n=[1])
        for name, wrong in (
            ("accepted_on", "text"),
            ("category", "n"),
            ("cause", "half"),
            ("affects_use", "text"),
            ("design_life", "half"),
            ("repaired_on", "n"),
        ):
            with pytest.raises(WrongColumnTypeError, match=name):
                judged(found, **{name: wrong}, as_of=NOW)
        with pytest.raises(WrongColumnTypeError, match=r"contract='half'.*Int64"):
            judged(found, contract={"years": "half"}, as_of=NOW)

    def test_taken(self, engine: str) -> None:
        """
        Nothing is overwritten.
        """
        with pytest.raises(ColumnTakenError, match="'last_day'"):
            judged(one_row(engine, last_day=[1]), as_of=NOW)

    def test_empty_frame(self, engine: str) -> None:
        """
        No rows in, no rows out, with every column.
        """
        table = pa.table(
            {
                "accepted_on": pa.array([], pa.date32()),
                "category": pa.array([], pa.string()),
                "n": pa.array([], pa.int64()),
            }
        )
        found = assess(
            frame_of(engine, table),
            demo(),
            accepted_on="accepted_on",
            category="category",
            contract={"seasons": "n"},
            seasons=BEIJING,
            as_of=NOW,
        )
        assert rows_of(found) == []

    def test_all_null_columns(self, engine: str) -> None:
        """
        Columns that hold nothing are facts that are not known.
        """
        table = pa.table(
            {
                "accepted_on": pa.nulls(2),
                "days": pa.array([dt.date(2024, 2, 29)] * 2),
                "category": ["decoration", "main_structure"],
                "nothing": pa.nulls(2),
            }
        )
        found = judged(ENGINES[engine](table), as_of=NOW)
        assert column(found, "reason") == ["trigger_absent"] * 2

        names = ("occurred_at", "cause", "cause_category", "affects_use")
        nothing = dict.fromkeys((*names, "design_life", "voided_on"), "nothing")
        lengths = {"contract": {"years": "nothing"}, "extended_by": {"days": "nothing"}}
        named = {"accepted_on": "days", "as_of": NOW, "question": "cover"}
        found = judged(ENGINES[engine](table), **nothing, **lengths, **named)
        reasons = ["cover_ended", "fact_missing:design_life"]
        assert column(found, "reason") == reasons

        found = judged(ENGINES[engine](table), category="nothing", **named)
        assert column(found, "reason") == ["fact_missing:category"] * 2

    def test_small_and_large_numbers(self, engine: str) -> None:
        """
        Whole numbers of any width are read, and those that are no length refused.
        """
        table = pa.table(
            {
                "accepted_on": pa.array([dt.date(2024, 2, 29)] * 2),
                "category": ["decoration"] * 2,
                "small": pa.array([3, None], pa.int8()),
                "large": pa.array([None, 2**64 - 1], pa.uint64()),
            }
        )
        lengths = {"years": "small", "months": "large"}
        found = ENGINES[engine](table)
        if engine == "pandas":
            found["small"] = pd.array([3, None], dtype="Int8")
            found["large"] = pd.array([None, 2**64 - 1], dtype="UInt64")
        found = judged(found, contract=lengths, as_of=NOW)
        assert column(found, "reason") == ["cover_running", "invalid_fact:contract"]
        assert column(found, "last_day") == [dt.date(2027, 2, 28), None]

    def test_check(self, engine: str) -> None:
        """
        Unknown categories are counted and listed, and the rest is judged.
        """
        found = frame(
            engine,
            id=["a", "b", "c"],
            accepted_on=[dt.date(2024, 2, 29)] * 3,
            category=["decoration", "rof", "heating"],
        )
        names = {"accepted_on": "accepted_on", "category": "category", "as_of": NOW}
        told = check(found, WARRANTY, row="id", limit=1, **names)

        assert (told.rows, told.unjudged, len(told.listed)) == (3, 2, 1)
        assert dict(told.counts) == {"unknown_category": 1, "fact_missing:seasons": 1}


class TestRefusals:
    """
    Arguments that say nothing usable are refused before anything runs.
    """

    @pytest.mark.parametrize(
        ("argument", "value", "problem"),
        [
            ("category", ["category"], "one column"),
            ("category", None, "one column"),
            ("contract", "years", "a column for each unit"),
            ("contract", {"decoration": {"years": 3}}, "a column for each unit"),
            ("contract", 3, "a length such as"),
            ("extended_by", Days(10_000), "a length such as"),
            ("design_life", 0, "design_life"),
            ("design_life", 2.5, "design_life"),
            ("repaired_on", ["accepted_on"], "by category"),
        ],
    )
    def test_unusable(self, argument: str, value: Any, problem: str) -> None:
        """
        The field, what came, and what is allowed.
        """
        with pytest.raises(InvalidFieldError, match=problem):
            judged(one_row("pyarrow"), **{argument: value}, as_of=NOW)

    @pytest.mark.parametrize(
        ("argument", "value"),
        [
            ("contract", {"decades": "n"}),
            ("contract", {"rof": Years(5)}),
            ("voided_on", {"rof": "accepted_on"}),
            ("question", "claims"),
        ],
    )
    def test_unknown_names(self, argument: str, value: Any) -> None:
        """
        Units, categories in tables, and questions are known or refused.
        """
        with pytest.raises(UnknownNameError):
            judged(one_row("pyarrow"), **{argument: value}, as_of=NOW)

    def test_a_cover_needs_a_moment(self) -> None:
        """
        Nothing here reads a clock.
        """
        with pytest.raises(MissingFactError, match="as_of"):
            judged(one_row("pyarrow"))

    def test_short_periods_of_working_days(self) -> None:
        """
        What columns cannot follow is refused where it could matter, and only there.
        """
        suspending = demo(counting=Counting(suspended_days_count=False))
        with pytest.raises(InvalidFieldError, match="suspended_days_count"):
            judged(one_row("pyarrow"), suspending, as_of=NOW)
        moving = demo(counting=Counting(days_after_recess=7))
        with pytest.raises(InvalidFieldError, match="days_after_recess"):
            judged(one_row("pyarrow"), moving, as_of=NOW)
        rule = demo(counting=Counting(working_days_up_to=5))
        with pytest.raises(InvalidFieldError, match="working_days_up_to"):
            judged(one_row("pyarrow"), rule, contract=Days(5), as_of=NOW)
        table = one_row("pyarrow", n=[900])
        with pytest.raises(InvalidFieldError, match="assess"):
            judged(table, rule, contract={"days": "n"}, as_of=NOW)
        row = one_row("pyarrow", category=["fittings"])
        (found,) = judged(row, rule, contract=Days(900), as_of=NOW)
        assert found["last_day"] == dt.date(2026, 8, 17)

    def test_the_close_of_an_office(self) -> None:
        """
        What only `assess` can count is refused with the way out.
        """
        rule = demo(counting=Counting(closes_at=ClosesAt.CLOCK_TIME))
        with pytest.raises(InvalidFieldError, match=r"counting\.closes_at.*assess"):
            judged(one_row("pyarrow"), rule, as_of=NOW)

    def test_seasons_with_a_gap(self) -> None:
        """
        A table that lacks a year between two others is refused, not skipped.
        """
        years = declared("x", "heating", {2023: None, 2024: None}, source="s").years
        table = SeasonTable("x", "heating", None, (years[0], (2025, None)), ("s",))
        with pytest.raises(SeasonNotCoveredError, match="2024"):
            judged(one_row("pyarrow"), seasons=table, as_of=NOW)


class TestLazyFrames:
    """
    Judging a lazy frame executes nothing.
    """

    def test_polars(self) -> None:
        """
        The source is not touched before the frame is collected.
        """
        touched = []

        def touch(found: pl.DataFrame) -> pl.DataFrame:
            touched.append(1)
            return found

        lazy = one_row("polars lazy")
        lazy = lazy.map_batches(touch, schema=lazy.collect_schema())
        names = {"accepted_on": "accepted_on", "category": "category", "as_of": NOW}
        found = assess(lazy, WARRANTY, seasons=BEIJING, **names)
        assert isinstance(found, pl.LazyFrame)
        assert not touched

        found.collect()
        assert touched

    def test_duckdb(self) -> None:
        """
        A relation that would fail when it runs can still be judged.
        """
        bomb = CONNECTION.sql(
            "select date '2024-02-29' as accepted_on, 'decoration' as category "
            "from range(3) where error('executed' || range) is null"
        )
        names = {"accepted_on": "accepted_on", "category": "category", "as_of": NOW}
        found = assess(bomb, WARRANTY, **names)
        with pytest.raises(duckdb.Error, match="executed"):
            found.fetchall()
