"""
Which repairs still to visit: the fewest further visits that reach every quota.

The repairs stand in one order of random tickets, so that nobody picks the pleasant
ones. Each role takes its visits from the beginning of that order; where roles come
together one visit counts for each of them, so the longest list is all there is to do.
"""

import datetime as dt
from collections.abc import Iterable, Mapping

from attrs import frozen

from followup_rules.errors import InvalidFieldError
from followup_rules.policies.draws import pick
from followup_rules.policies.quotas import JointVisit, QuotaPolicy
from followup_rules.books.rulebook import Rulebook, basis_of
from followup_rules.rulebooks.repair.cohort import Cohort, quotas_by_role, read, sift
from followup_rules.rulebooks.repair.facts import RepairFacts, VisitFacts
from followup_rules.rulebooks.repair.rules import RULES
from followup_rules.rulebooks.repair.shares import counted
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.cycles import Period

_ALL_THREE = 3


@frozen
class PlannedVisit:
    """
    One further visit, and the roles that come to it.
    """

    repair_id: str
    roles: tuple[str, ...]


@frozen(kw_only=True)
class Plan:
    """
    The further visits, in ticket order.

    Attributes:
        visits: The visits; several roles come together where that counts.
        population: How many repairs the quotas are shares of.
        required: How many each role owes.
        reached: How many of them each role already visited.
        out_of_reach: How many no further visit can make up for, because too few
            repairs are left that would count.
    """

    visits: tuple[PlannedVisit, ...]
    population: int
    required: Mapping[str, int]
    reached: Mapping[str, int]
    out_of_reach: Mapping[str, int]

    def of(self, role: str) -> tuple[str, ...]:
        """
        Return the repairs that a role still visits, in ticket order.
        """
        return tuple(visit.repair_id for visit in self.visits if role in visit.roles)


def plan(
    repairs: Iterable[RepairFacts],
    visits: Iterable[VisitFacts] = (),
    *,
    seed: str,
    as_of: dt.datetime,
    period: Period | None = None,
    rules: Rulebook = RULES,
    calendar: WorkCalendar | None = None,
) -> Plan:
    """
    Return the fewest further visits that reach every quota.

    Visits that already count are credited. Rows that cannot be judged are left out,
    as in `assess`, which names them.

    Args:
        repairs: The repairs; see `facts.RepairFacts`.
        visits: The visits so far.
        seed: The text that is hashed into the tickets; `policies.draws.seed_string`
            makes one of a public seed and the period.
        as_of: The moment of planning.
        period: The days of completion; None is all.
        rules: The rulebook, with whatever the host has changed.
        calendar: Needed only under readings that ask for working days.

    Raises:
        InvalidFieldError: If a quota is owed by each person for his own jobs, which
            leaves nothing to choose together, *seed* is empty, or another argument
            is not what it must be.
        NaiveTimeError, NotAnInstantError: If *as_of* is no aware datetime.
    """
    basis = basis_of(rules, RULES, as_of, period=period, calendar=calendar)
    quotas = quotas_by_role(rules)
    for role, quota in quotas.items():
        if quota.per_person:
            name = f"visit_quota.{role}.per_person"
            raise InvalidFieldError(name, quota.per_person, "False, to plan for a role")
    case = sift(read(repairs, visits, rules), rules, basis, period, calendar)
    ids = [repair.id for repair in case.cohort]
    order = pick(seed_string=seed, frame=ids, k=len(ids))
    required = {role: quota.required(len(ids)) for role, quota in quotas.items()}
    done = {role: counted(case, role, quota) for role, quota in quotas.items()}
    left = {
        role: [
            id_ for id_ in order if id_ not in done[role] and _in_time(case, quota, id_)
        ]
        for role, quota in quotas.items()
    }
    needs = {role: max(0, required[role] - len(done[role])) for role in quotas}
    wanted = {role: min(need, len(left[role])) for role, need in needs.items()}
    together = all(quota.joint is JointVisit.EVERY_ROLE for quota in quotas.values())
    return Plan(
        visits=_joint(order, wanted, left) if together else _apart(wanted, left),
        population=len(ids),
        required=required,
        reached={role: len(done[role]) for role in quotas},
        out_of_reach={role: needs[role] - wanted[role] for role in quotas},
    )


def _in_time(case: Cohort, quota: QuotaPolicy, repair_id: str) -> bool:
    """Say whether a visit from now on would still count."""
    if quota.count_late:
        return True
    repair = next(repair for repair in case.cohort if repair.id == repair_id)
    due = case.rules["visit_deadline"].due(
        repair.completed_at, category=repair.categories, calendar=case.calendar
    )
    return bool(due.met_by(case.basis.as_of))


def _apart(
    wanted: Mapping[str, int], left: Mapping[str, list[str]]
) -> tuple[PlannedVisit, ...]:
    """Plan a visit of its own for each role, where joint ones do not count for all."""
    return tuple(
        PlannedVisit(id_, (role,))
        for role, need in wanted.items()
        for id_ in left[role][:need]
    )


def _joint(
    order: tuple[str, ...], wanted: Mapping[str, int], left: Mapping[str, list[str]]
) -> tuple[PlannedVisit, ...]:
    """Plan joint visits: as many roles at each as it takes to need the fewest."""
    own = {role: frozenset(left[role]) for role, need in wanted.items() if need}
    open_to = {
        id_: frozenset(role for role, ids in own.items() if id_ in ids) for id_ in order
    }
    taken = _taken(order, wanted, open_to)
    sharers: dict[str, list[str]] = {id_: [] for id_ in order if id_ in taken}
    for role, need in wanted.items():
        for id_ in [id_ for id_ in sharers if role in open_to[id_]][:need]:
            sharers[id_].append(role)
    return tuple(PlannedVisit(id_, tuple(roles)) for id_, roles in sharers.items())


def _taken(
    order: tuple[str, ...],
    wanted: Mapping[str, int],
    open_to: Mapping[str, frozenset[str]],
) -> set[str]:
    """Choose the repairs: those open to every role first, then to two, then to one."""
    short = {role: need for role, need in wanted.items() if need}
    taken: set[str] = set()

    def take(roles: frozenset[str], count: int) -> None:
        """Take the first *count* that are open to exactly these roles."""
        found = [id_ for id_ in order if open_to[id_] == roles and id_ not in taken]
        for id_ in found[:count]:
            taken.add(id_)
            for role in roles:
                short[role] = max(0, short[role] - 1)

    take(frozenset(short), max(short.values(), default=0))
    if len(short) == _ALL_THREE:
        for roles, count in _pairs(short, open_to).items():
            take(roles, count)
    for role in tuple(short):
        rest = [id_ for id_ in order if role in open_to[id_] and id_ not in taken]
        taken.update(rest[: short[role]])
    return taken


def _pairs(
    short: Mapping[str, int], open_to: Mapping[str, frozenset[str]]
) -> dict[frozenset[str], int]:
    """
    Return how many visits two of three roles should make together.

    Every such visit saves one, so the most of them are wanted. For each number of
    visits of the first two, the third can join either as far as it is short.
    """
    a, b, c = short
    ab, ac, bc = frozenset({a, b}), frozenset({a, c}), frozenset({b, c})
    room = {
        pair: sum(open_ == pair for open_ in open_to.values()) for pair in (ab, ac, bc)
    }
    best = {ab: 0, ac: 0, bc: 0}
    for first in range(min(room[ab], short[a], short[b]) + 1):
        second = min(room[ac], short[a] - first, short[c])
        third = min(room[bc], short[b] - first, short[c] - second)
        if first + second + third > sum(best.values()):
            best = {ab: first, ac: second, bc: third}
    return best
