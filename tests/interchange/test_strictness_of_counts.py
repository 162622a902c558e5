"""
What of draws, intervals and keeping is laxer than it was, and which times are longer.
"""

import datetime as dt
from fractions import Fraction
from typing import Any

import attrs
import pytest

from followup_rules.clauses import Clause, Text
from followup_rules.interchange.strictness import laxer, may_be_longer
from followup_rules.policies.cadence import CadencePolicy, CountedBy
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.policies.draws import DrawPolicy, Scope, Stratum
from followup_rules.policies.intervals import IntervalPolicy
from followup_rules.policies.keeping import KeepingCase, KeepingPolicy
from followup_rules.policies.quotas import QuotaPolicy, Rounding
from followup_rules.timing.amounts import Days, Hours, Months, Weeks, Years
from followup_rules.timing.counting import Counting, LastDay
from followup_rules.timing.cycles import Cycle, Every
from followup_rules.timing.seasons import YearlySeason

CLAUSE = Clause(id="X-1", en="x", zh="某条")
NAMED: dict[str, Any] = {
    "id": "r",
    "clause": CLAUSE,
    "name": Text("it", "它"),
    "owed_by": "unit",
}
DRAW = DrawPolicy(**NAMED, size=20)
SHARE = DrawPolicy(**NAMED, share="10%", least=3, most=50)
STRATA = DrawPolicy(**NAMED, strata=[Stratum(key="A", size=5)], scope=Scope.PER_WINDOW)
APART = IntervalPolicy(**NAMED, at_most=Days(30))
KEPT = KeepingPolicy(**NAMED, keep_for=Months(6))
CASES = KeepingPolicy(
    **NAMED, cases=[KeepingCase(key="a", keep_for=Days(90), clause=CLAUSE)]
)


@pytest.mark.parametrize(
    ("old", "changed", "where"),
    [
        (DRAW, {"size": 19}, ("size",)),
        (SHARE, {"share": Fraction(9, 100)}, ("share",)),
        (SHARE, {"least": 2}, ("least",)),
        (SHARE, {"most": 49}, ("most",)),
        (STRATA, {"strata": [Stratum(key="A", size=4)]}, ("strata", "A", "size")),
        (APART, {"at_most": Days(31)}, ("at_most",)),
        (KEPT, {"keep_for": Months(5)}, ("keep_for",)),
        (
            CASES,
            {"cases": [KeepingCase(key="a", keep_for=Days(89), clause=CLAUSE)]},
            ("cases", "a", "keep_for"),
        ),
    ],
)
def test_one_way_only(
    old: Any, changed: dict[str, Any], where: tuple[str, ...]
) -> None:
    """The lax way is named with its path; back again nothing is."""
    new = attrs.evolve(old, **changed)

    assert [tuple(map(str, one.path)) for one in laxer(new, old)] == [where]
    assert list(laxer(old, new)) == []


MONTHLY = CadencePolicy(**NAMED, cycle=Cycle.MONTH)
COVERED = CadencePolicy(
    **NAMED, cycle=Cycle.MONTH, by=CountedBy.PERIOD_COVERED, limit=Days(5)
)
LATER: list[tuple[Any, dict[str, Any], tuple[str, ...]]] = [
    (MONTHLY, {"cycle": Cycle.QUARTER}, ("cycle",)),
    (
        MONTHLY,
        {"cycle": Every(length="5 weeks", since=dt.date(2026, 1, 5))},
        ("cycle",),
    ),
    (MONTHLY, {"working_cells_only": True}, ("working_cells_only",)),
    (COVERED, {"limit": Days(6)}, ("limit",)),
    (COVERED, {"limit": None}, ("limit",)),
    (QuotaPolicy(**NAMED, rate="5%"), {"rounding": Rounding.DOWN}, ("rounding",)),
    (QuotaPolicy(**NAMED, rate="5%"), {"rounding": Rounding.HALF_EVEN}, ("rounding",)),
]
BOUNDS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"start_day_counted": True}, {"start_day_counted": False}),
    ({"bound_included": False}, {"bound_included": True}),
    ({"suspended_days_count": True}, {"suspended_days_count": False}),
    ({"days_after_recess": 0}, {"days_after_recess": 7}),
    ({"hours_roll": False}, {"hours_roll": True}),
    ({"least_working_days": 1}, {"least_working_days": 2}),
    ({"rest_day": LastDay.STAYS}, {"rest_day": LastDay.ROLLS_FORWARD}),
    ({"rest_day": LastDay.ROLLS_BACKWARD}, {"rest_day": LastDay.STAYS}),
    ({"day_ends": dt.time(17, 30)}, {"day_ends": dt.time(18)}),
    ({"day_ends": dt.time(17, 30)}, {"day_ends": None}),
]


@pytest.mark.parametrize(("old", "changed", "where"), LATER)
def test_cells_and_shares(
    old: Any, changed: dict[str, Any], where: tuple[str, ...]
) -> None:
    """
    What is owed more rarely, later or in fewer cells is laxer, and the reverse is not.
    """
    new = attrs.evolve(old, **changed)

    assert [one.path for one in laxer(new, old)] == [where]
    assert list(laxer(old, new)) == []


def test_a_part_of_the_year() -> None:
    """Visits of one season are fewer than those of every cell; of another they differ."""
    rains, snows = (
        attrs.evolve(
            MONTHLY,
            season=YearlySeason(
                first_month=first, first_day=1, last_month=last, last_day=15
            ),
        )
        for first, last in ((6, 9), (11, 3))
    )

    for new, old in ((rains, MONTHLY), (snows, rains), (rains, snows)):
        assert [one.path for one in laxer(new, old)] == [("season",)]
    assert list(laxer(MONTHLY, rains)) == []


@pytest.mark.parametrize(("old", "new"), BOUNDS)
def test_conventions_of_deadlines(old: dict[str, Any], new: dict[str, Any]) -> None:
    """
    A convention that moves the bound on is laxer, under the name of its field.
    """
    ordinary: dict[str, Any] = {"rest_day": LastDay.ROLLS_FORWARD}
    before, after = (
        DeadlinePolicy(
            **NAMED, limit=Days(3), counting=Counting(**{**ordinary, **fields})
        )
        for fields in (old, new)
    )

    (found,) = laxer(after, before)
    assert found.path == ("counting", *old)
    assert (found.old, found.new) == (*old.values(), *new.values())
    assert list(laxer(before, after)) == []


def test_a_number_and_a_share() -> None:
    """Neither can be held against the other."""
    assert list(laxer(DrawPolicy(**NAMED, share="1%"), DRAW)) == []


class TestMayBeLonger:
    """
    A month has 28 to 31 days, and a year 365 or 366; the rest is of one length.
    """

    @pytest.mark.parametrize(
        ("new", "old", "longer"),
        [
            (Hours(24), Days(1), False),
            (Hours(25), Days(1), True),
            (Days(7), Weeks(1), False),
            (Hours(168), Weeks(1), False),
            (Hours(169), Weeks(1), True),
            (Days(28), Months(1), False),
            (Days(29), Months(1), True),
            (Months(1), Days(31), False),
            (Months(1), Days(30), True),
            (Days(365), Years(1), False),
            (Days(366), Years(1), True),
            (Years(1), Days(366), False),
            (Years(1), Days(365), True),
        ],
    )
    def test_by_hand(self, new: Any, old: Any, *, longer: bool) -> None:
        """
        It is asked of the longest that the new one can be, and the shortest old one.
        """
        assert may_be_longer(new, old) is longer
