"""
Grades into points, points into scores, tiers and ranks, exactly.
"""

import datetime as dt
import json
import pickle
from fractions import Fraction
from itertools import permutations
from typing import Any

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    ImpossibleCountError,
    InexactRateError,
    InvalidFieldError,
    MissingFactError,
    UnknownNameError,
)
from followup_rules.policies.scoring import (
    CUTS_90_60,
    FIVE_GRADES,
    POINTS_100_60_0,
    THREE_GRADES,
    Blank,
    Grade,
    GradeScale,
    MissingEvaluator,
    NonResponse,
    Ranking,
    ScoringPolicy,
    Tier,
    Unit,
    blend_of,
    least_sample,
    pool,
    ranks,
    wilson,
)
from followup_rules.receipts import replay
from followup_rules.verdicts import Status, Subject

RULE = ScoringPolicy(
    id="window_score",
    clause=Clause(id="DEMO-6e", en="score by window", zh="按窗口计分"),
    evaluator_clause=Clause(id="DEMO-6d", en="with the devices", zh="结合评价器"),
    name=Text("the window score", "窗口得分"),
    owed_by="supervision_section",
    scale=THREE_GRADES,
    points=POINTS_100_60_0,
    satisfied=["satisfied", "basically_satisfied"],
    tiers=CUTS_90_60,
    items=["attitude", "speed", "overall"],
)
SIX_TO_FOUR = attrs.evolve(RULE, weights=blend_of("60%"))
BLENDED: dict[str, Any] = {"evaluator": {"满意": 280, "基本满意": 15, "不满意": 5}}

S, B, D = "satisfied", "basically_satisfied", "dissatisfied"
FORMS: tuple[dict[str, str | None], ...] = (
    {"attitude": S, "speed": S, "overall": S},
    {"attitude": B, "speed": None, "overall": S},
    {"attitude": D, "speed": D},
    {},
)
counts = st.fixed_dictionaries(
    {S: st.integers(0, 60), B: st.integers(0, 60), D: st.integers(0, 60)}
)
scores = st.dictionaries(
    st.sampled_from("ABCDEFGH"),
    st.none() | st.integers(0, 5).map(Fraction),
    max_size=8,
)


def sbd(satisfied: int, basically: int, dissatisfied: int) -> dict[str, int]:
    """
    Return counts of the three grades.
    """
    return {S: satisfied, B: basically, D: dissatisfied}


class TestWindows:
    """
    Three windows scored by hand.
    """

    RESULTS = {  # noqa: RUF012 - not changed
        "A": RULE.score(sbd(8, 1, 1)),
        "B": RULE.score({"满意": 4, "基本满意": 0, "不满意": 1}),
        "C": RULE.score(sbd(40, 5, 5)),
    }

    def test_scores(self) -> None:
        """(800 + 60) / 10, 400 / 5 and (4000 + 300) / 50."""
        assert [result.score for result in self.RESULTS.values()] == [86, 80, 86]

    def test_rates(self) -> None:
        """Nine of ten, four of five, 45 of fifty."""
        assert [result.rate for result in self.RESULTS.values()] == [
            Fraction(9, 10),
            Fraction(4, 5),
            Fraction(9, 10),
        ]

    def test_tiers_and_flags(self) -> None:
        """All are in the middle tier; five answers are too few to show it."""
        assert {result.tier for result in self.RESULTS.values()} == {B}
        assert [result.low_sample for result in self.RESULTS.values()] == [
            False,
            True,
            False,
        ]

    def test_ranks(self) -> None:
        """Two share the first rank, and the next is third."""
        order = [(entry.window, entry.rank) for entry in RULE.standings(self.RESULTS)]

        assert order == [("A", 1), ("C", 1), ("B", 3)]

    def test_bounds(self) -> None:
        """The Wilson bounds as published, in percent."""
        shown = [
            tuple(round(bound * 100, 1) for bound in result.bounds or ())
            for result in self.RESULTS.values()
        ]

        assert shown == [(59.6, 98.2), (37.6, 96.4), (78.6, 95.7)]

    def test_one_answer(self) -> None:
        """One satisfied answer is 100 points, and flagged."""
        result = RULE.score(sbd(1, 0, 0))

        assert result.score == 100
        assert (result.tier, result.low_sample) == (S, True)
        assert result.needed == 35
        assert round((result.bounds or (0, 0))[0] * 100, 1) == 20.7

    def test_least_answers(self) -> None:
        """With a least number of answers the small window is listed but not ranked."""
        rule = attrs.evolve(RULE, least_answers=6)
        places = {entry.window: entry.rank for entry in rule.standings(self.RESULTS)}

        assert places == {"A": 1, "C": 1, "B": None}

    def test_flagged_windows_may_stay_unranked(self) -> None:
        """Leaving flagged windows out of the ranking is an option."""
        rule = attrs.evolve(RULE, rank_low_sample=False)

        assert [entry.rank for entry in rule.standings(self.RESULTS)] == [1, 1, None]

    def test_windows_without_answers(self) -> None:
        """A known window without answers is listed last, without rank or score."""
        places = RULE.standings(self.RESULTS, windows=["D", "C", "B", "A"])

        assert [entry.window for entry in places] == ["A", "C", "B", "D"]
        assert (places[3].rank, places[3].score.score) == (None, None)

    def test_unknown_window(self) -> None:
        """A window that is not there is an error, never a new one."""
        with pytest.raises(UnknownNameError, match="window 'C'"):
            RULE.standings(self.RESULTS, windows=["A", "B"])


class TestBlend:
    """
    Follow-ups and rating devices together, by explicit weights.
    """

    def test_six_to_four(self) -> None:
        """91 and 289/3 at six to four are 1397/15."""
        result = SIX_TO_FOUR.score(sbd(17, 2, 1), **BLENDED)

        assert result.parts == (
            ("visits", Fraction(91)),
            ("evaluator", Fraction(289, 3)),
        )
        assert result.score == Fraction(1397, 15)
        assert result.tier == S

    def test_on_the_bound(self) -> None:
        """96 and 76 at seven to three are exactly 90, where floats say less."""
        rule = attrs.evolve(RULE, weights={"visits": "0.7", "evaluator": "30%"})
        # 96 = (24*100 + 0*60 + 1*0)/25; 76 = (7*100 + 1*60 + 2*0)/10
        blended = rule.score(sbd(24, 0, 1), evaluator=sbd(7, 1, 2))
        plain = RULE.score(sbd(9, 0, 1))
        placed = rule.standings({"X": blended, "Y": plain})

        assert 0.7 * 96 + 0.3 * 76 < 90
        assert (blended.score, blended.tier) == (Fraction(90), S)
        assert [entry.rank for entry in placed] == [1, 1]

    def test_ratings_need_weights(self) -> None:
        """With ratings and no weights there is no score, and nothing is assumed."""
        with pytest.raises(MissingFactError, match="weights"):
            RULE.score(sbd(1, 0, 0), **BLENDED)
        verdict = RULE.assess(sbd(1, 0, 0), **BLENDED)

        assert verdict.status is Status.UNDETERMINED
        assert verdict.reason["fact"] == "weights"
        assert verdict.evidence.score is None
        assert RULE.w_visit is None
        assert SIX_TO_FOUR.w_visit == Fraction(3, 5)

    @pytest.mark.parametrize("ratings", [None, {}, sbd(0, 0, 0)])
    def test_no_ratings(self, ratings: dict[str, int] | None) -> None:
        """Without ratings the follow-ups stand alone, or what the option says."""
        visits = sbd(22, 0, 3)
        rules = {
            option: attrs.evolve(SIX_TO_FOUR, missing_evaluator=option)
            for option in MissingEvaluator
        }
        found = {
            option.name: rule.score(visits, evaluator=ratings).score
            for option, rule in rules.items()
        }
        verdict = rules[MissingEvaluator.NOT_SCORED].assess(visits, evaluator=ratings)

        assert found == {
            "VISITS_ALONE": 88,
            "NOT_SCORED": None,
            "ZERO": Fraction("52.8"),
        }
        assert verdict.status is Status.UNDETERMINED
        assert verdict.reason["fact"] == "evaluator"

    def test_zero_needs_weights(self) -> None:
        """Without weights there is nothing that a missing instrument could weigh."""
        rule = attrs.evolve(RULE, missing_evaluator=MissingEvaluator.ZERO)

        assert rule.score(sbd(1, 0, 0)).score == 100

    def test_only_ratings(self) -> None:
        """Ratings without any follow-up make no score."""
        assert SIX_TO_FOUR.score({}, **BLENDED).score is None
        assert SIX_TO_FOUR.assess({}, **BLENDED).status is Status.NOT_APPLICABLE

    @pytest.mark.parametrize(
        "weights",
        [
            {"visits": "0.6", "evaluator": "0.5"},
            {"visits": 1},
            {"evaluator": "0.4", "visits": "0.6"},
            {"visits": "0.6", "device": "0.4"},
            "0.6",
        ],
    )
    def test_weights_that_do_not_add_up(self, weights: Any) -> None:
        """Weights that miss an instrument or do not add up to 1 are refused."""
        with pytest.raises(InvalidFieldError, match="weights"):
            attrs.evolve(RULE, weights=weights)

    def test_float_weight(self) -> None:
        """A float is no weight."""
        with pytest.raises(InexactRateError):
            blend_of(0.6)

    @settings(max_examples=60)
    @given(visits=counts, devices=counts, share=st.integers(0, 20))
    def test_lies_between_its_parts(
        self, visits: dict[str, int], devices: dict[str, int], share: int
    ) -> None:
        """A blend is the weighted mean of its parts, computed by hand."""
        weight = Fraction(share, 20)
        rule = attrs.evolve(RULE, weights=blend_of(weight))
        result = rule.score(visits, evaluator=devices)
        a, b = (
            Fraction(100 * given_[S] + 60 * given_[B], sum(given_.values()))
            if any(given_.values())
            else None
            for given_ in (visits, devices)
        )
        expected = None if a is None else a
        if a is not None and b is not None:
            expected = weight * a + (1 - weight) * b

        assert result.score == expected


class TestUnits:
    """
    What is averaged (A-67), and what blanks and silence are.
    """

    @pytest.mark.parametrize(
        ("unit", "expected", "answered"),
        [
            # answers: S S S | B - S | D D -  ->  4 S, 1 B, 2 D of 7
            (Unit.ITEM_POOLED, Fraction(460, 7), 7),
            # forms: 100, (60 + 100) / 2 = 80, 0  ->  180 / 3
            (Unit.MEAN_OF_FORMS, Fraction(60), 3),
            # items: attitude (100+60+0)/3, speed (100+0)/2, overall 100
            (Unit.MEAN_OF_ITEMS, Fraction(610, 9), 7),
            # overall: S S
            (Unit.OVERALL, Fraction(100), 2),
        ],
    )
    def test_units(self, unit: Unit, expected: Fraction, answered: int) -> None:
        """The same four forms by each unit."""
        result = attrs.evolve(RULE, unit=unit).score(iter(FORMS))

        assert (result.score, result.answered) == (expected, answered)
        assert result.blanks == 5

    @pytest.mark.parametrize(
        ("unit", "counted"),
        [
            (Unit.ITEM_POOLED, "7 answered items"),
            (Unit.MEAN_OF_FORMS, "3 forms"),
            (Unit.MEAN_OF_ITEMS, "7 answered items"),
        ],
    )
    def test_what_was_counted_is_said(self, unit: Unit, counted: str) -> None:
        """Forms are counted where each form has a mean, else answers."""
        verdict = attrs.evolve(RULE, unit=unit).assess(FORMS)

        assert f"points from {counted}" in verdict.explain("en")

    @pytest.mark.parametrize(
        ("blanks", "expected"),
        [
            # 12 items: 4 S, 1 B, 2 D, 5 blank
            (Blank.SKIPPED, Fraction(460, 7)),
            (Blank.LOWEST, Fraction(460, 12)),
            (Blank.HIGHEST, Fraction(960, 12)),
        ],
    )
    def test_blanks(self, blanks: Blank, expected: Fraction) -> None:
        """An item left blank is skipped, or counts as the option says."""
        verdict = attrs.evolve(RULE, blanks=blanks).assess(FORMS)

        assert verdict.evidence.score == expected
        assert f"blanks_{blanks.value}" in [entry.code for entry in verdict.notes]

    @pytest.mark.parametrize(
        ("option", "rate"),
        [
            # 200 cases, 150 rated 140/6/4
            (NonResponse.EXCLUDED, Fraction(146, 150)),
            (NonResponse.HIGHEST, Fraction(196, 200)),
            (NonResponse.LOWEST, Fraction(146, 200)),
        ],
    )
    def test_silence(self, option: NonResponse, rate: Fraction) -> None:
        """97.33, 98 or 73 per cent, by what the fifty silent ones are."""
        rule = attrs.evolve(RULE, non_response=option)
        verdict = rule.assess(sbd(140, 6, 4), no_answer=50)

        assert verdict.evidence.rate == rate
        assert f"silence_{option.value}" in [entry.code for entry in verdict.notes]

    def test_silence_among_forms(self) -> None:
        """A form that did not come back counts in every item."""
        rule = attrs.evolve(RULE, non_response=NonResponse.LOWEST)

        # 3 S and 6 D
        assert rule.score(FORMS[:1], no_answer=2).score == Fraction(300, 9)
        assert rule.score([], no_answer=1).score == 0
        assert RULE.score([], no_answer=1).score is None

    def test_same_ballots_under_other_points(self) -> None:
        """116 of 190 dissatisfied: 34.95 at 100/60/0, 36.95 at 100/80/0, 73.58 at 60."""
        ballots = sbd(55, 19, 116)
        found = {}
        for values in ((100, 60, 0), (100, 80, 0), (100, 80, 60)):
            points = dict(zip((S, B, D), values, strict=True))
            found[values] = attrs.evolve(RULE, points=points).score(ballots).score

        assert found == {
            (100, 60, 0): Fraction(6640, 190),
            (100, 80, 0): Fraction(7020, 190),
            (100, 80, 60): Fraction(13980, 190),
        }

    def test_pool(self) -> None:
        """A year is its counts together, not the mean of its rounds."""
        weeks: list[Any] = [sbd(1, 0, 0), sbd(0, 0, 9)]
        forms: list[Any] = [FORMS[:1], iter(FORMS[1:])]

        assert RULE.score(pool(*weeks)).score == 10
        assert RULE.score(pool(*forms)).score == Fraction(460, 7)
        assert pool() == ()
        with pytest.raises(InvalidFieldError, match="all counts, or all forms"):
            pool(sbd(1, 0, 0), FORMS)


class TestAnswers:
    """
    What comes in is read, never guessed.
    """

    @pytest.mark.parametrize(
        ("word", "grade"),
        [
            ("satisfied", S),
            ("满意", S),
            ("非常满意", S),
            ("very_satisfied", S),
            ("基本满意", B),
            ("basically satisfied", B),
            ("不满意", D),
            ("非常不满意", D),
        ],
    )
    def test_national_grades(self, word: str, grade: str) -> None:
        """The five grades of the nation are read as the three of the hall (A-62)."""
        assert THREE_GRADES.read(word) == grade

    def test_five_grades(self) -> None:
        """A scale of five can be scored with points of its own."""
        points = dict(zip(FIVE_GRADES.ids, (100, 90, 70, 50, 0), strict=True))
        rule = attrs.evolve(
            RULE, scale=FIVE_GRADES, points=points, satisfied=FIVE_GRADES.ids[:3]
        )
        result = rule.score({"非常满意": 1, "非常不满意": 1})

        assert (result.score, result.rate) == (Fraction(50), Fraction(1, 2))

    @pytest.mark.parametrize("word", ["很满意", "", None, 3, "Satisfied "])
    def test_unknown_grade(self, word: object) -> None:
        """An unknown grade lists the known ones."""
        with pytest.raises(UnknownNameError, match="基本满意"):
            THREE_GRADES.read(word)
        with pytest.raises(UnknownNameError):
            RULE.score({word: 1})  # type: ignore[arg-type]

    def test_unknown_item(self) -> None:
        """An item that is not on the form is refused."""
        with pytest.raises(UnknownNameError, match="item 'sped'"):
            RULE.score([{"sped": S}])

    @pytest.mark.parametrize("count", [-1, 1.5, True, "3"])
    def test_impossible_count(self, count: Any) -> None:
        """A count that is none is refused, of answers and of silence."""
        with pytest.raises(ImpossibleCountError):
            RULE.score({S: count})
        with pytest.raises(ImpossibleCountError):
            RULE.score({S: 1}, no_answer=count)

    @pytest.mark.parametrize("answers", ["满意", 7, None, [S]])
    def test_neither_counts_nor_forms(self, answers: Any) -> None:
        """Anything else is refused."""
        with pytest.raises(InvalidFieldError):
            RULE.score(answers)

    def test_nothing_is_no_zero(self) -> None:
        """No answers are no score: not 0, and not 100."""
        empty: list[Any] = [{}, [], sbd(0, 0, 0), [{}]]
        for nothing in empty:
            result = RULE.score(nothing)

            assert (result.score, result.rate, result.tier) == (None, None, None)
            assert (result.bounds, result.low_sample) == (None, False)
        for unit in Unit:
            assert attrs.evolve(RULE, unit=unit).score([{}]).score is None

    @settings(max_examples=60)
    @given(given_=counts, times=st.integers(1, 5))
    def test_scale_free(self, given_: dict[str, int], times: int) -> None:
        """So many times the same answers are the same score and rate."""
        more = {grade: count * times for grade, count in given_.items()}
        one, many = RULE.score(given_), RULE.score(more)

        assert (one.score, one.rate, one.tier) == (many.score, many.rate, many.tier)

    @settings(max_examples=60)
    @given(given_=counts, step=st.sampled_from([(D, B), (B, S), (D, S)]))
    def test_better_answer_never_lowers(
        self, given_: dict[str, int], step: tuple[str, str]
    ) -> None:
        """Raising one answer lowers neither score nor rate."""
        worse, better = step
        low = {**given_, worse: given_[worse] + 1}
        high = {**given_, better: given_[better] + 1}
        before, after = RULE.score(low), RULE.score(high)

        assert (after.score or 0) > (before.score or 0)
        assert (after.rate or 0) >= (before.rate or 0)
        assert 0 <= (before.score or 0) <= 100


class TestTiers:
    """
    A tier's lower bound is included, and the exact score decides.
    """

    @pytest.mark.parametrize(
        ("score", "tier"),
        [
            ("100", S),
            ("90", S),
            ("89.999999999", B),
            ("89.996", B),
            ("60", B),
            ("59.999999999", D),
            ("0", D),
        ],
    )
    def test_bounds(self, score: str, tier: str) -> None:
        """Exactly 90 is the first tier; a billionth less is not, however it is shown."""
        assert RULE.tier(Fraction(score)).key == tier

    @pytest.mark.parametrize(
        "cuts", [("60", "90", "0"), ("90", "90", "0"), ("90", "60", "1")]
    )
    def test_cut_offs_out_of_order(self, cuts: tuple[str, str, str]) -> None:
        """Cut-offs must fall from tier to tier, down to 0."""
        tiers = [
            attrs.evolve(tier, least=cut)
            for tier, cut in zip(CUTS_90_60, cuts, strict=True)
        ]

        with pytest.raises(InvalidFieldError, match="fall from tier to tier"):
            attrs.evolve(RULE, tiers=tiers)

    @pytest.mark.parametrize("cut", ["101", "-101"])
    def test_cut_off_outside(self, cut: str) -> None:
        """A cut-off lies from -100 to 100."""
        with pytest.raises(InvalidFieldError, match=r"Tier\.least"):
            Tier(key="x", name=Text("x", "x"), least=cut)

    def test_float_cut_off(self) -> None:
        """A float is no cut-off."""
        with pytest.raises(InexactRateError):
            Tier(key="x", name=Text("x", "x"), least=90.0)


class TestFields:
    """
    Points, grades and the rest of the rule are checked when it is made.
    """

    @pytest.mark.parametrize(
        "points",
        [
            {S: 100, B: 60},
            {S: 60, B: 100, D: 0},
            {S: 101, B: 60, D: 0},
            {S: 100, B: 60, D: -1},
            {B: 60, S: 100, D: 0},
            {S: 100, B: "many", D: 0},
            100,
        ],
    )
    def test_points(self, points: Any) -> None:
        """Points miss no grade, stay inside 0 to 100, and never reward a worse one."""
        with pytest.raises(InvalidFieldError):
            attrs.evolve(RULE, points=points)

    def test_float_points(self) -> None:
        """A float is no number of points."""
        with pytest.raises(InexactRateError):
            attrs.evolve(RULE, points={S: 100.0, B: 60, D: 0})

    def test_unknown_satisfied_grade(self) -> None:
        """The satisfaction rate counts known grades only."""
        with pytest.raises(UnknownNameError, match="grade 'good'"):
            attrs.evolve(RULE, satisfied=["good"])

    def test_unknown_grade_of_the_usual_points(self) -> None:
        """It is called a grade."""
        with pytest.raises(UnknownNameError, match="unknown grade 'good'"):
            _ = POINTS_100_60_0["good"]

    def test_unknown_overall_item(self) -> None:
        """The overall item is one of the form's."""
        with pytest.raises(UnknownNameError, match="item 'all'"):
            attrs.evolve(RULE, overall="all")

    @pytest.mark.parametrize("confidence", ["0", "1"])
    def test_confidence(self, confidence: str) -> None:
        """Nobody is surer than sure, nor unsure altogether."""
        with pytest.raises(InvalidFieldError, match="confidence"):
            attrs.evolve(RULE, confidence=confidence)

    def test_word_with_two_meanings(self) -> None:
        """No word may mean two grades."""
        grades = [
            Grade(key="good", name=Text("good", "好")),
            Grade(key="bad", name=Text("bad", "差"), aliases=["好"]),
        ]

        with pytest.raises(InvalidFieldError, match="each word once"):
            GradeScale(grades=grades)

    def test_pickles_and_compares_by_value(self) -> None:
        """A rule survives pickling and is hashable."""
        assert pickle.loads(pickle.dumps(RULE)) == RULE  # noqa: S301 - our own
        assert hash(RULE) == hash(attrs.evolve(RULE))


class TestRanks:
    """
    Ranks with ties, by each method (A-58).
    """

    @pytest.mark.parametrize(
        ("method", "expected"),
        [
            (Ranking.COMPETITION, [1, 1, 3, 4, 4, 6]),
            (Ranking.MODIFIED, [2, 2, 3, 5, 5, 6]),
            (Ranking.DENSE, [1, 1, 2, 3, 3, 4]),
        ],
    )
    def test_methods(self, method: Ranking, expected: list[int]) -> None:
        """The ranks of 90 90 89 88 88 80."""
        given_ = dict(zip("abcdef", (90, 90, 89, 88, 88, 80), strict=True))
        found = ranks({code: Fraction(n) for code, n in given_.items()}, method)

        assert list(found.values()) == expected

    def test_order_of_the_codes(self) -> None:
        """Equal ranks are listed by code, whatever order they came in."""
        given_ = {"B": Fraction(1), "A": Fraction(1), "Z": None, "C": Fraction(2)}

        for order in permutations(given_.items()):
            assert list(ranks(dict(order)).items()) == [
                ("C", 1),
                ("A", 2),
                ("B", 2),
                ("Z", None),
            ]

    @settings(max_examples=80)
    @given(given_=scores)
    def test_competition(self, given_: dict[str, Fraction | None]) -> None:
        """A rank is one more than how many are better; who has no score has none."""
        known = [score for score in given_.values() if score is not None]

        for code, rank in ranks(given_).items():
            score = given_[code]
            expected = (
                None
                if score is None
                else 1 + len([other for other in known if other > score])
            )

            assert rank == expected


class TestWilson:
    """
    The bounds of a rate, against published values.
    """

    @pytest.mark.parametrize(
        ("good", "total", "confidence", "low", "high"),
        [
            (3, 10, "0.95", 0.1077913, 0.6032219),
            (3, 10, "0.99", 0.07956632, 0.6799753),
            (0, 10, "0.95", 0.0, 0.2775328),
            (10, 10, "0.95", 0.7224672, 1.0),
        ],
    )
    def test_published(
        self, good: int, total: int, confidence: str, low: float, high: float
    ) -> None:
        """What R's prop.test prints without continuity correction."""
        found = wilson(good, total, Fraction(confidence))

        assert found == pytest.approx((low, high), abs=5e-8)

    @settings(max_examples=100)
    @given(total=st.integers(1, 500), data=st.data())
    @example(total=9, data=None)
    def test_stays_inside(self, total: int, data: Any) -> None:
        """It lies in [0, 1], holds the rate, is symmetric, and pinned at the ends."""
        good = total if data is None else data.draw(st.integers(0, total))
        low, high = wilson(good, total) or (2, 2)
        mirrored = wilson(total - good, total) or (2, 2)

        assert 0 <= low <= good / total <= high <= 1
        assert (low == 0) == (good == 0)
        assert (high == 1) == (good == total)
        assert low < high
        assert mirrored == pytest.approx((1 - high, 1 - low))

    def test_no_answers(self) -> None:
        """Of nothing there is no bound."""
        assert wilson(0, 0) is None

    @pytest.mark.parametrize(("good", "total"), [(2, 1), (-1, 3), (1, -1), (1.0, 2)])
    def test_impossible_counts(self, good: Any, total: Any) -> None:
        """Counts that cannot be are refused."""
        with pytest.raises(ImpossibleCountError):
            wilson(good, total)

    @pytest.mark.parametrize(
        ("cut", "needed"), [(60, 6), (80, 16), (90, 35), (95, 73), (0, 0), (100, None)]
    )
    def test_least_sample(self, cut: int, needed: int | None) -> None:
        """The least number whose bound, all being satisfied, reaches the cut-off."""
        share = Fraction(cut, 100)

        assert least_sample(share) == needed
        if needed:
            assert (wilson(needed, needed) or (0,))[0] >= share
            assert (wilson(needed - 1, needed - 1) or (0,))[0] < share

    def test_tier_that_no_sample_can_show(self) -> None:
        """A tier that asks for 100 is always flagged."""
        tiers = [
            Tier(key="all", name=Text("all", "全部"), least="100"),
            Tier(key="rest", name=Text("rest", "其余"), least="0"),
        ]

        assert attrs.evolve(RULE, tiers=tiers).score(sbd(999, 0, 0)).low_sample


class TestAssess:
    """
    The verdict on a window's score.
    """

    def test_scored(self) -> None:
        """A scored window carries score, tier, rate and rank."""
        verdict = RULE.assess(
            sbd(4, 0, 1), rank=3, of=3, subject=Subject("window", "B")
        )

        assert (verdict.status, verdict.clause.id) == (Status.MET, "DEMO-6e")
        assert (verdict.evidence.score, verdict.evidence.tier) == (80, B)
        assert verdict.evidence.low_sample
        assert [entry.code for entry in verdict.notes] == ["ranked", "low_sample"]
        assert verdict.explain("en") == (
            "The window score: 80 points from 5 answered items, tier 'basically satisfied', "
            "satisfaction rate 80% (DEMO-6e). Rank 3 of 3. Only 5 answered items: too few "
            "to show this tier; 6 could."
        )
        assert verdict.explain("zh") == (
            "窗口得分：5项评价，得80分，等次为“基本满意”，满意率80%（DEMO-6e）。"
            "在3个参评对象中列第3名。仅5项评价，不足以支持该等次，至少需要6项。"
        )

    def test_second_instrument(self) -> None:
        """Whether the devices were taken into account is judged under its own clause."""
        facts: dict[str, Any] = {"part": "evaluator"}
        blended = SIX_TO_FOUR.assess(sbd(1, 0, 0), **BLENDED, **facts)

        assert (blended.status, blended.clause.id) == (Status.MET, "DEMO-6d")
        assert "(3/5)" not in blended.explain("en")
        assert "60%" in blended.explain("en")
        assert RULE.assess({}, **facts).status is Status.NOT_APPLICABLE
        assert RULE.assess({}, **BLENDED, **facts).status is Status.UNDETERMINED
        assert SIX_TO_FOUR.assess({}, **BLENDED, **facts).reason.code == "no_answers"
        with pytest.raises(UnknownNameError, match="part 'device'"):
            RULE.assess({}, part="device")

    def test_answers_still_come_in(self) -> None:
        """Until all answers are in, a score is pending; at that instant it is final."""
        closes = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
        before = closes - dt.timedelta(microseconds=1)
        early = RULE.assess(sbd(9, 0, 1), settles=closes, as_of=before)
        final = RULE.assess(sbd(9, 0, 1), settles=closes, as_of=closes)

        assert (early.status, early.evidence.score) == (Status.PENDING, 90)
        assert final.status is Status.MET
        assert "so far" in early.explain("en")
        assert "方可定论" in early.explain("zh")
        assert RULE.assess({}, settles=closes, as_of=before).status is (
            Status.NOT_APPLICABLE
        )
        with pytest.raises(MissingFactError):
            RULE.assess(sbd(9, 0, 1), settles=closes)

    @pytest.mark.parametrize("rule", [RULE, SIX_TO_FOUR])
    @pytest.mark.parametrize(
        "facts",
        [
            {"answers": sbd(8, 1, 1), "rank": 1, "of": 3},
            {"answers": FORMS, "no_answer": 3},
            {"answers": {}},
            {"answers": sbd(8, 1, 1), **BLENDED},
            {"answers": sbd(8, 1, 1), **BLENDED, "part": "evaluator"},
            {"answers": {}, "part": "evaluator"},
        ],
    )
    def test_says_why_and_replays(
        self, rule: ScoringPolicy, facts: dict[str, Any]
    ) -> None:
        """Every answer has sentences in both languages and replays from its receipt."""
        verdict = rule.assess(**facts)
        receipt = json.loads(json.dumps(verdict.receipt()))
        receipt["as_of"] = {"instant": "2026-04-01T00:00:00+08:00", "zone": None}

        for language in ("en", "zh"):
            assert "{" not in verdict.explain(language)
        assert replay(rule, receipt).is_same

    @pytest.mark.parametrize("blanks", list(Blank))
    @pytest.mark.parametrize("silence", list(NonResponse))
    def test_says_what_was_left_out(self, blanks: Blank, silence: NonResponse) -> None:
        """Blanks and silence are named in both languages, whatever they count as."""
        rule = attrs.evolve(RULE, blanks=blanks, non_response=silence)
        verdict = rule.assess(FORMS, no_answer=2)

        assert "blank" in verdict.explain("en")
        assert "未作评价" in verdict.explain("zh")

    @pytest.mark.parametrize(("rank", "of"), [(0, 2), (3, 2), (1, None), (True, 2)])
    def test_impossible_rank(self, rank: Any, of: Any) -> None:
        """A rank is from one to as many as were ranked."""
        with pytest.raises(ImpossibleCountError):
            RULE.assess(sbd(8, 1, 1), rank=rank, of=of)

    def test_idle_number_of_ranks(self) -> None:
        """How many were ranked says nothing without the rank among them."""
        with pytest.raises(
            InvalidFieldError, match=r"^of cannot be 2; allowed: None, un"
        ):
            RULE.assess(sbd(8, 1, 1), of=2)

    def test_what_a_rank_changes(self) -> None:
        """A sentence, where there is a score; else what the evidence holds."""
        for answers, said in ((sbd(8, 1, 1), True), ({}, False)):
            bare = RULE.assess(answers)
            ranked = RULE.assess(answers, rank=1, of=2)
            assert (ranked.explain("en") != bare.explain("en")) is said
            assert (ranked.evidence.rank, ranked.evidence.of) == (1, 2)
            assert bare.evidence.rank is None

    @pytest.mark.parametrize("score", [90.0, "90", None, True, -1])
    def test_tier_of_no_score(self, score: Any) -> None:
        """A tier is asked of an exact score that is in the lowest at least."""
        with pytest.raises(InvalidFieldError, match="score cannot be"):
            RULE.tier(score)

    def test_devices_alone(self) -> None:
        """With ratings and no follow-up it is not said that nobody answered at all."""
        verdict = SIX_TO_FOUR.assess({}, **BLENDED)

        assert verdict.explain("en").startswith(
            "The window score: nobody answered in the follow-ups"
        )
        assert "回访中无人作出评价" in verdict.explain("zh")
