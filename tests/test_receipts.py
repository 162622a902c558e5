"""
Verdicts computed again from what was written down.
"""

import datetime as dt
import json
from typing import Any

import attrs
import pytest

from followup_rules.clauses import Clause, Text
from followup_rules.errors import InvalidReceiptError, UnknownNameError
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.policies.quotas import QuotaPolicy
from followup_rules.receipts import replay
from followup_rules.rulebooks import repair
from followup_rules.timing.amounts import Days, WorkingDays
from followup_rules.timing.calendars import china, overlay
from followup_rules.verdicts import RECEIPT_SCHEME, Status, Subject

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
        assert written["answer"]["status"] == "BREACHED"

    def test_another_policy(self) -> None:
        """A changed number is stale, and the new verdict is there."""
        changed = attrs.evolve(RULE, limit=WorkingDays(30))
        found = replay(changed, receipt(), calendar=CHINA)

        assert found.stale == ("another policy: 'demo' has changed since",)
        assert not found.is_same
        assert found.verdict.status is Status.PENDING

    def test_another_rule(self) -> None:
        """A rule with another id is another rule."""
        found = replay(attrs.evolve(RULE, id="other"), receipt(), calendar=CHINA)

        assert found.stale == ("another rule: 'demo', not 'other'",)

    def test_another_calendar(self) -> None:
        """A calendar with other days is another calendar, and so is none."""
        local = overlay(
            CHINA, off=[dt.date(2026, 10, 9)], name="local", source="the office"
        )
        other = replay(RULE, receipt(), calendar=local)
        none = replay(RULE, receipt())

        assert [reason.split(":")[0] for reason in other.stale] == ["another calendar"]
        assert none.stale[0].endswith("not None")
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
            "another edition: REPAIR@2021, not REPAIR@2027",
        )
        assert replay(rules[verdict.rule], verdict.receipt()).is_same

    def test_a_tampered_answer(self) -> None:
        """An answer that the facts do not give is found."""
        answer = {**receipt()["answer"], "status": "MET"}
        found = replay(RULE, receipt(answer=answer), calendar=CHINA)

        assert found.stale == (
            "the answer differs: MET was recorded, BREACHED is computed",
        )

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
