"""
What is asked of a row no more: a condition that held, and that time has taken back.

`where = "not out_of_use_on has happened"` holds until one day. What was met, broken or
let off by then stays as it was, under the same key; what was still open is not owed any
more, and says since when.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from followup_rules.books import stood
from followup_rules.books.conditions import Both, Happened, Not, Some, all_of
from followup_rules.books.conditions.lasting import falls
from followup_rules.books.standing import part_of
from followup_rules.timing.moments import show_instant
from followup_rules.verdicts import Status, Verdict, decides, note

if TYPE_CHECKING:
    from followup_rules.books.judging import Judging

_OPEN: Final = frozenset(
    {Status.PENDING, Status.OPEN, Status.UNDETERMINED, Status.NOT_APPLICABLE}
)
"""What may come to nothing."""


def lapsing(feed: Any) -> dict[str, Any]:
    """
    Return the questions of a feed, asked of each row, that time alone may take back.

    Whether something is owed that asks another rule is that rule's to turn.
    """
    hung = {path[0] for path in feed.hung()}
    owed = getattr(feed, "owed", None)
    found = {"where": feed.where, "made": getattr(feed, "made", None)}
    if "owed" not in hung:
        found["owed"] = owed
    return {name: what for name, what in found.items() if falls(what)}


def lapsed(feed: Any, case: "Judging", rule: Any, row: Any) -> Iterator[Verdict] | None:
    """
    Return the verdicts on a row of which what is asked has been taken back; or None.

    None is that it has not, or was never so. Where nobody knows any more whether it is
    asked, what was settled before stays too.
    """
    asked = tuple(feed.lapses.values())
    holds = _holds(asked, case, row)
    if holds:
        return None
    found = last_held(asked, case, rule.id, row, holds)
    if found is None:
        return None
    then, until = found
    return _ended(feed, case, then, until, rule, row, holds)


def last_held(
    asked: tuple[Any, ...],
    case: "Judging",
    rule_id: str,
    row: Any,
    holds: bool | None,  # noqa: FBT001 - what it is today
) -> tuple["Judging", dt.datetime] | None:
    """
    Return the call as it stood when questions were last so, and until when; or None.

    None is that they never were. Where they are not so today for certain, it is enough
    that nobody knew.
    """
    until = case.now
    told = (one for what in asked for one in _told(what, case, row))
    for moment in sorted(stood.moments(rule_id, case, row, told), reverse=True):
        then = case.as_it_stood(moment)
        held = _holds(asked, then, row)
        if held or (held is None and holds is False):
            return then, until
        until = moment
    return None


def settled_then(
    verdicts: Iterable[Verdict],
) -> frozenset[Any]:
    """
    Return the parts of a rule that were met, broken or let off.
    """
    return frozenset(part_of(one) for one in verdicts if one.status not in _OPEN)


def owed_until(verdict: Verdict, until: dt.datetime, zone: dt.tzinfo) -> Verdict:
    """
    Return a verdict that stands, though it is asked for no more.
    """
    return verdict.with_notes(note("owed_until", at=show_instant(until, zone)))


def _holds(asked: Iterable[Any], case: "Judging", row: Any) -> bool | None:
    """Say whether all that a feed asks is so."""
    return all_of(what.of(case, row) for what in asked)


def _told(what: Any, case: "Judging", row: Any) -> Iterator[Any]:
    """Yield the moments that a question asks whether they have come."""
    match what:
        case Happened(what=inner):
            yield inner.of(case, row)
        case Not(what=inner):
            yield from _told(inner, case, row)
        case Both(parts=parts):
            for part in parts:
                yield from _told(part, case, row)
        case Some(kind=kind, where=where):
            for one in case.own(kind, row):
                yield from _told(where, case, one)


def _ended(
    feed: Any,
    case: "Judging",
    then: "Judging",
    until: dt.datetime,
    rule: Any,
    row: Any,
    holds: bool | None,  # noqa: FBT001 - what it is today
) -> Iterator[Verdict]:
    """Yield what was settled by then as it is today, and of what was open that it ended."""
    before = {part_of(one): one.status for one in feed.verdicts(then, rule, row)}
    today = {part_of(one): one for one in feed.asked(case, rule, row)}
    free = case.once(("free", id(feed)), lambda: _freed(feed))
    at = show_instant(until, case.zone)
    for verdict in free.asked(case, rule, row):
        part = part_of(verdict)
        if before.get(part, Status.NOT_APPLICABLE) not in _OPEN:
            yield owed_until(verdict, until, case.zone)
        elif holds is False:
            yield evolve(verdict, reasons=(decides("owed_no_more", at=at),))
        else:
            yield today[part]


def _freed(feed: Any) -> Any:
    """Return a feed that asks on, as if nothing had been taken back."""
    still = {"where": None, "owed": True, "made": True}
    return evolve(feed, **{name: still[name] for name in feed.lapses})
