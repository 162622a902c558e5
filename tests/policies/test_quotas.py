"""
A share of a population that a role owes.
"""

import copy
import datetime as dt
import itertools
import json
import math
import pickle
import zoneinfo
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    ImpossibleCountError,
    InexactRateError,
    InvalidFieldError,
    MissingFactError,
    NaiveTimeError,
    NotAnInstantError,
    WrongEvidenceError,
)
from followup_rules.policies.quotas import QuotaPolicy, Rounding
from followup_rules.receipts import replay
from followup_rules.timing.cycles import month
from followup_rules.verdicts import Basis, Status, Subject, Verdict

MET, LATE, BREACHED, PENDING = (
    Status.MET,
    Status.LATE,
    Status.BREACHED,
    Status.PENDING,
)
NOT_APPLICABLE, UNDETERMINED = Status.NOT_APPLICABLE, Status.UNDETERMINED
MICRO = dt.timedelta(microseconds=1)
SETTLES = dt.datetime(2026, 4, 8, tzinfo=zoneinfo.ZoneInfo("Asia/Shanghai"))
ENDS = dt.datetime(2026, 4, 1, tzinfo=zoneinfo.ZoneInfo("Asia/Shanghai"))
AFTER = SETTLES + dt.timedelta(days=30)
SHARE = Clause(id="DEMO-1", en="at least a share", zh="不低于一定比例")
rates = st.builds(
    lambda part, whole: Fraction(min(part, whole), whole),
    st.integers(0, 60),
    st.integers(1, 60),
)


def quota(**fields: Any) -> QuotaPolicy:
    """Return a policy that is ordinary in whatever is not named."""
    ordinary = {
        "id": "demo",
        "clause": SHARE,
        "name": Text("the office's visits", "办公室回访率"),
        "owed_by": "office",
        "rate": "5%",
    }
    return QuotaPolicy(**{**ordinary, **fields})


FIVE = quota()


class TestRequired:
    """
    The least whole number that is not below the share.
    """

    @pytest.mark.parametrize(
        ("rate", "population", "required"),
        [
            ("5%", 0, 0),
            ("5%", 1, 1),
            ("5%", 7, 1),
            ("5%", 20, 1),
            ("5%", 21, 2),
            ("7%", 100, 7),
            ("10%", 20, 2),
            ("20%", 20, 4),
            ("100%", 200, 200),
            ("1/3", 100, 34),
            ("0%", 100, 0),
        ],
    )
    def test_examples(self, rate: str, population: int, required: int) -> None:
        """7 % of 100 is 7, though in floats it is more."""
        assert quota(rate=rate).required(population=population) == required

    @given(rate=rates, population=st.integers(0, 300))
    def test_it_is_the_least_that_reaches_the_share(
        self, rate: Fraction, population: int
    ) -> None:
        """Of all counts up to the population it is the first that is enough."""
        enough = [
            count
            for count in range(population + 1)
            if population == 0 or Fraction(count, population) >= rate
        ]

        assert quota(rate=rate).required(population) == enough[0]

    @given(rate=rates, population=st.integers(0, 10**30))
    def test_large_numbers_stay_exact(self, rate: Fraction, population: int) -> None:
        """No float comes in, however large the population."""
        required = quota(rate=rate).required(population)

        assert required >= rate * population > required - 1

    @pytest.mark.parametrize(
        ("rounding", "expected"),
        [
            (Rounding.UP, [0, 1, 1, 2, 2, 3]),
            (Rounding.DOWN, [0, 0, 1, 1, 2, 2]),
            (Rounding.HALF_EVEN, [0, 0, 1, 2, 2, 2]),
        ],
    )
    def test_rounding(self, rounding: Rounding, expected: list[int]) -> None:
        """Of 0 to 5 things a half."""
        policy = quota(rate="50%", rounding=rounding)

        assert [policy.required(n) for n in range(6)] == expected

    @given(rate=rates, population=st.integers(0, 500), visited=st.integers(0, 500))
    def test_the_shortfall(self, rate: Fraction, population: int, visited: int) -> None:
        """It is what is missing, and never below nothing."""
        visited = min(visited, population)
        policy = quota(rate=rate)
        needed = math.ceil(rate * population)

        assert policy.shortfall(population, visited) == max(0, needed - visited)
        verdict = policy.assess(population, visited)
        assert (verdict.required, verdict.shortfall) == (
            needed,
            max(0, needed - visited),
        )
        if population:
            enough = Fraction(visited, population) >= rate
            assert verdict.status is (MET if enough else BREACHED)


class TestRate:
    """
    A share is exact or refused.
    """

    @pytest.mark.parametrize("rate", ["5%", "5 %", "1/20", "0.05", Fraction(1, 20)])
    def test_spellings(self, rate: object) -> None:
        """All of them are one twentieth."""
        assert quota(rate=rate).rate == Fraction(1, 20)
        assert quota(rate=rate) == FIVE

    def test_a_float_is_refused(self) -> None:
        """A float has already lost the share."""
        with pytest.raises(InexactRateError, match="Write '7%'"):
            quota(rate=0.07)

    @pytest.mark.parametrize("rate", ["105%", "-1%", 2, "five", None, True, ""])
    def test_what_is_no_share(self, rate: object) -> None:
        """A share lies between nothing and all."""
        with pytest.raises(InvalidFieldError, match="rate cannot be"):
            quota(rate=rate)


class TestStatus:
    """
    A quota is open until it settles; then it is met, late or breached.
    """

    @pytest.mark.parametrize(
        ("visited", "in_time", "as_of", "status"),
        [
            (0, 0, SETTLES - MICRO, PENDING),
            (0, 0, SETTLES, BREACHED),
            (1, 1, SETTLES - MICRO, MET),
            (1, 1, SETTLES, MET),
            (1, 0, AFTER, LATE),
            (1, None, AFTER, MET),
            (2, 1, AFTER, MET),
        ],
    )
    def test_around_the_settling(
        self, visited: int, in_time: int | None, as_of: dt.datetime, status: Status
    ) -> None:
        """To the microsecond."""
        verdict = FIVE.assess(
            20, visited, visited_in_time=in_time, settles=SETTLES, as_of=as_of
        )

        assert verdict.status is status
        assert verdict.is_violation is (status in {LATE, BREACHED})

    def test_without_a_settling_it_is_final(self) -> None:
        """Plain counts are judged as they are, without a moment."""
        assert FIVE.assess(20, 1).status is MET
        assert FIVE.assess(20, 0).status is BREACHED
        assert FIVE.assess(20, 0).basis == Basis()

    def test_it_is_not_final_while_the_period_runs(self) -> None:
        """Whatever settles, more may still be completed before the period ends."""
        for settles in (None, ENDS - dt.timedelta(days=3)):
            facts: dict[str, Any] = {"settles": settles, "ends": ENDS}
            before = FIVE.assess(20, 0, as_of=ENDS - MICRO, **facts)
            assert before.status is PENDING
            assert FIVE.assess(20, 0, as_of=ENDS, **facts).status is BREACHED

    def test_reached_so_far(self) -> None:
        """It is met once nobody can join any more, and a MET never turns."""
        bounds: dict[str, Any] = {"settles": SETTLES, "ends": ENDS}
        verdict = FIVE.assess(20, 1, **bounds, as_of=ENDS - MICRO)
        final = FIVE.assess(20, 1, **bounds, as_of=ENDS)

        assert (verdict.status, final.status) == (PENDING, MET)
        assert [note.code for note in verdict.notes] == ["reached_so_far"]
        assert final.notes == ()
        assert FIVE.assess(21, 1, **bounds, as_of=SETTLES).status is BREACHED

    def test_so_far_nothing_is_short(self) -> None:
        """A share that is reached so far is not called short."""
        verdict = FIVE.assess(20, 1, ends=ENDS, as_of=ENDS - MICRO)
        assert "short" not in verdict.explain("en")
        assert "还差" not in verdict.explain("zh")
        open_yet = FIVE.assess(20, 0, ends=ENDS, as_of=ENDS - MICRO)
        assert "1 short so far" in open_yet.explain("en")
        assert "还差1项" in open_yet.explain("zh")

    def test_an_empty_population(self) -> None:
        """Nothing to visit is not applicable, once it is final."""
        assert FIVE.assess(0, 0).status is NOT_APPLICABLE
        empty = FIVE.assess(0, 0, settles=SETTLES, as_of=SETTLES - MICRO)
        assert empty.status is PENDING

    @pytest.mark.parametrize(
        ("population", "as_of", "status"),
        [
            (4, ENDS - MICRO, PENDING),
            (4, ENDS, NOT_APPLICABLE),
            (5, ENDS, PENDING),
            (5, SETTLES, BREACHED),
            (0, SETTLES, NOT_APPLICABLE),
        ],
    )
    def test_a_waiver_for_few(
        self, population: int, as_of: dt.datetime, status: Status
    ) -> None:
        """Fewer than five owe nothing, once no more can come."""
        policy = quota(waive_below=5)
        verdict = policy.assess(population, 0, settles=SETTLES, ends=ENDS, as_of=as_of)

        assert verdict.status is status

    @given(
        population=st.integers(0, 40),
        counts=st.tuples(st.integers(0, 40), st.integers(0, 40)),
        moments=st.lists(
            st.sampled_from([ENDS - MICRO, ENDS, SETTLES - MICRO, SETTLES, AFTER]),
            min_size=2,
        ),
        waive=st.integers(0, 3),
    )
    def test_the_only_moves_in_time(
        self,
        population: int,
        counts: tuple[int, int],
        moments: list[dt.datetime],
        waive: int,
    ) -> None:
        """With a fixed population, visits that come in move only what is open."""
        early, late = sorted(min(count, population) for count in counts)
        policy = quota(rate="30%", waive_below=waive)
        seen = [
            policy.assess(
                population,
                late if moment >= AFTER else early,
                visited_in_time=early,
                settles=SETTLES,
                ends=ENDS,
                as_of=moment,
            ).status
            for moment in sorted(moments)
        ]

        for old, new in itertools.pairwise(seen):
            assert old in {PENDING, new} or (old, new) == (BREACHED, LATE)


class TestPeriod:
    """
    A period may be named instead of its end.
    """

    @pytest.mark.parametrize(
        ("as_of", "status"),
        [(ENDS - MICRO, PENDING), (ENDS, BREACHED)],
    )
    def test_it_is_open_until_the_period_ends(
        self, as_of: dt.datetime, status: Status
    ) -> None:
        """One of twenty is short of 10 %, and a breach from the month's end on."""
        rule = QuotaPolicy(
            id="head", clause=SHARE, name=Text("-", "-"), owed_by="head", rate="10%"
        )
        verdict = rule.assess(20, 1, ends=month(2026, 3).closes(), as_of=as_of)
        stated = rule.assess(20, 1, ends=ENDS, as_of=as_of)

        assert (verdict.status, verdict.shortfall) == (status, 1)
        assert stated == verdict
        assert replay(rule, verdict.receipt()).is_same


class TestUncertain:
    """
    What a missing fact could still turn into met is undetermined.
    """

    @pytest.mark.parametrize(
        ("facts", "status"),
        [
            ({"visited": 0, "uncertain": 1}, UNDETERMINED),
            ({"visited": 1, "uncertain": 1}, MET),
            ({"visited": 1, "uncertain": 1, "visited_in_time": 0}, UNDETERMINED),
            (
                {
                    "visited": 1,
                    "uncertain": 1,
                    "visited_in_time": 0,
                    "uncertain_in_time": 0,
                },
                LATE,
            ),
            (
                {
                    "visited": 1,
                    "visited_in_time": 0,
                    "uncertain": 0,
                    "uncertain_in_time": 1,
                },
                UNDETERMINED,
            ),
            ({"visited": 0, "uncertain": 1, "uncertain_in_time": 0}, UNDETERMINED),
        ],
    )
    def test_of_twenty(self, facts: dict[str, Any], status: Status) -> None:
        """One is needed."""
        verdict = FIVE.assess(20, settles=SETTLES, as_of=AFTER, **facts)

        assert verdict.status is status

    def test_too_few_even_so(self) -> None:
        """Where the uncertain would not suffice it is a breach."""
        assert quota(rate="10%").assess(20, 0, uncertain=1).status is BREACHED

    def test_before_it_settles_it_is_pending(self) -> None:
        """The uncertain change nothing while it is open."""
        verdict = FIVE.assess(20, 0, uncertain=1, settles=SETTLES, as_of=ENDS)

        assert verdict.status is PENDING

    def test_an_unknown_settling(self) -> None:
        """Where it is not known when it settles, only what is met is known."""
        facts: dict[str, Any] = {
            "settles": SETTLES,
            "settling_fact": "calendar",
            "as_of": AFTER,
        }
        breached = FIVE.assess(20, 0, **facts)

        assert (breached.status, breached.reason["fact"]) == (UNDETERMINED, "calendar")
        assert FIVE.assess(20, 1, visited_in_time=0, **facts).status is UNDETERMINED
        assert FIVE.assess(20, 1, **facts).status is MET


class TestBadInput:
    """
    Counts that cannot be are refused, with what is allowed.
    """

    @pytest.mark.parametrize(
        ("facts", "says"),
        [
            ({"population": -1}, "population cannot be -1; allowed: a whole number"),
            ({"population": 3.0}, "population cannot be 3.0"),
            ({"population": True}, "population cannot be True"),
            ({"visited": 21}, "visited cannot be 21; .* from 0 to 20"),
            ({"visited": "1"}, "visited cannot be '1'"),
            ({"visited": 3, "visited_in_time": 4}, "visited_in_time .* from 0 to 3"),
            ({"visited": 3, "uncertain": 18}, "uncertain .* from 0 to 17"),
            ({"visited": 3, "uncertain_in_time": 18}, "uncertain_in_time .* to 17"),
        ],
    )
    def test_impossible_counts(self, facts: dict[str, Any], says: str) -> None:
        """The message names the count and its bounds."""
        with pytest.raises(ImpossibleCountError, match=says):
            FIVE.assess(**{"population": 20, "visited": 1, **facts})

    def test_questions_refuse_them_too(self) -> None:
        """`required` and `shortfall` take counts alone."""
        with pytest.raises(ImpossibleCountError, match="population"):
            FIVE.required(-1)
        with pytest.raises(ImpossibleCountError, match="from 0 to 3"):
            FIVE.shortfall(3, 4)

    @pytest.mark.parametrize("bound", ["settles", "ends"])
    def test_moments(self, bound: str) -> None:
        """A bound needs a moment of judgement, and a zone."""
        naive: dict[str, Any] = {bound: dt.datetime(2026, 4, 1)}  # noqa: DTZ001 - that is the error
        day: dict[str, Any] = {bound: dt.date(2026, 4, 1)}
        good: dict[str, Any] = {bound: SETTLES}

        with pytest.raises(NaiveTimeError, match=bound):
            FIVE.assess(20, 0, as_of=AFTER, **naive)
        with pytest.raises(NotAnInstantError, match=bound):
            FIVE.assess(20, 0, as_of=AFTER, **day)
        with pytest.raises(MissingFactError, match="as_of"):
            FIVE.assess(20, 0, **good)

    def test_a_field_that_cannot_be(self) -> None:
        """The message names the field and what is allowed."""
        with pytest.raises(InvalidFieldError, match=r"waive_below.*0 or more"):
            quota(waive_below=-1)
        with pytest.raises(InvalidFieldError, match=r"Rounding\.UP"):
            quota(rounding="up")


_SITUATIONS: list[tuple[dict[str, Any], str]] = [
    ({"visited": 1}, "share_reached"),
    ({"visited": 0}, "share_not_reached"),
    (
        {"visited": 1, "visited_in_time": 0, "settles": SETTLES, "as_of": AFTER},
        "share_reached_late",
    ),
    ({"visited": 0, "settles": SETTLES, "as_of": ENDS}, "share_open"),
    ({"visited": 0, "ends": SETTLES, "as_of": ENDS}, "share_open"),
    ({"visited": 1, "ends": SETTLES, "as_of": ENDS}, "share_open"),
    ({"visited": 0, "uncertain": 3}, "share_unknown"),
    ({"visited": 0, "settling_fact": "calendar"}, "fact_missing"),
    ({"visited": 0, "population": 0}, "population_empty"),
    (
        {"visited": 0, "population": 0, "settles": SETTLES, "as_of": ENDS},
        "population_empty_so_far",
    ),
    ({"visited": 0, "population": 2}, "population_waived"),
    (
        {"visited": 0, "population": 2, "ends": SETTLES, "as_of": ENDS},
        "population_waived_so_far",
    ),
    ({"visited": 1, "breakdown": (("Li", 20, 1),)}, "share_reached"),
]


def _situation(facts: dict[str, Any]) -> Verdict:
    """Judge one situation."""
    return quota(waive_below=3).assess(
        **{"population": 20, **facts},
        subject=Subject("quota", "office", "2026-03"),
    )


class TestWhatMaySettleLater:
    """
    The fact for want of which nobody knows when a share is final.
    """

    def test_it_decides_what_was_not_reached(self) -> None:
        """A share that was reached is reached whenever it is final."""
        named: dict[str, Any] = {"settling_fact": "category"}
        told: dict[str, Any] = {"settles": SETTLES, "as_of": AFTER}
        for visited, code in ((0, "share_not_reached"), (1, "share_reached")):
            known = quota().assess(20, visited, **told)
            unknown = quota().assess(20, visited, **told, **named)
            assert known.reason.code == code
            assert unknown.reason.code == (
                "share_reached" if visited else "fact_missing"
            )
            assert unknown.evidence.settling_fact == "category"
            assert unknown.receipt()["facts"]["settling_fact"] == "category"


class TestVerdicts:
    """
    Every situation explains itself, is a value, and can be computed again.
    """

    @pytest.mark.parametrize(("facts", "code"), _SITUATIONS)
    def test_it_explains_itself(self, facts: dict[str, Any], code: str) -> None:
        """In both languages, with nothing left in braces and no machine name."""
        verdict = _situation(facts)

        assert verdict.reason.code == code
        english, chinese = verdict.explain("en"), verdict.explain("zh")
        assert not {"{", "}", "_"} & {*english, *chinese}
        assert english.isascii()
        assert "DEMO-1" in english or code in {"share_unknown", "fact_missing"}
        assert any(word in chinese for word in ("2026年3月", "工作日历"))

    @pytest.mark.parametrize(("facts", "code"), _SITUATIONS)
    def test_it_replays(self, facts: dict[str, Any], code: str) -> None:
        """A receipt that went through JSON gives the same verdict."""
        verdict = _situation(facts)
        receipt = json.loads(json.dumps(verdict.receipt()))

        replayed = replay(quota(waive_below=3), receipt)
        assert (replayed.stale, replayed.verdict) == ((), verdict)
        assert replayed.verdict.reason.code == code

    @pytest.mark.parametrize(("facts", "code"), _SITUATIONS)
    def test_it_is_a_value(self, facts: dict[str, Any], code: str) -> None:
        """Verdicts are equal, hashable and picklable; their data is JSON."""
        verdict = _situation(facts)

        twin = pickle.loads(pickle.dumps(verdict))  # noqa: S301 - our own
        assert twin == verdict == _situation(facts)
        assert hash(twin) == hash(verdict)
        assert json.loads(json.dumps(verdict.to_dict()))["reasons"][0]["code"] == code

    def test_what_is_said(self) -> None:
        """The counts are all there."""
        verdict = quota(rate="10%").assess(
            20, 1, subject=Subject("quota", "engineering_head", "2026-03")
        )

        assert verdict.explain("en") == (
            "Cases in 2026-03: 20; the office's visits must be at least 10%: 2 needed, "
            "1 reached, 1 short; DEMO-1 is not met."
        )
        assert verdict.explain("zh") == (
            "2026年3月共20项，办公室回访率不得低于10%，至少应达到2项，实际1项，"
            "还差1项，不符合DEMO-1要求。"
        )
        assert verdict.owed_by == "office"

    def test_the_evidence(self) -> None:
        """Counts are on the evidence, and other shapes are refused."""
        verdict = FIVE.assess(20, 1)

        assert verdict.evidence.counted == 1
        with pytest.raises(WrongEvidenceError, match=r"has no 'deadline'.*population"):
            _ = verdict.deadline

    def test_the_policy_is_a_value(self) -> None:
        """Equal, hashable, picklable and never changed."""
        for twin in (
            pickle.loads(pickle.dumps(FIVE)),  # noqa: S301 - our own
            copy.deepcopy(FIVE),
            attrs.evolve(FIVE, rate="1/20"),
        ):
            assert (twin, hash(twin)) == (FIVE, hash(FIVE))
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            FIVE.rate = Fraction(1)  # type: ignore[misc]


class TestBounds:
    """
    A floor and a ceiling on the number itself, never more than there are.
    """

    TENTH = quota(rate="10%", least=3)

    @pytest.mark.parametrize(
        ("population", "required"),
        [(0, 0), (2, 2), (12, 3), (29, 3), (30, 3), (31, 4)],
    )
    def test_k3_ten_percent_and_at_least_three(
        self, population: int, required: int
    ) -> None:
        """抽查不低于10%且不少于3项, of which there may be fewer than three."""
        assert self.TENTH.required(population) == required

    @given(
        rate=rates,
        population=st.integers(0, 200),
        least=st.integers(0, 12),
        above=st.none() | st.integers(1, 12),
        rounding=st.sampled_from(Rounding),
    )
    def test_the_bounds_by_definition(
        self,
        rate: Fraction,
        population: int,
        least: int,
        above: int | None,
        rounding: Rounding,
    ) -> None:
        """The share lies between the bounds where there are so many."""
        most = None if above is None else least + above
        share = quota(rate=rate, rounding=rounding).required(population)
        bounded = quota(rate=rate, rounding=rounding, least=least, most=most)
        owed = sorted((least, share, 10**9 if most is None else most))[1]

        assert bounded.required(population) == min(owed, population)

    def test_sentences_say_them(self) -> None:
        """Beside the share, in each language."""
        verdict = self.TENTH.assess(12, 2)
        both = quota(rate="10%", least=3, most=20).assess(400, 20)

        assert verdict.shortfall == 1
        assert "at least 10% (at least 3): 3 needed, 2 reached" in verdict.explain("en")
        assert "不得低于10%（不少于3项），至少应达到3项" in verdict.explain("zh")
        assert "10%（不少于3项，不超过20项），至少应达到20项" in both.explain("zh")
        assert both.status is MET

    @pytest.mark.parametrize("most", [2, 3])
    def test_a_ceiling_above_the_floor(self, most: int) -> None:
        """Otherwise the share would decide nothing."""
        with pytest.raises(InvalidFieldError, match="more than the least, which is 3"):
            quota(least=3, most=most)

    def test_receipts_and_digests(self) -> None:
        """A rule without bounds is the rule that it was; one with them replays."""
        verdict = self.TENTH.assess(12, 3)
        plain = verdict.receipt()

        assert replay(self.TENTH, plain).verdict == verdict
        assert "least" not in FIVE.assess(20, 1).receipt()["parameters"]


class TestRequiredAndAssess:
    """
    The number that `required` gives is the one that `assess` judges by.
    """

    @given(
        rate=rates,
        rounding=st.sampled_from(Rounding),
        waive_below=st.integers(0, 8),
        least=st.integers(0, 5),
        more=st.none() | st.integers(1, 5),
        population=st.integers(0, 12),
        data=st.data(),
    )
    def test_every_combination(
        self,
        rate: Fraction,
        rounding: Rounding,
        waive_below: int,
        least: int,
        more: int | None,
        population: int,
        data: Any,
    ) -> None:
        """
        Settled, it is broken exactly where fewer were reached than are required.
        """
        policy = quota(
            rate=rate,
            rounding=rounding,
            waive_below=waive_below,
            least=least,
            most=None if more is None else least + more,
        )
        visited = data.draw(st.integers(0, population))
        required = policy.required(population)
        verdict = policy.assess(population, visited)
        assert verdict.required == required
        assert policy.shortfall(population, visited) == verdict.shortfall
        nothing = population == 0 or population < waive_below
        assert (verdict.status is NOT_APPLICABLE) is nothing
        if nothing:
            assert (required, verdict.shortfall) == (0, 0)
        else:
            status = BREACHED if visited < required else MET
            assert verdict.status is status

    def test_what_is_waived(self) -> None:
        """
        Below five nobody need be visited; of five two fifths are two.
        """
        policy = quota(rate="40%", waive_below=5, least=1)
        assert [policy.required(n) for n in (0, 1, 4, 5, 6)] == [0, 0, 0, 2, 3]
        assert policy.shortfall(4, 0) == 0
