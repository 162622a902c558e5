"""
One verdict let off by a host, of whatever kind the rule is.
"""

import datetime as dt
import json
from fractions import Fraction
from typing import Any

import pendulum
import pytest

from followup_rules import Clause, Days, Hours, Text, replay
from followup_rules.errors import (
    ImpossibleCountError,
    InvalidFieldError,
    InvalidReceiptError,
    MissingFactError,
    NaiveTimeError,
)
from followup_rules.excuses import Excuse, excuse_of, let_off
from followup_rules.policies.checklists import ChecklistPolicy, Item
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.policies.quotas import QuotaPolicy
from followup_rules.policies.targets import Bound, TargetPolicy
from followup_rules.timing.amounts import WorkingDays
from followup_rules.verdicts import Status, Verdict

ZONE = "Asia/Shanghai"
DUTY = Clause(id="HOUSE-1", en="Reply within 3 days.", zh="三日内答复。")
EXCEPT = Clause(id="HOUSE-7", en="Floods excuse.", zh="洪水免责。")
RULE = DeadlinePolicy(
    id="reply",
    clause=DUTY,
    name=Text("the reply", "答复"),
    owed_by="office",
    limit=Days(3),
)
FLOOD: dict[str, Any] = {"clause": EXCEPT, "reason": "force_majeure"}
TOO_LATE: dict[str, Any] = {
    "reason": "force_majeure",
    "name": Text("a flood", "洪水"),
    "clause": EXCEPT.id,
    "at": dt.date(2026, 3, 7),
}


def at(day: int, hour: int = 9) -> pendulum.DateTime:
    """Return an instant of March."""
    return pendulum.datetime(2026, 3, day, hour, tz=ZONE)


def reply(done: Any = None, *, as_of: Any = None, rule: Any = RULE) -> Verdict:
    """Return the verdict on a reply that was due by 5 March."""
    verdict: Verdict = rule.assess(at(2), done, as_of=as_of or at(20))
    return verdict


class TestLetOff:
    """
    One line, on a verdict of any kind.
    """

    @pytest.mark.parametrize(
        ("done", "came", "whenever", "status"),
        [
            (None, dt.date(2026, 3, 5), False, "EXCUSED"),
            (None, dt.date(2026, 3, 6), False, "BREACHED"),
            (None, dt.date(2026, 3, 6), True, "EXCUSED"),
            (at(9), at(5, 23), False, "EXCUSED"),
            (at(9), at(6, 0), False, "LATE"),
            (at(9), at(6, 0), True, "EXCUSED"),
            (at(4), at(3), False, "MET"),
            (at(4), at(3), True, "MET"),
            # without a day it came at the moment of judgement
            (None, None, False, "BREACHED"),
            (None, None, True, "EXCUSED"),
            # what lies ahead is not known yet
            (None, at(21), True, "BREACHED"),
        ],
    )
    def test_a_deadline(
        self, done: Any, came: Any, *, whenever: bool, status: str
    ) -> None:
        """The last day is 5 March, and it is judged on the 20th."""
        found = let_off(reply(done), at=came, whenever=whenever, **FLOOD)

        assert found.status.name == status
        assert found.key == reply(done).key
        assert (excuse_of(found) is not None) is (status == "EXCUSED")

    def test_while_it_may_still_be_done(self) -> None:
        """From the moment of judgement on."""
        found = let_off(reply(as_of=at(4)), **FLOOD)

        assert reply(as_of=at(4)).status is Status.PENDING
        assert found.status is Status.EXCUSED
        assert excuse_of(found) == Excuse(
            reason="force_majeure",
            name=Text("force majeure", "不可抗力"),
            clause="HOUSE-7",
            at=at(4),
        )

    def test_twice(self) -> None:
        """It is excused once."""
        once = let_off(reply(as_of=at(4)), **FLOOD)

        assert let_off(once, clause="HOUSE-8", reason="misuse") is once

    def test_what_is_not_known_yet_is_remarked(self) -> None:
        """As every later fact."""
        found = let_off(reply(), at=dt.date(2026, 3, 21), **FLOOD)

        assert [one.code for one in found.notes] == ["later_fact"]

    def test_names(self) -> None:
        """Words of the host's own, and who allowed it."""
        found = let_off(
            reply(as_of=at(4)),
            clause="HOUSE-7",
            reason="strike",
            name=Text("a strike", "罢工"),
            by="Dr Li",
            at=at(3),
        )

        assert found.explain("en") == (
            "The reply is excused: a strike (HOUSE-7); nothing is held against anybody "
            "under HOUSE-1. Allowed by: Dr Li. It is so since Tue 2026-03-03 09:00."
        )
        assert found.explain("zh") == (
            "罢工，依HOUSE-7，答复依规免除，不按HOUSE-1计为未达标。准予免除：Dr Li。"
            "自2026年3月3日09:00起如此。"
        )
        unnamed = let_off(reply(as_of=at(4)), clause="HOUSE-7", reason="strike")
        assert "is excused: strike (HOUSE-7)" in unnamed.explain("en")

    def test_hours(self) -> None:
        """A day on which the bound lies may have been before it."""
        rule = DeadlinePolicy(
            id="reply",
            clause=DUTY,
            name=Text("the reply", "答复"),
            owed_by="office",
            limit=Hours(72),
        )
        # 72 hours after 2 March, 9 o'clock
        for came, status in (
            (dt.date(2026, 3, 5), Status.EXCUSED),
            (dt.date(2026, 3, 6), Status.BREACHED),
            (at(5, 9), Status.EXCUSED),
            (at(5, 10), Status.BREACHED),
        ):
            found = let_off(reply(rule=rule), at=came, **FLOOD)
            assert found.status is status

    def test_what_has_no_bound(self) -> None:
        """A record has none, with or without a moment of judgement."""
        rule = ChecklistPolicy(
            id="record",
            clause=DUTY,
            name=Text("the record", "记录"),
            owed_by="office",
            items=(Item(key="signed", name=Text("signed", "签字"), clause=DUTY),),
        )
        for verdict in (
            rule.assess({"signed": False}),
            rule.assess({"signed": None}),
            rule.assess({"signed": False}, closed=False),
        ):
            found = let_off(verdict, at=dt.date(2026, 3, 5), **FLOOD)
            assert found.status is Status.EXCUSED
            assert let_off(verdict, **FLOOD).status is Status.EXCUSED
        assert let_off(rule.assess({"signed": True}), **FLOOD).status is Status.MET

    def test_a_share(self) -> None:
        """The whole of it may be let off as well."""
        rule = QuotaPolicy(
            id="share",
            clause=DUTY,
            name=Text("the share", "比率"),
            owed_by="office",
            rate="50%",
        )

        assert let_off(rule.assess(4, 1), **FLOOD).status is Status.EXCUSED
        assert let_off(rule.assess(0, 0), **FLOOD).status is Status.NOT_APPLICABLE

    def test_a_bound_that_is_not_known(self) -> None:
        """Nobody can tell whether it came in time, unless that does not matter."""
        rule = DeadlinePolicy(
            id="reply",
            clause=DUTY,
            name=Text("the reply", "答复"),
            owed_by="office",
            limit=WorkingDays(3),
        )
        unknown = reply(rule=rule)

        assert unknown.status is Status.UNDETERMINED
        assert let_off(unknown, at=at(3), **FLOOD) is unknown
        found = let_off(unknown, at=at(3), whenever=True, **FLOOD)
        assert found.reason.code == "let_off"

    @pytest.mark.parametrize(
        ("more", "error"),
        [
            ({"reason": " "}, InvalidFieldError),
            ({"clause": ""}, InvalidFieldError),
            ({"by": "\n"}, InvalidFieldError),
            ({"at": dt.datetime(2026, 3, 3)}, NaiveTimeError),  # noqa: DTZ001 - refused
        ],
    )
    def test_what_it_refuses(self, more: dict[str, Any], error: Any) -> None:
        """Names that are none, and times without a zone."""
        with pytest.raises(error):
            let_off(reply(), **{**FLOOD, **more})

    def test_a_day_is_checked_where_there_is_no_bound(self) -> None:
        """A share judged without a moment asks for a day that is one all the same."""
        rule = QuotaPolicy(
            id="share",
            clause=DUTY,
            name=Text("the share", "比率"),
            owed_by="office",
            rate="50%",
        )
        with pytest.raises(NaiveTimeError):
            let_off(rule.assess(4, 1), at=dt.datetime(2026, 3, 3), **FLOOD)  # noqa: DTZ001 - refused


class TestReceipts:
    """
    They hold what turned the verdict, and replay to the same answer.
    """

    @pytest.mark.parametrize("whenever", [True, False])
    def test_replay(self, *, whenever: bool) -> None:
        """Through JSON, with the same sentences."""
        verdict = reply(as_of=at(4) if not whenever else at(20))
        found = let_off(verdict, by="office", whenever=whenever, **FLOOD)
        again = replay(RULE, json.loads(json.dumps(found.receipt())))

        assert found.status is Status.EXCUSED
        assert again.is_same
        for language in ("en", "zh"):
            assert again.verdict.explain(language) == found.explain(language)

    def test_another_rule(self) -> None:
        """What it gives today decides: what is met now needs no excuse."""
        found = let_off(reply(at(9)), at=at(4), **FLOOD)
        longer = DeadlinePolicy(
            id="reply",
            clause=DUTY,
            name=Text("the reply", "答复"),
            owed_by="office",
            limit=Days(9),
        )
        again = replay(longer, found.receipt())

        assert not again.is_same
        assert again.verdict.status is Status.MET

    def test_a_receipt_that_nobody_wrote(self) -> None:
        """Its way out must be one."""
        receipt = let_off(reply(as_of=at(4)), **FLOOD).receipt()
        for told in ("let_off", {"code": "not_done", "params": {}}):
            with pytest.raises(InvalidReceiptError):
                replay(RULE, {**receipt, "let_off": told})

    def test_no_other_receipt_has_it(self) -> None:
        """The rule alone decided."""
        assert "let_off" not in reply().receipt()


class TestPopulations:
    """
    Those that are excused are left out of a population, and counted apart.
    """

    def test_a_rate(self) -> None:
        """Nine of twelve are three in four; nine of ten more than that."""
        rule = TargetPolicy(
            id="rate",
            clause=DUTY,
            name=Text("the rate", "比率"),
            owed_by="office",
            rate="80%",
            bound=Bound.NOT_LESS_THAN,
        )
        excused = rule.assess(9, 12, excused=2)

        assert rule.assess(9, 12).status is Status.BREACHED
        assert excused.status is Status.MET
        assert (excused.evidence.denominator, excused.evidence.excused) == (10, 2)
        assert excused.evidence.value == Fraction(9, 10)
        assert "Excused, and left out of the count: 2." in excused.explain("en")
        assert excused.to_dict()["evidence"]["excused"] == 2
        assert "excused" not in rule.assess(9, 12).to_dict()["evidence"]
        assert rule.assess(0, 3, excused=3).reason.code == "all_excused"
        running = rule.assess(0, 3, excused=3, ends=at(9), as_of=at(4))
        assert running.reason.code == "nothing_to_measure_so_far"
        assert replay(rule, excused.receipt()).is_same

    def test_a_quota(self) -> None:
        """Half of ten are five; half of eight are four."""
        rule = QuotaPolicy(
            id="share",
            clause=DUTY,
            name=Text("the share", "比率"),
            owed_by="office",
            rate="50%",
        )

        assert rule.assess(10, 4).status is Status.BREACHED
        assert rule.assess(10, 4, excused=2).status is Status.MET
        assert rule.assess(2, 0, excused=2).reason.code == "all_excused"
        running = rule.assess(2, 0, excused=2, settles=at(9), ends=at(9), as_of=at(4))
        assert running.reason.code == "population_empty_so_far"
        assert replay(rule, rule.assess(10, 4, excused=2).receipt()).is_same

    def test_a_population_that_would_shrink_below_what_was_done(self) -> None:
        """It is refused, with what is allowed."""
        rate = TargetPolicy(
            id="rate",
            clause=DUTY,
            name=Text("the rate", "比率"),
            owed_by="office",
            rate="80%",
            bound=Bound.NOT_LESS_THAN,
        )
        quota = QuotaPolicy(
            id="share",
            clause=DUTY,
            name=Text("the share", "比率"),
            owed_by="office",
            rate="50%",
        )
        wrong: list[tuple[Any, int, int | None, int]] = [
            (rate, 0, 3, 4),
            (rate, 3, 3, 1),
            (rate, 0, 3, -1),
            (rate, 0, None, 1),
            (quota, 3, 0, 4),
            (quota, 3, 3, 1),
            (quota, 3, 0, True),
        ]
        for rule, first, second, excused in wrong:
            with pytest.raises((ImpossibleCountError, MissingFactError)):
                rule.assess(first, second, excused=excused)


class TestAfterABreach:
    """
    A way out that came when something was broken already.
    """

    def test_what_was_broken_stays_so(self) -> None:
        """It is told that the way out came too late to mend it."""
        excuse = Excuse(**TOO_LATE)
        found = excuse.after_breach(reply())

        assert found.status is Status.BREACHED
        assert found.reasons[-1].code == "let_off_after_breach"

    def test_what_was_done_needs_none(self) -> None:
        """Nothing is said of it."""
        done = reply(at(4))

        assert Excuse(**TOO_LATE).after_breach(done) is done
