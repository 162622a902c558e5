"""
When a role's share is final: at the period's end, or with the last deadline in it.
"""

import datetime as dt
from enum import Enum
from typing import Any

from attrs import evolve, field

from followup_rules.books.judging import Judging
from followup_rules.errors import CalendarNotCoveredError, CalendarRequiredError
from followup_rules.immutable import frozen
from followup_rules.timing.counting import Deadline
from followup_rules.timing.moments import UTC, is_before
from followup_rules.verdicts import Reason, calendar_reason


class Settlement(Enum):
    """
    When a quota is final (A-10).
    """

    LAST_DEADLINE = "last_deadline"
    """At the period's end, or at the last visit deadline of its members if later."""
    PERIOD_END = "period_end"


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


def settling(case: Judging, settles: Settlement) -> Settling:
    """
    Return when a quota is final.
    """
    return case.once(("settling", settles), lambda: _settling(case, settles))


def _settling(case: Judging, settles: Settlement) -> Settling:
    """Find the end of the period, or the last deadline in it."""
    if settles is Settlement.PERIOD_END:
        return Settling(case.ends, case.ends)
    rule, ends = case.book["visit_deadline"], case.ends
    # By their ids, for most of them are the same object.
    sure = {} if ends is None else {id(ends): ends}
    later: dict[int, dt.datetime] = {}
    closing = _Closing(case, rule)
    try:
        for one in case.rows("repair"):
            if one.categories or not rule.cases:
                closes = closing.of(one, one.categories)
                sure[id(closes)] = closes
                continue
            every = [closing.of(one, key) for key in rule.categories]
            first, last = min(every), max(every)
            sure[id(first)], later[id(last)] = first, last
    except (CalendarRequiredError, CalendarNotCoveredError) as error:
        notes = (evolve(calendar_reason(error), decides=False),)
        at = max(sure.values(), default=None)
        return Settling(at, ends, "calendar", notes)
    at = max(sure.values(), default=None)
    latest = max((*sure.values(), *later.values()), default=None)
    fact = None if at == latest else "category"  # the last that may be in time
    return Settling(at, ends, fact, (), latest)


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
