"""
Checking frames: what cannot be judged is counted and listed, the same everywhere.
"""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import attrs
import duckdb
import polars as pl
import pyarrow as pa
import pytest
from tests.frames.ledgers import CONNECTION, ENGINES

import followup_rules.frames as package
from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    ImpossibleCountError,
    InvalidFieldError,
    MissingColumnError,
    RowError,
    UnknownNameError,
)
from followup_rules.frames import check
from followup_rules.frames.checking import Check
from followup_rules.layout import width
from followup_rules.policies.cadence import CadencePolicy, CountedBy
from followup_rules.policies.deadlines import Case, DeadlinePolicy
from followup_rules.policies.draws import DrawPolicy, Scope
from followup_rules.policies.quotas import QuotaPolicy
from followup_rules.policies.scoring import (
    CUTS_90_60,
    POINTS_100_60_0,
    THREE_GRADES,
    ScoringPolicy,
)
from followup_rules.reasons import DECIDED_BY, Status
from followup_rules.reasons.sentences import sentences
from followup_rules.rulebooks import construction
from followup_rules.timing.amounts import Days, WorkingDays
from followup_rules.timing.calendars import from_exceptions
from followup_rules.timing.cycles import Cycle

NOW = dt.datetime(2026, 3, 20, 12, tzinfo=dt.UTC)
DEMO = Clause(id="DEMO-1", en="a demonstration", zh="示例")
VISIT = DeadlinePolicy(
    id="visit",
    clause=DEMO,
    name=Text("the visit", "回访"),
    owed_by="office",
    trigger="completed_at",
    cases=(
        Case(key="leak", clause=DEMO, limit=Days(3)),
        Case(key="general", clause=DEMO, limit=WorkingDays(5)),
    ),
)
QUOTA = QuotaPolicy(
    id="quota",
    clause=DEMO,
    name=Text("the share", "比例"),
    owed_by="office",
    rate="50%",
)
ROUNDS = CadencePolicy(
    id="rounds",
    clause=DEMO,
    name=Text("the round", "巡查"),
    owed_by="office",
    cycle=Cycle.MONTH,
)
DRAW = DrawPolicy(
    id="phone_draw",
    clause=DEMO,
    name=Text("the draw", "抽访"),
    owed_by="section",
    size=2,
    reserves=1,
)
SCORE = ScoringPolicy(
    id="score",
    clause=DEMO,
    name=Text("the score", "得分"),
    owed_by="section",
    scale=THREE_GRADES,
    points=POINTS_100_60_0,
    satisfied=THREE_GRADES.ids[:2],
    tiers=CUTS_90_60,
    items=["overall"],
)
JUNE = from_exceptions(
    "june", dt.date(2026, 3, 1), dt.date(2026, 3, 31), off=[], source="the host"
)


def at(*days: int | None) -> pa.Array:
    """
    Return noon of days in March 2026, or none.
    """
    times = [d and dt.datetime(2026, 3, d, 12, tzinfo=dt.UTC) for d in days]
    return pa.array(times, pa.timestamp("us", "UTC"))


def repairs(**changes: Any) -> pa.Table:
    """
    Six repairs, of which two can be judged.
    """
    columns = {
        "nr": ["R-6", "R-1", "R-5", "R-2", "R-4", "R-3"],
        "category": pa.array(["leak", "leek", None, "leak", "general", "leak"]),
        "completed_at": at(1, 2, 3, 4, 5, 6),
        "visited_at": at(2, 3, 4, 3, None, 7),
        **changes,
    }
    return pa.table(columns)


KNOWN: dict[str, Any] = {
    "category": "category",
    "done": "visited_at",
    "as_of": NOW,
}


def told(found: Check) -> list[tuple[str, str, object, str]]:
    """
    Return what is listed as name, column, value and reason.
    """
    pairs = zip(found.listed, found.reasons, strict=True)
    return [(error.row, error.field, error.got, reason) for error, reason in pairs]


class TestDeadlines:
    """
    Row by row, named by a column.
    """

    def test_listing(self, engine: str) -> None:
        """
        In the order of the names, with column, value and problem.
        """
        found = check(ENGINES[engine](repairs()), VISIT, row="nr", **KNOWN)

        assert (found.rows, found.unjudged, found.grouped) == (6, 4, False)
        assert found.counts == (
            ("calendar_missing", 1),
            ("fact_missing:category", 1),
            ("impossible_order", 1),
            ("unknown_category", 1),
        )
        early = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)
        assert told(found) == [
            ("R-1", "category", "leek", "unknown_category"),
            ("R-2", "visited_at", early, "impossible_order"),
            ("R-4", "calendar", None, "calendar_missing"),
            ("R-5", "category", None, "fact_missing:category"),
        ]
        assert found.listed[0] == RowError(
            "visit", "R-1", "category", "leek", "the rule has no such category"
        )

    def test_limit(self, engine: str) -> None:
        """
        All are counted, the first are listed; none with a limit of 0.
        """
        frame = ENGINES[engine](repairs())
        found = check(frame, VISIT, row="nr", limit=2, **KNOWN)
        assert [error.row for error in found.listed] == ["R-1", "R-2"]
        assert found.unjudged == 4

        none = check(frame, VISIT, row="nr", limit=0, **KNOWN)
        assert (none.listed, none.counts) == ((), found.counts)
        for limit in (-1, 1.5):
            with pytest.raises(ImpossibleCountError, match="limit"):
                check(frame, VISIT, row="nr", limit=limit, **KNOWN)  # type: ignore[arg-type]

    def test_prefix(self, engine: str) -> None:
        """
        Columns with a prefix are found.
        """
        frame = ENGINES[engine](repairs(status=["x"] * 6, reason=["y"] * 6))
        found = check(frame, VISIT, row="nr", prefix="visit_", **KNOWN)
        assert found.unjudged == 4
        assert found.reasons[0] == "unknown_category"

    def test_nothing_wrong(self, engine: str) -> None:
        """
        A frame that can be judged has nothing to list.
        """
        frame = ENGINES[engine](
            repairs().filter(pa.array([1, 0, 0, 0, 0, 1]).cast("bool"))
        )
        found = check(frame, VISIT, row="nr", **KNOWN)
        assert found == Check(2, (), (), (), grouped=False)
        assert str(found) == "0 of 2 rows cannot be judged"

    def test_empty_frame(self, engine: str) -> None:
        """
        A frame without rows has nothing to count.
        """
        found = check(ENGINES[engine](repairs().slice(0, 0)), VISIT, row="nr", **KNOWN)
        assert (found.rows, found.unjudged, found.listed) == (0, 0, ())

    def test_all_null(self, engine: str) -> None:
        """
        Of a column without any value every row is listed, with its name.
        """
        frame = ENGINES[engine](repairs(category=pa.nulls(6)))
        found = check(frame, VISIT, row="nr", **KNOWN)
        assert dict(found.counts)["fact_missing:category"] == 5
        assert found.listed[0].row == "R-1"
        assert found.listed[0].got is None

    def test_days_outside_a_calendar(self, engine: str) -> None:
        """
        The start that the calendar does not reach is named.
        """
        late = dt.datetime(2026, 3, 30, 12, tzinfo=dt.UTC)
        frame = ENGINES[engine](
            repairs(
                category=["general"] * 6,
                completed_at=at(1, 2, 3, 4, 5, 30),
                visited_at=at(2, 3, 4, 5, 6, 31),
            )
        )
        known = {**KNOWN, "as_of": NOW.replace(month=4)}
        found = check(frame, VISIT, row="nr", calendar=JUNE, **known)
        assert told(found) == [("R-3", "completed_at", late, "calendar_not_covered")]

    def test_several_columns_name_a_row(self, engine: str) -> None:
        """
        Their values are joined; what is absent is shown as a dash.
        """
        frame = ENGINES[engine](
            repairs(estate=pa.array(["B", "B", "A", None, "A", "B"]), n=range(6))
        )
        found = check(frame, VISIT, row=["estate", "n"], **KNOWN)
        assert [error.row for error in found.listed] == ["A/2", "A/4", "B/1", "-/3"]

    def test_numbers_name_rows_in_their_order(self, engine: str) -> None:
        """
        Ten comes after nine.
        """
        frame = ENGINES[engine](
            repairs(n=[10, 9, 8, 100, 11, 12], category=["leek"] * 6)
        )
        found = check(frame, VISIT, row="n", limit=4, **KNOWN)
        assert [error.row for error in found.listed] == ["8", "9", "10", "11"]

    def test_names_that_repeat(self, engine: str) -> None:
        """
        Rows of one name are listed by reason, and then by what they hold.
        """
        frame = ENGINES[engine](
            repairs(
                nr=["x"] * 6,
                category=["b", "c", "a", None, "leak", "leak"],
                visited_at=at(2, 3, 4, 5, 6, 7),
            )
        )
        found = check(frame, VISIT, row="nr", limit=4, **KNOWN)
        assert [error.got for error in found.listed] == [None, "a", "b", "c"]

    def test_several_categories(self, engine: str) -> None:
        """
        Several columns are named together, with all of their values.
        """
        frame = ENGINES[engine](repairs(second=["leak"] * 5 + ["lake"]))
        known = {**KNOWN, "category": ["category", "second"]}
        found = check(frame, VISIT, row="nr", calendar=JUNE, **known)
        assert told(found)[0] == (
            "R-1",
            "category, second",
            ("leek", "leak"),
            "unknown_category",
        )
        flags = {"leak": "is_leak"}
        frame = ENGINES[engine](repairs(is_leak=pa.array([None] * 6, pa.bool_())))
        found = check(frame, VISIT, row="nr", limit=1, **{**KNOWN, "category": flags})
        assert told(found) == [("R-1", "is_leak", None, "fact_missing:category")]

    def test_codes_of_categories(self, engine: str) -> None:
        """
        Texts that are kept as codes are listed as texts, in their own order.
        """
        codes = pa.array(["leek", "b", "a", "leak", "c", "d"]).dictionary_encode()
        frame = ENGINES[engine](repairs(category=codes, nr=codes))
        found = check(frame, VISIT, row="nr", **KNOWN)
        listed = [(error.row, error.got) for error in found.listed]
        assert listed[:4] == [(name, name) for name in "abcd"]

    def test_a_name_is_needed(self, engine: str) -> None:
        """
        Rows have no name of their own.
        """
        frame = ENGINES[engine](repairs())
        with pytest.raises(InvalidFieldError, match="row cannot be None"):
            check(frame, VISIT, **KNOWN)
        with pytest.raises(MissingColumnError, match="row='number'"):
            check(frame, VISIT, row=["nr", "number"], **KNOWN)


class TestGroups:
    """
    Where groups are judged, they are named by what tells them apart.
    """

    def test_quotas(self, engine: str) -> None:
        """
        The count that is not known, for each group that hangs on it.
        """
        table = pa.table(
            {
                "role": ["office", "office", "head", "head", "head"],
                "month": ["2026-02"] * 5,
                "reached": pa.array([True, False, None, None, False]),
            }
        )
        asked: dict[str, Any] = {
            "reached": "reached",
            "by": ["role", "month"],
            "as_of": NOW,
        }
        found = check(ENGINES[engine](table), QUOTA, **asked)
        assert (found.rows, found.grouped) == (2, True)
        assert told(found) == [("head/2026-02", "uncertain", 2, "share_unknown")]
        assert str(found).startswith("1 of 2 groups cannot be judged\n")

        named = check(ENGINES[engine](table), QUOTA, row="role", **asked)
        assert named.listed[0].row == "head"
        with pytest.raises(MissingColumnError, match="row='reached'"):
            check(ENGINES[engine](table), QUOTA, row="reached", **asked)

    def test_one_group(self, engine: str) -> None:
        """
        The whole frame has the name of all.
        """
        table = pa.table({"reached": pa.array([None, False])})
        frame = ENGINES[engine](table)
        found = check(frame, QUOTA, reached="reached", as_of=NOW)
        assert [error.row for error in found.listed] == ["*"]

    def test_cadence(self, engine: str) -> None:
        """
        Each cell of each subject.
        """
        table = pa.table(
            {"estate": ["B", "A"], "at": at(2, 3), "counts": pa.array([None, True])}
        )
        asked: dict[str, Any] = {
            "event": "at",
            "counts": "counts",
            "by": "estate",
            "as_of": NOW,
        }
        days: dict[str, Any] = {
            "first": dt.date(2026, 2, 1),
            "last": dt.date(2026, 2, 28),
        }
        frame = ENGINES[engine](table)
        assert check(frame, ROUNDS, **asked, **days).unjudged == 0

        days["last"] = dt.date(2026, 3, 31)
        asked["as_of"] = NOW.replace(month=4)
        found = check(frame, ROUNDS, **asked, **days)
        assert found.rows == 4
        assert told(found) == [
            ("B/2026-03", "uncertain", 1, "fact_missing:whether_it_counts")
        ]

    def test_cadence_without_a_calendar(self, engine: str) -> None:
        """
        What no column can mend is named by its argument.
        """
        rule = attrs.evolve(ROUNDS, by=CountedBy.PERIOD_COVERED, limit=WorkingDays(3))
        table = pa.table({"at": at(2), "about": pa.array([None], pa.date32())})
        found = check(
            ENGINES[engine](table),
            rule,
            event="at",
            covered="about",
            first=dt.date(2026, 1, 1),
            last=dt.date(2026, 2, 1),
            as_of=NOW,
        )
        assert told(found) == [
            ("2026-01", "calendar", None, "calendar_missing"),
            ("2026-02", "calendar", None, "calendar_missing"),
        ]
        assert str(found).splitlines()[-1] == (
            "  2026-02, calendar: a work calendar is needed, and none was passed"
        )

    def test_scores(self, engine: str) -> None:
        """
        One row for each window, named by it.
        """
        table = pa.table(
            {
                "window": ["B", "B", "A", "C"],
                "grade": ["satisfied", "superb", "satisfied", "mediocre"],
            }
        )
        frame = ENGINES[engine](table)
        found = check(frame, SCORE, window="window", grade="grade")
        assert found.rows == 3
        assert told(found) == [
            ("B", "unknown_grade", 1, "unknown_grade"),
            ("C", "unknown_grade", 1, "unknown_grade"),
        ]
        assert (
            check(frame, SCORE, row="window", window="window", grade="grade") == found
        )


class TestWarranty:
    """
    Claims are checked like deadlines.
    """

    def test_claims(self, engine: str) -> None:
        """
        A category that the rule has not, and one that is not known.
        """
        days = [dt.date(2024, 5, 1), dt.date(2024, 5, 1), dt.date(2024, 5, 1)]
        table = pa.table(
            {
                "claim": ["C-3", "C-2", "C-1"],
                "part": ["roof_waterproofing", "roof", None],
                "accepted": days,
                "at": at(1, 2, 3),
                "why": ["construction", "construction", "construction"],
            }
        )
        found = check(
            ENGINES[engine](table),
            construction.WARRANTY,
            row="claim",
            category="part",
            accepted_on="accepted",
            occurred_at="at",
            cause="why",
            as_of=NOW,
        )
        assert found.rows == 3
        assert told(found) == [
            ("C-1", "part", None, "fact_missing:category"),
            ("C-2", "part", "roof", "unknown_category"),
        ]

    def test_agreed_lengths(self, engine: str) -> None:
        """
        A column in a table of tables is found.
        """
        table = pa.table(
            {
                "claim": ["C-1"],
                "part": ["roof_waterproofing"],
                "accepted": [dt.date(2024, 5, 1)],
                "agreed": [-1],
                "at": at(1),
                "why": ["construction"],
            }
        )
        found = check(
            ENGINES[engine](table),
            construction.WARRANTY,
            row="claim",
            category="part",
            accepted_on="accepted",
            occurred_at="at",
            cause="why",
            contract={"roof_waterproofing": {"years": "agreed"}},
            as_of=NOW,
        )
        assert told(found) == [("C-1", "agreed", -1, "invalid_fact:contract")]


class TestDraws:
    """
    Whatever spoils a draw is listed; the rows of the whole ledger are counted.
    """

    def test_listing(self, engine: str) -> None:
        """
        Named by their ids, or by any column of the caller's.
        """
        table = pa.table(
            {
                "nr": range(8),
                "window": pa.array(["A", "A", "A", None, "B/", "A", "A", "A"]),
                "serial": pa.array(["1", "2", "2", "3", "4", " 5", "6", None]),
                "gone": pa.array([False] * 6 + [None, False]),
            }
        )
        asked: dict[str, Any] = {
            "id": "serial",
            "window": "window",
            "excluded": "gone",
            "seed": "31415",
            "on": dt.date(2026, 3, 11),
        }
        frame = ENGINES[engine](table)
        found = check(frame, DRAW, **asked)
        assert (found.rows, found.unjudged) == (8, 7)
        assert told(found) == [
            ("A/ 5", "serial", " 5", "invalid_id"),
            ("A/2", "serial", "2", "duplicate_id"),
            ("A/2", "serial", "2", "duplicate_id"),
            ("A/6", "gone", None, "fact_missing:excluded"),
            ("A/-", "serial", None, "invalid_id"),
            ("B//4", "window", "B/", "invalid_window"),
            ("-/3", "window", None, "fact_missing:window"),
        ]
        found = check(frame, DRAW, row="nr", limit=2, **asked)
        assert [error.row for error in found.listed] == ["1", "2"]

    def test_ids_without_a_window(self, engine: str) -> None:
        """
        Where windows stand in the ids, it is the id that is to be mended.
        """
        table = pa.table({"id": ["A/1", "2"]})
        rule = attrs.evolve(DRAW, scope=Scope.PER_WINDOW)
        found = check(
            ENGINES[engine](table), rule, id="id", seed="3", on=dt.date(2026, 3, 11)
        )
        assert told(found) == [("2", "id", "2", "fact_missing:window")]
        assert found.rows == 2


LISTED = (
    "4 of 6 rows cannot be judged",
    "  1 x calendar_missing",
    "  1 x fact_missing:category",
    "  1 x impossible_order",
    "  1 x unknown_category",
    "  R-1, category='leek': the rule has no such category",
    "  R-2, visited_at=2026-03-03 12:00:00+00:00: it lies before what must have",
    "    come first",
    "  2 more not listed",
)
GELISTET = (
    "共6行，其中4行无法判定",
    "  1项：calendar_missing",
    "  1项：fact_missing:category",
    "  1项：impossible_order",
    "  1项：unknown_category",
    "  R-1，category为'leek'：规则中没有该类别",
    "  R-2，visited_at为2026-03-03 12:00:00+00:00：早于应当在先的事实",
    "  另有2项未列出",
)


class TestExplaining:
    """
    A check explains itself in both languages.
    """

    @pytest.mark.parametrize(("language", "lines"), [("en", LISTED), ("zh", GELISTET)])
    def test_lines(self, language: str, lines: tuple[str, ...]) -> None:
        """
        In lines of at most 80 columns.
        """
        found = check(repairs(), VISIT, row="nr", limit=2, **KNOWN)
        assert found.explain(language).splitlines() == list(lines)
        assert max(map(width, lines)) <= 80
        assert str(found) == found.explain("en")

    def test_narrow(self) -> None:
        """
        Or in as many as there are.
        """
        found = check(repairs(), VISIT, row="nr", **KNOWN)
        for language in ("en", "zh"):
            lines = found.explain(language, columns=40).splitlines()
            assert max(map(width, lines)) <= 40

    def test_unknown_language(self) -> None:
        """
        There are two languages.
        """
        with pytest.raises(UnknownNameError, match="'de'"):
            check(repairs(), VISIT, row="nr", **KNOWN).explain("de")

    def test_plain_data(self) -> None:
        """
        What was found can be written as JSON.
        """
        found = check(repairs(), VISIT, row="nr", limit=1, **KNOWN)
        assert json.loads(json.dumps(found.to_dict())) == {
            "rows": 6,
            "unjudged": 4,
            "grouped": False,
            "counts": dict(found.counts),
            "listed": [
                {
                    "rule": "visit",
                    "row": "R-1",
                    "column": "category",
                    "value": "'leek'",
                    "reason": "unknown_category",
                    "problem": "the rule has no such category",
                }
            ],
        }

    def test_several_values(self) -> None:
        """
        Values of several columns are shown together.
        """
        error = RowError("r", "1", "a, b", (dt.date(2026, 3, 1), "x"), "-")
        found = Check(1, (("unknown_category", 1),), (error,), ("unknown_category",))
        assert "1, a, b=(2026-03-01, 'x'): the rule has" in str(found)

    def test_reasons_without_a_sentence(self) -> None:
        """
        A reason that is new to the wording is still said.
        """
        error = RowError("r", "1", "a", 0, "-")
        found = Check(1, (("brand_new", 1),), (error,), ("brand_new",))
        assert str(found).endswith("1, a=0: the rule cannot judge it")
        assert found.explain("zh").endswith("1，a为0：无法按规则判定")

    def test_every_reason_has_a_sentence(self) -> None:
        """
        Every outcome of the modules that no fact decides can be said.

        A whole book says what its verdicts say, and is no matter of `check`.
        """
        home = Path(package.__file__).parent
        files = [path for path in home.rglob("*.py") if path.parent.name != "books"]
        text = "".join(path.read_text(encoding="utf-8") for path in files)
        known = DECIDED_BY[Status.UNDETERMINED]
        codes = {code for code in known if re.search(rf'"{code}[":]', text)}
        assert len(codes) > 20
        assert {f"unjudged_{code}" for code in codes} <= sentences().keys()


BIG = 3_000_000
LAST = 2_999_999


class TestLargeFrames:
    """
    One bad row in three million is found, and the rest is judged.
    """

    def test_polars(self) -> None:
        """
        In a lazy frame of polars.
        """
        number = pl.int_range(BIG, eager=True).alias("nr").to_frame().lazy()
        lazy = number.with_columns(
            category=pl.when(pl.col("nr") == LAST)
            .then(pl.lit("leek"))
            .otherwise(pl.lit("leak")),
            completed_at=pl.lit(NOW),
        )
        found = check(lazy, VISIT, row="nr", category="category", as_of=NOW)
        assert found.rows == BIG
        assert told(found) == [(str(LAST), "category", "leek", "unknown_category")]

    def test_duckdb(self) -> None:
        """
        In a relation of DuckDB.
        """
        relation = CONNECTION.sql(
            "select range as nr, timestamptz '2026-03-20 12:00:00+00' as completed_at, "
            "case when range = 2999999 then 'leek' else 'leak' end as category "
            "from range(3000000)"
        )
        found = check(relation, VISIT, row="nr", category="category", as_of=NOW)
        assert found.rows == BIG
        assert told(found) == [(str(LAST), "category", "leek", "unknown_category")]


class TestExecutions:
    """
    A lazy frame is run as few times as can be.
    """

    def test_polars(self) -> None:
        """
        Once, whether there is something to be listed or not.
        """
        touched = []

        def touch(frame: pl.DataFrame) -> pl.DataFrame:
            touched.append(1)
            return frame

        for table in (repairs(), repairs(category=["leak"] * 6)):
            lazy = pl.from_arrow(table).lazy()  # type: ignore[union-attr]
            lazy = lazy.map_batches(touch, schema=lazy.collect_schema())
            touched.clear()
            check(lazy, VISIT, row="nr", **KNOWN)
            assert len(touched) == 1

    def test_duckdb(self) -> None:
        """
        Once to count, and once more where there is something to be listed.
        """
        runs: list[int] = []

        def touch(day: int) -> int:
            runs.append(day)
            return day

        connection = duckdb.connect(config={"threads": 1})
        connection.create_function("touch", touch, [int], int, side_effects=True)
        for category, times in (("leak", 1), ("leek", 2)):
            relation = connection.sql(
                f"select 1 as nr, '{category}' as category, timestamptz "
                "'2026-03-20 12:00:00+00' - touch(1) * interval 1 day as completed_at"
            )
            runs.clear()
            check(relation, VISIT, row="nr", category="category", as_of=NOW)
            assert len(runs) == times
