"""
A whole regulation over frames says what it says over rows, and refuses alike.
"""

import datetime as dt
from typing import Any

import duckdb
import polars as pl
import pytest
from docs.clause_tables import found_rulebooks
from tests.frames.books.compare import differences, tables
from tests.frames.books.demo import WARD
from tests.frames.books.random_ledgers import NOW, SH, Maker, told
from tests.frames.ledgers import ENGINES, rows_of

from followup_rules import frames
from followup_rules.books.feeds import Deadline
from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import (
    InvalidFieldError,
    MissingColumnError,
    NaiveColumnError,
    UnknownNameError,
    UnsupportedFrameError,
    WrongColumnTypeError,
)
from followup_rules.rulebooks import consulting, repair
from followup_rules.timing.calendars import china
from followup_rules.timing.cycles import month, quarter

BOOKS: dict[str, Rulebook] = found_rulebooks()
CHINA = china()
PERIODS = (None, month(2026, 2), month(2026, 3), quarter(2026, 1))
FAST = ("polars", "polars lazy", "pandas", "pyarrow")
Q1 = quarter(2026, 1)


def context(book: Rulebook, seed: int) -> dict[str, Any]:
    """Return what a call is given besides ledgers."""
    needed = any(feed.needs_period for feed in book.feeds.values())
    period = PERIODS[seed % 4] or (Q1 if needed else None)
    return {
        "as_of": NOW,
        "period": period,
        "calendar": CHINA if seed % 2 else None,
    }


class TestTheSameVerdicts:
    """
    Generated ledgers, every book: verdicts, rows in error and accounts agree.
    """

    @pytest.mark.parametrize(
        ("name", "seed"),
        [
            (name, place + seed)
            for place, name in enumerate(BOOKS)
            for seed in range(len(FAST))
        ],
    )
    def test_over_rows_and_frames(self, name: str, seed: int) -> None:
        """
        From clean rows to many that cannot be read.
        """
        book = BOOKS[name]
        rows = told(book, Maker(book, seed, bad=(0, 0.03, 0.15)[seed % 3]).ledgers())
        engine = FAST[seed % len(FAST)]
        assert differences(book, rows, engine, **context(book, seed)) == []

    @pytest.mark.parametrize("seed", range(8))
    def test_the_closed_language(self, seed: int) -> None:
        """
        First, last, any and all of the rows that belong to a row, and what it is of.
        """
        made = Maker(WARD, seed, bad=(0, 0.02, 0.1)[seed % 3]).ledgers()
        rows = told(WARD, made or {"discharge": []})
        engine = FAST[seed % len(FAST)]
        assert differences(WARD, rows, engine, **context(WARD, seed)) == []

    @pytest.mark.parametrize(
        ("name", "kinds"),
        [
            ("consulting", ("opinion",)),
            ("repair", ("repair", "visit")),
            ("community", ("caller", "meeting")),
        ],
    )
    def test_in_a_database(self, name: str, kinds: tuple[str, ...]) -> None:
        """
        Some ledgers only: DuckDB binds every step anew, whatever the rows are.
        """
        book = BOOKS[name]
        every = told(book, Maker(book, 1, bad=0.05).ledgers())
        rows = {kind: every[kind] for kind in kinds}
        assert differences(book, rows, "duckdb", **context(book, 1)) == []


def moment(*parts: int) -> dt.datetime:
    """Return a time in Shanghai."""
    return dt.datetime(*parts, tzinfo=SH)  # type: ignore[arg-type, misc]


DOCUMENTS = pl.DataFrame(
    {
        "id": ["D1", "D2", "D3"],
        "kind": ["communication", "material", "materal"],
        "made_at": [moment(2026, 3, 1, 9)] * 3,
        "filed_at": [moment(2026, 3, 2, 9), None, None],
        "closed_at": [None, moment(2026, 3, 5), None],
    }
)


def judged(documents: Any, **more: Any) -> Any:
    """Judge documents alone."""
    asked = {"as_of": NOW, "period": Q1, **more}
    return frames.assess(consulting.RULES, {"document": documents}, **asked)


class TestColumns:
    """
    Which column is which.
    """

    def test_rows_in_error_cost_no_report(self) -> None:
        """
        One row of three has an unknown kind; it is named, and the others are judged.
        """
        found = judged(DOCUMENTS)
        status = {row["id"]: row["status"] for row in rows_of(found.verdicts)}
        assert (status["D1"], status["D2"]) == ("met", "breached")
        assert "D3" not in status
        [error] = rows_of(found.row_errors)
        assert (error["ledger"], error["row"], error["field"]) == (
            "document",
            "D3",
            "kind",
        )
        assert "material" in error["problem"]
        [account] = [
            one for one in rows_of(found.accounts) if one["ledger"] == "document"
        ]
        assert (account["given"], account["judged"], account["in_error"]) == (3, 2, 1)
        assert found.rows_taken == {"document": 1}

    def test_a_host_has_names_of_its_own(self) -> None:
        """
        A mapping says which column is which fact.
        """
        own = DOCUMENTS.rename({"filed_at": "gdsj"})
        found = judged(own, columns={"document": {"filed_at": "gdsj"}})
        same = judged(DOCUMENTS)
        assert sorted(map(str, rows_of(found.verdicts))) == sorted(
            map(str, rows_of(same.verdicts))
        )

    def test_one_column_is_one_fact(self) -> None:
        """
        A mapping that names one column twice is refused, by itself or beside a name.
        """
        twice = {"filed_at": "made_at"}
        with pytest.raises(InvalidFieldError, match="made_at already"):
            judged(DOCUMENTS, columns={"document": twice})

    @pytest.mark.parametrize(
        ("columns", "error"),
        [
            ({"document": {"filed": "filed_at"}}, UnknownNameError),
            ({"document": {"filed_at": "gdsj"}}, MissingColumnError),
            ({"letter": {}}, UnknownNameError),
            ({"client": {}}, UnknownNameError),
        ],
    )
    def test_names_that_are_not_there(self, columns: Any, error: type) -> None:
        """
        A fact, a column, a ledger, a table.
        """
        with pytest.raises(error):
            judged(DOCUMENTS, columns=columns)

    def test_a_fact_that_must_be_told_needs_a_column(self) -> None:
        """
        One that may be untold does not.
        """
        with pytest.raises(MissingColumnError, match="made_at"):
            judged(DOCUMENTS.drop("made_at"))
        found = judged(DOCUMENTS.drop("closed_at"))
        status = {row["id"]: row["status"] for row in rows_of(found.verdicts)}
        assert status["D2"] == "open"

    def test_columns_of_another_type(self) -> None:
        """
        Numbers are no times, times without a zone need one.
        """
        numbers = DOCUMENTS.with_columns(made_at=pl.lit(1))
        with pytest.raises(WrongColumnTypeError, match=r"document\.made_at"):
            judged(numbers)
        bare = DOCUMENTS.with_columns(pl.col("made_at").dt.replace_time_zone(None))
        with pytest.raises(NaiveColumnError):
            judged(bare)
        found = judged(bare, zone="UTC")
        assert rows_of(found.verdicts)


class TestTables:
    """
    Which frames are taken.
    """

    def test_an_unknown_ledger(self) -> None:
        """
        The nearest name is given; rows inside others are no table.
        """
        with pytest.raises(UnknownNameError, match="document"):
            frames.assess(consulting.RULES, {"documents": DOCUMENTS}, as_of=NOW)
        with pytest.raises(UnknownNameError):
            frames.assess(repair.RULES, {"problem": DOCUMENTS}, as_of=NOW, period=Q1)

    def test_no_table_at_all(self) -> None:
        """
        There would be nothing to answer in.
        """
        with pytest.raises(InvalidFieldError, match="at least"):
            frames.assess(consulting.RULES, {}, as_of=NOW, period=Q1)

    def test_frames_of_two_libraries(self) -> None:
        """
        Joins stay in one engine.
        """
        both = {"document": DOCUMENTS, "client": DOCUMENTS.to_arrow()}
        with pytest.raises(InvalidFieldError, match="one library"):
            frames.assess(consulting.RULES, both, as_of=NOW, period=Q1)

    def test_rows_without_their_owners(self) -> None:
        """
        Visits are nothing without repairs.
        """
        with pytest.raises(InvalidFieldError, match="its owner"):
            frames.assess(repair.RULES, {"visit": DOCUMENTS}, as_of=NOW, period=Q1)

    def test_what_is_no_frame(self) -> None:
        """
        A list is not.
        """
        with pytest.raises(UnsupportedFrameError):
            judged([1])


class TestByRows:
    """
    What columns cannot judge is said and counted.
    """

    def test_the_rules_are_named(self) -> None:
        """
        A cadence is judged by rows, a deadline is not.
        """
        rows = {"document": DOCUMENTS.to_dicts(), "report": []}
        found = frames.assess(
            consulting.RULES,
            tables(consulting.RULES, rows, "polars"),
            as_of=NOW,
            period=Q1,
        )
        named = {one.rule: one for one in found.by_rows}
        assert "quarterly_report" in named
        why = "it is about another period than that of its day"
        assert named["quarterly_report"].why == why
        judged_in_columns = {
            rule_id
            for rule_id, feed in consulting.RULES.feeds.items()
            if isinstance(feed, Deadline)
        }
        assert not judged_in_columns & set(named)

    def test_a_lazy_frame_gives_a_lazy_one(self) -> None:
        """
        And a relation a relation.
        """
        assert isinstance(judged(DOCUMENTS.lazy()).verdicts, pl.LazyFrame)
        found = judged(ENGINES["duckdb"](DOCUMENTS.to_arrow()))
        assert isinstance(found.verdicts, duckdb.DuckDBPyRelation)
