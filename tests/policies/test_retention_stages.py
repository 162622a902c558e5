"""
Retention money that is paid back in stages, of a price or of each payment.
"""

import datetime as dt
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    ImpossibleOrderError,
    InexactRateError,
    InvalidFieldError,
    UnknownNameError,
)
from followup_rules.policies.retention_stages import ReleaseStage, RetentionRelease
from followup_rules.receipts import replay
from followup_rules.timing.amounts import Days, Months, WorkingDays
from followup_rules.timing.calendars import china
from followup_rules.timing.moments import zone_of
from followup_rules.verdicts import Status, Verdict

SHANGHAI = zone_of("Asia/Shanghai")
LEAP = dt.date(2024, 2, 29)


def stage(key: str, share: str, after: Any) -> ReleaseStage:
    """Return a stage under a clause of its own."""
    clause = Clause(id=f"DEMO-{key}", en="paid back", zh="返还")
    name = Text(f"stage {key}", f"第{key}期")
    return ReleaseStage(key=key, name=name, share=share, after=after, clause=clause)


def rule(*stages: ReleaseStage, **fields: Any) -> RetentionRelease:
    """Return a rule that is ordinary in whatever is not named."""
    return RetentionRelease(
        id="release",
        clause=Clause(id="DEMO-0", en="paid back in stages", zh="分期返还"),
        name=Text("paying the retention back", "返还质量保证金"),
        owed_by="developer",
        stages=stages,
        **fields,
    )


HALVES = rule(stage("a", "1/2", Months(12)), stage("b", "1/2", Months(24)), rate="5%")
HANDOVER = rule(stage("a", "1/2", None), stage("b", "1/2", Months(24)))


def at(year: int, month: int, day: int, hour: int = 12) -> dt.datetime:
    """Return a moment in Shanghai."""
    return dt.datetime(year, month, day, hour, tzinfo=SHANGHAI)


class TestReleases:
    """
    By when, and how much.
    """

    def test_k15_half_after_12_and_half_after_24_months(self) -> None:
        """From 29 February 2024 on, each half of 5 % of 8,001.95."""
        found = HALVES.releases(LEAP, "8001.95")

        assert [(str(one.deadline.last_day), one.amount) for one in found] == [
            ("2025-02-28", Fraction(160039, 800)),
            ("2026-02-28", Fraction(160039, 800)),
        ]
        assert HALVES.held_back("8001.95") == Fraction(160039, 400)

    def test_k15_half_at_the_handover(self) -> None:
        """And half two years later; what is held back is told itself."""
        found = HANDOVER.releases(LEAP, 1000)

        assert [(str(one.deadline.last_day), one.amount) for one in found] == [
            ("2024-02-29", Fraction(500)),
            ("2026-02-28", Fraction(500)),
        ]

    def test_k15_of_each_payment(self) -> None:
        """5 % of every progress payment, a year after that payment."""
        one_year = rule(stage("a", "100%", Months(12)), rate="5%")
        payments = {dt.date(2024, 2, 29): 1000, dt.date(2024, 7, 31): 200}
        found = [
            one
            for day, paid in payments.items()
            for one in one_year.releases(day, paid)
        ]

        assert [(str(one.deadline.last_day), one.amount) for one in found] == [
            ("2025-02-28", Fraction(50)),
            ("2025-07-31", Fraction(10)),
        ]

    @given(
        price=st.fractions(0, 10**9),
        parts=st.lists(st.integers(1, 9), min_size=1, max_size=4),
        rate=st.fractions(0, 1),
    )
    def test_nothing_is_lost(
        self, price: Fraction, parts: list[int], rate: Fraction
    ) -> None:
        """The stages together are what is held back, exactly."""
        stages = [
            stage(str(place), f"{part}/{sum(parts)}", Days(place))
            for place, part in enumerate(parts)
        ]
        found = rule(*stages, rate=rate).releases(LEAP, price)

        assert sum(one.amount or 0 for one in found) == rate * price

    def test_some_days_to_pay(self) -> None:
        """Fourteen days, or working days of a calendar, after the day of the stage."""
        later = attrs.evolve(HANDOVER, pay_within=Days(14))
        worked = attrs.evolve(HANDOVER, pay_within=WorkingDays(3))

        assert later.releases(LEAP)[0].deadline.last_day == dt.date(2024, 3, 14)
        (first, _) = worked.releases(LEAP, calendar=china())
        assert first.deadline.last_day == dt.date(2024, 3, 5)


class TestVerdicts:
    """
    Of one stage, and of all.
    """

    @pytest.mark.parametrize(
        ("paid", "now", "status"),
        [
            (None, at(2025, 2, 28, 23), Status.PENDING),
            (None, at(2025, 3, 1, 0), Status.BREACHED),
            (dt.date(2025, 2, 28), at(2025, 3, 1), Status.MET),
            (dt.date(2025, 3, 1), at(2025, 3, 1), Status.LATE),
            (dt.date(2025, 3, 2), at(2025, 3, 1), Status.BREACHED),
        ],
    )
    def test_one_stage(
        self, paid: dt.date | None, now: dt.datetime, status: Status
    ) -> None:
        """The last day counts; a payment of later is not known yet."""
        verdict = HALVES.assess(LEAP, {"a": paid}, only="a", price=100, as_of=now)

        assert verdict.status is status
        assert verdict.clause.id == "DEMO-a"
        assert replay(HALVES, verdict.receipt()).verdict == verdict

    @pytest.mark.parametrize(
        ("paid", "now", "code", "clause"),
        [
            ({}, at(2025, 1, 1), "release_ahead", "DEMO-a"),
            ({}, at(2025, 6, 1), "release_not_paid", "DEMO-a"),
            ({"a": LEAP}, at(2026, 1, 1), "release_ahead", "DEMO-b"),
            ({"a": dt.date(2025, 5, 1)}, at(2026, 1, 1), "release_ahead", "DEMO-b"),
            ({"a": dt.date(2025, 5, 1)}, at(2026, 6, 1), "release_not_paid", "DEMO-b"),
            ({"a": LEAP, "b": LEAP}, at(2026, 6, 1), "releases_paid", "DEMO-0"),
            (
                {"a": dt.date(2025, 5, 1), "b": LEAP},
                at(2026, 6, 1),
                "release_paid_late",
                "DEMO-a",
            ),
        ],
    )
    def test_all_stages(
        self, paid: Any, now: dt.datetime, code: str, clause: str
    ) -> None:
        """What is not paid comes first, then what is still due, then what was late."""
        verdict = HALVES.assess(LEAP, paid, as_of=now)

        assert (verdict.reason.code, verdict.clause.id) == (code, clause)
        assert replay(HALVES, verdict.receipt()).verdict == verdict

    def test_each(self) -> None:
        """The keys tell the stages apart."""
        both = HALVES.assess_each(LEAP, {"a": LEAP}, as_of=at(2025, 1, 1))

        assert [one.status for one in both] == [Status.MET, Status.PENDING]
        assert len({one.key for one in both}) == 2

    def test_not_begun(self) -> None:
        """No handover yet, or one of later."""
        none = HALVES.assess(None, as_of=at(2024, 1, 1))
        later = HALVES.assess(LEAP, as_of=at(2024, 1, 1))

        assert {none.reason.code, later.reason.code} == {"trigger_absent"}
        assert [one.code for one in later.notes] == ["later_fact"]
        assert later.evidence.deadline is None

    def test_no_calendar(self) -> None:
        """Working days cannot be counted without one."""
        worked = attrs.evolve(HALVES, pay_within=WorkingDays(3))
        verdict = worked.assess(LEAP, as_of=at(2025, 1, 1))

        assert verdict.reason.code == "calendar_missing"

    def test_sentences(self) -> None:
        """Exact sums, and none where none was told."""
        late = HALVES.assess(
            LEAP, {"a": dt.date(2025, 3, 1)}, only="a", price=100, as_of=at(2025, 4, 1)
        )
        bare = HALVES.assess(LEAP, only="a", as_of=at(2025, 4, 1))
        whole = HALVES.assess(LEAP, {"a": LEAP, "b": LEAP}, as_of=at(2025, 4, 1))

        assert late.explain("zh") == (
            "第a期：质量保证金2.50元应于2025年2月28日24时前返还，"
            "实际于2025年3月1日返还，属逾期（DEMO-a）。"
        )
        assert "the money held back to be paid back" in bare.explain("en")
        assert "第a期、第b期" in whole.explain("zh")


class TestBadInput:
    """
    What cannot be is refused.
    """

    def test_shares(self) -> None:
        """They add up to one, and each is something."""
        for shares in (("1/2", "1/3"), ("1", "0")):
            stages = [stage(str(n), share, None) for n, share in enumerate(shares)]
            with pytest.raises(InvalidFieldError, match="add up to 1"):
                rule(*stages)

    def test_facts(self) -> None:
        """A stage that is not there, a payment before the start, a float, no table."""
        now: dict[str, Any] = {"as_of": at(2026, 1, 1)}
        with pytest.raises(UnknownNameError):
            HALVES.assess(LEAP, {"c": LEAP}, **now)
        with pytest.raises(UnknownNameError):
            HALVES.assess(LEAP, only="c", **now)
        with pytest.raises(ImpossibleOrderError):
            HALVES.assess(LEAP, {"a": dt.date(2024, 2, 28)}, **now)
        with pytest.raises(InvalidFieldError, match="from stage to day"):
            HALVES.assess(LEAP, [LEAP], **now)  # type: ignore[arg-type]
        with pytest.raises(InexactRateError):
            HALVES.assess(LEAP, price=8001.95, **now)
        with pytest.raises(InvalidFieldError, match="0 or more"):
            HALVES.held_back(-1)


def test_a_verdict_is_one() -> None:
    """It answers as every other does."""
    verdict = HALVES.assess(LEAP, as_of=at(2025, 1, 1))

    assert isinstance(verdict, Verdict)
    assert verdict.deadline.last_day == dt.date(2025, 2, 28)
