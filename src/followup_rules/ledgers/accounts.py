"""
What a ledger was read for, what was read of it, and what became of its rows.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

from attrs import evolve, field

from followup_rules.errors import (
    RowError,
)
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Fact, Ledger
from followup_rules.ledgers.values import Vocabulary
from followup_rules.timing.cycles import Period
from followup_rules.timing.moments import (
    is_before,
)


@frozen
class Account:
    """
    What became of the rows of one ledger: each is counted once.

    Attributes:
        given: All of them.
        judged: Those that were judged, under every rule that is asked of them.
        later: Those not known yet at the moment of judgement.
        outside: Those known, and not of the period.
        not_begun: Those without the day by which they are placed, such as a repair
            that is not completed.
        in_error: Those that could not be read, or that a rule refused.
    """

    given: int
    judged: int
    later: int
    outside: int
    not_begun: int
    in_error: int


@frozen(slots=False)
class Read:
    """
    One ledger as it was read and known.

    Attributes:
        ledger: What its rows are.
        known: The rows known at the moment of judgement, in the order given.
        inside: Those of the period.
        errors: What is wrong with the others.
        given: How many rows there were; None where no ledger was given.
        later: How many were not known yet.
        not_begun: How many have not begun.
        blamed: How many unreadable rows each owner may have, by its id; under None
            are those whose owner cannot be read.
        usable: The rows that could be read, by id.
        partly: What can be read of the others, by attribute.
        owners: Whose each of those may be; None is anybody's.
    """

    ledger: Ledger
    known: tuple[Any, ...]
    inside: tuple[Any, ...]
    errors: tuple[RowError, ...]
    given: int | None
    later: int
    not_begun: int
    blamed: Mapping[str | None, int]
    usable: Mapping[str, Any] = field(repr=False)
    partly: tuple[Mapping[str, Any], ...] = ()
    owners: tuple[str | None, ...] = ()

    def unread_by(self, moment: dt.datetime, zone: dt.tzinfo, *names: str) -> "Read":
        """
        Return the ledger with the unreadable rows that were there at a moment before.

        Args:
            moment: The moment.
            zone: Where days begin.
            names: The attributes that say since when a row is there.
        """
        if not self.partly:
            return self
        kept = [
            (owner, held)
            for owner, held in zip(self.owners, self.partly, strict=True)
            if all(
                since is None or not is_before(moment, since, zone)
                for since in map(held.get, names)
            )
        ]
        owners = tuple(owner for owner, _ in kept)
        partly = tuple(held for _, held in kept)
        return evolve(self, blamed=Counter(owners), partly=partly, owners=owners)

    @cached_property
    def known_ids(self) -> Collection[str]:
        """
        The ids of the known rows.
        """
        return self._ids_of(self.known)

    @cached_property
    def inside_ids(self) -> Collection[str]:
        """
        The ids of the rows of the period.
        """
        return self._ids_of(self.inside)

    def _ids_of(self, rows: tuple[Any, ...]) -> Collection[str]:
        """Return the ids of some of the usable rows; of all of them stand there."""
        if len(rows) == len(self.usable):
            return self.usable
        return frozenset(one.id for one in rows)

    @cached_property
    def named_ids(self) -> frozenset[str]:
        """
        The ids of all rows, of those in error too.
        """
        return frozenset((*self.usable, *(error.row for error in self.errors)))

    def account(self, *, by_cell: bool, refused: int = 0) -> Account:
        """
        Count its rows.

        Args:
            by_cell: Whether its rows are judged by whole cells of the calendar, in
                or around the period, and none is left out for its day.
            refused: How many of those that are judged a rule refused.
        """
        judged = len(self.known) if by_cell else len(self.inside)
        return Account(
            given=self.given or 0,
            judged=judged - refused,
            later=self.later,
            outside=len(self.known) - judged,
            not_begun=self.not_begun,
            in_error=len(self.errors) + refused,
        )


@frozen
class Asked:
    """
    What a ledger is read for.

    Attributes:
        book: The words and categories of the regulation.
        now: The moment of judgement.
        period: The days of interest; None is all.
        zone: Where days begin.
        more: Facts beside the declared ones, or instead of them, by kind, such as an
            item that a host has added to a record.
    """

    book: Vocabulary
    now: dt.datetime
    period: Period | None
    zone: dt.tzinfo
    more: Mapping[str, tuple[Fact, ...]]
