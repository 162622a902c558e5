"""
How many people, and who may not be the same, or of the same body.
"""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_rules.canonical import digest
from followup_rules.clauses import Clause, Text
from followup_rules.errors import InvalidFieldError
from followup_rules.policies.teams import TeamPolicy
from followup_rules.receipts import replay
from followup_rules.verdicts import Status, Verdict


def policy(**fields: Any) -> TeamPolicy:
    """Return a rule."""
    return TeamPolicy(
        id="settled_by_another",
        clause=Clause(
            id="INS-17", en="by another than the seller", zh="由销售人员以外"
        ),
        name=Text("the handling of the complaint", "投诉处理"),
        owed_by="insurer",
        **fields,
    )


def judged(rule: TeamPolicy, members: Any) -> Verdict:
    """Return a verdict that can be said and computed again."""
    verdict = rule.assess(members)
    both = verdict.explain("en") + verdict.explain("zh")
    assert "{" not in both
    assert "None" not in both
    assert replay(rule, verdict.receipt()).is_same
    return verdict


APART = policy(roles=("handler",), exclusive=("handler", "seller"))


class TestNotTheSamePerson:
    """
    Nobody holds two roles that exclude one another.
    """

    @pytest.mark.parametrize(
        ("members", "code"),
        [
            ([("handler", "Li"), ("seller", "Wu")], "team_complete"),
            ([("handler", "Li"), ("seller", "Li")], "team_not_apart"),
            (
                [("handler", "Wu"), ("handler", "Li"), ("seller", "Li")],
                "team_not_apart",
            ),
            ([("handler", "Li")], "team_complete"),
            ([("seller", "Li")], "team_incomplete"),
            ([("handler", None), ("seller", "Li")], "fact_missing"),
            ([("handler", None), ("guest", "Li")], "team_complete"),
            ([("handler", "Li"), ("seller", "Li"), ("seller", None)], "team_not_apart"),
        ],
    )
    def test_handler_and_seller(self, members: Any, code: str) -> None:
        """What is certain is said; a name that is not recorded leaves it open."""
        assert judged(APART, members).reason.code == code

    def test_alone(self) -> None:
        """A rule may ask for nothing but that."""
        rule = policy(exclusive=("handler", "seller"))
        found = judged(rule, [("handler", "Li"), ("seller", "Wu")])
        assert found.reason.code == "team_as_asked"
        assert rule.missing([]) == ()

    def test_named(self) -> None:
        """The verdict names who it was."""
        found = judged(APART, [("handler", "Li"), ("seller", "Li")])
        assert found.evidence.together == ("Li",)
        assert "Li" in found.explain("zh")


class TestIndependent:
    """
    Roles of different bodies.
    """

    RULE = policy(independent=("inspector", "builder"))

    @pytest.mark.parametrize(
        ("members", "code"),
        [
            ([("inspector", "Li", "A"), ("builder", "Wu", "B")], "team_as_asked"),
            (
                [("inspector", "Li", "A"), ("builder", "Wu", "A")],
                "team_not_independent",
            ),
            ([("inspector", "Li", None), ("builder", "Wu", "A")], "fact_missing"),
            ([("inspector", "Li"), ("builder", "Wu", "A")], "fact_missing"),
            ([("inspector", "Li", "A"), ("inspector", "Xu", "A")], "team_as_asked"),
            ([], "team_as_asked"),
        ],
    )
    def test_bodies(self, members: Any, code: str) -> None:
        """A body that is not recorded leaves it open."""
        found = judged(self.RULE, members)
        assert found.reason.code == code
        if code == "fact_missing":
            assert found.reason["fact"] == "member_bodies"


class TestHowMany:
    """
    At least so many different people.
    """

    RULE = policy(least_people=2)

    @pytest.mark.parametrize(
        ("members", "people", "status"),
        [
            ([("officer", "Li"), ("officer", "Wu")], 2, Status.MET),
            ([("officer", "Li"), ("clerk", "Li")], 1, Status.BREACHED),
            ([("officer", None), ("officer", None)], 2, Status.MET),
            ([], 0, Status.BREACHED),
        ],
    )
    def test_at_least_two(self, members: Any, people: int, status: Status) -> None:
        """One person in two roles is one; one without a name is a person of his own."""
        found = judged(self.RULE, members)
        assert (found.evidence.people, found.status) == (people, status)

    def test_not_known(self) -> None:
        """A team that nobody wrote down is a missing fact."""
        assert judged(self.RULE, None).reason["fact"] == "team"


class TestRefused:
    """
    Combinations of which a part would never be asked.
    """

    @pytest.mark.parametrize(
        "fields",
        [
            {},
            {"exclusive": ("a",)},
            {"independent": ("a",)},
            {"exclusive": ("a", "a")},
            {"least_people": 0},
            {"least_people": 2, "roles": ("a", "b")},
            {"least_people": 1, "roles": ("a", "b"), "allow_dual_role": True},
            {"roles": ("a", "b"), "exclusive": ("a", "b"), "allow_dual_role": True},
        ],
    )
    def test_combinations(self, fields: dict[str, Any]) -> None:
        """Each is refused when it is built."""
        with pytest.raises(InvalidFieldError, match="TeamPolicy"):
            policy(**fields)

    @pytest.mark.parametrize(
        "member", [("a", "Li", "B", "C"), ("a", "Li", ""), ("a",), "ab", ("a", 3)]
    )
    def test_members(self, member: Any) -> None:
        """Neither a pair nor a triple of names."""
        with pytest.raises(InvalidFieldError, match="member"):
            policy(roles=("a",)).assess([member])

    def test_old_receipts_hold(self) -> None:
        """A rule that uses none of this has the digest that it had before."""
        rule = policy(roles=("a", "b"))
        assert "least_people" not in rule.assess([]).receipt()["parameters"]
        assert digest(rule) == digest(policy(roles=("a", "b"), least_people=None))
        assert "people" not in rule.assess([]).to_dict()["evidence"]


NAMES = ("Li", "Wu", None)
ROLES = ("handler", "seller", "guest")


@given(
    members=st.lists(
        st.tuples(st.sampled_from(ROLES), st.sampled_from(NAMES)), max_size=4
    )
)
def test_by_naming_everybody(members: list[tuple[str, str | None]]) -> None:
    """Put every name in the place of each that is unknown: the answers must agree."""
    rule = policy(exclusive=("handler", "seller"))
    blank = [place for place, (_, name) in enumerate(members) if name is None]
    answers = set()
    for names in itertools.product(("Li", "Wu", "Xu", "Ma"), repeat=len(blank)):
        told = dict(zip(blank, names, strict=True))
        people: dict[str, set[str]] = {}
        for place, (role, name) in enumerate(members):
            people.setdefault(str(told.get(place, name)), set()).add(role)
        answers.add(not any({"handler", "seller"} <= of for of in people.values()))
    status = rule.assess(members).status
    if len(answers) == 1:
        assert status is (Status.MET if True in answers else Status.BREACHED)
    else:
        assert status is Status.UNDETERMINED
