"""
A policy's constructor takes what its annotations say; checked by mypy, never run.
"""

from fractions import Fraction
from typing import assert_type

import attrs

from followup_rules.clauses import Clause, Text
from followup_rules.policies.deadlines import Case, DeadlinePolicy
from followup_rules.policies.draws import DrawPolicy
from followup_rules.policies.quotas import QuotaPolicy
from followup_rules.timing.amounts import Days

CLAUSE = Clause(
    id="DEMO-1", en="visit a third within a week", zh="一星期内回访三分之一"
)
NAME = Text("visits", "回访")


def quotas() -> None:
    """A rate is read on the way in, and kept as a fraction."""
    quota = QuotaPolicy(
        id="quota", clause=CLAUSE, name=NAME, owed_by="office", rate="1/3"
    )
    assert_type(quota.rate, Fraction)
    assert_type(quota.waive_below, int)
    assert_type(attrs.evolve(quota, rate="5%"), QuotaPolicy)
    QuotaPolicy(
        id="quota",
        clause=CLAUSE,
        name=NAME,
        owed_by="office",
        rate="1/3",
        waive_below="x",  # type: ignore[arg-type]
    )


def deadlines() -> None:
    """A list is taken where a tuple is kept."""
    deadline = DeadlinePolicy(
        id="deadline",
        clause=CLAUSE,
        name=NAME,
        owed_by="office",
        cases=[Case(key="leak", limit=Days(3), clause=CLAUSE)],
    )
    assert_type(deadline.owed_by, str)
    Case(key=3, limit=Days(3), clause=CLAUSE)  # type: ignore[arg-type]


def draws() -> None:
    """What may be nothing may be told so."""
    draw = DrawPolicy(
        id="draw",
        clause=CLAUSE,
        name=NAME,
        owed_by="office",
        size=3,
        may_exclude=["moved away"],
    )
    assert_type(attrs.evolve(draw, may_exclude=None, most=None), DrawPolicy)
    attrs.evolve(draw, may_exclude=3)  # type: ignore[arg-type]
