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
from followup_rules.policies.series import Around, Between, PlannedVisit, SeriesPolicy
from followup_rules.policies.teams import TeamPolicy
from followup_rules.policies.windows import After, Before, WindowPolicy
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
APART = IntervalPolicy(**NAMED, most=Days(30))
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
        (APART, {"most": Days(31)}, ("most",)),
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


SPAN = WindowPolicy(
    **NAMED, anchor="begun", span=After(opens=Months(21), closes=Months(27))
)
AHEAD = WindowPolicy(**NAMED, anchor="end", span=Before(lead=Days(60)))


def planned(when: Any) -> SeriesPolicy:
    """Return a series of one visit."""
    visit = PlannedVisit(key="a", name=NAMED["name"], clause=CLAUSE, when=when)
    return SeriesPolicy(**NAMED, visits=[visit])


AROUND = Around(at=Days(30), early=Days(3), late=Days(3))
TEAM = TeamPolicy(
    **NAMED,
    roles=("a", "b"),
    allow_dual_role=True,
    least_people=4,
    independent=("a", "b"),
)
WIDER: list[tuple[Any, Any, tuple[str, ...]]] = [
    (
        SPAN,
        attrs.evolve(SPAN, span=After(opens=Months(20), closes=Months(27))),
        ("span", "opens"),
    ),
    (
        SPAN,
        attrs.evolve(SPAN, span=After(opens=Months(21), closes=Months(28))),
        ("span", "closes"),
    ),
    (AHEAD, attrs.evolve(AHEAD, span=Before(lead=Days(90))), ("span", "lead")),
    (
        planned(AROUND),
        planned(attrs.evolve(AROUND, late=Days(4))),
        ("visits", "a", "when", "late"),
    ),
    (
        planned(AROUND),
        planned(attrs.evolve(AROUND, early=Days(4))),
        ("visits", "a", "when", "early"),
    ),
    (
        planned(Between(opens=Days(27), closes=Days(33))),
        planned(Between(opens=Days(26), closes=Days(33))),
        ("visits", "a", "when", "opens"),
    ),
    (
        planned(Between(opens=Days(27), closes=Days(33))),
        planned(Between(opens=Days(27), closes=Days(34))),
        ("visits", "a", "when", "closes"),
    ),
    (attrs.evolve(TEAM, allow_dual_role=False), TEAM, ("allow_dual_role",)),
    (TEAM, attrs.evolve(TEAM, least_people=3), ("least_people",)),
    (TEAM, attrs.evolve(TEAM, least_people=None), ("least_people",)),
    (TEAM, attrs.evolve(TEAM, independent=()), ("independent",)),
    (
        attrs.evolve(DRAW, may_exclude=("x",)),
        attrs.evolve(DRAW, may_exclude=("x", "y")),
        ("may_exclude",),
    ),
    (attrs.evolve(DRAW, may_exclude=("x",)), DRAW, ("may_exclude",)),
    (DRAW, attrs.evolve(DRAW, cycle=Cycle.MONTH), ("cycle",)),
    (attrs.evolve(APART, least=Days(9)), APART, ("least",)),
    (
        attrs.evolve(APART, least=Days(9)),
        attrs.evolve(APART, least=Days(8)),
        ("least",),
    ),
    (
        DeadlinePolicy(**NAMED, limit=Days(3)),
        DeadlinePolicy(**NAMED, limit=Days(3), self_set=True),
        ("self_set",),
    ),
    (
        APART,
        attrs.evolve(APART, counting=Counting(rest_day=LastDay.ROLLS_FORWARD)),
        ("counting", "rest_day"),
    ),
]


@pytest.mark.parametrize(("old", "new", "where"), WIDER)
def test_windows_and_teams(old: Any, new: Any, where: tuple[str, ...]) -> None:
    """
    A wider window, fewer people, more who may be left out: each under its own name.
    """
    assert [tuple(map(str, one.path)) for one in laxer(new, old)] == [where]
    assert list(laxer(old, new)) == []


def test_windows_of_another_shape() -> None:
    """A window before an end is held against none after a beginning: it may be wider."""
    other = attrs.evolve(SPAN, span=Before(lead=Days(60)))
    assert [one.path for one in laxer(other, SPAN)] == [("span",)]
    assert [one.path for one in laxer(SPAN, other)] == [("span",)]
    (moved,) = laxer(planned(attrs.evolve(AROUND, at=Days(31))), planned(AROUND))
    assert moved.path == ("visits", "a", "when", "at")
