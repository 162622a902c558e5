"""
A whole regulation over data frames of Spark says what it says over rows.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from docs.clause_tables import found_rulebooks
from pyspark.sql import SparkSession
from tests.frames.books import compare, test_apart, test_duties
from tests.frames.books.random_ledgers import NOW, Maker, told
from tests.spark.clusters import in_spark, rows_of

from followup_rules import frames, interchange
from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import (
    InvalidFieldError,
    UnsupportedFrameError,
    UnusableColumnNameError,
)
from followup_rules.timing.calendars import china
from followup_rules.timing.cycles import quarter

ROOT = Path(__file__).resolve().parents[2]
BOOKS: dict[str, Rulebook] = {
    **found_rulebooks(),
    **{
        path.name: interchange.read(path)
        for path in sorted(ROOT.glob("docs/examples/books/*.toml"))
    },
}
CHINA = china()
HOTLINE = BOOKS["hotline.toml"]


@pytest.fixture(autouse=True)
def _plain_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what compares engines read the rows of Spark."""
    monkeypatch.setattr(compare, "rows_of", rows_of)


@pytest.mark.usefixtures("quick")
class TestTheSameVerdicts:
    """
    Verdicts, rows in error and accounts, every book.
    """

    @pytest.mark.parametrize("name", BOOKS)
    def test_over_rows_and_frames(self, name: str) -> None:
        """
        A ledger with rows that can be read, and some that cannot.
        """
        book = BOOKS[name]
        rows = told(book, Maker(book, 1, bad=0.05).ledgers())
        asked = {"as_of": NOW, "period": quarter(2026, 1), "calendar": CHINA}
        assert compare.differences(book, rows, "pyspark", **asked) == []


@pytest.mark.usefixtures("quick")
class TestDenseLedgers:
    """
    Rows that all lie where a cell turns, and are judged in Spark.
    """

    def test_who_owes_a_cadence(self) -> None:
        """Since when, until when, and what a row is worth."""
        book, rows = test_duties.only("all"), test_duties.dense(5, 6)
        asked = {"as_of": NOW, "period": quarter(2026, 1), "calendar": None}
        assert compare.differences(book, rows, "pyspark", **asked) == []

    def test_shares_of_groups_and_of_cells(self) -> None:
        """Each group in each month."""
        book, rows = test_apart.shop("by_both"), test_apart.dense(3, 8)
        asked = {"as_of": NOW, "period": quarter(2026, 1), "calendar": None}
        assert compare.differences(book, rows, "pyspark", **asked) == []


def letters(*rows: tuple[Any, ...]) -> pa.Table:
    """Return letters to the hotline: an id, when one came, and when it was closed."""
    kinds = (pa.string(), pa.date32(), pa.date32())
    names = ("id", "accepted_on", "closed_on")
    every = zip(*rows, strict=True)
    return pa.table(
        {
            name: pa.array(some, kind)
            for name, kind, some in zip(names, kinds, every, strict=True)
        }
    )


DAY = dt.date(2026, 1, 5)
SOME = letters(
    ("L1", DAY, dt.date(2026, 3, 6)),
    (None, DAY, None),
    ("L3", DAY, None),
    ("", DAY, DAY),
)


def judged(frame: Any, **more: Any) -> Any:
    """Judge letters."""
    return frames.assess(HOTLINE, {"letter": frame}, as_of=NOW, **more)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Path]:
    """Keep what was worked out in files, for one test."""
    session = SparkSession.getActiveSession()
    assert session is not None
    context = session.sparkContext
    context.setCheckpointDir(str(tmp_path))
    yield tmp_path
    context._jsc.sc().setCheckpointDir(None)  # noqa: SLF001 - nothing public takes it back


class TestFrames:
    """
    What goes in, and what comes out.
    """

    def test_a_data_frame_comes_back(self) -> None:
        """
        Verdicts are worked out when somebody asks for them.
        """
        found = judged(in_spark(SOME))
        for frame in (found.verdicts, found.row_errors, found.accounts):
            assert type(frame) is type(in_spark(SOME))
        status = {row["id"]: row["status"] for row in rows_of(found.verdicts)}
        assert status == {"L1": "met", "L3": "breached"}

    def test_rows_without_an_id_are_named_by_their_place(self) -> None:
        """
        Places go on from partition to partition, some of which may be empty.
        """
        frame = in_spark(SOME).repartitionByRange(5, "closed_on")
        places = [row["id"] for row in rows_of(frame)]
        nameless = {f"no. {n}" for n, one in enumerate(places, 1) if not one}
        rows = rows_of(judged(frame).row_errors)
        assert {row["row"] for row in rows} == nameless

    def test_checkpoints_of_the_host(self, kept: Path) -> None:
        """
        Where the session has a folder of them, what was worked out lies there.
        """
        found = judged(in_spark(SOME))
        assert len(rows_of(found.verdicts)) == 2
        assert list(kept.rglob("part-*"))

    def test_frames_of_two_libraries(self) -> None:
        """
        Joins stay in one engine.
        """
        both = {"repair": in_spark(SOME), "visit": SOME}
        with pytest.raises(InvalidFieldError, match="one library"):
            frames.assess(BOOKS["repair"], both, as_of=NOW, period=quarter(2026, 1))

    def test_what_is_no_classic_frame(self) -> None:
        """
        Spark Connect is named as what it is.
        """
        module = {"__module__": "pyspark.sql.connect.dataframe"}
        connect = type("DataFrame", (), module)
        with pytest.raises(UnsupportedFrameError, match="not Spark Connect"):
            judged(connect())

    def test_advice_on_names_is_that_of_spark(self) -> None:
        """
        A name that Spark would read as a path.
        """
        frame = in_spark(SOME).withColumnRenamed("accepted_on", "a.b")
        named = {"letter": {"accepted_on": "a.b"}}
        with pytest.raises(UnusableColumnNameError, match="withColumnRenamed"):
            judged(frame, columns=named)
