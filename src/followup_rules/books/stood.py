"""
How a rule stood before: what was met stays met, and what was overdue is not forgotten.

What a rule hangs on may be moved or let off after it was met: the clock of the other
rule stops, somebody asks for more time, a way out comes. Then the rule is judged again
by what was known before each fact that has come since.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final

from attrs import evolve

from followup_rules.books.conditions import Both, Not, OfRule, Some
from followup_rules.books.judging import Judging
from followup_rules.books.standing import (
    LET_OFF,
    events_of,
    moves_known,
    of_each,
    part_of,
    reached,
)
from followup_rules.errors import FollowupRulesError, ImpossibleOrderError
from followup_rules.timing.moments import first_instant, show_instant, to_utc
from followup_rules.verdicts import AGAINST, Reason, Status, Verdict, note

Path = tuple[str | int, ...]

_ALWAYS: Final = dt.datetime.min.replace(tzinfo=dt.UTC)
_INSTANT: Final = dt.timedelta(microseconds=1)


def stands(
    feed: Any, rule: Any, hung: Mapping[Path, Any], case: Judging, row: Any
) -> Iterator[Verdict]:
    """
    Yield the verdicts of a rule that hangs on others, none of them turned by those.

    What was met, by what was known then, stays met. What was held against somebody and
    is not any more, because what it hangs on was moved or let off, is remarked.

    Args:
        feed: What feeds the rule.
        rule: The rule.
        hung: The questions to other rules that it is fed, by their paths.
        case: The call.
        row: The row that is judged.
    """
    try:
        found = tuple(feed.comes_to(case, rule, row, hung))
    except ImpossibleOrderError:
        before = _overtaken(feed, rule, hung, case, row) if feed.turns else ()
        if not before:
            raise
        yield from before
        return
    for verdict in found:
        yield _unturned(verdict, feed, rule, hung, case, row)


def _overtaken(
    feed: Any, rule: Any, hung: Mapping[Path, Any], case: Judging, row: Any
) -> tuple[Verdict, ...]:
    """
    Return what was done before that with which the count begins came again.

    The last visit, which starts it, is another one when the next comes. Nothing is that
    it was not done by then, so that the order is impossible.
    """
    until = case.now
    for moment in sorted(moments(rule.id, case, row), reverse=True):
        then = case.as_it_stood(moment)
        try:
            found = tuple(
                _unturned(one, feed, rule, hung, then, row)
                for one in feed.comes_to(then, rule, row, hung)
            )
        except ImpossibleOrderError:
            until = moment
            continue
        done = all(one.status in {Status.MET, Status.LATE} for one in found)
        again = note("begun_again", at=show_instant(until, case.zone))
        return tuple(as_of_today(one, case, again) for one in found) if done else ()
    return ()


def turning(feed: Any) -> Any:
    """
    Return a question of a feed by which time may turn whether anything is owed.

    What was met before that stays met, which only the rows can tell.
    """
    found = (what for path, what in feed.hung().items() if path[0] != "where")
    return next(filter(_turns, found), None)


def _turns(what: Any) -> bool:
    """Say whether what a question says of another rule may not hold any more."""
    match what:
        case Not():
            return True
        case Both(parts=parts):
            return any(map(_turns, parts))
        case Some(where=where):
            return _turns(where)
    return False


def _unturned(
    verdict: Verdict,
    feed: Any,
    rule: Any,
    hung: Mapping[Path, Any],
    case: Judging,
    row: Any,
) -> Verdict:
    """Return a verdict that stays met where it was, and remarks what it was before."""
    if feed.may_be_moved:
        settled: Verdict | None = feed.settled_before(verdict, rule, hung, case, row)
        if settled is not None:
            return settled
    undone = getattr(verdict.evidence, "done", True) is None
    turned = feed.turns and verdict.status is not Status.MET
    if undone and verdict.status in AGAINST and not turned:
        return verdict
    asks_more = not all(isinstance(what, OfRule) for what in hung.values())
    owed_before = asks_more and verdict.status in LET_OFF
    is_settled = undone or verdict.status is Status.MET
    if not (
        turned
        or owed_before
        or _is_moved(rule.id, case, row, verdict)
        or (verdict.status is not Status.MET and is_entered(rule.id, case, row))
    ):
        return verdict
    waiting, seen = moments(rule.id, case, row), set[dt.datetime]()
    found = verdict
    while waiting:
        moment = max(waiting)
        then = case.as_it_stood(moment)
        until = min((one for one in seen if one > moment), default=case.now)
        before = verdict_then(verdict, feed, rule, hung, then, row)
        was = None if before is None else before.status
        if before is not None and was is Status.MET is not verdict.status:
            return _kept(before, case, until)
        if was in AGAINST and found.status not in AGAINST and found is verdict:
            at = show_instant(until, case.zone)
            found = verdict.with_notes(note("overdue_as_it_stood", at=at))
            if is_settled:
                break
        seen.add(moment)
        ran_out = _around(_ran_out(rule.id, then, row), case, row)
        waiting = (waiting | ran_out) - seen
    return found


def _kept(before: Verdict, case: Judging, until: dt.datetime) -> Verdict:
    """Return what was met, as things stood until a moment, among today's verdicts."""
    at = show_instant(until, case.zone)
    return as_of_today(before, case, note("met_as_it_stood", at=at))


def as_of_today(before: Verdict, case: Judging, remark: Reason) -> Verdict:
    """
    Return a verdict of before among today's, with a remark that says so.
    """
    evidence = before.evidence
    if hasattr(evidence, "judged_at"):
        evidence = evolve(evidence, judged_at=case.now)
    reasons = (*before.reasons, remark)
    return evolve(before, reasons=reasons, evidence=evidence, basis=case.basis)


def verdict_then(
    verdict: Verdict,
    feed: Any,
    rule: Any,
    hung: Mapping[Path, Any],
    then: Judging,
    row: Any,
) -> Verdict | None:
    """
    Return what a verdict was at a moment; None is that nothing was asked, or known.
    """
    part = part_of(verdict)
    try:
        if feed.fits(then, row) is False:
            return None
        found: Iterator[Verdict] = feed.comes_to(then, rule, row, hung)
        alike = (one for one in found if part_of(one) == part)
        return next(alike, None)
    except FollowupRulesError:
        return None


# ------------------------------------------------------------------- what may have come


def _is_moved(rule_id: str, case: Judging, row: Any, verdict: Verdict) -> bool:
    """
    Say whether what a rule hangs on was moved, was let off, or is not known.

    What is owed again and again is met and not met by turns.
    """
    for other_id, home in _others(rule_id, case, row):
        if not case.book.feeds[other_id].by_row:
            if verdict.status is not Status.MET:
                return True
            continue
        found, error = case.judged_on(other_id, home)
        if error is not None or any(map(_stands_otherwise, found)):
            return True
        feed = case.book.feeds[other_id]
        if not moves_known(feed, case, home):
            return True
    return False


def _stands_otherwise(verdict: Verdict) -> bool:
    """Say whether a rule was moved, was let off, or waits for what is not known."""
    if verdict.status in LET_OFF or verdict.status is Status.UNDETERMINED:
        return True
    return getattr(verdict.evidence, "course", None) is not None


def is_entered(rule_id: str, case: Judging, row: Any) -> bool:
    """
    Say whether it is told of a row when it was entered, which may have been late.
    """
    return any(one.entered_at is not None for one in _rows(rule_id, case, row))


def _others(rule_id: str, case: Judging, row: Any) -> Iterator[tuple[str, Any]]:
    """Yield the rules that a rule hangs on, near and far, with the rows they are asked of."""
    left = list(case.book.chains.get(rule_id, ()))
    seen: set[str] = set()
    while left:
        other = left.pop()
        home = reached(row, case.book.feeds[other].each)
        if other not in seen and home is not None:
            yield other, home
        seen.add(other)
        left += [one for one in case.book.chains.get(other, ()) if one not in seen]


def _rows(rule_id: str, case: Judging, row: Any) -> Iterator[Any]:
    """Yield a row, those that its rules are asked of, and whatever belongs to them."""
    asked = ((rule_id, row), *_others(rule_id, case, row))
    homes = {id(home): home for _, home in asked}
    key = "read", tuple(one for one, _ in asked)
    kinds = case.once(key, lambda: _kinds(case, *key[1]))
    for other_id, home in asked[1:]:
        if not case.book.feeds[other_id].by_row:
            yield from events_of(case, other_id, home)
    for home in homes.values():
        yield from _with_own(case, kinds, home)


def _with_own(case: Judging, kinds: frozenset[str], home: Any) -> Iterator[Any]:
    """Yield a row, and what belongs to it, and to that, of some kinds."""
    yield home
    for kind in kinds:
        if case.ledgers[kind].ledger.owner_kind == home.__ledger__.kind:
            for one in case.all_own(kind, home):
                yield from _with_own(case, kinds, one)


def _kinds(case: Judging, *rule_ids: str) -> frozenset[str]:
    """Name the ledgers that some rules read."""
    feeds = case.book.feeds
    return frozenset(kind for one in rule_ids for kind in feeds[one].reads())


def moments(
    rule_id: str, case: Judging, row: Any, told: Iterable[Any] = ()
) -> set[dt.datetime]:
    """
    Return when something came or ran out until now, and just before.

    Beside what the rows say of themselves, that is what is *told*, if it is a moment.
    """
    found = set(_ran_out(rule_id, case, row))
    said = (
        getattr(one, name)
        for one in _rows(rule_id, case, row)
        for name in ("entered_at", *one.__ledger__.by_name)
    )
    for moment in chain(told, said):
        if isinstance(moment, dt.date):
            found.update(_bounds(moment, case))
    return _around(found, case, row)


def _around(
    moments: Iterable[dt.datetime], case: Judging, row: Any
) -> set[dt.datetime]:
    """Return moments before now, and just before each, at which a row was known."""
    found = set(moments)
    now, since = to_utc(case.now), _known_from(row, case)
    found |= {one - _INSTANT for one in found}
    return {one for one in found if since <= one < now}


def _ran_out(rule_id: str, case: Judging, row: Any) -> Iterator[dt.datetime]:
    """Yield the first instants that were too late for what a rule hangs on."""
    for other_id, home in _others(rule_id, case, row):
        by_row = case.book.feeds[other_id].by_row
        found = (
            case.judged_on(other_id, home)[0]
            if by_row
            else of_each(case, other_id, home)
        )
        for verdict in found:
            deadline = getattr(verdict.evidence, "deadline", None)
            if deadline is not None:
                last = to_utc(deadline.closes)
                yield last + _INSTANT if deadline.closes_included else last


def _known_from(row: Any, case: Judging) -> dt.datetime:
    """Return from when on a row was known."""
    placed = row.__ledger__.placed
    told = (row.entered_at, placed and getattr(row, placed))
    begun = (next(_bounds(one, case)) for one in told if one is not None)
    return max(begun, default=_ALWAYS)


def _bounds(moment: dt.date, case: Judging) -> Iterator[dt.datetime]:
    """Yield when a moment is there, and of a day when it is over."""
    if isinstance(moment, dt.datetime):
        yield to_utc(moment)
        return
    for day in (moment.toordinal(), moment.toordinal() + 1):
        yield to_utc(first_instant(day, case.zone))
