"""
Retention money: the cap, the defects liability period, and paying it back.
"""

import datetime as dt
import json
import pickle
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pendulum import Date

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    ImpossibleOrderError,
    InexactRateError,
    InvalidFieldError,
    MissingFactError,
    UnknownNameError,
)
from followup_rules.policies.retention import (
    NOT_AGREED,
    RefundSteps,
    RetentionCap,
    RetentionRefund,
)
from followup_rules.receipts import replay
from followup_rules.timing.amounts import Days, Hours, Months, Weeks, Years
from followup_rules.verdicts import Status, Subject, Verdict

CHINA = dt.timezone(dt.timedelta(hours=8))
CAP = RetentionCap(
    id="retention_cap",
    clause=Clause(id="T-7", en="at most 3 %", zh="不超过3%"),
    name=Text("the retention money", "质量保证金"),
    owed_by="developer",
)
REFUND = RetentionRefund(
    id="retention_refund",
    clause=Clause(id="T-8", en="pay it back", zh="返还质量保证金"),
    name=Text("paying the retention back", "返还质量保证金"),
    owed_by="developer",
)
ACCEPTED = dt.date(2024, 2, 29)
APPLIED = dt.date(2025, 3, 10)


def at(year: int, month: int, day: int, *clock: int) -> dt.datetime:
    """Return an instant in China."""
    hour, minute, second, microsecond = (*clock, 0, 0, 0, 0)[:4]
    return dt.datetime(
        year, month, day, hour, minute, second, microsecond, tzinfo=CHINA
    )


def speaks(verdict: Verdict) -> str:
    """Return both explanations, with nothing left unfilled."""
    said = verdict.explain("en") + verdict.explain("zh")
    assert "{" not in said
    return said


class TestCap:
    """
    At most 3 % of the settlement price is held back, to the last cent.
    """

    @pytest.mark.parametrize(
        ("retained", "status"),
        [
            (30_000, Status.MET),
            ("30000.00", Status.MET),
            (Decimal("30000.01"), Status.BREACHED),
            (Fraction(3_000_001, 100), Status.BREACHED),
            (0, Status.MET),
        ],
    )
    def test_bound_is_included(self, retained: Any, status: Status) -> None:
        """Exactly 3 % may be held back, a cent more may not."""
        verdict = CAP.assess(1_000_000, retained)

        assert verdict.status is status
        assert verdict.required == 30_000
        speaks(verdict)

    def test_excess(self) -> None:
        """How much too much is said exactly."""
        verdict = CAP.assess(1, Fraction(1, 3))

        assert verdict.evidence.excess == Fraction(91, 300)
        assert "91/300" in speaks(verdict)

    @pytest.mark.parametrize(
        ("settlement", "retained", "fact"),
        [(None, 1, "settlement"), (1, None, "retained"), (None, None, "settlement")],
    )
    def test_unknown_sums(self, settlement: Any, retained: Any, fact: str) -> None:
        """A sum that is not known is named."""
        verdict = CAP.assess(settlement, retained, as_of=at(2026, 1, 1))

        assert verdict.status is Status.UNDETERMINED
        assert verdict.reason["fact"] == fact
        assert verdict.evidence.excess is None
        speaks(verdict)

    def test_floats_are_refused(self) -> None:
        """Money is never a float."""
        with pytest.raises(InexactRateError):
            CAP.most(1_000_000.0)
        with pytest.raises(InvalidFieldError, match="retained"):
            CAP.assess(1, -1)

    @settings(max_examples=100)
    @given(cents=st.integers(0, 10**12), over=st.integers(-1, 1))
    @example(cents=0, over=1)
    @example(cents=33, over=0)
    def test_to_the_cent(self, cents: int, over: int) -> None:
        """The largest whole number of cents allowed is 3 % rounded down."""
        settlement, retained = Fraction(cents, 100), cents * 3 // 100 + over
        if retained < 0:
            return
        verdict = CAP.assess(settlement, Fraction(retained, 100))

        assert (verdict.status is Status.MET) == (retained * 100 <= cents * 3)

    def test_replay(self) -> None:
        """The sums survive JSON."""
        verdict = CAP.assess("12345.67", 371, subject=Subject("project", "7"))

        assert replay(CAP, json.loads(json.dumps(verdict.receipt()))).is_same


class TestPeriod:
    """
    The defects liability period: as agreed, at most 24 months, from acceptance.
    """

    @pytest.mark.parametrize(
        ("agreed", "last", "noted"),
        [
            (Months(12), Date(2025, 2, 28), []),
            (Years(1), Date(2025, 2, 28), []),
            (Months(24), Date(2026, 2, 28), []),
            (Years(3), Date(2026, 2, 28), ["liability_cut"]),
            (Days(800), Date(2026, 2, 28), ["liability_cut"]),
            (NOT_AGREED, Date(2026, 2, 28), ["liability_not_agreed"]),
            ("6 months", Date(2024, 8, 29), []),
            (Weeks(1), Date(2024, 3, 7), []),
        ],
    )
    def test_length(self, agreed: Any, last: Date, noted: list[str]) -> None:
        """Two years are the most, and hold where nothing was agreed."""
        period = REFUND.period(ACCEPTED, agreed=agreed)

        assert (period.first_day, period.last_day) == (Date(2024, 2, 29), last)
        assert period.closes == dt.datetime.combine(
            last + dt.timedelta(days=1), dt.time.min, CHINA
        )
        assert [entry.code for entry in period.notes] == noted

    def test_contractor_delays(self) -> None:
        """Then it runs from the acceptance that came in the end."""
        period = REFUND.period(
            ACCEPTED,
            agreed=Months(12),
            reported_on=dt.date(2023, 6, 1),
            delayed_by="contractor",
        )

        assert period.first_day == Date(2024, 2, 29)

    @pytest.mark.parametrize(
        ("accepted", "first"),
        [
            (None, Date(2023, 8, 30)),
            (dt.date(2024, 2, 29), Date(2023, 8, 30)),
            (dt.date(2023, 8, 31), Date(2023, 8, 30)),
            (dt.date(2023, 8, 30), Date(2023, 8, 30)),
            (dt.date(2023, 8, 29), Date(2023, 8, 29)),
        ],
    )
    def test_developer_delays(self, accepted: Any, first: Date) -> None:
        """It starts by itself 90 days after the report, unless accepted before."""
        period = REFUND.period(
            accepted,
            agreed=Months(12),
            reported_on=dt.date(2023, 6, 1),
            delayed_by="developer",
        )

        assert period.first_day == first
        assert bool(period.notes) == (accepted is None or accepted > first)

    @pytest.mark.parametrize(
        ("facts", "fact"),
        [
            ({"agreed": None}, "agreed"),
            ({"accepted_on": None}, "accepted_on"),
            ({"delayed_by": "developer"}, "reported_on"),
        ],
    )
    def test_missing(self, facts: dict[str, Any], fact: str) -> None:
        """What it turns on is never assumed."""
        given_facts: dict[str, Any] = {
            "accepted_on": ACCEPTED,
            "agreed": Months(12),
        } | facts
        with pytest.raises(MissingFactError) as caught:
            REFUND.period(**given_facts)

        assert caught.value.fact == fact

    def test_unusable(self) -> None:
        """A length is a length, and a party one of two."""
        with pytest.raises(InvalidFieldError, match="agreed"):
            REFUND.period(ACCEPTED, agreed=Hours(3))  # type: ignore[arg-type]
        with pytest.raises(UnknownNameError, match="nearest: 'contractor'"):
            REFUND.period(ACCEPTED, agreed=Months(12), delayed_by="contracter")

    @settings(max_examples=100)
    @given(
        accepted=st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31)),
        months=st.integers(0, 40),
    )
    @example(accepted=dt.date(2024, 2, 29), months=24)
    @example(accepted=dt.date(2024, 1, 31), months=1)
    def test_agrees_with_dateutil(self, accepted: dt.date, months: int) -> None:
        """The end is that of another engine, cut at two years."""
        period = REFUND.period(accepted, agreed=Months(months))

        assert period.last_day == accepted + relativedelta(months=min(months, 24))


class TestSteps:
    """
    Fourteen days to check, fourteen to pay, and what silence comes to.
    """

    def test_nothing_applied_for(self) -> None:
        """Before an application nothing is due."""
        assert REFUND.steps() == RefundSteps()

    def test_check(self) -> None:
        """The start day is not counted."""
        steps = REFUND.steps(applied_on=APPLIED)

        assert steps.check_by is not None
        assert steps.check_by.last_day == Date(2025, 3, 24)
        assert (steps.deemed_on, steps.pay_by) == (None, None)

    def test_pay_after_the_check(self) -> None:
        """Fourteen days, or whatever was agreed."""

        def pay_by(**agreed: Any) -> Date:
            steps = REFUND.steps(
                applied_on=APPLIED, checked_on=dt.date(2025, 3, 12), **agreed
            )
            assert steps.pay_by is not None
            return steps.pay_by.last_day

        assert pay_by() == Date(2025, 3, 26)
        assert pay_by(agreed_payment=Days(30)) == Date(2025, 4, 11)
        assert pay_by(agreed_payment="1 month") == Date(2025, 4, 12)

    def test_silence_after_a_reminder(self) -> None:
        """Fourteen days after the reminder silence is agreement."""
        steps = REFUND.steps(applied_on=APPLIED, reminded_on=dt.date(2025, 3, 25))

        assert steps.deemed_on is not None
        assert steps.pay_by is not None
        assert steps.deemed_on.last_day == Date(2025, 4, 8)
        assert steps.pay_by.last_day == Date(2025, 4, 22)


class TestRefund:
    """
    Whether the money came back in time.
    """

    def assess(self, as_of: dt.datetime, **facts: Any) -> Verdict:
        """Judge a refund after a period of twelve months."""
        given_facts: dict[str, Any] = {
            "accepted_on": ACCEPTED,
            "agreed": Months(12),
        } | facts
        verdict = REFUND.assess(**given_facts, as_of=as_of)
        speaks(verdict)
        assert replay(REFUND, json.loads(json.dumps(verdict.receipt()))).is_same
        return verdict

    @pytest.mark.parametrize(
        ("as_of", "facts", "status", "code"),
        [
            (at(2025, 2, 28, 23, 59), {}, "PENDING", "liability_running"),
            (at(2025, 3, 1), {}, "OPEN", "refund_not_applied_for"),
            (
                at(2025, 3, 24, 23, 59),
                {"applied_on": APPLIED},
                "PENDING",
                "refund_in_check",
            ),
            (
                at(2025, 3, 25),
                {"applied_on": APPLIED},
                "BREACHED",
                "refund_not_checked",
            ),
            (
                at(2025, 3, 26, 23, 59),
                {"applied_on": APPLIED, "checked_on": dt.date(2025, 3, 12)},
                "PENDING",
                "refund_due",
            ),
            (
                at(2025, 3, 27),
                {"applied_on": APPLIED, "checked_on": dt.date(2025, 3, 12)},
                "BREACHED",
                "refund_not_paid",
            ),
            (
                at(2025, 4, 8, 23, 59),
                {"applied_on": APPLIED, "reminded_on": dt.date(2025, 3, 25)},
                "BREACHED",
                "refund_not_checked",
            ),
            (
                at(2025, 4, 9),
                {"applied_on": APPLIED, "reminded_on": dt.date(2025, 3, 25)},
                "PENDING",
                "refund_due",
            ),
            (
                at(2025, 4, 23),
                {"applied_on": APPLIED, "reminded_on": dt.date(2025, 3, 25)},
                "BREACHED",
                "refund_not_paid",
            ),
            (
                at(2025, 6, 1),
                {
                    "applied_on": APPLIED,
                    "checked_on": dt.date(2025, 3, 12),
                    "paid_on": at(2025, 3, 26, 23, 59),
                },
                "MET",
                "refund_paid",
            ),
            (
                at(2025, 6, 1),
                {
                    "applied_on": APPLIED,
                    "checked_on": dt.date(2025, 3, 12),
                    "paid_on": at(2025, 3, 27),
                },
                "LATE",
                "refund_paid_late",
            ),
            (
                at(2025, 6, 1),
                {"applied_on": APPLIED, "paid_on": at(2025, 3, 11)},
                "MET",
                "refund_paid",
            ),
        ],
    )
    def test_steps(
        self, as_of: dt.datetime, facts: dict[str, Any], status: str, code: str
    ) -> None:
        """Each bound to the minute."""
        verdict = self.assess(as_of, **facts)

        assert (verdict.status.name, verdict.reason.code) == (status, code)

    def test_deadline(self) -> None:
        """The verdict has the bound that decides."""
        assert self.assess(at(2025, 1, 1)).deadline.last_day == Date(2025, 2, 28)
        assert self.assess(at(2025, 3, 1)).deadline is None

    def test_silence_is_noted(self) -> None:
        """An agreement by silence stands beside the answer."""
        verdict = self.assess(
            at(2025, 4, 9), applied_on=APPLIED, reminded_on=dt.date(2025, 3, 25)
        )

        assert [n.code for n in verdict.notes] == ["refund_deemed_agreed"]

    def test_notes_of_the_period(self) -> None:
        """How the period came about is said too."""
        cut = self.assess(at(2025, 1, 1), agreed=Years(3))
        left_open = self.assess(at(2025, 1, 1), agreed=NOT_AGREED)
        delayed = self.assess(
            at(2025, 1, 1),
            accepted_on=None,
            reported_on=dt.date(2024, 2, 1),
            delayed_by="developer",
        )

        assert [n.code for n in cut.notes] == ["liability_cut"]
        assert [n.code for n in left_open.notes] == ["liability_not_agreed"]
        assert [n.code for n in delayed.notes] == ["liability_starts_itself"]

    def test_unknown(self) -> None:
        """Without the agreement there is no answer; before acceptance no question."""
        unknown = self.assess(at(2025, 1, 1), agreed=None)
        before = self.assess(at(2025, 1, 1), accepted_on=None)
        later = self.assess(at(2024, 2, 28))

        assert unknown.status is Status.UNDETERMINED
        assert unknown.reason["fact"] == "agreed"
        assert before.status is later.status is Status.NOT_APPLICABLE
        assert [n.code for n in later.notes] == ["later_fact"]

    def test_order(self) -> None:
        """A step before the application cannot be; paid unasked is paid."""
        unasked = self.assess(at(2025, 6, 1), paid_on=at(2025, 3, 27))

        assert unasked.status is Status.MET
        with pytest.raises(ImpossibleOrderError, match="checked_on"):
            self.assess(
                at(2025, 6, 1), applied_on=APPLIED, checked_on=dt.date(2025, 3, 9)
            )

    def test_an_application_before_the_acceptance(self) -> None:
        """It cannot be, unless the developer's delay had started the period by itself."""
        early: Any = {"agreed": Years(1), "applied_on": dt.date(2024, 3, 9)}
        accepted = dt.date(2024, 3, 10)
        with pytest.raises(ImpossibleOrderError, match=r"^applied_on .* accepted_on"):
            REFUND.assess(accepted, **early, as_of=at(2025, 6, 1))
        REFUND.assess(
            accepted,
            **early,
            delayed_by="developer",
            reported_on=dt.date(2023, 3, 9),
            as_of=at(2025, 6, 1),
        )
        REFUND.assess(dt.date(2024, 3, 9), **early, as_of=at(2025, 6, 1))

    def test_never_the_warranty(self) -> None:
        """The two clocks share a start and nothing else; the policy is a value."""
        again = pickle.loads(pickle.dumps(REFUND))  # noqa: S301 - our own bytes

        assert again == REFUND
        assert hash(again) == hash(REFUND)
        with pytest.raises(InvalidFieldError, match="longest"):
            attrs.evolve(REFUND, longest=Days(730))  # type: ignore[arg-type]
