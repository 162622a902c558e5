"""
A rate against a bound, binding or striven for.
"""

import datetime as dt
import json
import pickle
from fractions import Fraction
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from followup_rules.clauses import Clause, Force, Text
from followup_rules.errors import (
    ImpossibleCountError,
    InexactRateError,
    InvalidFieldError,
    MissingFactError,
    NaiveTimeError,
)
from followup_rules.policies.targets import Bound, TargetPolicy
from followup_rules.receipts import replay
from followup_rules.verdicts import Status, Verdict

BINDING = Clause(id="DEMO-1", en="all of them", zh="全部处理")
STRIVEN = Clause(id="DEMO-2", en="strive for it", zh="力争做到", duty=Force.TARGET)
ENDS = pendulum.datetime(2027, 1, 1, tz="Asia/Shanghai")
BEFORE = ENDS.subtract(microseconds=1)


def policy(rate: Any = "100%", **fields: Any) -> TargetPolicy:
    """Return a target."""
    return TargetPolicy(
        **{
            "id": "demo",
            "clause": BINDING,
            "name": Text("the handling rate", "处理率"),
            "owed_by": "office",
            "rate": rate,
            "bound": Bound.NOT_LESS_THAN,
            **fields,
        }
    )


def complaints(rate: Any = "1%", **fields: Any) -> TargetPolicy:
    """Return a target with an upper bound that is striven for."""
    most = {"bound": Bound.NOT_MORE_THAN, "clause": STRIVEN, "may_exceed": True}
    return policy(rate, **{**most, **fields})


class TestComparators:
    """
    Inclusive and strict comparators, as the Chinese words mean them.
    """

    @pytest.mark.parametrize(
        ("bound", "below", "at", "above"),
        [
            (Bound.NOT_LESS_THAN, False, True, True),
            (Bound.NOT_MORE_THAN, True, True, False),
            (Bound.LESS_THAN, True, False, False),
            (Bound.MORE_THAN, False, False, True),
        ],
    )
    def test_at_the_bound_and_beside_it(
        self,
        bound: Bound,
        below: bool,  # noqa: FBT001 - an expected value
        at: bool,  # noqa: FBT001 - an expected value
        above: bool,  # noqa: FBT001 - an expected value
    ) -> None:
        """The bound itself, and one in a million on either side."""
        rule = policy("1%", bound=bound)
        assert rule.is_met(9_999, 1_000_000) is below
        assert rule.is_met(10_000, 1_000_000) is at
        assert rule.is_met(10_001, 1_000_000) is above

    @pytest.mark.parametrize(
        ("bound", "english", "chinese"),
        [
            (Bound.NOT_LESS_THAN, "not less than", "不低于"),
            (Bound.NOT_MORE_THAN, "not more than", "不超过"),
            (Bound.LESS_THAN, "less than", "低于"),
            (Bound.MORE_THAN, "more than", "超过"),
        ],
    )
    def test_words(self, bound: Bound, english: str, chinese: str) -> None:
        """Each comparator is said as a text says it."""
        assert bound.in_language("en") == english
        assert bound.in_language("zh") == chinese


class TestLowerBound:
    """
    All of them: exact, and judged as soon as it can no longer be reached.
    """

    def test_all(self) -> None:
        """40 of 40."""
        verdict = policy().assess(40, 40)
        assert verdict.status is Status.MET
        assert (verdict.required, verdict.shortfall) == (40, 0)
        assert verdict.evidence.value == 1
        assert verdict.evidence.allowed is None

    def test_199_of_200_is_not_100_percent(self) -> None:
        """One is missing, and it shows."""
        verdict = policy().assess(199, 200)
        assert verdict.status is Status.BREACHED
        assert verdict.is_violation
        assert verdict.shortfall == 1
        assert "99.5%" in verdict.explain("en")
        assert "100% (199" not in verdict.explain("en")

    def test_no_rate_short_of_all_shows_as_all(self) -> None:
        """However many there are, one missing never rounds away."""
        for whole in (3, 10**6, 10**9):
            said = policy().assess(whole - 1, whole).explain("zh")
            assert f"为{100}%" not in said

    def test_nothing_is_not_all(self) -> None:
        """Of nothing there is no rate: neither 0 nor 100 %."""
        verdict = policy().assess(0, 0)
        assert verdict.status is Status.NOT_APPLICABLE
        assert verdict.evidence.value is None
        assert policy().rate_of(0, 0) is None
        assert policy().is_met(0, 0) is None

    def test_while_the_period_runs(self) -> None:
        """Until its end what is missing can still come; at its end it cannot."""
        rule = policy()
        open_yet = rule.assess(199, 200, ends=ENDS, as_of=BEFORE)
        closed = rule.assess(199, 200, ends=ENDS, as_of=ENDS)
        assert open_yet.status is Status.PENDING
        assert open_yet.shortfall == 1
        assert closed.status is Status.BREACHED

    def test_reached_while_the_period_runs(self) -> None:
        """It is reached so far; it is met once no more can join, and never turns."""
        verdict = policy().assess(40, 40, ends=ENDS, as_of=BEFORE)
        assert verdict.status is Status.PENDING
        assert [n.code for n in verdict.notes] == ["reached_so_far"]
        assert policy().assess(40, 40, ends=ENDS, as_of=ENDS).status is Status.MET

    def test_those_that_may_still_join_can_mend_a_share(self) -> None:
        """9 of 12 in time is no breach while the period runs: 28 more make 37 of 40."""
        rule = policy("90%")
        running: dict[str, Any] = {"waiting": 0, "ends": ENDS, "as_of": BEFORE}
        assert rule.assess(9, 12, **running).status is Status.PENDING
        assert rule.assess(9, 12, uncertain=3, **running).status is Status.PENDING
        assert rule.assess(12, 12, in_time=9, **running).status is Status.PENDING
        assert rule.assess(37, 40, ends=ENDS, as_of=ENDS).status is Status.MET

    def test_all_of_them_late_while_the_period_runs(self) -> None:
        """That one came late no more can mend; late is final, so it is said at the end."""
        facts: dict[str, Any] = {"in_time": 39, "waiting": 0, "ends": ENDS}
        running = policy().assess(40, 40, **facts, as_of=BEFORE)
        assert running.status is Status.BREACHED
        assert running.reason.code == "bound_not_in_time"
        assert policy().assess(40, 40, **facts, as_of=ENDS).status is Status.LATE
        striven = policy(clause=STRIVEN).assess(40, 40, **facts, as_of=BEFORE)
        assert striven.status is Status.MISSED

    def test_what_waits_may_still_come_in_time(self) -> None:
        """95 of 100 reach 95 %, one of them late: six more may bring 100 in time."""
        rule = policy("95%")
        assert rule.assess(95, 100, in_time=94, waiting=5).status is Status.PENDING
        assert rule.assess(95, 100, in_time=94, uncertain=1).status is (
            Status.UNDETERMINED
        )
        assert rule.assess(95, 100, in_time=94, waiting=0).status is Status.LATE

    def test_nothing_yet(self) -> None:
        """An empty running period is pending, not exempt."""
        verdict = policy().assess(0, 0, ends=ENDS, as_of=BEFORE)
        assert verdict.status is Status.PENDING

    def test_those_still_in_their_own_time(self) -> None:
        """Two missing, both waiting: pending, though the period is over."""
        rule = policy()
        assert rule.assess(198, 200, waiting=2).status is Status.PENDING
        assert rule.assess(198, 200, waiting=1).status is Status.BREACHED

    def test_an_overdue_one_breaks_it_while_the_period_runs(self) -> None:
        """What cannot be reached any more is not pending."""
        verdict = policy().assess(198, 200, waiting=1, ends=ENDS, as_of=BEFORE)
        assert verdict.status is Status.BREACHED

    def test_reached_late(self) -> None:
        """All were handled, one of them after its time."""
        verdict = policy().assess(200, 200, in_time=199)
        assert verdict.status is Status.LATE
        assert verdict.is_violation

    def test_what_came_late_cannot_be_waited_for(self) -> None:
        """One came late and another is waiting: broken stays broken until all came."""
        rule = policy()
        assert rule.assess(1, 2, in_time=0, waiting=1).status is Status.BREACHED
        assert rule.assess(1, 2, in_time=1, waiting=1).status is Status.PENDING
        assert rule.assess(2, 2, in_time=1, waiting=0).status is Status.LATE

    def test_a_target_reached_late_is_missed(self) -> None:
        """What is striven for has no third state."""
        rule = policy(clause=STRIVEN)
        assert rule.assess(200, 200, in_time=199).status is Status.MISSED

    def test_unknown_ones(self) -> None:
        """Where the unknown ones decide, there is no verdict."""
        rule = policy("90%")
        assert rule.assess(90, 100, uncertain=1).status is Status.MET
        assert rule.assess(89, 100, uncertain=1).status is Status.UNDETERMINED
        assert rule.assess(88, 100, uncertain=1).status is Status.BREACHED
        assert rule.assess(88, 100, uncertain=1, waiting=2).status is Status.PENDING

    def test_strict(self) -> None:
        """More than half of ten is six."""
        rule = policy("50%", bound=Bound.MORE_THAN)
        assert rule.assess(5, 10).required == 6
        assert rule.assess(5, 10).status is Status.BREACHED
        assert rule.assess(6, 10).status is Status.MET


class TestUpperBound:
    """
    At most 1 % a year, striven for.
    """

    def test_exactly_one_percent(self) -> None:
        """5 complaints of 500 households are 1 %, which is included."""
        verdict = complaints().assess(5, 500)
        assert verdict.status is Status.MET
        assert verdict.evidence.allowed == 5
        assert verdict.required is None

    def test_one_more_is_missed_and_no_violation(self) -> None:
        """6 of 500 are 1.2 %: missed, and nothing is broken."""
        verdict = complaints().assess(6, 500)
        assert verdict.status is Status.MISSED
        assert not verdict.is_violation
        assert verdict.shortfall == 1
        assert "1.2%" in verdict.explain("en")
        assert "不计为违规" in verdict.explain("zh")

    def test_binding(self) -> None:
        """The same bound in a binding clause is broken."""
        verdict = complaints(clause=BINDING).assess(6, 500)
        assert verdict.status is Status.BREACHED
        assert verdict.is_violation

    def test_the_year_runs(self) -> None:
        """An upper bound is not kept before the period has ended."""
        kept = complaints().assess(0, 500, ends=ENDS, as_of=BEFORE)
        over = complaints().assess(6, 500, ends=ENDS, as_of=BEFORE)
        assert kept.status is over.status is Status.PENDING
        assert kept.notes == ()
        assert [n.code for n in over.notes] == ["bound_exceeded_so_far"]
        assert complaints().assess(0, 500, ends=ENDS, as_of=ENDS).status is Status.MET

    def test_strict(self) -> None:
        """Below 1 % of 500 are at most 4."""
        rule = complaints(bound=Bound.LESS_THAN)
        assert rule.assess(4, 500).status is Status.MET
        assert rule.assess(5, 500).status is Status.MISSED
        assert rule.assess(5, 500).evidence.allowed == 4

    def test_one_household_may_complain_more_than_once(self) -> None:
        """Complaints may outnumber households; shares may not."""
        assert complaints().assess(3, 2).evidence.value == Fraction(3, 2)
        with pytest.raises(ImpossibleCountError, match="numerator"):
            policy().assess(3, 2)

    def test_unknown_ones(self) -> None:
        """A complaint of which nobody knows whether it counts may decide."""
        assert complaints().assess(5, 500, uncertain=1).status is Status.UNDETERMINED
        assert complaints().assess(4, 500, uncertain=1).status is Status.MET
        assert complaints().assess(6, 500, uncertain=1).status is Status.MISSED

    def test_no_households(self) -> None:
        """Of no households there is no rate, whatever was complained."""
        assert complaints().assess(0, 0).status is Status.NOT_APPLICABLE
        assert complaints().assess(2, 0).status is Status.NOT_APPLICABLE


class TestMissingFacts:
    """
    No default stands in for a count that nobody gave.
    """

    def test_households_unknown(self) -> None:
        """The reason names the fact by its own name."""
        rule = complaints(numerator="complaints", denominator="households")
        verdict = rule.assess(3, None)
        assert verdict.status is Status.UNDETERMINED
        assert verdict.reason["fact"] == "households"
        assert (verdict.required, verdict.evidence.allowed) == (None, None)

    def test_count_unknown(self) -> None:
        """The numerator likewise."""
        verdict = policy().assess(None, 3)
        assert verdict.reason["fact"] == "numerator"
        assert verdict.evidence.value is None


class TestSmallestPopulation:
    """
    From how many on a single failure breaks nothing.
    """

    @pytest.mark.parametrize(
        ("rate", "bound", "smallest"),
        [
            ("1%", Bound.NOT_MORE_THAN, 100),
            ("1%", Bound.LESS_THAN, 101),
            ("3%", Bound.NOT_MORE_THAN, 34),
            ("3%", Bound.LESS_THAN, 34),
            ("100%", Bound.NOT_MORE_THAN, 1),
            ("100%", Bound.LESS_THAN, 2),
            ("0%", Bound.NOT_MORE_THAN, None),
            ("100%", Bound.NOT_LESS_THAN, None),
            ("99%", Bound.NOT_LESS_THAN, 100),
            ("99%", Bound.MORE_THAN, 101),
            ("0%", Bound.NOT_LESS_THAN, 1),
        ],
    )
    def test_by_hand(self, rate: str, bound: Bound, smallest: int | None) -> None:
        """The number, found by hand."""
        rule = policy(rate, bound=bound)
        assert rule.smallest_population_tolerating_one == smallest


class TestBadInput:
    """
    Errors that say what came and what is allowed.
    """

    def test_floats(self) -> None:
        """A float is no rate."""
        with pytest.raises(InexactRateError):
            policy(0.01)

    @pytest.mark.parametrize(
        ("rate", "bound"), [("0%", Bound.LESS_THAN), ("100%", Bound.MORE_THAN)]
    )
    def test_bounds_nothing_can_meet(self, rate: str, bound: Bound) -> None:
        """Below 0 % or above 100 % lies nothing."""
        with pytest.raises(InvalidFieldError, match="can meet"):
            policy(rate, bound=bound)

    @pytest.mark.parametrize(
        ("counts", "named"),
        [
            ({"numerator": -1, "denominator": 3}, {}),
            ({"numerator": True, "denominator": 3}, {}),
            ({"numerator": 1, "denominator": 3.0}, {}),
            ({"numerator": 1, "denominator": -3}, {}),
            ({"numerator": 2, "denominator": 3}, {"in_time": 3}),
            ({"numerator": 2, "denominator": 3}, {"waiting": 2}),
            ({"numerator": 2, "denominator": 3}, {"uncertain": 2}),
            ({"numerator": 2, "denominator": 3}, {"uncertain": -1}),
            ({"numerator": None, "denominator": -3}, {}),
        ],
    )
    def test_impossible_counts(
        self, counts: dict[str, Any], named: dict[str, Any]
    ) -> None:
        """Counts are whole, not negative, and fit one another."""
        with pytest.raises(ImpossibleCountError):
            policy().assess(**counts, **named)

    def test_no_moment(self) -> None:
        """An end needs a moment to be compared with."""
        with pytest.raises(MissingFactError):
            policy().assess(1, 2, ends=ENDS)

    def test_a_naive_end(self) -> None:
        """No zone is assumed."""
        with pytest.raises(NaiveTimeError):
            policy().assess(1, 2, ends=ENDS.replace(tzinfo=None), as_of=ENDS)


def _one_of_each() -> list[Verdict]:
    """Return one verdict for every reason code of this kind."""
    return [
        policy().assess(2, 2, ends=ENDS, as_of=ENDS),
        policy().assess(2, 2, in_time=1, ends=ENDS, as_of=BEFORE),
        policy().assess(1, 3),
        complaints().assess(6, 500),
        policy().assess(2, 2, in_time=1),
        complaints().assess(6, 500, ends=ENDS, as_of=BEFORE),
        policy().assess(1, 2, uncertain=1),
        policy().assess(0, 0),
        policy().assess(0, 0, ends=ENDS, as_of=BEFORE),
        policy().assess(None, 4),
    ]


class TestWords:
    """
    Every reason code has its sentence in both languages, and replays.
    """

    def test_every_code_is_said(self) -> None:
        """No sentence has a hole."""
        verdicts = _one_of_each()
        assert {v.reason.code for v in verdicts} == {
            "bound_kept",
            "bound_not_kept",
            "target_missed",
            "bound_kept_late",
            "bound_not_in_time",
            "bound_open",
            "bound_unknown",
            "nothing_to_measure",
            "nothing_to_measure_so_far",
            "fact_missing",
        }
        for verdict in verdicts:
            for language in ("en", "zh"):
                said = verdict.explain(language)
                assert "{" not in said
                assert "None" not in said

    def test_chinese(self) -> None:
        """The soft target as a native reader expects it."""
        rule = complaints(name=Text("the complaint rate", "投诉率"))
        assert rule.assess(6, 500).explain("zh") == (
            "投诉率为1.2%（6/500），未达到力争不超过1%的要求，不计为违规（DEMO-2）。"
        )

    @pytest.mark.parametrize("number", range(10))
    def test_receipts_replay(self, number: int) -> None:
        """A receipt, through JSON, gives the same verdict."""
        verdict = _one_of_each()[number]
        rule: Any = verdict.policy
        receipt = json.loads(json.dumps(verdict.receipt()))
        again = replay(rule, receipt)
        assert again.is_same, again.stale

    def test_pickle_and_evolve(self) -> None:
        """A policy is a value, and a changed one is checked again."""
        rule = complaints()
        assert pickle.loads(pickle.dumps(rule)) == rule  # noqa: S301 - our own bytes
        assert hash(rule) == hash(complaints())
        assert attrs.evolve(rule, rate="2%").rate == Fraction(1, 50)


RATES = st.sampled_from(["0%", "1/3", "1%", "50%", "99%", "100%"]).map(
    lambda text: Fraction(text) if "/" in text else Fraction(text.rstrip("%")) / 100
)


MATTERS = st.tuples(
    st.integers(0, 14), st.integers(1, 12), st.none() | st.integers(0, 20)
)
"""When a matter is raised, how long it is given, and how long it takes."""


class TestProperties:
    """
    Against comparison of the percentages by hand.
    """

    @given(
        rate=RATES,
        bound=st.sampled_from(Bound),
        whole=st.integers(1, 300),
        data=st.data(),
    )
    @settings(max_examples=150, deadline=None)
    def test_closed_periods(
        self, rate: Fraction, bound: Bound, whole: int, data: st.DataObject
    ) -> None:
        """100 x part against 100 x rate x whole, in whole numbers only."""
        if rate == {Bound.LESS_THAN: 0, Bound.MORE_THAN: 1}.get(bound):
            return
        near = rate.numerator * whole // rate.denominator
        part = data.draw(
            st.integers(0, whole)
            | st.integers(max(0, near - 1), min(whole, max(0, near + 1)))
        )
        left, right = part * rate.denominator, rate.numerator * whole
        kept = {
            Bound.NOT_LESS_THAN: left >= right,
            Bound.NOT_MORE_THAN: left <= right,
            Bound.LESS_THAN: left < right,
            Bound.MORE_THAN: left > right,
        }[bound]
        verdict = policy(rate, bound=bound).assess(part, whole)
        assert verdict.status is (Status.MET if kept else Status.BREACHED)
        assert (verdict.shortfall == 0) is kept

    @given(whole=st.integers(1, 400), rate=st.integers(1, 100))
    @example(whole=100, rate=1)
    @example(whole=99, rate=1)
    @settings(max_examples=100, deadline=None)
    def test_one_failure_from_the_smallest_population_on(
        self, whole: int, rate: int
    ) -> None:
        """One complaint is tolerated exactly from the smallest population on."""
        rule = complaints(f"{rate}%")
        smallest = rule.smallest_population_tolerating_one
        assert smallest is not None
        assert rule.is_met(1, whole) is (whole >= smallest)
        assert (rate * whole >= 100) is (whole >= smallest)

    @given(
        rate=RATES,
        bound=st.sampled_from([Bound.NOT_LESS_THAN, Bound.MORE_THAN]),
        matters=st.lists(MATTERS, max_size=8),
        shift=st.sampled_from([0, 12]),
    )
    @settings(max_examples=200, deadline=None)
    def test_what_is_met_stays_met(
        self,
        rate: Fraction,
        bound: Bound,
        matters: list[tuple[int, int, int | None]],
        shift: int,
    ) -> None:
        """Day by day, nothing but PENDING becomes another, and BREACHED only LATE."""
        if rate == {Bound.MORE_THAN: 1}.get(bound):
            return
        rule = policy(rate, bound=bound)
        before: Status | None = None
        for day in range(32):
            now = BEFORE.replace(day=1) + dt.timedelta(days=day, hours=shift)
            found = _at(rule, matters, day, now).status
            free = before in {None, Status.PENDING} or found is before
            assert free or (before, found) == (Status.BREACHED, Status.LATE), day
            before = found


def _at(
    rule: TargetPolicy,
    matters: list[tuple[int, int, int | None]],
    day: int,
    now: dt.datetime,
) -> Verdict:
    """Judge what is raised by a day, of a period of fifteen days."""
    known = [matter for matter in matters if matter[0] <= day]
    done = [
        (r, own, took) for r, own, took in known if took is not None and r + took <= day
    ]
    return rule.assess(
        len(done),
        len(known),
        in_time=sum(took < own for _, own, took in done),
        waiting=sum(
            day < raised + own and not (took is not None and raised + took <= day)
            for raised, own, took in known
        ),
        ends=now.replace(hour=0) + dt.timedelta(days=15 - day),
        as_of=now,
    )
