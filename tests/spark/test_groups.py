"""
Quotas, cadence and draws on Spark: the counts, cells and picks of single calls.

Many groups are judged at once, because Spark plans each query anew.
"""

import datetime as dt
import random
from fractions import Fraction
from typing import Any

import attrs
import pyarrow as pa
import pytest
from tests.frames import test_cadence, test_draws, test_quotas
from tests.spark.clusters import in_spark

from followup_rules.frames import draws
from followup_rules.policies.cadence import CountedBy
from followup_rules.policies.draws import DrawUnit, Repeat, Scope, verify
from followup_rules.policies.quotas import Rounding
from followup_rules.timing.amounts import WorkingDays
from followup_rules.timing.calendars import from_exceptions
from followup_rules.timing.counting import Counting
from followup_rules.timing.cycles import Cycle

HOUR = dt.timedelta(hours=1)


class TestQuotas:
    """
    Counts and verdicts of fifty groups.
    """

    @pytest.mark.parametrize("rounding", Rounding)
    @pytest.mark.parametrize("timed", [True, False])
    def test_every_group(self, timed: bool, rounding: Rounding) -> None:  # noqa: FBT001 - pytest gives it
        """
        Members once or twice, visited in time, late, not, or not known to be.
        """
        sampler = random.Random(f"{timed} {rounding}")
        marks: list[Any] = [True, False, None]
        if timed:
            marks = [None, *(test_quotas.BASE + step * HOUR for step in range(-3, 4))]
        rows = [
            (
                f"group {sampler.randrange(50)}",
                sampler.randrange(5),
                sampler.choice(marks),
            )
            for _ in range(600)
        ]
        test_quotas.agree(
            "pyspark",
            {
                "policy": attrs.evolve(
                    test_quotas.RULE,
                    rate=Fraction(5, 12),
                    rounding=rounding,
                    waive_below=3,
                ),
                "rows": rows,
                "timed": timed,
                "members": rounding is not Rounding.UP,
                "settles": test_quotas.BASE,
                "ends": test_quotas.BASE - HOUR,
                "as_of": test_quotas.BASE + HOUR,
                "as_columns": rounding is Rounding.UP,
            },
        )


class TestCadence:
    """
    Every cell of twenty subjects.
    """

    @pytest.mark.parametrize("by", CountedBy)
    def test_every_cell(self, by: CountedBy) -> None:
        """
        Done in its cell, in another, on unknown terms, or never.
        """
        sampler = random.Random(str(by))
        start = dt.datetime(2025, 11, 20, tzinfo=dt.UTC)

        def row() -> tuple[Any, ...]:
            at = start + sampler.randrange(4 * 120) * 6 * HOUR
            about = at.date() - dt.timedelta(days=sampler.randrange(20))
            return (
                f"office {sampler.randrange(20)}",
                sampler.choice((at, at, at, None)),
                sampler.choice((about, about, None)),
                sampler.choice((True, True, False, None)),
            )

        drawn: Any = test_cadence.TestSameVerdicts.test_every_cell
        inner = drawn.hypothesis.inner_test
        late = by is CountedBy.PERIOD_COVERED
        inner(
            test_cadence.TestSameVerdicts(),
            "pyspark",
            {
                "policy": attrs.evolve(
                    test_cadence.RULE,
                    cycle=Cycle.WEEK,
                    least=2,
                    by=by,
                    limit=WorkingDays(3) if late else None,
                    working_cells_only=True,
                    counting=Counting(day_ends=dt.time(17)),
                ),
                "rows": [row() for _ in range(300)],
                "instants": True,
                "as_of": dt.datetime(2026, 2, 20, 3, tzinfo=dt.UTC),
                "calendar": from_exceptions(
                    "court",
                    dt.date(2025, 12, 10),
                    dt.date(2026, 3, 10),
                    off=[dt.date(2026, 2, day) for day in range(15, 24)],
                    source="order",
                ),
                "columns": {"covered", "counts"},
            },
        )


class TestDraws:
    """
    The picks of a scalar draw, whatever the options.
    """

    @pytest.mark.parametrize(
        ("scope", "repeat"),
        [
            (Scope.TOTAL, Repeat.EXCLUDED),
            (Scope.TOTAL, Repeat.IGNORED),
            (Scope.TOTAL_STRATIFIED, Repeat.FILL_UP),
            (Scope.PER_WINDOW, Repeat.EXCLUDED),
            (Scope.PER_WINDOW, Repeat.FILL_UP),
        ],
    )
    def test_every_pick(self, scope: Scope, repeat: Repeat) -> None:
        """
        From 400 cases of three windows; per person, unless calls are ignored.
        """
        sampler = random.Random(f"{scope} {repeat}")
        unit = DrawUnit.CASE if repeat is Repeat.IGNORED else DrawUnit.PERSON
        rule = attrs.evolve(
            test_draws.RULE, size=30, reserves=7, scope=scope, repeat=repeat, unit=unit
        )
        count = 400
        ledger: dict[str, list[Any]] = {
            "window": sampler.choices(("A", "B", "漏"), (5, 3, 1), k=count),
            "serial": [f"{number:04d}" for number in range(count)],
            "called": sampler.choices((True, False), (1, 4), k=count),
            "excluded": sampler.choices((None, "withdrawn"), (9, 1), k=count),
            "person": [f"person {sampler.randrange(200)}" for _ in range(count)],
            "phone": ["-"] * count,
        }
        table = test_draws.table_of(ledger)
        found = test_draws.drawn("pyspark", table, rule, **test_draws.COLUMNS)
        test_draws.hold_against(found, test_draws.scalar(rule, ledger), rule)

    def test_receipt(self) -> None:
        """
        The draw with a receipt reads the ids, and its receipt is proved.
        """
        ids = [f"A/{number:03d}" for number in range(50)]
        frame = in_spark(pa.table({"id": ids}))
        found = draws.draw(frame, test_draws.RULE, id="id", **test_draws.DATED)
        assert verify(found.receipt, ids) == []
