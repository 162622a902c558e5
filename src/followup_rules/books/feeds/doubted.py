"""
Verdicts on rows of which nobody knows whether what was done counts, or since when.

The first call that reached somebody is another one if that of yesterday did. A rule is
asked both ways, and what comes to the same is said.
"""

from collections.abc import Iterable
from typing import Any, Final

from attrs import evolve

from followup_rules.books.conditions.doubting import picks, presumed
from followup_rules.books.conditions.questions import Question
from followup_rules.books.feeds.asking import AskedFor, questions
from followup_rules.books.judging import Judging
from followup_rules.errors import FollowupRulesError
from followup_rules.tables import Table
from followup_rules.verdicts import Status, Verdict, decides, note

Pairs = list[tuple[Any, Any]]
"""Questions, each with what it asks where unknown conditions are taken to hold."""
_TOO_LATE: Final = {Status.LATE, Status.BREACHED}


def may_be_doubted(feed: Any) -> bool:
    """
    Say whether a feed takes a value only where a condition holds.
    """
    return any(picks(what) for _, what in _values(feed))


def unless_doubted(
    feed: Any, found: Iterable[Verdict], case: Judging, rule: Any, row: Any
) -> Iterable[Verdict]:
    """
    Return verdicts, undetermined where they hang on what nobody knows.

    Where the other way is impossible there is no doubt, and where a later row would
    have undone what was met, it stands. What is late one way and broken the other is
    too late both ways: it stays, and says so.
    """
    key = ("doubted", id(feed))
    _, other, pairs = case.once(key, lambda: (feed, *_presumed(feed, case)))
    if all(one.of(case, row) == two.of(case, row) for one, two in pairs):
        return found
    found = tuple(found)
    try:
        beside = {one.key: one.status for one in other.judged(case, rule, row)}
    except FollowupRulesError:
        return found
    return [_held(one, beside.get(one.key), turns=feed.turns) for one in found]


def _held(one: Verdict, other: Status | None, *, turns: bool) -> Verdict:
    """Return a verdict as far as it is certain, whatever it would be the other way."""
    if one.status is other or (turns and one.status is Status.MET):
        return one
    if {one.status, other} == _TOO_LATE:
        return one.with_notes(note("too_late_if_it_counts"))
    return one.because(decides("not_known_to_count"), *one.notes)


def _presumed(feed: Any, case: Judging) -> tuple[Any, Pairs]:
    """Return a feed that takes unknown conditions to hold, and what it asks instead."""
    known = {kind: one.ledger for kind, one in case.ledgers.items()}
    changed: dict[str, Any] = {}
    pairs: Pairs = []
    for (name, *key), what in _values(feed):
        instead = presumed(what, known[feed.each], known)
        if instead is None:
            continue
        pairs.append((what, instead))
        if key:
            table = changed.get(name, getattr(feed, name))
            changed[name] = {**table, key[0]: instead}
        else:
            changed[name] = instead
    return evolve(feed, **changed), pairs


def _values(feed: Any) -> Iterable[tuple[Any, Any]]:
    """Yield the questions of a feed for values of its own rows, with their paths."""
    for path, what, asks in questions(feed):
        if asks is not AskedFor.YES_NO and isinstance(what, Question):
            held = getattr(feed, str(path[0]))
            if held is what or isinstance(held, Table):
                yield path, what
