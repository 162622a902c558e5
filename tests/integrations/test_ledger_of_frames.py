"""
The page on frames: the same ledger in every engine, the same answers.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import ledger_of_frames
import pandas as pd
import polars as pl
import pytest

from followup_rules import Report

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(day: int) -> dt.datetime:
    """
    Return a morning of March 2026.
    """
    return dt.datetime(2026, 3, day, 10, tzinfo=SHANGHAI)


NOW = at(6)
REPAIRS = pl.DataFrame(
    {
        "工单号": [1, 2, 3, 4],
        "类别": ["漏水", "漏水", "一般", "电梯"],
        "完工时间": [at(2), at(2), None, at(2)],
        "责任人": ["李", None, "李", "李"],
        "应回访": [True, True, None, True],
        "楼栋": ["3", "3", "4", "5"],
    }
)
VISITS = pl.DataFrame(
    {
        "回访号": ["H1"],
        "工单号": [1],
        "回访时间": [at(4)],
        "签名": [True],
        "登记": pl.Series([None], dtype=pl.Boolean),
    }
)
VISITORS = pl.DataFrame(
    {"回访号": ["H1", "H1"], "角色": ["办公室", "工程负责人"], "姓名": ["王", None]}
)

ENGINES: dict[str, Callable[[pl.DataFrame], Any]] = {
    "polars": lambda frame: frame,
    "polars, lazy": lambda frame: frame.lazy(),
    "pandas": lambda frame: frame.to_pandas(),
    "pandas, nullable": lambda frame: frame.to_pandas(use_pyarrow_extension_array=True),
    "pyarrow": lambda frame: frame.to_arrow(),
    "DuckDB": lambda frame: duckdb.from_arrow(frame.to_arrow()),
}


@pytest.fixture(params=ENGINES.values(), ids=list(ENGINES))
def report(request: pytest.FixtureRequest) -> Report:
    """
    Judge the ledger in one engine.
    """
    frames = [request.param(frame) for frame in (REPAIRS, VISITS, VISITORS)]
    return ledger_of_frames.judge(*frames, as_of=NOW)


class TestEngines:
    """A missing value is unknown in each, whatever the engine calls it."""

    def test_the_terms(self, report: Report) -> None:
        found = {v.about(): v.status.name for v in report.where(rule="visit_deadline")}

        assert found == {"repair 1": "MET", "repair 2": "BREACHED"}

    def test_every_row_has_its_account(self, report: Report) -> None:
        account = report.accounts["repair"]

        assert (account.judged, account.not_begun, account.in_error) == (2, 1, 1)
        assert [(e.row, e.field) for e in report.row_errors] == [("4", "categories")]

    def test_what_nobody_noted_is_unknown(self, report: Report) -> None:
        (only,) = report.where(rule="registration")

        assert only.status.name == "UNDETERMINED"

    def test_all_engines_agree(self, report: Report) -> None:
        first = ledger_of_frames.judge(REPAIRS, VISITS, VISITORS, as_of=NOW)

        assert report.rows("zh") == first.rows("zh")


class TestResults:
    """The rows of a report make a frame again."""

    def test_back_into_frames(self, report: Report) -> None:
        rows = report.rows("zh")

        assert pl.DataFrame(rows)["key"].n_unique() == len(rows)
        late = pd.DataFrame(rows).query("status == 'breached' and last_day.notna()")
        assert late["about"].tolist() == ["维修 2"]


class TestRefused:
    """What is not certain is refused by row and attribute."""

    def test_times_without_a_zone(self) -> None:
        naive = REPAIRS.with_columns(pl.col("完工时间").dt.replace_time_zone(None))
        report = ledger_of_frames.judge(naive, VISITS, VISITORS, as_of=NOW)

        assert {(e.row, e.fault) for e in report.row_errors if e.row in "12"} >= {
            ("1", "no_zone"),
            ("2", "no_zone"),
        }

    def test_numbers_that_pandas_made_decimal(self) -> None:
        decimal = REPAIRS.with_columns(pl.col("工单号").cast(pl.Float64))
        report = ledger_of_frames.judge(decimal, VISITS, VISITORS, as_of=NOW)

        assert {e.field for e in report.row_errors if e.kind == "repair"} == {"id"}

    def test_a_column_that_is_missing(self) -> None:
        with pytest.raises(Exception, match="完工时间"):
            ledger_of_frames.judge(
                REPAIRS.drop("完工时间"), VISITS, VISITORS, as_of=NOW
            )
