"""
Whatever a session is set to, verdicts are the same; and judging runs nothing.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import attrs
import pyarrow as pa
import pytest
from pyspark.errors import PySparkException
from pyspark.sql import functions as F  # noqa: N812 - as all of Spark writes it
from tests.frames.test_deadlines import (
    COURT,
    NOW,
    RULE,
    mixed,
    repairs,
    scalar,
    table_of,
)
from tests.frames.test_draws import ON, SEED
from tests.frames.test_draws import RULE as DRAW
from tests.frames.test_quotas import BASE
from tests.frames.test_quotas import RULE as QUOTA
from tests.spark.clusters import in_spark, rows_of

from followup_rules.errors import (
    ColumnTakenError,
    UnsupportedFrameError,
    UnusableColumnNameError,
)
from followup_rules.frames import assess
from followup_rules.timing.amounts import Hours
from followup_rules.timing.counting import Counting

KNOWN: dict[str, Any] = {
    "done": "visited_at",
    "category": "category",
    "as_of": NOW,
    "calendar": COURT,
}


@pytest.fixture
def session(spark: Any) -> Iterator[Any]:
    """
    The running session; what a test sets in it is unset afterwards.
    """
    names = (
        "spark.sql.ansi.enabled",
        "spark.sql.ansi.doubleQuotedIdentifiers",
        "spark.sql.caseSensitive",
        "spark.sql.codegen.factoryMode",
        "spark.sql.codegen.wholeStage",
        "spark.sql.optimizer.excludedRules",
        "spark.sql.parser.escapedStringLiterals",
        "spark.sql.session.timeZone",
    )
    kept = {name: spark.conf.get(name) for name in names}
    yield spark
    for name, value in kept.items():
        spark.conf.set(name, value)


class TestSettings:
    """
    Arithmetic, zones and quotes of the session decide nothing.
    """

    @pytest.mark.parametrize(
        "settings",
        [
            {
                "spark.sql.ansi.enabled": "false",
                "spark.sql.session.timeZone": "America/New_York",
                "spark.sql.caseSensitive": "true",
            },
            {
                "spark.sql.ansi.doubleQuotedIdentifiers": "true",
                "spark.sql.parser.escapedStringLiterals": "true",
                "spark.sql.session.timeZone": "Pacific/Apia",
            },
            {
                "spark.sql.codegen.factoryMode": "NO_CODEGEN",
                "spark.sql.codegen.wholeStage": "false",
            },
            {"spark.sql.optimizer.excludedRules": ""},
        ],
    )
    def test_same_verdicts(self, session: Any, settings: dict[str, str]) -> None:
        """
        Hours, days and working days, in a zone whose clocks change, as single calls.
        """
        for name, value in settings.items():
            session.conf.set(name, value)
        start = dt.datetime(2026, 3, 6, 20, 30, tzinfo=dt.UTC)
        counting = Counting(zone="America/New_York", day_ends=dt.time(2, 30))
        ledger = mixed()
        ledger["policy"] = attrs.evolve(ledger["policy"], counting=counting)
        ledger["rows"] = [
            {**row, "trigger": at, "done": row["done"] and at + dt.timedelta(hours=30)}
            for row in ledger["rows"]
            for at in (start + dt.timedelta(hours=hours) for hours in range(0, 60, 5))
        ]
        ledger["as_of"] = start + dt.timedelta(days=3)
        table, arguments = table_of(ledger)
        judged = assess(
            in_spark(table),
            ledger["policy"],
            **arguments,
            as_of=ledger["as_of"],
            calendar=COURT,
        )
        found = rows_of(judged)

        assert len(found) == len(ledger["rows"])
        for row, facts in zip(found, ledger["rows"], strict=True):
            wanted = scalar(ledger, facts)
            assert {name: row[name] for name in wanted} == wanted

    @pytest.mark.parametrize("zone", ["America/New_York", "Asia/Shanghai"])
    def test_clocks_without_a_zone(self, session: Any, zone: str) -> None:
        """
        A time that no clock of the session shows is read in the zone that is named.
        """
        session.conf.set("spark.sql.session.timeZone", zone)
        half_past_two = dt.datetime(2026, 3, 8, 2, 30)  # noqa: DTZ001 - without a zone
        table = repairs(
            completed_at=pa.array([half_past_two] * 3, pa.timestamp("us")),
            visited_at=pa.nulls(3),
        )
        frame = in_spark(table)
        found = rows_of(assess(frame, RULE, **KNOWN, zone="Asia/Shanghai"))
        assert [row["due_day"] for row in found] == [
            dt.date(2026, 3, 15),  # Sun 8 Mar and a week
            dt.date(2026, 3, 10),  # and two days
            dt.date(2026, 3, 11),  # Mon 9, Tue 10, Wed 11
        ]
        an_hour = attrs.evolve(RULE, cases=(), limit=Hours(1))
        found = rows_of(assess(frame, an_hour, as_of=NOW, zone="Asia/Shanghai"))
        assert {row["closes"] for row in found} == {
            dt.datetime(2026, 3, 7, 19, 30, tzinfo=dt.UTC)  # 03:30 in Shanghai
        }

    def test_large_numbers(self) -> None:
        """
        Overflow is an error in this session; no verdict comes near it.
        """
        first = dt.datetime(1, 1, 3, tzinfo=dt.UTC)
        last = dt.datetime(9999, 12, 30, 23, 59, 59, 999_999, tzinfo=dt.UTC)
        times = pa.array([first, last, None], pa.timestamp("us", "UTC"))
        frame = in_spark(repairs(completed_at=times, visited_at=times))
        found = rows_of(assess(frame, RULE, **KNOWN))
        assert [row["reason"] for row in found] == [
            "done_in_time",
            "trigger_absent",
            "trigger_absent",
        ]


class TestNames:
    """
    Columns of any name come through, or are refused by name.
    """

    @pytest.mark.parametrize("name", ["完成 时间", 'it\'s "done"', "a-b;--", "SELECT"])
    def test_odd_names(self, name: str) -> None:
        """
        Blanks, quotes, Chinese and words of SQL.
        """
        table = repairs().rename_columns({"completed_at": name, "category": f"{name}?"})
        found = rows_of(
            assess(
                in_spark(table),
                RULE,
                **{**KNOWN, "trigger": name, "category": f"{name}?"},
            )
        )
        assert [row["status"] for row in found] == ["met", "breached", "breached"]
        assert list(found[0])[:4] == ["id", name, "visited_at", f"{name}?"]

    def test_paths(self) -> None:
        """
        Names that Spark reads as paths come through, but cannot be asked for.
        """
        odd = ["a.b", "`c`", "*"]
        table = repairs(**{name: [1, 2, 3] for name in odd})
        found = rows_of(assess(in_spark(table), RULE, **KNOWN))
        assert [row["a.b"] for row in found] == [1, 2, 3]
        assert [*list(found[0])[4:7]] == odd
        for name in odd:
            with pytest.raises(UnusableColumnNameError, match="as a path"):
                assess(in_spark(table), RULE, **{**KNOWN, "category": name})
        drawn = assess(in_spark(table), DRAW, id="id", seed=SEED, on=ON)
        assert {row["a.b"] for row in rows_of(drawn)} == {1, 2, 3}

    def test_names_alike(self, session: Any) -> None:
        """
        Two columns of one name, and of names that this session does not tell apart.
        """
        frame = in_spark(repairs())
        for name in ("ID", "id"):
            with pytest.raises(UnusableColumnNameError, match="'id'"):
                assess(frame.select("*", F.lit(1).alias(name)), RULE, **KNOWN)
        session.conf.set("spark.sql.caseSensitive", "true")
        found = assess(frame.select("*", F.lit(1).alias("ID")), RULE, **KNOWN)
        assert found.columns[:5] == [*frame.columns, "ID"]

    def test_results_alike(self, session: Any) -> None:
        """
        A result is not written over a column whose name differs in case alone.
        """
        frame = in_spark(repairs(Status=["x", "y", "z"]))
        with pytest.raises(ColumnTakenError, match="'Status'"):
            assess(frame, RULE, **KNOWN)
        found = rows_of(assess(frame, RULE, **KNOWN, prefix="visit_"))
        assert [row["Status"] for row in found] == ["x", "y", "z"]
        with pytest.raises(ColumnTakenError, match="'Place'"):
            assess(
                in_spark(pa.table({"id": ["1"], "Place": ["x"]})),
                DRAW,
                id="id",
                seed=SEED,
                on=ON,
            )
        with pytest.raises(ColumnTakenError, match="'Status'"):
            assess(
                in_spark(pa.table({"Status": ["x"], "seen": [True]})),
                QUOTA,
                reached="seen",
                by="Status",
                as_of=BASE,
            )
        session.conf.set("spark.sql.caseSensitive", "true")
        found = rows_of(assess(frame, RULE, **KNOWN))
        assert [row["status"] for row in found] == ["met", "breached", "breached"]


class TestTexts:
    """
    Texts are compared sign by sign, in whatever order the columns sort them.
    """

    def test_collations(self) -> None:
        """
        A column that takes "LEAK" for "leak" holds an unknown category, and stays so.
        """
        frame = in_spark(repairs(category=["general", "LEAK", "leak"]))
        frame = frame.withColumn("category", F.collate("category", "UTF8_LCASE"))
        judged = assess(frame, RULE, **KNOWN)
        assert [row["reason"] for row in rows_of(judged)] == [
            "done_in_time",
            "unknown_category",
            "not_done",
        ]
        assert judged.schema["category"] == frame.schema["category"]

    def test_collated_lists(self) -> None:
        """
        The same within lists.
        """
        lists = pa.array([["LEAK"], ["leak"], []], pa.list_(pa.string()))
        frame = in_spark(repairs(category=lists)).withColumn(
            "category", F.expr("CAST(category AS ARRAY<STRING COLLATE UTF8_LCASE>)")
        )
        found = rows_of(assess(frame, RULE, **KNOWN))
        assert [row["reason"] for row in found] == [
            "unknown_category",
            "not_done",
            "fact_missing:category",
        ]

    def test_groups(self) -> None:
        """
        Groups whose names differ in case are two, as they are to a single call.
        """
        frame = in_spark(pa.table({"g": ["a", "A"], "seen": [True, False]}))
        frame = frame.withColumn("g", F.collate("g", "UTF8_LCASE"))
        found = rows_of(assess(frame, QUOTA, reached="seen", by="g", as_of=BASE))
        assert sorted(row["g"] for row in found) == ["A", "a"]


class TestNothingRuns:
    """
    Judging describes what to do; Spark does it when rows are asked for.
    """

    def test_no_job(self, spark: Any) -> None:
        """
        No job of the group is known until rows are asked for.
        """
        context = spark.sparkContext
        tracker = context.statusTracker()
        frame = in_spark(repairs()).repartition(2)
        cases = in_spark(pa.table({"id": ["1", "2"]})).repartition(2)
        context.setJobGroup("judging", "nothing may run")
        judged = [
            assess(frame, RULE, **KNOWN),
            assess(frame, QUOTA, reached="visited_at", by="category", as_of=BASE),
            assess(cases, DRAW, id="id", seed=SEED, on=ON),
        ]
        context.setJobGroup("asking", "this runs")
        for each in judged:
            assert each.collect()
        assert tracker.getJobIdsForGroup("asking")
        assert not tracker.getJobIdsForGroup("judging")
        context.setLocalProperty("spark.jobGroup.id", None)

    def test_a_source_that_cannot_be_read(self, spark: Any) -> None:
        """
        A frame that would fail when it runs can still be judged.
        """
        bomb = spark.range(3).select(
            F.current_timestamp().alias("completed_at"),
            F.raise_error(F.concat(F.lit("executed "), F.col("id").cast("string")))
            .cast("string")
            .alias("category"),
        )
        judged = assess(bomb, RULE, category="category", as_of=NOW, calendar=COURT)
        with pytest.raises(PySparkException, match="executed"):
            judged.collect()

    def test_no_python_on_the_machines(self, spark: Any) -> None:
        """
        The plan holds no step that leaves Spark, and no table is read back.
        """
        del spark
        judged = assess(in_spark(repairs()), RULE, **KNOWN)
        drawn = assess(in_spark(repairs()), DRAW, id="id", seed=SEED, on=ON)
        for frame in (judged, drawn):
            plan = frame._jdf.queryExecution().executedPlan().toString()  # noqa: SLF001
            assert "Python" not in plan


class TestRefusals:
    """
    What is no frame of Spark, or one that cannot be judged, is refused.
    """

    def test_no_frame(self, spark: Any) -> None:
        """
        A session and grouped rows are no frames; frames of Spark Connect are others.
        """
        for thing in (spark, in_spark(repairs()).groupBy("id")):
            with pytest.raises(UnsupportedFrameError, match=r"pyspark\.sql"):
                assess(thing, RULE, **KNOWN)

    def test_spark_connect(self) -> None:
        """
        A frame that lives behind a connection is named, with the way out.
        """

        class DataFrame:
            """
            What a frame of Spark Connect is called.
            """

        DataFrame.__module__ = "pyspark.sql.connect.dataframe"
        with pytest.raises(UnsupportedFrameError, match="not Spark Connect"):
            assess(DataFrame(), RULE, **KNOWN)
