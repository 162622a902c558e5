"""
Which repairs still to visit: the fewest further visits that reach every quota.

The repairs stand in one order of random tickets, so that nobody picks the pleasant
ones. Each role takes its visits from the beginning of that order; where roles come
together one visit counts for each of them, so the longest list is all there is to do.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from followup_rules.books.assess import opened
from followup_rules.books.doors import check_rules
from followup_rules.books.judging import Judging
from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import InvalidFieldError
from followup_rules.exact import as_name
from followup_rules.immutable import frozen
from followup_rules.policies.draws import pick
from followup_rules.rulebooks.repair.crediting import JointVisit, counted
from followup_rules.rulebooks.repair.shares import Share
from followup_rules.rulebooks.repair.text import RULES
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.cycles import Period

if TYPE_CHECKING:
    from followup_rules.protocols.repair import RepairFacts, VisitFacts

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

        Raises:
            UnknownNameError: If no quota is owed by such a role.
        """
        as_name("role", role, self.reached)
        return tuple(visit.repair_id for visit in self.visits if role in visit.roles)


def plan(
    repairs: Iterable["RepairFacts"],
    visits: Iterable["VisitFacts"] = (),
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
        repairs: The repairs; as `Repair` lists them.
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
    book = check_rules(rules, RULES)
    shares = _shares(book)
    case = opened(
        book,
        {"repair": repairs, "visit": visits},
        as_of=as_of,
        period=period,
        calendar=calendar,
    )
    ids = [repair.id for repair in case.rows("repair")]
    order = pick(seed_string=seed, frame=ids, k=len(ids))
    in_time = _in_time(case)
    required = {role: rule.required(len(ids)) for role, (rule, _) in shares.items()}
    done = {role: counted(case, *share) for role, share in shares.items()}
    left = {
        role: [
            id_
            for id_ in order
            if id_ not in done[role] and (feed.count_late or id_ in in_time)
        ]
        for role, (_, feed) in shares.items()
    }
    needs = {role: max(0, required[role] - len(done[role])) for role in shares}
    wanted = {role: min(need, len(left[role])) for role, need in needs.items()}
    together = all(feed.joint is JointVisit.EVERY_ROLE for _, feed in shares.values())
    return Plan(
        visits=_joint(order, wanted, left) if together else _apart(wanted, left),
        population=len(ids),
        required=required,
        reached={role: len(done[role]) for role in shares},
        out_of_reach={role: needs[role] - wanted[role] for role in shares},
    )


def _shares(book: Rulebook) -> dict[str, tuple[Any, Share]]:
    """Return each quota with its feed, by the role that owes it."""
    shares = {
        book[rule_id].owed_by: (book[rule_id], feed)
        for rule_id, feed in book.feeds.items()
        if isinstance(feed, Share)
    }
    for role, (_, feed) in shares.items():
        if feed.per_person:
            name = f"visit_quota.{role}.per_person"
            raise InvalidFieldError(name, feed.per_person, "False, to plan for a role")
    return shares


def _in_time(case: Judging) -> frozenset[str]:
    """Return the repairs that a visit from now on would still be in time for."""
    due, calendar = case.book["visit_deadline"].due, case.calendar
    return frozenset(
        one.id
        for one in case.rows("repair")
        if due(one.completed_at, category=one.categories, calendar=calendar).met_by(
            case.now
        )
    )


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
