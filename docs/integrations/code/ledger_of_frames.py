"""
A ledger that lies in frames of pandas, polars, pyarrow or DuckDB, judged as a whole.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import narwhals as nw

from followup_rules import Period, Report
from followup_rules.rulebooks import repair

REPAIRS = {
    "工单号": "id",
    "类别": "categories",
    "完工时间": "completed_at",
    "责任人": "responsible",
    "应回访": "owes_visit",
}
VISITS = {
    "回访号": "id",
    "工单号": "repair_id",
    "回访时间": "visited_at",
    "签名": "signed",
    "登记": "registered",
}


def rows(frame: Any, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """
    Return the rows of a frame of any engine, with the names that rows have here.

    It goes by way of Arrow, where what is missing is None: pandas has NaN, NaT and NA.
    """
    found = nw.from_native(frame).select(list(names)).rename(dict(names))
    if isinstance(found, nw.LazyFrame):
        found = found.collect("pyarrow")
    listed: list[dict[str, Any]] = found.to_arrow().to_pylist()
    return listed


def judge(
    repairs: Any,
    visits: Any,
    visitors: Any,
    *,
    as_of: dt.datetime,
    period: Period | None = None,
) -> Report:
    """
    Judge three frames: repairs, visits, and one row for each person at a visit.
    """
    people: dict[Any, list[repair.Visitor]] = defaultdict(list)
    for row in rows(visitors, {"回访号": "visit", "角色": "role", "姓名": "person"}):
        people[row["visit"]].append(repair.Visitor(row["role"], row["person"]))
    return repair.assess(
        [repair.Repair(**row) for row in rows(repairs, REPAIRS)],
        [
            repair.Visit(**row, visitors=tuple(people[row["id"]]))
            for row in rows(visits, VISITS)
        ],
        as_of=as_of,
        period=period,
    )
