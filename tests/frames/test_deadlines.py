"""
Deadlines over columns: the same answers as one call for each row.
"""

import datetime as dt
import zoneinfo
from collections.abc import Mapping
from typing import Any

import attrs
import duckdb
import pandas as pd
import pendulum
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.frames.ledgers import CONNECTION, ENGINES, rows_of
from tests.strategies import amounts, calendars, countings, days, instants

from followup_rules.clauses import Clause, Force, Text
from followup_rules.errors import (
    ColumnTakenError,
    DateOutOfRangeError,
    ImpossibleOrderError,
    InvalidFieldError,
    MissingColumnError,
    NaiveColumnError,
    NotAnInstantError,
    UnknownNameError,
    UnsupportedFrameError,
    WrongColumnTypeError,
)
from followup_rules.frames import assess, check, deadlines
from followup_rules.policies.deadlines import Case, Conflict, DeadlinePolicy
from followup_rules.rulebooks import repair
from followup_rules.timing.amounts import (
    Amount,
    Days,
    Hours,
    Months,
    Weeks,
    WorkingDays,
)
from followup_rules.timing.calendars import DayKind, from_exceptions
from followup_rules.timing.counting import Counting
from followup_rules.verdicts import Verdict

KEYS = ("general", "safety", "leak")
ZONES = ("Asia/Shanghai", "America/New_York", "Pacific/Apia", "America/Sao_Paulo")
UNITS = {"us": pa.timestamp("us", "UTC"), "day": pa.date32()}
QUICK = [name for name in ENGINES if name != "duckdb"]


def clause(place: int) -> Clause:
    """
    Return a clause of its own for each case.
    """
    return Clause(id=f"DEMO-{place}", en="by then", zh="按期", timing=Force.BINDING)


@st.composite
def policies(draw: st.DrawFn) -> DeadlinePolicy:
    """
    Rules with cases, with one limit, without one, or with a limit set by the party.
    """
    number = draw(st.integers(0, 3))
    cases = tuple(
        Case(key=KEYS[place], limit=draw(amounts()), clause=clause(place + 1))
        for place in range(number)
    )
    self_set = not cases and draw(st.integers(0, 3)) == 0
    has_limit = not cases and draw(st.integers(0, 3)) > 0
    forms = draw(st.sampled_from(((), ("visit",), ("visit", "call"))))
    conflicts = Conflict if len(cases) > 1 else (Conflict.STRICTEST,)
    return DeadlinePolicy(
        id="demo",
        clause=clause(0),
        name=Text("the visit", "回访"),
        owed_by="office",
        limit=draw(amounts()) if has_limit else None,
        cases=cases,
        self_set=self_set,
        conflict=draw(st.sampled_from(conflicts)),
        counting=draw(countings(ZONES)),
        forms=forms,
        other_forms=draw(st.sampled_from(((), ("letter",)))) if forms else (),
    )


@st.composite
def ledgers(draw: st.DrawFn) -> dict[str, Any]:
    """
    A rule, a few rows of facts about it, and how the columns hold them.
    """
    policy = draw(policies())
    names = ("trigger", "done", "closed", "appointed")
    kinds = {name: draw(st.sampled_from(("us", "us", "day"))) for name in names}
    anchor = draw(instants(("UTC",)))
    moments = {
        "us": st.one_of(
            instants(ZONES),
            st.integers(-40 * 24, 40 * 24).map(
                lambda hours: anchor + dt.timedelta(hours=hours)
            ),
            st.integers(-2, 2).map(
                lambda step: anchor + dt.timedelta(microseconds=step)
            ),
        ),
        "day": st.one_of(
            days(dt.date(1985, 1, 1), dt.date(2035, 12, 31)),
            st.integers(-20, 20).map(
                lambda step: anchor.date() + dt.timedelta(days=step)
            ),
        ),
    }
    keys = st.sampled_from((*policy.categories, *policy.categories, "nonsense"))
    most = 1 if draw(st.booleans()) else 3
    row = st.fixed_dictionaries(
        {
            **{name: st.none() | moments[kinds[name]] for name in names},
            "category": st.none() | st.lists(keys, max_size=most, unique=True),
            "form": st.sampled_from((None, "visit", "call", "letter", "pigeon")),
            "owed": st.sampled_from((None, True, True, False)),
        }
    )
    optional = ("done", "closed", "appointed", "form", "owed", "category")
    given_columns = [name for name in optional if draw(st.integers(0, 3))]
    return {
        "policy": policy,
        "rows": draw(st.lists(row, min_size=1, max_size=14)),
        "kinds": kinds,
        "columns": ["trigger", *given_columns],
        "calendar": draw(st.none() | calendars()),
        "as_of": draw(moments["us"]),
        "style": "text" if most == 1 else draw(st.sampled_from(("list", "columns"))),
    }


def asked(ledger: Mapping[str, Any]) -> list[str]:
    """
    Return the columns that can decide anything under the rule; others are refused.
    """
    policy = ledger["policy"]
    unlimited = policy.limit is None and not policy.cases
    decides = {
        "category": bool(policy.cases),
        "form": bool(policy.forms + policy.other_forms),
        "closed": unlimited and not policy.self_set,
        "appointed": policy.self_set and not policy.cases,
    }
    return [name for name in ledger["columns"] if decides.get(name, True)]


def scalar(ledger: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """
    Judge one row by a call of its own.
    """
    facts = {name: row[name] for name in asked(ledger)}
    trigger = facts.pop("trigger")
    facts["category"] = tuple(facts.get("category") or ()) or None
    try:
        verdict = ledger["policy"].assess(
            trigger, **facts, calendar=ledger["calendar"], as_of=ledger["as_of"]
        )
    except UnknownNameError as error:
        return {"status": "undetermined", "reason": f"unknown_{error.kind}"}
    except ImpossibleOrderError:
        return {"status": "undetermined", "reason": "impossible_order"}
    except DateOutOfRangeError:
        return {"status": "undetermined", "reason": "date_out_of_range"}
    except NotAnInstantError:
        return {"status": "undetermined", "reason": "instant_needed"}
    return expected(ledger["policy"], verdict)


def expected(policy: DeadlinePolicy, verdict: Verdict) -> dict[str, Any]:
    """
    Return what the columns must show for a verdict.
    """
    reason = verdict.reason.code
    if reason == "fact_missing":
        reason = f"fact_missing:{verdict.reason['fact']}"
    due = verdict.deadline
    evidence = verdict.evidence
    words = evidence.words()
    margin = None
    if due is not None:
        form = evidence.form
        uncounted = policy.forms and form not in policy.forms
        late_by = None if uncounted else words["late_by"]
        left = words["remaining"] if late_by is None else -late_by
        margin = left // dt.timedelta(microseconds=1)
    return {
        "status": verdict.status.value,
        "reason": reason,
        "clause": verdict.clause.id,
        "due_day": None if due is None else due.last_day,
        "closes": None if due is None else due.closes,
        "closes_included": None if due is None else due.closes_included,
        "margin_us": margin,
    }


def table_of(ledger: Mapping[str, Any]) -> tuple[pa.Table, dict[str, Any]]:
    """
    Return the rows as a table, with the arguments that name its columns.
    """
    rows, arguments = ledger["rows"], dict[str, Any]()
    columns: dict[str, Any] = {}
    for name in asked(ledger):
        values = [row[name] for row in rows]
        arguments[name] = name
        if name in ledger["kinds"]:
            kind = UNITS[ledger["kinds"][name]]
            columns[name] = pa.array(values, kind)
        elif name == "owed":
            columns[name] = pa.array(values, pa.bool_())
        elif name == "form":
            columns[name] = pa.array(values, pa.string())
        elif ledger["style"] == "list":
            columns[name] = pa.array(values, pa.list_(pa.string()))
        else:
            width = 1 if ledger["style"] == "text" else 3
            spread = [[*(keys or []), None, None, None][:width] for keys in values]
            names = [f"category_{place}" for place in range(width)]
            for place, column in enumerate(names):
                column_values = [entry[place] for entry in spread]
                columns[column] = pa.array(column_values, pa.string())
            arguments[name] = names[0] if width == 1 else names
    return pa.table(columns), arguments


def agree(engine: str, ledger: dict[str, Any]) -> None:
    """
    Judge a ledger both ways.
    """
    table, arguments = table_of(ledger)
    judged = deadlines.assess(
        ENGINES[engine](table),
        ledger["policy"],
        **arguments,
        as_of=ledger["as_of"],
        calendar=ledger["calendar"],
    )
    found = rows_of(judged)

    assert len(found) == len(ledger["rows"])
    for row, facts in zip(found, ledger["rows"], strict=True):
        if engine == "pyspark" and row["reason"] == "fact_missing:category":
            # There it is not held to every limit.
            assert not ("category" in ledger["columns"] and facts["category"])
            continue
        wanted = scalar(ledger, facts)
        assert {name: row[name] for name in wanted} == wanted


class TestSameVerdicts:
    """
    Columns and single calls agree on every row, whatever the rule.
    """

    @pytest.mark.parametrize("engine", QUICK)
    @given(ledger=ledgers())
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    def test_every_fact(self, engine: str, ledger: dict[str, Any]) -> None:
        """
        Status, reason, clause, limit and margin are those of the scalar path.
        """
        agree(engine, ledger)

    @given(ledger=ledgers())
    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
    def test_every_fact_in_duckdb(self, ledger: dict[str, Any]) -> None:
        """
        The same, less often: a database plans each query anew.
        """
        agree("duckdb", ledger)


NOW = pendulum.datetime(2026, 3, 20, tz="Asia/Shanghai")
EARLY = pendulum.datetime(2026, 3, 4, 12, tz="Asia/Shanghai")
RULE = DeadlinePolicy(
    id="visit",
    clause=clause(0),
    name=Text("the visit", "回访"),
    owed_by="office",
    trigger="completed_at",
    cases=(
        Case(key="general", limit=Weeks(1), clause=clause(1)),
        Case(key="safety", limit=Days(2), clause=clause(2)),
        Case(key="leak", limit=WorkingDays(3), clause=clause(3)),
    ),
)
COURT = from_exceptions(
    "court",
    dt.date(2026, 1, 1),
    dt.date(2026, 12, 31),
    off=[dt.date(2026, 3, 5)],
    source="order",
)
SHANGHAI = zoneinfo.ZoneInfo("Asia/Shanghai")


def repairs(**columns: Any) -> pa.Table:
    """
    Return a table of three repairs, with other columns where they are given.
    """
    table = {
        "id": ["a", "b", "c"],
        "completed_at": pa.array(
            [dt.datetime(2026, 3, day, 10, tzinfo=SHANGHAI) for day in (2, 3, 4)],
            pa.timestamp("us", "UTC"),
        ),
        "visited_at": pa.array(
            [dt.datetime(2026, 3, 9, 23, 59, tzinfo=SHANGHAI), None, None],
            pa.timestamp("us", "UTC"),
        ),
        "category": ["general", "safety", "leak"],
    }
    return pa.table({**table, **columns})


def judged(engine: str, table: pa.Table, **others: Any) -> list[dict[str, Any]]:
    """
    Judge repairs and return the rows.
    """
    arguments = {
        "done": "visited_at",
        "category": "category",
        "as_of": NOW,
        "calendar": COURT,
        **others,
    }
    return rows_of(assess(ENGINES[engine](table), RULE, **arguments))


@pytest.mark.parametrize("engine", ENGINES)
class TestColumns:
    """
    What comes out, by hand, on every engine.
    """

    def test_by_hand(self, engine: str) -> None:
        """
        A week, two days, and three working days around a day off.
        """
        found = judged(engine, repairs())

        assert [row["due_day"] for row in found] == [
            dt.date(2026, 3, 9),  # Mon 2 Mar and a week
            dt.date(2026, 3, 5),  # Tue 3 Mar and two days
            dt.date(2026, 3, 10),  # after Wed 4 Mar: Fri 6, Mon 9, Tue 10; Thu is off
        ]
        assert [row["closes"] for row in found] == [
            dt.datetime(2026, 3, day, tzinfo=SHANGHAI) for day in (10, 6, 11)
        ]
        assert [row["status"] for row in found] == ["met", "breached", "breached"]
        assert [row["clause"] for row in found] == ["DEMO-1", "DEMO-2", "DEMO-3"]
        assert [row["closes_included"] for row in found] == [False, False, False]
        assert [row["margin_us"] for row in found] == [
            60_000_000,
            -14 * 86_400_000_000,
            -9 * 86_400_000_000,
        ]
        assert [row["reason"] for row in found] == [
            "done_in_time",
            "not_done",
            "not_done",
        ]

    def test_other_columns_stay(self, engine: str) -> None:
        """
        The caller's own columns come back as they were, and first.
        """
        found = judged(engine, repairs())

        assert list(found[0])[:4] == ["id", "completed_at", "visited_at", "category"]
        assert [row["id"] for row in found] == ["a", "b", "c"]

    def test_empty_frame(self, engine: str) -> None:
        """
        No rows in, no rows out, with every column.
        """
        assert judged(engine, repairs().slice(0, 0)) == []

    def test_all_null_columns(self, engine: str) -> None:
        """
        Columns that hold nothing are facts that are not known.
        """
        nothing = pa.nulls(3)
        table = repairs(category=nothing, visited_at=nothing)
        found = judged(engine, table, as_of=EARLY)
        assert {row["reason"] for row in found} == {"fact_missing:category"}
        found = judged(engine, table)
        if engine == "pyspark":
            assert {row["reason"] for row in found} == {"fact_missing:category"}
        else:
            assert {row["reason"] for row in found} == {"not_done"}
            assert [row["due_day"].day for row in found] == [9, 10, 11]

        found = judged(engine, repairs(completed_at=nothing))
        assert {row["status"] for row in found} == {"not_applicable"}

    def test_flags(self, engine: str) -> None:
        """
        A column of true or false for each category; unknown is no category.
        """
        table = repairs(
            is_leak=pa.array([True, False, None]),
            is_safety=pa.array([True, False, False]),
        )
        found = judged(
            engine, table, category={"leak": "is_leak", "safety": "is_safety"}
        )

        assert [row["clause"] for row in found] == ["DEMO-2", "DEMO-0", "DEMO-0"]
        unheld = "fact_missing:category" if engine == "pyspark" else "not_done"
        assert [row["reason"] for row in found] == ["done_late", unheld, unheld]
        early = judged(
            engine,
            table,
            category={"leak": "is_leak", "safety": "is_safety"},
            as_of=EARLY,
        )
        assert [row["reason"] for row in early] == [
            "not_due_yet",
            "fact_missing:category",
            "fact_missing:category",
        ]

    def test_outside_the_calendar(self, engine: str) -> None:
        """
        A day that no notice covers is not judged; the others are.
        """
        late = repairs(
            completed_at=pa.array(
                [dt.datetime(2025, 12, 30, tzinfo=SHANGHAI)] * 3,
                pa.timestamp("us", "UTC"),
            )
        )
        found = judged(engine, late)
        assert [row["status"] for row in found] == ["late", "breached", "undetermined"]
        assert found[2]["reason"] == "calendar_not_covered"
        assert found[2]["due_day"] is None

    def test_naive_times(self, engine: str) -> None:
        """
        Times without a zone need one by name; New York's day ends later.
        """
        noon = dt.datetime(2026, 3, 2, 13)  # noqa: DTZ001 - without a zone on purpose
        wall = pa.array([noon] * 3, pa.timestamp("us"))
        table = repairs(completed_at=wall)

        found = judged(engine, table, zone="America/New_York", prefix="ny_")
        # 13:00 in New York is 02:00 of the next day in Shanghai.
        assert found[1]["ny_due_day"] == dt.date(2026, 3, 5)
        assert judged(engine, table, zone="Asia/Shanghai")[1]["due_day"] == dt.date(
            2026, 3, 4
        )
        with pytest.raises(NaiveColumnError, match="name the zone"):
            judged(engine, table)

    def test_missing_column(self, engine: str) -> None:
        """
        A column that is not there is named, with the nearest one.
        """
        with pytest.raises(MissingColumnError, match="nearest: 'visited_at'"):
            judged(engine, repairs(), done="visited")

    def test_wrong_type(self, engine: str) -> None:
        """
        Numbers are no times, and no categories.
        """
        for argument in ("trigger", "category"):
            with pytest.raises(WrongColumnTypeError, match=argument):
                judged(engine, repairs(n=[1, 2, 3]), **{argument: "n"})

    def test_nothing_is_overwritten(self, engine: str) -> None:
        """
        A column of the name of a result is refused.
        """
        with pytest.raises(ColumnTakenError, match="'status'"):
            judged(engine, repairs(status=["x", "y", "z"]))

    def test_check(self, engine: str) -> None:
        """
        Rows that cannot be judged are counted, and listed up to a limit.
        """
        table = repairs(category=["general", "leek", None])
        found = check(
            ENGINES[engine](table),
            RULE,
            row="id",
            limit=1,
            done="visited_at",
            category="category",
            as_of=EARLY,
            calendar=COURT,
        )
        assert (found.rows, found.unjudged, len(found.listed)) == (3, 2, 1)
        assert dict(found.counts) == {
            "unknown_category": 1,
            "fact_missing:category": 1,
        }
        assert found.listed[0].field == "category"
        assert str(found).startswith("2 of 3 rows cannot be judged")


class TestLazyFrames:
    """
    Judging a lazy frame executes nothing.
    """

    def test_polars(self) -> None:
        """
        The source of a lazy frame is not touched before it is collected.
        """
        touched = []

        def touch(frame: pl.DataFrame) -> pl.DataFrame:
            touched.append(1)
            return frame

        lazy = pl.from_arrow(repairs()).lazy()  # type: ignore[union-attr]
        lazy = lazy.map_batches(touch, schema=lazy.collect_schema())
        found = assess(lazy, RULE, category="category", as_of=NOW, calendar=COURT)
        assert isinstance(found, pl.LazyFrame)
        assert not touched

        found.collect()
        assert touched

    def test_duckdb(self) -> None:
        """
        A relation that would fail when it runs can still be judged.
        """
        bomb = CONNECTION.sql(
            "select now() as completed_at, 'leak' as category from range(3) "
            "where error('executed' || range) is null"
        )
        found = assess(bomb, RULE, category="category", as_of=NOW, calendar=COURT)
        with pytest.raises(duckdb.Error, match="executed"):
            found.fetchall()


class TestRefusals:
    """
    What is no frame, or no rule for rows, is refused by name.
    """

    def test_no_frame(self) -> None:
        """
        A list of rows is no frame.
        """
        with pytest.raises(UnsupportedFrameError, match="list"):
            assess([{}], RULE, as_of=NOW)
        with pytest.raises(UnsupportedFrameError, match="Series"):
            assess(pl.Series([1]), RULE, as_of=NOW)
        with pytest.raises(UnsupportedFrameError, match="Series"):
            assess(pd.Series([1]), RULE, as_of=NOW)
        with pytest.raises(UnsupportedFrameError, match="RecordBatch"):
            assess(repairs().to_batches()[0], RULE, as_of=NOW)
        with pytest.raises(UnsupportedFrameError, match="Connection"):
            assess(CONNECTION, RULE, as_of=NOW)

    def test_no_rule_for_rows(self) -> None:
        """
        A kind of rule without columns is named.
        """
        with pytest.raises(UnknownNameError, match="kind of policy"):
            assess(repairs(), object())  # type: ignore[call-overload]

    def test_a_frame_of_another_library(self) -> None:
        """
        Many libraries call theirs a table, so that it says whose this one is.
        """

        class Table:
            __module__ = "ibis.expr"

        with pytest.raises(
            UnsupportedFrameError, match=r"Table of ibis has no rows to judge; pass"
        ):
            assess(Table(), RULE, as_of=NOW)
        with pytest.raises(
            UnsupportedFrameError,
            match=r"a value of the type list has no rows to judge",
        ):
            assess([{}], RULE, as_of=NOW)

    def test_a_book_behind_its_table(self) -> None:
        """
        A book stands first and its tables behind it, the other way round than a rule.
        """
        with pytest.raises(InvalidFieldError, match=r"assess\(book, \{ledger: frame\}"):
            assess(repairs(), repair.RULES, as_of=NOW)  # type: ignore[call-overload]

    @pytest.mark.parametrize(
        ("column", "way_out"),
        [("completed_at", r"pandas\.to_datetime"), ("owed", r"\.map\(")],
    )
    def test_a_column_of_texts(self, column: str, way_out: str) -> None:
        """
        Columns as they come from a file of texts, and how they are read.
        """
        told = {"completed_at": [NOW], "owed": [True], "category": ["leak"]}
        frame = pl.DataFrame({**told, column: ["是"]})
        known: dict[str, Any] = {"category": "category", "owed": "owed", "as_of": NOW}
        with pytest.raises(WrongColumnTypeError, match=way_out):
            assess(frame, repair.VISIT_DEADLINE, **known)

    def test_unknown_flag(self) -> None:
        """
        A mapped category must be one of the rule's.
        """
        with pytest.raises(UnknownNameError, match="leek"):
            judged("pyarrow", repairs(x=[True] * 3), category={"leek": "x"})

    def test_unknown_row_name(self) -> None:
        """
        The column that names rows must be there.
        """
        with pytest.raises(MissingColumnError, match="row='nr'"):
            check(repairs(), RULE, row="nr", as_of=NOW)


class TestFarDates:
    """
    Sentinels far in the future or past are answers or refusals, never crashes.
    """

    @pytest.mark.parametrize("engine", ENGINES)
    @pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"])
    def test_sentinels(self, engine: str, zone: str) -> None:
        """
        Year 9999, year 2, and the far side of the calendar's 400 years.
        """
        rule = attrs.evolve(RULE, counting=Counting(zone=zone))
        days = (
            dt.datetime(9999, 12, 30, 12, tzinfo=dt.UTC),
            dt.datetime(2, 1, 1, tzinfo=dt.UTC),
            dt.datetime(2941, 7, 1, 3, 30, tzinfo=dt.UTC),
        )
        table = repairs(
            completed_at=pa.array(days, pa.timestamp("us", "UTC")),
            category=["general"] * 3,
        )
        found = rows_of(
            assess(
                ENGINES[engine](table),
                rule,
                category="category",
                as_of=dt.datetime(9999, 12, 31, tzinfo=dt.UTC),
            )
        )
        assert found[0]["reason"] == "date_out_of_range"
        for row, day in list(zip(found, days, strict=True))[1:]:
            due = rule.due(day, category="general")
            assert row["due_day"] == due.last_day
            assert row["closes"] == due.closes


def mixed(**changes: Any) -> dict[str, Any]:
    """
    Return a ledger with hours, days and working days on the same rows.
    """
    at = dt.datetime(2026, 3, 2, 10, tzinfo=SHANGHAI)
    row = {
        "trigger": at,
        "done": at + dt.timedelta(hours=31),
        "closed": None,
        "appointed": None,
        "category": ["general", "safety", "leak"],
        "form": None,
        "owed": True,
    }
    limits: tuple[Amount, ...] = (Hours(30), Days(1), WorkingDays(2))
    cases = tuple(
        Case(key=key, limit=limit, clause=clause(place))
        for place, (key, limit) in enumerate(zip(KEYS, limits, strict=True), 1)
    )
    others: dict[str, Any] = {"category": ["safety", "general"], "done": None}
    return {
        "policy": attrs.evolve(RULE, trigger="trigger", cases=cases),
        "rows": [row, {**row, **others}, {**row, "category": ["leak"]}],
        "kinds": dict.fromkeys(("trigger", "done", "closed", "appointed"), "us"),
        "columns": ["trigger", "done", "category", "appointed"],
        "calendar": COURT,
        "as_of": at + dt.timedelta(days=1, hours=14),
        "style": "list",
        **changes,
    }


class TestMixedLimits:
    """
    Limits of several kinds on one row, and limits that a party sets itself.
    """

    @pytest.mark.parametrize("conflict", Conflict)
    @pytest.mark.parametrize("calendar", [None, COURT])
    @pytest.mark.parametrize("day_ends", [None, dt.time(17)])
    def test_hours_and_days(
        self,
        engine: str,
        conflict: Conflict,
        calendar: Any,
        day_ends: dt.time | None,
    ) -> None:
        """
        Hours, days and working days are compared by the instant at which they close.
        """
        ledger = mixed(calendar=calendar)
        counting = Counting(day_ends=day_ends)
        ledger["policy"] = attrs.evolve(
            ledger["policy"], conflict=conflict, counting=counting
        )
        agree(engine, ledger)

    @pytest.mark.parametrize("kind", ["us", "day", None])
    @pytest.mark.parametrize("day_ends", [None, dt.time(17)])
    @pytest.mark.parametrize("limit", [None, Days(2), Hours(30), WorkingDays(2)])
    def test_self_set(
        self,
        engine: str,
        kind: str | None,
        day_ends: dt.time | None,
        limit: Any,
    ) -> None:
        """
        An appointment by the clock, by the day, or none at all, and then the limit.
        """
        at = dt.datetime(2026, 3, 3, 9, tzinfo=SHANGHAI)
        ledger = mixed()
        value = at if kind == "us" else at.date()
        ledger["rows"] = [
            {**row, "category": None, "appointed": given}
            for row in ledger["rows"]
            for given in (value, None)
        ]
        ledger["kinds"]["appointed"] = kind or "us"
        if kind is None:
            ledger["columns"].remove("appointed")
        ledger["policy"] = attrs.evolve(
            ledger["policy"],
            cases=(),
            limit=limit,
            self_set=True,
            counting=Counting(day_ends=day_ends),
        )
        agree(engine, ledger)

    @pytest.mark.parametrize("day_ends", [None, dt.time(17)])
    @pytest.mark.parametrize("kind", ["us", "day"])
    @pytest.mark.parametrize(
        "limits", [(Days(1), Days(4)), (Days(4), Hours(30), WorkingDays(2)), (Days(1),)]
    )
    def test_without_a_category(
        self, engine: str, limits: tuple[Any, ...], kind: str, day_ends: dt.time | None
    ) -> None:
        """
        What every category comes to is said, to the day and the instant.
        """
        start = dt.datetime(2026, 3, 2, 10, tzinfo=SHANGHAI)
        steps = (0, 24, 30, 31, 37, 38, 48, 55, 80, 96, 103, 110, 120)
        moments = [start + dt.timedelta(hours=step) for step in steps]
        micro = dt.timedelta(microseconds=1)
        exact = [start + dt.timedelta(hours=30), start + dt.timedelta(hours=30) + micro]
        done = (
            [None, *moments, *exact]
            if kind == "us"
            else [None, *dict.fromkeys(moment.date() for moment in moments)]
        )
        policy = DeadlinePolicy(
            id="visit",
            clause=clause(0),
            name=Text("the visit", "回访"),
            owed_by="office",
            cases=[
                Case(key=KEYS[place], limit=limit, clause=clause(place + 1))
                for place, limit in enumerate(limits)
            ],
            counting=Counting(day_ends=day_ends),
            forms=("visit",),
        )
        judged_at = (moments[4], moments[9], start + dt.timedelta(days=30))
        for as_of in judged_at[-1:] if engine == "duckdb" else judged_at:
            rows = [
                {
                    "trigger": start,
                    "done": when,
                    "category": None,
                    "form": form,
                    "closed": None,
                    "owed": True,
                    "appointed": None,
                }
                for when in done
                for form in ("visit", None)
            ]
            ledger = mixed(calendar=COURT)
            agree(
                engine,
                {
                    **ledger,
                    "rows": rows,
                    "policy": policy,
                    "as_of": as_of,
                    "kinds": {**ledger["kinds"], "done": kind},
                    "columns": [*ledger["columns"], "form"],
                },
            )

    @pytest.mark.parametrize(
        ("limit", "last"),
        [
            (Months(1) + Days(15), dt.date(2026, 3, 15)),
            (Months(1) - Days(4), dt.date(2026, 2, 24)),
        ],
    )
    @pytest.mark.parametrize("included", [True, False])
    def test_months_and_days(
        self, engine: str, limit: Amount, last: dt.date, *, included: bool
    ) -> None:
        """
        Months come first and days after them: 31 January and a month is 28 February.
        """
        ledger = mixed()
        start = dt.datetime(2026, 1, 31, 10, tzinfo=SHANGHAI)
        case = Case(key="leak", limit=limit, clause=clause(1))
        ledger["policy"] = attrs.evolve(
            ledger["policy"],
            cases=[case],
            conflict=Conflict.STRICTEST,
            counting=Counting(bound_included=included),
        )
        ledger["rows"] = [{**ledger["rows"][2], "trigger": start, "done": None}]
        last -= dt.timedelta(days=0 if included else 1)
        due = ledger["policy"].due(start, category="leak")
        assert due.last_day == last
        agree(engine, ledger)

    def test_without_a_table(self, engine: str) -> None:
        """
        A calendar that is no table is asked day by day; endless amounts are refused.
        """

        class Weekdays:
            """
            Monday to Friday.
            """

            calendar_id = "weekdays"
            confirmed = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))

            def kind(self, day: dt.date) -> DayKind:
                """
                Return what kind of day it is.
                """
                return DayKind.WEEKEND if day.weekday() > 4 else DayKind.WORKING

        ledger = mixed(calendar=Weekdays())
        agree(engine, ledger)
        endless = attrs.evolve(ledger["policy"], cases=(), limit=Days(5_000_000))
        rows = [{**row, "category": None} for row in ledger["rows"]]
        agree(engine, {**ledger, "policy": endless, "rows": rows})

    def test_utc(self, engine: str) -> None:
        """
        A zone that never changes its offset.
        """
        ledger = mixed()
        agree(
            engine,
            {
                **ledger,
                "policy": attrs.evolve(ledger["policy"], counting=Counting(zone="UTC")),
            },
        )

    @pytest.mark.parametrize(
        ("step", "waiting", "done"),
        [(-1, "pending", "met"), (0, "pending", "met"), (1, "breached", "late")],
    )
    def test_the_very_instant(
        self, engine: str, step: int, waiting: str, done: str
    ) -> None:
        """
        Exactly two hours is in time, and a microsecond more is not.
        """
        start = dt.datetime(2026, 3, 2, 10, tzinfo=SHANGHAI)
        end = start + dt.timedelta(hours=2, microseconds=step)
        rule = attrs.evolve(RULE, cases=(), limit=Hours(2))
        table = pa.table(
            {
                "completed_at": pa.array([start] * 2, pa.timestamp("us", "UTC")),
                "visited_at": pa.array([None, end], pa.timestamp("us", "UTC")),
            }
        )
        frame = ENGINES[engine](table)
        found = rows_of(assess(frame, rule, done="visited_at", as_of=end))
        assert [row["status"] for row in found] == [waiting, done]
        assert [row["margin_us"] for row in found] == [-step, -step]
        assert [row["closes_included"] for row in found] == [True, True]
