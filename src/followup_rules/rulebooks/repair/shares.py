"""
Arts. 1b to 1d: each role's share of the repairs completed in the period.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import evolve

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
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Fact
from followup_rules.rulebooks.repair.contacts import (
    NAMELESS,
    VISITING,
    WHENEVER_DUE,
    complete_record,
)
from followup_rules.rulebooks.repair.crediting import (
    NOT_VISITED,
    Crediting,
    JointVisit,
    Placed,
    counted,
    standings,
)
from followup_rules.rulebooks.repair.settling import Settlement, Settling, settling
from followup_rules.verdicts import AGAINST, Reason, Status, Subject, Verdict, note

if TYPE_CHECKING:
    from followup_rules.books.feeds.plainly import Credits


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
        final = settling(strange, self.settles).or_later(latest)
        crediting = Crediting.of(strange, rule.owed_by, self, final.at)
        rows = crediting.each(strange.rows("repair"))
        counts = _Counts(strange, rule, rows, final, rule.owed_by, self, elsewhere)
        return _certain(case, counts)

    def all(self, case: Judging, rule: Any) -> Iterator[Verdict]:
        """
        Yield the verdict on the role, or on each person in it.
        """
        final = settling(case, self.settles)
        rows = [*zip(case.rows("repair"), standings(case, rule, self), strict=True)]
        if self.per_person and rows:
            for person, own in _by_person(rows).items():
                yield _certain(case, _Counts(case, rule, own, final, person, self))
            return
        remarks = (_union(case), *_self_visits(case, rule.owed_by))
        counts = _Counts(case, rule, rows, final, rule.owed_by, self)
        yield _certain(case, counts, remarks)


Elsewhere = Callable[[dt.datetime | None], Mapping[str, int]]
"""Counts repairs by when the quota is final: `population`, and as in `Standing`."""


@frozen
class _Counts:
    """The counts of one role, or one person, as its rule is told them."""

    case: Judging
    rule: Any
    rows: list[Placed]
    final: Settling
    who: str
    feed: Share
    elsewhere: Elsewhere = lambda _settles: Counter()

    def verdict(self, more: int = 0) -> Verdict:
        """Ask the rule; *more* repairs may be there, and may count."""
        rows = [row for _, row in self.rows if row is not NOT_VISITED]
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
        crediting = Crediting.of(self.case, who, self.feed, settled.at)
        rows = crediting.each(one for one, _ in self.rows)
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
