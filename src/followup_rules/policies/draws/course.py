"""
What became of a draw: its proof, and whom its calls reached.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from attrs import evolve

from followup_rules.errors import UnknownNameError
from followup_rules.immutable import frozen
from followup_rules.policies.draws.calls import (
    CallFacts,
    CallReview,
    group_of,
    review_calls,
)
from followup_rules.policies.draws.proof import Discrepancy
from followup_rules.policies.draws.records import Draw
from followup_rules.policies.draws.selection import (
    SEPARATOR,
    WHOLE_FRAME,
    window_of,
)


@frozen
class Course:
    """
    A draw that was owed, what disproves its receipt, and what its calls came to.

    Attributes:
        owed: The draw as the rule makes it from the ledger.
        discrepancies: What the receipt says otherwise; None is no receipt.
        found: What all calls came to.
        early: What those before the period closed came to; None is the same.
    """

    owed: Draw
    discrepancies: tuple[Discrepancy, ...] | None
    found: CallReview
    early: CallReview | None

    @property
    def windows(self) -> tuple[str, ...]:
        """
        The windows of the ledger; none where its ids name none.
        """
        return tuple(self.owed.windows)

    def facts(self, window: str | None = None) -> dict[str, Any]:
        """
        Return the arguments of `DrawPolicy.assess`, of the whole draw or of a window.

        Ids that nobody could draw from the ledger count nowhere: a forged receipt
        names whom it likes.

        Raises:
            UnknownNameError: If there is no such window.
        """
        eligible = self.owed.windows or self.owed.eligible
        if window is not None and window not in eligible:
            raise UnknownNameError("window", window, tuple(eligible))
        early = self._early
        return {
            "eligible": _of(eligible, window),
            "reached": _of(self._found, window),
            "reached_in_time": None if early is None else _of(early, window),
            "exhausted": self._exhausted(window),
            "uncertain": len(_mine(self.found.uncertain, window)),
            "out_of_order": _mine(self.found.out_of_order, window),
            "unlogged": _mine(self.found.unlogged, window),
            "discrepancies": self.discrepancies,
        }

    @cached_property
    def _found(self) -> dict[str, int]:
        """How many were reached, by window or under "*"."""
        return self._reached(self.found)

    @cached_property
    def _early(self) -> dict[str, int] | None:
        """How many were reached before the period closed, likewise."""
        return None if self.early is None else self._reached(self.early)

    def _reached(self, review: CallReview) -> dict[str, int]:
        """Count those reached that could be drawn, by window or under "*"."""
        able = could_be_drawn(self.owed)
        reached = [id_ for id_ in review.reached if id_ in able]
        if not self.owed.windows:
            return {WHOLE_FRAME: len(reached)}
        counts = dict.fromkeys(self.owed.windows, 0)
        for id_ in reached:
            counts[window_of(id_)] += 1
        return counts

    def _exhausted(self, window: str | None) -> dict[str, int]:
        """Return how many picks count as done, of windows that there are."""
        known = {WHOLE_FRAME, *self.owed.windows}
        spent = {name: n for name, n in self.found.exhausted if name in known}
        return spent if window is None else {window: spent.get(window, 0)}


def _of(counts: Mapping[str, int], window: str | None) -> dict[str, int]:
    """Return the counts of all windows, or of one."""
    return dict(counts) if window is None else {window: counts.get(window, 0)}


def _mine(ids: tuple[str, ...], window: str | None) -> tuple[str, ...]:
    """Return the ids of all windows, or of one."""
    return tuple(
        id_ for id_ in ids if window is None or id_.partition(SEPARATOR)[0] == window
    )


def could_be_drawn(owed: Draw) -> frozenset[str]:
    """
    Return the ids of the ledger that were not left out.
    """
    return frozenset(owed.frame).difference(id_ for id_, _ in owed.terms.excluded)


def follow_calls(
    receipt: Mapping[str, Any] | None,
    calls: Iterable[CallFacts],
    owed: Draw,
    *,
    by_window: bool,
) -> CallReview:
    """
    Follow the calls of a receipt.

    Without one, everyone who was called and could have been drawn was a pick.
    """
    made = list(calls)
    picks = _listed(receipt, "chosen")
    if picks is None:
        able = could_be_drawn(owed)
        named = (call.subject for call in made)
        picks = list(dict.fromkeys(one for one in named if one in able))
        found = review_calls(picks, (), made, by_window=by_window)
        return evolve(
            found, exhausted=_may_be_exhausted(found, picks, owed, by_window=by_window)
        )
    reserves = _listed(receipt, "reserves") or ()
    return review_calls(picks, reserves, made, by_window=by_window)


def _may_be_exhausted(
    found: CallReview, called: Sequence[str], owed: Draw, *, by_window: bool
) -> tuple[tuple[str, int], ...]:
    """
    Return how many picks nobody may be left to stand in for, whoever was drawn.

    None is, where fewer were called than picks and reserves there are.
    """

    def counted(ids: Iterable[str]) -> Counter[str]:
        """Count ids by their windows, or in all."""
        return Counter(group_of(one, by_window=by_window) for one in ids)

    picks, tried, reached = map(counted, (owed.chosen, called, found.reached))
    everyone = picks + counted(owed.reserves)
    return tuple(
        (name, max(0, many - reached[name]) if tried[name] >= everyone[name] else 0)
        for name, many in picks.items()
    )


def _listed(receipt: object, name: str) -> Sequence[str] | None:
    """Return the ids that a receipt lists; None where it lists none."""
    ids = receipt.get(name) if isinstance(receipt, Mapping) else None
    if not isinstance(ids, list | tuple) or not all(isinstance(i, str) for i in ids):
        return None
    return tuple(dict.fromkeys(ids))
