"""
Teams: every role filled by a person of its own.
"""

import datetime as dt
import itertools
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_rules.clauses import Clause, Text
from followup_rules.errors import InvalidFieldError
from followup_rules.policies.teams import TeamPolicy
from followup_rules.receipts import replay
from followup_rules.verdicts import Status

ROLES = ("project_engineer", "site_engineer", "quality_inspector")
RULE = TeamPolicy(
    id="team",
    clause=Clause(id="T-1", en="three come", zh="三人参加"),
    name=Text("the visit team", "回访小组"),
    owed_by="project_department",
    roles=ROLES,
)
DUAL = attrs.evolve(RULE, allow_dual_role=True)


class TestTeam:
    """
    Who was there, against who is asked for.
    """

    @pytest.mark.parametrize(
        ("members", "missing"),
        [
            ([(role, None) for role in ROLES], ()),
            ([(ROLES[0], "Li"), (ROLES[1], "Wu"), (ROLES[2], "Xu")], ()),
            ([(ROLES[0], "Li"), (ROLES[1], "Li"), (ROLES[2], "Xu")], (ROLES[1],)),
            (
                [
                    (ROLES[0], "Li"),
                    (ROLES[0], "Wu"),
                    (ROLES[1], "Li"),
                    (ROLES[2], None),
                ],
                (),
            ),
            ([("guest", "Li")], ROLES),
            ([], ROLES),
        ],
    )
    def test_persons_of_their_own(
        self, members: list[tuple[str, str | None]], missing: tuple[str, ...]
    ) -> None:
        """A second role of one person stays empty, unless another can take the first."""
        assert RULE.missing(members) == missing
        verdict = RULE.assess(members)
        assert verdict.status is (Status.BREACHED if missing else Status.MET)
        assert verdict.missing == missing
        assert "{" not in verdict.explain("en") + verdict.explain("zh")
        assert replay(RULE, verdict.receipt()).is_same

    def test_dual_role_where_allowed(self) -> None:
        """Then one person may fill two, which is noted."""
        members = [(ROLES[0], "Li"), (ROLES[1], "Li"), (ROLES[2], "Xu")]
        verdict = DUAL.assess(members)

        assert verdict.status is Status.MET
        assert [reason.code for reason in verdict.notes] == ["dual_role"]
        assert "Li" in verdict.explain("en")
        assert DUAL.missing(members[:1]) == ROLES[1:]

    def test_unknown_team(self) -> None:
        """A team that is not recorded is a missing fact."""
        verdict = RULE.assess(None, as_of=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))

        assert verdict.status is Status.UNDETERMINED
        assert verdict.reason["fact"] == "team"

    @pytest.mark.parametrize(
        "member", ["ab", 3, ("site_engineer",), (" ", "Li"), ("site_engineer", "")]
    )
    def test_unusable_member(self, member: Any) -> None:
        """A member is a role and a name."""
        with pytest.raises(InvalidFieldError, match="member"):
            RULE.missing([member])

    def test_value(self) -> None:
        """The policy is hashable, picklable, and validates itself."""
        again = pickle.loads(pickle.dumps(RULE))  # noqa: S301 - our own bytes

        assert again == RULE
        assert hash(again) == hash(RULE)
        with pytest.raises(InvalidFieldError):
            attrs.evolve(RULE, roles=())

    @settings(max_examples=150)
    @given(
        members=st.lists(
            st.tuples(st.sampled_from(ROLES), st.sampled_from(("Li", "Wu", "Xu"))),
            max_size=6,
        )
    )
    def test_agrees_with_trying_everything(
        self, members: list[tuple[str, str]]
    ) -> None:
        """As many roles are filled as any assignment of persons could fill."""
        people = ("Li", "Wu", "Xu")
        best = max(
            sum(
                (role, name) in members for role, name in zip(ROLES, order, strict=True)
            )
            for order in itertools.permutations(people)
        )

        assert len(ROLES) - len(RULE.missing(members)) == best

    def test_a_team_is_a_collection(self) -> None:
        """Anything else is refused with a typed error."""
        nobody: Any = 5
        with pytest.raises(InvalidFieldError, match="members cannot be 5"):
            RULE.assess(nobody)
