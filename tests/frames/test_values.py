"""
What columns hold that nobody expects: one answer on every engine, or a refusal.
"""

import datetime as dt
import decimal
import zoneinfo
from typing import Any

import attrs
import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from tests.frames.ledgers import CONNECTION, ENGINES, rows_of

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    FollowupRulesError,
    InvalidFieldError,
    MissingColumnError,
    NaiveColumnError,
    UnusableColumnNameError,
    WrongColumnTypeError,
)
from followup_rules.frames import assess, check
from followup_rules.policies.cadence import CadencePolicy, CountedBy
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.rulebooks import repair
from followup_rules.timing.amounts import Days
from followup_rules.timing.cycles import Cycle

SHANGHAI = zoneinfo.ZoneInfo("Asia/Shanghai")
AS_OF = dt.datetime(2026, 4, 1, tzinfo=SHANGHAI)
KNOWN: dict[str, Any] = {"category": "category", "owed": None, "as_of": AS_OF}
FOURTH = dt.date(2026, 3, 4)
TWO_DAYS = DeadlinePolicy(
    id="visit",
    clause=Clause(id="DEMO-1", en="within two days", zh="两天内"),
    name=Text("the visit", "回访"),
    owed_by="office",
    limit=Days(2),
)


def leaks(**columns: Any) -> pa.Table:
    """
    Return a table of repairs of leaks.
    """
    size = len(next(iter(columns.values())))
    return pa.table({"category": ["leak"] * size, **columns})


def due_days(frame: Any, **others: Any) -> list[Any]:
    """
    Return by when visits are due; repairs of leaks have three days.
    """
    return days_of(assess(frame, repair.VISIT_DEADLINE, **{**KNOWN, **others}))


def days_of(judged: Any) -> list[Any]:
    """
    Return the due days of what was judged, and nothing of the caller's own.
    """
    shown = nw.from_native(judged).select("due_day").to_native()
    return [row["due_day"] for row in rows_of(shown)]


def reasons(frame: Any, **others: Any) -> list[Any]:
    """
    Return why rows are judged as they are.
    """
    judged = assess(frame, repair.VISIT_DEADLINE, **{**KNOWN, **others})
    # Not the caller's own times, which Python may not be able to hold.
    found = nw.from_native(judged).select("reason").lazy().collect()
    values: list[Any] = found.get_column("reason").to_list()
    return values


OLD = pd.DataFrame(
    {"category": "leak", "completed_at": pd.to_datetime(["2026-03-01 17:00"])}
)
NEW = pd.DataFrame(
    {
        "category": "leak",
        "completed_at": pd.to_datetime(["2026-03-01 00:30+08:00"]).tz_convert(
            "Asia/Shanghai"
        ),
    }
)


class TestMixedKinds:
    """
    A pandas column of objects holds values of one kind, or is refused.
    """

    def test_each_alone(self) -> None:
        """
        Late on 1 March, or early: due by the 4th.
        """
        assert due_days(OLD, zone="Asia/Shanghai") == [FOURTH]
        assert due_days(NEW) == [FOURTH]
        with pytest.raises(NaiveColumnError):
            due_days(OLD)

    @pytest.mark.parametrize("frames", [(NEW, OLD), (OLD, NEW)])
    @pytest.mark.parametrize("zone", [None, "Asia/Shanghai"])
    def test_with_and_without_a_zone(
        self, frames: tuple[pd.DataFrame, ...], zone: str | None
    ) -> None:
        """
        In either order, and whatever zone is named.
        """
        both = pd.concat(frames, ignore_index=True)
        with pytest.raises(
            WrongColumnTypeError, match=r"with a zone and times without"
        ):
            due_days(both, zone=zone)

    @pytest.mark.parametrize("step", [1, -1])
    def test_days_and_instants(self, step: int) -> None:
        """
        An instant beside a day would lose its clock.
        """
        late = dt.datetime(2026, 3, 1, 17, tzinfo=dt.UTC)
        values = [dt.date(2026, 3, 1), late][::step]
        column = pd.Series(values, dtype=object)
        mixed = pd.DataFrame({"category": "leak", "completed_at": column})
        with pytest.raises(WrongColumnTypeError, match="days and times with a zone"):
            due_days(mixed)

    def test_done(self) -> None:
        """
        What was done is read in the same way.
        """
        values = [
            dt.datetime(2026, 3, 4, 10, tzinfo=SHANGHAI),
            dt.datetime(2026, 3, 4, 17),  # noqa: DTZ001 - no zone, on purpose
        ]
        frame = pd.concat([NEW, NEW]).assign(v=pd.Series(values, dtype=object).array)
        with pytest.raises(WrongColumnTypeError, match="done='v'"):
            due_days(frame, done="v", zone="Asia/Shanghai")

    @pytest.mark.parametrize(
        ("values", "held"),
        [
            ([1, "leak"], "texts and whole numbers"),
            ([True, "leak"], "texts and true or false"),
            ([1.5, "leak"], "numbers and texts"),
            ([["leak"], "leak"], "lists and texts"),
            ([decimal.Decimal(1), 2], "Decimal and whole numbers"),
            ([object(), object()], "object"),
            (["\ud800", "leak"], "texts"),
            ([frozenset({"leak"}), None], "frozenset"),
            ([["leak", 1], None], "lists"),
        ],
    )
    def test_others(self, values: list[Any], held: str) -> None:
        """
        The error says what the column holds.
        """
        frame = pd.concat([NEW, NEW], ignore_index=True)
        frame["category"] = pd.Series(values, dtype=object)
        with pytest.raises(WrongColumnTypeError, match=held):
            due_days(frame)

    def test_one_kind(self) -> None:
        """
        NumPy's and pandas' own values, and every way to say nothing.
        """
        nothing = [None, float("nan"), pd.NaT, pd.NA, np.datetime64("NaT")]
        times = [pd.Timestamp("2026-03-01 17:00", tz="Asia/Shanghai"), *nothing]
        frame = pd.DataFrame(
            {
                "category": pd.Series([np.str_("leak"), *["leak"] * 5], dtype=object),
                "completed_at": pd.Series(times, dtype=object),
                "owed": pd.Series([np.True_, *[True] * 5], dtype=object),
            }
        )
        assert due_days(frame, owed="owed") == [FOURTH, *[None] * 5]
        assert reasons(frame)[1:] == ["trigger_absent"] * 5

    def test_zones_of_other_makers(self) -> None:
        """
        Instants of any zones are one kind.
        """
        offset = dt.timezone(dt.timedelta(hours=8, seconds=1))
        times = [
            dt.datetime(2026, 3, 1, 23, 59, tzinfo=SHANGHAI),
            dt.datetime(2026, 3, 2, 0, 0, tzinfo=offset),
        ]
        frame = pd.DataFrame(
            {"category": "leak", "completed_at": pd.Series(times, dtype=object)}
        )
        assert due_days(frame) == [FOURTH, FOURTH]

    def test_nothing_at_all(self) -> None:
        """
        A column of objects that are all absent.
        """
        column = pd.Series([None, pd.NA], dtype=object)
        frame = pd.DataFrame({"category": column, "completed_at": column})
        assert reasons(frame) == ["trigger_absent"] * 2

    def test_sparse(self) -> None:
        """
        What pandas leaves out is filled in.
        """
        owed = pd.arrays.SparseArray([True, False])
        frame = pd.concat([NEW, NEW]).assign(owed=owed)
        assert reasons(frame, owed="owed") == ["not_done", "not_selected"]

    def test_no_type_for_it(self) -> None:
        """
        Numbers that Arrow does not have.
        """
        frame = NEW.assign(category=[1j])
        with pytest.raises(WrongColumnTypeError, match="complex128"):
            due_days(frame)


class TestDays:
    """
    Days come as Arrow's two kinds of days, encoded or not.
    """

    @pytest.mark.parametrize("kind", [pa.date32(), pa.date64()])
    @pytest.mark.parametrize("encode", [None, "dictionary", "runs"])
    def test_arrow(self, kind: Any, encode: str | None) -> None:
        """
        A leak mended on 1 March is due by the 4th.
        """
        days = pa.array([dt.date(2026, 3, 1), None, dt.date(2026, 3, 1)], kind)
        if encode == "dictionary":
            days = days.dictionary_encode()
        if encode == "runs":
            days = pc.run_end_encode(days)
        assert due_days(leaks(completed_at=days)) == [FOURTH, None, FOURTH]

    def test_pandas_categories(self) -> None:
        """
        Categories need not be texts.
        """
        days = pd.Series([dt.date(2026, 3, 1)]).astype("category")
        frame = pd.DataFrame({"category": "leak", "completed_at": days})
        assert due_days(frame) == [FOURTH]

    @pytest.mark.parametrize(
        "kind",
        [
            pa.large_list(pa.string()),
            pa.list_view(pa.string()),
            pa.list_(pa.string(), 1),
            pa.list_(pa.large_string()),
            pa.list_(pa.dictionary(pa.int32(), pa.string())),
        ],
    )
    def test_lists(self, kind: Any) -> None:
        """
        Lists of categories, however Arrow holds them.
        """
        day = pa.array([dt.date(2026, 3, 1)])
        table = pa.table({"completed_at": day, "category": pa.array([["leak"]], kind)})
        assert due_days(table) == [FOURTH]

    @pytest.mark.parametrize("engine", ENGINES)
    def test_lists_of_numbers(self, engine: str) -> None:
        """
        Lists of anything else are refused.
        """
        day = pa.array([dt.date(2026, 3, 1)])
        table = pa.table({"completed_at": day, "category": pa.array([[1]])})
        with pytest.raises(WrongColumnTypeError, match="lists of texts"):
            due_days(ENGINES[engine](table))

    @pytest.mark.parametrize("engine", ENGINES)
    def test_the_kind_is_named(self, engine: str) -> None:
        """
        The error says what the engine calls the type.
        """
        table = leaks(completed_at=pa.array([1], pa.int64()))
        with pytest.raises(WrongColumnTypeError, match=r"holds (int64|Int64|BIGINT);"):
            due_days(ENGINES[engine](table))


class TestFar:
    """
    Times outside the years 1 to 9999 are out of range: never absent, never another.
    """

    @pytest.mark.parametrize(
        "column",
        [
            pa.array([10**14, -(10**14)], pa.timestamp("s", "UTC")),
            pa.array([10**17, -(10**17)], pa.timestamp("ms", "UTC")),
            pa.array([2**63 - 1, -(2**63) + 1], pa.timestamp("us", "UTC")),
            pa.array([4 * 10**17, -(10**17)], pa.timestamp("us", "UTC")),
        ],
    )
    @pytest.mark.parametrize("engine", ["polars", "pyarrow", "pandas"])
    def test_instants(self, engine: str, column: Any) -> None:
        """
        Not yet, as every later time; or out of range, in seconds too.
        """
        made = leaks(completed_at=column)
        frame = made.to_pandas() if engine == "pandas" else ENGINES[engine](made)
        assert reasons(frame) == ["trigger_absent", "date_out_of_range"]
        assert reasons(frame, done="completed_at")[0] == "trigger_absent"

    @pytest.mark.parametrize("engine", ["polars", "pyarrow"])
    def test_days(self, engine: str) -> None:
        """
        Days too.
        """
        days = pa.array([2**31 - 1, -(2**31)], pa.int32()).cast(pa.date32())
        frame = ENGINES[engine](leaks(completed_at=days))
        assert reasons(frame) == ["trigger_absent", "date_out_of_range"]

    def test_milliseconds_as_days(self) -> None:
        """
        Arrow's other days reach further still.
        """
        far = 9 * 10**18
        days = pa.array([far, -far], pa.int64()).cast(pa.date64())
        frame = leaks(completed_at=days)
        assert reasons(frame) == ["trigger_absent", "date_out_of_range"]

    @pytest.mark.parametrize(
        "kind",
        ["TIMESTAMP", "TIMESTAMPTZ", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"],
    )
    def test_infinity(self, kind: str) -> None:
        """
        What PostgreSQL writes for always and for never, as for days.
        """
        for unit in (kind, "DATE"):
            values = [f"'{sign}infinity'::{unit}" for sign in ("-", "")]
            relation = CONNECTION.values(
                *((duckdb.SQLExpression(text),) for text in (*values, "NULL"))
            )
            relation = relation.project("'leak' AS category, col0 AS completed_at")
            assert reasons(relation, zone="Asia/Shanghai") == [
                "date_out_of_range",
                "trigger_absent",
                "trigger_absent",
            ]

    @pytest.mark.parametrize("kind", ["TIMESTAMP", "DATE"])
    def test_done_at_infinity(self, kind: str) -> None:
        """
        Done before all time is no possible order; done after it is not done.
        """
        values = [f"'{sign}infinity'::{kind}" for sign in ("-", "")]
        relation = CONNECTION.values(
            *((duckdb.SQLExpression(text),) for text in values)
        ).project("'leak' AS category, DATE '2026-03-01' AS completed_at, col0 AS v")
        found = reasons(relation, done="v", zone="Asia/Shanghai")
        assert found == ["impossible_order", "not_done"]

    @pytest.mark.parametrize("text", ["290000-01-01", "290000-01-01 (BC)"])
    def test_far_years_in_duckdb(self, text: str) -> None:
        """
        DuckDB's times reach 290 000 years, and no sum of them leaves 64 bits.
        """
        for kind in ("TIMESTAMP", "DATE"):
            relation = CONNECTION.sql(
                f"SELECT 'leak' AS category, {kind} '{text}' AS completed_at"
            )
            code = "date_out_of_range" if "BC" in text else "trigger_absent"
            assert reasons(relation, zone="Asia/Shanghai") == [code]

    @pytest.mark.parametrize("engine", ENGINES)
    def test_first_and_last(self, engine: str) -> None:
        """
        The first and the last microsecond of all are no others.
        """
        first = dt.datetime(1, 1, 1, 12, tzinfo=dt.UTC)
        last = dt.datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=dt.UTC)
        times = pa.array([first, last], pa.timestamp("us", "UTC"))
        found = due_days(ENGINES[engine](leaks(completed_at=times)))
        assert found == [dt.date(1, 1, 4), None]


class TestBelowAMicrosecond:
    """
    What lies below a microsecond is dropped, towards the past, everywhere.
    """

    @pytest.mark.parametrize("engine", ENGINES)
    def test_floored(self, engine: str) -> None:
        """
        A nanosecond before 1970 is 1969; one before midnight is the day before.
        """
        midnight = int(dt.datetime(2026, 3, 2, tzinfo=SHANGHAI).timestamp()) * 10**9
        times = pa.array([-1, 0, midnight - 1, midnight, None], pa.timestamp("ns"))
        table = leaks(completed_at=times)
        frame = ENGINES[engine](table) if engine != "pandas" else table.to_pandas()
        rule = attrs.evolve(
            TWO_DAYS, counting=attrs.evolve(TWO_DAYS.counting, zone="UTC")
        )
        judged = assess(frame, rule, trigger="completed_at", zone="UTC", as_of=AS_OF)
        assert days_of(judged) == [
            dt.date(1970, 1, 2),
            dt.date(1970, 1, 3),
            dt.date(2026, 3, 3),
            dt.date(2026, 3, 3),
            None,
        ]
        shanghai = due_days(frame, zone="UTC")
        assert shanghai[2:4] == [FOURTH, dt.date(2026, 3, 5)]


class TestCollations:
    """
    Categories and groups are told apart sign by sign, whatever a database would do.
    """

    def test_a_column(self) -> None:
        """
        `LEAK` is no category, and the column comes back with its own collation.
        """
        relation = CONNECTION.sql(
            "SELECT 'LEAK' COLLATE NOCASE AS category, DATE '2026-03-01' AS completed_at"
        )
        judged = assess(relation, repair.VISIT_DEADLINE, **KNOWN)
        assert judged.columns[:2] == ["category", "completed_at"]
        assert judged.project("reason, category = 'leak'").fetchall() == [
            ("unknown_category", True)
        ]

    def test_groups(self) -> None:
        """
        `A` and `a` are two groups.
        """
        relation = CONNECTION.sql(
            "SELECT x COLLATE NOCASE AS role, true AS seen FROM (VALUES ('A'), ('a')) t(x)"
        )
        share = repair.VISIT_QUOTAS["office"]
        found = rows_of(assess(relation, share, reached="seen", by="role", as_of=AS_OF))
        assert sorted(row["role"] for row in found) == ["A", "a"]

    @pytest.mark.parametrize(("setting", "refused"), [("nocase", True), ("c", False)])
    def test_a_session(self, setting: str, *, refused: bool) -> None:
        """
        A session in which every text is compared otherwise is refused.
        """
        connection = duckdb.connect(config={"default_collation": setting, "threads": 1})
        relation = connection.sql("SELECT DATE '2026-03-01' AS at")
        if refused:
            with pytest.raises(InvalidFieldError, match="RESET default_collation"):
                assess(relation, TWO_DAYS, trigger="at", as_of=AS_OF)
        else:
            assert rows_of(assess(relation, TWO_DAYS, trigger="at", as_of=AS_OF))


PATTERNS = ("*", "^a$", "^.*$")


class TestNames:
    """
    Columns whose names are patterns, or no names at all.
    """

    @pytest.mark.parametrize("engine", ENGINES)
    @pytest.mark.parametrize("name", PATTERNS)
    def test_bystanders(self, engine: str, name: str) -> None:
        """
        They come back as they were.
        """
        table = leaks(completed_at=[dt.date(2026, 3, 1)], **{name: ["mine"]})
        judged = assess(ENGINES[engine](table), repair.VISIT_DEADLINE, **KNOWN)
        [row] = rows_of(judged)
        assert (row[name], row["due_day"]) == ("mine", FOURTH)

    @pytest.mark.parametrize("engine", ENGINES)
    @pytest.mark.parametrize("name", PATTERNS)
    def test_needed(self, engine: str, name: str) -> None:
        """
        Polars would read them as patterns, and says so; elsewhere they are names.
        """
        table = pa.table({name: [dt.date(2026, 3, 1)], "a": ["mine"]})
        frame = ENGINES[engine](table)
        if engine.startswith("polars") or (engine, name) == ("duckdb", "*"):
            with pytest.raises(UnusableColumnNameError, match="reads its name"):
                assess(frame, TWO_DAYS, trigger=name, as_of=AS_OF)
        else:
            [row] = rows_of(assess(frame, TWO_DAYS, trigger=name, as_of=AS_OF))
            assert row["due_day"] == dt.date(2026, 3, 3)

    @pytest.mark.parametrize(
        "labels",
        [
            ["at", 0],
            ["at", 2026.5],
            ["at", ("x", "y")],
            ["at", dt.date(2026, 3, 1)],
            pd.CategoricalIndex(["at", "by"]),
        ],
    )
    def test_labels_of_pandas(self, labels: Any) -> None:
        """
        Labels that are no texts stay beside the others, and name no column.
        """
        frame = pd.DataFrame([[dt.date(2026, 3, 1), "mine"]], columns=labels)
        judged = assess(frame, TWO_DAYS, trigger="at", as_of=AS_OF)
        assert judged.columns[:2].tolist() == frame.columns.tolist()
        assert judged["status"].tolist() == ["breached"]
        with pytest.raises(MissingColumnError):
            assess(frame, TWO_DAYS, trigger="0", as_of=AS_OF)

    @pytest.mark.parametrize(
        "labels",
        [
            pd.RangeIndex(1),
            pd.MultiIndex.from_tuples([("at", "x")]),
            pd.period_range("2026-03", periods=1, freq="M"),
            pd.date_range("2026-03-01", periods=1),
        ],
    )
    def test_no_names(self, labels: Any) -> None:
        """
        A frame without a single name has none of the columns.
        """
        frame = pd.DataFrame([[dt.date(2026, 3, 1)]], columns=labels)
        for name in ("at", "0", "2026-03"):
            with pytest.raises(MissingColumnError):
                assess(frame, TWO_DAYS, trigger=name, as_of=AS_OF)


def shares(engine: str, by: Any, **others: Any) -> Any:
    """
    Judge the office's share by a column.
    """
    values = by if isinstance(by, pa.Array | pa.ChunkedArray) else pa.array(by)
    table = pa.table({"seen": [True] * len(values), "by": values})
    asked = {"reached": "seen", "by": "by", "as_of": AS_OF, **others}
    return assess(ENGINES[engine](table), repair.VISIT_QUOTAS["office"], **asked)


class TestGroups:
    """
    What tells groups apart can be put into groups.
    """

    @pytest.mark.parametrize(
        "column",
        [
            pd.period_range("2026-01", periods=2, freq="M"),
            pd.interval_range(0, 2),
            pd.array([["a"], ["b"]], dtype=object),
            pd.array([{"a": 1}, {"a": 2}], dtype=object),
        ],
    )
    @pytest.mark.parametrize("named", ["by", "member"])
    def test_refused(self, column: Any, named: str) -> None:
        """
        The error names the argument and the way out.
        """
        frame = pd.DataFrame({"seen": [True, True], "month": column})
        with pytest.raises(WrongColumnTypeError, match=f"{named}='month'.*texts"):
            assess(
                frame,
                repair.VISIT_QUOTAS["office"],
                reached="seen",
                as_of=AS_OF,
                **{named: "month"},
            )

    def test_objects_of_polars(self) -> None:
        """
        Python objects are no groups.
        """
        frame = pl.DataFrame(
            {"seen": [True], "by": pl.Series([object()], dtype=pl.Object)}
        )
        share = repair.VISIT_QUOTAS["office"]
        with pytest.raises(WrongColumnTypeError, match="by='by'"):
            assess(frame, share, reached="seen", by="by", as_of=AS_OF)

    @pytest.mark.parametrize("engine", ENGINES)
    @pytest.mark.parametrize(
        "by",
        [
            ["a", "a", None],
            [1, 1, 2],
            [1.0, 1.0, None],
            [True, True, False],
            [dt.date(2026, 3, 1), dt.date(2026, 3, 1), None],
            [decimal.Decimal("1.5"), decimal.Decimal("1.5"), None],
        ],
    )
    def test_grouped(self, engine: str, by: list[Any]) -> None:
        """
        Texts, numbers, flags and days are, and nothing is a group of its own.
        """
        found = rows_of(shares(engine, by))
        assert sorted(row["population"] for row in found) == [1, 2]

    @pytest.mark.parametrize("engine", ENGINES)
    def test_no_rows(self, engine: str) -> None:
        """
        A frame without rows has no groups, and no due days.
        """
        assert rows_of(shares(engine, pa.array([], pa.string()))) == []
        empty = leaks(completed_at=pa.array([], pa.timestamp("us", "UTC")))
        assert due_days(ENGINES[engine](empty)) == []


class TestListing:
    """
    What is listed for a terminal acts on none.
    """

    @pytest.mark.parametrize("engine", ENGINES)
    @pytest.mark.parametrize("name", ["\x1b[31mX", "a\nb", "a\u202eb"])
    def test_no_escapes(self, engine: str, name: str) -> None:
        """
        Ids of the data are written as Python writes them, where they are not plain.
        """
        table = pa.table(
            {
                "category": ["leek"],
                "completed_at": [dt.date(2026, 3, 1)],
                "nr": [name],
            }
        )
        found = check(ENGINES[engine](table), repair.VISIT_DEADLINE, row="nr", **KNOWN)
        assert name not in found.explain()
        assert repr(name) in found.explain()
        assert found.listed[0].row == name

    @pytest.mark.parametrize("engine", ["polars", "pyarrow", "duckdb"])
    def test_times_beyond_python(self, engine: str) -> None:
        """
        A time that no datetime holds is listed as absent, with its reason.
        """
        times = pa.array([-(10**17), None], pa.timestamp("us", "UTC"))
        table = leaks(completed_at=times, nr=["R-1", "R-2"])
        frame = ENGINES[engine](table)
        found = check(frame, repair.VISIT_DEADLINE, row="nr", limit=2**70, **KNOWN)
        [error] = found.listed
        assert (error.row, error.got) == ("R-1", None)
        assert found.counts == (("date_out_of_range", 1),)

    def test_mixed_names_of_rows(self) -> None:
        """
        Names of rows are of one kind, as all that is read.
        """
        frame = pd.concat([NEW, NEW]).assign(
            category="leek", nr=pd.array([1, "a"], dtype=object)
        )
        with pytest.raises(WrongColumnTypeError, match="row='nr'"):
            check(frame, repair.VISIT_DEADLINE, row="nr", **KNOWN)

    @pytest.mark.parametrize("row", [5, (), b"nr", [3]])
    def test_no_name(self, row: Any) -> None:
        """
        Rows have to be named by columns.
        """
        with pytest.raises(FollowupRulesError):
            check(NEW, repair.VISIT_DEADLINE, row=row, **KNOWN)


class TestBeforeAllTime:
    """
    A time before all time stands for none: nobody knows whether, or when, it was.
    """

    @staticmethod
    def relation(**columns: str) -> Any:
        """Return a relation of one row."""
        told = ", ".join(f"{value} AS {name}" for name, value in columns.items())
        return CONNECTION.sql(f"SELECT {told}")

    @pytest.mark.parametrize("kind", ["TIMESTAMP", "TIMESTAMPTZ", "DATE"])
    def test_a_share(self, kind: str) -> None:
        """
        Somebody was reached, or was not; after all time nobody was.
        """
        asked: Any = {"reached": "e", "as_of": AS_OF, "zone": "Asia/Shanghai"}
        asked |= {"settles": None, "ends": None}
        for sign, status, visited in (("-", "undetermined", 0), ("", "breached", 0)):
            relation = self.relation(e=f"'{sign}infinity'::{kind}")
            (row,) = rows_of(assess(relation, repair.VISIT_QUOTAS["office"], **asked))
            assert (row["status"], row["visited"]) == (status, visited)

    @pytest.mark.parametrize("kind", ["TIMESTAMP", "TIMESTAMPTZ", "DATE"])
    @pytest.mark.parametrize(
        ("by", "more", "counted", "reason"),
        [
            (CountedBy.REPORT_DATE, {}, None, "date_out_of_range"),
            (CountedBy.REPORT_DATE, {}, "TRUE", "date_out_of_range"),
            (CountedBy.REPORT_DATE, {}, "FALSE", "cell_missed"),
            (
                CountedBy.PERIOD_COVERED,
                {"covered": "DATE '2026-01-05'"},
                None,
                "fact_missing:whether_it_counts",
            ),
            (
                CountedBy.PERIOD_COVERED,
                {"covered": "DATE '2026-01-05'"},
                "NULL::BOOLEAN",
                "fact_missing:whether_it_counts",
            ),
            (
                CountedBy.PERIOD_COVERED,
                {"covered": "DATE '2026-01-05'"},
                "FALSE",
                "cell_missed",
            ),
            (
                CountedBy.PERIOD_COVERED,
                {"covered": "DATE '-infinity'"},
                None,
                "fact_missing:period_covered",
            ),
        ],
    )
    def test_a_cadence(
        self, kind: str, by: Any, more: dict[str, str], counted: Any, reason: str
    ) -> None:
        """
        It may lie in any cell, or in none, and is held against nobody.
        """
        rule = CadencePolicy(
            id="c",
            clause=TWO_DAYS.clause,
            name=TWO_DAYS.name,
            owed_by="office",
            cycle=Cycle.MONTH,
            by=by,
            limit=Days(5) if by is CountedBy.PERIOD_COVERED else None,
        )
        told = {"e": f"'-infinity'::{kind}", **more}
        told |= {} if counted is None else {"counts": counted}
        relation = self.relation(**told)
        named = {name: name for name in (*more, *(["counts"] if counted else []))}
        (row,) = rows_of(
            assess(
                relation,
                rule,
                event="e",
                first=dt.date(2026, 1, 1),
                last=dt.date(2026, 1, 31),
                as_of=AS_OF,
                zone="Asia/Shanghai",
                **named,
            )
        )
        assert row["reason"] == reason


class TestLabels:
    """
    How an instant is shown follows the zones of the frame library; the instant does not.
    """

    @pytest.mark.parametrize("zone", ["America/Vancouver", "America/Edmonton"])
    def test_zones_that_changed_of_late(self, zone: str) -> None:
        """
        The end of 30 November 2026 is the instant that a single call names.
        """
        counting = attrs.evolve(repair.VISIT_DEADLINE.counting, zone=zone)
        rule = attrs.evolve(repair.VISIT_DEADLINE, counting=counting)
        fixed = dt.datetime(2026, 11, 27, 20, tzinfo=dt.UTC)
        due = rule.due(fixed, category="leak")
        frame = pl.DataFrame({"category": ["leak"], "completed_at": [fixed]})
        judged = assess(frame, rule, **{**KNOWN, "as_of": fixed})

        (row,) = judged.with_columns(pl.col("closes").dt.epoch("s")).to_dicts()
        assert row["due_day"] == dt.date(2026, 11, 30)
        assert row["closes"] == due.closes.timestamp()
        assert row["margin_us"] == (row["closes"] - fixed.timestamp()) * 1_000_000
