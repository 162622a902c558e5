"""
Covers that end on a day alone known, never, or by use; repairs with a period of their
own; and covers that start with one of several events.
"""

import datetime as dt
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    ImpossibleCountError,
    ImpossibleOrderError,
    InvalidFieldError,
    MeterRunsBackError,
    MissingFactError,
    UnknownNameError,
)
from followup_rules.policies.warranty import (
    Meter,
    Restart,
    Start,
    StartEvent,
    WarrantyCase,
    WarrantyPolicy,
    read_agreed,
)
from followup_rules.receipts import replay
from followup_rules.timing.amounts import Days, Months, Seasons, Unlimited, Years
from followup_rules.timing.moments import zone_of
from followup_rules.timing.seasons import declared
from followup_rules.verdicts import Status, Verdict

MET, OUT, UNKNOWN = Status.MET, Status.NOT_APPLICABLE, Status.UNDETERMINED
CLAUSE = Clause(id="DEMO-1", en="covered", zh="保修")
KM = Text("km", "公里")
TWO = Years(2)
START = dt.date(2024, 3, 1)
SHANGHAI = zone_of("Asia/Shanghai")


def case(key: str = "car", period: Any = TWO, **fields: Any) -> WarrantyCase:
    """Return a case."""
    return WarrantyCase(key=key, period=period, clause=CLAUSE, **fields)


def policy(*cases: WarrantyCase, **fields: Any) -> WarrantyPolicy:
    """Return a warranty that is ordinary in whatever is not named."""
    return WarrantyPolicy(
        id="warranty",
        clause=CLAUSE,
        name=Text("the warranty", "保修"),
        owed_by="seller",
        cases=cases or (case(),),
        **fields,
    )


def noon(day: dt.date) -> dt.datetime:
    """Return the noon of a day."""
    return dt.datetime.combine(day, dt.time(12), SHANGHAI)


def same_again(verdict: Verdict, rule: WarrantyPolicy) -> bool:
    """Say whether the receipt gives the verdict back."""
    return replay(rule, verdict.receipt()).verdict == verdict


class TestLastDay:
    """
    Only the last day of cover is known.
    """

    RULE = policy(case("paint", None), case("roof", Years(5)))

    def test_k12_a_list_of_last_days(self) -> None:
        """The list of the host holds the last day and no length."""
        cover = self.RULE.cover(
            "paint", accepted_on=dt.date(2020, 3, 1), contract=dt.date(2024, 12, 31)
        )

        assert cover.last_day == dt.date(2024, 12, 31)
        assert cover.basis == "contract"
        assert cover.covers(dt.datetime(2024, 12, 31, 23, 59, tzinfo=SHANGHAI))
        assert not cover.covers(dt.datetime(2025, 1, 1, tzinfo=SHANGHAI))

    def test_a_day_below_the_statute(self) -> None:
        """It is raised to the statutory period, and said so in words of its own."""
        verdict = self.RULE.assess(
            "roof",
            accepted_on=dt.date(2020, 3, 1),
            contract=dt.date(2024, 12, 31),
            occurred_at=dt.date(2025, 3, 1),
        )

        assert verdict.status is MET
        assert verdict.deadline.last_day == dt.date(2025, 3, 1)
        assert "contract_ends_early" in [one.code for one in verdict.notes]
        assert "2024年12月31日早于法定最低保修期5年" in verdict.explain("zh")
        assert same_again(verdict, self.RULE)

    def test_a_day_above_the_statute(self) -> None:
        """It holds, without a remark."""
        cover = self.RULE.cover(
            "roof", accepted_on=dt.date(2020, 3, 1), contract="2025-03-02"
        )

        assert (cover.last_day, cover.notes) == (dt.date(2025, 3, 2), ())

    def test_a_day_before_the_start(self) -> None:
        """One of the two is wrong."""
        with pytest.raises(ImpossibleOrderError, match="contract"):
            self.RULE.cover(
                "paint", accepted_on=dt.date(2020, 3, 1), contract=dt.date(2020, 2, 29)
            )

    @pytest.mark.parametrize(
        "given", ["2024-02-30", "soon", dt.datetime(2024, 1, 1, tzinfo=SHANGHAI), 3]
    )
    def test_what_is_neither(self, given: Any) -> None:
        """The message says both ways."""
        with pytest.raises(InvalidFieldError, match="or the last day itself"):
            read_agreed(given)


class TestNoEnd:
    """
    A cover that never ends.
    """

    RULE = policy(case("tap", Unlimited()), case("paint", None), case("roof", Years(5)))

    @pytest.mark.parametrize("contract", ["unlimited", Unlimited()])
    def test_k13_a_cover_for_life(self, contract: Any) -> None:
        """It never expires."""
        cover = self.RULE.cover("paint", accepted_on=START, contract=contract)

        assert cover.never_ends
        assert cover.covers(dt.date(9999, 12, 31))
        assert not cover.covers(START - dt.timedelta(days=1))
        assert (cover.last_day, cover.closes, cover.basis) == (None, None, "contract")
        assert cover.wording("en") == "2024-03-01 without end"
        assert cover.wording("zh") == "自2024年3月1日起不限期"
        assert cover.__plain__()["never_ends"] is True
        assert self.RULE.expiry_notices(cover, Days(30)) == ()
        with pytest.raises(InvalidFieldError, match="never_ends"):
            cover.remaining(START)

    def test_verdicts(self) -> None:
        """Running, a claim inside, one before it, and one that must be repaired."""
        running = self.RULE.assess("tap", accepted_on=START, as_of=noon(START))
        facts: dict[str, Any] = {
            "accepted_on": START,
            "cause": "construction",
            "affects_use": True,
        }
        later = dt.date(2090, 1, 1)
        claim = self.RULE.assess("tap", occurred_at=later, **facts)
        duty = self.RULE.assess("tap", occurred_at=later, question="duty", **facts)
        both = self.RULE.assess_defect("tap", occurred_at=later, **facts)

        assert running.reason.code == "cover_unlimited"
        assert claim.reason.code == "claim_in_endless_cover"
        assert "不限期" in claim.explain("zh")
        assert duty.reason.code == "duty_to_repair"
        assert both == (claim, duty)
        assert all(same_again(one, self.RULE) for one in (running, claim, duty))

    @pytest.mark.parametrize("key", ["tap", "roof"])
    def test_it_is_the_longer_one(self, key: str) -> None:
        """Before the statute, and before what was agreed below it."""
        agreed = Years(3) if key == "tap" else Unlimited()
        cover = self.RULE.cover(key, accepted_on=START, contract=agreed)

        assert cover.never_ends
        codes = [entry.code for entry in cover.notes]
        assert codes == (["contract_below_minimum"] if key == "tap" else [])

    def test_a_last_day_beside_an_endless_statute(self) -> None:
        """It changes nothing."""
        cover = self.RULE.cover("tap", accepted_on=START, contract="2030-01-01")

        assert cover.never_ends
        assert [entry.code for entry in cover.notes] == ["contract_ends_early"]

    def test_it_becomes_endless_or_void(self) -> None:
        """By an extension, and by an avoidance; but it cannot be extended."""
        longer = self.RULE.cover("roof", accepted_on=START, extended_by="unlimited")
        void = self.RULE.cover("tap", accepted_on=START, voided_on=dt.date(2030, 1, 1))

        assert longer.never_ends
        assert void.last_day == dt.date(2029, 12, 31)
        with pytest.raises(InvalidFieldError, match="the cover never ends"):
            self.RULE.cover("tap", accepted_on=START, extended_by=Years(1))

    def test_the_longest_of_several(self) -> None:
        """What never ends is longer than what has no declared end yet."""
        heating = case("heating", Seasons(1), season_kind="heating")
        rule = policy(heating, case("tap", Unlimited()))
        winter = declared(
            "beijing", "heating", {2024: (dt.date(2024, 11, 15), None)}, source="notice"
        )
        verdict = rule.assess(
            ("heating", "tap"),
            accepted_on=START,
            occurred_at=START,
            seasons=winter,
        )

        assert verdict.evidence.category == "tap"

    def test_it_is_not_finite(self) -> None:
        """No close-out waits for it."""
        assert [one.is_finite for one in self.RULE.cases] == [False, True, True]


class TestRepairs:
    """
    What a repair put right has a period of its own, beside the rest.
    """

    OWN = case("phone", Days(90), repair_period=Months(3))
    RULE = policy(OWN, restart=Restart.COMPLETION)
    BOUGHT = dt.date(2020, 3, 1)

    @pytest.mark.parametrize(
        ("repaired", "period", "last_day"),
        [
            (dt.date(2020, 5, 20), Months(3), dt.date(2020, 8, 20)),
            (dt.date(2020, 3, 10), Days(30), dt.date(2020, 5, 30)),
        ],
    )
    def test_k14_the_later_of_both(
        self, repaired: dt.date, period: Any, last_day: dt.date
    ) -> None:
        """90 days from 1 March end on 30 May; 3 months from 20 May on 20 August."""
        rule = policy(
            attrs.evolve(self.OWN, repair_period=period), restart=Restart.COMPLETION
        )
        cover = rule.cover("phone", accepted_on=self.BOUGHT, repaired_on=repaired)

        assert cover.last_day == last_day
        assert [entry.code for entry in cover.notes] == ["repair_covered"]

    def test_what_was_agreed_is_not_begun_again(self) -> None:
        """Only the period of the repair is."""
        cover = self.RULE.cover(
            "phone",
            accepted_on=self.BOUGHT,
            contract=Years(1),
            repaired_on=dt.date(2021, 2, 1),
        )

        assert cover.last_day == dt.date(2021, 5, 1)

    @pytest.mark.parametrize(
        ("owed", "status"), [(True, MET), (False, OUT), (None, UNKNOWN)]
    )
    def test_only_a_repair_that_was_owed(
        self, *, owed: bool | None, status: Status
    ) -> None:
        """Another begins nothing, and where that is not known it is asked for."""
        verdict = self.RULE.assess(
            "phone",
            accepted_on=self.BOUGHT,
            repaired_on=dt.date(2020, 5, 20),
            repair_owed=owed,
            occurred_at=dt.date(2020, 6, 30),
        )

        assert verdict.status is status
        assert same_again(verdict, self.RULE)
        if owed is None:
            assert verdict.reason["fact"] == "repair_owed"
            assert "是否属保修责任" in verdict.explain("zh")
        if owed is False:
            assert [one.code for one in verdict.notes] == ["repair_not_owed"]

    @pytest.mark.parametrize(
        ("day", "status", "last_day"),
        [
            (dt.date(2020, 5, 25), MET, dt.date(2020, 5, 30)),
            (dt.date(2020, 9, 1), OUT, dt.date(2020, 8, 20)),
        ],
    )
    def test_it_need_not_be_known_where_it_changes_nothing(
        self, day: dt.date, status: Status, last_day: dt.date
    ) -> None:
        """Covered by the rest of the period, or beyond both."""
        verdict = self.RULE.assess(
            "phone",
            accepted_on=self.BOUGHT,
            repaired_on={"phone": dt.date(2020, 5, 20)},
            repair_owed={"phone": None},
            occurred_at=day,
        )

        assert verdict.status is status
        assert verdict.deadline.last_day == last_day

    def test_a_cover_asked_by_itself(self) -> None:
        """It names the fact, unless both ends are the same."""
        rule = policy(
            attrs.evolve(self.OWN, repair_period=Days(30)), restart=Restart.COMPLETION
        )
        told: dict[str, Any] = {"accepted_on": self.BOUGHT, "repair_owed": None}
        plain = rule.cover("phone", **told)
        early = rule.cover("phone", repaired_on=dt.date(2020, 3, 10), **told)

        assert plain.last_day == dt.date(2020, 5, 30)
        assert early == plain

    def test_a_cover_asked_by_itself_without_the_fact(self) -> None:
        """Where it decides, the fact is missing."""
        with pytest.raises(MissingFactError, match="repair_owed"):
            self.RULE.cover(
                "phone",
                accepted_on=self.BOUGHT,
                repaired_on=dt.date(2020, 5, 20),
                repair_owed=None,
            )

    def test_seasons_of_a_repair(self) -> None:
        """They are those of the case."""
        winter = declared(
            "beijing",
            "heating",
            {
                2024: (dt.date(2024, 11, 15), dt.date(2025, 3, 15)),
                2025: (dt.date(2025, 11, 15), dt.date(2026, 3, 15)),
            },
            source="notice",
        )
        own = case("boiler", Years(1), season_kind="heating", repair_period=Seasons(1))
        rule = policy(own, restart=Restart.COMPLETION)
        cover = rule.cover(
            "boiler",
            accepted_on=START,
            repaired_on=dt.date(2025, 2, 1),
            seasons=winter,
        )

        assert cover.last_day == dt.date(2026, 3, 15)
        with pytest.raises(InvalidFieldError, match="season_kind"):
            case("boiler", Years(1), repair_period=Seasons(1))

    def test_dead_combinations(self) -> None:
        """A period of repairs where none begins anything, or nothing ends."""
        with pytest.raises(InvalidFieldError, match="beside a period of repairs"):
            policy(self.OWN)
        with pytest.raises(InvalidFieldError, match="the period never ends"):
            case("tap", Unlimited(), repair_period=Months(3))


class TestMeter:
    """
    Time or use, whichever comes first.
    """

    RULE = policy(
        case("car", Years(2), meter=Meter(most=150_000, unit=KM)),
        case("rust", Years(10)),
    )

    def claim(self, **facts: Any) -> Verdict:
        """Judge a defect."""
        told: dict[str, Any] = {
            "accepted_on": START,
            "occurred_at": dt.date(2025, 6, 1),
            **facts,
        }
        return self.RULE.assess("car", **told)

    @pytest.mark.parametrize(
        ("day", "reading", "status", "code"),
        [
            (dt.date(2026, 3, 1), 150_000, MET, "claim_in_cover"),
            (dt.date(2026, 3, 2), 150_000, OUT, "claim_after_cover"),
            (dt.date(2026, 3, 1), 150_001, OUT, "claim_beyond_meter"),
            (dt.date(2026, 3, 2), 150_001, OUT, "claim_beyond_meter"),
            (dt.date(2026, 3, 1), None, UNKNOWN, "fact_missing"),
            (dt.date(2026, 3, 2), None, OUT, "claim_after_cover"),
        ],
    )
    def test_k16_two_years_or_150_000_km(
        self, day: dt.date, reading: int | None, status: Status, code: str
    ) -> None:
        """Both bounds are included; a reading is needed only while time runs."""
        verdict = self.claim(occurred_at=day, reading=reading)

        assert (verdict.status, verdict.reason.code) == (status, code)
        assert same_again(verdict, self.RULE)

    @given(
        days=st.integers(0, 800),
        first=st.integers(0, 3),
        reading=st.none() | st.integers(0, 14),
    )
    def test_by_definition(self, days: int, first: int, reading: int | None) -> None:
        """In cover is in both, out is out of either, and the rest is not known."""
        rule = policy(case("car", Days(400), meter=Meter(most=7, unit=KM)))
        facts: dict[str, Any] = {
            "accepted_on": START,
            "occurred_at": START + dt.timedelta(days=days),
            "reading": reading,
            "first_reading": first,
        }
        if reading is not None and reading < first:
            with pytest.raises(MeterRunsBackError):
                rule.assess("car", **facts)
            return
        used = None if reading is None else reading - first
        if days > 400 or (used is not None and used > 7):
            expected = OUT
        else:
            expected = UNKNOWN if used is None else MET

        assert rule.assess("car", **facts).status is expected

    def test_sentences(self) -> None:
        """They say what the meter showed, and how far it may go."""
        beyond = self.claim(reading=150_001)
        unknown = self.claim()

        assert "lasts to a reading of 150000 km" in beyond.explain("en")
        assert "当时读数为150001公里" in beyond.explain("zh")
        assert "the reading of the meter" in unknown.explain("en")
        assert unknown.reason["fact"] == "reading"
        cover = self.RULE.cover("car", accepted_on=START, first_reading=20)
        assert cover.wording("en").endswith("to a reading of 150020 km")
        assert cover.wording("zh").endswith("以150020公里为限")
        assert cover.__plain__()["most_reading"] == 150_020

    def test_whether_it_runs(self) -> None:
        """By the reading at the moment of judgement."""
        asked: dict[str, Any] = {
            "accepted_on": START,
            "as_of": noon(dt.date(2025, 1, 1)),
        }
        codes = [
            self.RULE.assess("car", reading=reading, **asked).reason.code
            for reading in (150_000, 150_001, None)
        ]

        assert codes == ["cover_running", "cover_used_up", "fact_missing"]
        used = self.RULE.assess("car", reading=150_001, **asked)
        assert "读数为150001公里" in used.explain("zh")

    def test_use_alone(self) -> None:
        """A cover that time never ends may be used up."""
        rule = policy(case("lamp", Unlimited(), meter=Meter(most=9, unit=KM)))
        facts: dict[str, Any] = {
            "accepted_on": START,
            "occurred_at": dt.date(2080, 1, 1),
        }

        assert rule.assess("lamp", reading=9, **facts).status is MET
        assert rule.assess("lamp", reading=10, **facts).status is OUT
        assert rule.assess("lamp", **facts).status is UNKNOWN

    def test_beside_a_category_without_one(self) -> None:
        """The longest cover decides; what is covered elsewhere needs no reading."""
        verdict = self.RULE.assess(
            ("car", "rust"), accepted_on=START, occurred_at=dt.date(2025, 6, 1)
        )

        assert (verdict.status, verdict.evidence.category) == (MET, "rust")

    def test_readings_that_cannot_be(self) -> None:
        """Backwards, no number, or where nothing counts use."""
        with pytest.raises(MeterRunsBackError, match="from 10 to 9; correct one"):
            self.claim(first_reading=10, reading=9)
        with pytest.raises(ImpossibleCountError):
            self.claim(reading=-1)
        with pytest.raises(ImpossibleCountError):
            self.RULE.cover("car", accepted_on=START, first_reading=-1)
        with pytest.raises(InvalidFieldError, match="no category has a meter"):
            policy().assess("car", accepted_on=START, occurred_at=START, reading=5)

    def test_no_restart(self) -> None:
        """Nobody says what the meter showed at the repair."""
        with pytest.raises(InvalidFieldError, match="beside a meter"):
            attrs.evolve(self.RULE, restart=Restart.COMPLETION)


class TestSeveralStarts:
    """
    The earliest or the latest of several events.
    """

    EVENTS = (
        StartEvent(key="delivered_on"),
        StartEvent(key="notified_on", after=Days(30)),
    )
    EARLIEST = policy(start=Start.EARLIEST, start_events=EVENTS)
    LATEST = policy(
        start=Start.LATEST,
        start_events=(StartEvent(key="accepted_on"), StartEvent(key="handed_over_on")),
    )

    @pytest.mark.parametrize("other", [None, dt.date(2023, 3, 1), dt.date(2027, 3, 1)])
    def test_what_has_not_happened_is_no_later_fact(self, other: Any) -> None:
        """Only what is dated after the moment of judgement is said to be left out."""
        key = self.EVENTS[1].key
        told: dict[str, Any] = {
            "events": {key: other},
            "as_of": noon(dt.date(2026, 4, 1)),
        }
        verdict = self.EARLIEST.assess(
            "car",
            accepted_on=None,
            delivered_on=dt.date(2024, 3, 1),
            occurred_at=dt.date(2025, 3, 1),
            **told,
        )
        said = {note.code for note in verdict.notes}
        assert ("later_fact" in said) is (other == dt.date(2027, 3, 1))

    @pytest.mark.parametrize(
        ("delivered", "notified", "first_day"),
        [
            (dt.date(2024, 6, 1), dt.date(2024, 3, 1), dt.date(2024, 3, 31)),
            (dt.date(2024, 3, 30), dt.date(2024, 3, 1), dt.date(2024, 3, 30)),
            (None, dt.date(2024, 3, 1), dt.date(2024, 3, 31)),
            (dt.date(2024, 6, 1), None, dt.date(2024, 6, 1)),
            (None, None, None),
        ],
    )
    def test_delivery_or_30_days_after_the_notice(
        self,
        delivered: dt.date | None,
        notified: dt.date | None,
        first_day: dt.date | None,
    ) -> None:
        """Whichever comes first; what has not happened starts nothing."""
        told: dict[str, Any] = {
            "delivered_on": delivered,
            "events": {"notified_on": notified},
        }
        assert self.EARLIEST.starts_on(None, **told) == first_day
        if first_day is not None:
            cover = self.EARLIEST.cover("car", accepted_on=None, **told)
            assert cover.first_day == first_day
            return
        with pytest.raises(MissingFactError, match="delivered_on or notified_on"):
            self.EARLIEST.cover("car", accepted_on=None, **told)

    @pytest.mark.parametrize(
        ("accepted", "handed", "first_day"),
        [
            (dt.date(2024, 3, 1), dt.date(2024, 2, 1), dt.date(2024, 3, 1)),
            (dt.date(2024, 3, 1), dt.date(2024, 4, 1), dt.date(2024, 4, 1)),
            (dt.date(2024, 3, 1), None, None),
            (None, None, None),
        ],
    )
    def test_completion_or_control_handed_over_the_later(
        self,
        accepted: dt.date | None,
        handed: dt.date | None,
        first_day: dt.date | None,
    ) -> None:
        """California, SB 800: none starts before both have happened."""
        found = self.LATEST.starts_on(accepted, events={"handed_over_on": handed})

        assert found == first_day

    def test_not_started_yet(self) -> None:
        """Nothing is owed under a cover that nothing has started."""
        verdict = self.LATEST.assess(
            "car",
            accepted_on=START,
            events={"handed_over_on": dt.date(2024, 5, 1)},
            as_of=noon(dt.date(2024, 4, 1)),
        )

        assert (verdict.status, verdict.reason.code) == (OUT, "trigger_absent")
        assert [one.code for one in verdict.notes] == ["later_fact"]

    def test_a_defect_before_it_starts(self) -> None:
        """Is no error: it lies between the events, and before the cover."""
        verdict = self.LATEST.assess(
            "car",
            accepted_on=START,
            events={"handed_over_on": dt.date(2024, 5, 1)},
            occurred_at=START - dt.timedelta(days=1),
        )

        assert verdict.reason.code == "claim_before_cover"
        assert "begins on Wed 2024-05-01" in verdict.explain("en")
        assert same_again(verdict, self.LATEST)

    def test_a_cover_that_begins_later(self) -> None:
        """30 days after the notice are not over."""
        verdict = self.EARLIEST.assess(
            "car",
            accepted_on=None,
            events={"notified_on": dt.date(2024, 3, 1)},
            as_of=noon(dt.date(2024, 3, 15)),
        )

        assert (verdict.status, verdict.reason.code) == (OUT, "cover_not_begun")
        assert "2024年3月31日起算" in verdict.explain("zh")

    def test_bad_events(self) -> None:
        """One that is not declared, one that has an argument, and no table."""
        for events in ({"notifed_on": START}, {"delivered_on": START}):
            with pytest.raises(UnknownNameError, match="event"):
                self.EARLIEST.starts_on(None, events=events)
        with pytest.raises(UnknownNameError):
            policy().starts_on(START, events={"notified_on": START})
        with pytest.raises(InvalidFieldError, match="a table from event to day"):
            self.EARLIEST.starts_on(None, events=[START])  # type: ignore[arg-type]

    def test_dead_combinations(self) -> None:
        """Several of one, and events beside a start that is one event."""
        for start, events in (
            (Start.EARLIEST, self.EVENTS[:1]),
            (Start.ACCEPTANCE, self.EVENTS),
        ):
            with pytest.raises(InvalidFieldError, match="start_events"):
                policy(start=start, start_events=events)
        with pytest.raises(InvalidFieldError):
            policy(start=Start.LATEST, start_events=self.EVENTS[:1] * 2)


class TestMostExtended:
    """
    A cover is extended by so much at most in all, as under FIDIC's sub-clause 11.3.
    """

    RULE = policy(case(period=Years(1), most_extended=Years(2)))

    @pytest.mark.parametrize(
        ("more", "last", "remark"),
        [
            ("1 day", dt.date(2025, 3, 2), "cover_extended"),
            ("730 days", dt.date(2027, 3, 1), "cover_extended"),
            ("2 years", dt.date(2027, 3, 1), "cover_extended"),
            ("731 days", dt.date(2027, 3, 1), "extension_capped"),
            ("unlimited", dt.date(2027, 3, 1), "extension_capped"),
        ],
    )
    def test_the_bound(self, more: str, last: dt.date, remark: str) -> None:
        """The bound itself is in it; 2025-03-01 and two years are 730 days apart."""
        cover = self.RULE.cover("car", accepted_on=START, extended_by=more)

        assert cover.last_day == last
        assert [one.code for one in cover.notes] == [remark]

    @given(st.integers(0, 1000), st.integers(1, 1000))
    def test_days_against_days(self, more: int, most: int) -> None:
        """The lesser of the two is added."""
        rule = policy(case(period=Years(1), most_extended=Days(most)))
        cover = rule.cover("car", accepted_on=START, extended_by=Days(more))

        assert cover.last_day == dt.date(2025, 3, 1) + dt.timedelta(min(more, most))

    def test_both_languages(self) -> None:
        """What was asked and what is allowed are said, and the receipt holds both."""
        verdict = self.RULE.assess(
            "car",
            accepted_on=START,
            extended_by="3 years",
            occurred_at=dt.date(2027, 3, 2),
        )

        assert verdict.status is OUT
        assert "the most that it is extended by is 2 years" in verdict.explain("en")
        assert "累计延长最多为2年" in verdict.explain("zh")
        assert same_again(verdict, self.RULE)

    def test_what_it_cannot_cut(self) -> None:
        """What never ends is not extended, and seasons are held against no length."""
        with pytest.raises(InvalidFieldError, match="most_extended"):
            case(period=Unlimited(), most_extended=Days(1))
        seasonal = policy(
            case(period=Years(1), season_kind="heating", most_extended=Years(2))
        )
        with pytest.raises(InvalidFieldError, match="may cut"):
            seasonal.cover("car", accepted_on=START, extended_by=Seasons(1))


class TestDoubtful:
    """
    Somebody must say first whether the cover lasts longer.
    """

    RULE = policy(case(period=Years(1), most_extended=Days(30)))

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            (dt.date(2025, 3, 1), MET),
            (dt.date(2025, 3, 2), UNKNOWN),
            (dt.date(2025, 3, 31), UNKNOWN),
            (dt.date(2025, 4, 1), OUT),
            (dt.date(2024, 2, 29), OUT),
        ],
    )
    def test_only_where_it_decides(self, day: dt.date, status: Status) -> None:
        """What is certain either way is said."""
        rule = attrs.evolve(self.RULE, start=Start.DELIVERY)
        verdict = rule.assess(
            "car", delivered_on=START, occurred_at=day, doubtful="repair_owed"
        )

        assert verdict.status is status
        assert verdict.status is not UNKNOWN or verdict.reason["fact"] == "repair_owed"
        assert same_again(verdict, rule)


class TestDeliveryAlone:
    """
    What is delivered need not have been accepted.
    """

    RULE = policy(start=Start.DELIVERY)

    def test_no_acceptance(self) -> None:
        """The delivery starts it by itself."""
        verdict = self.RULE.assess(
            "car", delivered_on=START, occurred_at=dt.date(2026, 3, 1)
        )

        assert verdict.status is MET
        assert verdict.deadline.last_day == dt.date(2026, 3, 1)
        assert same_again(verdict, self.RULE)

    def test_neither(self) -> None:
        """Nothing has begun; beside an acceptance the delivery is a missing fact."""
        later: dict[str, Any] = {"occurred_at": dt.date(2026, 3, 1)}
        nothing = self.RULE.assess("car", **later)
        accepted = self.RULE.assess("car", accepted_on=START, **later)

        assert (nothing.status, nothing.reason.code) == (OUT, "trigger_absent")
        assert (accepted.status, accepted.reason["fact"]) == (UNKNOWN, "delivered_on")
        with pytest.raises(MissingFactError, match="delivered_on"):
            self.RULE.cover("car")
