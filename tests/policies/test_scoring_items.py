"""
Items that do not count alike: weights, direction, scales, points; top box and net.
"""

import itertools
import json
import pickle
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    FollowupRulesError,
    ImpossibleCountError,
    InexactRateError,
    InvalidFieldError,
    UnknownNameError,
)
from followup_rules.policies.scoring import (
    CUTS_90_60,
    FIVE_GRADES,
    POINTS_100_60_0,
    THREE_GRADES,
    YES_NO,
    Blank,
    ItemRule,
    NonResponse,
    Ranking,
    ScoringPolicy,
    Tier,
    Unit,
    blend_of,
    net_score,
    numbered,
    ranks,
    top_box,
)
from followup_rules.receipts import replay

ONE_TO_FIVE = numbered(1, 5)
QUARTERS = {"5": "100", "4": "75", "3": "50", "2": "25", "1": "0"}
BASE: dict[str, Any] = {
    "id": "window_score",
    "clause": Clause(id="DEMO-6e", en="score by window", zh="按窗口计分"),
    "name": Text("the window's score", "窗口得分"),
    "owed_by": "management_office",
}
LIKERT = ScoringPolicy(
    **BASE,
    scale=ONE_TO_FIVE,
    points=QUARTERS,
    satisfied=["5", "4"],
    tiers=CUTS_90_60,
    items=["q1", "q2"],
    overall="q1",
)


def item(name: str, **changes: Any) -> ItemRule:
    """Return a rule of one item."""
    return ItemRule(key=name, name=Text(f"item {name}", f"第{name}项"), **changes)


def tiers(*cuts: int) -> list[Tier]:
    """Return tiers from their bounds."""
    return [
        Tier(key=f"t{cut}", name=Text(f"tier {cut}", f"档{cut}"), least=cut)
        for cut in cuts
    ]


NPS = attrs.evolve(
    LIKERT,
    scale=numbered(0, 10),
    points=net_score(numbered(0, 10), good=2, bad=7),
    satisfied=["10", "9"],
    tiers=tiers(50, 0, -100),
)
HOUSEHOLD = ScoringPolicy(
    **BASE,
    scale=THREE_GRADES,
    points={"satisfied": 20, "basically_satisfied": 12, "dissatisfied": 0},
    satisfied=["satisfied"],
    tiers=CUTS_90_60,
    unit=Unit.FORM_TOTAL,
    items=["attitude", "speed", "result", "answered", "cleaned"],
    overall="result",
    item_rules=[
        item(
            "answered",
            scale=YES_NO,
            points={"yes": 10, "no": 0},
            satisfied=["yes"],
        ),
        item(
            "cleaned",
            scale=YES_NO,
            points={"yes": 30, "no": 0},
            satisfied=["yes"],
        ),
    ],
)


class TestDirection:
    """
    An item that is keyed the other way round.
    """

    TURNED = attrs.evolve(LIKERT, item_rules=[item("q2", reversed=True)])

    def test_best_answers(self) -> None:
        """
        5 and, reversed, 1 are the best there is; without the direction they are 50.
        """
        form = [{"q1": "5", "q2": "1"}]

        assert LIKERT.score(form).score == 50
        assert self.TURNED.score(form).score == 100
        assert self.TURNED.score([{"q1": "5", "q2": "2"}]).score == Fraction(175, 2)

    def test_points_that_are_not_even(self) -> None:
        """
        Best and worst together less its own: 100/60/0 becomes 0/40/100.
        """
        rule = attrs.evolve(
            LIKERT,
            scale=THREE_GRADES,
            points=POINTS_100_60_0,
            satisfied=["satisfied"],
            item_rules=[item("q2", reversed=True)],
        )
        values = [rule.score([{"q2": grade}]).score for grade in THREE_GRADES.ids]

        assert values == [0, 40, 100]

    def test_satisfied_the_other_way(self) -> None:
        """
        Of a reversed item the two lowest grades are the satisfied ones.
        """
        forms = [{"q1": "4", "q2": grade} for grade in "12345"]

        assert self.TURNED.score(forms).good == 5 + 2

    @pytest.mark.parametrize(
        ("option", "value"), [(Blank.LOWEST, 0), (Blank.HIGHEST, 100)]
    )
    def test_blank(self, option: Blank, value: int) -> None:
        """
        The lowest answer to a reversed item is the highest grade.
        """
        rule = attrs.evolve(self.TURNED, blanks=option)

        assert rule.score([{}]).score == value

    @pytest.mark.parametrize(
        ("option", "value"), [(NonResponse.LOWEST, 50), (NonResponse.HIGHEST, 100)]
    )
    def test_silence(self, option: NonResponse, value: int) -> None:
        """
        So it is for somebody who said nothing.
        """
        rule = attrs.evolve(self.TURNED, non_response=option)

        assert rule.score([{"q1": "5", "q2": "1"}], no_answer=1).score == value

    @given(st.lists(st.tuples(st.sampled_from("12345"), st.sampled_from("12345"))))
    def test_turned_twice_is_as_it_was(self, answers: list[tuple[str, str]]) -> None:
        """
        Reading 6 minus the answer is the same as reversing the item.
        """
        forms = [{"q1": one, "q2": other} for one, other in answers]
        by_hand = [{"q1": one, "q2": str(6 - int(other))} for one, other in answers]

        assert self.TURNED.score(forms).score == LIKERT.score(by_hand).score
        assert self.TURNED.score(forms).good == LIKERT.score(by_hand).good


class TestWeights:
    """
    Items that weigh more than others.
    """

    HEAVY = attrs.evolve(LIKERT, item_rules=[item("q1", weight=3)])

    def test_three_to_one(self) -> None:
        """
        100 three times and 0 once are 75.
        """
        assert self.HEAVY.score([{"q1": "5", "q2": "1"}]).score == 75

    def test_units(self) -> None:
        """
        By hand: pooled (300+300+0)/7, forms (75+100)/2, items (3*100+0)/4.
        """
        forms = [{"q1": "5", "q2": "1"}, {"q1": "5"}]
        found = {
            unit: attrs.evolve(self.HEAVY, unit=unit).score(forms).score
            for unit in (Unit.ITEM_POOLED, Unit.MEAN_OF_FORMS, Unit.MEAN_OF_ITEMS)
        }

        assert found == {
            Unit.ITEM_POOLED: Fraction(600, 7),
            Unit.MEAN_OF_FORMS: Fraction(175, 2),
            Unit.MEAN_OF_ITEMS: 75,
        }

    @given(
        answers=st.lists(
            st.tuples(*[st.none() | st.sampled_from("12345")] * 2), max_size=8
        ),
        weight=st.fractions(Fraction(1, 9), 9).filter(lambda w: w != 1),
        unit=st.sampled_from(
            [Unit.ITEM_POOLED, Unit.MEAN_OF_FORMS, Unit.MEAN_OF_ITEMS]
        ),
    )
    def test_against_plain_sums(
        self, answers: list[tuple[str | None, str | None]], weight: Fraction, unit: Unit
    ) -> None:
        """
        Each unit as its own words say, added up answer by answer.
        """
        rule = attrs.evolve(LIKERT, unit=unit, item_rules=[item("q2", weight=weight)])
        weights = (Fraction(1), weight)
        rows = [
            [
                (place, weights[place], (int(grade) - 1) * Fraction(25))
                for place, grade in enumerate(form)
                if grade is not None
            ]
            for form in answers
        ]
        every = list(itertools.chain(*rows))
        groups: list[tuple[Fraction, list[tuple[Fraction, Fraction]]]]
        if unit is Unit.ITEM_POOLED:
            groups = [(Fraction(1), [(w, p) for _, w, p in every])]
        elif unit is Unit.MEAN_OF_FORMS:
            groups = [(Fraction(1), [(w, p) for _, w, p in row]) for row in rows]
        else:
            groups = [
                (weights[n], [(Fraction(1), p) for place, _, p in every if place == n])
                for n in (0, 1)
            ]
        groups = [(w, group) for w, group in groups if group]
        means = [
            (w, sum(a * p for a, p in group) / sum(a for a, _ in group))
            for w, group in groups
        ]
        expected = (
            sum(w * m for w, m in means) / sum(w for w, _ in means) if means else None
        )
        forms = [dict(zip(("q1", "q2"), form, strict=True)) for form in answers]

        assert rule.score(forms).score == expected


class TestTotals:
    """
    A form of 100 points that mixes grades and yes or no.
    """

    def test_full_form(self) -> None:
        """
        20 + 12 + 20 + 10 + 30 = 92 points, of the tier from 90 on.
        """
        form = {
            "attitude": "满意",
            "speed": "基本满意",
            "result": "满意",
            "answered": "是",
            "cleaned": "yes",
        }
        found = HOUSEHOLD.score([form])

        assert (found.score, found.tier, found.answered) == (
            Fraction(92),
            "satisfied",
            1,
        )
        assert found.good == 4
        assert dict(found.counts)["yes"] == 2
        assert HOUSEHOLD.score([{**form, "cleaned": "否"}]).score == 62
        both = HOUSEHOLD.score([form, {**form, "cleaned": "否"}])
        assert both.score == 77

    def test_blank_item(self) -> None:
        """
        What was left out is left out of what could be reached: 50 of 70.
        """
        form = {"attitude": "满意", "speed": "不满意", "cleaned": "是"}

        assert HOUSEHOLD.score([form, {}]).score == Fraction(500, 7)
        lowest = attrs.evolve(HOUSEHOLD, blanks=Blank.LOWEST)
        assert lowest.score([form]).score == 50

    def test_deductions(self) -> None:
        """
        An item that only takes points away: 80 less 10, and -10 is the least.
        """
        rule = attrs.evolve(
            HOUSEHOLD,
            blanks=Blank.LOWEST,
            tiers=tiers(60, -10),
            items=[*HOUSEHOLD.items, "complaint"],
            item_rules=[
                *HOUSEHOLD.item_rules,
                item(
                    "complaint",
                    scale=YES_NO,
                    points={"yes": 0, "no": "-10"},
                    satisfied=["yes"],
                ),
            ],
        )
        good = {
            name: grade.grades[0].key
            for name, own in rule.item_terms.items()
            for grade in [own.scale]
        }

        assert rule.score([good]).score == 100
        assert rule.score([{**good, "complaint": "no"}]).score == 90
        assert rule.score([{}]).score == -10
        with pytest.raises(InvalidFieldError, match="LOWEST or HIGHEST"):
            attrs.evolve(rule, blanks=Blank.SKIPPED)

    @pytest.mark.parametrize(
        "answers", [{"满意": 3}, {"satisfied": 1, "dissatisfied": 0}]
    )
    def test_counts_say_nothing_of_items(self, answers: dict[str, int]) -> None:
        """
        How often a grade was given does not tell at which item.
        """
        for rule in (HOUSEHOLD, attrs.evolve(HOUSEHOLD, unit=Unit.ITEM_POOLED)):
            with pytest.raises(InvalidFieldError, match="do not count alike"):
                rule.score(answers)
        assert HOUSEHOLD.score({}).score is None
        with pytest.raises(InvalidFieldError, match="evaluator"):
            HOUSEHOLD.score([], evaluator=answers)

    def test_says_forms(self) -> None:
        """
        What was averaged are forms, and the sentence says so.
        """
        verdict = HOUSEHOLD.assess([{"attitude": "满意"}, {"speed": "不满意"}])

        assert "50 points from 2 forms" in verdict.explain("en")
        assert "2份意见表，得50分" in verdict.explain("zh")


class TestTopBoxAndNet:
    """
    Scores that are a share of the best answers, or that less the worst.
    """

    def test_net_promoter_score(self) -> None:
        """
        18 promoters, 11 passives, 2 detractors: 16 of 31.
        """
        assert NPS.score({"9": 10, "10": 8, "7": 11, "0": 1, "6": 1}).score == (
            Fraction(1600, 31)
        )
        assert NPS.score({"6": 1}).score == -100
        assert NPS.score({"6": 1}).tier == "t-100"
        assert NPS.score({"7": 1, "8": 1}).tier == "t0"

    def test_good_less_bad(self) -> None:
        """
        22 good, 13 okay, 15 bad: 14 percent more good than bad.
        """
        rule = attrs.evolve(
            NPS,
            scale=THREE_GRADES,
            points=net_score(THREE_GRADES, 1, 1),
            satisfied=["satisfied"],
        )

        assert rule.score({"满意": 22, "基本满意": 13, "不满意": 15}).score == 14

    def test_top_two_of_five(self) -> None:
        """
        3 and 3 of 3/3/2/1/1 are 60 percent.
        """
        rule = attrs.evolve(
            LIKERT,
            scale=FIVE_GRADES,
            points=top_box(FIVE_GRADES, 2),
            satisfied=["very_satisfied", "satisfied"],
        )
        answers = dict(zip(FIVE_GRADES.ids, (3, 3, 2, 1, 1), strict=True))

        assert rule.score(answers).score == 60
        assert rule.score(answers).rate == Fraction(3, 5)

    def test_answers_that_can_show_a_net_tier(self) -> None:
        """
        50 of -100 to 100 is what 75 is of 0 to 100: 12 answers, z*z*3 rounded up.
        """
        assert NPS.score({"10": 1}).needed == 12
        assert NPS.score({"7": 1}).needed == 4

    @pytest.mark.parametrize(
        ("make", "error"),
        [
            (lambda: top_box(FIVE_GRADES, 0), InvalidFieldError),
            (lambda: top_box(FIVE_GRADES, 5), InvalidFieldError),
            (lambda: top_box(FIVE_GRADES, 1.0), ImpossibleCountError),  # type: ignore[arg-type]
            (lambda: net_score(THREE_GRADES, 2, 2), InvalidFieldError),
            (lambda: net_score(THREE_GRADES, 0, 1), InvalidFieldError),
            (lambda: net_score(THREE_GRADES, 1, 0), InvalidFieldError),
            (lambda: numbered(5, 5), InvalidFieldError),
            (lambda: numbered(-1, 5), ImpossibleCountError),
        ],
    )
    def test_no_such_points(self, make: Any, error: type[Exception]) -> None:
        """
        Not every number of grades makes a score.
        """
        with pytest.raises(error):
            make()


class TestDeadCombinations:
    """
    What would decide nothing is refused when the rule is built.
    """

    @pytest.mark.parametrize(
        "change",
        [
            {},
            {"weight": 0},
            {"weight": "-1"},
            {"satisfied": ["5"]},
            {"scale": YES_NO},
            {"scale": YES_NO, "points": {"yes": 1, "no": 0}},
            {"scale": YES_NO, "points": {"yes": 1}, "satisfied": ["yes"]},
            {"scale": YES_NO, "points": {"yes": 0, "no": 1}, "satisfied": ["yes"]},
            {"scale": YES_NO, "points": {"yes": 101, "no": 1}, "satisfied": ["yes"]},
            {"scale": YES_NO, "points": {"yes": 1, "no": 0}, "satisfied": ["maybe"]},
            {"points": [1, 2]},
        ],
    )
    def test_item(self, change: dict[str, Any]) -> None:
        """
        An item that differs in nothing, or not wholly.
        """
        with pytest.raises(InvalidFieldError):
            item("q1", **change)

    def test_float_weight(self) -> None:
        """
        A float is no weight.
        """
        with pytest.raises(InexactRateError):
            item("q1", weight=0.3)

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"item_rules": [item("q9", weight=2)]}, "unknown item 'q9'"),
            (
                {"unit": Unit.OVERALL, "item_rules": [item("q2", reversed=True)]},
                "no other item is looked at",
            ),
            (
                {"unit": Unit.OVERALL, "item_rules": [item("q1", weight=2)]},
                "weighs no items",
            ),
            (
                {"unit": Unit.FORM_TOTAL, "item_rules": [item("q1", weight=2)]},
                "weighs no items",
            ),
            (
                {"items": ["q1"], "item_rules": [item("q1", weight=2)]},
                "weighs no items",
            ),
            ({"item_rules": [item("q1", points={"yes": 1})]}, "points cannot be"),
            (
                {"item_rules": [item(name, points=QUARTERS) for name in ("q1", "q2")]},
                "all have",
            ),
            (
                {"unit": Unit.FORM_TOTAL, "weights": blend_of("60%")},
                "devices give grades",
            ),
            (
                {
                    "unit": Unit.FORM_TOTAL,
                    "points": dict.fromkeys(QUARTERS, 0),
                },
                "more than 0",
            ),
            ({"points": dict.fromkeys(QUARTERS, "-101")}, "-100 to 100"),
            ({"points": {**QUARTERS, "1": "-5"}}, "down to -5"),
            ({"tiers": tiers(90, -100)}, "down to 0"),
        ],
    )
    def test_rule(self, change: dict[str, Any], message: str) -> None:
        """
        Items, unit, points, weights and tiers go together, or the rule is refused.
        """
        with pytest.raises(FollowupRulesError, match=message):
            attrs.evolve(LIKERT, **change)

    def test_all_items_special_with_devices(self) -> None:
        """
        Where rating devices are blended, the points of the rule are theirs.
        """
        rules = [item(name, points=QUARTERS) for name in ("q1", "q2")]
        rule = attrs.evolve(LIKERT, item_rules=rules, weights=blend_of("50%"))

        assert rule.score([{"q1": "5"}], evaluator={"1": 3}).score == 50

    def test_overall_item_of_its_own(self) -> None:
        """
        The one item that is looked at may be reversed.
        """
        rule = attrs.evolve(
            LIKERT, unit=Unit.OVERALL, item_rules=[item("q1", reversed=True)]
        )

        assert rule.score([{"q1": "1", "q2": "1"}]).score == 100


class TestWords:
    """
    The sentence says what counts otherwise, and never more than was reached.
    """

    RULE = attrs.evolve(
        LIKERT, item_rules=[item("q1", weight="3/2"), item("q2", reversed=True)]
    )

    def test_items(self) -> None:
        """
        Weights and direction by the items' names, in both languages.
        """
        verdict = self.RULE.assess([{"q1": "5", "q2": "1"}])

        assert "do not weigh alike: item q1 1.5;" in verdict.explain("en")
        assert "Keyed the other way round" in verdict.explain("en")
        assert "各项权重不同：第q1项1.5；其余各项权重均为1。" in verdict.explain("zh")
        assert "反向计分（等次越高，得分越低）：第q2项。" in verdict.explain("zh")
        again = replay(self.RULE, json.loads(json.dumps(verdict.receipt())))
        assert again.verdict == verdict
        assert pickle.loads(pickle.dumps(self.RULE)) == self.RULE  # noqa: S301
        assert hash(self.RULE) == hash(attrs.evolve(self.RULE))

    @pytest.mark.parametrize(
        ("answers", "en", "zh"),
        [
            ({"满意": 1999, "不满意": 1}, "rate 99.9%", "满意率99.9%"),
            ({"满意": 1, "不满意": 2999}, "rate 0.1%", "满意率0.1%"),
            ({"满意": 22499, "不满意": 2501}, "89.99 points", "得89.99分"),
            ({"满意": 9, "不满意": 1}, "90 points", "得90分"),
            ({"满意": 1, "不满意": 9999}, "0.01 points", "得0.01分"),
        ],
    )
    def test_never_reads_as_its_bound(
        self, answers: dict[str, int], en: str, zh: str
    ) -> None:
        """
        One dissatisfied of 2000 is not 100 percent, and 89.996 is not 90 points.
        """
        rule = attrs.evolve(
            LIKERT,
            scale=THREE_GRADES,
            points=POINTS_100_60_0,
            satisfied=["satisfied"],
        )
        verdict = rule.assess(answers)

        assert en in verdict.explain("en")
        assert zh in verdict.explain("zh")


class TestRanks:
    """
    Ranks in step with their number, and only by a method that is one.
    """

    @pytest.mark.parametrize("method", ["competition", "COMPETITION", None, 1])
    def test_no_method(self, method: Any) -> None:
        """
        A word is no method, and is not read as another.
        """
        with pytest.raises(UnknownNameError, match="unknown ranking"):
            ranks({"A": Fraction(9), "B": Fraction(9), "C": Fraction(8)}, method)

    @given(
        st.lists(st.none() | st.integers(0, 5), max_size=12),
        st.sampled_from(Ranking),
    )
    def test_by_counting(self, values: list[int | None], method: Ranking) -> None:
        """
        One more than how many are better; how many are not worse; how many different.
        """
        scores = {
            f"{place:02d}": None if value is None else Fraction(value)
            for place, value in enumerate(values)
        }
        known = [score for score in scores.values() if score is not None]
        for code, rank in ranks(scores, method).items():
            mine = scores[code]
            if mine is None:
                assert rank is None
                continue
            assert (
                rank
                == {
                    Ranking.COMPETITION: 1 + sum(one > mine for one in known),
                    Ranking.MODIFIED: sum(one >= mine for one in known),
                    Ranking.DENSE: 1 + len({one for one in known if one > mine}),
                }[method]
            )

    def test_windows_by_number(self) -> None:
        """
        The error about windows that are no texts can be read.
        """
        with pytest.raises(UnknownNameError, match="allowed: 2"):
            LIKERT.standings({1: LIKERT.score({})}, windows=[2])  # type: ignore[dict-item,list-item]
