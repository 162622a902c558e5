"""
Cases of people who do this job, by the numbers under which they were collected.

K12 to K15, and use in K16, stand with covers and with retention paid in stages; the
bounds of a quota in K3 with quotas, and a season of one's own in K10 with seasons.
"""

import datetime as dt
from fractions import Fraction
from typing import Any

import attrs
import pendulum
import pytest

from followup_rules.clauses import Clause, Text
from followup_rules.policies.cadence import CadencePolicy
from followup_rules.policies.draws import DrawPolicy, Repeat
from followup_rules.policies.scoring import (
    THREE_GRADES,
    ItemRule,
    ScoringPolicy,
    Tier,
    Unit,
    net_score,
    numbered,
)
from followup_rules.timing.cycles import Cycle
from followup_rules.timing.seasons import YearlySeason

HEAD: dict[str, Any] = {
    "id": "case",
    "clause": Clause(id="DEMO-1", en="so it is", zh="如此"),
    "name": Text("the case", "事项"),
    "owed_by": "office",
}
LIKERT = ScoringPolicy(
    **HEAD,
    scale=numbered(1, 5),
    points={"5": 100, "4": 75, "3": 50, "2": 25, "1": 0},
    satisfied=["5", "4"],
    tiers=[
        Tier(id="good", name=Text("good", "好"), at_least="50"),
        Tier(id="poor", name=Text("poor", "差"), at_least="0"),
    ],
    items=["q1", "q2"],
    overall="q1",
    unit=Unit.MEAN_OF_FORMS,
)


def item(name: str, **fields: Any) -> ItemRule:
    """Return an item that differs from the others."""
    return ItemRule(id=name, name=Text(name, name), **fields)


@pytest.mark.parametrize(
    ("number", "drawn"), [(0, 0), (2, 2), (12, 3), (30, 3), (31, 4), (37, 4)]
)
def test_k3_a_share_as_the_size_of_a_draw(number: int, drawn: int) -> None:
    """10 % of 37 are 4; at least 3, and never more than there are."""
    rule = DrawPolicy(**HEAD, share="10%", least=3, reserves=0, repeat=Repeat.IGNORED)
    ids = [f"{n:04}" for n in range(number)]
    draw = rule.draw(ids, seed="314159", window="A", on=dt.date(2026, 3, 11))

    assert len(draw.chosen) == drawn


@pytest.mark.parametrize(("month", "status"), [(5, "BREACHED"), (7, "NOT_APPLICABLE")])
def test_k10_only_within_a_season(month: int, status: str) -> None:
    """Monthly from April to June, and not in July."""
    rule = CadencePolicy(
        **HEAD,
        cycle=Cycle.MONTH,
        season=YearlySeason(first_month=4, first_day=1, last_month=6, last_day=30),
    )
    verdict = rule.assess(
        [],
        cell=dt.date(2026, month, 1),
        as_of=pendulum.datetime(2026, 9, 1, tz="Asia/Shanghai"),
    )

    assert verdict.status.name == status


@pytest.mark.parametrize(
    ("rules", "score"),
    [
        ([item("q2", reversed=True)], 100),
        ([item("q1", weight=3)], 75),
        ([], 50),
    ],
)
def test_k11_directions_and_weights(rules: list[ItemRule], score: int) -> None:
    """A form of 5 and 1: reversed 100, weighted 3 to 1 75, as it stands 50."""
    rule = attrs.evolve(LIKERT, item_rules=rules)

    assert rule.score([{"q1": "5", "q2": "1"}]).score == score


def test_k11_good_less_bad() -> None:
    """22, 13 and 15 of 50: 44 % less 30 %; promoters 18, 11 and 2 of 31: 1600/31."""
    alone = attrs.evolve(
        LIKERT,
        items=["q1"],
        unit=Unit.OVERALL,
        scale=THREE_GRADES,
        points=net_score(THREE_GRADES, 1, 1),
        satisfied=["satisfied"],
        tiers=[Tier(id="any", name=Text("any", "任何"), at_least="-100")],
    )
    promoters = attrs.evolve(
        alone,
        scale=numbered(0, 10),
        points=net_score(numbered(0, 10), good=2, bad=7),
        satisfied=["10", "9"],
    )

    assert alone.score({"满意": 22, "基本满意": 13, "不满意": 15}).score == 14
    assert promoters.score({"9": 18, "8": 11, "3": 2}).score == Fraction(1600, 31)
