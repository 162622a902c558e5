"""
Art. 2: the visit of each repair, met by the first contact that counts.
"""

from collections.abc import Collection, Iterable, Iterator
from enum import Enum
from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar, Final

from attrs import evolve

from followup_rules.books.conditions import (
    Attribute,
    Both,
    Condition,
    HasAny,
    Is,
    Listed,
    Not,
    Pick,
    Some,
)
from followup_rules.books.feeds import Deadline, OfOneBook
from followup_rules.books.feeds.rows.records import as_key
from followup_rules.books.judging import Judging
from followup_rules.fields import Names
from followup_rules.immutable import frozen
from followup_rules.timing.moments import UTC, is_before
from followup_rules.verdicts import Reason, Status, Subject, Verdict, note

if TYPE_CHECKING:
    from followup_rules.books.feeds.plainly import Plainly

_VISITS: Final = ("visit",)
COMPLETE: Final = frozenset({Status.MET, Status.NOT_APPLICABLE})
"""What the record of a complete visit comes to."""
VISITING: Final = Attribute("role", "visitors", of_parts=True)
"""The roles present at a visit."""
WHENEVER_DUE: Final = Deadline(
    each="repair", since=Attribute("completed_at"), category=Attribute("categories")
)
"""By when a repair is visited, whether it is owed a visit or not."""
NAMELESS: Final = Some("any", "visit", Not(HasAny(Attribute("visitors"))))
"""Whether there was a visit of which nobody said who came."""
_MAYBE_COMPLETE: Final = COMPLETE | {Status.UNDETERMINED}


class ContactDuty(Enum):
    """
    Whether the visit is one duty of each repair, or of each role besides (A-72).
    """

    FIRST_CONTACT = "first_contact"
    EVERY_ROLE = "every_role"


@frozen(kw_only=True)
class Contacts(OfOneBook):
    """
    The first contact of each repair stops its clock.

    Attributes:
        duty: Whether each role's own first contact is judged besides.
        always_owed: Categories that owe a visit without being selected.
        count_incomplete: Whether a contact with an incomplete record stops the clock.
        owed_once_done: A repair that was visited owes a visit, as one that was selected
            does (A-66).
    """

    ledgers: ClassVar[tuple[str, ...]] = ("repair", "visit")
    by_row: ClassVar[bool] = True
    needs_period = False
    each: ClassVar[str] = "repair"
    owed_once_done: ClassVar[bool] = True

    duty: ContactDuty = ContactDuty.FIRST_CONTACT
    always_owed: Names = ()
    count_incomplete: bool = True

    def plainly(self, book: Any, _rule: Any) -> "Plainly | None":
        """
        Return the deadline that it is, but for visits of which nobody said who came.
        """
        if not self.count_incomplete or self.duty is not ContactDuty.FIRST_CONTACT:
            return None
        seen = Is(VISITING, tuple(book["visitors"].allowed))
        owed: list[Condition] = [Some("any", "visit", seen), Attribute("owes_visit")]
        if self.always_owed:
            owed.append(Is(Attribute("categories"), self.always_owed))
        done = Pick("first", "visit", "visited_at", seen)
        feed = evolve(WHENEVER_DUE, done=done, owed=Both("or", tuple(owed)))
        from followup_rules.books.feeds.plainly import (  # noqa: PLC0415 - for columns
            Plainly,
        )

        return Plainly(feed, unless=NAMELESS)

    def verdicts(self, case: Judging, rule: Any, repair: Any) -> Iterable[Verdict]:
        """
        Return the verdict on a repair and, where that is read, on each role.
        """
        unreadable = case.unreadable(_VISITS, repair)
        every = case.all_own("visit", repair)
        attempts = 0
        found: Iterable[Verdict]
        if every:
            visits = case.own("visit", repair)
            attempts = len(every) - len(visits)
            found = self._verdicts(case, rule, repair, visits)
        else:  # as most repairs are
            owed = self._owed(repair)
            found = (timing(case, rule, repair, None, owed=owed),)
        if not attempts and not unreadable:
            return found
        remarks = (note("failed_attempts", count=attempts),) if attempts else ()
        return (case.fair(one.with_notes(*remarks), unreadable) for one in found)

    def _verdicts(
        self, case: Judging, rule: Any, repair: Any, visits: tuple[Any, ...]
    ) -> Iterator[Verdict]:
        """Judge the first contact of all, and the first of each role."""
        asked = _Asked(self, case, rule, repair)
        allowed = case.book["visitors"].allowed
        roles = {one.id: roles_of(one) for one in visits}
        present = {*chain.from_iterable(roles.values())}.intersection(allowed)
        seen = [one for one in visits if not present.isdisjoint(roles[one.id])]
        nameless = [one for one in visits if not one.visitors]
        found = asked.contact(seen, nameless)
        if found is None:
            owed = bool(seen) or self._owed(repair)
            found = asked.settled(None, nameless, owed=owed)
        by_role = {
            role: [one for one in seen if role in roles[one.id]]
            for role in allowed
            if role in present
        }
        if self.duty is ContactDuty.FIRST_CONTACT:
            yield found.with_notes(*asked.late(found, by_role))
            return
        yield found
        for role, own in by_role.items():
            verdict = asked.contact(own, nameless, role=role)
            if verdict is not None:
                yield verdict

    def _owed(self, repair: Any) -> bool | None:
        """Say whether a repair without a visit owes one; None is not known."""
        told: bool | None = repair.owes_visit
        if told or not self.always_owed:
            return told
        categories = repair.categories
        given = (categories,) if isinstance(categories, str) else categories or ()
        if {*given} & {*self.always_owed}:
            return True
        return told if given else None


@frozen
class _Asked:
    """One repair while its contacts are judged."""

    feed: Contacts
    case: Judging
    rule: Any
    repair: Any

    def timing(self, visit: Any, **told: Any) -> Verdict:
        """Judge the time of one visit, or of none."""
        return timing(self.case, self.rule, self.repair, visit, **told)

    def contact(
        self, own: list[Any], nameless: list[Any], *, role: str | None = None
    ) -> Verdict | None:
        """Judge the first contact of some that stops the clock, or that may."""
        sure, maybe = (
            next((one for one in own if self._counts(one, states)), None)
            for states in (COMPLETE, _MAYBE_COMPLETE)
        )
        if maybe is None:
            return None
        found = self.settled(sure, nameless, role=role)
        if maybe is sure or found.status is Status.UNDETERMINED:
            return found
        if self.timing(maybe, role=role).status is found.status:
            return found
        unknown = self.timing(None, role=role, doubtful="record")
        return unknown.with_notes(note("contact_uncertain", visit=maybe.id))

    def settled(
        self,
        sure: Any,
        nameless: list[Any],
        *,
        role: str | None = None,
        owed: bool | None = True,
    ) -> Verdict:
        """Judge a contact, or none, unless one of unrecorded visitors may change it."""
        found = self.timing(sure, role=role, owed=owed)
        for visit in nameless:
            counts = self._counts(visit, _MAYBE_COMPLETE)
            if sure is not None and not (
                counts and is_before(visit.visited_at, sure.visited_at, UTC)
            ):
                continue
            as_if = self.timing(visit if counts else None, role=role)
            if as_if.status is not found.status:
                unknown = self.timing(None, role=role, doubtful="roles")
                return unknown.with_notes(
                    note("visitors_unrecorded", visits=(visit.id,))
                )
        return found

    def late(self, found: Verdict, by_role: dict[str, list[Any]]) -> Iterator[Reason]:
        """Note each role whose own first contact came out of time."""
        deadline = found.evidence.deadline
        for role, own in by_role.items():
            at = own[0].visited_at
            if deadline is None or found.evidence.done == at or deadline.met_by(at):
                continue
            yield note("contact_out_of_time", role=role, at=at)

    def _counts(self, visit: Any, states: Collection[Status]) -> bool:
        """Say whether a visit counts that has a record in one of some states."""
        return (
            self.feed.count_incomplete or record_of(self.case, visit) in states
        )


def timing(
    case: Judging,
    rule: Any,
    repair: Any,
    visit: Any,
    *,
    role: str | None = None,
    owed: bool | None = True,
    doubtful: str | None = None,
) -> Verdict:
    """
    Judge the time of one visit of a repair, or of none.
    """
    verdict: Verdict = rule.assess(
        repair.completed_at,
        None if visit is None else visit.visited_at,
        category=repair.categories,
        owed=owed,
        doubtful=doubtful,
        calendar=case.calendar,
        subject=Subject("repair", repair.id, cell=role),
        as_of=case.as_of,
    )
    return verdict


def roles_of(visit: Any) -> tuple[str, ...]:
    """
    Return the roles present at a visit, each once, in the order named.
    """
    visitors = visit.visitors
    if len(visitors) == 1:
        return (visitors[0].role,)
    return tuple(dict.fromkeys(visitor.role for visitor in visitors))


def complete_record(book: Any) -> Condition | None:
    """
    Return the question that `record_of` a visit answers; None where it asks for more.
    """
    rule, feed = book["visit_record"], book.feeds["visit_record"]
    asks_more = feed.given is not None or feed.filled or feed.came_late
    listed = isinstance(feed.circumstances, Listed)
    if asks_more or rule.least is not None or not listed:
        return None
    around = feed.circumstances.parts

    def is_so(names: tuple[str, ...]) -> tuple[Condition, ...]:
        return tuple(Is(one, names) for one in around if names)

    asked = []
    for item in rule.items:
        there: Condition = feed.there.get(item.key, Attribute(item.key))
        out = tuple(Not(one) for one in is_so(item.ruled_out_by))
        asked.append(Both("or", (*is_so(item.waived_by), Both("and", (there, *out)))))
    return Both("and", tuple(asked))


def record_of(case: Judging, visit: Any) -> Status:
    """
    Say what the record of a visit as a whole comes to.
    """
    known: dict[str, Status] = case.once("record", dict)
    if visit.id not in known:
        known[visit.id] = _record(case, visit)
    return known[visit.id]


def _record(case: Judging, visit: Any) -> Status:
    """Judge the record of a visit as a whole; the same record is judged once."""
    rule, feed = case.book["visit_record"], case.book.feeds["visit_record"]
    facts, around = feed.record(case, rule, visit), feed.around(case, rule, visit)
    key = as_key(facts, visit.closed, around)
    known: dict[Any, Status] = case.once("records", dict)
    found = None if key is None else known.get(key)
    if found is None:
        verdict: Verdict = rule.assess(
            facts, circumstances=around, closed=visit.closed, as_of=case.as_of
        )
        found = verdict.status
        if key is not None:
            known[key] = found
    return found
