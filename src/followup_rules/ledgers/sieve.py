"""
Which rows were known at the moment of judgement, and which of them are of the period.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, Final

from followup_rules.ledgers.accounts import Asked, Read
from followup_rules.ledgers.days import BEFORE_ALL, by_day, days_of
from followup_rules.ledgers.facts import Ledger
from followup_rules.timing.moments import Moment, is_before, local_ordinal

_NO_DAY: Final = (0, BEFORE_ALL)
_DAYS_APART: Final = 3
"""No zone is a day ahead of another day: three dates before now is the past anywhere."""


class Sieve:
    """Sifts the rows of one ledger by time of knowledge, and by the period."""

    def __init__(self, ledger: Ledger, asked: Asked, home: Read | None) -> None:
        self.ledger = ledger
        self.asked = asked
        self.home = home
        placed = ledger.placed
        # The day or instant by which a row is dated.
        self.placed: Callable[[Any], Moment | None] = (
            attrgetter(placed) if placed is not None else lambda _row: None
        )
        period = asked.period
        self.span = None if period is None else days_of(period)
        self.long_ago = asked.now.toordinal() - _DAYS_APART

    def is_later(self, held: Mapping[str, Any]) -> bool:
        """Say whether a row in error, as far as it can be read, was not there yet."""
        placed = self.ledger.placed
        begun = None if placed is None else held.get(placed)
        return self._is_later(held.get("entered_at")) or self._is_later(begun)

    def known(self, rows: Iterable[Any]) -> tuple[tuple[Any, ...], int, int]:
        """
        Return the rows that were known, and how many came later or have not begun.

        Rows that belong to others stand in the order of those.
        """
        piles: dict[str, list[Any]] = {"known": [], "later": [], "not_begun": []}
        for one in rows:
            piles[self._state(one)].append(one)
        known = tuple(piles["known"])
        if self.home is not None:
            known = tuple(self._by_owner(known, self.home))
        return known, len(piles["later"]), len(piles["not_begun"])

    def inside(self, known: Iterable[Any]) -> tuple[Any, ...]:
        """Return those of the period."""
        return tuple(filter(self._is_inside, known))

    def _by_owner(self, rows: Iterable[Any], home: Read) -> Iterator[Any]:
        """Put rows in the order of their owners, and within it by their days."""
        piles: dict[str, list[Any]] = {}
        for one in rows:
            piles.setdefault(one.owner.id, []).append(one)
        for owner in home.known:
            own = piles.get(owner.id, ())
            yield from sorted(own, key=self._day) if len(own) > 1 else own

    def _day(self, one: Any) -> tuple[int, dt.datetime]:
        """Return by what the rows of one owner are put in order."""
        begun = self.placed(one)
        return _NO_DAY if begun is None else by_day(begun, self.asked.zone)

    def _state(self, one: Any) -> str:
        """Say whether a row was known at the moment of judgement."""
        begun = self.placed(one)
        entered = one.entered_at
        if entered is not None and self._is_later(entered):
            return "later"
        if begun is None:
            if self.ledger.placed is not None and not self.ledger.lasting:
                return "not_begun"
        elif self._is_later(begun):
            return "later"
        owned = self.home is None or one.owner.id in self.home.known_ids
        return "known" if owned else "later"

    def _is_later(self, moment: Moment | None) -> bool:
        """Say whether a moment was not yet at the moment of judgement."""
        if moment is None or moment.toordinal() <= self.long_ago:
            return False
        return is_before(self.asked.now, moment, self.asked.zone)

    def _is_inside(self, one: Any) -> bool:
        """Say whether a row is of the period, by its own day or its owner's."""
        if self.ledger.lasting:
            return True
        home = None if self.ledger.own_day else self.home
        if home is not None and not home.ledger.lasting:
            return one.owner.id in home.inside_ids
        begun = self.placed(one)
        if begun is None or self.span is None:
            return True
        return local_ordinal(begun, self.asked.zone, "moment") in self.span
