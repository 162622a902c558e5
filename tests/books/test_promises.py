"""
What every book promises of its verdicts, over the ledgers of all examples.
"""

import datetime as dt
import itertools
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import attrs
import pytest
from tests.books.example_ledgers import BOOKS, Asked, asked

from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import InvalidReceiptError
from followup_rules.ledgers.facts import Ledger, inner_kinds
from followup_rules.reports import Report
from followup_rules.timing.moments import is_before, zone_of
from followup_rules.verdicts import Status, Verdict

DAYS_BEFORE = (90, 40, 12, 3, 0)
SWEEP = [
    (name, earlier, later)
    for name in BOOKS
    for earlier, later in itertools.pairwise(DAYS_BEFORE)
]
WITHHELD = {"repair"}
"""The example in which a row in error could change an answer."""
THEN = [(name, days) for name in BOOKS for days in (40, 12)]
MOVES = {
    Status.PENDING: set(Status),
    Status.OPEN: set(Status),
    Status.UNDETERMINED: set(Status),
    Status.NOT_APPLICABLE: set(Status),
    Status.BREACHED: {Status.LATE},
    Status.MET: set(),
    Status.LATE: set(),
    Status.MISSED: set(),
    Status.EXCUSED: {Status.MET, Status.NOT_APPLICABLE},
}
"""What time may do to a status; anything else takes a corrected fact."""
STATES = {("cover_running", "cover_ended"), ("not_done", "row_unusable")}
"""
A cover is no act: that it lasts is met, and ends without anybody's doing. And a row
that cannot be read, once it is known, may be the visit that was missed.
"""
LAPSE = {Status.OPEN, Status.NOT_APPLICABLE}
"""A duty without limit, or not yet owed, may end without ever being done."""


@cache
def report(name: str, days: int) -> Report:
    """Return the report on an example so many days before its own moment."""
    one = asked(name)
    return one.judged(as_of=one.as_of - dt.timedelta(days=days))


def answers(verdicts: Iterable[Verdict]) -> dict[str, tuple[Any, ...]]:
    """Return what was found, by key, without what was not known yet."""
    return {
        verdict.key: (
            verdict.status,
            verdict.reason,
            tuple(note for note in verdict.notes if note.code != "later_fact"),
        )
        for verdict in verdicts
    }


class TestKeys:
    """
    A key is one obligation, whatever becomes of it.
    """

    @pytest.mark.parametrize("name", BOOKS)
    @pytest.mark.parametrize("days", DAYS_BEFORE)
    def test_no_two_verdicts_share_one(self, name: str, days: int) -> None:
        """Nothing that a host stores by key overwrites another."""
        keys = Counter(verdict.key for verdict in report(name, days))

        assert keys
        assert [key for key, times in keys.items() if times > 1] == []

    @pytest.mark.parametrize(("name", "earlier", "later"), SWEEP)
    def test_it_stays(self, name: str, earlier: int, later: int) -> None:
        """What is owed at one moment is found again at every later one."""
        now = {verdict.key for verdict in report(name, later)}
        gone = {
            verdict.key: verdict.status
            for verdict in report(name, earlier)
            if verdict.key not in now
        }

        assert set(gone.values()) <= LAPSE
        assert len(gone) <= len(asked(name).ledgers)

    @pytest.mark.parametrize(("name", "earlier", "later"), SWEEP)
    def test_time_moves_a_status_only_so(
        self, name: str, earlier: int, later: int
    ) -> None:
        """What is met stays met, and what is done late stays late."""
        before = {verdict.key: verdict for verdict in report(name, earlier)}
        wrong = [
            (verdict.key, before[verdict.key].status, verdict.status)
            for verdict in report(name, later)
            if verdict.key in before
            and verdict.status is not before[verdict.key].status
            and verdict.status not in MOVES[before[verdict.key].status]
            and (before[verdict.key].reason.code, verdict.reason.code) not in STATES
        ]
        assert wrong == []

    @pytest.mark.parametrize(("name", "earlier", "later"), SWEEP)
    def test_changes_tell_the_difference(
        self, name: str, earlier: int, later: int
    ) -> None:
        """What is new, changed and gone makes the earlier report the later one."""
        old, new = report(name, earlier), report(name, later)
        changes = new.changes_since(old)
        held = {verdict.key: verdict.status for verdict in old}
        for change in (*changes.new, *changes.changed):
            assert change.after is not None
            held[change.key] = change.after.status
        for change in changes.gone:
            del held[change.key]

        assert held == {verdict.key: verdict.status for verdict in new}
        assert len(new.changes_since(new)) == 0


class TestAccounts:
    """
    Every row is counted once, in every ledger and at every moment.
    """

    @pytest.mark.parametrize("name", BOOKS)
    @pytest.mark.parametrize("days", DAYS_BEFORE)
    def test_they_add_up(self, name: str, days: int) -> None:
        """Given are judged, later, outside the period, not begun or in error."""
        one, found = asked(name), report(name, days)
        for account in found.accounts.values():
            total, *parts = attrs.astuple(account)
            assert total == sum(parts)
        for kind, rows in one.ledgers.items():
            assert found.accounts[kind].given == len(rows)
        in_error = sum(account.in_error for account in found.accounts.values())
        assert in_error == len(found.row_errors)


class TestTimeOfKnowledge:
    """
    A full ledger is judged as of last month as it would have been then.
    """

    @pytest.mark.parametrize(("name", "days"), THEN)
    def test_the_ledger_of_then(self, name: str, days: int) -> None:
        """Rows and times that were not known yet change nothing."""
        one = asked(name)
        now = one.as_of - dt.timedelta(days=days)
        then = one.judged(as_of=now, ledgers=dict(ledgers_of_then(one, now)))

        assert answers(report(name, days)) == answers(then)
        assert all(account.later == 0 for account in then.accounts.values())


def ledgers_of_then(
    one: Asked, now: dt.datetime
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Return the ledgers without what was not known yet."""
    for kind, rows in one.ledgers.items():
        yield kind, tuple(rows_of_then(one.book, one.book.ledgers[kind], rows, now))


def rows_of_then(
    book: Rulebook, ledger: Ledger, rows: Iterable[Any], now: dt.datetime
) -> Iterator[Any]:
    """Return the known rows, each with the known times and rows inside."""
    zone = zone_of(book.zone)
    inside = inner_kinds(ledger)

    def is_later(moment: Any) -> bool:
        """Say whether a moment that can be read lies after *now*."""
        if isinstance(moment, dt.datetime):
            return moment.tzinfo is not None and now < moment
        return isinstance(moment, dt.date) and is_before(now, moment, zone)

    for row in rows:
        if ledger.placed and is_later(getattr(row, ledger.placed)):
            continue
        changes: dict[str, Any] = {}
        for fact in ledger.facts:
            held = getattr(row, fact.name)
            if fact.name in inside and inside[fact.name].keyed:
                own = rows_of_then(book, inside[fact.name], held, now)
                changes[fact.name] = tuple(own)
            elif fact.value.is_moment and fact.value.optional and is_later(held):
                changes[fact.name] = None
        yield attrs.evolve(row, **changes)


class TestReceipts:
    """
    What a verdict rests on can be judged again.
    """

    @pytest.mark.parametrize("name", BOOKS)
    def test_what_is_withheld_replays(self, name: str) -> None:
        """Rows that cannot be read withhold the answer again, and nothing is stale."""
        one = asked(name)
        found = [one for one in report(name, 0) if one.reason.code == "row_unusable"]
        assert bool(found) is (name in WITHHELD)
        for verdict in found:
            receipt = json.loads(json.dumps(verdict.receipt()))
            sources = {k: v for k, v in one.sources.items() if k != "progress"}
            again = one.book.replay(receipt, **sources)

            assert again.stale == ()
            assert again.verdict.reasons == verdict.reasons
            assert again.verdict.evidence == verdict.evidence

    def test_a_receipt_that_withholds_nothing(self) -> None:
        """What is not against anybody is not withheld, and says that it differs."""
        one = asked("repair")
        met = next(one for one in report("repair", 0) if one.status is Status.MET)
        receipt = {**met.receipt(), "withheld": 2}
        late = next(one for one in report("repair", 0) if one.status is Status.LATE)

        assert one.book.replay(receipt).is_same
        forged = one.book.replay({**late.receipt(), "withheld": 2})
        assert [one.en for one in forged.stale] == [
            "the answer differs: late was recorded, undetermined is computed"
        ]

    @pytest.mark.parametrize("rows", [0, -1, True, "2", None, 1.0])
    def test_rows_are_counted(self, rows: object) -> None:
        """Anything but a number of rows was never written."""
        receipt = {**report("repair", 0).verdicts[0].receipt(), "withheld": rows}

        with pytest.raises(InvalidReceiptError, match="withheld is no number of rows"):
            asked("repair").book.replay(receipt)
