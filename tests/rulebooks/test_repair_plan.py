"""
The planner of further repair visits.
"""

import datetime as dt
from itertools import combinations
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from followup_rules.errors import InvalidFieldError, NaiveTimeError
from followup_rules.policies.draws import pick
from followup_rules.rulebooks import repair
from followup_rules.rulebooks.repair import JointVisit, Repair, Visit, Visitor
from followup_rules.rulebooks.repair.planning import plan
from followup_rules.timing.cycles import month
from followup_rules.verdicts import Status

SEED = "31415926535897932384"
ZONE = "Asia/Shanghai"
MARCH = month(2026, 3)
NOW = pendulum.datetime(2026, 3, 20, tz=ZONE)
AFTER = pendulum.datetime(2026, 4, 1, tz=ZONE)
ROLES = ("office", "engineering_head", "repair_responsible")
ITEMS = (
    "looked_on_site",
    "asked_about_service",
    "asked_for_suggestions",
    "charges_checked",
    "signed",
)


def job(number: int, day: int = 16) -> Any:
    """Return a repair of March."""
    return Repair(
        id=f"R2025-{number:04d}",
        categories="general",
        completed_at=pendulum.datetime(2026, 3, day, 9, tz=ZONE),
        responsible="Zhang",
    )


def visit(number: int, *roles: str, **facts: Any) -> Visit:
    """Return a complete, registered visit to the repair of this number."""
    given = {
        "id": f"V{number}-{'-'.join(roles)}",
        "repair_id": f"R2025-{number:04d}",
        "visited_at": pendulum.datetime(2026, 3, 17, 9, tz=ZONE),
        "visitors": [Visitor(role) for role in roles],
        "registered": True,
        **dict.fromkeys(ITEMS, True),
    }
    return Visit(**{**given, **facts})


JOBS = [job(number) for number in range(1, 31)]


def numbers(ids: tuple[str, ...]) -> list[str]:
    """Return the serial numbers in ids."""
    return [id_[-4:] for id_ in ids]


class TestPlan:
    """
    The fewest further visits, as prefixes of one ticket order.
    """

    def test_thirty_repairs(self) -> None:
        """Six visits do: the repairers' six, the head at three, the office at two."""
        found = plan(JOBS, seed=SEED, as_of=NOW, period=MARCH)

        assert numbers(found.of("repair_responsible")) == [
            "0007",
            "0003",
            "0022",
            "0029",
            "0005",
            "0001",
        ]
        assert numbers(found.of("engineering_head")) == ["0007", "0003", "0022"]
        assert numbers(found.of("office")) == ["0007", "0003"]
        assert len(found.visits) == 6
        assert found.visits[0].roles == ROLES
        assert found.population == 30

    def test_making_the_visits_reaches_the_quotas(self) -> None:
        """Once the visits are made, every quota is reached, and met after March."""
        found = plan(JOBS, seed=SEED, as_of=NOW, period=MARCH)
        made = [
            visit(int(entry.repair_id[-4:]), *entry.roles) for entry in found.visits
        ]
        report = repair.assess(JOBS, made, as_of=AFTER, period=MARCH)
        again = plan(JOBS, made, seed=SEED, as_of=NOW, period=MARCH)

        for role in ROLES:
            (verdict,) = report.where(rule=f"visit_quota.{role}")

            assert verdict.status is Status.MET
        assert again.visits == ()
        assert again.reached == again.required

    def test_existing_visits_are_credited(self) -> None:
        """What a role has visited is not visited again, and its order moves on."""
        so_far = [visit(7, "repair_responsible"), visit(3, "office", registered=False)]
        found = plan(JOBS, so_far, seed=SEED, as_of=NOW, period=MARCH)

        assert found.reached == {
            "office": 0,
            "engineering_head": 0,
            "repair_responsible": 1,
        }
        assert numbers(found.of("repair_responsible")) == [
            "0003",
            "0022",
            "0029",
            "0005",
            "0001",
        ]
        assert numbers(found.of("office")) == ["0003", "0022"]
        assert len(found.visits) == 5

    def test_later_visits_and_other_periods(self) -> None:
        """Only repairs of the period count, and only visits that were known."""
        late = visit(7, *ROLES, visited_at=pendulum.datetime(2026, 3, 21, tz=ZONE))
        other = job(31, 1)
        other = attrs.evolve(other, completed_at=dt.datetime(2026, 2, 1, tzinfo=dt.UTC))
        found = plan([*JOBS, other], [late], seed=SEED, as_of=NOW, period=MARCH)

        assert (found.population, len(found.visits)) == (30, 6)

    def test_nothing_completed(self) -> None:
        """Without repairs nothing is planned."""
        found = plan([], seed=SEED, as_of=NOW)

        assert (found.visits, found.population) == ((), 0)

    @pytest.mark.parametrize("joint", [JointVisit.FIRST_NAMED, JointVisit.NO_ROLE])
    def test_where_joint_visits_do_not_count_for_all(self, joint: JointVisit) -> None:
        """Each role then goes by itself: 2 + 3 + 6 visits."""
        rules = repair.RULES.choose("A-11", joint.name)
        found = plan(JOBS, seed=SEED, as_of=NOW, rules=rules)

        assert len(found.visits) == 11
        assert {len(entry.roles) for entry in found.visits} == {1}
        assert numbers(found.of("office")) == ["0007", "0003"]

    def test_where_late_visits_do_not_count(self) -> None:
        """Repairs whose week is over are passed over; what is lacking is said."""
        rules = repair.RULES.choose("A-16a", "DO_NOT_COUNT")
        jobs = [job(number, 2) for number in range(1, 28)] + JOBS[27:]
        found = plan(jobs, seed=SEED, as_of=NOW, rules=rules)

        assert set(numbers(found.of("repair_responsible"))) == {"0028", "0029", "0030"}
        assert found.out_of_reach == {
            "office": 0,
            "engineering_head": 0,
            "repair_responsible": 3,
        }

    def test_quota_of_each_person(self) -> None:
        """Quotas of each person for his own jobs are refused, with the way out."""
        with pytest.raises(InvalidFieldError, match="per_person"):
            plan(
                JOBS,
                seed=SEED,
                as_of=NOW,
                rules=repair.RULES.choose("A-13", "PER_PERSON"),
            )

    @pytest.mark.parametrize("seed", ["", None])
    def test_seed(self, seed: Any) -> None:
        """Without a seed there is no order."""
        with pytest.raises(InvalidFieldError, match="seed_string"):
            plan(JOBS, seed=seed, as_of=NOW)

    def test_moment(self) -> None:
        """The moment of planning has a zone."""
        with pytest.raises(NaiveTimeError):
            plan(JOBS, seed=SEED, as_of=dt.datetime(2026, 3, 1))  # noqa: DTZ001 - meant

    @settings(max_examples=120, deadline=None)
    @given(
        seen=st.lists(st.sets(st.sampled_from(ROLES)), min_size=1, max_size=7),
        rates=st.tuples(*[st.sampled_from(["0%", "20%", "50%", "70%", "100%"])] * 3),
    )
    @example(
        seen=[{"office"}, {"engineering_head"}, {"repair_responsible"}, set()],
        rates=("70%", "70%", "70%"),
    )
    @example(
        seen=[
            {"engineering_head"},
            {"repair_responsible"},
            set(),
            {"office"},
            {"engineering_head", "repair_responsible"},
            {"engineering_head", "office"},
        ],
        rates=("50%", "100%", "80%"),
    )
    def test_no_plan_is_shorter(
        self, seen: list[set[str]], rates: tuple[str, str, str]
    ) -> None:
        """Trying every smaller set of repairs by hand finds none that is enough."""
        jobs = [job(number) for number in range(1, len(seen) + 1)]
        rules = repair.RULES
        for role, rate in zip(ROLES, rates, strict=True):
            quota = attrs.evolve(rules[f"visit_quota.{role}"], rate=rate)
            rules = rules.replace(f"visit_quota.{role}", quota)
        so_far = [
            visit(number, *sorted(roles))
            for number, roles in enumerate(seen, 1)
            if roles
        ]
        found = plan(jobs, so_far, seed=SEED, as_of=NOW, rules=rules)
        done = [set(roles) for roles in seen]

        def enough(extra: tuple[int, ...]) -> bool:
            """Say whether joint visits of all three to these repairs are enough."""
            return all(
                sum(role in roles or place in extra for place, roles in enumerate(done))
                >= found.required[role]
                for role in ROLES
            )

        size = len(found.visits)
        places = range(len(seen))
        order = pick(seed_string=SEED, frame=[j.id for j in jobs], k=len(jobs))
        planned = [entry.repair_id for entry in found.visits]

        assert enough(tuple(int(id_[-4:]) - 1 for id_ in planned))
        assert not any(
            enough(extra) for k in range(size) for extra in combinations(places, k)
        )
        assert planned == [id_ for id_ in order if id_ in planned]
        for role in ROLES:
            short = max(0, found.required[role] - found.reached[role])

            assert len(found.of(role)) == short
            assert not any(role in done[int(id_[-4:]) - 1] for id_ in found.of(role))
