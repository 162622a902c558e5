"""
What each kind says to input that cannot be: what came, what is allowed, the way out.
"""

import datetime as dt
from typing import Any

import attrs
import pytest

from followup_rules.books.feeds import (
    Actors,
    Attempts,
    Keeping,
    Notice,
    Rate,
    Score,
    Warranty,
    Windows,
)
from followup_rules.clauses import Clause, Text
from followup_rules.errors import ImpossibleCountError, InvalidFieldError
from followup_rules.policies.cadence import CadencePolicy
from followup_rules.policies.keeping import KeepingCase, KeepingPolicy
from followup_rules.policies.quotas import QuotaPolicy
from followup_rules.policies.scoring import (
    CUTS_90_60,
    POINTS_100_60_0,
    THREE_GRADES,
    ScoringPolicy,
)
from followup_rules.policies.scoring.items import ItemRule
from followup_rules.policies.series import Between, PlannedVisit, SeriesPolicy
from followup_rules.policies.streaks import Streak, StreakPolicy
from followup_rules.policies.targets import Bound, TargetPolicy
from followup_rules.policies.windows import After
from followup_rules.timing.amounts import Days, Months, WorkingDays, read_amount
from followup_rules.timing.cycles import Cycle, month

ABOUT: dict[str, Any] = {
    "id": "demo",
    "clause": Clause(id="DEMO-1", en="so", zh="如此"),
    "name": Text("it", "它"),
    "owed_by": "office",
}
TARGET = TargetPolicy(**ABOUT, rate="90%", bound=Bound.NOT_LESS_THAN)
SCORE = ScoringPolicy(
    **ABOUT,
    scale=THREE_GRADES,
    points=POINTS_100_60_0,
    satisfied=["satisfied"],
    tiers=CUTS_90_60,
)


class TestPopulations:
    """
    No population shrinks below zero.
    """

    def test_more_let_off_than_there_are(self) -> None:
        """Of a share and of a quota."""
        with pytest.raises(ImpossibleCountError) as shares:
            TARGET.assess(0, 9, excused=10)
        assert str(shares.value) == (
            "excused cannot be 10; allowed: a whole number from 0 to 9"
        )
        with pytest.raises(ImpossibleCountError, match="excused cannot be 10"):
            QuotaPolicy(**ABOUT, rate="10%").assess(9, 0, excused=10)

    def test_more_counted_than_are_left(self) -> None:
        """Nine less seven are two, and three were counted."""
        with pytest.raises(ImpossibleCountError) as caught:
            TARGET.assess(3, 9, excused=7)
        assert str(caught.value) == (
            "numerator cannot be 3; allowed: a whole number from 0 to 2"
        )

    def test_fewer_than_none(self) -> None:
        """A count is never negative."""
        for told in ((-1, 9), (0, -9)):
            with pytest.raises(ImpossibleCountError, match="a whole number"):
                TARGET.assess(*told)


class TestLadders:
    """
    Every ladder ends.
    """

    def test_one_that_asks_for_no_number(self) -> None:
        """Without a number it would go on for ever."""
        with pytest.raises(TypeError, match="least"):
            Attempts(of="call")  # type: ignore[call-arg]
        for number in (0, -1):
            with pytest.raises(InvalidFieldError, match=r"Attempts\.least cannot be"):
                Attempts(of="call", least=number)


class TestWeights:
    """
    Weights add up to something.
    """

    @pytest.mark.parametrize(
        "weights",
        [
            {"visits": "0", "evaluator": "0"},
            {"visits": "60%", "evaluator": "60%"},
            {"visits": "100%"},
        ],
    )
    def test_of_instruments(self, weights: dict[str, str]) -> None:
        """They are shares of one whole."""
        with pytest.raises(InvalidFieldError, match="adding up to 1"):
            attrs.evolve(SCORE, weights=weights)

    def test_of_an_item(self) -> None:
        """One that weighs nothing would go unused."""
        with pytest.raises(InvalidFieldError) as caught:
            ItemRule(key="speed", name=Text("speed", "速度"), weight=0)
        assert (
            str(caught.value) == "ItemRule.weight cannot be '0'; allowed: more than 0"
        )


class TestStreaks:
    """
    A row of cells has no holes.
    """

    def test_cells_that_are_no_neighbours(self) -> None:
        """The one between could have broken it, and may be given as not known."""
        rule = StreakPolicy(**ABOUT, number=2, streak=Streak.IN_A_ROW)
        with pytest.raises(InvalidFieldError) as caught:
            rule.reached([(month(2026, 1), True), (month(2026, 3), True)])
        assert str(caught.value) == (
            "occasions cannot be '2026-01-01..2026-01-31 and 2026-03-01..2026-03-31'; "
            "allowed: cells that are neighbours: give one that is not known as None"
        )
        told = [(month(2026, n), hit) for n, hit in ((1, True), (2, None), (3, True))]
        assert rule.reached(told) == ()

    def test_days_and_cells_at_once(self) -> None:
        """It is one or the other."""
        rule = StreakPolicy(**ABOUT, number=2, streak=Streak.TOTAL)
        with pytest.raises(InvalidFieldError, match="moments and cells"):
            rule.reached([(month(2026, 1), True), dt.date(2026, 2, 1)])


class TestDeadCombinations:
    """
    What would go unused is refused, with what would make use of it.
    """

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            (
                {"kind": "unit"},
                "Rate.kind cannot be 'unit'; allowed: 'group' without by",
            ),
            (
                {"by": "unit", "subject": ("rate", "x")},
                "Rate.subject cannot be ('rate', 'x'); allowed: ('rate', ''), where each "
                "group has a share of its own",
            ),
            (
                {"keeps_excused": True},
                "Rate.keeps_excused cannot be True; allowed: False without ways_out",
            ),
        ],
    )
    def test_of_shares(self, fields: dict[str, Any], said: str) -> None:
        """Each says so in a sentence."""
        with pytest.raises(InvalidFieldError) as caught:
            Rate(each="ticket", cycle=Cycle.WEEK, **fields)
        assert str(caught.value) == said


class TestWindows:
    """
    A window that closes before it opens, and windows that overlap whatever the day.
    """

    @pytest.mark.parametrize(
        ("opens", "closes"),
        [("60 days", "30 days"), ("1 year 1 day", "1 year"), ("2 months", "1 month")],
    )
    def test_it_closes_first(self, opens: str, closes: str) -> None:
        """It is said how long it must be open at the least."""
        with pytest.raises(InvalidFieldError) as caught:
            After(
                opens=read_amount(opens, "opens"), closes=read_amount(closes, "closes")
            )
        assert str(caught.value) == (
            f"After.closes cannot be '{closes}'; allowed: {opens} or more"
        )

    def test_units_that_the_day_decides(self) -> None:
        """A month is more than 30 days, or less: that is known of a day alone."""
        assert After(opens=Months(1), closes=Days(30)).closes == Days(30)

    @pytest.mark.parametrize(
        ("first", "second", "refused"),
        [
            ((Days(55), Days(59)), (Days(57), Days(119)), True),
            ((Days(55), Days(59)), (Days(59), Days(119)), True),
            ((Days(55), Days(59)), (Days(60), Days(119)), False),
            ((Months(1), Months(2)), (Days(45), Days(90)), True),
            # from 31 January two months end on the 31st of March, 59 days on
            ((Months(1), Months(2)), (Days(60), Days(90)), False),
            ((Days(1), WorkingDays(9)), (Days(2), Days(9)), False),
        ],
    )
    def test_of_a_series(self, first: Any, second: Any, *, refused: bool) -> None:
        """What overlaps on some days alone is an error of those rows."""
        visits = [
            PlannedVisit(
                key=key,
                name=Text(key, key),
                clause=ABOUT["clause"],
                when=Between(opens=opens, closes=closes),
            )
            for key, (opens, closes) in (("a", first), ("b", second))
        ]
        if not refused:
            assert SeriesPolicy(**ABOUT, visits=visits).visits == tuple(visits)
            return
        with pytest.raises(InvalidFieldError) as caught:
            SeriesPolicy(**ABOUT, visits=visits)
        assert str(caught.value) == (
            "SeriesPolicy.visits cannot be ('a', 'b'); allowed: visits whose windows "
            "follow one another without overlapping"
        )


class TestShownAsWritten:
    """
    A length that is refused is shown as it is written.
    """

    @pytest.mark.parametrize(
        ("make", "said"),
        [
            (
                lambda: StreakPolicy(
                    **ABOUT, number=2, streak=Streak.TOTAL, span=Months(12)
                ),
                "StreakPolicy.span cannot be '12 months'; ",
            ),
            (
                lambda: KeepingPolicy(
                    **ABOUT,
                    keep_for=Months(12),
                    cases=[
                        KeepingCase(key="a", keep_for=Days(1), clause=ABOUT["clause"])
                    ],
                ),
                "KeepingPolicy.keep_for cannot be '12 months'; ",
            ),
            (
                lambda: CadencePolicy(**ABOUT, cycle=Cycle.YEAR, limit=Days(3)),
                "CadencePolicy.limit cannot be '3 days'; ",
            ),
        ],
    )
    def test_lengths(self, make: Any, said: str) -> None:
        """And not as a class of ours."""
        with pytest.raises(InvalidFieldError) as caught:
            make()
        assert str(caught.value).startswith(said)


class TestWhatIsNeverAsked:
    """
    A feed without the question that a rule is about.
    """

    @pytest.mark.parametrize(
        ("feed", "said"),
        [
            (Notice(each="row"), "Notice.event"),
            (Keeping(each="row"), "Keeping.since"),
            (Windows(each="row"), "Windows.anchor"),
            (Actors(each="row"), "Actors.by"),
            (Warranty(each="row"), "Warranty.category"),
            (Score(each="row"), "Score.by"),
        ],
    )
    def test_it_is_named(self, feed: Any, said: str) -> None:
        """Of a book without it nothing would ever be judged."""
        with pytest.raises(InvalidFieldError) as caught:
            feed.suits(SCORE)
        assert str(caught.value) == f"{said} cannot be None; allowed: a question"
