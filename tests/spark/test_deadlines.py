"""
Deadlines on Spark: every row as a single call judges it, hundreds of rows at a time.

Spark plans each query anew, so each rule is judged over one large ledger whose rows
lie on the edges: each side of a month's end, of a change of clocks, and of the very
instant at which the rule's own limit closes.
"""

import datetime as dt
import random
import zoneinfo
from collections.abc import Mapping
from typing import Any

import attrs
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.frames.test_deadlines import agree, clause, ledgers, scalar
from tests.spark.clusters import in_spark, rows_of

from followup_rules.clauses import Text
from followup_rules.errors import FollowupRulesError
from followup_rules.frames import assess
from followup_rules.policies.deadlines import Case, Conflict, DeadlinePolicy
from followup_rules.timing.amounts import (
    Amount,
    Days,
    Hours,
    Months,
    Weeks,
    WorkingDays,
    Years,
)
from followup_rules.timing.calendars import from_exceptions
from followup_rules.timing.counting import (
    CIVIL_CODE,
    US_FRCP_6A,
    Counting,
    HourStart,
    LastDay,
)

ROWS = 300
MICRO = dt.timedelta(microseconds=1)
LIMITS: Mapping[str, Amount] = {
    "hours": Hours(30),
    "days": Days(3),
    "weeks": Weeks(2),
    "working": WorkingDays(4),
    "months": Months(1),
    "years": Years(1),
}
RULE = DeadlinePolicy(
    id="visit",
    clause=clause(0),
    name=Text("the visit", "回访"),
    owed_by="office",
    trigger="trigger",
    cases=tuple(
        Case(key=key, limit=limit, clause=clause(place))
        for place, (key, limit) in enumerate(LIMITS.items(), 1)
    ),
)
FEW = attrs.evolve(RULE, cases=(RULE.cases[0], RULE.cases[1], RULE.cases[3]))
OPEN = attrs.evolve(RULE, cases=(), forms=("visit",), other_forms=("letter",))
SELF_SET = attrs.evolve(RULE, cases=(), self_set=True)
COURT = from_exceptions(
    "court",
    dt.date(2025, 6, 1),
    dt.date(2027, 6, 30),
    off=[dt.date(2026, 2, day) for day in range(15, 24)] + [dt.date(2026, 10, 1)],
    on=[dt.date(2026, 2, 14), dt.date(2026, 2, 28)],
    source="order",
)
EDGES = (
    "2025-06-01T00:00",
    "2025-12-31T16:00",
    "2026-01-31T12:00",
    "2026-02-13T23:59",
    "2026-02-28T16:00",
    "2026-03-08T07:00",  # New York, clocks forward
    "2026-03-29T01:00",  # Brussels, clocks forward
    "2026-10-25T01:00",  # Brussels, clocks back
    "2026-11-01T06:00",  # New York, clocks back
    "2024-02-29T04:00",
    "2027-06-29T20:00",
)
AS_OF = dt.datetime(2026, 11, 1, 6, 30, tzinfo=dt.UTC)


def moment(sampler: random.Random, kind: str) -> Any:
    """
    Return a moment next to an edge, or the day of it.
    """
    edge = dt.datetime.fromisoformat(sampler.choice(EDGES)).replace(tzinfo=dt.UTC)
    nudges = (dt.timedelta(0), MICRO, dt.timedelta(hours=1), dt.timedelta(days=1))
    at = edge + sampler.choice(nudges) * sampler.choice((-1, 0, 1))
    zone = sampler.choice(("UTC", "Asia/Shanghai", "America/New_York"))
    return at.astimezone(zoneinfo.ZoneInfo(zone)) if kind == "us" else at.date()


def near_limit(sampler: random.Random, ledger: dict[str, Any], row: Any) -> Any:
    """
    Return what lies just before, on or just after the limit of a row.
    """
    kind, category = ledger["kinds"]["done"], row["category"]
    try:
        due = ledger["policy"].due(
            row["trigger"],
            category=tuple(category) if category else None,
            calendar=ledger["calendar"],
        )
    except FollowupRulesError:
        return moment(sampler, kind)
    step = sampler.choice((-1, 0, 1))
    try:
        if kind == "day":
            return due.last_day + dt.timedelta(days=step)
        return due.closes + step * MICRO
    except OverflowError:
        return moment(sampler, kind)


def filled(ledger: dict[str, Any], seed: int, count: int = ROWS) -> dict[str, Any]:
    """
    Return a ledger with so many rows on the edges of its rule.
    """
    sampler, kinds = random.Random(seed), ledger["kinds"]
    keys = (*ledger["policy"].categories, "nonsense")
    most = 1 if ledger["style"] == "text" else 3
    rows = list(ledger.get("rows", ()))
    for _ in range(count):
        row: dict[str, Any] = {
            name: sampler.choice((None, moment(sampler, kinds[name])))
            for name in ("closed", "appointed")
        }
        weights = [4] * (len(keys) - 1) + [1]
        named = dict.fromkeys(
            sampler.choices(keys, weights, k=sampler.randint(1, most))
        )
        row["trigger"] = sampler.choice(
            (moment(sampler, kinds["trigger"]),) * 9 + (None,)
        )
        row["category"] = sampler.choice((list(named),) * 9 + (None,))
        row["form"] = sampler.choice((None, "visit", "visit", "letter", "pigeon"))
        row["owed"] = sampler.choice((True, True, True, True, False, None))
        row["done"] = sampler.choice((None, *[near_limit(sampler, ledger, row)] * 3))
        rows.append(row)
    return {**ledger, "rows": rows}


def ledger_of(policy: DeadlinePolicy, **changes: Any) -> dict[str, Any]:
    """
    Return a rule with its columns, as the other engines are given them.
    """
    return {
        "policy": policy,
        "kinds": dict.fromkeys(("trigger", "done", "closed", "appointed"), "us"),
        "columns": ["trigger", "done", "category", "owed"],
        "calendar": COURT,
        "as_of": AS_OF,
        "style": "text",
        **changes,
    }


class TestSameVerdicts:
    """
    Columns and single calls agree on every row, whatever the rule.
    """

    @pytest.mark.parametrize(
        ("counting", "style"),
        [
            (CIVIL_CODE, "list"),
            (US_FRCP_6A, "columns"),
            (
                Counting(
                    zone="Europe/Brussels",
                    day_ends=dt.time(17, 30),
                    hour_start=HourStart.NEXT_FULL_HOUR,
                    rest_day=LastDay.ROLLS_BACKWARD,
                    hours_roll=True,
                    least_working_days=2,
                ),
                "list",
            ),
            (
                Counting(
                    zone="America/New_York",
                    start_day_counted=True,
                    bound_included=False,
                ),
                "text",
            ),
        ],
    )
    def test_every_amount(self, counting: Counting, style: str) -> None:
        """
        Hours, days, weeks, working days, months and years, counted in many ways.
        """
        rule = attrs.evolve(RULE, counting=counting)
        agree("pyspark", filled(ledger_of(rule, style=style), seed=len(str(counting))))

    @pytest.mark.parametrize("conflict", Conflict)
    def test_flags(self, conflict: Conflict) -> None:
        """
        A column of true or false for each category, with any of them or none.
        """
        ledger = filled(
            ledger_of(attrs.evolve(FEW, conflict=conflict), style="list"), seed=7
        )
        keys = FEW.categories
        rows = [
            {**row, "category": [key for key in keys if key in (row["category"] or ())]}
            for row in ledger["rows"]
        ]
        columns = {key: [key in row["category"] for row in rows] for key in keys}
        times = {name: [row[name] for row in rows] for name in ("trigger", "done")}
        kind = pa.timestamp("us", "UTC")
        table = pa.table(
            {name: pa.array(values, kind) for name, values in times.items()} | columns
        )
        judged = assess(
            in_spark(table),
            ledger["policy"],
            done="done",
            category={key: key for key in keys},
            as_of=AS_OF,
            calendar=COURT,
        )
        plain = {**ledger, "columns": ["trigger", "done", "category"]}
        for row, facts in zip(rows_of(judged), rows, strict=True):
            if row["reason"] == "fact_missing:category":
                assert not facts["category"]  # Spark waits for one
                continue
            wanted = scalar(plain, facts)
            assert {name: row[name] for name in wanted} == wanted

    @pytest.mark.parametrize("kind", ["us", "day"])
    @pytest.mark.parametrize("rule", [OPEN, SELF_SET])
    def test_without_a_limit(self, rule: DeadlinePolicy, kind: str) -> None:
        """
        What is owed until the matter closes, and by when a party said itself.
        """
        ledger = ledger_of(
            rule,
            kinds=dict.fromkeys(("trigger", "done", "closed", "appointed"), kind),
            columns=["trigger", "done", "closed", "appointed", "form", "owed"],
        )
        agree("pyspark", filled(ledger, seed=len(kind)))

    def test_days_alone(self) -> None:
        """
        Plain days on both sides.
        """
        ledger = ledger_of(
            RULE,
            kinds={"trigger": "day", "done": "day", "closed": "us", "appointed": "us"},
        )
        agree("pyspark", filled(ledger, seed=3))

    @given(ledger=ledgers(), seed=st.integers(0, 2**20))
    @settings(
        max_examples=6,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def test_any_rule(self, ledger: dict[str, Any], seed: int) -> None:
        """
        Rules and columns as the other engines get them, and a hundred rows more.
        """
        agree("pyspark", filled(ledger, seed, 100))
