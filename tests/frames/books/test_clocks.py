"""
Times inside lists, structures and tables: with their zone, read on clocks, or refused.
"""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from tests.frames.books.random_ledgers import SH
from tests.frames.ledgers import ENGINES, rows_of

from followup_rules import frames
from followup_rules.errors import NaiveColumnError, WrongColumnTypeError
from followup_rules.frames.books import BookAssessment
from followup_rules.rulebooks import construction, repair

AWARE = pa.timestamp("us", "UTC")
BARE = pa.timestamp("us")
NOW = dt.datetime(2026, 3, 20, 10, tzinfo=SH)
EARLY = dt.datetime(2025, 12, 1, 7, tzinfo=SH)
"""At that time it is still the last of November in UTC."""
FIRST = [(None, "met"), ("2025-12-01", "open")]
"""Supervised until then, and still to be since: cells and statuses of the rule."""
LAST = [(None, "met"), ("2025-11-30", "open")]


def project(**more: Any) -> pa.Table:
    """Return one project, delivered in June 2024."""
    given = {
        "id": ["P1"],
        "delivered_on": pa.array([dt.date(2024, 6, 1)]),
        "accepted_on": pa.array([dt.date(2024, 6, 1)]),
        "categories": pa.array([["decoration"]], pa.list_(pa.string())),
        **more,
    }
    return pa.table(given)


def inspected(at: dt.datetime, kind: Any) -> pa.Table:
    """Return a project that was inspected once."""
    return project(inspections=pa.array([[at]], pa.list_(kind)))


def kept(table: pa.Table) -> Any:
    """Return a frame of pandas whose columns are those of Arrow."""
    return table.to_pandas(types_mapper=pd.ArrowDtype)


ALL = {**ENGINES, "pandas": kept}


def judged(frame: Any, **more: Any) -> BookAssessment:
    """Judge projects."""
    return frames.assess(construction.RULES, {"project": frame}, as_of=NOW, **more)


def supervised(found: BookAssessment) -> list[tuple[str | None, str]]:
    """Return the cells and statuses of the inspections; no row is in error."""
    assert rows_of(found.row_errors) == []
    return [
        (row["cell"], row["status"])
        for row in rows_of(found.verdicts)
        if row["rule"] == "supervision"
    ]


@pytest.mark.parametrize("engine", ALL)
class TestListsOfTimes:
    """
    A list is read as a column is: by its zone, or on the clocks that a call names.
    """

    def test_with_their_zone(self, engine: str) -> None:
        """What a call names changes nothing of them."""
        frame = ALL[engine](inspected(EARLY, AWARE))

        assert supervised(judged(frame)) == FIRST
        assert supervised(judged(frame, zone="America/New_York")) == FIRST

    @pytest.mark.parametrize(
        ("clock", "zone", "expected"),
        [
            (dt.datetime(2025, 12, 1, 7), "Asia/Shanghai", FIRST),  # noqa: DTZ001
            (dt.datetime(2025, 11, 30, 23), "UTC", FIRST),  # noqa: DTZ001
            (dt.datetime(2025, 11, 30, 23), "Asia/Shanghai", LAST),  # noqa: DTZ001
        ],
    )
    def test_on_the_clocks_of_a_zone(
        self, engine: str, clock: dt.datetime, zone: str, expected: Any
    ) -> None:
        """Seven in the morning is another day in another place."""
        frame = ALL[engine](inspected(clock, BARE))

        assert supervised(judged(frame, zone=zone)) == expected

    def test_without_any(self, engine: str) -> None:
        """The column is refused, as one of plain times is."""
        frame = ALL[engine](inspected(EARLY.replace(tzinfo=None), BARE))

        with pytest.raises(NaiveColumnError) as caught:
            judged(frame)
        assert (caught.value.argument, caught.value.column) == (
            "project.inspections",
            "inspections",
        )

    def test_by_the_name_that_the_host_has_for_them(self, engine: str) -> None:
        """It is the host's column that is named."""
        table = inspected(EARLY.replace(tzinfo=None), BARE)
        frame = ALL[engine](table.rename_columns([*table.column_names[:-1], "查"]))

        with pytest.raises(NaiveColumnError) as caught:
            judged(frame, columns={"project": {"inspections": "查"}})
        assert caught.value.column == "查"

    def test_one_that_no_datetime_holds(self, engine: str) -> None:
        """The row is in error, and names the attribute; the other is judged."""
        far = pa.array([[2**60], [0]], pa.list_(pa.int64()))
        table = pa.concat_tables([project(), project(id=["P2"])])
        table = table.append_column("inspections", far.cast(pa.list_(AWARE)))
        found = judged(ALL[engine](table))

        [error] = rows_of(found.row_errors)
        assert (error["row"], error["field"]) == ("P1", "inspections")
        assert "no datetime of Python" in error["value"]
        assert {row["id"] for row in rows_of(found.verdicts)} == {"P2"}


class TestTables:
    """
    Times in a table from names to times are no others.
    """

    CLOCK = dt.datetime(2024, 5, 31, 17)  # noqa: DTZ001
    """In Shanghai the day before the acceptance, and by UTC the day of it in Shanghai."""

    @pytest.mark.parametrize("engine", ["pandas", "pyarrow", "duckdb"])
    def test_pairs(self, engine: str) -> None:
        """A column of maps."""
        kind = pa.map_(pa.string(), BARE)
        table = project(voided_on=pa.array([[("decoration", self.CLOCK)]], kind))

        self.refused_and_read(ALL[engine](table))

    @pytest.mark.parametrize("engine", ALL)
    def test_structures(self, engine: str) -> None:
        """A column of structures."""
        kind = pa.struct({"decoration": BARE})
        table = project(voided_on=pa.array([{"decoration": self.CLOCK}], kind))

        self.refused_and_read(ALL[engine](table))

    def refused_and_read(self, frame: Any) -> None:
        """No cover is void before it begins."""
        with pytest.raises(NaiveColumnError, match=r"^project\.voided_on="):
            judged(frame)
        for zone, refused in (("Asia/Shanghai", ["voided_on"]), ("UTC", [])):
            errors = rows_of(judged(frame, zone=zone).row_errors)
            assert [error["field"] for error in errors] == refused


class TestRowsInsideRows:
    """
    A visit that is read row by row, and the problems found at it.
    """

    @pytest.mark.parametrize("engine", ALL)
    @pytest.mark.parametrize("zone", ["Asia/Shanghai", "UTC"])
    def test_on_the_clocks_of_a_zone(self, engine: str, zone: str) -> None:
        """A visitor whom columns cannot read makes its visit a row by itself."""
        seen = dt.datetime(2026, 3, 2, 9)  # noqa: DTZ001
        kind = pa.list_(pa.struct({"id": pa.string(), "found_at": BARE}))
        person = pa.struct({"role": pa.string(), "person": pa.string()})
        visit = pa.table(
            {
                "id": ["V1"],
                "repair_id": ["R1"],
                "visited_at": pa.array([seen], BARE),
                "visitors": pa.array(
                    [[{"role": "é", "person": "Li"}]], pa.list_(person)
                ),
                "problems": pa.array([[{"id": "a", "found_at": seen}, None]], kind),
            }
        )
        fixed = pa.table({"id": ["R1"], "completed_at": pa.array([seen], BARE)})
        found = frames.assess(
            repair.RULES,
            {"repair": ALL[engine](fixed), "visit": ALL[engine](visit)},
            as_of=NOW,
            zone=zone,
        )

        errors = {(one["ledger"], one["field"]) for one in rows_of(found.row_errors)}
        assert errors == {("problem", "id")}
        [notice] = [
            row
            for row in rows_of(found.verdicts)
            if row["rule"] == "rectification_notice"
        ]
        there = seen.replace(tzinfo=ZoneInfo(zone))
        assert notice["closes"] == there + dt.timedelta(days=1)

    def test_without_any(self) -> None:
        """A problem found at some time, nobody knows where."""
        kind = pa.list_(pa.struct({"id": pa.string(), "found_at": BARE, "note": BARE}))
        visit = pa.table(
            {
                "id": ["V1"],
                "repair_id": ["R1"],
                "visited_at": pa.array([EARLY], AWARE),
                "visitors": pa.array([[]], pa.list_(pa.string())),
                "problems": pa.array([[]], kind),
            }
        )
        fixed = pa.table({"id": ["R1"], "completed_at": pa.array([EARLY], AWARE)})
        with pytest.raises(NaiveColumnError, match=r"^visit\.problems='problems'"):
            frames.assess(repair.RULES, {"repair": fixed, "visit": visit}, as_of=NOW)


class TestPandas:
    """
    Objects may be anything, and pandas keeps no zone of times in lists.
    """

    @pytest.mark.parametrize("zone", [None, "Asia/Shanghai", "UTC"])
    @pytest.mark.parametrize("way", ["pyarrow", "duckdb"])
    def test_what_has_lost_its_zone(self, way: str, zone: str | None) -> None:
        """
        Whatever clocks are named: nobody knows any more which ones they were.
        """
        table = inspected(EARLY, AWARE)
        made = table.to_pandas if way == "pyarrow" else duckdb.from_arrow(table).df
        with pytest.raises(WrongColumnTypeError) as caught:
            judged(made(), zone=zone)

        assert caught.value.argument == "project.inspections"
        assert "pandas drops it inside lists" in caught.value.got
        assert "types_mapper=pandas.ArrowDtype" in caught.value.allowed

    @pytest.mark.parametrize("several", [list, tuple, np.array])
    def test_objects_keep_it(self, several: Any) -> None:
        """Lists of datetimes, as a host makes them itself; nothing is passed over."""
        frame = project().to_pandas()
        frame["inspections"] = pd.Series([several([EARLY, None, pd.NaT])], dtype=object)
        frame["inspections"] = frame["inspections"].map(
            lambda some: [one for one in some if one is EARLY] or None
        )

        assert supervised(judged(frame)) == FIRST

    @pytest.mark.parametrize(
        ("values", "got"),
        [
            ([[EARLY], [EARLY.replace(tzinfo=None)]], "times with a zone and times wi"),
            ([[EARLY.date()], [EARLY, None]], "days and times with a zone"),
            ([[EARLY, EARLY.date()]], "days and times with a zone"),
            ([np.array([EARLY, pd.NA, EARLY.date()])], "days and times with a zone"),
            ([[np.array([1, 2])], [["a"]], [[3, "b"]]], "texts and whole numbers"),
        ],
    )
    def test_of_several_kinds(self, values: list[Any], got: str) -> None:
        """Arrow would read all as it reads the first: a time as its day, for one."""
        rows = pd.concat([project().to_pandas()] * len(values), ignore_index=True)
        rows["inspections"] = pd.Series(values, dtype=object)
        with pytest.raises(WrongColumnTypeError) as caught:
            judged(rows)

        assert caught.value.got.startswith(f"lists of {got}")
        assert caught.value.allowed == "values of one kind"

    @pytest.mark.parametrize("where", ["in a list", "bare"])
    def test_structures_of_several_kinds(self, where: str) -> None:
        """By the name under which they stand, in a list or not."""
        times = [{"at": EARLY}, {"at": None}, {"at": EARLY.replace(tzinfo=None)}]
        rows = pd.concat([project().to_pandas()] * len(times), ignore_index=True)
        values = [[one] for one in times] if where == "in a list" else times
        rows["voided_on"] = pd.Series(values, dtype=object)
        with pytest.raises(WrongColumnTypeError) as caught:
            judged(rows)

        assert caught.value.got == (
            "structures with 'at' as times with a zone and times without a zone"
        )
