"""
Which visits count for a role, and which repairs it visited so.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from enum import Enum
from functools import cache
from typing import Any, Final

from followup_rules.books.judging import Judging
from followup_rules.immutable import frozen
from followup_rules.rulebooks.repair.contacts import (
    COMPLETE,
    record_of,
    roles_of,
    timing,
)
from followup_rules.rulebooks.repair.settling import settling
from followup_rules.timing.moments import UTC, is_before
from followup_rules.verdicts import Status


class JointVisit(Enum):
    """
    Whom a visit by several roles counts for (A-11).
    """

    EVERY_ROLE = "every_role"
    FIRST_NAMED = "first_named"
    NO_ROLE = "no_role"


@frozen
class Standing:
    """
    Whether a role visited one repair in a way that counts, or may count.
    """

    sure: bool = False
    in_time: bool = False
    maybe: bool = False
    maybe_in_time: bool = False


NOT_VISITED: Final = Standing()
_standing: Final = cache(Standing)
"""Return one of the sixteen ways in which a role may stand."""
Placed = tuple[Any, Standing]
"""A repair, and how a role stands on it."""

_Seen = tuple[tuple[Any, tuple[str, ...]], ...]
"""The visits to a repair, each with the roles present."""


@frozen
class Crediting:
    """
    What decides which visits count for a role.

    Attributes:
        case: The call.
        role: The role.
        feed: How visits are counted: a `Share`.
        settles: When the quota is final.
        allowed: The roles that may visit.
        known: Whether each visit counts, by its id, whoever came.
    """

    case: Judging
    role: str
    feed: Any
    settles: dt.datetime | None
    allowed: tuple[str, ...]
    known: dict[str, bool | None]

    @classmethod
    def of(
        cls, case: Judging, role: str, feed: Any, settles: dt.datetime | None
    ) -> "Crediting":
        """Look up what is the same for every repair."""
        which = (feed.count_unregistered, feed.count_incomplete, feed.count_late)
        known: dict[str, bool | None] = case.once(("counts", which), dict)
        return cls(case, role, feed, settles, case.book["visitors"].allowed, known)

    def each(self, repairs: Iterable[Any]) -> list[Placed]:
        """
        Return repairs, each with how the role stands on it.
        """
        return [(one, self.standing(one, _seen(self.case, one))) for one in repairs]

    def standing(self, repair: Any, seen: _Seen) -> Standing:
        """
        Say how the role stands on one repair, by its visits.
        """
        sure = in_time = maybe = maybe_in_time = False
        for visit, present in seen:
            credited = self.credited(repair, visit, present)
            if credited is False:
                continue
            if visit.id not in self.known:
                self.known[visit.id] = _counts(self.case, self.feed, repair, visit)
            counts = self.known[visit.id]
            if counts and credited is None:
                counts = None
            at, final = visit.visited_at, self.settles
            early = final is None or is_before(at, final, UTC)
            sure |= counts is True
            in_time |= counts is True and early
            maybe |= counts is None
            maybe_in_time |= counts is None and early
        return _standing(sure, in_time, maybe, maybe_in_time)

    def credited(
        self, repair: Any, visit: Any, present: tuple[str, ...]
    ) -> bool | None:
        """
        Say whether a visit is one of this role, or, per person, of this person.

        None where nobody recorded who came.
        """
        feed, role = self.feed, self.role
        if not visit.visitors:
            return None
        if feed.per_person:
            own = {None, repair.responsible}
            if not any(v.role == role and v.person in own for v in visit.visitors):
                return False
        if feed.joint is JointVisit.EVERY_ROLE or len(present) == 1:
            return role in present and role in self.allowed
        roles = [one for one in present if one in self.allowed]
        if len(roles) > 1:
            roles = roles[:1] if feed.joint is JointVisit.FIRST_NAMED else []
        return role in roles


def _counts(case: Judging, feed: Any, repair: Any, visit: Any) -> bool | None:
    """Say whether a visit is registered, complete and timely enough to count."""
    facts: list[bool | None] = []
    if not feed.count_unregistered:  # A-16c
        facts.append(visit.registered)
    if not feed.count_incomplete:  # A-16b
        facts.append(_known(record_of(case, visit), COMPLETE))
    if not feed.count_late:  # A-16a
        rule = case.book["visit_deadline"]
        facts.append(_known(timing(case, rule, repair, visit).status, {Status.MET}))
    if False in facts:
        return False
    return None if None in facts else True


def _known(status: Status, good: Collection[Status]) -> bool | None:
    """Say whether a status is a good one; None where it is not known."""
    return None if status is Status.UNDETERMINED else status in good


def standings(case: Judging, rule: Any, feed: Any) -> list[Standing]:
    """
    Return how the role of a rule stands on each repair of the period.
    """

    def stand() -> list[Standing]:
        settles = settling(case, feed.settles).at
        crediting = Crediting.of(case, rule.owed_by, feed, settles)
        found = [NOT_VISITED] * len(case.rows("repair"))
        for place, repair, seen in case.once("visited", lambda: _visited(case)):
            found[place] = crediting.standing(repair, seen)
        return found

    return case.once(("standings", rule.id), stand)


def _visited(case: Judging) -> list[tuple[int, Any, _Seen]]:
    """Return the repairs of the period that were visited, with their places."""
    every = enumerate(case.rows("repair"))
    return [(place, one, seen) for place, one in every if (seen := _seen(case, one))]


def _seen(case: Judging, repair: Any) -> _Seen:
    """Return the visits to a repair that count."""
    return tuple([(one, roles_of(one)) for one in case.own("visit", repair)])


def counted(case: Judging, rule: Any, feed: Any) -> frozenset[str]:
    """
    Return the ids of the repairs that a role visited in a way that counts.
    """
    rows = zip(case.rows("repair"), standings(case, rule, feed), strict=True)
    return frozenset(repair.id for repair, row in rows if row.sure)
