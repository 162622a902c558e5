"""
Rare corners of warranties over columns, held against single calls row by row.
"""

import datetime as dt
from collections.abc import Callable
from functools import partial
from itertools import cycle
from typing import Any

import attrs
import pytest
from tests.frames.ledgers import ENGINES
from tests.frames.portfolios import (
    BY_CATEGORY,
    KEYS,
    UNITS,
    agree,
    book_of,
    demo,
    said,
)

from followup_rules.policies.warranty import (
    FULL,
    PARTIAL_COUNTS,
    Restart,
    SeasonCount,
    Start,
)
from followup_rules.timing.amounts import (
    Amount,
    Days,
    Months,
    Seasons,
    ServiceLife,
    Weeks,
    Years,
)
from followup_rules.timing.calendars import from_exceptions
from followup_rules.timing.counting import CIVIL_CODE, Counting, LastDay
from followup_rules.timing.seasons import (
    SeasonSource,
    declared,
    local,
    published,
    recurring,
)

FAMILIES = ["polars", "pyarrow"]
"""
One engine for each way of computing, in turn from corner to corner.

DuckDB plans slowly, and has fewer corners.
"""

Book = dict[str, Any]


# --------------------------------------------------------------------------- seasons

BEIJING = published("beijing")
NOON = published("weifang")
COOLING = recurring("x", "cooling", (5, 15), (9, 15), source="s")
BOTH = local(BEIJING, COOLING)
OPEN = BEIJING.with_year(2025, (dt.date(2025, 11, 8), None), source="notice")
SEASONS: dict[str, SeasonSource] = {
    "both": BOTH,
    "cooling alone": COOLING,
    "a year without": BEIJING.with_year(2024, None, source="s"),
    "open": OPEN,
    "next to one another": declared(
        "x",
        "heating",
        {
            2023: None,
            2024: (dt.date(2024, 12, 31), dt.date(2024, 12, 31)),
            2025: (dt.date(2025, 1, 1), dt.date(2025, 6, 1)),
            2026: (dt.date(2026, 12, 31), dt.date(2027, 12, 30)),
        },
        source="s",
    ),
    "never": declared("x", "heating", {2024: None, 2025: None}, source="s"),
    "noon": local(NOON, COOLING),
}


def in_seasons(seasons: str, rule: SeasonCount) -> Book:
    """
    Gaps, ends not declared yet, two kinds, and seasons next to one another.
    """
    return book_of(demo(season_count=rule), seasons=SEASONS[seasons])


# --------------------------------------------------------------------------- lengths


def agreed(contract: Any) -> Book:
    """
    Agreed lengths of every unit, against every kind of period.
    """
    return book_of(demo(), contract=said(contract), seasons=local(OPEN))


def in_columns() -> Book:
    """
    Whole numbers in several units, by category and for all, and bad ones.
    """
    units = {unit: f"contract_{unit}" for unit in UNITS}
    roof, fittings = {"months": "extended_by_months"}, {"weeks": "extended_by_weeks"}
    book = book_of(
        demo(),
        contract=said(units, {None: units}),
        extended_by=said(
            {"roof": roof, "heating": Seasons(1), "fittings": fittings},
            {"roof": roof, "fittings": fittings},
        ),
        seasons=BOTH,
    )
    rows = []
    for row in book["rows"]:
        for unit in UNITS:
            for n in (0, 2, 9_999, 10_000, -1):
                numbers: dict[str, Any] = dict.fromkeys(units.values())
                numbers[units[unit]] = n
                numbers["extended_by_months"] = -1 if n == 2 else 5
                numbers["extended_by_weeks"] = 6
                rows.append({**row, "numbers": numbers})
    return {**book, "rows": rows}


def by_contract_alone(contract: Amount | None) -> Book:
    """
    A rule whose only category has what was agreed.
    """
    book = book_of(demo(cases=demo().cases[-1:]), contract=said(contract))
    return {
        **book,
        "rows": [row for row in book["rows"] if row["category"] == KEYS[-1]],
    }


# --------------------------------------------------------------------------- counting

CALENDARS = {
    "none": None,
    "long": from_exceptions(
        "plain", dt.date(2020, 1, 1), dt.date(2031, 1, 1), source="weekends only"
    ),
    "short": from_exceptions(
        "plain", dt.date(2025, 1, 1), dt.date(2027, 1, 1), source="weekends only"
    ),
}
COUNTINGS = {
    "civil code": CIVIL_CODE,
    "least": Counting(least_working_days=2, least_applies_from=2),
    "backward": Counting(start_day_counted=True, rest_day=LastDay.ROLLS_BACKWARD),
    "from next day": Counting(months_from_next_day=True, bound_included=False),
    "five o'clock": Counting(day_ends=dt.time(17)),
    "skipped clock": Counting(day_ends=dt.time(2, 30), zone="America/New_York"),
}


def counted(counting: str, calendar: str) -> Book:
    """
    Rest days, close of business, and other conventions, with agreed lengths.
    """
    return book_of(
        demo(counting=COUNTINGS[counting]),
        contract=said({"roof": Days(1), "fittings": Weeks(105), "garden": Months(0)}),
        extended_by=said({"fittings": Days(1)}),
        seasons=local(NOON),
        calendar=CALENDARS[calendar],
    )


def never_covered() -> Book:
    """
    A cover that ends on the eve of its first day, and a defect on that day.
    """
    counting = Counting(bound_included=False)
    book = book_of(
        demo(counting=counting), contract=said(Months(0)), question="claim", as_of=None
    )
    rows = []
    for row in book["rows"]:
        day = row["accepted_on"]
        noon = dt.datetime(day.year, day.month, day.day, 4, tzinfo=dt.UTC)
        rows.append({**row, "occurred_at": noon})
    return {**book, "rows": rows, "columns": [*book["columns"], "occurred_at"]}


def a_day_left_out() -> Book:
    """
    In Apia 30 December 2011 never came, so covers to its eve end at the same instant.
    """
    book = book_of(
        demo(counting=Counting(zone="Pacific/Apia")),
        contract=said({"fittings": Days(731), "roof": Days(1827)}),
    )
    days = (dt.date(2009, 12, 29), dt.date(2006, 12, 29))
    rows = [{**row, "accepted_on": day} for row in book["rows"] for day in days]
    return {**book, "rows": rows}


# ---------------------------------------------------------------------------- changes


def changed(*, restart: Restart, split: bool, seasons: SeasonSource) -> Book:
    """
    Repaired, extended and voided, for all categories or for some.
    """
    book = book_of(
        demo(restart=restart),
        contract=said(Years(1)),
        extended_by=said({"heating": Seasons(1), "roof": Months(3), "garden": Days(9)}),
        by_category=dict.fromkeys(BY_CATEGORY, split),
        seasons=seasons,
        extra={
            "repaired_on_a": dt.date(2025, 12, 31),
            "repaired_on_b": dt.date(2026, 1, 31),
            "reaccepted_on_a": dt.date(2026, 1, 15),
            "reaccepted_on_b": dt.date(2026, 1, 31),
            "voided_on_a": dt.date(2027, 5, 1),
            "voided_on_b": dt.date(2025, 12, 30),
        },
    )
    columns = [*book["columns"], *BY_CATEGORY]
    return {**book, "columns": columns, "as_of": dt.datetime(2030, 1, 1, tzinfo=dt.UTC)}


def in_pairs(seasons: SeasonSource | None) -> Book:
    """
    A defect with a cause in another category: inside one cover, both or neither.
    """
    book = book_of(demo(cause_decides=False), question="claim", seasons=seasons)
    years = (2024, 2026, 2027, 2035)
    moments = [dt.datetime(year, 6, 1, tzinfo=dt.UTC) for year in years]
    rows = [
        {**row, "cause_category": key, "occurred_at": moment, "design_life": life}
        for row in book["rows"]
        if row["accepted_on"] == dt.date(2024, 2, 29)
        for key in KEYS
        for moment in moments
        for life in (3, None, 501)
    ]
    columns = [*book["columns"], "cause_category", "occurred_at"]
    return {**book, "rows": rows, "columns": columns, "as_of": None}


def undelivered() -> Book:
    """
    Delivery starts the cover, and nothing is known of it.
    """
    return book_of(demo(start=Start.DELIVERY), columns=["accepted_on", "category"])


# -------------------------------------------------------------------------- far dates

FAR = {
    "first": [dt.date(1, 1, 1), dt.date(1, 12, 31), dt.date(2, 11, 16)],
    "last": [
        dt.date(9994, 12, 31),
        dt.date(9996, 11, 15),
        dt.date(9997, 11, 16),
        dt.date(9999, 12, 31),
    ],
}


def far(days: str, rule: SeasonCount) -> Book:
    """
    Sentinels far in the past or future are answers or refusals, never crashes.
    """
    as_of = dt.datetime(9999, 12, 31, tzinfo=dt.UTC)
    book = book_of(demo(season_count=rule), seasons=BOTH, as_of=as_of)
    rows = [{**row, "accepted_on": day} for row in book["rows"] for day in FAR[days]]
    return {**book, "rows": rows}


def endless() -> Book:
    """
    A period longer than all the years there are.
    """
    case = attrs.evolve(demo().cases[1], period=Days(10**12))
    book = book_of(demo(cases=(case,)))
    return {**book, "rows": [row for row in book["rows"] if row["category"] == "roof"]}


RULES = {"full": FULL, "partial": PARTIAL_COUNTS, "half": SeasonCount("1/2")}
LENGTHS = (Seasons(3), ServiceLife(), Days(731), Weeks(105), Years(0), Days(0))
CORNERS: dict[str, Callable[[], Book]] = {
    "lengths in columns": in_columns,
    "nothing agreed": partial(by_contract_alone, None),
    "by contract alone": partial(by_contract_alone, Years(3)),
    "a day left out": a_day_left_out,
    "never covered": never_covered,
    "pairs": partial(in_pairs, BOTH),
    "pairs, open": partial(in_pairs, local(OPEN)),
    "pairs without seasons": partial(in_pairs, None),
    "undelivered": undelivered,
    "first days": partial(far, "first", PARTIAL_COUNTS),
    "last days": partial(far, "last", PARTIAL_COUNTS),
    "last days, full": partial(far, "last", FULL),
    "endless": endless,
}
CORNERS |= {f"agreed: {length}": partial(agreed, length) for length in LENGTHS}
CORNERS |= {
    f"seasons: {name}, {rule}": partial(in_seasons, name, RULES[rule])
    for name in SEASONS
    for rule in RULES
}
CORNERS |= {
    f"counting: {name}, {calendar}": partial(counted, name, calendar)
    for name in COUNTINGS
    for calendar in CALENDARS
}
CORNERS |= {
    f"changed: {restart.value}, {split}, {name}": partial(
        changed, restart=restart, split=split, seasons=seasons
    )
    for restart in Restart
    for split in (True, False)
    for name, seasons in (("both", BOTH), ("open", OPEN))
}
SLOWLY = (
    "seasons: next to one another, half",
    "lengths in columns",
    "nothing agreed",
    "counting: least, short",
    "counting: civil code, long",
    "a day left out",
    "changed: completion, True, open",
    "pairs, open",
    "last days",
)


class TestCorners:
    """
    Columns and single calls agree in every corner.
    """

    @pytest.mark.parametrize(("corner", "engine"), [*zip(CORNERS, cycle(FAMILIES))])
    def test_agrees(self, corner: str, engine: str) -> None:
        """
        Status, reason, clause, cover and margin are those of the scalar path.
        """
        agree(engine, CORNERS[corner]())

    @pytest.mark.parametrize("corner", SLOWLY)
    def test_agrees_in_duckdb(self, corner: str) -> None:
        """
        The same in a database.
        """
        agree("duckdb", CORNERS[corner]())

    def test_corners_are_reached(self) -> None:
        """
        Each corner comes to what it is there for.
        """
        reached = {
            "first days": "season_not_covered",
            "last days": "date_out_of_range",
            "endless": "date_out_of_range",
            "undelivered": "fact_missing:delivered_on",
            "nothing agreed": "fact_missing:contract",
            "counting: civil code, none": "calendar_missing",
            "counting: least, short": "calendar_not_covered",
            "seasons: open, half": "fact_missing:season_end",
            "agreed: 3 seasons": "fact_missing:season_kind",
            "pairs without seasons": "invalid_fact:design_life",
        }
        for corner, reason in reached.items():
            found = agree("polars", CORNERS[corner]())
            assert reason in {row["reason"] for row in found}, corner
        assert set(FAMILIES) < set(ENGINES)
