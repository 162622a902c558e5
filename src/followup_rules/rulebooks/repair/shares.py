"""
Arts. 1b to 1d: each role's share of the repairs completed in the period.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Final

from attrs import evolve, field

from followup_rules.books.conditions import (
    Attribute,
    Both,
    Condition,
    Is,
    IsTold,
    Known,
    Not,
)
from followup_rules.books.feeds import OfOneBook
from followup_rules.books.judging import Judging
from followup_rules.errors import CalendarNotCoveredError, CalendarRequiredError
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Fact
from followup_rules.rulebooks.repair.contacts import (
    COMPLETE,
    NAMELESS,
    VISITING,
    WHENEVER_DUE,
    complete_record,
    record_of,
    roles_of,
    timing,
)
from followup_rules.timing.counting import Deadline
from followup_rules.timing.moments import UTC, is_before
from followup_rules.verdicts import (
    AGAINST,
    Reason,
    Status,
    Subject,
    Verdict,
    calendar_reason,
    note,
)

if TYPE_CHECKING:
    from followup_rules.books.feeds.plainly import Credits


class JointVisit(Enum):
    """
    Whom a visit by several roles counts for (A-11).
    """

    EVERY_ROLE = "every_role"
    FIRST_NAMED = "first_named"
    NO_ROLE = "no_role"


class Settlement(Enum):
    """
    When a quota is final (A-10).
    """

    LAST_DEADLINE = "last_deadline"
    """At the period's end, or at the last visit deadline of its members if later."""
    PERIOD_END = "period_end"


@frozen(kw_only=True)
class Share(OfOneBook):
    """
    The repairs that a role visited in a way that counts.

    Attributes:
        settles: When the quota is final.
        joint: Whom a joint visit counts for.
        count_late: Whether visits after their deadline count.
        count_incomplete: Whether visits with an incomplete record count.
        count_unregistered: Whether visits that were not registered count.
        own_jobs: Whether the role is that of the person responsible for a repair.
        per_person: Whether each such person owes the share of his own jobs.
    """

    ledgers: ClassVar[tuple[str, ...]] = ("repair", "visit")
    needs_period = False
    each: ClassVar[str] = "repair"
    met: ClassVar[None] = None

    settles: Settlement = Settlement.LAST_DEADLINE
    joint: JointVisit = JointVisit.EVERY_ROLE
    count_late: bool = True
    count_incomplete: bool = False
    count_unregistered: bool = False
    own_jobs: bool = False
    per_person: bool = False

    def more(self, _rule: Any, known: Known) -> tuple[Fact, ...]:
        """
        Ask for the person responsible where each person owes a share.
        """
        if not self.per_person:
            return ()
        fact = known["repair"].fact("responsible")
        return (evolve(fact, value=evolve(fact.value, optional=False)),)

    def plainly(self, book: Any, rule: Any) -> "Credits | None":
        """
        Return how the repairs are counted that were visited in a way that counts.

        Repairs of no category, and those of which nobody said who came, are counted one
        by one; so are all of them under most readings other than the shipped ones.
        """
        plain = self.joint is JointVisit.EVERY_ROLE and self.count_late
        record = complete_record(book)
        visits = rule.owed_by in book["visitors"].allowed
        if not (plain and visits) or self.per_person or record is None:
            return None
        counts: list[Condition] = [Is(VISITING, (rule.owed_by,))]
        counts += [] if self.count_unregistered else [Attribute("registered")]
        counts += [] if self.count_incomplete else [record]
        unknown: list[Condition] = [NAMELESS]
        bound = None
        if self.settles is Settlement.LAST_DEADLINE:
            bound = "visit_deadline", WHENEVER_DUE
            unknown.append(Not(IsTold(WHENEVER_DUE.category)))
        where = Both("and", tuple(counts))
        from followup_rules.books.feeds.plainly import (  # noqa: PLC0415 - for columns
            Credits,
        )

        return Credits("visit", where, Both("or", tuple(unknown)), bound)

    def with_counted(
        self,
        case: Judging,
        strange: Judging,
        rule: Any,
        elsewhere: "Elsewhere",
        latest: dt.datetime | None,
    ) -> Verdict:
        """
        Return the verdict where most repairs were counted elsewhere.

        Args:
            case: The call.
            strange: The same, with the repairs that are counted one by one.
            rule: The rule.
            elsewhere: Counts the others, by when the quota is final.
            latest: The last moment at which a visit to one of them is in time.
        """
        final = settling(strange, self).or_later(latest)
        crediting = _Crediting.of(strange, rule.owed_by, self, final.at)
        rows = [
            (one, crediting.standing(one, _seen(strange, one)))
            for one in strange.rows("repair")
        ]
        counts = _Counts(strange, rule, rows, final, rule.owed_by, self, elsewhere)
        return _certain(case, counts)

    def all(self, case: Judging, rule: Any) -> Iterator[Verdict]:
        """
        Yield the verdict on the role, or on each person in it.
        """
        final = settling(case, self)
        rows = [*zip(case.rows("repair"), standings(case, rule, self), strict=True)]
        if self.per_person and rows:
            for person, own in _by_person(rows).items():
                yield self._quota(case, rule, own, final, person)
            return
        remarks = (_union(case), *_self_visits(case, rule.owed_by))
        yield self._quota(case, rule, rows, final, rule.owed_by, *remarks)

    def _quota(
        self,
        case: Judging,
        rule: Any,
        rows: list["Placed"],
        final: "Settling",
        who: str,
        *remarks: Reason,
    ) -> Verdict:
        """Judge one role, or one person in it, on a set of repairs."""
        return _certain(case, _Counts(case, rule, rows, final, who, self), remarks)


Elsewhere = Callable[[dt.datetime | None], Mapping[str, int]]
"""Counts repairs by when the quota is final: `population`, and as in `Standing`."""


def _nowhere(_settles: dt.datetime | None) -> Mapping[str, int]:
    """Count none."""
    return _NONE


@frozen
class Settling:
    """
    When a quota is final, and for want of which fact that may be later.

    `latest` is when it is final whatever that fact is; None where nobody can say.
    """

    at: dt.datetime | None
    ends: dt.datetime | None
    fact: str | None = None
    notes: tuple[Reason, ...] = ()
    latest: dt.datetime | None = None

    def or_later(self, moment: dt.datetime | None) -> "Settling":
        """
        Return the same with a further moment, at which it is final at the earliest.
        """
        if moment is None:
            return self
        at, latest = (
            moment if one is None or is_before(one, moment, UTC) else one
            for one in (self.at, self.latest)
        )
        fact = None if at == latest and self.fact == "category" else self.fact
        return evolve(self, at=at, latest=latest, fact=fact)

    def is_over(self, case: Judging) -> bool:
        """
        Say whether it is final by now, though since when is not known.
        """
        late = None if self.fact is None else self.latest
        return late is not None and not is_before(case.now, late, UTC)


@frozen(kw_only=True)
class Standing:
    """
    Whether a role visited one repair in a way that counts, or may count.
    """

    sure: bool = False
    in_time: bool = False
    maybe: bool = False
    maybe_in_time: bool = False


_NONE: Final = {
    "population": 0,
    "sure": 0,
    "in_time": 0,
    "maybe": 0,
    "maybe_in_time": 0,
}
_NOT_VISITED: Final = Standing()
Placed = tuple[Any, Standing]
"""A repair, and how a role stands on it."""


@frozen
class _Counts:
    """The counts of one role, or one person, as its rule is told them."""

    case: Judging
    rule: Any
    rows: list[Placed]
    final: Settling
    who: str
    feed: Share
    elsewhere: Elsewhere = _nowhere

    def verdict(self, more: int = 0) -> Verdict:
        """Ask the rule; *more* repairs may be there, and may count."""
        rows = [row for _, row in self.rows if row is not _NOT_VISITED]
        others = self.elsewhere(self.final.at)
        found: Verdict = self.rule.assess(
            len(self.rows) + more + others["population"],
            sum(row.sure for row in rows) + others["sure"],
            visited_in_time=sum(row.in_time for row in rows) + others["in_time"],
            uncertain=more
            + sum(row.maybe and not row.sure for row in rows)
            + others["maybe"],
            uncertain_in_time=more
            + sum(row.maybe_in_time and not row.in_time for row in rows)
            + others["maybe_in_time"],
            settles=self.final.at,
            settling_fact=self.final.fact,
            ends=self.final.ends,
            breakdown=_breakdown(self.rows) if self.feed.own_jobs else (),
            subject=Subject("quota", self.who, cell=self.case.cell),
            as_of=self.case.as_of,
        )
        return found

    def whenever_settled(self, verdict: Verdict) -> Verdict:
        """
        Return what it comes to both at the earliest and at the latest, if that is one.
        """
        settled = evolve(self.final, at=self.final.latest, fact=None)
        who = self.rule.owed_by
        crediting = _Crediting.of(self.case, who, self.feed, settled.at)
        rows = [
            (one, crediting.standing(one, _seen(self.case, one)))
            for one, _ in self.rows
        ]
        early = evolve(self, final=evolve(self.final, fact=None)).verdict()
        late = evolve(self, rows=rows, final=settled).verdict()
        return late if late.reason == early.reason else verdict


def _certain(
    case: Judging, counts: _Counts, remarks: tuple[Reason, ...] = ()
) -> Verdict:
    """Return what counts come to, in which no unreadable row is held against any."""
    final, feed = counts.final, counts.feed
    verdict = counts.verdict()
    if verdict.status is Status.UNDETERMINED and final.is_over(case):
        verdict = counts.whenever_settled(verdict)
    if verdict.status is Status.UNDETERMINED:
        remarks = (*final.notes, *_unrecorded(case, counts.rows), *remarks)
    verdict = verdict.with_notes(*remarks)
    unreadable = case.unreadable(feed.reads())
    if unreadable and verdict.status in AGAINST:
        best = counts.verdict(more=unreadable)
        if best.status in AGAINST:  # what is certain is said
            return verdict.with_notes(note("rows_in_error", count=unreadable))
    return case.fair(verdict, unreadable)


def standings(case: Judging, rule: Any, feed: Share) -> list[Standing]:
    """
    Return how the role of a rule stands on each repair of the period.
    """
    settles = settling(case, feed).at

    def stand() -> list[Standing]:
        found = [_NOT_VISITED] * len(case.rows("repair"))
        for place, repair, seen in case.once("visited", lambda: _visited(case)):
            found[place] = crediting.standing(repair, seen)
        return found

    crediting = _Crediting.of(case, rule.owed_by, feed, settles)
    return case.once(("standings", rule.id), stand)


_Seen = tuple[tuple[Any, tuple[str, ...]], ...]
"""The visits to a repair, each with the roles present."""


def _visited(case: Judging) -> list[tuple[int, Any, _Seen]]:
    """Return the repairs of the period that were visited, with their places."""
    every = enumerate(case.rows("repair"))
    return [(place, one, seen) for place, one in every if (seen := _seen(case, one))]


def _seen(case: Judging, repair: Any) -> _Seen:
    """Return the visits to a repair that count."""
    return tuple([(one, roles_of(one)) for one in case.own("visit", repair)])


def counted(case: Judging, rule: Any, feed: Share) -> frozenset[str]:
    """
    Return the ids of the repairs that a role visited in a way that counts.
    """
    rows = zip(case.rows("repair"), standings(case, rule, feed), strict=True)
    return frozenset(repair.id for repair, row in rows if row.sure)


def settling(case: Judging, feed: Share) -> Settling:
    """
    Return when a quota is final.
    """
    return case.once(("settling", feed.settles), lambda: _settling(case, feed))


def _settling(case: Judging, feed: Share) -> Settling:
    """Find the end of the period, or the last deadline in it."""
    if feed.settles is Settlement.PERIOD_END:
        return Settling(case.ends, case.ends)
    rule = case.book["visit_deadline"]
    bounds = _Latest() if case.ends is None else _Latest(case.ends)
    later = _Latest()
    closing = _Closing(case, rule)
    try:
        for one in case.rows("repair"):
            if one.categories or not rule.cases:
                bounds.add(closing.of(one, one.categories))
                continue
            every = [closing.of(one, key) for key in rule.categories]
            bounds.add(min(every))
            later.add(max(every))
    except (CalendarRequiredError, CalendarNotCoveredError) as error:
        notes = (evolve(calendar_reason(error), decides=False),)
        return Settling(bounds.at, case.ends, "calendar", notes)
    at, latest = bounds.at, bounds.or_later(later)
    fact = None if at == latest else "category"  # the last that may be in time
    return Settling(at, case.ends, fact, (), latest)


class _Latest:
    """The latest of some moments, most of which are the same object."""

    def __init__(self, *moments: dt.datetime) -> None:
        self.by_id = {id(one): one for one in moments}

    def add(self, moment: dt.datetime) -> None:
        """Add one."""
        self.by_id[id(moment)] = moment

    @property
    def at(self) -> dt.datetime | None:
        """The latest; None where there is none."""
        return max(self.by_id.values(), default=None)

    def or_later(self, other: "_Latest") -> dt.datetime | None:
        """Return the latest of these and others."""
        return max((*self.by_id.values(), *other.by_id.values()), default=None)


@frozen
class _Closing:
    """When visits are too late; many repairs of a month share a last day."""

    case: Judging
    rule: Any
    known: dict[int, tuple[Deadline, dt.datetime]] = field(factory=dict)

    def of(self, repair: Any, category: Any) -> dt.datetime:
        """Return the first instant that is too late for a visit to a repair."""
        calendar = self.case.calendar
        due = self.rule.due(repair.completed_at, category=category, calendar=calendar)
        known = self.known.get(id(due))
        if known is not None and known[0] is due:
            return known[1]
        last = due.closes_included * dt.timedelta(microseconds=1)
        found: dt.datetime = due.closes + last
        self.known[id(due)] = due, found  # which keeps it, so that its id is its own
        return found


@frozen
class _Crediting:
    """
    What decides which visits count for a role.

    Attributes:
        case: The call.
        role: The role.
        feed: How visits are counted.
        settles: When the quota is final.
        allowed: The roles that may visit.
        known: Whether each visit counts, by its id, whoever came.
    """

    case: Judging
    role: str
    feed: Share
    settles: dt.datetime | None
    allowed: tuple[str, ...]
    known: dict[str, bool | None]

    @classmethod
    def of(
        cls, case: Judging, role: str, feed: Share, settles: dt.datetime | None
    ) -> "_Crediting":
        """Look up what is the same for every repair."""
        which = (feed.count_unregistered, feed.count_incomplete, feed.count_late)
        known: dict[str, bool | None] = case.once(("counts", which), dict)
        return cls(case, role, feed, settles, case.book["visitors"].allowed, known)

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


@cache
def _standing(
    sure: bool,  # noqa: FBT001 - positional is fast
    in_time: bool,  # noqa: FBT001
    maybe: bool,  # noqa: FBT001
    maybe_in_time: bool,  # noqa: FBT001
) -> Standing:
    """Return one of the sixteen ways in which a role may stand."""
    return Standing(
        sure=sure, in_time=in_time, maybe=maybe, maybe_in_time=maybe_in_time
    )


def _counts(case: Judging, feed: Share, repair: Any, visit: Any) -> bool | None:
    """Say whether a visit is registered, complete and timely enough to count."""
    facts: list[bool | None] = []
    if not feed.count_unregistered:
        facts.append(visit.registered)
    if not feed.count_incomplete:
        facts.append(_known(record_of(case, visit), COMPLETE))
    if not feed.count_late:
        rule = case.book["visit_deadline"]
        facts.append(_known(timing(case, rule, repair, visit).status, {Status.MET}))
    if False in facts:
        return False
    return None if None in facts else True


def _known(status: Status, good: Collection[Status]) -> bool | None:
    """Say whether a status is a good one; None where it is not known."""
    return None if status is Status.UNDETERMINED else status in good


def _by_person(rows: list[Placed]) -> dict[str, list[Placed]]:
    """Group repairs by the person responsible, in the order they occur."""
    people: dict[str, list[Placed]] = {}
    for one in rows:
        people.setdefault(str(one[0].responsible), []).append(one)
    return people


def _breakdown(rows: list[Placed]) -> tuple[tuple[str, int, int], ...]:
    """Count by the person responsible, where that is known."""
    people = _by_person([one for one in rows if one[0].responsible])
    return tuple(
        (person, len(own), sum(row.sure for _, row in own))
        for person, own in sorted(people.items())
    )


def _union(case: Judging) -> Reason:
    """Remark how many repairs any role visited in a way that counts."""
    repairs = case.rows("repair")
    return note("union_coverage", union=len(_reached(case)), population=len(repairs))


def _reached(case: Judging) -> frozenset[str]:
    """The repairs that any role visited in a way that counts."""
    return case.once(
        "reached",
        lambda: frozenset().union(
            *(
                counted(case, case.book[rule_id], feed)
                for rule_id, feed in case.book.feeds.items()
                if isinstance(feed, Share)
            )
        ),
    )


def _unrecorded(case: Judging, rows: list[Placed]) -> tuple[Reason, ...]:
    """Name the visits that may count if it were known who came."""
    visits = tuple(
        visit.id
        for repair, row in rows
        if row.maybe and not row.sure
        for visit in case.own("visit", repair)
        if not visit.visitors
    )
    return (note("visitors_unrecorded", visits=visits),) if visits else ()


def _self_visits(case: Judging, role: str) -> tuple[Reason, ...]:
    """Remark visits by the person who did the repair."""
    count = sum(role in roles for roles in case.once("self visits", lambda: _own(case)))
    return (note("self_visit", count=count),) if count else ()


def _own(case: Judging) -> list[frozenset[str]]:
    """Return the roles in which the person responsible came, of each visit by him."""
    return [
        roles
        for repair in case.rows("repair")
        if repair.responsible is not None
        for visit in case.own("visit", repair)
        if (
            roles := frozenset(
                one.role for one in visit.visitors if one.person == repair.responsible
            )
        )
    ]
