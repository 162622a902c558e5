"""
What an agenda and a way out must be, held against the report of the same rows.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

import attrs

from followup_rules.agenda import Agenda, State, agenda
from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import InvariantBrokenError
from followup_rules.reports import Report
from followup_rules.tables import Table
from followup_rules.timing.cycles import Cycle, Period, cell_of
from followup_rules.timing.moments import to_utc, zone_of
from followup_rules.verdicts import AGAINST, Status, Verdict

SHARES: Final = frozenset({"quota", "target", "score"})
_DONE: Final = frozenset({Status.MET, Status.LATE})
_AGAINST: Final = frozenset({Status.BREACHED, Status.MISSED})
_NEVER_LET_OFF: Final = frozenset({Status.MET, Status.NOT_APPLICABLE})
_AGENDA: Final = "the agenda says what the report says"
_WAYS_OUT: Final = "a way out lets off and does nothing else"


def check_agenda(
    book: Rulebook,
    rows: Mapping[str, tuple[Any, ...]],
    report: Report,
    *,
    period: Period | None,
    **told: Any,
) -> None:
    """
    Hold the agenda of a period, or of the month of the judgement, to the report.

    Raises:
        InvariantBrokenError: If an entry is listed twice, out of order, not owed, or
            otherwise than the report says; or if something that can still be done by
            a day is not listed.
    """
    as_of: Any = report.basis.as_of
    today = as_of.astimezone(zone_of(book.zone)).date()
    span = cell_of(Cycle.MONTH, today) if period is None else period
    listed = agenda(book, rows, as_of=as_of, span=span, **told)
    entries = (*listed.entries, *listed.beyond)
    found = [*_misplaced(listed)]
    known = {verdict.key: verdict for verdict in report}
    for entry in entries:
        verdict = known.get(entry.key)
        if verdict is not None and verdict.status is not entry.verdict.status:
            found.append(
                f"{entry.key} is {entry.state.name}, and {verdict.status.name}"
            )
    keys = {entry.key for entry in entries}
    found += [f"{one.key} is not listed" for one in report if _can_be_done(one, keys)]
    if found:
        raise InvariantBrokenError(_AGENDA, "; ".join(found))


def _misplaced(listed: Agenda) -> Iterator[str]:
    """Yield what stands twice, out of order, or in a state that its verdict has not."""
    entries = (*listed.entries, *listed.beyond)
    counts = Counter(entry.key for entry in entries)
    yield from (f"{key} is listed twice" for key, count in counts.items() if count > 1)
    for earlier, later in pairwise(listed.entries):
        if later.closes is None:
            continue
        if earlier.closes is None or to_utc(later.closes) < to_utc(earlier.closes):
            yield f"{later.key} stands behind {earlier.key}, and is due before it"
    for entry in entries:
        status = entry.verdict.status
        if status in {Status.EXCUSED, Status.NOT_APPLICABLE}:
            yield f"{entry.key} is not owed, and listed"
        if (entry.state is State.OVERDUE and status in _DONE) or (
            entry.state is State.DONE and status in _AGAINST
        ):
            yield f"{entry.key} is {entry.state.name}, and {status.name}"


def _can_be_done(verdict: Verdict, listed: set[str]) -> bool:
    """Say whether something can be done by a day, of one row, and is not listed."""
    about = verdict.subject
    return (
        verdict.status is Status.PENDING
        and getattr(verdict.evidence, "deadline", None) is not None
        and verdict.evidence.shape not in SHARES
        and (about is None or about.cell is None)
        and verdict.key not in listed
    )


def check_ways_out(
    book: Rulebook, rows: Mapping[str, tuple[Any, ...]], report: Report, **told: Any
) -> None:
    """
    Hold a book with its ways out to the same book without those of one rule.

    What is counted for a share is left out: there, who is let off is counted apart.

    Raises:
        InvariantBrokenError: If a way out accuses somebody, lets off what was done or
            was never owed, or changes an answer in another way than by letting off.
    """
    as_of: Any = report.basis.as_of
    for rule_id, feed in book.feeds.items():
        if not getattr(feed, "ways_out", ()) or hasattr(feed, "keeps_excused"):
            continue
        bare = dict(book.feeds.items())
        bare[rule_id] = attrs.evolve(feed, ways_out=())
        other = attrs.evolve(book, feeds=Table(bare.items(), kind="rule"))
        strict = other.assess(rows, as_of=as_of, **told)
        without = {verdict.key: verdict for verdict in strict.where(rule=rule_id)}
        for verdict in report.where(rule=rule_id):
            was = without.get(verdict.key)
            if was is None or not _lets_off_at_most(was, verdict):
                finding = (
                    f"{verdict.key} is {verdict.status.name}, and without it "
                    f"{'nothing' if was is None else was.status.name}"
                )
                raise InvariantBrokenError(_WAYS_OUT, finding)


def _lets_off_at_most(was: Verdict, verdict: Verdict) -> bool:
    """Say whether a verdict is what it was without a way out, or let off."""
    if verdict.status is was.status:
        return True
    if verdict.status is Status.EXCUSED:
        return was.status not in _NEVER_LET_OFF
    # Nobody knows whether it holds, or when it came: then nobody is accused.
    return verdict.status is Status.UNDETERMINED and was.status in AGAINST
