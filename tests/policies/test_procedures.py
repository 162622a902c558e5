"""
Steps in order, each with the party that owes it.
"""

import datetime as dt
import itertools
import json
import pickle
from collections.abc import Mapping
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from followup_rules.clauses import Clause, Force, Text
from followup_rules.errors import (
    ImpossibleOrderError,
    InvalidFieldError,
    MissingFactError,
    NaiveTimeError,
    NotADayError,
    UnknownNameError,
    WrongEvidenceError,
)
from followup_rules.policies.procedures import (
    Notice,
    ProcedurePolicy,
    Step,
    TooEarly,
)
from followup_rules.reasons import procedures as wording
from followup_rules.receipts import replay
from followup_rules.timing.amounts import Days, Hours, WorkingDays
from followup_rules.timing.calendars import china
from followup_rules.timing.moments import is_before
from followup_rules.verdicts import Reason, Status, Subject, Verdict

SHANGHAI = "Asia/Shanghai"
NOW = pendulum.datetime(2026, 6, 1, tz=SHANGHAI)


def clause(clause_id: str, timing: Force | None = Force.OPEN_ENDED) -> Clause:
    """Return a binding clause, which sets no time unless said otherwise."""
    return Clause(id=clause_id, en="as written", zh="按原文", timing=timing)


def step(key: str, clause_id: str, **fields: Any) -> Step:
    """Return a step named after its key."""
    fields.setdefault("clause", clause(clause_id))
    return Step(key=key, name=Text(f"the {key} step", f"{key}步骤"), **fields)


def procedure(
    *steps: Step, trigger: str = "reported_at", **fields: Any
) -> ProcedurePolicy:
    """Return a procedure of the project department."""
    return ProcedurePolicy(
        id="demo",
        clause=clause("DEMO"),
        name=Text("the procedure", "该程序"),
        owed_by="project_department",
        trigger=trigger,
        steps=steps,
        **fields,
    )


REPAIR = procedure(
    step("inspect", "B", after=["reported_at"], if_early=TooEarly.IMPOSSIBLE),
    step("company", "C", only_if="company_needed", owed_by="company"),
    step("appraise", "D", after=["inspect"]),
    step("plan", "D", after=["appraise"]),
    step("repair", "E", after=["plan"]),
    step("record", "F", after=["repair"]),
    step("sign", "G", after=["repair"], closes_matter=True),
)
ORDER = ("inspect", "appraise", "plan", "repair", "record", "sign")
ALONE = {"company_needed": False}


def day(number: int, month: int = 3) -> dt.date:
    """Return a day of 2026."""
    return dt.date(2026, month, number)


def at(number: int, hour: int = 0, minute: int = 0) -> pendulum.DateTime:
    """Return an instant of March 2026 in Shanghai."""
    return pendulum.datetime(2026, 3, number, hour, minute, tz=SHANGHAI)


def in_turn(keys: tuple[str, ...] = ORDER) -> dict[str, dt.date]:
    """Return the steps done one a day from 2 March."""
    return {key: day(2 + place) for place, key in enumerate(keys)}


def judged(
    policy: ProcedurePolicy, done: Mapping[str, Any], **facts: Any
) -> dict[str, Verdict]:
    """Return the verdict of every step by its key."""
    facts = {"trigger": day(1), "as_of": NOW, **facts}
    verdicts = policy.assess_each(done, **facts)
    return {s.key: v for s, v in zip(policy.steps, verdicts, strict=True)}


def whole(policy: ProcedurePolicy, done: Mapping[str, Any], **facts: Any) -> Verdict:
    """Judge a whole procedure."""
    return policy.assess(done, **{"trigger": day(1), "as_of": NOW, **facts})


def codes(verdict: Verdict) -> tuple[str, ...]:
    """Return the reason codes of a verdict, the deciding one first."""
    return tuple(reason.code for reason in verdict.reasons)


class TestQuestions:
    """
    What is missing, and what comes next.
    """

    def test_everything_is_missing_at_first(self) -> None:
        """Before anything is done, all that is owed for certain is missing."""
        assert REPAIR.missing({}) == ORDER
        assert REPAIR.next_step({}) == "inspect"

    def test_next_step_asks_about_an_unknown_condition(self) -> None:
        """Someone has to find out whether the company is needed."""
        assert REPAIR.next_step({"inspect": day(2)}) == "company"
        assert REPAIR.party("company") == "company"
        assert REPAIR.party("appraise") == "project_department"

    @pytest.mark.parametrize(
        ("needed", "missing", "following"),
        [
            (True, ("company", "plan", "repair", "record", "sign"), "company"),
            (False, ("plan", "repair", "record", "sign"), "plan"),
            (None, ("plan", "repair", "record", "sign"), "company"),
        ],
    )
    def test_condition_decides(
        self,
        needed: bool | None,  # noqa: FBT001 - a fact
        missing: tuple[str, ...],
        following: str,
    ) -> None:
        """A conditional step is missing only where its fact is known to hold."""
        done = {"inspect": day(2), "appraise": day(3)}
        conditions = {"company_needed": needed}
        assert REPAIR.missing(done, conditions=conditions) == missing
        assert REPAIR.next_step(done, conditions=conditions) == following

    def test_nothing_left(self) -> None:
        """When all is done nothing is missing and nothing comes next."""
        assert REPAIR.missing(in_turn(), conditions=ALONE) == ()
        assert REPAIR.next_step(in_turn(), conditions=ALONE) is None

    def test_none_is_not_done(self) -> None:
        """An entry of None says the same as no entry."""
        assert REPAIR.missing(dict.fromkeys(ORDER)) == ORDER

    def test_what_does_not_count_is_missing(self) -> None:
        """A step done too early to count still has to be done."""
        policy = procedure(
            step(
                "paper",
                "A",
                after=["reported_at"],
                if_early=TooEarly.DOES_NOT_COUNT,
            )
        )
        done = {"paper": day(1)}
        assert policy.missing(done, trigger=day(2)) == ("paper",)
        assert policy.missing(done, trigger=day(1)) == ()
        assert policy.missing(done) == ()

    def test_conditions_are_listed_once(self) -> None:
        """The facts that a procedure asks for are named once, in its order."""
        policy = procedure(
            step("a", "A", only_if="major"),
            step("b", "B", only_if="urgent"),
            step("c", "C", only_if="major"),
        )
        assert policy.conditions == ("major", "urgent")


class TestOrder:
    """
    Steps present and in order.
    """

    def test_all_in_order(self) -> None:
        """Every step on its own day, in order, is met under the general clause."""
        verdict = whole(REPAIR, in_turn(), conditions=ALONE)
        assert verdict.status is Status.MET
        assert verdict.clause.id == "DEMO"
        assert codes(verdict) == ("steps_all_done",)
        assert verdict.evidence.is_complete
        assert verdict.missing == ()
        assert not verdict.is_violation

    def test_all_on_one_day(self) -> None:
        """Days cannot show an order within one day, so none is broken."""
        done = dict.fromkeys(ORDER, day(2))
        assert whole(REPAIR, done, conditions=ALONE).status is Status.MET

    @pytest.mark.parametrize(
        ("minute", "status"), [(59, Status.BREACHED), (0, Status.MET)]
    )
    def test_instants_show_the_order(self, minute: int, status: Status) -> None:
        """A plan one minute before the appraisal breaks the order; at once does not."""
        done = {
            **in_turn(),
            "appraise": at(3, 10),
            "plan": at(3, 9, minute) if minute else at(3, 10),
        }
        verdict = whole(REPAIR, done, conditions=ALONE)
        assert verdict.status is status

    def test_plan_before_appraisal(self) -> None:
        """What was done before what it must follow stands under its own clause."""
        done = {**in_turn(), "plan": day(3), "appraise": day(4)}
        verdict = whole(REPAIR, done, conditions=ALONE)
        assert verdict.status is Status.BREACHED
        assert verdict.clause.id == "D"
        assert codes(verdict) == ("step_out_of_order",)
        assert verdict.is_violation
        assert verdict.reason["overtaken"] == (
            Text("the appraise step", "appraise步骤"),
        )
        each = judged(REPAIR, done, conditions=ALONE)
        assert each["plan"].status is Status.BREACHED
        assert each["appraise"].status is Status.MET

    def test_step_left_out(self) -> None:
        """A step whose predecessor is missing is out of order; that one stays open."""
        done = {"inspect": day(2), "plan": day(4)}
        each = judged(REPAIR, done, conditions=ALONE)
        assert each["appraise"].status is Status.OPEN
        assert each["plan"].status is Status.BREACHED
        assert each["repair"].status is Status.OPEN

    @pytest.mark.parametrize("first", [None, day(1), day(4)])
    @pytest.mark.parametrize("major", [None, True, False])
    def test_predecessor_that_may_not_be_owed(
        self, first: dt.date | None, *, major: bool | None
    ) -> None:
        """Whether it was overtaken turns on whether it was owed."""
        policy = procedure(step("a", "A", only_if="major"), step("b", "B", after=["a"]))
        done = {"a": first, "b": day(2)}
        found = judged(policy, done, conditions={"major": major})["b"]
        in_order = first == day(1) or major is False
        met, broken = (Status.MET, "step_done"), (Status.BREACHED, "step_out_of_order")
        unknown = (Status.UNDETERMINED, "fact_missing")
        wanted = met if in_order else unknown if major is None else broken
        assert (found.status, found.reason.code) == wanted
        if wanted == unknown:
            assert found.reason["fact"] == "major"

    def test_what_counts_in_any_order_waits_for_none(self) -> None:
        """Whether the one before it is owed at all is no matter then."""
        policy = procedure(
            step("a", "A", only_if="major"),
            step("b", "B", after=["a"], if_early=TooEarly.COUNTS),
        )
        assert judged(policy, {"b": day(2)})["b"].status is Status.MET

    def test_optional_predecessor_holds_up_none(self) -> None:
        """What need not be done at all may come later, or never."""
        policy = procedure(step("a", "A", required=False), step("b", "B", after=["a"]))
        for first in (None, day(1), day(4)):
            found = judged(policy, {"a": first, "b": day(2)})["b"]
            assert found.status is Status.MET

    @pytest.mark.parametrize(
        ("done", "hour", "status"),
        [
            ({"b": day(2)}, 12, Status.UNDETERMINED),
            ({"b": day(2)}, 24, Status.BREACHED),
            ({"b": at(2, 9)}, 12, Status.BREACHED),
            ({"b": day(2), "a": at(2, 15)}, 14, Status.UNDETERMINED),
            ({"b": day(2), "a": at(2, 15)}, 15, Status.MET),
            ({"b": day(2), "a": at(3)}, 24, Status.BREACHED),
        ],
    )
    def test_order_of_a_day_that_runs(
        self, done: dict[str, Any], hour: int, status: Status
    ) -> None:
        """Done on a plain day, a step may still be overtaken by none of that day."""
        policy = procedure(step("a", "A"), step("b", "B", after=["a"]))
        moment = at(2).add(hours=hour)
        assert judged(policy, done, as_of=moment)["b"].status is status

    def test_unsettled_order_is_handed_on(self) -> None:
        """What follows a step of which nobody knows whether it counts waits with it."""
        policy = procedure(
            step("a", "A", only_if="major"),
            step("b", "B", after=["a"], if_early=TooEarly.DOES_NOT_COUNT),
            step("c", "C", after=["b"], if_early=TooEarly.COUNTS),
        )
        done = {"b": day(2), "c": day(3)}
        each = judged(policy, done)
        assert {each[key].reason.code for key in "bc"} == {"fact_missing"}
        assert policy.missing(done) == ("b", "c")
        assert judged(policy, {**done, "c": day(1)})["c"].status is Status.MET
        each = judged(policy, done, conditions={"major": True})
        assert codes(each["b"]) == ("step_open", "step_too_early")
        assert codes(each["c"]) == ("step_open", "step_in_vain")
        each = judged(policy, done, conditions={"major": False})
        assert {each[key].status for key in "bc"} == {Status.MET}

    def test_impossible_order_is_refused(self) -> None:
        """An inspection before the report is an error of the facts."""
        with pytest.raises(ImpossibleOrderError) as caught:
            whole(REPAIR, {"inspect": dt.date(2026, 2, 28)})
        assert caught.value.earlier == "reported_at"
        assert caught.value.later == "inspect"
        assert "correct one of the two facts" in str(caught.value)

    def test_impossible_only_where_both_are_known(self) -> None:
        """A missing predecessor makes nothing impossible."""
        policy = procedure(
            step("a", "A"), step("b", "B", after=["a"], if_early=TooEarly.IMPOSSIBLE)
        )
        assert judged(policy, {"b": day(2)})["b"].status is Status.MET

    def test_too_early_does_not_count(self) -> None:
        """A paper signed before expiry leaves the duty open, and is remarked on."""
        policy = procedure(
            step("paper", "A", after=["expired_on"], if_early=TooEarly.DOES_NOT_COUNT),
            trigger="expired_on",
        )
        verdict = whole(policy, {"paper": day(1)}, trigger=day(2))
        assert verdict.status is Status.OPEN
        assert codes(verdict) == ("steps_outstanding", "step_too_early")
        assert verdict.missing == ("paper",)
        later = whole(policy, {"paper": day(2)}, trigger=day(2))
        assert later.status is Status.MET

    @pytest.mark.parametrize(
        "follows",
        [
            {"after": ["paper"]},
            {"same_day_as": "paper"},
            {"since": "paper", "limit": Days(3)},
        ],
    )
    def test_what_follows_in_vain(self, follows: dict[str, Any]) -> None:
        """The notice or the filing of a paper that does not count is none either."""
        policy = procedure(
            step("paper", "A", after=["expired_on"], if_early=TooEarly.DOES_NOT_COUNT),
            step("notice", "B", **follows, if_early=TooEarly.COUNTS),
            step("file", "C", after=["notice"]),
            trigger="expired_on",
        )
        done = {"paper": day(1), "notice": day(1), "file": day(4)}
        found = judged(policy, done, trigger=day(2))

        assert {one.status for one in found.values()} == {Status.OPEN}
        assert codes(found["paper"])[1:] == ("step_too_early",)
        assert (
            codes(found["notice"])[1:] == codes(found["file"])[1:] == ("step_in_vain",)
        )
        assert whole(policy, done, trigger=day(2)).missing == (
            "paper",
            "notice",
            "file",
        )
        again = judged(
            policy, {**done, "paper": day(3), "notice": day(3)}, trigger=day(2)
        )
        assert {one.status for one in again.values()} == {Status.MET}

    def test_too_early_may_count(self) -> None:
        """A letter that was ready before its day counts where the rule says so."""
        policy = procedure(
            step("hand_over", "A"),
            step("letter", "B", same_day_as="hand_over", if_early=TooEarly.COUNTS),
        )
        done = {"hand_over": day(5), "letter": day(2)}
        assert judged(policy, done)["letter"].status is Status.MET

    @given(places=st.permutations(range(6)), gaps=st.lists(st.booleans(), min_size=6))
    @example(places=[0, 1, 2, 3, 4, 5], gaps=[False] * 6)
    @settings(max_examples=100, deadline=None)
    def test_order_against_pairs(self, places: list[int], gaps: list[bool]) -> None:
        """Judged pair by pair, the same steps are found out of order."""
        keys = ("a", "b", "c", "d", "e", "f")
        chain = procedure(
            *(
                step(key, key.upper(), after=keys[place - 1 : place])
                for place, key in enumerate(keys)
            )
        )
        done = {key: day(2 + places[i]) for i, key in enumerate(keys) if not gaps[i]}
        wrong = {
            second
            for first, second in itertools.pairwise(keys)
            if second in done and (first not in done or done[second] < done[first])
        }
        each = judged(chain, done)
        assert {k for k, v in each.items() if v.status is Status.BREACHED} == wrong
        assert {k for k, v in each.items() if v.status is Status.MET} == (
            set(done) - wrong
        )
        assert chain.missing(done) == tuple(k for k in keys if k not in done)


class TestClosing:
    """
    A step without a limit is open until the matter closes, and a breach then.
    """

    def test_open_until_closed(self) -> None:
        """Not done and not closed is open, and no violation."""
        verdict = whole(REPAIR, {"inspect": day(2)}, conditions=ALONE)
        assert verdict.status is Status.OPEN
        assert verdict.clause.id == "D"
        assert verdict.missing == ("appraise", "plan", "repair", "record", "sign")
        assert verdict.evidence.next_step == "appraise"
        assert not verdict.is_violation
        assert not verdict.evidence.is_complete

    def test_complete_only_when_signed(self) -> None:
        """All but the signature is not complete; claiming completion breaches it."""
        done = in_turn(ORDER[:-1])
        unsigned = whole(REPAIR, done, conditions=ALONE)
        assert unsigned.status is Status.OPEN
        assert unsigned.missing == ("sign",)
        assert unsigned.clause.id == "G"
        claimed = whole(REPAIR, done, conditions=ALONE, closed=day(20))
        assert claimed.status is Status.BREACHED
        assert codes(claimed) == ("steps_missing",)
        assert claimed.is_violation

    def test_signature_closes(self) -> None:
        """Once signed, a record that is not there is a breach under its clause."""
        done = in_turn()
        del done["record"]
        verdict = whole(REPAIR, done, conditions=ALONE)
        assert verdict.status is Status.BREACHED
        assert verdict.clause.id == "F"
        assert verdict.missing == ("record",)
        assert judged(REPAIR, done, conditions=ALONE)["sign"].status is Status.MET

    def test_after_the_close(self) -> None:
        """A record made after the signature is late, under an open-ended timing."""
        done = {**in_turn(), "record": day(20)}
        verdict = whole(REPAIR, done, conditions=ALONE)
        assert verdict.status is Status.LATE
        assert verdict.clause.id == "F"
        assert codes(verdict) == ("step_done_after_close",)
        assert verdict.reason["closed"] == day(7)
        assert not verdict.is_violation

    def test_first_close_decides(self) -> None:
        """A file that is closed after the signature was closed by the signature."""
        done = {**in_turn(), "record": day(10)}
        for closed in (None, day(20)):
            each = judged(REPAIR, done, conditions=ALONE, closed=closed)
            assert each["record"].status is Status.LATE
            assert each["record"].reason["closed"] == day(7)

    @pytest.mark.parametrize("by", ["sign", "closed"])
    def test_day_of_the_close_is_left(self, by: str) -> None:
        """Closed on a plain day, what lacks can come until that day is over."""
        done: dict[str, Any] = in_turn()
        closed: dict[str, Any] = {"sign": {}, "closed": {"closed": day(7)}}[by]
        del done["record"]
        facts = {"conditions": ALONE, **closed}
        running = judged(REPAIR, done, as_of=at(7, 23), **facts)
        over = judged(REPAIR, done, as_of=at(8), **facts)
        assert running["record"].status is Status.OPEN
        assert over["record"].status is Status.BREACHED
        again = judged(REPAIR, {**done, "record": at(7, 23)}, as_of=at(8), **facts)
        assert again["record"].status is Status.MET

    def test_signature_after_completion_was_claimed(self) -> None:
        """The signature itself is held against the day completion was claimed."""
        early = judged(REPAIR, in_turn(), conditions=ALONE, closed=day(6))
        assert early["sign"].status is Status.LATE
        in_time = judged(REPAIR, in_turn(), conditions=ALONE, closed=day(7))
        assert in_time["sign"].status is Status.MET

    def test_signature_that_does_not_count_closes_nothing(self) -> None:
        """A signature given before the repair leaves the matter open."""
        policy = procedure(
            step("repair", "E"),
            step("record", "F"),
            step(
                "sign",
                "G",
                after=["repair"],
                if_early=TooEarly.DOES_NOT_COUNT,
                closes_matter=True,
            ),
        )
        each = judged(policy, {"sign": day(3), "repair": day(4)})
        assert each["record"].status is Status.OPEN
        assert each["sign"].status is Status.OPEN


class TestConditions:
    """
    A step may be owed only if a fact holds.
    """

    def test_not_needed(self) -> None:
        """Where the fact does not hold nothing is owed."""
        verdict = judged(REPAIR, {}, conditions=ALONE)["company"]
        assert verdict.status is Status.NOT_APPLICABLE
        assert codes(verdict) == ("step_not_needed",)

    def test_unknown(self) -> None:
        """Where the fact is unknown the verdict says which."""
        policy = procedure(step("escalate", "A", only_if="major"))
        for conditions in ({}, {"major": None}):
            verdict = whole(policy, {}, conditions=conditions)
            assert verdict.status is Status.UNDETERMINED
            assert verdict.reason == Reason(
                "fact_missing",
                params=(
                    ("step", Text("the escalate step", "escalate步骤")),
                    ("fact", "major"),
                ),
            )

    def test_done_though_not_needed(self) -> None:
        """What was done without being owed is done."""
        policy = procedure(step("escalate", "A", only_if="major"))
        verdict = whole(policy, {"escalate": day(2)}, conditions={"major": False})
        assert verdict.status is Status.MET

    def test_nothing_is_held_against_what_is_not_owed(self) -> None:
        """Late, or before another, a step that is not owed breaks nothing."""
        policy = procedure(
            step("a", "A"),
            step("b", "B", only_if="major", after=["a"], limit=Days(2)),
        )
        for done in ({"b": day(9)}, {"a": day(2), "b": day(9)}):
            each = [
                judged(policy, done, conditions={"major": major})["b"]
                for major in (False, None)
            ]
            assert [one.status for one in each] == [Status.MET, Status.UNDETERMINED]
            assert each[1].reason["fact"] == "major"

    def test_no_step_needed(self) -> None:
        """A procedure none of whose steps is owed does not apply."""
        policy = procedure(step("escalate", "A", only_if="major"))
        verdict = whole(policy, {}, conditions={"major": False})
        assert verdict.status is Status.NOT_APPLICABLE
        assert codes(verdict) == ("no_step_needed",)

    def test_breach_outweighs_what_is_unknown(self) -> None:
        """What is certainly broken is not hidden by an unknown fact."""
        policy = procedure(
            step("a", "A", only_if="major"), step("b", "B"), step("c", "C")
        )
        verdict = whole(policy, {"b": day(2)}, closed=day(3))
        assert verdict.status is Status.BREACHED
        assert verdict.clause.id == "C"

    def test_trigger_absent(self) -> None:
        """Before anything has happened the procedure does not apply."""
        for verdict in (
            whole(REPAIR, {}, trigger=None),
            *judged(REPAIR, {}, trigger=None).values(),
        ):
            assert verdict.status is Status.NOT_APPLICABLE
            assert codes(verdict) == ("procedure_not_begun",)


class TestParties:
    """
    What another party owes is never the breach of the party that owes the whole.
    """

    def test_other_partys_step_has_its_own_verdict(self) -> None:
        """The verdict on a step names the party that owes that step."""
        conditions = {"company_needed": True}
        each = judged(REPAIR, in_turn(), conditions=conditions)
        assert each["company"].status is Status.BREACHED
        assert each["company"].owed_by == "company"
        assert each["company"].subject is None
        assert each["inspect"].owed_by == "project_department"
        assert each["inspect"].subject is None

    def test_subject_keeps_its_name(self) -> None:
        """A given subject stays as it is, whoever owes the step."""
        each = judged(
            REPAIR,
            {},
            subject=Subject("claim", "C-1"),
            conditions={"company_needed": True},
        )
        assert each["company"].subject == Subject("claim", "C-1")
        assert each["plan"].subject == Subject("claim", "C-1")

    def test_whole_waits_and_is_never_breached(self) -> None:
        """With all its own steps done, the whole is open and says whom it awaits."""
        verdict = whole(REPAIR, in_turn(), conditions={"company_needed": True})
        assert verdict.status is Status.OPEN
        assert codes(verdict) == ("steps_awaited",)
        assert verdict.clause.id == "C"
        assert verdict.owed_by == "project_department"
        assert "company" in verdict.explain("en")
        assert not verdict.is_violation

    def test_own_breach_comes_first(self) -> None:
        """Waiting for another party excuses no step of one's own."""
        done = in_turn()
        del done["record"]
        verdict = whole(REPAIR, done, conditions={"company_needed": True})
        assert verdict.status is Status.BREACHED
        assert verdict.clause.id == "F"

    @pytest.mark.parametrize(
        ("required", "status"),
        [(False, Status.NOT_APPLICABLE), (True, Status.BREACHED)],
    )
    def test_attendance_is_only_noted_unless_required(
        self,
        required: bool,  # noqa: FBT001 - a field of the rule
        status: Status,
    ) -> None:
        """An absence breaks something only where attendance is required."""
        policy = procedure(
            step("attend", "B", owed_by="company", required=required),
            trigger="visited_at",
        )
        verdict = judged(policy, {}, closed=day(3))["attend"]
        assert verdict.status is status
        assert policy.missing({}) == (("attend",) if required else ())
        assert policy.next_step({}) == ("attend" if required else None)


class TestNotices:
    """
    A notice before a visit, or at its start at the latest.
    """

    AHEAD = procedure(step("notify", "C", notice=Notice.IN_ADVANCE))
    START = procedure(step("notify", "A", notice=Notice.BY_THE_START))

    @pytest.mark.parametrize(
        ("notified", "ahead", "start"),
        [
            (at(10, 8, 59), Status.MET, Status.MET),
            (at(10, 9), Status.BREACHED, Status.MET),
            (at(10, 9, 1), Status.BREACHED, Status.BREACHED),
            (day(9), Status.MET, Status.MET),
            (day(10), Status.UNDETERMINED, Status.MET),
            (day(11), Status.BREACHED, Status.BREACHED),
            (None, Status.BREACHED, Status.BREACHED),
        ],
    )
    def test_visit_at_nine(self, notified: Any, ahead: Status, start: Status) -> None:
        """Strictly before 09:00 on 10 March, or on or before it."""
        for policy, status in ((self.AHEAD, ahead), (self.START, start)):
            verdict = whole(policy, {"notify": notified}, trigger=at(10, 9))
            assert verdict.status is status

    def test_one_microsecond(self) -> None:
        """The very start is too late for a notice in advance, just before is not."""
        just = at(10, 9).subtract(microseconds=1)
        assert whole(self.AHEAD, {"notify": just}, trigger=at(10, 9)).status is (
            Status.MET
        )

    def test_other_zone(self) -> None:
        """Instants are compared as instants, whatever zone recorded them."""
        notified = pendulum.datetime(2026, 3, 10, 0, 59, 59, tz="UTC")
        verdict = whole(self.AHEAD, {"notify": notified}, trigger=at(10, 9))
        assert verdict.status is Status.MET
        late = notified.add(seconds=1)
        assert (
            whole(self.AHEAD, {"notify": late}, trigger=at(10, 9)).status
            is Status.BREACHED
        )

    def test_two_days_cannot_tell(self) -> None:
        """A notice and a visit known by the same day only: the time is asked for."""
        verdict = whole(self.AHEAD, {"notify": day(10)}, trigger=day(10))
        assert verdict.status is Status.UNDETERMINED
        assert codes(verdict) == ("step_time_unclear",)

    @pytest.mark.parametrize(
        ("least", "notified", "status"),
        [
            (Days(1), day(9), Status.MET),
            (Days(1), at(10, 8), Status.BREACHED),
            (Days(3), day(7), Status.MET),
            (Days(3), at(8, 0), Status.BREACHED),
            (Hours(24), at(9, 9), Status.MET),
            (Hours(24), at(9, 9, 1), Status.BREACHED),
        ],
    )
    def test_least_notice(
        self, least: Days | Hours, notified: Any, status: Status
    ) -> None:
        """The host may ask for a least notice, whose bound is still early enough."""
        policy = procedure(
            step("notify", "C", notice=Notice.IN_ADVANCE, least_notice=least)
        )
        verdict = whole(policy, {"notify": notified}, trigger=at(10, 9))
        assert verdict.status is status

    def test_least_notice_in_working_days(self) -> None:
        """Working days need a calendar: without one the answer is not known."""
        policy = procedure(
            step("notify", "C", notice=Notice.IN_ADVANCE, least_notice=WorkingDays(2))
        )
        # Tue 10 March: two working days before is Fri 6 March.
        facts: dict[str, Any] = {"trigger": at(10, 9)}
        verdict = whole(policy, {"notify": day(6)}, **facts)
        assert verdict.status is Status.UNDETERMINED
        assert codes(verdict) == ("calendar_missing",)
        counted = whole(policy, {"notify": day(6)}, calendar=china(), **facts)
        assert counted.status is Status.MET
        late = whole(policy, {"notify": day(7)}, calendar=china(), **facts)
        assert late.status is Status.BREACHED

    @pytest.mark.parametrize(
        ("least", "hour", "code"),
        [
            (None, 9, "step_announcement_open"),
            (None, 24, "step_not_announced"),
            (Days(0), 9, "step_announcement_open"),
            (Days(1), 9, "step_not_announced"),
        ],
    )
    def test_day_of_the_trigger_is_left(
        self, least: Days | None, hour: int, code: str
    ) -> None:
        """While the day of what it announces runs, a notice may still be given."""
        notice = Notice.BY_THE_START
        policy = procedure(step("notify", "C", notice=notice, least_notice=least))
        told = {"trigger": day(10), "as_of": at(10).add(hours=hour)}
        assert judged(policy, {}, **told)["notify"].reason.code == code

    def test_day_of_the_trigger_without_a_calendar(self) -> None:
        """How long before it had to come is not known either."""
        policy = procedure(
            step("notify", "C", notice=Notice.IN_ADVANCE, least_notice=WorkingDays(1))
        )
        told = {"trigger": day(10), "as_of": at(10, 9)}
        found = judged(policy, {}, **told)["notify"]
        assert found.reason.code == "calendar_missing"

    def test_never_given(self) -> None:
        """A notice that was not given before the visit took place is a breach."""
        verdict = whole(self.AHEAD, {}, trigger=at(10, 9))
        assert codes(verdict) == ("step_not_announced",)


class TestSameDay:
    """
    同时: on the day of the paper that it accompanies.
    """

    POLICY = procedure(
        step("hand_over", "A", after=["accepted_on"]),
        step("letter", "B", same_day_as="hand_over"),
        trigger="accepted_on",
    )

    @pytest.mark.parametrize(
        ("letter", "status", "code"),
        [
            (day(5), Status.MET, "step_done"),
            (at(5, 23, 59), Status.MET, "step_done"),
            (at(6), Status.LATE, "step_late"),
            (day(4), Status.BREACHED, "step_out_of_order"),
            (None, Status.BREACHED, "step_overdue"),
        ],
    )
    def test_letter(self, letter: Any, status: Status, code: str) -> None:
        """The letter belongs to the day of the hand-over, to its last minute."""
        done = {"hand_over": at(5, 10), "letter": letter}
        if letter == day(5):
            done["hand_over"] = day(5)
        verdict = judged(self.POLICY, done)["letter"]
        assert verdict.status is status
        assert codes(verdict) == (code,)
        if verdict.deadline is not None:
            assert verdict.deadline.last_day == day(5)

    @pytest.mark.parametrize(
        ("as_of", "status"),
        [
            (at(5, 23, 59), Status.PENDING),
            (at(6), Status.BREACHED),
        ],
    )
    def test_pending_until_the_day_ends(
        self, as_of: pendulum.DateTime, status: Status
    ) -> None:
        """On the day itself the letter is pending."""
        verdict = whole(self.POLICY, {"hand_over": at(5, 10)}, as_of=as_of)
        assert verdict.status is status

    def test_before_the_hand_over(self) -> None:
        """Until the hand-over takes place both are open."""
        each = judged(self.POLICY, {})
        assert {v.status for v in each.values()} == {Status.OPEN}


class TestLimits:
    """
    A limit that the host sets on a step makes it judgeable, and says so.
    """

    @pytest.mark.parametrize(
        ("done", "as_of", "status", "code"),
        [
            (day(8), NOW, Status.MET, "step_done"),
            (day(9), NOW, Status.LATE, "step_late"),
            (None, at(8, 23), Status.PENDING, "step_pending"),
            (None, at(9), Status.BREACHED, "step_overdue"),
        ],
    )
    def test_seven_days(
        self, done: Any, as_of: pendulum.DateTime, status: Status, code: str
    ) -> None:
        """Seven days after 1 March is the end of 8 March."""
        policy = procedure(step("inspect", "B", limit=Days(7)))
        verdict = whole(policy, {"inspect": done}, as_of=as_of, only="inspect")
        assert verdict.status is status
        assert codes(verdict) == (code, "limit_set_by_host")
        assert verdict.force is Force.CONFIGURED
        assert verdict.deadline.last_day == day(8)

    def test_since_an_earlier_step(self) -> None:
        """A limit may run from another step, and waits for it."""
        policy = procedure(
            step("take_up", "A"), step("answer", "B", since="take_up", limit=Days(2))
        )
        done = {"take_up": day(10), "answer": day(13)}
        assert judged(policy, done)["answer"].status is Status.LATE
        assert judged(policy, {})["answer"].status is Status.OPEN

    def test_limit_of_the_text(self) -> None:
        """A limit under a clause with a time of its own is the text's, not the host's."""
        policy = procedure(step("a", "A", limit=Days(1), clause=clause("A", None)))
        verdict = whole(policy, {"a": day(3)})
        assert codes(verdict) == ("step_late",)
        assert verdict.is_violation

    def test_working_days(self) -> None:
        """Five working days from Sunday 1 March end on Friday 6 March."""
        policy = procedure(step("a", "A", limit=WorkingDays(5)))
        for done in ({}, {"a": day(6)}):
            unknown = whole(policy, done)
            assert unknown.status is Status.UNDETERMINED
            assert codes(unknown) == ("calendar_missing",)
        assert whole(policy, {"a": day(6)}, calendar=china()).status is Status.MET
        late = whole(policy, {"a": day(7)}, calendar=china())
        assert late.status is Status.LATE
        assert late.basis.sources

    def test_calendar_that_ends(self) -> None:
        """A count that leaves the calendar is unknown, and says which day it needs."""
        policy = procedure(step("a", "A", limit=WorkingDays(5)))
        later = pendulum.datetime(2030, 1, 1, tz=SHANGHAI)
        verdict = whole(
            policy, {}, trigger=dt.date(2029, 1, 1), as_of=later, calendar=china()
        )
        assert verdict.status is Status.UNDETERMINED
        assert codes(verdict) == ("calendar_not_covered",)

    def test_closed_before_the_limit(self) -> None:
        """Closing the matter does not wait for the limit."""
        policy = procedure(step("a", "A", limit=Days(7)))
        verdict = whole(policy, {}, closed=day(2), as_of=at(3))
        assert verdict.status is Status.BREACHED


class TestKnowledge:
    """
    Facts dated after the moment of judgement are not known yet.
    """

    def test_later_step(self) -> None:
        """A step done tomorrow is not done today."""
        verdict = whole(REPAIR, in_turn(), conditions=ALONE, as_of=at(4, 12))
        assert verdict.status is Status.OPEN
        assert verdict.missing == ("repair", "record", "sign")
        assert codes(verdict)[-1] == "later_fact"

    def test_later_trigger(self) -> None:
        """Nor has what is reported tomorrow been reported."""
        verdict = whole(REPAIR, {}, trigger=day(2), as_of=at(1, 12))
        assert verdict.status is Status.NOT_APPLICABLE
        assert codes(verdict) == ("procedure_not_begun", "later_fact")

    def test_later_close(self) -> None:
        """Nor is a matter closed that is closed tomorrow."""
        verdict = whole(REPAIR, {}, closed=day(20), conditions=ALONE, as_of=at(19))
        assert verdict.status is Status.OPEN

    @given(number=st.integers(1, 31), hour=st.integers(0, 23))
    @settings(max_examples=60, deadline=None)
    def test_time_moves_a_verdict_only_forward(self, number: int, hour: int) -> None:
        """As time goes by, only open answers change."""
        done = {**in_turn(), "record": day(20)}
        before = whole(REPAIR, done, conditions=ALONE, as_of=at(number, hour))
        after = whole(REPAIR, done, conditions=ALONE)
        assert after.status is Status.LATE
        assert before.status in {
            Status.OPEN,
            Status.NOT_APPLICABLE,
            Status.BREACHED,
            Status.LATE,
        }


KEYS = ("a", "b", "c")
MOMENTS = [None, *(day(n) for n in (1, 2, 3)), *(at(n, 12) for n in (1, 2, 3))]
MAY_BECOME = {
    Status.BREACHED: {Status.BREACHED, Status.LATE, Status.UNDETERMINED},
    Status.LATE: {Status.LATE},
    Status.MET: {Status.MET},
}


@st.composite
def any_step(draw: st.DrawFn, key: str, earlier: tuple[str, ...]) -> Step:
    """A step that may follow, be limited, be a notice, or not be owed."""
    fields: dict[str, Any] = {
        "only_if": draw(st.sampled_from([None, "major", "minor"])),
        "required": draw(st.booleans()),
        "owed_by": draw(st.sampled_from([None, "company"])),
    }
    kind = draw(st.sampled_from(["after", "same_day_as", "since", "notice", "plain"]))
    if kind == "notice":
        fields["notice"] = draw(st.sampled_from(Notice))
        fields["least_notice"] = draw(st.sampled_from([None, Days(0), Days(1)]))
    elif kind == "plain":
        fields["limit"] = draw(st.sampled_from([None, Days(1)]))
    else:
        name = draw(st.sampled_from(earlier))
        fields[kind] = [name] if kind == "after" else name
        fields["if_early"] = draw(
            st.sampled_from([e for e in TooEarly if e is not TooEarly.IMPOSSIBLE])
        )
        if kind == "since":
            fields["limit"] = Days(1)
    fields["closes_matter"] = draw(st.booleans())
    return step(key, key.upper(), **fields)


@st.composite
def any_procedure(draw: st.DrawFn) -> ProcedurePolicy:
    """Three steps, each with whatever a step may have."""
    steps = []
    for place, key in enumerate(KEYS):
        steps.append(draw(any_step(key, ("reported_at", *KEYS[:place]))))
    try:
        return procedure(*steps)
    except InvalidFieldError:
        return procedure(*(attrs.evolve(one, closes_matter=False) for one in steps))


class TestTime:
    """
    What time may do to a procedure, whatever its steps.
    """

    @settings(max_examples=150, deadline=None)
    @given(
        any_procedure(),
        st.lists(st.sampled_from(MOMENTS), min_size=5, max_size=5),
        st.sampled_from([None, True, False]),
        st.sampled_from([None, True, False]),
    )
    def test_met_never_turns(
        self,
        policy: ProcedurePolicy,
        moments: list[Any],
        major: bool | None,  # noqa: FBT001 - drawn
        minor: bool | None,  # noqa: FBT001 - drawn
    ) -> None:
        """What is met or late stays; what is broken is done late at the most."""
        done = dict(zip(KEYS, moments, strict=False))
        trigger, closed = moments[3:]
        assume(
            None in {trigger, closed}
            or not is_before(closed, trigger, policy.counting.tz)
        )
        holding = {"major": major, "minor": minor}
        told: dict[str, Any] = {
            "trigger": moments[3],
            "closed": moments[4],
            "conditions": {name: holding[name] for name in policy.conditions},
        }
        before: dict[str, Verdict] = {}
        for hours in range(0, 5 * 24, 6):
            moment = at(1).add(hours=hours)
            found = judged(policy, done, as_of=moment, **told)
            found["whole"] = whole(policy, done, as_of=moment, **told)
            for key, verdict in found.items():
                was = before.get(key, verdict)
                lawful = MAY_BECOME.get(was.status, set(Status))
                assert verdict.status in lawful, (key, was.reasons, verdict.reasons)
            before = found


class TestErrors:
    """
    Bad input is refused with the way out.
    """

    def test_unknown_names(self) -> None:
        """An unknown step, condition or key lists the known ones and the nearest."""
        with pytest.raises(UnknownNameError, match="nearest: 'repair'"):
            whole(REPAIR, {"repiar": day(2)})
        with pytest.raises(UnknownNameError, match="company_needed"):
            whole(REPAIR, {}, conditions={"urgent": True})
        with pytest.raises(UnknownNameError, match="unknown step 'x'"):
            REPAIR.step("x")
        with pytest.raises(UnknownNameError, match="unknown step 'x'"):
            whole(REPAIR, {}, only="x")

    def test_bad_facts(self) -> None:
        """A naive time, a text, a bare list and a number for a fact are refused."""
        naive = dt.datetime(2026, 3, 2, 9)  # noqa: DTZ001 - on purpose
        with pytest.raises(NaiveTimeError, match="inspect"):
            whole(REPAIR, {"inspect": naive})
        with pytest.raises(NotADayError, match="inspect"):
            whole(REPAIR, {"inspect": "2026-03-02"})
        with pytest.raises(NotADayError, match="closed"):
            whole(REPAIR, {}, closed="today")
        with pytest.raises(InvalidFieldError, match="a table by name"):
            whole(REPAIR, ["inspect"])  # type: ignore[arg-type]
        with pytest.raises(InvalidFieldError, match="True, False, None"):
            whole(REPAIR, {}, conditions={"company_needed": 1})
        with pytest.raises(MissingFactError, match="as_of"):
            REPAIR.assess({}, trigger=day(1))

    def test_bad_policies(self) -> None:
        """A step can only follow what stands before it in the text."""
        with pytest.raises(UnknownNameError, match="earlier step 'b'"):
            procedure(step("a", "A", after=["b"]), step("b", "B"))
        with pytest.raises(UnknownNameError, match="earlier step 'a'"):
            procedure(step("a", "A", after=["a"]))
        with pytest.raises(InvalidFieldError, match="least_notice"):
            step("a", "A", least_notice=Days(1))
        with pytest.raises(InvalidFieldError, match=r"Step\.limit"):
            step("a", "A", limit=Days(1), same_day_as="reported_at")
        with pytest.raises(InvalidFieldError, match="no key twice"):
            procedure(step("a", "A"), step("a", "A"))

    @pytest.mark.parametrize(
        ("fields", "name"),
        [
            ({"since": "a"}, "since"),
            ({"notice": Notice.IN_ADVANCE, "limit": Days(1)}, "limit"),
            ({"notice": Notice.IN_ADVANCE, "same_day_as": "a"}, "same_day_as"),
            ({"if_early": TooEarly.COUNTS}, "if_early"),
            ({"after": ["a", "a"]}, "after"),
            ({"after": ["a"], "same_day_as": "a"}, "after"),
            ({"after": ["a"], "since": "a", "limit": Days(1)}, "after"),
        ],
    )
    def test_fields_that_would_decide_nothing(
        self, fields: dict[str, Any], name: str
    ) -> None:
        """What would be dead beside the other fields of its step is refused."""
        with pytest.raises(InvalidFieldError, match=rf"Step\.{name} "):
            step("b", "B", **fields)

    def test_steps_that_would_decide_nothing(self) -> None:
        """Nor can a step close what nothing is left of, or a notice follow its visit."""
        told = {"notice": Notice.IN_ADVANCE}
        with pytest.raises(InvalidFieldError, match=r"Step\.closes_matter"):
            procedure(step("a", "A", closes_matter=True))
        with pytest.raises(InvalidFieldError, match=r"Step\.closes_matter"):
            procedure(step("a", "A", closes_matter=True), step("b", "B", **told))
        with pytest.raises(InvalidFieldError, match=r"Step\.after"):
            procedure(step("a", "A", after=["reported_at"], **told))
        procedure(step("a", "A", closes_matter=True), step("b", "B"))

    def test_no_steps(self) -> None:
        """There is at least one step."""
        with pytest.raises(InvalidFieldError, match="of 1 or more"):
            procedure()

    def test_other_evidence(self) -> None:
        """A verdict on steps has no quota to ask for."""
        with pytest.raises(WrongEvidenceError):
            _ = whole(REPAIR, {}).required


SPECIMENS: list[tuple[ProcedurePolicy, Mapping[str, Any], dict[str, Any]]] = [
    (REPAIR, {}, {}),
    (REPAIR, in_turn(), {"conditions": ALONE}),
    (REPAIR, in_turn(), {"conditions": {"company_needed": True}}),
    (REPAIR, in_turn(ORDER[:-1]), {"conditions": ALONE, "closed": day(20)}),
    (REPAIR, {**in_turn(), "plan": day(2)}, {"conditions": ALONE}),
    (REPAIR, {**in_turn(), "record": day(20)}, {"conditions": ALONE}),
    (REPAIR, {}, {"trigger": None}),
    (TestNotices.AHEAD, {}, {"trigger": at(10, 9)}),
    (TestNotices.AHEAD, {"notify": at(11)}, {"trigger": at(10, 9)}),
    (TestNotices.AHEAD, {"notify": day(10)}, {"trigger": day(10)}),
    (TestSameDay.POLICY, {"hand_over": at(5, 10)}, {}),
    (TestSameDay.POLICY, {"hand_over": at(5, 10)}, {"as_of": at(5, 12)}),
    (TestSameDay.POLICY, {"hand_over": at(5, 10), "letter": day(6)}, {}),
    (procedure(step("a", "A", only_if="major")), {}, {"conditions": {"major": False}}),
    (procedure(step("a", "A", required=False)), {}, {}),
    (TestNotices.AHEAD, {}, {"trigger": day(10), "as_of": at(10, 9)}),
    (REPAIR, {"plan": day(5)}, {"conditions": ALONE, "as_of": at(5, 9)}),
    (
        procedure(step("a", "A", limit=Days(2)), step("b", "B")),
        {"a": day(20)},
        {},
    ),
    (
        procedure(
            step("a", "A", after=["reported_at"], if_early=TooEarly.DOES_NOT_COUNT),
            step("b", "B", after=["a"]),
        ),
        {"a": day(1), "b": day(4)},
        {"trigger": day(2)},
    ),
]


class TestAnswers:
    """
    Every answer explains itself, and can be computed again from its receipt.
    """

    @pytest.mark.parametrize(("policy", "done", "facts"), SPECIMENS)
    def test_receipts_replay(
        self, policy: ProcedurePolicy, done: Mapping[str, Any], facts: dict[str, Any]
    ) -> None:
        """The receipt, through JSON, gives the same verdict, whole and step by step."""
        for verdict in (
            whole(policy, done, **facts),
            *judged(policy, done, **facts).values(),
        ):
            receipt = json.loads(json.dumps(verdict.receipt()))
            again = replay(policy, receipt)
            assert again.stale == ()
            assert again.verdict.answer() == verdict.answer()
            assert again.verdict.owed_by == verdict.owed_by

    def test_every_code_is_said(self) -> None:
        """The specimens produce every reason code of this kind, in both languages."""
        found: set[str] = set()
        for policy, done, facts in SPECIMENS:
            for verdict in (
                whole(policy, done, **facts),
                *judged(policy, done, **facts).values(),
            ):
                found.update(codes(verdict))
                for language in ("en", "zh"):
                    said = verdict.explain(language)
                    assert "{" not in said
                    assert "None" not in said
        assert found >= set(wording.SENTENCES)

    def test_english(self) -> None:
        """A breach names the step, when it was done and what it overtook."""
        done = {**in_turn(), "plan": day(2)}
        assert whole(REPAIR, done, conditions=ALONE).explain("en") == (
            "The plan step was done Mon 2026-03-02, before the appraise step, which it "
            "must follow; D is not met."
        )

    def test_chinese(self) -> None:
        """What is open says what is missing and that nothing is late."""
        verdict = whole(REPAIR, in_turn(ORDER[:-1]), conditions=ALONE)
        assert verdict.explain("zh") == (
            "该程序尚缺sign步骤，下一步为sign步骤；G未规定具体时限，不按逾期处理。"
        )

    def test_policy_is_a_value(self) -> None:
        """Policies pickle, compare, hash and can be changed by evolving."""
        assert pickle.loads(pickle.dumps(REPAIR)) == REPAIR  # noqa: S301 - our own
        assert hash(attrs.evolve(REPAIR)) == hash(REPAIR)
        assert attrs.evolve(REPAIR, trigger="reported_at") == REPAIR
