"""
A rule asked by itself takes roles by their names, or says what to pass instead.

A ledger reads the words and the aliases of its book. Asked alone, a rule would take
办公室 for somebody else than the office that it names, and blame nobody's visit on it.
"""

import datetime as dt
from typing import Any

import attrs
import pendulum
import pytest

from followup_rules import interchange
from followup_rules.clauses import Clause, Text, refuse_words
from followup_rules.errors import InvalidFieldError
from followup_rules.policies.checklists import ActorPolicy
from followup_rules.policies.deadlines import DeadlinePolicy, Extension
from followup_rules.policies.teams import TeamPolicy
from followup_rules.rulebooks import construction, repair
from followup_rules.tables import Table
from followup_rules.timing.amounts import Days
from followup_rules.verdicts import Status

NOW = pendulum.datetime(2026, 4, 1, tz="Asia/Shanghai")
ALIASED: Any = interchange.loads(
    'based_on = "repair@2021"\n[words.office]\naliases = ["物管办", "the front desk"]'
)
WORDS = Table(
    {
        "head": Text("the head", "负责人"),
        "主任": Text("the head", "负责人"),
        "clerk": Text("the clerk", "办事员"),
    },
    kind="word",
)
CLAUSE = attrs.evolve(Clause(id="X-1", en="a", zh="甲"), words=WORDS)
COMMON: Any = {
    "id": "rule",
    "clause": CLAUSE,
    "name": Text("it", "它"),
    "owed_by": "office",
}


class TestActors:
    """
    Who may do it.
    """

    @pytest.mark.parametrize("told", ["办公室", "物管办", "the front desk"])
    def test_one_answer_in_a_ledger(self, told: str) -> None:
        """A ledger takes the word, and each alias, for the office."""
        done = NOW.subtract(days=20)
        report = ALIASED.assess(
            {
                "repair": [
                    repair.Repair(id="R1", categories="leak", completed_at=done)
                ],
                "visit": [
                    repair.Visit(
                        id="V1",
                        repair_id="R1",
                        visited_at=done.add(days=1),
                        visitors=[repair.Visitor(told, "Li")],
                    )
                ],
            },
            as_of=NOW,
        )
        (verdict,) = report.where(rule="visitors").verdicts
        assert verdict.status is Status.MET

    @pytest.mark.parametrize("told", ["办公室", "物管办", "the front desk"])
    def test_asked_alone(self, told: str) -> None:
        """It says by which name to ask, and neither accuses nor clears."""
        rule = ALIASED["visitors"]
        for ask in (rule.assess, rule.allows):
            with pytest.raises(InvalidFieldError) as caught:
                ask([told])
            assert str(caught.value) == (
                f"actors cannot be {told!r}; allowed: 'office', by which the rule "
                "knows it"
            )

    def test_names_and_others(self) -> None:
        """Its own names, and roles that the regulation has no word for."""
        rule = ALIASED["visitors"]
        assert rule.assess(["office"]).status is Status.MET
        assert rule.assess(["intern"]).status is Status.BREACHED
        bare = ActorPolicy(
            **COMMON | {"clause": Clause(id="X-1", en="a")}, allowed=["head"]
        )
        assert bare.assess(["主任"]).status is Status.BREACHED


class TestTeams:
    """
    Who was there.
    """

    def test_a_shipped_team(self) -> None:
        """A member told in Chinese words is not missing without a word."""
        rule = construction.RULES["visit_team"]
        role = rule.roles[0]
        said = rule.clause.words[role].zh
        for ask in (rule.assess, rule.missing):
            with pytest.raises(
                InvalidFieldError, match=f"role cannot be '{said}'.*{role}"
            ):
                ask([(said, "Li")])

    @pytest.mark.parametrize("field", ["roles", "exclusive", "independent"])
    def test_whatever_asks_for_the_role(self, field: str) -> None:
        """Also where it only must be somebody else."""
        asked: dict[str, Any] = {field: ("head", "clerk")}
        rule = TeamPolicy(**COMMON, **asked)
        with pytest.raises(InvalidFieldError, match="'head', by which"):
            rule.assess([("主任", "Li", "A"), ("clerk", "Wang", "B")])
        assert rule.assess([("head", "Li", "A"), ("clerk", "Wang", "B")]).status is (
            Status.MET
        )


def test_whoever_granted_more_time() -> None:
    """An extension of the head is not one of somebody who may grant none."""
    more = Extension(at_a_time=Days(5), granted_by=("head",))
    rule = DeadlinePolicy(**COMMON, limit=Days(5), extension=more)
    first = dt.date(2026, 3, 1)
    asked = {"asked_at": first, "granted_at": first, "amount": "5 days"}

    def judged(by: str | None) -> Any:
        return rule.assess(
            first,
            dt.date(2026, 3, 9),
            extensions=[{**asked, "granted_by": by}],
            as_of=NOW,
        )

    assert judged("head").status is Status.MET
    assert judged("clerk").status is Status.LATE
    assert judged(None).status is Status.UNDETERMINED
    for word in ("主任", "负责人", "the head"):
        with pytest.raises(InvalidFieldError, match=r"granted_by cannot be .*'head'"):
            judged(word)


def test_a_name_that_is_another_word() -> None:
    """What the rule names is that name, whatever it is a word for elsewhere."""
    refuse_words("role", ["主任"], ("主任", "head"), CLAUSE)
    refuse_words("role", ["intern"], ("head",), CLAUSE)
    refuse_words("role", ["主任"], ("intern",), CLAUSE)
