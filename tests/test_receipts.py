"""
Verdicts computed again from what was written down.
"""

import datetime as dt
import json
from fractions import Fraction
from typing import Any

import attrs
import pytest

from followup_rules.clauses import Clause, Force, Text
from followup_rules.errors import InvalidReceiptError, UnknownNameError
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.policies.quotas import QuotaPolicy
from followup_rules.receipts import replay
from followup_rules.rulebooks import repair
from followup_rules.timing.amounts import Days, WorkingDays
from followup_rules.timing.calendars import china, overlay
from followup_rules.verdicts import RECEIPT_SCHEME, Status, Subject, Verdict, note

CLAUSE = Clause(id="DEMO-1", en="visit", zh="回访")
RULE = DeadlinePolicy(
    id="demo",
    clause=CLAUSE,
    name=Text("the visit", "回访"),
    owed_by="office",
    limit=WorkingDays(3),
)
FOUND = dt.datetime(2026, 9, 30, 9, tzinfo=dt.UTC)
AS_OF = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
CHINA = china()


def receipt(**changes: Any) -> dict[str, Any]:
    """Return a receipt that went through JSON, with parts changed."""
    verdict = RULE.assess(
        FOUND, calendar=CHINA, as_of=AS_OF, subject=Subject("problem", "P1")
    )
    return {**json.loads(json.dumps(verdict.receipt())), **changes}


class Ward:
    """A value that has no form as a fact, in a remark of a host's own."""

    def in_language(self, language: str) -> str:
        """Say it."""
        return "乙区" if language == "zh" else "ward B"


class TestRemarks:
    """
    What stands beside the answer, and is not computed again.
    """

    DONE = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)

    def deadline(self, *visits: repair.Visit) -> Verdict:
        """Judge one repair and its visits; return when it was to be visited."""
        item = repair.Repair(
            id="R1", categories="leak", completed_at=self.DONE, owes_visit=True
        )
        report = repair.assess(
            [item], visits, as_of=dt.datetime(2026, 3, 4, tzinfo=dt.UTC)
        )
        (verdict,) = report.where(rule="visit_deadline")
        return verdict

    def attempt(self, number: int, day: int) -> repair.Visit:
        """Return an attempt that met nobody."""
        return repair.Visit(
            id=f"V{number}",
            repair_id="R1",
            visited_at=dt.datetime(2026, 3, day, 9, tzinfo=dt.UTC),
            visitors=[],
            reached=False,
        )

    def test_a_ledger_s_remarks_are_said_again(self) -> None:
        """The number of attempts came from rows that the rule never saw."""
        verdict = self.deadline(self.attempt(1, 2), self.attempt(2, 3))
        written = json.loads(json.dumps(verdict.receipt()))
        found = repair.RULES.replay(written)

        assert written["notes"] == [{"code": "failed_attempts", "params": {"count": 2}}]
        assert found.is_same
        assert found.carried == verdict.notes
        assert found.verdict.reasons == verdict.reasons
        for language in ("en", "zh"):
            assert found.verdict.explain(language) == verdict.explain(language)

    def test_a_later_fact_is_said_again(self) -> None:
        """The receipt keeps what was known; that there was more is a remark."""
        verdict = RULE.assess(
            dt.date(2026, 9, 1),
            dt.date(2026, 11, 2),
            calendar=CHINA,
            as_of=AS_OF,
        )
        found = replay(RULE, verdict.receipt(), calendar=CHINA)

        assert [remark.code for remark in found.carried] == ["later_fact"]
        assert found.verdict.reasons == verdict.reasons

    def test_they_stand_where_they_stood(self) -> None:
        """Remarks of the rule come from the rule, in the recorded order."""
        prompt = attrs.evolve(
            RULE, clause=attrs.evolve(CLAUSE, timing=Force.OPEN_ENDED), limit=Days(3)
        )
        late = prompt.assess(dt.date(2026, 9, 1), dt.date(2026, 11, 2), as_of=AS_OF)
        verdict = late.with_notes(note("failed_attempts", count=1))
        found = replay(prompt, json.loads(json.dumps(verdict.receipt())))

        assert [remark.code for remark in verdict.notes] == [
            "later_fact",
            "limit_set_by_host",
            "failed_attempts",
        ]
        assert [remark.code for remark in found.carried] == [
            "later_fact",
            "failed_attempts",
        ]
        assert found.verdict.reasons == verdict.reasons

    def test_a_stale_receipt_gives_none_back(self) -> None:
        """They belong to the answer of then; they can still be read."""
        verdict = self.deadline(self.attempt(1, 2))
        lenient = repair.RULES.choose("A-09", "LONGEST")
        found = lenient.replay(verdict.receipt())

        assert not found.is_same
        assert found.verdict.notes == ()
        assert found.carried == verdict.notes

    def test_they_are_not_compared(self) -> None:
        """Neither is what the rule adds and the receipt lacks."""
        verdict = self.deadline(self.attempt(1, 2))
        without = {**verdict.receipt(), "notes": []}
        older = {k: v for k, v in without.items() if k != "notes"}

        for written in (without, older):
            found = repair.RULES.replay(written)
            assert (found.is_same, found.carried) == (True, ())
            assert found.verdict.notes == ()

    def test_the_rule_s_own_remarks_are_its_own(self) -> None:
        """One that the receipt lacks is there, before those it has."""
        prompt = attrs.evolve(
            RULE, clause=attrs.evolve(CLAUSE, timing=Force.OPEN_ENDED), limit=Days(3)
        )
        verdict = prompt.assess(dt.date(2026, 9, 1), as_of=AS_OF)
        added = [{"code": "failed_attempts", "params": {"count": 1}}]
        found = replay(prompt, {**verdict.receipt(), "notes": added})

        assert [remark.code for remark in found.verdict.notes] == [
            "limit_set_by_host",
            "failed_attempts",
        ]

    @pytest.mark.parametrize(
        ("value", "written", "read"),
        [
            (3, 3, 3),
            (("V1", "V2"), ["V1", "V2"], ("V1", "V2")),
            (dt.date(2026, 3, 2), {"day": "2026-03-02"}, dt.date(2026, 3, 2)),
            (Fraction(1, 3), {"fraction": "1/3"}, Fraction(1, 3)),
            (Days(2), {"en": "2 days", "zh": "2天"}, Text("2 days", "2天")),
            (
                Status.LATE,
                {"en": "late", "zh": "逾期完成"},
                Text("late", "逾期完成"),
            ),
            (Ward(), {"en": "ward B", "zh": "乙区"}, Text("ward B", "乙区")),
            (
                dt.datetime(2026, 3, 2),  # noqa: DTZ001 - a host's own, which is no fact
                {"en": "Mon 2026-03-02 00:00", "zh": "2026年3月2日00:00"},
                Text("Mon 2026-03-02 00:00", "2026年3月2日00:00"),
            ),
        ],
    )
    def test_values_of_every_kind(
        self, value: object, written: object, read: object
    ) -> None:
        """A fact is a fact again; anything else is kept in words."""
        verdict = self.deadline().with_notes(note("self_visit", count=value))
        stored = json.loads(json.dumps(verdict.receipt()))
        found = repair.RULES.replay(stored)

        assert stored["notes"] == [{"code": "self_visit", "params": {"count": written}}]
        assert found.carried[0]["count"] == read
        for language in ("en", "zh"):
            assert found.verdict.explain(language) == verdict.explain(language)


class TestReplay:
    """
    The caller's rule on the receipt's facts.
    """

    def test_the_same(self) -> None:
        """The same policy and calendar give the same verdict."""
        found = replay(RULE, receipt(), calendar=CHINA)

        assert (found.is_same, found.stale) == (True, ())
        assert found.verdict.status is Status.BREACHED
        assert found.verdict.subject == Subject("problem", "P1")
        assert str(found.verdict.deadline.last_day) == "2026-10-10"

    def test_it_is_readable(self) -> None:
        """A receipt says what it was made with."""
        written = receipt()

        assert written["scheme"] == RECEIPT_SCHEME == "followup-rules/receipt/1"
        assert written["rule"] == "demo"
        assert written["policy"].startswith("sha256:")
        assert written["parameters"]["limit"] == {"kind": "WorkingDays", "n": 3}
        assert written["sources"] == {"calendar": CHINA.calendar_id}
        assert written["answer"]["status"] == "breached"

    def test_another_policy(self) -> None:
        """A changed number is stale, and the new verdict is there."""
        changed = attrs.evolve(RULE, limit=WorkingDays(30))
        found = replay(changed, receipt(), calendar=CHINA)

        assert found.stale == (
            Text(
                "another policy: 'demo' has changed since",
                "规则已有改动：“demo”",
            ),
        )
        assert not found.is_same
        assert found.verdict.status is Status.PENDING

    def test_another_rule(self) -> None:
        """A rule with another id is another rule."""
        found = replay(attrs.evolve(RULE, id="other"), receipt(), calendar=CHINA)

        assert found.stale == (
            Text(
                "another rule: 'demo', not 'other'",
                "规则不同：凭证所记为“demo”，现为“other”",
            ),
        )

    def test_another_calendar(self) -> None:
        """A calendar with other days is another calendar, and so is none."""
        local = overlay(
            CHINA, off=[dt.date(2026, 10, 9)], name="local", source="the office"
        )
        other = replay(RULE, receipt(), calendar=local)
        none = replay(RULE, receipt())

        was = CHINA.calendar_id
        assert [reason.en for reason in other.stale] == [
            f"another calendar: {was}, not {local.calendar_id}"
        ]
        assert none.stale == (
            Text(
                f"another calendar: {was}, not None",
                f"工作日历不同：凭证所记为{was}，现为未提供",
            ),
        )
        assert none.verdict.status is Status.UNDETERMINED

    def test_another_edition(self) -> None:
        """Editions are compared where both sides name one."""
        rules = repair.RULES
        verdict = next(
            iter(
                repair.assess(
                    [repair.Repair(id="R1", categories="leak", completed_at=FOUND)],
                    [],
                    as_of=AS_OF,
                )
            )
        )
        newer = attrs.evolve(
            rules, regulation=attrs.evolve(rules.regulation, edition="2027")
        )

        assert rules.replay(verdict.receipt()).is_same
        assert newer.replay(verdict.receipt()).stale == (
            Text(
                "another edition: REPAIR@2021, not REPAIR@2027",
                "版本不同：凭证所记为REPAIR@2021，现为REPAIR@2027",
            ),
        )
        assert replay(rules[verdict.rule], verdict.receipt()).is_same

    def test_a_tampered_answer(self) -> None:
        """An answer that the facts do not give is found."""
        answer = {**receipt()["answer"], "status": "met"}
        found = replay(RULE, receipt(answer=answer), calendar=CHINA)

        assert found.stale == (
            Text(
                "the answer differs: met was recorded, breached is computed",
                "结论不同：凭证所记为“达标”，现算为“未达标”",
            ),
        )

    def test_an_answer_of_no_status(self) -> None:
        """It is quoted as it was written."""
        answer = {**receipt()["answer"], "status": "fine"}
        (found,) = replay(RULE, receipt(answer=answer), calendar=CHINA).stale

        assert found.zh == "结论不同：凭证所记为“fine”，现算为“未达标”"

    def test_tampered_facts(self) -> None:
        """Other facts give another answer."""
        facts = {**receipt()["facts"], "trigger": {"day": "2026-10-28"}}
        found = replay(RULE, receipt(facts=facts), calendar=CHINA)

        assert len(found.stale) == 1
        assert found.verdict.status is Status.PENDING

    def test_outside_data_that_a_rule_does_not_ask_for(self) -> None:
        """Whoever replays a whole ledger may pass the calendar to every rule."""
        quota = QuotaPolicy(
            id="share", clause=CLAUSE, name=RULE.name, owed_by="office", rate="5%"
        )

        assert replay(quota, quota.assess(20, 1).receipt(), calendar=CHINA).is_same

    def test_an_unknown_rule(self) -> None:
        """A rulebook says which rules it has."""
        with pytest.raises(UnknownNameError, match="unknown rule 'demo'"):
            repair.RULES.replay(receipt())


class TestUnreadable:
    """
    What was never written by `receipt()` is refused.
    """

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"scheme": "followup-rules/receipt/9"}, "this release reads"),
            ({"scheme": None}, "scheme None"),
            ({"facts": None}, "facts is no table"),
            ({"sources": []}, "sources is no table"),
            ({"answer": "MET"}, "answer is no table"),
            ({"notes": "later_fact"}, "notes is no list"),
            ({"notes": ["later_fact"]}, "a remark cannot read 'later_fact'"),
            ({"notes": [{"code": 1, "params": {}}]}, "a remark cannot read"),
            ({"notes": [{"code": "x", "params": {"y": {}}}]}, "a fact cannot read"),
            ({"subject": {"kind": "repair"}}, "a subject cannot read"),
            ({"subject": "R1"}, "a subject cannot read"),
            ({"facts": {"colour": "red"}}, "do not fit the rule"),
            ({"facts": {"trigger": {"day": "2026-02-30"}}}, "cannot read '2026-02-30'"),
            ({"facts": {"trigger": 5}}, "do not fit the rule"),
            ({"as_of": {"moment": "now"}}, "cannot read"),
        ],
    )
    def test_parts(self, changes: dict[str, Any], says: str) -> None:
        """The message names the part."""
        with pytest.raises(InvalidReceiptError, match=says):
            replay(RULE, receipt(**changes), calendar=CHINA)

    def test_missing_parts(self) -> None:
        """All that is missing is named at once."""
        with pytest.raises(InvalidReceiptError, match="it lacks rule, policy"):
            replay(RULE, {"scheme": RECEIPT_SCHEME})

    def test_days_stay_days(self) -> None:
        """A day is replayed as a day, an instant in the zone it was recorded in."""
        rule = attrs.evolve(RULE, limit=Days(2))
        verdict = rule.assess(dt.date(2026, 3, 2), dt.date(2026, 3, 4), as_of=AS_OF)

        again = replay(rule, json.loads(json.dumps(verdict.receipt()))).verdict
        assert again == verdict
        assert type(again.evidence.done) is dt.date
