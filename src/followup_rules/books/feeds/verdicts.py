"""
What feeds a streak from another rule: the verdicts that it came to, cell after cell.

"Two weeks running below 85 %", "two quarters without a follow-up": no row tells it, for
what did not happen leaves none.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Final

from followup_rules.books.conditions import Answer, Known
from followup_rules.books.feeds.asking import (
    WaysOut,
    answer,
    ask_when,
    bind,
    ledgers_of,
    refuse_nobodys,
    ways,
)
from followup_rules.books.feeds.letting_off import let_off
from followup_rules.books.feeds.streaks import without_gaps
from followup_rules.books.judging import Judging
from followup_rules.errors import FollowupRulesError, InvalidFieldError
from followup_rules.fields import Name, held
from followup_rules.immutable import frozen
from followup_rules.timing.cycles import Period, cell_named
from followup_rules.verdicts import Status, Subject, Verdict, note

Came = tuple[Period, Status]
"""A cell, and what the other rule came to in it."""

_NOT_YET: Final = frozenset({Status.PENDING, Status.OPEN})
_TURNING: Final = (Status.BREACHED, Status.LATE)


@frozen(kw_only=True, field_transformer=held)
class StreaksOfRule:
    """
    What another rule of the book came to in so many of its cells.

    Every cell is asked, whatever the period. One in which nothing was owed breaks a row;
    those at the end that have not come to anything yet are not there.

    Attributes:
        over: The rule: a cadence that says by `since` where its cells begin, or a quota
            or a target that has a share of each cell.
        each: The kind of the rows that owe what follows: those that owe the cadence, or
            whose ids are the groups of the shares. None is that nobody is asked.
        done: When what is owed for it was done, of such a row.
        since: From when on cells count, of the same row.
        until: Until when they count, of the same row.
        ways_out: What lets such a row off.
    """

    by_row: ClassVar[bool] = False
    needs_period = False
    never_overdue: ClassVar[str | None] = None

    over: Name
    each: Name | None = None
    done: Answer = ask_when()
    since: Answer = ask_when()
    until: Answer = ask_when()
    ways_out: WaysOut = ways()

    def __attrs_post_init__(self) -> None:
        refuse_nobodys(self)
        for name in ("done", "since", "until"):
            got = getattr(self, name)
            if self.each is None and got is not None:
                what = f"StreaksOfRule.{name}"
                raise InvalidFieldError(what, str(got), "None without each")

    def suits(self, rule: Any) -> None:
        """
        Refuse a rule that counts no status, or one that time turns into another.

        Raises:
            InvalidFieldError: If `counts` is empty, or holds `BREACHED` or `LATE` alone.
        """
        counted = [one in rule.counts for one in _TURNING]
        if not rule.counts or counted[0] is not counted[1]:
            allowed = (
                "what the other rule comes to, such as BREACHED and LATE; one of these "
                "two never without the other, for what is broken may be done late"
            )
            came = ", ".join(one.name for one in rule.counts)
            raise InvalidFieldError("StreakPolicy.counts", came, allowed)

    def bound(self, known: Known) -> "StreaksOfRule":
        """
        Hold its questions against the facts.
        """
        return self if self.each is None else bind(self, self.each, known)

    def reads(self) -> tuple[str, ...]:
        """
        Name the ledger of the rows that owe it; the other rule names its own.
        """
        return ledgers_of(self, self.each)

    def all(self, case: Judging, rule: Any) -> Iterator[Verdict]:
        """
        Yield the verdict on each subject of the other rule, and on each row beside.

        What the rule refuses of a row that owes it is an error of that row.
        """
        feed, other = case.book.feeds[self.over], case.book[self.over]
        piles: dict[Subject, list[Came]] = defaultdict(list)
        for verdict in feed.all(case.at_all_times(), other):
            about: Any = verdict.subject
            place = cell_named(about.cell), verdict.status
            piles[Subject(about.kind, about.id)].append(place)
        for row in () if self.each is None else case.known(self.each):
            about = case.subject(row)
            alike = [one for one in piles if one.id == about.id]
            came = [place for one in alike for place in piles.pop(one)]
            try:
                found = self._ask(case, rule, about, came, row)
            except FollowupRulesError as error:
                case.refuse(row, rule, error)
                continue
            off = let_off(self, case, row, found)
            yield case.fair(off, case.unreadable(self.reads(), row))
        for about in sorted(piles, key=str):
            yield self._ask(case, rule, about, piles[about])

    def _ask(
        self,
        case: Judging,
        rule: Any,
        about: Subject,
        came: Iterable[Came],
        row: Any = None,
    ) -> Verdict:
        """Ask the rule about one subject."""
        told = {
            name: answer(case, row, getattr(self, name))
            for name in ("done", "since", "until")
            if row is not None
        }
        found: Verdict = rule.assess(
            _in_order(case, self.over, came),
            **told,
            calendar=case.calendar,
            subject=about,
            as_of=case.as_of,
        )
        other = case.book[self.over]
        said = note("counted_over", other=other.name, other_clause=other.clause.id)
        return found.with_notes(said)


def _in_order(case: Judging, over: str, came: Iterable[Came]) -> list[Came]:
    """
    Return what each cell came to, one after the other, without a gap between them.
    """
    feed, rule = case.book.feeds[over], case.book[over]
    cycle = feed.cycle if hasattr(feed, "cycle") else rule.cycle
    in_order = sorted(came, key=lambda one: one[0].first.toordinal())
    found: list[Came] = without_gaps(in_order, cycle, Status.NOT_APPLICABLE)
    while found and found[-1][1] in _NOT_YET:
        found.pop()
    return found
