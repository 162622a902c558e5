"""
What of draws, intervals and keeping is laxer than it was, and which times are longer.
"""

from fractions import Fraction
from typing import Any

import attrs
import pytest

from followup_rules.clauses import Clause, Text
from followup_rules.interchange.strictness import laxer, may_be_longer
from followup_rules.policies.draws import DrawPolicy, Scope, Stratum
from followup_rules.policies.intervals import IntervalPolicy
from followup_rules.policies.keeping import KeepingCase, KeepingPolicy
from followup_rules.timing.amounts import Days, Hours, Months, Weeks, Years

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
