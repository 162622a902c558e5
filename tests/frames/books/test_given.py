"""
Odd arguments of a call over the frames of a book: each is refused by its name.
"""

import datetime as dt
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from tests.frames.books.random_ledgers import NOW
from tests.frames.books.test_books import DOCUMENTS, Q1, judged, moment
from tests.frames.ledgers import CONNECTION, ENGINES, rows_of

from followup_rules import frames
from followup_rules.errors import (
    InvalidFieldError,
    MissingColumnError,
    NaiveColumnError,
    UnusableColumnNameError,
    WrongColumnTypeError,
)
from followup_rules.interchange import read
from followup_rules.rulebooks import consulting

HOTLINE = read(
    Path(__file__).parents[3] / "docs" / "examples" / "books" / "hotline.toml"
)
DOCUMENT = {"document": {"made_at": "gdsj"}}
OWN = DOCUMENTS.rename({"made_at": "gdsj"})


class TestArguments:
    """
    What is no mapping, and what names no column.
    """

    def test_tables(self) -> None:
        """
        A frame alone does not say which ledger it is.
        """
        tables: Any = DOCUMENTS
        with pytest.raises(InvalidFieldError, match=r"tables.*DataFrame.*by its kind"):
            frames.assess(consulting.RULES, tables, as_of=NOW, period=Q1)

    @pytest.mark.parametrize("columns", ["document", ["document"], {"document": "id"}])
    def test_columns(self, columns: Any) -> None:
        """
        Names of columns are told ledger by ledger, and fact by fact.
        """
        with pytest.raises(InvalidFieldError, match=r"columns.*for each ledger"):
            judged(DOCUMENTS, columns=columns)

    def test_a_column_without_a_name(self) -> None:
        """
        A number names none.
        """
        with pytest.raises(InvalidFieldError, match=r"document\.made_at.*as text"):
            judged(DOCUMENTS, columns={"document": {"made_at": 3}})


class TestNames:
    """
    The column that an error names is that of the host.
    """

    def test_of_another_type(self) -> None:
        """
        Numbers are no times.
        """
        with pytest.raises(WrongColumnTypeError) as caught:
            judged(OWN.with_columns(gdsj=pl.lit(1)), columns=DOCUMENT)
        assert (caught.value.argument, caught.value.column) == (
            "document.made_at",
            "gdsj",
        )

    def test_midnights_where_days_are_meant(self) -> None:
        """
        Pandas has no days of its own, and the error says how it makes them.
        """
        letters = pd.DataFrame(
            {"id": ["1"], "accepted_on": pd.to_datetime(["2026-03-02"])}
        )
        with pytest.raises(WrongColumnTypeError, match=r"allowed: days \(.*\.dt\.date"):
            frames.assess(HOTLINE, {"letter": letters}, as_of=NOW)

        letters["accepted_on"] = letters["accepted_on"].dt.date
        found = frames.assess(HOTLINE, {"letter": letters}, as_of=NOW)
        assert len(found.verdicts) > 0

    def test_without_a_zone(self) -> None:
        """
        Which ledger it is of stands there too.
        """
        bare = OWN.with_columns(pl.col("gdsj").dt.replace_time_zone(None))
        with pytest.raises(NaiveColumnError) as caught:
            judged(bare, columns=DOCUMENT)
        assert (caught.value.argument, caught.value.column) == (
            "document.made_at",
            "gdsj",
        )


class TestWhatIsNotTold:
    """
    A ledger whose columns are called otherwise than its facts.
    """

    def test_a_column_that_must_be_there(self) -> None:
        """
        The error says how a host names its own.
        """
        with pytest.raises(MissingColumnError) as caught:
            judged(OWN)
        assert str(caught.value) == (
            "document.made_at='made_at': the frame has no such column; it has id, "
            "kind, gdsj, filed_at, closed_at; "
            "name yours by columns={'document': {'made_at': ...}}"
        )

    def test_one_that_need_not(self) -> None:
        """
        Every row is judged without it, and the answer says which one it is.
        """
        assert judged(DOCUMENTS).untold == {"document": ()}
        frame = DOCUMENTS.rename({"closed_at": "closed"})
        assert judged(frame).untold == {"document": ("closed_at",)}
        named = {"document": {"closed_at": "closed"}}
        assert judged(frame, columns=named).untold == {"document": ()}


@pytest.mark.parametrize("engine", ENGINES)
def test_times_in_error_are_shown_on_the_clocks_of_the_book(engine: str) -> None:
    """
    Not on those of the session of a database: the day would be another.
    """
    made = moment(2026, 3, 2, 7)
    frame = DOCUMENTS.head(1).with_columns(
        made_at=pl.lit(made), filed_at=pl.lit(made - dt.timedelta(minutes=30))
    )
    [error] = rows_of(judged(ENGINES[engine](frame.to_arrow())).row_errors)
    assert error["value"] == "2026-03-02 06:30:00+08:00"


def twice(engine: str) -> Any:
    """Return documents of which two columns have one name."""
    table = DOCUMENTS.to_arrow()
    table = table.append_column("kind", table["id"])
    if engine == "pyarrow":
        return table
    frame = pa.Table.to_pandas(DOCUMENTS.to_arrow())
    return pd.concat([frame, frame[["kind"]]], axis=1)


class TestAdvice:
    """
    How a column is renamed, in the words of its engine.
    """

    @pytest.mark.parametrize(
        ("engine", "way"),
        [("pyarrow", r"rename_columns\("), ("pandas", r"set_axis\(")],
    )
    def test_a_name_that_stands_twice(self, engine: str, way: str) -> None:
        """
        No engine can tell which one is meant.
        """
        with pytest.raises(UnusableColumnNameError, match=f"several.*{way}"):
            judged(twice(engine))

    def test_in_polars(self) -> None:
        """
        A name that it reads as a pattern.
        """
        odd = DOCUMENTS.rename({"made_at": "*"})
        with pytest.raises(UnusableColumnNameError, match=r"with rename\("):
            judged(odd, columns={"document": {"made_at": "*"}})

    def test_in_duckdb(self) -> None:
        """
        A star, and names that differ in case alone.
        """
        odd: duckdb.DuckDBPyRelation = CONNECTION.from_arrow(
            DOCUMENTS.rename({"made_at": "*"}).to_arrow()
        )
        with pytest.raises(UnusableColumnNameError, match=r"with project\("):
            judged(odd, columns={"document": {"made_at": "*"}})


@pytest.mark.parametrize("engine", ENGINES)
def test_a_row_without_an_id_is_named_by_its_place(engine: str) -> None:
    """
    The second of three rows is the second, though no other is read by itself.
    """
    ids = pl.Series("id", ["D1", None, "D3"])
    sound = DOCUMENTS.with_columns(ids, kind=pl.lit("material"))
    found = judged(ENGINES[engine](sound.to_arrow()))
    assert [row["row"] for row in rows_of(found.row_errors)] == ["no. 2"]
    assert found.rows_taken == {"document": 1}
